"""Read a listing without recording it: a live one, a saved one, or two saved ones to compare."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from cdetrack.changes.compare import between, compare
from cdetrack.changes.replay import KnownInMemory
from cdetrack.look.ingest import ParsedListing, one_look, read_listings
from cdetrack.look.pages import Get, parse_page
from cdetrack.meaning.rules import Rules
from cdetrack.model.notice import Notice
from cdetrack.model.record import Change, DateOrder
from cdetrack.sources import Source, request_for
from cdetrack.text.days import today


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """The content of a listing, as it would be recorded."""

    kind: str
    """The parser that read it: `cde`, `feed`, `generic`."""
    notices: tuple[Notice, ...]
    """In the order of the page."""
    problems: tuple[str, ...]
    """Entries that could not be read."""
    notes: tuple[str, ...]
    """Oddities of entries that were read, and of the listing."""
    date_order: DateOrder | None
    """The order of day and month, if a date of the listing proves it."""
    further: bool
    """True if the listing has further pages."""
    next_url: str | None
    """The address of the next page, if the page names it."""


def preview_source(source: Source, get: Get, rules: Rules, *, now: datetime) -> Preview:
    """Return the content of the first page of a live listing. Raises FetchError and UnreadableError."""
    address, form = request_for(source, 1)
    page = get(address, form=form, headers=source.headers).page
    assert page is not None  # noqa: S101 - no validators were sent
    page = replace(page, date_order=source.date_order)
    return preview_listings([parse_page(page, source, seen=today(now))], rules, now=now)


def compare_files(old: str, new: str, *, now: datetime, tell: Callable[[str], None]) -> Sequence[Change]:
    """Return the differences between two saved listings; problems of their entries go to `tell`.

    Raises NotFoundError, BlockedError for a challenge, and UnreadableError for a file without notices.
    """
    before, after = (read_listings(path, seen=today(now)) for path in (old, new))
    for problem in _oddities((*before, *after)):
        tell(problem)
    source = after[0].source
    return between(one_look(before, source=source, at=now), one_look(after, source=source, at=now))


def _oddities(listings: Iterable[ParsedListing]) -> list[str]:
    """Return a line for each entry that was skipped, and for each oddity."""
    return [line for each in listings for line in (*(f"skipped: {problem}" for problem in each.problems), *each.notes)]


def preview_listings(listings: Sequence[ParsedListing], rules: Rules, *, now: datetime) -> Preview:
    """Return the content of listings from files."""
    known = KnownInMemory()
    known.apply(compare(known, one_look(listings, source=listings[0].source, at=now), number=1).changes)
    return Preview(
        kind=listings[0].listing.kind,
        notices=tuple(rules.notice(standing) for standing in known.standings.values()),
        problems=tuple(problem for each in listings for problem in each.problems),
        notes=tuple(note for each in listings for note in each.notes),
        date_order=listings[0].date_order,
        further=listings[0].listing.further,
        next_url=listings[0].listing.next_url,
    )
