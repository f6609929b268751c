"""The rows of a list: what is known of each, which date and link were picked, and what scores the whole."""

from collections.abc import Sequence
from dataclasses import dataclass

from cdetrack.sources.generic.outline import Link

Slot = tuple[int, int]
"""The kind of element (its path), and its number among those of that kind in the row, from 0."""

LONGEST_UNREAD = 60
"""Characters kept of a text in the place of a date; longer ones are no dates. No page changes from 40 to 90."""


@dataclass(frozen=True, slots=True)
class Row:
    """The start and end of an entry in the text, and the index of the date in the heading above it."""

    start: int
    end: int
    heading: int | None = None
    follows: bool = False
    """True if the row has no date because it shares the cell above."""
    element: int = -1
    """The row's element, or the one around a part of it; -1 if the row is not one element."""
    unread_date: str | None = None
    """The text in the date's place, if it cannot be read as a date."""
    unlinked: Link | None = None
    """The title of a row without a link, as one that leads nowhere."""


@dataclass(slots=True)
class PickedRow:
    """A row with the index of its date (None if unreadable), its link, and a weight from 0 to 1 for its likelihood."""

    row: Row
    date: int | None
    link: Link
    titled: bool
    weight: float


@dataclass(frozen=True, slots=True)
class ListCandidate:
    """A candidate for the page's list: the rows with date and link, and the figures that score it."""

    picked: list[PickedRow]
    links_per_row: float
    """The mean number of links of the chosen kind in a row: 1 for entries, more for groups of entries."""
    dates_per_row: float = 1.0
    """The same for dates."""
    undated: Sequence[PickedRow] = ()
    """The rows with a link but no readable date."""

    @property
    def weight(self) -> float:
        """The sum of the weights of distinct entries."""
        best: dict[tuple[str, int | None], float] = {}
        for one in self.picked:
            best.setdefault((one.link.href, one.date if one.row.heading is None else -1), one.weight)
        return sum(best.values())
