"""Pages of a source and notices' own pages, read through a `get` without network."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from cdetrack.errors import CacheError, UnreadableError
from cdetrack.fetch.client import Fetched
from cdetrack.fetch.response import Sink
from cdetrack.look.details import DetailReader, Details
from cdetrack.look.first_page import ListingFacts
from cdetrack.look.outcome import Progress
from cdetrack.look.pages import Get, ListingReader
from cdetrack.model.notice import Attachment
from cdetrack.model.record import Page, Record
from cdetrack.sources import SOURCES, Source
from cdetrack.store.state import SourceState
from support.looks import DAY, entry

NOTICE = entry(article="1")
FEED = b"<rss><channel><item><title>One</title><pubDate>2025-09-05</pubDate></item></channel></rss>"


class Site:
    """A `get` that returns the same content, or "not modified", for every address."""

    def __init__(self, content: bytes | None) -> None:
        self.content = content
        self.public = False
        self.requests: list[tuple[str, str | None]] = []

    def get(
        self,
        url: str,
        *,
        form: Mapping[str, str] | None = None,  # noqa: ARG002 - the listings here have no forms
        headers: Mapping[str, str] | None = None,  # noqa: ARG002 - the signature of a source
        etag: str | None = None,
        last_modified: str | None = None,
        public: bool = False,
        into: Sink | None = None,  # noqa: ARG002 - no files
    ) -> Fetched:
        """Return the content with the validator `"v2"`."""
        self.requests.append((url, etag))
        self.public = public
        page = None if self.content is None else Page(content=self.content, url=url)
        return Fetched(page=page, etag='"v2"', last_modified=last_modified, url=url)


def reader(site: Site, source: Source, state: SourceState, *, conditional: bool = True) -> ListingReader:
    facts = ListingFacts(source=source)
    return ListingReader(site.get, facts=facts, part=0, state=state, seen=DAY, conditional=conditional, accept=False)


def own_pages(
    get: Get,
    source: Source,
    *notices: Record,
    progress: Callable[[Progress], None] = lambda _: None,
    is_over: Callable[[], bool] = lambda: False,
) -> Details:
    reader = DetailReader(
        get=get,
        source=source,
        seen=DAY,
        progress=progress,
        is_over=is_over,
        public="intranet" not in source.url,
    )
    return reader.read(notices)


def test_a_reader_gathers_facts_and_changes_no_state() -> None:
    source = Source(name="ag/x", url="https://example.org/feed", kind="generic", title="X")
    state = SourceState(etag='"v1"')
    site = Site(FEED)
    listing = reader(site, source, state)
    page = listing.read(1)
    assert page is not None
    assert [record.title for record in page.records] == ["One"]
    assert site.requests == [("https://example.org/feed", '"v1"')]
    assert (listing.facts.etag, listing.facts.kind, listing.facts.source.kind) == ('"v2"', "feed", "feed")
    assert listing.facts.place == "example.org/feed example.org/feed"
    assert state == SourceState(etag='"v1"')


def test_a_full_look_sends_no_validators() -> None:
    site = Site(FEED)
    source = Source(name="ag/x", url="https://example.org/feed", kind="generic", title="X")
    reader(site, source, SourceState(etag='"v1"'), conditional=False).read(1)
    assert site.requests == [("https://example.org/feed", None)]


def test_a_further_page_without_an_address_is_an_error_with_a_way_out() -> None:
    source = Source(name="ag/x", url="https://example.org/feed", kind="generic", title="X")
    with pytest.raises(UnreadableError, match="does not know their addresses") as caught:
        reader(Site(FEED), source, SourceState()).read(2)
    assert "cdetrack ingest" in str(caught.value.hint)


@pytest.mark.parametrize(("content", "why"), [(None, "brought no page"), (FEED, "notice's own page")])
def test_an_own_page_that_cannot_be_read_stops_only_its_notice(content: bytes | None, why: str) -> None:
    seen: list[tuple[int, int | None]] = []
    get = Site(content).get
    found = own_pages(get, SOURCES["nmpa/drugs"], NOTICE, progress=lambda at: seen.append((at.page, at.pages)))
    assert found.unread == (NOTICE,)
    assert found.records == {}
    [failure] = found.failures
    assert isinstance(failure, UnreadableError)
    assert why in failure.message
    assert seen == [(1, 1)]


def test_a_page_of_the_listing_itself_is_no_own_page() -> None:
    """Some listings link their entries to places within themselves."""
    site, source = Site(FEED), SOURCES["nmpa/drugs"]
    assert own_pages(site.get, source, NOTICE._replace(url=f"{source.url}#c1")) == Details()
    assert site.requests == []


@pytest.mark.parametrize("ending", ["pdf", "DOCX", "ofd"])
def test_a_link_to_a_file_is_an_attachment_and_no_page(ending: str) -> None:
    site = Site(b"%PDF-1.7")
    notice = NOTICE._replace(url=f"https://example.org/Leitlinie%20%C3%BC.{ending}?v=2")
    [own] = own_pages(site.get, SOURCES["nmpa/drugs"], notice).records.values()
    [file] = own.attachments
    assert file == Attachment(name=f"Leitlinie ü.{ending}", url=notice.url or "", type=ending.lower())
    assert site.requests == []


def test_an_answer_that_is_a_file_is_an_attachment() -> None:
    notice = NOTICE._replace(url="https://example.org/media/182478/download")
    [own] = own_pages(Site(b"%PDF-1.7 ...").get, SOURCES["nmpa/drugs"], notice).records.values()
    assert own.attachments == (Attachment(name=NOTICE.title, url=notice.url or "", type="pdf"),)


def test_a_public_listing_may_lead_elsewhere_but_not_into_this_network() -> None:
    page = f"<html><body><h1>{NOTICE.title}</h1><p>{'The text of the notice. ' * 4}</p></body></html>"
    site = Site(page.encode())
    notice = NOTICE._replace(url="https://elsewhere.example/1")
    source = Source(name="ag/x", url="https://example.org/feed", kind="generic", title="X")
    found = own_pages(site.get, source, notice)
    assert [own.body for own in found.records.values()] == [("The text of the notice. " * 4).strip()]
    assert site.public
    own_pages(site.get, replace(source, url="https://intranet.example/feed"), notice)
    assert not site.public


def test_when_the_time_is_over_the_rest_is_left_to_the_next_run() -> None:
    """Nothing failed: the source is in no trouble."""
    over = iter([False, True, True])
    notices = [NOTICE._replace(url=f"https://example.org/{number}.pdf") for number in range(3)]
    found = own_pages(Site(None).get, SOURCES["nmpa/drugs"], *notices, is_over=lambda: next(over))
    assert list(found.records) == [notices[0].url]
    assert (found.unread, found.failures) == (tuple(notices[1:]), ())
    assert "2 own pages are read by the next fetch" in found.notes[0]


def test_a_damaged_cache_is_no_failure_of_one_notice() -> None:
    def refuse(*_: object, **__: object) -> Fetched:
        raise CacheError("the disk is full")

    with pytest.raises(CacheError):
        own_pages(refuse, SOURCES["nmpa/drugs"], NOTICE)
