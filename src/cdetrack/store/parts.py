"""Receive files into `files/`: a part that breaks off is resumed by a later run, and counts for nothing until then.

A file that has arrived is noted beside its part until the history cites it: a run that is killed before it records
what it found fetches no file again. The names of parts and notes begin with a dot.
"""

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from hashlib import sha256
from http import HTTPStatus
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

from cdetrack.errors import CacheError
from cdetrack.model.jsonform import moment_from, timestamp
from cdetrack.model.notice import Served
from cdetrack.store import files, regular
from cdetrack.store.kept import KeptFiles

_SCHEMA = 1
_BLOCK = 1 << 20
_SYNC_EVERY = 4 << 20
"""Bytes: after a crash, this much of a part is received again at most."""
_HEAD = 64 * 1024
_KEPT_FOR = timedelta(days=7)
"""An older part, or an older file that no history cites, is received anew."""
_RANGE = re.compile(r"\s*bytes\s+([0-9]{1,18})-[0-9]{1,18}/(?:[0-9]{1,18}|\*)\s*", re.IGNORECASE)
_PART, _NOTE = ".part", ".json"


class BusyError(CacheError):
    """Another cdetrack receives files into the same cache."""


class Parts:
    """The parts of files that are received into `kept`; one process at a time, see `receiving`."""

    def __init__(self, kept: KeptFiles, now: datetime) -> None:
        self.kept = kept
        self._now = now

    @contextmanager
    def receiving(self) -> Iterator[None]:
        """Hold the lock of the parts, and remove the old ones. Raises BusyError if another process holds it."""
        busy = BusyError("another cdetrack receives files at present", hint="the next fetch tries again")
        with files.locked(self.kept.folder / ".lock", wait=0, busy=busy):
            self._clear_away()
            yield

    def open(self, url: str) -> "FilePart":
        """Return the part of the file at `url`, a context manager."""
        return FilePart(self.kept, url, self._now)

    def received(self, url: str) -> tuple[str, int, Served] | None:
        """Return SHA-256, size and facts of a file that an earlier run received and did not record; None for none."""
        note = _read_note(_beside(self.kept, url, _NOTE), url)
        try:
            at = moment_from(note["at"])
            name, size = str(note["sha256"]), int(note["size"])
            if not timedelta(0) <= self._now - at < _KEPT_FOR or self.kept.size(name) != size:
                return None
            said = (note.get(key) for key in ("type", "last_modified", "etag"))
            return name, size, Served(at, *(None if each is None else str(each) for each in said))
        except files.UNREADABLE:
            return None

    def forget(self, urls: Iterable[str]) -> None:
        """Remove the notes on received files, once the history cites these."""
        for url in urls:
            with suppress(OSError):
                _beside(self.kept, url, _NOTE).unlink()

    def _clear_away(self) -> None:
        """Remove old parts and notes, and the temporary files of killed runs; one that stays does no harm."""
        oldest = (self._now - _KEPT_FOR).timestamp()
        for path in self.kept.folder.glob(".*"):
            with suppress(OSError):
                if path.suffix == ".tmp" or (path.suffix in {_PART, _NOTE} and path.stat().st_mtime < oldest):
                    path.unlink()


class FilePart:
    """The part of one file, on disk; a `Sink` of `fetch`. A context manager: an unfinished part is kept for later.

    Methods raise CacheError when the disk cannot be read or written.
    """

    def __init__(self, kept: KeptFiles, url: str, now: datetime) -> None:
        self._kept = kept
        self._url = url
        self._now = now
        self._path = _beside(kept, url, _PART)
        self._note = _beside(kept, url, _NOTE)
        self._validator: str | None = None
        self._synced = 0
        self.size = 0
        """The bytes that have arrived."""

    def __enter__(self) -> Self:
        files.make_folder(self._kept.folder)
        note = _read_note(self._note, self._url)
        with files.translated("write", self._path):
            regular.refuse(self._path)
            self._file: BinaryIO = open(self._path, "r+b", opener=_create, buffering=_BLOCK)
            there = self._file.seek(0, os.SEEK_END)
        size, validator = note.get("size"), note.get("validator")
        # Bytes behind the noted size may be holes of a crash.
        if isinstance(size, int) and isinstance(validator, str) and 0 < size <= there and "sha256" not in note:
            self._validator, self.size, self._synced = validator, size, size
            self._cut(size)
        else:
            self.restart()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file.closed:
            return
        try:
            if self._validator is not None and self.size and not isinstance(error, CacheError):
                self._sync()
        finally:
            with suppress(OSError):
                self._file.close()
        if self._validator is None or not self.size:
            self._remove()

    def conditions(self) -> Mapping[str, str]:
        """Return the headers that request the rest of the same file; none if nothing can be resumed."""
        if not self.size or self._validator is None:
            return {}
        return {"Range": f"bytes={self.size}-", "If-Range": self._validator}

    def begin(self, status: int, headers: Mapping[str, str], *, packed: bool) -> bool:
        """Prepare for the body of a response, as `Sink` has it."""
        validator = None if packed else _validator(headers)
        if status == HTTPStatus.PARTIAL_CONTENT:
            start = _RANGE.fullmatch(headers.get("content-range", ""))
            if start is None or int(start[1]) != self.size or packed or validator not in {None, self._validator}:
                self.restart()
                return False
            return True
        self.restart()
        self._validator = validator
        return True

    def write(self, chunk: bytes) -> None:
        """Add bytes; now and then they are synced."""
        with files.translated("write", self._path):
            self._file.write(chunk)
        self.size += len(chunk)
        if self.size - self._synced >= _SYNC_EVERY and self._validator is not None:
            self._sync()

    def restart(self) -> None:
        """Hold nothing."""
        self._cut(0)
        self._validator, self.size, self._synced = None, 0, 0

    def head(self) -> bytes:
        """Return the first 64 KiB."""
        return self._read(0, _HEAD)

    def tail(self) -> bytes:
        """Return the last 64 KiB or a little more."""
        return self._read(max(0, self.size - _HEAD - 1024), _HEAD + 1024)

    def finish(self, served: Served) -> tuple[str, int]:
        """Keep the file, and note it until `Parts.forget`; return its SHA-256 and size."""
        with files.translated("write", self._path):
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.seek(0)
            digest = sha256()
            while block := self._file.read(_BLOCK):
                digest.update(block)
            self._file.close()
        name = digest.hexdigest()
        self._kept.take(self._path, name, self.size)
        said = {key: value for key, value in served._asdict().items() if key != "at" and value is not None}
        self._write_note({"sha256": name, "size": self.size, "at": timestamp(served.at), **said})
        return name, self.size

    def _sync(self) -> None:
        with files.translated("write", self._path):
            self._file.flush()
            os.fsync(self._file.fileno())
        self._synced = self.size
        self._write_note({"size": self.size, "validator": self._validator})

    def _write_note(self, values: Mapping[str, object]) -> None:
        """Write the note. Not synced: a torn or lost one costs a download, and each file would wait for two syncs."""
        note = {"schema": _SCHEMA, "url": self._url, **values}
        with files.translated("write", self._note):
            regular.refuse(self._note)
            with open(self._note, "wb", opener=_create) as file:
                file.write(json.dumps(note, ensure_ascii=False).encode("utf-8", "backslashreplace"))

    def _cut(self, size: int) -> None:
        with files.translated("write", self._path):
            self._file.flush()
            self._file.truncate(size)
            self._file.seek(size)

    def _read(self, start: int, most: int) -> bytes:
        with files.translated("write", self._path):
            self._file.flush()
        with files.translated("read", self._path):
            self._file.seek(start)
            content = self._file.read(most)
            self._file.seek(0, os.SEEK_END)
            return content

    def _remove(self) -> None:
        for path in (self._path, self._note):
            with suppress(OSError):
                path.unlink(missing_ok=True)


def _beside(kept: KeptFiles, url: str, suffix: str) -> Path:
    return kept.folder / f".{sha256(url.encode('utf-8', 'backslashreplace')).hexdigest()[:32]}{suffix}"


def _read_note(path: Path, url: str) -> dict[str, Any]:
    """Return a note on the file at `url`; empty if there is none that can be read: then it is received anew."""
    try:
        note = json.loads(files.read_file(path))
    except (CacheError, *files.UNREADABLE):
        return {}
    if not isinstance(note, dict) or note.get("schema") != _SCHEMA or note.get("url") != url:
        return {}
    return note


def _validator(headers: Mapping[str, str]) -> str | None:
    """Return the validator for `If-Range`: a strong tag or a date; a weak tag says nothing of single bytes."""
    tag = headers.get("etag")
    return tag if tag and not tag.startswith("W/") else headers.get("last-modified")


def _create(name: str, flags: int) -> int:
    return os.open(name, flags | os.O_CREAT | files.NO_LINK | regular.NO_WAIT, files.PRIVATE)
