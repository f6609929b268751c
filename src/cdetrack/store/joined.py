"""Read the lines of a history that is damaged or was joined out of several, and put their looks into one order.

Two machines that went on from one history and were merged by git, or written behind each other, give such a file: the
same looks twice, other looks under one number, lines of both in turn. Each line says which one it was written after;
so its own machine's order is known, and looks of several machines are ordered by their time.
"""

from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from cdetrack.changes.keys import keys_of
from cdetrack.errors import CacheError
from cdetrack.model.record import GENESIS, Change
from cdetrack.store.files import UNREADABLE
from cdetrack.store.history import MARKER, Entry, decode_entry, encode, newer_schema


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line that can be read."""

    raw: bytes
    """As it lies in the file, with the end of the line."""
    hash: str
    entry: Entry

    @property
    def look(self) -> tuple[int, datetime, str]:
        """The key that lines of one look have in common."""
        change = self.entry.change
        return change.look, change.at, change.source


@dataclass(slots=True, kw_only=True)
class Found:
    """A look as its lines tell of it."""

    time: datetime
    """When it was; of several looks of one machine, no earlier than those before it, even if its clock jumped back."""
    place: int
    """Which one it is in the file; of those that were made out of other things, less than 0."""
    changes: list[Change]
    lines: list[Line] = field(default_factory=list)
    """The lines that say the changes, one for each; none when they were not found in a file."""

    @property
    def order(self) -> tuple[datetime, int]:
        """The key that looks are sorted by."""
        return self.time, self.place


@dataclass(frozen=True, slots=True, kw_only=True)
class Pile:
    """Everything that can be read of a file."""

    lines: tuple[Line, ...]
    """Each once."""
    lost: int
    """How many lines cannot be read."""
    markers: int
    """How many are marks that git left."""

    @property
    def is_joined(self) -> bool:
        """Say whether there are lines of several machines: marks say so, or two lines written after the same one."""
        after = [line.entry.prev for line in self.lines if line.entry.prev]
        return bool(self.markers) or len(set(after)) < len(after)


def read(data: bytes, path: Path) -> Pile:
    """Return the lines in `data`, the content of the file at `path`. Raises NewerCacheError for a newer cdetrack's."""
    lines: list[Line] = []
    seen: set[str] = set()
    lost = markers = 0
    for number, text in enumerate(data.split(b"\n"), 1):
        raw = text.removesuffix(b"\r") + b"\n"
        name = sha256(raw).hexdigest()
        if MARKER.fullmatch(raw[:-1]):
            markers += 1
            continue
        if not raw.strip() or name in seen:
            continue
        seen.add(name)
        newer_schema(raw, path)
        try:
            entry = decode_entry(raw, path=path, number=number)
            _prove(entry.change)
        except (CacheError, *UNREADABLE):
            lost += 1
        else:
            lines.append(Line(raw=raw, hash=name, entry=entry))
    return Pile(lines=tuple(lines), lost=lost, markers=markers)


def _prove(change: Change) -> None:
    """Raise one of UNREADABLE when a change cannot be recorded again: it tells of no notice."""
    sides = [each for each in (change.before, change.after) if each is not None]
    if not sides:
        raise ValueError("it says nothing")
    for record in sides:
        keys_of(record)
    encode([change], previous=GENESIS)


def looks_in(pile: Pile) -> list[Found]:
    """Return the looks that the lines tell of, in the order in which they were made."""
    by_hash = {line.hash: line for line in pile.lines}
    look_of: dict[str, Found] = {}
    latest: dict[tuple[int, datetime, str], Found] = {}
    found: list[Found] = []
    for line in pile.lines:
        change, before = line.entry.change, by_hash.get(line.entry.prev)
        look = None
        if before is not None and before.look == line.look:
            look = look_of.get(before.hash)
        elif before is None and line.entry.prev != GENESIS:
            # The line before it cannot be read: it may have been one of the same look.
            look = latest.get(line.look)
        if look is None:
            earlier = _earlier(found, change.look) if before is None else look_of.get(before.hash)
            time = change.at if earlier is None else max(change.at, earlier.time)
            look = Found(time=time, place=len(found), changes=[])
            found.append(look)
        look.changes.append(change)
        look.lines.append(line)
        look_of[line.hash] = latest[line.look] = look
    return sorted(found, key=lambda each: each.order)


def _earlier(found: list[Found], number: int) -> Found | None:
    """Return the look that one with this number was made after, as far as the file's order and the numbers tell."""
    return next((look for look in reversed(found) if look.changes[0].look < number), None)
