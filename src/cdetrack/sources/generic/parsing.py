"""Parse a page into an outline: decode it, build its soup, find its dates and decide their order."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from itertools import pairwise
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Tag

from cdetrack.errors import UnreadableError
from cdetrack.model.record import DateOrder, Page
from cdetrack.sources.decoding import check_text, decode
from cdetrack.sources.generic.boxes import mark_boxes
from cdetrack.sources.generic.column_order import settle_orders
from cdetrack.sources.generic.date_order import month_first
from cdetrack.sources.generic.outline import PLAIN_HEADINGS, Link, Outline
from cdetrack.sources.generic.outline_builder import mark_navigation, outline_of
from cdetrack.sources.generic.split_dates import (
    find_beside_links,
    find_boxes,
    find_days,
    find_short,
    merged,
    without_year_menus,
)
from cdetrack.sources.generic.usual_list import regions_of
from cdetrack.sources.limits import check_markup
from cdetrack.text.clean import fold_text
from cdetrack.text.dates.finding import Mention, find_dates, find_yearless
from cdetrack.text.links import host_of


def read_outline(page: Page, *, whole: bool = False) -> tuple[Outline, BeautifulSoup]:
    """Return the page's outline and its soup; with `whole`, navigation counts as content.

    Raises UnreadableError if the page is not HTML, or is nested too deep or too large to parse.
    """
    check_text(page)
    markup = re.sub(r"\A\s{0,64}<\?xml[^>]{0,256}>", "", decode(page))
    if "<" not in markup:
        raise UnreadableError(
            f"{page.name} is not an HTML page", hint="save the listing from a browser as HTML, or give its URL"
        )
    # Such a depth is that of an attack or a bug: bs4 needs time quadratic in it.
    check_markup(markup.encode("utf-8", "replace"), page.name, most=_MOST_PARTS, deepest=_TOO_DEEP)
    soup = BeautifulSoup(markup.replace("\0", " "), "lxml")
    outline = outline_of(soup)
    if whole:
        outline.navigation = [False] * len(outline.tags)
    outline.link_starts = [link.start for link in outline.links]
    _read_dates(outline, soup, page)
    if not whole and (lists := _lists_called_menus(outline)):
        mark_navigation(outline, exempt=lists)
    outline.names = _names(soup)
    outline.called = [fold_text(each).casefold() for each in page.called]
    if not whole:
        mark_boxes(outline, kept=[span for usual in page.usual_lists for span in regions_of(outline, usual)])
    quiet = [not navigation for navigation in outline.navigation]
    outline.every_link = [*outline.links, *outline.scripted]
    outline.every_date = [mention.start for mention, _ in outline.dates]
    outline.scripted = [link for link in outline.scripted if quiet[link.element]]
    outline.links = [link for link in outline.links if quiet[link.element]]
    outline.dates = [dated for dated in outline.dates if quiet[outline.element_at(dated[0].start)]]
    outline.link_starts = [link.start for link in outline.links]
    outline.date_starts = [mention.start for mention, _ in outline.dates]
    return outline, soup


def _names(soup: BeautifulSoup) -> list[str]:
    """Return the title and the main headings of a page, in lower case."""
    shown = (tag.get_text()[:_LONGEST_NAME] for tag in soup.find_all(("title", "h1"), limit=_MOST_NAMES))
    return [fold_text(name).casefold() for name in shown]


_LONGEST_NAME = 200
"""Characters of the name of a page."""
_MOST_NAMES = 4
"""The title and the main headings of a page that name it."""


def language_of(soup: BeautifulSoup) -> str:
    """Return the language that the page names, or an empty string."""
    html = soup.find("html")
    return str(html.get("lang") or html.get("xml:lang") or "") if isinstance(html, Tag) else ""


def _lists_called_menus(outline: Outline) -> set[int]:
    """Return the elements that a class calls a menu although they hold dates: a menu has none."""
    starts = [mention.start for mention, _ in outline.dates]
    return {
        element
        for element in outline.called_menus
        if bisect_left(starts, outline.ends[element]) - bisect_left(starts, outline.starts[element]) >= _DATES_OF_A_LIST
    }


_DATES_OF_A_LIST = 3
"""Fewer dates also occur in a menu: a teaser, a year of an event. 2 and 5 change no saved page."""


_MOST_PARTS = 200_000
"""bs4 parses as many in a few seconds; a listing of 10,000 rows has half as many."""
_TOO_DEEP = 2000
"""Levels of elements; the deepest sound page of the tests has 700."""


def _read_dates(outline: Outline, soup: BeautifulSoup, page: Page) -> None:
    """Fill in the dates, the proof of their order, and the page's addresses."""
    _read_addresses(outline, page.url)
    lang = language_of(soup)
    marked = _marked_dates(outline)
    found = find_dates(outline.text)
    if page.date_order is None:
        found = settle_orders(outline, found, marked, lang=lang)
    mentions = _settle(_dates_of(outline, found, lang), marked)
    known = [host_of(address) for address in (page.url, outline.canonical, outline.base) if address]
    if not any(known):
        known = [host for host, _ in Counter(host_of(link.href) for link in outline.links).most_common(2) if host][:1]
    outline.date_order = _proven_order(mentions)
    first = page.date_order == "mdy" if page.date_order else month_first(mentions, lang=lang, hosts=known)
    outline.open_order = page.date_order is None and outline.date_order is None
    shown = [(one, day.isoformat()) for one in mentions if (day := one.read(month_first=first))]
    shown, alone = _with_marked(shown, marked)
    outline.dates = sorted(shown + alone, key=lambda dated: dated[0].start)


def _proven_order(mentions: list[Mention]) -> DateOrder | None:
    """Return the order that unambiguous dates prove; None if there are none, or if they disagree."""
    numeric = [one for one in mentions if one.form == "numeric"]
    daily, monthly = (any(one.monthly is None for one in numeric), any(one.daily is None for one in numeric))
    return None if daily == monthly else "dmy" if daily else "mdy"


def _with_marked(
    shown: list[tuple[Mention, str]], marked: dict[tuple[int, int], date]
) -> tuple[list[tuple[Mention, str]], list[tuple[Mention, str]]]:
    """Return the dates shown, corrected by the markup, and the dates that are only in the markup.

    A date in the markup one day off is the same instant in another time zone: the date shown is kept.
    """
    starts = [one.start for one, _ in shown]
    corrected = list(shown)
    alone: list[tuple[Mention, str]] = []
    for (start, end), day in marked.items():
        lo, hi = bisect_left(starts, start), bisect_left(starts, max(end, start + 1))
        if lo == hi:
            alone.append((Mention(start, end, day, day), day.isoformat()))
        elif hi == lo + 1 and abs((date.fromisoformat(shown[lo][1]) - day).days) > 1:
            one = shown[lo][0]
            corrected[lo] = (Mention(one.start, one.end, day, day), day.isoformat())
    return corrected, alone


def _dates_of(outline: Outline, found: list[Mention], lang: str) -> list[Mention]:
    """Return the dates with a year, and days under a year heading if there are more of them than of those."""
    whole = list(merged(found, find_boxes(outline, lang=lang)))
    whole = _without_periods(outline, list(_within_edges(outline, whole)))
    short = list(merged(find_yearless(without_year_menus(outline)), find_short(outline, lang=lang)))
    short = list(merged(short, find_beside_links(outline))) or find_days(outline)
    ends = [one.end for one in short]
    # `28 Aug` and a following heading `2024` look like one date but are two lines.
    apart = [
        one for one in whole if (at := bisect_left(ends, one.start + 1)) == len(short) or short[at].start >= one.end
    ]
    if len(short) <= len(apart):
        return whole
    return sorted([*apart, *short], key=lambda mention: mention.start)


def _without_periods(outline: Outline, found: list[Mention]) -> list[Mention]:
    """Return the dates without the days of periods: `Sep 1, 2015 - Sep 30, 2016`, `since 1 May 2021`."""
    text = outline.text
    bounds = {at for at, one in enumerate(found) if _SINCE.search(text, max(0, one.start - _LONGEST_LINK), one.start)}
    for at, (one, other) in enumerate(pairwise(found)):
        if other.start - one.end <= _LONGEST_LINK and _TO.fullmatch(outline.clean(one.end, other.start)):
            bounds |= {at, at + 1}
    outline.periods = len(bounds)
    return [one for at, one in enumerate(found) if at not in bounds]


_LONGEST_LINK = 12
"""Characters between the first and the last day of a period."""
_TO = re.compile(r"[-–—~～]|to|until|through|bis|au|al|até|až|do|tot|til|till|по|至|到|から|부터", re.IGNORECASE)
"""The words and marks between the two days of a period."""
_SINCE = re.compile(
    r"(?<![^\W_])(?:since|born(?: on)?|seit(?: dem)?|geboren am|depuis le|née? le|desde el|desde)[ \x1f]$",
    re.IGNORECASE,
)
"""The words before the first day of a period that goes on."""


def _within_edges(outline: Outline, found: list[Mention]) -> Iterator[Mention]:
    """Yield the dates that cross no edge, and those behind an edge which a date that crosses it has hidden.

    `Fees for 2027` before `Nov 28, 2026` reads like a `2027 Nov 28`.
    """
    links = sorted([*outline.links, *outline.scripted], key=lambda link: link.start)
    starts = [link.start for link in links]
    for one in found:
        beside = links[max(bisect_left(starts, one.start + 1) - 1, 0) : bisect_left(starts, one.end)]
        edge = _crossed(outline, one, beside)
        if edge is None:
            yield one
            continue
        behind = find_dates(outline.text[edge : one.end + _LONGEST_DATE])[:1]
        for other in behind:
            start, end = edge + other.start, edge + other.end
            if start < one.end:
                yield other._replace(start=start, end=end)


_LONGEST_DATE = 40
"""Characters behind the beginning of a date."""
_DAY_ALONE = re.compile(r"\d{1,2}(?:st|nd|rd|th|\.|日)?")
"""The words of a heading that is the upper half of a box with a date: `24` above `2026-11`."""


def _crossed(outline: Outline, one: Mention, links: Sequence[Link]) -> int | None:
    """Return the edge of a link's words, a row, an item or a heading that a date crosses; None if it crosses none.

    In `Notice for site 12`, followed by `September 2025`, the 12 is no day.
    """
    if "\n" in outline.text[one.start : one.end]:
        if (row := _element_around(outline, one, ("li", "tr"))) is not None:
            return outline.ends[row]
        heading = _element_around(outline, one, PLAIN_HEADINGS)
        if heading is not None:
            start, end = outline.starts[heading], outline.ends[heading]
            if _DAY_ALONE.fullmatch(outline.clean(start, end)) is None:
                return end
    for link in links:
        if link.start <= one.start < link.end < one.end and outline.clean(link.start, one.start):
            return link.end
        if one.start < link.start < one.end < link.end and outline.clean(one.end, link.end):
            return link.start
    return None


def _element_around(outline: Outline, one: Mention, names: Collection[str]) -> int | None:
    """Return the element with one of these names in which a date begins, if the date ends beyond it.

    It has the last number of a calendar's row, or the month above a list of days.
    """
    element = outline.element_at(one.start)
    while element >= 0 and outline.tags[element].name not in names:
        element = outline.parents[element]
    return element if element >= 0 and outline.ends[element] < one.end else None


def _marked_dates(outline: Outline) -> dict[tuple[int, int], date]:
    """Return the dates in the markup (`time`, `itemprop`), keyed by the start and end of their element."""
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
    """Keep only the reading that the markup confirms; it also proves the page's order."""
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
    """Fill in the page's addresses."""
    for tag in outline.tags:
        if tag.name == "base" and outline.base is None:
            outline.base = _absolute(tag.get("href"), url)
        elif tag.name == "link" and "canonical" in str(tag.get("rel")).casefold() and outline.canonical is None:
            outline.canonical = _absolute(tag.get("href"), url)
        elif tag.name == "meta" and tag.get("property") == "og:url" and outline.canonical is None:
            outline.canonical = _absolute(tag.get("content"), url)
    outline.address = url or outline.canonical


def _absolute(value: object, url: str | None) -> str | None:
    if not isinstance(value, str):
        return None
    try:
        joined = urljoin(url or "", value.strip())
    except ValueError:
        return None
    return joined if joined.startswith(("http://", "https://")) else None
