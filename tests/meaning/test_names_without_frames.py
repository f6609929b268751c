"""Names of documents without what a listing files them under, and names that gain or lose few words."""

from datetime import date

import pytest

from cdetrack.meaning.subject import subject_of
from support.notices import worded
from support.related import how, notice

COUNCIL = "of Technical Requirements for Pharmaceuticals for Human Use (ICH) Guidance"


@pytest.mark.parametrize(
    ("new", "old", "expected"),
    [
        # The number of a guideline in a list, its version and the month of its file.
        ("ABCGL-QM-03 Guideline for Splints in Homes_v7", "2.14_Guideline_for_Splints_in_Homes_Jul31_v2", "supersedes"),
        ("ABCGL-QM-03 Guideline for Splints in Homes_v2", "2.14_Guideline_for_Splints_in_Homes_Jul31_v2", None),
        ("ABCGL-QM-03 Guideline for Splints in Schools_v7", "2.14_Guideline_for_Splints_in_Homes_Jul31_v2", None),
        (
            "GN-91: Guidance on Changes of Wooden Splints, Revision 4.7",
            "GN-91-R4.5 Guidance on Changes of Wooden Splints (31Oct-pub)",
            "supersedes",
        ),
        (
            "GN-92-R4.7 Guidance on Sales of Wooden Splints (31Oct-pub)",
            "GN-91-R4.5 Guidance on Changes of Wooden Splints (31Oct-pub)",
            None,
        ),
        # A guidance document may be a guideline, or say no sort at all.
        (
            "Guidance Document: Splint Files (SFs) - Procedures and Requirements",
            "Consultation: Draft guidance on Splint Files (SFs) - Procedures and Requirements",
            "final-of",
        ),
        (
            "Making of splints in homes: the first step",
            "Draft guidance on making of splints in homes: first step",
            "final-of",
        ),
        ("Making of splints in homes: the last step", "Draft guidance on making of splints in homes: first step", None),
        (
            f"Notice: Adoption of International Council for Harmonisation {COUNCIL}: S99: Safety of Splints",
            f"Release of Draft (Step 2) International Conference on Harmonisation {COUNCIL}: S99: Safety of Splints",
            "final-of",
        ),
        (
            "Draft guideline on development of wooden splints for homes - Second version",
            "Draft guideline on development of wooden splints for homes",
            "supersedes",
        ),
        (
            "Outcome of public consultation (SPX 375): Review of splint law",
            "Public consultation (SPX 375): Review of splint law",
            None,
        ),
        ("Response to the consultation on changes to splint law", "Consultation on changes to splint law", None),
    ],
)
def test_a_document_is_known_without_its_frame(new: str, old: str, expected: str | None) -> None:
    later, earlier = (
        worded(title, date.fromisoformat(day), sources=("hc/news",))._replace(issuers=("Health Canada",))
        for title, day in ((new, "2034-05-02"), (old, "2031-06-02"))
    )

    assert how(later, earlier) == expected


@pytest.mark.parametrize(
    "title",
    [
        "IL-17 Inhibitors for Splints: Developing Drugs",
        "COVID-19: Developing Drugs for Splints",
        "HIV-1 Splint Drugs in Homes",
    ],
)
def test_a_name_of_a_virus_or_a_protein_is_no_number_in_a_list(title: str) -> None:
    assert any(word.isdigit() for word in subject_of(title).names[0].base.split())


TYPES = (
    "Splint Use Disorder: Endpoints for Effects of Soft Bandages for {}Treatment; {}Guidance for Industry; Availability"
)
LIST = "Colours of Wooden Splints, Soft Bandages, Slings, {}and Other Dressings; {}Guidance for Industry; Availability"


@pytest.mark.parametrize(
    ("final", "draft", "expected"),
    [
        (TYPES.format("", ""), TYPES.format("Machine-Assisted ", "Draft "), "final-of"),
        (TYPES.format("", ""), TYPES.format("Surgeon- and Machine-Assisted ", "Draft "), None),
        (TYPES.format("", ""), TYPES.format("", "Draft ").replace("Effects", "Hardness"), None),
        (LIST.format("Plasters, ", ""), LIST.format("", "Draft "), "final-of"),
        (LIST.format("Plasters, ", "").replace("Other", "Questions and Other"), LIST.format("", "Draft "), None),
        # Few words are the name of many documents.
        (
            "Small Bone Splints: Developing Drugs for Homes; Guidance for Industry; Availability",
            "Bone Splints: Developing Drugs for Homes; Draft Guidance for Industry; Availability",
            None,
        ),
        (
            "Software for Splints and Quality Management System Software; Guidance for Industry; Availability",
            "Software for Splints and Quality System Software; Draft Guidance for Industry; Availability",
            "final-of",
        ),
    ],
)
def test_one_of_two_long_names_may_have_few_words_more(final: str, draft: str, expected: str | None) -> None:
    assert how(notice(final, "2033-05-02"), notice(draft, "2031-06-02")) == expected


@pytest.mark.parametrize(
    ("update", "expected"),
    [
        ("UPDATE: Certain Splints, Slings, and Bandages Machines Recalled Due to Dirt", None),
        ("UPDATE: Certain Machines for Splints, Machines for Slings and Bandages Recalled Due to Dirt", "corrects"),
        ("UPDATE: Certain Machines for Splints and Bandages Recalled Due to Dirt", None),
        ("UPDATE: Certain Machines for Splints, Slings, and Bandages Recalled Due to Dirt in 2 of 3", None),
    ],
)
def test_an_update_may_repeat_a_word_of_its_alert(update: str, expected: str | None) -> None:
    alert = notice("Certain Machines for Splints, Slings, and Bandages Recalled Due to Dirt", "2031-06-02")
    assert how(notice(update, "2031-08-02"), alert) == expected


def test_numbers_of_an_update_keep_their_order() -> None:
    first = notice("Splint Bulletin on Wooden Bandages, Issue 3 of 4", "2031-06-02")
    assert how(notice("Update: Splint Bulletin on Wooden Bandages, Issue 3 of 4", "2031-07-02"), first) == "corrects"
    assert how(notice("Update: Splint Bulletin on Wooden Bandages, Issue 4 of 3", "2031-07-02"), first) is None


@pytest.mark.parametrize("part", ["（一）", "（二）", "(下)"])
def test_a_poster_that_is_one_of_several_interprets_the_whole(part: str) -> None:
    report = notice("2031年度夹板审评报告", "2031-05-13")
    poster = notice(f"图解海报 | 2031年度夹板审评报告{part}", "2031-05-14")
    assert how(poster, report) == "interprets"
    assert how(poster, notice("2030年度夹板审评报告", "2031-05-13")) is None
    assert how(poster, notice("图解海报 | 2031年度夹板审评报告（三）", "2031-05-15")) is None


def test_a_firm_issues_an_expanded_recall() -> None:
    recall = "Splint Makers {}Voluntary Nationwide Recall of Widgetol HCl Tablets, 50 mg, Due to Dirt"
    first = notice(recall.format("Issues "), "2031-05-13")
    assert how(notice(recall.format("Issues Expanded ").replace("50", "75"), "2031-07-13"), first) == "corrects"
    assert how(notice(recall.format("Issues ").replace("50", "75"), "2031-07-13"), first) is None
