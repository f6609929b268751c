"""Make looks from the notices of a fold, for their changes that the history has lost."""

import json
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice

from cdetrack.changes.change import differing
from cdetrack.model.jsonform import moment_from, record_from_json
from cdetrack.model.record import INGEST, Change, ChangeKind, Record, Standing
from cdetrack.store.content import lines_in
from cdetrack.store.damaged_history import RecoveredLook
from cdetrack.store.files import UNREADABLE
from cdetrack.store.fold_form import ID


class DamagedFold:
    """A fold of which some lines may be unreadable; they are read each time, since their notices take much memory."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        head = next(lines_in(data))[1]
        try:
            changes = int(json.loads(head + b"]}")["through"]["changes"])
        except UNREADABLE:
            changes = 0
        self.changes = changes
        """The number of changes in the history that the fold was made from; 0 if its first line is unreadable."""

    def standings(self, *, but: Container[str]) -> dict[str, Standing]:
        """Return id -> notice for the readable lines, except for the notices with the ids in `but`."""
        return {each.id: each for each in self._read(but)}

    def changed_from(self, known: Mapping[str, Standing]) -> dict[str, Standing]:
        """Return id -> notice for those of the `known` ones that have another record here, or are withdrawn in one."""
        found: dict[str, Standing] = {}
        for each in self._read():
            there = known.get(each.id)
            if there is not None and (
                each.record != there.record or (each.withdrawn is None) != (there.withdrawn is None)
            ):
                found[each.id] = each
        return found

    def _read(self, but: Container[str] = ()) -> Iterator[Standing]:
        for _, line in islice(lines_in(self._data), 1, None):
            if line[ID : line.find(b'"', ID)].decode(errors="replace") in but:
                continue
            try:
                standing = _standing(line)
            except UNREADABLE:
                continue
            yield standing


def _standing(line: bytes) -> Standing:
    form = json.loads(line.rstrip(b",\r"))
    first_seen, withdrawn = (moment_from(form[name]) if form[name] else None for name in ("first_seen", "withdrawn"))
    if first_seen is None or not isinstance(form["id"], str):
        raise ValueError("not a notice")
    look, place = form["index"][:2]
    return Standing(
        id=form["id"],
        record=record_from_json(form),
        first_seen=first_seen,
        look=int(look),
        place=int(place),
        withdrawn=withdrawn,
    )


class LookMaker:
    """Makes looks from notices. All looks are baselines, so that known notices are not alerted again."""

    def __init__(self, credited: Iterable[str]) -> None:
        # The next look at a source without a change in the history would count as its first.
        self._credited = set(credited)

    def added(self, standings: Sequence[Standing]) -> Iterator[RecoveredLook]:
        """Yield looks that add these notices, and looks that withdraw the withdrawn ones."""
        groups: dict[tuple[datetime, int, str], list[Standing]] = {}
        gone: dict[tuple[datetime, str], list[Standing]] = {}
        for each in sorted(standings, key=lambda each: (each.first_seen, each.look, each.place)):
            source = self._source(each.record)
            groups.setdefault((each.first_seen, each.look, source), []).append(each)
            if each.withdrawn is not None:
                gone.setdefault((max(each.withdrawn, each.first_seen), source), []).append(each)
        for number, ((at, _, source), members) in enumerate(groups.items(), -len(groups) - len(gone)):
            yield _look([_change(each.id, at, source, None, each.record) for each in members], number)
        for number, ((at, source), members) in enumerate(sorted(gone.items(), key=lambda each: each[0]), -len(gone)):
            yield _look([_change(each.id, at, source, each.record, None) for each in members], number)

    def brought_up(self, known: dict[str, Standing], fold: DamagedFold, at: datetime) -> Iterator[RecoveredLook]:
        """Yield looks that change the `known` notices into those of the fold; their time is `at` or a withdrawal's."""
        looks: dict[tuple[datetime, str], list[Change]] = {}
        changed = fold.changed_from(known)
        for name, there in known.items():
            kept = changed.get(name)
            if kept is None:
                continue
            moment, source = kept.withdrawn or at, self._source(kept.record)
            steps = looks.setdefault((moment, source), [])
            if there.withdrawn is not None:
                steps.append(_change(name, moment, source, None, kept.record, kind="restored"))
            elif kept.record != there.record:
                steps.append(_change(name, moment, source, there.record, kept.record, kind="changed"))
            if kept.withdrawn is not None:
                steps.append(_change(name, moment, source, kept.record, None))
        for place, (_, changes) in enumerate(sorted(looks.items(), key=lambda each: each[0])):
            yield _look(changes, place)

    def _source(self, record: Record) -> str:
        fresh = [name for name in record.sources if name not in self._credited]
        # The last source of the notice: many notices share their first one.
        name = fresh[-1] if fresh else next(iter(record.sources), INGEST)
        self._credited.add(name)
        return name


def _look(changes: list[Change], place: int) -> RecoveredLook:
    return RecoveredLook(time=changes[0].at, place=place, changes=changes)


def _change(
    name: str, at: datetime, source: str, before: Record | None, after: Record | None, *, kind: ChangeKind | None = None
) -> Change:
    return Change(
        at=at,
        id=name,
        source=source,
        look=0,
        before=before,
        after=after,
        kind=kind or ("added" if before is None else "withdrawn"),
        fields=differing(before, after),
        baseline=True,
    )
