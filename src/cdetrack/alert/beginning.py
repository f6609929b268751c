"""Tell which watches have not begun: a watch begins with its first check, and is told of what is recorded from then on.

A watch that was renamed has begun: its rule is that of a watch of the outbox. So has one that was edited and kept its
name, unless a check came while it was not in the configuration: it may be of somebody else by now.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from hashlib import sha256

from cdetrack.alert import outbox_records
from cdetrack.alert.outbox_state import OutboxState, WatchProgress
from cdetrack.alert.watch import Watch
from cdetrack.model.notice import Query
from cdetrack.text import days

_AWAY = timedelta(days=31)
"""How long a watch may be out of the configuration and still be renamed: the longest period of a recap.

A new watch with the filter and the channels of one that was removed before that is another watch.
"""


def _begun(state: OutboxState, watches: Iterable[Watch], today: date) -> dict[str, str]:
    """Return the name of each watch that has begun -> its name in the outbox.

    The rule decides before the name: two watches may have exchanged their names.
    """
    rules = {watch.name: rule_of(watch) for watch in watches}
    begun = {name: name for name, rule in rules.items() if name in state.watches and state.watches[name].rule == rule}
    near = {
        name: each
        for name, each in state.watches.items()
        if name not in begun and (each.gone is None or today - each.gone <= _AWAY)
    }
    left: dict[str, list[str]] = {}
    # Of several, the one that went last, or has not gone, is taken first.
    for name, each in sorted(near.items(), key=lambda item: item[1].gone or date.max):
        left.setdefault(each.rule, []).append(name)
    for name in sorted(rules.keys() - begun):
        if left.get(rules[name]):
            begun[name] = left[rules[name]].pop()
    edited = {name for name, each in near.items() if each.gone is None}.difference(begun.values())
    return begun | {name: name for name in rules if name not in begun and name in edited}


def not_begun(state: OutboxState, watches: Iterable[Watch], today: date) -> list[Watch]:
    """Return the watches that begin with the next check."""
    watches = list(watches)
    begun = _begun(state, watches, today)
    return [watch for watch in watches if watch.name not in begun]


def told_of_removed(state: OutboxState, watches: Iterable[Watch], today: date) -> Iterator[str]:
    """Yield a sentence for each watch that goes on where a removed one stopped, or only has the name of one."""
    watches = list(watches)
    begun = _begun(state, watches, today)
    for name in sorted(watch.name for watch in watches):
        old = state.watches.get(begun.get(name, name))
        if old is None or old.gone is None:
            continue
        if name not in begun:
            yield (
                f"the watch `{name}` is another one than that of this name which was removed by {old.gone}: it begins "
                f"at the present; `cdetrack diff --since {old.gone}` shows what was found since then"
            )
        elif begun[name] != name:
            yield (
                f"the watch `{name}` goes on where `{begun[name]}`, removed by {old.gone}, stopped: it has the same "
                "filter and the same channels"
            )


def records_of_names(
    state: OutboxState, watches: Collection[Watch], now: datetime
) -> Iterator[outbox_records.OutboxRecord]:
    """Yield the records by which the watches of the outbox get their present names; each is to be applied to `state`.

    They also say which watches are not configured any more, and which are again.
    """
    today = days.today(now)
    begun = _begun(state, watches, today)
    new_names = {old: new for new, old in begun.items() if new != old}
    known = set(state.watches)
    for name in sorted(watch.name for watch in watches if watch.name in known and begun.get(watch.name) != watch.name):
        # The name is another watch's now.
        aside = name
        while aside in known or aside in begun:
            aside += " (before)"
        known.add(aside)
        yield outbox_records.renamed(now, name, aside)
        if name in new_names:
            new_names[aside] = new_names.pop(name)
    for old, new in new_names.items():
        yield outbox_records.renamed(now, old, new)
    moved = _gone_or_back(state, begun, today)
    if moved:
        yield outbox_records.due(now, watches=moved) | {"again": sorted(moved)}


def _gone_or_back(state: OutboxState, present: Collection[str], today: date) -> dict[str, WatchProgress]:
    """Return the progress of each watch that is not configured since now, or is again."""
    return {
        name: replace(each, gone=None if name in present else today)
        for name, each in state.watches.items()
        if (each.gone is None) != (name in present)
    }


def rule_of(watch: Watch) -> str:
    """Return a hash of a watch without its name; the channels cannot be read from it.

    Filters that are not set are left out: a version with more filters gives the same hash. Days stand as they are
    written: `1y` is another day tomorrow.
    """
    usual = Query._field_defaults
    filters = {key: value for key, value in watch.query._asdict().items() if value != usual[key]} | dict(watch.days)
    return sha256(repr((filters, watch.on, watch.digest, watch.channels)).encode()).hexdigest()[:16]
