"""Find the entries without a link among linked blocks with dates outside: `dt` and `dd`, lines, items under headings.

Without them, the date above such an entry would be taken for that of the next link.
"""

from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise

from cdetrack.sources.generic.blocks import FEWEST, has_date, has_link
from cdetrack.sources.generic.date_headings import resembles_date
from cdetrack.sources.generic.days_in_titles import is_day_in_title
from cdetrack.sources.generic.link_titles import BRACKETS
from cdetrack.sources.generic.outline import Link, Outline, in_heading
from cdetrack.sources.generic.outline_builder import INLINE
from cdetrack.sources.generic.row_reader import RowReader
from cdetrack.sources.generic.rows_without_link import (
    has_a_word,
    is_of_entry,
    says_nothing,
    unlinked_place,
    unlinked_title,
)
from cdetrack.sources.generic.title_check import MARKS, is_date

_ALL_BUT_FEW = 0.8
"""The share of links with a date in their line from which on each line is an entry."""

ITEMS = ("li", "article")
"""Tables under headings with dates hold texts and prices as often as entries."""


def unlinked_blocks(outline: Outline, reader: RowReader, elements: list[int]) -> list[Link]:
    """Return the titles of the entries without a link among these linked blocks, in page order.

    They are blocks of the same kind in the same parents, or lines with the date on the same side. A list that has such
    blocks without a date of their own beside a linked one (a summary, a category) has no such entries. A block without
    a title, or a line that says that there is nothing, is one of them, too: the date above it is no date of the next.
    """
    if outline.tags[elements[0]].name in INLINE:
        return _lines(outline, reader, elements)
    return _blocks(outline, elements)


def unlinked_rows(outline: Outline, reader: RowReader, elements: list[int], headings: list[int]) -> list[Link]:
    """Return the titles of the rows without a link among these linked ones under headings with dates, in page order.

    Only items of lists and articles count. A list of its own has entries only below a heading of its own: else it may
    be a note below the entries. `headings` are their starts.
    """
    if outline.tags[elements[0]].name not in ITEMS:
        return []
    parents = {outline.parents[element] for element in elements}
    holders = {outline.parents[parent] for parent in parents}
    taken = {bisect_right(headings, outline.starts[element]) for element in elements}
    return [
        unlinked_place(outline, *block)
        for element in sorted(
            [*_without_link(outline, outline.paths[elements[0]]), *items_with_days(outline, reader, elements)]
        )
        if (
            (parent := outline.parents[element]) in parents
            or (outline.parents[parent] in holders and bisect_right(headings, outline.starts[element]) not in taken)
        )
        and _is_entry(outline, *(block := (outline.starts[element], outline.ends[element])))
    ]


def _is_entry(outline: Outline, start: int, end: int) -> bool:
    """Return True for a title, and for words in its place that say that there is none."""
    return unlinked_title(outline, start, end) is not None or says_nothing(outline, start, end)


def items_with_days(outline: Outline, reader: RowReader, elements: list[int]) -> list[int]:
    """Return the items of the kind of these linked ones that have no link, and days in their title without a label."""
    if outline.tags[elements[0]].name not in ITEMS:
        return []
    return [
        element
        for element in _unlinked(outline, outline.paths[elements[0]])
        if (dates := outline.dates_between(lo := outline.starts[element], hi := outline.ends[element]))
        and all(is_day_in_title(outline, at, lo, hi) and not reader.date_context.is_other(at) for at in dates)
    ]


def _without_link(outline: Outline, path: int) -> Iterator[int]:
    """Yield the blocks of this kind that have no link and no date."""
    return (element for element in _unlinked(outline, path) if not has_date(outline, element))


def _unlinked(outline: Outline, path: int) -> Iterator[int]:
    for element in outline.by_path(path):
        if not (outline.navigation[element] or has_link(outline, element)):
            yield element


def _blocks(outline: Outline, elements: list[int]) -> list[Link]:
    parents = {outline.parents[element] for element in elements}
    blocks = [
        (outline.starts[element], outline.ends[element])
        for element in _without_link(outline, outline.paths[elements[0]])
        if outline.parents[element] in parents
    ]
    titles = [title for block in blocks if (title := unlinked_title(outline, *block))]
    return _apart(outline, elements, [unlinked_place(outline, *block) for block in blocks]) or _apart(
        outline, elements, titles
    )


def _apart(outline: Outline, elements: list[int], found: list[Link]) -> list[Link]:
    """Return the places that are `found` if a date is between each of them and the blocks beside it, else none."""
    unlinked = {title.start for title in found}
    spans = sorted(
        [
            *((outline.starts[element], outline.ends[element]) for element in elements),
            *((title.start, title.end) for title in found),
        ]
    )
    apart = all(_is_dated(outline, one[1], other[0]) for one, other in pairwise(spans) if unlinked & {one[0], other[0]})
    return found if apart else []


def _is_dated(outline: Outline, lo: int, hi: int) -> bool:
    """Return True if a date is between two blocks, or nothing but an unreadable one."""
    shown = outline.clean(lo, hi)
    return bool(outline.dates_between(lo, hi)) or (bool(shown) and resembles_date(shown))


def _lines(outline: Outline, reader: RowReader, elements: list[int]) -> list[Link]:
    starts = [outline.starts[element] for element in elements]
    holders = {_holder(outline, element) for element in elements}
    linked: list[bool] = []
    found: list[tuple[bool, Link]] = []
    for holder in sorted(holders):
        for lo, hi in outline.lines_between(outline.starts[holder], outline.ends[holder]):
            dates = outline.dates_between(lo, hi)
            own = bisect_right(starts, hi) - bisect_right(starts, lo - 1)
            if not dates or (own == 0 and outline.links_between(lo, hi)) or outline.navigation[outline.element_at(lo)]:
                continue
            first, last = outline.dates[dates[0]][0], outline.dates[dates[-1]][0]
            leads = not outline.clean(lo, first.start).strip(MARKS + BRACKETS)
            if own:
                linked += [leads] * own
            elif (leads or not outline.clean(last.end, hi).strip(MARKS + BRACKETS)) and all(
                is_of_entry(outline, reader, at, lo, hi) for at in dates
            ):
                span = (first.end, hi) if leads else (lo, last.start)
                # Without a title it is told, and its date is that of no other entry.
                if _is_entry(outline, *span) or has_a_word(outline, lo, hi):
                    found.append((leads, unlinked_place(outline, *span)))
    if not linked:
        return [title for holder in sorted(holders) for title in _lines_beside_days(outline, holder)]
    if len(linked) < _ALL_BUT_FEW * len(elements):
        return []
    usual = sum(linked) > len(linked) / 2
    return [title for leads, title in found if leads == usual]


def _lines_beside_days(outline: Outline, holder: int) -> Iterator[Link]:
    """Yield the lines without a link where the lines of a block are days and titles by turns."""
    lines: list[tuple[int, int, str]] = []
    for lo, hi in outline.lines_between(outline.starts[holder], outline.ends[holder]):
        if not outline.clean(lo, hi):
            continue
        kind = "linked" if outline.links_between(lo, hi) else "text"
        if outline.dates_between(lo, hi):
            kind = "day" if kind == "text" and is_date(outline.clean(lo, hi)) else "other"
        lines.append((lo, hi, kind))
    kinds = ["day", *(kind for _, _, kind in lines), "day"]
    titles = [at for at, kind in enumerate(kinds) if kind == "linked"]
    leads = bool(titles) and "day" in kinds[1 : titles[0]]
    dated = sum(kinds[at - 1 if leads else at + 1] == "day" for at in titles)
    if dated < max(FEWEST, _ALL_BUT_FEW * len(titles)):
        return
    in_headings = any(_in_heading(outline, *lines[at - 1][:2]) for at in titles)
    for before, (lo, hi, kind), after in zip(kinds[:-2], lines, kinds[2:], strict=True):
        if kind != "text" or not before == after == "day" or (not in_headings and _in_heading(outline, lo, hi)):
            continue  # no title of an entry: the name of the page, say, above its date
        if any(map(str.isalpha, outline.clean(lo, hi))):
            yield unlinked_place(outline, lo, hi)


def _in_heading(outline: Outline, lo: int, hi: int) -> bool:
    return in_heading(outline, outline.element_at(outline.first_shown(lo, hi)))


def _holder(outline: Outline, element: int) -> int:
    """Return the block around an inline element."""
    while outline.tags[element].name in INLINE and outline.parents[element] >= 0:
        element = outline.parents[element]
    return element
