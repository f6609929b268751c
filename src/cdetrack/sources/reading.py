"""Recognise the format of a page by its content, never by its name, and call the parser for it.

Wrapped pages (in a mail, MHTML, a HAR file, a source view, an archive's copy) are unwrapped and read again, to a
limited depth. Parsers, and what decodes a page, are imported only when needed, to keep the start fast.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import islice

from cdetrack.errors import BlockedError, CutOffError, EmptyError, UnreadableError, UntakenListError
from cdetrack.model.record import Listing, Page, with_problems
from cdetrack.sources.layout import ANY, Layout
from cdetrack.text.regex import regex

READER = 10
"""The version of our parsers. After it goes up, pages are read again, and what only the parsers make of them is
recorded without alerts: other dates and titles, rows that older parsers took for one notice.
"""
_HEAD = 4096
_FEED = regex(rb"<(?:\w{1,20}:)?(?:rss|feed|rdf|urlset)[\s>]", re.IGNORECASE)
_VIEWER = b"webkit-xml-viewer-source-xml"
"""The id of the element with the source, in Chromium's own page about an XML file."""
_HTML = regex(rb"<!doctype html|<html[\s>]", re.IGNORECASE)
_ROOT = regex(rb"(?:\xef\xbb\xbf)?\s{0,999}<(?P<name>[A-Za-z_][A-Za-z0-9_.:]{0,60})[\s>]")
_NEW_TAGS = frozenset({b"main", b"dialog", b"template", b"picture", b"slot", b"search", b"svg"})
"""Elements of HTML that lxml's table does not have."""
_LINK = regex(rb"<a[\s>]", re.IGNORECASE)
_CDATA = regex(rb"<!\[CDATA\[.*?\]\]>", re.DOTALL)
_PRE = regex(rb"<pre[^>]{0,200}>\s{0,99}[\[{]", re.IGNORECASE)
_HEADER = regex(rb"(?:>?From |[0-9]{1,10}\s{1,20}[A-Za-z][A-Za-z-]{0,70}:|[A-Za-z][A-Za-z0-9-]{0,70}:)")
_PLIST = regex(rb"bplist00|\s{0,99}(?:<\?xml[^>]{0,200}>\s{0,99})?<!DOCTYPE plist")
_WORKBOOK = regex(rb"\APK\x03\x04|urn:schemas-microsoft-com:office:spreadsheet")
_STATUS_OF_A_FILE = 200
_DEEPEST = 6
_MOST_MAILS = 2000
_FEWEST_OF_DATA = 2


def read(page: Page, layout: Layout = ANY) -> tuple[Listing, ...]:
    """Return the listings on a page: at least one, each with at least one notice.

    `layout` is that of the page's source; it holds inside of wrappers as well.
    Raises UnreadableError for a page without a listing, with the reason, and BlockedError for a challenge.
    """
    from cdetrack.sources.entries import with_full_years

    return tuple(map(with_full_years, _read(page, layout, _DEEPEST)))


def _read(page: Page, layout: Layout, deepest: int) -> tuple[Listing, ...]:
    from cdetrack.sources.decoding import decode, utf8

    if deepest < 0:
        raise UnreadableError(
            f"{page.name} is a file within a file, more than {_DEEPEST} deep", hint="give the innermost one alone"
        )
    if (unwrapped := _wrapped(page, layout, deepest)) is not None:
        return unwrapped
    content = utf8(page)
    start = content[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n\x0b\x0c")
    if start[:1] in {b"{", b"["}:
        from cdetrack.sources.formats import json_kinds

        return json_kinds.read(page, decode(page), layout, lambda inner: _inside(inner, layout, deepest))
    if start[:1] != b"<" and _HEADER().match(start) and (mailed := _mail(page, layout, deepest)):
        return mailed
    html, feed = _HTML().search(start), _FEED().search(start)
    if start[:1] != b"<" and not html:
        return _text(page, content, layout, deepest, feed=feed is not None)
    first = feed and (not html or feed.start() < html.start() or _VIEWER in start[: feed.start()])
    if first or (not html and (start[:5] == b"<?xml" or _is_xml(content)) and not _has_records(content)):
        from cdetrack.sources.formats import feed as feeds

        return (feeds.parse(page),)
    return _html(page, content, layout, deepest)


def _wrapped(page: Page, layout: Layout, deepest: int) -> tuple[Listing, ...] | None:
    """Return the listings in gzip data, an answer with its headers, a workbook, Safari's archive, an archived copy.

    Returns None for any other file. Raises UnreadableError for binary data.
    """
    from cdetrack.sources.decoding import check_text
    from cdetrack.sources.wrappers import archive_copy, compressed, http_answer, webarchive

    if _PLIST().match(page.content[:_HEAD]):
        return _first(webarchive.pages(page), layout, deepest)
    if compressed.is_ours(page.content):
        return _inside(compressed.unwrap(page), layout, deepest)
    if http_answer.is_ours(page.content):
        return _inside(http_answer.unwrap(page), layout, deepest)
    if _WORKBOOK().search(page.content[:_HEAD]) and (book := _workbook(page)):
        return (book,)
    check_text(page)
    if archive_copy.is_address(page.url):
        return _inside(archive_copy.unwrap(page), layout, deepest, copy=True)
    return None


def _workbook(page: Page) -> Listing | None:
    """Return the listing in a workbook; None for any other archive."""
    from cdetrack.sources.formats import workbook_lists
    from cdetrack.sources.wrappers import workbook

    return workbook_lists.parse(page) if workbook.is_ours(page.content) else None


def _inside(page: Page, layout: Layout, deepest: int, *, copy: bool = False) -> tuple[Listing, ...]:
    """Return the listings of a page that was inside another file; their links resolve against that page."""
    return tuple(
        replace(listing, base=listing.base or page.url, copy=listing.copy or copy)
        for listing in _read(page, layout, deepest - 1)
    )


def _first(pages: Iterable[Page], layout: Layout, deepest: int) -> tuple[Listing, ...]:
    """Return the listings of the first page that has any; the other pages are its frames. Raises the first failure."""
    failure: UnreadableError | BlockedError | None = None
    for page in pages:
        try:
            return _inside(page, layout, deepest)
        except (UnreadableError, BlockedError) as problem:
            failure = failure or problem
    raise failure or UnreadableError("there is no page in the file")


def _mail(page: Page, layout: Layout, deepest: int) -> tuple[Listing, ...]:
    """Return the listings in MHTML, a mail or a mailbox; an empty tuple for any other text."""
    from cdetrack.sources.wrappers import eml, mhtml, mime

    content = eml.without_frame(page.content)
    mails = eml.mails(content)
    if len(mails) > 1:
        return _mailbox(page, mails, layout, deepest)
    whole = mime.parse_headers(content)
    if whole is None:
        return ()
    if mhtml.is_ours(whole):
        return _first(mhtml.pages(page, whole), layout, deepest)
    if not eml.is_ours(whole):
        return ()
    found: list[Listing] = []
    problems: list[str] = []
    held = eml.parts(page, whole)
    for parts in eml.bodies(page, held):
        read, unread = _all_of(parts, layout, deepest)
        problems += unread
        if read:
            # That a listing has no other form is nothing to tell of.
            found, problems = [eml.without_greeting(listing) for listing in read], []
            break
    told: list[str] = []
    for file, is_told in eml.attached(page, held):
        read, unread = _all_of([file], layout, deepest)
        found += read
        problems += unread
        told += unread if is_told else []
    if not found:
        why = f": {problems[0]}" if problems else ""
        raise UnreadableError(
            f"{page.name} is a mail without a listing in it{why}",
            hint="open the page that it links to, and save that one",
        )
    return with_problems(found, told)


def _all_of(pages: Iterable[Page], layout: Layout, deepest: int) -> tuple[list[Listing], list[str]]:
    """Return the listings of all pages, and the messages of those without one."""
    found: list[Listing] = []
    problems: list[str] = []
    for page in pages:
        try:
            found += _inside(page, layout, deepest)
        except (UnreadableError, BlockedError) as problem:
            problems.append(problem.message)
    return found, problems


def _mailbox(page: Page, mails: list[bytes], layout: Layout, deepest: int) -> tuple[Listing, ...]:
    """Return the listings of all mails in a mailbox; the mails without one become problems of the first listing."""
    inner = (replace(page, content=mail, name=f"mail {n} in {page.name}") for n, mail in enumerate(mails, start=1))
    found, problems = _all_of(islice(inner, _MOST_MAILS), layout, deepest)
    if len(mails) > _MOST_MAILS:
        problems.insert(0, f"{len(mails) - _MOST_MAILS} further mails in {page.name} were not read: split it")
    if not found:
        raise UnreadableError(f"none of the {len(mails)} mails in {page.name} has a listing: {problems[0]}")
    return with_problems(found, problems)


def _text(page: Page, content: bytes, layout: Layout, deepest: int, *, feed: bool) -> tuple[Listing, ...]:
    """Read text without markup: a table, lines, blocks, or JSON in a call."""
    from cdetrack.sources import refusals
    from cdetrack.sources.decoding import decode
    from cdetrack.sources.formats import json_syntax, own_lines, plaintext, sheet, text_refusals

    if feed:
        from cdetrack.sources.formats import feed as feeds
        from cdetrack.sources.formats.feed_xml import is_feed

        if is_feed(content):  # after the output of a broken program
            return (feeds.parse(page),)
    shown = decode(page).lstrip("\ufeff \t\r\n")
    refusals.check_request(page, shown)
    shown = json_syntax.without_label(json_syntax.without_quotes(shown))
    if shown[:1] in {"{", "["} or json_syntax.has_call(shown):
        from cdetrack.sources.formats import json_kinds

        return json_kinds.read(page, shown, layout, lambda inner: _inside(inner, layout, deepest))
    if own_lines.is_ours(shown):
        return (own_lines.parse(page),)
    own_lines.check_drawn(page, shown)
    if shown.strip() == "null":
        raise EmptyError(f"{page.name} holds no notices: it is `null`", hint="an empty listing is never recorded")
    if sheet.is_ours(shown):
        return (sheet.parse(page),)
    text = plaintext.parse(page)
    if error := text_refusals.table_below_headings(page, shown, len(text.notices)):
        raise error
    return (text,)


def _html(page: Page, content: bytes, layout: Layout, deepest: int) -> tuple[Listing, ...]:
    """Unwrap a page, then try the known layouts, then the search for repeated blocks."""
    from cdetrack.sources.wrappers import archive_copy

    if archive_copy.is_ours(content):
        return _inside(archive_copy.unwrap(page), layout, deepest, copy=True)
    if (inner := _unwrapped(page, content)) is not None:
        return _inside(inner, layout, deepest)
    if known := _known(page, content, layout):
        return (known,)
    from cdetrack.sources import generic, refusals

    if _PRE().search(content[:_HEAD]):
        return _data(page, layout, deepest, None)
    refusals.check_error(page, content)
    try:
        check_challenge(page, content)
        return (generic.parse(page),)
    except CutOffError:
        raise
    except UnreadableError as failure:
        return _without_dates(page, content, layout, deepest, failure)


def _without_dates(
    page: Page, content: bytes, layout: Layout, deepest: int, failure: UnreadableError
) -> tuple[Listing, ...]:
    """Return the listing in the page's data, or that of a page which lists notices without dates.

    Raises the cause for which the page is no listing: `failure`, or a more exact one.
    """
    from cdetrack.sources import generic, refusals

    # A list of dated links that was taken for a menu is cause enough.
    is_dated = isinstance(failure, UntakenListError) and failure.is_dated
    cause = failure if is_dated else refusals.explanation(page, content, failure)
    try:
        return _data(page, layout, deepest, cause)
    except UnreadableError as problem:
        bare = generic.parse_bare(page) if problem is cause is failure and not is_dated else None
        if bare is None:
            raise
        return (bare,)


def _is_xml(content: bytes) -> bool:
    """Return True for a document without links whose root is no element of HTML: XML may lack its declaration."""
    from lxml.html import defs

    if (root := _ROOT().match(content)) is None or root["name"].lower() in _NEW_TAGS:
        return False
    name = root["name"].decode()
    if name.lower() in defs.tags or not content.rstrip().endswith(f"</{name}>".encode()):
        return False
    # Each section before the last end has one: the pattern searches no other to the end of the page.
    end = content.rfind(b"]]>") + len(b"]]>")
    return not (_LINK().search(_CDATA().sub(b"", content[:end])) or _LINK().search(content, end))


def _has_records(content: bytes) -> bool:
    from cdetrack.sources.wrappers import script_records

    return script_records.is_ours(content)


def _unwrapped(page: Page, content: bytes) -> Page | None:
    """Return the page in a source view or a script, or a saved page with the address noted in it; None for others."""
    from cdetrack.sources.wrappers import saved_from, script_records, view_source

    if view_source.is_ours(content):
        return view_source.unwrap(page)
    if script_records.is_ours(content):
        return script_records.unwrap(page)
    address = saved_from.address(content) if page.url is None else None
    return replace(page, url=address) if address else None


def _known(page: Page, content: bytes, layout: Layout) -> Listing | None:
    """Return the listing of a page with a known layout, or None. Raises UnreadableError if such a page is damaged."""
    if layout.selectors:
        from cdetrack.sources import generic

        check_challenge(page, content)
        return generic.parse(page, layout.selectors)
    from cdetrack.sources.nmpa import english
    from cdetrack.text.links import ENGLISH, site_of

    if english.is_ours(content):
        return english.parse(page)
    if site_of(page.url) == ENGLISH or layout.kind == "nmpa-english":
        check_challenge(page, content)
        # A known layout: any other repeated block is a menu or a sidebar.
        return english.parse(page)
    from cdetrack.sources.cde import lists_html
    from cdetrack.sources.nmpa import chinese

    if lists_html.is_ours(page, content) or (layout.kind == "cde" and not _PRE().search(content[:_HEAD])):
        check_challenge(page, content)
        return lists_html.parse(page)
    if chinese.is_ours(page, content) or layout.kind == "nmpa-chinese":
        check_challenge(page, content)
        return chinese.parse(page)
    return None


def check_challenge(page: Page, content: bytes) -> None:
    """Raise BlockedError for a challenge, UnreadableError for the empty frame of a JavaScript application."""
    from cdetrack.sources import refusals
    from cdetrack.sources.challenge import how_to_go_on, is_challenge, is_empty_application

    if is_challenge(_STATUS_OF_A_FILE, {}, content):
        raise BlockedError(
            f"{page.name} is the site's challenge, not its page", hint=how_to_go_on(page.url or "the page")
        )
    if is_empty_application(content):
        raise refusals.application_error(page)


def _data(
    page: Page, layout: Layout, deepest: int, failure: UnreadableError | BlockedError | None
) -> tuple[Listing, ...]:
    """Return the listing in JSON that an HTML page shows, or has for its scripts.

    Raises `failure` if there is none, or the first failure of the JSON if `failure` is None.
    """
    from cdetrack.sources.wrappers import json_in_html

    for value in json_in_html.json_texts(page):
        try:
            listings = _inside(page.with_text(value.text, "text/plain"), replace(layout, kind=None), deepest)
        except (UnreadableError, BlockedError) as problem:
            failure = failure or (problem if isinstance(problem, UnreadableError) else None)
            continue
        named = not value.is_data or layout.json is not None
        if named or any(sum(bool(raw.date) for raw in each.notices) >= _FEWEST_OF_DATA for each in listings):
            return listings
    raise failure or UnreadableError(f"{page.name} shows no list")
