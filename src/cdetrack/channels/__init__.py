"""Bring messages to people: one small module per kind of channel, imported when a channel of that kind is used."""

from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from cdetrack.channels.address import label, scheme

if TYPE_CHECKING:
    from cdetrack.alert.digest import Message
    from cdetrack.settings import MailSettings

PASSWORD = "CDETRACK_MAIL_PASSWORD"  # noqa: S105 - the variable's name
"""The environment variable that holds the mail server's password."""
_KINDS = {"stdout": "stdout", "mailto": "mail", "http": "webhook", "https": "webhook", "exec": "exec"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """What channels need besides the message; times in seconds."""

    folder: Path
    """Where the configuration is: a command's relative paths begin here."""
    mail: "MailSettings | None" = None
    password: str | None = field(default=None, repr=False)
    """Of the mail server, from the environment."""
    timeout: float = 30.0
    """For connecting, and for each answer."""
    verify: bool | str = True
    """A file or folder of certificates to trust instead of the usual ones."""

    @property
    def total(self) -> float:
        """Return how long one delivery may take."""
        return 4 * self.timeout


def send(channel: str, message: "Message", means: Means) -> None:
    """Deliver `message`; when this returns, the channel has acknowledged it. Raises DeliveryError."""
    module = import_module(f"cdetrack.channels.{_KINDS.get(scheme(channel), 'apprise')}")
    module.send(channel, message, means)


def stop() -> None:
    """End what channels have started and not finished: the program is about to end."""
    from cdetrack.channels.exec import end_all

    end_all()


__all__ = ["PASSWORD", "Means", "label", "send", "stop"]
