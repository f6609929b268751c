"""`mark`: a person's decision on documents, and the answers that have it."""

import csv
import getpass
import io
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from cdetrack.cache import Cache
from support.paths import SEED
from support.program import Program, listing

NUMBER = "Announcement of NMPA on Rare Diseases (No. 7 of 2025)"


def _ids(cdetrack: Program, *filters: str) -> list[str]:
    return [row[1] for row in cdetrack("list", *filters).rows]


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _file(cdetrack: Program, name: str) -> Path:
    return cdetrack.cache / "decisions" / f"{name}.jsonl"


@pytest.fixture
def seeded(cdetrack: Program) -> Program:
    assert cdetrack("ingest", SEED).code == 0
    return cdetrack


def test_a_decision_is_a_line_of_the_persons_file_chained_to_the_one_before(seeded: Program) -> None:
    first, second, *_ = _ids(seeded)
    assert seeded("mark", first, "relevant", "--by", "Ann", "--to", "Bob", "--note", "label until Friday").code == 0
    assert seeded("mark", second, first, "Done", "--by", "Ann").code == 0
    raw = _file(seeded, "Ann").read_bytes().splitlines(keepends=True)
    lines = _lines(_file(seeded, "Ann"))
    assert [(each["state"], each["ids"], each["by"], each["to"], each["note"]) for each in lines] == [
        ("relevant", [first], "Ann", "Bob", "label until Friday"),
        ("done", [second], "Ann", None, None),
        ("done", [first], "Ann", "Bob", None),
    ]
    assert [each["prev"] for each in lines] == ["0" * 64, *(sha256(line).hexdigest() for line in raw[:-1])]
    assert {each["schema"] for each in lines} == {1}
    assert sorted(path.name for path in (seeded.cache / "decisions").iterdir()) == [".Ann.end", "Ann.jsonl"]
    if sys.platform != "win32":
        assert _file(seeded, "Ann").stat().st_mode & 0o077 == 0


def test_answers_have_the_state_and_nothing_else_of_a_decision(seeded: Program) -> None:
    first, second, *others = _ids(seeded)
    before = seeded.notices.read_bytes(), seeded.history.read_bytes()
    seeded("mark", first, "relevant", "--by", "Ann", "--note", "secret words")
    seeded("mark", second, "irrelevant", "--by", "Bob")
    assert (seeded.notices.read_bytes(), seeded.history.read_bytes()) == before
    found = seeded("list", "--json").json()
    states = {each["id"]: each["state"] for each in found}
    assert states == {first: "relevant", second: "irrelevant", **dict.fromkeys(others, "new")}
    assert list(found[0])[list(found[0]).index("related") + 1] == "state"
    assert _ids(seeded, "--state", "relevant") == [first]
    assert _ids(seeded, "--state", "relevant", "--state", "irrelevant") == [first, second]
    assert _ids(seeded, "--state", "new") == others
    assert seeded("list", "--state", "new", "--count").out == f"{len(others)}\n"
    assert seeded("show", first, "--json").json()["state"] == "relevant"
    for command in (["list", "--json"], ["show", first, "--json"], ["export", "json"], ["list", "--format", "csv"]):
        assert "secret" not in seeded(*command).out
    # A look that finds nothing else leaves both files as they are, decisions or not.
    seeded("ingest", SEED)
    assert (seeded.notices.read_bytes(), seeded.history.read_bytes()) == before


def test_tsv_is_the_same_with_decisions(seeded: Program) -> None:
    before = seeded("list").out
    seeded("mark", _ids(seeded)[0], "done", "--by", "Ann")
    assert seeded("list").out == before


def test_a_chosen_field_may_be_the_state(seeded: Program) -> None:
    first = _ids(seeded)[0]
    seeded("mark", first, "done", "--by", "Ann")
    assert seeded("list", "--fields", "id,state", "--limit", "1").rows == [[first, "done"]]


def test_the_latest_decision_counts_whoever_made_it(seeded: Program) -> None:
    name = _ids(seeded)[0]
    seeded("mark", name, "relevant", "--by", "Zoe")
    seeded("mark", name, "done", "--by", "Ann")
    path = _file(seeded, "Ann")
    path.with_name(".Ann.end").unlink()
    later = path.read_text(encoding="utf-8")
    # Of two decisions of one second, that of the later name counts.
    for at, state in (("2031-01-01T00:00:00Z", "done"), (_lines(_file(seeded, "Zoe"))[0]["at"], "relevant")):
        path.write_text(later.replace(json.loads(later)["at"], at), encoding="utf-8")
        assert seeded("show", name, "--json").json()["state"] == state
    path.write_text(later.replace(json.loads(later)["at"], "2031-01-01T00:00:00Z"), encoding="utf-8")
    ran = seeded("mark", name, "irrelevant", "--by", "Zoe")
    assert (ran.code, f"`{name}` stays done: the decision of Ann at 2031-01-01 00:00 UTC is later" in ran.err) == (
        0,
        True,
    )
    # One's own later decision counts, also after the clock was set back.
    assert "is irrelevant" in seeded("mark", name, "irrelevant", "--by", "Ann").err
    assert seeded("show", name, "--json").json()["state"] == "irrelevant"


def test_of_two_decisions_in_one_second_the_second_counts(tmp_path: Path) -> None:
    """Times in the lines have seconds: without more, the names of the people would decide."""
    program = Program(tmp_path / "cache")
    assert program("ingest", SEED).code == 0
    cache = Cache(program.cache)
    now = cache.now()
    cache.now = lambda: now
    name = cache.notices()[0].id
    for state, person in (("relevant", "Zoe"), ("done", "Ann"), ("irrelevant", "Bob"), ("done", "Zoe")):
        [marked] = cache.mark([name], state, by=person)
        assert (marked.recorded, marked.latest.by, cache.notice(name).state) == (True, person, state)
    assert [each.by for each in cache.decisions(cache.notice(name))] == ["Zoe", "Ann", "Bob", "Zoe"]
    assert cache.examine().problems == ()


def test_the_same_decision_again_adds_no_line(seeded: Program) -> None:
    name = _ids(seeded)[0]
    for told in ("is done", "was already done"):
        assert told in seeded("mark", name, "done", "--by", "Ann", "--note", "x").err
    assert len(_lines(_file(seeded, "Ann"))) == 1
    seeded("mark", name, "done", "--by", "Ann", "--note", "y")
    seeded("mark", name, "new", "--by", "Ann")
    assert len(_lines(_file(seeded, "Ann"))) == 3
    assert seeded("show", name, "--json").json()["state"] == "new"


@pytest.mark.parametrize(
    ("given", "env", "name"),
    [
        (["--by", "Ann"], {"CDETRACK_USER": "Bob"}, "Ann"),
        ([], {"CDETRACK_USER": "Bob"}, "Bob"),
        ([], {}, getpass.getuser()),
        (["--by", "李雷"], {}, "李雷"),
        (["--by", "../../etc/passwd"], {}, "_.._etc_passwd"),
        (["--by", ".hidden"], {}, "hidden"),
        (["--by", "a/b\\c:d"], {}, "a_b_c_d"),
        (["--by", "NUL"], {}, "_NUL"),
        (["--by", "é" * 150], {}, "é" * 50),
        (["--by", "..."], {}, "_"),
    ],
)
def test_a_person_has_a_file_by_a_name_that_every_system_takes(
    seeded: Program, given: list[str], env: Mapping[str, str], name: str
) -> None:
    assert seeded("mark", _ids(seeded)[0], "done", *given, env=env).code == 0
    [path] = (seeded.cache / "decisions").glob("[!.]*")
    assert path.name == f"{name}.jsonl"
    if given:
        assert _lines(path)[0]["by"] == given[1]
    assert seeded("doctor").code == 0


def test_mistakes_of_the_command_line_mark_nothing(seeded: Program) -> None:
    name = _ids(seeded)[0]
    for args, code, words in (
        ([name], 2, "no state"),
        (["done"], 2, "no document"),
        ([name, "finished"], 2, "there are `new`"),
        ([name, "relevent"], 2, "did you mean `relevant`?"),
        ([name, "nosuch", "done"], 3, "no notice `nosuch`"),
        ([name, "done", "--by", " "], 2, "is not a name"),
        ([name, "done", "--by", ""], 2, "is not a name"),
        ([name, "done", "--to", ""], 2, "is not a name"),
        ([name, "done", "--by", "a\nb"], 2, "is not a name"),
        ([name, "done", "--to", "x" * 201], 2, "is not a name"),
    ):
        ran = seeded("mark", *args)
        assert (ran.code, words in ran.err) == (code, True), (args, ran.err)
    assert not (seeded.cache / "decisions").exists()
    assert "no notice has the state `done`; there are `new`" in seeded("list", "--state", "done").err
    assert seeded("list", "--state", "relevent").code == 2


def test_a_decision_holds_for_the_notices_of_then_and_for_one_of_the_same_number_and_issuer(cdetrack: Program) -> None:
    page = listing((NUMBER, "2025-03-04"), ("Guideline for the Review of Gene Therapy Products", "2025-03-04"))
    cdetrack("ingest", "-", "--source", "nmpa/drugs", stdin=page)
    names = {row[5]: row[1] for row in cdetrack("list").rows}
    cdetrack("mark", *names.values(), "done", "--by", "Ann")
    cdetrack("ingest", "-", "--source", "nmpa/news", stdin=page)
    found = cdetrack("list", "--each", "--json").json()
    assert len(found) == 4
    joined = {each["title"]: each["state"] for each in found if each["id"] not in names.values()}
    assert all(each["document"] in names.values() for each in found)
    assert joined == {NUMBER: "done", "Guideline for the Review of Gene Therapy Products": "new"}
    # The document shows up where new ones are asked for, until somebody decides on it again.
    assert [each["title"] for each in cdetrack("list", "--state", "new", "--json").json()] == [
        "Guideline for the Review of Gene Therapy Products"
    ]
    new = cdetrack("list", "--state", "new", "--json").json()[0]["id"]
    cdetrack("mark", new, "done", "--by", "Ann")
    assert set(_lines(_file(cdetrack, "Ann"))[-1]["ids"]) == {
        each["id"] for each in found if each["title"].startswith("Guideline")
    }
    assert _ids(cdetrack, "--state", "new") == []


def test_an_undone_document_keeps_its_decisions(cdetrack: Program) -> None:
    cdetrack("ingest", "-", stdin=listing(("Old", "2025-01-01")))
    page = listing(("Vaccine Notice", "2025-03-04"), ("Old", "2025-01-01"))
    cdetrack("ingest", "-", stdin=page)
    name = _ids(cdetrack)[0]
    cdetrack("mark", name, "relevant", "--by", "Ann")
    content = _file(cdetrack, "Ann").read_bytes()
    assert cdetrack("undo").code == 0
    assert name not in _ids(cdetrack)
    assert _file(cdetrack, "Ann").read_bytes() == content
    assert cdetrack("doctor").code == 0
    cdetrack("ingest", "-", stdin=page)
    assert cdetrack("show", name, "--json").json()["state"] == "relevant"


def test_a_backup_comes_back_with_its_files_of_decisions(seeded: Program) -> None:
    name = _ids(seeded)[0]
    seeded("mark", name, "done", "--by", "Ann")
    copy = seeded.beside("copy")
    copy("ingest", "-", stdin=seeded("export", "json").out)
    assert copy("show", name, "--json").json()["state"] == "new"
    (copy.cache / "decisions").mkdir()
    (copy.cache / "decisions" / "Ann.jsonl").write_bytes(_file(seeded, "Ann").read_bytes())
    assert copy("show", name, "--json").json()["state"] == "done"
    assert copy("doctor").code == 0


def test_a_name_that_asks_for_the_first_time_starts_at_the_present(seeded: Program) -> None:
    ran = seeded("diff", "--since-last", "me")
    assert (ran.code, ran.out) == (0, "")
    assert "`me` asks for the first time" in ran.err
    assert "cdetrack diff --since" in ran.err
    seeded("ingest", "-", stdin=listing(("Later", "2025-09-09")))
    again = seeded("diff", "--since-last", "me")
    assert [row[5] for row in again.rows] == ["Later"]
    assert "first time" not in again.err


def test_alerts_have_the_state(cdetrack: Program, tmp_path: Path) -> None:
    watch = f'[[watch]]\nname = "all"\nchannels = ["exec:tee {tmp_path / "alert.json"}"]\n'
    cdetrack.cache.mkdir()
    (cdetrack.cache / "config.toml").write_text(watch, encoding="utf-8")
    cdetrack("ingest", SEED)
    cdetrack("check", "--no-fetch")
    cdetrack("ingest", "-", stdin=listing(("Later", "2025-09-09")))
    cdetrack("mark", _ids(cdetrack)[0], "relevant", "--by", "Ann", "--note", "private")
    assert cdetrack("check", "--no-fetch").code == 0
    text = (tmp_path / "alert.json").read_text(encoding="utf-8")
    assert [each["state"] for each in json.loads(text)["notices"]] == ["relevant"]
    assert "private" not in text


def test_a_run_without_a_login_name_asks_for_one(seeded: Program) -> None:
    code = (
        "import getpass, sys\n"
        "def none(): raise OSError('no name')\n"
        "getpass.getuser = none\n"
        "from cdetrack.__main__ import main\n"
        "main()\n"
    )
    env = {**os.environ, "CDETRACK_HOME": str(seeded.cache)}
    command = [sys.executable, "-c", code, "mark", _ids(seeded)[0], "done"]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert (done.returncode, "`--by NAME`" in done.stderr) == (2, True), done.stderr


def test_show_has_every_decision_with_its_note_and_names(seeded: Program) -> None:
    first, second, *_ = _ids(seeded)
    seeded("mark", first, "relevant", "--by", "Ann", "--to", "Bob", "--note", "label\nuntil  Friday")
    seeded("mark", first, "done", "--by", "Bob")
    text = seeded("show", first).out
    assert "\nstate: done\n" in text
    lines = text.partition("decisions:\n")[2].splitlines()
    assert [line.partition(" UTC ")[2] for line in lines] == [
        "relevant, by Ann, for Bob: label until Friday",
        "done, by Bob, for Bob",
    ]
    table = seeded("show", first, "--format", "table", env={"COLUMNS": "80"}).out
    assert "relevant, by Ann, for Bob: label until Friday" in table
    assert "done, by Bob" in seeded("show", first, "--format", "md").out
    # It stays Bob's until somebody names another, or takes the decision back.
    for state, to in (("new", None), ("relevant", None), ("relevant", "Eve"), ("irrelevant", "Eve")):
        seeded("mark", first, state, "--by", "Zoe", *(("--to", to) if state == "relevant" and to else ()))
        latest = _lines(_file(seeded, "Zoe"))[-1]
        assert (latest["state"], latest["to"]) == (state, to)
    assert "decisions" not in seeded("show", second).out
    assert "state" not in seeded("show", second).out


def test_list_marks_the_new_ones_where_some_are_decided(seeded: Program) -> None:
    first, *others = _ids(seeded)
    for width in ("80", "200"):
        assert " new " not in seeded("list", "--format", "table", env={"COLUMNS": width}).out
    seeded("mark", first, "irrelevant", "--by", "Ann")
    narrow = seeded("list", "--format", "table", env={"COLUMNS": "80"}).out
    assert (narrow.count("new · "), narrow.count("irrelevant · ")) == (len(others), 1)
    wide = seeded("list", "--format", "table", env={"COLUMNS": "200"}).out
    states = [line.split()[2] for line in wide.splitlines()[1:] if line.startswith("2")]
    assert states == ["irrelevant", *["new"] * len(others)]
    assert "state" not in seeded("list", "--state", "new", "--format", "table", env={"COLUMNS": "200"}).out
    assert "(irrelevant)" in seeded("list", "--oneline").out.splitlines()[0]


def test_reports_have_the_latest_decision(seeded: Program) -> None:
    first, second, *others = _ids(seeded)
    seeded("mark", first, "relevant", "--by", "Ann")
    seeded("mark", first, "done", "--by", "Bob", "--to", "Eve", "--note", "=cmd|'/c calc'!A1 | filed")
    rows = list(csv.DictReader(io.StringIO(seeded("export", "csv").out)))
    assert list(rows[0])[-4:] == ["decided", "by", "to", "note"]
    got = {row["id"]: (row["state"], row["by"], row["to"]) for row in rows}
    assert got == {first: ("done", "Bob", "Eve"), **dict.fromkeys([second, *others], ("new", "", ""))}
    assert len(rows[0]["decided"]) == 10
    assert not rows[0]["note"].startswith("=")
    assert "note" not in seeded("list", "--format", "csv").out.splitlines()[0].split(",")
    table = seeded("export", "md").out.splitlines()[4:]
    assert table[0].endswith("| title | state | decided | by | to | note |")
    assert {line.replace("\\|", "").count("|") for line in table} == {12}
    assert seeded("export", "md", "--state", "new").out.splitlines()[4].endswith("| topics | title |")
    assert first in seeded("export", "csv", "--state", "done", "--since", "2025").out
    assert first not in seeded("export", "csv", "--state", "new").out


def test_the_page_has_the_decisions(seeded: Program) -> None:
    first = _ids(seeded)[0]
    seeded("mark", first, "done", "--by", "Ann</script>", "--note", "<b>filed</b>")
    page = seeded("export", "html").out
    data = json.loads(page.partition('id="data">')[2].partition("</script>")[0])
    made = {each["id"]: (each.get("state"), each.get("decisions")) for each in data}
    [decision] = made.pop(first)[1]
    assert (decision["state"], decision["by"], decision["note"]) == ("done", "Ann</script>", "<b>filed</b>")
    assert set(made.values()) == {(None, None)}
    assert "<b>filed" not in page
    before = seeded("export", "html").out
    assert before == page
