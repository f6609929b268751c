"""Read the dated entries of a menu of options: `<option value="/minutes/12.html">5 May 2025 Minutes</option>`."""

from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag

from cdetrack.sources.generic.date_order import month_first
from cdetrack.sources.generic.parsed_entry import ParsedEntry
from cdetrack.sources.generic.title_check import MARKS
from cdetrack.text.clean import fold_text
from cdetrack.text.dates.finding import find_dates
from cdetrack.text.links import host_of

_FEWEST = 2
_MOST = 0.8
"""The share of options with a date and an address."""
_MOST_OPTIONS = 20_000
_LONGEST = 300
"""Characters of an option that are searched for a date."""


def dated_options(soup: BeautifulSoup, *, lang: str, url: str | None) -> list[ParsedEntry]:
    """Return the entries of the menus whose options have nearly all a date and an address of their own."""
    found: list[ParsedEntry] = []
    for menu in soup.find_all("select")[:_MOST_OPTIONS]:
        options = [each for each in menu.find_all("option")[:_MOST_OPTIONS] if str(each.get("value") or "").strip()]
        entries = list(_entries(options, lang=lang, url=url))
        if len({entry.href for entry in entries}) >= max(_FEWEST, _MOST * len(options)):
            found += entries
    return found


def _entries(options: Iterable[Tag], *, lang: str, url: str | None) -> Iterator[ParsedEntry]:
    shown = [(fold_text(each.get_text()[:_LONGEST]), str(each.get("value")).strip()) for each in options]
    dated = [(text, href, found[0]) for text, href in shown if _is_address(href) and (found := find_dates(text))]
    hosts = [host_of(url)] if url else []
    first = month_first((one for _, _, one in dated), lang=lang, hosts=hosts)
    proven = any(one.proves is not None for _, _, one in dated)
    for text, href, one in dated:
        day = one.read(month_first=first)
        title = f"{text[: one.start]} {text[one.end :]}".strip(MARKS)
        if day:
            guessed = one.has_two_readings and not proven
            yield ParsedEntry(fold_text(title) or text, day.isoformat(), None, href, guessed)


def _is_address(value: str) -> bool:
    """Return True for a path or an address with a host, and False for a key such as `2025-05`."""
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return " " not in value and (parts.scheme in ("http", "https") or (not parts.scheme and _is_path(parts.path)))


def _is_path(path: str) -> bool:
    return "/" in path.strip("/") or path.startswith("/") or path.casefold().endswith(_ENDS)


_ENDS = (".html", ".htm", ".pdf", ".doc", ".docx", ".php", ".asp", ".aspx", ".jsp", ".shtml")
