"""Bring what waits to people: shared by the commands that deliver."""

import os
from math import inf
from typing import TYPE_CHECKING, Annotated

import typer

from cdetrack.alert.channels import PASSWORD
from cdetrack.cache import clock
from cdetrack.cli.context import Context, tell_error
from cdetrack.errors import DeliveryError, UsageError
from cdetrack.render import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cdetrack.alert.channels import SendOptions
    from cdetrack.alert.gather import Snapshot
    from cdetrack.alert.outbox import Outbox
    from cdetrack.alert.watch import Watch


def _seconds(value: float) -> float:
    """Return how long to wait. Raises UsageError for values that are no length: `nan`, `inf`."""
    if not value < inf:
        raise UsageError(f"`--wait {value:g}` is not how long to wait", hint="accepted are seconds: `0`, `2.5`, `300`")
    return value


Wait = Annotated[
    float,
    typer.Option(
        "--wait",
        metavar="SECONDS",
        min=0,
        callback=_seconds,
        show_default=False,
        help="Wait so long for another check; 30 when left out.",
    ),
]


def send_options(context: Context) -> "SendOptions":
    """Return what channels need of the configuration and the environment."""
    from cdetrack.alert.channels import SendOptions
    from cdetrack.fetch import trusted

    return SendOptions(
        folder=context.config_path.absolute().parent,
        mail=context.settings.mail,
        password=os.environ.get(PASSWORD),
        timeout=context.settings.fetch.timeout,
        verify=trusted(os.environ),
    )


def deliver(
    context: Context, outbox: "Outbox", watches: "Sequence[Watch]", present: "Snapshot", *, at_once: bool
) -> int:
    """Deliver what is due; return 8 as long as anything waits after a failed try."""
    from cdetrack.alert import channels, check

    given = send_options(context)
    failures = check.deliver_waiting(
        outbox,
        watches,
        present,
        lambda channel, message: channels.send(channel, message, given),
        clock=clock,
        today=context.today,
        patience=given.total,
        at_once=at_once,
    )
    told = 0
    for failure in failures:
        alert, error = failure.alert, failure.error
        tell_error(f"`{alert.channel}` of the watch `{alert.watch}`: {error.message}", error.hint)
        told += 1
    waiting = [each for each in check.counted(outbox.box) if each.tries]
    if len(waiting) > told:
        missing = counted(len(waiting), "alert")
        tell_error(f"{missing} could not be delivered yet", "`cdetrack alerts` shows which and why")
    return DeliveryError.exit_code if waiting else 0


def open_alerts(outbox: "Outbox") -> int:
    """Return how many alerts are still to be delivered."""
    return sum(each.open for each in outbox.box.alerts.values())
