"""Take lines of links for the rows of a list: `date link<br>`, where some have no date and others several links."""

import re
from collections.abc import Mapping

from cdetrack.sources.generic.blocks import spans_of
from cdetrack.sources.generic.date_headings import resembles_date
from cdetrack.sources.generic.date_sides import Span, line_around
from cdetrack.sources.generic.days_in_titles import is_in_title
from cdetrack.sources.generic.outline import Link, Outline
from cdetrack.sources.generic.outline_builder import INLINE
from cdetrack.sources.generic.rows import LONGEST_UNREAD, Row
from cdetrack.sources.generic.title_check import MARKS
from cdetrack.text.links import folder_of

_FEWEST_LINES = 3
"""Fewer lines with a link are no list, where not all have a date."""
_DIGITS = re.compile(r"\d+")


def lines_of_links(outline: Outline, elements: list[int], unlinked: Mapping[Span, Link]) -> list[Row]:
    """Return the lines of inline elements, if most have a date, and some have none, or several of the elements.

    The dates between the elements would then be those of others. Empty if a date among the lines is outside of them.
    """
    if outline.tags[elements[0]].name not in INLINE:
        return []
    titles: dict[Span, Link | None] = {}
    for start, end in (*spans_of(outline, elements), *unlinked):
        titles.setdefault(line_around(outline, start, end), unlinked.get((start, end)))
    lines = sorted(titles)
    held = [outline.dates_between(lo, hi) for lo, hi in lines]
    dated = [any(not is_in_title(outline, at) for at in dates) for dates in held]
    is_one_each = len(lines) == len(elements) + len(unlinked) and all(dated)
    if len(lines) < _FEWEST_LINES or is_one_each or 2 * sum(dated) <= len(lines):
        return []
    if sum(map(len, held)) != len(outline.dates_between(lines[0][0], lines[-1][1])):
        return []
    last = max(at for at, has in enumerate(dated) if has)
    usual = {folder for (lo, hi), has in zip(lines, dated, strict=True) if has for folder in _folders(outline, lo, hi)}
    return [
        Row(*line, unread_date=None if has else _unread_in(outline, *line), unlinked=titles[line])
        for at, (line, has) in enumerate(zip(lines, dated, strict=True))
        # Below the dated entries, a link to another place leads to further ones: `All news`.
        if at < last or has or usual.intersection(_folders(outline, *line))
    ]


def _unread_in(outline: Outline, lo: int, hi: int) -> str:
    """Return the words beside the links of a line, if they are only an unreadable date, else an empty string."""
    shown, at = "", lo
    for index in outline.links_between(lo, hi):
        shown += outline.clean(at, outline.links[index].start)
        at = min(outline.links[index].end, hi)
    shown = (shown + outline.clean(at, hi)).strip(MARKS)[:LONGEST_UNREAD]
    return shown if shown and resembles_date(shown) else ""


def _folders(outline: Outline, lo: int, hi: int) -> set[str]:
    """Return the places that the links between two positions lead to, without numbers."""
    return {_DIGITS.sub("0", folder_of(outline.links[at].href)) for at in outline.links_between(lo, hi)}
