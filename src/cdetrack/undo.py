"""Undo a look: append changes of the kind `undone`, which restore its notices as they stood before."""

from collections.abc import Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from cdetrack.alert import outbox_records
from cdetrack.alert.alert import Alert, Member
from cdetrack.alert.outbox import open_outbox
from cdetrack.changes.change import wording_digest_without_badge
from cdetrack.changes.keys import ids_undone
from cdetrack.changes.replay import replay, undoing
from cdetrack.errors import NotFoundError, UsageError
from cdetrack.meaning.documents import other_notices
from cdetrack.model.frozen import frozen
from cdetrack.model.jsonform import timestamp
from cdetrack.model.record import Change, Standing
from cdetrack.store.fold import sources_after
from cdetrack.store.history import History
from cdetrack.store.learnt import forget_all, forget_learnt
from cdetrack.store.store import WAIT

if TYPE_CHECKING:
    from cdetrack.alert.outbox import Outbox
    from cdetrack.store.fold import Fold
    from cdetrack.store.state import SourceState
    from cdetrack.store.store import Store
    from cdetrack.store.writer import Writer


@frozen
class Undone:
    """The result of undoing a look."""

    look: int
    source: str
    at: datetime
    """The time of the look, in UTC."""
    changes: tuple[Change, ...]
    """The changes of the kind `undone` that were recorded."""
    dropped: int = 0
    """The number of waiting alerts that were dropped, because they contained only notices of this look."""
    reduced: int = 0
    """The number of waiting alerts that go out without what this look found, because they contained more than that."""
    heard: tuple[str, ...] = ()
    """The channels that got an alert of this look before, as they may be shown."""
    unknown: bool = False
    """It is not known what the look has learnt of how its source is read: that stays."""

    @property
    def gone(self) -> frozenset[str]:
        """The ids of the notices that the look had added."""
        return frozenset(change.id for change in self.changes if change.after is None)


def undo(store: "Store", look: int | None, *, now: datetime) -> Undone:
    """Undo look number `look`, by default the last one with changes, and drop its waiting alerts.

    Raises NotFoundError if there is no such look, UsageError if a later look has changed its notices, and CacheError.
    """
    if store.fold() is None:
        raise NotFoundError("there is no look to take back", hint="nothing was ever recorded")
    # A check holds its lock before the cache's own: never the other way round.
    with open_outbox(store.folder, wait=WAIT, tell=store.tell) as outbox, store.writing() as writer:
        history, _ = store.past(writer.fold)
        return _undo(writer, outbox, history, look, now=now)


def _undo(writer: "Writer", outbox: "Outbox", history: History, look: int | None, *, now: datetime) -> Undone:
    looks = [history.changes([each]) for each in history.looks()]
    taken = _chosen(looks, look)
    number = taken[0].look
    ids = {change.id for change in taken}
    past = [change for changes in looks for change in changes if change.id in ids]
    _refuse_if_touched(past, number, _undone(looks))
    earlier, present = _standings(past, before=number), _standings(past)
    changes = undoing(taken, earlier, present, at=now, number=writer.looks + 1)
    done = Undone(look=number, source=taken[0].source, at=taken[0].at, changes=changes)
    # The outbox before the history: after a crash in between, the next check decides again on these notices.
    stands = _standing([*past, *changes])
    waiting = [stored.alert for stored in outbox.state.open_alerts()]
    _untell(outbox, writer.fold, ids, stands, now)
    # So is the state: after a crash behind the history, an unchanged page would be "not modified", and a page that was
    # accepted by mistake would stay the listing.
    state = writer.state()
    source = state.source(done.source)
    _forget_pages(source, taken)
    if done.source not in sources_after(writer.recorded.sources, changes):
        # The undone look was the first one: the next look is the baseline again.
        forget_all(source)
    elif not (taken[0].detail or forget_learnt(source, taken)):
        done = replace(done, unknown=source.place is not None)
    _forget_absence(source, done, looks)
    writer.save(state)
    writer.append(changes)
    _forget_gone(source, done)
    writer.save(state)
    return _without_alerts(outbox, done, waiting, ids, stands, now)


def _undone(looks: Sequence[Sequence[Change]]) -> frozenset[int]:
    """Return the numbers of the undone looks."""
    return frozenset(change.undoes for changes in looks for change in changes if change.undoes is not None)


def _chosen(looks: Sequence[Sequence[Change]], number: int | None) -> Sequence[Change]:
    undone = _undone(looks)
    left = [changes for changes in looks if changes[0].kind != "undone" and changes[0].look not in undone]
    if number is None:
        if not left:
            raise NotFoundError(
                "there is no look to take back", hint="nothing was recorded, or all of it is taken back"
            )
        return left[-1]
    for changes in left:
        if changes[0].look == number:
            return changes
    why = "it was taken back already" if number in undone else "`cdetrack diff --json` names each change's `look`"
    raise NotFoundError(f"there is no look number {number} to take back", hint=why)


def _refuse_if_touched(past: Sequence[Change], number: int, undone: frozenset[int]) -> None:
    """Raise UsageError when a later look that is not undone changed the notices."""
    later = next(
        (each for each in past if each.look > number and each.kind != "undone" and each.look not in undone), None
    )
    if later is not None:
        raise UsageError(
            f"look {number} cannot be taken back: look {later.look} has touched `{later.id}` since",
            hint=f"take that one back first: `cdetrack undo {later.look}`",
        )


def _standings(past: Sequence[Change], *, before: int | None = None) -> Mapping[str, Standing]:
    return replay(change for change in past if before is None or change.look < before)


def _forget_pages(source: "SourceState", taken: Sequence[Change]) -> None:
    """Reset the source's state so that its next look finds the undone changes again, and tells them as before."""
    source.forget()
    if source.place is not None:
        # Its listing is fetched. A look at own pages alone would not be made again.
        source.unread = sorted({*source.unread, *(each.id for each in taken if each.detail)})
    for each in taken:
        if each.kind == "added" and each.after is not None and not each.detail:
            source.undone_ids |= {now: each.id for now in ids_undone(each.after) if now != each.id}
        if each.after is not None and (each.baseline or each.quiet):
            mark = "baseline" if each.baseline else "quiet"
            source.undone[each.id] = f"{mark} {wording_digest_without_badge(each.after)}"
        elif each.kind != "added" and not each.detail:
            source.undone[each.id] = each.kind


def _forget_absence(source: "SourceState", done: Undone, looks: Sequence[Sequence[Change]]) -> None:
    """Forget what the undone look said of the notices that it lacked, and of the time of the last news."""
    # It takes two looks in a row to miss a notice, and the undone one is none.
    source.missed = {}
    source.order = [name for name in source.order if name not in done.gone]
    if source.last_new == timestamp(done.at):
        undone = _undone(looks)
        earlier = [
            change.at
            for changes in looks
            for change in changes
            if change.source == done.source and change.look < done.look and change.look not in undone
            if not change.baseline and _begins(change)
        ]
        source.last_new = timestamp(max(earlier)) if earlier else None


def _begins(change: Change) -> bool:
    """Return True if the source of a change lists a notice that it did not list before."""
    before, after = change.before, change.after
    begins = after is not None and change.source in after.sources
    return begins and change.kind in {"added", "changed"} and (before is None or change.source not in before.sources)


def _forget_gone(source: "SourceState", done: Undone) -> None:
    """Forget the own pages and files of notices that are gone."""
    source.unread = [name for name in source.unread if name not in done.gone]
    source.waiting = {name: each for name, each in source.waiting.items() if name not in done.gone}


def _standing(changes: Sequence[Change]) -> Mapping[str, Sequence[Change]]:
    """Return id -> the changes that are not undone, for each notice with such changes."""
    undone = _undone([changes])
    stands: dict[str, list[Change]] = {}
    for change in changes:
        if change.kind != "undone" and change.look not in undone:
            stands.setdefault(change.id, []).append(change)
    return stands


def _untell(
    outbox: "Outbox", fold: "Fold | None", ids: Collection[str], stands: Mapping[str, Sequence[Change]], now: datetime
) -> None:
    """Mark notices with an undone addition as not told, for each watch with a waiting alert of them.

    They are alerted when they are added again. The same holds for a carrier that was not alerted because of them.
    """
    for waiting in list(outbox.state.alerts.values()):
        new = {name for name in waiting.alert.added() if waiting.open and name in ids}
        looks = {name: each.look for each in waiting.alert.members for name in each.ids}
        gone = sorted(name for name in new if "added" not in _kinds(name, looks[name], stands))
        if not gone:
            continue
        carriers: dict[str, list[str]] = {}
        for name in gone:
            for carrier in _carriers(fold, name) if fold is not None else ():
                carriers.setdefault(carrier, []).append(name)
        outbox.record(outbox_records.untold(now, waiting.watch, gone, carriers))


def _carriers(fold: "Fold", name: str) -> tuple[str, ...]:
    """Return the ids of the other notices of a document."""
    notice = fold.get(name)
    return other_notices(notice, fold.get) if notice is not None else ()


def _without_alerts(
    outbox: "Outbox",
    done: Undone,
    waiting: Sequence[Alert],
    ids: AbstractSet[str],
    stands: Mapping[str, Sequence[Change]],
    now: datetime,
) -> Undone:
    """Drop the waiting alerts with undone changes only, and replace those with some by alerts without them.

    `waiting` are the alerts as they were before their notices were marked as not told.
    """
    dropped = reduced = 0
    gone = ids - stands.keys()
    for before in waiting:
        alert = outbox.state.alerts[before.id].alert
        members = tuple(left for each in alert.members if (left := _left(each, ids, stands)) is not None)
        recap = alert.recap.without(gone) if alert.recap is not None else None
        rest = replace(alert, members=members, recap=recap)
        # A recap without news still says what is due, and what is undecided.
        stays = bool(members) or (recap is not None and recap.adds)
        if stays and (members, recap) != (before.members, before.recap):
            reduced += 1
        if rest == alert:
            continue
        if stays:
            outbox.record(outbox_records.replaced(now, [alert.id], [rest.renamed()]))
        else:
            dropped += 1
            outbox.record(outbox_records.dropped(now, alert.id))
    sent = [each.alert for each in outbox.state.alerts.values() if each.delivered is not None]
    heard = dict.fromkeys(each.shown for each in sent if any(_left(one, ids, stands) != one for one in each.members))
    return replace(done, dropped=dropped, reduced=reduced, heard=tuple(heard))


def _left(member: Member, ids: Collection[str], stands: Mapping[str, Sequence[Change]]) -> Member | None:
    """Return a member of an alert without undone changes, None when it is empty.

    `ids` are the notices of the undone look; `stands` holds their changes that are not undone.
    """
    names, kinds = [], set[str]()
    for name in member.ids:
        told = set(member.kinds)
        if name in ids:
            told &= _kinds(name, member.look, stands)
        if told or (member.deadlines and (name in stands or name not in ids)):
            names.append(name)
            kinds |= told
    if not names:
        return None
    left = tuple(kind for kind in member.kinds if kind in kinds)
    last = member.last
    if last and member.id in ids:
        looks = {change.look for change in stands.get(member.id, ()) if member.look < change.look <= last}
        last = max(looks, default=0)
    return replace(member, id=names[0], also=tuple(names[1:]), kinds=left, last=last)


def _kinds(name: str, since: int, stands: Mapping[str, Sequence[Change]]) -> AbstractSet[str]:
    """Return the kinds of changes of a notice since look number `since`."""
    kinds: set[str] = {change.kind for change in stands.get(name, ()) if change.look >= since}
    # A changed notice may begin to match a watch: for that watch it was added. And for one that was told of a notice
    # which was taken back, a notice that is found again has changed.
    return kinds | {"added", "changed"} if kinds & {"added", "changed"} else kinds
