"""Relations by the code of a forum or a group, by the firm of a recall, and by words that only regulators use."""

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
STANDARD = "国家药监局关于发布YY 9290.3—2031《夹板光学 木制夹板 第3部分：测试方法》"


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
        # A revision of a guideline on medicines says the word, or leaves it out.
        (
            "Guideline on the quality of inhalation and nasal medicinal products - Revision 1",
            "Guideline on the quality of inhalation and nasal products",
            "supersedes",
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


@pytest.mark.parametrize(("sort", "expected"), [("administrative order", "draft-of"), ("classification panel", None)])
def test_an_administrative_order_is_proposed(sort: str, expected: str | None) -> None:
    title = "Medical Devices; Reclassification of Splint Wheelchairs"
    proposal = notice(title, "2031-06-02", f"The agency is issuing a proposed {sort} to reclassify splints.")
    final = notice(title, "2032-06-02", "The agency is issuing a final order to reclassify splints.")

    assert how(proposal, final) == expected


@pytest.mark.parametrize("what", ["部分规范性文件", "一批规章", "和修改部分行政法规"])
def test_an_announcement_of_repeals_follows_none(what: str) -> None:
    title = f"国家药监局关于废止{what}的公告"

    assert (
        how(notice(f"{title}（2034年第95号）", "2034-10-27"), notice(f"{title}（2031年第49号）", "2031-12-30")) is None
    )


def test_a_sheet_of_amendments_corrects_the_announcement_of_its_standard() -> None:
    sheet = notice(f"{STANDARD}第1号修改单的公告", "2032-07-08")
    others = STANDARD.replace("9290.3", "9290.4").replace("木制", "钢制")

    assert how(sheet, notice(f"{STANDARD}等医疗器械行业标准的公告", "2031-09-05")) == "corrects"
    assert how(sheet, notice(f"{others}等医疗器械行业标准的公告", "2031-09-05")) is None


@pytest.mark.parametrize(("one", "other"), [("审批", "审查"), ("审查", "审评审批")])
def test_the_final_of_a_procedure_may_have_another_word_for_its_review(one: str, other: str) -> None:
    draft = notice(f"公开征求《创新木制夹板特别{one}程序（征求意见稿）》意见", "2031-05-07")
    issued = notice(f"关于发布创新木制夹板特别{other}程序的公告（2031年第83号）", "2031-11-05")

    assert how(draft, issued) == "draft-of"


def test_rules_on_trial_may_be_followed_under_another_word_for_the_review() -> None:
    trial = notice("关于印发创新木制夹板特别审批程序（试行）的通知", "2027-02-07")

    assert how(notice("关于发布创新木制夹板特别审查程序的公告（2031年第83号）", "2031-11-05"), trial) == "supersedes"
    assert how(notice("关于发布优先木制夹板特别审查程序的公告（2031年第83号）", "2031-11-05"), trial) is None


def test_what_is_issued_and_carried_out_is_interpreted_in_one() -> None:
    reading = notice("《国家木制夹板炮制规范》实施政策解读", "2031-12-21")

    assert (
        how(reading, notice("关于发布实施《国家木制夹板炮制规范》的公告（2031年第118号）", "2031-12-21"))
        == "interprets"
    )
    assert how(reading, notice("关于发布《国家木制夹板炮制规范》的公告（2031年第118号）", "2031-12-21")) is None


@pytest.mark.parametrize("mark", ["[Update]", "(updated)", "[Updated 2 May 2031]"])
def test_an_update_says_so_in_brackets_behind_the_title(mark: str) -> None:
    title = "FDA warns consumers not to use certain wooden splints from several brands"

    assert how(notice(f"{title} {mark}", "2031-05-11"), notice(title, "2031-04-09")) == "corrects"


def test_targeted_consultations_follow_each_other() -> None:
    title = "argeted stakeholders consultation on the revision of annex 1, on manufacturing of wooden splints"

    assert how(notice(f"Second t{title}", "2031-05-11"), notice(f"T{title}", "2029-04-09")) == "supersedes"
