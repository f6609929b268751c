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
        # Two words are a name beside those for its sort.
        (
            "Guidance Document on Medical Splint Software",
            "Draft Guidance Document on Medical Splint Software",
            "final-of",
        ),
        ("Guidance Document on Medical Splint Machines", "Draft Guidance Document on Medical Splint Software", None),
        (
            "Uniform Procedure for Splints and Bones (UPSB)",
            "Consultation: Revised edition of the Uniform Procedure for Splints and Bones",
            "final-of",
        ),
        (
            "VICH GL99 (R2) on splints: harmonisation of criteria to waive tests of splints for animals",
            "VICH GL99 (R1) on splints: tests of wooden splints for animals",
            "supersedes",
        ),
        (
            "VICH GL98 (R2) on splints: harmonisation of criteria to waive tests of splints for animals",
            "VICH GL99 (R1) on splints: tests of wooden splints for animals",
            None,
        ),
        # A draft and its final have one number, whatever their names are.
        (
            "VICH GL99 (R1) on splints: harmonisation of criteria to waive tests of splints",
            "Draft VICH GL99 (R1) on bandages: safety testing of geese",
            "final-of",
        ),
        (
            "VICH GL99 (R2) on splints: harmonisation of criteria to waive tests of splints",
            "Draft VICH GL99 (R1) on bandages: safety testing of geese",
            None,
        ),
        (
            "Overview of comments on VICH GL99 (R1) on splints",
            "Draft VICH GL99 (R1) on bandages: safety testing of geese",
            None,
        ),
        (
            "MDCG 2031-1 v3 Guidance on wooden splints",
            "MDCG 2031-1 v2 Guidance on bones and their splints",
            "supersedes",
        ),
        (
            "Meetings on Splints Under the Generic Drug User Fee Amendments; Guidance for Industry; Availability",
            "Meetings on Splints Under GDUFA; Draft Guidance for Industry; Availability",
            "final-of",
        ),
        (
            "Accounts of the FDA and Makers of BsUFA Splints",
            "Accounts of the Food and Drug Administration and Makers of Biosimilar User Fee Act Splints (Draft)",
            "final-of",
        ),
        (
            "Meetings on Splints Under the Prescription Drug User Fee Act; Guidance for Industry; Availability",
            "Meetings on Splints Under GDUFA; Draft Guidance for Industry; Availability",
            None,
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


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        (
            "Splint Makers, Inc. Expands Voluntary Recall to Include Bonetol Pieces Due to Presence of Red Dirt",
            "corrects",
        ),
        ("Splint Makers, Inc. Expands Voluntary Recall to Include Bonetol Pieces Due to Presence of Blue Dust", None),
        ("Splint Makers, Inc. Expands Voluntary Recall to Include Bonetol Pieces", None),
        ("Splint Makers, Inc. Issues Voluntary Recall of Bonetol Pieces Due to Presence of Red Dirt", None),
        ("Bone Makers, Inc. Expands Voluntary Recall to Include Bonetol Pieces Due to Presence of Red Dirt", None),
    ],
)
def test_a_recall_that_is_to_include_more_has_the_reason_of_the_first(title: str, expected: str | None) -> None:
    first = notice(
        "Splint Makers Issues Voluntary Recall of Widgetol Tablets Due to Presence of Red Dirt", "2031-05-13"
    )
    assert how(notice(title, "2031-06-13"), first) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Withdrawal of Proposed Rule on Changes of Splint Labels for Approved Bandages", "corrects"),
        ("Withdrawal of Proposed Rule on Changes of Splint Labels for Approved Slings", None),
        # What was proposed is not the rule that became final.
        ("Withdrawal of Final Rule on Changes of Splint Labels for Approved Bandages", None),
    ],
)
def test_the_withdrawal_of_a_proposal_is_about_the_proposal(title: str, expected: str | None) -> None:
    proposal = worded(
        "Changes of Splint Labels for Approved Bandages; Proposed Rule", date(2031, 5, 13), sources=("fr/fda",)
    )
    assert how(notice(title, "2034-07-13"), proposal) == expected
