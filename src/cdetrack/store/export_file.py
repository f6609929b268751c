"""Write an export into a file: the new content whole, or the old content untouched."""

import errno
import os
import stat
from collections.abc import Iterable
from pathlib import Path

from cdetrack.errors import UNSET, CacheError, NotFoundError, reason_of
from cdetrack.store.files import marked, put, refusing

_FULL = "make room on the disk and run the command again: the file is as it was"
_ELSEWHERE = "name a file in a folder that can be written, or `-` for stdout"
_HINTS = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: "the file may not grow further (`ulimit -f`): it is as it was",
    errno.EROFS: _ELSEWHERE,
    errno.EACCES: _ELSEWHERE,
    errno.EPERM: _ELSEWHERE,
}


def save_export(name: str, content: Iterable[bytes]) -> None:
    """Write an export to the file `name`. A link is followed; a device or a pipe is written to directly.

    Raises NotFoundError for a missing folder and for a name that is a folder, CacheError if the file cannot be
    written; the old content stays then. Errors in making the content are raised as they are.
    """

    def refusal(error: OSError) -> CacheError:
        return CacheError(f"cannot write `{name}`: {reason_of(error)}", hint=_HINTS.get(error.errno or 0))

    with refusing(refusal):
        path, mode = _target(name)
        if mode is not None and not stat.S_ISREG(mode):
            with path.open("wb") as device:
                device.writelines(marked(content))
            return
    # Keep the permissions of the old file: a web server may have to read it.
    put(path, content, rights=None if mode is None else stat.S_IMODE(mode), refusal=refusal)


def _target(name: str) -> tuple[Path, int | None]:
    """Return the file behind a name, and its mode; None if there is no such file. Raises OSError, NotFoundError."""
    if not name:
        raise NotFoundError("an empty text names no file", hint=UNSET)
    if "\0" in name:
        raise NotFoundError(f"`{name}` cannot be a path", hint="name another file")
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
    return path, path.stat().st_mode if path.exists() else None


def _is_planted(path: Path) -> bool:
    """Return True for a link that Linux's `protected_symlinks` refuses to follow."""
    try:
        link, folder = path.lstat(), path.parent.stat()
    except OSError:
        return False
    shared = folder.st_mode & stat.S_ISVTX and folder.st_mode & stat.S_IWOTH
    ours = {os.geteuid() if hasattr(os, "geteuid") else link.st_uid, folder.st_uid}
    return stat.S_ISLNK(link.st_mode) and bool(shared) and link.st_uid not in ours
