"""Compare a look with what is known, and replay what was found; pure functions of values."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Protocol

from cdetrack.evidence import Change, ChangeKind, Look, Record
from cdetrack.identity import keys_of, new_id, same_address, title_key

INGEST = "ingest"
"""The source of a text or file of unknown origin."""

_WORDED = ("title", "date", "summary", "url")
"""What each source may word in its own way."""
FIELDS = (*_WORDED, "article", "sources", "document_date", "body", "attachments")
QUIET = frozenset({"sources", "shown"})
"""Fields whose change is recorded and never alerted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A notice as the history leaves it: its record, and when it was first and last seen to be there."""

    id: str
    record: Record
    first_seen: datetime
    look: int
    place: int
    withdrawn: datetime | None = None


class Known(Protocol):
    """What `compare` asks of the present: a dictionary in tests, the fold on disk otherwise."""

    def find(self, key: str) -> Collection[str]:
        """Return the ids of the notices with this key, newest first."""

    def get(self, notice_id: str) -> Standing | None:
        """Return the notice with this id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The changes that a look found, and the ids of all notices that it showed."""

    changes: tuple[Change, ...]
    seen: frozenset[str]


def compare(
    known: Known,
    look: Look,
    *,
    number: int,
    baseline: bool = False,
    keys: Sequence[tuple[str, ...]] | None = None,
    is_as_known: Callable[[str, Record], bool] = lambda *_: False,
) -> Comparison:
    """Return what `look` found different of what is `known`; `number` is the look's own.

    `keys` are those of its records, from whoever has them already; `is_as_known` may say of a notice that it stands
    just as an entry shows it, and saves reading it. Absence is not judged here: see `absences` and `withdrawals`.
    """
    keys = keys if keys is not None else list(map(keys_of, look.records))
    matcher = _Matcher(known, look, keys)
    changes: list[Change] = []
    seen: set[str] = set()
    for position, record in enumerate(look.records):
        if matcher.repeats(record, keys[position]):
            continue
        same = matcher.only(record, keys[position])
        if same is not None and is_as_known(same, record):
            matcher.claim(same)
            seen.add(same)
            continue
        standing = matcher.match(record, keys[position], look.ids.get(position))
        if standing is None:
            notice_id = matcher.admit(record, keys[position], look.ids.get(position))
            if notice_id is not None:
                seen.add(notice_id)
                changes.append(_change(look, number, notice_id, None, record, "added", baseline=baseline))
            continue
        if standing.id in seen:
            continue
        seen.add(standing.id)
        if standing.withdrawn is None and _says_nothing_new(standing.record, record):
            continue
        after = _merged(standing.record, record, detail=look.detail)
        if standing.withdrawn is not None and not look.detail:
            back = replace(after, sources=record.sources)
            changes.append(_change(look, number, standing.id, None, back, "restored", baseline=baseline))
        elif after != standing.record:
            changes.append(_change(look, number, standing.id, standing.record, after, "changed", baseline=baseline))
    return Comparison(changes=tuple(changes), seen=frozenset(seen))


class _Matcher:
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


def _says_nothing_new(known: Record, shown: Record) -> bool:
    """Say whether a look shows what is known, word for word: nearly every entry of a long listing does."""
    return (
        shown.title == known.title
        and shown.date == known.date
        and shown.summary in {None, known.summary}
        and shown.url in {None, known.url}
        and shown.article in {None, known.article}
        and shown.document_date in {None, known.document_date}
        and shown.body in {None, known.body}
        and (not shown.attachments or shown.attachments == known.attachments)
        and not known.shown
        and all(source in known.sources for source in shown.sources)
    )


def _merged(known: Record, shown: Record, *, detail: bool) -> Record:
    """Return `known` with what one look showed; what a look leaves out is not evidence that it is gone.

    A value counts as changed only when the *same source* showed another one before: two sections that word
    one article differently would otherwise change it back and forth at each look.
    """
    worded = {name: _worded(name, known, shown, detail=detail) for name in _WORDED}
    added = () if detail else tuple(source for source in shown.sources if source not in known.sources)
    merged = Record(
        **worded,
        article=known.article or shown.article,
        sources=(*known.sources, *added),
        document_date=shown.document_date or known.document_date,
        body=shown.body or known.body,
        attachments=shown.attachments or known.attachments,
        shown=known.shown,
    )
    return merged if detail else replace(merged, shown=_wordings(known, shown, merged))


def _worded(name: str, known: Record, shown: Record, *, detail: bool) -> Any:  # noqa: ANN401 - text or a day
    new, main = getattr(shown, name), getattr(known, name)
    if main is None or new is None or detail:
        return new if main is None else main
    last = [_last_shown(known, source, name) for source in shown.sources if source in known.sources]
    return main if any(_same(name, new, value) for value in last or [main]) else new


def _wordings(known: Record, shown: Record, merged: Record) -> dict[str, dict[str, str]]:
    """Return, for each source, what it shows differently from `merged`."""
    wordings: dict[str, dict[str, str]] = {}
    for source in merged.sources:
        differing = {}
        for name in _WORDED:
            value = getattr(shown, name) if source in shown.sources else None
            if value is None:
                value = _last_shown(known, source, name) if source in known.sources else None
            if value is not None and not _same(name, value, getattr(merged, name)):
                differing[name] = value.isoformat() if isinstance(value, date) else str(value)
        if differing:
            wordings[source] = differing
    return wordings


def _last_shown(known: Record, source: str, name: str) -> object:
    text = known.shown.get(source, {}).get(name)
    if text is None:
        return getattr(known, name)
    return date.fromisoformat(text) if name == "date" else text


def _same(name: str, one: object, other: object) -> bool:
    if name == "url" and isinstance(one, str) and isinstance(other, str):
        return same_address(one, other)
    return one == other


def absences(
    shown_before: Iterable[str], seen: Collection[str], missed: Mapping[str, int]
) -> tuple[dict[str, int], tuple[str, ...]]:
    """Return the misses after a full look, and the ids that were now missed twice in a row."""
    gone = [notice_id for notice_id in shown_before if notice_id not in seen]
    again = tuple(notice_id for notice_id in gone if missed.get(notice_id, 0) >= 1)
    return {notice_id: missed.get(notice_id, 0) + 1 for notice_id in gone}, again


def too_many(withdrawn: int, of: int) -> bool:
    """Say whether so many withdrawals are rather a fault of the page: five or more, and over a tenth."""
    return withdrawn >= 5 and withdrawn * 10 > of  # noqa: PLR2004 - the contract's numbers


def withdrawals(standings: Iterable[Standing], *, source: str, at: datetime, number: int) -> tuple[Change, ...]:
    """Return the changes for notices that `source` no longer shows; withdrawn when no other source does."""
    look = Look(source=source, at=at, records=())
    changes = []
    for standing in standings:
        left = tuple(name for name in standing.record.sources if name != source)
        if any(name != INGEST for name in left):
            wordings = {name: words for name, words in standing.record.shown.items() if name != source}
            after = replace(standing.record, sources=left, shown=wordings)
            kind: ChangeKind = "changed"
        else:
            after, kind = None, "withdrawn"
        changes.append(_change(look, number, standing.id, standing.record, after, kind, baseline=False))
    return tuple(changes)


def _change(
    look: Look,
    number: int,
    notice_id: str,
    before: Record | None,
    after: Record | None,
    kind: ChangeKind,
    *,
    baseline: bool,
) -> Change:
    source = look.source
    if source == INGEST and after is not None and after.sources and INGEST not in after.sources:
        source = after.sources[-1]
    return Change(
        at=look.at,
        id=notice_id,
        source=source,
        look=number,
        before=before,
        after=after,
        kind=kind,
        fields=differing(before, after),
        baseline=baseline,
        detail=look.detail,
    )


class Memory:
    """A present that is kept in memory: what the changes of some looks make."""

    def __init__(self) -> None:
        self.standings: dict[str, Standing] = {}
        self._index: dict[str, list[str]] = {}

    def apply(self, changes: Iterable[Change]) -> None:
        """Go on to how things stand after `changes`."""
        changed = list(changes)
        replay(changed, self.standings)
        for change in changed:
            for key in keys_of(self.standings[change.id].record):
                if change.id not in (ids := self._index.setdefault(key, [])):
                    ids.append(change.id)

    def find(self, key: str) -> Collection[str]:
        """Return the ids of the notices with this key."""
        return self._index.get(key, ())

    def get(self, notice_id: str) -> Standing | None:
        """Return the notice with this id."""
        return self.standings.get(notice_id)


def between(old: Look, new: Look) -> tuple[Change, ...]:
    """Return what is different between two listings; what the new one does not show counts as withdrawn."""
    known = Memory()
    known.apply(compare(known, old, number=1).changes)
    comparison = compare(known, new, number=2)
    gone = [standing for name, standing in known.standings.items() if name not in comparison.seen]
    return comparison.changes + withdrawals(gone, source=new.source, at=new.at, number=2)


def differing(before: Record | None, after: Record | None) -> tuple[str, ...]:
    """Return the fields in which two records differ; for one alone, those that it has."""
    names = (*FIELDS, "shown")
    if before is None or after is None:
        only = after or before
        return tuple(name for name in FIELDS if only is not None and getattr(only, name))
    return tuple(name for name in names if getattr(before, name) != getattr(after, name))


def is_quiet(change: Change) -> bool:
    """Say whether a change is recorded and never alerted: a source or an empty field gained."""
    if change.kind != "changed" or change.before is None or change.after is None:
        return False
    return all(name in QUIET or not getattr(change.before, name) for name in change.fields)


def replay(changes: Iterable[Change], known: dict[str, Standing] | None = None) -> dict[str, Standing]:
    """Return how things stand after `changes`, oldest first; `known` is changed and returned when given.

    Raises ValueError for a change that does not follow from the ones before it.
    """
    known = {} if known is None else known
    look = place = 0
    for change in changes:
        place = place + 1 if change.look == look else 0
        look = change.look
        known[change.id] = _applied(known.get(change.id), change, place)
    return known


def _applied(standing: Standing | None, change: Change, place: int) -> Standing:
    if change.kind == "added":
        if standing is not None or change.after is None:
            raise ValueError(f"`{change.id}` is added though it is known")
        return Standing(id=change.id, record=change.after, first_seen=change.at, look=change.look, place=place)
    if standing is None:
        raise ValueError(f"`{change.id}` is {change.kind} though it was never added")
    if change.kind == "restored":
        if standing.withdrawn is None or change.after is None:
            raise ValueError(f"`{change.id}` is restored though it was not withdrawn")
        return replace(standing, record=change.after, withdrawn=None)
    if change.before != standing.record:
        raise ValueError(f"`{change.id}` is {change.kind} from something that it was not")
    if change.after is None:
        return replace(standing, withdrawn=change.at)
    return replace(standing, record=change.after)
