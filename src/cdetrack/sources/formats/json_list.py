"""Read JSON of any shape with a list of objects with titles: the response of an API, or the data of a page.

The list may be at any depth, and lists at similar paths are joined (`{"2025": [...], "2024": [...]}`). An entry may
be wrapped (`{"_source": {...}}`, `{"node": {...}}`). Fields are found by their usual names (`field_names`).
"""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from cdetrack.errors import EmptyError, UnreadableError
from cdetrack.model.record import Listing, Page, RawNotice
from cdetrack.sources.entries import first_date, is_date, require_notices, with_titles, written
from cdetrack.sources.formats.field_names import Fields, fields_of, is_weak, plain_name
from cdetrack.sources.formats.json_refusals import explanation
from cdetrack.sources.formats.json_values import date_text, describe
from cdetrack.sources.markup import from_html, link_in
from cdetrack.text.clean import fold_text, shorten

_DEEPEST = 8
_WRAPPERS = ("_source", "attributes", "fields", "node", "item", "document", "record", "properties", "data", "content")
_WORDS = ("rendered", "value", "text", "#text", "_text", "$t", "__cdata", "raw", "plain", "en", "zh", "und", "default")
_DAYS = ("$date", "date", "value", "iso", "datetime", "raw", "timestamp", "time", "rendered", "#text")
_LINKS = ("href", "url", "alias", "rendered", "html", "alternate", "canonical", "value", "path", "#text")
_LISTS = frozenset(
    {
        *("results", "items", "data", "records", "entries", "list", "rows", "hits", "docs", "documents", "notices"),
        *("articles", "posts", "value", "features", "news", "content", "result"),
    }
)
_NUMBERED = re.compile(r"\d{1,9}")
_PARTS_OF_A_DAY = range(3, 8)
_LONGEST_LINK = 4000


class _List(NamedTuple):
    """A list of objects, or several at similar paths."""

    path: tuple[str, ...]
    entries: list[Mapping[str, object]]


def parse(page: Page, data: object) -> Listing:
    """Return the entries of the list in a JSON value. Raises UnreadableError if there is none, or an empty one."""
    choice = max(_lists(data), key=_worth, default=None)
    if choice is None or not (any(_worth(choice)) or (isinstance(data, list) and _is_titled(choice))):
        raise _refusal(page, data)
    notices, problems = with_titles(map(_entry, choice.entries))
    require_notices(notices, problems, name=page.name, what="none of its entries has a title")
    return Listing(kind="json", notices=tuple(dict.fromkeys(notices)), problems=problems)


def rows_in(data: object) -> list[Mapping[str, object]] | None:
    """Return the entries of the list in a JSON value, None if it has none."""
    choice = max(_lists(data), key=_worth, default=None)
    return choice.entries if choice is not None else None


def _lists(data: object) -> list[_List]:
    """Return the lists of objects in a value from the outside in, those at similar paths joined."""
    found: dict[tuple[str, ...], list[Mapping[str, object]]] = {}
    waiting: list[tuple[tuple[str, ...], object]] = [((), data)]
    for path, value in waiting:  # the list grows during the loop
        if isinstance(value, dict):
            children = [("*" if _NUMBERED.fullmatch(str(key)) else str(key), child) for key, child in value.items()]
            objects = [child for _, child in children if isinstance(child, dict)]
            if len(objects) == len(children) > 1:  # objects by number or name
                found.setdefault((*path, "{}"), []).extend(map(_whole, objects))
        elif isinstance(value, list):
            children = [("*", child) for child in value]
            rows = _table(value)
            objects = rows or [child for child in value if isinstance(child, dict)]
            if objects:
                found.setdefault(path, []).extend(map(_whole, objects))
        else:
            continue
        if len(path) < _DEEPEST:
            waiting += [((*path, key), child) for key, child in children if isinstance(child, dict | list)]
    if isinstance(data, dict) and not found:
        found[()] = [_whole(data)]
    return [_List(path, entries) for path, entries in found.items()]


def _table(rows: list[object]) -> list[dict[str, object]]:
    """Return the rows of a table as objects, with the first row as names; an empty list for any other value."""
    head = rows[0] if rows else None
    if not isinstance(head, list) or not all(isinstance(name, str) for name in head):
        return []
    if not (known := fields_of(tuple(map(str, head)))).titles or not (known.days or known.links):
        return []
    return [dict(zip(map(str, head), row, strict=False)) for row in rows[1:] if isinstance(row, list)]


def _whole(entry: Mapping[str, object]) -> Mapping[str, object]:
    """Return an entry with the fields of an object that it wraps, if that has a title; its own fields come first."""
    for _ in range(2):
        inner = next(
            (
                value
                for name in _WRAPPERS
                if isinstance(value := entry.get(name), dict) and fields_of(tuple(value)).titles
            ),
            None,
        )
        if inner is None:
            break
        own = {key: value for key, value in entry.items() if value is not inner}
        entry = {**inner, **own}
    return entry


def _worth(found: _List) -> tuple[int, int]:
    """Return the number of entries with title and date, and of those with title and link, to compare lists."""
    dated = linked = 0
    for entry in found.entries:
        known = fields_of(tuple(entry))
        title = next((name for name in known.titles if text_of_value(entry[name])), None)
        if title is None:
            continue
        day = any(is_date(written_day(entry[name]) or "") for name in known.days)
        dated += day
        linked += day or (not is_weak(title) and _link_of(entry, known) is not None)
    return dated, linked


def _is_titled(found: _List) -> bool:
    """Return True if the whole value is a list of objects with specific names of titles."""
    names = (
        next((name for name in fields_of(tuple(each)).titles if text_of_value(each[name])), None)
        for each in found.entries
    )
    return found.path == () and all(name is not None and not is_weak(name) for name in names)


def _entry(entry: Mapping[str, object]) -> RawNotice | str:
    known = fields_of(tuple(entry))
    title = _words_of(entry, known.titles)
    if not title:
        return f"{describe(entry)} has no title"
    summary = _words_of(entry, known.summaries)
    return RawNotice(
        title=title,
        date=first_date(shown for name in known.days if (shown := written_day(entry[name]))),
        summary=summary if summary and fold_text(summary) != fold_text(title) else None,
        url=_link_of(entry, known),
    )


def _words_of(entry: Mapping[str, object], names: Iterable[str]) -> str | None:
    return next((words for name in names if (words := text_of_value(entry[name]))), None)


def text_of_value(value: object) -> str:
    """Return the text of a field, from a string, an object with one, or the first item of a list."""
    for _ in range(2):
        if isinstance(value, dict):
            value = next((inner for name in _WORDS if (inner := value.get(name))), None)
        elif isinstance(value, list):
            value = value[0] if value else None
    return (written(from_html(value)) or "") if isinstance(value, str) else ""


def written_day(value: object) -> str | None:
    """Return a date as text: a string or number as written, also in an object, `[2025, 9, 5]` as `2025-09-05`."""
    if isinstance(value, dict):
        value = next((inner for name in _DAYS if (inner := value.get(name))), None)
    if isinstance(value, list):
        numbers = [str(each) for each in value if isinstance(each, int) and not isinstance(each, bool)]
        if len(numbers) == len(value) and len(value) in _PARTS_OF_A_DAY:
            return "-".join(number.zfill(2) for number in numbers[:3])
        value = value[0] if value else None
    return date_text(value)


def _link_of(entry: Mapping[str, object], known: Fields) -> str | None:
    """Return the link of an entry, or the link in the HTML of its title."""
    for name in known.links:
        if link := link_of_value(entry[name]):
            return link
    inside = (value for name in known.titles if isinstance(value := entry[name], str) and "<" in value)
    own = entry.get("id", entry.get("@id"))
    return next(filter(None, map(link_in, inside)), None) or (
        own if isinstance(own, str) and own.startswith(("http://", "https://")) else None
    )


def link_of_value(value: object) -> str | None:
    """Return the link in a field: a text, an object or a list that holds one, or the first link of HTML."""
    for _ in range(3):
        if isinstance(value, list):
            pages = [
                each for each in value if not isinstance(each, dict) or each.get("rel") in {None, "alternate", "html"}
            ]
            value = pages[0] if pages else None
        elif isinstance(value, dict):
            value = next((inner for name in _LINKS if (inner := value.get(name))), None)
    if not isinstance(value, str) or len(value) > _LONGEST_LINK:
        return None
    if "<" in value:
        return link_in(value)
    link = value.strip()
    wordy = not link or any(sign.isspace() for sign in link)
    return None if wordy or not ("/" in link or "." in link) or "@" in link.partition("/")[0] else link


def _refusal(page: Page, data: object) -> UnreadableError:
    """Return the error for a JSON value without a listing: its list is empty, or it has none."""
    empty = next(
        (
            f"its list `{shorten(str(key), 30)}` is empty"
            for outer in (data, *(data.values() if isinstance(data, dict) else ()))
            if isinstance(outer, dict)
            for key, value in outer.items()
            if value == [] and plain_name(str(key)) in _LISTS
        ),
        "it is an empty JSON array" if data == [] else None,
    )
    if empty:
        return EmptyError(
            f"{page.name} holds no notices: {empty} (0 results)",
            hint="an empty listing is never recorded",
        )
    longest = max(_lists(data), key=lambda found: len(found.entries), default=_List((), []))
    place = ".".join(longest.path) if not {"*", "{}"} & set(longest.path) else ""
    return explanation(page, data, longest.entries if longest.path or isinstance(data, list) else (), place)
