"""Find the notices that a listing no longer shows, and make the changes that withdraw them."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, datetime
from itertools import pairwise
from operator import gt, lt

from cdetrack.changes.change import change_in
from cdetrack.model.record import INGEST, Change, Look, Standing


def gone_between(
    before: Sequence[str],
    now: Sequence[str],
    pinned: AbstractSet[str],
    unreadable: AbstractSet[int] = frozenset(),
    *,
    days: Callable[[str], date | None] | None = None,
    falling: bool = True,
) -> tuple[str, ...]:
    """Return the ids that vanished from between two neighbours which are still shown next to each other.

    `before` and `now` are ids in the listing's order. A pinned entry is no neighbour: it may stand next to any other.
    `unreadable` are the places in `now` before which an entry stands that could not be read, and may be any of them.
    `days` returns the date that the listing shows, or showed, for an entry, and `falling` tells that the newest is the
    first. An entry that vanished from before a newer one was pinned there: it may stand where its date belongs.
    """
    place = {name: position for position, name in enumerate(now)}
    gone: list[str] = []
    run: list[str] = []
    left: str | None = None
    for name in before:
        if name not in place:
            run.append(name)
            continue
        adjacent = left is not None and place[name] == place[left] + 1 and place[name] not in unreadable
        if run and adjacent and pinned.isdisjoint((left, name)):
            gone += [each for each in run if days is None or not _was_pinned(days(each), days(name), falling=falling)]
        run, left = [], name
    return tuple(gone)


def _was_pinned(day: date | None, following: date | None, *, falling: bool) -> bool:
    """Return True if an entry of this day may have been pinned before one of the day `following`.

    Of two entries, the pinned one may be that without a date.
    """
    if day is None or following is None:
        return following is not None
    return day < following if falling else day > following


def fall_of(days: Iterable[date]) -> int:
    """Return how many more dates fall than rise from one to the next: above 0 where the newest entry is the first."""
    days = list(days)
    # Ten thousand entries are asked four times.
    falls: int = sum(map(gt, days, days[1:]))
    rises: int = sum(map(lt, days, days[1:]))
    return falls - rises


def pinned_in(order: Sequence[str], days: Mapping[str, date]) -> frozenset[str]:
    """Return the entries that break a listing's order by date, such as those pinned to its top.

    The direction of a listing is that of most of its neighbours. `days` holds the dates that the listing shows.
    """
    falling = fall_of(days[name] for name in order if name in days) >= 0
    pairs = ((one, other) for one, other in pairwise(order) if one in days and other in days)
    return frozenset(one for one, other in pairs if (days[one] < days[other] if falling else days[one] > days[other]))


def remembered(order: Sequence[str], gone: Collection[str], before: Sequence[str]) -> list[str]:
    """Return the order to compare the next look with: `order`, and the `gone` ids of `before` in their old places."""
    following: dict[str | None, list[str]] = {}
    left: str | None = None
    there = set(order)
    for name in before:
        if name in gone:
            following.setdefault(left, []).append(name)
        elif name in there:
            left = name
    kept = [*following.get(None, ())]
    for name in order:
        kept += [name, *following.get(name, ())]
    return kept


def too_many(withdrawn: int, of: int) -> bool:
    """Return True if so many withdrawals suggest a broken page: five or more, and over a tenth."""
    return withdrawn >= 5 and withdrawn * 10 > of  # noqa: PLR2004 - the contract's numbers


def withdrawals(
    standings: Iterable[Standing],
    *,
    source: str,
    at: datetime,
    number: int,
    shows: Callable[[str, str], bool] = lambda *_: True,
) -> tuple[Change, ...]:
    """Return the changes for notices that `source` no longer shows.

    A notice is withdrawn when no other source `shows` it, by its name and the id; else it loses this source. A file
    that was ingested does not count as showing it.
    """
    look = Look(source=source, at=at, records=())
    changes = []
    for standing in standings:
        before = standing.record
        left = tuple(name for name in before.sources if name != source)
        if any(name != INGEST and shows(name, standing.id) for name in left):
            wordings = {name: words for name, words in before.shown.items() if name != source}
            after = before._replace(sources=left, shown=wordings)
            changes.append(change_in(look, number, standing.id, before, after, "changed"))
        else:
            changes.append(change_in(look, number, standing.id, before, None, "withdrawn"))
    return tuple(changes)
