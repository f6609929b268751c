"""Read the sheets of an XLSX file, as Excel and its like write it."""

import posixpath
import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from lxml import etree

from cdetrack.sources.formats.feed_xml import local_name
from cdetrack.sources.formats.sheet import SERIAL_START, SERIALS
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
)
from cdetrack.text.clean import fold_text

WORKBOOK = "xl/workbook.xml"
"""The part that lists the sheets."""
_START_OF_1904 = date(1904, 1, 1)
_LETTERS = re.compile(r"[A-Z]{1,3}")
_AREA = re.compile(r"([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})")
_QUOTED = re.compile(r"\"[^\"]*\"|\[[^\]]*\]|\\.|_.")
_OF_DAYS = frozenset([*range(14, 18), 22, *range(27, 32), 36, *range(50, 54), 57, 58])
"""Excel's own formats of dates, those of Chinese and Japanese included."""
_HIDDEN = frozenset({"hidden", "veryHidden"})


def tables(package: Package) -> Iterator[tuple[str, Rows]]:
    """Yield the name and the cells of each sheet that is not hidden."""
    book = root_of(package, WORKBOOK)
    targets = _relations(package, WORKBOOK)
    texts = _shared_texts(package)
    days = _styles_of_days(package)
    start = (
        _START_OF_1904
        if any(each.get("date1904") in {"1", "true"} for each in every(book, "workbookPr"))
        else SERIAL_START
    )
    for sheet in every(book, "sheet"):
        part = targets.get(attribute(sheet, "id") or "", "")
        if sheet.get("state") in _HIDDEN or part not in package.namelist():
            continue
        root = root_of(package, part)
        rows = _rows(root, texts, days, start)
        _merge(rows, (each.get("ref") or "" for each in every(root, "mergeCell")))
        links = _relations(package, part)
        for each in every(root, "hyperlink"):
            _link(rows, each.get("ref") or "", links.get(attribute(each, "id") or ""))
        yield sheet.get("name") or "", rows


def _rows(root: etree._Element, texts: list[str], days: frozenset[int], start: date) -> Rows:
    """Return the cells of a sheet as they stand in its rows, without merged areas and links."""
    rows: Rows = {}
    for place, row in enumerate(every(root, "row"), start=1):
        number = int(row.get("r") or place)
        cells = {
            column: Cell(text)
            for at, cell in enumerate(row, start=1)
            if (column := _column(cell.get("r")) or at) <= MOST_CELLS and (text := _text(cell, texts, days, start))
        }
        if cells:
            rows[number] = cells
        check_rows(rows)
    return rows


def _relations(package: Package, part: str) -> dict[str, str]:
    """Return id -> target of what a part refers to: an address, or the name of another part."""
    folder, name = posixpath.split(part)
    file = f"{folder}/_rels/{name}.rels"
    found = {}
    for each in every(root_of(package, file), "Relationship") if file in package.namelist() else ():
        target = each.get("Target") or ""
        if each.get("TargetMode") != "External":
            target = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
        found[each.get("Id") or ""] = target
    return found


def _shared_texts(package: Package) -> list[str]:
    if "xl/sharedStrings.xml" not in package.namelist():
        return []
    # Only those of the root: nested ones would repeat their texts. Cells share a text, not copies of it.
    root = root_of(package, "xl/sharedStrings.xml")
    return [fold_text(_rich(each)) for each in root if local_name(each) == "si"]


def _rich(element: etree._Element) -> str:
    """Return the text of a string in pieces, without the reading aids of Japanese."""
    return "".join(
        each.text or ""
        for each in every(element, "t")
        if local_name(each.getparent()) != "rph"  # type: ignore[arg-type]
    )


def _styles_of_days(package: Package) -> frozenset[int]:
    """Return the numbers of the styles that show a number as a day."""
    if "xl/styles.xml" not in package.namelist():
        return frozenset()
    root = root_of(package, "xl/styles.xml")
    own = {int(each.get("numFmtId") or 0): each.get("formatCode") or "" for each in every(root, "numFmt")}
    numbers = [int(each.get("numFmtId") or 0) for formats in every(root, "cellXfs") for each in formats]
    return frozenset(
        at
        for at, number in enumerate(numbers)
        if (number in own and re.search(r"[yd]", _QUOTED.sub("", own[number]).lower()))
        or (number not in own and number in _OF_DAYS)
    )


def _text(cell: etree._Element, texts: list[str], days: frozenset[int], start: date) -> str:
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


def _merge(rows: Rows, areas: Iterable[str]) -> None:
    """Put the value of an area of one column into each of its rows."""
    for area in areas:
        if not (found := _AREA.fullmatch(area)) or found[1] != found[3]:
            continue
        column, first, last = _column(found[1]), int(found[2]), int(found[4])
        cell = rows.get(first, {}).get(column)
        for number in range(first + 1, min(last, first + MOST_CELLS) + 1) if cell is not None else ():
            if number in rows and cell is not None:
                rows[number].setdefault(column, cell)


def _link(rows: Rows, area: str, target: str | None) -> None:
    """Give the cell at the beginning of an area its link."""
    place = area.partition(":")[0]
    number, column = place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), _column(place)
    cell = rows.get(int(number), {}).get(column) if number.isdecimal() else None
    if cell is not None and (link := link_out(target)):
        rows[int(number)][column] = cell._replace(link=link)
