"""Keep the rows of a list with a date and a title but no link: no entry is lost.

A row is kept if it is a sibling of the linked rows, with a title at the place of their links, and with its date at the
place or side of their dates, or in an element of its own. One with a date in that place and no title is a problem.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from cdetrack.sources.empty_words import is_all_of
from cdetrack.sources.generic import date_labels
from cdetrack.sources.generic.date_context import LABELLED
from cdetrack.sources.generic.outline import EDGE, Link, Outline
from cdetrack.sources.generic.row_reader import RowReader
from cdetrack.sources.generic.rows import ListCandidate, PickedRow, Row
from cdetrack.sources.generic.rows_without_date import ROWS, RowShape, is_like, is_row, shape_of
from cdetrack.sources.generic.title_check import BULLETS, CLOSING, KINDS, MARKS, OPENING, is_title

_FEWEST = 2
"""One dated row has no shape that others could share."""
_AROUND = f" ,:;|–—-·•\n{EDGE}"
_COLONS = (":", "：")
_SET_OFF = "–—-|·•" + OPENING
"""The marks between a title and its date; a label of a date has none: `Open until 5 May 2026`."""


def with_unlinked_rows(
    outline: Outline, reader: RowReader, candidate: ListCandidate
) -> tuple[ListCandidate, dict[int, int]]:
    """Return the candidate with the rows of its shape that have no link, in page order, and those that have no title.

    A row without a title is left out: the index of its date, by the start of the row.
    """
    dated = [
        one
        for one in candidate.picked
        if one.date is not None and one.row.element >= 0 and _holds(outline, one, one.date)
    ]
    if len(dated) < _FEWEST or reader.by_links:
        return candidate, {}
    shape = shape_of(outline, dated)
    # Where all links are called `Agenda`, the titles are elsewhere.
    named = {reader.text_of(one.link) for one in dated}
    titled = sum(one.titled for one in dated) > len(dated) / 2 and len(named) > 1
    column, _ = Counter(_cell_of(outline, one.link.element, one.row.element) for one in dated).most_common(1)[0]
    kept: list[PickedRow] = []
    untitled: dict[int, int] = {}
    leads = sum(_leads(outline, one.row.start, one.date) for one in dated if one.date is not None) > len(dated) / 2
    for element in _candidates(outline, shape, {one.row.element for one in candidate.picked}):
        at, in_place = _date_of(outline, reader, shape, element, leads=leads)
        holder = _holder(outline, element, column)
        if at is None or holder < 0:
            continue
        span = _title_in(outline, shape, element, holder if titled else element, at)
        lo, hi = outline.starts[element], outline.ends[element]
        if span is not None:
            link = unlinked_place(outline, *(span if titled else (lo, lo)))
            row = Row(lo, hi, element=element)
            kept.append(PickedRow(row, at, link, titled, 1.0))
        elif (in_place or has_a_word(outline, lo, hi)) and not says_nothing(outline, lo, hi):
            untitled[lo] = at
    if kept:
        candidate = replace(candidate, picked=sorted([*candidate.picked, *kept], key=lambda one: one.row.start))
    return candidate, untitled


def is_of_entry(outline: Outline, reader: RowReader, at: int, start: int, end: int) -> bool:
    """Return True if a date between two positions is that of an entry without a link, and of no update or deadline.

    The only words beside a single date are a title, even if they are those of a label: `Change of label`. A deadline
    stands in sentences, so its date must have an element of its own there.
    """
    context = reader.date_context
    if not context.is_other(at):
        return True
    mention, _ = outline.dates[at]
    before, after = outline.clean(start, mention.start), outline.clean(min(mention.end, end), end)
    if len(outline.dates_between(start, end)) > 1 or before.endswith(_COLONS):
        return False
    words = f"{before} {after}".strip(MARKS)
    holder = outline.element_at(mention.start)
    own = outline.clean(outline.starts[holder], outline.ends[holder])
    is_apart = own == outline.clean(mention.start, mention.end) or (bool(before) and before[-1] in _SET_OFF)
    return is_title(words) and not date_labels.is_only_a_label(words) and (is_apart or not context.is_deadline(at))


def says_nothing(outline: Outline, start: int, end: int) -> bool:
    """Return True if the text between two positions says, beside its dates, that there is no entry."""
    at, parts = start, []
    for index in outline.dates_between(start, end):
        mention, _ = outline.dates[index]
        parts.append(outline.clean(at, mention.start))
        at = min(mention.end, end)
    return is_all_of(" ".join([*parts, outline.clean(at, end)]))


def unlinked_title(outline: Outline, start: int, end: int) -> Link | None:
    """Return the text between two positions as a link that leads nowhere, without what stands around it; None without.

    Closing brackets before it and opening ones behind it are those of a date.
    """
    title = unlinked_place(outline, start, end)
    return title if is_title(outline.clean(title.start, title.end)) else None


def unlinked_place(outline: Outline, start: int, end: int) -> Link:
    """Return the same as `unlinked_title`, also for a text that is no title."""
    end = start + len(outline.text[start:end].rstrip(_AROUND + OPENING))
    start = end - len(outline.text[start:end].lstrip(_AROUND + BULLETS + CLOSING))
    return Link(start, end, f"#{start}", outline.element_at(start), scripted=True)


def has_a_word(outline: Outline, start: int, end: int) -> bool:
    """Return True if a row has words beside its only date that are no label: too few for a title, as in `Order`."""
    held = outline.dates_between(start, end)
    mention, _ = outline.dates[held[0]]
    before = outline.clean(start, mention.start)
    words = f"{before} {outline.clean(min(mention.end, end), end)}".strip(MARKS)
    is_kind = words.casefold() in KINDS and not before.endswith(_COLONS)
    return len(held) == 1 and any(map(str.isalpha, words)) and (is_kind or not date_labels.ends_with_label(words))


def _holds(outline: Outline, one: PickedRow, at: int) -> bool:
    return one.row.heading is None and one.row.start <= outline.date_starts[at] < one.row.end


def _candidates(outline: Outline, shape: RowShape, taken: set[int]) -> Iterator[int]:
    """Yield the siblings of the rows that are of their kind, or have another class, and have a date and no link.

    The rows of one table or list may be divided among several bodies: those of another body are siblings as well.
    """
    holders = {_holder_of(outline, element) for element in taken if element >= 0}
    names = {outline.tags[element].name for element in taken if element >= 0}
    for element in range(min(holder for holder, _ in holders) + 1, len(outline.tags)):
        if element in taken or outline.navigation[element] or _holder_of(outline, element) not in holders:
            continue
        name = outline.tags[element].name
        if is_like(outline, element, shape) or (name in names and name in ROWS):
            lo, hi = outline.starts[element], outline.ends[element]
            if outline.dates_between(lo, hi) and not outline.links_between(lo, hi):
                yield element


def _holder_of(outline: Outline, row: int) -> tuple[int, int]:
    """Return the element around the body of a row (a `tbody`, a `ul`), and the kind of the body."""
    body = outline.parents[row]
    return (outline.parents[body], outline.paths[body]) if body >= 0 else (-1, -1)


def _date_of(
    outline: Outline, reader: RowReader, shape: RowShape, element: int, *, leads: bool
) -> tuple[int | None, bool]:
    """Return the index of the row's date, or None, and whether it is in an element at the place of the others' dates.

    In another place, it must have an element of its own, or be at the side of the other dates, which `leads` says; in a
    list without such elements, any side of a row that is made for one will do. In another body, only that place counts.
    """
    row = outline.starts[element], outline.ends[element]
    own = [at for at in outline.dates_between(*row) if is_of_entry(outline, reader, at, *row)]
    for at in own:
        if outline.paths[outline.element_at(outline.date_starts[at])] in shape.dates:
            return at, True
    if outline.parents[element] not in shape.parents:
        return None, False
    is_alike, name = is_like(outline, element, shape), outline.tags[element].name
    for at in own:
        isolation = reader.date_context.isolation(at)
        free = _leads(outline, row[0], at) == leads or (not shape.dates and is_row(outline, element))
        is_apart = isolation >= LABELLED and outline.element_at(outline.date_starts[at]) != element
        if (is_apart and name in ROWS) or (isolation and is_alike and free):
            return at, False
    return None, False


def _leads(outline: Outline, start: int, at: int) -> bool:
    """Return True if a row begins with this date."""
    return not outline.clean(start, outline.date_starts[at]).strip(MARKS + OPENING)


def _cell_of(outline: Outline, element: int, row: int) -> int:
    """Return the path of the row's cell that contains an element; -1 if rows have no cells."""
    while element >= 0 and outline.parents[element] != row:
        element = outline.parents[element]
    return outline.paths[element] if element >= 0 and outline.columns[element] >= 0 else -1


def _holder(outline: Outline, row: int, column: int) -> int:
    """Return the row's cell with that path; the row itself if `column` is -1; -1 if the cell is missing."""
    if column < 0:
        return row
    for element in range(row + 1, len(outline.tags)):
        if outline.starts[element] > outline.ends[row]:
            break
        if outline.parents[element] == row and outline.paths[element] == column:
            return element
    return -1


def _title_in(outline: Outline, shape: RowShape, row: int, holder: int, at: int) -> tuple[int, int] | None:
    """Return the start and end of the title: an `a` without an address, else the text beside the date; None without."""
    lo, hi = outline.starts[holder], outline.ends[holder]
    mention, _ = outline.dates[at]
    spans: list[tuple[int, int]] = []
    for element in range(row + 1, len(outline.tags)):
        if outline.starts[element] >= outline.ends[row]:
            break
        if outline.tag_paths[element] in shape.links:
            spans.append((outline.starts[element], outline.ends[element]))
    if lo <= mention.start < hi:
        # A label stands in the element of its date.
        own = outline.element_at(mention.start)
        before = lo, outline.starts[own]
        spans += [before] if lo < before[1] and is_title(outline.clean(*before).strip(MARKS)) else [(lo, mention.start)]
        spans.append((min(mention.end, hi), hi))
    else:
        spans.append((lo, hi))
    return next((span for span in spans if is_title(outline.clean(*span).strip(MARKS))), None)
