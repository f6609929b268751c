"""The state of the outbox as values: the alerts with their deliveries, and the progress of each watch."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import field, replace
from datetime import date, datetime

from cdetrack.alert.alert import Alert, Trouble
from cdetrack.errors import DeliveryError, quoted
from cdetrack.model.frozen import frozen, mutable
from cdetrack.model.record import Position


@frozen
class StoredAlert:
    """An alert with the state of its delivery; moments are aware and UTC."""

    alert: Alert
    renamed: str = ""
    """The present name of its watch; empty if it still has the name in the alert."""
    tries: int = 0
    tried: datetime | None = None
    """The time of the last attempt."""
    next: datetime | None = None
    """The earliest time of the next attempt."""
    why: str = ""
    """The message of the last failed attempt."""
    delivered: datetime | None = None
    look: int = 0
    """The number of the last look before it was delivered; 0 if that is not known."""
    dropped: datetime | None = None
    instead: tuple[str, ...] = ()
    """The ids of the alerts that go out in place of a dropped one, such as the parts of one that was too large."""

    @property
    def watch(self) -> str:
        """The present name of its watch."""
        return self.renamed or self.alert.watch

    @property
    def open(self) -> bool:
        """True if it still has to be delivered."""
        return self.delivered is None and self.dropped is None

    @property
    def state(self) -> str:
        """`sent`, `dropped`, `failed` (waits for another attempt) or `waits` (for the first)."""
        if self.delivered is not None:
            return "sent"
        if self.dropped is not None:
            return "dropped"
        return "failed" if self.tries else "waits"

    @property
    def reason(self) -> str:
        """Why it still waits after an attempt, or what goes out in its place; else empty."""
        if not self.instead:
            return self.why if self.open else ""
        others = f"in its place: {quoted(name[:12] for name in self.instead)}"
        return f"{self.why}; {others}" if self.why else others


@frozen
class WatchProgress:
    """The position of a watch in the history; moments are aware and UTC."""

    cursor: Position
    look: int
    """The number of the last look before the cursor."""
    started: datetime
    """The time of the first check with this watch."""
    origin: int
    """The number of changes in the history at that time: the watch is not told of them."""
    existing: int = 0
    """The number of the last change that `check --alert-existing` covered."""
    heard: datetime
    """The time of the last move of the cursor: the watch has heard of the older changes of that history."""
    known: datetime | None
    """The start of the list of notices that the watch was told of; None in records of cdetrack 0.1."""
    anew: bool = False
    """True if an earlier progress may have been lost with the outbox: what it was told before is not known."""
    rule: str = ""
    """A hash of the filter and the channels, by which a renamed watch is recognised."""
    recap: date | None = None
    """The day of the last recap (Asia/Shanghai), or of the first check of a watch with recaps; None without recaps."""
    gone: date | None = None
    """The day of the first check (Asia/Shanghai) that no longer found it in the configuration; None if it is there."""
    missed: Mapping[str, datetime] = field(default_factory=dict)
    """Id of each notice of which another machine found a change, before the histories of both were joined -> its time.

    The watch has not heard of that change, nor of a later one of the notice, even before `heard`.
    """
    held: Mapping[str, int] = field(default_factory=dict)
    """Id of each notice whose words go back and forth -> the first look whose wording the watch was not told of."""


@mutable
class OutboxState:
    """The content of the outbox."""

    lost: bool = False
    """True if the file lacks records that it had at the end of the last run."""
    watches: dict[str, WatchProgress] = field(default_factory=dict)
    troubles: dict[str, Mapping[str, Trouble]] = field(default_factory=dict)
    """The last known troubles of each source by its name, and by their states; empty for a source that is well."""
    alerts: dict[str, StoredAlert] = field(default_factory=dict)
    """By id, in the order in which they were stored."""
    told: dict[str, dict[str, datetime]] = field(default_factory=dict)
    """Watch -> id of each notice that it was told of as new -> time."""

    again: dict[str, dict[str, frozenset[str]]] = field(default_factory=dict)
    """Watch -> id of each notice to decide on again at the next check -> ids of undone notices of its document.

    The watch passed over the notice as one more carrier of its document, but was never told of the undone notices. The
    set is empty for a notice that was itself undone.
    """

    formerly: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Watch -> its earlier names, for the alerts of older versions, which do not say whose they are."""

    def open_alerts(self) -> list[StoredAlert]:
        """Return the alerts that still have to be delivered, also those of watches that are no longer configured."""
        return [stored for stored in self.alerts.values() if stored.open]

    def alerts_of(self, watch: str) -> list[StoredAlert]:
        """Return the alerts of a watch, given its present name, also those under its earlier names."""
        return [stored for stored in self.alerts.values() if stored.watch == watch]

    def watch_of(self, alert: Alert) -> str:
        """Return the present name of the watch of an alert: another watch may have got the name in the alert."""
        stored = self.alerts.get(alert.id)
        return stored.watch if stored is not None else alert.watch

    def told_of(self, alert: Alert) -> dict[str, datetime]:
        """Return the notices that the watch of an alert was told of as new."""
        return self.told.get(self.watch_of(alert), {})

    def tell(self, watch: str, ids: Iterable[str], at: datetime) -> None:
        """Record that a watch is told of these notices as new."""
        known = self.told.setdefault(watch, {})
        for name in ids:
            known.setdefault(name, at)

    def untell(self, watch: str, ids: Collection[str], carriers: Mapping[str, Collection[str]]) -> None:
        """Record that a watch was not told of these undone notices, and take them out of its waiting alerts.

        A waiting alert with no other notice is left as it is: the caller drops it. `carriers` maps the id of each
        notice that may have been passed over because of them to their ids.
        """
        again = self.again.setdefault(watch, {})
        for name, taken in (*dict.fromkeys(ids, ()).items(), *carriers.items()):
            again[name] = again.get(name, frozenset()).union(taken)
        for name in ids:
            self.told.get(watch, {}).pop(name, None)
        for name, stored in self.alerts.items():
            if stored.open and stored.watch == watch and (left := stored.alert.without(ids)).members:
                self.alerts[name] = replace(stored, alert=left)


@frozen
class FailedDelivery:
    """An attempt to deliver an alert that failed."""

    alert: Alert
    error: DeliveryError


@frozen
class DeliveryResult:
    """The result of delivering the alerts that wait."""

    delivered: int
    """How many alerts a channel acknowledged."""
    failures: tuple[FailedDelivery, ...]
    """The attempts that failed."""
    waiting: tuple[StoredAlert, ...]
    """The alerts that are still to be delivered, the oldest first."""
    gone: Mapping[str, str] = field(default_factory=dict)
    """The id of each of them that no channel of the configuration takes -> the reason."""

    @property
    def failed(self) -> tuple[StoredAlert, ...]:
        """The alerts that wait after at least one failed attempt, of now or before."""
        return tuple(each for each in self.waiting if each.tries)
