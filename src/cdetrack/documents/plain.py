"""Read text files and pages."""

from pathlib import Path

from lxml import etree, html

_BLOCKS = ("p", "div", "br", "tr", "li", "h1", "h2", "h3", "h4", "h5", "h6", "table", "section", "title")


def read(path: Path, kind: str) -> str:
    """Return the text of a file, in the first charset that decodes it."""
    data = path.read_bytes()
    return _page(data) if kind == "html" else _decoded(data)


def _decoded(data: bytes) -> str:
    charsets = ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "gb18030")
    for charset in charsets:
        try:
            return data.decode(charset)
        except UnicodeDecodeError:
            continue
    return data.decode("utf-8", "replace")


def _page(data: bytes) -> str:
    root: html.HtmlElement = html.document_fromstring(data)
    etree.strip_elements(root, "script", "style", with_tail=False)
    for block in root.iter(*_BLOCKS):
        block.tail = f"\n{block.tail or ''}"
    return str(root.text_content())
