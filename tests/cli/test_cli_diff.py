"""`diff`: changes of the last look, of a span of time, since a reader's last call, or between two files."""

import csv
import io
import json
import re
from pathlib import Path

import pytest

from support.program import Program, listing

ONE = listing(("One", "2025-01-01"), ("Two", "2025-01-02", "old words here"))
NEXT = listing(("One", "2025-01-01"), ("Two", "2025-01-02", "new words here"), ("Three", "2025-01-03"))


@pytest.fixture
def twice(cdetrack: Program) -> Program:
    cdetrack("ingest", "-", stdin=ONE)
    cdetrack("ingest", "-", stdin=NEXT)
    cdetrack("ingest", "-", stdin=NEXT)  # a look without changes is not the last with changes
    return cdetrack


def test_without_arguments_the_last_look_that_changed_anything_is_shown(twice: Program) -> None:
    ran = twice("diff", "--json")
    assert {(each["kind"], each["title"]) for each in ran.json()} == {("added", "Three"), ("changed", "Two")}
    keys = {"at", "kind", "id", "title", "source", "before", "after", "fields"}
    assert all(set(each) >= keys for each in ran.json())
    changed = next(each for each in ran.json() if each["kind"] == "changed")
    assert changed["fields"] == ["summary"]
    assert changed["before"]["summary"] == "old words here"
    assert twice("diff", "--exit-code").code == 10
    assert twice("diff").code == 0


def test_every_format_shows_the_changed_words(twice: Program) -> None:
    assert "[-old-]{+new+}" in twice("diff", "--format", "table", env={"COLUMNS": "80"}).out
    assert "<del>old</del><ins>new</ins>" in twice("diff", "--format", "md").out
    [row] = [
        row for row in csv.DictReader(io.StringIO(twice("diff", "--format", "csv").out)) if row["kind"] == "changed"
    ]
    assert row["difference"] == "summary: [-old-]{+new+} words here"
    assert [len(row) for row in twice("diff").rows] == [7, 7]
    assert len(twice("diff", "--format", "jsonl").out.splitlines()) == 2


@pytest.mark.parametrize(
    ("given", "titles"),
    [
        (["--search", "three"], ["Three"]),
        (["--search", "words"], ["Two"]),
        (["--source", "ingest", "--limit", "1"], ["Two"]),
        (["--kind", "meeting"], []),
        (["--since", "yesterday", "--search", "two"], ["Two", "Two"]),
    ],
)
def test_changes_are_filtered_like_notices(twice: Program, given: list[str], titles: list[str]) -> None:
    assert [row[5] for row in twice("diff", *given).rows] == titles
    ran = twice("diff", *given, "--exit-code")
    assert (ran.code, "no change matches" in ran.err) == ((10, False) if titles else (0, True))
    assert "no notice matches" not in ran.err


def test_a_filtered_withdrawal_is_shown(cdetrack: Program) -> None:
    for content in (ONE, ONE, listing(("Two", "2025-01-02")), listing(("Two", "2025-01-02"))):
        cdetrack("ingest", "-", "--complete", stdin=content)
    assert [row[1] for row in cdetrack("diff", "--search", "one").rows] == ["withdrawn"]
    assert [row[1] for row in cdetrack("diff", "--since", "7d", "--withdrawn").rows] == ["added", "withdrawn"]


def test_a_return_in_other_words_is_shown_with_both(cdetrack: Program) -> None:
    """By `diff` of the last look, of a time and of a reader, and by `show --history`."""
    entry = {"date": "2025-01-01", "url": "https://a.example/1"}
    other = {"title": "Other", "date": "2025-01-02", "url": "https://a.example/2"}
    old, new = ({"title": f"Notice No. {number} on dosage"} | entry for number in (12, 13))
    for shown in ([old, other], [other], [other]):
        cdetrack("ingest", "-", "--source", "a/x", "--complete", stdin=json.dumps(shown))
    cdetrack("diff", "--since-last", "ada")
    cdetrack("ingest", "-", "--source", "a/x", stdin=json.dumps([new, other]))
    [change] = cdetrack("diff", "--json").json()
    assert (change["kind"], change["fields"]) == ("restored", ["title"])
    assert (change["before"]["title"], change["after"]["title"]) == (old["title"], new["title"])
    for asked in (["diff"], ["diff", "--since", "yesterday"], ["diff", "--since-last", "ada"]):
        assert "[-12-]{+13+}" in cdetrack(*asked, "--format", "csv").out
    assert "[-12-]{+13+}" in cdetrack("show", change["id"], "--history").out


def test_a_cursor_moves_past_changes_that_a_filter_leaves_out(twice: Program) -> None:
    assert [row[5] for row in twice("diff", "--since-last", "ada", "--search", "three").rows] in ([], ["Three"])
    assert twice("diff", "--since-last", "ada").rows == []


@pytest.mark.parametrize("given", [["--search", "four"], ["--limit", "1"], ["--search", "nowhere"]])
def test_what_a_cursor_moves_past_without_showing_it_is_told(twice: Program, given: list[str]) -> None:
    twice("diff", "--since-last", "ada")
    twice("ingest", "-", stdin=listing(("Four", "2025-01-04"), ("Five", "2025-01-05"), ("Six", "2025-01-06")))
    ran = twice("diff", "--since-last", "ada", *given)
    [told] = [line for line in ran.err.splitlines() if "passed over" in line]
    count = 3 - len(ran.rows)
    assert told.startswith(f"{count} other changes not shown, and passed over for `ada`: `cdetrack diff --since 20")
    shows = told.split("`")[3].split()[1:]
    assert {"Four", "Five", "Six"} <= {row[5] for row in twice(*shows).rows}
    again = twice("diff", "--since-last", "ada")
    assert (again.rows, again.err) == ([], "no changes\n")


def test_a_cursor_exits_by_what_it_showed_and_says_what_a_limit_left_out(twice: Program) -> None:
    nothing = twice("diff", "--since-last", "ada", "--search", "nowhere", "--exit-code")
    assert (nothing.code, nothing.rows) == (0, [])
    ran = twice("diff", "--since", "yesterday", "--limit", "1")
    assert len(ran.rows) == 1
    assert "3 more changes not shown: leave out `--limit`" in ran.err


@pytest.mark.parametrize("form", ["tsv", "jsonl"])
@pytest.mark.parametrize("narrowed", [[], ["--search", "t"]], ids=["all", "filtered"])
def test_reverse_shows_the_latest_change_first(twice: Program, form: str, narrowed: list[str]) -> None:
    asked = ["diff", "--since", "yesterday", "--format", form, *narrowed]
    in_order = twice(*asked).out.splitlines()
    assert len(in_order) > 1
    assert twice(*asked, "--reverse").out.splitlines() == in_order[::-1]
    assert twice(*asked, "-r", "-n", "1").out.splitlines() == in_order[-1:]


def test_a_span_of_time_is_cut_at_days(twice: Program) -> None:
    assert len(twice("diff", "--since", "yesterday").rows) == 4
    assert len(twice("diff", "--since", "0001", "--until", "9999").rows) == 4
    ran = twice("diff", "--until", "7d", "--exit-code")
    assert (ran.code, ran.out) == (0, "")
    assert re.fullmatch(r"the oldest change is of `[-\d]{10}`\nno changes\n", ran.err)
    ran = twice("diff", "--since", "2090", "--exit-code")
    assert (ran.code, ran.out) == (0, "")
    assert re.fullmatch(r"the newest change is of `[-\d]{10}`\nno changes\n", ran.err)
    assert twice("diff", "--since", "").code == 2
    assert twice("diff", "--until", "2025-02-30").code == 2


def test_each_name_has_a_cursor_of_its_own(twice: Program) -> None:
    # A new name starts at the present.
    assert twice("diff", "--since-last", "me", "--exit-code").code == 0
    twice("ingest", "-", stdin=listing(("Four", "2025-01-04")))
    assert twice("diff", "--since-last", "you", "--json").json() == []
    assert [row[5] for row in twice("diff", "--since-last", "me").rows] == ["Four"]
    assert twice("diff", "--since-last", "me", "--exit-code").code == 0
    twice("ingest", "-", stdin=listing(("Five", "2025-01-05")))
    assert [each["title"] for each in twice("diff", "--since-last", "you", "--json").json()] == ["Five"]
    assert twice("diff", "--since-last", "").code == 2


def test_a_name_that_asks_of_an_empty_cache_sees_everything_that_comes_after(cdetrack: Program) -> None:
    ran = cdetrack("diff", "--since-last", "me")
    assert (ran.code, ran.out) == (0, "")
    assert "`me` asks for the first time, and will see the changes from now on\n" in ran.err
    assert "is empty: `cdetrack fetch` looks at the live listings" in ran.err
    cdetrack("ingest", "-", stdin=ONE)
    assert [row[5] for row in cdetrack("diff", "--since-last", "me").rows] == ["One", "Two"]
    assert cdetrack("diff", "--since-last", "me").err == "no changes\n"


def test_an_empty_cache_says_so_when_changes_are_asked_for(cdetrack: Program, tmp_path: Path) -> None:
    assert "is empty" in cdetrack("diff").err
    saved = tmp_path / "saved.txt"
    saved.write_text(ONE, encoding="utf-8")
    assert cdetrack("diff", str(saved), str(saved)).err == "no changes\n"


def test_what_could_not_be_written_is_shown_again(twice: Program) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("this system has no /dev/full")
    twice("diff", "--since-last", "me")
    twice("ingest", "-", stdin=listing(*((f"Matter {number}", "2025-01-04") for number in range(4))))
    ran = twice("diff", "--since-last", "me", stdout=full)
    assert ran.code == 6
    assert ran.err.startswith("error: cannot write the output: no space left on device\n")
    assert len(twice("diff", "--since-last", "me").rows) == 4


def test_two_files_are_compared_without_a_cache(cdetrack: Program, tmp_path: Path) -> None:
    old, new = tmp_path / "old.txt", tmp_path / "new.txt"
    old.write_text(ONE, encoding="utf-8")
    new.write_text(NEXT, encoding="utf-8")
    ran = cdetrack("diff", old, new, "--exit-code")
    assert ran.code == 10
    assert {(row[1], row[5]) for row in ran.rows} == {("added", "Three"), ("changed", "Two")}
    assert {row[1] for row in cdetrack("diff", new, "-", stdin=ONE).rows} == {"changed", "withdrawn"}
    assert cdetrack("diff", old, old, "--exit-code").code == 0
    assert not cdetrack.cache.exists()


def test_what_is_odd_in_a_compared_file_is_told(cdetrack: Program, tmp_path: Path) -> None:
    old, new = tmp_path / "old.json", tmp_path / "new.json"
    old.write_text(json.dumps([{"title": "Notice on dosage", "date": "2026-09-01"}]))
    new.write_text(
        json.dumps([{"title": "Notice on dosage", "date": "2026-09-01"}, {"title": "Day unknown", "date": "soon"}])
    )
    found = cdetrack("diff", old, new)
    assert "Day unknown" in found.err, found.err
    assert [row["title"] for row in cdetrack("diff", old, new, "--json").json()] == ["Day unknown"]


def test_an_export_is_compared_under_its_own_ids(twice: Program, tmp_path: Path) -> None:
    export = tmp_path / "export.json"
    export.write_text(twice("list", "--json").out.replace("Three", "Third"), encoding="utf-8")
    before = tmp_path / "before.jsonl"
    before.write_text(twice("list", "--format", "jsonl").out, encoding="utf-8")
    ids = {row[5]: row[1] for row in twice("list").rows}
    assert [row[1:3] + row[5:6] for row in twice("diff", before, export).rows] == [["changed", ids["Three"], "Third"]]


def test_what_does_not_go_together_is_told(cdetrack: Program, tmp_path: Path) -> None:
    assert cdetrack("diff", "a", "b", "--topic", "ich").code == 2
    for command, code in (
        (["diff", "a", "b", "c"], 2),
        (["diff", "-", "-"], 2),
        (["diff", "a", "b", "--since", "2025"], 2),
        (["diff", "--since-last", "me", "--until", "2025"], 2),
        (["diff", tmp_path / "no", tmp_path / "such"], 3),
    ):
        ran = cdetrack(*command)
        assert (ran.code, ran.out) == (code, ""), command
        assert "hint: " in ran.err


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("Comments are due by May 5, 2027.", "The period has been lengthened to June 4, 2027.", "comments close"),
        ("Holders must file by May 5, 2027.", "The deadline has been postponed to June 4, 2027.", "transition"),
        ("The certificate is valid until May 5, 2027.", "It is valid until June 4, 2027.", "expires"),
    ],
)
def test_a_deadline_that_moved_is_told_as_such(cdetrack: Program, before: str, after: str, told: str) -> None:
    """Before the words that changed: the day that it was and the day that it is."""
    title = "Notice on Soliciting Comments on Tablets" if told == "comments close" else "Announcement on Tablets"
    cdetrack("ingest", "-", stdin=listing((title, "2027-01-01", before)))
    cdetrack("ingest", "-", stdin=listing((title, "2027-01-01", after)))
    shown = cdetrack("diff", "--format", "md").out
    assert f"{told}: <del>2027-05-05</del><ins>2027-06-04</ins>" in shown
    assert shown.index(told) < shown.index("summary")


def test_a_rewording_around_a_deadline_moves_nothing(cdetrack: Program) -> None:
    cdetrack(
        "ingest", "-", stdin=listing(("Announcement on Tablets", "2027-01-01", "Holders must file by May 5, 2027."))
    )
    cdetrack("ingest", "-", stdin=listing(("Announcement on Tablets", "2027-01-01", "File by May 5, 2027; all must.")))
    assert "transition" not in cdetrack("diff", "--format", "md").out


@pytest.mark.parametrize(
    ("title", "text", "key"),
    [
        ("Guideline on Tablets (Draft for Comments)", "Comments until {}.", "comments_due"),
        ("Announcement on Tablets", "It takes effect on {}.", "effective"),
        ("Meeting on Tablets", "The meeting was held on {}.", "event"),
        ("Announcement on Tablets", "Holders must file by {}.", "milestones"),
    ],
)
def test_a_day_that_moved_is_among_the_fields(cdetrack: Program, title: str, text: str, key: str) -> None:
    for day in ("January 15, 2027", "February 16, 2027"):
        cdetrack("ingest", "-", stdin=listing((title, "2027-01-01", text.format(day))))
    [change] = cdetrack("diff", "--json").json()
    assert change["fields"] == ["summary", key]
    [now] = cdetrack("list", "--json").json()
    assert change["after"][key] == now[key]
    assert "2027-01-15" in json.dumps(change["before"][key])
    assert set(change["before"]) - {"title", "date", "summary", "url", "article", "sources"} == {key}
    assert cdetrack("diff").rows[0][4] == f"summary,{key}"
    [told] = csv.DictReader(io.StringIO(cdetrack("diff", "--format", "csv").out))
    assert told["fields"] == f"summary; {key}"
    assert cdetrack("show", now["id"], "--json").json()["history"][-1] == change


def test_facts_that_a_listing_states_are_named_as_in_a_notice(cdetrack: Program) -> None:
    cdetrack.cache.mkdir()
    (cdetrack.cache / "config.toml").write_text(
        '[sources."my/api"]\nurl = "https://api.example/"\n'
        'json = { items = "rows", title = "t", date = "d", link = "u", comments_due = "c", applicant = "a" }\n'
    )
    for due, applicant in (("2026-03-01", "Old Pharma"), ("2026-04-01", "New Pharma")):
        row = {"t": "Draft guidance", "d": "2026-01-01", "u": "https://api.example/1", "c": due, "a": applicant}
        ran = cdetrack("ingest", "-", "--source", "my/api", stdin=json.dumps({"rows": [row]}))
        assert ran.code == 0, ran.err
    [change] = cdetrack("diff", "--json").json()
    assert change["fields"] == ["applicant", "comments_due"]
    [line] = cdetrack("diff").rows
    assert line[4] == "applicant,comments_due"
    [told] = csv.DictReader(io.StringIO(cdetrack("diff", "--format", "csv").out))
    assert told["fields"] == "applicant; comments_due"
    assert told["difference"].count("comments close") == 1
    assert "applicant: [-Old-]{+New+} Pharma" in told["difference"]
    assert "stated" not in cdetrack("diff", "--format", "table", env={"COLUMNS": "80"}).out
