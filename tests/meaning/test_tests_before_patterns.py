"""Cheap tests before a long search let every day and authority pass."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from cdetrack.meaning.facets.calendar import DAY, SHAPES_OF_DAYS
from cdetrack.meaning.facets.issuers_register import _NAMES, find_mentions

_ENGLISH_NAMES = [name for names in _NAMES.values() for name in re.split(r"\|(?![^(]*\))", names) if name.isascii()]
_MANY = settings(max_examples=200)
"""A pattern has up to sixty alternatives."""


@_MANY
@given(st.from_regex(re.compile(SHAPES_OF_DAYS, re.IGNORECASE), fullmatch=True))
def test_every_shape_of_a_day_is_a_day(day: str) -> None:
    assert re.match(DAY, day, re.IGNORECASE)


@_MANY
@given(st.sampled_from(_ENGLISH_NAMES).flatmap(lambda name: st.from_regex(name, fullmatch=True)))
def test_every_english_name_of_an_authority_is_found(name: str) -> None:
    assert find_mentions(name, chinese=False)


def test_a_name_in_turkish_capitals_is_found() -> None:
    assert find_mentions("MİNİSTRY OF HEALTH", chinese=False)
