"""Read cdetrack's own exports: JSON objects with `title`, `date` and its other fields, in an array or in lines.

An API may answer with objects that have only such fields: their texts are read as those of any JSON.
"""

import re
from collections.abc import Mapping, Sequence

from cdetrack.errors import UnreadableError
from cdetrack.model.notice import Attachment
from cdetrack.model.record import STATED_DAYS, STATED_TEXTS, DateFrom, Listing, Page, RawNotice
from cdetrack.sources.entries import with_titles
from cdetrack.sources.formats.json_values import (
    date_text,
    describe,
    link_of_value,
    strings,
    text_of_value,
    with_days_in_zone,
    written_day,
)

ID = r"[0-9A-Za-z][0-9A-Za-z._-]{3,63}"
"""The source of a pattern for an id of another cache."""
_ID = re.compile(ID)
_OURS = re.compile(r"(?=.{0,11}[a-f])[0-9a-f]{12}")
"""An id that a cache derives; twelve digits may be of any site."""
_KEYS = frozenset(
    {
        *("id", "title", "date", "date_from", "summary", "url", "sources", "article", "number", "issuers", "kind"),
        *(
            "status",
            "topics",
            "effective",
            "event",
            "comments_due",
            "milestones",
            "product",
            "applicant",
            "application",
        ),
        *("indication", "document", "relations", "related", "withdrawn"),
        *("summary_suspect", "first_seen", "document_date", "body", "attachments", "guid", "shown", "stated"),
    }
)
_TEXTS = ("title", "summary", "body", *STATED_TEXTS)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT")
SURE = frozenset({"id", "title", "date", "sources", "first_seen"})
"""Only an export has all of these, in later versions, too."""


def parse(page: Page, data: object) -> Listing:
    """Return the notices of an export: an array, one object, or an object with `notices`.

    A notice that was withdrawn is a problem: recorded from a file, it would be present again.
    """
    found = data
    if isinstance(data, dict) and isinstance(data.get("notices"), list):
        found = data["notices"]
    entries = found if isinstance(found, list) else [found]
    following = None
    if not any(map(_is_exact, entries)):
        from cdetrack.sources.formats.json_list import next_in

        entries = [_of_any_site(entry) if isinstance(entry, dict) else entry for entry in entries]
        following = next_in(data)
    notices, unreadable = with_titles(notices_of(page, entries))
    if not notices:
        # An entry with a title was meant as a notice: report its problem.
        why = next((f" ({each.problem})" for each in unreadable if each.problem.startswith("`")), "")
        raise UnreadableError(
            f"{page.name} is JSON of another kind: {describe(data)}{why}",
            hint="cdetrack reads objects with `title` and `date`, the CDE's answers, HAR files and JSON Feed",
        )
    return Listing(
        kind="export",
        notices=with_days_in_zone(notices),
        unreadable=unreadable,
        next_url=following,
        next_by="json" if following else None,
    )


def notices_of(page: Page, entries: Sequence[object]) -> list[RawNotice | str]:
    """Return the entries of an export as notices, and a problem for each that is none, and for the withdrawn ones.

    Raises UnreadableError if all are withdrawn.
    """
    present = [entry for entry in entries if not _is_withdrawn(entry)]
    found = list(map(_entry, _leaders_first(present)))
    if gone := len(entries) - len(present):
        words = "notice of it is" if gone == 1 else "notices of it are"
        problem = f"{page.name} is an export, and {gone:,} {words} withdrawn: left out, not present again"
        if not present:
            raise UnreadableError(problem, hint="nothing was recorded: export the notices without `--withdrawn`")
        found.append(problem)
    return found


def is_ours(data: object) -> bool:
    """Return True if a JSON value looks like an export of cdetrack: objects with no other fields than its own."""
    found = data.get("notices") if isinstance(data, dict) and isinstance(data.get("notices"), list) else data
    entries = [entry for entry in (found if isinstance(found, list) else [found]) if isinstance(entry, dict)]
    if any(map(_is_sure, entries)):
        return True
    return any("title" in entry for entry in entries) and all(entry.keys() <= _KEYS for entry in entries)


def _is_sure(entry: object) -> bool:
    return isinstance(entry, dict) and entry.keys() >= SURE


def _is_exact(entry: object) -> bool:
    """Return True for a notice of an export, also with some of its fields alone: then its id is one of ours."""
    return _is_sure(entry) or (isinstance(entry, dict) and _OURS.fullmatch(str(entry.get("id"))) is not None)


def _of_any_site(entry: Mapping[str, object]) -> dict[str, object]:
    """Return an entry with texts, day and link as in any JSON: HTML becomes text, and an object its text."""
    texts = {name: text_of_value(entry[name]) for name in _TEXTS if name in entry}
    return {
        **entry,
        **texts,
        "date": written_day(entry.get("date")),
        "url": link_of_value(url := entry.get("url")) or url,
    }


def _leaders_first(entries: Sequence[object]) -> list[object]:
    """Return the entries, each behind the one that leads its document; entries of one date stay in their order.

    The first that is seen leads a document, and the newest stands first in an export. The order of entries with one
    date is that in which they are listed.
    """
    notices = [entry if isinstance(entry, dict) else {} for entry in entries]
    places = {name: place for place, notice in enumerate(notices) if (name := identity(notice.get("id")))}
    last: dict[str, int] = {}
    before: list[tuple[int, int]] = []
    for place, notice in enumerate(notices):
        leader = places.get(identity(notice.get("document")) or "", place)
        day = _text(notice, "date") or ""
        before.append((leader, last.get(day, place)))
        last[day] = place
    entered: set[int] = set()
    ordered: list[object] = []
    for place in range(len(entries)):
        waiting = [] if place in entered else [place]
        while waiting:
            entered.add(waiting[-1])
            further = next((each for each in before[waiting[-1]] if each not in entered), None)
            if further is None:
                ordered.append(entries[waiting.pop()])
            else:
                waiting.append(further)
    return ordered


def identity(value: object) -> str | None:
    """Return the id from another cache, or None if it is not valid."""
    return value if isinstance(value, str) and _ID.fullmatch(value) else None


def origin_of_day(value: object) -> DateFrom:
    """Return the origin of the date beside an export's `date_from`."""
    return "seen" if value == "seen" else "listing"


def _is_withdrawn(value: object) -> bool:
    return isinstance(value, dict) and _MOMENT.match(_text(value, "withdrawn") or "") is not None


def _entry(value: object) -> RawNotice | str:
    if not isinstance(value, dict):
        return f"{describe(value)} is no notice"
    title, article = value.get("title"), value.get("article")
    if not isinstance(title, str):
        return f"{describe(value)} has no title"
    return RawNotice(
        title=title,
        date=date_text(value.get("date")),
        summary=_text(value, "summary"),
        url=_text(value, "url"),
        article=str(article) if isinstance(article, str | int) and not isinstance(article, bool) else None,
        sources=strings(value.get("sources")),
        id=identity(value.get("id")),
        document_date=_text(value, "document_date"),
        body=_text(value, "body"),
        attachments=_attachments(value.get("attachments")),
        date_from=origin_of_day(value.get("date_from")),
        stated=_stated(value),
    )


def _stated(value: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    """Return what may have been in fields of its own in the listing; which of it follows from texts is unknown here."""
    milestones = value.get("milestones")
    ends = (
        _text(each, "date")
        for each in (milestones if isinstance(milestones, list) else [])
        if isinstance(each, dict) and each.get("what") == "publicity-ends"
    )
    values = {name: _text(value, name) for name in (*STATED_TEXTS, *STATED_DAYS)}
    values["publicity_ends"] = next(filter(None, ends), None)
    return tuple((name, text) for name, text in values.items() if text)


def _text(value: Mapping[str, object], key: str) -> str | None:
    found = value.get(key)
    return found if isinstance(found, str) else None


def _attachments(value: object) -> tuple[Attachment, ...]:
    return tuple(
        Attachment(name=_text(item, "name") or "", url=url, type=_text(item, "type") or "")
        for item in (value if isinstance(value, list) else [])
        if isinstance(item, dict) and (url := _text(item, "url"))
    )
