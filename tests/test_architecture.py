"""Who may import whom, so that the picture in ARCHITECTURE.md stays true."""

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import cdetrack
from program import SEED, Program

ROOT = Path(cdetrack.__file__).parent
FILES = sorted(ROOT.rglob("*.py"))

FOREIGN: dict[str, set[str]] = {
    "requests": {"fetch", "alert"},
    "smtplib": {"alert"},
    "bs4": {"sources", "cli"},
    "lxml": {"sources"},
    "filelock": {"store", "fetch"},
    "rich": {"render", "cli"},
    "typer": {"cli"},
}
"""Who else's library is for whom alone."""
POSIX = {"fcntl", "pwd", "grp", "termios", "tty", "pty", "resource", "readline", "curses", "posix", "syslog"}


def part_of(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def imports(tree: ast.AST) -> Iterator[str]:
    """Yield every module that is imported anywhere, with the names taken from it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("library", FOREIGN)
def test_a_library_is_used_where_it_belongs(library: str) -> None:
    users = {
        part_of(path)
        for path in FILES
        if any(name.split(".")[0] == library for name in imports(ast.parse(path.read_bytes())))
    }
    assert users <= FOREIGN[library]


def test_no_module_needs_more_than_every_system_has() -> None:
    """What only POSIX has is imported where it is used, if at all."""
    for path in FILES:
        top = ast.Module([node for node in ast.parse(path.read_bytes()).body if not isinstance(node, ast.Try)], [])
        shallow = [node for node in top.body if isinstance(node, ast.Import | ast.ImportFrom)]
        assert not {name.split(".")[0] for node in shallow for name in imports(node)} & POSIX, path.name


def test_a_piped_list_loads_nothing_that_it_does_not_need(cdetrack: Program) -> None:
    """Somebody waits for it."""
    cdetrack("ingest", SEED)
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "cdetrack", "list"],
        env={**os.environ, "CDETRACK_HOME": str(cdetrack.cache)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert len(done.stdout.splitlines()) == 6
    assert "typer" in loaded
    assert not loaded & {"requests", "urllib3", "bs4", "lxml", "rich", "pydantic", "filelock", "platformdirs", "csv"}
    assert not loaded & {
        "cdetrack.model.record",
        "cdetrack.text.diff",
        "cdetrack.config.load",
        "cdetrack.store.history",
    }
