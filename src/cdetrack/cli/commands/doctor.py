"""`doctor`: whether the cache is sound."""

import re
from typing import Annotated

import typer

from cdetrack.cli import output
from cdetrack.cli.context import Context
from cdetrack.errors import CacheError, UsageError
from cdetrack.render import counted

Heads = Annotated[
    list[str] | None,
    typer.Argument(metavar="[HASH]...", help="Heads that you noted: prove that the history still has them."),
]
Deep = Annotated[
    bool,
    typer.Option("--deep", help="Also derive all notices anew from the history, and compare; takes longer."),
]
Head = Annotated[
    bool,
    typer.Option("--head", help="Print the head of the history, to be noted elsewhere and proved later."),
]
Repair = Annotated[bool, typer.Option("--repair", help="Mend the cache as far as possible; damaged files are kept.")]
_NOT_COMPARED = (
    "`notices.json` was derived by another version or with other topics, and was not compared: "
    "`cdetrack doctor --deep --repair` derives it anew first"
)
_HASH = re.compile("[0-9a-f]{64}")


def run(
    context: Context,
    heads: Heads = None,
    deep: Deep = False,
    head: Head = False,
    repair: Repair = False,
) -> None:
    """Prove that the cache is sound: no line of the history was altered or dropped, and the other files fit it."""
    from cdetrack.doctor import FILES
    from cdetrack.store.regular import is_there

    wanted = [each.strip().lower() for each in heads or ()]
    for each in wanted:
        if not _HASH.fullmatch(each):
            raise UsageError(f"`{each}` is not the hash of a head", hint="`cdetrack doctor --head` prints it")
    if not wanted and not any(is_there(context.folder / name) for name in FILES):
        output.write([f"`{context.folder}` is empty: nothing was ever recorded"])
        return
    if repair:
        output.write(context.cache.repair(deep=deep) or ["nothing had to be mended"])
    found = context.cache.examine(deep=deep, heads=wanted)
    if found.problems:
        raise CacheError("\n".join(found.problems), hint=found.hint)
    if head and not wanted:
        output.write([f"{counted(found.changes, 'change')}, {found.head.bytes} bytes, hash {found.head.hash}"])
        return
    size = (
        counted(found.changes, "change"),
        counted(found.looks, "look"),
        counted(found.notices, "notice"),
    )
    decided = f", {counted(found.decisions, 'decision')}" if found.decisions else ""
    derived = "; the notices are those of the history" if deep and not found.is_outdated else ""
    output.write([f"sound: {size[0]} in {size[1]}, {size[2]}{decided}; the chain of hashes is whole{derived}"])
    output.write(f"the history has the head {each.hash}: {_the_first(each.changes)} the same" for each in found.heads)
    if deep and found.is_outdated:
        output.write([_NOT_COMPARED])
    if found.unfinished:
        output.write([f"{found.unfinished} bytes of an unfinished look wait to be set aside by the next look"])


def _the_first(changes: int) -> str:
    return "its first change is" if changes == 1 else f"its first {changes:,} changes are"
