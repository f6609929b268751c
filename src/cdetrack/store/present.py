"""The known notices that a look is compared with, found by the keys of the look."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache

from cdetrack.model.record import Record, Standing
from cdetrack.store.fold import Order, order_of
from cdetrack.store.index import index_of
from cdetrack.store.recorded import Recorded

# One encoder for all: a listing may have ten thousand entries.
_quoted = json.JSONEncoder(ensure_ascii=False).encode
_DATE, _TITLE, _NOT_WITHDRAWN = b'", "date": "', b'"title": "', b'", "withdrawn": null'


class Present:
    """The notices as `compare` needs them: found by the `keys` of one look."""

    def __init__(self, recorded: Recorded, keys: Collection[str]) -> None:
        self._index = index_of(recorded.fold)
        self._later = recorded.later
        self._found = self._index.by_key(keys)
        self._index.locate({name for names in self._found.values() for name in names})
        self._standings: dict[str, Standing] = {}
        if self._later:
            self._add_later(recorded.later_keys, frozenset(keys))

    def _add_later(self, later: Mapping[str, Collection[str]], keys: frozenset[str]) -> None:
        """Correct the findings of the fold by the notices that were touched after it."""
        found = {key: [name for name in names if name not in self._later] for key, names in self._found.items()}
        for name, each in later.items():
            for key in keys.intersection(each):
                found.setdefault(key, []).append(name)
        self._found = {key: sorted(names, key=self._order) for key, names in found.items()}

    def _order(self, name: str) -> Order:
        standing = self._later.get(name)
        if standing is None:
            return self._index[name].order
        return order_of(standing.record.date.isoformat(), standing.look, standing.place)

    def find(self, key: str) -> Collection[str]:
        """Return the ids of the notices with this key, newest first."""
        return self._found.get(key, ())

    def get(self, notice_id: str) -> Standing | None:
        """Return the notice with this id, None when there is none."""
        if notice_id in self._later:
            return self._later[notice_id]
        if notice_id not in self._standings and notice_id in self._index:
            self._standings[notice_id] = self._index.standing(notice_id)
        return self._standings.get(notice_id)

    def is_as_known(self, notice_id: str, record: Record) -> bool:
        """Return True if a notice equals an entry of a listing. It compares bytes and decodes nothing.

        False is no proof of a difference: only the common case is recognised.
        """
        if notice_id in self._later or notice_id not in self._index or record.date_from != "listing":
            return False
        if record.document_date or record.body or record.attachments or record.shown or record.stated:
            return False
        line = self._index.line(notice_id)
        # None of these can match inside a JSON string: each `"` there has a backslash. A long text is compared where it
        # must begin, and the rest is sought in what follows the last field that every line has.
        date, title, rest = line.find(_DATE), line.find(_TITLE), line.rfind(_NOT_WITHDRAWN)
        said = (
            f'"title": {_json(record.title)}, "date_from": "listing", "summary": {_json(record.summary)}, '
            f'"url": {_json(record.url)}, "sources": {_list(record.sources)}, "article": {_json(record.article)}, '
        ).encode("utf-8", "surrogatepass")
        dated = f'", "date": "{record.date.isoformat()}", "index": ['.encode()
        if rest < 0 or not line.startswith(said, title) or not line.startswith(dated, date):
            return False
        left = line[rest:]
        called = b'"guid": ' not in left if record.guid is None else f'"guid": {_json(record.guid)}'.encode() in left
        return called and b', "shown": {' not in left

    def shown_by(self, source: str) -> Iterator[Standing]:
        """Yield the notices that `source` shows, as of its last look, newest first."""
        names: Iterable[str] = self._index.containing(json.dumps(source, ensure_ascii=False).encode())
        if self._later:
            names = sorted({*names, *(name for name, each in self._later.items() if each)}, key=self._order)
        for name in names:
            standing = self.get(name)
            if standing and standing.withdrawn is None and source in standing.record.sources:
                yield standing


def _json(text: str | None) -> str:
    # The encoder takes four times as long for None as for a short text.
    return "null" if text is None else _quoted(text)


@lru_cache(maxsize=16)
def _list(texts: tuple[str, ...]) -> str:
    """Return texts as JSON; the entries of a listing have the same sources."""
    return _quoted(texts)
