"""Recognise files that are not regular: opening a named pipe would block forever."""

import errno
import os
import stat
from pathlib import Path
from typing import BinaryIO

from cdetrack.errors import CacheError, reason_of

NO_WAIT = getattr(os, "O_NONBLOCK", 0)
"""A named pipe that replaces the file between two calls does not block; no effect on regular files."""
NOWHERE = "a link that leads nowhere"
HINTS = {
    errno.ENOSPC: "make room on the disk and run the command again: nothing that was recorded is lost",
    errno.EDQUOT: "make room on the disk and run the command again: nothing that was recorded is lost",
    errno.EFBIG: "the file may not grow further (`ulimit -f`): nothing that was recorded is lost",
    errno.ELOOP: "a file of the cache is not written through a link; the folder itself may be one",
    errno.ENOTDIR: "a cache is a folder: name one with `--cache DIR`",
    errno.EROFS: "choose a folder that can be written with `--cache DIR`",
    errno.EACCES: "choose another folder with `--cache DIR`, or mend the permissions",
    errno.EPERM: "choose another folder with `--cache DIR`, or mend the permissions",
}
"""The next step for an error of the disk."""
_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def cannot(action: str, path: Path, error: OSError) -> CacheError:
    """Return the error for an `action` on `path` that the operating system refuses."""
    return CacheError(f"cannot {action} `{path}`: {reason_of(error)}", hint=HINTS.get(error.errno or 0))


def is_there(path: Path) -> bool:
    """Return True if the path exists, even as a link without a target.

    Raises CacheError when that cannot be determined: the path is too long, or its folder is not readable.
    """
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        raise cannot("look for", path, error) from error
    except ValueError as error:
        raise no_path(path) from error
    return True


def oddity(path: Path) -> str | None:
    """Return the kind of a file that is not regular, such as `a folder`; None for a regular or a missing file.

    A link has the kind of its target. Raises OSError, and CacheError for a text that cannot be a path.
    """
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return NOWHERE if path.is_symlink() else None
    except NotADirectoryError:
        return None
    except ValueError as error:
        raise no_path(path) from error
    return next((kind for is_kind, kind in _KINDS if is_kind(mode)), None)


def refuse(path: Path) -> None:
    """Raise CacheError when `path` is not a regular file; a missing one passes. Raises OSError."""
    kind = oddity(path)
    if kind is not None:
        hint = "put back the file that it leads to, or remove the link" if kind == NOWHERE else "move it away"
        raise CacheError(f"`{path}` is {kind}, where a file of the cache belongs", hint=hint)


def opened(path: Path) -> BinaryIO | None:
    """Open the regular file at `path` for reading; None for a missing one. Raises OSError and CacheError."""
    refuse(path)
    try:
        return open(path, "rb", opener=lambda name, flags: os.open(name, flags | NO_WAIT))
    except FileNotFoundError:
        return None


def no_path(path: Path) -> CacheError:
    """Return the error for a text that cannot be a path: it has a NUL character."""
    return CacheError(f"`{path}` cannot be a path", hint="choose another folder with `--cache DIR`")
