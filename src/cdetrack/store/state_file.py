"""Load and save `state.json`. Losing it costs a full look, never a change."""

import json
import re
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from cdetrack.errors import CacheError
from cdetrack.model.jsonform import moment_from
from cdetrack.model.record import Position
from cdetrack.store import files, regular
from cdetrack.store.state import Learnt, SourceState, State, WaitingFiles

SCHEMA = 2
NAME = "state.json"
_SETTINGS = ("settings", "order_settings", "full_settings")
_TEXTS = ("etag", "last_modified", "validates", "digest", "error", "kind", "place", *_SETTINGS)
_TIMES = ("last_look", "last_success", "last_full", "last_new", "failing_since", "empty_since", "gap", "learnt_since")
_LISTS = ("unread", "problems", "order", "since_gap", "lists")
_FLAGS = ("misread", "ended", "tokens", "followed", "further", "configured")
_ORDERS = frozenset({None, "mdy", "dmy"})


def load_state(folder: Path) -> State:
    """Return the state in `folder`, empty when there is none. Raises CacheError when it is unreadable."""
    path = folder / NAME
    if not regular.is_there(path):
        return State()
    content = files.read_file(path)
    try:
        form = json.loads(content)
        files.check_schema(form, path, SCHEMA)
        through = form.get("through")
        return State(
            sources={str(name): _source(_with_configured(str(name), each)) for name, each in form["sources"].items()},
            cursors={str(name): _cursor(values) for name, values in form["cursors"].items()},
            inbox={str(path): str(mark) for path, mark in form.get("inbox", {}).items()},
            robots={str(origin): dict(kept) for origin, kept in form.get("robots", {}).items()},
            paused={str(host): moment_from(end) for host, end in form.get("paused", {}).items()},
            through=None if through is None else _cursor(through),
        )
    except files.UNREADABLE as error:
        raise CacheError(
            f"`{path}` is damaged: it is not the state of a cache",
            hint="`cdetrack doctor --repair` sets it aside; the next look is then a full one",
        ) from error


def _source(values: dict[str, Any]) -> SourceState:
    """Return the state of a source; unknown keys are ignored.

    Raises one of UNREADABLE when a known key has a value of another type.
    """
    texts: dict[str, Any] = {name: values.get(name) for name in _TEXTS}
    times: dict[str, Any] = {name: values.get(name) for name in _TIMES}
    lists: dict[str, Any] = {name: values.get(name, []) for name in _LISTS}
    missed, reader, date_order = values.get("missed", {}), values.get("reader"), values.get("date_order")
    undone, undone_ids, left_out = (values.get(name, {}) for name in ("undone", "undone_ids", "left_out"))
    read_in = values.get("read_in", date_order)
    unreadable = values.get("unreadable", 0)
    if not all(each is None or isinstance(each, str) for each in texts.values()):
        raise TypeError("not a text")
    for each in times.values():
        if each is not None:
            moment_from(each)
    if not all(_is_count(each) for each in (unreadable, *missed.values())):
        raise TypeError("not a count")
    if not all(
        isinstance(entries, list) and all(isinstance(each, str) for each in entries) for entries in lists.values()
    ):
        raise TypeError("not a list of texts")
    if not all(isinstance(each, str) for each in (*undone.values(), *undone_ids.values(), *left_out.values())):
        raise TypeError("not a text")
    if not (reader is None or _is_count(reader)) or not {date_order, read_in} <= _ORDERS:
        raise ValueError("not a parser version or a date order")
    flags: dict[str, Any] = {name: values.get(name) is True for name in _FLAGS}
    return SourceState(
        **texts,
        **times,
        **lists,
        **flags,
        missed=missed,
        undone=undone,
        undone_ids=undone_ids,
        left_out=left_out,
        waiting={str(name): _waiting(each) for name, each in values.get("waiting", {}).items()},
        learnt=[_learnt(each) for each in values.get("learnt", [])],
        reader=reader,
        date_order=date_order,
        read_in=read_in,
        unreadable=unreadable,
    )


def _with_configured(name: str, values: dict[str, Any]) -> dict[str, Any]:
    """Return the values of a source with the flag `configured`, which states of cdetrack 0.1 and 0.2 do not have.

    A live listing was configured, unless it is named by its address: that was fetched by its link. 0.1 kept no address;
    there, a host in the name tells it.
    """
    if "configured" in values:
        return values
    if "place" not in values:
        live = values.get("last_full") is not None
        return {**values, "configured": live and "." not in name.partition("/")[0]}
    place = values["place"]
    requested = place.partition(" ")[0] if isinstance(place, str) else ""
    address, name = (re.sub(r"[^\w.]", "", each).removeprefix("www.") for each in (requested, name))
    return {**values, "configured": address != "" and not name.startswith(address)}


def _waiting(values: dict[str, Any]) -> WaitingFiles:
    at, tries, why = values["at"], values["tries"], values["why"]
    moment_from(at)
    if not (_is_count(tries) and isinstance(why, str)):
        raise TypeError("not waiting files")
    return WaitingFiles(at=at, tries=tries, why=why)


def _learnt(values: dict[str, Any]) -> Learnt:
    at, first, pairs = values["at"], values["first"], values["values"]
    moment_from(at)
    if not isinstance(first, str):
        raise TypeError("not what a look has learnt")
    learnt = {str(name): (was, became) for name, (was, became) in pairs.items()}
    for side in (0, 1):
        # Each side has values that a state may have.
        _source({name: pair[side] for name, pair in learnt.items()})
    return Learnt(at=at, first=first, values=learnt)


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _cursor(values: dict[str, Any]) -> Position:
    kinds = {name: type(value) for name, value in values.items()}
    if kinds != {"changes": int, "bytes": int, "hash": str} or min(values["changes"], values["bytes"]) < 0:
        raise TypeError("not a place in the history")
    return Position(**values)


def save_state(folder: Path, state: State) -> None:
    """Write the state, one source and one cursor a line, so that a `git diff` is short."""
    sources = {name: _form(each) for name, each in sorted(state.sources.items())}
    cursors = {name: asdict(each) for name, each in sorted(state.cursors.items())}
    through = json.dumps(None if state.through is None else asdict(state.through))
    head = f'{{"schema": {SCHEMA}, "through": {through},'
    inbox = f',\n"inbox": {json.dumps(state.inbox, ensure_ascii=False, sort_keys=True)}' if state.inbox else ""
    robots = f',\n"robots": {{{_rows(dict(sorted(state.robots.items())))}}}' if state.robots else ""
    ends = {host: end.isoformat(timespec="seconds") for host, end in sorted(state.paused.items())}
    paused = f',\n"paused": {json.dumps(ends)}' if ends else ""
    parts = [head, f'"sources": {{{_rows(sources)}}},', f'"cursors": {{{_rows(cursors)}}}{inbox}{robots}{paused}}}']
    text = "\n".join(parts) + "\n"
    files.replace(folder / NAME, [text.encode("utf-8", "backslashreplace")])


def _form(source: SourceState) -> dict[str, object]:
    # `asdict` alone would copy each id of a long listing.
    form = {each.name: getattr(source, each.name) for each in fields(source)}
    waiting = {name: asdict(each) for name, each in source.waiting.items()}
    learnt = [{"at": each.at, "first": each.first, "values": each.values} for each in source.learnt]
    return form | {"waiting": waiting, "learnt": learnt}


def _rows(rows: dict[str, dict[str, object]]) -> str:
    if not rows:
        return ""
    lines = [
        f"{json.dumps(name, ensure_ascii=False)}: {json.dumps(row, ensure_ascii=False)}" for name, row in rows.items()
    ]
    return "\n" + ",\n".join(lines) + "\n"
