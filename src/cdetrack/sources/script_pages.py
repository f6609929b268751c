"""Recognise a page with the place for a list that a script fills: empty tables, `Loading…`, unfilled templates."""

import re

from lxml import etree

from cdetrack.sources.markup import text

_WAITING = re.compile(
    r"\bloading(?: \w{1,20}){0,2}\s?(?:…|\.{3})|\bplease wait\b|(?:正在)?(?:加载|載入|读取)中|正在加载|読み込み中|로딩"
    r"|chargement en cours|wird geladen|\bcargando\b|caricamento in corso|(?:enable|activate|turn on) javascript"
    r"|requires javascript|javascript (?:is )?(?:required|disabled)|\{\{[^{}\n]{1,80}\}\}|<%=?[^%\n]{1,80}%>",
    re.IGNORECASE,
)
_LISTS = ("tbody", "ul", "ol")


def sign_of_script(root: etree._Element, shown: str) -> str | None:
    """Return the ground for taking a page as filled by a script, its words or an empty list; None without one."""
    if found := _WAITING.search(shown):
        return f"`{found[0]}`"
    for found_in in root.iter("noscript"):
        if found := _WAITING.search("".join(map(str, found_in.itertext()))[:2000]):
            return f"`{found[0]}`"
    empty = any(not len(each) and not text(each).strip() for each in root.iter(*_LISTS))
    return "the place of its list is empty" if empty else None
