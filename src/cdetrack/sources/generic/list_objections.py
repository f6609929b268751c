"""Tell why links with dates are no list of notices: dates in prose, references of an article, days of a register."""

import re

from cdetrack.sources.generic.blocks import FEWEST, has_date, has_link
from cdetrack.sources.generic.outline import Outline
from cdetrack.sources.generic.rivals import distinct
from cdetrack.sources.generic.row_reader import RowReader
from cdetrack.sources.generic.rows import ListCandidate
from cdetrack.sources.generic.sentences import are_sentences
from cdetrack.sources.generic.title_check import is_title
from cdetrack.text.clean import shorten

POOREST = 0.5
"""Below this mean weight the dates are those of prose. 0.35 changes no page, 0.65 loses the list of a parliament."""
SURE = 0.9
"""A lone row needs a labelled or isolated date and a title. 0.7 changes no page, 0.97 changes 1 test page."""
_HOME = re.compile(r"(?:(?:https?:)?//[^/?#]+)?/?", re.IGNORECASE)
"""The address of a home page."""
_FEWEST_OF_ONE_LINK = 3
"""Two rows that lead to one page may be the parts of one entry."""
_SOUND = 0.75
"""The mean weight of such rows: their dates are in no prose, and their links may be called `PDF`."""
_REFERENCES = 3
"""An article has rarely more dated references of one kind. 2 changes no page, 4 refuses a listing of 4 rows."""
_PARAGRAPH = 150
"""The fewest characters of a line of prose. No page changes from 100 to 250."""
_MUCH_PROSE = 800
"""The fewest characters of prose of an article. 500 changes no page, 1200 changes 2 pages."""
_MOST = 0.8
"""The share of rows that counts as nearly all."""


def why_no_list(outline: Outline, reader: RowReader, candidate: ListCandidate) -> str | None:
    """Return why links with dates are no list of notices; None for a list."""
    why = None
    if _have_few_days(outline, candidate):
        place = "addresses" if reader.by_links else "titles"
        why = f"have a day in their {place}, and most links of their list have none"
    elif not _is_list(outline, candidate):
        is_one = len({one.link.href for one in candidate.picked}) < FEWEST
        why = "all lead to one page" if is_one else "have their dates amid the words of a text"
    elif is_below_prose(outline, candidate):
        why = "are few, beside much text: the references of an article"
    elif are_sentences(outline, candidate):
        why = "are words of sentences"
    elif _are_states(reader, candidate):
        why = "have the days since or until which something is so, as in a register"
    if why is None:
        return None
    example = shorten(reader.text_of(candidate.picked[0].link))
    return f"{len(candidate.picked)} links with dates, such as `{example}`, {why}"


def _is_list(outline: Outline, candidate: ListCandidate) -> bool:
    if len({one.link.href for one in candidate.picked}) < FEWEST and not _is_of_one_link(outline, candidate):
        return False
    return candidate.weight / len(candidate.picked) >= POOREST


def _is_of_one_link(outline: Outline, candidate: ListCandidate) -> bool:
    """Return True for entries that all lead to one page or file, and differ in their titles; each has its own date.

    A home page is none: steps of an application, with the days of each, lead to the site that takes it.
    """
    picked = candidate.picked
    if _HOME.fullmatch(picked[0].link.href):
        return False
    if len(picked) < _FEWEST_OF_ONE_LINK or candidate.weight < _SOUND * len({one.date for one in picked}):
        return False
    dated = all(one.row.element >= 0 and one.row.heading is None and one.date is not None for one in picked)
    titles = [outline.clean(one.row.start, one.row.end) for one in picked]
    return dated and distinct(outline, candidate) == 1 and all(map(is_title, titles))


def _are_states(reader: RowReader, candidate: ListCandidate) -> bool:
    """Return True for the rows of a register: people since they took office, laboratories since their accreditation."""
    states = sum(one.date is not None and reader.date_context.is_of_a_state(one.date) for one in candidate.picked)
    return states >= _MOST * len(candidate.picked)


def _have_few_days(outline: Outline, candidate: ListCandidate) -> bool:
    """Return True if the only dates are in the words of links, and most links of the list have none: a site map."""
    rows = {one.row.element for one in candidate.picked}
    days = [(one.link, outline.date_starts[one.date]) for one in candidate.picked if one.date is not None]
    if min(rows) < 0 or not all(link.start <= day < link.end for link, day in days):
        return False
    paths, parents = {outline.paths[row] for row in rows}, {outline.parents[row] for row in rows}
    linked = (at for path in paths for at in outline.by_path(path) if outline.parents[at] in parents)
    return sum(has_link(outline, at) and not has_date(outline, at) for at in linked) > len(rows)


def is_below_prose(outline: Outline, candidate: ListCandidate) -> bool:
    """Return True for a few links beside many paragraphs: the references of an article are no listing."""
    return len(candidate.picked) <= _REFERENCES and is_beside_prose(outline, candidate)


def is_beside_prose(outline: Outline, candidate: ListCandidate) -> bool:
    """Return True for links beside many paragraphs."""
    prose = 0
    whole = all(one.row.element >= 0 for one in candidate.picked)
    first, last = (candidate.picked[0].row.start, candidate.picked[-1].row.end) if whole else (0, 0)
    for start, end in outline.lines_between(0, len(outline.text)):
        # Inside rows that are elements, a summary is no prose, but a paragraph around a link is. A long title is none.
        links = outline.links_between(start, end)
        length = end - start - sum(outline.links[each].end - outline.links[each].start for each in links)
        around = not first <= start < last or bool(links)
        if length >= _PARAGRAPH and around and not outline.navigation[outline.element_at(start)]:
            prose += length
    return prose >= _MUCH_PROSE
