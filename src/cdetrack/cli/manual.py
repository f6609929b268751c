"""The manual page of a command, from the same help as `--help`."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from cdetrack.errors import NotFoundError
from cdetrack.render.manpage import Manual, manual
from cdetrack.text.suggest import hint

if TYPE_CHECKING:
    # Typer has no public names for the types of its methods.
    TyperContext = Any

_WIDE = 1_000
"""So many columns that no line of the help is broken."""


def manual_of(root: "TyperContext", words: Sequence[str]) -> Manual:
    """Return the page of the command `words`, with the commands below it; without words, that of the program.

    `root` is the context of the program. Raises NotFoundError.
    """
    ctx, names = root, ["cdetrack"]
    for word in words:
        found = ctx.command.get_command(ctx, word) if hasattr(ctx.command, "get_command") else None
        if found is None:
            known = ctx.command.list_commands(ctx) if hasattr(ctx.command, "list_commands") else ()
            accepted = f"`{' '.join(names if known else names[:1])} --help` lists the commands"
            raise NotFoundError(f"there is no command `{' '.join([*names, word])}`", hint=hint(word, known, accepted))
        ctx = _below(ctx, found, word)
        names.append(word)
    below = []
    if words and hasattr(ctx.command, "list_commands"):
        below = [
            _page((*names, name), _below(ctx, ctx.command.get_command(ctx, name), name))
            for name in ctx.command.list_commands(ctx)
        ]
    return _page(tuple(names), ctx, below)


def _below(ctx: "TyperContext", command: Any, name: str) -> "TyperContext":  # noqa: ANN401 - Typer's
    return type(ctx)(command, info_name=name, parent=ctx)


def _page(words: tuple[str, ...], ctx: "TyperContext", below: Sequence[Manual] = ()) -> Manual:
    ctx.terminal_width = ctx.max_content_width = _WIDE
    return manual(words, f"{ctx.command.get_help(ctx)}\n", below)
