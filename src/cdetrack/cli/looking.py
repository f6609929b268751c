"""`fetch` and `ingest`: what puts notices into the cache."""

from typing import TYPE_CHECKING, Annotated

import typer

from cdetrack.cli import complete
from cdetrack.cli.options import Commands, Full
from cdetrack.cli.session import Session, tell_error
from cdetrack.errors import CdetrackError, UsageError
from cdetrack.render import counted
from cdetrack.settings import CANNOT_NAME, is_link, is_name

if TYPE_CHECKING:
    from cdetrack.ingest import Found
    from cdetrack.update import Outcome

_PROBLEMS = 5
"""How many skipped entries of one look are told without `--verbose`: a changed layout has thousands."""

Paths = Annotated[list[str], typer.Argument(metavar="PATH|-...", help="Saved pages, texts, JSON, HAR files, feeds.")]
From = Annotated[
    str | None,
    typer.Option("--source", metavar="NAME", help="The listing that they come from.", autocompletion=complete.sources),
]
Base = Annotated[
    str | None, typer.Option("--url", metavar="BASE", help="Where they were found; links resolve against it.")
]
Complete = Annotated[bool, typer.Option("--complete", help="They are the whole listing: what is missing counts.")]


def ingest(session: Session, paths: Paths, source: From = None, url: Base = None, complete: Complete = False) -> int:
    """Record what saved pages, text, JSON or feeds show; the format is recognised from the content."""
    from cdetrack import ingest as files

    _check(source, url)
    found: list[Found] = []
    failures: list[CdetrackError] = []
    for path in paths:
        try:
            found += files.found_in(path, seen=session.today, source=source, url=url)
        except CdetrackError as error:
            failures.append(error)
            tell_error(error.message, error.hint)
    for each in found:
        for problem in each.problems:
            session.tell(f"skipped: {problem}")
        for note in each.notes:
            session.tell(note)
    if found:
        # A listing that could not be read whole is not evidence of what is gone.
        for outcome in session.cache.record(found, complete=complete and not failures):
            tell_outcome(session, outcome)
    return failures[0].exit_code if failures else 0


def _check(source: str | None, url: str | None) -> None:
    if url is not None and not is_link(url):
        raise UsageError(f"`{url}` is not a link", hint="`--url` takes the address of the page, with `https://`")
    if source is not None and not is_name(source):
        raise UsageError(f"`{source}` cannot name a source", hint=CANNOT_NAME)


Sources = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[SOURCE|URL]...",
        help="Sources or listings; every enabled source when left out.",
        autocompletion=complete.sources,
    ),
]
Details = Annotated[
    bool, typer.Option("--details", help="Read each new notice's own page as well; with `--full` every notice's.")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Tell what would change, and record nothing.")]
Accept = Annotated[
    bool, typer.Option("--accept", help="Take withdrawals that are too many to be believed; reads every page.")
]


def fetch(
    session: Session,
    names: Sources = None,
    full: Full = False,
    details: Details = False,
    dry_run: DryRun = False,
    accept: Accept = False,
) -> int:
    """Look at live listings and record what changed."""
    from cdetrack.cli.live import outcomes
    from cdetrack.update import exit_code

    told = []
    for outcome in outcomes(session, names or (), full=full, details=details, dry_run=dry_run, accept=accept):
        tell_outcome(session, outcome, dry_run=dry_run)
        told.append(outcome)
    if not told:
        session.tell("no source is enabled: `cdetrack sources` lists them, the configuration switches them on")
    return exit_code(told)


def tell_outcome(session: Session, outcome: "Outcome", *, dry_run: bool = False) -> None:
    """Tell in a line what a look came to, and everything that went wrong on the way."""
    name = outcome.source
    shown = outcome.problems if session.verbose else outcome.problems[:_PROBLEMS]
    for problem in shown:
        session.tell(f"{name}: skipped: {problem}")
    if more := len(outcome.problems) - len(shown):
        session.tell(f"{name}: {counted(more, 'more entry', 'more entries')} skipped: `-v` tells which")
    for note in outcome.notes if session.verbose else outcome.notes[:_PROBLEMS]:
        session.tell(f"{name}: {note}")
    if outcome.mirrored is not None and outcome.failure is None:
        session.tell(f"{name}: read from the mirror, since {outcome.mirrored.message}")
    if outcome.notices or outcome.failure is None:
        session.tell(f"{name}: {_summary(outcome, dry_run=dry_run)}")
    if outcome.restless:
        session.tell(f"{name}: the listing changed at every reading: the next look may find what slipped through")
    if outcome.held_back:
        session.tell(
            f"{name}: {counted(len(outcome.held_back), 'notice')} would be withdrawn, too many at once to be "
            f"believed: held back; look at the listing, and `cdetrack fetch {name} --accept` takes it"
        )
    if outcome.failure is not None:
        tell_error(f"{name}: {outcome.failure.message}", outcome.failure.hint)
        if outcome.kept:
            session.tell(f"{name}: {counted(outcome.kept, 'page')} read and kept aside: the next fetch goes on there")


def _summary(outcome: "Outcome", *, dry_run: bool) -> str:
    shown = counted(outcome.notices, "notice")
    if outcome.detail and outcome.baseline:
        return f"{counted(outcome.notices, 'own page')} read, {counted(len(outcome.changes), 'notice')} completed"
    if outcome.baseline:
        return f"first look, {shown} {'would be ' if dry_run else ''}recorded as the baseline"
    words = {"added": "new", "changed": "changed", "withdrawn": "withdrawn", "restored": "back again"}
    counts = [f"{count} {word}" for kind, word in words.items() if (count := outcome.count(kind))]
    quiet = len(outcome.changes) - sum(outcome.count(kind) for kind in words) - outcome.earlier
    counts += [f"{quiet} completed"] if quiet else []
    counts += [f"{outcome.earlier} of before as the baseline"] if outcome.earlier else []
    if outcome.detail:
        read = f"{counted(outcome.notices, 'own page')} read"
    elif outcome.partial:
        read = f"{shown} read before it failed: recorded so far"
    else:
        read = f"{shown} read" if outcome.notices else "unchanged"
    return f"{', '.join(counts) or 'nothing new'} ({read})"


APPS: Commands = {"ingest": ingest, "fetch": fetch}
