"""Read the lines of a history that is damaged or merged from several, and put their looks into one order.

Such a file results when two machines continue one history and git merges the two, or one is appended to the other: it
has looks twice, different looks under one number, and lines of both machines in turn. Each line holds the hash of its
predecessor, which gives the order within a machine; looks of several machines are ordered by their time.
"""

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from cdetrack.changes.keys import keys_of
from cdetrack.errors import CacheError
from cdetrack.model.frozen import frozen, mutable
from cdetrack.model.record import GENESIS, Change
from cdetrack.store.content import lines_in
from cdetrack.store.file_end import MARKER
from cdetrack.store.files import UNREADABLE
from cdetrack.store.history_line import DecodedLine, decode_line, encode, refuse_newer


@frozen
class ReadableLine:
    """A line of a damaged history that can be read."""

    raw: bytes | memoryview
    """The bytes of the line, with its line end."""
    hash: str
    decoded: DecodedLine

    @property
    def look(self) -> tuple[int, datetime, str]:
        """The key that the lines of one look share."""
        change = self.decoded.change
        return change.look, change.at, change.source


@mutable
class RecoveredLook:
    """A look that was recovered from readable lines, or from the notices of a fold."""

    time: datetime
    """Its time in UTC; never before an earlier look of its machine, even if the machine's clock jumped back."""
    place: int
    """Its place in the file; below 0 for a look that was made from a fold."""
    changes: list[Change]
    lines: list[ReadableLine] = field(default_factory=list)
    """The line of each change; empty for a look that was made from a fold."""
    pages: Sequence[Mapping[str, str]] = ()
    """The kept pages that the look cites."""
    undoes: int | None = None
    """The place of the look that it takes back."""

    @property
    def order(self) -> tuple[datetime, int]:
        """The sort key of looks."""
        return self.time, self.place


@frozen
class DamagedHistory:
    """The readable lines of a damaged history."""

    lines: tuple[ReadableLine, ...]
    """Each line once."""
    lost: int
    """The number of unreadable lines."""
    markers: int
    """The number of git's conflict markers."""

    @property
    def is_merged(self) -> bool:
        """True if the lines are of several machines: there are conflict markers, or two lines share a predecessor."""
        after = [line.decoded.prev for line in self.lines if line.decoded.prev]
        return bool(self.markers) or len(set(after)) < len(after)

    @property
    def altered(self) -> int:
        """The number of lines, beside the unreadable ones, that are not what they were when the next was written."""
        known = {GENESIS, *(line.hash for line in self.lines)}
        after = {line.decoded.prev for line in self.lines if line.decoded.prev}
        return max(0, len(after - known) - self.lost)


def read(data: bytes, path: Path) -> DamagedHistory:
    """Return the readable lines of `data`, the content of the file at `path`.

    Raises NewerCacheError for a line that a newer cdetrack wrote.
    """
    lines: list[ReadableLine] = []
    seen: set[str] = set()
    lost = markers = 0
    view = memoryview(data)
    for number, (start, text) in enumerate(lines_in(data), 1):
        raw = text.removesuffix(b"\r") + b"\n"
        name = sha256(raw).hexdigest()
        if MARKER().fullmatch(raw[:-1]):
            markers += 1
            continue
        if not raw.strip() or name in seen:
            continue
        seen.add(name)
        refuse_newer(raw, path)
        try:
            decoded = decode_line(raw, path=path, number=number)
            _check(decoded.change)
        except (CacheError, *UNREADABLE):
            lost += 1
        else:
            # No copy of a line that stands there as a whole: all of them may have hundreds of megabytes.
            there = view[start : start + len(raw)]
            lines.append(ReadableLine(raw=there if there == raw else raw, hash=name, decoded=decoded))
    return DamagedHistory(lines=tuple(lines), lost=lost, markers=markers)


def _check(change: Change) -> None:
    """Raise one of UNREADABLE when a change cannot be recorded again."""
    sides = [each for each in (change.before, change.after) if each is not None]
    if not sides:
        raise ValueError("a change without a record")
    for record in sides:
        keys_of(record)
    encode([change], previous=GENESIS)


def looks_in(history: DamagedHistory) -> list[RecoveredLook]:
    """Return the looks of the readable lines, oldest first."""
    by_hash = {line.hash: line for line in history.lines}
    look_of: dict[str, RecoveredLook] = {}
    latest: dict[tuple[int, datetime, str], RecoveredLook] = {}
    found: list[RecoveredLook] = []
    for line in history.lines:
        change, before = line.decoded.change, by_hash.get(line.decoded.prev)
        look = None
        if before is not None and before.look == line.look:
            look = look_of.get(before.hash)
        elif before is None and line.decoded.prev != GENESIS:
            # The line before it is unreadable: it may have belonged to the same look.
            look = latest.get(line.look)
        if look is None:
            earlier = _earlier(found, change.look) if before is None else look_of.get(before.hash)
            time = change.at if earlier is None else max(change.at, earlier.time)
            look = RecoveredLook(
                time=time, place=len(found), changes=[], undoes=_undone_by(line, by_hash, look_of, found)
            )
            found.append(look)
        look.changes.append(change)
        look.lines.append(line)
        look.pages = line.decoded.pages or look.pages
        look_of[line.hash] = latest[line.look] = look
    return sorted(found, key=lambda each: each.order)


def _undone_by(
    line: ReadableLine,
    by_hash: Mapping[str, ReadableLine],
    look_of: Mapping[str, RecoveredLook],
    found: Sequence[RecoveredLook],
) -> int | None:
    """Return the place of the look that a line takes back, None for a line that takes back none.

    Of several machines, each counts its own looks.
    """
    change = line.decoded.change
    if change.undoes is None:
        return None
    earlier = by_hash.get(line.decoded.prev)
    while earlier is not None:
        if earlier.decoded.change.look == change.undoes and earlier.hash in look_of:
            return look_of[earlier.hash].place
        earlier = by_hash.get(earlier.decoded.prev)
    # A line in between is unreadable.
    alike = (look for look in reversed(found) if look.changes[0].look == change.undoes)
    return next((look.place for look in alike if any(each.id == change.id for each in look.changes)), None)


def _earlier(found: list[RecoveredLook], number: int) -> RecoveredLook | None:
    """Return the nearest look above in the file with a lower number, None without one."""
    return next((look for look in reversed(found) if look.changes[0].look < number), None)
