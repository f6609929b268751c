"""Convert notices, records and changes to JSON, and notices and records from JSON.

The keys and their order are a promise to users, see `docs`. `record` is imported late: a piped `list` does not need it.
"""

from collections.abc import Iterable, Mapping
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime
from typing import TYPE_CHECKING, Any

from cdetrack.model.notice import Attachment, Milestone, Notice, Relation, Served

if TYPE_CHECKING:
    from cdetrack.model.record import Change, Record

NOTICE_KEYS = (
    *("id", "title", "date", "date_from", "summary", "url", "sources", "article", "number", "issuers", "kind"),
    *("status", "topics", "effective", "event", "comments_due", "milestones", "product", "applicant", "application"),
    *("indication", "document", "relations", "related", "state", "summary_suspect", "first_seen", "withdrawn"),
)
"""The keys of every notice, in order."""
DEADLINE_KEYS = ("date", "days", "what", "id", "title", "url")
"""The keys of every day to act by, in order."""


def notice_json(notice: Notice, *, whole: bool = False) -> dict[str, object]:
    """Return the notice as it is exported; `whole` adds document date, body and attachments, if it has them."""
    values: dict[str, object] = {name: getattr(notice, name) for name in NOTICE_KEYS}
    # These have another form in JSON; they stay in their places.
    values |= {
        "date": notice.date.isoformat(),
        "sources": list(notice.sources),
        "issuers": list(notice.issuers),
        "topics": list(notice.topics),
        "effective": _day(notice.effective),
        "event": _day(notice.event),
        "comments_due": _day(notice.comments_due),
        "milestones": milestones_json(notice.milestones),
        "document": notice.document or notice.id,
        "relations": [relation._asdict() for relation in notice.relations],
        "related": list(notice.related),
        "first_seen": timestamp(notice.first_seen),
        "withdrawn": timestamp(notice.withdrawn) if notice.withdrawn else None,
    }
    return values | _public_detail(notice) if whole else values


def milestones_json(milestones: Iterable[Milestone]) -> list[dict[str, object]]:
    """Return days to act by with the words that state them."""
    return [{**each._asdict(), "date": each.date.isoformat()} for each in milestones]


def deadline_json(day: date, what: str, notice: Notice, *, today: date) -> dict[str, object]:
    """Return a day to act by, with the days left until it and the notice that announces it."""
    values = day.isoformat(), (day - today).days, what, notice.id, notice.title, notice.url
    return dict(zip(DEADLINE_KEYS, values, strict=True))


def notice_from_json(values: Mapping[str, Any]) -> Notice:
    """Return the notice of a `notice_json`, whole or not, as if nobody had decided on it.

    A key that an older cdetrack did not write has its default. Raises KeyError, TypeError or ValueError.
    """
    effective, event, comments_due = values["effective"], values["event"], values["comments_due"]
    withdrawn, document_date = values["withdrawn"], values.get("document_date")
    milestones, relations = values.get("milestones"), values.get("relations")
    return Notice(
        id=values["id"],
        title=values["title"],
        date=date.fromisoformat(values["date"]),
        summary=values["summary"],
        url=values["url"],
        sources=tuple(values["sources"]),
        article=values["article"],
        number=values["number"],
        issuers=tuple(values["issuers"]),
        kind=values["kind"],
        status=values["status"],
        topics=tuple(values["topics"]),
        effective=date.fromisoformat(effective) if effective else None,
        event=date.fromisoformat(event) if event else None,
        comments_due=date.fromisoformat(comments_due) if comments_due else None,
        summary_suspect=values["summary_suspect"],
        relations=tuple(Relation(**item) for item in relations) if relations else (),
        first_seen=moment_from(values["first_seen"]),
        withdrawn=moment_from(withdrawn) if withdrawn else None,
        document_date=date.fromisoformat(document_date) if document_date else None,
        body=values.get("body"),
        attachments=_attachments(values),
        date_from=values.get("date_from", "listing"),
        document=values.get("document", values["id"]),
        milestones=tuple(map(_milestone, milestones)) if milestones else (),
        product=values.get("product"),
        applicant=values.get("applicant"),
        application=values.get("application"),
        indication=values.get("indication"),
    )


def _milestone(values: Mapping[str, str]) -> Milestone:
    return Milestone(date=date.fromisoformat(values["date"]), what=values["what"], words=values["words"])


def record_json(record: "Record") -> dict[str, object]:
    """Return the record as it is stored in the history."""
    values: dict[str, object] = {
        "title": record.title,
        "date": record.date.isoformat(),
        "summary": record.summary,
        "url": record.url,
        "article": record.article,
        "sources": list(record.sources),
        **detail_json(record),
    }
    if record.date_from != "listing":
        values["date_from"] = record.date_from
    if record.guid is not None:
        values["guid"] = record.guid
    if record.stated:
        values["stated"] = dict(record.stated)
    if record.shown:
        values["shown"] = {source: dict(fields) for source, fields in record.shown.items()}
    return values


def record_from_json(values: Mapping[str, Any]) -> "Record":
    """Return the record of a `record_json`. Raises KeyError, TypeError or ValueError."""
    from cdetrack.model.record import Record

    document_date = values.get("document_date")
    return Record(
        title=values["title"],
        date=date.fromisoformat(values["date"]),
        summary=values["summary"],
        url=values["url"],
        article=values["article"],
        sources=tuple(values["sources"]),
        document_date=date.fromisoformat(document_date) if document_date else None,
        body=values.get("body"),
        attachments=_attachments(values),
        shown=values.get("shown", {}),
        date_from=values.get("date_from", "listing"),
        guid=values.get("guid"),
        stated=values.get("stated", {}),
    )


def change_json(change: "Change") -> dict[str, object]:
    """Return the change as `diff --json` shows it, with both records."""
    side = change.after or change.before
    return {
        "at": timestamp(change.at),
        "kind": change.kind,
        "id": change.id,
        "title": side.title if side else "",
        "source": change.source,
        "before": _public_record(change.before) if change.before else None,
        "after": _public_record(change.after) if change.after else None,
        "fields": list(change.public_fields),
        "look": change.look,
        "baseline": change.baseline,
    }


def timestamp(moment: datetime) -> str:
    """Return an aware time in UTC, to the second: `2026-11-22T06:00:00Z`."""
    return f"{moment.astimezone(UTC).replace(tzinfo=None, microsecond=0).isoformat()}Z"


def moment_from(text: str) -> datetime:
    """Return the time that a file states. Raises ValueError for one that cannot be compared, or moved to any zone.

    In the first and the last year of the calendar, the same time is outside of it in another zone.
    """
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None or not MINYEAR < moment.year < MAXYEAR:
        raise ValueError("not a time of the calendar, with its zone")
    return moment


def detail_json(given: "Notice | Record") -> dict[str, object]:
    """Return document date, body and attachments as history and fold store them, without those that it lacks.

    Facts about kept files are in a key of their own, `files`: cdetrack 0.2 refuses an attachment with other keys than
    its three, and ignores other keys of a notice.
    """
    values: dict[str, object] = {}
    if given.document_date:
        values["document_date"] = given.document_date.isoformat()
    if given.body is not None:
        values["body"] = given.body
    if given.attachments:
        values["attachments"] = [{"name": each.name, "url": each.url, "type": each.type} for each in given.attachments]
    if files := {each.url: _kept(each) for each in given.attachments if each.sha256 is not None}:
        values["files"] = files
    return values


def _kept(attachment: Attachment) -> dict[str, object]:
    values: dict[str, object] = {"sha256": attachment.sha256, "size": attachment.size}
    if attachment.served is not None:
        values["at"] = timestamp(attachment.served.at)
        said = {name: getattr(attachment.served, name) for name in ("type", "last_modified", "etag")}
        values |= {name: value for name, value in said.items() if value is not None}
    return values


def _public_detail(given: "Notice | Record") -> dict[str, object]:
    """Return document date, body and attachments as they are exported, without those that it lacks."""
    values = detail_json(given)
    if values.pop("files", None):
        values["attachments"] = [_public_attachment(each) for each in given.attachments]
    return values


def _public_attachment(attachment: Attachment) -> dict[str, object]:
    values: dict[str, object] = {"name": attachment.name, "url": attachment.url, "type": attachment.type}
    return values if attachment.sha256 is None else {**values, "sha256": attachment.sha256, "size": attachment.size}


def _public_record(record: "Record") -> dict[str, object]:
    values = record_json(record)
    values.pop("files", None)
    return values | _public_detail(record)


def _attachments(values: Mapping[str, Any]) -> tuple[Attachment, ...]:
    """Return the attachments of a `detail_json`, or of an exported notice."""
    attachments = values.get("attachments")
    if not attachments:
        return ()
    files = values.get("files", {})
    return tuple(Attachment(**item)._replace(**_file(files.get(item["url"]))) for item in attachments)


def _file(kept: Mapping[str, Any] | None) -> dict[str, Any]:
    if kept is None:
        return {}
    at = kept.get("at")
    served = None
    if at is not None:
        validators = (kept.get(name) for name in ("type", "last_modified", "etag"))
        served = Served(moment_from(at), *validators)
    return {"sha256": str(kept["sha256"]), "size": int(kept["size"]), "served": served}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
