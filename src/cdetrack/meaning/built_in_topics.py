"""The built-in rules of topics: from `topics.toml`, or from the file that a wheel has of them."""

import pickle
from collections.abc import Iterable, KeysView, Mapping, Sequence
from functools import cached_property, lru_cache
from io import BytesIO
from pathlib import Path

from cdetrack.meaning.phrases import Form, index_key
from cdetrack.meaning.topic_rule import Rule

READY = "topics.pickle"
"""The file beside this module, in a wheel, with the built-in rules made ready."""
Entry = tuple[int, int, Form]
"""A form of `any` with the position of its rule and its own."""
Index = Mapping[str, Sequence[Entry]]
"""The forms of `any` of all rules by key: a title has twenty words, the rules have thousands of phrases."""


def indexed(rules: Iterable[tuple[int, tuple[Form, ...]]]) -> Index:
    """Return the index of rules at these positions."""
    index: dict[str, list[Entry]] = {}
    for at, forms in rules:
        for order, form in enumerate(forms):
            index.setdefault(index_key(form), []).append((at, order, form))
    return index


class BuiltInTopics:
    """The built-in rules: from the file that a wheel has of them, else from `topics.toml`.

    Reading the TOML and expanding its phrases takes 80 ms, the file of a wheel 3 ms, and its names alone 1 ms.
    """

    def __init__(self, ready: bytes | None = None) -> None:
        self._ready = BytesIO(ready) if ready is not None else None
        self._read: dict[str, Sequence[Entry]] = {}

    @cached_property
    def _tables(self) -> Mapping[str, object]:
        import tomllib

        return tomllib.loads(Path(__file__).with_name("topics.toml").read_text(encoding="utf-8"))

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of the topics, in their order."""
        if self._ready is None:
            return tuple(self._tables)
        self._ready.seek(0)
        names: tuple[str, ...] = pickle.load(self._ready)  # noqa: S301 - it came with this module
        return names

    @cached_property
    def made(self) -> tuple[Mapping[str, Rule], Mapping[str, bytes]]:
        """The rules by name, and the index: by key, the pickled entries, since a title has few of the keys."""
        if self._ready is None:
            from cdetrack.meaning.topic_tables import rule_in

            rules = {name: rule_in(name, table) for name, table in self._tables.items()}
            index = indexed((at, forms) for at, (_, forms) in enumerate(rules.values()))
            packed = {
                key: pickle.dumps([(at, order, tuple(form)) for at, order, form in entries])
                for key, entries in index.items()
            }
            return {name: rule for name, (rule, _) in rules.items()}, packed
        self._ready.seek(0)
        pickle.load(self._ready)  # noqa: S301 - the names
        made: tuple[Mapping[str, Rule], Mapping[str, bytes]] = pickle.load(self._ready)  # noqa: S301 - as above
        return made

    @property
    def rules(self) -> Mapping[str, Rule]:
        """The rules by name."""
        return self.made[0]

    @cached_property
    def keys(self) -> KeysView[str]:
        """The keys of the index."""
        return self.made[1].keys()

    def entries(self, key: str) -> Sequence[Entry]:
        """Return the forms of `any` with this key."""
        entries = self._read.get(key)
        if entries is None:
            packed = pickle.loads(self.made[1][key])  # noqa: S301 - as above
            entries = self._read[key] = [(at, order, Form(*form)) for at, order, form in packed]
        return entries


@lru_cache(maxsize=1)
def built_in() -> BuiltInTopics:
    """Return the built-in rules: one object for the process."""
    try:
        return BuiltInTopics(Path(__file__).with_name(READY).read_bytes())
    except OSError:  # a checkout
        return BuiltInTopics()


def made_ready() -> bytes:
    """Return the content of the file `READY` for a wheel: names, then rules and index of `topics.toml`."""
    made = BuiltInTopics()
    return pickle.dumps(made.names) + pickle.dumps(made.made)
