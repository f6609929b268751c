"""Read JSON objects that have a title: cdetrack's own exports, or anybody's with fields of other names."""

import json
import re
from collections.abc import Mapping

from cdetrack.errors import UnreadableError
from cdetrack.evidence import Listing, Page, RawNotice
from cdetrack.model import Attachment
from cdetrack.sources.columns import columns
from cdetrack.sources.decoding import decode
from cdetrack.sources.entries import first_day, part
from cdetrack.texts import fold_text, shorten

_ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{3,63}")
_MOST_KEYS = 8
_FIRST_LINES = 20
_DEEPEST = 3


def loads(text: str) -> object:
    """Return the value of a JSON text; raise ValueError, too, for what is nested beyond reason."""
    try:
        return json.loads(text)
    except RecursionError:
        raise ValueError("it is nested too deeply") from None


def parse(page: Page, data: object) -> Listing:
    """Return the notices of an export: an array, one object, or an array of objects with titles inside others."""
    found = data
    if isinstance(data, dict) and not _is_notice(data):
        found = data["notices"] if isinstance(data.get("notices"), list) else _list_in(data)
        found = data if found is None else found
    entries = found if isinstance(found, list) else [found]
    return _listing(page, [_entry(entry) for entry in entries], data)


def is_lines(text: str) -> bool:
    """Return whether one of the first lines is an object for itself, of a notice or like one."""
    for line in text.split("\n", _FIRST_LINES)[:_FIRST_LINES]:
        try:
            value = loads(line)
        except ValueError:
            continue
        if isinstance(value, dict) and (_is_notice(value) or "date" in value):
            return True
    return False


def parse_lines(page: Page) -> Listing:
    """Return the notices of a JSON Lines export; a line that cannot be read is told and skipped."""
    entries: list[RawNotice | str] = []
    first: object = None
    for number, line in enumerate(decode(page).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            value = loads(line)
        except ValueError as problem:
            entries.append(f"line {number} is no JSON: {fold_text(str(problem))[:100]}")
        else:
            first = value if first is None else first
            entries.append(_entry(value))
    return _listing(page, entries, first)


def identity(value: object) -> str | None:
    """Return an id that another cache gave, or None for what cannot be one."""
    return value if isinstance(value, str) and _ID.fullmatch(value) else None


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
        if isinstance(data, list) and not data:
            raise UnreadableError(
                f"{page.name} holds no notices: it is an empty JSON array",
                hint="an empty listing is never taken for the new truth",
            )
        # What has a title was meant as a notice: say what it lacks.
        why = next((f" ({problem})" for problem in problems if problem.startswith("`")), "")
        raise UnreadableError(
            f"{page.name} is JSON of another kind: {_described(data)}{why}",
            hint="cdetrack reads objects with `title` and `date`, the CDE's answers, HAR files and JSON Feed",
        )
    return Listing(kind="export", notices=notices, problems=problems)


def _described(data: object) -> str:
    """Return in words what a JSON value is."""
    if isinstance(data, dict):
        names = ", ".join(f"`{shorten(str(key), 30)}`" for key in list(data)[:_MOST_KEYS])
        more = ", …" if len(data) > _MOST_KEYS else ""
        return f"an object with {names}{more}" if names else "an empty object"
    if isinstance(data, list):
        return f"an array of {len(data)}, the first {_described(data[0])}" if data else "an empty array"
    return {str: "a text", bool: "true or false", type(None): "null"}.get(type(data), "a number")


def _is_notice(value: Mapping[str, object]) -> bool:
    return _title_of(value) is not None


def _title_of(value: Mapping[str, object]) -> str | None:
    """Return the title; what is called otherwise, such as a `name`, is one only beside a date or a link."""
    named = columns(tuple(map(str, value)))
    dated = any(shown_day(value.get(name)) for name in named.get("date", ()))
    linked = any(_text(value, name) for name in named.get("url", ()))
    names = named.get("title", ()) if dated or linked else ("title",)
    return next((text for name in names if isinstance(text := value.get(name), str)), None)


def _list_in(data: Mapping[str, object]) -> list[object] | None:
    """Return the first array whose objects have titles, inside of objects inside of objects; None without one."""
    around: list[object] = [data]
    for _ in range(_DEEPEST):
        inside = [value for each in around if isinstance(each, dict) for value in each.values()]
        for value in inside:
            if isinstance(value, list) and any(isinstance(item, dict) and _is_notice(item) for item in value):
                return value
        around = inside
    return None


def _entry(value: object) -> RawNotice | str:
    if not isinstance(value, dict):
        return f"{_described(value)} is no notice"
    named, title = columns(tuple(map(str, value))), _title_of(value)
    if title is None:
        return f"{_described(value)} has no title"
    article = value.get("article")
    return RawNotice(
        title=title,
        date=first_day(shown for name in named.get("date", ()) if (shown := shown_day(value.get(name)))),
        summary=next((text for name in named.get("summary", ()) if (text := _text(value, name))), None),
        url=next((text for name in named.get("url", ()) if (text := _text(value, name))), None),
        article=str(article) if isinstance(article, str | int) and not isinstance(article, bool) else None,
        sources=strings(value.get("sources")),
        id=identity(value.get("id")),
        document_date=_text(value, "document_date"),
        body=_text(value, "body"),
        attachments=_attachments(value.get("attachments")),
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
