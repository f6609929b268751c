"""Make the fold of a repaired history from the sound fold of the damaged one: what stands alike keeps its line.

To derive a notice takes fifty times as long as to compare it.
"""

import json
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b
from itertools import islice
from typing import NamedTuple

from cdetrack.changes.replay import in_batches, placed, replay_at
from cdetrack.meaning.rules import Rules
from cdetrack.model.jsonform import record_json, timestamp
from cdetrack.model.record import Position, Standing
from cdetrack.store import sealed
from cdetrack.store.fold import Fold, sources_after
from cdetrack.store.history import History
from cdetrack.store.index import index_of
from cdetrack.store.next_fold import NextFold
from cdetrack.store.refold import header_of, next_of

_BATCH = 2_500
"""The most notices whose lines are in memory."""


class _Stand(NamedTuple):
    """How a notice stands: where it was first seen, and a digest of all else."""

    look: int
    place: int
    digest: bytes


class _Differences(NamedTuple):
    """What a fold has otherwise than a history."""

    touched: set[str]
    """The ids of the notices that stand otherwise, or are not in the fold."""
    gone: set[str]
    """The ids of those that the history does not have."""
    moved: dict[str, tuple[int, int]]
    """Id -> look and place of a notice that differs in these alone."""


class MadeFrom(NamedTuple):
    """A fold that was made from another one."""

    fold: NextFold
    derived: int
    """The number of notices that were derived anew."""


def refold_onto(fold: Fold, history: History, through: Position, rules: Rules) -> MadeFrom | None:
    """Return the fold of a sound `history` that ends at `through`.

    `fold` is sound and by the same `rules`, and may be of another history. Return None where the two have little in
    common: then it is as fast to make the fold of the history alone. The parts of its steps lie beside `fold`.
    """
    stands, sources = _stands(history, through)
    found = _differences(fold, stands)
    if found is None:
        return None
    path, listed, moves = fold.path, fold.parts, iter(found.moved.items())
    header = header_of(through, rules.fingerprint, sources)
    while batch := dict(islice(moves, _BATCH)):
        step = _moved(fold, header, batch).step(path)
        sealed.keep_only(path, (*listed, *step.parts))
        fold = step
    standings = _standings(history, through, found.touched)
    return MadeFrom(next_of(fold, index_of(fold), header, standings, found.gone, rules), len(standings))


def _stands(history: History, through: Position) -> tuple[dict[str, _Stand], dict[str, int]]:
    """Return how each notice stands at the end of the history, and the number of changes of each source."""
    once, known, found = history.of_one_line(), dict[str, Standing](), dict[str, _Stand]()
    sources: dict[str, int] = {}
    for changes, place in in_batches(history.changes_until(through), _BATCH):
        sources = sources_after(sources, changes)
        for at, change in placed(changes, place):
            if change.id in once:
                alone: dict[str, Standing] = {}
                replay_at(at, change, alone)
                found[change.id] = _stand(alone[change.id])
            else:
                replay_at(at, change, known)
    return found | {name: _stand(each) for name, each in known.items()}, sources


def _stand(standing: Standing) -> _Stand:
    withdrawn = timestamp(standing.withdrawn) if standing.withdrawn is not None else None
    form = json.dumps([record_json(standing.record), timestamp(standing.first_seen), withdrawn], sort_keys=True)
    return _Stand(standing.look, standing.place, blake2b(form.encode(), digest_size=16).digest())


def _differences(fold: Fold, stands: Mapping[str, _Stand]) -> _Differences | None:
    """Return what a fold has otherwise than a history; None if that is much."""
    index = index_of(fold)
    gone, then = set[str](), dict[str, tuple[int, int]]()
    for _, line in fold.lines():
        there = index.standing_in(line)
        if there.id not in stands:
            gone.add(there.id)
        elif stands[there.id].digest == _stand(there).digest:
            then[there.id] = there.look, there.place
    same = sorted(then, key=then.__getitem__)
    # Who leads a document depends on the order of first sight: it stays among those that only have other places.
    kept = {same[at] for at in _increasing([stands[name][:2] for name in same])}
    touched = stands.keys() - kept
    # In the order of the fold, so that each step touches few parts.
    moved = {name: stands[name][:2] for name, place in then.items() if name in kept and stands[name][:2] != place}
    return _Differences(touched, gone, moved) if len(touched) + len(gone) <= _BATCH else None


def _increasing(values: Sequence[tuple[int, int]]) -> Iterator[int]:
    """Yield the places of as many values as possible, the last one first, of which each is above the one before."""
    lowest: list[tuple[int, int]] = []
    """The lowest end of such values, by their number."""
    ends: list[int] = []
    before: list[int] = []
    for at, value in enumerate(values):
        number = bisect_left(lowest, value)
        before.append(ends[number - 1] if number else -1)
        lowest[number : number + 1], ends[number : number + 1] = [value], [at]
    at = ends[-1] if ends else -1
    while at >= 0:
        yield at
        at = before[at]


def _moved(fold: Fold, header: Mapping[str, object], moved: Mapping[str, tuple[int, int]]) -> NextFold:
    """Return the fold in which these notices have the look and the place that are given."""
    index = index_of(fold)
    index.locate(moved.keys())
    made = []
    for name, (look, place) in moved.items():
        form = index.form(name)
        form["index"] = [look, place, *form["index"][2:]]
        order = index[name]._replace(look=look, place=place).order
        made.append((name, order, json.dumps(form, ensure_ascii=False).encode()))
    return NextFold(fold, index, header, made, ())


def _standings(history: History, through: Position, names: set[str]) -> dict[str, Standing]:
    """Return these notices as they stand at the end of the history."""
    known: dict[str, Standing] = {}
    for at, change in placed(history.changes_until(through)) if names else ():
        if change.id in names:
            replay_at(at, change, known)
    return known
