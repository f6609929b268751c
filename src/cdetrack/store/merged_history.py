"""Compare the lines of a history that git merged from several machines with those of the history made from them.

They tell which changes one of the machines had not read, and which numbers its looks have now.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from cdetrack.changes.change import is_reworded
from cdetrack.model.record import GENESIS
from cdetrack.store.damaged_history import RecoveredLook


class MergedLine(NamedTuple):
    """A line of a merged history, without its records."""

    hash: str
    prev: str
    look: int
    id: str
    at: datetime
    content: int
    """The same for lines with the same change: a hash of all that does not tell which machine found it, and when."""
    number: int | None
    """The number of the look with this change in the joined history; None if it has no such change."""

    @property
    def moved(self) -> bool:
        """True if that is another number than before."""
        return self.number != self.look


def merged_lines(looks: Iterable[RecoveredLook], joined: Iterable[RecoveredLook]) -> Iterator[MergedLine]:
    """Yield the lines of the `looks` of several machines, oldest first; `joined` are the looks that were made of them.

    A change that the notice had already is no part of these: another machine has found it. So has it if a notice that
    both found says the same, such as one with a file that each has fetched for itself.
    """
    numbers = {
        line.hash: (number, change.kind == "added" or line.decoded.change.kind != "added" or is_reworded(change))
        for number, look in enumerate(joined, 1)
        for line, change in zip(look.lines, look.changes, strict=bool(look.lines))
    }
    latest: dict[str, tuple[int, int]] = {}
    for look in looks:
        for line in look.lines:
            change = line.decoded.change
            # Before that stand the number and the time of the look.
            raw = bytes(line.raw)
            content = hash(raw[max(0, raw.find(b'"kind"')) :])
            number, is_news = numbers.get(line.hash, (None, False))
            if number is not None and not is_news and change.id in latest:
                number = latest[change.id][0]
            elif number is not None:
                latest[change.id] = number, content
            elif change.id in latest and latest[change.id][1] == content:
                number = latest[change.id][0]
            yield MergedLine(line.hash, line.decoded.prev, change.look, change.id, change.at, content, number)


class LookNumbers:
    """The numbers in the joined history of the looks of each machine."""

    def __init__(self, lines: Iterable[MergedLine]) -> None:
        by_hash = {line.hash: line for line in lines}
        before = {line.prev for line in by_hash.values()}
        self._machine: dict[str, int] = {}
        """The hash of each line -> its machine; of a line from before they parted, one of them."""
        self._moved: list[dict[tuple[int, str], int | None]] = []
        """For each machine, each change whose look has another number now: number and notice -> new number."""
        self._parted: set[int] = set()
        """The machines with a line that is unreadable or gone: only what stands behind it is known, all in `_moved`."""
        for end in (name for name in by_hash if name not in before):
            chain, name = list[MergedLine](), end
            while name in by_hash:
                chain.append(by_hash[name])
                name = by_hash[name].prev
            machine, whole = len(self._moved), name == GENESIS
            self._parted |= set() if whole else {machine}
            for line in (*(each.hash for each in chain), name):
                self._machine.setdefault(line, machine)
            self._moved.append({(each.look, each.id): each.number for each in chain if not whole or each.moved})
        self._looks = [_looks(moved) for moved in self._moved]

    def __bool__(self) -> bool:
        """Return True if a look has another number than before, or may have."""
        return any(self._moved)

    def of_change(self, cursor: str, look: int, notice: str) -> int | None:
        """Return the number of the look with this change of a machine; None if that is not known.

        `cursor` is the hash of a line that the machine had read then or later.
        """
        machine = self._machine.get(cursor)
        if machine is None:
            return None
        return self._moved[machine].get((look, notice), look if machine not in self._parted else None)

    def of_look(self, cursor: str, look: int) -> int:
        """Return the number of a look, 0 if it is not known; `cursor` as in `of_change`."""
        machine = self._machine.get(cursor)
        if machine is None:
            return 0
        return self._looks[machine].get(look, look if machine not in self._parted else 0)


def _looks(moved: dict[tuple[int, str], int | None]) -> dict[int, int]:
    looks: dict[int, int] = {}
    for (look, _), number in moved.items():
        looks[look] = max(number or 0, looks.get(look, 0))
    return looks


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
