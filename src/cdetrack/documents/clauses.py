"""The clauses of a document, in its order: articles, numbered headings, items, with the text of each."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cdetrack.documents.content import TextLine, ends_sentence, joined, lines, vocabulary_of
from cdetrack.documents.numbering import ANNEX, ARTICLE, Number, NumberSequence, number_at
from cdetrack.text.script import CJK, EAST_ASIAN_SIGNS, RARE_HAN

_HEADING = 40
"""The most Chinese characters of a heading; letters count half."""
_SENTENCE_END = re.compile(r"[。；：！？;:!?，,、.]$")
_PREAMBLE = 8
"""The most paragraphs without a number that are one clause."""
_WIDE = f"{CJK}{RARE_HAN}{EAST_ASIAN_SIGNS}"
_BLANK_AT_WIDE = re.compile(rf"(?<=[{_WIDE}])\s+|\s+(?=[{_WIDE}])")
_MARKS = " \t\u3000：:、．."
"""Signs between a number and the text of its clause."""
_SPACES = re.compile(r"\s+")
_ONE_FORM = {0x3000: " ", 0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"', 0x2013: "-", 0x2014: "-", 0x2011: "-"} | {
    code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)
}


class Clause(NamedTuple):
    """A clause of a document: a numbered unit with its text up to the next number, or text without a number."""

    label: str
    """Its number as printed, such as `第十二条` or `3.2`; empty if it has none."""
    place: str
    """The number with those of the units around it if it needs them: `附件2 第三条`, `一（二）`; empty without one."""
    level: int
    style: str
    values: tuple[int, ...]
    paragraphs: tuple[str, ...]
    """Its text without the number; a heading is the first paragraph."""

    @property
    def text(self) -> str:
        """The paragraphs, one a line."""
        return "\n".join(self.paragraphs)

    @property
    def heading(self) -> str:
        """The heading, empty for a clause without one."""
        first = self.paragraphs[0] if self.label and self.paragraphs else ""
        short = sum(2 if each > "\u2e7f" else 1 for each in first[: 3 * _HEADING]) <= 2 * _HEADING
        return first if short and not _SENTENCE_END.search(first) else ""


def clauses(text: str) -> list[Clause]:
    """Return the clauses of the text of a document; its pages are separated by form feeds.

    Page numbers, running heads and tables of contents are left out. A text without numbers has a clause for each
    paragraph.
    """
    found = lines(text)
    vocabulary = vocabulary_of(found)
    units = [
        (number, open_numbers, _paragraphs(content, vocabulary)) for number, open_numbers, content in _units(found)
    ]
    shown: list[Clause] = []
    for number, around, paragraphs in units:
        if number is not None:
            place = _place(around)
            shown.append(Clause(number.label, place, number.level, number.style, number.values, paragraphs))
        elif len(paragraphs) <= _PREAMBLE and len(units) > 1:
            shown += [Clause("", "", ANNEX, "", (), paragraphs)] if paragraphs else []
        else:
            shown += [Clause("", "", ANNEX, "", (), (paragraph,)) for paragraph in paragraphs]
    return shown


def folded(text: str) -> str:
    """Return the text in the form in which it is compared: without differences of width and of white space."""
    return _BLANK_AT_WIDE.sub("", _SPACES.sub(" ", text.translate(_ONE_FORM))).strip()


def _units(found: Sequence[TextLine]) -> Iterator[tuple[Number | None, tuple[Number, ...], list[TextLine]]]:
    """Yield each number with those around it, and the lines up to the next one; None for the lines before the first."""
    outline = NumberSequence()
    current: Number | None = None
    around: tuple[Number, ...] = ()
    content: list[TextLine] = []
    unfinished = False
    for line in found:
        number = number_at(line.text)
        if number is not None and outline.takes(number, line.text, unfinished=unfinished):
            yield current, around, content
            current, around = number, tuple(outline.open)
            rest = line.text[number.end :].lstrip(_MARKS)
            content = [TextLine(rest, line.goes_on)] if rest else []
        else:
            content.append(line)
        unfinished = line.goes_on and not ends_sentence(line.text)
    yield current, around, content


def _paragraphs(content: Sequence[TextLine], vocabulary: frozenset[str]) -> tuple[str, ...]:
    shown: list[str] = []
    parts: list[str] = []
    for line in content:
        parts.append(line.text)
        if not line.goes_on:
            shown.append(joined(parts, vocabulary))
            parts = []
    return tuple([*shown, joined(parts, vocabulary)] if parts else shown)


def _place(around: Sequence[Number]) -> str:
    """Return the label of the last number with those of the units around it that it needs."""
    *outer, last = around
    annex = [each.label for each in outer if each.level == ANNEX]
    if last.stands_alone:
        return " ".join([*annex, last.label])
    inner = [each for each in outer if each.level > ARTICLE and (each.style != "dotted" or last.style != "dotted")]
    return " ".join([*annex, "".join(each.label for each in (*inner, last))])
