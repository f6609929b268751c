"""The column headers of tables: the labels of the dates and links below them."""

from collections import defaultdict

from cdetrack.sources.generic.outline import Outline

_DEPTH = 120
"""The number of a table's first elements searched for headers."""
_ROWS = 4
"""Rows at the top of a table that may hold the headers, below a caption or filters."""
_LENGTH = 80
"""Characters kept of a header."""


class TableHeaders:
    """The column headers of the tables of one outline, cached by table."""

    def __init__(self, outline: Outline) -> None:
        self._outline = outline
        self._known: dict[int, dict[int, str]] = {}

    def above(self, position: int) -> str:
        """Return the header of the column at this position; an empty string without one."""
        out = self._outline
        cell = out.cell_of(out.element_at(position))
        table = self._table_of(cell)
        return self._of(table).get(out.columns[cell], "") if table >= 0 else ""

    def has(self, element: int) -> bool:
        """Return True if the element is in a table with column headers."""
        table = self._table_of(element)
        return table >= 0 and bool(self._of(table))

    def _table_of(self, element: int) -> int:
        while element >= 0 and self._outline.tags[element].name != "table":
            element = self._outline.parents[element]
        return element

    def _of(self, table: int) -> dict[int, str]:
        if table not in self._known:
            self._known[table] = self._read(table)
        return self._known[table]

    def _read(self, table: int) -> dict[int, str]:
        """Return the headers by column: the first row of several cells, all `th` or all without dates and links."""
        out = self._outline
        rows: dict[int, list[int]] = defaultdict(list)
        for element in range(table + 1, min(len(out.tags), table + _DEPTH)):
            if out.starts[element] >= out.ends[table]:
                break
            if out.columns[element] >= 0:
                rows[out.parents[element]].append(element)
        for row, cells in list(rows.items())[:_ROWS]:
            lo, hi = out.starts[row], out.ends[row]
            bare = not out.dates_between(lo, hi) and not out.links_between(lo, hi)
            if len(cells) > 1 and (bare or all(out.tags[cell].name == "th" for cell in cells)):
                return {out.columns[cell]: out.clean(out.starts[cell], out.ends[cell])[:_LENGTH] for cell in cells}
        return {}
