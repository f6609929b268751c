"""Decide on the changes of a look and the new state of its source; writes nothing."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from types import MappingProxyType
from typing import NamedTuple

from cdetrack.changes.absence import withdrawals
from cdetrack.changes.compare import Comparison, compare, keys_in
from cdetrack.changes.keys import ids_undone, in_other_orders, title_keys
from cdetrack.changes.match import Before
from cdetrack.changes.merge import Sites
from cdetrack.changes.rereading import SAME, Rereading
from cdetrack.changes.whole_listing import SHIFTS, shifted
from cdetrack.look.missed import Absence, absence_in, new_order, still_undone, vanished_between
from cdetrack.look.news import NO_FORMER, FormerSources, as_before, begun_by, of_first_look, of_later_look
from cdetrack.look.outcome import Outcome
from cdetrack.look.plan import are_other_settings, is_edited
from cdetrack.model.frozen import frozen
from cdetrack.model.jsonform import timestamp
from cdetrack.model.record import INGEST, Change, Look, Record
from cdetrack.sources.reading import READER
from cdetrack.store.present import Present
from cdetrack.store.state import SourceState


@frozen
class Judgement:
    """The decision about a look."""

    outcome: Outcome
    """With the changes to record."""
    state: SourceState
    """The new state of the source."""
    apart: bool
    """The look showed no notice from before it, or from before the gap that an earlier one left."""
    shown: Mapping[str, Record]
    """Id -> the entry of the look that shows the notice."""


def wanted_keys(look: Look) -> set[str]:
    """Return the keys of all notices that `judge` may compare with the look."""
    keys = {key for each in keys_in(look) for key in each}
    for each in look.records:
        if each.url is None:
            # It may have been recorded before it had a date, when the site wrote its times in another zone, or before
            # it was known whether the day, the month or the year comes first.
            days = {None, *in_other_orders(each.date), *(shifted(each.date, step) for step in SHIFTS)}
            keys |= {key for day in days for key in title_keys(each.title, day)}
    return keys


def judge(  # noqa: PLR0913 - all that the decision depends on
    present: Present,
    state: SourceState,
    look: Look,
    *,
    number: int,
    baseline: bool,
    sites: Sites,
    former: FormerSources = NO_FORMER,
    left_out: Mapping[str, Collection[str]] = MappingProxyType({}),
    accept: bool = False,
    live: bool = False,
) -> Judgement:
    """Return the changes of a look and the new state of its source.

    `present` has the notices for the `wanted_keys` of the look, `number` is the number of the look, `sites` are the
    hosts of the sources in use, `former` the sources whose listing this may be, `left_out` has for each source the
    notices that its settings leave out. `accept` accepts mass withdrawals.

    What only comes to light by a `live` look, and is no news, is a baseline: `look/news` has the rules. If the state is
    lost, notices that the source did not list are new unless they are older and many: a repeated alert is better than a
    lost one.
    """
    rereading = SAME if look.detail else _rereading(state, look)
    # An ingested file may be of any day: only live looks have a look before.
    order_before = state.order if live and not look.detail else []
    look = _with_ids_of_undone(look, state)
    comparison = compare(
        present,
        look,
        number=number,
        baseline=baseline,
        sites=sites,
        is_as_known=present.is_as_known,
        rereading=rereading,
        before=Before(order_before, state.tokens, partial(_by_day, present, look), {*former.names}.difference(sites)),
    )
    case = _Case(present, state, look, comparison, rereading, order_before, baseline, live)
    changes, begun, has_news = case.news(former)
    after = replace(state, last_new=timestamp(look.at)) if has_news else state
    absence = Absence()
    if not look.detail:
        absence, after = case.absence(after, begun, accept=accept)
        changes += withdrawals(
            absence.gone,
            source=look.source,
            at=look.at,
            number=number,
            shows=lambda source, name: source in sites and name not in left_out.get(source, ()),
        )
    outcome = Outcome(
        source=look.source,
        read=look.files,
        notices=len(comparison.shown),
        under=Counter(look.source if look.source in each.sources else each.sources[0] for each in comparison.shown),
        changes=changes,
        baseline=baseline,
        detail=look.detail,
        held_back=absence.held_back,
        notes=(
            *_notes(changes, rereading, look, comparison.stay_withdrawn, absence.newly_left_out),
            *case.older_notes(changes),
        ),
        disjoint=bool(order_before) and not case.shows_one_of(SourceState()),
    )
    apart = outcome.disjoint if state.gap is None else not case.shows_one_of(state)
    shown = dict(zip(comparison.order, comparison.shown, strict=True))
    return Judgement(outcome=outcome, state=after, apart=apart, shown=shown)


class _Case(NamedTuple):
    """A look to decide on, with what was known before it and how it differs."""

    present: Present
    state: SourceState
    look: Look
    comparison: Comparison
    rereading: Rereading
    order_before: Sequence[str]
    baseline: bool
    live: bool

    def news(self, former: FormerSources) -> tuple[tuple[Change, ...], Sequence[str], bool]:
        """Return all changes, the ids of the notices that the source begins to show, and whether any is news.

        The changes that are no news are baselines, or quiet.
        """
        state, look = self.state, self.look
        changes = self.comparison.changes if look.detail else tuple(as_before(self.comparison.changes, state.undone))
        begun = [] if look.detail else list(begun_by(changes, look.source))
        has_news = False
        if self.baseline:
            was_empty = self.live and not are_other_settings(look.settings, state.settings)
            since = state.empty_since if was_empty else None
            changes = of_first_look(self.present, look, changes, empty_since=since, undone=state.undone, former=former)
            has_news = any(each.kind == "added" and not each.baseline for each in changes)
        elif self.live and not look.detail:
            reread, edited = self.rereading.parser, is_edited(state, look.settings)
            changes, has_news = of_later_look(
                self.present, state, look, self.comparison, changes, begun, reread=reread, edited=edited
            )
        return changes, begun, has_news

    def absence(self, state: SourceState, begun: Sequence[str], *, accept: bool) -> tuple[Absence, SourceState]:
        """Return the notices that the look should have shown, and the new state of the source."""
        look, comparison = self.look, self.comparison
        vanished = vanished_between(
            self.present, look.source, comparison, self.order_before, is_reread=self.rereading != SAME
        )
        between = vanished(comparison.unreadable)
        absence = absence_in(self.present, state, look, comparison, between, accept=accept)
        if self.live:
            order = new_order(state, look, comparison, absence, self.order_before, vanished(frozenset()))
            state = replace(state, order=order)
        return absence, replace(
            _with_learnt(state, look, comparison, absence),
            # A first look is the baseline: what it does not show is new when it comes.
            undone={} if self.baseline else still_undone(state.undone, look, comparison, absence, between),
            since_gap=[*state.since_gap, *begun] if self.live or state.gap is not None else [],
        )

    def shows_one_of(self, state: SourceState) -> bool:
        """Return True if the look shows a notice that the source had listed by this state."""
        return any(state.has_listed(self.present.get(name), self.look.source) for name in self.comparison.order)

    def older_notes(self, changes: Sequence[Change]) -> Iterator[str]:
        """Yield the note on the older notices that come to light, if there are any."""
        older = sum(each.baseline and each.kind == "added" for each in changes)
        if self.baseline or not older:
            return
        if self.live and self.state.last_success is None:
            yield f"its state was lost, and older notices that it did not show before are told to nobody: {older:,}"
        elif is_edited(self.state, self.look.settings):
            which = "older notices that it did not show by those before"
            yield f"its settings are new, and {which} are told to nobody: {older:,}"


def _with_learnt(state: SourceState, look: Look, comparison: Comparison, absence: Absence) -> SourceState:
    """Return the state of a source with what a look of its listing teaches, whatever its news are."""
    return replace(
        state,
        missed=absence.missed,
        last_full=timestamp(look.at) if look.full else state.last_full,
        # Kept once learnt: an error on a later page must not change the reading of the whole listing.
        date_order=state.date_order or look.order_proved,
        read_in=look.order_given,
        tokens=comparison.tokens,
        undone_ids={now: name for now, name in state.undone_ids.items() if name not in comparison.order},
        settings=look.settings or state.settings,
        order_settings=(look.sound and not look.stopped and look.settings) or state.order_settings or look.settings,
        full_settings=(look.full and look.chosen_by_settings) or state.full_settings or look.settings,
        left_out=dict(absence.left_out),
    )


def _by_day(present: Present, look: Look) -> Sequence[str]:
    """Return the ids of the notices that the source of a look shows, the newest first."""
    return [each.id for each in present.shown_by(look.source)]


def _with_ids_of_undone(look: Look, state: SourceState) -> Look:
    """Return a look whose entries have the ids under which they were taken back.

    Those that an older cdetrack or an export gave follow from nothing that an entry has; a watch knows by them what it
    was told.
    """
    if not state.undone_ids:
        return look
    there = ((at, now) for at, each in enumerate(look.records) for now in reversed(ids_undone(each)))
    undone = {at: state.undone_ids[now] for at, now in there if now in state.undone_ids}
    return replace(look, ids={**undone, **look.ids})


def _rereading(state: SourceState, look: Look) -> Rereading:
    """Return the ways in which a look reads its page otherwise than the look before."""
    if state.last_success is None:
        return SAME
    return Rereading(
        parser=state.reader != READER,
        # By the order from which that look began: it may have proved another only behind its first page.
        order=(look.order_given or look.order_proved) != state.read_in,
        layout=are_other_settings(look.settings, state.settings),
    )


def _notes(
    changes: Sequence[Change], rereading: Rereading, look: Look, stay_withdrawn: int, left_out: int
) -> Iterator[str]:
    """Yield notes on notices that are only read otherwise than before, stay withdrawn, or are left out now."""
    if stay_withdrawn:
        way = "" if look.copy else "; `--source` with the name of the listing that shows them again brings them back"
        yield f"withdrawn notices stay withdrawn, since this may be an old copy: {stay_withdrawn:,}{way}"
    # With a source of its own, it is what another cache shows, and nobody takes it for a backup.
    given = set(look.ids.values()) if look.source == INGEST else ()
    restored = sum(each.baseline and each.kind == "added" and each.id in given for each in changes)
    if restored:
        yield (
            "an export has neither the history of its notices nor the decisions on them: they are first seen now, and "
            f"undecided: {restored:,}; to keep both, copy the folder of the cache"
        )
    if left_out:
        yield (
            "its settings are new: known notices that it no longer shows stay as they are, and do not count as "
            f"withdrawn: {left_out:,}"
        )
    quiet = (each for each in changes if each.kind == "changed" and each.quiet)
    read = [(each.before, each.after) for each in quiet if each.before and each.after]
    order = look.order_given or look.order_proved
    turned = [
        after for before, after in read if (after.date.day, after.date.month) == (before.date.month, before.date.day)
    ]
    if rereading.layout and read:
        yield f"its settings are new, and known notices read otherwise by them are told to nobody: {len(read):,}"
    elif rereading.order and order is not None and turned:
        first = "month" if order == "mdy" else "day"
        proved = "one of its dates proves" if look.order_given is None else "it is known"
        yield (
            f"{proved} now that the {first} comes first; known notices with a day read otherwise before are told to "
            f"nobody: {len(turned):,}"
        )
