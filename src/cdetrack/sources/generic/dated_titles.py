"""Read headings that begin with a date and have no link: `5.9.25: Office closed`, with the text of the entry below."""

import re
from collections import defaultdict
from datetime import date
from itertools import pairwise

from cdetrack.sources.generic.outline import Outline
from cdetrack.sources.generic.parsed_entry import ParsedEntry
from cdetrack.sources.generic.title_check import is_title

_FEWEST = 3
"""Fewer dated headings also occur in a text."""
_MOST = 0.8
"""The share of headings of one kind that begin with a date."""
_YEARS = 3
"""A list over more years may have the year first: `25.09.30`, `25.09.15`."""
_LONGEST = 300
_DATED = re.compile(r"(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>(?:20)?\d\d)\s?[:–—|-]\s?(?P<title>\S.*)")


def dated_headings(outline: Outline) -> list[ParsedEntry]:
    """Return the entries of headings of one kind that begin with a date, day first; empty if the order is in doubt.

    The days must be sorted, the year last: sections such as `1.2.25` count up, and years may come first.
    """
    kinds: defaultdict[int, list[int]] = defaultdict(list)
    for element in outline.headings():
        if outline.ends[element] - outline.starts[element] <= _LONGEST:
            kinds[outline.paths[element]].append(element)
    for elements in kinds.values():
        entries = [entry for element in elements if (entry := _entry(outline, element))]
        days = [str(entry.date) for entry in entries]
        is_sorted = all(one >= other for one, other in pairwise(days)) or all(a <= b for a, b in pairwise(days))
        years = {int(day[:4]) for day in days}
        is_sorted = is_sorted and len(set(days)) > 1 and max(years) - min(years) <= _YEARS
        if len(entries) >= max(_FEWEST, _MOST * len(elements)) and is_sorted:
            return entries
    return []


def _entry(outline: Outline, element: int) -> ParsedEntry | None:
    lo, hi = outline.starts[element], outline.ends[element]
    found = _DATED.fullmatch(outline.clean(lo, hi))
    if found is None or outline.links_between(lo, hi) or not is_title(found["title"]):
        return None
    try:
        day = date(2000 + int(found["y"]) % 100, int(found["m"]), int(found["d"]))
    except ValueError:
        return None
    return ParsedEntry(found["title"].strip(), day.isoformat(), None, None)
