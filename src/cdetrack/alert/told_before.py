"""Look up in the outbox what a watch, or one of its channels, was told before."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime

from cdetrack.alert.alert import Member
from cdetrack.alert.channels.address import key
from cdetrack.alert.outbox_state import OutboxState, WatchProgress
from cdetrack.alert.snapshot import Snapshot
from cdetrack.alert.watch import Watch


def not_shown(
    watch: Watch, progress: WatchProgress, state: OutboxState, present: Snapshot
) -> Iterator[tuple[str, int]]:
    """Yield the notices whose words go back and forth, each with the first look whose wording was not told.

    An alert that waited has shown the words of the time when it was delivered, also those that were held back. Then it
    is the first look after them, if a channel was shown other words than those of now.
    """
    shown: dict[tuple[str, str], int] = {}
    for stored in state.alerts_of(watch.name) if progress.held else ():
        if stored.delivered is not None:
            for member in stored.alert.members:
                for name in member.ids if "changed" in member.kinds else ():
                    place = name, stored.alert.to
                    shown[place] = max(stored.look, shown.get(place, 0))
    for name, look in progress.held.items():
        starts = sorted({max(look, shown.get((name, key(channel)), 0) + 1) for channel in watch.channels})
        yield name, next((each for each in starts if present.difference(name, each) is not None), starts[0])


def returns_told(
    watch: Watch, state: OutboxState, present: Snapshot, names: Collection[str], since: datetime
) -> set[str]:
    """Return those of these notices of which a watch was told since a moment that they say again what they had said."""
    return {
        name
        for stored in state.alerts_of(watch.name)
        if stored.alert.created > since and stored.dropped is None
        for member in stored.alert.members
        if "changed" in member.kinds
        for name in member.ids
        if name in names and present.has_return(name, member.look)
    }


def got_as_new(watch: Watch, state: OutboxState) -> dict[str, set[str]]:
    """Return, for each channel of a watch, the notices that are new in its alerts, delivered or waiting.

    Carriers of notices that were undone after their delivery are included: the channel has their document.
    """
    got: dict[str, set[str]] = {}
    again = state.again.get(watch.name, {})
    for stored in state.alerts_of(watch.name):
        if stored.dropped is None:
            there = got.setdefault(stored.alert.to, set())
            there.update(stored.alert.added())
            if stored.delivered is not None:
                there.update(name for name, taken in again.items() if not taken.isdisjoint(stored.alert.added()))
    return got


def repeats(watch: Watch, state: OutboxState, members: Iterable[Member], present: Snapshot) -> dict[str, set[str]]:
    """Return, for each channel of a watch, the notices that say again what the last delivered alert of them said.

    Only those of which a look was undone since, and that no look has shown otherwise: what comes and goes by itself is
    news.
    """
    changed = {name for each in members if "added" not in each.kinds for name in each.ids}
    last: dict[tuple[str, str], tuple[int, datetime]] = {}
    for stored in state.alerts_of(watch.name) if changed else ():
        if stored.delivered is None:
            continue
        for member in stored.alert.members:
            if member.kinds:
                # An alert of an older version does not say which look was the last one before it.
                look = stored.look or member.last or member.look
                for place in ((stored.alert.to, name) for name in changed.intersection(member.ids)):
                    last[place] = max((look, stored.delivered), last.get(place, (0, stored.delivered)))
    again: dict[str, set[str]] = {}
    for (channel, name), (look, delivered) in last.items():
        if name not in present.disproved and present.says_again(name, look, delivered):
            again.setdefault(channel, set()).add(name)
    return again
