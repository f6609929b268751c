"""Cheap tests before a long search let every noun, day and authority pass."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cdetrack.meaning.facets.calendar import DAY, SHAPES_OF_DAYS
from cdetrack.meaning.facets.issuers_register import _NAMES, find_mentions
from cdetrack.meaning.facets.kind_nouns import _NOUNS, FIRST_LETTERS

_ENGLISH_NAMES = [name for names in _NAMES.values() for name in re.split(r"\|(?![^(]*\))", names) if name.isascii()]
_MANY = settings(max_examples=200)
"""A pattern has up to sixty alternatives."""


@pytest.mark.parametrize(("kind", "names"), _NOUNS)
@_MANY
@given(st.data())
def test_every_noun_begins_with_a_letter_of_its_kind(kind: str, names: str, data: st.DataObject) -> None:
    noun = data.draw(st.from_regex(re.compile(names, re.IGNORECASE), fullmatch=True))
    assert re.match(f"[{FIRST_LETTERS[kind]}]", noun, re.IGNORECASE)


@_MANY
@given(st.from_regex(re.compile(SHAPES_OF_DAYS, re.IGNORECASE), fullmatch=True))
def test_every_shape_of_a_day_is_a_day(day: str) -> None:
    assert re.match(DAY, day, re.IGNORECASE)


@_MANY
@given(st.sampled_from(_ENGLISH_NAMES).flatmap(lambda name: st.from_regex(name, fullmatch=True)))
def test_every_english_name_of_an_authority_is_found(name: str) -> None:
    assert find_mentions(name, chinese=False)
