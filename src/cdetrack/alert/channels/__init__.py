"""Channels: one module for each kind, imported when a channel of that kind is used."""

from importlib import import_module
from typing import TYPE_CHECKING

from cdetrack.alert.channels.address import label, scheme
from cdetrack.alert.channels.send_options import PASSWORD, WEBHOOK_SECRET, SendOptions, send_options

if TYPE_CHECKING:
    from cdetrack.alert.message import Message

_KINDS = {"stdout": "stdout", "mailto": "mail", "http": "webhook", "https": "webhook", "exec": "exec"}


def send(channel: str, message: "Message", options: SendOptions) -> None:
    """Deliver `message`; when this returns, the channel has acknowledged it. Raises DeliveryError."""
    module = import_module(f"cdetrack.alert.channels.{_KINDS.get(scheme(channel), 'apprise')}")
    module.send(channel, message, options)


def stop() -> None:
    """Kill the commands that channels are still running, before the program ends."""
    from cdetrack.alert.channels.exec import end_all

    end_all()


__all__ = ["PASSWORD", "WEBHOOK_SECRET", "SendOptions", "label", "send", "send_options", "stop"]
