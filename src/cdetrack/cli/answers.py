"""Write matching notices, and the hint for an empty cache: shared by several commands."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from cdetrack.cache import Cache
from cdetrack.cli import output
from cdetrack.cli.context import Context
from cdetrack.cli.options import Filters
from cdetrack.errors import CacheError, UsageError
from cdetrack.model.notice import Notice, Query
from cdetrack.render import counted

if TYPE_CHECKING:
    import re

    from cdetrack.query.unseen import Unseen
    from cdetrack.render.found import FoundLines

_WITH_DAY = frozenset({"table", "json", "jsonl", "md", "html", "atom", "jsonfeed", "ics"})
"""The formats that say themselves which day in the past they are about, if they show anything."""


def write_matches(
    context: Context,
    filters: Filters,
    form: str,
    *,
    topics: tuple[str, ...] = (),
    each: bool = False,
    fields: Sequence[str] | None = None,
) -> None:
    """Write the notices that match in a format, as `oneline` or as `count`: a screenful at most to a terminal.

    `fields` are the keys in JSON of the fields to write, None for those of the format.
    """
    screen = form == "table" and output.on_terminal()
    wanted = filters.query(context, limit=output.SCREENFUL if screen else 0, topics=topics)._replace(each=each)
    with_states = form not in {"tsv", "count"} or "state" in (fields or ())
    more = 0
    found: Sequence[Notice]
    if screen:
        found, more = context.cache.select(wanted)
    else:
        found = context.cache.matches(wanted, with_states=with_states)
    as_of = context.as_of
    if form == "count":
        output.write([str(len(found))])
    elif fields is not None:
        output.notice_fields(found, fields, form, more=more, as_of=as_of)
    elif form == "oneline":
        output.notices_on_a_line(found, marked=search_marks(wanted), as_of=as_of)
    else:
        marked = search_marks(wanted) if screen else None
        unseen = _unseen(context) if screen and found and as_of is None else None
        output.notices(
            found,
            form,
            today=context.today,
            more=more,
            marked=marked,
            unseen=unseen,
            as_of=as_of,
            lines=_lines(context, found, wanted, form),
        )
    tell_past(context, form, shown=bool(found))
    tell_filters(context, wanted, found=bool(found))
    tell_unsearched(context, wanted)


def _lines(context: Context, notices: Sequence[Notice], query: Query, form: str) -> "FoundLines | None":
    """Return the lines that a search in full text found, None for another search or a format without room for them."""
    from cdetrack.render.found import FoundLines

    if form in {"tsv", "csv"} or not (query.full_text or (query.also is not None and query.also.full_text)):
        return None
    from cdetrack.query.full_text import searches
    from cdetrack.query.search import marker

    patterns = [pattern for search in searches(query) if (pattern := marker(search)) is not None]
    return FoundLines(context.cache.found_lines(notices, query), patterns)


def tell_unsearched(context: Context, query: Query) -> None:
    """Print on stderr how many notices a search in full text could not search as a whole."""
    if not query.full_text:
        return
    found = context.cache.unsearched(query)
    told = [
        words
        for count, words in (
            (found.bare, f"{counted(found.bare, 'notice')} known by the listing alone"),
            (found.unkept, f"{counted(found.unkept, 'notice')} with files that are not kept"),
            (found.unread, f"{counted(found.unread, 'notice')} with a file that has no text"),
        )
        if count
    ]
    hint = ""
    if found.bare or found.unkept:
        command = context.command("fetch", "--attachments")
        hint = f"; `{command}` reads the pages and files of new notices, with `--full` those of all"
    if found.unkept or found.unread:
        hint = f"; `show` says why{hint}"
    if told:
        context.tell(f"not searched in full: {', '.join(told)}{hint}")


def _unseen(context: Context) -> "Unseen | None":
    """Return the news for the person at the terminal, None for one without a cursor."""
    # The list is the answer: it comes without a login name too, and with a damaged state, of which `doctor` tells.
    with suppress(CacheError, UsageError):
        return context.cache.unseen_notices()
    return None


def no_match(
    cache: Cache,
    query: Query,
    message: str = "no notice matches",
    shown: Callable[[Notice], bool] = lambda _: True,
) -> str:
    """Return the sentence that nothing matches, with the filters that nothing can match and the nearest values.

    `shown` is as in `Cache.impossible`.
    """
    why = cache.impossible(query, shown)
    return f"{message}{': ' if why else ''}{'; '.join(why)}"


def no_change(cache: Cache, query: Query) -> str:
    """Return the sentence that no change is of a notice that matches, and why."""
    return no_match(cache, query, "no change matches")


def tell_filters(
    context: Context, query: Query, *, found: bool, nothing: Callable[[Cache, Query], str] = no_match
) -> None:
    """Print on stderr that nothing is found, and why, else the values beside others that no notice has.

    `nothing` makes the sentence that nothing is found.
    """
    if not context.quiet and (found or not tell_if_empty(context)):
        for line in filter_notes(context.cache, query, found=found, nothing=nothing):
            context.tell(line)


def filter_notes(
    cache: Cache, query: Query, *, found: bool, nothing: Callable[[Cache, Query], str] = no_match
) -> list[str]:
    """Return the sentences of `tell_filters`, for those who have no stderr."""
    if found:
        return cache.absent_values(query)
    return [empty_sentence(cache) if cache.is_empty else nothing(cache, query)]


def search_marks(query: Query) -> "re.Pattern[str] | None":
    """Return the pattern of the words to highlight on a terminal, None without any."""
    if query.search is None or not output.on_terminal():
        return None
    from cdetrack.query.search import marker

    return marker(query.search)


def tell_past(context: Context, form: str, *, shown: bool = True) -> None:
    """Print on stderr that the answer is about a day in the past, where the format has no place for it."""
    has_place = form in _WITH_DAY or (form == "oneline" and output.on_terminal())
    if context.as_of is not None and not (has_place and (shown or form == "md")):
        from cdetrack.render.heading import past_sentence

        context.tell(past_sentence(context.as_of))


def tell_if_empty(context: Context) -> bool:
    """Return True if the cache is empty, after a hint on stderr how to fill it."""
    empty = context.cache.is_empty
    first = context.present.first_recorded() if empty and context.as_of is not None else None
    if first is not None:
        from cdetrack.text.days import today

        context.tell(f"nothing was recorded by the end of {context.as_of}: the history begins on {today(first)}")
    elif empty:
        context.tell(empty_sentence(context.cache))
    return empty


def empty_sentence(cache: Cache) -> str:
    """Return the sentence that nothing was ever recorded, with what fills the cache."""
    return (
        f"the cache `{cache.folder}` is empty: `cdetrack fetch` looks at the live listings, "
        "`cdetrack ingest FILE` takes a saved one"
    )
