"""Bring what waits to people, and tell what went wrong: shared by the commands that deliver."""

import os
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from cdetrack.cli.session import Session
from cdetrack.errors import DeliveryError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cdetrack.alert.gather import Present
    from cdetrack.alert.run import Failure
    from cdetrack.channels import Means
    from cdetrack.config import Watch
    from cdetrack.store.outbox import Outbox

PASSWORD = "CDETRACK_MAIL_PASSWORD"  # noqa: S105 - the variable's name
Wait = Annotated[
    float,
    typer.Option(
        "--wait", metavar="SECONDS", min=0, show_default=False, help="Wait so long for another check; 30 when left out."
    ),
]


def watches_of(session: Session) -> "Sequence[Watch]":
    """Return the configured watches."""
    return session.config.watches if session.config is not None else ()


def means(session: Session) -> "Means":
    """Return what channels need of the configuration and the environment."""
    from cdetrack.channels import Means
    from cdetrack.config import FetchSettings
    from cdetrack.fetch import trusted

    config = session.config
    settings = config.fetch if config is not None else FetchSettings()
    return Means(
        folder=session.config_path.absolute().parent,
        mail=config.mail if config is not None else None,
        password=os.environ.get(PASSWORD),
        timeout=settings.timeout,
        verify=trusted(os.environ),
    )


def deliver(
    session: Session, outbox: "Outbox", watches: "Sequence[Watch]", present: "Present", *, at_once: bool
) -> int:
    """Deliver what is due; return 8 as long as anything waits after a failed try."""
    from cdetrack import channels
    from cdetrack.alert import run

    given = means(session)
    failures = run.deliver_waiting(
        outbox,
        watches,
        present,
        lambda channel, message: channels.send(channel, message, given),
        clock=_now,
        today=session.today,
        patience=given.total,
        at_once=at_once,
    )
    told = 0
    for failure in failures:
        _tell_failure(failure)
        told += 1
    waiting = [each for each in run.counted(outbox.box, watches) if each.tries]
    if len(waiting) > told:
        tell_error(
            f"{count(len(waiting), 'alert')} could not be delivered yet", "`cdetrack alerts` shows which and why"
        )
    return DeliveryError.exit_code if waiting else 0


def open_alerts(outbox: "Outbox") -> int:
    """Return how many alerts are still to be delivered."""
    return sum(each.open for each in outbox.box.alerts.values())


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


def _tell_failure(failure: "Failure") -> None:
    tell_error(
        f"`{failure.alert.channel}` of the watch `{failure.alert.watch}`: {failure.error.message}", failure.error.hint
    )


def tell_error(message: str, hint: str | None) -> None:
    """Tell a failure and what to do about it, on stderr."""
    print(f"error: {message}", file=sys.stderr)
    if hint is not None:
        print(f"hint: {hint}", file=sys.stderr)


def count(number: int, noun: str) -> str:
    """Return a number with its noun."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
