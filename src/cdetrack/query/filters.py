"""Make a query of the filters that a user wrote, for commands and watches alike, and put a query into words."""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from typing import Any

from cdetrack.errors import UNSET, CdetrackError, NotFoundError, UsageError, quoted
from cdetrack.model.frozen import frozen
from cdetrack.model.notice import KINDS, STATES, STATUSES, Query
from cdetrack.query.select import no_such
from cdetrack.text import days
from cdetrack.text.suggest import hint, nearest

LIST_FILTERS = {
    "topics": "topic",
    "kinds": "kind",
    "issuers": "issuer",
    "sources": "source",
    "statuses": "status",
    "numbers": "number",
    "products": "product",
    "applicants": "applicant",
    "states": "state",
}
"""The filters that take several values, each with the word for one of them."""


@frozen
class FilterNames:
    """The topics and sources that filters can name; each is only read when a filter names one."""

    topics: Callable[[], Collection[str]]
    sources: Callable[[], Collection[str]]
    more_sources: bool = False
    """True if there may be sources beyond these, so that only a misspelt name is refused."""
    tell: Callable[[str], None] | None = None
    """Receives the message that nobody is called by the name of an issuer; if None, such a name is an error."""


def read_query(
    given: Mapping[str, Any],
    names: FilterNames,
    *,
    today: date,
    located: Callable[[str, CdetrackError], CdetrackError] = lambda _, error: error,
) -> Query:
    """Return the query for `given`: the name of a field of Query -> its text, or its texts.

    Values of None and filters that are left out restrict nothing; `withdrawn`, `limit` and `reverse` are taken as
    they are. Days count back from `today`, in Asia/Shanghai. Raises NotFoundError for an unknown topic or source, or
    issuer (unless `names.tell` receives it), and UsageError for any other value that cannot be read; `located` can
    replace the error of a filter, given its name.
    """
    readers: Mapping[str, Callable[[Any], object]] = {
        "since": lambda text: days.first_day(text, today=today),
        "until": lambda text: days.last_day(text, today=today),
        "seen_since": lambda text: days.first_day(text, today=today),
        "topics": lambda texts: topics_called(texts, names.topics),
        "kinds": lambda texts: _members("kind", texts, KINDS),
        "issuers": lambda texts: _issuers(texts, names, today),
        "sources": lambda texts: _sources(texts, names),
        "statuses": lambda texts: _members("status", texts, STATUSES),
        "numbers": lambda texts: tuple(map(_number, texts)),
        "products": tuple,
        "applicants": tuple,
        "states": states_called,
        "search": _search,
    }
    values: dict[str, Any] = {}
    for name, value in given.items():
        if value is None:
            continue
        try:
            if name in LIST_FILTERS:
                _check_filled(LIST_FILTERS[name], value)
            values[name] = readers[name](value) if name in readers else value
        except CdetrackError as error:
            raise located(name, error) from error
    return Query(**values)


def check_names(query: Query, names: FilterNames, *, today: date) -> None:
    """Raise NotFoundError for a topic, an issuer or a source of a query that is not written as notices have it.

    `names` are as in `read_query`, which has made the queries of the command line.
    """
    for what, given, known in (
        ("topic", query.topics, topics_called(query.topics, names.topics)),
        ("issuer", query.issuers, _issuers(query.issuers, names, today)),
        ("source", query.sources, _sources(query.sources, names)),
    ):
        for text in given:
            if text not in known:
                there = quoted(each for each in known if each not in given)
                raise NotFoundError(f"notices have no {what} `{text}`", hint=f"they have {there}")


def no_day(since: date | None, until: date | None) -> str | None:
    """Return the sentence that no day lies between the two ends of a span of time; None if one does."""
    if since and until and since > until:
        return f"no day is both `{since}` or later and `{until}` or earlier"
    return None


def check_full_text(given: Mapping[str, Any]) -> None:
    """Raise UsageError for a search in full text without words to search for."""
    if given.get("full_text") and not given.get("search"):
        raise UsageError("full text needs words to search for", hint="`--search TEXT` has them")


def topics_called(texts: Collection[str], names: Callable[[], Collection[str]]) -> tuple[str, ...]:
    """Return the topics with these names, written in any case. Raises NotFoundError."""
    known = names() if texts else ()
    found = [(text, _in_any_case(text, known)) for text in texts]
    for text, name in found:
        if name is None:
            meant = quoted(_topics_of(text, known))
            lists = f"`cdetrack topics` lists them; `--search {text}` looks for words"
            otherwise = f"did you mean {meant}?" if meant else lists
            raise NotFoundError(f"no topic `{text}`", hint=hint(text, known, otherwise))
    return tuple(name for _, name in found if name is not None)


def _topics_of(text: str, known: Collection[str]) -> list[str]:
    """Return the topics that a title of these words would have: the names are English, and a person may write 儿童."""
    from cdetrack.meaning.topics import load_topics

    return [name for name in load_topics(None).match(text, None) if name in known]


def _sources(texts: Collection[str], names: FilterNames) -> tuple[str, ...]:
    known = names.sources() if texts else ()
    found = []
    for text in texts:
        name = _in_any_case(text, known)
        if name is None and not (names.more_sources and nearest(text, known) is None):
            raise NotFoundError(f"no source `{text}`", hint=hint(text, known, "`cdetrack sources` lists them"))
        found.append(name or text)
    return tuple(found)


def _in_any_case(text: str, known: Collection[str]) -> str | None:
    """Return the name that `text` spells, in any case, with blanks or underscores for hyphens; None if it is none."""
    if text in known:
        return text
    wanted = "-".join(text.casefold().replace("_", " ").split())
    return next((name for name in known if name.casefold() == wanted), None)


def _issuers(texts: Collection[str], names: FilterNames, today: date) -> tuple[str, ...]:
    """Return the issuers by their acronyms. A person may also write a Chinese or English name, in any case."""
    # Most commands filter by no issuer, and need none of these patterns.
    if not texts:
        return ()
    from cdetrack.meaning.facets.issuers import find_issuer
    from cdetrack.meaning.facets.issuers_register import issuer_names

    found = []
    for text in texts:
        issuer = find_issuer(text, today=today)
        if issuer is None:
            message = f"no issuer is called `{text}`"
            near = nearest(text, issuer_names())
            if names.tell is None:
                few = "accepted are acronyms, `NMPA`, and names, `国家药监局`, `Guangdong MPA`, `State Council`"
                raise NotFoundError(message, hint=f"did you mean `{near}`?" if near else few)
            names.tell(f"{message}; the nearest is `{near}`" if near else message)
        found.append(issuer or text)
    return tuple(dict.fromkeys(found))


def states_called(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the states of documents with these names, written in any case. Raises UsageError."""
    return _members("state", texts, STATES)


def _members(what: str, texts: Iterable[str], accepted: tuple[str, ...]) -> tuple[str, ...]:
    found = []
    for text in texts:
        name = _in_any_case(text, accepted)
        if name is None:
            raise no_such(what, text, accepted)
        found.append(name)
    return tuple(found)


def _check_filled(what: str, texts: Iterable[str]) -> None:
    """Raise UsageError for an empty text, which is no name, and as a part of one would match every notice."""
    if not all(map(str.strip, texts)):
        raise UsageError(f"an empty text is no {what}", hint=UNSET)


def _number(text: str) -> str:
    from cdetrack.text.docnumber import number_in

    number = number_in(text)
    if number is None:
        raise UsageError(f"`{text}` is not a document number", hint="accepted are `2025-21` and `[2025] No. 21`")
    return number


def _search(text: str) -> str:
    """Return `text`. Raises UsageError for a broken regular expression."""
    from cdetrack.query.search import searcher

    searcher(text)
    return text


def in_words(query: Query) -> str:
    """Return a filter in words: `topic pediatrics or vaccines; search dosage`."""
    parts = [f"{word} {' or '.join(values)}" for name, word in LIST_FILTERS.items() if (values := getattr(query, name))]
    parts += [f"since {query.since}"] if query.since else []
    parts += [f"until {query.until}"] if query.until else []
    parts += [f"seen since {query.seen_since}"] if query.seen_since else []
    parts += ["withdrawn"] if query.withdrawn else []
    parts += [f"search {query.search}{' in full text' * query.full_text}"] if query.search else []
    parts += [in_words(query.also)] if query.also is not None else []
    return "; ".join(parts) or "everything"
