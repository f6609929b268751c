"""The command line: the table of commands, and the boundary where every expected failure becomes an exit code.

Each run imports only the module of its own command, to start fast.
"""

import re
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

from cdetrack.cli.context import starting, tell_error
from cdetrack.cli.options import single
from cdetrack.cli.streams import ReaderGoneError, drop, guarded_stdout, prepare_stderr
from cdetrack.errors import CdetrackError, UsageError
from cdetrack.text.suggest import hint, nearest

if TYPE_CHECKING:
    # Typer has no public names for the types of its methods.
    TyperContext = Any
    TyperCommand = Any

_INTERRUPTED = 130

COMMANDS: Mapping[str, str] = {
    "init": "Set up sources, topics and alerts by a few questions.",
    "fetch": "Look at live listings and record the changes.",
    "ingest": "Look at saved pages, texts, JSON or feeds and record the changes.",
    "undo": "Take back a look; the history keeps both.",
    "list": "Notices that match, newest first.",
    "show": "One whole notice, with its related notices.",
    "diff": "The changes: of the last look, since a day, or between two files.",
    "topics": "Every topic with its count, or the notices in some.",
    "deadlines": "Effective dates, comment deadlines and events to come, in date order.",
    "mark": "Your decision on documents: relevant, irrelevant, done; and whose they are.",
    "check": "Fetch, then alert: the command for cron; silent unless something is due.",
    "alerts": "The alerts: sent, waiting or failed; retry, drop or test them.",
    "watches": "Each watch with its matches of the last 90 days; add, edit and remove watches.",
    "schedule": "The crontab line and the systemd timer that run `check`.",
    "export": "A page, a feed, a calendar, a spreadsheet or JSON of the notices.",
    "stats": "Notices by month, topic and source, drawn in the terminal.",
    "status": "How fresh each source is.",
    "sources": "The sources: list them, switch them on and off, preview one.",
    "config": "Where the configuration is; edit it.",
    "mcp": "The cache for assistants, read-only, over the Model Context Protocol.",
    "doctor": "Whether the cache is sound.",
}
"""Each command, with its line in `--help`. Its module in `cli/commands` has the same name."""


class _Commands(TyperGroup):
    """The commands of the table, each imported on demand."""

    def list_commands(self, ctx: "TyperContext") -> list[str]:  # noqa: ARG002 - Typer's signature
        return list(COMMANDS)

    def get_command(self, ctx: "TyperContext", cmd_name: str) -> "TyperCommand":  # noqa: ARG002 - the same
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"cdetrack.cli.commands.{cmd_name}")
        command = get_command(module.app if hasattr(module, "app") else single(module.run))
        command.name = cmd_name
        return command

    def resolve_command(self, ctx: "TyperContext", args: list[str]) -> tuple[str | None, "TyperCommand", list[str]]:
        name = args[0]
        if name not in COMMANDS and not name.startswith("-"):
            near = nearest(name, COMMANDS)
            meant = f"did you mean `cdetrack {near}`?" if near else "`cdetrack --help` lists the commands"
            raise UsageError(f"there is no command `{name}`", hint=meant)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: "TyperContext", formatter: Any) -> None:  # noqa: ANN401, ARG002 - the same
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


app = typer.Typer(
    cls=_Commands,
    rich_markup_mode=None,  # Rich would double the time of `--help` and of usage errors
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help="Track what China's drug regulators publish: listings in, a proven history, answers and alerts out.",
    epilog="Data goes to stdout, everything else to stderr. Exit codes: 0 done, 2 usage, 3 not found, 4 fetch, "
    "5 page, 6 cache, 7 configuration, 8 alert, 10 changes (with --exit-code).",
)
app.callback()(starting)


def run(args: Sequence[str]) -> int:
    """Run one command line and return its exit code; expected failures are printed on stderr.

    Every other exception is a bug, and is raised.
    """
    prepare_stderr()
    try:
        with guarded_stdout():
            code = get_command(app).main(list(args) or ["--help"], prog_name="cdetrack", standalone_mode=False)
        if code == _INTERRUPTED:
            _interrupted()
    except CdetrackError as error:
        tell_error(error.message, error.hint)
        code = error.exit_code
    except typer.TyperException as error:
        _tell_usage(error)
        code = error.exit_code
    except (KeyboardInterrupt, typer.Abort):
        _interrupted()
        code = _INTERRUPTED
    except ReaderGoneError:
        code = 0
    except SystemExit as end:
        # Typer exits on any broken pipe. This one is not stdout: raise it as the bug that it is.
        raise end.__context__ or end from None
    try:
        sys.stderr.flush()
    except OSError:
        drop(sys.stderr)
    return code if isinstance(code, int) else 0


def _interrupted() -> None:
    """End the running commands of channels, which Ctrl-C does not reach, and print the error."""
    from cdetrack.alert.channels import stop

    stop()
    tell_error("interrupted")


def _tell_usage(error: typer.TyperException) -> None:
    """Print an error of the command line, in the form of our own errors."""
    message = re.sub(r"'([^']{1,99})'", r"`\1`", error.format_message().strip().rstrip("."))
    ctx = getattr(error, "ctx", None)
    accepted = f"`{ctx.command_path if ctx is not None else 'cdetrack'} --help` lists the arguments and options"
    if wrong := getattr(error, "option_name", None) if hasattr(error, "possibilities") else None:
        tell_error(f"there is no option `{wrong}`", hint(wrong, getattr(error, "possibilities", None) or (), accepted))
    else:
        tell_error(f"{message[:1].lower()}{message[1:]}", accepted)


__all__ = ["COMMANDS", "app", "run"]
