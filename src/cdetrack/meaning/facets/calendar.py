"""Read a day out of an English or Chinese sentence, with or without its year.

`text.dates` finds whole dates in any language, on pages. Sentences also have days without a year (`by 5 May`), spans
(`6月1—7日`) and ends of months (`2026年6月底`), all as parts of longer phrases, so `DAY` is a pattern to embed.
"""

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache
from itertools import islice

from cdetrack.text.days import months_after
from cdetrack.text.months import ENGLISH_MONTHS
from cdetrack.text.numerals import BEFORE_REPUBLIC, NUMERALS, number_of, ordinal_of, year_of
from cdetrack.text.regex import in_any_case, regex

_MONTHS = {name: number for number, names in enumerate(ENGLISH_MONTHS, start=1) for name in names.split()}
_MONTH = r"(?:" + "|".join(_MONTHS) + r")\b\.?"
_DAY = r"[0-3]?\d(?:\s?(?:st|nd|rd|th)\b)?(?!\d)"
_RANGE = rf"(?:\s{{0,2}}(?:-|–|to|and)\s{{0,2}}(?:{_MONTH}\s{{0,2}})?{_DAY}(?!\d))?"
_YEAR = r"(?:19|20)\d\d"
# `民国114年`, `114年`, `一百十四年`: years of the Republic of China, as Taiwan counts them.
_REPUBLIC = (
    r"(?:(?:中华)?民国\s{0,2}(?:\d{1,3}|[零〇一二三四五六七八九十百]{1,6})|(?<!\d)1[0-4]\d"
    r"|一百(?:[零〇][一二三四五六七八九]|[一二三四]?十[一二三四五六七八九]?))"
)
_OF_YEAR = rf"(?:\s{{0,2}},?\s{{0,2}}{_YEAR}(?!\d)|,?\s(?:of\s)?(?:this|next)\syear\b)?"
_WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tue|tues|wed|thu|thurs|fri|sat|sun)\b\.?"
_BEFORE = rf"(?:\b{_WEEKDAY}(?:\snext)?\s{{0,2}},?\s{{0,2}})?(?:\bthe\s)?"
_LAST = r"\b(?:end|last day)\sof\s"
_HAN_YEAR = rf"(?:(?:(?:(?<!\d){_YEAR}|{_REPUBLIC})\s{{0,2}}年|次年|翌年|明年|今年|本年|当年|同年)\s{{0,2}})"
_BEHIND = rf"(?:\s?\({_WEEKDAY}\))?"
_HAN_WEEKDAY = r"(?:\s?\((?:星期|周|礼拜)[一二三四五六日天]\))?"

SHAPES_OF_DAYS = (
    rf"(?:{_BEFORE}{_MONTH}\s{{0,3}}(?:the\s)?{_DAY}{_RANGE}{_OF_YEAR}{_BEHIND}"
    rf"|{_BEFORE}\b{_DAY}{_RANGE}\.?\s{{0,2}}(?:(?:day\s)?of\s)?{_MONTH}{_OF_YEAR}{_BEHIND}"
    rf"|(?:\bthe\s)?\bfirst\s(?:(?:day\s)?of\s{_MONTH}{_OF_YEAR}|day\sof\s{_YEAR}(?!\d))"
    rf"|(?:\bthe\s)?{_LAST}(?:{_MONTH}(?!\s{{0,3}}[0-3]?\d(?!\d)){_OF_YEAR}|{_YEAR}(?!\d))"
    rf"|(?<!\d){_YEAR}\s{_MONTH}\s{_DAY}"
    rf"|(?<!\d){_YEAR}[-./](?:0?[1-9]|1[0-2])[-./][0-3]?\d(?!\d)"
    rf"|(?<![\d/])[0-3]?\d/[0-3]?\d/{_YEAR}(?![\d/])"
    rf"|(?<![\d.])[0-3]?\d\.(?:0?[1-9]|1[0-2])\.{_YEAR}(?!\d)|(?<![\d-])[0-3]?\d-{_MONTH}-{_YEAR}(?!\d)"
    rf"|{_HAN_YEAR}?(?<!\d)[01]?\d\s{{0,2}}月\s{{0,2}}(?:[0-3]?\d(?:\s?[日号]?\s?[-–—~至]\s?[0-3]?\d)?\s{{0,2}}[日号]{_HAN_WEEKDAY}|[底末])"
    rf"|(?<!\d){_YEAR}\s{{0,2}}年{{1,2}}[底末]|今年年?[底末]|(?<![\d年]{{1}})(?<![一二三四五六七八九〇零○明次翌本当去])年底(?=之?前|以前)|(?:本|当|下|次)月\s{{0,2}}[0-3]?\d\s{{0,2}}[日号]"
    rf"|(?:(?:[一二][〇○零一二三四五六七八九]{{3}}|{_REPUBLIC})年|{_HAN_YEAR}|(?<![年{NUMERALS}]))"
    rf"[一二三四五六七八九十]{{1,2}}月[一二三四五六七八九十]{{1,3}}日)"
)
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_HAN = "次翌明今年本当同下一二三四五六七八九十中民"
_BEGINNINGS = "|".join(sorted({word[:3] for word in (*_MONTHS, *_WEEKDAYS, "the", "first", "end", "last")}))
# Lookaheads for the first letter or digit, then for three letters: without them each place in a text is tried in
# fourteen ways, which takes three times as long.
DAY = rf"(?:(?=[\dADEFJLMNOSTW{_HAN}])(?=[\d{_HAN}]|{_BEGINNINGS}){SHAPES_OF_DAYS})"
"""The source of a pattern for one day, or for a span, read as its first day; compile it with IGNORECASE."""

_MAY_NAME_A_DAY = regex(
    rf"(?=[adfjmnos]){_MONTH}|\d[-./][0-3]?\d[-./]\d|月|年[底末]|(?:first\sday|end|last\sday)\sof\s{_YEAR}",
    re.IGNORECASE,
)

MONTH_OF_YEAR = rf"{_MONTH}\s{{0,2}},?\s{{0,2}}{_YEAR}(?!\d)"
HAN_MONTH_OF_YEAR = rf"(?<!\d){_YEAR}\s{{0,2}}年\s{{0,2}}[01]?\d\s{{0,2}}月(?!\s{{0,2}}[\d底末初中上下旬])"
"""The sources of patterns for a month with its year, for `read_end_of_month`."""

_PARTS = regex(rf"(?P<month>{_MONTH})|(?P<year>{_YEAR})(?!\d)|(?P<number>\d{{1,2}})", re.IGNORECASE)
_IN_NUMERALS = regex(r"(?P<year>[一二][〇○零一二三四五六七八九]{3})年(?P<month>.{1,2})月(?P<day>.{1,3})日")
_NUMERALS_OF_DAY = regex(r"(?P<month>[一二三四五六七八九十]{1,2})月(?P<day>[一二三四五六七八九十]{1,3})日")
_IN_NUMERALS_OF_REPUBLIC = regex(
    rf"(?P<year>{_REPUBLIC})年(?P<month>[一二三四五六七八九十]{{1,2}})月(?P<day>[一二三四五六七八九十]{{1,3}})日"
)
_YEAR_OF_REPUBLIC = regex(rf"{_REPUBLIC}(?=\s{{0,2}}年)")
_ANY_YEAR = regex(_YEAR)
_TWO_WAYS = regex(rf"(\d{{1,2}})/(\d{{1,2}})/({_YEAR})")
_SLASHED = regex(rf"(?<![\d/])([0-3]?\d)/([0-3]?\d)/({_YEAR})(?![\d/])")
_MOST_SLASHED = 40
_DOTTED = regex(rf"(\d{{1,2}})\.(\d{{1,2}})\.({_YEAR})")
_END = regex(rf"{_LAST}|[底末]", re.IGNORECASE)
_FIRST = regex(r"\bfirst\b", re.IGNORECASE)
_HAN_WEEKDAYS = "一二三四五六日"
_OF_WEEK = regex(rf"\b(?P<name>{_WEEKDAY})|(?:星期|周|礼拜)(?P<han>[一二三四五六日天])", re.IGNORECASE)
_HALF_A_YEAR = timedelta(days=183)
_YEAR_AFTER = ("次年", "翌年", "明年")
_SAME_YEAR = ("今年", "本年", "当年", "同年")
_NEXT_YEAR, _THIS_YEAR = "next year", "this year"
_TWELVE = 12


@lru_cache(maxsize=16)
def may_name_a_day(text: str) -> bool:
    """Return False only if `DAY`, `MONTH_OF_YEAR` and `HAN_MONTH_OF_YEAR` match nowhere in `text`.

    A dozen patterns ask about the same few texts of a notice.
    """
    return _MAY_NAME_A_DAY().search(text) is not None


def read_day(text: str, *, until: date | None = None, since: date | None = None, last: bool = False) -> date | None:
    """Return the day in `text`, a match of `DAY`; None if the calendar has no such day, or for `5/6/2026`.

    A day without a year is the last one up to and including `until`, or the first one on or after `since`. A
    weekday beside it decides the year if the day falls on it within half a year of `until` or `since`. `次年` and
    `同年` count from the year of that day. With `last`, a span is read as its last day.
    """
    for pattern, to_year in ((_IN_NUMERALS, year_of), (_IN_NUMERALS_OF_REPUBLIC, _common_year)):
        if found := pattern().search(text):
            return _day(to_year(found["year"]), number_of(found["month"]), number_of(found["day"]))
    text = _NUMERALS_OF_DAY().sub(lambda found: f"{number_of(found['month'])}月{number_of(found['day'])}日", text)
    text = _YEAR_OF_REPUBLIC().sub(lambda found: str(_common_year(found[0])), text)
    if found := _DOTTED().search(text):
        return _day(int(found[3]), int(found[2]), int(found[1]))
    if found := _TWO_WAYS().search(text):
        return _in_either_order(int(found[1]), int(found[2]), int(found[3]))
    month, year, numbers = _numbers(text, since or until, last=last)
    if _END().search(text):
        return _last_day(month, year, until, since)
    if _FIRST().search(text):
        # `the first day of 2027`
        month, numbers = month or 1, [1]
    if month is None or not numbers:
        return None
    day = numbers[-1 if last else 0]
    of_week = _on_its_weekday(text, month, day, since or until) if year is None and day == numbers[0] else None
    return of_week or _place(month, day, year, until, since)


def has_year(text: str) -> bool:
    """Return True if a match of `DAY` has a year in digits, or one of the Republic of China."""
    return any(pattern().search(text) for pattern in (_ANY_YEAR, _YEAR_OF_REPUBLIC))


def _common_year(words: str) -> int:
    """Return the year that a year of the Republic of China is: 2025 for `民国114`."""
    years = words.rpartition("民国")[2].strip()
    return BEFORE_REPUBLIC + (int(years) if years.isdigit() else ordinal_of(years))


def _numbers(text: str, base: date | None, *, last: bool) -> tuple[int | None, int | None, list[int]]:
    """Return the month, the year and the days of a text."""
    month = _relative_month(text, base)
    year = _relative_year(text, base)
    numbers: list[int] = []
    for part in _PARTS().finditer(text):
        if part["month"]:
            found_month = _MONTHS[in_any_case(part["month"].rstrip("."))]
            month = found_month if last or not month else month
        elif part["year"]:
            year = year or int(part["year"])
        else:
            numbers.append(int(part["number"]))
    if month is None and numbers:
        month = numbers.pop(0)
    return month, year, numbers


def _on_its_weekday(text: str, month: int, day: int, base: date | None) -> date | None:
    """Return the day on the weekday that `text` names within half a year of `base`; None without one."""
    found = _OF_WEEK().search(text)
    if found is None or base is None:
        return None
    han = (found["han"] or "").replace("天", "日")
    weekday = _HAN_WEEKDAYS.index(han) if han else _WEEKDAYS.index(in_any_case(found["name"])[:3])
    tries = (_day(base.year + step, month, day) for step in (-1, 0, 1))
    return next(
        (each for each in tries if each and each.weekday() == weekday and abs(each - base) <= _HALF_A_YEAR), None
    )


def in_one_order(text: str, listed: date) -> str:
    """Return the text with each `5/6/2026` as ISO, if the text shows whether its days or its months come first.

    A day over 12 shows it, or one that is the listing's date in one of the two orders only. Else the text as it is.
    """
    days = _days_in_one_order(text, listed)
    return _SLASHED().sub(lambda match: days.get(match[0], match[0]), text) if days else text


def as_slashed(words: str, text: str, listed: date) -> str:
    """Return words of a text `in_one_order` with their days as `text` has them."""
    for slashed, iso in _days_in_one_order(text, listed).items():
        words = words.replace(iso, slashed)
    return words


def _days_in_one_order(text: str, listed: date) -> dict[str, str]:
    """Return the ISO of each `5/6/2026` in a text that shows their order."""
    found = islice(_SLASHED().finditer(text), _MOST_SLASHED) if "/" in text else ()
    readings: dict[str, tuple[date | None, date | None]] = {}
    for match in found:
        first, second, year = map(int, match.groups())
        readings[match[0]] = _day(year, second, first), _day(year, first, second)
    places: set[int] = set()
    for daily, monthly in readings.values():
        if (daily is None) != (monthly is None):
            places.add(int(daily is None))
        elif daily != monthly and listed in {daily, monthly}:
            places.add(int(monthly == listed))
    if len(places) != 1:
        return {}
    [place] = places
    return {slashed: day.isoformat() for slashed, days in readings.items() if (day := days[place])}


def read_end_of_month(text: str, *, since: date) -> date | None:
    """Return the last day of the month in `text`, a match of `MONTH_OF_YEAR`; None if it is before `since`."""
    day = read_day(f"end of {text}" if text.isascii() else f"{text}底")
    return day if day and day >= since else None


def _relative_year(text: str, base: date | None) -> int | None:
    if base is None:
        return None
    lowered = text.lower()
    if text.startswith(_YEAR_AFTER) or lowered.endswith(_NEXT_YEAR):
        return base.year + 1
    return base.year if text.startswith((*_SAME_YEAR, "年底")) or lowered.endswith(_THIS_YEAR) else None


def _relative_month(text: str, base: date | None) -> int | None:
    if base is None or text[1:2] != "月" or text[0] not in "本当下次":
        return None
    return base.month if text[0] in "本当" else base.month % _TWELVE + 1


def _in_either_order(first: int, second: int, year: int) -> date | None:
    """Return the day of `13/6/2026` or `6/13/2026`; None for numbers that can be swapped."""
    if first > _TWELVE or first == second:
        return _day(year, second, first)
    return _day(year, first, second) if second > _TWELVE else None


def _last_day(month: int | None, year: int | None, until: date | None, since: date | None) -> date | None:
    """Return the last day of a month, or of the year without a month."""
    if month is not None and not 1 <= month <= _TWELVE:
        return None
    if year is None and month is not None:
        # Any month has a first day: it gives the year.
        first = _place(month, 1, None, until, since.replace(day=1) if since else None)
        year = first.year if first else None
    if year is None:
        return None
    month = month or _TWELVE
    return _day(year, month, monthrange(year, month)[1])


def _place(month: int, day: int, year: int | None, until: date | None, since: date | None) -> date | None:
    if year is not None:
        return _day(year, month, day)
    if since is not None:
        # The next 29 February is at most four years away, except around 1900 and 2100.
        tries = (_day(since.year + step, month, day) for step in range(5))
        return next((found for found in tries if found is not None and found >= since), None)
    if until is not None:
        tries = (_day(until.year - step, month, day) for step in range(5))
        return next((found for found in tries if found is not None and found <= until), None)
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def after(start: date, amount: int, unit: str) -> date | None:
    """Return the day that is `amount` units after `start`; None beyond the calendar.

    Units are `days`, `workdays`, `weeks`, `months` and `years`. A month later is the same day of the month, or the last
    day of a shorter month. Public holidays count as workdays.
    """
    try:
        if unit in {"months", "years"}:
            return months_after(start, amount * (_TWELVE if unit == "years" else 1))
        if unit == "workdays":
            return _workdays_after(start, amount)
        return start + timedelta(days=amount * (7 if unit == "weeks" else 1))
    except (ValueError, OverflowError):
        return None


def _workdays_after(start: date, amount: int) -> date:
    day = start
    while amount > 0:
        day += timedelta(days=1)
        amount -= day.isoweekday() <= 5  # noqa: PLR2004 - Friday, the last working day of a week
    return day
