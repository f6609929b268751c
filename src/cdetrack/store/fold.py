"""Read `notices.json`: how things stand, one notice a line, newest first, each line found without decoding others."""

import json
import mmap
import re
import sys
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from cdetrack.errors import CacheError, NewerCacheError
from cdetrack.jsonform import notice_from_json
from cdetrack.model import Notice
from cdetrack.store.files import UNREADABLE, find

SCHEMA = 1
END = b"\n]}\n"

# Compiled where it is used: answering needs no more of a line than its date.
_LINE = rb'\n\{"id": "([^"\n]+)", "date": "([0-9-]{10})", "index": \[(\d+), (\d+), "([^"\n]*)", "([^"\n]*)"\]'
_DATE = b'", "date": "'
_BLOCK = 1 << 16
_HINT = "`cdetrack doctor --repair` sets it aside and makes it anew from the history"


class Entry(NamedTuple):
    """Where one notice stands in the file, and what it is found by."""

    id: str
    date: str
    look: int
    place: int
    keys: str
    documents: str
    start: int
    end: int

    @property
    def order(self) -> tuple[int, int, int]:
        """Return what the file is sorted by: newest date, latest look, the listing's own order."""
        return -int(self.date.replace("-", "")), -self.look, self.place


class Fold:
    """A fold of the history, read from its file or made in memory; its lines are decoded one by one, on demand."""

    def __init__(self, path: Path, data: mmap.mmap | bytes) -> None:
        self.path = path
        self.data = data
        first = data.find(b"\n") + 1
        try:
            header = json.loads(data[: first - 1] + b"]}") if first else self._unreadable("its first line is cut off")
            self.schema = int(header["schema"])
            if self.schema > SCHEMA:
                raise NewerCacheError(path, self.schema, SCHEMA)
            through = header["through"]
            self.changes, self.bytes = int(through["changes"]), int(through["bytes"])
            self.hash = str(through["hash"])
            self.derived = str(header["derived"])
            self.sources: dict[str, int] = {str(name): int(n) for name, n in header["sources"].items()}
        except UNREADABLE as error:
            raise self.damage("its first line cannot be read") from error
        self._first = first
        # The line end before the first notice belongs to the pattern of a line.
        self._body = first - 1
        if data[-len(END) :] != END:
            self._unreadable("it is cut off")

    def lines(self) -> Iterator[tuple[str, bytes]]:
        """Yield the date and the line of each notice, newest first, reading no further than is asked for."""
        offset, stop = self._first, len(self.data) - len(END) + 1
        while offset < stop:
            block = self.data[offset : min(offset + _BLOCK, stop)]
            size = block.rfind(b"\n") + 1
            if not size:  # a line that is longer than a block
                size = self.data.find(b"\n", offset) + 1 - offset
                block = self.data[offset : offset + size]
            for line in block[: size - 1].split(b"\n"):
                day = line.find(_DATE) + len(_DATE)
                date = line[day : day + 10].decode("ascii", "replace")
                if day < len(_DATE) or not date[:4].isdigit():
                    self._unreadable("a line is not a notice")
                yield date, line
            offset += size

    def notice(self, line: bytes) -> Notice:
        """Return the notice that a line holds."""
        try:
            return notice_from_json(self.form(line))
        except UNREADABLE as error:
            raise self.damage("a line is not a notice") from error

    def form(self, line: bytes) -> dict[str, Any]:
        """Return the JSON object of a line."""
        try:
            form = json.loads(line.rstrip(b",\n").decode())
        except (ValueError, RecursionError) as error:
            raise self.damage("a line is not JSON") from error
        if not isinstance(form, dict):
            self._unreadable("a line is not a notice")
        return form

    def with_prefix(self, beginning: str) -> list[bytes]:
        """Return the lines of the notices whose id begins so, found in the bytes."""
        found, needle = [], b'\n{"id": ' + json.dumps(beginning).encode()[:-1]
        offset = find(self.data, needle, self._body)
        while offset >= 0:
            end = self.data.find(b"\n", offset + 1)
            found.append(self.data[offset + 1 : end])
            offset = find(self.data, needle, end)
        return found

    def with_id(self, name: str) -> list[bytes]:
        """Return the line of the notice with this very id, none or one, reading no further."""
        offset = find(self.data, b'\n{"id": ' + json.dumps(name).encode() + b",", self._body)
        return [self.data[offset + 1 : self.data.find(b"\n", offset + 1)]] if offset >= 0 else []

    def containing(self, needle: bytes) -> Iterator[bytes]:
        """Yield the lines that hold `needle` somewhere."""
        offset = find(self.data, needle, self._first)
        while offset >= 0:
            start = self.data.rfind(b"\n", 0, offset) + 1
            end = self.data.find(b"\n", offset)
            yield self.data[start:end]
            offset = find(self.data, needle, end)

    @cached_property
    def _all(self) -> list[Entry]:
        entries: list[Entry] = []
        found = re.compile(_LINE).finditer(self.data, self._body)
        last = next(found, None)
        while last is not None:
            following = next(found, None)
            end = following.start() + 1 if following is not None else len(self.data) - len(END) + 1
            name, day, look, place, keys, documents = last.groups()
            entries.append(
                Entry(
                    id=name.decode(),
                    # A day has many notices: one text for all of them.
                    date=sys.intern(day.decode()),
                    look=int(look),
                    place=int(place),
                    keys=keys.decode(),
                    documents=documents.decode(),
                    start=last.start() + 1,
                    end=end,
                )
            )
            last = following
        return entries

    def entries(self) -> Sequence[Entry]:
        """Return where every notice stands, found in one pass over the bytes."""
        return self._all

    def line(self, entry: Entry) -> bytes:
        """Return the line of an entry."""
        return self.data[entry.start : entry.end]

    def damage(self, why: str) -> CacheError:
        """Return the error for a file that cannot be trusted."""
        return CacheError(f"`{self.path}` is damaged: {why}", hint=_HINT)

    def _unreadable(self, why: str) -> NoReturn:
        raise self.damage(why)
