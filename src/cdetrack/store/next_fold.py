"""The next fold, from the last one and the lines that differ: unchanged lines are copied, unchanged parts stay."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import TypeAlias

from cdetrack.store import files, sealed
from cdetrack.store.checksum import checksum
from cdetrack.store.counts import Counts, recount
from cdetrack.store.fold import CHECKSUM, SCHEMA, Fold, Order
from cdetrack.store.fold_form import END, SEPARATOR
from cdetrack.store.index import Index
from cdetrack.store.sealed import SealedPart

_Event: TypeAlias = tuple[int, Order, int, bytes]
"""Offset in the last fold, sort order, the offset where the last fold goes on, and the line that is inserted."""


class NextFold:
    """A fold that is to be written.

    `header` is the JSON object of its first line, `made` are the id, the sort order and the line of each new or altered
    notice, `gone` the ids of those that vanish from the `last` fold.
    """

    def __init__(
        self,
        last: Fold | None,
        index: Index,
        header: Mapping[str, object],
        made: Sequence[tuple[str, Order, bytes]],
        gone: Collection[str],
    ) -> None:
        self._last, self._index, self._header = last, index, header
        self._new = [line for *_, line in made]
        self._old = [*gone, *(name for name, *_ in made if name in index)]
        places = index.places_for([order for _, order, _ in made])
        self._events: list[_Event] = [(places[order], order, places[order], line) for _, order, line in made]
        self._events += [(old.start, old.order, old.end, b"") for old in map(index.__getitem__, self._old)]
        self._events.sort()

    @property
    def size(self) -> int:
        """The size of all lines in bytes."""
        changed = (len(line) + len(SEPARATOR) * bool(line) - (then - at) for at, _, then, line in self._events)
        return self._index.stop - self._index.start + sum(changed)

    def recount(self, counts: Counts) -> None:
        """Make of the counts of the last fold those of this one."""
        recount(counts, map(self._index.form, self._old), map(json.loads, self._new))

    def is_same(self, fold: Fold) -> bool:
        """Return True if a fold has the same lines and says the same about them, in parts or not."""
        offset = fold.start
        for block in self._lines(self._index.start, self._index.stop, self._events):
            if fold.data[offset : offset + len(block)] != block:
                return False
            offset += len(block)
        names = ("through", "derived", "sources")
        return offset == max(fold.start, fold.stop - 1) and all(
            fold.header[name] == self._header[name] for name in names
        )

    def content(self) -> Iterator[bytes]:
        """Yield the content of the fold in one file."""
        yield self._first_line(())
        separator = b"\n"
        for block in self._lines(self._index.start, self._index.stop, self._events):
            yield separator + block
            separator = b""
        yield END

    def in_memory(self, path: Path) -> Fold:
        """Return the fold as the one of the file at `path`, without writing it."""
        return Fold(path, b"".join(self.content()))

    def write(self, path: Path) -> None:
        """Write the fold to the file at `path`; a large one is cut into sealed parts. Raises CacheError.

        The parts count once that file lists them. A reader of the last fold has its parts open.
        """
        if self.size <= sealed.LIMIT:
            files.replace(path, self.content())
            sealed.keep_only(path, ())
            return
        content, parts = self._sealed(path)
        files.replace(path, content)
        sealed.keep_only(path, parts)

    def step(self, path: Path) -> Fold:
        """Return the fold to go on from; of a large one, only sealed parts are written. Raises CacheError."""
        return Fold(path, b"".join(self.content() if self.size <= sealed.LIMIT else self._sealed(path)[0]))

    def _sealed(self, path: Path) -> tuple[Sequence[bytes], Sequence[SealedPart]]:
        """Write the parts of a large fold; return the content of the file at `path`, and all parts."""
        pieces = self._pieces(max(sealed.LEAST_PART, self.size // sealed.MOST_PARTS))
        newest = b"".join(piece for piece in (next(pieces),) if isinstance(piece, bytes))
        parts = [sealed.put_part(path, piece) if isinstance(piece, bytes) else piece for piece in pieces]
        return [self._first_line(parts), b"\n", newest, END], parts

    def _pieces(self, size: int) -> Iterator[SealedPart | bytes]:
        """Yield the lines of the fold in pieces of `size` to twice `size` bytes; the first one is never a part.

        Unchanged parts of the last fold stay as they are.
        """
        events, is_first = self._events, True
        for start, stop, part in self._index.regions():
            # At the border of two parts, a new line belongs to the one before it, an old line to the one behind it.
            inside = [event for event in events if event[0] < stop or (event[0] == stop and event[3])]
            events = events[len(inside) :]
            if part is not None and not inside and not is_first:
                yield part
                continue
            for piece in sealed.cut(self._lines(start, stop, inside), size, most=2 * size):
                yield piece
                is_first = False

    def _first_line(self, parts: Sequence[SealedPart]) -> bytes:
        header = {**self._header, "schema": SCHEMA, "parts": parts} if parts else self._header
        head = json.dumps(header, ensure_ascii=False).encode()[:-1]
        if self._last is not None and self._last.checksum is None:
            return head + b', "notices": ['
        before, bare = ("0", []) if self._last is None else (str(self._last.checksum), [self._last.head])
        without = chain(bare, map(self._index.bare_line, self._old))
        total = checksum(chain([head], self._new), to=before, without=without)
        return b"".join((head, CHECKSUM, total.encode(), b'", "notices": ['))

    def _lines(self, start: int, stop: int, events: Sequence[_Event]) -> Iterator[bytes]:
        """Yield the lines between two offsets of the last fold after the events there, in blocks to be joined."""
        separator, copied = b"", start
        for at, _, then, line in [*events, (stop, (0, 0, 0), stop, b"")]:
            if at > copied:
                yield separator
                yield from self._index.run(copied, at)
                separator = SEPARATOR
            if line:
                yield separator
                yield line
                separator = SEPARATOR
            copied = then
