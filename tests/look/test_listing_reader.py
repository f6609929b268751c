"""Pages of a source and notices' own pages, read through a `get` without network."""

from collections.abc import Mapping

import pytest

from cdetrack.errors import CacheError, UnreadableError
from cdetrack.fetch.client import Fetched
from cdetrack.look.details import Details, read_details
from cdetrack.look.pages import ListingFacts, ListingReader
from cdetrack.model.record import Page
from cdetrack.sources import SOURCES, Source
from cdetrack.store.state import SourceState
from support.looks import DAY, entry

NOTICE = entry(article="1")
FEED = b"<rss><channel><item><title>One</title><pubDate>2025-09-05</pubDate></item></channel></rss>"


class Site:
    """A `get` that returns the same content, or "not modified", for every address."""

    def __init__(self, content: bytes | None) -> None:
        self.content = content
        self.requests: list[tuple[str, str | None]] = []

    def get(
        self,
        url: str,
        *,
        form: Mapping[str, str] | None = None,  # noqa: ARG002 - the listings here have no forms
        headers: Mapping[str, str] | None = None,  # noqa: ARG002 - the signature of a source
        etag: str | None = None,
        last_modified: str | None = None,
    ) -> Fetched:
        """Return the content with the validator `"v2"`."""
        self.requests.append((url, etag))
        page = None if self.content is None else Page(content=self.content, url=url)
        return Fetched(page=page, etag='"v2"', last_modified=last_modified, url=url)


def reader(site: Site, source: Source, state: SourceState, *, conditional: bool = True) -> ListingReader:
    facts = ListingFacts(source=source)
    return ListingReader(site.get, facts=facts, part=0, state=state, seen=DAY, conditional=conditional, accept=False)


def details(site: Site, source: Source) -> Details:
    return read_details(site.get, source, [NOTICE], seen=DAY, progress=lambda _: None)


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
    found = read_details(
        Site(content).get,
        SOURCES["nmpa/drugs"],
        [NOTICE],
        seen=DAY,
        progress=lambda at: seen.append((at.page, at.pages)),
    )
    assert found.unread == (NOTICE,)
    assert found.records == {}
    [failure] = found.failures
    assert isinstance(failure, UnreadableError)
    assert why in failure.message
    assert seen == [(1, 1)]


def test_own_pages_are_read_only_for_sources_with_a_parser_for_them() -> None:
    site = Site(FEED)
    [note] = details(site, SOURCES["cde/guidance"]).notes
    assert details(site, SOURCES["cde/guidance"]) == Details(notes=(note,))
    assert "`details` has no effect" in note
    assert site.requests == []


def test_own_pages_on_other_sites_are_not_requested() -> None:
    """A listing must not send cdetrack to arbitrary hosts."""
    site = Site(FEED)
    elsewhere = NOTICE._replace(url="https://example.org/2025-09/05/c_1.htm")
    found = read_details(site.get, SOURCES["nmpa/drugs"], [elsewhere], seen=DAY, progress=lambda _: None)
    assert found == Details(notes=("own pages on another site were not read: 1",))
    assert site.requests == []


def test_a_damaged_cache_is_no_failure_of_one_notice() -> None:
    def refuse(*_: object, **__: object) -> Fetched:
        raise CacheError("the disk is full")

    with pytest.raises(CacheError):
        read_details(refuse, SOURCES["nmpa/drugs"], [NOTICE], seen=DAY, progress=lambda _: None)
