"""Recognise the format of a file by its first bytes."""

_PDF, _PDF_HEAD = b"%PDF-", 1024
"""Readers of PDF allow other bytes before the signature."""
_SIGNATURES = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"BM", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
)


def signature_of(head: bytes) -> str | None:
    """Return the format of a file that begins with `head`: `pdf`, `zip`, `ole`, `rtf`, `rar`, `7z`, `image`, or None.

    `zip` is also a document of Office in its present form, `ole` one in its old form. `head` has 1,024 bytes or more.
    """
    # An archive can hold a PDF file near its start.
    found = next((name for magic, name in _SIGNATURES if head.startswith(magic)), None)
    return found or ("pdf" if _PDF in head[:_PDF_HEAD] else None)
