"""Document numbers as titles and users write them, such as `No. 21 of 2025` and `〔2025〕12号`.

`ENGLISH` and `CHINESE` are text, for larger patterns. All expect a title that is NFKC-folded, and ignore case.
"""

import re
from functools import lru_cache

from cdetrack.text.clean import nfkc
from cdetrack.text.numerals import ORDINALS, ordinal_of, year_of
from cdetrack.text.regex import Gated, regex

_YEAR, _NUMBER = r"(?:19|20)\d\d", r"\d{1,5}"
_NAMED = (rf"(?P<year>{_YEAR})", rf"(?P<number>{_NUMBER})")
_NO = r"\bN(?:o|[°º])\s{0,2}[.:]?\s{0,3}"
_OPENING, _CLOSING = r"[\[(〔【{]", r"[\])〕】}]"
_OPEN, _CLOSE = rf"{_OPENING}?\s{{0,3}}", rf"\s{{0,3}}{_CLOSING}?"


_ACTS = "announcement", "notice", "circular", "notification"
_SHORT = "circular", "cir", "cir."
"""What may have its number without `No.`, before the year: `Circular 12/2031`. A notice of `12/2031` has a month."""
_BEHIND_AN_ACT = "|".join((*(rf"(?<={act} )|(?<={act} \()" for act in _ACTS), "(?<=公告)", "(?<=通告)"))
"""Where `Announcement 2020-17` has its number."""
_BEHIND_A_SHORT_ACT = "|".join(rf"(?<=\b{re.escape(act)} )" for act in _SHORT)


def _english(year: str, number: str) -> tuple[str, ...]:
    return (
        # `[2025] No. 21`, `2023, No. 20`, `2023 Announcement No. 20`
        rf"{_OPEN}(?<!\d){year}{_CLOSE}\s{{0,3}},?\s{{0,3}}(?:(?:{'|'.join(_ACTS)})\s)?{_NO}{number}(?!\d)",
        # `No. 139, 2024`, `No. 30 of 2021`, `No. 88 [2019]`, `No. 5 of the year 2022`
        rf"{_NO}{number}(?!\d)\s{{0,3}}(?:,|of|in|/|-|_)?\s{{0,3}}(?:(?:the\s)?year\s)?{_OPEN}{year}(?!\d){_CLOSE}",
        # `Circular 12/2020`, `Cir 0012_2020`
        rf"(?:{_BEHIND_A_SHORT_ACT}){number}\s?[/_]\s?{year}(?![\d/_-])",
        # `No. 2020-17`, `Announcement 2020-17`
        rf"(?:{_NO}|{_BEHIND_AN_ACT}){year}\s?[-–/]\s?(?!(?:19|20)\d\d){number}(?![\d/]|\s?[-–]\d)",
    )


def _chinese(year: str, number: str) -> tuple[str, str]:
    return (
        # `2025年第107号`, `2025年公告第107号`
        rf"(?<!\d){year}\s{{0,3}}年?\s{{0,3}}(?:公告|通告)?第\s{{0,3}}{number}(?!\d)\s{{0,3}}号",
        # `〔2025〕12号`, `〔2025年〕第12号`
        rf"{_OPENING}\s{{0,3}}{year}\s{{0,3}}年?{_CLOSING}\s{{0,3}}第?\s{{0,3}}{number}(?!\d)\s{{0,3}}号",
    )


def _typed(year: str, number: str) -> tuple[str, str]:
    return (
        rf"{year}-{number}",
        # `2025年21`, `(2025) 21`
        rf"{year}\s{{0,3}}(?:{_CLOSING}|年)\s{{0,3}}第?\s{{0,3}}{number}\s{{0,3}}号?",
    )


_SHAPES = (*_english(*_NAMED), *_chinese(*_NAMED))
_MARKS = ("no", "n°", "nº", "announcement", "cir", "公告", "通告")
_NUMBERS = tuple(Gated(shape, *(("号",) if "号" in shape else _MARKS)) for shape in _SHAPES)
"""The patterns of the shapes that are a number wherever they stand, with the groups `year` and `number`."""

ENGLISH = "(?:" + "|".join(_english(_YEAR, _NUMBER)) + ")"
"""An English number, without groups."""
CHINESE = (
    rf"(?:{_OPENING}\s{{0,3}})?(?<!\d){_YEAR}\s{{0,3}}年?{_CLOSE}\s{{0,3}}年?\s{{0,3}}第?\s{{0,3}}"
    rf"{_NUMBER}\s{{0,3}}号(?:\s{{0,3}}{_CLOSING})?"
)
"""A Chinese number, without groups; `2025年21号` is one, too, where a number is expected."""
CHINESE_OF_FILE = _chinese(_YEAR, _NUMBER)[1]
"""The number of an office's file, `〔2025〕12号`, without groups."""

_LONGEST = 100
_WITH_OFFICE = regex(rf"([\u4e00-\u9fff]{{2,20}})\s?({_chinese(_YEAR, _NUMBER)[1]})")
_IN_NUMERALS = regex(
    rf"(?P<year>{_YEAR}|[一二][〇○零O一二三四五六七八九]{{3}})(?P<between>\s?(?:年|{_CLOSING})\s?第?\s?)"
    rf"(?P<number>\d{{1,5}}|[{ORDINALS}]{{1,7}})(?=\s?号)"
)


def in_digits(title: str) -> str:
    """Return the title with its document numbers in digits: `二〇〇八年第十二号` as `2008年第12号`."""
    return _IN_NUMERALS().sub(_as_digits, title) if "号" in title else title


def _as_digits(match: re.Match[str]) -> str:
    year, number = match["year"], match["number"]
    read = int(number) if number.isdigit() else ordinal_of(number)
    return f"{year if year.isdigit() else year_of(year.replace('O', '〇'))}{match['between']}{read or number}"


@lru_cache(maxsize=16)
def find_numbers(title: str) -> tuple[re.Match[str], ...]:
    """Return the matches of every shape in a folded title, with the groups `year` and `number`."""
    return tuple(match for shape in _NUMBERS for match in shape.finditer(title))


@lru_cache(maxsize=4096)
def numbers_in(text: str) -> tuple[str, ...]:
    """Return every document number in a title, as `YYYY-N`, each once."""
    if not any(mark in text for mark in ("号", "o.", "O.", "o ", "°", "º", "t 2", "e 2", "r ", "r. ", "告2")):
        return ()
    found = find_numbers(in_digits(nfkc(text)))
    return tuple(dict.fromkeys(f"{match['year']}-{int(match['number'])}" for match in found))


def number_in(text: str) -> str | None:
    """Return the document number that the whole of `text` is, as `YYYY-N`; None for any other text.

    Accepted are `2025-21`, the shapes of titles such as `[2025] No. 21`, and `〔2025〕21` without `号`.
    """
    typed = in_digits(nfkc(text.strip())) if len(text) <= _LONGEST else ""
    for shape in (*_SHAPES, *_typed(*_NAMED)):
        found = re.fullmatch(rf"{_OPENING}*\s*{shape}\s*{_CLOSING}*", typed, re.IGNORECASE | re.ASCII)
        if found:
            return f"{found['year']}-{int(found['number'])}"
    return None


def number_of_office(text: str) -> tuple[str, str] | None:
    """Return the office and number of the file that the whole of `text` names, `国药监药注〔2025〕12号`; else None."""
    found = _WITH_OFFICE().fullmatch(nfkc(text.strip())) if len(text) <= _LONGEST else None
    number = number_in(found[2]) if found else None
    return (found[1], number) if found and number else None
