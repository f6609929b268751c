"""Tell the news among the changes of a look from what only comes to light by it: that is a baseline, told to nobody."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import islice
from types import MappingProxyType
from typing import NamedTuple

from cdetrack.changes.absence import pinned_in, too_many
from cdetrack.changes.change import is_quiet, wording_digest, wording_digest_without_badge
from cdetrack.changes.compare import Comparison
from cdetrack.changes.keys import application_of, title_key
from cdetrack.changes.merge import last_shown
from cdetrack.model.record import Change, Look, Record
from cdetrack.store.present import Present
from cdetrack.store.state import SourceState
from cdetrack.text.clean import without_all_badges
from cdetrack.text.days import today

_NEWEST = 10
"""So many of the newest notices of a source that is not in use any more tell whether another one lists them."""
_FEWEST = 2
"""The fewest that tell it: a single notice may be in any list."""


class FormerSources(NamedTuple):
    """The sources whose listing that of a new source may be."""

    names: Collection[str] = ()
    """The other names under which the listing was looked at by the same settings."""
    unused: Mapping[str, str] = MappingProxyType({})
    """The sources that are not in use any more, each with the time of its last look without an error."""
    begun: Mapping[str, str] = MappingProxyType({})
    """The sources of earlier rounds, each with the time of its first look, or of the first that is known of many."""


NO_FORMER = FormerSources()


def of_first_look(
    present: Present,
    look: Look,
    changes: tuple[Change, ...],
    *,
    empty_since: str | None,
    undone: Mapping[str, str],
    former: FormerSources,
) -> tuple[Change, ...]:
    """Return the changes of a first look, without the mark of the baseline on its news.

    News is what is dated on or after the day `empty_since`, on which the source first answered that it has no notice,
    without the notices of an `undone` first look before it; what is as new as the newest of these, if the look shows
    most of them; what the source did not list under its `former` names; and what the sources that it replaces did not
    list, if it is dated on or after the day of the last look at them.
    """
    again = _found_again(changes, undone)
    since = _day_before(empty_since) if empty_since is not None else _newest_of_most(again, undone)
    if since is not None:
        news = _with_news(changes, (), since=since)
        changes = tuple(old if old.id in again else new for old, new in zip(changes, news, strict=True))
    if former.names:
        changes = tuple(_with_news(changes, [*_listed_by(present, former.names)]))
    elif replaced := _replaced_by(look, former, present):
        since = min(map(_day_before, replaced.values()))
        changes = tuple(_with_news(changes, [*_listed_by(present, replaced)], since=since))
    return changes


def _found_again(changes: Sequence[Change], undone: Mapping[str, str]) -> dict[str, date]:
    """Return id -> day of the notices that an undone look had found, under their id or another one in the same words.

    The numbers of a list may look like those of its rows at first, and like ids of its entries once one is posted.
    """
    if not undone:
        return {}
    there = {each.id: each.after for each in changes if each.after is not None}
    found = {name: after.date for name, after in there.items() if name in undone}
    left = Counter(mark.partition(" ")[2] for name, mark in undone.items() if name not in found)
    del left[""]
    # The very title comes first: in one look, a title and the same with a badge are two notices.
    for digest in (wording_digest, wording_digest_without_badge):
        for name, after in there.items():
            if name not in found and left[key := digest(after)] > 0:
                left[key] -= 1
                found[name] = after.date
    return found


def _newest_of_most(again: Mapping[str, date], undone: Mapping[str, str]) -> date | None:
    """Return the newest day of the notices found `again`, if they are most of those of an undone first look."""
    first = sum(mark.startswith("baseline ") for mark in undone.values())
    return max(again.values()) if len(again) >= _FEWEST and 2 * len(again) > first else None


def _replaced_by(look: Look, former: FormerSources, present: Present) -> dict[str, str]:
    """Return the unused sources that a look is the first to replace, each with the time of its last look."""
    dated = [each for each in look.records if each.date_from == "listing"]
    shown = {title_key(each.title, each.date) for each in dated}
    found = {
        name: last
        for name, last in former.unused.items()
        if _are_most_of(name, present, shown) or _had_most_of(name, last, present, dated)
    }
    return {name: last for name, last in found.items() if not _was_replaced(name, last, former, present)}


def _had_most_of(name: str, last: str, present: Present, entries: Iterable[Record]) -> bool:
    """Return True if a source had most of the newest of these entries from before the `last` look at it.

    So it is where the site divides a list: each part shows few of the newest notices of the whole.
    """
    before = sorted((each for each in entries if each.date < _day_before(last)), key=lambda each: each.date)[-_NEWEST:]
    found = (map(present.get, present.find(title_key(each.title, each.date))) for each in before)
    known = sum(any(each is not None and name in each.record.sources for each in there) for there in found)
    return known >= _FEWEST and 2 * known > len(before)


def _was_replaced(name: str, last: str, former: FormerSources, present: Present) -> bool:
    """Return True if a source that began after the `last` look at this one shows most of its newest notices."""
    later = (other for other, begun in former.begun.items() if begun > last)
    return any(_are_most_of(name, present, set(_keys_of(_listed_by(present, [each])))) for each in later)


def _day_before(moment: str) -> date:
    """Return the day before a time: the day of a site may be the one before ours."""
    return today(datetime.fromisoformat(moment)) - timedelta(days=1)


def _listed_by(present: Present, names: Iterable[str]) -> Iterator[tuple[Record, str]]:
    """Yield the notices that these sources show, the newest of each source first, with its name."""
    return ((each.record, name) for name in names for each in present.shown_by(name))


def _as_shown(listed: tuple[Record, str]) -> tuple[str, date, str]:
    """Return the title and the day of a notice as a source showed them, and where the day is from."""
    record, name = listed
    day = last_shown(record, name, "date")
    return str(last_shown(record, name, "title")), day if isinstance(day, date) else record.date, record.date_from


def _keys_of(listed: Iterable[tuple[Record, str]]) -> Iterator[str]:
    """Yield title and day of each notice as one key."""
    return (title_key(title, day) for title, day, _ in map(_as_shown, listed))


def _are_most_of(name: str, present: Present, shown: Collection[str]) -> bool:
    """Return True if the titles and days that are shown are those of most of the newest notices of a source."""
    keys = [*_keys_of(islice(_listed_by(present, [name]), _NEWEST))]
    return len(keys) >= _FEWEST and 2 * len(set(keys).intersection(shown)) > len(keys)


def of_later_look(
    present: Present,
    state: SourceState,
    look: Look,
    comparison: Comparison,
    changes: tuple[Change, ...],
    begun: Sequence[str],
    *,
    reread: bool,
    edited: bool,
) -> tuple[tuple[Change, ...], bool]:
    """Return the changes of a live look, with what is no news as a baseline; and whether anything was posted.

    `begun` are the notices that the source begins to list. `reread` tells that an older parser read the page before,
    `edited` that the settings are new.
    """
    older = _unreadable_before(present, state, look, comparison, begun, edited=edited)
    if reread:
        older |= _taken_for_one(present, look, changes)
    known = (name for name in begun if (one := present.get(name)) and look.source in one.record.sources)
    # A known notice that the source only begins to list may count as added for a watch, as a new one does.
    marked = (
        replace(each, baseline=True) if each.id in older and (each.kind == "added" or is_quiet(each)) else each
        for each in changes
    )
    return tuple(marked), not older.union(known).issuperset(begun)


def as_before(changes: Iterable[Change], undone: Mapping[str, str]) -> Iterator[Change]:
    """Yield the changes; one that an undone look had found in the same words, and told to nobody, is no news again."""
    for each in changes:
        mark, _, digest = undone.get(each.id, "").partition(" ")
        # An older cdetrack recorded the digest with the badge.
        digests = (wording_digest_without_badge, wording_digest)
        if not mark or each.after is None or digest not in (made(each.after) for made in digests):
            yield each
        else:
            yield replace(each, baseline=True) if mark == "baseline" else replace(each, quiet=True)


def begun_by(changes: Iterable[Change], source: str) -> Iterator[str]:
    """Yield the ids of the notices that `source` lists by these changes, and did not list before them."""
    for each in changes:
        is_there = each.after is not None and source in each.after.sources
        if is_there and (each.before is None or source not in each.before.sources):
            yield each.id


def _unreadable_before(
    present: Present, state: SourceState, look: Look, comparison: Comparison, begun: Iterable[str], *, edited: bool
) -> frozenset[str]:
    """Return those of the notices `begun` by a live look that no look before it could read: they are no news.

    They stand behind a notice that the source has shown before: on pages that were never read, or, where only files
    were read or the settings are `edited`, dated before the newest one. So they are where the state is lost, if they
    are too many to have been posted late: nobody knows by which settings the listing was read before. A notice that the
    source has begun to list since a gap says nothing: what stands behind it may be new as well. Nor does a pinned one;
    and a notice dated after all known ones is news wherever it stands. Where `edited` settings show none of the known
    notices, the news is what is dated on or after the day of the last look.
    """
    from_files = state.last_success is not None and state.last_full is None
    first_page = look.first_page if not state.followed else None
    is_lost = state.last_success is None
    by_date = from_files or edited or is_lost
    if not by_date and first_page is None:
        return frozenset()
    shown = [each for each in present.shown_by(look.source) if state.has_listed(each, look.source)]
    newest = max((each.record.date for each in shown), default=date.min)
    order, days = comparison.order, comparison.days
    known = {each.id for each in shown} - pinned_in(order, days)
    places = [place for place, name in enumerate(order) if name in known]
    found: set[str] = set()
    if by_date and places:
        older = {name for name in order[places[0] :] if name in days and days[name] < newest}.intersection(begun)
        if not is_lost or too_many(len(older), of=len(shown)):
            found |= older
    elif edited and state.last_success is not None:
        # Another listing: this is its first look.
        day = _day_before(state.last_success)
        found.update(name for name in begun if days.get(name, date.min) < day)
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


def _with_news(
    changes: Iterable[Change], before: Sequence[tuple[Record, str]], *, since: date | None = None
) -> Iterator[Change]:
    """Yield the changes of a first look, without the mark of the baseline on what the source did not list `before`.

    Under another name of its source, a notice without a link is another one: title and day tell, as the source showed
    them under the former name, and the title alone where a day was not shown. What is dated before all that it listed
    stood on pages that were never read; with `since`, what is dated before that day or without a date may have been
    posted before.
    """
    changes = list(changes)
    here = {title_key(each.after.title, day) for each in changes if each.after for day in (each.after.date, None)}
    words = [*map(_as_shown, before)]
    dated = [(title, day) for title, day, origin in words if origin == "listing"]
    oldest = since or min((day for _, day in dated), default=date.max)
    known = _keys_known(dated, here)
    undated = _keys_known(((title, None) for title, _, origin in words if origin == "seen"), here)
    titles = _keys_known(((title, None) for title, _, _ in words), here)
    names = {name for _, name in before}
    for each in changes:
        # Another source may have shown it before.
        is_begun = each.kind == "added" or (each.before is not None and names.isdisjoint(each.before.sources))
        after = each.after if is_begun else None
        if after is None or after.date < oldest or not undated.isdisjoint(_keys_with(after.title, None)):
            yield each
            continue
        is_dated = after.date_from == "listing"
        listed, day = (known, after.date) if is_dated else (titles, None)
        is_known = (since and not is_dated) or not listed.isdisjoint(_keys_with(after.title, day))
        yield each if is_known else replace(each, baseline=False)


def _keys_known(words: Iterable[tuple[str, date | None]], here: Collection[str]) -> set[str]:
    """Return title and day of each as one key, and without a badge unless the look has the very title."""
    keys = (_keys_with(*each) for each in words)
    return {key for exact, bare in keys for key in ((exact,) if exact in here else (exact, bare))}


def _keys_with(title: str, day: date | None) -> tuple[str, str]:
    """Return the key of a title and a day as it is, and one without a badge, which never equals one of the former."""
    return title_key(title, day), title_key(without_all_badges(title), day) + "-"
