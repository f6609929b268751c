"""Alerts as values: each tells one channel of documents, or of sources in trouble, under an id derived from these."""

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

SOURCES = "sources"
"""The name in place of a watch in an alert about sources, which goes to every channel."""

Deadline = tuple[str, str]
"""The field of a notice and its day: `("comments_due", "2026-01-31")`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A document in an alert."""

    id: str
    kinds: tuple[str, ...] = ()
    """The kinds of its changes; empty if the alert only reminds of its deadlines."""
    look: int = 0
    """The number of the first look with one of these changes; 0 if there are only deadlines."""
    also: tuple[str, ...] = ()
    """The ids of the document's other notices in the alert."""
    deadlines: tuple[Deadline, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """The state of a source: `failing`, `silent`, or `well` again."""

    source: str
    state: str
    since: str = ""
    """A timestamp or a day: the start of this state, or of the past trouble when `well`."""
    why: str = ""
    told: bool = True
    """False for a silence from before the first check: neither it nor its end is alerted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """An alert for one channel; it is never changed once stored."""

    id: str
    watch: str
    channel: str
    """The channel without the secrets in its address."""
    to: str
    """The key of the channel in the configuration, see `channels.address.key`."""
    created: datetime
    members: tuple[Member, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    late: bool = False
    """True if its notices were recorded by cdetrack 0.1, which failed to alert of them."""

    def names(self) -> Iterator[str]:
        """Yield the ids of all its notices."""
        for member in self.members:
            yield from (member.id, *member.also)

    def without(self, names: Collection[str]) -> "Alert":
        """Return the alert without these notices."""
        members = []
        for member in self.members:
            left = [name for name in (member.id, *member.also) if name not in names]
            members += [replace(member, id=left[0], also=tuple(left[1:]))] if left else []
        return replace(self, members=tuple(members))

    def renamed(self) -> "Alert":
        """Return the alert under the id derived from its present content."""
        return replace(self, id=alert_id(self.watch, self.to, self.members, self.troubles))

    def added(self) -> Iterator[str]:
        """Yield the ids of the notices that are new in it."""
        for member in self.members:
            if "added" in member.kinds:
                yield from (member.id, *member.also)


def alert_id(watch: str, to: str, members: Sequence[Member], troubles: Sequence[Trouble] = ()) -> str:
    """Return the id of an alert: the same for the same content, watch and channel."""
    told = sorted([each.id, each.look, list(each.kinds), [list(day) for day in each.deadlines]] for each in members)
    trouble = sorted([each.source, each.state, each.since] for each in troubles)
    return sha256(json.dumps([watch, to, told, trouble]).encode()).hexdigest()[:32]
