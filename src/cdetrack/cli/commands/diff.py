"""`diff`: changes from the history, between two files, or between two documents clause by clause."""

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from cdetrack.cli import complete, output
from cdetrack.cli.answers import no_change, tell_filters, tell_if_empty, tell_past
from cdetrack.cli.context import Context
from cdetrack.cli.options import NEWS, ChangeFilters, Json, chosen_format
from cdetrack.cli.streams import ReaderGoneError
from cdetrack.errors import NotFoundError, UsageError
from cdetrack.model.notice import Query
from cdetrack.render import counted, piped

if TYPE_CHECKING:
    from cdetrack.model.record import Change
    from cdetrack.query.document_comparison import DocumentComparison

Compared = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[OLD [NEW]]",
        help="Two saved listings or exports; or two notices, compared as documents. One notice alone: with its draft, "
        "its final document or its last edition.",
        autocompletion=complete.ids,
    ),
]
DiffFormat = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="|".join(output.DIFF_FORMATS),
        help="A table on a terminal, tsv when piped, when left out; `html` for documents.",
        autocompletion=complete.diff_formats,
    ),
]
Since = Annotated[str | None, typer.Option("--since", metavar="T", help="Found on or after: 2025, 2025-07, 7d, …")]
Until = Annotated[str | None, typer.Option("--until", metavar="T", help="Found on or before.")]
SinceLast = Annotated[
    str | None,
    typer.Option("--since-last", metavar="NAME", help="Found since NAME last asked.", autocompletion=complete.cursors),
]
ExitCode = Annotated[bool, typer.Option("--exit-code", help="Exit with 10 when there are changes.")]


def run(
    context: Context,
    filters: ChangeFilters,
    compared: Compared = None,
    since: Since = None,
    until: Until = None,
    since_last: SinceLast = None,
    exit_code: ExitCode = False,
    format: DiffFormat = None,
    json: Json = False,
) -> int:
    """Show changes; without arguments, those of the last look with changes."""
    form = chosen_format(format, as_json=json, accepted=output.DIFF_FORMATS)
    if sum(map(bool, (compared, since is not None or until is not None, since_last is not None))) > 1:
        raise UsageError("give two files, a time or `--since-last`, not several of them", hint="`cdetrack diff --help`")
    if context.as_of is not None and (compared or since_last is not None):
        raise UsageError(
            "`--as-of` applies to changes of the history, not to two files, two documents or a cursor",
            hint="leave it out, or give a time",
        )
    query = filters.query(context)
    if compared and query != Query():
        raise UsageError(
            "filters apply to changes of the history, not to two files or documents", hint="leave them out, or these"
        )
    if compared and not any(map(_is_file, compared)):
        return _documents(context, compared, form, exit_code=exit_code)
    if form == "html":
        raise UsageError("`--format html` shows two documents", hint="`cdetrack diff OLD NEW`, with two notices")
    if compared:
        changes = _between_files(context, compared)
    elif since_last is not None:
        changes = _since_last(context, since_last, query, form)
    else:
        changes = _limited(context, _matching(context, _recorded(context, since, until), query), query)
    if since_last is None:
        # `diff --exit-code | head` has seen changes, too.
        with suppress(ReaderGoneError):
            _write(context, changes, form, recorded=not compared, paged=True)
    return NEWS if exit_code and changes else 0


def _is_file(name: str) -> bool:
    from cdetrack.look.ingest import STDIN

    return name == STDIN or (os.path.exists(name) and not os.path.isdir(name))


def _documents(context: Context, references: Sequence[str], form: str, *, exit_code: bool) -> int:
    """Compare two notices as documents, or one with its partner."""
    if len(references) > 2:  # noqa: PLR2004 - the old and the new
        raise UsageError("give two notices to compare, the older one first", hint="`cdetrack diff OLD NEW`")
    found = _compared(context, references)
    with suppress(ReaderGoneError):
        _write_documents(found, form)
    if not found.changes.differ:
        context.tell("no differences")
    return NEWS if exit_code and found.changes.differ else 0


def _compared(context: Context, references: Sequence[str]) -> "DocumentComparison":
    try:
        return context.cache.compare_documents(*references)
    except NotFoundError as error:
        if error.message.startswith("no notice `"):
            raise NotFoundError(error.message.replace("no notice", "no file and no notice"), hint=error.hint) from error
        raise


def _write_documents(found: "DocumentComparison", form: str) -> None:
    from cdetrack.render import clause_words

    if form == "table":
        from cdetrack.render.clauses_terminal import document_view

        output.draw(partial(document_view, found), paged=True)
    elif form in {"tsv", "csv"}:
        output.rows(clause_words.HEADINGS, list(clause_words.rows(found.changes)), form)
    elif form == "json":
        from cdetrack.render.clauses_json import comparison_json

        output.write([piped.json_object(comparison_json(found))])
    elif form == "jsonl":
        from cdetrack.render.clauses_json import clause_json

        output.write(piped.json_lines(map(clause_json, found.changes.changes)))
    elif form == "md":
        from cdetrack.render.clauses_markdown import document_markdown

        output.write(document_markdown(found))
    else:
        from cdetrack.render.document_page import document_page

        output.write_text(document_page(found))


def _recorded(context: Context, since: str | None, until: str | None) -> "Sequence[Change]":
    if since is None and until is None:
        return context.cache.last_changes()
    from cdetrack.text import days

    first = days.first_day(since, today=context.today) if since is not None else None
    last = days.last_day(until, today=context.today) if until is not None else None
    changes = context.cache.changes(first, last)
    for line in context.cache.outside(first, last) if not changes else ():
        context.tell(line)
    return changes


def _matching(context: Context, changes: "Sequence[Change]", query: Query) -> "Sequence[Change]":
    """Return the changes that a query asks for in its order, without its limit."""
    found = changes
    if query._replace(reverse=False) != Query():
        found = context.cache.matching(changes, query)
        if changes:
            tell_filters(context, query, found=bool(found), nothing=no_change)
    return found[::-1] if query.reverse else found


def _limited(context: Context, changes: "Sequence[Change]", query: Query) -> "Sequence[Change]":
    if query.limit and len(changes) > query.limit:
        context.tell(f"{counted(len(changes) - query.limit, 'more change')} not shown: leave out `--limit`")
        return changes[: query.limit]
    return changes


def _since_last(context: Context, name: str, query: Query, form: str) -> "Sequence[Change]":
    """Write the changes that `name` has not seen; the cursor moves only after they are written."""
    if not name.strip() or not name.isprintable():
        raise UsageError("`--since-last` takes a name", hint="such as `--since-last $USER`")

    from cdetrack.text import days

    shown: list[Change] = []

    def show(changes: "Sequence[Change]") -> None:
        shown.extend(_matching(context, changes, query)[: query.limit or None])
        _write(context, shown, form)
        # Raises OutputError before the cursor moves past changes that nobody has received.
        sys.stdout.flush()
        if left := len(changes) - len(shown):
            # The cursor moves past them.
            first = days.today(min(each.at for each in changes))
            context.tell(
                f"{counted(left, 'other change')} not shown, and passed over for `{name}`: "
                f"`cdetrack diff --since {first}` shows all since that day"
            )

    context.cache.unseen(name, show)
    return shown


def _between_files(context: Context, files: Sequence[str]) -> "Sequence[Change]":
    from cdetrack.look.ingest import STDIN

    if len(files) != 2:  # noqa: PLR2004 - the old and the new
        raise UsageError("give two files to compare, the older one first", hint="`cdetrack diff OLD NEW`")
    if files[0] == files[1] == STDIN:
        raise UsageError("stdin can be one of the two files only", hint="`cdetrack diff OLD -`")
    old, new = files
    return context.cache.compare(old, new)


def _write(
    context: Context, changes: "Sequence[Change]", form: str, *, recorded: bool = True, paged: bool = False
) -> None:
    """Write changes of the history or, if `recorded` is False, of two files."""
    if form == "table" and changes:
        from cdetrack.render.comparison import changes_view

        output.draw(
            partial(changes_view, changes),
            as_of=context.as_of,
            # Not while the cache is locked: a pager can stay open for hours.
            paged=paged,
        )
    elif form == "tsv":
        output.write(piped.changes_lines(changes))
    elif form in {"json", "jsonl"}:
        from cdetrack.render.changed import change_json

        output.objects(map(change_json, changes), form, as_of=context.as_of)
    elif form == "csv":
        from cdetrack.render.spreadsheet import changes_csv

        output.write(changes_csv(changes, as_of=context.as_of))
    elif form == "md":
        from cdetrack.render.markdown import changes_markdown

        output.write_sentence(context.as_of)
        output.write(changes_markdown(changes))
    tell_past(context, form, shown=bool(changes))
    if not changes and not (recorded and tell_if_empty(context)):
        context.tell("no changes")
