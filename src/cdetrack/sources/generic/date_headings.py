"""Find the date headings above entries, including those with an unreadable date."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from cdetrack.sources.generic.blocks import has_date, has_link
from cdetrack.sources.generic.date_context import LABELLED, SENTENCE_ENDS
from cdetrack.sources.generic.outline import PLAIN_HEADINGS, Outline
from cdetrack.sources.generic.row_reader import RowReader
from cdetrack.sources.generic.rows import LONGEST_UNREAD

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "caption", "th", "dt", "strong", "b", "legend", "summary"))
_LISTS = ("ul", "ol")
_SAMPLE = 8
"""Dates of a row that are compared; bounds the time."""
_FAR = 300
"""Characters of a heading, or searched for the ends of its line. No page changes from 150 to 600."""
_CLIMB = 3
"""Ancestors of a date searched for a heading element: `h3 > span > time`."""
_LONGEST_WORDS = 30
"""Characters of words in the place of a date: `date to be announced`."""
_LIKE_A_DATE = re.compile(
    r"^\W*$|^\W*(?:\d{1,2}\.? [^\W\d]{3,}|[^\W\d]{3,}\.? \d{1,2})\W*$|(?:19|20)\d\d"
    # `7.2.31` may number a section, so it is no date by itself.
    r"|^\W*\d{1,2}([./-])\d{1,2}\1\d\d\W*$"
    r"|\b(?:today|yesterday|heute|gestern|aujourd.hui|hier|hoy|ayer|oggi|ieri|hoje|ontem|vandaag|gisteren)\b"
    r"|今天|昨天|今日|昨日|오늘|어제",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class DateHeading:
    """A heading with its start in the text and the index of its date; None for an unreadable date."""

    start: int
    date: int | None
    unread_date: str | None = None
    counts: bool = True
    """False if the heading is no date at all: the blocks below it are not entries of the list."""
    reach: int | None = None
    """Where the next section begins, for a date in a list, which heads nothing in it; None for the end of the page."""

    def heads(self, position: int) -> bool:
        """Return True if the blocks from this position on are of this heading, where no other one is nearer."""
        return self.counts and (self.reach is None or position < self.reach)


def headings_of(outline: Outline, reader: RowReader) -> list[DateHeading]:
    """Return the date headings in page order, including elements of the same kind with an unreadable date."""
    sure = {at for at in range(len(outline.dates)) if _can_head(outline, reader, at)}
    kinds = Counter(_kind(outline, at) for at in sure)
    for at in range(len(outline.dates)):
        # A date of the same kind as the headings is one, even with a link in its line.
        is_repeated = kinds[_kind(outline, at)] > 1
        if is_repeated and reader.date_context.isolation(at) >= LABELLED and not _in_cell(outline, at):
            sure.add(at)
    # A heading with a link is an entry.
    sections = [
        outline.starts[at]
        for at, tag in enumerate(outline.tags)
        if tag.name in PLAIN_HEADINGS and not has_link(outline, at)
    ]
    found = [
        DateHeading(outline.date_starts[at], at, reach=_reach(outline, outline.date_starts[at], sections))
        for at in sure
    ]
    for element in _unreadable_headings(outline, set(kinds)):
        shown = outline.clean(outline.starts[element], outline.ends[element])
        if not shown and outline.tags[element].name not in (*PLAIN_HEADINGS, "dt"):
            continue  # a spacer, not a heading
        if resembles_date(shown):
            found.append(DateHeading(outline.starts[element], None, shown[:LONGEST_UNREAD]))
        elif outline.tags[element].name in PLAIN_HEADINGS:
            found.append(DateHeading(outline.starts[element], None, counts=False))
    return sorted(found, key=lambda heading: heading.start)


def _reach(outline: Outline, position: int, sections: Sequence[int]) -> int | None:
    element = outline.element_at(position)
    while element >= 0 and outline.tags[element].name not in _LISTS:
        element = outline.parents[element]
    at = bisect_left(sections, outline.ends[element]) if element >= 0 else len(sections)
    return sections[at] if at < len(sections) else None


def resembles_date(shown: str) -> bool:
    """Return True if a text is used as a date but cannot be parsed: `4 Feburary 2025`, `7.2.31`, `today`, `-`."""
    return len(shown) <= LONGEST_UNREAD and bool(_LIKE_A_DATE.search(shown))


def may_be_unread(shown: str) -> bool:
    """Return True if a text may stand in the place of a date, such as `to be announced`: a sentence may not."""
    return resembles_date(shown) or (len(shown) <= _LONGEST_WORDS and not shown.endswith(SENTENCE_ENDS))


def _unreadable_headings(outline: Outline, kinds: AbstractSet[int]) -> list[int]:
    """Return the elements of these kinds with neither a readable date nor a link, in page order."""
    return [
        element
        for element in sorted(element for kind in kinds for element in outline.by_path(kind))
        if not outline.navigation[element]
        and outline.ends[element] - outline.starts[element] <= _FAR
        and not has_date(outline, element)
        and not has_link(outline, element)
    ]


def _kind(outline: Outline, at: int) -> int:
    return outline.paths[outline.element_at(outline.date_starts[at])]


def _in_cell(outline: Outline, at: int) -> bool:
    element = outline.element_at(outline.date_starts[at])
    while element >= 0:
        if outline.columns[element] >= 0:
            return True
        element = outline.parents[element]
    return False


def _can_head(outline: Outline, reader: RowReader, at: int) -> bool:
    """Return True if a date may be a heading: alone or labelled, and with no link in its line or table row."""
    mention, _ = outline.dates[at]
    if reader.date_context.isolation(at) < LABELLED or not outline.clean(mention.start, mention.end):
        return False
    if reader.date_context.is_deadline(at):
        return False
    text = outline.text
    left = text.rfind("\n", max(0, mention.start - _FAR), mention.start) + 1
    right = text.find("\n", mention.end, mention.end + _FAR)
    if outline.links_between(left, right if right >= 0 else mention.end):
        return False
    cell = outline.cell_of(outline.element_at(mention.start))
    if cell < 0 or has_link(outline, cell):
        return True
    row = outline.parents[cell]
    if row < 0:
        return True
    # Several dates in one row are columns of a table, such as prices from a day on.
    inside = outline.dates_between(outline.starts[row], outline.ends[row])[:_SAMPLE]
    single = len({outline.dates[at][1] for at in inside}) == 1
    return single and not has_link(outline, row)


def is_heading(outline: Outline, position: int) -> bool:
    """Return True if the position is inside a heading element, or an element often used as one."""
    element = outline.element_at(position)
    for _ in range(_CLIMB):
        if element >= 0 and outline.tags[element].name in _HEADINGS:
            return True
        element = outline.parents[element] if element >= 0 else -1
    return False
