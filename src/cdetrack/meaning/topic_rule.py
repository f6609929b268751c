"""The rule of one topic, and how it is tried on the texts and the origin of a notice."""

import pickle
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from operator import itemgetter
from typing import NamedTuple

from cdetrack.meaning.phrases import Form, SearchText, find_form, forms_of, index_key, mask, search_text
from cdetrack.text.links import is_within
from cdetrack.text.script import has_han

_HOLE = " \N{LATIN LETTER RETROFLEX CLICK} "
"""A word that no phrase has, in the place of a struck pattern: the words on both sides do not become neighbours."""
_ORDER = itemgetter(0)
AWAY = frozenset(
    (
        *("bj-mpa", "gd-mpa", "js-mpa", "sh-mpa", "nmpa", "nmpa-cn", "cde", "cdr", "cfdi", "nifdc", "nhsa", "gov"),
        *("ich", "tfda"),
    )
)
"""The groups of built-in sources to which all regulators of `home` are foreign.

Any other name is a user's, and says nothing of who is at home in a title.
"""


class Origin(NamedTuple):
    """The sources, the host of the link and the issuers of a notice: some topics follow from these alone."""

    sources: tuple[str, ...] = ()
    host: str = ""
    issuers: tuple[str, ...] = ()


NO_ORIGIN = Origin()
Candidates = Mapping[int, Sequence[tuple[int, Form]]]


class Masks:
    """The phrases of `except` or `not`, expanded and indexed at first use: most titles give few topics.

    To expand those of one topic takes up to 15 ms. So a pickled object has them expanded.
    """

    def __init__(self, phrases: tuple[str, ...]) -> None:
        self._phrases = phrases
        self._packed: bytes | None = None

    def __bool__(self) -> bool:
        return bool(self._phrases)

    def __getstate__(self) -> dict[str, object]:
        return {"_phrases": self._phrases, "_packed": pickle.dumps(self._index)}

    @cached_property
    def _index(self) -> Mapping[str, list[tuple[int, Form]]]:
        if self._packed is not None:
            packed: Mapping[str, list[tuple[int, Form]]] = pickle.loads(self._packed)  # noqa: S301 - ours
            return packed
        index: dict[str, list[tuple[int, Form]]] = {}
        for order, form in enumerate(forms_in(self._phrases)):
            index.setdefault(index_key(form), []).append((order, form))
        return index

    def possible(self, text: SearchText, keys: set[str]) -> list[Form]:
        """Return the forms with these keys and their first part in the text, in the order of the data."""
        if not self._phrases:
            return []
        found = [each for key in keys & self._index.keys() for each in self._index[key] if begins(each[1], text)]
        return [form for _, form in sorted(found, key=_ORDER)]


class Rule(NamedTuple):
    """A topic: all but the phrases of `any`, which are in the index of all rules."""

    name: str
    struck: Masks
    vetoes: Masks
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
    dealings: Masks
    """The phrases that tell of two parties in a title which names one regulator or place alone."""

    def origin_reason(self, origin: Origin) -> str | None:
        """Return the source, site or issuer that gives the topic; None if none does."""
        for source in self.sources:
            if source in origin.sources:
                return f"source {source}"
        for site in self.sites:
            if is_within(origin.host, site):
                return f"site {site}"
        return next((f"issuer {issuer}" for issuer in self.issuers if issuer in origin.issuers), None)

    def struck_at_home(self, origin: Origin) -> Iterator[Form]:
        """Yield the phrases struck from a notice of this origin: by its sources, its site or its only issuer."""
        if self.home:
            names = self._names(origin)
            if names <= self.home.keys():
                for name in sorted(names):
                    yield from self.home[name]

    def _names(self, origin: Origin) -> set[str]:
        names = {source.partition("/")[0] for source in origin.sources if "/" in source} & (self.home.keys() | AWAY)
        if names.isdisjoint(self.home):
            sites = set() if names else {name for name in self.home if is_within(origin.host, name)}
            # Two regulators that act together deal with each other.
            names = sites or set(origin.issuers if len(origin.issuers) == 1 else names)
        return names

    def homes_of_unknown(self, origin: Origin, text: SearchText, keys: set[str]) -> Iterator[tuple[Form, ...]]:
        """Yield the phrases of each regulator that may be at home in a title of unknown origin.

        `Applying for a Licence in the UK` is told at home, unless words tell of dealings: `Visit to the UK`.
        """
        if not self.home or not self.dealings or origin.host or has_han(text.raw):
            return
        # A `Ministry of Health` without its country may be that of the regulator.
        if self._names(origin) - {"MOH"}:
            return
        if not any(find_form(form, text) for form in self.dealings.possible(text, keys)):
            yield from dict.fromkeys(self.home.values())


def begins(form: Form, text: SearchText) -> bool:
    """Return True if the first part of a form is in the text: without it, the form is not."""
    return form.parts[0] in (text.cased if form.cased else text.lower)


def reason_of(
    rule: Rule,
    at: int,
    texts: Mapping[str, SearchText],
    keys: Mapping[str, set[str]],
    candidates: Mapping[str, Candidates],
    origin: Origin,
) -> str | None:
    """Return the words that give a topic, by the rule at the position `at`; None if it does not match.

    `texts`, their `keys` and the `candidates` among the forms of all rules are by the place of the text.
    """
    for place in rule.places:
        text = texts[place]
        phrases = [form for _, form in sorted(candidates[place].get(at, ()), key=_ORDER)]
        found = _first(rule, phrases, text)
        if found is not None:
            struck, left = [*rule.struck.possible(text, keys[place]), *rule.struck_at_home(origin)], text
            if struck or rule.struck_patterns:
                left = _strike(rule, struck, text)
                found = _first(rule, phrases, left)
            if found is not None:
                homes = rule.homes_of_unknown(origin, left, keys[place])
                if any(_first(rule, phrases, mask(home, left)) is None for home in homes):
                    found = None
        if found is not None:
            return None if any(_vetoed(rule, texts[each], keys[each]) for each in rule.places) else found
    return None


def _vetoed(rule: Rule, text: SearchText, keys: set[str]) -> bool:
    vetoes = rule.vetoes.possible(text, keys)
    patterns = (*rule.veto_patterns, *_patterns(vetoes))
    return any(find_form(form, text) for form in vetoes if not form.pattern) or any(
        compiled(veto).search(text.raw) for veto in patterns
    )


def _first(rule: Rule, phrases: Sequence[Form], text: SearchText) -> str | None:
    for form in phrases:
        span = None if form.pattern else find_form(form, text)
        if span:
            return text.cased[span[0] : span[1]].strip()
    for pattern in (*rule.patterns, *_patterns(phrases)):
        match = compiled(pattern).search(text.raw)
        if match:
            return match[0][:80]
    return None


def _strike(rule: Rule, struck: Sequence[Form], text: SearchText) -> SearchText:
    raw = text.raw
    for pattern in (*rule.struck_patterns, *_patterns(struck)):
        raw = compiled(pattern).sub(_HOLE, raw)
    # The longest first: `in vivo diagnostic reagent` before `in vivo diagnostic`, of which a reagent would be left.
    longest = sorted((form for form in struck if not form.pattern), key=_length, reverse=True)
    return mask(longest, text if raw == text.raw else search_text(raw, len(raw)))


def _patterns(forms: Iterable[Form]) -> tuple[str, ...]:
    """Return the patterns of the forms that have one."""
    return tuple(dict.fromkeys(form.pattern for form in forms if form.pattern))


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """Return the compiled pattern, in any case."""
    return re.compile(pattern, re.IGNORECASE)


def _length(form: Form) -> int:
    return sum(map(len, form.parts))


def forms_in(phrases: tuple[str, ...]) -> tuple[Form, ...]:
    """Return every form of the phrases, each once."""
    return tuple(dict.fromkeys(form for phrase in phrases for form in forms_of(phrase)))
