"""Tell a person at a terminal the results of steps and the commands to type next, in columns."""

import shutil
import sys
import textwrap
from collections.abc import Sequence

from cdetrack.cli.context import Context

_WIDEST = 100
_LEAD = "next: "


def tell_next(context: Context, steps: Sequence[tuple[str, str]]) -> None:
    """Print a line for each step: the command to type, and its effect."""
    width = max(len(command) for command, _ in steps)
    for nth, (command, effect) in enumerate(steps):
        lead = _LEAD if not nth else " " * len(_LEAD)
        tell_in_columns(context, f"{lead}{command}", effect, width=len(_LEAD) + width)


def tell_in_columns(context: Context, left: str, right: str, *, width: int) -> None:
    """Print two columns, the left one `width` wide; the right one is wrapped on a terminal, or stands below."""
    columns = min(shutil.get_terminal_size().columns, _WIDEST) - 1 if sys.stderr.isatty() else sys.maxsize
    line = f"{left:{width}}  {right}"
    if len(line) <= columns:
        context.tell(line)
        return
    indent = " " * (width + 2)
    if columns - len(indent) < columns // 3:
        context.tell(left)
        indent = " " * (len(_LEAD) + 4)
        lines = textwrap.wrap(right, columns, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False)
    else:
        lines = textwrap.wrap(
            right, columns, initial_indent=f"{left:{width}}  ", subsequent_indent=indent, break_on_hyphens=False
        )
    for each in lines:
        context.tell(each)
