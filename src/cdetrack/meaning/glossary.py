"""Terms of drug regulators in English and Chinese, to compare an English title with a Chinese one.

`glossary.txt` has them, and says how to read it. Of two terms at one place in a title the longer one counts.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Literal, NamedTuple

from cdetrack.meaning.packaged import packaged_text
from cdetrack.text.regex import regex

Mark = Literal["common", "untelling", "field", "broad"]
"""A mark of a concept; `glossary.txt` says what each means."""
_ICH = regex(r"\b[EMQS]\d{1,2}[A-F]?(?:\s?\(?R\d\)?)?\b", re.IGNORECASE)
_ASCII_PLACE = r"(?<![a-z0-9])(?=([a-z0-9][a-z0-9 -]{2}))"
_PLACES = regex(rf"{_ASCII_PLACE}|[\u4e00-\u9fff]"), regex(_ASCII_PLACE)
"""The places where a term can begin, in any text and in an ASCII one."""


class Term(NamedTuple):
    """A term in a title, with the number of its concept."""

    start: int
    end: int
    concept: int


@cache
def _concepts() -> Sequence[tuple[Sequence[str], Sequence[str]]]:
    """Return the terms and the marks of each concept; its number is its place."""
    lines = packaged_text("glossary.txt").splitlines()
    parts = (line.partition(" ; ") for line in lines if line and not line.startswith("#"))
    return [(terms.replace(" = ", "|").split("|"), marks.split()) for terms, _, marks in parts]


@cache
def concepts_marked(mark: Mark) -> frozenset[str]:
    """Return the concepts with a mark, as `concepts_of` names them."""
    return frozenset(str(number) for number, (_, marks) in enumerate(_concepts()) if mark in marks)


@cache
def _terms() -> dict[str, list[tuple[str, str, int]]]:
    """Return the beginning of a term, three letters or one Chinese character -> the terms with it, longest first.

    Each is its stem, the term and the number of its concept.
    """
    numbers = {term: number for number, (terms, _) in enumerate(_concepts()) for term in terms}
    for term, number in tuple(numbers.items()):
        # Names of documents leave this out (`han_name`).
        bare = term.replace("性", "")
        if len(bare) > 1:
            numbers.setdefault(bare, number)
    terms: dict[str, list[tuple[str, str, int]]] = {}
    for term in sorted(numbers, key=len, reverse=True):
        beginning = term[:3] if term.isascii() else term[0]
        terms.setdefault(beginning, []).append((term.rstrip("."), term, numbers[term]))
    return terms


def terms_in(text: str) -> Iterator[Term]:
    """Yield the terms of a text in their order; `text` is folded (NFKC) and in lower case.

    A search by the beginnings of words takes 40 µs for a title, where a pattern of all terms takes 500.
    """
    terms, end = _terms(), 0
    for place in _PLACES[text.isascii()]().finditer(text):
        start = place.start()
        if start < end:
            continue
        for stem, term, concept in terms.get(place[1] or place[0], ()):
            if text.startswith(stem, start) and (end_of_term := _end_of(stem, term, text, start)):
                end = end_of_term
                yield Term(start, end, concept)
                break


def _end_of(stem: str, term: str, text: str, start: int) -> int:
    """Return the end of a term whose stem is at `start`, up to the end of its last word; 0 if that is another word."""
    end = start + len(stem)
    if not term.isascii():
        return end
    last = end
    while "a" <= text[last : last + 1] <= "z":
        last += 1
    return last if stem == term or text[end:last] in {"", "s"} else 0


def concepts_of(text: str, terms: Iterable[Term]) -> frozenset[str]:
    """Return the concepts of the terms of a text, as numbers of this glossary, and its ICH codes and standards.

    None of the common terms is among them.
    """
    found = {str(term.concept) for term in terms} - concepts_marked("common")
    codes = {re.sub(r"[\s()]", "", match[0]).upper() for match in _ICH().finditer(text)}
    return frozenset(found | codes)
