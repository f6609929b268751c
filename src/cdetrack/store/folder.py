"""A cache folder: its files, and the history and the fold as they lie in it; the lock is not needed to read them."""

from pathlib import Path
from typing import TYPE_CHECKING
from weakref import ref

from cdetrack.meaning.rules import Rules
from cdetrack.store.fold import Fold, PartGoneError
from cdetrack.store.texts import KeptTexts

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from cdetrack.model.record import Position
    from cdetrack.store.history import History
    from cdetrack.store.recorded import Recorded
    from cdetrack.store.state import State


class CacheFolder:
    """A cache folder with the rules that derive its notices; the folder need not exist.

    `tell` is called with a sentence for each fault that was found and repaired on the way, and `progress`, while many
    notices are derived anew, with the number of changes that were read so far, and of all.
    """

    as_of: "date | None" = None
    """The day at the end of which the cache is asked, in Asia/Shanghai; None for the present."""

    def __init__(
        self,
        folder: Path,
        rules: Rules,
        *,
        tell: "Callable[[str], None]" = lambda _: None,
        progress: "Callable[[int, int], None]" = lambda *_: None,
    ) -> None:
        self.folder = folder
        self.texts = KeptTexts(folder)
        self.rules = rules.with_texts(self.texts.text)
        self.tell = tell
        self.progress = progress
        self.history_path = folder / "history.jsonl"
        self.fold_path = folder / "notices.json"
        self.counts_path = folder / "counts.json"
        """Derived from the fold; see `counts`."""
        self.decisions = folder / "decisions"
        """The folder of people's decisions."""
        self._last_fold: tuple[object, Callable[[], Fold | None]] = None, lambda: None
        self._recorded: Recorded | None = None

    def fold_on_disk(self) -> Fold | None:
        """Return the fold in its file, current or not; None when there is none. Raises CacheError for a damaged one."""
        from cdetrack.store.content import Mapped, map_file

        data = map_file(self.fold_path)
        while isinstance(data, Mapped):
            # A fold is replaced and never written in place: the same file has the lines that were found before.
            identity, last = self._last_fold
            fold = last()
            if fold is not None and identity == data.identity:
                return fold
            try:
                fold = Fold(self.fold_path, data)
            except PartGoneError:
                now = map_file(self.fold_path)
                if isinstance(now, Mapped) and now.identity == data.identity:
                    raise
                data = now
            else:
                self._last_fold = data.identity, ref(fold)
                return fold
        return None

    def recorded(self) -> "Recorded":
        """Return everything recorded: the fold on disk and the finished looks after it. The lock is not needed.

        The fold has to be by the present rules. Raises CacheError when the history is damaged.
        """
        from cdetrack.store.history import finished_after
        from cdetrack.store.history_files import size_of_history
        from cdetrack.store.recorded import Recorded

        fold, known = self.fold_on_disk(), self._recorded
        if known is None or known.fold is not fold or size_of_history(self.history_path) < known.through.bytes:
            known = Recorded(fold=fold, through=self.through(fold))
        self._recorded = known = known.after(*finished_after(self.history_path, known.through))
        return known

    def fold_in_memory(self, *, by_any_rules: bool = False) -> Fold | None:
        """Return the fold to the end of the history, without a write or a lock; None when nothing was ever recorded.

        `by_any_rules` is as in `folded`.
        """
        from cdetrack.store.history import History
        from cdetrack.store.history_files import read_history

        # The fold first: the history only grows, and a history that was read before the fold could be too short for it.
        fold = self.fold_on_disk()
        history = History(self.history_path, read_history(self.history_path))
        return self.folded(history, fold, by_any_rules=by_any_rules)

    def recorded_in_memory(self) -> "Recorded":
        """Return everything recorded, without a write, by the present rules."""
        from cdetrack.store.recorded import Recorded

        fold = self.fold_in_memory()
        return Recorded(fold=fold, through=self.through(fold))

    def reaches_end(self, fold: Fold | None) -> bool:
        """Return True if `fold` goes to the end of the history."""
        from cdetrack.store.history_files import size_of_history

        return size_of_history(self.history_path) == (fold.bytes if fold is not None else 0)

    def is_derived_now(self, fold: Fold | None) -> bool:
        """Return True if `fold` was made by the present rules and topics."""
        return fold is None or fold.derived == self.rules.fingerprint

    def folded(self, history: "History", fold: Fold | None, *, by_any_rules: bool = False) -> Fold | None:
        """Return the fold of the whole `history`, made from `fold` and the looks after it if its rules still hold.

        With `by_any_rules`, the lines of `fold` stay even if its rules do not hold; such a fold is never written.
        Raises CacheError when `history` is damaged, or shorter than `fold` says.
        """
        history.check(self.through(fold))
        if not (by_any_rules or self.is_derived_now(fold)):
            fold = None
        changes, through = history.finished(self.through(fold))
        if not changes:
            return fold
        # Imported for changes: it needs all rules of meaning.
        from cdetrack.store.refold import refold

        return refold(fold, changes, through, self.rules).in_memory(self.fold_path)

    def past(self, fold: Fold | None) -> "tuple[History, Position]":
        """Return the history as far as `fold` goes, and the position of that end; later lines are left out.

        Raises CacheError when the history does not go that far.
        """
        from cdetrack.store.history import History
        from cdetrack.store.history_files import map_history

        through = self.through(fold)
        history = History(self.history_path, map_history(self.history_path, through.bytes))
        history.check(through)
        return history, through

    def through(self, fold: Fold | None) -> "Position":
        """Return the position in the history up to which `fold` goes."""
        from cdetrack.model.record import Position

        if fold is None:
            return Position()
        return Position(changes=fold.changes, bytes=fold.bytes, hash=fold.hash)

    def was_set_back(self, state: "State") -> bool:
        """Return True if the history lacks lines that it had when `state` was saved, as after restoring a backup.

        The validators of such a state are worthless: a page that is "not modified" since may hold the lost lines. A
        state of cdetrack 0.1 has no position to compare: False.
        """
        from cdetrack.store.history import History
        from cdetrack.store.history_files import map_history

        through = state.through
        if through is None:
            return False
        return not History(self.history_path, map_history(self.history_path, through.bytes)).has(through)

    def forget_lost(self, state: "State") -> None:
        """Forget in `state`, of before the history was set back, what looks have learnt that the history lacks."""
        from cdetrack.model.record import Position
        from cdetrack.store.history import History
        from cdetrack.store.history_files import map_history
        from cdetrack.store.learnt import forget_lost

        history = History(self.history_path, map_history(self.history_path))
        forget_lost(state, history.last_time(history.finished_end(Position())))
