"""Recognise a page with the place for a list that a script fills: empty tables, `Loading…`, unfilled templates."""

import re

from lxml import etree

from cdetrack.sources.markup import text
from cdetrack.text.clean import shorten

_WAITING = re.compile(
    r"\bloading(?: \w{1,20}){0,2}\s?(?:…|\.{3})|\bplease wait\b|(?:正在)?(?:加载|載入|读取)中|正在加载|読み込み中|로딩"
    r"|chargement en cours|wird geladen|\bcargando\b|caricamento in corso|(?:enable|activate|turn on) javascript"
    r"|requires javascript|javascript (?:is )?(?:required|disabled)|\{\{[^{}\n]{1,80}\}\}|<%=?[^%\n]{1,80}%>",
    re.IGNORECASE,
)
_LISTS = ("tbody", "ul", "ol")
_BLOCKS = ("div", "section", "main", "article")
_NAMED = re.compile(
    r"(?<![a-z])(?:app|articles?|cards?|content|feed|grid|items?|list|news|notices?|results?|root)(?![a-z])"
)
"""The words in the id or the classes of a block that is made for a list."""


def waiting_words(shown: str) -> str | None:
    """Return the words of a page that say that its content comes later; None without any."""
    found = _WAITING.search(shown)
    return f"`{found[0]}`" if found else None


def sign_of_script(root: etree._Element, shown: str) -> str | None:
    """Return the ground for taking a page as filled by a script, its words or an empty list; None without one."""
    if found := waiting_words(shown):
        return found
    for found_in in root.iter("noscript"):
        if found := waiting_words("".join(map(str, found_in.itertext()))[:2000]):
            return found
    for script in root.iter("script"):
        if script.get("querydata"):
            return "a script with `querydata` asks for its list"
        if "<datastore>" in (script.text or ""):
            return "the `<datastore>` of its list has no record"
    return "the place of its list is empty" if any(map(_is_empty, root.iter(*_LISTS))) else None


def empty_place(root: etree._Element) -> str | None:
    """Return the name of an empty block or component that is made for a list; None without one."""
    for block in root.iter(*_BLOCKS):
        name = f"{block.get('id') or ''} {block.get('class') or ''}".strip()
        if _NAMED.search(name.casefold()) and _is_empty(block):
            return f"the `{block.tag}` called `{shorten(name, 40)}` is empty"
    own = next((each.tag for each in root.iter(etree.Element) if "-" in each.tag and _is_empty(each)), None)
    return f"`<{shorten(own, 40)}>` is empty" if own else None


def _is_empty(element: etree._Element) -> bool:
    return not len(element) and not text(element).strip()
