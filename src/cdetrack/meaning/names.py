"""Extract the name of a document from a title, without the outer act, the number and the status; compare names."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import normalize

from cdetrack.text.docnumber import CHINESE, CHINESE_OF_FILE, ENGLISH
from cdetrack.text.provinces import PROVINCE
from cdetrack.text.regex import Gated, regex
from cdetrack.text.script import HAN, count_han, has_han

_TITLE = 2_000

# Words before a document's own name that interpret, announce or issue it.
_INTERPRETS = (
    r"\W{0,4}(?:(?:q\s?&\s?as?|questions and answers|faqs?) (?:on|about|for) (?:the )?)?(?:policy |official |brief )?"
    r"(?:interpretation|explanation)s?\s{0,2}(?:of|on|:|\||-|–|—|for)?\s{0,2}"
)
_ANNOUNCES = (
    r"\W{0,4}.{0,240}?\b(?:announcement|notice|circular)s?(?: no\.? ?\d{1,5})?\s{0,2}"
    r"(?:of (?!(?:issu|print|releas|promulgat|publish)).{0,240}?)?"
    r"(?:\b(?:on|regarding|concerning|for|about)\b|:)\s{0,2}"
)
# Neither `Public Release of Data`, nor `Immediate Release Tablets`, nor `3D Printing`, nor `Licences Issued for X`.
NO_ISSUE = "(?<!-)" + "".join(
    f"(?<!{word} )"
    for word in (
        *("lot", "batch", "public", "drug", "3d", "immediate", "modified", "extended", "prolonged", "sustained"),
        *("controlled", "delayed", "slow", "rapid", "fast", "pulsatile", "decisions", "certificates", "permits"),
        *("approvals", "licences", "licenses", "authorisations", "authorizations"),
    )
)
"""The source of a pattern for the place before a word of issuing that issues no document."""
_ISSUES = (
    rf"\W{{0,4}}.{{0,200}}?\b{NO_ISSUE}(?:issu|promulgat|releas|publish|print)(?:ing|es|ed|e)?\b"
    r"(?: and distributing)?"
    # `Common Issues in Widget Development`
    r"(?!(?:(?<=issue)|(?<=issues))(?:[:;,.]|$|\s(?:in|for|of|with|relat\w{2,3}|concerning|pertaining|regarding|to|about"
    r"|arising|and)\b))"
    r"(?! (?:by|before|after|since|between|prior|during|(?:in|until|through) (?:19|20)\d\d)\b)\s{0,2}"
)
_OUTER = tuple(regex(pattern, re.IGNORECASE) for pattern in (_INTERPRETS, _ANNOUNCES, _ISSUES))
_NUMBER = regex(rf"[(\[]?\s?(?:[A-Za-z]{{2,8}} )?(?:announcement )?{ENGLISH}\s?[)\]]?|{CHINESE}", re.IGNORECASE)
_DIGIT = regex(r"\d")
_BEFORE_A_DIGIT = 40
"""More characters than a match has before its first digit."""
# `某署公告2031年第7号（关于某事的公告）`, for `某署关于某事的公告（2031年第7号）`.
_NUMBER_BEFORE = regex(
    rf"^(?P<bodies>[{HAN}\s、]{{2,60}})(?:公告|通告)\s?(?P<number>\d{{4}}年第\d{{1,4}}号)\((?P<title>关于[^()]{{4,200}}(?:公告|通告))\)$"
)
# `（国办发〔2024〕53号）`: the number with the mark of the office that gives it.
_OFFICE = regex(rf"\(?[{HAN}]{{1,12}}\s?{CHINESE_OF_FILE}(?:\s?\))?")
_OFFICE_IN_BRACKETS = regex(rf"\(\s?[{HAN}]{{1,12}}\s?{CHINESE_OF_FILE}\s?\)")
# `Device Exemptions (IDEs)`: one title has it, another leaves it out.
_ACRONYM_BEHIND = regex(
    r"(?<=[a-z])\s\((?!(?:[IVX]{1,4}|EU|UK|USA?)\))(?:[A-Z]{2,6}|[A-Za-z]{0,2}[A-Z][A-Za-z]{0,3}[A-Z])s?"
    r"(?:/[A-Z]{2,6}s?){0,2}\)"
)
# A cheap test: no title without one of these has a number.
_NUMBERED = regex(r"no\.? ?\d|号", re.IGNORECASE)
_STATUS = Gated(
    r"\(\s{0,2}(?:interim|trial|for trial implementation|provisional|draft[^()]{0,40})\s{0,2}\)"
    r"|\(?(?:试行|暂行|征求意见稿)\)?",
    *("interim", "trial", "provisional", "draft", "试行", "暂行", "征求意见稿"),
)
# `某办法（某总局令第58号）`
_ORDER_BEHIND = Gated(r"\s?\([^()]{0,30}令\s?第?\s?\d{1,4}\s?号\)\s{0,2}$", "令")
# `Regulation (EU) 2031/1 of the European Parliament and of the Council of 5 April 2031 on widgets`
_OF_THE_UNION = Gated(
    r"\sof the European Parliament and of the Council(?: of \d{1,2} [A-Z][a-z]{2,8} \d{4})?", "parliament and"
)
_HAN_OUTER = regex(
    r"^.{0,120}?关于(?:公开征求|发布|印发|公布|颁布)?|政策解读$|解读$|^(?:图解政策|政策图解|一图读懂|图说政策)[::]|图解[::]?|的?(?:公告|通告|通知|决定)$|意见$"
)
# `某厅转发某部关于…`, `图解:关于…`
_OF_ANOTHER_ACT = regex("转|解|读|图|[《:]")
_LONG_ISSUERS = 80
# An interpretation quotes a whole announcement, and that quotes its own subject.
_INNER = regex(r"《([^《》]{0,80}关于[^《》〈〉<>]{0,20})[《〈<]([^《》〈〉<>]{2,200})[》〉>]([^《》]{0,60})》")
_QUOTED = regex(r"《([^《》]{2,300})》")
# Words after a quoted name that announce it, interpret it or ask for comments on it.
_HAN_AFTER = regex(
    r"(?:政策|文件|的|等|全文|全面|逐条|条文|深度|详细|详尽|权威|官方|专家|重点|要点|相关|有关|常见|热点|问题|修订|新旧|对照|亮点|核心|内容|变化|系列|[及和与]){0,4}(?:解读|图解|问答|答记者问|问题解答|起草说明|编制说明|修订说明).{0,12}$"
    r"|[等及].{0,10}文件|(?:以?及|[和与])[^《》]{1,12}(?=的?(?:公告|通告|通知)$)|[(（][^()（）]{0,30}[)）]|(?:公开|再次)?征求(?:社会)?意见|意见|的?(?:公告|通告|通知|公示|决定|函)"
)
# `关于实施《…》有关事项的公告`: a document that implements another one is not that one.
# `关于发布实施《…》的公告` issues it.
_IMPLEMENTS = regex(r"贯彻|落实|(?<![发公]布)(?<![发公]布并)(?<!印发)实施|执行|废止|停止")
_WITH_PICTURES = regex(
    r"\s?\((?:with (?:photos?|pictures?|videos?)(?:[/ ,&and]{1,5}videos?)?|组?图|附图|多图|视频)\)\s?$", re.IGNORECASE
)
# Not the article of `Monitoring: A New Approach`.
_LETTER = regex(r"(?<=\s)(?!(?<=[:;–—-]\s)A\s)[A-Z]\b(?!\.)")
_WORD = regex(rf"[a-z]{{1,30}}|\d{{1,6}}|[{HAN}]+")
_STOP_WORDS = frozenset({
    "a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "its", "of", "on", "or", "the", "their", "to",
    "with", "during", "under", "nmpa", "cde", "cfdi", "cmde", "nifdc", "samr", "china", "chinese", "national",
    "medical", "products", "administration", "center", "drug-evaluation", "prc", "people", "republic", "s",
    "issued", "issue", "issuing", "released", "related", "relevant", "matters", "concerning", "regarding",
    "several", "work", "part",
})  # fmt: skip
# Words of one title that some listings leave out: the issuer and the act of announcing.
_ANNOUNCING_WORDS = frozenset({
    "a", "an", "the", "on", "of", "for", "and", "in", "to", "by", "from", "at", "with", "regarding", "concerning",
    "nmpa", "cde", "cfda", "sfda", "announcement", "announcements", "notice", "circular", "issuing", "issue",
    "issuance", "issued", "releasing", "release", "released", "publishing", "published", "promulgating",
})  # fmt: skip
_BODIES = regex(
    r"\b(?:china )?national medical products administration(?:['’]s)?(?: of china)?\b"
    r"|\bcent(?:er|re) for drug evaluation\b"
    r"|(?:^|(?<=局))\s{0,2}(?:公告|通告|通知)[\s():]{1,6}(?=关于)"
    r"|^[【\[(](?:转载|转发|转|重磅|最新|法规|政策|NMPA|CDE|CMDE|国家局|药监局|国家药监局|药审中心|器审中心|通知|公告|快讯|速递|官方|关注|征求意见|公开征求意见|意见征集"
    r"|头条|要闻|资讯|新闻|(?:政策|法规|行业|监管)(?:法规|速递|动态|资讯)|通知公告|权威发布)[】\])]"
    r"|^(?:最新|重磅|官宣|刚刚|快讯|速递|转载|转发|官方发布|附?(?:全文|原文)|通知公告|公告通知|(?:政策|法规|行业)(?:速递|法规|动态|资讯|要闻|快讯)"
    r"|新闻|资讯|要闻|关注|热点|聚焦|头条)(?:发布)?\s?[!:,丨|]\s?"
    # A province's regulator before a name with the province.
    rf"|^(?P<province>{PROVINCE})[省市]?(?:\w{{1,4}}自治区)?(?:药品监督管理局|药监局)(?=关于[^。]{{0,60}}?(?P=province))"
    r"|^(?:NMPA|CDE|CMDE|国家药监局|药审中心|器审中心)\s?[:丨|](?=\s?国家|\s?关于)|^总局(?=关于|办公厅|综合司|\s)|国家卫生健康委(?:员会)?(?=(?:办公厅)?关于)|国家卫健委(?=关于)|国家医(?:疗保障|保)局(?=(?:办公室)?关于)|(?:国家药品监督管理局|国家药监局)(?:综合司|办公厅|器审中心|药审中心|核查中心)?(?=再次|公开|关于)"
    r"|国家药品监督管理局|国家食品药品监督管理总局|国家药监局|食品药品监管总局|药品审评中心|药审中心|器审中心(?=关于)"
    r"|关于(?:发布|印发|公布|颁布)?|^(?:发布|印发|公布|颁布)|的?(?:公告|通告|通知)$",
    re.IGNORECASE,
)
_ANNOUNCING = regex(_ANNOUNCES, re.IGNORECASE)
_TOKEN = regex(rf"[{HAN}]+|[^\W\d_{HAN}]+|\d+|[+±]|(?<=\w)[%‰]")
_BRITISH_AND_AMERICAN = (
    ("isation", "ization"),
    ("ise", "ize"),
    ("ising", "izing"),
    ("our", "or"),
    ("ae", "e"),
    ("ll", "l"),
)
# `83 FR 21784 - …`, `2015-10477. …`, `… (FR Doc. 2015-10477)`, `… | Federal Register`: the place of a copy.
_CITATION = (
    r"(?:[0-9]{2,3} (?:FR|Fed\.? ?Reg\.?) [0-9]{1,3},?[0-9]{3}"
    r"|(?:FR )?Doc(?:ument)?\.? (?:No\.? ?)?(?:[0-9]{4}|[A-Z]?[0-9]{1,2})-[0-9]{3,6}"
    r"|[0-9]{4}-[0-9]{5}|E[0-9]-[0-9]{3,5})"
)
_CITED = Gated(
    rf"^[\[(]?{_CITATION}(?:[\])]|\s?[.:|–—-]|\s(?=[–—|-]))[\s|–—-]{{1,3}}(?=\S.{{12}})"
    r"|^federal register\s?(?:::?|[/|–—-])\s?(?=\S.{12})"
    rf"|(?<=.{{12}})(?:,|\s?[|–—-]|(?=\s?[\[(]))\s?[\[(]?{_CITATION}[\])]?$"
    r"|(?<=.{12})\s?(?:::?|[/|–—-])\s?(?:the )?federal register$",
    *(" fr ", "fed", "doc", "-0", "-1", "-2", "-3", "-4", "-5", "-6", "-7", "-8", "-9"),
)
_COUNTRY = (
    r"(?:mainland(?: of)? china|china|hong kong|taiwan|japan|(?:south )?korea|singapore|india|australia|new zealand"
    r"|united kingdom|uk|great britain|ireland|europe|european union|eu|switzerland|france|germany|italy|spain|canada"
    r"|united states(?: of america)?|usa?|brazil|mexico|saudi arabia|south africa|international|global"
    r"|(?:north|south|latin) america|asia(?:[- ]pacific)?|apac|latam|middle east|africa|asean|gcc|emea|vietnam|thailand"
    r"|indonesia|malaysia|philippines|turkey|türkiye|russia|ukraine|israel|egypt|argentina|chile|colombia|netherlands"
    r"|belgium|sweden|denmark|norway|finland|poland|austria|portugal|uae|pakistan|bangladesh)"
)
_PLACE = regex(
    rf"^[\[(]?(?:the )?(?P<place>{_COUNTRY}(?:(?:\s?[/&+]\s?|,\s|\sand\s)(?:the )?{_COUNTRY}){{0,2}})"
    r"(?:\s(?:FDA|EMA|MHRA|TGA|HSA|PMDA|MFDS|ANVISA|NMPA|CDSCO))?(?:\s(?:regulatory )?(?:updates?|news|alert))?"
    r"(?:[\])]|\s?(?::|\s[–—-]))\s(?=.{12})",
    re.IGNORECASE,
)
# `Press release: …`, `[FDA] …`, `… | Regulatory News`: how a carrier names its column or itself.
_COLUMN = regex(
    r"^\[(?:(?:US |U\.S\. |UK |EU )?(?:FDA|EMA|MHRA|TGA|PMDA|MFDS|HSA|NMPA|CDE|ICH|WHO|health canada|swissmedic)"
    r"|news|press release|breaking)\]\s(?=.{12})"
    r"|^(?:(?:FDA|EMA|MHRA|TGA|PMDA|HSA|NMPA|health canada) )?(?:news|(?:press|media|news) release|breaking(?: news)?"
    r"|icymi|just in|in brief|regulatory (?:news|update)|industry news|news in brief|top stor(?:y|ies)|headlines?)"
    r"(?:\s?:|\s[–—|-])\s(?=.{12})"
    r"|(?<=.{12})\s[|]\s(?!(?:part|annex|appendix|volume|vol|chapter|module|draft|final|section|rev)\b)"
    r"[A-Z][\w.&’' -]{1,40}$",
    re.IGNORECASE,
)
_SITE_OF_PAGE = regex(r"(?<=.{12})\s[|]\s[A-Z][\w.&’' -]{1,40}(?:\s\([A-Z]{2,5}\))?$")
# `Public Consultation on the Proposed Order` is `Proposed Order` in a list of consultations.
_CONSULTS = Gated(
    r"^(?:(?:open|launch of(?: the| an?)?) )?(?:public )?consultations?"
    r"(?: (?:on|regarding|concerning|about|for)|\s?[:–—-])"
    r" (?:the )?(?=proposed )",
    "consultation",
)
# `某公告_国务院部门文件_中国政府网`, as browsers show the title of a page.
_SITE_BEHIND = regex(
    rf"(?:\s?(?:[_|]|\s-)\s?[{HAN}]{{2,16}}){{0,3}}\s?[_|-]\s?[{HAN}]{{2,16}}(?:网|局|中心|委员会|政府)$"
    rf"|(?:_[{HAN}]{{2,16}}){{1,3}}$"
)
_SITE_MARKS = "_|-"
# `（附全文）`, `【附原文下载】`
_WITH_TEXT = regex(
    r"\s?[(【\[]附?(?:全文|原文|下载|附件|解读|链接|PDF|全文下载|原文下载|下载链接)(?:[及和与、](?:解读|全文|附件))?[)】\]]$",
    re.IGNORECASE,
)
# `CDE公开征求《某稿》意见`, `关于公开征求《某稿》意见的通知`, `某局就《某稿》公开征求意见`
_ACTING = (
    rf"(?:(?:[{HAN}]{{2,24}}(?:局|司|中心|厅|委|委员会|部|署|院)|NMPA|CDE|CMDE)(?:正式|发布)?)?(?:就|关于|对){{0,2}}"
)
_REQUEST = regex(
    rf"{_ACTING}(?P<again>再次|第[二三四]次)?(?:(?:面?向社会)?(?:公开)?征求)?(?P<draft>《[^《》]{{6,200}}》)"
    r"(?:(?:面?向社会)?(?:公开)?征求)?(?:社会|公众)?(?:意见|意见建议)(?:的?(?:通知|公告|通告|函))?"
)
_OTHER = regex(
    "附录|附件|附则|修改单|增补|补充|配套|细则|方案|公告|通告|通知|决定|意见|实施|执行|贯彻|落实|试点|办法|规定|规范|指南|指导原则|目录|标准|要求|征求"
)
_WORDS_OF_INTERPRETATIONS = ("解读", "图解", "读懂", "看懂", "一图", "一文")
_STATE = regex("^《中华人民共和国")
_DOTS = ("…", "...")
_PAIRED = (("《", "》"), ("(", ")"), ("“", "”"), ("[", "]"), ("【", "】"))
_LEAST_HEAD, _LEAST_HEAD_HAN = 40, 16
"""The fewest letters of a title that was cut: fewer are the beginning of many titles."""
_OFFICE_BEFORE = regex(r"^(?:国家药品监督管理局|国家药监局)(?:综合司|办公厅)?(?=关于|公开)")
# `US FDA: …`, `… – European Medicines Agency (EMA) …`: the regulator that a carrier names.
_AGENCY = regex(
    r"^(?:(?:the )?(?:US|U\.S\.|UK|EU|European|Australian|Canadian|Singapore) )?"
    r"(?:FDA|EMA|MHRA|TGA|PMDA|MFDS|HSA|Swissmedic|ANVISA|Medsafe|HPRA|WHO|Health Canada|European Commission)"
    r"(?:\s?:\s|\s[–—-]\s)(?=.{12})"
    r"|^(?:US|U\.S\.|UK|EU)\s(?=(?:FDA|MHRA|EMA)\b)"
    r"|(?:\s[–—-])?\s(?:from )?(?:the )?(?:European Medicines Agency|(?:US |U\.S\. )?Food and Drug Administration"
    r"|Medicines and Healthcare products Regulatory Agency|Therapeutic Goods Administration)(?:['’]s)?"
    r"(?:\s\([A-Z]{2,5}\))?"
    r"|\s\((?:US |U\.S\. )?(?:FDA|EMA|MHRA|TGA|HSA|PMDA|MFDS|Health Canada)(?:, [A-Z][A-Za-z ]{1,20})?\)$"
    # `… | FDA`, as browsers show the title of a page.
    r"|\s?[|–—-]\s?(?:(?:U\.?S\.? )?FDA|EMA|MHRA|TGA|HSA|PMDA|GOV\.UK|Canada\.ca|Health Canada"
    r"|Swissmedic|European Commission|(?:European Medicines Agency|Therapeutic Goods Administration)"
    r"(?:\s\([A-Z]{2,5}\))?)$"
)
# `…, EL (26)A/26`
_FILE_NUMBER = regex(
    r"(?:,|\s[–—-]|\s(?=\())\s?\(?(?=[^a-z]{0,30}[A-Z])(?:[A-Z]{1,8}\s)?[A-Z0-9()/.-]{1,24}/\d{1,5}\)?$"
)
# Stems of filler words, and of words for a part, a version or a change of another document.
_FILLERS = frozenset(
    {"some", "certain", "sever", "relat", "relevant", "matter", "part", "content", "work", "its", "their"}
)
_PART_OR_CHANGE = frozenset({
    "amend", "amendment", "revis", "revision", "modif", "modific", "clarif", "clarific", "suspens", "suspend", "defer",
    "deferral", "annex", "append", "appendix", "attach", "attachment", "question", "faq", "error", "version", "edition",
    "correct", "correction", "update", "updat", "withdraw", "withdrawal", "supplement", "reissu", "extens", "extend",
    "repeal", "draft", "final", "not", "non", "un", "first", "second", "third", "fourth", "fifth", "batch", "list",
})  # fmt: skip
_ORDINALS = frozenset({
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "one", "two", "three",
    "four", "five", "six",
})  # fmt: skip
_HAN_ORDINAL = regex(
    r"第?[一二三四五六七八九十百\d]{1,6}(?:批|部分|版|期|次|届|号)|[(（][一二三四五六七八九十]{1,3}[)）]"
)
_PLANS = ("Plan", "Program", "Action", "Initiative")
_PLAN_NAME = regex(r"\b([A-Z]{3,12})\s(?:Plan|Program|Programme|Action|Initiative)\b")
FEW_WORDS = 3
"""Fewer words than this are the name of many documents, and relate none of them."""


@dataclass(frozen=True, slots=True)
class DocumentName:
    """The name of a document, in parts."""

    stems: frozenset[str]
    """Stems of English words; pairs of Chinese characters."""
    marks: frozenset[str]
    """Numbers, ordinals and letters, which tell batches, editions and models apart."""
    plan: str | None
    """The proper name of a plan, `SPARK`."""
    acts: frozenset[str] = frozenset()
    """Words for an act on the quoted document beyond issuing or interpreting it."""

    @property
    def short(self) -> bool:
        """True if the name has so few words that many documents share it."""
        return len(self.stems) < FEW_WORDS


@lru_cache(maxsize=4096)
def document_name(title: str) -> DocumentName:
    """Return the name of the document in `title`."""
    text = _folded(title)
    plan = _PLAN_NAME().search(text) if any(word in text for word in _PLANS) else None
    if _NUMBERED().search(text):
        text = _without_number(text)
    text = _OF_THE_UNION.sub("", _STATUS.sub(" ", text))
    if has_han(text):
        return _chinese_name(text)
    return _english_name(_ACRONYM_BEHIND().sub("", text) if "(" in text else text, plan[1] if plan else None)


def _without_number(text: str) -> str:
    digit = _DIGIT().search(text)
    start = max(0, digit.start() - _BEFORE_A_DIGIT) if digit else len(text)
    return text[:start] + _NUMBER().sub(" ", _OFFICE_IN_BRACKETS().sub(" ", text[start:]))


def _english_name(text: str, plan: str | None) -> DocumentName:
    for pattern in _OUTER:
        match = pattern().match(text)
        # At least some of the name must remain.
        if match and len(text) - match.end() > 10:  # noqa: PLR2004 - shorter than any document's name
            text = text[match.end() :]
    words = _WORD().findall(text.lower())
    # `Model A` and `Model B` differ.
    marks = set(_LETTER().findall(text)) | {word for word in words if word.isdigit() or word in _ORDINALS}
    stems = {_stem(word) for word in words if word not in _STOP_WORDS and word not in marks and len(word) > 1}
    return DocumentName(frozenset(stems), frozenset(marks), plan)


def _chinese_name(title: str) -> DocumentName:
    inner = _INNER().search(title)
    if inner:
        title = f"{inner[1]}《{inner[2]}》{inner[3]}"
    quoted = _QUOTED().findall(title)
    # An interpretation quotes a whole announcement with its outer act.
    text = _HAN_OUTER().sub("", _HAN_OUTER().sub("", "".join(quoted) or title.strip()))
    acts = frozenset(_IMPLEMENTS().findall(title.partition("《")[0]) + _tail(title) if quoted else ())
    marks = set(_HAN_ORDINAL().findall(text)) | set(re.findall(r"\d{1,6}|[A-Z]\d{1,2}[A-Z]?", text))
    runs = [run for run in _WORD().findall(text.lower()) if not run.isdigit()]
    pairs = {run[at : at + 2] for run in runs if has_han(run) for at in range(len(run) - 1)}
    return DocumentName(frozenset(pairs | {run for run in runs if not has_han(run)}), frozenset(marks), None, acts)


def _tail(title: str) -> list[str]:
    """Return the text after the last quoted name if it makes the title that of another document."""
    before, _, behind = title.rpartition("》")
    if any(word in before.partition("《")[0] for word in _WORDS_OF_INTERPRETATIONS) and not _OTHER().search(behind):
        # `专家解读《某规定》：某某某`, `一文读懂《某规定》十大要点`
        return []
    tail = _HAN_AFTER().sub("", behind)
    return [tail.strip()] if count_han(tail) > 1 else []


@lru_cache(maxsize=8192)
def _stem(word: str) -> str:
    for ending in (
        "izations",
        "ization",
        "ations",
        "ation",
        "ings",
        "ing",
        "ments",
        "ment",
        "ions",
        "ion",
        "ies",
        "ive",
        "ed",
        "es",
        "s",
        "e",
        "y",
    ):
        if word.endswith(ending) and len(word) - len(ending) >= 4:  # noqa: PLR2004 - a shorter stem is ambiguous
            return word[: -len(ending)]
    return word


def same_title(one: str, other: str) -> bool:
    """Return True if two titles are equal but for spelling and the parts that listings add or leave out.

    Those parts are the issuer, the act of announcing, the number, and endings (`Optimizing of`, `Optimising`). Any
    other word makes the title that of another document, even a short one or a letter: `Annex 2 to …`, `not`, `（上）`.
    """
    if _words(_bare(one)) == _words(_bare(other)) or _is_cut(one, other) or _is_cut(other, one):
        return True
    if _is_one_request(one, other):
        return True
    if has_han(one) or has_han(other):
        return False
    one, other = _bare(one), _bare(other)
    if not (_has_additions(one) or _has_additions(other)):
        return False
    return _words_without(one, other) == _words_without(other, one)


def _is_cut(cut: str, whole: str) -> bool:
    """Return True if one title is the beginning of the other, and its dots or an open bracket say that it is cut."""
    if not cut.rstrip().endswith(_DOTS) and not _is_open(cut):
        return False
    head, text = (_OFFICE_BEFORE().sub("", _folded(each)) for each in (cut.rstrip().rstrip("….").rstrip(), whole))
    return len(head) >= (_LEAST_HEAD_HAN if has_han(head) else _LEAST_HEAD) and text.startswith(head)


def _is_one_request(one: str, other: str) -> bool:
    """Return True if two Chinese titles ask for comments on one draft, each in words of its own."""
    ours, theirs = (_REQUEST().fullmatch(_folded(each).strip(" .。")) for each in (one, other))
    if ours is None or theirs is None or (ours["again"] or "") != (theirs["again"] or ""):
        return False
    return _words(_STATE().sub("《", ours["draft"])) == _words(_STATE().sub("《", theirs["draft"]))


@lru_cache(maxsize=4096)
def _is_open(title: str) -> bool:
    """Return True for a title with a bracket or a quote that nothing closes."""
    folded = normalize("NFKC", title[:_TITLE])[:_TITLE]
    return any(folded.rfind(first) > folded.rfind(last) for first, last in _PAIRED)


def _additions() -> "tuple[Gated | re.Pattern[str], ...]":
    return _COLUMN(), _AGENCY(), _FILE_NUMBER(), _CONSULTS


@lru_cache(maxsize=4096)
def _has_additions(title: str) -> bool:
    """Return True if an English title has words that a carrier adds or leaves out."""
    return bool(place_before(title)) or any(pattern.search(title) for pattern in _additions())


def _words_without(title: str, other: str) -> tuple[str, ...]:
    """Return the words of an English title without the regulator or place before it and the file number behind it.

    A carrier adds the former and leaves out the latter. If the other title has one as well, it tells the two apart.
    """
    for pattern in _additions():
        if not pattern.search(other):
            title = pattern.sub("", title)
    here, there = place_before(title), place_before(other)
    return _words(without_place(title) if not there or here == there else title)


def without_column(title: str) -> str:
    """Return a title without the name of a site behind it, `… | European Medicines Agency (EMA)`."""
    return _SITE_OF_PAGE().sub("", title) if "|" in title else title


def place_before(title: str) -> str:
    """Return the country or region that a carrier puts before an English title; an empty text without one."""
    found = _PLACE().match(title)
    return found["place"].casefold() if found else ""


def without_place(title: str) -> str:
    """Return a title without the country or region before it, `China update: …`."""
    found = _PLACE().match(title)
    return title[found.end() :] if found else title


def without_citation(title: str) -> str:
    """Return a title without the number under which the Federal Register, or a copy of it, cites it."""
    return _CITED.sub("", title)


def same_subject(one: str, other: str) -> bool:
    """Return True if two titles with one number may be two translations, or a short form, of one title.

    Their opening is the same (`Notice of the Ministry on`), and the rest differs in wording only: without a word that
    makes one document a part or a change of the other, such as `annex` or `amendment`.
    """
    if same_title(one, other):
        return True
    one, other = _bare(one), _bare(other)
    if has_han(one) or has_han(other):
        return False
    outer, inner = zip(*map(_parted, (one, other)), strict=True)
    if set(_words(outer[0])) != set(_words(outer[1])):
        return False
    ours, theirs = ({word for word in _words(each) if word not in _FILLERS} for each in inner)
    left, right = ours - theirs, theirs - ours
    if any(word in _PART_OR_CHANGE or len(word) == 1 or word.isdigit() for word in left | right):
        return False
    # Two translations share fewer words than a title and its short form.
    return len(ours & theirs) >= (0.4 if left and right else 0.8) * len(ours | theirs)


def same_act_of_an_office(one: str, other: str) -> bool:
    """Return True if two Chinese titles have the number of one office, and one text behind the issuers, if any."""
    ours, theirs = (_numbered_act(each) for each in (one, other))
    return ours is not None and ours == theirs


def _numbered_act(title: str) -> tuple[tuple[str, ...], ...] | None:
    """Return the number of an act with the mark of its office, and the words from `关于` on; None without them."""
    text = _folded(title)
    issuers, about, act = text.partition("关于")
    number = _OFFICE_IN_BRACKETS().search(act)
    if number is None or not about or len(issuers) > _LONG_ISSUERS or _OF_ANOTHER_ACT().search(issuers):
        return None
    return _words(number[0]), _words(act.replace(number[0], " "))


@lru_cache(maxsize=4096)
def _folded(title: str) -> str:
    """Return a title in one width, cut before and after: folding can lengthen it; `(with photos)` is no part of it."""
    text = normalize("NFKC", title[:_TITLE])[:_TITLE]
    if any(bracket in text[-3:] for bracket in ")]】"):
        text = _WITH_TEXT().sub("", _WITH_PICTURES().sub("", text))
    if not text.isascii() and any(mark in text for mark in _SITE_MARKS):
        text = _SITE_BEHIND().sub("", text)
    text = _NUMBER_BEFORE().sub(r"\g<bodies>\g<title>(\g<number>)", text) if "号(关于" in text else text
    return without_citation(text)


@lru_cache(maxsize=4096)
def _bare(title: str) -> str:
    """Return a title without its number, its issuer and the Chinese words that announce it."""
    text = _OF_THE_UNION.sub("", _ORDER_BEHIND.sub("", _folded(title)))
    if _NUMBERED().search(text):
        text = _NUMBER().sub(" ", _OFFICE().sub(" ", text))
    return _BODIES().sub(" ", _BODIES().sub(" ", text.strip(" .。")).strip())


def telling_letters(title: str) -> int:
    """Return the number of Chinese characters of a title without its number, its issuer and the act of announcing."""
    return count_han(_bare(title))


def _parted(text: str) -> tuple[str, str]:
    """Return the opening of a title, such as `Notice of the Ministry on`, and the rest."""
    match = _ANNOUNCING().match(text)
    return (match[0], text[match.end() :]) if match else ("", text)


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[str, ...]:
    tokens = _TOKEN().findall(text)
    if has_han(text):
        return ("".join(each.casefold() for each in tokens),)
    # A capital A may be a designation: `Model A`.
    return tuple(
        _stem(_spelled(word.casefold())) for word in tokens if word == "A" or word.casefold() not in _ANNOUNCING_WORDS
    )


def _spelled(word: str) -> str:
    for british, american in _BRITISH_AND_AMERICAN:
        word = word.replace(british, american)
    return word


def similarity(one: DocumentName, other: DocumentName) -> float:
    """Return the number of shared stems divided by that of all stems, from 0 to 1."""
    return len(one.stems & other.stems) / max(1, len(one.stems | other.stems))


def same_name(one: DocumentName, other: DocumentName) -> bool:
    """Return True if two names differ in wording only: neither has a mark, an act or a word that is all its own."""
    if one.marks != other.marks or one.acts != other.acts or not one.stems or not other.stems:
        return False
    ours, theirs = one.stems - other.stems, other.stems - one.stems
    if not ours and not theirs:
        return True
    if ours and theirs and not _reworded(ours, theirs):
        return False
    return similarity(one, other) >= 0.8  # noqa: PLR2004 - one word in five may be added


def _reworded(ours: Iterable[str], theirs: Iterable[str]) -> bool:
    """Return True if each stem of `ours` is a form of one in `theirs`, like `optimis` and `optimiz`."""
    theirs = list(theirs)
    return all(any(mine[:4] == other[:4] for other in theirs) for mine in ours)
