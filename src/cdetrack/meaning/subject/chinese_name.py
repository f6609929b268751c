"""Read the Chinese name of a document: its edition, and its base in one spelling."""

from functools import lru_cache

from cdetrack.meaning.subject.values import Name, edition_number
from cdetrack.text.clean import nfkc
from cdetrack.text.docnumber import CHINESE, CHINESE_OF_FILE
from cdetrack.text.numerals import NUMERALS, number_of
from cdetrack.text.regex import Gated, has_any, regex
from cdetrack.text.script import A_HAN, HAN

LEAST_HAN = 5
"""A Chinese name with fewer characters is the name of many documents."""
PHARMACOPOEIA = "中华人民共和国药典"
"""The whole name of the pharmacopoeia, whose short one has too few characters for a name."""
NUMBER = Gated(
    rf"\(\s?{A_HAN}{{0,12}}?\s?(?:{CHINESE_OF_FILE}|{CHINESE})\s?(?:公告|通告|通知)?\)"
    rf"|(?:{A_HAN}{{1,6}}[发函办字]\s?)?{CHINESE_OF_FILE}|{CHINESE}"
    # `关于某事的公告(第58号)`, of a year that it leaves out; `某品种公告(第58号)` counts a series.
    r"|(?<=的公告|的通告)\s?\(第\d{1,4}号\)$",
    "号",
)
"""The number of a document, in brackets or without them."""
_APPENDIX_INSIDE = regex(rf"附录(?:\d{{1,2}}|[{NUMERALS}]{{1,2}}(?=:))?:?(?=[{HAN}])")
# `按病组（DRG）付费`: the abbreviation of the words before it, no numeral.
_ACRONYM = r"[A-Za-z]{0,6}[A-Z]{2}[A-Za-z]{0,6}"
_ABBREVIATION = regex(rf"(?<=[{HAN}])\((?![IVX]{{1,4}}\)){_ACRONYM}(?:[、,/&-]\s?{_ACRONYM})?\)")
# `某物的测定（BJS 203101）`: the number of a method of testing.
METHOD_CODE = Gated(r"\s?\((?:BJS|BJH|KJ|MOHW[A-Z])\s?\d{4,6}(?:\.\d\d)?\)", "(bj", "(kj", "(mohw")
# Of `(某行 某会令〔2031〕第7号)`, the number may be gone.
_DECREE = Gated(r"\([^()]{0,60}令(?:[^()]{0,20}号(?:公布|发布|修订|修正|修改)?)?\s?\)", "令")
STATUS = regex(
    r"(?:公开|社会|公众|再次|二次|第[二三]次)?征求(?:公众|社会)?意见(?:第?[初一二三四])?稿"
    r"|(?:意见征求|征询意见|意见征询|送审|报批|公示|修订|修改|讨论|初|第[一二三四])稿|草案|试行|暂行"
)
"""The words for a draft, or for rules on trial."""
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
_DASHES = ("-", "—", "–")
EMPTY = regex(r"[(（\[【][\s,，、;；:：第]{0,5}[)）\]】]")
"""Brackets of which a pattern has taken the content."""
_PUNCTUATION = regex(r"[\s,，、。.;；·•\-—–_\"“”'‘’()（）\[\]【】〔〕《》〈〉<>/]")
# Words that one listing writes and another leaves out.
_FILLERS = (
    (Gated(r"[的性]", "的", "性"), ""),
    (Gated(r"^关于(?=.{6})", "关于"), ""),
    (Gated(r"试剂盒", "试剂盒"), "试剂"),
    (Gated(r"测定(?=试剂)", "测定"), "检测"),
    (Gated(r"化学(?=仿制药参比)", "参比"), ""),
    (
        Gated(
            r"(?:研究)?(?:产品)?(?:注册|申报(?:资料)?|资料(?=技术审)|技术审[查评](?=注册)|技术|(?<=注册)审[查评])*"
            r"(?:(?:[与和及]?审[查评])?(?:指导原则|技术指南)|审[查评]原则)",
            *("原则", "指南"),
        ),
        "指导原则",
    ),
    (Gated(r"产品(?=[^指]{2})", "产品"), ""),
    (Gated(r"(?<=上市)许可(?=申请)", "许可"), ""),
    # Two short forms that regulators use for the lists and the goods of one name.
    (Gated(r"(?:基本医疗保险工伤保险[和与]?生育保险|基本医疗保险|医保)(?:药品)?目录", "目录"), "医保药品目录"),
    (Gated(r"三品一械", "三品一械"), "药品医疗器械保健食品特殊医学用途配方食品"),
    # A draft with its whole title: `某省某局关于某事管理规定(征求意见稿)`
    (Gated(rf"^{A_HAN}{{2,16}}(?:局|厅|委|委员会|部|中心)关于(?=.{{8}})", "关于"), ""),
    # A draft names the body that issues it, `《国家药品监督管理局某规范(征求意见稿)》`, and the final does not.
    (Gated(r"^国家(?:食品药品监督管理总?局|药品监督管理局|药监局)(?=.{6})", "国家"), ""),
    (Gated(r"^(?:中华人民共和国|国家|我国)(?=.{5})", "国"), ""),
    # `2031年版药典相关问题的解读`
    (Gated(r"^(?:中国)?药典(?:(?:有关|相关)?(?:问题|事项))?$", "药典"), PHARMACOPOEIA),
    # A law whose name is short has the name of the state before it, or is quoted without it: `《夹板法》`.
    (Gated(rf"^(?P<law>{A_HAN}{{2,3}}(?<![办方疗查验定别析])法)$", "法"), r"中华人民共和国\g<law>"),
)


@lru_cache(maxsize=8192)
def han_name(text: str) -> Name:
    """Return the Chinese name in a text that is nothing but a name; its base is empty if it is too short."""
    text = NUMBER.sub(" ", nfkc(text))
    if "(" in text:
        text = _ABBREVIATION().sub("", METHOD_CODE.sub("", _DECREE.sub(" ", text)))
    year = ordinal = 0
    revised = False
    # The code of a standard beside its name has the year of its edition.
    code = _STANDARD().search(text) if has_any(text, _DASHES) else None
    if code and len(_STANDARD().sub("", text)) > LEAST_HAN:
        year, text = int(code["year"]), _STANDARD().sub(" ", text)
    for found in _EDITION().finditer(text):
        year = max(year, int(found["year"] or found["in_year"] or 0))
        major = _count(found["ordinal"] or found["version"] or found["v"] or found["round"])
        ordinal = max(ordinal, edition_number(major, found["minor"] or found["of_v"]))
        revised = revised or not major
    text = STATUS().sub("", _EDITION().sub(lambda edition: edition["code"] or "", text))
    text = _PUNCTUATION().sub("", EMPTY().sub("", EMPTY().sub("", text)))
    for filler, instead in _FILLERS:
        text = filler.sub(instead, text)
    if "附录" in text and _APPENDIX_INSIDE().search(text):
        text = _APPENDIX_INSIDE().sub("", text) + "附录"
    # `第三部分:某试验`, of which one listing leaves out the colon.
    text = text.replace(":", "")
    return Name(text.casefold() if len(text) >= LEAST_HAN else "", year, ordinal, revised)


def _count(text: str | None) -> int:
    return (int(text) if text.isdigit() else number_of(text) or 0) if text else 0
