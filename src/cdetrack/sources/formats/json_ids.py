"""Find the field with the ids that a site's system gives its entries: they find an entry without a link again."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from cdetrack.model.record import RawNotice
from cdetrack.sources.formats.field_names import fields_of, plain_name

_NAMES = (
    *("guid", "uuid", "id", "nid", "objectid", "identifier", "reference"),
    *("documentid", "docid", "articleid", "contentid", "newsid"),
)
_OWN = re.compile(r"(?P<about>[a-z]{2,30})id")
_LONGEST = 200
_FEWEST_ROWS = 2

Row = Mapping[str, object]


def with_ids(entries: Iterable[RawNotice | str], rows: Sequence[object]) -> list[RawNotice | str]:
    """Return the entries, one for each row, with the ids of those that no link tells apart."""
    made = list(entries)
    links = Counter(raw.url for raw in made if isinstance(raw, RawNotice))
    if None not in links and all(count == 1 for count in links.values()):
        return made
    name = _id_field(rows)
    return [
        raw._replace(guid=_id_in(row, name))
        if isinstance(raw, RawNotice) and (raw.url is None or links[raw.url] > 1)
        else raw
        for raw, row in zip(made, rows, strict=True)
    ]


def _id_field(rows: Sequence[object]) -> str | None:
    """Return the name of the field in which each row has an id of its own; None without one.

    The numbers of rows count on from one row to the next, or down to the last one: each new entry moves them, and they
    are no ids. A row that is listed twice has its id twice.
    """
    named = [row for row in rows if isinstance(row, Mapping)]
    if len(named) < max(_FEWEST_ROWS, len(rows)):
        return None
    return next((name for name in _names(named[0]) if _has_ids(named, name)), None)


def _id_in(row: object, name: str | None) -> str | None:
    """Return the id that a row has in a field, None without one; MongoDB writes it as an object."""
    value = row.get(name) if isinstance(row, Mapping) and name is not None else None
    if isinstance(value, Mapping):
        value = value.get("$oid")
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    text = str(value).strip()
    return text if 0 < len(text) <= _LONGEST else None


def _names(row: Row) -> list[str]:
    """Return the names that may be those of ids: the usual ones, then `noticeId` beside `noticeTitle`."""
    names = tuple(map(str, row))
    usual = [name for known in _NAMES for name in names if plain_name(name) == known]
    titles = [plain_name(name) for name in fields_of(names).titles]
    own = [
        name
        for name in names
        if name not in usual
        and (found := _OWN.fullmatch(plain_name(name)))
        and any(title.startswith(found["about"]) for title in titles)
    ]
    return usual + own


def _has_ids(rows: Sequence[Row], name: str) -> bool:
    """Return True if a field has the ids of the rows: rows with one id are the same row."""
    found: dict[str, Row] = {}
    for row in rows:
        own = _id_in(row, name)
        if own is None or found.setdefault(own, row) != row:
            return False
    if not all(each.isdecimal() for each in found):
        return True
    steps = {int(other) - int(one) for one, other in pairwise(found)}
    # A system counts its entries up: the newest first, these fall, and the oldest of them is seldom its first.
    return steps != {1} and (steps != {-1} or int(next(reversed(found))) > 1)
