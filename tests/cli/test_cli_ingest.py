"""`ingest` and `sources test`: input is recognised by its content, or refused."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cdetrack.text.days import today
from support.paths import PAGES, SEED
from support.program import Program, listing

BAD = {
    "an empty list": b"[]",
    "no title": b'[{"title": "", "date": "2025-02-03"}]',
    "a menu": b'<!doctype html><html><ul><li><a href="/a.html">Home</a><li><a href="/b.html">About</a></ul></html>',
    "an archive": b"PK\x03\x04\x14\x00\x00\x00",
}
"""Of each sort one; `tests/sources/test_reading.py` has them all."""


def ids(cdetrack: Program) -> dict[str, str]:
    return {row[5]: row[1] for row in cdetrack("list").rows}


def test_a_first_look_is_told_in_one_line_and_a_second_changes_no_byte(cdetrack: Program) -> None:
    ran = cdetrack("ingest", SEED)
    assert (ran.code, ran.out, ran.err.count("\n")) == (0, "", 1)
    assert "first look, 6 notices" in ran.err
    before = cdetrack.bytes()
    ran = cdetrack("ingest", SEED)
    assert ran.err == "ingest: nothing new (6 notices read)\n"
    assert cdetrack.bytes() == before


def test_everything_goes_in_at_once_whatever_the_names_say(cdetrack: Program, tmp_path: Path) -> None:
    paths = []
    for number, name in enumerate(("english-page-1.html", "cde.har", "rss.xml", "export.jsonl", "text-windows.txt")):
        path = tmp_path / f"{number}.bin"
        path.write_bytes((PAGES / name).read_bytes())
        paths.append(path)
    ran = cdetrack("ingest", *paths)
    assert ran.code == 0
    assert "`No day`: no date is shown; it is dated by the day on which it was first seen" in ran.err
    sources = {name for each in cdetrack("list", "--json").json() for name in each["sources"]}
    assert sources >= {"nmpa/drugs", "cde/guidance", "cde/work", "ingest"}
    assert cdetrack("doctor").code == 0


def test_an_entry_whose_day_cannot_be_read_is_told_and_kept_under_the_day_of_first_sight(cdetrack: Program) -> None:
    text = listing(("Good", "2025-01-01"), ("Bad", "2025-02-30"), ("Also good", "2025-01-02"))
    before_midnight = today(datetime.now(UTC))
    ran = cdetrack("ingest", "-", stdin=text.replace("\n", "\r\n"))
    assert ran.code == 0
    assert "`Bad`: `2025-02-30` is not a date" in ran.err
    assert "first look, 3 notices" in ran.err
    shown = {each["title"]: (each["date_from"], each["date"]) for each in cdetrack("list", "--json").json()}
    assert shown["Good"] == ("listing", "2025-01-01")
    days = {before_midnight, today(datetime.now(UTC))}
    assert shown["Bad"] in {("seen", day.isoformat()) for day in days}
    before = cdetrack.bytes()
    assert cdetrack("ingest", "-", stdin=text).code == 0
    assert cdetrack.bytes() == before, "it is found again, and keeps its day"


def test_a_text_first_and_its_page_later_are_one_notice(cdetrack: Program) -> None:
    page = PAGES / "english-page-1.html"
    other = cdetrack.beside("other")
    other("ingest", page)
    text = listing(*((each["title"], each["date"], each["summary"] or "") for each in other("list", "--json").json()))
    cdetrack("ingest", "-", stdin=text)
    first = ids(cdetrack)
    cdetrack("ingest", page)
    assert ids(cdetrack) == first
    assert all(row[6] for row in cdetrack("list").rows)  # it has gained its link
    before = cdetrack.bytes()
    cdetrack("ingest", page, "-", stdin=text)
    assert cdetrack.bytes() == before


@pytest.mark.parametrize("export", [("list", "--json"), ("list", "--format", "jsonl")])
def test_an_export_comes_back_under_the_same_ids(cdetrack: Program, export: tuple[str, ...]) -> None:
    cdetrack("ingest", PAGES / "english-page-1.html", PAGES / "english-detail.html", SEED, PAGES / "cde-guidance.json")
    told = cdetrack(*export).out
    other = cdetrack.beside("other")
    assert other("ingest", "-", stdin=told).code == 0
    unlike = {"first_seen", "effective", "milestones"}  # that cache saw it later, and has no detail pages
    was, now = (
        [{key: value for key, value in each.items() if key not in unlike} for each in program("list", "--json").json()]
        for program in (cdetrack, other)
    )
    assert sorted(was, key=lambda each: each["id"]) == sorted(now, key=lambda each: each["id"])
    before = cdetrack.bytes()["notices.json"]
    cdetrack("ingest", "-", stdin=told)
    assert cdetrack.bytes()["notices.json"] == before


@pytest.mark.parametrize("export", ["export json", "export csv", "list --json"])
def test_what_does_not_come_back_from_an_export_is_told(cdetrack: Program, export: str) -> None:
    """The history records what this cache has seen, and decisions have a file of their own."""
    cdetrack("ingest", SEED)
    cdetrack("mark", cdetrack("list").rows[0][1], "relevant")
    file = cdetrack(*export.split()).out
    assert "first seen now" not in cdetrack("ingest", "-", stdin=file).err, "its own export brings nothing"
    other = cdetrack.beside("other")
    ran = other("ingest", "-", stdin=file)
    assert "they are first seen now, and undecided: 6; to keep both, copy the folder of the cache" in ran.err
    assert {each["state"] for each in other("list", "--json").json()} == {"new"}
    assert "first seen now" not in other("ingest", "-", stdin=file).err


@pytest.mark.parametrize("export", ["export json", "export csv", "list --json", "list --format csv"])
def test_each_field_of_a_notice_comes_back_from_an_export(cdetrack: Program, export: str) -> None:
    settings = '[sources."ex/api"]\nurl = "https://api.example/x"\njson = { product = "drug", comments_due = "due" }\n'
    row = {"acceptid": "CXHS2600093", "drgnamecn": "=片剂", "company": "甲公司;=乙公司", "noticeDate": "20260805"}
    row |= {"endNoticeDate": "20260812", "adaptindication": "晚期实体瘤：肺癌"}
    texts = [
        {"title": "Notice on \"pens\", 'a'", "date": "2026-10-02", "summary": "Comments until December 7, 2026; +1"},
        {
            "title": "关于实施标准的公告（2026年第7号）",
            "date": "2026-09-01",
            "summary": "自2027年1月1日起施行：旧版同时停用。",
        },
        {"title": "Meeting on splints held on June 6, 2025", "date": "2026-10-01", "url": "https://a.example/1"},
        {"title": "Notice without a day", "date": "soon", "url": "https://a.example/2"},
    ]
    stated = {"items": [{"title": "Proposed rule", "date": "2026-10-03", "drug": "Aspirin", "due": "2026-12-09"}]}
    programs = cdetrack, cdetrack.beside("other")
    for program in programs:
        program.cache.mkdir()
        (program.cache / "config.toml").write_text(settings)
    cdetrack("ingest", "-", "--source", "cde/priority-review", stdin=json.dumps({"data": {"records": [row]}}))
    cdetrack("ingest", "-", stdin=json.dumps(texts))
    cdetrack("ingest", "-", "--source", "ex/api", stdin=json.dumps(stated))
    file = cdetrack(*export.split()).out
    assert programs[1]("ingest", "-", stdin=file).code == 0
    was, now = ({each["id"]: each for each in program("list", "--json").json()} for program in programs)
    for name in was:
        assert now[name] == {**was[name], "first_seen": now[name]["first_seen"]}
    assert len(was) == len(now) == 6
    fields = ("product", "applicant", "application", "indication", "milestones", "comments_due", "effective", "event")
    assert all(any(each[field] for each in was.values()) for field in fields), "each is tried"
    before = cdetrack.bytes()
    cdetrack("ingest", "-", stdin=file)
    assert cdetrack.bytes()["history.jsonl"] == before["history.jsonl"], "its own export is no change"


@pytest.mark.parametrize(
    "export", ["list", "list --format md", "export md", "list --full-text --search dosage --format md"]
)
def test_the_lines_of_a_list_come_back_as_they_were(cdetrack: Program, export: str) -> None:
    titles = [
        '"Dosage" of | <b>pens</b> \\ [x](y) &amp; #1',
        "=1+1 dosage",
        "- 关于剂量的公告（2026年第7号） dosage",
        "1. Dosage*",
    ]
    exported = {"sources": ["ingest"], "first_seen": "2026-10-09T06:00:00Z"}
    entries = [
        {"title": title, "date": f"2026-10-0{9 - at}", "url": f"https://a.example/{at}?a=1&b=2" if at else None}
        | exported
        | {"id": f"{at}" * 12}
        for at, title in enumerate(titles)
    ]
    cdetrack("ingest", "-", stdin=json.dumps(entries))
    other = cdetrack.beside("other")
    ran = other("ingest", "-", stdin=cdetrack(*export.split()).out)
    assert (ran.code, ran.err.count("\n")) == (0, 2), "it says what does not come back"
    assert ran.err.endswith("\ningest: first look, 4 notices recorded as the baseline\n")
    assert other("list").out == cdetrack("list").out
    assert [each["title"] for each in other("list", "--json").json()] == titles
    before = cdetrack.bytes()["history.jsonl"]
    cdetrack("ingest", "-", stdin=cdetrack(*export.split()).out)
    assert cdetrack.bytes()["history.jsonl"] == before, "its own list is no change"


def test_a_line_of_a_list_that_cannot_be_read_is_told(cdetrack: Program) -> None:
    cdetrack("ingest", "-", stdin=listing(("One", "2025-01-01"), ("Two", "2025-01-02")))
    ran = cdetrack.beside("other")("ingest", "-", stdin=f"{cdetrack('list').out}something else\n")
    assert "`something else` is no notice of the list" in ran.err
    for _ in range(2):
        cdetrack("ingest", "--complete", "-", stdin=listing(("One", "2025-01-01")))
    gone = cdetrack("list", "--withdrawn", "--format", "md").out
    assert "withdrawn" in cdetrack.beside("third")("ingest", "-", stdin=gone).err


def test_a_withdrawn_notice_does_not_come_back_from_a_sheet(cdetrack: Program) -> None:
    cdetrack("ingest", "-", stdin=listing(("One", "2025-01-01"), ("Two", "2025-01-02")))
    for _ in range(2):
        cdetrack("ingest", "--complete", "-", stdin=listing(("One", "2025-01-01")))
    sheet = cdetrack("list", "--withdrawn", "--format", "csv").out
    ran = cdetrack("ingest", "-", stdin=sheet)
    assert (ran.code, cdetrack("list", "--count").out) == (5, "1\n")
    assert "1 notice of it is withdrawn" in ran.err


def test_an_export_comes_back_with_the_notices_that_lead_its_documents(cdetrack: Program, tmp_path: Path) -> None:
    def looked(source: str, *rows: tuple[str, str]) -> None:
        entries = [
            {"title": title, "date": day, "url": f"https://{source}.example/{title[-9:-7]}"} for title, day in rows
        ]
        cdetrack("ingest", "-", "--source", f"ex/{source}", stdin=json.dumps(entries))

    one, two, third = (f"Notice of the NMPA on drug registration (No. {n}, 2026)" for n in (31, 32, 33))
    looked("a", (one, "2026-10-03"), ("Guideline on splints, No. 44 (2026)", "2026-10-05"), (two, "2026-10-05"))
    looked(
        "b",
        (third, "2026-10-05"),
        (one, "2026-10-05"),
        (two, "2026-10-04"),
        ("News on fees, No. 45 (2026)", "2026-10-03"),
    )
    assert len(cdetrack("list").rows) == 5
    assert len(cdetrack("list", "--each").rows) == 7
    cdetrack("export", "json", tmp_path / "all.json")
    other = cdetrack.beside("other")
    other("ingest", tmp_path / "all.json")
    assert other("list").out == cdetrack("list").out
    assert other("list", "--each").out == cdetrack("list", "--each").out


def test_a_whole_notice_comes_back_with_its_body(cdetrack: Program) -> None:
    cdetrack("ingest", PAGES / "english-detail.html")
    [[_, name, *_]] = cdetrack("list").rows
    told = cdetrack("show", name, "--json")
    other = cdetrack.beside("other")
    other("ingest", "-", stdin=told.out)
    unlike = {"first_seen", "history"}
    again = other("show", name, "--json").json()
    assert {key: again[key] for key in again if key not in unlike} == {
        key: value for key, value in told.json().items() if key not in unlike
    }


def test_the_source_and_the_base_of_links_can_be_said(cdetrack: Program) -> None:
    stdin = '[{"title": "A", "date": "2025-01-01", "url": "b/c.html"}]'
    assert cdetrack("ingest", "-", "--source", "my/list", "--url", "https://example.org/a/", stdin=stdin).code == 0
    [each] = cdetrack("list", "--source", "my/list", "--json").json()
    assert each["url"] == "https://example.org/a/b/c.html"
    assert cdetrack("ingest", "-", "--url", "example.org", stdin=stdin).code == 2
    assert cdetrack("ingest", "-", "--source", "a b", stdin=stdin).code == 2


def test_only_a_complete_listing_can_miss_a_notice_and_only_twice_in_a_row(cdetrack: Program) -> None:
    cdetrack("ingest", "-", stdin=listing(("One", "2025-01-01"), ("Two", "2025-01-02")))
    less = listing(("One", "2025-01-01"))
    for arguments, shown in (([], 2), ([], 2), (["--complete"], 2), (["--complete"], 1)):
        cdetrack("ingest", "-", *arguments, stdin=less)
        assert len(cdetrack("list").rows) == shown
    assert [row[5] for row in cdetrack("list", "--withdrawn").rows] == ["Two"]
    assert [row[1] for row in cdetrack("diff").rows] == ["withdrawn"]
    cdetrack("ingest", "-", stdin=listing(("Two", "2025-01-02")))
    assert len(cdetrack("list").rows) == 2
    assert [row[1] for row in cdetrack("diff").rows] == ["restored"]


def test_a_complete_listing_with_an_entry_that_cannot_be_read_misses_nothing(cdetrack: Program) -> None:
    """That entry may be the one that seems to be gone."""
    both = [{"title": "One", "date": "2025-01-01"}, {"title": "Two", "date": "2025-01-02"}]
    cdetrack("ingest", "-", "--complete", stdin=json.dumps(both))
    for _ in range(3):
        ran = cdetrack("ingest", "-", "--complete", stdin=json.dumps([both[0], {"title": "", "date": "2025-01-02"}]))
        assert "skipped: " in ran.err
    assert len(cdetrack("list").rows) == 2


def test_an_entry_whose_day_cannot_be_read_any_more_is_the_notice_that_it_was(cdetrack: Program) -> None:
    """It keeps the day that it had, and is not missed."""
    both = [{"title": f"Notice {n}", "date": f"2025-01-0{n}", "url": f"https://example.org/{n}"} for n in (1, 2)]
    cdetrack("ingest", "-", "--complete", stdin=json.dumps(both))
    before = cdetrack.history.read_bytes()
    for _ in range(3):
        ran = cdetrack("ingest", "-", "--complete", stdin=json.dumps([both[0], {**both[1], "date": "2025-02-30"}]))
        assert "`Notice 2`: `2025-02-30` is not a date" in ran.err
    assert [row[0] for row in cdetrack("list").rows] == ["2025-01-02", "2025-01-01"]
    assert cdetrack.history.read_bytes() == before


@pytest.mark.parametrize("origin", [(), ("--source", "a/x")])
def test_an_entry_without_a_link_whose_day_cannot_be_read_any_more_is_known_by_its_neighbours(
    cdetrack: Program, origin: tuple[str, ...]
) -> None:
    entries = [("Weekly recalls" if n % 2 else f"Notice {n}", f"2025-01-0{n}") for n in range(9, 0, -1)]
    cdetrack("ingest", "-", *origin, stdin=listing(*entries))
    before = cdetrack.history.read_bytes()
    for place in range(0, 9, 2):
        odd = [(title, "2025-02-30" if at == place else day) for at, (title, day) in enumerate(entries)]
        for shown in (odd, odd[::-1]):
            ran = cdetrack("ingest", "-", *origin, stdin=listing(*shown))
            assert "`2025-02-30` is not a date" in ran.err
    assert cdetrack.history.read_bytes() == before
    ran = cdetrack("ingest", "-", *origin, stdin=listing(("Weekly recalls", "2025-02-30"), *entries))
    assert "1 new (10 notices read)" in ran.err


def test_pages_of_a_listing_are_one_look_in_their_own_order(cdetrack: Program, tmp_path: Path) -> None:
    page = (PAGES / "english-page-1.html").read_text(encoding="utf-8")
    for number, name in ((2, "a.html"), (1, "b.html")):
        other = page.replace('currentpage="1"', f'currentpage="{number}"').replace("/c_1", f"/c_{number}1")
        (tmp_path / name).write_text(re.sub(r"(\d{4}-\d\d-\d\d)(?=</)", "2031-01-01", other), encoding="utf-8")
    ran = cdetrack("ingest", tmp_path / "a.html", tmp_path / "b.html")
    assert "first look, 12 notices" in ran.err
    articles = [each["article"] for each in cdetrack("list", "--json").json()]
    assert [each[:2] for each in articles] == ["11"] * 6 + ["21"] * 6


def saved(path: Path, number: int, **titles: str) -> Path:
    """Save a page of three of the CDE's news, of one article each."""
    records = [
        {"title": title, "newsIdCode": f"{name}{number}" * 16, "publishDate": "20250103"}
        for name, title in titles.items()
    ]
    page = {"records": records, "total": 3, "size": 1, "current": number, "pages": 3}
    path.write_text(json.dumps({"code": 200, "data": page}), encoding="utf-8")
    return path


def test_of_two_saves_of_one_page_the_later_holds(cdetrack: Program, tmp_path: Path) -> None:
    """They are two looks, also where other pages were saved once."""
    monday = [saved(tmp_path / f"monday-{number}", number, a="关于公开征求意见的通知") for number in (1, 2)]
    tuesday = saved(tmp_path / "tuesday-1", 1, a="关于公开征求意见的通知（延期）", b="关于召开会议的通知")
    assert cdetrack("ingest", *monday).code == 0
    ran = cdetrack("ingest", *monday, tuesday)
    assert "1 new, 1 changed" in ran.err
    assert len(cdetrack("list", "--each").rows) == 3
    # In the order of the command: the page of Monday is the later one here.
    assert "1 changed" in cdetrack("ingest", tuesday, monday[0]).err


def test_of_two_saves_of_a_complete_listing_the_later_is_the_whole_of_it(cdetrack: Program, tmp_path: Path) -> None:
    monday = [saved(tmp_path / f"monday-{number}", number, a=f"关于第{number}次会议的通知") for number in (1, 2)]
    tuesday = [saved(tmp_path / f"tuesday-{number}", number, b=f"关于第{number}批名单的公告") for number in (1, 2)]
    cdetrack("ingest", "--complete", *monday)
    cdetrack("ingest", "--complete", *monday, *tuesday)
    assert len(cdetrack("list", "--each").rows) == 4, "missed by the save of Tuesday alone"
    cdetrack("ingest", "--complete", "--accept", *tuesday)
    assert len(cdetrack("list", "--each").rows) == 2
    # A save of one page alone is no whole listing.
    cdetrack("ingest", "--complete", *tuesday, tuesday[0])
    cdetrack("ingest", "--complete", *tuesday, tuesday[0])
    assert len(cdetrack("list", "--each").rows) == 2


def test_a_complete_listing_may_be_in_files_of_several_formats(cdetrack: Program, tmp_path: Path) -> None:
    days = [f"2025-03-0{number}" for number in range(1, 6)]
    (tmp_path / "a").write_text(listing(("Rule one", days[0]), ("Rule two", days[1])), encoding="utf-8")
    (tmp_path / "b").write_text(f"Plan three\t{days[2]}\nPlan four\t{days[3]}\n", encoding="utf-8")
    feed = f"<rss><channel><item><title>Notice five</title><pubDate>{days[4]}</pubDate></item></channel></rss>"
    (tmp_path / "c").write_text(feed, encoding="utf-8")
    for _ in range(2):
        ran = cdetrack("ingest", "--complete", "--source", "ag/x", *(tmp_path / name for name in "abc"))
        assert (ran.code, ran.err.count("\n")) == (0, 1), ran.err
    assert len(cdetrack("list", "--each").rows) == 5
    assert cdetrack("list", "--withdrawn").rows == []


@pytest.mark.parametrize("name", ["abc", "x" * 65, "a b c d", "é" * 5, "../../x"])
def test_an_id_that_could_not_be_one_of_ours_is_not_kept(cdetrack: Program, name: str) -> None:
    cdetrack("ingest", "-", stdin=json.dumps({"title": "A", "date": "2025-01-01", "id": name}))
    assert re.fullmatch("[0-9a-f]{12}", cdetrack("list").rows[0][1])


@pytest.mark.parametrize("kind", BAD)
def test_what_is_no_listing_is_refused_and_nothing_is_kept(cdetrack: Program, kind: str) -> None:
    ran = cdetrack("ingest", "-", stdin=BAD[kind])
    assert (ran.code, ran.out) == (5, "")
    assert ran.err.startswith("error: ")
    assert "hint: " in ran.err
    assert not cdetrack.history.exists()


def test_a_page_that_is_cut_off_or_a_challenge_is_refused(cdetrack: Program) -> None:
    page = (PAGES / "english-page-1.html").read_bytes()
    for content in (page[: len(page) // 2], page.replace(b"</html>", b""), page.replace(b"displaypagenum", b"x")):
        assert cdetrack("ingest", "-", stdin=content).code == 5
    assert cdetrack("ingest", PAGES / "challenge.html").code == 4
    assert not cdetrack.history.exists()


def test_of_several_files_each_is_tried_and_the_first_failure_is_the_code(cdetrack: Program, tmp_path: Path) -> None:
    ran = cdetrack("ingest", tmp_path / "nosuch", PAGES / "challenge.html", SEED, tmp_path)
    assert ran.code == 3
    assert ran.err.count("error: ") == 3
    assert len(cdetrack("list").rows) == 6


def test_a_listing_can_be_tried_without_keeping_anything(cdetrack: Program) -> None:
    ran = cdetrack("sources", "test", PAGES / "english-page-1.html")
    assert ran.code == 0
    assert [len(row) for row in ran.rows] == [7] * 6
    assert len(cdetrack("sources", "test", PAGES / "english-page-1.html", "--json").json()) == 6
    assert cdetrack("sources", "test", PAGES / "challenge.html").code == 4
    stdin = '[{"title": "A", "date": "2025-01-01", "url": "b.html"}]'
    assert cdetrack("sources", "test", "-", "--url", "https://example.org/a/", stdin=stdin).rows[0][6] == (
        "https://example.org/a/b.html"
    )
    assert not cdetrack.cache.exists()
    assert ["nmpa/drugs", "on"] in [row[:2] for row in cdetrack("sources").rows]


def test_the_second_export_of_another_cache_is_news(cdetrack: Program) -> None:
    other = cdetrack.beside("other")
    other("ingest", SEED)
    cdetrack("ingest", "-", stdin=other("list", "--json").out)
    assert all(change["baseline"] for change in cdetrack("diff", "--json").json())
    other("ingest", "-", stdin=listing(("News from elsewhere", "2025-10-01")))
    ran = cdetrack("ingest", "-", stdin=other("list", "--json").out)
    assert "1 new" in ran.err
    assert [(change["title"], change["baseline"]) for change in cdetrack("diff", "--json").json()] == [
        ("News from elsewhere", False)
    ]


def test_a_source_without_news_of_its_own_is_first_looked_at_once(cdetrack: Program) -> None:
    cdetrack("ingest", SEED)
    export = cdetrack("list", "--json").out
    assert "first look" in cdetrack("ingest", "--source", "team", "-", stdin=export).err
    assert "first look" not in cdetrack("ingest", "--source", "team", "-", stdin=export).err


def test_a_detail_page_is_no_first_look_at_its_listing(cdetrack: Program) -> None:
    """It completes a notice and shows nothing of the listing: the listing's first look is still the baseline."""
    cdetrack("ingest", PAGES / "english-detail.html")
    ran = cdetrack("ingest", "--source", "nmpa/devices", PAGES / "english-page-1.html")
    assert "first look" in ran.err
    assert all(each["baseline"] for each in cdetrack("diff", "--json").json())


def test_a_day_of_first_sight_comes_back_from_an_export_as_one(cdetrack: Program, tmp_path: Path) -> None:
    cdetrack(
        "ingest", "-", stdin=json.dumps([{"title": "Notice on dosage", "date": "soon", "url": "https://a.example/1"}])
    )
    for form in ("json", "csv"):
        path = tmp_path / f"export.{form}"
        cdetrack("export", form, path)
        other = ("--cache", tmp_path / f"other-{form}")
        cdetrack(*other, "ingest", path)
        [here], [there] = cdetrack("list", "--json").json(), cdetrack(*other, "list", "--json").json()
        assert (there["date"], there["date_from"]) == (here["date"], here["date_from"]) == (here["date"], "seen")
        cdetrack("ingest", path)
        assert cdetrack("diff").rows[0][1] == "added", "its own export is no change"


def test_a_new_source_with_nearly_a_known_name_is_told(cdetrack: Program) -> None:
    entry = listing(("A title", "2025-01-01"))
    ran = cdetrack("ingest", "--source", "nmpa/drug", "-", stdin=entry)
    assert ran.code == 0
    assert "`nmpa/drug` is a new source; if you mean `nmpa/drugs`, `cdetrack undo` takes this back" in ran.err
    for name in ("nmpa/drug", "nmpa/drugs", "example/other"):
        assert "is a new source" not in cdetrack("ingest", "--source", name, "-", stdin=entry).err


def test_a_date_that_may_be_a_slip_is_told_where_its_notice_is_shown(cdetrack: Program) -> None:
    cdetrack("ingest", "-", stdin=listing(("A slip of the year", "2052-01-01"), ("Another", "2025-01-01")))
    assert "date: 2052-01-01 (far ahead: a slip of the listing?)" in cdetrack("show", cdetrack("list").rows[0][1]).out
    for columns in ("80", "160"):
        shown = cdetrack("list", "--format", "table", env={"COLUMNS": columns}).out
        assert shown.count("dated far ahead") == 1


def test_entries_are_counted_where_they_are_recorded(cdetrack: Program) -> None:
    links = ("https://www.cdr-adr.org.cn/a", "https://www.cdr-adr.org.cn/b", "https://www.nmpa.gov.cn/xxgk/ggtg/c.html")
    rows = [{"title": f"Notice {url[-1]}", "date": "2025-01-01", "url": url} for url in links]
    for said in (
        "first look, 3 notices recorded as the baseline: 2 under cdr/notices, 1 under ingest",
        "nothing new (3 notices read: 2 under cdr/notices, 1 under ingest)",
    ):
        ran = cdetrack("ingest", "-", "--source", "cdr/notices", stdin=json.dumps(rows))
        assert f"cdr/notices: {said}\n" in ran.err
    assert cdetrack("list", "--source", "cdr/notices", "--count").out == "2\n"
    assert cdetrack("list", "--source", "ingest", "--count").out == "1\n"


def test_links_that_nothing_resolves_tell_two_entries_of_one_title_and_day_apart(cdetrack: Program) -> None:
    def page(*rows: tuple[str, str]) -> str:
        items = "".join(
            f'<li><a href="{link}">{title}</a><span class="date">2031-05-{9 - number:02}</span></li>'
            for number, (title, link) in enumerate(rows)
        )
        return f"<!doctype html><html><head><title>News</title></head><body><ul>{items}</ul></body></html>"

    rows = [("Guideline for splints", "/r/2.html"), ("Another item of interest", "/r/1.html")]
    cdetrack("ingest", "-", stdin=page(*rows))
    recalls = "".join(
        f'<li><a href="/r/{number}.html">Notice of recall</a><span class="date">2031-05-20</span></li>'
        for number in (21, 22)
    )
    newer = page(*rows).replace("<ul>", f"<ul>{recalls}")
    assert "2 new (4 notices read)" in cdetrack("ingest", "-", stdin=newer).err
    assert len(cdetrack("list", "--each").rows) == 4
    assert "nothing new (4 notices read)" in cdetrack("ingest", "-", stdin=newer).err
    # A copy with other links, and then its address, show the same notices.
    assert "nothing new (4 notices read)" in cdetrack("ingest", "-", stdin=newer.replace("/r/", "./list/r/")).err
    cdetrack("ingest", "-", "--url", "https://ag.example/list", stdin=newer)
    assert len(cdetrack("list", "--each").rows) == 4
    assert cdetrack("doctor").code == 0


def test_mass_withdrawals_of_a_whole_listing_are_taken_by_the_same_command(cdetrack: Program) -> None:
    entries = [(f"Notice {number} of the agency", f"2031-05-{number:02}") for number in range(1, 21)]
    command = ("ingest", "-", "--source", "my/list", "--complete")
    for some in (entries, entries[:13], entries[:13]):
        ran = cdetrack(*command, stdin=listing(*some))
    assert "7 notices would be withdrawn, too many at once to be believed: held back" in ran.err
    assert "the same command with `--accept` takes it" in ran.err
    ran = cdetrack(*command, "--accept", stdin=listing(*entries[:13]))
    assert "7 withdrawn" in ran.err
    assert len(cdetrack("list", "--withdrawn").rows) == 7


def test_a_notice_that_leaves_one_of_its_sources_is_told_as_that(cdetrack: Program) -> None:
    def listing(*numbers: int) -> str:
        rows = [
            {"title": f"Recall number {n} of a product", "date": f"2026-11-0{n}", "url": f"https://ag.example/n/{n}"}
            for n in numbers
        ]
        return json.dumps(rows)

    for source in ("ag/a", "ag/b"):
        cdetrack("ingest", "-", "--source", source, "--complete", stdin=listing(1, 2, 3, 4))
    for told in ("nothing new (3 notices read)", "1 now in other sources only (3 notices read)"):
        assert told in cdetrack("ingest", "-", "--source", "ag/a", "--complete", stdin=listing(2, 3, 4)).err


@pytest.mark.parametrize("columns", [60, 80, 200])
def test_the_table_of_a_terminal_is_no_listing(cdetrack: Program, columns: int) -> None:
    """It wraps titles and has no links: its cells would become titles."""
    cdetrack(
        "ingest", "-", stdin="2025-09-05 Recall of strips\n2025-09-04 Guidance on labels\n2025-09-02 1. A report\n"
    )
    drawn = cdetrack("list", "--format", "table", env={"COLUMNS": str(columns)}).out
    refused = cdetrack("ingest", "-", stdin=drawn)
    assert refused.code == 5
    assert "a table as cdetrack draws it in a terminal" in refused.err
    other = "date  notice\n2025-09-05  Recall of strips again\n2025-09-04  Guidance on labels again\n"
    assert "draws it" not in cdetrack("ingest", "-", stdin=other).err


def test_a_badge_in_a_table_without_links_adds_no_notice(cdetrack: Program) -> None:
    table = "title,date\nNotice on Splints{},2031-01-02\nNotice on Widgets,2031-01-01\n"
    for badge in ("", " NEW", " HOT", ""):
        cdetrack("ingest", "-", "--source", "a/b", stdin=table.format(badge))
    assert [row[5] for row in cdetrack("list").rows] == ["Notice on Splints", "Notice on Widgets"]
    assert cdetrack("diff").out.count("added") == 2


def test_each_line_on_several_files_names_the_one_that_it_is_about(cdetrack: Program, tmp_path: Path) -> None:
    places = [tmp_path / f"{name}.txt" for name in ("one", "two", "old")]
    for place, day in zip(places, ("2026-09-01", "2026-09-02", "1026-09-03"), strict=True):
        place.write_text(listing((f"Notice {place.stem}", day), (f"Another {place.stem}", "2026-09-01")), "utf-8")
    lines = cdetrack("ingest", *places).err.splitlines()
    for place in places[:2]:
        assert f"ingest from `{place}`: first look, 2 notices recorded as the baseline" in lines
    assert [f"`{places[2]}`" in each for each in lines].count(True) == 2, lines
    assert "from" not in cdetrack("ingest", places[0]).err
