"""Enumerate the repeated blocks below date headings; each block has the date of the nearest heading above it."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

from cdetrack.sources.generic.blocks import spans_of
from cdetrack.sources.generic.date_headings import DateHeading, headings_of, is_heading
from cdetrack.sources.generic.date_sides import are_above, without_strangers
from cdetrack.sources.generic.outline import Outline
from cdetrack.sources.generic.row_reader import RowReader
from cdetrack.sources.generic.rows import Row
from cdetrack.sources.generic.unlinked_blocks import items_with_days, unlinked_rows

_FAR = 300
"""Characters from a link to the ends of its line; bounds the time."""
_CLIMB = 3
"""Ancestors searched for date headings. No page changes from 1 to 5."""


def blocks_under_dates(outline: Outline, reader: RowReader, undated: Iterable[list[int]]) -> Iterator[list[Row]]:
    """Yield the rows of each kind of `undated` block below date headings, each with the nearest heading above it."""
    headings = headings_of(outline, reader)
    if not any(heading.date is not None for heading in headings):
        return
    for elements in undated:
        if rows := _under(outline, reader, elements, headings):
            yield rows


def _under(outline: Outline, reader: RowReader, elements: list[int], headings: list[DateHeading]) -> list[Row]:
    headings = _without_titles(outline, reader, elements, headings)
    starts = [heading.start for heading in headings]
    unlinked = {(title.start, title.end): title for title in unlinked_rows(outline, reader, elements, starts)}
    spans = sorted([*spans_of(outline, elements), *unlinked])
    ancestor = outline.around(outline.parents[elements[0]], outline.ends[elements[-1]] - 1)
    for _ in range(_CLIMB):
        if ancestor <= 0 or bisect_left(starts, outline.starts[ancestor]) < bisect_left(starts, spans[0][0]):
            break
        ancestor = max(outline.parents[ancestor], 0)
    own = starts[bisect_left(starts, outline.starts[ancestor]) : bisect_left(starts, outline.ends[ancestor])]
    if own:
        spans = without_strangers(outline, spans, own)
        if not are_above(outline, spans, own):
            return []
    rows: list[Row] = []
    for (start, end), nxt in zip(spans, [*(start for start, _ in spans[1:]), len(outline.text)], strict=True):
        at = bisect_left(starts, start) - 1
        if at >= 0 and starts[at] >= outline.starts[ancestor] and headings[at].heads(start):
            # The words beside a link in its line belong to the entry.
            left = max(outline.text.rfind("\n", 0, start) + 1, rows[-1].end if rows else 0, start - _FAR)
            right = outline.text.find("\n", max(start, end - 1), min(nxt, end + _FAR))
            heading = headings[at]
            title = unlinked.get((start, end))
            stop = right if right >= 0 else end
            rows.append(Row(left, stop, heading=heading.date, unread_date=heading.unread_date, unlinked=title))
    if "\n" not in outline.text[spans[0][0] : spans[-1][0]]:
        return []  # the links of a menu
    used = {row.heading for row in rows[:1] + rows[-1:] if row.heading is not None}
    if len(used) == 1 and not is_heading(outline, outline.date_starts[used.pop()]):
        return []
    return rows


def _without_titles(
    outline: Outline, reader: RowReader, elements: list[int], headings: list[DateHeading]
) -> list[DateHeading]:
    """Leave out the days in titles of entries without a link; without a heading element, such an item may be one."""
    items = items_with_days(outline, reader, elements)
    starts = [outline.starts[item] for item in items]
    left: list[DateHeading] = []
    for one in headings:
        at = bisect_right(starts, one.start) - 1
        if at < 0 or one.start >= outline.ends[items[at]]:
            left.append(one)
    return left if any(is_heading(outline, one.start) for one in left) else headings
