"""Match entries whose links or days tell nothing this time, by the rest of the listing around them."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from difflib import SequenceMatcher
from functools import cache, partial
from posixpath import splitext

from cdetrack.changes.absence import fall_of
from cdetrack.changes.entries import Entries, Rule
from cdetrack.changes.keys import address, wording_of, wording_without_badge
from cdetrack.changes.likeness import are_alike
from cdetrack.changes.merge import other_values, without_values
from cdetrack.changes.repeats import is_bare
from cdetrack.changes.rereading import is_better_reading
from cdetrack.model.record import Look, Record, Standing
from cdetrack.text.links import host_of, without_www

_MOVED = 2
"""The least entries with new links, and none with an old one, that prove a moved site; one may be a coincidence."""
_SHIFTED = 3
"""The least entries, titles and days that all moved by one."""
_Known = dict[tuple[object, ...], list[Standing]]
_Shown = dict[tuple[object, ...], list[int]]
"""Notices that may have moved, and the places of the entries that may be they, by what both have in common."""
SHIFTS = (1, -1)
"""The steps by which a site may move all its days, when it writes its times in another zone."""


def by_place(entries: Entries, left: Sequence[int], order: Sequence[str], by_day: Callable[[], Sequence[str]]) -> Rule:
    """Return the rule that finds the notices of entries without a link whose dates cannot be read this time.

    They have the title of a notice of the look before, whatever badge came or went beside it. They stand in its place
    between the others: for a file, in its place by day, next to a known one. `order` has the ids of the look before,
    `by_day` returns those of the notices that the source shows, the newest first.
    """
    records = entries.look.records
    undated = {place for place in left if records[place].date_from == "seen" and is_bare(records[place])}
    if not undated:
        return lambda _: ()
    before = order or _in_direction(entries.look, by_day())
    known = {name: each for name in before if name not in entries.claimed and (each := entries.known.get(name))}
    old = [
        wording_without_badge(entries.title(known[name]))
        if name in known and is_bare(known[name].record) and entries.is_shown_here(known[name])
        else entries.claimed.get(name)
        for name in before
    ]
    new = [wording_without_badge(record.title) if at in undated else at for at, record in enumerate(records)]
    runs = SequenceMatcher(a=old, b=new).get_matching_blocks()
    if not order:
        # By their days, an old notice may stand anywhere: a known neighbour says where.
        runs = [run for run in runs if any(isinstance(each, int) for each in old[run.a : run.a + run.size])]
    pairs = ((a + step, b + step) for a, b, length in runs for step in range(length))
    found = {place: known[before[at]] for at, place in pairs if place in undated}
    return _rule_of(found)


def _rule_of(found: Mapping[int, Standing]) -> Rule:
    """Return the rule that finds what was found for all entries together."""
    return lambda position: [found[position]] if position in found else ()


def _in_direction(look: Look, newest_first: Sequence[str]) -> Sequence[str]:
    """Return ids in the direction of a look: the newest first, or last."""
    days = [record.date for record in look.records if record.date_from == "listing"]
    return newest_first if fall_of(days) >= 0 else newest_first[::-1]


def by_other_reading(entries: Entries, left: Sequence[int], by_day: Callable[[], Sequence[str]]) -> Rule:
    """Return the rule that finds the notices of entries without a link that an older parser titled otherwise.

    Each is the only one of its day that a newer parser may read as the entry, and no other entry there may be it: that
    one may be new. `by_day` returns the ids that the source shows.
    """
    records = entries.look.records
    dated = [place for place in left if records[place].date_from == "listing" and is_bare(records[place])]
    known = defaultdict[object, list[Standing]](list)
    for name in by_day() if dated else ():
        if name not in entries.claimed and (each := entries.known.get(name)) and is_bare(each.record):
            known[each.record.date].append(each)
    fitting = {
        place: [each for each in known.get(records[place].date, ()) if is_better_reading(each.record, records[place])]
        for place in dated
    }
    times = Counter(each.id for there in fitting.values() for each in there)
    return _rule_of(
        {place: one for place, there in fitting.items() for one in there if len(there) == times[one.id] == 1}
    )


def by_token(entries: Entries, left: Sequence[int]) -> Rule:
    """Return the rule that finds notices by title, date and link, but for a value in the queries of several links.

    Such a value is a token if the links of the look are all different without it; else it may be the number of a
    notice. A title without a date is too weak an evidence: the old notice is not shown any more.
    """
    records = entries.look.records
    varied = defaultdict[frozenset[str], dict[int, Standing]](dict)
    for position in (
        each for each in left if records[each].date_from == "listing" and "?" in (records[each].url or "")
    ):
        for each in entries.options(entries.titled, position):
            names = other_values(each.record.url or "", records[position].url or "")
            if names and _has_moved(entries, each, position):
                varied[names].setdefault(position, each)
    found: dict[int, Standing] = {}
    for names, standings in varied.items():
        if len(standings) >= _MOVED:
            links = {address(record.url): record.url for record in records if record.url is not None}
            shared = Counter(without_values(link, names) for link in links.values())
            for position, each in standings.items():
                if shared[without_values(records[position].url or "", names)] == 1:
                    found.setdefault(position, each)
    return _rule_of(found)


def by_shifted_day(entries: Entries, left: Sequence[int]) -> Rule:
    """Return the rule that finds the notices of entries without a link after a site moved all its days by one.

    So it does when it writes its times in another zone. It finds none where such an entry kept its day, and none where
    they have few days or few titles: reports may be today's in place of yesterday's, one of them a day late, or a
    bulletin may come every second day.
    """
    records = entries.look.records

    def is_dated(position: int) -> bool:
        return is_bare(records[position]) and records[position].date_from == "listing"

    dated = list(filter(is_dated, left))
    if len(dated) < _SHIFTED or any(map(is_dated, entries.claimed.values())):
        return lambda _: ()
    for step in SHIFTS:
        # Of several notices, the last in this order counts: the one with the very title.
        found = {
            position: standing
            for position in dated
            for standing in reversed(entries.titled_on(position, shifted(records[position].date, step)))
            if is_bare(standing.record) and entries.is_shown_here(standing) and standing.id not in entries.claimed
        }
        days = {records[position].date for position in found}
        titles = {wording_of(records[position].title) for position in found}
        if min(len(days), len(titles)) >= _SHIFTED and len(found) >= len(dated) / 2:
            return _rule_of(found)
    return lambda _: ()


def shifted(day: date, step: int) -> date:
    """Return the day so many days later; the last or first of the calendar at its ends."""
    return date.fromordinal(min(max(day.toordinal() + step, 1), date.max.toordinal()))


def by_moved(entries: Entries, left: Sequence[int]) -> Rule:
    """Return the rule that finds notices by title and date after the site changed all its links.

    So it does for entries without links after a feed changed all its ids. It finds none where an entry kept its link
    (`_stayed`), and none for fewer than `_MOVED` titles of a site.
    Entries with equal titles are matched in their order, newest first: if there are more entries than known
    notices, the first are new; if fewer, the oldest notices are gone. Entries without a date must be as many as the
    known notices, since a title alone is weak evidence. Where most pages of its kind kept their names, one with another
    name is a new notice: it may replace one of its title and day.
    """
    known: _Known = {}
    shown: _Shown = defaultdict(list)
    after: dict[tuple[object, ...], int] = {}
    stayed = cache(partial(_stayed, entries))
    for position in left:
        record = entries.look.records[position]
        # Whether an entry has moved depends on which of number, link and feed id it has.
        named = (record.article is None, record.url is None, record.feed_id is None)
        day = record.date if record.date_from == "listing" else None
        key: tuple[object, ...] = ((wording_without_badge(record.title), day), entries.applications[position], *named)
        if key not in known:
            there = entries.options(entries.titled, position)
            known[key] = [each for each in there if _has_moved(entries, each, position)]
            after[key] = max((stayed().get(_site(each.record), -1) for each in known[key]), default=-1)
        if position > after[key]:
            shown[key].append(position)
    titles = Counter(site for _, site in {(key[:2], _group(entries, each)) for key in shown for each in known[key]})
    known, shown = _by_page(entries, known, shown)
    moved: dict[int, Standing] = {}
    for key, positions in shown.items():
        if any(titles[_group(entries, each)] >= _MOVED for each in known[key]):
            there = sorted(known[key], key=lambda each: each.withdrawn is not None)
            dated = entries.look.records[positions[0]].date_from == "listing"
            if dated or len(there) == len(positions):
                moved.update(zip(positions[max(0, len(positions) - len(there)) :], there, strict=False))
    return _rule_of(moved)


def _by_page(entries: Entries, known: _Known, shown: _Shown) -> tuple[_Known, _Shown]:
    """Return both with one more part of each key: the name of the page, where most pages of its kind kept theirs."""
    kept = _kept_names(entries, known, shown)
    pages = defaultdict[tuple[object, ...], list[int]](list)
    for key, positions in shown.items():
        is_named = all(kept(_ending_of(each.record)) for each in known[key])
        for each in positions:
            pages[*key, _page_of(entries.look.records[each]) if is_named else None].append(each)
    there = defaultdict[tuple[object, ...], list[Standing]](list)
    for key in shown:
        for notice in known[key]:
            there[*key, _page_of(notice.record)].append(notice)
    return {key: known[key[:-1]] if key[-1] is None else there[key] for key in pages}, pages


def _kept_names(entries: Entries, known: _Known, shown: _Shown) -> Callable[[str], bool]:
    """Return a test of an ending: True if most of these pages have the name of one with their title and day.

    A new system names pages anew and keeps the names of files. All pages together decide for a few of an ending.
    """
    kept = defaultdict[str, list[bool]](list)
    for key, positions in shown.items():
        names = {_page_of(each.record) for each in known[key]} - {""}
        for ending in {_ending_of(each.record) for each in known[key]}:
            kept[ending] += [_page_of(entries.look.records[each]) in names for each in positions]
    every = [each for found in kept.values() for each in found]

    def test(ending: str) -> bool:
        found = kept[ending] if len(kept[ending]) >= _MOVED else every
        return 2 * sum(found) > len(found)

    return test


def by_other_folder(entries: Entries, by_day: Callable[[], Sequence[str]]) -> Rule:
    """Return the rule that finds the notice of an entry that was not there when the site moved all its pages.

    Its page has the old name in a folder that known entries have now, and none has the old folder. Title and day are
    equal as well; in the look in which the pages move, the title may be reworded. `by_day` returns the ids of the
    notices that the source shows.
    """
    records = entries.look.records

    def folders(positions: Iterable[int]) -> set[str]:
        return {_folder(records[each].url)[0] for each in positions if records[each].url is not None}

    @cache
    def known_folders() -> set[str]:
        return folders(entries.claimed.values())

    @cache
    def shown_folders() -> set[str]:
        return folders(range(len(records)))

    @cache
    def unseen() -> Mapping[str, Sequence[Standing]]:
        """Return name of page -> the notices that the look does not show, if the site moves its pages in it."""
        found = defaultdict[str, list[Standing]](list)
        # To read all notices takes long, and most looks move nothing.
        for name in by_day() if len(entries.claimed) - len(entries.kept) >= _MOVED else ():
            if name not in entries.claimed and (each := entries.known.get(name)) is not None:
                found[_page_of(each.record)].append(each)
        return found

    def reworded(position: int) -> list[Standing]:
        record = records[position]
        found = [
            each
            for each in unseen().get(_page_of(record), ())
            if entries.date(each) == record.date and are_alike(record.title, entries.title(each))
        ]
        return found if len(found) == 1 else []

    def rule(position: int) -> list[Standing]:
        folder, name = _folder(records[position].url)
        if not name or records[position].date_from != "listing" or folder not in known_folders():
            return []
        return [
            each
            for each in entries.titled(position) or reworded(position)
            if _has_moved(entries, each, position)
            and _folder(each.record.url)[1] == name
            and _folder(each.record.url)[0] not in shown_folders()
        ]

    return rule


def _folder(url: str | None) -> tuple[str, str]:
    """Return the folder of a page on its site, and the name of the page; empty texts without a link."""
    folder, _, name = address(url).partition("?")[0].rpartition("/") if url is not None else ("", "", "")
    return folder, name


def _page_of(record: Record) -> str:
    return _folder(record.url)[1]


def _ending_of(record: Record) -> str:
    return splitext(_page_of(record))[1]


def _stayed(entries: Entries) -> dict[str, int]:
    """Return site -> the position of its last entry that kept its link; the links behind it may have moved.

    One site's redesign moves no links to another site. If only a part of a listing could be read after it, or new
    entries came since, then new links stand on top, and the old ones follow. Where the newest entry is not the
    first, new notices may stand behind those that are known.
    """
    days = [each.date for each in entries.look.records if each.date_from == "listing"]
    last = len(entries.look.records)
    in_order = not entries.kept or fall_of(days) > 0
    return {_site(entries.look.records[each]): each if in_order else last for each in sorted(entries.kept)}


def _group(entries: Entries, standing: Standing) -> str:
    """Return the site of a notice, whose links move together; one for all if no entry kept its link."""
    return _site(standing.record) if entries.kept else ""


def _has_moved(entries: Entries, standing: Standing, position: int) -> bool:
    """Return True if an entry may be a notice under a new link; without links, under a new id of its feed."""
    record, known = entries.look.records[position], standing.record
    linked = known.url is not None and record.url is not None
    called = known.url is record.url is None and known.feed_id is not None and record.feed_id is not None
    return (
        standing.id not in entries.claimed
        and entries.is_shown_here(standing)
        and (linked or called)
        and None in {known.article, record.article}
    )


def _site(record: Record) -> str:
    return without_www(host_of(record.url))
