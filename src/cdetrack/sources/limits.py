"""Refuse markup that would cost more than its length to read: one pass over its tags, before anything is built of it.

What is dear: lxml's tree takes the square of an element's attributes; the parsers that are fed piece by piece begin
anew behind each comment that is too long for them; bs4 takes the square of the depth, and ten times lxml's time for
each element. The pass builds nothing, so that it takes a second or two for the largest page that is fetched.
"""

from typing import Any

from lxml import etree

from cdetrack.errors import UnreadableError

MOST_PARTS = 1_000_000
"""Elements and comments of one page; a listing of fifty thousand notices has a third of that."""
_ATTRIBUTES = 256
_LONGEST_COMMENT = 1024 * 1024
"""Characters; what has no end is a comment up to the page's end, and so is what only looks like markup."""

_MARKS = 5
"""How many `<` and `&` there may be for each element: each is a piece of text of its own where it begins nothing."""


def check_markup(content: bytes, name: str, *, most: int = MOST_PARTS, deepest: int | None = None) -> None:
    """Raise UnreadableError for HTML, in UTF-8, that no listing is like; `name` is what messages call the page.

    `most` is how many elements and comments it may have, `deepest` how deep the elements may be nested.
    """
    # It has no method for text, which would be called for each piece of it.
    target: Any = _Counting(most, deepest)
    parser = etree.HTMLParser(target=target, encoding="utf-8", huge_tree=True)
    if content.count(b"<") + content.count(b"&") > _MARKS * most:
        raise _refused(name, f"it has more than {_MARKS * most} `<` and `&`")
    try:
        # Whole, and not by `feed`.
        etree.fromstring(content, parser)
    except _BeyondError as error:
        raise _refused(name, str(error)) from error
    except (etree.LxmlError, ValueError):
        pass  # the reader tells what it makes of it


def _refused(name: str, why: str) -> UnreadableError:
    return UnreadableError(
        f"{name} is not a listing: {why}", hint="the page is broken, or made to harm; save it from a browser"
    )


class _BeyondError(Exception):
    """The page has more of something than a listing has."""


class _Counting:
    """Counts what goes by; stops the parser beyond the limits."""

    def __init__(self, most: int, deepest: int | None) -> None:
        self._most = most
        self._deepest = deepest
        self._parts = 0
        self._depth = 0

    def start(self, _tag: str | bytes, attributes: dict[str | bytes, str | bytes], /) -> None:
        self._count()
        self._depth += 1
        if len(attributes) > _ATTRIBUTES:
            raise _BeyondError(f"an element has more than {_ATTRIBUTES} attributes")
        if self._deepest is not None and self._depth > self._deepest:
            raise _BeyondError(f"its elements are nested too deep, more than {self._deepest} in each other")

    def end(self, _tag: str | bytes, /) -> None:
        self._depth -= 1

    def comment(self, text: str | bytes, /) -> None:
        self._count()
        self._measure(text)

    def pi(self, _target: str | bytes, text: str | bytes | None = None, /) -> None:
        self._count()
        self._measure(text or "")

    def close(self) -> None:
        """Return nothing: that the end was reached says all."""

    def _count(self) -> None:
        self._parts += 1
        if self._parts > self._most:
            raise _BeyondError(f"it has more than {self._most} elements and comments")

    def _measure(self, text: str | bytes) -> None:
        if len(text) > _LONGEST_COMMENT:
            raise _BeyondError(f"a comment, or what has no end, is longer than {_LONGEST_COMMENT} characters")
