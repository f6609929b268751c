"""Relations by the code of a forum or a group, and by the firm of a recall."""

from datetime import date

import pytest

from support.notices import worded
from support.related import how, notice

FORUM = "Guide for Splint Submissions"
COUNCIL = (
    "International Council for Harmonisation of Technical Requirements for the Registration of Pharmaceuticals"
    " for Human Use"
)
MACHINES = "Splint Machines - A Subset of Wooden Machines: Terms and Definitions - Proposed Document"
RECALL = "Splint Makers, Inc. Issues Voluntary Nationwide Recall of Widgetol Potassium Tablets 25 mg"


@pytest.mark.parametrize(
    ("new", "old", "expected"),
    [
        # A forum and a group number their documents; the name may change.
        (f"{FORUM} (IMDRF/ABC WG/N99FINAL:2034)", "Splint Guide (IMDRF/ABC WG/N99FINAL:2031)", "supersedes"),
        (f"{FORUM} (IMDRF/ABC WG/N99FINAL:2034)", "Splint Guide (IMDRF/ABC WG/N98FINAL:2031)", None),
        (
            f"{FORUM} (IMDRF/ABC WG/N99FINAL:2034)",
            f"{FORUM} (Splint-based submissions) - Proposed Document (IMDRF/ABC WG (PD1)/N99R1)",
            "final-of",
        ),
        (
            "MDCG 2031-9 rev.1 - Guidance on splints - May 2034",
            "MDCG 2031-9 - Guidance on bones - March 2031",
            "supersedes",
        ),
        ("MDCG 2031-8 rev.1 - Guidance on splints - May 2034", "MDCG 2031-9 - Guidance on splints - March 2031", None),
        # News that the group has updated one tells which by its number.
        ("Update of MDCG 2031-9 rev.1 - Application of splints.", "MDCG 2031-9 Bones and how to set them", "corrects"),
        ("Update of MDCG 2031-9 rev.1 postponed", "MDCG 2031-9 Bones and how to set them", None),
        ("Update of MDCG 2031-8 rev.1 - Application of splints.", "MDCG 2031-9 Bones and how to set them", None),
        ("Update of MDCG 2031-9 rev.2 - Application of splints.", "MDCG 2031-9 rev.1 Splints of bone", None),
        # A revision of a guideline on medicines says the word, or leaves it out.
        (
            "Guideline on the quality of inhalation and nasal medicinal products - Revision 1",
            "Guideline on the quality of inhalation and nasal products",
            "supersedes",
        ),
        # Years apart, it need not say that it is one.
        (
            "Guideline on the quality of inhalation and nasal medicinal products",
            "Guideline on the quality of inhalation and nasal products",
            "supersedes",
        ),
        (
            "Guideline on the quality of inhalation and nasal medicinal products",
            "Guideline on the quality of inhalation and nasal products - Revision 2",
            None,
        ),
        (
            "Guideline on the quality of inhalation and oral medicinal products - Revision 1",
            "Guideline on the quality of inhalation and nasal products",
            None,
        ),
        (
            "Splint Review of Foreign Actions - Guidance document for industry",
            "Draft guidance document - Splint Review of Foreign Actions",
            "final-of",
        ),
        ("Splint Machines: Terms and Definitions", MACHINES, "final-of"),
        ("Bone Machines: Terms and Definitions", MACHINES, None),
        (
            "SAHPGL-ABC-02 – Guideline For Splints In Homes",
            "Guideline For Comment – SAHPGL-ABC-02 – Guideline For Splints In Homes",
            "final-of",
        ),
        (
            "SAHPGL-ABC-03 – Guideline For Bones In Homes",
            "Guideline For Comment – SAHPGL-ABC-02 – Guideline For Splints In Homes",
            None,
        ),
        (
            "Notice: Release of ICH S99 Questions and Answers: Evaluation for Splints",
            f"Release of Draft (Step 2) {COUNCIL}: S99 Q&As: Questions and Answers: Evaluation for Splints",
            "final-of",
        ),
    ],
)
def test_a_document_is_known_by_its_code_or_frame(new: str, old: str, expected: str | None) -> None:
    later, earlier = (
        worded(title, date.fromisoformat(day), sources=("ema/guidelines",))._replace(issuers=("EMA",))
        for title, day in ((new, "2034-05-02"), (old, "2031-06-02"))
    )

    assert how(later, earlier) == expected


def test_a_recall_of_another_year_is_another() -> None:
    title = RECALL.replace("Issues", "Expands")

    assert how(notice(title, "2032-01-02"), notice(RECALL, "2031-06-02")) == "corrects"
    assert how(notice(title, "2033-06-02"), notice(RECALL, "2031-06-02")) is None
