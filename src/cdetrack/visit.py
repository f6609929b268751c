"""Visit live listings: which kind of look is due, page by page, from the main host or its mirror.

A visit only reads; what it found is recorded afterwards, by one thread. Hosts are visited side by side.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from queue import SimpleQueue
from threading import Thread
from typing import Protocol
from urllib.parse import urlsplit

from cdetrack import sources
from cdetrack.changes import compare
from cdetrack.errors import CdetrackError, CutOffError, FetchError, UnreadableError
from cdetrack.evidence import Listing, Look, Page, Record
from cdetrack.fetch import Answer
from cdetrack.identity import keys_of
from cdetrack.ingest import Found, normalised
from cdetrack.sources import Source, request_for
from cdetrack.store import Store
from cdetrack.store.aside import Aside
from cdetrack.store.refold import Present
from cdetrack.store.state import SourceState
from cdetrack.walk import Shown, Walk, to_the_end, until_known

FULL_EVERY = timedelta(days=7)
"""A server's `304` and a first page without news are believed for so long; then every page is read again."""


class Get(Protocol):
    """What fetches a page: `Fetch.get`."""

    def __call__(
        self,
        url: str,
        *,
        form: Mapping[str, str] | None = None,
        etag: str | None = None,
        last_modified: str | None = None,
    ) -> Answer:
        """Return what `url` gives. Raises FetchError."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a look has come, for somebody who watches."""

    source: str
    page: int
    pages: int | None
    notices: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A source to visit, what is remembered of it, and whether the history has never heard of it."""

    source: Source
    state: SourceState
    first: bool


@dataclass(slots=True, kw_only=True)
class Visit:
    """What a visit to one source came to; `failure` is why nothing of it can be recorded, or not all."""

    source: Source
    at: datetime
    look: Look | None = None
    first: bool = False
    full: bool = False
    unchanged: bool = False
    etag: str | None = None
    last_modified: str | None = None
    problems: tuple[str, ...] = ()
    failure: CdetrackError | None = None
    mirrored: FetchError | None = None
    """Why the mirror was asked instead of the main host."""


@dataclass(slots=True, kw_only=True)
class Visitor:
    """Visits one source after the other; shared by threads, of which each has its own host."""

    get: Get
    store: Store
    now: datetime
    full: bool = False
    keep_aside: bool = True
    """Keep the pages of a first look, so that the next run can go on; a dry run does not."""
    progress: Callable[[Progress], None] = field(default=lambda _: None)

    def visit(self, due: "Due") -> Visit:
        """Return what the listing shows. Every expected failure is in the visit, none is raised."""
        visit = Visit(source=due.source, at=self.now, first=due.first)
        visit.full = due.first or self.full or _is_due(due.state, self.now)
        try:
            self._walk(visit, due.state)
        except CdetrackError as error:
            visit.failure = error
        return visit

    def _walk(self, visit: Visit, state: SourceState) -> None:
        walks = []
        for part in range(max(1, len(visit.source.parts))):
            reader = _Reader(self, visit, part, None if visit.full or visit.source.parts else state)
            if visit.first and not visit.source.parts:
                walks.append(self._first(visit, reader))
            else:
                walks.append(to_the_end(reader.ask) if visit.full else until_known(reader.ask, self._known))
        failure = next((walk.failure for walk in walks if walk.failure is not None), None)
        visit.failure = failure
        visit.unchanged = all(walk.unchanged for walk in walks)
        visit.problems = tuple(problem for walk in walks for problem in walk.problems)
        records: dict[str, Record] = {key: record for walk in reversed(walks) for key, record in walk.records.items()}
        ordered = {key: records[key] for walk in walks for key in walk.records}
        if ordered and not (visit.first and failure is not None):
            whole = visit.full and all(walk.whole for walk in walks) and not visit.problems
            visit.look = Look(source=visit.source.name, at=self.now, records=tuple(ordered.values()), full=whole)

    def _first(self, visit: Visit, reader: "_Reader") -> Walk:
        """Walk a listing for the first time, keeping each page aside: only the whole counts."""
        aside = Aside(self.store.folder, visit.source.name)
        resumed = aside.load(self.now)
        read: dict[int, Shown] = {shown.number: shown for shown in resumed}

        def ask(number: int) -> Shown | None:
            shown = reader.ask(number)
            if shown is not None and number not in read and self.keep_aside:
                read[number] = shown
                aside.keep([read[each] for each in sorted(read)], self.now)
            return shown

        return to_the_end(ask, resumed)

    def _known(self, records: Sequence[Record]) -> Collection[int]:
        """Return the positions of the records that are known as they are."""
        present = Present(self.store.fold(), {key for record in records for key in keys_of(record)})
        looks = (Look(source=record.sources[0], at=self.now, records=(record,)) for record in records)
        return [at for at, look in enumerate(looks) if not compare(present, look, number=0).changes]


def _is_due(state: SourceState, now: datetime) -> bool:
    if state.last_full is None:
        return True
    try:
        return now - datetime.fromisoformat(state.last_full) > FULL_EVERY
    except (ValueError, TypeError):
        return True


class _Reader:
    """Reads the pages of one source: fetched, parsed, normalised; from the mirror when the main host fails."""

    def __init__(self, visitor: Visitor, visit: Visit, part: int, state: SourceState | None) -> None:
        self._visitor = visitor
        self._visit = visit
        self._part = part
        self._state = state
        self._source = visit.source
        self._notices = 0

    def ask(self, number: int) -> Shown | None:
        """Return page `number`, None when it has not changed. Raises FetchError and UnreadableError."""
        try:
            shown = self._read(number)
        except FetchError as error:
            if self._source.mirror is None:
                raise
            self._visit.mirrored = error
            self._source = replace(self._source, url=self._source.mirror, mirror=None)
            # What the main host called its page says nothing about the mirror's.
            self._state = None
            try:
                shown = self._read(number)
            except FetchError as second:
                raise type(error)(f"{error.message}; the mirror: {second.message}", hint=error.hint) from second
        if shown is not None:
            self._notices += len(shown.records)
            self._visitor.progress(
                Progress(source=self._visit.source.name, page=number, pages=shown.pages, notices=self._notices)
            )
        return shown

    def _read(self, number: int) -> Shown | None:
        url, form = request_for(self._source, number, part=self._part)
        validators = self._state if number == 1 else None
        answer = self._visitor.get(
            url,
            form=form,
            etag=validators.etag if validators else None,
            last_modified=validators.last_modified if validators else None,
        )
        if answer.page is None:
            return None
        found = parse_page(answer.page, self._visit.source)
        if number == 1 and self._source.kind == "generic":
            # A listing of a known kind under another address is walked as its kind is.
            self._source = replace(self._source, kind=found.listing.kind)
        if number == 1:
            self._visit.etag, self._visit.last_modified = answer.etag, answer.last_modified
        return Shown(
            number=found.listing.page or number,
            pages=found.listing.pages,
            records=found.records,
            problems=found.problems,
        )


def parse_page(page: Page, source: Source) -> Found:
    """Return the listing of a fetched page. Raises FetchError when it is cut off, UnreadableError for another page."""
    try:
        if source.kind == "generic" and source.selectors:
            from cdetrack.sources import generic

            listings: Sequence[Listing] = (generic.parse(page, source.selectors),)
        else:
            listings = sources.read(page)
        if listings[0].detail:
            raise UnreadableError(f"`{page.url}` is one notice's own page, not a listing", hint="fetch its listing")
        return normalised(listings[0], page=page, source=source.name)
    except CutOffError as error:
        raise FetchError(error.message, hint="the answer broke off: the next fetch tries again") from error


def side_by_side(visitor: Visitor, due: Sequence[Due]) -> Iterator[Visit]:
    """Yield the visits as they end: one source after the other on a host, several hosts at once."""
    hosts: dict[str, list[Due]] = {}
    for each in due:
        hosts.setdefault(urlsplit(each.source.url).hostname or "", []).append(each)
    if len(hosts) <= 1:
        yield from map(visitor.visit, due)
        return
    ended: SimpleQueue[Visit | BaseException] = SimpleQueue()

    def one_host(queue: Sequence[Due]) -> None:
        for each in queue:
            try:
                ended.put(visitor.visit(each))
            except BaseException as error:  # noqa: BLE001 - a bug in a thread is raised where it is seen
                ended.put(error)

    for queue in hosts.values():
        # Daemons: Ctrl-C must not wait for a host that is slow to answer.
        Thread(target=one_host, args=(queue,), daemon=True).start()
    for _ in due:
        visit = ended.get()
        if isinstance(visit, BaseException):
            raise visit
        yield visit


def details(visitor: Visitor, source: Source, wanted: Sequence[str]) -> Visit:
    """Return what the notices' own pages at these addresses say, as one look; the first failure is in the visit."""
    visit = Visit(source=source, at=visitor.now)
    records: list[Record] = []
    problems: list[str] = []
    for number, url in enumerate(wanted, 1):
        try:
            page = visitor.get(url).page
            found = _detail(page, source) if page is not None else None
        except CdetrackError as error:
            visit.failure = visit.failure or error
            problems.append(error.message)
            continue
        if found is not None:
            records += found.records
            visitor.progress(Progress(source=source.name, page=number, pages=len(wanted), notices=len(records)))
    visit.problems = tuple(problems)
    if records:
        visit.look = Look(source=source.name, at=visitor.now, records=tuple(records), detail=True)
    return visit


def _detail(page: Page, source: Source) -> Found:
    listing = sources.read(page)[0]
    if not listing.detail:
        raise UnreadableError(f"`{page.url}` is not a notice's own page", hint="look at it in a browser")
    return normalised(listing, page=page, source=source.name)
