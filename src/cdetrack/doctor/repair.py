"""Repair a damaged cache without deleting a byte."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from cdetrack.alert import cursors
from cdetrack.alert.outbox import LOCK as CHECK_LOCK
from cdetrack.alert.outbox import NAME as OUTBOX
from cdetrack.alert.outbox import load_outbox, outbox_lock, prove_outbox, rewind, salvage
from cdetrack.alert.outbox_state import OutboxState
from cdetrack.doctor.checks import (
    DAMAGED,
    FILES,
    HistoryReading,
    check_fold,
    is_ahead,
    problems_of,
    read_fold,
    state_of,
)
from cdetrack.doctor.joining import forget_join, load_join, save_join
from cdetrack.errors import CacheError, NewerCacheError, quoted
from cdetrack.model.record import Position
from cdetrack.render import counted
from cdetrack.store import content, counts, files, regular, sealed
from cdetrack.store.checksum import check_lines
from cdetrack.store.decided import decision_files
from cdetrack.store.decisions import forget_gone, read_decisions, repair_decisions
from cdetrack.store.file_end import save_end
from cdetrack.store.fold import Fold
from cdetrack.store.history import History
from cdetrack.store.history_files import FOLDER, map_history, read_all, read_history, seal
from cdetrack.store.kept import KeptFiles, cited
from cdetrack.store.learnt import forget_lost
from cdetrack.store.merged_history import LookNumbers, MergedLine, unread
from cdetrack.store.rebuild import Rebuilt, rebuilt
from cdetrack.store.refold_onto import refold_onto
from cdetrack.store.state import State
from cdetrack.store.state_file import NAME as STATE
from cdetrack.store.state_file import load_state, save_state
from cdetrack.store.store import JOIN, LOCK, WAIT, Store
from cdetrack.store.writer import Writer


def repair(store: Store, *, deep: bool = False) -> list[str]:
    """Repair the cache and return a sentence for each repair; damaged files stay in the folder under another name.

    `deep` is as in `examine`: a fold that is not the one of the history is made anew, too.

    A history with unreadable or contradictory lines is made anew from its readable lines and from the notices that
    only `notices.json` still has. Raises CacheError, before any change, when one of the files is not a regular file,
    and NewerCacheError for a file of a newer cdetrack.
    """
    _refuse_other_kinds_of_files(store)
    with store.locked():
        _refuse_newer_files(store)
        history, (fold, unreadable) = _history(store), read_fold(store)
        through = _end_of_sound(history)
        if through is None or is_ahead(store, fold, unreadable, history):
            told, merged = _with_new_history(store, history, fold, deep=deep)
        else:
            told = _mend_keys(fold)
            if unreadable or problems_of(lambda: check_fold(store, fold, history, through, deep=deep)):
                told.append(f"notices: made anew from the history; the old file is `{_set_fold_aside(store)}`")
            told += _repair_state(store, history, is_lacking=False)
            merged = load_join(store.folder, history)
        told += _repair_decisions(store)
        _ = Writer(store).fold
        told += _repair_files(store, _history(store))
    told += _repair_outbox(store, merged)
    forget_join(store.folder)
    return told


def _refuse_other_kinds_of_files(store: Store) -> None:
    """Raise CacheError if a file of the cache is not a regular one."""
    ours = [store.folder / name for name in (*FILES, JOIN, counts.NAME, LOCK, CHECK_LOCK)]
    for path in (*ours, *decision_files(store.decisions)):
        with files.translated("read", path):
            regular.refuse(path)


def _refuse_newer_files(store: Store) -> None:
    """Raise NewerCacheError for a file of a newer cdetrack."""
    for read in (store.fold_on_disk, lambda: load_state(store.folder), lambda: load_outbox(store.folder)):
        problems_of(read)
    for path in decision_files(store.decisions):
        read_decisions(path)


def _with_new_history(
    store: Store, history: History, fold: Fold | None, *, deep: bool
) -> tuple[list[str], Sequence[MergedLine]]:
    """Make the history anew, and the fold if it is `deep` or lost; return a sentence for each repair.

    Return also the lines of a merged history by which the outbox is still to be joined.
    """
    made = rebuilt(read_all(store.history_path), sealed.read_all(store.fold_path), store.history_path)
    repaired = History(store.history_path, made.content)
    # The state first: after a crash behind it, the history is still damaged, and the next repair finds that.
    known = _repair_state(store, repaired, is_lacking=True)
    # A repair that was cut off may have joined the history already.
    merged = made.merged or load_join(store.folder, repaired)
    if made.merged:
        # Before the history: behind it, no other file tells which changes a machine had not heard of.
        save_join(store.folder, repaired, merged)
    told = _put_history(store, history, made)
    told += _mend_keys(fold)
    if kept := _keep_fold(store, None if deep else fold):
        told.append(kept)
    elif regular.is_there(store.fold_path):
        told.append(f"notices: made anew; the old file is `{_set_fold_aside(store)}`")
    return [*told, *known], merged


def _history(store: Store) -> History:
    return History(store.history_path, read_history(store.history_path))


def _end_of_sound(history: History) -> Position | None:
    """Return the end of the last finished look, None for a damaged history; nothing else of it stays in memory."""
    reading = HistoryReading(())
    return None if problems_of(lambda: reading.read(history, deep=True)) else reading.through


def _mend_keys(fold: Fold | None) -> list[str]:
    """Make lost and damaged keys of the parts of the fold anew; return a sentence if there were any."""
    mended = len(list(sealed.mend_keys(fold.path, fold.parts))) if fold is not None else 0
    return [f"notices: {counted(mended, 'file')} of keys made anew from the lines of the part"] if mended else []


def _keep_fold(store: Store, fold: Fold | None) -> str | None:
    """Make the fold of the present history from a sound one of another; return what was done, None if that cannot be.

    To derive a hundred thousand notices anew takes minutes, and most stand as they did.
    """
    if fold is None or not store.is_derived_now(fold) or problems_of(lambda: check_lines(fold)):
        return None
    history = History(store.history_path, map_history(store.history_path))
    found = refold_onto(fold, history, history.finished_end(Position()), store.rules)
    if found is None:
        return None
    found.fold.write(store.fold_path)
    counts.keep(store.fold_on_disk(), None)
    seal(store.history_path, files.size_of(store.history_path) or 0)
    anew = f"; {found.derived} of them {'was' if found.derived == 1 else 'were'} made anew" if found.derived else ""
    return f"notices: kept, for the repaired history{anew}"


def _put_history(store: Store, old: History, made: Rebuilt) -> list[str]:
    """Replace the history by the rebuilt one; return a sentence for each change."""
    if made.content == old.data[:]:
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
    if made.altered:
        told.append(
            f"history: {counted(made.altered, 'line')} altered since written, or gone; the new chain does not prove "
            "what stands there now: compare the old file with a backup"
        )
    # One file again: its first line cites no sealed file, so none counts any longer.
    files.replace(store.history_path, [made.content])
    if (folder := store.folder / FOLDER).is_dir():
        told.append(f"history: the sealed files before it are in `{files.rename_aside(folder)}`")
    if made.rescued:
        told.append(
            f"history: {counted(made.rescued, 'notice')} taken from `{store.fold_path.name}`, as it has them; their "
            "earlier changes are lost"
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
    if not problems_of(lambda: load_outbox(store.folder)):
        outbox = load_outbox(store.folder)
    found = cursors.find_stray(history, state, outbox)
    if not (found or is_lacking) or not (state.sources or state.cursors or state.through):
        return told
    forget_lost(state, history.last_time(history.finished_end(Position())))
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


def _repair_decisions(store: Store) -> list[str]:
    """Mend the files of decisions; return a sentence for each step."""
    told = [line for path in decision_files(store.decisions) for line in repair_decisions(path)]
    return told + forget_gone(store.decisions)


def _repair_files(store: Store, history: History) -> list[str]:
    """Set damaged kept files aside, by their content, and tell of missing ones; return a sentence for each.

    Nothing is fetched.
    """
    kept, gone, told = KeptFiles(store.folder), 0, list[str]()
    for name, size in cited(content.whole_lines(history.data, 0)).items():
        state = state_of(kept, name, size, deep=True)
        gone += bool(state)
        if state == DAMAGED:
            told.append(f"files: the damaged `{name}` is `{_set_aside(kept.path(name)).name}`")
    if gone:
        told.append(
            f"files: {counted(gone, 'kept file')} missing; take `files/` from a backup, or `cdetrack fetch --full "
            "--attachments` fetches the attachments that the sites still have"
        )
    return told


def _repair_outbox(store: Store, merged: Sequence[MergedLine]) -> list[str]:
    """Adapt the outbox to a changed history, keeping every readable alert.

    `merged` are the lines that the history had, if it was merged from those of several machines.
    """
    path = store.folder / OUTBOX
    if not regular.is_there(path):
        if prove_outbox(store.folder).problem is None:
            return []
        # Not removed: by it, the next check knows that the watches had begun, and says so.
        save_end(path, Position())
        return [f"outbox: `{path}` is gone, and no longer expected: the watches begin again with the next check"]
    damaged = problems_of(lambda: load_outbox(store.folder)) or prove_outbox(store.folder).problem is not None
    numbers = LookNumbers(merged) if merged else None
    if not damaged and not numbers and not _watches_without_place(store, load_outbox(store.folder)):
        return []
    told = list[str]()

    def missed(state: OutboxState, places: Mapping[str, Collection[str]]) -> Mapping[str, Mapping[str, datetime]]:
        several = (name for name, each in places.items() if len(each) > 1)
        names = dict.fromkeys((*_watches_without_place(store, state), *several))
        return {name: unread(merged, places.get(name, [state.watches[name].cursor.hash])) for name in names}

    # Lock order: the lock of checks before the lock of the cache.
    with outbox_lock(store.folder, wait=WAIT):
        if merged and not regular.is_there(store.folder / JOIN):
            # Another process has joined it meanwhile: its looks have their new numbers.
            return told
        if damaged or numbers:
            aside = files.keep_copy(path)
            found = salvage(store.folder, aside, numbers, missed)
            back = found.rewound
            told.append(f"outbox: {counted(found.lost, 'record')} left out; the old file is `{aside}`")
            if found.lost:
                told.append("outbox: alerts that these records stored may be missing, or be told again under their ids")
            if found.back:
                told.append(
                    f"outbox: {_named(found.back)} may have heard more than is known: what followed is told again"
                )
        else:
            back = rewind(store.folder, missed(load_outbox(store.folder), {}))
        forget_join(store.folder)
        if back:
            told.append(f"outbox: the place of {_named(back)} in the history is gone, and set back to its beginning")
    return told


def _watches_without_place(store: Store, outbox: OutboxState) -> tuple[str, ...]:
    return cursors.find_stray(_history(store), State(), outbox).watches


def _named(watches: Sequence[str]) -> str:
    names = quoted(watches)
    return f"the watch {names}" if len(watches) == 1 else f"the watches {names}"


def _set_fold_aside(store: Store) -> Path:
    """Move the fold with its sealed parts to new names, and return that of its file."""
    folder = store.folder / sealed.FOLDER
    if folder.is_dir():
        # Before the file: after a crash between them, the file lists parts that are gone, and is set aside next time.
        files.rename_aside(folder)
    return _set_aside(store.fold_path)


def _set_aside(path: Path) -> Path:
    """Move a file to a new name in its folder, and return that path."""
    aside = files.keep_copy(path)
    with files.translated("rename", path):
        path.unlink()
    return aside
