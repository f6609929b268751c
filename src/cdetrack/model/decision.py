"""A person's decision on a document: the value of a line in `decisions/NAME.jsonl`."""

import datetime as dt
from typing import NamedTuple

from cdetrack.model.notice import Notice


class Decision(NamedTuple):
    """The state that a person gave to the notices of a document."""

    at: dt.datetime
    """Aware and UTC, to the second."""
    by: str
    state: str
    """One of the `STATES` of notices."""
    ids: tuple[str, ...]
    """The notices that the document had then, the leading one first."""
    title: str
    """The title of the leading notice then, for readers of the file."""
    number: str | None = None
    """The number of the document."""
    issuers: tuple[str, ...] = ()
    to: str | None = None
    """The person in charge of the document from then on."""
    note: str | None = None

    def covers(self, notice: Notice) -> bool:
        """Return True if it holds for the notice: its own, or one of the same document, number and issuer."""
        return notice.id in self.ids or (
            joins(notice, self.number, self.issuers) and not set(self.ids).isdisjoint(companions(notice))
        )


def joins(notice: Notice, number: str | None, issuers: tuple[str, ...]) -> bool:
    """Return True if a notice that joins a document later has its number and one of its issuers."""
    return notice.number is not None and notice.number == number and not set(issuers).isdisjoint(notice.issuers)


def companions(notice: Notice) -> tuple[str, ...]:
    """Return the ids of the other notices of the notice's document that it is known to be the same as."""
    return (notice.document, *notice.twins) if notice.document != notice.id else notice.twins
