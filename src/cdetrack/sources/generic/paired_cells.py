"""Split a table's row that holds several entries: a cell with a day in each line beside one with a link in each."""

from collections.abc import Iterable, Iterator, Sequence

from cdetrack.sources.generic.outline import Outline
from cdetrack.sources.generic.rows import Row

_MOST = 6
"""Entries in a row of a table; bounds the time."""


def split_rows(outline: Outline, rows: Iterable[Row]) -> list[Row]:
    """Return the rows; a table's row with as many days as links, line by line, is replaced by one for each entry."""
    return [part for row in rows for part in (list(_entries_of(outline, row)) or [row])]


def _entries_of(outline: Outline, row: Row) -> Iterator[Row]:
    if row.element < 0 or outline.tags[row.element].name != "tr":
        return
    dates = outline.dates_between(row.start, row.end)
    links = [outline.links[index] for index in outline.links_between(row.start, row.end)]
    if not 1 < len(dates) == len(links) <= _MOST:
        return
    dated = _cell_of_lines(outline, [outline.date_starts[at] for at in dates])
    linked = _cell_of_lines(outline, [link.start for link in links])
    if dated >= 0 and linked >= 0 and dated != linked:
        for at, link in zip(dates, links, strict=True):
            yield Row(link.start, link.end, heading=at, element=row.element)


def _cell_of_lines(outline: Outline, starts: Sequence[int]) -> int:
    """Return the cell with all these starts, if each begins a line, otherwise -1."""
    cells = {outline.cell_of(outline.element_at(start)) for start in starts}
    begin = (not outline.clean(outline.text.rfind("\n", 0, start) + 1, start) for start in starts)
    return cells.pop() if len(cells) == 1 and all(begin) else -1
