"""Write files so that a crash at any instant leaves the old content or the new, and translate what disks say."""

import errno
import mmap
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from cdetrack.errors import CacheError

Buffer = bytes | memoryview | mmap.mmap

_HINTS = {
    errno.ENOSPC: "make room on the disk and run the command again: nothing that was recorded is lost",
    errno.EDQUOT: "make room on the disk and run the command again: nothing that was recorded is lost",
    errno.EFBIG: "the file may not grow further (`ulimit -f`): nothing that was recorded is lost",
    errno.EROFS: "choose a folder that can be written with `--cache DIR`",
    errno.EACCES: "choose a folder that can be written with `--cache DIR`, or mend its permissions",
    errno.EPERM: "choose a folder that can be written with `--cache DIR`, or mend its permissions",
}


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


def map_file(path: Path) -> mmap.mmap | bytes:
    """Return the content of a file without reading it; empty bytes when there is none."""
    try:
        with refused("read", path), path.open("rb") as file:
            # An empty file cannot be mapped.
            return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if file.seek(0, 2) else b""
    except CacheError as error:
        if isinstance(error.__cause__, FileNotFoundError):
            return b""
        raise


def replace(path: Path, content: Iterable[Buffer]) -> None:
    """Put `content` in the place of the file at `path`, whole or not at all."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    with refused("write", path):
        try:
            # Never through a link that somebody left under this name.
            with suppress(FileNotFoundError):
                temporary.unlink()
            with open(temporary, "xb", opener=_private) as file:
                file.writelines(content)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(path)
        except BaseException:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
            raise
        sync_folder(path.parent)


def append(path: Path, content: bytes, *, size: int) -> None:
    """Add `content` to the file at `path`, which has `size` bytes: all of it, synced, or none.

    A crash can leave a part of it; the reader of the file tells such a tail from whole lines.
    """
    with refused("write", path):
        descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
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


def sync_folder(folder: Path) -> None:
    """Make a rename or a new name in `folder` last; where folders cannot be synced (Windows), do nothing."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        # Some file systems cannot sync a folder and say so; the rename itself has been done.
        if error.errno not in {errno.EINVAL, errno.ENOTSUP}:
            raise
    finally:
        os.close(descriptor)


def _private(name: str, flags: int) -> int:
    return os.open(name, flags, 0o600)
