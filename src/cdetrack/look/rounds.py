"""Make a round of live listings: visit each, read notices' own pages, record; a failure stops only its source."""

from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import replace

from cdetrack.errors import BugError, CdetrackError, NoMatchError
from cdetrack.look.outcome import Outcome
from cdetrack.look.plan import PlannedVisit, validator_scope
from cdetrack.look.remembering import first_looks, remember, without_look
from cdetrack.look.visit import Visit, Visitor, visit_all
from cdetrack.sources import Source
from cdetrack.store.state import SourceState
from cdetrack.store.state_file import load_state


def fetch(visitor: Visitor, sources: Sequence[Source]) -> Iterator[Outcome]:
    """Visit live listings and record their looks, yielding the outcome of each look as it ends.

    Of a source with details, also read the own page of each new or reworded notice; after a full look, of every notice
    in it. Failures of a source are in its outcome. Raises CacheError if nothing can be recorded.
    """
    store = visitor.store
    if not visitor.dry_run:
        # Check that the cache is writable before fetching.
        with store.locked():
            pass
    quiet: list[Visit] = []
    try:
        for visit in visit_all(visitor, _plans(visitor, sources)):
            if visitor.dry_run:
                yield _with_visit(_previewed(visitor, visit), visit)
            elif visit.look is None and not visit.plan.state.unread and not visit.plan.state.waiting:
                # Once for all: the state of a hundred sources takes 10 ms to save.
                quiet.append(visit)
                yield _with_visit(without_look(visit), visit)
            elif visit.plan.source.details or visit.plan.state.unread or visit.plan.state.waiting:
                # A run with `--details` may have left pages, which it said would be tried again.
                yield from _recorded_with_details(visitor, visit)
            else:
                yield _recorded(visitor, visit)
    finally:
        if quiet:
            remember(store, quiet)
    if not visitor.dry_run:
        # Once for all looks of the round: a fold of 100,000 notices has 100 MB.
        store.current_fold()
        if any(source.attachments for source in sources):
            from cdetrack.look.texts import catch_up

            for message in catch_up(store, progress=visitor.progress):
                store.tell(message)


def _plans(visitor: Visitor, sources: Sequence[Source]) -> list[PlannedVisit]:
    """Return the visits to make, with the state of each source. Raises CacheError."""
    store = visitor.store
    state = load_state(store.folder)
    if store.was_set_back(state):
        store.tell("the history was mended or replaced since the last look: every listing is read anew")
        store.forget_lost(state)
    first = first_looks(visitor.recorded(), state, (source.name for source in sources))
    return [
        PlannedVisit(
            source=each,
            state=_with_valid_validators(state.source(each.name), each),
            first=each.name in first,
            index=index,
        )
        for index, each in enumerate(sources)
    ]


def _with_valid_validators(state: SourceState, source: Source) -> SourceState:
    """Return the state, without its validators if they belong to another address or parser."""
    return state if state.validates == validator_scope(source) else replace(state, etag=None, last_modified=None)


def _previewed(visitor: Visitor, visit: Visit) -> Outcome:
    """Return the outcome that recording a visit would have."""
    if visit.look is None:
        return without_look(visit)
    from cdetrack.look.recording import preview_visit

    return preview_visit(visitor, visit, visit.look).outcome


def _recorded(visitor: Visitor, visit: Visit) -> Outcome:
    """Record a visit; a bug in doing so affects only this source. Raises CacheError."""
    if visit.look is not None:
        # Imported for a page that was read: most visits find it unchanged.
        from cdetrack.look.recording import record_visit

        try:
            outcome = record_visit(visitor, visit, visit.look)
        except CdetrackError:
            raise
        except Exception as error:  # noqa: BLE001 - the other sources continue
            failure = BugError(f"the notices of `{visit.plan.source.name}`", error)
            visit = replace(visit, failure=failure, look=None)
        else:
            return _with_visit(outcome, visit)
    remember(visitor.store, [visit])
    return _with_visit(without_look(visit), visit)


def _recorded_with_details(visitor: Visitor, visit: Visit) -> Iterator[Outcome]:
    """Record a visit with the details of its notices, then those that an earlier run could not read."""
    # Imported for sources with details alone.
    from cdetrack.look.completing import Completion

    completion = Completion(visitor, visit)
    outcome = _recorded(visitor, completion.of_look() if visit.plan.source.details else visit)
    yield completion.told(outcome)
    earlier = completion.of_earlier()
    if earlier is not None:
        yield earlier


def _with_visit(outcome: Outcome, visit: Visit) -> Outcome:
    """Return the outcome with the facts about its visit."""
    return replace(
        outcome,
        index=visit.plan.index,
        problems=visit.problems,
        notes=(*outcome.notes, *(note.text for note in visit.notes)),
        failure=_explained(visit),
        partial=visit.failure is not None,
        # After a failure, the next look reads on and closes the gap, or tells that it could not.
        disjoint=outcome.disjoint and visit.failure is None,
        mirrored=visit.facts.mirrored,
        unstable=visit.unstable,
        # A normal look that ends at known notices needs no further pages.
        further=visit.further and (outcome.baseline or outcome.disjoint),
        saved_pages=visit.saved_pages if visit.plan.first and visit.look is None else 0,
    )


def _explained(visit: Visit) -> CdetrackError | None:
    """Return the failure of a visit; for a source that nobody has seen answer, its hint says how to report it."""
    error, source = visit.failure, visit.plan.source
    if error is None or source.is_confirmed or not visit.plan.first or isinstance(error, NoMatchError):
        return error
    explained = copy(error)
    report = (
        f"`{source.name}` is unconfirmed: nobody has seen it answer; please report this failure, with the page in your "
        "browser at its address"
    )
    explained.hint = f"{error.hint}; {report}" if error.hint else report
    return explained
