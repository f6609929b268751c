"""Decide the order of year, month and day in dates of three numbers, once for each column.

A column is the dates in one kind of element with one separator. The evidence for the year first (`26-07-31`), the
strongest first: a date in the row's markup or in the address of a link beside it, the orders that give valid days, days
far in the future, the length of the period that the rows cover, the sort order of the rows, recent days, the language.
The evidence for day or month first: the markup, the addresses, the sort order.
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cdetrack.sources.generic.date_order import YEAR_FIRST
from cdetrack.sources.generic.entry_links import day_in_address
from cdetrack.sources.generic.outline import Outline
from cdetrack.text.dates.finding import Mention, ascii_digits
from cdetrack.text.dates.short_years import SHORT, Order, likely_orders, readings_of, sorted_orders

_SURELY_SORTED = 5
"""The fewest different days whose sort order proves that of day and month, which also host and language may tell."""
_BESIDE = 400
"""Characters between a date and a link beside it."""


@dataclass(frozen=True, slots=True)
class _Date:
    """A date of three numbers, with its valid readings."""

    start: int
    end: int
    readings: Mapping[Order, date]
    marked: bool = False
    """True if an apostrophe marks the first number as the year."""


def settle_orders(
    outline: Outline, mentions: Sequence[Mention], marked: Mapping[tuple[int, int], date], *, lang: str
) -> list[Mention]:
    """Return the mentions, in text order, with only the reading that their column proves.

    `marked` are the dates in the markup by the start and end of their element. Leaves out dates with a two-digit year
    whose order stays unknown, such as a single `25-09-24` on an English page. Other mentions are unchanged.
    """
    return _day_or_month_first(outline, _year_first(outline, mentions, marked, lang), marked)


def _year_first(
    outline: Outline, mentions: Sequence[Mention], marked: Mapping[tuple[int, int], date], lang: str
) -> list[Mention]:
    columns: defaultdict[tuple[int, str], list[_Date]] = defaultdict(list)
    for match in SHORT().finditer(ascii_digits(outline.text)):
        if readings := readings_of(match):
            one = _Date(match.start("a"), match.end(), readings, bool(match["mark"]))
            columns[outline.paths[outline.element_at(one.start)], match["s"]].append(one)
    kept = {one.start: one for one in mentions}
    ends = sorted((one.start, one.end) for one in mentions)
    orders = {key: _proven(outline, column, marked) for key, column in columns.items()}
    usual = {order for order in orders.values() if order}
    for key, column in columns.items():
        order = orders[key] or (next(iter(usual)) if len(usual) == 1 else None) or _by_language(lang)
        for one in column:
            known = kept.get(one.start)
            if known is not None and known.end != one.end:
                continue
            if order == "ymd" and (day := one.readings.get("ymd")):
                if known is not None or not _overlaps(ends, one):
                    kept[one.start] = Mention(one.start, one.end, day, day)
            elif known is not None and order is None and "ymd" in one.readings:
                del kept[one.start]
    return [kept[start] for start in sorted(kept)]


def _day_or_month_first(
    outline: Outline, mentions: list[Mention], marked: Mapping[tuple[int, int], date]
) -> list[Mention]:
    columns: defaultdict[int, list[_Date]] = defaultdict(list)
    for mention in mentions:
        if mention.form == "numeric":
            read: dict[Order, date | None] = {"mdy": mention.monthly, "dmy": mention.daily}
            one = _Date(mention.start, mention.end, {order: day for order, day in read.items() if day})
            columns[outline.paths[outline.element_at(one.start)]].append(one)
    proven: dict[int, Mention] = {}
    for column in columns.values():
        if any(len(one.readings) == 1 for one in column):
            continue
        days = {order: [one.readings[order] for one in column] for order in column[0].readings}
        order = _told(outline, column, marked)
        if order is None and len(orders := sorted_orders(days, _SURELY_SORTED)) == 1:
            order = orders[0]
        if order is None:
            continue
        for one in column:
            monthly, daily = (one.readings[order], None) if order == "mdy" else (None, one.readings[order])
            proven[one.start] = Mention(one.start, one.end, monthly, daily, "numeric")
    return [proven.get(mention.start, mention) for mention in mentions]


def _overlaps(ends: Sequence[tuple[int, int]], one: _Date) -> bool:
    at = bisect_right(ends, (one.end - 1, 0)) - 1
    return at >= 0 and ends[at][1] > one.start


def _proven(outline: Outline, column: Sequence[_Date], marked: Mapping[tuple[int, int], date]) -> Order | None:
    """Return the order of a column, or None without evidence."""
    if any(one.marked for one in column):
        return "ymd"
    told = _told(outline, column, marked)
    if told:
        return told
    orders = likely_orders([one.readings for one in column])
    # Between day and month first, the order of the whole page decides.
    return None if len(orders) > 1 and "ymd" in orders else orders[0]


def _told(outline: Outline, column: Sequence[_Date], marked: Mapping[tuple[int, int], date]) -> Order | None:
    """Return the order that the markup and the addresses of the links beside the dates confirm."""
    votes: Counter[Order] = Counter()
    spans = sorted(marked)
    for one in column:
        first = max(bisect_right(spans, (one.start + 1, 0)) - 1, 0)
        days = {marked[span] for span in spans[first:][:1] if span[0] <= one.start < span[1]}
        days |= _days_in_links(outline, one)
        agreeing = [order for order, day in one.readings.items() if day in days]
        if len(agreeing) == 1:
            votes[agreeing[0]] += 1
    ranked = votes.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]


def _days_in_links(outline: Outline, one: _Date) -> set[date]:
    """Return the dates in the addresses of the link around a date, or of the nearest ones before and after it."""
    near = outline.links[max(bisect_right(outline.link_starts, one.start) - 1, 0) :][:3]
    days = (
        day_in_address(link.href)
        for link in near
        if link.end >= one.start - _BESIDE and link.start <= one.end + _BESIDE
    )
    return {day for day in days if day}


def _by_language(lang: str) -> Order | None:
    """Return the order that the page's language writes; None if it writes several."""
    primary = lang.casefold().replace("_", "-").partition("-")[0]
    if primary in YEAR_FIRST:
        return "ymd"
    return None if primary in ("", "en") else "dmy"
