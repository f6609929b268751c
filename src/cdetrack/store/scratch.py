"""A copy of a cache in a temporary folder, to try the effects of a command."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

_ORDER = ("outbox", "state", "decisions", "counts", "notices", "history")
"""The files in the order of copying, the reverse of that of writing, so that no cursor is ahead of the history."""


@contextmanager
def scratch_copy(folder: Path, inbox: Path | None = None) -> Iterator[tuple[Path, Path | None]]:
    """Yield the folder of a copy of the cache, and of a copy of its inbox if there is one; both are removed.

    Attachments and stored pages are not copied. Raises OSError if there is no room.
    """
    with TemporaryDirectory(prefix="cdetrack-") as place:
        copy = Path(place) / "cache"
        copy.mkdir()
        for beginning in _ORDER:
            for path in sorted(folder.glob(f"{beginning}*")):
                if path.is_dir():
                    shutil.copytree(path, copy / path.name)
                elif path.is_file() and path.suffix in {".json", ".jsonl"}:
                    # A file of its own may be replaced or removed at any moment.
                    with suppress(FileNotFoundError):
                        shutil.copy2(path, copy / path.name)
        if inbox is None or not inbox.is_dir():
            yield copy, None
            return
        twin = Path(place) / "inbox"
        shutil.copytree(inbox, twin, ignore=lambda folder, _: ["taken"] if Path(folder) == inbox else [])
        yield copy, twin
