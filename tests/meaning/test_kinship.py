"""Which notices belong together, and that partners are found by their keys."""

import json
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cdetrack.meaning.relation_keys import document_keys
from cdetrack.meaning.relations import relation
from cdetrack.meaning.same_document import same_document
from cdetrack.meaning.topics import load_topics
from cdetrack.model.notice import Notice
from support.notices import notice as made
from support.notices import worded
from support.paths import DATA

TOPICS = load_topics(None)
DAY, LATER = date(2025, 9, 5), date(2025, 10, 20)
REVIEW = "NMPA Announcement on Optimizing of the Review and Approval Process for Trials of Innovative Widgets"
PLAN = "Patient-Centered Action for Rare Widget Encouragement"


def notice(title: str, day: date = DAY, source: str = "nmpa/drugs", url: str | None = None) -> Notice:
    """Return the notice with the facets and topics of the site's words."""
    return worded(title, day, sources=(source,), url=url, topics=TOPICS.match(title, None))


def carried(title: str, day: date = DAY, url: str | None = None) -> Notice:
    """Return the same as another source shows it."""
    return notice(title, day, "nmpa/policies", url)


def keys(of: Notice) -> set[str]:
    return set(document_keys(of))


SAME = [
    (REVIEW + " ([2025] No. 86)", DAY, REVIEW.replace("Optimizing of", "Optimizing") + " ([2025] No. 86)", LATER),
    (REVIEW, DAY, REVIEW.replace("Optimizing of", "Optimizing").upper(), DAY),
    (
        REVIEW,
        DAY,
        REVIEW.replace("NMPA Announcement", "Announcement of the National Medical Products Administration"),
        DAY,
    ),
    (
        "国家药监局关于发布《器械管理办法》的公告（2023年第20号）",
        DAY,
        "国家药监局关于发布《器械管理办法》的公告（2023年第20号）",
        LATER,
    ),
]
TIED = [
    (REVIEW, DAY, "Policy Interpretation of the " + REVIEW, LATER),
    (f'NMPA CDE Announcement on Issuing the {PLAN} ("CARE Plan") ([2024] No. 500)', DAY, f'{PLAN} — "CARE Plan"', DAY),
    ("NMPA Announcement on Issuing the Good Widget Practice for Toys", DAY, "Good Widget Practice for Toys", LATER),
    ("CDE Notice on Launching the SPARK Plan Pilot", DAY, "Support Widgets for Kids — SPARK Plan", LATER),
    ("国家药监局关于发布《器械标准管理办法》的公告", DAY, "《器械标准管理办法》政策解读", LATER),
    ("国家药监局药审中心关于发布《器械研究指导原则（试行）》的通告", DAY, "器械研究指导原则（试行）", LATER),
    (REVIEW, DAY, "Q&A on Policy Interpretation of the " + REVIEW, LATER),
    ("国家药监局关于发布《器械标准管理办法》等三个文件的公告", DAY, "《器械标准管理办法》解读之二", LATER),
    ("国家药监局关于发布《器械标准管理办法》（修订版）的公告", DAY, "《器械标准管理办法》政策解读", LATER),
    (
        "国家药监局关于贯彻实施《器械标准条例》有关事项的公告（2020年第144号）",
        DAY,
        "《国家药监局关于贯彻实施〈器械标准条例〉有关事项的公告》解读",
        LATER,
    ),
    (
        "国家药监局关于贯彻实施《器械标准条例》有关事项的公告（2020年第144号）",
        DAY,
        "《国家药监局关于贯彻实施《器械标准条例》有关事项的公告》解读",
        LATER,
    ),
]
APART = [
    (
        "Announcement on the Catalogue of Reference Widgets for Toys (First Batch)",
        "Announcement on the Catalogue of Reference Widgets for Toys (Second Batch)",
    ),
    ("NMPA Announcement on Adopting ICH Guideline E6(R1)", "NMPA Announcement on Adopting ICH Guideline E6(R2)"),
    ("关于发布参比制剂目录（第12批）的通告", "关于发布参比制剂目录（第13批）的通告"),
    ("关于发布参比制剂目录（第十二批）的通告", "关于发布参比制剂目录（第十三批）的通告"),
    ("CDE Announcement on Widgets for Toys and Games ([2025] No. 86)", REVIEW + " ([2025] No. 86)"),
    ("Redtinib Tablets Approved for Marketing by NMPA", "Bluetinib Tablets Approved for Marketing by NMPA"),
    (
        "Technical Guideline for Widget Stability (Chemical Drugs)",
        "Technical Guideline for Widget Stability (Biological Products)",
    ),
    (
        "NMPA Announcement on Widgets for Small Toys ([2025] No. 3)",
        "NMPA Announcement on Widgets for Small Toys ([2025] No. 4)",
    ),
    ("国家药监局关于贯彻实施《器械标准条例》有关事项的公告", "《器械标准条例》解读"),
    ("国家药监局关于实施《器械标准管理办法》有关事宜的公告", "器械标准管理办法"),
    ("国家药监局关于废止《器械标准管理办法》的公告", "《器械标准管理办法》政策解读"),
    ("国家药监局关于发布《器械标准管理办法》配套文件的公告", "《器械标准管理办法》政策解读"),
    ("国家药监局关于发布《器械标准管理办法》的公告", "《器械标准管理办法》的实施情况调研报告"),
    (
        "Policy Interpretation of the Widget Rules for Toys (Second Batch)",
        "Announcement on Issuing the Widget Rules for Toys (First Batch)",
    ),
]


@pytest.mark.parametrize(("one", "day", "other", "other_day"), SAME)
def test_a_document_in_several_sections_is_one(one: str, day: date, other: str, other_day: date) -> None:
    a, b = notice(one, day), carried(other, other_day)
    assert same_document(a, b)
    assert relation(a, b) == relation(b, a) == "same-document"
    assert keys(a) & keys(b)
    within = notice(other, other_day)
    assert not same_document(a, within), "two entries of one source are never one document"


@pytest.mark.parametrize(("one", "day", "other", "other_day"), TIED)
def test_what_issues_or_interprets_a_document_is_related_and_not_the_same(
    one: str, day: date, other: str, other_day: date
) -> None:
    for a, b in ((notice(one, day), notice(other, other_day)), (notice(one, day), carried(other, other_day))):
        assert (relation(a, b), relation(b, a)) in {
            ("interpreted-by", "interprets"),
            ("issues", "issued-by"),
        }
        assert ("interpretation" in {a.kind, b.kind}) is (relation(a, b) == "interpreted-by")
        assert not same_document(a, b)
        assert keys(a) & keys(b)


@pytest.mark.parametrize(("one", "other"), APART)
def test_alike_is_not_the_same(one: str, other: str) -> None:
    a, b = notice(one), carried(other)
    assert not same_document(a, b)
    assert relation(a, b) is None
    assert relation(a, notice(other)) is None


RULES = "NMPA Announcement on Issuing the Good Widget Practice for Small Toys"
CORRECTED = [
    (f"{RULES} ([2025] No. 21)", f"Correction: {RULES} ([2025] No. 21)"),
    (RULES, f"Corrigendum to the {RULES}"),
    (RULES, f"Withdrawal of the {RULES}"),
    (RULES, f"Supplement to the {RULES}"),
    (RULES, f"{RULES} (Reissued)"),
    ("国家药监局关于发布《器械标准管理办法》的公告", "国家药监局关于更正《器械标准管理办法》的公告"),
]


@pytest.mark.parametrize(("original", "correction"), CORRECTED)
@pytest.mark.parametrize("source", ["nmpa/drugs", "nmpa/policies"])
def test_a_correction_is_tied_to_what_it_corrects_and_never_that_document(
    original: str, correction: str, source: str
) -> None:
    """The first edition took the two for one and sent no alert about the correction."""
    a, b = notice(original), notice(correction, LATER, source)
    assert not same_document(a, b)
    assert (relation(a, b), relation(b, a)) == ("corrected-by", "corrects")
    assert keys(a) & keys(b)


HOUSES = [
    # If the title names the actor, another site with the same title is a carrier.
    ("NMPA Announcement on Good Widget Practice for Toys", "https://a.example/1", "https://b.example/1", True),
    # Without an actor, each site may mean its own matter.
    ("Minutes of the Advisory Committee on Widget Safety", "https://a.example/1", "https://b.example/1", False),
    ("Minutes of the Advisory Committee on Widget Safety", "https://a.example/1", "https://a.example/2", True),
    ("Minutes of the Advisory Committee on Widget Safety", "https://a.example/1", None, True),
]


@pytest.mark.parametrize(("title", "here", "there", "same"), HOUSES)
def test_a_like_title_is_one_document_only_in_one_house(title: str, here: str, there: str | None, same: bool) -> None:  # noqa: FBT001
    """Every agency has minutes of its committee: the title alone says nothing across sites."""
    assert same_document(notice(title, url=here), carried(title, url=there)) is same


@pytest.mark.parametrize(("days", "same"), [(4, True), (5, False)])
def test_a_like_title_ties_what_reached_another_listing_within_four_days(days: int, same: bool) -> None:  # noqa: FBT001
    """From a Friday to the Tuesday after; a number ties it for longer."""
    assert same_document(notice(REVIEW), carried(REVIEW, DAY + timedelta(days))) is same


def test_applications_for_one_drug_are_told_apart_and_so_are_the_products_of_one_title() -> None:
    """Two applications that one list shows under one title are two documents."""
    one, other = (
        notice("Redtinib Tablets", source=source)._replace(article=article)
        for source, article in (("cde/priority-review", "CXHS2500001"), ("cde/accepted", "CXHS2500002"))
    )
    assert not same_document(one, other)
    assert not same_document(one, other._replace(article="CXHS2500001"))


def test_the_cde_and_the_nmpa_number_separately() -> None:
    """No. 12 of one is not No. 12 of the other."""
    title = "Announcement on Good Widget Practice for Small Toys ([2025] No. 12)"
    assert not same_document(notice(f"NMPA CDE {title}"), carried(f"NMPA {title}"))
    assert same_document(notice(f"NMPA {title}"), carried(f"NMPA {title}", LATER))


PAIRS = json.loads((DATA / "understanding" / "pairs.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair['kin']}: {pair['one'][:50]}")
def test_titles_as_the_sites_word_them_are_told_apart(pair: dict[str, str]) -> None:
    a = notice(pair["one"], date.fromisoformat(pair["day"]))
    b = carried(pair["other"], date.fromisoformat(pair["other_day"]))
    found = "the same" if same_document(a, b) else "related" if relation(a, b) else "apart"
    assert found == pair["kin"]
    assert found == "apart" or keys(a) & keys(b)


def test_the_same_title_on_another_day_without_a_number_is_another_document() -> None:
    assert relation(notice(REVIEW), carried(REVIEW, LATER)) is None


def test_a_short_name_ties_only_what_came_out_together() -> None:
    announced = notice("NMPA Announcement on Issuing the Widget Rules", DAY)
    soon, late = (
        notice("Policy Interpretation of the Widget Rules", date(2025, 10, 1)),
        notice("Policy Interpretation of the Widget Rules", LATER),
    )
    assert relation(announced, soon) == "interpreted-by"
    assert keys(announced) & keys(soon)
    assert relation(announced, late) is None


def test_keys_do_not_depend_on_the_run() -> None:
    """They are stored: the same title has the same keys for ever."""
    assert (
        document_keys(made("Good Widget Practice for Toys", date=DAY, number="2025-3", issuers=("NMPA",)))[0]
        == "e443b6550751"
    )


_WAYS = (
    *(("interprets", "interpreted-by"), ("issues", "issued-by"), ("corrects", "corrected-by")),
    *(("draft-of", "final-of"), ("supersedes", "superseded-by"), ("translation-of", "translated-by")),
)
OTHER_WAY = {"same-document": "same-document", **dict(_WAYS), **{other: one for one, other in _WAYS}}
_PIECES = [
    "Policy Interpretation of the", "NMPA Announcement on", "Issuing the", "Good Widget Practice for", "Toys",
    "Optimizing", "Provisions", "(Interim)", "(Second Batch)", "([2025] No. 3)", "关于发布",
    "《器械管理办法》", "的公告", "政策解读", "CARE Plan", "Correction:", "Supplement to the", "更正",
    "(征求意见稿)", "(2025年修订版)",
    "《器械管理办法》同时废止", "等3项指导原则", "(Draft for Comments)", "shall be repealed",
]  # fmt: skip
_DAYS = st.dates(date(2025, 9, 1), date(2025, 10, 31)) | st.dates(date(2015, 1, 1), date(2026, 1, 1))
_TITLES = st.lists(st.sampled_from(_PIECES), min_size=1, max_size=6).map(" ".join)


@given(
    one=_TITLES,
    other=_TITLES,
    source=st.sampled_from(["nmpa/drugs", "nmpa/policies"]),
    days=st.tuples(_DAYS, _DAYS),
)
@example(
    one="Policy Interpretation of the Toys Optimizing",
    other="Policy Interpretation of the NMPA Announcement on NMPA Announcement on Toys Optimizing",
    source="nmpa/policies",
    days=(date(2025, 9, 1), date(2025, 9, 1)),
)
@example(
    one="Correction: 《器械管理办法》",
    other="Correction: 《器械管理办法》",
    source="nmpa/drugs",
    days=(date(2025, 9, 1), date(2025, 9, 1)),
)
def test_kinship_is_symmetrical_irreflexive_and_found_by_keys(
    one: str, other: str, source: str, days: tuple[date, date]
) -> None:
    a, b = notice(one, days[0]), notice(other, days[1], source)
    assert relation(a, a) is None
    how = relation(a, b)
    assert relation(b, a) == (OTHER_WAY[how] if how else None)
    assert same_document(a, b) == same_document(b, a) == (how == "same-document")
    assert not same_document(a, b) or source != "nmpa/drugs"
    if how:
        assert keys(a) & keys(b)


@given(title=st.text(max_size=200))
def test_any_title_has_keys(title: str) -> None:
    assert all(len(key) == 12 for key in document_keys(made(title, date=DAY)))


def test_an_announcement_is_not_what_it_issues_though_another_site_has_it_under_the_same_number() -> None:
    """A carrier's copy of the announcement would else silence the guideline."""
    issued = notice("Guideline for tumour markers (No. 9 of 2026)")
    copy = carried("NMPA Announcement on tumour markers (No. 9 of 2026)", url="https://www.carrier.example/n1")
    assert not same_document(issued, copy)


NUMBERED = "NMPA Announcement on Issuing the Requirements for Electronic Filing of Widgets (No. 61 of 2026)"
NUMBERED_ZH = "国家药监局关于发布器械电子备案管理要求的公告（2026年第61号）"
GUIDANCE = "Guidance on stability testing of widgets and toys"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (NUMBERED, f"Amendment to the {NUMBERED}"),
        (NUMBERED, NUMBERED.replace("Issuing", "Amending")),
        (NUMBERED, f"Annex 2 to the {NUMBERED}"),
        (NUMBERED, f"{NUMBERED} [amended]"),
        (NUMBERED, f"Guangdong MPA {NUMBERED.removeprefix('NMPA ')}"),
        (f"Correction to the {NUMBERED}", f"Second correction to the {NUMBERED}"),
        (NUMBERED_ZH, NUMBERED_ZH.replace("发布", "调整")),
        (NUMBERED_ZH, f"{NUMBERED_ZH}（修订版）"),
        (NUMBERED_ZH, NUMBERED_ZH.replace("国家药监局", "省药监局")),
        (GUIDANCE, f"Revised {GUIDANCE.lower()}"),
        (GUIDANCE, GUIDANCE.replace("widgets", "non-sterile widgets")),
        ("Leitfaden Prüfung Geräte Hersteller", "Berichtigung Leitfaden Prüfung Geräte Hersteller"),
        ("Recall of glucose meters lot 12A", "Recall of glucose meters lot 12B"),
        ("Notice of hearing: Dr. J. Smith", "Notice of hearing: Dr. K. Smith"),
        ("Approval of widget α for toys and games", "Approval of widget β for toys and games"),
        ("医疗器械分类界定结果（甲）", "医疗器械分类界定结果（乙）"),
        ("关于处方药网络销售要求的公告", "关于非处方药网络销售要求的公告"),
        ("Annual Report", "Annual Report"),
    ],
)
def test_one_word_more_is_another_document(one: str, other: str) -> None:
    """Two documents are told twice at worst; two that count as one leave one of them untold."""
    a = notice(one, url="https://a.example/x/1")
    for day in (DAY, DAY + timedelta(days=1)):
        assert not same_document(a, carried(other, day, "https://a.example/y/2"))


@pytest.mark.parametrize(
    "title", ["Board meeting agenda", "Call for comments on draft guideline", "关于召开会议的通知"]
)
def test_a_title_that_may_be_given_again_is_another_document_on_the_next_day(title: str) -> None:
    a = notice(title, url="https://a.example/x/1")
    assert same_document(a, carried(title, DAY, "https://a.example/y/2"))
    assert not same_document(a, carried(title, DAY + timedelta(days=1), "https://a.example/y/2"))


def test_a_common_title_is_one_document_where_it_leads_to_one_page() -> None:
    a = notice("Annual Report", url="https://a.example/x/1")
    assert same_document(a, carried("Annual Report", DAY, "http://www.a.example/x/1"))


_DRAFT = "Draft Guideline on the Labeling and Premarket Review of Pediatric Widgets and Splints"
_FINAL = "Guideline on the Labeling and Premarket Review of Pediatric Widgets and Splints"
_DRAFT_HAN, _FINAL_HAN = (
    "儿童用夹板Widget注册审查指导原则（征求意见稿）",
    "关于发布儿童用夹板Widget注册审查指导原则的通告（2025年第12号）",
)


def _british(title: str) -> str:
    return title.replace("Labeling", "Labelling").replace("Pediatric", "Paediatric").replace("Premarket", "Pre market")


@pytest.mark.parametrize(
    "change",
    [
        "1. {}".format,
        "(3) {}".format,
        "2025-09-05 {}".format,
        "{} (PDF, 1.2 MB)".format,
        "{}.pdf".format,
        "{} NEW".format,
        "[New] {}".format,
        "{} (English version)".format,
        "{} (with photos)".format,
        lambda title: title.replace(" and Splints", " & Splints"),
        _british,
        lambda title: title.replace("Widget注", " Widget 注").replace("2025年第12号", "2025年 第 12 号"),
        lambda title: title.replace("的通告", "的 通 告"),
    ],
)
def test_related_titles_are_related_in_any_form(change: Callable[[str], str]) -> None:
    for draft, final in ((_DRAFT, _FINAL), (_DRAFT_HAN, _FINAL_HAN)):
        one, other = notice(draft), notice(final, LATER)
        assert relation(one, other) == "draft-of"
        for a, b in ((notice(change(draft)), other), (one, notice(change(final), LATER))):
            assert relation(a, b) == "draft-of"
            assert not keys(a).isdisjoint(keys(b))
        assert relation(notice(change(final)), carried(final)) == "same-document"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1. Guideline on Bone Widgets: Part 1", "2. Guideline on Bone Widgets: Part 2"),
        ("1. 骨钉注册审查指导原则 第1部分.pdf", "2. 骨钉注册审查指导原则 第2部分.pdf"),
        ("1. 骨钉注册审查指导原则（PDF）", "2. 骨板注册审查指导原则（PDF）"),
    ],
)
def test_two_guidelines_of_one_batch_are_two(one: str, other: str) -> None:
    assert relation(notice(one), carried(other)) is None


def test_a_title_that_says_updated_is_that_of_an_update() -> None:
    title = "Guideline on the Labeling of Bone Widgets"
    assert relation(notice(title), carried(f"{title} (updated)", LATER)) == "corrected-by"


def test_translators_choose_between_words_for_a_change() -> None:
    one = "NMPA Announcement on Adjusting Contents in the Widget Classification Catalogue (No. 101, 2025)"
    other = "NMPA Announcement on Revising Part of the Widget Classification Catalog (No. 101, 2025)"
    assert relation(notice(one), carried(other)) == "same-document"
