"""Read the lists and the notices' own pages of the NMPA's Chinese site, www.nmpa.gov.cn.

An item is `.list ul li` with a link and a day in a `span`, sometimes in brackets. A notice's own page names
itself in `meta[name=ArticleTitle]` and its day, in China's time, in `meta[name=PubDate]`.
"""

import re

from lxml import etree

from cdetrack.errors import UnreadableError
from cdetrack.model.record import Listing, Page, RawNotice
from cdetrack.sources.catalogue import SOURCES, source_at
from cdetrack.sources.decoding import utf8
from cdetrack.sources.entries import first_day, part, require
from cdetrack.sources.markup import check_whole, classes, text, tree
from cdetrack.sources.nmpa.english_detail import files, signed
from cdetrack.text.clean import fold_lines, fold_text
from cdetrack.text.links import CHINESE, site_of

BASE = f"https://{CHINESE}/"
_PAGER = re.compile(rb"createPageHTML\(\s{0,5}([0-9]{1,5})\s{0,5},\s{0,5}([0-9]{1,5})\s{0,5},")
_BODY = frozenset({"text", "article", "content", "TRS_Editor"})
_CUT = ("…", "...")


def is_ours(page: Page, content: bytes) -> bool:
    """Return whether the page is of this site, as its address, its language and its name say."""
    return site_of(page.url) == CHINESE or (
        "国家药品监督管理局".encode() in content and _LIST.search(content) is not None
    )


_LIST = re.compile(rb"class=[\"']?list[\"'\s>]|name=[\"']?ArticleTitle", re.IGNORECASE)


def parse(page: Page) -> Listing:
    """Return the entries of a list, or the one notice of its own page; raise UnreadableError for another page."""
    check_whole(page)
    root = tree(page)
    meta = {
        name: fold_text(found.get("content") or "") for found in root.iter("meta") if (name := found.get("name") or "")
    }
    if meta.get("ArticleTitle"):
        return _detail(page, root, meta)
    notices, problems = part(
        entry
        for place in root.iter("div", "ul")
        if "list" in classes(place)
        for item in place.iter("li")
        if (entry := _item(item)) is not None
    )
    require(notices, problems, name=page.name, what="there is a menu, but no list of dated links")
    pager = _PAGER.search(utf8(page))
    at = source_at(page.url) if page.url else None
    column = next((source for source in SOURCES.values() if _is_called(source.title, meta)), None)
    source = at or column
    return Listing(
        kind="nmpa-chinese",
        notices=tuple(dict.fromkeys(notices)),
        source=source.name if source else None,
        base=source.url if source else BASE,
        page=int(pager[2]) + 1 if pager else None,
        pages=int(pager[1]) if pager else None,
        problems=problems,
    )


def _is_called(title: str, meta: dict[str, str]) -> bool:
    column = meta.get("ColumnName")
    return bool(column) and title == f"国家药监局 {column}"


def _item(item: etree._Element) -> RawNotice | None:
    """Return the entry; None for an `li` without a link or without a number beside it, which is a menu's."""
    link = next(item.iter("a"), None)
    if link is None:
        return None
    within = set(link.iter("span"))
    spans = [span for span in item.iter("span") if span not in within] or list(within)
    # A badge may stand beside the day; a day that is misprinted still has its digits.
    days = [shown for span in spans if any(map(str.isdigit, shown := fold_text(text(span))))]
    if not days:
        return None
    title, whole = fold_text(text(link)), fold_text(link.get("title") or "")
    if whole and (not title or title.endswith(_CUT)):
        title = whole
    return RawNotice(title=title, date=first_day(reversed(days)), url=link.get("href"))


def _detail(page: Page, root: etree._Element, meta: dict[str, str]) -> Listing:
    body = next((found for found in root.iter("div") if _BODY & classes(found)), None)
    written = fold_lines(text(body)) if body is not None else ""
    notice = RawNotice(
        title=meta["ArticleTitle"],
        date=meta.get("PubDate"),
        url=page.url,
        body=written or None,
        document_date=signed(body, written) if body is not None else None,
        attachments=files(body) if body is not None else (),
    )
    notices, problems = part([notice])
    if problems:
        raise UnreadableError(f"{page.name}: {problems[0]}")
    return Listing(kind="nmpa-chinese", notices=notices, base=page.url, detail=True)
