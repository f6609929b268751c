"""Take back a look: changes of the kind `undone` that return its notices to how they stood before it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from cdetrack.alert import records
from cdetrack.changes import replay, undoing
from cdetrack.errors import NotFoundError, UsageError
from cdetrack.evidence import Change, Standing
from cdetrack.store.history import History

if TYPE_CHECKING:
    from cdetrack.store.outbox import Outbox
    from cdetrack.store.state import State
    from cdetrack.store.writer import Writer


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone:
    """A look that was taken back."""

    look: int
    source: str
    at: datetime
    """When the look was made."""
    changes: tuple[Change, ...]
    """Those that were recorded to take it back."""
    dropped: int = 0
    """How many waiting alerts told of nothing else, and are given up."""

    @property
    def gone(self) -> frozenset[str]:
        """The ids of the notices that the look had added."""
        return frozenset(change.id for change in self.changes if change.after is None)


def undo(writer: "Writer", outbox: "Outbox", history: History, look: int | None, *, now: datetime) -> Undone:
    """Take back look number `look`, by default the last one that changed anything, and the alerts of it that wait.

    Raises NotFoundError when there is no such look, and UsageError when a later one has touched its notices.
    """
    looks = [history.changes([each]) for each in history.looks()]
    taken = _chosen(looks, look)
    number = taken[0].look
    ids = {change.id for change in taken}
    past = [change for changes in looks for change in changes if change.id in ids]
    _refuse_if_touched(past, number, _undone(looks))
    earlier, present = _standings(past, before=number), _standings(past)
    changes = undoing(taken, earlier, present, at=now, number=writer.looks + 1)
    writer.append(changes)
    done = Undone(look=number, source=taken[0].source, at=taken[0].at, changes=changes)
    state = writer.state()
    _forget(state, done, writer)
    writer.save(state)
    return _without_alerts(outbox, done, now)


def _undone(looks: Sequence[Sequence[Change]]) -> frozenset[int]:
    """Return the numbers of the looks that were taken back."""
    return frozenset(change.undoes for changes in looks for change in changes if change.undoes is not None)


def _chosen(looks: Sequence[Sequence[Change]], number: int | None) -> Sequence[Change]:
    undone = _undone(looks)
    left = [changes for changes in looks if changes[0].kind != "undone" and changes[0].look not in undone]
    if number is None:
        if not left:
            raise NotFoundError(
                "there is no look to take back", hint="nothing was recorded, or all of it is taken back"
            )
        return left[-1]
    for changes in left:
        if changes[0].look == number:
            return changes
    why = "it was taken back already" if number in undone else "`cdetrack diff --json` names each change's `look`"
    raise NotFoundError(f"there is no look number {number} to take back", hint=why)


def _refuse_if_touched(past: Sequence[Change], number: int, undone: frozenset[int]) -> None:
    """Raise UsageError when a look that stands has touched the notices since."""
    later = next(
        (each for each in past if each.look > number and each.kind != "undone" and each.look not in undone), None
    )
    if later is not None:
        raise UsageError(
            f"look {number} cannot be taken back: look {later.look} has touched `{later.id}` since",
            hint=f"take that one back first: `cdetrack undo {later.look}`",
        )


def _standings(past: Sequence[Change], *, before: int | None = None) -> Mapping[str, Standing]:
    return replay(change for change in past if before is None or change.look < before)


def _forget(state: "State", done: Undone, writer: "Writer") -> None:
    """Forget all that would keep the source's next look from finding anew what was taken back."""
    source = state.source(done.source)
    source.forget()
    source.missed = {name: count for name, count in source.missed.items() if name not in done.gone}
    source.order = [name for name in source.order if name not in done.gone]
    if writer.fold is None or done.source not in writer.fold.sources:
        # It was the first look: the next one is the baseline again.
        source.last_success = source.last_full = None
        source.order = []


def _without_alerts(outbox: "Outbox", done: Undone, now: datetime) -> Undone:
    """Give up the waiting alerts that tell of notices that are gone; the rest of them is told without."""
    dropped = 0
    for name, waiting in list(outbox.box.alerts.items()):
        alert = waiting.alert
        named = set(alert.names())
        if not waiting.open or named.isdisjoint(done.gone):
            continue
        # They were not told: when they come back, they are.
        watch = next((new for new, old in outbox.box.formerly.items() if alert.watch in old), alert.watch)
        for each in dict.fromkeys((alert.watch, watch)):
            outbox.record(records.untold(now, each, sorted(named & done.gone)))
        if named <= done.gone:
            outbox.record(records.dropped(now, name))
            dropped += 1
    return replace(done, dropped=dropped)
