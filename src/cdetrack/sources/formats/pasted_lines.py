"""Read lines that were pasted from a browser: one notice each, its date before or after the title.

The date is separate from the words of the title: in brackets, after a tab or another separator, in digits, or spelled
out without a word such as `on` before it. It is on the same side in every line. A line without a date is an entry if
it is among many lines with one.
"""

import re
from collections.abc import Callable, Mapping

from cdetrack.model.record import RawNotice
from cdetrack.sources.entries import is_date
from cdetrack.text.clean import fold_text
from cdetrack.text.dates.finding import find_dates
from cdetrack.text.script import EAST_ASIAN_SIGNS, HAN, KANA

_SHORTEST_ALONE = 16
_FEWEST_WITH_OTHERS, _MOST_OTHERS = 3, 3
_MOST_AROUND, _LONGEST_AROUND = 200, 80
"""Lines above and below the notices if the whole page was copied: menus, pagers, a footer. Sentences are longer."""
_DATED_PER_UNDATED = 3
_SHORTEST_TITLE = 8
_LONGEST = 1000
_OPEN, _CLOSE = "([（【〔［<《", ")]）】〕］>》"
_BLANKS = " \t\xa0\u3000"
_BULLET = re.compile(
    r"(?:[-–—−*•·●▪■□◆○◦‣⁃»›→▶►✓①-⑳]|>(?!=)|\d{1,4}(?:[.)、．](?!\d)|\t)|[（(]\d{1,3}[)）]|\[\d{1,3}\](?=[^\s(])|[一二三四五六七八九十]{1,3}、)\s{0,9}"
)
_TIME = re.compile(r"[T\s]{1,3}\d{1,2}:\d\d(?::\d\d)?(?=\s|\Z|[)\]）】])")
_CLOCK = re.compile(r"\d:\d\d")
_APART = re.compile(r"[\s|·•:：,，;；/—–-]{1,20}")
_LED = re.compile(
    r"(?:\b(?:on|of|in|from|until|till|by|since|to|for|before|after|dated|and|at|the|vom|am|bis|ab|seit|du|le|au|del|de"
    r"|el|al|dal|il|em|até)|[至于於自从由到截])\s{0,3}\Z",
    re.IGNORECASE,
)
_PAIR = re.compile(rf"[{re.escape(_OPEN)}][^{re.escape(_OPEN + _CLOSE)}]*[{re.escape(_CLOSE)}]")
"""Words in brackets that end before the date: no part of their line that holds it."""
_LINK = re.compile(r"\[(?P<title>[^\[\]]{1,500})\]\((?P<url>https?://[^\s()]{1,2000})\)")
CHINESE = re.compile(f"[{EAST_ASIAN_SIGNS}{HAN}{KANA}]")
"""A character or sign of Chinese or Japanese: no blank stands between two of them."""
ADDRESS = re.compile(r"\s<?(?P<url>https?://[^\s<>]{1,2000})>?\Z")
"""A link behind the words of a line."""
LINE_OF_ADDRESS = re.compile(r"<?https?://[^\s<>]{1,2000}>?")
"""A line with only a link."""
_PART = re.compile(r"\s[-–—|·•]\s|[\t(（\[【|｜]|\s{2,}")
"""The edge of the part of a line that holds the date with a label: `… - updated 14 October 2026`."""


def read(lines: list[str]) -> tuple[list[RawNotice], list[str]]:
    """Return a notice for each line, and the lines that are none: a heading, a pager.

    Returns no notices if many lines have no date, or if a line begins in lower case like the rest of a sentence: then
    the text has another form.
    """
    shown: list[str] = []
    for line in filter(None, map(str.strip, lines)):
        if shown and LINE_OF_ADDRESS.fullmatch(line) and not ADDRESS.search(shown[-1]):
            shown[-1] += f" {line}"  # the link of the notice above
        else:
            shown.append(line)
    if any(len(line) > _LONGEST for line in shown):
        return [], []
    for part in (_before, _behind):
        dated: dict[int, RawNotice] = {}
        for at, line in enumerate(shown):
            if notice := _linked(part, line):
                dated[at] = notice
            elif at + 1 - len(dated) > 2 * _MOST_AROUND + len(shown) / _DATED_PER_UNDATED:
                break  # too many lines without a date
        else:
            if _is_listing(shown, dated):
                return _with_undated(shown, dated)
    return [], []


def _is_listing(lines: list[str], dated: Mapping[int, RawNotice]) -> bool:
    """Return True if enough lines have a date, and few lines between or around them have none."""
    if len(dated) == len(lines):
        return len(lines) > 1 or (bool(lines) and _is_certain(lines[0], dated[0]))
    if len(dated) < _FEWEST_WITH_OTHERS:
        return False
    first, last = min(dated), max(dated)
    between = [lines[at] for at in range(first, last) if at not in dated]
    around = lines[:first] + lines[last + 1 :]
    long = sum(_length(line) > _LONGEST_AROUND for line in around)
    return (
        long <= _MOST_OTHERS
        and len(around) <= 2 * _MOST_AROUND
        and len(between) * _DATED_PER_UNDATED <= len(dated)
        and not any(line[0].islower() for line in between)
    )


def _is_certain(line: str, notice: RawNotice) -> bool:
    """Return True if the only line of a text is a notice, and not a line of a log or `Updated 2025-09-05`."""
    return _length(notice.title) >= _SHORTEST_ALONE and not _CLOCK.search(line)


def _with_undated(lines: list[str], dated: Mapping[int, RawNotice]) -> tuple[list[RawNotice], list[str]]:
    """Return the notices, also those without a date between others, and the remaining lines."""
    notices: list[RawNotice] = []
    others: list[str] = []
    for at, line in enumerate(lines):
        title = _without_bullet(line)
        if at in dated:
            notices.append(dated[at])
        elif min(dated) < at < max(dated) and _length(title) >= _SHORTEST_TITLE:
            linked = _LINK.search(title)
            notices.append(RawNotice(title=linked["title"] if linked else title, url=linked["url"] if linked else None))
        else:
            others.append(line)
    return notices, others


def _length(title: str) -> int:
    """Return the length of a title in letters; a Chinese character counts as two."""
    shown = fold_text(title)
    return len(shown) + len(CHINESE.findall(shown))


def _linked(part: Callable[[str], RawNotice | None], line: str) -> RawNotice | None:
    """Return the notice of a line, with the address behind its words unless these have a link."""
    address = ADDRESS.search(line)
    notice = part(line[: address.start()] if address else line)
    return notice._replace(url=address["url"]) if notice and address and not notice.url else notice


def _before(line: str) -> RawNotice | None:
    """Return the notice of a line that begins with its date."""
    line = _without_bullet(line)
    first = next(iter(find_dates(line)), None)
    if first is None or (line[: first.start].strip(_OPEN + " ") and not is_date(line[: first.end].lstrip(_OPEN))):
        return None
    end = first.end
    if time := _TIME.match(line, end):
        end = time.end()
    while end < len(line) and line[end] in _CLOSE:
        end += 1
    return _notice(_APART.sub("", line[end:], count=1) if _APART.match(line, end) else line[end:], line[:end])


def _behind(line: str) -> RawNotice | None:
    """Return the notice of a line that ends with its date."""
    last = next(reversed(find_dates(line)), None)
    if last is None:
        return None
    behind = _TIME.sub("", line[last.end :], count=1)
    if behind.strip(_CLOSE + " "):
        return None
    title, begin = line[: last.start], last.start
    part = max((found.end() for found in _PART.finditer(_PAIR.sub(_masked, title))), default=0)
    if title[part:].strip() and part and is_date(line[part : last.end]):  # with a label
        title, begin = title[:part], part
    bracketed = title.rstrip()[-1:] in set(_OPEN) and behind.strip()[:1] in set(_CLOSE)
    if not bracketed and (_LED.search(title) or behind.strip()):
        return None
    title = title.rstrip(_OPEN + " \t|·•:：,，;；—–-\u3000") if bracketed else title.rstrip(" \t|·•:：,，;；—–-\u3000")
    return _notice(_without_bullet(title), line[begin:])


def _masked(words: re.Match[str]) -> str:
    return "x" * len(words[0])


def _notice(title: str, day: str) -> RawNotice | None:
    day = day.strip(_OPEN + _CLOSE + _BLANKS)
    linked = _LINK.search(title)
    title = linked["title"] if linked else title
    if not is_date(day) or not any(sign.isalpha() for sign in title):
        return None
    return RawNotice(title=title, date=day, url=linked["url"] if linked else None)


def _without_bullet(line: str) -> str:
    """Return the line without its bullet and its number: `* [3]Title`."""
    for _ in range(2):
        found = _BULLET.match(line)
        line = line[found.end() :] if found else line
    return line
