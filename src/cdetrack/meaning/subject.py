"""Find the documents that a title is about: their names without outer act, status, edition and number."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice
from unicodedata import normalize

from cdetrack.meaning.names import PROVINCE, document_name, without_citation
from cdetrack.text.docnumber import CHINESE, CHINESE_OF_FILE
from cdetrack.text.gated import Gated, has_any
from cdetrack.text.numerals import NUMERALS, number_of
from cdetrack.text.regex import regex
from cdetrack.text.script import HAN, has_han

_TITLE = 2_000
_LEAST_HAN, _LEAST_WORDS = 5, 3
"""A Chinese name with fewer characters, or an English one with fewer words, is the name of many documents."""

_NUMBER = regex(
    rf"\(\s?[{HAN}]{{0,12}}?\s?(?:{CHINESE_OF_FILE}|{CHINESE})\s?\)|(?:[{HAN}]{{1,6}}[发函办字]\s?)?{CHINESE_OF_FILE}|{CHINESE}"
)
_QUOTED = regex(r"《([^《》]{2,300})》")
# `《某规范》临床试验用药品附录`, `《某规范》附录6《药品零售》`: the document is the appendix, and not the whole.
_APPENDIX = regex(
    rf"》\s?(?:\([^()]{{0,40}}\))?\s?[:—-]{{0,2}}(?P<before>[{HAN}、]{{0,30}}?)(?:等\d{{1,2}}[个项份部])?附录\s?\d{{0,2}}\s?[:—-]{{0,2}}\s?"
    rf"(?:《(?P<quoted>[^《》]{{2,60}})》|(?P<after>[{HAN}]{{0,30}}?))"
    rf"(?=的?(?:公告|通告|通知|决定|函|解读|政策解读)|(?:的?公开)?(?:征求|征集)|意见|草案|有关|相关|等|\(|\s|$)"
)
# `《〈某规范〉辅料附录》解读`
_APPENDIX_QUOTED = regex(
    r"《\s?[〈<](?P<whole>[^《》〈〉<>]{2,200})[〉>](?P<part>[^《》〈〉<>]{0,60}附录[^《》〈〉<>]{0,20})》"
)
# `《某规范》辅料附录、包材附录`
_NEXT_APPENDIX = regex("附录[、和及与]")
# `《某药典》（2031年版）第一增补本`, `《某标准》第1号修改单`
_PART_BEHIND = Gated(
    r"[》〉]\s?(?:\([^()]{0,40}\))?\s?的?(?P<part>第?\s?(?:[一二三四五六七八九十]{1,2}|\d{1,2})?\s?号?(?:增补本|增补版|补编|修改单)"
    r"|实施(?:细则|办法|条例|方案|意见|指南|规则)|补充规定)"
    rf"(?![{HAN}]{{0,20}}[《〈])",
    *("增补", "补编", "修改单", "实施", "补充规定"),
)
# `某省实施《某法》办法`
_IMPLEMENTING = Gated(
    rf"(?:^|[《(]|关于(?:印发|发布|公布)?)(?P<place>[{HAN}]{{0,16}})实施[《〈][^《》〈〉]{{2,60}}[》〉]的?(?:若干)?(?P<sort>办法|细则|规定|条例)",
    "实施",
)
# `某标准草案的公示（第二次）`
_ASKED = regex("公示|征求|征集|草案")
_ROUND_BEHIND = regex(rf"\s?\((?:第[{NUMERALS}]次|再次|二次)(?:公开)?(?:征求意见|征求|公示|公告)?\)$")
_LONG_ROUND = 14
_APPENDIX_INSIDE = regex(rf"附录(?:\d{{1,2}}|[{NUMERALS}]{{1,2}}(?=:))?:?(?=[{HAN}])")
# `关于印发某方案并做好某工作的通知`: the document is the plan.
_AND_WORK = regex(
    r"(?P<noun>(?:方案|办法|规定|目录|指南|标准|规范|细则|条例|清单|计划|规划|要点|程序|制度|原则|措施|政策|名单)(?:\([^()]{0,20}\))?)"
    r"[,、]?(?:并|和|及|以及|暨)(?:深入|进一步|做好|组织|开展|推进|加强|实施|启用|落实|贯彻|部署|启动|扎实|认真|切实|全面|抓好|加快|推动|有序|持续|统一|同步"
    r"|规范|明确|试点)[^《》]{1,60}$"
    r"|(?<=方案|办法|规定|目录|指南|标准|规范|细则|条例|要点|程序|制度|原则)及(?:其)?(?:实施|施行|执行)$"
)
# `某办法（讨论稿）公开征求意见的通知`; behind `关于` the act has taken `意见` already.
_ASKS_BEHIND = regex(
    r"(?<=.{4})(?:(?:面?向社会|公开|再次|广泛|第[二三]次){0,3}(?:征求|征集))(?:社会|公众|各方|各界)?(?:意见|建议|[和与及]){0,3}"
    r"(?:的?(?:公告|通知|通告|函|公示))?$"
)
# `按病组（DRG）付费`: the abbreviation of the words before it, no numeral.
_ACRONYM = r"[A-Za-z]{0,6}[A-Z]{2}[A-Za-z]{0,6}"
_ABBREVIATION = regex(rf"(?<=[{HAN}])\((?![IVX]{{1,4}}\)){_ACRONYM}(?:[、,/&-]\s?{_ACRONYM})?\)")
_INNER_QUOTED = regex(r"[〈<]([^〈〉<>]{2,200})[〉>]")
_ANNOUNCED = regex(
    r"^(?P<by>[^《》]{0,60}?)关于(?P<acts>(?:再次|第[一二三四]次|公开|组织|继续|调整|同意|印发|发布|公布|颁布|适用|实施|施行|执行|贯彻|落实"
    r"|做好|开展|更新|更正|勘误|补充|修改|修订(?!后)|废止|停止|延长|征求|征集|的)*)(?P<name>.{2,}?)"
    r"(?P<tail>(?:有关|相关|部分|个别)?(?:事项|事宜|问题|工作|内容|附件)?(?:的?(?:公告|通告|通知|决定|公示|函|说明|补充说明|更正说明|更正|勘误|意见))*)$"
)
# `图解:某局发布某办法`, `某办法解读`: words that interpret a document.
_INTERPRETS = regex(
    r"^(?:[图政文][解策件](?:政策|图解|解读)|政策解读|图解|一张?[图文](?:带你|轻松)?(?:[读看弄搞]懂|了解|速览|速读|概览|解读)|图说(?:政策)?"
    r"|(?:视频|专家|权威|科普|图文|动漫|动画|漫画|音频)?解读|H5)\s?[:|丨—-]{0,2}\s?(?=.{4})"
    r"|(?<=.{4})的?(?:政策|文件|系列|专家|条文|逐条|全文|深度|权威|图文|重点)?(?:解读|图解|问答|解读问答)(?:[之(]?[一二三四五六七八九十\d]{1,2}\)?)?$"
)
_REPORTED = regex(
    r"^[^《》关]{2,24}(?:局|委|委员会|部|中心|办|院)(?:正式|联合)?(?:发布|印发|出台|公布)(?!《|关于)(?P<name>.{5,})$"
)
# `某局综合司公开征求某办法意见`
_CONSULTED = regex(
    r"^[^《》关]{2,24}(?:局|委|委员会|部|中心|办|院|司|署)(?:再次|公开){0,2}(?:征求|征集)(?!《|关于|意见)(?P<name>.{5,}?)的?"
    r"(?:公开征求)?(?:修改)?(?:意见|建议){1,2}(?:的?(?:公告|通知|通告|函))?$"
)
_BUNDLE = regex(
    # Not `等同性`, `等效性`, `等级`.
    rf"等(?![同效级离渗温速张])(?P<count>\d{{1,3}}|[{NUMERALS}]{{1,3}})?(?:项|个|份|部|种)?(?P<class>[^《》()]{{0,30}}?)"
    r"(?:指导原则|技术要求|标准|规范|指南|文件|办法|规定|目录|制度|细则|要点|问答)"
)
_ISSUING = regex(r"关于(?:印发|发布|公布|颁布)|(?:印发|发布|公布|颁布)《")
_DECREE = regex(r"\([^()]{0,60}令[^()]{0,20}号(?:公布|发布|修订|修正|修改)?\)")
# `某办法(2031年5月6日某局令第7号公布 自2031年8月1日起施行)`: when and by whom a law was issued or amended.
_ISSUED_BEHIND = Gated(
    r"(?<=[法例定则范序])\s?\((?=[^()]{0,80}?(?:令|(?:19|20)\d\d年\d{1,2}月))[^()]{4,160}?"
    r"(?:公布|发布|颁布|通过|修订|修正|修改|施行)[^()]{0,160}\)",
    *("公布", "发布", "颁布", "通过", "修订", "修正", "修改", "施行"),
)
_STATUS = regex(
    r"(?:公开|社会|公众|再次|二次|第[二三]次)?征求(?:公众|社会)?意见(?:第?[初一二三四])?稿"
    r"|(?:意见征求|征询意见|意见征询|送审|报批|公示|修订|修改|讨论|初|第[一二三四])稿|草案|试行|暂行"
)
_EDITION = regex(
    rf"(?P<year>(?:19|20)\d\d)\s?年?\s?(?:第?[{NUMERALS}\d]{{0,2}}次?)(?:修订版|修订|修正|修改|版)稿?"
    rf"|第(?P<ordinal>[{NUMERALS}]{{1,3}}|\d{{1,2}})(?:版|次修订|次修正)"
    r"|[Vv]?(?P<version>\d{1,2})\.(?P<minor>\d{1,2})\s?版|(?<![A-Za-z])[Vv](?P<v>\d{1,2})(?:\.(?P<of_v>\d{1,2}))?(?![\d.])"
    # `Q3D(R2)：某杂质`, as the council numbers its editions.
    r"|(?<![A-Za-z])(?P<code>[EMQS]\d{1,2}[A-FQS]?)\s?\(R(?P<round>\d)\)"
    # `某目录(2025年)`; a year behind another noun, as in `抽检结果(2025年)`, is no edition.
    r"|(?<=目录|清单|规范|指南|指引|原则|标准|办法|要点|要求|程序|规定|细则|药典)(?<!工作要点)\s?\((?P<in_year>(?:19|20)\d\d)\s?年?\)"
    r"|(?P<revised>修订后|新修订|修订版|修正版|新版|修订稿|修正案|修订|修正)"
)
_STANDARD = regex(
    r"[(\s]{0,2}(?:\b|(?<=[\u4e00-\u9fff《]))(?:GB|GBZ|YY|WS|YD|HJ|JJF|JJG|ISO|IEC)(?:/[TZ])?\s?\d{1,6}(?:\.\d{1,3})?\s?[-—–]{1,2}\s?"
    r"(?P<year>(?:19|20)\d\d)\s?\)?"
)
_EDITION_BEFORE = regex(r"(?P<year>(?:19|20)\d\d)\s?年版\s?《")
_EMPTY = regex(r"[(（\[【][\s,，、;；:：第]{0,5}[)）\]】]")
_PUNCTUATION = regex(r"[\s,，、。.;；·•\-—–_\"“”'‘’()（）\[\]【】〔〕《》〈〉<>/]")
# Words that one listing writes and another leaves out.
_FILLERS = (
    (regex(r"[的性]"), ""),
    (regex(r"^关于(?=.{6})"), ""),
    (regex(r"试剂盒"), "试剂"),
    (regex(r"化学(?=仿制药参比)"), ""),
    (
        regex(
            r"(?:研究)?(?:产品)?(?:注册)?(?:申报)?(?:资料(?=技术审))?(?:技术)?(?:(?:[与和及]?审[查评])?(?:指导原则|技术指南)|审[查评]原则)"
        ),
        "指导原则",
    ),
    (regex(r"产品(?=[^指]{2})"), ""),
    (regex(r"(?<=上市)许可(?=申请)"), ""),
    # A draft with its whole title: `某省某局关于某事管理规定(征求意见稿)`
    (regex(rf"^[{HAN}]{{2,16}}(?:局|厅|委|委员会|部|中心)关于(?=.{{8}})"), ""),
    # A draft names the body that issues it, `《国家药品监督管理局某规范(征求意见稿)》`, and the final does not.
    (regex(r"^国家(?:食品药品监督管理总?局|药品监督管理局|药监局)(?=.{6})"), ""),
    (regex(r"^(?:中华人民共和国|国家|我国)(?=.{5})"), ""),
)


@dataclass(frozen=True, slots=True)
class Name:
    """The name of a document and its edition."""

    base: str
    """The name without edition, status and number, in one spelling: equal for a draft, its final and later editions."""
    year: int = 0
    """The year of the edition, as in `2024年修订版`; 0 without one."""
    ordinal: int = 0
    """A hundred times the number of the edition, plus that behind its dot: 300 of `E6(R3)`, 702 of `7.2`; 0 without."""
    revised: bool = False
    """True if the name says that it is a revision."""


@dataclass(frozen=True, slots=True)
class Subject:
    """The documents that a title is about."""

    names: tuple[Name, ...]
    bundle: bool = False
    """True if the title counts more documents than it names: `等6项指导原则`."""
    issuing: bool = False
    """True if the title is that of an act that issues documents."""
    quoted: bool = False
    """True if the title is that of an act about documents whose names it quotes."""


@lru_cache(maxsize=8192)
def subject_of(title: str) -> Subject:
    """Return the documents that a title is about; names that many documents share are left out."""
    text = without_citation(normalize("NFKC", title[:_TITLE])[:_TITLE])
    found = _chinese(text) if has_han(text) else _english(text)
    return replace(found, names=tuple(dict.fromkeys(name for name in found.names if name.base)))


_ROUND = regex(
    r"第(?P<han>[二三四])次|(?P<again>再次|二次)(?=公开|公示|征求|向社会|\))"
    r"|\b(?P<round>second|third|fourth|2nd|3rd) (?:revised |consultation |exposure )?"
    r"(?:draft|public consultation|consultation|round)\b|\bre-?consultation\b",
    re.IGNORECASE,
)
_REVISED_DRAFT = regex(r"\brevised draft\b(?! and )|\bdraft,? revis", re.IGNORECASE)
_ROUNDS = {"second": 2, "2nd": 2, "二": 2, "third": 3, "3rd": 3, "三": 3, "fourth": 4, "四": 4}
_BODIES_OF_STANDARDS = ("GB", "GBZ", "YY", "WS", "ISO", "IEC")
_STANDARD_CODE = regex(
    rf"(?<![A-Za-z])(?P<body>{'|'.join(_BODIES_OF_STANDARDS)})(?:/[TZ])?\s?(?P<number>\d{{2,6}}(?:\.\d{{1,3}})?)(?!\d)"
)


# `Regulation (EU) 2031/9 of the European Parliament and of the Council of 5 April 2031 on widgets`
_OF_THE_UNION = Gated(
    r"^(?:(?:amended )?proposal for an? |draft )?(?:(?:commission|council|implementing|delegated) ){0,3}"
    r"(?:regulation|directive|decision)(?: \((?:EU|EC)\))?(?: (?:no\.? )?\d{1,4}/\d{1,4})?"
    r"(?: of the european parliament(?: and of the council)?| of the council)?(?: of \d{1,2} [a-z]{3,9} \d{4})?,? "
    r"(?=(?:on|amending|laying|as regards|concerning|establishing|relating|supplementing|repealing)\b)",
    *("regulation", "directive", "decision"),
)
_UNION_PROPOSES = regex(r"(?:amended )?proposal for |draft ", re.IGNORECASE)


def union_name(title: str) -> str:
    """Return the title of an act of the European Union, or of its proposal, behind the sort, the number and the day.

    An empty text for any other title.
    """
    found = _OF_THE_UNION.search(title[:_TITLE])
    return title[found.end() : _TITLE] if found else ""


def is_union_proposal(title: str) -> bool:
    """Return True for the title of a proposal or a draft for an act of the European Union."""
    return _UNION_PROPOSES().match(title) is not None and bool(union_name(title))


# `Recalls Under 21 CFR Part 7`, `Widgets Under the Public Health Service Act`
_UNDER_LAW = Gated(
    r"\s(?:(?:regulated )?(?:solely )?under|pursuant to|in accordance with)\s(?:the )?"
    r"(?:(?:sections?|title|(?:sub)?parts?|chapter|\d{1,2} CFR)\b[^;:]{1,120}|[A-Z][^;:]{3,100}? Act(?: of \d{4})?)"
    r"(?=[;:]|$)",
    *("under", "pursuant", "accordance"),
)


# `GFI #999 Widgets in Animals`: the number of a guidance in its agency's list.
_NUMBERED_IN_LIST = Gated(
    r"^(?:draft )?(?:cvm )?gfi (?:#|no\.? ?)?\d{2,4}\s?[:–—-]{0,2}\s"
    r"|[\s,]{1,2}\(?(?:cvm )?gfi (?:#|no\.? ?)?\d{2,4}\)?$",
    "gfi ",
)


_ICH_BEFORE = regex(
    r"^(?:draft )?(?:ich )?(?:harmoni[sz]ed )?(?:guidelines? )?(?P<code>[EMQS]\d{1,2}[A-F]?(?:\s?\(R\d\))?)(?=[\s:])",
    re.IGNORECASE,
)


def council_code(title: str) -> str:
    """Return the code of a guideline of the council, with its round, that an English title begins with."""
    found = _ICH_BEFORE().search(title[:_TITLE])
    return found["code"].replace(" ", "").upper() if found else ""


def unadorned(title: str) -> str:
    """Return an English title without the law that its document is under, and without a number in a list.

    An empty text for a title without them: one of two titles may leave them out.
    """
    bare = _UNDER_LAW.sub("", _NUMBERED_IN_LIST.sub("", title[:_TITLE]))
    return "" if bare == title[:_TITLE] else bare


def standards_in(title: str) -> frozenset[str]:
    """Return the codes of the standards that a title names, such as `GB9706.1`, without their years."""
    if not has_any(title, _BODIES_OF_STANDARDS):
        return frozenset()
    return frozenset(found["body"] + found["number"] for found in _STANDARD_CODE().finditer(title[:_TITLE]))


def asks_about_a_document(title: str) -> bool:
    """Return True for a title of questions and answers on a document that it names without quotes."""
    return _ENGLISH_QUESTIONS.search(title[:_TITLE]) is not None or _HAN_QUESTIONS.search(title[:_TITLE]) is not None


def draft_round(title: str) -> int:
    """Return the number of the consultation of a draft: 2 for a second one, 1 where the title does not say."""
    found = _ROUND().search(normalize("NFKC", title[:_TITLE])[:_TITLE])
    if found is None:
        return 2 if _REVISED_DRAFT().search(title[:_TITLE]) else 1
    return _ROUNDS.get((found["han"] or found["round"] or "").lower(), 2)


# `某审查结果公示（2031年第7号）`: each has other content, and replaces none before.
_OF_A_SERIES = regex(
    "(?:(?:结果|公示|名单|情况|通报|批件|信息|进展|抽检|抽验|抽样检验|召回"
    "|不合格(?:产品|药品|样品|医疗器械|化妆品|批次)?|不符合规定)(?:公告|通告|公示|公示表)?|质量(?:公告|通告|公报)|部分條文|第[^條]{1,12}條)$"
)


def is_of_a_series(base: str) -> bool:
    """Return True for the name of results, lists of names and the like, of which the next has the same name."""
    return _OF_A_SERIES().search(base) is not None


_PLACE = regex(rf"^{PROVINCE}(?:省|市|(?:壮族|回族|维吾尔)?自治区)?")


# `关于实施《某规定》有关事项的公告`, `关于调整《某目录》部分内容的公告`: no edition of the document that they name.
_ACTS_ON = Gated(
    r"关于(?:进一步|全面|认真|切实|学习|宣传|做好|推进|加强){0,3}"
    r"(?:实施|施行|执行|贯彻|落实|宣贯|调整|修改|修订|做好)(?![^《]{0,12}(?:印发|发布|公布|颁布))[^《》〈]{0,24}[《〈]"
    r"|关于(?:进一步)?(?:修订|修改)[^《》]{1,80}(?:说明书|标签)"
    r"|关于(?:发布|公布|印发)《[^《》]{2,100}》[^《》及等和并]{0,12}?(?:信息|情况|结果|进展|问题|事项|事宜|配套文件|配套制度)的?(?:公告|通告|通知)",
    "关于",
)


# `关于实施〈某规定〉有关事项的公告（征求意见稿）`, quoted as the draft of another document than the rules.
_IMPLEMENTS = Gated(
    r"关于(?:实施|施行|贯彻|落实|做好|执行|调整|更新)[^《》〈<]{0,12}[《〈<][^《》〈〉<>]{2,100}[》〉>][^《》]{0,6}?"
    r"(?:有关|相关|若干|部分|个别)",
    "关于",
)


def acts_on_a_document(title: str) -> bool:
    """Return True for a Chinese title that implements, adjusts or amends a document and issues none."""
    return _ACTS_ON.search(normalize("NFKC", title[:_TITLE])[:_TITLE]) is not None


def implements_a_document(title: str) -> bool:
    """Return True for a Chinese title of matters in the implementation of a document, as a draft's may be."""
    return _IMPLEMENTS.search(title[:_TITLE]) is not None


def place_of(base: str) -> str:
    """Return the province at the beginning of a Chinese name; an empty text without one."""
    found = _PLACE().match(base)
    return found[0] if found and len(base) - found.end() >= _LEAST_HAN else ""


_OF_A_PLACE = regex(rf"[{HAN}]{{1,8}}(?:省|市|自治区|自治州|新区|区|县|州)$")


def is_of_another_place(one: str, other: str, title: str) -> bool:
    """Return True if one Chinese name is the other behind a place that the title of the other does not name."""
    place = one.removesuffix(other)
    return other != "" and place != one and _OF_A_PLACE().match(place) is not None and place[:2] not in title


@lru_cache(maxsize=8192)
def han_name(text: str) -> Name:
    """Return the Chinese name in a text that is nothing but a name; its base is empty if it is too short."""
    text = _ABBREVIATION().sub("", _DECREE().sub(" ", _NUMBER().sub(" ", normalize("NFKC", text[:_TITLE]))))
    year = ordinal = 0
    revised = False
    # The code of a standard beside its name has the year of its edition.
    code = _STANDARD().search(text)
    if code and len(_STANDARD().sub("", text)) > _LEAST_HAN:
        year, text = int(code["year"]), _STANDARD().sub(" ", text)
    for found in _EDITION().finditer(text):
        year = max(year, int(found["year"] or found["in_year"] or 0))
        major = _count(found["ordinal"] or found["version"] or found["v"] or found["round"])
        ordinal = max(ordinal, _edition(major, found["minor"] or found["of_v"]))
        revised = revised or not major
    text = _STATUS().sub("", _EDITION().sub(lambda edition: edition["code"] or "", text))
    text = _PUNCTUATION().sub("", _EMPTY().sub("", _EMPTY().sub("", text)))
    for pattern, instead in _FILLERS:
        text = pattern().sub(instead, text)
    if "附录" in text and _APPENDIX_INSIDE().search(text):
        text = _APPENDIX_INSIDE().sub("", text) + "附录"
    return Name(text.casefold() if len(text) >= _LEAST_HAN else "", year, ordinal, revised)


def _count(text: str | None) -> int:
    return (int(text) if text.isdigit() else number_of(text) or 0) if text else 0


# A line of a list of attachments: `2.骨钉注册审查指导原则`.
_ATTACHED = regex(
    r"(?<![\d.])\d{1,2}\s?[.、]\s?(?!\d)(?P<name>[^\s。;《》]{5,80}?)"
    r"(?=\.(?:docx?|pdf|wps)|[\s。;]|\d{1,2}\s?[.、](?!\d)|$)"
)
_QUOTED_IN_TEXT = regex(r"(?<!根据)(?<!依据)(?<!按照)(?<!依照)(?<!落实)(?<!贯彻)(?<!执行)《(?P<name>[^《》]{5,120})》")
_QUOTED_RUN = regex(r"(?:《[^《》]{2,200}》\s?(?:\([^()]{0,40}\))?[\s、,;和及与以]{0,4}){2,40}")
_MOST_ISSUED, _REACH = 60, 6_000


@lru_cache(maxsize=1024)
def issued_in(title: str, *texts: str | None) -> frozenset[str]:
    """Return the names of the documents that the text of `等10项指导原则` lists in quotes or as its attachments.

    Each has the noun of the title. An empty set for a title that does not count its documents.
    """
    subject = subject_of(title)
    found = _BUNDLE().search(normalize("NFKC", title[:_TITLE])) if subject.bundle and subject.issuing else None
    if found is None:
        return frozenset()
    names: dict[str, None] = {}
    own = {name.base for name in subject.names}
    for text in texts:
        folded = normalize("NFKC", (text or "")[:_REACH])
        # Those that stand beside the one of the title need not have its noun.
        for run in islice(_QUOTED_RUN().finditer(folded), _MOST_ISSUED):
            bases = [han_name(each).base for each in _QUOTED().findall(run[0])]
            if not own.isdisjoint(bases):
                names |= dict.fromkeys(filter(None, bases))
        for pattern in (_QUOTED_IN_TEXT(), _ATTACHED()):
            for each in islice(pattern.finditer(folded), _MOST_ISSUED):
                base = han_name(each["name"]).base
                if base.endswith(found[0][-2:]):
                    names.setdefault(base)
    return frozenset(islice(names, _MOST_ISSUED))


# Words that the final of a draft gains or loses without being another document.
_LOOSE = regex("监督|管理|监管|有关|相关|若干|工作|技术|进一步|疾(?=病)|研究[与和及]?评价(?=指导原则$)|[和及与或]")
_LEAST_LOOSE, _LEAST_REORDERED = 8, 10
_MOST_REORDERED = 60
"""The most characters of a name that are compared in another order, which costs the square of them."""
_LEAST_MOVED = 4
"""The fewest characters of each of two parts of a name that a final puts in the other order."""


def loose_key(base: str) -> str:
    """Return a key that a Chinese name shares with that of its draft (`is_loosely`); an empty text if it is short."""
    loose = _loose_name(base)
    return loose if len(loose) < _LEAST_REORDERED else "".join(sorted(loose))


def is_loosely(one: str, other: str) -> bool:
    """Return True if two Chinese names differ by words that a final gains or loses, or by the order of two parts."""
    if not loose_key(one) or loose_key(one) != loose_key(other):
        return False
    one, other = _loose_name(one), _loose_name(other)
    return one == other or (_LEAST_REORDERED <= len(one) <= _MOST_REORDERED and _are_reordered(one, other))


def _are_reordered(one: str, other: str) -> bool:
    """Return True if one text has two neighbouring parts of the other in the other order, each of some length."""
    length = len(one)
    same = next((at for at in range(length) if one[at] != other[at]), length)
    same_behind = next((at for at in range(length) if one[-1 - at] != other[-1 - at]), length)
    for start in range(same + 1):
        for end in range(length - same_behind, length + 1):
            moved = (other[start:end] * 2).find(one[start:end])
            if min(moved, end - start - moved) >= _LEAST_MOVED:
                return True
    return False


_LEAST_LENGTHENED, _MOST_CONJOINED = 10, 6
_CONJUNCTIONS = "和及与或暨"
_LENGTHENED_SORT = ("指导原则", "办法", "规定", "规范", "细则", "方案", "程序", "要求", "规则", "条例", "制度", "要点")


def ends_keys(base: str) -> tuple[str, ...]:
    """Return keys that a Chinese name shares with a longer one (`is_lengthened`); none for a short or other name."""
    name = _lengthened_as(base)
    if not (len(name) >= _LEAST_LENGTHENED and name.endswith(_LENGTHENED_SORT) and has_han(name)):
        return ()
    # Very many guidelines begin with the same six characters.
    by_head = name[:10] if name.endswith("指导原则") else name[:6]
    return (f"{name[:2]}…{name[-8:]}", f"{by_head}…{name[-4:]}")


def is_lengthened(one: str, other: str) -> bool:
    """Return True if one Chinese name has a word more, joined to one of the other: `某化及某障碍改革方案`."""
    if set(ends_keys(one)).isdisjoint(ends_keys(other)):
        return False
    short, long = sorted(map(_lengthened_as, (one, other)), key=len)
    more = len(long) - len(short)
    if not 1 < more <= _MOST_CONJOINED:
        return False
    added = (long[at : at + more] for at in range(1, len(short)) if long[:at] + long[at + more :] == short)
    return any(each[0] in _CONJUNCTIONS or each[-1] in _CONJUNCTIONS for each in added)


def _lengthened_as(base: str) -> str:
    """Return a name with the one word for guidances, which finals often change as well."""
    key = sort_key(base)
    return key if key.endswith("指导原则") else base


# `某一般考虑` may become `某指导原则`, and `某规定` `某办法`.
_SORTS = (
    (
        regex(
            r"(?<=.{6})(?:研究)?(?:技术)?(?:(?:(?:一般|基本|主要)?考虑(?:要点)?)?指导原则|指南|指引|(?:一般|基本|主要)?考虑(?:要点)?|技术要求)$"
        ),
        "指导原则",
    ),
    (regex(r"(?<=.{6})(?:(?<!质量)(?:监督)?(?:管理)?(?:办法|规定|规则|规范)|(?<=工作)程序)$"), "办法"),
)
_MEDICINE = regex(r"药物")


def sort_key(base: str) -> str:
    """Return a Chinese name with one word for each sort of document; an empty text for a short or other name."""
    if has_han(base):
        for pattern, sort in _SORTS:
            bare, found = pattern().subn("", base)
            if found:
                return _MEDICINE().sub("药", bare) + sort
    return ""


def is_other_sort(one: str, other: str) -> bool:
    """Return True if two Chinese names differ by their word for the sort of document alone."""
    key = sort_key(one)
    return bool(key) and key == sort_key(other)


def _loose_name(base: str) -> str:
    loose = _LOOSE().sub("", base) if has_han(base) else ""
    return loose if len(loose) >= _LEAST_LOOSE else ""


def _edition(major: int, minor: str | None) -> int:
    """Return the number of an edition that can be compared: 702 for `7.2`, 700 for `7`."""
    return major * 100 + int(minor or 0)


# `預告修正「某辦法」第三條草案`, `修正「某辦法」第三條`, as Taiwan announces its regulations.
_OF_TAIWAN = Gated(
    r"(?:(?P<draft>預告)(?P<planned>訂定|修正|增訂)?|(?P<act>訂定|修正|增訂))\s?「(?P<name>[^「」]{4,200})」\s?"
    r"(?P<part>(?:第[^「」,，、。;()]{1,12}條|部分條文|部分規定|附表[^「」,，。;草修]{0,8})(?:[、及與]第[^「」,，、。;()]{1,12}條){0,6})?"
    r"(?P<amends>修正)?(?:草案)?(?=$|[,，。;(（]|\s|並|名稱|總說明)",
    "「",
)


def _of_taiwan(text: str) -> Subject | None:
    """Return the regulation, or the part of one, that a title of Taiwan sets or amends; None for any other title."""
    found = _OF_TAIWAN.search(text)
    if found is None:
        return None
    name = han_name(found["name"])
    if not name.base:
        return None
    amends = "修正" in {found["planned"], found["act"], found["amends"]}
    return Subject((replace(name, base=name.base + (found["part"] or ""), revised=name.revised or amends),))


def _chinese(text: str) -> Subject:
    if taiwan := _of_taiwan(text):
        return taiwan
    text = _ISSUED_BEHIND.sub(" ", text)
    bare = _INTERPRETS().sub("", _NUMBER().sub(" ", text).strip(" 。."))
    if "次" in bare[-_LONG_ROUND:] and _ASKED().search(bare):
        bare = _ROUND_BEHIND().sub("", bare)
    if "附录" in bare:
        bare = _APPENDIX_QUOTED().sub(r"《\g<whole>》\g<part>", bare)
    if names := _quoted_names(bare):
        return Subject(
            tuple(names),
            bundle=_BUNDLE().search(_QUOTED().sub("", bare)) is not None,
            issuing=_ISSUING().search(bare) is not None,
            quoted=bool(_QUOTED().sub("", bare).strip(" ()")),
        )
    name = _announced_name(bare)
    if name is None:
        return Subject((han_name(_without_request(bare)),))
    bundle = _BUNDLE().search(name)
    if bundle:
        whole = name[: bundle.start()]
        # `某办法等文件`: the last noun is that of no document.
        if _is_cut(whole) and not bundle[0].endswith("文件"):
            whole += re.sub(r"^医疗器械(?:产品)?", "", name[bundle.start("class") :])
        return Subject((han_name(whole),), bundle=True, issuing=_ISSUING().search(bare) is not None)
    issuing = _ISSUING().search(bare) is not None
    names = [han_name(each) for each in (name, *_first_of_two(name))] if issuing else [han_name(name)]
    if _REVISES.search(bare.removesuffix(name)):
        names = [replace(each, revised=True) for each in names]
    return Subject(tuple(names), issuing=issuing)


def _quoted_names(bare: str) -> list[Name]:
    """Return the names that a Chinese title quotes: those inside of another one, if there are any."""
    inner = _INNER_QUOTED().findall(bare)
    quoted = inner or _QUOTED().findall(bare)
    if not quoted:
        return []
    if "附录" in bare and not inner and (appendix := _APPENDIX().search(bare)):
        added = (appendix["before"] or "") + (appendix["quoted"] or appendix["after"] or "")
        quoted = [f"{quoted[0]}{each}附录" for each in _NEXT_APPENDIX().split(added)]
    names = [han_name(_announced_name(_EMPTY().sub("", _STATUS().sub("", each)).strip()) or each) for each in quoted]
    if part := _PART_BEHIND.search(bare):
        # The part is the document, and not the whole.
        names[-1] = replace(names[-1], base=names[-1].base + part["part"] if names[-1].base else "")
    if found := _IMPLEMENTING.search(bare):
        names[0] = replace(names[0], base=f"{found['place']}实施{names[0].base}{found['sort']}")
    if _REVISES.search(_QUOTED().sub("", bare)):
        names = [replace(each, revised=True) for each in names]
    # `关于颁布2025年版《药典》的公告`: the edition stands before the name.
    before = _EDITION_BEFORE().search(bare)
    if before and not names[0].year:
        names[0] = replace(names[0], year=int(before["year"]), revised=True)
    return names


def _first_of_two(name: str) -> tuple[str, ...]:
    """Return the first of two documents that a Chinese name without quotes joins, `某程序和某要求`."""
    found = _JOINED.search(name)
    return (name[: found.start()],) if found else ()


def _without_request(name: str) -> str:
    """Return a Chinese name without the words behind it that ask for comments."""
    return _ASKS_BEHIND().sub("", name) if "征" in name else name


# `关于修订发布《某办法》的通知`, `关于印发修订后的某办法的通知`
_REVISES = Gated(r"关于(?:重新)?修订(?:并)?(?:印发|发布|公布)|关于(?:印发|发布|公布)(?:新)?修订(?:后)?的", "修订")
_JOINED = Gated(
    r"(?<=.{5}(?:程序|办法|规定|规范|细则|指南|目录))[和及与](?=[^和及与《》]{4,40}?(?:程序|办法|规定|规范|细则|指南|目录|要求|标准|要点)$)",
    *("和", "及", "与"),
)


def _is_cut(name: str) -> bool:
    """Return True if the first name of a bundle lacks the noun that all of them share."""
    return re.search(r"(?:原则|要求|标准|规范|指南|办法|规定|目录|要点)(?:\([^()]*\))?$", name) is None


def _announced_name(text: str) -> str | None:
    """Return the text between `关于` and the act at the end; None for a title that announces nothing."""
    found = _ANNOUNCED().match(text)
    if found and (found["acts"] or found["tail"]):
        name = _without_request(found["name"].removeprefix("对"))
        return _AND_WORK().sub(lambda work: work["noun"] or "", name) if _ISSUING().search(text) else name
    reported = _REPORTED().match(text) or _CONSULTED().match(text)
    return reported["name"] if reported else None


_ORDINALS = {
    name: number
    for number, name in enumerate(
        (
            *("first", "second", "third", "fourth", "fifth", "sixth"),
            *("seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"),
        ),
        start=1,
    )
}
_ENGLISH_EDITION = Gated(
    r"\b(?P<code>[EMQS][0-9]{1,2}[A-DQS]?) ?\(R(?P<round>[0-9])\)"
    r"|\b(?P<year>(?:19|20)[0-9]{2}) (?:edition|version|revision)\b"
    r"|\b(?:code|act|order|rules|regulations|standard|guidelines|schedule|formulary|pharmacopoeia)"
    r" (?P<last>(?:19|20)[0-9]{2})$"
    r"|\(?\b(?:edition[: ]|version[: ]|final[: ]|draft:)(?P<after>(?:19|20)[0-9]{2})\)?"
    r"|(?<=[a-z]) \((?P<behind>(?:19|20)[0-9]{2})\)$"
    r"|\(?(?:\b(?:rev(?:ision)?|version|ver\.|edition)\.? ?|\bv\.?)(?P<revision>[0-9]{1,3})"
    r"(?:\.(?P<minor>[0-9]{1,2}))?\b\)?"
    rf"|\(?\b(?P<ordinal>{'|'.join(_ORDINALS)}|[0-9]{{1,2}}(?:st|nd|rd|th)) (?:edition|version|revision)\b(?! of)\)?"
    r"|(?<=interim order )no\.? ?(?P<order>[0-9]{1,2})\b"
    # `GN-21-R3`
    r"|\b(?P<series>[A-Z]{2,8}[- ]?[0-9]{1,4})-R(?P<in_code>[0-9]{1,2})(?:\.(?P<of_code>[0-9]{1,2}))?\b"
    r"|\b(?P<revised>revis(?:ed|ion)|updated)\b",
    *(
        "(r",
        "-r",
        "(19",
        "(20",
        "edition",
        "version",
        "ver.",
        "v.",
        "v0",
        "v1",
        "v2",
        "v3",
        "v4",
        "v5",
        "v6",
        "v7",
        "v8",
        "v9",
        "rev",
    ),
    *(
        "updated",
        "final:",
        "draft:",
        "final 1",
        "final 2",
        "code ",
        "act ",
        "order ",
        "rules ",
        "regulations ",
        "standard ",
    ),
    *("guidelines ", "schedule ", "formulary ", "pharmacopoeia ", "interim order"),
)
PROPOSED_ACT = r"\bproposed (?=reclassif|classif|withdraw|revoc|amend|revis|listing|exempt|schedul|placement)"
"""`Proposed withdrawal`: the pattern of the word before an act."""
_ENGLISH_STATUS = Gated(
    r"\(?\b(?:(?:exposure|consultation|first|second|third|fourth) )?draft"
    r"(?: for (?:public )?(?:comments?|opinions?|consultation))?\b\)?"
    r"|\b(?<!request )(?<!requests )for (?:public )?(?:comments?|consultation)\b"
    r"|\bpublic consultations? (?:on|regarding|concerning|about|for)\b"
    r"(?: (?:the )?proposed (?=regulations?|orders?|rules?)\b)?"
    r"|^review of draft (?:guidance|guideline)s?\s?[-–—:]\s"
    # The draft of Canada's regulations, and their number.
    r"|^canada gazette, part i{1,2}: |\s?[:,]\s?\(?SOR/\d{4}-\d{1,4}\)?$"
    r"|^(?:open )?consultations?(?:\s?[:–—-]\s?| (?:on|regarding|concerning|about) (?:the )?(?:release of (?:the )?)?)"
    r"|^.{0,60}?\b(?:solicit|seek|invit|request)(?:s|es|ing|ed)? (?:public )?"
    r"(?:comments?|opinions?|feedback|input|views) (?:on|for|about|regarding) (?:the )?"
    r"|^(?:call|request|invitation)s? (?:for|to) (?:public )?(?:comments?|feedback|input)(?:\s?[:–—-]\s?| on )(?:the )?"
    r"|^release of (?:the )?(?=draft\b)"
    r"|\(?\b(?:interim|trial|provisional|for trial implementation)\b\)?"
    r"|\s\((?:(?:direct|interim) )?(?:proposed|final) (?:rule|order)\)$"
    r"|\b(?:proposed|finali[sz]ed|final) (?=(?:lists?|rules?|orders?|guidances?|guidelines?)\b)"
    r"|\b(?:proposes|finali[sz]es)\s"
    rf"|{PROPOSED_ACT}"
    r"|(?:^|(?<=: )|(?<= on )|(?<= on the ))proposed "
    r"(?=(?:[\w()’'-]{1,30} ){1,8}(?:regulations?|orders?|amendments?|changes)\b)"
    r"|^(?:proposed|final) rules?\s?[:–—-]\s|\s?[:–—-]\s?(?:public )?consultation$"
    r"|\s?[-–—(]\s?(?:first|initial|final) version\)?$"
    r"|\s?[-–—(]\s?step\s\d[ab]?\b\)?"
    r"|\s?\([^()]{0,60}?\b(?:decree|order) (?:no\.?|number) ?\d{1,4}\b[^()]{0,60}\)",
    *(
        "version",
        "propos",
        "final",
        "draft",
        "comment",
        "consultation",
        "interim",
        "trial",
        "provisional",
        "step",
        "opinion",
        "feedback",
        "input",
        "views",
        "gazette",
        "sor/",
        "decree",
        "order ",
    ),
)
# Words behind the name by which the Federal Register says the sort of document and of act.
_ENGLISH_TAIL = Gated(
    r"(?:[;,:]|\s[-–—])\s(?:\w+\s){0,3}?(?:guidance|guideline)s? for"
    r" (?:industry|food and drug administration|review|irbs|institutional review boards|(?:clinical )?investigators"
    r"|sponsors|(?:test )?developers|manufacturers|(?:clinical )?laboratories)\b.*$"
    r"|(?<=[a-z\d)])\s(?:(?:draft|final|revised) )?guidance for (?:industry|sponsors|fda)"
    r"(?:,? (?:(?:and|fda|food|drug|administration|staff|reviewers|industry|sponsors|investigators)\b,? ?){1,8})?$"
    # `Widget Studies (Draft Guidance for Industry)`, `Widget Studies - Draft Guideline`, `Widget Studies; Council of …`
    r"|\s\(?\s?(?:(?:final|revised) )?(?:guidance|guideline)s?(?: for [^()]{1,80})?\)$"
    r"|\s[-–—]\s(?:guidance|guideline)$"
    r"|\s(?:[-–—]\s|\()requests? for (?:public )?comments?\b.*$"
    r"|[;,]\s(?:notice of )?(?:availability|extension of (?:the )?comment period|request for comments?|reopening of"
    r" (?:the )?comment period)\b.*$",
    *("guidance", "guideline", "availability", "comment"),
)
# `Questions and Answers on the Measures for Widgets`
_ENGLISH_QUESTIONS = Gated(
    r"^(?:questions? (?:and|&) answers?|q ?(?:&|and) ?as?|faqs?|frequently asked questions)(?: \([^()]{1,20}\))?"
    r" (?:on|about|for|regarding|concerning) (?:the )?"
    r"(?=.{0,120}?\b(?:measures|provisions|regulations?|guidelines?|rules)\b)",
    "q",
)
# `某规范问答（一）`
_HAN_QUESTIONS = Gated(
    r"(?<=规范|办法|规定|条例|细则|原则|指南|目录|要求|标准|程序)(?:政策|实施|常见)?(?:问答|问题解答|答疑)"
    r"(?:[（(之]?[一二三四五六七八九十\d]{1,2}[）)]?)?$",
    *("问答", "解答", "答疑"),
)
_ENGLISH_RULE = Gated(
    r"[;,]\scompanion (?:document |proposed rule )?to (?:the )?(?:direct )?(?:final )?rule$"
    r"|[;,]\s(?:(?:advance )?notice of )?(?:(?:supplemental|direct|interim|proposed|final) ){0,2}"
    r"(?:rules?|rulemaking|orders?)(?:;.*)?$",
    *("rule", "order"),
)
_ENGLISH_HEAD = Gated(
    r"^(?:\w+\s){0,2}(?:guidance|guideline)s? for industry\b"
    r"(?: and (?:fda|food and drug administration) staff)?\W{1,3}"
    # `Draft Guidance for Clinical Investigators, Industry, and Staff: Widget Studies`
    r"|^(?:\w+\s){0,2}(?:guidance|guideline)s? for (?:(?:industry|sponsors|clinical|investigators|fda|food|and|drug"
    r"|administration|staff|reviewers|institutional|review|boards|irbs|manufacturers|other|stakeholders)\b,?\s?){1,12}[:;]\s"
    r"|^mhra(?:['’]s)? (?=(?:guidance|guideline)s?\b)|^guidances?(?: documents?)?\s?[:–—-]\s"
    # The report of the committee that a document is annexed to.
    r"|^(?:who )?(?:trs|technical report series)(?:,? no\.?)? \d{3,4},?\s?[,:–—-]{0,2}\s?annex \d{1,2}\s?[:–—-]\s",
    *("for industry", "mhra", "guidance", "guideline", "trs", "technical report"),
)
_OF_A_CODE = frozenset({"ich", "guidelin"})
"""Words that a title with the code of a guideline of the council may leave out."""
_ICH = regex(r"\b[EMQS]\d{1,2}[A-FQS]?\b")
_ENGLISH_QUOTED = regex(r"[“\"<]([A-Z][^“”\"<>]{8,300})[”\">]")
_ENGLISH_ISSUING = Gated(
    r"\b(?:issu(?:e[sd]?|ing|ance)|releas(?:e[sd]?|ing)|publish(?:e[sd]|ing)?|publication|promulgat(?:e[sd]?|ing|ion)"
    r"|printing)\b(?! (?:before|after|since|between|prior|during|(?:in|until|through) (?:19|20)\d\d)\b)",
    *("issu", "releas", "publi", "promulgat", "printing"),
)
_ENGLISH_ACT = Gated(
    r"^.{0,200}?\b(?:issuance|promulgation|publication)(?: and implementation)? of (?:the )?",
    *("issuance of", "promulgation of", "publication of", "and implementation of"),
)
# `Widget Studies; Guidance for Industry; Availability`, as the Federal Register announces a guidance.
_AVAILABLE = Gated(r"\bguidances? for [^;]{1,200};.{0,80}?\bavailability$", "availability")
_DOCUMENT = (
    r"(?:guidances?|guidelines?|guiding principles|provisions|measures|regulations|rules|specifications|requirements)"
)
_ENGLISH_AND = Gated(rf"(?:\)|\w),? and (?:the )?(?=(?:\w+ ){{0,3}}{_DOCUMENT}\b)", " and ")
_SAYS_DOCUMENT = regex(rf"\b{_DOCUMENT}\b", re.IGNORECASE)


_UDI = (
    r"(?:unique identification|UDI) (?:for|of) medical devices?|medical device unique identif\w+"
    r"|unique device identif\w+|UDI"
)
# The frame of a guideline for reviewers of one product.
_GUIDELINE = r"(?:guiding principles|guidelines?|guidance) (?:for|on|of) (?:the )?(?:technical )?"
_REVIEW = r"(?:review|evaluation|examination)"
_FRAME = (
    rf"{_GUIDELINE}{_REVIEW}(?: and (?:approval|evaluation))? (?:of|for|on) (?:the )?registration (?:of|for)"
    rf"|{_GUIDELINE}registration (?:and )?(?:technical )?{_REVIEW} (?:of|for|on)"
)
# The council and the conference that it was until 2015.
_COUNCIL = (
    r"(?:ICH )?(?:the )?international (?:conference|council) (?:on|for) harmoni[sz]ation"
    r"(?: of technical requirements for (?:the )?registration of pharmaceuticals for human use)?"
)
# Acronyms and other wordings that titles use as often as the words.
_WORDINGS = tuple(
    (Gated(rf"\b(?:{wording})(?: \((?:[A-Z]{{2,5}})s?\))?(?!\w)", *gate), words)
    for wording, words, gate in (
        (_UDI, "unique device identification", ("identif", "udi")),
        ("GMP|good manufacturing practices?", "good manufacturing practice", ("gmp", "good manuf")),
        ("GCP|good clinical practices?", "good clinical practice", ("gcp", "good clin")),
        ("GLP|good (?:non-?clinical )?laboratory practices?", "good laboratory practice", ("glp", "laboratory prac")),
        ("GSP|good (?:supply|distribution) practices?", "good supply practice", ("gsp", "good supp", "good distr")),
        (
            "(?:guidelines? on )?(?:GVP|good (?:pharmaco)?vigilance practices?)",
            "good vigilance practice",
            ("gvp", "vigilance prac"),
        ),
        ("GAP|good agricultural (?:and collection )?practices?", "good agricultural practice", ("gap", "good agri")),
        ("MAHs?|marketing authori[sz]ation holders?", "marketing authorization holder", ("mah", "ation holder")),
        (
            "IVDs?|in[ -]vitro diagnostics?(?: reagents?| medical devices?| devices?)?",
            "vitro diagnostic reagent",
            ("ivd", "vitro diag"),
        ),
        ("TCMs?|traditional chinese medicines?", "traditional chinese medicine", ("tcm", "traditional chin")),
        (
            "APIs?|active pharmaceutical ingredients?",
            "active pharmaceutical ingredient",
            ("api", "active pharm"),
        ),
        ("RWE|real[ -]world evidence", "real world evidence", ("rwe", "world evid")),
        ("RWD|real[ -]world data", "real world data", ("rwd", "world data")),
        (
            "eCTD|electronic common technical documents?",
            "electronic common technical document",
            ("ectd", "electronic common"),
        ),
        ("DSCSA|drug supply chain security act", "drug supply chain security act", ("dscsa", "chain security act")),
        ("abbreviated new drug applications?|ANDAs?", "abbreviated new drug application", ("abbreviated new", "anda")),
        (
            "investigational new drug applications?|INDs?",
            "investigational new drug application",
            ("investigational new", "ind"),
        ),
        (
            "(?<!abbreviated )(?<!investigational )(?:new drug applications?|NDAs?)",
            "new drug application",
            ("new drug app", "nda"),
        ),
        ("biologics license applications?|BLAs?", "biologics license application", ("biologics lic", "bla")),
        (
            "investigational device exemptions?|IDEs?",
            "investigational device exemption",
            ("investigational dev", "ide"),
        ),
        (
            "risk evaluation and mitigation strateg(?:y|ies)|REMS",
            "risk mitigation strategy",
            ("risk evaluation", "rems"),
        ),
        (
            "premarket tobacco product applications?|PMTAs?",
            "premarket tobacco product application",
            ("premarket tob", "pmta"),
        ),
        (
            "advanced therapy medicinal products?|ATMPs?",
            "advanced therapy medicinal product",
            ("advanced therapy", "atmp"),
        ),
        ("software as a medical device|SaMD", "software as a medical device", ("software as", "samd")),
        ("multi-?regional clinical trials?|MRCTs?", "multiregional clinical trial", ("regional clinical", "mrct")),
        ("over[- ]the[- ]counter|OTC", "over the counter", ("the-counter", "the counter", "otc")),
        ("(?:federal )?food, drug,? and cosmetic act|FD&C act", "food drug and cosmetic act", ("cosmetic act", "fd&c")),
        (
            "human cells, tissues,? (?:and|or) cellular (?:and|or) tissue-based products?|HCT/Ps?",
            "human cellular tissue product",
            ("tissue-based", "hct/p"),
        ),
        ("clinical (?:investigations?|studies|study)", "clinical study", ("clinical inv", "clinical stud")),
        (_FRAME, "registration review guideline", ("registration",)),
        (_COUNCIL, "ich", ("harmoni",)),
        ("guiding principles", "guidelines", ("guiding",)),
    )
)


# Most titles have no word of any of them.
_WORDS_OF_WORDINGS = tuple(word for pattern, _ in _WORDINGS for word in pattern.words)
_ANY_WORDING = Gated("|".join(_WORDS_OF_WORDINGS), *_WORDS_OF_WORDINGS)


# `Multi-Regional`, `Multiregional`
_PREFIX = regex(r"\b(multi|non|pre|post|co|anti|inter|sub|re)-(?=[a-z]{3})", re.IGNORECASE)


def _in_one_wording(text: str) -> str:
    text = _PREFIX().sub(r"\1", text) if "-" in text else text
    for pattern, short in _WORDINGS if _ANY_WORDING.may_match(text) else ():
        text = pattern.sub(short, text)
    return text


# `Issuance of Four Guidelines for the Review of Devices, including Splints`: a count, a frame, the first name.
_ENGLISH_BUNDLE = Gated(
    r"\b(?:issu(?:ing|ance of)|releas(?:ing|e of)|publi(?:shing|cation of)) (?:the )?(?:\d{1,2}|two|three|four|five|six"
    r"|seven|eight|nine|ten|eleven|twelve) (?P<frame>[^,;]{4,120} (?:of|for|on) )[^,;]{0,80}?,? (?:including|such as)"
    r" (?:the )?(?P<first>[A-Za-z][^,;()]{2,120}?)(?=,| and |\s?\(|$)",
    *(" including ", " such as "),
)
_OF_CHINA = Gated(r"^(?:the )?mainland(?: of)? china\s?[:–—-]\s", "mainland")


def _english(text: str) -> Subject:
    text = _ENGLISH_QUESTIONS.sub("", _OF_CHINA.sub("", text))
    quoted = _ENGLISH_QUOTED().findall(text)
    if not quoted and (bundle := _ENGLISH_BUNDLE.search(text)):
        return Subject((_english_name(bundle["frame"] + bundle["first"]),), bundle=True, issuing=True)
    parts = quoted or _parts(text)
    issuing = _ENGLISH_ISSUING.search(text) is not None or _AVAILABLE.search(text) is not None
    names = tuple(map(_english_name, parts))
    if quoted and not any(name.base for name in names):
        # `Definition of the Term “Small Widgets”`: the quoted words are no name.
        return Subject((_english_name(text),), issuing=issuing)
    return Subject(names, issuing=issuing, quoted=bool(quoted))


def _parts(text: str) -> list[str]:
    """Return the names that `and the Guidance …` joins, each with the sort of its document."""
    joined = _ENGLISH_AND.search(text)
    # Regulations amend several in one act; and there are `Food and Drug Regulations`.
    head = text[: joined.start() + 1].casefold() if joined else ""
    if joined and _SAYS_DOCUMENT().search(head) and "amending" not in head and not head.endswith("food"):
        return [text[: joined.start() + 1], text[joined.end() :]]
    return [text]


# `Regulations for Widgets under the Health Products Act`, `Health Products (Widgets) Regulations 2031`.
_UNDER_ACT = Gated(
    r"\b(?P<sort>regulations?|rules|orders?) (?:for|on|relating to|governing) (?:the )?(?P<matter>[^;:()]{4,100}?),?"
    r" (?:under|made under|pursuant to) (?:the )?(?P<act>[A-Z][^;:()]{2,80}?) Act(?: (?:19|20)\d\d)?$",
    " act",
)


def _of_the_act(text: str) -> str:
    """Return the name of subsidiary legislation in the order of its short title: the Act, the matter, the sort."""
    return _UNDER_ACT.sub(lambda found: f"{found['act']} ({found['matter']}) {found['sort']}", text)


def _english_name(text: str) -> Name:
    year = ordinal = 0
    revised = False
    for found in _ENGLISH_EDITION.finditer(text):
        year = max(year, int(found["year"] or found["last"] or found["after"] or found["behind"] or 0))
        word = (found["ordinal"] or "").casefold()
        major = int(
            found["round"] or found["revision"] or found["in_code"] or found["order"] or re.sub(r"\D", "", word) or 0
        )
        ordinal = max(ordinal, _edition(major or _ORDINALS.get(word, 0), found["minor"] or found["of_code"]))
        revised = revised or word not in {"first", "1st"}
    # The code of a guideline and the noun before a year stay parts of its name.
    text = _ENGLISH_EDITION.sub(
        lambda found: found["code"] or found["series"] or (found[0][:-4] if found["last"] else " "), text
    )
    text = _in_one_wording(text)
    text = _of_the_act(" ".join(_ENGLISH_STATUS.sub(" ", text).split()))
    text = _ENGLISH_RULE.sub("", _ENGLISH_HEAD.sub("", _ENGLISH_ACT.sub("", text)))
    bare = _ENGLISH_TAIL.sub("", text)
    name = document_name(bare)
    codes = set(map(str.casefold, _ICH().findall(bare)))
    # A draft guidance may become a guideline.
    stems = {"guidelin" if stem == "guidanc" else stem for stem in name.stems}
    words = sorted((stems | name.marks | codes) - (_OF_A_CODE if codes else set()))
    # The Federal Register gives the whole name, however short, before the sort of document.
    least = _LEAST_WORDS - (bare != text)
    return Name(" ".join(words) if len(words) >= least else "", year, ordinal, revised)
