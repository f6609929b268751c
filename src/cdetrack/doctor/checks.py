"""Checks of single files of a cache, for its examination and its repair."""

from collections.abc import Callable, Collection, Sequence

from cdetrack.alert.outbox import NAME as OUTBOX
from cdetrack.changes.replay import replay
from cdetrack.errors import CacheError, NewerCacheError, OutputError
from cdetrack.model.record import Change, Position, Standing
from cdetrack.store import files
from cdetrack.store.checksum import check_lines
from cdetrack.store.fold import Fold
from cdetrack.store.history import History
from cdetrack.store.kept import KeptFiles
from cdetrack.store.refold import refold_in_batches
from cdetrack.store.state_file import NAME as STATE
from cdetrack.store.store import Store
from cdetrack.store.writer import batches_of

HISTORY = "history.jsonl"
FILES = (HISTORY, "notices.json", STATE, OUTBOX)
"""The files with content; the locks are empty."""
GONE, DAMAGED = "gone", "not as when kept"
"""The states of a kept file that is not sound."""


class HistoryReading:
    """One reading of a history, from its first line to the last finished look."""

    def __init__(self, heads: Collection[str]) -> None:
        self._heads = heads
        self._there: dict[str, bool] = {}
        """Id -> whether the notice is still known, for finished looks."""
        self.looks = 0
        self.through = Position()
        self.found: dict[str, Position] = {}
        """Hash of a given head -> its position."""

    @property
    def notices(self) -> int:
        """The number of notices, withdrawn ones included, undone ones not."""
        return sum(self._there.values())

    def read(self, history: History, *, deep: bool) -> None:
        """Read the history, with `deep` replaying it. Raises CacheError when it is damaged or contradicts itself."""
        look: list[tuple[str, bool]] = []
        replaying = _Replaying(history) if deep else None
        for change, end in history.changes_with_end():
            look.append((change.id, change.kind != "undone" or change.after is not None))
            if replaying is not None:
                replaying.go_on(change)
            if end is None:
                continue
            if replaying is not None and replaying.contradiction is not None:
                raise history.damaged(end.changes, replaying.contradiction)
            self._there.update(look)
            self.looks, self.through = self.looks + 1, end
            if end.hash in self._heads:
                self.found[end.hash] = end
            look = []
        history.check_end(self.through)


class _Replaying:
    """The changes of a history, each replayed onto those before it; only notices that change again are in memory."""

    def __init__(self, history: History) -> None:
        self._unchanged = history.of_one_line()
        self._known: dict[str, Standing] = {}
        self.contradiction: str | None = None
        """What contradicts the changes before it; the look of it may be unfinished."""

    def go_on(self, change: Change) -> None:
        """Replay the next change, unless one before it was contradictory."""
        if self.contradiction is None:
            try:
                replay([change], {} if change.id in self._unchanged else self._known)
            except ValueError as error:
                self.contradiction = str(error)


def problems_of(check: Callable[[], object]) -> list[str]:
    """Return the message of the CacheError that `check` raises, in a list; empty if it passes.

    Raises NewerCacheError and OutputError.
    """
    try:
        check()
    except CacheError as error:
        return message_of(error)
    return []


def message_of(error: CacheError) -> list[str]:
    """Return the message of an error, in a list.

    Raises NewerCacheError, as files of a newer cdetrack are not touched, and OutputError, which is none of the cache.
    """
    if isinstance(error, (NewerCacheError, OutputError)):
        raise error
    return [error.message]


def read_fold(store: Store) -> tuple[Fold | None, list[str]]:
    """Return the fold on disk and its problem; None for no fold, or one that cannot be read.

    Raises NewerCacheError.
    """
    try:
        return store.fold_on_disk(), []
    except CacheError as error:
        return None, message_of(error)


def is_ahead(store: Store, fold: Fold | None, unreadable: Sequence[str], history: History) -> bool:
    """Return True if the fold, as `read_fold` returns it, goes further than the history.

    Of one that cannot be read nothing is known: True only if there is no history at all.
    """
    return not history.data if unreadable else not history.has(store.through(fold))


def check_fold(store: Store, fold: Fold | None, history: History, through: Position, *, deep: bool) -> None:
    """Raise CacheError when the fold is not as it was written or, if `deep`, not the fold of the history.

    A fold that is behind the history is no problem.
    """
    history.check(store.through(fold))
    if fold is None:
        return
    check_lines(fold)
    if deep and fold.bytes == through.bytes and store.is_derived_now(fold) and not _is_derived(store, fold, history):
        raise CacheError(f"`{store.fold_path}` is not what the history makes")


def _is_derived(store: Store, fold: Fold, history: History) -> bool:
    """Return True if the history makes the fold, of whose end it has all lines before."""
    through = store.through(fold)
    changes = history.changes_until(through)
    with files.temporary_folder() as place:
        # As a writer does: a hundred thousand notices at once would take more than a gigabyte.
        batches = batches_of(changes, through.changes, store.progress) if through.changes else [((), 0)]
        made = refold_in_batches(None, batches, through, store.rules, place / store.fold_path.name)
        return made is not None and made.is_same(fold)


def state_of(kept: KeptFiles, name: str, size: int | None, *, deep: bool) -> str:
    """Return GONE or DAMAGED for the kept file with this SHA-256, empty for a sound one.

    `size` is the recorded one in bytes, None if unknown. With `deep`, the content is read. Raises CacheError.
    """
    there = kept.size(name)
    if there is None:
        return GONE
    return DAMAGED if (size is not None and there != size) or (deep and not kept.is_sound(name)) else ""
