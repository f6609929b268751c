"""Write files so that a crash at any instant leaves the old content or the new, and translate what disks say."""

import errno
import mmap
import os
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from weakref import ref

from cdetrack.errors import CacheError
from cdetrack.store import regular

Buffer = bytes | mmap.mmap
UNREADABLE = (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError)
"""What reading a file that is not what we wrote can raise: nesting without end and numbers beyond all bounds too."""

_HINTS = {
    errno.ENOSPC: "make room on the disk and run the command again: nothing that was recorded is lost",
    errno.EDQUOT: "make room on the disk and run the command again: nothing that was recorded is lost",
    errno.EFBIG: "the file may not grow further (`ulimit -f`): nothing that was recorded is lost",
    errno.ELOOP: "a file of the cache is not written through a link; the folder itself may be one",
    errno.EROFS: "choose a folder that can be written with `--cache DIR`",
    errno.EACCES: "choose a folder that can be written with `--cache DIR`, or mend its permissions",
    errno.EPERM: "choose a folder that can be written with `--cache DIR`, or mend its permissions",
}

_BLOCK = 1 << 18
_PRIVATE = 0o600
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
"""Who can put a link into the cache must not choose the file that is written to."""


def cannot(what: str, path: Path, error: OSError) -> CacheError:
    """Return the error to raise when the operating system refuses to do `what` with `path`."""
    reason = (error.strerror or str(error)).lower()
    return CacheError(f"cannot {what} `{path}`: {reason}", hint=_HINTS.get(error.errno or 0))


@contextmanager
def refused(what: str, path: Path) -> Iterator[None]:
    """Translate an OSError of the block into a CacheError that names `what` and `path`."""
    try:
        yield
    except OSError as error:
        raise cannot(what, path, error) from error


def make_folder(folder: Path) -> None:
    """Create the cache folder, readable by its owner alone: watches hold addresses."""
    with refused("create", folder):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)


@contextmanager
def locked(path: Path, *, wait: float, busy: CacheError) -> Iterator[None]:
    """Hold the lock at `path`, waiting for it up to `wait` seconds; its folder is created where it is missing.

    Raises `busy` when somebody else holds it for longer, and CacheError when it cannot be had at all.
    """
    from filelock import FileLock, Timeout

    with refused("lock", path):
        regular.refuse(path)
    make_folder(path.parent)
    lock = FileLock(path, timeout=wait, mode=_PRIVATE)
    try:
        lock.acquire()
    except Timeout as error:
        raise busy from error
    except OSError as error:
        raise cannot("lock", path, error) from error
    try:
        yield
    finally:
        lock.release()


class Mapped(mmap.mmap):
    """A mapped file: a short slice costs next to nothing, and `read_block` reads from the file itself."""

    descriptor: int | None = None
    path: Path = Path()


_DESCRIPTORS: deque[tuple[ref[Mapped], int]] = deque()
"""The open descriptors of mapped files.

The next `map_file` closes those whose file is no longer mapped. No finaliser does it: Python drops a KeyboardInterrupt
that is raised in `__del__` or in the callback of a weak reference.
"""


def _close_unused() -> None:
    for _ in range(len(_DESCRIPTORS)):
        try:
            mapped, descriptor = _DESCRIPTORS.popleft()
        except IndexError:  # another thread has just taken it
            return
        if mapped() is None:
            os.close(descriptor)
        else:
            _DESCRIPTORS.append((mapped, descriptor))


def map_file(path: Path, size: int | None = None) -> Mapped | bytes:
    """Return the content of a file, or its first `size` bytes, without reading it; empty bytes when there is none.

    A file that gets shorter while it is mapped kills whoever reads it there: without the lock of the cache, map no
    more than what nobody cuts off again.
    """
    _close_unused()
    with refused("read", path):
        file = regular.opened(path)
        if file is None:
            return b""
        with file:
            there = file.seek(0, 2)
            size = there if size is None else min(size, there)
            if not size:  # it cannot be mapped
                return b""
            mapped = Mapped(file.fileno(), size, access=mmap.ACCESS_READ)
            mapped.descriptor, mapped.path = os.dup(file.fileno()), path
            _DESCRIPTORS.append((ref(mapped), mapped.descriptor))
            return mapped


def read_file(path: Path) -> bytes:
    """Return the content of a file as it is just now; empty bytes when there is none."""
    with refused("read", path):
        file = regular.opened(path)
        if file is None:
            return b""
        with file:
            return file.read()


def size_of(path: Path) -> int:
    """Return how many bytes a file has, 0 when there is none."""
    with refused("read", path):
        regular.refuse(path)
        try:
            return path.stat().st_size
        except FileNotFoundError:
            return 0


def read_block(data: mmap.mmap | bytes, start: int, stop: int) -> bytes:
    """Return a part of a file's content; of a mapped one without mapping each page, which takes longer and stays."""
    if isinstance(data, Mapped) and data.descriptor is not None and hasattr(os, "pread"):
        # Named here: the reader may be in the midst of writing another file.
        with refused("read", data.path):
            return os.pread(data.descriptor, stop - start, start)
    return data[start:stop]


def find(data: mmap.mmap | bytes, needle: bytes, start: int, stop: int | None = None) -> int:
    """Return where `needle` is found first, from `start` on and before `stop`; -1 for nowhere.

    In blocks: before Python 3.13 a mapped file looks for itself byte by byte.
    """
    stop = len(data) if stop is None else stop
    while start < stop:
        at = read_block(data, start, min(start + _BLOCK + len(needle) - 1, stop)).find(needle)
        if at >= 0:
            return start + at
        start += _BLOCK
    return -1


class _NotMadeError(Exception):
    """The content of a file could not be made: its cause is no fault of the file."""

    def __init__(self, cause: OSError) -> None:
        super().__init__()
        self.cause = cause


def replace(path: Path, content: Iterable[Buffer]) -> None:
    """Put `content` in the place of the file of the cache at `path`, whole or not at all.

    Errors in making the content, an OSError among them, are raised as they are.
    """
    try:
        with refused("write", path):
            put(path, _as_it_is_made(content), rights=_PRIVATE)
    except _NotMadeError as error:
        raise error.cause from error.cause.__cause__


def _as_it_is_made(content: Iterable[Buffer]) -> Iterator[Buffer]:
    try:
        yield from content
    except OSError as error:
        raise _NotMadeError(error) from error


def put(path: Path, content: Iterable[Buffer], *, rights: int | None) -> None:
    """Put `content` in the place of the file at `path`, whole or not at all, with these rights or those of a new file.

    Raises OSError.
    """
    # A name has 255 bytes at most.
    temporary = path.with_name(f".{path.name[:60]}.{os.getpid()}.tmp")
    try:
        # Never through a link that somebody left under this name.
        with suppress(FileNotFoundError):
            temporary.unlink()
        with open(temporary, "xb", opener=_private if rights is not None else None) as file:
            if rights not in {None, _PRIVATE}:
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
    """Remove what runs that were killed left half-written of these files; only for who holds their lock."""
    for path in paths:
        for left in path.parent.glob(f".{path.name}.*.tmp"):
            with suppress(OSError):
                left.unlink()


def keep_copy(path: Path) -> Path:
    """Give the content of a file a second name beside its own, and return that; the file stays where it is."""
    with refused("copy", path):
        for attempt in range(1, 10_000):
            aside = path.with_name(f"{path.name}.damaged-{attempt}")
            try:
                os.link(path, aside)
            except FileExistsError:
                continue
            except OSError:
                # A file system without links.
                if aside.exists():
                    continue
                replace(aside, [path.read_bytes()])
            return aside
    raise CacheError(f"there are 9,999 damaged copies beside `{path}`", hint="move some of them away")


def append(path: Path, content: bytes, *, size: int) -> None:
    """Add `content` to the file at `path`, which has `size` bytes: all of it, synced, or none.

    A crash can leave a part of it; the reader of the file tells such a tail from whole lines.
    """
    with refused("write", path):
        regular.refuse(path)
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | regular.NO_WAIT | _NO_LINK | getattr(os, "O_BINARY", 0)
        descriptor = os.open(path, flags, _PRIVATE)
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
    """Move `tail`, which begins at the byte `size` of the file at `path`, to the end of the file `to`, as a line."""
    with refused("shorten", path):
        # Opened before anything is copied: what cannot be shortened would be copied again and again.
        descriptor = os.open(path, os.O_RDWR | _NO_LINK)
        try:
            line = tail if tail.endswith(b"\n") else tail + b"\n"
            append(to, line, size=to.stat().st_size if to.exists() else 0)
            os.ftruncate(descriptor, size)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """Make a rename or a new name in `folder` last; where folders cannot be synced (Windows), do nothing."""
    if os.name == "nt":
        return
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except PermissionError:
        # One that may be written to and not be read cannot be opened for it; the rename itself has been done.
        return
    try:
        os.fsync(descriptor)
    except OSError as error:
        # Some file systems cannot sync a folder and say so; the rename itself has been done.
        if error.errno not in {errno.EINVAL, errno.ENOTSUP}:
            raise
    finally:
        os.close(descriptor)


def _private(name: str, flags: int) -> int:
    return os.open(name, flags, _PRIVATE)
