"""`help`: the manual pages."""

from typing import Annotated

import typer

from cdetrack.cli import complete, output
from cdetrack.cli.context import Context

Words = Annotated[
    list[str] | None,
    typer.Argument(metavar="[COMMAND]...", help="Such as `list` or `alerts retry`.", autocompletion=complete.commands),
]


def run(context: Context, ctx: typer.Context, words: Words = None) -> None:  # noqa: ARG001 - for the options of all
    """Show the manual page of a command, or of cdetrack without one."""
    from cdetrack.cli.manual import manual_of

    output.manual(manual_of(ctx.find_root(), words or []))
