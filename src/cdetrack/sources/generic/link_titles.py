"""Find the title inside the link of each row: the link's words, or one line of a link around a whole card."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, replace

from bs4 import NavigableString, Tag

from cdetrack.sources.file_types import ENDINGS
from cdetrack.sources.generic.date_labels import is_posted
from cdetrack.sources.generic.outline import EDGE, PLAIN_HEADINGS, Link, Outline, in_heading
from cdetrack.sources.generic.row_reader import RowReader
from cdetrack.sources.generic.rows import ListCandidate, PickedRow, Slot
from cdetrack.sources.generic.short_days import day_at_end, without_day
from cdetrack.sources.generic.title_attributes import whole_words, without_tip
from cdetrack.sources.generic.title_check import CLOSING, MARKS, OPENING, is_date, is_title
from cdetrack.sources.generic.title_classes import is_called_title, title_points
from cdetrack.sources.generic.title_trimming import (
    MARK,
    is_counter,
    plain,
    trim,
    trim_counts,
    without_separators,
)
from cdetrack.text.dates.finding import Mention
from cdetrack.text.script import CJK

_MOST_LINES = 60
"""Lines or elements read in a link; bounds the time."""
_ROW = 4000
"""Characters of a row searched for its date outside the link; bounds the time."""
_COUNTER = 60
"""The most characters of an element with a counter."""
_NEARLY_ALL = 0.8
"""The share of rows with the same words around their titles. No page changes from 0.6 to 1.0."""
_LABEL_LENGTH = 22
"""Lines of a smaller mean length are probably categories: `News release`. No page changes from 16 to 30."""
_WIDE = 2
"""A Chinese, Japanese or Korean character says as much as two letters. No page changes from 1 to 3."""
_LONGEST = 240
"""Lines of this mean length are summaries. No page changes from 160 to 400."""
_UNFIT = 0.4
"""Replaces 1.0 for lines of unfit length. No page changes from 0.2 to 0.7."""
_CLASS_BONUS = 0.5
"""For a class such as `title`, against one such as `category`; less than the length counts.

No page changes from 0.25 to 0.8."""
_TAILS = ("b", "em", "i", "span", "strong")
_CLIMB = 3
_CJK = re.compile(f"[{CJK}]")
_JOINED = re.compile(f"[{CJK}]{{2}}")
_FILE_NAME = re.compile(rf"\S+\.(?:{'|'.join(sorted(ENDINGS))})", re.IGNORECASE)
AROUND = " []|:,;-–—"
BRACKETS = OPENING + CLOSING
_OF_DAY = re.compile(
    rf"[ {EDGE}T]{{1,2}}\d{{1,2}}:\d\d(?::\d\d)?(?: ?[ap]\.?m\.?)?(?![\d:])| ?г\.|\.(?=[ {EDGE}])", re.IGNORECASE
)
"""What belongs to a day before it: its time, a dot, a word for `year`."""
_APART = frozenset((EDGE, "\n", "|", ":", ";", "-", "–", "—", *CLOSING))


@dataclass(frozen=True, slots=True)
class LinkedTitle:
    """A trimmed title in the text of a link."""

    text: str
    is_marked: bool
    """True for a heading, and for a line of a card with a class such as `title`: a title even if it is repeated."""
    slot: Slot | None
    """The place of one of several lines of a link; None for all of it."""

    @property
    def is_card(self) -> bool:
        """True for one of several lines of a link."""
        return self.slot is not None


def linked_titles(reader: RowReader, candidate: ListCandidate) -> list[LinkedTitle]:
    """Return the trimmed titles in the texts of the links."""
    outline = reader.outline
    titles: list[str] = []
    links = [one.link for one in candidate.picked]
    spans = _without_short_days(outline, links, _title_spans(outline, links))
    for one, span in zip(candidate.picked, spans, strict=True):
        lo, hi = _without_counters(outline, one.link, *span)
        titles.append(trim(_without_day(reader, one, lo, _with_tail(outline, lo, hi))))
    told = [without_tip(outline, link, title) for link, title in zip(links, titles, strict=True)]
    # A kind of notices is told of several of them.
    titles = told if len(set(told)) == len(set(titles)) else titles
    shown = [plain(title) for title in trim_counts(titles)]
    found: list[LinkedTitle] = []
    for one, (lo, hi), title, repeated in zip(
        candidate.picked, spans, shown, _repeated_titles(reader, candidate), strict=True
    ):
        element = outline.element_at(outline.first_shown(lo, hi))
        is_card = (lo, hi) != (one.link.start, one.link.end)
        is_marked = in_heading(outline, element) or (is_card and title_points(outline, element) > 0)
        text = whole_words(outline, one.link, repeated or title)
        found.append(LinkedTitle(text, is_marked, (outline.paths[element], 0) if is_card else None))
    return found


def _with_tail(outline: Outline, lo: int, hi: int) -> int:
    """Return the end of a title in a heading with the words in bold or italics behind it: a name, a second part."""
    if outline.text.count("\n", lo, hi) > 1:
        return hi
    element = outline.element_at(lo + 1)
    for _ in range(_CLIMB):
        if element < 0 or outline.tags[element].name in PLAIN_HEADINGS:
            break
        element = outline.parents[element]
    if element < 0 or outline.tags[element].name not in PLAIN_HEADINGS or outline.ends[element] - lo > _LONGEST:
        return hi
    end = hi
    for inner in range(element + 1, min(element + _MOST_LINES, len(outline.tags))):
        start, stop = outline.starts[inner], outline.ends[inner]
        if start >= outline.ends[element]:
            break
        text = outline.clean(start, stop)
        if not text or start < end or outline.clean(end, start).strip(AROUND):
            continue
        if (
            outline.tags[inner].name not in _TAILS
            or outline.links_between(start, stop)
            or outline.dates_between(start, stop)
            or title_points(outline, inner) < 0
            or not _names(text)
        ):
            break
        end = stop
    return end


def _repeated_titles(reader: RowReader, candidate: ListCandidate) -> list[str]:
    """Return the titles beside links that repeat them in a call, such as `Read more: TITLE`.

    The words around the title are equal in nearly all rows. An empty string stands for a row without such a title.
    """
    outline = reader.outline
    found: list[tuple[str, tuple[str, str]]] = []
    for one in candidate.picked:
        text = outline.clean(one.link.start, min(one.link.end, one.link.start + _ROW))
        beside = outline.text[one.row.start : min(one.link.start, one.row.start + _ROW)]
        pieces = {
            without_separators(" ".join(piece.split())) for piece in re.split(rf"[\n{EDGE}]", beside)[-_MOST_LINES:]
        }
        title = max((piece for piece in pieces if piece in text and is_title(piece)), key=len, default="")
        before, _, after = text.partition(title) if title else ("", "", "")
        found.append((title, (before, after)))
    calls = Counter(call for title, call in found if title and call != ("", ""))
    usual, count = calls.most_common(1)[0] if calls else (("", ""), 0)
    if count < max(2, _NEARLY_ALL * len(found)):
        return [""] * len(found)
    return [title if call == usual else "" for title, call in found]


def _title_spans(outline: Outline, links: list[Link]) -> list[tuple[int, int]]:
    """Return the span of the title in each link: the whole link, or one line of a link around a card.

    The line is the heading, or the line in the place that fits titles best in all the links.
    """
    cards = [_pieces(outline, link) for link in links]
    lengths: defaultdict[Slot, list[int]] = defaultdict(list)
    points: Counter[Slot] = Counter()
    for pieces in cards:
        for piece in pieces:
            text = outline.clean(piece.start, piece.end)
            if _names(text):
                lengths[piece.slot].append(len(text) * (_WIDE if _CJK.search(text) else 1))
                points[piece.slot] += title_points(outline, piece.element)

    def score(slot: Slot) -> float:
        usual = sum(lengths[slot]) / len(lengths[slot])
        fit = 1.0 if _LABEL_LENGTH <= usual < _LONGEST else _UNFIT
        return fit + _CLASS_BONUS * points[slot] / len(lengths[slot])

    called = [_called_title(outline, link) if _is_line(outline, link) else None for link in links]
    if sum(map(bool, called)) < _NEARLY_ALL * len(links):
        called = [None] * len(links)
    spans: list[tuple[int, int]] = []
    for link, pieces, named in zip(links, cards, called, strict=True):
        titles = [
            piece
            for piece in pieces
            if piece.slot in lengths
            # A heading among headings is a title, however short it is.
            and (_names(text := outline.clean(piece.start, piece.end)) or (piece.heading and may_name(text)))
        ]
        if named or not titles:
            spans.append(named or (link.start, link.end))
            continue
        # Of equal places, the first in the card wins.
        best = next((piece for piece in titles if piece.heading), None) or max(
            titles, key=lambda piece: score(piece.slot)
        )
        spans.append((best.start, best.end))
    return spans


def _is_line(outline: Outline, link: Link) -> bool:
    return "\n" not in outline.text[link.start : link.end].strip()


def _called_title(outline: Outline, link: Link) -> tuple[int, int] | None:
    """Return the span of the first element in a link that a class calls its title; None if words stand beside it.

    All other words of the link are in elements of their own: a date, the kind of the document.
    """
    for element in range(link.element + 1, min(link.element + _MOST_LINES, len(outline.tags))):
        start, end = outline.starts[element], outline.ends[element]
        if start >= link.end:
            break
        if end <= link.end and is_called_title(outline, element) and is_title(outline.clean(start, end)):
            around = outline.parents[element]
            while around > link.element and not _own_words(outline.tags[around]):
                around = outline.parents[around]
            return (start, end) if around == link.element and not _own_words(outline.tags[around]) else None
    return None


def _own_words(tag: Tag) -> str:
    """Return the words of an element that are in no element inside it."""
    return "".join(child for child in tag.children if isinstance(child, NavigableString)).strip(f"{MARKS}\n\t")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A line inside a link, with its place: the kind of its element, and its number among those of the kind."""

    start: int
    end: int
    slot: Slot
    element: int
    heading: bool


def _pieces(outline: Outline, link: Link) -> list[_Piece]:
    """Return the lines of a link, or its parts beside a date in one line; empty if it has no parts."""
    found: list[_Piece] = []
    seen: Counter[int] = Counter()
    parts = _parts_beside_date(outline, link)
    for start, end in parts or outline.lines_between(link.start, link.end):
        if len(found) >= _MOST_LINES:
            break
        if text := outline.clean(start, end):
            element = outline.element_at(outline.first_shown(start, end))
            if found and found[-1].element == element and text.startswith(tuple(OPENING)):
                # A number in brackets below a name is a part of it.
                found[-1] = replace(found[-1], end=end)
                continue
            path = outline.paths[element]
            found.append(_Piece(start, end, (path, seen[path]), element, in_heading(outline, element)))
            seen[path] += 1
    # A single line has the words of the whole link.
    return found if len(found) > 1 or parts else []


def _parts_beside_date(outline: Outline, link: Link) -> list[tuple[int, int]]:
    """Return the words before and after the element with the date in a link of one line; empty if some have none.

    A style sheet makes lines of the elements.
    """
    if not _is_line(outline, link) or _own_words(outline.tags[link.element]):
        return []
    parts: list[tuple[int, int]] = []
    is_dated = goes_on = False
    for element in range(link.element + 1, min(link.element + _MOST_LINES, len(outline.tags))):
        start, end = outline.starts[element], outline.ends[element]
        if start >= link.end:
            break
        if outline.parents[element] != link.element or not outline.clean(start, end):
            continue
        if outline.dates_between(start, end):
            is_dated, goes_on = True, False
        elif goes_on:
            parts[-1] = (parts[-1][0], end)
        else:
            parts.append((start, end))
            goes_on = True
    return parts if is_dated else []


def _without_short_days(outline: Outline, links: list[Link], spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the spans of the titles without the days at an end of the links, if nearly all links have one."""
    if sum(day_at_end(outline, link) is not None for link in links) < _NEARLY_ALL * len(links):
        return spans
    return [without_day(outline, link, *span) for link, span in zip(links, spans, strict=True)]


def _without_counters(outline: Outline, link: Link, lo: int, hi: int) -> tuple[int, int]:
    """Return the span without counters in elements at its ends; unchanged if no title would be left."""
    inside: list[tuple[int, int]] = []
    for element in range(link.element + 1, min(link.element + _MOST_LINES, len(outline.tags))):
        start, end = outline.starts[element], outline.ends[element]
        if start >= hi:
            break
        if start >= lo and end <= hi and end - start <= _COUNTER and is_counter(outline.clean(start, end)):
            inside.append((start, end))
    first, last = lo, hi
    for start, end in inside:
        first = end if not outline.clean(first, start) else first
    for start, end in reversed(inside):
        last = start if start >= first and not outline.clean(end, last) else last
    return (first, last) if is_title(outline.clean(first, last)) else (lo, hi)


def _without_day(reader: RowReader, one: PickedRow, lo: int, hi: int) -> str:
    """Return the span's text without the entry's own date at the start, or in its own element at the end.

    A date in the name of a file is part of it: `2026-09-11-DO3.zip`.
    """
    outline = reader.outline
    inside = outline.dates_between(lo, hi)
    whole = _marked(outline, lo, hi)
    if one.date is None or not inside or _FILE_NAME.fullmatch(plain(whole)):
        return whole
    day = outline.dates[one.date][1]
    rest = whole
    (first, first_day), (last, last_day) = outline.dates[inside[0]], outline.dates[inside[-1]]
    start, end, _ = _shown(outline, lo, hi, first)
    before = outline.clean(lo, start).strip(AROUND + BRACKETS)
    if first_day == day and (not before or is_posted(before)):
        # With no separator after it, a date shown elsewhere too, or one that goes on as `15日付`, is part of the title.
        apart = not (_is_shown_beside(outline, one, day) or _JOINED.match(outline.text, end - 1))
        apart = apart or outline.text[end : end + 2].strip(" ")[:1] in _APART
        rest = without_separators(_marked(outline, min(end, hi), hi), end=False) if apart else whole
        return rest if may_name(plain(rest)) else whole
    start, end, is_own = _shown(outline, lo, hi, last)
    if last_day == day and not outline.clean(min(end, hi), hi).strip(AROUND + BRACKETS):
        before = outline.text[lo:start].rstrip(" ")
        apart = (
            is_own or before.endswith((EDGE, *BRACKETS)) or (before[-1:].isalpha() and before == outline.text[lo:start])
        )
        rest = without_separators(_marked(outline, lo, start), start=False) if apart else whole
    return rest if may_name(plain(rest)) else whole


def _shown(outline: Outline, lo: int, hi: int, mention: Mention) -> tuple[int, int, bool]:
    """Return the start and end of a date with its time, and whether it has an element of its own.

    There its label belongs to it, too.
    """
    element = outline.element_at(mention.start)
    start, end = outline.starts[element], outline.ends[element]
    if lo < start <= end <= hi and is_date(outline.clean(start, end)):
        return start, end, True
    behind = _OF_DAY.match(outline.text, mention.end, hi)
    return mention.start, behind.end() if behind else mention.end, False


def _is_shown_beside(outline: Outline, one: PickedRow, day: str) -> bool:
    """Return True if the row also has this date outside its link."""
    row, link = one.row, one.link
    near = outline.dates_between(row.start, min(row.end, row.start + _ROW))
    return any(outline.dates[at][1] == day and not link.start <= outline.date_starts[at] < link.end for at in near)


def _marked(outline: Outline, lo: int, hi: int) -> str:
    text = MARK.join(piece for piece in outline.text[lo:hi].split(EDGE) if piece)
    return " ".join(text.split())


def may_name(text: str) -> bool:
    """Return True if a text in a heading may be its title, however short it is: no date and no counter."""
    return any(map(str.isalnum, text)) and not is_date(text) and not is_counter(text)


def _names(text: str) -> bool:
    return is_title(text) and not is_counter(text)
