"""Compare two documents clause by clause: the same, changed, renumbered, moved, divided, joined, added, removed."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from cdetrack.documents.clauses import Clause, clauses, folded
from cdetrack.documents.numbering import ARTICLE
from cdetrack.documents.pairing import Pair, pair, parts_of
from cdetrack.text.alignment import Steps
from cdetrack.text.diff import Segment, diff
from cdetrack.text.numerals import ORDINALS, ordinal_of

KINDS = ("changed", "added", "removed", "moved", "split", "merged", "renumbered", "same")
"""The kinds of changes of a clause, in the order of the counts."""
_STEPS, _STEPS_OF_ONE = 2_000_000, 60_000
"""The most steps of all comparisons of words, and of one of them: see `text.alignment`."""

_REFERENCE = re.compile(rf"第\s?((?:[{ORDINALS}]{{1,9}})|(?:\d{{1,4}}))\s?条|\bArticle\s(\d{{1,3}})\b")


class ClauseChange(NamedTuple):
    """The change of a clause between two documents."""

    kind: str
    """One of `KINDS`. A moved clause can have changed words as well."""
    old: tuple[Clause, ...]
    """The clause in the old document: none for an added one, several for merged ones."""
    new: tuple[Clause, ...]
    segments: tuple[Segment, ...] = ()
    """The words that differ, with those around them; without differences of width and white space."""

    @property
    def is_renumbered(self) -> bool:
        """Whether the clause has another number than before."""
        if not self.old or not self.new:
            return False
        return bool(self.old[0].label or self.new[0].label) and _number(self.old[0]) != _number(self.new[0])

    @property
    def has_other_words(self) -> bool:
        """Whether words of the clause differ."""
        return any(segment.op != "equal" for segment in self.segments)


class DocumentChanges(NamedTuple):
    """The comparison of two documents; each clause of both is in one of the changes."""

    changes: tuple[ClauseChange, ...]
    """In the order of the new document; removed clauses stand behind those that they followed."""

    @property
    def counts(self) -> dict[str, int]:
        """The number of clauses of each kind, in the order of `KINDS`."""
        found = Counter(change.kind for change in self.changes)
        return {kind: found[kind] for kind in KINDS}

    @property
    def differ(self) -> bool:
        """Whether a word, a place or a number of a clause differs."""
        return any(change.kind != "same" for change in self.changes)


def compare_texts(old: str, new: str) -> DocumentChanges:
    """Return the comparison of two documents by their texts; see `clauses` for the form of a text."""
    return compare_clauses(clauses(old), clauses(new))


def compare_clauses(old: Sequence[Clause], new: Sequence[Clause]) -> DocumentChanges:
    """Return the comparison of two documents by their clauses."""
    pairing = pair(old, new)
    numbers = _new_numbers([*pairing.in_place, *pairing.moved], old, new)
    maker = _ChangeMaker(numbers, Steps(_STEPS))
    divided, joined = _parts(pairing.in_place, pairing.moved, old, new)
    partner = {j: i for i, j in (*pairing.in_place, *pairing.moved)}
    moved = set(pairing.moved)
    gone = set(range(len(old))) - set(partner.values()) - {part for parts in joined.values() for part in parts}
    placed = _removals(gone, pairing.in_place, old)
    later = {part for parts in divided.values() for part in parts}
    shown = [maker.removed(clause) for clause in placed.get(-1, ())]
    for j, clause in enumerate(new):
        i = partner.get(j)
        if i is not None:
            before = tuple(sorted([i, *joined.get(j, ())]))
            after = tuple(sorted([j, *divided.get(i, ())]))
            shown.append(
                maker.kept(tuple(old[at] for at in before), tuple(new[at] for at in after), moved=(i, j) in moved)
            )
        elif j not in later:
            shown.append(ClauseChange("added", (), (clause,), (Segment("insert", clause.text),)))
        shown += [maker.removed(each) for each in placed.get(j, ())]
    return DocumentChanges(tuple(shown))


class _ChangeMaker:
    """Makes the changes of pairs of clauses."""

    def __init__(self, numbers: Mapping[tuple[int, ...], tuple[int, ...]], steps: Steps) -> None:
        self._numbers = numbers
        self._steps = steps

    @staticmethod
    def removed(clause: Clause) -> ClauseChange:
        return ClauseChange("removed", (clause,), (), (Segment("delete", clause.text),))

    def kept(self, old: tuple[Clause, ...], new: tuple[Clause, ...], *, moved: bool) -> ClauseChange:
        before, after = ("\n".join(clause.text for clause in side) for side in (old, new))
        is_same = folded(before) == folded(after)
        segments = (Segment("equal", after),) if is_same else tuple(_settled(self._words(before, after)))
        change = ClauseChange("same", old, new, segments)
        if len(old) != len(new):
            return change._replace(kind="split" if len(new) > len(old) else "merged")
        if moved:
            return change._replace(kind="moved")
        if change.has_other_words and not self._only_references(before, after):
            return change._replace(kind="changed")
        return change._replace(kind="renumbered") if change.is_renumbered or change.has_other_words else change

    def _words(self, before: str, after: str) -> list[Segment]:
        steps = Steps(min(_STEPS_OF_ONE, self._steps.left()))
        segments = diff(before, after, steps=steps)
        self._steps.spent += steps.spent
        return segments

    def _only_references(self, before: str, after: str) -> bool:
        """Return True if the texts differ in nothing but the new numbers of articles that they refer to."""
        if folded(_REFERENCE.sub("", before)) != folded(_REFERENCE.sub("", after)):
            return False
        old, new = _references(before), _references(after)
        return len(old) == len(new) and all(
            one == other or self._numbers.get((one,)) == (other,) for one, other in zip(old, new, strict=True)
        )


def _references(text: str) -> list[int]:
    numbers = (found[1] or found[2] for found in _REFERENCE.finditer(text))
    return [int(number) if number.isdecimal() else ordinal_of(number) for number in numbers]


def _new_numbers(
    pairs: Iterable[Pair], old: Sequence[Clause], new: Sequence[Clause]
) -> dict[tuple[int, ...], tuple[int, ...]]:
    return {old[i].values: new[j].values for i, j in pairs if old[i].level == new[j].level == ARTICLE}


def _number(clause: Clause) -> tuple[str, tuple[int, ...]]:
    return clause.style, clause.values


def _parts(
    in_place: Sequence[Pair], moved: Sequence[Pair], old: Sequence[Clause], new: Sequence[Clause]
) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
    """Return the further parts of divided clauses, by their index in the old document, and of joined ones in the new.

    Parts are the neighbours of a pair that are in no pair themselves.
    """
    pairs = [*in_place, *moved]
    paired_old, paired_new = {i for i, _ in pairs}, {j for _, j in pairs}
    divided: dict[int, list[int]] = {}
    joined: dict[int, list[int]] = {}
    for i, j in in_place:
        if parts := _neighbours(new, j, paired_new, old[i]):
            divided[i] = parts
            paired_new.update(parts)
        elif parts := _neighbours(old, i, paired_old, new[j]):
            joined[j] = parts
            paired_old.update(parts)
    return divided, joined


def _neighbours(side: Sequence[Clause], at: int, paired: set[int], whole: Clause) -> list[int]:
    """Return the indexes beside `at` of clauses without a pair whose words are in `whole`."""
    found: list[int] = []
    for step in (1, -1):
        each = at + step
        while 0 <= each < len(side) and each not in paired:
            if not parts_of(whole, side[each], [side[at]]):
                break
            found.append(each)
            each += step
    return found


def _removals(gone: Iterable[int], in_place: Sequence[Pair], old: Sequence[Clause]) -> dict[int, list[Clause]]:
    """Return the removed clauses by the index in the new document of the clause that they followed, -1 at the start."""
    placed: dict[int, list[Clause]] = {}
    before = iter([*in_place, (len(old), -1)])
    anchor, following = -1, next(before)
    for at in sorted(gone):
        while following[0] < at:
            anchor, following = following[1], next(before)
        placed.setdefault(anchor, []).append(old[at])
    return placed


def _settled(segments: Sequence[Segment]) -> Iterator[Segment]:
    """Yield the segments without differences of white space and of the width of signs."""
    settled: list[Segment] = []
    for segment in segments:
        last = settled[-1] if settled else None
        if segment.op == "insert" and last and last.op == "delete" and folded(last.text) == folded(segment.text):
            settled[-1] = Segment("equal", segment.text)
        elif segment.op != "equal" and not segment.text.strip():
            if segment.op == "insert":
                settled.append(Segment("equal", segment.text))
        else:
            settled.append(segment)
    whole: Segment | None = None
    for segment in settled:
        if whole and whole.op == segment.op:
            whole = Segment(whole.op, whole.text + segment.text)
        else:
            if whole:
                yield whole
            whole = segment
    if whole:
        yield whole
