"""Tell which watches have not begun: a watch begins with its first check, and is told of what is recorded from then on.

A watch that was renamed has begun: its rule is that of a watch of the outbox which is no longer configured.
"""

from collections.abc import Iterable
from hashlib import sha256

from cdetrack.alert.outbox_state import OutboxState
from cdetrack.alert.watch import Watch
from cdetrack.model.notice import Query


def renamed(state: OutboxState, watches: Iterable[Watch]) -> dict[str, str]:
    """Return the new name -> the old one of each watch that has another name than in the outbox."""
    configured = {watch.name: rule_of(watch) for watch in watches}
    left = {each.rule: name for name, each in state.watches.items() if name not in configured and each.rule}
    fresh = sorted(configured.keys() - state.watches.keys())
    return {name: old for name in fresh if (old := left.pop(configured[name], None)) is not None}


def not_begun(state: OutboxState, watches: Iterable[Watch]) -> list[Watch]:
    """Return the watches that begin with the next check."""
    watches = list(watches)
    begun = state.watches.keys() | renamed(state, watches)
    return [watch for watch in watches if watch.name not in begun]


def rule_of(watch: Watch) -> str:
    """Return a hash of a watch without its name; the channels cannot be read from it.

    Filters that are not set are left out: a version with more filters gives the same hash.
    """
    usual = Query._field_defaults
    filters = {key: value for key, value in watch.query._asdict().items() if value != usual[key]}
    return sha256(repr((filters, watch.on, watch.digest, watch.channels)).encode()).hexdigest()[:16]
