"""Frozen values on the way from a page to the history.

A *page* is parsed into a *listing* of *raw notices* (strings as on the page). These are normalised to *records* (the
same content, in typed fields). A *look* has the records of one visit. Compared with the known notices, it gives
*changes*, and these make up the history.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace
from types import MappingProxyType
from typing import Literal, NamedTuple

from cdetrack.model.frozen import frozen
from cdetrack.model.notice import Attachment

ChangeKind = Literal["added", "changed", "withdrawn", "restored", "undone"]
INGEST = "ingest"
"""The source of a text or file of unknown origin."""
UNRESOLVED = "link:"
"""The beginning of a `guid` that is a link of a page without its address.

Such links differ from copy to copy: they tell two entries of one look apart, and never an entry from a known notice.
"""
DateOrder = Literal["mdy", "dmy"]
"""Month or day first in `05/09/2025`."""
DateFrom = Literal["listing", "seen"]
"""The origin of the date of a notice: the listing, or the day of first sight if the listing has no date."""


STATED_DAYS = ("comments_due", "effective", "publicity_ends")
STATED_TEXTS = ("product", "applicant", "application", "indication")
_INNER = frozenset({"guid", "shown"})
"""Fields of a record that the JSON of a notice does not have."""


@frozen
class Page:
    """The input of a parser, from a fetch or a file."""

    content: bytes
    url: str | None = None
    """The URL of the page, the base of its links."""
    content_type: str | None = None
    """The HTTP header `Content-Type`, for its charset; None for a file."""
    whole: bool = True
    """False if the server sent no length and closed the connection: the end of the page may be missing."""
    name: str = "the page"
    """The name of the page in messages: a file name, `-` or the URL."""
    date_order: "DateOrder | None" = None
    """The date order of its source, if configured or learnt; None to find it in the page."""
    usual_lists: tuple[str, ...] = ()
    """The places of the lists that its source was read from, as in `Listing.list_place`, the first one first."""
    called: tuple[str, ...] = ()
    """The words by which the user calls its listing: those of the name and the title of its source."""

    def holding(self, content: bytes, *places: str, content_type: str | None) -> "Page":
        """Return a page inside this file, with the first web address in `places` as its URL, else that of the file.

        The file is complete, and so is the page.
        """
        url = next((place for place in places if place.startswith(("http://", "https://"))), self.url)
        return replace(self, content=content, url=url, content_type=content_type, whole=True)

    def with_text(self, text: str, kind: str = "text/html") -> "Page":
        """Return the page with this text in place of its content; `kind` is its media type."""
        return replace(self, content=text.encode("utf-8", "replace"), content_type=f"{kind}; charset=utf-8")


class RawNotice(NamedTuple):
    """One entry as it is on a page: text not folded, dates not parsed, links not resolved.

    A named tuple, since a page may have ten thousand, and a frozen data class takes four times as long to make.
    """

    title: str
    date: str | None = None
    """As the page writes it; None if it shows none."""
    summary: str | None = None
    url: str | None = None
    """As the page writes it, so that it may be relative to the listing's base."""
    article: str | None = None
    """The regulator's own number, if the entry has one (idCODE, acceptid); else it is read from the URL."""
    sources: tuple[str, ...] = ()
    """The sources in the entry itself (in an export); if empty, the source of the look applies."""
    id: str | None = None
    """The id that another cache gave it."""
    document_date: str | None = None
    body: str | None = None
    attachments: tuple[Attachment, ...] = ()
    guid: str | None = None
    """The id of the entry in a feed: `guid`, or `id` in Atom."""
    date_from: DateFrom = "listing"
    """`seen` if an export marks its date as the day of first sight."""
    stated: tuple[tuple[str, str], ...] = ()
    """Facts in fields of their own, as written, by the names in `STATED_DAYS` and `STATED_TEXTS`."""
    untitled: bool = False
    """True if the entry has no title, and this one is the first sentence of a text below it."""


_FEWEST_OF_A_RIVAL = 3
"""Two dated links also occur beside a listing."""
_SHARE_OF_A_RIVAL = 0.25
"""A list with fewer dated links, by the entries of the listing, is a box beside it."""


class LeftOut(NamedTuple):
    """A list of links on a page that was not taken for its listing."""

    place: str
    """A CSS selector for the element around it, such as `nav` or `div.sidebar`."""
    is_menu: bool
    """True for menus, sidebars and footers, False for another list of dated links."""
    links: int
    dated: int
    """The number of links with a date beside them."""
    example: str
    """The title of one link."""
    item: str
    """A CSS selector for one entry, for `selectors` of a source."""
    links_to: tuple[str, ...] = ()
    """The addresses of its links, as written."""


class MatchCounts(NamedTuple):
    """The number of entries in which each selector, or each field of `json`, has a value."""

    told: str
    """The numbers as a text for messages."""
    is_missing: bool
    """True if one of them has a value in no entry."""


class UnreadableEntry(NamedTuple):
    """An entry of a listing, or a part of a file, that could not be read."""

    problem: str
    """A message that names it."""
    place: int | None
    """The number of notices before it; None if that is not known."""

    def moved(self, before: Sequence[int]) -> "UnreadableEntry":
        """Return it for a listing in which `before[n]` of the first n notices are left."""
        return self if self.place is None else self._replace(place=before[self.place])


class Note(NamedTuple):
    """An oddity of an entry that was read, or of the listing."""

    text: str
    is_undated: bool = False
    """True for an entry without a readable date: it counts among those that could not be read."""


@frozen
class Listing:
    """The result of parsing one page."""

    kind: str
    """The name of its parser: `nmpa-english`, `cde`, `text`, …"""
    notices: tuple[RawNotice, ...]
    source: str | None = None
    """The built-in source that the page identifies itself as; None if it does not."""
    base: str | None = None
    """The base URL of its links; None for the URL of the page."""
    page: int | None = None
    """The number of this page, from 1, if the page has it."""
    pages: int | None = None
    """The number of pages, if the page has it."""
    detail: bool = False
    """True for the page of a single notice: it completes the notice and is no evidence of a listing."""
    unreadable: tuple[UnreadableEntry, ...] = ()
    """The entries that could not be read."""
    date_order: DateOrder | None = None
    """The date order, if one of the dates proves it (13/06, 06/13); None without such a date."""
    guessed: bool = False
    """True if dates such as 05/09/2025 were read in an unproven order."""
    short_days: bool = False
    """True if it has days without a year, which older parsers left in the titles, or took those in addresses for."""
    further: bool = False
    """True if the page links to the next page of its listing, by `rel=next` or a pager."""
    next_url: str | None = None
    """The address of the next page, as written; None if the page names none."""
    next_by: str | None = None
    """The part of the page that leads to the next one: `rel=next`, `link`, `pager`, `json`; None if none does."""
    matches: MatchCounts | None = None
    """None without selectors, or fields of `json`."""
    list_place: str | None = None
    """A CSS selector for an entry of the list on the page that was taken for the listing, if it has no known layout."""
    left_out: tuple[LeftOut, ...] = ()
    """The lists of links that were not taken for the listing."""
    unlisted: tuple[str, ...] = ()
    """The titles beside the entries of the list that were taken for none, and may be some."""
    copy: bool = False
    """True for a copy in a web archive, which never replaces content from the site itself."""

    @property
    def rivals(self) -> tuple[LeftOut, ...]:
        """The other lists of dated links that may be the listing: neither menus nor much shorter."""
        fewest = max(_FEWEST_OF_A_RIVAL, _SHARE_OF_A_RIVAL * len(self.notices))
        found = {each.place: each for each in self.left_out if not each.is_menu and each.dated >= fewest}
        return tuple(found.values())

    @property
    def problems(self) -> tuple[str, ...]:
        """A message for each entry that could not be read."""
        return tuple(each.problem for each in self.unreadable)


class Record(NamedTuple):
    """The content of one notice on its pages, as stored in the history, without derived fields."""

    title: str
    date: dt.date
    """The date in the listing; if `date_from` is `seen`, the day of first sight (Asia/Shanghai)."""
    summary: str | None = None
    url: str | None = None
    article: str | None = None
    sources: tuple[str, ...] = ()
    document_date: dt.date | None = None
    body: str | None = None
    attachments: tuple[Attachment, ...] = ()
    shown: Mapping[str, Mapping[str, str]] = MappingProxyType({})
    """Other wordings of the same article: source -> field -> text."""
    date_from: DateFrom = "listing"
    guid: str | None = None
    """The id of the entry in a feed; or its link behind `UNRESOLVED`, if nothing resolves it."""
    stated: Mapping[str, str] = MappingProxyType({})
    """Facts in fields of their own in the listing, by the names in `STATED_DAYS` (as ISO) and `STATED_TEXTS`."""
    untitled: bool = False
    """True if the entry of this look has no title of its own; it is not stored."""

    @property
    def feed_id(self) -> str | None:
        """The id of the entry in a feed; None for a link."""
        return None if self.guid is None or self.guid.startswith(UNRESOLVED) else self.guid


def with_problems(listings: Sequence[Listing], problems: Iterable[str]) -> tuple[Listing, ...]:
    """Return the listings of a file, with what else of it could not be read as problems of the first one."""
    first, *others = listings
    unread = (UnreadableEntry(problem, None) for problem in problems)
    return (replace(first, unreadable=(*first.unreadable, *unread)), *others)


@frozen
class Look:
    """The records of one visit to a source, or of one ingested file, without duplicates."""

    source: str
    at: dt.datetime
    """The time of the look, aware and in UTC."""
    records: tuple[Record, ...]
    full: bool = False
    """True if it read the whole listing without errors: every absent notice counts as missed."""
    sound: bool = True
    """True if it had no errors: a notice absent from between its two neighbours counts as missed."""
    stopped: bool = False
    """True if it read the listing in part: to known notices, or to a failure."""
    unreadable: frozenset[int] = frozenset()
    """The positions in `records` before which an entry stands that could not be read: it may be the absent one."""
    detail: bool = False
    """True if it read the pages of single notices: it completes these and is no evidence of a listing."""
    copy: bool = False
    """True if it read a copy in a web archive, which never replaces content from the site itself."""
    first_page: int | None = None
    """The number of entries on page 1, if it read further pages by addresses of the listing or the user."""
    ids: Mapping[int, str] = field(default_factory=dict)
    """Position in `records` -> the id of the notice in another cache."""
    keys: Sequence[tuple[str, ...]] = ()
    """The keys of each record, if already computed: a look may have ten thousand."""
    problems: tuple[str, ...] = ()
    """A message for each entry that could not be read."""
    notes: tuple[Note, ...] = ()
    """Oddities of entries that were read, and of the listing."""
    order_given: DateOrder | None = None
    """The order of day and month that the settings or an earlier look gave."""
    order_proved: DateOrder | None = None
    """The order that one of its dates proves."""
    short_days: bool = False
    """True if a page of it has such days, as in `Listing.short_days`."""
    settings: str | None = None
    """A digest of the settings by which the entries were found; None for a file."""
    chosen_by: str | None = None
    """The same for a file of a source: its settings may leave out entries of the file, too."""
    files: tuple[str, ...] = ()
    """The names of the files that it is of, for messages."""

    @property
    def chosen_by_settings(self) -> str | None:
        """A digest of the settings that chose the entries, of a page or of a file of a source."""
        return self.settings or self.chosen_by


@frozen
class Change:
    """A difference in one notice found by a look; `kind` follows from `before` and `after`."""

    at: dt.datetime
    id: str
    source: str
    look: int
    """The number of the look, from 1, counting looks with a change."""
    before: Record | None
    after: Record | None
    kind: ChangeKind
    fields: tuple[str, ...]
    """The changed fields of the record; for an added notice, all fields with a value."""
    baseline: bool = False
    """True if recorded without alerts: found by the first look at a source, or older and first read by a later one."""
    detail: bool = False
    """True if found on the page of the notice, which is no evidence of a look at its listing."""
    quiet: bool = False
    """True for a change without alerts: the wording of another source, or a better reading of the same page."""
    undoes: int | None = None
    """For an `undone` change: the number of the undone look."""
    withdrawn: dt.datetime | None = None
    """For an `undone` change: the restored time of withdrawal, if the notice is withdrawn again."""

    @property
    def stated(self) -> tuple[str, ...]:
        """The names of the facts in `stated` that differ; for a single record, all that it has."""
        before, after = (side.stated if side is not None else {} for side in (self.before, self.after))
        return tuple(name for name in (*STATED_TEXTS, *STATED_DAYS) if before.get(name) != after.get(name))

    @property
    def public_fields(self) -> tuple[str, ...]:
        """The changed fields by their keys in the JSON of a notice; those that it does not have are left out."""
        facts = ["milestones" if name == "publicity_ends" else name for name in self.stated]
        named = (facts if field == "stated" else [field] for field in self.fields if field not in _INNER)
        return tuple(dict.fromkeys(name for names in named for name in names))


@frozen
class Standing:
    """The state of a notice after replay of the history: its record, first sight and withdrawal."""

    id: str
    record: Record
    first_seen: dt.datetime
    look: int
    place: int
    withdrawn: dt.datetime | None = None


GENESIS = "0" * 64
"""The hash in the first line of a history, which has no line before it."""


@frozen
class Position:
    """A position in the history between two looks: the changes and bytes before it, the hash of the last line."""

    changes: int = 0
    bytes: int = 0
    hash: str = GENESIS
