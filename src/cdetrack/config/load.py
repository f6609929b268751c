"""Load and check the configuration."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from cdetrack.alert.channels.address import server_mistake
from cdetrack.alert.channels.send_options import SECURITIES, MailSettings
from cdetrack.config.channels import read_channels
from cdetrack.config.settings import Config
from cdetrack.config.sources import read_source
from cdetrack.config.toml_tables import TomlFile, TomlTable
from cdetrack.config.watches import read_watch
from cdetrack.errors import ConfigError, reason_of
from cdetrack.fetch.policy import FetchPolicy, FetchSettings
from cdetrack.sources.configured import CANNOT_NAME, is_name
from cdetrack.store.regular import NOWHERE, oddity
from cdetrack.text.regex import regex

_LARGEST = 1_000_000
"""Characters of a configuration: the parser takes gigabytes for a megabyte of dots."""
_PLACE = regex(r" \(at (?:line (?P<line>\d+), column \d+|end of document)\)\Z")


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
        why = reason_of(error) if isinstance(error, OSError) else "it is not text in UTF-8"
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
    said = str(error)
    found = _PLACE().search(said)
    line = (found["line"] if found else None) or max(1, len(text.splitlines()))
    # An error without a place is Python's own, in words for programmers.
    limit = "it is nested too deeply" if isinstance(error, RecursionError) else "a number in it is too long"
    reason = said[: found.start()] if found else limit
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
        sources={name: read_source(name, each) for name, each in table.tables("sources")},
        topics={name: _topic(name, each) for name, each in table.tables("topics")},
        mail=_mail(table.table("mail")) if "mail" in table else None,
    )
    alerts = table.table("alerts")
    alerts.only("trouble_to")
    trouble_to = read_channels(alerts, "trouble_to", config.mail)
    places = dict.fromkeys(trouble_to, alerts.place("trouble_to"))
    config = replace(config, watches=tuple(read_watch(each, today, config) for each in table.array("watch")))
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
