"""Hold a page as one text with positions: its elements, links and dates; judges nothing.

Everything that follows works on positions in that text, so that a page costs time in proportion to its length and
no depth of nesting can exhaust the stack.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from bs4 import Tag

from cdetrack.model.record import DateOrder
from cdetrack.text.dates.finding import Mention

EDGE = "\x1f"
"""Where one inline element touches the next: white space to a pattern, nothing to a reader."""


@dataclass(frozen=True, slots=True)
class Link:
    """An `a` with somewhere to go: `start` is its place in the text, `element` its place in the outline."""

    start: int
    end: int
    href: str
    element: int
    scripted: bool = False
    """It leads to no address: `#`, `javascript:`; its `href` only tells it from others."""


@dataclass(slots=True)
class Outline:
    """A page as one text; the lists run in parallel, one entry an element in document order.

    `paths` tells an element's kind by tags, classes and columns from the root down, `tag_paths` by tags alone:
    equal numbers are repetitions of each other. `navigation` is what lies in menus, sidebars and footers.
    """

    text: str = ""
    tags: list[Tag] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    paths: list[int] = field(default_factory=list)
    tag_paths: list[int] = field(default_factory=list)
    columns: list[int] = field(default_factory=list)
    navigation: list[bool] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    scripted: list[Link] = field(default_factory=list)
    """Links to scripts, which count only where there is no other list."""
    every_link: list[Link] = field(default_factory=list)
    """All, those of menus and pagers among them."""
    dates: list[tuple[Mention, str]] = field(default_factory=list)
    """Each with its day, as ISO, in the order that the page writes day and month."""
    mains: list[int] = field(default_factory=list)
    date_order: DateOrder | None = None
    """The order of day and month that one of the page's dates proves."""
    open_order: bool = False
    """Nothing proves the order, and no one told it."""
    base: str | None = None
    canonical: str | None = None
    link_starts: list[int] = field(default_factory=list)
    date_starts: list[int] = field(default_factory=list)
    chunk_starts: list[int] = field(default_factory=list)
    chunk_elements: list[int] = field(default_factory=list)

    _by_path: dict[int, list[int]] = field(default_factory=dict)

    def by_path(self, path: int) -> list[int]:
        """Return the elements of a kind, in document order."""
        if not self._by_path:
            for element, own in enumerate(self.paths):
                self._by_path.setdefault(own, []).append(element)
        return self._by_path.get(path, [])

    def element_at(self, position: int) -> int:
        """Return the innermost element that holds the text at this position."""
        at = bisect_right(self.chunk_starts, position) - 1
        return self.chunk_elements[at] if at >= 0 else 0

    def dates_between(self, start: int, end: int) -> range:
        """Return the indices of the dates that begin in this part of the text."""
        return range(bisect_left(self.date_starts, start), bisect_left(self.date_starts, end))

    def links_between(self, start: int, end: int) -> range:
        """Return the indices of the links that begin in this part of the text."""
        return range(bisect_left(self.link_starts, start), bisect_left(self.link_starts, end))

    def clean(self, start: int, end: int) -> str:
        """Return the text between two positions as a reader sees it, white space folded."""
        return " ".join(self.text[start:end].replace(EDGE, "").split())
