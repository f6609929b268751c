"""`watches`: each watch, tried on the last 90 days; add, edit and remove watches."""

from typing import TYPE_CHECKING, Annotated

import typer

from cdetrack.cli import complete, output
from cdetrack.cli.context import Context
from cdetrack.cli.next_steps import tell_next
from cdetrack.cli.options import Channels, Format, Json, SavedFilters, chosen_format, command, new_app
from cdetrack.errors import UsageError, quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cdetrack.alert.backtest import Backtest
    from cdetrack.config.settings import Config
    from cdetrack.config.toml_edit import Value

Name = Annotated[str, typer.Argument(metavar="NAME", help="The name of the new watch.")]
Known = Annotated[
    str, typer.Argument(metavar="NAME", help="The watch, as `watches` lists it.", autocompletion=complete.watches)
]
On = Annotated[
    list[str],
    typer.Option(
        "--on",
        metavar="KIND",
        help="Alert of added, changed or withdrawn notices; can be repeated.",
        autocompletion=complete.occasions,
    ),
]
Remind = Annotated[
    list[str],
    typer.Option("--remind", metavar="T", help="Also tell of a day to act by, this long before: 14d; can be repeated."),
]
Digest = Annotated[
    str | None,
    typer.Option(
        "--digest",
        metavar="D",
        help="true, false (one alert for each notice), daily, weekly, monthly.",
        autocompletion=complete.rhythms,
    ),
]
Rename = Annotated[str | None, typer.Option("--rename", metavar="NAME", help="Give the watch another name.")]
Clear = Annotated[
    list[str],
    typer.Option("--clear", metavar="OPTION", help="Remove this setting: topic, search, remind, …; can be repeated."),
]

_NAMED = 5
"""The matches of a watch that a table is followed by."""
_CLEARED = (
    *("search", "full-text", "since", "until", "seen-since", "withdrawn", "limit", "reverse"),
    *("on", "digest", "remind"),
)
"""The settings that can be removed, beside the filters with several values."""


def watches(context: Context, ctx: typer.Context, format: Format = None, json: Json = False) -> None:
    """Show each watch with its matches of the last 90 days."""
    if ctx.invoked_subcommand is not None:
        return
    form = chosen_format(format, as_json=json)
    rows = context.cache.backtest()
    if form in {"json", "jsonl"}:
        keys = (
            *("watch", "filter", "on", "digest", "remind_days", "channels"),
            *("matched", "of", "months", "note", "begun", "notices"),
        )
        output.rows(keys, [row.values() for row in rows], form)
    elif rows or form != "table":
        headings = ("watch", "filter", "on", "channels", "last 90 days", "by month", "note")
        output.rows(headings, [row.shown() for row in rows], form)
        if form == "table":
            _name_matches(context, rows)
    if not rows:
        context.tell(
            f"no watch is configured: `{context.command('watches', 'add')} NAME --topic TOPIC --channel CHANNEL` adds "
            f"one to `{context.config_path}`"
        )


def _name_matches(context: Context, rows: "Sequence[Backtest]") -> None:
    """Write the newest matches of each watch, and the command that lists the others."""
    from cdetrack.render.oneline import onelines

    for row in rows:
        if not row.notices:
            continue
        output.write(["", f"matched by {row.watch.name}:"])
        output.sentences(f"  {line}" for line in onelines(row.notices[:_NAMED]))
        if (more := len(row.notices) - _NAMED) > 0:
            command = context.command("list", "--watch", row.watch.name, "--since", "90d")
            output.write([f"and {more:,} more: {command}"])


def add(
    context: Context,
    name: Name,
    filters: SavedFilters,
    channel: Channels = [],  # noqa: B006 - Typer copies it
    on: On = [],  # noqa: B006 - the same
    remind: Remind = [],  # noqa: B006 - the same
    digest: Digest = None,
) -> None:
    """Add a watch to the configuration: a filter, and the channels of its alerts (stdout when left out)."""
    draft = context.cache.config_draft()
    filters.query(context)
    values = _values(filters, channel or ["stdout"], on, remind, digest)
    draft.add_watch(name, values)
    config = draft.save()
    context.tell(f"added to `{context.config_path}`: {_described(config, name)}")
    _tell_what_next(context, config, name)


def edit(
    context: Context,
    name: Known,
    filters: SavedFilters,
    channel: Channels = [],  # noqa: B006 - Typer copies it
    on: On = [],  # noqa: B006 - the same
    remind: Remind = [],  # noqa: B006 - the same
    digest: Digest = None,
    rename: Rename = None,
    clear: Clear = [],  # noqa: B006 - the same
) -> None:
    """Change only the given settings of a watch in the configuration."""
    from cdetrack.config.watches import FILTERS
    from cdetrack.query.filters import LIST_FILTERS
    from cdetrack.text.suggest import hint

    draft = context.cache.config_draft()
    filters.query(context, partial=True)
    several = {LIST_FILTERS[name]: name for name in FILTERS if name in LIST_FILTERS}
    accepted = (*several, *_CLEARED)
    for each in clear:
        if each not in accepted:
            raise UsageError(f"`--clear {each}`: no such setting can be removed", hint=hint(each, accepted))
    values = _values(filters, channel, on, remind, digest) | ({"name": rename} if rename is not None else {})
    removed = [several.get(each, each).replace("-", "_") for each in clear]
    draft.edit_watch(name, values, removed=removed)
    if not values and not removed:
        raise UsageError(
            f"nothing to change in the watch `{name}`",
            hint=f"`{context.command('watches', 'edit')} --help` lists the options",
        )
    config = draft.save()
    context.tell(f"changed in `{context.config_path}`: {_described(config, rename or name)}")
    _tell_what_next(context, config, rename or name)


def remove(context: Context, name: Known) -> None:
    """Remove a watch from the configuration; its alerts stay in `alerts`."""
    draft = context.cache.config_draft()
    draft.remove_watch(name)
    config = draft.save()
    context.tell(f"removed from `{context.config_path}`: the watch `{name}`")
    steps = [(context.command("watches"), "the watches that are left")] if config.watches else []
    tell_next(context, [*steps, (context.command("alerts"), "its alerts; `drop` gives up those that wait")])


def _values(
    filters: SavedFilters, channel: list[str], on: list[str], remind: list[str], digest: str | None
) -> "dict[str, Value]":
    """Return the settings that were typed; the loader of the configuration checks the channels.

    Raises UsageError for a wrong value of the other options.
    """
    from cdetrack.alert.watch import OCCASIONS, RHYTHMS
    from cdetrack.text import days

    for each in on:
        _check("--on", each, OCCASIONS)
    flags = {"true": True, "false": False}
    if digest is not None:
        _check("--digest", digest, (*flags, *RHYTHMS))
    for each in remind:
        days.length(each)
    values: dict[str, Value] = {
        name: list(value) if isinstance(value, list | tuple) else value for name, value in filters.settings().items()
    }
    if on:
        values["on"] = on
    if digest is not None:
        values["digest"] = flags.get(digest, digest)
    if remind:
        values["remind"] = remind[0] if len(remind) == 1 else remind
    if channel:
        values["channels"] = channel
    return values


def _check(option: str, given: str, accepted: "Sequence[str]") -> None:
    if given not in accepted:
        raise UsageError(f"`{option} {given}` is not accepted", hint=f"accepted are {quoted(accepted)}")


def _described(config: "Config", name: str) -> str:
    """Return a watch in words: its filter, its occasions and its channels without secrets."""
    from cdetrack.alert.backtest import occasions
    from cdetrack.alert.channels.address import label
    from cdetrack.query.filters import in_words

    watch = next(watch for watch in config.watches if watch.name == name)
    channels = ", ".join(label(channel) for channel in watch.channels)
    return f"the watch `{name}`, {in_words(watch.query)} · {occasions(watch)} · to {channels}"


def _tell_what_next(context: Context, config: "Config", name: str) -> None:
    from cdetrack.alert.beginning import not_begun
    from cdetrack.alert.outbox import load_outbox

    steps = [
        (context.command("alerts", "test", name), "sends a marked sample to its channels"),
        (context.command("watches"), "counts its matches of the last 90 days"),
        (context.command("check", "--dry-run"), "shows what it would send now"),
    ]
    new = not_begun(load_outbox(context.cache.folder), config.watches, context.cache.today)
    if any(watch.name == name for watch in new):
        steps.append((context.command("check", "--no-fetch"), "begins it: what comes later is told"))
    tell_next(context, steps)


app = new_app()
app.callback(invoke_without_command=True)(command(watches))
app.command("add")(command(add))
app.command("edit")(command(edit))
app.command("remove")(command(remove))
