"""Everything that is not seen: sources without a recent full look, and holes in the series of document numbers.

A regulator counts its documents from 1 each year. Where nearly all numbers between two were seen, the few others were
missed; where only some were seen, a missing number says nothing, and no hole is reported.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

from cdetrack.model.frozen import frozen
from cdetrack.query.freshness import Freshness
from cdetrack.sources import Source
from cdetrack.sources.sets import BROWSER_KINDS
from cdetrack.store.counts import counts_of
from cdetrack.store.fold import Fold

_FEWEST = 10
"""Numbers that a run must have before it counts as dense: fewer stand side by side by chance."""
_DENSE = 0.8
"""Share of the numbers of a run that must have been seen: with one in five missing, a source shows a selection."""
_LONG = timedelta(days=14)
"""A full look is due each week: after two it did not succeed."""
_MOST = 2_000
"""Numbers of one series that are looked at: no issuer has more documents in a year, and the search is quadratic."""


@frozen
class Holes:
    """The numbers of one issuer and year that were never seen within a dense run."""

    issuer: str
    year: int
    first: int
    last: int
    """The run: the lowest and the highest number that belong to it."""
    missing: tuple[int, ...]


@frozen
class Coverage:
    """The sources and numbers that were not seen; each source is in one of the lists at most."""

    off_challenging: tuple[str, ...]
    """Off as built in, since their sites answer a plain client with a challenge."""
    off_unconfirmed: tuple[str, ...]
    """Off as built in, since nobody has seen them answer."""
    off: tuple[str, ...]
    """Switched off by the user."""
    challenged: tuple[Freshness, ...]
    never: tuple[str, ...]
    """On, and without any look."""
    no_full_look: tuple[Freshness, ...]
    """On, with no full look for two weeks: withdrawals there are not seen."""
    further: tuple[str, ...]
    """On, with further pages that are not read."""
    holes: tuple[Holes, ...]
    unread: tuple[str, ...] = ()
    """The paths of files in the inbox that could not be read and still wait there."""

    @property
    def is_complete(self) -> bool:
        """Whether nothing is missing."""
        return not (
            *self.off_challenging,
            *self.off_unconfirmed,
            *self.off,
            *self.challenged,
            *self.never,
            *self.no_full_look,
            *self.further,
            *self.holes,
            *self.unread,
        )


def coverage(
    rows: Iterable[Freshness],
    sources: Iterable[Source],
    fold: Fold | None,
    *,
    now: datetime,
    unread: Iterable[str] = (),
) -> Coverage:
    """Return the sources and numbers that are not seen; `now` is aware.

    `unread` are the paths of files in the inbox that could not be read; those that are gone are left out.
    """
    known = {row.source: row for row in rows}
    off: dict[str, list[str]] = {"challenging": [], "unconfirmed": [], "": []}
    challenged, never, unfinished, further = [], [], [], []
    for source in sources:
        row = known.get(source.name)
        if not source.enabled:
            is_challenging = source.kind in BROWSER_KINDS
            reason = "challenging" if is_challenging else "" if source.is_confirmed else "unconfirmed"
            off[reason].append(source.name)
        elif row is None or row.last_look is None:
            never.append(source.name)
        elif row.challenged:
            challenged.append(row)
        elif row.last_full is None or now - row.last_full > _LONG:
            unfinished.append(row)
        elif row.further:
            further.append(source.name)
    return Coverage(
        off_challenging=tuple(off["challenging"]),
        off_unconfirmed=tuple(off["unconfirmed"]),
        off=tuple(off[""]),
        challenged=tuple(challenged),
        never=tuple(never),
        no_full_look=tuple(unfinished),
        further=tuple(further),
        holes=tuple(_holes(_numbers(fold))),
        unread=tuple(path for path in unread if Path(path).is_file()),
    )


def _numbers(fold: Fold | None) -> Iterator[tuple[str, str]]:
    """Yield the numbers of notices with their first issuers, each once."""
    for (_, issuer), numbers in counts_of(fold, kind="number").items():
        yield from ((number, issuer) for number in numbers)


def _holes(numbered: Iterable[tuple[str, str]]) -> list[Holes]:
    """Return the holes in every dense series of numbers (`2026-31`) with their issuers, the latest year first.

    Series of one issuer that count apart (announcements,
    circulars) share their numbers here: a number that either has counts as seen, so that no hole is invented.
    """
    series: dict[tuple[int, str], set[int]] = {}
    for document, issuer in numbered:
        year, _, number = document.partition("-")
        series.setdefault((int(year), issuer), set()).add(int(number))
    found = []
    for (counted_from, issuer), numbers in sorted(series.items(), key=lambda each: (-each[0][0], each[0][1])):
        run = _densest(sorted(numbers)[:_MOST])
        if run and (missing := tuple(each for each in range(run[0], run[-1]) if each not in numbers)):
            found.append(Holes(issuer=issuer, year=counted_from, first=run[0], last=run[-1], missing=missing))
    return found


def _densest(numbers: list[int]) -> list[int]:
    """Return the longest dense run of numbers, none where there is none; an outlier is no part of it."""
    best: list[int] = []
    for start in range(len(numbers)):
        # Only a longer run than the best so far is of interest.
        for end in range(len(numbers) - 1, start + len(best) - 1, -1):
            if end - start + 1 >= _DENSE * (numbers[end] - numbers[start] + 1):
                best = numbers[start : end + 1]
                break
    return best if len(best) >= _FEWEST else []
