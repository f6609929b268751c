"""Weigh the lists of a page by its own signs: which one is the listing that the page is about, and which a box beside.

A box of recent posts, tenders or jobs may be longer than the listing. The signs are the heading above a list, the name
of the page and that of the user's source, the place that its links lead to and the address of the page, and the classes
around it.
"""

import re
from itertools import islice

from cdetrack.sources.generic.boxes import BESIDE
from cdetrack.sources.generic.entry_links import path_of
from cdetrack.sources.generic.outline import Outline
from cdetrack.sources.generic.outline_builder import classes_of
from cdetrack.sources.generic.places import region_of
from cdetrack.sources.generic.rows import ListCandidate
from cdetrack.text.clean import fold_text

_NAMED = 3.0
"""A list below a heading with the name of the page."""
_CALLED = 9.0
"""A list below a heading with the name that the user gave to its source."""
_OWN_PLACE = 3.0
"""A list whose links lead to places below that of the page."""
_ASIDE = 0.4
"""A list with the heading or the classes of a box."""
_MOST = 0.8
"""The share of links that counts as nearly all."""
_SAMPLE = 40
"""Links of a list whose addresses are compared; bounds the time."""
_LONGEST = 40
"""Characters of a heading."""
_LINES = 3
"""Lines above a list that may be its heading."""
_FAR = 400
"""Characters above a list that are searched for them."""
_HIGHEST = 12
"""Ancestors of a list whose classes are read."""
_FILLERS = re.compile(r"(?:(?:index|default|home|list|page|p)[\d_-]*)?(?:\.\w{1,5})?|[^/]*\.\w{1,5}", re.IGNORECASE)
_SIDES = frozenset(("side", "sidebar", "aside", "widget", "recent", "related", "popular", "hot", "rank", "ranking"))
_WORD_ENDS = re.compile(r"[-_\d]+")


def standing(outline: Outline, candidate: ListCandidate) -> float:
    """Return the factor of a list among the lists of its page: above 1 for the page's own, below for a box."""
    headings = set(headings_above(outline, candidate))
    is_called = any(map(outline.is_called, headings))
    is_named = is_called or any(map(outline.is_named, headings))
    factor = _CALLED if is_called else _NAMED if is_named else 1.0
    if _leads_below(outline, candidate):
        factor *= _OWN_PLACE
    if not is_named and (any(BESIDE().fullmatch(each) for each in headings) or _is_called_a_box(outline, candidate)):
        factor *= _ASIDE
    return factor


def headings_above(outline: Outline, candidate: ListCandidate) -> list[str]:
    """Return the nearest heading above a list, and the nearest short lines; none from beyond another list."""
    start = min(min(one.row.start, one.link.start) for one in candidate.picked)
    above = [element for element in outline.headings() if outline.starts[element] < start][-1:]
    found = [
        outline.clean(outline.starts[element], outline.ends[element])
        for element in above
        if len(outline.dates_between(outline.ends[element], start)) <= 1
    ]
    lines = list(outline.lines_between(max(0, start - _FAR), start))[1:]
    for lo, hi in islice(((lo, hi) for lo, hi in reversed(lines) if outline.clean(lo, hi)), _LINES):
        if outline.dates_between(lo, hi):
            break
        found.append(outline.clean(lo, min(hi, lo + 2 * _LONGEST)))
    return [fold_text(each).casefold() for each in found if len(each) <= _LONGEST]


def _leads_below(outline: Outline, candidate: ListCandidate) -> bool:
    """Return True if nearly all links of a list lead to places below that of the page, which is no whole site."""
    address = outline.address
    if not address:
        return False
    folder, _, last = path_of(address).rstrip("/").rpartition("/")
    place = f"{folder}/" if _FILLERS.fullmatch(last) else f"{folder}/{last}/"
    if place == "/":
        return False
    base = outline.base or address
    links = [one.link.href for one in candidate.picked[:_SAMPLE]]
    return sum(path_of(href, base).startswith(place) for href in links) >= _MOST * len(links)


def _is_called_a_box(outline: Outline, candidate: ListCandidate) -> bool:
    """Return True if a class or an id around a list has a word for a box beside the content."""
    element = region_of(outline, sorted((one.link for one in candidate.picked), key=lambda link: link.start))
    for _ in range(_HIGHEST):
        if element <= 0:
            break
        tag = outline.tags[element]
        names = [*classes_of(tag)[:12], str(tag.get("id") or "")]
        if any(not _SIDES.isdisjoint(_WORD_ENDS.split(name[:80].casefold())) for name in names):
            return True
        element = outline.parents[element]
    return False
