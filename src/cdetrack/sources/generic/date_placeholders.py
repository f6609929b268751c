"""Find the texts in the place of a date between repeated blocks, where a block has a date that cannot be read."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from cdetrack.sources.generic.blocks import has_link
from cdetrack.sources.generic.date_headings import may_be_unread, resembles_date
from cdetrack.sources.generic.date_sides import Span
from cdetrack.sources.generic.outline import PLAIN_HEADINGS, Outline
from cdetrack.sources.generic.rows import LONGEST_UNREAD
from cdetrack.sources.generic.title_check import MARKS

_FAR = 300
"""Characters of a text that may be an unreadable date, with the white space around it."""


def placeholders_in(
    outline: Outline, spans: Sequence[Span], ancestor: int, gaps: Sequence[range], kind: int, edges: Sequence[Span]
) -> list[str | None]:
    """Return, for each gap between blocks without a readable date, the text in the date's place; None for the others.

    `gaps` are the dates of the gaps, `edges` their starts and ends, `kind` that of the usual dates' elements.
    """
    places = _placeholders(outline, spans, ancestor, gaps, kind, (edges[0][0], edges[-1][1]))
    return [
        outline.clean(outline.starts[place], outline.ends[place])[:LONGEST_UNREAD]
        if place >= 0
        else _bare(outline, gap, *edge)
        for place, gap, edge in zip(places, gaps, edges, strict=True)
    ]


def _bare(outline: Outline, gap: range, lo: int, hi: int) -> str | None:
    """Return the text between two blocks if it is only an unreadable date, else None."""
    if gap or hi - lo > _FAR:
        return None
    shown = outline.clean(lo, hi).strip(MARKS)
    return shown if shown and resembles_date(shown) else None


def _placeholders(
    outline: Outline,
    spans: Sequence[Span],
    ancestor: int,
    gaps: Sequence[range],
    kind: int,
    reach: Span,
) -> list[int]:
    """Return, for each gap without a readable date, the element in the date's place; -1 for the other gaps.

    The element has the kind of the other gaps' dates, and its gap has as many elements of that kind as theirs.
    """
    inside: list[list[int]] = [[] for _ in gaps]
    places: list[int] = []
    if kind >= 0:
        places = [
            at
            for at in outline.by_path(kind)
            if at > ancestor and not outline.navigation[at] and not has_link(outline, at)
        ]
    for place in places:
        lo, hi = outline.starts[place], outline.ends[place]
        at = bisect_left(spans, lo, key=lambda span: span[0])
        if (at and lo < spans[at - 1][1]) or (at < len(spans) and spans[at][0] < hi) or hi > reach[1]:
            continue  # inside a block, or beyond the list
        if at or lo >= reach[0]:
            inside[at].append(place)
    usual = Counter(len(inside[at]) for at, gap in enumerate(gaps) if gap and 0 < at < len(gaps) - 1)
    order = Counter(
        number
        for at, gap in enumerate(gaps)
        if gap
        for number, place in enumerate(inside[at])
        if outline.starts[place] <= outline.date_starts[gap[0]] < outline.ends[place]
    )
    number, count = (order or Counter((0,))).most_common(1)[0][0], (usual or Counter((0,))).most_common(1)[0][0]
    if number >= count:
        return [-1] * len(gaps)
    return [
        found[number]
        if not gap and len(found) == count and _may_be_a_date(outline, found[number], is_inside=0 < at < len(gaps) - 1)
        else -1
        for at, (gap, found) in enumerate(zip(gaps, inside, strict=True))
    ]


def _may_be_a_date(outline: Outline, place: int, *, is_inside: bool) -> bool:
    """Return True if the element may be an unreadable date.

    A heading must resemble one. Any other element between two blocks may be one; a sentence above or below the list is
    none.
    """
    shown = outline.clean(outline.starts[place], outline.ends[place])
    if outline.tags[place].name in PLAIN_HEADINGS:
        return resembles_date(shown)
    return is_inside or may_be_unread(shown)
