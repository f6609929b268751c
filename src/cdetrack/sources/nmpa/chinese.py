"""Read the lists and the notices' own pages of the NMPA's Chinese site, www.nmpa.gov.cn.

An item is `.list ul li` with a link, and a date in a `span`, sometimes in brackets. A notice's own page has its title
in `meta[name=ArticleTitle]` and its date, in China's time, in `meta[name=PubDate]`.
"""

import re

from lxml import etree

from cdetrack.errors import UnreadableError
from cdetrack.model.record import Listing, Page, RawNotice
from cdetrack.sources.catalogue import SOURCES, source_at
from cdetrack.sources.decoding import utf8
from cdetrack.sources.entries import first_date, require_notices, with_titles, written
from cdetrack.sources.file_types import linked_files
from cdetrack.sources.markup import classes, text, tree
from cdetrack.sources.nmpa.english_detail import signed
from cdetrack.sources.page_end import check_whole
from cdetrack.text.clean import fold_text
from cdetrack.text.links import CHINESE, site_of

BASE = f"https://{CHINESE}/"
_PAGER = re.compile(rb"createPageHTML\(\s{0,5}([0-9]{1,5})\s{0,5},\s{0,5}([0-9]{1,5})\s{0,5},")
_BODY = frozenset({"text", "article", "content", "TRS_Editor"})
_CUT = ("…", "...")


def is_ours(page: Page, content: bytes) -> bool:
    """Return True for a page of this site, by its address or its content."""
    return site_of(page.url) == CHINESE or (
        "国家药品监督管理局".encode() in content and _LIST.search(content) is not None
    )


_LIST = re.compile(rb"class=[\"']?list[\"'\s>]|name=[\"']?ArticleTitle", re.IGNORECASE)


def parse(page: Page) -> Listing:
    """Return the entries of a list, or the one notice of its own page. Raises UnreadableError for any other page."""
    check_whole(page)
    root = tree(page)
    meta = {
        name: written(found.get("content") or "") for found in root.iter("meta") if (name := found.get("name") or "")
    }
    if title := meta.get("ArticleTitle"):
        return _detail(page, root, title, meta.get("PubDate"))
    notices, unreadable = with_titles(
        entry
        for place in root.iter("div", "ul")
        if "list" in classes(place)
        for item in place.iter("li")
        if (entry := _item(item)) is not None
    )
    require_notices(notices, unreadable, name=page.name, what="there is a menu, but no list of dated links")
    pager = _PAGER.search(utf8(page))
    at = source_at(page.url) if page.url else None
    column = next((source for source in SOURCES.values() if _is_called(source.title, meta.get("ColumnName"))), None)
    source = at or column
    return Listing(
        kind="nmpa-chinese",
        notices=notices,
        source=source.name if source else None,
        base=page.url or (source.url if source else BASE),
        page=int(pager[2]) + 1 if pager else None,
        pages=int(pager[1]) if pager else None,
        unreadable=unreadable,
    )


def _is_called(title: str, column: str | None) -> bool:
    return column is not None and title == f"国家药监局 {fold_text(column)}"


def _item(item: etree._Element) -> RawNotice | None:
    """Return the entry; None for a menu item: an `li` without a link, or without digits beside it."""
    link = next(item.iter("a"), None)
    if link is None:
        return None
    within = set(link.iter("span"))
    spans = [span for span in item.iter("span") if span not in within] or list(within)
    # A badge may stand beside the date; a misprinted date still has digits.
    days = [shown for span in spans if any(map(str.isdigit, shown := text(span)))]
    if not days:
        return None
    title, whole = text(link), written(link.get("title") or "")
    if whole and (not (shown := fold_text(title)) or shown.endswith(_CUT)):
        title = whole
    return RawNotice(title=title, date=first_date(reversed(days)), url=link.get("href"))


def _detail(page: Page, root: etree._Element, title: str, date: str | None) -> Listing:
    body = next((found for found in root.iter("div") if _BODY & classes(found)), None)
    notice = RawNotice(
        title=title,
        date=date,
        url=page.url,
        body=written(text(body)) if body is not None else None,
        document_date=signed(body) if body is not None else None,
        attachments=linked_files(body) if body is not None else (),
    )
    notices, unreadable = with_titles([notice])
    if unreadable:
        raise UnreadableError(f"{page.name}: {unreadable[0].problem}")
    return Listing(kind="nmpa-chinese", notices=notices, base=page.url, detail=True)
