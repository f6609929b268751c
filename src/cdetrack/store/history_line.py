"""The lines of the history: each has one change and the hash of the line before it.

The lines of a look have its number, and the last of them has `"end": true`: a tail without it is the rest of a crash.
This module alone forms and reads lines; a line is never changed.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple, get_args

from cdetrack.errors import CacheError, NewerCacheError
from cdetrack.model.frozen import frozen
from cdetrack.model.jsonform import moment_from, record_from_json, record_json, timestamp
from cdetrack.model.record import Change, ChangeKind, Record
from cdetrack.store.files import UNREADABLE
from cdetrack.text.regex import regex

SCHEMA = 2
"""2 added changes of the kind `undone`, quiet changes, and entries without a date; lines of schema 1 stay valid."""
_HEAD = regex(
    rb'\{"schema": (\d{1,9}), "prev": "([0-9a-f]{64})", "look": (\d{1,18}), "end": (true|false), "at": "([^"]{20,32})"'
)
_ADDITION = regex(
    rb'\{"schema": [12], "prev": "[0-9a-f]{64}", "look": \d{1,18}, "end": (?:true|false), "at": "([^"]{20,32})", '
    rb'"source": "([^"\\]+)", "kind": "added", "id": "([^"\\]+)"'
)
LONGEST_HEAD = 256
"""More bytes than the beginning of a line up to its time has."""
_SCHEMA = regex(rb'\{"schema": (\d{1,9}),')
_SUBJECT = regex(rb', "source": "([^"\\\n]*)", "kind": "([a-z]+)", "id": "([^"\\\n]*)", "fields": ')
"""The subject of a line, behind its head; a source or an id with an escaped character is decoded with the line."""
_DETAIL, _QUIET = b', "detail": true', b', "quiet": true'
_KINDS = frozenset(get_args(ChangeKind))
DAMAGED = "`cdetrack doctor` shows what is damaged; take the file from a backup, or `cdetrack doctor --repair`"


class Addition(NamedTuple):
    """A change that adds a notice and alerts of it, without the record."""

    at: datetime
    source: str
    id: str
    kind: ChangeKind = "added"


@frozen
class HistoryLine:
    """A line of the file; its beginning is parsed, its change is not."""

    number: int
    """Its line number, from 1."""
    start: int
    end: int
    """Its offsets in the file."""
    prev: str
    look: int
    last: bool
    at: str


class LineSubject(NamedTuple):
    """The subject of a line, without its records."""

    look: int
    source: str
    kind: str
    id: str
    detail: bool


@frozen
class DecodedLine:
    """A line that was decoded without the lines around it."""

    change: Change
    prev: str
    """The hash of the line before it; empty if the line has none."""
    last: bool
    """True for the last line of a look."""
    as_written: bool
    """True if the line begins in the form that cdetrack writes, so that it can be copied."""
    pages: tuple[Mapping[str, str], ...] = ()
    """The kept pages that it cites, as the last line of a look."""


def refuse_newer(line: bytes, path: Path) -> None:
    """Raise NewerCacheError when a newer cdetrack wrote `line`, or the line that it begins with, in the file `path`."""
    found = _SCHEMA().match(line)
    if found is not None and int(found[1]) > SCHEMA:
        raise NewerCacheError(path, int(found[1]), SCHEMA)


def line_at(start: int, raw: bytes, *, number: int) -> HistoryLine | None:
    """Return the line of the bytes at the offset `start`; None if they are not a change, or of a newer cdetrack."""
    head = _HEAD().match(raw)
    if head is None or int(head[1]) > SCHEMA:
        return None
    return HistoryLine(
        number=number,
        start=start,
        end=start + len(raw),
        prev=head[2].decode(),
        look=int(head[3]),
        last=head[4] == b"true",
        at=head[5].decode(errors="replace"),
    )


def subject_in(raw: bytes) -> LineSubject | None:
    """Return the subject of a line without decoding it; None if that does not give it."""
    head = _HEAD().match(raw)
    found = _SUBJECT().match(raw, head.end()) if head is not None else None
    if head is None or found is None:
        return None
    # No `"` inside a JSON string is bare: the flag matches at its key alone.
    return LineSubject(int(head[3]), found[1].decode(), found[2].decode(), found[3].decode(), _DETAIL in raw)


def addition_in(raw: bytes) -> Addition | None:
    """Return the change of a line that only adds a notice, without decoding it; None for any other line."""
    found = _ADDITION().match(raw)
    if found is None or _QUIET in raw:
        return None
    at, source, name = (each.decode() for each in found.groups())
    return Addition(at=moment_from(at), source=source, id=name)


def mark_of(notice_id: str) -> bytes:
    """Return bytes that each line about a notice has; they could also be part of a title."""
    return f'"id": {json.dumps(notice_id)}, "fields": '.encode()


def mark_of_undone(beginning: str) -> bytes:
    """Return bytes that each line with an undone change of a notice has, by the beginning of its id; as `mark_of`."""
    return f'"kind": "undone", "id": {json.dumps(beginning)[:-1]}'.encode()


def decode(line: bytes, *, path: Path, number: int) -> Change:
    """Return the change of line `number` of the file at `path`. Raises CacheError when it is unreadable."""
    return decode_line(line, path=path, number=number).change


def decode_line(line: bytes, *, path: Path, number: int) -> DecodedLine:
    """Return the content of line `number` of the file at `path`; 0 for an unknown number.

    Raises CacheError when the line is unreadable.
    """
    try:
        form = json.loads(line)
        prev, last = str(form.get("prev", "")), form.get("end") is True
        pages = tuple(dict(each) for each in form.get("pages", ()))
        written = _HEAD().match(line) is not None
        return DecodedLine(change=_change(form), prev=prev, last=last, as_written=written, pages=pages)
    except UNREADABLE as error:
        where = f"line {number}" if number else "a line"
        raise CacheError(f"`{path}` is damaged: {where} is not a change", hint=DAMAGED) from error


def _change(form: dict[str, Any]) -> Change:
    """Return the change in a JSON object. Raises one of UNREADABLE for another form than `encode` writes."""
    at, look, kind = moment_from(form["at"]), form["look"], form["kind"]
    if type(look) is not int or kind not in _KINDS:
        raise ValueError("not a change")
    baseline, detail = form.get("baseline", False), form.get("detail", False)
    if not (isinstance(form["id"], str) and isinstance(form["source"], str)):
        raise TypeError("not a change")
    quiet, undoes, withdrawn = form.get("quiet", False), form.get("undoes"), form.get("withdrawn")
    if not (isinstance(baseline, bool) and isinstance(detail, bool) and isinstance(quiet, bool)):
        raise TypeError("not a flag")
    if undoes is not None and type(undoes) is not int:
        raise TypeError("not the number of a look")
    return Change(
        at=at,
        id=form["id"],
        source=form["source"],
        look=look,
        before=_record(form["before"]),
        after=_record(form["after"]),
        kind=kind,
        fields=tuple(form["fields"]),
        baseline=baseline,
        detail=detail,
        quiet=quiet,
        undoes=undoes,
        withdrawn=moment_from(withdrawn) if withdrawn is not None else None,
    )


def _record(form: dict[str, Any] | None) -> Record | None:
    """Return one side of a change. Raises one of UNREADABLE for another form than `encode` writes."""
    if form is None:
        return None
    record = record_from_json(form)
    texts: tuple[object, ...] = (record.summary, record.url, record.article, record.body)
    if not all(
        isinstance(each, str) for each in (record.title, *record.sources, *(each for each in texts if each is not None))
    ):
        raise TypeError("not a text")
    return record


def encode(changes: Sequence[Change], *, previous: str, pages: Sequence[Mapping[str, str]] = ()) -> tuple[bytes, str]:
    """Return the lines of one look, chained to the line with the hash `previous`, and the hash of the last line.

    `pages` are the kept pages of the look: each with `url`, `sha256`, `at` and what the server stated.
    """
    lines = []
    for position, change in enumerate(changes, 1):
        form = {
            "schema": SCHEMA,
            "prev": previous,
            "look": change.look,
            "end": position == len(changes),
            "at": timestamp(change.at),
            "source": change.source,
            "kind": change.kind,
            "id": change.id,
            "fields": change.fields,
            "before": None if change.before is None else record_json(change.before),
            "after": None if change.after is None else record_json(change.after),
        }
        form |= {name: True for name in ("baseline", "detail", "quiet") if getattr(change, name)}
        if change.undoes is not None:
            form["undoes"] = change.undoes
        if change.withdrawn is not None:
            form["withdrawn"] = timestamp(change.withdrawn)
        if pages and position == len(changes):
            form["pages"] = list(pages)
        line = json.dumps(form, ensure_ascii=False).encode() + b"\n"
        previous = sha256(line).hexdigest()
        lines.append(line)
    return b"".join(lines), previous
