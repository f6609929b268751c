"""Read a sheet, CSV or tab-separated: a line of headings, of which one names titles, and a line for each notice."""

import csv
from collections.abc import Sequence

from cdetrack.errors import UnreadableError
from cdetrack.evidence import Listing, Page, RawNotice
from cdetrack.sources.columns import columns
from cdetrack.sources.decoding import decode
from cdetrack.sources.entries import first_day, part, require
from cdetrack.sources.export import identity
from cdetrack.texts import fold_text

_SEPARATORS = ",;\t|"
_LONGEST_HEADINGS = 4000
_LARGEST_CELL = 1 << 20


def is_sheet(text: str) -> bool:
    """Say whether a text begins with headings of which one names titles and another a date or a link."""
    return _headings(text) is not None


def parse(page: Page) -> Listing:
    """Return the notices of a sheet; raise UnreadableError for one that is broken or has none."""
    text = decode(page).lstrip("\ufeff\r\n ")
    found = _headings(text)
    if found is None:
        raise UnreadableError(f"{page.name} has no line of headings", hint="one column is to be called `title`")
    separator, names = found
    csv.field_size_limit(_LARGEST_CELL)
    try:
        rows = list(csv.reader(text.splitlines(keepends=True), delimiter=separator))
    except csv.Error as problem:
        raise UnreadableError(f"{page.name} is a broken sheet: {problem}", hint="save it again as CSV") from problem
    notices, problems = part(_notice(names, row) for row in rows[1:] if any(map(str.strip, row)))
    require(notices, problems, name=page.name, what="below the headings of the sheet there is nothing")
    return Listing(kind="sheet", notices=notices, problems=problems)


def _headings(text: str) -> tuple[str, list[str]] | None:
    """Return the separator and the headings; None for a text that is no sheet."""
    start = text[:_LONGEST_HEADINGS].lstrip("\ufeff\r\n ")
    line = start.partition("\n")[0].strip("\r")
    for separator in _SEPARATORS:
        try:
            names = [fold_text(name) for name in next(csv.reader([line], delimiter=separator), [])]
        except csv.Error:
            continue
        roles = columns(tuple(names))
        if len(names) > 1 and "title" in roles and roles.keys() & {"date", "url"}:
            return separator, names
    return None


def _notice(names: Sequence[str], row: Sequence[str]) -> RawNotice:
    cells = {name: _plain(cell) for name, cell in zip(names, row, strict=False)}
    roles = columns(tuple(names))

    def first(role_names: Sequence[str]) -> str | None:
        return next((cell for name in role_names if (cell := cells.get(name, "").strip())), None)

    return RawNotice(
        title=first(roles.get("title", ())) or "",
        date=first_day(cell for name in roles.get("date", ()) if (cell := cells.get(name, "").strip())),
        summary=first(roles.get("summary", ())),
        url=first(roles.get("url", ())),
        article=first(("article",)),
        sources=tuple(filter(None, cells.get("sources", "").split("; "))),
        id=identity(first(("id",))),
    )


def _plain(cell: str) -> str:
    """Return the cell without the mark that keeps a sheet from taking it for a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in {"=", "+", "-", "@", "\t", "\r"} else cell
