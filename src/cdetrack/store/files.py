"""Write files so that a crash at any instant leaves the old or the new content, and translate errors of the disk."""

import errno
import mmap
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from fnmatch import fnmatchcase
from itertools import count
from pathlib import Path
from typing import Any

from cdetrack.errors import CacheError, CdetrackError, NewerCacheError, OutputError, reason_of
from cdetrack.store import regular
from cdetrack.store.lock import take

_Buffer = bytes | mmap.mmap
UNREADABLE = (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError)
"""The exceptions of decoding a file of another form, deep nesting and huge numbers included."""

PRIVATE = 0o600
NO_LINK = getattr(os, "O_NOFOLLOW", 0)
"""A link that another user placed in the cache must not redirect a write."""


@contextmanager
def translated(action: str, path: Path) -> Iterator[None]:
    """Translate an OSError of the block into a CacheError that names `action` and `path`."""
    try:
        yield
    except OSError as error:
        raise regular.cannot(action, path, error) from error


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """Yield a folder for temporary files, which is removed. Raises OutputError if there is no place for one."""
    # Imported for the few commands that need one.
    from tempfile import TemporaryDirectory

    try:
        place = TemporaryDirectory(prefix="cdetrack-", ignore_cleanup_errors=True)
    except OSError as error:
        raise OutputError(
            f"cannot create a temporary folder: {reason_of(error)}",
            hint="make room, or name another folder for temporary files in `TMPDIR`",
        ) from error
    with place as name:
        yield Path(name)


def make_folder(folder: Path) -> None:
    """Create a folder of the cache, readable by its owner alone: watches have mail addresses."""
    with translated("create", folder):
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except FileExistsError as error:
            message = f"`{folder}` is no folder, where a folder of the cache belongs"
            raise CacheError(message, hint="move it away") from error


def check_schema(form: Mapping[str, Any], path: Path, known: int) -> None:
    """Raise NewerCacheError if the schema of this JSON object of a file is newer, one of UNREADABLE if it has none."""
    schema = int(form["schema"])
    if schema > known:
        raise NewerCacheError(path, schema, known)


@contextmanager
def locked(path: Path, *, wait: float, busy: CacheError) -> Iterator[None]:
    """Hold the lock at `path`, waiting for it up to `wait` seconds; a missing folder is created.

    Raises `busy` when another process holds it for longer, and CacheError when it cannot be locked at all.
    """
    with translated("lock", path):
        regular.refuse(path)
    make_folder(path.parent)
    with translated("lock", path):
        give_back = take(path, wait=wait, mode=PRIVATE)
    if give_back is None:
        raise busy
    try:
        yield
    finally:
        give_back()


def read_file(path: Path, start: int = 0, size: int = -1) -> bytes:
    """Return the content of a file from the offset `start` on, up to `size` bytes; empty bytes for a missing one."""
    with translated("read", path):
        file = regular.opened(path)
        if file is None:
            return b""
        with file:
            file.seek(start)
            return file.read(size)


def size_of(path: Path) -> int | None:
    """Return the size of a file in bytes, None for a missing one."""
    with translated("read", path):
        regular.refuse(path)
        try:
            return path.stat().st_size
        except FileNotFoundError:
            return None


def remove(path: Path) -> None:
    """Remove a file, if there is one."""
    with translated("remove", path):
        path.unlink(missing_ok=True)


class _NotMadeError(Exception):
    """An OSError while the content was made: not an error of the file that is written."""

    def __init__(self, cause: OSError) -> None:
        super().__init__()
        self.cause = cause


def replace(path: Path, content: Iterable[_Buffer]) -> None:
    """Replace the file of the cache at `path` by `content`, whole or not at all.

    Raises CacheError when it cannot be written. An exception of the iterable `content` is raised as it is.
    """
    put(path, content, rights=PRIVATE, refusal=lambda error: regular.cannot("write", path, error))


def put(
    path: Path, content: Iterable[_Buffer], *, rights: int | None, refusal: Callable[[OSError], CdetrackError]
) -> None:
    """Replace the file at `path` by `content`, whole or not at all; `rights` is its mode, None for that of a new file.

    Raises `refusal(error)` for an OSError in writing. An exception of the iterable `content` is raised as it is.
    """
    with refusing(refusal):
        _put(path, marked(content), rights=rights)


@contextmanager
def refusing(refusal: Callable[[OSError], CdetrackError]) -> Iterator[None]:
    """Translate an OSError of the block, unless it comes from content that is `marked`."""
    try:
        yield
    except _NotMadeError as error:
        raise error.cause from error.cause.__cause__
    except OSError as error:
        raise refusal(error) from error


def marked(content: Iterable[_Buffer]) -> Iterator[_Buffer]:
    """Yield `content`; `refusing` recognises an OSError in making it."""
    try:
        yield from content
    except OSError as error:
        raise _NotMadeError(error) from error


def _put(path: Path, content: Iterable[_Buffer], *, rights: int | None) -> None:
    # A file name has at most 255 bytes.
    temporary = path.with_name(f".{path.name[:60]}.{os.getpid()}.tmp")
    try:
        # Never write through a link that has this name.
        with suppress(FileNotFoundError):
            temporary.unlink()
        with open(temporary, "xb", opener=_private if rights is not None else None) as file:
            if rights not in {None, PRIVATE}:
                temporary.chmod(rights)
            file.writelines(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def clear_away(*paths: Path) -> None:
    """Remove the temporary files that killed runs left beside `paths`. The caller holds their lock."""
    for folder in dict.fromkeys(path.parent for path in paths):
        with suppress(OSError):
            # Nearly always there is none, and no pattern is compiled.
            for left in [each.name for each in os.scandir(folder) if each.name.endswith(".tmp")]:
                if any(fnmatchcase(left, f".{path.name}.*.tmp") for path in paths if path.parent == folder):
                    with suppress(OSError):
                        (folder / left).unlink()


def keep_copy(path: Path) -> Path:
    """Link or copy a file to a new name in its folder, `NAME.damaged-1` and so on, and return that path."""
    with translated("copy", path):
        for attempt in range(1, 10_000):
            aside = path.with_name(f"{path.name}.damaged-{attempt}")
            try:
                os.link(path, aside)
            except FileExistsError:
                continue
            except OSError:
                # A file system without hard links.
                if aside.exists():
                    continue
                replace(aside, [path.read_bytes()])
            return aside
    raise CacheError(f"there are 9,999 damaged copies beside `{path}`", hint="move some of them away")


def rename_aside(folder: Path) -> Path:
    """Rename a folder to a new name beside it, `NAME.damaged-1` and so on, and return that path. Raises CacheError."""
    with translated("rename", folder):
        names = (folder.with_name(f"{folder.name}.damaged-{number}") for number in count(1))
        return folder.rename(next(name for name in names if not regular.is_there(name)))


def append(path: Path, content: bytes, *, size: int) -> None:
    """Append `content` to the file at `path`, which has `size` bytes, and sync it: all of it or, on an error, nothing.

    Raises CacheError. A crash can leave a part of `content`; the reader of the file detects such a tail.
    """
    with translated("write", path):
        regular.refuse(path)
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | regular.NO_WAIT | NO_LINK | getattr(os, "O_BINARY", 0)
        descriptor = os.open(path, flags, PRIVATE)
        try:
            try:
                view = memoryview(content)
                while view:
                    view = view[os.write(descriptor, view) :]
                os.fsync(descriptor)
            except BaseException:
                with suppress(OSError):
                    os.ftruncate(descriptor, size)
                raise
        finally:
            os.close(descriptor)
        if not size:
            sync_folder(path.parent)


def move_tail(path: Path, tail: bytes, to: Path, *, size: int) -> None:
    """Move `tail`, which begins at the offset `size` of the file at `path`, to the end of the file `to`, as a line."""
    with translated("shorten", path):
        # Opened before the copy: a tail that cannot be cut off would be copied again by each run.
        descriptor = os.open(path, os.O_RDWR | NO_LINK)
        try:
            line = tail if tail.endswith(b"\n") else tail + b"\n"
            append(to, line, size=to.stat().st_size if to.exists() else 0)
            os.ftruncate(descriptor, size)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """Sync a folder, so that a rename or a new file in it survives a crash; does nothing on Windows."""
    if os.name == "nt":
        return
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except PermissionError:
        # A folder without read permission cannot be opened to sync it. The rename itself has succeeded.
        return
    try:
        os.fsync(descriptor)
    except OSError as error:
        # Some file systems cannot sync a folder. The rename itself has succeeded.
        if error.errno not in {errno.EINVAL, errno.ENOTSUP}:
            raise
    finally:
        os.close(descriptor)


def _private(name: str, flags: int) -> int:
    return os.open(name, flags, PRIVATE)
