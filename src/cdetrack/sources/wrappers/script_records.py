"""Unwrap a list in a script of its page: HTML in `<record><![CDATA[…]]></record>`, as some Chinese sites have it."""

import re
from dataclasses import replace

from cdetrack.model.record import Page

_RECORD = re.compile(rb"<record>\s{0,99}<!\[CDATA\[(.*?)\]\]>", re.DOTALL | re.IGNORECASE)
_HEAD = re.compile(rb"<head[\s>].*?</head>", re.DOTALL | re.IGNORECASE)
_TOTAL = re.compile(rb"\btotalrecord(?:>|['\"]?\s{0,9}:)\s{0,9}(\d{1,9})", re.IGNORECASE)
_MOST = 20_000


def is_ours(content: bytes) -> bool:
    """Return True if the page has such records."""
    return b"<![CDATA[" in content and _RECORD.search(content) is not None


def unwrap(page: Page) -> Page:
    """Return a page with the records as its list, and the head of the page around them.

    If the list has more records than the page, a pager stands below them.
    """
    records = [found[1] for found, _ in zip(_RECORD.finditer(page.content), range(_MOST), strict=False)]
    head = _HEAD.search(page.content)
    total = _TOTAL.search(page.content)
    pager = b"<script>var pageCount = 2</script>" if total and int(total[1]) > len(records) else b""
    return replace(
        page,
        content=b"<html>%b<body><ul>%b</ul>%b</body></html>" % (head[0] if head else b"", b"\n".join(records), pager),
    )
