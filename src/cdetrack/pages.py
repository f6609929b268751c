"""The pages of one source: fetched, parsed, normalised; from the mirror when the main host fails."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Protocol

from cdetrack import sources
from cdetrack.days import today
from cdetrack.errors import CutOffError, FetchError, UnreadableError
from cdetrack.evidence import Listing, Page
from cdetrack.ingest import Found, normalised
from cdetrack.sources import Source, request_for
from cdetrack.store.state import SourceState
from cdetrack.walk import Shown

if TYPE_CHECKING:
    # At run time it would bring requests with it, and `ingest` needs none.
    from cdetrack.fetch import Answer
    from cdetrack.visit import Visit, Visitor

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
    """Reads one part of a source's listing page by page, and tells the visit what the site said of it."""

    def __init__(self, visitor: "Visitor", visit: "Visit", part: int, state: SourceState | None) -> None:
        self._visitor = visitor
        self._visit = visit
        self._part = part
        self._state = state
        self._source = visit.source
        self._shown: dict[int, int] = {}
        """How many entries each page had: page 1 is read more than once."""
        self._open_ended = False

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
        validators = self._state if number == 1 else None
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
        found = parse_page(answer.page, self._source, seen=today(self._visit.at))
        listing = found.listing
        if number == 1:
            if self._source.kind == "generic":
                # A listing of a known kind under another address is walked as its kind is.
                self._source = replace(self._source, kind=listing.kind)
                self._visit.source = replace(self._visit.source, kind=listing.kind)
            self._visit.etag, self._visit.last_modified = answer.etag, answer.last_modified
        self._open_ended = listing.pages is None and self._source.kind in _PAGED
        return Shown(
            number=number,
            pages=listing.pages,
            said=listing.page,
            records=found.records,
            problems=found.problems,
            notes=found.notes,
            open_ended=self._open_ended,
        )


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
        return normalised(listings[0], page=page, seen=seen, source=source.name)
    except CutOffError as error:
        raise FetchError(error.message, hint="the answer broke off: the next fetch tries again") from error
