"""Days in texts: each kind of wording with an invented title."""

from datetime import date

import pytest

from cdetrack.meaning.facets import read_facets
from cdetrack.meaning.facets.calendar import read_day
from support.tables import cases

CASES = cases("days")


def _days(title: str, listed: str, text: str) -> list[str]:
    facets = read_facets(title=title, date=date.fromisoformat(listed), summary=text)
    return [f"{what} {day}" for what, day in facets.days]


@pytest.mark.parametrize(("first", "below"), CASES.values(), ids=list(CASES))
def test_a_day_is_read_by_the_words_around_it(first: str, below: list[str]) -> None:
    """A case of tests/data/days: the day and the title of a notice, lines of its text, and the days to be read."""
    listed, _, title = first.partition(" ")
    *text, expected = below
    days = _days(title, listed, "\n".join(text))
    assert f"= {', '.join(days) or 'none'}" == expected


def test_words_in_traditional_characters_stay_as_written() -> None:
    """The rules read simplified characters, and the evidence of a day has those of the page."""
    facets = read_facets(
        title="修正「小裝置標示」,並自即日生效",
        date=date(2027, 6, 1),
        summary="原許可證持有者應於一百十六年八月三十日前自行完成變更。",
    )
    assert facets.why["effective"] == "自即日生效"
    assert [each.words for each in facets.milestones] == ["原許可證持有者應於一百十六年八月三十日前自行完成變更"]


def test_days_with_slashes_stay_as_written() -> None:
    """One day of the text shows that its months come first; the words have the days of the page."""
    facets = read_facets(
        title="Widget rule",
        date=date(2027, 6, 1),
        body="Updated on 05/31/2027.\nMakers must register by 07/01/2028.",
    )
    assert [(each.date, each.words) for each in facets.milestones] == [
        (date(2028, 7, 1), "Makers must register by 07/01/2028.")
    ]
    facets = read_facets(
        title="Widget rule",
        date=date(2027, 6, 1),
        body="Updated on 05/31/2027.\nMakers must register by 2028-07-01.\nNext update: 07/01/2028",
    )
    assert [each.words for each in facets.milestones] == ["Makers must register by 2028-07-01."]


@pytest.mark.parametrize(("dotted", "small"), [("İ", "i"), ("I", "ı"), ("İ", "ı")])
def test_turkish_letters_are_read_as_latin_ones(dotted: str, small: str) -> None:
    """Upper case on a Turkish machine gives `APRİL`, lower case `aprıl`."""
    text = "The measures come into force on Friday, APRIL 2, 2027. Comments are due by friday, april 30, 2027."
    written = text.translate(str.maketrans("Ii", dotted + small))
    facets = read_facets(title="Measures for Widgets", date=date(2027, 3, 1), summary=written)
    plain = read_facets(title="Measures for Widgets", date=date(2027, 3, 1), summary=text)
    assert facets.effective == date(2027, 4, 2)
    assert facets.days == plain.days


@pytest.mark.parametrize("month", ["APR\u0130L", "apr\u0131l", "Augu\u017ft"])
def test_a_day_in_letters_that_a_pattern_takes_for_latin_ones_is_read(month: str) -> None:
    day = read_day(f"Monday, {month} 2, 2027")
    assert day is not None
    assert (day.year, day.day) == (2027, 2)


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("First published05/03/2027Consultation dates05/03/2027 to 04/06/2027", date(2027, 6, 4)),
        ("Consultation dates: 26/02/2027 to 04/06/2027", date(2027, 6, 4)),
        ("Posted 03/05/2027. Comments are due by 06/04/2027.", date(2027, 6, 4)),
        ("Opened 02/26/2027. Comments are due by 06/04/2027.", date(2027, 6, 4)),
        ("The consultation opened on 05/03/2027 and closes on 04/06/2027.", date(2027, 6, 4)),
        ("Status: open. Comment period: 03/05/2027 - 06/04/2027", date(2027, 6, 4)),
        ("发布日期05/03/2027，征求意见截止日期：04/06/2027", date(2027, 6, 4)),
        # The text shows no order, or two.
        ("Comments are due by 06/04/2027.", None),
        ("Opened 26/02/2027, revised 02/27/2027. Comments are due by 06/04/2027.", None),
        ("See file 05/03/2027/12. Comments are due by 06/04/2027.", None),
    ],
)
def test_the_page_shows_whether_days_come_before_months(text: str, due: date | None) -> None:
    assert read_facets(title="Draft guideline on widgets", date=date(2027, 3, 5), summary=text).comments_due == due


@pytest.mark.parametrize(("source", "effective"), [("fr/fda", date(2027, 5, 14)), ("nmpa/drugs", None)])
def test_the_summary_of_a_foreign_page_is_never_that_of_another_article(source: str, effective: date | None) -> None:
    text = (
        "Effective May 14, 2027. The incorporation by reference of certain material remains approved by the Director."
    )
    facets = read_facets(title="Widgets; Technical Amendments", date=date(2027, 5, 14), summary=text, sources=(source,))
    assert (facets.summary_suspect, facets.effective) == (True, effective)


def test_an_exemption_that_ends_on_several_days() -> None:
    text = "The waivers are valid until the following dates: Makers: May 1, 2032; Sellers with 5 shops: June 1, 2032."
    assert _days("Widget waivers", "2031-06-01", text) == ["expires 2032-05-01", "expires 2032-06-01"]


@pytest.mark.parametrize(
    "text",
    [
        "As of 14 May 2031 the MHRA had received 12 licences of the widgets.",
        "The deadlines for widgets were extended for those listed in the register prior to 1 November 2031.",
        "Widgets entered in the register before 1 November 2031 keep their licence.",
        "This covers licences of widgets where the sponsor notified the agency before 1 November 2031.",
        "This replaces the previous 31 December 2031 deadline for the licences of widgets.",
    ],
)
def test_days_that_only_say_which_widgets_are_meant_or_what_was_are_none_to_act_by(text: str) -> None:
    assert _days("Widgets: notice to makers", "2031-06-01", text) == []


def test_a_rule_whose_effect_is_delayed_again_has_no_new_last_day_for_comments() -> None:
    title = "Rule on Widgets; Further Delayed Effective Date; Request for Comments"
    text = "This action further delays the effective date of the rule on widgets until June 9, 2032."
    assert _days(title, "2031-06-01", text) == ["extended 2032-06-09"]
    reopened = "The comment period on the effective date of the rule on widgets is extended until June 9, 2032."
    assert "comments_due 2032-06-09" in _days(title, "2031-06-01", reopened)


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("The public consultation on widgets was held from 6 February to 2 April 2027.", None),
        ("The survey was conducted between 6 February and 2 April 2027.", None),
        ("The consultation meeting on widgets was held on 6 February 2027.", date(2027, 2, 6)),
    ],
)
def test_a_consultation_that_was_held_is_no_meeting(text: str, event: date | None) -> None:
    title = "Meeting of the widget committee and public consultation"
    assert read_facets(title=title, date=date(2027, 4, 28), summary=text).event == event


def test_a_day_below_a_row_without_one_is_not_of_the_row() -> None:
    """A table in the text of a page; the day of a meeting stands below it."""
    table = "序号 标准编号 标准名称 实施日期\n1 YY 0300 支架 2028年7月1日\n2 YY 0301 导管 待定\n"
    facets = read_facets(
        title="关于某些标准的公告", date=date(2027, 6, 1), body=f"{table}会议时间 2027年6月8日 在京召开"
    )
    assert [each.date for each in facets.milestones] == [date(2028, 7, 1)]
