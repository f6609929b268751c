"""What a text cites relates notices whose names differ: its docket, an entry of the Federal Register, a draft."""

from datetime import date

import pytest

from cdetrack.meaning.dockets import dockets_of
from cdetrack.meaning.relation_keys import share_a_key
from cdetrack.meaning.relations import relation_evidence
from cdetrack.model.notice import Attachment, Notice
from support.notices import worded
from support.related import how

HEADING = "Food and Drug Administration\n\n[Docket No. FDA–2029–D–9917]\n\n"
DRAFT = "; Draft Guidance for Industry; Availability"
FINAL = "; Guidance for Industry; Availability"


def _notice(title: str, day: str, *, summary: str | None = None, body: str = HEADING, **given: object) -> Notice:
    found = worded(title, date.fromisoformat(day), summary=summary, sources=("us/register",), **given)
    return found._replace(body=body)


@pytest.mark.parametrize(
    ("draft", "final"),
    [
        ("Wooden Splints for Animals: Applications for Approval", "Wooden Splints for Animals: Submissions"),
        ("Products Labeled as Wooden Splints", "Wooden Splint Products"),
    ],
)
def test_a_draft_and_its_final_of_another_name_are_in_one_docket(draft: str, final: str) -> None:
    """The index finds one for the other, and `show --why` names the docket."""
    one, other = _notice(draft + DRAFT, "2029-05-02"), _notice(final + FINAL, "2031-03-04")
    assert how(one, other) == "draft-of"
    assert share_a_key(one, other)
    assert "one docket, FDA-2029-D-9917" in relation_evidence(one, other)
    assert how(one, other._replace(body="[Docket No. FDA-2029-D-9918]")) is None


def test_the_page_of_a_guidance_says_no_sort_and_calls_its_medicines_otherwise() -> None:
    draft = _notice("Safety Evaluation of Wooden Splints for Drugs and Biologics" + DRAFT, "2029-05-02")
    page = _notice("Evaluation of Wooden Splints for Pharmaceuticals", "2031-03-04")
    assert how(draft, page._replace(kind="guideline")) == "draft-of"
    assert how(draft, page._replace(kind="news")) is None
    for other in ("Geese", "Biologics"):
        final = _notice(f"Evaluation of Wooden Splints for {other}" + FINAL, "2031-03-04")
        assert how(_notice("Safety Evaluation of Wooden Splints for Drugs" + DRAFT, "2029-05-02"), final) is None


def test_words_of_one_name_alone_may_stand_in_the_text_of_the_other() -> None:
    told = "This order concerns the splint of wood and brass, semi-rigid, with hinges."
    proposed = _notice(
        "Effective Date of Requirement for Premarket Approval for Two Preamendments Devices",
        "2029-05-02",
        summary=f"The Food and Drug Administration is issuing a proposed order. {told}",
    )
    final = _notice(
        "Effective Date of Requirement for Premarket Approval for Hinges of Brass and Semi-Rigid Splints",
        "2031-03-04",
        summary="The Food and Drug Administration is issuing a final order.",
    )
    assert how(proposed, final) == "draft-of"
    untold = proposed._replace(summary="The Food and Drug Administration is issuing a proposed order.")
    assert how(untold, final) is None


@pytest.mark.parametrize(
    ("draft", "final"),
    [
        ("Tests of Wooden Splints: Recommendations for Geese" + DRAFT, "Tests of Wooden Splints: Ducks" + FINAL),
        ("Wooden Splints for Animals" + DRAFT, "Wooden Splints for Animals: Questions and Answers" + FINAL),
        ("Wooden Splints for Animals" + DRAFT, "Wooden Splints for Animals and Their Keepers; Final Rule"),
        ("Wooden Splints for Animals" + DRAFT, "Brass Nails" + FINAL),
        (
            "Wooden Splints With Hinges; Extension of Comment Period",
            "Wooden Splints With Hinges; Delay of Effective Date",
        ),
        ("Regulation of Wooden Splints (Proposed Rule)", "Regulation of Wooden Splints Technical Amendments"),
    ],
)
def test_a_docket_may_hold_several_documents(draft: str, final: str) -> None:
    assert how(_notice(draft, "2029-05-02"), _notice(final, "2031-03-04")) is None


def test_an_update_of_another_name_has_the_docket_and_names_the_day() -> None:
    rule = _notice("Requirements for Wooden Splints in Hospitals", "2031-05-02")
    update = _notice(
        "Splints; Records of Carpenters; Reopening of the Comment Period",
        "2031-08-02",
        summary="The agency is reopening the comment period for the rule that appeared on May 2, 2031.",
    )
    assert how(update, rule) == "corrects"
    assert share_a_key(update, rule)
    assert how(update._replace(summary="The agency is reopening the comment period."), rule) is None
    assert how(update._replace(body=""), rule) is None


def test_a_correction_cites_the_entry_that_it_corrects() -> None:
    rule = _notice(
        "Splints of Wood",
        "2031-01-03",
        body="",
        url="https://www.federalregister.gov/documents/2031/01/03/2031-33554/splints",
    )
    cites = "In FR Doc. 2031–33554, on page 7, the following correction is made.\n[FR Doc. 2031-02828 Filed 2-7-31]"
    correction = _notice("Carpentry; Correction", "2031-02-08", body=cites)
    assert how(correction, rule) == "corrects"
    assert share_a_key(correction, rule)
    assert "Federal Register" in relation_evidence(correction, rule)
    other = rule._replace(url="https://www.federalregister.gov/documents/2031/01/03/2031-02828/nails")
    assert how(correction, other) is None


def test_a_body_names_the_draft_that_it_finalizes() -> None:
    draft = _notice("Brass Hinges on Splints" + DRAFT, "2029-05-02", body="")
    final = _notice("Metal Parts in Orthopaedics" + FINAL, "2031-03-04", body="")
    body = (
        "We are announcing the availability of a guidance.\n" * 40
        + "This guidance finalizes the draft guidance entitled “Brass Hinges on Splints” issued on May 2, 2029."
    )
    assert how(draft, final) is None
    assert how(draft, final._replace(body=body)) == "draft-of"
    assert share_a_key(draft, final._replace(body=body))
    cited = "As the draft guidance entitled “Brass Hinges on Splints,” which is being finalized, says, metal bends."
    assert how(draft, final._replace(body=cited)) is None


def test_the_loose_words_of_a_docket_for_many_guidelines_make_no_final() -> None:
    draft = _notice("Recommendations for Studies of Hinges: Brass Splints" + DRAFT, "2029-05-02")
    assert how(draft, _notice("Recommendations for Studies" + FINAL, "2031-03-04")) is None


def test_a_draft_says_that_an_earlier_one_was_incorporated_into_it() -> None:
    earlier = _notice("Assessment of Brass Hinges" + DRAFT, "2029-05-02", body="")
    told = "An earlier draft guidance entitled “Assessment of Brass Hinges” has been incorporated into this one."
    later = _notice("Duties of Carpenters and Assessment of Splints" + DRAFT, "2031-03-04", summary=told, body="")
    assert how(later, earlier) == "supersedes"


def test_a_guidance_updates_the_previous_version_of_another_name() -> None:
    told = "This updates the previous version of the guidance, “Splints of Class I and Certain Hinges,” issued in 2029."
    earlier = _notice("Splints of Class I and Certain Hinges" + FINAL, "2029-05-02", body="")
    later = _notice("Splints of Class I, Hinges, and Other Parts" + FINAL, "2031-03-04", summary=told, body="")
    assert how(later, earlier) == "supersedes"
    assert how(later._replace(summary=None), earlier) is None


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"body": "[Docket Nos. FDA-2029-N-9917 and FDA-2031-D-9918]"}, {"FDA-2029-N-9917", "FDA-2031-D-9918"}),
        ({"body": "[Docket No. FDA-2029-D-9917]\nSee also FDA-2031-D-9918."}, {"FDA-2029-D-9917"}),
        ({"body": "Docket Number: FDA-2029-D-9917"}, {"FDA-2029-D-9917"}),
        ({"body": "See FDA-2029-D-9917 and FDA-2031-D-9918."}, set()),
        ({"url": "https://www.regulations.gov/docket/FDA-2029-D-9917", "body": ""}, {"FDA-2029-D-9917"}),
        (
            {"body": "", "attachments": (Attachment("FDA-2029-D-9917-0002.pdf", "https://e.org/1", "pdf"),)},
            {"FDA-2029-D-9917"},
        ),
        ({"body": "[Docket Nos. " + ", ".join(f"FDA-2029-N-991{at}" for at in range(5)) + "]"}, set()),
        ({"body": "GB 2029-D-99177, ABCFDA-2029-D-99171"}, set()),
    ],
)
def test_a_docket_is_read_from_the_heading_or_stands_alone(given: dict[str, object], expected: set[str]) -> None:
    values = {"summary": None, "body": None, **given}
    body = values.pop("body")
    assert dockets_of(worded("Splints", date(2031, 3, 4), **values)._replace(body=body)) == expected  # type: ignore[arg-type]


def test_comments_are_asked_again_on_the_proposal_of_a_docket() -> None:
    title, told = "Splint Certification; Fees for Services", "The agency is proposing to increase the fee for splints."
    proposal = _notice(title, "2029-05-02", summary=told)
    again = _notice(f"{title}; Reopening of the Comment Period", "2030-11-20")
    assert how(again, proposal) == "corrects"
    assert how(again._replace(body="[Docket No. FDA-2029-D-9918]"), proposal) is None
    extended = _notice(f"{title}; Extension of the Comment Period", "2030-11-20")
    assert how(extended, proposal) is None
    rule = proposal._replace(summary="The agency is amending the regulation to increase the fee for splints.")
    assert how(again, rule) is None


def test_the_sort_may_stand_first_and_the_matter_of_a_guidance_may_ask() -> None:
    draft = _notice(
        "Draft Guidance for Industry; Wooden Devices: Splints and Meetings With Carpenters; Availability", "2029-05-02"
    )
    title = "Requests for Feedback on Wooden Submissions: Splints and Meetings With Carpenters"
    final = _notice(title + FINAL, "2031-03-04")
    assert final.status is None
    assert _notice(title + DRAFT, "2031-03-04").status == "draft"
    assert how(draft, final) == "draft-of"
