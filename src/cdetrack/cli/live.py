"""Fetch live listings for a command: the chosen sources, the fetch policy, a progress bar for a person."""

import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from cdetrack.cli.context import Context
from cdetrack.errors import NotFoundError
from cdetrack.fetch.client import Fetch
from cdetrack.fetch.policy import trusted
from cdetrack.look.outcome import Outcome
from cdetrack.sources import Source, source_at
from cdetrack.sources.chosen import is_link, sources_in_force
from cdetrack.text.suggest import hint

if TYPE_CHECKING:
    from cdetrack.look.outcome import Progress


def fetcher(context: Context) -> Fetch:
    """Return a client with the policy of the configuration."""
    policy = replace(context.settings.fetch.policy, verify=trusted(os.environ))
    return Fetch(policy, tell=context.detail)


def meant(context: Context, names: Sequence[str]) -> list[Source]:
    """Return the sources that `names` mean, every enabled one without names. Raises NotFoundError."""
    known = sources_in_force(context.settings.sources)
    if not names:
        return [source for source in known.values() if source.enabled]
    found = {source.name: source for source in (_one(known, name) for name in names)}
    return list(found.values())


def _one(known: dict[str, Source], name: str) -> Source:
    if name in known:
        return known[name]
    if is_link(name):
        same = next((source for source in known.values() if source.url == name), None)
        return same or source_at(name) or _new(name)
    otherwise = "`cdetrack sources` lists them; a listing is named by its link"
    raise NotFoundError(f"no source `{name}`", hint=hint(name, known, otherwise))


def _new(url: str) -> Source:
    """Return the source that any other listing is, named by its address."""
    parts = urlsplit(url)
    place = f"{parts.netloc.rpartition('@')[2]}{parts.path}{'-' if parts.query else ''}{parts.query}"
    pieces = (re.sub(r"[^\w.-]+", "-", piece).strip("-") for piece in place.split("/"))
    return Source(name="/".join(filter(None, pieces)), url=url, kind="generic", title=url)


def outcomes(
    context: Context, names: Sequence[str], *, full: bool, details: bool, dry_run: bool, accept: bool
) -> Iterator[Outcome]:
    """Visit the sources that `names` mean, yielding what each look came to."""
    wanted = meant(context, names)
    with fetcher(context) as fetch, _watched(context) as progress:
        yield from context.cache.fetch(
            wanted,
            get=fetch.get,
            # Only a full look finds what is gone: there is nothing to accept without one.
            full=full or accept,
            details=details,
            accept=accept,
            dry_run=dry_run,
            progress=progress,
        )


def _watched(context: Context) -> "AbstractContextManager[Callable[[Progress], None]]":
    if context.quiet or not sys.stderr.isatty():
        return nullcontext(lambda _: None)
    from cdetrack.cli.progress import bars

    return bars()
