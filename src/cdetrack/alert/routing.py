"""Find the channel that an alert goes to: its own, or the one that took its place in the configuration."""

from collections.abc import Iterable, Mapping, Sequence

from cdetrack.alert.alert import SOURCES, Alert
from cdetrack.alert.channels.address import key, label, scheme
from cdetrack.alert.outbox_state import StoredAlert
from cdetrack.alert.watch import Watch


def channel_of(alert: Alert, watches: Sequence[Watch], alerts: Mapping[str, StoredAlert]) -> str | None:
    """Return the configuration's channel for `alert`, None when there is none any more.

    Where its own was replaced by another of the same kind (a mistake mended, a token renewed), that one is meant,
    unless it is told the same anyway, or it is open whose place it took.
    """
    channels = _channels(alert, watches)
    if alert.watch not in {SOURCES, *(watch.name for watch in watches)}:
        # Its watch was renamed or removed: somebody may still read the channel.
        channels = {key(channel): channel for watch in watches for channel in watch.channels}
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


def _channels(alert: Alert, watches: Iterable[Watch]) -> dict[str, str]:
    meant = [watch for watch in watches if alert.watch in {watch.name, SOURCES}]
    return {key(channel): channel for watch in meant for channel in watch.channels}


def _tells_the_same(one: Alert, other: Alert) -> bool:
    return (one.watch, one.members, one.troubles) == (other.watch, other.members, other.troubles)


def _kind(shown: str) -> str:
    kind = scheme(shown)
    return "http" if kind == "https" else kind
