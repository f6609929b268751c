"""The known notices that a look is compared with, read from a fold by the keys of the look."""

import json
from collections.abc import Collection, Iterator

from cdetrack.model.record import Record, Standing
from cdetrack.store.fold import Fold
from cdetrack.store.index import index_of

# One encoder for all: a listing may have ten thousand entries.
_json = json.JSONEncoder(ensure_ascii=False).encode


class Present:
    """The notices of a fold as `compare` needs them: found by the `keys` of one look. None is an empty fold."""

    def __init__(self, fold: Fold | None, keys: Collection[str]) -> None:
        self._index = index_of(fold)
        self._found = self._index.by_key(keys)
        self._standings: dict[str, Standing] = {}

    def find(self, key: str) -> Collection[str]:
        """Return the ids of the notices with this key, newest first."""
        return self._found.get(key, ())

    def get(self, notice_id: str) -> Standing | None:
        """Return the notice with this id, None when there is none."""
        if notice_id not in self._standings and notice_id in self._index:
            self._standings[notice_id] = self._index.standing(notice_id)
        return self._standings.get(notice_id)

    def is_as_known(self, notice_id: str, record: Record) -> bool:
        """Return True if a notice equals an entry of a listing. It compares bytes and decodes nothing.

        False is no proof of a difference: only the common case is recognised.
        """
        if notice_id not in self._index or record.date_from != "listing":
            return False
        if record.document_date or record.body or record.attachments or record.shown or record.stated:
            return False
        line = self._index.line(notice_id)
        # None of these can match inside a JSON string: each `"` there has a backslash.
        sources = ", ".join(map(_json, record.sources))
        said = (
            f'"title": {_json(record.title)}, "date_from": "listing", "summary": {_json(record.summary)}, '
            f'"url": {_json(record.url)}, "sources": [{sources}], "article": {_json(record.article)}, '
        ).encode("utf-8", "surrogatepass")
        dated = f'", "date": "{record.date}", "index": ['.encode()
        called = b'"guid": ' not in line if record.guid is None else f'"guid": {_json(record.guid)}'.encode() in line
        return (
            called
            and said in line
            and dated in line
            and b'", "withdrawn": null' in line
            and b', "shown": {' not in line
        )

    def shown_by(self, source: str) -> Iterator[Standing]:
        """Yield the notices that `source` shows, as of its last look."""
        for name in self._index.containing(json.dumps(source, ensure_ascii=False).encode()):
            standing = self.get(name)
            if standing and standing.withdrawn is None and source in standing.record.sources:
                yield standing
