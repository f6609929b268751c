"""Unwrap an answer that was saved with its HTTP headers, as `curl -i` and some developer tools give it."""

import re
from dataclasses import replace

from cdetrack.errors import UnreadableError
from cdetrack.model.record import Page
from cdetrack.sources.wrappers.mime import parse_headers

_STATUS = re.compile(rb"HTTP/[1-3](?:\.[01])? ([1-5][0-9]{2})[^\r\n]{0,200}\r?\n")
_MOST_ANSWERS = 20
"""Redirects and the like before the answer with the page."""
_FIRST_ERROR = 400


def is_ours(content: bytes) -> bool:
    """Return True for a status line with headers behind it."""
    return _STATUS.match(content) is not None


def unwrap(page: Page) -> Page:
    """Return the page of the last answer. Raises UnreadableError for an error status, and for headers alone."""
    content, kind, status = page.content, page.content_type, 0
    for _ in range(_MOST_ANSWERS):
        if (found := _STATUS.match(content)) is None:
            break
        status = int(found[1])
        answer = parse_headers(content[found.end() :])
        if answer is None:
            break
        content, kind = answer.body, answer.headers.get("content-type")
    if status >= _FIRST_ERROR:
        raise UnreadableError(
            f"{page.name} is the site's answer with the error status {status}",
            hint="open the list in a browser and save it there",
        )
    if not content.strip():
        raise UnreadableError(f"{page.name} holds headers without an answer", hint="save the answer with its content")
    return replace(page, content=content, content_type=kind)
