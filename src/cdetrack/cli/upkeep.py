"""`status`, `sources`, `doctor`: how the cache and its sources are."""

import re
from typing import TYPE_CHECKING, Annotated

import typer

from cdetrack.cli import output
from cdetrack.cli.context import Context
from cdetrack.cli.options import Commands, Format, Json, chosen_format, command, new_app
from cdetrack.errors import CacheError, FetchError
from cdetrack.render import counted

if TYPE_CHECKING:
    from datetime import datetime

    from cdetrack.look.ingest import ParsedListing
    from cdetrack.query.freshness import Freshness

ExitCode = Annotated[bool, typer.Option("--exit-code", help="Exit with 4 when a source has failed for too long.")]
After = Annotated[
    str | None,
    typer.Option("--after", metavar="T", help="How long is too long: 2d, 1w; else `stale_after` of the configuration."),
]


def status(
    context: Context,
    exit_code: ExitCode = False,
    after: After = None,
    format: Format = None,
    json: Json = False,
) -> int:
    """Show how fresh each source is: last look, newest notice, rhythm, and whether it is silent or failing."""
    from cdetrack.query.freshness import freshness
    from cdetrack.sources.chosen import sources_in_force
    from cdetrack.store.state import load_state
    from cdetrack.text import days

    form = chosen_format(format, as_json=json)
    limit = days.length(after) if after is not None else context.settings.fetch.stale_after
    known = sources_in_force(context.settings.sources).values()
    rows = freshness(context.store.fold(), load_state(context.folder), known, today=context.today)
    if form == "table":
        values = [_shown(row, context) for row in rows]
        output.rows(("source", "notices", "newest", "every", "success (UTC)", "state"), values, form)
    else:
        output.rows(_KEYS, [_values(row) for row in rows], form)
    stale = [row for row in rows if row.enabled and row.is_stale(context.now, limit)]
    return FetchError.exit_code if exit_code and stale else 0


_KEYS = (
    *("source", "enabled", "notices", "newest", "rhythm_days", "silent"),
    *("last_look", "last_success", "failing_since", "error", "unread"),
)


def _values(row: "Freshness") -> tuple[object, ...]:
    from cdetrack.model.jsonform import timestamp

    def moment(at: "datetime | None") -> str | None:
        return timestamp(at) if at is not None else None

    newest = row.newest.isoformat() if row.newest else None
    times = (moment(row.last_look), moment(row.last_success), moment(row.failing_since))
    return (row.source, row.enabled, row.notices, newest, row.rhythm, row.silent, *times, row.error, row.unread)


def _shown(row: "Freshness", context: Context) -> tuple[object, ...]:
    rhythm = "" if row.rhythm is None else "1 day" if row.rhythm == 1 else f"{row.rhythm:g} days"
    success = row.last_success.strftime("%Y-%m-%d %H:%M") if row.last_success else "never"
    if row.failing_since is not None:
        state = f"failing since {row.failing_since:%Y-%m-%d %H:%M} UTC: {row.error}"
    elif row.silent and row.newest is not None:
        state = f"silent for {(context.today - row.newest).days} days, unusually long"
    else:
        state = "" if row.enabled or row.source == "ingest" else "off"
    if row.unread:
        unread = f"{counted(row.unread, 'entry', 'entries')} of the last look without a day or a title that can be read"
        state = f"{state}; {unread}" if state else unread
    return (row.source, row.notices, row.newest, rhythm, success, state)


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


def doctor(
    context: Context,
    repair: Annotated[bool, typer.Option("--repair", help="Mend what can be mended; damaged files are kept.")] = False,
) -> None:
    """Prove that the cache is sound: that no line of the history was altered or dropped, and what follows from it."""
    from cdetrack.doctor import FILES
    from cdetrack.store.regular import is_there

    if not any(is_there(context.folder / name) for name in FILES):
        output.write([f"`{context.folder}` is empty: nothing was ever recorded"])
        return
    if repair:
        output.write(context.cache.repair() or ["nothing had to be mended"])
    found = context.cache.examine()
    if found.problems:
        raise CacheError("\n".join(found.problems), hint=found.hint)
    size = (
        counted(found.changes, "change"),
        counted(found.looks, "look"),
        counted(found.notices, "notice"),
    )
    output.write([f"sound: {size[0]} in {size[1]}, {size[2]}; the chain of hashes is whole"])
    if found.unfinished:
        output.write([f"{found.unfinished} bytes of an unfinished look wait to be set aside by the next look"])


_sources = new_app()
_sources.callback(invoke_without_command=True)(command(sources))
_sources.command("test")(command(found_there))
APPS: Commands = {"status": status, "sources": _sources, "doctor": doctor}
