"""Decide what is due: pure functions of watches, changes and notices as they stand."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from cdetrack.alert.values import Alert, Deadline, Member
from cdetrack.changes import is_quiet
from cdetrack.evidence import Change
from cdetrack.model import Notice
from cdetrack.query import matcher
from cdetrack.settings import Watch


@dataclass(frozen=True, slots=True, kw_only=True)
class Twin:
    """The same document in another section."""

    notice: Notice
    news: bool
    """It was added by a look that was no baseline: who watched then was told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A notice that has changed: as it stands, as it stood, and its twins."""

    notice: Notice
    changes: tuple[Change, ...]
    """Those that the watch has not heard of and may be told, oldest first."""
    earlier: tuple[Notice, ...] = ()
    """How it stood before each of them that reworded it."""
    twins: tuple[Twin, ...] = ()
    same: bool = False
    """It stands as it stood before all of them."""


def telling(watch: Watch) -> Callable[[Notice], bool]:
    """Return the test of a notice against a watch's filter; being withdrawn is a change here, not a filter."""
    test = matcher(watch.query._replace(withdrawn=False))
    only_withdrawn = watch.query.withdrawn

    def matches(notice: Notice) -> bool:
        if only_withdrawn and notice.withdrawn is None:
            return False
        return test(notice._replace(withdrawn=None))

    return matches


def news(watch: Watch, candidates: Sequence[Candidate], *, started: datetime) -> list[Member]:
    """Return what `watch`, which began at `started`, is to be told of the candidates, a document once."""
    matches = telling(watch)
    added = {each.notice.id for each in candidates if any(change.kind == "added" for change in each.changes)}

    def was_told(twin: Twin) -> bool:
        notice = twin.notice
        if not twin.news or notice.id in added or notice.first_seen < started or notice.withdrawn is not None:
            return False
        return matches(notice)

    documents: dict[str, Member] = {}
    document_of: dict[str, str] = {}
    for each in candidates:
        kinds = _kinds(each, watch.on)
        if "added" in kinds and any(was_told(twin) for twin in each.twins):
            kinds = tuple(kind for kind in kinds if kind != "added")
        if not kinds or not (matches(each.notice) or any(map(matches, each.earlier))):
            continue
        look = each.changes[0].look
        other = next((document_of[twin.notice.id] for twin in each.twins if twin.notice.id in document_of), None)
        document_of[each.notice.id] = other or each.notice.id
        documents[document_of[each.notice.id]] = (
            Member(id=each.notice.id, kinds=kinds, look=look)
            if other is None
            else _with(documents[other], each.notice.id, kinds, look)
        )
    return list(documents.values())


def _with(member: Member, twin: str, kinds: tuple[str, ...], look: int) -> Member:
    return replace(
        member,
        kinds=tuple(dict.fromkeys((*member.kinds, *kinds))),
        look=min(member.look, look),
        also=(*member.also, twin),
    )


def _kinds(candidate: Candidate, on: Collection[str]) -> tuple[str, ...]:
    """Return the kinds of changes to tell: what was undone meanwhile is not, nor what changed in something new."""
    kinds = [
        change.kind
        for change in candidate.changes
        # Who wants to hear that a notice is gone wants to hear that it is back.
        if ("withdrawn" if change.kind == "restored" else change.kind) in on and not is_quiet(change)
    ]
    coming = [kind for kind in kinds if kind in {"withdrawn", "restored"}]
    last = coming[-1] if coming and coming[0] == coming[-1] else None
    told = tuple(dict.fromkeys(kind for kind in kinds if kind in {"added", "changed"} or kind == last))
    drop = {"changed"} if "added" in told or candidate.same else set()
    return tuple(kind for kind in told if kind not in drop)


def reminders(
    watch: Watch, rows: Iterable[tuple[date, str, Notice]], told: Collection[tuple[str, Deadline]]
) -> list[tuple[Notice, Deadline]]:
    """Return the deadlines among `rows` that `watch` was not yet told of; `told` has notice ids with deadlines."""
    matches = telling(watch)
    known = set(told)
    found = []
    for day, what, notice in rows:
        deadline = (what, day.isoformat())
        if matches(notice) and not any((name, deadline) in known for name in (notice.id, *notice.related)):
            known.add((notice.id, deadline))
            found.append((notice, deadline))
    return found


def joined(members: Sequence[Member], reminded: Sequence[tuple[Notice, Deadline]]) -> list[Member]:
    """Return the members with the deadlines that are to be told of as well."""
    all_members = {member.id: member for member in members}
    place = {name: member.id for member in members for name in (member.id, *member.also)}
    for notice, deadline in reminded:
        name = place.setdefault(notice.id, notice.id)
        member = all_members.get(name, Member(id=name))
        all_members[name] = replace(member, deadlines=(*member.deadlines, deadline))
    return list(all_members.values())


def deadlines_told(watch: str, alerts: Iterable[Alert]) -> set[tuple[str, Deadline]]:
    """Return the deadlines that those of `alerts` that are the watch's have told of, with their notices' ids."""
    members = (member for alert in alerts if alert.watch == watch for member in alert.members)
    return {(member.id, deadline) for member in members for deadline in member.deadlines}
