"""`sources`: list the sources, and preview a listing."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from cdetrack.cli import output
from cdetrack.cli.context import Context
from cdetrack.cli.options import Format, Json, chosen_format, command, new_app
from cdetrack.cli.telling import tell_oddities
from cdetrack.errors import UsageError

if TYPE_CHECKING:
    from datetime import datetime

    from cdetrack.sources import Source


_UNCONFIRMED = "unconfirmed: nobody has seen it answer"


def sources(context: Context, ctx: typer.Context, format: Format = None, json: Json = False) -> None:
    """Show every known source, and whether it is enabled."""
    if ctx.invoked_subcommand is not None:
        return
    from cdetrack.text.links import without_password

    form = chosen_format(format, as_json=json)
    found = context.cache.sources.values()
    answered = context.cache.answered()
    if form in {"table", "tsv"}:
        # A table has no room for the whole remark on each line: it stands below.
        remark = _UNCONFIRMED.partition(":")[0] if form == "table" else _UNCONFIRMED
        values = [
            (
                each.name,
                "on" if each.enabled else "off",
                _with_answer(each, answered.get(each.name), remark),
                without_password(each.url),
            )
            for each in found
        ]
        output.rows(("source", "", "lists", "url"), values, form)
        if form == "table" and any(not each.is_confirmed for each in found):
            context.tell(f"{_UNCONFIRMED}, in this form; `cdetrack fetch NAME` tries one")
    else:
        objects = [
            (
                *(each.name, each.enabled, each.kind, each.title, without_password(each.url), each.mirror),
                *(each.origin or None, each.grade or None, each.is_confirmed or each.name in answered),
            )
            for each in found
        ]
        output.rows(
            ("source", "enabled", "kind", "title", "url", "mirror", "origin", "grade", "confirmed"), objects, form
        )


def _with_answer(source: "Source", answered: "datetime | None", remark: str) -> str:
    """Return the title of a source, with `remark` if nobody has seen it answer, or with the day of its last answer."""
    if source.is_confirmed:
        return source.title
    return f"{source.title} · {f'answered {answered:%Y-%m-%d}' if answered is not None else remark}"


def print_userscript(context: Context) -> None:  # noqa: ARG001 - every command takes the common options
    """Print a userscript that saves the lists in your browser as files for `ingest`."""
    from cdetrack.sources.userscript import userscript

    sys.stdout.write(userscript())


Place = Annotated[str, typer.Argument(metavar="URL|FILE", help="A live listing, a source's name, or a saved page.")]
Base = Annotated[str | None, typer.Option("--url", metavar="BASE", help="The address of a saved page.")]


Name = Annotated[str | None, typer.Option("--source", metavar="NAME", help="Read a file by the settings of NAME.")]


Report = Annotated[
    bool, typer.Option("--report", help="Print one JSON object: the notices, and what was found out about the page.")
]


def preview(
    context: Context,
    place: Place,
    url: Base = None,
    source: Name = None,
    format: Format = None,
    json: Json = False,
    report: Report = False,
) -> None:
    """Preview a link or a file in the format of `list`; nothing is recorded."""
    from cdetrack.render.preview_report import preview_json, preview_lines

    form = chosen_format(format, as_json=json)
    if report and format not in {None, "json"}:
        raise UsageError(f"`--report` is JSON: it excludes `--format {format}`", hint="give one of them")
    found = context.cache.preview(place, source=source, url=url)
    if source is not None and source not in context.cache.sources:
        context.tell(f"no source `{source}` is configured: read without settings of its own")
    tell_oddities(context, [found])
    if report:
        output.objects([preview_json(found)], "jsonl")
    else:
        output.notices(found.notices, form, today=context.today)
    for line in preview_lines(found):
        context.tell(line)


app = new_app()
app.callback(invoke_without_command=True)(command(sources))
app.command("test")(command(preview))
app.command("userscript")(command(print_userscript))
