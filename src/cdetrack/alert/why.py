"""Say of each watch whether it was told of a notice, when, or why not."""

from collections.abc import Collection, Iterator, Sequence

from cdetrack.alert.due import telling
from cdetrack.alert.review import words
from cdetrack.alert.values import Box, Waiting, Watched
from cdetrack.alert.watch import Watch
from cdetrack.model.notice import Notice
from cdetrack.model.record import Change
from cdetrack.render.facts import moment


def reasons(
    notice: Notice, past: Sequence[Change], carriers: Collection[str], watches: Sequence[Watch], box: Box
) -> Iterator[tuple[str, str]]:
    """Yield, for each watch, its name and whether it was told; then the alerts of other news of the notice.

    `past` are the notice's changes, oldest first; `carriers` are the other notices of its document.
    """
    for watch in watches:
        yield f"watch {watch.name}", _of_watch(notice, past, carriers, watch, box)
    for name, waiting in box.alerts.items():
        for member in waiting.alert.members:
            about = [kind for kind in member.kinds if kind != "added"] + [
                f"{what} {day}" for what, day in member.deadlines
            ]
            if about and notice.id in {member.id, *member.also}:
                yield f"alert {name[:12]}", f"`{waiting.alert.watch}`, {', '.join(about)}: {_state(waiting)}"


def _of_watch(notice: Notice, past: Sequence[Change], carriers: Collection[str], watch: Watch, box: Box) -> str:
    told = box.told.get(watch.name, {})
    if notice.id in told:
        names = box.names_of(watch.name)
        alerts = [each for each in box.alerts.values() if each.alert.watch in names and notice.id in each.alert.added()]
        return f"told on {moment(told[notice.id])}" + "".join(f"; {_state(each)}" for each in alerts)
    watched = box.watches.get(watch.name)
    if watched is None:
        return "not told: the watch begins at the next `cdetrack check`, with notices that are added from then on"
    if not telling(watch)(notice):
        return f"not told: it does not match the filter ({words(watch.query)})"
    if "added" not in watch.on:
        return f"not told: the watch hears of {', '.join(watch.on)} alone"
    if carrier := next((name for name in carriers if name in told), None):
        return f"not told again: it is one more carrier of a document, told as `{carrier}` on {moment(told[carrier])}"
    return f"not told: {_why_not(past, watched)}"


def _why_not(past: Sequence[Change], watched: Watched) -> str:
    added = next((change for change in reversed(past) if change.kind == "added"), None)
    if added is None:
        return "the history does not say when it was added"
    if first := next((change for change in past if change.baseline), None):
        return f"it was there at the first look at `{first.source}`"
    if added.at <= watched.started:
        return "it was recorded before the watch began"
    if added.at > watched.heard:
        return "the next `cdetrack check` tells it"
    return "it did not match the filter when it was added, or it matches by newer rules alone"


def _state(waiting: Waiting) -> str:
    """Return where an alert went, and how that ended."""
    at = waiting.delivered or waiting.dropped or waiting.tried or waiting.alert.created
    why = f" ({waiting.why})" if waiting.open and waiting.why else ""
    return f"{waiting.alert.channel}: {waiting.state} {moment(at)}{why}"
