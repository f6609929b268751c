"""Record looks: the changes in the history, the source's state beside it; or preview them without writing."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from cdetrack.changes.merge import Sites
from cdetrack.look.ingest import BUILT_IN
from cdetrack.look.judge import Judgement, judge, wanted_keys
from cdetrack.look.outcome import Outcome
from cdetrack.look.received import ReceivedPages
from cdetrack.look.remembering import first_looks, fresh_messages, state_after
from cdetrack.look.visit import Visit
from cdetrack.model.jsonform import timestamp
from cdetrack.model.record import Change, Look
from cdetrack.sources.reading import READER
from cdetrack.store.kept import KeptFiles
from cdetrack.store.learnt import note_learnt
from cdetrack.store.present import Present
from cdetrack.store.recorded import Recorded
from cdetrack.store.state import SourceState, State, WaitingFiles, load_state
from cdetrack.store.store import WAIT, Store
from cdetrack.store.writer import Writer


def record_look(
    writer: Writer, look: Look, *, baseline: bool, sites: Sites = BUILT_IN, accept: bool = False
) -> Outcome:
    """Record the changes of a look at files in one append, and return its outcome.

    `accept` accepts mass withdrawals. Raises CacheError.
    """
    state = writer.state()
    before = state.source(look.source)
    judgement = judge(
        _present(writer.recorded, look),
        before,
        look,
        number=writer.looks + 1,
        baseline=baseline,
        sites=_in_use(sites, state, look),
        left_out=_left_out(state),
        accept=accept,
    )
    source = state.sources[look.source] = judgement.state
    if not look.detail:
        source.succeeded(timestamp(look.at))
        source.reader = READER
        source.configured = look.source in sites
        source.keep_problems(look.problems, look.notes)
        note_learnt(before, source, judgement.outcome.changes)
    writer.append(judgement.outcome.changes)
    writer.save(state)
    return judgement.outcome


def record_looks(
    store: Store, looks: Iterable[Look], *, sites: Sites, accept: bool = False, begun: AbstractSet[str] = frozenset()
) -> Iterator[Outcome]:
    """Record looks at files, yielding the outcome of each. `accept` accepts mass withdrawals. Raises CacheError.

    Looks at the sources `begun` belong to a baseline that is recorded in part.
    """
    looks = list(looks)
    with store.writing(wait=WAIT) as writer:
        first = first_looks(writer.recorded, writer.state(), {look.source for look in looks}) | begun
        for look in looks:
            yield record_look(writer, look, baseline=look.source in first, sites=sites, accept=accept)


def preview_looks(store: Store, looks: Iterable[Look], *, sites: Sites, accept: bool = False) -> Iterator[Outcome]:
    """Yield the outcome that recording each look would have, one after the other; writes nothing."""
    recorded, state = store.recorded_in_memory(), load_state(store.folder)
    looks = list(looks)
    first = first_looks(recorded, state, {look.source for look in looks})
    for look in looks:
        source, baseline = state.source(look.source), look.source in first
        judgement = judge(
            _present(recorded, look),
            source,
            look,
            number=0,
            baseline=baseline,
            sites=_in_use(sites, state, look),
            left_out=_left_out(state),
            accept=accept,
        )
        state.sources[look.source] = judgement.state
        recorded = recorded.after(judgement.outcome.changes, recorded.through)
        yield judgement.outcome


def record_visit(store: Store, visit: Visit, look: Look, *, sites: Sites, accept: bool) -> Outcome:
    """Record the look of a visit and the new state of its source together; the fold is left behind. Raises CacheError.

    One fold at the end of a round is enough: the looks are in the history, and readers continue an older fold.
    """
    name = visit.plan.source.name
    with store.writing(wait=WAIT, fold=False) as writer:
        state = writer.state()
        before = state.source(name)
        # Another process may have recorded the first look since.
        baseline = visit.plan.first and bool(first_looks(writer.recorded, state, [name]))
        look = _with_former_names(look, state)
        judgement = judge(
            _present(writer.recorded, look),
            before,
            look,
            number=writer.looks + 1,
            baseline=baseline,
            sites=_in_use(sites, state, look),
            left_out=_left_out(state),
            accept=accept,
            live=True,
        )
        after = state_after(judgement.state, visit, apart=judgement.apart)
        after.configured = name in sites
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
    return replace(judgement.outcome, fresh=(*judgement.outcome.notes, *fresh))


def preview_visit(
    store: Store, recorded: Recorded, visit: Visit, look: Look, *, sites: Sites, accept: bool = False
) -> Judgement:
    """Return the judgement that recording the look of a visit would make, compared with `recorded`; writes nothing."""
    state, name = load_state(store.folder), visit.plan.source.name
    look = _with_former_names(look, state)
    return judge(
        _present(recorded, look),
        state.source(name),
        look,
        number=0,
        baseline=visit.plan.first,
        sites=_in_use(sites, state, look),
        left_out=_left_out(state),
        accept=accept,
        live=True,
    )


def record_details(
    store: Store,
    look: Look,
    *,
    unread: Collection[str],
    waiting: Mapping[str, WaitingFiles],
    sites: Sites,
    received: ReceivedPages | None = None,
) -> Outcome:
    """Record a look at notices' own pages, which may be none, as `record_visit` does.

    `unread` holds the ids of notices with pages that are still to be read, `waiting` those with files to be fetched,
    `received` the own pages if they are to be kept. Raises CacheError.
    """
    outcome = Outcome(source=look.source)
    with store.writing(wait=WAIT, fold=False) as writer:
        state = writer.state()
        if look.records:
            number = writer.looks + 1
            judgement = judge(
                _present(writer.recorded, look),
                state.source(look.source),
                look,
                number=number,
                baseline=False,
                sites=sites,
            )
            outcome = judgement.outcome
            _append(writer, outcome.changes, received)
        source = state.source(look.source)
        source.unread, source.waiting = sorted(unread), dict(sorted(waiting.items()))
        writer.save(state)
    return outcome


def _in_use(sites: Sites, state: State, look: Look) -> Sites:
    """Return the sites with the sources that are looked at without being configured: by their link, or from files.

    Those that were configured at their last look were renamed or removed since, and those at the address of one that is
    configured were tried by their link before. Of two with equal settings, one that was not looked at since the last
    look at the source of this one has been disabled for it.
    """
    source = state.source(look.source)
    before = [
        name
        for name, each in state.sources.items()
        if each.settings is not None and each.settings == source.settings and each.last_look and source.last_look
        if each.last_look < source.last_look
    ]
    addresses = {_address(each) for name, each in state.sources.items() if name in sites} - {""}
    others = {name: each for name, each in state.sources.items() if each.last_look and not each.configured}
    looked_at = {name: "" for name, each in others.items() if _address(each) not in addresses}
    in_use = looked_at | {name: host for name, host in sites.items() if name not in before}
    return in_use | {look.source: sites.get(look.source, "")}


def _address(source: SourceState) -> str:
    """Return the address that the listing of a source was requested at, empty for one that is known from files."""
    return (source.place or "").partition(" ")[0]


def _left_out(state: State) -> Mapping[str, Collection[str]]:
    """Return source -> the ids of the notices that its settings leave out."""
    return {name: each.left_out for name, each in state.sources.items() if each.left_out}


def _with_former_names(look: Look, state: State) -> Look:
    """Return a look with the other names under which its listing was looked at by the same settings."""
    others = ((name, each) for name, each in state.sources.items() if name != look.source)
    return replace(look, former_names=[name for name, each in others if each.settings == look.settings])


def _append(writer: Writer, changes: Sequence[Change], received: ReceivedPages | None) -> None:
    """Append the changes of a look, after the pages that they were found in: the history cites no missing file."""
    pages = received.keep(KeptFiles(writer.folder)) if received is not None and changes else ()
    writer.append(changes, pages=pages)


def _present(recorded: Recorded, look: Look) -> Present:
    """Return the recorded notices that a look may show."""
    return Present(recorded, wanted_keys(look))
