"""A cache as it stood at the end of a day: its history up to there, and the fold that this history makes.

The present fold is taken back: notices that stand as they did keep their lines, and only the others are made anew.
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from cdetrack.changes.replay import replay_at
from cdetrack.model.jsonform import timestamp
from cdetrack.model.record import Change, Position, Standing
from cdetrack.store.history import History
from cdetrack.store.history_line import LineSubject, decode
from cdetrack.store.index import Index, index_of
from cdetrack.store.refold import fold_before
from cdetrack.store.regular import is_there
from cdetrack.store.store import ReadOnlyStore, Store
from cdetrack.text.days import end_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cdetrack.meaning.rules import Rules
    from cdetrack.model.decision import Decision
    from cdetrack.model.notice import Notice
    from cdetrack.store.fold import Fold

_TURNS = frozenset({"withdrawn", "restored", "undone"})
"""The kinds of change by which a notice is withdrawn, or is no longer."""


class PastStore(ReadOnlyStore):
    """The cache of `present` as it stood at the end of a day in Asia/Shanghai, by the looks recorded until then.

    Notices are derived by the present rules. Nothing is written.
    """

    def __init__(self, present: Store, day: date) -> None:
        super().__init__(present.folder, present.rules, tell=present.tell)
        self.present = present
        self.as_of = day
        self._end = end_of(day)

    def fold(self) -> "Fold | None":
        """Return the fold of that day, None when nothing had been recorded by its end. Raises CacheError."""
        fold = self._past
        if fold is not None and is_there(self.decisions):
            from cdetrack.store.decided import DecidedStates

            fold.state_of = DecidedStates(self.decisions, tell=self.tell, before=timestamp(self._end))
        return fold

    def current_fold(self) -> "Fold | None":
        """Return the fold of that day."""
        return self.fold()

    def decisions_on(self, notices: "Sequence[Notice]") -> "dict[str, list[Decision]]":
        """Return id -> every decision until that day that covers the notice, the latest last."""
        found = super().decisions_on(notices)
        until = {name: [each for each in decisions if each.at < self._end] for name, decisions in found.items()}
        return {name: decisions for name, decisions in until.items() if decisions}

    @cached_property
    def _past(self) -> "Fold | None":
        fold = self.present.fold()
        if fold is None:
            return None
        history, through = self.present.past(fold)
        position = history.end_before(timestamp(self._end), through)
        if position == through:
            return fold
        return fold_at(fold, history, position, through, self.rules) if position.changes else None


def fold_at(fold: "Fold", history: History, position: Position, through: Position, rules: "Rules") -> "Fold":
    """Return the fold at `position`, made from the one at `through`, a later position of the history."""
    sources = dict(fold.sources)
    first: dict[str, tuple[LineSubject, bytes]] = {}
    again: set[str] = set()
    turns: dict[str, str] = {}
    """Id -> the kind of the first such change after `position`."""
    for subject, raw in history.subjects(position, through):
        if not subject.detail:
            sources[subject.source] = sources.get(subject.source, 0) + (1 if subject.kind == "undone" else -1)
        if subject.kind in _TURNS:
            turns.setdefault(subject.id, subject.kind)
        if subject.id not in first:
            first[subject.id] = subject, raw
        elif subject.kind == "added":
            again.add(subject.id)
    index = index_of(fold)
    standings: dict[str, Standing] = {}
    replayed: set[str] = set()
    for name, (subject, raw) in first.items():
        if subject.kind == "added":
            continue
        change = decode(raw, path=history.path, number=0)
        # A withdrawn notice can change, and be restored later: then only the history knows since when it was withdrawn.
        is_known = turns.get(name) in {None, "withdrawn", subject.kind}
        if change.before is not None and is_known and name in index and name not in again:
            standings[name] = _before(change, index, stays=name not in turns)
        else:
            replayed.add(name)
    if replayed:
        standings |= _replayed(history, position, replayed)
    topics_of = fold.topics_of
    past = fold_before(
        fold,
        standings,
        first.keys() - standings.keys(),
        sources={name: count for name, count in sources.items() if count > 0},
        through=position,
        rules=rules,
    )
    past.topics_of = topics_of
    return past


def _before(change: Change, index: Index, *, stays: bool) -> Standing:
    """Return a notice as it stood before a change of its values: its first sight is still as in the fold.

    It was withdrawn if it `stays` so and is withdrawn now.
    """
    now = index.standing(change.id)
    return Standing(
        id=change.id,
        record=change.before or now.record,
        first_seen=now.first_seen,
        look=now.look,
        place=now.place,
        withdrawn=now.withdrawn if stays else None,
    )


def _replayed(history: History, position: Position, names: AbstractSet[str]) -> Mapping[str, Standing]:
    """Return these notices as they stood at `position`, by replay of all their changes."""
    known: dict[str, Standing] = {}
    look = place = 0
    for subject, raw in history.subjects(Position(), position):
        place, look = place + 1 if subject.look == look else 0, subject.look
        if subject.id in names:
            replay_at(place, decode(raw, path=history.path, number=0), known)
    return known
