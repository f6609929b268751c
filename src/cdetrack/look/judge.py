"""One look at one source: compare it with what is known, judge what is absent, record it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from cdetrack.changes.compare import (
    Comparison,
    compare,
    gone_between,
    is_quiet,
    keys_in,
    pinned_in,
    remembered,
    too_many,
    withdrawals,
)
from cdetrack.changes.keys import title_key
from cdetrack.changes.merge import Sites
from cdetrack.errors import BugError, CdetrackError
from cdetrack.look.ingest import BUILT_IN
from cdetrack.model.jsonform import timestamp
from cdetrack.model.record import Change, Look, Standing
from cdetrack.store.fold import Fold
from cdetrack.store.present import Present
from cdetrack.store.refold import refold
from cdetrack.store.state import SourceState, State, load_state
from cdetrack.store.store import Store
from cdetrack.store.writer import Writer

READER = 2
"""The version of our way of reading. When it goes up, days and titles that are only read better are told to nobody."""
_LONGEST_ORDER = 2_000
"""Entries of a look whose order is remembered: neighbours further down are left to full looks."""
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
    """Entries that could not be kept."""
    notes: tuple[str, ...] = ()
    """Entries that were kept and have something to tell of."""
    fresh: tuple[str, ...] = ()
    """Those of both that the look before did not tell."""
    disjoint: bool = False
    """It shares no entry with the look before: something in between may be missed."""
    further: bool = False
    """The listing has further pages that were not read."""
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
    failures = [(each.failure.exit_code, each.place) for each in outcomes if each.failure is not None]
    # A bug comes before all.
    return min(failures, key=lambda each: (each[0] != BugError.exit_code, each[1]))[0] if failures else 0


def first_looks(fold: Fold | None, state: State, sources: Iterable[str]) -> frozenset[str]:
    """Return those of `sources` that were never looked at: their next look is a baseline.

    The history tells, and the state of those that had nothing of their own to tell.
    """
    known = {*(fold.sources if fold is not None else ())}
    known |= {name for name, source in state.sources.items() if source.last_success is not None}
    return frozenset(sources) - known


def record(writer: Writer, look: Look, *, baseline: bool, sites: Sites = BUILT_IN, accept: bool = False) -> Outcome:
    """Record the changes that `look` found, in one piece, and remember what a full look missed.

    `accept` takes withdrawals that are too many to be believed.
    """
    state = writer.state()
    source = state.source(look.source)
    outcome = judge(writer.fold, source, look, number=writer.looks + 1, baseline=baseline, sites=sites, accept=accept)
    if not look.detail:
        source.succeeded(timestamp(look.at))
        source.reader = READER
        source.found_odd(look.odd)
    writer.append(outcome.changes)
    writer.save(state)
    return outcome


def weigh(store: Store, looks: Iterable[Look], *, sites: Sites) -> Iterator[Outcome]:
    """Yield the outcome that recording each of the looks would have, one after the other; nothing is written."""
    fold, state = store.fold_in_memory(), load_state(store.folder)
    looks = list(looks)
    first = first_looks(fold, state, {look.source for look in looks})
    for look in looks:
        baseline = look.source in first
        outcome = judge(fold, state.source(look.source), look, number=0, baseline=baseline, sites=sites)
        if outcome.changes:
            fold = Fold(store.fold_path, b"".join(refold(fold, outcome.changes, store.through(fold), store.rules)))
        yield outcome


def judge(
    fold: Fold | None,
    state: SourceState,
    look: Look,
    *,
    number: int,
    baseline: bool,
    sites: Sites,
    accept: bool = False,
    live: bool = False,
) -> Outcome:
    """Return the changes by which `look` differs, and bring `state` up to it; nothing is written.

    `sites` are the hosts of the sources' own pages.
    The first `live` look at a source that is known from files alone finds what the files left out: notices dated
    before the newest one that is known were there before, and are a baseline; the rest is news. With the state lost,
    all is news: rather told twice than not at all.
    """
    # Not without a day: it may have been seen before it had one.
    wanted = {key for each in keys_in(look) for key in each}
    wanted |= {title_key(each.title, None) for each in look.records if each.url is None}
    present = Present(fold, wanted)
    comparison = compare(
        present,
        look,
        number=number,
        baseline=baseline,
        sites=sites,
        is_as_known=present.is_as_known,
        rereads=state.last_success is not None and state.reader != READER,
    )
    changes = comparison.changes
    from_files = state.last_success is not None and state.last_full is None
    if live and from_files and not baseline and not look.detail:
        changes = _settled(changes, present.shown_by(look.source))
    # The last look at a listing, which an ingested file is not: it may be of any day.
    before = state.order if live and not look.detail else []
    disjoint = bool(before) and not comparison.known
    absence = _Absence()
    if not look.detail:
        between = _between(present, comparison, before)
        absence = _absence(present, state, look, comparison, between, accept=accept)
        changes += withdrawals(absence.gone, source=look.source, at=look.at, number=number)
        state.missed = absence.missed
        if live:
            # Withdrawn ones keep their places: `undo` may list them again, and then they are missed.
            withdrawn = (each.id for each in between if each.withdrawn is not None)
            kept = {*state.missed, *(each.id for each in absence.gone), *withdrawn}
            state.order = remembered(comparison.order, kept, before)[:_LONGEST_ORDER]
        if look.full:
            state.last_full = timestamp(look.at)
    return Outcome(
        source=look.source,
        notices=len(look.records),
        changes=changes,
        seen=comparison.seen,
        baseline=baseline,
        detail=look.detail,
        held_back=absence.held_back,
        disjoint=disjoint,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Absence:
    """The notices that a look has not shown though they should be there."""

    missed: dict[str, int] = field(default_factory=dict)
    """How many looks in a row have missed each; without those that are gone."""
    gone: tuple[Standing, ...] = ()
    held_back: tuple[str, ...] = ()
    """The ids of those that would be gone, too many at once to be believed."""


def _absence(
    present: Present,
    state: SourceState,
    look: Look,
    comparison: Comparison,
    between: Sequence[Standing],
    *,
    accept: bool,
) -> _Absence:
    """Return the notices that a look has missed, and those of them that two looks in a row have missed."""
    missed = _missed(present, look, comparison, between)
    # A look that is not full says nothing of entries that have scrolled off.
    others = {} if look.full else {name: n for name, n in state.missed.items() if name not in comparison.seen}
    counts = others | {name: state.missed.get(name, 0) + 1 for name in missed}
    again = [name for name in missed if state.missed.get(name, 0) >= 1]
    gone = tuple(each for each in map(present.get, again) if each is not None and each.withdrawn is None)
    shown = sum(1 for _ in present.shown_by(look.source)) if gone else 0
    if too_many(len(gone), of=shown) and not accept:
        return _Absence(missed=counts, held_back=tuple(each.id for each in gone))
    return _Absence(missed={name: n for name, n in counts.items() if name not in again}, gone=gone)


def _missed(present: Present, look: Look, comparison: Comparison, between: Iterable[Standing]) -> tuple[str, ...]:
    """Return the notices that a look has missed: all that a full one does not show, those between two neighbours."""
    if look.full:
        return tuple(each.id for each in present.shown_by(look.source) if each.id not in comparison.seen)
    if not look.sound:
        return ()
    return tuple(each.id for each in between if each.withdrawn is None and look.source in each.record.sources)


def _between(present: Present, comparison: Comparison, before: Sequence[str]) -> tuple[Standing, ...]:
    """Return the notices, withdrawn ones too, that are gone from between two neighbours of the order `before`."""
    if not before:
        return ()
    gone = gone_between(before, comparison.order, pinned_in(comparison.order, comparison.days))
    return tuple(each for each in map(present.get, gone) if each is not None)


def _settled(changes: Sequence[Change], known: Iterable[Standing]) -> tuple[Change, ...]:
    newest = max((standing.record.date for standing in known), default=None)
    return tuple(
        replace(each, baseline=True)
        if each.kind == "added" and each.after is not None and newest is not None and each.after.date < newest
        else each
        for each in changes
    )
