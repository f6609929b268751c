"""The history: every change ever seen, one a line, each line carrying the hash of the one before.

A look's lines carry its number and the last one says `"end": true`: a tail without it is what a crash left.
Lines are read and written here alone; they are changed by nobody.
"""

import json
import mmap
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, get_args

from cdetrack.errors import CacheError, NewerCacheError
from cdetrack.model.jsonform import record_from_json, record_json, timestamp
from cdetrack.model.record import Change, ChangeKind, Position, Record
from cdetrack.store.files import UNREADABLE, find

SCHEMA = 2
"""2 has changes of the kind `undone`, quiet ones, and entries without a date; lines of schema 1 stand as they are."""
_HEAD = re.compile(
    rb'\{"schema": (\d{1,9}), "prev": "([0-9a-f]{64})", "look": (\d{1,18}), "end": (true|false), "at": "([^"]{20,32})"'
)
_SCHEMA = re.compile(rb'\{"schema": (\d{1,9}),')
MARKER = re.compile(rb"(?:<{7,}|>{7,}|\|{7,})(?: .*)?|={7,}")
"""The marks that git puts around the two sides of a conflict."""
_KINDS = frozenset(get_args(ChangeKind))
_DAMAGED = "`cdetrack doctor` shows what is damaged; take the file from a backup, or `cdetrack doctor --repair`"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line as it lies in the file, its head read, its content not."""

    number: int
    start: int
    end: int
    prev: str
    look: int
    last: bool
    at: str


def _refuse_newer(schema: int, path: Path) -> None:
    """Raise NewerCacheError when `schema` is one that this program does not know."""
    if schema > SCHEMA:
        raise NewerCacheError(path, schema, SCHEMA)


def newer_schema(line: bytes, path: Path) -> None:
    """Raise NewerCacheError when `line` of the file at `path` says that a newer cdetrack wrote it."""
    if found := _SCHEMA.match(line):
        _refuse_newer(int(found[1]), path)


class History:
    """What the file `history.jsonl` at `path` holds; `data` need not be all of it."""

    def __init__(self, path: Path, data: mmap.mmap | bytes) -> None:
        self.path = path
        self.data = data
        if self.data and (found := _SCHEMA.match(self.data)):
            _refuse_newer(int(found[1]), path)

    def lines(self, start: Position | None = None) -> Iterator[Line]:
        """Yield the lines from `start` on, each checked against the hash of the one before it.

        Raises CacheError at the first line that is not what it was when it was written; a tail that a crash
        cut off ends the lines.
        """
        start = start or Position()
        offset, previous = start.bytes, start.hash
        number = start.changes
        while offset < len(self.data):
            end = self.data.find(b"\n", offset) + 1
            if not end:
                return
            line = self._line(number + 1, offset, end)
            if line.prev != previous:
                raise self.damaged(number or 1, "it is not the line that the next one was written after")
            yield line
            previous = sha256(self.data[offset:end]).hexdigest()
            offset, number = end, number + 1

    def looks(self, start: Position | None = None) -> Iterator[tuple[list[Line], Position]]:
        """Yield the lines of each finished look from `start` on, with the position after it."""
        lines: list[Line] = []
        for line in self.lines(start):
            lines.append(line)
            if line.last:
                after = sha256(self.data[line.start : line.end]).hexdigest()
                yield lines, Position(changes=line.number, bytes=line.end, hash=after)
                lines = []

    def has(self, position: Position) -> bool:
        """Say whether the history still has the line that ends at `position`, and with it all before that."""
        if not 0 < position.bytes <= len(self.data):
            return position.bytes == 0
        start = self.data.rfind(b"\n", 0, position.bytes - 1) + 1
        return sha256(self.data[start : position.bytes]).hexdigest() == position.hash

    def check(self, position: Position) -> None:
        """Raise CacheError unless the history still has the line that ends at `position`."""
        if self.has(position):
            return
        if position.bytes > len(self.data):
            raise CacheError(
                f"`{self.path}` is damaged: lines at its end are gone "
                f"({len(self.data)} bytes where {position.bytes} were recorded)",
                hint=_DAMAGED,
            )
        raise self.damaged(position.changes, "it is not what it was when it was written")

    def change(self, line: Line) -> Change:
        """Return what a line says."""
        return decode(self.data[line.start : line.end], path=self.path, number=line.number)

    def changes(self, looks: Iterable[tuple[list[Line], Position]]) -> list[Change]:
        """Return what the lines of several looks say, in one list."""
        return [self.change(line) for lines, _ in looks for line in lines]

    def last_look(self, through: Position) -> list[Change]:
        """Return the changes of the last finished look before `through`, reading backwards."""
        changes: list[Change] = []
        end = through.bytes
        while end:
            start = self.data.rfind(b"\n", 0, end - 1) + 1
            line = self._line(through.changes - len(changes), start, end)
            if changes and line.look != changes[0].look:
                break
            changes.append(self.change(line))
            end = start
        return changes[::-1]

    def last_number(self, through: Position) -> int:
        """Return the number of the last finished look before `through`, 0 without one."""
        if not through.bytes:
            return 0
        start = self.data.rfind(b"\n", 0, through.bytes - 1) + 1
        return self._line(through.changes, start, through.bytes).look

    def of_notice(self, notice_id: str, through: Position) -> list[Change]:
        """Return every change of one notice, oldest first."""
        needle = f'"id": {json.dumps(notice_id)}, "fields": '.encode()
        changes, found = [], find(self.data, needle, 0, through.bytes)
        while found >= 0:
            start = self.data.rfind(b"\n", 0, found) + 1
            end = self.data.find(b"\n", found) + 1
            change = decode(self.data[start:end], path=self.path, number=0)
            # The words could stand in a title as well; the line's own id decides.
            if change.id == notice_id:
                changes.append(change)
            found = find(self.data, needle, end, through.bytes)
        return changes

    def between(self, since: str, until: str, through: Position) -> list[Change]:
        """Return the changes found from the moment `since` on and before `until` (as written in the lines)."""
        changes, offset, number = [], 0, 0
        while offset < through.bytes:
            end = self.data.find(b"\n", offset) + 1
            line = self._line(number + 1, offset, end)
            if since <= line.at < until:
                changes.append(self.change(line))
            offset, number = end, number + 1
        return changes

    def _line(self, number: int, start: int, end: int) -> Line:
        head = _HEAD.match(self.data, start, end)
        if head is None:
            found = _SCHEMA.match(self.data, start, end)
            if found is not None:
                _refuse_newer(int(found[1]), self.path)
            raise self.damaged(number, "it is not a change")
        _refuse_newer(int(head[1]), self.path)
        return Line(
            number=number,
            start=start,
            end=end,
            prev=head[2].decode(),
            look=int(head[3]),
            last=head[4] == b"true",
            at=head[5].decode(errors="replace"),
        )

    def damaged(self, number: int, why: str) -> CacheError:
        """Return the error for a line that cannot be trusted."""
        return CacheError(f"`{self.path}` is damaged at line {number}: {why}", hint=_DAMAGED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line read by itself, without the lines around it."""

    change: Change
    prev: str
    """The hash of the line that it was written after; empty where it does not say."""
    last: bool
    """It is the last line of its look."""
    as_written: bool
    """It begins as we write lines, so that it can stay as it is."""


def decode(line: bytes, *, path: Path, number: int) -> Change:
    """Return the change that `line` of the file at `path` says. Raises CacheError when it says none."""
    return decode_entry(line, path=path, number=number).change


def decode_entry(line: bytes, *, path: Path, number: int) -> Entry:
    """Return the content of `line` of the file at `path`. Raises CacheError when it says nothing."""
    try:
        form = json.loads(line)
        prev, last = str(form.get("prev", "")), form.get("end") is True
        return Entry(change=_change(form), prev=prev, last=last, as_written=_HEAD.match(line) is not None)
    except UNREADABLE as error:
        where = f"line {number}" if number else "a line"
        raise CacheError(f"`{path}` is damaged: {where} is not a change", hint=_DAMAGED) from error


def _change(form: dict[str, Any]) -> Change:
    """Return the change that is written so. Raises one of UNREADABLE for another form than ours."""
    at, look, kind = datetime.fromisoformat(form["at"]), form["look"], form["kind"]
    if at.tzinfo is None or type(look) is not int or kind not in _KINDS:
        raise ValueError("not a change")
    baseline, detail = form.get("baseline", False), form.get("detail", False)
    if not (isinstance(form["id"], str) and isinstance(form["source"], str)):
        raise TypeError("not a change")
    quiet, undoes, withdrawn = form.get("quiet", False), form.get("undoes"), form.get("withdrawn")
    if not (isinstance(baseline, bool) and isinstance(detail, bool) and isinstance(quiet, bool)):
        raise TypeError("not a flag")
    if undoes is not None and type(undoes) is not int:
        raise TypeError("not the number of a look")
    return Change(
        at=at,
        id=form["id"],
        source=form["source"],
        look=look,
        before=_record(form["before"]),
        after=_record(form["after"]),
        kind=kind,
        fields=tuple(form["fields"]),
        baseline=baseline,
        detail=detail,
        quiet=quiet,
        undoes=undoes,
        withdrawn=datetime.fromisoformat(withdrawn) if withdrawn is not None else None,
    )


def _record(form: dict[str, Any] | None) -> Record | None:
    """Return one side of a change. Raises one of UNREADABLE for another form than ours."""
    if form is None:
        return None
    record = record_from_json(form)
    texts: tuple[object, ...] = (record.summary, record.url, record.article, record.body)
    if not all(
        isinstance(each, str) for each in (record.title, *record.sources, *(each for each in texts if each is not None))
    ):
        raise TypeError("not a text")
    return record


def encode(changes: Sequence[Change], *, previous: str) -> tuple[bytes, str]:
    """Return the lines of one look, chained to the line whose hash is `previous`, and the hash of the last."""
    lines = []
    for position, change in enumerate(changes, 1):
        form = {
            "schema": SCHEMA,
            "prev": previous,
            "look": change.look,
            "end": position == len(changes),
            "at": timestamp(change.at),
            "source": change.source,
            "kind": change.kind,
            "id": change.id,
            "fields": change.fields,
            "before": None if change.before is None else record_json(change.before),
            "after": None if change.after is None else record_json(change.after),
        }
        form |= {name: True for name in ("baseline", "detail", "quiet") if getattr(change, name)}
        if change.undoes is not None:
            form["undoes"] = change.undoes
        if change.withdrawn is not None:
            form["withdrawn"] = timestamp(change.withdrawn)
        line = json.dumps(form, ensure_ascii=False).encode() + b"\n"
        previous = sha256(line).hexdigest()
        lines.append(line)
    return b"".join(lines), previous
