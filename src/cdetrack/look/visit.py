"""Visit live listings: which kind of look is due, page by page, from the main host or its mirror.

A visit only reads; its result is recorded afterwards, by one thread. Hosts are visited side by side.
"""

import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from queue import SimpleQueue
from threading import Thread
from urllib.parse import urlsplit

from cdetrack.changes.compare import compare
from cdetrack.changes.merge import Sites
from cdetrack.errors import BugError, CdetrackError, FetchError
from cdetrack.look.pages import Get, Progress, Reader
from cdetrack.look.unfinished import Aside
from cdetrack.look.walk import Entry, Shown, Walk, to_the_end, until_known
from cdetrack.model.record import DateOrder, Look
from cdetrack.sources import Source
from cdetrack.store.fold import Fold
from cdetrack.store.present import Present
from cdetrack.store.state import SourceState
from cdetrack.store.store import Store
from cdetrack.text.links import without_password
from cdetrack.version import __version__

FULL_EVERY = timedelta(days=7)
"""A server's `304` and a first page without news are believed for so long; then every page is read again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A source to visit, what is remembered of it, and whether the history has never heard of it."""

    source: Source
    state: SourceState
    first: bool
    place: int = 0
    """Which one it is of those that were asked for."""


@dataclass(slots=True, kw_only=True)
class Visit:
    """The result of a visit to one source; `failure` is why nothing of it can be recorded, or not all."""

    source: Source
    """With the kind that its page turned out to have."""
    at: datetime
    place: int = 0
    look: Look | None = None
    first: bool = False
    full: bool = False
    unchanged: bool = False
    restless: bool = False
    """The listing changed at every reading: an entry may have slipped through."""
    further: bool = False
    """The listing has further pages that were not read, since their addresses are not known."""
    etag: str | None = None
    last_modified: str | None = None
    readable: str = ""
    """The address and parser that these were said of: see `readable_as`."""
    kind: str | None = None
    """Which parser read the first page, and which built-in listing the page says it is."""
    came_from: str | None = None
    """Where the listing was asked for, and where it came from: see `SourceState.place`."""
    date_order: DateOrder | None = None
    """How the listing writes days, where one of them proves it."""
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    failure: CdetrackError | None = None
    details_failed: list[CdetrackError] = field(default_factory=list)
    """Why notices' own pages could not be read: no failure of the listing."""
    mirrored: FetchError | None = None
    """Why the mirror was asked instead of the main host."""
    aside: list[Aside] = field(default_factory=list)
    """Where the pages of a first look are kept until it is recorded."""
    kept: int = 0
    """How many pages of a first look that was not finished are kept."""


@dataclass(slots=True, kw_only=True)
class Visitor:
    """Visits one source after the other; shared by threads, of which each has its own host."""

    get: Get
    store: Store
    now: datetime
    full: bool = False
    accept: bool = False
    """Take a page of another kind, or from another place, than the source had before."""
    dry_run: bool = False
    """Write nothing at all: neither the pages of a first look, nor a fold that is behind."""
    progress: Callable[[Progress], None] = field(default=lambda _: None)
    sites: Sites = field(default_factory=dict)
    """The hosts of the sources' own pages."""
    patience: float = 900.0
    """Seconds that a visit to one source may take as a whole."""
    clock: Callable[[], float] = time.monotonic
    """Seconds that only grow."""

    def fold(self) -> Fold | None:
        """Return how things stand just now."""
        if self.dry_run:
            return self.store.fold_in_memory()
        return self.store.fold()

    def visit(self, due: Due) -> Visit:
        """Return what the listing shows. Every failure is in the visit, none is raised: also a bug ends only this."""
        visit = Visit(source=due.source, at=self.now, first=due.first, place=due.place)
        visit.readable = readable_as(due.source)
        visit.full = due.first or self.full or is_due(due.state, self.now)
        try:
            self._walk(visit, due.state)
        except CdetrackError as error:
            visit.failure = error
        except Exception as error:  # noqa: BLE001 - one page that we stumble over must not hide the other sources
            visit.failure = BugError(f"the visit to `{due.source.name}`", error)
            visit.look = None
        return visit

    def _walk(self, visit: Visit, state: SourceState) -> None:
        walks: list[Walk] = []
        until = self.clock() + self.patience
        # Without validators where a notice was missed, or a gap is open: an answer "not modified" would say too little.
        asks_anew = visit.full or visit.source.form is not None or bool(state.missed) or state.gap is not None
        for part in range(max(1, len(visit.source.parts))):
            reader = Reader(self, visit, part, state, believes=not asks_anew, until=until)
            if visit.first:
                walks.append(self._first(visit, reader, part))
            elif visit.full:
                walks.append(to_the_end(reader.ask))
            else:
                walks.append(until_known(reader.ask, lambda entries: self._is_known(visit, state, entries)))
            if walks[-1].failure is not None:
                visit.failure = walks[-1].failure
                break
        visit.unchanged = all(walk.unchanged for walk in walks)
        visit.restless = any(walk.restless for walk in walks)
        visit.further = any(walk.further for walk in walks)
        visit.problems = tuple(problem for walk in walks for problem in walk.problems)
        visit.notes = tuple(dict.fromkeys([*visit.notes, *(note for walk in walks for note in walk.notes)]))
        entries: dict[str, Entry] = {}
        for walk in walks:
            for mark, entry in walk.entries.items():
                entries.setdefault(mark, entry)
        if entries and not (visit.first and visit.failure is not None):
            # The mirror may be older, and an entry that could not be read is not one that is gone.
            sound = visit.failure is None and visit.mirrored is None and not visit.problems
            whole = visit.full and sound and all(walk.whole for walk in walks)
            records, keys = zip(*entries.values(), strict=True)
            visit.look = Look(
                source=visit.source.name, at=self.now, records=records, full=whole, sound=sound, keys=keys
            )

    def _first(self, visit: Visit, reader: Reader, part: int) -> Walk:
        """Walk a listing for the first time, keeping each page aside: only the whole counts."""
        aside = Aside(self.store.folder, visit.source.name, part, of=visit.readable)
        visit.aside.append(aside)
        read = {shown.number: shown for shown in aside.load(self.now)}
        resumed = list(read.values())
        if resumed:
            reader.go_on(resumed[0].kind)

        def ask(number: int) -> Shown | None:
            shown = reader.ask(number)
            if shown is not None and number not in read and not self.dry_run:
                read[number] = shown
                aside.keep([read[each] for each in sorted(read)], self.now)
            return shown

        try:
            return to_the_end(ask, resumed)
        finally:
            visit.kept += 0 if self.dry_run else len(read)

    def _is_known(self, visit: Visit, state: SourceState, entries: Sequence[Entry]) -> bool:
        """Return True if all of these are known as they are, from before the gap that an earlier look left."""
        keys = [entry.keys for entry in entries]
        present = Present(self.fold(), {key for each in keys for key in each})
        records = tuple(entry.record for entry in entries)
        look = Look(source=visit.source.name, at=self.now, records=records, keys=keys)
        found = compare(present, look, number=0, sites=self.sites, is_as_known=present.is_as_known)
        if found.changes or state.gap is None:
            return not found.changes
        gap = datetime.fromisoformat(state.gap)
        standings = map(present.get, found.order)
        return all(standing is not None and standing.first_seen < gap for standing in standings)


def is_due(state: SourceState, now: datetime) -> bool:
    """Say whether it is time for a full look: it was long ago, or nobody knows when."""
    try:
        ago = now - datetime.fromisoformat(state.last_full or "")
    except (ValueError, TypeError):
        return True
    # A time to come is a clock that was wrong.
    return not timedelta(0) <= ago <= FULL_EVERY


def readable_as(source: Source) -> str:
    """Return what a source's pages and validators depend on: they mean nothing under another address or parser."""
    selectors = json.dumps(dict(source.selectors), sort_keys=True) if source.selectors else ""
    # The state may be kept in git, as a team does: a password in the address is not for it.
    return " ".join(
        filter(None, (without_password(source.url), selectors, source.date_order, f"cdetrack/{__version__}"))
    )


def side_by_side(visitor: Visitor, due: Sequence[Due]) -> Iterator[Visit]:
    """Yield the visits as they end: one source after the other on a host, several hosts at once."""
    hosts: dict[str, list[Due]] = {}
    for each in due:
        hosts.setdefault(_host(each.source), []).append(each)
    if len(hosts) <= 1:
        yield from map(visitor.visit, due)
        return
    ended: SimpleQueue[Visit | BaseException] = SimpleQueue()

    def one_host(queue: Sequence[Due]) -> None:
        for each in queue:
            try:
                ended.put(visitor.visit(each))
            except BaseException as error:  # noqa: BLE001 - the end of the program is for the main thread
                ended.put(error)

    for queue in hosts.values():
        # Daemons: Ctrl-C must not wait for a host that is slow to answer.
        Thread(target=one_host, args=(queue,), daemon=True).start()
    for _ in due:
        visit = ended.get()
        if isinstance(visit, BaseException):
            raise visit
        yield visit


def _host(source: Source) -> str:
    try:
        return urlsplit(source.url).netloc.rpartition("@")[2].lower()
    except ValueError:
        # No address at all: its own visit says so.
        return source.url
