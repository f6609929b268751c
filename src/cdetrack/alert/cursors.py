"""Find cursors that are not in the history: lines of it were lost, or it was replaced by another one."""

import json
from collections.abc import Iterator

from cdetrack.alert.outbox_state import OutboxState
from cdetrack.model.frozen import frozen
from cdetrack.model.record import Position
from cdetrack.store.history import History
from cdetrack.store.state import State


@frozen
class StrayCursors:
    """The cursors that are not in the history."""

    last_run: bool
    """True if the end of the history at the last run is one of them."""
    readers: tuple[str, ...]
    """The names of `diff --since-last`."""
    watches: tuple[str, ...]
    positions: tuple[Position, ...]
    """The positions of all of them."""

    def __bool__(self) -> bool:
        return bool(self.positions)

    def __str__(self) -> str:
        last = ["the last run"] if self.last_run else []
        readers = (f"`diff --since-last {name}`" for name in self.readers)
        return ", ".join([*last, *readers, *(f"the watch `{name}`" for name in self.watches)])


def find_stray(history: History, state: State, outbox: OutboxState) -> StrayCursors:
    """Return the cursors of readers in `state` and of watches in `outbox` that are not in `history`."""
    readers = {name: each for name, each in state.cursors.items() if not history.has(each)}
    watches = {name: each.cursor for name, each in outbox.watches.items() if not history.has(each.cursor)}
    last = [state.through] if state.through is not None and not history.has(state.through) else []
    return StrayCursors(
        last_run=bool(last),
        readers=tuple(readers),
        watches=tuple(watches),
        positions=(*last, *readers.values(), *watches.values()),
    )


def describe(history: History, found: StrayCursors) -> Iterator[str]:
    """Yield a sentence on the lost lines of `history`, or none without stray cursors."""
    if found and all(each.bytes > len(history.data) for each in found.positions):
        yield f"the history is shorter than the one that has been read by {found}: {_after(history)}"
    elif found:
        yield f"the history is another than the one that has been read by {found}: lines that it had are gone"


def _after(history: History) -> str:
    end = history.data.rfind(b"\n") + 1
    if not end:
        return "all its lines are gone"
    line = history.data[history.data.rfind(b"\n", 0, end - 1) + 1 : end]
    return f"lines found after {json.loads(line)['at']} are gone"
