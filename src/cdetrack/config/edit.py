"""A draft of the configuration: its comments stay, and the result is loaded before it replaces the file."""

import errno
import os
import stat
import tomllib
from collections.abc import Mapping, Sequence
from copy import deepcopy
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cdetrack.config.channels import check_channels
from cdetrack.config.load import load_text, read_text
from cdetrack.config.toml_edit import Value, Where, with_value, with_watch, without_value, without_watch
from cdetrack.config.watches import FILTERS
from cdetrack.errors import CacheError, CdetrackError, ConfigError, NotFoundError, reason_of
from cdetrack.store.files import make_folder, put
from cdetrack.store.regular import is_there, oddity
from cdetrack.text.suggest import hint

if TYPE_CHECKING:
    from cdetrack.config.settings import Config

_BOM = b"\xef\xbb\xbf"
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

    def add_watch(self, name: str, values: Mapping[str, Value]) -> None:
        """Add a watch; filters have the names of fields of `Query`.

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
        self._replace(with_watch(self.text, watch), expected)

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
        if self.text == self._text_before:
            return self.config
        return load_text(self.text, self.path, today=self._today)

    def check_new(self) -> "Config":
        """Return the edited configuration. Raises ConfigError for a mistake, without the line: no file has it yet.

        A new channel that cannot work is a mistake as well, and a selector with an error of syntax.
        """
        try:
            config = self.check()
            known = self._channels_before()
            added = (channel for channel in config.recipients.channels if channel not in known)
            check_channels(added, {}, self.path.absolute().parent)
            config.check_selectors()
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
            return self.config.recipients.channels
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
        message = f"cannot write the configuration `{self.path}`: {reason_of(error)}"
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

    def _set(self, where: Where, key: str, value: Value) -> bool:
        expected = self._values()
        table: Any = expected
        for step in where:
            table = table[step] if isinstance(step, int) else table.setdefault(step, {})
        if table.get(key) == value:
            return False
        table[key] = deepcopy(value)
        self._replace(with_value(self.text, where, key, value), expected)
        return True

    def _remove(self, where: Where, key: str) -> None:
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


def _is_encodable(text: str) -> bool:
    """Return False for bytes of a command line that are not UTF-8: Python has surrogates in their place."""
    return not any("\ud800" <= letter <= "\udfff" for letter in text)


def _content(path: Path) -> bytes | None:
    """Return the bytes of a file, None if there is none. Raises ConfigError for a file that cannot be edited."""
    if not is_there(path):
        return None
    try:
        what = oddity(path)
        if what is None:
            return path.read_bytes()
    except OSError as error:
        raise ConfigError(f"cannot read the configuration `{path}`: {reason_of(error)}") from error
    raise ConfigError(
        f"cannot edit the configuration `{path}`: it is {what}", hint="name a regular file with `--config`"
    )
