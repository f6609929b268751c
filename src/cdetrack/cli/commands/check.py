"""`check`: fetch, then alert."""

from contextlib import nullcontext
from typing import TYPE_CHECKING, Annotated

import typer

from cdetrack.cli import output
from cdetrack.cli.context import Context
from cdetrack.cli.options import NEWS, Full, Wait
from cdetrack.cli.progress import progress_bars
from cdetrack.cli.telling import OutcomeTeller, tell_failures, tell_news

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cdetrack.alert.message import Message

ExitCode = Annotated[bool, typer.Option("--exit-code", help="Exit with 10 when alerts were due and all went well.")]
Existing = Annotated[
    bool,
    typer.Option("--alert-existing", help="Alert also of what was recorded before a watch began or by a first look."),
]
Details = Annotated[bool, typer.Option("--details", help="Read the own page of each new notice as well.")]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Print what would be told, and to whom; send, record and keep nothing.")
]
NoFetch = Annotated[bool, typer.Option("--no-fetch", help="Alert without fetching: of notices that are recorded.")]


def run(
    context: Context,
    exit_code: ExitCode = False,
    alert_existing: Existing = False,
    full: Full = False,
    details: Details = False,
    no_fetch: NoFetch = False,
    dry_run: DryRun = False,
    wait: Wait = 30.0,
) -> int:
    """Fetch, then alert: the command for cron; silent unless something is due."""
    from cdetrack.look.outcome import exit_code as code_of

    tell = OutcomeTeller(lambda outcome: tell_news(context, outcome))
    sent: list[tuple[str, Message]] = []
    with context.cache.scratch() if dry_run else nullcontext(context.cache) as cache:
        result = cache.check(
            fetch=not no_fetch,
            full=full,
            details=details,
            existing=alert_existing,
            wait=wait,
            each=tell,
            progress=progress_bars(context),
            send=(lambda channel, message: sent.append((channel, message))) if dry_run else None,
        )
    tell.finish()
    if dry_run:
        _print_messages(context, sent)
        if not alert_existing:
            _tell_beginnings(context)
    failed = tell_failures(result.delivery)
    if not context.cache.config.watches:
        context.detail("no watch is configured: no alert is sent")
    due = exit_code and (result.due or result.delivery.delivered)
    return code_of(result.outcomes) or failed or (NEWS if due else 0)


def _print_messages(context: Context, sent: "Sequence[tuple[str, Message]]") -> None:
    """Print each message once, below the channels that it would go to."""
    from cdetrack.alert.channels.address import label

    texts: dict[str, list[str]] = {}
    for channel, message in sent:
        texts.setdefault(message.text, []).append(f"`{label(channel)}`")
    for text, channels in texts.items():
        output.write([f"To {', '.join(channels)}:", "", text])
    if not context.cache.config.watches:
        add = context.command("watches", "add")
        context.tell(f"no watch is configured: `{add} NAME --topic TOPIC --channel CHANNEL` adds one")
    context.tell("nothing was sent or kept" if texts else "nothing would be told; nothing was kept")


def _tell_beginnings(context: Context) -> None:
    """Print for each watch that has not begun how many recorded documents match it: it is not told of them."""
    from cdetrack.render import counted

    for name, count in context.cache.not_begun().items():
        found = "no recorded document matches it"
        if count:
            match = "matches it and is" if count == 1 else "match it and are"
            command = context.command("list", "--watch", name)
            found = f"{counted(count, 'recorded document')} {match} not told (`{command}`)"
        context.tell(f"the watch `{name}` begins with its first check: {found}")
