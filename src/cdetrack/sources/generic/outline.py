"""The outline of a page: one text, with the positions of its elements, links and dates.

All other modules work on positions in this text: time is linear in the length of the page, and deep nesting cannot
exhaust the stack.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from bs4 import Tag

from cdetrack.model.record import DateOrder
from cdetrack.text.dates.finding import Mention

PLAIN_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
EDGE = "\x1f"
"""The boundary between two inline elements: white space to a pattern, invisible to a reader."""


@dataclass(frozen=True, slots=True)
class Link:
    """An `a` with `href`, or a block with an `onclick`.

    `start` and `end` are positions in the text, `element` is an index in the outline.
    """

    start: int
    end: int
    href: str
    element: int
    scripted: bool = False
    """True for a link without an address (`#`, `javascript:`); its `href` is then only a unique key."""


@dataclass(slots=True)
class Outline:
    """A page as one text; the lists from `tags` to `navigation` have one item for each element, in document order.

    `paths` has an element's kind as a number, by the tags, classes and columns from the root down, `tag_paths` by the
    tags alone: elements with equal numbers repeat each other. `navigation` marks menus, sidebars and footers.
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
    called_menus: list[int] = field(default_factory=list)
    """The outermost elements that are marked as menus only because a class says so."""
    has_boxes: bool = False
    """Boxes beside the listing are marked as menus because of their headings."""
    links: list[Link] = field(default_factory=list)
    scripted: list[Link] = field(default_factory=list)
    """Links that only a script follows; used only on a page without another list."""
    scripts: list[str] = field(default_factory=list)
    every_link: list[Link] = field(default_factory=list)
    """All links, including those of menus and pagers."""
    dates: list[tuple[Mention, str]] = field(default_factory=list)
    """The dates with their ISO days, in text order, read in the page's order of day and month."""
    every_date: list[int] = field(default_factory=list)
    """The starts of all dates, including those in menus."""
    mains: list[int] = field(default_factory=list)
    date_order: DateOrder | None = None
    """The order of day and month, if one of the page's dates proves it."""
    open_order: bool = False
    """True if neither the page nor the source settles the order of day and month."""
    periods: int = 0
    """The number of days that begin or end a period, and date nothing."""
    base: str | None = None
    canonical: str | None = None
    address: str | None = None
    """The address of the page, given or canonical."""
    names: list[str] = field(default_factory=list)
    """The title and the main headings of the page, in lower case."""
    called: list[str] = field(default_factory=list)
    """The words by which the user calls its listing, in lower case."""
    link_starts: list[int] = field(default_factory=list)
    date_starts: list[int] = field(default_factory=list)
    chunk_starts: list[int] = field(default_factory=list)
    chunk_elements: list[int] = field(default_factory=list)

    title_points: dict[int, int] = field(default_factory=dict)
    """By path, whether the classes call an element a title; a cache of `title_classes`."""

    places: list[str] = field(default_factory=list)
    """By element, a CSS selector; a cache of `places`."""

    _by_path: dict[int, list[int]] = field(default_factory=dict)

    def by_path(self, path: int) -> list[int]:
        """Return the elements with this path, in document order."""
        if not self._by_path:
            for element, own in enumerate(self.paths):
                self._by_path.setdefault(own, []).append(element)
        return self._by_path.get(path, [])

    def headings(self) -> list[int]:
        """Return the headings outside of menus, in document order."""
        return [at for at, tag in enumerate(self.tags) if tag.name in PLAIN_HEADINGS and not self.navigation[at]]

    def is_named(self, heading: str) -> bool:
        """Return True if a heading is the name of the page or of the user's source, or a part of it."""
        known = len(heading) > 1 and any(heading.casefold() in name for name in self.names)
        return known or self.is_called(heading)

    def is_called(self, heading: str) -> bool:
        """Return True if a heading has the name of the user's source, or is a part of it."""
        folded = heading.casefold()
        return any(_has_words(folded, name) or _has_words(name, folded) for name in self.called)

    def element_at(self, position: int) -> int:
        """Return the innermost element that contains this position."""
        at = bisect_right(self.chunk_starts, position) - 1
        return self.chunk_elements[at] if at >= 0 else 0

    def around(self, element: int, position: int) -> int:
        """Return the innermost of an element and its ancestors that reaches beyond a position."""
        while element > 0 and self.ends[element] <= position:
            element = self.parents[element]
        return max(element, 0)

    def cell_of(self, element: int) -> int:
        """Return the innermost cell of a table that is or holds this element; -1 outside of tables."""
        while element >= 0 and self.columns[element] < 0:
            element = self.parents[element]
        return element

    def dates_between(self, start: int, end: int) -> range:
        """Return the indices of the dates that begin between two positions."""
        return range(bisect_left(self.date_starts, start), bisect_left(self.date_starts, end))

    def links_between(self, start: int, end: int) -> range:
        """Return the indices of the links that begin between two positions."""
        return range(bisect_left(self.link_starts, start), bisect_left(self.link_starts, end))

    def lines_between(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the start and the end of each line between two positions."""
        while start < end:
            stop = self.text.find("\n", start, end)
            stop = end if stop < 0 else stop
            yield start, stop
            start = stop + 1

    def first_shown(self, start: int, end: int) -> int:
        """Return the position of the first character between two positions that is no white space or boundary."""
        text = self.text[start:end]
        return start + len(text) - len(text.lstrip())

    def clean(self, start: int, end: int) -> str:
        """Return the text between two positions, without boundaries and with white space folded."""
        return " ".join(self.text[start:end].replace(EDGE, "").split())


def _has_words(text: str, words: str) -> bool:
    """Return True if a text has these words; those of scripts without spaces may stand anywhere in it."""
    return len(words) > 1 and words in text and (not words.isascii() or f" {words} " in f" {text} ")


def in_heading(outline: Outline, element: int) -> bool:
    """Return True if an element is a heading, or inside one."""
    for _ in range(3):
        if element >= 0 and outline.tags[element].name in PLAIN_HEADINGS:
            return True
        element = outline.parents[element] if element >= 0 else -1
    return False
