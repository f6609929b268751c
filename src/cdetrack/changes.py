"""Compare a look with what is known, and replay what was found; pure functions of values."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from cdetrack.evidence import Change, ChangeKind, Look, Record, Standing
from cdetrack.identity import keys_of
from cdetrack.matching import Known, Matcher
from cdetrack.wording import WORDED, merged, says_nothing_new

INGEST = "ingest"
"""The source of a text or file of unknown origin."""

FIELDS = (*WORDED, "article", "sources", "document_date", "body", "attachments")
QUIET = frozenset({"sources", "shown"})
"""Fields whose change is recorded and never alerted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The changes that a look found, and the ids of all notices that it showed."""

    changes: tuple[Change, ...]
    seen: frozenset[str]


def compare(
    known: Known,
    look: Look,
    *,
    number: int,
    baseline: bool = False,
    keys: Sequence[tuple[str, ...]] | None = None,
    is_as_known: Callable[[str, Record], bool] = lambda *_: False,
) -> Comparison:
    """Return what `look` found different of what is `known`; `number` is the look's own.

    `keys` are those of its records, from whoever has them already; `is_as_known` may say of a notice that it stands
    just as an entry shows it, and saves reading it. Absence is not judged here: see `absences` and `withdrawals`.
    """
    keys = keys if keys is not None else list(map(keys_of, look.records))
    matcher = Matcher(known, look, keys)
    changes: list[Change] = []
    seen: set[str] = set()
    for position, record in enumerate(look.records):
        if matcher.repeats(record, keys[position]):
            continue
        same = matcher.only(record, keys[position])
        if same is not None and is_as_known(same, record):
            matcher.claim(same)
            seen.add(same)
            continue
        standing = matcher.match(record, keys[position], look.ids.get(position))
        if standing is None:
            notice_id = matcher.admit(record, keys[position], look.ids.get(position))
            if notice_id is not None:
                seen.add(notice_id)
                changes.append(_change(look, number, notice_id, None, record, "added", baseline=baseline))
            continue
        if standing.id in seen:
            continue
        seen.add(standing.id)
        if standing.withdrawn is None and says_nothing_new(standing.record, record):
            continue
        after = merged(standing.record, record, detail=look.detail)
        if standing.withdrawn is not None and not look.detail:
            back = after._replace(sources=record.sources)
            changes.append(_change(look, number, standing.id, None, back, "restored", baseline=baseline))
        elif after != standing.record:
            changes.append(_change(look, number, standing.id, standing.record, after, "changed", baseline=baseline))
    return Comparison(changes=tuple(changes), seen=frozenset(seen))


def absences(
    shown_before: Iterable[str], seen: Collection[str], missed: Mapping[str, int]
) -> tuple[dict[str, int], tuple[str, ...]]:
    """Return the misses after a full look, and the ids that were now missed twice in a row."""
    gone = [notice_id for notice_id in shown_before if notice_id not in seen]
    again = tuple(notice_id for notice_id in gone if missed.get(notice_id, 0) >= 1)
    return {notice_id: missed.get(notice_id, 0) + 1 for notice_id in gone}, again


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
            for key in keys_of(self.standings[change.id].record):
                if change.id not in (ids := self._index.setdefault(key, [])):
                    ids.append(change.id)

    def find(self, key: str) -> Collection[str]:
        """Return the ids of the notices with this key."""
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
        return tuple(name for name in FIELDS if only is not None and getattr(only, name))
    return tuple(name for name in names if getattr(before, name) != getattr(after, name))


def is_quiet(change: Change) -> bool:
    """Say whether a change is recorded and never alerted: a source or an empty field gained."""
    if change.kind != "changed" or change.before is None or change.after is None:
        return False
    return all(name in QUIET or not getattr(change.before, name) for name in change.fields)


def replay(changes: Iterable[Change], known: dict[str, Standing] | None = None) -> dict[str, Standing]:
    """Return how things stand after `changes`, oldest first; `known` is changed and returned when given.

    Raises ValueError for a change that does not follow from the ones before it.
    """
    known = {} if known is None else known
    look = place = 0
    for change in changes:
        place = place + 1 if change.look == look else 0
        look = change.look
        known[change.id] = _applied(known.get(change.id), change, place)
    return known


def _applied(standing: Standing | None, change: Change, place: int) -> Standing:
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
    if change.before != standing.record:
        raise ValueError(f"`{change.id}` is {change.kind} from something that it was not")
    if change.after is None:
        return replace(standing, withdrawn=change.at)
    return replace(standing, record=change.after)
