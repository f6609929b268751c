"""`export`: the notices for other programs."""

from typing import Annotated

import typer

from cdetrack.cli import complete, output
from cdetrack.cli.answers import tell_filters, tell_if_empty, tell_past, tell_unsearched
from cdetrack.cli.context import Context
from cdetrack.cli.options import Filters
from cdetrack.errors import UsageError
from cdetrack.model.notice import Query
from cdetrack.render import counted
from cdetrack.render.exports import EVERY_NOTICE, EXPORTS
from cdetrack.render.files import size_words

_STDOUT = "-"
_EVIDENCE = "evidence"

Kind = Annotated[
    str,
    typer.Argument(metavar="|".join((*EXPORTS, _EVIDENCE)), help="What to make.", autocompletion=complete.exports),
]
Target = Annotated[
    str,
    typer.Argument(
        metavar="[PATH|REF]",
        help="The file; stdout when left out, or `-`; `xlsx` and `sqlite` need one. For `evidence`, the notice.",
    ),
]
Folder = Annotated[
    str | None, typer.Argument(metavar="[DIR]", help="For `evidence`, the new folder; `evidence-ID` when left out.")
]
Title = Annotated[
    str | None, typer.Option("--title", metavar="TEXT", help="The title, in place of the names of the sources.")
]


def run(
    context: Context,
    filters: Filters,
    name: Kind,
    path: Target = _STDOUT,
    folder: Folder = None,
    title: Title = None,
) -> None:
    """Write the notices that match as a page, a feed, a calendar, a spreadsheet, Markdown, JSON or a database.

    A file is replaced whole or not at all, and unchanged notices make an unchanged file. `export evidence REF [DIR]`
    writes a folder with everything that is known of a document, when it was known, and a program that proves it.
    """
    query = filters.query(context)
    if name == _EVIDENCE:
        if query != Query() or title is not None:
            raise UsageError("`export evidence` is about one document", hint="leave filters and `--title` out")
        _write_evidence(context, path, folder)
        return
    if folder is not None:
        raise UsageError(f"`export {name}` takes one file: `{folder}` is too much", hint="`cdetrack help export`")
    if path == _STDOUT:
        output.write_text(context.cache.export_text(name, query, title=title))
    else:
        context.cache.export(name, path, query, title=title)
    each = name in EVERY_NOTICE
    # In the order of the cache, it is read to the first match only.
    found = bool(context.cache.matches(query._replace(each=each, reverse=False), with_states=False))
    tell_filters(context, query, found=found)
    if each:
        _tell_left_out(context, query)
    tell_past(context, name)
    tell_unsearched(context, query)


def _tell_left_out(context: Context, query: Query) -> None:
    """Print how many withdrawn notices are not in a backup: for a program they would be gone without a word."""
    if query.withdrawn or context.quiet:
        return
    gone = len(context.cache.matches(query._replace(withdrawn=True, each=True, limit=0), with_states=False))
    if gone:
        context.tell(f"{counted(gone, 'withdrawn notice')} left out: `--withdrawn` exports those alone")


def _write_evidence(context: Context, reference: str, folder: str | None) -> None:
    """Write a pack of evidence; print the hash of its manifest as `sha256sum` does."""
    if reference == _STDOUT:
        raise UsageError("`export evidence` needs a notice", hint="`cdetrack export evidence REF [DIR]`")
    if folder == _STDOUT:
        raise UsageError("a pack of evidence is a folder, and cannot go to stdout", hint="name a new folder")
    tell_if_empty(context)
    pack = context.cache.export_evidence(reference, folder)
    parts = [
        counted(pack.states, "state"),
        f"of {counted(pack.notices, 'notice')}," if pack.notices > 1 else "of the notice,",
        f"{counted(pack.lines, 'line')} of the history, {counted(pack.files, 'kept file')}:",
        f"{size_words(pack.bytes)} in `{pack.folder}`",
    ]
    context.tell(" ".join(parts))
    if pack.missing:
        context.tell(f"{counted(pack.missing, 'cited file')} not in the cache, or damaged: see `cdetrack doctor`")
    if context.as_of is not None:
        context.tell(f"the history ends with {context.as_of}: later lines are left out")
    context.tell("proven; note this hash elsewhere, a mail or a git commit, so that a later alteration is found:")
    output.write([f"{pack.hash}  {pack.folder / 'manifest.json'}"])
