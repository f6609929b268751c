"""The order of day and month by the recorded days: if the state of a source is lost, nothing else tells it."""

from collections.abc import Callable, Sequence

from cdetrack.changes.keys import keys_of
from cdetrack.changes.merge import last_shown
from cdetrack.look.parsed_listing import ParsedListing
from cdetrack.model.record import DateOrder, Record
from cdetrack.store.present import Present
from cdetrack.store.recorded import Recorded

_ORDERS: tuple[DateOrder, ...] = ("mdy", "dmy")


def known_days(recorded: Recorded, source: str, records: Sequence[Record]) -> int:
    """Return the number of these entries that a source is known to show with these days."""
    keys = [keys_of(each) for each in records]
    present = Present(recorded, {key for each in keys for key in each})

    def is_known(record: Record, name: str) -> bool:
        known = present.get(name)
        shows = known is not None and source in known.record.sources
        return known is not None and shows and last_shown(known.record, source, "date") == record.date

    return sum(
        any(is_known(record, name) for key in each for name in present.find(key))
        for record, each in zip(records, keys, strict=True)
    )


def in_recorded_order(
    read: Callable[[DateOrder], Sequence[ParsedListing]], known: Callable[[Sequence[Record]], int]
) -> Sequence[ParsedListing]:
    """Return the listings as read in the order in which more entries have days that are recorded.

    None are returned if the recorded days tell nothing. `known` counts the entries with recorded days.
    """
    readings = [read(order) for order in _ORDERS]
    counts = [known([record for each in listings for record in each.records]) for listings in readings]
    most = max(counts)
    return readings[counts.index(most)] if counts.count(most) == 1 else ()
