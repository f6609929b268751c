"""Unwrap a mail (`.eml`): the listing is in its HTML part, or in its text if there is none.

The mail's own date belongs to no entry and is ignored.
"""

from collections.abc import Iterator
from dataclasses import replace

from cdetrack.model.record import Listing, Page
from cdetrack.sources.wrappers.mime import Part, innermost_parts

_OF_MAILS = frozenset(
    {"from", "to", "cc", "subject", "date", "message-id", "received", "mime-version", "return-path", "content-type"}
)
_FEWEST = 3
_FORMS = (
    frozenset({"text/html", "application/xhtml+xml"}),
    frozenset({"text/plain"}),
    frozenset({"text/csv", "text/tab-separated-values", "application/json", "application/xml", "text/xml"}),
)


def is_ours(whole: Part) -> bool:
    """Return True if the headers are those of a mail."""
    return len(whole.headers.keys() & _OF_MAILS) >= _FEWEST


def pages(page: Page, whole: Part) -> Iterator[list[Page]]:
    """Yield the parts that may hold a listing, by form: HTML, then text, then data. The first form with one counts."""
    parts = innermost_parts(whole, name=page.name)
    for form in _FORMS:
        if found := [part for part in parts if part.type in form and part.body.strip()]:
            yield [
                page.holding(part.content(), part.location, content_type=part.headers.get("content-type"))
                for part in found
            ]


def without_greeting(listing: Listing) -> Listing:
    """Return the listing in a mail's text without greeting and footer."""
    if listing.kind != "text":
        return listing
    dated = [at for at, raw in enumerate(listing.notices) if raw.date]
    return replace(listing, notices=listing.notices[dated[0] : dated[-1] + 1], problems=())
