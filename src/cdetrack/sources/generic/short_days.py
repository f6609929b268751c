"""Days without a year beside a link, or apart at an end of it, as in `Fees for 2027 10.11` and `Fees [11-10]`.

The year is that in the address of the link, if there is one.
"""

import re
from collections.abc import Iterator
from datetime import date

from cdetrack.sources.generic.entry_links import day_in_address, end_of_path
from cdetrack.sources.generic.outline import EDGE, Link, Outline
from cdetrack.sources.generic.title_check import MARKS
from cdetrack.text.dates.finding import PUBLISHED_WITHIN
from cdetrack.text.dates.spelling import month_of

_MONTH_DAY = re.compile(
    r"(?:(?P<m>\d\d)[-/.](?P<d>\d\d)|(?P<m2>\d{1,2})月(?P<d2>\d{1,2})日?)(?: \d\d?:\d\d(?::\d\d)?)?"
)
_NAMED = re.compile(
    r"(?P<d>\d{1,2})(?:st|nd|rd|th|\.)?\s?(?P<w>[^\W\d_]{3,10})\.?|(?P<w2>[^\W\d_]{3,10})\.?\s?(?P<d2>\d{1,2})(?:st|nd|rd|th)?"
)
_YEAR_MONTH = re.compile(r"(?:^|/)(?P<y>20\d\d)/?-?(?P<m>0[1-9]|1[0-2])(?=[/-]|\d\d(?:\D|$))")
_YEAR = re.compile(r"(?:^|/)(?P<y>20\d\d)/")
_LONGEST = 24
"""Characters of a part of a link that is a day."""
_IN_BRACKETS = re.compile(r"(?<=.{4})[\[(（【]\s?\d\d?[-/.月]\d\d?日?\s?[\])）】]\s*\Z")
_PART = re.compile(rf"[^{EDGE}\n]+")


def day_beside(outline: Outline, link: Link, start: int, end: int) -> tuple[int, int] | None:
    """Return the two numbers of a date without a year beside a link in its row, or at an end of the link.

    They are month and day, in doubt as written.
    """
    for lo, hi in ((start, link.start), (link.end, end)):
        for shown in (outline.clean(lo, hi), *outline.text[lo:hi].split("\n")[:4]):
            if numbers := _numbers(shown):
                return numbers
    span = day_at_end(outline, link)
    return _numbers(outline.text[slice(*span)]) if span else None


def day_at_end(outline: Outline, link: Link) -> tuple[int, int] | None:
    """Return the span of a date without a year that is the last part of a link's words, or the first; else None."""
    parts = [part.span() for part in _PART.finditer(outline.text, link.start, link.end) if part[0].strip()]
    if len(parts) == 1 and day_in_address(link.href) and (day := _IN_BRACKETS.search(outline.text, *parts[0])):
        parts = [(parts[0][0], day.start()), day.span()]
    if len(parts) < 2:  # noqa: PLR2004 - a day and a title
        return None
    ends = (parts[-1], parts[0])
    return next((span for span in ends if span[1] - span[0] <= _LONGEST and _numbers(outline.text[slice(*span)])), None)


def without_day(outline: Outline, link: Link, lo: int, hi: int) -> tuple[int, int]:
    """Return a span of a link's words without the day at an end of the link, if that is in it."""
    day = day_at_end(outline, link)
    if day is None or not lo <= day[0] < day[1] <= hi:
        return lo, hi
    return (lo, day[0]) if outline.clean(lo, day[0]) else (day[1], hi)


def dated_by_address(outline: Outline, link: Link, start: int, end: int) -> date | None:
    """Return the date of a row with day and month in it and the year in the link's address, or None."""
    numbers = day_beside(outline, link, start, end)
    if numbers is None:
        return None
    if made := day_in_address(link.href):
        shown = min(_days_near(made, *numbers), key=lambda day: abs(day - made), default=None)
        return shown if shown and abs((shown - made).days) <= PUBLISHED_WITHIN else None
    month, day = numbers
    path = end_of_path(link.href)
    if found := _YEAR_MONTH.search(path):
        if int(found["m"]) not in (month, day):
            return None
        month, day = int(found["m"]), day if int(found["m"]) == month else month
    elif not (found := _YEAR.search(path)):
        return None
    return _date(int(found["y"]), month, day)


def _days_near(made: date, month: int, day: int) -> Iterator[date]:
    """Yield the dates that the two numbers may mean in the year of a day, and in the years around it."""
    for year in (made.year, made.year - 1, made.year + 1):
        for one, other in ((month, day), (day, month)):
            if found := _date(year, one, other):
                yield found


def _numbers(shown: str) -> tuple[int, int] | None:
    short = " ".join(shown.replace(EDGE, " ").split()).strip(f"{MARKS}【】［］（）")
    if found := _MONTH_DAY.fullmatch(short):
        month, day = int(found["m"] or found["m2"]), int(found["d"] or found["d2"])
        return (month, day) if _is_day(month, day) else None
    if named := _NAMED.fullmatch(short):
        known, day = month_of(named["w"] or named["w2"]), int(named["d"] or named["d2"])
        return (known, day) if known and _is_day(known, day) else None
    return None


def _is_day(one: int, other: int) -> bool:
    return 1 <= min(one, other) <= 12 and max(one, other) <= 31  # noqa: PLR2004 - months and days


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
