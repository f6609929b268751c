"""Keep the outbox: the alerts and how far each watch has heard, one record a line, each synced before it counts.

Who writes holds `check.lock`. A last line without its end is what a crash left of a record that nobody acted upon;
the next writer sets it aside.
"""

import json
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cdetrack.alert import outbox_records
from cdetrack.alert.outbox_state import OutboxState, StoredAlert
from cdetrack.errors import CacheError, NewerCacheError
from cdetrack.model.record import Position
from cdetrack.store import files
from cdetrack.store.history import MARKER

SCHEMA = 2
NAME = "outbox.jsonl"
SET_ASIDE = "outbox.cut.jsonl"
LOCK = "check.lock"
_KEPT = timedelta(days=90)
"""How long it is remembered what was delivered."""
_SLACK = timedelta(days=7)
_FEW = 200
_SPARE = 4


class Outbox:
    """The outbox of a cache, held for writing."""

    def __init__(self, folder: Path, *, tell: Callable[[str], None] = lambda _: None) -> None:
        self._path = folder / NAME
        data = files.read_file(self._path)
        self.state, self._lines, self._size = _read(data, self._path)
        if self._size < len(data):
            files.move_tail(self._path, data[self._size :], folder / SET_ASIDE, size=self._size)
            tell(
                f"an earlier run was cut off while it wrote to `{self._path}`: the unfinished record is kept in "
                f"`{folder / SET_ASIDE}`, and what it was about is done again; at worst something is told twice, "
                "under the same id"
            )

    def record(self, record: outbox_records.OutboxRecord) -> None:
        """Add a record: when this returns, it is on the disk. Raises CacheError when it is not."""
        content = _line(record)
        files.append(self._path, content, size=self._size)
        self._size += len(content)
        self._lines += 1
        outbox_records.apply(self.state, record)

    def compact(self, now: datetime) -> None:
        """Write the outbox anew, without what was delivered long ago, when that makes it much shorter."""
        kept = [each for each in self.state.alerts.values() if _is_kept(each, now)]
        old = any(not _is_kept(each, now - _SLACK) for each in self.state.alerts.values())
        if not old and not (self._lines > _FEW and self._lines > _SPARE * (len(kept) + 1)):
            return
        lines = [_line(record) for record in outbox_records.compacted(self.state, kept, now)]
        files.replace(self._path, lines)
        self.state, self._lines, self._size = _read(b"".join(lines), self._path)


@contextmanager
def open_outbox(folder: Path, *, wait: float, tell: Callable[[str], None] = lambda _: None) -> Iterator[Outbox]:
    """Hold the outbox, waiting up to `wait` seconds for another check, and yield it.

    Raises CacheError when the other one takes longer, or the outbox cannot be read or written.
    """
    with outbox_lock(folder, wait=wait):
        yield Outbox(folder, tell=tell)


@contextmanager
def outbox_lock(folder: Path, *, wait: float) -> Iterator[None]:
    """Hold the lock of the outbox, as `checking` does, without opening it."""
    busy = CacheError(
        f"another `cdetrack check` has been at work in `{folder}` for more than {wait:g} seconds",
        hint="nothing is lost: the other one tells what is due; `--wait SECONDS` waits longer",
    )
    with files.locked(folder / LOCK, wait=wait, busy=busy):
        files.clear_away(folder / NAME)
        yield


def load_outbox(folder: Path) -> OutboxState:
    """Return what the outbox in `folder` says, empty when there is none. Raises CacheError when it is unreadable."""
    path = folder / NAME
    return _read(files.read_file(path), path)[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class SalvagedOutbox:
    """The result of mending a damaged outbox."""

    lost: int
    """How many records cannot be read."""
    back: tuple[str, ...]
    """The watches that may have heard more than the records that are left say."""


def salvage(folder: Path, damaged: Path) -> SalvagedOutbox:
    """Write an outbox of the records of `damaged` that can be read, each once, and return the result.

    Alerts that only lost records stored may be missing or told again; a watch whose cursor one of them moved goes
    back to the one before.
    """
    state, lost, last = OutboxState(), 0, datetime.min.replace(tzinfo=UTC)
    moved: dict[str, int] = {}
    # Two machines' files that git merged have the same records twice, with marks around those that differ.
    for line in dict.fromkeys(damaged.read_bytes().splitlines()):
        if not line.strip() or MARKER.fullmatch(line):
            continue
        try:
            form = json.loads(line)
            outbox_records.apply(state, form)
            last = datetime.fromisoformat(form["at"])
        except files.UNREADABLE:
            lost += 1
        else:
            moved |= dict.fromkeys(form.get("watches", ()), lost)
    files.replace(
        folder / NAME, [_line(record) for record in outbox_records.compacted(state, state.alerts.values(), last)]
    )
    return SalvagedOutbox(lost=lost, back=tuple(name for name in state.watches if moved.get(name, 0) < lost))


def rewind(folder: Path, watches: Collection[str]) -> None:
    """Let these watches of the outbox in `folder` begin at the first change again; the alerts stay.

    The caller holds the lock of the outbox; used when the history no longer has the places up to which they had heard.
    """
    outbox = Outbox(folder)
    state = outbox.state
    moments = [each.started for each in state.watches.values()] + [each.alert.created for each in state.alerts.values()]
    fresh = {name: replace(state.watches[name], cursor=Position(), look=0) for name in watches}
    outbox.record(outbox_records.due(max(moments), watches=fresh))


def _read(data: bytes, path: Path) -> tuple[OutboxState, int, int]:
    """Return what whole lines say, how many there are, and how many bytes they take."""
    state = OutboxState()
    size = data.rfind(b"\n") + 1
    lines = data[:size].splitlines()
    for number, line in enumerate(lines, 1):
        try:
            form = json.loads(line)
            schema = int(form["schema"])
            if schema > SCHEMA:
                raise NewerCacheError(path, schema, SCHEMA)
            outbox_records.apply(state, form)
        except files.UNREADABLE as error:
            raise CacheError(
                f"`{path}` is damaged at line {number}: it is not a record of the outbox",
                hint="take the file from a backup, or let `cdetrack doctor --repair` keep what can be read",
            ) from error
    return state, len(lines), size


def _line(record: outbox_records.OutboxRecord) -> bytes:
    return json.dumps({"schema": SCHEMA, **record}, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"


def _is_kept(stored: StoredAlert, now: datetime) -> bool:
    """Say whether it is still open, not long done, or holds a reminder that must not come twice."""
    done = stored.delivered or stored.dropped
    if done is None or now - done <= _KEPT:
        return True
    today = now.date().isoformat()
    return any(day >= today for member in stored.alert.members for _, day in member.deadlines)
