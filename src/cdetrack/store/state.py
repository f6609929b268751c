"""What cdetrack remembers between looks beside the history: losing it costs a full look, never a change."""

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from cdetrack.errors import CacheError, NewerCacheError
from cdetrack.evidence import Position
from cdetrack.store import files

SCHEMA = 1
NAME = "state.json"


@dataclass(slots=True, kw_only=True)
class SourceState:
    """What is remembered of one source; moments are ISO 8601 in UTC."""

    etag: str | None = None
    last_modified: str | None = None
    validates: str | None = None
    """What the two above were said of: another address, other selectors or a newer parser make them worthless."""
    last_look: str | None = None
    last_success: str | None = None
    last_full: str | None = None
    failing_since: str | None = None
    error: str | None = None
    missed: dict[str, int] = field(default_factory=dict)
    """Notices that the last full looks in a row did not show, and how many of them."""
    unread: list[str] = field(default_factory=list)
    """Notices whose own pages were wanted and could not be read: they are asked for again."""

    def succeeded(self, now: str) -> None:
        """Remember that a look at `now` was without errors."""
        self.last_look = self.last_success = now
        self.failing_since = self.error = None

    def failed(self, now: str, error: str) -> None:
        """Remember that a look at `now` ended with `error`."""
        self.last_look = now
        self.failing_since = self.failing_since or now
        self.error = error


@dataclass(slots=True, kw_only=True)
class State:
    """The content of `state.json`."""

    sources: dict[str, SourceState] = field(default_factory=dict)
    cursors: dict[str, Position] = field(default_factory=dict)
    """Who asked with `diff --since-last`, and how far they have seen."""

    def source(self, name: str) -> SourceState:
        """Return what is remembered of the source `name`, to be changed in place."""
        return self.sources.setdefault(name, SourceState())


def load_state(folder: Path) -> State:
    """Return the state in `folder`, empty when there is none. Raises CacheError when it cannot be read."""
    path = folder / NAME
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return State()
    except OSError as error:
        raise files.cannot("read", path, error) from error
    try:
        form = json.loads(content)
        schema = int(form["schema"])
    except files.UNREADABLE as error:
        raise _unreadable(path) from error
    if schema > SCHEMA:
        raise NewerCacheError(path, schema, SCHEMA)
    try:
        return State(
            sources={str(name): _source(values) for name, values in form["sources"].items()},
            cursors={str(name): _cursor(values) for name, values in form["cursors"].items()},
        )
    except files.UNREADABLE as error:
        raise _unreadable(path) from error


def _source(values: dict[str, Any]) -> SourceState:
    """Return what is said of a source. Raises ValueError or TypeError when it is of another kind than we write."""
    source = SourceState(**values)
    texts = (source.etag, source.last_modified, source.validates, source.error)
    if not all(each is None or isinstance(each, str) for each in texts):
        raise TypeError("not a text")
    moments = (source.last_look, source.last_success, source.last_full, source.failing_since)
    if any(each is not None and datetime.fromisoformat(each).tzinfo is None for each in moments):
        raise ValueError("not a moment")
    counts: list[object] = list(source.missed.values())
    if not all(isinstance(each, int) for each in counts) or not all(isinstance(each, str) for each in source.unread):
        raise TypeError("not what was missed")
    return source


def _cursor(values: dict[str, Any]) -> Position:
    kinds = {name: type(value) for name, value in values.items()}
    if kinds != {"changes": int, "bytes": int, "hash": str}:
        raise TypeError("not a place in the history")
    return Position(**values)


def save_state(folder: Path, state: State) -> None:
    """Write the state, one source and one cursor a line so that `git diff` can show what moved."""
    sources = {name: asdict(each) for name, each in sorted(state.sources.items())}
    cursors = {name: asdict(each) for name, each in sorted(state.cursors.items())}
    parts = [f'{{"schema": {SCHEMA},', f'"sources": {{{_rows(sources)}}},', f'"cursors": {{{_rows(cursors)}}}}}']
    text = "\n".join(parts) + "\n"
    files.replace(folder / NAME, [text.encode("utf-8", "backslashreplace")])


def _rows(rows: dict[str, dict[str, object]]) -> str:
    if not rows:
        return ""
    lines = [
        f"{json.dumps(name, ensure_ascii=False)}: {json.dumps(row, ensure_ascii=False)}" for name, row in rows.items()
    ]
    return "\n" + ",\n".join(lines) + "\n"


def _unreadable(path: Path) -> CacheError:
    return CacheError(
        f"`{path}` is damaged: it is not the state of a cache",
        hint="`cdetrack doctor --repair` sets it aside; the next look is then a full one",
    )
