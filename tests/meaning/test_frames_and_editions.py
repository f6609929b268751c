"""Relations of titles with the frame of a carrier, an appendix, an order or a code, with invented titles."""

from datetime import date

import pytest

from support.related import how, notice

RULE = "Withdrawal of Draft Guidance Documents on Widgets Published Before December 31, 2013"
DRAFT = "Widget Infections: Developing Drugs for Treatment; Draft Guidance for Industry; Availability"
NEWS = "The council updates its plans on widget guidelines, adds new members"
PLAN = "国家药监局关于印发药品追溯数据分组方案"


@pytest.mark.parametrize("title", [RULE, DRAFT])
@pytest.mark.parametrize(
    "frame",
    [
        "2015-10477. {}",
        "2015-10477 - {}",
        "83 FR 21784 - {}",
        "83 FR 21784: {}",
        "83 Fed. Reg. 21,784 – {}",
        "[83 FR 21784] {}",
        "FR Doc. 2015-10477: {}",
        "FR Doc. E8-1234 - {}",
        "E8-1234. {}",
        "{} (83 FR 21784)",
        "{} [FR Doc. 2015-10477]",
        "{} - 83 FR 21784",
        "{} | Federal Register",
        "Federal Register :: {}",
    ],
)
def test_the_citation_that_a_carrier_adds_is_no_part_of_the_title(frame: str, title: str) -> None:
    assert how(notice(title, "2015-05-06"), notice(frame.format(title), "2015-05-06")) == "same-document"


ACT = "国家药监局关于发布《药品追溯数据管理办法》的公告（2027年第5号）"
HEADLINE = "FDA Finalizes Rule on Widget Labeling for Home Use Devices"


@pytest.mark.parametrize(
    "frame",
    [
        *(
            "【转发】{}",
            "[法规]{}",
            "【NMPA】{}",
            "转载：{}",
            "官方发布：{}",
            "附全文 | {}",
            "通知公告 | {}",
            "政策速递：{}",
        ),
        *(
            "国家药监局丨{}",
            "{}（附全文）",
            "{}（全文）",
            "{}(附下载)",
            "{}【附原文】",
            "{}_政策法规",
            "{}-国家药品监督管理局",
        ),
        "{} - 法规 - 某某网",
    ],
)
def test_a_carrier_puts_its_column_or_site_beside_a_chinese_title(frame: str) -> None:
    assert how(notice(ACT, "2027-05-06"), notice(frame.format(ACT), "2027-05-06")) == "same-document"


@pytest.mark.parametrize(
    "frame",
    [
        *("[FDA] {}", "FDA News: {}", "News: {}", "Press release: {}", "Breaking: {}", "ICYMI: {}", "{} | RAPS"),
        *("EU/US: {}", "UK and Ireland – {}", "{} | Regulatory News", "North America: {}", "Asia – {}", "Vietnam: {}"),
    ],
)
def test_a_carrier_puts_its_column_or_site_beside_an_english_title(frame: str) -> None:
    assert how(notice(HEADLINE, "2027-05-06"), notice(frame.format(HEADLINE), "2027-05-06")) == "same-document"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("【安徽】关于开展药品追溯数据检查的公告", "【江苏】关于开展药品追溯数据检查的公告"),
        (f"【更正】{ACT}", ACT),
        (f"{HEADLINE} | Part A", HEADLINE),
        (f"[Withdrawn] {HEADLINE}", HEADLINE),
        (f"News: {HEADLINE}", f"Correction: {HEADLINE}"),
        ("公开征求《药品追溯数据规范（征求意见稿）》意见", "再次公开征求《药品追溯数据规范（征求意见稿）》意见"),
        ("公开征求《药品追溯数据规范（征求意见稿）》意见", "公开征求《药品追溯编码规范（征求意见稿）》意见"),
        (f"Japan: {HEADLINE}", f"Vietnam: {HEADLINE}"),
    ],
)
def test_a_tag_for_a_place_a_part_or_an_act_is_of_another_document(one: str, other: str) -> None:
    assert how(notice(one, "2027-05-06"), notice(other, "2027-05-06")) != "same-document"


@pytest.mark.parametrize(
    ("one", "other", "days"),
    [
        (f"Japan: {NEWS}", f"India: {NEWS}", 0),
        (
            "Update: Recall of widgets made of steel by three makers",
            "Update: Recall of widgets made of steel by three makers",
            1,
        ),
        ("FDA updates list of widgets", "FDA updates list of widgets", 1),
        ("Public Consultation on Proposed Changes to Widget Fees", "Proposed Changes to Gadget Fees", 0),
        ("2014-2015 widget vaccine season: advice for makers", "2015-2016 widget vaccine season: advice for makers", 0),
        ("国家药监局关于发布《药品网络", "国家药监局关于发布《药品网络销售监测规范（试行）》的公告", 0),
        ("国家药监局关于发布《药品网络销售监测规范》的公告", "国家药监局关于发布《药品网络销售监测规范》附录的公告", 0),
    ],
)
def test_another_region_act_or_subject_is_another_document(one: str, other: str, days: int) -> None:
    a, b = notice(one, "2027-05-03"), notice(other, date(2027, 5, 3 + days).isoformat())
    assert how(a, b) != "same-document"


@pytest.mark.parametrize(
    ("expected", "one", "other"),
    [
        (
            "draft-of",
            "药品经营规范—临床样品附录（征求意见稿）",
            "关于发布《药品经营规范（2026年修订）》临床样品附录的公告",
        ),
        ("draft-of", "药品经营规范附录：临床样品（征求意见稿）", "关于发布《药品经营规范》附录《临床样品》的公告"),
        (
            "draft-of",
            "关于公开征求《药品经营规范》附录6《临床样品（征求意见稿）》意见的通知",
            "药品经营规范附录6：临床样品",
        ),
        (
            "draft-of",
            "《药品经营规范临床样品附录（征求意见稿）》",
            "关于发布《药品经营规范》（2026年修订）附录临床样品的通告",
        ),
        (None, "药品经营规范—临床样品附录（征求意见稿）", "关于发布《药品经营规范（2026年修订）》血液样品附录的公告"),
        (None, "药品经营规范（征求意见稿）", "关于发布《药品经营规范》临床样品附录的公告"),
        (None, "药品经营规范附录5（征求意见稿）", "药品经营规范附录6"),
        ("issued-by", "药品追溯数据分组方案", f"{PLAN}并深入推进相关工作的通知"),
        ("issued-by", "药品追溯数据分组方案", f"{PLAN}（试行）及做好实施工作的通知"),
        (
            "interprets",
            "《关于印发药品追溯数据（DTD）分组方案并深入推进相关工作的通知》政策解读",
            f"{PLAN}并深入推进相关工作的通知",
        ),
        ("interprets", "《药品追溯数据（DTD/UDT）分组办法》解读", "关于印发《药品追溯数据分组办法》的通知"),
        (
            "interprets",
            "进口货不再进口！《药品追溯数据备案办法》全文解读",
            "药品追溯数据备案办法（国家市场监督管理总局令第35号）",
        ),
        ("interprets", "《药品追溯数据备案办法》权威解读", "药品追溯数据备案办法（国家市场监督管理总局令第35号）"),
        ("issued-by", "药品追溯数据分组办法", "关于发布药品追溯数据分组办法及实施有关事项的公告"),
        ("draft-of", "药品追溯数据指导原则（征求意见稿）公开征求意见的通知", "关于印发药品追溯数据指导原则的通知"),
        ("draft-of", "关于对药品追溯数据指导原则征求意见的通知", "关于发布药品追溯数据指导原则的公告"),
        ("draft-of", "药品追溯数据指导原则（讨论稿）征求意见", "药品追溯数据指导原则"),
        *(
            ("interprets", each, "关于印发《药品追溯数据分组办法》的通知")
            for each in (
                *("《药品追溯数据分组办法》答记者问", "有关负责人就《药品追溯数据分组办法》答记者问"),
                *("《药品追溯数据分组办法》热点问答", "《药品追溯数据分组办法》相关问题解读"),
                *("《药品追溯数据分组办法》修订解读", "《药品追溯数据分组办法》新旧对照解读"),
                *("《药品追溯数据分组办法》亮点解读", "重磅！《药品追溯数据分组办法》深度解读"),
            )
        ),
        ("interprets", "Q&A on the Measures for Widget Recall Management", "Measures for Widget Recall Management"),
        (
            "interprets",
            "Questions and Answers on the Rules for Widget Lots",
            "NMPA Announcement on Issuing the Rules for Widget Lots",
        ),
        (None, "Q&A on the Measures for Widget Recall Management", "Measures for Widget Sale Management"),
        (
            "issued-by",
            "Measures for Widget Recall Management",
            "Notice of Issuing the Measures for Widget Recall Management",
        ),
        (
            "draft-of",
            "NMPA Solicits Comments on the Measures for Widget Recall Management (Draft for Comment)",
            "Measures for Widget Recall Management",
        ),
        (
            "draft-of",
            "NMPA Publicly Solicits Opinions on Management Requirements for Widget Imports (Draft for Public Comment)",
            "Management Requirements for Widget Imports",
        ),
        (None, "《药品追溯数据分组办法》附录解读", "关于印发《药品追溯数据分组办法》的通知"),
        (None, "《药品追溯数据（II）分组办法》解读", "关于印发《药品追溯数据（I）分组办法》的通知"),
    ],
)
def test_an_appendix_a_plan_with_work_and_an_abbreviation(expected: str | None, one: str, other: str) -> None:
    assert how(notice(one, "2027-05-03"), notice(other, "2027-05-20")) == expected


@pytest.mark.parametrize(
    ("expected", "new", "old", "day"),
    [
        (
            "supersedes",
            "药品批签管理办法（国家市场监督管理总局令第33号）",
            "药品批签管理办法（总局令第39号）",
            "2027-12-29",
        ),
        ("supersedes", "药品批签管理办法（局令第6号）", "药品批签管理办法（原国家药监局令第28号）", "2029-12-29"),
        (
            "supersedes",
            "Provisions for the Lot Release of Widgets (SAMR Decree No. 33)",
            "Provisions for the Lot Release of Widgets (Order No. 39 of CFDA)",
            "2028-12-29",
        ),
        # One order on another site, later.
        (None, "药品批签管理办法（国家市场监督管理总局令第33号）", "药品批签管理办法（总局令第33号）", "2029-12-29"),
        (None, "药品批签管理办法", "药品批签管理办法（总局令第33号）", "2029-12-29"),
        (None, "药品批签管理办法（总局令第33号）", "药品抽检管理办法（总局令第39号）", "2028-12-29"),
    ],
)
def test_another_order_of_one_name_is_a_later_edition(expected: str | None, new: str, old: str, day: str) -> None:
    assert how(notice(new, "2030-12-11"), notice(old, day)) == expected


@pytest.mark.parametrize(
    ("expected", "summary", "old"),
    [
        (
            "supersedes",
            "WSO 100 commences on 8 December 2028, repealing and replacing WSO 98.",
            "Widget Order No. 98 (WSO 98)",
        ),
        ("supersedes", "The order supersedes WSO-98.", "WSO 98 - Standards for Widgets"),
        ("supersedes", "It revokes WSO98 and sets new limits.", "Standards for Widgets (WSO 98)"),
        (None, "WSO 100 commences on 8 December 2028, repealing and replacing WSO 98.", "Widget Order No. 97 (WSO 97)"),
        (None, "It is to be read with WSO 98.", "Widget Order No. 98 (WSO 98)"),
    ],
)
def test_a_repeal_names_a_document_by_its_code(expected: str | None, summary: str, old: str) -> None:
    new = notice("Steel Goods (Purity of Widgets)(WSO 100) Order 2028", "2028-12-12", summary)
    assert how(new, notice(old, "2027-06-08")) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("关于开展木制夹板网络销售专项检查工作的通知", None),
        ("关于公布2031年度木制夹板生产企业信用等级的公告", None),
        ("关于贯彻落实木制夹板网络销售管理办法的通知", "same-document"),
        ("国家药监局关于开展木制夹板网络销售专项检查工作的通知", "same-document"),
    ],
)
def test_two_provinces_have_each_its_own_notice_under_one_title(title: str, expected: str | None) -> None:
    a, b = (notice(title, "2031-03-10")._replace(sources=(f"{place}-mpa/notices",)) for place in ("zj", "js"))
    assert how(a, b) == expected


def test_a_guidance_of_one_regulator_is_published_again_years_later_as_a_new_edition() -> None:
    notices = [
        notice(title, day)._replace(issuers=issuers)
        for title, day, issuers in (
            ("Correspondence on Widget Development Guidance for Industry", "2024-03-18", ("FDA",)),
            ("Correspondence on Widget Development; Guidance for Industry; Availability", "2015-09-29", ("FDA",)),
            ("Correspondence on Widget Development Guidance for Industry", "2024-01-18", ("FDA",)),
            ("Correspondence on Widget Development; Guidance for Industry; Availability", "2015-09-29", ("TGA",)),
        )
    ]
    new, old, soon_before, of_another = notices
    assert how(new, old) == "supersedes"
    assert how(new, soon_before) is None
    assert how(new, of_another) is None


@pytest.mark.parametrize(
    ("expected", "summary"),
    [
        (
            "corrects",
            "We extend the comment period for the proposed rule that appeared in the Federal Register of May 20, 2005.",
        ),
        ("corrects", "The period for comments on the rule published 20 May 2005 is reopened."),
        (
            None,
            "We extend the comment period for the proposed rule that appeared in the Federal Register of May 21, 2015.",
        ),
        (None, None),
    ],
)
def test_an_update_may_name_the_day_of_an_old_document(expected: str | None, summary: str | None) -> None:
    update = "Widget Standards; General Principles of Their Modernization; Extension of Comment Period"
    old = "Widget Standards; General Principles of Their Modernization"
    assert how(notice(update, "2020-04-20", summary), notice(old, "2005-05-20")) == expected
