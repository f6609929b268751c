"""Walk a listing that may change during the walk, without gaps or repeats; pure except for reading the pages.

Pages slide when the site posts or removes a notice, and the order is loose. A new notice pushes the rest to later
pages, so entries come twice; a removed one pulls the rest to earlier pages, so an entry can slip through. A full look
therefore reads page 1 again at the end, until nothing has moved.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from cdetrack.changes.keys import application_of, fragment_of, keys_of
from cdetrack.errors import CdetrackError, FetchError
from cdetrack.model.frozen import Caching, frozen
from cdetrack.model.record import Note, Record, UnreadableEntry

_MAX_REPEATED_PAGES = 3
"""A walk fails after this many pages in a row without an entry of their own."""
_MAX_PASSES = 3
"""A listing that changes during this many passes is taken as read, but proves no absence."""


class KeyedRecord(NamedTuple):
    """A record with its keys, computed once: a listing may hold ten thousand entries."""

    record: Record
    keys: tuple[str, ...]

    @property
    def mark(self) -> str:
        """The entry's identity in its listing; entries without an article number may share an address."""
        own = self.keys[:1] if self.record.article is not None else (*self.keys[:3], fragment_of(self.record))
        return "\n".join((*own, application_of(self.record)))


@frozen
class ListingPage(Caching):
    """One page of a listing, parsed and normalised."""

    number: int
    """The number that was requested, from 1."""
    pages: int | None
    """The number of pages, if the listing states it."""
    stated_number: int | None = None
    """The number that the page itself states."""
    records: tuple[Record, ...]
    unreadable: tuple[UnreadableEntry, ...] = ()
    """Entries that could not be read, with their places among the records."""
    notes: tuple[Note, ...] = ()
    open_ended: bool = False
    """The listing does not state its number of pages, and may have another page."""
    further: bool = False
    """The page leads to a further page, but cdetrack cannot build its address, or does not follow it."""
    kind: str = ""
    """The parser of the page; the addresses of further pages depend on it."""
    next_url: str | None = None
    """The address of the next page, if this one links to it."""
    is_followed: bool = False
    """A further page, by its address from the page before or from the user."""
    left_out: str | None = None
    """A digest of its rows, if the source leaves out all of them; None for any other page."""

    @cached_property
    def entries(self) -> tuple[KeyedRecord, ...]:
        """The records with their keys."""
        return tuple(KeyedRecord(record, keys_of(record)) for record in self.records)

    @cached_property
    def marks(self) -> list[str]:
        """The marks of the entries, in their order."""
        return [entry.mark for entry in self.entries]

    @property
    def signs(self) -> list[str]:
        """The signs by which its content is recognised when it comes again."""
        return self.marks if self.left_out is None else [self.left_out]

    @cached_property
    def is_oldest_first(self) -> bool:
        """Whether its days mostly rise: what is new stands on a page behind it."""
        # Imported for a page that was read: most visits find it unchanged.
        from cdetrack.changes.absence import fall_of

        days = [record.date for record in self.records if record.date_from == "listing"]
        return fall_of(days) < 0

    @property
    def is_last(self) -> bool:
        """Whether there is no page after this one."""
        return not self.open_ended and (self.pages is None or self.number >= self.pages)


@frozen
class WalkResult:
    """The entries of a walk, and how reliable they are; there are none where page 1 is not modified."""

    entries: Mapping[str, KeyedRecord] = field(default_factory=dict)
    """Each entry once, by its mark, in the listing's order."""
    whole: bool = False
    """The walk reached the last page of a stable listing: an entry that is not here is not in the listing."""
    unstable: bool = False
    """The listing changed during every pass: an entry may have slipped through."""
    problems: tuple[str, ...] = ()
    unreadable: frozenset[tuple[str | None, str | None]] | None = frozenset()
    """The marks of the entries on both sides of each one that could not be read; None if not all are known."""
    notes: tuple[Note, ...] = ()
    failure: CdetrackError | None = None
    """The reason for stopping early; the entries read before are valid."""
    further: bool = False
    """The last page leads to a further page, but cdetrack cannot build its address, or does not follow it."""
    ended: bool = False
    """A further page was asked for, and the listing had none: it ended, or the page was missing just then."""
    stopped: bool = False
    """It stopped before the last page, at known notices or for the failure."""
    first_page: int | None = None
    """The number of entries on page 1, if the walk followed links to further pages."""
    oldest_first: bool = False
    """Page 1 has pages behind it and shows the oldest entries: it stays the same when something is posted."""


ReadPage = Callable[[int], ListingPage | None]
"""Reads the page with this number. None: page 1 is not modified, or a later page does not exist.

Raises CdetrackError.
"""


def until_known(read: ReadPage, is_known: Callable[[Sequence[KeyedRecord]], bool]) -> WalkResult:
    """Read pages until one has nothing new, and nothing newer can stand behind it: the normal look.

    `is_known` returns True if all entries are known and unchanged. Raises CdetrackError if page 1 cannot be read; the
    failure of a later page ends the walk and is in the result.
    """
    walk = _Collector()
    page = read(1)
    if page is None:
        return WalkResult()
    guard = _RepeatGuard()
    while True:
        news = walk.take(page)
        guard.check(page, walk)
        if page.is_last or walk.failure is not None:
            return walk.result(whole=page.pages == walk.pages == 1)
        # A page of repeats does not end the walk: all entries may have slid by one page. Without a pager it does.
        # What stands behind rows that are left out is not known.
        is_end = page.left_out is None and not page.is_oldest_first and is_known(page.entries)
        if is_end or (page.open_ended and not news):
            return walk.result(stopped=True)
        following = _read_next(read, page.number + 1, walk)
        if following is None:
            return walk.result()
        page = following


def to_the_end(read: ReadPage, resumed: Sequence[ListingPage] = ()) -> WalkResult:
    """Read all pages: the first look, and the full one. `resumed` are the pages read by an earlier run.

    The walk is whole if page 1 is the same after the last page as before, no page disappeared during the pass, and no
    entry came twice. Entries repeated in two identical passes are duplicates in the listing itself. An entry taken
    from the middle during the walk changes none of these: a single look therefore never proves a removal.

    Raises CdetrackError if page 1 cannot be read.
    """
    walk = _Collector()
    for page in resumed:
        walk.take(page)
    # Read the last of the resumed pages again: the listing may have slid since.
    marks_before: list[list[str]] = []
    current = _pass(read, walk, resumed[:-1])
    for _ in range(_MAX_PASSES):
        if current is None or current[-1].pages is None:
            return walk.result()
        if len(current) == 1:
            return walk.result(whole=True)
        first = _read_next(read, 1, walk)
        if first is None:
            return walk.result()
        walk.take(first)
        marks = [page.marks for page in current]
        stable = first.marks == marks[0] and first.pages == current[-1].pages and not _shrank(current)
        if stable and (marks == marks_before or not _has_repeats(current)):
            return walk.result(whole=True)
        marks_before, current = marks, _pass(read, walk, [first])
    return walk.result(unstable=walk.failure is None)


class _Collector:
    """Collects the entries of a walk, each once."""

    def __init__(self) -> None:
        self._entries: dict[str, KeyedRecord] = {}
        self._problems: dict[str, None] = {}
        self._unreadable: set[tuple[str | None, str | None]] | None = set()
        self._notes: dict[Note, None] = {}
        self._further = False
        self._first_page = 0
        self._followed = False
        self._oldest_first = False
        self._left_out: set[str] = set()
        self._taken: dict[int, ListingPage] = {}
        """The last reading of each page."""
        self.pages = 0
        """The number of pages taken."""
        self.failure: CdetrackError | None = None
        self.ended = False

    def take(self, page: ListingPage) -> bool:
        """Add a page; return True if it had a new entry, or other rows that the source leaves out."""
        if (earlier := self._taken.get(page.number)) is not None:
            for mark, entry in _reworded(earlier, page):
                # In its place, which says what its neighbours are.
                self._entries = {entry.mark if each == mark else each: one for each, one in self._entries.items()}
                self._entries[entry.mark] = entry
        self._taken[page.number] = page
        before = len(self._entries)
        self.pages += 1
        for mark, entry in zip(page.marks, page.entries, strict=True):
            self._entries.setdefault(mark, entry)
        marks = [None, *page.marks, None]
        for each in page.unreadable:
            self._problems[each.problem] = None
            if each.place is None:
                self._unreadable = None
            elif self._unreadable is not None:
                self._unreadable.add((marks[each.place], marks[each.place + 1]))
        self._notes.update(dict.fromkeys(page.notes))
        self._further = page.further
        self._first_page = self._first_page or len(self._entries)
        self._oldest_first |= page.number == 1 and not page.is_last and page.is_oldest_first
        self._followed |= page.is_followed
        news = len(self._entries) > before
        if page.left_out is not None:
            news = page.left_out not in self._left_out
            self._left_out.add(page.left_out)
        if not news and not page.is_last and page.stated_number not in {None, page.number}:
            # The content of the requested page is unknown. A wrong number alone may be a habit of the site.
            self.failure = FetchError(
                f"page {page.number} of the listing was requested, and page {page.stated_number} came again",
                hint="run it again later; the rest of the listing was not read",
            )
        return news

    def result(self, *, whole: bool = False, unstable: bool = False, stopped: bool = False) -> WalkResult:
        """Return the entries collected so far."""
        return WalkResult(
            entries=self._entries,
            whole=whole,
            unstable=unstable,
            problems=tuple(self._problems),
            unreadable=None if self._unreadable is None else frozenset(self._unreadable),
            notes=tuple(self._notes),
            failure=self.failure,
            further=self._further,
            ended=self.ended,
            stopped=stopped or self.failure is not None,
            first_page=self._first_page if self._followed else None,
            oldest_first=self._oldest_first,
        )


class _RepeatGuard:
    """Stops a walk after too many pages with only entries of earlier pages: such a pager never ends.

    One page may come twice while a listing slides.
    """

    def __init__(self, pages: Sequence[ListingPage] = ()) -> None:
        self._seen = {sign for page in pages for sign in page.signs}
        self._repeats = 0

    def check(self, page: ListingPage, walk: _Collector) -> None:
        """Take the next page of a pass; fail the walk after too many pages without an entry of their own."""
        self._repeats = self._repeats + 1 if self._seen.issuperset(page.signs) and self._seen else 0
        self._seen.update(page.signs)
        if self._repeats >= _MAX_REPEATED_PAGES and not page.is_last and walk.failure is None:
            first = page.number - self._repeats + 1
            walk.failure = FetchError(
                f"pages {first} to {page.number} of the listing show nothing but entries of earlier pages",
                hint="look at its pager in a browser; the rest of the listing was not read",
            )


def _reworded(earlier: ListingPage, page: ListingPage) -> Iterator[tuple[str, KeyedRecord]]:
    """Yield the marks of entries that were reworded between two readings of a page, each with the entry of the later.

    These have a link or an article number that nothing else on the page has, and kept their title or their day.
    """
    marks, marks_before = frozenset(page.marks), frozenset(earlier.marks)
    gone = [each for each in earlier.entries if each.mark not in marks]
    new = [each for each in page.entries if each.mark not in marks_before]
    if not gone or not new:
        return
    counts = [Counter(each.keys[0] for each in one.entries) for one in (earlier, page)]
    by_key = {each.keys[0]: each for each in new}
    for each in gone:
        later = by_key.get(each.keys[0])
        if later is not None and all(one[each.keys[0]] == 1 for one in counts):
            before, after = each.record, later.record
            if before.title == after.title or (before.date, before.date_from) == (after.date, after.date_from):
                yield each.mark, later


def _shrank(pages: Sequence[ListingPage]) -> bool:
    """Return True if a page states fewer pages than the page before."""
    return any((after.pages or 0) < (before.pages or 0) for before, after in pairwise(pages))


def _has_repeats(pages: Sequence[ListingPage]) -> bool:
    """Return True if an entry came twice."""
    marks = [mark for page in pages for mark in page.marks]
    return len(marks) > len(set(marks))


def _pass(read: ReadPage, walk: _Collector, before: Sequence[ListingPage]) -> list[ListingPage] | None:
    """Read from the page after `before` to the last one; return None if a page fails.

    Raises CdetrackError if the first page of the whole walk cannot be read.
    """
    pages, guard = list(before), _RepeatGuard(before)
    while not pages or not pages[-1].is_last:
        number = len(pages) + 1
        page = _read_next(read, number, walk) if walk.pages else read(number)
        if page is None:
            return None if walk.failure is not None else pages
        news = walk.take(page)
        guard.check(page, walk)
        if walk.failure is not None:
            return None
        pages.append(page)
        # Without a pager, some sites repeat their last page for every number past the end. The first page of a pass is
        # no such repeat: a resumed walk reads its last page again.
        if page.open_ended and not news and number > len(before) + 1:
            break
    return pages or None


def _read_next(read: ReadPage, number: int, walk: _Collector) -> ListingPage | None:
    """Return the page, or None with the failure in `walk`."""
    try:
        page = read(number)
    except CdetrackError as error:
        walk.failure = error
        return None
    walk.ended |= page is None
    return page
