"""Enumerate the kinds of repeated blocks with a link and without a date: entries whose dates stand outside of them."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from cdetrack.sources.generic.blocks import FEWEST, has_date, largest, with_links
from cdetrack.sources.generic.days_in_titles import days_beside_titles
from cdetrack.sources.generic.entry_links import annexes
from cdetrack.sources.generic.outline import Link, Outline
from cdetrack.sources.generic.row_reader import RowReader
from cdetrack.sources.generic.title_check import is_title
from cdetrack.sources.generic.unlinked_blocks import ITEMS

_TABLE = ("table", "tbody", "thead", "tr")
_FAR = 300
"""Characters from a link to the beginning of its line; bounds the time."""


def undated_blocks(outline: Outline, reader: RowReader, most: int) -> Iterator[list[int]]:
    """Yield the elements of each kind of block with a link and without a date, the largest kinds first."""
    # Group by kind on the whole page, and by kind within a parent: a footer's links may be of the same kind. Lines of
    # links go on in the next column, whatever its kind.
    groups: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    beside = days_beside_titles(outline)
    for element in with_links(outline):
        held = outline.dates_between(outline.starts[element], outline.ends[element])
        if beside[held.start] == beside[held.stop]:
            parent = outline.parents[element]
            path = outline.paths[element]
            groups[path, -1].append(element)
            if outline.tags[element].name == "a" and (block := _around_columns(outline, element)) >= 0:
                groups[-1, block].append(element)
            if parent >= 0:
                groups[path, parent].append(element)
                if outline.parents[parent] >= 0:
                    groups[path, outline.parents[parent]].append(element)
    for key, elements in groups.items():
        bare = [element for element in elements if not has_date(outline, element)]
        if bare and not any(_is_titled(outline, reader, element) for element in bare):
            groups[key] = bare
    items = Counter(outline.parents[element] for element, tag in enumerate(outline.tags) if tag.name in ITEMS)
    apart = (elements for elements in groups.values() if elements and not _are_lists(outline, elements, items))
    for elements in largest(apart, outline.link_starts, outline, most):
        yield _without_annexes(outline, elements)


def _around_columns(outline: Outline, element: int) -> int:
    """Return the block around the tables with a cell of lines in which a link is; -1 outside of such cells."""
    cell = outline.cell_of(element)
    if cell < 0 or len(outline.dates_between(outline.starts[cell], outline.ends[cell])) < FEWEST:
        return -1
    block = outline.parents[cell]
    while block >= 0 and (outline.columns[block] >= 0 or outline.tags[block].name in _TABLE):
        block = outline.parents[block]
    return block


def _without_annexes(outline: Outline, elements: list[int]) -> list[int]:
    """Leave out the links to files of the entry in whose line they are."""
    links = [outline.links[outline.links_between(outline.starts[one], outline.ends[one])[0]] for one in elements]
    lines: defaultdict[int, list[Link]] = defaultdict(list)
    for link in links:
        lines[outline.text.rfind("\n", max(0, link.start - _FAR), link.start)].append(link)
    extra = set(annexes(outline, list(lines.values())))
    return [element for element, link in zip(elements, links, strict=True) if link not in extra]


def _is_titled(outline: Outline, reader: RowReader, element: int) -> bool:
    """Return True if the words of a block's first link are a title."""
    first = outline.links_between(outline.starts[element], outline.ends[element])[0]
    return is_title(reader.text_of(outline.links[first]))


def _are_lists(outline: Outline, elements: list[int], items: Mapping[int, int]) -> bool:
    """Return True if the blocks hold items, here more and there fewer: each is the list of a day, and no entry.

    An equal number of items are the parts of an entry. `items` are the numbers of items by the element around them.
    """
    counts: set[int] = set()
    for element in elements:
        inner = outline.links[outline.links_between(outline.starts[element], outline.ends[element])[0]].element
        while inner > element and outline.tags[inner].name not in ITEMS:
            inner = outline.parents[inner]
        if inner <= element:
            return False
        counts.add(items[outline.parents[inner]])
    return len(counts) > 1
