"""Make the rule of a topic from its table, in `topics.toml` or in the user's configuration, and check the table."""

import re
from collections.abc import Mapping

from cdetrack.meaning.phrases import Form, forms_of, mistake_in, words_and_pattern
from cdetrack.meaning.topic_rule import Masks, Rule, compiled, forms_in

_KEYS = ("any", "except", "not", "in", "sources", "sites", "issuers", "topics", "home", "dealings")
_PLACES = ("title", "summary")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,80}")
_PLAIN = re.compile(r"[^\W_][\w ]*")
"""A phrase of words alone, which surely has a form."""


def rule_in(name: str, table: object) -> tuple[Rule, tuple[Form, ...]]:
    """Return the rule of a table, and the forms of its `any` in the order of the data.

    Raises ValueError for an invalid table; the message has the topic and the key.
    """
    if not _NAME.fullmatch(name):
        raise ValueError(f"topic `{name[:60]}`: letters, digits and hyphens name a topic, like `gene-therapy`")
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
    rule = Rule(
        name=name,
        struck=Masks(struck),
        vetoes=Masks(vetoes),
        patterns=patterns,
        struck_patterns=struck_patterns,
        veto_patterns=veto_patterns,
        places=tuple(dict.fromkeys(places)),
        sources=_strings(name, table, "sources"),
        sites=_strings(name, table, "sites"),
        issuers=_strings(name, table, "issuers"),
        topics=_strings(name, table, "topics"),
        home=_home(name, table.get("home", [])),
        dealings=Masks(dealings),
    )
    return rule, forms_in(phrases)


def _home(name: str, tables: object) -> Mapping[str, tuple[Form, ...]]:
    if not isinstance(tables, list) or not all(isinstance(table, Mapping) for table in tables):
        raise ValueError(f"topic `{name}`: `home` must be a list of tables with `of` and `except`")
    return {
        regulator: forms_in(_sorted_out(name, "home", _strings(name, table, "except"))[0])
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
                compiled(pattern)
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
