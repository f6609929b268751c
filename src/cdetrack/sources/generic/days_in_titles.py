"""Tell the days in the titles of entries, as in `Meeting on 5 May 2026`, from the dates beside them."""

import re
from bisect import bisect_left
from itertools import accumulate

from cdetrack.sources.generic.outline import EDGE, Link, Outline
from cdetrack.sources.generic.title_check import MARKS, is_date, is_title
from cdetrack.text.script import CJK

BESIDE, AT_END, AMONG = 0, 1, 2
_FEWEST_SIGNS = 4
"""Fewer Chinese, Japanese or Korean characters beside a date are a weekday or a label."""
_CJK = re.compile(f"[{CJK}]")


def has_days_in_titles(outline: Outline, element: int) -> bool:
    """Return True if each date of an element is among the words of a link's title, as in `Meeting on 5 May 2026`."""
    return all(is_in_title(outline, at) for at in outline.dates_between(outline.starts[element], outline.ends[element]))


def days_beside_titles(outline: Outline) -> list[int]:
    """Return, for each date and for the end, the number of dates before it that are not in a link's title."""
    return [0, *accumulate(not is_in_title(outline, at) for at in range(len(outline.dates)))]


def is_in_title(outline: Outline, at: int) -> bool:
    """Return True if a date is in a link, in one line and element with words that are a title."""
    mention, _ = outline.dates[at]
    link, holder = _link_around(outline, mention.start), outline.element_at(mention.start)
    if link is None:
        return False
    lo, hi = max(link.start, outline.starts[holder]), min(link.end, outline.ends[holder])
    lo = max(lo, outline.text.rfind("\n", lo, mention.start) + 1)
    stop = outline.text.find("\n", mention.end, hi)
    return is_day_in_title(outline, at, lo, stop if stop >= 0 else hi)


def is_day_in_title(outline: Outline, at: int, lo: int, hi: int) -> bool:
    """Return True if the words around a date are a title: more than a weekday or a label."""
    mention, _ = outline.dates[at]
    beside = f"{outline.clean(lo, mention.start)} {outline.clean(mention.end, hi)}"
    return is_title(beside) and (not is_date(outline.clean(lo, hi)) or len(_CJK.findall(beside)) >= _FEWEST_SIGNS)


def depth_in_title(outline: Outline, at: int) -> int:
    """Return how deep a day is in a title: beside it, at an end of it, or among its words."""
    mention, _ = outline.dates[at]
    link = _link_around(outline, mention.start)
    if link is None or not is_in_title(outline, at):
        return BESIDE
    lo = max(link.start, outline.text.rfind("\n", link.start, mention.start) + 1)
    stop = outline.text.find("\n", mention.end, link.end)
    before, after = outline.text[lo : mention.start], outline.text[mention.end : stop if stop >= 0 else link.end]
    if before.strip(MARKS + EDGE) and after.strip(MARKS + EDGE):
        return AMONG
    # Chinese words go on without a space.
    return AMONG if _CJK.match(before[-1:] if before.strip(MARKS + EDGE) else after[:1]) else AT_END


def _link_around(outline: Outline, position: int) -> Link | None:
    """Return the link that a position is in; None outside of links."""
    index = bisect_left(outline.link_starts, position + 1) - 1
    return outline.links[index] if index >= 0 and position < outline.links[index].end else None
