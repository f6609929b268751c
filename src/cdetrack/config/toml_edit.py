"""Set, add and remove values in the text of a configuration: everything else in it stays as it was written."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import tomlkit
from tomlkit.exceptions import TOMLKitError

from cdetrack.errors import ConfigError

Value = str | bool | int | list[str]
"""A value that can be written into a configuration."""
Where = tuple[str | int, ...]
"""The way to a table: keys, and the index in an array of tables."""

_HEADER = re.compile(r"\s*\[")
_IDLE = re.compile(r"\s*(?:#.*)?")


def with_value(text: str, where: Where, key: str, value: Value) -> str:
    """Return the configuration with `key = value` in the table at `where`, which is made if there is none."""
    document = _parsed(text)
    table = _table(document, where)
    if table is not None and key in table:
        _exchange(table, key, value)
        return tomlkit.dumps(document)
    lines = text.splitlines(keepends=True)
    blocks = _blocks(lines)
    line = f"{_rendered_key(key)} = {_rendered(value)}\n"
    block = _block(blocks, where)
    if block is not None:
        return _with_lines(lines, block.end, [line], apart=not where and block.end == block.start)
    parent = _table(document, where[:-1]) if len(where) > 1 and not _is_headed(blocks, where) else None
    if table is None and parent is not None:
        parent[where[-1]] = table = tomlkit.inline_table()
    if table is not None:
        # The table is inline, or written with dotted keys.
        table[key] = value
        return tomlkit.dumps(document)
    header = f"[{'.'.join(_rendered_key(str(each)) for each in where)}]\n"
    kin = [each.end for each in blocks if each.where[:1] == where[:1]]
    watches = [_above(lines, each.start) for each in blocks if each.where[:1] == ("watch",)]
    at = kin[-1] if kin else watches[0] if watches else len(lines)
    return _with_lines(lines, at, [header, line], apart=True)


def without_value(text: str, where: Where, key: str) -> str:
    """Return the configuration without `key` in the table at `where`."""
    document = _parsed(text)
    table = _table(document, where)
    if table is not None and key in table:
        del table[key]
    return tomlkit.dumps(document)


def with_watch(text: str, values: Mapping[str, Value]) -> str:
    """Return the configuration with one more watch, after the others."""
    document = _parsed(text)
    lines = text.splitlines(keepends=True)
    ends = [block.end for block in _blocks(lines) if block.where[:1] == ("watch",)]
    if "watch" in document and not ends:
        watches: Any = document["watch"]
        watch = tomlkit.inline_table()
        watch.update(values)
        watches.append(watch)
        return tomlkit.dumps(document)
    return _with_lines(lines, ends[-1] if ends else len(lines), [*watch_lines(values)], apart=True)


def watch_lines(values: Mapping[str, Value], *, comments: Sequence[str] = ()) -> Iterator[str]:
    """Yield the lines of a watch, each with its line end."""
    yield "[[watch]]\n"
    yield from (f"# {comment}\n" if comment else "#\n" for comment in comments)
    yield from table_lines(values)


def table_lines(values: Mapping[str, Value]) -> Iterator[str]:
    """Yield `key = value` lines, each with its line end."""
    yield from (f"{_rendered_key(key)} = {_rendered(value)}\n" for key, value in values.items())


def without_watch(text: str, index: int) -> str:
    """Return the configuration without watch number `index`, from 0; comments above and below it stay."""
    lines = text.splitlines(keepends=True)
    block = _block(_blocks(lines), ("watch", index))
    if block is None:
        document = _parsed(text)
        watches: Any = document["watch"]
        del watches[index]
        if not watches:
            del document["watch"]
        return tomlkit.dumps(document)
    before, after = lines[: block.start], lines[block.end :]
    if not before or not before[-1].strip():
        while after and not after[0].strip():
            del after[0]
        if not after:
            while before and not before[-1].strip():
                del before[-1]
    return "".join((*before, *after))


class _Block(NamedTuple):
    """The lines of a table with a header: from the header through the last value."""

    where: Where
    start: int
    end: int


def _blocks(lines: Sequence[str]) -> list[_Block]:
    """Return the tables with headers, after a first one for the keys above all headers."""
    headers: list[int] = []
    for number, line in enumerate(lines):
        # A line like a header within a string or a list follows text that is no whole TOML.
        if _HEADER.match(line) and _is_whole(lines[headers[-1] if headers else 0 : number]):
            headers.append(number)
    blocks = [_Block((), *_span(lines, 0, headers[0] if headers else len(lines)))]
    nth: dict[Where, int] = {}
    for start, stop in pairwise([*headers, len(lines)]):
        where: Where = tuple(_keys(tomllib.loads(lines[start])))
        if lines[start].lstrip().startswith("[["):
            nth[where] = nth.get(where, -1) + 1
            where = (*where, nth[where])
        blocks.append(_Block(where, *_span(lines, start, stop)))
    return blocks


def _is_whole(lines: Sequence[str]) -> bool:
    try:
        tomllib.loads("".join(lines))
    except ValueError:
        return False
    return True


def _span(lines: Sequence[str], start: int, stop: int) -> tuple[int, int]:
    """Return `start`, and the line after the last value before `stop`: comments at the end belong to the next table.

    If the part above all headers has no value, both are the line before the comment of the first header.
    """
    end = stop
    while end > start and _IDLE.fullmatch(lines[end - 1].rstrip("\r\n")):
        end -= 1
    if end == start and not _HEADER.match(lines[start] if start < len(lines) else ""):
        above = max(start, _above(lines, stop))
        return above, above
    return start, end


def _above(lines: Sequence[str], at: int) -> int:
    """Return the first line of the comment that ends right above line `at`, else `at`."""
    while at and lines[at - 1].lstrip().startswith("#"):
        at -= 1
    return at


def _keys(values: Mapping[str, Any]) -> Iterator[str]:
    """Yield the keys of a header, parsed alone."""
    found: Any = values
    while isinstance(found, dict) and found:
        [(key, inner)] = found.items()
        yield key
        found = inner[0] if isinstance(inner, list) else inner


def _block(blocks: Sequence[_Block], where: Where) -> _Block | None:
    return next((block for block in blocks if block.where == where), None)


def _is_headed(blocks: Sequence[_Block], where: Where) -> bool:
    """Return True if a table beside `where` has a header: then one more can be written in the same way."""
    return any(block.where[: len(where) - 1] == where[:-1] and block.where for block in blocks)


def _with_lines(lines: Sequence[str], at: int, more: Sequence[str], *, apart: bool) -> str:
    """Return the text with `more` at line `at`; if `apart`, with an empty line on each side."""
    before, after = [*lines[:at]], [*lines[at:]]
    if before and not before[-1].endswith("\n"):
        before[-1] += "\n"
    if apart and before and before[-1].strip():
        before.append("\n")
    if apart and after and after[0].strip():
        after.insert(0, "\n")
    return "".join((*before, *more, *after))


def _parsed(text: str) -> tomlkit.TOMLDocument:
    try:
        return tomlkit.parse(text)
    except TOMLKitError as error:
        # The file was loaded before: the two parsers disagree about it.
        raise ConfigError(
            f"the configuration cannot be edited by a command: {str(error)[:1].lower()}{str(error)[1:]}",
            hint="`cdetrack config edit` opens it in your editor",
        ) from error


def _table(document: tomlkit.TOMLDocument, where: Where) -> Any:  # noqa: ANN401 - tables have several classes
    """Return the table at `where`, None if there is none."""
    found: Any = document
    for step in where:
        try:
            found = found[step]
        except (KeyError, IndexError):
            return None
    return found


def _exchange(table: Any, key: str, value: Value) -> None:  # noqa: ANN401 - see above
    """Replace a value; the items of a list that stay keep their comments."""
    old = table[key]
    if isinstance(value, list) and isinstance(old, list):
        kept = [each for each in old if each in value]
        added = [each for each in value if each not in kept]
        if kept and [*kept, *added] == value:
            for each in [each for each in old if each not in value]:
                old.remove(each)
            for each in added:
                old.append(each)
            return
    table[key] = value


def _rendered(value: Value) -> str:
    return tomlkit.item(value).as_string()


def _rendered_key(key: str) -> str:
    return tomlkit.key(key).as_string()
