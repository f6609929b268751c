"""The entries of one look beside the known notices: which of these each may be, and which are found already."""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from typing import Protocol

from cdetrack.changes.keys import application_of, may_be_one, title_keys
from cdetrack.changes.merge import last_shown
from cdetrack.changes.repeats import Keys
from cdetrack.model.record import Look, Standing
from cdetrack.text.clean import differ_by_a_badge

Rule = Callable[[int], Iterable[Standing]]
"""Returns the notices that the entry at a position may be."""


class Known(Protocol):
    """The known notices: in memory, or in the fold on disk."""

    def find(self, key: str) -> Collection[str]:
        """Return the ids of the notices with this key, newest first."""

    def get(self, notice_id: str) -> Standing | None:
        """Return the notice with this id, None when it is unknown."""


class Entries:
    """The entries of one look, by their positions; a notice is claimed by one entry at most."""

    def __init__(self, known: Known, look: Look, keys: Keys, former: Collection[str]) -> None:
        self.known = known
        self._names = {look.source, *former}
        self.look = look
        self.keys = keys
        self.applications = list(map(application_of, look.records))
        self._several: dict[tuple[object, ...], list[Standing]] = {}
        """What was asked for -> several notices: thousands of entries may have one title and day."""
        self.claimed: dict[str, int] = {}
        """Id -> the position of the entry that is this notice."""
        self.kept: list[int] = []
        """The positions of the entries that kept their link or number."""

    def claim(self, position: int, notice_id: str, *, kept: bool) -> None:
        """Record that an entry is this notice, so that no other entry matches it; `kept` if by its link or number."""
        self.claimed[notice_id] = position
        record = self.look.records[position]
        if kept and (record.url is not None or record.feed_id is not None):
            self.kept.append(position)

    def options(self, rule: Rule, position: int) -> list[Standing]:
        """Return the notices that a rule finds, without those that state another application number."""
        number = self.applications[position]
        return [each for each in rule(position) if may_be_one(application_of(each.record), number)]

    def standings(self, key: str | None) -> list[Standing]:
        """Return the notices with a key, none without one."""
        found = (self.known.get(notice_id) for notice_id in self.known.find(key)) if key is not None else ()
        return [standing for standing in found if standing is not None]

    def titled(self, position: int, *, unlinked: bool = False) -> list[Standing]:
        """Return the notices with the title and date of an entry; without a date, those with its title.

        A badge may have come or gone beside the title: these notices are the last. `unlinked` leaves out those with a
        link.
        """
        record = self.look.records[position]
        keys = [key for key in self.keys[position] if key[0] == "t"]
        if record.url is None and record.date_from == "listing":
            # The notice may have been seen before it had a date.
            keys += title_keys(record.title, None)
        return self._with_keys(position, keys, unlinked=unlinked)

    def titled_on(self, position: int, day: date) -> list[Standing]:
        """Return the notices with the title of an entry on another day, in the same order."""
        return self._with_keys(position, title_keys(self.look.records[position].title, day))

    def _with_keys(self, position: int, keys: Sequence[str], *, unlinked: bool = False) -> list[Standing]:
        asked = (unlinked, self.look.records[position].title, *keys)
        if asked in self._several:
            return self._several[asked]
        found = {each.id: each for key in keys for each in self.standings(key)}
        fitting = [each for each in found.values() if each.record.url is None or not unlinked]
        if len(found) > 1:
            fitting.sort(key=lambda each: self.has_other_badge(each, position))
            self._several[asked] = fitting
        return fitting

    def has_other_badge(self, standing: Standing, position: int) -> bool:
        """Return True if all that the title of an entry has more or less than that of a notice is a badge."""
        return differ_by_a_badge(self.title(standing), self.look.records[position].title)

    def is_shown_here(self, standing: Standing) -> bool:
        """Return True if the source of the look shows a notice, under this name or a former one."""
        return not self._names.isdisjoint(standing.record.sources)

    def title(self, standing: Standing) -> str:
        """Return the title that the source of the look showed last for a notice."""
        return str(last_shown(standing.record, self.look.source, "title"))

    def date(self, standing: Standing) -> object:
        """Return the date that it showed last for a notice."""
        return last_shown(standing.record, self.look.source, "date")
