"""Put an export into a file: the new content whole, or the old content untouched."""

import errno
import os
import stat
from collections.abc import Iterable
from pathlib import Path

from cdetrack.errors import CacheError, NotFoundError
from cdetrack.store.files import put

_FULL = "make room on the disk and run the command again: the file is as it was"
_HINTS = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: "the file may not grow further (`ulimit -f`): it is as it was",
    errno.EROFS: "name a file in a folder that can be written, or `-` for stdout",
    errno.EACCES: "name a file in a folder that can be written, or `-` for stdout",
    errno.EPERM: "name a file in a folder that can be written, or `-` for stdout",
}


def save(name: str, chunks: Iterable[str]) -> None:
    """Write the text to the file `name`; a link is followed, a device or a pipe is written to as it is.

    Raises NotFoundError for a folder that does not exist and for a name that is a folder, CacheError when the disk
    is full or the file cannot be written; the old content stays then.
    """
    if "\0" in name:
        raise NotFoundError(f"`{name}` cannot be a path", hint="name another file")
    try:
        _write(name, chunks)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise CacheError(f"cannot write `{name}`: {reason}", hint=_HINTS.get(error.errno or 0)) from error


def _write(name: str, chunks: Iterable[str]) -> None:
    if _is_planted(Path(name)):
        raise NotFoundError(
            f"`{name}` is a link that another user has put into a folder that is open to all",
            hint="name a file elsewhere",
        )
    path = Path(os.path.realpath(name))
    if path.is_dir():
        raise NotFoundError(f"`{name}` is a folder", hint="name a file in it")
    if not path.parent.is_dir():
        raise NotFoundError(f"there is no folder `{Path(name).parent}`", hint="create it, or name a file elsewhere")
    mode = path.stat().st_mode if path.exists() else None
    if mode is not None and not stat.S_ISREG(mode):
        with path.open("w", encoding="utf-8", errors="replace", newline="") as file:
            file.writelines(chunks)
    else:
        # What a web server may read stays readable to it.
        rights = None if mode is None else stat.S_IMODE(mode)
        put(path, (chunk.encode("utf-8", "replace") for chunk in chunks), rights=rights)


def _is_planted(path: Path) -> bool:
    """Say whether following a link is what Linux's `protected_symlinks` refuses to whoever opens a file."""
    try:
        link, folder = path.lstat(), path.parent.stat()
    except OSError:
        return False
    shared = folder.st_mode & stat.S_ISVTX and folder.st_mode & stat.S_IWOTH
    ours = {os.geteuid() if hasattr(os, "geteuid") else link.st_uid, folder.st_uid}
    return stat.S_ISLNK(link.st_mode) and bool(shared) and link.st_uid not in ours
