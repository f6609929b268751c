"""One look at one source: compare it with what is known, judge what is absent, record it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from cdetrack.changes import absences, compare, is_quiet, too_many, withdrawals
from cdetrack.errors import BugError, CdetrackError
from cdetrack.evidence import Change, Look, Standing
from cdetrack.identity import keys_of
from cdetrack.jsonform import timestamp
from cdetrack.store.fold import Fold
from cdetrack.store.present import Present
from cdetrack.store.state import SourceState, State
from cdetrack.store.writer import Writer

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
    keys: Sequence[tuple[str, ...]] | None = None,
    accept: bool = False,
    live: bool = False,
) -> Outcome:
    """Return what `look` changes, and bring `state` up to it; nothing is written.

    `keys` are those of its records, from whoever has them already.
    The first `live` look at a source that is known from files alone finds what the files left out: what is dated
    before the newest notice that is known was there before, and is a baseline; the rest is news. With the state lost
    nobody knows what was looked at, and all is news: rather told twice than not at all.
    """
    keys = keys if keys is not None else list(map(keys_of, look.records))
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
