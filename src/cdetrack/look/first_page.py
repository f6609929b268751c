"""Compare the first page of a listing with that of earlier looks: it must be the same listing, and the same list."""

from cdetrack.changes.keys import address
from cdetrack.errors import FetchError, UnreadableError
from cdetrack.model.frozen import mutable
from cdetrack.model.record import DateOrder, LeftOut, Listing, Note, Page
from cdetrack.sources import Source
from cdetrack.sources.catalogue import SOURCES
from cdetrack.sources.reading import READER
from cdetrack.store.state import SourceState
from cdetrack.text.links import resolve

_MOST_LISTS = 5
"""The most lists of a page that are remembered: some sites give their elements new names every week."""


@mutable
class ListingFacts:
    """Facts about a listing that its first page revealed, to be remembered or reported."""

    source: Source
    """With the kind of the first page."""
    etag: str | None = None
    last_modified: str | None = None
    """The validators of the first page."""
    digest: str | None = None
    """A digest of the first page and of the settings by which it was read, as in `SourceState.digest`."""
    kind: str | None = None
    """The parser of the first page and the built-in listing that the page names, as in `SourceState.kind`."""
    place: str | None = None
    """The requested and the final address of the first page, as in `SourceState.place`."""
    list_place: str | None = None
    """The place of the list on the first page, as in `Listing.list_place`."""
    list_before: str | None = None
    """The place of the list that earlier looks read, if it is another one."""
    lists: tuple[str, ...] = ()
    """The places of both, as in `SourceState.lists`."""
    beside: tuple[LeftOut, ...] = ()
    """The other lists on the first page, with resolved links, if an older cdetrack read the page before."""
    ended: bool | None = None
    """The first page of each part has an end tag."""
    date_order: DateOrder | None = None
    """The order of day and month, if a date of the listing proves it."""
    short_days: bool = False
    """A page of the listing has such days, as in `Listing.short_days`."""
    mirrored: FetchError | None = None
    """The error of the main host that made the mirror necessary."""
    notes: tuple[Note, ...] = ()


class FirstPage:
    """Compares the first page of one part of a listing with earlier looks, and adds facts about it to `facts`.

    `state` is the source's state from earlier looks. With `accept`, a page of another kind or from another place than
    before is not an error.
    """

    def __init__(self, facts: ListingFacts, state: SourceState, *, part: int, accept: bool) -> None:
        self.facts = facts
        self._state = state
        self._part = part
        self._accept = accept

    def note(self, text: str) -> None:
        """Add a note for the user."""
        self.facts.notes = (*self.facts.notes, Note(text))

    def check_place(self, requested: str, final: str) -> None:
        """Note the listing's place. Raises FetchError if it comes from another place than before."""
        name = self.facts.source.name
        before = (self._state.place or "").split(" ")
        place = [_place(requested), _place(final)]
        self.facts.place = " ".join(place)
        moved = len(before) == len(place) and before[0] == place[0] and before[1] != place[1]
        if moved and not self._accept and self.facts.mirrored is None:
            raise FetchError(
                f"the listing of `{name}` came from `{place[1]}` and not, as before, from `{before[1]}`: held back",
                hint=f"look at it in a browser; `cdetrack fetch {name} --accept` takes it",
            )
        if place[0] != place[1] and before[-1] != place[1]:
            self.note(f"the listing was requested at `{place[0]}`, and came from `{place[1]}`")

    def check_cut(self, page: Page) -> None:
        """Raise FetchError for a first page that ends within an element, where the one before had an end tag."""
        # Imported for a page that was read: most visits find it unchanged.
        from cdetrack.sources.page_end import is_ended, unclosed

        if self.facts.mirrored is not None:
            return
        if self._state.ended and not self._accept and (name := unclosed(page)):
            source = self.facts.source.name
            raise FetchError(
                f"the page of `{source}` may be cut off: unlike before, it has no `</html>`, and its `<{name}>` is "
                "not closed",
                hint=f"the next fetch tries again; if it is whole, `cdetrack fetch {source} --accept` takes it",
            )
        self.facts.ended = self.facts.ended is not False and is_ended(page)

    def check_kind(self, listing: Listing) -> None:
        """Note the listing's kind. Raises UnreadableError for a page of another kind or section than before."""
        name = self.facts.source.name
        kind = f"{listing.kind} {listing.source}" if listing.source else listing.kind
        self.facts.kind = kind
        if self._accept:
            return
        known, _, section = (self._state.kind or "").partition(" ") if self._is_same_place else ("", "", "")
        hint = f"look at it in a browser; `cdetrack fetch {name} --accept` takes it"
        if known and known != listing.kind:
            raise UnreadableError(
                f"the page of `{name}` is of another kind than before (`{listing.kind}`, not `{known}`): held back",
                hint=hint,
            )
        section = section or (name if name in SOURCES else "")
        if section and listing.source is not None and not _share_an_address(listing.source, section):
            raise UnreadableError(
                f"the page of `{name}` is the listing of `{listing.source}`, not of `{section}`: held back",
                hint=hint,
            )

    def usual_lists(self, number: int) -> tuple[str, ...]:
        """Return the places of the list on a page: that of page 1, before it those of earlier looks."""
        if number > 1 and self.facts.list_place is not None:
            return (self.facts.list_place,)
        # Other headers, say, are no reason to take another list of the page for the listing.
        is_read_as_then = self._state.reader == READER and self._is_same_place
        return tuple(self._state.lists) if is_read_as_then and self._part == 0 else ()

    def learn_list(self, listing: Listing) -> None:
        """Note the place of the list that page 1 was read from, and whether it is another one than before."""
        place = listing.list_place
        if place is None or self._part > 0:
            return
        known = () if self._accept else self.usual_lists(1)
        self.facts.list_place = place
        self.facts.list_before = known[0] if known and place not in known else None
        self.facts.lists = known if place in known else (*known, place)[-_MOST_LISTS:]

    def learn_lists_beside(self, listing: Listing, url: str | None) -> None:
        """Remember the other lists of page 1 if an older cdetrack read it before: it may have read them as well.

        So it does where the list is another one than before: the usual one may stand beside it in a new layout.
        """
        is_as_before = self._state.reader in {None, READER} and self.facts.list_before is None
        if is_as_before or self._part > 0 or not self._is_same_place:
            return
        base = listing.base or url
        self.facts.beside = tuple(
            each._replace(links_to=tuple(link for href in each.links_to if (link := resolve(href, base))))
            for each in listing.left_out
        )

    @property
    def _is_same_place(self) -> bool:
        """Whether the address of the source is the one that its listing was requested at before."""
        return self._state.requested == _place(self.facts.source.url)


def _share_an_address(one: str, other: str) -> bool:
    """Return True for the same source, or for two with one page: guidance issued, and all guidance."""
    return one == other or (one in SOURCES and other in SOURCES and SOURCES[one].url == SOURCES[other].url)


def _place(url: str) -> str:
    """Return host and path of an address; those of the main site for its mirror."""
    return address(resolve(url, None) or url).partition("?")[0].partition("#")[0]
