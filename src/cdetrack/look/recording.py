"""Record looks: the changes in the history, the source's state beside it; or preview them without writing."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from cdetrack.changes.merge import Sites
from cdetrack.errors import NoMatchError
from cdetrack.look.ingest import BUILT_IN
from cdetrack.look.judge import READER, first_looks, judge, wanted_keys
from cdetrack.look.outcome import Outcome
from cdetrack.look.visit import Visit, validator_scope
from cdetrack.model.jsonform import timestamp
from cdetrack.model.record import Look
from cdetrack.store.fold import Fold
from cdetrack.store.present import Present
from cdetrack.store.refold import refold
from cdetrack.store.state import SourceState, load_state
from cdetrack.store.store import Store
from cdetrack.store.writer import Writer

WAIT = 60.0
"""Seconds to wait for the lock of the cache."""


def record_look(
    writer: Writer, look: Look, *, baseline: bool, sites: Sites = BUILT_IN, accept: bool = False
) -> Outcome:
    """Record the changes of a look at files in one append, and return its outcome.

    `accept` accepts mass withdrawals. Raises CacheError.
    """
    state = writer.state()
    judgement = judge(
        _present(writer.fold, look),
        state.source(look.source),
        look,
        number=writer.looks + 1,
        baseline=baseline,
        sites=sites,
        accept=accept,
    )
    source = state.sources[look.source] = judgement.state
    if not look.detail:
        source.succeeded(timestamp(look.at))
        source.reader = READER
        source.keep_problems(look.problems, look.notes)
    writer.append(judgement.outcome.changes)
    writer.save(state)
    return judgement.outcome


def record_looks(store: Store, looks: Iterable[Look], *, sites: Sites) -> Iterator[Outcome]:
    """Record looks at files, yielding the outcome of each. Raises CacheError."""
    looks = list(looks)
    with store.writing(wait=WAIT) as writer:
        first = first_looks(writer.fold, writer.state(), {look.source for look in looks})
        for look in looks:
            yield record_look(writer, look, baseline=look.source in first, sites=sites)


def preview_looks(store: Store, looks: Iterable[Look], *, sites: Sites) -> Iterator[Outcome]:
    """Yield the outcome that recording each look would have, one after the other; writes nothing."""
    fold, state = store.fold_in_memory(), load_state(store.folder)
    looks = list(looks)
    first = first_looks(fold, state, {look.source for look in looks})
    for look in looks:
        judgement = judge(
            _present(fold, look), state.source(look.source), look, number=0, baseline=look.source in first, sites=sites
        )
        state.sources[look.source] = judgement.state
        changes = judgement.outcome.changes
        if changes:
            fold = Fold(store.fold_path, b"".join(refold(fold, changes, store.through(fold), store.rules)))
        yield judgement.outcome


def record_visit(store: Store, visit: Visit, *, sites: Sites, accept: bool) -> Outcome:
    """Record the look of a visit and the new state of its source together. Raises CacheError."""
    name = visit.plan.source.name
    outcome = Outcome(source=name)
    with store.writing(wait=WAIT) as writer:
        state = writer.state()
        source = state.source(name)
        odd_before = tuple(source.problems)
        if visit.look is not None:
            # Another process may have recorded the first look since.
            baseline = visit.plan.first and bool(first_looks(writer.fold, state, [name]))
            judgement = judge(
                _present(writer.fold, visit.look),
                source,
                visit.look,
                number=writer.looks + 1,
                baseline=baseline,
                sites=sites,
                accept=accept,
                live=True,
            )
            outcome, source = judgement.outcome, judgement.state
            writer.append(outcome.changes)
        state.sources[name] = _state_after(source, visit)
        writer.save(state)
    if visit.look is not None:
        for unfinished in visit.unfinished:
            unfinished.delete()
    return replace(outcome, fresh=tuple(each for each in (*visit.problems, *visit.notes) if each not in odd_before))


def preview_visit(store: Store, fold: Fold | None, visit: Visit, *, sites: Sites, accept: bool = False) -> Outcome:
    """Return the outcome that recording a visit would have, compared with `fold`; writes nothing."""
    if visit.look is None:
        return Outcome(source=visit.plan.source.name)
    return judge(
        _present(fold, visit.look),
        load_state(store.folder).source(visit.plan.source.name),
        visit.look,
        number=0,
        baseline=visit.plan.first,
        sites=sites,
        accept=accept,
        live=True,
    ).outcome


def record_details(store: Store, look: Look, *, unread: Collection[str], sites: Sites) -> Outcome:
    """Record a look at notices' own pages, which may be none, and the ids of the `unread` ones. Raises CacheError."""
    outcome = Outcome(source=look.source)
    with store.writing(wait=WAIT) as writer:
        state = writer.state()
        if look.records:
            number = writer.looks + 1
            judgement = judge(
                _present(writer.fold, look), state.source(look.source), look, number=number, baseline=False, sites=sites
            )
            outcome = judgement.outcome
            writer.append(outcome.changes)
        state.source(look.source).unread = sorted(unread)
        writer.save(state)
    return outcome


def _present(fold: Fold | None, look: Look) -> Present:
    """Return the notices in `fold` that a look may show."""
    return Present(fold, wanted_keys(look))


def _state_after(state: SourceState, visit: Visit) -> SourceState:
    """Return the state of a source after a visit."""
    now, facts = timestamp(visit.at), visit.facts
    state = replace(state)
    if visit.look is not None:
        state.kind, state.place = facts.kind or state.kind, facts.place or state.place
        # Kept once learnt: an error on a later page must not change the reading of the whole listing.
        state.date_order = state.date_order or facts.date_order
        state.reader = READER
        state.keep_problems(visit.problems, visit.notes)
    if visit.failure is not None:
        # Without validators the next look reads the failed pages again.
        state.drop_validators()
        if visit.look is not None:
            state.gap = state.gap or now
        if visit.look is None and isinstance(visit.failure, NoMatchError):
            state.found_nothing(now, visit.failure.message)
        else:
            state.failed(now, visit.failure.message)
        return state
    state.succeeded(now)
    state.gap = None
    if facts.mirrored is not None or visit.unstable:
        # The validators of the mirror mean nothing to the main host.
        state.drop_validators()
    else:
        state.etag, state.last_modified, state.digest = facts.etag, facts.last_modified, facts.digest
        state.validates = validator_scope(visit.plan.source) if facts.etag or facts.last_modified else None
    if visit.full:
        state.last_full = now
    return state
