"""Find title and summary among the lines of a row whose date and link are picked."""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass
from urllib.parse import unquote

from cdetrack.sources.generic.fields import Choice, Picked, Reader, Slot
from cdetrack.sources.generic.outline import EDGE, Link, Outline
from cdetrack.sources.generic.words import is_date, is_title

_LONGEST = 300
_SHORT = 8
_SUMMARY_LENGTH = 40
_MOST_LINES = 60
_SAMPLE = 60
_DISTINCT = 0.5
_AROUND = " []|:,;-–—"
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_DIGIT = re.compile(r"\d")
_TITLE_LABEL = re.compile(
    r"\b(?:title|case(?! n)|caption|name|style|subject|part[iy]es|partes|product|topic|matter|description|headline)"
    r"|标题|標題|名称|件名|題名|제목"
)


def name_entries(reader: Reader, choice: Choice) -> list[tuple[str, str | None]]:
    """Return a title and a summary for each entry that was picked."""
    linked = [_title_of_link(reader, one.link) for one in choice.picked]
    usual = _usual_words(reader, choice)
    lines = [_lines(reader, one, usual) for one in choice.picked]
    titled = [title for title in linked if is_title(title)]
    # The same words in every row name none of them.
    linked_worth = len(set(titled)) / max(len(titled), 1)
    order = _rank(lines)
    named: list[tuple[str, str | None]] = []
    for one, own, around in zip(choice.picked, linked, lines, strict=True):
        title = own
        if not is_title(own) or linked_worth < _DISTINCT:
            by_slot = {line.slot: line.text for line in around}
            title = next((by_slot[slot] for slot in order if slot in by_slot and is_title(by_slot[slot])), "")
            title = title or own or _fallback(one)
        rest = [line.text for line in around if line.text not in title and title not in line.text]
        summary = max(rest, key=len, default="")
        named.append((title, summary if len(summary) >= _SUMMARY_LENGTH else None))
    return named


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a row, without its links that say nothing."""

    text: str
    slot: Slot
    worth: float
    """What its label and its element add to its claim to be the title."""


def _usual_words(reader: Reader, choice: Choice) -> set[str]:
    """Return the texts of links that many rows have: `Dissent`, `Audio`."""
    links = reader.outline.links
    times = Counter(
        reader.text_of(links[at])
        for one in choice.picked
        for at in reader.outline.links_between(one.row.start, one.row.end)[:_MOST_LINES]
    )
    return {text for text, count in times.items() if count >= max(3, len(choice.picked) / 3)}


def _lines(reader: Reader, one: Picked, usual: set[str]) -> list[_Line]:
    """Return the lines that are neither date nor label."""
    outline = reader.outline
    found: list[_Line] = []
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
            worth = 0.8 * bool(_TITLE_LABEL.search(reader.standing.label(first).casefold())) + 0.6 * _in_heading(
                outline, element
            )
            found.append(_Line(text, (path, seen[path]), worth))
            seen[path] += 1
        start = end + 1
    return found


def _said(reader: Reader, start: int, end: int, usual: set[str]) -> str:
    """Return a line's text without a date that opens it and without links that could stand in any row."""
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
    parts.append(outline.text[at:end])
    return " ".join("".join(parts).replace(EDGE, "").split()).strip(_AROUND)


def _rank(rows: list[list[_Line]]) -> list[Slot]:
    """Order the kinds of lines by their claim to be the title: in most rows, different in each, of fitting length."""
    uses: defaultdict[Slot, list[_Line]] = defaultdict(list)
    for row in rows:
        for line in row:
            uses[line.slot].append(line)

    def claim(slot: Slot) -> float:
        sample = uses[slot][:_SAMPLE]
        titles = {line.text for line in sample if is_title(line.text)}
        usual = sum(min(len(line.text), _LONGEST) for line in sample) / len(sample)
        fit = 0.4 if usual < _SHORT or usual >= _LONGEST else 1.0
        label = sum(line.worth for line in sample) / len(sample)
        return len(uses[slot]) / len(rows) * len(titles) / len(sample) * (fit + label)

    # Sorting is stable: of equals, the first in the row.
    return sorted(uses, key=claim, reverse=True)


def _title_of_link(reader: Reader, link: Link) -> str:
    """Return a link's text; of a link around a whole card, the heading or the first line that can be a title."""
    outline = reader.outline
    whole = reader.text_of(link)
    pieces: list[tuple[bool, str]] = []
    start = link.start
    while start < link.end and len(pieces) < _MOST_LINES:
        end = outline.text.find("\n", start, link.end)
        end = link.end if end < 0 else end
        text = outline.clean(start, end)
        if text:
            first = start + len(outline.text[start:end]) - len(outline.text[start:end].lstrip())
            pieces.append((_in_heading(outline, outline.element_at(first)), text))
        start = end + 1
    if len(pieces) <= 1:
        return whole
    titles = [(heading, text) for heading, text in pieces if is_title(text)]
    return next((text for heading, text in titles if heading), titles[0][1] if titles else whole)


def _in_heading(outline: Outline, element: int) -> bool:
    for _ in range(3):
        if element >= 0 and outline.tags[element].name in _HEADINGS:
            return True
        element = outline.parents[element] if element >= 0 else -1
    return False


def _fallback(one: Picked) -> str:
    """Return the name of the file that a link without words leads to."""
    return unquote(one.link.href.split("?")[0].rstrip("/").rpartition("/")[2]) or one.link.href
