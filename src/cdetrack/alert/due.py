"""Decide which notices a watch is told of: pure functions of watches, changes and notices as they stand."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from cdetrack.alert.alert import Alert, Deadline, Member
from cdetrack.alert.watch import Watch
from cdetrack.changes.change import is_quiet
from cdetrack.model.notice import Notice
from cdetrack.model.record import Change
from cdetrack.query.select import matcher


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One change of a notice, with the notice before and after it, by the rules of today."""

    change: Change
    before: Notice | None
    after: Notice | None
    heard: bool = False
    """The watch has heard of it, unless it was never told of the notice: the history was mended or replaced since."""
    flaps: bool = False
    """It goes back to a wording that the notice had a few days ago."""
    begins_to_flap: bool = False
    """It is the first one that does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A notice that has changed: as it stands, and each change that a watch may be told of, oldest first."""

    notice: Notice
    steps: tuple[Step, ...]
    carriers: tuple[str, ...] = ()
    """The other notices of its document."""

    @property
    def same(self) -> bool:
        """Return True if it stands as it stood before all of the changes."""
        first, last = self.steps[0].change, self.steps[-1].change
        return first.kind == "changed" and last.after is not None and first.before == last.after


def watch_matcher(watch: Watch) -> Callable[[Notice], bool]:
    """Return the test of a notice against a watch's filter; being withdrawn is a change here, not a filter."""
    test = matcher(watch.query._replace(withdrawn=False))
    only_withdrawn = watch.query.withdrawn

    def matches(notice: Notice) -> bool:
        if only_withdrawn and notice.withdrawn is None:
            return False
        return test(notice._replace(withdrawn=None))

    return matches


def news(watch: Watch, candidates: Sequence[Candidate], *, told: Collection[str]) -> list[Member]:
    """Return the notices that `watch` is to be told of, those of one document together, the leading one first.

    `told` has the ids of the notices that it was told of as new. A notice of a document that it was told of is one
    more carrier: recorded, and not told again.
    """
    matches = watch_matcher(watch)
    documents: dict[tuple[str, bool], list[Member]] = {}
    for each in candidates:
        kinds = _kinds(each, watch, matches)
        if "added" in kinds and not any(name in told for name in (each.notice.id, *each.carriers)):
            kinds = tuple(kind for kind in kinds if kind != "changed")
        else:
            kinds = tuple(kind for kind in kinds if kind != "added")
        if kinds:
            member = Member(id=each.notice.id, kinds=kinds, look=each.steps[0].change.look)
            # One that is new is not told beside one that has only changed.
            place = each.notice.document or each.notice.id, "added" in kinds
            documents.setdefault(place, []).append(member)
    return [_one_member(leader, members) for (leader, _), members in documents.items()]


def _one_member(leader: str, members: Sequence[Member]) -> Member:
    """Return the notices of one document as one member."""
    first, *others = sorted(members, key=lambda member: member.id != leader)
    return replace(
        first,
        kinds=tuple(dict.fromkeys(kind for member in members for kind in member.kinds)),
        look=min(member.look for member in members),
        also=tuple(member.id for member in others),
    )


def _kinds(candidate: Candidate, watch: Watch, matches: Callable[[Notice], bool]) -> tuple[str, ...]:
    """Return the kinds of changes to tell, without those that were undone meanwhile."""
    now = matches(candidate.notice)
    relevant = now or any(
        matches(notice) for step in candidate.steps for notice in (step.before, step.after) if notice is not None
    )
    if not relevant:
        return ()
    kinds = [kind for step in candidate.steps if (kind := _kind(step, watch, matches)) is not None]
    coming = [kind for kind in kinds if kind in {"withdrawn", "restored"}]
    last = coming[-1] if coming and coming[0] == coming[-1] else None
    told = dict.fromkeys(kind for kind in kinds if kind in {"added", "changed"} or kind == last)
    if candidate.same:
        told.pop("changed", None)
    return tuple(told)


def _kind(step: Step, watch: Watch, matches: Callable[[Notice], bool]) -> str | None:
    """Return the kind of news that one change is to a watch; None where it is none."""
    change = step.change
    if change.kind == "added" or (change.kind == "changed" and _enters(step, matches)):
        return "added" if "added" in watch.on else None
    # Somebody who wants to hear that a notice is gone wants to hear that it is back.
    wanted = "withdrawn" if change.kind == "restored" else change.kind
    if step.heard or step.flaps or wanted not in watch.on or is_quiet(change):
        return None
    return change.kind


def _enters(step: Step, matches: Callable[[Notice], bool]) -> bool:
    """Return True if a change makes a notice match: one of the watch's own sources shows it, its own page completes it.

    A quiet change that gains no source is only read better now: that is no news.
    """
    if step.before is None or step.after is None or (step.change.quiet and step.before.sources == step.after.sources):
        return False
    return matches(step.after) and not matches(step.before)


def reminders(
    watch: Watch, rows: Iterable[tuple[date, str, Notice]], told: Collection[tuple[str, Deadline]]
) -> list[tuple[Notice, Deadline]]:
    """Return the deadlines among `rows` that `watch` was not yet told of; `told` has notice ids with deadlines.

    A deadline that another notice of the same document announces is the same one.
    """
    matches = watch_matcher(watch)
    known = set(told)
    found = []
    for day, what, notice in rows:
        deadline = (what, day.isoformat())
        if matches(notice) and not any((name, deadline) in known for name in (notice.id, *notice.twins)):
            known.add((notice.id, deadline))
            found.append((notice, deadline))
    return found


def with_deadlines(members: Sequence[Member], reminded: Sequence[tuple[Notice, Deadline]]) -> list[Member]:
    """Return the members with the deadlines that are to be told of as well."""
    all_members = {member.id: member for member in members}
    place = {name: member.id for member in members for name in (member.id, *member.also)}
    for notice, deadline in reminded:
        name = place.setdefault(notice.id, notice.id)
        member = all_members.get(name, Member(id=name))
        all_members[name] = replace(member, deadlines=(*member.deadlines, deadline))
    return list(all_members.values())


def deadlines_told(names: Collection[str], alerts: Iterable[Alert]) -> set[tuple[str, Deadline]]:
    """Return the deadlines that a watch was told of, with their notices' ids; `names` are all that it ever had."""
    members = (member for alert in alerts if alert.watch in names for member in alert.members)
    return {(member.id, deadline) for member in members for deadline in member.deadlines}
