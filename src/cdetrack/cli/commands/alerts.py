"""`alerts`: list, retry and drop alerts; send a sample."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Annotated

import typer

from cdetrack.cli import output
from cdetrack.cli.context import Context, tell_error
from cdetrack.cli.options import Format, Json, Wait, chosen_format, command, new_app
from cdetrack.cli.telling import tell_failures
from cdetrack.render import counted

if TYPE_CHECKING:
    from cdetrack.alert.outbox_state import StoredAlert

Name = Annotated[str, typer.Argument(metavar="WATCH", help="The watch whose channels get a marked sample.")]
Ids = Annotated[list[str], typer.Argument(metavar="ALERT...", help="Ids as `alerts` shows them, or their beginnings.")]

_ALERT_KEYS = ("id", "watch", "channel", "created", "state", "tries", "next", "why", "notices")


def alerts(context: Context, ctx: typer.Context, format: Format = None, json: Json = False) -> None:
    """Show every alert, newest first: sent, waiting or failed, and why."""
    if ctx.invoked_subcommand is None:
        list_alerts(context, format, json)


def list_alerts(context: Context, format: Format = None, json: Json = False) -> None:
    """Show every alert, newest first: sent, waiting or failed, and why."""
    form = chosen_format(format, as_json=json)
    found = context.cache.alerts()
    watches = {watch.name for watch in context.cache.config.watches}
    if form == "table":
        headings = ("alert", "watch", "channel", "created", "state", "next try", "tells")
        if found:
            output.rows(headings, [_shown(each, watches) for each in found], form)
    else:
        output.rows(_ALERT_KEYS, [_values(each, watches, nested=form in {"json", "jsonl"}) for each in found], form)
    if not found:
        context.tell("no alerts" if watches else "no alerts, and no watch is configured")


def _why(waiting: "StoredAlert", watches: Collection[str]) -> str:
    from cdetrack.alert.alert import SOURCES

    if waiting.open and waiting.alert.watch not in {*watches, SOURCES}:
        return waiting.why or f"the configuration has no watch `{waiting.alert.watch}`"
    return waiting.why if waiting.open else ""


def _values(waiting: "StoredAlert", watches: Collection[str], *, nested: bool) -> tuple[object, ...]:
    from cdetrack.model.jsonform import timestamp

    alert = waiting.alert
    following = timestamp(waiting.next) if waiting.next is not None else None
    told = [name for member in alert.members for name in (member.id, *member.also)]
    made = (alert.id, alert.watch, alert.channel, timestamp(alert.created))
    came = (waiting.state, waiting.tries, following, _why(waiting, watches) or None)
    return (*made, *came, told if nested else ",".join(told))


def _shown(waiting: "StoredAlert", watches: Collection[str]) -> tuple[object, ...]:
    from cdetrack.render.facts import moment

    alert = waiting.alert
    why = _why(waiting, watches)
    tries = f" after {waiting.tries} tries" if waiting.tries > 1 else ""
    tells = counted(len(alert.members), "notice") if alert.members else counted(len(alert.troubles), "source")
    following = moment(waiting.next) if waiting.next is not None else ""
    state = f"{waiting.state}{tries}{f': {why}' if why else ''}"
    return (alert.id[:12], alert.watch, alert.channel, moment(alert.created), state, following, tells)


def retry(context: Context, wait: Wait = 30.0) -> int:
    """Deliver every waiting alert now, without its pause."""
    result = context.cache.retry(wait=wait)
    code = tell_failures(result)
    if result.delivered or result.waiting:
        context.tell(f"{counted(result.delivered, 'alert')} delivered, {len(result.waiting):,} still waiting")
    else:
        context.tell("nothing waits")
    return code


def drop(context: Context, ids: Ids, wait: Wait = 30.0) -> None:
    """Give up waiting alerts: they are never delivered, and stay in the list as dropped."""
    for name in context.cache.drop(*ids, wait=wait):
        context.tell(f"`{name}` is given up")


def test(context: Context, name: Name) -> int:
    """Send a marked sample to every channel of a watch; it is not recorded."""
    code = 0
    for result in context.cache.send_samples(name):
        if result.error is None:
            context.tell(f"`{result.channel}`: the sample was taken")
        else:
            tell_error(f"`{result.channel}`: {result.error.message}", result.error.hint, code=result.error.exit_code)
            code = result.error.exit_code
    return code


app = new_app()
app.callback(invoke_without_command=True)(command(alerts))
app.command("list")(command(list_alerts))
app.command("retry")(command(retry))
app.command("drop")(command(drop))
app.command("test")(command(test))
