"""`check`, `watches`, `schedule`: what tells people of news, and how it is made to do so."""

from typing import Annotated

import typer

from cdetrack.alert.channels import PASSWORD
from cdetrack.cache import clock
from cdetrack.cli import output
from cdetrack.cli.context import Context
from cdetrack.cli.delivery import Wait, alert_settings, tell_failures
from cdetrack.cli.options import Commands, Format, Full, Json, chosen_format
from cdetrack.errors import UsageError

DUE = 10
"""The exit code of `--exit-code` when alerts were due."""

ExitCode = Annotated[bool, typer.Option("--exit-code", help="Exit with 10 when alerts were due and all went well.")]
Existing = Annotated[
    bool, typer.Option("--alert-existing", help="Tell also of what was there before a watch or a source was new.")
]
Details = Annotated[bool, typer.Option("--details", help="Read each new notice's own page as well.")]
NoFetch = Annotated[bool, typer.Option("--no-fetch", help="Alert only: of what was ingested or fetched before.")]
Every = Annotated[str, typer.Option("--every", metavar="T", help="From 15m to 7d: 30m, 6h, 1d.")]


def check(
    context: Context,
    exit_code: ExitCode = False,
    alert_existing: Existing = False,
    full: Full = False,
    details: Details = False,
    no_fetch: NoFetch = False,
    wait: Wait = 30.0,
) -> int:
    """Fetch, then alert: the cron command; prints nothing when nothing is due."""
    from cdetrack.alert import check as alert

    code = 0

    def fetch() -> None:
        nonlocal code
        code = _fetched(context, full=full, details=details)

    settings = alert_settings(context)
    result = alert.check(
        context.store,
        settings,
        now=context.now,
        clock=clock,
        wait=wait,
        fetch=(lambda: None) if no_fetch else fetch,
        existing=alert_existing,
    )
    failed = tell_failures(result.delivery)
    if not settings.watches:
        context.detail("no watch is configured: nobody is told of what was found")
    return code or failed or (DUE if exit_code and (result.due or result.delivery.delivered) else 0)


def _fetched(context: Context, *, full: bool, details: bool) -> int:
    """Look at every enabled source, telling only what went wrong; return the first failure's code."""
    from cdetrack.cli.live import outcomes
    from cdetrack.cli.telling import tell_news_of, tell_outcome
    from cdetrack.look.outcome import exit_code

    told = []
    for outcome in outcomes(context, (), full=full, details=details, dry_run=False, accept=False):
        if context.verbose or outcome.failure is not None or outcome.held_back:
            tell_outcome(context, outcome)
        else:
            tell_news_of(context, outcome)
        told.append(outcome)
    return exit_code(told)


def watches(context: Context, format: Format = None, json: Json = False) -> None:
    """Show each watch with what it would have matched in the last 90 days, so that a useless rule is seen."""
    from cdetrack.alert.backtest import reviewed

    form = chosen_format(format, as_json=json)
    rows = reviewed(context.settings.watches, context.store.fold(), today=context.today)
    if form in {"json", "jsonl"}:
        keys = ("watch", "filter", "on", "digest", "remind_days", "channels", "matched", "of", "months", "note")
        output.rows(keys, [row.values() for row in rows], form)
    elif rows or form != "table":
        headings = ("watch", "filter", "on", "channels", "last 90 days", "by month", "note")
        output.rows(headings, [row.shown() for row in rows], form)
    if not rows:
        context.tell(f"no watch is configured: `[[watch]]` in `{context.config_path}` makes one")


def schedule(context: Context, every: Every = "6h") -> None:
    """Print the crontab line and the systemd timer that run `check`; nothing is installed."""
    from cdetrack.alert import schedule as plans

    length = plans.interval(every)
    if length is None:
        raise UsageError(
            f"`{every}` is not how often to check", hint="accepted is from `15m` to `7d`: `30m`, `6h`, `1d`"
        )
    command = plans.command_line(context.folder, context.config_path if context.config is not None else None)
    mail = context.settings.mail
    secret = PASSWORD if mail is not None and mail.user is not None else None
    output.write(plans.plan(length, command, secret=secret))


APPS: Commands = {"check": check, "watches": watches, "schedule": schedule}
