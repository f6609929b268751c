"""Make the alerts of a check: one or more for each channel; those for one mailbox share a message."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType

from cdetrack.alert.alert import SOURCES, Alert, Member, Recap, Trouble, alert_id, bundle_id
from cdetrack.alert.channels.address import key, label, scheme
from cdetrack.alert.watch import Recipients, Watch


def alerts_for(
    watch: Watch,
    members: Mapping[str, Sequence[Member]],
    now: datetime,
    *,
    late: bool = False,
    got: Mapping[str, Collection[str]] = MappingProxyType({}),
    repeats: Mapping[str, Collection[str]] = MappingProxyType({}),
    recap: Recap | None = None,
) -> Iterator[Alert]:
    """Yield the alerts of a watch; `members` has those for each channel.

    Left out are the new notices in `got`, which the channel had as new before, and the changed documents in `repeats`,
    of which it would hear the same again.
    """
    for channel in watch.channels:
        had, again = got.get(key(channel), ()), repeats.get(key(channel), ())
        new = list(filter(None, (_untold(member, had, again) for member in members[channel])))
        parts = [tuple(new)] if watch.digest or late else [(member,) for member in new]
        also = recap is not None and recap.adds
        for part in parts if also else filter(None, parts):
            yield Alert(
                id=alert_id(watch.name, key(channel), part, (), recap),
                watch=watch.name,
                channel=label(channel),
                to=key(channel),
                created=now,
                members=part,
                late=late,
                recap=recap,
            )


def in_messages(alerts: Iterable[Alert], watches: Iterable[Watch], known: Collection[str]) -> Iterator[Alert]:
    """Yield the alerts that are not `known`; those that go to one mailbox from several watches share a message.

    A person who is in two watches gets every notice once: what a watch tells by itself has a mail for each notice, also
    for the others, and all that is left of digests is one mail.
    """
    singly = {watch.name for watch in watches if not watch.digest}
    mailed: dict[str, list[Alert]] = {}
    groups: list[list[Alert]] = []
    for alert in alerts:
        if scheme(alert.channel) == "mailto" and not alert.late:
            mailed.setdefault(alert.to, []).append(alert)
        else:
            groups.append([alert])
    groups += [group for each in mailed.values() for group in _same_message(each, singly)]
    for group in groups:
        fresh = [alert for alert in group if alert.id not in known]
        bundle = bundle_id(fresh) if len(fresh) > 1 else ""
        yield from (replace(alert, bundle=bundle) for alert in fresh)


def _same_message(alerts: Sequence[Alert], singly: Collection[str]) -> list[list[Alert]]:
    """Return the alerts for one mailbox in groups, each for one message; `singly` are the watches without digests.

    A digest is divided where a single notice has a mail. A recap stays whole: it repeats the news of its period.
    """
    groups: list[list[Alert]] = []
    group_of: dict[str, list[Alert]] = {}
    for alert in alerts:
        if alert.watch in singly:
            group = next((group_of[name] for name in alert.names() if name in group_of), [])
            if not group:
                groups.append(group)
            group.append(alert)
            group_of |= dict.fromkeys(alert.names(), group)
    together: list[Alert] = []
    for alert in alerts:
        if alert.watch in singly:
            continue
        left = alert.everything()
        for member in alert.members if alert.recap is None else ():
            group = next((group_of[name] for name in member.ids if name in group_of), together)
            if group is not together:
                group.append(alert.only([member.id]))
                left.remove(member.id)
        if left:
            together.append(alert.only(left))
    return [*groups, together]


def _untold(member: Member, had: Collection[str], again: Collection[str]) -> Member | None:
    """Return what a channel has not heard of a document: the notices that it had not, or what changed; None if nothing.

    A document with a reminder stays whole.
    """
    if member.deadlines:
        return member
    if member.kinds == ("added",):
        return member.without(had)
    return None if all(name in again for name in member.ids) else member


def trouble_alerts(recipients: Recipients, told: Sequence[Trouble], now: datetime) -> Iterator[Alert]:
    """Yield an alert of the troubles of sources for each channel that gets them."""
    for channel in recipients.of_troubles if told else ():
        name = alert_id(SOURCES, key(channel), (), told, moment=now)
        yield Alert(id=name, watch=SOURCES, channel=label(channel), to=key(channel), created=now, troubles=tuple(told))
