"""`export`: the notices for other programs."""

from typing import Annotated

import typer

from cdetrack.cli import complete, output
from cdetrack.cli.answers import tell_if_empty, tell_past
from cdetrack.cli.context import Context
from cdetrack.cli.options import Filters
from cdetrack.render.exports import EXPORTS

_STDOUT = "-"

Kind = Annotated[str, typer.Argument(metavar="|".join(EXPORTS), help="What to make.", autocompletion=complete.exports)]
Target = Annotated[
    str,
    typer.Argument(metavar="[PATH]", help="The file; stdout when left out, or `-`; `xlsx` and `sqlite` need one."),
]
Title = Annotated[
    str | None, typer.Option("--title", metavar="TEXT", help="The title, in place of the names of the sources.")
]


def run(context: Context, filters: Filters, name: Kind, path: Target = _STDOUT, title: Title = None) -> None:
    """Write the notices that match as a page, a feed, a calendar, a spreadsheet, Markdown, JSON or a database.

    A file is replaced whole or not at all, and unchanged notices make an unchanged file.
    """
    query = filters.query(context)
    if path == _STDOUT:
        text = context.cache.export_text(name, query, title=title)
        tell_if_empty(context)
        output.write_text(text)
    else:
        context.cache.export(name, path, query, title=title)
        tell_if_empty(context)
    tell_past(context, name)
