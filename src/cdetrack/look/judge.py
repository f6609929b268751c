"""Decide on the changes of a look and the new state of its source; writes nothing."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import field, replace
from datetime import date, datetime, timedelta
from functools import partial
from types import MappingProxyType

from cdetrack.changes.absence import fall_of, gone_between, pinned_in, remembered, too_many, withdrawals
from cdetrack.changes.change import words_of
from cdetrack.changes.compare import Before, Comparison, compare, keys_in
from cdetrack.changes.keys import application_of, in_other_order, title_key
from cdetrack.changes.merge import Sites, last_shown
from cdetrack.changes.rereading import SAME, Rereading
from cdetrack.look.outcome import Outcome
from cdetrack.model.frozen import frozen
from cdetrack.model.jsonform import timestamp
from cdetrack.model.record import Change, Look, Record, Standing
from cdetrack.sources.reading import READER
from cdetrack.store.present import Present
from cdetrack.store.state import SourceState
from cdetrack.text.days import today

_MAX_ORDER = 2_000
"""The number of entries with a remembered order; only full looks find gaps between entries further down."""


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
    # An entry may have been recorded before it had a date.
    bare = [each for each in look.records if each.url is None]
    keys |= {title_key(each.title, None) for each in bare}
    # Or before it was known whether the day or the month comes first.
    return keys | {title_key(each.title, day) for each in bare if (day := in_other_order(each.date))}


def judge(  # noqa: PLR0913 - all that the decision depends on
    present: Present,
    state: SourceState,
    look: Look,
    *,
    number: int,
    baseline: bool,
    sites: Sites,
    left_out: Mapping[str, Collection[str]] = MappingProxyType({}),
    accept: bool = False,
    live: bool = False,
) -> Judgement:
    """Return the changes of a look and the new state of its source.

    `present` has the notices for the `wanted_keys` of the look, `number` is the number of the look, `sites` are the
    hosts of the sources in use, `left_out` has for each source the notices that its settings leave out. `accept`
    accepts mass withdrawals.

    The first `live` looks at a source known only from files, or that read its further pages, find notices that no look
    could read before: those in `_unreadable_before` are a baseline, all others are new. So are those in
    `_taken_for_one` at the first look after an upgrade. A first look after answers that there is no notice is a
    baseline for those dated before the first answer, and that of a source which had `former_names` before is one
    for those that it knew under these. If the state is lost, all are new: a repeated alert is better than
    a lost one.
    """
    rereading = SAME if look.detail else _rereading(state, look)
    # An ingested file may be of any day: only live looks have a look before.
    order_before = state.order if live and not look.detail else []
    comparison = compare(
        present,
        look,
        number=number,
        baseline=baseline,
        sites=sites,
        is_as_known=present.is_as_known,
        rereading=rereading,
        before=Before(order_before, state.tokens, partial(_by_day, present, look)),
    )
    changes = comparison.changes if look.detail else tuple(_as_before(comparison.changes, state.undone))
    begun = [] if look.detail else list(_begun(changes, look.source))
    before = state
    changes, has_news = _news(
        present, state, look, comparison, changes, rereading=rereading, baseline=baseline, live=live
    )
    if has_news:
        state = replace(state, last_new=timestamp(look.at))
    absence = _Absence()
    if not look.detail:
        gone = _gone_between(present, look.source, comparison, order_before, is_reread=rereading != SAME)
        between = gone(comparison.unreadable)
        absence = _absence(present, state, look, comparison, between, accept=accept)
        changes += withdrawals(
            absence.gone,
            source=look.source,
            at=look.at,
            number=number,
            shows=lambda source, name: source in sites and name not in left_out.get(source, ()),
        )
        # The return of a withdrawn notice is news, whatever an undone look had found.
        found_or_gone = comparison.seen.union(each.id for each in absence.gone)
        state = replace(
            state,
            missed=absence.missed,
            order=_new_order(state, look, comparison, absence, order_before, gone(frozenset()))
            if live
            else state.order,
            last_full=timestamp(look.at) if look.full else state.last_full,
            # Kept once learnt: an error on a later page must not change the reading of the whole listing.
            date_order=state.date_order or look.order_proved,
            read_in=look.order_given,
            tokens=comparison.tokens,
            undone={name: words for name, words in state.undone.items() if name not in found_or_gone},
            settings=look.settings or state.settings,
            order_settings=(look.sound and not look.stopped and look.settings) or state.order_settings or look.settings,
            full_settings=(look.full and (look.settings or look.chosen_by)) or state.full_settings or look.settings,
            left_out=dict(absence.left_out),
            since_gap=[*state.since_gap, *begun] if live or state.gap is not None else [],
        )

    is_edited = not baseline and _is_edited(before, look)
    older_now = sum(each.baseline and each.kind == "added" for each in changes) if is_edited else 0
    stay, newly = comparison.stay_withdrawn, absence.newly_left_out
    notes = tuple(_notes(changes, rereading, look, stay_withdrawn=stay, left_out=newly, older=older_now))

    def shares_one(state: SourceState) -> bool:
        return any(state.has_listed(present.get(name), look.source) for name in comparison.order)

    outcome = Outcome(
        source=look.source,
        notices=len(comparison.shown),
        under=Counter(look.source if look.source in each.sources else each.sources[0] for each in comparison.shown),
        changes=changes,
        baseline=baseline,
        detail=look.detail,
        held_back=absence.held_back,
        notes=notes,
        disjoint=bool(order_before) and not shares_one(SourceState()),
    )
    apart = outcome.disjoint if before.gap is None else not shares_one(before)
    shown = dict(zip(comparison.order, comparison.shown, strict=True))
    return Judgement(outcome=outcome, state=state, apart=apart, shown=shown)


def _news(
    present: Present,
    state: SourceState,
    look: Look,
    comparison: Comparison,
    changes: tuple[Change, ...],
    *,
    rereading: Rereading,
    baseline: bool,
    live: bool,
) -> tuple[tuple[Change, ...], bool]:
    """Return the changes, with what is no news as a baseline, as `judge` says; and whether anything was posted."""
    if live and not baseline and not look.detail:
        begun = list(_begun(changes, look.source))
        older = _unreadable_before(present, state, look, comparison, begun, edited=_is_edited(state, look))
        if rereading.parser:
            older |= _taken_for_one(present, look, changes)
        known = (name for name in begun if (one := present.get(name)) and look.source in one.record.sources)
        marked = (
            replace(each, baseline=True) if each.kind == "added" and each.id in older else each for each in changes
        )
        return tuple(marked), not older.union(known).issuperset(begun)
    if live and baseline and state.empty_since is not None:
        # The day of the site may be the one before ours.
        changes = _new_since(changes, today(datetime.fromisoformat(state.empty_since)) - timedelta(days=1))
    if baseline and look.former_names:
        before_it = [(each.record, name) for name in look.former_names for each in present.shown_by(name)]
        changes = tuple(_new_under_this_name(changes, before_it))
    return changes, baseline and any(not each.baseline for each in changes if each.kind == "added")


def _as_before(changes: Iterable[Change], undone: Mapping[str, str]) -> Iterator[Change]:
    """Yield the changes; one that an undone look had found in the same words, and told to nobody, is no news again."""
    for each in changes:
        mark, _, words = undone.get(each.id, "").partition(" ")
        if not mark or each.after is None or words != words_of(each.after):
            yield each
        else:
            yield replace(each, baseline=True) if mark == "baseline" else replace(each, quiet=True)


def _by_day(present: Present, look: Look) -> Sequence[str]:
    """Return the ids of the notices that the source of a look shows, the newest first."""
    return [each.id for each in present.shown_by(look.source)]


def _begun(changes: Iterable[Change], source: str) -> Iterator[str]:
    """Yield the ids of the notices that `source` lists by these changes, and did not list before them."""
    for each in changes:
        is_there = each.after is not None and source in each.after.sources
        if is_there and (each.before is None or source not in each.before.sources):
            yield each.id


def _rereading(state: SourceState, look: Look) -> Rereading:
    """Return the ways in which a look reads its page otherwise than the look before."""
    if state.last_success is None:
        return SAME
    return Rereading(
        parser=state.reader != READER,
        # By the order from which that look began: it may have proved another only behind its first page.
        order=(look.order_given or look.order_proved) != state.read_in,
        layout=_are_others(look.settings, state.settings),
    )


def _are_others(now: str | None, before: str | None) -> bool:
    """Return True if two digests are of different settings; those of a file, and of earlier versions, are not known."""
    return None not in {now, before} and now != before


def _notes(
    changes: Sequence[Change], rereading: Rereading, look: Look, *, stay_withdrawn: int, left_out: int, older: int
) -> Iterator[str]:
    """Yield notes on notices that are only read otherwise than before, stay withdrawn, or are left out or in now."""
    if stay_withdrawn:
        way = "" if look.copy else "; `--source` with the name of the listing that shows them again brings them back"
        yield f"withdrawn notices stay withdrawn, since this may be an old copy: {stay_withdrawn:,}{way}"
    given = set(look.ids.values())
    restored = sum(each.kind == "added" and each.id in given for each in changes)
    if restored:
        yield (
            "an export has neither the history of its notices nor the decisions on them: they are first seen now, and "
            f"undecided: {restored:,}; to keep both, copy the folder of the cache"
        )
    if older:
        yield (
            "its settings are new, and older notices that it did not show by those before are told to nobody: "
            f"{older:,}"
        )
    if left_out:
        yield (
            "its settings are new: known notices that it no longer shows stay as they are, and do not count as "
            f"withdrawn: {left_out:,}"
        )
    quiet = (each for each in changes if each.kind == "changed" and each.quiet)
    read = [(each.before, each.after) for each in quiet if each.before and each.after]
    order = look.order_given or look.order_proved
    turned = [after for before, after in read if after.date == in_other_order(before.date)]
    if rereading.layout and read:
        yield f"its settings are new, and known notices read otherwise by them are told to nobody: {len(read):,}"
    elif rereading.order and order is not None and turned:
        first = "month" if order == "mdy" else "day"
        proved = "one of its dates proves" if look.order_given is None else "it is known"
        yield (
            f"{proved} now that the {first} comes first; known notices with a day read otherwise before are told to "
            f"nobody: {len(turned):,}"
        )


@frozen
class _Absence:
    """The notices that a look should have shown, and did not."""

    missed: dict[str, int] = field(default_factory=dict)
    """The number of looks in a row that missed each notice, without the withdrawn ones."""
    gone: tuple[Standing, ...] = ()
    """The notices to withdraw."""
    held_back: tuple[str, ...] = ()
    """The ids of notices that were not withdrawn, because they are too many for a sound page."""
    left_out: Mapping[str, str] = field(default_factory=dict)
    """Id -> the settings that listed it, for notices that are not missed, because the settings leave them out."""
    newly_left_out: int = 0
    """The number of those that were not left out before."""


def _gone_between(
    present: Present, source: str, comparison: Comparison, order_before: Sequence[str], *, is_reread: bool
) -> Callable[[AbstractSet[int]], tuple[str, ...]]:
    """Return a function from the places of unreadable entries to the ids that vanished from between two neighbours.

    Where the page `is_reread` otherwise than before, its days say nothing of those before: the neighbours' old ones do.
    """

    def day_of(name: str) -> date | None:
        standing = None if name in shown and not is_reread else present.get(name)
        if standing is None or standing.record.date_from != "listing":
            return comparison.days.get(name)
        day = last_shown(standing.record, source, "date")
        return day if isinstance(day, date) else None

    order, shown = comparison.order, frozenset(comparison.order)
    pinned = pinned_in(order, comparison.days)
    falling = fall_of(comparison.days[name] for name in order if name in comparison.days) >= 0
    return partial(gone_between, order_before, order, pinned, days=day_of, falling=falling)


def _absence(
    present: Present,
    state: SourceState,
    look: Look,
    comparison: Comparison,
    between: Sequence[str],
    *,
    accept: bool,
) -> _Absence:
    """Return the notices that this look missed; those that the look before missed as well are gone.

    After an edit of the settings, a look may lack a notice because of it: those that it lacks are left out, and not
    missed, until a look shows them again, or one by the settings that they were listed by lacks them. Those that looks
    missed before the edit are missed.
    """
    seen, settings = comparison.seen, state.full_settings if look.full else state.order_settings
    chosen_by = look.settings or look.chosen_by
    left_out = {name: by for name, by in state.left_out.items() if name not in seen and by != chosen_by}
    missed = tuple(each for each in _missed(present, look, comparison, between) if each not in left_out)
    newly: dict[str, str] = {}
    if settings is not None and _are_others(chosen_by, settings):
        newly = {each: settings for each in missed if each not in state.missed and each not in state.left_out}
        missed = tuple(each for each in missed if each not in newly)
        left_out |= newly
    # Entries that have scrolled off keep their counts: only a full look reaches them.
    others = {} if look.full else {name: n for name, n in state.missed.items() if name not in seen}
    counts = others | {name: state.missed.get(name, 0) + 1 for name in missed}
    again = [name for name in missed if state.missed.get(name, 0) >= 1]
    gone = tuple(each for each in map(present.get, again) if each is not None and each.withdrawn is None)
    shown = sum(1 for _ in present.shown_by(look.source)) if gone else 0
    if too_many(len(gone), of=shown) and not accept:
        held_back = tuple(each.id for each in gone)
        return _Absence(missed=counts, held_back=held_back, left_out=left_out, newly_left_out=len(newly))
    still = {name: n for name, n in counts.items() if name not in again}
    return _Absence(missed=still, gone=gone, left_out=left_out, newly_left_out=len(newly))


def _missed(present: Present, look: Look, comparison: Comparison, between: Iterable[str]) -> tuple[str, ...]:
    """Return the missed notices: for a full look all that it lacks, else those between two adjacent entries."""
    if look.full:
        return tuple(each.id for each in present.shown_by(look.source) if each.id not in comparison.seen)
    if not look.sound:
        return ()
    gone = (each for each in map(present.get, between) if each is not None)
    return tuple(each.id for each in gone if each.withdrawn is None and look.source in each.record.sources)


def _new_order(
    state: SourceState,
    look: Look,
    comparison: Comparison,
    absence: _Absence,
    order_before: Sequence[str],
    vanished: Collection[str],
) -> list[str]:
    """Return the order of the listing to remember, with missed notices in their old places.

    Of a source with further pages, a look that ends at known notices leaves what is behind them as it was.
    `vanished` are those that are gone from between two neighbours, whether or not they count as missed.

    A look with errors proves no absence, so the order of the last one without stays for the next.
    """
    if order_before and not look.sound:
        return list(order_before)
    # Those too that do not count as missed. One may be an entry that could not be read: it is missed once the others
    # can. A withdrawn one is listed again after an `undo`, and the next look must miss it.
    kept = {*absence.missed, *(each.id for each in absence.gone), *vanished}
    end = len(order_before)
    if state.followed and not look.full:
        there = set(comparison.order)
        end = max((place + 1 for place, name in enumerate(order_before) if name in there), default=end)
    order = [*remembered(comparison.order, kept, order_before[:end]), *order_before[end:]]
    return order[:_MAX_ORDER]


def _is_edited(state: SourceState, look: Look) -> bool:
    """Return True if no look by the present settings has read the listing, or the one that began to left a gap."""
    unfinished = state.gap is not None and _are_others(look.settings, state.order_settings)
    return unfinished or _are_others(look.settings, state.settings)


def _unreadable_before(
    present: Present, state: SourceState, look: Look, comparison: Comparison, begun: Iterable[str], *, edited: bool
) -> frozenset[str]:
    """Return those of the notices `begun` by a live look that no look before it could read: they are no news.

    They stand behind a notice that the source has shown before: on pages that were never read, or, where only files
    were read or the settings are `edited`, dated before the newest one. A notice that the source has begun to list
    since a gap says nothing: what stands behind it may be new as well. Nor does a pinned one; and a notice dated after
    all known ones is news wherever it stands.
    """
    from_files = state.last_success is not None and state.last_full is None
    first_page = look.first_page if not state.followed else None
    by_date = from_files or edited
    if not by_date and first_page is None:
        return frozenset()
    shown = [each for each in present.shown_by(look.source) if state.has_listed(each, look.source)]
    newest = max((each.record.date for each in shown), default=date.min)
    order, days = comparison.order, comparison.days
    known = {each.id for each in shown} - pinned_in(order, days)
    places = [place for place, name in enumerate(order) if name in known]
    found: set[str] = set()
    if by_date and places:
        found.update(name for name in order[places[0] :] if name in days and days[name] < newest)
    if first_page is not None:
        # The end of page 1 is the first that counts: the listing may pin notices without dates to its top.
        end = next((place for place in places if place >= first_page - 1), len(order))
        found.update(name for name in order[max(end, first_page) :] if days.get(name, newest) <= newest)
    return frozenset(found.intersection(begun))


def _taken_for_one(present: Present, look: Look, changes: Iterable[Change]) -> frozenset[str]:
    """Return the ids of the added notices that an older parser took for a known one, by title and date.

    It did not tell applications apart.
    """
    added = ((each.id, each.after) for each in changes if each.kind == "added" and each.after is not None)
    keys = {name: title_key(after.title, after.date) for name, after in added if application_of(after)}
    if not keys:
        return frozenset()
    known = {title_key(each.record.title, each.record.date) for each in present.shown_by(look.source)}
    return frozenset(name for name, key in keys.items() if key in known)


def _new_under_this_name(changes: Iterable[Change], before: Sequence[tuple[Record, str]]) -> Iterator[Change]:
    """Yield the changes of a first look, without the mark of the baseline on what the source did not list `before`.

    Under another name of its source, a notice without a link is another one: title and day tell, as the source showed
    them under the former name, and the title alone where a day was not shown. What is dated before all that it listed
    stood on pages that were never read.
    """
    words = [
        (str(last_shown(each, name, "title")), last_shown(each, name, "date"), each.date_from) for each, name in before
    ]
    dated = [(title, day) for title, day, origin in words if origin == "listing" and isinstance(day, date)]
    oldest = min((day for _, day in dated), default=date.max)
    known = {title_key(title, day) for title, day in dated}
    undated = {title_key(title, None) for title, _, origin in words if origin == "seen"}
    titles = {title_key(title, None) for title, _, _ in words}
    for each in changes:
        after = each.after if each.kind == "added" else None
        if after is None or after.date < oldest or title_key(after.title, None) in undated:
            yield each
        elif after.date_from == "seen":
            yield each if title_key(after.title, None) in titles else replace(each, baseline=False)
        else:
            yield each if title_key(after.title, after.date) in known else replace(each, baseline=False)


def _new_since(changes: Iterable[Change], day: date) -> tuple[Change, ...]:
    """Return the changes of a first look, without the mark of the baseline on notices dated `day` or later."""
    return tuple(
        replace(each, baseline=False)
        if each.after is not None and each.after.date_from == "listing" and each.after.date >= day
        else each
        for each in changes
    )
