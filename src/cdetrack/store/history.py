"""The history: every change ever seen, one a line, chained by hashes; read by looks, by times and by notices."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from itertools import islice
from pathlib import Path

from cdetrack.errors import CacheError
from cdetrack.model.record import Change, Position
from cdetrack.store.content import Content, Joined, count, find, lines_backwards, whole_lines
from cdetrack.store.history_files import FOLDER, map_history, read_after, size_of_history
from cdetrack.store.history_line import (
    DAMAGED,
    LONGEST_HEAD,
    Addition,
    HistoryLine,
    LineSubject,
    addition_in,
    decode,
    line_at,
    mark_of,
    mark_of_undone,
    refuse_newer,
    subject_in,
)


class History:
    """The history in `data`, the content of the file at `path` and of the sealed files before it, or its beginning.

    Raises NewerCacheError when a newer cdetrack wrote it.
    """

    def __init__(self, path: Path, data: Content) -> None:
        self.path = path
        self.data = data
        refuse_newer(data[:LONGEST_HEAD], path)

    def lines(self, start: Position | None = None) -> Iterator[HistoryLine]:
        """Yield the lines from `start` on, each checked against the hash of the one before it.

        Raises CacheError at the first line that was altered. A last line without a line end is left out.
        """
        for line, _, _ in self.lines_with_bytes(start or Position()):
            yield line

    def changes_with_end(self, start: Position | None = None) -> Iterator[tuple[Change, Position | None]]:
        """Yield each change from `start` on, with the position after it if it is the last one of its look.

        The lines are checked as by `lines`, and are in memory one by one: a first look may have a million of them.
        Raises CacheError.
        """
        for line, raw, after in self.lines_with_bytes(start or Position()):
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

    def changes_until(self, through: Position) -> Iterator[Change]:
        """Yield each change from the first one to `through`, as `changes_with_end` does."""
        return (change for change, _ in islice(self.changes_with_end(), through.changes))

    def lines_with_bytes(self, start: Position) -> Iterator[tuple[HistoryLine, bytes, str]]:
        """Yield each line from `start` on, with its bytes and its hash, checked against the hash of the one before."""
        offset, previous, number = start.bytes, start.hash, start.changes
        for raw in whole_lines(self.data, offset):
            line = self._line(number + 1, offset, raw)
            if line.prev != previous:
                raise self.damaged(number or 1, "it is not the line that the next one was written after")
            previous = sha256(raw).hexdigest()
            yield line, raw, previous
            offset, number = offset + len(raw), number + 1

    def before_first(self, names: Collection[str], through: Position) -> Position:
        """Return the position before the first line about one of these notices, or `through` without one."""
        first = through.bytes
        for needle in map(mark_of, names):
            found = find(self.data, needle, 0, first)
            first = self.data.rfind(b"\n", 0, found) + 1 if found >= 0 else first
        if first == through.bytes:
            return through
        line = self._line(0, first, self.data[first : self.data.find(b"\n", first) + 1])
        return Position(changes=count(self.data, b"\n", 0, first), bytes=first, hash=line.prev)

    def looks(self, start: Position | None = None) -> Iterator[tuple[list[HistoryLine], Position]]:
        """Yield the lines of each finished look from `start` on, with the position after it."""
        lines: list[HistoryLine] = []
        for line, _, after in self.lines_with_bytes(start or Position()):
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
                hint=DAMAGED,
            )
        raise self.damaged(position.changes, "it is not what it was when it was written")

    def check_end(self, through: Position) -> None:
        """Raise CacheError if the sealed files reach `through`, the end of the last finished look.

        Its last line is never sealed: the lines of `history.jsonl` are gone.
        """
        if isinstance(self.data, Joined) and through.bytes <= self.data.last_start:
            raise CacheError(f"`{self.path}` is damaged: lines at its end are gone", hint=DAMAGED)

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

    def of_one_line(self) -> set[str]:
        """Return the ids of the notices with a single line; none of a history with unreadable lines."""
        found, again = set[str](), set[str]()
        try:
            for subject, _ in self.subjects(Position(), Position(bytes=len(self.data))):
                (again if subject.id in found else found).add(subject.id)
        except CacheError:
            return set()
        return found - again

    def _subject(self, number: int, start: int, raw: bytes) -> LineSubject:
        subject = subject_in(raw)
        if subject is None:
            self._line(number, start, raw)  # refuses another form
            change = decode(raw, path=self.path, number=number)
            return LineSubject(change.look, change.source, change.kind, change.id, change.detail)
        return subject

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
        return [change for change in self._marked(mark_of(notice_id), through) if change.id == notice_id]

    def of_notices(self, ids: Iterable[str], through: Position) -> dict[str, list[Change]]:
        """Return the changes of many notices up to `through`, oldest first, in one pass."""
        pasts: dict[str, list[Change]] = {name: [] for name in ids}
        for subject, raw in self.subjects(Position(), through):
            if subject.id in pasts:
                pasts[subject.id].append(decode(raw, path=self.path, number=0))
        return pasts

    def _marked(self, mark: bytes, through: Position) -> Iterator[Change]:
        """Yield the changes up to `through` that have `mark` in their lines, oldest first."""
        found = find(self.data, mark, 0, through.bytes)
        while found >= 0:
            start = self.data.rfind(b"\n", 0, found) + 1
            end = self.data.find(b"\n", found) + 1
            yield decode(self.data[start:end], path=self.path, number=0)
            found = find(self.data, mark, end, through.bytes)

    def with_both_sides(self, changes: Sequence[Change], through: Position) -> list[Change]:
        """Return changes up to `through`; those that bring a notice back have the record with which it had gone."""
        restored = {change.id for change in changes if change.kind == "restored"}
        if not restored:
            return list(changes)
        from cdetrack.changes.change import both_sides

        pasts = self.of_notices(restored, through)
        return [both_sides(change, pasts.get(change.id, ())) for change in changes]

    def taken_back(self, beginning: str, through: Position) -> Change | None:
        """Return the last change up to `through` that takes back the addition of a notice, by the beginning of its id.

        None without one.
        """
        last = None
        for change in self._marked(mark_of_undone(beginning), through):
            if change.kind == "undone" and change.after is None and change.id.startswith(beginning):
                last = change
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
            yield addition_in(raw) or decode(raw, path=self.path, number=number)

    def _line(self, number: int, start: int, raw: bytes) -> HistoryLine:
        line = line_at(start, raw, number=number)
        if line is None:
            refuse_newer(raw, self.path)
            raise self.damaged(number, "it is not a change")
        return line

    def damaged(self, number: int, why: str) -> CacheError:
        """Return the error for a line that cannot be trusted."""
        whole = f", counted from the first in `{FOLDER}/`" if isinstance(self.data, Joined) else ""
        return CacheError(f"`{self.path}` is damaged at line {number}{whole}: {why}", hint=DAMAGED)


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
