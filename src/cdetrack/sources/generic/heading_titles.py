"""Take the heading of an entry for its title where its link is only a part of its text.

Some pages have whole texts without pages of their own: a heading without a link, a date, and a text with links to
attachments and other sites. Elsewhere, the link is the summary below the heading, or the file beside it.
"""

import re
from bisect import bisect_left, bisect_right
from dataclasses import replace

from cdetrack.sources.generic.outline import Link, Outline, in_heading
from cdetrack.sources.generic.rows import ListCandidate, PickedRow
from cdetrack.sources.generic.title_check import is_title

_MOST = 0.8
"""The share of rows with a heading, and of different ones among these."""
_HALF = 0.5
"""The share of rows whose link is a part of the text."""
_FEWEST = 2
"""One heading may be that of the page."""
_PROSE = 40
"""Characters of a line beside its link that make it a line of a text."""
_SENTENCE = 60
"""Characters of a link that ends like a sentence: a summary."""
_LONGEST = 300
"""Characters of a heading, and of a line on each side of a link; bounds the time."""
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\w+", re.IGNORECASE)
_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|rtf|odt|zip)(?:$|[?#])", re.IGNORECASE)
_ENDS = (".", "…", "!", "。")


def with_heading_titles(outline: Outline, candidate: ListCandidate) -> ListCandidate:
    """Return the candidate with headings in place of links inside texts; attachments and summaries keep the address."""
    picked = candidate.picked
    if len(picked) < _FEWEST or any(in_heading(outline, one.link.element) for one in picked):
        return candidate
    headings = [element for element in outline.headings() if _is_title(outline, element)]
    if not headings:
        return candidate
    starts = [outline.starts[element] for element in headings]
    found = [_heading_of(outline, headings, starts, picked, at) for at in range(len(picked))]
    titles = [outline.clean(outline.starts[one], outline.ends[one]) for one in found if one >= 0]
    inner = sum(_is_inner(outline, one.link) for one in picked)
    if (
        len({*found} - {-1}) < _MOST * len(picked)
        or len(set(titles)) < _MOST * len(titles)
        or inner < _HALF * len(picked)
    ):
        return candidate
    replaced = [
        _with_heading(outline, one, element) if element >= 0 else one
        for one, element in zip(picked, found, strict=True)
    ]
    return replace(candidate, picked=replaced)


def _with_heading(outline: Outline, one: PickedRow, heading: int) -> PickedRow:
    """Return the row with its heading as title; without the address of a link inside prose."""
    start, end = outline.starts[heading], outline.ends[heading]
    if _is_in_prose(outline, one.link):
        link = Link(start, end, f"#{heading}", heading, scripted=True)
    else:
        link = Link(start, end, one.link.href, heading, one.link.scripted)
    return PickedRow(one.row, one.date, link, titled=True, weight=one.weight)


def _is_title(outline: Outline, element: int) -> bool:
    lo, hi = outline.starts[element], outline.ends[element]
    if hi - lo > _LONGEST or outline.links_between(lo, hi) or outline.dates_between(lo, hi):
        return False
    return is_title(outline.clean(lo, hi))


def _heading_of(outline: Outline, headings: list[int], starts: list[int], picked: list[PickedRow], at: int) -> int:
    """Return the heading of a row: the first one in its element, else the last one before its date; -1 without one."""
    one = picked[at]
    if one.row.element >= 0:
        lo = bisect_left(starts, one.row.start)
        return headings[lo] if lo < len(starts) and starts[lo] < one.link.start else -1
    last = bisect_right(starts, one.link.start) - 1
    above = picked[at - 1].link.end if at else 0
    if last < 0 or starts[last] < above:
        return -1
    between = outline.clean(outline.ends[headings[last]], one.row.start)
    return headings[last] if len(between) <= _PROSE else -1


def _is_inner(outline: Outline, link: Link) -> bool:
    """Return True if a link is a part of a text: an address, an attachment, a summary, or words in a line of prose."""
    text = outline.clean(link.start, link.end)
    return (
        bool(_FILE.search(link.href))
        or (len(text) >= _SENTENCE and text.endswith(_ENDS))
        or _is_in_prose(outline, link)
    )


def _is_in_prose(outline: Outline, link: Link) -> bool:
    text = outline.text
    if _ADDRESS.fullmatch(outline.clean(link.start, link.end)):
        return True
    lo = max(text.rfind("\n", 0, link.start), link.start - _LONGEST)
    hi = text.find("\n", max(link.end - 1, link.start), link.end + _LONGEST)
    hi = link.end + _LONGEST if hi < 0 else hi
    beside = outline.clean(lo, link.start) + outline.clean(link.end, hi)
    return len(beside) >= _PROSE and not outline.dates_between(lo, hi)
