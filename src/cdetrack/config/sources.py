"""Read the tables `[sources."…"]` of a configuration."""

from collections.abc import Mapping

from cdetrack.config.toml_tables import TomlTable
from cdetrack.model.record import STATED_DAYS, STATED_TEXTS, DateOrder
from cdetrack.sources.configured import CANNOT_NAME, SourceSettings, is_link, is_name
from cdetrack.sources.json_mapping import JsonMapping, is_path
from cdetrack.sources.layout import Selectors
from cdetrack.text.regex import regex

_SELECTORS = ("item", "title", "link", "date", "summary")
_DATE_ORDERS: Mapping[str, DateOrder] = {"mdy": "mdy", "dmy": "dmy"}
_JSON_FIELDS = ("title", "date", "link", "summary")
_STATED = (*STATED_DAYS, *STATED_TEXTS)
_JSON_KEYS = ("items", *_JSON_FIELDS, *_STATED, "base", "next", "where")
_HEADER = regex(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")


def read_source(name: str, table: TomlTable) -> SourceSettings:
    """Return the settings of a source. Raises ConfigError for a mistake in them, and for a new one without `url`."""
    from cdetrack.sources import SOURCES
    from cdetrack.text.suggest import nearest

    table.only(
        *("url", "enabled", "details", "attachments", "keep_pages", "selectors", "json", "headers", "form"),
        "date_order",
    )
    if not is_name(name):
        raise table.mistake(f"`{name}` cannot name a source", CANNOT_NAME)
    url = _link(table, "url")
    if url is None and name not in SOURCES:
        near = nearest(name, SOURCES)
        hint = f"did you mean the built-in `{near}`?" if near else "`cdetrack sources` lists the built-in ones"
        raise table.mistake(f"the source `{name}` needs a `url`: it is not a built-in one", hint)
    return SourceSettings(
        url=url,
        enabled=table.flag("enabled"),
        details=_details(table),
        attachments=table.flag("attachments"),
        keep_pages=table.flag("keep_pages"),
        selectors=_selectors(table.table("selectors")) if "selectors" in table else None,
        json=_json(table.table("json")) if "json" in table else None,
        headers=_headers(table.table("headers")) or None,
        form=_pairs(table.table("form")) or None,
        date_order=_date_order(table),
    )


def _details(table: TomlTable) -> bool | None:
    """Return whether to read own pages: the files that they link to are known from them alone."""
    given = table.flag("details")
    if table.flag("attachments") is True and given is False:
        raise table.mistake(
            "`attachments = true` needs the notices' own pages",
            "leave `details` out, or set it to `true`",
            key="details",
        )
    return table.flag("attachments") or given


def _link(table: TomlTable, key: str) -> str | None:
    text = table.text(key)
    if text is not None and not is_link(text):
        raise table.mistake(f"`{text}` is not a link", "it begins with `https://` or `http://`", key=key)
    return text


def _date_order(table: TomlTable) -> DateOrder | None:
    given = table.text("date_order")
    if given is None or given in _DATE_ORDERS:
        return _DATE_ORDERS[given] if given is not None else None
    raise table.mistake(
        f"`{given}` is no order of a date", "`mdy` is for 9/25/2025, `dmy` for 25/9/2025", key="date_order"
    )


def _selectors(table: TomlTable) -> Mapping[str, str]:
    table.only(*_SELECTORS)
    table.needed("item", "selectors need an `item`, the CSS selector of one notice", 'such as `item = "ul.news li"`')
    found = {key: text for key in _SELECTORS if (text := table.text(key))}
    # The parser of selectors is too slow for the start of every command: errors of syntax are found at the first use.
    return Selectors(found, {key: table.place(key) for key in found})


def _json(table: TomlTable) -> JsonMapping:
    table.only(*_JSON_KEYS)
    fields = {key: _paths(table, key) for key in (*_JSON_FIELDS, *_STATED)}
    base = _link(table, "base")
    where = table.table("where")
    items = table.values.get("items")
    if items is not None and (not isinstance(items, str) or (items and not is_path(items))):
        example = 'such as `items = "data.results"`; `""` means that the answer is the list'
        raise table.mistake("`items` is a path", example, key="items")
    return JsonMapping(
        items=items,
        title=fields["title"],
        date=fields["date"],
        link=fields["link"],
        summary=fields["summary"],
        stated={key: fields[key] for key in _STATED if fields[key]},
        base=base,
        next=next(iter(_paths(table, "next")), None),
        where={path: _values(where, path) for path in where.values},
    )


def _paths(table: TomlTable, key: str) -> tuple[str, ...]:
    """Return the paths of a field. Raises ConfigError for a text that is none."""
    paths = table.texts(key)
    for path in paths:
        if not is_path(path):
            raise table.mistake(f"`{path}` is not a path", f'such as `{key} = "data.title"`', key=key)
    return paths


def _values(table: TomlTable, path: str) -> tuple[str, ...]:
    """Return the values that a row must have one of; `true` accepts any value."""
    given = table.values[path]
    if given is True:
        return ()
    values = given if isinstance(given, list) else [given]
    if not all(isinstance(each, str | int | float) for each in values):
        raise table.mistake(f"`{path}` is a value or a list of values", f'such as `{path} = "notice"`', key=path)
    return tuple(str(each) for each in values)


def _headers(table: TomlTable) -> dict[str, str]:
    """Return the request headers of a table: names as HTTP has them, and values of one line."""
    found = _pairs(table)
    for key, value in found.items():
        if not _HEADER().fullmatch(key):
            raise table.mistake(f"`{key}` cannot name a header", 'such as `"Accept-Language"`', key=key)
        if not value.isprintable() or not value.isascii():
            raise table.mistake(f"the header `{key}` has to be one line of ASCII", key=key)
    return found


def _pairs(table: TomlTable) -> dict[str, str]:
    """Return the texts of a table of headers or form fields."""
    return {key: text for key in table.values if (text := table.text(key)) is not None}
