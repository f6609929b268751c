"""The entries of a listing as records, with what is odd about them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from cdetrack.errors import UnreadableError
from cdetrack.look.listing_notes import date_notes, far_notes, namesake_notes, rival_notes, unlisted_notes
from cdetrack.model.frozen import frozen
from cdetrack.model.record import (
    INGEST,
    STATED_TEXTS,
    DateOrder,
    Listing,
    Note,
    Page,
    RawNotice,
    Record,
    UnreadableEntry,
)
from cdetrack.sources import SOURCES
from cdetrack.sources.entries import distinct
from cdetrack.sources.normalise import first_ambiguous_date, record, stated_days, undated_note, unread_days
from cdetrack.sources.source import Source
from cdetrack.text import dates, days
from cdetrack.text.links import host_of, is_one_site, site_of

_OWN_LAYOUT = frozenset({"nmpa-english", "nmpa-chinese", "cde"})
"""Kinds of pages that only the sites themselves have, even if an entry links elsewhere."""


@frozen
class ParsedListing:
    """One listing, parsed and normalised: a look, or a page of one."""

    source: str
    file: str
    """The name of its file for messages."""
    listing: Listing
    records: tuple[Record, ...]
    ids: Mapping[int, str]
    """Position in `records` -> the id in the cache that exported it."""
    unreadable: tuple[UnreadableEntry, ...]
    """Entries that could not be read, with their places among the records."""
    notes: tuple[Note, ...] = ()
    """Oddities of entries that were read: a date that is unreadable or far ahead."""
    date_order: DateOrder | None = None
    """The order of day and month in dates such as 05/09/2025, if a date of the listing proves it."""
    order_given: DateOrder | None = None
    """The order by which it was to be read."""
    is_guess: bool = False
    """The order was to be guessed: dates can be read in two ways, and none proves one."""
    settings: str | None = None
    """A digest of the settings of its source, which may leave out entries."""

    @property
    def problems(self) -> tuple[str, ...]:
        """A message for each entry that could not be read."""
        return tuple(each.problem for each in self.unreadable)


def normalise_listing(
    listing: Listing,
    *,
    page: Page,
    seen: date,
    source: str | None = None,
    sources: Mapping[str, Source] = SOURCES,
    claims: bool = True,
    address: str | None = None,
) -> ParsedListing:
    """Return `listing` with its entries as records; an entry that cannot be read is a problem, not an error.

    Links resolve against the address that the listing states, else that of `page`, else `address`.

    With `claims` an entry may itself name its sources, as in an export. The name of a built-in source counts only if
    the entry links to the site of that source.

    Raises UnreadableError if no entry can be read.
    """
    name = source or listing.source or INGEST
    base = listing.base or page.url or address
    reading = _reading_of_days(listing, page, address)
    sites = {each: site_of(sources[each].url) for each in SOURCES if each in sources} if claims else {}
    times, listed = distinct(listing.notices, listing.unreadable)
    read: list[tuple[RawNotice, Record]] = []
    before: list[int] = []
    here: list[UnreadableEntry] = []
    for raw in times:
        before.append(len(read))
        try:
            each = record(raw, base=base, source=name, seen=seen, order=reading.order)
        except ValueError as problem:
            here.append(UnreadableEntry(str(problem), len(read)))
            continue
        by = _claimed_sources(each, name, listing, sites, exported=raw.id is not None) if claims else (name,)
        each = _shown_by(each, by)
        if listing.kind == "export" and each.stated:
            each = each._replace(stated=_stated(each, sources))
        read.append((raw, each))
    before.append(len(read))
    unreadable = (*(each.moved(before) for each in listed), *here)
    if not read:
        raise UnreadableError(
            f"no entry of {page.name} could be read: {unreadable[0].problem if unreadable else 'it has none'}",
            hint="nothing was recorded",
        )
    return ParsedListing(
        source=name,
        file=page.name,
        listing=listing,
        records=tuple(each for _, each in read),
        ids={at: raw.id for at, (raw, _) in enumerate(read) if raw.id is not None and _is_valid_id(raw.id)},
        unreadable=unreadable,
        notes=(*_notes(listing, page, reading), *_notes_on_entries(read, times, reading, seen)),
        date_order=reading.proved,
        order_given=page.date_order,
        is_guess=reading.is_guess,
    )


class _ReadingOfDays(NamedTuple):
    order: DateOrder
    """The order of day and month by which they are read."""
    proved: DateOrder | None
    """The order that the listing proves."""
    is_guess: bool
    unsure: str | None
    """A date that can be read in two ways, if nothing says which is meant."""
    bare: bool
    """There are several entries, and none has a date."""


def _reading_of_days(listing: Listing, page: Page, address: str | None) -> _ReadingOfDays:
    """Return how the days of a listing are read."""
    stated = [day for raw in listing.notices if raw.stated for day in stated_days(raw).values()]
    proved = (
        listing.date_order
        or dates.order_of(raw.date for raw in listing.notices if raw.date)
        # A listing with ISO dates may have days to act by in figures.
        or dates.order_of(stated)
    )
    order = page.date_order or proved
    guess: DateOrder = "mdy" if _is_american(page.url or address) else "dmy"
    unsure = first_ambiguous_date([*(raw.date for raw in listing.notices), *stated]) if order is None else None
    return _ReadingOfDays(
        order=order or guess,
        proved=proved,
        is_guess=order is None and (listing.guessed or unsure is not None),
        unsure=unsure,
        bare=len(listing.notices) > 1 and not any(raw.date for raw in listing.notices),
    )


def _notes(listing: Listing, page: Page, reading: _ReadingOfDays) -> Iterator[Note]:
    """Yield the notes on a listing as a whole."""
    guess = reading.order if reading.is_guess else None
    yield from map(Note, date_notes(page.name, reading.unsure, bare=reading.bare, guess=guess))
    if not page.usual_lists:
        # At a later look it is known which list is the listing.
        yield from rival_notes(listing)
    yield from map(Note, unlisted_notes(page.name, listing))
    if listing.matches is not None and listing.matches.is_missing:
        setting = "a field of `json`" if listing.kind == "json" else "a selector"
        yield Note(f"{setting} matches nothing: {listing.matches.told}")


def _notes_on_entries(
    read: Sequence[tuple[RawNotice, Record]], times: Mapping[RawNotice, int], reading: _ReadingOfDays, seen: date
) -> Iterator[Note]:
    """Yield the notes on the entries of a listing, read on the day `seen`; `times` is how often each stands in it."""
    far: list[Record] = []
    for raw, each in read:
        if each.date_from == "seen" and raw.date_from == "listing" and not reading.bare:
            yield undated_note(raw)
        elif days.is_far_ahead(each.date, today=seen):
            far.append(each)
    yield from map(Note, far_notes(far, today=seen))
    yield from map(Note, namesake_notes([each for _, each in read], [times[raw] for raw, _ in read]))
    # Without the texts, which change with every new entry: a note is told once.
    unread = dict.fromkeys(field for raw, _ in read if raw.stated for field in unread_days(raw, order=reading.order))
    yield from (Note(f"`{field}` of some entries cannot be read as a day") for field in unread)


def _is_american(url: str | None) -> bool:
    """Return True for a host of the United States, which write the month first."""
    return host_of(url).rpartition(".")[2] in {"gov", "mil", "us"}


def _claimed_sources(
    record: Record, name: str, listing: Listing, sites: Mapping[str, str | None], *, exported: bool
) -> tuple[str, ...]:
    """Return the sources of an entry, without built-in ones that it may not name."""
    host = host_of(record.url)

    def may_name(source: str) -> bool:
        if source not in SOURCES or listing.kind in _OWN_LAYOUT:
            return True
        # Without a link, believe the user's `--source` and the export of a cache.
        return is_one_site(host, sites.get(source)) or (not host and (source == name or exported))

    return tuple(source for source in record.sources if may_name(source)) or (name if may_name(name) else INGEST,)


def _shown_by(record: Record, sources: tuple[str, ...]) -> Record:
    # To make a record anew for each of ten thousand entries would take 7 ms.
    return record if record.sources == sources else record._replace(sources=sources)


def _stated(exported: Record, sources: Mapping[str, Source]) -> dict[str, str]:
    """Return the facts of an exported entry that its listing had in fields of their own.

    They are those that one of its `sources` states, and the fields of an application; others follow from its texts.
    """
    stated = {name for source in exported.sources if source in sources for name in sources[source].stated}
    if "application" in exported.stated:
        stated |= {*STATED_TEXTS, "publicity_ends"}
    return {name: value for name, value in exported.stated.items() if name in stated}


def _is_valid_id(text: str) -> bool:
    """Return True if an id from an export is short and has only ASCII letters, digits, `-` and `_`."""
    return 4 <= len(text) <= 64 and text.isascii() and text.replace("-", "").replace("_", "").isalnum()  # noqa: PLR2004
