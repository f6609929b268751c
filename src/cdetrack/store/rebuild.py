"""Make a sound history from the readable lines of a damaged one: each change follows from those before it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from cdetrack.changes.change import differing
from cdetrack.changes.replay import replay
from cdetrack.model.frozen import frozen
from cdetrack.model.record import GENESIS, Change, Record, Standing
from cdetrack.store import damaged_history
from cdetrack.store.damaged_fold import DamagedFold, LookMaker
from cdetrack.store.damaged_history import RecoveredLook
from cdetrack.store.history_line import encode
from cdetrack.store.merged_history import MergedLine, merged_lines


@frozen
class Rebuilt:
    """A history made anew."""

    content: bytes
    kept: int
    """The number of changes that come from the old history."""
    lost: int
    """The number of unreadable lines in the old history."""
    altered: int
    """The number of lines that were altered, or are gone: the new chain proves nothing of them."""
    markers: int
    """The number of git's conflict markers in the old history."""
    rescued: int
    """The number of notices that were restored, in part or whole, from the fold alone."""
    merged: tuple[MergedLine, ...] = ()
    """The lines of the old history if several machines had written it."""


def rebuilt(history: bytes, fold: bytes, path: Path) -> Rebuilt:
    """Return a history of the changes in the file at `path` and of the notices that only the fold still has.

    Raises NewerCacheError for a line that a newer cdetrack wrote.
    """
    damaged, kept = damaged_history.read(history, path), DamagedFold(fold)
    looks = damaged_history.looks_in(damaged)
    maker = LookMaker(change.source for look in looks for change in look.changes if not change.detail)
    missing, rescued = _missing(looks, kept)
    looks = sorted([*looks, *maker.added(missing)], key=lambda look: look.order)
    known: dict[str, Standing] = {}
    following = list(_following(looks, known))
    if looks and not damaged.is_merged and kept.changes >= len(damaged.lines) + damaged.lost:
        # One machine wrote the history, and the fold includes its last line: the fold has the latest state.
        last = list(maker.brought_up(known, kept, looks[-1].time))
        rescued += sum(len({change.id for change in look.changes}) for look in last)
        following += _following(last, known)
    return Rebuilt(
        content=b"".join(_chained(following)),
        kept=sum(len(look.changes) for look in following if look.lines),
        lost=damaged.lost,
        altered=damaged.altered,
        markers=damaged.markers,
        rescued=rescued,
        merged=tuple(merged_lines(looks, following)) if damaged.is_merged else (),
    )


def _missing(looks: Sequence[RecoveredLook], kept: DamagedFold) -> tuple[list[Standing], int]:
    """Return the notices with an unreadable addition, as they stood at first, and how many of them the fold has."""
    first: dict[str, tuple[RecoveredLook, Change]] = {}
    for look in looks:
        for change in look.changes:
            first.setdefault(change.id, (look, change))
    whole = {name for name, (_, change) in first.items() if change.kind == "added"}
    there = kept.standings(but=whole)
    missing = [each for name, each in there.items() if name not in first]
    for name, (look, change) in first.items():
        record = change.before or change.after
        if name in whole or record is None:
            continue
        seen = there[name].first_seen if name in there else look.time
        missing.append(Standing(id=name, record=record, first_seen=min(seen, look.time), look=0, place=len(missing)))
    return missing, sum(each.id in there for each in missing)


def _following(looks: Iterable[RecoveredLook], known: dict[str, Standing]) -> Iterator[RecoveredLook]:
    """Yield the looks, each change rebased onto the `known` notices and applied to them; empty changes are left out."""
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
    """Return `change` as a change of `standing`, None when it changes nothing."""
    before = standing.record if standing is not None else None
    if standing is None or before is None:
        new = change if change.kind == "added" else None
    elif change.kind == "undone":
        new = replace(change, before=None if standing.withdrawn is not None else before)
    elif change.after is None:
        new = None if standing.withdrawn is not None else replace(change, kind="withdrawn", before=before)
    elif standing.withdrawn is not None and not change.detail:
        after = _onto(before, change.before, change.after)
        if change.kind == "restored":
            # Only the sources that show it again are its sources, and have words for it.
            there = change.after.sources
            shown = {name: words for name, words in after.shown.items() if name in there}
            after = after._replace(sources=there, shown=shown)
        new = replace(change, kind="restored", before=None, after=after)
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

    The change decides the fields of a listing. Collected fields, such as the sources and the fields of a notice's own
    page, are lost only if the change itself removed them.
    """
    if before == known:
        return after
    lost = {name for name in before.sources if name not in after.sources} if before is not None else set()
    sources = [*known.sources, *(name for name in after.sources if name not in known.sources)]
    own = {
        name: getattr(known, name)
        for name in ("document_date", "body", "attachments", "stated")
        if not getattr(after, name) and not (before is not None and getattr(before, name))
    }
    return after._replace(
        **own,
        article=after.article or known.article,
        sources=tuple(name for name in sources if name not in lost),
        shown=after.shown or {name: words for name, words in known.shown.items() if name not in lost},
    )


def _chained(looks: Iterable[RecoveredLook]) -> Iterator[bytes]:
    """Yield the lines of the looks, numbered and chained anew; lines that fit already are copied."""
    previous = GENESIS
    numbers: dict[int | None, int] = {}
    touched: dict[str, int] = {}
    for number, look in enumerate(looks, 1):
        numbers[look.place] = number
        changes = [_numbered(change, number, numbers.get(look.undoes), touched) for change in look.changes]
        touched |= {change.id: number for change in look.changes if change.kind != "undone"}
        if _fits(look, changes, previous):
            previous = look.lines[-1].hash
            yield b"".join(line.raw for line in look.lines)
            continue
        lines, previous = encode(changes, previous=previous, pages=look.pages)
        yield lines


def _numbered(change: Change, number: int, undoes: int | None, touched: Mapping[str, int]) -> Change:
    """Return a change with the number of its look, and with that of the look that it takes back.

    If that look is unreadable, it takes back the one that `touched` the notice last.
    """
    if change.undoes is None:
        return change if change.look == number else replace(change, look=number)
    undoes = undoes or touched.get(change.id)
    stays = (change.look, change.undoes) == (number, undoes)
    return change if stays else replace(change, look=number, undoes=undoes)


def _fits(look: RecoveredLook, changes: Sequence[Change], previous: str) -> bool:
    """Return True if the lines of a look can stay: they have these changes, and `previous` is the hash before them."""
    for change, line in zip(changes, look.lines, strict=bool(look.lines)):
        last = change is changes[-1]
        if line.decoded.change is not change or not line.decoded.as_written:
            return False
        if line.decoded.prev != previous or line.decoded.last != last:
            return False
        previous = line.hash
    return bool(look.lines)
