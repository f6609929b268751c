"""The built-in rules of topics: from `topics.toml`, or from the file that a wheel has of them."""

import mmap
import pickle
from collections.abc import Iterable, KeysView, Mapping, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

from cdetrack.meaning.packaged import packaged_text
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


class _Made(NamedTuple):
    rules: Mapping[str, Rule]
    """By name."""
    starts: Mapping[str, int]
    """The index: key -> where its pickled entries start in `entries`, since a title has few of the keys."""
    entries: memoryview


class BuiltInTopics:
    """The built-in rules: from the mapped file that a wheel has of them, else from `topics.toml`.

    Reading the TOML and expanding its phrases takes 80 ms, the file of a wheel 2 ms.
    """

    def __init__(self, ready: mmap.mmap | None = None) -> None:
        self._ready = ready
        self._read: dict[str, Sequence[Entry]] = {}

    @cached_property
    def _tables(self) -> Mapping[str, object]:
        import tomllib

        return tomllib.loads(packaged_text("topics.toml"))

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of the topics, in their order."""
        if self._ready is None:
            return tuple(self._tables)
        self._ready.seek(0)
        names: tuple[str, ...] = pickle.load(self._ready)  # noqa: S301 - it came with this module
        return names

    @cached_property
    def made(self) -> _Made:
        """The rules and their index."""
        if self._ready is None:
            from cdetrack.meaning.topic_tables import rule_in

            found = {name: rule_in(name, table) for name, table in self._tables.items()}
            packed, starts = bytearray(), {}
            for key, entries in indexed((at, forms) for at, (_, forms) in enumerate(found.values())).items():
                starts[key] = len(packed)
                packed += pickle.dumps([(at, order, tuple(form)) for at, order, form in entries])
            return _Made({name: rule for name, (rule, _) in found.items()}, starts, memoryview(packed))
        self._ready.seek(0)
        pickle.load(self._ready)  # noqa: S301 - the names
        rules, starts = pickle.load(self._ready)  # noqa: S301 - as above
        return _Made(rules, starts, memoryview(self._ready)[self._ready.tell() :])

    @property
    def rules(self) -> Mapping[str, Rule]:
        """The rules by name."""
        return self.made.rules

    @cached_property
    def keys(self) -> KeysView[str]:
        """The keys of the index."""
        return self.made.starts.keys()

    def entries(self, key: str) -> Sequence[Entry]:
        """Return the forms of `any` with this key."""
        entries = self._read.get(key)
        if entries is None:
            packed = pickle.loads(self.made.entries[self.made.starts[key] :])  # noqa: S301 - as above
            entries = self._read[key] = [(at, order, Form(*form)) for at, order, form in packed]
        return entries


@lru_cache(maxsize=1)
def built_in() -> BuiltInTopics:
    """Return the built-in rules: one object for the process."""
    try:
        with Path(__file__).with_name(READY).open("rb") as file:
            return BuiltInTopics(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    except OSError:  # a checkout
        return BuiltInTopics()


def made_ready() -> bytes:
    """Return the content of the file `READY` for a wheel: names, then rules, index and entries of `topics.toml`."""
    topics = BuiltInTopics()
    rules, starts, entries = topics.made
    return pickle.dumps(topics.names) + pickle.dumps((rules, starts)) + bytes(entries)
