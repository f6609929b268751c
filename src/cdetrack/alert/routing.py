"""Route a stored alert to a channel of the present configuration: its own, or the replacement of that."""

from collections.abc import Mapping

from cdetrack.alert.alert import SOURCES, Alert
from cdetrack.alert.channels.address import key, label, scheme
from cdetrack.alert.outbox_state import StoredAlert
from cdetrack.alert.watch import Recipients


def channel_of(alert: Alert, recipients: Recipients, alerts: Mapping[str, StoredAlert]) -> str | None:
    """Return the channel of the configuration for `alert`, None when there is none.

    If its own is gone and one new channel of the same kind stands in its place (a corrected address, a renewed token),
    that one is returned, unless it could replace several.
    """
    watch = _watch_of(alert, alerts)
    if watch not in _names(recipients):
        # Its watch was removed: another one may have the same channel, but has its own readers.
        others = (channel for each in recipients.watches for channel in each.channels)
        return next((channel for channel in others if key(channel) == alert.to), None)
    channels = _channels(watch, recipients)
    if alert.to in channels:
        return channels[alert.to]
    # Each channel that the watch had then got an alert in the same check, if it did not know of the notices already.
    new = set(alert.added())
    then = {
        each.alert.to: _kind(each.alert.channel)
        for each in alerts.values()
        if each.watch == watch and (each.alert.created == alert.created or not new.isdisjoint(each.alert.added()))
    }
    orphans = [name for name, kind in then.items() if name not in channels and kind == _kind(alert.channel)]
    heirs = [
        channel
        for name, channel in channels.items()
        if name not in then and _kind(label(channel)) == _kind(alert.channel)
    ]
    return heirs[0] if len(heirs) == len(orphans) == 1 else None


def without_channel(recipients: Recipients, alerts: Mapping[str, StoredAlert]) -> dict[str, str]:
    """Return the id of each waiting alert that no channel of the configuration takes -> the reason."""
    waiting = (stored.alert for stored in alerts.values() if stored.open)
    gone = (each for each in waiting if channel_of(each, recipients, alerts) is None)
    return {each.id: why_gone(each, recipients, alerts) for each in gone}


def why_gone(alert: Alert, recipients: Recipients, alerts: Mapping[str, StoredAlert]) -> str:
    """Return the reason for which `channel_of` finds no channel."""
    watch = _watch_of(alert, alerts)
    if watch not in _names(recipients):
        return f"the configuration has neither the watch `{watch}` nor another one with this channel"
    return f"`{alert.shown}` is no longer a channel of `{watch}`"


def _watch_of(alert: Alert, alerts: Mapping[str, StoredAlert]) -> str:
    """Return the present name of the watch of an alert."""
    return alerts[alert.id].watch if alert.id in alerts else alert.watch


def _names(recipients: Recipients) -> set[str]:
    return {SOURCES, *(watch.name for watch in recipients.watches)}


def _channels(watch: str, recipients: Recipients) -> dict[str, str]:
    if watch == SOURCES:
        # A trouble that waits for a channel is delivered there, also if others are told of troubles by now.
        meant = recipients.channels
    else:
        meant = tuple(channel for each in recipients.watches if each.name == watch for channel in each.channels)
    return {key(channel): channel for channel in meant}


def _kind(shown: str) -> str:
    kind = scheme(shown)
    return "http" if kind == "https" else kind
