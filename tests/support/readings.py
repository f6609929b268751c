"""Answers and files that are read without settings, and the entries that would be recorded of them."""

import json
from datetime import date

from cdetrack.look.parsed_listing import ParsedListing, normalise_listing
from cdetrack.model.record import Page
from cdetrack.sources import read
from cdetrack.sources.layout import ANY, Layout
from support.looks import DAY

Row = tuple[str, str, str | None]
_LAST_DAY = date(2025, 12, 31)


def recorded(page: Page, layout: Layout = ANY, *, source: str | None = None, seen: date = DAY) -> ParsedListing:
    """Return the one listing of a page, first seen on that day; entries of a known source name no other."""
    [listing] = read(page, layout)
    return normalise_listing(listing, page=page, seen=seen, source=source, claims=source is None)


def answered(answer: object, url: str) -> ParsedListing:
    """Return the listing of an answer, JSON or the bytes that are given, at the end of 2025 and of a source `a/b`."""
    content = answer if isinstance(answer, bytes) else json.dumps(answer, ensure_ascii=False).encode()
    return recorded(Page(content=content, url=url, name="the answer"), source="a/b", seen=_LAST_DAY)


def rows_of(found: ParsedListing) -> list[Row]:
    """Return day, title and link of each entry; the day is `seen` if it has none that can be read."""
    return [("seen" if each.date_from == "seen" else str(each.date), each.title, each.url) for each in found.records]
