"""Read the plain text of a listing: block by block a title, a date and a summary, with `-` between blocks.

The form that text extraction gives: `-`, title, date, summary, each on its own line. A title may run over
several lines, a summary may be missing or run on; blank lines mean nothing. Without any `-` the blocks are
parted by blank lines, or by their dates where no line can belong to two of them; or each line is an entry, its date
first or last.
"""

import re

from cdetrack.dates.finding import find_dates
from cdetrack.dates.words import month_of, weekdays_of
from cdetrack.errors import UnreadableError
from cdetrack.evidence import Listing, Page, RawNotice
from cdetrack.sources.decoding import decode
from cdetrack.sources.entries import is_day, part
from cdetrack.texts import fold_text

_DASHES = frozenset("-–—−*•·")
_LONGEST_DATE_LINE = 40
_LONGEST_LINE = 2000
_DIGITS_OF_A_DATE = 6
_SHORTEST_TITLE = 8
_FEWEST_LINES = 2
_WORD = re.compile(r"[^\W\d_年月日]{2,}|[^\W\d_]")
_BULLETS = " -–—|·•*"
_BESIDE_OPENING, _BESIDE_CLOSING = " -–—|:：,，·([（【〔", " -–—|:：,，·)]）】〕.。"
_FORM = "each block is a line `-`, the title, the date as 2025-09-05, and the summary"


def parse(page: Page) -> Listing:
    """Return the notices of a text listing; raise UnreadableError when the text is no listing."""
    lines = [fold_text(line) for line in decode(page).splitlines()]
    if any(line in _DASHES for line in lines):
        blocks = _between_dashes(lines)
    else:
        blocks = _between_blanks(lines) or _between_dates([line for line in lines if line])
    notices, problems = part(_entry(block) for block in blocks) if blocks else part(_lines(lines))
    # A text is nothing but lines: without a single date nothing says that it is a listing.
    if not any(notice.date and is_day(notice.date) for notice in notices):
        why = f": {problems[0]}" if problems else ""
        raise UnreadableError(
            f"{page.name} is not a listing that cdetrack knows{why}",
            hint=f"in a text listing {_FORM}",
        )
    return Listing(kind="text", notices=notices, problems=problems)


def _is_meant_as_date(line: str) -> bool:
    """Say whether a line can only have been meant as a date: `2025-13-45`, `31 June 2025`."""
    if len(line) > _LONGEST_DATE_LINE or sum(map(str.isdigit, line)) < _DIGITS_OF_A_DATE:
        return False
    return all(month_of(word) or weekdays_of(word) or word in {"年", "月", "日"} for word in _WORD.findall(line))


def _between_dashes(lines: list[str]) -> list[list[str]]:
    """Return the blocks after a dash; what stands before the first one is a heading unless it has a date."""
    blocks: list[list[str]] = [[]]
    for line in lines:
        if line in _DASHES and line:
            blocks.append([])
        elif line:
            blocks[-1].append(line)
    heading, *rest = blocks
    kept = [heading] if any(is_day(line) for line in heading[1:]) else []
    return kept + [block for block in rest if block]


def _between_blanks(lines: list[str]) -> list[list[str]]:
    """Return the blocks between blank lines where most of them are a title, a date and a summary."""
    blocks: list[list[str]] = [[]]
    for line in lines:
        if line:
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    blocks = [block for block in blocks if block]
    good = [block for block in blocks if sum(map(is_day, block)) == 1 and not is_day(block[0])]
    return blocks if len(good) > len(blocks) / 2 else []


def _between_dates(lines: list[str]) -> list[list[str]]:
    """Return the blocks around each date: the line above is the title, at most one line below the summary.

    With more lines than that nothing tells a summary from the next title: no blocks at all.
    """
    dates = [number for number, line in enumerate(lines) if is_day(line)]
    if not dates or dates[0] != 1:
        return []
    ends = [*(date - 1 for date in dates[1:]), len(lines)]
    blocks = [lines[date - 1 : end] for date, end in zip(dates, ends, strict=True)]
    return blocks if all(2 <= len(block) <= 3 for block in blocks) else []  # noqa: PLR2004 -- see above


def _lines(lines: list[str]) -> list[RawNotice]:
    """Return the entries of a list with one line for each, its date at the line's beginning or end.

    A line without one, between two that have one, is an entry, too. Most lines between the first and the last date
    must have one, and no more than two lines for each may stand around them: else it is no list, but a letter.
    """
    entries = [_in_one_line(line) for line in lines if line]
    dated = [number for number, entry in enumerate(entries) if entry.date]
    if len(dated) < _FEWEST_LINES or 3 * len(dated) < len(entries):
        return []
    listed = entries[dated[0] : dated[-1] + 1]
    if 2 * len(dated) <= len(listed):
        return []
    return [entry for entry in listed if entry.date or _is_long(entry.title)]


def _in_one_line(line: str) -> RawNotice:
    """Return the title of a line, and the date that it begins or ends with."""
    found = find_dates(line[:_LONGEST_LINE])
    for mention in (*found[-1:], *found[:1]):
        before = line[: mention.start].rstrip(_BESIDE_OPENING).lstrip(_BULLETS)
        after = line[mention.end :].lstrip(_BESIDE_CLOSING)
        title = before or after
        if not (before and after) and _is_long(title):
            return RawNotice(title=title, date=line[mention.start : mention.end])
    return RawNotice(title=line)


def _is_long(title: str) -> bool:
    """Say whether a text is more than a label; Chinese says in four characters what takes eight letters."""
    return len(title) + sum(map(_is_chinese, title)) >= _SHORTEST_TITLE


def _entry(block: list[str]) -> RawNotice:
    below = (n for n, line in enumerate(block) if n and (is_day(line) or _is_meant_as_date(line)))
    if is_day(block[0]) and not any(map(is_day, block[1:])) and len(block) > 1:
        return RawNotice(title=block[1], date=block[0], summary=_join(block[2:]) or None)
    at = next(below, None)
    if at is None:
        return RawNotice(title=block[0], summary=_join(block[1:]) or None)
    title = _join(block[:at])
    return RawNotice(title=title, date=block[at], summary=_join(block[at + 1 :]) or None)


def _join(lines: list[str]) -> str:
    """Join wrapped lines; Chinese has no space where a line ends."""
    pieces: list[str] = []
    for line in lines:
        if pieces and not (_is_chinese(pieces[-1][-1]) and _is_chinese(line[0])):
            pieces.append(" ")
        pieces.append(line)
    return "".join(pieces)


def _is_chinese(character: str) -> bool:
    return "\u3001" <= character <= "\u9fff" or "\uff01" <= character <= "\uff60"
