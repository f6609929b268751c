"""Days to act by: each with its kind and the words that state it."""

import time
from datetime import date

import pytest

from cdetrack.meaning.facets import read_facets
from days import evaluate, labelled
from support.paths import DATA

ANNOUNCED = date(2026, 3, 2)
CHINESE = "国家药监局关于器械样品管理有关事项的公告"
ENGLISH = "NMPA Announcement on Matters of Widgets"


def milestones(summary: str, *, title: str = CHINESE, body: str | None = None) -> list[tuple[str, str, str]]:
    facets = read_facets(title=title, date=ANNOUNCED, summary=summary, body=body)
    return [(each.date.isoformat(), each.what, each.words) for each in facets.milestones]


def test_the_days_of_invented_sentences_are_read() -> None:
    """Transitions, expiries, moved deadlines, days of effect, deadlines for comments, and days that are none."""
    scores = evaluate(labelled(DATA / "understanding" / "days.txt"))
    assert scores.total("wrong") == 0, scores.disagreements
    assert scores.total("missed") == 0, scores.disagreements


def test_days_are_read_in_the_body_of_a_notice() -> None:
    body = "2027年6月24日，正式启用器械注册申报系统。2027年10月31日前，纸质资料按照现行要求提交。"
    found = milestones("", title="国家药监局关于器械注册电子申报的公告", body=body)
    assert [(day, what) for day, what, _ in found] == [("2027-06-24", "transition"), ("2027-10-31", "transition")]


def test_a_milestone_has_the_words_of_the_page() -> None:
    """Not the folded ones: a reader looks for them in the page."""
    summary = "持有人（含境外持有人）应当于２０２６年６月３０日前完成备案，逾期不予受理。"
    assert milestones(summary) == [("2026-06-30", "transition", summary.removesuffix("。"))]


def test_the_words_of_lines_that_fit_a_width_are_one_line() -> None:
    body = "Each holder of a licence must renew its registration by\nJune 30, 2026, as the agency said."
    found = milestones("", title=ENGLISH, body=body)
    assert found == [("2026-06-30", "transition", body.replace("\n", " "))]


@pytest.mark.parametrize(
    "filler", ["进一步加强产品全生命周期质量管理", " and every importer, distributor and hospital"]
)
def test_the_words_of_a_long_sentence_are_its_clause_and_no_word_is_cut(filler: str) -> None:
    title, act = (CHINESE, "，注册人应当于2026年6月30日前完成产品变更注册，")
    if filler.isascii():
        title, act = ENGLISH, ", and the holders of licences must renew their registrations by June 30, 2026, "
    summary = filler * 12 + act + filler * 12
    ((day, what, words),) = milestones(summary, title=title)
    assert (day, what) == ("2026-06-30", "transition")
    assert words in summary
    assert len(words) < 200
    at = summary.index(words)
    edges = summary[at - 1 : at + 1], summary[at + len(words) - 1 : at + len(words) + 1]
    assert not any(edge.isascii() and edge.isalnum() for edge in edges)


def test_milestones_come_from_title_summary_and_body_in_order_of_their_days() -> None:
    found = milestones(
        "2027年1月1日起，未经备案不得经营。",
        title="国家药监局关于自2028年1月1日起停止使用旧版器械证书的公告",
        body="持有人应当于2026年6月30日前完成备案。\n附件：清单",
    )
    assert [day for day, _, _ in found] == ["2026-06-30", "2027-01-01", "2028-01-01"]


def test_a_day_of_effect_or_for_comments_is_no_milestone_as_well() -> None:
    summary = "本公告自2026年7月1日起施行。2026年7月1日起，不得使用旧版证书。"
    facets = read_facets(title=CHINESE, date=ANNOUNCED, summary=summary)
    assert (facets.effective, facets.milestones) == (date(2026, 7, 1), ())


def test_a_comment_period_that_was_moved_has_its_new_day_as_deadline_and_milestone() -> None:
    facets = read_facets(
        title="关于公开征求《器械研究指导原则（征求意见稿）》意见的通知",
        date=ANNOUNCED,
        summary="征求意见期限由2026年3月31日延长至2026年4月30日。",
    )
    assert facets.comments_due == date(2026, 4, 30)
    assert [(each.what, each.date) for each in facets.milestones] == [("extended", date(2026, 4, 30))]
    # It is one day to act by, not two.
    assert facets.days == (("comments_due", date(2026, 4, 30)),)


@pytest.mark.parametrize(
    "title", ["NMPA holds meeting on widgets", "2025年度药品审评报告", "国家药监局附条件批准某注射液上市"]
)
def test_kinds_that_tell_of_something_past_have_no_milestones(title: str) -> None:
    assert milestones("Holders must file by June 30, 2026. 持有人应当于2026年6月30日前完成备案。", title=title) == []


def test_a_period_counts_from_the_day_under_the_document_before_the_listings() -> None:
    facets = read_facets(
        title=ENGLISH,
        date=ANNOUNCED,
        document_date=date(2026, 2, 1),
        summary="Holders must comply within 24 months of publication.",
    )
    assert [each.date for each in facets.milestones] == [date(2028, 2, 1)]


def test_a_period_of_transition_counts_from_the_day_of_effect() -> None:
    summary = (
        "These Measures shall come into force on May 1, 2026. "
        "Holders must comply within 12 months of the effective date."
    )
    title = "NMPA Announcement on Issuing the Measures for Widgets"
    assert [day for day, _, _ in milestones(summary, title=title)] == ["2027-05-01"]


def test_the_lines_of_a_list_are_read_with_the_line_before_it() -> None:
    body = (
        "The transition period is extended to:\n- 31 December 2027 for class III devices\n"
        "- 31 December 2028 for other devices\nWrite to the agency.\n- 5 May 2026: a page of news."
    )
    found = milestones("Devices in transition.", title="Widget transition", body=body)
    assert [(day, what) for day, what, _ in found] == [("2027-12-31", "extended"), ("2028-12-31", "extended")]


def test_days_in_a_summary_without_a_word_of_the_title_count_if_it_is_of_the_field() -> None:
    title = "NMPA Announcement on Matter 7"
    news = "Senators agreed that visiting delegations must leave the capital city by May 5, 2026, far away overseas."
    field = "Importers of medical equipment must relabel their whole stock in every warehouse by May 5, 2026."
    assert read_facets(title=title, date=ANNOUNCED, summary=field).summary_suspect
    assert milestones(news, title=title) == []
    assert [day for day, _, _ in milestones(field, title=title)] == ["2026-05-05"]


def test_what_is_stated_in_fields_of_the_listing_comes_first() -> None:
    facets = read_facets(
        title="Guideline for Widgets (Draft)",
        date=ANNOUNCED,
        summary="Please send your comments by May 5, 2026.",
        stated={"comments_due": "2026-05-06"},
    )
    assert facets.comments_due == date(2026, 5, 6)
    assert facets.milestones == ()


@pytest.mark.parametrize(
    "piece",
    [
        "自2026年1月1日起",
        "by May 5 and ",
        "过渡期至2026年1月1日、",
        "extended to the deadline ",
        "must from 1 July 2026 to ",
        "within 24 months of the ",
        "有效期",
        "the deadline for the ",
        "Friday, the 5th of ",
        "2026年",
        "closes on 5 p.m. ",
        "第一条",
        "the agency will issue ",
        "this new guidance document ",
        "originally due by ",
        "for sponsors to ",
        "24 months after May 10, 2016 ",
        "shortage expected to ",
        "自2026年3月1日起6个月",
        "Opened 2 March 2026, ",
        "the Prior Notice of ",
        "end of the transition ",
        "issued on May 1, 2026 which will ",
        "《办法》于2026年5月1日通过,",
        "the pilot from May 1 until ",
        "approval allows until ",
        "effective date confirmed ",
        "in the Register of May 4, 2026 ",
        "new measures for wooden ",
        "approval is withdrawn, ",
        "withdrawing approval of ",
        "delays the effective date of this rule from May 1, 2026 ",
        "exemptions expire: makers: May 1, 2028; ",
        "grants an exemption to ",
        "duration of the exemption: ",
        "extended to May 1, 2028 for makers, ",
        "the deadline is extended to ",
        "2026年1月1日至2026年2月1日期间",
        "延长至2028年1月1日,",
        "征集日期:2026-03-03 00:00:00至",
        "deadlines: class: ",
        "is extended to:\n",
        "extended to:\n- May 1, 2028 for makers\n",
        "until the sooner of its expiry or ",
        "2026年5月1日前申请备案的",
        "起至2026年5月1日,",
        "自2026年3月1日起",
        "this consultation ran to May 1, 2025 ",
        "现发布《办法》《规定》",
        "第一批产品自2026年6月1日起",
        "有效期自施行之日起",
        "将意见",
        "十二月三十",
        "即日起至2026年5月1日,",
        "有修改意见",
        "2026年6月30日前,企业已经",
        "2026年6月30日前到期的",
        "2026年6月1日至30日,企业应当",
        "if it has not been applied for by May 1, 2028 ",
        "files that have not moved by May 1, 2028 ",
        "the previous deadline requiring packs by May 1, 2028 ",
        "On May 1, 2028, the new rules ",
        "has revised the guidance and this will ",
        "commences 1 May 2028 ",
        "compliance dates for devices are: ",
        "Consultation Start Date Consultation End Date May 1, 2028 ",
    ],
)
def test_a_body_made_of_days_costs_no_more_than_a_moment(piece: str) -> None:
    body = piece * (50_000 // len(piece))
    start = time.process_time()
    read_facets(title=CHINESE, date=ANNOUNCED, summary=body[:8_000], body=body)
    assert time.process_time() - start < 5, "a catastrophic pattern, not a slow machine"


def test_a_day_in_numerals_is_no_period_of_months() -> None:
    """五月十日 is the tenth of May, and not five months."""
    found = milestones("本办法自2031年4月1日起施行,有效期为五月十日止。", title="关于公布《器械办法》的公告")
    assert [(day[5:], what) for day, what, _ in found] == [("05-10", "expires")]
