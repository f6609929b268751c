"""Tell whether the words before a statement of effect speak of the document of the title, or of another one."""

import re

from cdetrack.meaning.facets.effect_names import (
    BRACKETS,
    HAN_NAMED,
    NAMED,
    implements_a_document,
    is_alike,
    is_short_name,
)
from cdetrack.meaning.facets.effect_statements import DOCUMENT, DOCUMENTS
from cdetrack.text.regex import Regex, regex

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
_PASSED = regex(r"通过|批准|同意|公布|发布|印发|颁布|签署|签发|修订|修正|备案|审议|讨论")
_FEW = 3
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
