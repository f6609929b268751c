"""Find HTML inside JSON: some services answer with their list as markup in a text, for a script to insert."""

import re

from cdetrack.model.record import Page

_LINK = re.compile(r"<a\s[^<>]{0,2000}href", re.IGNORECASE)
_BLOCK = re.compile(r"<(?:li|tr|div|p|dl|h[1-6]|article|section)\b", re.IGNORECASE)
_MOST = 3
_MOST_VALUES = 200_000


def pages_in(page: Page, data: object) -> list[Page]:
    """Return the pieces of HTML with links in a JSON value as pages, those with the most links first."""
    found: list[tuple[int, str]] = []
    waiting: list[object] = [data]
    for value in waiting:  # the list grows during the loop
        if isinstance(value, str):
            if "<" in value and _BLOCK.search(value) and (links := len(_LINK.findall(value))):
                found.append((links, value))
        elif isinstance(value, dict | list) and len(waiting) < _MOST_VALUES:
            waiting += value.values() if isinstance(value, dict) else value
    found.sort(key=lambda each: -each[0])
    return [page_of(page, markup) for _, markup in found[:_MOST]]


def page_of(page: Page, markup: str) -> Page:
    """Return a piece of HTML as a page at the same address."""
    return page.with_text(f"<html><body>{markup}</body></html>")
