"""Pick the best list of dated links of a page among the blocks that repeat."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from cdetrack.sources.generic.beside import blocks_between_dates, blocks_under_dates
from cdetrack.sources.generic.blocks import FEWEST, dated_blocks, lone_rows, single_blocks
from cdetrack.sources.generic.fields import Choice, Reader
from cdetrack.sources.generic.outline import Outline
from cdetrack.sources.generic.titlelike import is_title
from cdetrack.sources.generic.undated import with_undated

_TRIED = 12
"""How many kinds of blocks of each sort are read in full; the rest has fewer entries."""
_WORTH_BETWEEN = 0.9
_WORTH_UNDER = 0.8
_WORTH_UNDER_ONE = 0.5
_WORTH_MAIN = 1.3
_POOREST = 0.5
"""Below this mean weight the dates are those of prose, not of a list."""
_MOST = 0.8
_OFTEN = 4
_ONE_LINK = 1.2
_DISTINCT = 0.5
_ENOUGH = 2000
_SURE = 0.9


@dataclass(frozen=True, slots=True)
class _Found:
    """A choice for one kind of blocks, with its score."""

    choice: Choice
    score: float


def find_rows(outline: Outline, reader: Reader) -> Choice | None:
    """Return the entries of the page's best list of dated links; None when it has none."""
    own = [
        # Several links or dates of one kind in a block: it holds several entries, more likely.
        _Found(choice, _own_score(outline, choice) / max(1.0, choice.links_per_row) / max(1.0, choice.dates_per_row))
        for rows in dated_blocks(outline, _TRIED)
        if (choice := reader.choose(rows)).picked
    ]
    rows_of_their_own = [one.choice for one in own if _has_own_dates(outline, one.choice)]
    between = [
        _Found(choice, _score(outline, choice) * _WORTH_BETWEEN)
        for rows in blocks_between_dates(outline, _TRIED)
        if (choice := reader.choose(rows)).picked and not _takes_dates(outline, choice, rows_of_their_own)
    ]
    best = max(own, key=lambda found: found.score, default=None)
    under = [
        _Found(choice, _score(outline, choice) * _worth_under(outline, choice))
        for rows in blocks_under_dates(outline, reader, _TRIED)
        if (choice := reader.choose(rows)).picked
        and not (best and _are_parts_of(best.choice, choice))
        and not _takes_dates(outline, choice, rows_of_their_own)
        and not any(_holds_place(one.choice, choice) for one in between)
    ]
    found = [*own, *between, *under]
    left = [one for one in found if not any(_absorbs(other.choice, one.choice) for other in found if other is not one)]
    for one in sorted(left or found, key=lambda one: one.score, reverse=True):
        if _is_list(one.choice):
            return with_undated(outline, reader, one.choice)
    alone = reader.choose(list(lone_rows(outline, reader)))
    return with_undated(outline, reader, alone) if alone.picked else _one_readable(outline, reader)


def _one_readable(outline: Outline, reader: Reader) -> Choice | None:
    """Return the list of which only one row has a date that can be read; the others have something in its place."""
    for row in islice(single_blocks(outline), _TRIED):
        choice = reader.choose([row])
        if not choice.picked or not choice.picked[0].titled or choice.weight < _SURE:
            continue
        whole = with_undated(outline, reader, choice)
        if sum(one.row.shown is not None for one in whole.picked) > 0:
            return whole
    return None


def _is_list(choice: Choice) -> bool:
    if len({one.link.href for one in choice.picked}) < FEWEST:
        return False
    return choice.weight / len(choice.picked) >= _POOREST


def _score(outline: Outline, choice: Choice) -> float:
    """Return the weight of the entries, more where the page says that they are its main part."""
    ranges = [(outline.starts[element], outline.ends[element]) for element in outline.mains[:8]]
    inside = sum(any(lo <= one.row.start < hi for lo, hi in ranges) for one in choice.picked)
    return choice.weight * (1 + (_WORTH_MAIN - 1) * inside / len(choice.picked))


def _own_score(outline: Outline, choice: Choice) -> float:
    """Return the score, less where blocks have the same words beside their dates: `Opinion filed`."""
    return _score(outline, choice) * (1 + _distinct(outline, choice)) / 2


def _worth_under(outline: Outline, choice: Choice) -> float:
    """Mark down a single heading, and blocks with the same words again and again: `PDF`, `Docket`."""
    headings = len({one.date for one in choice.picked})
    return (_WORTH_UNDER_ONE if headings == 1 else _WORTH_UNDER) * _distinct(outline, choice)


def _distinct(outline: Outline, choice: Choice) -> float:
    """Return the share of the blocks whose words are like no other's."""
    words: set[tuple[str, int | None]] = set()
    for one in choice.picked:
        start, end = one.row.start, min(one.row.end, one.row.start + _ENOUGH)
        mention = outline.dates[one.date][0] if one.date is not None else None
        cut = (min(max(mention.start, start), end), min(max(mention.end, start), end)) if mention else (start, start)
        text = outline.clean(start, cut[0]) + outline.clean(cut[1], end)
        # Titles may come again under another heading: `Agenda of the meeting`.
        words.add((text, one.row.heading if is_title(text) else None))
    return len(words) / len(choice.picked)


def _has_own_dates(outline: Outline, choice: Choice) -> bool:
    """Tell whether each block holds one link and its date, and says something of its own."""
    return (
        choice.links_per_row <= _ONE_LINK and len(choice.picked) >= FEWEST and _distinct(outline, choice) >= _DISTINCT
    )


def _takes_dates(outline: Outline, choice: Choice, owners: Sequence[Choice]) -> bool:
    """Tell whether the dates stand in rows with a link of their own: they are those links' dates, and no other's."""
    used = {outline.date_starts[one.date] for one in choice.picked if one.date is not None}
    for owner in owners:
        starts = [one.row.start for one in owner.picked]
        held = sum(
            1
            for position in used
            if (at := bisect_right(starts, position) - 1) >= 0 and position < owner.picked[at].row.end
        )
        if held >= _MOST * len(used):
            return True
    return False


def _holds_place(between: Choice, under: Choice) -> bool:
    """Tell whether each entry has a date of its own above or below, one of them unreadable, and inherits none."""
    if (
        not between.undated
        or between.links_per_row > _ONE_LINK
        or any(one.row.shown is None for one in between.undated)
    ):
        return False
    if len(under.picked) + len(under.undated) > _ONE_LINK * (len(between.picked) + len(between.undated)):
        return False
    used = {one.date for one in under.picked}
    return len(used & {one.date for one in between.picked}) >= _MOST * len(used)


def _are_parts_of(best: Choice, under: Choice) -> bool:
    """Tell whether the headings are the dates of rows that have one link of their own already."""
    used = {one.date for one in under.picked}
    return best.links_per_row <= _ONE_LINK and len(used & {one.date for one in best.picked}) >= _MOST * len(used)


def _absorbs(outer: Choice, inner: Choice) -> bool:
    """Tell whether the inner blocks are the same number of parts of each outer block."""
    if len(outer.picked) < _OFTEN or len(inner.picked) < FEWEST * len(outer.picked) * _MOST:
        return False
    starts = [one.row.start for one in outer.picked]
    inside = Counter(
        at
        for one in inner.picked
        if (at := bisect_right(starts, one.row.start) - 1) >= 0 and one.row.end <= outer.picked[at].row.end
    )
    return sum(inside.values()) >= _MOST * len(inner.picked) and _are_alike(list(inside.values()))


def _are_alike(counts: Sequence[int]) -> bool:
    usual, times = Counter(counts).most_common(1)[0]
    return usual > 1 and times >= _MOST * len(counts)
