"""Read texts and days as pages write them: white space is folded, a date that can be read in two ways is refused.

Days are Asia/Shanghai, the regulator's.
"""

import re
from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache

from cdetrack.days import SHANGHAI

_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_LONGEST_DATE = 80

# Control characters, zero-width characters, direction marks and lone surrogates: none is part of a text,
# each can hide or reorder it. Tab, newline and their like are white space and are folded, not removed.
UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ud800-\udfff]"
)


def fold_text(text: str) -> str:
    """Return the text on one line: runs of white space as one space, what cannot be seen removed.

    White space is Unicode's (no-break, full-width, line and paragraph separators too); nothing else is
    altered.
    """
    if not (text.isascii() and text.isprintable()):
        text = UNSEEN.sub("", text)
    elif "  " not in text:
        # The blank is the only white space there, and nearly every text has single ones.
        return text.strip(" ")
    return " ".join(text.split())


def fold_lines(text: str) -> str:
    """Return the text with each line folded and empty lines left out: the form of a notice's body."""
    folded = (fold_text(line) for line in text.splitlines())
    return "\n".join(line for line in folded if line)


_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? )?"
_TIME = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d{1,9})?)?"
# `CST` is left out: in a Chinese feed it is China's, in RFC 822 it is Chicago's.
_ZONE = r"(?P<zone>Z|UTC?|GMT|EST|EDT|CDT|MST|MDT|PST|PDT|[+-]\d{2}:?\d{2})"
_ZONES = {"EST": -5, "EDT": -4, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7}
_YEAR, _MON, _DAY = r"(?P<year>\d{4})", r"(?P<month>\d{1,2})", r"(?P<day>\d{1,2})"
_FORMS = tuple(
    re.compile(form, re.ASCII | re.IGNORECASE)
    for form in (
        rf"{_YEAR}(?P<sep>[-/.]){_MON}(?P=sep){_DAY}(?:[T ] ?{_TIME} ?{_ZONE}?)?",
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})",
        rf"{_YEAR} ?年 ?{_MON} ?月 ?{_DAY} ?日(?: ?{_TIME})?",
        rf"{_WEEKDAY}{_MONTH} {_DAY}(?:st|nd|rd|th)?,? {_YEAR}",
        rf"{_WEEKDAY}{_DAY}(?:st|nd|rd|th)?[ -]{_MONTH}[, -] ?{_YEAR}(?: {_TIME}(?: {_ZONE})?)?",
    )
)
_BRACKETS = {"〔": "〕", "[": "]", "(": ")", "（": "）", "【": "】", "［": "］"}
_NARROW = str.maketrans("０１２３４５６７８９－／．：，", "0123456789-/.:,")


@lru_cache(maxsize=4096)
def parse_date(text: str) -> date:
    """Return the day that the whole text is, in Asia/Shanghai; raise ValueError when it is none.

    ISO, `2025/9/5`, `2025.09.05`, `20250905`, `2025年9月5日`, any of them in brackets, `September 5, 2025`,
    `5 September 2025`, ISO and RFC 822 times (one with a zone is converted); years 1900 to 2100. A date that
    can be read in two ways, such as `05/09/2025`, is refused.
    """
    if len(text) > 4 * _LONGEST_DATE:
        raise ValueError("a text this long is not a date")
    shown = fold_text(text).translate(_NARROW)
    if shown and _BRACKETS.get(shown[0]) == shown[-1]:
        shown = shown[1:-1].strip()
    found = None
    if len(shown) <= _LONGEST_DATE:
        found = next((match for form in _FORMS if (match := form.fullmatch(shown))), None)
    if not found:
        raise ValueError(f"`{shorten(text)}` is not a date that can be read in one way only")
    parts = found.groupdict()
    month = _NAMES.index(parts["name"][:3].lower()) + 1 if parts.get("name") else int(parts["month"])
    year, day = int(parts["year"]), int(parts["day"])
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise ValueError(f"`{shorten(text)}` is not between {_FIRST_YEAR} and {_LAST_YEAR}")
    try:
        if not parts.get("hour"):
            return date(year, month, day)
        hour, minute, second = (int(parts[unit] or 0) for unit in ("hour", "minute", "second"))
        at = datetime(year, month, day, hour, minute, second, tzinfo=_zone(parts.get("zone")))
    except ValueError:
        raise ValueError(f"`{shorten(text)}` is not a day of the calendar") from None
    return at.astimezone(SHANGHAI).date()


def _zone(name: str | None) -> timezone:
    """Return the zone of that name; a time without one is Shanghai's; raises ValueError beyond a day."""
    if not name:
        return SHANGHAI
    if name[0] in "+-":
        sign = -1 if name[0] == "-" else 1
        return timezone(sign * timedelta(hours=int(name[1:3]), minutes=int(name[-2:])))
    hours = _ZONES.get(name.upper(), 0)
    return timezone(timedelta(hours=hours)) if hours else UTC


def shorten(text: str, longest: int = 60) -> str:
    """Return the text on one line and not longer than that, with `…` where it was cut."""
    folded = fold_text(text[: 4 * longest])
    return folded if len(folded) <= longest else folded[: longest - 1] + "…"
