"""Options that several commands share. One parameter of a command stands for a group of options."""

import inspect
import re
from collections.abc import Callable, Mapping
from functools import wraps
from math import inf
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from cdetrack.cache import Cache
from cdetrack.cli import complete
from cdetrack.cli.context import CacheFolder, ConfigFile, Context, Quiet, Verbose, context
from cdetrack.cli.output import FORMATS, on_terminal
from cdetrack.errors import UsageError, quoted
from cdetrack.model.notice import Query
from cdetrack.text.days import half_width

if TYPE_CHECKING:
    from cdetrack.query.filters import FilterNames

NEWS = 10
"""The exit code of `--exit-code` when there are changes, or alerts were due."""
Format = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="|".join(FORMATS),
        help="A table on a terminal, tsv when piped, when left out.",
        autocompletion=complete.formats,
    ),
]
Json = Annotated[bool, typer.Option("--json", help="The same as --format json.")]


def _seconds(value: float) -> float:
    """Return a time to wait, in seconds. Raises UsageError for `nan` and `inf`."""
    if not value < inf:
        raise UsageError(f"`--wait {value:g}` is not a time to wait", hint="accepted are seconds: `0`, `2.5`, `300`")
    return value


Wait = Annotated[
    float,
    typer.Option(
        "--wait",
        metavar="SECONDS",
        min=0,
        callback=_seconds,
        show_default=False,
        help="Wait at most this long for another check; 30 when left out.",
    ),
]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="DAY",
        help="As things stood at the end of that day, by what was recorded until then: 2025-07-21, 2025-07, 7d.",
    ),
]
Full = Annotated[bool, typer.Option("--full", help="Read every page; finds withdrawals where the pages are numbered.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show the changes, and record nothing.")]
Channels = Annotated[
    list[str],
    typer.Option(
        "--channel",
        "-c",
        metavar="C",
        help="Where alerts go: stdout, mailto:…, ntfy://…, https://…, exec:…; can be repeated.",
    ),
]


class Filters:
    """The filters of a command line, as they were typed."""

    def __init__(self, **given: Any) -> None:  # noqa: ANN401 - the options below, under their names
        self._given = given

    def query(self, context: Context, *, limit: int = 0, topics: tuple[str, ...] = (), partial: bool = False) -> Query:
        """Return the query; `limit` is its limit unless one was typed. Raises UsageError and NotFoundError.

        With `partial`, the filters are added to others: full text needs no search among them.
        """
        from cdetrack.query.filters import check_full_text, read_query

        filters = self._typed(topics)
        if not partial:
            check_full_text(filters)
        filters["limit"] = limit if filters["limit"] is None else filters["limit"]
        query = read_query(filters, filter_names(context.cache, tell=context.tell), today=context.today)
        if (name := self._given.get("watch")) is None:
            return query
        watch = context.cache.watch(name)
        return query._replace(also=watch.query, withdrawn=query.withdrawn or watch.query.withdrawn)

    def settings(self) -> dict[str, Any]:
        """Return the filters that were typed, by the names of the query's fields. Raises UsageError."""
        return {name: value for name, value in self._typed().items() if value not in (None, (), [], False)}

    def _typed(self, topics: tuple[str, ...] = ()) -> dict[str, Any]:
        from cdetrack.query.filters import LIST_FILTERS

        given = self._given
        several = {name: given.get(word, ()) for name, word in LIST_FILTERS.items()}
        return {
            "since": given.get("since"),
            "until": given.get("until"),
            "seen_since": given["seen_since"],
            **several,
            "topics": (*topics, *several["topics"]),
            "withdrawn": given["withdrawn"],
            "search": given["search"] or None,
            "full_text": given["full_text"],
            "limit": None if given.get("limit") is None else _limit(given["limit"]),
            "reverse": given.get("reverse", False),
        }


class SavedFilters(Filters):
    """The filters that a watch can have."""


class ChangeFilters(Filters):
    """The filters of a command about changes, whose days are those of the changes."""


def _text(*names: str, metavar: str, help: str, completion: Callable[..., list[str]] | None = None) -> tuple[Any, None]:
    return Annotated[str | None, typer.Option(*names, metavar=metavar, help=help, autocompletion=completion)], None


def _texts(*names: str, metavar: str, help: str, completion: Callable[..., Any] | None = None) -> tuple[Any, Any]:
    option = typer.Option(*names, metavar=metavar, help=help, autocompletion=completion)
    return Annotated[list[str], option], []


def _flag(*names: str, help: str) -> tuple[Any, bool]:
    return Annotated[bool, typer.Option(*names, help=help)], False


_LONGEST_LIMIT = 9
_SESSION: Mapping[str, tuple[Any, Any]] = {
    "cache": (CacheFolder, None),
    "config": (ConfigFile, None),
    "verbose": (Verbose, 0),
    "quiet": (Quiet, False),
}
_FILTERS: Mapping[str, tuple[Any, Any]] = {
    "since": _text("--since", metavar="T", help="Dated on or after: 2025, 2025-07, 2025-07-21, 7d, 2w, 3mo, 1y."),
    "until": _text("--until", metavar="T", help="Dated on or before."),
    "seen_since": _text("--seen-since", metavar="T", help="First seen by cdetrack on or after."),
    "topic": _texts("--topic", "-t", metavar="TOPIC", help="In any of these topics.", completion=complete.topics),
    "kind": _texts("--kind", "-k", metavar="KIND", help="Of any of these kinds.", completion=complete.kinds),
    "issuer": _texts(
        "--issuer",
        metavar="NAME",
        help="Issued by any of these: NMPA, CDE, 药审中心, 广东省药监局, FDA, …",
        completion=complete.issuers,
    ),
    "source": _texts("--source", metavar="SOURCE", help="Shown by any of these.", completion=complete.sources),
    "status": _texts("--status", metavar="STATUS", help="interim or draft.", completion=complete.statuses),
    "number": _texts("--number", metavar="N", help="With this document number: 2025-21."),
    "product": _texts(
        "--product",
        metavar="TEXT",
        help="Of a product whose name contains any of these.",
        completion=complete.products,
    ),
    "applicant": _texts(
        "--applicant",
        metavar="TEXT",
        help="Filed by an applicant whose name contains any of these.",
        completion=complete.applicants,
    ),
    "state": _texts(
        "--state",
        metavar="STATE",
        help="Marked so: relevant, irrelevant or done; new if nobody decided.",
        completion=complete.states,
    ),
    "watch": _text(
        "--watch",
        metavar="NAME",
        help="That match this watch; other filters narrow it.",
        completion=complete.watches,
    ),
    "withdrawn": _flag("--withdrawn", help="Only those that the listings no longer show."),
    "search": _text(
        "--search", "-s", metavar="TEXT", help='With all these words; "a phrase", -word, A OR B, /a regex/.'
    ),
    "as_of": (AsOf, None),
    "full_text": _flag("--full-text", help="Search also in the bodies and files of notices, with the line found."),
    "limit": _text("--limit", "-n", metavar="N", help="At most so many; 0 for all."),
    "reverse": _flag("--reverse", "-r", help="In reverse order."),
}
_OF_A_LIST = frozenset({"watch", "state", "as_of", "limit", "reverse"})
"""The filters that would have no effect in a watch."""
_GROUPS: Mapping[type, Mapping[str, tuple[Any, Any]]] = {
    Context: _SESSION,
    Filters: _FILTERS,
    SavedFilters: {name: each for name, each in _FILTERS.items() if name not in _OF_A_LIST},
    ChangeFilters: {name: each for name, each in _FILTERS.items() if name not in {"since", "until"}},
}


def command(function: Callable[..., int | None]) -> Callable[..., int | None]:
    """Make a command of `function`; a parameter of a type in `_GROUPS` becomes that group of options."""
    parameters: list[inspect.Parameter] = [
        inspect.Parameter("ctx", inspect.Parameter.KEYWORD_ONLY, annotation=typer.Context)
    ]
    groups: dict[str, type] = {}
    wants_context = False
    shared: list[inspect.Parameter] = []
    for name, parameter in inspect.signature(function, eval_str=True).parameters.items():
        if parameter.annotation is typer.Context:
            wants_context = True
        elif parameter.annotation in _GROUPS:
            groups[name] = parameter.annotation
            shared += [
                inspect.Parameter(each, inspect.Parameter.KEYWORD_ONLY, annotation=annotation, default=default)
                for each, (annotation, default) in _GROUPS[parameter.annotation].items()
            ]
        else:
            parameters.append(parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY))
    # In the help, the options of all commands come last.
    shared.sort(key=lambda parameter: parameter.name in _SESSION)

    @wraps(function)
    def run(ctx: typer.Context, **given: Any) -> int | None:  # noqa: ANN401 - the parameters of the command
        as_of: str | None = None
        for name, group in groups.items():
            values = {key: given.pop(key) for key in _GROUPS[group]}
            given[name] = context(ctx, **values) if group is Context else group(**values)
            as_of = values.get("as_of", as_of)
        for each in given.values():
            if isinstance(each, Context):
                each.go_back(as_of)
        return function(**given, **({"ctx": ctx} if wants_context else {}))

    signature = inspect.Signature([*parameters, *shared])
    run.__signature__ = signature  # type: ignore[attr-defined]
    run.__annotations__ = {name: each.annotation for name, each in signature.parameters.items()}
    return run


def write_examples(ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - Typer has no public names for these
    """Write the examples of the command of `ctx` as a section of its help, in lines that are never broken."""
    from cdetrack.cli.examples import example_lines

    if lines := example_lines(ctx.command_path):
        formatter.write("\nExamples:\n" + "".join(f"{line}\n" for line in lines))


class _Command(TyperCommand):
    """A command with examples in its help."""

    def format_epilog(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - see `write_examples`
        write_examples(ctx, formatter)


class _CommandGroup(TyperGroup):
    """A command with commands below it: its help has their whole first sentences, and examples."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - see `write_examples`
        commands = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        rows = [(name, _first_sentence(command.help or "")) for name, command in commands if command is not None]
        with formatter.section("Commands"):
            formatter.write_dl(rows)

    def format_epilog(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - see `write_examples`
        write_examples(ctx, formatter)


def _first_sentence(text: str) -> str:
    return " ".join(text.partition("\n\n")[0].split())


class _App(typer.Typer):
    """An application whose commands have examples."""

    def command(self, name: str | None = None, **settings: Any) -> Any:  # noqa: ANN401 - see `write_examples`
        return super().command(name, cls=_Command, **settings)


def new_app() -> typer.Typer:
    """Return a Typer application with our settings."""
    return _App(
        cls=_CommandGroup,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    )


def single(function: Callable[..., int | None]) -> typer.Typer:
    """Return an application with this one command."""
    app = new_app()
    app.command()(command(function))
    return app


def chosen_format(name: str | None, *, as_json: bool, accepted: tuple[str, ...] = FORMATS, piped: str = "tsv") -> str:
    """Return the chosen format; by default a table on a terminal, else `piped`.

    Raises UsageError for an unknown format.
    """
    if as_json and name not in {None, "json"}:
        raise UsageError(f"`--json` and `--format {name}` exclude each other", hint="give one of them")
    if name is not None and name not in accepted:
        raise UsageError(f"there is no format `{name}` here", hint=f"accepted are {quoted(accepted)}")
    if as_json:
        return "json"
    return name or ("table" if on_terminal() else piped)


def check_origin(source: str | None, url: str | None) -> None:
    """Check the `--source` and the `--url` of a file. Raises UsageError for one that can be none."""
    from cdetrack.sources.configured import CANNOT_NAME, is_link, is_name

    if url is not None and not is_link(url):
        raise UsageError(f"`{url}` is not a link", hint="`--url` takes the address of the page, with `https://`")
    if source is not None and not is_name(source):
        raise UsageError(f"`{source}` cannot name a source", hint=CANNOT_NAME)


def filter_names(cache: Cache, *, tell: Callable[[str], None] | None = None) -> "FilterNames":
    """Return the topics and the sources that filters can name; `tell` is as in `FilterNames`."""
    from cdetrack.query.filters import FilterNames

    return FilterNames(topics=lambda: cache.store.rules.topics.names, sources=cache.known_sources, tell=tell)


def _limit(text: str) -> int:
    if not re.fullmatch(r"\d+", half_width(text), re.ASCII):
        raise UsageError(f"`{text}` is not a number of notices", hint="accepted are `20` and the like; `0` shows all")
    # No cache has a billion notices, and Python reads no number of thousands of digits.
    return int(text) if len(text) <= _LONGEST_LIMIT else 0
