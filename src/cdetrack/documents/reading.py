"""Read the text of a document, by the format of its content."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path

from cdetrack.documents.file_format import format_by_content
from cdetrack.documents.no_text import NoTextError
from cdetrack.text.clean import INVISIBLE

_READERS: Mapping[str, str] = {
    "pdf": "pdf",
    "docx": "word",
    "xlsx": "sheets",
    "pptx": "slides",
    "zip": "archive",
    "html": "plain",
    "text": "plain",
    "doc": "converted",
    "wps": "converted",
    "rtf": "converted",
    "xls": "converted",
    "et": "converted",
    "ppt": "converted",
    "dps": "converted",
}
"""Format -> the module with its reader, a function `read(path, kind)`."""
_REFUSALS: Mapping[str, str] = {
    "empty": "an empty file",
    "locked": "it is locked by a password",
    "image": "an image, without text",
    "ofd": "OFD cannot be read",
    "rar": "RAR cannot be read",
    "7z": "7z cannot be read",
}
# Radicals, ligatures and other forms that fonts of PDF files give in place of the character: ⽤ for 用. And full-width
# letters and digits: a search in the bytes of a text looks for one form.
_FORMS = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\ufb00-\ufb06\u0149\u017f\u01f0\u1e96-\u1e9a\u212a０-９Ａ-Ｚａ-ｚ]")
_UNREAL = frozenset({"Cc", "Co", "Cn", "Cs"})
_MOST_UNREAL = 0.2
"""The share of control, private and unassigned characters above which a text is none."""


def read_document(path: Path, named: str, *, nested: bool = False) -> str:
    """Return the text of a file, which may be `nested` in an archive.

    Raises NoTextError with the reason, and any error of a library.
    """
    kind = format_by_content(path, named.lower().lstrip("."))
    if nested and kind == "zip":
        raise NoTextError("an archive in an archive: not opened")
    if kind in _REFUSALS:
        raise NoTextError(_REFUSALS[kind])
    if kind not in _READERS:
        raise NoTextError(f"`{kind}` cannot be read" if kind != "unknown" else "its format is unknown")
    reader: Callable[[Path, str], str] = import_module(f"cdetrack.documents.{_READERS[kind]}").read
    text = reader(path, kind)
    if not text.strip():
        raise NoTextError("it has no text")
    if _is_garbled(text):
        raise NoTextError("its text is garbled: its fonts do not say which characters they show")
    return tidy(text)


def tidy(text: str) -> str:
    """Return a text with each line folded, at most one empty line in a row, and each character in its usual form."""
    text = _FORMS.sub(lambda form: unicodedata.normalize("NFKC", form[0]), text)
    return "\f".join(map(_tidy_page, text.split("\f"))).strip("\n")


def _tidy_page(page: str) -> str:
    lines = (" ".join(line.split(" ")).rstrip() for line in re.split(r"\r\n|[\n\r\v\x85\u2028\u2029]", page))
    folded = [re.sub(r"[^\S\t]+", " ", INVISIBLE().sub("", line)).strip(" ") for line in lines]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(folded)).strip("\n")


def _is_garbled(text: str) -> bool:
    signs = [sign for sign in text[:20_000] if not sign.isspace()]
    unreal = sum(unicodedata.category(sign) in _UNREAL or sign == "\ufffd" for sign in signs)
    return unreal > _MOST_UNREAL * len(signs)
