"""Make the next fold from the last one and the changes since: touched lines are made anew, the rest is copied."""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from cdetrack.changes.keys import keys_of
from cdetrack.meaning.documents import FirstSeen, group_documents
from cdetrack.meaning.relation_keys import document_keys
from cdetrack.meaning.relations import relations_between
from cdetrack.meaning.rules import Rules
from cdetrack.model.jsonform import detail_json, notice_json, timestamp
from cdetrack.model.notice import Notice, Relation, twins_in
from cdetrack.model.record import Change, Position, Standing
from cdetrack.store import history_files, sealed
from cdetrack.store.fold import SCHEMA, Fold, Order, order_of, sources_after
from cdetrack.store.index import Index, Loss, index_of
from cdetrack.store.next_fold import NextFold

_CROWD = 40
"""A key that more notices share, such as the title `Notice of recall`, relates no two of them."""


def refold(
    fold: Fold | None,
    changes: Iterable[Change],
    through: Position,
    rules: Rules,
    *,
    anew: Collection[str] = (),
    place: int = 0,
) -> NextFold:
    """Return the fold that `changes`, which end at `through`, make from `fold`; None is an empty fold.

    The notices with the ids in `anew` are derived again without a change. `place` is that of the first change in its
    look.
    """
    changes = list(changes)
    index = index_of(fold)
    touched = {change.id for change in changes} | set(anew)
    sources = sources_after(fold.sources if fold is not None else {}, changes)
    header = header_of(through, rules.fingerprint if fold is None else fold.derived, sources)
    standings = index.standings_after(changes, touched, place=place)
    gone = {name for name in touched if name not in standings and name in index}
    return next_of(fold, index, header, standings, gone, rules)


def header_of(through: Position, derived: str, sources: Mapping[str, int]) -> dict[str, object]:
    """Return the first line of a fold of a history that ends at `through`."""
    return {
        # An older cdetrack must not take the last lines of a long history for all of it.
        "schema": SCHEMA if through.bytes > history_files.LIMIT else 1,
        "through": {"changes": through.changes, "bytes": through.bytes, "hash": through.hash},
        "derived": derived,
        "sources": sources,
    }


def next_of(
    fold: Fold | None,
    index: Index,
    header: Mapping[str, object],
    standings: Mapping[str, Standing],
    gone: AbstractSet[str],
    rules: Rules,
) -> NextFold:
    """Return the fold in which these notices stand as given, and the notices `gone` are no more."""
    return NextFold(fold, index, header, list(_Family(index, standings, gone, rules).made()), gone)


def refold_in_batches(
    fold: Fold | None,
    batches: Iterable[tuple[Sequence[Change], int]],
    through: Position,
    rules: Rules,
    path: Path,
    *,
    anew: Collection[str] = (),
    listed: Sequence[sealed.SealedPart] = (),
    each: Callable[[NextFold], None] = lambda _: None,
) -> NextFold | None:
    """Return the fold that `refold` makes of each batch in turn, None without a batch; `each` is called with each step.

    The parts of a large step lie beside `path`. Those that are `listed` stay, those of the step before are removed.
    """
    made = None
    for changes, place in batches:
        if made is not None:
            fold = made.step(path)
            # Old notices in each batch touch every part: all that were written would fill the disk.
            sealed.keep_only(path, (*listed, *fold.parts))
            # It holds the fold before, which may have 32 MB, while the next one is made.
            made = None
        made = refold(fold, changes, through, rules, anew=anew, place=place)
        each(made)
    return made


def fold_before(
    fold: Fold,
    standings: Mapping[str, Standing],
    later: AbstractSet[str],
    *,
    sources: Mapping[str, int],
    through: Position,
    rules: Rules,
) -> Fold:
    """Return the fold of an earlier time, at the position `through`, in memory, made backwards from a later one.

    `standings` are the notices that stood otherwise then, `later` those that were added since. Of these only the
    relations are dropped: every notice that stands unchanged keeps its line, which is what makes it fast.
    """
    index = index_of(fold)
    later = {name for name in later if name in index}
    same = {name: each for name, each in standings.items() if name in index and _shows_the_same(index, each)}
    family = _Family(
        index,
        {name: each for name, each in standings.items() if name not in same},
        frozenset(),
        rules,
        later=later,
        withdrawn={name: each.withdrawn for name, each in same.items()},
    )
    header = header_of(through, fold.derived, sources) | {"schema": 1}
    return NextFold(fold, index, header, list(family.made()), later).in_memory(fold.path)


def _shows_the_same(index: Index, standing: Standing) -> bool:
    """Return True if a notice of the index stands as `standing`, but for the time of its withdrawal."""
    return replace(index.standing(standing.id), withdrawn=standing.withdrawn) == standing


class _Family:
    """The notices with new lines: the touched ones, and those that change their relations or document.

    `standings` are touched, `gone` are touched and vanish. `later` vanish as if they had never been: their relations
    are dropped. `withdrawn` has notices with the same record and another time of withdrawal.
    """

    def __init__(
        self,
        index: Index,
        standings: Mapping[str, Standing],
        gone: AbstractSet[str],
        rules: Rules,
        *,
        later: AbstractSet[str] = frozenset(),
        withdrawn: Mapping[str, datetime | None] = MappingProxyType({}),
    ) -> None:
        self._index = index
        self._standings = standings
        self._gone = gone
        self._later = later
        self._withdrawn = withdrawn
        self._loss = Loss()
        self._notices: dict[str, Notice] = {}
        self._documents: dict[str, str] = {}
        """The keys of each, in one string: the strings of each key would take half of the memory."""
        for name, standing in standings.items():
            # One after the other: the keys need what was just read of the title.
            self._notices[name] = notice = rules.notice(standing)
            self._documents[name] = " ".join(document_keys(notice))
        self._relations: dict[str, tuple[Relation, ...]] = {}
        """The recomputed relations; those of every other notice are still as in its line."""

    def made(self) -> Iterator[tuple[str, Order, bytes]]:
        """Yield the id, the sort order and the new line of each."""
        touched = self._standings.keys() | self._gone
        keys = set[str]()
        self._index.locate(touched)
        if self._index:
            keys.update(key for documents in self._documents.values() for key in documents.split())
            keys.update(key for name in touched for key in self._index.documents(name))
        if self._later:
            self._loss = self._index.without(self._later, crowd=_CROWD, touched=len(self._standings))
        keys.update(self._loss.thinned)
        # A crowded key relates no notices; its long list need not be made.
        keys -= self._loss.crowded
        before = self._index.by_document(keys)
        groups = self._now(before)
        anew = self._anew(before, groups)
        if more := {key for name in anew for key in self._keys(name)} - keys - self._loss.crowded:
            groups = self._now(before | self._index.by_document(more))
        related = self._related(anew, groups)
        self._relations = {
            name: tuple(each for each in self._notice(name).relations if each.id not in self._later)
            for name in self._loss.losing
        }
        self._relations |= related
        anew |= related.keys() | self._withdrawn.keys() | set(self._loss.losing)
        leaders = self._leaders(touched)
        for name in anew | leaders.keys():
            relations = self._relations_of(name)
            leader = leaders.get(name) or self._notice(name).document
            if name in self._standings:
                yield name, self._order(name), self._new_line(name, relations, leader)
                # With 100,000 notices, lines and notices together would take 100 MB more.
                del self._notices[name], self._documents[name]
            elif (
                relations != self._notice(name).relations
                or leader != self._notice(name).document
                or name in self._withdrawn
            ):
                yield name, self._order(name), self._old_line(name, relations, leader)

    def _anew(self, before: Mapping[str, Sequence[str]], groups: Mapping[str, Sequence[str]]) -> set[str]:
        """Return the notices whose relations are all made anew: the touched ones, and those of a key that gets crowded.

        So are those of a key that was crowded, and is not any more.
        """
        anew = set(self._standings)
        for key, members in groups.items() if self._index else ():
            if (len(before.get(key, ())) > _CROWD) != (len(members) > _CROWD):
                anew.update(members)
        return anew

    def _now(self, before: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
        """Return key -> the notices that share it now, from those that shared it `before` these changes."""
        groups: dict[str, list[str]] = {}
        for name, documents in self._documents.items():
            for key in documents.split():
                if key not in self._loss.crowded:
                    groups.setdefault(key, []).append(name)
        for key, names in before.items():
            kept = (
                name
                for name in names
                if name not in self._standings and name not in self._gone and name not in self._later
            )
            groups.setdefault(key, []).extend(kept)
        return groups

    def _related(self, names: Collection[str], groups: Mapping[str, Sequence[str]]) -> dict[str, tuple[Relation, ...]]:
        """Return the relations of each of these notices, newest first, and of others that gain or lose one by them."""
        orders = {name: self._order(name) for name in names}
        found: dict[str, list[tuple[Order, Relation]]] = {name: [] for name in names}
        # In the order of their days: notices that are compared were mostly published near to each other, and the
        # parsed titles of as many as fit are kept.
        for name in sorted(names, key=orders.__getitem__):
            notice, order = self._notice(name), orders[name]
            members = (groups.get(key, ()) for key in self._keys(name))
            for other in {each for group in members if len(group) <= _CROWD for each in group} - {name}:
                its = orders.get(other)
                if its is not None and (its, other) < (order, name):
                    continue  # both directions were found from there
                there, back = relations_between(notice, self._notice(other))
                if there is not None:
                    found[name].append((its or self._order(other), Relation(other, there)))
                if back is not None:
                    found.setdefault(other, []).append((order, Relation(name, back)))
        self._keep_others(found, names)
        return {name: tuple(each for _, each in sorted(those)) for name, those in found.items()}

    def _keep_others(self, found: dict[str, list[tuple[Order, Relation]]], names: Collection[str]) -> None:
        """Add to the relations found for notices beside `names` those with others, which stay as they are.

        Of two related notices each names the other: those of `names` name all that may lose a relation.
        """
        known = (self._index.notice(name) for name in (*names, *self._gone) if name in self._index)
        compared = {*names, *self._gone, *self._later}
        for other in {*found, *(each.id for notice in known for each in notice.relations)} - compared:
            kept = [each for each in self._notice(other).relations if each.id not in compared]
            self._index.locate({each.id for each in kept})
            found.setdefault(other, []).extend((self._order(each.id), each) for each in kept)

    def _relations_of(self, name: str) -> tuple[Relation, ...]:
        known = self._relations.get(name)
        return known if known is not None else self._notice(name).relations

    def _leaders(self, touched: Collection[str]) -> dict[str, str]:
        """Return the leading notice of each document that a touched notice belongs, or belonged, to."""
        leaders: dict[str, str] = {}
        # The notices of documents that gained or lost a notice.
        waiting = {name for name in touched if name not in self._gone}
        waiting |= {
            name for name in self._relations if set(twins_in(self._relations[name])) != self._twins_before(name)
        }
        while waiting:
            component, rim = set[str](), {waiting.pop()}
            while rim:
                component |= rim
                rim = {twin for name in rim for twin in twins_in(self._relations_of(name))} - component
            members = ((self._notice(name), self._seen(name)) for name in component)
            twins = {name: twins_in(self._relations_of(name)) for name in component}
            leaders |= group_documents(members, lambda one, other, twins=twins: other in twins[one])  # type: ignore[misc]
            waiting -= component
        return leaders

    def _twins_before(self, name: str) -> frozenset[str]:
        return frozenset(self._index.notice(name).twins) if name in self._index else frozenset()

    def _seen(self, name: str) -> FirstSeen:
        standing = self._standings.get(name)
        entry = self._index[name] if standing is None else None
        look, place = (standing.look, standing.place) if standing is not None else (entry.look, entry.place)  # type: ignore[union-attr]
        return look, place, name

    def _keys(self, name: str) -> Sequence[str]:
        known = self._documents.get(name)
        return known.split() if known is not None else self._index.documents(name)

    def _notice(self, name: str) -> Notice:
        if name not in self._notices:
            self._notices[name] = self._index.notice(name)
        return self._notices[name]

    def _order(self, name: str) -> Order:
        standing = self._standings.get(name)
        if standing is None:
            return self._index[name].order
        return order_of(standing.record.date.isoformat(), standing.look, standing.place)

    def _new_line(self, name: str, relations: tuple[Relation, ...], leader: str) -> bytes:
        standing = self._standings[name]
        notice = self._notices[name]._replace(relations=relations, document=leader)
        form = notice_json(notice) | detail_json(notice)
        index = [
            standing.look,
            standing.place,
            " ".join(keys_of(standing.record)),
            self._documents[name],
        ]
        # The fold is made of the history alone: people's decisions have files of their own.
        del form["state"]
        line = {"id": form.pop("id"), "date": form.pop("date"), "index": index, **form}
        if standing.record.guid is not None:
            line["guid"] = standing.record.guid
        if standing.record.stated:
            line["stated"] = standing.record.stated
        if standing.record.shown:
            line["shown"] = standing.record.shown
        return json.dumps(line, ensure_ascii=False).encode()

    def _old_line(self, name: str, relations: tuple[Relation, ...], leader: str) -> bytes:
        changed = notice_json(self._notice(name)._replace(relations=relations, document=leader))
        fields = {key: changed[key] for key in ("document", "relations", "related")}
        if name in self._withdrawn:
            moment = self._withdrawn[name]
            fields["withdrawn"] = timestamp(moment) if moment is not None else None
        return json.dumps({**self._index.form(name), **fields}, ensure_ascii=False).encode()
