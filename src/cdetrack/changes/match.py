"""Match each entry of a look to a known notice: by number, feed id, link, or title and date."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from typing import NamedTuple

from cdetrack.changes.entries import Entries, Known, Rule
from cdetrack.changes.keys import (
    application_of,
    fragment_of,
    id_of,
    in_other_orders,
    key_among,
    keys_of,
    same_address,
    wording_of,
    wording_without_badge,
)
from cdetrack.changes.likeness import are_alike, without_markup
from cdetrack.changes.merge import last_shown
from cdetrack.changes.repeats import Keys
from cdetrack.changes.rereading import Rereading, took_day_of_title, took_short_day
from cdetrack.changes.whole_listing import (
    by_moved,
    by_other_folder,
    by_other_reading,
    by_place,
    by_shifted_day,
    by_token,
)
from cdetrack.model.record import INGEST, Look, Record, Standing

_CLOSEST = 5
"""The most that `Matcher._closeness` returns."""


class Before(NamedTuple):
    """The look before, at the same listing."""

    order: Sequence[str] = ()
    """The ids of the notices in the listing's order."""
    tokens: bool = False
    """Links had other values in their queries than before it."""
    by_day: Callable[[], Sequence[str]] = tuple
    """Returns the ids of the notices that the source shows, the newest first: for a file, nobody knows their order."""
    former: Collection[str] = ()
    """The names that the source had then, if it was renamed since."""


NOTHING = Before()


class Matcher:
    """Matches the entries of one look to known notices; a notice matches at most one entry.

    `repeated` has the positions of entries that show another one again. `rereading` tells in which ways the page is
    read otherwise than at the look `before`.
    """

    def __init__(
        self,
        known: Known,
        look: Look,
        keys: Keys,
        *,
        repeated: Collection[int],
        before: Before,
        rereading: Rereading,
    ) -> None:
        self._before = before
        self._rereading = rereading
        self._known = known
        self._look = look
        self._keys = keys
        self._entries = Entries(known, look, keys, before.former)
        self._taken: set[str] = set()
        self._by_wording: dict[str, defaultdict[str, list[Standing]]] = {}
        """The known notices with a key, by their titles."""
        self._repeated = repeated

    # Both are asked for by an entry that no stronger rule finds: in most looks by none, and there may be ten thousand.
    @cached_property
    def _feed_ids(self) -> AbstractSet[str]:
        return {key for each in self._keys if (key := key_among(each, "g"))}

    @cached_property
    def _shared(self) -> AbstractSet[str]:
        """The links that several entries have."""
        there = (each for at, each in enumerate(self._keys) if at not in self._repeated)
        links = Counter(key for each in there if (key := key_among(each, "u")))
        return {key for key, count in links.items() if count > 1}

    def settle(self, position: int, notice_id: str) -> None:
        """Record that an entry is this notice, so that no other entry matches it."""
        self._entries.claim(position, notice_id, kept=True)

    def one_with_key(self, position: int) -> str | None:
        """Return the id of the notice with the strongest key of an entry; None for none or several."""
        found = self._known.find(self._keys[position][0]) if self._keys[position][0][0] in "agu" else ()
        only = next(iter(found), None) if len(found) == 1 else None
        return only if only not in self._entries.claimed else None

    def match(self, positions: Iterable[int]) -> dict[int, Standing]:
        """Return position -> known notice, for the entries that match one.

        Each rule is applied to all entries before the next, weaker rule: a notice that matches one entry by its number
        does not match another entry by its title.
        """
        found: dict[int, Standing] = {}
        left, by_day = list(positions), self._before.by_day
        for rule in (self._by_same_number, self._by_number, self._by_same_feed_id):
            left = self._apply(left, rule, found, kept=True)
        left = self._apply(left, self._by_other_number, found, kept=False)
        for rule in (self._by_feed_id, self._by_same_link, self._by_link):
            left = self._apply(left, rule, found, kept=True)
        left = self._apply(left, self._without_link, found, kept=False)
        if self._rereading.order or self._rereading.parser:
            left = self._apply(left, self._by_other_order, found, kept=False)
        if self._rereading.parser:
            left = self._apply(left, by_other_reading(self._entries, left, by_day), found, kept=False)
        left = self._apply(left, by_place(self._entries, left, self._before.order, by_day), found, kept=False)
        left = self._apply(left, by_shifted_day(self._entries, left), found, kept=False)
        left = self._apply(left, by_token(self._entries, left), found, kept=False)
        left = self._apply(left, by_moved(self._entries, left), found, kept=False)
        left = self._apply(left, by_other_folder(self._entries, by_day), found, kept=False)
        self._apply(left, self._by_given_id, found, kept=False)
        return found

    def _apply(self, left: list[int], rule: Rule, found: dict[int, Standing], *, kept: bool) -> list[int]:
        """Add the matches of one rule to `found`; return the entries without one.

        Entries that have the very title and the link of a notice come first; a title that a badge came to or left is
        the last. A notice of the same application comes before one without a number, which an entry with a number may
        complete.
        """
        options = {position: found_here for position in left if (found_here := self._entries.options(rule, position))}
        for closeness in range(_CLOSEST, -1, -1):
            for position, standings in options.items():
                if position in found:
                    continue
                free = (each for each in standings if each.id not in self._entries.claimed)
                standing = next((each for each in free if self._closeness(each, position) >= closeness), None)
                if standing is not None:
                    found[position] = standing
                    self._entries.claim(position, standing.id, kept=kept)
        return [position for position in left if position not in found]

    def _closeness(self, standing: Standing, position: int) -> int:
        """Return 1 for the application of an entry, 2 for its application, link and place in the page, else 0.

        Without a link, the id in the feed counts in place of both. It is 3 more if no badge came or went.
        """
        titled = 0 if self._entries.has_other_badge(standing, position) else 3
        if application_of(standing.record) != self._entries.applications[position]:
            return titled
        record, link = self._look.records[position], last_shown(standing.record, self._look.source, "url")
        if record.url is None:
            return titled + (2 if record.feed_id == standing.record.feed_id else 1)
        if not isinstance(link, str) or not same_address(record.url, link):
            return titled + 1
        return titled + (2 if fragment_of(record) == link.partition("#")[2] else 1)

    def _by_same_number(self, position: int) -> Iterable[Standing]:
        """Find notices by article number, title and date."""
        return self._worded_alike(position, "a")

    def _by_number(self, position: int) -> Iterable[Standing]:
        """Find notices by article number."""
        return self._nearest(position, self._entries.standings(key_among(self._keys[position], "a")))

    def _by_same_feed_id(self, position: int) -> Iterable[Standing]:
        """Find notices of this source by the id that the feed gives them, title and date."""
        return filter(self._entries.is_shown_here, self._worded_alike(position, "g"))

    def _by_other_number(self, position: int) -> Iterator[Standing]:
        """Find notices of this source by title and date, without a link, where the ids are numbers of rows.

        Another entry has the id of the notice now, or the entry that of another notice: a row was deleted between them.
        """
        record, key = self._look.records[position], key_among(self._keys[position], "g")
        if key is None or record.url is not None or record.date_from == "seen":
            return
        for each in self._worded_alike(position, "t"):
            other = key_among(keys_of(each.record), "g")
            is_one = each.record.url is None and other not in {None, key} and self._entries.is_shown_here(each)
            if is_one and (other in self._feed_ids or self._known.find(key)):
                yield each

    def _by_feed_id(self, position: int) -> Iterable[Standing]:
        """Find notices of this source by the id that the feed gives them."""
        known = self._entries.standings(key_among(self._keys[position], "g"))
        return self._nearest(position, filter(self._entries.is_shown_here, known))

    def _by_same_link(self, position: int) -> Iterable[Standing]:
        """Find notices by link, title and date, those of other sources as well."""
        return self._worded_alike(position, "u") if self._look.records[position].article is None else ()

    def _by_link(self, position: int) -> Iterator[Standing]:
        """Find the one notice of this source that had the link of an entry last, if no other entry has it.

        A page that was used again holds none of the notices before: they may have the same title, such as `Minutes`.
        """
        record, key = self._look.records[position], key_among(self._keys[position], "u")
        if key is None or record.article is not None or key in self._shared:
            return
        here = list(filter(self._entries.is_shown_here, self._entries.standings(key)))
        latest = max((each.look for each in here), default=0)
        known = [each for each in here if each.look == latest]
        if len(known) == 1 and self._fits(known[0], record):
            guids = {known[0].record.feed_id, record.feed_id} - {None}
            # A new feed id together with a new title is another entry.
            titles = {wording_without_badge(each) for each in (self._entries.title(known[0]), record.title)}
            if len(guids) < 2 or len(titles) < 2:  # noqa: PLR2004 - two
                yield known[0]

    def _without_link(self, position: int) -> Iterator[Standing]:
        """Find notices by title and date when one side has no link: a text was ingested before or after its page."""
        record = self._look.records[position]
        found = [
            each
            for each in self._entries.titled(position, unlinked=record.url is not None)
            if (each.record.article is None or record.article in {None, each.record.article})
            and (each.record.feed_id is None or record.feed_id in {None, each.record.feed_id})
            and (self._entries.is_shown_here(each) or INGEST in {self._look.source, *each.record.sources})
        ]
        yield from sorted(found, key=lambda each: not self._entries.is_shown_here(each))

    def _by_other_order(self, position: int) -> Iterator[Standing]:
        """Find notices of this source without a link whose date was read in another order."""
        record = self._look.records[position]
        for day in in_other_orders(record.date) if record.date_from == "listing" and record.url is None else ():
            known = self._entries.titled_on(position, day)
            yield from (each for each in known if each.record.url is None and self._entries.is_shown_here(each))

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
        notice_id = notice_id or id_of(self._look.records[position], self._keys[position], taken=self._is_taken)
        self._taken.add(notice_id)
        return notice_id

    def _is_taken(self, notice_id: str) -> bool:
        return notice_id in self._taken or self._known.get(notice_id) is not None

    def _fits(self, standing: Standing, record: Record) -> bool:
        """Return False if the page was used again: another title and another date stand under its number or link."""
        if self._rereading.parser and took_day_of_title(standing.record, record):
            return True
        if self._look.short_days and took_short_day(standing.record, record):
            return True
        return _are_same(record, self._entries.title(standing), standing.record, day=self._entries.date(standing))

    def _worded_alike(self, position: int, kind: str) -> list[Standing]:
        """Return the notices with the key of a kind, the title and the date of an entry, the nearest first.

        A badge may have come or gone. A missing date equals any date that this source has shown.
        """
        record = self._look.records[position]
        words = wording_without_badge(record.title)
        found: dict[str, Standing] = {}
        for key in self._keys[position]:
            if key[0] != kind:
                continue
            if key not in self._by_wording:
                # Thousands of entries may have one link.
                by_wording = self._by_wording[key] = defaultdict(list)
                for each in self._entries.standings(key):
                    by_wording[wording_without_badge(self._entries.title(each))].append(each)
            found |= {each.id: each for each in self._by_wording[key].get(words, ())}
        same = (
            each
            for each in found.values()
            if self._entries.date(each) == record.date
            or (_undated(each.record, record) and self._entries.is_shown_here(each))
        )
        return sorted(same, key=lambda each: (not self._entries.is_shown_here(each), *self._distance(each, record)))

    def _nearest(self, position: int, standings: Iterable[Standing]) -> list[Standing]:
        """Return those of the notices that fit an entry, the nearest first."""
        record = self._look.records[position]
        fitting = (each for each in standings if self._fits(each, record))
        return sorted(fitting, key=lambda each: self._distance(each, record))

    def _distance(self, standing: Standing, record: Record) -> tuple[bool, ...]:
        """Return how far a notice is from an entry: by its title, its date, its source, and its withdrawal."""
        return (
            wording_of(self._entries.title(standing)) != wording_of(record.title),
            self._entries.date(standing) != record.date,
            not self._entries.is_shown_here(standing),
            standing.withdrawn is not None,
        )


def _undated(one: Record, other: Record) -> bool:
    return "seen" in {one.date_from, other.date_from}


def _are_same(record: Record, title: str, known: Record, *, day: object = None) -> bool:
    """Return True if the title or the date is equal, or the titles are alike; False for a reused page."""
    if wording_without_badge(record.title) in map(wording_without_badge, (title, without_markup(title))):
        return True
    if not _undated(record, known) and record.date == (day or known.date):
        return True
    return are_alike(record.title, title)
