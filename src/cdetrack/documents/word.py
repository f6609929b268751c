"""Read DOCX files, with the numbers of their lists: clauses are cited by them, and the file does not spell them out."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from cdetrack.documents.no_text import NoTextError
from cdetrack.documents.packages import opened, tree
from cdetrack.documents.word_numbers import ListNumbers
from cdetrack.documents.word_xml import W, styled_numbers

if TYPE_CHECKING:
    from lxml import etree

_SKIPPED = frozenset(
    {
        f"{W}pPr",
        f"{W}rPr",
        f"{W}del",  # deleted in a tracked change
        f"{W}moveFrom",
        f"{W}instrText",  # the code of a field; its result stands beside it
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",  # the same text once more
    }
)
_SIGNS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_NOTES = ("footnotes", "endnotes")


def read(path: Path, _kind: str) -> str:
    """Return the paragraphs, each a line, the cells of a table row with tabs between them, then the notes.

    Raises NoTextError.
    """
    with opened(path) as package:
        root = tree(package, "word/document.xml")
        numbers = ListNumbers(tree(package, "word/numbering.xml"), styled_numbers(tree(package, "word/styles.xml")))
        notes = [tree(package, f"word/{name}.xml") for name in _NOTES]
    if root is None:
        raise NoTextError("it is damaged: its document is missing")
    lines = [line for part in (root, *notes) if part is not None for line in _blocks(part, numbers)]
    return "\n".join(lines)


def _blocks(parent: "etree._Element", numbers: ListNumbers) -> Iterator[str]:
    """Yield the lines of the paragraphs and tables below an element, in their order."""
    for element in parent:
        if element.tag == f"{W}p":
            yield from _paragraph(element, numbers)
        elif element.tag == f"{W}tbl":
            yield from _rows(element, numbers)
        elif element.tag not in _SKIPPED:
            yield from _blocks(element, numbers)


def _rows(table: "etree._Element", numbers: ListNumbers) -> Iterator[str]:
    for row in table.iterchildren(f"{W}tr", f"{W}sdt"):
        cells = (" ".join(_blocks(cell, numbers)) for cell in row.iter(f"{W}tc") if _row_of(cell) is row)
        yield "\t".join(cells)


def _row_of(cell: "etree._Element") -> "etree._Element | None":
    return next(cell.iterancestors(f"{W}tr"), None)


def _paragraph(paragraph: "etree._Element", numbers: ListNumbers) -> Iterator[str]:
    """Yield the line of a paragraph with its number, then those of the text boxes in it."""
    boxes: list[etree._Element] = []
    text = "".join(_runs(paragraph, boxes))
    number = numbers.next_of(paragraph)
    # Word numbers an empty paragraph as well; a reader has no use for the number alone.
    yield number + text if text.strip() else ""
    for box in boxes:
        yield from _blocks(box, numbers)


def _runs(parent: "etree._Element", boxes: "list[etree._Element]") -> Iterator[str]:
    for element in parent:
        if element.tag == f"{W}t":
            yield element.text or ""
        elif element.tag in _SIGNS:
            yield _SIGNS[element.tag]
        elif element.tag == f"{W}txbxContent":
            boxes.append(element)
        elif element.tag not in _SKIPPED:
            yield from _runs(element, boxes)
