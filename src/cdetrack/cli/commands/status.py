"""`status`: how fresh each source is."""

from typing import TYPE_CHECKING, Annotated

import typer

from cdetrack.cli import output
from cdetrack.cli.context import Context
from cdetrack.cli.options import Format, Json, chosen_format
from cdetrack.errors import FetchError
from cdetrack.render import counted

if TYPE_CHECKING:
    from datetime import datetime

    from cdetrack.query.freshness import Freshness

ExitCode = Annotated[bool, typer.Option("--exit-code", help="Exit with 4 when a source has failed for too long.")]
After = Annotated[
    str | None,
    typer.Option("--after", metavar="T", help="How long is too long: 2d, 1w; else `stale_after` of the configuration."),
]


def run(
    context: Context,
    exit_code: ExitCode = False,
    after: After = None,
    format: Format = None,
    json: Json = False,
) -> int:
    """Show how fresh each source is: last look, newest notice, rhythm, silence and failures."""
    from cdetrack.render.facts import local, zone
    from cdetrack.text import days

    form = chosen_format(format, as_json=json)
    limit = days.length(after) if after is not None else context.cache.config.fetch.stale_after
    rows = context.cache.freshness()
    if form == "table":
        values = [_shown(row, context) for row in rows]
        output.rows(
            ("source", "notices", "newest", "every", f"success ({zone(local(context.now))})", "state"), values, form
        )
        found = context.cache.coverage(rows)
        if not found.is_complete:
            from cdetrack.render.coverage import not_seen_view

            output.draw(lambda term: not_seen_view(found, width=term.width))
    else:
        output.rows(_KEYS, [_values(row) for row in rows], form)
    _tell_waiting(context)
    stale = [row for row in rows if row.enabled and row.is_stale(context.now, limit)]
    return FetchError.exit_code if exit_code and stale else 0


def _tell_waiting(context: Context) -> None:
    """Print a line for each channel for which alerts wait after a failed attempt."""
    from cdetrack.alert.routing import without_channel
    from cdetrack.alert.waiting import by_channel

    alerts = {each.alert.id: each for each in reversed(context.cache.alerts())}
    waiting = [each for each in alerts.values() if each.open and each.tries]
    for group in by_channel(waiting, without_channel(context.cache.recipients, alerts) if waiting else {}):
        yet = "" if group.gone else " yet"
        context.tell(f"`{group.channel}`: {group.said} could not be delivered{yet}: {group.why}; {group.remedy}")


_KEYS = (
    *("source", "enabled", "notices", "newest", "rhythm_days", "silent"),
    *("last_look", "last_success", "failing_since", "error", "unread", "last_full", "challenged"),
    *("unread_pages", "waiting_files", "further_pages"),
)


def _values(row: "Freshness") -> tuple[object, ...]:
    from cdetrack.model.jsonform import timestamp

    def moment(at: "datetime | None") -> str | None:
        return timestamp(at) if at is not None else None

    newest = row.newest.isoformat() if row.newest else None
    full = moment(row.last_full)
    times = (moment(row.last_look), moment(row.last_success), moment(row.failing_since))
    rest = (row.error, row.unread, full, row.challenged, row.unread_pages, row.waiting, row.further)
    return (row.source, row.enabled, row.notices, newest, row.rhythm, row.silent, *times, *rest)


def _shown(row: "Freshness", context: Context) -> tuple[object, ...]:
    from cdetrack.render.facts import local, moment

    rhythm = "" if row.rhythm is None else "1 day" if row.rhythm == 1 else f"{row.rhythm:g} days"
    # All times of the column in one zone, also in those before the clocks changed.
    here = local(context.now).tzinfo
    success = row.last_success.astimezone(here).strftime("%Y-%m-%d %H:%M") if row.last_success else "never"
    states = [] if row.enabled or row.source == "ingest" else ["off"]
    if row.failing_since is not None:
        states.append(f"failing since {moment(row.failing_since)}: {row.error}")
    elif row.error is not None:
        states.append(row.error)
    elif row.silent and row.posted is not None:
        states.append(f"silent for {(context.today - row.posted).days} days, unusually long")
    if row.unread_pages:
        states.append(f"{counted(row.unread_pages, 'own page')} still to be read")
    if row.waiting:
        files = f"files of {counted(row.waiting, 'notice')} still to be fetched"
        states.append(f"{files} ({row.waiting_why})" if row.waiting_why else files)
    if row.unread:
        entries = counted(row.unread, "entry", "entries")
        states.append(f"{entries} of the last look with a missing or doubtful day or title")
    return (row.source, row.notices, row.newest, rhythm, success, "; ".join(states))
