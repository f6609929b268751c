"""Refuse markup that takes more than linear time or memory to parse, in one pass over its tags.

The costly cases: lxml's tree needs the square of the number of an element's attributes; its incremental parsers
start again after each very long comment; bs4 needs the square of the depth, and ten times lxml's time for each
element. This pass builds no tree: it takes a second or two for the largest page that is fetched.
"""

from typing import Any

from lxml import etree

from cdetrack.errors import UnreadableError

_MOST_PARTS = 1_000_000
"""Elements and comments of one page; a listing of fifty thousand notices has a third of that."""
_ATTRIBUTES = 256
_LONGEST_COMMENT = 1024 * 1024
"""Characters. An unclosed comment reaches to the end of the page."""

_MARKS = 5
"""`<` and `&` for each element: each one that begins no markup becomes a text node of its own."""


def check_markup(content: bytes, name: str, *, most: int = _MOST_PARTS, deepest: int | None = None) -> None:
    """Raise UnreadableError for HTML, in UTF-8, beyond the limits of any listing.

    `name` is the page's name in messages, `most` the limit of elements and comments, `deepest` that of nesting.
    """
    # Without a `data` method, which lxml would call for each text node.
    target: Any = _Counting(most) if deepest is None else _CountingInDepth(most, deepest)
    parser = etree.HTMLParser(target=target, encoding="utf-8", huge_tree=True)
    if content.count(b"<") + content.count(b"&") > _MARKS * most:
        raise _refused(name, f"it has more than {_MARKS * most} `<` and `&`")
    try:
        # In one piece: `feed` has the quadratic cost described above.
        etree.fromstring(content, parser)
    except _BeyondError as error:
        raise _refused(name, str(error)) from error
    except (etree.LxmlError, ValueError):
        pass  # the parser of the page reports it


def _refused(name: str, why: str) -> UnreadableError:
    return UnreadableError(
        f"{name} is not a listing: {why}", hint="the page is broken or hostile: save it from a browser"
    )


class _BeyondError(Exception):
    """The page exceeds a limit."""


class _Counting:
    """A target for lxml's parser that counts elements and comments, and stops it beyond the limits."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._parts = 0

    def start(self, _tag: str | bytes, attributes: dict[str | bytes, str | bytes], /) -> None:
        self._count()
        if len(attributes) > _ATTRIBUTES:
            raise _BeyondError(f"an element has more than {_ATTRIBUTES} attributes")

    def comment(self, text: str | bytes, /) -> None:
        self._count()
        self._measure(text)

    def pi(self, _target: str | bytes, text: str | bytes | None = None, /) -> None:
        self._count()
        self._measure(text or "")

    def close(self) -> None:
        """Return nothing: the page was read to its end within the limits."""

    def _count(self) -> None:
        self._parts += 1
        if self._parts > self._most:
            raise _BeyondError(f"it has more than {self._most} elements and comments")

    def _measure(self, text: str | bytes) -> None:
        if len(text) > _LONGEST_COMMENT:
            raise _BeyondError(f"a comment, closed or not, is longer than {_LONGEST_COMMENT} characters")


class _CountingInDepth(_Counting):
    """The same, with a limit of depth: lxml calls `end` for each element, which takes a third of the time."""

    def __init__(self, most: int, deepest: int) -> None:
        super().__init__(most)
        self._deepest = deepest
        self._depth = 0

    def start(self, tag: str | bytes, attributes: dict[str | bytes, str | bytes], /) -> None:
        super().start(tag, attributes)
        self._depth += 1
        if self._depth > self._deepest:
            raise _BeyondError(f"its elements are nested too deep, more than {self._deepest} in each other")

    def end(self, _tag: str | bytes, /) -> None:
        self._depth -= 1
