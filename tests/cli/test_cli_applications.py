"""The rows of the CDE's product lists, from a saved answer to the answers of the commands."""

import json
from pathlib import Path
from typing import Any

import pytest

from support.program import Program

ROW = {
    "acceptid": "CXSL2600188",
    "drgnamecn": "注射用示例单抗",
    "company": "甲制药有限公司;乙制药有限公司",
    "noticeDate": "20260818",
    "endNoticeDate": "20260825",
    "bcnidCODE": "739b",
}
PERMITTED = {
    "acceptid": "CXHL2600801",
    "drgnamecn": "示例片",
    "companys": "丙药业",
    "lcmsxkIndication": "晚期\n实体瘤",
}


def answer(*rows: dict[str, str]) -> str:
    return json.dumps({"code": 200, "data": {"records": rows, "total": len(rows), "pages": 1}}, ensure_ascii=False)


def test_a_row_has_its_product_applicant_and_application(cdetrack: Program) -> None:
    cdetrack("ingest", "-", stdin=answer(ROW))
    (notice,) = json.loads(cdetrack("list", "--json").out)
    assert notice["sources"] == ["cde/breakthrough"]
    assert (notice["kind"], notice["product"], notice["application"]) == (
        "designation",
        ROW["drgnamecn"],
        "CXSL2600188",
    )
    assert (notice["applicant"], notice["indication"]) == ("甲制药有限公司;乙制药有限公司", None)


def test_the_end_of_the_publicity_is_a_milestone_and_no_comment_deadline(cdetrack: Program) -> None:
    cdetrack("ingest", "-", stdin=answer(ROW))
    (notice,) = json.loads(cdetrack("list", "--json").out)
    assert notice["comments_due"] is None
    assert [(each["date"], each["what"]) for each in notice["milestones"]] == [("2026-08-25", "publicity-ends")]
    assert "publicity-ends" in cdetrack("export", "ics").out


def test_an_application_of_an_unknown_list_is_the_cdes(cdetrack: Program) -> None:
    accepted = {"acceptid": "CYHS2600318", "drgnamecn": "示例吸入混悬液", "indication": "哮喘"}
    cdetrack("ingest", "-", stdin=answer(accepted))
    (notice,) = json.loads(cdetrack("list", "--json").out)
    assert (notice["issuers"], notice["indication"]) == (["CDE"], "哮喘")


def test_a_permission_has_its_indication_and_may_have_no_day(cdetrack: Program) -> None:
    cdetrack("ingest", "-", stdin=answer(PERMITTED))
    (notice,) = json.loads(cdetrack("list", "--json").out)
    assert (notice["kind"], notice["indication"], notice["date_from"]) == ("trial-permission", "晚期 实体瘤", "seen")


def test_a_person_reads_what_was_asked_for(cdetrack: Program) -> None:
    cdetrack("ingest", "-", stdin=answer(ROW))
    shown = cdetrack("show", "CXSL2600188").out
    assert "CXSL2600188 (new biological product, domestic: clinical trial)" in shown


def test_an_export_brings_the_fields_of_an_application_back(cdetrack: Program) -> None:
    cdetrack("ingest", "-", stdin=answer(ROW, PERMITTED))
    before = cdetrack("export", "json").out
    cdetrack.cache.rename(cdetrack.cache.with_name("before"))
    cdetrack("ingest", "-", stdin=before)
    names = ("id", "product", "applicant", "application", "indication", "milestones", "kind", "sources")
    old, new = (
        [[each[name] for name in names] for each in _notices(text)] for text in (before, cdetrack("export", "json").out)
    )
    assert new == old


@pytest.mark.parametrize("summary", ["丁公司 · CXHS3100001 · 公示截止日期：2031-01-10", "CXHS3100001"])
def test_a_row_that_an_older_version_recorded_is_read_from_its_summary(cdetrack: Program, summary: str) -> None:
    old = {"title": "示例胶囊", "date": "2031-01-03", "summary": summary, "article": "CXHS3100001"}
    cdetrack("ingest", "-", "--source", "cde/priority-review", stdin=json.dumps([old]))
    (notice,) = json.loads(cdetrack("list", "--json").out)
    assert (notice["product"], notice["application"]) == ("示例胶囊", "CXHS3100001")
    assert notice["applicant"] == ("丁公司" if "·" in summary else None)
    assert [each["date"] for each in notice["milestones"]] == (["2031-01-10"] if "·" in summary else [])


def _notices(text: str) -> Any:  # noqa: ANN401 - any JSON
    found = json.loads(text)
    return found["notices"] if isinstance(found, dict) else found


@pytest.mark.parametrize(
    ("given", "titles"),
    [
        (["--product", "示例单抗"], ["注射用示例单抗"]),
        (["--product", "单抗", "--product", "示例片"], ["示例片", "注射用示例单抗"]),
        (["--applicant", "乙制药"], ["注射用示例单抗"]),
        (["--applicant", "乙制药", "--product", "示例片"], []),
    ],
)
def test_products_and_applicants_are_found_by_a_part_of_their_name(
    cdetrack: Program, given: list[str], titles: list[str]
) -> None:
    cdetrack("ingest", "-", stdin=answer(ROW, PERMITTED))
    assert sorted(row[5] for row in cdetrack("list", *given).rows) == sorted(titles)


@pytest.mark.parametrize("command", [("list",), ("stats",), ("topics",), ("diff",), ("export", "csv")])
def test_a_value_that_no_notice_has_is_told_beside_one_that_has_matches(
    cdetrack: Program, command: tuple[str, ...]
) -> None:
    cdetrack("ingest", "-", stdin=answer(ROW))
    several = ("--product", "单抗", "--product", "nosuch", "--kind", "designation", "--kind", "qa")
    found = cdetrack(*command, *several)
    assert found.out == cdetrack(*command, "--product", "单抗").out != ""
    assert found.err == "no notice has the kind `qa`; there are `designation`\nno product is called `nosuch`\n"
    assert cdetrack("-q", *command, *several).err == ""


def test_a_name_that_no_notice_has_is_told_with_the_nearest(cdetrack: Program) -> None:
    cdetrack("ingest", "-", stdin=answer(ROW, PERMITTED))
    assert (
        "no product is called `注射用示例单克`; the nearest is `注射用示例单抗`"
        in cdetrack("list", "--product", "注射用示例单克").err
    )
    assert "no applicant is called `戊`" in cdetrack("list", "--applicant", "戊").err
    assert "no day is both" in cdetrack("list", "--since", "2031-02", "--until", "2031-01").err


def test_a_watch_can_wait_for_a_product(cdetrack: Program) -> None:
    cdetrack.cache.mkdir(exist_ok=True)
    watch = '[[watch]]\nname = "ours"\nproducts = ["单抗"]\nchannels = ["stdout"]\n'
    (cdetrack.cache / "config.toml").write_text(watch, encoding="utf-8")
    cdetrack("ingest", "-", stdin=answer(PERMITTED))
    cdetrack("check", "--no-fetch")
    cdetrack("ingest", "-", "--source", "cde/breakthrough", stdin=answer({**ROW, "acceptid": "CXSL2600001"}))
    cdetrack("check", "--no-fetch")
    cdetrack("ingest", "-", "--source", "cde/breakthrough", stdin=answer(ROW, {**ROW, "acceptid": "CXSL2600001"}))
    assert "注射用示例单抗" in cdetrack("check", "--no-fetch").out


def test_markup_in_the_fields_of_a_row_is_text(cdetrack: Program) -> None:
    row = ROW | {"drgnamecn": "<em>注射用</em>示例&amp;单抗", "company": "<span>甲制药</span>有限公司 "}
    cdetrack("ingest", "-", stdin=answer(row))
    (notice,) = json.loads(cdetrack("list", "--json").out)
    assert (notice["title"], notice["product"], notice["applicant"]) == (
        "注射用示例&单抗",
        "注射用示例&单抗",
        "甲制药有限公司",
    )


def test_a_row_without_an_acceptance_number_keeps_its_other_fields(cdetrack: Program) -> None:
    cdetrack("ingest", "-", stdin=answer({name: text for name, text in ROW.items() if name != "acceptid"}))
    (notice,) = json.loads(cdetrack("list", "--json").out)
    assert (notice["applicant"], notice["application"]) == (ROW["company"], None)
    assert [each["date"] for each in notice["milestones"]] == ["2026-08-25"]


def test_the_applicant_in_the_summary_of_a_row_is_no_other_articles(cdetrack: Program) -> None:
    cdetrack(
        "ingest", "-", stdin=answer(ROW | {"drgnamecn": "维拉替尼片", "company": "Novaria AG;上海诺瓦医药有限公司"})
    )
    (notice,) = json.loads(cdetrack("list", "--json").out)
    assert not notice["summary_suspect"]


def test_each_field_of_a_row_has_a_reason(cdetrack: Program) -> None:
    cdetrack("ingest", "-", stdin=answer(PERMITTED))
    why = cdetrack("show", "CXHL2600801", "--why").out
    assert all(f"- {name}: the listing states it" in why for name in ("product", "applicant", "indication"))


def test_a_source_of_any_name_can_state_the_end_of_a_publicity_period(cdetrack: Program, tmp_path: Path) -> None:
    config = tmp_path / "fields.toml"
    config.write_text(
        '[sources."ag/j"]\nurl = "https://ag.example/j"\n'
        'json = { items = "rows", title = "t", date = "d", link = "u", publicity_ends = "p" }\n',
        encoding="utf-8",
    )
    row = {"t": "Some firm: a product", "d": "2026-08-18", "u": "/x/2", "p": "2026-08-25"}
    cdetrack("--config", config, "ingest", "-", "--source", "ag/j", stdin=json.dumps({"rows": [row]}))
    (notice,) = json.loads(cdetrack("list", "--json").out)
    assert [(each["date"], each["what"]) for each in notice["milestones"]] == [("2026-08-25", "publicity-ends")]
