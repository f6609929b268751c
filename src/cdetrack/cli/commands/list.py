"""`list`: the notices that match."""

from collections.abc import Sequence
from typing import Annotated

import typer

from cdetrack.cli import complete
from cdetrack.cli.answers import write_matches
from cdetrack.cli.context import Context
from cdetrack.cli.options import Filters, Format, Json, chosen_format
from cdetrack.errors import UsageError, quoted
from cdetrack.model.jsonform import NOTICE_KEYS
from cdetrack.render.piped import with_day
from cdetrack.text.suggest import nearest

Each = Annotated[bool, typer.Option("--each", help="Every notice, and not each document once.")]
OneLine = Annotated[bool, typer.Option("--oneline", help="One line for each, cut to the width of a terminal.")]
Count = Annotated[bool, typer.Option("--count", help="Only the number of them.")]
Fields = Annotated[
    str | None,
    typer.Option(
        "--fields",
        metavar="A,B,C",
        help="Only these keys of a notice in JSON, in this order: date,title,comments_due.",
        autocompletion=complete.fields,
    ),
]


def run(
    context: Context,
    filters: Filters,
    each: Each = False,
    oneline: OneLine = False,
    count: Count = False,
    fields: Fields = None,
    format: Format = None,
    json: Json = False,
) -> None:
    """Show the documents that match, newest first."""
    # The number of `--count` is JSON as well.
    with_count = count and (fields is not None or format not in {None, "json"})
    with_oneline = oneline and (fields is not None or count or json or format is not None)
    if with_count or with_oneline:
        raise UsageError(
            "`--oneline`, `--count`, and `--format` or `--fields` exclude each other", hint="give one of them"
        )
    form = "count" if count else "oneline" if oneline else chosen_format(format, as_json=json)
    names = None
    if fields is not None:
        names = _fields(fields, tuple(with_day(dict.fromkeys(NOTICE_KEYS), context.as_of)))
    write_matches(context, filters, form, each=each, fields=names)


def _fields(text: str, accepted: Sequence[str]) -> tuple[str, ...]:
    """Return the names in a list with commas. Raises UsageError for one that is not accepted, with all that are."""
    known = quoted(accepted)
    names = tuple(filter(None, (part.strip().lower() for part in text.split(","))))
    for name in names:
        if name not in accepted:
            near = nearest(name, accepted)
            meant = f"did you mean `{near}`? " if near else ""
            raise UsageError(f"there is no field `{name}`", hint=f"{meant}the fields are {known}")
    if not names:
        raise UsageError("`--fields` names no field", hint=f"the fields are {known}")
    return tuple(dict.fromkeys(names))
