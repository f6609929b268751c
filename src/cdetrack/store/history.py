"""The history: every change ever seen, one a line, each line with the hash of the line before.

The lines of a look have its number, and the last of them has `"end": true`: a tail without it is the rest of a crash.
This module alone reads and writes lines; a line is never changed.
"""

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple, get_args

from cdetrack.errors import CacheError, NewerCacheError
from cdetrack.model.jsonform import record_from_json, record_json, timestamp
from cdetrack.model.record import Change, ChangeKind, Position, Record
from cdetrack.store.content import Content, Joined, count, find, lines_backwards, whole_lines
from cdetrack.store.files import UNREADABLE
from cdetrack.store.history_files import FOLDER, map_history, read_after, size_of_history

SCHEMA = 2
"""2 added changes of the kind `undone`, quiet changes, and entries without a date; lines of schema 1 stay valid."""
_HEAD = re.compile(
    rb'\{"schema": (\d{1,9}), "prev": "([0-9a-f]{64})", "look": (\d{1,18}), "end": (true|false), "at": "([^"]{20,32})"'
)
_ADDITION = re.compile(
    rb'\{"schema": [12], "prev": "[0-9a-f]{64}", "look": \d{1,18}, "end": (?:true|false), "at": "([^"]{20,32})", '
    rb'"source": "([^"\\]+)", "kind": "added", "id": "([^"\\]+)"'
)
_LONGEST_HEAD = 256
_SCHEMA = re.compile(rb'\{"schema": (\d{1,9}),')
_SUBJECT = re.compile(rb', "source": "([^"\\\n]*)", "kind": "([a-z]+)", "id": "([^"\\\n]*)", "fields": ')
"""The subject of a line, behind its head; a source or an id with an escaped character is decoded with the line."""
_DETAIL = b', "detail": true'
MARKER = re.compile(rb"(?:<{7,}|>{7,}|\|{7,})(?: .*)?|={7,}")
"""The conflict markers of git."""
_KINDS = frozenset(get_args(ChangeKind))
_DAMAGED = "`cdetrack doctor` shows what is damaged; take the file from a backup, or `cdetrack doctor --repair`"


class Addition(NamedTuple):
    """A change that adds a notice and alerts of it, without the record."""

    at: datetime
    source: str
    id: str
    kind: ChangeKind = "added"


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryLine:
    """A line of the file; its beginning is parsed, its change is not."""

    number: int
    """Its line number, from 1."""
    start: int
    end: int
    """Its offsets in the file."""
    prev: str
    look: int
    last: bool
    at: str


class LineSubject(NamedTuple):
    """The subject of a line, without its records."""

    look: int
    source: str
    kind: str
    id: str
    detail: bool


def refuse_newer(line: bytes, path: Path) -> None:
    """Raise NewerCacheError when a newer cdetrack wrote `line`, or the line that it begins with, in the file `path`."""
    found = _SCHEMA.match(line)
    if found is not None and int(found[1]) > SCHEMA:
        raise NewerCacheError(path, int(found[1]), SCHEMA)


class History:
    """The history in `data`, the content of the file at `path` and of the sealed files before it, or its beginning.

    Raises NewerCacheError when a newer cdetrack wrote it.
    """

    def __init__(self, path: Path, data: Content) -> None:
        self.path = path
        self.data = data
        refuse_newer(data[:_LONGEST_HEAD], path)

    def lines(self, start: Position | None = None) -> Iterator[HistoryLine]:
        """Yield the lines from `start` on, each checked against the hash of the one before it.

        Raises CacheError at the first line that was altered. A last line without a line end is left out.
        """
        for line, _, _ in self._proven(start or Position()):
            yield line

    def changes_with_end(self, start: Position | None = None) -> Iterator[tuple[Change, Position | None]]:
        """Yield each change from `start` on, with the position after it if it is the last one of its look.

        The lines are checked as by `lines`, and are in memory one by one: a first look may have a million of them.
        Raises CacheError.
        """
        for line, raw, after in self._proven(start or Position()):
            position = Position(changes=line.number, bytes=line.end, hash=after) if line.last else None
            yield decode(raw, path=self.path, number=line.number), position

    def finished(self, start: Position) -> tuple[list[Change], Position]:
        """Return the changes of all finished looks from `start` on, and the end of the last one.

        Raises CacheError as `lines` does.
        """
        changes: list[Change] = []
        look: list[Change] = []
        through = start
        for change, end in self.changes_with_end(start):
            look.append(change)
            if end is not None:
                changes += look
                look, through = [], end
        return changes, through

    def _proven(self, start: Position) -> Iterator[tuple[HistoryLine, bytes, str]]:
        """Yield each line from `start` on, with its bytes and its hash, checked against the hash of the one before."""
        offset, previous, number = start.bytes, start.hash, start.changes
        for raw in whole_lines(self.data, offset):
            line = self._line(number + 1, offset, raw)
            if line.prev != previous:
                raise self.damaged(number or 1, "it is not the line that the next one was written after")
            previous = sha256(raw).hexdigest()
            yield line, raw, previous
            offset, number = offset + len(raw), number + 1

    def lines_with_bytes(self, start: Position) -> Iterator[tuple[HistoryLine, bytes, str]]:
        """Yield each line from `start` on, with its bytes and its hash; the lines are checked as by `lines`."""
        yield from self._proven(start)

    def before_first(self, names: Collection[str], through: Position) -> Position:
        """Return the position before the first line about one of these notices, or `through` without one."""
        first = through.bytes
        for needle in map(_needle, names):
            found = find(self.data, needle, 0, first)
            first = self.data.rfind(b"\n", 0, found) + 1 if found >= 0 else first
        if first == through.bytes:
            return through
        line = self._line(0, first, self.data[first : self.data.find(b"\n", first) + 1])
        return Position(changes=count(self.data, b"\n", 0, first), bytes=first, hash=line.prev)

    def looks(self, start: Position | None = None) -> Iterator[tuple[list[HistoryLine], Position]]:
        """Yield the lines of each finished look from `start` on, with the position after it."""
        lines: list[HistoryLine] = []
        for line, _, after in self._proven(start or Position()):
            lines.append(line)
            if line.last:
                yield lines, Position(changes=line.number, bytes=line.end, hash=after)
                lines = []

    def has(self, position: Position) -> bool:
        """Return True if the history has the line that ends at `position`, and with it all lines before."""
        if not 0 < position.bytes <= len(self.data):
            return position.bytes == 0
        start = self.data.rfind(b"\n", 0, position.bytes - 1) + 1
        return sha256(self.data[start : position.bytes]).hexdigest() == position.hash

    def check(self, position: Position) -> None:
        """Raise CacheError unless the history still has the line that ends at `position`.

        Raises NewerCacheError when a newer cdetrack wrote the last line.
        """
        if self.has(position):
            return
        # A newer cdetrack is told before the damage that its lines look like.
        for line in islice(lines_backwards(self.data, len(self.data)), 1):
            refuse_newer(line, self.path)
        if position.bytes > len(self.data):
            raise CacheError(
                f"`{self.path}` is damaged: lines at its end are gone "
                f"({len(self.data)} bytes where {position.bytes} were recorded)",
                hint=_DAMAGED,
            )
        raise self.damaged(position.changes, "it is not what it was when it was written")

    def check_end(self, through: Position) -> None:
        """Raise CacheError if the sealed files reach `through`, the end of the last finished look.

        Its last line is never sealed: the lines of `history.jsonl` are gone.
        """
        if isinstance(self.data, Joined) and through.bytes <= self.data.last_start:
            raise CacheError(f"`{self.path}` is damaged: lines at its end are gone", hint=_DAMAGED)

    def change(self, line: HistoryLine) -> Change:
        """Return the change of a line."""
        return decode(self.data[line.start : line.end], path=self.path, number=line.number)

    def changes(self, looks: Iterable[tuple[list[HistoryLine], Position]]) -> list[Change]:
        """Return the changes of several looks in one list."""
        return [self.change(line) for lines, _ in looks for line in lines]

    def last_look(self, through: Position) -> list[Change]:
        """Return the changes of the last finished look before `through`, reading backwards."""
        changes: list[Change] = []
        end = through.bytes
        while end:
            start = self.data.rfind(b"\n", 0, end - 1) + 1
            line = self._line(through.changes - len(changes), start, self.data[start:end])
            if changes and line.look != changes[0].look:
                break
            changes.append(self.change(line))
            end = start
        return changes[::-1]

    def last_number(self, through: Position) -> int:
        """Return the number of the last finished look before `through`, 0 without one."""
        return self._last_line(through).look if through.bytes else 0

    def first_time(self, through: Position) -> datetime | None:
        """Return the time of the first change, aware and UTC; None for a history without a finished look."""
        if not through.bytes:
            return None
        return datetime.fromisoformat(self._line(1, 0, self.data[: self.data.find(b"\n") + 1]).at)

    def last_time(self, through: Position) -> datetime | None:
        """Return the time of the last change before `through`, aware and UTC; None without a finished look."""
        return datetime.fromisoformat(self._last_line(through).at) if through.bytes else None

    def _last_line(self, through: Position) -> HistoryLine:
        start = self.data.rfind(b"\n", 0, through.bytes - 1) + 1
        return self._line(through.changes, start, self.data[start : through.bytes])

    def end_before(self, moment: str, through: Position) -> Position:
        """Return the end of the last look before `through` that was recorded before `moment`, reading backwards.

        `moment` is a timestamp as in the lines (ISO 8601, UTC). If a clock was set back, earlier looks with a later
        time are part of the history up to there.
        """
        number, end = through.changes, through.bytes
        for raw in lines_backwards(self.data, end):
            start = end - len(raw)
            line = self._line(number, start, raw)
            if line.last and line.at < moment:
                return Position(changes=number, bytes=end, hash=sha256(raw).hexdigest())
            number, end = number - 1, start
        return Position()

    def finished_end(self, start: Position) -> Position:
        """Return the end of the last finished look, which is not before `start`; the chain is not proven."""
        end = self.data.rfind(b"\n") + 1
        lines = start.changes + count(self.data, b"\n", start.bytes, end)
        return self.end_before("~", Position(changes=lines, bytes=end))

    def subjects(self, start: Position, through: Position) -> Iterator[tuple[LineSubject, bytes]]:
        """Yield the notice of each line from `start` to `through`, with the bytes of the line; the chain is not proven.

        The records are not decoded: after a first look there may be a hundred thousand lines.
        """
        offset = start.bytes
        for number, raw in enumerate(whole_lines(self.data, offset, through.bytes), start.changes + 1):
            yield self._subject(number, offset, raw), raw
            offset += len(raw)

    def _subject(self, number: int, start: int, raw: bytes) -> LineSubject:
        head = _HEAD.match(raw)
        found = _SUBJECT.match(raw, head.end()) if head is not None else None
        if head is None or found is None:
            self._line(number, start, raw)  # refuses another form
            change = decode(raw, path=self.path, number=number)
            return LineSubject(change.look, change.source, change.kind, change.id, change.detail)
        # No `"` inside a JSON string is bare: the flag matches at its key alone.
        return LineSubject(int(head[3]), found[1].decode(), found[2].decode(), found[3].decode(), _DETAIL in raw)

    def look_of(self, number: int) -> int | None:
        """Return the number of the look with the change of this number, 0 for no change, None if there are fewer."""
        if not number:
            return 0
        offset = 0
        for counted, raw in enumerate(whole_lines(self.data, offset), 1):
            if counted == number:
                return self._line(number, offset, raw).look
            offset += len(raw)
        return None

    def of_notice(self, notice_id: str, through: Position) -> list[Change]:
        """Return the changes of one notice up to `through`, oldest first."""
        needle = _needle(notice_id)
        changes, found = [], find(self.data, needle, 0, through.bytes)
        while found >= 0:
            start = self.data.rfind(b"\n", 0, found) + 1
            end = self.data.find(b"\n", found) + 1
            change = decode(self.data[start:end], path=self.path, number=0)
            # The needle could be part of a title: compare the id of the line.
            if change.id == notice_id:
                changes.append(change)
            found = find(self.data, needle, end, through.bytes)
        return changes

    def with_both_sides(self, changes: Sequence[Change], through: Position) -> list[Change]:
        """Return changes up to `through`; those that bring a notice back have the record with which it had gone."""
        pasts: dict[str, list[Change]] = {change.id: [] for change in changes if change.kind == "restored"}
        if not pasts:
            return list(changes)
        from cdetrack.changes.change import both_sides

        for subject, raw in self.subjects(Position(), through):
            if subject.id in pasts:
                pasts[subject.id].append(decode(raw, path=self.path, number=0))
        return [both_sides(change, pasts.get(change.id, ())) for change in changes]

    def taken_back(self, beginning: str, through: Position) -> Change | None:
        """Return the last change up to `through` that takes back the addition of a notice, by the beginning of its id.

        None without one.
        """
        needle = f'"kind": "undone", "id": {json.dumps(beginning)[:-1]}'.encode()
        last, found = None, find(self.data, needle, 0, through.bytes)
        while found >= 0:
            start = self.data.rfind(b"\n", 0, found) + 1
            end = self.data.find(b"\n", found) + 1
            change = decode(self.data[start:end], path=self.path, number=0)
            # The needle could be part of a title.
            if change.kind == "undone" and change.after is None and change.id.startswith(beginning):
                last = change
            found = find(self.data, needle, end, through.bytes)
        return last

    def between(self, since: str, until: str, through: Position) -> list[Change]:
        """Return the changes from `since` on and before `until`, both as timestamps of the lines (ISO 8601, UTC)."""
        changes, offset = [], 0
        for number, raw in enumerate(whole_lines(self.data, 0, through.bytes), 1):
            if since <= self._line(number, offset, raw).at < until:
                changes.append(decode(raw, path=self.path, number=number))
            offset += len(raw)
        return changes

    def steps(self, through: Position) -> Iterator["Change | Addition"]:
        """Yield every change up to `through`, oldest first; those that only add a notice without their records.

        Nearly all changes are such, and to decode them would take ten times as long.
        """
        for number, raw in enumerate(whole_lines(self.data, 0, through.bytes), 1):
            found = _ADDITION.match(raw)
            if found is None or b', "quiet": true' in raw:
                yield decode(raw, path=self.path, number=number)
            else:
                at, source, name = (each.decode() for each in found.groups())
                yield Addition(at=datetime.fromisoformat(at), source=source, id=name)

    def _line(self, number: int, start: int, raw: bytes) -> HistoryLine:
        head = _HEAD.match(raw)
        if head is None or int(head[1]) > SCHEMA:
            refuse_newer(raw, self.path)
            raise self.damaged(number, "it is not a change")
        return HistoryLine(
            number=number,
            start=start,
            end=start + len(raw),
            prev=head[2].decode(),
            look=int(head[3]),
            last=head[4] == b"true",
            at=head[5].decode(errors="replace"),
        )

    def damaged(self, number: int, why: str) -> CacheError:
        """Return the error for a line that cannot be trusted."""
        whole = f", counted from the first in `{FOLDER}/`" if isinstance(self.data, Joined) else ""
        return CacheError(f"`{self.path}` is damaged at line {number}{whole}: {why}", hint=_DAMAGED)


def _needle(notice_id: str) -> bytes:
    """Return the bytes by which a line is about a notice; they could also be part of a title."""
    return f'"id": {json.dumps(notice_id)}, "fields": '.encode()


@dataclass(frozen=True, slots=True, kw_only=True)
class DecodedLine:
    """A line that was decoded without the lines around it."""

    change: Change
    prev: str
    """The hash of the line before it; empty if the line has none."""
    last: bool
    """True for the last line of a look."""
    as_written: bool
    """True if the line begins in the form that cdetrack writes, so that it can be copied."""
    pages: tuple[Mapping[str, str], ...] = ()
    """The kept pages that it cites, as the last line of a look."""


def decode(line: bytes, *, path: Path, number: int) -> Change:
    """Return the change of line `number` of the file at `path`. Raises CacheError when it is unreadable."""
    return decode_line(line, path=path, number=number).change


def decode_line(line: bytes, *, path: Path, number: int) -> DecodedLine:
    """Return the content of line `number` of the file at `path`; 0 for an unknown number.

    Raises CacheError when the line is unreadable.
    """
    try:
        form = json.loads(line)
        prev, last = str(form.get("prev", "")), form.get("end") is True
        pages = tuple(dict(each) for each in form.get("pages", ()))
        written = _HEAD.match(line) is not None
        return DecodedLine(change=_change(form), prev=prev, last=last, as_written=written, pages=pages)
    except UNREADABLE as error:
        where = f"line {number}" if number else "a line"
        raise CacheError(f"`{path}` is damaged: {where} is not a change", hint=_DAMAGED) from error


def _change(form: dict[str, Any]) -> Change:
    """Return the change in a JSON object. Raises one of UNREADABLE for another form than `encode` writes."""
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
    """Return one side of a change. Raises one of UNREADABLE for another form than `encode` writes."""
    if form is None:
        return None
    record = record_from_json(form)
    texts: tuple[object, ...] = (record.summary, record.url, record.article, record.body)
    if not all(
        isinstance(each, str) for each in (record.title, *record.sources, *(each for each in texts if each is not None))
    ):
        raise TypeError("not a text")
    return record


def finished_after(path: Path, start: Position) -> tuple[list[Change], Position]:
    """Return the changes of all finished looks in the file at `path` from `start` on, and the end of the last one.

    Nothing before `start` is read. Raises CacheError as `History.lines` does.
    """
    size = size_of_history(path)
    if size < start.bytes:
        History(path, map_history(path)).check(start)
    if size <= start.bytes:
        return [], start
    # Read, not mapped: another process may cut off an unfinished look at the end.
    tail = History(path, read_after(path, start.bytes))
    changes, end = tail.finished(replace(start, bytes=0))
    return changes, replace(end, bytes=start.bytes + end.bytes)


def encode(changes: Sequence[Change], *, previous: str, pages: Sequence[Mapping[str, str]] = ()) -> tuple[bytes, str]:
    """Return the lines of one look, chained to the line with the hash `previous`, and the hash of the last line.

    `pages` are the kept pages of the look: each with `url`, `sha256`, `at` and what the server stated.
    """
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
        if pages and position == len(changes):
            form["pages"] = list(pages)
        line = json.dumps(form, ensure_ascii=False).encode() + b"\n"
        previous = sha256(line).hexdigest()
        lines.append(line)
    return b"".join(lines), previous
