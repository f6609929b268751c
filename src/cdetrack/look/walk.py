"""Walk a listing that may change while it is walked: no hole, no repeat; pure but for the `ask` that reads a page.

Facts: pages slide when something is posted or removed, and order is loose. What is posted during a walk pushes the
rest towards later pages, so that entries come twice; what is removed pulls them towards earlier ones, so that an
entry can slip through. Page 1 is therefore read again at the end of a full look, until nothing has moved.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from cdetrack.changes.keys import keys_of
from cdetrack.errors import CdetrackError, FetchError
from cdetrack.model.record import Record

_STUCK = 3
"""So many pages in a row may show nothing but entries of earlier pages."""
_ROUNDS = 3
"""How often a listing may change under a full look before it is taken as read, and as no evidence of absence."""


class Entry(NamedTuple):
    """A record with the keys that it is found by, which are made once: a listing may hold ten thousand."""

    record: Record
    keys: tuple[str, ...]

    @property
    def mark(self) -> str:
        """The keys that tell it from the others of its listing: several without a number may share an address."""
        return self.keys[0] if self.record.article is not None else "\n".join(self.keys[:3])


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What one page of a listing showed."""

    number: int
    """Which page was asked for, from 1."""
    pages: int | None
    """How many pages there are, where the listing says so."""
    said: int | None = None
    """Which page it says it is."""
    records: tuple[Record, ...]
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    open_ended: bool = False
    """The listing does not say how many pages it has, and may have another."""
    further: bool = False
    """The page leads to a further one that nobody can ask for."""
    kind: str = ""
    """Which parser read it: the addresses of further pages depend on it."""

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """The records with their keys."""
        return tuple(Entry(record, keys_of(record)) for record in self.records)

    @cached_property
    def marks(self) -> list[str]:
        """What the entries are told apart by, in their order."""
        return [entry.mark for entry in self.entries]

    @property
    def is_last(self) -> bool:
        """Whether there is no page after this one."""
        return not self.open_ended and (self.pages is None or self.number >= self.pages)


@dataclass(slots=True, kw_only=True)
class Walk:
    """What a walk has read so far."""

    entries: dict[str, Entry] = field(default_factory=dict)
    """Each once, by its mark, in the listing's order."""
    pages: int = 0
    """How many were read."""
    whole: bool = False
    """The last page was reached and the listing stood still: what was not seen is not there."""
    restless: bool = False
    """The listing changed at every reading: an entry may have slipped through."""
    unchanged: bool = False
    """The listing says that it is as it was."""
    problems: dict[str, None] = field(default_factory=dict)
    notes: dict[str, None] = field(default_factory=dict)
    failure: CdetrackError | None = None
    """Why it ended before its end; what was read before stands."""
    further: bool = False
    """The last page that was read leads to a further one that nobody can ask for."""

    def take(self, shown: Shown) -> bool:
        """Add a page; say whether it showed an entry that the walk had not seen."""
        before = len(self.entries)
        self.pages += 1
        for mark, entry in zip(shown.marks, shown.entries, strict=True):
            self.entries.setdefault(mark, entry)
        self.problems.update(dict.fromkeys(shown.problems))
        self.notes.update(dict.fromkeys(shown.notes))
        self.further = shown.further
        news = len(self.entries) > before
        if not news and not shown.is_last and shown.said not in {None, shown.number}:
            # What stands on the page that was asked for is not known; a wrong number alone may be the site's habit.
            self.failure = FetchError(
                f"page {shown.number} of the listing was asked for, and page {shown.said} came again",
                hint="run it again later; the rest of the listing was not read",
            )
        return news


class _Circle:
    """Notices when page after page shows nothing but entries of earlier ones: such a pager never ends.

    One page may come twice, while a listing slides.
    """

    def __init__(self, pages: Sequence[Shown] = ()) -> None:
        self._seen = {mark for shown in pages for mark in shown.marks}
        self._repeats = 0

    def check(self, shown: Shown, walk: Walk) -> None:
        """Take one more page of one reading; the walk fails when there were too many without an entry of their own."""
        self._repeats = self._repeats + 1 if self._seen.issuperset(shown.marks) and self._seen else 0
        self._seen.update(shown.marks)
        if self._repeats >= _STUCK and not shown.is_last and walk.failure is None:
            first = shown.number - self._repeats + 1
            walk.failure = FetchError(
                f"pages {first} to {shown.number} of the listing show nothing but entries of earlier pages",
                hint="look at its pager in a browser; the rest of the listing was not read",
            )


Ask = Callable[[int], Shown | None]
"""Reads the page of that number. None: page 1 says that it has not changed, a later one that it does not exist.

Raises CdetrackError.
"""


def until_known(ask: Ask, is_known: Callable[[Sequence[Entry]], bool]) -> Walk:
    """Read on until a whole page holds nothing new: the normal look.

    `is_known` says whether all entries are known as they are. Raises CdetrackError when the first page cannot be
    read; a later one that fails ends the walk, and stands in it as its failure.
    """
    walk = Walk()
    shown = ask(1)
    if shown is None:
        walk.unchanged = True
        return walk
    circle = _Circle()
    while True:
        news = walk.take(shown)
        circle.check(shown, walk)
        if shown.is_last or walk.failure is not None:
            walk.whole = shown.pages == walk.pages == 1
            return walk
        # A page of repeats is no end: everything may have slid by one page. Without a pager it is the only end.
        if is_known(shown.entries) or (shown.open_ended and not news):
            return walk
        following = _next(ask, shown.number + 1, walk)
        if following is None:
            return walk
        shown = following


def to_the_end(ask: Ask, resumed: Sequence[Shown] = ()) -> Walk:
    """Read every page: the first look, and the full one; `resumed` are pages that an earlier run has read.

    It is whole when page 1 is the same after the last page as before, no page went missing meanwhile, and no entry
    came twice, or twice in two readings that are the same: what repeats then is the listing's own. An entry that is
    taken from further down during the walk moves none of these: that is why one look alone never proves that
    something is gone.

    Raises CdetrackError when the first page cannot be read.
    """
    walk = Walk()
    for shown in resumed:
        walk.take(shown)
    # The page that was read last is read again: the listing may have slid since.
    before: list[list[str]] = []
    current = _pass(ask, walk, resumed[:-1])
    for _ in range(_ROUNDS):
        if current is None or current[-1].pages is None:
            return walk
        if len(current) == 1:
            walk.whole = True
            return walk
        first = _next(ask, 1, walk)
        if first is None:
            return walk
        walk.take(first)
        marks = [shown.marks for shown in current]
        stood_still = first.marks == marks[0] and first.pages == current[-1].pages and not _shrank(current)
        if stood_still and (marks == before or not _repeats(current)):
            walk.whole = True
            return walk
        before, current = marks, _pass(ask, walk, [first])
    walk.restless = walk.failure is None
    return walk


def _shrank(pages: Sequence[Shown]) -> bool:
    """Say whether a page counts fewer pages than the one before."""
    return any((after.pages or 0) < (before.pages or 0) for before, after in pairwise(pages))


def _repeats(pages: Sequence[Shown]) -> bool:
    """Say whether an entry came twice."""
    marks = [mark for shown in pages for mark in shown.marks]
    return len(marks) > len(set(marks))


def _pass(ask: Ask, walk: Walk, before: Sequence[Shown]) -> list[Shown] | None:
    """Read from the page after `before` to the last one; None when one fails, which the first of all may not."""
    pages, circle = list(before), _Circle(before)
    while not pages or not pages[-1].is_last:
        number = len(pages) + 1
        shown = _next(ask, number, walk) if walk.pages else ask(number)
        if shown is None:
            return None if walk.failure is not None else pages
        news = walk.take(shown)
        circle.check(shown, walk)
        if walk.failure is not None:
            return None
        pages.append(shown)
        # Without a pager, a page of repeats is what the site shows for one past the end.
        if shown.open_ended and not news and number > 1:
            break
    return pages or None


def _next(ask: Ask, number: int, walk: Walk) -> Shown | None:
    try:
        return ask(number)
    except CdetrackError as error:
        walk.failure = error
        return None
