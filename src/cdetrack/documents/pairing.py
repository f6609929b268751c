"""Find the clauses of one document in another, by their words and headings; a number alone proves nothing.

The time is close to linear in the length of the texts. Only the clauses between two found ones are compared each with
each, and only if they are few; all others meet by the words that few clauses have.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from heapq import nsmallest
from itertools import pairwise
from typing import NamedTuple
from zlib import crc32

from cdetrack.documents.clauses import Clause, folded
from cdetrack.text.alignment import rising
from cdetrack.text.diff import tokens

Pair = tuple[int, int]
"""The indexes of a clause in the old and in the new document."""

_ALIKE = 0.6
"""The likeness from which two clauses are one, wherever they stand."""
_ALIKE_IN_PLACE = 0.34
"""The same for clauses between the same neighbours."""
_SAME_NUMBER, _SAME_HEADING = 0.08, 0.3
"""Added to the likeness in place."""
_HELD = 0.8
"""The share of its words that a part of a divided clause has from it."""
_HELD_ALONE = 0.6
"""The share of its words that are in no other part."""
_LEAST_PART = 8
"""Features of a part of a divided clause."""
_LEAST_MOVED = 16
"""The fewest characters of a clause that is told as moved although its words changed."""
_SURER = 0.15
"""Added to the likeness with the clause in the expected place: the least likeness of a clause that moved."""
_LEAST_MOVED_WHOLE = 4
_SKETCH = 48
"""Features of a clause that are looked up."""
_COMMON = 12
"""Clauses with one feature, from which it is too common to be looked up."""
_CANDIDATES = 4
"""Clauses with the most features in common that are compared with one."""
_STEPS = 8
"""The number of steps in which likeness is measured where several clauses are similar."""
_GAP = 2_500
"""The most pairs between two found clauses that are compared each with each."""
_COMPARISONS = 60_000
"""The most of them in all."""


class Pairing(NamedTuple):
    """The pairs of clauses of two documents."""

    in_place: list[Pair]
    """Pairs in the same order in both documents."""
    moved: list[Pair]
    """Pairs that cross others, by their place in the new document."""


class _Side:
    """The clauses of one document, with their words in the form in which they are compared."""

    def __init__(self, clauses: Sequence[Clause]) -> None:
        self.clauses = clauses
        self.keys = [folded(clause.text) or clause.label for clause in clauses]
        self._features: dict[int, frozenset[int]] = {}

    def features(self, at: int) -> frozenset[int]:
        """Return a checksum of each two words in a row; of the words themselves in a short clause."""
        if at not in self._features:
            words = [token for token in tokens(self.keys[at].casefold()) if token[0].isalnum()]
            # Not `hash`: it differs from run to run.
            parts = [f"{one} {other}" for one, other in pairwise(words)] or words
            self._features[at] = frozenset(crc32(part.encode("utf-8", "replace")) for part in parts)
        return self._features[at]

    def sketch(self, at: int) -> list[int]:
        """Return some features, chosen in the same way for every clause."""
        return nsmallest(_SKETCH, self.features(at))


def pair(old: Sequence[Clause], new: Sequence[Clause]) -> Pairing:
    """Return the pairs of clauses that are one; each clause is in one pair at most."""
    one, other = _Side(old), _Side(new)
    exact = list(_identical(one.keys, other.keys))
    pairs = exact + _similar(one, other, exact)
    in_place = rising(sorted(pairs))
    moved = _moved(one, other, set(pairs) - set(in_place), _Drift(in_place))
    in_place = sorted([*in_place, *_between(one, other, in_place, moved)])
    return Pairing(in_place, sorted(moved, key=lambda each: each[1]))


def parts_of(whole: Clause, part: Clause, others: Iterable[Clause]) -> bool:
    """Return True if the words of `part` are those of `whole` that its `others` do not have."""
    side = _Side([whole, part, *others])
    inner = side.features(1)
    held = inner & side.features(0)
    alone = held.difference(*(side.features(at) for at in range(2, len(side.clauses))))
    return len(inner) >= _LEAST_PART and len(held) >= _HELD * len(inner) and len(alone) >= _HELD_ALONE * len(inner)


def _identical(old: Sequence[str], new: Sequence[str]) -> Iterator[Pair]:
    """Yield the pairs of equal clauses that are as many on both sides."""
    counts_old, counts_new = Counter(old), Counter(new)
    places: dict[str, list[int]] = defaultdict(list)
    for at, key in enumerate(new):
        if counts_old[key] == counts_new[key]:
            places[key].append(at)
    for places_of_key in places.values():
        places_of_key.reverse()
    for at, key in enumerate(old):
        if key in places:
            yield at, places[key].pop()


def _similar(one: _Side, other: _Side, exact: Sequence[Pair]) -> list[Pair]:
    """Return pairs of clauses that share most of their words, the most similar first.

    Of clauses that are about as similar, the one in the expected place is chosen: penalties are worded alike.
    """
    left_old = sorted(set(range(len(one.keys))) - {i for i, _ in exact})
    waiting = set(range(len(other.keys))) - {j for _, j in exact}
    holders: dict[int, list[int]] = defaultdict(list)
    for j in sorted(waiting):
        for feature in other.sketch(j):
            holders[feature].append(j)
    near = _Drift(exact)
    scored: list[tuple[int, int, int, int]] = []
    for i in left_old:
        met = Counter(
            j for feature in one.sketch(i) if len(holders.get(feature, ())) <= _COMMON for j in holders.get(feature, ())
        )
        for j in {near.expected(i), *(each for each, _ in met.most_common(_CANDIDATES))} & waiting:
            likeness = _likeness(one, other, i, j)
            if likeness >= _ALIKE:
                scored.append((-int(_STEPS * likeness), abs(j - near.expected(i)), i, j))
    pairs: list[Pair] = []
    taken_old: set[int] = set()
    taken_new: set[int] = set()
    for _, _, i, j in sorted(scored):
        if i not in taken_old and j not in taken_new:
            taken_old.add(i)
            taken_new.add(j)
            pairs.append((i, j))
    return pairs


class _Drift:
    """Where a clause is expected in the new document, by the equal clauses before it."""

    def __init__(self, exact: Sequence[Pair]) -> None:
        self._fixed = rising(sorted(exact))

    def expected(self, i: int) -> int:
        """Return the index in the new document of the clause `i`, if no clause came or went since an equal one."""
        at = bisect_left(self._fixed, (i, 0)) - 1
        before = self._fixed[at] if at >= 0 else (0, 0)
        return i - before[0] + before[1]


def _likeness(one: _Side, other: _Side, i: int, j: int) -> float:
    """Return the share of common words of two clauses, from 0 to 1 (Dice)."""
    old, new = one.features(i), other.features(j)
    total = len(old) + len(new)
    return 2 * len(old & new) / total if total else float(one.keys[i] == other.keys[j])


def _moved(one: _Side, other: _Side, crossing: set[Pair], near: _Drift) -> list[Pair]:
    """Return those of the crossing pairs that are moved clauses: long ones, and short ones beside another of them."""
    found = {each for each in crossing if _is_sure(one, other, each, near)}
    for step in (1, -1):
        for i, j in sorted(crossing, reverse=step < 0):
            if (i - step, j - step) in found:
                found.add((i, j))
    return sorted(found)


def _is_sure(one: _Side, other: _Side, found: Pair, near: _Drift) -> bool:
    """Return True if a clause is long enough for a move, and not about as similar to the one in its expected place."""
    (i, j), expected = found, near.expected(found[0])
    if one.keys[i] == other.keys[j]:
        return len(one.keys[i]) >= _LEAST_MOVED_WHOLE
    long = min(len(one.keys[i]), len(other.keys[j])) >= _LEAST_MOVED
    there = _likeness(one, other, i, expected) if 0 <= expected < len(other.keys) else 0.0
    return long and _likeness(one, other, i, j) >= there + _SURER


def _between(one: _Side, other: _Side, in_place: Sequence[Pair], moved: Sequence[Pair]) -> Iterator[Pair]:
    """Yield the pairs of clauses that stand between the same neighbours."""
    gone, come = {i for i, _ in moved}, {j for _, j in moved}
    left = _COMPARISONS
    ends = [(-1, -1), *in_place, (len(one.keys), len(other.keys))]
    for (i, j), (i_end, j_end) in pairwise(ends):
        rows = [at for at in range(i + 1, i_end) if at not in gone]
        columns = [at for at in range(j + 1, j_end) if at not in come]
        size = len(rows) * len(columns)
        if 0 < size <= min(_GAP, left):
            left -= size
            yield from _best(one, other, rows, columns)
        elif size:
            equal = list(_identical_in_order(one, other, rows, columns))
            yield from equal


def _best(one: _Side, other: _Side, rows: Sequence[int], columns: Sequence[int]) -> Iterator[Pair]:
    """Yield the pairs in order whose likenesses have the largest sum (Needleman and Wunsch 1970)."""
    scores = [[_in_place(one, other, i, j) for j in columns] for i in rows]
    width = len(columns)
    sums = [[0.0] * (width + 1)]
    for row in scores:
        above, here = sums[-1], [0.0]
        for at, score in enumerate(row):
            here.append(max(above[at + 1], here[at], above[at] + score if score else 0.0))
        sums.append(here)
    i, j = len(rows), width
    found: list[Pair] = []
    while i and j:
        score = scores[i - 1][j - 1]
        if score and sums[i][j] == sums[i - 1][j - 1] + score:
            i, j = i - 1, j - 1
            found.append((rows[i], columns[j]))
        elif sums[i][j] == sums[i - 1][j]:
            i -= 1
        else:
            j -= 1
    yield from reversed(found)


def _in_place(one: _Side, other: _Side, i: int, j: int) -> float:
    """Return the likeness of two clauses between the same neighbours, 0 for two different ones."""
    old, new = one.clauses[i], other.clauses[j]
    score = 1.0 if one.keys[i] == other.keys[j] else _likeness(one, other, i, j)
    score += _SAME_NUMBER if old.label and (old.style, old.values) == (new.style, new.values) else 0
    score += _SAME_HEADING if old.heading and folded(old.heading) == folded(new.heading) else 0
    return score if score >= _ALIKE_IN_PLACE else 0.0


def _identical_in_order(one: _Side, other: _Side, rows: Sequence[int], columns: Sequence[int]) -> Iterator[Pair]:
    """Yield pairs of equal clauses in order, in linear time, for gaps that are too large for more."""
    places: dict[str, list[int]] = defaultdict(list)
    for j in columns:
        places[other.keys[j]].append(j)
    last = -1
    for i in rows:
        here = places.get(one.keys[i], [])
        at = bisect_left(here, last + 1)
        if at < len(here):
            last = here[at]
            yield i, last
