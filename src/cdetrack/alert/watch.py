"""The settings of alerts: a saved filter with channels, and the mail server."""

from dataclasses import dataclass
from datetime import timedelta

from cdetrack.model.notice import Query


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
