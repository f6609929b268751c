"""A cache folder: opened, read as it stands, and held for writing."""

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from cdetrack.errors import CacheError
from cdetrack.meaning.rules import Rules
from cdetrack.store.fold import Fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cdetrack.model.record import Position
    from cdetrack.store.history import History
    from cdetrack.store.state import State
    from cdetrack.store.writer import Writer

LOCK = "cdetrack.lock"


class Store:
    """A cache folder with the rules that notices are derived by; the folder need not exist.

    `tell` is told what was found and mended on the way.
    """

    def __init__(self, folder: Path, rules: Rules, *, tell: "Callable[[str], None]" = lambda _: None) -> None:
        self.folder = folder
        self.rules = rules
        self.tell = tell
        self.history_path = folder / "history.jsonl"
        self.fold_path = folder / "notices.json"

    def fold(self) -> Fold | None:
        """Return how things stand, None when nothing was ever recorded.

        A fold that is behind the history, or was made by other rules, is made anew: on the disk where that is
        possible, else in memory. Raises CacheError when the cache is damaged or was written by a newer cdetrack.
        """
        fold = self.fold_on_disk()
        if self._is_current(fold):
            return fold
        try:
            with self.writing(wait=0) as writer:
                return writer.fold
        except CacheError:
            # Read-only, or somebody is writing just now: what stands in memory answers as well.
            return self.fold_in_memory()

    def fold_in_memory(self) -> Fold | None:
        """Return how things stand without writing anything and without waiting for anybody."""
        from cdetrack.store.files import read_file
        from cdetrack.store.history import History

        # The fold first: the history only grows, and one that was read before the fold could be too short for it.
        fold = self.fold_on_disk()
        return self.folded(History(self.history_path, read_file(self.history_path)), fold)

    def fold_on_disk(self) -> Fold | None:
        """Return the fold as its file is, None when there is none."""
        from cdetrack.store.files import map_file

        data = map_file(self.fold_path)
        return Fold(self.fold_path, data) if data else None

    def _is_current(self, fold: Fold | None) -> bool:
        from cdetrack.store.files import size_of

        size = size_of(self.history_path)
        if fold is None:
            return not size
        return fold.bytes == size and fold.derived == self.rules.fingerprint

    def past(self, fold: Fold | None) -> "tuple[History, Position]":
        """Return the history as far as `fold` goes, and where that is; what is being written behind it is not seen.

        Raises CacheError when the history does not go that far.
        """
        from cdetrack.store.files import map_file
        from cdetrack.store.history import History

        through = self.through(fold)
        history = History(self.history_path, map_file(self.history_path, through.bytes))
        history.check(through)
        return history, through

    def through(self, fold: Fold | None) -> "Position":
        """Return the place in the history that `fold` goes up to."""
        from cdetrack.model.record import Position

        if fold is None:
            return Position()
        return Position(changes=fold.changes, bytes=fold.bytes, hash=fold.hash)

    def was_set_back(self, state: "State") -> bool:
        """Say whether the history lacks lines that it had when `state` was saved, as after taking it from a backup.

        Validators of such a state are worthless: a page that is "not modified" since may hold the lost lines. A state
        of an older cdetrack does not tell.
        """
        from cdetrack.store.files import map_file
        from cdetrack.store.history import History

        through = state.through
        if through is None:
            return False
        return not History(self.history_path, map_file(self.history_path, through.bytes)).has(through)

    def folded(self, history: "History", fold: Fold | None) -> Fold | None:
        """Return the fold that the whole of `history` makes, going on from `fold` where its rules still hold."""
        from cdetrack.store.refold import refold

        history.check(self.through(fold))
        if fold is not None and fold.derived != self.rules.fingerprint:
            fold = None
        looks = list(history.looks(self.through(fold)))
        if not looks:
            return fold
        _, through = looks[-1]
        content = b"".join(refold(fold, history.changes(looks), through, self.rules))
        return Fold(self.fold_path, content)

    @contextmanager
    def writing(self, *, wait: float) -> "Iterator[Writer]":
        """Hold the cache's lock, waiting for it up to `wait` seconds, and yield what may write.

        Raises CacheError when another cdetrack holds it for longer, or the folder cannot be written.
        """
        from cdetrack.store.writer import Writer

        with self.locked(wait=wait):
            yield Writer(self)

    @contextmanager
    def locked(self, *, wait: float) -> "Iterator[None]":
        """Hold the cache's lock, as `writing` does, without opening the cache."""
        from cdetrack.store import files

        busy = CacheError(
            f"another cdetrack has been writing to `{self.folder}` for more than {wait:g} seconds",
            hint="run the command again when it has finished",
        )
        with files.locked(self.folder / LOCK, wait=wait, busy=busy):
            yield
