"""Extract the text of a file in a child process with limits: a hostile file costs its own text and nothing else."""

import json
import os
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import IO, NamedTuple

from cdetrack.documents.converters import has_converter
from cdetrack.documents.limits import LARGEST_TEXT, MEMORY, SECONDS

_GRACE = 5
"""Seconds beyond its own limit after which the child is killed."""
_EXTRA, _CONVERTER = "needs the extra", "needs a converter"
_PROGRAM = "import sys; sys.path.insert(0, sys.argv[1]); from cdetrack.documents.child import main; main(sys.argv[2:])"


class Extracted(NamedTuple):
    """The text of a file, or the reason for which it has none; exactly one of the two is None."""

    text: str | None
    """Paragraphs by lines; the pages of a PDF file with form feeds between them."""
    reason: str | None
    """A phrase for messages: `a scan: 12 pages without text`."""


def extract(path: Path, type: str) -> Extracted:  # noqa: A002 - the word of the attachment's JSON
    """Return the text of the file at `path`, read in a child process with limits on time, memory and output.

    The content decides the format; `type`, the extension of its name, tells apart formats with one container, such as
    `doc` and `wps`. Raises OSError if the child cannot be started.
    """
    # The child unpacks archives in this folder: it is removed even if the child is killed.
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryFile(dir=folder) as output:
        code = _run([str(path.absolute()), type], output, folder)
        size = output.seek(0, os.SEEK_END)
        output.seek(0)
        if code == 0:
            with suppress(ValueError, TypeError, KeyError):
                text, reason = json.loads(output.read())
                if isinstance(text, str) is not isinstance(reason, str):
                    return Extracted(text, reason)
    return Extracted(None, _death(code, size))


def may_be_read_now(reason: str) -> bool:
    """Return True if a file was not read for lack of a library or converter that is installed now."""
    if _EXTRA in reason:
        return find_spec("pypdfium2") is not None and find_spec("openpyxl") is not None
    return _CONVERTER in reason and has_converter(reason)


def needs_program(reason: str) -> bool:
    """Return True if a file was not read for lack of a library or converter, whether it is installed now or not."""
    return _EXTRA in reason or _CONVERTER in reason


def _run(arguments: list[str], output: IO[bytes], folder: str) -> int | None:
    """Run the child, with `folder` for its files, and return its exit code; None if it had to be killed."""
    root = str(Path(__file__).parents[2])
    # A hostile file must not reach the passwords of channels.
    given = {name: value for name, value in os.environ.items() if not name.startswith("CDETRACK_")}
    child = subprocess.Popen(  # noqa: S603 - this program
        # Isolated: neither the user's variables nor the current folder lead to other modules.
        [sys.executable, "-I", "-c", _PROGRAM, root, *arguments],
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.DEVNULL,
        env={**given, **dict.fromkeys(("TMPDIR", "TEMP", "TMP", "HOME"), folder)},
        start_new_session=True,
    )
    try:
        return child.wait(SECONDS + _GRACE)
    except subprocess.TimeoutExpired:
        return None
    finally:
        _end(child)


def _end(child: "subprocess.Popen[bytes]") -> None:
    """Kill the child with the converters that it started, and wait for its end."""
    with suppress(OSError):
        if os.name == "nt":
            child.kill()
        else:
            os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def _death(code: int | None, size: int) -> str:
    """Return the reason for a child that ended without an answer."""
    if code is None or code in {-getattr(signal, "SIGXCPU", 0), -getattr(signal, "SIGALRM", 0)}:
        return f"reading it takes longer than {SECONDS} seconds"
    if code == -getattr(signal, "SIGXFSZ", 0) or size >= LARGEST_TEXT:
        return f"its text has more than {LARGEST_TEXT >> 20} MB"
    if code == -getattr(signal, "SIGKILL", 0):
        return f"reading it needs more than {MEMORY >> 20} MB of memory"
    return "the reader crashed on it: it is damaged, or made to do so"
