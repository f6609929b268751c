"""Notices as a workbook for Excel and its like: a sheet of documents and one of deadlines. Needs openpyxl."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from cdetrack.errors import ConfigError
from cdetrack.model.notice import DAYS, Notice
from cdetrack.render.facts import AHEAD, DECIDED, decided_cells, stated_words
from cdetrack.render.heading import Heading
from cdetrack.render.safe import legal_in_xml, link, plain

if TYPE_CHECKING:
    from openpyxl.styles import NamedStyle
    from openpyxl.worksheet.worksheet import Worksheet

    from cdetrack.model.decision import Decision

_LONGEST = 32_767
"""The maximum of characters in a cell; a formula or a link has fewer."""
_LONGEST_LINK = 2_079
_MOST_LINKS = 65_530
"""The maximum of links in a sheet."""
_BEGINNING = (1980, 1, 1, 0, 0, 0)
"""The time of each part of the file: unchanged notices make an unchanged file."""
_TIMES = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")
_HEADING, _PLAIN, _LINK, _DAY, _MOMENT = (f"cdetrack {name}" for name in ("heading", "text", "link", "day", "time"))
"""The names of the styles of cells."""
_BROAD, _WIDE, _MIDDLE, _NARROW = 60, 36, 20, 12


class _Column(NamedTuple):
    heading: str
    width: int


_DOCUMENTS = (
    *(_Column("Date", _NARROW), _Column("Title", _BROAD), _Column("Kind", _MIDDLE), _Column("Status", _NARROW)),
    *(_Column("Number", _NARROW), _Column("Issuers", _MIDDLE), _Column("Topics", _MIDDLE)),
    *(_Column("Takes effect", _NARROW), _Column("Comments close", _NARROW), _Column("Takes place", _NARROW)),
    *(_Column("Other days", _WIDE), _Column("Product", _MIDDLE), _Column("Applicant", _MIDDLE)),
    *(_Column("Application", _MIDDLE), _Column("Indication", _MIDDLE), _Column("Summary", _BROAD)),
    *(_Column("Sources", _MIDDLE), _Column("First seen (UTC)", _MIDDLE), _Column("Withdrawn (UTC)", _MIDDLE)),
    *(_Column("State", _NARROW), *(_Column(name.capitalize(), _MIDDLE) for name in DECIDED)),
    *(_Column("Id", 15), _Column("Link", _WIDE)),
)
_DEADLINES = (
    *(_Column("Day", _NARROW), _Column("Event", _MIDDLE), _Column("Title", _BROAD), _Column("Words", _WIDE)),
    *(_Column("Number", _NARROW), _Column("Kind", _MIDDLE), _Column("Topics", _MIDDLE), _Column("Id", 15)),
)


class _LinkedText(NamedTuple):
    """A cell with a text that leads somewhere."""

    text: str
    url: str | None


def workbook(notices: Sequence[Notice], decided: "Mapping[str, Sequence[Decision]]", heading: Heading) -> bytes:
    """Return the file: real dates, links, and a frozen row of filters above each sheet; no cell is a formula.

    Raises ConfigError if openpyxl is not installed.
    """
    try:
        from openpyxl import Workbook
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in {"openpyxl", "et_xmlfile"}:
            raise
        raise ConfigError(
            "`xlsx` needs the extra `documents`", hint="install it: `pip install 'cdetrack[documents]'`"
        ) from error
    book = Workbook()
    book.properties.title = _text(heading.name)
    book.properties.description = _text(". ".join(filter(None, [heading.filter_words, heading.past])))
    book.properties.creator = "cdetrack"
    for style in _styles():
        book.add_named_style(style)
    sheet: Any = book.active
    sheet.title = "Documents"
    _fill(sheet, _DOCUMENTS, (_document(each, decided.get(each.id)) for each in notices))
    _fill(book.create_sheet("Deadlines"), _DEADLINES, _deadlines(notices))
    made = BytesIO()
    book.save(made)
    return _without_times(made)


def _document(notice: Notice, decisions: "Sequence[Decision] | None") -> tuple[object, ...]:
    others = "\n".join(f"{each.date} {AHEAD[each.what]}: {each.words}" for each in notice.milestones)
    when, *decision = decided_cells(decisions)
    return (
        *(notice.date, _LinkedText(notice.title, notice.url), notice.kind, notice.status, notice.number),
        *("; ".join(notice.issuers), "; ".join(notice.topics)),
        *(notice.effective, notice.comments_due, notice.event, others),
        *(notice.product, notice.applicant, notice.application, notice.indication, notice.summary),
        *("; ".join(notice.sources), notice.first_seen, notice.withdrawn),
        *(notice.state, date.fromisoformat(when) if when else None, *decision),
        *(notice.id, _LinkedText(notice.url or "", notice.url)),
    )


def _deadlines(notices: Sequence[Notice]) -> Iterator[tuple[object, ...]]:
    """Yield a row for each day to act by of the notices that are not withdrawn, in date order."""
    days = [(day, DAYS.index(what), each) for each in notices if not each.withdrawn for what, day in each.days]
    for day, place, notice in sorted(days, key=lambda each: each[:2]):
        what = DAYS[place]
        yield (
            *(day, AHEAD[what], _LinkedText(notice.title, notice.url), stated_words(notice, what, day)),
            *(notice.number, notice.kind, "; ".join(notice.topics), notice.id),
        )


def _styles() -> "list[NamedStyle]":
    from openpyxl.styles import Alignment, Font, NamedStyle

    top, plain_font = Alignment(vertical="top", wrap_text=True), Font()
    return [
        NamedStyle(_HEADING, font=Font(bold=True), alignment=top),
        NamedStyle(_PLAIN, font=plain_font, alignment=top),
        NamedStyle(_LINK, font=Font(color="0B5D6B", underline="single"), alignment=top),
        NamedStyle(_DAY, font=plain_font, alignment=top, number_format="yyyy-mm-dd"),
        NamedStyle(_MOMENT, font=plain_font, alignment=top, number_format="yyyy-mm-dd hh:mm"),
    ]


def _fill(sheet: "Worksheet", columns: Sequence[_Column], rows: Iterator[tuple[object, ...]]) -> None:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    for at, (name, width) in enumerate(columns, 1):
        cell: Any = sheet.cell(1, at, name)
        cell.style = _HEADING
        sheet.column_dimensions[get_column_letter(at)].width = width
    last, links = 1, 0
    for last, row in enumerate(rows, 2):
        for at, value in enumerate(row, 1):
            if value is None or value == "":
                continue
            cell = sheet.cell(last, at)
            _put(cell, value)
            target = link(value.url) if isinstance(value, _LinkedText) else None
            if target and len(target) <= _LONGEST_LINK and links < _MOST_LINKS:
                links += 1
                cell.hyperlink, cell.style = target, _LINK
                cell.quotePrefix = True
    sheet.freeze_panes = "C2" if columns is _DOCUMENTS else "B2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{last}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"


def _put(cell: Any, value: object) -> None:  # noqa: ANN401 - openpyxl's cells differ by kind
    """Put a value into a cell: days and times as such, everything else as text."""
    if isinstance(value, datetime):
        cell.value = value.astimezone(UTC).replace(tzinfo=None)
        cell.style = _MOMENT
    elif isinstance(value, date):
        cell.value = value
        cell.style = _DAY
    else:
        cell.value = _text(value.text if isinstance(value, _LinkedText) else str(value))
        cell.style = _PLAIN
        # Text, also where it begins with `=`; and it stays text when somebody edits the cell.
        cell.data_type, cell.quotePrefix = "s", True


def _text(text: str) -> str:
    lines = legal_in_xml("\n".join(map(plain, text.split("\n"))))
    return lines if len(lines) <= _LONGEST else f"{lines[: _LONGEST - 1]}…"


def _without_times(made: BytesIO) -> bytes:
    """Return the file without the time at which it was made."""
    copy = BytesIO()
    with ZipFile(made) as old, ZipFile(copy, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = _TIMES.sub(rb"\g<1>1980-01-01T00:00:00Z", content)
            new.writestr(ZipInfo(name, _BEGINNING), content, ZIP_DEFLATED)
    return copy.getvalue()
