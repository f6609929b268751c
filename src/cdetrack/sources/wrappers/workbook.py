"""Unpack a workbook (Excel's XLSX and its XML of 2003, OpenDocument) into tables of text, one for each sheet.

Dates are written as days. The link of a cell stands in a column of its own behind the others. The value of a cell that
is merged over several rows stands in each of them. Hidden sheets are left out, hidden rows are not: a filter hides
rows, and forgets none.
"""

import csv
import io
import lzma
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import chain, islice
from typing import NamedTuple

from lxml import etree

from cdetrack.errors import UnreadableError
from cdetrack.model.record import Page
from cdetrack.sources.formats.feed_xml import local_name
from cdetrack.sources.formats.sheet import SERIAL_START, SERIALS
from cdetrack.text.clean import fold_text

_ZIP = b"PK\x03\x04"
_EXCEL, _OPEN = "xl/workbook.xml", "content.xml"
_SHEETS_OF_OPEN = b"opendocument.spreadsheet"
_OF_2003 = b"urn:schemas-microsoft-com:office:spreadsheet"
_HEAD = 4096
_LARGEST = 64 * 1024 * 1024
"""Bytes of all parts that are unpacked: a small file may unpack to a thousand times its size."""
_MOST_TEXT, _LEAST_OF_A_CELL = 64 * 1024 * 1024, 16
"""Characters in all cells, an empty one counted as some: a text or link may stand in a million cells."""
_MOST_ELEMENTS = 4_000_000
"""Elements of a part, in memory some hundred bytes each."""
_MOST_SHEETS, _MOST_ROWS, _MOST_CELLS = 50, 100_000, 200
_START_OF_1904 = date(1904, 1, 1)
_LETTERS = re.compile(r"[A-Z]{1,3}")
_AREA = re.compile(r"([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})")
_QUOTED = re.compile(r"\"[^\"]*\"|\[[^\]]*\]|\\.|_.")
_OF_DAYS = frozenset([*range(14, 18), 22, *range(27, 32), 36, *range(50, 54), 57, 58])
"""Excel's own formats of dates, those of Chinese and Japanese included."""
_LINKED = re.compile(r"(?:https?|ftp)://|mailto:|/|\.\.?/", re.IGNORECASE)
_HEADING = "htmlurl"
"""The heading of the column of links: of all names of links, the first that a table is asked for."""
_HIDDEN = frozenset({"hidden", "veryHidden"})
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError, KeyError, ValueError, EOFError, OSError),
    *(NotImplementedError, RuntimeError, OverflowError, IndexError, struct.error, lzma.LZMAError),
)


class Sheet(NamedTuple):
    """A sheet as a page of comma-separated lines."""

    name: str
    page: Page


class _Cell(NamedTuple):
    text: str
    link: str | None = None


_Rows = dict[int, dict[int, _Cell]]
"""Number of a row -> number of a column -> cell; both count from 1."""


def is_ours(content: bytes) -> bool:
    """Return True for a workbook of one of these formats."""
    if content.startswith(_ZIP):
        # The names of the parts stand uncompressed, at the beginning and again at the end.
        return _EXCEL.encode() in content or _SHEETS_OF_OPEN in content[:_HEAD]
    return _OF_2003 in content[:_HEAD] and b"<Workbook" in content[:_HEAD]


def sheets(page: Page) -> list[Sheet]:
    """Return the sheets that are not hidden and have a cell. Raises UnreadableError for a broken or huge file."""
    try:
        found = list(_within_limits(_of_package(page) if page.content.startswith(_ZIP) else _of_2003(page.content)))
    except _BROKEN as problem:
        if isinstance(problem, RuntimeError) and "password" in str(problem):
            raise UnreadableError(f"{page.name} is locked by a password", hint="save it without one") from None
        raise UnreadableError(
            f"{page.name} is a broken or cut-off workbook: {fold_text(str(problem))[:200]}",
            hint="save it again, or save the sheet as CSV: nothing was kept",
        ) from None
    return [Sheet(name, _as_text(page, name, rows)) for name, rows in found if rows]


def _within_limits(tables: Iterator[tuple[str, _Rows]]) -> Iterator[tuple[str, _Rows]]:
    """Yield the first sheets. Raises ValueError if their cells repeat texts or links until they are huge."""
    size = 0
    for name, rows in islice(tables, _MOST_SHEETS):
        cells = chain.from_iterable(row.values() for row in rows.values())
        size += sum(max(len(cell.text) + len(cell.link or ""), _LEAST_OF_A_CELL) for cell in cells)
        if size > _MOST_TEXT:
            raise ValueError(f"its cells have more than {_MOST_TEXT >> 20} million characters")
        yield name, rows


def _as_text(page: Page, name: str, rows: _Rows) -> Page:
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
        page,
        content=lines.getvalue().encode("utf-8", "replace"),
        content_type="text/csv; charset=utf-8",
        name=f"the sheet `{fold_text(name)[:60]}` of {page.name}",
    )


class _Package(zipfile.ZipFile):
    """An archive of which only some bytes are unpacked, however often it names a part."""

    left = _LARGEST


def _of_package(page: Page) -> Iterator[tuple[str, _Rows]]:
    with _Package(io.BytesIO(page.content)) as package:
        yield from _of_excel(package) if _EXCEL in package.namelist() else _of_open(_root(package, _OPEN))


def _root(package: _Package, name: str) -> etree._Element:
    with package.open(name) as part:
        content = part.read(package.left + 1)
    package.left -= len(content)
    if package.left < 0:
        raise ValueError(f"it unpacks to more than {_LARGEST >> 20} MiB")
    return _parsed(content)


def _parsed(content: bytes) -> etree._Element:
    if content.count(b"<") - content.count(b"</") > _MOST_ELEMENTS:
        raise ValueError(f"it has more than {_MOST_ELEMENTS} elements")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    return etree.fromstring(content, parser)


def _all(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """Yield the elements of a name in whatever namespace."""
    return element.iter(f"{{*}}{name}")


def _attribute(element: etree._Element, name: str) -> str | None:
    """Return the value of an attribute in whatever namespace."""
    return next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), None)


def _words(element: etree._Element) -> str:
    return "".join(map(str, element.itertext()))


def _leading(target: str | None) -> str | None:
    """Return the target of a link that leads out of the workbook; None for any other, such as a cell."""
    return target if target and _LINKED.match(target) else None


# Excel


def _of_excel(package: _Package) -> Iterator[tuple[str, _Rows]]:
    book = _root(package, _EXCEL)
    targets = _relations(package, _EXCEL)
    texts = _shared_texts(package)
    days = _styles_of_days(package)
    start = (
        _START_OF_1904
        if any(each.get("date1904") in {"1", "true"} for each in _all(book, "workbookPr"))
        else SERIAL_START
    )
    for sheet in _all(book, "sheet"):
        part = targets.get(_attribute(sheet, "id") or "", "")
        if sheet.get("state") in _HIDDEN or part not in package.namelist():
            continue
        root = _root(package, part)
        rows: _Rows = {}
        for place, row in enumerate(_all(root, "row"), start=1):
            number = int(row.get("r") or place)
            cells = {
                column: _Cell(text)
                for at, cell in enumerate(row, start=1)
                if (column := _column(cell.get("r")) or at) <= _MOST_CELLS
                and (text := _excel_text(cell, texts, days, start))
            }
            if cells:
                rows[number] = cells
            if len(rows) > _MOST_ROWS:
                raise ValueError(f"a sheet has more than {_MOST_ROWS} rows")
        _merge(rows, (each.get("ref") or "" for each in _all(root, "mergeCell")))
        links = _relations(package, part)
        for each in _all(root, "hyperlink"):
            _link(rows, each.get("ref") or "", links.get(_attribute(each, "id") or ""))
        yield sheet.get("name") or "", rows


def _relations(package: _Package, part: str) -> dict[str, str]:
    """Return id -> target of what a part refers to: an address, or the name of another part."""
    folder, name = posixpath.split(part)
    file = f"{folder}/_rels/{name}.rels"
    found = {}
    for each in _all(_root(package, file), "Relationship") if file in package.namelist() else ():
        target = each.get("Target") or ""
        if each.get("TargetMode") != "External":
            target = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
        found[each.get("Id") or ""] = target
    return found


def _shared_texts(package: _Package) -> list[str]:
    if "xl/sharedStrings.xml" not in package.namelist():
        return []
    # Only those of the root: nested ones would repeat their texts. Cells share a text, not copies of it.
    root = _root(package, "xl/sharedStrings.xml")
    return [fold_text(_rich(each)) for each in root if local_name(each) == "si"]


def _rich(element: etree._Element) -> str:
    """Return the text of a string in pieces, without the reading aids of Japanese."""
    return "".join(
        each.text or ""
        for each in _all(element, "t")
        if local_name(each.getparent()) != "rph"  # type: ignore[arg-type]
    )


def _styles_of_days(package: _Package) -> frozenset[int]:
    """Return the numbers of the styles that show a number as a day."""
    if "xl/styles.xml" not in package.namelist():
        return frozenset()
    root = _root(package, "xl/styles.xml")
    own = {int(each.get("numFmtId") or 0): each.get("formatCode") or "" for each in _all(root, "numFmt")}
    numbers = [int(each.get("numFmtId") or 0) for formats in _all(root, "cellXfs") for each in formats]
    return frozenset(
        at
        for at, number in enumerate(numbers)
        if (number in own and re.search(r"[yd]", _QUOTED.sub("", own[number]).lower()))
        or (number not in own and number in _OF_DAYS)
    )


def _excel_text(cell: etree._Element, texts: list[str], days: frozenset[int], start: date) -> str:
    kind = cell.get("t") or "n"
    if kind == "inlineStr":
        return fold_text(_rich(cell))
    value = next((each.text or "" for each in cell if local_name(each) == "v"), "").strip()
    if kind == "s":
        return texts[int(value)] if value else ""
    if kind == "e":
        return ""
    if kind == "n" and value and int(cell.get("s") or 0) in days:
        return _day(float(value), start) or value
    return fold_text(value)


def _day(serial: float, start: date) -> str | None:
    return (start + timedelta(days=int(serial))).isoformat() if 0 < serial < SERIALS.stop else None


def _column(place: str | None) -> int:
    """Return the number of the column in a place such as `AB12`; 0 without one."""
    letters = _LETTERS.match(place or "")
    number = 0
    for letter in letters[0] if letters else "":
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _merge(rows: _Rows, areas: Iterable[str]) -> None:
    """Put the value of an area of one column into each of its rows."""
    for area in areas:
        if not (found := _AREA.fullmatch(area)) or found[1] != found[3]:
            continue
        column, first, last = _column(found[1]), int(found[2]), int(found[4])
        cell = rows.get(first, {}).get(column)
        for number in range(first + 1, min(last, first + _MOST_CELLS) + 1) if cell is not None else ():
            if number in rows and cell is not None:
                rows[number].setdefault(column, cell)


def _link(rows: _Rows, area: str, target: str | None) -> None:
    """Give the cell at the beginning of an area its link."""
    place = area.partition(":")[0]
    number, column = place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), _column(place)
    cell = rows.get(int(number), {}).get(column) if number.isdecimal() else None
    if cell is not None and (link := _leading(target)):
        rows[int(number)][column] = cell._replace(link=link)


# OpenDocument


def _of_open(root: etree._Element) -> Iterator[tuple[str, _Rows]]:
    for table in _all(root, "table"):
        rows: _Rows = {}
        spans: dict[int, tuple[int, _Cell]] = {}
        for number, row in enumerate(_all(table, "table-row"), start=1):
            if cells := _open_row(row, spans):
                rows[number] = cells
            if len(rows) > _MOST_ROWS:
                raise ValueError(f"a sheet has more than {_MOST_ROWS} rows")
        yield _attribute(table, "name") or "", rows


def _open_row(row: etree._Element, spans: dict[int, tuple[int, _Cell]]) -> dict[int, _Cell]:
    """Return the cells of a row; `spans` are the values that cover further rows, by column, and how many rows."""
    cells: dict[int, _Cell] = {}
    column = 1
    for cell in (each for each in row if local_name(each) in {"table-cell", "covered-table-cell"}):
        rest, value = spans.pop(column, (0, None))
        if found := _open_cell(cell):
            rest, value = int(_attribute(cell, "number-rows-spanned") or 1), found
        times = int(_attribute(cell, "number-columns-repeated") or 1)
        if value is not None:
            cells |= dict.fromkeys(range(column, column + min(times, _MOST_CELLS)), value)
            if rest > 1:
                spans[column] = rest - 1, value
        column += times
        if column > _MOST_CELLS:
            break
    return cells


def _open_cell(cell: etree._Element) -> _Cell | None:
    day = _attribute(cell, "date-value")
    paragraphs = [_words(each) for each in cell if local_name(each) == "p"]
    text = day[:10] if day else fold_text(" ".join(paragraphs)) or (_attribute(cell, "value") or "")
    target = next((target for each in _all(cell, "a") if (target := _attribute(each, "href"))), None)
    return _Cell(text, _leading(target)) if text else None


# Excel's XML of 2003


def _of_2003(content: bytes) -> Iterator[tuple[str, _Rows]]:
    for sheet in _all(_parsed(content), "Worksheet"):
        rows: _Rows = {}
        number = 0
        for row in _all(sheet, "Row"):
            number = int(_attribute(row, "Index") or number + 1)
            column = 0
            for cell in (each for each in row if local_name(each) == "cell"):
                column = int(_attribute(cell, "Index") or column + 1)
                data = next(_all(cell, "Data"), None)
                text = fold_text(_words(data)) if data is not None else ""
                if data is not None and _attribute(data, "Type") == "DateTime":
                    text = text[:10]
                if text and column <= _MOST_CELLS:
                    rows.setdefault(number, {})[column] = _Cell(text, _leading(_attribute(cell, "HRef")))
                column += int(_attribute(cell, "MergeAcross") or 0)
        yield _attribute(sheet, "Name") or "", rows


def is_own(page: Page) -> bool:
    """Return True for a workbook that cdetrack made."""
    core = "docProps/core.xml"
    try:
        with _Package(io.BytesIO(page.content)) as package:
            made = _root(package, core) if core in package.namelist() else None
    except _BROKEN:
        return False
    creators = _all(made, "creator") if made is not None else ()
    return any(each.text == "cdetrack" for each in creators)
