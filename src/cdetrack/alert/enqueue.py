"""Add alerts to the outbox: start new watches, find the news of each watch and store it with the new cursors."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from hashlib import sha256
from types import MappingProxyType
from typing import TYPE_CHECKING

from cdetrack.alert import outbox_records
from cdetrack.alert.alert import SOURCES, Alert, Member, Trouble, alert_id
from cdetrack.alert.channels.address import key, label
from cdetrack.alert.due import Candidate, deadlines_told, news, reminders, with_deadlines
from cdetrack.alert.outbox_state import OutboxState, WatchProgress
from cdetrack.alert.snapshot import Snapshot, parted, reopened, unheard
from cdetrack.alert.trouble import trouble_news
from cdetrack.alert.watch import Watch
from cdetrack.query.select import deadlines

if TYPE_CHECKING:
    from cdetrack.alert.outbox import Outbox


def start_watches(outbox: "Outbox", watches: Iterable[Watch], present: Snapshot, now: datetime) -> None:
    """Start new watches at the present; a renamed watch keeps its progress."""
    configured = {watch.name: _rule_of(watch) for watch in watches}
    fresh = {name for name in configured if name not in outbox.state.watches}
    left = {each.rule: name for name, each in outbox.state.watches.items() if name not in configured and each.rule}
    for name in sorted(fresh):
        if (old := left.pop(configured[name], None)) is not None:
            outbox.record(outbox_records.renamed(now, old, name))
            fresh.discard(name)
    if fresh:
        starts = {name: present.start(now, rule=configured[name]) for name in sorted(fresh)}
        outbox.record(outbox_records.due(now, watches=starts))


def _rule_of(watch: Watch) -> str:
    """Return a hash of a watch without its name; the channels cannot be read from it."""
    return sha256(repr((watch.query, watch.on, watch.digest, watch.channels)).encode()).hexdigest()[:16]


def enqueue(
    outbox: "Outbox",
    watches: Sequence[Watch],
    present: Snapshot,
    *,
    troubles: dict[str, Trouble],
    now: datetime,
    today: date,
    existing: bool,
    tell: Callable[[str], None],
) -> int:
    """Store the alerts that are due and the progress of the watches in one record; return the number of alerts.

    `existing` includes the notices from before a watch or a source was first seen. `tell` is called with a sentence for
    each notice that begins to flap, and for a history that was replaced. Raises CacheError.
    """
    state = outbox.state
    alerts: list[Alert] = []
    heard: dict[str, WatchProgress] = {}
    everything = present.everything() if existing and watches else None
    flapping: set[str] = set()
    for watch in watches:
        progress = state.watches[watch.name]
        told = state.told.get(watch.name, {})
        late: list[Member] = []
        if progress.known is None:
            from cdetrack.alert.migration import known_since, never_told

            progress = replace(progress, known=known_since(progress, now))
            late = never_told(watch, progress, present.everything(), present, told)
            alerts += _alerts(watch, late, now, late=True)
        changes, lost = present.after(progress, tell=tell)
        due = unheard(progress, changes, lost=lost, now=now, everything=everything)
        if (again := state.again.get(watch.name, {})) and not lost:
            due = [*reopened(progress, again, present.everything()), *due]
        candidates = present.candidates([*parted(progress, due, present, told), *due])
        _tell_flapping((each for each in candidates if each.notice.id not in flapping), tell)
        flapping.update(each.notice.id for each in candidates)
        members = news(watch, candidates, told={*told, *(name for each in late for name in (each.id, *each.also))})
        got, repeats = _got(watch, state), _repeats(watch, state, members, present)
        all_members = _with_reminders(watch, members, present, state, today)
        new = list(_alerts(watch, all_members, now, got=got, repeats=repeats))
        alerts += new
        if there := _added(members).difference(*(each.added() for each in new if each.id not in state.alerts)):
            # Undone and found again: each channel already has an alert with them, or with their document.
            outbox.record(outbox_records.told(now, watch.name, dict.fromkeys(sorted(there), now)))
        after = replace(progress, cursor=present.through, look=present.last_look(), rule=_rule_of(watch))
        if after.cursor != progress.cursor:
            after = replace(after, heard=now)
        if existing:
            after = replace(after, existing=present.through.changes)
        if after != state.watches[watch.name] or again:
            heard[watch.name] = after
    alerts = [alert for alert in alerts if alert.id not in state.alerts]
    told_troubles, known = trouble_news(state.troubles, troubles) if watches else ([], state.troubles)
    alerts += _trouble_alerts(watches, told_troubles, now)
    changed = {name: each for name, each in known.items() if state.troubles.get(name) != each}
    if alerts or heard or changed:
        outbox.record(outbox_records.due(now, watches=heard, troubles=changed, alerts=alerts))
    return len(alerts)


def _tell_flapping(candidates: Iterable[Candidate], tell: Callable[[str], None]) -> None:
    """Tell of each notice that now goes back and forth between two wordings."""
    for each in candidates:
        if any(step.begins_to_flap for step in each.steps):
            tell(
                f"`{each.notice.title[:80]}` ({each.notice.id}) goes back and forth between two wordings: "
                "each is recorded, and not alerted again"
            )


def _with_reminders(
    watch: Watch, members: list[Member], present: Snapshot, state: OutboxState, today: date
) -> list[Member]:
    if watch.remind is None:
        return members
    told = deadlines_told(state.names_of(watch.name), (stored.alert for stored in state.alerts.values()))
    rows = deadlines(present.fold, since=today, until=today + watch.remind)
    return with_deadlines(members, reminders(watch, rows, told))


def _got(watch: Watch, state: OutboxState) -> dict[str, set[str]]:
    """Return, for each channel of a watch, the notices that are new in its alerts, delivered or waiting.

    Carriers of notices that were undone after their delivery are included: the channel has their document.
    """
    got: dict[str, set[str]] = {}
    again = state.again.get(watch.name, {})
    for stored in state.alerts.values():
        if stored.alert.watch == watch.name and stored.dropped is None:
            there = got.setdefault(stored.alert.to, set())
            there.update(stored.alert.added())
            if stored.delivered is not None:
                there.update(name for name, taken in again.items() if not taken.isdisjoint(stored.alert.added()))
    return got


def _repeats(watch: Watch, state: OutboxState, members: Iterable[Member], present: Snapshot) -> dict[str, set[str]]:
    """Return, for each channel of a watch, the notices with a change that was delivered, undone, and found again."""
    looks = {each.id: present.taken_back(each.id, each.look) for each in members if each.kinds == ("changed",)}
    repeats: dict[str, set[str]] = {}
    for stored in state.alerts.values() if any(looks.values()) else ():
        if stored.delivered is not None and stored.alert.watch in state.names_of(watch.name):
            told = (each for each in stored.alert.members if "changed" in each.kinds)
            repeats.setdefault(stored.alert.to, set()).update(
                each.id for each in told if each.look in looks.get(each.id, ())
            )
    return repeats


def _alerts(
    watch: Watch,
    members: Sequence[Member],
    now: datetime,
    *,
    late: bool = False,
    got: Mapping[str, Collection[str]] = MappingProxyType({}),
    repeats: Mapping[str, Collection[str]] = MappingProxyType({}),
) -> Iterator[Alert]:
    for channel in watch.channels if members else ():
        had: dict[tuple[str, ...], Collection[str]] = {
            ("added",): got.get(key(channel), ()),
            ("changed",): repeats.get(key(channel), ()),
        }
        new = [each for each in members if each.deadlines or not _is_there(each, had.get(each.kinds, ()))]
        parts = [tuple(new)] if watch.digest or late else [(member,) for member in new]
        for part in filter(None, parts):
            yield Alert(
                id=alert_id(watch.name, key(channel), part),
                watch=watch.name,
                channel=label(channel),
                to=key(channel),
                created=now,
                members=part,
                late=late,
            )


def _added(members: Iterable[Member]) -> set[str]:
    return {name for each in members if "added" in each.kinds for name in (each.id, *each.also)}


def _is_there(member: Member, got: Collection[str]) -> bool:
    return all(name in got for name in (member.id, *member.also))


def _trouble_alerts(watches: Sequence[Watch], told: Sequence[Trouble], now: datetime) -> Iterator[Alert]:
    channels = dict.fromkeys(channel for watch in watches for channel in watch.channels)
    for channel in channels if told else ():
        name = alert_id(SOURCES, key(channel), (), told)
        yield Alert(id=name, watch=SOURCES, channel=label(channel), to=key(channel), created=now, troubles=tuple(told))
