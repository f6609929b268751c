"""Read from the cache what deciding and telling need: changes after a cursor, notices, and how they stood before."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from cdetrack.alert.due import Candidate, Twin
from cdetrack.alert.values import Watched
from cdetrack.changes import differing
from cdetrack.errors import CacheError
from cdetrack.evidence import Change, Position, Record, Standing
from cdetrack.kinship import same_document
from cdetrack.model import Notice
from cdetrack.store import Store

if TYPE_CHECKING:
    from cdetrack.store.fold import Fold
    from cdetrack.store.history import History

_MANY = 30
"""Above this, one pass over all notices is faster than a search for each."""


class Snapshot:
    """The cache at one instant: the fold, the history it was made from, and where it ends."""

    def __init__(self, store: Store) -> None:
        self.fold: Fold | None = store.fold()
        self.history: History
        self.through: Position
        self.history, self.through = store.past(self.fold)
        self._rules = store.rules
        self._notices: dict[str, Notice | None] = {}
        self._news: dict[str, bool] = {}
        self._after: dict[tuple[Position, int], list[tuple[int, Change]]] = {}

    def last_look(self) -> int:
        """Return the number of the last look that found a change, 0 before the first."""
        return self.history.last_number(self.through)

    def start(self, now: datetime) -> Watched:
        """Return where a watch stands that is first seen at `now`: at the present."""
        return Watched(cursor=self.through, look=self.last_look(), started=now, origin=self.through.changes)

    def after(self, cursor: Position, *, look: int, tell: Callable[[str], None]) -> list[tuple[int, Change]]:
        """Return the changes after `cursor`, each with its number in the history.

        Where the history is no longer the one in which the cursor was set (it was mended or taken from a backup),
        the changes of later looks are returned, and that is told.
        """
        known = self._after.get((cursor, look))
        if known is None:
            start = cursor
            try:
                self.history.check(cursor)
            except CacheError:
                tell("the history was mended or replaced since the last check: alerts go on after the same look")
                start = Position()
            known = [each for each in self._changes(start) if start == cursor or each[1].look > look]
            self._after[cursor, look] = known
        return known

    def _changes(self, cursor: Position) -> Iterator[tuple[int, Change]]:
        for lines, _ in self.history.looks(cursor):
            yield from ((line.number, self.history.change(line)) for line in lines)

    def everything(self) -> list[tuple[int, Change]]:
        """Return every change there is, each with its number."""
        return list(self._changes(Position()))

    def load(self, ids: Iterable[str]) -> None:
        """Read the notices with these ids, many in one pass."""
        wanted = set(ids) - self._notices.keys()
        if self.fold is not None and len(wanted) > _MANY:
            index = self.fold.index
            self._notices.update((name, index.notice(name)) for name in wanted if name in index)

    def notice(self, name: str) -> Notice | None:
        """Return the notice with this id as it stands, None when the cache does not have it."""
        if name not in self._notices:
            found = [self.fold.notice(line) for line in self.fold.with_id(name)] if self.fold is not None else []
            self._notices[name] = found[0] if found else None
        return self._notices[name]

    def twins(self, notice: Notice) -> tuple[Twin, ...]:
        """Return the same document's notices in other sections."""
        related = [other for name in notice.related if (other := self.notice(name)) is not None]
        return tuple(Twin(notice=other, news=self._is_news(other)) for other in related if same_document(notice, other))

    def _is_news(self, notice: Notice) -> bool:
        if notice.id not in self._news:
            changes = self.history.of_notice(notice.id, self.through)
            self._news[notice.id] = bool(changes) and not changes[0].baseline
        return self._news[notice.id]

    def candidates(self, changes: Iterable[Change]) -> list[Candidate]:
        """Return the notices that `changes` are about, in the order of their first change."""
        grouped: dict[str, list[Change]] = {}
        for change in changes:
            grouped.setdefault(change.id, []).append(change)
        self.load(grouped)
        found = ((self.notice(name), each) for name, each in grouped.items())
        return [self._candidate(notice, each) for notice, each in found if notice is not None]

    def _candidate(self, notice: Notice, changes: list[Change]) -> Candidate:
        reworded = [change.before for change in changes if change.kind == "changed" and change.before is not None]
        first = changes[0]
        last = changes[-1].after
        return Candidate(
            notice=notice,
            changes=tuple(changes),
            earlier=tuple(self._earlier(notice, record) for record in reworded),
            twins=self.twins(notice),
            same=first.kind == "changed" and last is not None and first.before == last,
        )

    def _earlier(self, notice: Notice, record: Record) -> Notice:
        standing = Standing(id=notice.id, record=record, first_seen=notice.first_seen, look=0, place=0)
        return self._rules.notice(standing)._replace(related=notice.related)

    def difference(self, name: str, look: int) -> Change | None:
        """Return how a notice differs from how it stood before `look`, as one change; None when it does not."""
        told = [change for change in self.history.of_notice(name, self.through) if change.look >= look]
        before = next((change.before for change in told if change.before is not None), None)
        after = next((change.after for change in reversed(told) if change.after is not None), None)
        if before is None or after is None or before == after:
            return None
        return replace(told[0], before=before, after=after, kind="changed", fields=differing(before, after))


def unheard(
    watched: Watched,
    changes: Iterable[tuple[int, Change]],
    *,
    everything: Iterable[tuple[int, Change]] | None = None,
) -> list[Change]:
    """Return what a watch has not heard of and may be told: no baselines.

    With `everything`, the changes of the whole history, also what was there before it began and is not yet told.
    """
    if everything is None:
        return [change for _, change in changes if not change.baseline]
    old = [
        change
        for number, change in everything
        if watched.existing < number <= watched.cursor.changes
        and change.kind == "added"
        and (change.baseline or number <= watched.origin)
    ]
    return [*old, *(change for _, change in changes)]
