"""Tell which changes of a history that git merged from several machines one of them had not read."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import NamedTuple

from cdetrack.model.record import GENESIS
from cdetrack.store.damaged_history import DamagedHistory, ReadableLine


class MergedLine(NamedTuple):
    """A line of a merged history, without its records."""

    hash: str
    prev: str
    id: str
    at: datetime
    content: int
    """The same for lines with the same change: a hash of all that does not tell which machine found it, and when."""


def merged_lines(history: DamagedHistory) -> tuple[MergedLine, ...]:
    """Return the lines of a history of several machines; none of a history that one machine wrote."""
    if not history.is_merged:
        return ()
    return tuple(map(_merged_line, history.lines))


def _merged_line(line: ReadableLine) -> MergedLine:
    change = line.decoded.change
    # Before that stand the number and the time of the look.
    content = line.raw[max(0, line.raw.find(b'"kind"')) :]
    return MergedLine(line.hash, line.decoded.prev, change.id, change.at, hash(content))


def unread(lines: Iterable[MergedLine], cursors: Collection[str]) -> dict[str, datetime]:
    """Return the notices with a change that none of these cursors is behind, each with the time of the first one.

    `cursors` are hashes of lines, of one reader on each machine. Without one of them, or without the lines that lead to
    it, there is no answer: then nothing is returned.
    """
    by_hash = {line.hash: line for line in lines}
    read: set[str] = set()
    for name in cursors:
        while name != GENESIS and name not in read:
            if name not in by_hash:
                return {}
            read.add(name)
            name = by_hash[name].prev  # noqa: PLW2901 - it goes from line to line
    known = {by_hash[name].content for name in read}
    found: dict[str, datetime] = {}
    for line in by_hash.values():
        if line.hash not in read and line.content not in known:
            found[line.id] = min(line.at, found.get(line.id, line.at))
    return found
