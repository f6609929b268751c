"""Read the page of a single notice: by the parser of its site, else by the reader of articles."""

from cdetrack.errors import UnreadableError
from cdetrack.model.record import Listing, Page
from cdetrack.sources.decoding import check_text, utf8
from cdetrack.sources.layout import Layout
from cdetrack.text.links import ENGLISH, site_of

_LARGEST = 8 * 2**20
"""Bytes of a page; a text of a thousand printed pages has three million letters."""
_WITH_PARSER = frozenset({"nmpa-english", "nmpa-chinese"})


def read_own_page(page: Page, *, kind: str, title: str) -> Listing:
    """Return the notice of its own page; `title` is that of its listing, `kind` the kind of a listing on its site.

    Raises UnreadableError for another page, BlockedError for a challenge, CutOffError for a page without its end.
    """
    if len(page.content) > _LARGEST:
        raise UnreadableError(
            f"{page.name} is larger than {_LARGEST >> 20} MiB", hint="look at it in a browser: nothing of it was kept"
        )
    check_text(page)
    content = utf8(page)
    if (site := _site_with_parser(page, content, kind)) is not None:
        from cdetrack.sources.reading import read

        listing = read(page, Layout(kind=site))[0]
        if not listing.detail:
            raise UnreadableError(f"{page.name} is not a notice's own page", hint="look at it in a browser")
        return listing
    from cdetrack.sources import refusals
    from cdetrack.sources.generic.article import parse_article
    from cdetrack.sources.reading import check_challenge

    refusals.check_error(page, content)
    check_challenge(page, content)
    return parse_article(page, title)


def _site_with_parser(page: Page, content: bytes, kind: str) -> str | None:
    """Return the kind of page that has a parser of its own, None for any other."""
    if kind in _WITH_PARSER:
        return kind
    from cdetrack.sources.nmpa import chinese, english

    if site_of(page.url) == ENGLISH or english.is_ours(content):
        return "nmpa-english"
    if chinese.is_ours(page, content):
        return "nmpa-chinese"
    return None
