"""Turn saved pages, texts, JSON and feeds into looks: read files, normalise, group the pages of one listing."""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from cdetrack.errors import UNSET, NotFoundError, UnreadableError, reason_of
from cdetrack.look.listing_notes import date_notes, far_notes, namesake_notes, rival_notes, unlisted_notes
from cdetrack.model.frozen import frozen
from cdetrack.model.record import (
    INGEST,
    STATED_TEXTS,
    DateOrder,
    Listing,
    Look,
    Note,
    Page,
    RawNotice,
    Record,
    UnreadableEntry,
)
from cdetrack.sources import SOURCES, read
from cdetrack.sources.entries import distinct
from cdetrack.sources.layout import ANY, Layout
from cdetrack.sources.normalise import first_ambiguous_date, record, stated_days, undated_note, unread_days
from cdetrack.sources.source import Source
from cdetrack.text import dates, days
from cdetrack.text.links import host_of, is_one_site, site_of, without_password

STDIN = "-"
_MAX_BYTES = 256 * 1024 * 1024
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


def _content_of(path: str) -> bytes:
    """Return the bytes of a file, or of stdin for `-`. Raises NotFoundError, UnreadableError if it is too large."""
    if path == STDIN:
        if sys.stdin is None:
            raise NotFoundError("stdin is closed", hint="name a saved page, or pipe one in")
        try:
            content = sys.stdin.buffer.read(_MAX_BYTES + 1)
        except OSError as error:
            raise NotFoundError(f"cannot read stdin: {reason_of(error)}") from error
    elif not path:
        raise NotFoundError("an empty text names no file", hint=UNSET)
    else:
        try:
            with Path(path).open("rb") as file:
                content = file.read(_MAX_BYTES + 1)
        except FileNotFoundError as error:
            is_link = path.startswith(("https://", "http://"))
            remedy = f"`cdetrack fetch {path}` reads a link" if is_link else "name a saved page, or `-` for stdin"
            raise NotFoundError(f"there is no file `{path}`", hint=remedy) from error
        except IsADirectoryError as error:
            raise NotFoundError(
                f"`{path}` is a folder", hint=f"name the files in it: `{path.rstrip('/')}/*`"
            ) from error
        except (OSError, ValueError) as error:
            raise NotFoundError(f"cannot read `{path}`: {reason_of(error)}") from error
    if len(content) > _MAX_BYTES:
        raise UnreadableError(
            f"{_name_of(path)} is larger than {_MAX_BYTES >> 20} MiB", hint="no listing is that large"
        )
    return content


def _name_of(path: str) -> str:
    """Return the name of a file for messages."""
    return "the input" if path == STDIN else f"`{path}`"


def read_file(path: str, *, url: str | None = None) -> Page:
    """Return the content of a file, or of stdin for `-`, as a page; `url` names its origin.

    Raises NotFoundError, and UnreadableError if it is too large.
    """
    # Links resolve against the base address, and are recorded and sent in alerts: remove its password.
    base = without_password(url) if url is not None else None
    return Page(content=_content_of(path), url=base, name=_name_of(path))


def read_listings(
    page: Page,
    *,
    seen: date,
    source: str | None = None,
    sources: Mapping[str, Source] = SOURCES,
    layout: Layout = ANY,
    address: str | None = None,
) -> list[ParsedListing]:
    """Return the listings in a file.

    `source` names its origin, unless the file states it. `address` is that of the source's listing, for the links of a
    file that neither states its own nor comes with one. `seen` is the day of the look (Asia/Shanghai), and the date of
    entries without one. `sources` are all that there are, by name. `layout` is that of the source's pages.

    Raises BlockedError for a challenge, and UnreadableError for a file without notices.
    """
    # Given to the reader, it would hide the address that the page itself states.
    origin = without_password(address) if address is not None else None
    return [
        normalise_listing(listing, page=page, seen=seen, source=source, sources=sources, address=origin)
        for listing in read(page, layout)
    ]


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


def looks(listings: Iterable[ParsedListing], *, at: datetime, complete: bool) -> list[Look]:
    """Return one look for each listing, and a single look for all numbered pages of one listing.

    Of a page that was saved several times, the later save is in a later look. With `complete`, the last saves of all
    pages of a source, in whatever format, are one look at the whole of it. `at` is aware and UTC.
    """
    groups: dict[object, list[ParsedListing]] = {}
    for position, each in enumerate(listings):
        listing = each.listing
        if listing.detail or not (complete or listing.page is not None):
            groups[position] = [each]
        else:
            groups.setdefault(each.source if complete else (each.source, listing.kind), []).append(each)
    return [
        _look(save, at=at, complete=complete and later == 0)
        for group in groups.values()
        for later, save in _saves(group)
    ]


def _saves(listings: Sequence[ParsedListing]) -> Iterator[tuple[int, list[ParsedListing]]]:
    """Yield the saves of pages that were saved together, and how many later saves there are, which is 0 at the end."""
    saves: dict[int, list[ParsedListing]] = {}
    later: Counter[tuple[str, int | None]] = Counter()
    for each in reversed(listings):
        page = each.listing.kind, each.listing.page
        saves.setdefault(later[page], []).insert(0, each)
        if each.listing.page is not None:
            later[page] += 1
    yield from reversed(saves.items())


def one_look(listings: Sequence[ParsedListing], *, source: str, at: datetime) -> Look:
    """Return all listings as one look at `source`, to compare two files. `at` is aware and UTC."""
    records: list[Record] = []
    ids: dict[int, str] = {}
    for each in listings:
        ids |= {len(records) + position: name for position, name in each.ids.items()}
        records += [record._replace(sources=(source,)) for record in each.records]
    return Look(source=source, at=at, records=tuple(records), full=True, ids=ids)


def _look(group: Sequence[ParsedListing], *, at: datetime, complete: bool) -> Look:
    pages = sorted(group, key=lambda each: each.listing.page or 0)
    records: list[Record] = []
    ids: dict[int, str] = {}
    for each in pages:
        ids.update({len(records) + position: name for position, name in each.ids.items()})
        records += each.records
    detail = pages[0].listing.detail
    copy = any(each.listing.copy for each in pages)
    whole = complete and not detail and not copy and not any(each.problems for each in pages)
    return Look(
        source=pages[0].source,
        at=at,
        records=tuple(records),
        full=whole,
        detail=detail,
        copy=copy,
        ids=ids,
        problems=tuple(line for each in pages for line in each.problems),
        notes=tuple(line for each in pages for line in each.notes),
        chosen_by=next((each.settings for each in pages if each.settings), None),
        order_given=next((each.order_given for each in pages if each.order_given), None),
        # Files of unknown origin have no order in common.
        order_proved=next((each.date_order for each in pages if each.date_order and each.source != INGEST), None),
        short_days=any(each.listing.short_days for each in pages),
        files=tuple(dict.fromkeys(each.file for each in pages)),
    )
