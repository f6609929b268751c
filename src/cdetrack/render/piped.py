"""One record for each line, for pipes and programs: tab-separated, JSON Lines, or a JSON array.

Functions yield lines without their ends. Nothing is cut or coloured, and there are no headings.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from cdetrack.model.jsonform import timestamp
from cdetrack.model.notice import Notice
from cdetrack.render.safe import plain

if TYPE_CHECKING:
    from cdetrack.model.record import Change

_encode = json.JSONEncoder(ensure_ascii=False, separators=(", ", ": ")).encode
# JSON allows these characters in strings, but terminals and old parsers interpret them.
_UNSAFE = r"[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]"


def tsv(notices: Iterable[Notice]) -> Iterator[str]:
    """Yield `date id kind number topics title url` of each notice; unknown values are empty."""
    for notice in notices:
        number, url = notice.number or "", notice.url or ""
        fields = (notice.date.isoformat(), notice.id, notice.kind, number, ",".join(notice.topics), notice.title, url)
        yield "\t".join(map(plain, fields))


def changes_lines(changes: "Iterable[Change]") -> Iterator[str]:
    """Yield `at kind id source fields title url` of each change."""
    from cdetrack.render.changed import changed_fields

    for change in changes:
        side = change.after or change.before
        title, url = (side.title, side.url or "") if side else ("", "")
        fields = (
            timestamp(change.at),
            change.kind,
            change.id,
            change.source,
            ",".join(changed_fields(change)),
            title,
            url,
        )
        yield "\t".join(map(plain, fields))


def cell(value: object) -> str:
    """Return the value of a field in JSON as text: lists joined by `,`, lists of objects by `; `, None empty."""
    if isinstance(value, list):
        parts = [" ".join(map(str, each.values())) if isinstance(each, Mapping) else str(each) for each in value]
        return ("; " if any(isinstance(each, Mapping) for each in value) else ",").join(parts)
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def plain_rows(rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """Yield each row with tabs between its cells; None is empty, booleans are `true` and `false`."""
    for row in rows:
        yield "\t".join(plain(cell(value)) for value in row)


def json_text(value: object) -> str:
    """Return the value as JSON on one line; characters that control a terminal are escaped."""
    text = _encode(value)
    return text if text.isprintable() else re.sub(_UNSAFE, lambda found: f"\\u{ord(found[0]):04x}", text)


def with_day(value: Mapping[str, object], as_of: date | None) -> Mapping[str, object]:
    """Return an object of an answer about a day in the past, which says so; for None, the object as it is."""
    return value if as_of is None else {**value, "as_of": as_of.isoformat()}


def json_lines(values: Iterable[Mapping[str, object]]) -> Iterator[str]:
    """Yield one line for each object."""
    return map(json_text, values)


def json_array(values: Iterable[Mapping[str, object]]) -> Iterator[str]:
    """Yield an array with one line for each object, which can be streamed, and compared by `git diff`."""
    held: str | None = None
    yield "["
    for value in values:
        if held is not None:
            yield f"{held},"
        held = json_text(value)
    if held is not None:
        yield held
    yield "]"


def json_object(value: Mapping[str, object]) -> str:
    """Return one object with one line for each key, for reading."""
    inner = ",\n".join(f"  {json_text(key)}: {json_text(each)}" for key, each in value.items())
    return f"{{\n{inner}\n}}"
