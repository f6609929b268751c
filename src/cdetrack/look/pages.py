"""Read the pages of one source: fetch, parse, normalise; from the mirror if the main host fails."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from hashlib import blake2b
from typing import TYPE_CHECKING, Protocol

from cdetrack.errors import (
    CutOffError,
    EmptyError,
    FetchError,
    LoneEntryError,
    NoneWantedError,
    PageNotFoundError,
    UnreachableError,
    UnreadableError,
)
from cdetrack.look.elsewhere import Whereabouts
from cdetrack.look.first_page import FirstPage, ListingFacts
from cdetrack.look.walk import ListingPage
from cdetrack.model.record import DateOrder, Listing, Note, Page, Record
from cdetrack.sources import Source, request_for
from cdetrack.sources.reading import READER
from cdetrack.store.state import SourceState
from cdetrack.text.links import host_of, is_one_site, place_of, resolve
from cdetrack.text.secrets import without_secrets
from cdetrack.version import __version__

if TYPE_CHECKING:
    # At run time this would import requests, and `ingest` needs no network.
    from cdetrack.fetch.client import Fetched
    from cdetrack.fetch.response import Sink
    from cdetrack.look.parsed_listing import ParsedListing

_MAX_LINKED_PAGES = 100
"""Pages that are followed from link to link: an archive may have thousands, and its oldest pages have no news."""
_MAX_LEFT_OUT = 100
"""The most pages in a row without a row that the source wants."""
PAGED = frozenset({"nmpa-english", "nmpa-chinese"})
"""Kinds with known addresses for further pages, even if a page does not state how many there are."""


class Get(Protocol):
    """A function that fetches a page: `Fetch.get`."""

    def __call__(
        self,
        url: str,
        *,
        form: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        etag: str | None = None,
        last_modified: str | None = None,
        public: bool = False,
        into: "Sink | None" = None,
    ) -> "Fetched":
        """Return the page at `url`. Raises FetchError."""


class ListingReader:
    """Reads one part of a source's listing page by page, and adds facts about it to `facts`.

    `state` is the source's state from earlier looks; with `conditional` its validators are sent with the request for
    page 1. `seen` is the day of the look (Asia/Shanghai). With `accept`, a page of another kind or from another place
    than before is not an error. `known_days` counts the entries that are recorded with these days: if the state is
    lost, it tells the order of day and month.
    """

    def __init__(
        self,
        get: Get,
        *,
        facts: ListingFacts,
        part: int,
        state: SourceState,
        seen: date,
        conditional: bool,
        accept: bool,
        known_days: Callable[[Sequence[Record]], int] | None = None,
    ) -> None:
        self.facts = facts
        self._first = FirstPage(facts, state, part=part, accept=accept)
        self._known_days = known_days
        self._get = get
        self._source = facts.source
        self._part = part
        self._state = state
        self._seen = seen
        self._conditional = conditional
        self._open_ended = False
        self._linked: dict[int, str] = {}
        """The addresses of further pages that the pages before them link to."""
        self._recorded_order: DateOrder | None = None
        self._first_url: str | None = None
        self._pages: Whereabouts | None = None
        """The addresses of the pages, once the first is known."""
        self._before: Page | None = None
        """The last page that had entries."""
        self._links: set[str] = set()
        """The links of the entries on the pages read so far."""
        self.none_wanted: NoneWantedError | None = None
        """The error of the first page with rows that the source leaves out, all of them."""
        self._left_out = 0
        """The number of such pages in a row."""

    def resume(self, pages: Sequence[ListingPage]) -> None:
        """Continue after these pages, which an earlier run has read."""
        kind = pages[0].kind if pages else ""
        if self._source.kind == "generic" and kind:
            self._source = replace(self._source, kind=kind)
        self._linked.update((page.number + 1, page.next_url) for page in pages if page.next_url)

    def read(self, number: int) -> ListingPage | None:
        """Return page `number`; None if page 1 is not modified, or a later page does not exist.

        Raises FetchError and UnreadableError.
        """
        try:
            return self._read(number)
        except FetchError as error:
            if self._source.mirror is None:
                raise
            self.facts.mirrored = error
            self._source = replace(self._source, url=self._source.mirror, mirror=None)
            # The validators of the main host mean nothing to the mirror.
            self._conditional = False
            try:
                return self._read(number)
            except FetchError as second:
                raise _both_failed(error, second) from second

    def _read(self, number: int) -> ListingPage | None:
        url, form = self._address(number)
        conditional = number == 1 and self._conditional
        fetched = self._fetched(number, url, form, conditional=conditional)
        if fetched is None:
            return None
        digest = self._digest(fetched.page) if number == 1 else None
        if fetched.page is None or (conditional and digest is not None and digest == self._state.digest):
            # Most sites send no validators: the same bytes are as good as "not modified".
            digest = self._state.digest
            self._learn_validators(fetched, digest)
            return None
        order = self._source.date_order or self._state.date_order or self._recorded_order
        page = replace(
            fetched.page, date_order=order, usual_lists=self._first.usual_lists(number), called=self.facts.source.called
        )
        if number == 1:
            self._first.check_place(url, fetched.url)
            self._first.check_cut(page)
        parsed, left_out = None, None
        try:
            parsed = self._parsed(page)
            listing = parsed.listing
        except NoneWantedError as error:
            self.none_wanted = self.none_wanted or error
            listing, left_out = Listing(kind="json", notices=(), next_url=error.next_url), error.rows
        except UnreadableError as error:
            parsed = self._without_list(page, number, error)
            if parsed is None:
                return None
            listing = parsed.listing
        if number == 1:
            self._learn_kind(listing)
            self._first.learn_list(listing)
            self._first.learn_lists_beside(listing, page.url)
            self._learn_validators(fetched, digest)
        shape = self._shape(listing, page, number)
        if parsed is None:
            self._left_out += 1
            shape = replace(shape, left_out=left_out)
            return replace(shape, open_ended=False, further=True) if self._left_out >= _MAX_LEFT_OUT else shape
        self._before, self._left_out = page, 0
        self._links.update(each.url for each in parsed.records if each.url is not None)
        self.facts.date_order = self.facts.date_order or parsed.date_order
        self.facts.short_days = self.facts.short_days or parsed.listing.short_days
        return replace(shape, records=parsed.records, unreadable=parsed.unreadable, notes=parsed.notes)

    def _parsed(self, page: Page) -> "ParsedListing":
        """Return the listing of a page, with its days in the order in which they are recorded if the page proves none.

        Raises as `parse_page` does.
        """
        guessed = parse_page(page, self._source, seen=self._seen, before=self._before)
        if self._known_days is None or not guessed.is_guess:
            return guessed
        # Imported for a lost state alone.
        from cdetrack.look.recorded_order import in_recorded_order

        def read(order: DateOrder) -> "list[ParsedListing]":
            return [parse_page(replace(page, date_order=order), self._source, seen=self._seen, before=self._before)]

        found = in_recorded_order(read, self._known_days)
        if not found:
            return guessed
        [parsed] = found
        self._recorded_order = parsed.order_given
        self.facts.date_order = parsed.order_given
        return parsed

    def _without_list(self, page: Page, number: int, error: UnreadableError) -> "ParsedListing | None":
        """Return a further page with one entry; None for one without: the listing has ended. Else raises `error`."""
        if number > 1 and self._open_ended and self._is_empty(page, error):
            return None
        _check_end(page, self._before)
        parsed = self._lone_entry(page, error) if isinstance(error, LoneEntryError) else None
        if parsed is None:
            raise error
        return parsed

    def _lone_entry(self, page: Page, error: LoneEntryError) -> "ParsedListing | None":
        """Return a further page with one entry, at the place of those before it; None for any other page."""
        if not self._links or self._source.selectors is not None:
            return None
        source = replace(self._source, kind="generic", selectors={"item": error.item})
        try:
            parsed = parse_page(page, source, seen=self._seen, before=self._before)
        except UnreadableError:
            return None
        links = [each.url for each in parsed.records]
        is_there = len(links) == 1 and links[0] and place_of(links[0]) in map(place_of, self._links)
        return parsed if is_there else None

    def _fetched(self, number: int, url: str, form: Mapping[str, str] | None, *, conditional: bool) -> "Fetched | None":
        """Return the answer to the request for a page; None if there is no such page. Raises FetchError."""
        try:
            fetched = self._get(
                url,
                form=form,
                headers=self._source.headers,
                etag=self._state.etag if conditional else None,
                last_modified=self._state.last_modified if conditional else None,
            )
        except PageNotFoundError as error:
            if number == 1 or not self._open_ended:
                raise
            self._note_missing(number, error)
            return None
        # Pages that are posted share one address, which tells nothing of them.
        return None if form is None and self._is_elsewhere(number, url, fetched.url) else fetched

    def _is_elsewhere(self, number: int, requested: str, final: str) -> bool:
        """Return True if the site redirected a further page to a page outside this listing: it ends, which is noted.

        Raises FetchError for a page of those that the listing states.
        """
        pages = self._pages = self._pages or Whereabouts(self._address(1)[0])
        if number == 1 or not pages.is_elsewhere(requested, final):
            pages.add(requested, final)
            return False
        message = f"page {number} of the listing is not read, since it came from `{without_secrets(final)}`"
        if not self._open_ended:
            raise FetchError(message, hint=f"`{without_secrets(requested)}` was requested: look at it in a browser")
        self._first.note(message)
        return True

    def _is_empty(self, page: Page, error: UnreadableError) -> bool:
        """Return True if a further page, which is unreadable by this `error`, has no entries: the listing has ended."""
        from cdetrack.sources.empty_pages import has_no_entries

        return isinstance(error, EmptyError) or (self._before is not None and has_no_entries(page, self._before))

    def _shape(self, listing: Listing, page: Page, number: int) -> ListingPage:
        """Return the page without its entries: its number, and what comes after it."""
        following, is_unread = self._next_page(listing, page, number)
        self._open_ended = listing.pages is None and (
            self._source.kind in PAGED or self._source.has_numbered_pages or following is not None
        )
        return ListingPage(
            number=number,
            pages=listing.pages,
            stated_number=listing.page,
            records=(),
            open_ended=self._open_ended,
            further=is_unread and listing.pages is None and not self._open_ended,
            kind=listing.kind,
            next_url=following,
            is_followed=number > 1 and (number in self._linked or self._source.has_numbered_pages),
        )

    def _digest(self, page: Page | None) -> str | None:
        """Return the digest of a page and of everything that decides how it is read."""
        if page is None or not page.whole:
            return None
        settings = (__version__, READER, self.facts.source, self._source.layout, self._state.date_order, page.url)
        head = f"{settings!r}|{page.content_type}|".encode("utf-8", "backslashreplace")
        return blake2b(head + page.content, digest_size=16).hexdigest()

    def _address(self, number: int) -> tuple[str, Mapping[str, str] | None]:
        """Return the address of a page and the form to post. Raises UnreadableError if it is not known."""
        if number in self._linked:
            return self._linked[number], None
        try:
            return request_for(self._source, number, part=self._part)
        except ValueError as error:
            raise UnreadableError(
                f"`{self._source.url}` has further pages, and cdetrack does not know their addresses",
                hint="save them from a browser, then `cdetrack ingest FILE...`",
            ) from error

    def _next_page(self, listing: Listing, page: Page, number: int) -> tuple[str | None, bool]:
        """Return the address of the next page if this one links to it, on the same site and not too far.

        The second value tells whether there is a further page whose address is not followed, or not known.
        """
        known = self._source.has_numbered_pages or self._source.kind in PAGED or listing.pages is not None
        if known or listing.next_url is None:
            return None, listing.further
        address = resolve(listing.next_url, page.url)
        self._first_url = page.url if number == 1 else self._first_url
        earlier = {page.url, self._first_url, *(each for place, each in self._linked.items() if place <= number)}
        if address is None or address in earlier:
            return None, listing.further
        if number >= _MAX_LINKED_PAGES or not is_one_site(host_of(address), host_of(page.url)):
            return None, True
        self._linked[number + 1] = address
        return address, False

    def _note_missing(self, number: int, error: PageNotFoundError) -> None:
        """Note that a site links to a page which it does not have; a listing without that page is still one."""
        if number in self._linked:
            self._first.note(f"page {number} is linked and cannot be read: {error.message}")

    def _learn_kind(self, listing: Listing) -> None:
        """Check the listing's kind, and follow its pages accordingly. Raises UnreadableError as `check_kind` does."""
        self._first.check_kind(listing)
        if self._source.kind == "generic":
            # A listing of a known kind under another address has the paging of its kind.
            self._source = replace(self._source, kind=listing.kind)
            self.facts.source = replace(self.facts.source, kind=listing.kind)

    def _learn_validators(self, fetched: "Fetched", digest: str | None) -> None:
        self.facts.etag, self.facts.last_modified, self.facts.digest = fetched.etag, fetched.last_modified, digest


def parse_page(page: Page, source: Source, *, seen: date, before: Page | None = None) -> "ParsedListing":
    """Return the listing of a fetched page; `seen` is the day of the look (Asia/Shanghai).

    `before` is the page before it, which shows how a page of this site ends: a program that dies within its page may
    state the length of what it wrote.

    Raises FetchError if the page is cut off, UnreadableError if it is not a listing.
    """
    from cdetrack.look.parsed_listing import normalise_listing
    from cdetrack.sources import read
    from cdetrack.sources.page_end import unclosed

    try:
        listings = read(page, source.layout)
        if listings[0].detail:
            raise UnreadableError(f"`{page.url}` is one notice's own page, not a listing", hint="fetch its listing")
        parsed = normalise_listing(listings[0], page=page, seen=seen, source=source.name, claims=False)
    except CutOffError as error:
        raise _broken_off(error) from error
    _check_end(page, before)
    if before is None and (name := unclosed(page)):
        note = Note(f"the page may be cut off: it has no `</html>`, and its `<{name}>` is not closed")
        return replace(parsed, notes=(*parsed.notes, note))
    return parsed


def _check_end(page: Page, before: Page | None) -> None:
    """Raise FetchError if the page is cut off, as the page before it shows."""
    from cdetrack.sources.page_end import check_end

    try:
        if before is not None:
            check_end(page, before)
    except CutOffError as error:
        raise _broken_off(error) from error


def _broken_off(error: CutOffError) -> FetchError:
    return FetchError(error.message, hint="the answer broke off: the next fetch tries again")


def _both_failed(main: FetchError, mirror: FetchError) -> FetchError:
    """Return the error for a page that neither the main host nor the mirror gave."""
    message = f"{main.message}; the mirror: {mirror.message}"
    if isinstance(main, UnreachableError) and isinstance(mirror, UnreachableError):
        both = UnreachableError(message, hint=main.hint)
        both.hosts = (*main.hosts, *mirror.hosts)
        return both
    return (FetchError if isinstance(main, UnreachableError) else type(main))(message, hint=main.hint)
