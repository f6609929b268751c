"""`--as-of DAY`: every format says of which day it is, and what was not known then is not there."""

import csv
import io
import json
import sqlite3
import zipfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cdetrack.cache import Cache
from support.program import Program, script

SAID = "As things stood at the end of 2026-03-01 in Asia/Shanghai, by what was recorded until then"
THEN = ("--as-of", "2026-03-01")


@pytest.fixture
def told(cdetrack: Program, tmp_path: Path) -> Program:
    """Return the program with a notice of March whose day moves in April, and one of April."""
    page = tmp_path / "page.json"
    one = {"title": "Announcement on Children's Medicines", "date": "2026-02-27", "url": "https://example.org/1"}
    other = {"title": "Announcement on Vaccines", "date": "2026-03-31", "url": "https://example.org/2"}
    looks = {3: [(one, "March 20")], 4: [(one, "May 20"), (other, "May 1")]}
    for month, entries in looks.items():
        page.write_text(
            json.dumps([each | {"summary": f"It shall take effect on {day}, 2026."} for each, day in entries]),
            encoding="utf-8",
        )
        at = datetime(2026, month, 1, 6, tzinfo=UTC)
        Cache(cdetrack.cache, now=lambda at=at: at).ingest(page, source="nmpa/drugs")  # type: ignore[misc]
    return cdetrack


@pytest.mark.parametrize(
    "command",
    [
        ("list", "--format", "table"),
        ("list", "--format", "md"),
        ("topics", "--format", "table"),
        ("topics", "--format", "md"),
        ("deadlines", "--format", "table"),
        ("show", "Children", "--format", "table"),
        ("show", "Children", "--format", "md"),
        ("diff", "--format", "table"),
        ("stats", "--format", "table"),
        ("export", "html"),
        ("export", "md"),
        ("export", "atom"),
        ("export", "ics"),
        ("export", "jsonfeed"),
    ],
)
def test_a_format_with_room_says_it(told: Program, command: tuple[str, ...]) -> None:
    [name] = [row["id"] for row in told("list", "--json", *THEN).json()]
    ran = told(*(name if word == "Children" else word for word in command), *THEN, env={"COLUMNS": "200"})
    assert (ran.code, ran.err) == (0, "")
    assert SAID in ran.out.replace("\\", "").replace("\r\n ", "")
    assert "Vaccines" not in ran.out


@pytest.mark.parametrize(
    "command",
    [("list",), ("list", "--format", "csv"), ("list", "--count"), ("list", "--oneline"), ("topics",), ("deadlines",)],
)
def test_a_format_without_room_says_it_on_stderr(told: Program, command: tuple[str, ...]) -> None:
    ran = told(*command, *THEN)
    assert SAID in ran.err
    assert SAID not in ran.out
    assert "Vaccines" not in ran.out
    assert ran.out
    assert told(*command, *THEN, "-q").err == ""


def test_json_says_it_in_each_object(told: Program) -> None:
    for command in (("list", "--json"), ("deadlines", "--json"), ("topics", "--json"), ("export", "json")):
        ran = told(*command, *THEN)
        assert {row["as_of"] for row in ran.json()} == {"2026-03-01"}
        assert ran.err == ""
    assert "as_of" not in told("list", "--json").json()[0]
    ran = told("list", "--fields", "id,title", "--json", *THEN)
    assert [set(row) for row in ran.json()] == [{"id", "title", "as_of"}]
    back = told("ingest", "-", stdin=told("export", "json", *THEN).out)
    assert back.code == 0, back.err


def test_a_workbook_says_it_in_its_description_and_on_stderr(told: Program, tmp_path: Path) -> None:
    pytest.importorskip("openpyxl")
    ran = told("export", "xlsx", tmp_path / "a.xlsx", *THEN)
    assert SAID in ran.err
    book = zipfile.ZipFile(io.BytesIO((tmp_path / "a.xlsx").read_bytes()))
    assert SAID.encode() in book.read("docProps/core.xml")


def test_a_database_has_it_among_its_filters(told: Program, tmp_path: Path) -> None:
    ran = told("export", "sqlite", tmp_path / "a.db", *THEN)
    assert SAID in ran.err
    with closing(sqlite3.connect(tmp_path / "a.db")) as database:
        assert "as of 2026-03-01" in dict(database.execute("SELECT * FROM about"))["filters"]
        assert database.execute("SELECT count(*) FROM notices").fetchone() == (1,)
        assert database.execute("SELECT count(*) FROM changes").fetchone() == (1,)


def test_csv_has_it_in_a_column(told: Program) -> None:
    answers = (("list",), ("list", "--fields", "id,title"), ("stats",), ("topics",), ("deadlines",), ("diff",))
    for command in (*((*answer, "--format", "csv") for answer in answers), ("export", "csv", "-")):
        rows = list(csv.DictReader(io.StringIO(told(*command, *THEN).out)))
        assert {row["as_of"] for row in rows} == {"2026-03-01"}, command
        assert "as_of" not in told(*command).out


def test_the_day_is_a_field_of_a_notice_that_can_be_asked_for(told: Program) -> None:
    asked = ("list", "--fields", "as_of,title", *THEN, "--format")
    title = "Announcement on Children's Medicines"
    assert told(*asked, "csv").out == f"as_of,title\n2026-03-01,{title}\n"
    assert told(*asked, "tsv").rows == [["2026-03-01", title]]
    assert told(*asked, "json").json() == [{"as_of": "2026-03-01", "title": title}]
    assert "2026-03-01" in told(*asked, "table", env={"COLUMNS": "200"}).out.splitlines()[-1]
    ran = told("list", "--fields", "as_of,title")
    assert (ran.code, "there is no field `as_of`" in ran.err) == (2, True)


def test_deadlines_and_the_history_are_those_of_the_day(told: Program) -> None:
    [row] = told("deadlines", "--json", *THEN).json()
    assert (row["date"], row["days"]) == ("2026-03-20", 19)
    shown = told("show", row["id"], "--json", *THEN).json()
    assert [change["kind"] for change in shown["history"]] == ["added"]
    assert (shown["effective"], shown["as_of"]) == ("2026-03-20", "2026-03-01")
    assert len(told("show", row["id"], "--json").json()["history"]) == 2
    assert told("show", row["id"], *THEN).out.startswith("as of: the end of 2026-03-01 in Asia/Shanghai, by what was")


def test_what_was_not_known_then_is_told(told: Program) -> None:
    [vaccines] = told("list", "--json", "--topic", "vaccines").json()
    ran = told("show", vaccines["id"], *THEN)
    assert (ran.code, ran.out) == (3, "")
    assert f"`{vaccines['id']}` was not known at the end of 2026-03-01: it was first seen on 2026-04-01" in ran.err
    assert f"hint: `cdetrack show {vaccines['id']}` shows it as it stands now" in ran.err
    assert told("show", "nothing-at-all", *THEN).code == 3
    ran = told("list", "--as-of", "2025")
    assert (ran.code, ran.out) == (0, "")
    assert "nothing was recorded by the end of 2025-12-31: the history begins on 2026-03-01" in ran.err


def test_a_day_is_written_as_in_the_filters(told: Program) -> None:
    assert told("list", "--count", "--as-of", "2026-03").out == "1\n"
    assert told("list", "--count", "--as-of", "2026-04-01").out == "2\n"
    assert told("list", "--count", "--as-of", "today").out == "2\n"
    for wrong, why in (("2999", "has not come yet"), ("soon", "is not a date"), ("tomorrow", "has not come yet")):
        ran = told("list", "--as-of", wrong)
        assert (ran.code, ran.out) == (2, "")
        assert why in ran.err
    ran = told("diff", "--since-last", "ann", *THEN)
    assert ran.code == 2


@pytest.mark.parametrize("command", ["list", "diff", "topics", "deadlines", "stats", "export csv", "show 1234"])
def test_an_empty_day_is_refused_and_not_left_out(told: Program, command: str) -> None:
    """A script with an unset variable must not get the present for an answer of the past."""
    ran = told(*command.split(), "--as-of", "")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("error: `` is not a date\n")


def test_it_is_no_key_of_a_watch(told: Program) -> None:
    script(told.cache / "config.toml", '[[watch]]\nname = "a"\nas_of = "2026"\nchannels = ["stdout"]\n')
    assert told("watches").code == 7
    (told.cache / "config.toml").unlink()
    assert told("watches", "add", "a", "--channel", "stdout", *THEN).code == 2


def test_decisions_are_those_of_the_day(told: Program) -> None:
    [row] = told("list", "--json", *THEN).json()
    told("mark", row["id"], "done")
    assert told("list", "--json", "--state", "done").json()
    [then] = told("list", "--json", *THEN).json()
    assert then["state"] == "new"
    assert told("list", "--state", "done", *THEN).out == ""
    assert "decisions:" not in told("show", row["id"], *THEN).out
