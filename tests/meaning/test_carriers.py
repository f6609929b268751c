"""One English notice in the words of two carriers, with invented titles."""

from datetime import date

import pytest

from support.notices import worded
from support.related import how, notice

REGISTER = "https://www.federalregister.gov/documents/2031/05/06/{}/withdrawal"
COPY = "https://www.govinfo.gov/content/pkg/FR-2031-05-06/html/{}.htm"
WITHDRAWN = "Withdrawal of Draft Guidance Documents Published Before the Great Splint"
WARNS = "FDA warns of rare but serious reaction of the skin to the bone medicines widgetol{} and splintamol{}"


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        # A carrier leaves out under which names a medicine is sold.
        (WARNS.format(" (Widgo, Widgo XR)", " (Splinta)"), WARNS.format("", ""), "same-document"),
        (WARNS.format(" (Widgo, Widgo XR)", " (Splinta)"), WARNS.format("", "").replace("splintamol", "castol"), None),
        (WARNS.format(" (Draft)", ""), WARNS.format("", ""), None),
        (WARNS.format(" (Widgo)", ""), WARNS.format("", "").replace("warns", "removes warning"), None),
        # A word more at the end of a long headline.
        (
            "FDA Withdraws Draft Guidance for Industry: Statistical Ways to Evaluate Likeness of Clay Splints",
            "FDA Withdraws Draft Guidance Regarding Statistical Ways to Evaluate Likeness of Clay Splints in Surgery",
            "same-document",
        ),
        (
            "FDA Withdraws Draft Guidance for Industry: Statistical Ways to Evaluate Likeness of Clay Splints",
            "FDA Withdraws Draft Guidance Regarding Statistical Ways to Evaluate Likeness of Clay Splints in Adults",
            None,
        ),
        # An announcement in two translations.
        (
            "NMPA Issued the Announcement on Effective Marking and Tracing of the First Batch of Splints of Wood",
            "Official Release of the Announcement on Matters of Marking and Tracing of First-batch Splints of Wood",
            "same-document",
        ),
        (
            "NMPA Issued the Announcement on Effective Marking and Tracing of the First Batch of Splints of Wood",
            "Official Release of the Announcement on Matters of Marking and Tracing of Second-batch Splints of Wood",
            None,
        ),
        (
            "NMPA Issued the Announcement on Effective Marking and Tracing of the First Batch of Splints of Wood",
            "Interpretation of the Announcement on Effective Marking and Tracing of the First Batch of Splints of Wood",
            "interpreted-by",
        ),
        # The number of an alert.
        (
            "Alert N°11/2031 Falsified splints found in two regions",
            "Medical Product Alert N° 11/2031 (English)",
            "same-document",
        ),
        ("Alert N°11/2031 Falsified splints found in two regions", "Medical Product Alert N° 12/2031 (English)", None),
        ("Alert N°11/2031 Falsified splints found in two regions", "Public Alert No. 11/2031 on false casts", None),
        # The session of a committee.
        (
            "Meeting highlights from the Wooden Splint Committee (WSC) 13-16 May 2031",
            "WSC meeting highlights 13-16 May 2031",
            "same-document",
        ),
        (
            "Meeting highlights from the Wooden Splint Committee (WSC) 13-16 May 2031",
            "WSC meeting agenda 13-16 May 2031",
            None,
        ),
        (
            "Meeting highlights from the Wooden Splint Committee (WSC) 13-16 May 2031",
            "IRC meeting highlights 13-16 May 2031",
            None,
        ),
    ],
)
def test_two_carriers_word_one_act(one: str, other: str, expected: str | None) -> None:
    assert how(notice(one, "2031-05-16"), notice(other, "2031-05-16")) == expected


@pytest.mark.parametrize(
    ("urls", "expected"),
    [
        ((REGISTER.format("2031-10477"), COPY.format("2031-10477")), "same-document"),
        ((REGISTER.format("2031-10477"), COPY.format("2031-10478")), None),
        ((REGISTER.format("2031-10477"), "https://law.example/federal-register/withdrawal-1"), "same-document"),
        ((REGISTER.format("2031-10477"), "https://law.example/news/withdrawal-1"), None),
    ],
)
def test_copies_of_one_entry_in_the_register_have_its_number(urls: tuple[str, str], expected: str | None) -> None:
    one, other = (worded(WITHDRAWN, date(2031, 5, 6), url=url, sources=(f"y/{at}",)) for at, url in enumerate(urls))
    assert how(one, other) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        (f"03-9865. {WITHDRAWN} for Small Bones", "same-document"),
        (f"74 FR 11 pgs. 3060-3061 - {WITHDRAWN} for Small Bones", "same-document"),
        (f"13-9865-B. {WITHDRAWN} for Small Bones", None),
    ],
)
def test_a_copy_has_its_place_in_the_register_before_the_title(title: str, expected: str | None) -> None:
    assert how(notice(f"{WITHDRAWN} for Small Bones", "2031-05-06"), notice(title, "2031-05-06")) == expected


def test_a_title_that_the_register_has_several_times_a_day_is_of_no_one_entry() -> None:
    one, other = (
        worded("Privacy Act; System of Records", date(2031, 5, 6), url=url, sources=(f"y/{at}",))
        for at, url in enumerate((REGISTER.format("2031-10477"), "https://law.example/federal-register/privacy-1"))
    )
    assert how(one, other) is None
