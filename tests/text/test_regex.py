"""A pattern that is gated by words finds all that it finds without them."""

import importlib
import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterator
from itertools import chain
from string import ascii_lowercase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdetrack import changes, meaning, text
from cdetrack.text.dates.finding import FORMS, DateForm
from cdetrack.text.regex import Gated, any_of, any_word
from cdetrack.text.script import A_HAN, count_han, has_han
from support.derived_texts import kept_out


def _gated(value: object) -> Iterator[Gated]:
    if isinstance(value, Gated):
        yield value
    elif isinstance(value, tuple):
        yield from chain.from_iterable(map(_gated, value))


GATED = {
    f"{module.name}.{name}.{at}": pattern
    for package in (meaning, changes, text)
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
    for name, value in vars(importlib.import_module(module.name)).items()
    for at, pattern in enumerate(_gated(value))
}


@pytest.mark.parametrize("name", GATED)
def test_a_text_that_matches_passes_the_gate(name: str) -> None:
    assert kept_out(GATED[name].pattern.pattern, GATED[name].may_match) == []


def test_a_text_that_a_gate_keeps_out_is_found() -> None:
    pattern = r"\b(?:makers|holders) (?:must|shall)\b|^(?!x)[^\d.]{2,9}(?<=ack)s? of (?:the )?list|修(?:订|改)"
    gate = Gated(pattern, "must", "修订")
    found = kept_out(pattern, gate.may_match)
    assert {"makers shall", "holders shall", "修改"} <= set(found)
    assert kept_out(r"(?:de)?list(?:ed|s)?|[12]\s", lambda text: "list" in text or text.strip().isdigit()) == []


def test_letters_that_fold_to_ascii_pass_it() -> None:
    pattern = Gated("iss|keep", "iss", "keep")
    texts = ("ISSUE", "\N{LATIN SMALL LETTER DOTLESS I}ss", "i\N{LATIN SMALL LETTER LONG S}S", "\N{KELVIN SIGN}eep")
    dotted = "\N{LATIN CAPITAL LETTER I WITH DOT ABOVE}SSUE"
    assert [pattern.sub("_", text) for text in (*texts, dotted)] == ["_UE", "_", "_", "_", "_UE"]
    assert [match[0] for match in pattern.finditer("no iss")] == ["iss"]
    assert [pattern.match("issue") is None, pattern.match("no iss")] == [False, None]
    assert [pattern.sub("_", "keen"), pattern.search("keen"), list(pattern.finditer("kees"))] == ["keen", None, []]


@pytest.mark.parametrize("name", GATED)
def test_a_gate_is_closed_to_most_letters(name: str) -> None:
    """`*("word ")` is the letters of a word: such a gate is always open, and its pattern tried on every title."""
    open_to = [letter for letter in ascii_lowercase if GATED[name].may_match(letter)]
    assert len(open_to) <= 1


@pytest.mark.parametrize("form", FORMS)
@given(st.data())
def test_a_date_has_a_sign_of_its_form(form: DateForm, data: st.DataObject) -> None:
    assert form.may_match(data.draw(st.from_regex(form.pattern())))


@pytest.mark.parametrize(
    ("code", "none_of"),
    [
        ("dates.read('2025-09-05')", "patterns.MONTH_DAY, patterns.DAY_MONTH, patterns.CJK, patterns.CHINESE"),
        ("dates.read('September 5, 2025')", "patterns.CJK, patterns.CHINESE, patterns.VIETNAMESE, patterns.ROMAN"),
        ("updates.update_of('Widgets; Availability')", "phrases._TOKEN"),
        ("phrases.search_text('Widgets', 99)", "phrases._TOKEN"),
        ("document_name.document_name('Notice No. 3 on Widgets')", "document_name._WORD, bare_title._OFFICE"),
        ("repeals.codes_of('Notice on Widgets')", "repeals._UNION_OWN"),
        (
            "issuers_acting.acting_mentions('NMPA Notice on Widgets', [('NMPA', 0, 4)], chinese=False)",
            "issuers_acting._ABROAD_BEFORE, issuers_acting._ABROAD_AFTER, issuers_acting._SIGNS, issuers_acting._FROM",
        ),
        ("kind_english.english_kind('Notice of Widgets')", "kind_nouns._SAID_OF, kind_nouns._QUALIFIES"),
        ("subject.subject_of('Notice of Widgets')", "english._QUOTED"),
    ],
)
def test_a_text_compiles_no_pattern_that_cannot_match_it(code: str, none_of: str) -> None:
    """One with Chinese characters takes 1 ms to compile, those of dates 5 ms together."""
    program = (
        "from cdetrack.text import dates\nfrom cdetrack.text.dates import patterns\n"
        "from cdetrack.meaning import bare_title, document_name, phrases, repeals, subject, updates\n"
        "from cdetrack.meaning.facets import issuers_acting, kind_english, kind_nouns\n"
        f"from cdetrack.meaning.subject import english\n{code}\n"
        f"print(*(pattern.cache_info().currsize for pattern in ({none_of},)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) == {"0"}


def test_a_chinese_character_is_found_in_a_pattern_in_any_case_as_in_another() -> None:
    text = "Aa中文字ſ\u33ff\u3400\u9fff\ua000"
    assert re.findall(f"a{A_HAN}+|{A_HAN}{{2}}", text, re.IGNORECASE) == ["a中文字", "\u3400\u9fff"]


def test_chinese_characters_are_counted_from_the_first_to_the_last() -> None:
    texts = ("", "§12 Widgets", "\u3400\u9fff", "\u33ff\ua000", "（Widgets）", "（器械）", "ﾊ器")
    assert [(has_han(text), count_han(text)) for text in texts] == [
        *((False, 0), (False, 0), (True, 2), (False, 0), (False, 0), (True, 2), (True, 1))
    ]


def test_a_table_is_a_pattern_for_any_of_its_lines() -> None:
    """The reason or example behind a line is for its reader, and an empty line only parts two groups."""
    table = any_of(r"""
        ends? on        # `It ends on`

        clos(?:es|ing)  # `closing`
        no\. #\d
    """)
    found = [each for each in ("ends on", "closing", "no. #1", "", "`closing`") if re.fullmatch(table, each)]
    assert found == ["ends on", "closing", "no. #1"]


def test_a_list_of_words_is_a_pattern_for_any_of_them() -> None:
    """Phrases may be at the end of a line of the list, and have any white space in a text."""
    words = any_word("""
        alert, press release,
        board(?:room)?, up{1,2}
    """)
    found = [
        each for each in ("alert", "press\u00a0release", "boardroom", "upp", "press", "") if re.fullmatch(words, each)
    ]
    assert found == ["alert", "press\u00a0release", "boardroom", "upp"]
