"""Follow the records of an outbox that git merged from several machines: each had its own progress of a watch."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from operator import itemgetter
from typing import Any

from cdetrack.alert import outbox_forms, outbox_replay
from cdetrack.alert.alert import Alert, Member
from cdetrack.alert.outbox_state import OutboxState, StoredAlert, WatchProgress
from cdetrack.model.record import GENESIS
from cdetrack.store.merged_history import LookNumbers


class Machines:
    """The progress of the watches on each of the machines that wrote the records of a merged outbox."""

    def __init__(self, numbers: LookNumbers | None) -> None:
        self._numbers = numbers
        self._behind: dict[str, dict[str, WatchProgress]] = {}
        """The hash of each record -> the progress of the watches behind it, on the machine that wrote it."""
        self._names: dict[str, Mapping[str, str]] = {}
        """The hash of each record -> the new ids of the alerts up to it, by those that the machine gave them."""
        self._every: dict[str, str] = {}
        """The new ids of all machines."""
        self._followed: list[str] = []
        self.unsure: set[str] = set()
        """The alerts with a change that the joined history does not have, or whose place there is not known."""

    def apply(self, line: bytes, record: Mapping[str, Any], state: OutboxState) -> None:
        """Apply the next record to `state`, with the numbers that its looks have now. Raises as `outbox_replay.apply`.

        An alert whose looks have other numbers has the id of these: so has that of another machine of the same change.
        """
        before = record.get("prev", "")
        there = dict(self._behind.get(before, {}))
        # Where the record before is unreadable, or none is named, that of the same machine is not known.
        names = self._names.get(before, dict(self._every))
        record, names = self._renumbered(record, _cursor(record, there), names, state.alerts)
        outbox_replay.apply(state, record)
        if record["record"] == "renamed" and record["from"] in there:
            there[record["to"]] = there.pop(record["from"])
        there |= {name: state.watches[name] for name in record.get("watches", ()) if name in state.watches}
        self._followed.append(before)
        place = sha256(line + b"\n").hexdigest()
        self._behind[place], self._names[place] = there, names

    def _renumbered(
        self, record: Mapping[str, Any], cursor: str, names: Mapping[str, str], stored: Mapping[str, StoredAlert]
    ) -> tuple[dict[str, Any], Mapping[str, str]]:
        """Return a record with the present numbers and ids, and the ids behind it; `stored` are the earlier alerts."""
        record = dict(record)
        found = map(outbox_forms.alert_from, record.get("alerts", ()))
        alerts = [(alert.id, self._of_alert(alert, cursor, stored)) for alert in found]
        new = {old: alert.id for old, alert in alerts if old != alert.id}
        self._every |= new
        names = {**names, **new} if new else names
        if alerts:
            record["alerts"] = [outbox_forms.alert_form(alert) for _, alert in alerts]
        if "alert" in record:
            record["alert"] = names.get(record["alert"], record["alert"])
        record |= {key: [names.get(name, name) for name in record[key]] for key in ("with", "instead") if key in record}
        numbers = self._numbers
        if numbers is not None and record.get("look"):
            record["look"] = numbers.of_look(cursor, record["look"])
        if numbers is not None and "watches" in record:
            record["watches"] = {name: _of_watch(form, numbers, cursor) for name, form in record["watches"].items()}
        return record, names

    def _of_alert(self, alert: Alert, cursor: str, stored: Mapping[str, StoredAlert]) -> Alert:
        """Return an alert with the present numbers."""
        numbers, new = self._numbers, alert
        members = [_of_member(each, numbers, cursor) if numbers is not None else each for each in alert.members]
        known = tuple(new or old for new, old in zip(members, alert.members, strict=True))
        if known != alert.members:
            new = replace(alert, members=known).renamed()
        is_unsure = None in members
        other = stored.get(new.id)
        if is_unsure or (other is not None and other.alert.members != known):
            # Another machine may have told, or has told, other changes under this id.
            new = replace(new, id=sha256(f"{alert.id} {cursor}".encode()).hexdigest()[: len(alert.id)])
        self.unsure |= {new.id} if is_unsure else set()
        return new

    def places(self, state: OutboxState) -> dict[str, list[WatchProgress]]:
        """Return the progress of each watch of `state`: one, or one for each machine."""
        one = {name: [each] for name, each in state.watches.items()}
        after = [name for name in self._followed if name]
        if len(set(after)) == len(after):
            return one
        ends = [there for name, there in self._behind.items() if name not in after]
        return one | {name: found for name in one if (found := [there[name] for there in ends if name in there])}


def drop_delivered(state: OutboxState, at: datetime, unsure: Collection[str]) -> None:
    """Take the news out of waiting alerts that another machine has delivered to the same channel of the watch.

    An alert with nothing else counts as dropped at the time `at`. Of those in `unsure`, it is not known which changes
    they have: of these, only new notices are taken out. A new notice that another machine found in other words before
    stays.
    """
    got: dict[tuple[str, str], list[Member]] = {}
    for stored in state.alerts.values():
        if stored.delivered is not None:
            members: Sequence[Member] = stored.alert.members
            if stored.alert.id in unsure:
                members = [replace(each, kinds=("added",), look=0) for each in members if "added" in each.kinds]
            got.setdefault((stored.watch, stored.alert.to), []).extend(members)
    for stored in state.open_alerts():
        alert = stored.alert
        told = got.get((stored.watch, alert.to), ())
        new = dict(sorted(_new_in(told), key=itemgetter(1)))
        got_too = [
            name for name, look in _new_in(alert.members) if name in new and (alert.id in unsure or look <= new[name])
        ]
        left = alert.without(got_too)
        if alert.id not in unsure:
            members = tuple(each for each in left.members if not any(_has(other, each) for other in told))
            left = replace(left, members=members)
        if left.members != alert.members:
            is_empty = not left.members and left.recap is None
            state.alerts[alert.id] = replace(stored, dropped=at) if is_empty else replace(stored, alert=left)


def _new_in(members: Iterable[Member]) -> Iterator[tuple[str, int]]:
    """Yield the id of each notice that is new in documents of alerts, with the look that found it."""
    for member in members:
        if "added" in member.kinds:
            yield from ((name, member.look) for name in member.ids)


def _has(told: Member, member: Member) -> bool:
    """Return True if the changes and the deadlines of a document are among those of one that was delivered."""
    return (
        {*member.ids} <= {*told.ids}
        and {*member.kinds} <= {*told.kinds}
        and {*member.deadlines} <= {*told.deadlines}
        and {*_looks(member)} <= {*_looks(told)}
    )


def _looks(member: Member) -> tuple[int, int]:
    return member.look, member.last or member.look


def _cursor(record: Mapping[str, Any], there: Mapping[str, WatchProgress]) -> str:
    """Return the hash of the last line that a machine had read when it wrote a record."""
    places = [(each.cursor.changes, each.cursor.hash) for each in there.values()]
    places += [(int(form["changes"]), str(form["hash"])) for form in record.get("watches", {}).values()]
    return max(places, default=(0, GENESIS))[1]


def _of_watch(form: Mapping[str, Any], numbers: LookNumbers, cursor: str) -> dict[str, Any]:
    held = form.get("held", {}).items()
    now = {name: numbers.of_change(cursor, look, name) or look for name, look in held}
    return {**form, "held": now} if now else dict(form)


def _of_member(member: Member, numbers: LookNumbers, cursor: str) -> Member | None:
    """Return a document with the present numbers; None if one of them is not known."""
    looks = [numbers.of_change(cursor, member.look, name) for name in member.ids] if member.look else [0]
    last = numbers.of_change(cursor, member.last, member.id) if member.last else 0
    if last is None or None in looks:
        return None
    # Only one of the notices of a document may have changed in its first look: the others keep the number.
    look = min((each for each in looks if each is not None and each != member.look), default=member.look)
    return replace(member, look=look, last=last if last > look else 0)
