"""`alerts`: list, show, retry and drop alerts; send a sample."""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from cdetrack.cli import complete, output
from cdetrack.cli.context import Context, tell_error
from cdetrack.cli.options import Format, Json, Wait, chosen_format, command, new_app
from cdetrack.cli.telling import tell_failures
from cdetrack.errors import UsageError
from cdetrack.render import counted

if TYPE_CHECKING:
    from cdetrack.alert.outbox_state import StoredAlert
    from cdetrack.alert.waiting import WaitingChannel

_FORMS = ("text", "html", "md", "json")
AlertFormat = Annotated[str | None, typer.Option("--format", metavar="|".join(_FORMS), help="Text when left out.")]

Name = Annotated[
    str,
    typer.Argument(
        metavar="WATCH", help="The watch whose channels get a marked sample.", autocompletion=complete.watches
    ),
]
Ids = Annotated[
    list[str],
    typer.Argument(
        metavar="[ALERT]...",
        help="Ids as `alerts` shows them, or their beginnings.",
        autocompletion=complete.waiting_alerts,
    ),
]
Id = Annotated[
    str,
    typer.Argument(
        metavar="ALERT", help="The id as `alerts` shows it, or its beginning.", autocompletion=complete.alerts
    ),
]
Each = Annotated[bool, typer.Option("--each", help="Every alert, and not all that wait for one channel in one line.")]
Dropped = Annotated[
    str | None, typer.Option("--channel", metavar="C", help="All that wait for this channel: 1f9c, mailto:me@….")
]
Only = Annotated[str | None, typer.Option("--channel", metavar="C", help="Only to this one: 1f9c, mailto:me@….")]
Print = Annotated[bool, typer.Option("--print", help="Print the sample, and send nothing.")]

_ALERT_KEYS = ("id", "watch", "channel", "created", "state", "tries", "next", "why", "notices")


def alerts(context: Context, ctx: typer.Context, each: Each = False, format: Format = None, json: Json = False) -> None:
    """Show every alert, newest first: sent, waiting or failed, and why."""
    if ctx.invoked_subcommand is None:
        list_alerts(context, each, format, json)


def list_alerts(context: Context, each: Each = False, format: Format = None, json: Json = False) -> None:
    """Show every alert, newest first: sent, waiting or failed, and why."""
    form = chosen_format(format, as_json=json)
    found = context.cache.alerts()
    watches = {watch.name for watch in context.cache.config.watches}
    if form == "table":
        from cdetrack.alert.waiting import by_channel

        waiting = [] if each else by_channel(stored for stored in reversed(found) if stored.open)
        groups = [group for group in waiting if len(group.alerts) > 1]
        headings = ("alert", "watch", "created", "state", "next try", "tells", "channel")
        if found:
            output.rows(headings, _table(found, watches, groups), form)
        for group in groups:
            context.tell(f"`{group.channel}`: {group.remedy}")
    else:
        output.rows(_ALERT_KEYS, [_values(each, watches, nested=form in {"json", "jsonl"}) for each in found], form)
    if not found:
        context.tell("no alerts" if watches else "no alerts, and no watch is configured")


def _table(
    found: "Sequence[StoredAlert]", watches: Collection[str], groups: "Sequence[WaitingChannel]"
) -> list[tuple[object, ...]]:
    """Return the rows of a table; the alerts of each group, which wait for one channel, are one row."""
    waiting = {stored.alert.id: group for group in groups for stored in group.alerts}
    rows: list[tuple[object, ...]] = []
    told = set()
    for stored in found:
        group = waiting.get(stored.alert.id)
        if group is None:
            rows.append(_shown(stored, watches))
        elif group.channel not in told:
            told.add(group.channel)
            rows.append(_shown_group(group))
    return rows


def _shown_group(group: "WaitingChannel") -> tuple[object, ...]:
    """Return the row of the alerts that wait for one channel."""
    from cdetrack.render.facts import moment

    times = [moment(stored.alert.created) for stored in (group.alerts[0], group.alerts[-1])]
    notices = {name for stored in group.alerts for name in stored.alert.everything()}
    following = moment(group.next) if group.next is not None else ""
    state = f"failed: {group.why}" if group.why else "waits"
    created = " to ".join(dict.fromkeys(times))
    names, tells = ", ".join(group.watches), counted(len(notices), "notice")
    return (f"{len(group.alerts)} alerts", names, created, state, following, tells, group.channel)


def _why(waiting: "StoredAlert", watches: Collection[str]) -> str:
    from cdetrack.alert.alert import SOURCES

    if waiting.open and waiting.watch not in {*watches, SOURCES}:
        return waiting.reason or f"the configuration has no watch `{waiting.watch}`"
    return waiting.reason


def _values(waiting: "StoredAlert", watches: Collection[str], *, nested: bool) -> tuple[object, ...]:
    from cdetrack.model.jsonform import timestamp

    alert = waiting.alert
    following = timestamp(waiting.next) if waiting.next is not None else None
    told = alert.notices()
    made = (alert.id, alert.watch, alert.shown, timestamp(alert.created))
    came = (waiting.state, waiting.tries, following, _why(waiting, watches) or None)
    return (*made, *came, told if nested else ",".join(told))


def _shown(waiting: "StoredAlert", watches: Collection[str]) -> tuple[object, ...]:
    from cdetrack.render.facts import moment

    alert = waiting.alert
    documents, sources = alert.everything(), {each.source for each in alert.troubles}
    tells = counted(len(sources), "source") if sources else counted(len(documents), "notice")
    following = moment(waiting.next) if waiting.next is not None else ""
    state = _state(waiting, watches)
    return (alert.id[:12], alert.watch, moment(alert.created), state, following, tells, alert.shown)


def _state(waiting: "StoredAlert", watches: Collection[str]) -> str:
    """Return the state of an alert in words: `failed after 2 tries: it answered 503`."""
    why = _why(waiting, watches)
    tries = f" after {waiting.tries} tries" if waiting.tries > 1 else ""
    return f"{waiting.state}{tries}{f': {why}' if why else ''}"


def retry(context: Context, wait: Wait = 30.0) -> int:
    """Deliver every waiting alert now, without its pause."""
    result = context.cache.retry(wait=wait)
    code = tell_failures(result)
    if result.delivered or result.waiting:
        context.tell(f"{counted(result.delivered, 'alert')} delivered, {len(result.waiting):,} still waiting")
    else:
        context.tell("nothing waits")
    return code


def show(context: Context, alert: Id, format: AlertFormat = None, json: Json = False) -> None:
    """Show the message of an alert, as it would be sent now: text, HTML, Markdown, or the JSON of a webhook."""
    form = chosen_format(format if json else format or "text", as_json=json, accepted=_FORMS)
    together, message = context.cache.alert(alert)
    if form == "json":
        from cdetrack.alert.channels.payload import payload

        output.write([payload(message).decode()])
        return
    for stored in together:
        about = stored.alert
        state = _state(stored, {about.watch})
        context.tell(f"alert `{about.id}` of the watch `{about.watch}` to `{about.shown}`: {state}")
    output.write_text([{"html": message.html, "md": message.markdown}.get(form, message.text)])


def drop(
    context: Context,
    ids: Ids = [],  # noqa: B006 - Typer copies it
    channel: Dropped = None,
    wait: Wait = 30.0,
) -> None:
    """Give up waiting alerts, one or all of a channel: they are never delivered, and stay in the list as dropped."""
    if not ids and channel is None:
        hint = "give an id of `cdetrack alerts`, or `--channel` for all of a channel"
        raise UsageError("no alert is named", hint=hint)
    dropped = context.cache.drop(*ids, channel=channel, wait=wait)
    if channel is not None:
        context.tell(f"{counted(len(dropped), 'alert')} given up")
        return
    for name in dropped:
        context.tell(f"`{name}` is given up")


def send_sample(context: Context, name: Name, channel: Only = None, show_only: Print = False) -> int:
    """Send a marked sample to the channels of a watch, or print it; it is not recorded."""
    if show_only:
        if channel is not None:
            raise UsageError("`--print` and `--channel` exclude each other", hint="give one of them")
        output.write_text([context.cache.sample_text(name)])
        return 0
    code = 0
    for result in context.cache.send_samples(name, only=channel):
        if result.error is None:
            context.tell(f"`{result.channel}`: the sample was taken")
        else:
            tell_error(f"`{result.channel}`: {result.error.message}", result.error.hint, code=result.error.exit_code)
            code = result.error.exit_code
    return code


app = new_app()
app.callback(invoke_without_command=True)(command(alerts))
app.command("list")(command(list_alerts))
app.command("show")(command(show))
app.command("retry")(command(retry))
app.command("drop")(command(drop))
app.command("test")(command(send_sample))
