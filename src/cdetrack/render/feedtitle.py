"""Titles and ids of feeds and calendars, and the ids of their entries."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from cdetrack.model.notice import Query

URN = "urn:cdetrack:"
"""The prefix that makes a URI of a notice's id, and of the scheme of a category."""

_TITLE = "Regulatory notices: NMPA and CDE"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedTitle:
    """The title of a feed, and its id, which depends on its filters alone."""

    title: str
    id: str


def feed_title(query: Query) -> FeedTitle:
    """Return the title of the feed for `query`.

    Days and limits are not part of it: the feed of the last thirty days has the same id tomorrow.
    """
    chosen = {
        "topic": query.topics,
        "kind": query.kinds,
        "issuer": query.issuers,
        "source": query.sources,
        "status": query.statuses,
        "number": query.numbers,
        "product": query.products,
        "applicant": query.applicants,
        "search": (query.search,) if query.search else (),
        "withdrawn": ("only",) if query.withdrawn else (),
    }
    parts = [
        f"{name}={','.join(quote(each, safe='/') for each in values)}" for name, values in chosen.items() if values
    ]
    words = [f"{name} {', '.join(values)}" for name, values in chosen.items() if values]
    return FeedTitle(
        title=" · ".join([_TITLE, *words]),
        id=f"{URN}notices" + (f":{';'.join(parts)}" if parts else ""),
    )


def midnight(day: date) -> str:
    """Return the start of a day in Asia/Shanghai, in the format of RFC 3339."""
    return f"{day.isoformat()}T00:00:00+08:00"
