"""Name the titles beside the entries of a list that were taken for none of them: no entry is lost without a word.

Where dates are outside of the entries, nothing but its words and its address tells a short last entry from a link of a
footer, an entry from an annex in its line, or one without a link from a remark. Among blocks with their dates, those of
another form are left out.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from cdetrack.sources.generic.blocks import has_date
from cdetrack.sources.generic.date_context import SENTENCE_ENDS
from cdetrack.sources.generic.date_sides import links_like_entries
from cdetrack.sources.generic.entry_links import is_called_annex, is_file, without_language
from cdetrack.sources.generic.outline import Link, Outline
from cdetrack.sources.generic.row_reader import RowReader
from cdetrack.sources.generic.rows import ListCandidate
from cdetrack.sources.generic.title_check import is_numbered, is_title

_FEW = 3
"""Entries for each line without a link, from which on that may be an entry."""
_MOST = 20
"""More such links are another list, of which a note tells."""


def unlisted(outline: Outline, reader: RowReader, candidate: ListCandidate) -> tuple[str, ...]:
    """Return the titles of the links that may be entries, in page order, and those of lines among the entries."""
    taken = [one.link for one in candidate.picked if one.row.unlinked is None]
    if not taken:
        return ()
    if any(one.row.element >= 0 for one in candidate.picked):
        links = _in_siblings(outline, {one.row.element for one in candidate.picked if one.row.element >= 0})
        texts: list[str] = []
    else:
        links, texts = links_like_entries(outline, taken), _lines_among(outline, taken)
    pages = {without_language(link.href) for link in taken}
    # Beside entries that are pages, a file is an annex.
    are_files = 2 * sum(is_file(link.href) for link in taken) > len(taken)
    found = [
        title
        for link in links
        if (is_title(title := reader.text_of(link)) or is_numbered(title))
        and (are_files or not is_file(link.href))
        and not is_called_annex(title)
        and without_language(link.href) not in pages
    ]
    return (*(dict.fromkeys(found) if len(found) <= _MOST else ()), *texts)


def _in_siblings(outline: Outline, rows: set[int]) -> Iterator[Link]:
    """Yield the first link of each block beside the rows that has their tag, a link and a date, and is none of them.

    Beside a single row, the others may have `n. d.` for a date. Among rows that are links with a day in their words or
    their address, one may have none. A block around rows is their list.
    """
    starts = sorted(outline.starts[row] for row in rows)
    kinds = {(outline.parents[row], outline.tags[row].name) for row in rows}
    among = range(min(rows), max(rows)) if all(outline.tags[row].name == "a" for row in rows) else ()
    for element, tag in enumerate(outline.tags):
        if (outline.parents[element], tag.name) in kinds and element not in rows and not outline.navigation[element]:
            if bisect_left(starts, outline.starts[element]) < bisect_left(starts, outline.ends[element]):
                continue
            links = outline.links_between(outline.starts[element], outline.ends[element])
            if links and (len(rows) == 1 or element in among or has_date(outline, element)):
                yield outline.links[links[0]]


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
