"""Find the list that a source was read from before: at another look, another list of its page may be longer."""

from bisect import bisect_right
from collections.abc import Sequence

from cdetrack.sources.generic.blocks import has_date, with_links
from cdetrack.sources.generic.list_objections import POOREST
from cdetrack.sources.generic.outline import Outline
from cdetrack.sources.generic.outline_builder import classes_of
from cdetrack.sources.generic.places import elements_at, item_around, of_one_name, place_of, region_of, selector_of
from cdetrack.sources.generic.row_reader import RowReader
from cdetrack.sources.generic.rows import ListCandidate, Row

_SAMPLE = 40
"""The first links of a list name the kind of its entries; bounds the time."""


def list_place(outline: Outline, candidate: ListCandidate, usual_lists: Sequence[str]) -> str:
    """Return a CSS selector for an entry of the list: that of the usual list in whose place it is, else its own."""
    for usual in usual_lists:
        if _is_in(candidate, regions_of(outline, usual)):
            return usual
    links = sorted((one.link for one in candidate.picked), key=lambda link: link.start)
    region, starts = region_of(outline, links), [link.start for link in links]
    items = [item_around(outline, region, link, starts) for link in links[:_SAMPLE]]
    return f"{place_of(outline, region)} {selector_of(outline, of_one_name(outline, items))}"


def usual_list(
    outline: Outline, reader: RowReader, lists: Sequence[ListCandidate], usual_lists: Sequence[str]
) -> ListCandidate | None:
    """Return the list that is in the place of the first of the usual lists that is there; None without any.

    `lists` are those of the page, the best one first. In a usual place a single dated entry is a list.
    """
    for usual in usual_lists:
        regions = regions_of(outline, usual)
        found = next((one for one in lists if _is_in(one, regions)), None) or _single(outline, reader, usual, regions)
        if found is not None:
            return found
    return None


def is_usual(outline: Outline, candidate: ListCandidate, usual_lists: Sequence[str]) -> bool:
    """Return True if a list is in the place of one of the usual lists."""
    return any(_is_in(candidate, regions_of(outline, usual)) for usual in usual_lists)


def regions_of(outline: Outline, usual: str) -> list[tuple[int, int]]:
    """Return the spans of the outermost elements around the entries with this selector, in document order."""
    regions: list[tuple[int, int]] = []
    for element in elements_at(outline, usual.rpartition(" ")[0]):
        if not regions or outline.starts[element] >= regions[-1][1]:
            regions.append((outline.starts[element], outline.ends[element]))
    return regions


def _is_in(candidate: ListCandidate, regions: Sequence[tuple[int, int]]) -> bool:
    """Return True if most links of a list are inside of these regions."""
    inside = sum(_holds(regions, one.link.start) for one in candidate.picked)
    return 2 * inside > len(candidate.picked)


def _holds(regions: Sequence[tuple[int, int]], position: int) -> bool:
    at = bisect_right(regions, position, key=lambda region: region[0]) - 1
    return at >= 0 and position < regions[at][1]


def _single(
    outline: Outline, reader: RowReader, usual: str, regions: Sequence[tuple[int, int]]
) -> ListCandidate | None:
    """Return the only dated element of the kind of the entries in a usual place; None if there are none or several."""
    name, _, kind = usual.rpartition(" ")[2].partition("#")[0].partition(".")
    rows: list[Row] = []
    for element in with_links(outline):
        tag = outline.tags[element]
        start, end = outline.starts[element], outline.ends[element]
        if tag.name != name or (kind and kind not in classes_of(tag)) or (rows and start < rows[-1].end):
            continue
        if has_date(outline, element) and _holds(regions, start):
            rows.append(Row(start, end, element=element))
    candidate = reader.choose(rows) if len(rows) == 1 else None
    if candidate is None or not candidate.picked:
        return None
    one = candidate.picked[0]
    is_other = one.date is not None and reader.date_context.is_other(one.date, one.row.start)
    return candidate if one.titled and one.weight >= POOREST and not is_other else None
