"""A bar for each listing that is being read, for a person at a terminal; imports Rich."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bars

from cdetrack.look.outcome import Progress


@contextmanager
def bars() -> Iterator[Callable[[Progress], None]]:
    """Yield what is called after each page; listings of one page are read before a bar would help."""
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=24),
        TextColumn("page"),
        MofNCompleteColumn(),
        TextColumn("{task.fields[notices]} notices", markup=False),
        TimeRemainingColumn(),
    )
    tasks: dict[str, TaskID] = {}
    with Bars(*columns, console=Console(stderr=True), transient=True) as shown:

        def told(progress: Progress) -> None:
            if progress.pages is None or progress.pages == 1:
                return
            if progress.source not in tasks:
                tasks[progress.source] = shown.add_task(progress.source, total=progress.pages, notices=0)
            shown.update(
                tasks[progress.source], completed=progress.page, total=progress.pages, notices=progress.notices
            )

        yield told
