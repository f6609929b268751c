"""Open a cache folder, for reading and for writing."""

from contextlib import contextmanager
from typing import TYPE_CHECKING

from cdetrack.errors import CacheError
from cdetrack.store.folder import CacheFolder
from cdetrack.store.regular import is_there

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import _GeneratorContextManager

    from cdetrack.store.fold import Fold
    from cdetrack.store.writer import Writer

LOCK = "cdetrack.lock"


class Store(CacheFolder):
    """A cache folder that can be locked and written to."""

    def fold(self) -> "Fold | None":
        """Return the current fold, with the states of its notices; None when nothing was ever recorded.

        A fold that is behind the history, or was made by other rules, is made anew: in its file if that can be
        written, else in memory. Raises CacheError when the cache is damaged or was written by a newer cdetrack.
        """
        fold = self.fold_on_disk()
        if not self.is_current(fold):
            try:
                with self.writing(wait=0) as writer:
                    fold = writer.fold
            except CacheError:
                # Read-only, or another process holds the lock: a fold in memory answers as well.
                fold = self.fold_in_memory()
        if fold is not None and is_there(self.decisions):
            from cdetrack.store.decided import DecidedStates

            fold.state_of = DecidedStates(self.decisions, tell=self.tell)
        return fold

    @contextmanager
    def writing(self, *, wait: float) -> "Iterator[Writer]":
        """Hold the cache's lock, waiting for it up to `wait` seconds, and yield the writer.

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


class ReadOnlyStore(Store):
    """A cache folder that is never written to: an outdated fold is made anew in memory."""

    _made: "tuple[object, Fold | None] | None" = None

    def fold(self) -> "Fold | None":
        """Return the current fold, None when nothing was ever recorded. Raises CacheError as `Store.fold` does."""
        fold = self.fold_on_disk()
        if self.is_current(fold):
            return fold
        from cdetrack.store.files import size_of

        key = size_of(self.history_path), fold.hash if fold is not None else None
        if self._made is None or self._made[0] != key:
            self._made = key, self.fold_in_memory()
        return self._made[1]

    def locked(self, *, wait: float) -> "_GeneratorContextManager[None]":  # noqa: ARG002 - as in `Store`
        """Raise CacheError: nothing is written."""
        raise CacheError(f"`{self.folder}` is open for reading only")
