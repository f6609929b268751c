"""Edit the text of a configuration: its comments stay, and the result is loaded before it replaces the file."""

import errno
import os
import re
import stat
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from datetime import date
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import tomlkit
from tomlkit.exceptions import TOMLKitError

from cdetrack.alert.watch import Recipients
from cdetrack.config.channels import check_channels
from cdetrack.config.load import FILTERS, load_text, read_text
from cdetrack.errors import CacheError, CdetrackError, ConfigError, NotFoundError
from cdetrack.store.files import make_folder, put
from cdetrack.store.regular import is_there, oddity
from cdetrack.text.suggest import hint

if TYPE_CHECKING:
    from cdetrack.config.settings import Config

Value = str | bool | int | list[str]
"""A value that can be written into a configuration."""
_Where = tuple[str | int, ...]
"""The way to a table: keys, and the index in an array of tables."""

_BOM = b"\xef\xbb\xbf"
_HEADER = re.compile(r"\s*\[")
_IDLE = re.compile(r"\s*(?:#.*)?")
_NEW_FILE = 0o600
"""The mode of a new file: channels hold tokens."""
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class ConfigDraft:
    """The text of the configuration at `path`, which need not exist; nothing is written before `save`.

    Relative days in watches count back from `today`. Raises ConfigError for a file that cannot be read or edited;
    `check` and `config` find the mistakes in its text.
    """

    def __init__(self, path: Path, *, today: date) -> None:
        self.path = path
        self._today = today
        self._original = _content(path)
        self.text = read_text(path) if self._original is not None else ""
        self._text_before = self.text

    @property
    def is_new(self) -> bool:
        """Whether there is no file yet."""
        return self._original is None

    @cached_property
    def config(self) -> "Config":
        """The configuration before the edit. Raises ConfigError, with file and line, for a mistake in it."""
        return load_text(self._text_before, self.path, today=self._today)

    def set_source(self, name: str, *, enabled: bool) -> bool:
        """Switch the source on or off; return False if the file says so already."""
        return self._set(("sources", name), "enabled", enabled)

    def set_source_url(self, name: str, url: str) -> None:
        """Give a source its address; a new name makes a new source."""
        self._set(("sources", name), "url", url)

    def set_mail(self, values: Mapping[str, Value]) -> None:
        """Set keys of `[mail]`."""
        for key, value in values.items():
            self._set(("mail",), key, value)

    def set_inbox(self, folder: str) -> None:
        """Set the inbox."""
        self._set((), "inbox", folder)

    def add_watch(self, name: str, values: Mapping[str, Value], *, comments: Sequence[str] = ()) -> None:
        """Add a watch, with comment lines above its keys; filters have the names of fields of `Query`.

        Raises ConfigError if there is a watch of this name.
        """
        if any(watch.name == name for watch in self.config.watches):
            raise ConfigError(
                f"there is a watch `{name}` in `{self.path}` already", hint=f"change it: `cdetrack watches edit {name}`"
            )
        watch: dict[str, Value] = {"name": name}
        watch |= {FILTERS.get(key, (key,))[0]: value for key, value in values.items()}
        expected = self._values()
        expected.setdefault("watch", []).append(dict(watch))
        self._replace(with_watch(self.text, watch, comments=comments), expected)

    def edit_watch(self, name: str, values: Mapping[str, Value], *, removed: Sequence[str] = ()) -> None:
        """Set keys of a watch, named as in `add_watch`, and remove others. Raises NotFoundError for no such watch."""
        index = self._index(name)
        where = ("watch", index)
        for key in removed:
            for each in FILTERS.get(key, (key,)):
                self._remove(where, each)
        for key, value in values.items():
            names = FILTERS.get(key, (key,))
            # A file may have `topic` in place of `topics`, or both.
            present = [each for each in names if each in self._values()["watch"][index]]
            self._set(where, (present or names)[0], value)
            for each in present[1:]:
                self._remove(where, each)

    def remove_watch(self, name: str) -> None:
        """Remove a watch and the comments inside it. Raises NotFoundError for an unknown watch."""
        index = self._index(name)
        expected = self._values()
        del expected["watch"][index]
        if not expected["watch"]:
            del expected["watch"]
        self._replace(without_watch(self.text, index), expected)

    def check(self) -> "Config":
        """Return the edited configuration. Raises ConfigError, with file and line, for a mistake."""
        return load_text(self.text, self.path, today=self._today)

    def check_new(self) -> "Config":
        """Return the edited configuration. Raises ConfigError for a mistake, without the line: no file has it yet.

        A new channel that cannot work is a mistake as well, and a selector with an error of syntax.
        """
        try:
            config = self.check()
            known = self._channels_before()
            added = (channel for channel in _channels(config) if channel not in known)
            check_channels(added, {}, self.path.absolute().parent)
            if selected := [source.selectors for source in config.sources.values() if source.selectors]:
                from cdetrack.sources.generic.selectors import check_selectors

                for selectors in selected:
                    check_selectors(dict(selectors))
        except ConfigError as error:
            raise ConfigError(f"{error.bare}: nothing was written", hint=error.hint) from error
        return config

    def save(self) -> "Config":
        """Load the edited text, then replace the file: whole or not at all, through a link, with its permissions.

        Returns the configuration. Raises ConfigError with nothing written: for a mistake, without the line, since no
        file has it; for a file that changed meanwhile; and for one that cannot be written. Raises CacheError for a
        full disk.
        """
        config = self.check_new()
        if _content(self.path) != self._original:
            raise ConfigError(
                f"`{self.path}` has changed meanwhile: nothing was written", hint="run the command once more"
            )
        target = Path(os.path.realpath(self.path))
        make_folder(target.parent)
        mode = stat.S_IMODE(target.stat().st_mode) if self._original is not None else _NEW_FILE
        put(target, [self._encoded()], rights=mode, refusal=self._refusal)
        return config

    def keep_aside(self) -> Path:
        """Write a text that was refused beside the configuration, as `NAME.rejected`, and return that path.

        Raises ConfigError and CacheError as `save` does.
        """
        make_folder(self.path.parent)
        path = self.path.with_name(f"{self.path.name}.rejected")
        put(path, [self._encoded()], rights=_NEW_FILE, refusal=self._refusal)
        return path

    def _channels_before(self) -> tuple[str, ...]:
        """Return the channels of the file; none if it has a mistake, which `config edit` can mend."""
        try:
            return _channels(self.config)
        except ConfigError:
            return ()

    def _encoded(self) -> bytes:
        """Return the text with the line ends and the byte order mark of the file."""
        before = self._original or b""
        if not _is_encodable(self.text):
            raise ConfigError("there is a value that is no text in UTF-8: nothing was written")
        text = self.text.replace("\n", "\r\n") if b"\r\n" in before else self.text
        return (_BOM if before.startswith(_BOM) else b"") + text.encode()

    def _refusal(self, error: OSError) -> CdetrackError:
        message = f"cannot write the configuration `{self.path}`: {(error.strerror or str(error)).lower()}"
        if error.errno in _FULL:
            room = "let it grow further (`ulimit -f`)" if error.errno == errno.EFBIG else "make room on the disk"
            return CacheError(message, hint=f"it is as it was; {room}, and run the command again")
        return ConfigError(message, hint="it is as it was; mend the permissions, or name another file with `--config`")

    def _values(self) -> dict[str, Any]:
        return tomllib.loads(self.text)

    def _index(self, name: str) -> int:
        names = [watch.name for watch in self.config.watches]
        if name not in names:
            otherwise = "`cdetrack watches` lists them" if names else "`cdetrack watches add` makes one"
            raise NotFoundError(f"no watch `{name}`", hint=hint(name, names, otherwise))
        return names.index(name)

    def _set(self, where: _Where, key: str, value: Value) -> bool:
        expected = self._values()
        table: Any = expected
        for step in where:
            table = table[step] if isinstance(step, int) else table.setdefault(step, {})
        if table.get(key) == value:
            return False
        table[key] = deepcopy(value)
        self._replace(with_value(self.text, where, key, value), expected)
        return True

    def _remove(self, where: _Where, key: str) -> None:
        expected = self._values()
        table: Any = expected
        for step in where:
            table = table[step]
        if key in table:
            del table[key]
            self._replace(without_value(self.text, where, key), expected)

    def _replace(self, text: str, expected: Mapping[str, Any]) -> None:
        """Take the new text, if it says the expected and nothing else."""
        try:
            found = tomllib.loads(text)
        except ValueError:
            found = {}
        if found != expected:
            raise ConfigError(
                f"the form in which `{self.path}` is written cannot be edited by a command",
                hint="`cdetrack config edit` opens it in your editor",
            )
        self.text = text


def _channels(config: "Config") -> tuple[str, ...]:
    return Recipients(watches=config.watches, trouble_to=config.trouble_to).channels


def with_value(text: str, where: _Where, key: str, value: Value) -> str:
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


def without_value(text: str, where: _Where, key: str) -> str:
    """Return the configuration without `key` in the table at `where`."""
    document = _parsed(text)
    table = _table(document, where)
    if table is not None and key in table:
        del table[key]
    return tomlkit.dumps(document)


def with_watch(text: str, values: Mapping[str, Value], *, comments: Sequence[str] = ()) -> str:
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
    return _with_lines(lines, ends[-1] if ends else len(lines), [*watch_lines(values, comments=comments)], apart=True)


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

    where: _Where
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
    nth: dict[_Where, int] = {}
    for start, stop in pairwise([*headers, len(lines)]):
        where: _Where = tuple(_keys(tomllib.loads(lines[start])))
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


def _block(blocks: Sequence[_Block], where: _Where) -> _Block | None:
    return next((block for block in blocks if block.where == where), None)


def _is_headed(blocks: Sequence[_Block], where: _Where) -> bool:
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


def _table(document: tomlkit.TOMLDocument, where: _Where) -> Any:  # noqa: ANN401 - tables have several classes
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


def _is_encodable(text: str) -> bool:
    """Return False for bytes of a command line that are not UTF-8: Python has surrogates in their place."""
    return not any("\ud800" <= letter <= "\udfff" for letter in text)


def _rendered(value: Value) -> str:
    return tomlkit.item(value).as_string()


def _rendered_key(key: str) -> str:
    return tomlkit.key(key).as_string()


def _content(path: Path) -> bytes | None:
    """Return the bytes of a file, None if there is none. Raises ConfigError for a file that cannot be edited."""
    if not is_there(path):
        return None
    try:
        what = oddity(path)
        if what is None:
            return path.read_bytes()
    except OSError as error:
        raise ConfigError(
            f"cannot read the configuration `{path}`: {(error.strerror or str(error)).lower()}"
        ) from error
    raise ConfigError(
        f"cannot edit the configuration `{path}`: it is {what}", hint="name a regular file with `--config`"
    )
