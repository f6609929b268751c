"""Entries of one title and day: told apart by their application number, else told as one."""

import json
from pathlib import Path

import pytest

from support.live import Live
from support.program import Program
from support.replica import Reply

JSON = {"Content-Type": "application/json"}
HTML = {"Content-Type": "text/html; charset=utf-8"}
MAPPING = '{ items = "rows", title = "t", date = "d", link = "u", applicant = "a", application = "n" }'
OTHER = {"t": "Other tablets", "d": "2025-09-01", "a": "Firm", "n": "CXHS2600009"}
SHEET = """title,date,Applicant,Application
Aspirin tablets,2025-09-10,Firm 1,CXHS2600001
Aspirin tablets,2025-09-10,Firm 2,CXHS2600002
"""


def row(number: int, link: str | None) -> dict[str, str | None]:
    return {"t": "Aspirin tablets", "d": "2025-09-10", "a": f"Firm {number}", "n": f"CXHS260000{number}", "u": link}


@pytest.mark.parametrize("link", [None, "/list"])
def test_two_applications_of_one_title_and_day_are_two_notices_in_a_live_list(live: Live, link: str | None) -> None:
    url = live.site.url("api")
    live.point(
        {},
        more=f'[sources."ag/x"]\nurl = "{url}"\njson = {MAPPING}\n'
        '[[watch]]\nname = "all"\non = ["added", "changed"]\nchannels = ["stdout"]\n',
    )

    def show(*numbers: int) -> None:
        rows = [*(row(number, link) for number in numbers), OTHER]
        live.site.files["/api"] = Reply(headers=JSON, body=json.dumps({"rows": rows}).encode())

    show()
    live("check")
    show(0, 1)
    told = live("check", "-v")
    assert told.out.startswith("all: 2 new")
    assert "2 new (3 notices read)" in told.err
    show(2, 0, 1)
    told = live("check")
    assert told.out.startswith("all: 1 new")
    assert "Firm 2 · CXHS2600002" in told.out
    kept = {(each["applicant"], each["application"]) for each in live("list", "--each", "--json").json()}
    assert kept == {("Firm", "CXHS2600009"), *((f"Firm {n}", f"CXHS260000{n}") for n in range(3))}


def test_applications_that_an_older_cdetrack_took_for_one_are_recorded_and_told_to_nobody(live: Live) -> None:
    """It kept the last of them; the others stood there already, so they are no news."""
    live.point(
        {},
        more=f'[sources."ag/x"]\nurl = "{live.site.url("api")}"\njson = {MAPPING}\n'
        '[[watch]]\nname = "all"\non = ["added", "changed"]\nchannels = ["stdout"]\n',
    )

    def show(*numbers: int) -> None:
        body = json.dumps({"rows": [*(row(number, None) for number in numbers), OTHER]}).encode()
        live.site.files["/api"] = Reply(headers=JSON, body=body)

    show(0)
    live("check")
    state = live.cache / "state.json"
    known = json.loads(state.read_text(encoding="utf-8"))
    known["sources"]["ag/x"]["reader"] -= 1
    state.write_text(json.dumps(known), encoding="utf-8")
    show(0, 1, 2)
    assert live("check").out == ""
    assert len(live("list", "--each", "--json").json()) == 4
    show(0, 1, 2, 3)
    assert live("check").out.startswith("all: 1 new")


def test_a_number_that_a_known_row_gains_is_no_change_to_alert_of(live: Live) -> None:
    live.point(
        {},
        more=f'[sources."ag/x"]\nurl = "{live.site.url("api")}"\njson = {MAPPING}\n'
        '[[watch]]\nname = "all"\non = ["added", "changed"]\nchannels = ["stdout"]\n',
    )
    for number in (None, "CXHS2600001"):
        rows = [{**row(1, "/n/1"), "n": number}, OTHER]
        live.site.files["/api"] = Reply(headers=JSON, body=json.dumps({"rows": rows}).encode())
        assert live("check").out == ""
    [told] = [each for each in live("list", "--each", "--json").json() if each["title"] == "Aspirin tablets"]
    assert told["application"] == "CXHS2600001"
    rows = [{**row(1, "/n/1"), "a": "Firm 2"}, OTHER]
    live.site.files["/api"] = Reply(headers=JSON, body=json.dumps({"rows": rows}).encode())
    assert live("check").out.startswith("all: 1 changed")


def test_two_namesakes_of_an_export_stay_two(cdetrack: Program, tmp_path: Path) -> None:
    file = tmp_path / "two.tsv"
    lines = (f"2025-09-10\t{name}\tnews\t\t\tHRS-99片\t\n" for name in ("0123456789ab", "ba9876543210"))
    file.write_text("".join(lines), encoding="utf-8")
    assert "2 notices recorded" in cdetrack("ingest", file).err
    assert len(json.loads(cdetrack("list", "--each", "--json").out)) == 2


@pytest.mark.parametrize("kind", ["csv", "json"])
def test_two_applications_of_one_title_and_day_are_two_notices_in_a_file(cdetrack: Program, kind: str) -> None:
    fields = ("title", "date", "applicant", "application")
    rows = [dict(zip(fields, line.split(","), strict=True)) for line in SHEET.splitlines()[1:]]
    ran = cdetrack("ingest", "-", stdin=SHEET if kind == "csv" else json.dumps(rows))
    assert ran.err == "ingest: first look, 2 notices recorded as the baseline\n"
    found = json.loads(cdetrack("list", "--each", "--json").out)
    assert sorted((each["applicant"], each["application"]) for each in found) == [
        ("Firm 1", "CXHS2600001"),
        ("Firm 2", "CXHS2600002"),
    ]


def test_entries_that_only_their_words_tell_apart_are_one_notice_and_that_is_told(live: Live) -> None:
    live.point(
        {},
        more=f'[sources."ag/x"]\nurl = "{live.site.url("page")}"\n'
        'selectors = { item = "tr", title = ".t", date = ".d", summary = ".s" }\n',
    )
    rows = [("Metformin tablets", "Recalled by Firm A"), ("Metformin tablets", "Recalled by Firm B"), ("Other", "x")]
    cells = "".join(f"<tr><td class=t>{t}</td><td class=d>2025-09-10</td><td class=s>{s}</td></tr>" for t, s in rows)
    live.site.files["/page"] = Reply(headers=HTML, body=f"<html><body><table>{cells}</table></body></html>".encode())
    ran = live("fetch")
    assert "`Metformin tablets` of 2025-09-10 stands there 2 times in different words" in ran.err
    assert "first look, 2 notices recorded" in ran.err
    [status] = [each for each in live("status", "--json").json() if each["source"] == "ag/x"]
    assert status["unread"] == 1


ALIKE = "stands there 2 times in the same words, with no link or number that tells these entries apart: recorded as 1"


def test_rows_without_links_that_are_alike_in_all_that_is_read_are_one_notice_and_that_is_told_once(live: Live) -> None:
    """Whether the second row is a second document, nobody can know from the page."""
    live.point(
        {},
        more=f'[sources."ag/x"]\nurl = "{live.site.url("page")}"\n[[watch]]\nname = "all"\nchannels = ["stdout"]\n',
    )

    def show(*titles: str) -> None:
        rows = "".join(f"<tr><td>2025-09-10</td><td>{title}</td></tr>" for title in titles)
        linked = "".join(
            f'<tr><td>2025-09-0{n}</td><td><a href="/n/{n}">Notice {n} with a link</a></td></tr>' for n in (3, 2, 2, 1)
        )
        body = f"<html><body><table>{linked}{rows}</table></body></html>"
        live.site.files["/page"] = Reply(headers=HTML, body=body.encode())

    metformin = "Recall of metformin tablets"
    show(metformin, "Recall of aspirin tablets", metformin)
    told = live("check").err
    assert f"ag/x: `{metformin}` of 2025-09-10 {ALIKE}" in told
    assert told.count("stands there") == 1
    assert len(live.titles()) == 5
    [status] = [each for each in live("status", "--json").json() if each["source"] == "ag/x"]
    assert status["unread"] == 1
    show(metformin, "Recall of aspirin tablets", metformin, "Recall of insulin pens")
    assert "stands there" not in live("check").err


def test_a_row_that_stands_twice_in_a_file_is_told_of_unless_its_link_or_number_says_that_it_is_one(
    cdetrack: Program,
) -> None:
    rows = ("One,2025-09-10,,", "Two,2025-09-10,https://a.example/2,", "Three,2025-09-10,,CXHS2600001")
    ran = cdetrack("ingest", "-", stdin="\n".join(["title,date,link,application", *rows, *rows]))
    assert ran.err == f"`One` of 2025-09-10 {ALIKE}\ningest: first look, 3 notices recorded as the baseline\n"
