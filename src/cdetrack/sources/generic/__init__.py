"""Read any page that lists dated links, by what repeats in it or by CSS selectors.

Dates like 05/06/2016 are read in one order for the whole page: the order that any of its dates proves (13/06,
06/13, a `<time datetime>`), else month first for American hosts, else by the page's language and country.
"""

from collections.abc import Iterable, Mapping
from urllib.parse import urljoin, urlsplit

from cdetrack.errors import UnreadableError
from cdetrack.evidence import Listing, Page, RawNotice
from cdetrack.sources.generic.dates import Mention, date_in_url
from cdetrack.sources.generic.fields import Reader
from cdetrack.sources.generic.outline import Outline
from cdetrack.sources.generic.page import read_outline
from cdetrack.sources.generic.rows import find_rows
from cdetrack.sources.generic.selectors import Entry, select_entries
from cdetrack.sources.generic.titles import name_entries


def parse(page: Page, selectors: Mapping[str, str] | None = None) -> Listing:
    """Return the page's dated links as a listing of kind `generic`; dates are ISO, links as the page has them.

    `selectors` are CSS selectors: `item` for one entry, and optionally `title`, `link`, `date` and `summary` inside
    it; what is not named is found as without selectors. A link is resolved only where the page has a `<base>`.
    Raises UnreadableError when the page has no dated list, ConfigError for selectors that are none.
    """
    outline, soup = read_outline(page, whole=bool(selectors))
    problems: tuple[str, ...] = ()
    if selectors:
        entries, problems = select_entries(outline, soup, selectors, name=page.name)
    else:
        entries = _find_entries(outline)
    if not entries:
        raise UnreadableError(f"no dated list of links in {page.name}", hint=_HINT.format(page.url or "URL"))
    return Listing(
        kind="generic",
        notices=tuple(_notices(entries, outline)),
        base=None if page.url else outline.canonical,
        problems=problems,
    )


_HINT = (
    "see what is found with `cdetrack sources test {}`, and name the blocks with CSS selectors in the configuration:"
    ' `selectors = {{ item = "…" }}`'
)


def _find_entries(outline: Outline) -> list[Entry]:
    reader = Reader(outline)
    choice = find_rows(outline, reader)
    if choice is None:
        # The last resort: the days that the links themselves carry.
        _date_by_urls(outline)
        reader = Reader(outline)
        choice = find_rows(outline, reader)
    if choice is None:
        return []
    named = name_entries(reader, choice)
    return [
        Entry(title, outline.dates[one.date][1] if one.date is not None else one.row.shown, summary, one.link.href)
        for one, (title, summary) in zip(choice.picked, named, strict=True)
    ]


def _date_by_urls(outline: Outline) -> None:
    dated: list[tuple[Mention, str]] = []
    for link in outline.links:
        try:
            path = urlsplit(link.href).path
        except ValueError:
            continue
        if day := date_in_url(path[-_URL_LENGTH:]):
            dated.append((Mention(link.start, link.start, day, day), day.isoformat()))
    outline.dates = dated
    outline.date_starts = [mention.start for mention, _ in dated]


_URL_LENGTH = 300


def _notices(entries: Iterable[Entry], outline: Outline) -> Iterable[RawNotice]:
    seen: set[Entry] = set()
    for entry in entries:
        if entry not in seen:
            seen.add(entry)
            url = _resolved(outline.base, entry.href) if entry.href else None
            yield RawNotice(title=entry.title, date=entry.date, summary=entry.summary, url=url)


def _resolved(base: str | None, href: str) -> str:
    try:
        return urljoin(base, href) if base else href
    except ValueError:
        return href
