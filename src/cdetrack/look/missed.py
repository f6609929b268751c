"""Decide which notices a look should have shown and did not, and which of those are gone; remember the order."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import field
from datetime import date
from functools import partial

from cdetrack.changes.absence import fall_of, gone_between, pinned_in, remembered, too_many
from cdetrack.changes.compare import Comparison
from cdetrack.changes.merge import last_shown
from cdetrack.look.plan import are_other_settings
from cdetrack.model.frozen import frozen
from cdetrack.model.record import Look, Standing
from cdetrack.store.present import Present
from cdetrack.store.state import DISPROVED, SourceState

_KINDS = frozenset({"withdrawn", "changed", "restored"})
"""Marks that are the kind of a change; the others are for what was told to nobody."""
_MAX_ORDER = 2_000
"""The number of entries with a remembered order; only full looks find gaps between entries further down."""


@frozen
class Absence:
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


def vanished_between(
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


def absence_in(
    present: Present,
    state: SourceState,
    look: Look,
    comparison: Comparison,
    between: Sequence[str],
    *,
    accept: bool,
) -> Absence:
    """Return the notices that this look missed; those that the look before missed as well are gone.

    After an edit of the settings, a look may lack a notice because of it: those that it lacks are left out, and not
    missed, until a look shows them again, or one by the settings that they were listed by lacks them. Those that looks
    missed before the edit are missed.
    """
    seen, settings = comparison.seen, state.full_settings if look.full else state.order_settings
    chosen_by = look.chosen_by_settings
    left_out = {name: by for name, by in state.left_out.items() if name not in seen and by != chosen_by}
    missed = tuple(each for each in _missed(present, look, comparison, between) if each not in left_out)
    newly: dict[str, str] = {}
    if settings is not None and are_other_settings(chosen_by, settings):
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
        return Absence(missed=counts, held_back=held_back, left_out=left_out, newly_left_out=len(newly))
    still = {name: n for name, n in counts.items() if name not in again}
    return Absence(missed=still, gone=gone, left_out=left_out, newly_left_out=len(newly))


def _missed(present: Present, look: Look, comparison: Comparison, between: Iterable[str]) -> tuple[str, ...]:
    """Return the missed notices: for a full look all that it lacks, else those between two adjacent entries."""
    if look.full:
        return tuple(each.id for each in present.shown_by(look.source) if each.id not in comparison.seen)
    if not look.sound:
        return ()
    gone = (each for each in map(present.get, between) if each is not None)
    return tuple(each.id for each in gone if each.withdrawn is None and look.source in each.record.sources)


def still_undone(
    undone: Mapping[str, str], look: Look, comparison: Comparison, absence: Absence, between: Collection[str]
) -> dict[str, str]:
    """Return the marks of undone changes, as in `SourceState.undone`, that remain after a look.

    A change that is found again has no mark any more. One is disproved by a look that shows its notice without it, and
    the return of a notice by one that misses it, such as from `between` its neighbours.
    """
    gone = {each.id for each in absence.gone}
    found = gone.union(change.id for change in comparison.changes)
    left = {}
    for name, mark in undone.items():
        is_shown = name in comparison.seen
        if mark == DISPROVED:
            left[name] = mark
        elif mark in _KINDS:
            is_disproved = (look.full and not is_shown) or name in between if mark == "restored" else is_shown
            if name not in found:
                left[name] = DISPROVED if is_disproved else mark
        # The return of a withdrawn notice is news, whatever an undone look had found.
        elif not is_shown and name not in gone:
            left[name] = mark
    return left


def new_order(
    state: SourceState,
    look: Look,
    comparison: Comparison,
    absence: Absence,
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
