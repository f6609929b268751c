"""Stdout in UTF-8, with errors of its own: no other failure of the program can be mistaken for one of them."""

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from cdetrack.errors import OutputError

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer


class ReaderGoneError(Exception):
    """The program that reads stdout has closed it, as `head` does: no failure, and a reason to stop."""


class _Descriptor(io.FileIO):
    """The file behind stdout. Raises ReaderGoneError and OutputError in place of OSError."""

    def write(self, data: "ReadableBuffer", /) -> int:
        try:
            return super().write(data)
        except BrokenPipeError as error:
            raise ReaderGoneError from error
        except OSError as error:
            raise OutputError(f"cannot write the output: {(error.strerror or str(error)).lower()}") from error


@contextmanager
def guarded() -> Iterator[None]:
    """Replace `sys.stdout` by a stream that translates its errors, and flush it at the end of the block.

    Raises OutputError and ReaderGoneError, at the end of the block as well.
    """
    before: TextIO | None = sys.stdout
    if before is None:
        # Stdout was closed: writing to a descriptor for reading fails, so that no output is lost silently.
        descriptor = os.open(os.devnull, os.O_RDONLY)
        by_lines = False
    else:
        before.flush()
        descriptor = before.fileno()
        # On a terminal, and under `python -u`.
        by_lines = bool(before.line_buffering or getattr(before, "write_through", False))
    stream = io.TextIOWrapper(
        io.BufferedWriter(_Descriptor(descriptor, "w", closefd=False)),
        # Also under `LANG=C` and in cron: titles are Chinese.
        encoding="utf-8",
        errors="replace",
        line_buffering=by_lines,
    )
    sys.stdout = stream
    try:
        yield
        stream.flush()
    finally:
        # Write what an interrupted command has left in the buffer, or drop it: Python would report it at exit.
        try:
            stream.flush()
        except (OutputError, ReaderGoneError):
            drop(stream)
        sys.stdout = before


def drop(stream: TextIO) -> None:
    """Send the rest of a stream to the null device."""
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, stream.fileno())
    os.close(null)
