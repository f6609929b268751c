"""Find the dates in a page's text, in the forms that official sites use; knows nothing of HTML.

Which of day and month comes first in `05/06/2016` is decided once for a page: see `month_first`.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

_MONTHS = (
    "january jan janvier janv januar jaenner jan enero ene janeiro gennaio gen januari",
    "february feb fevrier fevr februar febrero fevereiro fev febbraio februari",
    "march mar mars marz maerz marzo marco maart mrt",
    "april apr avril avr abril abr aprile",
    "may mai mayo maio maggio mag mei",
    "june jun juin juni junio junho giugno giu",
    "july jul juillet juil juli julio julho luglio lug",
    "august aug aout agosto ago augustus",
    "september sept sep septembre septiembre setembro set settembre setiembre",
    "october oct octobre oktober okt octubre outubro out ottobre ott",
    "november nov novembre noviembre novembro",
    "december dec decembre dezember dez diciembre dic dezembro dicembre",
)
_MONTH_OF = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names.split()}
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911}

# White space between the parts may be a tag's edge: date boxes give day, month and year an element each.
_YEAR = r"(?P<y>(?:19|20)\d\d)(?!\d)"
_ISO = re.compile(
    r"(?<![\d./-])(?P<y>(?:19|20)\d\d)\s?(?P<s>[-/.])\s{0,2}(?P<m>\d{1,2})\s?(?P=s)\s{0,2}(?P<d>\d{1,2})(?![\d/]|-\d)"
)
_CJK = re.compile(
    r"(?<!\d)(?:(?P<y>(?:19|20)\d\d)|(?P<era>令和|平成|昭和|民國|民国)\s?(?P<n>\d{1,3}|元))\s?[年년]\s{0,2}(?P<m>\d{1,2})\s?[月월]\s{0,2}(?P<d>\d{1,2})\s?[日일号號]"
)
_NUMERIC = re.compile(
    r"(?<![\d./-])(?P<a>\d{1,2})(?P<s>[-/.])\s?(?P<b>\d{1,2})(?P=s)\s?(?P<y>(?:19|20)\d\d|\d\d)(?![\d]|[-/.]\d)"
)
_MONTH_DAY = re.compile(
    r"(?<![^\W\d_])(?P<w>[^\W\d_]{3,10})\.?\s{0,3}(?P<d>\d{1,2})(?:st|nd|rd|th)?\s?,?\s{0,3}" + _YEAR
)
_DAY_MONTH = re.compile(
    r"(?<![\d/.-])(?P<d>\d{1,2})(?:st|nd|rd|th|er|\.|º)?(?:\s{0,3}|-|\sde\s|\sof\s)(?P<w>[^\W\d_]{3,10})\.?,?(?:\s{0,3}|-|\sdel?\s)"
    + _YEAR
)
_YEAR_MONTH_DAY = re.compile(
    r"(?<![\d/.-])(?P<y>(?:19|20)\d\d)[ \x1f,-]{1,3}(?P<w>[^\W\d_]{3,10})\.?[ \x1f-]{1,3}(?P<d>\d{1,2})(?!\d)"
)
_COMPACT = re.compile(r"(?<!\w)(?P<y>(?:19|20)\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?!\w)")
_YEARLESS = re.compile(
    r"^[ \x1f]{0,3}(?:(?:\w{3,9}[ \x1f]{1,2})?(?P<year>20\d\d)(?:[ \x1f]{1,2}\w{3,12})?"
    r"|(?P<line>(?P<w1>[^\W\d_]{3,10})\.?[ \x1f]{1,2}(?P<d1>\d{1,2})(?:st|nd|rd|th)?"
    r"|(?P<d2>\d{1,2})(?:st|nd|rd|th|\.)?[ \x1f]{1,2}(?P<w2>[^\W\d_]{3,10})\.?))[ \x1f:]{0,3}$",
    re.MULTILINE,
)
_IN_URL = re.compile(
    r"(?<!\d)(?:(?P<y>(?:19|20)\d\d)(?P<s>[-_/]?)(?P<m>0[1-9]|1[0-2])(?P=s)(?P<d>0[1-9]|[12]\d|3[01])"
    r"|(?P<m2>0[1-9]|1[0-2])(?P<t>[-_]?)(?P<d2>0[1-9]|[12]\d|3[01])(?P=t)(?P<y2>(?:19|20)\d\d))(?!\d)"
)
_ASCII = {0xFF10 + n: 0x30 + n for n in range(10)} | {
    ord("／"): "/",
    ord("－"): "-",
    ord("．"): ".",
    ord("‐"): "-",
}
_ASCII |= dict.fromkeys(map(ord, "‑–−"), "-") | dict.fromkeys(map(ord, "\u200b\u200e\u200f\ufeff\u2060"), " ")


@dataclass(frozen=True, slots=True)
class Mention:
    """A date in a text, from `start` to `end`, as it reads with the month first and with the day first."""

    start: int
    end: int
    monthly: date | None
    daily: date | None
    """The same as `monthly` unless the form is `numeric`; None where there is no such day."""
    form: str = "plain"
    """`numeric` (05/06/2016), `month-name-first` and `day-name-first` (a page's habit), `compact`."""

    def read(self, *, month_first: bool) -> date | None:
        """Return the day that is meant on a page with this habit; the only reading where there is but one."""
        first, second = (self.monthly, self.daily) if month_first else (self.daily, self.monthly)
        return first or second


def find_dates(text: str) -> list[Mention]:
    """Every date in the text, in order, none overlapping another."""
    text = text.translate(_ASCII)
    found = [
        mention for pattern, read in _FORMS for match in pattern.finditer(text) if (mention := read(match)) is not None
    ]
    found.sort(key=lambda mention: (mention.start, -mention.end))
    kept: list[Mention] = []
    for mention in found:
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept


def find_yearless(text: str) -> list[Mention]:
    """Return the days that stand in a line of their own under a line with the year: `2025`, then `Jun 26`."""
    found: list[Mention] = []
    year = 0
    for match in _YEARLESS.finditer(text.translate(_ASCII)):
        if match["year"]:
            year = int(match["year"])
        elif year:
            month = _month(match["w1"] or match["w2"])
            day = _day(year, month, match["d1"] or match["d2"]) if month else None
            if day:
                found.append(Mention(match.start("line"), match.end("line"), day, day))
    return found


def date_in_url(path: str) -> date | None:
    """Return the day that a path or file name carries (`/2025/09/05/`, `-09-05-2025.pdf`), or None."""
    for match in _IN_URL.finditer(path):
        parts = match.groupdict()
        day = _day(parts["y"] or parts["y2"], parts["m"] or parts["m2"], parts["d"] or parts["d2"])
        if day:
            return day
    return None


def month_first(mentions: Iterable[Mention], *, lang: str, hosts: Iterable[str]) -> bool:
    """Whether 05/06/2016 is a day in May on this page.

    Dates of which only one reading exists decide (13/06, 05/13), by majority; then American hosts (`.gov`,
    `.mil`, `.us`: a page's language is too often its software's default), then the language where it names a
    country or is not English, then the domain of another country, then whether it writes `May 6, 2016`
    or `6 May 2016`. What is left is read day first.
    """
    found = list(mentions)
    votes = sum((one.daily is None) - (one.monthly is None) for one in found if one.form == "numeric")
    if votes:
        return votes > 0
    endings = [host.rpartition(".")[2].casefold() for host in hosts]
    if any(ending in ("gov", "mil", "us") for ending in endings):
        return True
    primary, _, region = lang.casefold().replace("_", "-").partition("-")
    if region or primary not in ("", "en"):
        return (primary, region) == ("en", "us")
    if any(len(ending) == 2 for ending in endings):  # noqa: PLR2004 - the length of a country's domain
        return False
    names = [one.form for one in found]
    return names.count("month-name-first") > names.count("day-name-first")


def _plain(match: re.Match[str]) -> Mention | None:
    return _mention(match, match["y"], match["m"])


def _compact(match: re.Match[str]) -> Mention | None:
    return _mention(match, match["y"], match["m"], "compact")


def _cjk(match: re.Match[str]) -> Mention | None:
    year = match["y"] or _ERAS[match["era"]] + (1 if match["n"] == "元" else int(match["n"]))
    return _mention(match, year, match["m"])


def _named(match: re.Match[str]) -> Mention | None:
    month = _month(match["w"])
    first = "month-name-first" if match.start("w") < match.start("d") else "day-name-first"
    return _mention(match, match["y"], month, first) if month else None


def _month(name: str) -> int | None:
    word = unicodedata.normalize("NFKD", name.casefold())
    return _MONTH_OF.get("".join(char for char in word if not unicodedata.combining(char)))


def _mention(match: re.Match[str], year: str | int, month: str | int, form: str = "plain") -> Mention | None:
    day = _day(year, month, match["d"])
    return Mention(match.start(), match.end(), day, day, form) if day else None


def _numeric(match: re.Match[str]) -> Mention | None:
    """Three numbers, the year last; with dots the day is first everywhere."""
    year = int(match["y"])
    if year < 100:  # noqa: PLR2004 - two digits
        year += 2000 if year < _CENTURY_TURNS else 1900
    daily = _day(year, match["b"], match["a"])
    if match["s"] == ".":
        # 1.2.25 is as likely a section's number; 01.02.2025 is a day.
        full = daily and len(match["y"]) == 4  # noqa: PLR2004 - a year in full
        return Mention(match.start(), match.end(), daily, daily) if full else None
    monthly = _day(year, match["a"], match["b"])
    return Mention(match.start(), match.end(), monthly, daily, "numeric") if monthly or daily else None


def _day(year: str | int, month: str | int, day: str | int) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


_CENTURY_TURNS = 60
_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Mention | None]], ...] = (
    (_ISO, _plain),
    (_CJK, _cjk),
    (_MONTH_DAY, _named),
    (_DAY_MONTH, _named),
    (_YEAR_MONTH_DAY, _named),
    (_NUMERIC, _numeric),
    (_COMPACT, _compact),
)
