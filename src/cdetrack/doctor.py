"""Prove that a cache is sound, and mend what can be mended without losing a byte."""

import mmap
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from cdetrack.alert import cursors
from cdetrack.alert.outbox import LOCK as CHECK_LOCK
from cdetrack.alert.outbox import NAME as OUTBOX
from cdetrack.alert.outbox import load_outbox, outbox_lock, rewind, salvage
from cdetrack.alert.outbox_state import OutboxState
from cdetrack.changes.replay import replay
from cdetrack.errors import CacheError, NewerCacheError
from cdetrack.model.record import Change, Position, Standing
from cdetrack.store import files, regular
from cdetrack.store.fold import Fold
from cdetrack.store.history import History
from cdetrack.store.rebuild import Rebuilt, rebuilt
from cdetrack.store.refold import refold
from cdetrack.store.state import NAME as STATE
from cdetrack.store.state import State, forget_validators, load_state, save_state
from cdetrack.store.store import LOCK, Store
from cdetrack.store.writer import Writer

FILES = ("history.jsonl", "notices.json", STATE, OUTBOX)
"""The files that say something."""

_Look = tuple[list[Change], Position]
"""The changes of a finished look, and where in the history it ends."""
_MEND = "`cdetrack doctor --repair` mends what can be mended and keeps every damaged file"
_BACKUP = (
    "take `history.jsonl` from a backup or from git where there is one; else `cdetrack doctor --repair` goes on from "
    "what is there, keeps the notices that `notices.json` alone still has, and lets the next fetch read all anew"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Examination:
    """What `doctor` found: the size of a sound cache, and everything that is wrong with another."""

    changes: int
    looks: int
    notices: int
    problems: tuple[str, ...]
    hint: str = ""
    """The way out of the problems."""
    unfinished: int = 0
    """Bytes at the end of the history that a crash left of a look; no damage: the next writer sets them aside."""


def examine(store: Store) -> Examination:
    """Read every byte of the cache: the chain of the history, its replay, its fold, and the places of its readers."""
    looks: list[_Look] = []
    state, outbox, trouble = State(), OutboxState(), list[str]()
    # The history last: it only grows, and one that was read before the others could be too short for them.
    try:
        state = load_state(store.folder)
    except CacheError as error:
        trouble += _told(error)
    try:
        outbox = load_outbox(store.folder)
    except CacheError as error:
        trouble += _told(error)
    fold = files.map_file(store.fold_path)
    history = _history(store)
    problems = _problems(lambda: looks.extend(_replayed(history)))
    sound, through, gone = not problems, _end(looks), False
    if sound:
        problems = _problems(lambda: _same(store, fold, history, looks))
        gone = _is_ahead(store, fold, history)
    if sound and not gone:
        missing = list(cursors.describe(history, cursors.find_stray(history, state, outbox)))
        problems += missing
        gone = bool(missing)
    return Examination(
        changes=through.changes,
        looks=len(looks),
        notices=_count(change for changes, _ in looks for change in changes),
        problems=(*problems, *trouble),
        hint=_BACKUP if gone else _MEND,
        unfinished=len(history.data) - through.bytes if sound else 0,
    )


def _end(looks: Sequence[_Look]) -> Position:
    return looks[-1][1] if looks else Position()


def _count(changes: Iterable[Change]) -> int:
    """Return how many notices there are, withdrawn ones too, without those that were taken back."""
    last = {change.id: change for change in changes}
    return sum(change.kind != "undone" or change.after is not None for change in last.values())


def _history(store: Store) -> History:
    return History(store.history_path, files.read_file(store.history_path))


def _problems(check: Callable[[], object]) -> list[str]:
    try:
        check()
    except CacheError as error:
        return _told(error)
    return []


def _told(error: CacheError) -> list[str]:
    """Return the message of an error; one of a newer cdetrack is raised: nothing of it may be touched."""
    if isinstance(error, NewerCacheError):
        raise error
    return [error.message]


def _same(store: Store, data: mmap.mmap | bytes, history: History, looks: Sequence[_Look]) -> None:
    """Raise CacheError when the fold is not what the history makes; one that is behind is no problem."""
    fold = Fold(store.fold_path, data) if data else None
    history.check(store.through(fold))
    through = _end(looks)
    if fold is None or fold.bytes != through.bytes or fold.derived != store.rules.fingerprint:
        return
    changes = (change for changes, _ in looks for change in changes)
    if bytes(data) != b"".join(refold(None, changes, through, store.rules)):
        raise CacheError(f"`{store.fold_path}` is not what the history makes")


def _is_ahead(store: Store, data: mmap.mmap | bytes, history: History) -> bool:
    """Say whether the fold tells of more than the history does: it goes further, or there is no history at all."""
    try:
        fold = Fold(store.fold_path, data) if data else None
    except CacheError:
        return not history.data
    return not history.has(store.through(fold))


def repair(store: Store) -> list[str]:
    """Mend the cache and return what was done, in sentences; damaged files are kept beside under another name.

    A history with lines that cannot be read, or that do not follow from each other, is made anew of its readable lines
    and of the notices that `notices.json` alone still has. Raises CacheError before touching anything when something is
    no plain file, and NewerCacheError for files of a newer cdetrack.
    """
    told: list[str] = []
    for name in (*FILES, LOCK, CHECK_LOCK):
        with files.refused("read", store.folder / name):
            regular.refuse(store.folder / name)
    with store.locked(wait=60):
        # For files of a newer cdetrack, before anything is touched.
        for read in (store.fold_on_disk, lambda: load_state(store.folder), lambda: load_outbox(store.folder)):
            _problems(read)
        history, replayed, fold = _history(store), list[_Look](), files.read_file(store.fold_path)
        damaged = bool(_problems(lambda: replayed.extend(_replayed(history))))
        is_lacking = damaged or _is_ahead(store, fold, history)
        if is_lacking:
            made = rebuilt(history.data[:], fold, store.history_path)
            # The state first: a crash behind it leaves a damage that is found again.
            known = _mend_state(store, History(store.history_path, made.content), is_lacking=True)
            told += _put(store, history, made)
            if fold:
                told.append(f"notices: made anew; the old file is `{_set_aside(store.fold_path)}`")
            told += known
        else:
            if _problems(lambda: _same(store, fold, history, replayed)):
                told.append(f"notices: made anew from the history; the old file is `{_set_aside(store.fold_path)}`")
            told += _mend_state(store, history, is_lacking=False)
        Writer(store)
    return told + _mend_outbox(store)


def _put(store: Store, old: History, made: Rebuilt) -> list[str]:
    """Put a history that was made anew in the place of the old one, and tell of it."""
    if made.content == old.data:
        return []
    told = []
    if regular.is_there(store.history_path):
        marks = f", {made.markers} marks of a merge" if made.markers else ""
        # It is never without a history: a crash here must not look like an empty one.
        aside = files.keep_copy(store.history_path)
        told.append(f"history: {made.kept} changes kept, {made.lost} lines left out{marks}; the old file is `{aside}`")
    files.replace(store.history_path, [made.content])
    if made.rescued:
        told.append(
            f"history: {made.rescued} notices were taken from `{store.fold_path.name}`, as it has them; their earlier "
            "changes are lost"
        )
    return told


def _mend_state(store: Store, history: History, *, is_lacking: bool) -> list[str]:
    """Bring the state, and in it `diff --since-last`, up to a history that is not the one that they knew."""
    told, outbox = [], OutboxState()
    try:
        state = load_state(store.folder)
    except NewerCacheError:
        raise
    except CacheError:
        aside = _set_aside(store.folder / STATE)
        told.append(f"state: begun anew, the next look is a full one; the old file is `{aside}`")
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
        del state.cursors[name]
        told.append(f"state: `diff --since-last {name}` begins at the first change again")
    if found.last_run:
        state.through = None
    save_state(store.folder, state)
    return told


def _mend_outbox(store: Store) -> list[str]:
    """Bring the outbox up to the history, keeping every alert that can be read."""
    path = store.folder / OUTBOX
    if not regular.is_there(path):
        return []
    damaged = _problems(lambda: load_outbox(store.folder))
    if not damaged and not _behind(store):
        return []
    told = []
    # A check holds this lock before the cache's own: never the other way round.
    with outbox_lock(store.folder, wait=60):
        if damaged:
            aside = files.keep_copy(path)
            found = salvage(store.folder, aside)
            told.append(f"outbox: {found.lost} records left out; the old file is `{aside}`")
            if found.lost:
                told.append("outbox: alerts that these records stored may be missing, or be told again under their ids")
            if found.back:
                told.append(
                    f"outbox: {_named(found.back)} may have heard more than is known: what followed is told again"
                )
        behind = _behind(store)
        if behind:
            rewind(store.folder, behind)
            told.append(f"outbox: the place of {_named(behind)} in the history is gone, and set back to its beginning")
    return told


def _behind(store: Store) -> tuple[str, ...]:
    return cursors.find_stray(_history(store), State(), load_outbox(store.folder)).watches


def _named(watches: Sequence[str]) -> str:
    names = ", ".join(f"`{name}`" for name in watches)
    return f"the watch {names}" if len(watches) == 1 else f"the watches {names}"


def _replayed(history: History) -> list[_Look]:
    """Return the finished looks. Raises CacheError when the history is damaged or contradicts itself."""
    known: dict[str, Standing] = {}
    looks: list[_Look] = []
    for lines, position in history.looks():
        looks.append(([history.change(line) for line in lines], position))
        try:
            replay(looks[-1][0], known)
        except ValueError as error:
            raise history.damaged(position.changes, str(error)) from error
    return looks


def _set_aside(path: Path) -> Path:
    """Give a file another name beside its own, and return that."""
    aside = files.keep_copy(path)
    with files.refused("rename", path):
        path.unlink()
    return aside
