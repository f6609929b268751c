"""The fields in which the two sides of a change differ, and the differences that are recorded and never alerted."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from zlib import crc32

from cdetrack.changes.merge import WORDED
from cdetrack.model.record import Change, ChangeKind, Look, Record
from cdetrack.text.clean import differ_by_a_badge, without_all_badges

_FIELDS = (*WORDED, "date_from", "article", "guid", "sources", "document_date", "body", "attachments", "stated")
QUIET = frozenset({"sources", "shown", "url", "guid", "date_from"})
"""Fields with changes that are recorded and never alerted."""

SWING = timedelta(days=7)
"""A wording that returns within this time swings: somebody put it right, or the servers of a site show two in turn."""


def differing(before: Record | None, after: Record | None) -> tuple[str, ...]:
    """Return the fields in which two records differ; for a single record, the fields that it has."""
    if before is None or after is None:
        only = after or before
        return tuple(
            name for name in _FIELDS if only is not None and (value := getattr(only, name)) and value != "listing"
        )
    return tuple(name for name in (*_FIELDS, "shown") if getattr(before, name) != getattr(after, name))


def change_in(
    look: Look,
    number: int,
    notice_id: str,
    before: Record | None,
    after: Record | None,
    kind: ChangeKind,
    *,
    baseline: bool = False,
    quiet: bool = False,
) -> Change:
    """Return the change of one notice in look number `number`."""
    return Change(
        at=look.at,
        id=notice_id,
        source=look.source,
        look=number,
        before=before,
        after=after,
        kind=kind,
        fields=differing(before, after),
        baseline=baseline,
        detail=look.detail,
        quiet=quiet,
    )


def both_sides(change: Change, past: Iterable[Change]) -> Change:
    """Return a change; one that brings a notice back gets the record with which it had gone as the one before.

    `past` holds all changes of the notice, oldest first.
    """
    if change.kind != "restored":
        return change
    earlier = [each.after or each.before for each in past if each.look < change.look]
    before = earlier[-1] if earlier else None
    return replace(change, before=before, fields=differing(before, change.after))


def is_quiet(change: Change) -> bool:
    """Return True if a change is recorded and never alerted: a new source, a first value, a badge that goes."""
    if change.kind == "undone" or change.quiet:
        return True
    if change.kind != "changed" or change.before is None or change.after is None:
        return False
    return is_quiet_between(change.before, change.after, change.fields)


def is_quiet_between(before: Record, after: Record, fields: Iterable[str]) -> bool:
    """Return True if none of these differing fields is worth an alert."""
    return all(_is_quiet_field(name, before, after) for name in fields)


def sources_left(change: Change) -> frozenset[str]:
    """Return the sources that no longer list a notice which others still list; to lose one of them is quiet."""
    if change.kind != "changed" or change.before is None or change.after is None or not is_quiet(change):
        return frozenset()
    return frozenset(change.before.sources) - set(change.after.sources)


def is_reworded(change: Change) -> bool:
    """Return True if the two sides of a change differ in more than what is never alerted."""
    sides = change.before is not None and change.after is not None
    return sides and not is_quiet(replace(change, kind="changed"))


def _is_quiet_field(name: str, before: Record, after: Record) -> bool:
    if name == "attachments" and _only_gains_files(before, after):
        return True
    if name == "stated":
        return before.stated.items() <= after.stated.items()
    if name == "title":
        return not before.title or differ_by_a_badge(before.title, after.title)
    return name in QUIET or not getattr(before, name) or (name == "date" and before.date_from == "seen")


def _only_gains_files(before: Record, after: Record) -> bool:
    """Return True if the attachments are the same, and files are kept now that were not before."""
    return len(before.attachments) == len(after.attachments) and all(
        one[:3] == other[:3] and (one.sha256 is None or one == other)
        for one, other in zip(before.attachments, after.attachments, strict=True)
    )


def regains(past: Iterable[Change], change: Change) -> bool:
    """Return True if all that a change does is that sources list a notice again which had listed it before.

    `past` has all changes of the notice. The listings of an undone look do not count.
    """
    if change.kind != "changed" or change.before is None or change.after is None:
        return False
    gained = {*change.after.sources}.difference(change.before.sources)
    if not gained or not same_words(change.before, change.after):
        return False
    earlier = (each for each in past if each.look < change.look and each.kind != "undone")
    return gained.issubset(
        name
        for each in earlier
        if each.before is not None and each.after is not None
        for name in {*each.before.sources}.difference(each.after.sources)
    )


def returns(past: Iterable[Change], change: Change) -> bool:
    """Return True if `change` restores a wording that the notice lost up to seven days before.

    `past` holds all changes of the notice.
    """
    after = _alerted_values(change.after)
    return any(
        earlier.kind == "changed"
        and timedelta(0) <= change.at - earlier.at <= SWING
        and earlier.look < change.look
        and _alerted_values(earlier.before) == after
        for earlier in past
    )


def wording_digest(record: Record) -> str:
    """Return a digest of what a listing says of a notice, without a day of first sight."""
    day = record.date.isoformat() if record.date_from == "listing" else ""
    words = [record.title, day, record.summary or "", *sorted(map("=".join, record.stated.items()))]
    return f"{crc32(chr(0).join(words).encode('utf-8', 'backslashreplace')):08x}"


def wording_digest_without_badge(record: Record) -> str:
    """Return the same digest whatever badge came or went beside the title."""
    return wording_digest(record._replace(title=without_all_badges(record.title)))


def same_words(one: Record | None, other: Record | None) -> bool:
    """Return True if two records say the same, whatever differs in what is never alerted."""
    return _alerted_values(one) == _alerted_values(other)


def _alerted_values(record: Record | None) -> tuple[object, ...]:
    """Return the values of all fields but the quiet ones, without the times at which files were fetched."""
    if record is not None and record.attachments:
        files = (each._replace(served=None) for each in record.attachments)
        record = record._replace(attachments=tuple(files))
    return tuple(getattr(record, name, None) for name in _FIELDS if name not in QUIET)
