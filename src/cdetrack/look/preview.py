"""Read a listing without recording it: a live one, a saved one, or two saved ones to compare."""

import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Literal, NamedTuple

from cdetrack.changes.compare import between, compare
from cdetrack.changes.replay import KnownInMemory
from cdetrack.errors import CdetrackError, NotFoundError
from cdetrack.look.ingest import STDIN, one_look, read_file, read_listings
from cdetrack.look.listing_notes import rival_notes
from cdetrack.look.pages import PAGED, Get, parse_page
from cdetrack.look.parsed_listing import ParsedListing
from cdetrack.meaning.rules import Rules
from cdetrack.model.frozen import frozen
from cdetrack.model.notice import Notice
from cdetrack.model.record import Change, DateOrder, LeftOut, Listing, Note
from cdetrack.sources import Source, request_for
from cdetrack.sources.source import PAGE
from cdetrack.text.days import today
from cdetrack.text.links import host_of, is_one_site, resolve
from cdetrack.text.suggest import hint

_ADDRESS = re.compile(r"www\.\S|(?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,24}/", re.IGNORECASE)
OrderFrom = Literal["setting", "learnt", "page"]
"""The ground for the order of day and month: `date_order` of the source, an earlier look, or a date of the page."""


class FurtherPages(NamedTuple):
    """The further pages of a listing, as the first one tells."""

    by: str | None = None
    """The way to the next page: `{page}`, `rel=next`, `link` (one called Next), `pager`, `json`, `site`; or None."""
    next_url: str | None = None
    """The address of the next page, absolute if the page's own is known; None if only a script turns the pages."""
    pages: int | None = None
    """The number of pages, if the listing states it."""
    is_followed: bool = False
    """Whether a fetch of the source reads the next page."""


@frozen
class Preview:
    """The content of a listing, as it would be recorded."""

    kind: str
    """The parser that read it: `cde`, `feed`, `generic`."""
    kinds: tuple[str, ...]
    """The parser of each listing; a file can hold several."""
    notices: tuple[Notice, ...]
    """In the order of the page."""
    problems: tuple[str, ...]
    """Entries that could not be read."""
    notes: tuple[Note, ...]
    """Oddities of entries that were read, and of the listing."""
    date_order: DateOrder | None
    """The order of day and month, None if it is a guess or not needed."""
    date_order_from: OrderFrom | None
    """The ground for `date_order`."""
    further: FurtherPages
    matches: str | None
    """The number of matches of each CSS selector of the source, as a text; None without selectors."""
    left_out: tuple[LeftOut, ...]
    """The lists of links that were not taken for the listing: menus, and others."""


def preview_source(
    source: Source, get: Get, rules: Rules, *, now: datetime, learnt: DateOrder | None = None
) -> Preview:
    """Return the content of the first page of a live listing. Raises FetchError and UnreadableError.

    `learnt` is the order of day and month that an earlier look proved.
    """
    address, form = request_for(source, 1)
    page = get(address, form=form, headers=source.headers).page
    assert page is not None  # noqa: S101 - no validators were sent
    page = replace(page, date_order=source.date_order or learnt, called=source.called)
    parsed = parse_page(page, source, seen=today(now))
    return preview_listings([parsed], rules, now=now, source=source, url=page.url, learnt=learnt)


@frozen
class SourceTrial:
    """The result of reading the first page of a source."""

    source: Source
    notices: int
    """The notices on the page."""
    error: CdetrackError | None
    unreachable: bool = False
    """Whether the site gave no answer at all."""


def try_sources(sources: Iterable[Source], get: Get, rules: Rules, *, now: datetime) -> Iterator[SourceTrial]:
    """Read the first page of each source, or of its mirror, and yield the results; a failure stops no other source.

    A host that gave no answer is not asked again.
    """
    silent: dict[str | None, CdetrackError] = {}
    for source in sources:
        error: CdetrackError | None = None
        notices = 0
        places = [source, *([replace(source, url=source.mirror, mirror=None)] if source.mirror else [])]
        for place in places:
            host = host_of(place.url)
            failure = silent.get(host)
            if failure is None:
                try:
                    notices = len(preview_source(place, get, rules, now=now).notices)
                except CdetrackError as raised:
                    failure = raised
                    if _is_unreachable(raised):
                        silent[host] = raised
            error = error or failure
            if failure is None:
                error = None
                break
        yield SourceTrial(
            source=source,
            notices=notices,
            error=error,
            unreachable=all(host_of(place.url) in silent for place in places),
        )


def _is_unreachable(error: BaseException | None) -> bool:
    """Return True for an error of the network, as against an answer that is of no use."""
    while error is not None:
        if isinstance(error, OSError):
            return True
        error = error.__cause__
    return False


def check_place(place: str, names: Collection[str]) -> None:
    """Raise NotFoundError if `place` is neither a file nor stdin; `names` are the names of the sources."""
    if place == STDIN or os.path.lexists(place):
        return
    otherwise = "name a saved page, `-` for stdin, a source of `cdetrack sources`, or a link"
    if _ADDRESS.match(place):
        otherwise = f"a link begins with `https://`: `https://{place}`"
    raise NotFoundError(f"there is no file and no source `{place}`", hint=hint(place, names, otherwise))


def compare_files(old: str, new: str, *, now: datetime, tell: Callable[[str], None]) -> Sequence[Change]:
    """Return the differences between two saved listings; problems of their entries go to `tell`.

    Raises NotFoundError, BlockedError for a challenge, and UnreadableError for a file without notices.
    """
    before, after = (read_listings(read_file(path), seen=today(now)) for path in (old, new))
    for problem in _oddities((*before, *after)):
        tell(problem)
    source = after[0].source
    return between(one_look(before, source=source, at=now), one_look(after, source=source, at=now))


def _oddities(listings: Iterable[ParsedListing]) -> list[str]:
    """Return a line for each entry that was skipped, and for each oddity."""
    return [
        line
        for each in listings
        for line in (*(f"skipped: {problem}" for problem in each.problems), *(note.text for note in each.notes))
    ]


def preview_listings(
    listings: Sequence[ParsedListing],
    rules: Rules,
    *,
    now: datetime,
    source: Source | None = None,
    url: str | None = None,
    learnt: DateOrder | None = None,
) -> Preview:
    """Return the content of listings from one page or file, of `source` at `url` where these are known."""
    known = KnownInMemory()
    known.apply(compare(known, one_look(listings, source=listings[0].source, at=now), number=1).changes)
    proved = listings[0].date_order
    set_ = source.date_order if source is not None else None
    return Preview(
        kind=listings[0].listing.kind,
        kinds=tuple(each.listing.kind for each in listings),
        notices=tuple(rules.notice(standing) for standing in known.standings.values()),
        problems=tuple(problem for each in listings for problem in each.problems),
        # `left_out` has the other lists.
        notes=tuple(note for each in listings for note in each.notes if note not in rival_notes(each.listing)),
        date_order=set_ or learnt or proved,
        date_order_from="setting" if set_ else "learnt" if learnt else "page" if proved else None,
        further=_further_pages(listings[0].listing, source, url),
        matches=matches.told if (matches := listings[0].listing.matches) is not None else None,
        left_out=tuple(each for parsed in listings for each in parsed.listing.left_out),
    )


def _further_pages(listing: Listing, source: Source | None, url: str | None) -> FurtherPages:
    """Return the further pages by the source's settings, by the known addresses of a site, or by the page's links."""
    if source is not None and source.has_numbered_pages:
        following = request_for(source, 2)[0] if PAGE in source.url else None
        return FurtherPages("{page}", following, listing.pages, is_followed=True)
    here = replace(source, kind=listing.kind) if source is not None else None
    if here is not None and (listing.pages is not None or here.kind in PAGED):
        is_last = listing.pages is not None and (listing.page or 1) >= listing.pages
        following = None if is_last or here.form else _following(here, (listing.page or 1) + 1)
        return FurtherPages("site", following, listing.pages, is_followed=not is_last)
    if listing.next_url is None:
        return FurtherPages(listing.next_by if listing.further else None, None, listing.pages)
    base = listing.base or url or (source.url if source is not None else None)
    address = resolve(listing.next_url, base) if base else listing.next_url
    near = bool(base) and address is not None and address != url and is_one_site(host_of(address), host_of(base))
    by = listing.next_by or "rel=next"
    return FurtherPages(by, address, listing.pages, is_followed=near)


def _following(source: Source, number: int) -> str | None:
    try:
        return request_for(source, number)[0]
    except ValueError:
        return None
