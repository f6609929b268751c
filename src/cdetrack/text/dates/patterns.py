"""The forms of dates as regular expressions, each bounded, so that no text makes the search slow.

Groups: `y` year, `m` month, `d` day, `w` name of the month, `nth` ordinal suffix of the day, `n` year of an era.
"""

import re

from cdetrack.text.dates.spelling import MARKS
from cdetrack.text.regex import regex

# White space between the parts may be the edge of a tag: date boxes have an element for each of day, month and year.
_YEAR = r"(?P<y>(?:19|20)\d\d|2100)(?!\d)"
# The year of `2025-09-05` is none of the words before it: `in May 12 2025-09-05`.
_ANY_YEAR = r"(?:(?:พ\.?\s?ศ|ค\.?\s?ศ)\.?\s{0,2})?(?P<y>(?:19|20|25)\d\d|2100)(?!\d|(?P<t>[-/.])\d{1,2}(?P=t)\d)"
LETTER = rf"(?:[^\W\d_]|[{MARKS}])"
# The name of a month; Thai and Lao abbreviate to letters with dots, Arabic and Irish have names of two words.
_WORD = (
    r"(?P<w>[\u0e00-\u0eff]{1,3}\.\s?[\u0e00-\u0eff]\b"
    rf"|{LETTER}{{2,20}}(?:\s(?:الأول|الاول|الثاني|[Ff][óo]mhair))?)"
)
_NTH = r"(?P<nth>st|nd|rd|th|er|\.?[ºª°]|\.)?"
_TO_MONTH = r"(?:\s?[-/.]\s?|\s{0,3}|\s(?:de|da|of|ng|ta['’]|in)\s|\sd['’])"
_TO_YEAR = r"\.?\s?[,،]?(?:[-/.]|\s{0,3}|\s(?:de|del|da|of|του)\s)"
# The number before `September 5, 2025` is none of its date: `Report 2024`, `Form 12`.
_NO_OTHER_YEAR = r"(?!(?:st|nd|rd|th)?,\s?(?:19|20)\d\d(?!\d))"
_CLOCK = r"\d{1,2}:\d\d(?::\d\d)?"
ISO = regex(
    r"(?<![\d./-])(?P<y>(?:19|20)\d\d|2100)\s?(?P<s>[-/.])\s{0,2}(?P<m>\d{1,2})\s?(?P=s)\s{0,2}(?P<d>\d{1,2})(?![\d/]|-\d)"
)
WEEK = regex(r"(?<![\w.-])(?P<y>(?:19|20)\d\d|2100)-?W(?P<week>[0-5]\d)-?(?P<d>[1-7])(?![\w-])")
_ERA = r"(?P<era>令和|平成|昭和|大正|(?:中華)?民國|(?:中华)?民国)"
CJK = regex(
    rf"(?<!\d)(?:(?P<y>(?:19|20)\d\d|2100)|{_ERA}\s?(?P<n>\d{{1,3}}|元))\s?[年년]\s{{0,2}}(?P<m>\d{{1,2}})\s?[月월]\s{{0,2}}"
    r"(?P<d>\d{1,2})(?!\d)\s?[日일号號]?"
)
DAY_THEN_CJK = regex(rf"(?<![\d/.-])(?P<d>\d{{1,2}})\s(?P<m>\d{{1,2}})月,?\s{_YEAR}")
"""Java's English order of fields with Chinese or Japanese names: `周三, 14 10月 2026`."""
CHINESE = regex(
    r"(?P<y>[一二][〇○零Ｏ一二三四五六七八九]{3})年(?P<m>[一二三四五六七八九十]{1,2})月(?P<d>[一二三四五六七八九十廿卅]{1,3})[日号號]"
)
OF_ERA = regex(
    rf"(?<![^\W_])(?:{_ERA}|(?P<short>[RHS]))\s?\.?(?P<n>\d{{1,3}}|元)(?P<s>[./-])(?P<m>\d{{1,2}})(?P=s)(?P<d>\d{{1,2}})(?![\d/]|[.-]\d)"
)
MINGUO = regex(
    r"(?<!\d)(?P<n>1[0-4]\d)年(?P<m>\d{1,2})月(?P<d>\d{1,2})日|"
    r"(?<![\w./-])(?P<n2>1[0-4]\d)(?P<s>[./-])(?P<m2>\d\d)(?P=s)(?P<d2>\d\d)(?![\w/]|[.-]\d)"
)
ROMAN = regex(rf"(?<![\d./-])(?P<d>\d{{1,2}})[. /-]\s?(?P<m>[IVX]{{1,4}})[. /-]\s?{_YEAR}")
APOSTROPHE = regex(rf"(?<![^\W\d_]){_WORD}\.?\s(?P<d>\d{{1,2}}){_NTH},?\s['’](?P<y>\d\d)(?!\d)")
NUMERIC = regex(
    r"(?<![\d./-])(?P<a>\d{1,2})\s?(?P<s>[-/.])\s?(?P<b>\d{1,2})\s?(?P=s)\s?(?P<y>(?:19|20|25)\d\d|2100|\d\d)(?![\d]|[-/.]\d)"
)
MONTH_DAY = regex(
    rf"(?<![^\W\d_]){_WORD}\.?(?:\s{{0,3}}|[-/])(?P<d>\d{{1,2}}){_NTH}\s?[,،]?(?:\s{{0,3}}|[-/]){_ANY_YEAR}"
)
DAY_MONTH = regex(rf"(?<![\d/.-])(?P<d>\d{{1,2}}){_NTH}{_TO_MONTH}{_WORD}{_TO_YEAR}{_ANY_YEAR}")
SHORT_YEAR = regex(
    rf"(?<![\d/.-])(?P<d>\d{{1,2}})(?P<s>[- /.]){_WORD}(?:(?P=s)|\.\s)['’]?(?P<y>\d\d)(?![\d:.-]\d|\d|\s?[^\W\d_])"
    + _NO_OTHER_YEAR
)
JOINED = regex(r"(?<![\w./-])(?P<d>\d{1,2})(?P<w>[A-Za-z]{3})(?P<y>\d\d)(?![\w/]|[.-]\w)")
"""The day as in the armed forces: `22Jul14`."""
YEAR_MONTH_DAY = regex(
    rf"(?<![\d/.-])(?P<y>(?:19|20)\d\d|2100)(?!\d)[.,]?(?:\s(?:m|оны)\.?(?=\s))?(?:[ \x1f,-]{{1,3}}|/){_WORD}"
    r"\.?(?:[ \x1f-]{1,3}|/)(?P<d>\d{1,2})(?!\d)" + _NO_OTHER_YEAR
)
YEAR_DAY_MONTH = regex(
    rf"(?<![\d/.-])(?P<y>(?:19|20)\d\d|2100)(?:\.?\s?gada|-?\s?(?:yil|жыл)|\s?ж\.),?\s{{0,2}}(?P<d>\d{{1,2}}){_NTH}[\s-]{{0,2}}{_WORD}"
)
VIETNAMESE = regex(
    r"(?<!\d)(?P<d>\d{1,2})[\s,]{0,3}(?:tháng|thg)\s{0,2}(?P<m>\d{1,2})[\s,]{0,3}(?:năm\s{0,2})?" + _YEAR, re.IGNORECASE
)
ASCTIME = regex(
    rf"(?<![^\W\d_]){_WORD}\s{{1,3}}(?P<d>\d{{1,2}})\s{{1,3}}{_CLOCK}(?:\s{{1,2}}[A-Za-z+\d:-]{{1,9}})?\s{{1,2}}{_YEAR}"
)
COMPACT = regex(r"(?<!\w)(?P<y>(?:19|20)\d\d|2100)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?!\w)(?![-.]\w{2})")
YEARLESS = regex(
    r"^[ \x1f]{0,3}(?:(?:\w{3,9}[ \x1f]{1,2})?(?P<year>20\d\d)(?:[ \x1f]{1,2}\w{3,12})?"
    r"|(?P<line>(?P<w1>[^\W\d_]{3,10})\.?[ \x1f]{1,2}(?P<d1>\d{1,2})(?:st|nd|rd|th)?"
    r"|(?P<d2>\d{1,2})(?:st|nd|rd|th|\.)?[ \x1f]{1,2}(?P<w2>[^\W\d_]{3,10})\.?))[ \x1f:]{0,3}$",
    re.MULTILINE,
)
IN_URL = regex(
    r"(?<!\d)(?:(?P<y>(?:19|20)\d\d|2100)(?P<s>[-_/]?)(?P<m>0[1-9]|1[0-2])(?P=s)(?P<d>0[1-9]|[12]\d|3[01])"
    r"|(?P<m2>0[1-9]|1[0-2])(?P<t>[-_]?)(?P<d2>0[1-9]|[12]\d|3[01])(?P=t)(?P<y2>(?:19|20)\d\d|2100))(?!\d)"
)
