"""The file of the outbox: alerts and the progress of watches, one record a line, each synced before it takes effect.

Each line has the hash of the line before, as in the history. A compacted file begins with the hash of the last line of
the file before it. `doctor` proves the chain; `check` goes on without, since a late alert is worse than an altered one.
Lines of cdetrack 0.2 have no hash, and are proved by the lines behind them alone.

Writers hold `check.lock`. A last line without a line break is left by a crash while it was written, before it took
effect; the next writer moves it to another file.
"""

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import field, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from cdetrack.alert import outbox_records, outbox_replay
from cdetrack.alert.outbox_state import OutboxState, StoredAlert, WatchProgress
from cdetrack.errors import CacheError
from cdetrack.model.frozen import frozen
from cdetrack.model.record import Position
from cdetrack.store import files
from cdetrack.store.file_end import MARKER, behind, chained, end_file, find_problem, forget_end, read_end, save_end
from cdetrack.text.days import in_seconds

if TYPE_CHECKING:
    from cdetrack.store.merged_history import LookNumbers

SCHEMA = 2
NAME = "outbox.jsonl"
_SET_ASIDE = "outbox.cut.jsonl"
LOCK = "check.lock"
_KEPT = timedelta(days=90)
"""How long delivered and dropped alerts are kept."""
_SLACK = timedelta(days=7)
"""How long an alert may be out of date before the file is rewritten for it."""
_FEW = 200
"""A file of fewer lines is not rewritten for its length."""
_SPARE = 4
"""A file is rewritten at more than this number of lines for each kept alert."""


class Outbox:
    """The outbox of a cache, open for writing; see `open_outbox`."""

    def __init__(self, folder: Path, *, tell: Callable[[str], None] = lambda _: None) -> None:
        self._path = folder / NAME
        data, self.state, self._end = _load(self._path)
        size = self._end.bytes
        if size < len(data):
            files.move_tail(self._path, data[size:], folder / _SET_ASIDE, size=size)
            tell(
                f"an earlier run was cut off while it wrote to `{self._path}`: the unfinished record is kept in "
                f"`{folder / _SET_ASIDE}`, and what it was about is done again; at worst something is told twice, "
                "under the same id"
            )
        elif self.state.lost and size:
            tell(
                f"records at the end of `{self._path}` are gone since the last run: what they were about is "
                "done again; at worst something is told twice"
            )

    def record(self, record: outbox_records.OutboxRecord) -> None:
        """Append a record and sync it to the disk. Raises CacheError if it cannot be written."""
        content, end = chained([record], self._end, _encode)
        files.append(self._path, content, size=self._end.bytes)
        self._end = end
        outbox_replay.apply(self.state, record)

    def save_end(self) -> None:
        """Record the end of the file beside it, for `doctor`. Raises CacheError if it cannot be written."""
        if self._end.changes and read_end(self._path) != self._end:
            save_end(self._path, self._end)

    def compact(self, now: datetime) -> None:
        """Rewrite the file without old alerts when there are some, or when that makes it much shorter."""
        kept = [each for each in self.state.alerts.values() if _is_kept(each, now)]
        old = any(not _is_kept(each, now - _SLACK) for each in self.state.alerts.values())
        lines = self._end.changes
        if not old and not (lines > _FEW and lines > _SPARE * (len(kept) + 1)):
            return
        start = Position(hash=self._end.hash)
        content, _ = chained(outbox_records.compacted(self.state, kept, now), start, _encode)
        # After a crash in between, there is no end, and none is missed.
        forget_end(self._path)
        files.replace(self._path, [content])
        self.state, self._end = _read(content, self._path)


@contextmanager
def open_outbox(folder: Path, *, wait: float, tell: Callable[[str], None] = lambda _: None) -> Iterator[Outbox]:
    """Open the outbox for writing, under its lock; wait up to `wait` seconds for another check.

    Raises CacheError when the other check takes longer, or the outbox cannot be read or written.
    """
    with outbox_lock(folder, wait=wait):
        outbox = Outbox(folder, tell=tell)
        yield outbox
        outbox.save_end()


@contextmanager
def outbox_lock(folder: Path, *, wait: float) -> Iterator[None]:
    """Hold the lock of the outbox without opening it. Raises CacheError as `open_outbox` does."""
    busy = CacheError(
        f"another `cdetrack check` has been at work in `{folder}` for more than {in_seconds(wait)}",
        hint="nothing is lost: the other check sends the alerts that are due; `--wait SECONDS` waits longer",
    )
    with files.locked(folder / LOCK, wait=wait, busy=busy):
        files.clear_away(folder / NAME, end_file(folder / NAME))
        yield


def load_outbox(folder: Path) -> OutboxState:
    """Return the state of the outbox in `folder`, empty without one. Raises CacheError when it is damaged."""
    return _load(folder / NAME)[1]


@frozen
class SalvagedOutbox:
    """The result of repairing a damaged outbox."""

    lost: int
    """The number of unreadable records."""
    back: tuple[str, ...]
    """The watches with a cursor that may have been further on in a lost record."""
    rewound: tuple[str, ...]
    """The watches whose cursors were set to the start of the history."""


Missed = Callable[[OutboxState, Mapping[str, Collection[str]]], Mapping[str, Mapping[str, datetime]]]
"""Returns the watches of an outbox that are set to the start of the history, each with what it has `missed`.

The second argument has the hash of each watch's cursor; of each machine's cursor if records of several were merged.
"""


def salvage(folder: Path, damaged: Path, numbers: "LookNumbers | None", missed: Missed) -> SalvagedOutbox:
    """Write an outbox from the readable records of `damaged`, each once, and return the result.

    The alerts of lost records may be missing or sent again; a watch goes back to its last cursor in a readable record.
    If several machines wrote the records, it has heard of all that one of them heard, and what one of them delivered as
    news does not wait on another. `numbers` are those of their looks in the joined history, if they are known. `missed`
    tells which watches are rewound, in the same write: a crash leaves the damaged outbox or the repaired one.
    """
    from cdetrack.alert.merged_outbox import Machines, drop_delivered

    state, lost, last = OutboxState(), 0, datetime.min.replace(tzinfo=UTC)
    moved: dict[str, int] = {}
    machines = Machines(numbers)
    # A merge by git leaves records of both files, some twice, with conflict markers around the others.
    for line in dict.fromkeys(damaged.read_bytes().splitlines()):
        if not line.strip() or MARKER().fullmatch(line):
            continue
        try:
            form = json.loads(line)
            machines.apply(line, form, state)
            last = datetime.fromisoformat(form["at"])
        except files.UNREADABLE:
            lost += 1
        else:
            moved |= dict.fromkeys(form.get("watches", ()), lost)
    places = machines.places(state)
    for name, each in places.items():
        furthest = max(each, key=lambda place: place.cursor.changes)
        state.watches[name] = replace(furthest, heard=max(place.heard for place in each))
    if any(len(each) > 1 for each in places.values()):
        drop_delivered(state, last, machines.unsure if numbers is not None else state.alerts)
    cursors = {name: frozenset(place.cursor.hash for place in each) for name, each in places.items()}
    fresh = _rewound(state, missed(state, cursors))
    state.watches |= fresh
    is_known = last > datetime.min.replace(tzinfo=UTC)
    records = outbox_records.compacted(state, state.alerts.values(), last) if is_known else ()
    content, end = chained(records, Position(), _encode)
    forget_end(folder / NAME)
    files.replace(folder / NAME, [content])
    save_end(folder / NAME, end)
    return SalvagedOutbox(
        lost=lost,
        back=tuple(name for name in state.watches if moved.get(name, 0) < lost),
        rewound=tuple(fresh),
    )


def rewind(folder: Path, missed: Mapping[str, Mapping[str, datetime]]) -> tuple[str, ...]:
    """Set the cursors of the watches in `missed` to the start of the history, and return them; the alerts stay.

    Used when their cursors are no longer in the history. `missed` has, for a watch, the notices with a change that it
    has not heard of, though another machine had found it before. The caller holds the lock of the outbox.
    """
    outbox = Outbox(folder)
    state = outbox.state
    if fresh := _rewound(state, missed):
        moments = [each.started for each in state.watches.values()]
        moments += [each.alert.created for each in state.alerts.values()]
        outbox.record(outbox_records.due(max(moments), watches=fresh))
        outbox.save_end()
    return tuple(fresh)


def _rewound(state: OutboxState, missed: Mapping[str, Mapping[str, datetime]]) -> dict[str, WatchProgress]:
    return {name: replace(state.watches[name], cursor=Position(), look=0, missed=each) for name, each in missed.items()}


@frozen
class ProvenOutbox:
    """The end of the outbox, and the damage of its chain of hashes."""

    end: Position = Position()
    problem: str | None = None
    ends: Mapping[str, Position] = field(default_factory=dict)
    """The position behind each line, by its hash."""


def prove_outbox(folder: Path) -> ProvenOutbox:
    """Prove the chain of hashes of the outbox in `folder`. Raises CacheError for an outbox that cannot be read."""
    path = folder / NAME
    # The end first: the file only grows, and one that was read before could be too short for it.
    recorded = files.read_file(end_file(path))
    data = files.read_file(path)
    end, problem, ends = Position(), None, {0: Position()}
    for line in data[: data.rfind(b"\n") + 1].splitlines(keepends=True):
        previous = json.loads(line).get("prev", end.hash)
        if end.changes and previous != end.hash and problem is None:
            problem = (
                f"`{path}` is damaged at line {end.changes}: it is not the line that the next one was written after"
            )
        end = behind(end, line)
        ends[end.bytes] = end
    problem = problem or find_problem(path, recorded, ends)
    return ProvenOutbox(end=end, problem=problem, ends={each.hash: each for each in ends.values() if each.changes})


def _load(path: Path) -> tuple[bytes, OutboxState, Position]:
    """Return the content of the outbox, its state, and the position behind its last complete line."""
    # The end first: the file only grows, and one that was read before could be too short for it.
    recorded = read_end(path)
    data = files.read_file(path)
    state, end = _read(data, path)
    # Of an outbox that was lost and repaired, the recorded end is empty.
    state.lost = recorded is not None and len(data) < max(recorded.bytes, 1)
    return data, state, end


def _read(data: bytes, path: Path) -> tuple[OutboxState, Position]:
    """Return the state of the outbox, and the position behind its last complete line."""
    state = OutboxState()
    size = data.rfind(b"\n") + 1
    lines = data[:size].splitlines(keepends=True)
    for number, line in enumerate(lines, 1):
        try:
            form = json.loads(line)
            files.check_schema(form, path, SCHEMA)
            outbox_replay.apply(state, form)
        except files.UNREADABLE as error:
            raise CacheError(
                f"`{path}` is damaged at line {number}: it is not a record of the outbox",
                hint="take the file from a backup, or let `cdetrack doctor --repair` keep what can be read",
            ) from error
    return state, Position(changes=len(lines), bytes=size, hash=sha256(lines[-1]).hexdigest()) if lines else Position()


def _encode(record: outbox_records.OutboxRecord, previous: str) -> bytes:
    form = {"schema": SCHEMA, "prev": previous, **record}
    return json.dumps(form, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"


def _is_kept(stored: StoredAlert, now: datetime) -> bool:
    """Return True for an alert that is open, recently finished, or has a coming deadline to remind of only once."""
    done = stored.delivered or stored.dropped
    if done is None or now - done <= _KEPT:
        return True
    today = now.date().isoformat()
    return any(day >= today for member in stored.alert.members for _, day in member.deadlines)
