"""What a feed or a calendar calls itself, and the names that its entries go by."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from cdetrack.model.notice import Query

URN = "urn:cdetrack:"
"""What precedes a notice's id, and the name of a scheme of categories, wherever a whole address is asked for."""

_TITLE = "Regulatory notices: NMPA and CDE"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedTitle:
    """A feed's name for people, and the id that it keeps for as long as it shows the same selection."""

    title: str
    id: str


def feed_title(query: Query) -> FeedTitle:
    """Return the name of the feed that shows `query`.

    Days and limits are no part of it: the feed of the last thirty days is the same feed tomorrow.
    """
    chosen = {
        "topic": query.topics,
        "kind": query.kinds,
        "issuer": query.issuers,
        "source": query.sources,
        "status": query.statuses,
        "number": query.numbers,
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
    """Return the beginning of the regulator's day as RFC 3339 has it."""
    return f"{day.isoformat()}T00:00:00+08:00"
