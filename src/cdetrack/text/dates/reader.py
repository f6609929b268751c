"""Read the date of an entry in a page, feed, sheet or text, in any language.

The date is as written, in the entry's own time zone: it is never converted, and an invalid zone is ignored. Years are
1900 to 2100.
"""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from cdetrack.model.record import DateOrder
from cdetrack.text.clean import fold_text, fold_word, shorten
from cdetrack.text.dates.finding import Mention, ascii_digits, find_dates
from cdetrack.text.dates.patterns import ISO, NUMERIC
from cdetrack.text.dates.spelling import MARKS, weekdays_of
from cdetrack.text.regex import regex

_LONGEST_FIELD = 2000
"""Characters, with markup, of the longest date."""
_LONGEST = 120
_ZEROS = frozenset({date(1970, 1, 1), date(1900, 1, 1)})
"""Programs show these for a date that is not set."""
_PLAIN = regex(
    r"((?:(?:19|20)[0-9]{2}|2100)-[0-9]{2}-[0-9]{2})"
    r"(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?(?:Z|[+-][0-9]{2}:[0-9]{2})?)?"
)
_TAG = regex(r"<[^<>]{1,500}>")
_MARKED = regex(r"\b(?:datetime|content|title)\s?=\s?[\"']?([^\"'<>]{6,60})", re.IGNORECASE)
_SINCE_1970 = regex(r"(\d{10})(?:\d{3})?(?:\.\d{1,6})?")
_RUN_TOGETHER = regex(
    r"((?:(?:19|20)\d\d|2100)(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))T?\d\d:?\d\d(?::?\d\d)?"
    r"(?:\.\d{1,9})?Z?(?:[+-]\d\d:?\d\d)?"
)
# Text allowed around a date: a label with its colon, or words that pages write before a date without one.
_LABEL = regex(r"(?:[\[【（(]?[^\d:：]{1,40}[:：\]】）)])")
_WORDS_BEFORE = (
    "on the of at date dated day published posted updated last issued released created modified publication release"
    " since from reviewed added effective am vom den der stand veröffentlicht le du publié mis à jour el del publicado"
    " publicada em il pubblicato op d ngày от опубликовано วันที่ 发布日期 发布时间 发布 发布于 发表于 更新于 日期 时间"
    " 更新 公開日 更新日 掲載日 公告日期 發布日期 작성일 등록일"
)
_WORDS_BEHIND = "г года р року r roku m д d น gada yil ж z utc gmt updated new 发布 更新 公布 掲載 公開 付 付け"
_BEFORE, _BEHIND = (frozenset(map(fold_word, words.split())) for words in (_WORDS_BEFORE, _WORDS_BEHIND))
_CLOCK = regex(
    r"T\d\d(?:\d\d){0,2}(?!\d)"
    r"|(?:T|\.?[\s,;:|/@·(-]{0,4}(?:(?:at|um|à|kl|ob|om|alle|ore|às|a las|klo|g|г|года|р|д|в|о|น)\.?\s?){0,2}\s?\(?"
    r"(?:AM|PM|上午|下午|午前|午後|오전|오후)?\s{0,2})\d{1,2}\s?(?:[:.h]|时|時|点|點|시|[ap]\.?m)",
    re.IGNORECASE,
)
_ASIDE = regex(r"[(（\[][^()（）\[\]\d]{1,12}[)）\]]")
_ZONE = regex(r"(?:Z|UTC|GMT)?\s?[+-]\d{1,2}:?(?:\d\d)?(?=\s|\Z)")
_WORDS = regex(rf"(?:[^\W\d_]|[{MARKS}])+(?:[-'’](?:[^\W\d_]|[{MARKS}])+)?")
_OF_NO_MATTER = regex(r"[\s.,;:|、，。：·()（）\[\]【】〔〕［］<>《》'\"*•+/-]+")
_LONGEST_REST = 60


class Reading(NamedTuple):
    """A date, and whether it has one reading only."""

    day: date
    sure: bool
    """False if day and month could be swapped and no order was given: then it is read day first."""


def read(text: str, *, order: DateOrder | None = None) -> Reading:
    """Return the date in a text that has nothing else but a label, a weekday, a time and a zone.

    `order` decides between the readings of `05/09/2025`, unless only the other one is a date. Raises ValueError for a
    text without a date, with two dates, or with other words.
    """
    return _read(text, order)


def order_of(texts: Iterable[str]) -> DateOrder | None:
    """Return the order that the texts prove (`13/06/2025`, `Fri, 05/03/2019`); None without proof or if two differ."""
    # A listing may have ten thousand dates, and few have a form that can prove the order.
    short = (ascii_digits(fold_text(text)) for text in texts if len(text) <= _LONGEST_FIELD)
    proved = {mention.proves for text in short if NUMERIC().search(text) for mention in find_dates(text)} - {None}
    return None if len(proved) != 1 else "mdy" if proved.pop() else "dmy"


@lru_cache(maxsize=4096)
def _read(text: str, order: DateOrder | None) -> Reading:
    if (day := _iso_day(text)) is not None and day not in _ZEROS:
        return Reading(day, sure=True)
    if len(text) > _LONGEST_FIELD:
        raise ValueError(f"`{shorten(text)}` is too long for a date")
    shown = ascii_digits(fold_text(_without_markup(text)))
    if not shown:
        raise ValueError("no date is shown")
    if found := _SINCE_1970().fullmatch(shown):
        return Reading(_day_of_moment(int(found[1])), sure=True)
    if found := _RUN_TOGETHER().fullmatch(shown):
        shown = found[1]
    mention = _only(shown[:_LONGEST], text) if len(shown) <= _LONGEST else None
    if mention is None:
        raise ValueError(f"`{shorten(text)}` is not a date")
    day = mention.read(month_first=order == "mdy")
    if day is None:
        raise ValueError(f"`{shorten(text)}` is not a day of the calendar")
    if mention.has_two_readings and (marked := _marked_day(mention, text)):
        return Reading(marked, sure=True)
    if day in _ZEROS:
        raise ValueError(f"`{shorten(text)}` is the first day of a computer's calendar and stands for no date")
    return Reading(day, sure=order is not None or not mention.has_two_readings)


def _iso_day(text: str) -> date | None:
    """Return the day of `2025-09-05` or `2025-09-05T08:00:00Z`, the usual forms: to try all takes 15 times as long."""
    found = _PLAIN().fullmatch(text)
    try:
        return date.fromisoformat(found[1]) if found else None
    except ValueError:
        return None


def _without_markup(text: str) -> str:
    """Return the text without tags, or the value of an attribute, as of a `<time datetime=…>` that shows no year."""
    if "&" in text:
        from html import unescape

        text = unescape(text)
    if "<" not in text:
        return text
    shown = _TAG().sub(" ", text)
    told = _MARKED().search(text)
    return shown if told is None or find_dates(ascii_digits(fold_text(shown))) else told[1]


def _marked_day(mention: Mention, text: str) -> date | None:
    """Return the reading that an attribute confirms: `<time datetime="2025-09-05T04:00Z">09/05/2025</time>`."""
    told = _MARKED().search(text) if "<" in text else None
    marked = ISO().match(told[1]) if told else None
    if marked is None:
        return None
    try:
        near = date(int(marked["y"]), int(marked["m"]), int(marked["d"]))
    except ValueError:
        return None
    # The attribute may be in UTC, and so a day off.
    found = [day for day in (mention.monthly, mention.daily) if day and abs((day - near).days) <= 1]
    return found[0] if len(found) == 1 else None


def _day_of_moment(seconds: int) -> date:
    """Return the date of a timestamp in seconds since 1970: that of UTC, unless it is midnight in East Asia.

    Databases there store a date as its midnight, which is on the day before in UTC.
    """
    at = datetime.fromtimestamp(seconds, UTC)
    midnight = at.hour in {15, 16} and not (at.minute or at.second)  # Tokyo's and Seoul's; Beijing's and Singapore's
    return (at + timedelta(hours=9)).date() if midnight else at.date()


def _only(shown: str, text: str) -> Mention | None:
    """Return the only date in the text; None if other words than those of dates surround it."""
    mentions = find_dates(shown)
    if not mentions:
        return None
    first, *others = mentions
    if any((one.monthly, one.daily) != (first.monthly, first.daily) for one in others):
        raise ValueError(f"`{shorten(text)}` holds more than one date")
    rest = shown[first.end :] if not others else shown[others[-1].end :]
    return first if _is_label(shown[: first.start]) and _is_rest(rest) else None


def _is_label(before: str) -> bool:
    """Return True if the text before a date is a label, a weekday, a time or empty."""
    before = before.strip()
    if not before or _LABEL().fullmatch(before):
        return True
    if any(character.isdigit() for character in before):
        return _is_rest(before) and _CLOCK().match(before) is not None
    label = _LABEL().match(before)
    return _are_words_of_dates(before[label.end() :] if label else before, _BEFORE)


def _is_rest(rest: str) -> bool:
    """Return True if the text after a date is a time with any zone, an aside in brackets, or empty."""
    rest = _ASIDE().sub(" ", rest, count=1)
    if _CLOCK().match(rest):
        return len(rest) <= _LONGEST_REST
    rest = _ZONE().sub(" ", rest, count=1)
    if any(character.isdigit() for character in rest):
        return False
    return _are_words_of_dates(rest, _BEHIND)


def _are_words_of_dates(text: str, known: frozenset[str]) -> bool:
    words = _WORDS().findall(text)
    left = _OF_NO_MATTER().sub("", _WORDS().sub("", text))
    return not left and len(words) <= 4 and all(fold_word(word) in known or weekdays_of(word) for word in words)  # noqa: PLR2004
