"""Recognise the format of a file by its content."""

import zipfile
from pathlib import Path

_HEAD = 4096
_MAGIC = (
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
    (b"Rar!", "rar"),
    (b"7z\xbc\xaf", "7z"),
)
_PARTS = (
    ("word/document.xml", "docx"),
    ("xl/workbook.xml", "xlsx"),
    ("ppt/presentation.xml", "pptx"),
    ("OFD.xml", "ofd"),
)
"""The part of a package that tells its format."""
_STREAMS = (
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("PowerPoint Document", "ppt"),
    ("EncryptedPackage", "locked"),
)
"""The names in the directory of an OLE container that tell its format."""


def type_by_content(path: Path, named: str) -> str:
    """Return the format of a file, such as `pdf` or `docx`; `named`, its extension, for a text or an unknown one."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    return (None if head else "empty") or _by_magic(path, head, named) or _without_magic(head, named)


def _by_magic(path: Path, head: bytes, named: str) -> str | None:
    found = next((name for magic, name in _MAGIC if head.startswith(magic)), None)
    if found == "zip":
        return _package(path)
    if found == "ole":
        return _container(path, named)
    # A PDF file may begin with other bytes; an archive may hold one near its start.
    return found or ("pdf" if b"%PDF-" in head[:1024] else None)


def _without_magic(head: bytes, named: str) -> str:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return "html"
    return "text" if _is_text(head) else named or "unknown"


def _package(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as package:
            names = set(package.namelist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        return "zip"
    return next((name for part, name in _PARTS if part in names), "zip")


def _container(path: Path, named: str) -> str:
    with path.open("rb") as file:
        content = file.read(64 << 20)
    return next((name for stream, name in _STREAMS if stream.encode("utf-16-le") in content), named or "doc")


def _is_text(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return not any(byte < 9 or 14 <= byte < 32 for byte in head if byte != 27)  # noqa: PLR2004 - control
