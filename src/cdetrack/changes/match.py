"""Match each entry of a look to a known notice: by number, feed id, link, or title and date."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Protocol

from cdetrack.changes.absence import fall_of
from cdetrack.changes.keys import (
    address,
    application_of,
    fragment_of,
    in_other_order,
    key_among,
    may_be_one,
    new_id,
    same_address,
    title_key,
    wording_of,
)
from cdetrack.changes.likeness import are_alike, without_markup
from cdetrack.changes.merge import last_shown, other_values, without_values
from cdetrack.changes.repeats import Keys, is_bare
from cdetrack.changes.rereading import took_day_of_title
from cdetrack.model.record import INGEST, Look, Record, Standing
from cdetrack.text.links import host_of, without_www

_MOVED = 2
"""The least entries with new links, and none with an old one, that prove a moved site; one may be a coincidence."""


class Known(Protocol):
    """The known notices: in memory, or in the fold on disk."""

    def find(self, key: str) -> Collection[str]:
        """Return the ids of the notices with this key, newest first."""

    def get(self, notice_id: str) -> Standing | None:
        """Return the notice with this id, None when it is unknown."""


class Matcher:
    """Matches the entries of one look to known notices; a notice matches at most one entry.

    `before` has the ids of the listing at the look before, in its order; without them, `by_day` returns those of the
    notices that the source shows, the newest first. `reordered` tells that dates are read in
    another order of day and month than then, `reread` that an older parser read it.
    """

    def __init__(
        self,
        known: Known,
        look: Look,
        keys: Keys,
        *,
        before: Sequence[str] = (),
        by_day: Callable[[], Sequence[str]] = tuple,
        reordered: bool = False,
        reread: bool = False,
    ) -> None:
        self._before = before
        self._by_day = by_day
        self._reread = reread
        self._reordered = reordered
        self._known = known
        self._look = look
        self._keys = keys
        self._applications = list(map(application_of, look.records))
        self._claimed: dict[str, int] = {}
        """Id -> the position of the entry that is this notice."""
        self._taken: set[str] = set()
        self._by_wording: dict[str, defaultdict[str, list[Standing]]] = {}
        """The known notices with a key, by their titles."""
        self._kept: list[int] = []
        """The positions of the entries that kept their link or number."""
        links = Counter(key for each in keys if (key := key_among(each, "u")))
        self._shared = {key for key, count in links.items() if count > 1}

    def settle(self, position: int, notice_id: str) -> None:
        """Record that an entry is this notice, so that no other entry matches it."""
        self._claimed[notice_id] = position
        self._keep(position)

    def _keep(self, position: int) -> None:
        if self._look.records[position].url is not None:
            self._kept.append(position)

    def one_with_key(self, position: int) -> str | None:
        """Return the id of the notice with the strongest key of an entry; None for none or several."""
        found = self._known.find(self._keys[position][0]) if self._keys[position][0][0] in "agu" else ()
        only = next(iter(found), None) if len(found) == 1 else None
        return only if only not in self._claimed else None

    def match(self, positions: Iterable[int]) -> dict[int, Standing]:
        """Return position -> known notice, for the entries that match one.

        Each rule is applied to all entries before the next, weaker rule: a notice that matches one entry by its number
        does not match another entry by its title.
        """
        found: dict[int, Standing] = {}
        left = list(positions)
        by_number = (self._by_same_number, self._by_number, self._by_same_feed_id, self._by_feed_id)
        for rule in (*by_number, self._by_same_link, self._by_link, self._without_link):
            left = self._apply(left, rule, found, kept=rule != self._without_link)
        if self._reordered:
            left = self._apply(left, self._by_other_order, found, kept=False)
        left = self._apply(left, self._by_place(left), found, kept=False)
        left = self._apply(left, self._by_token(left), found, kept=False)
        left = self._apply(left, self._by_moved(left), found, kept=False)
        self._apply(left, self._by_given_id, found, kept=False)
        return found

    def _apply(
        self, left: list[int], rule: Callable[[int], Iterable[Standing]], found: dict[int, Standing], *, kept: bool
    ) -> list[int]:
        """Add the matches of one rule to `found`; return the entries without one.

        Entries that have the link of a notice come first. A notice of the same application comes before one without a
        number, which an entry with a number may complete.
        """
        options = {position: found_here for position in left if (found_here := self._options(rule, position))}
        for closeness in (2, 1, 0):
            for position, standings in options.items():
                free = (each for each in standings if each.id not in self._claimed)
                standing = next((each for each in free if self._closeness(each, position) >= closeness), None)
                if position in found or standing is None:
                    continue
                found[position] = standing
                self._claimed[standing.id] = position
                if kept:
                    self._keep(position)
        return [position for position in left if position not in found]

    def _options(self, rule: Callable[[int], Iterable[Standing]], position: int) -> list[Standing]:
        """Return the notices that a rule finds, without those that state another application number."""
        number = self._applications[position]
        return [each for each in rule(position) if may_be_one(application_of(each.record), number)]

    def _closeness(self, standing: Standing, position: int) -> int:
        """Return 1 for the application of an entry, 2 for its application, link and place in the page, else 0."""
        if application_of(standing.record) != self._applications[position]:
            return 0
        record, link = self._look.records[position], last_shown(standing.record, self._look.source, "url")
        if record.url is None or not isinstance(link, str) or not same_address(record.url, link):
            return 1
        return 2 if fragment_of(record) == link.partition("#")[2] else 1

    def _by_same_number(self, position: int) -> Iterable[Standing]:
        """Find notices by article number, title and date."""
        return self._worded_alike(position, "a")

    def _by_number(self, position: int) -> Iterable[Standing]:
        """Find notices by article number."""
        return self._nearest(position, self._standings(key_among(self._keys[position], "a")))

    def _by_same_feed_id(self, position: int) -> Iterable[Standing]:
        """Find notices of this source by the id that the feed gives them, title and date."""
        return filter(self._is_shown_here, self._worded_alike(position, "g"))

    def _by_feed_id(self, position: int) -> Iterable[Standing]:
        """Find notices of this source by the id that the feed gives them."""
        known = self._standings(key_among(self._keys[position], "g"))
        return self._nearest(position, filter(self._is_shown_here, known))

    def _by_same_link(self, position: int) -> Iterable[Standing]:
        """Find notices by link, title and date, those of other sources as well."""
        return self._worded_alike(position, "u") if self._look.records[position].article is None else ()

    def _by_link(self, position: int) -> Iterator[Standing]:
        """Find the one notice of this source that had the link of an entry last, if no other entry has it.

        A page that was used again holds none of the notices before: they may have the same title, such as `Minutes`.
        """
        record, key = self._look.records[position], key_among(self._keys[position], "u")
        if key is None or key in self._shared or record.article is not None:
            return
        here = list(filter(self._is_shown_here, self._standings(key)))
        latest = max((each.look for each in here), default=0)
        known = [each for each in here if each.look == latest]
        if len(known) == 1 and self._fits(known[0], record):
            guids = {known[0].record.feed_id, record.feed_id} - {None}
            # A new feed id together with a new title is another entry.
            if len(guids) < 2 or wording_of(self._title(known[0])) == wording_of(record.title):  # noqa: PLR2004 - two
                yield known[0]

    def _without_link(self, position: int) -> Iterator[Standing]:
        """Find notices by title and date when one side has no link: a text was ingested before or after its page."""
        record = self._look.records[position]
        found = [
            each
            for each in self._titled(position)
            if (each.record.url is None or record.url is None)
            and (each.record.article is None or record.article in {None, each.record.article})
            and (each.record.feed_id is None or record.feed_id in {None, each.record.feed_id})
            and (self._is_shown_here(each) or INGEST in {self._look.source, *each.record.sources})
        ]
        yield from sorted(found, key=lambda each: not self._is_shown_here(each))

    def _by_other_order(self, position: int) -> Iterator[Standing]:
        """Find notices of this source without a link whose date was read with day and month in the other order."""
        record = self._look.records[position]
        day = in_other_order(record.date) if record.date_from == "listing" and record.url is None else None
        if day is not None:
            known = self._standings(title_key(record.title, day))
            yield from (each for each in known if each.record.url is None and self._is_shown_here(each))

    def _by_place(self, left: Sequence[int]) -> Callable[[int], Iterable[Standing]]:
        """Return the rule that finds the notices of entries without a link whose dates cannot be read this time.

        They have the title of a notice of the look before, and stand in its place between the others: for a file, in
        its place by day, next to a known one.
        """
        records = self._look.records
        undated = {place for place in left if records[place].date_from == "seen" and is_bare(records[place])}
        if not undated:
            return lambda _: ()
        before = self._before or self._ordered()
        known = {name: each for name in before if name not in self._claimed and (each := self._known.get(name))}
        old = [
            wording_of(self._title(known[name]))
            if name in known and is_bare(known[name].record) and self._is_shown_here(known[name])
            else self._claimed.get(name)
            for name in before
        ]
        new = [wording_of(record.title) if at in undated else at for at, record in enumerate(records)]
        runs = SequenceMatcher(a=old, b=new).get_matching_blocks()
        if not self._before:
            # By their days, an old notice may stand anywhere: a known neighbour says where.
            runs = [run for run in runs if any(isinstance(each, int) for each in old[run.a : run.a + run.size])]
        pairs = ((a + step, b + step) for a, b, length in runs for step in range(length))
        found = {place: known[before[at]] for at, place in pairs if place in undated}
        return lambda place: [found[place]] if place in found else ()

    def _ordered(self) -> Sequence[str]:
        """Return the ids of the notices that the source shows by their days, in the direction of the look."""
        days = [record.date for record in self._look.records if record.date_from == "listing"]
        return self._by_day() if fall_of(days) >= 0 else self._by_day()[::-1]

    def _by_token(self, left: Sequence[int]) -> Callable[[int], Iterable[Standing]]:
        """Return the rule that finds notices by title, date and link, but for a value in the queries of several links.

        Such a value is a token if the links of the look are all different without it; else it may be the number of a
        notice. A title without a date is too weak an evidence: the old notice is not shown any more.
        """
        records = self._look.records
        varied = defaultdict[frozenset[str], dict[int, Standing]](dict)
        for position in (each for each in left if records[each].date_from == "listing"):
            for each in self._options(self._titled, position):
                names = other_values(each.record.url or "", records[position].url or "")
                if names and self._has_moved(each, position):
                    varied[names].setdefault(position, each)
        found: dict[int, Standing] = {}
        for names, standings in varied.items():
            if len(standings) >= _MOVED:
                links = {address(record.url): record.url for record in records if record.url is not None}
                shared = Counter(without_values(link, names) for link in links.values())
                for position, each in standings.items():
                    if shared[without_values(records[position].url or "", names)] == 1:
                        found.setdefault(position, each)
        return lambda position: [found[position]] if position in found else ()

    def _by_moved(self, left: Sequence[int]) -> Callable[[int], Iterable[Standing]]:
        """Return the rule that finds notices by title and date after the site changed all its links.

        It finds none where an entry kept its link (`_stayed`), and none for fewer than `_MOVED` titles of a site.
        Entries with equal titles are matched in their order, newest first: if there are more entries than known
        notices, the first are new; if fewer, the oldest notices are gone. Entries without a date must be as many as the
        known notices, since a title alone is weak evidence.
        """
        known = dict[tuple[str, str], list[Standing]]()
        shown = defaultdict[tuple[str, str], list[int]](list)
        stayed = self._stayed() if left else {}
        for position in left:
            key = key_among(self._keys[position], "t") or "", self._applications[position]
            if key not in known:
                known[key] = [each for each in self._options(self._titled, position) if self._has_moved(each, position)]
            if position > max((stayed.get(_site(each.record), -1) for each in known[key]), default=-1):
                shown[key].append(position)
        titles = Counter(site for key in shown for site in {self._group(each) for each in known[key]})
        moved: dict[int, Standing] = {}
        for key, positions in shown.items():
            if any(titles[self._group(each)] >= _MOVED for each in known[key]):
                there = sorted(known[key], key=lambda each: each.withdrawn is not None)
                dated = self._look.records[positions[0]].date_from == "listing"
                if dated or len(there) == len(positions):
                    moved.update(zip(positions[max(0, len(positions) - len(there)) :], there, strict=False))
        return lambda position: [moved[position]] if position in moved else []

    def _stayed(self) -> dict[str, int]:
        """Return site -> the position of its last entry that kept its link; the links behind it may have moved.

        One site's redesign moves no links to another site. If only a part of a listing could be read after it, or new
        entries came since, then new links stand on top, and the old ones follow. Where the newest entry is not the
        first, new notices may stand behind those that are known.
        """
        days = [each.date for each in self._look.records if each.date_from == "listing"]
        last = len(self._look.records)
        in_order = not self._kept or fall_of(days) > 0
        return {_site(self._look.records[each]): each if in_order else last for each in sorted(self._kept)}

    def _group(self, standing: Standing) -> str:
        """Return the site of a notice, whose links move together; one for all if no entry kept its link."""
        return _site(standing.record) if self._kept else ""

    def _has_moved(self, standing: Standing, position: int) -> bool:
        record = self._look.records[position]
        return (
            standing.id not in self._claimed
            and self._is_shown_here(standing)
            and standing.record.url is not None
            and record.url is not None
            and None in {standing.record.article, record.article}
        )

    def _by_given_id(self, position: int) -> Iterator[Standing]:
        """Find a notice by the id that an export gives the entry."""
        given = self._look.ids.get(position)
        standing = self._known.get(given) if given is not None else None
        record = self._look.records[position]
        if standing is not None and _are_same(record, standing.record.title, standing.record):
            yield standing

    def admit(self, position: int) -> str:
        """Return the id for a new notice."""
        given = self._look.ids.get(position)
        notice_id = given if given is not None and not self._is_taken(given) else None
        notice_id = notice_id or new_id(self._name(position), taken=self._is_taken)
        self._taken.add(notice_id)
        return notice_id

    def _name(self, position: int) -> str:
        """Return the text from which the id of a new notice is derived: its strongest key, date and application.

        An editor may reuse a number or a page for a notice of another date. If the cache has lost the first notice, a
        watch that was alerted of it must still be alerted of the second, so the two need different ids.
        """
        key, record = self._keys[position][0], self._look.records[position]
        name = key if key[0] == "t" or record.date_from == "seen" else f"{key}\n{record.date}"
        application = self._applications[position]
        # The acceptance number of the CDE is the article number of its rows.
        return f"{name}\n{application}" if application not in {"", wording_of(record.article or "")} else name

    def _is_taken(self, notice_id: str) -> bool:
        return notice_id in self._taken or self._known.get(notice_id) is not None

    def _standings(self, key: str | None) -> list[Standing]:
        found = (self._known.get(notice_id) for notice_id in self._known.find(key)) if key is not None else ()
        return [standing for standing in found if standing is not None]

    def _titled(self, position: int) -> list[Standing]:
        """Return the notices with the title and date of an entry; without a date, those with its title."""
        record, keys = self._look.records[position], self._keys[position]
        found = self._standings(key_among(keys, "t"))
        if record.url is None and record.date_from == "listing":
            # The notice may have been seen before it had a date.
            found += self._standings(title_key(record.title, None))
        return found

    def _is_shown_here(self, standing: Standing) -> bool:
        return self._look.source in standing.record.sources

    def _title(self, standing: Standing) -> str:
        return str(last_shown(standing.record, self._look.source, "title"))

    def _date(self, standing: Standing) -> object:
        return last_shown(standing.record, self._look.source, "date")

    def _fits(self, standing: Standing, record: Record) -> bool:
        """Return False if this source showed another title and another date under the same number or link."""
        if not self._is_shown_here(standing):
            return True
        if self._reread and took_day_of_title(standing.record, record):
            return True
        return _are_same(record, self._title(standing), standing.record, day=self._date(standing))

    def _worded_alike(self, position: int, kind: str) -> list[Standing]:
        """Return the notices with the key of a kind, the title and the date of an entry, the nearest first.

        A missing date equals any date that this source has shown.
        """
        record, key = self._look.records[position], key_among(self._keys[position], kind)
        if key is None:
            return []
        if key not in self._by_wording:
            # Thousands of entries may have one link.
            by_wording = self._by_wording[key] = defaultdict(list)
            for each in self._standings(key):
                by_wording[wording_of(self._title(each))].append(each)
        same = (
            each
            for each in self._by_wording[key].get(wording_of(record.title), ())
            if self._date(each) == record.date or (_undated(each.record, record) and self._is_shown_here(each))
        )
        return sorted(same, key=lambda each: (not self._is_shown_here(each), *self._distance(each, record)))

    def _nearest(self, position: int, standings: Iterable[Standing]) -> list[Standing]:
        """Return those of the notices that fit an entry, the nearest first."""
        record = self._look.records[position]
        fitting = (each for each in standings if self._fits(each, record))
        return sorted(fitting, key=lambda each: self._distance(each, record))

    def _distance(self, standing: Standing, record: Record) -> tuple[bool, ...]:
        """Return how far a notice is from an entry: by its title, its date, its source, and its withdrawal."""
        return (
            wording_of(self._title(standing)) != wording_of(record.title),
            self._date(standing) != record.date,
            not self._is_shown_here(standing),
            standing.withdrawn is not None,
        )


def _site(record: Record) -> str:
    return without_www(host_of(record.url))


def _undated(one: Record, other: Record) -> bool:
    return "seen" in {one.date_from, other.date_from}


def _are_same(record: Record, title: str, known: Record, *, day: object = None) -> bool:
    """Return True if the title or the date is equal, or the titles are alike; False for a reused page."""
    if wording_of(record.title) in {wording_of(title), wording_of(without_markup(title))}:
        return True
    if not _undated(record, known) and record.date == (day or known.date):
        return True
    return are_alike(record.title, title)
