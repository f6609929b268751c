"""Unwrap MHTML: a page with its pictures in one file, as saved by Chrome, Edge, old Internet Explorer and add-ons.

The format is RFC 2557: `multipart/related`, each part with its address in `Content-Location`. Chromium names the page
in `Snapshot-Content-Location`; a `start` parameter may name the part; else the first HTML part is the page.
"""

from collections.abc import Iterator

from cdetrack.model.record import Page
from cdetrack.sources.wrappers.mime import HTML, Part, innermost_parts, start_of

_MOST_FRAMES = 20


def is_ours(whole: Part) -> bool:
    """Return True if the headers are those of a saved page, not of a mail, which has a recipient."""
    located = "snapshot-content-location" in whole.headers or "content-location" in whole.headers
    related = whole.type == "multipart/related" and not whole.headers.keys() & {"to", "received", "message-id"}
    return located or related


def pages(page: Page, whole: Part) -> Iterator[Page]:
    """Yield the page, then its frames: a list may be in one. Raises UnreadableError for broken parts."""
    parts = innermost_parts(whole, name=page.name)
    htmls = [part for part in parts if part.type in HTML] or parts[:1]
    snapshot = whole.headers.get("snapshot-content-location", whole.location).strip()
    start = start_of(whole)

    def rank(part: Part) -> int:
        named = bool(start) and part.headers.get("content-id", "").strip() == start
        return 0 if named or (snapshot and part.location == snapshot) else 1

    for part in sorted(htmls, key=rank)[:_MOST_FRAMES]:
        yield page.holding(part.content(), part.location, snapshot, content_type=part.headers.get("content-type"))
