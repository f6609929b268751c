"""What cdetrack remembers between looks beside the history: losing it costs a full look, never a change."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from cdetrack.errors import CacheError, NewerCacheError
from cdetrack.model.record import DateOrder, Position
from cdetrack.store import files, regular

SCHEMA = 2
NAME = "state.json"
_MOST_PROBLEMS, _LONGEST_PROBLEM = 500, 300
_LONG_AGO = "1970-01-01T00:00:00Z"


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
    kind: str | None = None
    """Which parser read its last good look."""
    place: str | None = None
    """Where its listing was asked for and where it came from, as `ADDRESS ADDRESS`."""
    gap: str | None = None
    """The moment of a look that ended half-way: later looks read on until this gap is closed."""
    date_order: DateOrder | None = None
    """`mdy` or `dmy`: how the source writes days in figures, learnt from days that can be read in one way only."""
    reader: int | None = None
    """The version of our way of reading at its last look."""
    problems: list[str] = field(default_factory=list)
    """Entries of its last look that could not be read, as they were told."""
    order: list[str] = field(default_factory=list)
    """The notices of its last look in the listing's order, those that it missed in their old places.

    Those that are withdrawn stay as long as their neighbours stand next to each other.
    """

    def forget(self) -> None:
        """Forget all that saves reading a page again: the next look reads everything, in full."""
        self.etag = self.last_modified = self.validates = None
        # A source that had a full look is not taken for one that is known from files alone.
        self.last_full = _LONG_AGO if self.last_full is not None else None

    def found_odd(self, told: Sequence[str]) -> None:
        """Remember what was told of the entries of its last look."""
        self.problems = [each[:_LONGEST_PROBLEM] for each in told[:_MOST_PROBLEMS]]

    def succeeded(self, now: str) -> None:
        """Remember that a look at `now` was without errors."""
        self.last_look = self.last_success = now
        self.failing_since = self.error = None

    def failed(self, now: str, error: str) -> None:
        """Remember that a look at `now` ended with `error`."""
        self.last_look = now
        # One that is still to come was told by a wrong clock.
        self.failing_since = min(self.failing_since or now, now)
        self.error = error


@dataclass(slots=True, kw_only=True)
class State:
    """The content of `state.json`."""

    sources: dict[str, SourceState] = field(default_factory=dict)
    cursors: dict[str, Position] = field(default_factory=dict)
    """Who asked with `diff --since-last`, and how far they have seen."""
    through: Position | None = None
    """Where the history ended when the state was saved last; None when that was by an older cdetrack."""

    def source(self, name: str) -> SourceState:
        """Return what is remembered of the source `name`, to be changed in place."""
        return self.sources.setdefault(name, SourceState())


def forget_validators(state: State) -> None:
    """Forget all that saves reading a page again: the next look at each source reads everything, in full."""
    for source in state.sources.values():
        source.forget()


def load_state(folder: Path) -> State:
    """Return the state in `folder`, empty when there is none. Raises CacheError when it cannot be read."""
    path = folder / NAME
    if not regular.is_there(path):
        return State()
    content = files.read_file(path)
    try:
        form = json.loads(content)
        schema = int(form["schema"])
    except files.UNREADABLE as error:
        raise _unreadable(path) from error
    if schema > SCHEMA:
        raise NewerCacheError(path, schema, SCHEMA)
    try:
        through = form.get("through")
        return State(
            sources={str(name): _source(values) for name, values in form["sources"].items()},
            cursors={str(name): _cursor(values) for name, values in form["cursors"].items()},
            through=None if through is None else _cursor(through),
        )
    except files.UNREADABLE as error:
        raise _unreadable(path) from error


_TEXTS = ("etag", "last_modified", "validates", "error", "kind", "place")
_MOMENTS = ("last_look", "last_success", "last_full", "failing_since", "gap")
_LISTS = ("unread", "problems", "order")
_ORDERS = (None, "mdy", "dmy")


def _source(values: dict[str, Any]) -> SourceState:
    """Return the remembered facts of a source; unknown ones are passed over.

    Raises one of UNREADABLE when something that we know is of another kind than we write.
    """
    texts: dict[str, Any] = {name: values.get(name) for name in _TEXTS}
    moments: dict[str, Any] = {name: values.get(name) for name in _MOMENTS}
    lists: dict[str, Any] = {name: values.get(name, []) for name in _LISTS}
    missed, reader, date_order = values.get("missed", {}), values.get("reader"), values.get("date_order")
    if not all(each is None or isinstance(each, str) for each in texts.values()):
        raise TypeError("not a text")
    if any(each is not None and datetime.fromisoformat(each).tzinfo is None for each in moments.values()):
        raise ValueError("not a moment")
    if not all(_is_count(each) for each in missed.values()):
        raise TypeError("not what was missed")
    if not all(
        isinstance(entries, list) and all(isinstance(each, str) for each in entries) for entries in lists.values()
    ):
        raise TypeError("not a list of texts")
    if not (reader is None or _is_count(reader)) or date_order not in _ORDERS:
        raise ValueError("not how a source is read")
    return SourceState(**texts, **moments, **lists, missed=missed, reader=reader, date_order=date_order)


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _cursor(values: dict[str, Any]) -> Position:
    kinds = {name: type(value) for name, value in values.items()}
    if kinds != {"changes": int, "bytes": int, "hash": str} or min(values["changes"], values["bytes"]) < 0:
        raise TypeError("not a place in the history")
    return Position(**values)


def save_state(folder: Path, state: State) -> None:
    """Write the state, one source and one cursor a line so that `git diff` can show what moved."""
    sources = {name: asdict(each) for name, each in sorted(state.sources.items())}
    cursors = {name: asdict(each) for name, each in sorted(state.cursors.items())}
    through = json.dumps(None if state.through is None else asdict(state.through))
    head = f'{{"schema": {SCHEMA}, "through": {through},'
    parts = [head, f'"sources": {{{_rows(sources)}}},', f'"cursors": {{{_rows(cursors)}}}}}']
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
