"""Read a period in a sentence: `24 months`, `a 60-day`, `三十日`, `5个工作日`."""

import re
from datetime import date

from cdetrack.meaning.facets.calendar import after
from cdetrack.text.numerals import NUMERALS, number_of

_UNITS = {
    "day": "days",
    "week": "weeks",
    "month": "months",
    "year": "years",
    "working day": "workdays",
    "business day": "workdays",
}
_COUNTS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "twelve": 12, "fourteen": 14, "fifteen": 15, "eighteen": 18, "twenty": 20, "twenty-one": 21,
    "twenty-four": 24, "thirty": 30, "thirty-six": 36, "forty-five": 45, "sixty": 60, "ninety": 90,
}  # fmt: skip
ORDINALS = {
    "second": 2, "third": 3, "fifth": 5, "seventh": 7, "tenth": 10, "fourteenth": 14, "fifteenth": 15, "twentieth": 20,
    "twenty-first": 21, "twenty-eighth": 28, "thirtieth": 30, "sixtieth": 60, "ninetieth": 90,
}  # fmt: skip
"""The words of `the twentieth day following`; others are in digits."""
_HAN_UNITS = {
    "个月": "months",
    "月": "months",
    "周": "weeks",
    "年": "years",
    "日": "days",
    "天": "days",
    "个工作日": "workdays",
    "工作日": "workdays",
    "个自然日": "days",
    "个日历日": "days",
}
PERIOD = (
    r"(?P<count>\b(?:\d{1,3}|" + "|".join(sorted(_COUNTS, key=len, reverse=True)) + r"))\b(?:\s?\([\w-]{1,12}\))?"
    r"[\s-]{1,3}(?:calendar\s|natural\s|consecutive\s|full\s)?"
    r"(?P<unit>working day|business day|day|week|month|year)s?\b"
)
"""The source of a pattern for an English period; compile it with IGNORECASE and pass the match to `end_of_period`."""
HAN_PERIOD = (
    rf"(?P<count>\d{{1,3}}|[{NUMERALS}]{{1,3}})\s{{0,2}}"
    rf"(?P<unit>个工作日|个自然日|个日历日|工作日|个月|月(?!\s?[\d{NUMERALS}初上中下底末])|周|日|天|年(?!\s?\d))"
)
"""The same for a Chinese period."""


def end_of_period(match: re.Match[str], start: date) -> date | None:
    """Return the day at the end of the period in a match of a pattern with `PERIOD` or `HAN_PERIOD`, from `start`."""
    count, unit = match["count"].lower(), match["unit"].lower()
    amount = int(count) if count.isdigit() else _COUNTS.get(count) or number_of(count)
    return after(start, amount, _UNITS.get(unit) or _HAN_UNITS[unit]) if amount else None


def nth_day_after(ordinal: str, start: date) -> date | None:
    """Return the day of `the twentieth day following` a day, or of `the 180th`; None for another word."""
    number = ORDINALS.get(ordinal.lower()) or int("".join(filter(str.isdigit, ordinal)) or 0)
    return after(start, number, "days") if number else None
