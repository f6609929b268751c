"""The channels for which alerts wait, in one line each."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from shlex import quote
from types import MappingProxyType

from cdetrack.alert.alert import Alert
from cdetrack.alert.channels.address import key, short
from cdetrack.alert.outbox_state import StoredAlert
from cdetrack.errors import quoted
from cdetrack.model.frozen import frozen
from cdetrack.render import counted


@frozen
class WaitingChannel:
    """A channel for which alerts wait."""

    alerts: tuple[StoredAlert, ...]
    """The waiting alerts, the oldest first; at least one."""
    gone: str = ""
    """The reason for which none of them can be delivered: the configuration has no such channel."""

    @property
    def channel(self) -> str:
        """The channel as it may be shown."""
        return self.alerts[0].alert.shown

    @property
    def why(self) -> str:
        """The reason why they wait; empty without an attempt."""
        if self.gone:
            return self.gone
        tried = [each for each in self.alerts if each.tried is not None]
        return max(tried, key=lambda each: each.tried or each.alert.created).why if tried else ""

    @property
    def next(self) -> datetime | None:
        """The earliest time of the next attempt."""
        return min((each.next for each in self.alerts if each.next is not None), default=None)

    @property
    def watches(self) -> tuple[str, ...]:
        """The watches of its alerts."""
        return tuple(dict.fromkeys(each.alert.watch for each in self.alerts))

    @property
    def said(self) -> str:
        """Its alerts in words: `3 alerts of the watches `a`, `b``."""
        names = quoted(self.watches)
        return f"{counted(len(self.alerts), 'alert')} of the {'watch' if len(self.watches) == 1 else 'watches'} {names}"

    @property
    def dropping(self) -> str:
        """The command that gives all of them up."""
        return f"cdetrack alerts drop --channel {quote(short(self.channel))}"

    @property
    def remedy(self) -> str:
        """The two ways on after a failed attempt, in words."""
        first = "put it back, or" if self.gone else "`cdetrack alerts retry` tries again,"
        return f"{first} `{self.dropping}` gives up"


def by_channel(alerts: Iterable[StoredAlert], gone: Mapping[str, str] = MappingProxyType({})) -> list[WaitingChannel]:
    """Return the channels of waiting alerts, in the order of their first one; `gone` as in `DeliveryResult`."""
    groups: dict[str, list[StoredAlert]] = {}
    for stored in alerts:
        groups.setdefault(stored.alert.to, []).append(stored)
    return [
        WaitingChannel(
            alerts=tuple(group),
            gone=gone[group[0].alert.id] if all(stored.alert.id in gone for stored in group) else "",
        )
        for group in groups.values()
    ]


def goes_to(alert: Alert, name: str) -> bool:
    """Return True if a person may call the channel of an alert by this name: its address, its label or its digits."""
    shown = alert.shown
    return alert.to == key(name) or name.removeprefix("#") in {shown, alert.channel, short(shown)}
