"""Days in facts of pages, fees, histories, reopenings and citations, each wording with an invented title."""

from datetime import date

import pytest

from cdetrack.meaning.facets import read_facets


@pytest.mark.parametrize(
    ("title", "listed", "text", "days"),
    [
        (
            "Widget User Fee Rates for Fiscal Year 2027",
            "2026-07-30",
            "These fees apply from October 1, 2026, through September 30, 2027.",
            ["effective 2026-10-01", "expires 2027-09-30"],
        ),
        (
            "Widget User Fee Rates for Fiscal Year 2027",
            "2026-07-30",
            "The fee rates are effective October 1, 2026, and will remain in effect through September 30, 2027.",
            ["effective 2026-10-01", "expires 2027-09-30"],
        ),
        (
            "Widget User Fee Rates for Fiscal Year 2027",
            "2026-07-30",
            "These fees are effective on October 1, 2026, and will remain in effect through September 30, 2027.",
            ["effective 2026-10-01", "expires 2027-09-30"],
        ),
        (
            "Fees for widgets 2027",
            "2026-07-30",
            "The new fees will apply from 1 April 2027 to 31 March 2028.",
            ["effective 2027-04-01", "expires 2028-03-31"],
        ),
        (
            "Fees for widgets 2027",
            "2026-07-30",
            "Charges are valid from 1 April 2027 until 31 March 2028.",
            ["effective 2027-04-01", "expires 2028-03-31"],
        ),
        (
            "Statutory fees for widgets",
            "2026-07-30",
            "The charges, which are applicable from 1 April 2027, are set out below.",
            ["effective 2027-04-01"],
        ),
        (
            "Statutory fees for widgets",
            "2026-07-30",
            "The fees will come into force on 1 April 2027.",
            ["effective 2027-04-01"],
        ),
        (
            "New fees for widgets from April",
            "2026-07-30",
            "The fee schedule applies from 1 April 2027 through 31 March 2028.",
            ["effective 2027-04-01", "expires 2028-03-31"],
        ),
        (
            "Price list of widgets inspection",
            "2026-07-30",
            "Prices apply as of 1 January 2027.",
            ["effective 2027-01-01"],
        ),
        ("Guideline on widgets", "2026-07-30", "Import fees apply from 1 January 2027.", ["transition 2027-01-01"]),
        (
            "国家药监局关于调整器械注册收费标准的公告",
            "2026-07-30",
            "新的收费标准自2027年1月1日起执行。",
            ["effective 2027-01-01"],
        ),
        (
            "国家药监局关于调整器械注册收费标准的公告",
            "2026-07-30",
            "上述收费标准自2027年1月1日起至2027年12月31日执行。",
            ["effective 2027-01-01", "expires 2027-12-31"],
        ),
        (
            "关于器械检验收费标准的通知",
            "2026-07-30",
            "收费标准适用于2027年1月1日至2027年12月31日。",
            ["expires 2027-12-31"],
        ),
        (
            "关于器械检验收费标准的通知",
            "2026-07-30",
            "本收费标准自2027年1月1日起实施，有效期至2029年12月31日。",
            ["effective 2027-01-01", "expires 2029-12-31"],
        ),
        (
            "Update on the Guideline on Widgets",
            "2026-07-30",
            "The agency revised the guideline on widgets (Rev. 2 – effective 1 January 2027).",
            ["effective 2027-01-01"],
        ),
        (
            "Update on the Guideline on Widgets",
            "2026-07-30",
            "The guideline on widgets (version 4.0, in force from 1 January 2027) has new parts.",
            ["effective 2027-01-01"],
        ),
        (
            "Update on the Guideline on Widgets",
            "2026-07-30",
            "The guideline on widgets (applicable from 1 January 2027) has new parts.",
            ["effective 2027-01-01"],
        ),
        (
            "Update on the Guideline on Widgets",
            "2026-07-30",
            "The guideline on gadgets (Revision 3, applicable from 1 January 2027) stays.",
            [],
        ),
        (
            "Update on the Guideline on Widgets",
            "2026-07-30",
            "It refers to the Pharmacopoeia (11th edition, effective from 1 January 2027).",
            [],
        ),
        (
            "Guideline on Widgets",
            "2026-07-30",
            "Guideline on widgets (third edition, coming into effect 1 January 2027).",
            ["effective 2027-01-01"],
        ),
        (
            "Guideline on Widgets",
            "2026-07-30",
            "Guideline on widgets (Revision 3; date for coming into effect: 1 January 2027).",
            ["effective 2027-01-01"],
        ),
        (
            "关于器械包装指南的更新",
            "2026-07-30",
            "《器械包装指南》（第3版，自2027年1月1日起适用）已更新。",
            ["effective 2027-01-01"],
        ),
        (
            "关于器械包装指南的更新",
            "2026-07-30",
            "《器械包装指南》（2026年修订版，2027年1月1日起施行）已发布。",
            ["effective 2027-01-01"],
        ),
        (
            "Concept paper on gadgets",
            "2026-07-30",
            "StatusDraft: consultation openFirst published23/07/2026Consultation dates20/07/2026 to 28/10/2026",
            ["comments_due 2026-10-28"],
        ),
        (
            "Concept paper on gadgets",
            "2026-07-30",
            "Consultation periodFrom 20 July 2026 to 28 October 2026StatusOpen",
            ["comments_due 2026-10-28"],
        ),
        (
            "Concept paper on gadgets",
            "2026-07-30",
            "Opened20 July 2026Closes28 October 2026",
            ["comments_due 2026-10-28"],
        ),
        (
            "Concept paper on gadgets",
            "2026-07-30",
            "Consultation period20 July 2026 to 28 October 2026StatusOpen",
            ["comments_due 2026-10-28"],
        ),
        (
            "Concept paper on gadgets",
            "2026-07-30",
            "Deadline for commentsOctober 28, 2026StatusOpen",
            ["comments_due 2026-10-28"],
        ),
        (
            "Concept paper on gadgets",
            "2026-07-30",
            "Published2026-07-20Closing date for comments2026-10-28Language English",
            ["comments_due 2026-10-28"],
        ),
        (
            "Concept paper on gadgets",
            "2026-07-30",
            "StatusConsultation closes31.10.2026Last updated20.07.2026",
            ["comments_due 2026-10-31"],
        ),
        (
            "Widget labelling order",
            "2026-07-30",
            "TypeOrderDate of effect1 October 2026Published30 July 2026",
            ["effective 2026-10-01"],
        ),
        (
            "Widget labelling order",
            "2026-07-30",
            "Published30 July 2026Effective date1 October 2026StatusIn force",
            ["effective 2026-10-01"],
        ),
        (
            "器械包装指南征求意见",
            "2026-07-30",
            "发布日期2026-07-30征求意见截止日期2026-10-28状态进行中",
            ["comments_due 2026-10-28"],
        ),
        (
            "Guideline on widgets",
            "2026-07-30",
            "Adopted 3 May 2025 for consultation. Consultation closed 31 January 2026. Final adopted 10 July 2026",
            [],
        ),
        (
            "Guideline on widgets",
            "2026-07-30",
            "Start of public consultation 1 September 2025 End of consultation 31 January 2026 Adopted 10 July 2026",
            [],
        ),
        (
            "Guideline on widgets",
            "2026-07-30",
            "Release for consultation 1 September 2025; deadline for comments 31 January 2026; agreed 10 July 2026",
            [],
        ),
        (
            "Guideline on widgets",
            "2026-07-30",
            "Released for consultation 1 September 2026. End of consultation (deadline for comments) 31 January 2027",
            ["comments_due 2027-01-31"],
        ),
        (
            "Draft guideline on widgets",
            "2026-07-30",
            "End of consultation (deadline for comments) 31 January 2027",
            ["comments_due 2027-01-31"],
        ),
        ("器械包装指南", "2026-07-30", "本指南征求意见截止日期为2026年1月31日，2026年7月10日定稿。", []),
        (
            "Widgets; Reopening of Comment Period",
            "2026-06-25",
            "The notice of May 13, 2026 opened a period for comments that would close on June 14, 2026.",
            [],
        ),
        (
            "Widgets; Extension of Comment Period",
            "2026-06-10",
            (
                "The notice of May 13, 2026 opened a period for comments that would close on June 14, 2026."
                " The comment period is extended to July 14, 2026."
            ),
            ["comments_due 2026-07-14"],
        ),
        (
            "Widgets; Extension of Comment Period",
            "2026-06-10",
            "The notice of May 13, 2026 opened a period for comments that would end on June 14, 2026.",
            [],
        ),
        (
            "Widgets; Reopening of Comment Period",
            "2026-06-25",
            "The comment period ended on June 14, 2026. Submit comments by July 14, 2026.",
            ["comments_due 2026-07-14"],
        ),
        ("Widgets; Reopening of Comment Period", "2026-06-25", "Comments were due June 14, 2026.", []),
        (
            "Draft guidance on widgets",
            "2026-06-25",
            "We would appreciate comments by July 14, 2026.",
            ["comments_due 2026-07-14"],
        ),
        (
            "关于再次征求器械包装指南意见的通知",
            "2026-06-25",
            "我中心曾于2026年5月13日公开征求意见，意见反馈截止2026年6月14日。现再次征求意见，请于2026年7月14日前反馈。",
            ["comments_due 2026-07-14"],
        ),
        (
            "关于再次征求器械包装指南意见的通知",
            "2026-06-25",
            "原意见反馈期于2026年6月14日截止，现再次征求意见至2026年7月14日。",
            ["comments_due 2026-07-14"],
        ),
        (
            "Trial rules: transition",
            "2026-06-25",
            "Applications submitted on or after 28 April 2027 will be assessed under the new rules.",
            ["transition 2027-04-28"],
        ),
        (
            "Trial rules: transition",
            "2026-06-25",
            "Any variation filed from 28 April 2027 will be treated as new.",
            ["transition 2027-04-28"],
        ),
        (
            "Trial rules: transition",
            "2026-06-25",
            "Requests received after 28 April 2027 fall under the new regulation.",
            ["transition 2027-04-28"],
        ),
        (
            "Trial rules: transition",
            "2026-06-25",
            "Dossiers received on or after 28 April 2027 (UK time) will be processed by the new portal.",
            ["transition 2027-04-28"],
        ),
        (
            "Trial rules: transition",
            "2026-06-25",
            "Devices manufactured on or after 28 April 2027 are governed by the new Act.",
            ["transition 2027-04-28"],
        ),
        ("Trial rules: transition", "2026-06-25", "Samples collected after 28 April 2025 will be analysed later.", []),
        ("Trial rules: transition", "2026-06-25", "Products sold after 28 April 2025 are affected.", []),
        (
            "关于临床试验过渡安排的公告",
            "2026-06-25",
            "2027年4月28日以后提交的申请，适用新规定。",
            ["transition 2027-04-28"],
        ),
        (
            "关于临床试验过渡安排的公告",
            "2026-06-25",
            "2027年4月28日（含）后受理的申请，视为新申请。",
            ["transition 2027-04-28"],
        ),
        (
            "关于临床试验过渡安排的公告",
            "2026-06-25",
            "自2027年4月28日起提交的申请按照新办法审评。",
            ["transition 2027-04-28"],
        ),
        (
            "关于临床试验过渡安排的公告",
            "2026-06-25",
            "2027年4月28日及以后提交的申请，依照新要求办理。",
            ["transition 2027-04-28"],
        ),
        (
            "关于牙线备案的公告",
            "2026-06-25",
            "《关于牙线监管的公告》（2024年第9号）要求，备案人应当于2026年5月1日前完成资料整理。",
            [],
        ),
        (
            "关于牙线备案的公告",
            "2026-06-25",
            "根据《关于牙线监管的公告》（2024年第9号）的规定，备案人应当于2026年5月1日前完成资料整理。",
            [],
        ),
        (
            "关于牙线备案的公告",
            "2026-06-25",
            "根据《关于牙线监管的公告》（2024年第9号），备案人应当于2026年9月1日前完成资料整理。",
            ["transition 2026-09-01"],
        ),
        (
            "关于牙线备案的公告",
            "2026-06-25",
            "Announcement No. 9 of 2024 required makers to file their data by May 1, 2026.",
            [],
        ),
        ("关于牙线备案的公告", "2026-06-25", "备案人应当于2026年5月1日前完成资料整理。", ["transition 2026-05-01"]),
        (
            "Announcement on widget files",
            "2026-06-25",
            "The notice of May 2024 required makers to file data by May 1, 2026.",
            [],
        ),
        (
            "Announcement on widget files",
            "2026-06-25",
            "Makers must file data by May 1, 2027 as Announcement No. 9 of 2024 requires.",
            ["transition 2027-05-01"],
        ),
        # A document that is listed late, without a word of its end, keeps its deadline.
        ("Guideline on widgets", "2026-07-30", "Deadline for comments: 31 January 2026.", ["comments_due 2026-01-31"]),
        ("Widget rules", "2026-07-30", "The tool McKesson2020Plus and the form AB-2020Rev stay.", []),
        (
            "Widget strategy",
            "2026-10-17",
            "A six-month public consultation on widgets is to be launched in December 2026.",
            [],
        ),
        (
            "Guideline on widgets",
            "2027-01-18",
            "Reference numberEMA/205/95StatusAdoptedLast updated18/01/2027Legal effective date01/07/2027",
            ["effective 2027-07-01"],
        ),
        (
            "Guideline on widgets",
            "2027-01-18",
            "Adopted Legal effective date: 01/01/2028 Consultation dates: 03/06/2024 to 31/08/2024",
            ["effective 2028-01-01"],
        ),
        (
            "Guideline on widgets - Step 5",
            "2027-01-18",
            "Adoption by CHMP 12 December 2026 Date for coming into effect (Annex 1) 23 July 2027",
            ["effective 2027-07-23"],
        ),
        (
            "Guide to good widget practice: Annex 1",
            "2027-01-18",
            (
                "Deadline for coming into operation: 25 August 2027, except for point 8.1 which is postponed until "
                "25 August 2028."
            ),
            ["effective 2027-08-25", "extended 2028-08-25"],
        ),
        (
            "Guideline on widgets - Step 2b",
            "2027-01-18",
            "Release for public consultation 18 January 2027 Deadline for comments 26 May 2027",
            ["comments_due 2027-05-26"],
        ),
        (
            "Guideline on widgets",
            "2027-01-18",
            "Adopted as final 9 January 2027 Date for coming into effect of final version 22 May 2027",
            ["effective 2027-05-22"],
        ),
        (
            "Guideline on widgets",
            "2027-01-18",
            "Agreed by the group 9 January 2027 Date for coming into effect* 22 May 2027",
            ["effective 2027-05-22"],
        ),
        (
            "器械备案审查指南（试行）",
            "2026-02-09",
            "发布日期 | 2026年2月9日 施行日期 | 2026年3月10日",
            ["effective 2026-03-10"],
        ),
        (
            "Widgets; Amendments to Listing; Further Delayed Effective Date; Request for Comments",
            "2026-03-20",
            "In the Federal Register of February 6, 2026, we delayed until March 23, 2026, its effective date.",
            [],
        ),
        (
            "Widgets; Establishment Registration",
            "2026-01-27",
            "That classification became effective on January 21, 2026.",
            [],
        ),
        (
            "Guidance on extended transition periods for widgets",
            "2026-05-09",
            "For widgets with the older mark the agency announces 30 June 2030 as the end of the recognition.",
            ["transition 2030-06-30"],
        ),
        (
            "Updated guideline on widgets",
            "2026-10-10",
            "The guideline on widgets has one date for its entry into application, namely 15 January 2027.",
            ["effective 2027-01-15"],
        ),
        ("第十届样品委员会会议在京召开", "2026-09-07", "某网9月6日讯 日前，样品委员会会议在京召开，主任发表讲话。", []),
    ],
)
def test_days_of_pages_and_histories(title: str, listed: str, text: str, days: list[str]) -> None:
    facets = read_facets(title=title, date=date.fromisoformat(listed), summary=text)
    assert [f"{kind} {day}" for kind, day in facets.days] == days


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
