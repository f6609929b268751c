"""Find the lists of objects in a JSON value of any shape; `json_choice` chooses that of the notices.

A list may be at any depth, and lists at similar paths are joined (`{"2025": [...], "2024": [...]}`). An entry may
be wrapped (`{"_source": {...}}`, `{"node": {...}}`), be a row of cells, or have its title or date in an object of its
own (`{"header": {"title": ...}, "details": {"published": ...}}`). Fields are found by their usual names
(`field_names`).
"""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from cdetrack.sources.entries import is_date
from cdetrack.sources.formats import json_columns, json_groups, json_syntax
from cdetrack.sources.formats.day_parts import day_of_parts
from cdetrack.sources.formats.field_names import Fields, fields_of, is_weak, plain_name
from cdetrack.sources.formats.json_values import date_text, link_of_value, text_of_value, written_day
from cdetrack.sources.markup import link_in
from cdetrack.text.script import count_han

_DEEPEST = 16
_WRAPPERS = (
    "_source",
    "attributes",
    "fields",
    "node",
    "item",
    "document",
    "record",
    "properties",
    "data",
    "content",
    "object",
)
_ALL_WRAPPERS = frozenset(_WRAPPERS)
OTHERS = (
    r"author|user|owner|creator|editor|person|contact|publisher|agency|organi[sz]ation|company|site|parent|categor|tag"
    r"|topic|type|image|photo|media|thumb|logo|file|attach|video|related|translation|next|prev|series|collection|seo"
    r"|\Asection|journal|source\Z|department|location|country|breadcrumb|menu"
)
"""The source of a pattern for names of objects that have a title, a date or a link of something else than the entry."""
_OTHERS = re.compile(OTHERS)
_ABOUT = re.compile(
    r"info|meta|details?(?:json|data)?\Z|dates?\Z|times?\Z|publi[sc]|release|head|core|general|common|base|sys\Z|system|audit|props"
    r"|properties|route\Z|link|url|path|body|main|status|raw\Z"
)
"""Names of objects that say more about the entry."""
_ODATA = "__metadata"
"""OData's name of the object with the address of an entry in the API."""
_RESOURCES = ("work", "item", "doc", "document", "resource", "act", "publication", "expression", "entity", "s")
"""The usual names of an entry's own resource in the answers of SPARQL."""
INSIDE = frozenset({"*", "{}"})
"""The names of places in a list of objects."""
_NUMBERED = re.compile(r"\d{1,9}")
_CELLS = range(2, 40)
_LETTER = re.compile(r"[^\W\d_]")
_FEWEST_PAIRS = 2
_LONGEST_TEXT = 20_000_000
_SHORTEST_TEXT = 20
_SHORTEST_TITLE = 10
"""Letters, two for each Chinese character, of the titles in cells without links, on average: others name kinds."""

Row = Mapping[str, object]


class Rows(NamedTuple):
    """A list of objects, or several at similar paths."""

    path: tuple[str, ...]
    entries: list[Row]
    beside: tuple[Row, ...] = ()
    """The entries of lists beside it that may be notices as well, with other fields."""


def longest_rows(data: object) -> Rows:
    """Return the longest list of objects in a JSON value, the outermost ones first; an empty one if there is none."""
    found = [Rows((), []), *lists_in(data)]
    return max(found, key=lambda each: (len(each.entries) > 1 and INSIDE.isdisjoint(each.path), len(each.entries)))


def values_of_days(entry: Row, names: tuple[str, ...]) -> Iterator[object]:
    """Yield the values that may be the date of an entry: its parts in fields of their own, then those of the names."""
    if (parts := day_of_parts(entry)) and is_date(parts):
        yield parts
    yield from (entry[name] for name in names)


def nested_days(entry: Row, kinds: tuple[str, ...] = ("published", "days")) -> Iterator[object]:
    """Yield the values of dates in the objects that say more about the entry, those of the first of `kinds` first."""
    inner = _about(entry)
    for wanted in kinds:
        for each in inner:
            known = fields_of(each)
            yield from (each[name] for name in getattr(known, wanted))


def nested_link(entry: Row) -> str | None:
    """Return a link in the objects that say more about the entry."""
    for each in _about(entry):
        links = map(link_of_value, (each[name] for name in fields_of(each).links))
        if link := next(filter(None, links), None) or _path_of_slug(each):
            return link
    return None


def own_address(entry: Row) -> str | None:
    """Return the id of an entry if it is a web address, that of its resource in RDF, or its slug if that is a path."""
    own = [entry.get("id", entry.get("@id"))]
    own += [value.get("value") for name in _RESOURCES if isinstance(value := entry.get(name), dict) and _is_uri(value)]
    links = (link for link in own if isinstance(link, str) and link.startswith(("http://", "https://")))
    return next(links, None) or _path_of_slug(entry)


def _is_uri(value: Row) -> bool:
    return value.get("type") == "uri"


def _path_of_slug(entry: Row) -> str | None:
    slug = entry.get("slug")
    slug = slug.get("current") if isinstance(slug, dict) else slug
    return slug if isinstance(slug, str) and slug.startswith("/") else None


def _about(entry: Row) -> list[Row]:
    return [value for name, value in entry.items() if isinstance(value, dict) and _is_about(str(name))]


def _is_about(name: str) -> bool:
    bare = plain_name(name)
    return name == "fields" or (name != _ODATA and bool(_ABOUT.search(bare)) and not _OTHERS.search(bare))


def lists_in(data: object) -> list[Rows]:
    """Return the lists of objects in a value from the outside in, those at similar paths joined."""
    found: dict[tuple[str, ...], list[Row]] = {}
    heads = json_columns.heads_in(data)
    waiting: list[tuple[tuple[str, ...], object, str | None]] = [((), data, None)]
    for path, each, day in waiting:  # the list grows during the loop
        value = _decoded(each)
        if isinstance(value, dict):
            keyed = json_groups.days_of_keys(value)
            children = [
                ("*" if key in keyed or _NUMBERED.fullmatch(str(key)) else str(key), child, keyed.get(key, day))
                for key, child in value.items()
                if _may_hold_more(child)
            ]
            objects = [child for _, child, _ in children if isinstance(child, dict)]
            numbered = [child for key, child, _ in children if key == "*" and isinstance(child, dict)]
            if len(numbered) > 1 or len(objects) == len(value) > 1:  # objects by number or name
                found.setdefault((*path, "{}"), []).extend(map(_whole, numbered or objects))
        elif isinstance(value, list):
            days = json_groups.days_of_groups(value)
            children = [("*", child, own) for child, own in zip(value, days, strict=True) if _may_hold_more(child)]
            rows = _table(value) or json_columns.with_names(value, heads) or _cells(value)
            objects = rows or [child for child in value if isinstance(child, dict)]
            if objects:
                whole = [inner for each in objects for inner in (_whole(each), *_further(each))]
                found.setdefault(path, []).extend(whole if day is None else (_on_day(entry, day) for entry in whole))
        else:
            continue
        if len(path) < _DEEPEST:
            waiting += [((*path, key), child, own) for key, child, own in children]
    if isinstance(data, dict) and not found and _is_titled_object(single := _whole(data)):
        found[()] = [single]
    return [Rows(path, entries) for path, entries in found.items()]


def _on_day(entry: Row, day: str) -> Row:
    """Return an entry with the day of its group as its date, if it has no date of publication itself.

    A name alone stays without one: it may be that of a holiday, or a figure's.
    """
    known = fields_of(entry)
    dated = any(is_date(written_day(value) or "") for value in values_of_days(entry, known.published))
    linked = any(link_of_value(entry[name]) for name in known.links)
    return {**entry, "date": day} if not dated and (linked or _is_titled_object(entry)) else entry


def _may_hold_more(child: object) -> bool:
    return isinstance(child, dict | list) or (isinstance(child, str) and child[:1] in {"{", "["})


def _decoded(value: object) -> object:
    """Return the value of a text that is JSON itself, as some services send it; any other value unchanged."""
    if isinstance(value, str) and _SHORTEST_TEXT <= len(value) <= _LONGEST_TEXT and value[-1:] in {"}", "]"}:
        try:
            return json_syntax.loads(value)
        except ValueError:
            return None
    return value


def _table(rows: list[object]) -> list[dict[str, object]]:
    """Return the rows of a table as objects, with the first row as names; an empty list for any other value."""
    head = rows[0] if rows else None
    if not isinstance(head, list) or not all(isinstance(name, str) for name in head):
        return []
    if not (known := fields_of(head)).titles or not (known.days or known.links):
        return []
    return [dict(zip(map(str, head), row, strict=False)) for row in rows[1:] if isinstance(row, list)]


def _cells(rows: list[object]) -> list[dict[str, object]]:
    """Return rows of cells without names as objects: the first column of dates, and the title beside it.

    The title is in the column with links, else in that with the longest texts. An empty list for any other value.
    """
    cells = [row for row in rows if isinstance(row, list) and len(row) in _CELLS]
    if not cells or len(cells) < len(rows) or len({len(row) for row in cells}) > 1:
        return []
    columns = list(zip(*cells, strict=True))
    dated = [at for at, column in enumerate(columns) if _is_column_of_days(column)]
    if not dated:
        return []
    # Numbers of seconds are rather the times of records.
    days = next((at for at in dated if isinstance(columns[at][0], str)), dated[0])
    addresses = [at for at, column in enumerate(columns) if all(map(_is_address, column))]
    texts = {
        at: [text_of_value(value) for value in column]
        for at, column in enumerate(columns)
        if at not in {days, *addresses} and not _is_column_of_days(column)
    }
    texts = {at: column for at, column in texts.items() if all(map(_LETTER.search, column))}
    if not texts:
        return []
    linked = [at for at in texts if all(isinstance(each, str) and link_in(each) for each in columns[at])]
    # `View` in each row is a link and no title.
    named = [at for at in linked if 2 * len(set(texts[at])) > len(cells)]
    titles = named[0] if named else max(texts, key=lambda at: (len(set(texts[at])), sum(map(len, texts[at]))))
    others = [at for at in texts if at != titles and (at in named or at not in linked)]
    length = sum(len(text) + count_han(text) for text in texts[titles])
    if not linked and length < _SHORTEST_TITLE * len(cells):
        return []
    more = max(others, key=lambda at: sum(map(len, texts[at])), default=None)
    links = next(iter(addresses or linked), titles)
    return [
        {
            "title": row[titles],
            "date": row[days],
            "url": link_of_value(row[links]),
            "summary": None if more is None else row[more],
        }
        for row in cells
    ]


def _is_column_of_days(column: tuple[object, ...]) -> bool:
    return all(is_date(written_day(value) or "") for value in column)


def _is_address(value: object) -> bool:
    return isinstance(value, str) and "<" not in value and value.startswith(("http://", "https://", "/"))


def _whole(entry: Row) -> Row:
    """Return an entry with the fields of an object in it that has its title; the entry's own fields come first."""
    for _ in range(3):
        own = fields_of(entry)
        titled = any(not is_weak(name) and text_of_value(entry[name]) for name in own.titles)
        if titled and _ALL_WRAPPERS.isdisjoint(entry):
            break
        inner: object = next((value for name in _WRAPPERS if _is_titled_object(value := entry.get(name))), None)
        if inner is None and not titled:
            inner = _inner(entry)
            entry = entry if inner is not None else _of_pairs(entry)
        if not isinstance(inner, dict):
            break
        rest = {key: value for key, value in entry.items() if value is not inner}
        # `type`, `id` or `name` of a wrapper never replace a title inside.
        entry = {**inner, **{key: value for key, value in rest.items() if value is not None or key not in inner}}
    return entry


def _further(entry: Row) -> Iterator[Row]:
    """Yield further entries in a list within the object of an entry that has its title, as in a message of WeChat.

    They have titles, links and only fields of that object, and their date, as its own, is beside it.
    """
    for name, each in entry.items():
        if not isinstance(each, dict) or not _is_titled_object(each):
            continue
        rest = {key: value for key, value in entry.items() if key != name}
        lists = [value for key, value in each.items() if isinstance(value, list) and value and _is_own(str(key))]
        if lists and not fields_of(each).days and any(nested_days(rest)):
            for inner in lists:
                if all(map(_is_linked_title, inner)) and all(one.keys() <= each.keys() for one in inner):
                    yield from ({**rest, **one} for one in inner)


def _is_linked_title(value: object) -> bool:
    if not isinstance(value, dict) or not _is_titled_object(value):
        return False
    return any(link_of_value(value[name]) for name in fields_of(value).links)


def _of_pairs(entry: Row) -> Row:
    """Return the fields of an entry that has them as pairs (`[{"Key": "Title", "Value": …}, …]`); others unchanged."""
    for value in entry.values():
        pairs = value.get("results") if isinstance(value, dict) else value
        if isinstance(pairs, list) and len(pairs) >= _FEWEST_PAIRS and all(map(_is_pair, pairs)):
            named = {str(each.get("Key", each.get("key"))): each.get("Value", each.get("value")) for each in pairs}
            return {**entry, **named}
    return entry


def _is_pair(value: object) -> bool:
    return isinstance(value, dict) and (value.keys() >= {"Key", "Value"} or value.keys() >= {"key", "value"})


def _inner(entry: Row) -> Row | None:
    """Return the object in an entry that has its title, or that has such an object, or that describes it."""
    objects = [value for name, value in entry.items() if isinstance(value, dict) and _is_own(str(name))]
    for each in objects:
        if _is_titled_object(each):
            return each
    for each in objects:
        if any(_is_titled_object(inner) for name, inner in each.items() if _is_own(str(name))):
            return each
    if _describes(fields_of(entry)):
        return None
    wrapped = (value for name in _WRAPPERS if isinstance(value := entry.get(name), dict))
    return next((value for value in wrapped if _describes(fields_of(value))), None)


def _describes(known: Fields) -> bool:
    return bool(known.products or known.texts)


def _is_own(name: str) -> bool:
    return not _NUMBERED.fullmatch(name) and not _OTHERS.search(plain_name(name))


def _is_titled_object(value: object) -> bool:
    return isinstance(value, dict) and any(
        not is_weak(name) and text_of_value(value[name]) for name in fields_of(value).titles
    )


def any_day(entry: Row) -> Iterator[str]:
    """Yield every text of an entry under a name of any date: it may prove the order of all."""
    for name in fields_of(entry).moments:
        if isinstance(value := entry[name], str) and (shown := date_text(value)):
            yield shown
