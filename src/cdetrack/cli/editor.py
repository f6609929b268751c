"""Open a file in the user's editor."""

import os
import shlex
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from cdetrack.cli.streams import ctrl_c_for_child
from cdetrack.errors import UsageError, reason_of

_USUAL = ("sensible-editor", "nano", "vim", "vi", "notepad")


def open_editor(path: Path) -> None:
    """Run the editor on a file until it ends. Raises UsageError if there is none, or if it fails."""
    words = _editor_command(os.environ)
    try:
        # The command is the user's own.
        with subprocess.Popen([*words, str(path)]) as editor, ctrl_c_for_child():  # noqa: S603
            code = editor.wait()
    except OSError as error:
        raise UsageError(
            f"cannot run the editor `{words[0]}`: {reason_of(error)}",
            hint="name another in `VISUAL` or `EDITOR`",
        ) from error
    if code:
        raise UsageError(f"the editor `{words[0]}` exited with {code}: nothing was written")


def _editor_command(environment: Mapping[str, str]) -> list[str]:
    """Return the words of `$VISUAL`, `$EDITOR`, or the first usual editor that is installed."""
    for name in ("VISUAL", "EDITOR"):
        try:
            words = shlex.split(environment.get(name, ""))
        except ValueError as error:
            raise UsageError(f"`{name}` is no command: {str(error).lower()}") from error
        if words:
            return words
    found = next((each for each in _USUAL if shutil.which(each)), None)
    if found is None:
        raise UsageError(
            "there is no editor", hint="name one in `VISUAL` or `EDITOR`: `EDITOR=nano cdetrack config edit`"
        )
    return [found]
