"""Read notices' own pages for body, date and attachments; a failure affects only its own notice."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field, replace
from datetime import date
from urllib.parse import unquote, urldefrag, urlsplit

from cdetrack.errors import CacheError, CdetrackError, PageNotFoundError, UnreadableError
from cdetrack.look.outcome import Progress, expected_or_bug
from cdetrack.look.pages import Get
from cdetrack.look.parsed_listing import normalise_listing
from cdetrack.model.frozen import frozen
from cdetrack.model.notice import Attachment
from cdetrack.model.record import Page, Record
from cdetrack.sources import Source
from cdetrack.sources.file_types import ending_of, type_of
from cdetrack.sources.own_page import read_own_page
from cdetrack.text.links import is_one_site, site_of


@frozen
class Details:
    """The content of notices' own pages."""

    records: Mapping[str, Record] = field(default_factory=dict)
    """Address -> the notice, completed from its own page."""
    unread: tuple[Record, ...] = ()
    """The notices with unreadable pages, and those that the time did not suffice for."""
    failures: tuple[CdetrackError, ...] = ()
    """The errors of unread notices."""
    why_unread: Mapping[str, str] = field(default_factory=dict)
    """Address -> the error of a notice's own page."""
    notes: tuple[str, ...] = ()
    short: Mapping[str, str] = field(default_factory=dict)
    """Address -> the reason for which files of the notice are still to be fetched, empty for want of time."""


@frozen
class DetailReader:
    """Reads the own pages of one source's notices."""

    get: Get
    source: Source
    seen: date
    """The day of the look (Asia/Shanghai)."""
    progress: Callable[[Progress], None]
    is_over: Callable[[], bool]
    """Returns True when the time for this source is over: the rest is left to the next run."""
    public: bool
    """The source is public: it must not lead to an address inside this network."""

    def read(self, notices: Sequence[Record]) -> Details:
        """Return the content of these notices' own pages. Raises CacheError; other failures are in the result."""
        by_url = {each.url: each for each in notices if each.url is not None and self._is_own(each.url)}
        records: dict[str, Record] = {}
        unread: list[Record] = []
        failures: list[CdetrackError] = []
        why_unread: dict[str, str] = {}
        left = 0
        for number, (url, record) in enumerate(by_url.items(), 1):
            if self.is_over():
                left += 1
                unread.append(record)
                continue
            try:
                records[url] = self._completed(record, url)
            except CacheError:
                raise
            except Exception as error:  # noqa: BLE001 - a page that triggers a bug must not stop the others
                failures.append(_of_page(url, error))
                why_unread[url] = failures[-1].message
                unread.append(record)
            self.progress(
                Progress(source=f"{self.source.name}, own pages", page=number, pages=len(by_url), notices=len(records))
            )
        pages = "own page is" if left == 1 else "own pages are"
        notes = (f"the time for this source is over: {left} {pages} read by the next fetch",) if left else ()
        return Details(
            records=records, unread=tuple(unread), failures=tuple(failures), why_unread=why_unread, notes=notes
        )

    def _is_own(self, url: str) -> bool:
        """Return True unless the link of a notice is that of its listing, or of a place in it."""
        return urldefrag(url).url not in {urldefrag(each).url for each in (self.source.url, self.source.mirror) if each}

    def _completed(self, record: Record, url: str) -> Record:
        """Return `record` completed from its own page. Raises FetchError, and UnreadableError for another page."""
        if ending := ending_of(url):
            # The link of the listing is the file itself.
            return record._replace(attachments=(_itself(url, ending, record.title),))
        page = self.get(url, public=self.public).page
        if page is None:
            raise UnreadableError(f"`{url}` brought no page", hint="run it again later")
        if (found := type_of(page.content)) is not None:
            return record._replace(attachments=(_itself(url, found, record.title),))
        own = self._parse(page, record)
        if record.article is not None and own.article not in {None, record.article}:
            raise UnreadableError(
                f"`{url}` shows article {own.article} instead of {record.article}",
                hint="look at it in a browser: nothing of it was kept",
            )
        return with_own_page(record, own)

    def _parse(self, page: Page, record: Record) -> Record:
        """Return the notice of its own page. Raises UnreadableError for another page."""
        site = site_of(page.url)
        at_home = any(is_one_site(site, site_of(each)) for each in (self.source.url, self.source.mirror))
        listing = read_own_page(page, kind=self.source.kind if at_home else "", title=record.title)
        if listing.kind == "article":
            # The reader of articles looks for no day and no number: those of the listing hold.
            day = record.date.isoformat()
            notices = (each._replace(date=day, article=record.article) for each in listing.notices)
            listing = replace(listing, notices=tuple(notices))
        return normalise_listing(listing, page=page, seen=self.seen, source=self.source.name).records[0]


def _of_page(url: str, error: Exception) -> CdetrackError:
    """Return the error of an own page, with a hint about that page instead of one about the listing."""
    if isinstance(error, PageNotFoundError):
        return PageNotFoundError(error.message, hint="open the link in a browser; later fetches try again")
    return expected_or_bug(error, f"the page `{url}`")


def with_own_page(record: Record, own: Record) -> Record:
    """Return `record` with date, body and attachments of its own page.

    Title and address stay: the own page may word the title differently, or have moved.
    """
    return record._replace(document_date=own.document_date, body=own.body, attachments=own.attachments)


def _itself(url: str, ending: str, title: str) -> Attachment:
    """Return the attachment of a notice whose link is a file, named as that, or by `title` if it has no file name."""
    file = unquote(urlsplit(url).path).rpartition("/")[2]
    return Attachment(name=file if ending_of(file) else title, url=url, type=ending)
