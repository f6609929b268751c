"""Keep content by its SHA-256 in the folder `files/` of a cache: attachments, and pages as received.

A file is written once, to its end or not at all, and is proven by its name.
"""

import re
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path

from cdetrack.store import files, regular

FOLDER = "files"
_NAME_LENGTH = 64
_HEX = frozenset("0123456789abcdef")
_BLOCK = 1 << 20
_CITED = re.compile(rb'"sha256": "([0-9a-f]{64})"(?:, "size": ([0-9]{1,18}))?')
"""A citation in the history; it cannot match inside a JSON string, where each `"` has a backslash."""


def cited(lines: Iterable[bytes]) -> dict[str, int | None]:
    """Return the SHA-256 of each kept file that lines of the history cite, with its size if they state it."""
    found: dict[str, int | None] = {}
    for line in lines:
        if b'"sha256": "' in line:
            for name, size in _CITED.findall(line):
                found[name.decode()] = int(size) if size else found.get(name.decode())
    return found


def is_name(text: str) -> bool:
    """Return True if `text` is a SHA-256 as `files/` has it: 64 hexadecimal digits in lower case."""
    return len(text) == _NAME_LENGTH and _HEX.issuperset(text)


class KeptFiles:
    """The folder `files/` of the cache in `cache`, which need not exist; safe to share between threads.

    Every method that takes a SHA-256 raises ValueError for a text that is none: it may come from a damaged history.
    """

    def __init__(self, cache: Path) -> None:
        self.folder = cache / FOLDER
        self._lock = threading.Lock()

    def path(self, name: str) -> Path:
        """Return the path of the content with the SHA-256 `name`, whether or not it is there."""
        if not is_name(name):
            raise ValueError(f"`{name}` is not a SHA-256")
        return self.folder / name

    def size(self, name: str) -> int | None:
        """Return the size of a kept file in bytes, None if it is not there. Raises CacheError."""
        return files.size_of(self.path(name))

    def is_sound(self, name: str) -> bool:
        """Return True if the file is there and has the content of its name; reads all of it. Raises CacheError."""
        from hashlib import sha256

        path, digest = self.path(name), sha256()
        with files.translated("read", path):
            file = regular.opened(path)
            if file is None:
                return False
            with file:
                while block := file.read(_BLOCK):
                    digest.update(block)
        return digest.hexdigest() == name

    def names(self) -> Iterator[str]:
        """Yield the SHA-256 of each kept file, in no order. Raises CacheError."""
        with files.translated("read", self.folder):
            if regular.is_there(self.folder):
                yield from (each.name for each in self.folder.iterdir() if is_name(each.name))

    def keep(self, content: bytes) -> str:
        """Keep `content` and return its SHA-256; a file that is there already is not written again. Raises CacheError.

        A file of another size than `content` is damaged, and is replaced.
        """
        # Imported here: it takes a twentieth of a piped `list`, which knows this class and keeps nothing.
        from hashlib import sha256

        name = sha256(content).hexdigest()
        with self._lock:
            if self.size(name) != len(content):
                files.make_folder(self.folder)
                files.replace(self.path(name), [content])
        return name

    def take(self, path: Path, name: str, size: int) -> None:
        """Rename the synced file at `path`, in this folder, to `name`, unless that is there. Raises CacheError."""
        with self._lock, files.translated("write", path):
            if self.size(name) == size:
                path.unlink(missing_ok=True)
            else:
                path.replace(self.path(name))
                files.sync_folder(self.folder)
