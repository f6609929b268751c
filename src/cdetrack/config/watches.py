"""Read the tables `[[watch]]` of a configuration."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from cdetrack.alert.watch import OCCASIONS, Watch
from cdetrack.config.channels import read_channels, read_digest, read_reminders
from cdetrack.config.settings import Config
from cdetrack.config.toml_tables import TomlTable
from cdetrack.errors import CdetrackError, ConfigError
from cdetrack.model.notice import Query
from cdetrack.query.filters import LIST_FILTERS, FilterNames, check_full_text, no_day, read_query

FILTERS: Mapping[str, tuple[str, ...]] = {
    "since": ("since",),
    "until": ("until",),
    "seen_since": ("seen_since",),
    "search": ("search",),
    **{name: (name, word) for name, word in LIST_FILTERS.items() if name != "states"},
    "statuses": ("status",),
}
"""The keys in a watch for each filter that is written as text."""
_DAYS = frozenset({"since", "until", "seen_since"})
_TEXTS = _DAYS | {"search"}
"""The filters that are one text; the others are lists."""
_FILTER_KEYS = (*(key for keys in FILTERS.values() for key in keys), "full_text", "withdrawn", "limit", "reverse")


def read_watch(table: TomlTable, today: date, config: Config) -> Watch:
    """Return a watch; `config` has mail server, sources and topics. Raises ConfigError for a mistake in it."""
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
