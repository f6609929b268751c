"""`deadlines`: the days to come that notices announce."""

from datetime import date
from typing import Annotated

import typer

from cdetrack.cache import Cache
from cdetrack.cli import output
from cdetrack.cli.answers import no_match, search_marks, tell_filters, tell_past, tell_unsearched
from cdetrack.cli.context import Context
from cdetrack.cli.options import Filters, Format, Json, chosen_format
from cdetrack.model.jsonform import DEADLINE_KEYS, deadline_json
from cdetrack.model.notice import Query

Within = Annotated[str | None, typer.Option("--within", metavar="T", help="No later than this from now: 30d, 2w, 3mo.")]


def run(
    context: Context,
    filters: Filters,
    within: Within = None,
    format: Format = None,
    json: Json = False,
) -> None:
    """Show the days to act by from today on: effect, comments, transitions, expiries, events."""
    from cdetrack.text import days

    form = chosen_format(format, as_json=json)
    today = context.today
    query = filters.query(context)
    span = days.length(within) if within is not None else None
    rows = context.cache.deadlines(query, within=span)
    rows = rows[::-1] if query.reverse else rows
    rows = rows[: query.limit] if query.limit else rows
    if form == "table":
        from cdetrack.render.table import deadlines_table

        if rows:
            marked = search_marks(query)
            output.draw(
                lambda term: deadlines_table(rows, term, today=today, marked=marked), paged=True, as_of=context.as_of
            )
    else:
        values = [tuple(deadline_json(*row, today=today).values()) for row in rows]
        output.rows(DEADLINE_KEYS, values, form, as_of=context.as_of)
    tell_past(context, form, shown=bool(rows))
    tell_unsearched(context, query)
    tell_filters(context, query, found=bool(rows), nothing=lambda cache, query: no_deadline(cache, query, within))


def no_deadline(cache: Cache, query: Query, within: str | None) -> str:
    """Return the sentence that no day to come matches, with the next one behind the length of time `within`, or why."""
    from cdetrack.text import days

    today = cache.today
    until = date.max if within is None else today + days.length(within)
    message = "no deadline to come matches" + (f" within {within}" if within else "")
    if within and (later := cache.deadlines(query)):
        return f"{message}; the next one is on {later[0][0].isoformat()}"
    return no_match(cache, query, message, lambda notice: any(today <= day <= until for _, day in notice.days))
