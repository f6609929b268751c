"""The sources in force: the built-in ones with the user's settings, and the user's own."""

import os
import re
import shlex
from collections.abc import Iterable, Mapping
from dataclasses import replace
from urllib.parse import urlsplit

from cdetrack.errors import NotFoundError
from cdetrack.model.frozen import frozen
from cdetrack.model.record import DateOrder
from cdetrack.sources.catalogue import SOURCES, source_at
from cdetrack.sources.json_mapping import JsonMapping
from cdetrack.sources.source import Source
from cdetrack.text.links import without_password
from cdetrack.text.suggest import hint


@frozen
class SourceSettings:
    """A user's settings for one source; None keeps the built-in value."""

    url: str | None = None
    enabled: bool | None = None
    details: bool | None = None
    attachments: bool | None = None
    keep_pages: bool | None = None
    selectors: Mapping[str, str] | None = None
    json: JsonMapping | None = None
    headers: Mapping[str, str] | None = None
    form: Mapping[str, str] | None = None
    date_order: DateOrder | None = None


CANNOT_NAME = "letters, digits and `.`, `-`, `_`, `/` between them can"
"""The hint for a name that `is_name` refuses."""


def is_name(text: str) -> bool:
    """Return True if `text` is a valid name for a source or a topic."""
    return re.fullmatch(r"[\w.-]+(?:/[\w.-]+)*", text) is not None


def is_link(text: str) -> bool:
    """Return True if `text` begins like the address of a listing."""
    return re.match(r"https?://[^\s/]", text) is not None


def sources_in_force(settings: Mapping[str, SourceSettings]) -> dict[str, Source]:
    """Return every source by name: the built-in ones with the user's settings, and the user's own."""
    found = dict(SOURCES)
    for name, chosen in settings.items():
        source = found.get(name) or Source(
            name=name, url=chosen.url or "", kind="generic", title=without_password(chosen.url or "")
        )
        if chosen.url is not None and chosen.url != source.url:
            # The mirror belongs to the built-in address, not to the configured one.
            source = replace(source, url=chosen.url, mirror=None)
        found[name] = replace(
            source,
            enabled=source.enabled if chosen.enabled is None else chosen.enabled,
            details=source.details if chosen.details is None else chosen.details,
            attachments=source.attachments if chosen.attachments is None else chosen.attachments,
            keep_pages=source.keep_pages if chosen.keep_pages is None else chosen.keep_pages,
            selectors=chosen.selectors or source.selectors,
            json=chosen.json or source.json,
            headers=chosen.headers or source.headers,
            form=chosen.form or source.form,
            date_order=chosen.date_order or source.date_order,
        )
    return found


def choose(known: Mapping[str, Source], names: Iterable[str | Source]) -> list[Source]:
    """Return the sources called `names`, or every enabled one if there are no names.

    A link is a name as well: of the source with this address, else of a new one. Raises NotFoundError.
    """
    chosen = (each if isinstance(each, Source) else _named(known, each) for each in names)
    found = {source.name: source for source in chosen}
    return list(found.values()) or [source for source in known.values() if source.enabled]


def source_of(known: Mapping[str, Source], name: str | None, url: str | None) -> Source | None:
    """Return the source called `name`, else the one at the address `url`; None if there is none."""
    if name is not None:
        return known.get(name)
    return next((source for source in known.values() if source.url == url), None) if url is not None else None


def _named(known: Mapping[str, Source], name: str) -> Source:
    if name in known:
        return known[name]
    if is_link(name):
        same = next((source for source in known.values() if source.url == name), None)
        return same or source_at(name) or _new(name)
    if os.path.isfile(name):
        raise NotFoundError(f"no source `{name}`", hint=f"`cdetrack ingest {shlex.quote(name)}` reads a file")
    otherwise = "`cdetrack sources` lists them; another listing is named by its link, `https://…`"
    raise NotFoundError(f"no source `{name}`", hint=hint(name, known, otherwise))


def _new(url: str) -> Source:
    """Return a source for any other listing, named by its address."""
    parts = urlsplit(url)
    place = f"{parts.netloc.rpartition('@')[2]}{parts.path}{'-' if parts.query else ''}{parts.query}"
    pieces = (re.sub(r"[^\w.-]+", "-", piece).strip("-") for piece in place.split("/"))
    return Source(name="/".join(filter(None, pieces)), url=url, kind="generic", title=url)
