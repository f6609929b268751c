"""Deliver the alerts that wait in the outbox, and record the result of each attempt."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from cdetrack.alert import compose, items, outbox_records
from cdetrack.alert.alert import Alert, bundle_id
from cdetrack.alert.backoff import is_due, next_try
from cdetrack.alert.message import Message
from cdetrack.alert.outbox_state import DeliveryResult, FailedDelivery, OutboxState, StoredAlert
from cdetrack.alert.routing import channel_of, why_gone, without_channel
from cdetrack.alert.sending import deliver
from cdetrack.alert.snapshot import Snapshot
from cdetrack.alert.watch import Recipients
from cdetrack.errors import DeliveryError, TooLargeError

if TYPE_CHECKING:
    from cdetrack.alert.outbox import Outbox


def deliver_waiting(
    outbox: "Outbox",
    recipients: Recipients,
    present: Snapshot,
    send: Callable[[str, Message], None],
    *,
    clock: Callable[[], datetime],
    today: date,
    patience: float,
    at_once: bool,
) -> DeliveryResult:
    """Deliver the waiting alerts that are due for an attempt, `at_once` all of them, and record each result.

    An alert that its channel finds too large goes out in parts. A channel gets no further message after `patience`
    seconds. Raises CacheError when a result cannot be recorded.
    """
    _part_from_lost(outbox, present, clock())
    delivery = _Delivery(outbox, recipients, present, clock=clock, today=today)
    messages = delivery.due(at_once=at_once)
    while messages:
        work: dict[str, list[Message]] = {}
        for channel, message in messages:
            work.setdefault(channel, []).append(message)
        messages = []
        for result in deliver(work, send, patience=patience):
            messages += delivery.ended(result.id, result.error)
    return delivery.result()


class _Delivery:
    """The delivery of the alerts that wait, message by message."""

    def __init__(
        self,
        outbox: "Outbox",
        recipients: Recipients,
        present: Snapshot,
        *,
        clock: Callable[[], datetime],
        today: date,
    ) -> None:
        self._outbox = outbox
        self._recipients = recipients
        self._present = present
        self._clock = clock
        self._today = today
        self._in_hand: dict[str, list[Alert]] = {}
        """The alerts of each message, by its id."""
        self._delivered = 0
        self._failures: list[FailedDelivery] = []

    def due(self, *, at_once: bool) -> list[tuple[str, Message]]:
        """Return the messages that are due for an attempt, each with its channel."""
        now = self._clock()
        found: list[tuple[str, Message]] = []
        for group in _messages_of(self._outbox.state):
            if at_once or any(is_due(each.next, now) for each in group):
                found += self._composed([each.alert for each in group])
        return found

    def _composed(self, alerts: Sequence[Alert]) -> Iterator[tuple[str, Message]]:
        """Yield the message of alerts, with its channel; those without a channel or a notice have failed."""
        ready: dict[str, list[Alert]] = {}
        waiting: list[Alert] = []
        state = self._outbox.state
        for alert in alerts:
            place = channel_of(alert, self._recipients, state.alerts)
            if place is None or items.missing(alert, self._present):
                self._failed(alert, _gone(alert, self._recipients, place, state.alerts))
                waiting.append(alert)
            elif _is_empty(alert, state, self._present):
                self._outbox.record(outbox_records.dropped(self._clock(), alert.id))
            else:
                ready.setdefault(place, []).append(alert)
                waiting.append(alert)
        whole = next(iter(ready.values()), [])
        bundle = alerts[0].bundle
        if bundle and any(each.delivered and each.alert.bundle == bundle for each in state.alerts.values()):
            # An older version sent a part under the id of the whole.
            whole = []
        if ready:
            self._part(each for each in waiting if each not in whole)
        for channel, together in ready.items():
            for group in [together] if together is whole else [[replace(each, bundle="")] for each in together]:
                message = message_of(group, self._recipients, state, self._present, today=self._today)
                self._in_hand[message.id] = group
                yield channel, message

    def _part(self, alerts: Iterable[Alert]) -> None:
        """Take alerts out of the message that they share, before the others of it are sent.

        The channel of a watch was replaced or removed since. Its receiver would take the rest for a repeat.
        """
        apart = [replace(each, bundle="") for each in alerts if each.bundle]
        if apart:
            self._outbox.record(outbox_records.replaced(self._clock(), [each.id for each in apart], apart))

    def ended(self, name: str, error: DeliveryError | None) -> list[tuple[str, Message]]:
        """Record the result of a message, and return the parts to send if it was too large."""
        alerts = self._in_hand[name]
        if error is None:
            ids = [each.id for each in alerts]
            look = self._present.last_look()
            self._outbox.record(outbox_records.delivered(self._clock(), *ids, look=look))
            self._delivered += len(alerts)
        elif isinstance(error, TooLargeError) and (parts := _halves(alerts)):
            changed = [alert for part in parts for alert in part]
            ids = [each.id for each in alerts]
            self._outbox.record(outbox_records.replaced(self._clock(), ids, changed, why=error.message))
            return [each for part in parts for each in self._composed(part)]
        else:
            for alert in alerts:
                self._failed(alert, error)
        return []

    def _failed(self, alert: Alert, error: DeliveryError) -> None:
        now = self._clock()
        tries = self._outbox.state.alerts[alert.id].tries + 1
        following = next_try(alert.message, tries, now)
        self._outbox.record(outbox_records.failed(now, alert.id, tries=tries, why=error.message, next=following))
        self._failures.append(FailedDelivery(alert=alert, error=error))

    def result(self) -> DeliveryResult:
        """Return the result so far."""
        return DeliveryResult(
            delivered=self._delivered,
            failures=tuple(self._failures),
            waiting=tuple(self._outbox.state.open_alerts()),
            gone=without_channel(self._recipients, self._outbox.state.alerts),
        )


def _messages_of(state: OutboxState) -> list[list[StoredAlert]]:
    """Return the alerts that still have to be delivered, those of one message together."""
    groups: dict[str, list[StoredAlert]] = {}
    for stored in state.open_alerts():
        groups.setdefault(stored.alert.message, []).append(stored)
    return list(groups.values())


def _is_empty(alert: Alert, state: OutboxState, present: Snapshot) -> bool:
    """Return True if all notices of an alert were undone since it was stored."""
    rest = alert.troubles or (alert.recap is not None and alert.recap.adds)
    return not rest and not any(items.left(member, present, state.told_of(alert)) for member in alert.members)


def message_of(
    alerts: Sequence[Alert], recipients: Recipients, state: OutboxState, present: Snapshot, *, today: date
) -> Message:
    """Return the one message of these alerts, with every document once; days left are counted from `today`."""
    topics = {watch.name: watch.query.topics for watch in recipients.watches}
    told = items.merged([(alert.watch, items.of_alert(alert, present, told=state.told_of(alert))) for alert in alerts])
    return compose.message(
        alerts[0] if len(alerts) == 1 else items.joined(alerts),
        told,
        names=tuple(dict.fromkeys(alert.watch for alert in alerts)),
        preferred=tuple(topic for alert in alerts for topic in topics.get(state.watch_of(alert), ())),
        today=today,
    )


def _halves(alerts: Sequence[Alert]) -> list[list[Alert]]:
    """Return the alerts of a message in two parts, each with half of its documents; none for a single document.

    The ids of the parts follow from their content: after a crash they are the same.
    """
    documents = list(dict.fromkeys(name for alert in alerts for name in alert.everything()))
    middle = len(documents) // 2
    if not middle:
        return []
    halves = (documents[:middle], documents[middle:])
    parts = [
        [replace(alert.only(half), part=True) for alert in alerts if not set(half).isdisjoint(alert.everything())]
        for half in halves
    ]
    return [[replace(alert, bundle=bundle_id(part) if len(part) > 1 else "") for alert in part] for part in parts]


def _part_from_lost(outbox: "Outbox", present: Snapshot, now: datetime) -> None:
    """Move notices that the cache has lost to an alert of their own, so that the others can be delivered."""
    for stored in outbox.state.open_alerts():
        alert = stored.alert
        lost = set(items.missing(alert, present))
        parts = [
            alert.without(lost).renamed(),
            replace(alert.without(set(alert.names()) - lost), recap=None, bundle="").renamed(),
        ]
        if lost and all(each.members for each in parts):
            outbox.record(outbox_records.replaced(now, [alert.id], parts))


def _gone(
    alert: Alert, recipients: Recipients, channel: str | None, alerts: Mapping[str, StoredAlert]
) -> DeliveryError:
    what = "the cache no longer has its notices" if channel is not None else why_gone(alert, recipients, alerts)
    hint = f"put it back, or give the alert up: `cdetrack alerts drop {alert.id[:12]}`"
    return DeliveryError(what, hint=hint)
