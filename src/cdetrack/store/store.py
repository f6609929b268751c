"""Open a cache folder, for reading and for writing."""

from contextlib import contextmanager
from typing import TYPE_CHECKING

from cdetrack.errors import CacheError
from cdetrack.store.folder import CacheFolder
from cdetrack.store.regular import is_there

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from contextlib import _GeneratorContextManager

    from cdetrack.model.decision import Decision
    from cdetrack.model.notice import Notice
    from cdetrack.store.fold import Fold
    from cdetrack.store.recorded import Recorded
    from cdetrack.store.writer import Writer

LOCK = "cdetrack.lock"
JOIN = ".join.json"
"""The lines of a merged history, until the outbox is joined by them too."""
WAIT = 60.0
"""Seconds that a command waits for the lock."""
_OLDER = (
    "another version of cdetrack derived the kinds, days, topics and relations in `notices.json`; the next `fetch`, "
    "`check` or `ingest` derives them anew, and `cdetrack doctor --repair` does at once"
)


class Store(CacheFolder):
    """A cache folder that can be locked and written to."""

    _told = False
    """True once the user was told that the fold is by older rules."""

    def fold(self) -> "Fold | None":
        """Return the fold for an answer, with the states of its notices; None when nothing was ever recorded.

        It goes to the end of the history: a fold that is behind is continued, in its file if that can be written, else
        in memory. A fold by other rules is not made anew, which may take a minute; the user is told once. The topics of
        its notices are those of this configuration. Raises CacheError when the cache is damaged or was written by a
        newer cdetrack.
        """
        fold = self.fold_on_disk()
        if not self.reaches_end(fold):
            fold = self._continued() if self.is_derived_now(fold) else self.fold_in_memory(by_any_rules=True)
        return self._completed(fold)

    def current_fold(self) -> "Fold | None":
        """Return the fold for a command that records or alerts: as `fold`, and by the present rules."""
        fold = self.fold_on_disk()
        if not (self.reaches_end(fold) and self.is_derived_now(fold)):
            fold = self._continued()
        return self._completed(fold)

    def _continued(self) -> "Fold | None":
        """Return the fold to the end of the history, by the present rules, and write it if possible."""
        try:
            with self.writing(wait=0) as writer:
                return writer.fold
        except CacheError:
            # Read-only, or another process holds the lock: a fold in memory answers as well.
            return self.fold_in_memory()

    def _completed(self, fold: "Fold | None") -> "Fold | None":
        """Return `fold` with the states of its notices and, if it has those of others, the topics."""
        if fold is not None and is_there(self.decisions):
            from cdetrack.store.decided import DecidedStates

            fold.state_of = DecidedStates(self.decisions, tell=self.tell)
        if fold is not None and not self.is_derived_now(fold):
            self._adapt(fold)
        return fold

    def decisions_on(self, notices: "Sequence[Notice]") -> "dict[str, list[Decision]]":
        """Return id -> every decision that covers the notice, the latest last; notices without any are left out."""
        from cdetrack.store.decisions import decisions_on

        return decisions_on(self.decisions, notices)

    def _adapt(self, fold: "Fold") -> None:
        """Give a fold by other rules the topics of this configuration, and tell once of older built-in rules."""
        (code, topics), present = fold.derived.partition("-")[::2], self.rules.fingerprint.partition("-")[::2]
        if topics != present[1]:
            fold.topics_of = lambda notice: self.rules.topics_of(notice, notice.issuers)
        if code != present[0] and not self._told:
            self._told = True
            self.tell(_OLDER)

    def recorded(self) -> "Recorded":
        """Return everything recorded, as a new look is compared with it. Raises CacheError."""
        from cdetrack.store.recorded import MANY, Recorded

        if self.is_derived_now(self.fold_on_disk()) and len((known := super().recorded()).changes) <= MANY:
            return known
        fold = self.current_fold()
        return Recorded(fold=fold, through=self.through(fold))

    @contextmanager
    def writing(self, *, wait: float = WAIT, fold: bool = True) -> "Iterator[Writer]":
        """Hold the cache's lock, waiting for it up to `wait` seconds, and yield the writer.

        At the end, the fold is made of everything recorded, unless `fold` is False: then a later writer makes it, or
        the next reader. Raises CacheError when another cdetrack holds it for longer, or the folder cannot be written.
        """
        from cdetrack.store.writer import Writer

        with self.locked(wait=wait):
            writer = Writer(self)
            yield writer
            if fold:
                _ = writer.fold

    @contextmanager
    def locked(self, *, wait: float = WAIT) -> "Iterator[None]":
        """Hold the cache's lock, as `writing` does, without opening the cache."""
        from cdetrack.store import files
        from cdetrack.text.days import in_seconds

        busy = CacheError(
            f"another cdetrack has been writing to `{self.folder}` for more than {in_seconds(wait)}",
            hint="run the command again when it has finished",
        )
        with files.locked(self.folder / LOCK, wait=wait, busy=busy):
            yield


class ReadOnlyStore(Store):
    """A cache folder that is never written to: a fold that is behind the history is continued in memory."""

    _made: "tuple[object, Fold | None] | None" = None

    def fold(self) -> "Fold | None":
        """Return the fold for an answer, as `Store.fold` does, None when nothing was ever recorded.

        Raises CacheError.
        """
        fold = self.fold_on_disk()
        if not self.reaches_end(fold):
            from cdetrack.store.history_files import size_of_history

            key = size_of_history(self.history_path), fold.hash if fold is not None else None
            if self._made is None or self._made[0] != key:
                self._made = key, self.fold_in_memory(by_any_rules=True)
            fold = self._made[1]
        return self._completed(fold)

    def locked(self, *, wait: float = WAIT) -> "_GeneratorContextManager[None]":  # noqa: ARG002 - as in `Store`
        """Raise CacheError: nothing is written."""
        raise CacheError(f"`{self.folder}` is open for reading only")
