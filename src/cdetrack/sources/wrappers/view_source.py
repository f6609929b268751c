"""Unwrap a page saved from a browser's source view (`view-source:`).

Chromium shows the source in a table, with a line in each `td.line-content`; Firefox in `pre`, the first `#line1`.
"""

import re
from dataclasses import replace

from lxml import etree

from cdetrack.errors import UnreadableError
from cdetrack.model.record import Page
from cdetrack.sources.markup import classes, tree
from cdetrack.sources.wrappers import saved_from
from cdetrack.text.regex import regex

_CELL = "line-content"
_MARKS = (b'class="line-content"', b'<pre id="line1"', b'id="viewsource"')
_ESCAPED = regex(
    rb"<pre\b[^<>]{0,300}>\s{0,99}&lt;(?:\?xml\s|(?:rss|feed|rdf:RDF|urlset)[\s&]|!doctype html|html[\s&])",
    re.IGNORECASE,
)
"""A viewer without colours shows the source in `pre`."""
_HEAD = 4096


def is_ours(content: bytes) -> bool:
    """Return True if a page is a browser's source view."""
    head = content[:_HEAD]
    return any(mark in head for mark in _MARKS) or (b"&lt;" in head and _ESCAPED().search(head) is not None)


def unwrap(page: Page) -> Page:
    """Return the page that is shown as source. Raises UnreadableError if there is none."""
    root = tree(page)
    lines = [_text(cell) for cell in root.iter("td") if _CELL in classes(cell)]
    source = "\n".join(lines) or "".join(_text(found) for found in root.iter("pre"))
    if not source.strip():
        raise UnreadableError(f"{page.name} is a browser's view of a source, without the source")
    # Firefox has the address in the title.
    title = next((found.text or "" for found in root.iter("title")), "").strip()
    url = (page.url or saved_from.address(page.content) or title).removeprefix("view-source:")
    # The source is decoded already: an encoding that it declares no longer counts.
    return replace(page.with_text(source), url=url if url.startswith(("http://", "https://")) else None)


def _text(element: etree._Element) -> str:
    return "".join(str(piece) for piece in element.itertext())
