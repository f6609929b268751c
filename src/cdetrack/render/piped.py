"""One record a line, for pipes and programs: tab-separated, JSON Lines, and a JSON array with one object a line.

What is yielded are lines without their ends. Nothing is cut, coloured or given a heading.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from cdetrack.model.jsonform import timestamp
from cdetrack.model.notice import Notice
from cdetrack.render.safe import plain

if TYPE_CHECKING:
    from cdetrack.model.record import Change

_encode = json.JSONEncoder(ensure_ascii=False, separators=(", ", ": ")).encode
# JSON allows these inside of strings, terminals and old parsers act upon them.
_UNSAFE = r"[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]"


def tsv(notices: Iterable[Notice]) -> Iterator[str]:
    """Yield `date id kind number topics title url` of each notice; an unknown one is empty."""
    for notice in notices:
        number, url = notice.number or "", notice.url or ""
        fields = (notice.date.isoformat(), notice.id, notice.kind, number, ",".join(notice.topics), notice.title, url)
        yield "\t".join(map(plain, fields))


def changes_lines(changes: "Iterable[Change]") -> Iterator[str]:
    """Yield `at kind id source fields title url` of each change."""
    for change in changes:
        side = change.after or change.before
        title, url = (side.title, side.url or "") if side else ("", "")
        fields = (timestamp(change.at), change.kind, change.id, change.source, ",".join(change.fields), title, url)
        yield "\t".join(map(plain, fields))


def plain_rows(rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """Yield each row with tabs between its cells; None is empty, and truth is told as in JSON."""
    for row in rows:
        shown = (str(cell).lower() if isinstance(cell, bool) else cell for cell in row)
        yield "\t".join("" if cell is None else plain(str(cell)) for cell in shown)


def json_text(value: object) -> str:
    """Return the value as JSON on one line; what a terminal would act upon is written as an escape."""
    text = _encode(value)
    return text if text.isprintable() else re.sub(_UNSAFE, lambda found: f"\\u{ord(found[0]):04x}", text)


def json_lines(values: Iterable[Mapping[str, object]]) -> Iterator[str]:
    """Yield each object on a line of its own."""
    return map(json_text, values)


def json_array(values: Iterable[Mapping[str, object]]) -> Iterator[str]:
    """Yield an array with one object a line: it can be streamed, and compared by `git diff`."""
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
    """Return one object, a key a line, for people who read it."""
    inner = ",\n".join(f"  {json_text(key)}: {json_text(each)}" for key, each in value.items())
    return f"{{\n{inner}\n}}"
