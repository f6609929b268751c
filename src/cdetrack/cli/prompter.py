"""Ask questions on the terminal, each with a default answer."""

import shutil
import sys
import textwrap
from collections.abc import Callable, Iterable
from typing import TypeVar

import typer

from cdetrack.cli.context import tell_error
from cdetrack.errors import CdetrackError, UsageError

Answer = TypeVar("Answer")


class Prompter:
    """Asks the user; with `defaults`, each has its default answer and nothing is printed."""

    def __init__(self, *, defaults: bool) -> None:
        self.defaults = defaults

    def explain(self, lines: Iterable[str], *, hanging: int = 0) -> None:
        """Print lines above a question, wrapped to the terminal; `hanging` indents the lines that continue one."""
        if self.defaults or not sys.stdin.isatty():
            return
        width = min(shutil.get_terminal_size().columns, 100)
        for line in lines:
            text = textwrap.fill(line, width - 1, subsequent_indent=" " * hanging, break_on_hyphens=False)
            sys.stderr.write(f"{text}\n")

    def ask(self, question: str, default: str, read: Callable[[str], Answer]) -> Answer:
        """Return the answer as `read` understands it; an error of `read` is printed, and the question asked again.

        Raises UsageError without a terminal, and Abort at the end of the input.
        """
        if self.defaults:
            return read(default)
        if not sys.stdin.isatty():
            raise UsageError(
                "`init` asks questions, and stdin is not a terminal",
                hint="`--yes` takes the default answers; `cdetrack init --help` lists the options for others",
            )
        while True:
            sys.stderr.write(f"{question} [{default}]: " if default else f"{question}: ")
            sys.stderr.flush()
            line = sys.stdin.readline()
            if not line:
                sys.stderr.write("\n")
                raise typer.Abort
            try:
                return read(line.strip() or default)
            except CdetrackError as error:
                tell_error(error.message, error.hint, code=error.exit_code)

    def ask_secret(self, question: str) -> str:
        """Return a secret that is typed without being shown; empty without a terminal and with `defaults`."""
        if self.defaults or not sys.stdin.isatty():
            return ""
        from getpass import getpass

        return getpass(f"{question}: ", sys.stderr)
