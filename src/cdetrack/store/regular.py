"""Tell a plain file from all else that can have its name: a named pipe would be waited for without end."""

import os
import stat
from pathlib import Path
from typing import BinaryIO

from cdetrack.errors import CacheError

NO_WAIT = getattr(os, "O_NONBLOCK", 0)
"""So that even a pipe that takes a file's place between two calls is opened at once; of no effect on files."""
NOWHERE = "a link that leads nowhere"
_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def is_there(path: Path) -> bool:
    """Say whether anything has this name, be it a link that leads nowhere.

    Raises CacheError when nobody can tell: a path that is too long, a folder that may not be looked into.
    """
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        raise CacheError(f"cannot look for `{path}`: {(error.strerror or str(error)).lower()}") from error
    except ValueError as error:
        raise no_path(path) from error
    return True


def oddity(path: Path) -> str | None:
    """Return the kind of a thing that is no plain file: `a folder`; None for a file, linked or not, and for nothing.

    Raises OSError, and CacheError for a text that no path can be.
    """
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return NOWHERE if path.is_symlink() else None
    except NotADirectoryError:
        return None
    except ValueError as error:
        raise no_path(path) from error
    return next((what for test, what in _KINDS if test(mode)), None)


def refuse(path: Path) -> None:
    """Raise CacheError when anything but a plain file has the name `path`; OSError as it comes."""
    what = oddity(path)
    if what is not None:
        wrong = "put back the file that it leads to, or remove the link" if what == NOWHERE else "move it away"
        raise CacheError(f"`{path}` is {what}, where a file of the cache belongs", hint=wrong)


def opened(path: Path) -> BinaryIO | None:
    """Open the plain file at `path` for reading; None when nothing is there. Raises OSError and CacheError."""
    refuse(path)
    try:
        return open(path, "rb", opener=lambda name, flags: os.open(name, flags | NO_WAIT))
    except FileNotFoundError:
        return None


def no_path(path: Path) -> CacheError:
    """Return the error for a text that no file can be called by: one with a NUL character in it."""
    return CacheError(f"`{path}` cannot be a path", hint="choose another folder with `--cache DIR`")
