"""The parts of a workbook: XML that is read within limits, and the cells of a sheet."""

import re
import zipfile
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

_LARGEST = 64 * 1024 * 1024
"""Bytes of all parts that are unpacked: a small file may unpack to a thousand times its size."""
_MOST_ELEMENTS = 4_000_000
"""Elements of a part, in memory some hundred bytes each."""
_MOST_ROWS = 100_000
MOST_CELLS = 200
"""Columns that are read, and rows that one merged cell covers."""
_LINKED = re.compile(r"(?:https?|ftp)://|mailto:|/|\.\.?/", re.IGNORECASE)


class WorkbookLimitError(ValueError):
    """A workbook is larger than its limits."""


class Cell(NamedTuple):
    """The text of a cell, and the target of its link if that leads out of the workbook."""

    text: str
    link: str | None = None


Rows = dict[int, dict[int, Cell]]
"""Number of a row -> number of a column -> cell; both count from 1."""


def check_rows(rows: Rows) -> None:
    """Raise WorkbookLimitError for a sheet with too many rows."""
    if len(rows) > _MOST_ROWS:
        raise WorkbookLimitError(f"a sheet has more than {_MOST_ROWS} rows")


class Package(zipfile.ZipFile):
    """An archive of which only some bytes are unpacked, however often it names a part."""

    left = _LARGEST


def root_of(package: Package, name: str) -> etree._Element:
    """Return the root of a part. Raises WorkbookLimitError if it is too large, KeyError if there is none."""
    with package.open(name) as part:
        content = part.read(package.left + 1)
    package.left -= len(content)
    if package.left < 0:
        raise WorkbookLimitError(f"it unpacks to more than {_LARGEST >> 20} MiB")
    return parsed(content)


def parsed(content: bytes) -> etree._Element:
    """Return the root of an XML document. Raises WorkbookLimitError if it has too many elements."""
    if content.count(b"<") - content.count(b"</") > _MOST_ELEMENTS:
        raise WorkbookLimitError(f"it has more than {_MOST_ELEMENTS} elements")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    return etree.fromstring(content, parser)


def every(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """Yield the elements of a name in whatever namespace."""
    return element.iter(f"{{*}}{name}")


def sheets_of(root: etree._Element, name: str) -> Iterator[etree._Element]:
    """Yield the elements of a name outside of each other: the cells of a nested sheet would be read with each."""
    return (each for each in every(root, name) if next(each.iterancestors(f"{{*}}{name}"), None) is None)


def attribute(element: etree._Element, name: str) -> str | None:
    """Return the value of an attribute in whatever namespace."""
    return next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), None)


def words(element: etree._Element) -> str:
    """Return all text in an element."""
    return "".join(map(str, element.itertext()))


def link_out(target: str | None) -> str | None:
    """Return the target of a link that leads out of the workbook; None for any other, such as a cell."""
    return target if target and _LINKED.match(target) else None
