"""`list`: the notices that match."""

from typing import Annotated

import typer

from cdetrack.cli.answers import write_matches
from cdetrack.cli.context import Context
from cdetrack.cli.options import Filters, Format, Json, chosen_format

Each = Annotated[bool, typer.Option("--each", help="Every notice, and not each document once.")]


def run(
    context: Context,
    filters: Filters,
    each: Each = False,
    format: Format = None,
    json: Json = False,
) -> None:
    """Show the documents that match, newest first."""
    write_matches(context, filters, chosen_format(format, as_json=json), each=each)
