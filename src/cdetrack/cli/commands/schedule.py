"""`schedule`: the crontab line and the systemd timer."""

import os
from typing import Annotated

import typer

from cdetrack.alert.channels import PASSWORD, WEBHOOK_SECRET
from cdetrack.cli import output
from cdetrack.cli.context import Context
from cdetrack.errors import UsageError

Every = Annotated[str, typer.Option("--every", metavar="T", help="From 15min to 7d: 30min, 6h, 1d.")]


def run(context: Context, every: Every = "6h") -> None:
    """Print the crontab line and the systemd timer that run `check`; nothing is installed."""
    from cdetrack.alert import schedule as plans

    length = plans.interval(every)
    if length is None:
        raise UsageError(
            f"`{every}` is not how often to check", hint="accepted is from `15min` to `7d`: `30min`, `6h`, `1d`"
        )
    if every.strip().lower().endswith("m"):
        context.tell(
            f"`{every}` is read as minutes: write `{every.strip()}in`, since `m` is months in every other place"
        )
    command = plans.command_line(context.folder, context.cache.config_file)
    mail = context.cache.config.mail
    secrets = [PASSWORD] if mail is not None and mail.user is not None else []
    if os.environ.get(WEBHOOK_SECRET):
        secrets.append(WEBHOOK_SECRET)
    output.write(plans.plan(length, command, secrets=secrets))
