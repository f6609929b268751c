"""What a check does with alerts: begin new watches, find what is due, deliver what waits and say what came of it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from cdetrack.alert import compose, digest, records
from cdetrack.alert.deliver import deliver, is_due, next_try
from cdetrack.alert.digest import Message
from cdetrack.alert.due import deadlines_told, joined, news, reminders
from cdetrack.alert.gather import Snapshot, unheard
from cdetrack.alert.routing import channel_of
from cdetrack.alert.trouble import trouble_news
from cdetrack.alert.values import SOURCES, Alert, Box, Member, Trouble, Waiting, Watched, alert_id
from cdetrack.channels.address import key, label
from cdetrack.errors import DeliveryError
from cdetrack.evidence import Change
from cdetrack.query import deadlines
from cdetrack.settings import Watch

if TYPE_CHECKING:
    from cdetrack.store.outbox import Outbox


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A delivery that failed, for the line that tells it."""

    alert: Alert
    error: DeliveryError


def begin(outbox: "Outbox", watches: Iterable[Watch], present: Snapshot, now: datetime) -> None:
    """Let watches that are seen for the first time start at the present."""
    fresh = {watch.name for watch in watches} - outbox.box.watches.keys()
    if fresh:
        start = present.start(now)
        outbox.record(records.due(now, watches=dict.fromkeys(sorted(fresh), start)))


def store_due(
    outbox: "Outbox",
    watches: Sequence[Watch],
    present: Snapshot,
    *,
    troubles: dict[str, Trouble],
    now: datetime,
    today: date,
    existing: bool,
    tell: Callable[[str], None],
) -> int:
    """Store in one record what has become due, with how far each watch has heard; return how many alerts it is.

    `existing` counts in what was there before a watch or a source was first seen.
    """
    box = outbox.box
    alerts: list[Alert] = []
    heard: dict[str, Watched] = {}
    everything = present.everything() if existing and watches else None
    for watch in watches:
        watched = box.watches[watch.name]
        changes = present.after(watched.cursor, look=watched.look, tell=tell)
        members = _members(watch, watched, unheard(watched, changes, everything=everything), present, box, today)
        alerts += [alert for alert in _alerts(watch, members, now) if alert.id not in box.alerts]
        after = replace(watched, cursor=present.through, look=present.last_look())
        if existing:
            after = replace(after, existing=present.through.changes)
        if after != watched:
            heard[watch.name] = after
    told, known = trouble_news(box.troubles, troubles) if watches else ([], box.troubles)
    alerts += _trouble_alerts(watches, told, now)
    changed = {name: each for name, each in known.items() if box.troubles.get(name) != each}
    if alerts or heard or changed:
        outbox.record(records.due(now, watches=heard, troubles=changed, alerts=alerts))
    return len(alerts)


def _members(
    watch: Watch, watched: Watched, changes: Sequence[Change], present: Snapshot, box: Box, today: date
) -> list[Member]:
    members = news(watch, present.candidates(changes), started=watched.started)
    if watch.remind is None:
        return members
    told = deadlines_told(watch.name, (waiting.alert for waiting in box.alerts.values()))
    rows = deadlines(present.fold, since=today, until=today + watch.remind)
    return joined(members, reminders(watch, rows, told))


def _alerts(watch: Watch, members: Sequence[Member], now: datetime) -> Iterator[Alert]:
    parts = [tuple(members)] if watch.digest else [(member,) for member in members]
    for channel in watch.channels if members else ():
        for part in parts:
            name = alert_id(watch.name, key(channel), part)
            yield Alert(id=name, watch=watch.name, channel=label(channel), to=key(channel), created=now, members=part)


def _trouble_alerts(watches: Sequence[Watch], told: Sequence[Trouble], now: datetime) -> Iterator[Alert]:
    channels = dict.fromkeys(channel for watch in watches for channel in watch.channels)
    for channel in channels if told else ():
        name = alert_id(SOURCES, key(channel), (), told)
        yield Alert(id=name, watch=SOURCES, channel=label(channel), to=key(channel), created=now, troubles=tuple(told))


def counted(box: Box, watches: Sequence[Watch]) -> list[Waiting]:
    """Return what still has to be delivered, but for watches that the configuration no longer has."""
    names = {watch.name for watch in watches} | {SOURCES}
    return [waiting for waiting in box.alerts.values() if waiting.open and waiting.alert.watch in names]


def deliver_waiting(
    outbox: "Outbox",
    watches: Sequence[Watch],
    present: Snapshot,
    send: Callable[[str, Message], None],
    *,
    clock: Callable[[], datetime],
    today: date,
    patience: float,
    at_once: bool,
) -> Iterator[Failure]:
    """Deliver what is due for a try, `at_once` all that waits, recording what comes of each; yield the failures."""
    now = clock()
    topics = {watch.name: watch.query.topics for watch in watches}
    work: dict[str, list[Message]] = {}
    for waiting in counted(outbox.box, watches):
        alert = waiting.alert
        if not (at_once or is_due(waiting.next, now)):
            continue
        channel = channel_of(alert, watches, outbox.box.alerts)
        told = digest.items(alert, present)
        if channel is None or len(told) < len(alert.members):
            yield _failed(outbox, alert.id, _gone(alert, channel), clock())
            continue
        message = compose.message(alert, told, preferred=topics.get(alert.watch, ()), today=today)
        work.setdefault(channel, []).append(message)
    for result in deliver(work, send, patience=patience):
        if result.error is None:
            outbox.record(records.delivered(clock(), result.id))
        else:
            yield _failed(outbox, result.id, result.error, clock())


def _failed(outbox: "Outbox", name: str, error: DeliveryError, now: datetime) -> Failure:
    waiting = outbox.box.alerts[name]
    tries = waiting.tries + 1
    outbox.record(records.failed(now, name, tries=tries, why=error.message, next=next_try(name, tries, now)))
    return Failure(alert=waiting.alert, error=error)


def _gone(alert: Alert, channel: str | None) -> DeliveryError:
    what = "the cache no longer has what it tells of"
    if channel is None:
        what = f"`{alert.channel}` is no longer a channel of `{alert.watch}`"
    hint = f"put it back, or give the alert up: `cdetrack alerts drop {alert.id[:12]}`"
    return DeliveryError(what, hint=hint)


def sample(
    watch: Watch, channel: str, present: Snapshot, names: Sequence[str], *, now: datetime, today: date
) -> Message:
    """Return a marked sample with the notices called `names`; its id is that of no alert."""
    members = tuple(Member(id=name, kinds=("added",)) for name in names)
    name = alert_id(f"test {now.isoformat()} {watch.name}", key(channel), members)
    alert = Alert(id=name, watch=watch.name, channel=label(channel), to=key(channel), created=now, members=members)
    told = digest.items(alert, present)
    return compose.message(alert, told, preferred=watch.query.topics, today=today, test=True)
