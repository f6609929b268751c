"""Add the entry that a page shows above its list in a form of its own: the newest, with a picture and a larger title.

Without it, each notice is read only when the next one pushes it down into the list.
"""

from dataclasses import replace
from datetime import date

from cdetrack.sources.generic.outline import Link, Outline
from cdetrack.sources.generic.row_reader import RowReader
from cdetrack.sources.generic.rows import ListCandidate, PickedRow, Row
from cdetrack.text.links import place_of

_SURE = 0.9
"""The date of such an entry is alone or labelled: one in prose is of something else."""


def with_featured(outline: Outline, reader: RowReader, candidate: ListCandidate) -> ListCandidate:
    """Return the list with the block above it that has a heading, one link, and one day as new as the newest.

    The link is to the place of one of the others, and not among them. An older entry, or one of several, is of another
    list.
    """
    days = [day for one in candidate.picked if (day := _day(outline, one.date)) is not None]
    if not days or reader.by_links:
        return candidate
    taken = {one.link.href for one in candidate.picked}
    places = set(map(place_of, taken))
    top = min(one.row.start for one in candidate.picked)
    above = (outline.links[at] for at in outline.links_between(0, top))
    others = {link.href: link for link in above if link.href not in taken and place_of(link.href) in places}
    found = [one for link in others.values() if (one := _entry(outline, reader, link, top)) is not None]
    if len(found) != 1:
        return candidate
    day = _day(outline, found[0].date)
    return replace(candidate, picked=[*found, *candidate.picked]) if day and day >= max(days) else candidate


def _entry(outline: Outline, reader: RowReader, link: Link, top: int) -> PickedRow | None:
    """Return the entry in the outermost block around a link that has no other link and ends above `top`."""
    block, element = -1, link.element
    while element > 0 and outline.ends[element] <= top and _links_in(outline, element) == {link.href}:
        block, element = element, outline.parents[element]
    if block < 0:
        return None
    start, end = outline.starts[block], outline.ends[block]
    if not any(start <= outline.starts[each] < end for each in outline.headings()):
        return None
    picked = reader.choose([Row(start, end, element=block)]).picked
    is_entry = len(picked) == 1 and len(outline.dates_between(start, end)) == 1 and picked[0].weight >= _SURE
    return picked[0] if is_entry else None


def _links_in(outline: Outline, element: int) -> set[str]:
    return {outline.links[at].href for at in outline.links_between(outline.starts[element], outline.ends[element])}


def _day(outline: Outline, at: int | None) -> date | None:
    return outline.dates[at][0].read(month_first=outline.date_order == "mdy") if at is not None else None
