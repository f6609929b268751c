"""The labelled facts of notices and changes, in the same words and order for every format."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from operator import attrgetter
from typing import TYPE_CHECKING

from cdetrack.model.notice import Attachment, Milestone, Notice
from cdetrack.text import days
from cdetrack.text.application import application_words

if TYPE_CHECKING:
    from cdetrack.model.decision import Decision
    from cdetrack.model.record import Change, Record
    from cdetrack.query.life import Stage
    from cdetrack.query.past import Carrier
    from cdetrack.text.diff import Segment

_Files = tuple[Attachment, ...]

SUSPECT = "the summary shares nothing with the title: it may be another article's"
CHANGES = ("added", "changed", "withdrawn", "restored", "undone")
"""The kinds of changes, in the order in which they are shown."""
FAR_AHEAD = "far ahead"
AHEAD = {
    "effective": "takes effect",
    "comments_due": "comments close",
    "event": "takes place",
    "transition": "transition",
    "expires": "expires",
    "extended": "extended to",
    "publicity-ends": "publicity ends",
}
"""The event of each day that a notice can announce."""
DECIDED = ("decided", "by", "to", "note")
"""The columns of a report for the latest decision: its day in Asia/Shanghai, the person, for whom, the note."""
_SHORT_HASH = 12
"""Digits of a SHA-256 that tell two files apart."""
_LABELS = {
    "date_from": "date from",
    "document_date": "document date",
    "shown": "shown as",
    **AHEAD,
}
"""The names for a person of fields and of kinds of days; the others are called by their keys."""


def notice_facts(
    notice: Notice, carriers: "Sequence[Carrier]", stages: "Sequence[Stage]", *, today: date, draft: str = ""
) -> list[tuple[str, str]]:
    """Return the label and value of each known fact of the notice and of its document, without its texts.

    `draft` says how the document differs from its draft.
    """
    facts = [
        ("id", notice.id),
        ("date", f"{notice.date.isoformat()}{_doubts(notice, today)}"),
        ("document date", _day(notice.document_date)),
        ("kind", kind_of(notice)),
        ("state", notice.state if notice.state != "new" else ""),
        ("number", notice.number or ""),
        ("product", notice.product if notice.product and notice.product != notice.title else ""),
        ("applicant", notice.applicant or ""),
        ("application", application_words(notice.application) if notice.application else ""),
        ("indication", notice.indication or ""),
        ("issuers", ", ".join(notice.issuers)),
        ("topics", ", ".join(notice.topics)),
        (AHEAD["effective"], _day(notice.effective, today)),
        (AHEAD["comments_due"], _day(notice.comments_due, today)),
        (AHEAD["event"], _day(notice.event, today)),
        *((label(each.what), _milestone(each, today)) for each in notice.milestones),
        ("sources", ", ".join(notice.sources)),
        ("article", notice.article or ""),
        ("url", notice.url or ""),
        ("first seen", moment(notice.first_seen)),
        # The word alone would read as an act of the regulator.
        ("withdrawn", f"{moment(notice.withdrawn)} (no longer listed)" if notice.withdrawn else ""),
        *_carried(carriers),
        *_lived(stages, notice),
        ("draft", draft),
    ]
    return [(name, value) for name, value in facts if value]


def stated_words(notice: Notice, what: str, day: date) -> str:
    """Return the words that state a milestone; empty for the other days to act by."""
    return next((each.words for each in notice.milestones if (each.what, each.date) == (what, day)), "")


def _doubts(notice: Notice, today: date) -> str:
    if notice.date_from == "seen":
        return " (first seen; the listing shows none)"
    return f" ({FAR_AHEAD}: a slip of the listing?)" if days.is_far_ahead(notice.date, today=today) else ""


def _carried(carriers: "Sequence[Carrier]") -> list[tuple[str, str]]:
    """Return a label and value for each listing that shows a document; none for a single listing."""
    if len(carriers) < 2:  # noqa: PLR2004 - a single listing is among the facts already
        return []
    return [
        ("shown by", f"{each.source}, first seen {moment(each.since)}{f': {each.url}' if each.url else ''}")
        for each in carriers
    ]


def _lived(stages: "Sequence[Stage]", notice: Notice) -> list[tuple[str, str]]:
    """Return a label and the stages of a document in one line; none without stages."""
    shown = (
        f"{each.date.isoformat()} {each.what} {'(this one)' if each.id == notice.id else each.id}" for each in stages
    )
    return [("life", " → ".join(shown))] if stages else []


def decision_words(decision: "Decision") -> str:
    """Return a decision in words, without its time: `relevant, by Ann, for Bob: the note`."""
    to, note = f", for {decision.to}" if decision.to else "", f": {decision.note}" if decision.note else ""
    return f"{decision.state}, by {decision.by}{to}{note}"


def decided_cells(decisions: "Sequence[Decision] | None") -> tuple[str, ...]:
    """Return the cells of `DECIDED` for the latest of these decisions; empty ones without any."""
    if not decisions:
        return ("",) * len(DECIDED)
    latest = decisions[-1]
    return days.today(latest.at).isoformat(), latest.by, latest.to or "", latest.note or ""


def applied_for(notice: Notice) -> list[str]:
    """Return the known ones of product (unless it is the title), applicant, acceptance number and indication."""
    product = notice.product if notice.product and notice.product not in notice.title else None
    return [each for each in (product, notice.applicant, notice.application, notice.indication) if each]


def relation_words(notice: Notice, other: Notice) -> str:
    """Return the relation of a notice to another one: `same document`, `interpreted by`."""
    found = next((each.type for each in notice.relations if each.id == other.id), other.kind)
    return found.replace("-", " ")


def label(field: str) -> str:
    """Return the name of a field or of a kind of day for a person: `comments close`."""
    return _LABELS.get(field, field)


def kind_of(notice: Notice) -> str:
    """Return the kind, with the status if there is one: `guideline (draft)`."""
    return f"{notice.kind} ({notice.status})" if notice.status else notice.kind


def listings(notice: Notice) -> str:
    """Return the number of listings that show a document, `in 3 listings`; empty for a single listing."""
    count = len(notice.sources) + len(notice.twins)
    return f"in {count} listings" if count > 1 else ""


def in_days(day: date, *, today: date) -> str:
    """Return the distance of the day: `today`, `in 3 days`, `3 days ago`."""
    days = (day - today).days
    near = {-1: "yesterday", 0: "today", 1: "tomorrow"}
    return near.get(days) or (f"in {days:,} days" if days > 0 else f"{-days:,} days ago")


def moment(at: datetime) -> str:
    """Return an aware time for a person, in the local zone, to the minute: `2026-11-22 14:00 UTC+8`."""
    here = local(at)
    return f"{here:%Y-%m-%d %H:%M} {zone(here)}"


def local(at: datetime) -> datetime:
    """Return an aware time in the local time zone, or in UTC if the local calendar does not have it."""
    try:
        return at.astimezone()
    except (OverflowError, OSError, ValueError):
        return at.astimezone(UTC)


def zone(at: datetime) -> str:
    """Return the offset of an aware time from UTC: `UTC`, `UTC+8`, `UTC-3:30`. Names of zones are ambiguous."""
    minutes = round((at.utcoffset() or timedelta()).total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'-' if minutes < 0 else '+'}{hours}{f':{rest:02}' if rest else ''}" if minutes else "UTC"


def differences(change: "Change") -> "list[tuple[str, list[Segment]]]":
    """Return the label and the word-by-word difference of each changed field; none for an added notice.

    The days to act by that moved come first: `comments close`, what it was and what it is.
    """
    from cdetrack.query.past import moved_days
    from cdetrack.text.diff import diff

    if change.before is None or change.after is None:
        return []
    moved = [(label(what), _text(old), _text(new)) for what, old, new in moved_days(change)]
    told = {name for name, _, _ in moved}
    for field in change.fields:
        if field == "stated":
            old, new = change.before.stated, change.after.stated
            facts = [(label(name.replace("publicity_", "publicity-")), name) for name in change.stated]
            moved += [(name, old.get(key, ""), new.get(key, "")) for name, key in facts if name not in told]
        elif field == "attachments":
            files = _paired(change.before.attachments, change.after.attachments)
            moved += [(label(field), _text(old), _text(new)) for old, new in files]
        else:
            moved.append((label(field), _field_text(change.before, field), _field_text(change.after, field)))
    return [(name, diff(before, after)) for name, before, after in moved if before != after]


def _paired(before: _Files, after: _Files) -> Iterator[tuple[_Files, _Files]]:
    """Yield the attachments that differ: each with what it became, by address or name, then those gone, then the new.

    Two of them are never compared as one text.
    """
    gone, new = ([each for each in these if each not in others] for these, others in ((before, after), (after, before)))
    for same in (attrgetter("url"), attrgetter("name")):
        for one in list(gone):
            if (other := next((each for each in new if same(each) == same(one)), None)) is not None:
                gone.remove(one)
                new.remove(other)
                yield (one,), (other,)
    yield tuple(gone), ()
    yield (), tuple(new)


def _field_text(record: "Record", field: str) -> str:
    """Return a field of a record as text; empty if the pages do not have it."""
    return _text(getattr(record, field, None))


def subject(change: "Change") -> "Record | None":
    """Return the record after the change, or before it if the notice is gone."""
    return change.after or change.before


def _text(value: object) -> str:
    if isinstance(value, Attachment):
        # The name stands beside the size: a shortened difference then has both.
        kept = [f"{value.size} bytes", value.sha256[:_SHORT_HASH]] if value.sha256 is not None else []
        facts = ", ".join(filter(None, (value.type, *kept)))
        return f"{value.name} ({facts}) {value.url}" if facts else f"{value.name} {value.url}"
    if isinstance(value, Mapping):
        return "\n".join(f"{name}: {_text(each)}" for name, each in value.items())
    if isinstance(value, tuple):
        return ("\n" if value and isinstance(value[0], Attachment) else ", ").join(map(_text, value))
    return "" if value is None else str(value)


def _milestone(milestone: Milestone, today: date) -> str:
    day = milestone.date.isoformat()
    words = "" if day in milestone.words else f": {milestone.words}"
    return f"{_day(milestone.date, today)}{words}"


def _day(day: date | None, today: date | None = None) -> str:
    if day is None:
        return ""
    return f"{day.isoformat()} ({in_days(day, today=today)})" if today else day.isoformat()
