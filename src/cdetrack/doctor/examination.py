"""Verify every byte of a cache, or derive all of it anew."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cdetrack.alert import cursors
from cdetrack.alert.outbox import NAME as OUTBOX
from cdetrack.alert.outbox import load_outbox, prove_outbox
from cdetrack.alert.outbox_state import OutboxState
from cdetrack.doctor.checks import (
    DAMAGED,
    GONE,
    HISTORY,
    HistoryReading,
    check_fold,
    is_ahead,
    message_of,
    problems_of,
    read_fold,
    state_of,
)
from cdetrack.errors import CacheError
from cdetrack.model.frozen import frozen
from cdetrack.model.record import Position
from cdetrack.render import counted
from cdetrack.store import content
from cdetrack.store.decided import decision_files
from cdetrack.store.decisions import files_that_are_gone, read_decisions
from cdetrack.store.history import History
from cdetrack.store.history_files import map_history
from cdetrack.store.kept import FOLDER, KeptFiles, cited
from cdetrack.store.state import State
from cdetrack.store.state_file import load_state
from cdetrack.store.store import Store

_MEND = "`cdetrack doctor --repair` mends what can be mended and keeps every damaged file"
_FETCH = "take `files/` from a backup; `cdetrack fetch --full --attachments` fetches what the sites still have"
_BACKUP = (
    "take `history.jsonl` from a backup or from git where there is one; else `cdetrack doctor --repair` goes on from "
    "what is there, keeps the notices that `notices.json` alone still has, and lets the next fetch read all anew"
)

_OTHER = (
    "the files that are there are sound; `python3 verify.py HASH` in a pack of evidence proves the hash of its "
    "manifest, and a backup of the cache or git a head that `cdetrack doctor --head` printed"
)


@frozen
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
    the history and compared. `heads` are hashes of earlier ends of a chain: a missing one is a problem, and no damage.

    Raises NewerCacheError when a newer cdetrack wrote a file of it.
    """
    # The history last: it only grows, and a history that was read before the others could be too short for them.
    others = _read_others(store)
    fold, unreadable = read_fold(store)
    # Only read in blocks: another process may cut off an unfinished look at its end.
    history = History(store.history_path, map_history(store.history_path))
    reading = HistoryReading(heads)
    problems = problems_of(lambda: reading.read(history, deep=deep))
    kept: Mapping[str, int | None] = {}
    lacking, strange = False, list[str]()
    found = list[tuple[str, Position]]()
    sound, through, gone = not problems, reading.through if not problems else Position(), False
    finished = History(store.history_path, map_history(store.history_path, through.bytes))
    if sound:
        problems = unreadable or problems_of(lambda: check_fold(store, fold, finished, through, deep=deep))
        kept = cited(content.whole_lines(finished.data, 0))
        folder = KeptFiles(store.folder)
        states = {name: state_of(folder, name, size, deep=deep) for name, size in kept.items()}
        lacking = not problems and not others.problems and {*states.values()} - {""} == {GONE}
        problems += _problems_of_files(states, store.folder / FOLDER)
        gone = is_ahead(store, fold, unreadable, finished)
    if sound and not gone:
        missing = list(cursors.describe(finished, cursors.find_stray(finished, others.state, others.outbox)))
        chains = {HISTORY: reading.found, **others.chains}
        found = [(name, ends[each]) for each in heads for name, ends in chains.items() if each in ends]
        gone = bool(missing)
        strange = list(map(_strange, sorted(set(heads) - {end.hash for _, end in found})))
        problems += missing
    return Examination(
        changes=through.changes,
        looks=reading.looks if sound else 0,
        notices=reading.notices if sound else 0,
        problems=(*problems, *others.problems, *strange),
        decisions=others.decisions,
        files=len(kept),
        hint=_BACKUP if gone else _FETCH if lacking else _MEND if problems or others.problems else _OTHER,
        unfinished=len(history.data) - through.bytes if sound else 0,
        head=through,
        other_heads={name: list(ends.values())[-1] for name, ends in others.chains.items() if ends},
        found=tuple(found),
        is_outdated=not problems and not store.is_derived_now(fold),
    )


def _strange(hash_: str) -> str:
    """Return the problem with a given hash that no chain has; it may be one of something else than this cache."""
    return (
        f"no line of the history, the outbox or the decisions has the hash `{hash_}`: it is of something else, such as "
        "the manifest of a pack of evidence, or of another cache; or, if it was a head of this one, the outbox was "
        "shortened since, or lines were altered or lost"
    )


@dataclass(slots=True)
class _Others:
    """The content of the files beside history and fold, as far as they can be read."""

    state: State = field(default_factory=State)
    outbox: OutboxState = field(default_factory=OutboxState)
    chains: dict[str, Mapping[str, Position]] = field(default_factory=dict)
    """Path in the cache -> the position behind each line of the chain in that file, by its hash."""
    decisions: int = 0
    problems: list[str] = field(default_factory=list)


def _read_others(store: Store) -> _Others:
    """Read state, outbox and decisions, and prove their chains. Raises NewerCacheError."""
    others = _Others()
    try:
        others.state = load_state(store.folder)
    except CacheError as error:
        others.problems += message_of(error)
    try:
        others.outbox = load_outbox(store.folder)
        proven = prove_outbox(store.folder)
        others.chains[OUTBOX] = proven.ends
        others.problems += [proven.problem] if proven.problem is not None else []
    except CacheError as error:
        others.problems += message_of(error)
    others.problems += [f"`{path}` is gone" for path in files_that_are_gone(store.decisions)]
    for path in decision_files(store.decisions):
        read = read_decisions(path)
        others.decisions += len(read.decisions)
        others.problems += read.problems
        others.chains[path.relative_to(store.folder).as_posix()] = read.ends
    return others


def _problems_of_files(states: Mapping[str, str], folder: Path) -> list[str]:
    """Return the problems of kept files, by the results of `state_of`."""
    return [
        f"{counted(len(found), 'kept file')} in `{folder}` {'is' if len(found) == 1 else 'are'} {what}, "
        f"such as `{found[0]}`"
        for what in (GONE, DAMAGED)
        if (found := [name for name, state in states.items() if state == what])
    ]
