"""Cheap tests before a long search let every day and authority pass."""

import importlib
import pkgutil
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cdetrack import meaning
from cdetrack.meaning.facets.calendar import DAY, MONTH_OF_YEAR, SHAPES_OF_DAYS, may_name_a_day
from cdetrack.meaning.facets.dated import Dated, PerhapsDated
from cdetrack.meaning.facets.issuers_register import _NAMES, find_mentions
from cdetrack.text.regex import Gated, has_any
from support.derived_texts import kept_out

_ENGLISH_NAMES = [name for names in _NAMES.values() for name in re.split(r"\|(?![^(]*\))", names) if name.isascii()]
_MANY = settings(max_examples=200)
"""A pattern has up to sixty alternatives."""


@_MANY
@given(st.from_regex(re.compile(SHAPES_OF_DAYS, re.IGNORECASE), fullmatch=True))
def test_every_shape_of_a_day_is_a_day(day: str) -> None:
    assert re.match(DAY, day, re.IGNORECASE)


@_MANY
@example("the first day of 2028")
@example("end of 2028")
@given(st.from_regex(re.compile(f"{SHAPES_OF_DAYS}|{MONTH_OF_YEAR}", re.IGNORECASE), fullmatch=True))
def test_no_text_with_a_day_is_taken_for_one_without(day: str) -> None:
    assert may_name_a_day(f"Until {day}.")


def test_numbers_and_other_words_are_no_days() -> None:
    texts = (
        "关于发布3项指导原则的公告(2026年第32号)",
        "Marketing decision 12/3: first of 20 mayors",
        "国药监〔2026〕5号",
    )
    assert [may_name_a_day(text) for text in texts] == [False, False, False]


_DATED = {
    f"{module.name}.{name}": value
    for module in pkgutil.walk_packages(meaning.__path__, f"{meaning.__name__}.")
    for name, value in vars(importlib.import_module(module.name)).items()
    if isinstance(value, Dated)
}


@pytest.mark.parametrize("name", _DATED)
@settings(max_examples=20)
@given(st.data())
def test_a_pattern_of_days_finds_what_it_finds_in_any_text(name: str, data: st.DataObject) -> None:
    """Drawn with a few days of their many shapes: whole sources take seconds."""
    whole = re.compile(_DATED[name].source, re.IGNORECASE)
    text = data.draw(st.from_regex(_DATED[name].source.replace(DAY, "(?:May 5|2031年5月6日|5/13/2031)")))
    found, expected = _DATED[name].search(text), whole.search(text)
    assert (found and found.span()) == (expected and expected.span())


def test_a_text_without_a_day_compiles_none() -> None:
    dated, perhaps = Dated(rf"by {DAY}"), PerhapsDated(rf"by (?:noon|{DAY})")
    assert dated.search("by noon") is None
    assert perhaps.fullmatch("BY NOON")
    assert not {"pattern"} & {*vars(dated), *vars(perhaps)}
    assert [match[0] for match in dated.finditer("by 5 May 2026, by noon, by May 6")] == ["by 5 May 2026", "by May 6"]


@_MANY
@given(st.sampled_from(_ENGLISH_NAMES).flatmap(lambda name: st.from_regex(name, fullmatch=True)))
def test_every_english_name_of_an_authority_is_found(name: str) -> None:
    assert find_mentions(name, chinese=False)


def test_a_name_in_turkish_capitals_is_found() -> None:
    assert find_mentions("MİNİSTRY OF HEALTH", chinese=False)


@pytest.mark.parametrize(
    ("module", "pattern", "words"),
    [
        *(("facets.extensions", name, "EXTENSION_WORDS") for name in ("_MOVED", "_NEW", "_HAN_MOVED")),
        ("facets.issuers_abroad", "_DONE_ABROAD", "_DONE_WORDS"),
        *(("facets.status", name, "_WORDS") for name in ("_DRAFT", "_HAN_DRAFT", "_ASKS", "_HAN_ASKS")),
        ("repeals", "_HAN", "_HAN_WORDS"),
        *(("repeals", name, "_ENGLISH_WORDS") for name in ("_ENGLISH", "_CODED")),
    ],
)
def test_a_text_that_matches_has_one_of_the_words(module: str, pattern: str, words: str) -> None:
    names = vars(importlib.import_module(f"{meaning.__name__}.{module}"))
    match names[pattern]:
        case Dated(source=source) | Gated(pattern=re.Pattern(pattern=source)):
            source = source.replace(DAY, "May 5")
        case function:
            source = function().pattern
    assert kept_out(source, lambda text: has_any(text.lower(), names[words])) == []
