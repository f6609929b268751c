"""Find the names of the columns of a JSON table whose rows are cells, as Socrata, pandas and Google Sheets send it."""

from collections.abc import Iterator, Mapping, Sequence

from cdetrack.sources.formats.field_names import fields_of

_NAMES = ("label", "name", "title", "header", "text", "fieldName", "field", "key", "id")
_CELLS = (("c", "v"), ("f", "v"))
"""The names of the cells of a row and of the value of a cell: Google Sheets, BigQuery."""
_DEEPEST, _MOST = 4, 200


def heads_in(data: object) -> list[tuple[str, ...]]:
    """Return the lists of names in a JSON value that may be those of columns, with a title and a date or a link."""
    found = []
    waiting: list[tuple[int, object]] = [(0, data)]
    for depth, value in waiting:  # the list grows during the loop
        if isinstance(value, dict):
            inner = [each for each in value.values() if isinstance(each, dict | list)]
            waiting += [(depth + 1, each) for each in inner] if depth < _DEEPEST else []
        elif isinstance(value, list) and len(value) < _MOST and (names := tuple(_names(value))):
            known = fields_of(names)
            if len(names) == len(value) and known.titles and (known.days or known.links):
                found.append(names)
    return found


def _names(columns: Sequence[object]) -> Iterator[str]:
    for column in columns:
        named = [column.get(name) for name in _NAMES] if isinstance(column, Mapping) else [column]
        if name := next((each for each in named if isinstance(each, str) and each), None):
            yield name


def cells_of(rows: Sequence[object]) -> list[Sequence[object]]:
    """Return the rows of a table as lists of cells; an empty list if one of them is anything else."""
    cells = [row if isinstance(row, list) else _cells_of_object(row) for row in rows]
    return [row for row in cells if row is not None] if None not in cells else []


def _cells_of_object(row: object) -> list[object] | None:
    for outer, inner in _CELLS if isinstance(row, dict) else ():
        if isinstance(row, dict) and isinstance(cells := row.get(outer), list):
            return [cell.get(inner) if isinstance(cell, dict) else cell for cell in cells]
    return None


def with_names(rows: Sequence[object], heads: Sequence[tuple[str, ...]]) -> list[dict[str, object]]:
    """Return the rows of a table as objects, by the names of its columns; an empty list if none fit."""
    cells = cells_of(rows)
    widths = {len(row) for row in cells}
    names = next((head for head in heads if widths == {len(head)}), None)
    return [dict(zip(names, row, strict=True)) for row in cells] if names else []
