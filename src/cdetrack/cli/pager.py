"""Show a long text in the user's pager, as git does; print a short one."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping

from cdetrack.cli.streams import ctrl_c_for_child

_NOT_STARTED = {126, 127}
"""The exit codes of a shell if the program does not exist or cannot be run."""


def show(text: str, *, height: int) -> None:
    """Write `text` to a terminal of `height` lines, through the pager if it is longer.

    Quitting the pager early is no error.
    """
    command = pager_command(os.environ)
    if command is None or text.count("\n") < height or not _paged(command, text):
        sys.stdout.write(text)


def pager_command(environment: Mapping[str, str]) -> str | None:
    """Return the command of the pager, None for none: `$CDETRACK_PAGER`, `$PAGER`, else `less`.

    An empty variable, `cat` and a dumb terminal mean none.
    """
    if environment.get("TERM", "dumb") == "dumb":
        return None
    wanted = next((environment[name] for name in ("CDETRACK_PAGER", "PAGER") if name in environment), None)
    if wanted is None:
        return "less" if shutil.which("less") else None
    return None if wanted.strip() in {"", "cat"} else wanted


def _paged(command: str, text: str) -> bool:
    """Run the pager on `text`; return False if there is no such program."""
    # F: quit if the text fits on one screen; R: show colours; X: keep the text on the screen.
    environment = {"LESS": "FRX", "LV": "-c", "LESSCHARSET": "utf-8", **os.environ}
    sys.stdout.flush()
    # The variable is a command line of the user's own, as for git and man.
    started = subprocess.Popen(command, shell=True, stdin=subprocess.PIPE, env=environment)  # noqa: S602
    with started as pager, ctrl_c_for_child():
        pager.communicate(text.encode(errors="replace"))
    return pager.returncode not in _NOT_STARTED
