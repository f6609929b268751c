"""Tell whether the words before a statement of effect, or the headline over it, speak of the document of the title."""

import re

from cdetrack.meaning.facets.effect_names import (
    ANY_WORD,
    BRACKETS,
    CLAUSES,
    HAN_NAMED,
    NAMED,
    PREPOSITIONS,
    implements_a_document,
    is_alike,
    is_short_name,
)
from cdetrack.meaning.facets.effect_statements import DOCUMENT, DOCUMENTS, Statement
from cdetrack.meaning.facets.sentences import SPAN
from cdetrack.text.regex import Regex, regex
from cdetrack.text.script import has_han

_FLAGS = re.IGNORECASE

_DOES = (
    r"\b\s{0,2}(?:\([^()]{0,60}\)\s{0,2})?"
    r"(?:,?\s?which )?(?:has|have|had|shall|will|may|is|are|was|were|takes?|comes?|enters?|goes|went|came|took)\b"
)
_DOES_OR_ENDS = rf"(?:\s{{0,2}}$|{_DOES})"
THIS = (
    rf"\bth(?:is|ese) (?:(?!(?:the|years?|months?|weeks?|of|on|for|in|to|and|or|by|with)\b)[\w&’'-]{{1,16}}\s){{0,3}}?"
    rf"(?:{DOCUMENTS}|guides?|handbooks?|manuals?|polic(?:y|ies)|codes?|sheets?|part|q&as?|tariffs?|fees?|rates?|authori[sz]ations?|designations?|ordinances?){_DOES_OR_ENDS}"
)
"""`This guidance document will`, `this interim final rule`; `this part` is a part of a code, the whole of a rule."""
OWN = regex(
    r"\bhereby\b|\bherein\b"
    rf"|{THIS}"
    rf"|\b(?:this|these|the) (?:present |above )?(?:{DOCUMENTS}|GMP|it){_DOES}"
    rf"|^\s?the (?:(?:new|revised|updated|amended|direct|interim|final) ){{0,3}}(?:{DOCUMENTS})\s{{0,2}}$"
    r"|^\s?(?:it|they|which|issued|promulgated|released|published|adopted|approved|order|decree)\b"
    r"|本(?:公告|通告|通知|办法|规定|条例|法|规范|细则|规则|指导原则|程序|制度|决定|标准|文件|指南|指引|手册|目录|清单|基准|措施|规程|导则|准则|章程|要点|方案|政策|附录|修正案)|现予|予以?(?:发布|公布|印发|颁布)|特此|现(?:正式|联合|批准)?(?:将|发布|公布|印发)"
    r"|(?:上述|以上|前述)(?:\d{1,3}[项个])?(?:公告|规定|办法|标准|文件|目录|清单|规范|指导原则)"
    r"|(?:修正(?:规定|条文)|其余[^。;,]{0,20}(?:规定|条[文款]))(?:,?定|均)?(?:自|从|于)?$",
    _FLAGS,
)
"""Words for the text itself."""
# `本附录为《某规范》的附录,自`: the name is no subject.
_THIS_IS = regex(
    r"^\s?(?:[第\d一二三四五六七八九十百条]{0,8}\s?)本[^,。;《》]{2,6}(?:为|是|作为|属于|系)《[^《》]{1,100}》[^,。;《》]{0,20},(?:自|从|于)?$"
    # `根据《某规定》,某局制定了某目录,该目录自`
    r"|^\s?(?:为|根据|依据|按照)(?![^。;]*(?:,原(?![料则])|曾|此前|(?:19|20)\d\d年[^。;)》]{0,8}(?:制定|编制|起草)))[^。;]{4,200}(?:制定|修订|编制|起草)了?[^。;,《》]{4,80}(?P<sort>目录|清单|办法|规定|规范|标准|指南),该(?P=sort)(?:将|均)?(?:自|从|于)?$"
)
# `现发布《某规定》等文件,自`
_NOW_ISSUES = regex(
    r"现(?:予)?(?:发布|公布|印发|颁布)(?:《[^《》]{1,100}》(?:\([^()]{1,40}\))?(?:、|和|及|以及|与|,)?){0,8}$"
)
# The subject in a notice that implements another document.
_ITSELF = regex(
    rf"\bhereby\b|\bherein\b|{THIS}"
    rf"|\bthe (?:present |above )?(?:announcement|notice|circular|notification){_DOES}"
    r"|本(?:公告|通告|通知|办法|规定|细则|规则|程序|决定|规范|制度|指南|方案|要点|目录|清单)"
    r"|现予|予以?(?:发布|公布|印发|颁布)|特此|现(?:将|发布|公布|印发)",
    _FLAGS,
)
# `The Provisions for makers shall`: a short name at the start of a sentence is the document at hand.
_SHORT = regex(
    rf"(?:^|[.;:]\s{{0,3}})the\s(?:{DOCUMENTS})\s(?:for|on|of|in)\s[^.,;]{{1,60}}\s(?:shall|will|is|are|was|were|has|have)\b"
    r"[^.,;]{0,30}$",
    _FLAGS,
)
# `the Law slated to take effect`, `the Law, which will`: a clause that belongs to the noun before it.
_WHICH = regex(
    r"[\s,)\"”]{0,4}(?:\([^()]{0,60}\)[\s,]{0,3})?(?:which|that|(?:slated|due|set|scheduled|expected|planned) to)\b",
    _FLAGS,
)
_BARE = regex(r"[\s,()\"”]{0,4}")
# `These procedures are not touched by the arrangements which`: the last noun is the subject.
_OF_WHICH = regex(
    r"\b(?:\w{3,14}ed|subject|due|similar|according)\s(?:by|to|with|from)\s(?:the|those|these|its|their)\s(?P<noun>[^.;,]{1,80}?)\s(?:which|that)\s"
    r"(?:(?:has|have|had|was|were|will|shall|is|are|only|first)\s){0,3}$",
    _FLAGS,
)
# `That definition became effective on`: of an earlier document.
_THAT_ONE = regex(r"(?:^|[.;:])\s{0,3}(?:that|those)\s(?:[\w-]{2,20}\s){1,4}$", _FLAGS)
ASIDE_CLAUSE = regex(r"\b(?:since|after|when|before|until|once)\b[^,.;]{0,120}$", _FLAGS)
"""`Since the rules were implemented on …` is about other rules."""
_MADE = regex(
    r"\b(?:formulat|draft|develop|issu|promulgat|publish|releas|revis|compil|organi[sz]|adopt)\w{0,6}\b[^.;]{0,60}$",
    _FLAGS,
)
_THAT_DID = regex(r",?\s(?:which|that)\s{1,3}(?:(?:was|were|has|have|had)\s{1,3}){0,2}(?:been\s{1,3})?$", _FLAGS)
_LAW = regex(r"\b(?:acts?|laws?|decrees?|standards?|pharmacopo?eia)\b", _FLAGS)
_PREPOSITION = regex(r"\b(?:in|into|to|of|with|under|by|per|from|on|as|for)\s{1,2}$", _FLAGS)
_HAN_INTO = regex(r"(?:纳入|列入|载入|并入|增补(?:入|进|至)|收入|补入)(?:了)?$")
# `The Law, revised at the session of …, shall`: an aside between commas.
_APPOSED = regex(
    r"[\s\"”]{0,3}(?:\([^()]{0,80}\)\s{0,2})?,\s{0,3}(?:as |which (?:was|were) |having been )?(?:newly |jointly )?"
    r"(?:revised|amended|adopted|deliberated|promulgated|formulated|approved|reviewed|issued|passed|released)\b"
    r"[^.;]{0,300},(?:\s{0,3}(?:and|which|are|is|it|they|shall|will|be|hereby|to)\b){0,5}\s{0,3}$",
    _FLAGS,
)
ASIDE = 60
"""The most characters between a subject and its verb: an aside in brackets, auxiliary verbs."""
_REFERS_TO_ITSELF = regex(
    rf"{THIS}[^.;]{{0,120}}$|本(?:公告|通告|通知|文件|问答|指南|指引|手册|基准|规程|导则|准则|章程)[^。;,《》]{{0,20}}$"
    # `…列入某类药品管理。公告自…起施行`
    r"|(?:^|[。;])\s{0,3}(?:该)?(?:公告|通告|通知)(?:将|均)?(?:自|从|于)?$",
    _FLAGS,
)
ISSUED = regex(
    r"\b(?:issued|released|published|announced|promulgated|unveiled|adopted|approved|rolled out|introduced)\b"
    r"|发布|印发|公布|颁布|出台|制定",
    _FLAGS,
)
"""A verb of the issue of a document."""
ISSUED_WHICH = regex(
    r"\b(?:issued|released|published|announced|promulgated|unveiled|adopted|introduced)\b(?:[^.;]|\.(?=\s?\d)){0,300}"
    r",?\s(?:which|that|and|to|it)?\s{0,2}(?:(?:will|shall|is|are|was|were|has|have|been|to|be)\s{1,2}){0,3}$"
    r"|\b(?:regulations|orders?|rules|instruments?|acts?|amendments?)\s(?:were|was)\s(?:made|signed|laid)\b[^.;]{0,60}"
    r"\band (?:(?:will|shall|are|is) )?$"
    r"|(?:发布|印发|公布|颁布|出台)了?[^《》。;,]{0,10}《[^《》]{1,100}》(?:\([^()]{1,60}\)){0,2},?(?:并|明确|规定|全文|将|均)?(?:自|从|于|在)?$",
    _FLAGS,
)
"""The issue of a document, whose effect follows: `issued the rules, which will`."""
# `The regulator's new Measures for Drug Recall will`: a document and its subject.
_NEW_ON = regex(
    r"\b(?:new(?:ly[- ](?:revised|amended|issued))?|revised|amended|updated)\s"
    rf"(?:\w{{1,20}}\s){{0,2}}(?:{DOCUMENTS})\s(?:for|on|of)\s(?:the\s)?"
    r"(?P<subject>(?:[\w-]{2,20}\s){2,6}?)(?:will|shall|is|are)\s(?:\w{1,12}\s){0,3}$",
    _FLAGS,
)
# A headline that quotes a document or tells of its effect.
_TELLS = regex(
    r"[“\"][A-Z][^“”\"]{8,300}[”\"]|《"
    r"|\b(?:(?:updat|revis|finali[sz])e[sd]|amend(?:s|ed))\b"
    r"|\b(?:enforce|implement|effective|in(?:to)? (?:force|effect))\b|施行|实施|生效",
    _FLAGS,
)
_IN_TITLE = regex(
    r"(?:^|[.;:]\s)(?:the\s)?(?P<name>[\w()-]{2,20}(?:\s[\w()./-]{1,20}){1,6}?)\s"
    r"(?:(?:will|shall|is|are|be|set|due|expected|scheduled|slated|to|now)\s){1,5}$",
    _FLAGS,
)
# `FDA’s new ` before the name; `makers praise ` is a headline about it.
_OF_WHOM = regex(
    r"(?:(?:[Tt]he|[Nn]ew|[Rr]evised|[Uu]pdated|European|US|Pharmacopoeia|Ph\.|Eur\.|[A-Z]{2,8}(?:['’]s)?)\s)*"
)
# `The changes will take effect`, of a title that tells of a change.
_CHANGES = regex(
    r"(?:^|[.;:]\s|\b(?:exception of|except(?: for)?|other than|apart from)\s[^.;]{1,120},\s)"
    r"(?:the|these|all|both)\s(?:(?:sets|pieces) of\s)?"
    r"(?:(?:subsidiary|new|latest|final|agreed|adopted|total|partial|full|complete|above|following|regulatory|legislative"
    r"|key|revised|updated|said)\s){0,2}"
    r"(?:changes?|amendments?|revisions?|updates?|reforms?|enhancements?|rules|requirements|legislation)"
    # `The changes, which apply to all makers, will`
    r"(?:,\s(?:which|that)\s[^.;,]{1,80},)?,?\s"
    r"(?:(?:will|shall|are|is|to|be|expected|due|set|scheduled|officially|formally|all)\s){0,4}$",
    _FLAGS,
)
_OF_A_CHANGE = regex(
    r"\b(?:enhanc|revis|amend|chang|reform|updat|moderni[sz]|streamlin|simplif|gazett|introduc|strengthen|tighten|relax|overhaul"
    r"|adopt)\w{0,6}\b|\bnew\b|\b(?:consultation |final )(?:outcome|decision)s?\b",
    _FLAGS,
)
_ISSUES = regex(r"\b(?:issue[sd]?|releases?d?|promulgate[sd]?|enact(?:s|ed)|signs|announce[sd]?)\s", _FLAGS)
_PASSED_BY = regex(
    r"\b(?:laid|passed|enacted|gazetted|notified|signed|finali[sz]ed|made|publishe[sd]|notif(?:y|ies))\b", _FLAGS
)
# `The Order will`, `the new list will`: what a headline on its issue or change names.
_THE_NOUN = regex(
    r"(?:^|[.;:]\s)(?:the|this|these)\s(?:(?:new|revised|updated|amended|final|said)\s)?"
    rf"(?P<of>(?:[\w-]{{2,16}}\s)?)(?P<noun>{DOCUMENTS}|codes?)\s"
    r"(?:(?:will|shall|is|are|to|be|expected|due|set)\s){1,4}$",
    _FLAGS,
)
_HAN_NEW = regex("新规|新版|新办法|新规定|新条例|新要求|修订|出台|发布|公布|印发")
_SEVERAL = regex("这些|一批|多项|多部|系列|汇总|[两二三四五六七八九十\\d]{1,3}(?:[项个]|部(?!门|委))")
# `新办法自5月1日起施行` in news of its issue.
_HAN_BARE = regex(
    r"(?:^|[,:])\s?(?:该|此|这[份项部]|上述|新)?(?:公告|通告|通知|办法|规定|条例|规范|目录|标准|决定|新规|意见)(?:将|已|均)?(?:自|从|于)?$"
)
# `（2031年版）自`, between a quoted name and the statement.
_BEHIND_NAME = regex(r"(?:\([^()]{0,60}\)){0,2},?(?:将|已|正式|拟|均)?(?:自|从|于|在)?")
_SHORT_SUBJECT = 3
"""Characters of a subject that tells no document, unless the headline says `新规`."""
_HAN_SORT = regex(
    r"^(?:中华人民共和国|中国|国家)|(?:监督|管理|监管|实施|暂行|试行)|(?:办法|规定|条例|细则|规范|规则|标准|目录|指南)$"
)
_HAN_RULES = regex(r"新规|办法|规定|条例|规范|细则|规则|标准|目录|清单|指南|药典|制度|》|法(?=\s|$|自|将|于)", _FLAGS)
# Words of a name that many documents have.
_SORT_WORDS = frozenset(
    {"administration", "management", "supervision", "control", "interim", "provisional", "trial", "implementing"}
)


def names_itself(title: str, lead: str) -> bool:
    """Return True if the subject of a statement of effect is the text itself or a short name of its title."""
    return _REFERS_TO_ITSELF().search(lead) is not None or is_short_name(title, lead)


def is_a_law(title: str, lead: str) -> bool:
    """Return True if the subject is a law that the title does not name: news on rules cite the law above them."""
    found = _LAW().search(lead[-ASIDE:])
    return found is not None and found[0].lower() not in title.lower()


def is_this_document(title: str, lead: str, *, in_body: bool) -> bool:
    """Return True if the subject of a statement of effect, in `lead`, is the document of the title."""
    of_which = _OF_WHICH().search(lead)
    if of_which and not DOCUMENT().search(of_which["noun"]):
        return False
    implements = implements_a_document(title)
    said = speaks_of(title, lead, _ITSELF if implements else OWN, in_body=in_body)
    return not implements if said is None else said


def speaks_of(title: str, lead: str, own: Regex, *, in_body: bool) -> bool | None:
    """Return True if `lead` ends with words for the document of the title, False for another, None without evidence."""
    named = HAN_NAMED if "《" in lead else NAMED
    last = None
    for match in named().finditer(lead):
        # `将某原料纳入《某规范》,自…起施行`: the name is an object.
        is_object = _HAN_INTO().search(lead, 0, match.start()) is not None
        if not is_object and (named is HAN_NAMED or DOCUMENT().search(match["name"])):
            last = match
    if last is not None:
        between = BRACKETS().sub("", lead[last.end() :])
        short = own is OWN and _SHORT().search(lead) and not is_a_law(title, last["name"])
        issues = own is OWN and _NOW_ISSUES().search(lead, 0, last.start())
        if own().search(between) or short or issues or _THIS_IS().match(lead):
            return True
        before = lead[max(0, last.start() - 90) : last.start()]
        # `in line with the Law, effective on …`: a clause without a verb belongs to the noun before it.
        which = _WHICH().match(between) or _BARE().fullmatch(between)
        # `included in the X and shall`: after a preposition it is no subject.
        last = None if _PREPOSITION().search(before) and not which else last
    if last is not None and (which or len(between) <= ASIDE or _APPOSED().match(between)):
        # `formulated the X, which shall` is about this document; `the revised X shall` may be about another.
        made = which and not last.groupdict().get("new") and _MADE().search(before)
        return bool(made) or is_alike(title, last["name"])
    if own().search(lead):
        return True
    if ASIDE_CLAUSE().search(lead) or _THAT_ONE().search(lead):
        return False
    # `The pilot, which came into effect on …, is extended`: an aside about an earlier act.
    aside = _THAT_DID().search(lead)
    if aside and not _MADE().search(lead) and not DOCUMENT().search(lead, max(0, aside.start() - 30), aside.start()):
        return False
    return False if in_body or last is not None else None


def reports_it(title: str, statement: Statement) -> bool:
    """Return True if news of an issue say when the issued document takes effect."""
    lead = statement.lead
    if ISSUED_WHICH().search(lead) or _is_new_on(title, statement) or _says_it_itself(title, statement):
        return True
    if has_han(title) and _are_new_rules(title, lead):
        return True
    before = statement.text[: max(0, statement.text.find(statement.sentence))][-SPAN:]
    said = any(ISSUED().search(each) for each in (title, lead, before)) or any(
        words().search(title) for words in (_TELLS, _PASSED_BY)
    )
    return bool(said) and speaks_of(title, lead, OWN, in_body=False) is True and not is_a_law(title, lead)


def _is_new_on(title: str, statement: Statement) -> bool:
    """Return True if new rules take effect whose names say the subject of the title: `the new Measures for X will`."""
    if not statement.is_ahead:
        return False
    found = _NEW_ON().search(statement.lead)
    words = ANY_WORD().findall(found["subject"].lower()) if found else []
    named = [word for word in words if word not in PREPOSITIONS | _SORT_WORDS | {"and"}]
    return len(named) >= 2 and set(named) <= set(ANY_WORD().findall(title.lower()))  # noqa: PLR2004 - one word is a field


def _says_it_itself(title: str, statement: Statement) -> bool:
    """Return True for a headline that says when its rules take effect: `Rules on widgets to take effect on May 1`."""
    if statement.text != title or ASIDE_CLAUSE().search(statement.lead):
        return False
    lead = statement.lead
    if has_han(title):
        # `中标结果自5月1日起执行` is about no rules.
        return not lead.strip() or _HAN_RULES().search(lead) is not None
    return DOCUMENT().search(lead) is not None


def _are_new_rules(title: str, lead: str) -> bool:
    """Return True if a Chinese headline about one new set of rules has the subject of the name before the statement."""
    if not _HAN_NEW().search(title) or _SEVERAL().search(title):
        return False
    names = HAN_NAMED().findall(lead)
    if not names or not _BEHIND_NAME().fullmatch(lead.rpartition("》")[2]):
        return not names and _HAN_BARE().search(lead) is not None
    name = names[-1]
    core = _HAN_SORT().sub("", _HAN_SORT().sub("", BRACKETS().sub("", name)))
    if name in title:
        return True
    # `某局发布支架广告指南` is not about `《支架管理办法》`; `支架新规` may be.
    return len(core) > (1 if "新规" in title else _SHORT_SUBJECT) and core in title


def is_the_noun(title: str, statement: Statement) -> bool:
    """Return True for `The Order will`, of a headline that tells of the issue or a change of an order."""
    found = _THE_NOUN().search(statement.lead) if statement.is_ahead else None
    if found is None or not (_OF_A_CHANGE().search(title) or _PASSED_BY().search(title) or _ISSUES().search(title)):
        return False
    at = title.casefold().find(f"{found['of']}{found['noun']}".removesuffix("s").casefold())
    # `issues guidance on the rule` is about another document.
    return at >= 0 and PREPOSITIONS.isdisjoint(ANY_WORD().findall(title[:at].lower()))


def is_in_headline(title: str, statement: Statement) -> bool:
    """Return True if the subject is what the headline names: `The final rule is set to take effect`, `Supplement 3`.

    `Questions on Regulation 5` is about another document.
    """
    found = _IN_TITLE().search(statement.lead) if statement.is_ahead and not has_han(title) else None
    at = title.casefold().find(found["name"].casefold()) if found else -1
    if found is None or at < 0 or not DOCUMENT().search(found["name"]):
        return False
    ahead = CLAUSES().split(title[:at])[-1]
    return _OF_WHOM().fullmatch(ahead) is not None and not title[at + len(found["name"]) :][:1].isalnum()


def is_a_change(title: str, statement: Statement) -> bool:
    """Return True for `The changes will take effect` of a title that tells of changes."""
    found = _OF_A_CHANGE().search(title) if _CHANGES().search(statement.lead) else None
    # `New Leadership at the Agency` tells of no rules.
    return found is not None and (found[0].lower() != "new" or DOCUMENT().search(title) is not None)
