"""The command line: the table of commands, and the boundary where every expected failure becomes an exit code.

* A command: `commands`, one module for each; its shared options: `options`; its words: `telling`, `answers`, `output`.
* The help and the manual pages: `manual`, `examples`; hints at what was meant: `mistakes`; the questions of `cdetrack
  init`: `interview`.
* The tools of an assistant: `assistant_tools`, served by `assistant`.

**Start fast.** Each run imports only the module of its own command, with the garbage collector off. A piped `list`
imports Typer, `json` and our modules that read the fold. Values are made by `model/frozen`, patterns are compiled at
first use by `text/regex`, and Beautiful Soup gets its library for CSS selectors when a page is read with one
(`sources/late_import`).
"""

import re
import sys
from collections.abc import Collection, Mapping, Sequence
from importlib import import_module
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

from cdetrack.cli.context import errors_in_json, starting, tell_error
from cdetrack.cli.options import single, write_examples
from cdetrack.cli.streams import ReaderGoneError, drop, guarded_stdout, prepare_stderr
from cdetrack.errors import CdetrackError, NotFoundError, UsageError

if TYPE_CHECKING:
    # Typer has no public names for the types of its methods.
    TyperContext = Any
    TyperCommand = Any

_INTERRUPTED = 130

GROUPS: Mapping[str, Mapping[str, str]] = {
    "Set up": {
        "init": "Set up sources, topics and alerts by a few questions.",
        "sources": "The sources: list them, switch them on and off, preview one.",
        "config": "Where the configuration is; edit it.",
    },
    "Look": {
        "fetch": "Look at live listings and record the changes.",
        "ingest": "Look at saved pages, texts, JSON or feeds and record the changes.",
        "undo": "Take back a look; the history keeps both.",
    },
    "Answer": {
        "list": "Notices that match, newest first.",
        "show": "One whole notice, with its related notices.",
        "diff": "The changes: of the last look, since a day, or between two files.",
        "topics": "Every topic with its count, or the notices in some.",
        "deadlines": "Effective dates, comment deadlines and events to come, in date order.",
        "stats": "Documents by month and topic, and notices by source, drawn in the terminal.",
    },
    "Decide": {
        "mark": "Your decision on documents: relevant, irrelevant or done.",
    },
    "Alert": {
        "check": "Fetch, then alert: the command for cron; silent unless something is due.",
        "alerts": "The alerts: sent, waiting or failed; retry, drop or test them.",
        "watches": "Each watch with its matches of the last 90 days; add, edit and remove watches.",
        "schedule": "The crontab line and the systemd timer that run `check`.",
    },
    "Share": {
        "export": "A page, a feed, a calendar, a spreadsheet or JSON of the notices.",
        "mcp": "The cache for assistants, read-only, over the Model Context Protocol.",
    },
    "Keep": {
        "status": "How fresh each source is.",
        "doctor": "Whether the cache is sound.",
        "help": "The manual page of a command.",
    },
}
"""Each command by its group, with its line in `--help`. Its module in `cli/commands` has the same name."""
COMMANDS: Mapping[str, str] = {name: line for group in GROUPS.values() for name, line in group.items()}


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
        # A short help is shown whole; the first sentence of a long one is cut.
        command.short_help = COMMANDS[cmd_name]
        for below in getattr(command, "commands", {}).values():
            below.short_help = (below.help or "").strip().partition("\n")[0]
        return command

    def resolve_command(self, ctx: "TyperContext", args: list[str]) -> tuple[str | None, "TyperCommand", list[str]]:
        name = args[0]
        if name not in COMMANDS and not name.startswith("-"):
            from cdetrack.cli.mistakes import command_hint

            raise UsageError(f"there is no command `{name}`", hint=command_hint(name, COMMANDS, _topics))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: "TyperContext", formatter: Any) -> None:  # noqa: ANN401, ARG002 - the same
        width = max(map(len, COMMANDS))
        for title, group in GROUPS.items():
            with formatter.section(title):
                formatter.write_dl([(name.ljust(width), line) for name, line in group.items()])

    def format_epilog(self, ctx: "TyperContext", formatter: Any) -> None:  # noqa: ANN401 - the same
        write_examples(ctx, formatter)
        super().format_epilog(ctx, formatter)


app = typer.Typer(
    cls=_Commands,
    rich_markup_mode=None,  # Rich would double the time of `--help` and of usage errors
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help="Track what China's drug regulators publish: listings in, a proven history, answers and alerts out.",
    epilog="`cdetrack help COMMAND` shows the manual page of a command. Data goes to stdout, everything else to "
    "stderr. Exit codes: 0 done, 2 usage, 3 not found, 4 fetch, 5 page, 6 cache, 7 configuration, "
    "8 alert, 10 changes (with --exit-code).",
)
app.callback()(starting)


def run(args: Sequence[str]) -> int:
    """Run one command line and return its exit code; expected failures are printed on stderr.

    Every other exception is a bug, and is raised.
    """
    prepare_stderr()
    errors_in_json(_wants_json(args))
    code: object = 0
    try:
        with guarded_stdout():
            code = get_command(app).main(list(args) or ["--help"], prog_name="cdetrack", standalone_mode=False)
        if code == _INTERRUPTED:
            _interrupted()
    except CdetrackError as error:
        code = error.exit_code
        tell_error(error.message, _hyphen_hint(args, code) or error.hint, code=code)
    except typer.TyperException as error:
        _tell_usage(error, args)
        code = error.exit_code
    except (KeyboardInterrupt, typer.Abort):
        _interrupted()
        code = _INTERRUPTED
    except ReaderGoneError:
        # The code of a command that has ended by then counts.
        pass
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
    tell_error("interrupted", code=_INTERRUPTED)


def _tell_usage(error: typer.TyperException, args: Sequence[str]) -> None:
    """Print an error of the command line, in the form of our own errors."""
    from cdetrack.cli import mistakes

    told = error.format_message().strip().rstrip(".")
    message = re.sub(r"'([^']{1,99})'", r"`\1`", told)
    message = re.sub(r"a valid float( range)?$", "a number", message)
    message = re.sub(r"a valid int(eger)?( range)?$", "a whole number", message)
    ctx = getattr(error, "ctx", None)
    # An option without its value has no context.
    path = ctx.command_path if ctx is not None else _path_of(args)
    hint = f"`{path} --help` lists the arguments and options"
    if wrong := getattr(error, "option_name", None) if hasattr(error, "possibilities") else None:
        message = f"there is no option `{wrong}`"
        hint = mistakes.option_hint(wrong, ctx.command if ctx is not None else None, path, _commands)
    elif ctx is not None and (extra := re.fullmatch(r"(?s)Got unexpected extra argument(?:s|\(s\))? \((.*)\)", told)):
        message = f"`{path}` takes no such argument: `{extra[1]}`"
        hint = mistakes.argument_hint(extra[1], ctx.command, path, _filter_names)
    elif ctx is not None and (absent := re.fullmatch(r"(?s)No such command '([^']*)'.*", told)):
        message = f"there is no command `{path} {absent[1]}`"
        hint = mistakes.subcommand_hint(absent[1], ctx.command, path)
    hint = _hyphen_hint(args, error.exit_code) or hint
    tell_error(f"{message[:1].lower()}{message[1:]}", hint, code=error.exit_code)


def _hyphen_hint(args: Sequence[str], code: int) -> str | None:
    from cdetrack.cli.mistakes import hyphen_hint

    if code not in {UsageError.exit_code, NotFoundError.exit_code}:
        return None
    return hyphen_hint(args, lambda: [get_command(app), *_commands().values()])


def _path_of(args: Sequence[str]) -> str:
    """Return the command that the arguments name, with the one below it."""
    path, known = "cdetrack", _commands()
    for word in args:
        if word in known:
            path = f"{path} {word}"
            known = getattr(known[word], "commands", {})
    return path


def _wants_json(args: Sequence[str]) -> bool:
    """Return True if the options before a `--` ask for JSON."""
    options = args[: args.index("--")] if "--" in args else args
    formats = {"json", "jsonl"}
    asked = any(option == "--format" and value in formats for option, value in pairwise(options))
    return asked or "--json" in options or any(f"--format={name}" in options for name in formats)


def _commands() -> dict[str, "TyperCommand"]:
    group = _Commands()
    return {name: group.get_command(None, name) for name in COMMANDS}


def _topics() -> Collection[str]:
    from cdetrack.meaning.topics import load_topics

    return load_topics(None).names


def _filter_names() -> dict[str, Collection[str]]:
    """Return the names that are built in for each filter, by option."""
    from cdetrack.meaning.facets.issuers_register import known_issuers
    from cdetrack.model.notice import KINDS, STATUSES
    from cdetrack.sources import SOURCES

    return {
        "--topic": _topics(),
        "--kind": KINDS,
        "--status": STATUSES,
        "--source": list(SOURCES),
        "--issuer": [name for name in known_issuers() if name.isupper()],
    }


__all__ = ["COMMANDS", "app", "run"]
