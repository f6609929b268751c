"""Tell which of two lists of a page, made of other blocks, the dates belong to, and which is a part of the other."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence

from cdetrack.sources.generic.blocks import FEWEST
from cdetrack.sources.generic.date_headings import is_heading
from cdetrack.sources.generic.days_in_titles import depth_in_title
from cdetrack.sources.generic.entry_links import are_entries
from cdetrack.sources.generic.outline import Outline
from cdetrack.sources.generic.row_reader import RowReader
from cdetrack.sources.generic.rows import ListCandidate, PickedRow
from cdetrack.sources.generic.title_check import is_title

_MOST = 0.8
"""The share that counts as nearly all. 0.6 changes no page, 1.0 misreads a saved listing."""
_SHIFTED = 1
"""Dates outside of the rows with dates of their own. 0 shifts all dates of a newsletter, 2 changes no page."""
_OFTEN = 4
"""The fewest outer blocks that count as a list. 2 misreads 4 test pages and 3 saved ones, 8 none."""
_ONE_LINK = 1.2
"""Up to this mean number of links, a row has one link. No page changes from 1.0 to 1.5."""
_DISTINCT = 0.5
"""From this share of distinct words on, blocks differ. No page changes from 0.25 to 0.75."""
_ENOUGH = 2000
"""Characters of a row compared with other rows; bounds the time for long rows."""


def has_own_dates(outline: Outline, candidate: ListCandidate) -> bool:
    """Return True if each block holds one link with its date, and the blocks differ in their words."""
    return (
        candidate.links_per_row <= _ONE_LINK
        and len(candidate.picked) >= FEWEST
        and distinct(outline, candidate) >= _DISTINCT
    )


def takes_dates(outline: Outline, candidate: ListCandidate, owners: Sequence[ListCandidate]) -> bool:
    """Return True if the dates are inside rows that have a link of their own: they date those links only."""
    dated = [(outline.date_starts[one.date], one.link.start) for one in candidate.picked if one.date is not None]
    used = {position for position, _ in dated}
    for owner in owners:
        held = sum(_holds(owner, position) for position in used)
        if held >= _MOST * len(used):
            return True
        # A date above the list and a link below it, as in newsletters, shift all others by one.
        shifted = held >= len(owner.picked) and len(used) - held <= _SHIFTED
        if shifted and all(_holds(owner, link) for position, link in dated if not _holds(owner, position)):
            return True
        if _takes_dates_of_siblings(outline, dated, owner):
            return True
    return False


def _takes_dates_of_siblings(outline: Outline, dated: Sequence[tuple[int, int]], owner: ListCandidate) -> bool:
    """Return True if rows with a link and a date of their own get the dates of rows of their kind without a link.

    `dated` are the positions of the dates and their links.
    """
    rows = {one.row.element for one in owner.picked if one.row.element >= 0}
    if sum(_holds(owner, link) for _, link in dated) < _MOST * len(dated) or not rows:
        return False
    kind = outline.by_path(outline.paths[min(rows)])
    foreign = [position for position, link in dated if not _holds(owner, position) and _holds(owner, link)]
    return any(
        kind[at] not in rows and position < outline.ends[kind[at]]
        for position in foreign
        if (at := bisect_right(kind, position, key=lambda element: outline.starts[element]) - 1) >= 0
    )


def _holds(owner: ListCandidate, position: int) -> bool:
    """Return True if the position in the text is inside a row."""
    at = bisect_right(owner.picked, position, key=lambda one: one.row.start) - 1
    return at >= 0 and position < owner.picked[at].row.end


def holds_place(between: ListCandidate, under: ListCandidate) -> bool:
    """Return True if each entry has its own date outside, some unreadable, so that none inherits a heading's date."""
    if (
        not between.undated
        or between.links_per_row > _ONE_LINK
        or any(one.row.unread_date is None for one in between.undated)
    ):
        return False
    if len(under.picked) + len(under.undated) > _ONE_LINK * (len(between.picked) + len(between.undated)):
        return False
    used = {one.date for one in under.picked}
    return len(used & {one.date for one in between.picked}) >= _MOST * len(used)


def are_fewer_of(outline: Outline, between: ListCandidate, own: ListCandidate) -> bool:
    """Return True if blocks with their dates have the entries of rows between dates, in the same words, and more.

    Some meetings have no agenda yet, which begins such a row.
    """
    ends = {(one.link.start, one.date): one.row.end for one in own.picked}
    rows = [(ends.get((one.link.start, one.date)), one.row.end) for one in between.picked]
    if len(rows) >= len(ends) or any(end is None for end, _ in rows):
        return False
    return sum(end is not None and not outline.clean(end, max(end, other)) for end, other in rows) >= _MOST * len(rows)


def completes(outline: Outline, under: ListCandidate, between: ListCandidate) -> bool:
    """Return True if days with a heading have several entries or none, and are no list of one entry for each.

    Then the entries under the headings are those between the dates and more, or some have other dates; most have the
    same, unless the dates stand below their entries.
    """
    more, own = _dated_titles(outline, under), _dated_titles(outline, between)
    same = sum(more.get(title) == day for title, day in own.items())
    return own != more and own.keys() <= more.keys() and same > len(own) / 2 and are_headings(outline, under)


def dates_beside_titles(outline: Outline, outside: ListCandidate, own: ListCandidate) -> bool:
    """Return True if blocks are dated by the days in their titles only, and a list has dates beside them as well."""
    if any(one.date is None or not depth_in_title(outline, one.date) for one in own.picked):
        return False
    days = {one.link.start: one.date for one in outside.picked if one.date is not None}
    several = len(set(days.values())) > 1 and not any(depth_in_title(outline, day) for day in days.values())
    return several and sum(one.link.start in days for one in own.picked) >= _MOST * len(own.picked)


def _dated_titles(outline: Outline, candidate: ListCandidate) -> dict[int, int | None]:
    """Return the dates of the entries by the places of their titles; one without a title counts for none."""
    return {
        one.link.start: one.date
        for one in candidate.picked
        if one.row.unlinked is None or is_title(outline.clean(one.link.start, one.link.end))
    }


def are_parts_of(best: ListCandidate, under: ListCandidate) -> bool:
    """Return True if the headings are the dates of rows that already have one link each."""
    used = {one.date for one in under.picked}
    return best.links_per_row <= _ONE_LINK and len(used & {one.date for one in best.picked}) >= _MOST * len(used)


def absorbs(reader: RowReader, outer: ListCandidate, inner: ListCandidate) -> bool:
    """Return True if each outer block contains the same number of inner blocks, its parts, or some contain one.

    Blocks that have the link of their first entry are days, and those of entries with dates of their own are sections.
    A part that only some blocks have, such as the place of a meeting, has another link than theirs.
    """
    if len(outer.picked) < _OFTEN:
        return False
    starts = [one.row.start for one in outer.picked]
    inside: defaultdict[int, list[PickedRow]] = defaultdict(list)
    for one in inner.picked:
        at = bisect_right(starts, one.row.start) - 1
        if at >= 0 and one.row.end <= outer.picked[at].row.end:
            inside[at].append(one)
    if len(inner.picked) == len(inside) < len(outer.picked):
        return not any(parts[0].link == outer.picked[at].link for at, parts in inside.items())
    if len(inner.picked) < FEWEST * len(outer.picked) * _MOST:
        return False
    counts = [len(parts) for parts in inside.values()]
    if sum(counts) < _MOST * len(inner.picked) or not _are_alike(counts):
        return False
    days = sum(parts[0].link == outer.picked[at].link for at, parts in inside.items())
    dated = sum(_have_own_dates(parts) for parts in inside.values())
    entries = [[one.link for one in parts] for parts in inside.values()]
    return max(days, dated) < _MOST * len(inside) or not are_entries(reader.outline, entries)


def _have_own_dates(parts: Sequence[PickedRow]) -> bool:
    """Return True for blocks with a date in each: those of a section of a home page, say."""
    return len({one.date for one in parts if one.row.heading is None and one.row.element >= 0}) == len(parts)


def _are_alike(counts: Sequence[int]) -> bool:
    usual, times = Counter(counts).most_common(1)[0]
    return usual > 1 and times >= _MOST * len(counts)


def are_headings(outline: Outline, candidate: ListCandidate) -> bool:
    """Return True if all the dates are in elements that are used as headings."""
    return all(one.date is not None and is_heading(outline, outline.date_starts[one.date]) for one in candidate.picked)


def distinct(outline: Outline, candidate: ListCandidate) -> float:
    """Return the share of blocks with distinct words, from 0 to 1."""
    words: set[tuple[str, int | None]] = set()
    for one in candidate.picked:
        start, end = one.row.start, min(one.row.end, one.row.start + _ENOUGH)
        mention = outline.dates[one.date][0] if one.date is not None else None
        cut = (min(max(mention.start, start), end), min(max(mention.end, start), end)) if mention else (start, start)
        text = outline.clean(start, cut[0]) + outline.clean(cut[1], end)
        # The same title may occur under several headings: `Agenda of the meeting`.
        words.add((text, one.row.heading if is_title(text) else None))
    return len(words) / len(candidate.picked)
