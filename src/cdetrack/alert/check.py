"""Check the cache for news and alert of it: the whole of `cdetrack check`, and retrying and dropping alerts."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from cdetrack.alert import outbox_records
from cdetrack.alert.channels import SendOptions
from cdetrack.alert.enqueue import enqueue, start_watches
from cdetrack.alert.outbox import Outbox, load_outbox, open_outbox
from cdetrack.alert.outbox_state import DeliveryResult, StoredAlert
from cdetrack.alert.snapshot import Snapshot
from cdetrack.alert.trouble import troubles
from cdetrack.alert.waiting import by_channel, goes_to
from cdetrack.alert.watch import Recipients
from cdetrack.errors import NotFoundError, quoted
from cdetrack.look.outcome import Outcome
from cdetrack.model.frozen import frozen
from cdetrack.query.freshness import freshness
from cdetrack.sources import Source
from cdetrack.store.state_file import load_state
from cdetrack.store.store import Store
from cdetrack.text import days

if TYPE_CHECKING:
    from cdetrack.alert.message import Message

_SHORTEST = 4
"""Characters of an alert's id that name it, as with notices."""


@frozen
class AlertSettings:
    """Everything that a check needs of the configuration."""

    recipients: Recipients
    channels: SendOptions
    send: "Callable[[str, Message], None] | None" = None
    """Receives each message with its channel in place of the channels themselves; None to deliver."""
    sources: tuple[Source, ...]
    """The sources in force: an enabled source in trouble is alerted."""
    stale_after: timedelta
    """How long a source may fail, or be silent, before that is trouble."""


@frozen
class CheckResult:
    """The result of a check."""

    outcomes: tuple[Outcome, ...]
    """The outcome of each look; empty without a fetch."""
    due: int
    """How many alerts the check added to the outbox."""
    delivery: DeliveryResult


def check(
    store: Store,
    settings: AlertSettings,
    *,
    now: datetime,
    clock: Callable[[], datetime],
    wait: float,
    fetch: Callable[[], Iterable[Outcome]] = tuple,
    existing: bool = False,
) -> CheckResult:
    """Fetch, find the alerts that are due, store them in the outbox and deliver them; return the result.

    `fetch` yields the outcomes of looks; it runs after new watches have started, so that its news count for them.
    `existing` also tells of the notices from before a watch or a source was first seen. `now` is the time of the check
    and `clock` gives the time of each delivery, both aware and UTC; `wait` is the number of seconds to wait for another
    check.

    Raises CacheError when the other check takes longer, or the cache or the outbox is damaged or cannot be written,
    and every error of `fetch`. A failed delivery raises nothing: it is in the result, and a later check tries again.
    """
    today = days.today(now)
    recipients = settings.recipients
    with open_outbox(store.folder, wait=wait, tell=store.tell) as outbox:
        # Kept during the fetch: the looks use the fold that it has open, which may be a hundred files.
        before = Snapshot(store, current=True)
        start_watches(outbox, recipients.watches, before, now, tell=store.tell)
        outcomes = tuple(fetch())
        present = Snapshot(store, current=True, read=clock())
        told = recipients.channels
        state = load_state(store.folder) if told else None
        rows = freshness(present.fold, state, settings.sources, today=today, counted=False) if state else []
        due = enqueue(
            outbox,
            recipients,
            present,
            troubles=troubles(rows, outbox.state.troubles, now=now, today=today, after=settings.stale_after),
            now=now,
            today=today,
            existing=existing,
            tell=store.tell,
        )
        delivery = _deliver(outbox, present, settings, now=now, clock=clock, at_once=False)
        outbox.compact(now)
    return CheckResult(outcomes=outcomes, due=due, delivery=delivery)


def retry(
    store: Store, settings: AlertSettings, *, now: datetime, clock: Callable[[], datetime], wait: float
) -> DeliveryResult:
    """Try to deliver every waiting alert at once, whether or not its pause is over; return the result.

    The parameters and the errors are those of `check`.
    """
    with open_outbox(store.folder, wait=wait, tell=store.tell) as outbox:
        return _deliver(outbox, Snapshot(store), settings, now=now, clock=clock, at_once=True)


def drop(store: Store, ids: Iterable[str], *, channel: str | None = None, now: datetime, wait: float) -> list[str]:
    """Give up the waiting alerts called `ids`, which may be beginnings of ids, and return their whole ids.

    With `channel`, an address or a label, every alert that waits for it is given up as well. Dropped alerts are never
    delivered and stay in the list. Raises NotFoundError, with nothing dropped, for an id that no waiting alert or more
    than one has, and for a channel for which none waits, and CacheError as `check` does.
    """
    with open_outbox(store.folder, wait=wait, tell=store.tell) as outbox:
        waiting = [each.alert for each in outbox.state.open_alerts()]
        names = [each.id for each in waiting]
        chosen = dict.fromkeys(_with_prefix(names, prefix) for prefix in ids)
        if channel is not None:
            there = [each.id for each in waiting if goes_to(each, channel)]
            if not there:
                known = quoted(each.channel for each in by_channel(outbox.state.open_alerts()))
                raise NotFoundError(
                    f"no alert waits for a channel `{channel}`",
                    hint=f"alerts wait for {known}" if known else "no alert waits at all",
                )
            chosen |= dict.fromkeys(there)
        for name in chosen:
            outbox.record(outbox_records.dropped(now, name))
    return list(chosen)


def show(store: Store, recipients: Recipients, name: str, *, today: date) -> "tuple[list[StoredAlert], Message]":
    """Return the alerts of a message, and the message as it would be sent now; `name` is an alert's id or its start.

    Days left are counted from `today`. Raises NotFoundError for an id that no alert or more than one has.
    """
    from cdetrack.alert.delivery import message_of

    state = load_outbox(store.folder)
    found = _with_prefix(list(state.alerts), name, waiting=False)
    message = state.alerts[found].alert.message
    together = [each for each in state.alerts.values() if each.alert.message == message]
    alerts = [each.alert for each in together if each.dropped is None] or [state.alerts[found].alert]
    return together, message_of(alerts, recipients, state, Snapshot(store), today=today)


def _deliver(
    outbox: Outbox,
    present: Snapshot,
    settings: AlertSettings,
    *,
    now: datetime,
    clock: Callable[[], datetime],
    at_once: bool,
) -> DeliveryResult:
    if not outbox.state.open_alerts():
        return DeliveryResult(delivered=0, failures=(), waiting=())
    # Imported for an alert that waits: most checks have none.
    from cdetrack.alert import channels
    from cdetrack.alert.delivery import deliver_waiting

    return deliver_waiting(
        outbox,
        settings.recipients,
        present,
        settings.send or (lambda channel, message: channels.send(channel, message, settings.channels)),
        clock=clock,
        today=days.today(now),
        patience=settings.channels.total,
        at_once=at_once,
    )


def _with_prefix(ids: Sequence[str], prefix: str, *, waiting: bool = True) -> str:
    found = [each for each in ids if len(prefix) >= _SHORTEST and each.startswith(prefix)]
    if len(found) != 1:
        known = "`cdetrack alerts` shows what waits" if waiting else "`cdetrack alerts` lists the ids"
        if found:
            raise NotFoundError(
                f"{len(found)} alerts begin with `{prefix}`", hint=f"write more of one: {quoted(found[:5])}"
            )
        raise NotFoundError(f"no {'waiting ' if waiting else ''}alert `{prefix}`", hint=known)
    return found[0]
