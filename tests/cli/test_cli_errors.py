"""Expected failures: each has its code and a hint; none is a traceback."""

import errno
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import cdetrack as package
from cdetrack.cli import COMMANDS
from cdetrack.cli.context import Context
from cdetrack.cli.mistakes import command_hint
from support.live import in_process
from support.paths import SEED, SRC
from support.program import Program, without_privileges


def run_in_shell(program: Program, script: str) -> tuple[int, str]:
    """Run a line of shell in which `$cdetrack` is the program; return its code and all that was written."""
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {script}"],
        env=program.environment({"cdetrack": f"{sys.executable} -m cdetrack", "PYTHONUNBUFFERED": "1"}),
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
    assert "Set up:" in ran.out
    assert "--since" in cdetrack("list", "--help").out


LONG = "x" * 5_000


def test_an_argument_of_thousands_of_characters_is_refused_and_not_echoed_whole(cdetrack: Program) -> None:
    cdetrack("ingest", str(SEED))
    for command in (
        ["list", "--since", LONG],
        ["list", LONG],
        ["topics", LONG],
        ["fetch", LONG],
        ["diff", LONG],
        ["export", "evidence", "2025-21", str(cdetrack.cache / LONG)],
    ):
        ran = cdetrack(*command)
        assert ran.code in {2, 3, 6}, command
        assert ran.err.startswith("error: ")
        assert len(ran.err) < 2_000


def test_a_path_that_is_too_long_is_a_mistake_of_the_configuration_or_none(cdetrack: Program) -> None:
    config = cdetrack.cache / "config.toml"
    cdetrack.cache.mkdir()
    config.write_text(f'[[watch]]\nname = "a"\nchannels = ["exec:./{LONG}"]\n')
    ran = cdetrack("watches")
    assert (ran.code, "Traceback" in ran.err) == (7, False)
    config.write_text(f'inbox = "{LONG}"\n[sources."nmpa/drugs"]\nenabled = false\n')
    ran = cdetrack("check")
    assert (ran.code, "Traceback" in ran.err) == (6, False)


def test_a_wrong_command_line_is_told_in_our_own_words(cdetrack: Program) -> None:
    for command, message in (
        (["lst"], "did you mean `cdetrack list`?"),
        (["list", "--sinc", "2025"], "did you mean `--since`?"),
        (["list", "--nosuchthing"], "error: there is no option `--nosuchthing`"),
        (["list", "extra"], "error: "),
        (["ingest"], "error: missing argument"),
        (["sources", "tst"], "`cdetrack sources test`"),
        (["list", "--json", "--format", "csv"], "exclude each other"),
        (["check", "--wait", "soon"], "`soon` is not a number"),
        (["init", "--mail-port", "2.5"], "`2.5` is not a whole number"),
    ):
        ran = cdetrack(*command)
        assert (ran.code, ran.out) == (2, ""), command
        assert message in ran.err
        assert "hint" in ran.err


@pytest.mark.parametrize(
    ("command", "hint"),
    [
        ("list pediatrics", "`cdetrack list --topic pediatrics`, or `cdetrack list --search pediatrics`"),
        ("list rare diseases", "`cdetrack list --topic rare-diseases`, or `cdetrack list --search 'rare diseases'`"),
        ("list 儿童用药", "`cdetrack list --search '儿童用药'`"),
        ("list guidelines", "`cdetrack list --kind guideline`"),
        ("list draft", "`cdetrack list --status draft`"),
        ("list cde", "`cdetrack list --issuer CDE`"),
        ("list nmpa/drugs", "`cdetrack list --source nmpa/drugs`"),
        ("list 2025-07", "`cdetrack list --since 2025-07`"),
        ("deadlines oncology", "`cdetrack deadlines --topic oncology`"),
        ("show a b", "`cdetrack show --help`"),
        ("open 1234", "`cdetrack show REF --open`"),
        ("search aspirin", "`cdetrack list --search TEXT`"),
        ("ls", "`cdetrack list`"),
        ("LIST", "`cdetrack list`"),
        ("topic", "`cdetrack topics`"),
        ("pediatrics", "`cdetrack list --topic pediatrics`"),
        ("frobnicate", "`cdetrack --help`"),
        ("deadlines --count", "`--count` is an option of `cdetrack list`"),
        ("--count list", "`--count` is an option of `cdetrack list`"),
        ("status --since 2025", "`--since` is an option of `cdetrack list`"),
        ("list --from 2025", "`--since`"),
        ("list --all", "`--limit 0`"),
        ("list --topics x", "`--topic`"),
        ("alerts lst", "`cdetrack alerts list`"),
        ("list --topic paediatrics", "`pediatrics`"),
        ("list --topic nope", "`cdetrack topics` lists them; `--search nope`"),
        ("list --source drugs", "`nmpa/drugs`"),
        ("fetch devices", "`nmpa/devices`"),
        ("list --kind guidelines", "`guideline`"),
        ("list --topic device", "did you mean `medical-devices`?"),
        ("list --topic 儿童", "did you mean `pediatrics`?"),
        ("topics 优先审评", "did you mean `registration`, `expedited`?"),
        ("watches add x --topic orphan --channel stdout", "did you mean `rare-diseases`?"),
        ("list --topic pediatrics,oncology", "give each by itself, without a comma"),
        ("list --since", "`cdetrack list --help`"),
        ("watches edit x --channel", "`cdetrack watches edit --help`"),
        ("list --count=3", "`cdetrack list --help`"),
        ("sources add https://example.org/", "`cdetrack sources enable LINK`"),
        ("sources list", "leave `list` out: `cdetrack sources`"),
        ("config show", "leave `show` out: `cdetrack config`"),
        ("ingest https://example.org/", "`cdetrack fetch https://example.org/`"),
        (f"fetch {SEED}", f"`cdetrack ingest {SEED}`"),
        ("list 2025-21", "`cdetrack show 2025-21`"),
        ("list 2025年第21号", "`cdetrack show '2025年第21号'`"),
        ("list 沪药监药械〔2025〕12号", "`cdetrack show '沪药监药械〔2025〕12号'`"),
        ("list 612145898a5a", "`cdetrack show 612145898a5a`"),
        ("list https://example.org/1.htm", "`cdetrack show https://example.org/1.htm`"),
        ("2025-21", "`cdetrack show 2025-21`"),
        ("https://example.org/1.htm", "`cdetrack show https://example.org/1.htm`"),
        ("list -since 7d", "did you mean `--since`?"),
        ("list -topic pediatrics", "did you mean `--topic`?"),
        ("list -json", "did you mean `--json`?"),
        ("list \N{EM DASH}since 7d", "did you mean `--since`?"),
        ("list \N{EN DASH}since=7d", "did you mean `--since`?"),
        ("-version", "did you mean `--version`?"),
        ("mark 2025-21 relevant Bob", "`cdetrack mark 2025-21 relevant --to Bob`"),
        ("export notices.xlsx", "`cdetrack export xlsx notices.xlsx`"),
        ("mark done 2025-21 2025-22", "the state comes last: `cdetrack mark 2025-21 2025-22 done`"),
    ],
)
def test_a_near_miss_gets_a_hint_that_can_be_typed(cdetrack: Program, command: str, hint: str) -> None:
    first, *rest = command.split(" ")
    ran = cdetrack(first, *rest)
    assert ran.code in {2, 3}
    assert ran.out == ""
    assert hint in ran.err.partition("hint: ")[2]


def test_a_word_to_leave_out_is_no_option_with_one_hyphen(cdetrack: Program) -> None:
    assert "`yestreday`" in (told := cdetrack("list", "--search", "-since", "--since", "yestreday").err)
    assert "did you mean" not in told


def test_every_hint_for_the_name_of_a_command_names_commands_that_exist() -> None:
    told = [command_hint(name, COMMANDS, tuple) for name in ("search", "open", "history", "add", "test", "html", "due")]
    named = [name for hint in told for name in re.findall(r"`cdetrack ([a-z]+)", hint)]
    assert len(named) >= len(told)
    assert set(named) <= set(COMMANDS)


@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("list --json --nosuch", 2),
        ("list --topic nosuch --format json", 3),
        ("list --since nosuch --format=jsonl", 2),
        ("show nosuch --json", 3),
        ("nosuch --json", 2),
        ("list extra --json", 2),
        ("sources test nosuch.html --json", 3),
        ("status --after x --json", 2),
        ("--cache /dev/null/x list --json", 6),
    ],
)
def test_with_json_an_error_is_an_object_on_stderr(cdetrack: Program, command: str, code: int) -> None:
    ran = cdetrack(*command.split())
    assert (ran.code, ran.out) == (code, "")
    [line] = [line for line in ran.err.splitlines() if line.startswith("{")]
    told = json.loads(line)
    assert list(told) == ["error", "hint", "code"]
    assert told["code"] == code
    assert told["error"]
    assert "error: " not in ran.err


def test_json_behind_a_double_dash_is_a_file(cdetrack: Program) -> None:
    assert "error: " in cdetrack("ingest", "--", "--json").err


def test_a_cache_that_cannot_be_made_is_told(cdetrack: Program, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("a file", encoding="utf-8")
    for folder in (file, file / "below"):
        ran = cdetrack("--cache", folder, "ingest", SEED)
        assert ran.code == 6
        assert ran.err.startswith("error: ")
    assert file.read_text(encoding="utf-8") == "a file"


def test_a_cache_that_cannot_be_read_is_told_with_what_helps(cdetrack: Program) -> None:
    cdetrack("ingest", SEED)
    cdetrack.notices.chmod(0)
    ran = cdetrack("list", before=without_privileges)
    assert (ran.code, "hint: choose another folder with `--cache DIR`, or mend the permissions" in ran.err) == (6, True)
    ran = cdetrack("--cache", SEED, "list")
    assert (ran.code, "hint: a cache is a folder" in ran.err) == (6, True)


def test_a_reader_that_has_seen_enough_is_no_failure(cdetrack: Program) -> None:
    cdetrack("ingest", SEED)
    assert run_in_shell(cdetrack, "$cdetrack list | head -n 1 > /dev/null") == (0, "")
    assert run_in_shell(cdetrack, "$cdetrack list --json | true") == (0, "")
    assert run_in_shell(cdetrack, "$cdetrack show nosuch 2>&1 | true")[0] == 3


def test_the_code_of_diff_holds_for_a_reader_that_has_seen_enough(cdetrack: Program) -> None:
    many = json.dumps([{"title": f"Title number {n}", "date": "2025-01-01"} for n in range(1_500)])
    cdetrack("ingest", "-", stdin=many)
    for command in ("diff --exit-code | head -n 1", "diff --exit-code --json | true"):
        assert run_in_shell(cdetrack, f"$cdetrack {command} > /dev/null") == (10, "")
    assert run_in_shell(cdetrack, "$cdetrack diff | true") == (0, "")


def test_streams_that_are_closed_or_full_are_told(cdetrack: Program) -> None:
    cdetrack("ingest", SEED)
    assert run_in_shell(cdetrack, "$cdetrack list >&-")[0] == 6
    assert run_in_shell(cdetrack, "$cdetrack list --topic nosuch 2>&-") == (3, "")
    assert run_in_shell(cdetrack, "$cdetrack ingest - <&-")[0] == 3
    if Path("/dev/full").exists():
        code, told = run_in_shell(cdetrack, "$cdetrack list > /dev/full")
        assert code == 6
        assert told.startswith("error: cannot write the output: no space left on device\nhint: make room on the disk")
        assert run_in_shell(cdetrack, "$cdetrack list --since 2099 2> /dev/full") == (0, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_what_nobody_can_be_told_of_stops_nothing(cdetrack: Program) -> None:
    """A disk that is full of logs must not keep notices out of the cache."""
    assert run_in_shell(cdetrack, f"$cdetrack ingest nosuch.html {SEED} 2> /dev/full") == (3, "")
    assert len(cdetrack("list").rows) == 6
    configured = cdetrack.cache / "config.toml"
    configured.write_text(
        '[sources."nmpa/drugs"]\nurl = "http://127.0.0.1:9/"\n[fetch]\nretries = 1\n', encoding="utf-8"
    )
    assert run_in_shell(cdetrack, "$cdetrack -v fetch nmpa/drugs 2> /dev/full") == (4, "")


def test_an_interruption_is_told_and_leaves_no_look(cdetrack: Program) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "cdetrack", "-v", "ingest", "-"],
        env=cdetrack.environment({"PYTHONUNBUFFERED": "1"}),
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


def test_a_bug_exits_with_1_and_is_not_told_as_an_error_of_the_users(cdetrack: Program, tmp_path: Path) -> None:
    cdetrack("ingest", SEED)
    broken = "import cdetrack.query.select\ndel cdetrack.query.select.Matches\n"
    (tmp_path / "sitecustomize.py").write_text(broken, encoding="utf-8")
    path = os.pathsep.join([str(tmp_path), str(SRC)])
    ran = cdetrack("list", env={"PYTHONPATH": path})
    assert (ran.code, ran.out) == (1, "")
    assert "Traceback" in ran.err
    assert "error: " not in ran.err


def test_a_file_of_the_program_that_is_missing_is_a_bug_and_not_blamed_on_the_output(
    cdetrack: Program, tmp_path: Path
) -> None:
    """An OSError from anywhere but stdout is a bug: exit 1 with a traceback."""
    shutil.copytree(SRC / "cdetrack", tmp_path / "cdetrack")
    (tmp_path / "cdetrack" / "meaning" / "topics.toml").unlink()
    done = subprocess.run(
        [sys.executable, "-m", "cdetrack", "topics"],
        env=cdetrack.environment({"PYTHONPATH": str(tmp_path)}),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert "Traceback" in done.stderr
    assert "topics.toml" in done.stderr
    assert "error: " not in done.stderr


def test_a_broken_pipe_that_is_not_stdout_is_a_bug(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise BrokenPipeError(errno.EPIPE, "of a socket")

    monkeypatch.setattr(Context, "folder", property(broken))
    with pytest.raises(BrokenPipeError, match="of a socket"):
        in_process("list")


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (("--cache", "", "list"), 2),
        (("list", "--cache", ""), 2),
        (("--config", "", "list"), 2),
        (("ingest", ""), 3),
        (("export", "md", ""), 3),
        (("sources", "test", str(SEED), "--url", ""), 2),
        (("sources", "test", str(SEED), "--source", ""), 2),
    ],
)
def test_an_empty_value_names_no_file_and_no_folder(cdetrack: Program, command: tuple[str, ...], code: int) -> None:
    """A script with an unset variable must not read or fill the current folder."""
    ran = cdetrack(*command)
    assert (ran.code, ran.out) == (code, "")
    assert "folder" not in ran.err
    assert list(cdetrack.cache.parent.rglob("history.jsonl")) == []


@pytest.mark.parametrize(
    "what", ["topic", "kind", "issuer", "source", "status", "number", "product", "applicant", "state"]
)
def test_an_empty_value_of_a_filter_is_named_as_one(cdetrack: Program, what: str) -> None:
    """A script with an unset variable must not take everything, or nothing, for the answer."""
    said = f"error: an empty text is no {what}\nhint: an unset variable is empty\n"
    for empty in ("", " "):
        ran = cdetrack("list", f"--{what}", "x", f"--{what}", empty)
        assert (ran.code, ran.out) == (2, "")
        assert ran.err.endswith(said)


def test_a_file_that_cannot_be_read_is_named_once_with_the_reason(cdetrack: Program) -> None:
    for path, why in ((f"{SEED}/x", "not a directory"), ("x" * 300, "file name too long")):
        ran = cdetrack("ingest", path)
        assert (ran.code, ran.err.splitlines()[0]) == (3, f"error: cannot read `{path}`: {why}")


def test_stdin_and_exports_that_cannot_be_opened_are_named(cdetrack: Program) -> None:
    cdetrack("ingest", SEED)
    code, told = run_in_shell(cdetrack, "$cdetrack ingest - 0> /dev/null")
    assert (code, told.splitlines()[0]) == (3, "error: cannot read stdin: bad file descriptor")
    for path, said in (("a\0b", "cannot be a path"), ("x" * 300, "cannot write")):
        ran = in_process("--cache", cdetrack.cache, "export", "md", path)
        assert ran.code in {3, 6}
        assert said in ran.err
