"""The values between a page and the history; frozen, and importing nothing of ours but `model`.

A *page* is parsed into a *listing* of *raw notices* (strings, as the page has them); these are normalised into
*records* (what the page says, in our types); a *look* is one visit's records; comparing a look with what is
known gives *changes*, and those are the history.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Literal, NamedTuple

from cdetrack.model.notice import Attachment

ChangeKind = Literal["added", "changed", "withdrawn", "restored", "undone"]
INGEST = "ingest"
"""The source of a text or file of unknown origin."""
DateOrder = Literal["mdy", "dmy"]
"""Which of month and day comes first in `05/09/2025`."""
DateFrom = Literal["listing", "seen"]
"""Where a notice's date is from: the listing, or the day of first sight where the listing shows none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a fetch or a file gives to a parser."""

    content: bytes
    url: str | None = None
    """Where the page was found: links resolve against it."""
    content_type: str | None = None
    """The HTTP header, for its charset; None for a file."""
    whole: bool = True
    """False when the server named no length and ended by closing the connection: its end may be missing."""
    name: str = "the page"
    """What messages call it: a file name, `-` or the URL."""
    date_order: "DateOrder | None" = None
    """How its source writes `05/09/2025`, where that is configured or was learnt; None leaves it to the page."""

    def holding(self, content: bytes, *places: str, content_type: str | None) -> "Page":
        """Return a page that this file holds, found at the first of `places` that is a web address, else where this is.

        The file has its end: so has what it holds.
        """
        url = next((place for place in places if place.startswith(("http://", "https://"))), self.url)
        return replace(self, content=content, url=url, content_type=content_type, whole=True)


class RawNotice(NamedTuple):
    """One entry as a page has it: text not yet folded, dates not yet read, links not yet resolved.

    A named tuple, since a page may hold ten thousand, and a frozen data class takes four times as long to make.
    """

    title: str
    date: str | None = None
    """As the page writes it; None if it shows none."""
    summary: str | None = None
    url: str | None = None
    """As the page writes it, so that it may be relative to the listing's base."""
    article: str | None = None
    """The regulator's own number where the parser knows it (idCODE, acceptid); else it is read from the URL."""
    sources: tuple[str, ...] = ()
    """The listings that show it, where the entry itself says so (an export); else the look's source."""
    id: str | None = None
    """The id that another cache gave it."""
    document_date: str | None = None
    body: str | None = None
    attachments: tuple[Attachment, ...] = ()
    guid: str | None = None
    """What a feed calls the entry: a `guid`, an Atom `id`."""
    date_from: DateFrom = "listing"
    """`seen` where an export says that its date is the day of first sight."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What a parser found on one page."""

    kind: str
    """Which parser read it: `nmpa-english`, `cde`, `text`, …"""
    notices: tuple[RawNotice, ...]
    source: str | None = None
    """The name of the built-in source that the page itself says it is; None when it does not say."""
    base: str | None = None
    """The address that its links resolve against; None for that of the page."""
    page: int | None = None
    """This page's number, from 1, and how many there are, where the page says so."""
    pages: int | None = None
    detail: bool = False
    """A single notice's own page, which completes the notice and is no evidence of a listing."""
    problems: tuple[str, ...] = ()
    """Entries that could not be kept: each is told, none stops the rest."""
    date_order: DateOrder | None = None
    """How the page writes days, where one of its dates proves it (13/06, 06/13); None without such a date."""
    guessed: bool = False
    """Days such as 05/09/2025 were read in an order that nothing proves."""
    further: bool = False
    """The page leads to a further page of its listing, by `rel=next` or a pager."""
    copy: bool = False
    """An archive made it: what the site itself said of a notice, it never replaces."""


class Record(NamedTuple):
    """What the pages say of one notice: the content of the history, nothing derived."""

    title: str
    date: dt.date
    """The day that the listing shows; the day of first sight (Asia/Shanghai) where `date_from` is `seen`."""
    summary: str | None = None
    url: str | None = None
    article: str | None = None
    sources: tuple[str, ...] = ()
    document_date: dt.date | None = None
    body: str | None = None
    attachments: tuple[Attachment, ...] = ()
    shown: Mapping[str, Mapping[str, str]] = MappingProxyType({})
    """Where a source words the same article differently: source -> field -> what it shows."""
    date_from: DateFrom = "listing"
    guid: str | None = None
    """What a feed calls the entry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One visit to a source, or one ingested file: what it showed, normalised, without repeats."""

    source: str
    at: dt.datetime
    """When, aware and UTC."""
    records: tuple[Record, ...]
    full: bool = False
    """It saw the whole listing, free of errors: whatever it does not show was missed."""
    sound: bool = True
    """It was free of errors: a notice that is gone from between its two neighbours was missed."""
    detail: bool = False
    """It read notices' own pages: it completes notices and is no evidence of what a listing shows."""
    copy: bool = False
    """It read an archive's copy of a listing: it never replaces anything that the site itself said."""
    ids: Mapping[int, str] = field(default_factory=dict)
    """Position in `records` -> the id that another cache gave it."""
    keys: Sequence[tuple[str, ...]] = ()
    """The keys that each record is found by, where they were made already: a look may hold ten thousand."""
    odd: tuple[str, ...] = ()
    """What was told of entries that could not be read, or not whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a look found different of one notice; the kind follows from the two sides."""

    at: dt.datetime
    id: str
    source: str
    look: int
    """The number of the look, counting from 1 those that found a change."""
    before: Record | None
    after: Record | None
    kind: ChangeKind
    fields: tuple[str, ...]
    """The fields of the record that differ; all that are present for an added notice."""
    baseline: bool = False
    """Found by a source's first look, which is recorded and not alerted."""
    detail: bool = False
    """Found on a notice's own page, which says nothing of whether its listing was ever looked at."""
    quiet: bool = False
    """Recorded and told to nobody: another source words the notice now, or cdetrack reads the same page better."""
    undoes: int | None = None
    """Of an `undone` change: the number of the look that it takes back."""
    withdrawn: dt.datetime | None = None
    """Of an `undone` change: since when the notice is withdrawn again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A notice as the history leaves it: its record, and when it was first and last seen to be there."""

    id: str
    record: Record
    first_seen: dt.datetime
    look: int
    place: int
    withdrawn: dt.datetime | None = None


GENESIS = "0" * 64
"""What the first line carries in place of a hash."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """A place in the history between two looks: what lies before it, and the hash of the line before it."""

    changes: int = 0
    bytes: int = 0
    hash: str = GENESIS
