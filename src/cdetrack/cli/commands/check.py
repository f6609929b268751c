"""`check`: fetch, then alert."""

from typing import Annotated

import typer

from cdetrack.cache import clock
from cdetrack.cli.context import Context
from cdetrack.cli.delivery import Wait, alert_settings, tell_failures
from cdetrack.cli.options import Full

DUE = 10
"""The exit code of `--exit-code` when alerts were due."""

ExitCode = Annotated[bool, typer.Option("--exit-code", help="Exit with 10 when alerts were due and all went well.")]
Existing = Annotated[
    bool, typer.Option("--alert-existing", help="Tell also of what was there before a watch or a source was new.")
]
Details = Annotated[bool, typer.Option("--details", help="Read each new notice's own page as well.")]
NoFetch = Annotated[bool, typer.Option("--no-fetch", help="Alert only: of what was ingested or fetched before.")]


def run(
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
