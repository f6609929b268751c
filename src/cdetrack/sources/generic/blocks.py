"""Enumerate the repeated blocks of a page that may be a listing's rows, with where each has its date; ranks nothing.

Three sorts: blocks that hold link and date; blocks between which the dates stand (`dt` and `dd`); blocks under
headings with a date.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from cdetrack.sources.generic.fields import Reader, Row
from cdetrack.sources.generic.outline import Outline
from cdetrack.sources.generic.walk import classes_of

FEWEST = 2
"""A single block repeats nothing."""
_NEVER = frozenset(("html", "body", "head", "main"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "caption", "th", "dt", "strong", "b", "legend", "summary"))
_ALTERNATING = 0.8
_LABELLED = 2
_FAR = 300
_CLIMB = 3


def dated_blocks(outline: Outline, most: int) -> Iterator[list[Row]]:
    """Yield the kinds of blocks that hold link and date, those with most blocks first."""
    groups: defaultdict[tuple[bool, int], list[int]] = defaultdict(list)
    for element in _with_links(outline):
        if _has_date(outline, element):
            groups[False, outline.tag_paths[element]].append(element)
            groups[True, outline.paths[element]].append(element)
    for (strict, _), elements in groups.items():
        if not strict:
            elements[:] = _of_a_shape(outline, elements)
    # Of blocks that hold the same dates the outermost is taken: more of the entry's text is in it.
    for elements in _largest(groups.values(), outline.date_starts, outline, most):
        yield _with_followers(outline, elements)


def blocks_between_dates(outline: Outline, most: int) -> Iterator[list[Row]]:
    """Yield the kinds of blocks that have a date before each, or after each, grown to hold it."""
    for elements in _undated(outline, most):
        if rows := _between(outline, _spans(outline, elements), _home(outline, elements)):
            yield rows


def blocks_under_dates(outline: Outline, reader: Reader, most: int) -> Iterator[list[Row]]:
    """Yield the kinds of blocks that follow headings with a date, each with the last such heading."""
    headings = [at for at in range(len(outline.dates)) if _can_head(outline, reader, at)]
    if not headings:
        return
    for elements in _undated(outline, most):
        if rows := _under(outline, _spans(outline, elements), _home(outline, elements), headings):
            yield rows


def lone_rows(outline: Outline, reader: Reader) -> Iterator[Row]:
    """Yield the row of each table with heads that has but one."""
    rows = [
        element
        for element in _with_links(outline)
        if outline.tags[element].name == "tr" and _has_date(outline, element) and reader.standing.heads.has(element)
    ]
    parents = Counter(outline.parents[row] for row in rows)
    for row in rows:
        if parents[outline.parents[row]] == 1 and len(_cells(outline, row)) > 1:
            yield Row(outline.starts[row], outline.ends[row], element=row)


def _undated(outline: Outline, most: int) -> Iterator[list[int]]:
    # All of a kind on the page, and those in one place only: a footer's links may be of the same kind.
    groups: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for element in _with_links(outline):
        if not _has_date(outline, element):
            parent = outline.parents[element]
            path = outline.paths[element]
            groups[path, -1].append(element)
            if parent >= 0:
                groups[path, parent].append(element)
                if outline.parents[parent] >= 0:
                    groups[path, outline.parents[parent]].append(element)
    yield from _largest(groups.values(), outline.link_starts, outline, most)


def _with_links(outline: Outline) -> Iterator[int]:
    for element, tag in enumerate(outline.tags):
        if not outline.muted[element] and tag.name not in _NEVER and _has_link(outline, element):
            yield element


def _largest(groups: Iterable[list[int]], starts: list[int], outline: Outline, most: int) -> Iterator[list[int]]:
    """Yield the largest groups, of those that hold the same dates or links only the outermost."""
    seen: set[tuple[int, ...]] = set()
    for elements in sorted(groups, key=lambda group: (-len(group), group[0])):
        if len(seen) == most or len(elements) < FEWEST:
            return
        key = tuple(bisect_left(starts, outline.starts[element]) for element in elements)
        if key not in seen:
            seen.add(key)
            yield elements


def _of_a_shape(outline: Outline, elements: list[int]) -> list[int]:
    """Leave out blocks that only share their tags: of other classes, or with link or date in another place."""
    usual, _ = Counter(outline.paths[element] for element in elements).most_common(1)[0]
    typical = [element for element in elements if outline.paths[element] == usual]
    shapes = {_shape(outline, element) for element in typical}
    parents = {outline.parents[element] for element in typical}
    classes = set(classes_of(outline.tags[typical[0]]))
    return [
        element
        for element in elements
        if _shape(outline, element) in shapes
        and (outline.parents[element] in parents or _share(classes, set(classes_of(outline.tags[element]))))
    ]


def _share(one: set[str], other: set[str]) -> bool:
    return not one or not other or not one.isdisjoint(other)


def _shape(outline: Outline, element: int) -> tuple[int, int]:
    """Return where the block has its first link and its first date."""
    lo, hi = outline.starts[element], outline.ends[element]
    link = outline.links[outline.links_between(lo, hi)[0]].element
    dated = outline.element_at(outline.date_starts[outline.dates_between(lo, hi)[0]])
    return outline.tag_paths[link], outline.tag_paths[dated]


def _spans(outline: Outline, elements: list[int]) -> list[tuple[int, int]]:
    return [(outline.starts[element], outline.ends[element]) for element in elements]


def _with_followers(outline: Outline, elements: list[int]) -> list[Row]:
    """Return the rows, with those of a table whose date is in the cell above."""
    if outline.tags[elements[0]].name != "tr":
        return [Row(outline.starts[one], outline.ends[one], element=one) for one in elements]
    dated, parents = set(elements), {outline.parents[element] for element in elements}
    rows: list[Row] = []
    above: dict[int, list[int]] = {}
    for element in range(elements[0], len(outline.tags)):
        parent = outline.parents[element]
        if parent not in parents or outline.tags[element].name != "tr" or outline.muted[element]:
            continue
        start, end = outline.starts[element], outline.ends[element]
        if element in dated:
            above[parent] = _cells(outline, element)
            rows.append(Row(start, end, element=element))
        elif (
            parent in above
            and _has_link(outline, element)
            and not _has_date(outline, element)
            and _leaves_out(outline, element, above[parent])
        ):
            rows.append(Row(start, end, follows=True, element=element))
    return rows


def _leaves_out(outline: Outline, row: int, above: list[int]) -> bool:
    """Tell whether the row's date is the one above: its cell is missing under one that spans rows, or empty."""
    cells = _cells(outline, row)
    if len(cells) < len(above):
        return any(outline.tags[cell].get("rowspan", "1") != "1" for cell in above)
    return any(
        _has_date(outline, upper) and not outline.clean(outline.starts[cell], outline.ends[cell])
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


def _home(outline: Outline, elements: list[int]) -> int:
    """Return the innermost element that holds all of them, and is not one of them."""
    home = outline.parents[elements[0]]
    while home > 0 and outline.ends[home] < outline.ends[elements[-1]]:
        home = outline.parents[home]
    return max(home, 0)


def _between(outline: Outline, spans: list[tuple[int, int]], home: int) -> list[Row]:
    bounds = [outline.starts[home], *(end for _, end in spans)]
    nexts = [*(start for start, _ in spans), min(outline.ends[home], spans[-1][1] + _FAR)]
    # What stands far above the first block is not its date.
    bounds[0] = max(bounds[0], spans[0][0] - _FAR)
    gaps = [outline.dates_between(lo, hi) for lo, hi in zip(bounds, nexts, strict=True)]
    if sum(map(bool, gaps[1:-1])) < _ALTERNATING * (len(gaps) - 2) or not (gaps[0] or gaps[-1]):
        return []
    if not gaps[0]:
        return [Row(start, end) for (start, _), end in zip(spans, nexts[1:], strict=True)]
    # Each row goes from its date to the next one's: a title may follow the link.
    lines = [_line_of_first(outline, lo, gap) for lo, gap in zip(bounds, gaps[:-1], strict=False)]
    ends = [*lines[1:], nexts[-1] if not gaps[-1] else spans[-1][1]]
    return [Row(start, max(end, span[1])) for start, end, span in zip(lines, ends, spans, strict=True)]


def _line_of_first(outline: Outline, lo: int, gap: range) -> int:
    """Return where the line of a gap's first date begins; the gap's own beginning when it has none."""
    return max(lo, outline.text.rfind("\n", lo, outline.date_starts[gap[0]]) + 1) if gap else lo


def _under(outline: Outline, spans: list[tuple[int, int]], home: int, headings: list[int]) -> list[Row]:
    starts = [outline.date_starts[at] for at in headings]
    for _ in range(_CLIMB):
        if home <= 0 or bisect_left(starts, outline.starts[home]) < bisect_left(starts, spans[0][0]):
            break
        home = max(outline.parents[home], 0)
    rows: list[Row] = []
    for (start, end), nxt in zip(spans, [*(start for start, _ in spans[1:]), len(outline.text)], strict=True):
        at = bisect_left(starts, start) - 1
        if at >= 0 and starts[at] >= outline.starts[home]:
            # The words beside a link in its line are the entry's, too.
            left = max(outline.text.rfind("\n", 0, start) + 1, rows[-1].end if rows else 0, start - _FAR)
            right = outline.text.find("\n", end, min(nxt, end + _FAR))
            rows.append(Row(left, right if right >= 0 else end, heading=headings[at]))
    used = {headings.index(row.heading) for row in rows[:1] + rows[-1:] if row.heading is not None}
    if len(used) == 1 and not _is_heading(outline, headings[used.pop()]):
        return []
    return rows


def _can_head(outline: Outline, reader: Reader, at: int) -> bool:
    """Tell whether a date may stand over blocks: alone or labelled, no link in its line, no cell in a row with one."""
    mention, _ = outline.dates[at]
    if reader.standing.of(at) < _LABELLED or mention.start == mention.end:
        return False
    text = outline.text
    left = text.rfind("\n", max(0, mention.start - _FAR), mention.start) + 1
    right = text.find("\n", mention.end, mention.end + _FAR)
    if outline.links_between(left, right if right >= 0 else mention.end):
        return False
    cell = outline.element_at(mention.start)
    while cell >= 0 and outline.columns[cell] < 0:
        cell = outline.parents[cell]
    if cell < 0 or _has_link(outline, cell):
        return True
    row = outline.parents[cell]
    return row < 0 or not _has_link(outline, row)


def _is_heading(outline: Outline, at: int) -> bool:
    element = outline.element_at(outline.date_starts[at])
    for _ in range(_CLIMB):
        if element >= 0 and outline.tags[element].name in _HEADINGS:
            return True
        element = outline.parents[element] if element >= 0 else -1
    return False


def _has_link(outline: Outline, element: int) -> bool:
    return bool(outline.links_between(outline.starts[element], outline.ends[element]))


def _has_date(outline: Outline, element: int) -> bool:
    return bool(outline.dates_between(outline.starts[element], outline.ends[element]))
