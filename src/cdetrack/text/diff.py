"""Compare two texts word by word, in bounded time.

A word, a number, a date, a run of white space, a Chinese or Japanese character, a punctuation mark: each is
one token, kept or replaced whole.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import Literal, NamedTuple

from cdetrack.text.alignment import Run, Steps, align, gaps, words
from cdetrack.text.months import CAPITAL_MONTH
from cdetrack.text.numerals import NUMERALS, ORDINALS
from cdetrack.text.regex import regex
from cdetrack.text.script import HAN, KANA, RARE_HAN

_Operation = Literal["equal", "delete", "insert"]
_SLIDE = 40
_WORTH_LEAVING_OUT = 10  # characters
_LONGEST = 1_000  # characters of a deleted or inserted text in an excerpt
_ISLAND = 6  # tokens: the longest shared run that may be dropped
_ISLAND_WORDS = 2
_NEAR = 20  # tokens: the context on each side of it
_ISLAND_SHARE = 4  # replaced words on each side of it, for each of its own

# Characters that are compared one by one, with `々〆〇`.
_SINGLE = f"\u3005-\u3007{KANA}{HAN}{RARE_HAN}"
_ALONE = regex(rf"[{_SINGLE}\u3000-\u303f\uff00-\uffef]|\Z")
_LOOKAHEAD = 64
"""Characters beyond a cut that decide whether it is inside a token."""
# Each alternative matches a text in one way only, so the time is linear in the length of the text.
_TOKEN = rf"""
      \b{CAPITAL_MONTH}\s\d{{1,2}}(?:,\s?\d{{4}})?(?!\w)           # September 5, 2025
    | (?<!\d)\d{{1,2}}\s{CAPITAL_MONTH}\s\d{{4}}(?!\w)               # 5 September 2025
    | \d{{4}}\s?年\s?\d{{1,2}}\s?月(?:\s?\d{{1,2}}\s?日)?         # 2025年9月5日
    | [〇○零一二三四五六七八九]{{4}}年(?:[{NUMERALS}]{{1,3}}月(?:[{NUMERALS}]{{1,3}}日)?)?  # 二〇二五年九月五日
    | [一二三四五六七八九]?[十百千][{ORDINALS}]{{0,8}}              # 十九
    | \d{{4}}(?P<mark>[-./])\d{{1,2}}(?P=mark)\d{{1,2}}(?!\d)  # 2025-09-05
    | (?:\d{{1,3}}(?:,\d{{3}})+(?!\d)|\d+)(?:\.\d+)*[%‰％]?    # 1,234.5 and 10%
    | [{_SINGLE}]
    | [^\W\d_{_SINGLE}][^\W_{_SINGLE}]*(?:['’][^\W\d_{_SINGLE}]+)?      # R2 and children's
    | \s+
    | .
    """


@cache
def _token() -> re.Pattern[str]:
    """Return the pattern of a token; compiling it takes 5 ms, and most alerts have no difference."""
    return re.compile(_TOKEN, re.VERBOSE | re.DOTALL)


class Segment(NamedTuple):
    """A piece of text that is in both texts, or only in one of them."""

    op: _Operation
    text: str


def diff(before: str, after: str, *, steps: Steps | None = None) -> list[Segment]:
    """Return the difference: the equal and delete segments join to `before`, the equal and insert ones to `after`.

    A delete comes before the insert that replaces it. If the steps run out, longer pieces are replaced.
    """
    old, new = tokens(before), tokens(after)
    runs = _slid(align(old, new, steps or Steps()), old, new)
    return list(_segments(_without_islands(runs, old, new), old, new))


def mark(segments: Iterable[Segment]) -> str:
    """Return the difference as text without colour, in the form of `git diff --word-diff`: `No. [-12-]{+13+}`."""
    marks = {"equal": ("", ""), "delete": ("[-", "-]"), "insert": ("{+", "+}")}
    return "".join(segment.text.join(marks[segment.op]) for segment in segments)


def excerpt(segments: Sequence[Segment], *, context: int = 60) -> list[Segment]:
    """Return the changes with up to `context` characters around them, in whole words; `…` replaces the rest.

    A long deleted or inserted text is cut in the middle, with the number of characters left out.
    """
    shown = []
    last = len(segments) - 1
    for position, segment in enumerate(segments):
        text = segment.text
        if segment.op == "equal":
            head = text[: _head(text, context)] if position else ""
            tail = text[_tail(text, context) :] if position < last else ""
            if len(text) > len(head) + len(tail) + _WORTH_LEAVING_OUT:
                text = " ".join(filter(None, (head.rstrip(), "…", tail.lstrip())))
        elif len(text) > _LONGEST:
            half = _LONGEST // 2
            # A single endless word is cut inside.
            head, tail = text[: _head(text, half) or half], text[_tail(text, half) :] or text[-half:]
            text = f"{head} … ({len(text) - len(head) - len(tail):,} characters) … {tail}"
        shown.append(Segment(segment.op, text))
    return shown


def shortened(text: str, longest: int) -> str:
    """Return the text, cut between two words if it is too long; a word longer than half of it is cut inside."""
    if len(text) <= longest:
        return text
    cut = _head(text, longest - 1)
    return f"{text[: cut if cut >= longest // 2 else longest - 1].rstrip()}…"


def _head(text: str, longest: int) -> int:
    """Return the position of the last cut between two words, at most `longest`; 0 if the first word is longer."""
    if longest >= len(text):
        return len(text)
    ends = (match.end() for match in _token().finditer(text[: longest + _LOOKAHEAD]))
    return max((end for end in ends if end <= longest and _is_apart(text, end)), default=0)


def _tail(text: str, longest: int) -> int:
    """Return the position of the first cut between two words, at most `longest` characters before the end.

    It is the end itself if the last word is longer.
    """
    if longest >= len(text):
        return 0
    first = max(0, len(text) - longest - _LOOKAHEAD)
    starts = (first + match.start() for match in _token().finditer(text[first:]))
    least = len(text) - longest
    return next((start for start in starts if start >= least and _is_apart(text, start)), len(text))


def _is_apart(text: str, at: int) -> bool:
    """Return True if two words are apart at a position: at a space, or at a character that is a word."""
    return any(side.isspace() or _ALONE().match(side) for side in (text[at - 1 : at], text[at : at + 1]))


def tokens(text: str) -> list[str]:
    """Return the tokens of the text; joined, they are the text again."""
    return [match[0] for match in _token().finditer(text)]


def _slid(runs: Sequence[Run], old: Sequence[str], new: Sequence[str]) -> list[Run]:
    """Move each deletion or insertion to the most natural place: `A [-(B) -](C)`, not `A ([-B) (-]C)`."""
    moved = list(runs)
    for index, (_, (i_next, j_next, length_next)) in enumerate(pairwise(runs)):
        i, j, length = moved[index]  # the previous iteration may have moved its start
        only_old, only_new = j + length == j_next, i + length == i_next
        if only_old != only_new:
            side, start, end = (old, i + length, i_next) if only_old else (new, j + length, j_next)
            slides = _slides(side, start, end, back=min(length, _SLIDE), forth=min(length_next, _SLIDE))
            # Joining it to the previous or next change leaves one change fewer to read.
            if index and -slides[0] == length:
                by = slides[0]
            elif index + 2 < len(runs) and slides[-1] == length_next:
                by = slides[-1]
            else:
                seams = {by: _seam(side, start + by) + _seam(side, end + by) for by in reversed(slides)}
                by = max(seams, key=lambda by: seams[by])
            moved[index] = (i, j, length + by)
            moved[index + 1] = (i_next + by, j_next + by, length_next - by)
    return [run for run in moved if run[2]]


def _slides(side: Sequence[str], start: int, end: int, *, back: int, forth: int) -> range:
    """Return the offsets, in tokens, by which a change can move with the same result."""
    lowest = highest = 0
    while -lowest < back and side[start + lowest - 1] == side[end + lowest - 1]:
        lowest -= 1
    while highest < forth and side[start + highest] == side[end + highest]:
        highest += 1
    return range(lowest, highest + 1)


def _seam(side: Sequence[str], at: int) -> int:
    """Return how natural a cut before that token is, from 4 (at an end, after a line) to 0 (inside a word)."""
    if at in (0, len(side)):
        return 4
    one, other = side[at - 1], side[at]
    if "\n" in one:
        return 3
    if one.isspace():
        return 2
    return 1 if other.isspace() or not one[-1].isalnum() or not other[0].isalnum() else 0


def _without_islands(runs: Sequence[Run], old: Sequence[str], new: Sequence[str]) -> list[Run]:
    """Drop the shared runs that are too small to keep, such as the space between two replaced words."""
    kept: list[Run] = []
    starts = [(i, j) for i, j, _ in runs] + [(len(old), len(new))]
    for (i, j, length), (i_end, j_end) in zip(runs, starts[1:], strict=True):
        i_start, j_start = (kept[-1][0] + kept[-1][2], kept[-1][1] + kept[-1][2]) if kept else (0, 0)
        left = (old[max(i_start, i - _NEAR) : i], new[max(j_start, j - _NEAR) : j])
        right = (old[i + length : i_end][:_NEAR], new[j + length : j_end][:_NEAR])
        if not _is_island(old[i : i + length], left, right):
            kept.append((i, j, length))
    return kept


def _is_island(shared: Sequence[str], left: Sequence[Sequence[str]], right: Sequence[Sequence[str]]) -> bool:
    replaced = all((*left, *right))
    # `[-one-] {+other+}`: deleted on one side of a space, inserted on the other.
    crossed = [bool(side) for side in left] == [not side for side in right] and bool(left[0]) != bool(left[1])
    if len(shared) > _ISLAND or not (replaced or crossed) or any("\n" in token for token in shared):
        return False
    held = words(shared)
    around = min(max(map(words, left)), max(map(words, right)))
    return held == 0 or (replaced and held <= _ISLAND_WORDS and around >= _ISLAND_SHARE * held)


def _segments(runs: Sequence[Run], old: Sequence[str], new: Sequence[str]) -> Iterator[Segment]:
    for (i, j), (i_end, j_end), run in gaps(runs, len(old), len(new)):
        if i < i_end:
            yield Segment("delete", "".join(old[i:i_end]))
        if j < j_end:
            yield Segment("insert", "".join(new[j:j_end]))
        if run[2]:
            yield Segment("equal", "".join(old[run[0] : run[0] + run[2]]))
