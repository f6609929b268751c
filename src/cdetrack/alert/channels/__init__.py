"""Channels: one module for each kind, imported when a channel of that kind is used.

A kind of channel is a module with `send(channel, message, options)`, a line in `MODULES` of `address`, and what
`address` and `trial` have to know of it: the part of its address that is no secret, the mistakes in it, and what it
needs.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from cdetrack.alert.channels.address import MODULES, label, scheme
from cdetrack.alert.channels.send_options import PASSWORD, WEBHOOK_SECRET, SendOptions, send_options

if TYPE_CHECKING:
    from cdetrack.alert.message import Message


def send(channel: str, message: "Message", options: SendOptions) -> None:
    """Deliver `message`; when this returns, the channel has acknowledged it. Raises DeliveryError."""
    module = import_module(f"cdetrack.alert.channels.{MODULES.get(scheme(channel), 'apprise')}")
    module.send(channel, message, options)


def stop() -> None:
    """Kill the commands that channels are still running, before the program ends."""
    from cdetrack.alert.channels.exec import end_all

    end_all()


__all__ = ["PASSWORD", "WEBHOOK_SECRET", "SendOptions", "label", "send", "send_options", "stop"]
