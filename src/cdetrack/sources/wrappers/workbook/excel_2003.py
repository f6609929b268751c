"""Read the sheets of Excel's XML of 2003."""

from collections.abc import Iterator

from cdetrack.sources.formats.feed_xml import local_name
from cdetrack.sources.wrappers.workbook.parts import (
    MOST_CELLS,
    Cell,
    Rows,
    attribute,
    check_rows,
    every,
    link_out,
    parsed,
    sheets_of,
    words,
)
from cdetrack.text.clean import fold_text


def tables(content: bytes) -> Iterator[tuple[str, Rows]]:
    """Yield the name and the cells of each sheet."""
    for sheet in sheets_of(parsed(content), "Worksheet"):
        rows: Rows = {}
        number = 0
        for row in every(sheet, "Row"):
            number = int(attribute(row, "Index") or number + 1)
            column = 0
            for cell in (each for each in row if local_name(each) == "cell"):
                column = int(attribute(cell, "Index") or column + 1)
                data = next(every(cell, "Data"), None)
                text = fold_text(words(data)) if data is not None else ""
                if data is not None and attribute(data, "Type") == "DateTime":
                    text = text[:10]
                if text and column <= MOST_CELLS:
                    rows.setdefault(number, {})[column] = Cell(text, link_out(attribute(cell, "HRef")))
                column += int(attribute(cell, "MergeAcross") or 0)
            check_rows(rows)
        yield attribute(sheet, "Name") or "", rows
