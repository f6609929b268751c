"""Pick the date and the link of each row of a list.

The column, label and class name of a date or link tell its meaning, and so do the other rows. The choice is therefore
made for all rows together, by *slot*: the same kind of element at the same place in the row.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from cdetrack.sources.generic.date_context import PROSE, DateContext
from cdetrack.sources.generic.days_in_titles import AMONG, depth_in_title
from cdetrack.sources.generic.outline import PLAIN_HEADINGS, Link, Outline, in_heading
from cdetrack.sources.generic.title_check import is_title
from cdetrack.sources.generic.title_classes import is_sorting, title_points

Slot = tuple[int, int]
"""The kind of element (its path), and its number among those of that kind in the row, from 0."""

LONGEST_UNREAD = 60
"""Characters kept of a text in the place of a date; longer ones are no dates. No page changes from 40 to 90."""
_LABEL_LENGTH = 40
"""Characters of a link's text searched for `pdf` or `download`."""
_ACROSS = 6
"""The most slots of one kind in a row. 3 changes 1 test page, 12 none."""
_MOST_IN_A_ROW = 40
"""Dates or links read in a row; bounds the time."""
_SAMPLE = 40
"""Dates or links of a slot that are judged; bounds the time."""
_UNTITLED = 0.8
"""The weight of a link without a title or file type. 0.6 loses the list of a parliament, 1.0 changes no page."""
POOREST = 0.5
"""Below this mean weight the dates are those of prose. 0.35 changes no page, 0.65 loses the list of a parliament."""
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
_HEADING = 1.0
"""A link in a heading, or around one, leads to the entry, and not to its department or attachment."""
_EMPHASIS = 0.3
"""The same for bold words or a class such as `title`; less than the file type counts."""
_INSIDE = 8
"""Elements in a link that are searched for a heading, and around it for a list; bounds the time."""
_DOCUMENT = 0.7
"""A document counts less than a title as text, which it stands beside. 0.4 changes no page, 1.1 changes 2."""
_TEXT_FILE = 0.6
"""A text file beside a PDF is its copy, so it counts less than the 1.0 of a PDF. No page changes from 0.3 to 0.9."""
_PDF_BY_TEXT = 0.8
"""A link called `PDF` without the extension in its address. No page changes from 0.5 to 1.0."""
_SERVED_FILE = 0.5
"""An address such as `/download?id=7` often leads to a document. No page changes from 0.0 to 0.8."""
_WEIGHTS = (0.2, 0.75, 0.95, 1.0)
"""The weight of an entry by its date's isolation: in prose, at an edge, labelled, alone.

In prose, 0.0 changes 1 test page and 0.4 none. At an edge, 0.5 loses the list of a parliament and 0.95 changes 1 test
page. Labelled, 0.75 changes 2 test pages and 1.0 none.
"""
_BOLD = ("b", "strong")
_FILE = re.compile(r"\.(pdf|docx?|rtf|wpd|odt)(?:$|[?#])", re.IGNORECASE)
_SERVED = re.compile(
    r"download|attachment|get_?file|view_?(?:file|pdf|doc)|/files?/|/media/|documents?/", re.IGNORECASE
)
_VALUES = re.compile(r"=[^&]*")
_NUMBERS = re.compile(r"\d+")
_PDF_TEXT = re.compile(r"pdf|download", re.IGNORECASE)
_ANNEX = re.compile(
    r"\W{0,3}(?:(?:annex(?:e|es|ure)?|appendix|attachment|enclosure|anlage|anhang|pi[eè]ce jointe|anexo|allegato"
    r"|bijlage|bilaga?|příloha|załącznik|приложение)\b|附件|附录|附表|附錄|別添|別紙|첨부|붙임)",
    re.IGNORECASE,
)
_LANGUAGE = re.compile(
    r"(?<![a-z])(?:en|eng|english|zh|chi|chs|cht|tc|sc|gb|big5|chinese|cn|tw|hk|hans|hant|c|e|pt|por|fr|fra|de|deu|es|spa"
    r"|it|ja|jp|ko|kr|ar|us|uk|th|vi|ru)(?![a-z])"
)
_LISTS = ("ul", "ol", "dl", "table")


@dataclass(frozen=True, slots=True)
class Row:
    """The start and end of an entry in the text, and the index of the date in the heading above it."""

    start: int
    end: int
    heading: int | None = None
    follows: bool = False
    """True if the row has no date because it shares the cell above."""
    element: int = -1
    """The row's element; -1 if the row is not one element."""
    unread_date: str | None = None
    """The text in the date's place, if it cannot be read as a date."""
    unlinked: Link | None = None
    """The title of a row without a link, as one that leads nowhere."""


@dataclass(slots=True)
class PickedRow:
    """A row with the index of its date (None if unreadable), its link, and a weight from 0 to 1 for its likelihood."""

    row: Row
    date: int | None
    link: Link
    titled: bool
    weight: float


@dataclass(frozen=True, slots=True)
class ListCandidate:
    """A candidate for the page's list: the rows with date and link, and the figures that score it."""

    picked: list[PickedRow]
    links_per_row: float
    """The mean number of links of the chosen kind in a row: 1 for entries, more for groups of entries."""
    dates_per_row: float = 1.0
    """The same for dates."""
    undated: Sequence[PickedRow] = ()
    """The rows with a link but no readable date."""

    @property
    def weight(self) -> float:
        """The sum of the weights of distinct entries."""
        best: dict[tuple[str, int | None], float] = {}
        for one in self.picked:
            best.setdefault((one.link.href, one.date if one.row.heading is None else -1), one.weight)
        return sum(best.values())


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
            named = 1.0 if titled or _FILE.search(link.href) else _UNTITLED
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

        Empty if the links are not titles, if other links are between them and the date, if the date is in one of them,
        or if it is below them in a single row: the links of a menu beside the page's date. `alike` rows have equal
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
                if len(self.outline.links_between(day, first)) or len(self.outline.links_between(last, day)):
                    return []
                owners, above = owners + 1, above and day <= first
                groups.append([self.outline.links[index] for index in own])
                if any(one.start <= day < one.end for one in groups[-1]):
                    return []
                parts += [
                    (Row(other.start, other.end, heading=at, unread_date=row.unread_date), at, other)
                    for other in groups[-1]
                ]
        if (owners < _FEWEST_ROWS and not above) or (alike and not self.are_entries(groups)):
            return []
        annexes = set(self.annexes(groups))
        parts = [part for part in parts if part[2] not in annexes]
        titles = {text for _, _, link in parts if is_title(text := self.text_of(link))}
        return parts if len(titles) >= _SAME * len(parts) else []

    def annexes(self, groups: Sequence[Sequence[Link]]) -> Iterator[Link]:
        """Yield the links that are no entries: files of the entry in whose line they are, and its other languages.

        The words of a file say so, or it leads to another kind of page than the first links of all groups. Where each
        of these leads to a kind of its own, another kind says nothing.
        """
        usual = {_kind_of_address(group[0].href) for group in groups}
        tells = 2 * len(usual) <= max(2, len(groups))
        for one, other in (pair for group in groups for pair in pairwise(group)):
            is_in_line = "\n" not in self.outline.text[one.start : other.start]
            is_other = tells and _kind_of_address(other.href) not in usual
            is_file = is_in_line and (is_other or _ANNEX.match(self.text_of(other)))
            if is_file or (one.href != other.href and without_language(one.href) == without_language(other.href)):
                yield other

    def are_entries(self, groups: Sequence[Sequence[Link]]) -> bool:
        """Return True if the links of each group are entries of one day, and no parts of one entry.

        Entries have a line and a title of their own. The second link of an entry leads to another kind of page than
        the first: a PDF, a translation, an office.
        """
        out = self.outline
        links = [link for group in groups for link in group]
        titles = {text for link in links if is_title(text := self.text_of(link))}
        pages = {link.href if link.scripted else link.href.partition("#")[0] for link in links}
        if min(len(titles), len(pages)) < _SAME * len(links):
            return False
        if any("\n" not in out.text[one.start : other.start] for group in groups for one, other in pairwise(group)):
            return False
        first = {_kind_of_address(group[0].href) for group in groups}
        second = {_kind_of_address(group[1].href) for group in groups if len(group) > 1}
        return not first.isdisjoint(second) or (len(first) > 1 and len(second) > 1)

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
        found: list[tuple[int | None, Link | None]] = []
        last: int | None = None
        for row, dates, links in zip(rows, date_slots, link_slots, strict=True):
            at = row.heading
            if at is None:
                at = dates[min(dates, key=date_rank.__getitem__)] if dates else last if row.follows else None
            found.append((at, out.links[links[min(links, key=link_rank.__getitem__)]] if links else row.unlinked))
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
            context.is_other(at) if at is not None and row.heading is None and row.unlinked is None else False
            for row, (at, _) in zip(rows, found, strict=True)
        ]
        if not any(others) or sum(others) > len(others) / 2:
            return found
        corrected: list[tuple[int | None, Link | None]] = []
        for (at, link), other, dates in zip(found, others, slots, strict=True):
            better = at
            if other:
                better = next(
                    (
                        dates[slot]
                        for slot in sorted(dates, key=rank.__getitem__)
                        if not context.is_other(dates[slot]) and context.isolation(dates[slot])
                    ),
                    None,
                )
            corrected.append((better, link))
        return corrected

    def text_of(self, link: Link) -> str:
        """Return the text of a link."""
        return self.outline.clean(link.start, link.end)

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
            files = sum(_file_score(link.href, text) for link, text in sample) / len(texts)
            # Files of an entry are named like it.
            annexes = sum(
                _ANNEX.match(text) is not None or self._is_in_own_list(link, first[at])
                for at, (link, text) in zip(uses[slot], sample, strict=False)
            )
            files *= 2 * annexes <= len(sample)
            # Links without text are icons beside a title: count their file type less.
            files *= 1.0 if any(texts) else _ICON
            heading = sum(_prominence(self.outline, link) for link, text in sample if is_title(text)) / len(texts)
            return spread * (1 + titles * others + heading + _DOCUMENT * files), others, -uses[slot][0]

        return sorted(uses, key=score, reverse=True)

    def _is_in_own_list(self, link: Link, first: Link) -> bool:
        """Return True if a link is in a list or table that begins behind the first link of its row."""
        around = self.outline.parents[link.element]
        for _ in range(_INSIDE):
            if around < 0 or self.outline.starts[around] <= first.start:
                break
            if self.outline.tags[around].name in _LISTS:
                return True
            around = self.outline.parents[around]
        return False


def _uses(rows: list[dict[Slot, int]]) -> dict[Slot, list[int]]:
    uses: defaultdict[Slot, list[int]] = defaultdict(list)
    for row in rows:
        for slot, at in row.items():
            uses[slot].append(at)
    return uses


def _prominence(outline: Outline, link: Link) -> float:
    """Return a link's points for a heading around or inside it, for bold words and for its class."""
    inside = range(link.element + 1, min(link.element + _INSIDE, len(outline.tags)))
    names = [outline.tags[element].name for element in inside if outline.starts[element] < link.end]
    if in_heading(outline, link.element) or any(name in PLAIN_HEADINGS for name in names):
        return _HEADING
    bold = outline.tags[outline.parents[link.element]].name in _BOLD or names[:1] in (["b"], ["strong"])
    return _EMPHASIS * max(bold, title_points(outline, link.element))


def _per_row(rows: list[dict[Slot, int]], order: list[Slot]) -> tuple[float, bool]:
    """Return the mean number of the best kind in the rows that have any, and whether nearly all have the same."""
    if not order:
        return 1.0, True
    counts = [count for row in rows if (count := sum(slot[0] == order[0][0] for slot in row))]
    number, times = Counter(counts).most_common(1)[0]
    # Equal numbers in each row are mostly formats of one file; the number of entries of a day varies.
    alike = times >= _SAME * len(counts) and len(counts) >= _FEW and number < _ACROSS
    return sum(counts) / len(counts), alike


def _kind_of_address(href: str) -> str:
    """Return an address without the numbers, the words and the values that tell one page of a kind from another."""
    path, _, query = href.partition("#")[0].partition("?")
    folder, _, name = path.rstrip("/").rpartition("/")
    own = f"{name}?{_VALUES.sub('=', query)}" if query else f".{name.rpartition('.')[2]}" if "." in name else ""
    return _NUMBERS.sub("0", f"{folder}/{own}").casefold()


def without_language(href: str) -> str:
    """Return an address without the names of languages in it: `/tc/notice_c.html`, `?lang=en`."""
    return _LANGUAGE.sub("", href.casefold())


def is_annex(text: str, href: str) -> bool:
    """Return True for a link to a file, or one whose words say that it is an annex."""
    return bool(_FILE.search(href) or _ANNEX.match(text))


def _file_score(href: str, text: str) -> float:
    """Return the likelihood, from 0 to 1, that a link leads to the document itself: 1 for a PDF."""
    found = _FILE.search(href)
    if found:
        return 1.0 if found[1].casefold() == "pdf" else _TEXT_FILE
    if _PDF_TEXT.search(text[:_LABEL_LENGTH]):
        return _PDF_BY_TEXT
    return _SERVED_FILE if _SERVED.search(href) else 0.0
