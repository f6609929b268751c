"""Unpack a workbook (Excel's XLSX and its XML of 2003, OpenDocument) into tables of text, one for each sheet.

Dates are written as days. The link of a cell stands in a column of its own behind the others. The value of a cell that
is merged over several rows stands in each of them. Hidden sheets are left out, hidden rows are not: a filter hides
rows, and forgets none.
"""

import csv
import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, islice
from typing import NamedTuple

from lxml import etree

from cdetrack.errors import UnreadableError
from cdetrack.model.record import Page
from cdetrack.sources.wrappers.workbook import excel, excel_2003, open_document
from cdetrack.sources.wrappers.workbook.parts import Package, Rows, WorkbookLimitError, every, root_of
from cdetrack.text.clean import fold_text

_ZIP = b"PK\x03\x04"
_SHEETS_OF_OPEN = b"opendocument.spreadsheet"
_OF_2003 = b"urn:schemas-microsoft-com:office:spreadsheet"
_HEAD = 4096
_MOST_TEXT, _LEAST_OF_A_CELL = 64 * 1024 * 1024, 16
"""Characters in all cells, an empty one counted as some: a text or link may stand in a million cells."""
_MOST_SHEETS = 50
_HEADING = "htmlurl"
"""The heading of the column of links: of all names of links, the first that a table is asked for."""
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError, KeyError, ValueError, EOFError, OSError),
    *(NotImplementedError, RuntimeError, OverflowError, IndexError, struct.error, lzma.LZMAError),
)
_HINT = "save it again, or save the sheet as CSV: nothing was kept"


class Sheet(NamedTuple):
    """A sheet as a page of comma-separated lines."""

    name: str
    page: Page


def is_ours(content: bytes) -> bool:
    """Return True for a workbook of one of these formats."""
    if content.startswith(_ZIP):
        # The names of the parts stand uncompressed, at the beginning and again at the end.
        return excel.WORKBOOK.encode() in content or _SHEETS_OF_OPEN in content[:_HEAD]
    return _OF_2003 in content[:_HEAD] and b"<Workbook" in content[:_HEAD]


def is_own(page: Page) -> bool:
    """Return True for a workbook that cdetrack made."""
    core = "docProps/core.xml"
    try:
        with Package(io.BytesIO(page.content)) as package:
            made = root_of(package, core) if core in package.namelist() else None
    except _BROKEN:
        return False
    creators = every(made, "creator") if made is not None else ()
    return any(each.text == "cdetrack" for each in creators)


def sheets(page: Page) -> list[Sheet]:
    """Return the sheets that are not hidden and have a cell. Raises UnreadableError for a broken or huge file."""
    try:
        found = list(_within_limits(_tables(page.content)))
    except WorkbookLimitError as problem:
        raise UnreadableError(f"{page.name} is too large a workbook: {problem}", hint=_HINT) from None
    except _BROKEN as problem:
        if isinstance(problem, RuntimeError) and "password" in str(problem):
            raise UnreadableError(f"{page.name} is locked by a password", hint="save it without one") from None
        # The words of the libraries are for programmers.
        raise UnreadableError(f"{page.name} is a broken or cut-off workbook", hint=_HINT) from problem
    return [Sheet(name, _as_text(page, name, rows)) for name, rows in found if rows]


def _tables(content: bytes) -> Iterator[tuple[str, Rows]]:
    """Yield the name and the cells of each sheet, from the reader of its format."""
    if not content.startswith(_ZIP):
        yield from excel_2003.tables(content)
        return
    with Package(io.BytesIO(content)) as package:
        reader = excel if excel.WORKBOOK in package.namelist() else open_document
        yield from reader.tables(package)


def _within_limits(tables: Iterator[tuple[str, Rows]]) -> Iterator[tuple[str, Rows]]:
    """Yield the first sheets. Raises WorkbookLimitError if their cells repeat texts until they are huge."""
    size = 0
    for name, rows in islice(tables, _MOST_SHEETS):
        cells = chain.from_iterable(row.values() for row in rows.values())
        size += sum(max(len(cell.text) + len(cell.link or ""), _LEAST_OF_A_CELL) for cell in cells)
        if size > _MOST_TEXT:
            raise WorkbookLimitError(f"its cells have more than {_MOST_TEXT >> 20} million characters")
        yield name, rows


def _as_text(page: Page, name: str, rows: Rows) -> Page:
    lines = io.StringIO()
    write = csv.writer(lines, lineterminator="\n").writerow
    width = max(map(max, rows.values()))
    links = {
        number: next((cells[at].link for at in sorted(cells) if cells[at].link), None) for number, cells in rows.items()
    }
    # A title above the sheet may lead to the site.
    first = min((number for number in rows if links[number] and len(rows[number]) > 1), default=None)
    for number in sorted(rows):
        cells = rows[number]
        line = [cells[at].text if at in cells else "" for at in range(1, width + 1)]
        if first is not None:
            line.append(links[number] or "" if number >= first else _HEADING if len(cells) > 1 else "")
        write(line)
    return replace(
        page.with_text(lines.getvalue(), "text/csv"), name=f"the sheet `{fold_text(name)[:60]}` of {page.name}"
    )
