"""`stats`: documents by month and topic, notices by source."""

from cdetrack.cli import output
from cdetrack.cli.answers import tell_filters, tell_past
from cdetrack.cli.context import Context
from cdetrack.cli.options import Filters, Format, Json, chosen_format


def run(context: Context, filters: Filters, format: Format = None, json: Json = False) -> None:
    """Show how many documents there are by month and topic, and how many notices by source."""
    form = chosen_format(format, as_json=json)
    query = filters.query(context)
    figures = context.cache.stats(query)
    if form == "table":
        from cdetrack.render.figures import stats_view

        if figures.notices:
            output.draw(lambda term: stats_view(figures, width=term.width), paged=True, as_of=context.as_of)
    else:
        output.rows(("by", "name", "notices"), list(figures.rows()), form, as_of=context.as_of)
    tell_past(context, form, shown=bool(figures.notices))
    tell_filters(context, query, found=figures.notices > 0)
