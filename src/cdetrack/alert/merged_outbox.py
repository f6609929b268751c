"""Follow the records of an outbox that git merged from several machines: each had its own progress of a watch."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from typing import Any

from cdetrack.alert.outbox_state import OutboxState, WatchProgress


class Machines:
    """The progress of the watches on each of the machines that wrote the records of a merged outbox."""

    def __init__(self) -> None:
        self._behind: dict[str, dict[str, WatchProgress]] = {}
        """The hash of each record -> the progress of the watches behind it, on the machine that wrote it."""
        self._followed: list[str] = []

    def follow(self, line: bytes, record: Mapping[str, Any], state: OutboxState) -> None:
        """Go behind the next record, which was just applied to `state`."""
        before = record.get("prev", "")
        there = dict(self._behind.get(before, {}))
        if record["record"] == "renamed" and record["from"] in there:
            there[record["to"]] = there.pop(record["from"])
        there |= {name: state.watches[name] for name in record.get("watches", ()) if name in state.watches}
        self._followed.append(before)
        self._behind[sha256(line + b"\n").hexdigest()] = there

    def places(self, state: OutboxState) -> dict[str, list[WatchProgress]]:
        """Return the progress of each watch of `state`: one, or one for each machine."""
        one = {name: [each] for name, each in state.watches.items()}
        after = [name for name in self._followed if name]
        if len(set(after)) == len(after):
            return one
        ends = [there for name, there in self._behind.items() if name not in after]
        return one | {name: found for name in one if (found := [there[name] for there in ends if name in there])}


def drop_delivered(state: OutboxState, at: datetime) -> None:
    """Take the new notices out of waiting alerts that another machine has delivered to the same channel of the watch.

    An alert with nothing else counts as dropped at the time `at`.
    """
    got: dict[tuple[str, str], set[str]] = {}
    for stored in state.alerts.values():
        if stored.delivered is not None:
            got.setdefault((stored.watch, stored.alert.to), set()).update(stored.alert.added())
    for stored in state.open_alerts():
        alert = stored.alert
        told = got.get((stored.watch, alert.to), set()).intersection(alert.added())
        if told:
            left = alert.without(told)
            is_empty = not left.members and left.recap is None
            state.alerts[alert.id] = replace(stored, dropped=at) if is_empty else replace(stored, alert=left)
