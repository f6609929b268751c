"""Values for readers of the cache: notices and queries.

`record` has the values for writers: pages, records, looks and changes. These are apart from them, and named tuples,
because a user waits for `list`: a frozen data class costs four times as much at every start.
"""

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple


class Served(NamedTuple):
    """The facts that a server stated about a file; None for those that it did not."""

    at: dt.datetime
    """The time of fetching, aware and in UTC, to the second."""
    type: str | None = None
    """The HTTP header `Content-Type`; the next two are the validators for a later request."""
    last_modified: str | None = None
    etag: str | None = None


class Attachment(NamedTuple):
    """A file linked from a detail page; `type` is its extension in lower case, such as `pdf`, or empty.

    The last three are None unless the file is kept in `files/` of the cache.
    """

    name: str
    url: str
    type: str
    sha256: str | None = None
    """The SHA-256 of the content, in hexadecimal: the name of the kept file."""
    size: int | None = None
    """The size of the content in bytes."""
    served: Served | None = None


class Relation(NamedTuple):
    """The id of another notice and the type of the relation to it, such as `corrects` or `interpreted-by`."""

    id: str
    type: str


DAYS = ("effective", "comments_due", "event", "transition", "expires", "extended", "publicity-ends")
"""The kinds of days to act by: three fields of a notice, then the kinds of its milestones."""
KINDS = (
    *("announcement", "notice", "interpretation", "guideline", "regulation", "plan"),
    *("approval", "trial-permission", "designation", "correction", "meeting", "qa", "report", "news"),
)
STATUSES = ("interim", "draft")
STATES = ("new", "relevant", "irrelevant", "done")
"""The states that a person can give to a document; `new` is that of a document without a decision."""


class Milestone(NamedTuple):
    """A day to act by beyond `effective`, `comments_due` and `event`, and the words that state it."""

    date: dt.date
    what: str
    """`transition`, `expires`, `extended` or `publicity-ends`."""
    words: str


class Notice(NamedTuple):
    """The current state of a notice: its record, and the facets, topics and relations derived from it."""

    id: str
    title: str
    date: dt.date
    summary: str | None
    url: str | None
    sources: tuple[str, ...]
    article: str | None
    number: str | None
    issuers: tuple[str, ...]
    kind: str
    """One of `KINDS`."""
    status: str | None
    """One of `STATUSES`, or None."""
    topics: tuple[str, ...]
    effective: dt.date | None
    event: dt.date | None
    comments_due: dt.date | None
    summary_suspect: bool
    relations: tuple[Relation, ...]
    first_seen: dt.datetime
    withdrawn: dt.datetime | None
    document_date: dt.date | None = None
    body: str | None = None
    attachments: tuple[Attachment, ...] = ()
    date_from: str = "listing"
    """`seen` if the listing has no readable date: then `date` is the day of first sight."""
    document: str = ""
    """The id of the notice that leads its document: its own if it is the only one."""
    milestones: tuple[Milestone, ...] = ()
    product: str | None = None
    """The product of an application or approval, with strength and form as the listing has them."""
    applicant: str | None = None
    application: str | None = None
    """The acceptance number of an application: `CXHS2600093`."""
    indication: str | None = None
    state: str = "new"
    """The state that a person gave its document: one of `STATES`."""

    @property
    def days(self) -> tuple[tuple[str, dt.date], ...]:
        """Every day to act by, with its kind, in the order of `DAYS`."""
        return days_to_act_by(self.effective, self.comments_due, self.event, self.milestones)

    @property
    def related(self) -> tuple[str, ...]:
        """The ids of the related notices, each once."""
        return tuple(dict.fromkeys(relation.id for relation in self.relations))

    @property
    def twins(self) -> tuple[str, ...]:
        """The ids of the notices that are the same document."""
        return twins_in(self.relations)


def twins_in(relations: Iterable[Relation]) -> tuple[str, ...]:
    """Return the ids of the `same-document` relations."""
    return tuple(relation.id for relation in relations if relation.type == "same-document")


def days_to_act_by(
    effective: dt.date | None, comments_due: dt.date | None, event: dt.date | None, milestones: Iterable[Milestone]
) -> tuple[tuple[str, dt.date], ...]:
    """Return the given days with their kinds, in the order of `DAYS`; the new day of a deadline once."""
    fields = zip(DAYS, (effective, comments_due, event), strict=False)
    days = [(what, day) for what, day in fields if day is not None]
    others = ((each.what, each.date) for each in milestones if each.what != "extended" or each.date != comments_due)
    days += sorted(others, key=lambda day: (DAYS.index(day[0]), day[1]))
    return tuple(days)


class Query(NamedTuple):
    """The filters of a list. Days are in Asia/Shanghai; a tuple means any of; None and empty mean no restriction."""

    since: dt.date | None = None
    until: dt.date | None = None
    seen_since: dt.date | None = None
    topics: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    issuers: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    """Parts of the name of the product."""
    applicants: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    """The states that people gave."""
    withdrawn: bool = False
    search: str | None = None
    full_text: bool = False
    """True to search also in bodies and the texts of attachments."""
    limit: int = 0
    """The most notices; 0 for all."""
    reverse: bool = False
    each: bool = False
    """True to list every notice, False to list each document once."""
    also: "Query | None" = None
    """The filters of a watch, which have to match as well; its limit and order have no effect."""
