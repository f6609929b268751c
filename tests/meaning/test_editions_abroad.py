"""Later editions of the texts of agencies abroad: by the code, the month or the number, whatever their names become."""

import pytest

from support.related import how, notice

BETTER = "Directive 2001/9/EC of 4 April 2001 on wooden splints"
REPEALING = (
    "Regulation (EU) 2031/7 of 5 April 2031 on splints, amending Directive 2001/9/EC and repealing Council"
    " Directives 90/3/EEC and 93/7/EEC"
)
FINAL = "Splints, Nails, and Bones at Home; Guidance for Industry; Availability"
EARLIER = "Council Directive 93/7/EEC of 14 June 1993 concerning splints of bones"


@pytest.mark.parametrize(
    ("expected", "new", "old"),
    [
        # The number of the council or of the agency stays, the name changes.
        (
            "supersedes",
            "ICH E39(R3) Guideline for Good Splinting",
            "ICH E39(R2) Integrated Addendum to ICH E39(R1): GSP",
        ),
        ("supersedes", "Guideline on splints (CPMP/EWP/901/98 Rev. 1)", "Note for guidance on bones (CPMP/EWP/901/98)"),
        ("supersedes", "Guide for splints (GUI-0099) - Version 5", "GSP Guidelines - 2009 Edition (GUI-0099)"),
        (None, "ICH E39(R2) Guideline for Good Splinting", "ICH E38(R1) Guideline for Good Bandaging"),
        (None, "ICH E39(R3) Guideline: Questions and Answers", "ICH E39(R2) Guideline for Good Splinting"),
        (None, "ICH E39(R3) Training Materials Guideline", "ICH E39(R2) Guideline for Good Splinting"),
        (None, "Guideline on splints (CPMP/EWP/901/98 Rev. 1)", "Guideline on bones (CPMP/EWP/902/98)"),
        (
            None,
            "Overview of comments on the guideline (CPMP/EWP/901/98 Rev. 1)",
            "Guideline on bones (CPMP/EWP/901/98)",
        ),
        (None, "Annex 1 to the guide for splints (GUI-0099) - Version 5", "GSP Guidelines - Version 2 (GUI-0099)"),
        ("supersedes", "GB 9999.1-2031 木制夹板 第1部分：基本安全的要求", "GB 9999.1-2017 木制夹板 第1部分：安全要求"),
        (None, "GB 9999.1-2031 木制夹板 第1部分：基本安全的要求", "GB 9999.2-2017 木制夹板 第2部分：安全要求"),
        (
            "supersedes",
            "Splint procedure for therapeutic goods, V2.2",
            "Splint Procedure for Therapeutic Goods (SPTG) Version 2.1, March 2030",
        ),
        ("supersedes", "PE 099-17 Guide to Good Splinting Practice", "PE 099-16 Good Practices of Splinting"),
        (None, "PE 099-17 Guide to Good Splinting Practice", "PI 099-16 Good Practices of Splinting"),
        (
            "supersedes",
            "Good practices for splints (TRS 1044, Annex 2)",
            "Good practices for splints (TRS 961, Annex 6)",
        ),
        # Instruments and standards with a month or a number.
        (
            "supersedes",
            "Splint Goods (Splint Standard—February 2031) Instrument 2031",
            "Splint Goods (Splint Standard—October 2030) Instrument 2030",
        ),
        (
            "supersedes",
            "Splint Goods (Permitted Woods) Determination (No. 3) 2031",
            "Splint Goods (Permitted Woods) Determination (No. 2) 2031",
        ),
        (
            None,
            "Splint Goods (Permitted Woods) Determination (No. 3) 2031",
            "Splint Goods (Permitted Nails) Determination (No. 2) 2031",
        ),
        ("supersedes", "Guidance Notes on Splints (March 2031)", "Guidance Notes on Splints (December 2029)"),
        ("supersedes", "Manual on Wooden Splints v4 (March 2031)", "Manual on Wooden Splints v3 (May 2030)"),
        ("supersedes", "Utopian Guideline for Wooden Splints (R2)", "Utopian Guideline for Wooden Splints (R1)"),
        (None, "Utopian Guideline for Wooden Splints (R2)", "Utopian Guideline for Wooden Nails (R1)"),
        (None, "Splint Safety News (March 2031)", "Splint Safety News (December 2029)"),
        (
            "supersedes",
            "Model List of Wooden Splints - 23rd list, 2031",
            "Model List of Wooden Splints - 22nd list, 2029",
        ),
        (None, "Model List of Wooden Splints - 23rd list, 2031", "Model List of Splints for Children - 8th list, 2029"),
        (
            "supersedes",
            "The Utopian Pharmacopoeia, Eighteenth Edition",
            "The Utopian Pharmacopoeia, Seventeenth Edition",
        ),
        ("supersedes", "Utopian Pharmacopoeia – Twelfth Edition, 2031", "Utopian Pharmacopoeia – 11th Edition, 2028"),
        ("supersedes", "Poisons Standard March 2031", "Poisons Standard October 2030"),
        ("supersedes", "Splint Goods Act 1989 (Compilation No. 84)", "Splint Goods Act 1989 (Compilation No. 83)"),
        (None, "Splint Goods Act 1989 (Compilation No. 84)", "Splint Charges Act 1989 (Compilation No. 9)"),
        (None, "Supplement I to the Utopian Pharmacopoeia, Eighteenth Edition", "Utopian Pharmacopoeia, 17th Edition"),
        # An act of the Union names those that it repeals, beside those that it amends.
        (
            "supersedes",
            REPEALING,
            EARLIER,
        ),
        (
            None,
            REPEALING,
            BETTER,
        ),
        (None, "Regulation (EU) 2031/7 of 5 April 2031 on splints, repealing Regulation (EC) No 93/7", EARLIER),
        (None, "Proposal for a Regulation of the Council on splints and repealing Council Directive 93/7/EEC", EARLIER),
    ],
)
def test_a_later_edition_has_the_code_of_the_earlier(expected: str | None, new: str, old: str) -> None:
    assert how(notice(new, "2031-05-02"), notice(old, "2029-12-20")) == expected


@pytest.mark.parametrize(
    ("expected", "words"),
    [
        ("supersedes", "Directive 2001/9/EC is repealed with effect from 1 May 2032."),
        (None, "Directive 2001/9/EC is amended as follows; Directive 2001/8/EC is repealed."),
        (None, "It is laid down in accordance with Directive 2001/9/EC."),
    ],
)
def test_the_text_of_an_act_of_the_union_repeals_another(expected: str | None, words: str) -> None:
    new = notice("Regulation (EU) 2031/7 of 5 April 2031 on the splints of bones", "2031-05-02", words)
    assert how(new, notice(BETTER, "2001-05-01")) == expected


@pytest.mark.parametrize(
    ("expected", "old", "words"),
    [
        (
            "supersedes",
            FINAL,
            "This supersedes the final guidance “Splints, Nails, and Bones at Home,” issued in 2024.",
        ),
        (
            "supersedes",
            "Announcement on Issuing the Wooden Splint Rules (No. 64, 2024)",
            "The Announcement on Issuing the Wooden Splint Rules (No. 64, 2024) shall be repealed simultaneously.",
        ),
        ("supersedes", "Bone Goods Code (No. 2) 2024", "It repeals and replaces the Bone Goods Code (No. 2) 2024."),
        (
            "supersedes",
            "Guideline on splints of bones at home (CPMP/EWP/901/98 Rev. 1)",
            "This guideline replaces the guideline on splints of bones at home (CPMP/EWP/901/98 Rev. 1).",
        ),
        (None, FINAL, "This supplements the final guidance “Splints, Nails, and Bones at Home,” issued in 2024."),
        (None, FINAL, "This supersedes the final guidance “Splints, Nails, and Screws at Home,” issued in 2024."),
    ],
)
def test_the_text_of_a_guidance_names_the_one_that_it_replaces(expected: str | None, old: str, words: str) -> None:
    new = notice("Care of Bones; Guidance for Industry; Availability", "2031-09-27", words)
    assert how(new, notice(old, "2024-10-02")) == expected


def test_a_paper_on_the_next_edition_is_none() -> None:
    words = "The new text will be replacing the guideline on splints of bones at home."
    paper = notice("Concept paper on revising the guideline on splints of bones at home", "2031-09-27", words)
    old = notice("Guideline on splints of bones at home", "2024-10-02")
    assert how(paper, old) is None
    assert how(paper._replace(title="Care of Bones; Guidance for Industry; Availability"), old) == "supersedes"


def test_a_correction_is_of_the_notice_whose_number_it_cites() -> None:
    results = [notice(f"国家药监局关于12批次夹板不符合规定的通告（2031年第{n}号）", "2031-05-10") for n in (17, 18)]
    a = notice("关于更正《国家药监局关于12批次夹板不符合规定的通告（2031年第18号）》附件的说明", "2031-05-20")
    assert [how(a, each) for each in results] == [None, "corrects"]


def test_the_corrigendum_of_an_act_has_its_number_and_part_of_its_name() -> None:
    act = "Commission Implementing Regulation (EU) 2031/7 of 4 July 2031 laying down specifications for splints"
    correction = notice(f"Corrigendum to {act}", "2032-02-01")
    whole = f"{act} and nails in accordance with Regulation (EU) 2017/745"
    assert how(correction, notice(whole, "2031-07-05")) == "corrects"
    assert how(correction, notice(whole.replace("2031/7", "2031/8"), "2031-07-05")) is None


def test_a_text_of_the_same_days_is_no_later_edition() -> None:
    name = "Procedure for the review and revision of monographs on wooden splints"
    new, old = notice(f"{name} (EMA/HMPC/124/2031 Rev. 2)", "2031-07-25"), notice(name, "2031-07-24")
    assert how(new, old) is None


def test_a_body_may_put_the_number_before_the_title() -> None:
    one = "海关总署 国家药监局关于开展木制夹板进口放行的公告（2031年第40号）"
    other = "海关总署 国家药监局公告2031年第40号（关于开展木制夹板进口放行的公告）"
    a = notice(one, "2031-05-10")._replace(sources=("gac/notices",))
    b = notice(other, "2031-05-12")._replace(sources=("nmpa-cn/announcements",))
    assert how(a, b) == "same-document"
    c = notice(other.replace("40", "41"), "2031-05-12")._replace(sources=("nmpa-cn/announcements",))
    assert how(a, c) is None


CODE = "E99(R3) Wooden Splints for Small Bones"
ADVERTISING = "Splint Goods Advertising Code"


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        # Each agency has its own draft and final of a guideline of the council.
        (("FDA", f"{CODE}; Draft Guidance for Industry"), ("FDA", CODE), "draft-of"),
        (("FDA", f"{CODE}; Draft Guidance for Industry"), ("EMA", CODE), None),
        (("FDA", f"{CODE}; Draft Guidance for Industry"), ("", CODE), None),
        (("", f"Draft ICH guideline {CODE}"), ("FDA", CODE), None),
        (("", f"Draft ICH guideline {CODE}"), ("", CODE), "draft-of"),
        # The number or the year of an instrument tells it from another one of its name.
        (("TGA", f"Consultation: Draft {ADVERTISING} (No.2) 2031"), ("TGA", f"{ADVERTISING} 2031"), None),
        (("TGA", f"Consultation: Draft {ADVERTISING} (No.2) 2031"), ("TGA", f"{ADVERTISING} (No.2) 2031"), "draft-of"),
        (("TGA", f"Draft {ADVERTISING} 2031"), ("TGA", f"{ADVERTISING} 2031"), "draft-of"),
        (("TGA", f"Draft {ADVERTISING} 2031"), ("TGA", f"{ADVERTISING} 2032"), "draft-of"),
        (("TGA", f"Draft {ADVERTISING} 2031"), ("TGA", f"{ADVERTISING} 2034"), None),
    ],
)
def test_a_draft_is_that_of_its_own_agency_and_of_its_own_instrument(
    a: tuple[str, str], b: tuple[str, str], expected: str | None
) -> None:
    one, other = (
        notice(title, day)._replace(issuers=(agency,) if agency else ())
        for (agency, title), day in ((a, "2031-03-02"), (b, "2031-10-20"))
    )
    assert how(one, other) == expected


def test_no_agency_issues_what_another_one_has() -> None:
    a = notice(f"Release of draft ICH guidance: {CODE}", "2031-03-02")._replace(issuers=("Health Canada",))
    b = notice(f"Draft ICH guideline {CODE}", "2031-03-05")
    assert [how(a, b._replace(issuers=(agency,))) for agency in ("Health Canada", "TGA")] == ["issues", None]


ACT = "Commission Delegated Regulation (EU) 2029/77 of 9 January 2029 supplementing Regulation (EU) 2019/7 on splints"


@pytest.mark.parametrize(
    ("expected", "title", "other"),
    [
        ("corrects", "correcting Delegated Regulation (EU) 2029/77 as regards certain references to bones", ACT),
        ("corrects", "amending and correcting Annexes I and II to Delegated Regulation (EU) 2029/77", ACT),
        (None, "correcting Delegated Regulation (EU) 2029/78 as regards certain references to bones", ACT),
        (None, "correcting Delegated Directive (EU) 2029/77 as regards certain references to bones", ACT),
        (None, "correcting Delegated Regulation (EU) 2029/77", "Corrigendum to " + ACT),
        (None, "correcting Delegated Regulation (EU) 2029/77", "Regulation (EU) 2019/7 of 5 April 2019 on splints"),
    ],
)
def test_an_act_of_the_union_corrects_another_by_its_number(expected: str | None, title: str, other: str) -> None:
    a = notice(f"Commission Delegated Regulation (EU) 2031/524 of 27 January 2031 {title}", "2031-04-04")
    assert how(a, notice(other, "2029-05-02")) == expected


@pytest.mark.parametrize(
    "title",
    [
        "Webinar on the act correcting Delegated Regulation (EU) 2029/77",
        "Draft Commission Regulation correcting Delegated Regulation (EU) 2029/77 as regards bones",
    ],
)
def test_what_only_tells_of_an_act_that_corrects_is_no_correction(title: str) -> None:
    assert how(notice(title, "2031-04-04"), notice(ACT, "2029-05-02")) is None
