"""What extends, interprets or translates a document is tied to that one, and to none of another number or stage."""

from datetime import date

import pytest

from cdetrack.meaning.relation_keys import share_a_key
from support.notices import worded
from support.related import how


def test_who_gives_more_time_to_comment_on_a_draft_is_not_the_draft() -> None:
    name = "Designation Program for Wooden Splints"
    draft = worded(f"{name}; Draft Guidance for Industry; Availability", date(2030, 8, 17), sources=("fr/a",))
    more_time = worded(
        f"{name}; Draft Guidance for Industry; Availability; Agency Information Collection Activities;"
        " Proposed Collection; Extension of Comment Period",
        date(2030, 10, 4),
        sources=("fr/a",),
    )
    final = worded(f"{name}; Guidance for Industry; Availability", date(2031, 7, 22), sources=("fr/a",))
    assert how(draft, final) == "draft-of"
    assert how(more_time, final) is None


def test_a_number_in_the_title_of_an_interpretation_is_that_of_its_document() -> None:
    first, second = (
        worded(
            f"国家药监局关于调整《夹板分类目录》部分内容的公告（2031年第{number}号）",
            date(2031, 3, day),
            sources=("a/b",),
        )
        for number, day in ((25, 28), (30, 30))
    )
    interpretation = worded(
        "《国家药监局关于调整〈夹板分类目录〉部分内容的公告（2031年第30号）》政策解读",
        date(2031, 3, 30),
        sources=("a/c",),
    )
    assert [how(interpretation, each) for each in (first, second)] == [None, "interprets"]


def test_who_interprets_a_revised_text_does_not_say_that_it_was_issued() -> None:
    issued = worded(
        "国家药监局关于发布《夹板质量管理规范（2010年修订）》木制夹板附录修订稿的公告（2031年第77号）",
        date(2031, 6, 30),
        sources=("a/b",),
    )
    interpretation = worded(
        "《夹板质量管理规范（2010年修订）》木制夹板附录修订稿政策解读", date(2031, 7, 1), sources=("a/c",)
    )
    assert how(interpretation, issued) == "interprets"


@pytest.mark.parametrize(("code", "relation"), [("GB 99718-2031", "interprets"), ("GB 99719-2031", None)])
def test_questions_on_a_standard_may_come_years_later(code: str, relation: str | None) -> None:
    standard = worded("食品安全国家标准 夹板标签通则（GB 99718-2031）", date(2031, 4, 20), sources=("nhc/a",))
    questions = worded(
        f"《食品安全国家标准 夹板标签通则》（{code}）问答（修订版）", date(2034, 2, 26), sources=("nhc/b",)
    )
    assert how(questions, standard) == relation


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        (
            "NMPA Announcement on the Application of ICH Guideline E97 (R1): Estimands and Splints in Clinical Trials",
            "国家药监局关于适用《E97（R1）：临床试验中的估计目标与木制夹板》国际人用药品注册技术协调会指导原则的公告（2031年第16号）",
        ),
        (
            "NMPA Announcement on Issuing the Provisions for the Change Management of Post-approval Drugs (Interim)",
            "国家药监局关于发布《药品上市后变更管理办法（试行）》的公告（2031年第8号）",
        ),
        (
            "NMPA Announcement on Issues Pertaining to Online Application for Drug Registration Affairs",
            "国家药监局关于药品注册网上申报的公告（2031年第145号）",
        ),
        (
            "Center for Drug Evaluation of NMPA Announced on Issuing the Measures for Communication of Drug R&D",
            "关于发布《药物研发沟通交流管理办法》的通告（2031年第48号）",
        ),
    ],
)
def test_an_english_page_is_found_by_its_code_and_its_terms(english: str, chinese: str) -> None:
    page = worded(english, date(2031, 1, 29), sources=("nmpa-en/a",))
    original = worded(chinese, date(2031, 1, 25), sources=("nmpa/b",))
    assert how(page, original) == "translation-of"
    assert share_a_key(page, original)
