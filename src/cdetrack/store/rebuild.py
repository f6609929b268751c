"""Make a sound history of the lines that can still be read: each change follows from those before it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from cdetrack.changes.fields import differing
from cdetrack.changes.replay import replay
from cdetrack.model.record import GENESIS, Change, Record, Standing
from cdetrack.store import joined, remains
from cdetrack.store.history import encode
from cdetrack.store.joined import Found
from cdetrack.store.remains import Maker, Remains


@dataclass(frozen=True, slots=True, kw_only=True)
class Rebuilt:
    """A history made anew."""

    content: bytes
    kept: int
    """How many changes are in it that the old one had."""
    lost: int
    """How many lines of the old one cannot be read."""
    markers: int
    """How many lines were marks that git leaves in a conflict."""
    rescued: int
    """How many notices are in it, or stand as they do, because the fold alone still told of them."""


def rebuilt(history: bytes, fold: bytes, path: Path) -> Rebuilt:
    """Return a history of the changes in the file at `path` and of the notices that only the fold still has.

    Raises NewerCacheError when a line is of a newer cdetrack.
    """
    pile, kept = joined.read(history, path), remains.read(fold)
    looks = joined.looks_in(pile)
    maker = Maker(change.source for look in looks for change in look.changes if not change.detail)
    unsaid = _unsaid(looks, kept)
    looks = sorted([*looks, *maker.added(unsaid)], key=lambda look: look.order)
    known: dict[str, Standing] = {}
    following = list(_following(looks, known))
    rescued = sum(each.id in kept.standings for each in unsaid)
    if looks and not pile.is_joined and kept.changes >= len(pile.lines) + pile.lost:
        # Of one machine, and the fold was made of its last line or a later one, now lost: it says how things stand.
        last = list(maker.brought_up(known, kept, looks[-1].time))
        rescued += sum(len({change.id for change in look.changes}) for look in last)
        following += _following(last, known)
    return Rebuilt(
        content=b"".join(_chained(following)),
        kept=sum(len(look.changes) for look in following if look.lines),
        lost=pile.lost,
        markers=pile.markers,
        rescued=rescued,
    )


def _unsaid(looks: Sequence[Found], kept: Remains) -> list[Standing]:
    """Return the notices that no readable line adds before others speak of them, as they stood at first."""
    first: dict[str, tuple[Found, Change]] = {}
    for look in looks:
        for change in look.changes:
            first.setdefault(change.id, (look, change))
    unsaid = [each for name, each in kept.standings.items() if name not in first]
    for name, (look, change) in first.items():
        record = change.before or change.after
        if change.kind == "added" or record is None:
            continue
        seen = kept.standings[name].first_seen if name in kept.standings else look.time
        unsaid.append(Standing(id=name, record=record, first_seen=min(seen, look.time), look=0, place=len(unsaid)))
    return unsaid


def _following(looks: Iterable[Found], known: dict[str, Standing]) -> Iterator[Found]:
    """Yield the looks with the changes that say something new, each as it follows; `known` goes along."""
    for look in looks:
        changes, places = [], []
        for place, change in enumerate(look.changes):
            rebased = _rebased(change, known.get(change.id))
            if rebased is None:
                continue
            replay([rebased], known)
            changes.append(rebased)
            places.append(place)
        if changes:
            yield replace(look, changes=changes, lines=[look.lines[place] for place in places] if look.lines else [])


def _rebased(change: Change, standing: Standing | None) -> Change | None:
    """Return `change` as a change of a notice that stands so; None when it says nothing new."""
    before = standing.record if standing is not None else None
    if standing is None or before is None:
        new = change if change.kind == "added" else None
    elif change.kind == "undone":
        new = replace(change, before=None if standing.withdrawn is not None else before)
    elif change.after is None:
        new = None if standing.withdrawn is not None else replace(change, kind="withdrawn", before=before)
    elif standing.withdrawn is not None and not change.detail:
        after = _onto(before, change.before, change.after)
        # A notice that is back is shown by those alone that show it again.
        back = after._replace(sources=change.after.sources) if change.kind == "restored" else after
        new = replace(change, kind="restored", before=None, after=back)
    else:
        after = _onto(before, change.before, change.after)
        new = None if after == before else replace(change, kind="changed", before=before, after=after)
    if new is None:
        return None
    if (new.kind, new.before, new.after) == (change.kind, change.before, change.after):
        return change
    return replace(new, fields=differing(new.before, new.after))


def _onto(known: Record, before: Record | None, after: Record) -> Record:
    """Return the record that the change from `before` to `after` makes of `known`.

    The fields of a listing are as the change has them. Gathered fields, such as sources and those of a notice's own
    page, are only lost where the change itself took them away.
    """
    if before == known:
        return after
    lost = {name for name in before.sources if name not in after.sources} if before is not None else set()
    sources = [*known.sources, *(name for name in after.sources if name not in known.sources)]
    own = {
        name: getattr(known, name)
        for name in ("document_date", "body", "attachments")
        if not getattr(after, name) and not (before is not None and getattr(before, name))
    }
    return after._replace(
        **own,
        article=after.article or known.article,
        sources=tuple(name for name in sources if name not in lost),
        shown=after.shown or {name: words for name, words in known.shown.items() if name not in lost},
    )


def _chained(looks: Iterable[Found]) -> Iterator[bytes]:
    """Yield the lines of the looks, numbered and chained anew; those that can stay as they are do."""
    previous = GENESIS
    for number, look in enumerate(looks, 1):
        if _follows(look, number, previous):
            previous = look.lines[-1].hash
            yield b"".join(line.raw for line in look.lines)
            continue
        lines, previous = encode([replace(change, look=number) for change in look.changes], previous=previous)
        yield lines


def _follows(look: Found, number: int, previous: str) -> bool:
    """Say whether the lines of a look are just those of the look `number` after the line with the hash `previous`."""
    for change, line in zip(look.changes, look.lines, strict=bool(look.lines)):
        last = change is look.changes[-1]
        if line.entry.change is not change or change.look != number or not line.entry.as_written:
            return False
        if line.entry.prev != previous or line.entry.last != last:
            return False
        previous = line.hash
    return bool(look.lines)
