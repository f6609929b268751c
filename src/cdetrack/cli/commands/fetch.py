"""`fetch`: look at live listings."""

from typing import Annotated

import typer

from cdetrack.cli import complete
from cdetrack.cli.context import Context
from cdetrack.cli.options import DryRun, Full
from cdetrack.cli.progress import progress_bars
from cdetrack.cli.telling import OutcomeTeller, tell_outcome

Sources = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[SOURCE|URL]...",
        help="Sources or listings; every enabled source when left out.",
        autocompletion=complete.sources,
    ),
]
Details = Annotated[
    bool,
    typer.Option("--details", help="Read the own page of each new notice as well; with `--full`, every own page."),
]
Attachments = Annotated[
    bool, typer.Option("--attachments", help="Keep the files of each new notice as well; implies `--details`.")
]
Accept = Annotated[
    bool,
    typer.Option(
        "--accept", help="Accept what was held back: mass withdrawals, a page of another kind, address or list."
    ),
]


def run(
    context: Context,
    names: Sources = None,
    full: Full = False,
    details: Details = False,
    attachments: Attachments = False,
    dry_run: DryRun = False,
    accept: Accept = False,
) -> int:
    """Look at live listings and record the changes."""
    from cdetrack.look.outcome import exit_code

    told = []
    tell = OutcomeTeller(lambda outcome: tell_outcome(context, outcome, dry_run=dry_run))
    with progress_bars(context) as progress:
        for outcome in context.cache.fetch(
            *(names or ()),
            full=full,
            details=details,
            attachments=attachments,
            accept=accept,
            dry_run=dry_run,
            progress=progress,
        ):
            tell(outcome)
            told.append(outcome)
    tell.finish()
    if not told:
        context.tell("no source is enabled: `cdetrack sources` lists them, the configuration switches them on")
    return exit_code(told)
