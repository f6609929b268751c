"""The lines of the outbox: each is one record, and replaying them gives the box.

`due` moves cursors and stores alerts in one line; `failed`, `delivered` and `dropped` say what came of one alert.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from cdetrack.alert.values import Alert, Box, Member, Trouble, Waiting, Watched
from cdetrack.evidence import Position
from cdetrack.jsonform import timestamp

Record = dict[str, Any]


def due(
    at: datetime,
    *,
    watches: Mapping[str, Watched] | None = None,
    troubles: Mapping[str, Trouble] | None = None,
    alerts: Sequence[Alert] = (),
) -> Record:
    """Return the record of what became due, with the cursors after it; what is left out stays as it was."""
    record: Record = {"record": "due", "at": timestamp(at)}
    if watches:
        record["watches"] = {name: _watched_form(each) for name, each in watches.items()}
    if troubles:
        record["sources"] = {
            name: {"state": each.state, "since": each.since, "why": each.why, "told": each.told}
            for name, each in troubles.items()
        }
    if alerts:
        record["alerts"] = [_alert_form(each) for each in alerts]
    return record


def failed(at: datetime, alert: str, *, tries: int, why: str, next: datetime) -> Record:  # noqa: A002 - the record's key
    """Return the record of a delivery that failed; `tries` counts it in."""
    return {
        "record": "failed",
        "at": timestamp(at),
        "alert": alert,
        "tries": tries,
        "why": why,
        "next": timestamp(next),
    }


def delivered(at: datetime, alert: str) -> Record:
    """Return the record of a delivery that was acknowledged."""
    return {"record": "delivered", "at": timestamp(at), "alert": alert}


def dropped(at: datetime, alert: str) -> Record:
    """Return the record of an alert that its user gave up."""
    return {"record": "dropped", "at": timestamp(at), "alert": alert}


def apply(box: Box, record: Mapping[str, Any]) -> None:
    """Bring `box` up to `record`. Raises KeyError, TypeError, ValueError or AttributeError for another thing."""
    at, what = datetime.fromisoformat(record["at"]), record["record"]
    if what == "due":
        # All is read before any of it counts: a cursor must not move without its alerts.
        watches = {name: _watched(form) for name, form in record.get("watches", {}).items()}
        troubles = {name: Trouble(source=name, **form) for name, form in record.get("sources", {}).items()}
        alerts = [_alert(form) for form in record.get("alerts", ())]
        box.watches |= watches
        box.troubles |= troubles
        for alert in alerts:
            box.alerts.setdefault(alert.id, Waiting(alert=alert))
        return
    waiting = box.alerts[record["alert"]]
    if what == "failed":
        waiting = replace(
            waiting,
            tries=int(record["tries"]),
            tried=at,
            why=str(record["why"]),
            next=datetime.fromisoformat(record["next"]),
        )
    elif what == "delivered":
        waiting = replace(waiting, delivered=at, tries=waiting.tries + 1, tried=at, next=None)
    elif what == "dropped":
        waiting = replace(waiting, dropped=at, next=None)
    else:
        raise ValueError(f"an unknown record `{what}`")
    box.alerts[waiting.alert.id] = waiting


def whole(box: Box, kept: Iterable[Waiting], at: datetime) -> Iterator[Record]:
    """Yield records that say what `box` says, with the alerts of `kept` alone."""
    kept = list(kept)
    yield due(at, watches=box.watches, troubles=box.troubles)
    for each in kept:
        yield due(each.alert.created, alerts=[each.alert])
        if each.tries and each.tried and not each.delivered:
            yield failed(each.tried, each.alert.id, tries=each.tries, why=each.why, next=each.next or each.tried)
        elif each.delivered and each.tries > 1:
            # So that the count of tries stays what it was.
            yield failed(each.delivered, each.alert.id, tries=each.tries - 1, why=each.why, next=each.delivered)
        if each.delivered:
            yield delivered(each.delivered, each.alert.id)
        if each.dropped:
            yield dropped(each.dropped, each.alert.id)


def _watched_form(watched: Watched) -> Record:
    cursor = watched.cursor
    return {
        "changes": cursor.changes,
        "bytes": cursor.bytes,
        "hash": cursor.hash,
        "look": watched.look,
        "started": timestamp(watched.started),
        "origin": watched.origin,
        "existing": watched.existing,
    }


def _watched(form: Mapping[str, Any]) -> Watched:
    return Watched(
        cursor=Position(changes=int(form["changes"]), bytes=int(form["bytes"]), hash=str(form["hash"])),
        look=int(form["look"]),
        started=datetime.fromisoformat(form["started"]),
        origin=int(form["origin"]),
        existing=int(form["existing"]),
    )


def _alert_form(alert: Alert) -> Record:
    form: Record = {
        "id": alert.id,
        "watch": alert.watch,
        "channel": alert.channel,
        "to": alert.to,
        "created": timestamp(alert.created),
    }
    if alert.members:
        form["members"] = [_member_form(each) for each in alert.members]
    if alert.troubles:
        form["sources"] = [
            {"source": each.source, "state": each.state, "since": each.since, "why": each.why}
            for each in alert.troubles
        ]
    return form


def _member_form(member: Member) -> Record:
    form: Record = {"id": member.id, "kinds": list(member.kinds), "look": member.look}
    if member.also:
        form["also"] = list(member.also)
    if member.deadlines:
        form["deadlines"] = [list(each) for each in member.deadlines]
    return form


def _alert(form: Mapping[str, Any]) -> Alert:
    return Alert(
        id=str(form["id"]),
        watch=str(form["watch"]),
        channel=str(form["channel"]),
        to=str(form["to"]),
        created=datetime.fromisoformat(form["created"]),
        members=tuple(_member(each) for each in form.get("members", ())),
        troubles=tuple(Trouble(**each) for each in form.get("sources", ())),
    )


def _member(form: Mapping[str, Any]) -> Member:
    return Member(
        id=str(form["id"]),
        kinds=tuple(map(str, form["kinds"])),
        look=int(form["look"]),
        also=tuple(map(str, form.get("also", ()))),
        deadlines=tuple((str(what), str(day)) for what, day in form.get("deadlines", ())),
    )
