"""How sites are asked, as values."""

from dataclasses import dataclass
from datetime import timedelta

from cdetrack.version import __version__

USER_AGENT = f"cdetrack/{__version__} (+https://github.com/cdetrack/cdetrack)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How to ask. Times are seconds."""

    interval: float = 1.0
    """At least this between two requests to one host, from the end of one to the start of the next."""
    timeout: float = 30.0
    """For connecting, and for each read."""
    total: float | None = None
    """For one whole answer; None is four times `timeout`."""
    retries: int = 3
    max_bytes: int = 32 * 2**20
    """Of one body, packed and unpacked."""
    user_agent: str = USER_AGENT
    verify: bool | str = True
    """A file or folder of certificates to trust instead of the usual ones; see `trusted`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchSettings:
    """How sites are asked; times in seconds."""

    interval: float = 1.0
    timeout: float = 30.0
    retries: int = 3
    stale_after: timedelta = timedelta(days=2)
    """How long a source may fail before `check` tells it."""
