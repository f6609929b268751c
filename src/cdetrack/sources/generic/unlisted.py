"""Name the links of a list's kind that were taken for none of its entries: no entry is lost without a word.

Where dates are outside of the entries, nothing but its words and its address tells a short last entry from a link of a
footer, or an entry from an annex in its line.
"""

from cdetrack.sources.generic.date_sides import links_like_entries
from cdetrack.sources.generic.outline import Outline
from cdetrack.sources.generic.row_reader import ListCandidate, RowReader, is_annex
from cdetrack.sources.generic.title_check import is_numbered, is_title

_MOST = 20
"""More such links are another list, of which a note tells."""


def unlisted(outline: Outline, reader: RowReader, candidate: ListCandidate) -> tuple[str, ...]:
    """Return the titles of the links that may be entries, in page order; none for a list with dates in its rows."""
    taken = [one.link for one in candidate.picked if one.row.unlinked is None]
    if not taken or any(one.row.element >= 0 for one in candidate.picked):
        return ()
    found = [
        title
        for link in links_like_entries(outline, taken)
        if (is_title(title := reader.text_of(link)) or is_numbered(title)) and not is_annex(title, link.href)
    ]
    return tuple(found) if len(found) <= _MOST else ()
