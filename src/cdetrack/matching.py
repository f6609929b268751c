"""Find the notice that an entry is: by its number, its title and day, or its address; identity before difference."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import Protocol

from cdetrack.evidence import Look, Record, Standing
from cdetrack.identity import new_id, same_address, title_key


class Known(Protocol):
    """What `compare` asks of the present: a dictionary in tests, the fold on disk otherwise."""

    def find(self, key: str) -> Collection[str]:
        """Return the ids of the notices with this key, newest first."""

    def get(self, notice_id: str) -> Standing | None:
        """Return the notice with this id."""


class Matcher:
    """Find the notice that an entry is; each notice is one entry of a look, a repeat is dropped."""

    def __init__(self, known: Known, look: Look, keys: Sequence[tuple[str, ...]]) -> None:
        self._known = known
        self._fresh: dict[str, str] = {}
        self._taken: set[str] = set()
        self._claimed: set[str] = set()
        self._source = look.source
        addresses = Counter(each[0] for each in keys)
        self._shared = {key for key, count in addresses.items() if count > 1}
        # The second key of an entry with a number is that of its title and day.
        self._titles = {each[1] for each in keys if each[0].startswith("a")}
        self._numbered = {name for key in addresses if key.startswith("a") for name in known.find(key)}

    def repeats(self, record: Record, keys: Sequence[str]) -> bool:
        """Say whether an entry without a number is one that the look shows with its number as well."""
        return record.article is None and next(key for key in keys if key.startswith("t")) in self._titles

    def only(self, record: Record, keys: Sequence[str]) -> str | None:
        """Return the id of the one notice that has the number of `record`, if it has one."""
        found = self._known.find(keys[0]) if record.article is not None else ()
        return next(iter(found)) if len(found) == 1 else None

    def claim(self, notice_id: str) -> None:
        """Remember that an entry of the look is this notice: another one is not."""
        self._claimed.add(notice_id)

    def match(self, record: Record, keys: Sequence[str], given: str | None) -> Standing | None:
        """Return the known notice that `record` is, if any."""
        candidates = self._by_article(record, keys) if record.article else self._by_title(record, keys)
        found = next(candidates, None)
        if found is None and given is not None:
            found = self._known.get(given)
        if found is not None:
            self.claim(found.id)
        return found

    def _by_article(self, record: Record, keys: Sequence[str]) -> Iterator[Standing]:
        yield from self._standings(keys[0])
        for key in keys[1:]:
            for standing in self._standings(key):
                if standing.record.article in {None, record.article} and standing.id not in self._claimed:
                    yield standing

    def _by_title(self, record: Record, keys: Sequence[str]) -> Iterator[Standing]:
        # What another entry of the look is by its number, this one is not; rather one that this source has shown.
        found = [
            each for each in self._standings(title_key(record.title, record.date)) if each.id not in self._numbered
        ]
        for standing in sorted(found, key=lambda each: self._source not in each.record.sources):
            # Two entries of one day and title are told apart by their addresses, where both have one.
            if _compatible(standing.record, record):
                yield standing
        if keys[0].startswith("u") and keys[0] not in self._shared:
            for standing in self._standings(keys[0]):
                if standing.record.date == record.date or _same_title(standing.record, record):
                    yield standing

    def admit(self, record: Record, keys: Sequence[str], given: str | None) -> str | None:
        """Return the id of an unknown entry, or None when the same look has already shown it."""
        if keys[0] in self._fresh and (keys[0][0] != "u" or keys[-1] in self._fresh):
            return None
        if record.article is None and keys[0][0] == "t" and keys[0] in self._fresh:
            return None
        notice_id = given if given is not None and not self._is_taken(given) else None
        notice_id = notice_id or new_id(keys[0], taken=self._is_taken)
        self._taken.add(notice_id)
        self._fresh.update(dict.fromkeys(keys, notice_id))
        return notice_id

    def _is_taken(self, notice_id: str) -> bool:
        return notice_id in self._taken or self._known.get(notice_id) is not None

    def _standings(self, key: str) -> list[Standing]:
        found = (self._known.get(notice_id) for notice_id in self._known.find(key))
        return [standing for standing in found if standing is not None]


def _same_title(one: Record, other: Record) -> bool:
    return title_key(one.title, one.date) == title_key(other.title, one.date)


def _compatible(known: Record, shown: Record) -> bool:
    return known.url is None or shown.url is None or known.article is not None or same_address(known.url, shown.url)
