"""Apply the records of the outbox to its state."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from cdetrack.alert.alert import Alert
from cdetrack.alert.outbox_forms import alert_from, progress_from, troubles_from
from cdetrack.alert.outbox_state import OutboxState, StoredAlert
from cdetrack.model.jsonform import moment_from


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
    watches = {name: progress_from(form, at) for name, form in record.get("watches", {}).items()}
    troubles = {name: troubles_from(name, forms) for name, forms in record.get("troubles", {}).items()}
    # In records of cdetrack 0.2 a source has one state: its trouble, or that it is well.
    troubles |= {
        name: {} if form["state"] == "well" else troubles_from(name, [form])
        for name, form in record.get("sources", {}).items()
    }
    alerts = [alert_from(form) for form in record.get("alerts", ())]
    state.watches |= watches
    # Those of `again` have not decided yet.
    for name in watches.keys() - frozenset(record.get("again", ())):
        state.again.pop(name, None)
    state.troubles |= troubles
    _store_alerts(state, record, alerts)
    _drop_replaced(state, record, alerts, at)


def _store_alerts(state: OutboxState, record: Mapping[str, Any], alerts: Iterable[Alert]) -> None:
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


def _drop_replaced(state: OutboxState, record: Mapping[str, Any], alerts: Sequence[Alert], at: datetime) -> None:
    """Drop the alerts in whose place others go out."""
    for name in set(map(str, record.get("instead", ()))) - {alert.id for alert in alerts}:
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
