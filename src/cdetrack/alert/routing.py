"""Route a stored alert to a channel of the present configuration: its own, or the replacement of that."""

from collections.abc import Mapping

from cdetrack.alert.alert import SOURCES, Alert
from cdetrack.alert.channels.address import key, label, scheme
from cdetrack.alert.outbox_state import StoredAlert
from cdetrack.alert.watch import Recipients


def channel_of(alert: Alert, recipients: Recipients, alerts: Mapping[str, StoredAlert]) -> str | None:
    """Return the channel of the configuration for `alert`, None when there is none.

    If its own is gone and one new channel of the same kind stands in its place (a corrected address, a renewed token),
    that one is returned, unless it has the same alert already or could replace several.
    """
    channels = _channels(alert, recipients)
    if alert.watch not in {SOURCES, *(watch.name for watch in recipients.watches)}:
        # Its watch was renamed or removed: another watch may have the same channel.
        channels = {key(channel): channel for watch in recipients.watches for channel in watch.channels}
    if alert.to in channels:
        return channels[alert.to]
    same = [each.alert for each in alerts.values() if _tells_the_same(each.alert, alert)]
    orphans = [each for each in same if each.to not in channels and _kind(each.channel) == _kind(alert.channel)]
    told = {each.to for each in same}
    heirs = [
        channel
        for name, channel in channels.items()
        if name not in told and _kind(label(channel)) == _kind(alert.channel)
    ]
    return heirs[0] if len(heirs) == len(orphans) == 1 else None


def without_channel(recipients: Recipients, alerts: Mapping[str, StoredAlert]) -> dict[str, str]:
    """Return the id of each waiting alert that no channel of the configuration takes -> the reason."""
    waiting = (stored.alert for stored in alerts.values() if stored.open)
    return {each.id: why_gone(each, recipients) for each in waiting if channel_of(each, recipients, alerts) is None}


def why_gone(alert: Alert, recipients: Recipients) -> str:
    """Return the reason for which `channel_of` finds no channel."""
    if alert.watch not in {SOURCES, *(watch.name for watch in recipients.watches)}:
        return f"the configuration has neither the watch `{alert.watch}` nor another one with this channel"
    return f"`{alert.shown}` is no longer a channel of `{alert.watch}`"


def _channels(alert: Alert, recipients: Recipients) -> dict[str, str]:
    if alert.watch == SOURCES:
        # A trouble that waits for a channel is delivered there, also if others are told of troubles by now.
        meant = recipients.channels
    else:
        meant = tuple(
            channel for watch in recipients.watches if watch.name == alert.watch for channel in watch.channels
        )
    return {key(channel): channel for channel in meant}


def _tells_the_same(one: Alert, other: Alert) -> bool:
    return (one.watch, one.members, one.troubles) == (other.watch, other.members, other.troubles)


def _kind(shown: str) -> str:
    kind = scheme(shown)
    return "http" if kind == "https" else kind
