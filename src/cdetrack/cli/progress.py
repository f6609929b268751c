"""A progress bar for each listing of several pages, on a terminal."""

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from cdetrack.cli.context import Context

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.progress import TaskID

    from cdetrack.look.outcome import Progress


@contextmanager
def progress_bars(context: Context) -> "Iterator[Callable[[Progress], None]]":
    """Yield the function to call after each page; it draws nothing with `--quiet` and without a terminal."""
    if context.quiet or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=24),
        TextColumn("page"),
        MofNCompleteColumn(),
        TextColumn("{task.fields[notices]} notices", markup=False),
        TimeRemainingColumn(),
    )
    tasks: dict[str, TaskID] = {}
    with Bars(*columns, console=Console(stderr=True), transient=True) as bars:

        def update(progress: "Progress") -> None:
            # A listing of one page is read before a bar would help.
            if progress.pages is None or progress.pages == 1:
                return
            if progress.source not in tasks:
                tasks[progress.source] = bars.add_task(progress.source, total=progress.pages, notices=0)
            task = tasks[progress.source]
            bars.update(task, completed=progress.page, total=progress.pages, notices=progress.notices)

        yield update
