"""Replay changes into the notices as they stand after them, and undo the changes of a look."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import islice

from cdetrack.changes.change import differing
from cdetrack.changes.keys import keys_of
from cdetrack.model.record import Change, Record, Standing


def replay(
    changes: Iterable[Change], known: dict[str, Standing] | None = None, *, place: int = 0
) -> dict[str, Standing]:
    """Return the notices as they stand after `changes`, oldest first; `known` is updated and returned if given.

    `place` is that of the first change in its look. Raises ValueError for a change that contradicts the ones before it.
    """
    known = {} if known is None else known
    for at, change in placed(changes, place):
        replay_at(at, change, known)
    return known


def in_batches(changes: Iterable[Change], size: int) -> Iterator[tuple[list[Change], int]]:
    """Yield the changes in lists of up to `size`, each with the place of its first change in its look."""
    several = placed(changes)
    while batch := list(islice(several, size)):
        yield [change for _, change in batch], batch[0][0]


def placed(changes: Iterable[Change], place: int = 0) -> Iterator[tuple[int, Change]]:
    """Yield each change with its place in its look; `place` is that of the first one."""
    look = None
    for change in changes:
        if look is not None:
            place = place + 1 if change.look == look else 0
        look = change.look
        yield place, change


def replay_at(place: int, change: Change, known: dict[str, Standing]) -> None:
    """Update `known` by one change, the one at `place` in its look, from 0. Raises ValueError as `replay` does."""
    standing = _applied(known.get(change.id), change, place)
    if standing is not None:
        known[change.id] = standing
    else:
        del known[change.id]


def _applied(standing: Standing | None, change: Change, place: int) -> Standing | None:
    """Return a notice as it stands after a change; None when the change undoes the notice itself."""
    if change.kind == "added":
        if standing is not None:
            raise ValueError(f"`{change.id}` is added though it is known")
        return Standing(id=change.id, record=_shown(change), first_seen=change.at, look=change.look, place=place)
    if standing is None:
        raise ValueError(f"`{change.id}` is {change.kind} though it was never added")
    if change.kind == "restored":
        if standing.withdrawn is None:
            raise ValueError(f"`{change.id}` is restored though it was not withdrawn")
        return replace(standing, record=_shown(change), withdrawn=None)
    if change.before != (None if standing.withdrawn is not None and change.kind == "undone" else standing.record):
        raise ValueError(f"`{change.id}` is {change.kind} from something that it was not")
    if change.kind == "undone":
        return None if change.after is None else replace(standing, record=change.after, withdrawn=change.withdrawn)
    if change.after is None:
        return replace(standing, withdrawn=change.at)
    return replace(standing, record=change.after)


def _shown(change: Change) -> Record:
    if change.after is None:
        raise ValueError(f"`{change.id}` is {change.kind} without a record")
    return change.after


class KnownInMemory:
    """The notices as they stand after some changes, with an index of their keys, in memory."""

    def __init__(self) -> None:
        self.standings: dict[str, Standing] = {}
        self._index = defaultdict[str, set[str]](set)

    def apply(self, changes: Iterable[Change]) -> None:
        """Replay `changes` onto the notices. Raises ValueError as `replay` does."""
        changed = list(changes)
        before = self._keys(changed)
        replay(changed, self.standings)
        after = self._keys(changed)
        for name, key in before - after:
            self._index[key].discard(name)
        for name, key in after - before:
            self._index[key].add(name)

    def _keys(self, changed: Iterable[Change]) -> set[tuple[str, str]]:
        """Return each id with each key that its notice has now."""
        standings = {change.id: self.standings[change.id] for change in changed if change.id in self.standings}
        return {(name, key) for name, each in standings.items() for key in keys_of(each.record)}

    def find(self, key: str) -> Collection[str]:
        """Return the ids of the notices that have this key, newest first."""
        return sorted(self._index.get(key, ()), key=lambda name: _order(self.standings[name]))

    def get(self, notice_id: str) -> Standing | None:
        """Return the notice with this id, None when it is unknown."""
        return self.standings.get(notice_id)


def _order(standing: Standing) -> tuple[int, int, int]:
    """Return the sort key of a notice: newest date, latest look, the order of the listing."""
    return -standing.record.date.toordinal(), -standing.look, standing.place


def undoing(
    changes: Sequence[Change],
    earlier: Mapping[str, Standing],
    now: Mapping[str, Standing],
    *,
    at: datetime,
    number: int,
) -> tuple[Change, ...]:
    """Return the changes that undo the `changes` of one look; `number` is the number of the look that undoes them.

    `earlier` holds their notices as they stood before that look, `now` as they stand. `earlier` lacks the notices that
    the look added.
    """
    found = []
    for name in dict.fromkeys(change.id for change in changes):
        before, after = now.get(name), earlier.get(name)
        found.append(
            Change(
                at=at,
                id=name,
                source=changes[0].source,
                look=number,
                before=before.record if before is not None and before.withdrawn is None else None,
                after=after.record if after is not None else None,
                kind="undone",
                fields=differing(before.record if before else None, after.record if after else None),
                detail=changes[0].detail,
                undoes=changes[0].look,
                withdrawn=after.withdrawn if after is not None else None,
            )
        )
    return tuple(found)
