"""Show a long text through the user's pager, as git does; a short one goes to the terminal as it is."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping

_NOT_STARTED = {126, 127}
"""What a shell answers when there is no such program, or none that can be run."""


def show(text: str, *, height: int) -> None:
    """Write `text` to the terminal, which has `height` lines: through the pager where it would scroll off.

    Leaving the pager early is no error: who has seen enough need not see the rest.
    """
    command = pager_command(os.environ)
    if command is None or text.count("\n") < height or not _paged(command, text):
        sys.stdout.write(text)


def pager_command(environment: Mapping[str, str]) -> str | None:
    """Return the pager that the user wants, None for none: `$CDETRACK_PAGER`, `$PAGER`, else `less`.

    An empty variable and `cat` switch it off; a dumb terminal has none.
    """
    if environment.get("TERM", "dumb") == "dumb":
        return None
    wanted = next((environment[name] for name in ("CDETRACK_PAGER", "PAGER") if name in environment), None)
    if wanted is None:
        return "less" if shutil.which("less") else None
    return None if wanted.strip() in {"", "cat"} else wanted


def _paged(command: str, text: str) -> bool:
    """Run the pager on `text` until it is left; say whether there was such a program."""
    # F: leave when it fits; R: colours; X: what was read stays on the screen.
    environment = {"LESS": "FRX", "LV": "-c", "LESSCHARSET": "utf-8", **os.environ}
    sys.stdout.flush()
    before = signal.getsignal(signal.SIGINT)
    try:
        # The variable holds a command line, as it does for git and man: the user's own.
        with subprocess.Popen(command, shell=True, stdin=subprocess.PIPE, env=environment) as pager:  # noqa: S602
            # Ctrl-C is the pager's while it is there.
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            pager.communicate(text.encode(errors="replace"))
        return pager.returncode not in _NOT_STARTED
    finally:
        signal.signal(signal.SIGINT, before)
