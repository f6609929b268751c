"""Record looks: the changes in the history, the source's state beside it; or preview them without writing."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import NamedTuple

from cdetrack.changes.merge import Sites
from cdetrack.look.judge import Judgement, judge, wanted_keys
from cdetrack.look.news import NO_FORMER, FormerSources
from cdetrack.look.origins import Origins
from cdetrack.look.outcome import Outcome
from cdetrack.look.received import ReceivedPages
from cdetrack.look.remembering import first_looks, fresh_messages, state_after
from cdetrack.look.visit import Visit, Visitor
from cdetrack.model.jsonform import timestamp
from cdetrack.model.record import Change, Look
from cdetrack.sources.reading import READER
from cdetrack.store.kept import KeptFiles
from cdetrack.store.learnt import has_other_listing, note_learnt
from cdetrack.store.present import Present
from cdetrack.store.recorded import Recorded
from cdetrack.store.state import State, WaitingFiles
from cdetrack.store.state_file import load_state
from cdetrack.store.store import Store
from cdetrack.store.writer import Writer


def record_look(
    writer: Writer,
    look: Look,
    *,
    baseline: bool,
    origins: Origins,
    accept: bool = False,
) -> Outcome:
    """Record the changes of a look at files in one append, and return its outcome.

    `accept` accepts mass withdrawals. Raises CacheError.
    """
    state = writer.state()
    before = state.source(look.source)
    judgement = _judged(
        writer.recorded, state, look, number=writer.looks + 1, baseline=baseline, origins=origins, accept=accept
    )
    source = state.sources[look.source] = judgement.state
    if not look.detail:
        source.succeeded(timestamp(look.at))
        source.reader = READER
        source.configured = origins.is_enabled(look.source)
        source.keep_problems(look.problems, look.notes)
        note_learnt(before, source, judgement.outcome.changes)
    writer.append(judgement.outcome.changes)
    writer.save(state)
    return judgement.outcome


def record_looks(
    store: Store,
    looks: Iterable[Look],
    *,
    origins: Origins,
    accept: bool = False,
    begun: AbstractSet[str] = frozenset(),
) -> Iterator[Outcome]:
    """Record looks at files as `record_look` does, yielding the outcome of each. Raises CacheError.

    Looks at the sources `begun` belong to a baseline that is recorded in part.
    """
    looks = list(looks)
    with store.writing() as writer:
        first = first_looks(writer.recorded, writer.state(), {look.source for look in looks}) | begun
        for look in looks:
            yield record_look(writer, look, baseline=look.source in first, origins=origins, accept=accept)


def preview_looks(store: Store, looks: Iterable[Look], *, origins: Origins, accept: bool = False) -> Iterator[Outcome]:
    """Yield the outcome that recording each look would have, one after the other; writes nothing."""
    recorded, state = store.recorded_in_memory(), load_state(store.folder)
    looks = list(looks)
    first = first_looks(recorded, state, {look.source for look in looks})
    for look in looks:
        baseline = look.source in first
        judgement = _judged(recorded, state, look, number=0, baseline=baseline, origins=origins, accept=accept)
        state.sources[look.source] = judgement.state
        recorded = recorded.after(judgement.outcome.changes, recorded.through)
        yield judgement.outcome


def record_visit(visitor: Visitor, visit: Visit, look: Look) -> Outcome:
    """Record the look of a visit and the new state of its source together; the fold is left behind. Raises CacheError.

    One fold at the end of a round is enough: the looks are in the history, and readers continue an older fold.
    """
    name, origins = visit.plan.source.name, visitor.origins()
    with visitor.store.writing(fold=False) as writer:
        state = writer.state()
        before = state.source(name)
        # Another process may have recorded the first look since.
        baseline = visit.plan.first and bool(first_looks(writer.recorded, state, [name]))
        judgement = _judged(
            writer.recorded,
            state,
            look,
            number=writer.looks + 1,
            baseline=baseline,
            origins=origins,
            accept=visitor.accept,
            live=True,
        )
        after = state_after(judgement.state, visit, apart=judgement.apart)
        after.configured = origins.is_enabled(name)
        note_learnt(before, after, judgement.outcome.changes)
        if after.gap is not None:
            # A crash behind the history would close the gap: what was found before it would be known from then on.
            state.sources[name] = replace(before, gap=after.gap, since_gap=after.since_gap)
            state.sources[name].drop_validators()
            writer.save(state)
        _append(writer, judgement.outcome.changes, visit.received)
        state.sources[name] = after
        if visit.on_record is not None:
            visit.on_record(after, judgement.shown)
        fresh = fresh_messages(before, visit)
        writer.save(state)
    for unfinished in visit.unfinished:
        unfinished.delete()
    outcome = judgement.outcome
    if before.gap is not None and judgement.apart and after.gap is None:
        # It was read to its end without a notice of the time before the gap.
        outcome = replace(outcome, disjoint=True)
    if visitor.accept and not outcome.changes and has_other_listing(before, after):
        outcome = replace(outcome, notes=(*outcome.notes, _note_on_acceptance(name)))
    return replace(outcome, fresh=(*outcome.notes, *fresh))


def _note_on_acceptance(name: str) -> str:
    """Return the note on an accepted page without news, of which no look is left to take back."""
    return (
        "it is read from the accepted page from now on; as nothing was recorded, `undo` cannot take that back: if it is"
        f" the wrong page, `cdetrack fetch {name} --accept` takes the right one once it is there"
    )


def preview_visit(visitor: Visitor, visit: Visit, look: Look) -> Judgement:
    """Return the judgement that recording the look of a visit would make; writes nothing."""
    state = load_state(visitor.store.folder)
    return _judged(
        visitor.recorded(),
        state,
        look,
        number=0,
        baseline=visit.plan.first,
        origins=visitor.origins(),
        accept=visitor.accept,
        live=True,
    )


def record_details(
    store: Store,
    look: Look,
    *,
    unread: Collection[str],
    waiting: Mapping[str, WaitingFiles],
    received: ReceivedPages | None = None,
) -> Outcome:
    """Record a look at notices' own pages, which may be none, as `record_visit` does.

    `unread` holds the ids of notices with pages that are still to be read, `waiting` those with files to be fetched,
    `received` the own pages if they are to be kept. Raises CacheError.
    """
    outcome = Outcome(source=look.source)
    with store.writing(fold=False) as writer:
        state = writer.state()
        if look.records:
            number = writer.looks + 1
            judgement = judge(
                _present(writer.recorded, look),
                state.source(look.source),
                look,
                number=number,
                baseline=False,
                # An own page words nothing anew: it only completes.
                sites={},
            )
            outcome = judgement.outcome
            _append(writer, outcome.changes, received)
        source = state.source(look.source)
        source.unread, source.waiting = sorted(unread), dict(sorted(waiting.items()))
        writer.save(state)
    return outcome


def _judged(
    recorded: Recorded,
    state: State,
    look: Look,
    *,
    number: int,
    baseline: bool,
    origins: Origins,
    accept: bool,
    live: bool = False,
) -> Judgement:
    """Return the judgement of a look at a listing, against everything recorded and the state of its source."""
    sites = origins.in_use(state, look)
    present = _present(recorded, look)
    # It reads all notices of these sources, and a first look alone asks which it may replace.
    lost = _lost(recorded, state, present) if live and baseline else {}
    return judge(
        present,
        state.source(look.source),
        look,
        number=number,
        baseline=baseline,
        sites=sites,
        former=_former(state, look, sites, lost) if live else NO_FORMER,
        left_out=_left_out(state),
        accept=accept,
        live=live,
    )


class _Lost(NamedTuple):
    """What the notices of a source tell of it, whose state is lost."""

    last: str
    """The time of its last news: its last look was not before that."""
    begun: str | None
    """The time at which it first showed a notice that no other source had shown."""


def _lost(recorded: Recorded, state: State, present: Present) -> dict[str, _Lost]:
    """Return what is known of each recorded source whose state is lost."""
    found: dict[str, _Lost] = {}
    for name in recorded.sources.keys() - state.sources.keys():
        shown = [*present.shown_by(name)]
        own = [timestamp(each.first_seen) for each in shown if each.record.sources[0] == name]
        if shown:
            found[name] = _Lost(max(timestamp(each.first_seen) for each in shown), min(own, default=None))
    return found


def _former(state: State, look: Look, sites: Sites, lost: Mapping[str, _Lost]) -> FormerSources:
    """Return the sources whose listing that of a live look may be; `sites` are those in use."""
    last = {name: each.last_success for name, each in state.sources.items() if each.last_success is not None}
    begun = {
        name: each.learnt_since
        for name, each in state.sources.items()
        if each.learnt_since and each.learnt_since < (each.last_look or "")
    }
    last |= {name: each.last for name, each in lost.items()}
    return FormerSources(
        names=state.former_names(look.source, look.settings),
        unused={name: each for name, each in last.items() if name not in sites},
        begun=begun | {name: each.begun for name, each in lost.items() if each.begun is not None},
    )


def _left_out(state: State) -> Mapping[str, Collection[str]]:
    """Return source -> the ids of the notices that its settings leave out."""
    return {name: each.left_out for name, each in state.sources.items() if each.left_out}


def _append(writer: Writer, changes: Sequence[Change], received: ReceivedPages | None) -> None:
    """Append the changes of a look, after the pages that they were found in: the history cites no missing file."""
    pages = received.keep(KeptFiles(writer.folder)) if received is not None and changes else ()
    writer.append(changes, pages=pages)


def _present(recorded: Recorded, look: Look) -> Present:
    """Return the recorded notices that a look may show."""
    return Present(recorded, wanted_keys(look))
