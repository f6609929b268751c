"""Load and check the configuration."""

import re
import tomllib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from cdetrack.alert.channels.address import server_mistake
from cdetrack.alert.channels.send_options import SECURITIES, MailSettings
from cdetrack.alert.watch import OCCASIONS, Watch
from cdetrack.config.channels import read_channels, read_digest, read_reminders
from cdetrack.config.settings import Config
from cdetrack.config.toml_tables import TomlFile, TomlTable
from cdetrack.errors import CdetrackError, ConfigError
from cdetrack.fetch.policy import FetchPolicy, FetchSettings
from cdetrack.model.notice import Query
from cdetrack.model.record import STATED_DAYS, STATED_TEXTS, DateOrder
from cdetrack.query.filters import FilterNames, check_full_text, no_day, read_query
from cdetrack.sources.configured import CANNOT_NAME, SourceSettings, is_link, is_name
from cdetrack.sources.json_mapping import JsonMapping, is_path
from cdetrack.sources.layout import Selectors
from cdetrack.store.regular import NOWHERE, oddity
from cdetrack.text.regex import regex

_LARGEST = 1_000_000
"""Characters of a configuration: the parser takes gigabytes for a megabyte of dots."""
_PLACE = regex(r"(?P<reason>.*?)(?: \(at (?:line (?P<line>\d+), column \d+|end of document)\))?", re.DOTALL)
_SELECTORS = ("item", "title", "link", "date", "summary")
FILTERS: Mapping[str, tuple[str, ...]] = {
    "since": ("since",),
    "until": ("until",),
    "seen_since": ("seen_since",),
    "search": ("search",),
    "topics": ("topics", "topic"),
    "kinds": ("kinds", "kind"),
    "issuers": ("issuers", "issuer"),
    "sources": ("sources", "source"),
    "statuses": ("status",),
    "numbers": ("numbers", "number"),
    "products": ("products", "product"),
    "applicants": ("applicants", "applicant"),
}
"""The keys in a watch for each filter that is written as text."""
_DAYS = frozenset({"since", "until", "seen_since"})
_TEXTS = _DAYS | {"search"}
"""The filters that are one text; the others are lists."""
_FILTER_KEYS = (*(key for keys in FILTERS.values() for key in keys), "full_text", "withdrawn", "limit", "reverse")


def load(path: Path, *, today: date) -> Config:
    """Return the configuration in the file at `path`; relative days in watches count back from `today`.

    Raises ConfigError, with file and line, for every mistake, and for a file that cannot be read.
    """
    return load_text(read_text(path), path, today=today)


def load_text(text: str, path: Path, *, today: date) -> Config:
    """Return the configuration in `text`, the content of the file at `path`. Raises ConfigError as `load` does."""
    if len(text) > _LARGEST:
        raise ConfigError(
            f"the configuration `{path}` is larger than {_LARGEST // 1000:,} kB", hint="is it the right file?"
        )
    try:
        values = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise _not_toml(path, text, error) from error
    folder = path.absolute().parent
    table = TomlTable(TomlFile(path, text), values, ())
    inbox = table.text("inbox")
    return replace(
        _config(table, today), folder=folder, inbox=folder / Path(inbox).expanduser() if inbox is not None else None
    )


def read_text(path: Path) -> str:
    """Return the text of a configuration, its line ends as in Unix; of a file that is too large, the beginning.

    Raises ConfigError for a file that cannot be read.
    """
    try:
        return _read(path)
    except FileNotFoundError as error:
        raise ConfigError(
            f"there is no configuration `{path}`", hint="name an existing file with `--config`"
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        why = (error.strerror or "").lower() if isinstance(error, OSError) else "it is not text in UTF-8"
        hint = "save it again as UTF-8" if isinstance(error, UnicodeDecodeError) else None
        raise ConfigError(f"cannot read the configuration `{path}`: {why}", hint=hint) from error


def _read(path: Path) -> str:
    """Return the text of a file, or the beginning of one that is too large.

    Raises OSError, UnicodeDecodeError, and ConfigError for anything but a regular file: a named pipe could block
    forever. Pipes and devices below `/dev` are read: a shell opens them for `--config <(…)`. `/dev/shm` holds files.
    """
    what = oddity(path)
    if what is not None and (path.parts[1:2] != ("dev",) or path.parts[2:3] == ("shm",)):
        wrong = "put back the file that it leads to" if what == NOWHERE else "move it away"
        raise ConfigError(
            f"cannot read the configuration `{path}`: it is {what}", hint=f"{wrong}, or name another with `--config`"
        )
    with path.open("rb") as file:
        # A character takes four bytes at most.
        content = file.read(_LARGEST * 4 + 8)
    text = content.decode("utf-8-sig", "replace" if len(content) > _LARGEST * 4 else "strict")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _not_toml(path: Path, text: str, error: Exception) -> ConfigError:
    """Return the error for invalid TOML; a parser's error without a line is about the end of the file."""
    found = _PLACE().fullmatch(str(error))
    line = (found["line"] if found else None) or max(1, len(text.splitlines()))
    why = "it is nested too deeply" if isinstance(error, RecursionError) else "a number in it is too long"
    reason = found["reason"] if found else why
    return ConfigError(
        f"this is not TOML: {reason[:1].lower()}{reason[1:]}",
        hint=_toml_hint(text.splitlines()[int(line) - 1 : int(line)]),
        place=f"`{path}`, line {line}",
    )


def _toml_hint(lines: Sequence[str]) -> str:
    """Return what to do about the line at which the parser stopped."""
    for line in lines:
        if header := re.fullmatch(r"\s*\[([a-z]+)\.([^\]\"']*[^\w.\]\"'-][^\]\"']*)\]\s*", line):
            return f'such a name stands in quotes: `[{header[1]}."{header[2].strip()}"]`'
        if value := re.fullmatch(r"\s*([\w-]+)\s*=\s*([^\W\d_][^\"'=\[\]{}#]*?)\s*", line):
            return f'a text stands in quotes: `{value[1]} = "{value[2]}"`'
    return "https://toml.io explains TOML"


def _config(table: TomlTable, today: date) -> Config:
    table.only("inbox", "fetch", "sources", "topics", "mail", "alerts", "watch")
    config = Config(
        fetch=_fetch(table.table("fetch")),
        sources={name: _source(name, each) for name, each in table.tables("sources")},
        topics={name: _topic(name, each) for name, each in table.tables("topics")},
        mail=_mail(table.table("mail")) if "mail" in table else None,
    )
    alerts = table.table("alerts")
    alerts.only("trouble_to")
    trouble_to = read_channels(alerts, "trouble_to", config.mail)
    places = dict.fromkeys(trouble_to, alerts.place("trouble_to"))
    config = replace(config, watches=tuple(_watch(each, today, config) for each in table.array("watch")))
    names: set[str] = set()
    for each, watch in zip(table.array("watch"), config.watches, strict=True):
        if watch.name in names:
            raise each.mistake(f"two watches are called `{watch.name}`", "give each a name of its own", key="name")
        names.add(watch.name)
        places |= dict.fromkeys(watch.channels, each.place("channels"))
    return replace(config, trouble_to=trouble_to, places=places)


def _fetch(table: TomlTable) -> FetchSettings:
    table.only("interval", "timeout", "retries", "max_file", "keep_pages", "stale_after")
    usual = FetchSettings()
    return FetchSettings(
        policy=FetchPolicy(
            interval=table.number("interval", usual.policy.interval, low=0, high=3600),
            timeout=table.number("timeout", usual.policy.timeout, low=0.1, high=3600),
            retries=table.whole("retries", usual.policy.retries, low=0, high=20),
            max_file=table.whole("max_file", usual.policy.max_file // 10**6, low=1, high=10_000) * 10**6,
        ),
        keep_pages=table.flag("keep_pages") is True,
        stale_after=table.length("stale_after") or usual.stale_after,
    )


def _source(name: str, table: TomlTable) -> SourceSettings:
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


_DATE_ORDERS: Mapping[str, DateOrder] = {"mdy": "mdy", "dmy": "dmy"}


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


_JSON_FIELDS = ("title", "date", "link", "summary")
_STATED = (*STATED_DAYS, *STATED_TEXTS)
_JSON_KEYS = ("items", *_JSON_FIELDS, *_STATED, "base", "next", "where")


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


_HEADER = regex(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")


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


def _topic(name: str, table: TomlTable) -> Mapping[str, object]:
    from cdetrack.meaning.topics import load_topics

    if not is_name(name):
        raise table.mistake(f"`{name}` cannot name a topic", CANNOT_NAME)
    try:
        load_topics({name: table.values})
    except ValueError as error:
        key = next((key for key in table.values if f"`{key}`" in str(error)), None)
        raise table.mistake(str(error), key=key) from error
    return table.values


def _mail(table: TomlTable) -> MailSettings:
    table.only("host", "port", "from", "user", "security")
    security = (table.texts("security", SECURITIES) or SECURITIES)[0]
    host = table.needed("host", "`[mail]` needs a `host`, the mail server", 'such as `host = "smtp.example.org"`')
    if wrong := server_mistake(host):
        raise table.mistake(*wrong, key="host")
    return MailSettings(
        host=host,
        port=table.whole("port", 465 if security == "tls" else 587, low=1, high=65535),
        sender=table.text("from") or "cdetrack@localhost",
        user=table.text("user"),
        security=security,
    )


def _watch(table: TomlTable, today: date, config: Config) -> Watch:
    table.only("name", "on", "digest", "remind", "channels", *_FILTER_KEYS)
    name = table.needed("name", "a watch needs a `name`", 'such as `name = "children"`')
    if name.splitlines() != [name]:
        raise table.mistake("the name of a watch is one line", 'such as `name = "children"`', key="name")
    channels = read_channels(table, "channels", config.mail)
    if not channels:
        raise table.mistake(f"the watch `{name}` has no channel", 'such as `channels = ["stdout"]`')
    query = _query(table, today, config)
    on = table.texts("on", OCCASIONS) or (("withdrawn",) if query.withdrawn else ("added",))
    if query.withdrawn and "withdrawn" not in on:
        reason = f"the watch `{name}` would never alert: notices that are withdrawn are neither added nor changed"
        raise table.mistake(reason, 'such as `on = ["withdrawn"]`', key="on")
    return Watch(
        name=name,
        query=query,
        on=on,
        digest=read_digest(table),
        remind=read_reminders(table),
        channels=channels,
        days=tuple((each, text) for each in sorted(_DAYS) if (text := table.text(each)) is not None),
    )


def _query(table: TomlTable, today: date, config: Config) -> Query:
    from cdetrack.sources import SOURCES

    def topics() -> Collection[str]:
        from cdetrack.meaning.topics import load_topics

        return load_topics(config.topics).names

    def located(name: str, error: CdetrackError) -> ConfigError:
        key = next(key for key in FILTERS[name] if key in table)
        return table.mistake(error.message, error.hint, key=key)

    given: dict[str, object] = {
        name: table.text(name) if name in _TEXTS else _texts(table, keys) for name, keys in FILTERS.items()
    }
    given["full_text"] = table.flag("full_text") is True
    try:
        check_full_text(given)
    except CdetrackError as error:
        raise table.mistake(error.message, 'such as `search = "罕见病"`', key="full_text") from error
    given["withdrawn"] = table.flag("withdrawn") is True
    given["limit"] = table.whole("limit", 0, low=0, high=1_000_000)
    given["reverse"] = table.flag("reverse") is True
    names = FilterNames(
        topics=topics,
        sources=lambda: {*SOURCES, *config.sources, "ingest"},
        # `ingest --source` may have named others.
        more_sources=True,
    )
    query = read_query(given, names, today=today, located=located)
    if (reason := no_day(query.since, query.until)) is not None:
        # Its silence would look like a quiet listing.
        raise table.mistake(reason, "leave one of them out", key="until")
    return query


def _texts(table: TomlTable, keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(text for key in keys for text in table.texts(key))
