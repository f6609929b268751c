"""Walk a listing that may change while it is walked: no hole, no repeat; pure but for the `ask` that reads a page.

Facts: pages slide when something is posted or removed, and order is loose. What is posted during a walk pushes the
rest towards later pages, so that entries come twice; what is removed pulls them towards earlier ones, so that an
entry can slip through. Page 1 is therefore read again at the end of a full look, until it is what it was.
"""

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from cdetrack.errors import CdetrackError
from cdetrack.evidence import Record
from cdetrack.identity import keys_of

_ROUNDS = 3
"""How often a listing may change under a full look before it is taken as read, and as no evidence of absence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What one page of a listing showed."""

    number: int
    pages: int | None
    """How many pages there are, where the listing says so."""
    records: tuple[Record, ...]
    problems: tuple[str, ...] = ()

    @property
    def keys(self) -> list[str]:
        """What the entries are told apart by, in their order."""
        return [keys_of(record)[0] for record in self.records]


@dataclass(slots=True, kw_only=True)
class Walk:
    """What a walk has read so far."""

    records: dict[str, Record] = field(default_factory=dict)
    """Every entry once, by its key, in the listing's order."""
    pages: int = 0
    """How many were read."""
    whole: bool = False
    """The last page was reached and no entry can have slipped through."""
    unchanged: bool = False
    """The listing says that it is as it was."""
    problems: dict[str, None] = field(default_factory=dict)
    failure: CdetrackError | None = None
    """Why it ended before its end; what was read before stands."""

    def take(self, shown: Shown) -> list[str]:
        """Add a page and return the keys of the entries that the walk had not seen."""
        self.pages += 1
        new = [key for key in shown.keys if key not in self.records]
        for key, record in zip(shown.keys, shown.records, strict=True):
            self.records.setdefault(key, record)
        self.problems.update(dict.fromkeys(shown.problems))
        return list(dict.fromkeys(new))


Ask = Callable[[int], Shown | None]
"""Reads the page of that number; None when the listing says that it has not changed. Raises CdetrackError."""


def until_known(ask: Ask, is_known: Callable[[Sequence[Record]], Collection[int]]) -> Walk:
    """Read on until a whole page holds nothing new: the normal look.

    `is_known` returns the positions of the entries that are known as they are. Raises CdetrackError when the first
    page cannot be read; a later one that fails ends the walk, and stands in it as its failure.
    """
    walk = Walk()
    shown = ask(1)
    if shown is None:
        walk.unchanged = True
        return walk
    while True:
        walk.take(shown)
        if len(is_known(shown.records)) == len(shown.records):
            return walk
        if shown.pages is None or shown.number >= shown.pages:
            walk.whole = shown.pages is not None and walk.pages == shown.pages == 1
            return walk
        following = _next(ask, shown.number + 1, walk)
        if following is None:
            return walk
        shown = following


def to_the_end(ask: Ask, resumed: Sequence[Shown] = ()) -> Walk:
    """Read every page: the first look, and the full one; `resumed` are pages that an earlier run has read.

    Raises CdetrackError when the first page cannot be read.
    """
    walk = Walk()
    for shown in resumed:
        walk.take(shown)
    # The page that was read last is read again: the listing may have slid since.
    current = _pass(ask, walk, before=resumed[:-1])
    for _ in range(_ROUNDS):
        if current is None or current.last.pages is None:
            return walk
        if current.last.number == 1:
            walk.whole = True
            return walk
        again = _next(ask, 1, walk)
        if again is None:
            return walk
        walk.take(again)
        if current.closes_with(again):
            walk.whole = True
            return walk
        before, current = current, _pass(ask, walk)
        # What repeats at every reading is the listing's own, and nothing has moved.
        if current is not None and current.keys == before.keys:
            walk.whole = True
            return walk
    return walk


@dataclass(slots=True)
class _Pass:
    """The pages of a listing, read once from the first to the last."""

    pages: list[Shown]

    @property
    def keys(self) -> list[list[str]]:
        return [shown.keys for shown in self.pages]

    @property
    def last(self) -> Shown:
        return self.pages[-1]

    def closes_with(self, again: Shown) -> bool:
        """Say whether `again`, page 1 after the last page, shows that no entry can have slipped through.

        What is posted during a pass makes the next page begin with the end of the one before, and stands on page 1
        afterwards: both must be the same number. Anything else (something was taken down) closes nothing.
        """
        posted = 0
        for before, shown in pairwise(self.pages):
            repeats = next((n for n, key in enumerate(shown.keys) if key not in before.keys), len(shown.keys))
            if shown.keys[:repeats] != before.keys[len(before.keys) - repeats :]:
                return False
            if (shown.pages or 0) < (before.pages or 0):
                return False
            posted += repeats
        counts = Counter(key for keys in self.keys for key in keys)
        if counts.total() - len(counts) != posted:
            return False
        first = self.pages[0].keys
        return again.keys[posted:] == first[: len(again.keys) - posted] and len(again.keys) > posted


def _pass(ask: Ask, walk: Walk, before: Sequence[Shown] = ()) -> _Pass | None:
    """Read from the page after `before` to the last one; None when one fails, which the first of all may not."""
    pages = list(before)
    while True:
        number = len(pages) + 1
        shown = ask(number) if not walk.pages else _next(ask, number, walk)
        if shown is None:
            return None
        walk.take(shown)
        pages.append(shown)
        # A listing that has become shorter shows its last page, or its first, for one past the end.
        if shown.pages is None or number >= shown.pages or shown.number < number:
            return _Pass(pages)


def _next(ask: Ask, number: int, walk: Walk) -> Shown | None:
    try:
        return ask(number)
    except CdetrackError as error:
        walk.failure = error
        return None
