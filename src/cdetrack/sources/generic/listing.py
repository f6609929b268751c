"""Read a page of any site that lists dated links, by its repeated blocks or by CSS selectors.

Dates such as 05/06/2016 are read in one order for the whole page: the source's `date_order`, or the order that one of
the dates proves (13/06, 06/13, a `<time datetime>`). Otherwise the order is guessed by host, language and country, and
the listing is marked `guessed`.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from urllib.parse import urljoin

from cdetrack.model.record import Listing, MatchCounts, Page, RawNotice, UnreadableEntry
from cdetrack.sources.decoding import utf8
from cdetrack.sources.generic.bare_lists import find_bare_list
from cdetrack.sources.generic.best_list import NoList, find_list
from cdetrack.sources.generic.entry_links import day_in_address
from cdetrack.sources.generic.featured import with_featured
from cdetrack.sources.generic.further import further_page
from cdetrack.sources.generic.heading_titles import with_heading_titles
from cdetrack.sources.generic.left_out import lists_left_out, no_list, other_page
from cdetrack.sources.generic.options import dated_options
from cdetrack.sources.generic.other_pages import other_name, why_no_notices
from cdetrack.sources.generic.outline import Outline
from cdetrack.sources.generic.parsed_entry import ParsedEntry, is_guessed
from cdetrack.sources.generic.parsing import language_of, read_outline
from cdetrack.sources.generic.row_reader import RowReader
from cdetrack.sources.generic.rows import ListCandidate
from cdetrack.sources.generic.rows_without_date import unreadable_date
from cdetrack.sources.generic.rows_without_link import is_of_entry, says_nothing, with_unlinked_rows
from cdetrack.sources.generic.short_days import dated_by_address, day_at_end
from cdetrack.sources.generic.title_attributes import words_of
from cdetrack.sources.generic.title_check import is_date, is_title
from cdetrack.sources.generic.titles import name_entries
from cdetrack.sources.generic.unlisted import unlisted
from cdetrack.sources.generic.usual_list import list_place
from cdetrack.sources.page_end import check_whole
from cdetrack.sources.refusals import check_error
from cdetrack.text.clean import shorten
from cdetrack.text.dates.finding import Mention


def parse(page: Page, selectors: Mapping[str, str] | None = None) -> Listing:
    """Return the page's dated links as a listing of kind `generic`; dates are ISO, links as the page has them.

    An entry of the list whose date cannot be read has the text in its place, or None, for a date; one without a link
    has no url, one without a title is a problem.

    `selectors` are CSS selectors: `item` for one entry, and optionally `title`, `link`, `date` and `summary` inside
    it; what is not named is found as without selectors. A link is resolved only where the page has a `<base>`.
    Raises UnreadableError when the page has no dated list, CutOffError when its end may be missing, ConfigError for
    selectors that are none.
    """
    check_whole(page)
    outline, soup = read_outline(page, whole=bool(selectors))
    found, matches, objection = _Found(), None, NoList()
    links, dates = len(outline.links), len(outline.dates)
    if selectors:
        # Only here: their library takes longer to import than all of Beautiful Soup.
        from cdetrack.sources.generic.selectors import select_entries

        check_error(page, utf8(page))
        entries, unreadable, matches = select_entries(outline, soup, selectors, name=page.name)
        found = _Found(entries, unreadable)
    else:
        read = _find_entries(outline, page)
        if isinstance(read, _Found):
            found = read
        else:
            objection = read
        if not found.entries:
            found = _Found(dated_options(soup, lang=language_of(soup), url=outline.address))
    if not found.entries:
        raise no_list(outline, page.name, links=links, dates=dates, objection=objection)
    listing = _listing(page, outline, found.entries, found.unreadable, matches)
    return replace(listing, list_place=found.place, unlisted=found.unlisted)


def parse_bare(page: Page) -> Listing | None:
    """Return the listing of a page whose entries have no dates, or which has a single entry; None without any.

    It is for a page that `parse` refuses and that is known to be no login, error, article or form. A date without a
    year has the year in the link's address, if there is one.
    """
    outline, soup = read_outline(page)
    reader = RowReader(outline)
    candidate = find_bare_list(outline, reader, soup, outline.address)
    if candidate is None:
        return None
    found: list[ParsedEntry] = []
    for one, entry in zip(candidate.picked, _entries(outline, reader, candidate), strict=True):
        day = dated_by_address(outline, one.link, one.row.start, one.row.end) if one.date is None else None
        found.append(replace(entry, date=day.isoformat()) if day else entry)
    entries, unreadable = _titled(outline, candidate, found)
    place = list_place(outline, candidate, page.usual_lists)
    listing = _listing(page, outline, entries, unreadable)
    return replace(listing, list_place=place, unlisted=unlisted(outline, reader, candidate))


def _listing(
    page: Page,
    outline: Outline,
    entries: list[ParsedEntry],
    unreadable: tuple[UnreadableEntry, ...] = (),
    matches: MatchCounts | None = None,
) -> Listing:
    """Return the listing of a page's entries; `matches` are those of the source's selectors, if it has any."""
    further = further_page(outline)
    taken = {entry.href for entry in entries if entry.href}
    return Listing(
        kind="generic",
        notices=tuple(_notices(entries, outline)),
        base=None if page.url else outline.canonical,
        unreadable=unreadable,
        date_order=outline.date_order,
        guessed=any(entry.guessed for entry in entries),
        short_days=any(entry.short_day for entry in entries),
        further=further.exists,
        next_url=_resolved(outline.base, further.next_url) if further.next_url else None,
        next_by=further.by,
        left_out=lists_left_out(outline, taken) if matches is None else (),
        matches=matches,
    )


@dataclass(frozen=True, slots=True)
class _Found:
    """The entries of a page's list, the problems of others, the list's place, and the links that may be entries."""

    entries: list[ParsedEntry] = field(default_factory=list)
    unreadable: tuple[UnreadableEntry, ...] = ()
    place: str | None = None
    unlisted: tuple[str, ...] = ()


def _find_entries(outline: Outline, page: Page) -> _Found | NoList:
    """Return what the page's list has, or why it has none. Raises UntakenListError for another page."""
    why: str | None = None
    for attempt in (_by_dates, _by_addresses):
        found = attempt(outline, page.usual_lists)
        if not isinstance(found, NoList):
            return _found_in(outline, page, *found)
        why = why or found.why
    return NoList(why)


def _by_dates(outline: Outline, usual_lists: Sequence[str]) -> tuple[RowReader, ListCandidate] | NoList:
    """Return the best list of links with dates, or the longer one of links that a script follows, and its reader."""
    reader = RowReader(outline)
    found = find_list(outline, reader, usual_lists)
    if isinstance(found, NoList):
        return _by_scripts(outline, usual_lists) or found
    # A row of it may link to a file besides: that is no list of its own.
    longer = not usual_lists and _may_be_longer(outline, found)
    return (_by_scripts(outline, usual_lists, beyond=len(found.picked)) if longer else None) or (reader, found)


def _may_be_longer(outline: Outline, found: ListCandidate) -> bool:
    """Return True if there are more titles that a script follows, or more dates outside of the rows, than rows.

    Without either, a second search finds nothing: links that unfold each row, or set the size of the font.
    """
    most = len(found.picked)
    titles = {title for link in outline.scripted if is_title(title := words_of(outline, link))}
    own = sum(len(outline.dates_between(one.row.start, one.row.end)) for one in found.picked)
    return len(outline.scripted) > most and max(len(titles), len(outline.dates) - own) > most


def _by_scripts(
    outline: Outline, usual_lists: Sequence[str], *, beyond: int = 0
) -> tuple[RowReader, ListCandidate] | None:
    """Return the best list with links that only a script follows, if most of its links are such.

    It must have more rows than `beyond`.
    """
    if len(outline.scripted) <= beyond:
        return None
    links = outline.links
    outline.links = sorted([*links, *outline.scripted], key=lambda link: link.start)
    outline.link_starts = [link.start for link in outline.links]
    reader = RowReader(outline)
    found = find_list(outline, reader, usual_lists)
    if not isinstance(found, NoList) and len(found.picked) > beyond:
        scripted = sum(one.link.scripted for one in found.picked)
        if scripted > len(found.picked) / 2 and scripted > beyond:
            return reader, found
    outline.links, outline.link_starts = links, [link.start for link in links]
    return None


def _by_addresses(outline: Outline, usual_lists: Sequence[str]) -> tuple[RowReader, ListCandidate] | NoList:
    """Return the best list of links with dates in their addresses, several of them, and a title."""
    _date_by_urls(outline)
    reader = RowReader(outline, by_links=True)
    found = find_list(outline, reader, usual_lists)
    if isinstance(found, NoList):
        return found
    dated = sum(one.date is not None for one in found.picked)
    is_list = dated >= _FEWEST_BY_LINKS and any(one.titled for one in found.picked)
    return (reader, found) if is_list else NoList()


def _found_in(outline: Outline, page: Page, reader: RowReader, candidate: ListCandidate) -> _Found | NoList:
    """Return what a list has, or why it lists no notices. Raises UntakenListError for another page."""
    usual_lists = page.usual_lists
    place = list_place(outline, candidate, usual_lists)
    candidate = with_heading_titles(outline, with_featured(outline, reader, candidate))
    candidate, untitled = with_unlinked_rows(outline, reader, candidate)
    others = unlisted(outline, reader, candidate, untitled.values())
    named = list(_entries(outline, reader, candidate))
    if place not in usual_lists and (none := why_no_notices(outline, candidate, named)):
        return none
    entries, problems = _titled(outline, candidate, named, untitled)
    if place not in usual_lists and (name := other_name(outline, candidate)):
        raise other_page(page.name, name, place)
    return _Found(entries, problems, place, others)


def _titled(
    outline: Outline,
    candidate: ListCandidate,
    found: Iterable[ParsedEntry],
    untitled: Mapping[int, int] = MappingProxyType({}),
) -> tuple[list[ParsedEntry], tuple[UnreadableEntry, ...]]:
    """Return the entries with a title, and the others with their problems and places.

    A row without a link that says that there is nothing is neither. `untitled` are the dates of rows without a link or
    title, by the start of the row.
    """
    entries: list[ParsedEntry] = []
    ends: list[int] = []
    problems = {start: f"an entry of `{outline.dates[at][1]}` has no title" for start, at in untitled.items()}
    for one, entry in zip(candidate.picked, found, strict=True):
        if entry.href is None and says_nothing(outline, one.row.start, one.row.end):
            continue
        # A tab that unfolds what happened on a day has a date for a title, and leads to no page.
        is_day = entry.href is None and is_date(entry.title)
        if is_title(entry.title) or (entry.title and one.row.unlinked is None and not is_day):
            entries.append(entry)
            ends.append(one.row.end)
        else:
            where = f": `{shorten(entry.href)}`" if entry.href else ""
            problems[one.row.start] = f"an entry of `{entry.date or 'no date'}` has no title{where}"
    # The rows may be in any order: without one, no place is known.
    in_order = ends == sorted(ends)
    return entries, tuple(
        UnreadableEntry(problem, bisect_right(ends, start) if in_order else None) for start, problem in problems.items()
    )


def _entries(outline: Outline, reader: RowReader, candidate: ListCandidate) -> Iterable[ParsedEntry]:
    for one, (title, summary, untitled) in zip(candidate.picked, name_entries(reader, candidate), strict=True):
        shown = unreadable_date(one.row)
        if one.date is not None and (
            one.row.heading is not None
            or not reader.date_context.is_deadline(one.date)
            or (one.link.scripted and is_of_entry(outline, reader, one.date, one.row.start, one.row.end))
        ):
            shown = outline.dates[one.date][1]
        day = dated_by_address(outline, one.link, one.row.start, one.row.end) if reader.by_links else None
        if day is not None:
            # The page was made on the day in its address, and published on the one that the list shows.
            shown = day.isoformat()
        href = None if one.link.scripted else one.link.href
        short_day = day is not None or day_at_end(outline, one.link) is not None
        yield ParsedEntry(title, shown, summary, href, is_guessed(outline, one.date), short_day, untitled)


def _date_by_urls(outline: Outline) -> None:
    """Date the links by their addresses: of several to one page, the first with a title, and not `Read more`."""
    named = {link.href: link for link in reversed(outline.links) if is_title(words_of(outline, link))}
    dated: list[tuple[Mention, str]] = []
    for link in outline.links:
        if named.get(link.href, link) is not link:
            continue
        if day := day_in_address(link.href):
            dated.append((Mention(link.start, link.start, day, day), day.isoformat()))
    outline.dates = dated
    outline.date_starts = [mention.start for mention, _ in dated]


_FEWEST_BY_LINKS = 3
"""Two dates in addresses also occur in the links of prose."""


def _notices(entries: Iterable[ParsedEntry], outline: Outline) -> Iterable[RawNotice]:
    for entry in entries:
        url = _resolved(outline.base, entry.href) if entry.href else None
        yield RawNotice(entry.title, entry.date, entry.summary, url, untitled=entry.untitled)


def _resolved(base: str | None, href: str) -> str:
    try:
        return urljoin(base, href) if base else href
    except ValueError:
        return href
