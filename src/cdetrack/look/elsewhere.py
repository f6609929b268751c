"""Tell a further page of a listing from another page of the site, to which the site redirects its request."""

from urllib.parse import parse_qsl

from cdetrack.changes.keys import address
from cdetrack.text.regex import regex

_TOKEN = regex(r"[^\W_]+")


class Whereabouts:
    """The addresses of the pages of one listing; `first` is that by which its first page is requested."""

    def __init__(self, first: str) -> None:
        self._first = address(first)
        self._pages = {self._first}

    def add(self, requested: str, final: str) -> None:
        """Add a page that was read: the address that was requested, and the one after redirects."""
        self._pages |= {address(requested), address(final)}

    def is_elsewhere(self, requested: str, final: str) -> bool:
        """Return True if the answer to a request for a further page came from the address of no page of this listing.

        A site may redirect to another spelling of the page's address, which keeps the words or numbers by which it
        differs from the first page's. For a page behind the last one, it may redirect to a page of the listing.
        """
        asked, came = address(requested), address(final)
        if came in {asked, *self._pages}:
            return False
        own = _tokens(asked) - _tokens(self._first)
        if own and own <= _tokens(came):
            return False
        places = {each.partition("?")[0] for each in (asked, *self._pages)}
        # Where one program shows several listings, its parameters say which.
        shared = _parameters(asked) & _parameters(self._first)
        return came.partition("?")[0] not in places or not shared <= _parameters(came)


def _tokens(place: str) -> set[str]:
    return set(_TOKEN().findall(place))


def _parameters(place: str) -> set[tuple[str, str]]:
    return set(parse_qsl(place.partition("?")[2], keep_blank_values=True, errors="replace"))
