"""Compare a look with what is known, and replay what was found; pure functions of values."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import pairwise

from cdetrack.changes.keys import keys_of
from cdetrack.changes.match import Known, Matcher, repeats
from cdetrack.changes.merge import WORDED, Sites, merged, says_nothing_new
from cdetrack.model.record import INGEST, Change, ChangeKind, Look, Record, Standing

FIELDS = (*WORDED, "date_from", "article", "guid", "sources", "document_date", "body", "attachments")
QUIET = frozenset({"sources", "shown", "url", "guid", "date_from"})
"""Fields whose change is recorded and never alerted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The changes that a look found, and the ids of the notices that it showed, in the look's order."""

    changes: tuple[Change, ...]
    order: tuple[str, ...]
    """Each once; of an entry that repeats another one there is none."""
    known: int = 0
    """How many of these were known before."""
    days: Mapping[str, date]
    """Id -> the day that the listing shows, where it shows one."""

    @property
    def seen(self) -> frozenset[str]:
        """The same ids without their order."""
        return frozenset(self.order)


def compare(
    known: Known,
    look: Look,
    *,
    number: int,
    baseline: bool = False,
    sites: Sites | None = None,
    is_as_known: Callable[[str, Record], bool] = lambda *_: False,
    rereads: bool = False,
) -> Comparison:
    """Return the changes by which `look` differs from the `known` notices; `number` is the look's own.

    `sites` are the hosts of the sources' own pages: these word their notices. `is_as_known` may say of a notice that it
    stands just as an entry shows it, and saves reading it. With `rereads` the last look at the source was read by an
    older cdetrack: a day or a title that is only read better now is a quiet change. Absence is not judged here.
    """
    keys = keys_in(look)
    matcher = Matcher(known, look, keys)
    again = repeats(look, keys)
    same: dict[int, str] = {}
    for position, record in enumerate(look.records):
        if position in again:
            continue
        notice_id = matcher.one_with_key(position)
        if notice_id is not None and is_as_known(notice_id, record):
            matcher.settle(position, notice_id)
            same[position] = notice_id
    found = matcher.match(each for each in range(len(look.records)) if each not in again and each not in same)
    changes: list[Change] = []
    order: list[str] = []
    for position, record in enumerate(look.records):
        if position in again:
            continue
        standing = found.get(position)
        if position in same:
            order.append(same[position])
        elif standing is None:
            notice_id = matcher.admit(position)
            order.append(notice_id)
            changes.append(_change(look, number, notice_id, None, record, "added", baseline=baseline))
        else:
            order.append(standing.id)
            changes += _differences(
                look, number, standing, record, baseline=baseline, sites=sites or {}, rereads=rereads
            )
    shown = [record for position, record in enumerate(look.records) if position not in again]
    days = {name: record.date for name, record in zip(order, shown, strict=True) if record.date_from == "listing"}
    return Comparison(changes=tuple(changes), order=tuple(order), known=len(same) + len(found), days=days)


def keys_in(look: Look) -> Sequence[tuple[str, ...]]:
    """Return the keys of each record of a look."""
    return look.keys or list(map(keys_of, look.records))


def _differences(
    look: Look, number: int, standing: Standing, record: Record, *, baseline: bool, sites: Sites, rereads: bool
) -> list[Change]:
    """Return the change that an entry makes to a known notice, if it makes any."""
    before = standing.record
    if standing.withdrawn is None and says_nothing_new(before, record):
        return []
    if look.copy and any(source in before.sources for source in record.sources):
        return []
    after = merged(before, record, detail=look.detail, sites=sites)
    if standing.withdrawn is not None and not look.detail:
        back = after._replace(sources=record.sources)
        return [_change(look, number, standing.id, None, back, "restored", baseline=baseline)]
    if after == before:
        return []
    # A source that is new to a notice tells nothing new of it, even where it is the one to word it.
    quiet = len(after.sources) > len(before.sources) or (rereads and is_better_reading(before, after))
    return [_change(look, number, standing.id, before, after, "changed", baseline=baseline, quiet=quiet)]


def is_better_reading(before: Record, after: Record) -> bool:
    """Return True if a newer way of reading alone may have made the difference: a day, or a title that is whole now."""
    if abs((after.date - before.date).days) > 1 and (after.date.day, after.date.month) != (
        before.date.month,
        before.date.day,
    ):
        return False
    summaries = before.summary or "", after.summary or ""
    if summaries[0] not in summaries[1] and summaries[1] not in summaries[0]:
        return False
    cut = before.title.rstrip(". …")
    return before.title == after.title or after.title.startswith(cut) or after.title in before.title


def gone_between(before: Sequence[str], now: Sequence[str], pinned: AbstractSet[str]) -> tuple[str, ...]:
    """Return the ids that are gone from between two neighbours which are still shown next to each other.

    `before` and `now` are in the listing's order. An entry that is pinned to the top stands next to anything.
    """
    place = {name: position for position, name in enumerate(now)}
    gone: list[str] = []
    run: list[str] = []
    left: str | None = None
    for name in before:
        if name not in place:
            run.append(name)
            continue
        if run and left is not None and place[name] == place[left] + 1 and pinned.isdisjoint((left, name)):
            gone += run
        run, left = [], name
    return tuple(gone)


def pinned_in(order: Sequence[str], days: Mapping[str, date]) -> frozenset[str]:
    """Return the entries that stand out of a listing's order by date: a newer one follows them, or an older one.

    Which way a listing runs is told by most of its pairs; `days` are those that it shows.
    """
    pairs = [(one, other) for one, other in pairwise(order) if one in days and other in days]
    falling = sum(days[one] > days[other] for one, other in pairs)
    rising = sum(days[one] < days[other] for one, other in pairs)
    return frozenset(
        one for one, other in pairs if (days[one] < days[other] if falling >= rising else days[one] > days[other])
    )


def remembered(order: Sequence[str], gone: Collection[str], before: Sequence[str]) -> list[str]:
    """Return the order to compare the next look with: that of this one, with missed entries in their old places."""
    following: dict[str | None, list[str]] = {}
    left: str | None = None
    there = set(order)
    for name in before:
        if name in gone:
            following.setdefault(left, []).append(name)
        elif name in there:
            left = name
    kept = [*following.get(None, ())]
    for name in order:
        kept += [name, *following.get(name, ())]
    return kept


def too_many(withdrawn: int, of: int) -> bool:
    """Say whether so many withdrawals are rather a fault of the page: five or more, and over a tenth."""
    return withdrawn >= 5 and withdrawn * 10 > of  # noqa: PLR2004 - the contract's numbers


def withdrawals(standings: Iterable[Standing], *, source: str, at: datetime, number: int) -> tuple[Change, ...]:
    """Return the changes for notices that `source` no longer shows; withdrawn when no other source does."""
    look = Look(source=source, at=at, records=())
    changes = []
    for standing in standings:
        left = tuple(name for name in standing.record.sources if name != source)
        if any(name != INGEST for name in left):
            wordings = {name: words for name, words in standing.record.shown.items() if name != source}
            after = standing.record._replace(sources=left, shown=wordings)
            kind: ChangeKind = "changed"
        else:
            after, kind = None, "withdrawn"
        changes.append(_change(look, number, standing.id, standing.record, after, kind, baseline=False))
    return tuple(changes)


def _change(
    look: Look,
    number: int,
    notice_id: str,
    before: Record | None,
    after: Record | None,
    kind: ChangeKind,
    *,
    baseline: bool,
    quiet: bool = False,
) -> Change:
    return Change(
        at=look.at,
        id=notice_id,
        source=look.source,
        look=number,
        before=before,
        after=after,
        kind=kind,
        fields=differing(before, after),
        baseline=baseline,
        detail=look.detail,
        quiet=quiet,
    )


class Memory:
    """A present that is kept in memory: what the changes of some looks make."""

    def __init__(self) -> None:
        self.standings: dict[str, Standing] = {}
        self._index: dict[str, list[str]] = {}

    def apply(self, changes: Iterable[Change]) -> None:
        """Go on to how things stand after `changes`."""
        changed = list(changes)
        replay(changed, self.standings)
        for change in changed:
            if change.id not in self.standings:
                continue
            for key in keys_of(self.standings[change.id].record):
                if change.id not in (ids := self._index.setdefault(key, [])):
                    ids.append(change.id)

    def find(self, key: str) -> Collection[str]:
        """Return the ids of the notices that have, or had, this key."""
        return self._index.get(key, ())

    def get(self, notice_id: str) -> Standing | None:
        """Return the notice with this id."""
        return self.standings.get(notice_id)


def between(old: Look, new: Look) -> tuple[Change, ...]:
    """Return what is different between two listings; what the new one does not show counts as withdrawn."""
    known = Memory()
    known.apply(compare(known, old, number=1).changes)
    comparison = compare(known, new, number=2)
    gone = [standing for name, standing in known.standings.items() if name not in comparison.seen]
    return comparison.changes + withdrawals(gone, source=new.source, at=new.at, number=2)


def differing(before: Record | None, after: Record | None) -> tuple[str, ...]:
    """Return the fields in which two records differ; for one alone, those that it has."""
    names = (*FIELDS, "shown")
    if before is None or after is None:
        only = after or before
        return tuple(
            name for name in FIELDS if only is not None and (value := getattr(only, name)) and value != "listing"
        )
    return tuple(name for name in names if getattr(before, name) != getattr(after, name))


def is_quiet(change: Change) -> bool:
    """Return True if a change is recorded and never alerted: a source or empty field gained, a day that came late."""
    if change.kind == "undone" or change.quiet:
        return True
    if change.kind != "changed" or change.before is None or change.after is None:
        return False
    return all(_is_quiet_field(name, change.before) for name in change.fields)


def _is_quiet_field(name: str, before: Record) -> bool:
    return name in QUIET or not getattr(before, name) or (name == "date" and before.date_from == "seen")


_FLAPPING = timedelta(days=7)
"""A wording that comes back within so many days goes back and forth: servers of one site show different states."""


def returns(past: Iterable[Change], change: Change) -> bool:
    """Return True if a change goes back to a wording that the notice left a few days before; `past` is all of it."""
    after = _alerted(change.after)
    return any(
        earlier.kind == "changed"
        and timedelta(0) <= change.at - earlier.at <= _FLAPPING
        and earlier.look < change.look
        and _alerted(earlier.before) == after
        for earlier in past
    )


def _alerted(record: Record | None) -> tuple[object, ...]:
    """Return the values of a record whose change would be alerted."""
    return tuple(getattr(record, name, None) for name in FIELDS if name not in QUIET)


def undoing(
    changes: Sequence[Change],
    earlier: Mapping[str, Standing],
    now: Mapping[str, Standing],
    *,
    at: datetime,
    number: int,
) -> tuple[Change, ...]:
    """Return the changes that take back those of one look.

    `earlier` is how its notices stood before the look, `now` how they stand; a notice that the look added is in
    neither afterwards.
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


def replay(changes: Iterable[Change], known: dict[str, Standing] | None = None) -> dict[str, Standing]:
    """Return how things stand after `changes`, oldest first; `known` is changed and returned when given.

    Raises ValueError for a change that does not follow from the ones before it.
    """
    known = {} if known is None else known
    look = place = 0
    for change in changes:
        place = place + 1 if change.look == look else 0
        look = change.look
        standing = _applied(known.get(change.id), change, place)
        if standing is not None:
            known[change.id] = standing
        else:
            del known[change.id]
    return known


def _applied(standing: Standing | None, change: Change, place: int) -> Standing | None:
    """Return how a notice stands after a change; None when it was taken back that there is one."""
    if change.kind == "added":
        if standing is not None or change.after is None:
            raise ValueError(f"`{change.id}` is added though it is known")
        return Standing(id=change.id, record=change.after, first_seen=change.at, look=change.look, place=place)
    if standing is None:
        raise ValueError(f"`{change.id}` is {change.kind} though it was never added")
    if change.kind == "restored":
        if standing.withdrawn is None or change.after is None:
            raise ValueError(f"`{change.id}` is restored though it was not withdrawn")
        return replace(standing, record=change.after, withdrawn=None)
    if change.before != (None if standing.withdrawn is not None and change.kind == "undone" else standing.record):
        raise ValueError(f"`{change.id}` is {change.kind} from something that it was not")
    if change.kind == "undone":
        return None if change.after is None else replace(standing, record=change.after, withdrawn=change.withdrawn)
    if change.after is None:
        return replace(standing, withdrawn=change.at)
    return replace(standing, record=change.after)
