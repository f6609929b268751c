"""The state of the outbox as values: the alerts with their deliveries, and the progress of each watch."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from cdetrack.alert.alert import Alert, Trouble
from cdetrack.model.record import Position


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredAlert:
    """An alert with what came of it so far; moments are aware and UTC."""

    alert: Alert
    tries: int = 0
    tried: datetime | None = None
    next: datetime | None = None
    why: str = ""
    delivered: datetime | None = None
    dropped: datetime | None = None

    @property
    def open(self) -> bool:
        """Say whether it still has to be delivered."""
        return self.delivered is None and self.dropped is None

    @property
    def state(self) -> str:
        """Return `sent`, `dropped`, `failed` (it waits for another try) or `waits` (for the first)."""
        if self.delivered is not None:
            return "sent"
        if self.dropped is not None:
            return "dropped"
        return "failed" if self.tries else "waits"


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchProgress:
    """How far a watch has heard."""

    cursor: Position
    look: int
    """The last look before the cursor."""
    started: datetime
    origin: int
    """How many changes there were when the watch was first seen: those it was never told of."""
    existing: int = 0
    """Up to which change what was there before has been told (`check --alert-existing`)."""
    heard: datetime
    """When the cursor was last moved: older changes of that history were heard of."""
    known: datetime | None
    """Since when it is known of each notice whether the watch was told of it; None in records of cdetrack 0.1."""
    rule: str = ""
    """A hash of the filter and the channels: by it a watch that was renamed is recognised."""


@dataclass(slots=True, kw_only=True)
class OutboxState:
    """Everything that the outbox says."""

    watches: dict[str, WatchProgress] = field(default_factory=dict)
    troubles: dict[str, Trouble] = field(default_factory=dict)
    """The last that is known of each source."""
    alerts: dict[str, StoredAlert] = field(default_factory=dict)
    """By id, in the order in which they were stored."""
    told: dict[str, dict[str, datetime]] = field(default_factory=dict)
    """Watch -> id of each notice that it was told of as new -> when."""

    again: dict[str, dict[str, frozenset[str]]] = field(default_factory=dict)
    """Watch -> id of each notice to decide on again at its next check -> those of its document that were taken back.

    Of these it was not told after all: they may have been why it was not told of the notice. None for one that was
    taken back itself.
    """

    formerly: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Watch -> the names that it had before: alerts are kept under them."""

    def open_alerts(self) -> list[StoredAlert]:
        """Return the alerts that still have to be delivered, also those of watches that are no longer configured."""
        return [stored for stored in self.alerts.values() if stored.open]

    def names_of(self, watch: str) -> frozenset[str]:
        """Return every name that a watch ever had."""
        return frozenset((watch, *self.formerly.get(watch, ())))

    def name_now(self, watch: str) -> str:
        """Return the name that a watch has by now."""
        return next((new for new, names in self.formerly.items() if watch in names), watch)

    def told_of(self, alert: Alert) -> dict[str, datetime]:
        """Return the notices that the watch of an alert was told of as new, whatever it is called by now."""
        return self.told.get(self.name_now(alert.watch), {})

    def tell(self, watch: str, ids: Iterable[str], at: datetime) -> None:
        """Remember that a watch is told of notices as new."""
        known = self.told.setdefault(watch, {})
        for name in ids:
            known.setdefault(name, at)

    def untell(self, watch: str, ids: Collection[str], carriers: Mapping[str, Collection[str]]) -> None:
        """Remember that a watch was not told of notices that are taken back: alerts that wait no longer name them.

        One that tells of nothing else stays as it is; it is given up. `carriers` has the ids of the notices that may
        have been passed over because of them, with theirs.
        """
        again = self.again.setdefault(watch, {})
        for name, taken in (*dict.fromkeys(ids, ()).items(), *carriers.items()):
            again[name] = again.get(name, frozenset()).union(taken)
        for name in ids:
            self.told.get(watch, {}).pop(name, None)
        for name, stored in self.alerts.items():
            if stored.open and stored.alert.watch == watch and (left := stored.alert.without(ids)).members:
                self.alerts[name] = replace(stored, alert=left)
