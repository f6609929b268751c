"""Files of lines that are chained by hashes, and the end of each, recorded beside it: it tells that lines are gone."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from cdetrack.model.record import Position
from cdetrack.store import files
from cdetrack.text.regex import regex

END = ".end"
MARKER = regex(rb"(?:<{7,}|>{7,}|\|{7,})(?: .*)?|={7,}")
"""The conflict markers that git leaves in a file that two people appended to."""
_SCHEMA = 1
_Value = TypeVar("_Value")


def chained(values: Iterable[_Value], end: Position, encode: Callable[[_Value, str], bytes]) -> tuple[bytes, Position]:
    """Return the lines of values that follow the position `end`, and the position behind them.

    `encode` makes a line of a value and the hash of the line before.
    """
    lines = []
    for value in values:
        line = encode(value, end.hash)
        end = behind(end, line)
        lines.append(line)
    return b"".join(lines), end


def behind(end: Position, line: bytes) -> Position:
    """Return the position behind a line that follows the position `end`."""
    return Position(changes=end.changes + 1, bytes=end.bytes + len(line), hash=sha256(line).hexdigest())


def end_file(path: Path) -> Path:
    """Return the file with the recorded end of the file at `path`: `.NAME.end` beside `NAME.jsonl`."""
    return path.with_name(f".{path.stem}{END}")


def save_end(path: Path, end: Position) -> None:
    """Record `end` as the end of the file at `path`. Raises CacheError if it cannot be written."""
    files.clear_away(end_file(path))
    files.replace(end_file(path), [json.dumps({"schema": _SCHEMA, **asdict(end)}).encode() + b"\n"])


def read_end(path: Path) -> Position | None:
    """Return the recorded end of the file at `path`; None without a readable one. Raises NewerCacheError."""
    try:
        return _decoded(path, files.read_file(end_file(path)))
    except files.UNREADABLE:
        return None


def _decoded(path: Path, recorded: bytes) -> Position:
    """Return the end in the content of an end file. Raises NewerCacheError, or one of UNREADABLE."""
    form = json.loads(recorded)
    files.check_schema(form, end_file(path), _SCHEMA)
    del form["schema"]
    return Position(**form)


def forget_end(path: Path) -> None:
    """Remove the recorded end of the file at `path`, if there is one. Raises CacheError."""
    files.remove(end_file(path))


def find_problem(path: Path, recorded: bytes, ends: Mapping[int, Position]) -> str | None:
    """Return the damage of a file without the line that was its last one when its end was recorded, else None.

    `recorded` is the content of the end file, read before the file itself: the file only grows. `ends` has the position
    behind each line of the file, by its offset. Raises NewerCacheError.
    """
    if not recorded:
        return None
    try:
        end = _decoded(path, recorded)
        found = ends.get(end.bytes)
    except files.UNREADABLE:
        return f"`{end_file(path)}` is damaged"
    if found == end:
        return None
    lines = max((each.changes for each in ends.values()), default=0)
    counts = f" ({lines} lines where {end.changes} were recorded)" if lines != end.changes else ""
    return f"`{path}` is damaged: lines at its end are gone or altered{counts}"
