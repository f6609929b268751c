"""Make the next fold out of the last one and the changes since: touched lines are made anew, the rest is copied."""

import json
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from cdetrack.changes import replay
from cdetrack.derive import Rules
from cdetrack.evidence import Change, Record, Standing
from cdetrack.identity import keys_of
from cdetrack.jsonform import notice_json, record_from_json
from cdetrack.kinship import document_keys, related
from cdetrack.model import Notice
from cdetrack.store.files import UNREADABLE
from cdetrack.store.fold import END, SCHEMA, Entry, Fold
from cdetrack.store.history import Position

Order = tuple[int, int, int]

_CROWD = 40
"""A key that more notices than this share says nothing about any two of them (`Notice of recall`)."""


class Present:
    """The present as `compare` asks for it, read from a fold for the keys of one look."""

    def __init__(self, fold: Fold | None, keys: Collection[str]) -> None:
        self._fold = fold
        self._found: dict[str, list[str]] = {}
        self._entries: dict[str, Entry] = {}
        self._standings: dict[str, Standing] = {}
        for entry in fold.entries() if fold is not None else ():
            for key in entry.keys.split():
                if key in keys:
                    self._found.setdefault(key, []).append(entry.id)
            self._entries[entry.id] = entry

    def find(self, key: str) -> Collection[str]:
        """Return the ids of the notices with this key, newest first."""
        return self._found.get(key, ())

    def get(self, notice_id: str) -> Standing | None:
        """Return the notice with this id."""
        if notice_id not in self._standings and self._fold is not None and notice_id in self._entries:
            self._standings[notice_id] = standing_of(self._fold, self._entries[notice_id])
        return self._standings.get(notice_id)

    def is_as_known(self, notice_id: str, record: Record) -> bool:
        """Say whether a notice stands just as an entry of a listing shows it, told from its bytes: nothing is decoded.

        False says nothing: only the common case is found out so.
        """
        entry = self._entries.get(notice_id)
        if entry is None or self._fold is None or entry.date != record.date.isoformat():
            return False
        if record.document_date or record.body or record.attachments or record.shown:
            return False
        line = self._fold.line(entry)
        form = {name: getattr(record, name) for name in ("title", "summary", "url", "sources", "article")}
        # Inside a text each `"` has a backslash: neither of these can stand in one.
        said = json.dumps(form, ensure_ascii=False)[1:-1].encode("utf-8", "surrogatepass")
        return said in line and b'", "withdrawn": null' in line and b', "shown": {' not in line

    def shown_by(self, source: str) -> Iterator[Standing]:
        """Yield the notices that `source` shows as far as we know."""
        needle = json.dumps(source, ensure_ascii=False).encode()
        for entry in self._entries.values():
            if self._fold is not None and needle in self._fold.line(entry):
                standing = self.get(entry.id)
                if standing and standing.withdrawn is None and source in standing.record.sources:
                    yield standing


def standing_of(fold: Fold, entry: Entry) -> Standing:
    """Return a notice of the fold as the history left it."""
    form = fold.form(fold.line(entry))
    try:
        withdrawn = form["withdrawn"]
        return Standing(
            id=form["id"],
            record=record_from_json(form),
            first_seen=datetime.fromisoformat(form["first_seen"]),
            look=entry.look,
            place=entry.place,
            withdrawn=datetime.fromisoformat(withdrawn) if withdrawn else None,
        )
    except UNREADABLE as error:
        raise fold.damage("a line is not a notice") from error


def refold(
    fold: Fold | None, changes: Iterable[Change], through: Position, rules: Rules
) -> Iterator[bytes | memoryview]:
    """Yield the content of the fold that `changes` make out of `fold` (None: of nothing), up to `through`."""
    changes = list(changes)
    entries = fold.entries() if fold is not None else []
    touched = {change.id for change in changes}
    known = {entry.id: standing_of(fold, entry) for entry in entries if fold and entry.id in touched}
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
    family = _Family(fold, entries, replay(changes, known), rules)
    yield json.dumps(header, ensure_ascii=False).encode()[:-1] + b', "notices": ['
    yield from _merged(fold, entries, family)
    yield END


class _Family:
    """The notices that are made anew: the touched ones, and the old ones that gain or lose a relative."""

    def __init__(
        self, fold: Fold | None, entries: Sequence[Entry], standings: Mapping[str, Standing], rules: Rules
    ) -> None:
        self._fold = fold
        self._entries = {entry.id: entry for entry in entries}
        self._standings = standings
        self._notices = {notice_id: rules.notice(standing) for notice_id, standing in standings.items()}
        self._documents = {
            name: document_keys(title=each.title, date=each.date, number=each.number, issuers=each.issuers)
            for name, each in self._notices.items()
        }
        self.made = dict(self._make(entries))

    def _make(self, entries: Sequence[Entry]) -> Iterator[tuple[str, tuple[Order, bytes]]]:
        keys = {key for documents in self._documents.values() for key in documents}
        keys.update(
            key for name in self._standings if (entry := self._entries.get(name)) for key in entry.documents.split()
        )
        before = Counter(key for entry in entries for key in entry.documents.split() if key in keys)
        near = {
            name
            for key, members in self._groups(entries, keys).items()
            # What was a crowd and still is ties nobody, and never did.
            if min(before[key], len(members)) <= _CROWD
            for name in members
        }
        keys.update(key for name in near for key in self._keys(name))
        groups = self._groups(entries, keys)
        for name in near | self._standings.keys():
            relatives = self._relatives(name, groups)
            if name in self._standings:
                yield name, (self._order(name), self._new_line(name, relatives))
            elif relatives != self._notice(name).related:
                yield name, (self._order(name), self._old_line(name, relatives))

    def _groups(self, entries: Sequence[Entry], keys: Collection[str]) -> dict[str, list[str]]:
        """Return the notices that share each of `keys`; keys of a crowd tell nothing, and are left out."""
        groups: dict[str, list[str]] = {}
        for name, documents in self._documents.items():
            for key in documents:
                groups.setdefault(key, []).append(name)
        for entry in entries:
            if entry.documents and entry.id not in self._standings:
                for key in entry.documents.split():
                    if key in keys:
                        groups.setdefault(key, []).append(entry.id)
        return groups

    def _relatives(self, name: str, groups: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
        notice = self._notice(name)
        members = (groups.get(key, ()) for key in self._keys(name))
        candidates = {other for group in members if len(group) <= _CROWD for other in group} - {name}
        found = [other for other in candidates if related(notice, self._notice(other))]
        return tuple(sorted(found, key=self._order))

    def _keys(self, name: str) -> Sequence[str]:
        known = self._documents.get(name)
        return known if known is not None else self._entries[name].documents.split()

    def _notice(self, name: str) -> Notice:
        notice = self._notices.get(name)
        if notice is None and self._fold is not None:
            notice = self._notices[name] = self._fold.notice(self._fold.line(self._entries[name]))
        assert notice is not None  # noqa: S101 - names come from the entries or from the standings
        return notice

    def _order(self, name: str) -> Order:
        standing = self._standings.get(name)
        if standing is None:
            return self._entries[name].order
        return -int(f"{standing.record.date:%Y%m%d}"), -standing.look, standing.place

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
        assert self._fold is not None  # noqa: S101 - an old line is a line of the fold
        form = self._fold.form(self._fold.line(self._entries[name]))
        return json.dumps({**form, "related": relatives}, ensure_ascii=False).encode()


def _merged(fold: Fold | None, entries: Sequence[Entry], family: _Family) -> Iterator[bytes | memoryview]:
    """Yield the lines of the next fold in order, copying those of the last one in long runs."""
    made = sorted(family.made.values())
    events: list[tuple[int, int, bytes]] = [
        (bisect_left(entries, order, key=lambda entry: entry.order), number, line)
        for number, (order, line) in enumerate(made)
    ]
    events += [(at, len(made), b"") for at, entry in enumerate(entries) if entry.id in family.made]
    content = memoryview(fold.data) if fold is not None else memoryview(b"")
    separator, copied = b"\n", 0
    for at, _, line in sorted(events):
        if at > copied:
            yield separator
            yield content[entries[copied].start : _text_end(entries, at - 1)]
            separator = b",\n"
        if line:
            yield separator
            yield line
            separator = b",\n"
        copied = at if line else at + 1
    if copied < len(entries):
        yield separator
        yield content[entries[copied].start : _text_end(entries, len(entries) - 1)]


def _text_end(entries: Sequence[Entry], at: int) -> int:
    """Return where the JSON of a line ends: before the line end, and before the comma that all but the last have."""
    return entries[at].end - (1 if at == len(entries) - 1 else 2)
