"""`list`: the notices that match."""

from typing import Annotated

import typer

from cdetrack.cli.answers import write_matches
from cdetrack.cli.context import Context
from cdetrack.cli.options import Filters, Format, Json, chosen_format
from cdetrack.errors import UsageError

Each = Annotated[bool, typer.Option("--each", help="Every notice, and not each document once.")]


OneLine = Annotated[bool, typer.Option("--oneline", help="One line for each, cut to the width of a terminal.")]
Count = Annotated[bool, typer.Option("--count", help="Only the number of them.")]


def run(
    context: Context,
    filters: Filters,
    each: Each = False,
    oneline: OneLine = False,
    count: Count = False,
    format: Format = None,
    json: Json = False,
) -> None:
    """Show the documents that match, newest first."""
    if (oneline or count) and (json or format or (oneline and count)):
        raise UsageError("`--oneline`, `--count` and `--format` exclude each other", hint="give one of them")
    form = "count" if count else "oneline" if oneline else chosen_format(format, as_json=json)
    write_matches(context, filters, form, each=each)
