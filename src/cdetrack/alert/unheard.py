"""The changes that a watch may still be told of: those after its cursor, and those left over from before it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from cdetrack.alert.due import DueChange, watch_matcher
from cdetrack.alert.outbox_state import WatchProgress
from cdetrack.alert.snapshot import Snapshot
from cdetrack.alert.watch import Watch
from cdetrack.model.record import INGEST, Change
from cdetrack.text import days

_PARTING = frozenset({"sources", "title", "date"})
"""Fields by which a notice may leave its document."""
_ONE_ROUND = timedelta(hours=12)
"""First looks of sources within this time belong together: they are of one setup."""
_FRESH = timedelta(days=14)
"""A notice that a source begins to list within this time after its date is news there, not a copy of an old one."""


def held_back(progress: WatchProgress, held: Iterable[tuple[str, int]], present: Snapshot) -> list[DueChange]:
    """Return the changes before a watch's cursor of the notices whose words went back and forth, and were held back.

    `held` are these notices, each with the first look whose wording the watch was not told of.
    """
    return [
        (change, False)
        for name, look in held
        for change in present.past(name)
        if look <= change.look <= progress.look and change.kind in {"changed", "undone"}
    ]


def reopened(
    progress: WatchProgress, again: Collection[str], everything: Iterable[tuple[int, Change]]
) -> list[DueChange]:
    """Return the changes before a watch's cursor of the notices in `again`, for another decision."""
    return [
        (change, True)
        for number, change in everything
        if change.id in again
        and number <= progress.cursor.changes
        and (number <= progress.existing or (number > progress.origin and not change.baseline))
    ]


def parted(
    progress: WatchProgress, due: Sequence[DueChange], present: Snapshot, told: Collection[str]
) -> list[DueChange]:
    """Return the first change of each notice that may have left its document and that a watch was not told of.

    The watch passed over it as a carrier. With another source, title or date, it may be a document of its own, and so
    it may when a notice that the watch was told of begins to stand beside it in one listing.
    """
    new = {change.id for change, _ in due if change.kind == "added"}
    moved = [change for change, _ in due if change.kind == "changed" and not _PARTING.isdisjoint(change.fields)]
    left = {change.id for change in moved}.difference(told)
    left |= _left_by((change for change in moved if change.id in told), present).difference(told)
    return _first_changes(left - new, progress, present)


def _left_by(changes: Iterable[Change], present: Snapshot) -> set[str]:
    """Return the notices that made one document with a changed one, until it came to stand beside them in a source.

    Where the source no longer lists the other one, the site may have put one page in the place of the other.
    """
    gained = {each.id: (each.before, begun) for each in changes if each.before and (begun := _begun(each))}
    if not gained:
        return set()
    # A check without news has no use for it.
    from cdetrack.meaning.same_document import same_document

    alike = present.alike(gained.keys())
    present.load({*gained, *(name for names in alike.values() for name in names)})
    found: set[str] = set()
    for name, (before, begun) in gained.items():
        notice = present.notice(name)
        old = present.as_it_was(notice, before) if notice is not None else None
        for other in filter(None, map(present.notice, alike[name])):
            beside = any(present.is_listed(source, other.id) for source in begun.intersection(other.sources))
            if old is not None and beside and same_document(old, other):
                found.add(other.id)
    return found


def _begun(change: Change) -> set[str]:
    """Return the sources that list a notice by a change, and did not before it."""
    before, after = change.before, change.after
    return set(after.sources).difference(before.sources) if before is not None and after is not None else set()


def posted_elsewhere(
    watch: Watch, due: Sequence[DueChange], present: Snapshot, told: Collection[str]
) -> list[DueChange]:
    """Return the first change of each notice that was a baseline of one source and is news of an earlier one.

    Without the later source, such as a mail or a saved page that was ingested, the watch would be told of it. A file of
    unknown origin posts nothing: it may be a copy of the later source.
    """
    posting = set(watch.query.sources)
    found: dict[str, Change] = {}
    for change, heard in due:
        if change.source == INGEST or (posting and change.source not in posting):
            continue
        before, after = change.before, change.after
        if heard or change.kind != "changed" or change.detail or change.id in told or before is None or after is None:
            continue
        if change.source in before.sources or change.source not in after.sources:
            continue
        # Before the history is read: a source that copies an archive adds itself to thousands of old notices.
        if days.today(change.at) - after.date > _FRESH:
            continue
        first = present.past(change.id)[0]
        if not first.baseline:
            continue
        # A file may be ingested at any time, the first looks at sources are not far from each other.
        if first.source == INGEST or first.at - present.first_look_at(change.source) > _ONE_ROUND:
            # By the look that posts it: if that is undone, the alert goes, and another one comes with the next post.
            found.setdefault(change.id, replace(first, baseline=False, look=change.look))
    return [(first, True) for first in found.values()]


def completed(watch: Watch, progress: WatchProgress, present: Snapshot, known: Collection[str]) -> list[DueChange]:
    """Return the first change of each notice that matches a watch by a text that came after its last check.

    The text completes the notice, as its own page does. `known` has the ids of the notices that are decided anyway.
    """
    if not watch.query.full_text or present.fold is None:
        return []
    came = present.texts.since(progress.heard)
    matches, before = watch_matcher(watch, present.texts), watch_matcher(watch)
    found = (notice for name in sorted(came) for notice in present.citing(name) if notice.id not in known)
    new = {notice.id for notice in found if matches(notice) and not before(notice)}
    return _first_changes(new, progress, present)


def _first_changes(names: Collection[str], progress: WatchProgress, present: Snapshot) -> list[DueChange]:
    """Return the first change of each notice, without baselines and what was there before the watch."""
    present.load_pasts(names)
    firsts = (present.past(name)[0] for name in sorted(names))
    return [(first, True) for first in firsts if not first.baseline and present.is_later(first, progress)]


def unheard(
    progress: WatchProgress,
    changes: Iterable[tuple[int, Change]],
    *,
    lost: bool,
    now: datetime,
    everything: Iterable[tuple[int, Change]] | None = None,
) -> list[DueChange]:
    """Return the changes that a watch may be told of, without baselines, each with whether it has heard of it.

    If its cursor is `lost`, the changes before its last check are included and count as heard, without those that
    another machine found: a notice that it was never told of is still told. With `everything`, the changes of the whole
    history, the additions from before the watch started are included as well.
    """
    if everything is not None:
        old = [
            (change, False)
            for number, change in everything
            if progress.existing < number <= progress.cursor.changes
            and change.kind == "added"
            and (change.baseline or number <= progress.origin)
        ]
        return [*old, *((change, False) for _, change in changes)]
    since = progress.known or progress.started
    # A time in the future was written with a wrong clock.
    until = progress.heard if progress.heard <= now else since
    never = datetime.max.replace(tzinfo=UTC)
    return [
        (change, lost and change.at <= until and change.at < progress.missed.get(change.id, never))
        for _, change in changes
        if not change.baseline and (not lost or change.at >= since)
    ]
