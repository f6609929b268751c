"""Find the title and the summary of each row with picked date and link."""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import NamedTuple
from urllib.parse import unquote

from cdetrack.sources.file_types import ending_of
from cdetrack.sources.generic.date_labels import is_posted
from cdetrack.sources.generic.entry_links import names_annexes
from cdetrack.sources.generic.link_titles import AROUND, BRACKETS, LinkedTitle, linked_titles, may_name
from cdetrack.sources.generic.outline import EDGE, Outline, in_heading
from cdetrack.sources.generic.row_reader import RowReader
from cdetrack.sources.generic.rows import ListCandidate, PickedRow, Slot
from cdetrack.sources.generic.title_attributes import title_from_attributes, untruncated_title
from cdetrack.sources.generic.title_check import OPENING, is_date, is_numbered, is_title
from cdetrack.sources.generic.title_classes import title_points
from cdetrack.sources.generic.title_trimming import (
    boilerplate,
    is_counter,
    mask,
    trim,
    trim_summary,
    without_separators,
)

_LONGEST = 300
"""Lines of this mean length are paragraphs, no titles."""
_SHORT = 8
"""Lines of a smaller mean length are numbers or labels, no titles."""
_SUMMARY_LENGTH = 40
"""The fewest characters of a summary; 20 and 80 change the summaries of 16 saved pages, not their entries."""
_MOST_LINES = 60
"""Lines, elements or links read in a row; bounds the time."""
_SAMPLE = 60
"""Lines of a slot that are judged; bounds the time."""
_DISTINCT = 0.5
"""Below this share of distinct texts, links have no titles. 0.25 changes no page, 0.75 changes 4 test pages."""
_NEARLY_ALL = 0.8
"""The share of different lines that name the entries of links with numbers. No page changes from 0.6 to 1.0."""
_TITLE_LABEL_BONUS = 0.8
"""For a label such as `Title` in the column's header. No page changes from 0.4 to 1.2."""
_NAME_LABEL_BONUS = 0.4
"""For a label such as `Name`, perhaps that of a company beside the title. No page changes from 0.2 to 0.6."""
_CLASS_BONUS = 0.3
"""For a class such as `title`, and against one such as `category`. No page changes from 0.15 to 0.5."""
_NUMBER_LABEL_MALUS = 0.5
"""Against a label such as `No.`: the number of an entry is longer than many names beside it."""
_HEADING_BONUS = 0.6
"""For a line in a heading element. No page changes from 0.3 to 0.9."""
_UNFIT = 0.4
"""Replaces 1.0 for lines of unfit length. No page changes from 0.2 to 0.7."""
_DIGIT = re.compile(r"\d")
_TITLE_LABEL = re.compile(
    r"\b(?:title|case(?! n)|caption|style|subject|part[iy]es|partes|product|topic|matter|description|headline)"
    r"|标题|標題|件名|題名|제목"
)

_NUMBER_LABEL = re.compile(
    r"\b(?:no|nos|numbers?|nr|num[eé]ro|n[uú]mero|ref(?:erence)?|docket|citation)\b|番号|编号|編號|文号|文號|字號|번호"
    r"|\bn[º°]"
)
_SUBJECT = re.compile(
    r"(?<!\w)(?:subject|objet|asunto|assunto|oggetto|betreff|onderwerp|件名|事由|主题|主題)\s?[:：]\s?(?=\w)",
    re.IGNORECASE,
)
"""The label of a subject within a line: `Open tender Subject: Reagents`."""
_BARE_NUMBER = re.compile(r"\d{1,6}(?:[/-]\d{1,4})?")
_FILE_NAME = re.compile(r"[!-~]+(?:[-_][!-~]+){2,}")
"""A name without white space: `Circular-12-of-2026`."""
_EMPTIED = re.compile(r"[(\[（【][\s|/,;·、]*[)\]）】]")
"""The brackets of links that were left out: `(PDF)`, `(English | 中文)`."""
_NAME_LABEL = re.compile(r"\bnames?\b|名称")


class NamedEntry(NamedTuple):
    """The words of a row."""

    title: str
    """Empty if there is none."""
    summary: str | None
    untitled: bool
    """True if the title is the text in another place of the row than in most rows."""


def name_entries(reader: RowReader, candidate: ListCandidate) -> list[NamedEntry]:
    """Return the title and the summary of each picked row."""
    outline = reader.outline
    linked = linked_titles(reader, candidate)
    usual = _usual_words(reader, candidate)
    lines = [_lines(reader, one, usual) for one in candidate.picked]
    are_names = _are_names(candidate, linked)
    titled = [own.text for own, is_name in zip(linked, are_names, strict=True) if is_name]
    times = Counter(titled)
    # Words that are equal in every row are no titles.
    distinct_share = len(set(titled)) / max(len(titled), 1)
    named = [
        is_name and not _is_number(reader, one, own.text, around)
        for one, own, is_name, around in zip(candidate.picked, linked, are_names, lines, strict=True)
    ]
    mostly_named = 2 * sum(named) >= len(named)
    marked = sum(own.is_marked and _may_be_title(own.text) for own in linked) > len(linked) / 2
    order = _rank(lines)
    counted = _counting(lines)
    beside = _beside_titles(linked, lines) if mostly_named else {}
    nameless = set(beside) if mostly_named else _repeating(lines)
    labels = set(beside.values())
    same = boilerplate([[line.text for line in around] for around in lines])
    told = [
        title_from_attributes(outline, one.link, own.text) for one, own in zip(candidate.picked, linked, strict=True)
    ]
    # An attribute of several links, such as `Download file`, names none of them.
    calls = {title for title, count in Counter(told).items() if count > 1}
    found: list[NamedEntry] = []
    places: list[Slot | None] = []
    for one, own, is_name, around, attribute in zip(candidate.picked, linked, are_names, lines, told, strict=True):
        title = own.text
        by_slot = {line.slot: line.text for line in around}
        place = own.slot
        if own.is_marked and marked and may_name(title):
            pass
        elif times[title] > 1 and (headings := [line.slot for line in around if line.heading and is_title(line.text)]):
            # Links with equal words call for a click: the heading beside them is the title.
            place = min(headings, key=order.index)
            title = trim(by_slot[place])
        elif is_name and not (mostly_named or own.is_marked or distinct_share < _DISTINCT):
            # Where links are numbers or names of files, one that reads like a title is one as well.
            slots = [slot for slot in order if not _FILE_NAME.fullmatch(by_slot.get(slot, ""))][:1]
            place = next((slot for slot in slots if slot in by_slot), None)
            title = (trim(by_slot[place]) if place is not None else "") or title
        elif not is_name or distinct_share < _DISTINCT:
            barred = counted if own.is_card and is_title(title) else set[Slot]()
            if not is_title(title) and _may_be_title(title):
                barred = nameless | {line.slot for line in around if _letters(line.text) in labels}
            slots = [slot for slot in order if slot not in barred]
            place = next((slot for slot in slots if slot in by_slot and is_title(by_slot[slot])), None)
            title = _without_label(by_slot[place]) if place is not None else ""
            shown = own.text or _fallback(one)
            title = trim(title) or (shown if attribute in calls else "") or attribute or shown
        rest = [line.text for line in around if line.text not in title and title not in line.text]
        summary = trim_summary(max((line for line in rest if mask(line) not in same), key=len, default=""))
        whole = untruncated_title(outline, one.link, title)
        places.append(place)
        found.append(NamedEntry(whole, summary if len(summary) >= _SUMMARY_LENGTH else None, untitled=False))
    found = _with_numbers(reader, candidate, _with_subjects(found, lines))
    [(most, _)] = Counter(places).most_common(1) or [(None, 0)]
    return [
        each._replace(untitled=place is not None and place != most) for each, place in zip(found, places, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class _RowLine:
    """A line of a row, without links such as `PDF` and `Read more`."""

    text: str
    slot: Slot
    bonus: float
    """Points of the line's label and element towards the title."""
    heading: bool


def _is_number(reader: RowReader, one: PickedRow, text: str, around: list[_RowLine]) -> bool:
    """Return True for the number of a document in a column of numbers beside one of titles, or the name of a file."""
    if _FILE_NAME.fullmatch(text):
        return any(is_title(line.text) and not _FILE_NAME.fullmatch(line.text) for line in around)
    label = reader.date_context.headers.above(one.link.start).casefold()
    if not _NUMBER_LABEL.search(label) or _TITLE_LABEL.search(label):
        return False
    return any(line.bonus >= _TITLE_LABEL_BONUS and line.text != text and is_title(line.text) for line in around)


def _are_names(candidate: ListCandidate, linked: Sequence[LinkedTitle]) -> list[bool]:
    """Return whether the words of each link can name an entry.

    `Agenda` and `Minutes` only call what they lead to, where most links are called so.
    """
    calls = [
        names_annexes(own.text) for one, own in zip(candidate.picked, linked, strict=True) if not one.link.scripted
    ]
    are_calls = 2 * sum(calls) > len(calls)
    return [is_title(own.text) and not (are_calls and names_annexes(own.text)) for own in linked]


def _with_numbers(reader: RowReader, candidate: ListCandidate, found: list[NamedEntry]) -> list[NamedEntry]:
    """Return the entries of rows with equal titles with the number of each in front, such as `Gazette No. 12`."""
    if len({each.title for each in found}) >= _DISTINCT * len(found):
        return found
    numbers = [_number(reader, one) for one in candidate.picked]
    if not all(numbers) or len(set(numbers)) < len(numbers):
        return found
    return [
        each._replace(title=f"{number}: {each.title}" if each.title else number)
        for each, number in zip(found, numbers, strict=True)
    ]


def _without_label(text: str) -> str:
    label = _SUBJECT.match(text)
    return text[label.end() :] if label else text


def _with_subjects(found: list[NamedEntry], rows: list[list[_RowLine]]) -> list[NamedEntry]:
    """Return the entries with their subjects behind titles that repeat what kind of notice each is: `Tender: Fees`."""
    if len({each.title for each in found}) == len(found):
        return found
    labels = [next(filter(None, (_SUBJECT.search(line.text) for line in around)), None) for around in rows]
    subjects = [trim(label.string[label.end() :]) if label else "" for label in labels]
    told = [(subject, each.title) for subject, each in zip(subjects, found, strict=True) if is_title(subject)]
    if 2 * len(told) <= len(found) or len({own for own, _ in told}) <= len({title for _, title in told}):
        return found
    return [
        NamedEntry(f"{each.title}: {subject}", None, untitled=False) if is_title(subject) else each
        for subject, each in zip(subjects, found, strict=True)
    ]


def _number(reader: RowReader, one: PickedRow) -> str:
    """Return the number of a row behind the name of its column; empty without one."""
    outline = reader.outline
    for start, end in outline.lines_between(one.row.start, one.row.end):
        label = reader.date_context.headers.above(outline.first_shown(start, end))
        if _NUMBER_LABEL.search(label.casefold()) and _BARE_NUMBER.fullmatch(number := outline.clean(start, end)):
            return f"{label} {number}"
    return ""


def _may_be_title(text: str) -> bool:
    return is_title(text) or (is_numbered(text) and not is_counter(text))


def _beside_titles(linked: Sequence[LinkedTitle], rows: list[list[_RowLine]]) -> dict[Slot, str]:
    """Return the slots of the lines with other words than a title in their row's link: a department, a label.

    The letters of these words go with each.
    """
    named = ((own.text, row) for own, row in zip(linked, rows, strict=True) if is_title(own.text))
    return {
        line.slot: _letters(line.text.replace(title, ""))
        for title, row in named
        for line in row
        if line.text not in title
    }


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _by_slot(rows: list[list[_RowLine]]) -> dict[Slot, list[_RowLine]]:
    uses: defaultdict[Slot, list[_RowLine]] = defaultdict(list)
    for line in chain.from_iterable(rows):
        uses[line.slot].append(line)
    return uses


def _repeating(rows: list[list[_RowLine]]) -> set[Slot]:
    """Return the slots whose lines repeat each other but for numbers, and those that few rows have."""
    return {
        slot
        for slot, lines in _by_slot(rows).items()
        if len({mask(line.text) for line in lines}) < _NEARLY_ALL * len(lines) or 2 * len(lines) < len(rows)
    }


def _counting(rows: list[list[_RowLine]]) -> set[Slot]:
    """Return the slots whose lines differ only in numbers, such as `Seen 12 times`."""
    return {
        slot
        for slot, lines in _by_slot(rows).items()
        if len(lines) > 1 and len({mask(line.text) for line in lines}) < _DISTINCT * len(lines)
    }


def _usual_words(reader: RowReader, candidate: ListCandidate) -> set[str]:
    """Return the texts of links that occur in at least a third of the rows, such as `Audio`, and words for annexes."""
    links = reader.outline.links
    times = Counter(
        reader.text_of(links[at])
        for one in candidate.picked
        for at in reader.outline.links_between(one.row.start, one.row.end)[:_MOST_LINES]
    )
    fewest = max(3, len(candidate.picked) / 3)
    return {text for text, count in times.items() if count >= fewest or names_annexes(text)}


def _lines(reader: RowReader, one: PickedRow, usual: set[str]) -> list[_RowLine]:
    """Return the row's lines that are not only a date or a label, and no links in a column of annexes."""
    outline = reader.outline
    found: list[_RowLine] = []
    seen: Counter[int] = Counter()
    items = -1
    for start, end in outline.lines_between(one.row.start, one.row.end):
        if len(found) >= _MOST_LINES:
            break
        text = _said(reader, one, start, end, usual)
        if text and not (_DIGIT.search(text) and (is_date(text) or is_counter(text))):
            first = outline.first_shown(start, end)
            if outline.links_between(start, end) and names_annexes(reader.date_context.headers.above(first)):
                continue
            element = outline.element_at(first)
            path = outline.paths[element]
            is_item = outline.tags[element].name == "li" and not outline.links_between(start, end)
            holder = outline.parents[element] if is_item else -1
            if holder > one.row.element and holder == items and outline.tags[holder].name == "ol":
                # The numbered items of an agenda in a row are one text; those of other lists may be facts.
                found[-1] = replace(found[-1], text=f"{found[-1].text} {text}")
                continue
            items = holder
            label = reader.date_context.label(first).casefold()
            heading = in_heading(outline, element)
            bonus = _TITLE_LABEL_BONUS * bool(_TITLE_LABEL.search(label)) + _HEADING_BONUS * heading
            bonus -= _NUMBER_LABEL_MALUS * bool(_NUMBER_LABEL.search(label) and not _TITLE_LABEL.search(label))
            bonus += _NAME_LABEL_BONUS * bool(_NAME_LABEL.search(label)) + _CLASS_BONUS * title_points(outline, element)
            found.append(_RowLine(text, (path, seen[path]), bonus, heading))
            seen[path] += 1
    return found


def _said(reader: RowReader, one: PickedRow, start: int, end: int, usual: set[str]) -> str:
    """Return a line's text without a date and its label at its start, the row's own at its end, and usual links."""
    outline = reader.outline
    parts: list[str] = []
    at = start
    for index in outline.dates_between(start, end)[:1]:
        mention, _ = outline.dates[index]
        if not (before := outline.clean(start, mention.start)) or is_posted(before):
            at = min(mention.end, end)
    for link in outline.links[bisect_left(outline.link_starts, start) : bisect_left(outline.link_starts, end)][:20]:
        text = reader.text_of(link)
        if at <= link.start and link.end <= end and (text in usual or not is_title(text)):
            parts.append(outline.text[at : link.start])
            at = link.end
    parts.append(outline.text[at : _before_own_date(outline, one, at, end)])
    return without_separators(" ".join(_EMPTIED.sub("", "".join(parts).replace(EDGE, "")).split()))


def _before_own_date(outline: Outline, one: PickedRow, start: int, end: int) -> int:
    """Return the end of a line without a date in its own element, or the row's own in brackets, at the end."""
    inside = outline.dates_between(start, end)
    if not inside:
        return end
    mention, _ = outline.dates[inside[-1]]
    closes = not outline.clean(min(mention.end, end), end).strip(AROUND + BRACKETS)
    before = outline.text[max(start, mention.start - 2) : mention.start].rstrip(" ")
    if closes and inside[-1] == one.date and before.endswith(tuple(OPENING)):
        return outline.text.rindex(before[-1], start, mention.start)
    apart = before.rstrip(f" {OPENING}").endswith(EDGE)
    return mention.start if closes and apart else end


def _rank(rows: list[list[_RowLine]]) -> list[Slot]:
    """Order the slots of lines, the most likely title first: in most rows, different in each, of fitting length."""
    uses = _by_slot(rows)

    def claim(slot: Slot) -> float:
        sample = uses[slot][:_SAMPLE]
        titles = {line.text for line in sample if is_title(line.text)}
        usual = sum(min(len(line.text), _LONGEST) for line in sample) / len(sample)
        fit = _UNFIT if usual < _SHORT or usual >= _LONGEST else 1.0
        label = sum(line.bonus for line in sample) / len(sample)
        return len(uses[slot]) / len(rows) * len(titles) / len(sample) * (fit + label)

    # The sort is stable: of equal slots, the first in the row wins.
    return sorted(uses, key=claim, reverse=True)


def _fallback(one: PickedRow) -> str:
    """Return the name of the document that a link without words leads to; empty for a page, which has other titles."""
    name = unquote(one.link.href.split("?")[0].split("#")[0].rpartition("/")[2])
    return name if ending_of(name) else ""
