"""Verify every byte of a cache, or derive all of it anew; repair damage without deleting a byte."""

import mmap
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from cdetrack.alert import cursors
from cdetrack.alert.outbox import LOCK as CHECK_LOCK
from cdetrack.alert.outbox import NAME as OUTBOX
from cdetrack.alert.outbox import load_outbox, outbox_lock, prove_outbox, rewind, salvage
from cdetrack.alert.outbox_state import OutboxState
from cdetrack.changes.replay import replay
from cdetrack.errors import CacheError, NewerCacheError
from cdetrack.model.record import Change, Position, Standing
from cdetrack.render import counted
from cdetrack.store import files, regular
from cdetrack.store.checksum import check_lines
from cdetrack.store.counts import NAME as COUNTS
from cdetrack.store.decided import decision_files
from cdetrack.store.decisions import files_that_are_gone, forget_gone, read_decisions, repair_decisions
from cdetrack.store.file_end import forget_end
from cdetrack.store.fold import Fold
from cdetrack.store.history import History
from cdetrack.store.kept import KeptFiles, cited
from cdetrack.store.rebuild import Rebuilt, rebuilt
from cdetrack.store.refold import refold
from cdetrack.store.state import NAME as STATE
from cdetrack.store.state import State, forget_validators, load_state, save_state
from cdetrack.store.store import LOCK, Store
from cdetrack.store.writer import Writer

HISTORY = "history.jsonl"
FILES = (HISTORY, "notices.json", STATE, OUTBOX)
"""The files with content; the locks are empty."""

_GONE, _DAMAGED = "gone", "not as when kept"
_MEND = "`cdetrack doctor --repair` mends what can be mended and keeps every damaged file"
_BACKUP = (
    "take `history.jsonl` from a backup or from git where there is one; else `cdetrack doctor --repair` goes on from "
    "what is there, keeps the notices that `notices.json` alone still has, and lets the next fetch read all anew"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Examination:
    """The result of `doctor`: the size of the cache and its problems; the size is 0 if the history is damaged."""

    changes: int
    looks: int
    notices: int
    problems: tuple[str, ...]
    head: Position
    """The end of the last finished look in the history."""
    other_heads: Mapping[str, Position] = field(default_factory=dict)
    """The end of the outbox and of each file of decisions, by their paths in the cache."""
    decisions: int = 0
    files: int = 0
    """The number of kept files that the history cites."""
    hint: str = ""
    """How to solve the problems."""
    unfinished: int = 0
    """The bytes of an unfinished look that a crash left. This is no damage: the next writer moves them away."""
    found: tuple[tuple[str, Position], ...] = ()
    """The given heads that were found: the path of the file in the cache, and the position of the head."""
    is_outdated: bool = False
    """True if the fold was derived by other rules or topics: it cannot be compared with one that is made anew."""


def examine(store: Store, *, deep: bool = False, heads: Collection[str] = ()) -> Examination:
    """Verify every byte of the cache: the hash chains of history, decisions and outbox, the fold, and all cursors.

    The fold is compared with its checksum, and every line is decoded; with `deep`, the fold is also derived anew from
    the history and compared. `heads` are hashes of earlier ends of a chain: a missing one is a problem.

    Raises NewerCacheError when a newer cdetrack wrote a file of it.
    """
    state, outbox, trouble = State(), OutboxState(), list[str]()
    # The history last: it only grows, and a history that was read before the others could be too short for them.
    try:
        state = load_state(store.folder)
    except CacheError as error:
        trouble += _message_of(error)
    chains = dict[str, Mapping[str, Position]]()
    try:
        outbox = load_outbox(store.folder)
        proven = prove_outbox(store.folder)
        chains[OUTBOX] = proven.ends
        trouble += [proven.problem] if proven.problem is not None else []
    except CacheError as error:
        trouble += _message_of(error)
    decisions, damaged = _check_decisions(store, chains)
    trouble += damaged
    fold = files.map_file(store.fold_path)
    # Only read in blocks: another process may cut off an unfinished look at its end.
    history = History(store.history_path, files.map_file(store.history_path))
    reading = _Reading(heads)
    problems = _problems(lambda: reading.read(history, deep=deep))
    kept: Mapping[str, int | None] = {}
    found = list[tuple[str, Position]]()
    sound, through, gone = not problems, reading.through if not problems else Position(), False
    finished = History(store.history_path, files.map_file(store.history_path, through.bytes))
    if sound:
        problems = _problems(lambda: _check_fold(store, fold, finished, through, deep=deep))
        kept = cited(files.whole_lines(finished.data, 0))
        problems += _check_files(KeptFiles(store.folder), kept, deep=deep)
        gone = _is_ahead(store, fold, finished)
    if sound and not gone:
        missing = list(cursors.describe(finished, cursors.find_stray(finished, state, outbox)))
        gone = bool(missing)
        problems += missing
        chains = {HISTORY: reading.found, **chains}
        found = [(name, ends[each]) for each in heads for name, ends in chains.items() if each in ends]
        lost = set(heads) - {end.hash for _, end in found}
        problems += map(_missing_head, sorted(lost))
        gone = gone or bool(lost)
    return Examination(
        changes=through.changes,
        looks=reading.looks if sound else 0,
        notices=reading.notices if sound else 0,
        problems=(*problems, *trouble),
        decisions=decisions,
        files=len(kept),
        hint=_BACKUP if gone else _MEND,
        unfinished=len(history.data) - through.bytes if sound else 0,
        head=through,
        other_heads={name: list(ends.values())[-1] for name, ends in chains.items() if ends and name != HISTORY},
        found=tuple(found),
        is_outdated=not problems and bool(fold) and not store.is_derived_now(Fold(store.fold_path, fold)),
    )


def _missing_head(hash_: str) -> str:
    return (
        f"the cache does not have the head `{hash_}`: lines before it were altered or lost, the outbox was shortened "
        "since, or it is of another cache"
    )


class _Reading:
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
        known: dict[str, Standing] = {}
        look: list[tuple[str, bool]] = []
        changes: list[Change] = []
        for change, end in history.changes_with_end():
            look.append((change.id, change.kind != "undone" or change.after is not None))
            if deep:
                changes.append(change)
            if end is None:
                continue
            _replay(history, changes, end, known)
            self._there.update(look)
            self.looks, self.through = self.looks + 1, end
            if end.hash in self._heads:
                self.found[end.hash] = end
            look, changes = [], []


def _replay(history: History, look: Sequence[Change], end: Position, known: dict[str, Standing]) -> None:
    """Replay a look onto the `known` notices. Raises CacheError when it contradicts the looks before it."""
    try:
        replay(look, known)
    except ValueError as error:
        raise history.damaged(end.changes, str(error)) from error


def _check_decisions(store: Store, chains: dict[str, Mapping[str, Position]]) -> tuple[int, list[str]]:
    """Return the number of decisions, and the damage of their files; add the ends of their lines to `chains`.

    Raises NewerCacheError.
    """
    gone = files_that_are_gone(store.decisions)
    problems = [f"`{path}` is gone" for path in gone]
    count = 0
    for path in decision_files(store.decisions):
        read = read_decisions(path)
        count += len(read.decisions)
        problems += read.problems
        chains[path.relative_to(store.folder).as_posix()] = read.ends
    return count, problems


def _repair_decisions(store: Store) -> list[str]:
    """Mend the files of decisions; return a sentence for each step."""
    told = [line for path in decision_files(store.decisions) for line in repair_decisions(path)]
    return told + forget_gone(store.decisions)


def _history(store: Store) -> History:
    return History(store.history_path, files.read_file(store.history_path))


def _problems(check: Callable[[], object]) -> list[str]:
    try:
        check()
    except CacheError as error:
        return _message_of(error)
    return []


def _message_of(error: CacheError) -> list[str]:
    """Return the message of an error, in a list. Raises NewerCacheError: files of a newer cdetrack are not touched."""
    if isinstance(error, NewerCacheError):
        raise error
    return [error.message]


def _check_fold(store: Store, data: mmap.mmap | bytes, history: History, through: Position, *, deep: bool) -> None:
    """Raise CacheError when the fold is not as it was written or, if `deep`, not the fold of the history.

    A fold that is behind the history is no problem.
    """
    fold = Fold(store.fold_path, data) if data else None
    history.check(store.through(fold))
    if fold is None:
        return
    check_lines(fold)
    if deep and fold.bytes == through.bytes and store.is_derived_now(fold):
        changes = (change for change, _ in islice(history.changes_with_end(), through.changes))
        if bytes(data) != b"".join(refold(None, changes, through, store.rules)):
            raise CacheError(f"`{store.fold_path}` is not what the history makes")


def _check_files(kept: KeptFiles, names: Mapping[str, int | None], *, deep: bool) -> list[str]:
    """Return the problems of the kept files with these SHA-256 and sizes; their content is read if `deep`."""
    states = {name: _state_of(kept, name, size, deep=deep) for name, size in names.items()}
    return [
        f"{counted(len(found), 'kept file')} in `{kept.folder}` {'is' if len(found) == 1 else 'are'} {what}, "
        f"such as `{found[0]}`"
        for what in (_GONE, _DAMAGED)
        if (found := [name for name, state in states.items() if state == what])
    ]


def _state_of(kept: KeptFiles, name: str, size: int | None, *, deep: bool) -> str:
    there = kept.size(name)
    if there is None:
        return _GONE
    return _DAMAGED if (size is not None and there != size) or (deep and not kept.is_sound(name)) else ""


def _repair_files(store: Store, history: History, *, deep: bool) -> list[str]:
    """Set damaged kept files aside, and tell of missing ones; return a sentence for each. Nothing is fetched."""
    kept, gone, told = KeptFiles(store.folder), 0, list[str]()
    for name, size in cited(files.whole_lines(history.data, 0)).items():
        state = _state_of(kept, name, size, deep=deep)
        gone += bool(state)
        if state == _DAMAGED:
            told.append(f"files: the damaged `{name}` is `{_set_aside(kept.path(name)).name}`")
    if gone:
        told.append(
            f"files: {counted(gone, 'kept file')} missing; take `files/` from a backup, or `cdetrack fetch --full "
            "--attachments` fetches the attachments that the sites still have"
        )
    return told


def _is_ahead(store: Store, data: mmap.mmap | bytes, history: History) -> bool:
    """Return True if the fold goes further than the history, or if there is no history at all."""
    try:
        fold = Fold(store.fold_path, data) if data else None
    except CacheError:
        return not history.data
    return not history.has(store.through(fold))


def repair(store: Store, *, deep: bool = False) -> list[str]:
    """Repair the cache and return a sentence for each repair; damaged files stay in the folder under another name.

    `deep` is as in `examine`: a fold that is not the one of the history is made anew, too.

    A history with unreadable or contradictory lines is made anew from its readable lines and from the notices that
    only `notices.json` still has. Raises CacheError, before any change, when one of the files is not a regular file,
    and NewerCacheError for a file of a newer cdetrack.
    """
    told: list[str] = []
    ours = [store.folder / name for name in (*FILES, COUNTS, LOCK, CHECK_LOCK)]
    for path in (*ours, *decision_files(store.decisions)):
        with files.translated("read", path):
            regular.refuse(path)
    with store.locked(wait=60):
        # Raises NewerCacheError before any change.
        for read in (store.fold_on_disk, lambda: load_state(store.folder), lambda: load_outbox(store.folder)):
            _problems(read)
        for path in decision_files(store.decisions):
            read_decisions(path)
        history, reading, fold = _history(store), _Reading(()), files.read_file(store.fold_path)
        damaged = bool(_problems(lambda: reading.read(history, deep=True)))
        is_lacking = damaged or _is_ahead(store, fold, history)
        if is_lacking:
            made = rebuilt(history.data[:], fold, store.history_path)
            # The state first: after a crash behind it, the history is still damaged, and the next repair finds that.
            known = _repair_state(store, History(store.history_path, made.content), is_lacking=True)
            told += _put_history(store, history, made)
            if fold:
                told.append(f"notices: made anew; the old file is `{_set_aside(store.fold_path)}`")
            told += known
        else:
            if _problems(lambda: _check_fold(store, fold, history, reading.through, deep=deep)):
                told.append(f"notices: made anew from the history; the old file is `{_set_aside(store.fold_path)}`")
            told += _repair_state(store, history, is_lacking=False)
        told += _repair_decisions(store)
        _ = Writer(store).fold
        told += _repair_files(store, _history(store), deep=deep)
    return told + _repair_outbox(store)


def _put_history(store: Store, old: History, made: Rebuilt) -> list[str]:
    """Replace the history by the rebuilt one; return a sentence for each change."""
    if made.content == old.data:
        return []
    told = []
    if regular.is_there(store.history_path):
        marks = f", {made.markers} marks of a merge" if made.markers else ""
        # A copy, not a move: a crash here must not leave a cache without a history.
        aside = files.keep_copy(store.history_path)
        told.append(
            f"history: {counted(made.kept, 'change')} kept, {counted(made.lost, 'line')} left out{marks}; "
            f"the old file is `{aside}`"
        )
    files.replace(store.history_path, [made.content])
    if made.rescued:
        told.append(
            f"history: {made.rescued} notices were taken from `{store.fold_path.name}`, as it has them; their earlier "
            "changes are lost"
        )
    return told


def _repair_state(store: Store, history: History, *, is_lacking: bool) -> list[str]:
    """Adapt the state, with its cursors of `diff --since-last`, to a changed history."""
    told, outbox = [], OutboxState()
    try:
        state = load_state(store.folder)
    except NewerCacheError:
        raise
    except CacheError:
        aside = _set_aside(store.folder / STATE)
        told.append(
            "state: begun anew, the next look is a full one, and `diff --since-last` starts at the present; "
            f"the old file is `{aside}`"
        )
        state = State()
    if not _problems(lambda: load_outbox(store.folder)):
        outbox = load_outbox(store.folder)
    found = cursors.find_stray(history, state, outbox)
    if not (found or is_lacking) or not (state.sources or state.cursors or state.through):
        return told
    forget_validators(state)
    if state.sources:
        told.append("state: the next fetch reads every listing anew and in full")
    for name in found.readers:
        # Not removed: a name without a cursor starts at the present, and a repeated change is better than a lost one.
        state.cursors[name] = Position()
        told.append(f"state: `diff --since-last {name}` begins at the first change again")
    if found.last_run:
        state.through = None
    save_state(store.folder, state)
    return told


def _repair_outbox(store: Store) -> list[str]:
    """Adapt the outbox to a changed history, keeping every readable alert."""
    path = store.folder / OUTBOX
    if not regular.is_there(path):
        if prove_outbox(store.folder).problem is None:
            return []
        forget_end(path)
        return [f"outbox: `{path}` is gone, and no longer expected"]
    damaged = _problems(lambda: load_outbox(store.folder)) or prove_outbox(store.folder).problem is not None
    if not damaged and not _watches_without_place(store):
        return []
    told = []
    # Lock order: the lock of checks before the lock of the cache.
    with outbox_lock(store.folder, wait=60):
        if damaged:
            aside = files.keep_copy(path)
            found = salvage(store.folder, aside)
            told.append(f"outbox: {counted(found.lost, 'record')} left out; the old file is `{aside}`")
            if found.lost:
                told.append("outbox: alerts that these records stored may be missing, or be told again under their ids")
            if found.back:
                told.append(
                    f"outbox: {_named(found.back)} may have heard more than is known: what followed is told again"
                )
        behind = _watches_without_place(store)
        if behind:
            rewind(store.folder, behind)
            told.append(f"outbox: the place of {_named(behind)} in the history is gone, and set back to its beginning")
    return told


def _watches_without_place(store: Store) -> tuple[str, ...]:
    return cursors.find_stray(_history(store), State(), load_outbox(store.folder)).watches


def _named(watches: Sequence[str]) -> str:
    names = ", ".join(f"`{name}`" for name in watches)
    return f"the watch {names}" if len(watches) == 1 else f"the watches {names}"


def _set_aside(path: Path) -> Path:
    """Move a file to a new name in its folder, and return that path."""
    aside = files.keep_copy(path)
    with files.translated("rename", path):
        path.unlink()
    return aside
