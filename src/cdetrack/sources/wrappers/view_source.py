"""Unwrap a page's source that was saved out of a browser's own page about it (`view-source:`).

Chromium shows the source in a table, a line in each `td.line-content`; Firefox in `pre`, the first `#line1`.
"""

from dataclasses import replace

from lxml import etree

from cdetrack.errors import UnreadableError
from cdetrack.model.record import Page
from cdetrack.sources.markup import classes, tree

_CELL = "line-content"
_MARKS = (b'class="line-content"', b'<pre id="line1"', b'id="viewsource"')
_HEAD = 4096


def is_ours(content: bytes) -> bool:
    """Return whether a page is a browser's page about another page's source."""
    return any(mark in content[:_HEAD] for mark in _MARKS)


def unwrap(page: Page) -> Page:
    """Return the page whose source is shown; raise UnreadableError where none is."""
    root = tree(page)
    lines = [_text(cell) for cell in root.iter("td") if _CELL in classes(cell)]
    source = "\n".join(lines) or "".join(_text(found) for found in root.iter("pre"))
    if not source.strip():
        raise UnreadableError(f"{page.name} is a browser's view of a source, without the source")
    # Firefox calls its page by the address.
    title = next((found.text or "" for found in root.iter("title")), "").strip()
    url = (page.url or title).removeprefix("view-source:")
    # Whatever the source says of its encoding, it was decoded long ago.
    return replace(
        page,
        content=source.encode("utf-8", "replace"),
        url=url if url.startswith(("http://", "https://")) else None,
        content_type="text/html; charset=utf-8",
    )


def _text(element: etree._Element) -> str:
    return "".join(str(piece) for piece in element.itertext())
