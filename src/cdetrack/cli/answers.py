"""Write matching notices, and the hint for an empty cache: shared by several commands."""

from cdetrack.cli import output
from cdetrack.cli.context import Context
from cdetrack.cli.options import Filters


def write_matches(
    context: Context, filters: Filters, form: str, *, topics: tuple[str, ...] = (), each: bool = False
) -> None:
    """Write the notices that match in a format, as `oneline` or as `count`: a screenful at most to a terminal."""
    screen = form == "table" and output.on_terminal()
    wanted = filters.query(context, limit=output.SCREENFUL if screen else 0, topics=topics)._replace(each=each)
    answer = context.cache.select(wanted, counted=screen)
    if form == "count":
        output.write([str(len(answer.notices))])
    elif form == "oneline":
        output.notices_on_a_line(answer.notices)
    else:
        output.notices(answer.notices, form, today=context.today, more=answer.more)
    if not answer.notices and not tell_if_empty(context):
        why = context.cache.impossible(wanted)
        context.tell(f"no notice matches{': ' if why else ''}{'; '.join(why)}")


def tell_if_empty(context: Context) -> bool:
    """Return True if the cache is empty, after a hint on stderr how to fill it."""
    empty = context.cache.is_empty
    if empty:
        context.tell(
            f"the cache `{context.folder}` is empty: `cdetrack fetch` looks at the live listings, "
            "`cdetrack ingest FILE` takes a saved one"
        )
    return empty
