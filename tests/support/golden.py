"""Expected output in files: read the file when you change the output."""

import io
from pathlib import Path

import pytest
from rich.console import Console, RenderableType


def expect(file: Path, shown: str) -> None:
    """Compare with the file; if it is missing, write it and fail once, so that you read it."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(shown, encoding="utf-8")
        pytest.fail(f"{file.name} did not exist: it is written now; read it, then run the test again")
    assert shown == file.read_text(encoding="utf-8")


def drawn(view: RenderableType, width: int, *, colour: bool = False) -> str:
    """Return the view as a terminal of that width shows it."""
    console = Console(
        file=io.StringIO(),
        width=width,
        force_terminal=colour,
        color_system="standard" if colour else None,
        legacy_windows=False,
    )
    console.print(view)
    assert isinstance(console.file, io.StringIO)
    return "".join(f"{line.rstrip()}\n" for line in console.file.getvalue().splitlines())
