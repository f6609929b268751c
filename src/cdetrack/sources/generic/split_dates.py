"""Find dates split over several elements: the day above the month, or the day below a heading with the year.

Each part has an element of its own without other text. Numbers that may be row numbers are no dates.
"""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from cdetrack.sources.generic.date_order import YEAR_FIRST
from cdetrack.sources.generic.outline import Outline, in_heading
from cdetrack.text.dates.finding import Mention
from cdetrack.text.dates.spelling import month_of, weekdays_of

_GAP = r"[ \x1f]{0,4}[\x1f\n][ \x1f\n]{0,12}"
_BEFORE, _AFTER = r"(?:(?<=[\x1f\n])|(?<=\x1f )|^)", r"(?=[ \x1f]{0,4}(?:[\x1f\n]|$))"
_YEAR = r"(?P<{}>20\d\d|19\d\d)"
_BOXES = (
    # 05 above 2025-09
    re.compile(
        rf"{_BEFORE}(?P<d>\d{{1,2}})日?{_GAP}{_YEAR.format('y')}\s?[-/.年]\s?(?P<m>\d{{1,2}})\s?月?{_AFTER}",
        re.MULTILINE,
    ),
    # 2025-09 above 05
    re.compile(
        rf"{_BEFORE}{_YEAR.format('y')}\s?[-/.年]\s?(?P<m>\d{{1,2}})\s?月?{_GAP}(?P<d>\d{{1,2}})日?{_AFTER}",
        re.MULTILINE,
    ),
    # 2025 above 09-05
    re.compile(
        rf"{_BEFORE}{_YEAR.format('y')}\s?年?{_GAP}(?P<m>\d{{1,2}})\s?[-/.月]\s?(?P<d>\d{{1,2}})日?{_AFTER}",
        re.MULTILINE,
    ),
    # 09-05 above 2025
    re.compile(
        rf"{_BEFORE}(?P<m>\d{{1,2}})\s?[-/.月]\s?(?P<d>\d{{1,2}})日?{_GAP}{_YEAR.format('y')}\s?年?{_AFTER}",
        re.MULTILINE,
    ),
)
_MONTH_DAY = 2
"""In the patterns from this index on, day and month are in one part, so their order must be known."""
_SHORT = re.compile(
    rf"{_BEFORE}[ \[(（【]{{0,2}}(?P<m>\d{{1,2}})(?P<s>[-/.月])(?P<d>\d{{1,2}})(?P<n>[日.]?)[ \])）】]{{0,2}}{_AFTER}",
    re.MULTILINE,
)
_YEAR_LINE = re.compile(
    r"^[ \x1f]{0,4}(?P<y>20\d\d)(?:\s?年\s?(?P<m>\d{1,2})\s?月|\s?年?(?:度)?)[ \x1f]{0,4}$", re.MULTILINE
)
_NAMED_YEAR = re.compile(
    r"^[^\d\n]{0,20}(?<!\d)(?P<y>20\d\d)(?:\s?年\s?(?P<m>\d{1,2})\s?月)?[^\d\n]{0,20}$", re.MULTILINE
)
"""A heading with a year and a few words: `2026年公告`, `News 2026`."""
_ANY_YEAR = re.compile(r"^[ \x1f]{0,4}(?:\w{3,9}[ \x1f]{1,2})?(?:19|20)\d\d\s?年?[ \x1f]{0,4}$", re.MULTILINE)
_YEAR_ABOVE = re.compile(
    r"^[ \x1f]{0,4}(?:(?:(?P<w>[^\W\d_]{3,12})[ \x1f,]{1,3}(?:(?:de|del|di|do)[ \x1f]{1,2})?)?(?P<y>20\d\d)"
    r"|(?P<j>20\d\d) ?年 ?(?P<m>1[0-2]|0?[1-9]) ?月)[ \x1f:：]{0,3}$",
    re.MULTILINE,
)
_NAMED = (
    r"(?:(?P<d{0}>\d{{1,2}})(?:st|nd|rd|th|\.)?[ \x1f]{{1,2}}(?:de )?(?P<w{0}>[^\W\d_]{{3,12}})\.?"
    r"|(?P<v{0}>[^\W\d_]{{3,12}})\.?[ \x1f]{{1,2}}(?P<e{0}>\d{{1,2}})(?:st|nd|rd|th)?)"
)
_AT_EDGE = re.compile(
    rf"^[ \x1f]{{0,4}}(?:(?P<k>[^\W\d_]{{3,12}})\.?,[ \x1f]{{1,2}})?{_NAMED.format(1)}"
    r"(?!,?[ \x1f]{1,3}\d)(?=[ \x1f]{0,3}[-–—:|,][ \x1f]|[ ]?\x1f)"
    rf"|(?:\x1f|[-–—(\[|,] ?)[ \x1f(\[]{{0,3}}{_NAMED.format(2)}[)\]]?[ \x1f]{{0,4}}$",
    re.MULTILINE,
)
_DAY = re.compile(rf"{_BEFORE}[ ]?(?P<d>[1-9]|[12]\d|3[01]|0[1-9])(?:st|nd|rd|th|\.|日)?{_AFTER}", re.MULTILINE)
_NEAR = 300
"""Characters from a day to its link, and from a heading with a year to the first date below it."""
_MONTHS = 12
_FEW = 3
"""The fewest numbers that prove to be row numbers: 1 and 2 may be days."""


def find_boxes(outline: Outline, *, lang: str) -> list[Mention]:
    """Return the dates in boxes of two parts, in page order."""
    month_first = lang.casefold()[:2] in YEAR_FIRST
    found: dict[int, Mention] = {}
    for number, pattern in enumerate(_BOXES):
        mentions = [mention for match in pattern.finditer(outline.text) if (mention := _boxed(outline, match))]
        if number >= _MONTH_DAY:
            mentions = [one for one in mentions if month_first or _is_sure(outline, one)]
        elif _counts_up(mentions):
            mentions = []
        for one in mentions:
            found.setdefault(one.start, one)
    return [found[start] for start in sorted(found)]


def find_short(outline: Outline, *, lang: str) -> list[Mention]:
    """Return the dates such as `09-05` that are alone below a line with the year, or with year and month."""
    text = without_year_menus(outline)
    matches = [*_SHORT.finditer(text)]
    month_first = _has_month_first(matches, lang)
    if month_first is None:
        matches = [match for match in matches if match["s"] == "月"]
    lines = list(_YEAR_LINE.finditer(text)) if matches else []
    if matches and not lines:
        begins = [match.start() for match in matches]
        lines = [match for match in _NAMED_YEAR.finditer(text) if _is_above(outline, match, begins)]
    years = [(match.start(), int(match["y"]), int(match["m"] or 0)) for match in lines]
    starts = [start for start, _, _ in years]
    found: list[Mention] = []
    for match in matches:
        is_turned = month_first is False and match["s"] != "月"
        month, number = (match["d"], match["m"]) if is_turned else (match["m"], match["d"])
        at = bisect_right(starts, match.start()) - 1
        if at < 0 or years[at][2] not in (0, int(month)):
            continue
        if day := _day(years[at][1], month, number):
            found.append(Mention(match.start("m"), match.end("d") + len(match["n"]), day, day))
    return found if (lines and lines[0].re is _YEAR_LINE) or _are_sorted(found) else []


def _are_sorted(found: Sequence[Mention]) -> bool:
    """Return True if days rise, or fall: else the words with a year above them may be no heading of theirs."""
    days = [one.monthly for one in found if one.monthly]
    return days in (sorted(days), sorted(days, reverse=True))


def _is_above(outline: Outline, match: re.Match[str], begins: Sequence[int]) -> bool:
    """Return True if a line with a year has no link, and one of the dates that begin at these positions right below."""
    at = bisect_right(begins, match.start())
    is_near = at < len(begins) and begins[at] - match.end() <= _NEAR
    return is_near and not outline.links_between(match.start(), match.end() + 1)


def _has_month_first(matches: Sequence[re.Match[str]], lang: str) -> bool | None:
    """Return whether the first of two numbers is the month, by the language or by numbers above 12; None in doubt."""
    if lang.casefold()[:2] in YEAR_FIRST:
        return True
    pairs = [(int(match["m"]), int(match["d"])) for match in matches if match["s"] != "月"]
    daily, monthly = (any(pair[at] > _MONTHS for pair in pairs) for at in (0, 1))
    return None if daily == monthly else monthly


def find_beside_links(outline: Outline) -> list[Mention]:
    """Return the dates such as `25 November` at an edge of a line with a link, below a line or heading with the year.

    Below a line with a month as well, they are only dates of that month.
    """
    text = without_year_menus(outline)
    above = [(match.start(), int(match["y"] or match["j"]), _month_in(match)) for match in _YEAR_ABOVE.finditer(text)]
    if not (are_lines := bool(above)):
        above = [
            (match.start(), int(match["y"]), None) for match in _NAMED_YEAR.finditer(text) if _heads(outline, match)
        ]
    starts = [start for start, _, _ in above]
    found: list[Mention] = []
    groups: defaultdict[int, list[Mention]] = defaultdict(list)
    for match in _AT_EDGE.finditer(text) if above else ():
        at = bisect_right(starts, match.start()) - 1
        number = "1" if match["w1"] or match["v1"] else "2"
        month = month_of(match[f"w{number}"] or match[f"v{number}"])
        if at < 0 or month is None or above[at][2] not in (None, month):
            continue
        line, end = text.rfind("\n", 0, match.start() + 1) + 1, text.find("\n", match.end())
        day = _day(above[at][1], str(month), match[f"d{number}"] or match[f"e{number}"])
        if day and match["k"] and day.weekday() not in weekdays_of(match["k"]):
            continue
        if day and outline.links_between(line, end if end >= 0 else len(text)):
            first = "d" if match[f"w{number}"] else "v"
            last = "w" if match[f"w{number}"] else "e"
            found.append(Mention(match.start(f"{first}{number}"), match.end(f"{last}{number}"), day, day))
            groups[above[at][0]].append(found[-1])
    return found if are_lines or all(map(_are_sorted, groups.values())) else []


def _month_in(match: re.Match[str]) -> int | None:
    """Return the month of a line with a year, if it names one."""
    return int(match["m"]) if match["m"] else month_of(match["w"] or "")


def find_days(outline: Outline) -> list[Mention]:
    """Return the dates of days that are alone in an element below a line with month and year: `25`, then a link.

    None are returned if they may be numbers of rows, days of a calendar or pages.
    """
    text = without_year_menus(outline)
    months = [
        (match.start(), match["y"] or match["j"], str(month))
        for match in _YEAR_ABOVE.finditer(text)
        if (month := _month_in(match))
    ]
    starts = [start for start, _, _ in months]
    if not starts:
        return []
    matches = list(_DAY.finditer(text, starts[0]))
    kinds = Counter(outline.paths[outline.element_at(match.start("d"))] for match in matches)
    kind = kinds.most_common(1)[0][0] if kinds else -1
    days = [match for match in matches if outline.paths[outline.element_at(match.start("d"))] == kind]
    # In a calendar, a column has fewer days than stand beside it.
    if len(days) < _FEW or 2 * len(days) < len(matches):
        return []
    ends = [*(match.start() for match in days[1:]), len(text)]
    found: list[date] = []
    for match, end in zip(days, ends, strict=True):
        _, year, name = months[bisect_right(starts, match.start()) - 1]
        day = _day(year, name, match["d"])
        if day is None or not outline.links_between(match.end(), min(end, match.end() + _NEAR)):
            return []
        found.append(day)
    steps = {int(other["d"]) - int(one["d"]) for one, other in pairwise(days)}
    if steps in ({1}, {-1}) or found not in (sorted(found), sorted(found, reverse=True)):
        return []
    return [Mention(match.start("d"), match.end("d"), day, day) for match, day in zip(days, found, strict=True)]


def without_year_menus(outline: Outline) -> str:
    """Return the page's text with the years of an archive menu (links, or years in a row) blanked, at equal length.

    A year that is in the row already, or in a heading behind it, is that of the list below.
    """
    lines = list(_ANY_YEAR.finditer(outline.text))
    menu = {
        at
        for at, match in enumerate(lines)
        if outline.links_between(match.start(), match.end() + 1) and not _is_heading(outline, match)
    }
    seen: set[str] = set()
    for at, (one, other) in enumerate(pairwise(lines)):
        years = one[0].strip(" \x1f"), other[0].strip(" \x1f")
        seen.add(years[0])
        # `2025` above `September 2025` is a heading above another.
        nested = years[0].isdigit() and not years[1].isdigit() and years[1].endswith(years[0])
        headed = _is_heading(outline, other) and not _is_heading(outline, one)
        apart = outline.text[one.end() : other.start()].strip(" \x1f\n|")
        if nested or headed or apart or years[1] in seen:
            seen.clear()
        else:
            menu |= {at, at + 1}
    pieces: list[str] = []
    last = 0
    for at in sorted(menu):
        lo, hi = lines[at].span()
        pieces += [outline.text[last:lo], " " * (hi - lo)]
        last = hi
    return "".join([*pieces, outline.text[last:]])


def _heads(outline: Outline, match: re.Match[str]) -> bool:
    """Return True for a heading without a link."""
    return _is_heading(outline, match) and not outline.links_between(match.start(), match.end() + 1)


def _is_heading(outline: Outline, match: re.Match[str]) -> bool:
    return in_heading(outline, outline.element_at(outline.first_shown(*match.span())))


def _boxed(outline: Outline, match: re.Match[str]) -> Mention | None:
    """Return the date if its two parts are different elements of one cell, else None."""
    day = _day(match["y"], match["m"], match["d"])
    if not day:
        return None
    lo, hi = min(match.start("y"), match.start("m"), match.start("d")), match.end()
    parts = [outline.element_at(match.start(name)) for name in ("y", "d")]
    cells = set(map(outline.cell_of, parts))
    if len(cells) > 1 or parts[0] == parts[1]:
        return None
    return Mention(lo, hi, day, day)


def _is_sure(outline: Outline, one: Mention) -> bool:
    """Return True if a character settles the order of month and day, or if only one order is valid."""
    day = one.monthly
    return "月" in outline.text[one.start : one.end] or (day is not None and (day.day > 12 or day.day == day.month))  # noqa: PLR2004


def _counts_up(mentions: list[Mention]) -> bool:
    """Return True if the days count 1, 2, 3: they are row numbers beside a month."""
    days = [one.monthly.day for one in mentions if one.monthly]
    return len(days) >= _FEW and days == list(range(1, len(days) + 1))


def _day(year: str | int, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def merged(dates: list[Mention], more: list[Mention]) -> Iterator[Mention]:
    """Yield both lists in text order, without dates of the second that overlap one of the first."""
    ends = sorted((one.start, one.end) for one in dates)
    starts = [start for start, _ in ends]
    yield from sorted(
        [
            *dates,
            *(
                one
                for one in more
                if not ((at := bisect_right(starts, one.end - 1) - 1) >= 0 and ends[at][1] > one.start)
            ),
        ],
        key=lambda one: one.start,
    )
