"""Tell whether a page of HTML is all that the site wrote, or was cut off."""

import re
from collections import Counter

from cdetrack.errors import CutOffError
from cdetrack.model.record import Page
from cdetrack.sources.decoding import utf8
from cdetrack.text.regex import regex

_END = regex(rb"</(?:html|body)\b", re.IGNORECASE)
_LAST = 100
"""The bytes in which the end tag of nearly every page stands. Before them, it may be a text of a script."""
_WHOLE_PAGE = regex(rb"<!doctype html|<html[\s>]", re.IGNORECASE)
_HEAD = 4096
_CLOSED = ("ul", "ol", "dl", "table", "main", "section", "article", "div", "h2", "h3", "h4", "a", "span")
"""Elements whose end tags are never left out on purpose."""
_BLOCKS = frozenset({"ul", "ol", "dl", "table", "main", "section"})
"""Those whose end tags are hardly ever forgotten, either."""
_TAG = regex(rb"<(/?)(%s)\b[^<>]*(?<!/)>" % "|".join(_CLOSED).encode(), re.IGNORECASE)
_NO_MARKUP = regex(rb"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1|\Z)", re.IGNORECASE | re.DOTALL)
_LONGEST_TAG = 5000
_IN_A_TAG = regex(rb"<[/!a-z][^<>]*\Z", re.IGNORECASE)
_AGAIN = "save the page anew once it has loaded to its end: nothing was kept"


def check_whole(page: Page) -> None:
    """Raise CutOffError for a page that may be truncated: without an end tag, and with a sign of a missing end.

    The sign is an unknown length in the header of an answer, an end within a tag, or in a file a list or block that is
    never closed. Of a live answer in full, some sites write every page like that: `unclosed` is for a note.
    """
    if is_ended(page):
        return
    if not page.whole:
        raise CutOffError(
            f"{page.name} may be cut off: the server named no length, and the page has no `</html>`", hint=_AGAIN
        )
    if not _is_whole_page(page):
        return  # a part of a page, on purpose
    if _IN_A_TAG().search(utf8(page)[-_LONGEST_TAG:]):
        raise CutOffError(f"{page.name} is cut off: it ends within a tag", hint=_AGAIN)
    if page.content_type is None and (name := unclosed(page)) in _BLOCKS:
        raise CutOffError(f"{page.name} is cut off: it has no `</html>`, and its `<{name}>` is not closed", hint=_AGAIN)


def check_end(page: Page, before: Page) -> None:
    """Raise CutOffError for a further page that ends within an element, where the page `before` has an end tag."""
    if is_ended(before) and (name := unclosed(page)):
        raise CutOffError(
            f"{page.name} is cut off: it has no `</html>`, as the page before it has, and its `<{name}>` is not closed",
            hint=_AGAIN,
        )


def unclosed(page: Page) -> str | None:
    """Return the name of an element that a page without an end tag leaves open: it may be cut off there."""
    if not _is_whole_page(page) or is_ended(page):
        return None
    is_open: Counter[str] = Counter()
    for end, name in _TAG().findall(_shown(page)):
        is_open[name.decode().lower()] += -1 if end else 1
    return next((name for name in _CLOSED if is_open[name] > 0), None)


def is_ended(page: Page) -> bool:
    """Return True if the page has an end tag of its own, outside scripts and comments."""
    return bool(_END().search(page.content[-_LAST:]) or _END().search(_shown(page)))


def _is_whole_page(page: Page) -> bool:
    # Without the zeros of UTF-16: a page in JSON need not be decoded for this.
    return _WHOLE_PAGE().search(page.content[: 2 * _HEAD].replace(b"\0", b"")[:_HEAD]) is not None


def _shown(page: Page) -> bytes:
    return _NO_MARKUP().sub(b"", utf8(page))
