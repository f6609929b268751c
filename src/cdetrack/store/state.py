"""What cdetrack remembers between looks beside the history: losing it costs a full look, never a change."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from cdetrack.errors import CacheError, NewerCacheError
from cdetrack.store import files
from cdetrack.store.history import Position

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
        with files.refused("read", path):
            content = path.read_bytes()
    except CacheError as error:
        if isinstance(error.__cause__, FileNotFoundError):
            return State()
        raise
    try:
        form = json.loads(content)
        schema = int(form["schema"])
    except (ValueError, KeyError, TypeError) as error:
        raise _unreadable(path) from error
    if schema > SCHEMA:
        raise NewerCacheError(path, schema, SCHEMA)
    try:
        return State(
            sources={str(name): SourceState(**values) for name, values in form["sources"].items()},
            cursors={str(name): Position(**values) for name, values in form["cursors"].items()},
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise _unreadable(path) from error


def save_state(folder: Path, state: State) -> None:
    """Write the state, one source and one cursor a line so that `git diff` can show what moved."""
    sources = {name: asdict(each) for name, each in sorted(state.sources.items())}
    cursors = {name: asdict(each) for name, each in sorted(state.cursors.items())}
    parts = [f'{{"schema": {SCHEMA},', f'"sources": {{{_rows(sources)}}},', f'"cursors": {{{_rows(cursors)}}}}}']
    text = "\n".join(parts) + "\n"
    files.replace(folder / NAME, [text.encode()])


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
