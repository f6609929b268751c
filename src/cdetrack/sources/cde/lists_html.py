"""Read the CDE's older lists in HTML: blocks of `.news_item`, and the database's `.layui-table`."""

import re

from lxml import etree

from cdetrack.model.record import Listing, Page, RawNotice
from cdetrack.sources.cde.lists_json import BASE
from cdetrack.sources.entries import is_date, require_notices, with_titles, written
from cdetrack.sources.markup import classes, text, tree
from cdetrack.sources.page_end import check_whole
from cdetrack.text.clean import fold_text
from cdetrack.text.links import CDE, site_of

_MEANT_AS_DAY = re.compile(r"[0-9]{4}[0-9./年月日 -]{2,10}")
_YEAR_MONTH = re.compile(r"([0-9]{4})[-./年]([0-9]{1,2})月?")


def is_ours(page: Page, content: bytes) -> bool:
    """Return True for an HTML page with a list of the CDE."""
    named = site_of(page.url) == CDE or b"cde.org.cn" in content or "药品审评中心".encode() in content
    listed = (b"news_item" in content and b"news_date" in content) or b"layui-table" in content
    return named and listed


def parse(page: Page) -> Listing:
    """Return the entries of `.news_item` blocks or of the database's table. Raises UnreadableError without any."""
    check_whole(page)
    root = tree(page)
    items = [found for found in root.iter("div", "li", "tr") if "news_item" in classes(found)]
    rows = [
        row
        for table in root.iter("table")
        if "layui-table" in classes(table)
        for row in table.iter("tr")
        if next(row.iter("td"), None) is not None
    ]
    notices, unreadable = with_titles(
        [*map(_item, items), *(entry for row in rows if (entry := _row(row)) is not None)]
    )
    require_notices(notices, unreadable, name=page.name, what="it has the layout of a CDE list, but no entries")
    database = rows and all("zdyzIdCODE" in (notice.url or "") for notice in notices)
    return Listing(
        kind="cde",
        notices=notices,
        source="cde/database" if database else None,
        base=page.url or BASE,
        unreadable=unreadable,
    )


def _link(parent: etree._Element) -> tuple[str, str]:
    """Return title and address of the first link with a text."""
    for link in parent.iter("a"):
        if title := written(link.get("title") or text(link)):
            return title, link.get("href") or ""
    return "", ""


def _item(item: etree._Element) -> RawNotice:
    title, href = _link(item)
    places = [found for found in item.iter() if "news_date" in classes(found)]
    spans = [fold_text(text(span)) for place in places for span in place.iter("span")]
    return RawNotice(title=title, date=_put_together(spans), url=href or None)


def _put_together(spans: list[str]) -> str | None:
    """Return the date from two spans, one with year and month and one with the day: `2026.03`, `09`.

    The parser joins them, as neither is a date by itself.
    """
    for one, other in (spans[:2], spans[1::-1]) if len(spans) > 1 else ():
        found = _YEAR_MONTH.fullmatch(one)
        if found and other.rstrip("日").isdigit():
            return f"{found[1]}-{found[2]}-{other.rstrip('日')}"
        if one.isdigit() and len(one) == len("2026"):
            return f"{one}-{other.replace('.', '-').replace('/', '-')}"
    return " ".join(spans) or None


def _row(row: etree._Element) -> RawNotice | None:
    """Return the notice of a row, its date missing or misprinted or not; None for a head row or an empty table."""
    title, href = _link(row)
    cells = [text(cell) for cell in row.iter("td")]
    days = [cell for cell in cells if is_date(cell)]
    days = days or [cell for cell in cells if _MEANT_AS_DAY.fullmatch(fold_text(cell))]
    if not title and not days:
        return None
    if not title:
        title = max((cell for cell in cells if cell not in days), key=lambda cell: len(fold_text(cell)), default="")
    return RawNotice(title=title, date=days[0] if days else None, url=href or None)
