"""Hints for a command line that is nearly right: the command, option or filter that was probably meant."""

import re
import shlex
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any

from cdetrack.errors import quoted
from cdetrack.sources.configured import is_link
from cdetrack.text.docnumber import number_in, number_of_office
from cdetrack.text.suggest import nearest

_COMMANDS: Mapping[str, str] = {
    **dict.fromkeys(("search", "find", "grep", "query"), "`cdetrack list --search TEXT` searches"),
    **dict.fromkeys(("open", "browse"), "`cdetrack show REF --open` opens a notice in the browser"),
    **dict.fromkeys(("ls", "latest", "notices"), "`cdetrack list` lists the notices"),
    **dict.fromkeys(("cat", "view", "get", "info", "read", "print"), "`cdetrack show REF` shows a notice"),
    **dict.fromkeys(("update", "sync", "pull", "refresh", "download"), "`cdetrack fetch` looks at the sources"),
    **dict.fromkeys(("import", "load", "parse"), "`cdetrack ingest FILE` takes a saved page"),
    **dict.fromkeys(("log", "changes", "news", "new"), "`cdetrack diff --since 7d` shows the changes of a week"),
    "history": "`cdetrack show REF --history` shows a notice's changes, `cdetrack diff --since 7d` those of a week",
    **dict.fromkeys(("due", "calendar", "agenda", "dates"), "`cdetrack deadlines` lists the days to act by"),
    **dict.fromkeys(("tags", "categories"), "`cdetrack topics` lists the topics"),
    **dict.fromkeys(("run", "notify", "alert", "poll"), "`cdetrack check` fetches and alerts"),
    **dict.fromkeys(("cron", "timer", "daemon"), "`cdetrack schedule` prints a crontab line"),
    **dict.fromkeys(("verify", "validate", "fsck", "repair"), "`cdetrack doctor` examines the cache"),
    **dict.fromkeys(("revert", "rollback"), "`cdetrack undo` takes back a look"),
    **dict.fromkeys(("setup", "configure", "settings"), "`cdetrack init` sets up, `cdetrack config` shows the file"),
    **dict.fromkeys(("add", "subscribe"), "`cdetrack watches add NAME` adds a watch, `cdetrack fetch URL` a page"),
    "enable": "`cdetrack sources enable NAME` switches a source on",
    "disable": "`cdetrack sources disable NAME` switches a source off",
    "test": "`cdetrack sources test URL` previews a listing, `cdetrack alerts test WATCH` sends a sample",
    "count": "`cdetrack list --count` counts the notices",
    "version": "`cdetrack --version` prints the version",
    **dict.fromkeys(("html", "atom", "ics", "csv", "dump", "save", "backup"), "`cdetrack export KIND` writes a file"),
}
"""Names of commands in other programs, each with the command here."""
_OPTIONS: Mapping[str, tuple[str, ...]] = {
    "from": ("--since",),
    "after": ("--since",),
    "days": ("--since 30d", "--within 30d"),
    "to": ("--until",),
    "before": ("--until",),
    "query": ("--search",),
    "grep": ("--search",),
    "text": ("--search",),
    "title": ("--search",),
    "tag": ("--topic",),
    "category": ("--topic",),
    "all": ("--limit 0",),
    "max": ("--limit",),
    "head": ("--limit",),
    "columns": ("--fields",),
    "output": ("--format",),
    "sort": ("--reverse",),
    "company": ("--applicant",),
    "drug": ("--product",),
    "agency": ("--issuer",),
}
"""Names of options in other programs, each with options here; the first one that the command has is offered."""
_SIMILAR = 0.7
_ID = re.compile(r"[0-9a-f]{12}")
_HYPHENED = re.compile(r"(?:-|[\u2010-\u2015\u2212\uff0d]+)([a-z][a-z-]+)(?==|$)")
"""A word behind one hyphen, or behind dashes: editors and input methods write them in place of two hyphens."""


def command_hint(name: str, commands: Collection[str], topics: Callable[[], Collection[str]]) -> str:
    """Return the hint for a command that does not exist."""
    if name.lower() in commands:
        return f"did you mean `cdetrack {name.lower()}`?"
    if _is_reference(name):
        return _show(name)
    if meant := _COMMANDS.get(name.lower()):
        return meant
    if near := nearest(name, commands):
        return f"did you mean `cdetrack {near}`?"
    if topic := _named(name, topics()):
        return f"did you mean `cdetrack list --topic {topic}`?"
    return "`cdetrack --help` lists the commands"


def option_hint(name: str, command: Any, path: str, others: Callable[[], Mapping[str, Any]]) -> str:  # noqa: ANN401 - Typer's
    """Return the hint for an option that the command at `path` does not have; `others` are all commands by name."""
    mine = _options(command)
    bare = name.lstrip("-").lower()
    for meant in _OPTIONS.get(bare, ()):
        if meant.partition(" ")[0] in mine:
            return f"did you mean `{meant}`?"
    near = nearest(bare, (each.lstrip("-") for each in mine if each.startswith("--")), least=_SIMILAR)
    if near:
        return f"did you mean `--{near}`?"
    owners = [each for each, other in others().items() if name in _options(other)] if name.startswith("--") else []
    if owners:
        shown = quoted(f"cdetrack {each}" for each in owners[:3])
        return f"`{name}` is an option of {shown}{' and others' if len(owners) > 3 else ''}"  # noqa: PLR2004 - those shown
    return f"`{path} --help` lists the arguments and options"


def argument_hint(extra: str, command: Any, path: str, names: Callable[[], Mapping[str, Collection[str]]]) -> str:  # noqa: ANN401 - Typer's
    """Return the hint for arguments that the command at `path` does not take: the filter that was probably meant.

    `names` are the names that each filter accepts, by option.
    """
    otherwise = f"`{path} --help` lists the arguments and options"
    options = _options(command)
    if "--search" not in options:
        return otherwise
    search = f"`{path} --search {shlex.quote(extra)}`"
    if re.fullmatch(r"[12]\d{3}(-(0\d|1[0-2])(-\d\d)?)?", extra) and "--since" in options:
        return f"did you mean `{path} --since {extra}`, or {search}?"
    if _is_reference(extra):
        return _show(extra)
    known = {option: each for option, each in names().items() if option in options}
    exact = [(option, name) for option, each in known.items() for name in each if name.casefold() == extra.casefold()]
    near = [(option, name) for option, each in known.items() if (name := _named(extra, each))]
    for option, name in [*exact, *near]:
        return f"did you mean `{path} {option} {name}`, or {search}?"
    return f"did you mean {search}?"


def hyphen_hint(args: Iterable[str], commands: Callable[[], Iterable[Any]]) -> str | None:
    """Return the hint for an option behind one hyphen or a dash, such as `-since`; None if `args` have none.

    Its letters are read as an option of one letter and its value, and the error is about what is left.
    """
    # Behind an option stands its value, such as a word that a search leaves out.
    words = (word for before, word in pairwise(["", *args]) if not before.startswith("--"))
    single = [f"--{found[1]}" for word in words if (found := _HYPHENED.match(word))]
    known = {name for each in _with_subcommands(commands()) for name in _options(each)} if single else ()
    return next((f"did you mean `{option}`?" for option in single if option in known), None)


def subcommand_hint(name: str, command: Any, path: str) -> str:  # noqa: ANN401 - Typer's
    """Return the hint for a command that the group `command` at `path` does not have."""
    if path == "cdetrack sources" and name in {"add", "new", "create"}:
        return "`cdetrack sources enable LINK` makes a source of a listing"
    known = sorted(command.commands)
    if name in {"list", "ls", "show"} and name not in known:
        return f"leave `{name}` out: `{path}`"
    near = nearest(name, known)
    return f"did you mean `{path} {near}`?" if near else f"there are {quoted(f'{path} {each}' for each in known)}"


def _named(text: str, known: Iterable[str]) -> str | None:
    return nearest(re.sub(r"[\s_]+", "-", text), known, least=_SIMILAR)


def _is_reference(text: str) -> bool:
    return bool(_ID.fullmatch(text) or is_link(text) or number_in(text) or number_of_office(text))


def _show(reference: str) -> str:
    return f"did you mean `cdetrack show {shlex.quote(reference)}`?"


def _options(command: Any) -> list[str]:  # noqa: ANN401 - Typer's
    return [name for parameter in getattr(command, "params", ()) for name in parameter.opts if name.startswith("-")]


def _with_subcommands(commands: Iterable[Any]) -> Iterator[Any]:
    for command in commands:
        yield command
        yield from getattr(command, "commands", {}).values()
