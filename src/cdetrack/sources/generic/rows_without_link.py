"""Keep the rows of a list with a date and a title but no link: no entry is lost.

A row is kept if it is a sibling of the linked rows and of their kind, with its date at the place of their dates and a
title at the place of their links. A row with no text there is reported as a problem.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from cdetrack.sources.generic.outline import EDGE, Link, Outline
from cdetrack.sources.generic.row_reader import ListCandidate, PickedRow, Row, RowReader
from cdetrack.sources.generic.rows_without_date import RowShape, is_row, shape_of
from cdetrack.sources.generic.title_check import MARKS, is_title

_FEWEST = 2
"""One dated row has no shape that others could share."""
_AROUND = f" ,:;|–—-·•\n{EDGE}"
_OPENING, _CLOSING = "([（【〔［", ")]）】〕］"


def with_unlinked_rows(
    outline: Outline, reader: RowReader, candidate: ListCandidate
) -> tuple[ListCandidate, dict[int, str]]:
    """Return the candidate with the rows of its shape that have no link, in page order, and problems.

    A row without a title is left out and is a problem, by the start of the row.
    """
    dated = [
        one
        for one in candidate.picked
        if one.date is not None and one.row.element >= 0 and _holds(outline, one, one.date)
    ]
    if len(dated) < _FEWEST or reader.by_links:
        return candidate, {}
    shape = shape_of(outline, dated)
    titled = sum(one.titled for one in dated) > len(dated) / 2
    column, _ = Counter(_cell_of(outline, one.link.element, one.row.element) for one in dated).most_common(1)[0]
    kept: list[PickedRow] = []
    problems: dict[int, str] = {}
    for element in _candidates(outline, shape, {one.row.element for one in candidate.picked}):
        at = _date_of(outline, reader, shape, element)
        holder = _holder(outline, element, column)
        if at is None or holder < 0:
            continue
        span = _title_in(outline, shape, element, holder if titled else element, at)
        if span is not None:
            link = _leading_nowhere(outline, *(span if titled else (outline.starts[element],) * 2))
            row = Row(outline.starts[element], outline.ends[element], element=element)
            kept.append(PickedRow(row, at, link, titled, 1.0))
        elif shape.dates:
            problems[outline.starts[element]] = f"an entry of `{outline.dates[at][1]}` has no title"
    if kept:
        candidate = replace(candidate, picked=sorted([*candidate.picked, *kept], key=lambda one: one.row.start))
    return candidate, problems


def unlinked_title(outline: Outline, start: int, end: int) -> Link | None:
    """Return the text between two positions as a link that leads nowhere, without what stands around it; None without.

    Closing brackets before it and opening ones behind it are those of a date.
    """
    title = _leading_nowhere(outline, start, end)
    return title if is_title(outline.clean(title.start, title.end)) else None


def _leading_nowhere(outline: Outline, start: int, end: int) -> Link:
    end = start + len(outline.text[start:end].rstrip(_AROUND + _OPENING))
    start = end - len(outline.text[start:end].lstrip(_AROUND + _CLOSING))
    return Link(start, end, f"#{start}", outline.element_at(start), scripted=True)


def _holds(outline: Outline, one: PickedRow, at: int) -> bool:
    return one.row.heading is None and one.row.start <= outline.date_starts[at] < one.row.end


def _candidates(outline: Outline, shape: RowShape, taken: set[int]) -> Iterator[int]:
    """Yield the siblings of the rows that are of their kind and have a date and no link."""
    for path in shape.paths:
        for element in outline.by_path(path):
            if element in taken or outline.navigation[element] or outline.parents[element] not in shape.parents:
                continue
            lo, hi = outline.starts[element], outline.ends[element]
            if outline.dates_between(lo, hi) and not outline.links_between(lo, hi):
                yield element


def _date_of(outline: Outline, reader: RowReader, shape: RowShape, element: int) -> int | None:
    """Return the index of the date at the place of the other rows' dates, or None."""
    if not shape.dates and not is_row(outline, element):
        return None
    for at in outline.dates_between(outline.starts[element], outline.ends[element]):
        own = outline.paths[outline.element_at(outline.date_starts[at])] in shape.dates
        if (own or (not shape.dates and reader.date_context.isolation(at))) and not reader.date_context.is_other(at):
            return at
    return None


def _cell_of(outline: Outline, element: int, row: int) -> int:
    """Return the path of the row's cell that contains an element; -1 if rows have no cells."""
    while element >= 0 and outline.parents[element] != row:
        element = outline.parents[element]
    return outline.paths[element] if element >= 0 and outline.columns[element] >= 0 else -1


def _holder(outline: Outline, row: int, column: int) -> int:
    """Return the row's cell with that path; the row itself if `column` is -1; -1 if the cell is missing."""
    if column < 0:
        return row
    for element in range(row + 1, len(outline.tags)):
        if outline.starts[element] > outline.ends[row]:
            break
        if outline.parents[element] == row and outline.paths[element] == column:
            return element
    return -1


def _title_in(outline: Outline, shape: RowShape, row: int, holder: int, at: int) -> tuple[int, int] | None:
    """Return the start and end of the title: an `a` without an address, else the text beside the date; None without."""
    lo, hi = outline.starts[holder], outline.ends[holder]
    mention, _ = outline.dates[at]
    spans: list[tuple[int, int]] = []
    for element in range(row + 1, len(outline.tags)):
        if outline.starts[element] >= outline.ends[row]:
            break
        if outline.tag_paths[element] in shape.links:
            spans.append((outline.starts[element], outline.ends[element]))
    inside = lo <= mention.start < hi
    spans += [(lo, mention.start), (min(mention.end, hi), hi)] if inside else [(lo, hi)]
    return next((span for span in spans if is_title(outline.clean(*span).strip(MARKS))), None)
