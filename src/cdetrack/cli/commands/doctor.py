"""`doctor`: whether the cache is sound."""

import re
from typing import TYPE_CHECKING, Annotated

import typer

from cdetrack.cli import output
from cdetrack.cli.context import Context
from cdetrack.errors import CacheError, UsageError
from cdetrack.render import counted

if TYPE_CHECKING:
    from cdetrack.model.record import Position

Heads = Annotated[
    list[str] | None,
    typer.Argument(metavar="[HASH]...", help="Heads that you noted: prove that the cache still has them."),
]
Deep = Annotated[
    bool,
    typer.Option("--deep", help="Also derive all notices anew from the history, and read each kept file; slower."),
]
Head = Annotated[
    bool,
    typer.Option("--head", help="Print the heads of the hash chains, to be noted elsewhere and proved later."),
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
        output.sentences([f"`{context.folder}` is empty: nothing was ever recorded"])
        return
    if repair:
        output.sentences(context.cache.repair(deep=deep) or ["nothing had to be mended"])
    found = context.cache.examine(deep=deep, heads=wanted)
    if found.problems:
        raise CacheError("\n".join(found.problems), hint=found.hint)
    if head and not wanted:
        output.write([f"{counted(found.changes, 'change')}, {found.head.bytes} bytes, hash {found.head.hash}"])
        output.write(f"{name}: {_size(end)}, hash {end.hash}" for name, end in found.other_heads.items())
        return
    size = (
        counted(found.changes, "change"),
        counted(found.looks, "look"),
        counted(found.notices, "notice"),
    )
    decided = f", {counted(found.decisions, 'decision')}" if found.decisions else ""
    decided += f", {counted(found.files, 'kept file')}" if found.files else ""
    derived = "; the notices are those of the history" if deep and not found.is_outdated else ""
    output.sentences([f"sound: {size[0]} in {size[1]}, {size[2]}{decided}; the chain of hashes is whole{derived}"])
    output.sentences(f"{_having(name, end)} the same" for name, end in found.found)
    if deep and found.is_outdated:
        output.sentences([_NOT_COMPARED])
    if found.unfinished:
        output.sentences([f"{found.unfinished} bytes of an unfinished look wait to be set aside by the next look"])


def _size(end: "Position") -> str:
    return f"{counted(end.changes, 'line')}, {end.bytes} bytes"


def _having(name: str, end: "Position") -> str:
    """Return the start of the sentence that a file has a head, by its path in the cache."""
    place, unit = ("the history", "change") if name == "history.jsonl" else (f"`{name}`", "line")
    first = f"its first {unit} is" if end.changes == 1 else f"its first {end.changes:,} {unit}s are"
    return f"{place} has the head {end.hash}: {first}"
