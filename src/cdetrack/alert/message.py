"""The values of a message: its documents, and what is told of each."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date, datetime
from typing import NamedTuple

from cdetrack.alert.alert import Deadline
from cdetrack.model.frozen import frozen
from cdetrack.model.notice import Notice
from cdetrack.text.diff import Segment

NEWS = ("added", "changed", "withdrawn", "restored")
"""The kinds of news, the most important first."""


class Day(NamedTuple):
    """A day to act by, and the source's words for it, if they are known."""

    what: str
    day: date
    words: str = ""


class Move(NamedTuple):
    """A deadline that moved; `now` is None if no day is stated any more."""

    what: str
    was: date
    now: date | None


class Rewording(NamedTuple):
    """The difference of a notice that was reworded."""

    changed: tuple[tuple[str, tuple[Segment, ...]], ...] = ()
    """The label and the marked words of each changed field."""
    moved: tuple[Move, ...] = ()
    returned: bool = False
    """True if it says again what it had said: `changed` and `moved` are of its way back."""


@frozen
class Item:
    """A document in a message."""

    notice: Notice
    kinds: tuple[str, ...]
    twins: tuple[Notice, ...] = ()
    """The other notices of the document."""
    rewordings: Mapping[str, Rewording] = field(default_factory=dict)
    """The difference of each of its notices that was reworded, by the id of the notice."""
    deadlines: tuple[Deadline, ...] = ()
    """The deadlines that the alert reminds of."""
    days: tuple[Day, ...] = ()
    """Every day to act by of the document."""
    back: frozenset[str] = frozenset()
    """The ids of its notices that were withdrawn and are listed again."""
    relations: tuple[tuple[str, Notice], ...] = ()
    """The related notices, each with the relation in words: `final of`."""
    watches: tuple[str, ...] = ()
    """The watches that it is for, if the message is for several."""
    place: str = ""
    """`ahead` or `undecided` for a document that only a recap names."""
    undecided: bool = False
    """True if a recap asks for a decision on it."""

    def rewording(self, notice: Notice) -> Rewording:
        """Return the difference of one of its notices, empty if it was not reworded."""
        return self.rewordings.get(notice.id, Rewording())

    @property
    def section(self) -> str:
        """The most important of its kinds: the heading for it."""
        return next((kind for kind in NEWS if kind in self.kinds), self.place or "deadline")

    @property
    def dates(self) -> tuple[Day, ...]:
        """Every day, the soonest first; a deadline of the reminder that has moved since is left out."""
        kinds = {each.what for each in self.days}
        reminded = (Day(what, date.fromisoformat(day)) for what, day in self.deadlines if what not in kinds)
        return tuple(sorted((*self.days, *reminded), key=lambda each: each.day))

    def soonest(self, today: date) -> date:
        """Return the soonest coming day, the last day of the calendar without one."""
        return min((each.day for each in self.dates if each.day >= today), default=date.max)


@frozen
class Message:
    """A readable alert, in each format; made again, it has the same id."""

    id: str
    watch: str
    """The watch, the first of several."""
    created: datetime
    subject: str
    text: str
    html: str
    markdown: str
    notices: tuple[dict[str, object], ...]
    """Each notice as in `list --json`; those of one document follow each other."""
    thread: str | None = None
    """The id of the notice if there is only one document."""
    test: bool = False
    """True for a sample."""
