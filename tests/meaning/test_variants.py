"""Titles of real notices, changed in ways that must not matter, are read as they were."""

from datetime import date
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cdetrack.meaning.facets import read_facets
from cdetrack.meaning.plain_title import plain_title
from cdetrack.meaning.rules import Rules
from cdetrack.meaning.spelling import in_one_spelling
from variants import Case, Labels, Rewriting, case_of, changes, differences, labelled

_NOTICES = labelled()
_TITLES = [notice["title"] for notice in _NOTICES]
_NO_LAW = frozenset({
    # Another case, spelling, script or mark.
    "capitals", "Title Case", "sentence case", "British", "traditional", "no hyphens", "— to -", "and to &",
    "spaced letters", "《》 to “”",
    # Behind a title.
    "… NEW", "… (2026)", "…（2026年版）", "…（第二版）",
    # Frames.
    "Guidance for Industry: X", "X; Draft …; Availability", "Consultation on X", "Public consultation: X",
})  # fmt: skip
"""Changes that hide a name or a word from a rule in a few titles, as `bench/variants.py` tells."""
_LAWS = [change for change in changes(_TITLES) if change[0] not in _NO_LAW]


@cache
def _case(at: int) -> Case:
    return case_of(_NOTICES[at])


@pytest.mark.parametrize(("change", "labels"), [law[1:] for law in _LAWS], ids=[law[0] for law in _LAWS])
def test_a_changed_title_keeps_its_labels(change: Rewriting, labels: Labels) -> None:
    changed = {at: new for at, title in enumerate(_TITLES) if (new := change(title)) != title}

    @given(at=st.sampled_from(sorted(changed)))
    @settings(max_examples=30, deadline=None)
    def holds(at: int) -> None:
        assert differences(_case(at), changed[at], labels) == [], changed[at]

    holds()


@pytest.mark.parametrize(
    ("title", "plain"),
    [
        ("Widget guideline (PDF, 1.2 MB)", "Widget guideline"),
        ("12. Widget guideline.docx", "Widget guideline"),
        ("2031-03-02 Widget guideline (updated)", "Widget guideline"),
        ("[New] Widget guideline", "Widget guideline"),
        ("Widget guideline [NEW]", "Widget guideline"),
        ("[New Zealand] Widget guideline", "[New Zealand] Widget guideline"),
        ("Widgets & splints: Q & A", "Widgets and splints: Q & A"),
        ("某 局 公 告（2031年 第 12 号）。", "某局公告(2031年第12号)"),
        ("关于某事的 公 告", "关于某事的公告"),
        ("国家药监局 公安部公告", "国家药监局 公安部公告"),
        ("Made in the U.S.", "Made in the U.S."),
        ("12.5 mg widgets", "12.5 mg widgets"),
        ("(2031) widgets", "(2031) widgets"),
        ("（更新）", "(更新)"),
        (".pdf", ".pdf"),
    ],
)
def test_a_plain_title_is_free_of_what_listings_write_around_it(title: str, plain: str) -> None:
    assert plain_title(title) == plain


def test_a_word_in_capitals_before_a_number_is_no_code_of_an_office() -> None:
    title = "RESULTS FOR WIDGETS (ISSUE NO. 4 OF 2031)"
    assert read_facets(title=title, date=date(2031, 3, 2)).number == "2031-4"


def test_a_name_in_traditional_characters_is_an_issuer_unless_taiwan_has_it_too() -> None:
    assert read_facets(title="藥審中心召開會議", date=date(2031, 3, 2)).issuers == ("CDE",)
    assert read_facets(title="財政部公告", date=date(2031, 3, 2)).issuers == ()


def test_the_reasons_are_the_words_of_the_title() -> None:
    title = "1. 国 家 药 监 局 关于发布《疫 苗 Widget & Splint 指导原则》的公 告（2031年 第 12 号） [PDF]"
    why = read_facets(title=title, date=date(2031, 3, 2)).why
    assert (why["kind"], why["number"], why["issuers"]) == (
        "国 家 药 监 局 关于发布",
        "2031年 第 12 号",
        "国 家 药 监 局",
    )
    assert Rules().topics.why(title, None)["vaccines"] == "疫 苗"


@pytest.mark.parametrize(
    ("title", "topic", "words"),
    [
        ("Post-Market study of widgets", "post-approval", "Post Market study"),
        ("Tumour widgets in haemodialysis", "oncology", "Tumour"),
        ("Paediatric widgets", "pediatrics", "Paediatric"),
        ("Pre clinical widgets", "nonclinical", "Pre clinical"),
        ("List of 12 RLDs", "generics", "RLDs"),
    ],
)
def test_a_topic_is_found_in_any_spelling_and_told_in_that_of_the_title(title: str, topic: str, words: str) -> None:
    assert Rules().topics.why(title, None)[topic] == words


def test_words_in_one_spelling() -> None:
    assert (
        in_one_spelling("Non Sterile tumours authorised after haemorrhage")
        == "Non Sterile tumors authorized after hemorrhage"
    )
    assert (
        in_one_spelling("non clinical advise revised exercise of the programme")
        == "nonclinical advise revised exercise of the program"
    )
    assert in_one_spelling("") == ""
