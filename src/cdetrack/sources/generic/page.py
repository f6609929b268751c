"""Read a page into an outline: decode it, parse it, find its dates and decide how it writes them."""

import re
from bisect import bisect_left
from collections import Counter
from datetime import date
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, Tag

from cdetrack.errors import UnreadableError
from cdetrack.evidence import Page
from cdetrack.sources.decoding import check_text, decode
from cdetrack.sources.generic.dates import Mention, find_dates, find_yearless, month_first
from cdetrack.sources.generic.outline import Outline
from cdetrack.sources.generic.walk import outline_of
from cdetrack.sources.limits import check_markup


def read_outline(page: Page, *, whole: bool = False) -> tuple[Outline, BeautifulSoup]:
    """Return the page's outline and its soup; menus count, too, when the whole is asked for.

    Raises UnreadableError for what is not HTML.
    """
    check_text(page)
    markup = re.sub(r"\A\s{0,64}<\?xml[^>]{0,256}>", "", decode(page))
    if "<" not in markup:
        raise UnreadableError(
            f"{page.name} is not an HTML page", hint="save the listing from a browser as HTML, or give its URL"
        )
    _check_depth(markup, page.name)
    soup = BeautifulSoup(markup.replace("\0", " "), "lxml")
    outline = outline_of(soup)
    if whole:
        outline.muted = [False] * len(outline.tags)
    _read_dates(outline, soup, page)
    quiet = [not muted for muted in outline.muted]
    outline.links = [link for link in outline.links if quiet[link.element]]
    outline.dates = [dated for dated in outline.dates if quiet[outline.element_at(dated[0].start)]]
    outline.link_starts = [link.start for link in outline.links]
    outline.date_starts = [mention.start for mention, _ in outline.dates]
    return outline, soup


def _check_depth(markup: str, name: str) -> None:
    """Refuse what only an attack or a broken program makes: bs4 needs the square of the depth in time."""
    check_markup(markup.encode("utf-8", "replace"), name, most=_MOST_PARTS, deepest=_TOO_DEEP)


_MOST_PARTS = 200_000
"""Some seconds of bs4's time; a listing of ten thousand rows has half of that."""
_TOO_DEEP = 2000


def _read_dates(outline: Outline, soup: BeautifulSoup, page: Page) -> None:
    """Fill in the dates and the addresses."""
    _read_addresses(outline, page.url)
    marked = _marked_dates(outline)
    mentions = _settle(_dates_of(outline.text), marked)
    html = soup.find("html")
    lang = str(html.get("lang") or html.get("xml:lang") or "") if isinstance(html, Tag) else ""
    known = [_host(address) for address in (page.url, outline.canonical, outline.base) if address]
    if not any(known):
        known = [host for host, _ in Counter(_host(link.href) for link in outline.links).most_common(2) if host][:1]
    first = month_first(mentions, lang=lang, hosts=known)
    shown = [(one, day.isoformat()) for one in mentions if (day := one.read(month_first=first))]
    taken = [one.start for one, _ in shown]
    alone = [
        (Mention(start, end, day, day), day.isoformat())
        for (start, end), day in marked.items()
        if bisect_left(taken, start) == bisect_left(taken, max(end, start + 1))
    ]
    outline.dates = sorted(shown + alone, key=lambda dated: dated[0].start)


def _dates_of(text: str) -> list[Mention]:
    """Return the dates with a year; where more days stand under a heading with the year than that, those, too."""
    whole = find_dates(text)
    short = find_yearless(text)
    ends = [one.end for one in short]
    # `28 Aug`, and the heading `2024` of what follows: not one date, though it reads like one.
    apart = [
        one for one in whole if (at := bisect_left(ends, one.start + 1)) == len(short) or short[at].start >= one.end
    ]
    if len(short) <= len(apart):
        return whole
    return sorted([*apart, *short], key=lambda mention: mention.start)


def _marked_dates(outline: Outline) -> dict[tuple[int, int], date]:
    """Return what the markup itself says is a date, by the text that it stands for."""
    marked: dict[tuple[int, int], date] = {}
    for element, tag in enumerate(outline.tags):
        value: object = None
        if tag.name == "time":
            value = tag.get("datetime")
        elif "content" in tag.attrs and "date" in f"{tag.get('property')} {tag.get('itemprop')}".casefold():
            value = tag.get("content")
        if isinstance(value, str) and (found := find_dates(value[:40])) and (day := found[0].monthly):
            marked[outline.starts[element], outline.ends[element]] = day
    return marked


def _settle(mentions: list[Mention], marked: dict[tuple[int, int], date]) -> list[Mention]:
    """Leave only the reading that the markup confirms; it tells the page's habit, too."""
    settled = list(mentions)
    starts = [one.start for one in mentions]
    for (start, end), day in marked.items():
        for at in range(bisect_left(starts, start), bisect_left(starts, end)):
            one = settled[at]
            if one.form == "numeric" and one.monthly != one.daily and day in (one.monthly, one.daily):
                monthly, daily = (day, None) if day == one.monthly else (None, day)
                settled[at] = Mention(one.start, one.end, monthly, daily, one.form)
    return settled


def _read_addresses(outline: Outline, url: str | None) -> None:
    """Fill in what the page says of where it is."""
    for tag in outline.tags:
        if tag.name == "base" and outline.base is None:
            outline.base = _absolute(tag.get("href"), url)
        elif tag.name == "link" and "canonical" in str(tag.get("rel")).casefold() and outline.canonical is None:
            outline.canonical = _absolute(tag.get("href"), url)
        elif tag.name == "meta" and tag.get("property") == "og:url" and outline.canonical is None:
            outline.canonical = _absolute(tag.get("content"), url)


def _absolute(value: object, url: str | None) -> str | None:
    if not isinstance(value, str):
        return None
    try:
        joined = urljoin(url or "", value.strip())
    except ValueError:
        return None
    return joined if joined.startswith(("http://", "https://")) else None


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""
