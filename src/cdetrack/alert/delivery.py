"""Deliver the alerts that wait in the outbox, and record the result of each attempt."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from cdetrack.alert import compose, digest, outbox_records
from cdetrack.alert.alert import SOURCES, Alert
from cdetrack.alert.backoff import is_due, next_try
from cdetrack.alert.digest import Message
from cdetrack.alert.outbox_state import StoredAlert
from cdetrack.alert.routing import channel_of
from cdetrack.alert.sending import deliver
from cdetrack.alert.snapshot import Snapshot
from cdetrack.alert.watch import Watch
from cdetrack.errors import DeliveryError

if TYPE_CHECKING:
    from cdetrack.alert.outbox import Outbox


@dataclass(frozen=True, slots=True, kw_only=True)
class FailedDelivery:
    """An attempt to deliver an alert that failed."""

    alert: Alert
    error: DeliveryError


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryResult:
    """The result of delivering the alerts that wait."""

    delivered: int
    """How many alerts a channel acknowledged."""
    failures: tuple[FailedDelivery, ...]
    """The attempts that failed."""
    waiting: tuple[StoredAlert, ...]
    """The alerts that are still to be delivered, the oldest first."""

    @property
    def failed(self) -> tuple[StoredAlert, ...]:
        """The alerts that wait after at least one failed attempt, of now or before."""
        return tuple(each for each in self.waiting if each.tries)


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
) -> DeliveryResult:
    """Deliver the waiting alerts that are due for an attempt, `at_once` all of them, and record each result.

    A channel gets no further message after `patience` seconds. Raises CacheError when a result cannot be recorded.
    """
    now = clock()
    topics = {watch.name: watch.query.topics for watch in watches}
    work: dict[str, list[Message]] = {}
    delivered = 0
    failures: list[FailedDelivery] = []
    _part_from_lost(outbox, present, now)
    for stored in outbox.state.open_alerts():
        alert = stored.alert
        if not (at_once or is_due(stored.next, now)):
            continue
        channel = channel_of(alert, watches, outbox.state.alerts)
        told = digest.items(alert, present, told=outbox.state.told_of(alert))
        if channel is None or digest.missing(alert, present):
            failures.append(_failed(outbox, alert.id, _gone(alert, watches, channel), clock()))
        elif alert.members and not told:
            outbox.record(outbox_records.dropped(clock(), alert.id))
        else:
            message = compose.message(alert, told, preferred=topics.get(alert.watch, ()), today=today)
            work.setdefault(channel, []).append(message)
    for result in deliver(work, send, patience=patience):
        if result.error is None:
            outbox.record(outbox_records.delivered(clock(), result.id))
            delivered += 1
        else:
            failures.append(_failed(outbox, result.id, result.error, clock()))
    return DeliveryResult(delivered=delivered, failures=tuple(failures), waiting=tuple(outbox.state.open_alerts()))


def _part_from_lost(outbox: "Outbox", present: Snapshot, now: datetime) -> None:
    """Move notices that the cache has lost to an alert of their own, so that the others can be delivered."""
    for stored in outbox.state.open_alerts():
        alert = stored.alert
        lost = set(digest.missing(alert, present))
        parts = [alert.without(lost).renamed(), alert.without(set(alert.names()) - lost).renamed()]
        if lost and all(each.members for each in parts):
            outbox.record(outbox_records.due(alert.created, alerts=parts))
            outbox.record(outbox_records.dropped(now, alert.id))


def _failed(outbox: "Outbox", name: str, error: DeliveryError, now: datetime) -> FailedDelivery:
    stored = outbox.state.alerts[name]
    tries = stored.tries + 1
    outbox.record(outbox_records.failed(now, name, tries=tries, why=error.message, next=next_try(name, tries, now)))
    return FailedDelivery(alert=stored.alert, error=error)


def _gone(alert: Alert, watches: Sequence[Watch], channel: str | None) -> DeliveryError:
    what = "the cache no longer has its notices"
    if channel is None and alert.watch not in {SOURCES, *(watch.name for watch in watches)}:
        what = f"the configuration has neither the watch `{alert.watch}` nor another one with this channel"
    elif channel is None:
        what = f"`{alert.channel}` is no longer a channel of `{alert.watch}`"
    hint = f"put it back, or give the alert up: `cdetrack alerts drop {alert.id[:12]}`"
    return DeliveryError(what, hint=hint)
