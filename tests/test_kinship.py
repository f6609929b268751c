"""Which notices belong together, and that partners are found by their keys."""

import json
from datetime import date
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cdetrack.facets import read_facets
from cdetrack.kinship import document_keys, related, same_document
from cdetrack.model import Notice
from cdetrack.topics import load_topics
from notices import notice as made

_IDS = count(1)
TOPICS = load_topics(None)
DAY, LATER = date(2025, 9, 5), date(2025, 10, 20)
REVIEW = "NMPA Announcement on Optimizing of the Review and Approval Process for Trials of Innovative Widgets"
PLAN = "Patient-Centered Action for Rare Widget Encouragement"


def notice(title: str, day: date = DAY) -> Notice:
    """Return what the site's words make of it."""
    read = read_facets(title=title, date=day)
    facets = {"number": read.number, "issuers": read.issuers, "kind": read.kind, "status": read.status}
    return made(title, id=f"{next(_IDS):012x}", date=day, topics=TOPICS.match(title, None), **facets)


def keys(of: Notice) -> set[str]:
    return set(document_keys(title=of.title, date=of.date, number=of.number, issuers=of.issuers))


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
        "Announcement on Issuing the Widget Guideline for Toys (Draft for Comments)",
        "Announcement on Issuing the Widget Guideline for Toys",
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
    a, b = notice(one, day), notice(other, other_day)
    assert same_document(a, b)
    assert related(a, b)
    assert keys(a) & keys(b)


@pytest.mark.parametrize(("one", "day", "other", "other_day"), TIED)
def test_what_issues_or_interprets_a_document_is_related_and_not_the_same(
    one: str, day: date, other: str, other_day: date
) -> None:
    a, b = notice(one, day), notice(other, other_day)
    assert related(a, b)
    assert not same_document(a, b)
    assert keys(a) & keys(b)


@pytest.mark.parametrize(("one", "other"), APART)
def test_alike_is_not_the_same(one: str, other: str) -> None:
    a, b = notice(one), notice(other)
    assert not same_document(a, b)
    assert not related(a, b)


PAIRS = json.loads((Path(__file__).parent / "data" / "understanding" / "pairs.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair['kin']}: {pair['one'][:50]}")
def test_titles_as_the_sites_word_them_are_told_apart(pair: dict[str, str]) -> None:
    a = notice(pair["one"], date.fromisoformat(pair["day"]))
    b = notice(pair["other"], date.fromisoformat(pair["other_day"]))
    found = "the same" if same_document(a, b) else "related" if related(a, b) else "apart"
    assert found == pair["kin"]
    assert found == "apart" or keys(a) & keys(b)


def test_the_same_title_on_another_day_without_a_number_is_another_document() -> None:
    assert not related(notice(REVIEW), notice(REVIEW, LATER))


def test_a_short_name_ties_only_what_came_out_together() -> None:
    announced = notice("NMPA Announcement on Issuing the Widget Rules", DAY)
    soon, late = (
        notice("Policy Interpretation of the Widget Rules", date(2025, 10, 1)),
        notice("Policy Interpretation of the Widget Rules", LATER),
    )
    assert related(announced, soon)
    assert keys(announced) & keys(soon)
    assert not related(announced, late)


def test_keys_do_not_depend_on_the_run() -> None:
    """They are stored: the same title has the same keys for ever."""
    assert (
        document_keys(title="Good Widget Practice for Toys", date=DAY, number="2025-3", issuers=("NMPA",))[0]
        == "e443b6550751"
    )


_PIECES = [
    "Policy Interpretation of the", "NMPA Announcement on", "Issuing the", "Good Widget Practice for", "Toys",
    "Optimizing", "Provisions", "(Interim)", "(Second Batch)", "([2025] No. 3)", "关于发布",
    "《器械管理办法》", "的公告", "政策解读", "CARE Plan",
]  # fmt: skip
_TITLES = st.lists(st.sampled_from(_PIECES), min_size=1, max_size=6).map(" ".join)


@given(one=_TITLES, other=_TITLES, days=st.tuples(*[st.dates(date(2025, 9, 1), date(2025, 10, 31))] * 2))
@settings(max_examples=300, deadline=None)
def test_kinship_is_symmetrical_irreflexive_and_found_by_keys(one: str, other: str, days: tuple[date, date]) -> None:
    a, b = notice(one, days[0]), notice(other, days[1])
    assert not related(a, a)
    assert related(a, b) == related(b, a)
    assert same_document(a, b) == same_document(b, a)
    if same_document(a, b):
        assert related(a, b)
    if related(a, b):
        assert keys(a) & keys(b)


@given(title=st.text(max_size=200))
@settings(max_examples=100, deadline=None)
def test_any_title_has_keys(title: str) -> None:
    assert all(len(key) == 12 for key in document_keys(title=title, date=DAY, number=None, issuers=()))
