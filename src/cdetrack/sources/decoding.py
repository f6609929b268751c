"""Find out how a page's bytes spell text; refuse what is no text at all."""

import codecs
import re

from cdetrack.errors import UnreadableError
from cdetrack.evidence import Page

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BINARY = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x1f\x8b", "gzip data"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"SQLite format 3\x00", "an SQLite database"),
)
_HEADER_CHARSET = re.compile(r"charset\s{0,5}=\s{0,5}[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_PAGE_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s{0,5}=\s{0,5}[\"']?([\w.:-]{1,40})"
    rb"|<\?xml[^>]{0,100}?encoding\s{0,5}=\s{0,5}[\"']([\w.:-]{1,40})",
    re.IGNORECASE,
)
_HEAD = 4096
_ASCII = bytes(range(128))
_ENOUGH = 40
_STRAY = 20
_CHUNK = 1 << 16
# Names that servers and templates send whatever the page is, and that no bytes contradict.
_PROVES_NOTHING = {"iso8859-1", "cp1252", "ascii", "latin-1"}
_ALIKE = {"gb2312": "gb18030", "gbk": "gb18030", "hz": "gb18030"}
_NOT_FOR_PAGES = {"idna", "punycode", "unicode-escape", "raw-unicode-escape", "utf-7", "undefined", "charmap"}


def check_text(page: Page) -> None:
    """Raise UnreadableError when the page is empty or no text, saying what it is."""
    if not page.content.strip():
        raise UnreadableError(f"{page.name} is empty", hint="save the page again; an empty file says nothing")
    hint = "give the listing page itself, or its text, JSON or feed"
    for magic, what in _BINARY:
        if page.content.startswith(magic):
            raise UnreadableError(f"{page.name} is {what}, not a listing", hint=hint)
    marked = any(page.content.startswith(bom) for bom, _ in _BOMS)
    if not marked and b"\x00" in page.content:
        raise UnreadableError(f"{page.name} is binary data, not a listing", hint=hint)


def encoding_of(page: Page) -> str | None:
    """Return the encoding that fits every byte: mark, header, page, UTF-8, GB18030; None when none fits."""
    for bom, marked in _BOMS:
        if page.content.startswith(bom):
            return marked if _fits(page.content, marked) else None
    header = _HEADER_CHARSET.search(page.content_type or "")
    inside = _PAGE_CHARSET.search(page.content[:_HEAD])
    told = [header[1]] if header else []
    told += [(inside[1] or inside[2]).decode("ascii", "replace")] if inside else []
    names = [name for label in told if (name := _codec(label))]
    sure = [name for name in names if name not in _PROVES_NOTHING]
    weak = [name for name in names if name in _PROVES_NOTHING]
    beyond_ascii = page.content.translate(None, _ASCII)
    if len(beyond_ascii) >= _ENOUGH:
        sure = ["utf-8", *sure]  # this much text of another encoding is never UTF-8 by chance
    candidates = dict.fromkeys([*sure, "utf-8", *weak])
    found = next((name for name in candidates if _fits(page.content, name)), None)
    if found is None and not _nearly_utf8(page.content, len(beyond_ascii)):
        found = "gb18030" if _fits(page.content, "gb18030") else None
    return found


def decode(page: Page) -> str:
    """Return the page's text; bytes that fit no encoding become U+FFFD."""
    name = encoding_of(page)
    return page.content.decode(name) if name else page.content.decode("utf-8", "replace")


def utf8(page: Page) -> bytes:
    """Return the page's text as UTF-8 without a mark; the very same bytes, uncopied, when they are that."""
    return page.content if encoding_of(page) == "utf-8" else decode(page).encode("utf-8", "replace")


def _nearly_utf8(content: bytes, beyond_ascii: int) -> bool:
    """Say whether a text is UTF-8 but for a stray byte here and there."""
    return content.decode("utf-8", "replace").count("\ufffd") * _STRAY <= beyond_ascii


def _codec(label: str) -> str | None:
    """Return Python's name for an encoding that a page may be in; None for an unknown one."""
    try:
        found = codecs.lookup(label)
    except (LookupError, ValueError):
        return None
    if not found._is_text_encoding:  # noqa: SLF001 - `quopri`, `base64` and `zip` are codecs as well; nothing else tells
        return None
    name = found.name
    return None if name in _NOT_FOR_PAGES else _ALIKE.get(name, name)


def _fits(content: bytes, name: str) -> bool:
    """Decode in pieces, so that a large page is not held twice."""
    try:
        decoder = codecs.getincrementaldecoder(name)()
        for start in range(0, len(content), _CHUNK):
            decoder.decode(content[start : start + _CHUNK])
        decoder.decode(b"", final=True)
    except (LookupError, ValueError, AttributeError, TypeError):
        return False  # not this encoding, or a codec that is none of text
    return True
