"""The lock of a file: by `flock`, and by filelock where there is none, which locks the same way where there is one.

Importing filelock takes a twelfth of a check without news.
"""

import errno
import os
import time
from collections.abc import Callable
from pathlib import Path

_PAUSE = 0.05
"""Seconds between two attempts."""
_HELD = frozenset({errno.EACCES, errno.EAGAIN})
"""What `flock` answers when another process holds the lock."""


def take(path: Path, *, wait: float, mode: int) -> Callable[[], None] | None:
    """Take the lock at `path`, a file that is created with `mode`, and return the function that gives it back.

    Returns None if another process holds it for longer than `wait` seconds. Raises OSError, also for a link.
    """
    until = time.monotonic() + wait
    try:
        while (descriptor := _descriptor(path, mode)) is None:
            if time.monotonic() >= until:
                return None
            time.sleep(_PAUSE)
    except _NoFlockError:
        return take_by_filelock(path, wait=wait, mode=mode)
    return lambda: _release(descriptor)


def take_by_filelock(path: Path, *, wait: float, mode: int) -> Callable[[], None] | None:
    """Do the same with filelock, for systems and file systems without `flock`."""
    from filelock import FileLock, Timeout

    lock = FileLock(path, timeout=wait, mode=mode)
    try:
        lock.acquire()
    except Timeout:
        return None
    return lock.release


class _NoFlockError(Exception):
    """The system or the file system has no `flock`."""


def _descriptor(path: Path, mode: int) -> int | None:
    """Return the descriptor of the locked file, None if another process holds the lock."""
    try:
        from fcntl import LOCK_EX, LOCK_NB, flock
    except ImportError as error:
        raise _NoFlockError from error
    flags = os.O_RDWR | os.O_CREAT | os.O_NONBLOCK | os.O_NOFOLLOW
    try:
        descriptor, is_made = os.open(path, flags | os.O_EXCL, mode), True
    except FileExistsError:
        descriptor, is_made = os.open(path, flags, mode), False
    try:
        flock(descriptor, LOCK_EX | LOCK_NB)
        if os.fstat(descriptor).st_nlink:
            return descriptor
        # It was removed since it was opened, and locks nobody out.
    except OSError as error:
        os.close(descriptor)
        if error.errno == errno.ENOSYS:
            if is_made:
                # There, filelock takes any file at the path for the mark of a holder.
                path.unlink(missing_ok=True)
            raise _NoFlockError from error
        if error.errno not in _HELD:
            raise
        return None
    os.close(descriptor)
    return None


def _release(descriptor: int) -> None:
    from fcntl import LOCK_UN, flock

    try:
        # A child process that was forked meanwhile has the descriptor as well.
        flock(descriptor, LOCK_UN)
    finally:
        os.close(descriptor)
