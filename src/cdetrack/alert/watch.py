"""A watch: a saved filter with channels to alert."""

from dataclasses import dataclass
from datetime import timedelta

from cdetrack.model.notice import Query


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """A saved filter with somewhere to send alerts."""

    name: str
    query: Query
    on: tuple[str, ...]
    digest: bool
    remind: timedelta | None
    channels: tuple[str, ...]
