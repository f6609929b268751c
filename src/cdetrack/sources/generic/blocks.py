"""Enumerate the repeated blocks of a page that contain a link and a date: the candidates for rows, not yet ranked."""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from cdetrack.sources.generic.days_in_titles import has_days_in_titles
from cdetrack.sources.generic.outline import PLAIN_HEADINGS, Outline
from cdetrack.sources.generic.outline_builder import INLINE, classes_of, kind_of
from cdetrack.sources.generic.row_reader import RowReader
from cdetrack.sources.generic.rows import Row
from cdetrack.text.links import folder_of

FEWEST = 2
"""A single block is no repetition."""
_BLOCKS = frozenset(("li", "tr", "article", "div", "p", "section"))
_BY_TAGS, _BY_CLASSES, _LINES = range(3)
_LINE = 300
"""Characters searched for the ends of a line around a link; bounds the time. No page changes from 150 to 600."""
_HIGHEST = 12
"""Ancestors whose classes are compared."""
_DIGITS = re.compile(r"\d+")
_DECORATION = frozenset(("b", "del", "em", "font", "i", "ins", "mark", "s", "small", "strike", "strong", "u"))
"""Elements around the words of single entries: an expired one is struck, a new one bold."""
_NEVER = frozenset(("html", "body", "head", "main"))


def dated_blocks(outline: Outline, most: int) -> Iterator[list[Row]]:
    """Yield the rows of each kind of block with a link and a date, the most frequent kind first."""
    groups: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for element in with_links(outline):
        if has_date(outline, element):
            groups[_BY_TAGS, outline.tag_paths[element]].append(element)
            groups[_BY_CLASSES, outline.paths[element]].append(element)
            if outline.tags[element].name == "a" and (block := _line_in(outline, element)) >= 0:
                groups[_LINES, block].append(element)
    for (sort, _), elements in groups.items():
        if sort == _BY_TAGS:
            elements[:] = _of_a_shape(outline, elements)
    # Of nested blocks with the same dates, take the outermost: it has more of the entry's text.
    for elements in largest(groups.values(), outline.date_starts, outline, most):
        yield _with_followers(outline, elements)


def _line_in(outline: Outline, element: int) -> int:
    """Return the block in which a link fills a line, inline elements around it aside; -1 if it does not fill one."""
    text = outline.text
    left = text.rfind("\n", max(0, outline.starts[element] - _LINE), outline.starts[element]) + 1
    right = text.find("\n", outline.ends[element], outline.ends[element] + _LINE)
    if right < 0 or outline.clean(left, right) != outline.clean(outline.starts[element], outline.ends[element]):
        return -1
    block = outline.parents[element]
    while block >= 0 and outline.tags[block].name in INLINE:
        block = outline.parents[block]
    return block


def lone_rows(outline: Outline, reader: RowReader) -> Iterator[Row]:
    """Yield the only dated row of each table with column headers.

    A page with another such table whose dates have no links is the record of one matter, such as a case of a court.
    """
    rows: list[int] = []
    apart: set[int] = set()
    for element, tag in enumerate(outline.tags):
        if tag.name == "tr" and has_date(outline, element) and reader.date_context.headers.has(element):
            if not has_link(outline, element):
                apart.add(outline.parents[element])
            elif not outline.navigation[element]:
                rows.append(element)
    parents = Counter(outline.parents[row] for row in rows)
    if apart - parents.keys():
        return
    for row in rows:
        if parents[outline.parents[row]] == 1 and len(_cells(outline, row)) > 1:
            yield Row(outline.starts[row], outline.ends[row], element=row)


def single_blocks(outline: Outline) -> Iterator[Row]:
    """Yield the innermost blocks with a link and a date, one by one."""
    holding = [one for one in with_links(outline) if has_date(outline, one) and outline.tags[one].name in _BLOCKS]
    outer = {outline.parents[one] for one in holding}
    for one in holding:
        if one not in outer:
            yield Row(outline.starts[one], outline.ends[one], element=one)


def with_links(outline: Outline) -> Iterator[int]:
    """Yield the elements outside navigation that contain a link."""
    for element, tag in enumerate(outline.tags):
        if not outline.navigation[element] and tag.name not in _NEVER and has_link(outline, element):
            yield element


def largest(groups: Iterable[list[int]], starts: list[int], outline: Outline, most: int) -> Iterator[list[int]]:
    """Yield the largest groups of elements; of groups with the same dates or links only the outermost."""
    seen: set[tuple[int, ...]] = set()
    for elements in sorted(groups, key=lambda group: (-len(group), group[0])):
        if len(seen) == most or len(elements) < FEWEST:
            return
        key = tuple(bisect_left(starts, outline.starts[element]) for element in elements)
        if key not in seen:
            seen.add(key)
            yield elements


def _of_a_shape(outline: Outline, elements: list[int]) -> list[int]:
    """Drop blocks with equal tags but other classes, or with the link or date in another place."""
    usual, _ = Counter(outline.paths[element] for element in elements).most_common(1)[0]
    typical = [element for element in elements if outline.paths[element] == usual]
    shapes = {_shape(outline, element) for element in typical}
    parents = {outline.parents[element] for element in typical}
    classes = set(classes_of(outline.tags[typical[0]]))
    places = {_place_of_link(outline, element) for element in typical}
    return [
        element
        for element in elements
        if _shape(outline, element) in shapes
        and (
            outline.parents[element] in parents
            or (
                _share(classes, set(classes_of(outline.tags[element])))
                and (_place_of_link(outline, element) in places or not _is_elsewhere(outline, element, typical[0]))
            )
        )
    ]


def _place_of_link(outline: Outline, element: int) -> str:
    """Return the place that the first link of a block leads to, without numbers."""
    first = outline.links_between(outline.starts[element], outline.ends[element])[0]
    return _DIGITS.sub("0", folder_of(outline.links[first].href))


def _is_elsewhere(outline: Outline, element: int, other: int) -> bool:
    """Return True if two blocks with equal tags are in parts of the page whose classes have no word in common."""
    for _ in range(_HIGHEST):
        element, other = outline.parents[element], outline.parents[other]
        if element == other or element < 0:
            return False
        if not _share(_words_of(outline, element), _words_of(outline, other)):
            return True
    return False


def _words_of(outline: Outline, element: int) -> set[str]:
    return set(kind_of(outline.tags[element]).split(".")[1:])


def _share(one: set[str], other: set[str]) -> bool:
    return not one or not other or not one.isdisjoint(other)


def _shape(outline: Outline, element: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the elements around the block's first link and first date."""
    lo, hi = outline.starts[element], outline.ends[element]
    link = outline.links[outline.links_between(lo, hi)[0]].element
    dated = outline.element_at(outline.date_starts[outline.dates_between(lo, hi)[0]])
    return _way(outline, element, link), _way(outline, element, dated)


def _way(outline: Outline, block: int, element: int) -> tuple[str, ...]:
    """Return the tags from an element up to its block, without those that only strike or mark the words."""
    tags: list[str] = []
    while element > block:
        if (name := outline.tags[element].name) not in _DECORATION:
            tags.append("h" if name in PLAIN_HEADINGS else name)
        element = outline.parents[element]
    return tuple(tags)


def spans_of(outline: Outline, elements: list[int]) -> list[tuple[int, int]]:
    """Return the start and end of each element in the text."""
    return [(outline.starts[element], outline.ends[element]) for element in elements]


def _with_followers(outline: Outline, elements: list[int]) -> list[Row]:
    """Return the rows, including table rows that share the date in a cell above."""
    if outline.tags[elements[0]].name != "tr":
        return [Row(outline.starts[one], outline.ends[one], element=one) for one in elements]
    dated, parents = set(elements), {outline.parents[element] for element in elements}
    rows: list[Row] = []
    above: dict[int, list[int]] = {}
    for element in range(elements[0], len(outline.tags)):
        parent = outline.parents[element]
        if parent not in parents or outline.tags[element].name != "tr" or outline.navigation[element]:
            continue
        start, end = outline.starts[element], outline.ends[element]
        if (
            parent in above
            and has_link(outline, element)
            and has_days_in_titles(outline, element)
            and _leaves_out(outline, element, above[parent])
        ):
            rows.append(Row(start, end, follows=True, element=element))
        elif element in dated:
            above[parent] = _cells(outline, element)
            rows.append(Row(start, end, element=element))
    return rows


def _leaves_out(outline: Outline, row: int, above: list[int]) -> bool:
    """Return True if the row shares the date above: its own cell is empty, or missing under a `rowspan`."""
    cells = _cells(outline, row)
    if len(cells) < len(above):
        return any(outline.tags[cell].get("rowspan", "1") != "1" and has_date(outline, cell) for cell in above)
    return any(
        has_date(outline, upper) and not outline.clean(outline.starts[cell], outline.ends[cell])
        for upper, cell in zip(above, cells, strict=False)
    )


def _cells(outline: Outline, row: int) -> list[int]:
    found: list[int] = []
    for element in range(row + 1, len(outline.tags)):
        if outline.starts[element] >= outline.ends[row]:
            break
        if outline.parents[element] == row and outline.columns[element] >= 0:
            found.append(element)
    return found


def has_link(outline: Outline, element: int) -> bool:
    """Return True if a link begins in the element."""
    return bool(outline.links_between(outline.starts[element], outline.ends[element]))


def has_date(outline: Outline, element: int) -> bool:
    """Return True if a date begins in the element."""
    return bool(outline.dates_between(outline.starts[element], outline.ends[element]))
