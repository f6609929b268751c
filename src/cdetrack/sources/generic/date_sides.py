"""Tell whether dates stand above or below their entries, and which links beside a list are none of its entries.

`date, title, date, title, link` may be dates above their titles with a further link, or the dates of titles that stand
above them, after a date of the page. Only what repeats in the middle of the list can tell the two apart.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from cdetrack.sources.generic.blocks import has_link
from cdetrack.sources.generic.date_context import SENTENCE_ENDS
from cdetrack.sources.generic.date_headings import may_be_unread
from cdetrack.sources.generic.outline import PLAIN_HEADINGS, Link, Outline
from cdetrack.sources.generic.outline_builder import classes_of
from cdetrack.text.links import place_of
from cdetrack.text.script import CJK

Span = tuple[int, int]
"""The start and end of a block in the text."""

_HIGHEST = 30
"""Ancestors counted at most; bounds the time on deep pages."""
_ABOVE = (*PLAIN_HEADINGS, "dt", "caption", "legend", "summary")
"""Elements that head what stands below them."""
_MOST_ELEMENTS = 200
"""Elements between two positions that are searched for a rule; bounds the time."""
_FAR = 300
"""Characters searched for the ends of a line; bounds the time."""
_STOPS = (".", "。")
_WORD = re.compile(rf"[{CJK}]{{2}}|[^\W\d_{CJK}]+")
_FEWEST_WORDS = 2
"""Words before a link from which on it is amid a sentence."""
_CLIMB = 3
"""Ancestors searched for such an element: `h3 > span > time`."""


def without_strangers(outline: Outline, spans: Sequence[Span], dates: Sequence[int]) -> list[Span]:
    """Return the blocks without those at both ends that differ from all blocks between the dates: links of a footer.

    They are outside of the element around the list, or a sentence, or several links in a line, or lead elsewhere by
    shorter words; or a rule or a heading parts them from the list, or a text between them and the nearest date, as they
    part no entries. The block beside the first or last date is its entry where the structure of the page says so.
    """
    dates = _of_a_kind(outline, dates)
    if not dates:
        return list(spans)
    first, stop = bisect_left(spans, (dates[0], 0)), bisect_left(spans, (dates[-1], 0))
    # Below the only day, the first block shows what entries look like.
    is_only = first == stop
    inner = spans[first : stop + is_only]
    if not inner:
        return list(spans)
    around = outline.around(outline.element_at(min(dates[0], inner[0][0])), max(dates[-1], inner[-1][0]))
    places = {place for span in inner for place in _places(outline, span)}
    # Where each entry has a folder of its own, so has a link that is none of them.
    tells = not is_only and 2 * len(places) <= max(2, len(inner))
    forms = {form for span in inner for form in _odd_forms(outline, span)}
    lengths = [_length(outline, span) for span in inner]

    def is_around(span: Span) -> bool:
        return outline.starts[around] <= span[0] < outline.ends[around]

    def is_elsewhere(span: Span) -> bool:
        own, odd, length = [*_places(outline, span)], _odd_forms(outline, span) - forms, _length(outline, span)
        if "sentence" in odd or ("links" in odd and length * len(lengths) < sum(lengths)):
            return True
        return bool(own) and tells and places.isdisjoint(own) and length < min(lengths)

    seen_below = _seen(outline, [(date, _next(spans, date)) for date in dates[:-1]])
    seen_above = _seen(outline, [(_last(spans, date), date) for date in dates[1:]])
    rules = {"text"} | seen_below | seen_above
    votes = votes_for_above(outline, spans, dates)
    are_days = len(dates) > 1 and _are_days(outline, dates)
    is_last, is_first = votes > 0 or (are_days and not first), votes < 0 or (are_days and stop == len(spans))
    lo, hi = (0, stop + 1) if is_only else (first, stop)
    above = dates[0]
    while lo and is_around(spans[lo - 1]):
        if (lo < first or not is_first) and (
            is_elsewhere(spans[lo - 1])
            or _partings(outline, spans[lo - 1][1] - 1, above) - (seen_above if lo == first else rules)
        ):
            break
        lo, above = lo - 1, spans[lo - 1][0]
    below = inner[-1][1] - 1 if is_only else dates[-1]
    while hi < len(spans) and is_around(spans[hi]):
        if (hi > stop or not is_last) and (
            is_elsewhere(spans[hi]) or _partings(outline, below, spans[hi][0]) - (seen_below if hi == stop else rules)
        ):
            break
        hi, below = hi + 1, spans[hi][1] - 1
    return list(spans[lo:hi])


def links_like_entries(outline: Outline, taken: Sequence[Link]) -> Iterator[Link]:
    """Yield the links that are of the kind of the entries' links, stand among or below them, and are none of these.

    Links behind a rule or a text are not, and nor are those of a footer by their form: they are no entries for certain.
    """
    kinds, hrefs = {outline.paths[link.element] for link in taken}, {link.href for link in taken}
    forms = {form for link in taken for form in _odd_forms(outline, (link.start, link.end))}
    first, last = min(link.start for link in taken), max(link.start for link in taken)
    before = beside = first
    for at in outline.links_between(first, outline.ends[outline.around(outline.element_at(first), last)]):
        link = outline.links[at]
        if outline.paths[link.element] not in kinds:
            continue
        if link.start > last and _partings(outline, before, link.start) - {"heading"}:
            return
        before = max(link.start, link.end - 1)
        if link.href in hrefs:
            beside = before
        # The words beside a link in the line of an entry are those of the entry.
        elif "\n" not in outline.text[beside : link.start] or not _odd_forms(outline, (link.start, link.end)) - forms:
            yield link


def _of_a_kind(outline: Outline, dates: Sequence[int]) -> Sequence[int]:
    """Return the dates of the kinds that repeat, if any does: one of another kind may be that of a copyright."""
    kinds = [outline.paths[outline.element_at(date)] for date in dates]
    times = Counter(kinds)
    return [date for date, own in zip(dates, kinds, strict=True) if times[own] > 1] or dates


def are_above(outline: Outline, spans: Sequence[Span], dates: Sequence[int]) -> bool:
    """Return True if dates stand above their blocks, False if below them, or if the two cannot be told apart.

    A block above the first date has none if the dates stand above, and the last date has no block. A date of another
    kind is that of the page.
    """
    dates = _of_a_kind(outline, dates)
    is_below, has_none = dates[-1] > spans[-1][0], spans[0][0] < dates[0]
    if not (is_below or has_none):
        return True
    if is_below and (
        has_none or len({bisect_left(dates, start) for start, _ in spans}) == len(spans) == len(dates) - 1
    ):
        return False
    return votes_for_above(outline, spans, dates) > 0 or (is_below and _are_days(outline, dates))


def _are_days(outline: Outline, dates: Sequence[int]) -> bool:
    """Return True if a class or a heading marks all dates alike.

    Then the first is no date of the page above a list, and the last is that of a day without entries.
    """
    elements = [outline.element_at(date) for date in dates]
    if len({outline.paths[element] for element in elements}) > 1:
        return False
    element = elements[0]
    for _ in range(_CLIMB):
        if element < 0 or outline.ends[element] > dates[1]:
            return False
        if classes_of(outline.tags[element]) or outline.tags[element].name in _ABOVE:
            return True
        element = outline.parents[element]
    return False


def _seen(outline: Outline, pairs: Sequence[Span]) -> set[str]:
    return {parting for pair in pairs for parting in _partings(outline, *pair)}


def _partings(outline: Outline, lo: int, hi: int) -> set[str]:
    """Return what parts two positions: a rule, a heading, or lines of text between that are no unreadable date."""
    found = {"rule"} if _has_rule(outline, lo, hi) else set()
    if any(outline.tags[at].name in PLAIN_HEADINGS and not has_link(outline, at) for at in _between(outline, lo, hi)):
        found.add("heading")
    start = outline.text.find("\n", max(0, lo), hi)
    stop = outline.text.rfind("\n", lo, hi)
    if 0 <= start < stop and not may_be_unread(outline.clean(start, stop)):
        found.add("text")
    return found


def _has_rule(outline: Outline, lo: int, hi: int) -> bool:
    return any(outline.tags[element].name == "hr" for element in _between(outline, lo, hi))


def _between(outline: Outline, lo: int, hi: int) -> range:
    return range(bisect_right(outline.starts, lo), bisect_right(outline.starts, hi))[:_MOST_ELEMENTS]


def _next(spans: Sequence[Span], position: int) -> int:
    """Return the start of the first block below a position, or the position."""
    at = bisect_left(spans, (position, 0))
    return spans[at][0] if at < len(spans) else position


def _last(spans: Sequence[Span], position: int) -> int:
    """Return the last character of the last block above a position, or the position."""
    at = bisect_left(spans, (position, 0)) - 1
    return min(spans[at][1] - 1, position) if at >= 0 else position


def _places(outline: Outline, span: Span) -> Iterator[str]:
    """Yield the folders that the links of a block lead to; the folder of the entries is itself in another."""
    return (place_of(outline.links[at].href.rstrip("/")) for at in outline.links_between(*span))


def _odd_forms(outline: Outline, span: Span) -> set[str]:
    """Return the forms of a block that is no entry, unless entries have them: a sentence, several links in a line.

    The words beside an inline element in its line belong to it.
    """
    span = line_around(outline, *span)
    links = [outline.links[at] for at in outline.links_between(*span)]
    found: set[str] = set()
    if any("\n" not in outline.text[one.start : other.start] for one, other in pairwise(links)):
        found.add("links")
    shown = outline.clean(*span)
    if not links and shown.endswith(SENTENCE_ENDS):
        found.add("sentence")
    # The end of a title may be that of a sentence, and a link may be a word of one: `To be told, subscribe.`
    elif len(links) == 1 and shown.endswith(_STOPS):
        before, after = outline.clean(span[0], links[0].start), outline.clean(links[0].end, span[1])
        if after.endswith(_STOPS) and len(_WORD.findall(before)) >= _FEWEST_WORDS:
            found.add("sentence")
    return found


def line_around(outline: Outline, start: int, end: int) -> Span:
    """Return the text of a block with the words before and behind it in its first and last line."""
    lo = max(outline.text.rfind("\n", max(0, start - _FAR), start) + 1, start - _FAR, 0)
    hi = outline.text.find("\n", max(start, end - 1), end + _FAR)
    return lo, hi if hi >= 0 else min(end + _FAR, len(outline.text))


def _length(outline: Outline, span: Span) -> int:
    """Return the length of the longest words of a link in a block; that of the block without one."""
    links = [outline.links[at] for at in outline.links_between(*span)]
    return max((len(outline.clean(link.start, link.end)) for link in links), default=span[1] - span[0])


def votes_for_above(outline: Outline, spans: Sequence[Span], dates: Sequence[int]) -> int:
    """Return the number of signs that the dates belong to the blocks below them, less those for the blocks above.

    Each date between two blocks belongs to the block that is nearer in the tree, and on the same side of a line.
    Dates in headings belong to what is below them, and so do the contents of a definition list to their terms.
    """
    votes = 0
    for at in dates:
        after = bisect_right(spans, (at, 0))
        if 0 < after < len(spans):
            before, behind = spans[after - 1], spans[after]
            votes += _climbs(outline, at, before[0]) - _climbs(outline, at, behind[0])
            # An element ends after the line break of its last line.
            end = max(before[0], before[1] - 1)
            votes += ("\n" in outline.text[end:at]) - ("\n" in outline.text[at : behind[0]])
            votes += _has_rule(outline, before[0], at) - _has_rule(outline, at, behind[0])
            votes += _heads(outline, at)
    return votes


def _climbs(outline: Outline, position: int, other: int) -> int:
    """Return the number of ancestors of the first position that do not contain the other."""
    element, climbed = outline.element_at(position), 0
    while element >= 0 and not outline.starts[element] <= other < outline.ends[element] and climbed < _HIGHEST:
        element, climbed = outline.parents[element], climbed + 1
    return climbed


def _heads(outline: Outline, position: int) -> int:
    """Return 1 for a date in a heading or term, -1 for one in the description of a term."""
    element = outline.element_at(position)
    for _ in range(_CLIMB):
        if element < 0:
            break
        if outline.tags[element].name in _ABOVE:
            return 1
        if outline.tags[element].name == "dd":
            return -1
        element = outline.parents[element]
    return 0
