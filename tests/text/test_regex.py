"""A pattern that is gated by words finds all that it finds without them."""

import importlib
import pkgutil
from string import ascii_lowercase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdetrack import changes, meaning
from cdetrack.text.regex import Gated

GATED = {
    f"{module.name}.{name}": value
    for package in (meaning, changes)
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
    for name, value in vars(importlib.import_module(module.name)).items()
    if isinstance(value, Gated)
}


@pytest.mark.parametrize("name", GATED)
@given(st.data())
def test_a_text_that_matches_passes_the_gate(name: str, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(GATED[name].pattern))
    assert GATED[name].may_match(text)
    assert GATED[name].search(text)


def test_letters_that_fold_to_ascii_pass_it() -> None:
    pattern = Gated("iss|keep", "iss", "keep")
    texts = ("ISSUE", "\N{LATIN SMALL LETTER DOTLESS I}ss", "i\N{LATIN SMALL LETTER LONG S}S", "\N{KELVIN SIGN}eep")
    assert [pattern.sub("_", text) for text in texts] == ["_UE", "_", "_", "_"]
    assert [match[0] for match in pattern.finditer("no iss")] == ["iss"]
    assert [pattern.sub("_", "keen"), pattern.search("keen"), list(pattern.finditer("kees"))] == ["keen", None, []]


@pytest.mark.parametrize("name", GATED)
def test_a_gate_is_closed_to_most_letters(name: str) -> None:
    """`*("word ")` is the letters of a word: such a gate is always open, and its pattern tried on every title."""
    open_to = [letter for letter in ascii_lowercase if GATED[name].may_match(letter)]
    assert len(open_to) <= 1
