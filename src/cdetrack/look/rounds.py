"""Make a round of live listings: visit each, read notices' own pages, record; a failure stops only its source."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from cdetrack.changes.compare import is_quiet
from cdetrack.changes.keys import keys_of
from cdetrack.changes.merge import Sites
from cdetrack.errors import BugError, CdetrackError
from cdetrack.look.details import Details, read_details, with_own_page
from cdetrack.look.judge import READER, WAIT, Outcome, first_looks, judge
from cdetrack.look.visit import Due, Visit, Visitor, readable_as, side_by_side
from cdetrack.model.jsonform import timestamp
from cdetrack.model.record import Look, Record
from cdetrack.sources import Source
from cdetrack.store.fold import Fold
from cdetrack.store.present import Present
from cdetrack.store.state import SourceState, forget_validators, load_state


def fetch(
    visitor: Visitor,
    sources: Sequence[Source],
    *,
    with_details: bool = False,
    accept: bool = False,
) -> Iterator[Outcome]:
    """Visit live listings and record what each shows, yielding an outcome for each look as it ends.

    With details, the own page of each new or reworded notice is read as well; after full looks, of every notice
    that they showed. Failures are in the outcomes; raises CacheError alone, when nothing can be recorded at all.
    """
    store = visitor.store
    if not visitor.dry_run:
        # Whoever cannot record what is found had better not ask for it.
        with store.locked(wait=WAIT):
            pass
    state = load_state(store.folder)
    if store.was_set_back(state):
        store.tell("the history was mended or replaced since the last look: every listing is read anew")
        forget_validators(state)
    first = first_looks(visitor.fold(), state, (source.name for source in sources))
    due = [
        Due(source=each, state=_usable(state.source(each.name), each), first=each.name in first, place=place)
        for place, each in enumerate(sources)
    ]
    for visit in side_by_side(visitor, due):
        if visitor.dry_run:
            yield _weighed(visitor, visit, accept=accept)
            continue
        unread = _complete(visitor, visit) if with_details else []
        yield _recorded_or_told(visitor, visit, accept=accept)
        if with_details:
            again = _once_more(visitor, visit, unread)
            if again is not None:
                yield again


def _usable(state: SourceState, source: Source) -> SourceState:
    """Return what is remembered without validators that were said of something else."""
    return state if state.validates == readable_as(source) else replace(state, etag=None, last_modified=None)


def _weighed(visitor: Visitor, visit: Visit, *, accept: bool) -> Outcome:
    """Return what a visit would change."""
    outcome = Outcome(source=visit.source.name)
    if visit.look is not None:
        state = load_state(visitor.store.folder).source(visit.source.name)
        outcome = _judged(
            visitor.fold(), state, visit, number=0, baseline=visit.first, sites=visitor.sites, accept=accept
        )
    return _told(outcome, visit)


def _recorded_or_told(visitor: Visitor, visit: Visit, *, accept: bool) -> Outcome:
    """Record a visit; a bug that is met on the way ends this source alone. Raises CacheError."""
    try:
        return _recorded(visitor, visit, accept=accept)
    except CdetrackError:
        raise
    except Exception as error:  # noqa: BLE001 - the other sources go on
        visit.failure, visit.look = BugError(f"the notices of `{visit.source.name}`", error), None
        return _recorded(visitor, visit, accept=accept)


def _recorded(visitor: Visitor, visit: Visit, *, accept: bool) -> Outcome:
    """Record what a visit found and what is to be remembered of its source, in one go."""
    name = visit.source.name
    outcome = Outcome(source=name)
    with visitor.store.writing(wait=WAIT) as writer:
        state = writer.state()
        source = state.source(name)
        before = tuple(source.problems)
        if visit.look is not None:
            # Another run may have recorded the source's first look meanwhile.
            baseline = visit.first and bool(first_looks(writer.fold, state, [name]))
            number = writer.looks + 1
            outcome = _judged(
                writer.fold, source, visit, number=number, baseline=baseline, sites=visitor.sites, accept=accept
            )
            writer.append(outcome.changes)
        _remember(source, visit)
        writer.save(state)
    outcome = replace(outcome, fresh=tuple(each for each in (*visit.problems, *visit.notes) if each not in before))
    if visit.look is not None:
        for aside in visit.aside:
            aside.drop()
    return _told(outcome, visit)


def _judged(
    fold: Fold | None,
    state: SourceState,
    visit: Visit,
    *,
    number: int,
    baseline: bool,
    sites: Sites,
    accept: bool = False,
) -> Outcome:
    """Return what a visit changes that had a look at its source."""
    assert visit.look is not None  # noqa: S101 - see above
    return judge(
        fold,
        state,
        visit.look,
        number=number,
        baseline=baseline,
        sites=sites,
        accept=accept,
        live=True,
    )


def _remember(source: SourceState, visit: Visit) -> None:
    now = timestamp(visit.at)
    if visit.look is not None:
        source.kind, source.place = visit.kind or source.kind, visit.came_from or source.place
        # Learnt once: a slip on a later page must not turn the whole listing.
        source.date_order = source.date_order or visit.date_order
        source.reader = READER
        source.found_odd((*visit.problems, *visit.notes))
    if visit.failure is not None:
        # The next look asks without validators: it must read again what this one could not.
        source.etag = source.last_modified = source.validates = None
        if visit.look is not None:
            source.gap = source.gap or now
        source.failed(now, visit.failure.message)
        return
    source.succeeded(now)
    source.gap = None
    if visit.mirrored is not None or visit.restless:
        # What the mirror calls its page says nothing about the main host's.
        source.etag = source.last_modified = source.validates = None
    else:
        source.etag, source.last_modified = visit.etag, visit.last_modified
        source.validates = visit.readable if visit.etag or visit.last_modified else None
    if visit.full:
        source.last_full = now


def _told(outcome: Outcome, visit: Visit) -> Outcome:
    own = visit.details_failed
    return replace(
        outcome,
        place=visit.place,
        problems=(*visit.problems, *(error.message for error in (own if visit.failure is not None else own[1:]))),
        notes=visit.notes,
        failure=visit.failure or next(iter(own), None),
        partial=visit.failure is not None,
        mirrored=visit.mirrored,
        restless=visit.restless,
        further=visit.further and (outcome.baseline or _ends_with_news(outcome)),
        kept=visit.kept if visit.first and visit.look is None else 0,
    )


def _ends_with_news(outcome: Outcome) -> bool:
    """Return True if the look ended amid new notices, and not at one that was known."""
    return outcome.disjoint


def _complete(visitor: Visitor, visit: Visit) -> list[Record]:
    """Add to a look what the own pages of its new and reworded notices say; return those that could not be read.

    Before it is recorded: whoever hears of a notice hears of all that its page says, in one look.
    """
    if visit.look is None:
        return []
    state = load_state(visitor.store.folder).source(visit.source.name)
    weighed = _judged(visitor.fold(), state, visit, number=0, baseline=visit.first, sites=visitor.sites)
    fresh = {each.after.url for each in weighed.changes if each.after is not None and not is_quiet(each)}
    wanted = [each for each in visit.look.records if visitor.full or each.url in fresh]
    details = read_details(visitor, visit.source, wanted)
    # Several entries may share one page.
    own = ((each, details.records.get(each.url or "")) for each in visit.look.records)
    records = tuple(each if page is None else with_own_page(each, page) for each, page in own)
    visit.look = replace(visit.look, records=records)
    visit.details_failed += details.failures
    return details.unread


def _once_more(visitor: Visitor, visit: Visit, unread: Sequence[Record]) -> Outcome | None:
    """Read the own pages that an earlier run could not read, and remember those that are still `unread`."""
    store, name = visitor.store, visit.source.name
    before = load_state(store.folder).source(name).unread
    present = Present(visitor.fold(), {keys_of(each)[0] for each in unread})
    failed = {notice_id for each in unread for notice_id in present.find(keys_of(each)[0])}
    seen = {each.url for each in visit.look.records} if visit.look is not None and visitor.full else set()
    standings = [each for each in map(present.get, before) if each is not None and each.withdrawn is None]
    due = [each.record for each in standings if each.id not in failed and each.record.url not in seen]
    details = read_details(visitor, visit.source, due)
    failed.update(each.id for each in standings if each.record in details.unread)
    if not details.records and sorted(failed) == sorted(before):
        return _told(Outcome(source=name), _own(visit, details)) if details.failures else None
    outcome = Outcome(source=name)
    with store.writing(wait=WAIT) as writer:
        state = writer.state()
        if details.records:
            look = Look(source=name, at=visitor.now, records=tuple(details.records.values()), detail=True)
            outcome = judge(
                writer.fold, state.source(name), look, number=writer.looks + 1, baseline=False, sites=visitor.sites
            )
            writer.append(outcome.changes)
        state.source(name).unread = sorted(failed)
        writer.save(state)
    return _told(outcome, _own(visit, details)) if due else None


def _own(visit: Visit, details: Details) -> Visit:
    return Visit(source=visit.source, at=visit.at, place=visit.place, details_failed=details.failures)
