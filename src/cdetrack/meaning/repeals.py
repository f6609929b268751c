"""Find the documents that a notice repeals, named with their titles or numbers in its text."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from cdetrack.meaning.subject import subject_of
from cdetrack.text.clean import nfkc
from cdetrack.text.docnumber import CHINESE, ENGLISH, number_in
from cdetrack.text.regex import Gated, has_any, regex

_REACH = 20_000
"""Characters of a text that are searched."""
_LONG = 600
_MOST = 12
"""Repealed documents of one notice: a notice that clears up a whole field relates to none of its hundreds."""

_BRACKETS = r"(?:\([^()]{0,80}\)){0,2}"
_NAME = rf"《[^《》]{{2,200}}》{_BRACKETS}"
_LIST = (
    rf"{_NAME}(?:\s{{0,2}}[,、;和及与以]{{0,2}}(?:关于|[^。;,《》]{{0,45}}?(?:公布|发布|印发|颁布)的)?{_NAME}){{0,20}}"
)
_REVOKES = r"(?<!不予)(?<!请求)(?<!申请)(?<!可以)撤销了?原?"
_OFFICE = r"[^。;,《》的]{1,24}?(?:局|部|委|院|中心)"
_HAN = regex(
    rf"(?P<list>{_LIST})[^。;《》]{{0,40}}?(?:废止|失效|停止执行|不再执行)"
    # Not `同时废止，新的《某规范》生效`.
    rf"|(?:废止|停止执行)(?:了)?(?:原)?(?![^。;《》]{{0,40}}(?:新的?|,(?:按|依|根据|参照|适用)[^,。;《》]{{0,20}})《)[^。;《》]{{0,40}}?(?P<after>{_LIST})"
    # `修订了《某目录》(2021年第70号),形成《某目录(2025年)》`, `对《某规范》进行了修订,形成了《某指南(2032年版)》`
    rf"|(?:(?:修订|修改|修改完善|调整)(?:了)?|对(?={_LIST}进行(?:了)?(?:修订|修改)))(?P<revised>{_LIST}),?"
    r"[^。;《》]{0,30}?形成(?:了)?《"
    rf"|(?:废止|停止执行)(?:了)?(?:原)?(?P<numbered>[^。;《》]{{0,30}}?{CHINESE}(?:公告|通告|通知)?)"
    # An act is taken back whole; so are certificates and decisions: `撤销某注册证的公告(2025年第40号)`.
    rf"|{_REVOKES}(?P<revoked>(?:{_OFFICE})?(?:发布的)?(?:公告|通告|通知)?{CHINESE}(?:公告|通告|通知)?)"
    r"(?=[。;,]|的(?:公告|通告|通知|决定)|$)"
    rf"|{_REVOKES}(?:{_OFFICE})?(?:发布的)?(?P<taken>《[^《》]{{2,200}}(?:公告|通告|通知)》{_BRACKETS})"
    rf"|(?P<before>(?:公告|通告|通知)?\(?{CHINESE}\)?(?:公告|通告|通知)?)(?:文件)?(?:同时|同步|即行|相应|予以|自[^。;,《》]{{1,16}}起){{0,3}}"
    r"(?:废止|失效|停止执行|不再执行)"
)
# `廢止「某辦法」`, as Taiwan announces it.
_OF_TAIWAN = regex(r"廢止「(?P<name>[^「」]{4,200})」")
_PLANNED = ("預告", "將", "擬")
"""Words of a sentence that repeals nothing yet: `預告修正「某標準」，並配合廢止「某辦法」`."""
_TITLE = regex(rf"《(?P<name>[^《》]{{2,200}})》(?P<brackets>{_BRACKETS})")
_ENGLISH = regex(
    r"(?:^|[.;,]\s|\band\s|\bwhile\s)(?:[Tt]he\s)?[“\"]?(?P<name>(?:[Tt]he\s)?[A-Z](?:[^.;“”\"]|(?<=No)\.){10,250}?)[”\"]?,?"
    r"\s(?:shall|will|is|are|was|were|has been|have been)"
    r"(?:\s(?:be|hereby|thereby|simultaneously|also|therefore|accordingly|at the same time|concurrently)){0,4}"
    r"\s(?:repealed|abolished|annulled|superseded|replaced|rescinded|invalidated|null and void)\b"
    r"|\b(?:repeal(?:s|ed|ing)?|abolish(?:es|ed|ing)?|supersed(?:es|ed|ing)|replac(?:es|ed|ing)|rescind(?:s|ed|ing)?)\s"
    r"(?:and\s(?:supersed|replac)\w{1,4}\s)?"
    r"(?:[A-Z]{2,6}[’']s\s(?=[A-Z“\"])|[^.;“\"]{4,80}?\s(?:entitled|titled),?\s(?=[“\"])"
    r"|(?:the|our|its)\s(?:[\w-]{1,14}\s){0,3}?guid(?:ance|eline)s?(?: documents?)?,?\s(?=[“\"]))?"
    r"(?:[“\"](?P<quoted>[^“”\"]{10,250}?)[.,]?[”\"]"
    # A guideline of the same name, or the number of a code: `replaces the guideline on widgets (Rev. 1)`.
    r"|(?P<guide>the\s(?:guidelines?|guidance|note\sfor\sguidance)\s(?:on|for|of)\s[^.;()]{10,250}?)(?=[.;,]|\s\(|$)"
    r"|(?P<object>(?:the\s)?[A-Z](?:[^.;“”\"]|(?<=No)\.){10,250}?)"
    r"(?=[;,]|(?<!No)\.|\s(?:which|that|on|from|as of|and shall"
    r"|(?:issued|published|dated|released)\s(?:(?:in|on)\s)?[A-Z\d])|$))"
    # `This guidance updates the previous version of the guidance, “Widgets”`
    r"|\bupdates?\s(?:the|our)\s(?:previous|prior|earlier)\s(?:version|edition)\sof\s(?:the|this|our)\s"
    r"guid(?:ance|eline)s?(?: documents?)?,?\s[“\"](?P<version>[^“”\"]{10,250}?)[.,]?[”\"]"
)
_HAN_WORDS = ("废止", "失效", "廢止", "形成", "停止执行", "不再执行", "撤销")
_ENGLISH_WORDS = (
    *("repeal", "abolish", "annul", "supersed", "replac", "rescind", "invalidat", "null and", "revok"),
    *("version of ", "edition of "),
)
# `It commences on 8 March, repealing and replacing WSO 98`: a document by its code.
_CODED = regex(
    r"\b(?i:repeal|replac|supersed|revok)(?:s|es|ed|ing)?(?: and (?i:repeal|replac|supersed|revok)(?:s|es|ed|ing)?)?"
    r" (?:the )?(?P<code>[A-Z]{2,6}[ -]?\d{1,4})(?=[\s,.;)]|$)"
)
_OWN_CODE = regex(r"\((?P<code>[A-Z]{2,6}[ -]?\d{1,4})\)|^(?P<first>[A-Z]{2,6}[ -]?\d{1,4})(?=\s?[:–—-]\s)")
# `… and repealing Council Directives 90/385/EEC and 93/42/EEC`: acts of the European Union by their numbers.
_UNION_SORT = r"(?:(?:commission |council |implementing |delegated ){0,3}(?P<sort>regulation|directive|decision)s?\s)"
_UNION_NUMBER = r"(?:\((?:EU|EC|EEC)\) )?(?:no\.? ?)?(?P<act>\d{1,4}/\d{1,4})(?:/(?:EEC|EC|EU))?"
_UNION_ACT = regex(rf"(?:{_UNION_SORT})?{_UNION_NUMBER}", re.IGNORECASE)
_UNION_ACTS = re.sub(
    r"\?P<\w+>", "?:", rf"{_UNION_SORT}{_UNION_NUMBER}(?:(?:, and |, | and ){_UNION_SORT}?{_UNION_NUMBER}){{0,8}}"
)
_UNION_REPEALS = Gated(
    rf"\brepeal(?:s|ing) (?P<repealed>{_UNION_ACTS})"
    rf"|(?P<gone>{_UNION_ACTS}) (?:is|are|was|were) (?:hereby )?repealed\b",
    "repeal",
)
_UNION_OWN = regex(
    rf"(?:(?:corrigend(?:um|a)|correction) to )?{_UNION_SORT}{_UNION_NUMBER}"
    r"(?= of\b| on\b| concerning\b| relating\b| laying\b|$)",
    re.IGNORECASE,
)
# `Delegated Regulation (EU) 2031/9998 of 4 March 2031 correcting Delegated Regulation (EU) 2029/9999 as regards …`
_UNION_CORRECTS = Gated(
    rf"\bcorrecting (?P<corrected>(?:(?:certain )?annex(?:es)? [^,;()]{{0,40}}\bto )?{_UNION_ACTS})", "correcting"
)
_CODED_SORT = Gated(
    r"\b(?:orders?|standards?|instruments?|determinations?|directions?)\b",
    *("order", "standard", "instrument", "determination", "direction"),
)
_ACT = regex("公告|通告|通知")
_NUMBER_IN = regex(rf"{CHINESE}|{ENGLISH}", re.IGNORECASE)


class Repealed(NamedTuple):
    """A repealed document: the folded name, or an empty text, and the number or the code, if the text has it."""

    base: str
    number: str | None
    act: str | None = None
    """The act that a number without a name is of, such as `公告`: each act is numbered by itself."""
    code: str = ""
    """The code of a document in a series, `WSO98`."""


# `MDCG 2031-1 Widgets`, but not its first revision; `Update of MDCG 2031-1 rev.1 - Widgets`.
_GROUP_OWN = Gated(r"^MDCG (?P<code>20\d\d-\d{1,2})\b(?!.{0,12}\brev)", "mdcg")
_GROUP_UPDATED = Gated(
    r"^(?:the )?updates? (?:to|of) (?:the )?MDCG (?P<code>20\d\d-\d{1,2})\b"
    r"(?!.{0,200}\b(?:postponed|delayed|planned|webinar|workshop|survey)\b)",
    "mdcg",
)


def codes_of(title: str) -> frozenset[str]:
    """Return the codes by which a title names its document, `Widget Standards (WSO 98)`, without their space."""
    if grouped := _GROUP_OWN.match(title[:_LONG]):
        return frozenset({f"MDCG{grouped['code']}"})
    if "/" in title[:_LONG] and (own := _UNION_OWN().match(title[:_LONG])):
        return frozenset({_union_code(own["sort"], own["act"])})
    # `(COVID-19)` is in hundreds of titles, and the code of none.
    if _CODED_SORT.search(title[:_LONG]) is None or "COVID" in title.upper():
        return frozenset()
    found = _OWN_CODE().finditer(title[:_LONG])
    return frozenset(_code(each["code"] or each["first"]) for each in found)


def corrected_codes(title: str) -> frozenset[str]:
    """Return the codes of the documents of the European Union that the title of an act, or of an update, corrects."""
    if grouped := _GROUP_UPDATED.match(title[:_LONG]):
        return frozenset({f"MDCG{grouped['code']}"})
    # News of the act that corrects has no code of its own.
    found = _UNION_CORRECTS.search(title[:_LONG]) if codes_of(title) else None
    return frozenset(_codes_in(found["corrected"])) if found else frozenset()


def _code(text: str) -> str:
    return text.replace(" ", "").replace("-", "")


@lru_cache(maxsize=4096)
def repealed_in(*texts: str | None) -> tuple[Repealed, ...]:
    """Return the documents that the texts of a notice say are repealed, at most a dozen; none for more."""
    found: dict[Repealed, None] = {}
    for text in texts:
        for words, read in ((_HAN_WORDS, _in_chinese), (_ENGLISH_WORDS, _in_english)):
            if text and has_any(text.lower(), words):
                found |= dict.fromkeys(
                    each for each in read(nfkc(text, _REACH)) if each.base or each.number or each.code
                )
    return tuple(found) if len(found) <= _MOST else ()


def _in_chinese(text: str) -> list[Repealed]:
    found = list(_HAN().finditer(text))
    return [
        *(
            _repealed(title["name"], title["brackets"])
            for match in found
            for title in _TITLE().finditer(match["list"] or match["after"] or match["revised"] or match["taken"] or "")
        ),
        *(_by_number(words) for match in found if (words := match["numbered"] or match["revoked"] or match["before"])),
        *_in_taiwan(text),
    ]


def _in_taiwan(text: str) -> Iterator[Repealed]:
    for match in _OF_TAIWAN().finditer(text):
        if not has_any(text[: match.start()].rpartition("。")[2], _PLANNED):
            yield _repealed(match["name"], "")


def _in_english(text: str) -> list[Repealed]:
    coded = [Repealed("", None, code=_code(match["code"])) for match in _CODED().finditer(text)]
    coded += [Repealed("", None, code=code) for code in _union_acts_in(text)]
    return [*coded, *(_repealed(_object_of(match), match[0]) for match in _ENGLISH().finditer(text))]


def _object_of(match: "re.Match[str]") -> str:
    return match["name"] or match["quoted"] or match["guide"] or match["object"] or match["version"]


def _union_acts_in(text: str) -> list[str]:
    """Return the codes of the acts of the European Union that an English text says are repealed."""
    found = _UNION_REPEALS.finditer(text)
    return [code for each in found for code in _codes_in(each["repealed"] or each["gone"])]


def _codes_in(acts: str) -> Iterator[str]:
    """Yield the code of each act of a list: a sort is that of the acts behind it, too."""
    sort = ""
    for act in _UNION_ACT().finditer(acts):
        sort = act["sort"] or sort
        yield _union_code(sort, act["act"])


def _union_code(sort: str, number: str) -> str:
    return f"{sort.casefold()} {number}"


def _by_number(words: str) -> Repealed:
    act = _ACT().search(words)
    number = _NUMBER_IN().search(words)
    return Repealed("", number_in(number[0]) if number else None, act[0] if act else None)


def _repealed(name: str, around: str) -> Repealed:
    number = _NUMBER_IN().search(around) or _NUMBER_IN().search(name)
    names = subject_of(name).names
    act = name[-2:] if _ACT().fullmatch(name[-2:]) else None
    return Repealed(names[0].base if names else "", number_in(number[0]) if number else None, act)
