"""Read the cache for alerts: the changes after a cursor, the present notices, and their earlier versions."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

from cdetrack.alert.due import Candidate, DueChange, Step
from cdetrack.alert.outbox_state import WatchProgress
from cdetrack.changes.change import both_sides, differing, is_reworded, regains, returns, same_words
from cdetrack.changes.replay import replay
from cdetrack.errors import CacheError
from cdetrack.model.notice import Notice
from cdetrack.model.record import Change, Position, Record, Standing
from cdetrack.store.index import index_of, notices_with
from cdetrack.store.state import DISPROVED, State
from cdetrack.store.state_file import load_state
from cdetrack.store.store import Store

if TYPE_CHECKING:
    from cdetrack.meaning.facets import Facets
    from cdetrack.store.fold import Fold
    from cdetrack.store.history import History
    from cdetrack.store.history_line import LineSubject

_MANY = 16
"""The changes of more notices than these are found faster by decoding the id of each line than by a search for each."""


class Snapshot:
    """The cache at one moment: the fold, its history, and the end of that history.

    With `current`, the fold is by the present rules, as new alerts need it; without, as for an answer.
    """

    def __init__(self, store: Store, *, current: bool = False, read: datetime | None = None) -> None:
        self.read = read
        """The time at which the cache was read: a change that is later was recorded with a wrong clock."""
        self.fold: Fold | None = store.current_fold() if current else store.fold()
        self.history: History
        self.through: Position
        self.history, self.through = store.past(self.fold)
        self._rules = store.rules
        self.texts = store.texts
        """The texts of attachments."""
        self._notices: dict[str, Notice | None] = {}
        self._pasts: dict[str, list[Change]] = {}
        self._changes: dict[Position, Sequence[tuple[int, Change]]] = {}
        self._lost: set[Position] = set()
        self._looks: dict[int, int | None] = {}
        self._firsts: dict[str, LineSubject | None] = {}
        self._store = store

    def last_look(self) -> int:
        """Return the number of the last look with a change, 0 without one."""
        return self.history.last_number(self.through)

    def is_later(self, change: Change, progress: WatchProgress) -> bool:
        """Return True if a change was recorded after a watch had started: the order in the history decides."""
        if progress.origin not in self._looks:
            self._looks[progress.origin] = self.history.look_of(progress.origin)
        look = self._looks[progress.origin]
        # A history that was mended or replaced may be too short: only the times are left.
        return change.look > look if look is not None else change.at > progress.started

    def is_of_first_look(self, change: Change) -> bool:
        """Return True if no earlier look at its source found a change."""
        first = self._first_of(change.source)
        return first is not None and first.look == change.look

    def first_look_at(self, source: str) -> datetime:
        """Return the time of the first look at a source that found a change, also under a former name of the source.

        The source must have one.
        """
        names, settings = {source}, self._state.source(source).settings
        if settings is not None:
            names |= {*self._state.former_names(source, settings)}
        firsts = [first for name in names if (first := self._first_of(name)) is not None]
        return min(each.at for first in firsts for each in self.past(first.id) if each.look == first.look)

    def _first_of(self, source: str) -> "LineSubject | None":
        """Return the subject of the first line of a source, None without one."""
        if source not in self._firsts:
            lines = self.history.subjects(Position(), self.through)
            self._firsts[source] = next((line for line, _ in lines if line.source == source), None)
        return self._firsts[source]

    def is_listed(self, source: str, name: str) -> bool:
        """Return True unless the listing of a source lacked a notice at the last look; a file has no such order."""
        order = self._state.source(source).order
        return not order or name in order

    @cached_property
    def _state(self) -> State:
        return load_state(self._store.folder)

    def start(self, now: datetime, *, rule: str) -> WatchProgress:
        """Return the progress of a watch that starts now."""
        return WatchProgress(
            cursor=self.through,
            look=self.last_look(),
            started=now,
            origin=self.through.changes,
            heard=now,
            known=now,
            rule=rule,
        )

    def after(
        self, progress: WatchProgress, *, tell: Callable[[str], None]
    ) -> tuple[Sequence[tuple[int, Change]], bool]:
        """Return the changes after a watch's cursor, each with its number, and whether the cursor is lost.

        It is lost if the history was repaired or replaced by a backup: then every change is returned, and `unheard`
        decides which are news.
        """
        cursor = start = progress.cursor
        # A repair has set a lost cursor to the start of the history.
        lost = cursor == Position() and (progress.heard > progress.started or progress.origin > 0)
        try:
            self.history.check(cursor)
        except CacheError:
            start, lost = Position(), True
        if lost and cursor not in self._lost:
            self._lost.add(cursor)
            tell("the history was mended or replaced since the last check: alerts are found from its beginning")
        return self._since(start), lost

    def everything(self) -> Sequence[tuple[int, Change]]:
        """Return every change with its number."""
        return self._since(Position())

    def _since(self, cursor: Position) -> Sequence[tuple[int, Change]]:
        if cursor not in self._changes:
            looks = (lines for lines, _ in self.history.looks(cursor))
            self._changes[cursor] = [(line.number, self.history.change(line)) for lines in looks for line in lines]
        return self._changes[cursor]

    def load(self, ids: Iterable[str]) -> None:
        """Read the notices with these ids, many in one pass."""
        self._notices |= notices_with(self.fold, set(ids) - self._notices.keys())

    def notice(self, name: str) -> Notice | None:
        """Return the present notice with this id, None when the cache has none."""
        if name not in self._notices:
            self._notices[name] = self.fold.get(name) if self.fold is not None else None
        return self._notices[name]

    def facets_of(self, notice: Notice) -> "Facets":
        """Return the facets of a notice by its texts, with the words that give them."""
        return self._rules.facets_of(notice)

    def citing(self, sha256: str) -> list[Notice]:
        """Return the present notices with the file of this SHA-256."""
        return [self.fold.notice(line) for line in self.fold.containing(f'"{sha256}"'.encode())] if self.fold else []

    def past(self, name: str) -> list[Change]:
        """Return every change of a notice, oldest first."""
        if name not in self._pasts:
            self._pasts[name] = self.history.of_notice(name, self.through)
        return self._pasts[name]

    def load_pasts(self, names: Iterable[str]) -> None:
        """Read the changes of these notices: of many in one pass, since each search goes through the whole history."""
        left = set(names) - self._pasts.keys()
        if len(left) > _MANY:
            self._pasts |= self.history.of_notices(left, self.through)

    def is_undone(self, name: str) -> bool:
        """Return True if the notice was undone with the look that had added it."""
        past = self.past(name)
        return bool(past) and past[-1].kind == "undone" and past[-1].after is None

    def was_undone(self, name: str, since: datetime, until: datetime) -> bool:
        """Return True if the look that had added the notice was undone between two times."""
        return any(
            change.kind == "undone" and change.after is None and since <= change.at <= until
            for change in self.past(name)
        )

    def last_undone(self, name: str) -> Change | None:
        """Return the last change that took back the addition of a notice, with what it had said; None without one."""
        gone = (each for each in reversed(self.past(name)) if each.kind == "undone" and each.after is None)
        return next((each for each in gone if each.before is not None), None)

    def added_again(self, name: str) -> int:
        """Return the number of the look that added a notice again after its addition was undone, else 0."""
        past = self.past(name)
        again = (new for old, new in pairwise(past) if old.kind == "undone" and old.after is None)
        return max((change.look for change in again), default=0)

    def is_back(self, name: str, look: int) -> bool:
        """Return True if a notice that was withdrawn came back in this look or a later one."""
        return any(change.kind == "restored" and change.look >= look for change in self.past(name))

    def carriers(self, notice: Notice) -> tuple[str, ...]:
        """Return the ids of the other notices of a document."""
        from cdetrack.meaning.documents import other_notices

        return other_notices(notice, self.notice)

    def alike(self, names: Collection[str]) -> dict[str, set[str]]:
        """Return, for each id, the ids of notices with a similar name: they share a key of documents."""
        if self.fold is None:
            return {}
        index = index_of(self.fold)
        keys = {name: index.documents(name) for name in names}
        members = index.by_document({key for each in keys.values() for key in each})
        return {name: {other for key in each for other in members.get(key, ())} - {name} for name, each in keys.items()}

    def candidates(self, changes: Iterable[DueChange]) -> list[Candidate]:
        """Return the notices of `changes`, in the order of their first change; undone changes are left out.

        Each change comes with whether the watch has heard of it.
        """
        grouped: dict[str, list[DueChange]] = {}
        changes = list(changes)
        taken = {change.undoes for change, _ in changes}
        for change, heard in changes:
            if change.kind != "undone" and change.look not in taken:
                grouped.setdefault(change.id, []).append((change, heard))
        self.load(grouped)
        self.load_pasts(change.id for change, _ in changes if change.kind == "changed" and "sources" in change.fields)
        found = ((self.notice(name), each) for name, each in grouped.items())
        return [self._candidate(notice, each) for notice, each in found if notice is not None]

    def _candidate(self, notice: Notice, changes: list[DueChange]) -> Candidate:
        return Candidate(
            notice=notice,
            steps=tuple(self._step(notice, change, heard=heard) for change, heard in changes),
            carriers=self.carriers(notice),
        )

    def _step(self, notice: Notice, change: Change, *, heard: bool) -> Step:
        # Most changes add a notice: only one that returns or is reworded needs its history.
        restored = change.kind == "restored"
        change = both_sides(change, self.past(notice.id)) if restored else change
        before = change.before if change.after is not None else None
        old = self.as_it_was(notice, before) if before is not None else None
        return Step(
            change=change,
            # For a watch on withdrawn notices, one that is back was one of them.
            before=old._replace(withdrawn=change.at) if old is not None and restored else old,
            after=self.as_it_was(notice, change.after) if change.after is not None else None,
            heard=heard,
            returns=self._returns(change),
            regains=lambda: regains(self.past(notice.id), change),
        )

    def _returns(self, change: Change) -> bool:
        # Most changes add a notice: only a reworded one needs its history.
        return change.kind == "changed" and is_reworded(change) and returns(self.past(change.id), change)

    def has_return(self, name: str, look: int) -> bool:
        """Return True if a notice went back in this look to a wording of a few days before."""
        return any(change.look == look and self._returns(change) for change in self.past(name))

    def as_added(self, name: str) -> Notice | None:
        """Return the version of a notice that was added, derived by the present rules; None when the cache has none."""
        notice, past = self.notice(name), self.past(name)
        record = past[0].after if past else None
        return self.as_it_was(notice, record) if notice is not None and record is not None else None

    def as_it_was(self, notice: Notice, record: Record) -> Notice:
        """Return an earlier version of a notice, derived by the present rules."""
        standing = Standing(id=notice.id, record=record, first_seen=notice.first_seen, look=0, place=0)
        return self._rules.notice(standing)._replace(relations=notice.relations, document=notice.document)

    def says_again(self, name: str, look: int, told: datetime) -> bool:
        """Return True if a notice says what it said after this look, and a look of it was undone since.

        `told` is the time when the watch was told of it. Where the caches of two machines were joined since, the looks
        have other numbers: a change on the wrong side of that time shows it, and nothing is known.
        """
        past = self.past(name)
        then = [change for change in past if change.look <= look]
        since = past[len(then) :]
        if not any(change.kind == "undone" for change in since):
            return False
        told = told.replace(microsecond=0)
        # A look is often as old as its alert, to the second.
        untold = takewhile(lambda change: change.kind != "undone", since)
        if any(each.at > told for each in then) or any(each.at <= told for each in untold):
            return False
        if any(each.at < told for each in since):
            return False
        old, new = replay(then).get(name), replay(past).get(name)
        if old is None or new is None or (old.withdrawn is None) != (new.withdrawn is None):
            return False
        return same_words(old.record, new.record)

    @cached_property
    def disproved(self) -> frozenset[str]:
        """The notices with an undone change which a later look has shown not to have happened."""
        sources = self._state.sources.values()
        return frozenset(name for each in sources for name, mark in each.undone.items() if mark == DISPROVED)

    def difference(self, name: str, look: int) -> Change | None:
        """Return all changes of a notice since `look` as one change, None if they cancel each other out."""
        told = [both_sides(change, self.past(name)) for change in self.past(name) if change.look >= look]
        before = next((change.before for change in told if change.before is not None), None)
        after = next((change.after for change in reversed(told) if change.after is not None), None)
        if before is None or after is None or same_words(before, after):
            return None
        return replace(told[0], before=before, after=after, kind="changed", fields=differing(before, after))

    def last_rewording(self, name: str, look: int) -> Change | None:
        """Return the last change of a notice's words since `look`, None without one."""
        told = (both_sides(change, self.past(name)) for change in reversed(self.past(name)) if change.look >= look)
        return next((change for change in told if is_reworded(change)), None)
