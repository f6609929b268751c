"""Record looks: first in the history, then in the fold. A `Writer` exists only while the cache's lock is held."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from cdetrack.changes.replay import in_batches
from cdetrack.model.record import Change, Position
from cdetrack.store import files, history_files, sealed
from cdetrack.store.fold import Fold
from cdetrack.store.folder import CacheFolder
from cdetrack.store.history import History
from cdetrack.store.history_files import map_history, seal, sealed_before
from cdetrack.store.history_line import encode
from cdetrack.store.recorded import MANY, Recorded
from cdetrack.store.state import State
from cdetrack.store.state_file import NAME as STATE
from cdetrack.store.state_file import load_state, save_state

if TYPE_CHECKING:
    from cdetrack.meaning.rules import Rules

BATCH = 2_500
"""The most changes that are folded at once: their notices are in memory."""
_CUT_OFF = "history.cut.jsonl"
"""The file for the unfinished looks that crashes left at the end of the history."""


def batches_of(
    changes: Iterable[Change], total: int, progress: Callable[[int, int], None]
) -> Iterator[tuple[list[Change], int]]:
    """Yield the `total` changes in batches, as `in_batches`; of several batches the progress is told."""
    tell = progress if total > BATCH else lambda *_: None
    done = 0
    for batch, place in in_batches(changes, BATCH):
        tell(done, total)
        yield batch, place
        done += len(batch)
    tell(done, total)


class Writer:
    """The cache, held for writing: its history ends with a finished look."""

    def __init__(self, cache: CacheFolder) -> None:
        self._cache = cache
        written = (cache.history_path, cache.fold_path, cache.counts_path, cache.folder / STATE)
        files.clear_away(*written, *(cache.folder / name / "*" for name in (history_files.FOLDER, sealed.FOLDER)))
        history = History(cache.history_path, map_history(cache.history_path))
        fold = cache.fold_on_disk()
        history.check(cache.through(fold))
        if fold is not None:
            # A killed run may have left parts that no fold lists.
            sealed.keep_only(cache.fold_path, fold.parts)
        # With keys by other rules, no look can be compared with it.
        fold = fold if cache.is_derived_now(fold) else None
        start = cache.through(fold)
        through = history.finished_end(start)
        history.check_end(through)
        if through.changes - start.changes <= BATCH and fold is cache.fold_on_disk():
            # Not `Store.recorded`, which would wait for this writer's lock to fold many changes.
            self.recorded = CacheFolder.recorded(cache)
            self._fold_many()
        else:
            changes = islice(history.changes_with_end(start), through.changes - start.changes)
            self._fold(fold, (change for change, _ in changes), through)
        if self.through.bytes < len(history.data):
            self._set_aside(history)
        self.looks = history.last_number(self.through)

    @property
    def folder(self) -> Path:
        """The folder of the cache."""
        return self._cache.folder

    @property
    def through(self) -> Position:
        """The end of the history."""
        return self.recorded.through

    @property
    def fold(self) -> Fold | None:
        """The fold of everything recorded; it is made now if there were changes after the last one."""
        if self.recorded.changes:
            self._fold(self.recorded.fold, self.recorded.changes, self.through)
        return self.recorded.fold

    def _fold_many(self) -> None:
        if len(self.recorded.changes) > MANY:
            self._fold(self.recorded.fold, self.recorded.changes, self.through)

    def _fold(self, fold: Fold | None, changes: Iterable[Change], through: Position) -> None:
        """Write the fold that `changes` make from `fold`."""
        total = through.changes - self._cache.through(fold).changes
        self._put(fold, batches_of(changes, total, self._cache.progress), through, self._cache.rules)

    def _put(
        self,
        fold: Fold | None,
        batches: Iterable[tuple[Sequence[Change], int]],
        through: Position,
        rules: "Rules",
        *,
        anew: Collection[str] = (),
    ) -> None:
        """Write the fold that `refold` makes of each batch in turn, then its counts."""
        # Imported for changes: they need all rules of meaning.
        from cdetrack.store import counts
        from cdetrack.store.refold import refold_in_batches

        path = self._cache.fold_path
        kept = counts.counts_of(fold) if fold is None or len(fold.data) >= counts.LEAST else None
        made = refold_in_batches(
            fold,
            batches,
            through,
            rules,
            path,
            anew=anew,
            listed=self._listed(),
            each=lambda step: step.recount(kept) if kept is not None else None,
        )
        if made is not None:
            made.write(path)
        written = self._cache.fold_on_disk()
        counts.keep(written, kept)
        self.recorded = Recorded(fold=written, through=through)
        # After the fold, whose first line tells an older cdetrack that it cannot read this cache.
        seal(self._cache.history_path, self._size)

    def _listed(self) -> Sequence[sealed.SealedPart]:
        """Return the sealed parts of the fold on disk."""
        fold = self._cache.fold_on_disk()
        return fold.parts if fold is not None else ()

    def _set_aside(self, history: History) -> None:
        """Move the unfinished look that a crash left out of the history, keeping every byte."""
        path = self._cache.folder / _CUT_OFF
        tail = bytes(history.data[self.through.bytes :])
        files.move_tail(self._cache.history_path, tail, path, size=self._size)
        self._cache.tell(
            f"an earlier run was cut off while it recorded a look: its unfinished part ({len(tail)} bytes) is kept "
            f"in `{path}`, and the look is made again at the next fetch"
        )

    @property
    def _size(self) -> int:
        """The size of `history.jsonl` without an unfinished look."""
        return self.through.bytes - sealed_before(self._cache.history_path).size

    def append(self, changes: Sequence[Change], *, pages: Sequence[Mapping[str, str]] = ()) -> None:
        """Record the changes of one look: all of them or, when the disk is full, none. Raises CacheError.

        `pages` are the kept pages that the look cites, see `encode`.

        They are on the disk then, in the history. `fold` holds them once it is asked for, or after many changes.
        """
        if not changes:
            return
        content, last = encode(changes, previous=self.through.hash, pages=pages)
        files.append(self._cache.history_path, content, size=self._size)
        through = Position(
            changes=self.through.changes + len(changes),
            bytes=self.through.bytes + len(content),
            hash=last,
        )
        self.recorded = self.recorded.after(changes, through)
        self.looks = changes[-1].look
        self._fold_many()

    def derive_anew(self, names: Collection[str], texts: Mapping[str, str]) -> None:
        """Derive these notices again, with the texts of attachments that are not kept yet, by SHA-256.

        Nothing is recorded. Raises CacheError when the fold cannot be written.
        """
        kept = self._cache.texts
        rules = self._cache.rules.with_texts(lambda sha256: texts.get(sha256) or kept.text(sha256))
        self._put(self.fold, [((), 0)], self.through, rules, anew=names)

    def state(self) -> State:
        """Return the state as it was saved last, empty when there is none.

        Its validators are dropped when the history lacks lines that it had then: a page that is "not modified" would
        not be read again, and its lost notices would stay lost. So is what the lost looks had learnt.
        """
        state = load_state(self._cache.folder)
        if self._cache.was_set_back(state):
            self._cache.forget_lost(state)
        return state

    def save(self, state: State) -> None:
        """Save `state` with the present end of the history, unless the file has the same content."""
        state.through = self.through
        if state != load_state(self._cache.folder):
            save_state(self._cache.folder, state)
