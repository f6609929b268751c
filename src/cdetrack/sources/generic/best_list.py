"""Score the lists of repeated blocks on a page and pick the best list of dated links.

The weights of this package were set by hand and measured with `bench/weights.py` on 43 saved listings of courts,
parliaments and regulators and on 944 pages of the tests. "Changes" counts the pages that read differently with
another value.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from cdetrack.sources.generic.blocks import FEWEST, dated_blocks, lone_rows, single_blocks
from cdetrack.sources.generic.blocks_between_dates import blocks_between_dates
from cdetrack.sources.generic.blocks_under_dates import blocks_under_dates
from cdetrack.sources.generic.date_headings import resembles_date
from cdetrack.sources.generic.list_objections import SURE, is_below_prose, why_no_list
from cdetrack.sources.generic.outline import Outline
from cdetrack.sources.generic.rivals import (
    absorbs,
    are_fewer_of,
    are_headings,
    are_parts_of,
    completes,
    dates_beside_titles,
    distinct,
    has_own_dates,
    holds_place,
    takes_dates,
)
from cdetrack.sources.generic.row_reader import RowReader
from cdetrack.sources.generic.rows import ListCandidate
from cdetrack.sources.generic.rows_without_date import with_undated_rows
from cdetrack.sources.generic.standing import standing
from cdetrack.sources.generic.undated_blocks import undated_blocks
from cdetrack.sources.generic.usual_list import is_usual, usual_list

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


@dataclass(frozen=True, slots=True)
class _ScoredList:
    """The list made from one kind of block, with its score."""

    candidate: ListCandidate
    score: float


@dataclass(frozen=True, slots=True)
class NoList:
    """The answer for a page without a list, with the reason why the likeliest links with dates are none.

    `hint` is what to do where no selector would make notices of them.
    """

    why: str | None = None
    hint: str | None = None


def find_list(outline: Outline, reader: RowReader, usual_lists: Sequence[str] = ()) -> ListCandidate | NoList:
    """Return the page's best list of dated links, or why it has none.

    One in the place of a list that the source was read from comes first, however short it is today.
    """
    found = _lists(outline, reader, usual_lists)
    objections = [(one, why_no_list(outline, reader, one.candidate)) for one in found]
    sound = [one for one, objection in objections if objection is None]
    lists = [one.candidate for one in _own_first(outline, sound)]
    if lists or usual_lists:
        usual = usual_list(outline, reader, lists, usual_lists)
        if usual is not None or lists:
            return with_undated_rows(outline, reader, usual or lists[0])
    if (short := _list_of_one_date(outline, reader)) is not None:
        return short
    return NoList(max(objections, key=lambda each: each[0].score)[1] if objections and not sound else None)


def _lists(outline: Outline, reader: RowReader, usual_lists: Sequence[str]) -> list[_ScoredList]:
    """Return the lists of blocks with dates inside, between or above them, without those whose dates are of others."""
    own = [
        # A block with several links or dates of one kind probably holds several entries.
        _ScoredList(
            candidate,
            _own_score(outline, candidate) / max(1.0, candidate.links_per_row) / max(1.0, candidate.dates_per_row),
        )
        for rows in dated_blocks(outline, _TRIED)
        if (candidate := reader.choose(rows)).picked
    ]
    dated_lists = [one.candidate for one in own if has_own_dates(outline, one.candidate)]
    undated = list(undated_blocks(outline, reader, _TRIED))
    between = [
        _ScoredList(candidate, _score(outline, candidate) * _FACTOR_BETWEEN)
        for rows in blocks_between_dates(outline, reader, undated)
        if (
            len((candidate := reader.choose(rows)).picked) >= _FEWEST_OUTSIDE
            or (len(candidate.picked) >= FEWEST and is_usual(outline, candidate, usual_lists))
        )
        and not takes_dates(outline, candidate, dated_lists)
        and not any(are_fewer_of(outline, candidate, one.candidate) for one in own)
    ]
    best = max(own, key=lambda found: found.score, default=None)
    under = [
        _ScoredList(candidate, _score(outline, candidate) * _factor_under(outline, candidate))
        for rows in blocks_under_dates(outline, reader, undated)
        if (candidate := reader.choose(rows)).picked
        and (len(candidate.picked) >= _FEWEST_OUTSIDE or are_headings(outline, candidate))
        and not (best and are_parts_of(best.candidate, candidate))
        and not takes_dates(outline, candidate, dated_lists)
        and not any(holds_place(one.candidate, candidate) for one in between)
    ]
    between = [one for one in between if not any(completes(outline, other.candidate, one.candidate) for other in under)]
    beside = [*between, *under]
    own = [
        one for one in own if not any(dates_beside_titles(outline, other.candidate, one.candidate) for other in beside)
    ]
    found = [*own, *between, *under]
    left = [
        one
        for one in found
        if not any(absorbs(reader, other.candidate, one.candidate) for other in found if other is not one)
    ]
    return left or found


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


def _list_of_one_date(outline: Outline, reader: RowReader) -> ListCandidate | None:
    """Return a list of one entry, or one in which the others have unreadable text in the place of their dates."""
    alone = reader.choose(list(lone_rows(outline, reader)))
    if alone.picked:
        return None if is_below_prose(outline, alone) else with_undated_rows(outline, reader, alone)
    for row in islice(single_blocks(outline), _TRIED):
        candidate = reader.choose([row])
        if not candidate.picked or not candidate.picked[0].titled or candidate.weight < SURE:
            continue
        whole = with_undated_rows(outline, reader, candidate)
        unread = [one.row.unread_date for one in whole.picked if one.date is None]
        if any(shown is not None and resembles_date(shown) for shown in unread):
            return None if is_below_prose(outline, candidate) else whole
    return None


def _score(outline: Outline, candidate: ListCandidate) -> float:
    """Return the weight of the entries, raised for those inside the page's main element."""
    ranges = [(outline.starts[element], outline.ends[element]) for element in outline.mains[:8]]
    inside = sum(any(lo <= one.row.start < hi for lo, hi in ranges) for one in candidate.picked)
    return candidate.weight * (1 + (_FACTOR_MAIN - 1) * inside / len(candidate.picked))


def _own_score(outline: Outline, candidate: ListCandidate) -> float:
    """Return the score, lowered for blocks with equal words beside their dates, such as `Opinion filed`."""
    return _score(outline, candidate) * (1 + distinct(outline, candidate)) / 2


def _factor_under(outline: Outline, candidate: ListCandidate) -> float:
    """Return the factor for entries under date headings: lower for one heading and for repeated words."""
    headings = len({one.date for one in candidate.picked})
    return (_FACTOR_UNDER_ONE if headings == 1 else _FACTOR_UNDER) * distinct(outline, candidate)
