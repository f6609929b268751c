"""The stages of a document, as `show` draws them."""

import json

from support.program import Program, listing

DRAFT = "关于公开征求《木制夹板注册审查指导原则（征求意见稿）》意见的通知"
FIRST = "木制夹板产品注册技术审查指导原则"
REVISED = "木制夹板注册审查指导原则（2032年修订版）"
CORRECTION = "关于更正《木制夹板注册审查指导原则（2032年修订版）》附件的说明"


def ids(cdetrack: Program) -> dict[str, str]:
    return {row[5]: row[1] for row in cdetrack("list", "--each").rows}


def recorded(cdetrack: Program, *entries: tuple[str, str]) -> dict[str, str]:
    cdetrack("ingest", "-", stdin=listing(*entries))
    return ids(cdetrack)


def test_show_draws_the_life_of_a_document(cdetrack: Program) -> None:
    known = recorded(
        cdetrack, (DRAFT, "2030-01-02"), (FIRST, "2031-02-03"), (REVISED, "2032-03-04"), (CORRECTION, "2032-04-05")
    )
    shown = cdetrack("show", known[REVISED]).out
    stages = f"2030-01-02 draft {known[DRAFT]} → 2031-02-03 issued {known[FIRST]} → 2032-03-04 revised (this one)"
    assert f"life: {stages} → 2032-04-05 correction {known[CORRECTION]}" in shown
    assert "life" not in cdetrack("show", recorded(cdetrack, ("绷带管理办法", "2031-05-06"))["绷带管理办法"]).out


def test_a_proposal_under_the_title_of_its_rule_is_a_draft(cdetrack: Program) -> None:
    title = "Trade Rule on the Use of Reviews of Splints"
    made = (
        ("proposal", "2030-07-31", "is proposing to prohibit"),
        ("rule", "2031-08-22", "is issuing a final rule on"),
    )
    entries = [
        {"id": a, "title": title, "date": day, "summary": f"The agency {does} false reviews."} for a, day, does in made
    ]
    cdetrack("ingest", "-", stdin=json.dumps(entries))
    assert "life: 2030-07-31 draft proposal → 2031-08-22 issued (this one)" in cdetrack("show", "rule").out


def test_stages_of_one_day_stand_in_the_order_of_a_life(cdetrack: Program) -> None:
    day = "2032-03-04"
    known = recorded(cdetrack, (CORRECTION, day), (REVISED, day), (FIRST, "2031-02-03"), (DRAFT, day))
    stages = f"{day} draft {known[DRAFT]} → {day} revised (this one) → {day} correction {known[CORRECTION]}"
    assert f"→ {stages}" in cdetrack("show", known[REVISED]).out


def test_a_line_says_that_a_document_is_superseded(cdetrack: Program) -> None:
    recorded(cdetrack, (FIRST, "2031-02-03"), (REVISED, "2032-03-04"))
    lines = cdetrack("list", "--oneline").out.splitlines()
    assert [line.split(" ", 3)[3] for line in lines] == [REVISED, f"(superseded) {FIRST}"]
    assert cdetrack("list", "--count").out == "2\n"
    assert cdetrack("list", "--count", "--limit", "1").out == "1\n"
