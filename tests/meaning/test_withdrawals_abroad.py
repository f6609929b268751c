"""Updates and withdrawals of English notices of regulators abroad, with invented titles."""

import pytest

from support.related import how, notice

MONITORED = "Widgetol and the possible risk of sprained ankles"
SIMILARITY = "Statistical Ways to Evaluate the Likeness of Splints"
PROPOSAL = "Splint Co. et al.; Proposal to Withdraw Approval of 13 Splints for Small Bones; Opportunity for a Hearing"


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ((f"Further Update - {MONITORED}", "2031-11-11"), (MONITORED, "2031-10-22"), "corrects"),
        ((f"Further Update - {MONITORED}", "2031-11-11"), ("Splintamol and the risk of falls", "2031-10-22"), None),
        (
            (f"Update - {MONITORED} (monitoring closed May 2031)", "2031-06-11"),
            (f"{MONITORED} (monitoring closes May 2031)", "2030-10-22"),
            "corrects",
        ),
        (
            (f"FDA Withdraws Draft Guidance for Industry: {SIMILARITY}", "2031-06-21"),
            (f"{SIMILARITY}; Draft Guidance for Industry; Availability", "2030-09-22"),
            "corrects",
        ),
        (
            (f"Withdrawal of Guidance on {SIMILARITY}", "2031-06-21"),
            (f"{SIMILARITY}; Guidance for Industry; Availability", "2030-09-22"),
            "corrects",
        ),
        (
            (f"FDA Withdraws Draft Guidance for Industry: {SIMILARITY}", "2031-06-21"),
            (
                "Statistical Ways to Evaluate the Size of Splints; Draft Guidance for Industry; Availability",
                "2030-09-22",
            ),
            None,
        ),
        # A final guidance stays where the draft of the next is withdrawn, and the draft of a final one was long ago.
        (
            (f"FDA Withdraws Draft Guidance for Industry: {SIMILARITY}", "2031-06-21"),
            (f"{SIMILARITY}; Guidance for Industry; Availability", "2029-09-22"),
            None,
        ),
        (
            (f"Withdrawal of Guidance on {SIMILARITY}", "2031-06-21"),
            (f"{SIMILARITY}; Draft Guidance for Industry; Availability", "2029-09-22"),
            None,
        ),
        # Years later, and opposite a hearing of which there may be many.
        ((f"{PROPOSAL}; Withdrawal", "2031-04-28"), (PROPOSAL, "2029-11-28"), "corrects"),
        (("Hearing on Splints; Withdrawal", "2031-04-28"), ("Hearing on Splints", "2029-11-28"), None),
        # Every word of the proposal that is withdrawn in part.
        (
            (
                "Partial Withdrawal of Proposed Amendment to the Monograph for Wood, Iron, and Clay Splints, Home Use",
                "2031-05-14",
            ),
            (
                "Wood, Iron, and Clay Splints, Home Human Use; Proposed Amendment of the Monograph and Labels",
                "2022-08-21",
            ),
            "corrects",
        ),
        (
            (
                "Partial Withdrawal of Proposed Amendment to the Monograph for Wood, Iron, and Clay Splints, Home Use",
                "2031-05-14",
            ),
            (
                "Wood, Iron, and Wax Splints, Home Human Use; Proposed Amendment of the Monograph and Labels",
                "2022-08-21",
            ),
            None,
        ),
        # The day of a letter.
        (
            ("Corrigendum to the letter dated 11.04.2031 on sale of unapproved splints", "2031-09-10"),
            ("Sale of unapproved splints regarding", "2031-04-11"),
            "corrects",
        ),
        (
            ("Corrigendum to the letter dated 11.04.2031 on sale of unapproved splints", "2031-09-10"),
            ("Sale of unapproved splints regarding", "2031-04-12"),
            None,
        ),
        (
            (
                "Canada Gazette, Part I, Volume 155, Number 26: Regulations Amending the Wooden Splint Regulations",
                "2030-06-26",
            ),
            ("Regulations Amending the Wooden Splint Regulations: SOR/2031-146", "2031-07-06"),
            "draft-of",
        ),
        (
            ("IMDRF/MC/N2FINAL:2031 (Edition 12) Splint Committee Standard Operating Procedures", "2031-06-24"),
            ("IMDRF/MC/N2FINAL:2029 (Edition 7) Splint Committee Standard Operating Procedures", "2029-03-25"),
            "supersedes",
        ),
        (
            ("IMDRF/MC/N2FINAL:2031 (Edition 12) Splint Committee Standard Operating Procedures", "2031-06-24"),
            ("IMDRF/MC/N3FINAL:2029 (Edition 7) Splint Committee Terms of Reference", "2029-03-25"),
            None,
        ),
    ],
)
def test_updates_and_withdrawals_abroad(a: tuple[str, str], b: tuple[str, str], expected: str | None) -> None:
    assert how(notice(*a), notice(*b)) == expected


def test_the_text_of_a_withdrawal_names_the_guidance_and_its_day() -> None:
    words = "The agency is announcing the withdrawal of the guidance entitled “{}” that was issued on July 10, 2023."
    withdrawal = notice("Report of a Task Force; Withdrawal of Guidance", "2031-01-16", words.format(SIMILARITY))
    guidance = notice(f"{SIMILARITY}; Guidance for Industry; Availability", "2023-07-10")
    assert how(withdrawal, guidance) == "corrects"
    assert how(notice("Report of a Task Force", "2031-01-16", words.format(SIMILARITY)), guidance) is None
