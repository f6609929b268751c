"""How to fetch: pauses, time limits, retries, sizes; the values of `[fetch]` and their defaults."""

from collections.abc import Mapping
from dataclasses import field
from datetime import timedelta

from cdetrack.model.frozen import frozen
from cdetrack.version import __version__

USER_AGENT = f"cdetrack/{__version__} (+https://github.com/cdetrack/cdetrack)"

MAX_SECONDS = 999_999_999.0
"""Thirty years: a longer pause requested by a site is cut to this, since neither calendar nor `sleep` can handle it."""


@frozen
class FetchPolicy:
    """How to fetch pages. Times are in seconds."""

    interval: float = 1.0
    """The minimum pause between two requests to one host, from the end of one to the start of the next."""
    timeout: float = 30.0
    """The limit for connecting, and for each read."""
    total: float | None = None
    """The limit for one response in total; None is four times `timeout`."""
    retries: int = 3
    max_bytes: int = 32 * 2**20
    """The limit for one body, both compressed and uncompressed."""
    max_file: int = 100 * 10**6
    """The limit for one file of a notice, in bytes."""
    user_agent: str = USER_AGENT
    verify: bool | str = True
    """A file or folder of certificates to trust instead of the usual ones; see `trusted`."""


@frozen
class FetchSettings:
    """The table `[fetch]` of the configuration."""

    policy: FetchPolicy = field(default_factory=FetchPolicy)
    keep_pages: bool = False
    """Keep the pages as received, unless the settings of a source say otherwise."""
    stale_after: timedelta = timedelta(days=2)
    """The time that a source may fail before `check` reports it."""


CA_VARIABLES = "`REQUESTS_CA_BUNDLE` or `CURL_CA_BUNDLE`"
"""The environment variables that `trusted` reads, in the words of a hint."""


def trusted(environ: Mapping[str, str]) -> bool | str:
    """Return `verify` from the environment variables: a path, or True for the usual certificates."""
    return environ.get("REQUESTS_CA_BUNDLE") or environ.get("CURL_CA_BUNDLE") or True
