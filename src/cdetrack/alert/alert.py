"""Alerts as values: each tells one channel of documents, or of sources in trouble, under an id derived from these."""

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

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
    """False for a silence that was there before anybody progress: neither it nor its end is news."""


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


def alert_id(watch: str, to: str, members: Sequence[Member], troubles: Sequence[Trouble] = ()) -> str:
    """Return the id of an alert: the same whenever the same is told to the same channel."""
    told = sorted([each.id, each.look, list(each.kinds), [list(day) for day in each.deadlines]] for each in members)
    trouble = sorted([each.source, each.state, each.since] for each in troubles)
    return sha256(json.dumps([watch, to, told, trouble]).encode()).hexdigest()[:32]
