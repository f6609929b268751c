"""Decide which notices a watch is told of: pure functions of the watch, the changes and the present notices."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from cdetrack.alert.alert import Alert, Deadline, Member
from cdetrack.alert.watch import Watch
from cdetrack.changes.change import differing, is_quiet, is_quiet_between, is_reworded, same_words
from cdetrack.model.frozen import frozen
from cdetrack.model.notice import Notice
from cdetrack.model.record import Change, Record
from cdetrack.query.select import matcher
from cdetrack.text.days import today as day_of

if TYPE_CHECKING:
    from cdetrack.store.texts import KeptTexts

DueChange = tuple[Change, bool]
"""A change that a watch may be told of, and whether it has heard of it, as in `Step.heard`."""


def _never() -> bool:
    return False


@frozen
class Step:
    """A change of a notice, with the notice before and after it, derived by the present rules."""

    change: Change
    """A change that brings a notice back has the record with which it had gone as the one before."""
    before: Notice | None
    after: Notice | None
    heard: bool = False
    """The watch heard of it before the history was repaired or replaced, and was told of the notice if it was due."""
    returns: bool = False
    """It goes back to a wording of a few days ago."""
    regains: Callable[[], bool] = _never
    """Whether all that it does is that former sources list the notice again; the answer reads all of its changes."""


@frozen
class Candidate:
    """A present notice with the changes that a watch may be told of, the oldest first."""

    notice: Notice
    steps: tuple[Step, ...]
    carriers: tuple[str, ...] = ()
    """The ids of the other notices of its document."""
    held: bool = False
    """Its words go back and forth: the watch is told of them once they have stayed."""

    @property
    def first(self) -> Change:
        """The first change that the watch has not heard of; the first of all if it has heard of all."""
        return next((each.change for each in self.steps if not each.heard), self.steps[0].change)

    @property
    def same(self) -> bool:
        """True if the notice says what it said before the first of the changes."""
        before, after = self.first.before, self.steps[-1].change.after
        return after is not None and same_words(before, after)

    @property
    def last_look(self) -> int:
        """The number of the last look with a change that is told, 0 without one."""
        return max((each.change.look for each in self.steps if not is_quiet(each.change)), default=0)

    @property
    def swings(self) -> Sequence[Change]:
        """The changes of its words, if each goes back to a wording of a few days ago; else nothing."""
        reworded = [each for each in self.steps if not each.heard and is_reworded(each.change)]
        return [each.change for each in reworded] if all(each.returns for each in reworded) else []


def watch_matcher(watch: Watch, texts: "KeptTexts | None" = None) -> Callable[[Notice], bool]:
    """Return the test of a notice against the filter of a watch; `texts` are those of attachments, for full text.

    Withdrawn notices match like others, for `on = ["withdrawn"]`; with `withdrawn = true`, only they match.
    """
    test = matcher(watch.query._replace(withdrawn=False), texts)
    only_withdrawn = watch.query.withdrawn

    def matches(notice: Notice) -> bool:
        if only_withdrawn and notice.withdrawn is None:
            return False
        return test(notice._replace(withdrawn=None))

    return matches


def news(
    watch: Watch,
    candidates: Sequence[Candidate],
    *,
    told: Collection[str],
    undone: Mapping[str, Change] = MappingProxyType({}),
    texts: "KeptTexts | None" = None,
) -> list[Member]:
    """Return the notices to tell a watch of, those of one document together, with the leading one first.

    `told` has the ids of the notices that it was told of as new. One more notice of such a document is a carrier and is
    not told again. `undone` has the changes that took such notices back; one that is found again in other words has
    changed, unless that change would have been quiet.
    """
    matches = watch_matcher(watch, texts)
    documents: dict[tuple[str, bool], list[Member]] = {}
    for each in candidates:
        kinds, look = _kinds(each, watch, matches), each.steps[0].change.look
        if "added" in kinds and not any(name in told for name in (each.notice.id, *each.carriers)):
            kinds = tuple(kind for kind in kinds if kind != "changed")
        else:
            again = undone.get(each.notice.id) if "added" in kinds and "changed" in watch.on else None
            look, kinds = each.first.look, tuple(kind for kind in kinds if kind != "added")
            if again is not None and _says_otherwise(again.before, each.steps[-1].change.after):
                look, kinds = again.look, tuple(dict.fromkeys([*kinds, "changed"]))
        if kinds:
            last = each.last_look
            later = last if "added" not in kinds and last > look else 0
            member = Member(id=each.notice.id, kinds=kinds, look=look, last=later)
            # New notices and merely changed ones of a document are separate members.
            place = each.notice.document or each.notice.id, "added" in kinds
            documents.setdefault(place, []).append(member)
    return [_one_member(leader, members) for (leader, _), members in documents.items()]


def _says_otherwise(before: Record | None, after: Record | None) -> bool:
    """Return True if a change from one record to the other would be alerted."""
    if before is None or after is None:
        return before is not after
    return not same_words(before, after) and not is_quiet_between(before, after, differing(before, after))


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
    """Return the kinds of changes to tell; changes that cancel each other out are left out."""
    now = matches(candidate.notice)
    relevant = now or any(
        matches(notice) for step in candidate.steps for notice in (step.before, step.after) if notice is not None
    )
    if not relevant:
        return ()
    kinds = [kind for step in candidate.steps for kind in _kinds_of(step, watch, matches)]
    coming = [kind for kind in kinds if kind in {"withdrawn", "restored"}]
    last = coming[-1] if coming and coming[0] == coming[-1] else None
    told = dict.fromkeys(kind for kind in kinds if kind in {"added", "changed"} or kind == last)
    if candidate.same or candidate.held:
        told.pop("changed", None)
    return tuple(told)


def _kinds_of(step: Step, watch: Watch, matches: Callable[[Notice], bool]) -> Iterator[str]:
    """Yield the kinds of news that a change is for a watch: a notice that comes back in other words has two."""
    change = step.change
    added = "added" in watch.on and (change.kind == "added" or _enters(step, matches))
    if added:
        yield "added"
    if step.heard or is_quiet(change):
        return
    # A watch on withdrawals also hears that a notice is back.
    if change.kind in {"withdrawn", "restored"} and "withdrawn" in watch.on:
        yield change.kind
    # Of a notice that left the filter and enters it again, the watch was told both as new and as changed.
    if "changed" in watch.on and is_reworded(change):
        yield "changed"


def _enters(step: Step, matches: Callable[[Notice], bool]) -> bool:
    """Return True if a change makes a notice match: a source of the watch shows it, or its own page completes it.

    A quiet change without a new source does not count: cdetrack only reads the same page better. Nor does one by which
    a source lists it again: a notice of that source alone would not be new, either.
    """
    if step.before is None or step.after is None or (step.change.quiet and step.before.sources == step.after.sources):
        return False
    return matches(step.after) and not matches(step.before) and not step.regains()


class Reminder(NamedTuple):
    """A deadline to remind a watch of, `length` days before it or later."""

    notice: Notice
    deadline: Deadline
    length: int


def reminders(
    watch: Watch,
    rows: Iterable[tuple[date, str, Notice]],
    told: Mapping[tuple[str, Deadline], int],
    *,
    today: date,
    texts: "KeptTexts | None" = None,
) -> list[Reminder]:
    """Return the reminders that are due for the deadlines in `rows`, each length of the watch once.

    `told` has the fewest days that were left when the watch was reminded of a deadline, by notice id and deadline. The
    same deadline in another notice of the document counts as told. After a pause, one reminder stands for all lengths
    that are due.
    """
    matches = watch_matcher(watch, texts)
    known = dict(told)
    found = []
    for day, what, notice in rows:
        deadline = (what, day.isoformat())
        length = min((each.days for each in watch.remind if each.days >= (day - today).days), default=None)
        if length is None or not matches(notice):
            continue
        if all(known.get((name, deadline), length + 1) > length for name in (notice.id, *notice.twins)):
            known[notice.id, deadline] = length
            found.append(Reminder(notice, deadline, length))
    return found


def with_deadlines(members: Sequence[Member], reminded: Sequence[Reminder]) -> list[Member]:
    """Return the members with these deadlines; a notice that is in none of them becomes one more."""
    all_members = {member.id: member for member in members}
    place = {name: member.id for member in members for name in member.ids}
    for notice, deadline, length in reminded:
        name = place.setdefault(notice.id, notice.id)
        member = all_members.get(name, Member(id=name))
        all_members[name] = replace(member, deadlines=(*member.deadlines, deadline), lengths=(*member.lengths, length))
    return list(all_members.values())


def deadlines_told(alerts: Iterable[Alert]) -> dict[tuple[str, Deadline], int]:
    """Return the fewest days left when a watch was reminded of a deadline, by notice id and deadline.

    `alerts` are those of the watch.
    """
    told: dict[tuple[str, Deadline], int] = {}
    for alert in alerts:
        on = day_of(alert.created)
        for member in alert.members:
            for what, day in member.deadlines:
                left = (date.fromisoformat(day) - on).days
                place = member.id, (what, day)
                told[place] = min(left, told.get(place, left))
    return told


def undecided(watch: Watch, notices: Iterable[Notice | None], *, texts: "KeptTexts | None" = None) -> list[str]:
    """Return the ids of the documents that the watch was told of and that nobody has decided on."""
    matches = watch_matcher(watch, texts)
    open_ones = {
        each.document or each.id: each.id
        for each in notices
        if each is not None and each.withdrawn is None and each.state == "new" and matches(each)
    }
    return sorted(open_ones.values())


def days_ahead(
    watch: Watch,
    rows: Iterable[tuple[date, str, Notice]],
    *,
    left_out: Collection[str],
    texts: "KeptTexts | None" = None,
) -> list[Member]:
    """Return the documents with a deadline in `rows` for a recap of `watch`, each with its deadlines.

    Those in `left_out` are left out, and those that somebody marked as irrelevant.
    """
    matches = watch_matcher(watch, texts)
    found: dict[str, Member] = {}
    for day, what, notice in rows:
        leader = notice.document or notice.id
        if leader in left_out or notice.id in left_out or notice.state == "irrelevant" or not matches(notice):
            continue
        member = found.setdefault(leader, Member(id=notice.id))
        deadline = (what, day.isoformat())
        if deadline not in member.deadlines:
            found[leader] = replace(member, deadlines=(*member.deadlines, deadline))
    return list(found.values())
