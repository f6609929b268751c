"""`export xlsx`: what a reader of workbooks finds in the file."""

import json
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from support.program import Program

openpyxl = pytest.importorskip("openpyxl")

LINK = "https://english.nmpa.gov.cn/2025-11/20/c_1.htm"
NOTICES: list[dict[str, Any]] = [
    {"title": "Guideline for Clinical Trials in Children ([2025] No. 12)", "date": "2025-11-20", "url": LINK,
     "summary": "It shall come into force as of December 1, 2025. Products may be sold until July 1, 2026."},
    {"title": '=HYPERLINK("https://evil.example","x")', "date": "2025-11-19", "summary": "+1\n-2\x07\uffff",
     "url": "javascript:alert(1)"},
    {"title": "x" * 40_000, "date": "2024-05-01", "summary": "@SUM(A1)"},
]  # fmt: skip


def exported(program: Program, folder: Path, *options: str, told: str = "") -> Any:  # noqa: ANN401 - openpyxl's
    ran = program("export", "xlsx", folder / "notices.xlsx", *options)
    assert (ran.code, ran.err) == (0, told)
    return openpyxl.load_workbook(folder / "notices.xlsx")


def values(sheet: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - openpyxl's
    headings, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(headings, row, strict=True)) for row in rows]


@pytest.fixture
def filled(cdetrack: Program) -> Program:
    cdetrack("ingest", "-", stdin=json.dumps(NOTICES))
    return cdetrack


def test_a_document_is_a_row_with_real_dates_and_a_link(filled: Program, tmp_path: Path) -> None:
    book = exported(filled, tmp_path, "--title", "For <us>")
    assert book.sheetnames == ["Documents", "Deadlines"]
    assert book.properties.title == "For <us>"
    sheet = book["Documents"]
    first = values(sheet)[0]
    assert first["Date"] == datetime(2025, 11, 20)  # noqa: DTZ001 - a cell has no zone
    assert sheet["A2"].number_format == "yyyy-mm-dd"
    assert first["Takes effect"].date() == date(2025, 12, 1)
    assert first["Number"] == "2025-12"
    assert sheet["B2"].hyperlink.target == LINK
    assert sheet["B2"].alignment.wrap_text
    assert (sheet.freeze_panes, sheet.auto_filter.ref.split(":")[0]) == ("C2", "A1")
    assert all(sheet.column_dimensions[name].width >= 12 for name in "ABC")


def test_no_text_of_a_page_is_a_formula_or_a_link_of_its_own(filled: Program, tmp_path: Path) -> None:
    sheet = exported(filled, tmp_path)["Documents"]
    assert {cell.data_type for row in sheet.iter_rows(min_row=2) for cell in row} <= {"s", "inlineStr", "d", "n"}
    row = next(row for row in sheet.iter_rows(min_row=2) if str(row[1].value).startswith("="))
    assert row[1].value == NOTICES[1]["title"]
    assert row[1].quotePrefix, "it stays text when somebody edits the cell"
    assert row[1].hyperlink is None
    texts = {cell.value for cell in row}
    assert "+1 -2\ufffd" in texts, "what XML excludes would make the file unreadable"


def test_a_text_beyond_a_cell_is_cut(filled: Program, tmp_path: Path) -> None:
    last = values(exported(filled, tmp_path)["Documents"])[-1]
    assert len(last["Title"]) == 32_767
    assert last["Title"].endswith("…")


def test_deadlines_are_in_date_order_and_withdrawn_notices_have_none(filled: Program, tmp_path: Path) -> None:
    rows = values(exported(filled, tmp_path)["Deadlines"])
    assert (rows[0]["Day"].date(), rows[0]["Event"]) == (date(2025, 12, 1), "takes effect")
    assert [row["Day"] for row in rows] == sorted(row["Day"] for row in rows)
    assert {row["Title"] for row in rows} == {NOTICES[0]["title"]}


def test_decisions_are_in_the_row(filled: Program, tmp_path: Path) -> None:
    assert filled("mark", "2025-12", "relevant", "--by", "anna", "--to", "ben", "--note", "=SOP").code == 0
    first = values(exported(filled, tmp_path)["Documents"])[0]
    assert [first[name] for name in ("State", "By", "To", "Note")] == ["relevant", "anna", "ben", "=SOP"]


def test_unchanged_notices_make_an_unchanged_file(filled: Program, tmp_path: Path) -> None:
    exported(filled, tmp_path)
    first = (tmp_path / "notices.xlsx").read_bytes()
    exported(filled, tmp_path)
    assert (tmp_path / "notices.xlsx").read_bytes() == first


def test_filters_count_and_an_empty_answer_is_a_workbook(filled: Program, tmp_path: Path) -> None:
    assert len(values(exported(filled, tmp_path, "--topic", "pediatrics")["Documents"])) == 1
    told = "no notice matches: no title or summary has `nosuchword`\n"
    assert values(exported(filled, tmp_path, "--search", "nosuchword", told=told)["Documents"]) == []


@pytest.mark.parametrize("path", [[], ["-"]])
def test_a_workbook_does_not_go_to_stdout(filled: Program, path: list[str]) -> None:
    ran = filled("export", "xlsx", *path)
    assert (ran.code, ran.out) == (2, "")
    assert "`cdetrack export xlsx notices.xlsx`" in ran.err


def test_without_the_extra_it_is_told_what_to_install(filled: Program, tmp_path: Path) -> None:
    hidden = tmp_path / "hidden"
    hidden.mkdir()
    (hidden / "openpyxl.py").write_text("raise ModuleNotFoundError(name='openpyxl')", encoding="utf-8")
    path = ":".join([str(hidden), *sys.path])
    ran = filled("export", "xlsx", tmp_path / "x.xlsx", env={"PYTHONPATH": path})
    assert ran.code == 7
    assert "pip install 'cdetrack[documents]'" in ran.err
    assert not (tmp_path / "x.xlsx").exists()
