"""Say why nothing matches a query: the filters that nothing in the cache can match, with the nearest value there."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from cdetrack.errors import quoted
from cdetrack.meaning.facets.issuers_register import known_issuers
from cdetrack.model.notice import Notice, Query
from cdetrack.query.filters import LIST_FILTERS, no_day
from cdetrack.query.search import alternatives, folded, regex, searcher
from cdetrack.query.select import ONE_VALUE, PARTS, matcher
from cdetrack.store.counts import Counts
from cdetrack.text.clean import shorten
from cdetrack.text.days import today
from cdetrack.text.script import has_han
from cdetrack.text.suggest import nearest

if TYPE_CHECKING:
    from cdetrack.store.texts import KeptTexts

_FEW = 6
"""The maximum of values to list."""
_OPTIONS = {
    "since": "--since",
    "until": "--until",
    "seen_since": "--seen-since",
    **{name: f"--{word}" for name, word in LIST_FILTERS.items()},
    "withdrawn": "--withdrawn",
    "search": "--search",
    "also": "--watch",
}
"""The option of each filter that can exclude a notice."""
_WORD = r"[^\W\d_][\w-]+"


def impossible(
    query: Query,
    known: Iterable[Notice],
    texts: "KeptTexts | None" = None,
    *,
    together: bool = True,
    shown: Callable[[Notice], bool] = lambda _: True,
) -> list[str]:
    """Return a sentence for each filter that alone matches none of `known`, or no day at all.

    `known` are all notices of the cache, newest first. They are iterated for each filter, to the first match or to
    their end, and are never all in memory. If each filter alone matches some, and `together`, the sentence says without
    which one notices match: that takes an iteration for each filter. `shown` tells whether the question can show a
    notice that matches, as `deadlines` shows those with a day to come. Behind these sentences stands one for each value
    that no notice has, beside another that some notice has.
    """
    if told := list(outside("notice", [], query.since, query.until)):
        return told
    if next(iter(known), None) is None:
        return []
    absent = list(_absent_values(query, known))
    told = [*_days(query, known), *(words for alone, words in absent if alone)]
    if query.search and query.full_text:
        told += _words_in_full(query.search, known, texts)
    elif query.search:
        told += _words(query.search, known)
    if query.withdrawn and all(notice.withdrawn is None for notice in known):
        told.append("no notice is withdrawn")
    why = told or (_together(query, list(filter(shown, known)), texts) if together else [])
    return [*why, *(words for alone, words in absent if not alone)]


def absent_beside(query: Query, known: Iterable[Notice]) -> list[str]:
    """Return a sentence for each value of a filter with several that none of `known` has, as `impossible` does."""
    several = {name: values for name in LIST_FILTERS if len(values := getattr(query, name)) > 1}
    return [words for _, words in _absent_values(Query(**several), known)]


def absent_sources(query: Query, counts: Counts) -> list[str]:
    """Return a sentence for the sources of a query that no notice has, by the counts of all notices."""
    here = Counter({name: sum(days.values()) for (kind, name), days in counts.items() if kind == "day"})
    absent = [name for name in query.sources if name not in here]
    return [_absent("sources", absent, here)] if absent else []


def _days(query: Query, known: Iterable[Notice]) -> Iterator[str]:
    newest = next(iter(known)).date
    oldest = min(notice.date for notice in known) if query.until and query.until < newest else newest
    yield from outside("notice", [newest, oldest], query.since, query.until)
    if query.seen_since:
        seen = today(max(notice.first_seen for notice in known))
        if seen < query.seen_since:
            yield f"the newest notice was first seen on `{seen}`"


def outside(what: str, days: Collection[date], since: date | None, until: date | None) -> Iterator[str]:
    """Yield a sentence for each end of a span of time that excludes all of `days`, the days of every `what`.

    A span without a day has one sentence.
    """
    if (sentence := no_day(since, until)) is not None:
        yield sentence
        return
    if since and days and max(days) < since:
        yield f"the newest {what} is of `{max(days)}`"
    if until and days and min(days) > until:
        yield f"the oldest {what} is of `{min(days)}`"


def _absent_values(query: Query, known: Iterable[Notice]) -> Iterator[tuple[bool, str]]:
    """Yield a sentence for values that no notice has, with True if their filter has no other value."""
    yield from _absent_whole_values(query, known)
    yield from _absent_parts(query, known)


def _absent_whole_values(query: Query, known: Iterable[Notice]) -> Iterator[tuple[bool, str]]:
    for name in (each for each in LIST_FILTERS if each not in PARTS):
        wanted: Sequence[str] = getattr(query, name)
        absent = {value.casefold(): value for value in wanted}
        here = Counter[str]()
        for notice in known if absent else ():
            values = _several(getattr(notice, ONE_VALUE.get(name, name)))
            here.update(values)
            for value in values:
                absent.pop(value.casefold(), None)
            if not absent:
                break
        if absent:
            yield len(absent) == len(wanted), _absent(name, list(absent.values()), here)


def _absent_parts(query: Query, known: Iterable[Notice]) -> Iterator[tuple[bool, str]]:
    for name, what in PARTS.items():
        wanted: Sequence[str] = getattr(query, name)
        missing, names = wanted, set[str]()
        for notice in known if missing else ():
            if value := getattr(notice, what):
                names.add(value)
                there = folded(value)
                missing = [text for text in missing if folded(text) not in there]
            if not missing:
                break
        for text in missing:
            yield len(missing) == len(wanted), _absent_part(what, text, names)


def _absent(name: str, wanted: Sequence[str], here: "Counter[str]") -> str:
    """Return the sentence for values of a filter that no notice has; `here` are those that notices have."""
    word, field = LIST_FILTERS[name], ONE_VALUE.get(name, name)
    # A name that nobody has was told when it was read.
    absent = [value for value in wanted if name != "issuers" or value in known_issuers()]
    near = _near_number(wanted[0], here) if name == "numbers" else nearest(wanted[0], here)
    few = quoted(value for value, _ in here.most_common(_FEW))
    there = f"the nearest is `{near}`" if near else f"there are {few}{' and others' * (len(here) > _FEW)}"
    if not here:
        return f"no notice has any {word}"
    if absent:
        return f"no notice has the {word} {' or '.join(f'`{value}`' for value in absent)}; {there}"
    return there if near else f"the {field} here are {few}{' and others' * (len(here) > _FEW)}"


def _several(value: object) -> Sequence[str]:
    return value if isinstance(value, tuple) else (value,) if isinstance(value, str) else ()


def _near_number(wanted: str, known: Iterable[str]) -> str | None:
    """Return the number nearest to `2025-21`: of the same year if there is one, else of the nearest year."""

    def distance(number: str) -> tuple[int, int]:
        year, _, count = number.partition("-")
        return abs(int(year) - int(wanted[:4])), abs(int(count) - int(wanted[5:]))

    whole = r"\d{4}-\d{1,9}"
    if not re.fullmatch(whole, wanted):
        return None
    return min((number for number in known if re.fullmatch(whole, number)), key=distance, default=None)


def _absent_part(what: str, text: str, names: Collection[str]) -> str:
    """Return the sentence for a part that no name has; `names` are those of all notices."""
    near = nearest(text, sorted(names))
    hint = f"; the nearest is `{shorten(near)}`" if near else ""
    return f"no {what} is called `{text}`{hint}" if names else f"no notice has any {what}"


class _Texts:
    """The title and summary of each notice, made again at each iteration."""

    def __init__(self, notices: Iterable[Notice]) -> None:
        self._notices = notices

    def __iter__(self) -> Iterator[str]:
        return (f"{notice.title}\n{notice.summary or ''}" for notice in self._notices)


def _words(search: str, notices: Iterable[Notice]) -> Iterator[str]:
    """Yield a sentence for each word or phrase that no title or summary has, if the search has no choice."""
    texts = _Texts(notices)

    def is_found(text: str) -> bool:
        finds = searcher(text)
        return any(finds(notice.title, notice.summary or "") for notice in notices)

    if regex(search) is not None:
        if not is_found(search):
            yield f"no title or summary matches `{search}`"
        return
    parts = alternatives(search)
    if len(parts) != 1:
        return
    for word in parts[0].needed:
        if is_found(f'"{word}"'):
            continue
        phrase = word.split()
        if len(phrase) > 1:
            rest = "; without the quotes its words match" if is_found(word) else _nearest_words(phrase, texts)
            yield f'no title or summary has the phrase `"{word}"`{rest}'
        else:
            yield f"no title or summary has `{word}`{_nearest_words(phrase, texts)}"


def _words_in_full(search: str, notices: Iterable[Notice], texts: "KeptTexts | None") -> Iterator[str]:
    """Yield a sentence for each word or phrase that no notice has anywhere, if the search has no choice."""
    parts = alternatives(search) if regex(search) is None else ()
    words = {word: f'"{word}"' for word in parts[0].needed} if len(parts) == 1 else {search: search}
    for word, wanted in words.items():
        if not any(map(matcher(Query(search=wanted, full_text=True), texts), notices)):
            yield f"no title, body or file that is kept has `{word}`"


def _nearest_words(words: Iterable[str], texts: Iterable[str]) -> str:
    """Return the nearest word of the texts, or the longest part that they have, for each word that they do not have."""
    absent = [word for word in words if not any(word in folded(text) for text in texts)]
    known = Counter[str]()
    if not all(map(has_han, absent)):
        for text in texts:
            known.update(found for found in re.findall(_WORD, folded(text)) if not has_han(found))
    near = [_longest_part(word, texts) if has_han(word) else nearest(word, known) for word in absent]
    shown = quoted(each for each in dict.fromkeys(near) if each)
    return f"; the nearest is {shown}" if shown else ""


def _longest_part(word: str, texts: Iterable[str]) -> str | None:
    sizes = range(len(word) - 1, 1, -1)
    parts = [word[start : start + size] for size in sizes for start in range(len(word) - size + 1)]
    best = len(parts)
    for text in map(folded, texts):
        best = next((n for n in range(best) if parts[n] in text), best)
    return parts[best] if best < len(parts) else None


def _together(query: Query, known: Iterable[Notice], texts: "KeptTexts | None") -> list[str]:
    """Return a sentence that names the filter without which most notices match; none if there is a single filter."""
    if not query.withdrawn and any(map(matcher(query._replace(withdrawn=True), texts), known)):
        return ["withdrawn notices match: `--withdrawn` shows them"]
    empty = Query()
    typed = [name for name in _OPTIONS if getattr(query, name) != getattr(empty, name)]
    counts = Counter[str]()
    for name in typed if len(typed) > 1 else []:
        counts[name] = sum(map(matcher(query._replace(**{name: getattr(empty, name)}), texts), known))
    if not counts or not max(counts.values()):
        return []
    [(name, _)] = counts.most_common(1)
    return [f"each filter alone has matches, and without `{_OPTIONS[name]}` some are left"]
