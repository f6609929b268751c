"""Read `notices.json`, the present notices, one a line, newest first; each line is found without decoding others."""

import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cdetrack.errors import CacheError
from cdetrack.model.jsonform import notice_from_json
from cdetrack.model.notice import Notice
from cdetrack.store.content import Content, Joined, find, read_block
from cdetrack.store.files import UNREADABLE, check_schema
from cdetrack.store.fold_form import DATE, END

if TYPE_CHECKING:
    from cdetrack.model.record import Change
    from cdetrack.store.sealed import PartKeys, SealedPart
    from cdetrack.store.texts import KeptTexts

Order = tuple[int, int, int]
SCHEMA = 2
"""2 is the fold of a large cache, with sealed parts or a history in several files; others stay at 1."""
# It matches only at the beginning of a line: inside a JSON string each `"` has a backslash.
HEAD = re.compile(rb'\{"id": "([^"\n]+)", "date": "([0-9-]{10})", "index": \[(\d+), (\d+), "([^"\n]*)", "([^"\n]*)"\]')

CHECKSUM = b', "checksum": "'
OPENING = b'", "notices": [\n'
"""The end of the first line, after the checksum."""
_BLOCK = 1 << 16
MANY = 30
"""For more notices than this, one pass over all of them is faster than a search for each."""
_FEW = 6
"""The same, where it is not known how many more will be sought: so many new ids cost half of a pass."""
# The first bytes, in UTF-8, of ß, İ, ŉ, ſ, ǰ, ẖ to ẞ, the kelvin sign, and the ligatures ﬀ to ﬆ.
_FOLDING = (b"\xc3\x9f", b"\xc4\xb0", b"\xc5\x89", b"\xc5\xbf", b"\xc7\xb0", b"\xe1\xba", b"\xe2\x84\xaa", b"\xef\xac")
_WIDE = rb"\xef(?:\xbc[\x90-\x99\xa1-\xba]|\xbd[\x81-\x9a])"
"""Full-width digits and letters, in UTF-8: `０` to `９`, `Ａ` to `Ｚ`, `ａ` to `ｚ`."""
_HINT = "`cdetrack doctor --repair` sets it aside and makes it anew from the history"


class PartGoneError(CacheError):
    """A sealed part is not as listed: it is damaged, or another process has just replaced the fold."""


class Fold:
    """A fold of the history, in its files or in memory; its lines are decoded one by one, on demand.

    `data` is the content of the file at `path`; the sealed parts that it lists are opened.

    Raises CacheError when the fold is damaged, and NewerCacheError when a newer cdetrack wrote it.
    """

    def __init__(self, path: Path, data: Content) -> None:
        self.path = path
        self.data = data
        """All lines: behind those of the file itself, those of its sealed parts."""
        first = data.find(b"\n") + 1
        if not first:
            raise self.damage("its first line is cut off")
        try:
            header = json.loads(data[: first - 1] + b"]}")
            self.header: Mapping[str, Any] = header
            """The JSON object of the first line."""
            check_schema(header, path, SCHEMA)
            through = header["through"]
            self.changes, self.bytes = int(through["changes"]), int(through["bytes"])
            self.hash = str(through["hash"])
            self.derived = str(header["derived"])
            self.sources: dict[str, int] = {str(name): int(n) for name, n in header["sources"].items()}
            self.checksum: str | None = header.get("checksum")
            """The checksum of the header and of all lines; None in a file of cdetrack 0.2 or older."""
            self.parts = _parts_in(header)
        except UNREADABLE as error:
            raise self.damage("its first line cannot be read") from error
        self.state_of: Callable[[Notice], str] | None = None
        """The state of a notice by people's decisions; None if there are none."""
        self.topics_of: Callable[[Notice], tuple[str, ...]] | None = None
        """The topics of a notice, if those in its line were made by another configuration."""
        self.identities: dict[str, str] | None = None
        """Identity key -> the ids of its notices, with spaces between them; None until an index searches again."""
        self.was_searched = False
        """True once an index has searched for identity keys."""
        self._sought = 0
        """The number of ids that were sought, one by one or together."""
        self._keys: dict[SealedPart, PartKeys] = {}
        """The codes of the keys of each part that was searched."""
        self._holders: dict[str, list[int]] = {}
        """Key -> the numbers of the regions that may have it, for the keys that were searched."""
        # The notices are between these offsets, one a line.
        self.start = first
        if data[-len(END) :] != END:
            raise self.damage("it is cut off")
        if self.parts:
            from cdetrack.store.sealed import joined

            found = joined(path, data, self.parts)
            if not isinstance(found, Joined):
                raise PartGoneError(f"`{found}`, a part of `{path.name}`, is gone or cut off", hint=_HINT)
            self.data = found
        self.stop = len(self.data) - len(END) + 1

    def regions(self) -> "list[tuple[int, int, SealedPart | None]]":
        """Return the start and the end of the lines of each part, with the part; the first are those of no part."""
        starts = [self.stop]
        for part in reversed(self.parts):
            # Between two parts is a comma and a line end; behind the last is a line end.
            starts.append(starts[-1] - part.size - (2 if len(starts) > 1 else 1))
        borders = pairwise([self.start, *reversed(starts)])
        return [(start, stop, part) for (start, stop), part in zip(borders, (None, *self.parts), strict=True)]

    def regions_with(self, keys: Collection[str], *, first: int = 0) -> Iterator[tuple[int, int, Collection[str]]]:
        """Yield the start and the end of each region with those of `keys` that may be ids or keys of its notices.

        `first` is the number of the first region; that with the number 0 is no part.
        """
        if not self.parts:
            yield self.start, self.stop, keys
            return
        from cdetrack.store.sealed import by_code, keys_of

        regions = self.regions()
        # A look asks for the same keys several times.
        codes = by_code(key for key in keys if key not in self._holders)
        for number, (_, _, part) in enumerate(regions if codes else ()):
            if part is None:
                self._holders |= {key: [number] for each in codes.values() for key in each}
                continue
            if part not in self._keys:
                self._keys[part] = keys_of(self.path, part)
            for key in self._keys[part].those_in(codes):
                self._holders[key].append(number)
        there: dict[int, list[str]] = {}
        for key in keys:
            for number in self._holders[key]:
                there.setdefault(number, []).append(key)
        for number in sorted(there):
            if number >= first:
                yield *regions[number][:2], there[number]

    def blocks(self, start: int | None = None, stop: int | None = None) -> Iterator[bytes]:
        """Yield the lines of all notices, or those between two offsets, in blocks of whole lines."""
        offset, stop = self.start if start is None else start, self.stop if stop is None else stop
        while offset < stop:
            block = read_block(self.data, offset, min(offset + _BLOCK, stop))
            size = block.rfind(b"\n") + 1
            if not size:  # a line longer than a block
                size = self.data.find(b"\n", offset) + 1 - offset
                block = self.data[offset : offset + size]
            yield block[:size]
            offset += size

    def lines(self) -> Iterator[tuple[str, bytes]]:
        """Yield the date and the line of each notice, newest first; the file is read as far as the caller iterates."""
        for block in self.blocks():
            for line in block[:-1].split(b"\n"):
                yield self._date(line), line

    def lines_with(self, needle: bytes, *, since: str) -> Iterator[tuple[str, bytes]]:
        """Yield the date and the line of each notice with `needle` in its line, in any case, dated `since` or later.

        `needle` is in lower case and may match anywhere in the line. A block with letters that fold to ASCII ones is
        yielded whole.
        """
        for block in self.blocks():
            if self._date(block[: block.find(b"\n")]) < since:
                return
            if folds(block):
                yield from ((self._date(line), line) for line in block[:-1].split(b"\n"))
                continue
            lowered = block.lower()
            at = lowered.find(needle)
            while at >= 0:
                end = lowered.find(b"\n", at)
                line = block[lowered.rfind(b"\n", 0, at) + 1 : end]
                yield self._date(line), line
                at = lowered.find(needle, end)

    def _date(self, line: bytes) -> str:
        day = line.find(DATE) + len(DATE)
        date = line[day : day + 10].decode("ascii", "replace")
        if day < len(DATE) or not date[:4].isdigit():
            raise self.damage("a line is not a notice")
        return date

    def notice(self, line: bytes) -> Notice:
        """Return the notice of a line, with its state."""
        try:
            notice = notice_from_json(self.form(line))
        except UNREADABLE as error:
            raise self.damage("a line is not a notice") from error
        if self.topics_of is not None:
            notice = notice._replace(topics=self.topics_of(notice))
        state = "new" if self.state_of is None else self.state_of(notice)
        return notice if state == "new" else notice._replace(state=state)

    def form(self, line: bytes) -> dict[str, Any]:
        """Return the JSON object of a line."""
        try:
            form = json.loads(line.rstrip(b",\n").decode())
        except (ValueError, RecursionError) as error:
            raise self.damage("a line is not JSON") from error
        if not isinstance(form, dict):
            raise self.damage("a line is not a notice")
        return form

    def with_prefix(self, beginning: str) -> Iterator[bytes]:
        """Yield the lines of the notices with ids that start with `beginning`."""
        needle = b'\n{"id": ' + json.dumps(beginning).encode()[:-1]
        offset = find(self.data, needle, self.start - 1)
        while offset >= 0:
            end = self.data.find(b"\n", offset + 1)
            yield self.data[offset + 1 : end]
            offset = find(self.data, needle, end)

    def get(self, name: str) -> Notice | None:
        """Return the notice with this id, None when there is none."""
        return next(map(self.notice, self.with_id(name)), None)

    def with_id(self, name: str) -> list[bytes]:
        """Return the line of the notice with this id, in a list; an empty list for none."""
        for start, stop, _ in self.regions_with([name]):
            offset = self._find_id(name, start, stop)
            if offset >= 0:
                return [self.data[offset : self.data.find(b"\n", offset)]]
        return []

    def _find_id(self, name: str, start: int, stop: int) -> int:
        """Return the offset of the line of the notice with this id between two offsets, -1 without one."""
        offset = find(self.data, b'\n{"id": ' + json.dumps(name).encode() + b",", start - 1, stop)
        return offset + 1 if offset >= 0 else -1

    def locate(self, names: Collection[str]) -> dict[str, int]:
        """Return id -> offset of the notice's line, for those of these notices that are there. Raises CacheError."""
        self._sought += len(names)
        if self._sought > _FEW and not self.parts:
            return {name: self.starts[name] for name in names if name in self.starts}
        found: dict[str, int] = {}
        for start, stop, some in self.regions_with(names):
            if len(some) > MANY:
                starts = self._starts_between(start, stop)
                found |= {name: starts[name] for name in some if name in starts}
            else:
                each = ((name, self._find_id(name, start, stop)) for name in some)
                found |= {name: offset for name, offset in each if offset >= 0}
        return found

    def containing(self, needle: bytes) -> Iterator[bytes]:
        """Yield the lines that contain `needle`."""
        offset = find(self.data, needle, self.start)
        while offset >= 0:
            start = self.data.rfind(b"\n", 0, offset) + 1
            end = self.data.find(b"\n", offset)
            yield self.data[start:end]
            offset = find(self.data, needle, end)

    @cached_property
    def starts(self) -> dict[str, int]:
        """Id -> offset of the notice's line; computed once, in one pass over the file.

        Raises CacheError when a line is not a notice.
        """
        return self._starts_between(self.start, self.stop)

    def _starts_between(self, start: int, stop: int) -> dict[str, int]:
        starts: dict[str, int] = {}
        lines, offset = 0, start
        for block in self.blocks(start, stop):
            starts.update((head[1].decode(), offset + head.start()) for head in HEAD.finditer(block))
            lines += block.count(b"\n")
            offset += len(block)
        if len(starts) != lines:
            raise self.damage("a line is not a notice")
        return starts

    @cached_property
    def texts(self) -> "KeptTexts":
        """The texts of the files that notices cite."""
        from cdetrack.store.texts import KeptTexts

        return KeptTexts(self.path.parent)

    @property
    def head(self) -> bytes:
        """The part of the first line that its checksum covers."""
        return self.data[: self.start].rpartition(CHECKSUM)[0]

    def damage(self, why: str) -> CacheError:
        """Return the error for a damaged fold."""
        return CacheError(f"`{self.path}` is damaged: {why}", hint=_HINT)


def sources_after(sources: Mapping[str, int], changes: "Iterable[Change]") -> dict[str, int]:
    """Return the number of changes of each source, from those before some changes; sources without one are left out."""
    counts = dict(sources)
    for change in changes:
        # The page of a single notice does not count as a look at its source's listing.
        # An undone change counts as never found.
        if not change.detail:
            counts[change.source] = counts.get(change.source, 0) + (-1 if change.kind == "undone" else 1)
            if counts[change.source] <= 0:
                del counts[change.source]
    return counts


def _parts_in(header: Mapping[str, Any]) -> "tuple[SealedPart, ...]":
    """Return the sealed parts in a first line; most folds have none, and no module is imported for them."""
    if "parts" not in header:
        return ()
    from cdetrack.store.sealed import parts_in

    return parts_in(header["parts"])


def order_of(day: str, look: int, place: int) -> Order:
    """Return the sort key of a notice: newest date, latest look, the order of the listing."""
    return -int(day.replace("-", "")), -look, place


def folds(text: bytes) -> bool:
    """Return True if a text may contain signs that fold to ASCII ones: `ﬁ`, `ß`, the kelvin sign, `Ａ`, `１`."""
    if text.isascii():
        return False
    return any(mark[:1] in text and mark in text for mark in _FOLDING) or re.search(_WIDE, text) is not None
