"""Add alerts to the outbox: start new watches, find the news of each watch and store it with the new cursors."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from cdetrack.alert import outbox_records
from cdetrack.alert.addressing import alerts_for, in_messages, trouble_alerts
from cdetrack.alert.alert import Alert, Deadline, Member, Trouble
from cdetrack.alert.beginning import not_begun, records_of_names, rule_of, told_of_removed
from cdetrack.alert.channels.address import key
from cdetrack.alert.due import Candidate, deadlines_told, news, reminders, with_deadlines
from cdetrack.alert.outbox_state import StoredAlert, WatchProgress
from cdetrack.alert.recaps import is_recap_due, last_recap, recap_of
from cdetrack.alert.snapshot import Snapshot
from cdetrack.alert.told_before import got_as_new, not_shown, repeats, returns_told
from cdetrack.alert.trouble import trouble_news
from cdetrack.alert.unheard import completed, held_back, parted, posted_elsewhere, reopened, unheard
from cdetrack.alert.watch import Recipients, Watch
from cdetrack.changes.change import SWING
from cdetrack.errors import quoted
from cdetrack.model.record import Change, Position
from cdetrack.query.select import deadlines
from cdetrack.text.days import today as day_of

if TYPE_CHECKING:
    from cdetrack.alert.outbox import Outbox


def start_watches(
    outbox: "Outbox", watches: Sequence[Watch], present: Snapshot, now: datetime, *, tell: Callable[[str], None]
) -> None:
    """Start new watches at the present; a renamed watch keeps its progress.

    `tell` is called with a sentence if they may be old ones, whose progress was lost with the outbox, and for each that
    has to do with a watch that was removed.
    """
    for line in told_of_removed(outbox.state, watches, day_of(now)):
        tell(line)
    for record in records_of_names(outbox.state, watches, now):
        outbox.record(record)
    if fresh := not_begun(outbox.state, watches, day_of(now)):
        lost = outbox.state.lost and present.through != Position()
        if lost:
            names = quoted(watch.name for watch in fresh)
            tell(
                f"records of the outbox were lost since the last check: for want of them, {names} "
                f"{'begins' if len(fresh) == 1 else 'begin'} at the present, and what was due before is not told; "
                "`cdetrack diff --since` with a day shows what was found since then, and "
                "`cdetrack check --alert-existing` tells all that matches"
            )
        starts = {watch.name: replace(present.start(now, rule=rule_of(watch)), anew=lost) for watch in fresh}
        outbox.record(outbox_records.due(now, watches=starts))


def enqueue(
    outbox: "Outbox",
    recipients: Recipients,
    present: Snapshot,
    *,
    troubles: Mapping[str, Mapping[str, Trouble | None]],
    now: datetime,
    today: date,
    existing: bool,
    tell: Callable[[str], None],
) -> int:
    """Store the alerts that are due and the progress of the watches in one record; return the number of alerts.

    `existing` includes the notices from before a watch or a source was first seen. `tell` is called with a sentence for
    each notice whose words begin to go back and forth, and for a history that was replaced. Raises CacheError.
    """
    state, watches = outbox.state, recipients.watches
    found = _Round(outbox, present, now=now, today=today, existing=existing and bool(watches), tell=tell)
    for watch in watches:
        found.hear(watch)
    alerts = list(in_messages(found.alerts, watches, state.alerts))
    told_troubles, known = trouble_news(state.troubles, troubles) if recipients.channels else ([], state.troubles)
    alerts += trouble_alerts(recipients, told_troubles, now)
    changed = {name: each for name, each in known.items() if state.troubles.get(name) != each}
    if alerts or found.heard or changed:
        record = outbox_records.due(now, watches=found.heard, troubles=changed, alerts=alerts)
        outbox.record(record | {"again": sorted(found.deferred)} if found.deferred else record)
    return len(alerts)


class _Round:
    """The alerts and the progress of each watch that hears of the changes since its cursor."""

    def __init__(
        self,
        outbox: "Outbox",
        present: Snapshot,
        *,
        now: datetime,
        today: date,
        existing: bool,
        tell: Callable[[str], None],
    ) -> None:
        self.alerts: list[Alert] = []
        self.heard: dict[str, WatchProgress] = {}
        """The new progress of each watch, if it changed."""
        self.deferred: set[str] = set()
        """The watches among them that still have to decide again on notices: their recap is not due."""
        self._outbox, self._state, self._present = outbox, outbox.state, present
        self._now, self._today = now, today
        self._everything = present.everything() if existing else None
        self._tell = tell
        self._swinging: set[str] = set()

    def hear(self, watch: Watch) -> None:
        """Add the alerts that are due for a watch."""
        progress = self._state.watches[watch.name]
        late: list[Member] = []
        if progress.known is None:
            from cdetrack.alert.migration import known_since, never_told

            told = self._state.told.get(watch.name, {})
            progress = replace(progress, known=known_since(progress, self._now))
            late = never_told(watch, progress, self._present.everything(), self._present, told)
            self.alerts += alerts_for(watch, dict.fromkeys(watch.channels, late), self._now, late=True)
        last = last_recap(watch, progress, self._today)
        rule = rule_of(watch)
        if progress.rule not in {"", rule}:
            # `--alert-existing` covered what matched the former filter; what it told is in the told set.
            progress = replace(progress, existing=0)
        progress = replace(progress, recap=last, rule=rule)
        if watch.rhythm is None or last is None or self._everything is not None:
            self._hear_news(watch, progress, late)
        elif is_recap_due(watch.rhythm, last, self._today):
            self._hear_news(watch, replace(progress, recap=self._today), late, since=last)
        else:
            # The cursor stays: the recap finds all changes since the one before.
            self.alerts += alerts_for(watch, self._with_reminders(watch, []), self._now)
            if progress != self._state.watches[watch.name]:
                self.heard[watch.name] = progress
                if self._state.again.get(watch.name):
                    self.deferred.add(watch.name)

    def _hear_news(
        self, watch: Watch, progress: WatchProgress, late: Sequence[Member], *, since: date | None = None
    ) -> None:
        """Add the alerts of the changes since a watch's cursor, as a recap if `since` is the day of the one before."""
        state, present = self._state, self._present
        told = state.told.get(watch.name, {})
        changes, lost = present.after(progress, tell=self._tell)
        due = unheard(progress, changes, lost=lost, now=self._now, everything=self._everything)
        if (again := state.again.get(watch.name, {})) and not lost:
            due = [*reopened(progress, again, present.everything()), *due]
        decided = {*told, *(change.id for change, _ in due if change.kind == "added")}
        firsts = [*completed(watch, progress, present, decided), *parted(progress, due, present, told)]
        firsts += posted_elsewhere(watch, due, present, decided)
        held = held_back(progress, not_shown(watch, progress, state, present), present) if not lost else []
        candidates = self._held(watch, progress, present.candidates([*firsts, *held, *due]))
        known = {*told, *(name for each in late for name in each.ids)}
        again_there = {each.notice.id for each in candidates if each.steps[0].change.kind == "added"} & known
        undone = {name: change for name in again_there if (change := present.last_undone(name)) is not None}
        members = news(watch, candidates, told=known, undone=undone, texts=present.texts)
        new = list(
            alerts_for(
                watch,
                self._with_reminders(watch, members),
                self._now,
                got=got_as_new(watch, state),
                repeats=repeats(watch, state, members, present),
                recap=recap_of(watch, since, members, present, told, self._today) if since is not None else None,
            )
        )
        self.alerts += new
        if there := _added(members).difference(*(each.added() for each in new if each.id not in state.alerts)):
            # Undone and found again: each channel already has an alert with them, or with their document.
            moment = dict.fromkeys(sorted(there), self._now)
            self._outbox.record(outbox_records.told(self._now, watch.name, moment))
        if not lost:
            named = {name for each in members for name in each.ids}
            left = (each for each in candidates if each.held and each.notice.id not in named)
            looks = {each.notice.id: each.swings[0].look for each in left}
            progress = replace(progress, held={name: progress.held.get(name, look) for name, look in looks.items()})
        self._move_cursor(watch, progress, changes, undone=bool(again))

    def _held(self, watch: Watch, progress: WatchProgress, candidates: Sequence[Candidate]) -> list[Candidate]:
        """Return the candidates, marked where their words go back and forth and none has stayed yet.

        A change is told, and so is the first way back: without it the last word would be wrong.
        """
        moving = {each.notice.id for each in candidates if each.swings and self._now - each.swings[-1].at <= SWING}
        if not moving or "changed" not in watch.on:
            return list(candidates)
        told = returns_told(watch, self._state, self._present, moving, self._now - SWING)
        held = moving & (told | progress.held.keys())
        for each in candidates:
            if each.notice.id in held - progress.held.keys() - self._swinging:
                self._swinging.add(each.notice.id)
                self._tell(
                    f"`{each.notice.title[:80]}` ({each.notice.id}) goes back and forth between two wordings: each is "
                    f"recorded, and it is told again when one has stayed for {SWING.days} days"
                )
        return [replace(each, held=each.notice.id in held) for each in candidates]

    def _move_cursor(
        self, watch: Watch, progress: WatchProgress, changes: Iterable[tuple[int, Change]], *, undone: bool
    ) -> None:
        present = self._present
        after = replace(progress, cursor=present.through, look=present.last_look(), missed={})
        if after.cursor != progress.cursor:
            # The changes that this check fetched are later than its beginning.
            times = (change.at for _, change in changes if present.read is not None and change.at <= present.read)
            after = replace(after, heard=max((self._now, *times)))
        if self._everything is not None:
            after = replace(after, existing=present.through.changes)
        if after != self._state.watches[watch.name] or undone:
            self.heard[watch.name] = after

    def _with_reminders(self, watch: Watch, members: list[Member]) -> dict[str, list[Member]]:
        """Return the members for each channel of a watch, with the deadlines that are due to remind of."""
        if not watch.remind:
            return dict.fromkeys(watch.channels, members)
        # Without the notices that were undone before they could be reminded of.
        told = deadlines_told(map(self._not_undone, self._state.alerts_of(watch.name)))
        rows = deadlines(self._present.fold, since=self._today, until=self._today + max(watch.remind))
        found: dict[str, list[Member]] = {}
        for channel in watch.channels:
            undone = self._undone_reminders(watch.name, key(channel))
            known = {place: left for place, left in told.items() if place not in undone}
            due = reminders(watch, rows, known, today=self._today, texts=self._present.texts)
            found[channel] = [
                # A reminder that was undone has the id of its own look, if any: this is another one.
                member if member.kinds else replace(member, look=self._present.added_again(member.id))
                for member in with_deadlines(members, due)
            ]
        return found

    def _undone_reminders(self, name: str, to: str) -> set[tuple[str, Deadline]]:
        """Return the deadlines of which undo has dropped the reminder for one channel, while another one got it."""
        kept, undone = set[tuple[str, Deadline]](), set[tuple[str, Deadline]]()
        for stored in self._state.alerts_of(name):
            if stored.alert.to == to:
                all_of_it = deadlines_told([stored.alert]).keys()
                left = deadlines_told([self._not_undone(stored)]).keys()
                kept |= left
                undone |= all_of_it - left
        return undone - kept

    def _not_undone(self, stored: StoredAlert) -> Alert:
        alert, dropped = stored.alert, stored.dropped
        if dropped is None or not any(member.deadlines for member in alert.members):
            return alert
        return alert.without([each for each in alert.names() if self._present.was_undone(each, alert.created, dropped)])


def _added(members: Iterable[Member]) -> set[str]:
    return {name for each in members if "added" in each.kinds for name in each.ids}
