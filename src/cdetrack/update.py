"""One look at one source, and many of them: compare, judge what is absent, record; a failure stops only its source."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cdetrack.changes import absences, compare, is_quiet, too_many, withdrawals
from cdetrack.errors import CdetrackError
from cdetrack.evidence import Change, Look, Record, Standing
from cdetrack.identity import keys_of
from cdetrack.jsonform import timestamp
from cdetrack.store.fold import Fold
from cdetrack.store.present import Present
from cdetrack.store.state import SourceState, State, load_state
from cdetrack.store.writer import Writer

if TYPE_CHECKING:
    from cdetrack.details import Details
    from cdetrack.sources import Source
    from cdetrack.store import Store
    from cdetrack.visit import Visit, Visitor

WAIT = 60.0
"""Seconds to wait for another cdetrack that is writing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What one look came to, for the line that tells it."""

    source: str
    place: int = 0
    """Which one it is of the sources that were asked for, from 0."""
    notices: int = 0
    """How many notices the look showed."""
    changes: tuple[Change, ...] = ()
    seen: frozenset[str] = frozenset()
    """Their ids."""
    baseline: bool = False
    detail: bool = False
    """It read notices' own pages."""
    held_back: tuple[str, ...] = ()
    """Ids of notices that would be withdrawn, too many at once to believe it."""
    problems: tuple[str, ...] = ()
    """Entries that could not be read and were skipped."""
    failure: CdetrackError | None = None
    """Why the source could not be read, or not to its end."""
    mirrored: CdetrackError | None = None
    """Why the mirror was asked instead of the main host."""
    partial: bool = False
    """The listing was not read to its end."""
    restless: bool = False
    """The listing changed at every reading: the next look may find what slipped through."""
    kept: int = 0
    """How many pages are kept of a first look that did not reach its end."""

    def count(self, kind: str) -> int:
        """Return how many changes of a kind there are that somebody would want to hear of."""
        return sum(1 for each in self.changes if each.kind == kind and not is_quiet(each) and not each.baseline)

    @property
    def earlier(self) -> int:
        """How many notices are recorded as having been there before anybody looked."""
        return sum(1 for change in self.changes if change.baseline)


def exit_code(outcomes: Iterable[Outcome]) -> int:
    """Return the code of the first failure, in the order in which the sources were asked for; 0 without one."""
    failures = [(each.place, each.failure.exit_code) for each in outcomes if each.failure is not None]
    return min(failures, key=lambda each: each[0])[1] if failures else 0


def first_looks(fold: Fold | None, state: State, sources: Iterable[str]) -> frozenset[str]:
    """Return those of `sources` that were never looked at: their next look is a baseline.

    The history tells, and the state of those that had nothing of their own to tell.
    """
    known = {*(fold.sources if fold is not None else ())}
    known |= {name for name, source in state.sources.items() if source.last_success is not None}
    return frozenset(sources) - known


def record(writer: Writer, look: Look, *, baseline: bool, accept: bool = False) -> Outcome:
    """Record what `look` found, in one piece, and remember what a full look missed.

    `accept` takes withdrawals that are too many to be believed.
    """
    state = writer.state()
    source = state.source(look.source)
    outcome = judge(writer.fold, source, look, number=writer.looks + 1, baseline=baseline, accept=accept)
    if not look.detail:
        source.succeeded(timestamp(look.at))
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
    live: bool = False,
) -> Outcome:
    """Return what `look` changes, and bring `state` up to it; nothing is written.

    The first `live` look at a source that is known from files alone finds what the files left out: what is dated
    before the newest notice that is known was there before, and is a baseline; the rest is news. With the state lost
    nobody knows what was looked at, and all is news: rather told twice than not at all.
    """
    keys = list(map(keys_of, look.records))
    present = Present(fold, {key for each in keys for key in each})
    comparison = compare(present, look, number=number, baseline=baseline, keys=keys, is_as_known=present.is_as_known)
    changes = comparison.changes
    from_files = state.last_success is not None and state.last_full is None
    if live and from_files and not baseline and not look.detail:
        changes = _settled(changes, present.shown_by(look.source))
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
    elif not look.detail:
        state.missed = {name: count for name, count in state.missed.items() if name not in comparison.seen}
    return Outcome(
        source=look.source,
        notices=len(look.records),
        changes=changes,
        seen=comparison.seen,
        baseline=baseline,
        detail=look.detail,
        held_back=held_back,
    )


def _settled(changes: Sequence[Change], known: Iterable[Standing]) -> tuple[Change, ...]:
    newest = max((standing.record.date for standing in known), default=None)
    return tuple(
        replace(each, baseline=True)
        if each.kind == "added" and each.after is not None and newest is not None and each.after.date < newest
        else each
        for each in changes
    )


def fetch(
    visitor: "Visitor",
    sources: "Sequence[Source]",
    *,
    with_details: bool = False,
    accept: bool = False,
) -> Iterator[Outcome]:
    """Visit live listings and record what each shows, yielding an outcome for each look as it ends.

    With details, the own page of each new or reworded notice is read as well; after full looks, of every notice
    that they showed. Failures are in the outcomes; raises CacheError alone, when nothing can be recorded at all.
    """
    from cdetrack.visit import Due, side_by_side

    store = visitor.store
    if not visitor.dry_run:
        # Whoever cannot record what is found had better not ask for it.
        with store.locked(wait=WAIT):
            pass
    state = load_state(store.folder)
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
        yield _recorded(store, visit, accept=accept)
        if with_details:
            again = _once_more(visitor, visit, unread)
            if again is not None:
                yield again


def _usable(state: SourceState, source: "Source") -> SourceState:
    """Return what is remembered without validators that were said of something else."""
    from cdetrack.visit import readable_as

    return state if state.validates == readable_as(source) else replace(state, etag=None, last_modified=None)


def _weighed(visitor: "Visitor", visit: "Visit", *, accept: bool) -> Outcome:
    """Return what a visit would change."""
    outcome = Outcome(source=visit.source.name)
    if visit.look is not None:
        state = load_state(visitor.store.folder).source(visit.source.name)
        outcome = judge(visitor.fold(), state, visit.look, number=0, baseline=visit.first, accept=accept, live=True)
    return _told(outcome, visit)


def _recorded(store: "Store", visit: "Visit", *, accept: bool) -> Outcome:
    """Record what a visit found and what is to be remembered of its source, in one go."""
    name = visit.source.name
    outcome = Outcome(source=name)
    with store.writing(wait=WAIT) as writer:
        state = writer.state()
        source = state.source(name)
        if visit.look is not None:
            # Another run may have recorded the source's first look meanwhile.
            baseline = visit.first and bool(first_looks(writer.fold, state, [name]))
            number = writer.looks + 1
            outcome = judge(writer.fold, source, visit.look, number=number, baseline=baseline, accept=accept, live=True)
            writer.append(outcome.changes)
        _remember(source, visit)
        writer.save(state)
    if visit.look is not None:
        for aside in visit.aside:
            aside.drop()
    return _told(outcome, visit)


def _remember(source: SourceState, visit: "Visit") -> None:
    now = timestamp(visit.at)
    if visit.failure is not None:
        # The next look asks without validators: it must read again what this one could not.
        source.etag = source.last_modified = source.validates = None
        source.failed(now, visit.failure.message)
        return
    source.succeeded(now)
    if visit.mirrored is not None or visit.restless:
        # What the mirror calls its page says nothing about the main host's.
        source.etag = source.last_modified = source.validates = None
    else:
        source.etag, source.last_modified = visit.etag, visit.last_modified
        source.validates = visit.readable if visit.etag or visit.last_modified else None
    if visit.full:
        source.last_full = now


def _told(outcome: Outcome, visit: "Visit") -> Outcome:
    own = visit.details_failed
    return replace(
        outcome,
        place=visit.place,
        problems=(*visit.problems, *(error.message for error in (own if visit.failure is not None else own[1:]))),
        failure=visit.failure or next(iter(own), None),
        partial=visit.failure is not None,
        mirrored=visit.mirrored,
        restless=visit.restless,
        kept=visit.kept if visit.first and visit.look is None else 0,
    )


def _complete(visitor: "Visitor", visit: "Visit") -> list[Record]:
    """Add to a look what the own pages of its new and reworded notices say; return those that could not be read.

    Before it is recorded: whoever hears of a notice hears of all that its page says, in one look.
    """
    from cdetrack.details import read_details

    if visit.look is None:
        return []
    state = load_state(visitor.store.folder).source(visit.source.name)
    weighed = judge(visitor.fold(), state, visit.look, number=0, baseline=visit.first, live=True)
    fresh = {each.after.url for each in weighed.changes if each.after is not None and not is_quiet(each)}
    wanted = [each for each in visit.look.records if visitor.full or each.url in fresh]
    details = read_details(visitor, visit.source, wanted)
    records = tuple(details.records.get(each.url or "", each) for each in visit.look.records)
    visit.look = replace(visit.look, records=records)
    visit.details_failed += details.failures
    return details.unread


def _once_more(visitor: "Visitor", visit: "Visit", unread: Sequence[Record]) -> Outcome | None:
    """Read the own pages that an earlier run could not read, and remember those that are still `unread`."""
    from cdetrack.details import read_details

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
            outcome = judge(writer.fold, state.source(name), look, number=writer.looks + 1, baseline=False)
            writer.append(outcome.changes)
        state.source(name).unread = sorted(failed)
        writer.save(state)
    return _told(outcome, _own(visit, details)) if due else None


def _own(visit: "Visit", details: "Details") -> "Visit":
    from cdetrack.visit import Visit

    return Visit(source=visit.source, at=visit.at, place=visit.place, details_failed=details.failures)
