"""Acceptance numbers of applications: their shape, and their letters in words."""

import pytest

from cdetrack.text.application import application_words, is_application


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("CXHS2600093", "new chemical drug, domestic: marketing authorization"),
        ("CXSL2600188", "new biological product, domestic: clinical trial"),
        ("CXSB2600001", "new biological product, domestic: supplementary application"),
        ("CYHS2600002", "generic chemical drug, domestic: marketing authorization"),
        ("CXZS2600003", "new Chinese medicine, domestic: marketing authorization"),
        ("JXHS2600004", "new chemical drug, imported: marketing authorization"),
        ("JYHZ2600005", "chemical drug, imported: re-registration"),
        ("CXFQ2600006", "new product, domestic"),
    ],
)
def test_the_letters_of_a_number_say_what_is_asked_for(number: str, words: str) -> None:
    assert application_words(number) == f"{number} ({words})"


@pytest.mark.parametrize("text", ["2026-12", "CXHS260009", "CXHS26000931", "CXHS 2600093", "XCHS2600093", ""])
def test_other_numbers_are_no_applications(text: str) -> None:
    assert not is_application(text)
    assert application_words(text) == text


@pytest.mark.parametrize("text", ["CXHS2600093", "CXHS2600093国", "CXHS2600093/资料"])
def test_words_behind_a_number_leave_it_one(text: str) -> None:
    assert is_application(text)
