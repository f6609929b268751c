"""Notices made by hand, and their relations, for the tests of relations."""

from datetime import date
from itertools import count

from cdetrack.meaning.relation_keys import share_a_key
from cdetrack.meaning.relations import relation
from cdetrack.model.notice import Notice
from support.notices import worded

_SOURCES = count(1)


def notice(title: str, day: str, summary: str | None = None, url: str | None = None) -> Notice:
    """Return the notice with the facets of its words, in a source of its own."""
    return worded(title, date.fromisoformat(day), summary=summary, sources=(f"x/{next(_SOURCES)}",), url=url)


def how(a: Notice, b: Notice) -> str | None:
    """Return the relation of `a` to `b`, after a check that the index finds the pair."""
    found = relation(a, b)
    assert found is None or share_a_key(a, b)
    return found
