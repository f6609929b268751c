"""The values that readers need: a notice as it stands, and what to ask for; imports nothing of ours.

`evidence` has the values that come before: pages, records, looks and changes. They are apart, and these are named
tuples, because a person waits for `list`: a frozen data class costs four times as much at every start.
"""

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple


class Attachment(NamedTuple):
    """A file that a detail page links to; `type` is the lower-case file ending, `pdf` or `docx`, or empty."""

    name: str
    url: str
    type: str


class Relation(NamedTuple):
    """Another notice, and how this one stands to it: `corrects` it, is `interpreted-by` it."""

    id: str
    type: str


class Notice(NamedTuple):
    """A notice as it stands: its record, with everything that is derived from it."""

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
    status: str | None
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
    """`seen` where the listing shows no day that can be read: the date is then that of first sight."""
    document: str = ""
    """The id of the notice that leads the document: its own where it stands alone."""

    @property
    def related(self) -> tuple[str, ...]:
        """The ids of its relations, each once."""
        return tuple(dict.fromkeys(relation.id for relation in self.relations))

    @property
    def twins(self) -> tuple[str, ...]:
        """The ids of the notices that are tied to it as the same document."""
        return twins_in(self.relations)


def twins_in(relations: Iterable[Relation]) -> tuple[str, ...]:
    """Return the ids in `relations` that are of the same document."""
    return tuple(relation.id for relation in relations if relation.type == "same-document")


class Query(NamedTuple):
    """What to list. Days are Asia/Shanghai; a tuple means any of; None and empty mean no restriction."""

    since: dt.date | None = None
    until: dt.date | None = None
    seen_since: dt.date | None = None
    topics: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    issuers: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    withdrawn: bool = False
    search: str | None = None
    limit: int = 0
    """How many at most; 0 for all."""
    reverse: bool = False
    each: bool = False
    """Every notice, and not each document once."""
