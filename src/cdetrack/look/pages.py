"""The pages of one source: fetched, parsed, normalised; from the mirror when the main host fails."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Protocol

from cdetrack import sources
from cdetrack.changes.keys import address
from cdetrack.errors import CutOffError, EmptyError, FetchError, UnreadableError
from cdetrack.look.ingest import Found, normalised
from cdetrack.look.walk import Shown
from cdetrack.model.record import DateOrder, Listing, Page
from cdetrack.sources import Source, request_for
from cdetrack.sources.catalogue import SOURCES
from cdetrack.store.state import SourceState
from cdetrack.text.days import today
from cdetrack.text.links import resolve

if TYPE_CHECKING:
    # At run time it would bring requests with it, and `ingest` needs none.
    from cdetrack.fetch import Answer
    from cdetrack.look.visit import Visit, Visitor

_PAGED = frozenset({"nmpa-english", "nmpa-chinese"})
"""Kinds whose further pages have addresses that we know, whether or not a page says how many there are."""


class Get(Protocol):
    """What fetches a page: `Fetch.get`."""

    def __call__(
        self,
        url: str,
        *,
        form: Mapping[str, str] | None = None,
        etag: str | None = None,
        last_modified: str | None = None,
    ) -> "Answer":
        """Return what `url` gives. Raises FetchError."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a look has come, for somebody who watches."""

    source: str
    page: int
    pages: int | None
    notices: int


class Reader:
    """Reads one part of a source's listing page by page, and tells the visit what the site said of it.

    With `believes` the first page is asked for with validators. After `until`, on the visitor's clock, no page is
    asked for any more.
    """

    def __init__(
        self, visitor: "Visitor", visit: "Visit", part: int, state: SourceState, *, believes: bool, until: float
    ) -> None:
        self._visitor = visitor
        self._visit = visit
        self._part = part
        self._state = state
        self._believes = believes
        self._until = until
        self._source = visit.source
        self._shown: dict[int, int] = {}
        """How many entries each page had: page 1 is read more than once."""
        self._open_ended = False

    def go_on(self, kind: str) -> None:
        """Go on where an earlier run ended, whose pages were of that kind."""
        if self._source.kind == "generic" and kind:
            self._source = replace(self._source, kind=kind)

    def ask(self, number: int) -> Shown | None:
        """Return page `number`, None when it has not changed. Raises FetchError and UnreadableError."""
        if self._visitor.clock() > self._until:
            raise FetchError(
                f"the visit to `{self._visit.source.name}` took more than {self._visitor.patience:g} s",
                hint=f"page {number} and those after it were not read; the next fetch reads on",
            )
        try:
            shown = self._read(number)
        except FetchError as error:
            if self._source.mirror is None:
                raise
            self._visit.mirrored = error
            self._source = replace(self._source, url=self._source.mirror, mirror=None)
            # What the main host called its page says nothing about the mirror's.
            self._believes = False
            try:
                shown = self._read(number)
            except FetchError as second:
                raise type(error)(f"{error.message}; the mirror: {second.message}", hint=error.hint) from second
        if shown is not None:
            self._shown[number] = len(shown.records)
            self._visitor.progress(
                Progress(
                    source=self._visit.source.name,
                    page=max(self._shown),
                    pages=shown.pages,
                    notices=sum(self._shown.values()),
                )
            )
        return shown

    def _read(self, number: int) -> Shown | None:
        from cdetrack.fetch import MissingError

        try:
            url, form = request_for(self._source, number, part=self._part)
        except ValueError as error:
            raise UnreadableError(
                f"`{self._source.url}` has further pages, and cdetrack does not know their addresses",
                hint="save them from a browser, then `cdetrack ingest FILE...`",
            ) from error
        validators = self._state if number == 1 and self._believes else None
        try:
            answer = self._visitor.get(
                url,
                form=form,
                etag=validators.etag if validators else None,
                last_modified=validators.last_modified if validators else None,
            )
        except MissingError:
            if number > 1 and self._open_ended:
                return None
            raise
        if answer.page is None:
            self._visit.etag, self._visit.last_modified = answer.etag, answer.last_modified
            return None
        order: DateOrder | None = self._source.date_order or self._state.date_order
        page = replace(answer.page, date_order=order)
        if number == 1:
            self._check_place(url, answer.url)
        try:
            found = parse_page(page, self._source, seen=today(self._visit.at))
        except EmptyError:
            if number > 1 and self._open_ended:
                return None
            raise
        listing = found.listing
        if number == 1:
            self._check_kind(listing)
            if self._source.kind == "generic":
                # A listing of a known kind under another address is walked as its kind is.
                self._source = replace(self._source, kind=listing.kind)
                self._visit.source = replace(self._visit.source, kind=listing.kind)
            self._visit.etag, self._visit.last_modified = answer.etag, answer.last_modified
        self._visit.date_order = self._visit.date_order or found.date_order
        self._open_ended = listing.pages is None and self._source.kind in _PAGED
        return Shown(
            number=number,
            pages=listing.pages,
            said=listing.page,
            records=found.records,
            problems=found.problems,
            notes=found.notes,
            open_ended=self._open_ended,
            further=listing.further and listing.pages is None and not self._open_ended,
            kind=listing.kind,
        )

    def _check_place(self, asked: str, found: str) -> None:
        """Raise FetchError when the listing comes from another place than before, and remember where it came from."""
        before = (self._state.place or "").split(" ")
        place = [_place(asked), _place(found)]
        self._visit.came_from = " ".join(place)
        moved = len(before) == len(place) and before[0] == place[0] and before[1] != place[1]
        if moved and not self._visitor.accept and self._visit.mirrored is None:
            raise FetchError(
                f"the listing of `{self._visit.source.name}` came from `{place[1]}` and not, as before, from "
                f"`{before[1]}`: held back",
                hint=f"look at it in a browser; `cdetrack fetch {self._visit.source.name} --accept` takes it",
            )
        if place[0] != place[1] and before[-1] != place[1]:
            self._visit.notes = (*self._visit.notes, f"asked for at `{place[0]}`, the listing came from `{place[1]}`")

    def _check_kind(self, listing: Listing) -> None:
        """Raise UnreadableError for a page of another kind or section than before, and remember its kind."""
        name = self._visit.source.name
        self._visit.kind = f"{listing.kind} {listing.source}" if listing.source else listing.kind
        if self._visitor.accept:
            return
        known_place = (self._state.place or "").split(" ")[0] == _place(self._visit.source.url)
        kind, _, section = (self._state.kind or "").partition(" ") if known_place else ("", "", "")
        hint = f"look at it in a browser; `cdetrack fetch {name} --accept` takes it"
        if kind and kind != listing.kind:
            raise UnreadableError(
                f"the page of `{name}` is of another kind than before (`{listing.kind}`, not `{kind}`): held back",
                hint=hint,
            )
        section = section or (name if name in SOURCES else "")
        if section and listing.source is not None and not _are_at_one_address(listing.source, section):
            raise UnreadableError(
                f"the page of `{name}` is the listing of `{listing.source}`, not of `{section}`: held back",
                hint=hint,
            )


def _are_at_one_address(one: str, other: str) -> bool:
    """Return True for one source, or two that a page does not tell apart: guidance issued, and all of it."""
    return one == other or (one in SOURCES and other in SOURCES and SOURCES[one].url == SOURCES[other].url)


def _place(url: str) -> str:
    """Return host and path of an address, those of the main site for its mirror."""
    return address(resolve(url, None) or url).partition("?")[0].partition("#")[0]


def parse_page(page: Page, source: Source, *, seen: date) -> Found:
    """Return the listing of a page that was fetched on the day `seen`.

    Raises FetchError when it is cut off, UnreadableError for another page.
    """
    try:
        if source.kind == "generic" and source.selectors:
            from cdetrack.sources import generic

            listings: Sequence[Listing] = (generic.parse(page, source.selectors),)
        else:
            listings = sources.read(page, kind=source.kind)
        if listings[0].detail:
            raise UnreadableError(f"`{page.url}` is one notice's own page, not a listing", hint="fetch its listing")
        return normalised(listings[0], page=page, seen=seen, source=source.name, claims=False)
    except CutOffError as error:
        raise FetchError(error.message, hint="the answer broke off: the next fetch tries again") from error
