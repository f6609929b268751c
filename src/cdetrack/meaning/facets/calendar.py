"""Read a day out of an English or Chinese sentence, with or without its year.

`text.dates` finds whole dates in any language, on pages. Sentences also have days without a year (`by 5 May`) and spans
(`6月1—7日`), which are read as parts of longer phrases (`from … to …`), so `DAY` is a pattern to embed.
"""

import re
from datetime import date, timedelta

from cdetrack.meaning.facets.regex import regex
from cdetrack.text.days import months_after
from cdetrack.text.months import ENGLISH_MONTHS

_MONTHS = {name: number for number, names in enumerate(ENGLISH_MONTHS, start=1) for name in names.split()}
_MONTH = r"(?:" + "|".join(_MONTHS) + r")\b\.?"
_DAY = r"[0-3]?\d(?:st|nd|rd|th)?(?!\d)"
_RANGE = rf"(?:\s{{0,2}}(?:-|–|to|and)\s{{0,2}}(?:{_MONTH}\s{{0,2}})?{_DAY}(?!\d))?"
_YEAR = r"(?:19|20)\d\d"

DAY = (
    rf"(?:{_MONTH}\s{{0,3}}{_DAY}{_RANGE}(?:\s{{0,2}},?\s{{0,2}}{_YEAR}(?!\d))?"
    rf"|\b{_DAY}{_RANGE}\s{{0,2}}(?:of\s)?{_MONTH}(?:\s{{0,2}},?\s{{0,2}}{_YEAR}(?!\d))?"
    rf"|(?<!\d){_YEAR}[-./](?:0?[1-9]|1[0-2])[-./][0-3]?\d(?!\d)"
    rf"|(?:(?<!\d){_YEAR}\s{{0,2}}年\s{{0,2}})?(?<!\d)[01]?\d\s{{0,2}}月\s{{0,2}}[0-3]?\d(?:\s?[-–—~至]\s?[0-3]?\d)?\s{{0,2}}日)"
)
"""The source of a pattern for one day, or for a span, read as its first day; compile it with IGNORECASE."""

_PARTS = regex(rf"(?P<month>{_MONTH})|(?P<year>{_YEAR})(?!\d)|(?P<number>\d{{1,2}})", re.IGNORECASE)


def read_day(text: str, *, until: date | None = None, since: date | None = None) -> date | None:
    """Return the day in `text`, a match of `DAY`; None if the calendar has no such day.

    A day without a year is the last one up to and including `until`, or the first one on or after `since`.
    """
    month: int | None = None
    year: int | None = None
    numbers: list[int] = []
    for part in _PARTS().finditer(text):
        if part["month"]:
            month = month or _MONTHS[part["month"].rstrip(".").lower()]
        elif part["year"]:
            year = year or int(part["year"])
        else:
            numbers.append(int(part["number"]))
    if month is None and numbers:
        month = numbers.pop(0)
    if month is None or not numbers:
        return None
    return _place(month, numbers[0], year, until, since)


def _place(month: int, day: int, year: int | None, until: date | None, since: date | None) -> date | None:
    if year is not None:
        return _day(year, month, day)
    if since is not None:
        # The next 29 February is at most four years away, except around 1900 and 2100.
        tries = (_day(since.year + step, month, day) for step in range(5))
        return next((found for found in tries if found is not None and found >= since), None)
    if until is not None:
        tries = (_day(until.year - step, month, day) for step in range(5))
        return next((found for found in tries if found is not None and found <= until), None)
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def after(start: date, amount: int, unit: str) -> date | None:
    """Return the day that is `amount` `days`, `workdays`, `weeks` or `months` after `start`; None beyond the calendar.

    A month later is the same day of the month, or the last day of a shorter month. Public holidays count as workdays.
    """
    try:
        if unit == "months":
            return months_after(start, amount)
        if unit == "workdays":
            return _workdays_after(start, amount)
        return start + timedelta(days=amount * (7 if unit == "weeks" else 1))
    except (ValueError, OverflowError):
        return None


def _workdays_after(start: date, amount: int) -> date:
    day = start
    while amount > 0:
        day += timedelta(days=1)
        amount -= day.isoweekday() <= 5  # noqa: PLR2004 - Friday, the last working day of a week
    return day
