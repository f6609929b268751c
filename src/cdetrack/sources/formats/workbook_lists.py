"""Read the lists in the sheets of a workbook as one listing: a year or an office may have a sheet of its own."""

import re
from dataclasses import replace

from cdetrack.errors import EmptyError, UnreadableError, quoted
from cdetrack.model.record import Listing, Page, with_problems
from cdetrack.sources.formats import sheet
from cdetrack.sources.wrappers import workbook
from cdetrack.text.clean import shorten

_DAY = re.compile(r"(?:^|,)(?:19|20)\d\d-\d\d-\d\d(?:,|$)", re.MULTILINE)
_FEWEST_DAYS = 2
"""Rows with a day that a sheet of notes does not have."""
_MOST_NAMES = 5


def parse(page: Page) -> Listing:
    """Return the entries of all sheets with headings for title and date. Raises UnreadableError if there is none."""
    if workbook.is_own(page):
        raise UnreadableError(
            f"{page.name} is a workbook of cdetrack, for people", hint="`ingest` reads what `export json` writes"
        )
    found: list[Listing] = []
    others: list[str] = []
    sheets = workbook.sheets(page)
    for each in sheets:
        text = each.page.content.decode()
        if sheet.is_ours(text):
            try:
                found.append(sheet.parse(each.page))
            except EmptyError:
                continue  # a sheet that is ready for entries
        elif len(_DAY.findall(text)) >= _FEWEST_DAYS:
            others.append(f"{each.page.name} was not read: it has no headings for title and date")
    if not found:
        names = quoted(shorten(each.name, 30) for each in sheets[:_MOST_NAMES])
        raise UnreadableError(
            f"{page.name} is a workbook without headings for title and date: "
            f"{f'its sheets are {names}' if names else 'its sheets are empty'}",
            hint="write a row with the names of the columns, `title`, `date` and `url` among them, above the entries",
        )
    whole = replace(
        found[0],
        notices=tuple(raw for each in found for raw in each.notices),
        unreadable=tuple(entry for each in found for entry in each.unreadable),
    )
    [told] = with_problems([whole], others)
    return told
