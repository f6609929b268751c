"""`sources`: the listings that are watched; what one shows."""

import re
from typing import TYPE_CHECKING, Annotated

import typer

from cdetrack.cli import output
from cdetrack.cli.context import Context
from cdetrack.cli.options import Format, Json, chosen_format, command, new_app

if TYPE_CHECKING:
    from cdetrack.look.ingest import ParsedListing


def sources(context: Context, ctx: typer.Context, format: Format = None, json: Json = False) -> None:
    """Show what is watched: every listing that cdetrack knows, and whether it is looked at."""
    if ctx.invoked_subcommand is not None:
        return
    from cdetrack.sources.chosen import sources_in_force
    from cdetrack.text.links import without_password

    form = chosen_format(format, as_json=json)
    found = sources_in_force(context.settings.sources).values()
    if form in {"table", "tsv"}:
        values = [
            (each.name, "on" if each.enabled else "off", each.title, without_password(each.url)) for each in found
        ]
        output.rows(("source", "", "lists", "url"), values, form)
    else:
        objects = [
            (each.name, each.enabled, each.kind, each.title, without_password(each.url), each.mirror) for each in found
        ]
        output.rows(("source", "enabled", "kind", "title", "url", "mirror"), objects, form)


Place = Annotated[str, typer.Argument(metavar="URL|FILE", help="A live listing, a source's name, or a saved page.")]
Base = Annotated[str | None, typer.Option("--url", metavar="BASE", help="Where a saved page was found.")]


def found_there(context: Context, place: Place, url: Base = None, format: Format = None, json: Json = False) -> None:
    """Show what would be found at a link or in a file, as `list` would show it; nothing is kept."""
    from cdetrack.changes.compare import compare
    from cdetrack.changes.replay import KnownInMemory
    from cdetrack.look.ingest import one_look, read_listings

    form = chosen_format(format, as_json=json)
    found = _fetched(context, place) if _is_live(context, place) else read_listings(place, seen=context.today, url=url)
    for each in found:
        for problem in each.problems:
            context.tell(f"skipped: {problem}")
        for note in each.notes:
            context.tell(note)
    seen = KnownInMemory()
    seen.apply(compare(seen, one_look(found, source=found[0].source, at=context.now), number=1).changes)
    notices = [context.store.rules.notice(standing) for standing in seen.standings.values()]
    output.notices(sorted(notices, key=lambda each: each.date, reverse=True), form, today=context.today)
    context.tell(f"{len(notices)} found by the reader `{found[0].listing.kind}`; nothing was kept")


def _is_live(context: Context, place: str) -> bool:
    from cdetrack.sources.chosen import sources_in_force

    return bool(re.match(r"https?://", place)) or place in sources_in_force(context.settings.sources)


def _fetched(context: Context, place: str) -> "list[ParsedListing]":
    from cdetrack.cli.live import fetcher, meant
    from cdetrack.look.pages import parse_page
    from cdetrack.sources import request_for

    [source] = meant(context, [place])
    address, form = request_for(source, 1)
    with fetcher(context) as fetch:
        page = fetch.get(address, form=form).page
    assert page is not None  # noqa: S101 - no validators were sent
    return [parse_page(page, source, seen=context.today)]


app = new_app()
app.callback(invoke_without_command=True)(command(sources))
app.command("test")(command(found_there))
