"""Read a listing in plain text: blocks of title, date and summary, each after a line `-`.

This is the form of extracted text. A title may have several lines above the date, or one line below it; the summary
may be missing or have several lines; a line with only an address is the link; blank lines are ignored. In a text
without `-`, each line is a notice if most lines have a date (`pasted_lines`); else blank lines separate the blocks,
or the dates do if each line can belong to one block only.
"""

import re

from cdetrack.errors import UnreadableError
from cdetrack.model.record import Listing, Page, RawNotice, UnreadableEntry
from cdetrack.sources.decoding import decode
from cdetrack.sources.entries import is_date, require_notices, with_titles, written
from cdetrack.sources.formats.pasted_lines import ADDRESS, CHINESE, LINE_OF_ADDRESS
from cdetrack.sources.formats.pasted_lines import read as each_line
from cdetrack.sources.formats.text_refusals import explanation
from cdetrack.text.clean import fold_text, shorten
from cdetrack.text.dates.spelling import month_of, weekdays_of

_DASHES = frozenset("-–—−*•·")
_BRACKETS = {"[": "]", "(": ")", "【": "】", "（": "）"}
_MOST_LINES, _MOST_PASTED, _FIRST = 300_000, 60_000, 100
"""Lines of a text in blocks, and of any other text; the first of them show which it is."""
_MOST_TOLD = 6
_LONGEST_DATE_LINE = 40
_DIGITS_OF_A_DATE = 6
_WITHOUT_SUMMARY = 2
"""Lines of a block with title and date alone."""
_WORD = re.compile(r"[^\W\d_年月日]{2,}|[^\W\d_]")


def parse(page: Page) -> Listing:
    """Return the notices of a text listing. Raises UnreadableError for any other text."""
    shown = decode(page).splitlines()
    if len(shown) > (_MOST_LINES if any(map(_is_dash, shown[:_FIRST])) else _MOST_PASTED):
        raise UnreadableError(
            f"{page.name} is a text of {len(shown)} lines: no listing is that long", hint="give the listing alone"
        )
    lines = [without_brackets(line.strip()) if written(line) else "" for line in shown]
    pasted, others = each_line(shown)
    if any(map(_is_dash, lines)):
        blocks = _between_dashes(lines)
    elif pasted:
        notices, _ = with_titles(pasted)
        require_notices(notices, (), name=page.name, what="each line says that there is nothing")
        return Listing(kind="text", notices=notices, unreadable=_all_left_out(others))
    else:
        blocks, others = _between_blanks(lines)
        blocks = blocks or _between_dates([line for line in lines if line])
    notices, unreadable = with_titles([_entry(block) for block in blocks])
    unreadable += _all_left_out(others)
    # Any text has lines: only dates make it a listing.
    if not any(notice.date and is_date(notice.date) for notice in notices):
        raise explanation(page, "\n".join(shown), unreadable[0].problem if unreadable else "")
    return Listing(kind="text", notices=notices, unreadable=unreadable)


def without_brackets(line: str) -> str:
    """Return the date of a line that has nothing but a date in brackets, as chats show it; else the line."""
    date = line[1:-1] if line[:1] in _BRACKETS and line[-1:] == _BRACKETS[line[0]] else ""
    return date if is_date(date) else line


def _is_dash(line: str) -> bool:
    return fold_text(line) in _DASHES


def _all_left_out(lines: list[str]) -> tuple[UnreadableEntry, ...]:
    """Return a problem for each line that is left out; for many, as with the menus of a whole page, one for all."""
    if len(lines) <= _MOST_TOLD:
        problems = [f"`{shorten(line)}` stands beside the notices and has no date: left out" for line in lines]
    else:
        first, last = shorten(lines[0]), shorten(lines[-1])
        problems = [f"{len(lines)} lines beside the notices have no date: left out, from `{first}` to `{last}`"]
    return tuple(UnreadableEntry(problem, None) for problem in problems)


def _is_meant_as_date(line: str) -> bool:
    """Return True if a line was meant as a date: `2025-13-45`, `31 June 2025`."""
    if len(fold_text(line)) > _LONGEST_DATE_LINE or sum(map(str.isdigit, line)) < _DIGITS_OF_A_DATE:
        return False
    return all(month_of(word) or weekdays_of(word) or word in {"年", "月", "日"} for word in _WORD.findall(line))


def _between_dashes(lines: list[str]) -> list[list[str]]:
    """Return the blocks after the dashes; the lines before the first dash are a block if they have a date."""
    blocks: list[list[str]] = [[]]
    for line in lines:
        if _is_dash(line):
            blocks.append([])
        elif line:
            blocks[-1].append(line)
    heading, *rest = blocks
    kept = [heading] if any(is_date(line) for line in heading[1:]) else []
    return kept + [block for block in rest if block]


def _between_blanks(lines: list[str]) -> tuple[list[list[str]], list[str]]:
    """Return the blocks between blank lines if most of them are title, date and summary.

    If few are, only adjacent ones count, as in a mail between greeting and footer; the other blocks are returned as
    lines.
    """
    blocks: list[list[str]] = [[]]
    for line in lines:
        if line:
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    blocks = [block for block in blocks if block]
    good = [at for at, block in enumerate(blocks) if sum(map(is_date, block)) == 1 and not is_date(block[0])]
    led = [at for at, block in enumerate(blocks) if len(block) > 1 and sum(map(is_date, block)) == is_date(block[0])]
    good = led if len(led) > len(good) else good
    if good == list(range(1, len(blocks))) and len(good) > 1 and len(blocks[0]) == 1:
        return blocks[1:], blocks[0]  # below a heading
    if len(good) > len(blocks) / 2:
        return blocks, []
    if len(good) > 1 and len(good) == good[-1] - good[0] + 1:
        about = blocks[: good[0]] + blocks[good[-1] + 1 :]
        return blocks[good[0] : good[-1] + 1], [_join(block) for block in about]
    return [], []


def _between_dates(lines: list[str]) -> list[list[str]]:
    """Return the blocks of each date: one line above for the title, at most one below for the summary.

    If the first line is a date, each block begins with its date. Returns none if there are more lines, since one could
    be a summary or the next title; or if only the last block has a summary, since the first line could be a heading
    and each title below its date.
    """
    dates = [number for number, line in enumerate(lines) if is_date(line)]
    if not dates or dates[0] > 1:
        return []
    above = dates[0]
    ends = [*(date - above for date in dates[1:]), len(lines)]
    blocks = [lines[date - above : end] for date, end in zip(dates, ends, strict=True)]
    sizes = [len(block) for block in blocks]
    shifted = above and len(sizes) > 1 and set(sizes[:-1]) == {_WITHOUT_SUMMARY} and sizes[-1] > _WITHOUT_SUMMARY
    whole = all(_WITHOUT_SUMMARY <= size <= _WITHOUT_SUMMARY + 1 for size in sizes)
    mixed = not above and len(set(sizes)) > 1  # a date may be the heading of several titles
    return blocks if whole and not shifted and not mixed else []


def _entry(block: list[str]) -> RawNotice:
    links = [line.strip("<>") for line in block if LINE_OF_ADDRESS.fullmatch(line)]
    if links and len(links) < len(block):
        return _of_lines([line for line in block if not LINE_OF_ADDRESS.fullmatch(line)])._replace(url=links[0])
    notice = _of_lines(block)
    linked = ADDRESS.search(notice.title)
    return notice._replace(title=notice.title[: linked.start()], url=linked["url"]) if linked else notice


def _of_lines(block: list[str]) -> RawNotice:
    if is_date(block[0]):
        title = next((line for line in block[1:2] if not is_date(line)), "")
        return RawNotice(title=title, date=block[0], summary=_join(block[2:]) or None)
    at = next((n for n, line in enumerate(block) if n and (is_date(line) or _is_meant_as_date(line))), None)
    if at is None:
        return RawNotice(title=block[0], summary=_join(block[1:]) or None)
    title = _join(block[:at])
    return RawNotice(title=title, date=block[at], summary=_join(block[at + 1 :]) or None)


def _join(lines: list[str]) -> str:
    """Join wrapped lines; Chinese has no space at a line break."""
    pieces: list[str] = []
    for line in lines:
        if pieces and not (CHINESE.match(pieces[-1][-1]) and CHINESE.match(line[0])):
            pieces.append(" ")
        pieces.append(line)
    return "".join(pieces)
