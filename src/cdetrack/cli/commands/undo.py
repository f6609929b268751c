"""`undo`: take back a look."""

import re
from typing import Annotated

import typer

from cdetrack.cli.context import Context
from cdetrack.errors import UsageError, quoted
from cdetrack.render import counted
from cdetrack.render.facts import moment

LookNumber = Annotated[
    str | None, typer.Argument(metavar="[LOOK]", help="The number of the look, as `diff --json` shows it.")
]


def run(context: Context, look: LookNumber = None) -> None:
    """Take back the last look with changes, or one by its number; the history keeps both."""
    done = context.cache.undo(None if look is None else _number(look))
    back = len(done.changes) - len(done.gone)
    counts = [f"{counted(len(done.gone), 'notice')} no longer listed"] if done.gone else []
    counts += [f"{counted(back, 'notice')} as before"] if back else []
    context.tell(f"look {done.look} at {done.source} ({moment(done.at)}) is taken back: {', '.join(counts)}")
    if done.dropped:
        rest = "" if done.heard else ": nobody is told"
        context.tell(f"{counted(done.dropped, 'waiting alert')} of it dropped{rest}")
    if done.reduced:
        context.tell(f"taken out of {counted(done.reduced, 'waiting alert')}: the rest of it is told")
    if done.heard:
        context.tell(f"told of it before: {quoted(done.heard)}")
    if done.unknown:
        context.tell(
            f"it is not known what that look has learnt of how {done.source} is read, and this stays: if the next look "
            f"is held back, `cdetrack fetch {done.source} --accept` takes what the page shows then"
        )
    context.tell("`cdetrack diff` shows the changes; a notice that is shown again comes back under its id")


def _number(text: str) -> int:
    if not re.fullmatch(r"[1-9]\d{0,8}", text, re.ASCII):
        raise UsageError(f"`{text}` is not the number of a look", hint="`cdetrack diff --json` shows it as `look`")
    return int(text)
