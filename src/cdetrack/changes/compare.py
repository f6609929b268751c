"""Compare a look with the known notices: the changes that it makes."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial

from cdetrack.changes.absence import withdrawals
from cdetrack.changes.change import change_in
from cdetrack.changes.entries import Known
from cdetrack.changes.keys import keys_of, wording_of
from cdetrack.changes.match import NOTHING, Before, Matcher
from cdetrack.changes.merge import (
    Sites,
    has_other_values,
    last_shown,
    merged,
    says_nothing_new,
    with_lost_title,
    with_title_shown_before,
)
from cdetrack.changes.repeats import repeats
from cdetrack.changes.replay import KnownInMemory
from cdetrack.changes.rereading import SAME, Rereading, only_took_short_day
from cdetrack.model.frozen import frozen
from cdetrack.model.record import INGEST, Change, Look, Record, Standing


@frozen
class Comparison:
    """The changes that a look found, and the ids of the notices that it showed, in the look's order."""

    changes: tuple[Change, ...]
    order: tuple[str, ...]
    """Each id once; repeated entries are left out."""
    unreadable: frozenset[int] = frozenset()
    """The places in `order` before which an entry stands that could not be read."""
    shown: tuple[Record, ...]
    """The entries of the look behind the ids in `order`."""
    days: Mapping[str, date]
    """Id -> the date that the listing shows; entries without a date are left out."""
    tokens: bool
    """Links of known notices have other values in their queries than before."""
    stay_withdrawn: int = 0
    """The number of withdrawn notices that it shows, and that stay withdrawn since it may be older."""

    @property
    def seen(self) -> frozenset[str]:
        """The same ids without their order."""
        return frozenset(self.order)


def compare(
    known: Known,
    look: Look,
    *,
    number: int,
    baseline: bool = False,
    sites: Sites | None = None,
    is_as_known: Callable[[str, Record], bool] = lambda *_: False,
    rereading: Rereading = SAME,
    before: Before = NOTHING,
) -> Comparison:
    """Return the changes by which look number `number` differs from the `known` notices.

    `sites` holds the hosts of the sources' own pages, which word their notices. `is_as_known` is a fast test that
    returns True if a notice equals an entry; such a notice is not decoded. `rereading` tells in which ways the page is
    read otherwise than at the last look: what they alone can explain is a quiet change. `before` is the look before:
    values of links that varied then and vary again are not recorded. Notices that the look does not show are left to
    `absence`.
    """
    keys = keys_in(look)
    again = repeats(look, keys, is_as_known=partial(_is_as_known, known, look, keys))
    matcher = Matcher(
        known,
        look,
        keys,
        before=before,
        repeated=again,
        reordered=rereading.order,
        reread=rereading.parser,
    )
    positions = [position for position in range(len(look.records)) if position not in again]
    same = _settled(matcher, look, positions, is_as_known)
    found = matcher.match(position for position in positions if position not in same)
    ids = {**same, **{position: each.id for position, each in found.items()}}
    order = tuple(ids.get(position) or matcher.admit(position) for position in positions)
    older = {position for position, each in found.items() if _may_be_older(look, look.records[position], each)}
    differences = partial(
        _differences, look, number, baseline=baseline, sites=sites or {}, rereading=rereading, tokens=before.tokens
    )
    changes: list[Change] = []
    for position, notice_id in zip(positions, order, strict=True):
        if position in same or position in older:
            continue
        record, standing = look.records[position], found.get(position)
        if standing is None:
            changes.append(change_in(look, number, notice_id, None, record, "added", baseline=baseline))
        else:
            changes += differences(standing, record)
    shown = tuple(look.records[position] for position in positions)
    # As places in `order`, which has no repeats.
    unreadable = {bisect_left(positions, each) for each in look.unreadable if each < len(look.records)}
    days = {name: record.date for name, record in zip(order, shown, strict=True) if record.date_from == "listing"}
    return Comparison(
        changes=tuple(changes),
        order=order,
        unreadable=frozenset(unreadable),
        shown=shown,
        days=days,
        tokens=any(_varies(found[at].record, look.records[at], look.source) for at in found if at not in older),
        stay_withdrawn=len(older),
    )


def _settled(
    matcher: Matcher, look: Look, positions: Iterable[int], is_as_known: Callable[[str, Record], bool]
) -> dict[int, str]:
    """Return position -> id for the entries that equal the notice with their strongest key, and settle these."""
    same: dict[int, str] = {}
    for position in positions:
        notice_id = matcher.one_with_key(position)
        if notice_id is not None and is_as_known(notice_id, look.records[position]):
            matcher.settle(position, notice_id)
            same[position] = notice_id
    return same


def keys_in(look: Look) -> Sequence[tuple[str, ...]]:
    """Return the keys of each record of a look, the strongest key first."""
    return look.keys or list(map(keys_of, look.records))


def _is_as_known(known: Known, look: Look, keys: Sequence[tuple[str, ...]], position: int) -> bool:
    """Return True if a notice with the strongest key of an entry has its title and day, as the source showed them."""
    record = look.records[position]
    notices = (standing.record for name in known.find(keys[position][0]) if (standing := known.get(name)))
    return any(
        wording_of(str(last_shown(each, look.source, "title"))) == wording_of(record.title)
        and last_shown(each, look.source, "date") == record.date
        for each in notices
    )


def _varies(known: Record, shown: Record, source: str) -> bool:
    """Return True if a source shows a notice under a link with other values in its query than before."""
    before = last_shown(known, source, "url") if source in known.sources else None
    return isinstance(before, str) and has_other_values(before, shown.url)


def _may_be_older(look: Look, record: Record, standing: Standing) -> bool:
    """Return True if an entry may have been shown before its notice was withdrawn from a listing."""
    is_of_unknown_origin = set(record.sources) == {INGEST} and set(standing.record.sources) != {INGEST}
    return standing.withdrawn is not None and not look.detail and (look.copy or is_of_unknown_origin)


def _differences(
    look: Look,
    number: int,
    standing: Standing,
    record: Record,
    *,
    baseline: bool,
    sites: Sites,
    rereading: Rereading,
    tokens: bool,
) -> list[Change]:
    """Return the change that an entry makes to a known notice, in a list; an empty list for none."""
    before = standing.record
    if standing.withdrawn is None and says_nothing_new(before, record):
        return []
    if look.copy and any(source in before.sources for source in record.sources):
        return []
    gone = standing.withdrawn is not None
    if rereading == SAME and not look.detail:
        record = with_title_shown_before(before, with_lost_title(before, record))
    after = merged(before, record, detail=look.detail, sites=sites, tokens=tokens, gone=gone)
    if gone and not look.detail:
        wordings = {source: words for source, words in after.shown.items() if source in record.sources}
        back = after._replace(sources=record.sources, shown=wordings)
        return [change_in(look, number, standing.id, None, back, "restored", baseline=baseline)]
    if after == before:
        return []
    # One more source of a notice is no news, even a source that rewords it.
    quiet = (
        len(after.sources) > len(before.sources)
        or rereading.explains(before, after)
        or (look.short_days and only_took_short_day(before, after))
    )
    return [change_in(look, number, standing.id, before, after, "changed", baseline=baseline, quiet=quiet)]


def between(old: Look, new: Look) -> tuple[Change, ...]:
    """Return the changes from one listing to another; notices that the new one lacks count as withdrawn."""
    known = KnownInMemory()
    known.apply(compare(known, old, number=1).changes)
    comparison = compare(known, new, number=2, before=Before(tokens=True))
    gone = [standing for name, standing in known.standings.items() if name not in comparison.seen]
    return comparison.changes + withdrawals(gone, source=new.source, at=new.at, number=2)
