"""The records of the outbox, one for each line: replaying them gives its state.

`due` moves cursors and stores alerts in one record; `failed`, `delivered` and `dropped` have the result of one alert;
`told` lists the notices of alerts that are no longer kept, `untold` those that were undone, and `renamed` moves the
progress and the alerts of a watch to its new name.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from cdetrack.alert.alert import Alert, Member, Recap, Trouble
from cdetrack.alert.outbox_state import OutboxState, StoredAlert, WatchProgress
from cdetrack.model.jsonform import moment_from, timestamp
from cdetrack.model.record import Position

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
        record["watches"] = {name: _watched_form(each) for name, each in watches.items()}
    if troubles:
        record["troubles"] = {
            name: [
                {"state": each.state, "since": each.since, "why": each.why, "told": each.told}
                for each in states.values()
            ]
            for name, states in troubles.items()
        }
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


def apply(state: OutboxState, record: Mapping[str, Any]) -> None:
    """Apply `record` to `state`. Raises KeyError, TypeError, ValueError or AttributeError for a broken record."""
    at, what = moment_from(record["at"]), record["record"]
    if what == "due":
        _store(state, record, at)
    elif what == "told":
        moments = {str(name): moment_from(moment) for name, moment in record["notices"].items()}
        for name, moment in moments.items():
            state.tell(str(record["watch"]), [name], moment)
    elif what == "untold":
        carriers = {name: frozenset(map(str, taken)) for name, taken in record.get("carriers", {}).items()}
        state.untell(str(record["watch"]), frozenset(map(str, record["notices"])), carriers)
    elif what == "renamed":
        _rename(state, str(record["from"]), str(record["to"]), kept=record.get("kept") is True)
    else:
        _end(state, record, at)


def _store(state: OutboxState, record: Mapping[str, Any], at: datetime) -> None:
    # Read everything before storing anything: a cursor must not move without its alerts.
    watches = {name: _watched(form, at) for name, form in record.get("watches", {}).items()}
    troubles = {name: _troubles(name, forms) for name, forms in record.get("troubles", {}).items()}
    # In records of cdetrack 0.2 a source has one state: its trouble, or that it is well.
    troubles |= {
        name: {} if form["state"] == "well" else _troubles(name, [form])
        for name, form in record.get("sources", {}).items()
    }
    alerts = [alert_from(form) for form in record.get("alerts", ())]
    state.watches |= watches
    # Those of `again` have not decided yet.
    for name in watches.keys() - frozenset(record.get("again", ())):
        state.again.pop(name, None)
    state.troubles |= troubles
    # The alerts of cdetrack 0.1 named only the first notice of a document.
    first_only = record.get("schema") == 1
    instead = frozenset(map(str, record.get("instead", ())))
    watch_of = {state.alerts[name].alert.watch: state.alerts[name].watch for name in instead}
    for alert in alerts:
        stored = state.alerts.get(alert.id)
        watch = watch_of.get(alert.watch, alert.watch)
        if record.get("kept") is True:
            watch = str(record["watch"]) if "watch" in record else _likely_watch(state, alert)
        if stored is None:
            state.alerts[alert.id] = _of_watch(StoredAlert(alert=alert), watch)
        elif alert.id in instead:
            state.alerts[alert.id] = replace(stored, alert=alert)
        if record.get("kept") is True:
            continue
        named = alert.added()
        state.tell(
            watch,
            (name for name in named if not first_only or any(name == member.id for member in alert.members)),
            alert.created,
        )
    for name in instead - {alert.id for alert in alerts}:
        stored = state.alerts[name]
        if why := str(record.get("why", "")):
            stored = replace(stored, tries=stored.tries + 1, tried=at, why=why)
        others = tuple(each.id for each in alerts if each.watch == stored.alert.watch)
        state.alerts[name] = replace(stored, dropped=at, next=None, instead=others)


def _likely_watch(state: OutboxState, alert: Alert) -> str:
    """Return the present name of the watch of an alert in an outbox that an older version rewrote: it does not say."""
    of_that_name = state.watches.get(alert.watch)
    if of_that_name is not None and of_that_name.started <= alert.created:
        return alert.watch
    return next((new for new, names in state.formerly.items() if alert.watch in names), alert.watch)


def _of_watch(stored: StoredAlert, name: str) -> StoredAlert:
    return replace(stored, renamed=name if name != stored.alert.watch else "")


def _rename(state: OutboxState, old: str, new: str, *, kept: bool) -> None:
    """Move a watch to its new name; a record that is `kept` in a rewritten outbox only says that it had the old one."""
    earlier = state.formerly.get(new, ())
    # Where an older version rewrote the outbox, these records come last: the progress has its present name already, and
    # that of the old name, if any, is of another watch.
    if not kept and new not in state.watches:
        if old in state.watches:
            state.watches[new] = state.watches.pop(old)
        if old in state.again:
            state.again[new] = state.again.pop(old)
        for name, stored in state.alerts.items():
            if stored.watch == old:
                # It goes out under the name that it has.
                state.alerts[name] = _of_watch(stored, new)
        earlier += state.formerly.pop(old, ())
    if old not in state.watches:
        for name, moment in state.told.pop(old, {}).items():
            state.tell(new, [name], moment)
    state.formerly[new] = tuple(dict.fromkeys((*earlier, old)))


def _end(state: OutboxState, record: Mapping[str, Any], at: datetime) -> None:
    for name in (record["alert"], *record.get("with", ())):
        _end_one(state, record, str(name), at)


def _end_one(state: OutboxState, record: Mapping[str, Any], name: str, at: datetime) -> None:
    what = record["record"]
    stored = state.alerts[name]
    if what == "failed":
        stored = replace(
            stored,
            tries=int(record["tries"]),
            tried=at,
            why=str(record["why"]),
            next=moment_from(record["next"]),
        )
    elif what == "delivered":
        stored = replace(
            stored, delivered=at, look=int(record.get("look", 0)), tries=stored.tries + 1, tried=at, next=None
        )
    elif what == "dropped":
        stored = replace(stored, dropped=at, next=None, instead=tuple(map(str, record.get("instead", ()))))
    else:
        raise ValueError(f"an unknown record `{what}`")
    state.alerts[stored.alert.id] = stored


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


def _watched_form(progress: WatchProgress) -> OutboxRecord:
    cursor = progress.cursor
    form: OutboxRecord = {
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


def _watched(form: Mapping[str, Any], at: datetime) -> WatchProgress:
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


def alert_form(alert: Alert) -> OutboxRecord:
    """Return an alert as it stands in a record."""
    form: OutboxRecord = {
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


def _troubles(source: str, forms: Iterable[Mapping[str, Any]]) -> dict[str, Trouble]:
    return {str(form["state"]): Trouble(source=source, **form) for form in forms}


def _recap_form(recap: Recap) -> OutboxRecord:
    form: OutboxRecord = {
        "rhythm": recap.rhythm,
        "since": recap.since.isoformat(),
        "until": recap.until.isoformat(),
    }
    if recap.ahead:
        form["ahead"] = [_member_form(each) for each in recap.ahead]
    if recap.undecided:
        form["undecided"] = list(recap.undecided)
    return form


def _member_form(member: Member) -> OutboxRecord:
    form: OutboxRecord = {"id": member.id, "kinds": list(member.kinds), "look": member.look}
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
    """Return the alert of a record. Raises KeyError, TypeError, ValueError or AttributeError for a broken one."""
    return Alert(
        id=str(form["id"]),
        watch=str(form["watch"]),
        channel=str(form["channel"]),
        to=str(form["to"]),
        created=moment_from(form["created"]),
        members=tuple(_member(each) for each in form.get("members", ())),
        troubles=tuple(
            Trouble(**each, misread=each["state"] == "failing" and each["source"] in form.get("misread", ()))
            for each in form.get("sources", ())
        ),
        late=form.get("late") is True,
        recap=_recap(form["recap"]) if "recap" in form else None,
        bundle=str(form.get("bundle", "")),
        part=form.get("part") is True,
    )


def _recap(form: Mapping[str, Any]) -> Recap:
    return Recap(
        rhythm=str(form["rhythm"]),
        since=date.fromisoformat(form["since"]),
        until=date.fromisoformat(form["until"]),
        ahead=tuple(_member(each) for each in form.get("ahead", ())),
        undecided=tuple(map(str, form.get("undecided", ()))),
    )


def _member(form: Mapping[str, Any]) -> Member:
    return Member(
        id=str(form["id"]),
        kinds=tuple(map(str, form["kinds"])),
        look=int(form["look"]),
        last=int(form.get("last", 0)),
        also=tuple(map(str, form.get("also", ()))),
        deadlines=tuple((str(what), str(day)) for what, day in form.get("deadlines", ())),
        lengths=tuple(map(int, form.get("lengths", ()))),
    )
