"""Keep the rows of a list with a missing or unreadable date: no entry is lost, and none gets the date of another.

So are those with their date among other words: in a text it would date nothing, beside dated rows it does.

A row is kept if it has the shape of the dated rows: the same element in the same place, a link at the place of their
links, and an element (misspelt date, or empty) at the place of their dates. A row without that element is kept if it
is between dated rows.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from cdetrack.sources.generic import date_labels
from cdetrack.sources.generic.date_headings import resembles_date
from cdetrack.sources.generic.outline import Link, Outline
from cdetrack.sources.generic.outline_builder import classes_of, kind_of
from cdetrack.sources.generic.row_reader import RowReader
from cdetrack.sources.generic.rows import LONGEST_UNREAD, ListCandidate, PickedRow, Row, Slot
from cdetrack.sources.generic.title_check import MARKS, is_long_title, is_title
from cdetrack.text.links import folder_of

ROWS = ("li", "tr", "article")
_LEAST = 0.3
"""Rows without a place for a date are a list of their own if the dated ones are fewer than this share of them.

No page changes from 0.15 to 0.6.
"""
_DIGITS = re.compile(r"\d+")
_SPOKEN = re.compile(r"[^\W_]")


def with_undated_rows(outline: Outline, reader: RowReader, candidate: ListCandidate) -> ListCandidate:
    """Return the candidate with the rows of its shape that have no date, or one among words, in page order."""
    last = max((one.row.start for one in candidate.picked), default=0)
    kept = [
        one
        for one in candidate.undated
        if (one.row.unread_date is not None or one.row.start < last or _is_dated(reader, one.row))
        and (one.titled or is_title(_around(outline, one)))
    ]
    kept += _siblings(outline, reader, candidate)
    if not kept:
        return candidate
    order = sorted([*candidate.picked, *kept], key=lambda one: one.row.start)
    return replace(candidate, picked=order, undated=())


def unreadable_date(row: Row) -> str | None:
    """Return the text in the place of the row's date, or None without any letter or digit there."""
    return row.unread_date if row.unread_date and _SPOKEN.search(row.unread_date) else None


def _is_dated(reader: RowReader, row: Row) -> bool:
    """Return True if a row has a date after all: that of an update or a deadline."""
    return not reader.by_links and len(reader.outline.dates_between(row.start, row.end)) > 0


def _around(outline: Outline, one: PickedRow) -> str:
    return outline.clean(one.row.start, one.row.end)


@dataclass(frozen=True, slots=True)
class RowShape:
    """The features that the dated rows share."""

    parents: frozenset[int]
    paths: frozenset[int]
    links: frozenset[int]
    """The tag paths of their links."""
    slots: tuple[Slot, ...]
    """The places of their links, the most frequent first: the tag path, and the number among the links with it."""
    dates: frozenset[int]
    """The paths of the elements that contain their dates but not their links."""
    link_kinds: frozenset[str]
    """The classes of the rows that are links themselves; one that leads nowhere has another tag."""
    hrefs: frozenset[str]
    folders: frozenset[str]


def _siblings(outline: Outline, reader: RowReader, candidate: ListCandidate) -> list[PickedRow]:
    dated = [one for one in candidate.picked if one.row.element >= 0 and one.date is not None]
    if not dated:
        return []
    shape = shape_of(outline, dated)
    taken = {one.row.element for one in [*candidate.picked, *candidate.undated]}
    first: dict[int, int] = {}
    last: dict[int, int] = {}
    for one in dated:
        parent = outline.parents[one.row.element]
        first.setdefault(parent, one.row.element)
        last[parent] = one.row.element
    sure: list[PickedRow] = []
    bare: list[PickedRow] = []
    titled = sum(one.titled for one in dated) > len(dated) / 2
    beside = _with_date_beside(outline, reader, dated, shape, taken)
    taken |= {one.row.element for one in beside}
    for element in _candidates(outline, shape, taken):
        row = Row(outline.starts[element], outline.ends[element], element=element)
        link = _undated_link(outline, reader, row, shape)
        text = reader.text_of(link) if link else ""
        if link is None or (titled and not is_title(text)):
            continue
        place = _date_place(outline, element, shape)
        if place is not None:
            shown = outline.clean(outline.starts[place], outline.ends[place])[:LONGEST_UNREAD]
            if element < first[outline.parents[element]] and date_labels.is_only_a_label(shown):
                continue  # the table's header
            sure.append(PickedRow(replace(row, unread_date=shown), None, link, is_title(text), 0.0))
        elif not shape.dates and (shown := _bare(outline, row, link)):
            sure.append(PickedRow(replace(row, unread_date=shown), None, link, is_title(text), 0.0))
        elif _is_among(outline, element, link, text, shape, last):
            bare.append(PickedRow(row, None, link, is_title(text), 0.0))
    if len(bare) * _LEAST > len(dated):
        bare = []
    return beside + sure + bare + _in_other_lists(outline, reader, shape, taken)


def _in_other_lists(outline: Outline, reader: RowReader, shape: RowShape, taken: set[int]) -> list[PickedRow]:
    """Return the rows of further lists of a kind with the dated ones that have an unreadable date in its place.

    Each month, or each department, may have a list of its own.
    """
    found: list[PickedRow] = []
    for path in shape.paths:
        for element in outline.by_path(path):
            if outline.parents[element] in shape.parents or element in taken or outline.navigation[element]:
                continue
            row = Row(outline.starts[element], outline.ends[element], element=element)
            link, place = _undated_link(outline, reader, row, shape), _date_place(outline, element, shape)
            if link is None or place is None or not is_title(reader.text_of(link)):
                continue
            shown = outline.clean(outline.starts[place], outline.ends[place])[:LONGEST_UNREAD]
            if resembles_date(shown):
                found.append(PickedRow(replace(row, unread_date=shown), None, link, titled=True, weight=0.0))
    return found


def _with_date_beside(
    outline: Outline, reader: RowReader, dated: list[PickedRow], shape: RowShape, taken: set[int]
) -> list[PickedRow]:
    """Return the siblings of the dated rows whose date is among other words, and so was taken for that of a text."""
    if reader.by_links:
        return []
    columns = {_column_of(outline, one.link) for one in dated}
    inside = sum(one.date is not None and _is_inside(outline, one.link, one.date) for one in dated) > len(dated) / 2
    found: list[PickedRow] = []
    for element in _candidates(outline, shape, taken):
        made_for_rows = outline.tags[element].name in ROWS
        if not made_for_rows and outline.paths[element] not in shape.paths:
            continue
        row = Row(outline.starts[element], outline.ends[element], element=element)
        link = _link_in(outline, row, shape)
        if link is None and made_for_rows:
            link = _first_titled(reader, row)
        if link is None or _column_of(outline, link) not in columns:
            continue  # in another column: details of the row above
        at = _date_of(outline, reader, shape, row, None if inside else link)
        if at is not None:
            found.append(PickedRow(row, at, link, is_title(reader.text_of(link)), 0.0))
    return found


def shape_of(outline: Outline, dated: list[PickedRow]) -> RowShape:
    """Return the features that the dated rows share."""
    places: Counter[int] = Counter()
    for one in dated:
        if (place := _own_element(outline, one)) >= 0:
            places[outline.paths[place]] += 1
    slots = Counter(slot for one in dated for slot, link in _slots(outline, one.row) if link is one.link)
    tags = [outline.tags[one.row.element] for one in dated]
    return RowShape(
        parents=frozenset(outline.parents[one.row.element] for one in dated),
        paths=frozenset(outline.paths[one.row.element] for one in dated),
        links=frozenset(outline.tag_paths[one.link.element] for one in dated),
        slots=tuple(slot for slot, _ in slots.most_common()),
        dates=frozenset(path for path, times in places.items() if times > len(dated) / 10),
        link_kinds=frozenset(kind for tag in tags if tag.name == "a" and (kind := kind_of(tag))),
        hrefs=frozenset(_DIGITS.sub("0", one.link.href) for one in dated),
        folders=frozenset(folder_of(one.link.href) for one in dated),
    )


def is_like(outline: Outline, element: int, shape: RowShape) -> bool:
    """Return True if an element is of a kind with the rows, or has the classes of rows that are links themselves."""
    return outline.paths[element] in shape.paths or kind_of(outline.tags[element]) in shape.link_kinds


def is_row(outline: Outline, element: int) -> bool:
    """Return True if an element is made for a row: by its tag, or because it has a class."""
    tag = outline.tags[element]
    return tag.name in ROWS or bool(classes_of(tag))


def _own_element(outline: Outline, one: PickedRow) -> int:
    """Return the element inside the row that contains the date but not the link; -1 if there is none."""
    if one.date is None:
        return -1
    place = outline.element_at(outline.date_starts[one.date])
    if place == one.row.element or outline.starts[place] < one.row.start:
        return -1
    return -1 if outline.starts[place] <= one.link.start < outline.ends[place] else place


def _candidates(outline: Outline, shape: RowShape, taken: set[int]) -> Iterator[int]:
    """Yield the siblings of the dated rows with the same tag and a link."""
    names = {outline.tags[one].name for one in taken if one >= 0}
    start = min(shape.parents) + 1
    for element in range(start, len(outline.tags)):
        if outline.parents[element] not in shape.parents or element in taken or outline.navigation[element]:
            continue
        if outline.tags[element].name not in names:
            continue
        if outline.links_between(outline.starts[element], outline.ends[element]):
            yield element


def _link_in(outline: Outline, row: Row, shape: RowShape) -> Link | None:
    """Return the link at the place of the dated rows' links, not that of a picture or a category before it."""
    found = {slot: link for slot, link in _slots(outline, row) if slot[0] in shape.links}
    return next((found[slot] for slot in shape.slots if slot in found), next(iter(found.values()), None))


def _slots(outline: Outline, row: Row) -> Iterator[tuple[Slot, Link]]:
    """Yield the links of a row with their places."""
    seen: Counter[int] = Counter()
    for index in outline.links_between(row.start, row.end):
        link = outline.links[index]
        path = outline.tag_paths[link.element]
        yield (path, seen[path]), link
        seen[path] += 1


def _undated_link(outline: Outline, reader: RowReader, row: Row, shape: RowShape) -> Link | None:
    """Return the link of a row without a date; a day inside the link is a part of its title."""
    link = _link_in(outline, row, shape)
    held = outline.dates_between(row.start, row.end)
    if link is None or any(reader.by_links or not _is_inside(outline, link, at) for at in held):
        return None
    return link


def _first_titled(reader: RowReader, row: Row) -> Link | None:
    links = [reader.outline.links[at] for at in reader.outline.links_between(row.start, row.end)]
    return next((link for link in links if is_title(reader.text_of(link))), None)


def _column_of(outline: Outline, link: Link) -> int:
    """Return the column of a link in its table; -1 outside of tables."""
    cell = outline.cell_of(link.element)
    return outline.columns[cell] if cell >= 0 else -1


def _date_of(outline: Outline, reader: RowReader, shape: RowShape, row: Row, link: Link | None) -> int | None:
    """Return the date of a row, best at the place of the other dates; None if it has only dates inside `link`."""
    found = [
        at
        for at in outline.dates_between(row.start, row.end)
        if outline.dates[at][0].end <= row.end
        and not (link and _is_inside(outline, link, at))
        and not reader.date_context.is_other(at, row.start)
    ]
    placed = [at for at in found if outline.paths[outline.element_at(outline.date_starts[at])] in shape.dates]
    return next(iter(placed + found), None)


def _is_inside(outline: Outline, link: Link, at: int) -> bool:
    return link.start <= outline.date_starts[at] < link.end


def _date_place(outline: Outline, element: int, shape: RowShape) -> int | None:
    """Return the element at the place of the dated rows' dates, or None."""
    for inner in range(element + 1, len(outline.tags)):
        if outline.starts[inner] > outline.ends[element] or outline.parents[inner] < element:
            return None
        if outline.paths[inner] in shape.dates:
            return inner
    return None


def _bare(outline: Outline, row: Row, link: Link) -> str:
    """Return the row's text beside its link if it is only an unreadable date, else an empty string."""
    if row.end - row.start > link.end - link.start + 2 * LONGEST_UNREAD:
        return ""
    beside = f"{outline.clean(row.start, link.start)} {outline.clean(link.end, row.end)}".strip(MARKS)
    return beside if beside and resembles_date(beside) else ""


def _is_among(outline: Outline, element: int, link: Link, text: str, shape: RowShape, last: dict[int, int]) -> bool:
    """Return True if a row without a place for a date is an entry, and not `All news` at the end of the list."""
    shaped = bool(_DIGITS.search(link.href)) and _DIGITS.sub("0", link.href) in shape.hrefs
    if outline.paths[element] not in shape.paths:
        # A row with another class: pinned, urgent.
        return shaped and outline.tags[element].name in ROWS
    if not is_row(outline, element):
        return False
    if element < last[outline.parents[element]]:
        return True
    return shaped or (is_long_title(text) and folder_of(link.href) in shape.folders)
