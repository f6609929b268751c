"""Options of the commands that deliver alerts, and their words for failed deliveries."""

from math import inf
from typing import TYPE_CHECKING, Annotated

import typer

from cdetrack.cli.context import tell_error
from cdetrack.errors import DeliveryError, UsageError
from cdetrack.render import counted

if TYPE_CHECKING:
    from cdetrack.alert.delivery import DeliveryResult


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


def tell_failures(result: "DeliveryResult") -> int:
    """Tell the failed deliveries on stderr; return 8 as long as an alert waits after a failed attempt."""
    for failure in result.failures:
        alert, error = failure.alert, failure.error
        tell_error(f"`{alert.channel}` of the watch `{alert.watch}`: {error.message}", error.hint)
    failed = len(result.failed)
    if failed > len(result.failures):
        tell_error(f"{counted(failed, 'alert')} could not be delivered yet", "`cdetrack alerts` shows which and why")
    return DeliveryError.exit_code if failed else 0
