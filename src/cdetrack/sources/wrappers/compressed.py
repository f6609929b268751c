"""Unpack gzip data: a feed or sitemap `.xml.gz`, or an answer that was saved as it was transferred."""

import zlib
from dataclasses import replace

from cdetrack.errors import CutOffError, UnreadableError
from cdetrack.model.record import Page

_MAGIC = b"\x1f\x8b"
_MAX_BYTES = 64 * 1024 * 1024
"""Of the unpacked data: a small file may unpack to a thousand times its size."""
_GZIP = 16 + zlib.MAX_WBITS


def is_ours(content: bytes) -> bool:
    """Return True for gzip data."""
    return content.startswith(_MAGIC)


def unwrap(page: Page) -> Page:
    """Return the unpacked page. Raises CutOffError if its end is missing, UnreadableError if it is broken or huge."""
    pieces: list[bytes] = []
    rest, size = page.content, 0
    while rest.startswith(_MAGIC):  # several packed pieces behind each other are one file
        unpacking = zlib.decompressobj(_GZIP)
        try:
            piece = unpacking.decompress(rest, _MAX_BYTES - size + 1)
        except zlib.error:
            raise UnreadableError(f"{page.name} is broken gzip data", hint="save it again: nothing was kept") from None
        size += len(piece)
        if size > _MAX_BYTES:
            raise UnreadableError(
                f"{page.name} unpacks to more than {_MAX_BYTES >> 20} MiB", hint="no listing is that large"
            )
        if not unpacking.eof:
            raise CutOffError(f"{page.name} is cut-off gzip data", hint="save it again: nothing was kept")
        pieces.append(piece)
        rest = unpacking.unused_data
    return replace(page, content=b"".join(pieces))
