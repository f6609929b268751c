"""Tell whether a headline reports the effect of its document: news of an issue, of a change, of new rules."""

import re

from cdetrack.meaning.facets.effect_names import (
    ANY_WORD,
    BRACKETS,
    CLAUSES,
    HAN_NAMED,
    NAMED,
    PREPOSITIONS,
    SHORT_HAN,
    singular,
    words_of,
)
from cdetrack.meaning.facets.effect_own import ASIDE, ASIDE_CLAUSE, OWN, is_a_law, speaks_of
from cdetrack.meaning.facets.effect_statements import DOCUMENT, DOCUMENTS, Statement
from cdetrack.meaning.facets.sentences import SPAN
from cdetrack.text.regex import regex
from cdetrack.text.script import has_han

_FLAGS = re.IGNORECASE

_BARE_HAN = regex(r"(?:\([^()]{0,60}\)){0,2},?(?:将|已|正式|拟|均)?(?:自|从|于|在)?")
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
_HEADLINE = regex(
    r"[^《》,]{2,30}(?:发布|印发|公布|批准|出台|颁布)[^《》,]{4,80}(?:标准|规范|规定|办法|条例|细则|规则|指南|指导原则|目录)"
)
_NAME_OF_RULES = regex(r"^[^《》,。;]{4,60}(?:规定|办法|条例|细则|规范|规则|标准|准则|目录)$")
# A headline that quotes a document or tells of its effect.
_TELLS = regex(
    r"[“\"][A-Z][^“”\"]{8,300}[”\"]|《"
    r"|\b(?:(?:updat|revis|finali[sz])e[sd]|amend(?:s|ed))\b"
    r"|\b(?:enforce|implement|effective|in(?:to)? (?:force|effect))\b|施行|实施|生效",
    _FLAGS,
)
# `The rule is effective May 1.`, the first words of a text.
_THE_RULE = regex(
    r"^\s?(?:dates:\s)?the (?:(?:final|interim|direct)\s){0,2}(?:rule|order|amendment)s? "
    r"(?:(?:is|are|will be|becomes?|will become)\s)?$",
    _FLAGS,
)
_NOUN_ALONE = regex(
    r"(?:^|[.;:]\s)the\s(?:(?:new|final|said)\s)?(?P<of>(?:[\w-]{2,16}\s)?)(?P<noun>order|ordinance|act|decree|circular|rule"
    r"|regulation|resolution|notice|decision|directive)s?\s(?:(?:will|shall|is|are|to|be|expected|due|set)\s){1,4}$",
    _FLAGS,
)
_ISSUES = regex(
    r"\b(?:issue[sd]?|publishe[sd]|gazette[sd]?|adopt(?:s|ed)|releases?d?|promulgate[sd]?|enact(?:s|ed)|signs|announce[sd]?"
    r"|introduce[sd]?|finali[sz]e[sd])\s",
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
    r"(?:,\s(?:which|that)\s[^.;,]{1,80},)?\s"
    r"(?:(?:will|shall|are|is|to|be|expected|due|set|scheduled|officially|formally|all)\s){0,4}$",
    _FLAGS,
)
_OF_A_CHANGE = regex(
    r"\b(?:enhanc|revis|amend|chang|reform|updat|moderni[sz]|streamlin|simplif|gazett|introduc|strengthen|tighten|relax|overhaul"
    r"|adopt)\w{0,6}\b|\bnew\b|\b(?:consultation |final )(?:outcome|decision)s?\b",
    _FLAGS,
)
# `the new list will`, in news: the document that the headline is about.
_NEW_ONE = regex(
    r"(?:^|[.;:]\s|\bthat\s|,\s(?:meaning|and|so)\s)(?:(?:the|this|these)\s)?(?:(?:new|revised|updated|amended|latest|final)(?:ly)?\s){1,2}(?:[\w-]{2,16}\s)?"
    rf"(?P<noun>{DOCUMENTS}|codes?|fees?|charges?|rates?|polic(?:y|ies)|mechanisms?|schemes?|frameworks?"
    r"|pathways?|arrangements?|systems?)"
    r"(?:,?\s(?:which|that))?\s(?:(?:will|shall|is|are|be|to|has|have|been|due|set|expected|officially|formally|all)\s){0,5}$",
    _FLAGS,
)
# `The revised practice, consisting of 9 chapters, will`
_EXTENT = regex(
    r",\s(?:which )?(?:consist|compris|contain|cover|includ|compos|divid|total|span|number)\w{0,4}"
    r"\s[^.;,]{1,80}(?:,[^.;,]{1,40})?,\s",
    _FLAGS,
)
_OF_RULES = frozenset({"provisions", "rules", "regulations", "requirements", "measures", "amendments"})
_PASSED_BY = regex(
    r"\b(?:laid|passed|enacted|gazetted|notified|signed|finali[sz]ed|made|publishe[sd]|notif(?:y|ies))\b", _FLAGS
)
_HAN_NEW = regex("新规|新版|新办法|新规定|新条例|新法|新规矩|新要求|新政|修订|出台|发布|公布|印发")
_SEVERAL = regex("这些|一批|多项|多部|系列|汇总|[两二三四五六七八九十\\d]{1,3}(?:[项个]|部(?!门|委))")
_HAN_SORT = regex(
    r"^(?:中华人民共和国|中国|国家)|(?:监督|管理|监管|实施|暂行|试行)|(?:办法|规定|条例|细则|规范|规则|标准|目录|指南)$"
)
# `公告自5月1日起施行` in news of its issue.
_HAN_BARE = regex(
    r"(?:^|[,:])\s?(?:该|此|这[份项部]|上述|新)?(?:公告|通告|通知|办法|规定|条例|规范|目录|标准|决定|新规|意见)(?:将|已|均)?(?:自|从|于)?$"
)
_COMMON = 3
"""The fewest characters in a row that a headline and the name of its rules have in common."""
_HAN_RULES = regex(r"新规|办法|规定|条例|规范|细则|规则|标准|目录|清单|指南|药典|制度|》|法(?=\s|$|自|将|于)", _FLAGS)
# Words of a name that many documents have.
_SORT_WORDS = frozenset(
    {"administration", "management", "supervision", "control", "interim", "provisional", "trial", "implementing"}
)


def is_the_noun(title: str, statement: Statement) -> bool:
    """Return True for `The Order will`, of a headline that tells of the issue of an order."""
    found = _NOUN_ALONE().search(statement.lead)
    name = (found["of"] or "") + found["noun"] if found else ""
    return bool(name) and _ISSUES().search(title) is not None and name.casefold() in title.casefold()


def reports_it(title: str, statement: Statement) -> bool:
    """Return True if news of an issue say when the issued document takes effect."""
    lead = statement.lead
    if (
        ISSUED_WHICH().search(lead)
        or (_THE_RULE().search(lead) is not None and statement.text.startswith(statement.sentence))
        or _repeats_it(title, lead)
        or _is_new_on(title, statement)
    ):
        return True
    if _says_it_itself(title, statement) or _is_named_after(title, statement) or _is_new_one(title, lead):
        return True
    before = statement.text[: max(0, statement.text.find(statement.sentence))][-SPAN:]
    said = any(ISSUED().search(each) for each in (title, lead, before)) or any(
        words().search(title) for words in (_TELLS, _PASSED_BY)
    )
    return bool(said) and speaks_of(title, lead, OWN, in_body=False) is True and not is_a_law(title, lead)


def _repeats_it(title: str, lead: str) -> bool:
    """Return True if the subject is the headline, or ends with a title that is the name of rules."""
    subject = BRACKETS().sub("", lead).strip(" ,将于自并")
    if _HEADLINE().fullmatch(title) is not None and subject == title:
        return True
    # `某部于4月6日公告订定某规定,自`, of a title that is that name.
    return _NAME_OF_RULES().search(title) is not None and subject.endswith(title)


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


def _is_named_after(title: str, statement: Statement) -> bool:
    """Return True if rules take effect whose subject a headline about new rules names: `New Widget Rules`."""
    if not statement.is_ahead or not _OF_A_CHANGE().search(title):
        return False
    named = [match for match in NAMED().finditer(statement.lead) if DOCUMENT().search(match["name"])]
    if not named or len(statement.lead) - named[-1].end() > ASIDE:
        return False
    words = singular(words_of(DOCUMENT().sub(" ", named[-1]["name"])) - _SORT_WORDS)
    return len(words) >= 2 and words <= singular(words_of(title))  # noqa: PLR2004 - one word is a field


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


def _is_new_one(title: str, lead: str) -> bool:
    """Return True if the subject is `the new list` of a headline about a new list, or the rules of a Chinese one."""
    if has_han(title):
        return _are_new_rules(title, lead)
    found = _NEW_ONE().search(_EXTENT().sub(" ", lead))
    if found is None or not (_OF_A_CHANGE().search(title) or _PASSED_BY().search(title) or ISSUED().search(title)):
        return False
    noun = found["noun"].lower()
    named = noun.removesuffix("s") in title.lower()
    return named or f"{noun.removesuffix('s')}s" in _OF_RULES or DOCUMENT().search(title) is None


def _are_new_rules(title: str, lead: str) -> bool:
    """Return True if a headline about one new set of rules has the subject of the last name before the statement."""
    if _HAN_BARE().search(lead) and not _SEVERAL().search(title):
        return _HAN_NEW().search(title) is not None or "发文" in title
    names = HAN_NAMED().findall(lead)
    if not names or not _HAN_NEW().search(title) or _SEVERAL().search(title):
        return False
    if not _BARE_HAN().fullmatch(lead.rpartition("》")[2]):
        return False
    name = names[-1]
    if len(name) <= SHORT_HAN and name in title:
        return True
    core = _HAN_SORT().sub("", _HAN_SORT().sub("", BRACKETS().sub("", name)))
    if len(core) <= _COMMON:
        return len(core) > 1 and core in title
    # `新规` names no rules: some of their subject is enough.
    runs = (core[at : at + _COMMON] for at in range(len(core) - _COMMON + 1))
    return core in title or ("新规" in title and any(run in title for run in runs))


def is_a_change(title: str, statement: Statement) -> bool:
    """Return True for `The changes will take effect` of a title that tells of changes."""
    found = _OF_A_CHANGE().search(title) if _CHANGES().search(statement.lead) else None
    # `New Leadership at the Agency` tells of no rules.
    return found is not None and (found[0].lower() != "new" or DOCUMENT().search(title) is not None)
