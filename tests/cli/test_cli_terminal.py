"""Output for people: the real program in a terminal of its own."""

import fcntl
import json
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from collections.abc import Mapping

import pytest
from rich.cells import cell_len

from support.paths import SEED
from support.program import Program, listing

pytestmark = pytest.mark.slow

ESCAPE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)")


def on_screen(program: Program, *args: str, columns: int = 80, env: Mapping[str, str] | None = None) -> str:
    """Return the output of `cdetrack ARGS` on a terminal that is `columns` wide."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 200, columns, 0, 0))
    dropped = {"COLUMNS", "LINES", "NO_COLOR", "TERM", "FORCE_COLOR"}
    environment = {name: value for name, value in os.environ.items() if name not in dropped}
    environment |= {"CDETRACK_HOME": str(program.cache), "TERM": "xterm-256color", "PAGER": "cat", **(env or {})}
    process = subprocess.Popen(
        [sys.executable, "-m", "cdetrack", *args], stdin=theirs, stdout=theirs, stderr=subprocess.PIPE, env=environment
    )
    os.close(theirs)
    shown = b""
    while True:
        try:
            part = os.read(ours, 65536)
        except OSError:  # how Linux says that the other side is closed
            break
        if not part:
            break
        shown += part
    os.close(ours)
    process.communicate()
    assert process.returncode == 0
    return shown.decode().replace("\r\n", "\n")


def plain(text: str) -> str:
    return ESCAPE.sub("", text)


@pytest.fixture
def filled(cdetrack: Program) -> Program:
    entries = [
        {"title": f"国家药监局关于发布第{n}号公告的通知：" + "很长的题目" * 12, "date": "2025-03-01"} for n in range(60)
    ]
    entries[0]["url"] = "https://english.nmpa.gov.cn/2025-03/01/c_1900001.html"
    cdetrack("ingest", "-", stdin=json.dumps(entries))
    cdetrack("ingest", SEED)
    return cdetrack


def test_no_line_is_wider_than_the_terminal(filled: Program) -> None:
    for command in (
        ["list", "--limit", "9"],
        ["topics"],
        ["status"],
        ["sources"],
        ["show", "2025-21", "--why"],
        ["diff"],
    ):
        lines = plain(on_screen(filled, *command, columns=40)).splitlines()
        assert lines
        assert max(map(cell_len, lines)) <= 40, command


def test_a_table_has_fifty_rows_and_says_how_many_more_there_are(filled: Program) -> None:
    shown = plain(on_screen(filled, "list"))
    assert len(re.findall(r"^2025-", shown, re.MULTILINE)) == 50
    assert "16 more" in shown
    everything = plain(on_screen(filled, "list", "--limit", "0"))
    assert len(re.findall(r"^2025-", everything, re.MULTILINE)) == 66
    assert "more:" not in everything
    assert len(filled("list").rows) == 66  # a pipe gets all


def test_dates_of_status_are_whole_on_an_ordinary_terminal(filled: Program) -> None:
    shown = plain(on_screen(filled, "status", columns=80))
    assert re.search(r"^ingest +66 +2025-09-05 .*\d{4}-\d\d-\d\d \d\d:\d\d", shown, re.MULTILINE)
    assert "…" not in shown


def test_links_can_be_clicked_and_colours_can_be_switched_off(filled: Program) -> None:
    assert "\x1b]8;" in on_screen(filled, "list", "--limit", "0")
    assert "\x1b[" in on_screen(filled, "list")
    for env in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        shown = on_screen(filled, "list", "--limit", "0", env=env)
        assert not re.search(r"\x1b\[[0-9;]*3[0-7]m|\x1b\]8;", shown)
    assert "\x1b" not in on_screen(filled, "list", env={"TERM": "dumb"})


def test_the_columns_of_the_environment_count(filled: Program) -> None:
    lines = plain(on_screen(filled, "list", columns=80, env={"COLUMNS": "50"})).splitlines()
    assert max(map(cell_len, lines)) <= 50


def test_markup_and_terminal_codes_of_a_page_are_shown_as_they_are(cdetrack: Program) -> None:
    cdetrack("ingest", "-", stdin=listing(("The [red]draft[/red] :smile: \x1b]0;owned\x07 text", "2025-01-01")))
    shown = on_screen(cdetrack, "list", columns=120)
    assert "The [red]draft[/red] :smile:" in plain(shown)
    assert "\x1b]0;" not in shown
    assert "\x07" not in shown
