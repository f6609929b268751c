"""cdetrack runs without its sources: from one zip archive, and from byte code alone."""

import compileall
import os
import shutil
import subprocess
import sys
import zipapp
from collections.abc import Callable
from pathlib import Path

import pytest
import typer

from support.paths import PAGES, SEED, SRC

LIBRARIES = Path(typer.__file__).parents[1]
COMMANDS = (
    ["ingest", str(SEED), str(PAGES / "english-page-1.html"), str(PAGES / "cde-news.json")],
    ["topics"],
    ["show", "2025-21", "--why"],
    ["export", "html"],
    ["list", "--format", "table"],
    ["doctor"],
    ["schedule"],
)


def _archive(folder: Path) -> list[str]:
    """Return the command that runs a zip archive of the package."""
    shutil.copytree(SRC / "cdetrack", folder / "src" / "cdetrack", ignore=shutil.ignore_patterns("__pycache__"))
    zipapp.create_archive(folder / "src", folder / "cdetrack.pyz", main="cdetrack.__main__:main")
    shutil.rmtree(folder / "src")
    return [sys.executable, "-S", str(folder / "cdetrack.pyz")]


def _byte_code(folder: Path) -> list[str]:
    """Return the command that runs a copy of the package without any `.py` file."""
    shutil.copytree(SRC / "cdetrack", folder / "cdetrack", ignore=shutil.ignore_patterns("__pycache__"))
    assert compileall.compile_dir(folder / "cdetrack", quiet=1, legacy=True)
    for source in folder.rglob("*.py"):
        source.unlink()
    return [sys.executable, "-S", "-m", "cdetrack"]


@pytest.mark.slow
@pytest.mark.parametrize("packed", [_archive, _byte_code])
def test_every_step_from_a_page_to_an_answer_runs_without_the_sources(
    packed: Callable[[Path], list[str]], tmp_path: Path
) -> None:
    """`-S` keeps the development install out; the libraries are named."""
    command = packed(tmp_path)
    path = os.pathsep.join([str(tmp_path), str(LIBRARIES)])
    env = {**os.environ, "PYTHONPATH": path, "CDETRACK_HOME": str(tmp_path / "cache"), "COLUMNS": "80"}
    for words in COMMANDS:
        done = subprocess.run(
            [*command, *words], env=env, cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=False
        )
        assert done.returncode == 0, (words, done.stderr)
        assert done.stdout or words[0] == "ingest", words
    # `schedule` names the command that runs here.
    assert ("cdetrack.pyz check" in done.stdout) == (packed is _archive)
