"""Read cdetrack's own lists of one line for each notice: tsv, which has no headings, and the table of Markdown."""

import re
from collections.abc import Iterator
from html import unescape

from cdetrack.errors import UnreadableError
from cdetrack.model.record import Listing, Page
from cdetrack.sources.decoding import decode
from cdetrack.sources.entries import require_notices, with_titles
from cdetrack.sources.formats.own_export import ID, notices_of
from cdetrack.text.clean import shorten

_LINE = re.compile(
    rf"(?P<date>\d{{4}}-\d\d-\d\d)\t(?P<id>{ID})\t[a-z-]{{2,30}}\t(?:\d{{4}}-\d{{1,9}})?\t[^\t]*"
    r"\t(?P<title>[^\t]+)\t(?P<url>[^\t]*)"
)
_TABLE = re.compile(r"^\| date \| id \| kind \| number \| topics \| title \|.{0,99}\n\|(?:---\|){6,12}$", re.MULTILINE)
_DRAWN = re.compile(
    r"^date {2,}(?:id {2,}(?:\w+ {2,}){1,4}title|(?:\w+ {2,}){0,2}notice) *$(?:\n.*){1,3}?\b[0-9a-f]{12} {2}",
    re.MULTILINE,
)
"""The headings of the table for a terminal, and the first short id below them."""
_CELL = re.compile(r"(?:[^|\\]|\\.){0,20000}")
_LINKED = re.compile(r"\[(?P<title>(?:[^\[\]\\]|\\.){1,20000})\]\((?P<url>[^\s()]{1,5000})\)")
_TITLE = 5
_HEAD = 65_536


def is_ours(text: str) -> bool:
    """Return True if a text begins as `list` prints it to a pipe, or as `export md` writes it."""
    head = text[:_HEAD].replace("\r\n", "\n")
    return _LINE.fullmatch(head.split("\n", 1)[0]) is not None or _TABLE.search(head) is not None


def check_drawn(page: Page, text: str) -> None:
    """Raise UnreadableError for the table that `list` draws in a terminal: it wraps titles, and has no links."""
    if _DRAWN.search(text[:_HEAD].replace("\r\n", "\n")):
        raise UnreadableError(
            f"{page.name} is a table as cdetrack draws it in a terminal, without links and with wrapped titles",
            hint="`cdetrack list --json` or `cdetrack export` gives a list that can be read back",
        )


def parse(page: Page) -> Listing:
    """Return the lines as notices. Raises UnreadableError for a table without lines."""
    text = decode(page).lstrip("\ufeff\r\n").replace("\r\n", "\n")
    table = _TABLE.search(text[:_HEAD])
    lines = text[table.end() :].split("\n") if table else text.split("\n")
    read = _of_row if table else _of_line
    found = [(line, read(line)) for line in lines if line.strip()]
    entries = notices_of(page, [entry for _, entry in found if entry is not None])
    entries += [f"`{shorten(line)}` is no notice of the list: left out" for line, entry in found if entry is None]
    notices, unreadable = with_titles(entries)
    require_notices(notices, unreadable, name=page.name, what="the table has no rows below its headings")
    return Listing(kind="export", notices=notices, unreadable=unreadable)


def _of_line(line: str) -> dict[str, str | None] | None:
    found = _LINE.fullmatch(line)
    return found.groupdict() if found else None


def _of_row(line: str) -> dict[str, str | None] | None:
    cells = list(_cells(line))
    if len(cells) <= _TITLE:
        return None
    # Lines that a search found stand behind the title.
    title = cells[_TITLE].partition("<br>")[0]
    gone = title.startswith("<del>")
    title = title.removeprefix("<del>").removesuffix("</del>")
    linked = _LINKED.fullmatch(title)
    return {
        "date": cells[0],
        "id": _plain(cells[1]),
        "title": _plain(linked["title"] if linked else title),
        "url": unescape(linked["url"]) if linked else None,
        "withdrawn": f"{cells[0]}T" if gone else None,
    }


def _cells(row: str) -> Iterator[str]:
    """Yield the cells of a row; a `|` behind a backslash is part of one."""
    at = 1
    while at < len(row) and (found := _CELL.match(row, at)):
        yield found[0].strip()
        at = found.end() + 1


def _plain(cell: str) -> str:
    """Return the text that was escaped for a cell."""
    return re.sub(r"\\(.)", r"\1", unescape(cell))
