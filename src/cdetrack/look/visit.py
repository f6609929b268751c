"""Visit live listings: decide on a normal or full look, read the pages, return one result for each source.

A visit only reads; another module records the result, in the main thread. Hosts are visited in parallel.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from datetime import datetime
from itertools import islice
from threading import Thread
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from cdetrack.errors import CdetrackError, FetchError, UnreadableError
from cdetrack.look.first_page import ListingFacts
from cdetrack.look.outcome import Progress, expected_or_bug
from cdetrack.look.pages import Get, ListingReader
from cdetrack.look.plan import PlannedVisit, is_edited, is_full_look_due, validator_scope
from cdetrack.look.walk import KeyedRecord, ListingPage, ReadPage, WalkResult, to_the_end, until_known
from cdetrack.model.frozen import frozen
from cdetrack.model.record import LeftOut, Look, Note, Record
from cdetrack.sources import Source
from cdetrack.sources.reading import READER
from cdetrack.store.recorded import Recorded
from cdetrack.store.state import SourceState
from cdetrack.store.store import Store
from cdetrack.text.days import today

if TYPE_CHECKING:
    from cdetrack.changes.compare import Comparison
    from cdetrack.look.origins import Origins
    from cdetrack.look.received import ReceivedPages
    from cdetrack.look.unfinished import UnfinishedLook
    from cdetrack.store.present import Present

_NEWEST = 10
"""The known notices of which most are in the usual list in a new layout, and few in a box beside it."""


@frozen
class Visit:
    """The result of a visit to one source."""

    plan: PlannedVisit
    at: datetime
    """Aware and UTC."""
    full: bool
    """It was to read every page."""
    facts: ListingFacts
    look: Look | None = None
    """None if there is nothing to record: the listing is unchanged, or the visit failed."""
    unstable: bool = False
    """The listing changed during every pass: an entry may have slipped through."""
    further: bool = False
    """The listing has further pages, but cdetrack cannot build their addresses, or does not follow them."""
    ended: bool = False
    """A further page was asked for, and the listing had none: it ended, or the page was missing just then."""
    stopped: bool = False
    """It read the listing in part: to known notices, or to a failure."""
    oldest_first: bool = False
    """Page 1 stays the same when something is posted."""
    problems: tuple[str, ...] = ()
    """Entries that could not be read."""
    notes: tuple[Note, ...] = ()
    """Oddities of entries that were read, and of the listing."""
    failure: CdetrackError | None = None
    """The reason for recording nothing, or only the pages read before."""
    unfinished: "tuple[UnfinishedLook, ...]" = ()
    """The saved pages of a first look, to be deleted after it was recorded."""
    saved_pages: int = 0
    """The number of these pages."""
    received: "ReceivedPages | None" = None
    """The pages of the source as received; None unless they are to be kept."""
    on_record: Callable[[SourceState, Mapping[str, Record]], None] | None = None
    """Adds to the state that is saved with the look; it gets the entries of the look as well, by id."""


@frozen
class _PartWalk:
    """One part of a listing, walked; `walk` is None if its first page could not be read."""

    walk: WalkResult | None
    failure: CdetrackError | None
    unfinished: "UnfinishedLook | None"
    saved_pages: int


def _no_origins() -> "Origins":
    from cdetrack.look.origins import Origins

    return Origins()


@frozen
class Visitor:
    """Visits sources, one after the other; shared by threads, one for each host."""

    get: Get
    store: Store
    now: datetime
    """Aware and UTC."""
    full: bool = False
    """Make every look a full one."""
    accept: bool = False
    """Accept a page of another kind, from another place or with another list than before, and mass withdrawals."""
    dry_run: bool = False
    """Write nothing: neither the pages of a first look, nor an outdated fold."""
    progress: Callable[[Progress], None] = field(default=lambda _: None)
    origins: "Callable[[], Origins]" = field(default=_no_origins)
    """Returns the sites of the sources; called for a page that was read."""
    time_limit: float = 900.0
    """Seconds for one visit in total."""
    clock: Callable[[], float] = time.monotonic
    """Monotonic seconds."""

    def recorded(self) -> Recorded:
        """Return everything recorded. Raises CacheError."""
        return self.store.recorded_in_memory() if self.dry_run else self.store.recorded()

    def visit(self, plan: PlannedVisit) -> Visit:
        """Return the result of visiting a source. Raises nothing: every failure, even a bug, is in the result."""
        full = (
            plan.first
            or self.full
            or is_full_look_due(plan.state, self.now)
            or is_edited(plan.state, plan.source.settings)
        )
        facts = ListingFacts(source=plan.source)
        until = self.clock() + self.time_limit
        received = None
        if plan.source.keep_pages and not self.dry_run:
            # Imported for sources with this setting alone.
            from cdetrack.look.received import ReceivedPages

            received = ReceivedPages(self.get, self.now)
        parts: list[_PartWalk] = []
        for number in range(max(1, len(plan.source.parts))):
            part = self._walk_part(plan, facts, number, get=received or self.get, full=full, until=until)
            parts.append(part)
            if part.failure is not None:
                break
        visit = _result(Visit(plan=plan, at=self.now, full=full, facts=facts, received=received), parts)
        try:
            if facts.list_before is not None:
                return self._with_other_list(visit)
            return visit if visit.look is None or not facts.beside else self._with_parted_lists(visit, visit.look)
        except Exception as error:  # noqa: BLE001 - as in the walk
            return replace(visit, look=None, failure=_failure(plan, error))

    def _with_other_list(self, visit: Visit) -> Visit:
        """Return the visit that read another list than before with a note; without its look if no entry is known.

        On a page with several lists, one that is empty today is no reason to take another for the listing.
        """
        if visit.look is None:
            return visit
        name, facts = visit.plan.source.name, visit.facts
        found, present = self._compared(visit.plan, visit.look.records, visit.look.keys)
        if any(SourceState().has_listed(present.get(each), name) for each in found.order):
            note = Note(f"the listing is now in `{facts.list_place}`, and was in `{facts.list_before}`")
            return replace(visit, notes=(*visit.notes, note))
        accepts = f"`cdetrack fetch {name} --accept` takes the other list"
        if (usual := self._known_list_beside(visit, visit.look)) is not None:
            accepts = (
                f'the known notices are in `{usual.place}`, which `selectors = {{ item = "{usual.item}" }}` of the '
                f"source reads; {accepts}"
            )
        failure = UnreadableError(
            f"the page of `{name}` has no entry in `{facts.list_before}`, its list before, and none in "
            f"`{facts.list_place}` is known: held back",
            hint=f"look at it in a browser; {accepts}",
        )
        return replace(visit, look=None, failure=failure)

    def _known_list_beside(self, visit: Visit, look: Look) -> LeftOut | None:
        """Return the list beside that of a look with most of the newest known notices: the usual one in a new layout.

        A box such as `Most read` has known notices, too, and counts as a menu.
        """
        # Imported for a page with another list than before alone.
        from cdetrack.store.present import Present

        shown = Present(self.recorded(), ()).shown_by(look.source)
        known = {each.record.url for each in islice(shown, _NEWEST)}
        return next(
            (
                each
                for each in visit.facts.beside
                if not each.is_menu and 2 * len(known.intersection(each.links_to)) > max(2, len(known))
            ),
            None,
        )

    def _with_parted_lists(self, visit: Visit, look: Look) -> Visit:
        """Return the visit with notes on the lists that an older cdetrack read together with the listing."""
        # Imported for the first look after an upgrade alone.
        from cdetrack.look.listing_notes import rival_note
        from cdetrack.look.parted_lists import parted_lists
        from cdetrack.store.present import Present

        shown = Present(self.recorded(), ()).shown_by(look.source)
        parted = dict(parted_lists(look, visit.facts.beside, (each.record for each in shown)))
        # Which list is the listing is known, so that these are no other candidates.
        others = [note for note in visit.notes if note not in map(rival_note, parted)]
        return replace(visit, notes=(*others, *parted.values()))

    def _walk_part(
        self, plan: PlannedVisit, facts: ListingFacts, number: int, *, get: Get, full: bool, until: float
    ) -> _PartWalk:
        state = plan.state
        # After a missed notice or a gap, "not modified" would hide pages that must be read; and what an older cdetrack
        # made of a page is no measure for the next look.
        unconditional = full or plan.source.form is not None or bool(state.missed) or state.gap is not None
        unconditional = unconditional or state.reader != READER
        reader = ListingReader(
            get,
            facts=facts,
            part=number,
            state=state,
            seen=today(self.now),
            conditional=not unconditional,
            accept=self.accept,
            known_days=(lambda records: self._known_days(plan, records)) if plan.is_forgotten else None,
        )
        read = self._supervised(reader.read, plan.source, until)
        pages: dict[int, ListingPage] = {}
        unfinished, walk, failure = None, None, None
        try:
            if plan.first:
                # Imported for a first look alone.
                from cdetrack.look.unfinished import UnfinishedLook

                unfinished = UnfinishedLook(
                    self.store.folder, plan.source.name, number, scope=validator_scope(plan.source)
                )
                resumed = unfinished.load(self.now)
                if resumed:
                    reader.resume(resumed)
                pages.update((page.number, page) for page in resumed)
                walk = to_the_end(self._saving(read, pages, unfinished), resumed)
            elif full:
                walk = to_the_end(read)
            else:
                walk = until_known(read, lambda entries: self._is_known(plan, entries))
            failure = walk.failure or (None if walk.entries else reader.none_wanted)
        except Exception as error:  # noqa: BLE001 - a page that triggers a bug must not stop the other sources
            failure = _failure(plan, error)
        return _PartWalk(
            walk=walk,
            failure=failure,
            unfinished=unfinished,
            saved_pages=len(pages) if _has_entries(pages) and not self.dry_run else 0,
        )

    def _supervised(self, read: ReadPage, source: Source, until: float) -> ReadPage:
        """Return a `read` that reports progress, and fails after the time `until` on the visitor's clock."""
        counts: dict[int, int] = {}

        def supervised(number: int) -> ListingPage | None:
            if self.clock() > until:
                raise FetchError(
                    f"the visit to `{source.name}` took more than {self.time_limit:g} s",
                    hint=f"page {number} and those after it were not read; the next fetch reads on",
                )
            page = read(number)
            if page is not None:
                # By number, since page 1 is read more than once.
                counts[number] = len(page.records)
                self.progress(
                    Progress(source=source.name, page=max(counts), pages=page.pages, notices=sum(counts.values()))
                )
            return page

        return supervised

    def _saving(self, read: ReadPage, pages: dict[int, ListingPage], unfinished: "UnfinishedLook") -> ReadPage:
        """Return a `read` that adds each new page to `pages` and saves them: a first look counts only as a whole."""

        def saving(number: int) -> ListingPage | None:
            page = read(number)
            if page is not None and number not in pages and not self.dry_run:
                pages[number] = page
                if _has_entries(pages):
                    unfinished.save([pages[each] for each in sorted(pages)], self.now)
            return page

        return saving

    def _known_days(self, plan: PlannedVisit, records: Sequence[Record]) -> int:
        """Return the number of these entries that the source is known to show with these days."""
        from cdetrack.look.recorded_order import known_days

        return known_days(self.recorded(), plan.source.name, records)

    def _is_known(self, plan: PlannedVisit, entries: Sequence[KeyedRecord]) -> bool:
        """Return True if all entries are known and unchanged, and the source listed them before the gap, if any."""
        found, present = self._compared(plan, [entry.record for entry in entries], [entry.keys for entry in entries])
        if found.changes or plan.state.gap is None:
            return not found.changes
        return all(plan.state.has_listed(standing, plan.source.name) for standing in map(present.get, found.order))

    def _compared(
        self, plan: PlannedVisit, records: Sequence[Record], keys: Sequence[tuple[str, ...]]
    ) -> "tuple[Comparison, Present]":
        """Return the comparison of entries with the recorded notices, and these."""
        from cdetrack.changes.compare import compare
        from cdetrack.changes.match import Before
        from cdetrack.store.present import Present

        present = Present(self.recorded(), {key for each in keys for key in each})
        look = Look(source=plan.source.name, at=self.now, records=tuple(records), keys=keys)
        found = compare(
            present,
            look,
            number=0,
            sites=self.origins().sites,
            is_as_known=present.is_as_known,
            before=Before(plan.state.order, plan.state.tokens),
        )
        return found, present


def _failure(plan: PlannedVisit, error: Exception) -> CdetrackError:
    return expected_or_bug(error, f"the visit to `{plan.source.name}`")


def visit_all(visitor: Visitor, plans: Sequence[PlannedVisit]) -> Iterator[Visit]:
    """Yield the visits as they end: one at a time on each host, several hosts in parallel."""
    hosts: dict[str, list[PlannedVisit]] = {}
    for each in plans:
        hosts.setdefault(_host(each.source), []).append(each)
    if len(hosts) <= 1:
        yield from map(visitor.visit, plans)
        return
    # Imported for several hosts: most caches look at one.
    from queue import SimpleQueue

    ended: SimpleQueue[Visit | BaseException] = SimpleQueue()

    def visit_host(queue: Sequence[PlannedVisit]) -> None:
        for each in queue:
            try:
                ended.put(visitor.visit(each))
            except BaseException as error:  # noqa: BLE001 - raised again in the main thread
                ended.put(error)

    for queue in hosts.values():
        # Daemons: Ctrl-C must not wait for a slow host.
        Thread(target=visit_host, args=(queue,), daemon=True).start()
    for _ in plans:
        visit = ended.get()
        if isinstance(visit, BaseException):
            raise visit
        yield visit


def _result(visit: Visit, parts: Sequence[_PartWalk]) -> Visit:
    """Return the visit with the results of its parts."""
    failure = parts[-1].failure
    visit = replace(
        visit,
        notes=visit.facts.notes,
        failure=failure,
        unfinished=tuple(part.unfinished for part in parts if part.unfinished is not None),
        saved_pages=sum(part.saved_pages for part in parts),
    )
    walks = [part.walk for part in parts if part.walk is not None]
    if len(walks) < len(parts):
        return visit
    entries: dict[str, KeyedRecord] = {}
    for walk in walks:
        for mark, entry in walk.entries.items():
            entries.setdefault(mark, entry)
    problems = tuple(problem for walk in walks for problem in walk.problems)
    unreadable = [walk.unreadable for walk in walks]
    # A mirror may lag behind, and an entry that could not be read is not gone: its place must be known.
    sound = failure is None and visit.facts.mirrored is None and None not in unreadable
    # Nor does another list of its page say which notices are gone.
    sound = sound and visit.facts.list_before is None
    whole = visit.full and sound and not problems and all(walk.whole for walk in walks)
    records_count = not (visit.plan.first and failure is not None)
    return replace(
        visit,
        look=Look(
            source=visit.plan.source.name,
            at=visit.at,
            records=tuple(entry.record for entry in entries.values()),
            full=whole,
            sound=sound,
            stopped=any(walk.stopped for walk in walks),
            unreadable=_places(entries, [pair for pairs in unreadable for pair in pairs or ()]),
            keys=tuple(entry.keys for entry in entries.values()),
            first_page=walks[0].first_page,
            order_given=visit.plan.source.date_order or visit.plan.state.date_order,
            order_proved=visit.facts.date_order,
            short_days=visit.facts.short_days,
            settings=visit.plan.source.settings,
        )
        if entries and records_count
        else None,
        unstable=any(walk.unstable for walk in walks),
        further=any(walk.further for walk in walks),
        ended=any(walk.ended for walk in walks),
        stopped=any(walk.stopped for walk in walks),
        oldest_first=any(walk.oldest_first for walk in walks),
        problems=problems,
        notes=tuple(dict.fromkeys([*visit.notes, *(note for walk in walks for note in walk.notes)])),
    )


def _has_entries(pages: Mapping[int, ListingPage]) -> bool:
    """Return whether there is an entry to save: where the source leaves out all rows so far, page 1 is read again."""
    return any(page.records for page in pages.values())


def _places(marks: Iterable[str], unreadable: Iterable[tuple[str | None, str | None]]) -> frozenset[int]:
    """Return the positions before which an entry stands that could not be read, from the marks on its two sides.

    Both sides count: pages slide, so that the two may not stand side by side in the walk.
    """
    position = {mark: at for at, mark in enumerate(marks)}
    before = {position[left] + 1 for left, _ in unreadable if left is not None}
    return frozenset(before | {position[right] for _, right in unreadable if right is not None})


def _host(source: Source) -> str:
    try:
        return urlsplit(source.url).netloc.rpartition("@")[2].lower()
    except ValueError:
        # The visit itself reports the invalid address.
        return source.url
