"""Find the title and the summary of each row with picked date and link."""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass
from urllib.parse import unquote

from cdetrack.sources.generic.date_headings import PLAIN_HEADINGS
from cdetrack.sources.generic.outline import EDGE, Link, Outline
from cdetrack.sources.generic.row_reader import ListCandidate, PickedRow, RowReader, Slot
from cdetrack.sources.generic.title_attributes import title_from_attributes, untruncated_title
from cdetrack.sources.generic.title_check import is_date, is_title
from cdetrack.sources.generic.title_trimming import (
    MARK,
    boilerplate,
    is_counter,
    mask,
    plain,
    trim,
    trim_counts,
    trim_summary,
)

_LONGEST = 300
"""Lines of this mean length are paragraphs, no titles."""
_SHORT = 8
"""Lines of a smaller mean length are numbers or labels, no titles."""
_SUMMARY_LENGTH = 40
"""The fewest characters of a summary; 20 and 80 change the summaries of 16 saved pages, not their entries."""
_MOST_LINES = 60
"""Lines, elements or links read in a row; bounds the time."""
_ROW = 4000
"""Characters of a row searched for its date outside the link; bounds the time."""
_SAMPLE = 60
"""Lines of a slot that are judged; bounds the time."""
_COUNTER = 60
"""The most characters of an element with a counter."""
_DISTINCT = 0.5
"""Below this share of distinct texts, links have no titles. 0.25 changes no page, 0.75 changes 4 test pages."""
_NEARLY_ALL = 0.8
"""The share of rows with the same words around their titles. No page changes from 0.6 to 1.0."""
_TITLE_LABEL_BONUS = 0.8
"""For a label such as `Title` in the column's header. No page changes from 0.4 to 1.2."""
_HEADING_BONUS = 0.6
"""For a line in a heading element. No page changes from 0.3 to 0.9."""
_UNFIT = 0.4
"""Replaces 1.0 for lines of unfit length. No page changes from 0.2 to 0.7."""
_AROUND = " []|:,;-–—"
_APART = frozenset((EDGE, "\n", "|", ":", ";", "-", "–", "—", ")", "]", "）", "】", "〕", "］"))
_BRACKETS = "()[]（）【】〔〕［］"
_DIGIT = re.compile(r"\d")
_TITLE_LABEL = re.compile(
    r"\b(?:title|case(?! n)|caption|name|style|subject|part[iy]es|partes|product|topic|matter|description|headline)"
    r"|标题|標題|名称|件名|題名|제목"
)


def name_entries(reader: RowReader, candidate: ListCandidate) -> list[tuple[str, str | None]]:
    """Return a title and a summary (or None) for each picked row; an empty title if there is none."""
    outline = reader.outline
    linked = _linked_titles(reader, candidate)
    usual = _usual_words(reader, candidate)
    lines = [_lines(reader, one, usual) for one in candidate.picked]
    titled = [title for title in linked if is_title(title)]
    times = Counter(titled)
    # Words that are equal in every row are no titles.
    distinct_share = len(set(titled)) / max(len(titled), 1)
    order = _rank(lines)
    same = boilerplate([[line.text for line in around] for around in lines])
    named: list[tuple[str, str | None]] = []
    for one, own, around in zip(candidate.picked, linked, lines, strict=True):
        title = own
        by_slot = {line.slot: line.text for line in around}
        if times[own] > 1 and (headings := [line.slot for line in around if line.heading and is_title(line.text)]):
            # Links with equal words call for a click: the heading beside them is the title.
            title = trim(by_slot[min(headings, key=order.index)])
        elif not is_title(own) or distinct_share < _DISTINCT:
            title = next((by_slot[slot] for slot in order if slot in by_slot and is_title(by_slot[slot])), "")
            title = trim(title) or title_from_attributes(outline, one.link, own) or own or _fallback(one)
        rest = [line.text for line in around if line.text not in title and title not in line.text]
        summary = trim_summary(max((line for line in rest if mask(line) not in same), key=len, default=""))
        whole = untruncated_title(outline, one.link, title)
        named.append((whole, summary if len(summary) >= _SUMMARY_LENGTH else None))
    return named


def _linked_titles(reader: RowReader, candidate: ListCandidate) -> list[str]:
    """Return the trimmed titles in the texts of the links."""
    titles: list[str] = []
    for one in candidate.picked:
        lo, hi = _without_counters(reader.outline, one.link, *_title_in_link(reader.outline, one.link))
        titles.append(trim(_without_day(reader, one, lo, hi)))
    shown = [plain(title) for title in trim_counts(titles)]
    return [repeated or title for repeated, title in zip(_repeated_titles(reader, candidate), shown, strict=True)]


def _repeated_titles(reader: RowReader, candidate: ListCandidate) -> list[str]:
    """Return the titles beside links that repeat them in a call, such as `Read more: TITLE`.

    The words around the title are equal in nearly all rows. An empty string stands for a row without such a title.
    """
    outline = reader.outline
    found: list[tuple[str, tuple[str, str]]] = []
    for one in candidate.picked:
        text = outline.clean(one.link.start, min(one.link.end, one.link.start + _ROW))
        beside = outline.text[one.row.start : min(one.link.start, one.row.start + _ROW)]
        pieces = {" ".join(piece.split()).strip(_AROUND) for piece in re.split(rf"[\n{EDGE}]", beside)[-_MOST_LINES:]}
        title = max((piece for piece in pieces if piece in text and is_title(piece)), key=len, default="")
        before, _, after = text.partition(title) if title else ("", "", "")
        found.append((title, (before, after)))
    calls = Counter(call for title, call in found if title and call != ("", ""))
    usual, count = calls.most_common(1)[0] if calls else (("", ""), 0)
    if count < max(2, _NEARLY_ALL * len(found)):
        return [""] * len(found)
    return [title if call == usual else "" for title, call in found]


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
    """Return the span's text without the entry's own date at the start, or in its own element at the end."""
    outline = reader.outline
    inside = outline.dates_between(lo, hi)
    whole = _marked(outline, lo, hi)
    if one.date is None or not inside:
        return whole
    day = outline.dates[one.date][1]
    (first, first_day), (last, last_day) = outline.dates[inside[0]], outline.dates[inside[-1]]
    rest = whole
    if first_day == day and not outline.clean(lo, first.start).strip(_AROUND + _BRACKETS):
        # A date that is also shown elsewhere, with no separator after it, is part of the title.
        apart = (
            not _is_shown_beside(outline, one, day) or outline.text[first.end : first.end + 2].strip(" ")[:1] in _APART
        )
        rest = _marked(outline, min(first.end, hi), hi).lstrip(_AROUND + _BRACKETS + MARK) if apart else whole
    elif last_day == day and not outline.clean(min(last.end, hi), hi).strip(_AROUND + _BRACKETS):
        before = outline.text[lo : last.start].rstrip(" ")
        apart = before.endswith((EDGE, *_BRACKETS)) or (
            before[-1:].isalpha() and before == outline.text[lo : last.start]
        )
        rest = _marked(outline, lo, last.start).rstrip(_AROUND + _BRACKETS + MARK) if apart else whole
    return rest if is_title(plain(rest)) else whole


def _is_shown_beside(outline: Outline, one: PickedRow, day: str) -> bool:
    """Return True if the row also has this date outside its link."""
    row, link = one.row, one.link
    near = outline.dates_between(row.start, min(row.end, row.start + _ROW))
    return any(outline.dates[at][1] == day and not link.start <= outline.date_starts[at] < link.end for at in near)


def _marked(outline: Outline, lo: int, hi: int) -> str:
    text = MARK.join(piece for piece in outline.text[lo:hi].split(EDGE) if piece)
    return " ".join(text.split())


@dataclass(frozen=True, slots=True)
class _RowLine:
    """A line of a row, without links such as `PDF` and `Read more`."""

    text: str
    slot: Slot
    bonus: float
    """Points of the line's label and element towards the title."""
    heading: bool


def _usual_words(reader: RowReader, candidate: ListCandidate) -> set[str]:
    """Return the texts of links that occur in at least a third of the rows, such as `Dissent` and `Audio`."""
    links = reader.outline.links
    times = Counter(
        reader.text_of(links[at])
        for one in candidate.picked
        for at in reader.outline.links_between(one.row.start, one.row.end)[:_MOST_LINES]
    )
    return {text for text, count in times.items() if count >= max(3, len(candidate.picked) / 3)}


def _lines(reader: RowReader, one: PickedRow, usual: set[str]) -> list[_RowLine]:
    """Return the row's lines that are not only a date or a label."""
    outline = reader.outline
    found: list[_RowLine] = []
    seen: Counter[int] = Counter()
    start = one.row.start
    while start < one.row.end and len(found) < _MOST_LINES:
        end = outline.text.find("\n", start, one.row.end)
        end = one.row.end if end < 0 else end
        text = _said(reader, start, end, usual)
        if text and not (_DIGIT.search(text) and is_date(text)):
            first = start + len(outline.text[start:end]) - len(outline.text[start:end].lstrip())
            element = outline.element_at(first)
            path = outline.paths[element]
            is_labelled = _TITLE_LABEL.search(reader.date_context.label(first).casefold()) is not None
            heading = _in_heading(outline, element)
            bonus = _TITLE_LABEL_BONUS * is_labelled + _HEADING_BONUS * heading
            found.append(_RowLine(text, (path, seen[path]), bonus, heading))
            seen[path] += 1
        start = end + 1
    return found


def _said(reader: RowReader, start: int, end: int, usual: set[str]) -> str:
    """Return a line's text without a date at its start, and without links that any row may have."""
    outline = reader.outline
    parts: list[str] = []
    at = start
    for index in outline.dates_between(start, end)[:1]:
        mention, _ = outline.dates[index]
        if not outline.clean(start, mention.start):
            at = min(mention.end, end)
    for link in outline.links[bisect_left(outline.link_starts, start) : bisect_left(outline.link_starts, end)][:20]:
        text = reader.text_of(link)
        if at <= link.start and link.end <= end and (text in usual or not is_title(text)):
            parts.append(outline.text[at : link.start])
            at = link.end
    parts.append(outline.text[at : _before_own_date(outline, at, end)])
    return " ".join("".join(parts).replace(EDGE, "").split()).strip(_AROUND)


def _before_own_date(outline: Outline, start: int, end: int) -> int:
    """Return the end of a line without a date in its own element at the end."""
    inside = outline.dates_between(start, end)
    if not inside:
        return end
    mention, _ = outline.dates[inside[-1]]
    closes = not outline.clean(min(mention.end, end), end).strip(_AROUND + _BRACKETS)
    apart = outline.text[max(start, mention.start - 2) : mention.start].rstrip(" ([（【").endswith(EDGE)
    return mention.start if closes and apart else end


def _rank(rows: list[list[_RowLine]]) -> list[Slot]:
    """Order the slots of lines, the most likely title first: in most rows, different in each, of fitting length."""
    uses: defaultdict[Slot, list[_RowLine]] = defaultdict(list)
    for row in rows:
        for line in row:
            uses[line.slot].append(line)

    def claim(slot: Slot) -> float:
        sample = uses[slot][:_SAMPLE]
        titles = {line.text for line in sample if is_title(line.text)}
        usual = sum(min(len(line.text), _LONGEST) for line in sample) / len(sample)
        fit = _UNFIT if usual < _SHORT or usual >= _LONGEST else 1.0
        label = sum(line.bonus for line in sample) / len(sample)
        return len(uses[slot]) / len(rows) * len(titles) / len(sample) * (fit + label)

    # The sort is stable: of equal slots, the first in the row wins.
    return sorted(uses, key=claim, reverse=True)


def _title_in_link(outline: Outline, link: Link) -> tuple[int, int]:
    """Return the span of a link's title: the whole link, or the heading or first title line of a link around a card."""
    pieces: list[tuple[bool, int, int]] = []
    start = link.start
    while start < link.end and len(pieces) < _MOST_LINES:
        end = outline.text.find("\n", start, link.end)
        end = link.end if end < 0 else end
        if outline.clean(start, end):
            first = start + len(outline.text[start:end]) - len(outline.text[start:end].lstrip())
            pieces.append((_in_heading(outline, outline.element_at(first)), start, end))
        start = end + 1
    titles = [(heading, lo, hi) for heading, lo, hi in pieces if _names(outline.clean(lo, hi))]
    if len(pieces) <= 1 or not titles:
        return link.start, link.end
    _, lo, hi = next((title for title in titles if title[0]), titles[0])
    return lo, hi


def _names(text: str) -> bool:
    return is_title(text) and not is_counter(text)


def _in_heading(outline: Outline, element: int) -> bool:
    for _ in range(3):
        if element >= 0 and outline.tags[element].name in PLAIN_HEADINGS:
            return True
        element = outline.parents[element] if element >= 0 else -1
    return False


def _fallback(one: PickedRow) -> str:
    """Return the file name in the address of a link without words."""
    if one.link.scripted:
        return ""
    return unquote(one.link.href.split("?")[0].rstrip("/").rpartition("/")[2]) or one.link.href
