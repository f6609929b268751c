"""Find the phrases of the topic rules in a text: what a phrase stands for, and where that stands."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, pairwise, product
from typing import NamedTuple
from unicodedata import normalize

from cdetrack.text.script import HAN, has_han

_TOKEN = re.compile(rf"[^\W_{HAN}]+|[{HAN}]+")
_FIRST_HAN = HAN[0]
_CHOICE = re.compile(r"\(([^()]*)\)")
_GAP = re.compile(r"\s\.\.\s")
_AFTER_BEGINNING = re.compile(r"(?<=\*)\s+")
_GAP_WORDS, _GAP_HAN = 8, 20
_STARTS = range(1, 6)
"""How long the beginnings of words are that phrases are found by."""
_FORMS = 400
"""How many forms one phrase may stand for."""


class Form(NamedTuple):
    """One form of a phrase: parts that must stand in this order, not far from each other.

    `gaps` says how many words may stand before each part: none after the beginning of a word, `cosmetic* safety`.
    """

    parts: tuple[str, ...]
    gaps: tuple[int, ...]
    cased: bool
    han: bool


@dataclass(frozen=True, slots=True)
class Text:
    """A title as it stands, and as words with one blank around each: as written, and in lower case."""

    raw: str
    cased: str
    lower: str


def forms_of(phrase: str) -> Iterator[Form]:
    """Yield every form that the phrase stands for; none when it has no word in it."""
    choices = [part.split("|") if at % 2 else [part] for at, part in enumerate(_CHOICE.split(phrase))]
    for chosen in islice(product(*choices), _FORMS):
        text = "".join(chosen).strip()
        text = text if text.isascii() else normalize("NFKC", text)
        cased = text.startswith("=")
        pieces, gaps = _pieces(text.lstrip("="))
        words = [" ".join(_TOKEN.findall(piece if cased else piece.lower())) for piece in pieces]
        if not all(words):
            continue
        if not text.isascii() and has_han(text):
            yield Form(tuple(words), gaps, cased, han=True)
            continue
        *before, last = (
            f" {word}" if piece.endswith("*") else f" {word} " for piece, word in zip(pieces, words, strict=True)
        )
        yield Form((*before, last), gaps, cased, han=False)
        if not cased and last.endswith(" "):
            yield Form((*before, f"{last[:-1]}s "), gaps, cased, han=False)


def _pieces(text: str) -> tuple[list[str], tuple[int, ...]]:
    """Return the parts of a phrase, and how many words may stand before each."""
    pieces: list[str] = []
    gaps: list[int] = []
    for part in _GAP.split(text):
        for at, piece in enumerate(_AFTER_BEGINNING.split(part.strip())):
            pieces.append(piece)
            gaps.append(0 if at else _GAP_WORDS)
    return pieces, tuple(gaps)


def text_of(raw: str, limit: int) -> Text:
    """Return a text as phrases are looked for in it, no more than its first `limit` characters."""
    raw = raw[:limit]
    folded = raw if raw.isascii() else normalize("NFKC", raw)[:limit]
    cased = " " + " ".join(_TOKEN.findall(folded)) + " "
    return Text(folded, cased, cased.lower())


def key_of(form: Form) -> str:
    """Return what stands in every text with the form: two words, one with a blank after it, or how a word begins.

    That is up to five characters, in Chinese one.
    """
    first = form.parts[0].lower()
    words = first.split()
    if form.han:
        return words[0][0]
    if len(words) > 2 or (len(words) > 1 and first.endswith(" ")):  # noqa: PLR2004 - two whole words
        return f"{words[0]} {words[1]}"
    return f"{words[0]} " if len(words) > 1 or first.endswith(" ") else words[0][: _STARTS[-1]]


def keys_in(text: Text) -> set[str]:
    """Return the keys of all forms that can stand in the text, and of many that do not."""
    words = text.lower.split()
    keys = {f"{one} {two}" for one, two in pairwise(words)}
    for word in words:
        if word[0] >= _FIRST_HAN:
            keys.update(word)
        else:
            keys.add(f"{word} ")
            keys.update(word[:length] for length in _STARTS)
    return keys


def find(form: Form, text: Text) -> tuple[int, int] | None:
    """Return where the form begins and ends among the words of the text; None when it is not there."""
    within = text.cased if form.cased else text.lower
    at = within.find(form.parts[0])
    # A first part may stand in several places with only a later one followed by the rest.
    for _ in range(50):
        if at < 0:
            return None
        end = at + len(form.parts[0])
        for part, gap in zip(form.parts[1:], form.gaps[1:], strict=True):
            # The blank between two words belongs to both.
            begin = end if form.han else end - 1
            there = within.find(part, begin, begin + 160 + len(part))
            if there < 0 or not _near(within[begin:there], gap, han=form.han):
                break
            end = there + len(part)
        else:
            # A word that goes on, `tumor*`, is told whole.
            return at, end if form.han or within[end - 1] == " " else within.find(" ", end)
        at = within.find(form.parts[0], at + 1)
    return None


def _near(between: str, gap: int, *, han: bool) -> bool:
    return len(between) <= _GAP_HAN if han else between.count(" ") <= gap


def without(forms: Iterable[Form], text: Text) -> Text:
    """Return the text with these forms struck out of its words."""
    cased, lower = text.cased, text.lower
    for form in forms:
        for _ in range(20):
            span = find(form, Text(text.raw, cased, lower))
            if span is None:
                break
            start, end = span
            # The blanks around stay: the words on both sides are still words.
            hole = " " + "_" * max(0, end - start - 2) + " "
            if lower[start] != " ":
                hole = "_" * (end - start)
            cased, lower = cased[:start] + hole + cased[end:], lower[:start] + hole + lower[end:]
    return Text(text.raw, cased, lower)
