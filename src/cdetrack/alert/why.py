"""Explain for `show --why` by which words a notice has its fields, and when each watch was told of it, or why not."""

from collections.abc import Iterable, Iterator, Sequence

from cdetrack.alert.alert import Alert
from cdetrack.alert.due import watch_matcher
from cdetrack.alert.outbox import load_outbox
from cdetrack.alert.outbox_state import OutboxState, StoredAlert, WatchProgress
from cdetrack.alert.snapshot import Snapshot
from cdetrack.alert.watch import Watch
from cdetrack.meaning.relations import relation_evidence
from cdetrack.model.notice import Notice
from cdetrack.query.filters import in_words
from cdetrack.render.facts import AHEAD, moment
from cdetrack.store.index import index_of
from cdetrack.store.store import Store

_LOST = "the outbox of that time was lost, and with it the list of what this watch was told"


def why(store: Store, notice: Notice, related: Iterable[Notice], watches: Sequence[Watch]) -> dict[str, str]:
    """Return the rule or words behind each field, topic and relation of a notice, and its alerts by watch."""
    topics = store.rules.topics.why(
        notice.title, notice.summary, sources=notice.sources, url=notice.url, issuers=notice.issuers
    )
    record = index_of(store.fold()).standing(notice.id).record
    types = {each.id: each.type for each in notice.relations}
    rules = {
        **store.rules.facets_of(record).why,
        **{f"topic {name}": words for name, words in topics.items()},
        **{f"relation {each.id}": f"{types[each.id]}: {relation_evidence(notice, each)}" for each in related},
    }
    if store.as_of is not None:
        return {**rules, "alerts": "left out for a day in the past: `show --why` without `--as-of` has them"}
    return {**rules, **dict(_told(notice, Snapshot(store), watches, load_outbox(store.folder)))}


def _told(
    notice: Notice, present: Snapshot, watches: Sequence[Watch], outbox: OutboxState
) -> Iterator[tuple[str, str]]:
    """Yield pairs of a heading and its explanation: for each watch, then for each alert that tells more of it.

    A watch that is no longer configured is named if it was told of the notice.
    """
    for watch in watches:
        yield f"watch {watch.name}", _of_watch(notice, present, watch, outbox)
    for name in sorted(outbox.told.keys() - {watch.name for watch in watches}):
        if as_new := _told_as_new(notice, name, outbox):
            yield f"watch {name}", f"{as_new}; the configuration no longer has this watch"
    for name, stored in outbox.alerts.items():
        if about := list(_told_in(stored.alert, notice.id)):
            yield f"alert {name[:12]}", f"`{stored.alert.watch}`, {', '.join(about)}: {_state(stored)}"


def _told_in(alert: Alert, name: str) -> Iterator[str]:
    """Yield what an alert tells of a notice beside that it is new: changes, days to act by, a decision to take."""
    recap = alert.recap
    for member in (*alert.members, *(recap.ahead if recap is not None else ())):
        if name in member.ids:
            yield from (kind for kind in member.kinds if kind != "added")
            yield from (f"{AHEAD.get(what, what)} {day}" for what, day in member.deadlines)
    if recap is not None and name in recap.undecided:
        yield "undecided"


def _told_as_new(notice: Notice, watch: str, outbox: OutboxState) -> str:
    """Return when a watch was told that a notice is new, and by which alerts; empty if it was not."""
    at = outbox.told.get(watch, {}).get(notice.id)
    if at is None:
        return ""
    states = [_state(each) for each in outbox.alerts_of(watch) if notice.id in each.alert.added()]
    return "; ".join([f"told on {moment(at)}", *states])


def _of_watch(notice: Notice, present: Snapshot, watch: Watch, outbox: OutboxState) -> str:
    if as_new := _told_as_new(notice, watch.name, outbox):
        return as_new
    alerts = outbox.alerts_of(watch.name)
    reason = _why_not_new(notice, present, watch, outbox)
    told, new = ("not known", "not known whether as new") if reason is _LOST else ("not told", "not as new")
    if about := [each for each in alerts if any(_told_in(each.alert, notice.id))]:
        last = about[-1].alert
        states = [_state(each) for each in about if each.alert.created == last.created]
        what = ", ".join(_told_in(last, notice.id))
        return "; ".join([f"told on {moment(last.created)} ({what})", *states, f"{new}: {reason}"])
    return f"{told}: {reason}"


def _why_not_new(notice: Notice, present: Snapshot, watch: Watch, outbox: OutboxState) -> str:
    """Return the reason for which a watch was not told that a notice is new."""
    told = outbox.told.get(watch.name, {})
    progress = outbox.watches.get(watch.name)
    if progress is None and outbox.lost:
        return _LOST
    if progress is None:
        return "the watch begins with its first `cdetrack check`, and hears of what is recorded from then on"
    if not watch_matcher(watch, present.texts)(notice):
        return f"it does not match the filter ({in_words(watch.query)})"
    if "added" not in watch.on:
        return f"the watch hears of {', '.join(watch.on)} alone"
    if carrier := next((name for name in present.carriers(notice) if name in told), None):
        return f"it is one more carrier of a document, told as `{carrier}` on {moment(told[carrier])}"
    return _why_not(notice, present, watch, progress)


def _why_not(notice: Notice, present: Snapshot, watch: Watch, progress: WatchProgress) -> str:
    past = present.past(notice.id)
    added = next((change for change in reversed(past) if change.kind == "added"), None)
    if added is None:
        return "the history does not say when it was added"
    if first := next((change for change in past if change.baseline), None):
        if present.is_of_first_look(first):
            return f"it was there at the first look at `{first.source}`"
        return f"it was there before the look at `{first.source}` on {moment(first.at)}, which first read it"
    if not present.is_later(added, progress):
        return _LOST if progress.anew else "it was recorded before the first check of this watch"
    if added.look > progress.look:
        return f"the next {watch.rhythm} recap tells it" if watch.rhythm else "the next `cdetrack check` tells it"
    return "it did not match the filter when it was added, or it matches by newer rules alone"


def _state(stored: StoredAlert) -> str:
    """Return the channel of an alert and the state of its delivery."""
    at = stored.delivered or stored.dropped or stored.tried or stored.alert.created
    why = f" ({stored.reason})" if stored.reason else ""
    return f"{stored.alert.shown}: {stored.state} {moment(at)}{why}"
