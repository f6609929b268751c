"""Say of a notice's file whether it is kept, how large it is, and where."""

from pathlib import Path

from cdetrack.model.notice import Attachment

_KB, _MB = 1_000, 1_000_000


def file_words(attachment: Attachment, path: Path | None, error: str | None = None) -> str:
    """Return the words about a file: its size and its `path` in the cache, None if it is not there.

    `error` is that of the last try to fetch it.
    """
    if attachment.sha256 is None:
        return "not kept" if error is None else f"not kept: {error}"
    size = size_words(attachment.size or 0)
    if path is None:
        return f"{size}, was kept and is gone from `files/`"
    return f"{size}, kept as {path}"


def size_words(size: int) -> str:
    """Return a number of bytes for people: `980 bytes`, `12.3 kB`, `4.5 MB`."""
    if size < _KB:
        return f"{size} bytes"
    return f"{size / _KB:.1f} kB" if size < _MB else f"{size / _MB:.1f} MB"
