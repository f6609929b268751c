"""Say which topics a notice is about, and which of its words say so; the rules are data, in topics.toml."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice, pairwise, product
from pathlib import Path
from typing import NamedTuple
from unicodedata import normalize

_KEYS = ("any", "except", "not", "in")
_PLACES = ("title", "summary")
# No real title is longer; a hostile one must not cost more.
_LIMITS = {"title": 2_000, "summary": 8_000}
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,80}")
_TOKEN = re.compile(r"[^\W_\u3400-\u9fff]+|[\u3400-\u9fff]+")
_HAN = re.compile(r"[\u3400-\u9fff]")
_FIRST_HAN = "\u3400"
_CHOICE = re.compile(r"\(([^()]*)\)")
_GAP_WORDS, _GAP_HAN = 8, 20
_FORMS = 400
"""How many forms one phrase may stand for."""


class _Form(NamedTuple):
    """One form of a phrase: parts that must stand in this order, not far from each other."""

    parts: tuple[str, ...]
    cased: bool
    han: bool


@dataclass(frozen=True, slots=True)
class _Rule:
    name: str
    phrases: tuple[_Form, ...]
    patterns: tuple[re.Pattern[str], ...]
    struck: tuple[_Form, ...]
    struck_patterns: tuple[re.Pattern[str], ...]
    vetoes: tuple[_Form, ...]
    veto_patterns: tuple[re.Pattern[str], ...]
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Text:
    """A title as it stands, and as words with one blank around each: as written, and in lower case."""

    raw: str
    cased: str
    lower: str


class TopicRules:
    """The built-in topics in their order, then the user's own; `rules` is called at the first title."""

    def __init__(self, names: tuple[str, ...], rules: Callable[[], tuple[_Rule, ...]]) -> None:
        self.names = names
        self._make = rules

    @cached_property
    def _rules(self) -> tuple[_Rule, ...]:
        return self._make()

    @cached_property
    def _index(self) -> Mapping[str, list[tuple[int, _Form]]]:
        """Which phrases to try where words begin so: a title has twenty words, the rules have thousands."""
        index: dict[str, list[tuple[int, _Form]]] = {}
        for at, rule in enumerate(self._rules):
            for form in rule.phrases:
                index.setdefault(_key(form), []).append((at, form))
        return index

    def match(self, title: str, summary: str | None) -> tuple[str, ...]:
        """Return the names of the topics that the title (where a rule says so, also the summary) is about, in order."""
        return tuple(self.why(title, summary))

    def why(self, title: str, summary: str | None) -> Mapping[str, str]:
        """Return topic -> the words that gave it, for each topic that `match` names, in order."""
        texts = {"title": _text(title, "title")}
        possible = self._possible(texts["title"])
        for at, rule in enumerate(self._rules):
            if "summary" in rule.places and "summary" not in texts:
                texts["summary"] = _text(summary or "", "summary")
            if rule.patterns or "summary" in rule.places:
                possible.add(at)
        reasons = ((self._rules[at].name, _reason(self._rules[at], texts)) for at in sorted(possible))
        return {name: reason for name, reason in reasons if reason is not None}

    def _possible(self, text: _Text) -> set[int]:
        """Return the rules of which a phrase is in the text, before anything is struck out or vetoed."""
        words = text.lower.split()
        keys = {f"{one} {two}" for one, two in pairwise(words)}
        for word in words:
            keys |= {f"{word} ", word[:1], word[:2], word[:3]}
            if word[0] >= _FIRST_HAN:
                keys.update(word)
        found: set[int] = set()
        for key in keys & self._index.keys():
            found.update(at for at, form in self._index[key] if at not in found and _find(form, text))
        return found


def _key(form: _Form) -> str:
    """Return what stands in every text with the form: two words, one with a blank after it, or how a word begins.

    That is up to three characters, in Chinese one.
    """
    first = form.parts[0].lower()
    words = first.split()
    if form.han:
        return first[0]
    if len(words) > 2 or (len(words) > 1 and first.endswith(" ")):  # noqa: PLR2004 - two whole words
        return f"{words[0]} {words[1]}"
    return f"{words[0]} " if len(words) > 1 or first.endswith(" ") else words[0][:3]


def _text(raw: str, place: str) -> _Text:
    raw = raw[: _LIMITS[place]]
    folded = raw if raw.isascii() else normalize("NFKC", raw)[: _LIMITS[place]]
    cased = " " + " ".join(_TOKEN.findall(folded)) + " "
    return _Text(folded, cased, cased.lower())


def _reason(rule: _Rule, texts: Mapping[str, _Text]) -> str | None:
    places = [texts[place] for place in rule.places]
    for text in places:
        found = _first(rule, text)
        if found is not None and (rule.struck or rule.struck_patterns):
            found = _first(rule, _strike(rule, text))
        if found is not None:
            return None if any(_vetoed(rule, place) for place in places) else found
    return None


def _vetoed(rule: _Rule, text: _Text) -> bool:
    return any(_find(form, text) for form in rule.vetoes) or any(veto.search(text.raw) for veto in rule.veto_patterns)


def _first(rule: _Rule, text: _Text) -> str | None:
    for form in rule.phrases:
        # Most phrases are nowhere in a title: one test for the first part settles those.
        if form.parts[0] in (text.cased if form.cased else text.lower):
            span = _find(form, text)
            if span:
                return text.cased[span[0] : span[1]].strip()
    for pattern in rule.patterns:
        match = pattern.search(text.raw)
        if match:
            return match[0][:80]
    return None


def _find(form: _Form, text: _Text) -> tuple[int, int] | None:
    within = text.cased if form.cased else text.lower
    at = within.find(form.parts[0])
    # A first part may stand in several places with only a later one followed by the rest.
    for _ in range(50):
        if at < 0:
            return None
        end = at + len(form.parts[0])
        for part in form.parts[1:]:
            # The blank between two words belongs to both.
            begin = end if form.han else end - 1
            there = within.find(part, begin, begin + 160 + len(part))
            if there < 0 or not _near(within[begin:there], han=form.han):
                break
            end = there + len(part)
        else:
            # A word that goes on, `tumor*`, is told whole.
            return at, end if form.han or within[end - 1] == " " else within.find(" ", end)
        at = within.find(form.parts[0], at + 1)
    return None


def _near(between: str, *, han: bool) -> bool:
    return len(between) <= _GAP_HAN if han else between.count(" ") <= _GAP_WORDS


def _strike(rule: _Rule, text: _Text) -> _Text:
    raw, cased, lower = text.raw, text.cased, text.lower
    for form in rule.struck:
        for _ in range(20):
            span = _find(form, _Text(raw, cased, lower))
            if span is None:
                break
            start, end = span
            # The blanks around stay: the words on both sides are still words.
            hole = " " + "_" * max(0, end - start - 2) + " "
            if lower[start] != " ":
                hole = "_" * (end - start)
            cased, lower = cased[:start] + hole + cased[end:], lower[:start] + hole + lower[end:]
    for pattern in rule.struck_patterns:
        raw = pattern.sub(" ", raw)
    return _Text(raw, cased, lower)


def load_topics(user: Mapping[str, Mapping[str, object]] | None) -> TopicRules:
    """Return the built-in rules with the user's `[topics.NAME]` tables: a new name is added, a built-in replaced.

    Raises ValueError, naming topic and key, for a table that is not as the configuration promises.
    """
    tables: dict[str, object] = dict(_built_in())
    own: dict[str, _Rule] = {}
    for name, table in (user or {}).items():
        if not _NAME.fullmatch(name):
            raise ValueError(f"topic `{name[:60]}`: letters, digits and hyphens name a topic, like `gene-therapy`")
        own[name] = _rule(name, table)
        tables[name] = table
    return TopicRules(
        tuple(tables), lambda: tuple(own.get(name) or _rule(name, table) for name, table in tables.items())
    )


@lru_cache(maxsize=1)
def _built_in() -> Mapping[str, object]:
    import tomllib

    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


def _rule(name: str, table: object) -> _Rule:
    if not isinstance(table, Mapping):
        raise ValueError(f"topic `{name}`: a table with `any` is expected")  # noqa: TRY004 - the configuration's mistake
    for key in table:
        if key not in _KEYS:
            raise ValueError(f"topic `{name}`: unknown key `{key}`; accepted are {', '.join(_KEYS)}")
    if not _strings(name, table, "any"):
        raise ValueError(f"topic `{name}`: `any` must be a list with at least one word, phrase or /regex/")
    places = _strings(name, table, "in") or ("title",)
    for place in places:
        if place not in _PLACES:
            raise ValueError(f"topic `{name}`: `in` accepts `title` and `summary`, not `{place}`")
    compiled = {key: _compile(name, key, _strings(name, table, key)) for key in ("any", "except", "not")}
    return _Rule(
        name,
        *compiled["any"],
        *compiled["except"],
        *compiled["not"],
        tuple(dict.fromkeys(places)),
    )


def _strings(name: str, table: Mapping[str, object], key: str) -> tuple[str, ...]:
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
        raise ValueError(f"topic `{name}`: `{key}` must be a list of words, phrases or /regexes/")
    return tuple(value)


def _compile(name: str, key: str, items: tuple[str, ...]) -> tuple[tuple[_Form, ...], tuple[re.Pattern[str], ...]]:
    forms: list[_Form] = []
    patterns: list[re.Pattern[str]] = []
    for item in items:
        if len(item) > 2 and item[0] == item[-1] == "/":  # noqa: PLR2004 - two slashes and something between
            try:
                patterns.append(re.compile(item[1:-1], re.IGNORECASE))
            except re.error as error:
                raise ValueError(
                    f"topic `{name}`: `{key}` has a regular expression that cannot be read: {item} ({error})"
                ) from error
        else:
            made = tuple(_forms(item))
            if not made:
                raise ValueError(f"topic `{name}`: `{key}` has a phrase without a word in it: `{item}`")
            forms.extend(made)
    return tuple(dict.fromkeys(forms)), tuple(patterns)


def _forms(phrase: str) -> Iterator[_Form]:
    """Yield every form that the phrase stands for."""
    choices = [part.split("|") if at % 2 else [part] for at, part in enumerate(_CHOICE.split(phrase))]
    for chosen in islice(product(*choices), _FORMS):
        text = "".join(chosen).strip()
        text = text if text.isascii() else normalize("NFKC", text)
        cased = text.startswith("=")
        pieces = [piece.strip() for piece in re.split(r"\s\.\.\s", text.lstrip("="))]
        words = [" ".join(_TOKEN.findall(piece if cased else piece.lower())) for piece in pieces]
        if not all(words):
            continue
        if _HAN.search(text):
            yield _Form(tuple(words), cased, han=True)
            continue
        *before, last = (
            f" {word}" if piece.endswith("*") else f" {word} " for piece, word in zip(pieces, words, strict=True)
        )
        yield _Form((*before, last), cased, han=False)
        if not cased and last.endswith(" "):
            yield _Form((*before, f"{last[:-1]}s "), cased, han=False)
