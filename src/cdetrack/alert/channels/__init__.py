"""Channels: one module for each kind, imported when a channel of that kind is used."""

from cdetrack.alert.channels.address import label
from cdetrack.alert.channels.dispatch import send, stop
from cdetrack.alert.channels.send_options import PASSWORD, WEBHOOK_SECRET, SendOptions, send_options

__all__ = ["PASSWORD", "WEBHOOK_SECRET", "SendOptions", "label", "send", "send_options", "stop"]
