"""Take off a title the parts that listings and carriers of one document add or leave out.

These are its number, its issuer, the place or column of a carrier, the name of a site, and the citation of a copy.
"""

import re
from functools import lru_cache

from cdetrack.meaning.regulators import ABROAD, OF_CHINA
from cdetrack.text.clean import nfkc
from cdetrack.text.docnumber import CHINESE, CHINESE_OF_FILE, ENGLISH
from cdetrack.text.provinces import PROVINCE
from cdetrack.text.regex import Gated, regex
from cdetrack.text.script import HAN, count_han

_NUMBER = regex(rf"[(\[]?\s?(?:[A-Za-z]{{2,8}} )?(?:announcement )?{ENGLISH}\s?[)\]]?|{CHINESE}", re.IGNORECASE)
_DIGIT = regex(r"\d")
_BEFORE_A_DIGIT = 40
"""More characters than a match has before its first digit."""
# `某署公告2031年第7号（关于某事的公告）`, for `某署关于某事的公告（2031年第7号）`.
_NUMBER_BEFORE = regex(
    rf"^(?P<bodies>[{HAN}\s、]{{2,60}})(?:公告|通告)\s?(?P<number>\d{{4}}年第\d{{1,4}}号)\((?P<title>关于[^()]{{4,200}}(?:公告|通告))\)$"
)
# `某总局令第7号公布《某办法》自2031年8月1日起施行`, for `某办法（某总局令第7号）`.
_ORDER_BEFORE = regex(
    rf"^(?P<order>[{HAN}\s、]{{2,60}}令)\s?\(?第?\s?(?P<number>\d{{1,4}})\s?号\)?[\s,:]{{0,3}}(?:公布|发布|颁布)?\s?"
    r"《(?P<name>[^《》]{4,100}(?:办法|规定|条例|规则|细则|规范|标准|程序))》"
    r"[\s,]{0,2}(?:\(?自\s?\d{4}年\d{1,2}月\d{1,2}日起(?:正式)?(?:施行|实施|生效)\)?)?$"
)
# `（国办发〔2024〕53号）`: the number with the mark of the office that gives it.
_OFFICE = regex(rf"\(?[{HAN}]{{1,12}}\s?{CHINESE_OF_FILE}(?:\s?\))?")
OFFICE_IN_BRACKETS = regex(rf"\(\s?[{HAN}]{{1,12}}\s?{CHINESE_OF_FILE}\s?\)")
# A cheap test: no title without one of these has a number.
_NUMBERED = regex(r"no\.? ?\d|号", re.IGNORECASE)
# `某办法（某总局令第58号）`
_ORDER_BEHIND = Gated(r"\s?\([^()]{0,30}令\s?第?\s?\d{1,4}\s?号\)\s{0,2}$", "令")
# `Regulation (EU) 2031/1 of the European Parliament and of the Council of 5 April 2031 on widgets`
OF_THE_UNION = Gated(
    r"\sof the European Parliament and of the Council(?: of \d{1,2} [A-Z][a-z]{2,8} \d{4})?", "parliament and"
)
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
# `83 FR 21784 - …`, `2015-10477. …`, `… (FR Doc. 2015-10477)`, `… | Federal Register`: the place of a copy.
_CITATION = (
    r"(?:[0-9]{2,3} (?:FR|Fed\.? ?Reg\.?) (?:[0-9]{1,3},?[0-9]{3}|[0-9]{1,3} pgs?\. [0-9]{1,6}(?:-[0-9]{1,6})?)"
    r"|(?:FR )?Doc(?:ument)?\.? (?:No\.? ?)?(?:[0-9]{4}|[A-Z]?[0-9]{1,2})-[0-9]{3,6}"
    r"|[0-9]{4}-[0-9]{5}|E[0-9]-[0-9]{3,5}|(?:0[0-9]|9[4-9])-[0-9]{4,5})"
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
    rf"(?:\s(?:{ABROAD}|NMPA))?(?:\s(?:regulatory )?(?:updates?|news|alert))?"
    r"(?:[\])]|\s?(?::|\s[–—-]))\s(?=.{12})",
    re.IGNORECASE,
)
# `Press release: …`, `[FDA] …`, `… | Regulatory News`: how a carrier names its column or itself.
_COLUMN = regex(
    rf"^\[(?:(?:US |U\.S\. |UK |EU )?(?:{ABROAD}|{OF_CHINA})"
    r"|news|press release|breaking)\]\s(?=.{12})"
    rf"|^(?:(?:{ABROAD}|{OF_CHINA}) )?(?:news|(?:press|media|news) release|breaking(?: news)?"
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
_WITH_TEXT = Gated(
    r"\s?[(【\[]附?(?:全文|原文|下载|附件|解读|链接|PDF|全文下载|原文下载|下载链接)(?:[及和与、](?:解读|全文|附件))?[)】\]]$",
    *("全文", "原文", "下载", "附件", "解读", "链接", "pdf"),
)
# `US FDA: …`, `… – European Medicines Agency (EMA) …`: the regulator that a carrier names.
_AGENCY = regex(
    r"^(?:(?:the )?(?:US|U\.S\.|UK|EU|European|Australian|Canadian|Singapore) )?"
    rf"(?:{ABROAD})"
    r"(?:\s?:\s|\s[–—-]\s)(?=.{12})"
    r"|^(?:US|U\.S\.|UK|EU)\s(?=(?:FDA|MHRA|EMA)\b)"
    r"|(?:\s[–—-])?\s(?:from )?(?:the )?(?:European Medicines Agency|(?:US |U\.S\. )?Food and Drug Administration"
    r"|Medicines and Healthcare products Regulatory Agency|Therapeutic Goods Administration)(?:['’]s)?"
    r"(?:\s\([A-Z]{2,5}\))?"
    rf"|\s\((?:US |U\.S\. )?(?:{ABROAD})(?:, [A-Z][A-Za-z ]{{1,20}})?\)$"
    # `… | FDA`, as browsers show the title of a page.
    rf"|\s?[|–—-]\s?(?:(?:U\.?S\.? )?(?:{ABROAD})|GOV\.UK|Canada\.ca"
    r"|(?:European Medicines Agency|Therapeutic Goods Administration)"
    r"(?:\s\([A-Z]{2,5}\))?)$"
)
# `…, EL (26)A/26`
_FILE_NUMBER = regex(
    r"(?:,|\s[–—-]|\s(?=\())\s?\(?(?=[^a-z]{0,30}[A-Z])(?:[A-Z]{1,8}\s)?[A-Z0-9()/.-]{1,24}/\d{1,5}\)?$"
)


def _additions() -> "tuple[Gated | re.Pattern[str], ...]":
    return _COLUMN(), _AGENCY(), _FILE_NUMBER(), _CONSULTS


@lru_cache(maxsize=4096)
def has_additions(title: str) -> bool:
    """Return True if an English title has words that a carrier adds or leaves out."""
    return bool(place_before(title)) or any(pattern.search(title) for pattern in _additions())


def without_additions(title: str, other: str) -> str:
    """Return an English title without the regulator or place before it and the file number behind it.

    A carrier adds the former and leaves out the latter. If the other title has one as well, it tells the two apart.
    """
    for pattern in _additions():
        if not pattern.search(other):
            title = pattern.sub("", title)
    here, there = place_before(title), place_before(other)
    return without_place(title) if not there or here == there else title


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


def name_before_order(title: str) -> str:
    """Return the folded title of an order as the name of the regulation that it makes, with the order behind it."""
    if "令" not in title or "》" not in title:
        return title
    return _ORDER_BEFORE().sub(r"\g<name>(\g<order>第\g<number>号)", title)


def without_citation(title: str) -> str:
    """Return a title without the number under which the Federal Register, or a copy of it, cites it."""
    return _CITED.sub("", title)


@lru_cache(maxsize=4096)
def folded_title(title: str) -> str:
    """Return a folded title without words that are no part of it, such as `(附全文)`."""
    text = nfkc(title)
    if any(bracket in text[-3:] for bracket in ")]】"):
        text = _WITH_TEXT.sub("", text)
    if not text.isascii() and any(mark in text for mark in _SITE_MARKS):
        text = _SITE_BEHIND().sub("", text)
    text = _NUMBER_BEFORE().sub(r"\g<bodies>\g<title>(\g<number>)", text) if "号(关于" in text else text
    return without_citation(name_before_order(text))


@lru_cache(maxsize=4096)
def bare_title(title: str) -> str:
    """Return a title without its number, its issuer and the Chinese words that announce it."""
    text = OF_THE_UNION.sub("", _ORDER_BEHIND.sub("", folded_title(title)))
    if _NUMBERED().search(text):
        text = _NUMBER().sub(" ", text if text.isascii() else _OFFICE().sub(" ", text))
    return _BODIES().sub(" ", _BODIES().sub(" ", text.strip(" .。")).strip())


def telling_letters(title: str) -> int:
    """Return the number of Chinese characters of a title without its number, its issuer and the act of announcing."""
    return count_han(bare_title(title))


def without_number(title: str) -> str:
    """Return a folded title without its document number."""
    if not _NUMBERED().search(title):
        return title
    digit = _DIGIT().search(title)
    start = max(0, digit.start() - _BEFORE_A_DIGIT) if digit else len(title)
    rest = title[start:]
    return title[:start] + _NUMBER().sub(" ", rest if rest.isascii() else OFFICE_IN_BRACKETS().sub(" ", rest))
