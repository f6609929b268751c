"""Days of the regulator, in Asia/Shanghai, and the forms in which users write them."""

import re
from datetime import UTC, date, datetime, timedelta, timezone

from cdetrack.errors import UsageError

_AHEAD_OF_UTC = timedelta(hours=8)
SHANGHAI = timezone(_AHEAD_OF_UTC, "Asia/Shanghai")
"""The regulator's time zone; China has had no daylight saving time since 1991."""

_SECOND_DAY = datetime(1, 1, 2, tzinfo=UTC)
_LAST_BUT_ONE = date(9999, 12, 30)
_LONGEST = timedelta(days=365 * 1000)
_FAR_AHEAD = timedelta(days=31)

_ACCEPTED = "`2025`, `2025-07`, `2025-07-21`, `today`, `yesterday`, `tomorrow`, `last month`, `7d`, `2w`, `3mo` or `1y`"

# Compiled at first use: not every command has a date.
_PERIOD = r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?"
_OTHER_PERIOD = r"([0-9]{4})(?:年|[/.年]([0-9]{1,2})(?:[/.月]([0-9]{1,2})[日号]?|月)?)"
_AGO = r"([0-9]{1,4})(d|w|mo?|y)"
"""`m` is short for `mo`: minutes are `min` everywhere."""
_NEAR_PERIOD = r"(last|this|next) (week|month|quarter|year)"
_NEAR_DAYS = {"today": 0, "yesterday": -1, "tomorrow": 1}
_STEPS = {"last": -1, "this": 0, "next": 1}
_MONTHS = {"month": 1, "quarter": 3, "year": 12}


def today(now: datetime) -> date:
    """Return the date in Shanghai at `now` (aware)."""
    return now.astimezone(SHANGHAI).date()


def is_far_ahead(day: date, *, today: date) -> bool:
    """Return True if the date of a notice is so late that the listing may have a slip."""
    return day > today + _FAR_AHEAD


def start_of(day: date) -> datetime:
    """Return the start of `day` in Shanghai, in UTC; for the first day of the calendar, the start of the second."""
    begin = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return max(begin, _SECOND_DAY) - _AHEAD_OF_UTC


def end_of(day: date) -> datetime:
    """Return the end of `day` in Shanghai, in UTC; for the last day of the calendar, its start."""
    return start_of(min(day, _LAST_BUT_ONE) + timedelta(days=1))


def first_day(text: str, *, today: date) -> date:
    """Return the first day of the period in `text`. Raises UsageError if it is no period."""
    return _span(text, today)[0]


def last_day(text: str, *, today: date) -> date:
    """Return the last day of the period in `text`. Raises UsageError if it is no period."""
    return _span(text, today)[1]


def length(text: str) -> timedelta:
    """Return the duration of `30d`, `2w`, `3mo` (30 days each, `3m` for short) or `1y`, at most a thousand years.

    Raises UsageError for any other text.
    """
    found = re.fullmatch(_AGO, half_width(text).strip().lower())
    if found is None:
        raise UsageError(f"`{text}` is not a length of time", hint="accepted are `30d`, `2w`, `3mo` and `1y`")
    days = {"d": 1, "w": 7, "m": 30, "y": 365}[found[2][0]]
    # More would lead beyond the calendar.
    return min(timedelta(days=int(found[1]) * days), _LONGEST)


def half_width(text: str) -> str:
    """Return a text in ASCII where a Chinese keyboard gave the full-width form: `7d` for `７ｄ`."""
    if text.isascii():
        return text
    from cdetrack.text.clean import nfkc

    return nfkc(text)


def in_seconds(count: float) -> str:
    """Return a duration in words: `1 second`, `0.2 seconds`."""
    return f"{count:g} second{'' if count == 1 else 's'}"


def months_after(day: date, months: int) -> date:
    """Return the same day `months` later (earlier if negative), or the last day of a shorter month.

    Raises ValueError beyond the calendar.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, _days_in(year, month + 1)))


def _span(text: str, today: date) -> tuple[date, date]:
    word = " ".join(half_width(text).lower().split())
    try:
        if word in _NEAR_DAYS:
            day = today + timedelta(days=_NEAR_DAYS[word])
            return day, day
        if found := re.fullmatch(_PERIOD, word) or re.fullmatch(_OTHER_PERIOD, word):
            return _period(int(found[1]), found[2], found[3])
        if found := re.fullmatch(_NEAR_PERIOD, word):
            return _near_period(today, _STEPS[found[1]], found[2])
        if found := re.fullmatch(_AGO, word):
            day = _ago(today, int(found[1]), found[2][0])
            return day, day
    except (ValueError, OverflowError) as error:
        raise UsageError(f"there is no day `{text}`", hint=f"accepted are {_ACCEPTED}") from error
    raise UsageError(f"`{text}` is not a date", hint=f"accepted are {_ACCEPTED}")


def _period(year: int, month: str | None, day: str | None) -> tuple[date, date]:
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    if day is None:
        return date(year, int(month), 1), date(year, int(month), _days_in(year, int(month)))
    only = date(year, int(month), int(day))
    return only, only


def _near_period(today: date, step: int, unit: str) -> tuple[date, date]:
    """Return the first and last day of the week (from Monday), month, quarter or year, `step` of them from now."""
    if unit == "week":
        first = today + timedelta(days=7 * step - today.weekday())
        return first, first + timedelta(days=6)
    months = _MONTHS[unit]
    first = today.replace(month=(today.month - 1) // months * months + 1, day=1)
    first = months_after(first, step * months)
    return first, months_after(first, months) - timedelta(days=1)


def _ago(today: date, count: int, unit: str) -> date:
    if unit in "dw":
        return today - timedelta(days=count * (7 if unit == "w" else 1))
    return months_after(today, -count * (12 if unit == "y" else 1))


def _days_in(year: int, month: int) -> int:
    return 31 if month == 12 else (date(year, month + 1, 1) - timedelta(days=1)).day  # noqa: PLR2004 - December
