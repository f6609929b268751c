"""Read cdetrack's own exports: JSON objects with `title`, `date` and its other fields, in an array or in lines."""

import json
import re
from collections.abc import Mapping

from cdetrack.errors import UnreadableError
from cdetrack.model.notice import Attachment
from cdetrack.model.record import DateFrom, Listing, Page, RawNotice
from cdetrack.sources.entries import part
from cdetrack.sources.formats.fieldnames import fields_of
from cdetrack.text.clean import fold_text, shorten

_ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{3,63}")
_KEYS = frozenset(
    {
        *("id", "title", "date", "date_from", "summary", "url", "sources", "article", "number", "issuers", "kind"),
        *("status", "topics", "effective", "event", "comments_due", "document", "relations", "related", "withdrawn"),
        *("summary_suspect", "first_seen", "document_date", "body", "attachments", "guid", "shown"),
    }
)
_SURE = frozenset({"id", "title", "date", "sources", "first_seen"})
"""Fields that together only an export has, whatever a later version adds to them."""
_MOST_KEYS = 8
_FIRST_LINES = 20


def loads(text: str) -> object:
    """Return the value of a JSON text; raise ValueError, too, for what is nested beyond reason."""
    try:
        return json.loads(text)
    except RecursionError:
        raise ValueError("it is nested too deeply") from None


def parse(page: Page, data: object) -> Listing:
    """Return the notices of an export: an array, one object, or an object with `notices`."""
    found = data
    if isinstance(data, dict) and isinstance(data.get("notices"), list):
        found = data["notices"]
    entries = found if isinstance(found, list) else [found]
    return _listing(page, [_entry(entry) for entry in entries], data)


def is_ours(data: object) -> bool:
    """Return whether a JSON value has the form of cdetrack's exports: objects with its own fields and no others."""
    found = data.get("notices") if isinstance(data, dict) and isinstance(data.get("notices"), list) else data
    entries = [entry for entry in (found if isinstance(found, list) else [found]) if isinstance(entry, dict)]
    if any(entry.keys() >= _SURE for entry in entries):
        return True
    return any("title" in entry for entry in entries) and all(entry.keys() <= _KEYS for entry in entries)


def is_lines(text: str) -> bool:
    """Return whether one of the first lines is an object for itself, of a notice or like one."""
    for line in text.split("\n", _FIRST_LINES)[:_FIRST_LINES]:
        try:
            value = loads(line)
        except ValueError:
            continue
        if isinstance(value, dict) and fields_of(tuple(value)).titles:
            return True
    return False


def lines_of(text: str) -> tuple[list[object], tuple[str, ...]]:
    """Return the values of JSON Lines, and what is wrong with each line that cannot be read."""
    values: list[object] = []
    problems: list[str] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            values.append(loads(line))
        except ValueError as problem:
            problems.append(f"line {number} is no JSON: {fold_text(str(problem))[:100]}")
    return values, tuple(problems)


def identity(value: object) -> str | None:
    """Return an id that another cache gave, or None for what cannot be one."""
    return value if isinstance(value, str) and _ID.fullmatch(value) else None


def origin_of_day(value: object) -> DateFrom:
    """Return what an export's `date_from` says of the day beside it."""
    return "seen" if value == "seen" else "listing"


def shown_day(value: object) -> str | None:
    """Return a JSON value that is a date as its text: a text itself, or seconds or milliseconds since 1970."""
    if isinstance(value, str):
        return value if value.strip() else None
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def strings(value: object) -> tuple[str, ...]:
    """Return the texts in a JSON array."""
    return tuple(item for item in value if isinstance(item, str)) if isinstance(value, list) else ()


def _listing(page: Page, entries: list[RawNotice | str], data: object) -> Listing:
    notices, problems = part(entries)
    if not notices:
        # What has a title was meant as a notice: say what it lacks.
        why = next((f" ({problem})" for problem in problems if problem.startswith("`")), "")
        raise UnreadableError(
            f"{page.name} is JSON of another kind: {described(data)}{why}",
            hint="cdetrack reads objects with `title` and `date`, the CDE's answers, HAR files and JSON Feed",
        )
    return Listing(kind="export", notices=notices, problems=problems)


def described(data: object) -> str:
    """Return in words what a JSON value is."""
    if isinstance(data, dict):
        names = ", ".join(f"`{shorten(str(key), 30)}`" for key in list(data)[:_MOST_KEYS])
        more = ", …" if len(data) > _MOST_KEYS else ""
        return f"an object with {names}{more}" if names else "an empty object"
    if isinstance(data, list):
        return f"an array of {len(data)}, the first {described(data[0])}" if data else "an empty array"
    return {str: "a text", bool: "true or false", type(None): "null"}.get(type(data), "a number")


def _entry(value: object) -> RawNotice | str:
    if not isinstance(value, dict):
        return f"{described(value)} is no notice"
    title, article = value.get("title"), value.get("article")
    if not isinstance(title, str):
        return f"{described(value)} has no title"
    return RawNotice(
        title=title,
        date=shown_day(value.get("date")),
        summary=_text(value, "summary"),
        url=_text(value, "url"),
        article=str(article) if isinstance(article, str | int) and not isinstance(article, bool) else None,
        sources=strings(value.get("sources")),
        id=identity(value.get("id")),
        document_date=_text(value, "document_date"),
        body=_text(value, "body"),
        attachments=_attachments(value.get("attachments")),
        date_from=origin_of_day(value.get("date_from")),
    )


def _text(value: Mapping[str, object], key: str) -> str | None:
    found = value.get(key)
    return found if isinstance(found, str) else None


def _attachments(value: object) -> tuple[Attachment, ...]:
    return tuple(
        Attachment(name=_text(item, "name") or "", url=url, type=_text(item, "type") or "")
        for item in (value if isinstance(value, list) else [])
        if isinstance(item, dict) and (url := _text(item, "url"))
    )
