"""From the text of a file to its lines: without page numbers, running heads and tables of contents.

A PDF breaks its lines at the margin. `TextLine.goes_on` tells such a break from the end of a paragraph.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from cdetrack.documents.numbering import ARTICLE, number_at
from cdetrack.text.script import CJK, EAST_ASIAN_SIGNS, RARE_HAN

_EDGE = 2
"""Lines at the top and the bottom of a page that can be a running head, a footer or a page number."""
_RUNNING = 3
"""The fewest pages with the same line at the edge; two are enough if there are only so many."""
_NUMBERS = 3
"""Numbers in a running head, one of which can be that of the page."""
_TOC_REACH = 600
"""The most lines of a table of contents."""
_TOC_LINES = 3
"""The fewest lines of one without a heading."""
_TOC_ENTRY = 120
"""The most characters of a line in a table of contents."""
_WIDEST = 140
"""Cells: a longer line was not broken at a margin."""
_RAGGED = 0.15
"""The part of the width by which a full line can be shorter: the next word did not fit, or a bracket."""
_NEVER = float("inf")
_DIVIDED = 60
"""The fewest cells of a paragraph that a page divides; a shorter one is a heading."""
_SLACK = 1
"""Cells at the end of a line that a word does not need to fit in."""
_NARROWEST = 24
"""Cells: lists have such lines; no page does."""
_LONGEST = 80
"""Lines of a paragraph; a longer run of full lines is a list."""
_TAIL = 200
"""Characters at the end of a line that are looked at."""
_LINES = 8
"""The fewest lines that show a margin."""
_SHARE = 0.25
"""The least share of full lines in a text with a margin."""

# Of the first pages. Other bare numbers have to count the pages: a cell of a table can stand at the end of a page.
_ROMAN_NUMBER = re.compile(r"[-–—]?\s?[ivxl]{1,6}\s?[-–—]?", re.IGNORECASE)
_SURE_PAGE_NUMBER = re.compile(
    r"[-–—―]\s?\d{1,4}\s?[-–—―]|第\s?\d{1,4}\s?页(?:[\s，,/]*共\s?\d{1,4}\s?页)?|page\s\d{1,4}\sof\s\d{1,4}",
    re.IGNORECASE,
)
_LEADERS = re.compile(r"(?:[.．·•…]\s?){3,}\s*\d{1,4}$|…{2,}\s*\d{1,4}$")
_PAGE_AT_END = re.compile(r"[\s.．·•…]+\d{1,4}$")
_CONTENTS = re.compile(r"目\s*[录錄次]|(?:table\s+of\s+)?contents", re.IGNORECASE)
_DIGITS = re.compile(r"\d{1,6}")
_BLANKS = re.compile(r"[^\S\n]+")
_CLOSED = re.compile(r"[。；：！？.;:!?][”’」』）)\"']?$")
_SIGNS = f"{CJK}{RARE_HAN}{EAST_ASIAN_SIGNS}"
_WIDE = re.compile(f"[{_SIGNS}]")
_FIRST_UNIT = re.compile(rf"[{_SIGNS}]|[^\s{_SIGNS}]{{1,40}}")
_HYPHENATED = re.compile(r"([^\W\d_]+)-$")
_CONTINUED = re.compile(r"[a-z]")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)?")


class _Printed(NamedTuple):
    """A line as printed."""

    text: str
    ends_page: bool = False


class TextLine(NamedTuple):
    """A line of a document, and whether its paragraph goes on in the next line."""

    text: str
    goes_on: bool


def lines(text: str) -> list[TextLine]:
    """Return the lines of a text that are its content; pages are separated by form feeds."""
    kept = _without_contents(_without_running(text.split("\f")))
    margin = _margin([line.text for line in kept])
    found: list[TextLine] = []
    run = 0
    for line, following in pairwise([*kept, _Printed("")]):
        if not line.text:
            continue
        found.append(TextLine(line.text, _goes_on(line, following.text, margin)))
        run = run + 1 if found[-1].goes_on else 0
        if run == _LONGEST:
            found[-run:] = [TextLine(each.text, goes_on=False) for each in found[-run:]]
            run = 0
    return found


def joined(parts: Sequence[str], vocabulary: frozenset[str]) -> str:
    """Return the lines of a paragraph as one: Chinese without a blank, and a divided word whole.

    `vocabulary` has the words of the document: `risk-` and `based` keep their hyphen if the document has `risk-based`
    elsewhere.
    """
    shown = [parts[0]]
    for before, part in pairwise(parts):
        cut = _HYPHENATED.search(before[-_TAIL:])
        if cut and _CONTINUED.match(part):
            rest = _FIRST_WORD.match(part)
            if f"{cut[1]}-{rest[0] if rest else ''}".lower() not in vocabulary:
                shown[-1] = shown[-1][:-1]
        elif not (_WIDE.match(before[-1:]) and _WIDE.match(part)):
            shown.append(" ")
        shown.append(part)
    return "".join(shown)


def ends_sentence(line: str) -> bool:
    """Return True if the line ends with a sentence, or with the mark before a list."""
    return _CLOSED.search(line[-3:]) is not None


def vocabulary_of(found: Sequence[TextLine]) -> frozenset[str]:
    """Return the compound words of the lines, in small letters."""
    return frozenset(word.lower() for line in found for word in _WORD.findall(line.text) if "-" in word)


def _without_running(pages: Sequence[str]) -> list[_Printed]:
    """Return the lines of all pages without running heads, footers and page numbers; an empty one is a break."""
    split = [_stripped([line.strip() for line in page.splitlines()]) for page in pages]
    seen = Counter(
        key for at, page in enumerate(split) for key in {key for line in _edges(page) for key in _keys(page[line], at)}
    )
    least = _RUNNING if len(split) > _RUNNING else 2
    least = max(least, len(split) // 3)
    shown: list[_Printed] = []
    for number, page in enumerate(split):
        edges = set(_edges(page)) if len(split) > 1 else set()
        content = [
            line
            for at, line in enumerate(page)
            if not _SURE_PAGE_NUMBER.fullmatch(line)
            and not (
                at in edges
                and (_ROMAN_NUMBER.fullmatch(line) or any(seen[key] >= least for key in _keys(line, number)))
            )
        ]
        content = _stripped(content)
        shown += [_Printed(line, ends_page=at == len(content)) for at, line in enumerate(content, 1)]
    return shown


def _edges(page: Sequence[str]) -> Iterator[int]:
    """Yield the indexes of the lines at the top and the bottom of a page."""
    filled = [at for at, line in enumerate(page) if line]
    yield from dict.fromkeys([*filled[:_EDGE], *filled[-_EDGE:]])


def _keys(line: str, page: int) -> Iterator[str]:
    """Yield the line as it is, and with each number by its distance from that of the page: `Page 3` is one on page 4.

    The numbers of annexes and articles go up from page to page as well.
    """
    yield line
    found = number_at(line)
    if found is None or found.level > ARTICLE:
        for number in [*_DIGITS.finditer(line[:_TAIL])][:_NUMBERS]:
            yield f"{line[: number.start()]}#{int(number[0]) - page}#{line[number.end() :]}"


def _stripped(page: Sequence[str]) -> list[str]:
    filled = [at for at, line in enumerate(page) if line]
    return list(page[filled[0] : filled[-1] + 1]) if filled else []


def _without_contents(kept: Sequence[_Printed]) -> list[_Printed]:
    """Return the lines without tables of contents."""
    texts = [line.text for line in kept]
    shown: list[_Printed] = []
    at = 0
    while at < len(kept):
        behind = _after_contents(texts, at + 1) if _CONTENTS.fullmatch(texts[at]) else _after_leaders(texts, at)
        if behind == at:
            shown.append(kept[at]._replace(text=_BLANKS.sub(" ", texts[at])))
            behind += 1
        at = behind
    return shown


def _after_leaders(texts: Sequence[str], start: int) -> int:
    """Return the index behind lines with dots and page numbers; `start` if they are too few for a table of contents."""
    at = start
    while at < len(texts) and _LEADERS.search(texts[at][-_TAIL:]):
        at += 1
    return at if at - start >= _TOC_LINES else start


def _after_contents(texts: Sequence[str], start: int) -> int:
    """Return the index behind a table of contents: where its first entry comes again, else behind its page numbers."""
    filled = [at for at in range(start, min(len(texts), start + _TOC_REACH)) if texts[at]]
    first = _entry_key(texts[filled[0]]) if filled else ""
    for at in filled[1:]:
        if len(texts[at]) > _TOC_ENTRY:
            break
        if first and _entry_key(texts[at]) == first:
            return at
    behind = start
    for at in filled:
        if not _PAGE_AT_END.search(texts[at][-_TAIL:]):
            break
        behind = at + 1
    return behind


def _entry_key(line: str) -> str:
    return "".join(_PAGE_AT_END.sub("", line[:_TAIL]).split()).casefold()


def _margin(kept: Sequence[str]) -> float:
    """Return the width in cells from which a line counts as full; infinite if the lines are whole paragraphs."""
    widths = sorted(_cells(line) for line in kept if line)
    if len(widths) < _LINES:
        return _NEVER
    width = widths[int(len(widths) * 0.95)]
    full = width * (1 - _RAGGED)
    share = sum(1 for each in widths if each >= full) / len(widths)
    return full if _NARROWEST <= width <= _WIDEST and share >= _SHARE else _NEVER


def _cells(line: str) -> int:
    return len(line) if line.isascii() else sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in line)


def _goes_on(line: _Printed, following: str, full: float) -> bool:
    if not following:
        return False
    text, closed = line.text, ends_sentence(line.text)
    if _CONTINUED.match(following) and not closed and not _WIDE.match(text[-1]):
        return True
    width = _cells(text)
    if line.ends_page and full == _NEVER:
        # The lines are paragraphs, divided by the page.
        return not closed and width >= _DIVIDED and number_at(following) is None
    if not closed or width < full:
        return width >= full
    first = _FIRST_UNIT.match(following)
    return width + _cells(first[0] if first else "") > full / (1 - _RAGGED) - _SLACK
