"""Long tables go through the user's pager, in a real terminal: tmux."""

import os
import select
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from cdetrack.cli.pager import pager_command
from support.program import Program, listing

pytestmark = pytest.mark.slow

PATIENCE = 20
"""Seconds to wait for output."""

needs_less = pytest.mark.skipif(shutil.which("less") is None, reason="less is not installed")


class Terminal:
    """A terminal of 80 by 24 cells; everything that is written to it can be read as it comes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._socket = str(folder / "tmux")
        self._pipe = folder / "screen"
        os.mkfifo(self._pipe)
        shell = f"env -i PATH={shlex.quote(os.environ['PATH'])} HOME={folder} PS1='$ ' sh"
        self("new-session", "-d", "-x", "80", "-y", "24", shell)
        self("pipe-pane", "-o", f"cat > {shlex.quote(str(self._pipe))}")
        self._output = self._pipe.open("rb", buffering=0)

    def __call__(self, *args: str) -> str:
        return subprocess.run(
            ["tmux", "-S", self._socket, "-f", "/dev/null", *args],
            check=True,
            capture_output=True,
            text=True,
            timeout=30,
        ).stdout

    def run(self, program: Program, *args: str, env: Mapping[str, str]) -> None:
        """Begin a command line; when it has ended, the screen says `code=…=`."""
        script = self._folder / "run.sh"
        variables = {
            "TERM": "screen-256color",
            "PYTHONPATH": os.pathsep.join(sys.path),
            "CDETRACK_HOME": str(program.cache),
            **env,
        }
        given = "\n".join(f"export {name}={shlex.quote(value)}" for name, value in variables.items())
        script.write_text(f"{given}\n{shlex.join([sys.executable, '-m', 'cdetrack', *args])}\necho code=$?=\n")
        self("send-keys", f". {script}", "Enter")

    def until(self, words: str) -> str:
        """Wait for these words; return the output up to and with them."""
        seen = b""
        while words.encode() not in seen:
            ready, _, _ = select.select([self._output], [], [], PATIENCE)
            assert ready, f"it never came: {seen.decode(errors='replace')}"
            seen += self._output.read(4096)
        return seen.decode(errors="replace")

    def press(self, *keys: str) -> None:
        self("send-keys", *keys)

    def screen(self) -> str:
        return self("capture-pane", "-p", "-S", "-")

    def close(self) -> None:
        self("kill-server")
        self._output.close()


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    if shutil.which("tmux") is None:
        pytest.skip("tmux is not installed")
    opened = Terminal(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def many(cdetrack: Program) -> Program:
    cdetrack("ingest", "-", stdin=listing(*((f"Notice number {each}", f"2025-01-{each:02}") for each in range(1, 31))))
    return cdetrack


@needs_less
def test_a_long_list_is_paged_and_leaving_early_is_no_error(terminal: Terminal, many: Program) -> None:
    terminal.run(many, "list", env={})
    terminal.until("Notice number 20")
    assert "Notice number 10" not in terminal.screen()
    terminal.press("q")
    assert "code=0=" in terminal.until("=\r\n")
    assert "Notice number 1 " not in terminal.screen()


@needs_less
def test_the_pager_shows_the_colours_of_the_terminal(terminal: Terminal, many: Program) -> None:
    terminal.run(many, "list", env={})
    written = terminal.until("Notice number 20")
    assert "\x1b[36m" in written, "ids are cyan, and less passes it on"
    assert "ESC[" not in written
    terminal.press("q")
    terminal.until("code=0=")


@needs_less
def test_interrupting_the_pager_does_not_kill_the_program(terminal: Terminal, many: Program) -> None:
    terminal.run(many, "list", env={})
    terminal.until("Notice number 20")
    terminal.press("C-c")
    terminal.press("q")
    assert "code=0=" in terminal.until("code=0=")


def test_a_short_list_is_not_paged(terminal: Terminal, many: Program) -> None:
    terminal.run(many, "list", "--limit", "3", env={"CDETRACK_PAGER": "grep -c Notice"})
    assert "Notice number 29" in terminal.until("code=0=")


def test_the_pager_of_the_user_is_taken_with_its_options(terminal: Terminal, many: Program) -> None:
    terminal.run(many, "list", env={"PAGER": "grep -c Notice", "CDETRACK_PAGER": "grep -c 'number 2'"})
    assert "\r\n11\r\n" in terminal.until("code=0="), "2, and 20 to 29"


def test_a_pager_that_does_not_exist_costs_nothing(terminal: Terminal, many: Program) -> None:
    terminal.run(many, "list", env={"PAGER": "no-such-pager"})
    assert "Notice number 1 " in terminal.until("code=0=")


def test_a_dumb_terminal_is_not_paged(terminal: Terminal, many: Program) -> None:
    terminal.run(many, "list", env={"TERM": "dumb", "PAGER": "no-such-pager"})
    written = terminal.until("code=0=")
    assert "no-such-pager: " not in written
    assert "Notice number 1 " in written


@pytest.mark.parametrize(
    ("environment", "command"),
    [
        ({"TERM": "xterm", "PAGER": "more"}, "more"),
        ({"TERM": "xterm", "PAGER": "more", "CDETRACK_PAGER": "less -S"}, "less -S"),
        ({"TERM": "xterm", "PAGER": "more", "CDETRACK_PAGER": ""}, None),
        ({"TERM": "xterm", "PAGER": "cat"}, None),
        ({"TERM": "dumb", "PAGER": "more"}, None),
        ({"PAGER": "more"}, None),
    ],
)
def test_which_pager_is_taken(environment: dict[str, str], command: str | None) -> None:
    assert pager_command(environment) == command


def test_what_is_piped_is_never_paged(many: Program) -> None:
    assert len(many("list", "--format", "table", env={"PAGER": "no-such-pager", "TERM": "xterm"}).out.splitlines()) > 30
