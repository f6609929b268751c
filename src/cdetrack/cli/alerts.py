"""`alerts`: what was sent where, what waits and why; try it again, give it up, send a sample."""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from cdetrack.cli import output
from cdetrack.cli.context import Context, tell_error
from cdetrack.cli.delivery import Wait, deliver, open_alerts, send_options
from cdetrack.cli.options import Commands, Format, Json, chosen_format, command, new_app
from cdetrack.errors import DeliveryError, NotFoundError
from cdetrack.render import counted
from cdetrack.text.suggest import hint

if TYPE_CHECKING:
    from cdetrack.alert.gather import Snapshot
    from cdetrack.alert.values import Waiting
    from cdetrack.alert.watch import Watch

_SAMPLE = 2
Name = Annotated[str, typer.Argument(metavar="WATCH", help="The watch whose channels get a marked sample.")]
Ids = Annotated[list[str], typer.Argument(metavar="ALERT...", help="Ids as `alerts` shows them, or their beginnings.")]

_ALERT_KEYS = ("id", "watch", "channel", "created", "state", "tries", "next", "why", "notices")


def alerts(context: Context, ctx: typer.Context, format: Format = None, json: Json = False) -> None:
    """Show what was sent where, what waits, what failed and why: the newest first."""
    if ctx.invoked_subcommand is None:
        list_alerts(context, format, json)


def list_alerts(context: Context, format: Format = None, json: Json = False) -> None:
    """Show what was sent where, what waits, what failed and why: the newest first."""
    from cdetrack.alert.outbox import load_outbox

    form = chosen_format(format, as_json=json)
    found = list(load_outbox(context.folder).alerts.values())[::-1]
    watches = {watch.name for watch in context.settings.watches}
    if form == "table":
        headings = ("alert", "watch", "channel", "created", "state", "next try", "tells")
        if found:
            output.rows(headings, [_shown(each, watches) for each in found], form)
    else:
        output.rows(_ALERT_KEYS, [_values(each, watches, nested=form in {"json", "jsonl"}) for each in found], form)
    if not found:
        context.tell("no alerts" if watches else "no alerts, and no watch is configured")


def _why(waiting: "Waiting", watches: Collection[str]) -> str:
    from cdetrack.alert.values import SOURCES

    if waiting.open and waiting.alert.watch not in {*watches, SOURCES}:
        return waiting.why or f"the configuration has no watch `{waiting.alert.watch}`"
    return waiting.why if waiting.open else ""


def _values(waiting: "Waiting", watches: Collection[str], *, nested: bool) -> tuple[object, ...]:
    from cdetrack.model.jsonform import timestamp

    alert = waiting.alert
    following = timestamp(waiting.next) if waiting.next is not None else None
    told = [name for member in alert.members for name in (member.id, *member.also)]
    made = (alert.id, alert.watch, alert.channel, timestamp(alert.created))
    came = (waiting.state, waiting.tries, following, _why(waiting, watches) or None)
    return (*made, *came, told if nested else ",".join(told))


def _shown(waiting: "Waiting", watches: Collection[str]) -> tuple[object, ...]:
    from cdetrack.render.facts import moment

    alert = waiting.alert
    why = _why(waiting, watches)
    tries = f" after {waiting.tries} tries" if waiting.tries > 1 else ""
    tells = counted(len(alert.members), "notice") if alert.members else counted(len(alert.troubles), "source")
    following = moment(waiting.next) if waiting.next is not None else ""
    state = f"{waiting.state}{tries}{f': {why}' if why else ''}"
    return (alert.id[:12], alert.watch, alert.channel, moment(alert.created), state, following, tells)


def retry(context: Context, wait: Wait = 30.0) -> int:
    """Try all that waits at once, whether or not its pause is over."""
    from cdetrack.alert.gather import Snapshot
    from cdetrack.alert.outbox import checking

    watches = context.settings.watches
    with checking(context.folder, wait=wait, tell=context.tell) as outbox:
        before = open_alerts(outbox)
        code = deliver(context, outbox, watches, Snapshot(context.store), at_once=True)
        after = open_alerts(outbox)
    context.tell(
        f"{counted(before - after, 'alert')} delivered, {after:,} still waiting" if before else "nothing waits"
    )
    return code


def drop(context: Context, ids: Ids, wait: Wait = 30.0) -> None:
    """Give up alerts that wait: they are not told, and stay in the list as dropped."""
    from cdetrack.alert import outbox_lines
    from cdetrack.alert.outbox import checking

    with checking(context.folder, wait=wait, tell=context.tell) as outbox:
        waiting = [name for name, each in outbox.box.alerts.items() if each.open]
        chosen = [_one(waiting, text) for text in ids]
        for name in dict.fromkeys(chosen):
            outbox.record(outbox_lines.dropped(context.now, name))
            context.tell(f"`{name}` is given up")


def _one(names: Sequence[str], text: str) -> str:
    found = [name for name in names if len(text) >= 4 and name.startswith(text)]  # noqa: PLR2004 - as for notices
    if len(found) != 1:
        which = f"more than one begins so: {', '.join(found[:5])}" if found else "`cdetrack alerts` shows what waits"
        raise NotFoundError(f"no single alert that waits is called `{text}`", hint=which)
    return found[0]


def test(context: Context, name: Name) -> int:
    """Send a marked sample to every channel of a watch; it is no alert, and is not kept."""
    from cdetrack.alert import channels, check
    from cdetrack.alert.gather import Snapshot

    watches = {watch.name: watch for watch in context.settings.watches}
    if name not in watches:
        raise NotFoundError(f"no watch `{name}`", hint=hint(name, watches, "`cdetrack watches` lists them"))
    watch, present, given = watches[name], Snapshot(context.store), send_options(context)
    names = _samples(watch, present)
    code = 0
    for channel in watch.channels:
        message = check.sample(watch, channel, present, names, now=context.now, today=context.today)
        shown = channels.label(channel)
        try:
            channels.send(channel, message, given)
            context.tell(f"`{shown}`: the sample was taken")
        except DeliveryError as error:
            tell_error(f"`{shown}`: {error.message}", error.hint)
            code = error.exit_code
    return code


def _samples(watch: "Watch", present: "Snapshot") -> list[str]:
    """Return the ids of the newest notices that the watch would tell of; of any notices when there are none."""
    from cdetrack.model.notice import Query
    from cdetrack.query.select import select

    found = select(present.fold, watch.query._replace(limit=_SAMPLE)).notices
    return [notice.id for notice in found or select(present.fold, Query(limit=_SAMPLE)).notices]


_alerts = new_app()
_alerts.callback(invoke_without_command=True)(command(alerts))
_alerts.command("list")(command(list_alerts))
_alerts.command("retry")(command(retry))
_alerts.command("drop")(command(drop))
_alerts.command("test")(command(test))
APPS: Commands = {"alerts": _alerts}
