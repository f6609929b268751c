"""Find the common runs of two sequences of tokens, in a bounded number of steps.

Long sequences are aligned by sentences first, then by tokens in the gaps between them.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import pairwise

Run = tuple[int, int, int]
"""A shared run: its start in the old sequence, its start in the new one, and its length in tokens."""

STEPS = 400_000
"""The most steps of one comparison: some tenths of a second for any texts."""
_STEPS_AT_ONCE = 150_000
_SENTENCES_FROM = 300  # tokens; below it, an alignment by words alone is finer
_UNRELATED_FROM = 12  # words; below it, every shared word counts
_UNRELATED = 0.2


class Steps:
    """A budget in steps, not seconds, so that the same texts give the same result on every machine."""

    def __init__(self, limit: int = STEPS) -> None:
        self.limit = limit
        self.spent = 0

    def left(self) -> int:
        """Return the number of remaining steps."""
        return max(0, self.limit - self.spent)


def align(old: Sequence[str], new: Sequence[str], steps: Steps) -> list[Run]:
    """Return the shared runs, in order and without overlap; not all of them if the steps run out."""
    head = 0
    for one, other in zip(old, new, strict=False):
        if one != other:
            break
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    inner_old, inner_new = old[head : len(old) - tail], new[head : len(new) - tail]
    if max(len(inner_old), len(inner_new)) < _SENTENCES_FROM:
        inner = _by_tokens(inner_old, inner_new, steps)
    else:
        inner = _by_sentences(inner_old, inner_new, steps)
    return _merged([(0, 0, head), *_moved(inner, head, head), (len(old) - tail, len(new) - tail, tail)])


def _by_sentences(old: Sequence[str], new: Sequence[str], steps: Steps) -> list[Run]:
    ends_old, ends_new = _sentence_ends(old), _sentence_ends(new)
    units_old = [tuple(old[start:end]) for start, end in pairwise(ends_old)]
    units_new = [tuple(new[start:end]) for start, end in pairwise(ends_new)]
    runs: list[Run] = []
    for i, j, length in _anchored(units_old, units_new, steps):
        runs.append((ends_old[i], ends_new[j], ends_old[i + length] - ends_old[i]))
    return _with_gaps(runs, old, new, steps)


def _by_tokens(old: Sequence[str], new: Sequence[str], steps: Steps) -> list[Run]:
    runs = _common(old, new, steps)
    if runs is None:
        runs = _anchored(old, new, steps)
    shared = sum(words(old[i : i + length]) for i, _, length in runs)
    least = min(words(old), words(new))
    # Two texts that share only small words are easier to read one after the other.
    return [] if least >= _UNRELATED_FROM and shared < _UNRELATED * least else runs


def _with_gaps(runs: Sequence[Run], old: Sequence[str], new: Sequence[str], steps: Steps) -> list[Run]:
    filled: list[Run] = []
    for (i, j), (i_end, j_end), run in gaps(runs, len(old), len(new)):
        if i < i_end and j < j_end:
            filled += _moved(_by_tokens(old[i:i_end], new[j:j_end], steps), i, j)
        filled.append(run)
    return filled


def _anchored(old: Sequence[Hashable], new: Sequence[Hashable], steps: Steps) -> list[Run]:
    """Align the units that both sides have exactly once, in order, and then the gaps between them."""
    once_old, once_new = Counter(old), Counter(new)
    places = {unit: j for j, unit in enumerate(new) if once_new[unit] == 1}
    pairs = [(i, places[unit]) for i, unit in enumerate(old) if once_old[unit] == 1 and unit in places]
    anchors: list[Run] = [(i, j, 1) for i, j in rising(pairs)]
    found: list[Run] = []
    for (i, j), (i_end, j_end), run in gaps(anchors, len(old), len(new)):
        if i < i_end and j < j_end:
            found += _moved(_common(old[i:i_end], new[j:j_end], steps) or [], i, j)
        found.append(run)
    return found


def rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest subsequence of the pairs, sorted by the first side, that rises on the second too."""
    ends: list[int] = []
    at: list[int] = []
    previous = [-1] * len(pairs)
    for index, (_, j) in enumerate(pairs):
        pile = bisect_left(ends, j)
        previous[index] = at[pile - 1] if pile else -1
        if pile == len(ends):
            ends.append(j)
            at.append(index)
        else:
            ends[pile], at[pile] = j, index
    chain = []
    index = at[-1] if at else -1
    while index >= 0:
        chain.append(pairs[index])
        index = previous[index]
    return chain[::-1]


def _common(old: Sequence[Hashable], new: Sequence[Hashable], steps: Steps) -> list[Run] | None:
    """Return the longest common subsequence as runs (Myers 1986), or None if the steps run out."""
    width, height = len(old), len(new)
    allowed = steps.spent + min(_STEPS_AT_ONCE, steps.left())
    middle = width + height + 1
    far = [0] * (2 * middle + 1)
    rounds: list[list[int]] = []
    for edits in range(width + height + 1):
        rounds.append(far[middle - edits - 1 : middle + edits + 2])
        for diagonal in range(-edits, edits + 1, 2):
            below, right = far[middle + diagonal + 1], far[middle + diagonal - 1] + 1
            down = diagonal == -edits or (diagonal != edits and right <= below)
            x = begin = below if down else right
            y = x - diagonal
            while x < width and y < height and old[x] == new[y]:
                x += 1
                y += 1
            far[middle + diagonal] = x
            steps.spent += 1 + x - begin
            if steps.spent > allowed:
                return None
            if x >= width and y >= height:
                return _walked_back(rounds, width, height)
    return None


def _walked_back(rounds: Sequence[Sequence[int]], width: int, height: int) -> list[Run]:
    runs: list[Run] = []
    x, y = width, height
    for edits in range(len(rounds) - 1, -1, -1):
        far, centre = rounds[edits], edits + 1
        diagonal = x - y
        below, right = far[centre + diagonal + 1], far[centre + diagonal - 1] + 1
        down = diagonal == -edits or (diagonal != edits and right <= below)
        begin = below if down else right
        if x > begin:
            runs.append((begin, begin - diagonal, x - begin))
        x = begin if down else begin - 1
        y = x - diagonal - 1 if down else x - diagonal + 1
    return runs[::-1]


def gaps(runs: Sequence[Run], width: int, height: int) -> Iterator[tuple[tuple[int, int], tuple[int, int], Run]]:
    """Yield the start and end of the gap before each run, on both sides, with the run; an empty run ends it."""
    i = j = 0
    for run in [*runs, (width, height, 0)]:
        yield (i, j), run[:2], run
        i, j = run[0] + run[2], run[1] + run[2]


def _moved(runs: Iterable[Run], i: int, j: int) -> list[Run]:
    return [(i + run[0], j + run[1], run[2]) for run in runs]


def _merged(runs: Iterable[Run]) -> list[Run]:
    """Return the runs without empty ones, with runs joined that touch on both sides."""
    merged: list[Run] = []
    for i, j, length in runs:
        if merged and (i, j) == (merged[-1][0] + merged[-1][2], merged[-1][1] + merged[-1][2]):
            merged[-1] = (*merged[-1][:2], merged[-1][2] + length)
        elif length:
            merged.append((i, j, length))
    return merged


def words(side: Sequence[str]) -> int:
    """Return the number of tokens that are words, numbers or characters, not white space or punctuation."""
    return sum(1 for token in side if token[0].isalnum())


def _sentence_ends(side: Sequence[str]) -> list[int]:
    """Return 0 and the end of each sentence: after a line break, `。；！？`, or a full stop with white space."""
    ends = [0]
    for at, unit in enumerate(side, start=1):
        after_stop = unit.isspace() and at > 1 and side[at - 2] in ".;!?"
        if after_stop or unit in "。；！？" or "\n" in unit:
            ends.append(at)
    return ends if ends[-1] == len(side) else [*ends, len(side)]
