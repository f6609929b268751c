"""Build a page's outline from its soup in document order, without recursion, and mark its navigation."""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Set as AbstractSet
from itertools import zip_longest

from bs4 import BeautifulSoup, NavigableString, Tag

from cdetrack.sources.generic.badges import is_badge
from cdetrack.sources.generic.outline import EDGE, Link, Outline
from cdetrack.sources.page_scripts import address_in, words_of_script

_DEEPEST = 1000
"""Elements nested deeper share the record of their ancestor: paths need memory for each level."""
INLINE = frozenset(
    [
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "dfn", "em", "font", "i", "img"),
        *("ins", "kbd", "label", "mark", "nobr", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup"),
        *("time", "tt", "u", "var", "wbr"),
    ]
)
_SILENT = frozenset(["noscript", "option", "script", "select", "style", "svg", "template", "textarea", "title"])
_UNSEEN = frozenset(
    ("sr-only", "visually-hidden", "visuallyhidden", "element-invisible", "screen-reader-text", "govuk-visually-hidden")
)
_MENU_ROLES = frozenset(("banner", "complementary", "contentinfo", "menu", "menubar", "navigation", "search"))
_MENU_WORDS = frozenset(
    [
        *("aside", "breadcrumb", "breadcrumbs", "cookie", "footer", "menu", "navbar", "navigation", "nav", "pager"),
        *("pagination", "sidebar", "sidenav"),
    ]
)
_PART_WORDS = frozenset(("aside", "footer", "sidebar"))
_HEADING = re.compile(r"h[1-6]")
"""The first of several cards often has a larger heading: their levels make no difference."""
_OFTEN = 3
"""Elements of one kind from this number on are cards, and their footers are not the page's."""
_WORD_ENDS = re.compile(r"[-_\d]+")
_MAIN_IDS = frozenset(("content", "main", "main-content", "maincontent"))
_ROW_TAGS = frozenset(("table", "tbody", "thead", "tr", "td", "th"))
_CHANGING = frozenset(["active", "alt", "alternate", "current", "even", "first", "last", "new", "odd", "selected"])
_HOLDERS = {
    "tr": (("tr",), ("table",)),
    "li": (("li",), ("ul", "ol", "menu")),
    "dt": (("dt", "dd"), ("dl",)),
    "dd": (("dt", "dd"), ("dl",)),
}
"""For each tag: the tags that it closes when it begins, and the containers that stop the search for them."""
_NEAR = 40
"""Open elements searched for an unclosed row; bounds the time."""
_CLICKED = frozenset(("article", "div", "li", "section", "td", "tr"))
"""The blocks whose `onclick` may be the link of an entry."""
_PICTURES = ("i", "img", "object", "picture", "svg")
"""What a link without words may show."""
_SCHEMES = ("#", "javascript:", "mailto:", "tel:", "data:", "about:")
_SCRIPTED = ("#", "javascript:")
_BEFORE_QUERY = re.compile(r"[^?#]*")
_MOST_OF_THE_TEXT = 0.85
"""An element with this share of the page's text is content, even if its class says menu."""


def outline_of(soup: BeautifulSoup) -> Outline:
    """Return the page's outline with its text, elements and links, navigation marked; the dates are still empty."""
    outline = _OutlineBuilder().run(soup)
    mark_navigation(outline)
    return outline


class _OutlineBuilder:
    """Builds an outline from a soup, in document order, without recursion."""

    def __init__(self) -> None:
        self.outline = Outline()
        self.links: list[Link] = []
        self.pieces: list[str] = []
        self.length = 0
        self.known: dict[tuple[int, str], int] = {}
        self.open: list[tuple[Tag, int]] = []
        """The open tags with their elements; a tag nested too deep has the element of its nearest recorded ancestor."""
        self.cells: defaultdict[int, int] = defaultdict(int)
        self.in_pre = 0
        self.in_link = 0
        self.unclosed: dict[int, int] = {}
        """The element of each open link, with the link's index."""

    def run(self, soup: BeautifulSoup) -> Outline:
        skip_until: object = None
        for node in soup.descendants:
            if skip_until is not None:
                if node is not skip_until:
                    continue
                skip_until = None
            self._close_until(node.parent)
            if isinstance(node, Tag):
                if node.name == "script" and node.string:
                    self.outline.scripts.append(node.string)
                    if self.open and (words := words_of_script(node.string)):
                        self._write(words)
                if node.name in _SILENT or self._is_unseen(node):
                    skip_until = _after(node)
                    if skip_until is None:
                        break
                    continue
                self._enter(node)
            elif type(node) is NavigableString and self.open:
                self._write(str(node))
        self._close_until(None)
        self.outline.text = "".join(self.pieces)
        links = self._without_unseen(self._without_holders())
        self.outline.links = [link for link in links if not link.scripted]
        self.outline.scripted = [link for link in links if link.scripted]
        return self.outline

    def _without_holders(self) -> list[Link]:
        """Return the links without blocks with an `onclick` that hold another link: that one is the entry's."""
        return [
            link
            for link, following in zip_longest(self.links, self.links[1:])
            if self.outline.tags[link.element].name == "a" or following is None or following.start >= link.end
        ]

    def _without_unseen(self, links: list[Link]) -> list[Link]:
        """Return the links without those that show nothing, and lead where another one with words leads.

        Editors leave such a link where somebody deleted the words of one.
        """
        text = self.outline.text
        empty = {link for link in links if not text[link.start : link.end].strip(f" \n{EDGE}")}
        named = {link.href for link in links if link not in empty}
        return [
            link
            for link in links
            if link not in empty or link.href not in named or self.outline.tags[link.element].find(_PICTURES)
        ]

    def _is_unseen(self, tag: Tag) -> bool:
        return not _UNSEEN.isdisjoint(classes_of(tag)) or is_badge(tag, in_link=self.in_link > 0)

    def _close_until(self, parent: object) -> None:
        while self.open and self.open[-1][0] is not parent:
            tag, element = self.open.pop()
            self.in_pre -= tag.name == "pre"
            self._separate(tag)
            self.outline.ends[element] = self.length
            self.in_link -= tag.name == "a"
            if self.outline.tags[element] is tag and (at := self.unclosed.pop(element, None)) is not None:
                link = self.links[at]
                self.links[at] = Link(link.start, self.length, link.href, element, link.scripted)

    def _enter(self, tag: Tag) -> None:
        self._separate(tag)
        self.in_pre += tag.name == "pre"
        self.in_link += tag.name == "a"
        if tag.name in _HOLDERS:
            self._end_last(tag.name)
        if len(self.open) >= _DEEPEST:
            self.open.append((tag, self.open[-1][1]))
            return
        out, element = self.outline, len(self.outline.tags)
        parent = self.open[-1][1] if self.open else -1
        column = -1
        if tag.name in ("td", "th"):
            column = self.cells[parent]
            span = str(tag.get("colspan", "1"))
            self.cells[parent] += int(span) if span in {str(n) for n in range(1, 30)} else 1
        out.tags.append(tag)
        out.parents.append(parent)
        out.starts.append(self.length)
        out.ends.append(self.length)
        out.columns.append(column)
        kind = f"{tag.name}#{column}" if column >= 0 else f"{tag.name}{kind_of(tag)}"
        out.paths.append(self._path(out.paths[parent] if parent >= 0 else -1, kind))
        out.tag_paths.append(
            self._path(out.tag_paths[parent] if parent >= 0 else -1, "/" + _HEADING.sub("h", tag.name))
        )
        self.open.append((tag, element))
        if link := _link_of(tag, self.length, element):
            self.unclosed[element] = len(self.links)
            self.links.append(link)
            # Give every link a position of its own, even one around an image.
            self._append(EDGE, element)
        elif tag.name == "time" or (tag.name == "meta" and tag.get("itemprop")):
            # Likewise for a date that is only in the attribute.
            self._append(EDGE, element)
        elif tag.name == "main" or tag.get("role") == "main" or tag.get("id") in _MAIN_IDS:
            out.mains.append(element)

    def _end_last(self, name: str) -> None:
        """Close the open row or item before the next one: an unclosed `font` nests them."""
        alike, holders = _HOLDERS[name]
        for at in range(len(self.open) - 1, max(-1, len(self.open) - _NEAR), -1):
            tag, element = self.open[at]
            if tag.name in holders:
                return
            if tag.name in alike:
                outer = self.outline.parents[element]
                for inner in range(at, len(self.open)):
                    self.outline.ends[self.open[inner][1]] = self.length
                    self.open[inner] = (self.open[inner][0], outer)
                return

    def _path(self, parent: int, kind: str) -> int:
        return self.known.setdefault((parent, kind), len(self.known))

    def _separate(self, tag: Tag) -> None:
        wanted = EDGE if tag.name in INLINE else "\n"
        last = self.pieces[-1][-1] if self.pieces else "\n"
        if last not in ("\n", wanted):
            self._append(wanted, None)

    def _write(self, text: str) -> None:
        # Keep line breaks inside `pre`.
        folded = re.sub(r"[^\S\n]+" if self.in_pre else r"\s+", " ", text)
        if self.pieces and self.pieces[-1][-1] in " \n":
            folded = folded.removeprefix(" ")
        if folded:
            self._append(folded, self.open[-1][1])

    def _append(self, text: str, element: int | None) -> None:
        if element is not None:
            self.outline.chunk_starts.append(self.length)
            self.outline.chunk_elements.append(element)
        self.pieces.append(text)
        self.length += len(text)


def _slashed(href: str) -> str:
    r"""Return an address with the slashes that browsers make of backslashes before its query: `/2026\1127\a.htm`."""
    if "\\" not in href or href.casefold().startswith(_SCHEMES):
        return href
    return _BEFORE_QUERY.sub(lambda found: found[0].replace("\\", "/"), href, count=1)


def _link_of(tag: Tag, start: int, element: int) -> Link | None:
    """Return the link of an `a`, or of a block with an `onclick` to an address; None for schemes such as `mailto:`."""
    if tag.name != "a":
        address = address_in(str(tag.get("onclick") or ""), by_call=False) if tag.name in _CLICKED else None
        return Link(start, start, address, element) if address else None
    href = tag.get("href", "" if tag.get("onclick") else None)
    if not isinstance(href, str):
        return None
    href = _slashed(href.strip())
    folded = href.casefold()
    if href and not folded.startswith(_SCHEMES):
        return Link(start, start, href, element)
    if folded in ("", "#") or folded.startswith(_SCRIPTED):
        script = href if folded.startswith("javascript:") else ""
        if address := address_in(f"{script};{tag.get('onclick') or ''}"):
            return Link(start, start, address, element)
        return Link(start, start, f"#{element}", element, scripted=True)
    return None


def _after(tag: Tag) -> object:
    """Return the first node after the element and its descendants."""
    node: Tag | None = tag
    while node is not None:
        if node.next_sibling is not None:
            return node.next_sibling
        node = node.parent
    return None


def classes_of(tag: Tag) -> list[str]:
    """Return an element's classes as a list, whether the parser has a string or a list."""
    value = tag.get("class")
    return [value] if isinstance(value, str) else list(value or ())


def kind_of(tag: Tag) -> str:
    """Return an element's classes without those that differ between repetitions, such as `odd` and `first`."""
    if tag.name in _ROW_TAGS and tag.name != "table":
        return ""
    names = {re.sub(r"\d+", "", name) for name in classes_of(tag)[:12]}
    return "".join(f".{name}" for name in sorted(names) if name.casefold() not in _CHANGING)


def mark_navigation(outline: Outline, *, exempt: AbstractSet[int] = frozenset()) -> None:
    """Mark menus, sidebars and footers; a class name alone does not mark an element with most of the page's text.

    `exempt` are elements that are no menus although a class calls them so.
    """
    headings = [outline.starts[i] for i, tag in enumerate(outline.tags) if tag.name in ("h1", "main")]
    enough = len(outline.text) * _MOST_OF_THE_TEXT
    parts = [tag.name in _PART_WORDS or _is_called(tag, _PART_WORDS) for tag in outline.tags]
    footers = Counter(_place_and_kind(outline, element) for element, is_part in enumerate(parts) if is_part)
    outline.navigation, outline.called_menus = [], []
    for element, tag in enumerate(outline.tags):
        parent = outline.parents[element]
        start, end = outline.starts[element], outline.ends[element]
        navigation = parent >= 0 and outline.navigation[parent]
        if not navigation and tag.name not in ("html", "body", "main", "a"):
            # A repeated footer belongs to a card, not to the page; a class may mark one of the cards.
            is_own = not parts[element] or footers[_place_and_kind(outline, element)] < _OFTEN
            words = _MENU_WORDS if is_own else _MENU_WORDS - _PART_WORDS
            navigation = tag.name in words or str(tag.get("role", "")).casefold() in _MENU_ROLES
            if not navigation and element not in exempt and _is_called(tag, words):
                holds_main = bisect_left(headings, start) < bisect_left(headings, end)
                navigation = not holds_main and end - start < enough
                if navigation and not parts[element]:
                    outline.called_menus.append(element)
        outline.navigation.append(navigation)


def _place_and_kind(outline: Outline, element: int) -> tuple[int, str]:
    return outline.tag_paths[element], kind_of(outline.tags[element])


def _is_called(tag: Tag, words: frozenset[str]) -> bool:
    """Return True if a class or the id has one of the words; the part behind `--` is about its looks."""
    names = [*classes_of(tag)[:12], str(tag.get("id") or "")]
    return any(
        not words.isdisjoint(_WORD_ENDS.split(name[:80].partition("--")[0].replace("Nav", "-nav").casefold()))
        for name in names
    )
