"""The programs that convert files of old formats to text, if they are installed."""

import shutil


def antiword() -> str | None:
    """Return the path of antiword, which reads DOC; None if it is not installed."""
    return shutil.which("antiword")


def office() -> str | None:
    """Return the path of LibreOffice, which reads every format here; None if it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def missing_converter(kind: str) -> str:
    """Return the reason for which a file of this format has no text without a converter."""
    return f"{kind.upper()} needs a converter: install LibreOffice{' or antiword' * (kind == 'doc')}"


def has_converter(reason: str) -> bool:
    """Return True if a converter that the reason of `missing_converter` names is installed."""
    return bool(office() or ("antiword" in reason and antiword()))
