"""Read single JSON values as text: titles, dates, links, and a description for messages."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from cdetrack.errors import quoted
from cdetrack.model.record import RawNotice
from cdetrack.sources.entries import written
from cdetrack.sources.formats.day_parts import day_of_parts
from cdetrack.sources.markup import from_html, link_in
from cdetrack.text.clean import shorten
from cdetrack.text.script import HANGUL, KANA, has_han

_MOST_KEYS = 8
_WORDS = (
    *("rendered", "value", "text", "#text", "_text", "$t", "__cdata", "raw", "plain", "en", "zh", "und", "default"),
    "S",
)
_DAYS = (
    *("$date", "$numberLong", "date", "value", "iso", "datetime", "raw", "timestamp", "time", "rendered", "#text"),
    *("date-parts", "seconds", "_seconds", "en", "zh", "und", "default", "S", "N"),
)
_LINKS = (
    *("href", "url", "alias", "rendered", "web", "html", "alternate", "canonical", "value", "path", "#text"),
    *("en", "zh", "und", "default", "s"),
)
_PARTS_OF_A_DAY = range(3, 8)
_LONGEST_LINK = 4000
# The date of .NET's and Microsoft's services, and the moments that databases count: from micro- to nanoseconds, too.
_DOT_NET = re.compile(r"\\?/Date\((-?\d{1,16})([+-]\d{4})?\)\\?/")
_OF_SHEETS = re.compile(r"Date\((\d{4}),(\d{1,2}),(\d{1,2})(?:,\d{1,2}){0,3}\)")
"""The date of Google Sheets, with a month from 0."""
_FINE = re.compile(r"(1\d{9})(?:\d{6}|\d{9})")
_MOMENT = re.compile(r"(\d{10})(?:\d{3})?(?:\.\d{1,9})?")
_MIDNIGHT = re.compile(r"((?:19|20)\d\d-\d\d-\d\d)[T ](1[56]):00(?::00(?:\.0{1,9})?)?\s?(?:Z|UTC|[+-]00:?00)")
_SYLLABLES = re.compile(f"[{KANA}{HANGUL}]")
_CHINA, _JAPAN = 8, 9
"""Hours by which these are ahead of UTC, all year; Korea is as Japan."""
_DAY = 86_400
_MIDNIGHTS = {
    timedelta(hours=2): {22 * 3600, 23 * 3600},
    timedelta(hours=3): {21 * 3600, 22 * 3600},
    timedelta(hours=5, minutes=30): {18 * 3600 + 1800},
}
"""Zone -> seconds of the day in UTC at its midnight, in summer and winter: Central and Eastern Europe, India."""
_FEWEST_MIDNIGHTS = 3
"""The fewest dates of a list that may all be midnights: one or two fall on a full hour by chance."""


def date_text(value: object) -> str | None:
    """Return a date in JSON as text, a string as written or the digits of a timestamp; None for any other value."""
    if isinstance(value, str):
        if found := _DOT_NET.fullmatch(value.strip()):
            return _dot_net(int(found[1]), found[2])
        if found := _OF_SHEETS.fullmatch(value.strip()):
            return f"{found[1]}-{int(found[2]) + 1:02}-{int(found[3]):02}"
        return value if value.strip() else None
    if not isinstance(value, int | float) or isinstance(value, bool):
        return None
    fine = _FINE.fullmatch(str(value))
    return fine[1] if fine else str(value)


def _dot_net(milliseconds: int, zone: str | None) -> str:
    if zone is None:
        return str(milliseconds)
    ahead = timedelta(hours=int(zone[:3]), minutes=int(zone[0] + zone[3:]))
    try:
        return (datetime.fromtimestamp(milliseconds / 1000, UTC) + ahead).date().isoformat()
    except (OverflowError, OSError, ValueError):
        return str(milliseconds)


def written_day(value: object) -> str | None:
    """Return a date as text: a string or number as written, also in an object, `[2025, 9, 5]` as `2025-09-05`."""
    for _ in range(3):
        if isinstance(value, dict):
            value = day_of_parts(value) or next((inner for name in _DAYS if (inner := value.get(name))), None)
        if isinstance(value, list):
            numbers = [str(each) for each in value if isinstance(each, int) and not isinstance(each, bool)]
            if len(numbers) == len(value) and len(value) in _PARTS_OF_A_DAY:
                return "-".join(number.zfill(2) for number in numbers[:3])
            # Several lists are the points of a chart.
            value = value[0] if value and (len(value) == 1 or not isinstance(value[0], list)) else None
    if isinstance(value, str) and value.isdecimal() and _FINE.fullmatch(value):
        return value[:10]
    return date_text(value)


def with_days_in_zone(notices: Sequence[RawNotice]) -> tuple[RawNotice, ...]:
    """Return the notices with dates in place of numbers of seconds that are midnights of one place.

    `_day_in_zone` knows the place by the title. Else all numbers of the list may be midnights in Europe or India.
    """
    moments = [found for raw in notices if raw.date and (found := _MOMENT.fullmatch(raw.date))]
    hours = {int(found[1]) % _DAY for found in moments}
    ahead = next((zone for zone, starts in _MIDNIGHTS.items() if hours and hours <= starts), None)
    if len(moments) < max(_FEWEST_MIDNIGHTS, len(notices)):
        ahead = None
    kept = ((raw, _day_in_zone(raw.date, raw.title, ahead)) for raw in notices)
    return tuple(raw if day == raw.date else raw._replace(date=day) for raw, day in kept)


def _day_in_zone(shown: str | None, title: str, everywhere: timedelta | None) -> str | None:
    """Return the date of an entry, as its day in China or Japan if it counts in UTC and its title is from there.

    A number of seconds has no day of its own, so its day is that of the title's country. A written moment keeps its
    day, unless it is midnight there: then a database has moved a day.
    """
    moment = _MOMENT.fullmatch(shown) if shown else None
    midnight = _MIDNIGHT.fullmatch(shown.strip()) if shown else None
    if shown is None or (moment is None and midnight is None):
        return shown
    ahead = _JAPAN if _SYLLABLES.search(title) else _CHINA if has_han(title) else None
    if moment is not None and (ahead is not None or everywhere is not None):
        zone = everywhere if ahead is None else timedelta(hours=ahead)
        return (datetime.fromtimestamp(int(moment[1]), UTC) + (zone or timedelta())).date().isoformat()
    if ahead is None:
        return shown
    if midnight is not None and int(midnight[2]) + ahead == 24:  # noqa: PLR2004 - hours of a day
        return (datetime.fromisoformat(midnight[1]) + timedelta(days=1)).date().isoformat()
    return shown


def text_of_value(value: object) -> str:
    """Return the text of a field, from a string, an object with one, or the first item of a list."""
    for _ in range(2):
        if isinstance(value, dict):
            value = next((inner for name in _WORDS if (inner := value.get(name))), None)
        elif isinstance(value, list):
            value = value[0] if value else None
    return (written(from_html(value)) or "") if isinstance(value, str) else ""


def link_of_value(value: object) -> str | None:
    """Return the link in a field: a text, an object or a list that holds one, or the first link of HTML."""
    for _ in range(3):
        if isinstance(value, list):
            pages = [
                each for each in value if not isinstance(each, dict) or each.get("rel") in {None, "alternate", "html"}
            ]
            value = pages[0] if pages else None
        elif isinstance(value, dict):
            named = {str(name).lower(): inner for name, inner in value.items()}
            value = next((inner for name in _LINKS if (inner := named.get(name))), None)
    if not isinstance(value, str) or len(value) > _LONGEST_LINK:
        return None
    if "<" in value:
        return link_in(value)
    link = value.strip()
    wordy = not link or any(sign.isspace() for sign in link)
    # `2025.1` is a number; the end of a host or of a file begins with a letter.
    is_address = "/" in link or ("." in link and link.rpartition(".")[2][:1].isalpha())
    return None if wordy or not is_address or "@" in link.partition("/")[0] else link


def strings(value: object) -> tuple[str, ...]:
    """Return the strings in a JSON array."""
    return tuple(item for item in value if isinstance(item, str)) if isinstance(value, list) else ()


def describe(data: object) -> str:
    """Return a description of a JSON value for messages."""
    if isinstance(data, Mapping):
        names = quoted(shorten(str(key), 30) for key in list(data)[:_MOST_KEYS])
        more = ", …" if len(data) > _MOST_KEYS else ""
        return f"an object with {names}{more}" if names else "an empty object"
    if isinstance(data, list):
        return f"an array of {len(data)}, the first {describe(data[0])}" if data else "an empty array"
    return {str: "a text", bool: "true or false", type(None): "null"}.get(type(data), "a number")
