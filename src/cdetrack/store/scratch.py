"""A copy of a cache in a temporary folder, to try the effects of a command."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from cdetrack.store import kept
from cdetrack.store.file_end import end_file
from cdetrack.store.store import JOIN

_ORDER = ("outbox", "state", "decisions", "counts", "notices", "history")
"""The files in the order of copying, the reverse of that of writing, so that no cursor is ahead of the history."""


@contextmanager
def scratch_copy(folder: Path) -> Iterator[Path]:
    """Yield the folder of a copy of the cache, which is removed.

    Kept files and their texts are links to those of the cache: a write replaces the link. Raises OSError if there is no
    room.
    """
    with TemporaryDirectory(prefix="cdetrack-") as place:
        copy = Path(place) / "cache"
        copy.mkdir()
        _copy_if_there(folder / JOIN, copy / JOIN)
        for beginning in _ORDER:
            path = folder / f"{beginning}.json"
            while True:
                before = _identity(path)
                _copy_files(folder, copy, beginning)
                # A writer that replaces the notices meanwhile removes their sealed parts.
                if _identity(path) == before:
                    break
        _link_files(folder / kept.FOLDER, copy / kept.FOLDER)
        yield copy


def _copy_files(folder: Path, copy: Path, beginning: str) -> None:
    """Copy the files whose names begin so, then the folders; damaged ones that were set aside are left out.

    Of sealed lines, those that were sealed after `history.jsonl` was copied do not count.
    """
    # Its recorded end first: the file only grows.
    end = end_file(folder / f"{beginning}.jsonl").name
    _copy_if_there(folder / end, copy / end)
    for path in sorted(folder.glob(f"{beginning}*"), key=Path.is_dir):
        if path.is_file() and path.suffix in {".json", ".jsonl"}:
            _copy_if_there(path, copy / path.name)
        elif path.is_dir() and not path.suffix:
            shutil.copytree(path, copy / path.name, copy_function=_copy_if_there, dirs_exist_ok=True)


def _link_files(folder: Path, copy: Path) -> None:
    """Link all files of a folder, which need not exist; called after the history, which cites them, was copied."""
    copy.mkdir()
    with suppress(FileNotFoundError), os.scandir(folder.absolute()) as entries:
        for each in entries:
            if each.is_file() and not each.name.startswith("."):
                (copy / each.name).symlink_to(each.path)


def _copy_if_there(path: str | Path, to: str | Path) -> None:
    # Another process may replace or remove a file at any moment.
    with suppress(FileNotFoundError):
        shutil.copy2(path, to)


def _identity(path: Path) -> tuple[int, ...] | None:
    """Return values that differ once the file is replaced; None for a missing one."""
    try:
        stat = path.stat()
    except FileNotFoundError:
        return None
    return stat.st_ino, stat.st_mtime_ns, stat.st_size
