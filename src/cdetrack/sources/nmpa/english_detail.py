"""Read a notice's own page on the NMPA's English site: body, date of the document, attachments.

The title is `h2.art-tit` (the `h1` is the logo), the date is in `.art-info` as `Updated: 2026-04-14`, the body is
`div.art-text`; its last right-aligned paragraphs are signature and date. A comment of the content management system,
`<!--enpproperty`, has the article number and the section.
"""

import re

from lxml import etree

from cdetrack.errors import UnreadableError
from cdetrack.model.record import Listing, Page, RawNotice
from cdetrack.sources.decoding import utf8
from cdetrack.sources.entries import is_date, written
from cdetrack.sources.file_types import linked_files
from cdetrack.sources.markup import classes, text, tree
from cdetrack.sources.nmpa.english_site import BASE, CHANGED, check_end, section
from cdetrack.text import dates
from cdetrack.text.clean import fold_text
from cdetrack.text.links import ENGLISH_ARTICLE, resolve

_PROPERTY, _PROPERTY_END = b"<!--enpproperty", b"/enpproperty-->"
_LONGEST_PROPERTY = 20_000
_ARTICLE = re.compile(r"<articleid>([0-9]{1,12})</articleid>")
_SECTION = re.compile(r"<nodename>([^<]{1,80})</nodename>")
_POSTED = re.compile(r"<date>([0-9]{4}-[0-9]{2})-([0-9]{2})[^<]{0,40}</date>")
_UPDATED = re.compile(r"(?:updated|date|published)\s{0,3}[:：]\s{0,3}(.{6,40})", re.IGNORECASE)
_RIGHT = re.compile(r"text-align\s{0,3}:\s{0,3}right", re.IGNORECASE)
_LAST_LINES = 3


def parse(page: Page) -> Listing:
    """Return the notice of a page. Raises UnreadableError if title or date are missing, CutOffError without an end.

    A sub-page (`c_773012_2.htm`) gives no body: it has only a part of it.
    """
    check_end(page, utf8(page))
    root = tree(page)
    heading = next((found for found in root.iter("h2", "h1") if "art-tit" in classes(found)), None)
    body = next((found for found in root.iter("div") if "art-text" in classes(found)), None)
    title = written(text(heading)) if heading is not None else None
    shown = _updated(root)
    if not title or not shown or not is_date(shown):
        raise UnreadableError(f"{page.name} shows no {'day' if title else 'title'} of its notice", hint=CHANGED)
    property_ = _property(utf8(page))
    article = _ARTICLE.search(property_)
    node = _SECTION.search(property_)
    posted = _POSTED.search(property_)
    url, base = page.url, page.url or BASE
    at = ENGLISH_ARTICLE().search((page.url or "").partition("?")[0].partition("#")[0])
    if at is None and article:
        # The site keeps a page in a folder named by its date of posting; the parser reads the date for the address.
        folder = f"{posted[1]}/{posted[2]}" if posted else f"{dates.read(shown).day:%Y-%m/%d}"
        url = base = resolve(f"{folder}/c_{article[1]}.htm", base) or base
    if body is not None and at is not None and at["part"]:
        body = None
    notice = RawNotice(
        title=title,
        date=shown,
        url=url,
        article=article[1] if article else (at[1] if at else None),
        body=written(text(body)) if body is not None else None,
        document_date=signed(body) if body is not None else None,
        attachments=linked_files(body) if body is not None else (),
    )
    return Listing(
        kind="nmpa-english",
        notices=(notice,),
        source=(section(node[1]) if node else None) or _crumb(root),
        base=page.url or base,
        detail=True,
    )


def _property(content: bytes) -> str:
    """Return the comment of the content management system; empty if there is none."""
    start = content.find(_PROPERTY)
    end = content.find(_PROPERTY_END, start, start + _LONGEST_PROPERTY)
    return content[start:end].decode("utf-8", "replace") if 0 <= start < end else ""


def _updated(root: etree._Element) -> str | None:
    """Return the date in `.art-info`, which may begin with a credit."""
    for info in root.iter("div", "p"):
        if "art-info" in classes(info):
            spans = [fold_text(text(span)) for span in info.iter("span")]
            for shown in [*spans, fold_text(text(info))]:
                found = _UPDATED.search(shown)
                if found:
                    return found[1].strip()
    return None


def _crumb(root: etree._Element) -> str | None:
    """Return the section of the last link in the breadcrumb."""
    for crumb in root.iter("div"):
        if "crumb" in classes(crumb):
            links = [link.get("href") or "" for link in crumb.iter("a")]
            return section(links[-1]) if links else None
    return None


def signed(body: etree._Element) -> str | None:
    """Return the date of the document: the last right-aligned date, else a date among the last lines of the body."""
    aligned = [
        line
        for paragraph in body.iter("p", "div")
        if _RIGHT.search((paragraph.get("style") or "")[:500]) or paragraph.get("align") == "right"
        for line in text(paragraph).splitlines()
    ]
    last = [line for line in text(body).splitlines() if written(line)][-_LAST_LINES:]
    return next(filter(is_date, [*reversed(aligned), *reversed(last)]), None)
