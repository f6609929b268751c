"""Unwrap a list in a script of its page: HTML in `<record><![CDATA[…]]></record>`, as some Chinese sites have it."""

import re
from dataclasses import replace

from cdetrack.model.record import Page

_RECORD = re.compile(rb"<record>\s{0,99}<!\[CDATA\[(.*?)\]\]>", re.DOTALL | re.IGNORECASE)
_HEAD = re.compile(rb"<head[\s>].*?</head>", re.DOTALL | re.IGNORECASE)
_MOST = 20_000


def is_ours(content: bytes) -> bool:
    """Return True if the page has such records."""
    return b"<![CDATA[" in content and _RECORD.search(content) is not None


def unwrap(page: Page) -> Page:
    """Return a page with the records as its list, and the head of the page around them."""
    records = [found[1] for found, _ in zip(_RECORD.finditer(page.content), range(_MOST), strict=False)]
    head = _HEAD.search(page.content)
    return replace(
        page,
        content=b"<html>%b<body><ul>%b</ul></body></html>" % (head[0] if head else b"", b"\n".join(records)),
    )
