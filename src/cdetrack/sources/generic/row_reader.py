"""Pick the date and the link of each row of a list.

The column, label and class name of a date or link tell its meaning, and so do the other rows. The choice is therefore
made for all rows together, by *slot*: the same kind of element at the same place in the row.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence

from cdetrack.sources.generic.date_context import PROSE, DateContext
from cdetrack.sources.generic.days_in_titles import AMONG, depth_in_title
from cdetrack.sources.generic.entry_links import (
    annexes,
    are_entries,
    file_score,
    is_called_annex,
    is_file,
    is_in_own_list,
    names_annexes,
    prominence,
)
from cdetrack.sources.generic.outline import Link, Outline
from cdetrack.sources.generic.paired_cells import split_rows
from cdetrack.sources.generic.rows import ListCandidate, PickedRow, Row, Slot
from cdetrack.sources.generic.title_attributes import words_of
from cdetrack.sources.generic.title_check import is_title
from cdetrack.sources.generic.title_classes import is_sorting

_ACROSS = 6
"""The most slots of one kind in a row. 3 changes 1 test page, 12 none."""
_MOST_IN_A_ROW = 40
"""Dates or links read in a row; bounds the time."""
_SAMPLE = 40
"""Dates or links of a slot that are judged; bounds the time."""
_UNTITLED = 0.8
"""The weight of a link without a title or file type. 0.6 loses the list of a parliament, 1.0 changes no page."""
_PROSE = 0.5
"""From this mean weight on, rows are a list. 0.3 changes no page, 0.7 changes 1 test page."""
_SAME = 0.9
"""The share of alike rows. 0.75 changes no page, 1.0 adds 57 stray entries to the saved ones."""
_FEW = 3
"""The fewest rows that prove an equal number of links. 2 changes no page, 5 changes 2 test pages."""
_FEWEST_ROWS = 2
"""A single row with several links above its date is a part of the page. 1 changes 4 pages, 3 changes none."""
_ICON = 0.7
"""Icons count less as documents. 0.4 changes no page, 1.0 changes 1 test page."""
_ISOLATION = 2.0
"""The isolation of a slot's dates counts for twice its share of rows. No page changes from 1.0 to 4.0."""
_DOCUMENT = 0.7
"""A document counts less than a title as text, which it stands beside. 0.4 changes no page, 1.1 changes 2."""
_WEIGHTS = (0.2, 0.75, 0.95, 1.0)
"""The weight of an entry by its date's isolation: in prose, at an edge, labelled, alone.

In prose, 0.0 changes 1 test page and 0.4 none. At an edge, 0.5 loses the list of a parliament and 0.95 changes 1 test
page. Labelled, 0.75 changes 2 test pages and 1.0 none.
"""


class RowReader:
    """Reads the rows of one outline; caches the context of its dates."""

    def __init__(self, outline: Outline, *, by_links: bool = False) -> None:
        """With `by_links` the outline's dates come from the links' addresses: each dates its own link only."""
        self.outline = outline
        self.by_links = by_links
        self.date_context = DateContext(outline)

    def pick(self, rows: Sequence[Row]) -> list[tuple[int | None, Link | None]]:
        """Return the index of each row's date and the row's link; None for a missing one."""
        return self._pick(rows)[0]

    def choose(self, rows: Sequence[Row]) -> ListCandidate:
        """Return the candidate of these rows: a date and a link for each row that has both."""
        rows = split_rows(self.outline, rows)
        found, links, dates = self._pick(rows)
        links_per_row, dates_per_row = (1.0 if alike else number for number, alike in (links, dates))
        if not self.by_links and links[0] > 1 == dates_per_row and (parts := self._parts(rows, found, alike=links[1])):
            rows, found, links_per_row = [row for row, _, _ in parts], [(at, link) for _, at, link in parts], 1.0
        picked: list[PickedRow] = []
        undated: list[PickedRow] = []
        for row, (at, link) in zip(rows, found, strict=True):
            if link is None:
                continue
            titled = is_title(self.text_of(link))
            if at is None or (self.by_links and self.outline.date_starts[at] != link.start):
                undated.append(PickedRow(row, None, link, titled, 0.0))
                continue
            named = 1.0 if titled or is_file(link.href) else _UNTITLED
            weight = _WEIGHTS[self.date_context.isolation(at)] * named
            picked.append(PickedRow(row, at, link, titled, weight))
        usual = sum(one.weight for one in picked) / max(len(picked), 1)
        if usual > _PROSE:
            # A block of prose with a date and a link is no row among the rows of a list, unless it has their form.
            forms = {self._form(one) for one in picked if one.date is None or self.date_context.isolation(one.date)}
            picked = [one for one in picked if one.row.heading is not None or self._form(one) in forms]
        return ListCandidate(picked, links_per_row, dates_per_row, undated)

    def _form(self, one: PickedRow) -> tuple[int, int]:
        """Return the kinds of the elements that hold a row's link and its date."""
        out = self.outline
        dated = out.paths[out.element_at(out.date_starts[one.date])] if one.date is not None else -1
        return out.paths[one.link.element], dated

    def _parts(
        self, rows: Sequence[Row], found: list[tuple[int | None, Link | None]], *, alike: bool
    ) -> list[tuple[Row, int | None, Link]]:
        """Split rows of several links under one date into one row for each link.

        Empty if the links are not titles, if other links are between them and the date, if the date is among them, or
        if it is below them in a single row: the links of a menu beside the page's date. `alike` rows have equal
        numbers of links: those must be entries.
        """
        parts: list[tuple[Row, int | None, Link]] = []
        groups: list[list[Link]] = []
        owners, above = 0, True
        for row, (at, link) in zip(rows, found, strict=True):
            if row.unlinked is not None:
                parts.append((row, at, row.unlinked))
            elif link is not None and (at is not None or row.unread_date is not None):
                kind = self.outline.paths[link.element]
                between = self.outline.links_between(row.start, row.end)
                own = [index for index in between if self.outline.paths[self.outline.links[index].element] == kind]
                day = self.outline.date_starts[at] if at is not None else row.start
                first, last = self.outline.links[own[0]].start, self.outline.links[own[-1]].end
                apart = len(self.outline.links_between(day, first)) or len(self.outline.links_between(last, day))
                if apart or first <= day < last:
                    return []
                owners, above = owners + 1, above and day <= first
                groups.append([self.outline.links[index] for index in own])
                parts += [
                    (Row(other.start, other.end, heading=at, unread_date=row.unread_date), at, other)
                    for other in groups[-1]
                ]
        if (owners < _FEWEST_ROWS and not above) or (alike and not are_entries(self.outline, groups)):
            return []
        extra = set(annexes(self.outline, groups))
        parts = [part for part in parts if part[2] not in extra]
        titles = {text for _, _, link in parts if is_title(text := self.text_of(link))}
        return parts if len(titles) >= _SAME * len(parts) else []

    def _pick(
        self, rows: Sequence[Row]
    ) -> tuple[list[tuple[int | None, Link | None]], tuple[float, bool], tuple[float, bool]]:
        out = self.outline
        # A row that shares the date above, or has an unreadable one, has only days of its title.
        date_slots = [
            {}
            if row.follows or row.unread_date is not None
            else dict(self._slots(out.dates_between(row.start, row.end), self._date_kind))
            for row in rows
        ]
        link_slots = [dict(self._slots(out.links_between(row.start, row.end), self._link_kind)) for row in rows]
        date_order, link_order = self._rank_dates(date_slots), self._rank_links(link_slots)
        date_rank = {slot: rank for rank, slot in enumerate(date_order)}
        link_rank = {slot: rank for rank, slot in enumerate(link_order)}
        usual = _usual_place(link_slots, link_order)
        found: list[tuple[int | None, Link | None]] = []
        last: int | None = None
        for row, dates, links in zip(rows, date_slots, link_slots, strict=True):
            at = row.heading
            if at is None:
                at = dates[min(dates, key=date_rank.__getitem__)] if dates else last if row.follows else None
            slot = min(links, key=link_rank.__getitem__) if links else None
            if len(links) == usual[0] and (placed := [*links][usual[1]]) != slot:
                # A row that stands out has its link in the place of the others, in an element of another kind.
                slot = placed if is_title(self.text_of(out.links[links[placed]])) else slot
            found.append((at, out.links[links[slot]] if slot is not None else row.unlinked))
            last = at
        found = self._by_label(rows, date_slots, date_rank, found)
        return found, _per_row(link_slots, link_order), _per_row(date_slots, date_order)

    def _by_label(
        self,
        rows: Sequence[Row],
        slots: list[dict[Slot, int]],
        rank: dict[Slot, int],
        found: list[tuple[int | None, Link | None]],
    ) -> list[tuple[int | None, Link | None]]:
        """Correct the few rows with the label of an update or a deadline on their date.

        Such a row gets another date of its own without such a label, or None.
        """
        context = self.date_context
        others = [
            # A title without a link has the words of a label.
            context.is_other(at, row.start)
            if at is not None and row.heading is None and row.unlinked is None
            else False
            for row, (at, _) in zip(rows, found, strict=True)
        ]
        if not any(others) or sum(others) > len(others) / 2:
            return found
        corrected: list[tuple[int | None, Link | None]] = []
        for row, (at, link), other, dates in zip(rows, found, others, slots, strict=True):
            better = at
            if other:
                better = next(
                    (
                        dates[slot]
                        for slot in sorted(dates, key=rank.__getitem__)
                        if not context.is_other(dates[slot], row.start) and context.isolation(dates[slot])
                    ),
                    None,
                )
            corrected.append((better, link))
        return corrected

    def text_of(self, link: Link) -> str:
        """Return the text of a link."""
        return words_of(self.outline, link)

    def _date_kind(self, at: int) -> int:
        """Return the kind of a date by its element and its isolation: one in a title differs from one beside it."""
        path = self.outline.paths[self.outline.element_at(self.outline.dates[at][0].start)]
        return path * 3 + (self.date_context.isolation(at) + 1) // 2

    def _link_kind(self, at: int) -> int:
        return self.outline.paths[self.outline.links[at].element]

    def _slots(self, indices: range, kind: Callable[[int], int]) -> Iterator[tuple[Slot, int]]:
        seen: Counter[int] = Counter()
        for at in indices[:_MOST_IN_A_ROW]:
            path = kind(at)
            if seen[path] < _ACROSS:
                yield (path, seen[path]), at
            seen[path] += 1

    def _rank_dates(self, rows: list[dict[Slot, int]]) -> list[Slot]:
        """Order the slots of dates, best first: in most rows, isolated, with a label of publication."""
        uses = _uses(rows)
        with_any = sum(map(bool, rows)) or 1

        def score(slot: Slot) -> tuple[float, int]:
            sample = uses[slot][:_SAMPLE]
            isolation = sum(_WEIGHTS[self.date_context.isolation(at)] for at in sample) / len(sample)
            label = sum(self.date_context.publication_score(at) for at in sample) / len(sample)
            return len(uses[slot]) / with_any * (1 + _ISOLATION * isolation) + label, -uses[slot][0]

        # Where titles have days, the dates beside them are those of the entries.
        depths = {slot: self._depth_of(dates[:_SAMPLE]) for slot, dates in uses.items()}
        beside = min((depths[slot] for slot in uses if self._may_date(uses[slot][:_SAMPLE], with_any)), default=AMONG)
        return sorted(uses, key=lambda slot: (depths[slot] <= beside, score(slot)), reverse=True)

    def _depth_of(self, dates: Sequence[int]) -> int:
        """Return how deep in their titles most dates of a slot are."""
        return Counter(depth_in_title(self.outline, at) for at in dates).most_common(1)[0][0]

    def _may_date(self, dates: Sequence[int], rows: int) -> bool:
        """Return True if most rows have a date of this slot, out of prose, and not that of an update or a deadline."""
        context = self.date_context
        sound = sum(context.isolation(at) > PROSE and not context.is_other(at) for at in dates)
        return 2 * sound > max(len(dates), min(rows, _SAMPLE))

    def _rank_links(self, rows: list[dict[Slot, int]]) -> list[Slot]:
        """Order the slots of links, best first: different in each row, with titles as texts, leading to documents."""
        uses = _uses(rows)
        first = {at: self.outline.links[min(row.values())] for row in rows for at in row.values()}

        def score(slot: Slot) -> tuple[float, float, int]:
            links = [self.outline.links[at] for at in uses[slot]]
            texts = [self.text_of(link) for link in links[:_SAMPLE]]
            spread = len({link.href for link in links}) / len(rows)
            # The same words in every row are no title.
            titles = max(0, len({text for text in texts if is_title(text)}) - 1) / max(1, len(texts) - 1)
            sample = list(zip(links[:_SAMPLE], texts, strict=True))
            # The names of categories are distinct words, and no titles: a call to read on comes before them.
            others = 1 - sum(is_sorting(self.outline, link.element) for link, _ in sample) / len(sample)
            files = sum(file_score(link.href, text) for link, text in sample) / len(texts)
            # Files of an entry are named like it.
            annexes = sum(
                is_called_annex(text) or is_in_own_list(self.outline, link, first[at])
                for at, (link, text) in zip(uses[slot], sample, strict=False)
            )
            files *= 2 * annexes <= len(sample)
            # In a column for them, `Agenda` and `Minutes` are no titles.
            headed = sum(names_annexes(self.date_context.headers.above(link.start)) for link, _ in sample)
            if 2 * headed > len(sample):
                titles = files = 0.0
            # Links without text are icons beside a title: count their file type less.
            files *= 1.0 if any(texts) else _ICON
            heading = sum(prominence(self.outline, link) for link, text in sample if is_title(text)) / len(texts)
            return spread * (1 + titles * others + heading + _DOCUMENT * files), others, -uses[slot][0]

        return sorted(uses, key=score, reverse=True)


def _uses(rows: list[dict[Slot, int]]) -> dict[Slot, list[int]]:
    uses: defaultdict[Slot, list[int]] = defaultdict(list)
    for row in rows:
        for slot, at in row.items():
            uses[slot].append(at)
    return uses


def _usual_place(rows: list[dict[Slot, int]], order: list[Slot]) -> tuple[int, int]:
    """Return how many links most rows have, and the place of the best one among them; (-1, 0) if no place is usual."""
    places = Counter((len(row), [*row].index(order[0])) for row in rows if order[0] in row) if order else Counter()
    place, times = next(iter(places.most_common(1)), ((-1, 0), 0))
    return place if 2 * times > len(rows) else (-1, 0)


def _per_row(rows: list[dict[Slot, int]], order: list[Slot]) -> tuple[float, bool]:
    """Return the mean number of the best kind in the rows that have any, and whether nearly all have the same."""
    if not order:
        return 1.0, True
    counts = [count for row in rows if (count := sum(slot[0] == order[0][0] for slot in row))]
    number, times = Counter(counts).most_common(1)[0]
    # Equal numbers in each row are mostly formats of one file; the number of entries of a day varies.
    alike = times >= _SAME * len(counts) and len(counts) >= _FEW and number < _ACROSS
    return sum(counts) / len(counts), alike
