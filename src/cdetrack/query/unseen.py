"""The news since a reader last asked: each reader has a cursor in the state."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from cdetrack.errors import CacheError
from cdetrack.model.record import Change, Position
from cdetrack.store.fold import HEAD
from cdetrack.store.state_file import load_state
from cdetrack.store.store import Store


class Unseen(NamedTuple):
    """The notices that were first found after a reader last asked."""

    name: str
    """The reader."""
    ids: frozenset[str]


def unseen_by(store: Store, name: str) -> Unseen | None:
    """Return the notices that were added after the cursor of the reader `name`, None for one who never asked.

    Nothing is written, and of the history only the last lines before the cursor and before its end are read. Raises
    CacheError.
    """
    fold, cursor = store.fold_on_disk(), load_state(store.folder).cursors.get(name)
    if fold is None or cursor is None:
        return None
    history, through = store.past(fold)
    # As in `show_unseen`: all of a history that was mended or replaced is new.
    last = history.last_number(cursor) if history.has(cursor) else 0
    if last >= history.last_number(through):
        return Unseen(name, frozenset())
    heads = (head for block in fold.blocks() for head in HEAD.finditer(block))
    return Unseen(name, frozenset(head[1].decode() for head in heads if int(head[3]) > last))


def show_unseen(store: Store, name: str, show: Callable[[Sequence[Change]], None]) -> Sequence[Change]:
    """Return the changes after the cursor of the reader `name`, after `show` was called with them.

    A reader that never asked before starts at the present: that is told, and `show` gets no change. The cursor moves
    once `show` has returned: changes that it could not show are shown again the next time. Raises CacheError, and every
    error of `show`.
    """
    with store.writing() as writer:
        state = writer.state()
        history, _ = store.past(writer.fold)
        start = state.cursors.get(name)
        if start is None:
            start = writer.through
            earlier = "; `cdetrack diff --since 7d` shows the earlier ones" if start.changes else ""
            store.tell(f"`{name}` asks for the first time, and will see the changes from now on{earlier}")
        try:
            history.check(start)
        except CacheError:
            # A repeated change is better than a lost one. Reading the changes below detects a damaged history.
            store.tell(f"the history was mended or replaced since `{name}` last asked: all of it is shown")
            start = Position()
        changes = history.with_both_sides(history.changes(history.looks(start)), writer.through)
        show(changes)
        state.cursors[name] = writer.through
        writer.save(state)
    return changes
