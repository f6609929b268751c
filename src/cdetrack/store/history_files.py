"""The files of a history: `history.jsonl` and, before it once it is long, the sealed files in `history/`.

The first line of `history.jsonl` cites the last line before it by its hash, like every line. That alone says which
sealed files count: a file that was written and is not cited yet, or no longer, is left out.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple, TypeVar

from cdetrack.store import files
from cdetrack.store.content import Content, Joined, OpenFile, blocks, map_file, open_file
from cdetrack.text.regex import regex

FOLDER = "history"
LIMIT = 32 << 20
"""The size in bytes up to which a history is one file."""
_PREV = regex(rb'\{"schema": \d{1,9}, "prev": "([0-9a-f]{64})"')
_LONGEST_HEAD = 128
_T = TypeVar("_T")
_NAME = regex(r"[0-9]{6}\.jsonl")


class HistoryFiles(NamedTuple):
    """The sealed files that count, in order, and the size of all of them in bytes."""

    paths: tuple[Path, ...] = ()
    size: int = 0


def sealed_before(path: Path) -> HistoryFiles:
    """Return the sealed files before the file `path`. Raises CacheError."""
    return _sealed_before(path, _head(path))


def _head(path: Path) -> bytes:
    """Return the beginning of the first line of the file `path`, with the hash that it cites."""
    return files.read_file(path, 0, _LONGEST_HEAD)


def _sealed_before(path: Path, head: bytes) -> HistoryFiles:
    """Return the sealed files before the file `path` that begins with `head`."""
    there = _files_in(path.parent / FOLDER)
    if not there:
        return HistoryFiles()
    # Imported here: most histories are one file, and a piped `list` loads little.
    from cdetrack.model.record import GENESIS

    found = _PREV().match(head)
    if found is not None:
        cited = found[1].decode()
        if cited == GENESIS:
            return HistoryFiles()
        counted = next((n for n in range(len(there), 0, -1) if _last_hash(there[n - 1]) == cited), len(there))
        there = there[:counted]
    return HistoryFiles(tuple(there), sum(files.size_of(each) or 0 for each in there))


def _files_in(folder: Path) -> list[Path]:
    """Return the files with names of sealed files in a folder, in order; none if there is no folder."""
    with files.translated("read", folder):
        try:
            return sorted(each for each in folder.iterdir() if _NAME().fullmatch(each.name))
        except (FileNotFoundError, NotADirectoryError):
            return []


def _last_hash(path: Path) -> str | None:
    """Return the hash of the last line of a file, None for an empty one."""
    from hashlib import sha256

    content = open_file(path)
    if not content:
        return None
    lines = Joined([(content, 0, len(content))])
    return sha256(lines[lines.rfind(b"\n", 0, len(lines) - 1) + 1 :]).hexdigest()


def size_of_history(path: Path) -> int:
    """Return the size of the history in bytes, over all its files."""
    return _read(path, lambda sealed: sealed.size + (files.size_of(path) or 0))


def map_history(path: Path, size: int | None = None) -> Content:
    """Return the history over all its files, or its first `size` bytes; `path` is mapped, see `map_file`."""

    def read(sealed: HistoryFiles) -> Content:
        if not sealed.paths:
            return map_file(path, size)
        whole = _joined(sealed, map_file(path, None if size is None else max(size - sealed.size, 0)))
        return whole if size is None or size >= len(whole) else Joined([(whole, 0, size)])

    return _read(path, read)


def read_history(path: Path) -> Content:
    """Return the history over all its files; `path` is read: another process may cut off an unfinished look."""

    def read(sealed: HistoryFiles) -> Content:
        current = files.read_file(path)
        return _joined(sealed, current) if sealed.paths else current

    return _read(path, read)


def read_all(path: Path) -> bytes:
    """Return every line in the files of a damaged history, also of sealed files that do not count. Raises CacheError.

    An older `history.jsonl` that was put back cites none of the files that were sealed after it.
    """
    return b"\n".join(map(files.read_file, [*_files_in(path.parent / FOLDER), path]))


def read_after(path: Path, start: int) -> bytes:
    """Return the history from the offset `start` on; nothing before is read."""

    def read(sealed: HistoryFiles) -> bytes:
        if start >= sealed.size:
            return files.read_file(path, start - sealed.size)
        return _joined(sealed, files.read_file(path))[start:]

    return _read(path, read)


def _read(path: Path, read: Callable[[HistoryFiles], _T]) -> _T:
    """Return the result of `read`, called again if a writer has sealed lines meanwhile: then another line is first."""
    before = _head(path)
    while True:
        result = read(_sealed_before(path, before))
        after = _head(path)
        if after == before:
            return result
        before = after


def _joined(sealed: HistoryFiles, current: Content) -> Joined:
    pieces: list[tuple[Content | OpenFile, int, int]] = []
    for path in sealed.paths:
        content = open_file(path) or b""
        pieces.append((content, 0, len(content)))
    return Joined([*pieces, (current, 0, len(current))])


def seal(path: Path, size: int) -> None:
    """Move the older lines of a long history out of the file `path` into sealed files. The lock must be held.

    `size` is that of the file without an unfinished look: such a look stays in it. The sealed files count once `path`
    is replaced by its last lines. Raises CacheError.
    """
    if size <= LIMIT:
        return
    content = map_file(path)
    start, sealed = 0, len(sealed_before(path).paths)
    for number, end in enumerate(_cuts(content, size), sealed + 1):
        to = path.parent / FOLDER / f"{number:06}.jsonl"
        files.make_folder(to.parent)
        if to.exists() and files.read_file(to) != content[start:end]:
            files.keep_copy(to)
        files.replace(to, blocks(content, start, end))
        start = end
    files.replace(path, blocks(content, start, len(content)))


def _cuts(content: Content, size: int) -> Iterator[int]:
    """Yield the offsets behind lines at which the first `size` bytes are cut; the last line there is never sealed."""
    last = content.rfind(b"\n", 0, size - 1) + 1
    start = 0
    while size - start > LIMIT:
        end = content.rfind(b"\n", start, start + LIMIT) + 1 or content.find(b"\n", start) + 1
        end = min(end, last)
        if end <= start:
            return
        yield end
        start = end
