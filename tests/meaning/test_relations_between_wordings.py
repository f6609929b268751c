"""Relations of notices whose names one of two pages words in another way, with invented titles."""

from datetime import date, timedelta

import pytest

from cdetrack.meaning.subject import subject_of
from support.notices import worded
from support.related import how, notice

DAY = date(2031, 5, 6)


@pytest.mark.parametrize(
    "sort", ["immediate release", "modified release", "slow release", "sustained release", "Immediate-Release"]
)
def test_a_sort_of_release_is_no_act_of_issuing(sort: str) -> None:
    name = f"reflection paper on the hardness of wooden {sort} splints with local action"
    draft, final = notice(f"Draft {name}", "2030-05-13"), notice(name.capitalize(), "2031-08-10")
    assert how(draft, final) == "draft-of"
    assert not subject_of(final.title).issuing
    assert how(draft, notice(name.replace("hardness", "colour").capitalize(), "2031-08-10")) is None


def test_licences_that_are_issued_are_the_matter_of_a_document_and_no_act() -> None:
    name = "Withdrawal of Licences Issued for Wooden Splints"
    assert how(notice(f"Draft guideline on {name}", "2030-05-13"), notice(f"Guideline on {name}", "2031-08-10")) == (
        "draft-of"
    )
    other = notice("Guideline on Transfer of Licences Issued for Wooden Splints", "2031-08-10")
    assert how(notice(f"Draft guideline on {name}", "2030-05-13"), other) is None


LAW = "Law of the People's Republic of China"


@pytest.mark.parametrize(
    ("english", "chinese", "expected"),
    [
        (f"Vaccine Management {LAW}", "中华人民共和国疫苗管理法", "translation-of"),
        (f"Mental Health {LAW}", "中华人民共和国精神卫生法", "translation-of"),
        (f"{LAW} on the Administration of Vaccines", "中华人民共和国疫苗管理法", "translation-of"),
        (f"{LAW} on Personal Information", "中华人民共和国疫苗管理法", None),
        # Rules on a law are not the law, nor the other way round.
        (f"Regulations for the Implementation of the Vaccine Administration {LAW}", "中华人民共和国疫苗管理法", None),
        (f"Vaccine Administration {LAW}", "中华人民共和国疫苗管理办法", None),
        (f"Vaccine Administration {LAW}", "中华人民共和国疫苗管理条例", None),
        (
            "Regulation of the People's Republic of China on the Administration of Vaccine Funds",
            "疫苗基金管理条例（国务院令第917号）",
            "translation-of",
        ),
        ("Regulation on the Administration of Vaccine Funds", "疫苗管理条例（国务院令第917号）", None),
    ],
)
def test_a_law_of_the_republic_and_its_english_page(english: str, chinese: str, expected: str | None) -> None:
    assert how(notice(english, "2031-09-26"), notice(chinese, "2031-06-29")) == expected


def test_an_annex_of_a_later_report_is_the_next_edition() -> None:
    name = "Procedure for testing of wooden splints"
    old = notice(f"TRS 2053 - Annex 3: {name}", "2029-10-10")
    assert how(notice(f"TRS 2061 - Annex 10: {name}", "2031-10-10"), old) == "supersedes"
    assert how(notice(f"TRS 2053 - Annex 3: {name}", "2031-10-10"), old) is None
    assert how(notice(f"TRS 2061 - Annex 10: {name.replace('wooden', 'metal')}", "2031-10-10"), old) is None


def test_a_joint_act_has_its_administration_in_full_or_in_short() -> None:
    short = notice("总局 科技部关于加强木制夹板创新工作的指导意见", "2018-01-26")
    whole = "食品药品监管总局 科技部关于加强木制夹板创新工作的指导意见（食药监科〔2018〕14号）"
    assert how(short, notice(whole, "2018-01-29")) == "same-document"
    assert how(short, notice(whole.replace("科技部", "卫生部"), "2018-01-29")) is None


def test_a_procedure_of_a_later_notification_is_the_next_edition() -> None:
    name = "Procedure for Inspection of Wooden Splints"
    old = notice(f"{name} (ABCD/CPE Notification No. 0525001)", "2030-05-25")
    assert how(notice(f"{name} (ABCD/CPE Notification No. 325)", "2031-07-03"), old) == "supersedes"
    assert how(notice(f"{name} (ABCD/CPE Notification No. 0525001)", "2031-07-03"), old) is None
    assert how(notice(f"{name} (ABCD/CPE Notification No. 325)", "2030-06-03"), old) is None


LONG = (
    "Changes to the List of Wooden Splints That Have Been Removed From the Market of Bandages for Reasons of Softness"
    " or Colour of Fibres"
)


@pytest.mark.parametrize(
    ("title", "issuers", "day", "expected"),
    [
        (LONG, (), DAY, "same-document"),
        # An authority has its own, another day another, and a short title is that of many.
        (LONG, ("MHRA",), DAY, None),
        (LONG, (), DAY + timedelta(1), None),
        ("Changes to the List of Wooden Splints", (), DAY, None),
    ],
)
def test_a_long_title_on_one_day_is_no_sites_own(
    title: str, issuers: tuple[str, ...], day: date, expected: str | None
) -> None:
    a = worded(title, DAY, sources=("fr/fda",), url="https://a.example/1")._replace(issuers=("FDA",))
    b = worded(title, day, sources=("x/copies",), url="https://b.example/1")._replace(issuers=issuers)
    assert how(a, b) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("木制夹板命名规定", "issues"),
        ("木制夹板命名指南", "issues"),
        ("金属骨钉命名指南", None),
        ("木制夹板检验指南", None),
    ],
)
def test_a_notice_issues_two_texts_of_which_the_second_leaves_out_the_head(name: str, expected: str | None) -> None:
    issuing = notice("关于印发木制夹板命名规定和命名指南的通知（国食药监许〔2031〕72号）", "2031-02-05")
    assert how(issuing, notice(name, "2031-02-05")) == expected


def test_the_correction_of_an_annex_names_the_matter_of_its_announcement() -> None:
    correction = notice("国家药监局关于更正木制夹板说明书修订公告附件的公告", "2031-06-20")
    assert how(correction, notice("国家药监局关于修订木制夹板说明书的公告（2031年第26号）", "2031-06-12")) == "corrects"
    for title, day in (
        ("国家药监局关于修订金属骨钉说明书的公告（2031年第27号）", "2031-06-13"),
        ("国家药监局关于修订木制夹板说明书的公告（2030年第26号）", "2030-06-12"),
    ):
        assert how(correction, notice(title, day)) is None


SIGNER = "the State Administration for Market Regulation"


@pytest.mark.parametrize(
    ("told", "day", "expected"),
    [
        (f"(Promulgated by Decree No. 946 of {SIGNER})", "2032-10-25", "translation-of"),
        (f"Order of {SIGNER} No. 946", "2034-10-11", "translation-of"),
        ("(Promulgated by Decree No. 946 of the China Food and Drug Administration)", "2034-10-11", None),
        (f"(Promulgated by Decree No. 947 of {SIGNER})", "2032-10-25", None),
        (None, "2034-10-11", None),
    ],
)
def test_the_number_of_its_order_ties_a_page_years_later(told: str | None, day: str, expected: str | None) -> None:
    """A translator may choose another word for one of its terms: trade, marketing, operation."""
    chinese = notice("木制夹板生产经营监督管理办法（国家市场监督管理总局令第946号）", "2031-08-06")
    english = "Provisions for Supervision and Administration of Manufacturing and Marketing of Wooden Splints"
    assert how(notice(english, day, told), chinese) == expected
    body = notice(english, day)._replace(body=told)
    assert how(body, chinese) == expected
