"""The values in the records of the outbox as JSON: alerts, the progress of watches, troubles of sources.

Each `…_from` raises KeyError, TypeError, ValueError or AttributeError for a broken form.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from cdetrack.alert.alert import Alert, Member, Recap, Trouble
from cdetrack.alert.outbox_state import WatchProgress
from cdetrack.model.jsonform import moment_from, timestamp
from cdetrack.model.record import Position

OutboxForm = dict[str, Any]


def progress_form(progress: WatchProgress) -> OutboxForm:
    """Return the progress of a watch as it stands in a record."""
    cursor = progress.cursor
    form: OutboxForm = {
        "changes": cursor.changes,
        "bytes": cursor.bytes,
        "hash": cursor.hash,
        "look": progress.look,
        "started": timestamp(progress.started),
        "origin": progress.origin,
        "existing": progress.existing,
        "heard": timestamp(progress.heard),
    }
    if progress.known is not None:
        form |= {"known": timestamp(progress.known), "rule": progress.rule}
    if progress.recap is not None:
        form["recap"] = progress.recap.isoformat()
    if progress.gone is not None:
        form["gone"] = progress.gone.isoformat()
    if progress.missed:
        form["missed"] = {name: timestamp(moment) for name, moment in progress.missed.items()}
    if progress.held:
        form["held"] = dict(progress.held)
    if progress.anew:
        form["anew"] = True
    return form


def progress_from(form: Mapping[str, Any], at: datetime) -> WatchProgress:
    """Return the progress of a watch in a record of the time `at`."""
    return WatchProgress(
        cursor=Position(changes=int(form["changes"]), bytes=int(form["bytes"]), hash=str(form["hash"])),
        look=int(form["look"]),
        started=moment_from(form["started"]),
        origin=int(form["origin"]),
        existing=int(form["existing"]),
        heard=moment_from(form["heard"]) if "heard" in form else at,
        known=moment_from(form["known"]) if "known" in form else None,
        anew=form.get("anew") is True,
        rule=str(form.get("rule", "")),
        recap=date.fromisoformat(form["recap"]) if "recap" in form else None,
        gone=date.fromisoformat(form["gone"]) if "gone" in form else None,
        missed={str(name): moment_from(moment) for name, moment in form.get("missed", {}).items()},
        held={str(name): int(look) for name, look in form.get("held", {}).items()},
    )


def alert_form(alert: Alert) -> OutboxForm:
    """Return an alert as it stands in a record."""
    form: OutboxForm = {
        "id": alert.id,
        "watch": alert.watch,
        "channel": alert.channel,
        "to": alert.to,
        "created": timestamp(alert.created),
    }
    if alert.members:
        form["members"] = [_member_form(each) for each in alert.members]
    form |= {name: True for name in ("late", "part") if getattr(alert, name)}
    if alert.bundle:
        form["bundle"] = alert.bundle
    if alert.recap is not None:
        form["recap"] = _recap_form(alert.recap)
    if alert.troubles:
        form["sources"] = [
            {"source": each.source, "state": each.state, "since": each.since, "why": each.why}
            for each in alert.troubles
        ]
    if misread := [each.source for each in alert.troubles if each.misread]:
        # Not in the trouble itself: cdetrack 0.2 refuses one with another key.
        form["misread"] = misread
    return form


def troubles_form(troubles: Iterable[Trouble]) -> list[OutboxForm]:
    """Return the troubles of a source as they stand in a record."""
    return [{"state": each.state, "since": each.since, "why": each.why, "told": each.told} for each in troubles]


def troubles_from(source: str, forms: Iterable[Mapping[str, Any]]) -> dict[str, Trouble]:
    """Return the troubles of a source in a record, by their states."""
    return {str(form["state"]): Trouble(source=source, **form) for form in forms}


def _recap_form(recap: Recap) -> OutboxForm:
    form: OutboxForm = {
        "rhythm": recap.rhythm,
        "since": recap.since.isoformat(),
        "until": recap.until.isoformat(),
    }
    if recap.ahead:
        form["ahead"] = [_member_form(each) for each in recap.ahead]
    if recap.undecided:
        form["undecided"] = list(recap.undecided)
    return form


def _member_form(member: Member) -> OutboxForm:
    form: OutboxForm = {"id": member.id, "kinds": list(member.kinds), "look": member.look}
    if member.last:
        form["last"] = member.last
    if member.also:
        form["also"] = list(member.also)
    if member.deadlines:
        form["deadlines"] = [list(each) for each in member.deadlines]
    if member.lengths:
        form["lengths"] = list(member.lengths)
    return form


def alert_from(form: Mapping[str, Any]) -> Alert:
    """Return the alert of a record."""
    return Alert(
        id=str(form["id"]),
        watch=str(form["watch"]),
        channel=str(form["channel"]),
        to=str(form["to"]),
        created=moment_from(form["created"]),
        members=tuple(_member_from(each) for each in form.get("members", ())),
        troubles=tuple(
            Trouble(**each, misread=each["state"] == "failing" and each["source"] in form.get("misread", ()))
            for each in form.get("sources", ())
        ),
        late=form.get("late") is True,
        recap=_recap_from(form["recap"]) if "recap" in form else None,
        bundle=str(form.get("bundle", "")),
        part=form.get("part") is True,
    )


def _recap_from(form: Mapping[str, Any]) -> Recap:
    return Recap(
        rhythm=str(form["rhythm"]),
        since=date.fromisoformat(form["since"]),
        until=date.fromisoformat(form["until"]),
        ahead=tuple(_member_from(each) for each in form.get("ahead", ())),
        undecided=tuple(map(str, form.get("undecided", ()))),
    )


def _member_from(form: Mapping[str, Any]) -> Member:
    return Member(
        id=str(form["id"]),
        kinds=tuple(map(str, form["kinds"])),
        look=int(form["look"]),
        last=int(form.get("last", 0)),
        also=tuple(map(str, form.get("also", ()))),
        deadlines=tuple((str(what), str(day)) for what, day in form.get("deadlines", ())),
        lengths=tuple(map(int, form.get("lengths", ()))),
    )
