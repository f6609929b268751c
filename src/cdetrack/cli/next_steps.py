"""Tell a person at a terminal the commands to type next, in columns."""

from collections.abc import Sequence

from cdetrack.cli.context import Context


def tell_next(context: Context, steps: Sequence[tuple[str, str]]) -> None:
    """Print a line for each step: the command to type, and its effect."""
    width = max(len(command) for command, _ in steps)
    for nth, (command, effect) in enumerate(steps):
        context.tell(f"{'' if nth else 'next:':5} {command:{width}}  {effect}")
