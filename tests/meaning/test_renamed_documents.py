"""Relations of documents that their final, their announcement or their correction names another way."""

import pytest

from cdetrack.meaning.subject import subject_of
from support.related import how, notice


@pytest.mark.parametrize(
    ("draft", "final", "expected"),
    [
        ("木制夹板药物释放研究的一般考虑", "木制夹板药释放研究技术指导原则", "draft-of"),
        ("木制夹板警戒检查指南", "木制夹板警戒检查指导原则", "draft-of"),
        ("木制夹板稳定性研究技术要求", "木制夹板稳定性研究技术指导原则（试行）", "draft-of"),
        ("木制夹板检查管理规定", "木制夹板检查管理办法", "draft-of"),
        ("木制夹板记录与数据管理规范", "木制夹板记录与数据管理要求（试行）", "draft-of"),
        ("企业落实夹板质量安全主体责任规定", "药品上市许可持有人落实夹板质量安全主体责任规定", "draft-of"),
        ("临床急需药品木制夹板附条件指导原则", "药品木制夹板附条件技术指导原则（试行）", "draft-of"),
        ("木制夹板混合均匀度研究技术指导原则", "化药木制夹板混合均匀度研究技术指导原则", "draft-of"),
        ("木制夹板混合均匀度研究技术指导原则", "中药木制夹板混合均匀度研究技术指导原则", None),
        ("木制夹板零售企业许可管理办法", "木制夹板零售许可管理办法", "draft-of"),
        ("木制夹板企业委托检验管理办法", "木制夹板委托检验管理办法", None),
        # Another subject, or another sort: rules are no guideline.
        ("木制夹板检查管理规定", "木制夹板检验管理办法", None),
        ("木制夹板检查管理规定", "木制夹板检查指导原则", None),
        ("木制夹板稳定性技术指南", "竹制夹板稳定性指导原则", None),
        ("木制夹板检查管理规定", "木制夹板检查管理办法实施细则", None),
        ("夹板管理规定", "夹板管理办法", None),
    ],
)
def test_a_final_may_be_of_a_sort_that_its_draft_was_not(draft: str, final: str, expected: str | None) -> None:
    a = notice(f"关于公开征求《{draft}（征求意见稿）》意见的通知", "2030-03-01")
    assert how(a, notice(f"国家药监局关于发布《{final}》的公告（2031年第9号）", "2031-01-10")) == expected
    late = notice(f"国家药监局关于发布《{final}》的公告（2035年第9号）", "2035-01-10")
    assert how(a, late) is None


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("預告訂定「木製夾板安全管理辦法」草案", "訂定「木製夾板安全管理辦法」", "draft-of"),
        ("預告修正「木製夾板製造準則」第三條草案", "修正「木製夾板製造準則」第三條", "draft-of"),
        ("預告「木製夾板審查準則」部分條文修正草案", "修正「木製夾板審查準則」部分條文", "draft-of"),
        (
            "預告「應登錄之木製夾板品項」草案",
            "訂定「應登錄之木製夾板品項」，並自中華民國一百二十年五月一日生效",
            "draft-of",
        ),
        ("預告修正「木製夾板製造準則」第三條草案", "修正「木製夾板製造準則」第九條", None),
        ("預告修正「木製夾板製造準則」第三條草案", "修正「木製夾板製造準則」部分條文", None),
        ("預告訂定「木製夾板安全管理辦法」草案", "訂定「竹製夾板安全管理辦法」", None),
        ("預告廢止「木製夾板安全管理辦法」", "訂定「木製夾板安全管理辦法」", None),
    ],
)
def test_taiwan_announces_a_regulation_before_it_sets_it(one: str, other: str, expected: str | None) -> None:
    assert how(notice(one, "2030-03-01"), notice(other, "2030-11-10")) == expected


def test_rules_follow_no_announcement_on_carrying_them_out() -> None:
    old = notice("国家药监局关于贯彻实施木制夹板质量管理规范有关事宜的公告", "2022-03-13")
    new = notice("木制夹板质量管理规范（2031年修订）", "2031-09-02")
    assert how(new, old) is None
    assert how(new, notice("国家药监局关于发布木制夹板质量管理规范的公告", "2022-03-13")) == "supersedes"


def test_an_amended_regulation_of_taiwan_follows_the_one_before() -> None:
    old, new = (
        notice("訂定「木製夾板安全管理辦法」", "2025-03-01"),
        notice("修正「木製夾板安全管理辦法」", "2030-03-01"),
    )
    assert how(new, old) == "supersedes"
    assert how(notice("修正「木製夾板安全管理辦法」第三條", "2030-03-01"), old) is None


def test_equivalence_in_a_name_counts_no_documents() -> None:
    assert not subject_of("关于发布夹板等同性论证技术指南的通告").bundle
    assert not subject_of("关于发布夹板生物等效性研究指导原则的通告").bundle
    assert subject_of("关于发布夹板等技术指南的通告").bundle


CORRECTS = "The agency is correcting a final rule entitled “Splint Scope” that appeared in the Federal Register of {}."


@pytest.mark.parametrize(
    ("title", "summary", "expected"),
    [
        ("Revision of the Rules of Splints; Correcting Amendments", CORRECTS.format("February 23, 2031"), "corrects"),
        ("Revision of the Rules of Splints; Correcting Amendments", CORRECTS.format("March 23, 2031"), None),
        ("Revision of the Rules of Splints", CORRECTS.format("February 23, 2031"), None),
        ("Revision of the Rules of Splints; Correcting Amendments", None, None),
        (
            "Revision of the Rules of Splints; Correcting Amendments",
            CORRECTS.format("February 23, 2031").replace("Splint Scope", "Widget Scope"),
            None,
        ),
    ],
)
def test_the_text_of_a_correction_names_what_it_corrects(title: str, summary: str | None, expected: str | None) -> None:
    assert how(notice(title, "2031-06-18", summary), notice("Splint Scope", "2031-02-23")) == expected


def test_a_comment_period_is_moved_for_a_draft_behind_a_colon() -> None:
    draft = notice("Action Levels for Steel in Splints: Draft Guidance for Industry; Availability", "2031-01-25")
    moved = notice("Action Levels for Steel in Splints; Extension of the Comment Period", "2031-03-20")
    assert how(moved, draft) == "corrects"
    other = notice("Action Levels for Steel in Wings; Extension of the Comment Period", "2031-03-20")
    assert how(other, draft) is None


@pytest.mark.parametrize(
    ("final", "expected"),
    [
        ("The agency is establishing rules for the sorting of splints.", "draft-of"),
        ("We, the agency, are updating the definition of splints.", "draft-of"),
        ("The agency is establishing a docket for comments on splints.", None),
        ("The agency proposes to add to the rules, and is revising the estimate of costs.", None),
    ],
)
def test_the_summary_of_a_rule_says_what_it_does(final: str, expected: str | None) -> None:
    title = "Sorting Process for Wooden Splints and Widgets"
    proposed = notice(title, "2030-12-07", "The agency is proposing to establish rules for the sorting of splints.")
    assert how(proposed, notice(title, "2031-10-05", final)) == expected


@pytest.mark.parametrize(
    ("english", "chinese", "expected"),
    [
        (
            "Provisions for Drug Registration (Order No. 57 of the State Administration for Market Regulation)",
            "药品注册管理办法（国家市场监督管理总局令第57号）",
            "translation-of",
        ),
        (
            "Regulation on the Supervision and Administration of Medical Devices (Decree No. 839 of the State Council)",
            "医疗器械监督管理条例（国务院令第839号）",
            "translation-of",
        ),
        ("Provisions for Drug Registration (Order No. 28)", "药品注册管理办法（国家市场监督管理总局令第57号）", None),
    ],
)
def test_the_page_of_a_decree_has_the_number_of_the_order(english: str, chinese: str, expected: str | None) -> None:
    assert how(notice(english, "2031-07-01"), notice(chinese, "2031-03-30")) == expected


def test_new_requirements_may_be_proposed() -> None:
    title = "Requirements for Wooden Splint Practice"
    proposed = notice(title, "2030-03-10", "The agency is proposing new requirements for makers of splints.")
    final = notice(title, "2031-03-10", "The agency is issuing a final rule establishing requirements for splints.")
    assert how(proposed, final) == "draft-of"
    assert how(notice(title, "2030-03-10"), final) is None


def test_a_code_of_the_council_may_end_with_the_letter_of_a_part() -> None:
    new = notice("ICH M4Q (R2) Common document for splints - Quality", "2031-12-01")
    assert how(new, notice("ICH M4Q (R1) Common document for splints - Quality", "2023-07-01")) == "supersedes"
    assert how(new, notice("ICH M4S (R1) Common document for splints - Safety", "2023-07-01")) is None


def test_a_policy_for_developers_has_a_name_before_its_sort() -> None:
    title = (
        "Policy for Wooden Splints; Guidance for Test Developers and Food and Drug Administration Staff; Availability"
    )
    listed = notice("Policy for Wooden Splints", "2031-02-22")._replace(kind="guideline")
    assert how(notice(title, "2031-02-24"), listed) == "issues"


def test_a_late_correction_is_of_the_rule_and_not_of_its_proposal() -> None:
    correction = notice("Wooden Splints With a Condition for Home Use; Correction", "2031-01-16")
    assert (
        how(correction, notice("Wooden Splints With a Condition for Home Use; Final Rule", "2030-12-26")) == "corrects"
    )
    proposed = "Wooden Splints With a Condition for Home Use; Proposed Rule"
    assert how(correction, notice(proposed, "2028-06-28")) is None
    assert how(correction, notice(proposed, "2030-12-28")) == "corrects"
