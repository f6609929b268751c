"""Recognise the format of a file by its content."""

import zipfile
from pathlib import Path

from cdetrack.text.signatures import signature_of

_HEAD = 4096
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


def format_by_content(path: Path, named: str) -> str:
    """Return the format of a file, such as `pdf` or `docx`; `named`, its extension, for a text or an unknown one."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    return (None if head else "empty") or _by_signature(path, head, named) or _without_signature(head, named)


def _by_signature(path: Path, head: bytes, named: str) -> str | None:
    found = signature_of(head)
    if found == "zip":
        return _package(path)
    if found == "ole":
        return _container(path, named)
    return found


def _without_signature(head: bytes, named: str) -> str:
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
