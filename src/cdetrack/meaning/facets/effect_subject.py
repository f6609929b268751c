"""Tell whether a statement of effect is about the whole document of the title, or about another one or a part."""

import re

from cdetrack.meaning.facets.effect_names import (
    HAN_NAMED,
    ends_with_it,
    implements_a_document,
    is_short_name,
)
from cdetrack.meaning.facets.effect_own import (
    ISSUED_WHICH,
    OWN,
    THIS,
    is_a_change,
    is_in_headline,
    is_the_noun,
    is_this_document,
    names_itself,
    reports_it,
)
from cdetrack.meaning.facets.effect_statements import DOCUMENT, DOCUMENTS, Statement
from cdetrack.text.regex import regex

_FLAGS = re.IGNORECASE
_STEM_OF_ACT = r"withdr|revo(?=[ck])|terminat|suspen|cancel|authori(?=[sz])"
_ACT_OF_TITLE = regex(rf"\b(?P<stem>{_STEM_OF_ACT})", _FLAGS)
# The act is the subject, `The withdrawal of it is effective`, or stands before it, `withdraws its approval, effective`.
_BY_THE_ACT = regex(
    rf"\b(?:{_STEM_OF_ACT})\w{{1,8}}(?:\sof\s[^.;,]{{1,120}})?(?:,\s{{1,2}}|\s(?:is|are|was|were|will be)\s{{1,2}})$"
    rf"|\b(?:{_STEM_OF_ACT})\w{{1,8}}\s[^.;]{{1,220}},\s{{1,2}}$",
    _FLAGS,
)
# `修正《某准则》第二条、第五条,并自`, as Taiwan announces it.
_AMENDS = regex(
    r"^\s?(?:公告)?(?:修正|订定|增订)《(?P<name>[^《》]{2,100})》(?:第[^。;《》]{1,60})?,?(?:并|均|定)?(?:自|从|于)?\s?$"
)
_FIELD = regex(
    r"\s{0,2}(?:effective date of\b|(?:effective(?: date)?|implementation date|(?:施行|实施|生效)(?:日期|时间))\s?[:|]"
    r"|(?:valid|effective|applicable|in force) (?:as )?(?:from|of)\s?:|(?:entry |coming )?in(?:to)? force\s?:)",
    _FLAGS,
)
# `Adoption by the committee 11 July 2031 Date of entry into force 1 November 2031`, on the first page of a guideline.
_DATE_OF_FIELD = regex(r"(?:^|\b(?:19|20)\d\d\b\W{0,3}|[.;:]\s)(?:legal\s)?date (?:of|for)\s{1,2}$", _FLAGS)
_FIELD_ALONE = regex(r"(?:entry|coming) in(?:to)? (?:force|effect|operation):?\s", _FLAGS)
_REPLACES = regex(
    r"[\s,]{0,2}(?:(?:and|which|it)\s){0,2}(?:(?:shall|will)\s)?(?:replac|supersed)(?:es|e|ing)\b", _FLAGS
)
_PART = regex(
    r"\b(?:(?:articles?|sections?|annex(?:es)?|appendi(?:x|ces)|paragraphs?|chapters?|clauses?|schedules?)\s(?:\d|[ivx]{1,5}\b)"
    r"|class(?:es)? (?:i{1,3}|[a-d1-3])\b)"
    r"|第[一二三四五六七八九十百零\d]{1,7}[条章款项类批]|首批|附件(?![\s\d]{0,3}:)|附录|其中",
    _FLAGS,
)
# `These Regulations, except sections 5 and 6, come`: the rest is the document.
_EXCEPT = regex(
    r",?\s(?:except(?:ing)?(?: for)?|other than|apart from|excluding|save(?: for)?|with the exception of)"
    r"\s[^,;]{1,80}(?:,|$)"
    r"|,?\ssubject to\s[^,;]{1,80},",
    _FLAGS,
)
# `The guideline (principles and annex 1)`: all of it. `将某药列入第二类精神药品目录`: the class is where it goes.
_WHOLE = regex(
    r"\([^()]{0,80}(?:\b(?:and|including|with)\b|含|包括)[^()]{0,80}\)"
    r"|(?:列入|纳入|列为|调整为|调为|归入|作为|由)\s?第[一二三四\d]{1,2}类[^,。;]{0,24}",
    _FLAGS,
)
# `A revised list according to articles 21 to 24`: the articles are those of a law above it.
_UNDER_A_PART = regex(
    r"\b(?:according to|pursuant to|in accordance with|under|referred to in)\s(?:the\s)?"
    r"(?:articles?|sections?|paragraphs?|annex(?:es)?|schedules?)\s[\w,-]{1,12}(?:\s(?:and|to|or)\s[\w-]{1,8})?",
    _FLAGS,
)
_PART_OF_TITLE = regex(r"\b(?:annex(?:es)?|appendi(?:x|ces))\b|附件|附录", _FLAGS)
_CLAUSE_ENDS = regex(
    r"[。;]|\b(?:this|these|the) (?:present )?(?:" + DOCUMENTS + r")\b|\b(?:it|they)\b|《|其余|其他", _FLAGS
)
_RESCINDED = regex(
    r"\s{0,2}[)》]?\s{0,2}(?:同时)?(?:予以)?废止"
    r"|[\s,)]{0,3}(?:is|are|was|were|(?:shall|will) be)\s(?:hereby\s|also\s)?"
    r"(?:repealed|abolished|annulled|replaced|superseded)\b",
    _FLAGS,
)
# `国务院令第5号,自…起施行` in an announcement, which has a number of its own.
_ORDER = regex(r"令\s{0,2}第\s{0,2}\d{1,4}\s{0,2}号[^《》。;]{0,40}$")
# `某局2024年第3号公告自…起施行`, `公告(2024年第3号)自…起施行`: an announcement with its number before the verb.
_NUMBERED_ACT = regex(
    r"(?:第\s{0,2}(?P<number>\d{1,4})\s{0,2}号\s{0,2}(?:公告|通告|通知)"
    r"|(?:公告|通告|通知)\s{0,2}\(?(?:\d{4}年)?\s{0,2}第\s{0,2}(?P<behind>\d{1,4})\s{0,2}号\)?)"
    r"\s{0,2}(?:已|将|均)?(?:自|从|于)?$"
)
_NUMBERS_OF_ACTS = regex(r"第\s{0,2}(\d{1,4})\s{0,2}号")
_ACT = regex(r"^[^《》]{1,80}(?:公告|通告|通知)\s{0,2}(?:\([^()]{0,40}\))?\s{0,2}(?:\([^()]{0,40}\))?$")
_UNQUOTED = regex(
    r"(?:^|[,。;、\s(])(?P<name>[^,。;、《》()\s]{0,20}?(?P<noun>药典|标准|条例|规范|规定|办法|细则|规则))"
    r"(?:已(?:于|经)?[^。;《》]{0,30},|于[^。;《》,]{6,20}(?:发布|公布|印发|颁布|批准|通过),)?(?:将|已|均)?(?:自|于|从)?$"
)
# `美国药典自`, `欧盟新法规将于`: rules of another country than that of the title.
_ABROAD = regex(
    r"(?:^|[,。;(\s])(?P<country>美国|欧盟|欧洲|日本|英国|韩国|加拿大|澳大利亚|新加坡|印度|德国|法国|瑞士|巴西|俄罗斯)"
    r"(?!进口|生产|产|输|企业|公司|药[企商]|持有|注册人|器械|品种)[^,。;]{0,40}$"
)
# `某局发布公告,将某药列入某目录,公告自`, in a notice of another sort.
_ANOTHER_NOTICE = regex(r"(?:发布|印发)(?P<noun>公告|通告|通知|决定),[^。;]{1,80},(?P=noun)(?:将|已)?(?:自|从|于)?$")
# `关于某标准实施有关事项的公告`: the day of effect is that of the standard.
_ON_A_STANDARD = regex(r"标准[^,。;]{0,12}(?:实施|执行)")
# `GB 1.2-2020自…起实施,对应专用标准自…`
_ITS_STANDARDS = regex(r"(?:对应|相应|相关|配套|引用|所涉)的?[^,。;《》]{0,6}标准(?:将|已|均)?(?:自|于|从)?$")
# `Regulation (EU) 2031/745 `, `Order No. 12 of 2031, which `: a law with its number before the verb.
_NUMBERED = regex(
    r"\b(?:regulation|directive|decision|law|act|order|decree|circular|announcement|notice|ordinance)s?\s"
    r"(?:\((?:EU|EC|EEC|UE|Euratom)\)\s)?(?:No\.?\s?)?(?P<number>\d{1,5}(?:/\d{1,5}|-\d{1,5})?)(?:/E[CU]|\sof\s\d{4})?"
    r"(?:\s?\([^()]{1,60}\))?,?\s"
    r"(?:(?:(?:entered|came) into (?:force|effect)|(?:which|that)\s(?:has|have|was|were|is))\s"
    r"[^.;]{1,80}\sand\s)?"
    r"(?:(?:which|that|has|have|had|shall|will|is|are|was|were|been|also|already|originally)\s){0,4}$",
    _FLAGS,
)
_NUMBER_OF_LAW = regex(r"\d{1,5}[/-]\d{2,5}|\bNo\.?\s?\d{1,5}", _FLAGS)
# `Devices of class C will come under a licensing regime effective from`
_UNDER_CONTROL = regex(
    r"\b(?:devices?|products?|medicines?|drugs?|substances?|cosmetics?|foods?)\b[^.;]{0,160}?\b(?:under|into|to|in)\s"
    r"(?:(?:an?|the)\s)?(?:[\w-]{1,16}\s){0,2}?(?:regime|scheme|framework|system|control)s?,?\s$",
    re.IGNORECASE,
)
# `其余产品自`: those of no batch before.
_OTHER_PRODUCTS = regex(r"(?:其余|其他)[^,。;]{0,8}(?:产品|品种|药品|器械|试剂|企业|单位|机构)(?:均|将)?(?:自|从|于)?$")
FOR_SOME = regex(
    r"(?:场所|产品|制剂|器材|器械|药品|化妆品|试剂|业者|企业|药商|单位|机构|持有[人者]|注册人|备案人|制造者|输入者)"
    r"(?:\([^()]{0,60}\))?\s?:\s?(?:自|从)?\s?$"
)
"""`其制造场所:自5月1日起实施`: the effect for products or firms of one sort."""
_RULES_IN_USE = regex(
    r"》|目录|规范|标准|办法|规定|细则|规则|制度|药典|指南|清单|编码|代码|指导原则|要点|程序|本(?:公告|通告|通知)"
)
_OURS = regex(r"本|上述|以上|前述")
_TOOL = regex(r"(?:系统|平台|模块|门户|网站|端口|印章|专用章|公章|证照|窗口|邮箱)[^。;《》]{0,40}$")
_PART_REACH = 80
# `某药典已由某局颁布,自`, in a correction of it.
_ISSUED_BEFORE = regex(r"已(?:经)?(?:由|于|经)?[^。;,]{0,40}?(?:颁布|发布|公布|印发)[^。;,]{0,4},?(?:自|从|于|将于)?$")
_POSTPONED = regex(r"(?:推迟|推后|延期|延长|延迟|延后|顺延|展期)[^。;,]{0,6}(?:至|到)\s{0,2}(?:自)?$")
_STANDARD = regex(r"(?<![A-Za-z])(?:GB|YY|WS|ISO|IEC)(?:/[TZ])?\s?(?P<number>\d{2,6})[^,。;]{0,30}[,\s]{0,2}$")
# Kinds that mostly have no effect of their own: a day in their text is that of another document, unless it says `this`.
_EFFECTLESS = frozenset({"qa", "meeting", "report", "approval", "news"})
_APPLIES = regex(
    rf"{THIS}$(?<!requirement )"
    r"|^\s?the (?:(?:new|revised|updated|amended|final) ){0,2}(?:guidelines?|guidances?|regulations?|orders?|measures"
    r"|provisions|rules|document|circular|notice|code|standard) (?:shall |will )?$",
    _FLAGS,
)
_IT = regex(r"^\s?it (?:shall|will) $", _FLAGS)
# `The fee rates for 2026, which apply from`, of a title about fees.
_FEES = regex(
    r"\b(?:(?P<fee>fee|charge|tariff|levie|levy)|price)s?(?:\s(?:rates?|schedules?|scales?|amounts?|levels?|structure|standards?"
    r"|regulations?|ordinances?|orders?))?"
    r"(?:\s(?:for|of|in|under|payable)\s[^.;,]{1,60}?)?(?:,?\s(?:which|that))?,?"
    r"\s(?:(?:will|shall|are|is|be|now|to|come|comes|go|goes|take|remain)\s){0,3}$",
    _FLAGS,
)
_OF_FEES = regex(r"\b(?:fee|charge|tariff|levie|levy)s?\b", _FLAGS)
_OF_PRICES = regex(r"\bpric(?:es?|ing)\b", _FLAGS)
# `the emergency declared by the minister on May 1, effective May 1`: the day of another act.
_DECLARED = regex(r"\b(?:declar(?:ed|ation)|determin(?:ed|ation)|renew(?:ed|al)|appointed)\b[^.;]{0,160},\s$", _FLAGS)
# `published guidance to support implementation of the Widget Regulations, which`: the law takes effect.
_OF_A_LAW_WHICH = regex(
    r"\b(?:implement(?:ing|ation of)|support(?:ing)?|explain(?:ing|s)?|accompany(?:ing)?|pursuant to"
    r"|in (?:line|accordance) with|ahead of|required by|based on)\s(?:the\s)?[^.;,]{3,200}"
    r",?\s(?:which|that)\s(?:(?:will|shall|is|are|to)\s){0,2}$",
    _FLAGS,
)


def _is_field(statement: Statement) -> bool:
    """Return True for a line of the document's facts: `Effective date: April 1, 2026`."""
    if _DATE_OF_FIELD().search(statement.lead) and _FIELD_ALONE().match(statement.match[0]):
        return True
    return statement.lead.strip().casefold() in {"", "dates:"} and _FIELD().match(statement.match[0]) is not None


def is_of_the_document(title: str, statement: Statement, *, kind: str, in_body: bool) -> bool:
    """Return True if a statement of effect is about the whole document of the title."""
    match, lead = statement.match, statement.lead
    reported = not in_body and (
        is_a_change(title, statement)
        or _is_of_fees(title, lead)
        or (match[0].lower().startswith(("fees", "charges")) and _OF_FEES().search(title) is not None)
        or is_in_headline(title, statement)
        or is_the_noun(title, statement)
        or (kind == "news" and (_is_field(statement) or reports_it(title, statement)))
        or (kind == "qa" and _is_answered(title, lead))
    )
    # A title without the noun of a document, as most rules of the Federal Register have, is taken for news.
    is_own = names_itself(title, lead) and (kind == "news" or not in_body)
    if kind in _EFFECTLESS and not reported and not is_own:
        return False
    if _is_part(title, lead) or _is_another_work(title, lead) or _POSTPONED().search(lead):
        return False
    if (
        (match[0].endswith("启用") and is_put_to_use(lead))
        or _is_of_another_act(title, match[0], lead)
        or "stem" in match.groupdict()
        or _RESCINDED().match(match.string, match.end())
        or (_ORDER().search(lead) and _ACT().search(title))
        or _is_of_a_numbered_act(title, lead)
        or (kind == "correction" and _ISSUED_BEFORE().search(lead))
    ):
        return False
    if not (_is_field(statement) or _is_of_a_document(match[0].lower(), title, lead, reported=reported)):
        return False
    if reported or _is_field(statement) or is_this_document(title, lead, in_body=in_body):
        return True
    # A document that replaces another is new.
    named = is_short_name(title, lead) or ends_with_it(title, lead)
    own = not in_body and (_REPLACES().match(match.string, match.end()) or named)
    return bool(own) and not implements_a_document(title)


def _is_answered(title: str, lead: str) -> bool:
    """Return True if the rules whose issue is told, `发布《某办法》,自`, are those that a title has answers on."""
    return ISSUED_WHICH().search(lead) is not None and any(name in title for name in HAN_NAMED().findall(lead))


def _is_of_another_act(title: str, words: str, lead: str) -> bool:
    """Return True for the day of an emergency that was declared, and of a law that a text of the title serves."""
    if words.lower().startswith("effective") and _DECLARED().search(lead):
        return _DECLARED().search(f"{title}, ") is None
    if words.lower().startswith("effective") and _UNDER_CONTROL().search(lead):
        return True
    return _OF_A_LAW_WHICH().search(lead) is not None


def _is_of_a_numbered_act(title: str, lead: str) -> bool:
    """Return True if the subject at the end of `lead` is an announcement with another number than that of the title."""
    found = _NUMBERED_ACT().search(lead)
    return found is not None and (found["number"] or found["behind"]) not in _NUMBERS_OF_ACTS().findall(title)


def _is_of_a_document(verb: str, title: str, lead: str, *, reported: bool) -> bool:
    """Return True if the subject of a verb that products and fees have as well, `applies`, is a document."""
    if verb.startswith(("fees", "charges")):
        return reported
    if not verb.startswith(("appl", "commenc", "valid")) or (reported and verb.startswith("commenc")):
        return True
    subject = _APPLIES() if verb.startswith("applies") else DOCUMENT()
    return subject.search(lead[-_PART_REACH:]) is not None or _IT().search(lead) is not None or _is_of_fees(title, lead)


def _is_of_fees(title: str, lead: str) -> bool:
    """Return True if the subject at the end of `lead` are the fees that the title is about."""
    found = _FEES().search(lead)
    return found is not None and (_OF_FEES if found["fee"] else _OF_PRICES)().search(title) is not None


def is_of_the_act(title: str, statement: Statement) -> bool:
    """Return True if the statement gives the day of the withdrawal, the revocation or the like of the title."""
    stem = statement.match.groupdict().get("stem")
    act = _BY_THE_ACT().search(statement.lead)
    words = (stem or (act[0] if act else "")).casefold()
    return bool(words) and any(found["stem"].casefold() in words for found in _ACT_OF_TITLE().finditer(title))


def is_put_to_use(lead: str) -> bool:
    """Return True if what is put to use is a tool and no document: `某平台…7月1日正式启用`, `新模板于7月1日启用`."""
    clauses = [clause for clause in lead.rpartition("。")[2].split(",") if clause.strip(" 自从于将")]
    return _TOOL().search(lead) is not None or (bool(clauses) and _RULES_IN_USE().search(clauses[-1]) is None)


def is_abroad(title: str, lead: str) -> bool:
    """Return True if the subject at the end of `lead` belongs to another country than that of the title."""
    found = _ABROAD().search(lead)
    return found is not None and found["country"] not in title and not OWN().search(lead, found.end("country"))


def _is_part(title: str, lead: str) -> bool:
    """Return True if the subject at the end of `lead` is a part of the document: an article, an annex, a class."""
    if _OTHER_PRODUCTS().search(lead) or FOR_SOME().search(lead):
        return True
    lead = _WHOLE().sub(" ", _UNDER_A_PART().sub(" ", _EXCEPT().sub(" ", lead)))
    parts = list(_PART().finditer(lead[-_PART_REACH:]))
    if not parts or _PART_OF_TITLE().search(title):
        return False
    amended = _AMENDS().match(lead)
    if parts[-1][0] in title or (amended and amended["name"] in title):
        # `修正某办法第三条,并自…生效`
        return False
    behind = lead[-_PART_REACH:][parts[-1].end() :]
    return not OWN().search(behind) and not _CLAUSE_ENDS().search(behind)


def _is_another_work(title: str, lead: str) -> bool:
    """Return True if the subject at the end of `lead` is a work that the title does not name: a standard, a law."""
    found = _STANDARD().search(lead)
    if found is not None:
        return found["number"] not in title or _ON_A_STANDARD().search(title) is not None
    law = _NUMBERED().search(lead)
    if _ITS_STANDARDS().search(lead) or (
        law is not None and law["number"] not in title and _NUMBER_OF_LAW().search(title)
    ):
        return True
    if is_abroad(title, lead):
        return True
    another = _ANOTHER_NOTICE().search(lead)
    if another is not None and another["noun"] not in title:
        return True
    named = _UNQUOTED().search(lead)
    return named is not None and named["noun"] not in title and not _OURS().search(named["name"])
