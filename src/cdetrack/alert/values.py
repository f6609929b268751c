"""What the outbox holds, as values; an alert's id follows from its watch, its channel and what it tells."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256

from cdetrack.model.record import Position

SOURCES = "sources"
"""What stands for the watch in an alert about sources: it belongs to none, and goes to every channel."""

Deadline = tuple[str, str]
"""The field and the day of something ahead: `("comments_due", "2026-01-31")`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One document that an alert tells of."""

    id: str
    kinds: tuple[str, ...] = ()
    """The kinds of changes that are told; none when only deadlines are."""
    look: int = 0
    """The first look whose changes are told; 0 when only deadlines are."""
    also: tuple[str, ...] = ()
    """The same document's other notices that are told with it."""
    deadlines: tuple[Deadline, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """How a source is: `failing`, `silent` or `well` again."""

    source: str
    state: str
    since: str = ""
    """Since when, a moment or a day as text; for `well`, since when it was in trouble."""
    why: str = ""
    told: bool = True
    """False for a silence that was there before anybody watched: neither it nor its end is news."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """Something to tell, to one channel; nothing of it changes once it is stored."""

    id: str
    watch: str
    channel: str
    """The channel as it may be shown, without what is secret in it."""
    to: str
    """The channel's key: which of the configuration's channels it is, see `channels.address`."""
    created: datetime
    members: tuple[Member, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    late: bool = False
    """It tells of notices that an earlier cdetrack recorded and never told."""

    def names(self) -> Iterator[str]:
        """Yield the ids of all notices that it names."""
        for member in self.members:
            yield from (member.id, *member.also)

    def without(self, names: Collection[str]) -> "Alert":
        """Return an alert that does not name these notices."""
        members = []
        for member in self.members:
            left = [name for name in (member.id, *member.also) if name not in names]
            members += [replace(member, id=left[0], also=tuple(left[1:]))] if left else []
        return replace(self, members=tuple(members))

    def renamed(self) -> "Alert":
        """Return it under the id that follows from what it tells."""
        return replace(self, id=alert_id(self.watch, self.to, self.members, self.troubles))

    def added(self) -> Iterator[str]:
        """Yield the ids of the notices that it tells as new."""
        for member in self.members:
            if "added" in member.kinds:
                yield from (member.id, *member.also)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
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
class Watched:
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
class Box:
    """Everything that the outbox says."""

    watches: dict[str, Watched] = field(default_factory=dict)
    troubles: dict[str, Trouble] = field(default_factory=dict)
    """The last that is known of each source."""
    alerts: dict[str, Waiting] = field(default_factory=dict)
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

    def open_alerts(self) -> list[Waiting]:
        """Return the alerts that still have to be delivered, also those of watches that are no longer configured."""
        return [waiting for waiting in self.alerts.values() if waiting.open]

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
        for name, waiting in self.alerts.items():
            if waiting.open and waiting.alert.watch == watch and (left := waiting.alert.without(ids)).members:
                self.alerts[name] = replace(waiting, alert=left)


def alert_id(watch: str, to: str, members: Sequence[Member], troubles: Sequence[Trouble] = ()) -> str:
    """Return the id of an alert: the same whenever the same is told to the same channel."""
    told = sorted([each.id, each.look, list(each.kinds), [list(day) for day in each.deadlines]] for each in members)
    trouble = sorted([each.source, each.state, each.since] for each in troubles)
    return sha256(json.dumps([watch, to, told, trouble]).encode()).hexdigest()[:32]
