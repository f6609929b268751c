"""Facts from the history of single notices: their carriers, their last change, and how their deadlines moved."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from cdetrack.changes.change import is_quiet
from cdetrack.meaning.rules import facets_of
from cdetrack.model.frozen import frozen
from cdetrack.model.jsonform import timestamp
from cdetrack.model.notice import DAYS, Notice, Query
from cdetrack.model.record import Change, Record, Standing
from cdetrack.query.select import matcher
from cdetrack.store.store import Store
from cdetrack.text.days import end_of, start_of

if TYPE_CHECKING:
    from cdetrack.meaning.facets import Facets

_NO_TEXT = frozenset({"url", "guid", "shown", "date_from", "attachments"})
"""Fields of a record from which no day to act by follows."""
Pasts = Mapping[str, Sequence[Change]]
"""Id -> every change of that notice, oldest first."""


@frozen
class Appointment:
    """A deadline of a notice, present or cancelled."""

    notice: Notice
    what: str
    """One of `DAYS`."""
    day: date
    """Asia/Shanghai; the last announced day if it is cancelled."""
    place: int
    """Its position among the days of this kind, from 1: a notice can have several milestones of one kind."""
    sequence: int
    """The number of times that it was moved, cancelled or set again."""
    touched: datetime
    cancelled: bool


@frozen
class Carrier:
    """A listing that shows a document, with the notice there, its link, and the time when it was first seen."""

    source: str
    id: str
    url: str | None
    since: datetime


def carriers(notices: Iterable[Notice], pasts: Pasts) -> list[Carrier]:
    """Return every listing that shows one of these notices, the earliest first."""
    found = []
    for notice in notices:
        since: dict[str, datetime] = {}
        for change in pasts.get(notice.id, ()):
            for source in change.after.sources if change.after is not None else ():
                since.setdefault(source, change.at)
        found += [
            Carrier(source=source, id=notice.id, url=notice.url, since=since.get(source, notice.first_seen))
            for source in notice.sources
        ]
    return sorted(found, key=lambda each: each.since)


def changes_between(store: Store, since: date | None, until: date | None) -> list[Change]:
    """Return the changes found from the day `since` through the day `until` (Asia/Shanghai), oldest first."""
    first = timestamp(start_of(since)) if since is not None else ""
    last = timestamp(end_of(until)) if until is not None else "~"
    history, through = store.past(store.fold())
    return history.with_both_sides(history.between(first, last, through), through)


def matching(store: Store, changes: Sequence[Change], query: Query) -> list[Change]:
    """Return the changes of notices that match `query`; its days, limit and `reverse` have no effect.

    A notice is taken as it is now, or else as the change shows it.
    """
    from cdetrack.store.index import notices_with

    matches = {
        withdrawn: matcher(query._replace(since=None, until=None, withdrawn=withdrawn), store.texts)
        for withdrawn in (False, True)
    }
    present = notices_with(store.fold(), {change.id for change in changes})

    def test(change: Change) -> bool:
        notice = present.get(change.id)
        record = change.after or change.before
        if notice is None and record is not None:
            standing = Standing(id=change.id, record=record, first_seen=change.at, look=change.look, place=0)
            notice = store.rules.notice(standing)
        return notice is not None and matches[query.withdrawn or notice.withdrawn is not None](notice)

    return [change for change in changes if test(change)]


def by_notice(changes: Iterable[Change], ids: Collection[str]) -> dict[str, list[Change]]:
    """Return the changes of each of these notices, the oldest first."""
    pasts: dict[str, list[Change]] = {name: [] for name in ids}
    for change in changes:
        if change.id in pasts:
            pasts[change.id].append(change)
    return pasts


def touched(notice: Notice, past: Sequence[Change]) -> datetime:
    """Return the time of the last change that is not quiet, else of the first sight."""
    return max((change.at for change in past if not is_quiet(change)), default=notice.first_seen)


def appointments(notices: Iterable[Notice], pasts: Pasts) -> list[Appointment]:
    """Return every deadline that the notices announce or once announced, in date order."""
    found = [each for notice in notices for each in _of_notice(notice, pasts.get(notice.id, ()))]
    return sorted(found, key=lambda each: (each.day, DAYS.index(each.what), each.notice.id))


def _of_notice(notice: Notice, past: Sequence[Change]) -> Iterator[Appointment]:
    if len(past) > 1:
        steps = [(change.at, _announced(change.after)) for change in past]
    else:
        # Most notices have never changed: their present days are the announced ones.
        steps = [(notice.first_seen, _placed(notice.days))]
    for what, place in dict.fromkeys(each for _, days in steps for each in days):
        told: list[tuple[datetime, date | None]] = []
        for at, days in steps:
            day = days.get((what, place))
            if day != told[-1][1] if told else day is not None:
                told.append((at, day))
        known = [day for _, day in told if day is not None]
        if known:
            yield Appointment(
                notice=notice,
                what=what,
                place=place,
                day=known[-1],
                sequence=len(told) - 1,
                touched=max(told[-1][0], touched(notice, past)),
                cancelled=told[-1][1] is None,
            )


def moved_days(change: Change) -> list[tuple[str, tuple[date, ...], tuple[date, ...]]]:
    """Return the kinds of days that a change moved, each with the days before and after it, in the order of `DAYS`.

    A day that became `extended` counts under its kind before. A kind that the notice gained or lost is left out.
    """
    sides = facets_of_sides(change)
    if sides is None:
        return []
    before, after = map(_by_kind, sides)
    moved: list[tuple[str, tuple[date, ...], tuple[date, ...]]] = []
    for what in DAYS:
        old, new = before.get(what, ()), after.get(what) or after.get("extended", ())
        if old and new and old != new and not (what == "extended" and moved):
            moved.append((what, old, new))
    return moved


def facets_of_sides(change: Change) -> "tuple[Facets, Facets] | None":
    """Return the facets before and after a change; None if a side is missing, or if no day can differ."""
    if change.before is None or change.after is None or _NO_TEXT.issuperset(change.fields):
        return None
    return facets_of(change.before), facets_of(change.after)


def _by_kind(facets: "Facets") -> dict[str, tuple[date, ...]]:
    return {what: tuple(day for each, day in facets.days if each == what) for what, _ in facets.days}


def _announced(record: Record | None) -> Mapping[tuple[str, int], date]:
    """Return the deadlines in a version of a notice, none for a withdrawn one."""
    return _placed(facets_of(record).days) if record is not None else {}


def _placed(days: Iterable[tuple[str, date]]) -> dict[tuple[str, int], date]:
    """Return (kind, position among the days of this kind) -> day."""
    placed: dict[tuple[str, int], date] = {}
    counts: dict[str, int] = {}
    for what, day in days:
        counts[what] = counts.get(what, 0) + 1
        placed[what, counts[what]] = day
    return placed
