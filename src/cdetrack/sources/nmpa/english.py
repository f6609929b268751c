"""Read the listings of the NMPA's English site, english.nmpa.gov.cn; `english_detail` reads the notices' own pages.

An item is `div.list > ul > li > div.list-text` with `h3.list-tit > a`, `p.list-date` and `p.list-desc`; links in the
sidebar, the menu and the footer look alike, but are not items. The pager, `div#displaypagenum`, counts pages in
`totalcount`. A listing without it, or without `</html>`, is truncated.
"""

import io
from collections.abc import Iterator
from dataclasses import field

from lxml import etree

from cdetrack.errors import CutOffError, EmptyError, UnreadableError
from cdetrack.model.frozen import mutable
from cdetrack.model.record import Listing, Page, RawNotice, UnreadableEntry
from cdetrack.sources.decoding import utf8
from cdetrack.sources.entries import written
from cdetrack.sources.limits import check_markup
from cdetrack.sources.markup import classes, text
from cdetrack.sources.nmpa.english_site import BASE, CHANGED, check_end, section
from cdetrack.text.clean import fold_text, shorten
from cdetrack.text.links import ENGLISH_ARTICLE, resolve


def is_ours(content: bytes) -> bool:
    """Return True if the page has this site's layout, on any host."""
    if b"chinadaily.com.cn/nmpa/att/" in content:
        return True
    listing = b"list-tit" in content and b"list-date" in content
    # One of them is enough: a truncated page has lost its pager.
    return (listing and (b"displaypagenum" in content or b"list-text" in content)) or (
        b"art-tit" in content and b"art-text" in content
    )


def parse(page: Page) -> Listing:
    """Return the listing or the one notice on a page. Raises UnreadableError for any other page."""
    if b"art-tit" in page.content and b"list-tit" not in page.content:
        from cdetrack.sources.nmpa import english_detail  # most pages are listings

        return english_detail.parse(page)
    return _listing(page)


@mutable
class _Seen:
    """The parts of a listing found so far in its stream of elements."""

    notices: list[RawNotice] = field(default_factory=list)
    unreadable: list[UnreadableEntry] = field(default_factory=list)
    title: str = ""
    crumb: str = ""
    pager: tuple[str, str] | None = None
    pager_link: str = ""
    lists: int = 0


def _listing(page: Page) -> Listing:
    seen = _Seen()
    content = utf8(page)
    # Incremental parsing of hostile markup is slow.
    check_markup(content, page.name)
    base = page.url or BASE
    try:
        for element in _elements(content):
            _take(seen, element, base)
    except (etree.LxmlError, ValueError) as problem:
        raise UnreadableError(f"{page.name} holds no readable HTML", hint=CHANGED) from problem
    _check_whole(page, content, seen)
    names = (seen.crumb, seen.pager_link, seen.title, page.url or "")
    number, count = seen.pager or ("", "")
    return Listing(
        kind="nmpa-english",
        notices=tuple(seen.notices),
        source=next((source for name in names if (source := section(name))), None),
        base=page.url or BASE,
        page=_count(number),
        pages=_count(count),
        unreadable=tuple(seen.unreadable),
    )


def _elements(content: bytes) -> Iterator[etree._Element]:
    """Yield each finished `li`, `div` and `title` as the page streams by: it may have ten thousand items."""
    parsing = etree.iterparse(
        io.BytesIO(content),
        events=("end",),
        tag=("li", "div", "title"),
        html=True,
        encoding="utf-8",
        remove_comments=True,
        remove_pis=True,
        huge_tree=True,
    )
    for _, element in parsing:
        yield element


def _take(seen: _Seen, element: etree._Element, base: str) -> None:
    if element.tag == "li":
        if _is_item(element):
            _take_item(seen, element, base)
            _forget(element)
    elif element.tag == "title":
        seen.title = seen.title or fold_text((element.text or "")[:200])
    elif element.get("id") == "displaypagenum":
        links = element.xpath(".//a/@href")
        seen.pager = (element.get("currentpage") or "", element.get("totalcount") or "")
        seen.pager_link = str(links[0]) if isinstance(links, list) and links else ""
    elif "crumb" in (names := classes(element)):
        links = element.xpath(".//a/@href")
        seen.crumb = str(links[-1]) if isinstance(links, list) and links else ""
    elif "list" in names:
        seen.lists += 1


def _is_item(element: etree._Element) -> bool:
    """Return True for an `li` in `div.list > ul`."""
    above = element.getparent()
    around = above.getparent() if above is not None else None
    return around is not None and around.tag == "div" and "list" in classes(around)


def _forget(element: etree._Element) -> None:
    element.clear()
    above = element.getparent()
    while above is not None and (before := element.getprevious()) is not None:
        above.remove(before)


def _take_item(seen: _Seen, item: etree._Element, base: str) -> None:
    parts = _parts(item)
    heading, day, summary = parts.get("h3.list-tit"), parts.get("p.list-date"), parts.get("p.list-desc")
    link = next(heading.iter("a"), None) if heading is not None else None
    title = written(text(heading)) if heading is not None else None
    shown = written(text(day)) if day is not None else None
    href = (link.get("href") or "") if link is not None else ""
    if not title:
        if fold_text(text(item)):
            problem = f"`{shorten(text(item))}` has no title"
            seen.unreadable.append(UnreadableEntry(problem, len(seen.notices)))
        return
    leads_to = resolve(href, base)
    if not leads_to:
        problem = f"`{shorten(title)}` has no link: `{shorten(href)}` is no web address"
        seen.unreadable.append(UnreadableEntry(problem, len(seen.notices)))
        return
    # The article number is the same on the mirror, behind a proxy and in copies.
    number = ENGLISH_ARTICLE().search(leads_to.partition("?")[0].partition("#")[0])
    seen.notices.append(
        RawNotice(
            title=title,
            date=shown,
            summary=written(text(summary)) if summary is not None else None,
            url=href,
            article=number[1] if number else None,
        )
    )


def _parts(item: etree._Element) -> dict[str, etree._Element]:
    """Return the first heading and paragraph of each class, found in one pass: `h3.list-tit`, `p.list-date`."""
    parts: dict[str, etree._Element] = {}
    for element in item.iter("h3", "p"):
        for name in (element.get("class") or "").split():
            parts.setdefault(f"{element.tag}.{name}", element)
    return parts


def _check_whole(page: Page, content: bytes, seen: _Seen) -> None:
    """Raise UnreadableError for a page that is truncated, has no notices or another layout."""
    check_end(page, content)
    if not seen.notices and not seen.unreadable:
        what = "its list is empty" if seen.lists else "there is a menu, but no list"
        raise EmptyError(f"{page.name} holds no notices: {what}", hint=CHANGED)
    if seen.pager is None:
        raise CutOffError(
            f"{page.name} is cut off: its list has no pager", hint="fetch or save the page again; nothing was kept"
        )
    if not seen.notices:
        raise UnreadableError(
            f"none of the {len(seen.unreadable)} entries in {page.name} can be read: {seen.unreadable[0].problem}",
            hint=CHANGED,
        )


def _count(text_: str) -> int | None:
    return int(text_) if text_.isascii() and text_.isdigit() and 0 < len(text_) < 7 else None  # noqa: PLR2004
