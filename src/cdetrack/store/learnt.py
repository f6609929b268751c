"""What a look has learnt of its source, kept so that an undo of the look forgets it again."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from cdetrack.changes.change import wording_digest
from cdetrack.model.jsonform import timestamp
from cdetrack.model.record import Change
from cdetrack.store.state import Learnt, SourceState, State, forget_validators

_FIELDS = (
    *("kind", "place", "lists", "ended", "tokens", "further", "reader", "date_order", "read_in"),
    *("gap", "since_gap", "order"),
)
"""What a look may have learnt from a page that is not the listing.

Not the settings of the user, nor that further pages were read: what comes to light by them is told to nobody, once.
"""
_LONG = frozenset({"order", "since_gap"})
"""Those that may have many ids: they are kept for the last look alone."""
_MOST = 50
"""The most looks of a source that are kept."""


def note_learnt(before: SourceState, after: SourceState, changes: Sequence[Change]) -> None:
    """Keep in the state `after` a look what differs from that `before` it; `changes` are those that it recorded.

    A look without changes cannot be taken back.
    """
    if not changes:
        return
    pairs = {name: (getattr(before, name), getattr(after, name)) for name in _FIELDS}
    values = {name: (was, became) for name, (was, became) in pairs.items() if was != became}
    at, first = _mark(changes)
    learnt = [short for each in before.learnt if (short := _without(each, _LONG)).values]
    if values:
        learnt.append(Learnt(at=at, first=first, values=values))
    after.learnt = learnt[-_MOST:]
    after.learnt_since = after.learnt[0].at if len(learnt) > _MOST else before.learnt_since or at


def has_other_listing(before: SourceState, after: SourceState) -> bool:
    """Return True if a look has learnt to expect another page, or another list on it, than the looks before it."""
    return any(getattr(before, name) != getattr(after, name) for name in ("kind", "place", "lists", "ended"))


def forget_learnt(source: SourceState, changes: Sequence[Change]) -> bool:
    """Give the state of a source the values from before a look with these changes, where no later look has others.

    Return False if it is not known what the look has learnt: it was made by an earlier version, or is one of many.
    """
    mark = _mark(changes)
    place = next((at for at, each in enumerate(source.learnt) if (each.at, each.first) == mark), None)
    if place is None:
        return source.learnt_since is not None and source.learnt_since <= mark[0]
    _forget(source, place)
    return True


def forget_lost(state: State, end: datetime | None) -> None:
    """Forget what looks have learnt since the `end` of a history that lost them, and the validators of all sources."""
    forget_validators(state)
    for source in state.sources.values():
        while source.learnt and (end is None or datetime.fromisoformat(source.learnt[-1].at) > end):
            _forget(source, len(source.learnt) - 1)


def forget_all(source: SourceState) -> None:
    """Give the state of a source the values of one that was never looked at, but for what undone looks had found."""
    new = SourceState()
    more = ("settings", "order_settings", "full_settings", "left_out", "followed", "learnt", "learnt_since")
    for name in (*_FIELDS, *more, "last_success", "last_full", "last_new"):
        setattr(source, name, getattr(new, name))


def _forget(source: SourceState, place: int) -> None:
    """Forget what the look at a place in `learnt` has learnt, where no later look has learnt something else."""
    taken, later = source.learnt[place], source.learnt[place + 1 :]
    for name in (each for each in _FIELDS if each in taken.values):
        was, became = taken.values[name]
        if name == "lists":
            _forget_lists(source, later, was, became)
        elif (following := next((each for each in later if name in each.values), None)) is not None:
            # What it found was not learnt by any look that stands.
            then = following.values[name]
            following.values[name] = (was, then[1]) if then[0] == became else then
        elif getattr(source, name) == became:
            setattr(source, name, was)
    source.since_gap = source.since_gap if source.gap is not None else []
    source.learnt = [*source.learnt[:place], *later]


def _forget_lists(source: SourceState, later: Iterable[Learnt], was: Sequence[str], became: Sequence[str]) -> None:
    """Forget the lists of a page that a look has added, and remember those that it had replaced."""

    def without(lists: Sequence[str]) -> list[str]:
        stay = [each for each in lists if each in was or each not in became]
        return [*(each for each in was if each not in lists), *stay]

    source.lists = without(source.lists)
    for each in later:
        if "lists" in each.values:
            old, new = each.values["lists"]
            each.values["lists"] = (without(old), without(new))


def _without(learnt: Learnt, names: Collection[str]) -> Learnt:
    values = {name: pair for name, pair in learnt.values.items() if name not in names}
    return Learnt(at=learnt.at, first=learnt.first, values=values)


def _mark(changes: Sequence[Change]) -> tuple[str, str]:
    """Return what a look is known by: its time, and its first change; repair numbers looks of a merged history anew."""
    first = changes[0]
    words = (wording_digest(each) if each is not None else "" for each in (first.before, first.after))
    return timestamp(first.at), " ".join((first.kind, first.id, *words))
