"""Read JSON of any shape with a list of objects with titles: the response of an API, or the data of a page.

`json_rows` finds the lists, `json_choice` that of the notices, `field_names` the fields of an entry.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from cdetrack.errors import EmptyError, UnreadableError
from cdetrack.model.record import DateOrder, Listing, Page, RawNotice
from cdetrack.sources.entries import first_date, is_date, require_notices, with_titles
from cdetrack.sources.formats.field_names import Fields, fields_of, plain_name
from cdetrack.sources.formats.json_choice import best_rows
from cdetrack.sources.formats.json_faults import error_in
from cdetrack.sources.formats.json_ids import with_ids
from cdetrack.sources.formats.json_refusals import explanation
from cdetrack.sources.formats.json_rows import (
    INSIDE,
    Row,
    any_day,
    longest_rows,
    nested_days,
    nested_link,
    own_address,
    values_of_days,
)
from cdetrack.sources.formats.json_values import describe, link_of_value, text_of_value, with_days_in_zone, written_day
from cdetrack.sources.markup import link_in
from cdetrack.text import dates
from cdetrack.text.clean import fold_text, shorten
from cdetrack.text.first_sentence import first_sentence

_LISTS = frozenset(
    {
        *("results", "items", "data", "records", "entries", "list", "rows", "hits", "docs", "documents", "notices"),
        *("articles", "posts", "value", "features", "news", "content", "result"),
    }
)
_NEXT = frozenset(
    {"next", "nextpage", "nextpageurl", "nexturl", "nextlink", "nextpagelink", "odatanextlink", "nexthref"}
)
_PAGERS = frozenset(
    {
        *("links", "pagination", "paging", "page", "pager", "meta", "metadata", "batching", "pageinfo", "info"),
        *("response", "result", "data", "d", "paginator"),
    }
)
_PICTURE = re.compile(r"\S{1,200}\.(?:jpe?g|png|gif|svg|webp|bmp|tiff?|ico)", re.IGNORECASE)
_FILES = re.compile(r"file|attach|document|download|pdf|resources?\Z|附件")
_DEEPEST_FILE, _DEEPEST_NEXT = 4, 4


def parse(page: Page, data: object) -> Listing:
    """Return the entries of the list in a JSON value. Raises UnreadableError if there is none, or an empty one."""
    choice = best_rows(data)
    if choice is None:
        raise _refusal(page, data)
    rows = _of_dated_types(choice.entries)
    entries = with_ids(map(_entry, rows), rows)
    notices, unreadable = with_titles(raw for raw in entries if not _is_picture(raw))
    require_notices(notices, unreadable, name=page.name, what="none of its entries has a title")
    here = {each.title for each in notices}
    beside = (each.title for each in map(_entry, choice.beside) if isinstance(each, RawNotice))
    return Listing(
        kind="json",
        notices=with_days_in_zone(notices),
        unlisted=tuple(dict.fromkeys(title for title in beside if title not in here)),
        unreadable=unreadable,
        date_order=order_of_rows(rows),
        next_url=(following := next_in(data)),
        next_by="json" if following else None,
    )


def rows_in(data: object) -> list[Row] | None:
    """Return the entries of the list in a JSON value, None if it has none."""
    choice = best_rows(data)
    return choice.entries if choice is not None else None


def order_of_rows(rows: Iterable[object]) -> DateOrder | None:
    """Return the order of day and month that any date in the rows proves; one API writes all its dates alike."""
    return dates.order_of(shown for row in rows if isinstance(row, Mapping) for shown in any_day(row))


def _of_dated_types(rows: list[Row]) -> list[Row]:
    """Return the rows without those of a type that has no date: a page's data names its site beside its news."""
    dated = {str(row.get("@type")) for row in rows if "@type" in row and any(map(is_date, any_day(row)))}
    return [row for row in rows if "@type" not in row or str(row["@type"]) in dated] if dated else rows


def next_in(data: object) -> str | None:
    """Return the address of the next page by its usual names, in the answer itself or in its part about pages."""
    waiting: list[object] = [data]
    for depth in range(_DEEPEST_NEXT):
        objects = [each for each in waiting if isinstance(each, dict)]
        for each in objects:
            for name, value in each.items():
                if plain_name(str(name)) in _NEXT and (link := _address(value)):
                    return link
        waiting = [value for each in objects for name, value in each.items() if plain_name(str(name)) in _PAGERS]
        for links in [value for value in waiting if isinstance(value, list) and depth < _DEEPEST_NEXT - 1]:
            # `[{"rel": "next", "href": …}]`
            rels = ((str(link.get("rel", link.get("relation"))), link) for link in links if isinstance(link, dict))
            if following := next((link for rel, link in rels if rel.lower() == "next"), None):
                return _address(following)
    return None


def _address(value: object) -> str | None:
    if isinstance(value, dict):
        value = next((inner for name in ("href", "url", "link") if (inner := value.get(name))), None)
    return value if isinstance(value, str) and value.startswith(("http://", "https://", "/", "?")) else None


def _entry(entry: Row) -> RawNotice | str:
    known = fields_of(entry)
    named = _words_of(entry, known.titles) or _words_of(entry, known.products)
    title = named or first_sentence(_words_of(entry, known.texts))
    if not title:
        return f"{describe(entry)} has no title"
    summary = next((words for words in _texts(entry, known.summaries) if fold_text(words) != fold_text(title)), None)
    issued = (*values_of_days(entry, known.issued), *nested_days(entry, ("issued",)))
    values = (*issued, *values_of_days(entry, known.days), *nested_days(entry))
    return RawNotice(
        title=title,
        untitled=not named,
        date=first_date(shown for value in values if (shown := written_day(value))),
        summary=summary,
        url=_link_of(entry, known),
    )


def _words_of(entry: Row, names: Iterable[str]) -> str | None:
    return next(_texts(entry, names), None)


def _texts(entry: Row, names: Iterable[str]) -> Iterator[str]:
    return (words for name in names if (words := text_of_value(entry[name])))


def _is_picture(raw: RawNotice | str) -> bool:
    """Return True for the file of a picture, which some systems list between the pages of a folder."""
    return isinstance(raw, RawNotice) and _PICTURE.fullmatch(raw.title.strip()) is not None


def _link_of(entry: Row, known: Fields) -> str | None:
    """Return the link of an entry, that in the HTML of a title, that of an object about it, or that of its file."""
    for name in known.links:
        if link := link_of_value(entry[name]):
            return link
    names = (*known.titles, *known.products, *known.texts)
    inside = (value for name in names if isinstance(value := entry[name], str) and "<" in value)
    return next(filter(None, map(link_in, inside)), None) or own_address(entry) or nested_link(entry) or _file_of(entry)


def _file_of(entry: Row) -> str | None:
    """Return the link of the first file of an entry."""
    waiting: list[tuple[int, object]] = [
        (0, value) for name, value in entry.items() if _FILES.search(plain_name(str(name)))
    ]
    for depth, value in waiting:  # the list grows during the loop
        if isinstance(value, str | dict) and (link := link_of_value(value)):
            return link
        if isinstance(value, dict):
            links = (link_of_value(value[name]) for name in fields_of(value).links)
            if link := next(filter(None, links), None):
                return link
        if depth < _DEEPEST_FILE and isinstance(value, dict | list):
            inner = (
                value if isinstance(value, list) else [each for each in value.values() if isinstance(each, list | dict)]
            )
            waiting += [(depth + 1, each) for each in inner]
    return None


def _empty_graph(data: object) -> str | None:
    """Return words on an empty list of GraphQL, `{"data": {"news": {"edges": []}}}`; None without one."""
    inner = data.get("data") if isinstance(data, dict) else None
    for name, each in inner.items() if isinstance(inner, dict) else ():
        if isinstance(each, dict) and any(each.get(key) == [] for key in ("edges", "nodes")):
            return f"its list `{shorten(str(name), 30)}` is empty"
    return None


def _refusal(page: Page, data: object) -> UnreadableError:
    """Return the error for a JSON value without a listing: its list is empty, or it has none."""
    empty = next(
        (
            f"its list `{shorten(str(key), 30)}` is empty"
            for outer in (data, *(data.values() if isinstance(data, dict) else ()))
            if isinstance(outer, dict)
            for key, value in outer.items()
            if (value == [] or (value in (None, {}) and not error_in(data))) and plain_name(str(key)) in _LISTS
        ),
        f"it is {describe(data)}" if data in ([], {}) else _empty_graph(data),
    )
    if empty:
        return EmptyError(
            f"{page.name} holds no notices: {empty} (0 results)",
            hint="an empty listing is never recorded",
        )
    longest = longest_rows(data)
    place = ".".join(longest.path) if INSIDE.isdisjoint(longest.path) else ""
    return explanation(page, data, longest.entries if longest.path or isinstance(data, list) else (), place)
