"""Relations of notices whose names one of two pages words in another way, with invented titles."""

import pytest

from cdetrack.meaning.subject import subject_of
from support.related import how, notice


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
