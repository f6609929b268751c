"""`diff REF REF` and `diff REF`: two notices as documents; `show` of a final one says how it differs from its draft."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from cdetrack.documents.clauses import clauses
from cdetrack.look.texts import read_texts
from cdetrack.meaning.rules import Rules
from cdetrack.model.notice import Attachment
from cdetrack.store.kept import KeptFiles
from cdetrack.store.store import Store
from support.looks import entry as entry_of
from support.looks import fill, look
from support.papers import docx, packed, paragraph, pdf
from support.paths import DATA
from support.program import Program

TEXTS = DATA / "documents"
DRAFT = "关于公开征求《真实世界数据支持药品注册管理规定（征求意见稿）》意见的通知"
FINAL = "国家药监局关于发布《真实世界数据支持药品注册管理规定》的公告（2024年第120号）"


def entry(title: str, day: str, text: str | None = None, **given: Any) -> dict[str, Any]:  # noqa: ANN401 - any JSON
    url = f"https://www.example.org/{day}"
    return {"title": title, "date": day, "url": url, **({"body": text} if text is not None else {}), **given}


def text(name: str) -> str:
    return (TEXTS / f"provisions-{name}.txt").read_text(encoding="utf-8").replace("征求意见稿\n", "")


@pytest.fixture
def program(cdetrack: Program) -> Program:
    notices = [
        entry(DRAFT, "2024-03-01", text("draft"), id="aaaa00000001"),
        entry(FINAL, "2024-12-20", text("final"), id="bbbb00000002"),
        entry("Another document of nobody", "2024-05-01", id="cccc00000003"),
    ]
    assert cdetrack("ingest", "-", stdin=json.dumps(notices)).code == 0
    return cdetrack


def test_two_notices_are_compared_as_documents(program: Program) -> None:
    found = program("diff", "aaaa", "bbbb", "--json").json()
    assert found["differ"] is True
    assert (found["old"]["id"], found["new"]["id"]) == ("aaaa00000001", "bbbb00000002")
    assert found["new"]["text"]["file"] is None
    kinds = [clause["kind"] for clause in found["clauses"]]
    assert {kind: kinds.count(kind) for kind in found["counts"]} == found["counts"]
    [moved] = [clause for clause in found["clauses"] if clause["kind"] == "moved"]
    assert (moved["old"][0]["number"], moved["new"][0]["number"], moved["renumbered"]) == ("第十三条", "第三条", True)
    day = next(clause for clause in found["clauses"] if clause["new"] and clause["new"][0]["number"] == "第十六条")
    assert ["-", "2024年9月1日"] in day["segments"]
    assert ["+", "2025年1月1日"] in day["segments"]
    lines = program("diff", "aaaa", "bbbb", "--format", "jsonl").out.splitlines()
    assert [json.loads(line) for line in lines] == found["clauses"]


def test_every_format_marks_the_words(program: Program) -> None:
    shown = program("diff", "aaaa", "bbbb", "--format", "table", env={"COLUMNS": "80"})
    assert "保存至药品上市后[-5-]{+10+}年" in shown.out.replace("\n  ", "")
    assert "第六条 → 第八条" in shown.out
    assert "moved  第十三条 → 第三条" in shown.out
    assert "第二章 数据与研究" in shown.out
    rows = program("diff", "aaaa", "bbbb").rows
    assert {len(row) for row in rows} == {5}
    assert ["removed", "第九条", ""] in [row[:3] for row in rows]
    table = list(csv.DictReader(io.StringIO(program("diff", "aaaa", "bbbb", "--format", "csv").out)))
    assert [*table[0]] == ["kind", "old", "new", "heading", "difference"]
    assert len(table) == len(rows)
    assert "后<del>5</del><ins>10</ins>年" in program("diff", "aaaa", "bbbb", "--format", "md").out
    page = program("diff", "aaaa", "bbbb", "--format", "html").out
    assert "后<del>5</del><ins>10</ins>年" in page
    assert page.startswith("<!DOCTYPE html>")


@pytest.mark.parametrize(
    ("name", "said"), [("bbbb", "its draft of 2024-03-01"), ("aaaa", "its final document of 2024-12-20")]
)
def test_one_notice_is_compared_with_its_partner_the_older_one_first(program: Program, name: str, said: str) -> None:
    ran = program("diff", name, "--json", "--exit-code")
    assert ran.code == 10
    assert (ran.json()["old"]["id"], ran.json()["new"]["id"]) == ("aaaa00000001", "bbbb00000002")
    assert said in ran.err


def test_equal_documents_exit_with_zero(program: Program) -> None:
    ran = program("diff", "aaaa", "aaaa", "--exit-code")
    assert (ran.code, {row[0] for row in ran.rows}) == (0, {"same"})
    assert "no differences" in ran.err
    assert program("diff", "aaaa", "bbbb").code == 0


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (["cccc"], "no draft, final or other edition of `cccc00000003` is known"),
        (["aaaa", "cccc"], "there is no text of `cccc00000003` to compare"),
        (["aaaa", "nothere"], "no file and no notice `nothere`"),
        (["old.html", "new.html"], "no file and no notice `old.html`"),
    ],
)
def test_a_document_that_is_not_there_is_told_with_the_remedy(program: Program, given: list[str], message: str) -> None:
    ran = program("diff", *given)
    assert (ran.code, ran.out) == (3, "")
    assert message in ran.err
    assert "hint: " in ran.err


def test_a_text_that_is_missing_is_fetched_from_a_source_and_not_from_a_file(program: Program) -> None:
    assert (
        "`cdetrack fetch SOURCE --full --attachments` of a source that lists it" in program("diff", "aaaa", "cccc").err
    )
    program("ingest", "--source", "example/news", "-", stdin=json.dumps([entry("Notice on fees", "2024-05-01")]))
    name = program("list", "--search", "fees", "--fields", "id").out.strip()
    assert "hint: `cdetrack fetch example/news --full --attachments` reads" in program("diff", "aaaa", name).err


@pytest.mark.parametrize(
    "given", [["aaaa", "bbbb", "cccc"], ["aaaa", "--topic", "safety"], ["--format", "html"], ["aaaa", "--since", "7d"]]
)
def test_what_cannot_be_compared_is_a_wrong_command_line(program: Program, given: list[str]) -> None:
    assert program("diff", *given).code == 2


def test_a_file_is_compared_as_a_listing(program: Program, tmp_path: Path) -> None:
    """Even if it has the name of a notice: contracts of scripts hold."""
    file = tmp_path / "old.json"
    file.write_text(json.dumps([entry(DRAFT, "2024-03-01")]), encoding="utf-8")
    assert [row[1] for row in program("diff", file, file).rows] == []
    assert program("diff", file, "aaaa").code == 3
    assert program("diff", file).code == 2


def test_show_counts_the_clauses_that_differ_from_the_draft(program: Program) -> None:
    counts = "7 clauses changed, 1 added, 1 removed, 1 moved, 1 split"
    line = f"draft: {counts} against the draft of 2024-03-01: cdetrack diff bbbb00000002"
    assert line in program("show", "bbbb").out.splitlines()
    assert program("show", "bbbb", "--json").json()["draft_comparison"] == {
        "id": "aaaa00000001",
        "date": "2024-03-01",
        "counts": program("diff", "bbbb", "--json").json()["counts"],
    }
    assert "against the draft" in program("show", "bbbb", "--format", "md").out
    assert "against the draft" in program("show", "bbbb", "--format", "table", env={"COLUMNS": "200"}).out
    assert "draft_comparison" not in program("show", "aaaa", "--json").json()
    assert "draft:" not in program("show", "cccc").out


def test_the_files_behind_two_notices_are_compared(cdetrack: Program) -> None:
    """A draft as PDF and its final document as DOCX: the file that is the document, not its form or its page."""
    cache = cdetrack.cache
    name = "真实世界数据支持药品注册管理规定"
    pages = [
        page.strip("\n").replace("—", "-").split("\n")
        for page in (TEXTS / "provisions-draft.txt").read_text("utf-8").split("\f")
    ]
    lines = [
        clause.label + " " + clause.text for clause in clauses((TEXTS / "provisions-final.txt").read_text("utf-8"))
    ]
    word = packed(
        cache.parent / "final.docx", docx("".join(paragraph(part) for line in lines for part in line.split("\n")))
    )
    draft, final = (KeptFiles(cache).keep(content) for content in (pdf(pages), word.read_bytes()))
    scan = KeptFiles(cache).keep(pdf([[], []]))
    store = Store(cache, Rules())
    files = {
        DRAFT: (Attachment(f"{name}（征求意见稿）.pdf", "https://a.example/1", "pdf", draft, 1),),
        FINAL: (
            Attachment("反馈意见表.docx", "https://a.example/2", "docx", final, 1),
            Attachment(f"附件：{name}.docx", "https://a.example/3", "docx", final, 1),
        ),
        "A scan": (Attachment("scan.pdf", "https://a.example/4", "pdf", scan, 1),),
    }
    read_texts(
        store.texts, [each for some in files.values() for each in some], source="ingest", progress=lambda _: None
    )
    fill(store, look(*(entry_of(title, body="现予发布。", attachments=some) for title, some in files.items())))
    ids = {each["title"]: each["id"] for each in cdetrack("list", "--json").json()}
    found = cdetrack("diff", ids[FINAL], "--json")
    assert found.json()["old"]["text"]["file"] == f"{name}（征求意见稿）.pdf"
    assert found.json()["new"]["text"]["file"] == f"附件：{name}.docx"
    assert found.json()["counts"] == {
        "changed": 7, "added": 1, "removed": 1, "moved": 1, "split": 1, "merged": 0, "renumbered": 5, "same": 5,
    }  # fmt: skip
    assert "draft: 7 clauses changed" in cdetrack("show", ids[FINAL]).out
    ran = cdetrack("diff", ids["A scan"], ids[FINAL])
    assert (
        f"`{ids['A scan']}` was compared by its own page: its file `scan.pdf` has no text: a scan: 2 pages" in ran.err
    )
