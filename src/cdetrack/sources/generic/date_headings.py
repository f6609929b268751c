"""Find the headings with a date under which entries stand, and those that should have one and have none to read."""

import re
from collections import Counter
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from cdetrack.sources.generic.blocks import has_date, has_link
from cdetrack.sources.generic.outline import Outline
from cdetrack.sources.generic.row_reader import RowReader

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "caption", "th", "dt", "strong", "b", "legend", "summary"))
PLAIN_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_LABELLED = 2
_FAR = 300
_CLIMB = 3
_LONGEST = 60
_LIKE_A_DATE = re.compile(
    r"^\W*$|^\W*(?:\d{1,2}\.? [^\W\d]{3,}|[^\W\d]{3,}\.? \d{1,2})\W*$|(?:19|20)\d\d"
    r"|\b(?:today|yesterday|heute|gestern|aujourd.hui|hier|hoy|ayer|oggi|ieri|hoje|ontem|vandaag|gisteren)\b"
    r"|今天|昨天|今日|昨日|오늘|어제",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class DateHeading:
    """A heading: its place in the text and its date (an index); without a date it is one that cannot be read."""

    start: int
    date: int | None
    unread_date: str | None = None
    counts: bool = True
    """Its entries are entries of the list; below a heading that is no date at all they are something else."""


def headings_of(outline: Outline, reader: RowReader) -> list[DateHeading]:
    """Return the headings in the page's order, those of the same make without a date that can be read among them."""
    sure = {at for at in range(len(outline.dates)) if _can_head(outline, reader, at)}
    kinds = Counter(_kind(outline, at) for at in sure)
    for at in range(len(outline.dates)):
        # A date like the other headings is one with a link in its line, too.
        is_repeated = kinds[_kind(outline, at)] > 1
        if is_repeated and reader.date_context.isolation(at) >= _LABELLED and not _in_cell(outline, at):
            sure.add(at)
    found = [DateHeading(outline.date_starts[at], at) for at in sure]
    for element in unreadable_headings(outline, set(kinds)):
        shown = outline.clean(outline.starts[element], outline.ends[element])
        if not shown and outline.tags[element].name not in (*PLAIN_HEADINGS, "dt"):
            continue  # a spacer
        if resembles_date(shown):
            found.append(DateHeading(outline.starts[element], None, shown[:_LONGEST]))
        elif outline.tags[element].name in PLAIN_HEADINGS:
            found.append(DateHeading(outline.starts[element], None, counts=False))
    return sorted(found, key=lambda heading: heading.start)


def resembles_date(shown: str) -> bool:
    """Tell whether a text stands for a date, though it cannot be read as one: `4 Feburary 2025`, `today`, `-`."""
    return len(shown) <= _LONGEST and bool(_LIKE_A_DATE.search(shown))


def unreadable_headings(outline: Outline, kinds: AbstractSet[int]) -> list[int]:
    """Return the elements of these kinds that hold neither a date that can be read nor a link, in order."""
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
    """Tell whether a date may stand over blocks: alone or labelled, no link in its line, no cell in a row with one."""
    mention, _ = outline.dates[at]
    if reader.date_context.isolation(at) < _LABELLED or not outline.clean(mention.start, mention.end):
        return False
    text = outline.text
    left = text.rfind("\n", max(0, mention.start - _FAR), mention.start) + 1
    right = text.find("\n", mention.end, mention.end + _FAR)
    if outline.links_between(left, right if right >= 0 else mention.end):
        return False
    cell = outline.element_at(mention.start)
    while cell >= 0 and outline.columns[cell] < 0:
        cell = outline.parents[cell]
    if cell < 0 or has_link(outline, cell):
        return True
    row = outline.parents[cell]
    return row < 0 or not has_link(outline, row)


def is_heading(outline: Outline, position: int) -> bool:
    """Tell whether this place is in an element that is made for headings."""
    element = outline.element_at(position)
    for _ in range(_CLIMB):
        if element >= 0 and outline.tags[element].name in _HEADINGS:
            return True
        element = outline.parents[element] if element >= 0 else -1
    return False
