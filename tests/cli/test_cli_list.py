"""`list`, `topics` and `deadlines` as a script or a person calls them."""

import csv
import io
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import typer

from cdetrack.cli import app
from cdetrack.meaning.topics import load_topics
from cdetrack.model.jsonform import NOTICE_KEYS
from cdetrack.query.filters import LIST_FILTERS
from cdetrack.text.days import today
from support.paths import SEED
from support.program import Program, listing

HOSTILE = [
    "\x1b[31mred\x1b[0m",
    "[bold]draft[/bold] [link=https://example.org]x[/link]",
    "tab\there and\nline",
    '=HYPERLINK("https://example.org","x")',
    "+1+1",
    "@SUM(A1)",
    "turned \u202e around",
    "<script>alert(1)</script> | cell",
    "bell \x07 and \x9b31m",
]


def test_an_empty_cache_says_what_fills_it_and_is_no_failure(cdetrack: Program) -> None:
    for command in (["list"], ["list", "--since", "2025"], ["topics", "ich"], ["deadlines"], ["diff"]):
        ran = cdetrack(*command)
        assert (ran.code, ran.out) == (0, "")
    ran = cdetrack("list", "--json")
    assert ran.json() == []
    assert "cdetrack fetch" in ran.err
    assert "cdetrack ingest" in ran.err
    assert not cdetrack.cache.exists()
    assert cdetrack("list", "-q").err == ""


def test_a_pipe_gets_a_notice_a_line_with_nothing_cut(cdetrack: Program) -> None:
    cdetrack("ingest", SEED)
    ran = cdetrack("list", "--since", "2025-07")
    assert ran.code == 0
    assert ran.err == ""
    assert [len(row) for row in ran.rows] == [7] * 6
    day, name, kind, number, topics, title, url = ran.rows[2]
    assert (day, kind, number, url) == ("2025-09-05", "announcement", "2025-21", "")
    assert topics == "pediatrics,clinical-trials,safety"
    assert title.endswith("(Interim) ([2025] No. 21)")
    assert len(name) == 12
    assert cdetrack("list", "--format", "tsv").out == ran.out
    assert cdetrack("list", "--since", "2025-07", "--until", "2025-07").rows == ran.rows[-1:]


def test_what_a_chinese_keyboard_types_is_read(cdetrack: Program) -> None:
    cdetrack("ingest", SEED)
    assert cdetrack("list", "--since", "２０２５年９月").rows == cdetrack("list", "--since", "2025-09").rows
    assert len(cdetrack("list", "--limit", "２").rows) == 2
    assert cdetrack("list", "--limit", "9" * 5000).rows == cdetrack("list", "--limit", "0").rows
    assert cdetrack("deadlines", "--within", "３０ｄ").code == 0


def test_json_has_every_key_of_the_contract(cdetrack: Program) -> None:
    cdetrack("ingest", SEED)
    found = cdetrack("list", "--json").json()
    assert all(tuple(each) == NOTICE_KEYS for each in found)
    assert cdetrack("list", "--format", "json").json() == found
    lines = cdetrack("list", "--format", "jsonl").out.splitlines()
    assert [json.loads(line) for line in lines] == found
    sheet = list(csv.DictReader(io.StringIO(cdetrack("list", "--format", "csv").out)))
    assert [row["id"] for row in sheet] == [each["id"] for each in found]
    assert cdetrack("list", "--format", "md", "--limit", "1").out.count("\n") == 3


def test_filters_narrow_together_and_repeated_ones_widen(cdetrack: Program) -> None:
    cdetrack("ingest", SEED)

    def count(*filters: str) -> int:
        ran = cdetrack("list", *filters)
        assert ran.code == 0
        return len(ran.rows)

    assert count("--topic", "oncology", "--topic", "rare-diseases") == 3
    assert count("--kind", "plan", "--kind", "meeting", "--topic", "pediatrics") == 2
    assert count("--issuer", "cde", "--status", "interim", "--number", "[2025] No. 21") == 1
    assert count("--source", "ingest", "--search", "PEDIATRIC drug", "--limit", "2") == 2
    assert count("--search", "/^NMPA CDE/", "--limit", "0") == 2
    assert count("--withdrawn") == 0
    assert count("--seen-since", "yesterday") == 6
    assert count("--source", "cde/guidance") == 0


def test_an_issuer_goes_by_any_of_its_names_and_an_unknown_one_is_told(cdetrack: Program) -> None:
    cdetrack("ingest", SEED)
    ids = [row[1] for row in cdetrack("list", "--issuer", "CDE").rows]
    assert ids
    assert [row[1] for row in cdetrack("list", "--issuer", "药审中心").rows] == ids
    ran = cdetrack("list", "--issuer", "nmpaa")
    assert (ran.code, ran.out) == (0, "")
    assert "no issuer is called `nmpaa`; the nearest is `NMPA`" in ran.err
    assert "no notice has the issuer `GAC`" in cdetrack("list", "--issuer", "海关总署").err


def test_equal_days_keep_the_order_of_looks_and_listings_and_reverse_turns_it_round(cdetrack: Program) -> None:
    cdetrack("ingest", "-", stdin=listing(("B", "2025-01-02"), ("A", "2025-01-02"), ("C", "2025-01-03")))
    cdetrack("ingest", "-", stdin=listing(("Z", "2025-01-02"), ("Y", "2025-01-02"), ("A", "2025-01-02")))
    cdetrack("ingest", "-", stdin=listing(("A", "2025-01-02"), ("C", "2025-01-03"), ("Y", "2025-01-02")))
    titles = [row[5] for row in cdetrack("list").rows]
    # The later look first, then the listing's own order: that it shows them in another one moves nothing.
    assert titles == ["C", "Z", "Y", "B", "A"]
    assert [row[5] for row in cdetrack("list", "--reverse", "--limit", "2").rows] == ["A", "B"]


@pytest.mark.parametrize("day", ["", "2025-02-30", "next decade"])
def test_a_day_that_cannot_be_read_is_told_with_what_can(cdetrack: Program, day: str) -> None:
    ran = cdetrack("list", "--since", day)
    assert ran.code == 2
    assert ran.err.startswith("error: ")
    assert "`2025-07-21`" in ran.err


def test_unknown_names_are_told_with_the_one_that_was_meant(cdetrack: Program) -> None:
    for command, code, near in (
        (["list", "--topic", "pediatric"], 3, "`pediatrics`"),
        (["topics", "oncolgy"], 3, "`oncology`"),
        (["list", "--source", "nmpa/drug"], 3, "`nmpa/drugs`"),
        (["list", "--kind", "plans"], 2, "`plan`"),
        (["list", "--status", "final"], 2, "`interim`"),
        (["list", "--number", "21"], 2, "`2025-21`"),
        (["list", "--format", "xml"], 2, "`jsonl`"),
        (["list", "--search", "/(/"], 2, "regular expression"),
        (["list", "--limit", "-1"], 2, "`0`"),
    ):
        ran = cdetrack(*command)
        assert (ran.code, ran.out) == (code, ""), command
        assert near in ran.err, command


def test_topics_are_counted_and_list_their_notices(cdetrack: Program) -> None:
    cdetrack("ingest", SEED)
    counts = dict(cdetrack("topics").rows)
    assert tuple(counts) == load_topics(None).names
    assert (counts["pediatrics"], counts["oncology"], counts["covid-19"]) == ("3", "1", "0")
    assert {"topic": "pediatrics", "notices": 3} in cdetrack("topics", "--json").json()
    assert dict(cdetrack("topics", "--kind", "plan").rows)["pediatrics"] == "1"
    assert len(cdetrack("topics", "pediatrics", "rare-diseases", "--kind", "plan").rows) == 2


def test_withdrawn_notices_are_pointed_to_only_where_they_have_a_deadline(cdetrack: Program) -> None:
    kept = ("Notice on labels", "2025-01-02")
    rule = ("Announcement on a rule", "2025-01-01", "The rule shall come into force as of January 1, {}.")
    cdetrack("ingest", "-", stdin=listing(kept, ("Minutes of a committee", "2025-01-01")))
    for _ in range(2):
        cdetrack("ingest", "-", "--complete", stdin=listing(kept))
    assert len(cdetrack("list", "--withdrawn").rows) == 1
    assert cdetrack("deadlines", "--within", "5y").err == "no deadline to come matches within 5y\n"
    year = today(datetime.now(UTC)).year + 2
    cdetrack("ingest", "-", stdin=listing(kept, (*rule[:2], rule[2].format(year))))
    told = f"no deadline to come matches within 30d; the next one is on {year}-01-01\n"
    assert cdetrack("deadlines", "--within", "30d").err == told
    for _ in range(2):
        cdetrack("ingest", "-", "--complete", stdin=listing(kept))
    assert "withdrawn notices match: `--withdrawn` shows them" in cdetrack("deadlines", "--within", "5y").err
    assert "withdrawn" not in cdetrack("deadlines", "--within", "30d").err


def test_deadlines_come_in_the_order_of_their_days_from_today_on(cdetrack: Program) -> None:
    now = today(datetime.now(UTC))
    past, soon, later, latest = (f"{now + timedelta(days=days):%B %-d, %Y}" for days in (-1, 0, 10, 50))
    comments = f"{now + timedelta(days=20):%Y年%-m月%-d日}"
    cdetrack(
        "ingest",
        "-",
        stdin=listing(
            ("Announcement on Tablets", "2026-01-02", f"It shall come into force as of {latest}."),
            ("Announcement on Capsules", "2026-01-01", f"It shall come into force as of {soon}."),
            ("Announcement on Pills", "2026-01-01", f"It shall come into force as of {past}."),
            ("关于公开征求《片剂指导原则（征求意见稿）》意见的通知", "2026-01-01", f"征求意见截止日期：{comments}。"),
            ("The 4th Seminar on Drugs Held in Beijing", "2026-01-01", f"The seminar was held on {later}."),
        ),
    )
    rows = cdetrack("deadlines").rows
    assert [(row[2], row[4].split()[-1]) for row in rows] == [
        ("effective", "Capsules"),
        ("event", "Beijing"),
        ("comments_due", "关于公开征求《片剂指导原则（征求意见稿）》意见的通知"),
        ("effective", "Tablets"),
    ]
    assert len(cdetrack("deadlines", "--within", "15d").rows) == 2
    assert [each["what"] for each in cdetrack("deadlines", "--json").json()][:2] == ["effective", "event"]
    assert cdetrack("deadlines", "--within", "soon").code == 2
    assert [row[0] for row in cdetrack("deadlines", "--reverse", "--limit", "2").rows] == [row[0] for row in rows][
        :-3:-1
    ]
    assert {row[2] for row in cdetrack("deadlines", "--kind", "meeting").rows} == {"event"}
    assert cdetrack("deadlines", "--search", "nothing like it").rows == []
    assert cdetrack("deadlines", "--within", "9999y").code == 0


def test_deadlines_show_milestones_in_words_with_the_words_of_the_page(cdetrack: Program) -> None:
    day = today(datetime.now(UTC)) + timedelta(days=40)
    act = f"持有人应当于{day:%Y年%-m月%-d日}前完成备案"
    cdetrack("ingest", "-", stdin=listing(("关于片剂标签的公告", "2026-01-01", f"{act}。")))
    shown = cdetrack("deadlines", "--format", "table", env={"COLUMNS": "80"}).out
    assert "transition" in shown
    assert act in shown
    assert [each["what"] for each in cdetrack("deadlines", "--json").json()] == ["transition"]


FILTERS = (
    *(f"--{word}" for word in LIST_FILTERS.values()),
    *("--since", "--until", "--seen-since", "--withdrawn", "--search", "--full-text", "--limit", "--reverse"),
)


@pytest.mark.parametrize("command", ["list", "topics", "deadlines", "diff", "export"])
def test_every_filter_is_an_option_of(command: str) -> None:
    group: Any = typer.main.get_command(app)
    options = {option for each in group.get_command(None, command).params for option in each.opts}
    assert set(FILTERS) <= options


def test_hostile_titles_do_no_harm_in_any_format(cdetrack: Program) -> None:
    stdin = json.dumps([{"title": title, "date": "2025-01-02"} for title in HOSTILE])
    assert cdetrack("ingest", "-", stdin=stdin).code == 0
    assert [len(row) for row in cdetrack("list").rows] == [7] * len(HOSTILE)
    assert len(cdetrack("list", "--json").json()) == len(HOSTILE)
    sheet = list(csv.DictReader(io.StringIO(cdetrack("list", "--format", "csv").out)))
    assert not [row for row in sheet if row["title"][:1] in "=+-@"]
    assert len(sheet) == len(HOSTILE)
    for form in ("table", "tsv", "json", "jsonl", "csv", "md"):
        out = cdetrack("list", "--format", form).out
        assert not set(out) & set("\x07\x1b\x9b\u202e\r"), form
    assert "<script" not in cdetrack("list", "--format", "md").out
    assert "[draft]" not in HOSTILE  # markup is shown as it is
    assert "[bold]draft[/bold]" in cdetrack("list", "--format", "table", env={"COLUMNS": "200"}).out


def test_a_title_of_a_megabyte_is_whole_in_a_pipe_and_marked_on_a_screen(cdetrack: Program) -> None:
    title = "M" + "y" * 1_000_000
    cdetrack("ingest", "-", stdin=json.dumps({"title": title, "date": "2025-01-02"}))
    assert cdetrack("list").rows[0][5] == title
    shown = cdetrack("list", "--format", "table", env={"COLUMNS": "80"}).out
    assert len(shown) < 3000
    assert "…" in shown


def test_a_document_is_one_line_in_every_format_and_each_notice_on_request_and_in_the_backup(cdetrack: Program) -> None:
    """`list` shows documents to read; `export json` keeps every notice."""
    title = "NMPA Announcement on the Review of Innovative Widgets ([2025] No. 8)"
    for source, page in (("nmpa/drugs", 1), ("nmpa/policies", 2), ("nmpa/news", 3)):
        shown = {"title": title, "date": "2025-09-05", "url": f"https://english.nmpa.gov.cn/2025-09/05/c_{page}.htm"}
        cdetrack("ingest", "-", "--source", source, stdin=json.dumps([shown]))
    [leader] = cdetrack("list", "--json").json()
    every = cdetrack("list", "--each", "--json").json()
    assert {each["document"] for each in every} == {leader["id"]}
    assert [each["sources"] for each in every if each["id"] == leader["id"]] == [["nmpa/drugs"]]
    assert {relation["type"] for relation in leader["relations"]} == {"same-document"}
    assert sorted(leader["related"]) == sorted(each["id"] for each in every if each["id"] != leader["id"])
    for form in ("tsv", "jsonl"):
        assert cdetrack("list", "--format", form).out.count("\n") == 1
        assert cdetrack("list", "--each", "--format", form).out.count("\n") == 3
    assert len(cdetrack("list", "--source", "nmpa/news", "--json").json()) == 1
    assert len(cdetrack("export", "json", "-").json()) == 3


def test_several_notices_of_one_document_are_one_match_and_their_relations_are_words_in_a_sheet(
    cdetrack: Program,
) -> None:
    title = "Announcement on the Labelling of Drugs for Children ([2025] No. 88)"
    for source, article in (("nmpa/drugs", "https://english.nmpa.gov.cn/2025-09/12/c_1136201.htm"), ("a/b", None)):
        entry = json.dumps({"title": title, "date": "2025-09-12", "url": article})
        assert cdetrack("ingest", "--source", source, "-", stdin=entry).code == 0
    leader, other = cdetrack("list", "--each", "--json").json()
    if leader["document"] != leader["id"]:
        leader, other = other, leader
    assert cdetrack("show", "2025-88", "--json").json()["id"] == leader["id"]
    [row] = csv.DictReader(io.StringIO(cdetrack("list", "--format", "csv").out))
    assert row["relations"] == f"{other['id']} same-document"


def test_fields_are_chosen_by_their_keys_in_json_for_every_format(cdetrack: Program) -> None:
    cdetrack("ingest", SEED)
    named = ("list", "--number", "2025-21", "--fields")
    [row] = cdetrack(*named, "date,topics,number,withdrawn").rows
    assert row == ["2025-09-05", "pediatrics,clinical-trials,safety", "2025-21", ""]
    assert cdetrack(*named, "number, KIND", "--json").json() == [{"number": "2025-21", "kind": "announcement"}]
    table = list(csv.reader(io.StringIO(cdetrack(*named, "kind,date", "--format", "csv").out)))
    assert table == [["kind", "date"], ["announcement", "2025-09-05"]]
    shown = cdetrack(*named, "status,title", "--format", "table").out
    assert shown.split()[:3] == ["status", "title", "interim"]
    for name in NOTICE_KEYS:
        assert cdetrack(*named, name).code == 0


def test_an_unknown_field_is_told_with_all_of_them(cdetrack: Program) -> None:
    for fields in ("titel", "date,titel", "", ","):
        ran = cdetrack("list", "--fields", fields)
        assert (ran.code, ran.out) == (2, "")
        assert all(f"`{name}`" in ran.err for name in NOTICE_KEYS)
    assert "did you mean `title`?" in cdetrack("list", "--fields", "titel").err
    for other in ("--count", "--oneline"):
        assert cdetrack("list", "--fields", "date", other).code == 2


@pytest.mark.parametrize("form", [("--json",), ("--format", "json"), ("--json", "--format", "json")])
def test_the_number_alone_is_json_as_well(cdetrack: Program, form: tuple[str, ...]) -> None:
    ran = cdetrack("list", "--count", *form)
    assert (ran.code, ran.out) == (0, cdetrack("list", "--count").out)
    assert json.loads(ran.out) == 0


@pytest.mark.parametrize("other", [("--format", "csv"), ("--json", "--format", "csv"), ("--oneline",)])
def test_a_count_has_no_other_format(cdetrack: Program, other: tuple[str, ...]) -> None:
    assert cdetrack("list", "--count", *other).code == 2
