"""Read a sheet: CSV or TSV with a head row, in any encoding, and cdetrack's own.

The separator is the one that splits one of the first lines into headings for a title and for a date or a link. A
spreadsheet may declare it in a first line `sep=;`.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from cdetrack.errors import UnreadableError
from cdetrack.model.record import STATED_TEXTS, Listing, Page, RawNotice
from cdetrack.sources.decoding import decode
from cdetrack.sources.entries import first_date, require_notices, with_titles
from cdetrack.sources.formats.field_names import Fields, fields_of, plain_name
from cdetrack.sources.formats.own_export import SURE, notices_of
from cdetrack.sources.markup import from_html
from cdetrack.text.clean import shorten

_SEPARATORS = (",", "\t", ";", "|")
_HEAD = 8192
"""The characters of a text that may hold its head row."""
_FIRST_LINES = 6
"""The lines that may be the head row: a title and remarks may stand above it."""
_FEWEST, _MOST = 2, 500
"""The least and the greatest number of headings."""
_LONGEST_HEADING, _MOST_WORDS = 60, 4
_CODE = re.compile(r"[={}<>\\]|\w\s?:\s?['\"\[]")
"""Signs of programs, settings and TeX, whose lines with commas have words such as `title` and `date` as well."""
_BRACKETS = (("(", ")"), ("[", "]"))
_SUM = re.compile(
    r"(?:grand )?(?:sub)?totals?|sum|summe|gesamt|somme|suma|итого|합계|合计|合計|总计|總計|小计|小計|计", re.IGNORECASE
)
"""The title of a row with the sum of the others."""
_MOST_OF_A_FOOT = 2
"""The most filled cells of a row below the entries."""
_ADDRESS = re.compile(r"https?://\S{1,4000}")
_SERIAL = re.compile(r"\d{5}(?:\.\d{1,10})?")
SERIAL_START = date(1899, 12, 30)
"""Spreadsheets count days from here; since 1 March 1900 without an error of one day."""
SERIALS = range(36526, 73051)
"""2000 to 2099: a number outside is rather something else."""
_FORMULA = re.compile(
    r"=HYPERLINK\(\s{0,9}\"(?P<url>[^\"]{1,4000})\"(?:\s{0,9}[,;]\s{0,9}\"(?P<text>[^\"]{1,4000})\")?"
)
# A table in Markdown
_MARKDOWN = re.compile(r"(?:[^|\r\n][^\n]{0,999}\n|\r?\n){0,9}\|[^\n]{3,2000}\|[ \r]{0,9}\n\|[|: -]{3,2000}\n")
_CELL = re.compile(r"(?:[^|\\]|\\.){0,20000}")
_ESCAPED = re.compile(r"\\([!-'*-/:-@^_`{-~\\])")
"""A mark behind a backslash; brackets stay escaped, so that those of a link are told apart."""
_LINKED = re.compile(r"\[(?P<text>[^\[\]]{1,2000})\]\((?P<url>https?://[^\s()]{1,4000})\)")
_FEWEST_ROWS = 3
"""With fewer rows, one of them without a date is no sign."""
# Our own export
_PUBLICITY = re.compile(r"(?<!\d)(\d{4}-\d\d-\d\d) publicity-ends\b")
_GUARD = re.compile(r"'(?=\s*[=+\-@＝＋－＠])")
_SPLIT_GUARD = re.compile(r"(;[\s\"]*)'(?=[=+\-@＝＋－＠])")


class _Head(NamedTuple):
    """The head row: its separator, line number and headings, and the meaning of its columns."""

    separator: str
    line: int
    names: tuple[str, ...]
    fields: Fields


def is_ours(text: str) -> bool:
    """Return True if a text begins with the head row of a table of notices."""
    return _head(_plain(text[:_HEAD])) is not None


def parse(page: Page) -> Listing:
    """Return the rows as notices. Raises UnreadableError for a table that is empty or broken."""
    text = _plain(decode(page))
    head = _head(text)
    if head is None:
        raise UnreadableError(f"{page.name} is not a table with headings for title and date")
    rows = list(_rows(page, text, head))
    own = frozenset(head.names) >= SURE
    if not own:
        head = head._replace(fields=_with_links(head.fields, rows))
        rows = [row for row in rows if not _is_foot(row, head.fields)]
    left_out: list[str] = []
    if _is_cut_off(text, rows, head):
        row = shorten(head.separator.join(rows.pop().values()))
        left_out = [f"the last row ends before its date, with no line break to show that it is whole: `{row}`"]
    entries = notices_of(page, list(map(_own_entry, rows))) if own else [_notice(row, head.fields) for row in rows]
    notices, unreadable = with_titles([*entries, *left_out])
    require_notices(notices, unreadable, name=page.name, what="the table has no rows below its headings")
    return Listing(kind="export" if own else "sheet", notices=notices, unreadable=unreadable)


def _plain(text: str) -> str:
    """Return the text with line feeds in place of bare carriage returns; a table of Markdown without its borders.

    A heading and some lines may stand above such a table.
    """
    text = text.lstrip("\ufeff\r\n")
    if "\n" not in text:
        text = text.replace("\r", "\n")
    if not _MARKDOWN.match(text):
        return text
    shown = io.StringIO()
    rows = csv.writer(shown, delimiter="|", lineterminator="\n")
    lines = (line.strip() for line in text.splitlines())
    rows.writerows(_cells(line) for line in lines if line.strip("|:- ") and line.startswith("|"))
    return shown.getvalue()


def _cells(line: str) -> list[str]:
    """Return the cells of a row in Markdown, which begins with a `|`; one behind a backslash is part of a cell."""
    cells: list[str] = []
    at = 1
    while at < len(line) and (found := _CELL.match(line, at)):
        cells.append(_ESCAPED.sub(r"\1", found[0].strip()))
        at = found.end() + 1
    return cells


def _head(text: str) -> _Head | None:
    """Return the head row, by the separator that gives the most headings."""
    found: list[_Head] = []
    first_lines = text[:_HEAD].lstrip("\ufeff").splitlines()[:_FIRST_LINES]
    for separator in _SEPARATORS:
        for number, line in enumerate(first_lines):
            if separator not in line:
                continue
            try:
                names = tuple(name.strip() for name in next(csv.reader([line], delimiter=separator), []))
            except csv.Error:
                continue
            if not _FEWEST <= len(names) <= _MOST or not all(map(_is_heading, names)):
                continue
            fields = fields_of(names)
            titled = fields.titles and (set(fields.days) | set(fields.links)) - set(fields.titles)
            if titled or (fields.products and fields.lasting):
                found.append(_Head(separator, number, names, fields))
                break
    return max(found, key=lambda head: len(head.names), default=None)


def _is_heading(name: str) -> bool:
    """Return True if a cell may be a heading; a sentence with commas has longer parts, and code has its signs."""
    if len(name) > _LONGEST_HEADING or len(name.split()) > _MOST_WORDS or _CODE.search(name):
        return False
    return all(name.count(opening) == name.count(closing) for opening, closing in _BRACKETS)


def _rows(page: Page, text: str, head: _Head) -> Iterator[Mapping[str, str]]:
    """Yield each row that is not empty, by headings; of equal headings the first filled cell counts."""
    body = text.lstrip("\ufeff").split("\n", head.line + 1)
    if len(body) <= head.line + 1:
        return
    try:
        # Strict: an unclosed quote would swallow all further rows.
        for cells in csv.reader(io.StringIO(body[-1], newline=""), delimiter=head.separator, strict=True):
            row: dict[str, str] = {}
            for name, cell in zip(head.names, cells, strict=False):
                row[name] = row.get(name) or cell.strip()
            if any(row.values()):
                yield row
    except csv.Error as problem:
        raise UnreadableError(
            f"{page.name} is a broken or cut-off table: {problem}",
            hint="save or export it again: nothing was kept",
        ) from None


def _is_cut_off(text: str, rows: Sequence[Mapping[str, str]], head: _Head) -> bool:
    """Return True if the last row ends without a line end before the date that all others have.

    Its title may be half of one. It may also be a note below a table that is whole, so the other rows are read.
    """
    if len(rows) < _FEWEST_ROWS or text.endswith(("\n", "\r")) or len(rows[-1]) == len(dict.fromkeys(head.names)):
        return False
    return all(_has_a_day(row, head) for row in rows[:-1]) and not _has_a_day(rows[-1], head)


def _has_a_day(row: Mapping[str, str], head: _Head) -> bool:
    return any(row.get(name) for name in head.fields.days)


def _with_links(fields: Fields, rows: Sequence[Mapping[str, str]]) -> Fields:
    """Return the fields with the columns whose cells are all addresses, where no heading names the links."""
    if fields.links:
        return fields
    filled = [(name, cell) for row in rows for name, cell in row.items() if cell]
    others = {name for name, cell in filled if not _ADDRESS.fullmatch(cell)}
    return fields._replace(links=tuple(dict.fromkeys(name for name, _ in filled if name not in others)))


def _is_foot(row: Mapping[str, str], fields: Fields) -> bool:
    """Return True for a row below the entries, such as a sum: it has no title, date or link, and next to no cell."""
    filled = [name for name, cell in row.items() if cell]
    named = {*fields.titles, *fields.products}
    titles = [row[name] for name in filled if name in named]
    if len(filled) > _MOST_OF_A_FOOT or (len(row) <= _MOST_OF_A_FOOT and not titles):
        return False
    others = [row[name] for name in filled if name in {*fields.days, *fields.links} - named]
    return all(map(_SUM.fullmatch, titles)) and all(map(str.isdecimal, others))


def _own_entry(row: Mapping[str, str]) -> Mapping[str, object]:
    """Return a row of our own as the notice in JSON that it was made of, without what follows from its texts."""
    ends = _PUBLICITY.findall(row.get("milestones", ""))
    return {
        **{name: _unguarded(cell) for name, cell in row.items() if cell},
        "title": _unguarded(row.get("title", "")),
        "sources": row.get("sources", "").split("; "),
        "milestones": [{"date": day, "what": "publicity-ends"} for day in ends],
    }


def _notice(row: Mapping[str, str], fields: Fields) -> RawNotice | str:
    def first(names: tuple[str, ...]) -> str | None:
        return next((cell for name in names if (cell := row.get(name))), None)

    facts = {plain_name(name): from_html(_unguarded(cell)) for name, cell in row.items()}
    # The row of an application; other sheets mean much else by these headings.
    stated = tuple((name, facts[name]) for name in STATED_TEXTS if facts.get(name)) if facts.get("application") else ()
    title, url = first(fields.titles) or first(fields.products) or "", first(fields.links)
    if linked := next((found for cell in (title, url or "") if (found := _FORMULA.match(cell))), None):
        title, url = (linked["text"] or title) if title.startswith("=") else title, linked["url"]
    elif (linked := _LINKED.fullmatch(title)) is not None:
        title, url = linked["text"], url or linked["url"]
    if linked := _LINKED.fullmatch(url or ""):
        url = linked["url"]
    day = first_date(map(_day, filter(None, map(row.get, fields.days))))
    summary = first(tuple(name for name in fields.summaries if name not in fields.titles))
    if sum(map(bool, row.values())) == 1 and _is_only_a_date(title):
        return f"a row is no entry, only a date: `{shorten(title)}`"
    if not title:
        return f"a row of `{day or 'no date'}` has no title"
    return RawNotice(
        title=from_html(title),
        date=day,
        url=url,
        summary=from_html(summary) if summary and summary != title else None,
        stated=stated,
    )


def _is_only_a_date(title: str) -> bool:
    from cdetrack.sources.generic.title_check import is_date  # imports the parser of pages

    return is_date(title)


def _day(cell: str) -> str:
    """Return a date as written, and the day of a number that a spreadsheet shows for a date without its format."""
    if not _SERIAL.fullmatch(cell) or int(cell[:5]) not in SERIALS:
        return cell
    return (SERIAL_START + timedelta(days=int(cell[:5]))).isoformat()


def _unguarded(cell: str) -> str:
    """Return a cell of our own export without the quote that prevents it from being a formula."""
    return _SPLIT_GUARD.sub(r"\1", _GUARD.sub("", cell, count=1) if cell.startswith("'") else cell)
