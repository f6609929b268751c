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
