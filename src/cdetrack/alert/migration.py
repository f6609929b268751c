"""Find the notices that cdetrack 0.1 recorded but never told: each watch is told of them once, late.

cdetrack 0.1 merged two notices into one document too often (two recalls under one title, a correction and the document
that it corrects) and told only the first. It also missed a notice for a watch on one source if another source had shown
it before.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from cdetrack.alert.alert import Member
from cdetrack.alert.due import Candidate, news, watch_matcher
from cdetrack.alert.outbox_state import WatchProgress
from cdetrack.alert.snapshot import Snapshot
from cdetrack.alert.watch import Watch
from cdetrack.meaning.document_name import DocumentName, document_name, same_name, similarity
from cdetrack.model.notice import Notice
from cdetrack.model.record import Change
from cdetrack.text.docnumber import numbers_in

_REMEMBERED = timedelta(days=90)
"""How long cdetrack 0.1 kept delivered alerts."""


def known_since(progress: WatchProgress, now: datetime) -> datetime:
    """Return the time from which the outbox of cdetrack 0.1 has every notice that a watch was told of."""
    return max(progress.started, now - _REMEMBERED)


def never_told(
    watch: Watch,
    progress: WatchProgress,
    changes: Iterable[tuple[int, Change]],
    present: Snapshot,
    told: Collection[str],
) -> list[Member]:
    """Return the notices before the watch's cursor that were due and never told; `told` has the ids of told ones."""
    heard = [
        (change, True)
        for number, change in changes
        if progress.origin < number <= progress.cursor.changes and not change.baseline
    ]
    candidates = present.candidates(heard)
    matches = watch_matcher(watch, present.texts)
    added = {each.notice.id: first for each in candidates if (first := _as_added(each, matches)) is not None}
    alike = present.alike(added.keys())
    overlooked = []
    for each in candidates:
        first = added.get(each.notice.id)
        later = tuple(step for step in each.steps if step.change.kind != "added")
        if first is None and later:
            # It did not match when it was added, but a source of the watch may have shown it later.
            overlooked.append(replace(each, steps=later))
        elif first is not None and any(_was_double(first, name, progress, present) for name in alike[each.notice.id]):
            overlooked.append(each)
    return news(watch, overlooked, told=told, texts=present.texts)


def _as_added(candidate: Candidate, matches: Callable[[Notice], bool]) -> Notice | None:
    """Return the version that was added if it matched: cdetrack 0.1 told of it or of its double."""
    first = (step.after for step in candidate.steps if step.change.kind == "added")
    return next((notice for notice in first if notice is not None and matches(notice)), None)


def _was_double(notice: Notice, name: str, progress: WatchProgress, present: Snapshot) -> bool:
    """Return True if cdetrack 0.1 told of the notice `name` instead of this one."""
    other = present.as_added(name)
    if other is None or other.first_seen < progress.started or present.past(name)[0].baseline:
        return False
    return _was_same(notice, other)


def _was_same(a: Notice, b: Notice) -> bool:
    """Return True if cdetrack 0.1 merged the two notices into one document."""
    if a.id == b.id or ("interpretation" in {a.kind, b.kind} and a.kind != b.kind):
        return False
    if a.issuers and b.issuers and a.issuers != b.issuers:
        return False
    one, other = _name(a), _name(b)
    first, second = _number(a), _number(b)
    if first and second:
        return first == second and similarity(one, other) >= 0.4 and one.marks == other.marks  # noqa: PLR2004 - its threshold
    if a.date != b.date or a.kind != b.kind or (a.status == "draft") != (b.status == "draft"):
        return False
    return same_name(one, other) and (one.stems == other.stems or a.topics == b.topics)


def _number(notice: Notice) -> str | None:
    """Return the number of a document in cdetrack 0.1, which gave a correction that of the corrected document."""
    cited = numbers_in(notice.title) if notice.kind == "correction" else ()
    return notice.number or next(iter(cited), None)


def _name(notice: Notice) -> DocumentName:
    """Return the name of a document in cdetrack 0.1, which ignored single capital letters."""
    name = document_name(notice.title)
    return name._replace(marks=frozenset(mark for mark in name.marks if len(mark) > 1 or not mark.isupper()))
