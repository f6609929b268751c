"""`export`: files for programs, the schema of our own JSON, and the command, through the real program."""

import csv
import io
import json
import re
import resource
import stat
from pathlib import Path

import pytest

from cdetrack.render.exports import EXPORTS
from support.paths import DOCS, SEED
from support.program import Program, listing, rule, without_privileges

jsonschema = pytest.importorskip("jsonschema")

KINDS = tuple(kind for kind in EXPORTS if kind not in {"xlsx", "sqlite"})
"""The kinds of text."""
SCHEMA = json.loads((DOCS / "notice.schema.json").read_text(encoding="utf-8"))

APPLICATION = {
    "acceptid": "CXHL2600801",
    "drgnamecn": "示例片",
    "company": "甲制药有限公司",
    "indication": "实体瘤",
    "noticeDate": "20260818",
    "endNoticeDate": "20260825",
    "bcnidCODE": "739b",
}
LIFE = [
    {"title": "关于公开征求《示例药物管理办法（征求意见稿）》意见的通知", "date": "2024-03-01"},
    {"title": "示例药物管理办法（试行）", "date": "2024-09-01"},
    {"title": "示例药物管理办法", "date": "2026-02-01", "summary": "自2027年1月1日起，未备案的不得销售。"},
]


def test_the_page_has_the_days_of_a_notice_the_soonest_first(cdetrack: Program) -> None:
    text = "It shall come into force as of March 1, 2099. Comments are welcome until January 20, 2099."
    cdetrack("ingest", "-", stdin=listing(("Draft Rules on Syrups", "2026-01-02", text)))
    page = cdetrack("export", "html").out
    assert page.index('["comments_due","2099-01-20"') < page.index('["effective","2099-03-01"')


@pytest.mark.parametrize("command", [*(("export", kind) for kind in KINDS), ("export", "sqlite", "x.db"), ("topics",)])
def test_a_filter_that_cannot_match_is_told_as_for_a_list(
    cdetrack: Program, tmp_path: Path, command: tuple[str, ...]
) -> None:
    cdetrack("ingest", SEED)
    command = tuple(str(tmp_path / part) if part == "x.db" else part for part in command)
    assert cdetrack(*command, "--search", "pediatric").err == ""
    for given in (("--search", "pediatrik"), ("--issuer", "EMA"), ("--since", "2026", "--until", "2024")):
        ran, listed = cdetrack(*command, *given), cdetrack("list", *given)
        assert "no notice matches: no " in listed.err
        assert (ran.code, ran.err) == (0, listed.err)
    assert cdetrack("-q", *command, "--search", "pediatrik").err == ""


def test_notices_without_a_topic_are_matches(cdetrack: Program) -> None:
    cdetrack("ingest", "-", stdin=listing(("Notice on Widgets", "2026-01-02")))
    assert cdetrack("topics", "--search", "widgets").err == ""


def test_what_is_written_as_json_is_what_the_published_schema_says(cdetrack: Program) -> None:
    cdetrack("ingest", SEED)
    cdetrack("ingest", "-", stdin=rule("May 1, 2025"))
    cdetrack("ingest", "-", stdin=rule("June 1, 2025"))
    check = jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker())
    check.check_schema(SCHEMA)
    cdetrack("ingest", "-", stdin=json.dumps({"data": {"records": [APPLICATION]}, "code": 200}))
    cdetrack("ingest", "-", "--source", "example/news", stdin=json.dumps(LIFE))
    listed, exported = cdetrack("list", "--json").json(), cdetrack("export", "json").json()
    assert len(listed) == len(exported) == 11
    assert {each["type"] for notice in exported for each in notice["relations"]} >= {"draft-of", "supersedes"}
    assert {each["what"] for notice in exported for each in notice["milestones"]} == {"publicity-ends", "transition"}
    for notice in (*listed, *exported, cdetrack("show", listed[0]["id"], "--json", "--why").json()):
        check.validate(notice)
    changes = jsonschema.Draft202012Validator({**SCHEMA, "$ref": "#/$defs/change"})
    for change in cdetrack("diff", "--since", "2025", "--json").json():
        changes.validate(change)
    assert not check.is_valid(listed[0] | {"kind": "poem"})
    assert not changes.is_valid(listed[0])


def test_an_export_of_json_comes_back_as_it_was_with_its_text_and_files(cdetrack: Program) -> None:
    whole = {
        "title": "Announcement on Drugs",
        "date": "2025-03-01",
        "body": "First line.\nSecond line.",
        "document_date": "2025-02-01",
        "attachments": [{"name": "Annex", "url": "https://www.example.org/a.pdf", "type": "pdf"}],
    }
    cdetrack("ingest", "-", stdin=json.dumps(whole))
    exported = cdetrack("export", "json")
    other = cdetrack.beside("other")
    other("ingest", "-", stdin=exported.out)
    [notice] = other("export", "json").json()
    assert {name: notice[name] for name in whole} == whole
    assert notice["id"] == exported.json()[0]["id"]


def test_withdrawn_notices_are_told_where_they_are_left_out_and_no_file_brings_them_back(
    cdetrack: Program, tmp_path: Path
) -> None:
    cdetrack("ingest", "-", stdin=listing(("One", "2025-01-01"), ("Two", "2025-01-02"), ("Three", "2025-01-03")))
    for _ in range(2):
        cdetrack("ingest", "-", "--complete", stdin=listing(("One", "2025-01-01"), ("Three", "2025-01-03")))
    told = "1 withdrawn notice left out: `--withdrawn` exports those alone\n"
    exported = cdetrack("export", "json", "--limit", "1")
    assert (len(exported.json()), exported.err) == (1, told)
    assert cdetrack("export", "sqlite", tmp_path / "notices.db").err == told
    assert cdetrack("export", "json", "--since", "2025-01-03").err == ""
    gone = cdetrack("export", "json", "--withdrawn")
    assert ([each["title"] for each in gone.json()], gone.err) == (["Two"], "")
    for cache in (cdetrack, cdetrack.beside("other")):
        refused = cache("ingest", "-", stdin=gone.out)
        assert (refused.code, "1 notice of it is withdrawn" in refused.err) == (5, True)
        both = json.dumps([*cdetrack("export", "json").json(), *gone.json()])
        ran = cache("ingest", "-", stdin=both)
        assert (ran.code, "1 notice of it is withdrawn" in ran.err) == (0, True)
        assert {each["title"] for each in cache("list", "--json").json()} == {"One", "Three"}


def test_a_spreadsheet_file_says_that_it_is_utf_8_and_holds_no_formula(cdetrack: Program, tmp_path: Path) -> None:
    cdetrack("ingest", "-", stdin=listing(("=HYPERLINK(1)", "2025-03-01"), ("罕见病", "2025-03-02")))
    file = tmp_path / "notices.csv"
    cdetrack("export", "csv", file)
    assert file.read_bytes().startswith(b"\xef\xbb\xbf"), "Excel takes it for Latin-1 otherwise"
    out = cdetrack("export", "csv").out
    assert file.read_text(encoding="utf-8-sig") == out
    assert [row["title"] for row in csv.DictReader(io.StringIO(out))] == ["罕见病", "'=HYPERLINK(1)"]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_takes_filters_goes_to_a_file_and_is_the_same_again(
    kind: str, cdetrack: Program, tmp_path: Path
) -> None:
    cdetrack("ingest", SEED)
    [one, *_] = cdetrack("list", "--json", "--reverse").json()
    [other, *_] = cdetrack("list", "--json").json()
    file = tmp_path / "out"
    assert cdetrack("export", kind, file).code == 0
    first = file.read_bytes()
    assert cdetrack("export", kind, file).code == 0
    assert file.read_bytes() == first, "unchanged notices make an unchanged file"
    assert cdetrack("export", kind, "-").out.encode() == first.removeprefix(b"\xef\xbb\xbf")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["cache", "out"]
    few = cdetrack("export", kind, "--until", one["date"]).out
    assert other["id"] not in few
    assert kind == "ics" or one["id"] in few


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_cache_makes_an_empty_export(kind: str, cdetrack: Program) -> None:
    ran = cdetrack("export", kind)
    assert ran.code == 0
    assert "is empty" in ran.err
    assert kind != "atom" or "<updated>1970-01-01T00:00:00Z</updated>" in ran.out, "the same again, whatever the time"
    if kind in {"json", "jsonfeed"}:
        ran.json()


@pytest.mark.parametrize("kind", ["html", "atom", "jsonfeed", "ics", "md"])
def test_a_title_is_in_the_export_and_does_not_change_its_id(kind: str, cdetrack: Program) -> None:
    cdetrack("ingest", SEED)
    out = cdetrack("export", kind, "--title", "Ours & theirs").out
    assert re.search(r"Ours (&amp;|&|\\u0026) theirs", out)
    assert "NMPA and CDE" not in out
    assert kind != "atom" or "<id>urn:cdetrack:notices</id>" in out


@pytest.mark.parametrize("kind", ["csv", "json"])
def test_a_kind_without_a_title_says_so(kind: str, cdetrack: Program) -> None:
    ran = cdetrack("export", kind, "--title", "Ours")
    assert (ran.code, ran.out) == (2, "")
    assert "has no place for a title" in ran.err


def test_the_title_names_the_sources(cdetrack: Program) -> None:
    for source in ("fda/press", "ema/news"):
        cdetrack("ingest", "-", "--source", source, stdin=listing((f"Guidance of {source}", "2025-03-01")))
    assert '<title type="text">Regulatory notices: EMA and FDA</title>' in cdetrack("export", "atom").out
    assert "X-WR-CALNAME:Regulatory notices: EMA and FDA" in cdetrack("export", "ics").out
    one = cdetrack("export", "atom", "--source", "fda/press").out
    assert '<title type="text">Regulatory notices: FDA · source fda/press</title>' in one


def test_the_filter_of_a_watch_is_told_in_words(cdetrack: Program) -> None:
    cdetrack("ingest", SEED)
    config = '[[watch]]\nname = "k"\ntopics = ["pediatrics"]\nsince = "30y"\nchannels = ["stdout"]\n'
    (cdetrack.cache / "config.toml").write_text(config)
    narrowed = ("--watch", "k", "--topic", "oncology", "--topic", "safety")
    told = cdetrack("export", "md", *narrowed).out
    assert "documents · topic oncology, safety · since " in told
    assert " · and topic pediatrics" in told
    feed = cdetrack("export", "atom", *narrowed).out
    assert "<id>urn:cdetrack:notices:topic=oncology,safety;and-topic=pediatrics</id>" in feed
    alone = cdetrack("export", "atom", "--watch", "k").out
    assert "<id>urn:cdetrack:notices:topic=pediatrics</id>" in alone
    assert "· topic pediatrics</title>" in alone
    full = cdetrack("export", "atom", "--search", "safety", "--full-text").out
    assert "· search safety · full text</title>" in full


def test_markdown_begins_with_its_title_and_its_filter(cdetrack: Program) -> None:
    cdetrack("ingest", SEED)
    lines = cdetrack("export", "md", "--topic", "pediatrics", "--since", "2025").out.splitlines()
    assert lines[0] == "# Regulatory notices: NMPA and CDE"
    assert re.fullmatch(r"\d+ documents? · since 2025-01-01 · topic pediatrics", lines[2])
    assert lines[4].startswith("| date |")


def test_an_unknown_kind_is_told_with_the_one_that_was_meant(cdetrack: Program) -> None:
    ran = cdetrack("export", "icx")
    assert ran.code == 2
    assert "`ics`" in ran.err
    assert "`ics`, `csv`, `xlsx`, `md`, `json`, `sqlite`, and `evidence REF`" in cdetrack("export", "pdf").err


def test_a_folder_that_is_not_there_and_a_path_that_is_one_are_told(cdetrack: Program, tmp_path: Path) -> None:
    for path in (tmp_path / "nowhere" / "x.html", tmp_path):
        ran = cdetrack("export", "html", path)
        assert ran.code == 3
        assert "folder" in ran.err


def test_a_failure_leaves_the_old_file(cdetrack: Program, tmp_path: Path) -> None:
    cdetrack("ingest", SEED)
    file = tmp_path / "page.html"
    file.write_text("old")

    def small() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, 2_000))

    ran = cdetrack("export", "html", file, before=small)
    assert ran.code == 6
    assert "hint:" in ran.err
    assert file.read_text() == "old"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["cache", "page.html"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_is_told(cdetrack: Program) -> None:
    cdetrack("ingest", SEED)
    ran = cdetrack("export", "json", "/dev/full")
    assert ran.code == 6
    assert "no space left" in ran.err
    assert stat.S_ISCHR(Path("/dev/full").stat().st_mode), "a device is written to, never replaced"


def test_a_folder_that_may_be_written_to_and_not_be_read_takes_an_export(cdetrack: Program, tmp_path: Path) -> None:
    cdetrack("ingest", SEED)
    drop = tmp_path / "drop"
    drop.mkdir(mode=0o300)
    ran = cdetrack("export", "json", drop / "notices.json", before=without_privileges)
    assert (ran.code, ran.err) == (0, "")
    assert len(json.loads((drop / "notices.json").read_text(encoding="utf-8"))) == 6


def test_a_file_keeps_its_rights_and_a_link_its_target(cdetrack: Program, tmp_path: Path) -> None:
    cdetrack("ingest", SEED)
    file, alias = tmp_path / "notices.json", tmp_path / "alias.json"
    file.write_text("old")
    file.chmod(0o640)
    alias.symlink_to(file)
    assert cdetrack("export", "json", alias).code == 0
    assert alias.is_symlink()
    assert len(json.loads(file.read_text())) == 6
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


def test_an_export_with_namesakes_of_two_sources_comes_back_without_a_false_alarm(
    cdetrack: Program, tmp_path: Path
) -> None:
    row = json.dumps([{"title": "Applicability of a guideline", "date": "2025-02-19"}])
    for source in ("ag/one", "ag/two"):
        cdetrack("ingest", "-", "--source", source, stdin=row)
    # The day that follows from its text comes back as one.
    cdetrack("ingest", "-", stdin="2025-09-05 Rules on widgets, effective from 1 January 2026\n")
    cdetrack("export", "json", tmp_path / "all.json")
    back = cdetrack("--cache", tmp_path / "back", "ingest", tmp_path / "all.json")
    assert "stands there" not in back.err
    assert "cannot be read" not in back.err
    assert cdetrack("--cache", tmp_path / "back", "list", "--each", "--count").out == "3\n"
