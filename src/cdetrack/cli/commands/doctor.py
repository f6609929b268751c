"""`doctor`: whether the cache is sound."""

from typing import Annotated

import typer

from cdetrack.cli import output
from cdetrack.cli.context import Context
from cdetrack.errors import CacheError
from cdetrack.render import counted

Repair = Annotated[bool, typer.Option("--repair", help="Mend the cache as far as possible; damaged files are kept.")]


def run(
    context: Context,
    repair: Repair = False,
) -> None:
    """Prove that the cache is sound: no line of the history was altered or dropped, and the other files fit it."""
    from cdetrack.doctor import FILES
    from cdetrack.store.regular import is_there

    if not any(is_there(context.folder / name) for name in FILES):
        output.write([f"`{context.folder}` is empty: nothing was ever recorded"])
        return
    if repair:
        output.write(context.cache.repair() or ["nothing had to be mended"])
    found = context.cache.examine()
    if found.problems:
        raise CacheError("\n".join(found.problems), hint=found.hint)
    size = (
        counted(found.changes, "change"),
        counted(found.looks, "look"),
        counted(found.notices, "notice"),
    )
    decided = f", {counted(found.decisions, 'decision')}" if found.decisions else ""
    output.write([f"sound: {size[0]} in {size[1]}, {size[2]}{decided}; the chain of hashes is whole"])
    if found.unfinished:
        output.write([f"{found.unfinished} bytes of an unfinished look wait to be set aside by the next look"])
