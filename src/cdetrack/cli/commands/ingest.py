"""`ingest`: record saved listings."""

from typing import TYPE_CHECKING, Annotated

import typer

from cdetrack.cli import complete
from cdetrack.cli.context import Context, tell_error
from cdetrack.cli.telling import tell_outcome
from cdetrack.errors import CdetrackError, UsageError
from cdetrack.sources.chosen import CANNOT_NAME, is_link, is_name

if TYPE_CHECKING:
    from cdetrack.look.ingest import ParsedListing
    from cdetrack.model.record import DateOrder


Paths = Annotated[list[str], typer.Argument(metavar="PATH|-...", help="Saved pages, texts, JSON, HAR files, feeds.")]
From = Annotated[
    str | None,
    typer.Option("--source", metavar="NAME", help="The listing that they come from.", autocompletion=complete.sources),
]
Base = Annotated[
    str | None, typer.Option("--url", metavar="BASE", help="Where they were found; links resolve against it.")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Tell what would change, and record nothing.")]
Complete = Annotated[bool, typer.Option("--complete", help="They are the whole listing: what is missing counts.")]


def run(
    context: Context,
    paths: Paths,
    source: From = None,
    url: Base = None,
    complete: Complete = False,
    dry_run: DryRun = False,
) -> int:
    """Record the notices of saved pages, text, JSON or feeds; the format is recognised from the content."""
    from cdetrack.look import ingest as files

    _check(source, url)
    found: list[ParsedListing] = []
    failures: list[CdetrackError] = []
    for path in paths:
        try:
            found += files.read_listings(
                path,
                seen=context.today,
                source=source,
                url=url,
                sites=context.sites,
                order=_date_order(context, source),
            )
        except CdetrackError as error:
            failures.append(error)
            tell_error(error.message, error.hint)
    for each in found:
        for problem in each.problems:
            context.tell(f"skipped: {problem}")
        for note in each.notes:
            context.tell(note)
    if found:
        # A listing that could not be read whole is not evidence of what is gone.
        take = context.cache.weigh if dry_run else context.cache.record
        for outcome in take(found, complete=complete and not failures):
            tell_outcome(context, outcome, dry_run=dry_run)
    return failures[0].exit_code if failures else 0


def _date_order(context: Context, source: str | None) -> "DateOrder | None":
    """Return how a source writes days, as the configuration says, or as was learnt from it."""
    if source is None:
        return None
    from cdetrack.sources.chosen import sources_in_force
    from cdetrack.store.state import load_state

    known = sources_in_force(context.settings.sources).get(source)
    learnt = load_state(context.folder).sources.get(source)
    return (known.date_order if known is not None else None) or (learnt.date_order if learnt is not None else None)


def _check(source: str | None, url: str | None) -> None:
    if url is not None and not is_link(url):
        raise UsageError(f"`{url}` is not a link", hint="`--url` takes the address of the page, with `https://`")
    if source is not None and not is_name(source):
        raise UsageError(f"`{source}` cannot name a source", hint=CANNOT_NAME)
