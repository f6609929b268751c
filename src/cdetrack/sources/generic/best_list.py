"""Score the lists of repeated blocks on a page and pick the best list of dated links.

The weights of this package were set by hand and measured with `bench/weights.py` on 43 saved listings of courts,
parliaments and regulators and on 944 pages of the tests. "Changes" counts the pages that read differently with
another value.
"""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from cdetrack.sources.generic.blocks import FEWEST, dated_blocks, lone_rows, single_blocks
from cdetrack.sources.generic.blocks_near_dates import blocks_between_dates, blocks_under_dates, undated_blocks
from cdetrack.sources.generic.date_headings import is_heading, resembles_date
from cdetrack.sources.generic.days_in_titles import depth_in_title
from cdetrack.sources.generic.outline import Outline
from cdetrack.sources.generic.row_reader import POOREST, ListCandidate, PickedRow, RowReader
from cdetrack.sources.generic.rows_without_date import with_undated_rows
from cdetrack.sources.generic.sentences import are_sentences
from cdetrack.sources.generic.standing import standing
from cdetrack.sources.generic.title_check import is_title
from cdetrack.sources.generic.usual_list import is_usual, usual_list
from cdetrack.text.clean import shorten

_TRIED = 12
"""The number of kinds of blocks of each sort that are scored, most frequent first. Half as many change no page."""
_FACTOR_BETWEEN = 0.9
"""Dates between blocks are less certain than dates inside. 0.8 changes 1 test page, 1.2 none."""
_FEWEST_OUTSIDE = 3
"""Two links with dates outside also occur on a page about one thing. 2 changes 3 pages, 5 changes 45."""
_FACTOR_UNDER = 0.8
"""Blocks under date headings inherit their dates. 0.6 changes no page, 1.0 changes 4 test pages."""
_FACTOR_UNDER_ONE = 0.5
"""A single heading may date the page, not its entries. No page changes from 0.35 to 0.65."""
_FACTOR_MAIN = 1.3
"""Entries inside `main` are preferred between otherwise equal lists. No page changes from 1.0 to 2.0."""
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
_SURE = 0.9
"""A lone row needs a labelled or isolated date and a title. 0.7 changes no page, 0.97 changes 1 test page."""

_HOME = re.compile(r"(?:(?:https?:)?//[^/?#]+)?/?", re.IGNORECASE)
"""The address of a home page."""
_FEWEST_OF_ONE_LINK = 3
"""Two rows that lead to one page may be the parts of one entry."""
_SOUND = 0.75
"""The mean weight of such rows: their dates are in no prose, and their links may be called `PDF`."""
_REFERENCES = 3
"""An article has rarely more dated references of one kind. 2 changes no page, 4 refuses a listing of 4 rows."""
_PARAGRAPH = 150
"""The fewest characters of a line of prose. No page changes from 100 to 250."""
_MUCH_PROSE = 800
"""The fewest characters of prose of an article. 500 changes no page, 1200 changes 2 pages."""


@dataclass(frozen=True, slots=True)
class _ScoredList:
    """The list made from one kind of block, with its score."""

    candidate: ListCandidate
    score: float


def find_list(outline: Outline, reader: RowReader, usual_lists: Sequence[str] = ()) -> ListCandidate | None:
    """Return the page's best list of dated links, or None if the page has none.

    One in the place of a list that the source was read from comes first, however short it is today.
    """
    own = [
        # A block with several links or dates of one kind probably holds several entries.
        _ScoredList(
            candidate,
            _own_score(outline, candidate) / max(1.0, candidate.links_per_row) / max(1.0, candidate.dates_per_row),
        )
        for rows in dated_blocks(outline, _TRIED)
        if (candidate := reader.choose(rows)).picked
    ]
    dated_lists = [one.candidate for one in own if _has_own_dates(outline, one.candidate)]
    undated = list(undated_blocks(outline, reader, _TRIED))
    between = [
        _ScoredList(candidate, _score(outline, candidate) * _FACTOR_BETWEEN)
        for rows in blocks_between_dates(outline, reader, undated)
        if (
            len((candidate := reader.choose(rows)).picked) >= _FEWEST_OUTSIDE
            or (len(candidate.picked) >= FEWEST and is_usual(outline, candidate, usual_lists))
        )
        and not _takes_dates(outline, candidate, dated_lists)
    ]
    best = max(own, key=lambda found: found.score, default=None)
    under = [
        _ScoredList(candidate, _score(outline, candidate) * _factor_under(outline, candidate))
        for rows in blocks_under_dates(outline, reader, undated)
        if (candidate := reader.choose(rows)).picked
        and (len(candidate.picked) >= _FEWEST_OUTSIDE or _are_headings(outline, candidate))
        and not (best and _are_parts_of(best.candidate, candidate))
        and not _takes_dates(outline, candidate, dated_lists)
        and not any(_holds_place(one.candidate, candidate) for one in between)
    ]
    between = [
        one for one in between if not any(_completes(outline, other.candidate, one.candidate) for other in under)
    ]
    beside = [one.candidate for one in [*between, *under] if _is_sure(outline, one.candidate)]
    own = [one for one in own if not any(_dates_beside_titles(outline, other, one.candidate) for other in beside)]
    found = [*own, *between, *under]
    left = [
        one
        for one in found
        if not any(_absorbs(reader, other.candidate, one.candidate) for other in found if other is not one)
    ]
    objections = [(one, _objection(outline, reader, one.candidate)) for one in left or found]
    sound = [one for one, objection in objections if objection is None]
    if objections and not sound and outline.objection is None:
        outline.objection = max(objections, key=lambda each: each[0].score)[1]
    lists = [one.candidate for one in _own_first(outline, sound)]
    if lists or usual_lists:
        usual = usual_list(outline, reader, lists, usual_lists)
        if usual is not None or lists:
            return with_undated_rows(outline, reader, usual or lists[0])
    alone = reader.choose(list(lone_rows(outline, reader)))
    if not alone.picked:
        return _one_readable(outline, reader)
    return None if _is_below_prose(outline, alone) else with_undated_rows(outline, reader, alone)


def _objection(outline: Outline, reader: RowReader, candidate: ListCandidate) -> str | None:
    """Return why links with dates are no list of notices; None for a list."""
    why = None
    if not _is_list(outline, candidate):
        is_one = len({one.link.href for one in candidate.picked}) < FEWEST
        why = "all lead to one page" if is_one else "have their dates amid the words of a text"
    elif _is_below_prose(outline, candidate):
        why = "are few, beside much text: the references of an article"
    elif are_sentences(outline, candidate):
        why = "are words of sentences"
    elif _are_states(reader, candidate):
        why = "have the days since which something is so, as in a register"
    if why is None:
        return None
    example = shorten(reader.text_of(candidate.picked[0].link))
    return f"{len(candidate.picked)} links with dates, such as `{example}`, {why}"


def _own_first(outline: Outline, lists: Sequence[_ScoredList]) -> list[_ScoredList]:
    """Return the lists, the best first: one apart from that with the highest score may be rather the page's own."""
    ranked = sorted(lists, key=lambda one: one.score, reverse=True)
    rivals = [one for one in ranked if one is ranked[0] or _are_apart(one.candidate, ranked[0].candidate)]
    if len(rivals) > 1:
        own = max(rivals, key=lambda one: one.score * standing(outline, one.candidate))
        ranked.sort(key=lambda one: one is not own)
    return ranked


def _are_apart(one: ListCandidate, other: ListCandidate) -> bool:
    (start, end), (lo, hi) = (
        (min(row.start for row in rows), max(row.end for row in rows))
        for rows in ([picked.row for picked in each.picked] for each in (one, other))
    )
    return end <= lo or hi <= start


def _one_readable(outline: Outline, reader: RowReader) -> ListCandidate | None:
    """Return a list in which only one row has a readable date and the others have unreadable text in that place."""
    for row in islice(single_blocks(outline), _TRIED):
        candidate = reader.choose([row])
        if not candidate.picked or not candidate.picked[0].titled or candidate.weight < _SURE:
            continue
        whole = with_undated_rows(outline, reader, candidate)
        unread = [one.row.unread_date for one in whole.picked if one.date is None]
        if any(shown is not None and resembles_date(shown) for shown in unread):
            return None if _is_below_prose(outline, candidate) else whole
    return None


def _is_sure(outline: Outline, candidate: ListCandidate) -> bool:
    return _is_list(outline, candidate) and candidate.weight >= _SURE * len(candidate.picked)


def _is_list(outline: Outline, candidate: ListCandidate) -> bool:
    if len({one.link.href for one in candidate.picked}) < FEWEST and not _is_of_one_link(outline, candidate):
        return False
    return candidate.weight / len(candidate.picked) >= POOREST


def _are_states(reader: RowReader, candidate: ListCandidate) -> bool:
    """Return True for the rows of a register: people since they took office, laboratories since their accreditation."""
    states = sum(one.date is not None and reader.date_context.is_of_a_state(one.date) for one in candidate.picked)
    return states >= _MOST * len(candidate.picked)


def _is_of_one_link(outline: Outline, candidate: ListCandidate) -> bool:
    """Return True for entries that all lead to one page or file, and differ in their titles; each has its own date.

    A home page is none: steps of an application, with the days of each, lead to the site that takes it.
    """
    picked = candidate.picked
    if _HOME.fullmatch(picked[0].link.href):
        return False
    if len(picked) < _FEWEST_OF_ONE_LINK or candidate.weight < _SOUND * len({one.date for one in picked}):
        return False
    dated = all(one.row.element >= 0 and one.row.heading is None and one.date is not None for one in picked)
    titles = [outline.clean(one.row.start, one.row.end) for one in picked]
    return dated and _distinct(outline, candidate) == 1 and all(map(is_title, titles))


def _are_headings(outline: Outline, candidate: ListCandidate) -> bool:
    """Return True if all the dates are in elements that are used as headings."""
    return all(one.date is not None and is_heading(outline, outline.date_starts[one.date]) for one in candidate.picked)


def _is_below_prose(outline: Outline, candidate: ListCandidate) -> bool:
    """Return True for a few links beside many paragraphs: the references of an article are no listing."""
    return len(candidate.picked) <= _REFERENCES and is_beside_prose(outline, candidate)


def is_beside_prose(outline: Outline, candidate: ListCandidate) -> bool:
    """Return True for links beside many paragraphs."""
    prose = 0
    whole = all(one.row.element >= 0 for one in candidate.picked)
    first, last = (candidate.picked[0].row.start, candidate.picked[-1].row.end) if whole else (0, 0)
    for start, end in outline.lines_between(0, len(outline.text)):
        # Inside rows that are elements, a summary is no prose, but a paragraph around a link is. A long title is none.
        links = outline.links_between(start, end)
        length = end - start - sum(outline.links[each].end - outline.links[each].start for each in links)
        around = not first <= start < last or bool(links)
        if length >= _PARAGRAPH and around and not outline.navigation[outline.element_at(start)]:
            prose += length
    return prose >= _MUCH_PROSE


def _score(outline: Outline, candidate: ListCandidate) -> float:
    """Return the weight of the entries, raised for those inside the page's main element."""
    ranges = [(outline.starts[element], outline.ends[element]) for element in outline.mains[:8]]
    inside = sum(any(lo <= one.row.start < hi for lo, hi in ranges) for one in candidate.picked)
    return candidate.weight * (1 + (_FACTOR_MAIN - 1) * inside / len(candidate.picked))


def _own_score(outline: Outline, candidate: ListCandidate) -> float:
    """Return the score, lowered for blocks with equal words beside their dates, such as `Opinion filed`."""
    return _score(outline, candidate) * (1 + _distinct(outline, candidate)) / 2


def _factor_under(outline: Outline, candidate: ListCandidate) -> float:
    """Return the factor for entries under date headings: lower for one heading and for repeated words."""
    headings = len({one.date for one in candidate.picked})
    return (_FACTOR_UNDER_ONE if headings == 1 else _FACTOR_UNDER) * _distinct(outline, candidate)


def _distinct(outline: Outline, candidate: ListCandidate) -> float:
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


def _has_own_dates(outline: Outline, candidate: ListCandidate) -> bool:
    """Return True if each block holds one link with its date, and the blocks differ in their words."""
    return (
        candidate.links_per_row <= _ONE_LINK
        and len(candidate.picked) >= FEWEST
        and _distinct(outline, candidate) >= _DISTINCT
    )


def _takes_dates(outline: Outline, candidate: ListCandidate, owners: Sequence[ListCandidate]) -> bool:
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


def _holds_place(between: ListCandidate, under: ListCandidate) -> bool:
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


def _completes(outline: Outline, under: ListCandidate, between: ListCandidate) -> bool:
    """Return True if days with a heading have several entries or none, and are no list of one entry for each.

    Then the entries under the headings are those between the dates and more, or some have other dates; most have the
    same, unless the dates stand below their entries.
    """
    more, own = _dated_titles(outline, under), _dated_titles(outline, between)
    same = sum(more.get(title) == day for title, day in own.items())
    return own != more and own.keys() <= more.keys() and same > len(own) / 2 and _are_headings(outline, under)


def _dates_beside_titles(outline: Outline, outside: ListCandidate, own: ListCandidate) -> bool:
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


def _are_parts_of(best: ListCandidate, under: ListCandidate) -> bool:
    """Return True if the headings are the dates of rows that already have one link each."""
    used = {one.date for one in under.picked}
    return best.links_per_row <= _ONE_LINK and len(used & {one.date for one in best.picked}) >= _MOST * len(used)


def _absorbs(reader: RowReader, outer: ListCandidate, inner: ListCandidate) -> bool:
    """Return True if each outer block contains the same number of inner blocks, its parts.

    Blocks whose only links are those of entries below their dates are days, and those of entries with dates of their
    own are sections.
    """
    if len(outer.picked) < _OFTEN or len(inner.picked) < FEWEST * len(outer.picked) * _MOST:
        return False
    starts = [one.row.start for one in outer.picked]
    inside: defaultdict[int, list[PickedRow]] = defaultdict(list)
    for one in inner.picked:
        at = bisect_right(starts, one.row.start) - 1
        if at >= 0 and one.row.end <= outer.picked[at].row.end:
            inside[at].append(one)
    counts = [len(parts) for parts in inside.values()]
    if sum(counts) < _MOST * len(inner.picked) or not _are_alike(counts):
        return False
    days = sum(
        parts[0].link == outer.picked[at].link and _is_below_its_date(reader.outline, parts[0])
        for at, parts in inside.items()
    )
    dated = sum(_have_own_dates(parts) for parts in inside.values())
    entries = [[one.link for one in parts] for parts in inside.values()]
    return max(days, dated) < _MOST * len(inside) or not reader.are_entries(entries)


def _have_own_dates(parts: Sequence[PickedRow]) -> bool:
    """Return True for blocks with a date in each: those of a section of a home page, say."""
    return len({one.date for one in parts if one.row.heading is None and one.row.element >= 0}) == len(parts)


def _is_below_its_date(outline: Outline, one: PickedRow) -> bool:
    """Return True if the date of an entry stands above its link, and no link between the two."""
    day = outline.date_starts[one.date] if one.date is not None else one.link.start
    return day < one.link.start and not outline.links_between(day, one.link.start)


def _are_alike(counts: Sequence[int]) -> bool:
    usual, times = Counter(counts).most_common(1)[0]
    return usual > 1 and times >= _MOST * len(counts)
