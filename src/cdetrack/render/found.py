"""The lines that a search in full text found, for every format that shows them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from cdetrack.query.full_text import FoundLine

_LEAD = 24
"""Characters before the first found word in a short excerpt."""


class FoundLines:
    """The found lines of notices by id, and the patterns of the words to mark."""

    def __init__(self, lines: "Mapping[str, Sequence[FoundLine]]", patterns: Sequence[re.Pattern[str]]) -> None:
        self._lines = lines
        self._patterns = patterns

    def json(self, notice_id: str) -> list[dict[str, object]]:
        """Return the lines of a notice for JSON."""
        return [{"in": each.place, "page": each.page, "line": each.line} for each in self._lines.get(notice_id, ())]

    def excerpts(self, notice_id: str) -> "Iterator[Excerpt]":
        """Yield the lines of a notice, each from a little before the first word that was found."""
        for each in self._lines.get(notice_id, ()):
            spans = list(self._spans(each.line))
            start = spans[0][0] - _LEAD if spans and spans[0][0] > 2 * _LEAD else 0
            lead = "…" if start else ""
            moved = len(lead) - start
            place = each.place if each.page is None else f"{each.place}, page {each.page}"
            yield Excerpt(place, lead + each.line[start:], [(first + moved, last + moved) for first, last in spans])

    def _spans(self, line: str) -> Iterator[tuple[int, int]]:
        """Yield the start and end of each place to mark, in order, none inside another."""
        end = 0
        for first, last in sorted(match.span() for pattern in self._patterns for match in pattern.finditer(line)):
            if first >= end and last > first:
                yield first, last
                end = last


class Excerpt(NamedTuple):
    """A part of a line, with the places of the found words in it."""

    place: str
    """`body`, or the name of the attachment with the page."""
    text: str
    spans: list[tuple[int, int]]

    def parts(self) -> Iterator[tuple[str, bool]]:
        """Yield the parts of the text, each with True if it is a found word."""
        edges = [0, *(edge for span in self.spans for edge in span), len(self.text)]
        for number, (start, end) in enumerate(pairwise(edges)):
            if start < end:
                yield self.text[start:end], number % 2 == 1
