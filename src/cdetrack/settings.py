"""What a user may set, as values; `config` reads them from a file."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from cdetrack.model.notice import Query

if TYPE_CHECKING:
    from cdetrack.model.record import DateOrder
    from cdetrack.sources import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchSettings:
    """How sites are asked; times in seconds."""

    interval: float = 1.0
    timeout: float = 30.0
    retries: int = 3
    stale_after: timedelta = timedelta(days=2)
    """How long a source may fail before `check` tells it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceSettings:
    """What the user says of one source; None leaves the built-in value."""

    url: str | None = None
    enabled: bool | None = None
    selectors: Mapping[str, str] | None = None
    date_order: "DateOrder | None" = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MailSettings:
    """The mail server; the password comes from the environment."""

    host: str
    port: int
    sender: str
    user: str | None
    security: str
    """`starttls`, `tls` or `none`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """A saved filter with somewhere to send alerts."""

    name: str
    query: Query
    on: tuple[str, ...]
    digest: bool
    remind: timedelta | None
    channels: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """The whole configuration, checked."""

    fetch: FetchSettings = field(default_factory=FetchSettings)
    sources: Mapping[str, SourceSettings] = field(default_factory=dict)
    topics: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    mail: MailSettings | None = None
    watches: tuple[Watch, ...] = ()


CANNOT_NAME = "letters, digits and `.`, `-`, `_`, `/` between them can"
"""What to say of what `is_name` refuses."""


def is_name(text: str) -> bool:
    """Say whether `text` can name a source or a topic."""
    return re.fullmatch(r"[\w.-]+(?:/[\w.-]+)*", text) is not None


def is_link(text: str) -> bool:
    """Say whether `text` begins as the address of a listing does."""
    return re.match(r"https?://[^\s/]", text) is not None


def sources_in_force(config: Config) -> "dict[str, Source]":
    """Return every source by name: the built-in ones as the configuration has them, and the user's own."""
    from cdetrack.sources import SOURCES, Source
    from cdetrack.text.links import without_password

    found = dict(SOURCES)
    for name, settings in config.sources.items():
        source = found.get(name) or Source(
            name=name, url=settings.url or "", kind="generic", title=without_password(settings.url or "")
        )
        if settings.url is not None and settings.url != source.url:
            # The mirror is the built-in listing's, not that of the one it was pointed to.
            source = replace(source, url=settings.url, mirror=None)
        enabled = source.enabled if settings.enabled is None else settings.enabled
        found[name] = replace(
            source,
            enabled=enabled,
            selectors=settings.selectors or source.selectors,
            date_order=settings.date_order or source.date_order,
        )
    return found


def sites(config: Config) -> dict[str, str]:
    """Return the host of each source's own pages: a source of that host words the notices that link there."""
    from cdetrack.text.links import site_of

    hosts = {name: site_of(source.url) for name, source in sources_in_force(config).items()}
    return {name: host for name, host in hosts.items() if host is not None}
