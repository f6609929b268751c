"""Make the next fold out of the last one and the changes since: touched lines are made anew, the rest is copied."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from cdetrack.changes import replay
from cdetrack.derive import Rules
from cdetrack.evidence import Change, Position, Standing
from cdetrack.identity import keys_of
from cdetrack.jsonform import notice_json
from cdetrack.kinship import document_keys, related
from cdetrack.model import Notice
from cdetrack.store.fold import END, SCHEMA, Fold
from cdetrack.store.index import Index, Order, index_of, order_of

_CROWD = 40
"""A key that more notices than this share says nothing about any two of them (`Notice of recall`)."""


def refold(fold: Fold | None, changes: Iterable[Change], through: Position, rules: Rules) -> Iterator[bytes]:
    """Yield the content of the fold that `changes` make out of `fold` (None: of nothing), up to `through`."""
    changes = list(changes)
    index = index_of(fold)
    touched = {change.id for change in changes}
    known = {name: index.standing(name) for name in touched if name in index}
    sources = dict(fold.sources) if fold is not None else {}
    for change in changes:
        # A notice's own page is no look at its listing: the first one is still to come.
        if not change.detail:
            sources[change.source] = sources.get(change.source, 0) + 1
    header = {
        "schema": SCHEMA,
        "through": {"changes": through.changes, "bytes": through.bytes, "hash": through.hash},
        "derived": rules.fingerprint,
        "sources": sources,
    }
    family = _Family(index, replay(changes, known), rules)
    yield json.dumps(header, ensure_ascii=False).encode()[:-1] + b', "notices": ['
    yield from _merged(index, family.made())
    yield END


class _Family:
    """The notices that are made anew: the touched ones, and the old ones that gain or lose a relative."""

    def __init__(self, index: Index, standings: Mapping[str, Standing], rules: Rules) -> None:
        self._index = index
        self._standings = standings
        self._notices = {notice_id: rules.notice(standing) for notice_id, standing in standings.items()}
        self._documents: dict[str, Sequence[str]] = {
            name: document_keys(title=each.title, date=each.date, number=each.number, issuers=each.issuers)
            for name, each in self._notices.items()
        }

    def made(self) -> Iterator[tuple[str, Order, bytes]]:
        """Yield each of them with where it belongs and its line."""
        keys = {key for documents in self._documents.values() for key in documents}
        keys.update(key for name in self._standings for key in self._index.documents(name))
        before = self._index.by_document(keys)
        near = {
            name
            for key, members in self._now(before).items()
            # What was a crowd and still is ties nobody, and never did.
            if min(len(before.get(key, ())), len(members)) <= _CROWD
            for name in members
        }
        more = {key for name in near for key in self._keys(name)} - keys
        groups = self._now(before | self._index.by_document(more))
        for name in near | self._standings.keys():
            relatives = self._relatives(name, groups)
            if name in self._standings:
                yield name, self._order(name), self._new_line(name, relatives)
            elif relatives != self._notice(name).related:
                yield name, self._order(name), self._old_line(name, relatives)

    def _now(self, before: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
        """Return the notices that share each key now, from those that shared it `before`."""
        groups: dict[str, list[str]] = {}
        for name, documents in self._documents.items():
            for key in documents:
                groups.setdefault(key, []).append(name)
        for key, names in before.items():
            groups.setdefault(key, []).extend(name for name in names if name not in self._standings)
        return groups

    def _relatives(self, name: str, groups: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
        notice = self._notice(name)
        members = (groups.get(key, ()) for key in self._keys(name))
        candidates = {other for group in members if len(group) <= _CROWD for other in group} - {name}
        found = [other for other in candidates if related(notice, self._notice(other))]
        return tuple(sorted(found, key=self._order))

    def _keys(self, name: str) -> Sequence[str]:
        known = self._documents.get(name)
        return known if known is not None else self._index.documents(name)

    def _notice(self, name: str) -> Notice:
        if name not in self._notices:
            self._notices[name] = self._index.notice(name)
        return self._notices[name]

    def _order(self, name: str) -> Order:
        standing = self._standings.get(name)
        if standing is None:
            return self._index[name].order
        return order_of(standing.record.date.isoformat(), standing.look, standing.place)

    def _new_line(self, name: str, relatives: tuple[str, ...]) -> bytes:
        standing = self._standings[name]
        form = notice_json(self._notices[name]._replace(related=relatives), whole=True)
        index = [
            standing.look,
            standing.place,
            " ".join(keys_of(standing.record)),
            " ".join(self._documents[name]),
        ]
        line = {"id": form.pop("id"), "date": form.pop("date"), "index": index, **form}
        if standing.record.shown:
            line["shown"] = standing.record.shown
        return json.dumps(line, ensure_ascii=False).encode()

    def _old_line(self, name: str, relatives: tuple[str, ...]) -> bytes:
        return json.dumps({**self._index.form(name), "related": relatives}, ensure_ascii=False).encode()


def _merged(index: Index, made: Iterable[tuple[str, Order, bytes]]) -> Iterator[bytes]:
    """Yield the lines of the next fold in order, copying those of the last one in long runs."""
    # What happens at which byte of the last fold: a new line goes before it, or an old one begins that is left out.
    events: list[tuple[int, Order, int, bytes]] = []
    for name, order, line in made:
        at = index.place_for(order)
        events.append((at, order, at, line))
        if name in index:
            old = index[name]
            events.append((old.start, old.order, old.end, b""))
    separator, copied = b"\n", index.start
    for at, _, then, line in [*sorted(events), (index.stop, (0, 0, 0), index.stop, b"")]:
        if at > copied:
            yield separator
            yield from index.run(copied, at)
            separator = b",\n"
        if line:
            yield separator
            yield line
            separator = b",\n"
        copied = then
