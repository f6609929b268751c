"""Enumerate the repeated blocks that alternate with their dates: `dt` and `dd`, or a date above or below each block.

The text between two blocks is a gap: it holds the date of the one above it or of the one below it, in all gaps alike.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from cdetrack.sources.generic.blocks import has_date, spans_of
from cdetrack.sources.generic.date_placeholders import placeholders_in
from cdetrack.sources.generic.date_sides import Span, votes_for_above, without_strangers
from cdetrack.sources.generic.lines_of_links import lines_of_links
from cdetrack.sources.generic.outline import Outline, in_heading
from cdetrack.sources.generic.row_reader import RowReader
from cdetrack.sources.generic.rows import Row
from cdetrack.sources.generic.title_check import is_title
from cdetrack.sources.generic.unlinked_blocks import unlinked_blocks

_ALTERNATING = 0.8
"""The share of blocks with a date between. 0.6 changes 1 test page, 1.0 none."""
_FAR = 300
"""Characters from a block to a date or word of its own. 150 changes 2 saved pages, 600 none."""
_FEW = 0.2
"""The share of entries that may have fewer lines above their dates than the others."""


def blocks_between_dates(outline: Outline, reader: RowReader, undated: Iterable[list[int]]) -> Iterator[list[Row]]:
    """Yield the rows of each kind of `undated` block with a date before or after each; the rows include the date."""
    for elements in undated:
        if not _share_rows(outline, elements) and (rows := _between(outline, reader, elements)):
            yield rows


def _between(outline: Outline, reader: RowReader, elements: list[int]) -> list[Row]:
    """Return the rows of the blocks with their dates, or none if they do not alternate with dates."""
    ancestor = outline.around(outline.parents[elements[0]], outline.ends[elements[-1]] - 1)
    unlinked = {(title.start, title.end): title for title in unlinked_blocks(outline, reader, elements)}
    if rows := lines_of_links(outline, elements, unlinked):
        return rows
    spans, reach = _own_spans(outline, sorted([*spans_of(outline, elements), *unlinked]), ancestor)
    bounds = [reach[0], *(end for _, end in spans)]
    nexts = [*(start for start, _ in spans), reach[1]]
    gaps = [outline.dates_between(lo, hi) for lo, hi in zip(bounds, nexts, strict=True)]
    kind = _usual_kind(outline, gaps[1:-1])
    placeholders = placeholders_in(outline, spans, ancestor, gaps, kind, list(zip(bounds, nexts, strict=True)))
    filled = [bool(gap) or shown is not None for gap, shown in zip(gaps, placeholders, strict=True)]
    if sum(filled[1:-1]) < _ALTERNATING * (len(gaps) - 2) or not (filled[0] or filled[-1]):
        return []
    before = _dates_precede(outline, gaps, [shown is not None for shown in placeholders], kind, spans)
    if before is None:
        return []
    # The day of a title is no date of an entry without one.
    dated = {outline.starts[element] for element in elements if has_date(outline, element)}
    own = placeholders[:-1] if before else placeholders[1:]
    owned = gaps[:-1] if before else gaps[1:]
    unread = [
        "" if shown is None and not gap and span[0] in dated else shown
        for shown, gap, span in zip(own, owned, spans, strict=True)
    ]
    if before and kind >= 0 and all(len(gap) <= 1 for gap in gaps[1:-1]):
        # A date of the page may stand above that of the first entry.
        gaps[0] = gaps[0][-1:]
    # Each row reaches to the next date or block: a title may follow the link.
    starts, ends = (
        _reaches_from_dates(outline, reader, spans, gaps, bounds, nexts[-1], is_last_dated=filled[-1])
        if before
        else ([start for start, _ in spans], nexts[1:])
    )
    return [
        Row(start, max(end, span[1]), unlinked=unlinked.get(span), unread_date=shown)
        for start, end, span, shown in zip(starts, ends, spans, unread, strict=True)
    ]


def _reaches_from_dates(
    outline: Outline,
    reader: RowReader,
    spans: Sequence[Span],
    gaps: Sequence[range],
    bounds: Sequence[int],
    stop: int,
    *,
    is_last_dated: bool,
) -> tuple[Sequence[int], Sequence[int]]:
    """Return where the rows begin and end if their dates, or their titles, stand above them.

    `bounds` are the starts of the gaps; `stop` is the end of the list.
    """
    one_each = 2 * sum(len(gap) == 1 for gap in gaps[:-1]) > len(spans)
    lines = [
        _line_of_first(outline, lo, _own_of(outline, reader, gap, span[0]) if one_each else gap)
        for lo, gap, span in zip(bounds, gaps[:-1], spans, strict=False)
    ]
    if begins := _titles_above(outline, spans, lines, stop):
        return begins, [end for _, end in spans]
    # A date without a link ends the row above it as well.
    firsts = [_line_of_first(outline, lo, gap) for lo, gap in zip(bounds, gaps[:-1], strict=False)]
    return lines, [*firsts[1:], stop if not is_last_dated else spans[-1][1]]


def _share_rows(outline: Outline, elements: list[int]) -> bool:
    """Return True if most blocks are in a row of a table each, with a date: an entry does not reach into the next."""
    rows = {row for element in elements if (row := _row_around(outline, element)) >= 0 and has_date(outline, row)}
    return 2 * len(rows) > len(elements)


def _row_around(outline: Outline, element: int) -> int:
    """Return the row of a table around an element; -1 outside of tables."""
    cell = outline.cell_of(element)
    return outline.parents[cell] if cell >= 0 else -1


def _titles_above(outline: Outline, spans: Sequence[Span], lines: Sequence[int], stop: int) -> list[int]:
    """Return where the rows begin if their titles stand above their dates, and a call below: `5 May. See details`.

    No link is a title then. The words above the dates are headings, or words stand above the first date and none below
    the last link. `lines` are the starts of the lines with the dates, `stop` is the end of the list; empty otherwise.
    """
    links = [outline.links[at] for span in spans for at in outline.links_between(*span)]
    if len({title for link in links if is_title(title := outline.clean(link.start, link.end))}) > 1:
        return []
    gaps = [(end, line) for (_, end), line in zip(spans[:-1], lines[1:], strict=True)]
    if not gaps or any(outline.links_between(*gap) for gap in gaps):
        return []
    shown = [[start for start, end in outline.lines_between(*gap) if outline.clean(start, end)] for gap in gaps]
    fewest = sorted(map(len, shown))[int(_FEW * len(shown))]
    own = [
        start
        for start, end in outline.lines_between(max(0, lines[0] - _FAR), lines[0])
        if outline.clean(start, end) and not (outline.links_between(start, end) or outline.dates_between(start, end))
    ]
    are_headings = all(in_heading(outline, outline.element_at(outline.first_shown(*gap))) for gap in gaps)
    if not 0 < fewest <= len(own) or (outline.clean(spans[-1][1], stop) and not are_headings):
        return []
    return [own[-fewest], *(end for end, _ in gaps)]


def _own_spans(outline: Outline, spans: list[Span], ancestor: int) -> tuple[list[Span], Span]:
    """Return the blocks that are entries, and the part of the text in which their dates may be."""
    # A date far above the first block does not belong to it.
    lo, hi = max(outline.starts[ancestor], spans[0][0] - _FAR), min(outline.ends[ancestor], spans[-1][1] + _FAR)
    ends = [lo, *(end for _, end in spans)]
    gaps = [outline.dates_between(*gap) for gap in zip(ends, [*(start for start, _ in spans), hi], strict=True)]
    own = without_strangers(outline, spans, [outline.date_starts[at] for gap in gaps for at in gap])
    first = spans.index(own[0])
    following = spans[first + len(own) :]
    lo = max(outline.starts[ancestor], own[0][0] - _FAR, spans[first - 1][1] if first else 0)
    hi = min(outline.ends[ancestor], own[-1][1] + _FAR, following[0][0] if following else len(outline.text))
    return own, (lo, hi)


def _usual_kind(outline: Outline, gaps: list[range]) -> int:
    """Return the most frequent kind of element with a gap's first date; -1 if no gap has a date."""
    kinds = Counter(outline.paths[outline.element_at(outline.date_starts[gap[0]])] for gap in gaps if gap)
    return kinds.most_common(1)[0][0] if kinds else -1


def _dates_precede(
    outline: Outline, gaps: list[range], placeholders: list[bool], kind: int, spans: list[tuple[int, int]]
) -> bool | None:
    """Return True if the dates between blocks belong to the block after them, False if to the block before.

    None if a surplus date is as near to the one as to the other.
    """
    first, last = (
        unreadable or any(outline.paths[outline.element_at(outline.date_starts[at])] == kind for at in gap)
        for gap, unreadable in ((gaps[0], placeholders[0]), (gaps[-1], placeholders[-1]))
    )
    if first != last and kind >= 0:
        return first
    if not (gaps[0] and gaps[-1]):
        return bool(gaps[0]) or placeholders[0]
    # A date above and one below: one belongs to the page or to another list.
    votes = votes_for_above(outline, spans, [outline.date_starts[gap[0]] for gap in gaps[1:-1] if gap])
    return votes > 0 if votes else None


def _own_of(outline: Outline, reader: RowReader, gap: range, position: int) -> range:
    """Return the dates of a gap that may be of the block at this position, where each block has one.

    They are those in its line, else the last, unless it is that of an update or a deadline, or of another kind than the
    others: those above are of lines and days without an entry.
    """
    line = outline.text.rfind("\n", max(0, position - _FAR), position) + 1
    if in_line := range(max(gap.start, bisect_left(outline.date_starts, line)), gap.stop):
        return in_line
    kinds = {outline.paths[outline.element_at(outline.date_starts[at])] for at in gap}
    is_other = any(reader.date_context.is_other(at) for at in gap[-1:])
    return gap if is_other or len(kinds) > 1 else gap[-1:]


def _line_of_first(outline: Outline, lo: int, gap: range) -> int:
    """Return the start of the line with the gap's first date; the start of the gap if it has no date."""
    return max(lo, outline.text.rfind("\n", lo, outline.date_starts[gap[0]]) + 1) if gap else lo
