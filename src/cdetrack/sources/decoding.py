"""Detect the encoding of a page and decode it; refuse binary data."""

import codecs
import re

from cdetrack.errors import UnreadableError
from cdetrack.model.record import Page
from cdetrack.sources.charsets import FAMILY, codec_of, fits, guess, nearly_fits, text_of
from cdetrack.text.regex import regex

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its BOM begins with that of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BINARY = (
    (regex(rb"%PDF-"), "a PDF document"),
    (regex(rb"PK\x03\x04"), "a ZIP archive or an Office document"),
    (regex(rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "an old Office document"),
    (regex(rb"\{\\rtf"), "an RTF document"),
    (regex(rb"%!PS-"), "a PostScript document"),
    (regex(rb"\x89PNG\r\n\x1a\n"), "a PNG image"),
    (regex(rb"\xff\xd8\xff"), "a JPEG image"),
    (regex(rb"GIF8"), "a GIF image"),
    (regex(rb"(?:II\*\x00|MM\x00\*)"), "a TIFF image"),
    (regex(rb"RIFF....WEBP", re.DOTALL), "a WebP image"),
    (regex(rb"BM.{4}\x00\x00\x00\x00", re.DOTALL), "a bitmap image"),
    (regex(rb"....ftyp(?:heic|heix|mif1|avif)", re.DOTALL), "an image"),
    (regex(rb"\s{1,99}<svg[\s>]"), "an SVG image"),
    (regex(rb"7z\xbc\xaf\x27\x1c"), "a 7-Zip archive"),
    (regex(rb"Rar!\x1a\x07"), "a RAR archive"),
    (regex(rb"SQLite format 3\x00"), "an SQLite database"),
    (regex(rb"MZ.{0,200}\x00|\x7fELF", re.DOTALL), "a program"),
)
"""The first bytes of documents, images and archives; the first bytes of some are printable."""
_HINT = "give the listing page itself, or its text, JSON or feed"
_HINT_EMPTY = "open the page in a browser, and save it once its list shows: an empty answer says nothing"
_HINTS = {
    "a PDF document": "cdetrack reads no PDF as a listing: look for the page that links to it, or copy its lines into "
    "a text file, a line for each notice with its date in front",
    "a ZIP archive or an Office document": "of an archive, give the files in it; of a document, look "
    "for the page that links to it, or copy its lines into a text file, one for each notice with its date in front",
    "an old Office document": "of a workbook, save it as XLSX or CSV; of a mail of Outlook, save it as `.eml`",
}
"""Hints for some formats."""
_HEADER_CHARSET = regex(r"charset\s{0,5}=\s{0,5}[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_PAGE_CHARSET = regex(
    rb"<meta[^>]{0,200}?charset\s{0,5}=\s{0,5}[\"']?([\w.:-]{1,40})"
    rb"|<\?xml[^>]{0,100}?encoding\s{0,5}=\s{0,5}[\"']([\w.:-]{1,40})",
    re.IGNORECASE,
)
_LANGUAGE = regex(rb"<(?:html|body|rss|feed)[^>]{0,300}?\slang\s{0,5}=\s{0,5}[\"']?([A-Za-z-]{2,15})", re.IGNORECASE)
_HEAD = 4096
_SAMPLE = 4096
_FEWEST_ZEROS, _ZEROS_OF_UTF16 = 10, 0.1
"""Share of the high bytes: Chinese text has few zeros, its markup and line ends have many."""
_ASCII = bytes(range(128))
_CONTROL = bytes(set(range(32)) - set(b"\t\n\v\f\r\x0e\x0f\x1b\x1e\x1f"))
_WHITE = b" \t\n\r\v\f"
_LONG = 40
"""Valid UTF-8 with so many bytes beyond ASCII is never another encoding."""
_LONG_OF_THREES = 12
"""The same for text in characters of three bytes."""
# Servers and templates send this label for any page, and all bytes are valid in it.
_PROVES_NOTHING = "cp1252"


def check_text(page: Page) -> None:
    """Raise UnreadableError if the page is empty or binary data, naming its format."""
    marked = next((bom for bom, _ in _BOMS if page.content.startswith(bom)), b"")
    if not page.content.removeprefix(marked).strip(b"\x00" * bool(marked) + _WHITE):
        held = "holds only white space" if page.content else "is empty (0 bytes)"
        raise UnreadableError(f"{page.name} {held}", hint=_HINT_EMPTY)
    for magic, what in _BINARY:
        if magic().match(page.content):
            raise UnreadableError(f"{page.name} is {what}, not a listing", hint=_HINTS.get(what, _HINT))
    if marked or _unmarked_utf16(page.content):
        return
    if b"\x00" in page.content.rstrip(b"\x00 \r\n") or _is_mostly_control(page.content[:_HEAD]):
        raise UnreadableError(f"{page.name} is binary data, not a listing", hint=_HINT)


def _is_mostly_control(start: bytes) -> bool:
    """Return True if a tenth of the bytes are control characters, other than white space and those of ISO 2022."""
    return 10 * (len(start) - len(start.translate(None, _CONTROL))) > len(start)


def _encoding_of(page: Page) -> str:
    """Return the codec of the page's text; some bytes may be invalid in it.

    A BOM decides, then the labels in the header and in the page, unless the bytes contradict them: valid UTF-8 is
    UTF-8 with any label, and text far from valid UTF-8 never is.
    """
    content = page.content
    marked = next((codec for bom, codec in _BOMS if content.startswith(bom)), None)
    return marked or _unmarked_utf16(content) or _by_names(page) or _by_bytes(page)


def _unmarked_utf16(content: bytes) -> str | None:
    """Return the codec of UTF-16 without a BOM: in one half of its bytes many are zero, in the other none."""
    if b"\x00" not in content[:_SAMPLE]:
        return None
    for codec, zeros, others in (
        ("utf-16-le", content[1:_SAMPLE:2], content[:_SAMPLE:2]),
        ("utf-16-be", content[:_SAMPLE:2], content[1:_SAMPLE:2]),
    ):
        if (
            b"\x00" not in others
            and zeros.count(0) >= max(_FEWEST_ZEROS, len(zeros) * _ZEROS_OF_UTF16)
            and fits(content, codec)
        ):
            return codec
    return None


def _names_of(page: Page) -> list[str]:
    """Return the codecs named by the header and by the page, in this order."""
    header = _HEADER_CHARSET().search(page.content_type or "")
    inside = _PAGE_CHARSET().search(page.content[:_HEAD])
    told = [header[1]] if header else []
    told += [(inside[1] or inside[2]).decode("ascii", "replace")] if inside else []
    return [codec for label in told if (codec := codec_of(label))]


def _by_names(page: Page) -> str | None:
    """Return the labelled codec if the bytes fit it, or UTF-8 if they are valid UTF-8; else None."""
    content, named = page.content, _names_of(page)
    sure = [codec for codec in named if codec not in {"utf-8", _PROVES_NOTHING}]
    beyond_ascii = len(content.translate(None, _ASCII))
    if not beyond_ascii:
        return next((codec for codec in sure if codec.startswith("iso2022") and b"\x1b" in content), "utf-8")
    fitting = [codec for name in sure for codec in FAMILY.get(name, (name,)) if fits(content, codec)]
    if fits(content, "utf-8"):
        enough = _LONG_OF_THREES if len(content.decode()) == len(content) - beyond_ascii * 2 // 3 else _LONG
        return "utf-8" if not fitting or beyond_ascii >= enough or "utf-8" in named[:1] else fitting[0]
    if _is_nearly_utf8(content):
        return "utf-8"
    return next(iter(fitting), None) or next((codec for codec in sure if nearly_fits(content, codec)), None)


def _by_bytes(page: Page) -> str:
    """Return the likely codec of bytes without a fitting label."""
    weak = _PROVES_NOTHING in _names_of(page)
    language = _LANGUAGE().search(page.content[:_HEAD])
    said = language[1].decode().lower() if language and not weak else ""
    return guess(page.content, said) or (_PROVES_NOTHING if weak else "utf-8")


def decode(page: Page) -> str:
    """Return the page's text; invalid bytes become U+FFFD."""
    return text_of(page.content, _encoding_of(page))


def utf8(page: Page) -> bytes:
    """Return the page's text as UTF-8 without a BOM: the same bytes object if it is that already."""
    codec = _encoding_of(page)
    if codec == "utf-8" and fits(page.content, codec):
        return page.content
    return text_of(page.content, codec).encode("utf-8", "replace")


def _is_nearly_utf8(content: bytes) -> bool:
    """Return True if a text is UTF-8 with few invalid bytes; text in other encodings hardly ever is."""
    text = content.decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    return sum(character > "\x7f" for character in text) - wrong > wrong
