"""Read notices' own pages for body, date and attachments; a failure affects only its own notice."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from cdetrack import sources
from cdetrack.errors import CacheError, CdetrackError, UnreadableError
from cdetrack.look.ingest import normalise_listing
from cdetrack.look.outcome import Progress
from cdetrack.look.pages import Get
from cdetrack.model.record import Page, Record
from cdetrack.sources import Source
from cdetrack.sources.layout import Layout
from cdetrack.text.links import CHINESE, ENGLISH, is_one_site, site_of

_READABLE = frozenset({"nmpa-english", "nmpa-chinese"})
"""Kinds of listing with a parser for the notices' own pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """The content of notices' own pages."""

    records: Mapping[str, Record] = field(default_factory=dict)
    """Address -> the notice, completed from its own page."""
    unread: tuple[Record, ...] = ()
    """The notices with unreadable pages."""
    failures: tuple[CdetrackError, ...] = ()
    """The error of each unread notice."""
    notes: tuple[str, ...] = ()
    """Why own pages were not read at all."""


def read_details(
    get: Get, source: Source, notices: Sequence[Record], *, seen: date, progress: Callable[[Progress], None]
) -> Details:
    """Return the content of these notices' own pages, empty for a source without a parser for them.

    `seen` is the day of the look (Asia/Shanghai). Raises CacheError; other failures are in the result.
    """
    if source.kind not in _READABLE:
        return Details(notes=("the notices' own pages of such a listing cannot be read: `details` has no effect",))
    # A listing must not send us to arbitrary hosts: the notice's own page is on the site of its source.
    sites = {ENGLISH, CHINESE, site_of(source.url), site_of(source.mirror)}

    def is_there(url: str) -> bool:
        return any(is_one_site(site_of(url), site) for site in sites)

    by_url = {each.url: each for each in notices if each.url is not None and is_there(each.url)}
    records: dict[str, Record] = {}
    unread: list[Record] = []
    failures: list[CdetrackError] = []
    for number, (url, record) in enumerate(by_url.items(), 1):
        try:
            records[url] = _completed(get, source, record, url, seen=seen)
        except CacheError:
            raise
        except CdetrackError as error:
            failures.append(error)
            unread.append(record)
        progress(Progress(source=f"{source.name}, own pages", page=number, pages=len(by_url), notices=len(records)))
    elsewhere = {each.url for each in notices if each.url is not None} - by_url.keys()
    notes = (f"own pages on another site were not read: {len(elsewhere)}",) if elsewhere else ()
    return Details(records=records, unread=tuple(unread), failures=tuple(failures), notes=notes)


def with_own_page(record: Record, own: Record) -> Record:
    """Return `record` with date, body and attachments of its own page.

    Title and address stay: the own page may word the title differently, or have moved.
    """
    return record._replace(document_date=own.document_date, body=own.body, attachments=own.attachments)


def _completed(get: Get, source: Source, record: Record, url: str, *, seen: date) -> Record:
    """Return `record` completed from its own page. Raises FetchError, and UnreadableError for another page."""
    page = get(url).page
    if page is None:
        raise UnreadableError(f"`{url}` brought no page", hint="run it again later")
    own = _parse(page, source, seen=seen)
    if record.article is not None and own.article not in {None, record.article}:
        raise UnreadableError(
            f"`{url}` shows article {own.article} instead of {record.article}",
            hint="look at it in a browser: nothing of it was kept",
        )
    return with_own_page(record, own)


def _parse(page: Page, source: Source, *, seen: date) -> Record:
    """Return the notice of its own page. Raises UnreadableError for another page."""
    listing = sources.read(page, Layout(kind=source.kind))[0]
    if not listing.detail:
        raise UnreadableError(f"`{page.url}` is not a notice's own page", hint="look at it in a browser")
    return normalise_listing(listing, page=page, seen=seen, source=source.name).records[0]
