"""`topics`: every topic with its count, or the notices in some."""

from typing import Annotated

import typer

from cdetrack.cli import complete, output
from cdetrack.cli.answers import tell_filters, tell_past, write_matches
from cdetrack.cli.context import Context
from cdetrack.cli.options import Filters, Format, Json, chosen_format

Topics = Annotated[
    list[str] | None,
    typer.Argument(metavar="[TOPIC]...", help="Show the notices in these.", autocompletion=complete.topics),
]


def run(context: Context, filters: Filters, names: Topics = None, format: Format = None, json: Json = False) -> None:
    """Show every topic with its count, or the notices in the named topics."""
    if names:
        write_matches(context, filters, chosen_format(format, as_json=json), topics=tuple(names))
        return
    form = chosen_format(format, as_json=json)
    query = filters.query(context)
    counts = context.cache.topic_counts(query)
    if form == "table":
        from cdetrack.render.table import topics_table

        output.draw(lambda term: topics_table(list(counts.items()), width=term.width), as_of=context.as_of)
    else:
        output.rows(("topic", "notices"), list(counts.items()), form, as_of=context.as_of)
    tell_past(context, form)
    # A notice may be in no topic.
    tell_filters(context, query, found=any(counts.values()) or bool(context.cache.matches(query, with_states=False)))
