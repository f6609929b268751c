"""Bring messages to people: one small module per kind of channel, imported when a channel of that kind is used."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from cdetrack.channels.address import label, scheme

if TYPE_CHECKING:
    from cdetrack.alert.digest import Message
    from cdetrack.config import MailSettings

_KINDS = {"stdout": "stdout", "mailto": "mail", "http": "webhook", "https": "webhook", "exec": "exec"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """What channels need besides the message; times in seconds."""

    folder: Path
    """Where the configuration is: a command's relative paths begin here."""
    mail: "MailSettings | None" = None
    password: str | None = None
    """Of the mail server, from the environment."""
    timeout: float = 30.0
    """For connecting, and for each answer."""
    verify: bool | str = True
    """A file or folder of certificates to trust instead of the usual ones."""

    @property
    def total(self) -> float:
        """Return how long one delivery may take."""
        return 4 * self.timeout


Send = Callable[[str, "Message", Means], None]


def send(channel: str, message: "Message", means: Means) -> None:
    """Deliver `message`; when this returns, the channel has acknowledged it. Raises DeliveryError."""
    module = import_module(f"cdetrack.channels.{_KINDS.get(scheme(channel), 'apprise')}")
    module.send(channel, message, means)


__all__ = ["Means", "Send", "label", "send"]
