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

from support.dialogue import dialogue
from support.paths import SEED
from support.program import Program, listing

pytestmark = pytest.mark.slow

ESCAPE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)")


def on_screen(
    program: Program, *args: str, columns: int = 80, env: Mapping[str, str] | None = None, keyboard: bool = True
) -> str:
    """Return the output of `cdetrack ARGS` on a terminal that is `columns` wide; with or without its keyboard."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 200, columns, 0, 0))
    dropped = {"COLUMNS", "LINES", "NO_COLOR", "TERM", "FORCE_COLOR"}
    environment = {name: value for name, value in os.environ.items() if name not in dropped}
    environment |= {"CDETRACK_HOME": str(program.cache), "TERM": "xterm-256color", "PAGER": "cat", **(env or {})}
    process = subprocess.Popen(
        [sys.executable, "-m", "cdetrack", *args],
        stdin=theirs if keyboard else subprocess.DEVNULL,
        stdout=theirs,
        stderr=subprocess.PIPE,
        env=environment,
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


def test_a_dumb_terminal_has_the_width_of_the_terminal_or_of_the_variable(filled: Program) -> None:
    dumb = {"TERM": "dumb"}

    def width(columns: int, **env: str) -> int:
        shown = on_screen(filled, "list", "--limit", "9", columns=columns, env=dumb | env)
        return max(cell_len(line.rstrip()) for line in shown.splitlines())

    assert width(60) <= 60
    assert 120 < width(160) <= 160
    assert 120 < width(60, COLUMNS="160") <= 160


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


def test_a_message_breaks_no_word_and_no_command(filled: Program) -> None:
    code, shown = dialogue(filled, "diff", "--since-last", "somebody-with-a-name", answers=[])
    assert code == 0
    assert max(map(len, shown.splitlines())) < 80
    assert "changes from\nnow on; `cdetrack diff --since 7d` shows" in shown
    assert max(map(len, plain(on_screen(filled, "doctor", columns=60)).splitlines())) < 60
    code, shown = dialogue(filled, "show", "nosuch", "--json", answers=[])
    assert json.loads(shown)["code"] == code == 3


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


def test_a_screen_without_a_keyboard_has_no_pager(cdetrack: Program) -> None:
    """A recorder, a CI job: the pager would wait for a key for ever."""
    cdetrack("ingest", "-", stdin=listing(*((f"Notice {number}", "2025-01-01") for number in range(220))))
    shown = {
        keyboard: on_screen(cdetrack, "list", "--limit", "0", env={"PAGER": "echo paged"}, keyboard=keyboard)
        for keyboard in (True, False)
    }
    assert shown[True] == "paged\n"
    assert "Notice 7" in shown[False]


def test_the_columns_of_the_environment_count(filled: Program) -> None:
    lines = plain(on_screen(filled, "list", columns=80, env={"COLUMNS": "50"})).splitlines()
    assert max(map(cell_len, lines)) <= 50


def test_markup_and_terminal_codes_of_a_page_are_shown_as_they_are(cdetrack: Program) -> None:
    cdetrack("ingest", "-", stdin=listing(("The [red]draft[/red] :smile: \x1b]0;owned\x07 text", "2025-01-01")))
    shown = on_screen(cdetrack, "list", columns=120)
    assert "The [red]draft[/red] :smile:" in plain(shown)
    assert "\x1b]0;" not in shown
    assert "\x07" not in shown


def titles_marked(shown: str) -> list[str]:
    return re.findall(r"• (\w+ found)", plain(shown))


def test_a_list_marks_what_was_found_since_you_last_asked(cdetrack: Program) -> None:
    first, second = ("First found", "2025-01-01"), ("Second found", "2025-01-02")
    ann = {"CDETRACK_USER": "Ann Lee"}
    cdetrack("ingest", "-", stdin=listing(first))
    assert "•" not in on_screen(cdetrack, "list", env=ann), "there is no cursor of that name"
    cdetrack("diff", "--since-last", "Ann Lee")
    assert "•" not in on_screen(cdetrack, "list", env=ann), "nothing was found since"
    cdetrack("ingest", "-", stdin=listing((*first, "with a summary now"), second))
    state = (cdetrack.cache / "state.json").read_bytes()
    legend = "• new to Ann Lee: `cdetrack diff --since-last 'Ann Lee'` shows them and clears the marks"
    for columns in (40, 80, 200):
        lines = plain(on_screen(cdetrack, "list", columns=columns, env=ann)).splitlines()
        assert titles_marked("\n".join(lines)) == ["Second found"], "a change is not a find"
        assert " ".join(lines[lines.index("") + 1 :]) == legend
        assert max(map(cell_len, lines)) <= columns
    for env in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        assert titles_marked(on_screen(cdetrack, "list", env={**ann, **env})) == ["Second found"]
    assert (cdetrack.cache / "state.json").read_bytes() == state, "to look is not to ask"
    assert "•" not in on_screen(cdetrack, "list", env={"CDETRACK_USER": "Bob"})
    assert "•" not in on_screen(cdetrack, "list", "--search", "First", env=ann), "no marked row, no explanation"
    cdetrack("diff", "--since-last", "Ann Lee")
    assert "•" not in on_screen(cdetrack, "list", env=ann)


def test_only_the_table_on_a_terminal_has_marks(cdetrack: Program) -> None:
    ann = {"CDETRACK_USER": "ann"}
    cdetrack("ingest", "-", stdin=listing(("First found", "2025-01-01")))
    cdetrack("diff", "--since-last", "ann")
    cdetrack("ingest", "-", stdin=listing(("Second found", "2025-01-02")))
    for form in (
        ["--json"],
        ["--format", "csv"],
        ["--format", "md"],
        ["--oneline"],
        ["--count"],
        ["--fields", "title"],
    ):
        assert "•" not in on_screen(cdetrack, "list", *form, env=ann), form
    for form in ([], ["--format", "table"]):
        ran = cdetrack("list", *form, env=ann)
        assert "Second found" in ran.out
        assert "•" not in ran.out, form


def test_a_list_comes_without_marks_where_the_state_is_damaged(cdetrack: Program) -> None:
    cdetrack("ingest", "-", stdin=listing(("First found", "2025-01-01")))
    (cdetrack.cache / "state.json").write_text("{", encoding="utf-8")
    assert "First found" in on_screen(cdetrack, "list", env={"CDETRACK_USER": "ann"})
    assert "First found" in on_screen(cdetrack, "list", env={"CDETRACK_USER": "\t"})


def test_all_of_a_replaced_history_is_new(cdetrack: Program) -> None:
    cdetrack("ingest", "-", stdin=listing(("First found", "2025-01-01")))
    cdetrack("diff", "--since-last", "ann")
    path = cdetrack.cache / "state.json"
    state = json.loads(path.read_text(encoding="utf-8"))
    state["cursors"]["ann"]["hash"] = "0" * 64
    path.write_text(json.dumps(state), encoding="utf-8")
    assert titles_marked(on_screen(cdetrack, "list", env={"CDETRACK_USER": "ann"})) == ["First found"]
