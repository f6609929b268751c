"""Turn saved pages, texts, JSON and feeds into looks: read files, group the pages of one listing."""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from cdetrack.errors import UNSET, NotFoundError, UnreadableError, reason_of
from cdetrack.look.parsed_listing import ParsedListing, normalise_listing
from cdetrack.model.record import INGEST, Look, Page, Record
from cdetrack.sources import SOURCES, read
from cdetrack.sources.layout import ANY, Layout
from cdetrack.sources.source import Source
from cdetrack.text.links import without_password

STDIN = "-"
_MAX_BYTES = 256 * 1024 * 1024


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
