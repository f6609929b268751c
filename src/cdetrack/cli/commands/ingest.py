"""`ingest`: record saved listings."""

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from cdetrack.cli import complete
from cdetrack.cli.context import Context, tell_error
from cdetrack.cli.options import DryRun, check_origin
from cdetrack.cli.telling import tell_oddities, tell_outcome
from cdetrack.errors import CdetrackError
from cdetrack.text.suggest import nearest

if TYPE_CHECKING:
    from cdetrack.look.parsed_listing import ParsedListing

_SIMILAR = 0.85
"""The likeness of a new source's name to a known one from which it may be misspelt."""

Paths = Annotated[list[str], typer.Argument(metavar="PATH|-...", help="Saved pages, texts, JSON, HAR files, feeds.")]
From = Annotated[
    str | None,
    typer.Option("--source", metavar="NAME", help="The source that they come from.", autocompletion=complete.sources),
]
Base = Annotated[str | None, typer.Option("--url", metavar="BASE", help="Their address; links resolve against it.")]
Complete = Annotated[
    bool, typer.Option("--complete", help="They are the whole listing: known notices that they lack are missed.")
]
Accept = Annotated[bool, typer.Option("--accept", help="Accept mass withdrawals, which are held back otherwise.")]


def run(
    context: Context,
    paths: Paths,
    source: From = None,
    url: Base = None,
    complete: Complete = False,
    accept: Accept = False,
    dry_run: DryRun = False,
) -> int:
    """Record the notices of saved pages, text, JSON or feeds; the format is recognised from the content."""
    check_origin(source, url)
    if source is not None:
        _tell_misspelt(context, source)
    listings: list[ParsedListing] = []
    failures: list[CdetrackError] = []
    for path in paths:
        try:
            listings += context.cache.read(path, source=source, url=url)
        except CdetrackError as error:
            failures.append(error)
            tell_error(error.message, error.hint, code=error.exit_code)
    several = len(paths) > 1
    for each in listings:
        tell_oddities(context, each, file=each.file if several else "")
    if listings:
        # The absence of a notice proves nothing if a page of the listing could not be read.
        complete = complete and not failures
        for outcome in context.cache.record(listings, complete=complete, accept=accept, dry_run=dry_run):
            named = outcome if several else replace(outcome, read=())
            tell_outcome(context, named, dry_run=dry_run, accepting="the same command with `--accept`")
    return failures[0].exit_code if failures else 0


def _tell_misspelt(context: Context, source: str) -> None:
    """Print that a source is new if its name is nearly that of another one."""
    fold = context.cache.store.fold()
    known = [*context.cache.sources, *(fold.sources if fold is not None else ())]
    if source not in known and (near := nearest(source, known, least=_SIMILAR)):
        context.tell(f"`{source}` is a new source; if you mean `{near}`, `cdetrack undo` takes this back")
