"""Select the notices that match a query, newest first, reading no more of the fold than needed."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple, overload

from cdetrack.errors import UsageError, quoted
from cdetrack.model.notice import KINDS, STATES, STATUSES, Notice, Query
from cdetrack.store.fold import Fold, folds
from cdetrack.text.days import start_of
from cdetrack.text.suggest import hint

if TYPE_CHECKING:
    from cdetrack.store.texts import KeptTexts

ONE_VALUE = {"kinds": "kind", "statuses": "status", "numbers": "number", "states": "state"}
"""Each filter that compares a field with one value, and that field of a notice."""
SEVERAL_VALUES = ("topics", "sources", "issuers")
"""The filters that compare a field with several values, which has the same name."""
PARTS = {"products": "product", "applicants": "applicant"}
"""Each filter by a part of a name, and the field of a notice that has the name."""
# Patterns are compiled by their first use: a plain list needs none of them.
_AHEAD = rb'(?:"(?:effective|comments_due|event)": |\{"date": )"(\d{4}-\d\d-\d\d)"'

_EVERYTHING = Query()

Matcher = Callable[[Notice], bool]


class Selection(NamedTuple):
    """The selected notices, and the number of further matches."""

    notices: list[Notice]
    more: int


def select(fold: Fold | None, query: Query, *, counted: bool = True) -> Selection:
    """Return the notices of `fold` that match, at most `query.limit` of them, with the count of the rest.

    Unless `counted`, reading stops at the last returned notice and the count is 0.
    """
    if fold is None:
        return Selection([], 0)
    matches = _once_a_document(fold, query)
    lines: Iterable[bytes] = _candidates(fold, query)
    if query.reverse:
        lines = list(lines)
        # The test of documents has to see the notices in the order of the fold.
        for line in [] if query.each else [line for line in lines if not _leads(line)]:
            matches(fold.notice(line))
        lines = reversed(lines)
    found: list[Notice] = []
    more = 0
    exact = _is_exact(query)
    for line in lines:
        full = query.limit and len(found) >= query.limit
        if full and not counted:
            break
        if full and exact and (query.each or _leads(line)):
            more += 1
            continue
        notice = fold.notice(line)
        if not matches(notice):
            continue
        if full:
            more += 1
        else:
            found.append(notice)
    return Selection(found, more)


def every(fold: Fold | None, query: Query) -> Iterator[Notice]:
    """Yield the notices that match as they are read; the limit and `reverse` have no effect."""
    if fold is not None:
        matches = _once_a_document(fold, query)
        yield from (notice for line in _candidates(fold, query) if matches(notice := fold.notice(line)))


def every_marked(fold: Fold | None, query: Query) -> Iterator[tuple[Notice, bool]]:
    """Yield every notice that matches, each with whether it is the one that `every` yields for its document."""
    if fold is not None:
        matches, stands = matcher(query, fold.texts), _once_a_document(fold, query)
        found = (notice for line in _candidates(fold, query) if matches(notice := fold.notice(line)))
        yield from ((notice, stands(notice)) for notice in found)


class EveryNotice:
    """All notices of a fold, withdrawn ones too, newest first; read again at each iteration."""

    def __init__(self, fold: Fold) -> None:
        self._fold = fold

    def __iter__(self) -> Iterator[Notice]:
        return (self._fold.notice(line) for _, line in self._fold.lines())


class Matches(Sequence[Notice]):
    """The notices of a fold that match a query, read again at each iteration: 100,000 in memory are 150 MB."""

    def __init__(self, fold: Fold | None, query: Query) -> None:
        self._fold = fold
        self._query = query
        self._any: bool | None = None

    def __iter__(self) -> Iterator[Notice]:
        query = self._query
        if query.reverse:
            found: Iterable[Notice] = select(self._fold, query, counted=False).notices
        else:
            found = islice(every(self._fold, query), query.limit or None)
        for notice in found:
            self._any = True
            yield notice
        self._any = bool(self._any)

    def __bool__(self) -> bool:
        if self._any is None:
            next(iter(self), None)
        return bool(self._any)

    def __len__(self) -> int:
        query, fold = self._query, self._fold
        if fold is None:
            return 0
        matches, exact = _once_a_document(fold, query), _is_exact(query)
        counted = (
            (exact and (query.each or _leads(line))) or matches(fold.notice(line)) for line in _candidates(fold, query)
        )
        count = sum(1 for _ in islice(filter(None, counted), query.limit or None))
        self._any = count > 0
        return count

    @overload
    def __getitem__(self, index: int) -> Notice: ...

    @overload
    def __getitem__(self, index: slice) -> list[Notice]: ...

    def __getitem__(self, index: int | slice) -> Notice | list[Notice]:
        return list(self)[index]


def _once_a_document(fold: Fold, query: Query) -> Matcher:
    """Return a test that accepts one notice of each document, called in the order of the fold.

    The leading notice stands for its document, else the first one that matches. A document with a withdrawn leading
    notice is withdrawn.
    """
    matches = matcher(query, fold.texts)
    if query.each:
        return matches
    shown: dict[str, str] = {}

    def test(notice: Notice) -> bool:
        if notice.document in {"", notice.id}:
            return matches(notice)
        if shown.get(notice.document, notice.id) != notice.id or not matches(notice):
            return False
        leader = fold.get(notice.document)
        if leader is not None and (matches(leader) or (leader.withdrawn is not None and not query.withdrawn)):
            return False
        shown[notice.document] = notice.id
        return True

    return test


def _leads(line: bytes) -> bool:
    """Return True if a line is the leading notice of its document, by its bytes alone."""
    start = len(b'{"id": "')
    mark = b'"document": "'
    # A line of cdetrack 0.1 has no such key: each notice is a document of its own.
    return mark + line[start : line.find(b'"', start) + 1] in line or mark not in line


def _candidates(fold: Fold, query: Query) -> Iterator[bytes]:
    """Yield the lines that may match, by their bytes: dates are in order, and words are searched for."""
    since = query.since.isoformat() if query.since else ""
    until = query.until.isoformat() if query.until else "9999-99-99"
    needles = _needles(query.search) if not query.full_text else []
    may_match = _line_filter(fold, query)
    lines = fold.lines_with(max(needles, key=len), since=since) if needles else fold.lines()
    for day, line in lines:
        if day < since:
            return
        if day > until:
            continue
        if needles:
            # Title and summary: neither mark can occur inside a text, where each `"` is escaped.
            text = line[line.find(b'"title": ') : line.find(b', "url": ')].lower()
            if not all(needle in text for needle in needles) and not folds(text):
                continue
        if (b'"withdrawn": null' in line) is query.withdrawn:
            continue
        if may_match is not None and not may_match(line):
            continue
        yield line


def _line_filter(fold: Fold, query: Query) -> Callable[[bytes], bool] | None:
    if not (query.search and query.full_text):
        return None
    from cdetrack.query.full_text import line_filter

    return line_filter(query.search, fold.texts)


def _is_exact(query: Query) -> bool:
    """Return True if `_candidates` alone decides, so that matches can be counted without decoding them."""
    return query == Query(
        since=query.since,
        until=query.until,
        withdrawn=query.withdrawn,
        limit=query.limit,
        reverse=query.reverse,
        each=query.each,
    )


def _needles(search: str | None) -> list[bytes]:
    if not search:
        return []
    # Imported for a search, here and below: most queries have none.
    from cdetrack.query.search import certain_words

    # Bytes are lowered as ASCII: words with other cased letters are left to the exact test.
    words = [word for word in certain_words(search) if word.isascii() or word.upper() == word]
    return [json.dumps(word, ensure_ascii=False)[1:-1].encode("utf-8", "surrogatepass") for word in words]


def matcher(query: Query, texts: "KeptTexts | None" = None) -> Matcher:
    """Return the test of a notice against all filters of `query`; `texts` are those of attachments, for full text."""
    tests = list(_tests(query, texts))
    return lambda notice: all(test(notice) for test in tests)


def check_values(query: Query) -> None:
    """Raise UsageError for a filter that would match nothing without a word, as the command line does."""
    fields = {**ONE_VALUE, **{name: name for name in SEVERAL_VALUES}, **PARTS}
    for name, field in fields.items():
        given: object = getattr(query, name)
        if isinstance(given, str):
            raise UsageError(f"the {field} of a query is one text: `{given}`", hint=f'write a tuple: `("{given}",)`')
    for name, values, accepted in (
        ("kind", query.kinds, KINDS),
        ("status", query.statuses, STATUSES),
        ("state", query.states, STATES),
    ):
        for value in values:
            if value not in accepted:
                raise no_such(name, value, accepted)
    for number in query.numbers:
        if not re.fullmatch(r"[0-9]{4}-[0-9]{1,5}", number):
            raise UsageError(f"`{number}` is not a document number of a query", hint="accepted is `2025-21`")


def no_such(what: str, text: str, accepted: Sequence[str]) -> UsageError:
    """Return the error for a value that is none of those accepted, with the nearest one, or else all of them."""
    return UsageError(f"no {what} `{text}`", hint=hint(text, accepted, f"there are {quoted(accepted)}"))


def _tests(query: Query, texts: "KeptTexts | None") -> Iterator[Matcher]:
    yield lambda notice: (notice.withdrawn is not None) is query.withdrawn
    if query.since or query.until:
        since, until = query.since or date.min, query.until or date.max
        yield lambda notice: since <= notice.date <= until
    if query.seen_since:
        moment = start_of(query.seen_since)
        yield lambda notice: notice.first_seen >= moment
    yield from (_is_one_of(field, wanted) for name, field in ONE_VALUE.items() if (wanted := getattr(query, name)))
    yield from (_has_one_of(name, wanted) for name in SEVERAL_VALUES if (wanted := getattr(query, name)))
    yield from (_names_one_of(field, wanted) for name, field in PARTS.items() if (wanted := getattr(query, name)))
    if query.also is not None:
        yield from _tests(query.also._replace(withdrawn=query.withdrawn), texts)
    if query.search and query.full_text and texts is not None:
        from cdetrack.query.full_text import full_text_matcher

        yield full_text_matcher(query.search, texts)
    elif query.search:
        from cdetrack.query.search import searcher

        finds = searcher(query.search)
        yield lambda notice: finds(notice.title, notice.summary or "")


def _is_one_of(name: str, wanted: tuple[str, ...]) -> Matcher:
    return lambda notice: getattr(notice, name) in wanted


def _has_one_of(name: str, wanted: tuple[str, ...]) -> Matcher:
    accepted = {each.casefold() for each in wanted}
    return lambda notice: any(each.casefold() in accepted for each in getattr(notice, name))


def _names_one_of(name: str, wanted: tuple[str, ...]) -> Matcher:
    from cdetrack.query.search import folded

    parts = [folded(each) for each in wanted]

    def matches(notice: Notice) -> bool:
        value = folded(getattr(notice, name) or "")
        return any(each in value for each in parts)

    return matches


def deadlines(
    fold: Fold | None, query: Query = _EVERYTHING, *, since: date, until: date | None = None
) -> list[tuple[date, str, Notice]]:
    """Return day, kind and notice of each deadline between two days, both included, in date order.

    Each deadline of a document stands once, by its leading notice if that has it, unless `query.each`. The limit and
    `reverse` of the query have no effect.
    """
    if fold is None:
        return []
    matches = matcher(query, fold.texts)
    found: dict[tuple[date, str, str], Notice] = {}
    first = since.isoformat().encode()
    for line in _candidates(fold, query):
        if not any(day >= first for day in re.findall(_AHEAD, line)):
            continue
        notice = fold.notice(line)
        if not matches(notice):
            continue
        leads = notice.document in {"", notice.id}
        for what, day in notice.days:
            if since <= day <= (until or date.max):
                key = day, what, notice.id if query.each else notice.document or notice.id
                if leads or key not in found:
                    found[key] = notice
    return sorted(((day, what, notice) for (day, what, _), notice in found.items()), key=lambda row: row[0])
