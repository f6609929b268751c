"""Stdout and stderr in UTF-8. Failures of stdout have classes of their own; any other OSError is a bug."""

import io
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TextIO

from cdetrack.errors import OutputError, reason_of
from cdetrack.store.regular import HINTS

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer


class ReaderGoneError(Exception):
    """The program that reads stdout has closed it, as `head` does: the end, not a failure."""


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError as error:
        raise ReaderGoneError from error
    except OSError as error:
        hint = HINTS.get(error.errno or 0)
        raise OutputError(f"cannot write the output: {reason_of(error)}", hint=hint) from error


class _Output(io.BufferedIOBase):
    """A binary stream that passes on its bytes and raises ReaderGoneError and OutputError in place of OSError."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    @property
    def name(self) -> str:
        """The name that `TextIOWrapper` shows."""
        return "<stdout>"

    def write(self, data: "ReadableBuffer", /) -> int:
        with _translated():
            return self._stream.write(data)

    def flush(self) -> None:
        with _translated():
            self._stream.flush()

    def fileno(self) -> int:
        return self._stream.fileno()

    def isatty(self) -> bool:
        return self._stream.isatty()

    def writable(self) -> bool:
        return True

    def close(self) -> None:
        """Leave the stream open: it belongs to the process."""


@contextmanager
def guarded_stdout() -> Iterator[None]:
    """Replace `sys.stdout` by a stream that translates its errors, and flush it at the end of the block.

    Raises OutputError and ReaderGoneError, at the end of the block as well.
    """
    before: TextIO | None = sys.stdout
    # Stdout was closed: a descriptor for reading alone makes writing fail, so that no output is lost silently.
    below = os.fdopen(os.open(os.devnull, os.O_RDONLY), "w") if before is None else before
    # On a terminal, and under `python -u`.
    by_lines = bool(below.line_buffering or getattr(below, "write_through", False))
    # UTF-8 also under `LANG=C` and in cron: titles are Chinese.
    stream = io.TextIOWrapper(_Output(below.buffer), encoding="utf-8", errors="replace", line_buffering=by_lines)
    below.flush()
    sys.stdout = stream
    try:
        yield
        stream.flush()
    finally:
        # After an interruption, write the rest of the buffer or drop it: at exit Python would report the failure.
        try:
            stream.flush()
        except (OutputError, ReaderGoneError):
            drop(stream)
        sys.stdout = before


def prepare_stderr() -> None:
    """Make stderr write UTF-8; open the null device in its place if it was closed."""
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w")  # noqa: SIM115 - until the program ends
    sys.stderr.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]


@contextmanager
def ctrl_c_for_child() -> Iterator[None]:
    """Ignore Ctrl-C in the block: it is for the program that runs in the terminal meanwhile.

    A program that is started in the block would ignore it, too.
    """
    before = signal.getsignal(signal.SIGINT)
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def drop(stream: TextIO) -> None:
    """Send the rest of a stream to the null device."""
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, stream.fileno())
    os.close(null)
