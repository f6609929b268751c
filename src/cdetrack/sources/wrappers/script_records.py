"""Unwrap a list in a script of its page: HTML in `<record><![CDATA[…]]></record>`, as some Chinese sites have it."""

import re
from dataclasses import replace

from cdetrack.model.record import Page

_RECORD = re.compile(rb"<record>\s{0,99}<!\[CDATA\[(.*?)\]\]>", re.DOTALL | re.IGNORECASE)
_STORE, _END = b"<datastore>", b"</datastore>"
_SCRIPT = re.compile(rb"<script[^>]{0,99}>\s{0,99}\Z", re.IGNORECASE)
_NEAR = 220
"""Bytes in front of a list that may be the tag of its script."""
_HEAD = re.compile(rb"<head[\s>].*?</head>", re.DOTALL | re.IGNORECASE)
_TOTAL = re.compile(rb"\btotalrecord(?:>|['\"]?\s{0,9}:)\s{0,9}(\d{1,9})", re.IGNORECASE)
_MOST = 20_000
_PARTS_OF_ONE = 3
"""What stands before a list, the list, and what stands behind it."""


def is_ours(content: bytes) -> bool:
    """Return True if the page has such records."""
    return b"<![CDATA[" in content and _RECORD.search(content, 0, _end_of_last(content)) is not None


def unwrap(page: Page) -> Page:
    """Return a page with the records as its list, and the head of the page around them; several lists stay in place.

    If the list has more records than the page, a pager stands below them.
    """
    parts = _around_lists(page.content)
    if len(parts) > _PARTS_OF_ONE:
        return replace(page, content=b"".join(parts))
    records = _records(page.content)
    head = _HEAD.search(page.content)
    total = _TOTAL.search(page.content)
    pager = b"<script>var pageCount = 2</script>" if total and int(total[1]) > len(records) else b""
    return replace(
        page,
        content=b"<html>%b<body><ul>%b</ul>%b</body></html>" % (head[0] if head else b"", b"\n".join(records), pager),
    )


def _around_lists(content: bytes) -> list[bytes]:
    """Return the parts of a page before, between and behind its lists, and the lists as elements, in page order."""
    parts: list[bytes] = []
    at = behind = 0
    while (start := content.find(_STORE, behind)) >= 0 and (end := content.find(_END, start)) >= 0:
        behind = end + len(_END)
        if records := _records(content[start:end]):
            near = max(at, start - _NEAR)
            parts += [content[at:near] + _SCRIPT.sub(b"", content[near:start]), b"<ul>%b</ul>" % b"\n".join(records)]
            at = behind
    return [*parts, content[at:]]


def _records(content: bytes) -> list[bytes]:
    found = _RECORD.finditer(content, 0, _end_of_last(content))
    return [record[1] for record, _ in zip(found, range(_MOST), strict=False)]


def _end_of_last(content: bytes) -> int:
    """Return the end of the last section: each record before it has one, and no search goes on to the page's end."""
    return content.rfind(b"]]>") + 3
