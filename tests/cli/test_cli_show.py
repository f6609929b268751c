"""`show`: one notice whole."""

import json
from pathlib import Path

import pytest

from cdetrack.model.jsonform import NOTICE_KEYS
from support.paths import PAGES, SEED
from support.program import Program, script


def test_a_notice_is_shown_in_every_form(cdetrack: Program) -> None:
    cdetrack("ingest", SEED)
    found = cdetrack("show", "2025-21", "--json").json()
    assert tuple(found)[: len(NOTICE_KEYS)] == NOTICE_KEYS
    assert [change["kind"] for change in found["history"]] == ["added"]
    assert set(found["history"][0]) >= {"at", "kind", "id", "title", "source", "before", "after", "fields"}
    text = cdetrack("show", found["id"][:4]).out
    assert f"id: {found['id']}\n" in text
    assert cdetrack("show", "2025-21", "--format", "md").out.startswith("# ")
    table = cdetrack("show", "2025-21", "--format", "table", env={"COLUMNS": "80"}).out
    assert max(map(len, table.splitlines())) <= 80


def test_a_notice_is_shown_in_the_formats_of_list(cdetrack: Program) -> None:
    cdetrack("ingest", SEED)
    [name, *_] = cdetrack("list", "--fields", "id").out.splitlines()
    for form in ("tsv", "csv"):
        assert cdetrack("show", name, "--format", form).out == cdetrack("list", "--limit", 1, "--format", form).out
        assert cdetrack("show", name, "--format", form, "--history").code == 2
    [line] = cdetrack("show", name, "--format", "jsonl").out.splitlines()
    assert json.loads(line) == cdetrack("show", name, "--json").json()


def test_a_detail_page_completes_the_notice_it_belongs_to(cdetrack: Program) -> None:
    assert cdetrack("ingest", PAGES / "english-detail.html").code == 0
    [listed] = cdetrack("list", "--json").json()
    found = cdetrack("show", listed["article"], "--json").json()
    assert found["document_date"] < found["date"]
    assert found["body"]
    assert set(found["attachments"][0]) == {"name", "url", "type"}
    assert "body" not in listed


def test_what_changed_and_which_rule_said_so_are_told(cdetrack: Program) -> None:
    url = "https://english.nmpa.gov.cn/2031-03/02/c_1900001.html"
    for number in (12, 13):
        stdin = f'{{"title": "关于儿童用药第{number}号的公告", "date": "2031-03-02", "url": "{url}"}}'
        cdetrack("ingest", "-", stdin=stdin)
    ran = cdetrack("show", "c_1900001", "--history", "--why")
    assert "第[-12-]{+13+}号" in ran.out
    assert "topic pediatrics: " in ran.out
    assert len(cdetrack("show", url, "--json").json()["history"]) == 2
    assert cdetrack("show", url, "--why", "--json").json()["why"]["kind"]


def test_a_reference_to_none_or_several_is_told(cdetrack: Program) -> None:
    ran = cdetrack("show", "abcd")
    assert ran.code == 3
    assert "is empty" in ran.err
    stdin = '[{"title": "A", "date": "2031-01-01", "id": "abcd1"}, {"title": "B", "date": "2031-01-01", "id": "abcd2"}]'
    cdetrack("ingest", "-", stdin=stdin)
    ran = cdetrack("show", "abcd")
    assert (ran.code, ran.out) == (3, "")
    assert "abcd1" in ran.err
    assert "abcd2" in ran.err
    assert cdetrack("show", "abcd2").out.startswith("title: B\n")
    assert cdetrack("show").err.startswith("error: missing argument `REF`\nhint: ")


@pytest.mark.parametrize("url", [None, "javascript:alert(1)"])
def test_nothing_but_a_web_page_is_opened(cdetrack: Program, url: str | None) -> None:
    stdin = json.dumps({"title": "A", "date": "2031-01-01", "id": "abcd1", "url": url})
    cdetrack("ingest", "-", stdin=stdin)
    ran = cdetrack("show", "abcd1", "--open")
    assert (ran.code, ran.out) == (3, "")


def test_the_page_of_a_notice_is_opened_in_the_browser(cdetrack: Program, tmp_path: Path) -> None:
    url = "https://english.nmpa.gov.cn/2031-03/02/c_1900001.html?a=1&b=2"
    cdetrack("ingest", "-", stdin=json.dumps({"title": "A", "date": "2031-01-01", "id": "abcd1", "url": url}))
    browser = script(tmp_path / "browser", f'printf %s "$1" > {tmp_path / "opened"}')
    ran = cdetrack("show", "abcd1", "--open", env={"BROWSER": f"{browser} %s"})
    assert (ran.code, ran.err) == (0, "")
    assert (tmp_path / "opened").read_text() == url
    assert ran.out == ""
    ran = cdetrack("show", "abcd1", "--open", "--json", env={"BROWSER": "false"})
    assert ran.json()["url"] == url, "what other options ask for is shown as well"
    assert url in ran.err
    assert "added" in cdetrack("show", "abcd1", "--open", "--history", env={"BROWSER": "false"}).out


def test_each_relation_has_a_reason(cdetrack: Program) -> None:
    draft = {"title": "关于公开征求《示例药物管理办法（征求意见稿）》意见的通知", "date": "2024-03-01"}
    final = {"title": "示例药物管理办法", "date": "2025-02-01"}
    cdetrack("ingest", "-", "--source", "example/news", stdin=json.dumps([draft, final]))
    [after, before] = cdetrack("list", "--json").json()
    why = cdetrack("show", after["id"], "--why", "--json").json()["why"]
    assert why[f"relation {before['id']}"] == "final-of: one name, 示例药物管理办法"
