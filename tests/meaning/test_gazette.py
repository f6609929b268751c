"""Notifications in the Gazette of India: their numbers, names and relations, with invented titles."""

from datetime import date

import pytest

from cdetrack.meaning.gazette import notification
from cdetrack.meaning.relations import relation_evidence
from support.notices import worded
from support.related import how, notice

DRAFT = ("DR_Draft_G.S.R. 686 (E) dt_25.09.2030_Inclusion of Widgetol and Splintamol in Schedule H1", "2030-09-25")
FINAL = ("2031.02.05_DR_G.S.R. 95(E)_Inclusion of Widgetol and Splintamol in Schedule H1", "2031-02-05")


@pytest.mark.parametrize(
    ("title", "number", "name", "draft"),
    [
        (DRAFT[0], "G.S.R. 686(E) of 2030", "Inclusion of Widgetol and Splintamol in Schedule H1", True),
        (FINAL[0], "G.S.R. 95(E) of 2031", "Inclusion of Widgetol and Splintamol in Schedule H1", False),
        (
            "GSR 656(E) dt 20-10-2030 – Draft notification regarding addition of Widgetol in Sch H1 of the Drugs Rules",
            "G.S.R. 656(E) of 2030",
            "Inclusion of Widgetol in Schedule H1",
            True,
        ),
        (
            "GSR-383E-dt-23-05-2030-Draft-Notification-Proviso-to-Sr.-No-39-in-Schedule-K-for-Small-Splints-in-Drugs-Rules",
            "G.S.R. 383(E) of 2030",
            "Proviso to entry 39 in Schedule K for Small Splints",
            True,
        ),
        ("2031.05.15_S.O. 2191(E)_Analyst of Splints", "S.O. 2191(E) of 2031", "Analyst of Splints", False),
        ("02.06. 2031 G.S.R 409(E) Wooden Splints", "G.S.R. 409(E) of 2031", "Wooden Splints", False),
    ],
)
def test_a_title_begins_with_the_number_of_a_notification(title: str, number: str, name: str, *, draft: bool) -> None:
    found = notification(title)
    assert found is not None
    assert (str(found.number), found.name, found.draft) == (number, name, draft)


@pytest.mark.parametrize(
    "title", ["Answers on G.S.R. 95(E) of 05.02.2031", "So 5 Easy Splints", "GSR 95 Splints", "S.O.S. for Splints", ""]
)
def test_a_number_inside_a_title_is_that_of_another_notification(title: str) -> None:
    assert notification(title) is None


def test_the_word_draft_in_a_name_of_a_file_makes_a_draft() -> None:
    assert worded(DRAFT[0], date(2030, 9, 25)).status == "draft"
    assert worded(FINAL[0], date(2031, 2, 5)).status is None


def test_the_text_of_a_final_names_the_number_of_its_draft() -> None:
    draft = notice("CR_Draft G.S.R. 371(E) dt_15.05.2030_Certain amendments in Splint Rules", "2030-05-15")
    words = "G.S.R. 513(E). Whereas a draft was published vide number G.S.R. {} (E), dated the 15th May, 2030"
    final = notice("Splints (Amendment) Rules, 2031", "2031-07-29", words.format(371))
    other = notice("Splints (Amendment) Rules, 2031", "2031-07-29", words.format(372))
    assert how(draft, final) == "draft-of"
    assert "G.S.R. 371(E) of 2030" in relation_evidence(draft, final)
    assert how(draft, other) is None


def test_two_notifications_of_one_name_and_day_are_two_documents() -> None:
    one, other = (
        notice(
            "Splints (.... Amendment) Rules, 2031",
            "2031-08-27",
            f"G.S.R. {number}(E): draft rules to amend the Splint Rules.",
        )
        for number in (587, 588)
    )
    assert how(one, other) is None
