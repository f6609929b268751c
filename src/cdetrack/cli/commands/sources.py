"""`sources`: list the sources, and preview a listing."""

from typing import Annotated

import typer

from cdetrack.cli import output
from cdetrack.cli.context import Context
from cdetrack.cli.options import Format, Json, chosen_format, command, new_app
from cdetrack.cli.telling import tell_oddities


def sources(context: Context, ctx: typer.Context, format: Format = None, json: Json = False) -> None:
    """Show every known source, and whether it is enabled."""
    if ctx.invoked_subcommand is not None:
        return
    from cdetrack.text.links import without_password

    form = chosen_format(format, as_json=json)
    found = context.cache.sources.values()
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
Base = Annotated[str | None, typer.Option("--url", metavar="BASE", help="The address of a saved page.")]


Name = Annotated[str | None, typer.Option("--source", metavar="NAME", help="Read a file by the settings of NAME.")]


def preview(
    context: Context,
    place: Place,
    url: Base = None,
    source: Name = None,
    format: Format = None,
    json: Json = False,
) -> None:
    """Preview a link or a file in the format of `list`; nothing is recorded."""
    form = chosen_format(format, as_json=json)
    found = context.cache.preview(place, source=source, url=url)
    tell_oddities(context, [found])
    output.notices(found.notices, form, today=context.today)
    context.tell(f"{len(found.notices)} found by the reader `{found.kind}`; nothing was kept")


app = new_app()
app.callback(invoke_without_command=True)(command(sources))
app.command("test")(command(preview))
