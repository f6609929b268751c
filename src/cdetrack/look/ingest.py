"""Take saved pages, texts, JSON and feeds as looks: read files, group the pages of one listing, normalise."""

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from types import MappingProxyType

from cdetrack.changes.keys import host_of
from cdetrack.changes.merge import Sites
from cdetrack.errors import NotFoundError, UnreadableError
from cdetrack.model.record import INGEST, DateOrder, Listing, Look, Page, Record
from cdetrack.sources import SOURCES, read
from cdetrack.sources.normalise import guessed, record, undated
from cdetrack.text import dates
from cdetrack.text.clean import shorten
from cdetrack.text.links import site_of, without_password

STDIN = "-"
_LARGEST = 256 * 1024 * 1024
BUILT_IN: Sites = MappingProxyType({name: site_of(source.url) or "" for name, source in SOURCES.items()})
"""The hosts of the built-in sources' own pages."""
_OWN_LAYOUT = frozenset({"nmpa-english", "nmpa-chinese", "cde"})
"""Kinds of pages that only the sites themselves have: they may link elsewhere."""
_FAR = timedelta(days=31)
"""A listing dates what it shows: a day further ahead than this is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One listing out of a file, normalised: the raw material of a look."""

    source: str
    listing: Listing
    records: tuple[Record, ...]
    ids: Mapping[int, str]
    problems: tuple[str, ...]
    """Entries that could not be kept."""
    notes: tuple[str, ...] = ()
    """Entries that were kept and have something to tell of: no date that can be read, a day far ahead."""
    date_order: DateOrder | None = None
    """How this listing writes days such as 05/09/2025, where one of its own dates proves it."""


def read_file(path: str) -> bytes:
    """Return the bytes of a file, or of stdin for `-`. Raises NotFoundError and UnreadableError."""
    if path == STDIN:
        if sys.stdin is None:
            raise NotFoundError("stdin is closed", hint="name a saved page, or pipe one in")
        try:
            content = sys.stdin.buffer.read(_LARGEST + 1)
        except OSError as error:
            raise NotFoundError(f"cannot read stdin: {error.strerror or error}") from error
    else:
        try:
            with Path(path).open("rb") as file:
                content = file.read(_LARGEST + 1)
        except FileNotFoundError as error:
            raise NotFoundError(f"there is no file `{path}`", hint="name a saved page, or `-` for stdin") from error
        except IsADirectoryError as error:
            raise NotFoundError(
                f"`{path}` is a folder", hint=f"name the files in it: `{path.rstrip('/')}/*`"
            ) from error
        except (OSError, ValueError) as error:
            raise NotFoundError(f"cannot read `{path}`: {error}") from error
    if len(content) > _LARGEST:
        raise UnreadableError(f"{name_of(path)} is larger than {_LARGEST >> 20} MiB", hint="no listing is that large")
    return content


def name_of(path: str) -> str:
    """Return what messages call a file."""
    return "the input" if path == STDIN else f"`{path}`"


def found_in(
    path: str,
    *,
    seen: date,
    source: str | None = None,
    url: str | None = None,
    sites: Sites = BUILT_IN,
    order: DateOrder | None = None,
) -> list[Found]:
    """Return what the listings in a file show; `source` and `url` say where it came from, where it does not itself.

    `seen` is the day of the look (Asia/Shanghai): it dates entries without a date. `sites` are the hosts of the
    sources' own pages, `order` says how the source writes days, where that is known.

    Raises NotFoundError, BlockedError for a challenge, and UnreadableError for a file without notices.
    """
    # Links resolve against it, and are recorded and sent to others: a password in it is not for them.
    base = without_password(url) if url is not None else None
    page = Page(content=read_file(path), url=base, name=name_of(path), date_order=order)
    return [normalised(listing, page=page, seen=seen, source=source, sites=sites) for listing in read(page)]


def normalised(
    listing: Listing,
    *,
    page: Page,
    seen: date,
    source: str | None = None,
    sites: Sites = BUILT_IN,
    claims: bool = True,
) -> Found:
    """Return the notices of `listing` in our types; entries that cannot be read are told, not fatal.

    With `claims` an entry may say by itself which listings show it, as an export does. Nobody but its own site speaks
    for a built-in source: the claim counts where the entry's link leads there.

    Raises UnreadableError when not one of them can be read.
    """
    name = source or listing.source or INGEST
    records: list[Record] = []
    ids: dict[int, str] = {}
    problems = list(listing.problems)
    bare = len(listing.notices) > 1 and not any(raw.date for raw in listing.notices)
    proved = listing.date_order or dates.order_of(raw.date for raw in listing.notices if raw.date)
    order = page.date_order or proved
    notes = list(_of_dates(listing, page.name, order, bare=bare))
    for raw in listing.notices:
        try:
            each = record(raw, base=page.url or listing.base, source=name, seen=seen, order=order)
        except ValueError as problem:
            problems.append(str(problem))
            continue
        each = each._replace(
            sources=_shown_by(each, name, listing, sites, exported=raw.id is not None) if claims else (name,)
        )
        if each.date_from == "seen" and raw.date_from == "listing" and not bare:
            notes.append(undated(raw))
        elif each.date > seen + _FAR:
            notes.append(f"`{shorten(each.title)}` is dated {each.date}, far ahead: a slip of the listing?")
        if raw.id is not None and is_id(raw.id):
            ids[len(records)] = raw.id
        records.append(each)
    if not records:
        raise UnreadableError(
            f"no entry of {page.name} could be read: {problems[0] if problems else 'it has none'}",
            hint="nothing was recorded",
        )
    return Found(
        source=name,
        listing=listing,
        records=tuple(records),
        ids=ids,
        problems=tuple(problems),
        notes=tuple(notes),
        date_order=proved,
    )


def _of_dates(listing: Listing, name: str, order: DateOrder | None, *, bare: bool) -> Iterator[str]:
    """Yield what is to be told of a listing's dates: that it shows none, that they were read by a guess."""
    if bare:
        yield f"{name} shows no dates: its entries are dated by the day on which each was first seen"
    if order is None and (unsure := guessed(listing.notices)):
        yield (
            f"{name} shows days such as `{shorten(unsure)}`, and nothing tells whether day or month comes first: "
            "they were read day first, which is a guess; `date_order` of its source settles it"
        )
    elif order is None and listing.guessed:
        yield (
            f"{name} writes days in figures, and nothing proves whether day or month comes first: they were read by "
            "the habit of its country, which is a guess; `date_order` of its source settles it"
        )


def _shown_by(record: Record, name: str, listing: Listing, sites: Sites, *, exported: bool) -> tuple[str, ...]:
    """Return the sources that show an entry, without those for which it may not speak."""
    host = host_of(record.url) if record.url is not None else None

    def may_say(source: str) -> bool:
        if source not in BUILT_IN or listing.kind in _OWN_LAYOUT:
            return True
        # An entry without a link proves nothing: a person's word counts, and that of a cache which was exported.
        return host == sites.get(source) or (host is None and (source == name or exported))

    return tuple(source for source in record.sources if may_say(source)) or (name if may_say(name) else INGEST,)


def is_id(text: str) -> bool:
    """Say whether an id of another cache can be one of ours: short, and plain in every file and terminal."""
    return 4 <= len(text) <= 64 and text.isascii() and text.replace("-", "").replace("_", "").isalnum()  # noqa: PLR2004


def looks(found: Iterable[Found], *, at: datetime, complete: bool) -> list[Look]:
    """Return the looks that files make: one each, but the numbered pages of one listing are one together."""
    groups: dict[object, list[Found]] = {}
    for position, each in enumerate(found):
        listing = each.listing
        paged = listing.page is not None and not listing.detail
        together = complete and not listing.detail
        key = (each.source, listing.kind) if paged or together else position
        groups.setdefault(key, []).append(each)
    return [_look(group, at=at, complete=complete) for group in groups.values()]


def one_look(found: Sequence[Found], *, source: str, at: datetime) -> Look:
    """Return everything that was found as one look at `source`: what two files are compared by."""
    records: list[Record] = []
    ids: dict[int, str] = {}
    for each in found:
        ids |= {len(records) + position: name for position, name in each.ids.items()}
        records += [record._replace(sources=(source,)) for record in each.records]
    return Look(source=source, at=at, records=tuple(records), full=True, ids=ids)


def _look(group: Sequence[Found], *, at: datetime, complete: bool) -> Look:
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
        odd=tuple(told for each in pages for told in (*each.problems, *each.notes)),
    )
