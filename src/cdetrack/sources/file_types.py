"""Recognise files among links and answers: by the ending of a name, and by the first bytes."""

import posixpath
import re
from urllib.parse import parse_qsl, unquote, urlsplit

from lxml import etree

from cdetrack.model.notice import Attachment
from cdetrack.sources.markup import text
from cdetrack.text.clean import fold_text
from cdetrack.text.signatures import signature_of

ENDINGS = frozenset(
    {
        *("pdf", "doc", "docx", "docm", "xls", "xlsx", "xlsm", "csv", "ppt", "pptx", "rtf", "txt", "odt", "ods"),
        *("zip", "rar", "7z", "ofd", "wps", "et", "dps", "ceb"),
    }
)
_ANY_ENDING = "|".join(sorted(ENDINGS, key=len, reverse=True))
_NAMED = re.compile(rf"\.({_ANY_ENDING})\s*(?:[(（\[][^()（）\[\]]{{0,30}}[)）\]])?\Z", re.IGNORECASE)
"""A link text that ends with a file name, and maybe its size in brackets."""
_DOWNLOAD = re.compile(r"/(?:download|downloadfile|getfile|attachment)s?(?:/|\Z|\.)", re.IGNORECASE)
"""The path of a file without an ending: `/media/182478/download`, `/main/att/download/54ad`."""
_PAGES = frozenset({"htm", "html", "xhtml", "shtml"})
_TEXTS = frozenset({"txt", "csv", "rtf"})
_OFFICE = b"urn:schemas-microsoft-com:office"
"""In a page that Word or Excel saved: some sites publish it with the ending `doc` or `xls`."""
_ENDINGS = {"pdf": "pdf", "ole": "doc", "rtf": "rtf", "7z": "7z", "rar": "rar"}
"""Signature -> the ending of such a file."""
_IN_ZIP = (
    (b"word/", "docx"),
    (b"xl/", "xlsx"),
    (b"ppt/", "pptx"),
    (b"OFD.xml", "ofd"),
    (b"opendocument.text", "odt"),
    (b"opendocument.spreadsheet", "ods"),
)
_END = {"pdf": b"%%EOF", "zip": b"PK\x05\x06"}
"""Signature -> bytes near the end of a whole file."""
_START = 1024
"""Bytes that tell a page."""
_BLANK = b"\xef\xbb\xbf \t\r\n"
_MARKUP = re.compile(
    rb"<(?:!doctype html|html|head|body|script|meta|title|div|!--)|<\?xml[^>]{0,100}\?>\s{0,9}<(?:!doctype )?html",
    re.IGNORECASE,
)
_JSON = re.compile(rb"[{\[]\s{0,9}[\"}\]{]")


def ending_of(url: str) -> str:
    """Return the ending of a file in an address, in lower case, also of one in its query; empty for another address."""
    try:
        parts = urlsplit(url)
        names = [unquote(parts.path), *(value for _, value in parse_qsl(parts.query)[:20])]
    except ValueError:
        return ""
    endings = (_ending(name) for name in names)
    return next((each for each in endings if each in ENDINGS), "")


def _ending(name: str) -> str:
    file = posixpath.basename(name)
    return file.rpartition(".")[2].strip().lower() if "." in file else ""


def linked_files(element: etree._Element) -> tuple[Attachment, ...]:
    """Return the files that an element links to, in its order, with links as written."""
    found = []
    for link in element.iter("a"):
        href = link.get("href") or ""
        shown = text(link)
        ending = ending_of(href) or _ending_beside(link, href, shown)
        if ending is not None:
            found.append(Attachment(name=shown, url=href, type=ending))
    return tuple(found)


def _ending_beside(link: etree._Element, href: str, shown: str) -> str | None:
    """Return the ending that the link's text names, empty for a file of unknown type, None for another link."""
    try:
        path = unquote(urlsplit(href).path)
    except ValueError:
        return None
    if not path or href.startswith(("#", "javascript:", "mailto:")):
        return None
    named = _NAMED.search(fold_text(link.get("download") or "")) or _NAMED.search(fold_text(shown))
    is_download = link.get("download") is not None or _DOWNLOAD.search(path)
    if named and (is_download or _ending(path) not in _PAGES):
        return named[1].lower()
    return "" if is_download and _ending(path) not in _PAGES else None


def type_of(head: bytes) -> str | None:
    """Return the ending for a file that begins with `head`, None for a page or another text.

    An old Office document of any program is `doc`; a ZIP archive is an Office document by the names in `head`.
    """
    found = signature_of(head)
    if found == "zip":
        return next((ending for name, ending in _IN_ZIP if name in head), "zip")
    return _ENDINGS.get(found or "")


def is_page_instead(head: bytes, ending: str) -> bool:
    """Return True if an answer that begins with `head` is a page, or an error in JSON, in place of a file."""
    start = head.lstrip(_BLANK)
    if type_of(head) is not None or ending in _TEXTS:
        return False
    if _MARKUP.match(start[:_START]):
        return _OFFICE not in head
    return ending != "" and _JSON.match(start) is not None


def is_cut_off(head: bytes, tail: bytes) -> bool:
    """Return True if a file lacks its end, as a PDF or a ZIP archive can tell; `tail` is its last 64 kB or more."""
    end = _END.get(signature_of(head) or "")
    return end is not None and end not in tail
