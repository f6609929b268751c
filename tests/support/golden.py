"""What people see, kept in files: read the file when you change the look."""

import io
from pathlib import Path

import pytest
from rich.console import Console, RenderableType


def expect(file: Path, shown: str) -> None:
    """Assert that this is what the file holds; one that is missing is written, and fails until somebody has read it."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(shown, encoding="utf-8")
        pytest.fail(f"{file.name} did not exist: it is written now; read it, then run the test again")
    assert shown == file.read_text(encoding="utf-8")


def drawn(view: RenderableType, width: int, *, colour: bool = False) -> str:
    """Return what a terminal of that width shows."""
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
