"""Read TOML tables; every mistake is an error with file, line and the accepted values."""

import json
import re
from collections.abc import Collection, Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from cdetrack.errors import ConfigError, UsageError
from cdetrack.text import days
from cdetrack.text.regex import regex
from cdetrack.text.suggest import hint

_SHOWN = 40
"""Characters of a value in a message, which has one line."""
_BARE_KEY = regex(r"[A-Za-z0-9_-]+")
"""A key that TOML takes without quotes."""


class TomlTable:
    """A table of a TOML file; `where` is its path of keys, `nth` its index in an array of tables."""

    def __init__(self, file: "TomlFile", values: Mapping[str, Any], where: tuple[str, ...], nth: int = 0) -> None:
        self._file = file
        self.values = values
        self._where = where
        self._nth = nth

    def __contains__(self, key: str) -> bool:
        """Return True if the table has `key`."""
        return key in self.values

    def only(self, *accepted: str) -> None:
        """Raise ConfigError for a key that is not one of `accepted`."""
        for key in self.values:
            if key not in accepted:
                name = _dotted(*self._where, key)
                raise self.mistake(f"there is no setting `{name}`", hint(key, accepted), key=key)

    def table(self, key: str) -> "TomlTable":
        """Return the table under `key`, empty without one."""
        values = self.values.get(key, {})
        if not isinstance(values, dict):
            raise self.mistake(f"`{key}` must be a table", f"it begins with `[{_dotted(*self._where, key)}]`", key=key)
        return TomlTable(self._file, values, (*self._where, key))

    def tables(self, key: str) -> Iterator[tuple[str, "TomlTable"]]:
        """Yield the named tables under `key`."""
        parent = self.table(key)
        for name in parent.values:
            yield name, parent.table(name)

    def array(self, key: str) -> list["TomlTable"]:
        """Return the array of tables under `key`."""
        values = self.values.get(key, [])
        if not isinstance(values, list) or not all(isinstance(each, dict) for each in values):
            raise self.mistake(f"`{key}` must be an array of tables", f"each begins with `[[{key}]]`", key=key)
        return [TomlTable(self._file, each, (*self._where, key), nth) for nth, each in enumerate(values)]

    def text(self, key: str) -> str | None:
        """Return the text under `key`, None when there is none."""
        value = self.values.get(key)
        if value is not None and (not isinstance(value, str) or not value.strip()):
            example = "…" if isinstance(value, str | bool | list | dict) else value
            raise self.mistake(f"`{key}` must be a text{_not(value)}", f'such as `{key} = "{example}"`', key=key)
        return value

    def needed(self, key: str, why: str, example: str) -> str:
        """Return the text under `key`. Raises ConfigError with the message `why` and an `example` without one."""
        value = self.text(key)
        if value is None:
            raise self.mistake(why, example)
        return value

    def texts(self, key: str, accepted: Collection[str] | None = None) -> tuple[str, ...]:
        """Return the texts under `key`, one alone or a list, each of them one of `accepted`."""
        value = self.values.get(key, [])
        items = [value] if isinstance(value, str) else value
        if not isinstance(items, list) or not all(isinstance(item, str) and item.strip() for item in items):
            raise self.mistake(f"`{key}` must be a list of texts{_not(value)}", f'such as `{key} = ["…"]`', key=key)
        for item in items:
            if accepted is not None and item not in accepted:
                raise self.mistake(f"`{item}` is not accepted as `{key}`", hint(item, accepted), key=key)
        return tuple(items)

    def flag(self, key: str) -> bool | None:
        """Return the boolean under `key`, None without one."""
        value = self.values.get(key)
        if value is not None and not isinstance(value, bool):
            raise self.mistake(f"`{key}` must be `true` or `false`{_not(value)}", "without quotes", key=key)
        return value

    def number(self, key: str, default: float, *, low: float, high: float) -> float:
        """Return the number under `key`, between `low` and `high`."""
        value = self.values.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
            hint = "without quotes" if isinstance(value, str) else None
            raise self.mistake(f"`{key}` must be a number from {low:g} to {high:g}{_not(value)}", hint, key=key)
        return value

    def whole(self, key: str, default: int, *, low: int, high: int) -> int:
        """Return the whole number under `key`, between `low` and `high`."""
        value = self.number(key, default, low=low, high=high)
        if value != int(value):
            raise self.mistake(f"`{key}` must be a whole number{_not(value)}", key=key)
        return int(value)

    def length(self, key: str) -> timedelta | None:
        """Return the length of time under `key`, None without one."""
        text = self.text(key)
        try:
            return None if text is None else days.length(text)
        except UsageError as error:
            raise self.mistake(error.message, error.hint, key=key) from error

    def mistake(self, message: str, hint: str | None = None, *, key: str | None = None) -> ConfigError:
        """Return the error for a mistake in this table, at the line of `key`, else of the table."""
        return ConfigError(message, hint=hint, place=self.place(key))

    def place(self, key: str | None = None) -> str:
        """Return the file and the line of `key`, else of the table, for messages."""
        return f"`{self._file.path}`, line {self._file.line_of(self._where, key, self._nth)}"


class TomlFile:
    """The lines of a TOML file, to find the line of a key."""

    def __init__(self, path: Path, text: str) -> None:
        self.path = path
        self._lines = text.splitlines()

    def line_of(self, where: tuple[str, ...], key: str | None, nth: int) -> int:
        """Return the line number of `key` in the `nth` table at `where`, else of the header of that table."""
        header, seen = 1, -1
        current: tuple[str, ...] = ()
        for number, line in enumerate(self._lines, 1):
            if found := re.match(r"\s*\[\[?(.+?)\]\]?\s*(?:#.*)?$", line):
                current = _keys(found[1])
                seen += current == where
                if current == where and seen == nth:
                    header = number
                elif key is not None and current == (*where, key):
                    return number
            elif (
                key is not None
                and current == where
                and seen in {nth, -1}
                and _keys(line.partition("=")[0])[:1] == (key,)
            ):
                return number
        # An inline table has no header of its own: name the line of its key.
        return self.line_of(where[:-1], where[-1], nth) if seen < 0 and len(where) > 1 else header


def _dotted(*keys: str) -> str:
    """Return a path of keys as TOML writes it: a key with a slash or a space stands in quotes."""
    return ".".join(key if _BARE_KEY().fullmatch(key) else json.dumps(key, ensure_ascii=False) for key in keys)


def _keys(text: str) -> tuple[str, ...]:
    parts = re.findall(r'"([^"]*)"|\'([^\']*)\'|([\w-]+)', text)
    return tuple(next((part for part in each if part), "") for each in parts)


def _not(value: object) -> str:
    """Return the words that a message ends in for a value that is not accepted; a long one is left out."""
    shown = json.dumps(value, ensure_ascii=False, default=str) if isinstance(value, str | bool | list) else str(value)
    return f", not `{shown}`" if len(shown) <= _SHOWN else ""
