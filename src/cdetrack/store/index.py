"""Find the notices of a fold by id, by key and by sort order; only offsets are in memory, lines are read on demand."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from cdetrack.model.jsonform import moment_from, record_from_json
from cdetrack.model.notice import Notice
from cdetrack.model.record import Change, Standing
from cdetrack.store.content import blocks
from cdetrack.store.files import UNREADABLE
from cdetrack.store.fold import HEAD, MANY, Fold, Order, order_of
from cdetrack.store.fold_form import DOCUMENTS, END, ID, INDEX, KEYS

if TYPE_CHECKING:
    from cdetrack.store.sealed import SealedPart

_RELATED = b'"related": ['
_EMPTY = b'{"schema": 1, "through": {"changes": 0, "bytes": 0, "hash": ""}, "derived": "", "sources": {}, "notices": ['
_NOWHERE = Path()
"""The path of an empty fold that is in no file."""


class FoldEntry(NamedTuple):
    """A notice's place in the file, its sort order and its keys; both kinds of keys are separated by spaces."""

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
        """The sort key of the notice."""
        return order_of(self.date, self.look, self.place)


class Loss(NamedTuple):
    """The effect of leaving out some notices of a fold."""

    losing: Sequence[str] = ()
    """The ids of the others that are related to one of them."""
    thinned: Sequence[str] = ()
    """The document keys that were crowded, and are not without them."""
    crowded: AbstractSet[str] = frozenset()
    """The document keys that are crowded before and after."""


class Index:
    """The entries of all notices of a fold. Raises CacheError when a line of the fold is not a notice."""

    def __init__(self, fold: Fold) -> None:
        self._fold = fold
        self._data = fold.data
        self.start, self.stop = fold.start, fold.stop
        self._starts: dict[str, int | None] = {}
        """Id -> offset of the notice's line, None if there is no such notice; for the ids that were asked for."""

    def __bool__(self) -> bool:
        """Return True if there are notices."""
        return self.start < self.stop

    def __contains__(self, name: str) -> bool:
        return self._start(name) is not None

    def __getitem__(self, name: str) -> FoldEntry:
        """Return the entry of the notice with this id. Raises KeyError when there is none."""
        return self._at(self._start_of(name))

    def locate(self, names: Collection[str]) -> None:
        """Find the notices with these ids: at once it is faster than one by one."""
        names = [name for name in names if name not in self._starts]
        if names:
            self._starts |= dict.fromkeys(names) | self._fold.locate(names)

    def _start(self, name: str) -> int | None:
        if name not in self._starts:
            self.locate([name])
        return self._starts[name]

    def _start_of(self, name: str) -> int:
        start = self._start(name)
        if start is None:
            raise KeyError(name)
        return start

    def documents(self, name: str) -> list[str]:
        """Return the keys by which a notice may be related to others; an empty list for an unknown id."""
        return self[name].documents.split() if name in self else []

    def by_key(self, keys: Collection[str]) -> dict[str, list[str]]:
        """Return key -> ids of the notices that have it, newest first.

        The second search in a fold keeps the keys of its file in memory: a round searches twice for each source.
        """
        fold = self._fold
        if not fold.was_searched:
            fold.was_searched = True
            return self._sharing(keys, KEYS)
        if fold.identities is None:
            fold.identities = self._identities()
        known = fold.identities
        found = {key: known[key].split() for key in keys if key in known}
        if fold.parts:
            for key, names in self._sharing(keys, KEYS, first=1).items():
                found.setdefault(key, []).extend(names)
        return found

    def _identities(self) -> dict[str, str]:
        """Return key -> the ids of the notices in no part that have it, newest first, with spaces between them."""
        found: dict[str, str] = {}
        with self._decoding():
            for block in self._fold.blocks(*self._fold.regions()[0][:2]):
                for line in block[:-1].split(b"\n"):
                    start = line.find(INDEX)
                    name = line[ID : line.find(b'"', ID)].decode()
                    for key in line[start : line.find(b"]", start)].split(b'"')[KEYS].decode().split():
                        found[key] = f"{found[key]} {name}" if key in found else name
        return found

    def by_document(self, documents: Collection[str]) -> dict[str, list[str]]:
        """Return document key -> ids of the notices that have it, newest first."""
        return self._sharing(documents, DOCUMENTS)

    def without(self, names: AbstractSet[str], *, crowd: int, touched: int) -> "Loss":
        """Return the effects of leaving out the notices `names`, in one pass over the fold.

        A key that more than `crowd` notices have is crowded; `touched` others may lose their keys as well.
        """
        left_out = {name.encode() for name in names}
        losing: list[str] = []
        theirs, others = Counter[bytes](), Counter[bytes]()
        with self._decoding():
            for block in self._fold.blocks():
                for line in block[:-1].split(b"\n"):
                    name = line[ID : line.find(b'"', ID)]
                    start = line.find(INDEX)
                    keys = line[start : line.find(b"]", start)].split(b'"')[DOCUMENTS].split()
                    if name in left_out:
                        theirs.update(keys)
                        continue
                    others.update(keys)
                    # The mark cannot occur inside a text, where each `"` is escaped. A line of cdetrack 0.1 has none.
                    start = line.rfind(_RELATED) + len(_RELATED)
                    related = line[start : line.find(b"]", start)] if start >= len(_RELATED) else b""
                    if related and not left_out.isdisjoint(related.split(b'"')[1::2]):
                        losing.append(name.decode())
        thinned = [key for key, count in theirs.items() if 0 <= crowd - others[key] < count]
        return Loss(
            losing=losing,
            thinned=[key.decode() for key in thinned],
            crowded={key.decode() for key, count in others.items() if count > crowd + touched},
        )

    def containing(self, needle: bytes) -> Iterator[str]:
        """Yield the ids of the notices with `needle` in their line, newest first."""
        for line in self._fold.containing(needle):
            if head := HEAD.match(line):
                yield head[1].decode()

    def places_for(self, orders: Collection[Order]) -> dict[Order, int]:
        """Return for each order the offset at which its notice is inserted: the start of the first line not before it.

        The middle one of several divides the fold for those on both sides of it.
        """
        places: dict[Order, int] = {}
        waiting = [(sorted(orders), self.start, self.stop)]
        while waiting:
            some, start, stop = waiting.pop()
            if some:
                middle = len(some) // 2
                at = places[some[middle]] = self._place_between(start, stop, some[middle])
                waiting += [(some[:middle], start, at), (some[middle + 1 :], at, stop)]
        return places

    def _place_between(self, low: int, high: int, order: Order) -> int:
        while low < high:
            entry = self._at(self._data.rfind(b"\n", low, (low + high) // 2) + 1 or low)
            low, high = (entry.end, high) if entry.order < order else (low, entry.start)
        return low

    def line(self, name: str) -> bytes:
        """Return the line of the notice with this id. Raises KeyError when there is none."""
        start = self._start_of(name)
        return self._data[start : self._data.find(b"\n", start) + 1]

    def bare_line(self, name: str) -> bytes:
        """Return the line of the notice without the comma and the line end after it."""
        return self.line(name).rstrip(b",\n")

    def form(self, name: str) -> dict[str, Any]:
        """Return the JSON object of the notice with this id. Raises KeyError when there is none."""
        return self._fold.form(self.line(name))

    def notice(self, name: str) -> Notice:
        """Return the notice with this id. Raises KeyError when there is none."""
        return self._fold.notice(self.line(name))

    def standing(self, name: str) -> Standing:
        """Return the notice with this id as the history left it. Raises KeyError when there is none."""
        return self.standing_in(self.line(name))

    def standing_in(self, line: bytes) -> Standing:
        """Return the notice of a line as the history left it. Raises CacheError when the line is not a notice."""
        form = self._fold.form(line)
        try:
            look, place = form["index"][:2]
            withdrawn = form["withdrawn"]
            return Standing(
                id=form["id"],
                record=record_from_json(form),
                first_seen=moment_from(form["first_seen"]),
                look=look,
                place=place,
                withdrawn=moment_from(withdrawn) if withdrawn else None,
            )
        except UNREADABLE as error:
            raise self._fold.damage("a line is not a notice") from error

    def standings_after(
        self, changes: Iterable[Change], names: Collection[str], *, place: int = 0
    ) -> dict[str, Standing]:
        """Return the notices with these ids as they stand after `changes`, which follow the fold.

        `place` is that of the first change in its look. Raises CacheError if the fold lacks what they go on from, and
        ValueError as `replay` does if there is no fold.
        """
        from cdetrack.changes.replay import replay

        self.locate(names)
        try:
            return replay(changes, {name: self.standing(name) for name in names if name in self}, place=place)
        except ValueError as error:
            if self._fold.path == _NOWHERE:
                raise
            raise self._fold.damage(f"it does not fit the history: {error}") from error

    def regions(self) -> "list[tuple[int, int, SealedPart | None]]":
        """Return the start and the end of the lines of each part, as `Fold.regions` does."""
        return self._fold.regions()

    def run(self, start: int, end: int) -> Iterator[bytes]:
        """Yield the lines between two offsets in blocks, without the comma and the line end after the last line."""
        end -= 2 if self._data[end - 2 : end - 1] == b"," else 1
        return blocks(self._data, start, end)

    def _sharing(self, keys: Collection[str], place: int, *, first: int = 0) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for begin, stop, some in self._fold.regions_with(keys, first=first) if keys else ():
            wanted = {key.encode(): key for key in some}
            # Most lines have none of the keys: one call finds it.
            are_others = wanted.keys().isdisjoint
            offset = begin
            with self._decoding():
                for block in self._fold.blocks(begin, stop):
                    for line in block[:-1].split(b"\n"):
                        start = line.find(INDEX)
                        here = line[start : line.find(b"]", start)].split(b'"')[place].split()
                        if not are_others(here):
                            name = line[ID : line.find(b'"', ID)].decode()
                            # They are asked for next: no second pass need find them.
                            self._starts[name] = offset
                            for key in here:
                                if key in wanted:
                                    found.setdefault(wanted[key], []).append(name)
                        offset += len(line) + 1
        return found

    @contextmanager
    def _decoding(self) -> Iterator[None]:
        """Raise CacheError for an error of the code inside, which cuts keys out of lines: `HEAD` would be slower."""
        try:
            yield
        except (IndexError, UnicodeDecodeError) as error:
            raise self._fold.damage("a line is not a notice") from error

    def _at(self, start: int) -> FoldEntry:
        end = self._data.find(b"\n", start) + 1
        head = HEAD.match(self._data[start:end])
        if head is None:
            raise self._fold.damage("a line is not a notice")
        name, day, look, place, keys, documents = head.groups()
        return FoldEntry(
            id=name.decode(),
            date=day.decode(),
            look=int(look),
            place=int(place),
            keys=keys.decode(),
            documents=documents.decode(),
            start=start,
            end=end,
        )


def index_of(fold: Fold | None) -> Index:
    """Return the index of a fold, an empty one for None."""
    return Index(fold if fold is not None else Fold(_NOWHERE, _EMPTY + END))


def notices_with(fold: Fold | None, names: Collection[str]) -> dict[str, Notice]:
    """Return the notices of a fold with these ids, by id; many of them in one pass over it."""
    if fold is None:
        return {}
    if len(names) > MANY:
        index = index_of(fold)
        index.locate(names)
        return {name: index.notice(name) for name in names if name in index}
    return {name: fold.notice(line) for name in names for line in fold.with_id(name)}
