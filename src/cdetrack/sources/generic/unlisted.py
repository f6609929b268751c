"""Name the titles and lines beside the entries of a list that were taken for none: no entry is lost without a word.

Where dates are outside of the entries, nothing but its words and its address tells a short last entry from a link of a
footer, an entry from an annex in its line, or one without a link from a remark. Among blocks with their dates, those of
another form are left out. Whatever the layout, a line with a day that no entry has is named.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import accumulate, chain

from cdetrack.sources.generic.blocks import has_date
from cdetrack.sources.generic.date_context import LABELLED, SENTENCE_ENDS
from cdetrack.sources.generic.date_sides import line_around, links_like_entries
from cdetrack.sources.generic.entry_links import is_called_annex, is_file, without_language
from cdetrack.sources.generic.outline import Link, Outline
from cdetrack.sources.generic.row_reader import RowReader
from cdetrack.sources.generic.rows import ListCandidate
from cdetrack.sources.generic.rows_without_link import says_nothing
from cdetrack.sources.generic.title_check import is_long_title, is_numbered, is_title

_FEW = 3
"""Entries for each line without a link, from which on that may be an entry."""
_MOST = 20
"""More such links are another list, of which a note tells."""
_LISTS = frozenset({"ul", "ol", "dl", "tbody", "table"})
"""Elements that hold nothing but a list: what may belong to it stands beside them."""
_NUMBER, _WORD = re.compile(r"\d+"), re.compile(r"[^\W\d_]+\.?")


def unlisted(
    outline: Outline, reader: RowReader, candidate: ListCandidate, untitled: Collection[int] = ()
) -> tuple[str, ...]:
    """Return the titles of the links that may be entries, in page order, and the lines that may be some.

    `untitled` are the indices of the dates of entries that are told as problems.
    """
    taken = [one.link for one in candidate.picked if one.row.unlinked is None]
    if not taken:
        return ()
    if any(one.row.element >= 0 for one in candidate.picked):
        rows = {one.row.element for one in candidate.picked if one.row.element >= 0}
        links: Iterable[Link] = chain(_in_siblings(outline, reader, rows), _in_front(outline, candidate))
        texts: list[str] = []
    else:
        links, texts = links_like_entries(outline, taken), _lines_among(outline, taken)
    pages = {without_language(link.href) for link in taken}
    # Beside entries that are pages, a file is an annex.
    are_files = 2 * sum(is_file(link.href) for link in taken) > len(taken)
    found = {
        title: link
        for link in links
        if (is_title(title := reader.text_of(link)) or is_numbered(title))
        and (are_files or not is_file(link.href))
        and not is_called_annex(title)
        and without_language(link.href) not in pages
    }
    found = found if len(found) <= _MOST else {}
    # A link that is told stands below its day, above it, or has it in its words.
    below = [bisect_left(outline.date_starts, link.start) for link in found.values()]
    beside = {at + step for at in below for step in (-1, 0)}
    return (*found, *texts, *_lines_with_lost_days(outline, reader, candidate, untitled, beside))


def _in_siblings(outline: Outline, reader: RowReader, rows: set[int]) -> Iterator[Link]:
    """Yield the first link of each block beside the rows that has their tag, a link and a date, and is none of them.

    Beside a single row, the others may have `n. d.` for a date. Among rows that are links with a day in their words or
    their address, one may have none; so may the last one of any list, if it has their form and a long title. A block
    around rows is their list.
    """
    starts = sorted(outline.starts[row] for row in rows)
    kinds = {(outline.parents[row], outline.tags[row].name) for row in rows}
    paths = {outline.paths[row] for row in rows}
    among = range(min(rows), max(rows)) if all(outline.tags[row].name == "a" for row in rows) else ()
    for element, tag in enumerate(outline.tags):
        if (outline.parents[element], tag.name) in kinds and element not in rows and not outline.navigation[element]:
            if bisect_left(starts, outline.starts[element]) < bisect_left(starts, outline.ends[element]):
                continue
            links = outline.links_between(outline.starts[element], outline.ends[element])
            if not links:
                continue
            link = outline.links[links[0]]
            is_alike = outline.paths[element] in paths and is_long_title(reader.text_of(link))
            if is_alike or len(rows) == 1 or element in among or has_date(outline, element):
                yield link


def _in_front(outline: Outline, candidate: ListCandidate) -> list[Link]:
    """Return the first link of each row without a date whose entry is behind it, if their words differ.

    Of a meeting, the agenda may stand in front of a document with a longer name.
    """
    spans = [(one.row.start, one.link.start) for one in candidate.picked if one.date is None]
    found = [outline.links[held[0]] for span in spans if (held := outline.links_between(*span))]
    words = {outline.clean(link.start, link.end) for link in found}
    return found if 2 * len(words) > len(candidate.picked) else []


def _lines_among(outline: Outline, taken: Sequence[Link]) -> list[str]:
    """Return the lines without a link among the lines of entries that have one each, if they are few and no sentences.

    Many of them are summaries.
    """
    first, last = min(link.start for link in taken), max(link.start for link in taken)
    holder = outline.parents[taken[0].element]
    found = [
        outline.clean(lo, hi)
        for lo, hi in outline.lines_between(first, last)
        if not outline.links_between(lo, hi)
        and not outline.dates_between(lo, hi)
        and outline.paths[outline.element_at(outline.first_shown(lo, hi))] == outline.paths[holder]
    ]
    found = [line for line in found if is_title(line) and not line.endswith(SENTENCE_ENDS)]
    return found if _FEW * len(found) <= len(taken) else []


def _lines_with_lost_days(
    outline: Outline, reader: RowReader, candidate: ListCandidate, untitled: Collection[int], told: Collection[int]
) -> Iterable[str]:
    """Return the lines with a day that no entry has: of the kind of the entries' days, or written so in their element.

    The days in an entry are its own, as are those of an update or a deadline; one in a sentence is no entry's. `told`
    are the dates beside the links that are told.
    """
    picked = candidate.picked
    taken = {at for one in picked for at in (one.date, one.row.heading) if at is not None}
    if not taken or reader.by_links:
        return ()
    days = {outline.dates[at][1] for at in (*taken, *untitled)}
    forms = {_form(outline, at) for at in taken}
    kinds = {outline.paths[outline.element_at(outline.date_starts[at])] for at in taken}
    rows = sorted((one.row.start, one.row.end) for one in picked)
    reaches = list(accumulate((end for _, end in rows), max))
    first = min(rows[0][0], outline.date_starts[min(taken)])
    around = outline.around(outline.element_at(first), max(reaches[-1] - 1, outline.date_starts[max(taken)]))
    while outline.tags[around].name in _LISTS and outline.parents[around] >= 0:
        around = outline.parents[around]
    lines: dict[str, None] = {}
    for at, (mention, day) in enumerate(outline.dates):
        above = bisect_right(rows, (mention.start, len(outline.text))) - 1
        if day in days or at in told or (above >= 0 and mention.start < reaches[above]):
            continue
        element = outline.element_at(mention.start)
        is_around = outline.starts[around] <= mention.start < outline.ends[around]
        is_alike = outline.paths[element] in kinds or (is_around and _form(outline, at) in forms)
        if outline.navigation[element] or not is_alike or reader.date_context.is_other(at):
            continue
        lo, hi = line_around(outline, mention.start, mention.end)
        if reader.date_context.isolation(at) >= LABELLED and not says_nothing(outline, lo, hi):
            lines[outline.clean(lo, hi)] = None
    return (line for line in lines if not line.endswith(SENTENCE_ENDS))


def _form(outline: Outline, at: int) -> str:
    """Return how a date is written: `a 0, 0` for `May 5, 2026` and `Sept. 15, 2026`."""
    mention, _ = outline.dates[at]
    return _WORD.sub("a", _NUMBER.sub("0", outline.text[mention.start : mention.end]))
