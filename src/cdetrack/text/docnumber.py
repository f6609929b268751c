"""Document numbers as titles and users write them, such as `No. 21 of 2025` and `〔2025〕12号`.

`ENGLISH` and `CHINESE` are text, for larger patterns. All expect a title that is NFKC-folded, and ignore case.
"""

import re

from cdetrack.text.gated import Gated

_YEAR, _NUMBER = r"(?:19|20)\d\d", r"\d{1,5}"
_NAMED = (rf"(?P<year>{_YEAR})", rf"(?P<number>{_NUMBER})")
_NO = r"\bN(?:o|[°º])\s{0,2}[.:]?\s{0,3}"
_OPENING, _CLOSING = r"[\[(〔【{]", r"[\])〕】}]"
_OPEN, _CLOSE = rf"{_OPENING}?\s{{0,3}}", rf"\s{{0,3}}{_CLOSING}?"


def _english(year: str, number: str) -> tuple[str, str]:
    return (
        # `[2025] No. 21`, `2023, No. 20`
        rf"{_OPEN}(?<!\d){year}{_CLOSE}\s{{0,3}},?\s{{0,3}}{_NO}{number}(?!\d)",
        # `No. 139, 2024`, `No. 30 of 2021`, `No. 88 [2019]`
        rf"{_NO}{number}(?!\d)\s{{0,3}}(?:,|of|in|/)?\s{{0,3}}{_OPEN}{year}(?!\d){_CLOSE}",
    )


def _chinese(year: str, number: str) -> tuple[str, str]:
    return (
        # `2025年第107号`
        rf"(?<!\d){year}\s{{0,3}}年?\s{{0,3}}第\s{{0,3}}{number}(?!\d)\s{{0,3}}号",
        # `〔2025〕12号`
        rf"{_OPENING}\s{{0,3}}{year}\s{{0,3}}{_CLOSING}\s{{0,3}}第?\s{{0,3}}{number}(?!\d)\s{{0,3}}号",
    )


def _typed(year: str, number: str) -> tuple[str, str]:
    return (
        rf"{year}-{number}",
        # `2025年21`, `(2025) 21`
        rf"{year}\s{{0,3}}(?:{_CLOSING}|年)\s{{0,3}}第?\s{{0,3}}{number}\s{{0,3}}号?",
    )


_SHAPES = (*_english(*_NAMED), *_chinese(*_NAMED))
NUMBERS = tuple(Gated(shape, *(("号",) if "号" in shape else ("no", "n°", "nº"))) for shape in _SHAPES)
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

_LONGEST, _LONGEST_TITLE = 100, 2_000


def numbers_in(text: str) -> tuple[str, ...]:
    """Return every document number in a title, as `YYYY-N`, each once."""
    from unicodedata import normalize

    if not any(mark in text for mark in ("号", "o.", "O.", "o ", "°", "º")):
        return ()
    folded = normalize("NFKC", text[:_LONGEST_TITLE])[:_LONGEST_TITLE]
    found = (match for number in NUMBERS for match in number.finditer(folded))
    return tuple(dict.fromkeys(f"{match['year']}-{int(match['number'])}" for match in found))


def number_in(text: str) -> str | None:
    """Return the document number that the whole of `text` is, as `YYYY-N`; None for any other text.

    Accepted are `2025-21`, the shapes of titles such as `[2025] No. 21`, and `〔2025〕21` without `号`.
    """
    # Every `list` imports this module.
    from unicodedata import normalize

    typed = normalize("NFKC", text.strip()) if len(text) <= _LONGEST else ""
    for shape in (*_SHAPES, *_typed(*_NAMED)):
        found = re.fullmatch(rf"{_OPENING}*\s*{shape}\s*{_CLOSING}*", typed, re.IGNORECASE | re.ASCII)
        if found:
            return f"{found['year']}-{int(found['number'])}"
    return None
