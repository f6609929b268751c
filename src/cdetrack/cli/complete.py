"""Completion of names for a shell. Errors are silent: a key press is no place for messages."""

import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from importlib import import_module
from typing import TYPE_CHECKING, Any

from cdetrack.errors import CdetrackError

if TYPE_CHECKING:
    from cdetrack.cli.context import Context
    from cdetrack.model.notice import Notice

_SHORT = 12
"""Characters of an alert's id that `alerts` shows."""
_MOST = 50
"""The maximum of ids to offer."""


def _offered(function: Callable[..., Any]) -> Callable[..., Any] | None:
    """Return `function` during completion, without its errors; else None.

    Inspecting them all would cost `list` a tenth of its time.
    """
    if "_CDETRACK_COMPLETE" not in os.environ:
        return None

    @wraps(function)
    def offered(*given: Any, **named: Any) -> Any:  # noqa: ANN401 - those of `function`
        try:
            return function(*given, **named)
        except (CdetrackError, OSError):
            return []

    return offered


def _named(module: str, names: str, *more: str) -> Callable[..., Any] | None:
    """Return a function that offers `names` of a module, which is imported at a key press alone, and `more`."""

    @_offered
    def offered(incomplete: str) -> list[str]:
        return _beginning((*more, *getattr(import_module(f"cdetrack.{module}"), names)), incomplete)

    return offered


kinds = _named("model.notice", "KINDS")
statuses = _named("model.notice", "STATUSES")
states = _named("model.notice", "STATES")
formats = _named("cli.output", "FORMATS")
diff_formats = _named("cli.output", "DIFF_FORMATS")
occasions = _named("alert.watch", "OCCASIONS")
rhythms = _named("alert.watch", "RHYTHMS", "true", "false")


@_offered
def topics(ctx: Any, incomplete: str) -> list[str]:  # noqa: ANN401 - Typer's context, here and below
    """Return the topics with this beginning, with the user's own."""
    from cdetrack.meaning.topics import load_topics

    context = _session(ctx)
    try:
        names = context.cache.store.rules.topics.names
    except (CdetrackError, OSError):
        names = load_topics(None).names
    return _beginning(names, incomplete)


@_offered
def ids_and_states(ctx: Any, incomplete: str) -> list[tuple[str, str]]:  # noqa: ANN401 - see above
    """Return the states, then the newest ids, with this beginning."""
    from cdetrack.model.notice import STATES

    known = [(state, "a state") for state in _beginning(STATES, incomplete)]
    return known + list(ids(ctx, incomplete) if ids is not None else ())


@_offered
def fields(incomplete: str) -> list[str]:
    """Return the lists of fields that begin with this one, each with one more field."""
    from cdetrack.model.jsonform import NOTICE_KEYS

    before, comma, last = incomplete.rpartition(",")
    return [f"{before}{comma}{name}" for name in _beginning(NOTICE_KEYS, last) if name not in before.split(",")]


@_offered
def exports(incomplete: str) -> list[str]:
    """Return the kinds of export with this beginning."""
    from cdetrack.render.exports import EXPORTS

    return _beginning((*EXPORTS, "evidence"), incomplete)


@_offered
def sources(ctx: Any, incomplete: str) -> list[str]:  # noqa: ANN401 - see above
    """Return the sources with this beginning, with the user's own."""
    return _beginning([*_source_names(ctx), "ingest"], incomplete)


@_offered
def source_sets(ctx: Any, incomplete: str) -> list[str]:  # noqa: ANN401 - see above
    """Return the sets of sources and the sources with this beginning."""
    from cdetrack.sources.sets import SETS

    return _beginning([*(each.name for each in SETS), *_source_names(ctx)], incomplete)


def _source_names(ctx: Any) -> Iterable[str]:  # noqa: ANN401 - see above
    """Return the names of the sources, those that are built in if the configuration cannot be read."""
    from cdetrack.sources import SOURCES

    try:
        return _session(ctx).cache.sources
    except (CdetrackError, OSError):
        return SOURCES


@_offered
def commands(ctx: Any, incomplete: str) -> list[str]:  # noqa: ANN401 - see above
    """Return the commands with this beginning, below the commands that stand before."""
    root = ctx.find_root()
    command = root.command
    for word in ctx.params.get("words") or ():
        command = command.get_command(root, word) if hasattr(command, "get_command") else None
    return _beginning(command.list_commands(root), incomplete) if hasattr(command, "list_commands") else []


@_offered
def watches(ctx: Any, incomplete: str) -> list[str]:  # noqa: ANN401 - see above
    """Return the watches with this beginning."""
    return _beginning((watch.name for watch in _session(ctx).cache.config.watches), incomplete)


@_offered
def issuers(ctx: Any, incomplete: str) -> list[str]:  # noqa: ANN401 - see above
    """Return the issuers with this beginning: those of recorded notices first."""
    from cdetrack.meaning.facets.issuers_register import known_issuers

    here = Counter(name for notice in _recorded(ctx) for name in notice.issuers)
    names = dict.fromkeys([*(name for name, _ in here.most_common()), *known_issuers()])
    return _beginning(filter(_is_word, names), incomplete)


@_offered
def products(ctx: Any, incomplete: str) -> list[tuple[str, str]]:  # noqa: ANN401 - see above
    """Return the first word of each product with this beginning, with the whole name."""
    return _first_words((notice.product for notice in _recorded(ctx)), incomplete)


@_offered
def applicants(ctx: Any, incomplete: str) -> list[tuple[str, str]]:  # noqa: ANN401 - see above
    """Return the first word of each applicant with this beginning, with the whole name."""
    names = (name for notice in _recorded(ctx) if notice.applicant for name in re.split(r"[;；]", notice.applicant))
    return _first_words(names, incomplete)


def _first_words(names: Iterable[str | None], incomplete: str) -> list[tuple[str, str]]:
    """Return the first word of each name: the filter takes any part, and a shell would split a name at its blanks."""
    from cdetrack.render.safe import completion

    found: dict[str, str] = {}
    for name in filter(None, names):
        shown = completion(name)
        word = shown.partition(" ")[0]
        # A shell inserts the word as it is: only a word without its marks is offered.
        if name.startswith(word) and word.startswith(incomplete):
            found.setdefault(word, shown)
    return sorted(found.items())[:_MOST]


def _recorded(ctx: Any) -> "Iterator[Notice]":  # noqa: ANN401 - see above
    """Yield the recorded notices, none if the cache cannot be read."""
    try:
        fold = _session(ctx).cache.store.fold()
        if fold is not None:
            yield from (fold.notice(line) for _, line in fold.lines())
    except (CdetrackError, OSError):
        return


@_offered
def cursors(ctx: Any, incomplete: str) -> list[str]:  # noqa: ANN401 - see above
    """Return the names with this beginning that have asked `diff --since-last`."""
    from cdetrack.store.state_file import load_state

    return _beginning(filter(_is_word, load_state(_session(ctx).folder).cursors), incomplete)


@_offered
def alerts(ctx: Any, incomplete: str) -> list[tuple[str, str]]:  # noqa: ANN401 - see above
    """Return the newest alerts with this beginning, each with its state and watch."""
    return _stored_alerts(ctx, incomplete, waiting=False)


@_offered
def waiting_alerts(ctx: Any, incomplete: str) -> list[tuple[str, str]]:  # noqa: ANN401 - see above
    """Return the waiting alerts with this beginning, each with its state and watch."""
    return _stored_alerts(ctx, incomplete, waiting=True)


def _stored_alerts(ctx: Any, incomplete: str, *, waiting: bool) -> list[tuple[str, str]]:  # noqa: ANN401 - see above
    from cdetrack.render.safe import completion

    found = [each for each in _session(ctx).cache.alerts() if each.open or not waiting]
    named = [each for each in found if each.alert.id.startswith(incomplete)][:_MOST]
    return [(each.alert.id[:_SHORT], completion(f"{each.state}, {each.alert.watch}")) for each in named]


def _is_word(name: str) -> bool:
    """Return True if a shell takes a name as it is, without quotes."""
    return re.fullmatch(r"[\w.,/@+-]+", name) is not None


@_offered
def ids(ctx: Any, incomplete: str) -> list[tuple[str, str]]:  # noqa: ANN401 - see above
    """Return the newest ids with this beginning, each with its title."""
    from itertools import islice

    from cdetrack.render.safe import completion

    if (fold := _session(ctx).cache.store.fold()) is None:
        return []
    found = map(fold.notice, islice(fold.with_prefix(incomplete), _MOST))
    # zsh evaluates the description of an id, and Typer renders it as Rich markup before.
    return [(notice.id, completion(notice.title)) for notice in found]


def _session(ctx: Any) -> "Context":  # noqa: ANN401 - see above
    """Return the context of the words on the command line so far."""
    from pathlib import Path

    from cdetrack.cli.context import Context

    # Completion runs no callback, so that the options before the command are not stored.
    given: dict[str, Path | None] = {"cache": None, "config": None}
    while ctx is not None:
        for name, known in given.items():
            if known is None and ctx.params.get(name):
                given[name] = Path(ctx.params[name])
        ctx = ctx.parent
    return Context(**given, verbose=0, quiet=True)


def _beginning(names: Iterable[str], incomplete: str) -> list[str]:
    return [name for name in names if name.startswith(incomplete)]
