"""Parse HTML with lxml: a page's tree, and the visible text of an element."""

import re
from typing import TYPE_CHECKING

from lxml import etree

from cdetrack.errors import UnreadableError
from cdetrack.model.record import Page
from cdetrack.sources.decoding import utf8
from cdetrack.sources.limits import check_markup
from cdetrack.text.regex import regex
from cdetrack.text.script import CJK, EAST_ASIAN_SIGNS

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_BLOCKS = {
    *("address", "article", "aside", "blockquote", "br", "caption", "center", "dd", "div", "dl", "dt"),
    *("figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li"),
    *("main", "nav", "ol", "p", "pre", "section", "table", "tbody", "tfoot", "thead", "tr", "ul"),
}
# `text` reads a text once for each element around it: the limit bounds that cost.
_DEEPEST = 200
_SHORT = 1024
"""Bytes: shorter markup is never slow to parse."""
_CELLS = {"td", "th"}
_INLINE = {"a", "b", "em", "font", "i", "span", "strong"}
_UNSHOWN = {"script", "style", "noscript", "template", "title"}
# A tag that occurs in texts, or a character reference. `x < 5 and y > 3` has neither.
_MARKUP = regex(
    r"</?(?:a|b|br|div|em|font|h[1-6]|i|img|li|ol|p|script|span|strong|style|sub|sup|table|tbody|td|tr|u|ul)"
    r"(?:\s[^<>]{0,2000})?/?>|&(?:[a-z]{2,8}|#[0-9]{1,6}|#x[0-9a-f]{1,5});",
    re.IGNORECASE,
)
# Without IGNORECASE: with it, classes of so many letters take 8 ms to compile.
_BREAK = regex(rf"(?<=[{CJK}{EAST_ASIAN_SIGNS}])\s?<[Bb][Rr]\s?/?>\s?(?=[{CJK}{EAST_ASIAN_SIGNS}])")


def tree(page: Page) -> "HtmlElement":
    """Return the root of the page's tree without comments. Raises UnreadableError if there is none."""
    content = utf8(page)
    check_markup(content, page.name)
    try:
        root = _document(content)
    except (etree.LxmlError, ValueError, AssertionError) as problem:
        raise UnreadableError(f"{page.name} holds no readable HTML") from problem
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > _DEEPEST:
            raise UnreadableError(f"{page.name} is nested more than {_DEEPEST} levels deep: no listing is")
    return root


def _document(content: bytes) -> "HtmlElement":
    # Pages that are read as a stream, and feeds, do without: to import it takes 2 ms.
    from lxml import html

    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    return html.document_fromstring(content, parser=parser)


def text(element: etree._Element) -> str:
    """Return the element's text, with white space between blocks, lines and cells, but not between inline elements."""
    if not len(element):
        return element.text or ""
    if len(element) == 1 and not len(only := element[0]) and only.tag in _INLINE:
        # A heading with its link: nearly every entry.
        return f"{element.text or ''}{only.text or ''}{only.tail or ''}"
    parts: list[str] = []
    walker = etree.iterwalk(element, events=("start", "end", "comment", "pi"))
    for event, node in walker:
        tag = node.tag if isinstance(node.tag, str) else ""
        if event == "start":
            if tag in _UNSHOWN:
                walker.skip_subtree()
                continue
            parts.append(_edge(tag))
            parts.append(node.text or "")
            continue
        parts.append(_edge(tag))
        if node is not element:
            parts.append(node.tail or "")
    return "".join(parts)


def _edge(tag: str) -> str:
    if tag in _BLOCKS:
        return "\n"
    return " " if tag in _CELLS else ""


def from_html(fragment: str) -> str:
    """Return the text of an HTML fragment; a text without markup is returned unchanged."""
    if not _MARKUP().search(fragment):
        return fragment
    clean = fragment.replace("\x00", "").encode("utf-8", "replace")
    try:
        if len(clean) > _SHORT:
            check_markup(clean, "a text")
        return text(_document(b"<div>" + clean + b"</div>")).strip()
    except (etree.LxmlError, ValueError, AssertionError, UnreadableError):
        return ""  # markup without a text


def from_attribute(value: str) -> str:
    """Return the text of an attribute with markup in it; a line break between Chinese characters is no white space."""
    return from_html(_BREAK().sub("", value))


def link_in(fragment: str) -> str | None:
    """Return the target of the first link in an HTML fragment, or None."""
    if "<a" not in fragment.lower():
        return None
    clean = fragment.replace("\x00", "").encode("utf-8", "replace")
    try:
        root = _document(b"<div>" + clean + b"</div>")
    except (etree.LxmlError, ValueError, AssertionError):
        return None
    return next((href for link in root.iter("a") if (href := (link.get("href") or "").strip())), None)


def classes(element: etree._Element) -> frozenset[str]:
    """Return the element's class names."""
    return frozenset((element.get("class") or "").split())
