"""The examples of the library's documentation run."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

import cdetrack
from support.paths import DOCS, FIXTURES

PAGE = DOCS / "library.md"
BLOCKS = re.findall(r"(<!-- not run: [^\n]* -->\n)?```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)


def test_every_example_of_the_documentation_runs_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "fixtures").symlink_to(FIXTURES)
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    run = [code for skipped, code in BLOCKS if not skipped]
    assert len(run) >= 5
    for code in run:
        exec(compile(code, str(PAGE), "exec"), names)  # noqa: S102 - our own documentation


@pytest.mark.parametrize("name", cdetrack.__all__)
def test_every_public_name_can_be_had_and_is_documented(name: str) -> None:
    assert getattr(cdetrack, name).__doc__


def test_a_name_that_does_not_exist_is_told_as_python_does() -> None:
    with pytest.raises(AttributeError, match="nothing_like_it"):
        _ = cdetrack.nothing_like_it


def test_importing_the_package_loads_nothing_else_of_it() -> None:
    """The command line imports it at every start."""
    code = "import sys, cdetrack; print([name for name in sys.modules if name.startswith('cdetrack.')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
