"""Sealed parts: the older notices of a large fold, in files of their own that are never changed.

`notices.json` lists them in its first line, newest first. Beside `notices/NAME.json`, `notices/NAME.keys` has the
CRC-32 of each id and key of its notices, one a line, sorted: a search reads only the parts that may have a key.
"""

import json
import mmap
import os
from array import array
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from sys import byteorder
from typing import NamedTuple
from zlib import crc32

from cdetrack.store import files, regular
from cdetrack.store.content import Content, Joined, OpenFile, open_file
from cdetrack.store.fold_form import DATE, DOCUMENTS, END, ID, INDEX, KEYS, SEPARATOR
from cdetrack.text.regex import regex

FOLDER = "notices"
LIMIT = 32 << 20
"""The size in bytes up to which a fold is one file."""
LEAST_PART = 2 << 20
"""Parts have this size in bytes or up to twice as much. In a fold of more than 200 MB they are larger."""
MOST_PARTS = 100
"""A reader has them all open, and the keys of each; a writer has those of two folds."""
_OPEN_FILES = 4096
"""So many open files are allowed to this process at least, if the system lets it: macOS allows 256."""
_OPENING = b'{"schema": 2, "notices": [\n'
_NAME = regex(r"[0-9-]{10}-[0-9a-f]{12}")
_ENTRY = 9
"""The length of a line of keys: eight hexadecimal digits and the line end."""
_FEW = 60
"""After so many searches in the codes of a part, all of them are read as numbers: that takes as long."""
_MANY = 2_000
"""For more keys than this, a set of the numbers is made."""


class SealedPart(NamedTuple):
    """A part as `notices.json` lists it."""

    name: str
    """The day of its newest notice, and the beginning of the SHA-256 of its lines and of its keys."""
    size: int
    """The size of its lines in bytes, without the last line end."""
    keys: int
    """The size of its file of keys in bytes."""


def parts_in(header: object) -> tuple[SealedPart, ...]:
    """Return the parts in the JSON value of a first line. Raises ValueError or TypeError for anything else."""
    parts = tuple(SealedPart(str(name), int(size), int(keys)) for name, size, keys in header)  # type: ignore[attr-defined]
    if not all(_NAME().fullmatch(part.name) and part.size > 0 and part.keys > 0 for part in parts):
        raise ValueError("not a part")
    return parts


def joined(fold: Path, head: Content, parts: Sequence[SealedPart]) -> Joined | Path:
    """Return the content of a fold as if all its notices were in one file; `head` is that of the file `fold`.

    All parts are open then: they can be read after another process has replaced the fold. If one is not there, or has
    another size than `fold` lists, its path is returned in place of the content. Raises CacheError.
    """
    _allow_open_files()
    pieces: list[tuple[Content | OpenFile, int, int]] = [(head, 0, len(head) - len(END))]
    for part in parts:
        path = _path(fold, part)
        opened = open_file(path)
        if opened is None or len(opened) != len(_OPENING) + part.size + len(END):
            return path
        pieces += (SEPARATOR, 0, len(SEPARATOR)), (opened, len(_OPENING), len(_OPENING) + part.size)
    return Joined([*pieces, (END, 0, len(END))])


def _allow_open_files() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = _OPEN_FILES if hard == resource.RLIM_INFINITY else min(_OPEN_FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < most:
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


class PartKeys:
    """The sorted codes of the ids and keys in a part; empty if they are lost or cut off."""

    def __init__(self, codes: mmap.mmap | bytes = b"") -> None:
        self._codes = codes
        self._searches = 0

    def those_in(self, keys: Mapping[int, Collection[str]]) -> Collection[str]:
        """Return the keys that may be ids or keys of notices in the part: all that are, and hardly any other.

        `keys` are the wanted ones by their codes.
        """
        self._searches += len(keys)
        if not self._codes or (self._searches > _FEW and not self._numbers):
            # Lost, or the fold was replaced: the part itself is searched.
            return [key for each in keys.values() for key in each]
        if len(keys) > _MANY:
            found: Iterable[int] = keys.keys() & set(self._numbers)
        else:
            found = filter(self._has_number if self._searches > _FEW else self._has_line, keys)
        return [key for code in found for key in keys[code]]

    def _has_line(self, code: int) -> bool:
        line = b"%08x" % code
        entries = range(len(self._codes) // _ENTRY)
        at = _ENTRY * bisect_left(entries, line, key=lambda entry: self._codes[_ENTRY * entry : _ENTRY * entry + 8])
        return self._codes[at : at + 8] == line

    def _has_number(self, code: int) -> bool:
        at = bisect_left(self._numbers, code)
        return self._numbers[at : at + 1] == array("I", [code])

    @cached_property
    def _numbers(self) -> "array[int]":
        """The codes as numbers, in which a search takes a seventh of the time; none if they cannot be read."""
        try:
            numbers = array("I", bytes.fromhex(self._codes[:].decode()))
        except ValueError:
            return array("I")
        if byteorder == "little":
            numbers.byteswap()
        return numbers


def keys_of(fold: Path, part: SealedPart) -> PartKeys:
    """Return the codes of the ids and keys in a part."""
    path = _path(fold, part).with_suffix(".keys")
    with files.translated("read", path):
        file = regular.opened(path)
        if file is None:
            return PartKeys()
        with file:
            # One that is cut off, or whose line ends were converted, would hide notices: they would be added again.
            if file.seek(0, os.SEEK_END) != part.keys:
                return PartKeys()
            codes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            return PartKeys(codes if codes[_ENTRY - 1] == codes[-1] == ord("\n") else b"")


def by_code(keys: Iterable[str]) -> dict[int, list[str]]:
    """Return the keys by the codes that stand for them in the files of keys."""
    found: dict[int, list[str]] = {}
    for key in keys:
        found.setdefault(crc32(key.encode(errors="replace")), []).append(key)
    return found


def put_part(fold: Path, lines: bytes) -> SealedPart:
    """Write these lines as a part of `fold`, and return it; it counts once `fold` lists it. Raises CacheError."""
    day = lines.find(DATE) + len(DATE)
    keys = _keys(lines)
    part = SealedPart(f"{lines[day : day + 10].decode()}-{_hash(lines, keys)}", len(lines), len(keys))
    path = _path(fold, part)
    files.make_folder(path.parent)
    files.replace(path.with_suffix(".keys"), [keys])
    files.replace(path, [_OPENING, lines, END])
    return part


def _hash(lines: bytes, keys: bytes) -> str:
    whole = sha256(lines)
    whole.update(keys)
    return whole.hexdigest()[:12]


def _keys(lines: bytes) -> bytes:
    """Return the content of the file of keys for these lines."""
    codes = array("I")
    for line in lines.split(b"\n"):
        start = line.find(INDEX)
        quoted = line[start : line.find(b"]", start)].split(b'"')
        codes.append(crc32(line[ID : line.find(b'"', ID)]))
        codes.extend(map(crc32, quoted[KEYS].split()))
        codes.extend(map(crc32, quoted[DOCUMENTS].split()))
    codes = array("I", sorted(codes))
    if byteorder == "little":
        codes.byteswap()
    return codes.tobytes().hex("\n", -4).encode() + b"\n"


def faults_in(fold: Path, parts: Iterable[SealedPart]) -> Iterator[Path]:
    """Yield the paths of parts that, or whose keys, are not as they were written."""
    for part in parts:
        path = _path(fold, part)
        content = files.read_file(path)
        lines, keys = content[len(_OPENING) : -len(END)], files.read_file(path.with_suffix(".keys"))
        if content != _OPENING + lines + END or not part.name.endswith(_hash(lines, keys)):
            yield path


def mend_keys(fold: Path, parts: Iterable[SealedPart]) -> Iterator[Path]:
    """Make the lost or damaged files of keys of sound parts anew, and yield their paths. Raises CacheError."""
    for path in faults_in(fold, parts):
        lines, to = files.read_file(path)[len(_OPENING) : -len(END)], path.with_suffix(".keys")
        with suppress(IndexError):  # a line without keys
            keys = _keys(lines)
            # The name proves both: the lines are the ones that were written, and so are the keys that they give.
            if path.stem.endswith(_hash(lines, keys)) and files.read_file(to) != keys:
                if regular.is_there(to):
                    files.keep_copy(to)
                files.replace(to, [keys])
                yield to


def read_all(fold: Path) -> bytes:
    """Return the content of a fold that may be damaged: its file, then its parts.

    If nothing says which parts it lists, it is all that are there. Raises CacheError.
    """
    content = files.read_file(fold)
    try:
        paths = [
            _path(fold, part) for part in parts_in(json.loads(content.partition(b"\n")[0] + b"]}").get("parts", ()))
        ]
    except files.UNREADABLE:
        paths = sorted((fold.parent / FOLDER).glob("*.json"))
    return b"\n".join([content, *map(files.read_file, paths)])


def keep_only(fold: Path, parts: Iterable[SealedPart]) -> None:
    """Remove the parts of `fold` that it no longer lists; one that cannot be removed does no harm."""
    listed = {part.name for part in parts}
    for path in list((fold.parent / FOLDER).glob("*")):
        if _NAME().fullmatch(path.stem) and path.stem not in listed:
            with suppress(OSError):
                path.unlink()


def cut(chunks: Iterable[bytes], size: int, *, most: int) -> Iterator[bytes]:
    """Yield the lines in `chunks` in pieces of about `size` bytes, without the separators between the pieces.

    A rest of up to `most` bytes stays in one piece. Between the chunks nothing is missing.
    """
    rest = bytearray()
    for chunk in chunks:
        rest += chunk
        while len(rest) > most:
            at = rest.find(SEPARATOR, size)
            if at < 0:
                break
            yield bytes(rest[:at])
            del rest[: at + len(SEPARATOR)]
    if rest:
        yield bytes(rest)


def _path(fold: Path, part: SealedPart) -> Path:
    return fold.parent / FOLDER / f"{part.name}.json"
