"""Read the sheets of an OpenDocument workbook (ODS)."""

from collections.abc import Iterator

from lxml import etree

from cdetrack.sources.formats.feed_xml import local_name
from cdetrack.sources.wrappers.workbook.parts import (
    MOST_CELLS,
    Cell,
    Package,
    Rows,
    attribute,
    check_rows,
    every,
    link_out,
    root_of,
    sheets_of,
    words,
)
from cdetrack.text.clean import fold_text


def tables(package: Package) -> Iterator[tuple[str, Rows]]:
    """Yield the name and the cells of each sheet."""
    for table in sheets_of(root_of(package, "content.xml"), "table"):
        rows: Rows = {}
        spans: dict[int, tuple[int, Cell]] = {}
        for number, row in enumerate(every(table, "table-row"), start=1):
            if cells := _row(row, spans):
                rows[number] = cells
            check_rows(rows)
        yield attribute(table, "name") or "", rows


def _row(row: etree._Element, spans: dict[int, tuple[int, Cell]]) -> dict[int, Cell]:
    """Return the cells of a row; `spans` are the values that cover further rows, by column, and how many rows."""
    cells: dict[int, Cell] = {}
    column = 1
    for cell in (each for each in row if local_name(each) in {"table-cell", "covered-table-cell"}):
        rest, value = spans.pop(column, (0, None))
        if found := _cell(cell):
            rest, value = int(attribute(cell, "number-rows-spanned") or 1), found
        times = int(attribute(cell, "number-columns-repeated") or 1)
        if value is not None:
            cells |= dict.fromkeys(range(column, column + min(times, MOST_CELLS)), value)
            if rest > 1:
                spans[column] = rest - 1, value
        column += times
        if column > MOST_CELLS:
            break
    return cells


def _cell(cell: etree._Element) -> Cell | None:
    day = attribute(cell, "date-value")
    paragraphs = [words(each) for each in cell if local_name(each) == "p"]
    text = day[:10] if day else fold_text(" ".join(paragraphs)) or (attribute(cell, "value") or "")
    target = next((target for each in every(cell, "a") if (target := attribute(each, "href"))), None)
    return Cell(text, link_out(target)) if text else None
