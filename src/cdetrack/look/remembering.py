"""The state of a source from one visit to the next; a visit without a look to record changes nothing else."""

from collections.abc import Iterable
from dataclasses import replace

from cdetrack.errors import CutOffError, EmptyError, NoMatchError, UnreadableError
from cdetrack.look.outcome import Outcome
from cdetrack.look.plan import are_other_settings, validator_scope
from cdetrack.look.visit import Visit
from cdetrack.model.jsonform import timestamp
from cdetrack.sources.reading import READER
from cdetrack.store.recorded import Recorded
from cdetrack.store.state import SourceState, State
from cdetrack.store.store import Store


def first_looks(recorded: Recorded, state: State, sources: Iterable[str]) -> frozenset[str]:
    """Return the sources that were never looked at: their next look is a baseline.

    A source that showed only notices of other sources is in the state, but has no change of its own.
    """
    known = {*recorded.sources}
    known |= {name for name, source in state.sources.items() if source.last_success is not None}
    return frozenset(sources) - known


def remember(store: Store, visits: Iterable[Visit]) -> None:
    """Save the new states of the sources of visits that brought no look, all at once. Raises CacheError."""
    with store.writing(fold=False) as writer:
        state = writer.state()
        for visit in visits:
            name = visit.plan.source.name
            state.sources[name] = state_after(state.source(name), visit)
        writer.save(state)


def without_look(visit: Visit) -> Outcome:
    """Return the outcome of a visit that brought no look."""
    return Outcome(source=visit.plan.source.name, fresh=fresh_messages(visit.plan.state, visit))


def fresh_messages(before: SourceState, visit: Visit) -> tuple[str, ...]:
    """Return the problems and notes of a visit that the look before did not have."""
    messages = (*visit.problems, *(note.text for note in visit.notes))
    return tuple(each for each in messages if each not in before.problems)


def state_after(state: SourceState, visit: Visit, *, apart: bool = False) -> SourceState:
    """Return the state of a source after a visit.

    With `apart` its look showed no notice from before, or from before the gap that an earlier one left.
    """
    now, facts = timestamp(visit.at), visit.facts
    state = replace(state)
    if visit.look is not None:
        state.kind, state.place = facts.kind or state.kind, facts.place or state.place
        state.lists = list(facts.lists) if facts.list_place is not None else state.lists
        state.reader = READER
        state.keep_problems(visit.problems, visit.notes, partial=visit.stopped)
    if visit.failure is not None:
        # Without validators the next look reads the failed pages again.
        state.drop_validators()
        if visit.look is not None:
            state.gap = state.gap or now
        if isinstance(visit.failure, EmptyError) and state.last_success is None:
            # What it answered to other settings says nothing: a mistake in them may have hidden all entries.
            edited = are_other_settings(visit.plan.source.settings, state.settings)
            state.empty_since = now if edited else state.empty_since or now
            state.settings = visit.plan.source.settings
        if visit.look is None and isinstance(visit.failure, NoMatchError):
            state.found_nothing(now, visit.failure.message)
        else:
            misread = isinstance(visit.failure, UnreadableError) and not isinstance(visit.failure, CutOffError)
            state.failed(now, visit.failure.message, misread=misread)
        return state
    state.succeeded(now)
    state.ended = state.ended if facts.ended is None else facts.ended
    # A further page that is not there ends the listing, or is missing just now. Where nothing before it was known, that
    # is a gap, until a second look at every page says so too.
    is_open = apart and visit.ended and not (visit.full and state.gap is not None)
    state.gap = (state.gap or now) if is_open else None
    state.since_gap = state.since_gap if is_open else []
    if visit.look is not None and visit.look.first_page is not None:
        # As long as a gap is open, there may be pages behind it that were never read.
        state.followed = state.followed or state.gap is None
    # A look that ended at known notices says nothing on the pages behind.
    state.further = visit.further or (state.further and not visit.full)
    if facts.mirrored is not None or visit.unstable or is_open or visit.oldest_first:
        # The validators of the mirror mean nothing to the main host, and those of page 1 nothing to the pages behind.
        state.drop_validators()
    else:
        state.etag, state.last_modified, state.digest = facts.etag, facts.last_modified, facts.digest
        state.validates = validator_scope(visit.plan.source) if facts.etag or facts.last_modified else None
    if visit.full:
        state.last_full = now
    return state
