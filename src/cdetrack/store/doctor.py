"""Prove that a cache is sound, and mend what can be mended without losing a byte."""

import mmap
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from cdetrack.changes import replay
from cdetrack.errors import CacheError, NewerCacheError
from cdetrack.evidence import GENESIS, Change, Position, Standing
from cdetrack.store import Store, files
from cdetrack.store.fold import Fold
from cdetrack.store.history import History, decode, encode
from cdetrack.store.outbox import NAME as OUTBOX
from cdetrack.store.outbox import held, load_outbox, salvage
from cdetrack.store.refold import refold
from cdetrack.store.state import NAME as STATE
from cdetrack.store.state import load_state

_Look = tuple[list[Change], Position]
"""The changes of a finished look, and where in the history it ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Examination:
    """What `doctor` found: the size of a sound cache, and everything that is wrong with another."""

    changes: int
    looks: int
    notices: int
    problems: tuple[str, ...]
    unfinished: int = 0
    """Bytes at the end of the history that a crash left of a look; no damage: the next writer sets them aside."""


def examine(store: Store) -> Examination:
    """Read every byte of the cache: the chain of the history, what it replays to, its fold, and the state."""
    looks: list[_Look] = []
    # The fold first: the history only grows, and one that was read before the fold could be too short for it.
    fold = files.map_file(store.fold_path)
    history = _history(store)
    problems = _problems(lambda: looks.extend(_replayed(history)))
    sound, through = not problems, _end(looks)
    if sound:
        problems = _problems(lambda: _same(store, fold, history, looks))
    problems += _problems(lambda: load_state(store.folder))
    problems += _problems(lambda: load_outbox(store.folder))
    return Examination(
        changes=through.changes,
        looks=len(looks),
        notices=len({change.id for changes, _ in looks for change in changes}),
        problems=tuple(problems),
        unfinished=len(history.data) - through.bytes if sound else 0,
    )


def _end(looks: Sequence[_Look]) -> Position:
    return looks[-1][1] if looks else Position()


def _history(store: Store) -> History:
    return History(store.history_path, files.read_file(store.history_path))


def _problems(check: Callable[[], object]) -> list[str]:
    try:
        check()
    except NewerCacheError:
        raise
    except CacheError as error:
        return [error.message]
    return []


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


def repair(store: Store) -> list[str]:
    """Mend the cache and return what was done, in sentences; damaged files are kept beside under another name.

    Lines of the history that cannot be read are left out of the new one, which is chained anew: the file that was
    set aside still has them. Raises NewerCacheError before touching anything that a newer cdetrack wrote.
    """
    told: list[str] = []
    with store.locked(wait=60):
        # For what a newer cdetrack wrote, before anything is touched.
        for read in (store.fold_on_disk, lambda: load_state(store.folder), lambda: load_outbox(store.folder)):
            _problems(read)
        history, replayed = _history(store), list[_Look]()
        if _problems(lambda: replayed.extend(_replayed(history))):
            looks, lost = _salvaged(store.history_path)
            # It is never without a history: a crash here must not look like an empty one.
            aside = files.keep_copy(store.history_path)
            files.replace(store.history_path, _chained(looks))
            kept = sum(map(len, looks))
            told.append(f"history: {kept} changes kept, {lost} lines left out; the old file is `{aside}`")
            if store.fold_path.exists():
                told.append(f"notices: made anew; the old file is `{_set_aside(store.fold_path)}`")
        elif _problems(lambda: _same(store, files.map_file(store.fold_path), history, replayed)):
            told.append(f"notices: made anew from the history; the old file is `{_set_aside(store.fold_path)}`")
        if _problems(lambda: load_state(store.folder)):
            aside = _set_aside(store.folder / STATE)
            told.append(f"state: begun anew, the next look is a full one; the old file is `{aside}`")
    with store.writing(wait=60):
        pass
    return told + _mend_outbox(store.folder)


def _mend_outbox(folder: Path) -> list[str]:
    if not _problems(lambda: load_outbox(folder)):
        return []
    # A check holds this lock before the cache's own: never the other way round.
    with held(folder, wait=60):
        aside = files.keep_copy(folder / OUTBOX)
        lost = salvage(folder, aside)
    return [f"outbox: {lost} records left out; the old file is `{aside}`"]


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


def _salvaged(path: Path) -> tuple[list[list[Change]], int]:
    """Return the looks that can still be read and follow from each other, and how many lines cannot."""
    looks: dict[int, list[Change]] = {}
    known: dict[str, Standing] = {}
    lost = 0
    for number, line in enumerate(path.read_bytes().splitlines(), 1):
        try:
            change = decode(line, path=path, number=number)
            replay([change], known)
        except (CacheError, ValueError):
            lost += 1
            continue
        looks.setdefault(change.look, []).append(change)
    return [looks[number] for number in sorted(looks)], lost


def _chained(looks: Sequence[Sequence[Change]]) -> Iterator[bytes]:
    previous = GENESIS
    for changes in looks:
        lines, previous = encode(changes, previous=previous)
        yield lines


def _set_aside(path: Path) -> Path:
    """Give a file another name beside its own, and return that."""
    aside = files.keep_copy(path)
    with files.refused("rename", path):
        path.unlink()
    return aside
