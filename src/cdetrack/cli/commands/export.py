"""`export`: the notices for other programs."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Annotated

import typer

from cdetrack.cli import output
from cdetrack.cli.answers import tell_if_empty
from cdetrack.cli.context import Context
from cdetrack.cli.options import Filters
from cdetrack.errors import UsageError
from cdetrack.model.notice import Notice, Query
from cdetrack.query import select
from cdetrack.store.fold import Fold
from cdetrack.text.suggest import hint

if TYPE_CHECKING:
    from datetime import datetime

    from cdetrack.query.past import Pasts

STDOUT = "-"


@dataclass(frozen=True)
class Selection:
    """The notices to export, and what the history tells of them, read when it is asked for."""

    context: Context
    fold: Fold | None
    query: Query
    notices: Sequence[Notice]

    def pasts(self, notices: Iterable[Notice]) -> "Pasts":
        """Return the changes of each of these notices."""
        from cdetrack.query.past import by_notice

        history, through = self.context.store.past(self.fold)
        return by_notice(history.between("", "~", through), {notice.id for notice in notices})

    @cached_property
    def touched(self) -> "Mapping[str, datetime]":
        """When each notice last changed."""
        from cdetrack.query.past import touched

        pasts = self.pasts(self.notices)
        return {notice.id: touched(notice, pasts[notice.id]) for notice in self.notices}


def _html(selected: Selection) -> Iterator[str]:
    from cdetrack.render.webpage import page

    return page(selected.notices, selected.pasts(selected.notices))


def _atom(selected: Selection) -> Iterator[str]:
    from cdetrack.render.atom import notices_atom
    from cdetrack.render.feedtitle import feed_title

    return _lines(notices_atom(selected.notices, feed_title(selected.query), selected.touched))


def _jsonfeed(selected: Selection) -> Iterator[str]:
    from cdetrack.render.feedtitle import feed_title
    from cdetrack.render.jsonfeed import notices_jsonfeed

    return _lines(notices_jsonfeed(selected.notices, feed_title(selected.query), selected.touched))


def _ics(selected: Selection) -> Iterator[str]:
    from cdetrack.query.past import appointments
    from cdetrack.render.feedtitle import feed_title
    from cdetrack.render.ics import calendar

    notices = list(selected.notices)
    if not selected.query.withdrawn:
        # Who has an appointment in the calendar must hear that it is off: silence would leave it standing.
        gone = selected.query._replace(withdrawn=True, limit=0)
        notices += select.every(selected.fold, gone)
    days = appointments(notices, selected.pasts(notices))
    return _lines(calendar(days, feed_title(selected.query)), end="\r\n")


def _csv(selected: Selection) -> Iterator[str]:
    from cdetrack.render.spreadsheet import notices_csv

    return _lines(notices_csv(selected.notices))


def _md(selected: Selection) -> Iterator[str]:
    from cdetrack.render.markdown import notices_markdown

    return _lines(notices_markdown(selected.notices))


def _json(selected: Selection) -> Iterator[str]:
    from cdetrack.model.jsonform import notice_json
    from cdetrack.render.piped import json_array

    return _lines(json_array(notice_json(notice, whole=True) for notice in selected.notices))


def _lines(lines: Iterable[str], *, end: str = "\n") -> Iterator[str]:
    return (line + end for line in lines)


KINDS: Mapping[str, Callable[[Selection], Iterator[str]]] = {
    "html": _html,
    "atom": _atom,
    "jsonfeed": _jsonfeed,
    "ics": _ics,
    "csv": _csv,
    "md": _md,
    "json": _json,
}
"""Each kind of export with what makes its text."""

_EXCEL = "\ufeff"
"""What tells Excel that a file of comma-separated values is UTF-8."""


def _kinds(incomplete: str) -> list[str]:
    return [name for name in KINDS if name.startswith(incomplete)]


Kind = Annotated[str, typer.Argument(metavar="|".join(KINDS), help="What to make.", autocompletion=_kinds)]
Target = Annotated[str, typer.Argument(metavar="[PATH]", help="The file; stdout when left out, or `-`.")]


def run(context: Context, filters: Filters, name: Kind, path: Target = STDOUT) -> None:
    """Write the notices that match as a page, a feed, a calendar, a spreadsheet or JSON.

    A file is replaced whole or not at all, and unchanged notices make an unchanged file.
    """
    if name not in KINDS:
        accepted = ", ".join(f"`{each}`" for each in KINDS)
        raise UsageError(f"there is no export `{name}`", hint=hint(name, KINDS, f"accepted are {accepted}"))
    # JSON is the backup: it has every notice.
    wanted = filters.query(context)._replace(each=name == "json")
    fold = context.store.fold()
    tell_if_empty(context)
    selected = Selection(context, fold, wanted, select.select(fold, wanted).notices)
    chunks = KINDS[name](selected)
    if path == STDOUT:
        output.write_text(chunks)
        return
    from itertools import chain

    from cdetrack.cli.saving import save

    save(path, chain([_EXCEL], chunks) if name == "csv" else chunks)
