"""`undo`: take back a look."""

from typing import Annotated

import typer

from cdetrack.cli.context import Context
from cdetrack.render import counted
from cdetrack.render.facts import moment

LookNumber = Annotated[
    int | None, typer.Argument(metavar="[LOOK]", min=1, help="The number of the look, as `diff --json` shows it.")
]


def run(context: Context, look: LookNumber = None) -> None:
    """Take back the last look that changed anything, or one by its number; the history keeps both."""
    done = context.cache.undo(look)
    back = len(done.changes) - len(done.gone)
    counts = [f"{counted(len(done.gone), 'notice')} no longer listed"] if done.gone else []
    counts += [f"{counted(back, 'notice')} as before"] if back else []
    context.tell(f"look {done.look} at {done.source} ({moment(done.at)}) is taken back: {', '.join(counts)}")
    if done.dropped:
        context.tell(f"{counted(done.dropped, 'waiting alert')} of it dropped: nobody is told")
    context.tell("`cdetrack diff` shows the changes; a notice that is shown again comes back under its id")
