"""One look at one source, and many of them: compare, judge what is absent, record; a failure stops only its source."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from cdetrack.changes import absences, compare, is_quiet, too_many, withdrawals
from cdetrack.errors import CdetrackError
from cdetrack.evidence import Change, Look
from cdetrack.identity import keys_of
from cdetrack.jsonform import timestamp
from cdetrack.sources import Source
from cdetrack.store import Store
from cdetrack.store.aside import Aside
from cdetrack.store.fold import Fold
from cdetrack.store.refold import Present
from cdetrack.store.state import SourceState, State, load_state
from cdetrack.store.writer import Writer
from cdetrack.visit import Due, Visit, Visitor, details, side_by_side

WAIT = 60.0
"""Seconds to wait for another cdetrack that is writing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What one look came to, for the line that tells it."""

    source: str
    notices: int = 0
    """How many notices the look showed."""
    changes: tuple[Change, ...] = ()
    baseline: bool = False
    held_back: tuple[str, ...] = ()
    """Ids of notices that would be withdrawn, too many at once to believe it."""
    problems: tuple[str, ...] = ()
    """Entries that could not be read and were skipped."""
    failure: CdetrackError | None = None
    """Why the source could not be read, or not to its end."""
    mirrored: CdetrackError | None = None
    """Why the mirror was asked instead of the main host."""

    def count(self, kind: str) -> int:
        """Return how many changes of a kind there are that somebody would want to hear of."""
        return sum(1 for change in self.changes if change.kind == kind and not is_quiet(change))


def first_looks(fold: Fold | None, sources: Iterable[str]) -> frozenset[str]:
    """Return those of `sources` that the history has never heard of: their next look is a baseline."""
    known = fold.sources if fold is not None else {}
    return frozenset(source for source in sources if source not in known)


def record(writer: Writer, look: Look, *, baseline: bool, accept: bool = False) -> Outcome:
    """Record what `look` found, in one piece, and remember what a full look missed.

    `accept` takes withdrawals that are too many to be believed.
    """
    state = writer.state()
    outcome = judge(
        writer.fold, state.source(look.source), look, number=writer.looks + 1, baseline=baseline, accept=accept
    )
    writer.append(outcome.changes)
    writer.save(state)
    return outcome


def judge(
    fold: Fold | None,
    state: SourceState,
    look: Look,
    *,
    number: int,
    baseline: bool,
    accept: bool = False,
) -> Outcome:
    """Return what `look` changes, and bring `state` up to it; nothing is written."""
    present = Present(fold, {key for each in look.records for key in keys_of(each)})
    comparison = compare(present, look, number=number, baseline=baseline)
    changes = comparison.changes
    held_back: tuple[str, ...] = ()
    if look.full and not look.detail:
        before = {each.id: each for each in present.shown_by(look.source)}
        state.missed, gone = absences(before, comparison.seen, state.missed)
        if too_many(len(gone), of=len(before)) and not accept:
            held_back = gone
        else:
            standings = [before[notice_id] for notice_id in gone]
            changes += withdrawals(standings, source=look.source, at=look.at, number=number)
            state.missed = {name: count for name, count in state.missed.items() if name not in gone}
        state.last_full = timestamp(look.at)
    else:
        state.missed = {name: count for name, count in state.missed.items() if name not in comparison.seen}
    state.succeeded(timestamp(look.at))
    return Outcome(
        source=look.source, notices=len(look.records), changes=changes, baseline=baseline, held_back=held_back
    )


def fetch(
    visitor: Visitor,
    sources: Sequence[Source],
    *,
    with_details: bool = False,
    accept: bool = False,
    dry_run: bool = False,
) -> Iterator[Outcome]:
    """Visit live listings and record what each shows, yielding an outcome for each look as it ends.

    Failures are in the outcomes; raises CacheError alone, when nothing can be recorded at all.
    """
    store = visitor.store
    state, first = load_state(store.folder), first_looks(store.fold(), (source.name for source in sources))
    due = [Due(source=each, state=state.source(each.name), first=each.name in first) for each in sources]
    for visit in side_by_side(visitor, due):
        outcome = _weighed(store, visit, accept=accept) if dry_run else _recorded(store, visit, accept=accept)
        yield outcome
        wanted = _fresh(outcome) if with_details and not dry_run else []
        if wanted:
            yield _recorded(store, details(visitor, visit.source, wanted), accept=False)


def _weighed(store: Store, visit: Visit, *, accept: bool) -> Outcome:
    """Return what a visit would change."""
    outcome = Outcome(source=visit.source.name)
    if visit.look is not None:
        state = load_state(store.folder).source(visit.source.name)
        outcome = judge(store.fold(), state, visit.look, number=0, baseline=visit.first, accept=accept)
    return _with_troubles(outcome, visit)


def _recorded(store: Store, visit: Visit, *, accept: bool) -> Outcome:
    """Record what a visit found and what is to be remembered of its source."""
    name = visit.source.name
    outcome = Outcome(source=name)
    with store.writing(wait=WAIT) as writer:
        if visit.look is not None:
            # Another run may have recorded the source's first look meanwhile.
            baseline = visit.first and bool(first_looks(writer.fold, [name]))
            outcome = record(writer, visit.look, baseline=baseline, accept=accept)
        state = writer.state()
        _remember(state, visit)
        writer.save(state)
    if visit.look is not None and visit.first:
        Aside(store.folder, name).drop()
    return _with_troubles(outcome, visit)


def _remember(state: State, visit: Visit) -> None:
    source = state.source(visit.source.name)
    now = timestamp(visit.at)
    if visit.failure is not None:
        # The next look asks without validators: it must read again what this one could not.
        source.etag = source.last_modified = None
        source.failed(now, visit.failure.message)
        return
    source.succeeded(now)
    if visit.look is None or not visit.look.detail:
        source.etag, source.last_modified = visit.etag, visit.last_modified
    if visit.full:
        source.last_full = now


def _with_troubles(outcome: Outcome, visit: Visit) -> Outcome:
    return replace(outcome, problems=visit.problems, failure=visit.failure, mirrored=visit.mirrored)


def _fresh(outcome: Outcome) -> list[str]:
    """Return the addresses of the notices that a look has added or reworded."""
    fresh = [change for change in outcome.changes if change.after is not None and not is_quiet(change)]
    return [change.after.url for change in fresh if change.after is not None and change.after.url is not None]
