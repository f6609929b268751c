"""Read notices' own pages: body, the document's own day, attachments; a failure stops only its own notice."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from cdetrack import sources
from cdetrack.errors import CacheError, CdetrackError, UnreadableError
from cdetrack.look.ingest import normalised
from cdetrack.look.pages import Progress
from cdetrack.look.visit import Visitor
from cdetrack.model.record import Page, Record
from cdetrack.sources import Source
from cdetrack.text.days import today
from cdetrack.text.links import CHINESE, ENGLISH, site_of

READABLE = frozenset({"nmpa-english", "nmpa-chinese"})
"""Kinds of listing whose notices' own pages have a reader."""


@dataclass(slots=True, kw_only=True)
class Details:
    """What notices' own pages came to."""

    records: dict[str, Record] = field(default_factory=dict)
    """Address -> the notice, with what its own page adds."""
    unread: list[Record] = field(default_factory=list)
    """Those whose pages could not be read."""
    failures: list[CdetrackError] = field(default_factory=list)
    """Why, one for each."""


def read_details(visitor: Visitor, source: Source, wanted: Sequence[Record]) -> Details:
    """Return what the own pages of these notices say; nothing for a source whose notices' pages have no reader."""
    details = Details()
    # A page must not choose whom else we ask: what is linked elsewhere is not the notice's own page.
    sites = {ENGLISH, CHINESE, site_of(source.url), site_of(source.mirror)}
    there = {record.url: record for record in wanted if record.url is not None and site_of(record.url) in sites}
    if source.kind not in READABLE:
        return details
    for number, (url, record) in enumerate(there.items(), 1):
        try:
            details.records[url] = _completed(visitor, source, record, url)
        except CacheError:
            raise
        except CdetrackError as error:
            details.failures.append(error)
            details.unread.append(record)
        visitor.progress(
            Progress(source=f"{source.name}, own pages", page=number, pages=len(there), notices=len(details.records))
        )
    return details


def _completed(visitor: Visitor, source: Source, record: Record, url: str) -> Record:
    """Return `record` with what its own page adds. Raises FetchError, and UnreadableError for another page."""
    page = visitor.get(url).page
    if page is None:
        raise UnreadableError(f"`{url}` brought no page", hint="run it again later")
    found = _found(page, source, seen=today(visitor.now))
    if record.article is not None and found.article not in {None, record.article}:
        raise UnreadableError(
            f"`{url}` shows article {found.article} instead of {record.article}",
            hint="look at it in a browser: nothing of it was kept",
        )
    # Who it is was asked for; its page may word the title in its own way, or be found under another address.
    return with_own_page(record, found)


def with_own_page(record: Record, own: Record) -> Record:
    """Return `record` with what its own page adds."""
    return record._replace(document_date=own.document_date, body=own.body, attachments=own.attachments)


def _found(page: Page, source: Source, *, seen: date) -> Record:
    listing = sources.read(page, kind=source.kind)[0]
    if not listing.detail:
        raise UnreadableError(f"`{page.url}` is not a notice's own page", hint="look at it in a browser")
    return normalised(listing, page=page, seen=seen, source=source.name).records[0]
