"""Where each notice stands in a fold, and what it is found by: only places are kept, the rest is read on demand."""

from collections.abc import Collection, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from cdetrack.model.jsonform import record_from_json
from cdetrack.model.notice import Notice
from cdetrack.model.record import Standing
from cdetrack.store.files import UNREADABLE, read_block
from cdetrack.store.fold import END, HEAD, Fold

Order = tuple[int, int, int]

_ID, _INDEX = len(b'{"id": "'), b'"index": ['
_KEYS, _DOCUMENTS = 3, 5
"""Where they stand among what the quotes of the index part: this takes a third of the time of the pattern."""
_BLOCK = 1 << 20
_EMPTY = b'{"schema": 1, "through": {"changes": 0, "bytes": 0, "hash": ""}, "derived": "", "sources": {}, "notices": ['


def order_of(day: str, look: int, place: int) -> Order:
    """Return what a fold is sorted by: newest date, latest look, the listing's own order."""
    return -int(day.replace("-", "")), -look, place


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
    def order(self) -> Order:
        """Where it belongs."""
        return order_of(self.date, self.look, self.place)


class Index:
    """The places of all notices of a fold, in its order. Raises CacheError when a line of the fold is no notice."""

    def __init__(self, fold: Fold) -> None:
        self._fold = fold
        self._data = fold.data
        self.start, self.stop = fold.start, fold.stop
        self._starts = fold.starts

    def __contains__(self, name: str) -> bool:
        return name in self._starts

    def __getitem__(self, name: str) -> Entry:
        """Return the entry of the notice with this id. Raises KeyError when there is none."""
        return self._at(self._starts[name])

    def documents(self, name: str) -> list[str]:
        """Return the keys by which the notice with this id may be kin to others; none when it is not there."""
        return self[name].documents.split() if name in self else []

    def by_key(self, keys: Collection[str]) -> dict[str, list[str]]:
        """Return the ids of the notices that have each of these keys, newest first."""
        return self._sharing(keys, _KEYS)

    def by_document(self, documents: Collection[str]) -> dict[str, list[str]]:
        """Return the ids of the notices that have each of these keys of documents, newest first."""
        return self._sharing(documents, _DOCUMENTS)

    def containing(self, needle: bytes) -> Iterator[str]:
        """Yield the ids of the notices whose line holds `needle` somewhere, newest first."""
        for line in self._fold.containing(needle):
            if head := HEAD.match(line):
                yield head[1].decode()

    def place_for(self, order: Order) -> int:
        """Return where in the file a notice of this order goes: the start of the first line that is not before it."""
        low, high = self.start, self.stop
        while low < high:
            entry = self._at(self._data.rfind(b"\n", low, (low + high) // 2) + 1 or low)
            low, high = (entry.end, high) if entry.order < order else (low, entry.start)
        return low

    def line(self, name: str) -> bytes:
        """Return the line of a notice that there is."""
        start = self._starts[name]
        return self._data[start : self._data.find(b"\n", start) + 1]

    def form(self, name: str) -> dict[str, Any]:
        """Return the JSON object of a notice that there is."""
        return self._fold.form(self.line(name))

    def notice(self, name: str) -> Notice:
        """Return a notice that there is."""
        return self._fold.notice(self.line(name))

    def standing(self, name: str) -> Standing:
        """Return a notice that there is, as the history left it."""
        entry, form = self[name], self.form(name)
        try:
            withdrawn = form["withdrawn"]
            return Standing(
                id=form["id"],
                record=record_from_json(form),
                first_seen=datetime.fromisoformat(form["first_seen"]),
                look=entry.look,
                place=entry.place,
                withdrawn=datetime.fromisoformat(withdrawn) if withdrawn else None,
            )
        except UNREADABLE as error:
            raise self._fold.damage("a line is not a notice") from error

    def run(self, start: int, end: int) -> Iterator[bytes]:
        """Yield the lines between two places in blocks, without the line end and the comma behind the last of them."""
        end -= 2 if self._data[end - 2 : end - 1] == b"," else 1
        for at in range(start, end, _BLOCK):
            yield read_block(self._data, at, min(at + _BLOCK, end))

    def _sharing(self, keys: Collection[str], place: int) -> dict[str, list[str]]:
        wanted = {key.encode(): key for key in keys}
        found: dict[str, list[str]] = {}
        for block in self._fold.blocks() if wanted else ():
            for line in block[:-1].split(b"\n"):
                start = line.find(_INDEX)
                told = line[start : line.find(b"]", start)].split(b'"')[place].split()
                for key in told:
                    if key in wanted:
                        found.setdefault(wanted[key], []).append(line[_ID : line.find(b'"', _ID)].decode())
        return found

    def _at(self, start: int) -> Entry:
        head = HEAD.match(self._data, start)
        if head is None:
            raise self._fold.damage("a line is not a notice")
        name, day, look, place, keys, documents = head.groups()
        return Entry(
            id=name.decode(),
            date=day.decode(),
            look=int(look),
            place=int(place),
            keys=keys.decode(),
            documents=documents.decode(),
            start=start,
            end=self._data.find(b"\n", head.end()) + 1,
        )


def index_of(fold: Fold | None) -> Index:
    """Return the index of a fold, an empty one for None."""
    return Index(fold if fold is not None else Fold(Path(), _EMPTY + END))
