"""Record what looks found: first in the history, then in the fold. Exists only while the lock is held."""

from collections.abc import Sequence

from cdetrack.model.record import Change, Position
from cdetrack.store import files
from cdetrack.store.history import History, encode
from cdetrack.store.refold import refold
from cdetrack.store.state import NAME as STATE
from cdetrack.store.state import State, forget_validators, load_state, save_state
from cdetrack.store.store import Store

SET_ASIDE = "history.cut.jsonl"
"""Where the tails go that a crash left of unfinished looks."""


class Writer:
    """The cache, held for writing: its fold is current and its history ends with a finished look."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._rules = store.rules
        files.clear_away(store.history_path, store.fold_path, store.folder / STATE)
        on_disk = store.fold_on_disk()
        history = History(store.history_path, files.map_file(store.history_path))
        self.fold = store.folded(history, on_disk)
        self.through = store.through(self.fold)
        if self.through.bytes < len(history.data):
            self._set_aside(history)
        if self.fold is not None and (on_disk is None or self.fold.data is not on_disk.data):
            files.replace(store.fold_path, [self.fold.data])
        self.looks = history.last_number(self.through)

    def _set_aside(self, history: History) -> None:
        """Move what a crash left of an unfinished look out of the history, keeping every byte."""
        path = self._store.folder / SET_ASIDE
        tail = bytes(history.data[self.through.bytes :])
        files.move_tail(self._store.history_path, tail, path, size=self.through.bytes)
        self._store.tell(
            f"an earlier run was cut off while it recorded a look: its unfinished part ({len(tail)} bytes) is kept "
            f"in `{path}`, and the look is made again at the next fetch"
        )

    def append(self, changes: Sequence[Change]) -> None:
        """Record the changes of one look: all of them or, when the disk refuses, none."""
        if not changes:
            return
        content, last = encode(changes, previous=self.through.hash)
        files.append(self._store.history_path, content, size=self.through.bytes)
        self.through = Position(
            changes=self.through.changes + len(changes),
            bytes=self.through.bytes + len(content),
            hash=last,
        )
        self.looks = changes[-1].look
        files.replace(self._store.fold_path, refold(self.fold, changes, self.through, self._rules))
        self.fold = self._store.fold_on_disk()

    def state(self) -> State:
        """Return the state as it was saved last, empty when there is none.

        Without its validators when the history is not the one that it was saved with: then lines are gone, and
        their notices are only read again when nothing says that they need not be.
        """
        state = load_state(self._store.folder)
        if self._store.was_set_back(state):
            forget_validators(state)
        return state

    def save(self, state: State) -> None:
        """Save `state` with the present end of the history, unless the file says the same."""
        state.through = self.through
        if state != load_state(self._store.folder):
            save_state(self._store.folder, state)
