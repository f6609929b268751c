"""Days in the texts of attachments: those of the document itself, and none of the rules that it cites."""

from datetime import date

import pytest

from cdetrack.meaning.rules import Rules
from cdetrack.model.notice import Attachment, Notice
from cdetrack.model.record import Record, Standing
from cdetrack.text.days import start_of

DAY = date(2026, 4, 1)
SHA256 = "a" * 64


def read(text: str, *, title: str = "国家药监局关于发布药品追溯管理办法的公告", body: str | None = None) -> Notice:
    """Return the notice of a document with an attachment of this text."""
    file = Attachment("附件.pdf", "https://a.example/1.pdf", "pdf", SHA256, 9)
    record = Record(title=title, date=DAY, sources=("x/y",), body=body, attachments=(file,))
    rules = Rules().with_texts({SHA256: text}.get)
    return rules.notice(Standing(id="1", record=record, first_seen=start_of(DAY), look=1, place=0))


def days(notice: Notice) -> list[tuple[str, str]]:
    return [(what, day.isoformat()) for what, day in notice.days]


def test_the_own_days_of_an_attachment_are_those_of_the_notice() -> None:
    notice = read(
        "药品追溯管理办法\n"
        + "第一条 申请人应当提交资料。\n" * 5000
        + "第九条 本办法施行前已上市的产品，应当于2027年1月1日"
        "前完成备案。\n第十条 本办法自２０２６ 年 ７ 月 １ 日起施行。"
    )
    assert ("effective", "2026-07-01") in days(notice)
    assert ("transition", "2027-01-01") in days(notice)


def test_a_draft_that_is_attached_has_the_last_day_for_comments() -> None:
    notice = read("请于2026年5月30日前将意见反馈至电子邮箱。", title="关于公开征求《药品追溯管理办法》意见的通知")
    assert days(notice) == [("comments_due", "2026-05-30")]


def test_the_days_that_a_draft_proposes_are_none() -> None:
    text = (
        "请于2026年5月30日前将意见反馈至电子邮箱。\n第九条 自2027年1月1日起，未按本办法备案的产品不得销售。\n"
        "第十条 本办法自2026年7月1日起施行。"
    )
    comments, *others = days(read(text, title="关于公开征求《药品追溯管理办法（征求意见稿）》意见的通知"))
    assert (comments, others) == (("comments_due", "2026-05-30"), [])
    assert {("effective", "2026-07-01"), ("transition", "2027-01-01")} <= set(days(read(text)))


def test_the_table_of_a_european_guideline_labels_its_days() -> None:
    table = "Guideline on samples\nEnd of consultation (deadline for comments)\n31 August 2026\nAdopted 5 May 2020\n"
    notice = read(table, title="Draft guideline on samples, for comment")
    assert days(notice) == [("comments_due", "2026-08-31")]


@pytest.mark.parametrize(
    "text",
    [
        "根据《药品管理法》（自2026年12月1日起施行），制定本指南。",
        "2026年7月1日起施行的《药品注册管理办法》规定，申请人应当在2027年1月1日前提交。",
        "自2026年9月1日起，申请人应当按照ICH E6(R3)开展试验。",
        "本法自2019年12月1日起施行。",
        "The applicant must submit the data of the study by 5 May 2027.",
        "Directive 2001/83/EC shall apply from 1 July 2027.",
    ],
)
def test_the_days_of_other_rules_and_of_the_past_are_none_of_the_notice(text: str) -> None:
    assert days(read(f"{text}\n" * 3)) == []


def test_a_long_body_leaves_room_for_the_attachment() -> None:
    notice = read("本办法自2026年7月1日起施行。", body="有关要求如下。\n" * 20_000)
    assert ("effective", "2026-07-01") in days(notice)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("第五条 自2027年3月1日起，不得生产旧版产品。", "2027-03-01"),
        ("自2027年1月1日起，停止受理旧版资料。", "2027-01-01"),
        ("As of 1 March 2027, paper submissions will no longer be accepted.", "2027-03-01"),
        ("From March 1, 2027, products without a UDI shall not be marketed.", "2027-03-01"),
    ],
)
def test_a_permission_that_ends_on_a_day_to_come_is_of_the_document_itself(text: str, day: str) -> None:
    assert days(read(f"第一条 申请人应当提交资料。\n{text}\n第九条 解释权归本局。")) == [("transition", day)]


@pytest.mark.parametrize(
    "text",
    [
        "根据《药品管理法实施办法》，自2027年1月1日起，旧证不得使用。",
        "自2020年1月1日起，企业不得生产该产品。",
        "As of 1 March 2020, paper submissions will no longer be accepted.",
        "自收到通知之日起十五日内不得变更。",
    ],
)
def test_a_permission_that_another_rule_ends_or_that_has_ended_is_none_of_it(text: str) -> None:
    assert days(read(text)) == []
