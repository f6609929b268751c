"""Find the elements of a list and of its entries, and name them by CSS selectors that find them again."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from cdetrack.sources.generic.outline import Link, Outline
from cdetrack.sources.generic.outline_builder import classes_of

_BLOCKS = frozenset(("li", "tr", "article", "section", "div", "p", "dd", "dt"))
_LANDMARKS = frozenset(("main", "nav", "aside", "header", "footer", "article", "section"))
"""Elements that a page has few of: their name alone says which."""
_NAME = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_")
_HIGHEST = 30
"""Ancestors searched for a name; bounds the time on deep pages."""
_NTH = ":nth-of-type("
_MOST_TWINS = 100
"""Elements with one selector that are told apart; bounds the time."""


def region_of(outline: Outline, links: Sequence[Link]) -> int:
    """Return the innermost element around all links."""
    first, last = links[0], links[-1]
    element = outline.parents[first.element]
    if len(links) == 1:
        element = max(block_around(outline, first.element), 0)
        element = outline.parents[element] if element > 0 else element
    return outline.around(element, last.start)


def block_around(outline: Outline, element: int) -> int:
    """Return the innermost block around an element, or that of the whole page."""
    element = outline.parents[element]
    while element > 0 and outline.tags[element].name not in _BLOCKS:
        element = outline.parents[element]
    return element


def item_around(outline: Outline, region: int, link: Link, starts: Sequence[int]) -> int:
    """Return the outermost element below `region` that holds this link and no other of the list.

    `starts` are the positions of the list's links.
    """
    element = link.element
    while (parent := outline.parents[element]) >= 0 and parent != region:
        lo, hi = outline.starts[parent], outline.ends[parent]
        if bisect_left(starts, hi) - bisect_left(starts, lo) > 1:
            break
        element = parent
    return element


def of_one_name(outline: Outline, items: Sequence[int]) -> list[int]:
    """Return the elements with the most frequent name among these."""
    name, _ = Counter(outline.tags[item].name for item in items).most_common(1)[0]
    return [item for item in items if outline.tags[item].name == name]


def selector_of(outline: Outline, elements: Iterable[int]) -> str:
    """Return a CSS selector for elements of one name: with the id of a single one, else a class that all share."""
    tags = [outline.tags[element] for element in elements]
    name, identity = tags[0].name, tags[0].get("id")
    if len(tags) == 1 and isinstance(identity, str) and _is_plain(identity):
        return f"{name}#{identity}"
    shared = [each for each in classes_of(tags[0]) if all(each in classes_of(tag) for tag in tags) and _is_plain(each)]
    return f"{name}.{shared[0]}" if shared else str(name)


def place_of(outline: Outline, element: int, *, alone: bool = False) -> str:
    """Return a CSS selector for an element: its own, behind that of the nearest one around it with a name.

    Where others have the same, that of an element around this one alone stands before it, or its number is added.
    With `alone`, those of the elements around it are, where others have the same number: any change around moves it.
    """
    places = _places(outline)
    place = places[element]
    twins = [each for each, other in enumerate(places) if other == place and each != element][:_MOST_TWINS]
    if not twins:
        return place
    around = list(islice(_around(outline, element), _HIGHEST))
    numbered = [_numbered(outline, each) for each in around]
    # Behind the name that the selector begins with are the elements inside of the one with that name.
    named = next((at for at, each in enumerate(around) if _name_of(outline, each)), 0)
    inside = 0 if _name_of(outline, element) else named
    names = [*filter(None, (_name_of(outline, each) for each in around)), *numbered[inside:], *numbered[:inside]]
    for outer in names:
        if not any(_is_inside(outline, twin, outer) for twin in twins):
            nearest, _, own = place.rpartition(" ")
            return f"{nearest} {outer} {own}" if outer in numbered[:inside] else f"{outer} {place}"
    number = _number_of(outline, element)
    alone = alone and any(_number_of(outline, twin) == number for twin in twins)
    return (alone and _way_to(outline, element, twins)) or f"{place}{_NTH}{number})"


def _way_to(outline: Outline, element: int, twins: Sequence[int]) -> str:
    """Return the shortest selector by the elements around one, with their numbers, that no twin has; empty without."""
    ways = [[twin, *islice(_around(outline, twin), _HIGHEST)] for twin in twins]
    steps: list[str] = []
    for at, each in enumerate((element, *islice(_around(outline, element), _HIGHEST))):
        steps.insert(0, _numbered(outline, each))
        ways = [way for way in ways if at < len(way) and _numbered(outline, way[at]) == steps[0]]
        if not ways:
            return " > ".join(steps)
    return ""


def _numbered(outline: Outline, element: int) -> str:
    return f"{selector_of(outline, [element])}{_NTH}{_number_of(outline, element)})"


def elements_at(outline: Outline, place: str) -> Iterator[int]:
    """Yield the elements with such a selector, in document order."""
    name, number = place, ""
    if place.endswith(")"):
        name, _, number = place.removesuffix(")").rpartition(_NTH)
    for element, own in enumerate(_places(outline)):
        outer = _outer_of(name, own)
        if (
            outer is not None
            and (not outer or _is_inside(outline, element, outer))
            and (not number or number == str(_number_of(outline, element)))
        ):
            yield element


def _outer_of(name: str, own: str) -> str | None:
    """Return the selector before an element's own one, or between its two parts; None if the own one is not there."""
    if name == own or name.endswith(f" {own}"):
        return name.removesuffix(own)[:-1]
    nearest, _, last = own.rpartition(" ")
    is_between = nearest and name.startswith(f"{nearest} ") and name.endswith(f" {last}")
    return name[len(nearest) + 1 : -len(last) - 1] if is_between else None


def _is_inside(outline: Outline, element: int, outer: str) -> bool:
    """Return True if an element with this name, or with this number among its siblings, is around another."""
    return any(_has_name(outline, each, outer) for each in islice(_around(outline, element), _HIGHEST))


def _has_name(outline: Outline, element: int, name: str) -> bool:
    """Return True if an element has such a selector, and the number in it, if there is one."""
    own, _, number = name.partition(_NTH)
    return selector_of(outline, [element]) == own and (not number or number == f"{_number_of(outline, element)})")


def _around(outline: Outline, element: int) -> Iterator[int]:
    """Yield the elements around one, without that of the whole page."""
    while (element := outline.parents[element]) > 0:
        yield element


def _number_of(outline: Outline, element: int) -> int:
    """Return the number of an element among the children of its parent with its tag, from 1."""
    parent, name = outline.parents[element], outline.tags[element].name
    siblings = range(max(parent, 0) + 1, element)
    return 1 + sum(outline.parents[each] == parent and outline.tags[each].name == name for each in siblings)


def _places(outline: Outline) -> list[str]:
    """Return a CSS selector for each element, which others may have as well: that of its kind, in the nearest name."""
    if not outline.places:
        nearest: list[str] = []
        for element, parent in enumerate(outline.parents):
            outer = nearest[parent] if parent >= 0 else ""
            name = _name_of(outline, element)
            own = name or selector_of(outline, [element])
            outline.places.append(own if name or not outer else f"{outer} {own}")
            nearest.append((name or outer) if element > 0 else "")
    return outline.places


def _name_of(outline: Outline, element: int) -> str:
    """Return the selector of an element that a page has few of, or that has a name; empty for any other."""
    own = selector_of(outline, [element])
    return own if not own.isalnum() or outline.tags[element].name in _LANDMARKS else ""


def _is_plain(name: str) -> bool:
    return name[:1].isalpha() and _NAME.issuperset(name)
