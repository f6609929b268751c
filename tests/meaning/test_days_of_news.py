"""Days that news and notices tell of rules and of consultations, each kind of wording with an invented title."""

from datetime import date

import pytest

from cdetrack.meaning.facets import read_facets


def days_of(title: str, listed: str, text: str) -> list[str]:
    """Return the days to act by, each with its kind."""
    facets = read_facets(title=title, date=date.fromisoformat(listed), summary=text)
    return [f"{kind} {day}" for kind, day in facets.days]


EFFECTIVE = ["effective 2027-05-15"]


@pytest.mark.parametrize(
    ("title", "text"),
    [
        # The headline says it; the year is that of the text, or of the next such day.
        ("The Regulations on Widget Law will be revised and will come into effect on May 15th.", ""),
        (
            "Revised Widget Regulations to take effect on May 15",
            "The premier signed the order of May 15, 2027 to promulgate them.",
        ),
        ("New widget measures to come into force from 15 May 2027", "Makers welcome them."),
        ("Widget rules go into effect May 15, 2027", "Makers welcome them."),
        ("Amended Widget Act enters into force on 15 May 2027", "Makers welcome it."),
        ("明确了！这些器械，不得在网上销售！5月15日起施行", "《器械网络销售办法》，自2027年5月15日 起施行。"),
        ("器械网络销售新规5月15日起实施", "新规共六章。"),
        ("器械网络销售新规5月15日起实施", "新规自2027年5月15日起实施。"),
        ("《器械网络销售办法》将于5月15日起施行", "办法共六章。"),
        # The headline names the subject of the rules.
        (
            "China to Adopt New Imported Steel Widget Requirements as of May",
            "Following approval, The Measures for Imported Steel Widgets will take effect on 15 May 2027.",
        ),
        (
            "New Rules for Steel Widgets Announced",
            "The Provisions for Steel Widgets will come into force on 15 May 2027.",
        ),
        (
            "China revises rules on steel widget recall",
            "The Measures for Steel Widget Recall are to be implemented on 15 May 2027.",
        ),
        # The changes are those of the headline.
        ("HSA enhances legislation on widgets", "The changes will take effect from 15 May 2027."),
        ("TGA updates widget standards", "These amendments will commence on 15 May 2027."),
        ("Changes to widget fees", "The new rules come into force on 15 May 2027."),
        ("MHRA reforms widget licensing", "All changes are expected to come into effect on 15 May 2027."),
        # `The new list` of a headline about a new list.
        ("China updates widget list", "The new list will be implemented starting May 15, 2027."),
        (
            "Swissmedic: revised ordinances",
            "It was decided that the revised ordinances will enter into force on 15 May 2027.",
        ),
        ("TGA: new advertising code", "The new Code commences on 15 May 2027."),
        ("Widget regulations laid before Parliament", "The regulations will come into force on 15 May 2027."),
        ("China to strengthen supervision", "The new regulation, which takes effect on May 15, 2027, bans some sales."),
        (
            "Council revises regulation on steel widgets",
            "The revised regulation on the management of steel widgets will take effect on May 15, 2027.",
        ),
        ("HSA introduces new fees", "The revised fees will take effect on 15 May 2027."),
        ("Changes to the ordinances on widgets", "The amended provisions enter into force on 15 May 2027."),
        ("新版器械大典发布", "2027年版《中国器械大典》将自2027年5月15日起施行。"),
        ("医疗器械新规来了", "《医疗器械网络经营监督管理办法》将于5月15日起施行。"),
        ("器械召回有了新规矩", "新修订的《器械召回管理办法》自5月15日起施行。"),
        ("器械召回管理办法修订出台", "修订后的《办法》于2027年5月15日起正式施行。"),
        # The document in its own words.
        ("EU publishes implementing regulation on widgets", "It shall apply from 15 May 2027."),
        ("Guideline on steel widgets", "The guideline applies from 15 May 2027."),
        ("Widget Practice Notice", "The notice shall apply as of 15 May 2027."),
        (
            "New widget labelling regulations",
            "Posted on May 30, the Coming into Force date is based on the registration date of May 15, 2027.",
        ),
        ("Widget Practice", "Valid from: 15.05.2027"),
        ("Widget Practice", "Entry into force: 15 May 2027"),
        ("Widget labelling regulations", "The commencement date has been set for 15 May 2027."),
    ],
)
def test_a_headline_and_its_text_tell_when_rules_take_effect(title: str, text: str) -> None:
    assert days_of(title, "2027-04-28", text) == EFFECTIVE


@pytest.mark.parametrize(
    ("title", "text"),
    [
        # Another document, or nothing new.
        (
            "NMPA holds a training course on steel widgets",
            "The Measures for Steel Widgets will take effect on 15 May 2027.",
        ),
        (
            "China to adopt new glass widget requirements",
            "The Measures for Steel Widgets will take effect on 15 May 2027.",
        ),
        ("Official meets firms in Shanghai", "He said the new regulation on sales will take effect on May 15, 2027."),
        ("Company announces new rules for its meeting", "The merger will take effect on May 15, 2027."),
        ("5月这些器械新规将施行", "《器械召回管理办法》5月15日起施行，《器械目录》5月20日起施行。"),
        ("某省开展化妆品新规检查", "《器械召回管理办法》将于2027年5月15日起施行。"),
        ("New rules for steel widgets", "The Law on Accounting will take effect on 15 May 2027."),
        ("New leadership at EMA", "The changes will take effect on 15 May 2027."),
        ("Widget makers meet in Beijing", "The changes will take effect from 15 May 2027."),
        (
            "省体育局关于转发《2027年禁用器械目录公告》的通知",
            "六部委已联合发布公告（第35号），该公告自2027年5月15日起正式生效。",
        ),
        ("器械网络销售新规5月15日起实施", "新规自2026年5月15日起实施。"),
        ("部分器械中标结果5月15日起执行", "各地执行新的结果。"),
        ("关于转发《器械目录管理办法》的通知", "《器械目录管理办法》自2027年5月15日起施行。"),
        ("Notice on Forwarding the Measures for Widgets", "The Measures for Widgets will take effect on 15 May 2027."),
    ],
)
def test_a_day_of_other_rules_is_none_of_the_news(title: str, text: str) -> None:
    assert days_of(title, "2027-04-28", text) == []


@pytest.mark.parametrize(
    ("title", "text", "days"),
    [
        (
            "China to adopt a system for widget reports",
            "The system’s trial operation will last one year, starting from 17:00 pm on November 6, 2027.",
            ["transition 2027-11-06"],
        ),
        (
            "New portal for widgets",
            "The pilot operation of the portal, beginning on 6 November 2027, is free.",
            ["transition 2027-11-06"],
        ),
        ("New portal for widgets", "Its official operation commences from 6 November 2027.", ["transition 2027-11-06"]),
        ("Portal news", "The portal will go live on 6 November 2027.", ["transition 2027-11-06"]),
        ("关于器械申报系统的通告", "新版申报系统将于2027年11月6日正式上线运行。", ["transition 2027-11-06"]),
        ("关于器械申报系统的通告", "平台定于2027年11月6日9时起全面切换。", ["transition 2027-11-06"]),
        ("关于器械申报系统的通告", "该系统已于2027年11月6日上线。", []),
        ("Widget trial starts", "The pilot run starting from 1 November 2027 enrols 20 people.", []),
        ("Widget news", "The campaign will be launched on 6 November 2027.", []),
        ("器械企业新闻", "该公司新品将于2027年11月6日上线。", []),
        ("New portal for widgets", "The trial operation was started from 6 November 2026.", []),
        (
            "Reminder on the widget statement",
            "It is important that you are ready for the statement to be printed on packs from 1 July 2027.",
            ["transition 2027-07-01"],
        ),
        (
            "Reminder on widgets",
            "The code needs to be displayed on cartons from 1 July 2027.",
            ["transition 2027-07-01"],
        ),
    ],
)
def test_a_system_starts_and_a_statement_is_to_be_printed_from_a_day(title: str, text: str, days: list[str]) -> None:
    assert days_of(title, "2027-04-28", text) == days


@pytest.mark.parametrize(
    ("title", "text", "days"),
    [
        (
            "Notice of interim decisions on the Widget Standard",
            "Interested persons are invited to make submissions on these decisions on or before 9 July 2027.",
            ["comments_due 2027-07-09"],
        ),
        (
            "Notice of interim decisions",
            "Written submissions should reach us by 9 July 2027.",
            ["comments_due 2027-07-09"],
        ),
        ("Notice of interim decisions", "Submissions are invited until 9 July 2027.", ["comments_due 2027-07-09"]),
        ("Consultation on widgets", "Comments due: 31-May-2027", ["comments_due 2027-05-31"]),
        ("Consultation on widgets", "Comments can be made until 31.05.2027.", ["comments_due 2027-05-31"]),
        ("Consultation on widgets", "Last date for receipt of comments: 31 May 2027", ["comments_due 2027-05-31"]),
        (
            "Notice on widgets",
            "Sponsors make submissions in the new format by 9 July 2027.",
            ["transition 2027-07-09"],
        ),
        # The period before: it is moved, or over.
        ("Consultation outcome: widgets", "This consultation was held from 1 January 2027 to 31 March 2027.", []),
        ("Reopening: consultation on widgets", "The original deadline of 30 April 2027 has passed.", []),
        ("关于器械管理办法征求意见采纳情况的反馈", "2027年1月1日至3月31日，我局就办法公开征求意见。", []),
        ("关于《器械办法》公开征求意见结果的公告", "我局于2027年3月1日至3月31日公开征求意见。", []),
        (
            "Regulation of Widgets; Extension of Comment Period",
            "Interested persons were given until July 9, 2027, to comment on the notice.",
            [],
        ),
        (
            "Regulation of Widgets; Reopening of the Comment Period",
            "Comments on the draft were requested by July 9, 2027.",
            [],
        ),
        (
            "Reports of Widgets; Delay of Effective Date",
            "FDA solicited comments on the rule for a 75-day period ending March 21, 2027.",
            [],
        ),
        ("Rule on widgets", "The agency invited comments on the draft by March 21, 2027.", []),
        (
            "Summary of Feedback Received on Widget Regulations",
            "The public consultation for them was held over an 8-week period from 6 February to 2 April 2027.",
            [],
        ),
        ("Outcome of the Consultation on Widgets", "The consultation ran for 8 weeks.", []),
        ("Rule on widgets", "The consultation was held over 8 weeks from 6 January 2027.", []),
        # A period that is open, told in the past tense.
        (
            "Consultation on widgets",
            "The public consultation was launched on 20 April 2027 and is open for 30 days.",
            ["comments_due 2027-05-28"],
        ),
        (
            "Draft guidance on widgets",
            "The draft was published and comments were invited until 20 May 2027.",
            ["comments_due 2027-05-20"],
        ),
    ],
)
def test_a_consultation_that_is_over_or_was_moved_has_no_deadline(title: str, text: str, days: list[str]) -> None:
    assert days_of(title, "2027-04-28", text) == days


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
