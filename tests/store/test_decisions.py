"""The files of decisions: proven, mended, merged, and never overwritten; the kills are in `test_killed_writes`."""

import errno
import json
import os
import re
import resource
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from cdetrack.model.notice import STATES
from support.program import Program, listing

MATTERS = [(f"Announcement of NMPA on Matter {number} (No. {number} of 2025)", "2025-09-05") for number in range(1, 41)]


@pytest.fixture
def decided(cdetrack: Program) -> Program:
    """Return a cache with three decisions of Ann."""
    cdetrack("ingest", "-", stdin=listing(*MATTERS))
    for number, state in enumerate(STATES[1:], 1):
        assert cdetrack("mark", f"2025-{number}", state, "--by", "Ann").code == 0
    return cdetrack


def _file(cdetrack: Program, name: str = "Ann") -> Path:
    return cdetrack.cache / "decisions" / f"{name}.jsonl"


def _states(cdetrack: Program) -> dict[str, str]:
    found = cdetrack("list", "--json").json()
    return {each["number"].partition("-")[2]: each["state"] for each in found if each["state"] != "new"}


ALL = {"1": "relevant", "2": "irrelevant", "3": "done"}


def test_doctor_proves_each_chain(decided: Program) -> None:
    assert "3 decisions; the chain" in decided("doctor").out
    path = _file(decided)
    sound = path.read_bytes()
    lines = sound.splitlines(keepends=True)
    for damaged, words in (
        (sound.replace(b'"relevant"', b'"done"'), "at line 2"),
        (b"".join([lines[0], lines[2]]), "at line 2"),
        (b"".join([lines[1], lines[0], lines[2]]), "at line 1"),
        (sound.replace(b'"done"', b'"dune"'), "at line 3: it is not a decision"),
        (b"".join(lines[:2]), "2 lines where 3 were recorded"),
        (sound.replace(b'"title": "A', b'"title": "B'), "at line 2"),
        (sound.replace(lines[2], lines[2].replace(b'"done"', b'"new"')), "lines at its end are gone or altered"),
        (b"", "0 lines where 3"),
    ):
        path.write_bytes(damaged)
        ran = decided("doctor")
        assert (ran.code, words in ran.err, str(path) in ran.err) == (6, True, True), (words, ran.err)
        assert path.read_bytes() == damaged
    path.unlink()
    assert f"`{path}` is gone" in decided("doctor").err


def test_a_file_of_a_newer_cdetrack_is_refused_and_left_alone(decided: Program) -> None:
    path = _file(decided)
    newer = path.read_bytes() + path.read_bytes().splitlines()[-1].replace(b'"schema": 1', b'"schema": 2') + b"\n"
    path.write_bytes(newer)
    for command in (
        ["list", "--json"],
        ["list", "--format", "csv"],
        ["list", "--state", "done"],
        ["show", "2025-1"],
        ["mark", "2025-1", "done", "--by", "Ann"],
        ["doctor"],
        ["doctor", "--repair"],
        ["export", "csv"],
    ):
        ran = decided(*command)
        assert (ran.code, "upgrade cdetrack" in ran.err) == (6, True), command
    assert path.read_bytes() == newer


def test_a_torn_last_line_counts_for_nothing_and_the_next_decision_moves_it_away(decided: Program) -> None:
    path = _file(decided)
    sound = path.read_bytes()
    torn = sound.splitlines()[-1][:50]
    path.write_bytes(sound + torn)
    assert _states(decided) == ALL
    assert decided("doctor").code == 0
    ran = decided("mark", "2025-4", "done", "--by", "Ann")
    assert (ran.code, "was moved out of it" in ran.err) == (0, True)
    assert path.read_bytes().startswith(sound)
    assert path.with_suffix(".cut").read_bytes() == torn + b"\n"
    assert _states(decided) == {**ALL, "4": "done"}
    path.write_bytes(path.read_bytes() + torn)
    assert "which a crash cut off" in decided("doctor", "--repair").out
    assert path.read_bytes().endswith(b"\n")
    assert path.with_suffix(".cut").read_bytes() == (torn + b"\n") * 2
    assert decided("doctor").code == 0


def test_a_damaged_line_is_told_hides_no_other_and_stops_no_alert(decided: Program) -> None:
    path = _file(decided)
    path.write_bytes(path.read_bytes().replace(b'"irrelevant"', b"irrelevant"))
    ran = decided("list", "--json")
    assert (ran.code, f"`{path}` is damaged: 1 line cannot be read" in ran.err) == (0, True)
    assert _states(decided) == {"1": "relevant", "3": "done"}
    assert decided("check", "--no-fetch").code == 0
    before = path.read_bytes()
    ran = decided("mark", "2025-4", "done", "--by", "Ann")
    assert (ran.code, "doctor --repair" in ran.err) == (6, True)
    assert path.read_bytes() == before
    assert decided("mark", "2025-4", "done", "--by", "Bob").code == 0
    assert "2 kept" in decided("doctor", "--repair").out
    assert path.with_name("Ann.jsonl.damaged-1").read_bytes() == before
    assert decided("doctor").code == 0
    assert _states(decided) == {"1": "relevant", "3": "done", "4": "done"}


def test_a_person_who_decided_on_two_machines_has_both_after_a_repair(decided: Program) -> None:
    path = _file(decided)
    common, end = path.read_bytes(), path.with_name(".Ann.end")
    end_before = end.read_bytes()
    decided("mark", "2025-4", "done", "--by", "Ann")
    here = path.read_bytes()[len(common) :]
    path.write_bytes(common)
    end.write_bytes(end_before)
    decided("mark", "2025-5", "relevant", "--by", "Ann")
    there = path.read_bytes()[len(common) :]
    path.write_bytes(common + b"<<<<<<< HEAD\n" + here + b"=======\n" + there + b">>>>>>> origin/main\n")
    end.write_bytes(b"<<<<<<< HEAD\n" + end_before + b"=======\n" + end.read_bytes() + b">>>>>>> origin/main\n")
    assert "it is a mark of a merge" in decided("doctor").err
    assert "5 kept" in decided("doctor", "--repair").out
    assert decided("doctor").code == 0
    assert _states(decided) == {**ALL, "4": "done", "5": "relevant"}
    # Both sides kept by `merge=union`, without marks.
    path.write_bytes(common + here + there)
    assert _states(decided) == {**ALL, "4": "done", "5": "relevant"}
    assert "5 kept" in decided("doctor", "--repair").out


def test_lines_that_are_gone_for_good_are_no_longer_expected_after_a_repair(decided: Program) -> None:
    decided("mark", "2025-4", "done", "--by", "Bob")
    _file(decided, "Bob").unlink()
    path = _file(decided)
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:1]))
    assert decided("doctor").code == 6
    assert "no longer expected" in decided("doctor", "--repair").out
    assert decided("doctor").code == 0
    assert _states(decided) == {"1": "relevant"}


def test_git_merges_the_files_of_two_people(decided: Program, tmp_path: Path) -> None:
    def git(*args: str, folder: Path = decided.cache) -> None:
        names = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main")
        subprocess.run(["git", *names, *args], cwd=folder, check=True, capture_output=True)

    git("init")
    git("add", "history.jsonl", "notices.json", "decisions")
    git("commit", "-m", "cache")
    other = decided.beside("clone")
    git("clone", str(decided.cache), str(other.cache), folder=tmp_path)
    decided("mark", "2025-7", "done", "--by", "Ann")
    other("mark", "2025-8", "done", "--by", "Bob")
    for cache, message in ((other.cache, "Bob"), (decided.cache, "Ann")):
        git("add", "decisions", folder=cache)
        git("commit", "-m", message, folder=cache)
    git("pull", "--no-rebase", "--no-edit", str(other.cache), "HEAD")
    assert _states(decided) == {**ALL, "7": "done", "8": "done"}
    assert decided("doctor").code == 0


def test_many_who_mark_at_once_lose_nothing(decided: Program) -> None:
    def mark(number: int) -> int:
        command = [
            sys.executable,
            "-m",
            "cdetrack",
            "mark",
            f"2025-{number}",
            "done",
            "--by",
            ("Ann", "Bob")[number % 2],
        ]
        return subprocess.run(command, env=decided.environment(), capture_output=True, check=False).returncode

    with ThreadPoolExecutor(6) as pool:
        assert set(pool.map(mark, range(10, 22))) == {0}
    assert _states(decided) == {**ALL, **{str(number): "done" for number in range(10, 22)}}
    assert "15 decisions; the chain" in decided("doctor").out


@pytest.mark.skipif(sys.platform == "win32", reason="there is no limit on file sizes there")
def test_a_full_disk_keeps_every_decision_and_takes_none_by_half(decided: Program) -> None:
    path = _file(decided)
    before = path.read_bytes()
    size = len(before)

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size + 500, size + 500))

    ran = decided("mark", "2025-4", "2025-5", "2025-6", "done", "--by", "Ann", before=limited)
    assert (ran.code, "nothing that was recorded is lost" in ran.err) == (6, True)
    assert path.read_bytes() == before
    assert decided("doctor").code == 0


@pytest.mark.parametrize("odd", ["folder", "pipe", "link"])
def test_what_is_no_file_of_decisions_is_told_and_left_alone(decided: Program, odd: str) -> None:
    path = _file(decided)
    path.unlink()
    if odd == "folder":
        path.mkdir()
    elif odd == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to("nosuch")
    for command in (
        ["list", "--json"],
        ["list", "--format", "csv"],
        ["mark", "2025-1", "done", "--by", "Ann"],
        ["doctor"],
        ["doctor", "--repair"],
    ):
        ran = decided(*command)
        assert (ran.code, f"`{path}` is a" in ran.err, ran.out) == (6, True, ""), (command, ran)
    assert decided("list").code == 0


def test_a_file_in_place_of_the_folder_is_told(cdetrack: Program) -> None:
    cdetrack("ingest", "-", stdin=listing(*MATTERS))
    (cdetrack.cache / "decisions").write_text("mine", encoding="utf-8")
    for command in (["list", "--json"], ["list", "--format", "csv"], ["mark", "2025-1", "done"], ["doctor"]):
        ran = cdetrack(*command)
        assert (ran.code, os.strerror(errno.ENOTDIR).lower() in ran.err) == (6, True), (command, ran)
    assert (cdetrack.cache / "decisions").read_text(encoding="utf-8") == "mine"


def test_a_line_of_another_program_in_json_of_another_form_is_read(decided: Program) -> None:
    path = _file(decided)
    forms = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    path.write_text("".join(json.dumps(dict(sorted(form.items()))) + "\n" for form in forms), encoding="utf-8")
    assert _states(decided) == ALL


def test_the_schema_and_the_names_of_a_line_are_those_of_the_documentation(decided: Program) -> None:
    docs = Path(__file__).parents[2] / "docs" / "cache.md"
    section = docs.read_text(encoding="utf-8").partition("## The decisions")[2].partition("\n## ")[0]
    named = {
        name for row in re.findall(r"^\| (`.*?) \|", section, re.MULTILINE) for name in re.findall(r"`(\w+)`", row)
    }
    assert named == set(json.loads(_file(decided).read_text(encoding="utf-8").splitlines()[0]))
