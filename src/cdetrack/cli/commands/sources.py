"""`sources`: list the sources, and preview a listing."""

import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from cdetrack.cli import complete, output
from cdetrack.cli.context import Context
from cdetrack.cli.next_steps import tell_next
from cdetrack.cli.options import Format, Json, check_origin, chosen_format, command, new_app
from cdetrack.cli.telling import tell_oddities
from cdetrack.errors import UsageError, quoted

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
    from cdetrack.render.facts import local

    if source.is_confirmed:
        return source.title
    return f"{source.title} · {f'answered {local(answered):%Y-%m-%d}' if answered is not None else remark}"


def print_userscript(context: Context) -> None:  # noqa: ARG001 - every command takes the common options
    """Print a userscript that saves the lists in your browser as files for `ingest`."""
    from importlib.resources import files

    sys.stdout.write(files("cdetrack.sources").joinpath("userscript.js").read_text(encoding="utf-8"))


Names = Annotated[
    list[str],
    typer.Argument(
        metavar="NAME...",
        help="Sources, sets of them (`carriers`, or `fda` for all of `fda/…`), or links of other listings.",
        autocompletion=complete.source_sets,
    ),
]


def enable(context: Context, names: Names) -> None:
    """Switch sources on in the configuration: `fetch` and `check` read them."""
    from cdetrack.sources.sets import BROWSER_KINDS

    changed = _switch(context, names, enabled=True)
    saved = [name for name in changed if _kind(context, name) in BROWSER_KINDS]
    if saved:
        context.tell(
            f"{quoted(saved)}: a plain client gets a challenge there, so save the list in "
            f"your browser and ingest the file; `{context.command('sources', 'userscript')}` makes that one click"
        )
    fetched = [name for name in changed if name not in saved]
    is_known = context.cache.answered().keys() >= set(changed)
    effect = "what has changed since the last look" if is_known else "it; the first look is the baseline"
    if fetched:
        names = changed if len(changed) == 1 else []
        steps = [(context.command("sources", "test", fetched[0]), "shows its first page, and records nothing")]
        tell_next(context, [*steps, (context.command("fetch", *names), f"records {effect}")])
    elif saved:
        tell_next(context, [(context.command("ingest", "FILE"), f"records {effect}")])


def _kind(context: Context, name: str) -> str:
    source = context.cache.sources.get(name)
    return source.kind if source is not None else "generic"


def disable(context: Context, names: Names) -> None:
    """Switch sources off in the configuration; their notices stay in the cache."""
    if _switch(context, names, enabled=False):
        tell_next(context, [(context.command("sources"), "every source, on or off")])


def _switch(context: Context, names: list[str], *, enabled: bool) -> list[str]:
    """Switch the sources on or off, and return the names of those that were not so before."""
    from cdetrack.render import counted
    from cdetrack.sources.configured import choose, is_link
    from cdetrack.sources.sets import members

    draft = context.cache.config_draft()
    known = dict(context.cache.sources)
    changed = []
    word = "on" if enabled else "off"
    for link in filter(is_link, names):
        [source] = choose(known, [link])
        names = [source.name if name == link else name for name in names]
        if source.name not in known and enabled:
            draft.set_source_url(source.name, source.url)
            known[source.name] = replace(source, enabled=False)
    for name in members(names, known):
        if known[name].enabled == enabled:
            context.tell(f"`{name}` is {word} already")
        elif draft.set_source(name, enabled=enabled):
            changed.append(name)
    if changed:
        draft.save()
        listed = f"`{changed[0]}`" if len(changed) == 1 else counted(len(changed), "source")
        context.tell(f"switched {word} in `{context.config_path}`: {listed}")
        for name in changed if len(changed) > 1 else ():
            context.tell(f"  {name}")
    return changed


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
    check_origin(source, url)
    found = context.cache.preview(place, source=source, url=url)
    if source is not None and source not in context.cache.sources:
        context.tell(f"no source `{source}` is configured: read without settings of its own")
    tell_oddities(context, found)
    if report:
        output.objects([preview_json(found)], "jsonl")
    else:
        output.notices(found.notices, form, today=context.today)
    for line in preview_lines(found):
        context.tell(line)


app = new_app()
app.callback(invoke_without_command=True)(command(sources))
app.command("test")(command(preview))
app.command("enable")(command(enable))
app.command("disable")(command(disable))
app.command("userscript")(command(print_userscript))
