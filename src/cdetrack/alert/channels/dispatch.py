"""Send a message through the module for its kind of channel."""

from importlib import import_module
from typing import TYPE_CHECKING

from cdetrack.alert.channels.address import scheme

if TYPE_CHECKING:
    from cdetrack.alert.channels.send_options import SendOptions
    from cdetrack.alert.message import Message

_KINDS = {"stdout": "stdout", "mailto": "mail", "http": "webhook", "https": "webhook", "exec": "exec"}


def send(channel: str, message: "Message", options: "SendOptions") -> None:
    """Deliver `message`; when this returns, the channel has acknowledged it. Raises DeliveryError."""
    module = import_module(f"cdetrack.alert.channels.{_KINDS.get(scheme(channel), 'apprise')}")
    module.send(channel, message, options)


def stop() -> None:
    """Kill the commands that channels are still running, before the program ends."""
    from cdetrack.alert.channels.exec import end_all

    end_all()
