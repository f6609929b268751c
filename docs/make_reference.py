"""Write the reference of the commands, out of the program's own help, to stdout.

python docs/make_reference.py > docs/reference/commands.md
"""

# A script, no package:
# ruff: noqa: INP001

import io
import os
import sys
from collections.abc import Iterator
from contextlib import redirect_stdout
from typing import Any

HEAD = """# Commands

Made by `python docs/make_reference.py` out of the program's own `--help`.
"""


def main() -> None:
    """Print the page."""
    os.environ["COLUMNS"] = "100"  # how wide the help is
    text = "\n".join(page())
    sys.stdout.buffer.write(text.encode())


def page() -> Iterator[str]:
    """Yield the page in parts: the program, then each command with those below it."""
    yield HEAD
    yield _fenced()
    for words in commands():
        yield f"{'#' * (len(words) + 1)} cdetrack {' '.join(words)}\n"
        yield _fenced(*words)


def commands() -> Iterator[tuple[str, ...]]:
    """Yield the words of every command, in the order of the help."""
    import typer

    from cdetrack.cli import COMMANDS, app

    root: Any = typer.main.get_command(app)
    for name in COMMANDS:
        yield (name,)
        for below in getattr(root.get_command(None, name), "commands", ()):
            yield (name, below)


def _fenced(*words: str) -> str:
    from cdetrack.cli import run

    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    with redirect_stdout(out):
        run([*words, "--help"])
    out.seek(0)
    return "```text\n" + "\n".join(line.rstrip() for line in out.read().strip("\n").splitlines()) + "\n```\n"


if __name__ == "__main__":
    main()
