"""Mark documents: append a person's decision on each to that person's file."""

import os
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from cdetrack.errors import UsageError
from cdetrack.model.decision import Decision
from cdetrack.model.frozen import frozen
from cdetrack.model.notice import Notice
from cdetrack.query.filters import states_called
from cdetrack.query.reference import find_in
from cdetrack.store.decisions import append_decisions, decisions_on, file_of

if TYPE_CHECKING:
    from cdetrack.store.fold import Fold
    from cdetrack.store.store import Store

_SECOND = timedelta(seconds=1)
_AHEAD = timedelta(seconds=10)
"""How far the clock of another machine may be ahead of this one."""
_LONGEST = 200
"""Characters of a person's name: it becomes a file name."""


@frozen
class Marked:
    """The result of marking one document."""

    notice: Notice
    """The leading notice."""
    decision: Decision
    """The decision of this person."""
    recorded: bool
    """False if the same decision of this person was already the latest."""
    latest: Decision
    """The decision that counts: another one if it has a later time."""


def mark(
    store: "Store",
    references: Sequence[str],
    state: str,
    *,
    by: str | None = None,
    to: str | None = None,
    note: str | None = None,
    now: datetime,
) -> list[Marked]:
    """Append the decision `state` on each document, all or none, and return the result for each.

    `by` is the person, by default `$CDETRACK_USER` or the login name; without `to`, a document stays whose it was,
    unless `new` takes its decision back. Raises UsageError for an unknown state or an unusable name, NotFoundError as
    `find_in`, and CacheError.
    """
    [state] = states_called([state])
    person = person_called(by)
    to = _name(to) if to is not None else None
    note = " ".join((note or "").split()) or None
    fold = store.fold()
    leaders = dict.fromkeys(_leader(fold, find_in(store, fold, each)) for each in references)
    wanted = [_decision(fold, leader, state, now) for leader in leaders]
    path = file_of(store.decisions, person)
    with store.locked():
        before = decisions_on(store.decisions, tuple(leaders))
        in_charge = [to or _in_charge(each, before.get(each.ids[0], ())) for each in wanted]
        decisions = [each._replace(by=person, to=name, note=note) for each, name in zip(wanted, in_charge, strict=True)]
        fresh = _dated([each for each in decisions if not _is_known(each, before.get(each.ids[0], ()))], before)
        if fresh and (tail := append_decisions(path, fresh)):
            store.tell(f"an earlier run was cut off: the end of `{path}` ({len(tail)} bytes) was moved out of it")
        after = decisions_on(store.decisions, tuple(leaders))
    recorded = {each.ids for each in fresh}
    return [
        Marked(notice=leader, decision=decision, recorded=decision.ids in recorded, latest=after[leader.id][-1])
        for leader, decision in zip(leaders, decisions, strict=True)
    ]


def person_called(name: str | None = None) -> str:
    """Return the name of the person, by default `$CDETRACK_USER` or the login name. Raises UsageError without one."""
    return _name(name if name is not None else os.environ.get("CDETRACK_USER") or _login())


def _leader(fold: "Fold | None", notice: Notice) -> Notice:
    """Return the leading notice of a notice's document."""
    leader = fold.get(notice.document) if fold is not None else None
    return leader if leader is not None else notice


def _decision(fold: "Fold | None", leader: Notice, state: str, now: datetime) -> Decision:
    """Return a decision on the document of a leading notice, with all the notices that it has."""
    needle = f'"document": "{leader.id}"'.encode()
    lines = fold.containing(needle) if fold is not None else ()
    others = [fold.notice(line) for line in lines] if fold is not None else []
    members = [leader, *(each for each in others if each.document == leader.id and each.id != leader.id)]
    issuers = dict.fromkeys(issuer for each in members for issuer in each.issuers)
    return Decision(
        at=now,
        by="",
        state=state,
        ids=tuple(each.id for each in members),
        title=leader.title,
        number=next((each.number for each in members if each.number is not None), None),
        issuers=tuple(issuers),
    )


def _in_charge(decision: Decision, before: Sequence[Decision]) -> str | None:
    """Return the person who stays in charge of the document of a decision, by the decisions before it."""
    return before[-1].to if before and decision.state != "new" else None


def _is_known(decision: Decision, before: Sequence[Decision]) -> bool:
    """Return True if the latest decision says the same of the same notices, by the same person."""
    if not before:
        return False
    latest = before[-1]
    one, other = ((each.by, each.state, each.to, each.note) for each in (latest, decision))
    return one == other and {*latest.ids} >= {*decision.ids}


def _dated(fresh: Sequence[Decision], before: Mapping[str, Sequence[Decision]]) -> list[Decision]:
    """Return the decisions, dated behind those of other people in the same second, or a little ahead of this clock.

    Times have whole seconds: of two that are the same, the names of the people would decide.
    """
    latest = [before[each.ids[0]][-1] for each in fresh if before.get(each.ids[0])]
    close = [each.at for each in latest if each.by != fresh[0].by and -_AHEAD < fresh[0].at - each.at < _SECOND]
    return [each._replace(at=max(close) + _SECOND) for each in fresh] if close else [*fresh]


def _login() -> str:
    from getpass import getuser

    try:
        return getuser()
    except (OSError, KeyError, ImportError) as error:
        raise UsageError(
            "there is no login name to sign the decision with", hint="give a name with `--by NAME` or `CDETRACK_USER`"
        ) from error


def _name(text: str) -> str:
    """Return the name of a person. Raises UsageError for one that cannot be shown or is too long."""
    name = text.strip()
    if not name or not name.isprintable() or len(name) > _LONGEST:
        raise UsageError(
            f"`{text[:_LONGEST]}` is not a name",
            hint=f"accepted are 1 to {_LONGEST} printable characters, such as `Ann`",
        )
    return name
