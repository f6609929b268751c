"""Failures that are expected: each has its code and says what to do; none is a traceback."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import cdetrack as package
from program import SEED, Program


def run_in_shell(program: Program, script: str) -> tuple[int, str]:
    """Run a line of shell in which `$cdetrack` is the program; return its code and all that was written."""
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {script}"],
        env={
            **os.environ,
            "CDETRACK_HOME": str(program.cache),
            "cdetrack": f"{sys.executable} -m cdetrack",
            "PYTHONUNBUFFERED": "1",
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return done.returncode, done.stdout.decode()


def test_the_version_and_help_need_no_command(cdetrack: Program) -> None:
    assert cdetrack("--version").out == f"cdetrack {package.__version__}\n"
    assert cdetrack("-v", "--version").code == 0
    ran = cdetrack()
    assert ran.code == 0
    assert "Commands:" in ran.out
    assert "--since" in cdetrack("list", "--help").out


def test_a_wrong_command_line_is_told_in_our_own_words(cdetrack: Program) -> None:
    for command, message in (
        (["lst"], "did you mean `cdetrack list`?"),
        (["list", "--sinc", "2025"], "did you mean `--since`?"),
        (["list", "--nosuchthing"], "error: there is no option `--nosuchthing`"),
        (["list", "extra"], "error: "),
        (["ingest"], "error: missing argument"),
        (["sources", "tst"], "`test`"),
        (["list", "--json", "--format", "csv"], "exclude each other"),
    ):
        ran = cdetrack(*command)
        assert (ran.code, ran.out) == (2, ""), command
        assert message in ran.err
        assert "hint: " in ran.err


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("history.jsonl", b"not a history\n"),
        ("notices.json", b"{}"),
        ("notices.json", b"\0\0\0"),
        ("state.json", b"[1"),
    ],
)
def test_a_damaged_cache_is_told_and_every_byte_kept(cdetrack: Program, name: str, content: bytes) -> None:
    cdetrack("ingest", SEED)
    (cdetrack.cache / name).write_bytes(content)
    for command in (["ingest", SEED], ["doctor"]):
        ran = cdetrack(*command)
        assert ran.code == 6, command
        assert "hint: " in ran.err
    assert (cdetrack.cache / name).read_bytes() == content


def test_a_history_that_lost_its_end_is_never_folded_again_silently(cdetrack: Program) -> None:
    cdetrack("ingest", SEED)
    whole = cdetrack.history.read_bytes()
    cut = whole[: whole.rindex(b"\n", 0, -1) + 1]
    cdetrack.history.write_bytes(cut)
    for command in (["list"], ["ingest", SEED], ["doctor"], ["diff"]):
        assert cdetrack(*command).code == 6, command
    assert cdetrack.history.read_bytes() == cut


@pytest.mark.parametrize("name", ["history.jsonl", "notices.json", "state.json"])
def test_a_file_of_a_newer_version_is_refused_and_kept(cdetrack: Program, name: str) -> None:
    cdetrack("ingest", SEED)
    path = cdetrack.cache / name
    newer = path.read_bytes().replace(b'"schema": 1', b'"schema": 99')
    assert b'"schema": 99' in newer
    path.write_bytes(newer)
    ran = cdetrack("ingest", SEED)
    assert ran.code == 6
    assert "upgrade cdetrack" in ran.err
    assert path.read_bytes() == newer


def test_a_cache_that_cannot_be_made_is_told(cdetrack: Program, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("a file", encoding="utf-8")
    for folder in (file, file / "below"):
        ran = cdetrack("--cache", folder, "ingest", SEED)
        assert ran.code == 6
        assert ran.err.startswith("error: ")
    assert file.read_text(encoding="utf-8") == "a file"


def test_a_reader_that_has_seen_enough_is_no_failure(cdetrack: Program) -> None:
    cdetrack("ingest", SEED)
    assert run_in_shell(cdetrack, "$cdetrack list | head -n 1 > /dev/null") == (0, "")
    assert run_in_shell(cdetrack, "$cdetrack list --json | true") == (0, "")
    assert run_in_shell(cdetrack, "$cdetrack show nosuch 2>&1 | true")[0] == 3


def test_streams_that_are_closed_or_full_are_told(cdetrack: Program) -> None:
    cdetrack("ingest", SEED)
    assert run_in_shell(cdetrack, "$cdetrack list >&-")[0] == 6
    assert run_in_shell(cdetrack, "$cdetrack list --topic nosuch 2>&-") == (3, "")
    assert run_in_shell(cdetrack, "$cdetrack ingest - <&-")[0] == 3
    if Path("/dev/full").exists():
        code, told = run_in_shell(cdetrack, "$cdetrack list > /dev/full")
        assert (code, told) == (6, "error: cannot write the output: no space left on device\n")
        assert run_in_shell(cdetrack, "$cdetrack list --since 2099 2> /dev/full") == (0, "")


def test_an_interruption_is_told_and_leaves_no_look(cdetrack: Program) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "cdetrack", "-v", "ingest", "-"],
        env={**os.environ, "CDETRACK_HOME": str(cdetrack.cache), "PYTHONUNBUFFERED": "1"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdin is not None
    # It has taken more than a pipe holds: it runs, and waits for the rest.
    process.stdin.write(b"-\nA title\n2025-01-01\n" * 20_000)
    process.stdin.flush()
    process.send_signal(signal.SIGINT)
    _, err = process.communicate()
    assert (process.returncode, err.decode()) == (130, "error: interrupted\n")
    assert not cdetrack.history.exists()


def test_chinese_is_written_as_utf_8_whatever_the_locale_says(cdetrack: Program) -> None:
    stdin = json.dumps([{"title": "关于第12号的公告", "date": "2025-01-02"}])
    plain = {"LANG": "C", "LC_ALL": "C", "PYTHONIOENCODING": "ascii"}
    assert cdetrack("ingest", "-", stdin=stdin, env=plain).code == 0
    assert cdetrack("list", "--search", "公告", env=plain).rows[0][5] == "关于第12号的公告"
    assert "公告" in cdetrack("list", "--format", "table", env=plain | {"COLUMNS": "80"}).out
