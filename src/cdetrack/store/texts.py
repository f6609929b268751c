"""Keep the texts of kept files beside them: `files/<sha256>.txt`, or the reason for none in `files/<sha256>.no-text`.

They are derived from the files and disposable: a missing one is made anew by the next `fetch`.
"""

import os
import stat
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from cdetrack.store import files, regular
from cdetrack.store.kept import FOLDER, is_name

if TYPE_CHECKING:
    from cdetrack.documents.text import Extracted

_TEXT, _REASON = ".txt", ".no-text"


class KeptTexts:
    """The texts in the folder `files/` of the cache in `cache`, which need not exist.

    A SHA-256 that is none, as in a damaged history, has no text. Methods raise CacheError for a file that is there and
    cannot be read or written.
    """

    def __init__(self, cache: Path) -> None:
        self._folder = cache / FOLDER

    def content(self, sha256: str) -> bytes:
        """Return the text of a file in UTF-8, empty if it has none."""
        return _content(f"{self._folder}/{sha256}{_TEXT}") if is_name(sha256) else b""

    def text(self, sha256: str) -> str | None:
        """Return the text of a file, None if it has none; pages of a PDF file have form feeds between them."""
        return self.content(sha256).decode("utf-8", "replace") or None

    def reason(self, sha256: str) -> str | None:
        """Return the reason for which a file has no text, None if it has one or was not read yet."""
        if not is_name(sha256):
            return None
        return files.read_file(self._folder / f"{sha256}{_REASON}").decode("utf-8", "replace") or None

    def names(self) -> set[str]:
        """Return the SHA-256 of all files that have a text."""
        return {name.removesuffix(_TEXT) for name in self._names() if name.endswith(_TEXT)}

    def since(self, moment: datetime) -> set[str]:
        """Return the SHA-256 of the files whose texts were written at that time or later."""
        with files.translated("read", self._folder), suppress(FileNotFoundError), os.scandir(self._folder) as entries:
            start = moment.timestamp()
            return {
                each.name.removesuffix(_TEXT)
                for each in entries
                if each.name.endswith(_TEXT) and each.stat().st_mtime >= start
            }
        return set()

    def _names(self) -> set[str]:
        with files.translated("read", self._folder):
            try:
                return set(os.listdir(self._folder))  # noqa: PTH208 - a path for each of 20,000 files takes longer
            except FileNotFoundError:
                return set()

    def unread(self) -> set[str]:
        """Return the SHA-256 of the kept files that were not read yet, or can be read now; pages are among them."""
        from cdetrack.documents.text import may_be_read_now

        names = self._names()
        return {
            name
            for name in filter(is_name, names)
            if name + _TEXT not in names and (name + _REASON not in names or may_be_read_now(self.reason(name) or ""))
        }

    def extract(self, sha256: str, type_of: str) -> "Extracted":
        """Read the text of a kept file in a child process; nothing is kept. Raises CacheError."""
        from cdetrack.documents.text import extract

        path = self._folder / sha256
        with files.translated("read", path):
            return extract(path, type_of)

    def keep(self, sha256: str, extracted: "Extracted") -> None:
        """Keep the text of a file, or the reason for none. Raises CacheError."""
        text, reason = extracted
        suffix, content = (_TEXT, text) if text is not None else (_REASON, reason or "")
        files.replace(self._folder / f"{sha256}{suffix}", [content.encode("utf-8", "replace")])
        if text is not None:
            (self._folder / f"{sha256}{_REASON}").unlink(missing_ok=True)


def _content(path: str) -> bytes:
    """Return the content of a file, empty for a missing one; in half the time of `read_file`: a search reads 10,000."""
    try:
        descriptor = os.open(path, os.O_RDONLY | regular.NO_WAIT | getattr(os, "O_BINARY", 0))
    except FileNotFoundError:
        return b""
    except OSError:
        return files.read_file(Path(path))
    try:
        facts = os.fstat(descriptor)
        content = os.read(descriptor, facts.st_size + 1) if stat.S_ISREG(facts.st_mode) else b""
    finally:
        os.close(descriptor)
    # `read_file` raises for a file that is not regular, and reads on where one read is not enough.
    return content if len(content) == facts.st_size and content else files.read_file(Path(path))
