"""Days to come, read by the shape of their clause: one to act by, unless the clause binds nobody."""

from datetime import date

import pytest

from cdetrack.meaning.facets import read_facets

TITLE = "Agency announcement on widgets"


def days_of(text: str, *, title: str = TITLE, listed: str = "2031-03-02") -> list[str]:
    facets = read_facets(title=title, date=date.fromisoformat(listed), summary=text)
    return [f"{kind} {day}" for kind, day in facets.days]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Self-declarations reach the agency before 15 May 2031.", "2031-05-15"),
        ("Until 30 November 2031 wholesalers clear packs with the former statement.", "2031-11-30"),
        ("Importers are relieved from re-testing as of 1 October 2031.", "2031-10-01"),
        ("With effect from 1 May 2031, the retail sale of widgets without a number is an offence.", "2031-05-01"),
        ("All widgets move to the licensing regime starting on 1 October 2031.", "2031-10-01"),
        ("The fee for widgets goes up from 1 May 2031.", "2031-05-01"),
        ("The agency announced that importers carry the cost from 1 May 2031.", "2031-05-01"),
        ("Sites inspected from 1 September 2031 will be assessed against the new edition.", "2031-09-01"),
        ("Holders have twelve months, ending 31 March 2032, in which to change their labels.", "2032-03-31"),
        ("Declarations must be lodged between 1 May and 22 May 2031.", "2031-05-22"),
        (
            "It is no offence to supply it before 1 April 2032 in circumstances which would have been lawful.",
            "2032-04-01",
        ),
        ("Firms notify the fund between 1 and 30 April 2031.", "2031-04-30"),
        ("The portal becomes the sole channel for updates on 1 May 2031.", "2031-05-01"),
        ("Import of the substance ceases with effect from 1 July 2031.", "2031-07-01"),
        ("上述产品的注册证自2031年5月1日起注销。", "2031-05-01"),
        ("我局定于2031年5月1日启用电子证书。", "2031-05-01"),
        ("最晚应在2031年5月31日递交申请。", "2031-05-31"),
    ],
)
def test_a_day_to_come_is_one_to_act_by_whatever_its_verb(text: str, day: str) -> None:
    assert days_of(text) == [f"transition {day}"]


@pytest.mark.parametrize(
    "text",
    [
        # An event.
        "From 1 May 2031, the agency will host a widget week.",
        "Open until 31 May 2031, the exhibition shows old widgets.",
        # A plan or a forecast.
        "The group hopes to launch the service by 1 May 2031.",
        "The new plant is likely to be ready by 30 June 2031.",
        "The paper should be adopted by the end of June 2031.",
        "The bill, if passed, would give retailers until 1 July 2031.",
        "The new rules would then apply from 1 January 2032.",
        "The final guidance will be out by 31 December 2031.",
        # A step of the regulator.
        "The decision will be published on the website no later than 11 May 2031.",
        "The committee will adopt a recommendation by 30 September 2031.",
        # A description of people and things.
        "All batches with expiry dates up to 31 January 2032 are affected.",
        "The board appointed Ms Example from 1 July 2031 for a term of five years, until 30 June 2036.",
        "The patent expires on 14 May 2033 and data protection lasts until 3 November 2032.",
        "The projects will run until 31 December 2033.",
        "The extension is for certificates that would lapse before 1 May 2031.",
        # What was once to be.
        "Makers previously faced a 1 May 2031 deadline.",
        "Labels were to be mandatory from 1 May 2031.",
        # A day of the past: what was done until then is history.
        "Widgets carry the old label until 1 May 2030.",
        "Between 1 August and 1 September 2030 inspectors visited firms that must improve.",
        "The pilot ran from 1 March 2029 to 15 January 2031.",
        "3月1日起,该局在全市开展为期三个月的专项检查。",
        "实施建议拟于公告发布之日起6个月后开始研究的试验适用。",
        "该公司新品将于2031年5月1日上线。",
        "自2031年5月1日起举办宣传活动。",
        "力争于2031年6月30日前发布。",
    ],
)
def test_a_clause_that_binds_nobody_has_no_day(text: str) -> None:
    assert days_of(text) == []


@pytest.mark.parametrize(
    "text",
    [
        # Guests and neighbours.
        "The library offers free access to the archive until 31 May 2031.",
        "Our helpline is unavailable from 1 May 2031 because of the move.",
        "Roadworks block the entrance until 30 April 2031.",
        # People in office.
        "Dr Example leads the agency until 31 December 2033.",
        "The deputy minister remains in post until 30 September 2031.",
        # A market, a shortage and the business of one firm.
        "Analysts see prices doubling by 31 December 2033.",
        "The shortage of widgets continues until 15 September 2031.",
        "The manufacturer resumes deliveries from 15 May 2031.",
        "The company moves its seat to another town from 1 July 2031.",
        # Studies, courts and states.
        "The trial of widgets collects data until 30 June 2032.",
        "The cohort takes widgets until 30 September 2032 and reports on them.",
        "The lawsuit against the firm is adjourned until 1 June 2031.",
        "Another country holds the presidency from 1 July 2031.",
        "王某自2031年5月1日起任该局局长。",
        "我局自2031年5月1日起搬迁至新址办公。",
        "该药自2031年5月1日起缺货。",
    ],
)
def test_a_sentence_without_what_rules_bind_has_no_day(text: str) -> None:
    assert days_of(text, title="News of the agency") == []


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("News of the agency", "Tenders must be submitted by 14 April 2031."),
        ("News of the agency", "Bidders may ask questions until 1 April 2031."),
        ("News of the agency", "Applications for the post of assessor must be received by 11 April 2031."),
        ("News of the agency", "Registration for the training course is open until 12 May 2031."),
        ("Invitation to tender: freezers", "Offers have to reach the agency by 20 April 2031."),
        ("Vacancy: assessor", "Candidates must apply through the portal by 11 April 2031."),
        ("某局采购设备招标公告", "文件应于2031年4月20日前送达。"),
        ("某局公开招聘公告", "报名者请于2031年4月15日前提交材料。"),
        ("某院通知", "申报课题的单位请于2031年4月30日前报送材料。"),
    ],
)
def test_what_is_asked_of_bidders_candidates_and_pupils_has_no_day(title: str, text: str) -> None:
    """Duties by their words, but none of those who follow rules."""
    assert days_of(text, title=title) == []


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Nominations for voting members", "Nominations for voting members must be received by 20 April 2031."),
        ("News of the agency", "Contractors must register their sites by 20 April 2031."),
        ("News of the agency", "Devices bought by tender must be listed by 20 April 2031."),
        ("News of the agency", "Firms to which the fund awards a contract must list their devices by 20 April 2031."),
        ("关于夹具集中带量采购的公告", "申报企业应于2031年4月20日前递交投标文件。"),
    ],
)
def test_a_duty_of_firms_counts_beside_words_of_tenders(title: str, text: str) -> None:
    assert days_of(text, title=title) == ["transition 2031-04-20"]


@pytest.mark.parametrize(
    "text",
    [
        "Old labels stay in use until 1 May 2031.",
        "Renewal dossiers reach the agency by 1 May 2031.",
        "Codeine syrups move to schedule 4 from 1 May 2031.",
        "Wholesalers return the remaining packs by 1 May 2031.",
        "As of 1 May 2031, all class II widgets carry a UDI.",
    ],
)
def test_a_sentence_with_what_rules_bind_needs_no_verb_of_duty(text: str) -> None:
    assert days_of(text, title="News of the agency") == ["transition 2031-05-01"]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("The revised law will be implemented from 1 May 2031.", []),
        ("The guideline on gadgets, applicable from 1 May 2031, stays.", []),
        ("The licensing of widgets will take effect from 1 May 2031.", ["transition 2031-05-01"]),
    ],
)
def test_the_effect_of_another_document_is_told_by_its_own_notice(text: str, days: list[str]) -> None:
    assert days_of(text, title="Questions on the guideline for widgets") == days


def test_an_office_opens_again_after_a_holiday() -> None:
    text = "放假期间不对外办公,10月8日起恢复现场受理。"
    assert days_of(text, title="关于国庆假期业务安排的公告", listed="2031-09-20") == []


@pytest.mark.parametrize(
    ("text", "days"),
    [
        (
            "DATES: Written comments by 28 May 2031; request for a change in classification by 14 April 2031.",
            ["comments_due 2031-05-28", "transition 2031-04-14"],
        ),
        ("The consultation closed on February 5.", []),
        ("Comments on the drafts, which are due in a month or three months from each posting date, are read.", []),
        ("The revision is planned with a consultation phase of three months.", []),
    ],
)
def test_comments_have_a_day_of_their_own(text: str, days: list[str]) -> None:
    assert days_of(text, title="Consultation on widgets") == days


def test_a_sentence_ends_behind_a_class_and_an_acronym() -> None:
    text = "The period is extended to: 31 December 2033 for class D; 31 December 2034 for class C. This is new."
    assert days_of(text) == ["extended 2033-12-31", "extended 2034-12-31"]
