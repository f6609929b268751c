"""The data of the glossary: a slip in it would show as a missing translation only."""

from collections import Counter
from typing import get_args

from cdetrack.meaning.glossary import Mark, _concepts


def test_a_term_stands_for_one_concept() -> None:
    counts = Counter(term for terms, _ in _concepts() for term in terms)
    assert [term for term, count in counts.items() if count > 1 or term != term.strip().lower()] == []


def test_a_concept_has_terms_in_both_languages_and_known_marks() -> None:
    for terms, marks in _concepts():
        assert {term.isascii() for term in terms} == {True, False}, terms
        assert set(marks) <= set(get_args(Mark)), terms
