"""Recognise a further page of an HTML listing that has no entries: the listing ended on the page before.

Such a page has the frame of the page before, and nothing of its own but words that say that it is empty. Anything else
that is new may be an entry in a changed layout, or tell of an error: then the page is none.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from lxml import etree

from cdetrack.errors import UnreadableError
from cdetrack.model.record import Page
from cdetrack.sources import error_pages, refusals
from cdetrack.sources.challenge import is_empty_application
from cdetrack.sources.decoding import utf8
from cdetrack.sources.markup import text, tree
from cdetrack.sources.page_end import is_ended
from cdetrack.text.clean import fold_text
from cdetrack.text.dates.finding import find_dates

_DIGITS = re.compile(r"\d+")
_NO_LETTERS = re.compile(r"[\W\d_]+")
_PAGER = re.compile(
    r"\b(?:previous|prev|next|first|last|back|newer|older|page|pages|of)\b|(?:[上下前后後]一?|首|尾|末|第)[页頁]|[第共页頁]",
    re.IGNORECASE,
)
"""Words of a pager, which differ from page to page."""
_LISTS = ("ul", "ol", "dl", "table", "tbody")
_LONGEST = 200
"""Characters of what a page says on being empty."""


class _Sign(NamedTuple):
    """What tells a line from others: the number of a page differs, the day of an entry is its own.

    Both parts of a pager's line are empty.
    """

    words: str
    """Without numbers, signs and the words of a pager."""
    days: tuple[date | None, ...]


def has_no_entries(page: Page, before: Page) -> bool:
    """Return True if a further page, which no parser could read, has no entry; `before` is a page that has some."""
    content = utf8(page)
    if is_empty_application(content) or error_pages.error_title(content):
        return False
    try:
        root, known = tree(page), tree(before)
    except UnreadableError:
        return False
    frame, links = {*map(_sign, (*_titles(known), *_lines(known)))}, {*_links(known)}
    shown = {line: sign for line in _lines(root) if any(sign := _sign(line))}
    titles = {title: sign for title in _titles(root) if any(sign := _sign(title))}
    new = {line: sign for line, sign in (titles | shown).items() if sign not in frame}
    if any(sign.days for sign in new.values()) or any(_may_be_entry(*link, links) for link in _links(root)):
        return False
    if new:
        return len(words := "\n".join(new)) <= _LONGEST and refusals.says_it_is_empty(words)
    if not _empty_lists(root).isdisjoint(_lists(known)):
        return True
    # The frame alone may also be all that came of a page that is cut off.
    return not frame.isdisjoint(shown.values()) and (is_ended(page) or not is_ended(before))


def _titles(root: etree._Element) -> Iterator[str]:
    return (fold_text(title.text or "") for title in root.iter("title"))


def _lines(root: etree._Element) -> Iterator[str]:
    """Yield the lines that a page shows, white space folded."""
    return map(fold_text, text(root).splitlines())


def _sign(line: str) -> _Sign:
    words = _NO_LETTERS.sub(" ", _PAGER.sub("", line)).strip()
    return _Sign(words, tuple(found.monthly or found.daily for found in find_dates(line)))


def _links(root: etree._Element) -> Iterator[tuple[str, str]]:
    """Yield the address and the words of each link."""
    for link in root.iter("a"):
        if href := (link.get("href") or "").strip():
            yield href, fold_text(text(link))


def _may_be_entry(href: str, words: str, known: set[tuple[str, str]]) -> bool:
    """Return True for a link that the page before has not: not even with another number, as those of a pager are."""
    if href.startswith("#") or (words and not any(_sign(words))):
        return False
    shape = _DIGITS.sub("0", href)
    return all(href != other and (words != name or shape != _DIGITS.sub("0", other)) for other, name in known)


def _lists(root: etree._Element) -> set[tuple[str, str | None]]:
    return {(str(found.tag), found.get("class")) for found in root.iter(*_LISTS)}


def _empty_lists(root: etree._Element) -> set[tuple[str, str | None]]:
    return {(str(found.tag), found.get("class")) for found in root.iter(*_LISTS) if not fold_text(text(found))}
