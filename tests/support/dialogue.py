"""A person at a terminal: answers questions as they appear."""

import os
import pty
import select
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence

from support.program import Program

INTERRUPT = "\x03"
"""In place of an answer: Ctrl-C."""


def dialogue(
    program: Program, *args: str, answers: Sequence[tuple[str, str]], env: Mapping[str, str] | None = None
) -> tuple[int, str]:
    """Run `cdetrack ARGS` on a terminal; return its code and everything on the screen.

    `answers` are pairs: a text to wait for, and the line to type then.
    """
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "cdetrack", *args],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=program.environment({"TERM": "xterm", **(env or {})}),
        start_new_session=True,
    )
    os.close(theirs)
    shown, seen = "", 0
    for prompt, answer in answers:
        while prompt not in shown[seen:]:
            part = _read(ours)
            assert part, f"`{prompt}` did not appear:\n{shown}"
            shown += part
        seen = shown.index(prompt, seen) + len(prompt)
        if answer == INTERRUPT:
            process.send_signal(signal.SIGINT)
        else:
            os.write(ours, f"{answer}\n".encode())
    while part := _read(ours):
        shown += part
    os.close(ours)
    return process.wait(timeout=60), shown.replace("\r\n", "\n")


def _read(terminal: int) -> str:
    """Return the next output; nothing at its end, which Linux reports as an error."""
    assert select.select([terminal], [], [], 60)[0], "the program waits for something else"
    try:
        return os.read(terminal, 65536).decode()
    except OSError:
        return ""
