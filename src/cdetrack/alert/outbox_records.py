"""The records of the outbox, one for each line: replaying them gives its state.

`due` moves cursors and stores alerts in one record; `failed`, `delivered` and `dropped` have the result of one alert;
`told` lists the notices of alerts that are no longer kept, `untold` those that were undone, and `renamed` moves the
progress and the alerts of a watch to its new name.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from cdetrack.alert.alert import Alert, Trouble
from cdetrack.alert.outbox_forms import alert_form, progress_form, troubles_form
from cdetrack.alert.outbox_state import OutboxState, StoredAlert, WatchProgress
from cdetrack.model.jsonform import timestamp

OutboxRecord = dict[str, Any]
"""A record as JSON, without `schema`; `record` is its kind, `at` its time in UTC."""


def due(
    at: datetime,
    *,
    watches: Mapping[str, WatchProgress] | None = None,
    troubles: Mapping[str, Mapping[str, Trouble]] | None = None,
    alerts: Sequence[Alert] = (),
) -> OutboxRecord:
    """Return the record of new alerts, the progress of watches after them, and the new troubles of sources."""
    record: OutboxRecord = {"record": "due", "at": timestamp(at)}
    if watches:
        record["watches"] = {name: progress_form(each) for name, each in watches.items()}
    if troubles:
        record["troubles"] = {name: troubles_form(states.values()) for name, states in troubles.items()}
    if alerts:
        record["alerts"] = [alert_form(each) for each in alerts]
    return record


def replaced(at: datetime, alerts: Sequence[str], others: Sequence[Alert], *, why: str = "") -> OutboxRecord:
    """Return the record that others go out instead of these alerts, with the same notices or some of them.

    `why` is the message of the attempt that failed for good; empty if there was none.
    """
    record = due(at, alerts=others) | {"instead": list(alerts)}
    return record | {"why": why} if why else record


def failed(at: datetime, alert: str, *, tries: int, why: str, next: datetime) -> OutboxRecord:  # noqa: A002 - the record's key
    """Return the record of a failed attempt, number `tries`; the next one is due at `next`."""
    return {
        "record": "failed",
        "at": timestamp(at),
        "alert": alert,
        "tries": tries,
        "why": why,
        "next": timestamp(next),
    }


def delivered(at: datetime, alert: str, *others: str, look: int = 0) -> OutboxRecord:
    """Return the record of an acknowledged delivery; `others` are the other alerts of the same message.

    `look` is the number of the last look before it, 0 if it is not known.
    """
    record: OutboxRecord = {"record": "delivered", "at": timestamp(at), "alert": alert}
    record |= {"look": look} if look else {}
    return record | {"with": list(others)} if others else record


def dropped(at: datetime, alert: str, *, instead: Sequence[str] = ()) -> OutboxRecord:
    """Return the record of a dropped alert; `instead` are the ids of those that go out in its place."""
    record: OutboxRecord = {"record": "dropped", "at": timestamp(at), "alert": alert}
    return record | {"instead": list(instead)} if instead else record


def untold(
    at: datetime, watch: str, notices: Collection[str], carriers: Mapping[str, Collection[str]] | None = None
) -> OutboxRecord:
    """Return the record that a watch was not told of these notices: they were undone before their alert was delivered.

    `watch` is its present name. The alert goes out without them, and the watch is told when they come back. The next
    check decides again on their `carriers`, other notices of their documents, each given with their ids.
    """
    record: OutboxRecord = {"record": "untold", "at": timestamp(at), "watch": watch, "notices": sorted(notices)}
    if carriers:
        record["carriers"] = {name: sorted(taken) for name, taken in carriers.items()}
    return record


def told(at: datetime, watch: str, notices: Mapping[str, datetime]) -> OutboxRecord:
    """Return the record that a watch was told of these notices as new: id -> time."""
    when = {name: timestamp(moment) for name, moment in notices.items()}
    return {"record": "told", "at": timestamp(at), "watch": watch, "notices": when}


def renamed(at: datetime, old: str, new: str) -> OutboxRecord:
    """Return the record of a watch that has a new name."""
    return {"record": "renamed", "at": timestamp(at), "from": old, "to": new}


def compacted(state: OutboxState, kept: Iterable[StoredAlert], at: datetime) -> Iterator[OutboxRecord]:
    """Yield the fewest records that give `state` with only the alerts in `kept`.

    The records of alerts are marked as kept: they do not tell the watches again, as some notices may be undone. So are
    those of earlier names, which stand before all that has the present ones.
    """
    for new, names in state.formerly.items():
        yield from (renamed(at, old, new) | {"kept": True} for old in names)
    yield due(at, watches=state.watches, troubles=state.troubles)
    yield from (told(at, watch, notices) for watch, notices in state.told.items() if notices)
    for watch, again in state.again.items():
        carriers = {name: taken for name, taken in again.items() if taken}
        yield untold(at, watch, again.keys() - carriers.keys(), carriers)
    former = {old for names in state.formerly.values() for old in names}
    for each in kept:
        whose = {"watch": each.watch} if each.renamed or each.watch in former else {}
        yield due(each.alert.created, alerts=[each.alert]) | {"kept": True} | whose
        if each.tries and each.tried and not each.delivered:
            yield failed(each.tried, each.alert.id, tries=each.tries, why=each.why, next=each.next or each.tried)
        elif each.delivered and each.tries > 1:
            # One failed attempt stands for all, so that the number of attempts is kept.
            yield failed(each.delivered, each.alert.id, tries=each.tries - 1, why=each.why, next=each.delivered)
        if each.delivered:
            yield delivered(each.delivered, each.alert.id, look=each.look)
        if each.dropped:
            yield dropped(each.dropped, each.alert.id, instead=each.instead)
