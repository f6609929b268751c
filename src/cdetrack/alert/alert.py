"""Alerts as values: each tells one channel of documents, or of sources in trouble, under an id derived from these."""

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from cdetrack.alert.channels.address import tagged
from cdetrack.model.frozen import frozen
from cdetrack.model.jsonform import timestamp

SOURCES = "sources"
"""The name in place of a watch in an alert about sources, which goes to every channel."""

Deadline = tuple[str, str]
"""The field of a notice and its day: `("comments_due", "2026-01-31")`."""


@frozen
class Member:
    """A document in an alert."""

    id: str
    kinds: tuple[str, ...] = ()
    """The kinds of its changes; empty if the alert only reminds of its deadlines."""
    look: int = 0
    """The number of the first look with one of these changes.

    If there are only deadlines, the number of the look that added the notice again after it was undone, else 0.
    """
    last: int = 0
    """The number of the last look with one of these changes of `id`, if another than `look`; 0 for a new notice."""
    also: tuple[str, ...] = ()
    """The ids of the document's other notices in the alert."""
    deadlines: tuple[Deadline, ...] = ()
    """The deadlines that it reminds of."""
    lengths: tuple[int, ...] = ()
    """How many days before each of them the reminder was due; empty in alerts of cdetrack 0.2."""

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of all its notices in the alert, the leading one first."""
        return (self.id, *self.also)

    def without(self, names: Collection[str]) -> "Member | None":
        """Return the document without these notices, or None if none is left."""
        left = [name for name in self.ids if name not in names]
        return replace(self, id=left[0], also=tuple(left[1:])) if left else None


@frozen
class Recap:
    """The extent of an alert that is a recap."""

    rhythm: str
    """`daily`, `weekly` or `monthly`; of a message with several recaps: `daily and weekly`."""
    since: date
    """The day of the recap before, or of the start of the watch."""
    until: date
    ahead: tuple[Member, ...] = ()
    """The documents with a day to act by ahead; these are not reminders."""
    undecided: tuple[str, ...] = ()
    """The ids of notices that the watch was told of and that nobody has decided on."""

    @property
    def adds(self) -> bool:
        """Whether it has something to say beside the news."""
        return bool(self.ahead or self.undecided)

    def without(self, names: Collection[str]) -> "Recap":
        """Return the recap without these notices."""
        return replace(
            self,
            ahead=tuple(each for each in self.ahead if each.id not in names),
            undecided=tuple(each for each in self.undecided if each not in names),
        )


@frozen
class Trouble:
    """The trouble: `failing`, `silent`, or `unread` (it has unreadable entries); or `well`, the end of one."""

    source: str
    state: str
    since: str = ""
    """A timestamp or a day: the start of this state, or of the past trouble when `well`."""
    why: str = ""
    """The reason; for `well`, the state that has ended."""
    told: bool = True
    """False for a silence from before the first check: neither it nor its end is alerted."""
    misread: bool = False
    """True for a source that fails since it answers with nothing that can be understood."""


@frozen
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
    recap: Recap | None = None
    bundle: str = ""
    """The id of the message that it shares with alerts of other watches to the same person; empty if it is alone."""
    part: bool = False
    """True if it was split from an alert that its channel found too large."""

    @property
    def shown(self) -> str:
        """The channel as it may be shown, told apart from others of its host also in old records."""
        return tagged(self.channel, self.to)

    @property
    def message(self) -> str:
        """The id of its message."""
        return self.bundle or self.id

    def names(self) -> Iterator[str]:
        """Yield the ids of all notices of its news and reminders, without those that only its recap names."""
        for member in self.members:
            yield from member.ids

    def without(self, names: Collection[str]) -> "Alert":
        """Return the alert without these notices."""
        return replace(self, members=tuple(filter(None, (member.without(names) for member in self.members))))

    def everything(self) -> list[str]:
        """Return the ids of all documents that its message names, each once."""
        return list(dict.fromkeys([*(each.id for each in self.members), *self._only_in_recap()]))

    def notices(self) -> list[str]:
        """Return the ids of all notices that its message names, each once."""
        return list(dict.fromkeys([*self.names(), *self._only_in_recap()]))

    def _only_in_recap(self) -> list[str]:
        recap = self.recap
        return [*(each.id for each in recap.ahead), *recap.undecided] if recap is not None else []

    def only(self, documents: Collection[str]) -> "Alert":
        """Return the alert with only these documents, under the id derived from them."""
        others = {name for name in self.everything() if name not in documents}
        members = tuple(each for each in self.members if each.id not in others)
        recap = self.recap.without(others) if self.recap is not None else None
        return replace(self, members=members, recap=recap).renamed()

    def renamed(self) -> "Alert":
        """Return the alert under the id derived from its present content."""
        moment = self.created if self.troubles else None
        return replace(self, id=alert_id(self.watch, self.to, self.members, self.troubles, self.recap, moment))

    def added(self) -> Iterator[str]:
        """Yield the ids of the notices that are new in it."""
        for member in self.members:
            if "added" in member.kinds:
                yield from member.ids


def alert_id(
    watch: str,
    to: str,
    members: Sequence[Member],
    troubles: Sequence[Trouble] = (),
    recap: Recap | None = None,
    moment: datetime | None = None,
) -> str:
    """Return the id of an alert: the same for the same content, watch and channel.

    `moment` is the time of an alert of troubles: a source can be silent since one day twice, and that is told twice.
    """
    trouble = sorted([each.source, each.state, each.since, *_ended(each)] for each in troubles)
    content: list[object] = [watch, to, _content(members), trouble]
    if recap is not None:
        period = [recap.rhythm, recap.since.isoformat(), recap.until.isoformat()]
        content += [period, _content(recap.ahead), sorted(recap.undecided)]
    if moment is not None:
        content.append(timestamp(moment))
    return sha256(json.dumps(content).encode()).hexdigest()[:32]


def _ended(trouble: Trouble) -> list[str]:
    """Return the state that has ended: two troubles may have begun on one day."""
    return [trouble.why] if trouble.state == "well" else []


def bundle_id(alerts: Iterable[Alert]) -> str:
    """Return the id of the one message for several alerts."""
    return sha256(json.dumps(sorted(each.id for each in alerts)).encode()).hexdigest()[:32]


def _content(members: Iterable[Member]) -> list[list[Any]]:
    """Return the members in an order of their own; alerts of cdetrack 0.2, without lengths, keep their ids."""
    return sorted(
        [each.id, each.look, list(each.kinds), [list(day) for day in each.deadlines], *_lengths(each)]
        for each in members
    )


def _lengths(member: Member) -> list[list[int]]:
    return [list(member.lengths)] if member.lengths else []
