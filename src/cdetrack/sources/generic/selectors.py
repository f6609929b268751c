"""Read a listing's entries by CSS selectors; fields without a selector are found as on any page."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import soupsieve
from bs4 import BeautifulSoup, Tag
from soupsieve import SelectorSyntaxError

from cdetrack.errors import ConfigError, EmptyError, UnreadableError, quoted
from cdetrack.model.record import MatchCounts, UnreadableEntry
from cdetrack.sources.generic.entry_links import day_in_address
from cdetrack.sources.generic.outline import Link, Outline
from cdetrack.sources.generic.parsed_entry import ParsedEntry, is_guessed
from cdetrack.sources.generic.row_reader import RowReader
from cdetrack.sources.generic.rows import ListCandidate, PickedRow, Row
from cdetrack.sources.generic.rows_without_link import says_nothing
from cdetrack.sources.generic.short_days import dated_by_address, day_beside
from cdetrack.sources.generic.title_check import is_title
from cdetrack.sources.generic.title_trimming import without_separators
from cdetrack.sources.generic.titles import name_entries
from cdetrack.sources.layout import Selectors
from cdetrack.sources.markup import from_attribute
from cdetrack.text.dates.finding import date_in_url, find_dates

_WRONG = (SelectorSyntaxError, NotImplementedError)
"""The errors of a selector; the latter is for pseudo-elements such as `::before`."""
_SHOWN = 60
_COUNTED = 500
"""Items in which the matches of the other selectors are counted; bounds the time."""
_ATTRIBUTE = re.compile(r"@([A-Za-z_][\w:-]*)\s*\Z")
_KEYS = ("item", "title", "link", "date", "summary")
"""The accepted selectors; `item` is required."""


def select_entries(
    outline: Outline, soup: BeautifulSoup, selectors: Mapping[str, str], *, name: str
) -> tuple[list[ParsedEntry], tuple[UnreadableEntry, ...], MatchCounts]:
    """Return the entries, the items without a title, and the matches of each selector.

    An item without a date is kept without one; one without a link that says that there is nothing, or shows nothing, is
    no entry.

    Raises ConfigError for an unknown key or an invalid selector, UnreadableError if `item` matches no element,
    EmptyError if all items say that there is nothing.
    """
    unknown = [key for key in selectors if key not in _KEYS]
    if unknown or "item" not in selectors:
        what = f"unknown selector `{unknown[0]}`" if unknown else "selectors without `item`"
        raise ConfigError(what, hint=f"`item` is required; accepted are {quoted(_KEYS)}")
    for key in selectors:
        _select(soup.new_tag("a"), selectors, key)  # a mistake is told with and without matches of `item`
    places = {id(tag): element for element, tag in enumerate(outline.tags)}
    items = [tag for tag in _select(soup, selectors, "item") if id(tag) in places and not _is_heading(tag)]
    if not items:
        raise UnreadableError(
            f"`item` matches no element of {name}: `{selectors['item']}`",
            hint="the page's layout has changed, or the selector is wrong: correct `selectors` of the source",
        )
    rows = [Row(outline.starts[places[id(item)]], outline.ends[places[id(item)]]) for item in items]
    reader = RowReader(outline)
    found = reader.pick(rows)
    picked = [
        PickedRow(row, 0, link, titled=False, weight=0.0) for row, (_, link) in zip(rows, found, strict=True) if link
    ]
    named = dict(zip((one.row for one in picked), name_entries(reader, ListCandidate(picked, 1.0)), strict=True))
    entries: list[ParsedEntry] = []
    untitled: list[UnreadableEntry] = []
    blank = 0
    undated = all(at is None for at, _ in found)
    for number, (item, row, (at, link)) in enumerate(zip(items, rows, found, strict=True), start=1):
        inside = _SelectedItem(outline, soup, item, selectors, places)
        title, summary, beside = named.get(row) or (_first_title(outline, row, at), None, False)
        title, beside = (inside.text("title"), False) if "title" in selectors else (title, beside)
        summary = inside.text("summary") or None if "summary" in selectors else summary
        shown, dated = inside.date() if "date" in selectors else _found_date(outline, row, at, link, alone=undated)
        href = inside.href() if "link" in selectors else link.href if link else None
        if href is None and not title and not outline.clean(row.start, row.end):
            blank += 1
            continue
        if href is None and says_nothing(outline, row.start, row.end):
            continue
        if title:
            short_day = link is not None and day_beside(outline, link, row.start, row.end) is not None
            entries.append(ParsedEntry(title, shown, summary, href, is_guessed(outline, dated), short_day, beside))
        else:
            untitled.append(UnreadableEntry(f"item {number} of {name} has no title", len(entries)))
    if not entries and not untitled and blank < len(items):
        raise EmptyError(
            f"{name} holds no notices: its list says that it is empty", hint="an empty listing is never recorded"
        )
    if not entries:
        raise UnreadableError(
            f"no item of {name} has a title: {_matches(items, selectors).told}",
            hint="the page's layout has changed, or a selector is wrong: correct `selectors` of the source",
        )
    return entries, tuple(untitled), _matches(items, selectors)


def _found_date(
    outline: Outline, row: Row, at: int | None, link: Link | None, *, alone: bool
) -> tuple[str | None, int | None]:
    """Return the date of an item, with its index; else that in the address of its link, if none has one or the year."""
    if at is not None:
        return outline.dates[at][1], at
    day = link and (dated_by_address(outline, link, row.start, row.end) or (alone and day_in_address(link.href)))
    return str(day) if day else None, None


def _matches(items: Sequence[Tag], selectors: Mapping[str, str]) -> MatchCounts:
    """Return for each selector in how many items it matches, and its attribute is there; of many, in the first ones."""
    them = "them" if len(items) <= _COUNTED else f"the first {_COUNTED}"
    counts = {key: _count(items[:_COUNTED], selectors, key) for key in selectors if key != "item"}
    parts = (f"`{key}` in {count} of {them}" for key, count in counts.items())
    told = ", ".join((f"`item` matches {len(items)} elements", *parts))
    return MatchCounts(told, is_missing=not all(counts[key] for key in counts.keys() - {"summary"}))


def _count(items: Sequence[Tag], selectors: Mapping[str, str], key: str) -> int:
    attribute = _attribute_of(selectors[key])
    found = (next(iter(_select(item, selectors, key, limit=1)), None) for item in items)
    return sum(tag is not None and (attribute is None or bool(tag.get(attribute))) for tag in found)


@dataclass(frozen=True, slots=True)
class _SelectedItem:
    """One matched item, with its fields by selector."""

    outline: Outline
    soup: BeautifulSoup
    item: Tag
    selectors: Mapping[str, str]
    places: Mapping[int, int]

    def tag(self, key: str) -> Tag | None:
        found = _select(self.item, self.selectors, key, limit=1)
        return found[0] if found else None

    def attribute(self, key: str) -> str | None:
        """Return the attribute that the selector names, as text; None if it names none."""
        name = _attribute_of(self.selectors[key])
        if name is None:
            return None
        tag = self.tag(key)
        return from_attribute(str(tag.get(name) or "")) if tag is not None else ""

    def text(self, key: str) -> str:
        written = self.attribute(key)
        if written is not None:
            return " ".join(written.split())
        tag = self.tag(key)
        if tag is None:
            return ""
        element = self.places.get(id(tag))
        if element is None:
            return " ".join(tag.get_text().split())
        return self.outline.clean(self.outline.starts[element], self.outline.ends[element])

    def date(self) -> tuple[str | None, int | None]:
        """Return the date that the element shows, with its index; else the date in its attributes; else its text.

        An item without the element has no date, even if there is a date elsewhere in it.
        """
        tag = self.tag("date")
        written = self.attribute("date")
        if written is not None:
            return _date_in(written[:_SHOWN]) or _date_in_link(written) or written[:_SHOWN] or None, None
        if tag is None:
            return None, None
        element = self.places.get(id(tag), -1)
        if element >= 0:
            lo, hi = self.outline.starts[element], self.outline.ends[element]
            for at in self.outline.dates_between(lo, max(hi, lo + 1)):
                return self.outline.dates[at][1], at
        for key in ("datetime", "content", "title"):
            if told := _date_in(str(tag.get(key) or "")[:40]):
                return told, None
        shown = self.text("date")[:_SHOWN]
        return (shown if re.search(r"[^\W_]", shown) else None), None

    def href(self) -> str | None:
        tag = self.tag("link")
        written = self.attribute("link")
        if written is not None:
            return written.strip() or None
        if tag is not None and not tag.get("href"):
            tag = tag.select_one("a[href]")
        return str(tag.get("href")).strip() if tag is not None else None


def _date_in(written: str) -> str | None:
    """Return the first date in a text; one with two readings as it is written, since the whole page decides."""
    for each in find_dates(written):
        if each.has_two_readings:
            return written[each.start : each.end]
        return str(each.monthly or each.daily)
    return None


def _date_in_link(written: str) -> str | None:
    """Return the date in the path of an address: `/2025/09/05/`, or the beginning of its last part."""
    if "/" not in written:
        return None
    path = written.partition("?")[0].partition("#")[0].rstrip("/")
    day = _date_in(path.rpartition("/")[2][:_SHOWN]) or date_in_url(path)
    return str(day) if day is not None else None


def _attribute_of(selector: str) -> str | None:
    """Return the attribute of a selector such as `a@title`, None for one without."""
    found = _ATTRIBUTE.search(selector)
    return found[1] if found else None


def _is_heading(tag: Tag) -> bool:
    """Return True for a row of a table with the headings of its columns: no notice."""
    return tag.name == "tr" and tag.th is not None and tag.td is None


def _select(tag: Tag, selectors: Mapping[str, str], key: str, limit: int = 0) -> list[Tag]:
    selector = _ATTRIBUTE.sub("", selectors[key])
    if not selector:
        return [tag]  # `@title`: an attribute of the item itself
    try:
        return list(tag.select(selector, limit=limit or None))
    except _WRONG as error:
        raise _mistake(selectors, key, error) from error


def check_selectors(selectors: Mapping[str, str]) -> None:
    """Raise ConfigError for the first selector with an error of syntax."""
    for key in selectors:
        try:
            soupsieve.compile(_ATTRIBUTE.sub("", selectors[key]) or "*")
        except _WRONG as error:
            raise _mistake(selectors, key, error) from error


def _mistake(selectors: Mapping[str, str], key: str, error: Exception) -> ConfigError:
    message = str(error).splitlines()[0]
    return ConfigError(
        f"selector `{key}` is no CSS selector: `{selectors[key]}`",
        hint=f"the parser says: {message}",
        place=selectors.places[key] if isinstance(selectors, Selectors) else None,
    )


def _first_title(outline: Outline, row: Row, at: int | None) -> str:
    """Return the first line that is a title, without the date of the row at an end of it."""
    day = outline.dates[at][0] if at is not None else None
    for start, end in outline.lines_between(row.start, row.end):
        lo, hi = start, end
        if day is not None and start <= day.start < end:
            lo = start if outline.clean(start, day.start) else min(day.end, end)
            hi = end if lo > start or outline.clean(min(day.end, end), end) else day.start
        if is_title(line := without_separators(outline.clean(lo, hi))):
            return line
    return ""
