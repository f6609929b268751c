"""Expand the phrases of the topic rules into forms, and find these in a text."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise, product
from math import prod
from operator import add
from typing import NamedTuple
from unicodedata import normalize

from cdetrack.meaning.spelling import in_one_spelling
from cdetrack.text.clean import nfkc
from cdetrack.text.regex import regex
from cdetrack.text.script import HAN, has_han

_TOKEN, _ASCII_TOKEN = regex(rf"[^\W_{HAN}]+|[{HAN}]+"), regex(r"[^\W_]+")
"""The first takes 1 ms to compile."""
_FIRST_HAN, _LAST_HAN = HAN[0], HAN[-1]
# `Alert N° 5/2031Falsified tablets`: a year, and a word that a page joins to it.
_JOINED = regex(r"(?<=(?:19|20)\d\d)(?=[A-Z][a-z]{2})")
_GATED = regex(r"(?P<words>[^/]*\S) /(?P<pattern>.+)/", re.DOTALL)
_CHOICE = regex(r"\(([^()|]*\|[^()]*)\)")
"""Brackets without `|` are punctuation: `E6(R3)`."""
_GAP = regex(r"\s\.\.\s")
_AFTER_BEGINNING = regex(r"(?<=\*)\s+")
_GAP_WORDS, _GAP_HAN = 8, 20
_STARTS = range(1, 6)
"""Lengths of the prefixes under which phrases are indexed."""
_FORMS = 500
"""The most forms of one phrase."""


class Form(NamedTuple):
    """One form of a phrase: parts that follow each other in a text, at a short distance.

    `gaps` has the most words before each part: none after a prefix, `cosmetic* safety`. With a `pattern`, a text that
    has the first part is searched for the pattern in place of the form.
    """

    parts: tuple[str, ...]
    gaps: tuple[int, ...]
    cased: bool
    han: bool
    pattern: str = ""


class SearchText(NamedTuple):
    """A text as written (`raw`), and as words with one space around each, in its own case and in lower case."""

    raw: str
    cased: str
    lower: str


def tokens(text: str) -> list[str]:
    """Return the words and numbers of a text, and its runs of Chinese characters."""
    return (_ASCII_TOKEN if text.isascii() else _TOKEN)().findall(text)


def words_and_pattern(phrase: str) -> tuple[str, str]:
    """Return the words of a phrase and the pattern behind them, as in `recall* /recalls? of/`, else an empty text."""
    found = _GATED().fullmatch(phrase)
    return (found["words"], found["pattern"]) if found else (phrase, "")


def forms_of(phrase: str) -> Iterator[Form]:
    """Yield every form of the phrase; none if it has no word."""
    words, pattern = words_and_pattern(phrase)
    for form in _plain_forms(words):
        yield form._replace(pattern=pattern) if pattern else form


def mistake_in(words: str) -> str | None:
    """Return what is wrong with the words of a phrase, which would never match as they are meant; None if nothing."""
    choices = _choices(words)
    if any("|" in text for [text] in choices[::2]):
        return "has a `|` that is in no brackets, or in brackets within others"
    if prod(map(len, choices)) > _FORMS:
        return f"stands for more than {_FORMS} forms: write several"
    return None


def _choices(words: str) -> list[list[str]]:
    """Return the texts between the brackets of a phrase, each alone, and the alternatives in each pair, in turn."""
    words = words if words.isascii() else normalize("NFKC", words)
    return [part.split("|") if at % 2 else [part] for at, part in enumerate(_CHOICE().split(words))]


def _plain_forms(phrase: str) -> Iterator[Form]:
    for chosen in product(*_choices(phrase)):
        text = "".join(chosen).strip()
        cased = text.startswith("=")
        pieces, gaps = _pieces(text.lstrip("="))
        words = [in_one_spelling(" ".join(tokens(piece if cased else piece.lower()))) for piece in pieces]
        if not all(words):
            continue
        if not text.isascii() and has_han(text):
            yield Form(tuple(words), gaps, cased, han=True)
            continue
        *before, last = (
            f" {word}" if piece.endswith("*") else f" {word} " for piece, word in zip(pieces, words, strict=True)
        )
        yield Form((*before, last), gaps, cased, han=False)
        if last.endswith(" "):
            yield Form((*before, f"{last[:-1]}s "), gaps, cased, han=False)


def _pieces(text: str) -> tuple[list[str], tuple[int, ...]]:
    """Return the parts of a phrase, and the most words before each."""
    pieces: list[str] = []
    gaps: list[int] = []
    for part in _GAP().split(text):
        for at, piece in enumerate(_AFTER_BEGINNING().split(part.strip())):
            pieces.append(piece)
            gaps.append(0 if at else _GAP_WORDS)
    return pieces, tuple(gaps)


def search_text(raw: str, limit: int) -> SearchText:
    """Return the first `limit` characters of a text, split into words for the search."""
    folded = nfkc(raw, limit)
    cased = f" {in_one_spelling(' '.join(tokens(_JOINED().sub(' ', folded))))} "
    return SearchText(folded, cased, cased.lower())


def as_spelled(reasons: Iterable[str], text: str) -> dict[str, str]:
    """Return words of a search text that the text spells otherwise, with the words of the text."""
    parts = tokens(nfkc(text))
    joined = " ".join(parts)
    left = {words for words in reasons if words not in joined}
    if not left or in_one_spelling(joined) == joined:
        return {}
    # `pre market` is one word.
    lengths = {len(words.split()) + more for words in left for more in (0, 1)}
    texts = (" ".join(parts[at : at + length]) for length in lengths for at in range(len(parts) - length + 1))
    return {words: each for each in texts if (words := in_one_spelling(each)) in left}


def index_key(form: Form) -> str:
    """Return the key of a form in the index: two words, one word and a space, or a prefix of a word.

    A prefix has at most five characters, in Chinese two. Every text with the form has the key.
    """
    first = form.parts[0].lower()
    words = first.split()
    if form.han:
        return words[0][: 2 if _is_han(words[0]) else 1]
    if len(words) > 2 or (len(words) > 1 and first.endswith(" ")):  # noqa: PLR2004 - two whole words
        return f"{words[0]} {words[1]}"
    return f"{words[0]} " if len(words) > 1 or first.endswith(" ") else words[0][: _STARTS[-1]]


def index_keys(text: SearchText) -> set[str]:
    """Return the keys of all forms that the text may contain."""
    words = text.lower.split()
    keys = {f"{one} {two}" for one, two in pairwise(words)}
    return keys.union(*map(_keys_of_word, words))


@lru_cache(maxsize=2048)
def _keys_of_word(word: str) -> frozenset[str]:
    """Return the keys of one word; most titles have the words of others."""
    if word[0] < _FIRST_HAN:
        return frozenset({f"{word} ", *(word[:length] for length in _STARTS)})
    return frozenset({*word, *(map(add, word, word[1:]) if _is_han(word) else ())})


def _is_han(word: str) -> bool:
    """Return True for a word of Chinese characters: a word has no other letters beside them."""
    return _FIRST_HAN <= word[0] <= _LAST_HAN


def find_form(form: Form, text: SearchText) -> tuple[int, int] | None:
    """Return the start and end of the form in the words of the text; None if it is absent."""
    within = text.cased if form.cased else text.lower
    at = within.find(form.parts[0])
    # Only a later occurrence of the first part may be followed by the rest.
    for _ in range(50):
        if at < 0:
            return None
        end = at + len(form.parts[0])
        for part, gap in zip(form.parts[1:], form.gaps[1:], strict=True):
            # The space between two words belongs to both.
            begin = end if form.han else end - 1
            there = within.find(part, begin, begin + 160 + len(part))
            if there < 0 or not _near(within[begin:there], gap, han=form.han):
                break
            end = there + len(part)
        else:
            # For a prefix, `tumor*`, the end is that of the whole word.
            return at, end if form.han or within[end - 1] == " " else within.find(" ", end)
        at = within.find(form.parts[0], at + 1)
    return None


def _near(between: str, gap: int, *, han: bool) -> bool:
    return len(between) <= _GAP_HAN if han else between.count(" ") <= gap


def mask(forms: Iterable[Form], text: SearchText) -> SearchText:
    """Return the text with these forms masked."""
    cased, lower = text.cased, text.lower
    for form in forms:
        for _ in range(20):
            span = find_form(form, SearchText(text.raw, cased, lower))
            if span is None:
                break
            start, end = span
            # Keep the spaces around: the words on both sides are still words.
            hole = " " + "_" * max(0, end - start - 2) + " "
            if lower[start] != " ":
                hole = "_" * (end - start)
            cased, lower = cased[:start] + hole + cased[end:], lower[:start] + hole + lower[end:]
    return SearchText(text.raw, cased, lower)
