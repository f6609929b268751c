"""Decide whether the year comes first in dates of three short numbers, as in `26-07-31`, by all dates of a list."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Literal

from cdetrack.text.dates.finding import ascii_digits, in_full
from cdetrack.text.regex import regex

Order = Literal["ymd", "dmy", "mdy"]
SHORT = regex(
    r"(?<![\d./-])(?P<mark>['’])?(?P<a>\d\d)\s?(?P<s>[-/.])\s?(?P<b>\d{1,2})\s?(?P=s)\s?(?P<c>\d{1,2})(?!\d|[-/.]\d)"
)
_LONG_YEAR = regex(r"\d{4}")
_FAR = timedelta(days=2 * 365)
"""A listing shows no day as far in the future as this, but for deadlines."""
_RECENT = timedelta(days=5 * 365)
"""Of two days far apart, a listing shows rather the one in the last years."""
_SORTED = 4
"""The fewest different days whose sort order proves that the year comes first."""
_NARROW = 4
"""A period shorter than another by this factor proves the order."""


def have_year_first(texts: Sequence[str]) -> bool:
    """Return True if each text has a date of three short numbers, and together they prove that the year comes first."""
    found = [match for text in texts if (match := _short_date(text))]
    if not found or len(found) < len(texts):
        return False
    readings = [shown for match in found if (shown := readings_of(match))]
    return any(match["mark"] for match in found) or (bool(readings) and likely_orders(readings) == ["ymd"])


def in_full_years(text: str) -> str:
    """Return a text with its date of three short numbers, the year first, as `2026-07-31`."""
    match = _short_date(text)
    day = readings_of(match).get("ymd") if match else None
    return f"{text[: match.start()]}{day}{text[match.end() :]}" if match and day else text


def _short_date(text: str) -> re.Match[str] | None:
    shown = ascii_digits(text)
    return None if _LONG_YEAR().search(shown) else SHORT().search(shown)


def likely_orders(column: Sequence[Mapping[Order, date]]) -> list[Order]:
    """Return the orders that the readings of all dates in a column leave: only one if they prove it."""
    # An order must fit nearly all dates: a number in a title is in no order.
    fits = Counter(order for readings in column for order in readings)
    most = max(fits.values())
    orders = [order for order in fits if fits[order] == most]
    for narrow in (_without_future, _shortest, sorted_orders, _recent):
        if len(orders) > 1:
            days = {order: [readings[order] for readings in column if order in readings] for order in orders}
            orders = narrow(days) or orders
    return orders


def readings_of(match: re.Match[str]) -> dict[Order, date]:
    """Return the valid readings of a date; two digits in the last place may be a year."""
    a, b, c = match["a"], match["b"], match["c"]
    readings: dict[Order, date | None] = {"ymd": _day(a, b, c)}
    if len(c) == 2:  # noqa: PLR2004 - two digits
        readings["dmy"] = _day(c, b, a)
        # Dots mean day first.
        readings["mdy"] = _day(c, a, b) if match["s"] != "." else None
    return {order: day for order, day in readings.items() if day}


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(in_full(int(year)), int(month), int(day))
    except ValueError:
        return None


def _without_future(days: Mapping[Order, Sequence[date]]) -> list[Order]:
    """Return the orders in which no day is far in the future."""
    horizon = datetime.now(UTC).date() + _FAR
    return [order for order, column in days.items() if max(column) <= horizon]


def sorted_orders(days: Mapping[Order, Sequence[date]], fewest: int = _SORTED) -> list[Order]:
    """Return the orders in which at least that many different days only rise or only fall."""
    return [
        order
        for order, column in days.items()
        if len(set(column)) >= fewest
        and (
            all(one <= other for one, other in pairwise(column)) or all(one >= other for one, other in pairwise(column))
        )
    ]


def _shortest(days: Mapping[Order, Sequence[date]]) -> list[Order]:
    """Return the orders whose period is not much longer than the shortest."""
    periods = {order: (max(column) - min(column)).days + 1 for order, column in days.items()}
    if len(set(next(iter(days.values())))) == 1:
        return []
    shortest = min(periods.values())
    return [order for order, period in periods.items() if period < shortest * _NARROW]


def _recent(days: Mapping[Order, Sequence[date]]) -> list[Order]:
    """Return the orders in which all days are recent."""
    first = datetime.now(UTC).date() - _RECENT
    return [order for order, column in days.items() if min(column) >= first]
