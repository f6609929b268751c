"""Find the dates in a text, in the forms of official sites, in any language.

A date is as written: a time or zone after it does not change it. `05/06/2016` is a mention with two readings; callers
decide between them by the whole page or listing.
"""

import re
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from cdetrack.text.dates import patterns
from cdetrack.text.dates.spelling import month_of, weekdays_of
from cdetrack.text.numerals import BEFORE_REPUBLIC, number_of, year_of
from cdetrack.text.regex import Regex, regex

_ERAS = {
    "令和": 2018,
    "平成": 1988,
    "昭和": 1925,
    "大正": 1911,
    "民國": BEFORE_REPUBLIC,
    "民国": BEFORE_REPUBLIC,
    "R": 2018,
    "H": 1988,
    "S": 1925,
}
"""Era -> the year before its first."""
_BUDDHIST = 543
"""Years by which the Thai calendar is ahead."""
_CENTURY_TURNS = 60
"""Two-digit years below it are 20xx, the others 19xx."""

_WEEKDAY_BEFORE = regex(rf"({patterns.LETTER}{{2,20}})\.?[,،]?\s{{0,3}}\Z")
_ZEROS = (0x660, 0x6F0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xBE6, 0xC66, 0xCE6, 0xD66, 0xE50, 0xED0, 0x1040, 0x17E0, 0xFF10)
_NARROW = {zero + digit: 0x30 + digit for zero in _ZEROS for digit in range(10)} | {
    **{ord(wide): narrow for wide, narrow in zip("／－．，：", "/-.,:", strict=True)},
    **dict.fromkeys(map(ord, "‐‑–−"), "-"),
    **dict.fromkeys(map(ord, "\u200b\u200e\u200f\ufeff\u2060"), " "),
}
_ROMAN_MONTHS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_NUMBER = regex(r"\d|[一二]")


class Mention(NamedTuple):
    """A date in a text, from `start` to `end`, read month first and read day first."""

    start: int
    end: int
    monthly: date | None
    daily: date | None
    """The same as `monthly` unless the form is `numeric`; None if there is no such day."""
    form: str = "plain"
    """`plain`, `numeric` (05/06/2016), `month-name-first`, `day-name-first` or `compact` (20160605)."""

    def read(self, *, month_first: bool) -> date | None:
        """Return the date on a page with this order, or the only reading."""
        first, second = (self.monthly, self.daily) if month_first else (self.daily, self.monthly)
        return first or second

    @property
    def has_two_readings(self) -> bool:
        """True if both orders give a day, and not the same one."""
        return None not in (self.monthly, self.daily) and self.monthly != self.daily

    @property
    def proves(self) -> bool | None:
        """True if this date proves that the month comes first, False for the day, None if it proves neither."""
        one_way = self.form == "numeric" and (self.monthly is None) != (self.daily is None)
        return self.daily is None if one_way else None


def ascii_digits(text: str) -> str:
    """Return the text with ASCII digits and separators in place of those of other scripts; its length stays."""
    return text if text.isascii() else text.translate(_NARROW)


def find_dates(text: str) -> list[Mention]:
    """Return the dates in the text, in order and without overlap."""
    if not _NUMBER().search(text):
        return []
    text = ascii_digits(text)
    found = [
        mention
        for form in FORMS
        if form.may_match(text)
        for match in form.pattern().finditer(text)
        if (mention := form.read(match)) is not None
    ]
    found.sort(key=lambda mention: (mention.start, -mention.end))
    kept: list[Mention] = []
    for mention in found:
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept


def find_yearless(text: str) -> list[Mention]:
    """Return the dates that are alone on a line, below a line with the year: `2025`, then `Jun 26`."""
    found: list[Mention] = []
    year = 0
    for match in patterns.YEARLESS().finditer(ascii_digits(text)):
        if match["year"]:
            year = int(match["year"])
        elif year:
            month = month_of(match["w1"] or match["w2"])
            day = _day(year, month, match["d1"] or match["d2"]) if month else None
            if day:
                found.append(Mention(match.start("line"), match.end("line"), day, day))
    return found


PUBLISHED_WITHIN = 31
"""The most days between the day in an address and the day shown: a page is published soon after it is made."""


def date_in_url(path: str) -> date | None:
    """Return the date in a path or file name (`/2025/09/05/`, `-09-05-2025.pdf`), or None."""
    for match in patterns.IN_URL().finditer(path):
        parts = match.groupdict()
        day = _day(parts["y"] or parts["y2"], parts["m"] or parts["m2"], parts["d"] or parts["d2"])
        if day:
            return day
    return None


def _plain(match: re.Match[str]) -> Mention | None:
    return _mention(match, match["y"], match["m"], match["d"])


def _compact(match: re.Match[str]) -> Mention | None:
    return _mention(match, match["y"], match["m"], match["d"], "compact")


def _week(match: re.Match[str]) -> Mention | None:
    try:
        day = date.fromisocalendar(int(match["y"]), int(match["week"]), int(match["d"]))
    except ValueError:
        return None
    return Mention(match.start(), match.end(), day, day)


def _cjk(match: re.Match[str]) -> Mention | None:
    return _mention(match, match["y"] or _year_of(match["era"], match["n"]), match["m"], match["d"])


def _of_era(match: re.Match[str]) -> Mention | None:
    return _mention(match, _year_of(match["era"] or match["short"], match["n"]), match["m"], match["d"])


def _minguo(match: re.Match[str]) -> Mention | None:
    year = _year_of("民國", match["n"] or match["n2"])
    return _mention(match, year, match["m"] or match["m2"], match["d"] or match["d2"])


def _roman(match: re.Match[str]) -> Mention | None:
    if match["m"] not in _ROMAN_MONTHS:
        return None
    return _mention(match, match["y"], _ROMAN_MONTHS.index(match["m"]) + 1, match["d"])


def _year_of(era: str, year: str) -> int:
    return _ERAS[era[-2:]] + (1 if year == "元" else int(year))


def _chinese(match: re.Match[str]) -> Mention | None:
    """Return a date in Chinese numerals: the year digit by digit, month and day as numbers."""
    return _mention(match, year_of(match["y"]), number_of(match["m"]), number_of(match["d"]))


def _named(match: re.Match[str]) -> Mention | None:
    parts = match.groupdict()
    month = month_of(match["w"], dotted=parts.get("nth") == ".")
    if not month:
        return None
    year = int(match["y"])
    thai = "\u0e00" <= match["w"][0] <= "\u0eff"
    if len(match["y"]) == 2:  # noqa: PLR2004 - two digits
        year = 2500 + year if thai else in_full(year)
    if year > 2400:  # noqa: PLR2004 - a year of the Thai calendar
        year -= _BUDDHIST
    first = "month-name-first" if match.start("w") < match.start("d") else "day-name-first"
    return _mention(match, year, month, match["d"], first)


def _mention(
    match: re.Match[str], year: str | int, month: str | int, day: str | int, form: str = "plain"
) -> Mention | None:
    found = _day(year, month, day)
    return Mention(match.start(), match.end(), found, found, form) if found else None


def _numeric(match: re.Match[str]) -> Mention | None:
    """Return a date of three numbers, the year last; dots mean day first, and a weekday before it decides the order."""
    short = len(match["y"]) == 2  # noqa: PLR2004 - two digits
    year = in_full(int(match["y"])) if short else int(match["y"])
    if year > 2400:  # noqa: PLR2004 - the Thai calendar, day first
        return _mention(match, year - _BUDDHIST, match["b"], match["a"])
    daily = _day(year, match["b"], match["a"])
    if match["s"] == ".":
        # 1.2.25 may be the number of a section; 01.02.25 is a date.
        written = daily and not (short and (len(match["a"]) == 1 or len(match["b"]) == 1))
        return Mention(match.start(), match.end(), daily, daily) if written else None
    monthly = _day(year, match["a"], match["b"])
    if monthly and daily and monthly != daily:
        before = _WEEKDAY_BEFORE().search(match.string, max(0, match.start() - 24), match.start())
        said = weekdays_of(before[1]) if before else frozenset()
        if (monthly.weekday() in said) != (daily.weekday() in said):
            monthly, daily = (monthly, None) if monthly.weekday() in said else (None, daily)
    return Mention(match.start(), match.end(), monthly, daily, "numeric") if monthly or daily else None


def in_full(year: int) -> int:
    """Return the year that two digits stand for."""
    return year + (2000 if year < _CENTURY_TURNS else 1900)


def _day(year: str | int, month: str | int, day: str | int) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


class DateForm(NamedTuple):
    """A form of dates: its pattern, and how a match is read."""

    pattern: Regex
    read: Callable[[re.Match[str]], Mention | None]
    signs: str = ""
    """Every text that it matches has one of these characters; empty for any text."""
    has_word: bool = False
    """Every text that it matches has a word."""

    def may_match(self, text: str) -> bool:
        """Return False only if the form matches nowhere in the text: `2025-09-05` has no name of a month."""
        if self.has_word:
            return not text.isascii() or any(map(str.isalpha, text))
        return not self.signs or any(sign in text for sign in self.signs)


FORMS = (
    DateForm(patterns.ISO, _plain),
    DateForm(patterns.WEEK, _week, "W"),
    DateForm(patterns.CJK, _cjk, "年년"),
    DateForm(patterns.DAY_THEN_CJK, _plain, "月"),
    DateForm(patterns.CHINESE, _chinese, "年"),
    DateForm(patterns.OF_ERA, _of_era, "令平昭大民RHS"),
    DateForm(patterns.MINGUO, _minguo),
    DateForm(patterns.ROMAN, _roman, "IVX"),
    DateForm(patterns.APOSTROPHE, _named, "'’"),
    DateForm(patterns.MONTH_DAY, _named, has_word=True),
    DateForm(patterns.DAY_MONTH, _named, has_word=True),
    DateForm(patterns.SHORT_YEAR, _named, has_word=True),
    DateForm(patterns.JOINED, _named, has_word=True),
    DateForm(patterns.YEAR_MONTH_DAY, _named, has_word=True),
    DateForm(patterns.YEAR_DAY_MONTH, _named, "gyж"),
    DateForm(patterns.VIETNAMESE, _plain, "hH"),
    DateForm(patterns.ASCTIME, _named, ":"),
    DateForm(patterns.NUMERIC, _numeric),
    DateForm(patterns.COMPACT, _compact),
)
