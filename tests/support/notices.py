"""A notice made by hand: poor in facts, but for those that a test gives or that its words state."""

from datetime import UTC, date, datetime
from itertools import count

from cdetrack.meaning.facets import read_facets
from cdetrack.model.notice import Notice, Relation

NOW = datetime(2026, 11, 22, 6, tzinfo=UTC)
_IDS = count(1)


def tied(*ids: str, how: str = "same-document") -> tuple[Relation, ...]:
    """Return the relations to these notices, all of one type."""
    return tuple(Relation(each, how) for each in ids)


def notice(title: str = "A notice", **given: object) -> Notice:
    """Return a notice of November 20, 2026 that was first seen at `NOW`."""
    values: dict[str, object] = {
        "id": "0123456789ab",
        "title": title,
        "date": date(2026, 11, 20),
        "summary": None,
        "url": None,
        "sources": ("nmpa/drugs",),
        "article": None,
        "number": None,
        "issuers": (),
        "kind": "notice",
        "status": None,
        "topics": (),
        "effective": None,
        "event": None,
        "comments_due": None,
        "summary_suspect": False,
        "relations": (),
        "first_seen": NOW,
        "withdrawn": None,
    }
    return Notice(**values | given)  # type: ignore[arg-type]


def worded(title: str, day: date, *, summary: str | None = None, **given: object) -> Notice:
    """Return a notice of that day, with an id of its own and with the facets of its words."""
    read = read_facets(title=title, date=day, summary=summary)
    facets = {"number": read.number, "issuers": read.issuers, "kind": read.kind, "status": read.status}
    return notice(title, id=f"{next(_IDS):012x}", date=day, summary=summary, **facets, **given)
