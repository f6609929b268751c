"""Find the topics of a notice and the words that give them; the built-in rules are in `topics.toml`."""

import pickle
import re
from collections.abc import Iterable, Iterator, KeysView, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from io import BytesIO
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from cdetrack.meaning.phrases import (
    Form,
    SearchText,
    find_form,
    forms_of,
    index_key,
    index_keys,
    mask,
    mistake_in,
    search_text,
    words_and_pattern,
)
from cdetrack.model.publishers import listing_of
from cdetrack.text.clean import LONGEST_TITLE
from cdetrack.text.links import host_of, is_within
from cdetrack.text.script import has_han
from cdetrack.text.traditional import simplified

_KEYS = ("any", "except", "not", "in", "sources", "sites", "issuers", "topics", "home", "dealings")
_PLACES = ("title", "summary")
READY = "topics.pickle"
"""The file beside this module, in a wheel, with the built-in rules made ready."""
_LIMITS = {"title": LONGEST_TITLE, "summary": 8_000}
"""The characters that are read."""
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,80}")
_HOLE = " \N{LATIN LETTER RETROFLEX CLICK} "
"""A word that no phrase has, in the place of a struck pattern: the words on both sides do not become neighbours."""
_PLAIN = re.compile(r"[^\W_][\w ]*")
"""A phrase of words alone, which surely has a form."""
_ORDER = itemgetter(0)


class _Origin(NamedTuple):
    """The sources, the host of the link and the issuers of a notice: some topics follow from these alone."""

    sources: tuple[str, ...] = ()
    host: str = ""
    issuers: tuple[str, ...] = ()


_NO_ORIGIN = _Origin()


class _Masks:
    """The phrases of `except` or `not`, expanded and indexed at first use: most titles give few topics."""

    def __init__(self, phrases: tuple[str, ...]) -> None:
        self._phrases = phrases

    def __bool__(self) -> bool:
        return bool(self._phrases)

    @cached_property
    def _index(self) -> Mapping[str, list[tuple[int, Form]]]:
        index: dict[str, list[tuple[int, Form]]] = {}
        for order, form in enumerate(_forms(self._phrases)):
            index.setdefault(index_key(form), []).append((order, form))
        return index

    def possible(self, text: SearchText, keys: set[str]) -> list[Form]:
        """Return the forms with these keys and their first part in the text, in the order of the data."""
        if not self._phrases:
            return []
        found = [each for key in keys & self._index.keys() for each in self._index[key] if _begins(each[1], text)]
        return [form for _, form in sorted(found, key=_ORDER)]


@dataclass(frozen=True, slots=True)
class _Rule:
    """A topic: all but the phrases of `any`, which are in the index of all rules."""

    name: str
    struck: _Masks
    vetoes: _Masks
    patterns: tuple[str, ...]
    struck_patterns: tuple[str, ...]
    veto_patterns: tuple[str, ...]
    places: tuple[str, ...]
    sources: tuple[str, ...]
    sites: tuple[str, ...]
    issuers: tuple[str, ...]
    topics: tuple[str, ...]
    """The names of other topics, each of which gives this one, too."""
    home: Mapping[str, tuple[Form, ...]]
    """By regulator, the phrases that are struck from its own notices: the FDA is no foreign authority to the FDA."""
    dealings: _Masks
    """The phrases that tell of two parties in a title which names one regulator or place alone."""

    def origin_reason(self, origin: _Origin) -> str | None:
        """Return the source, site or issuer that gives the topic; None if none does."""
        for source in self.sources:
            if source in origin.sources:
                return f"source {source}"
        for site in self.sites:
            if is_within(origin.host, site):
                return f"site {site}"
        return next((f"issuer {issuer}" for issuer in self.issuers if issuer in origin.issuers), None)

    def struck_at_home(self, origin: _Origin) -> Iterator[Form]:
        """Yield the phrases struck from a notice of this origin: by its sources, its site or its only issuer."""
        if self.home:
            names = self._names(origin)
            if names <= self.home.keys():
                for name in sorted(names):
                    yield from self.home[name]

    def _names(self, origin: _Origin) -> set[str]:
        names = {source.partition("/")[0] for source in origin.sources if "/" in source}
        if names.isdisjoint(self.home):
            sites = set() if names else {name for name in self.home if is_within(origin.host, name)}
            # Two regulators that act together deal with each other.
            names = sites or set(origin.issuers if len(origin.issuers) == 1 else names)
        return names

    def homes_of_unknown(self, origin: _Origin, text: SearchText, keys: set[str]) -> Iterator[tuple[Form, ...]]:
        """Yield the phrases of each regulator that may be at home in a title of unknown origin.

        `Applying for a Licence in the UK` is told at home, unless words tell of dealings: `Visit to the UK`.
        """
        if not self.home or not self.dealings or origin.host or has_han(text.raw) or self._names(origin):
            return
        if not any(find_form(form, text) for form in self.dealings.possible(text, keys)):
            yield from dict.fromkeys(self.home.values())


_Entry = tuple[int, int, Form]
"""A form of `any` with the position of its rule and its own."""
_Index = Mapping[str, Sequence[_Entry]]
"""The forms of `any` of all rules by key: a title has twenty words, the rules have thousands of phrases."""
_Candidates = Mapping[int, Sequence[tuple[int, Form]]]


class TopicRules:
    """The built-in topics in their order, or the user's in place of them, then more of the user's."""

    def __init__(self, built_in: "_BuiltIn", own: Mapping[str, tuple[_Rule, tuple[Form, ...]]]) -> None:
        self._built_in = built_in
        self._own = own
        self.names = tuple(dict.fromkeys([*built_in.names, *own]))

    @cached_property
    def _rules(self) -> tuple[_Rule, ...]:
        rules = self._built_in.rules
        return tuple(self._own[name][0] if name in self._own else rules[name] for name in self.names)

    @cached_property
    def _own_index(self) -> _Index:
        return _indexed((at, self._own[name][1]) for at, name in enumerate(self.names) if name in self._own)

    @cached_property
    def _replaced(self) -> frozenset[int]:
        """The positions of the built-in rules that the user's replace."""
        return frozenset(at for at, name in enumerate(self._built_in.names) if name in self._own)

    @cached_property
    def _always(self) -> frozenset[int]:
        """The rules with regular expressions, which the index does not cover."""
        return frozenset(at for at, rule in enumerate(self._rules) if rule.patterns)

    @cached_property
    def _look_further(self) -> bool:
        """True if any rule searches summaries."""
        return any("summary" in rule.places for rule in self._rules)

    @cached_property
    def _by_origin(self) -> tuple[int, ...]:
        """The rules with sources, sites or issuers."""
        return tuple(at for at, rule in enumerate(self._rules) if rule.sources or rule.sites or rule.issuers)

    @cached_property
    def _by_topic(self) -> tuple[tuple[int, int], ...]:
        """The positions of each rule that another topic gives, and of that topic."""
        return tuple((at, self.names.index(name)) for at, rule in enumerate(self._rules) for name in rule.topics)

    def match(
        self,
        title: str,
        summary: str | None,
        *,
        sources: tuple[str, ...] = (),
        url: str | None = None,
        issuers: tuple[str, ...] = (),
    ) -> tuple[str, ...]:
        """Return the topics of the title (of the summary, for rules that search it) and of the origin, in order."""
        return tuple(self.why(title, summary, sources=sources, url=url, issuers=issuers))

    def why(
        self,
        title: str,
        summary: str | None,
        *,
        sources: tuple[str, ...] = (),
        url: str | None = None,
        issuers: tuple[str, ...] = (),
    ) -> Mapping[str, str]:
        """Return each topic of `match`, in order, with the words that give it, else its source, site or issuer."""
        origin = _Origin(tuple(map(listing_of, sources)), host_of(url), issuers)
        found = self._reasons(title, summary, origin)
        plain, plain_summary = simplified(title), simplified(summary or "")
        if plain != title or plain_summary != (summary or ""):
            # Taiwan's own words for things are in traditional characters, what both shores say is in simplified ones.
            more = self._reasons(plain, plain_summary, origin)
            found = {at: _as_written(words, plain, title) for at, words in more.items()} | found
        for _ in self._by_topic:  # one topic may follow from another that follows itself
            for at, given in self._by_topic:
                if given in found:
                    found.setdefault(at, found[given])
        return {self._rules[at].name: found[at] for at in sorted(found)}

    def _reasons(self, title: str, summary: str | None, origin: _Origin) -> dict[int, str]:
        """Return the reason for each rule that matches, by its position."""
        texts = {"title": search_text(title, _LIMITS["title"])}
        if self._look_further:
            texts["summary"] = search_text(summary or "", _LIMITS["summary"])
        keys = {place: index_keys(text) for place, text in texts.items()}
        candidates = {place: self._candidates(text, keys[place]) for place, text in texts.items()}
        possible = self._always.union(*candidates.values())
        reasons = {
            at: reason
            for at in possible
            if (reason := _reason(self._rules[at], at, texts, keys, candidates, origin)) is not None
        }
        if origin != _NO_ORIGIN:
            for at in self._by_origin:
                if at not in reasons and (reason := self._rules[at].origin_reason(origin)):
                    reasons[at] = reason
        return reasons

    def _candidates(self, text: SearchText, keys: set[str]) -> _Candidates:
        """Return the forms of `any` whose first part is in the text, by rule; no other can match."""
        found: dict[int, list[tuple[int, Form]]] = {}
        for key in keys & self._built_in.keys:
            for at, order, form in self._built_in.entries(key):
                if at not in self._replaced and _begins(form, text):
                    found.setdefault(at, []).append((order, form))
        for key in keys & self._own_index.keys():
            for at, order, form in self._own_index[key]:
                if _begins(form, text):
                    found.setdefault(at, []).append((order, form))
        return found


def _indexed(rules: Iterable[tuple[int, tuple[Form, ...]]]) -> _Index:
    """Return the index of rules at these positions."""
    index: dict[str, list[_Entry]] = {}
    for at, forms in rules:
        for order, form in enumerate(forms):
            index.setdefault(index_key(form), []).append((at, order, form))
    return index


def _as_written(words: str, plain: str, title: str) -> str:
    """Return words of the title in simplified characters as the title has them."""
    at = plain.find(words)
    return title[at : at + len(words)] if at >= 0 else words


def _begins(form: Form, text: SearchText) -> bool:
    return form.parts[0] in (text.cased if form.cased else text.lower)


def _reason(
    rule: _Rule,
    at: int,
    texts: Mapping[str, SearchText],
    keys: Mapping[str, set[str]],
    candidates: Mapping[str, _Candidates],
    origin: _Origin,
) -> str | None:
    for place in rule.places:
        text = texts[place]
        phrases = [form for _, form in sorted(candidates[place].get(at, ()), key=_ORDER)]
        found = _first(rule, phrases, text)
        if found is not None:
            struck = [*rule.struck.possible(text, keys[place]), *rule.struck_at_home(origin)]
            left = _strike(rule, struck, text) if struck or rule.struck_patterns else text
            found = _first(rule, phrases, left)
            if found is not None:
                homes = rule.homes_of_unknown(origin, text, keys[place])
                if any(_first(rule, phrases, mask(home, left)) is None for home in homes):
                    found = None
        if found is not None:
            return None if any(_vetoed(rule, texts[each], keys[each]) for each in rule.places) else found
    return None


def _vetoed(rule: _Rule, text: SearchText, keys: set[str]) -> bool:
    vetoes = rule.vetoes.possible(text, keys)
    patterns = (*rule.veto_patterns, *_patterns(vetoes))
    return any(find_form(form, text) for form in vetoes if not form.pattern) or any(
        _compiled(veto).search(text.raw) for veto in patterns
    )


def _first(rule: _Rule, phrases: Sequence[Form], text: SearchText) -> str | None:
    for form in phrases:
        span = None if form.pattern else find_form(form, text)
        if span:
            return text.cased[span[0] : span[1]].strip()
    for pattern in (*rule.patterns, *_patterns(phrases)):
        match = _compiled(pattern).search(text.raw)
        if match:
            return match[0][:80]
    return None


def _strike(rule: _Rule, struck: Sequence[Form], text: SearchText) -> SearchText:
    raw = text.raw
    for pattern in (*rule.struck_patterns, *_patterns(struck)):
        raw = _compiled(pattern).sub(_HOLE, raw)
    # The longest first: `in vivo diagnostic reagent` before `in vivo diagnostic`, of which a reagent would be left.
    longest = sorted((form for form in struck if not form.pattern), key=_length, reverse=True)
    return mask(longest, text if raw == text.raw else search_text(raw, len(raw)))


def _patterns(forms: Iterable[Form]) -> tuple[str, ...]:
    """Return the patterns of the forms that have one."""
    return tuple(dict.fromkeys(form.pattern for form in forms if form.pattern))


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _length(form: Form) -> int:
    return sum(map(len, form.parts))


def load_topics(user: Mapping[str, Mapping[str, object]] | None) -> TopicRules:
    """Return the built-in rules with the user's `[topics.NAME]` tables: a new name is added, a built-in one replaced.

    Raises ValueError for an invalid table; the message has the topic and the key.
    """
    return _with(user) if user else _without_additions()


@lru_cache(maxsize=1)
def _without_additions() -> TopicRules:
    """Return the built-in rules: one object for the process, since compiling them takes longer than using them."""
    return _with({})


def _with(user: Mapping[str, Mapping[str, object]]) -> TopicRules:
    own: dict[str, tuple[_Rule, tuple[Form, ...]]] = {}
    for name, table in user.items():
        if not _NAME.fullmatch(name):
            raise ValueError(f"topic `{name[:60]}`: letters, digits and hyphens name a topic, like `gene-therapy`")
        own[name] = _rule(name, table)
    rules = TopicRules(_built_in(), own)
    for name, (rule, _) in own.items():
        for other in rule.topics:
            if other not in rules.names:
                raise ValueError(f"topic `{name}`: `topics` names `{other}`, which is no topic")
    return rules


class _BuiltIn:
    """The built-in rules: from the file that a wheel has of them, else from `topics.toml`.

    Reading the TOML and expanding its phrases takes 80 ms, the file of a wheel 3 ms, and its names alone 1 ms.
    """

    def __init__(self, ready: bytes | None = None) -> None:
        self._ready = BytesIO(ready) if ready is not None else None
        self._read: dict[str, Sequence[_Entry]] = {}

    @cached_property
    def _tables(self) -> Mapping[str, object]:
        import tomllib
        from importlib.resources import files

        return tomllib.loads(files(__package__).joinpath("topics.toml").read_text(encoding="utf-8"))

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of the topics, in their order."""
        if self._ready is None:
            return tuple(self._tables)
        self._ready.seek(0)
        names: tuple[str, ...] = pickle.load(self._ready)  # noqa: S301 - it came with this module
        return names

    @cached_property
    def made(self) -> tuple[Mapping[str, _Rule], Mapping[str, bytes]]:
        """The rules by name, and the index: by key, the pickled entries, since a title has few of the keys."""
        if self._ready is None:
            rules = {name: _rule(name, table) for name, table in self._tables.items()}
            index = _indexed((at, forms) for at, (_, forms) in enumerate(rules.values()))
            packed = {
                key: pickle.dumps([(at, order, tuple(form)) for at, order, form in entries])
                for key, entries in index.items()
            }
            return {name: rule for name, (rule, _) in rules.items()}, packed
        self._ready.seek(0)
        pickle.load(self._ready)  # noqa: S301 - the names
        made: tuple[Mapping[str, _Rule], Mapping[str, bytes]] = pickle.load(self._ready)  # noqa: S301 - as above
        return made

    @property
    def rules(self) -> Mapping[str, _Rule]:
        """The rules by name."""
        return self.made[0]

    @cached_property
    def keys(self) -> KeysView[str]:
        """The keys of the index."""
        return self.made[1].keys()

    def entries(self, key: str) -> Sequence[_Entry]:
        """Return the forms of `any` with this key."""
        entries = self._read.get(key)
        if entries is None:
            packed = pickle.loads(self.made[1][key])  # noqa: S301 - as above
            entries = self._read[key] = [(at, order, Form(*form)) for at, order, form in packed]
        return entries


@lru_cache(maxsize=1)
def _built_in() -> _BuiltIn:
    try:
        return _BuiltIn(Path(__file__).with_name(READY).read_bytes())
    except OSError:  # a checkout
        return _BuiltIn()


def made_ready() -> bytes:
    """Return the content of the file `READY` for a wheel: names, then rules and index of `topics.toml`."""
    made = _BuiltIn()
    return pickle.dumps(made.names) + pickle.dumps(made.made)


def _rule(name: str, table: object) -> tuple[_Rule, tuple[Form, ...]]:
    """Return the rule of a table, and the forms of its `any` in the order of the data."""
    if not isinstance(table, Mapping):
        raise ValueError(f"topic `{name}`: a table with `any` is expected")  # noqa: TRY004 - a mistake in the configuration
    for key in table:
        if key not in _KEYS:
            raise ValueError(f"topic `{name}`: unknown key `{key}`; accepted are {', '.join(_KEYS)}")
    if not _strings(name, table, "any"):
        raise ValueError(f"topic `{name}`: `any` must be a list with at least one word, phrase or /regex/")
    places = _strings(name, table, "in") or ("title",)
    for place in places:
        if place not in _PLACES:
            raise ValueError(f"topic `{name}`: `in` accepts `title` and `summary`, not `{place}`")
    (phrases, patterns), (struck, struck_patterns), (vetoes, veto_patterns) = (
        _sorted_out(name, key, _strings(name, table, key)) for key in ("any", "except", "not")
    )
    dealings, expressions = _sorted_out(name, "dealings", _strings(name, table, "dealings"))
    if expressions:
        raise ValueError(f"topic `{name}`: `dealings` takes phrases, and no bare /regex/: /{expressions[0]}/")
    rule = _Rule(
        name=name,
        struck=_Masks(struck),
        vetoes=_Masks(vetoes),
        patterns=patterns,
        struck_patterns=struck_patterns,
        veto_patterns=veto_patterns,
        places=tuple(dict.fromkeys(places)),
        sources=_strings(name, table, "sources"),
        sites=_strings(name, table, "sites"),
        issuers=_strings(name, table, "issuers"),
        topics=_strings(name, table, "topics"),
        home=_home(name, table.get("home", [])),
        dealings=_Masks(dealings),
    )
    return rule, _forms(phrases)


def _home(name: str, tables: object) -> Mapping[str, tuple[Form, ...]]:
    if not isinstance(tables, list) or not all(isinstance(table, Mapping) for table in tables):
        raise ValueError(f"topic `{name}`: `home` must be a list of tables with `of` and `except`")
    return {
        regulator: _forms(_sorted_out(name, "home", _strings(name, table, "except"))[0])
        for table in tables
        for regulator in _strings(name, table, "of")
    }


def _strings(name: str, table: Mapping[str, object], key: str) -> tuple[str, ...]:
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
        raise ValueError(f"topic `{name}`: `{key}` must be a list of words, phrases or /regexes/")
    return tuple(value)


def _sorted_out(name: str, key: str, items: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the phrases and the regular expressions among the items."""
    phrases: list[str] = []
    patterns: list[str] = []
    for item in items:
        bare = len(item) > 2 and item[0] == item[-1] == "/"  # noqa: PLR2004 - two slashes and a pattern
        words, pattern = ("", item[1:-1]) if bare else words_and_pattern(item)
        if pattern:
            try:
                _compiled(pattern)
            except re.error as error:
                raise ValueError(
                    f"topic `{name}`: `{key}` has a regular expression that cannot be read: {item} ({error})"
                ) from error
        if bare:
            patterns.append(pattern)
        elif mistake := mistake_in(words):
            raise ValueError(f"topic `{name}`: `{item}` in `{key}` {mistake}")
        elif not _PLAIN.fullmatch(words) and next(forms_of(words), None) is None:
            raise ValueError(f"topic `{name}`: `{key}` has a phrase without a word in it: `{item}`")
        else:
            phrases.append(item)
    return tuple(phrases), tuple(patterns)


def _forms(phrases: tuple[str, ...]) -> tuple[Form, ...]:
    return tuple(dict.fromkeys(form for phrase in phrases for form in forms_of(phrase)))
