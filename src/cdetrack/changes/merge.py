"""Merge an entry of a look into a notice; each source's own wording is kept apart.

The title, date, summary and link of a notice come from its own source: the site that its link names, else the first
source in use that showed it. Different values of other sources are kept beside them.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl

from cdetrack.changes.keys import address, same_address
from cdetrack.model.notice import Attachment
from cdetrack.model.record import INGEST, Record
from cdetrack.text.clean import differ_by_a_badge
from cdetrack.text.links import host_of, is_one_site

WORDED = ("title", "date", "summary", "url")
"""Fields that each source may word in its own way."""

Sites = Mapping[str, str]
"""Source -> the host of its own pages, or empty, for each source that is in use."""


def says_nothing_new(known: Record, shown: Record) -> bool:
    """Return True if an entry equals the known notice, as nearly all entries of a long listing do."""
    return (
        shown.title == known.title
        and (shown.date_from == "seen" or (shown.date, shown.date_from) == (known.date, known.date_from))
        and shown.summary in {None, known.summary}
        and shown.url in {None, known.url}
        and shown.article in {None, known.article}
        and shown.feed_id in {None, known.guid}
        and shown.document_date in {None, known.document_date}
        and shown.stated.items() <= known.stated.items()
        and shown.body in {None, known.body}
        and (not shown.attachments or with_kept_files(shown.attachments, known.attachments) == known.attachments)
        and not known.shown
        and all(source in known.sources for source in shown.sources)
    )


def merged(
    known: Record, shown: Record, *, detail: bool, sites: Sites, tokens: bool = False, gone: bool = False
) -> Record:
    """Return `known` updated by one entry of a look; a field that the entry lacks keeps its value.

    `tokens` tells that the links of the source have new values in their queries at each look: these are no change of
    the target, and would fill the history. `gone` tells that no source has shown the notice lately.

    A value changes only if the *same source* showed another value before, or if no source of the notice's site shows
    the old one any more. Otherwise two sections with different wordings of one article would change it back and forth
    at each look.
    """
    if tokens:
        shown = _with_known_link(known, shown)
    added = () if detail else tuple(source for source in shown.sources if source not in known.sources)
    sources = (*known.sources, *added)
    url = known.url or shown.url
    own = frozenset[str]() if detail else own_sources(known._replace(sources=sources, url=url), sites)
    speaks = not own.isdisjoint(shown.sources)
    # The issuer's own page may be seen after other sources that link to it.
    takes_over = not own.isdisjoint(added) and own.isdisjoint(known.sources)
    is_named = any(is_one_site(host_of(url), sites.get(source)) for source in own.intersection(shown.sources))
    left = _left(known, own.intersection(() if gone else known.sources)) if takes_over or is_named else ()
    worded = {name: _worded(name, known, shown, speaks=speaks, is_left=name in left, detail=detail) for name in WORDED}
    dated = speaks and shown.date_from == "listing" and worded["date"] == shown.date
    record = known._replace(
        **worded,
        date_from="listing" if dated else known.date_from,
        article=known.article or shown.article,
        guid=shown.feed_id if speaks and shown.feed_id is not None else known.guid,
        sources=sources,
        document_date=shown.document_date or known.document_date,
        stated=_stated(known, shown, takes_over=takes_over, detail=detail) if shown.stated else known.stated,
        body=shown.body or known.body,
        attachments=with_kept_files(shown.attachments, known.attachments) or known.attachments,
    )
    return record if detail else record._replace(shown=_wordings(known, shown, record))


def _stated(known: Record, shown: Record, *, takes_over: bool, detail: bool) -> Mapping[str, str]:
    """Return the facts that the listings state; one changes if a source that had stated another value corrects it."""
    if detail:
        return {**known.stated, **shown.stated}
    facts = dict(known.stated)
    for name, new in shown.stated.items():
        last = [known.shown.get(each, {}).get(name, facts.get(name)) for each in shown.sources if each in known.sources]
        if name not in facts or (new not in last if last else takes_over):
            facts[name] = new
    return facts


def with_lost_title(known: Record, shown: Record) -> Record:
    """Return an entry with the title that its source showed last, if the entry has lost it.

    It then has for a title the first sentence of the summary that stood below its title before, or all of it.
    """
    # Imported for an entry that was read.
    from cdetrack.text.first_sentence import first_sentence

    for source in (each for each in shown.sources if shown.untitled and each in known.sources):
        summary = last_shown(known, source, "summary")
        is_left = isinstance(summary, str) and shown.summary in {None, summary}
        if is_left and shown.title in {summary, first_sentence(str(summary))}:
            return shown._replace(title=str(last_shown(known, source, "title")))
    return shown


def with_title_shown_before(known: Record, shown: Record) -> Record:
    """Return an entry with the title that its source showed last, if all that came is a badge such as `NEW`.

    In a feed or a table, such a word may be part of the title: it goes once the source shows the title without it.
    """
    for source in (each for each in shown.sources if each in known.sources):
        title = str(last_shown(known, source, "title"))
        if differ_by_a_badge(title, shown.title) and len(title) <= len(shown.title):
            return shown._replace(title=title)
    return shown


def with_kept_files(shown: Sequence[Attachment], known: Sequence[Attachment]) -> tuple[Attachment, ...]:
    """Return the attachments of a page, with the kept files of the `known` ones unless other bytes were fetched.

    The same bytes leave everything as it was, also the time of fetching: they are no change.
    """
    kept = {each.url: each for each in known if each.sha256 is not None}
    return tuple(
        kept[each.url]._replace(name=each.name, type=each.type or kept[each.url].type)
        if each.url in kept and each.sha256 in {None, kept[each.url].sha256}
        else each
        for each in shown
    )


def own_sources(record: Record, sites: Sites) -> frozenset[str]:
    """Return the sources that word a notice: those of the site that its link names, else the first one in use."""
    host = host_of(record.url)
    own = frozenset(name for name in record.sources if is_one_site(host, sites.get(name)))
    named = [name for name in record.sources if name != INGEST] or record.sources
    in_use = [name for name in named if name in sites]
    return own or frozenset((in_use or named)[:1])


def _left(known: Record, sources: Collection[str]) -> frozenset[str]:
    """Return the fields whose values none of the sources showed last."""
    return frozenset(
        name
        for name in WORDED
        if not any(_same(name, getattr(known, name), last_shown(known, source, name)) for source in sources)
    )


def _worded(name: str, known: Record, shown: Record, *, speaks: bool, is_left: bool, detail: bool) -> Any:  # noqa: ANN401 - text or a day
    """Return the new value of a field; `is_left` tells that its own sources do not show the old one any more."""
    new, main = getattr(shown, name), getattr(known, name)
    if new is None or (name == "date" and shown.date_from == "seen"):
        return main
    if detail or not speaks:
        return new if main is None and (detail or name == "url") else main
    if main is None or (name == "date" and known.date_from == "seen"):
        return new
    last = [last_shown(known, source, name) for source in shown.sources if source in known.sources]
    # A source that is new to the notice, such as another section of the site, may use a shorter headline.
    is_other = last and not any(_same(name, new, value) for value in last)
    return new if is_other or (is_left and not _same(name, new, main)) else main


def _wordings(known: Record, shown: Record, merged: Record) -> dict[str, dict[str, str]]:
    """Return source -> the fields and facts that it shows differently from `merged`."""
    wordings: dict[str, dict[str, str]] = {}
    for source in merged.sources:
        differing: dict[str, str] = {}
        for name in WORDED:
            value = getattr(shown, name) if source in shown.sources else None
            if name == "date" and shown.date_from == "seen":
                value = None
            if value is None:
                value = last_shown(known, source, name) if source in known.sources else None
            if name == "date" and known.date_from == "seen" and value == known.date:
                value = None
            if value is not None and not _same(name, value, getattr(merged, name)):
                differing[name] = value.isoformat() if isinstance(value, date) else str(value)
        facts = {**known.stated, **known.shown.get(source, {})} if source in known.sources else {}
        facts |= shown.stated if source in shown.sources else {}
        differing |= {name: facts[name] for name, fact in merged.stated.items() if facts.get(name, fact) != fact}
        if differing:
            wordings[source] = differing
    return wordings


def last_shown(known: Record, source: str, name: str) -> object:
    """Return the last value of a field that a source showed."""
    text = known.shown.get(source, {}).get(name)
    if text is None:
        return getattr(known, name)
    return date.fromisoformat(text) if name == "date" else text


def has_other_values(one: str, other: str | None) -> bool:
    """Return True if two links differ in nothing but the values of their queries."""
    return other is not None and bool(other_values(one, other))


def other_values(one: str, other: str) -> frozenset[str]:
    """Return the names of the values by which the queries of two links differ; none if the links differ otherwise."""
    (place, ours), (other_place, theirs) = _split(one), _split(other)
    if place != other_place or [name for name, _ in ours] != [name for name, _ in theirs]:
        return frozenset()
    return frozenset(name for name, _ in {*ours} ^ {*theirs})


def without_values(url: str, names: Collection[str]) -> tuple[object, ...]:
    """Return an address without the values of these names in its query."""
    place, values = _split(url)
    return place, *(each for each in values if each[0] not in names)


def _with_known_link(known: Record, shown: Record) -> Record:
    """Return an entry with the known link of its notice if its own has nothing but other values in its query."""
    links = [last_shown(known, source, "url") for source in shown.sources if source in known.sources] + [known.url]
    old = (link for link in links if isinstance(link, str) and not _is_escaped(link))
    return shown._replace(url=next((link for link in old if has_other_values(link, shown.url)), shown.url))


def _same(name: str, one: object, other: object) -> bool:
    if name == "url" and isinstance(one, str) and isinstance(other, str):
        return one == other if _is_escaped(one) or _is_escaped(other) else same_address(one, other)
    return one == other


def _is_escaped(url: str) -> bool:
    """Return True for an escaped ampersand, which earlier versions recorded: the link leads nowhere."""
    return "&amp;" in url


@lru_cache(maxsize=8192)  # each link of a title on a day is compared with the others
def _split(url: str) -> tuple[str, list[tuple[str, str]]]:
    """Return an address without its query, and the names and values of the query."""
    place, _, query = address(url).partition("?")
    return place, parse_qsl(query, keep_blank_values=True, errors="replace")
