"""Explain why a text without markup is no listing: a program, a table without headings, an error, or no dates."""

import csv
import io
import json
import re
from contextlib import suppress

from cdetrack.errors import UnreadableError
from cdetrack.model.record import Page
from cdetrack.sources.entries import is_date
from cdetrack.sources.formats.json_values import describe
from cdetrack.text.clean import fold_text, shorten
from cdetrack.text.dates.finding import find_dates

_FAULT = re.compile(
    r"\s{0,9}(?:PHP )?(?:(?:warning|fatal error|parse error|notice): .{1,500} on line \d|traceback \(most recent call"
    r"|internal server error|bad gateway|service unavailable|error code:? ?\d{3,4}\b|upstream connect error)",
    re.IGNORECASE | re.DOTALL,
)
_PROGRAM = re.compile(
    r"\s{0,99}(?:/\*.{0,3000}?\*/\s{0,99})?(?:[!;(+]{0,3}\s?function\b|\(\(?\w{0,20}\)?\s?=>|(?:var|let|const|import|export)\s"
    r"[\w{*$]|[\"']use strict|@(?:charset|import|media)\b|[.#@*]?[\w:.,#\s>-]{1,200}\{[^{}:]{0,2000}:[^{}]{0,2000}\})",
    re.DOTALL,
)
_SEPARATORS = ("\t", ",", ";", "|")
_FEWEST_CELLS, _FEWEST_ROWS = 3, 2
_LONGEST_NAME = 40
"""Characters of a heading."""
_MOST = 0.8
"""The share of rows with as many cells as headings, and a date in one; a last row may be a note."""
_SAMPLE = 8192
_MOST_LINES, _LONGEST = 200, 500
_LINES = "a line for each notice, with the date as 2025-09-05 before or behind the title"
_BLOCKS = "or blocks of a line `-`, the title, the date, and the summary"


def explanation(page: Page, shown: str, why: str) -> UnreadableError:
    """Return the error for a text without a listing; `why` is the first problem of its entries, or empty."""
    lines = [line[:_LONGEST] for line in shown.splitlines() if line.strip()][:_MOST_LINES]
    return (
        _scalar(page, shown)
        or _fault(page, shown)
        or _program(page, shown)
        or _table(page, lines)
        or table_below_headings(page, shown)
        or _without_form(page, lines, why)
    )


def _scalar(page: Page, shown: str) -> UnreadableError | None:
    try:
        value: object = json.loads(shown[:_LONGEST])
    except ValueError:
        return None
    said = f"the text `{shorten(fold_text(value))}`" if isinstance(value, str) else describe(value)
    return UnreadableError(
        f"{page.name} is JSON without a list: it is {said} alone",
        hint="save the answer of the list itself, not of another request of the page",
    )


def _fault(page: Page, shown: str) -> UnreadableError | None:
    if not _FAULT.match(shown):
        return None
    return UnreadableError(
        f"{page.name} is no listing but the site's message of a fault: `{shorten(fold_text(shown[:_LONGEST]))}`",
        hint="wait until the site works again: nothing was recorded",
    )


def _program(page: Page, shown: str) -> UnreadableError | None:
    if not _PROGRAM.match(shown):
        return None
    return UnreadableError(
        f"{page.name} is a script or a style sheet, not a listing",
        hint="of a page that a browser saved whole, give the HTML file, not one from its folder",
    )


def _table(page: Page, lines: list[str]) -> UnreadableError | None:
    """Return the error for lines with the same number of cells, without the headings of a table of notices."""
    for separator in _SEPARATORS:
        cells = {line.count(separator) + 1 for line in lines}
        if len(lines) >= _FEWEST_ROWS and len(cells) == 1 and min(cells) >= _FEWEST_CELLS:
            return _without_headings(page, lines[0])
    return None


def table_below_headings(page: Page, shown: str, found: int = 0) -> UnreadableError | None:
    """Return the error for a table below headings that are not known, None for a text that is none.

    `found` is the number of notices that are read in the text: rows with tabs are read, each as one. Those with
    semicolons would be one title.
    """
    for separator in _SEPARATORS:
        head, *rows = _rows(shown, separator) or [[]]
        alike = [row for row in rows if len(row) == len(head)]
        is_head = len(head) >= _FEWEST_CELLS and all(0 < len(cell) <= _LONGEST_NAME for cell in head)
        dated = sum(any(map(is_date, row)) for row in alike)
        is_table = is_head and not any(map(find_dates, head)) and dated >= max(_FEWEST_ROWS, _MOST * (len(rows) - 1))
        if is_table and found < dated:
            return _without_headings(page, separator.join(head))
    return None


def _rows(shown: str, separator: str) -> list[list[str]]:
    """Return the first rows of a text with this separator, up to the first that is none."""
    rows: list[list[str]] = []
    with suppress(csv.Error):
        rows += csv.reader(io.StringIO(shown[:_SAMPLE], newline=""), delimiter=separator, strict=True)
    return [row for row in rows if any(row)]


def _without_headings(page: Page, first: str) -> UnreadableError:
    return UnreadableError(
        f"{page.name} is a table without headings for title and date: its first row is `{shorten(first)}`",
        hint="write a first row with the names of the columns, `title`, `date` and `url` among them",
    )


def _without_form(page: Page, lines: list[str], why: str) -> UnreadableError:
    dated = sum(is_date(line) or bool(find_dates(line)) for line in lines)
    if not dated:
        which = "its only line has no date" if len(lines) == 1 else f"none of its {len(lines)} lines has a date"
        return UnreadableError(
            f"{page.name} is a text without a listing: {which}",
            hint=f"in a text, a listing is {_LINES}",
        )
    told = f"; {why}" if why else ""
    which = "whose only line" if len(lines) == 1 else f"in which {dated} of its {len(lines)} lines"
    return UnreadableError(
        f"{page.name} is a text {which} {'has' if dated == 1 else 'have'} a date, but no title "
        f"belongs to one for certain{told}",
        hint=f"in a text, a listing is {_LINES}; {_BLOCKS}",
    )
