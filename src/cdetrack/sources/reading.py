"""Recognise what a page is by its content, never by its name, and hand it to the parser for it."""

import re

from cdetrack.errors import BlockedError, UnreadableError
from cdetrack.evidence import Listing, Page
from cdetrack.sources.decoding import check_text, decode, utf8

_HEAD = 4096
_FEED = re.compile(rb"<(?:\w{1,20}:)?(?:rss|feed|rdf|urlset)[\s>]", re.IGNORECASE)
_VIEWER = b"webkit-xml-viewer-source-xml"
"""What Chromium calls the place of the source in its own page about an XML file."""
_HTML = re.compile(rb"<!doctype html|<html[\s>]", re.IGNORECASE)
_JSON_STARTS = re.compile(r"(?:\{\s{0,99}[\"}]|\[\s{0,99}(?:[\]{\"\[0-9-]|null|true|false)|\[\s{0,99}\Z)")
_PRE = re.compile(r"<pre[^>]{0,200}>(\s{0,99}[\[{])", re.IGNORECASE)
_STATUS_OF_A_FILE = 200
_DEEPEST = 2


def read(page: Page, *, kind: str | None = None) -> tuple[Listing, ...]:
    """Return the listings on a page, at least one, each with at least one notice.

    `kind` is what an HTML page must be where that is known: nothing else that repeats on it is then taken for one.
    Raises UnreadableError for what is no listing, with what it is instead, and BlockedError for a challenge.
    """
    return _read(page, kind, _DEEPEST)


def _read(page: Page, kind: str | None, deepest: int) -> tuple[Listing, ...]:
    check_text(page)
    content = utf8(page)
    start = content[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n\x0b\x0c")
    if start[:1] in {b"{", b"["}:
        return _json(page)
    if start[:1] != b"<" and not _HTML.search(start):
        from cdetrack.sources import sheet, text  # here and below: parsers are imported when they are needed

        if _FEED.search(start):
            from cdetrack.sources import feed as feeds
            from cdetrack.sources.feedxml import is_feed

            if is_feed(content):  # behind what a broken program said before it
                return (feeds.parse(page),)

        if sheet.is_sheet(content[:_HEAD].decode("utf-8", "ignore")):
            return (sheet.parse(page),)
        return (text.parse(page),)
    html = _HTML.search(start)
    feed = _FEED.search(start)
    first = feed and (not html or feed.start() < html.start() or _VIEWER in start[: feed.start()])
    if first or (start[:5] == b"<?xml" and not html):
        from cdetrack.sources import feed as feeds

        return (feeds.parse(page),)
    return _html(page, content, kind, deepest)


def _json(page: Page) -> tuple[Listing, ...]:
    from cdetrack.sources import cde, export, har

    text = decode(page).lstrip("\ufeff \t\r\n")
    try:
        data = export.loads(text)
    except ValueError as problem:
        return (_not_one_value(page, text, problem),)
    if isinstance(data, dict):
        if har.is_har(data):
            return har.parse(page, data)
        if str(data.get("version", "")).startswith("https://jsonfeed.org/version/"):
            from cdetrack.sources import feed

            return (feed.parse_json(page, data),)
        if (answer := cde.answer_in(data)) is not None:
            data = answer
        if cde.is_answer(data):
            return cde.parse_answers([cde.Answer(data=data, name=page.name)], name=page.name)
    if isinstance(data, list) and any(map(cde.is_answer, data)):
        answers = [
            cde.Answer(data=value, name=f"answer {number} in {page.name}") for number, value in enumerate(data, start=1)
        ]
        return cde.parse_answers(answers, name=page.name)
    return (export.parse(page, data),)


def _not_one_value(page: Page, content: str, problem: ValueError) -> Listing:
    """Read JSON Lines, or a text that begins with a bracket; raise UnreadableError for broken JSON."""
    from cdetrack.sources import export, text

    if export.is_lines(content):
        return export.parse_lines(page)
    if not _JSON_STARTS.match(content):
        return text.parse(page)
    raise UnreadableError(
        f"{page.name} is broken or cut-off JSON: {str(problem)[:200]}",
        hint="save or export it again: nothing was kept",
    )


def _html(page: Page, content: bytes, kind: str | None, deepest: int) -> tuple[Listing, ...]:
    """Try the layouts that we know; what is none of them goes to the search for repeated blocks."""
    from cdetrack.challenge import how_to_go_on, is_challenge
    from cdetrack.links import ENGLISH, site_of
    from cdetrack.sources import nmpa_english

    if nmpa_english.is_ours(content):
        return (nmpa_english.parse(page),)
    if is_challenge(_STATUS_OF_A_FILE, {}, content):
        raise BlockedError(
            f"{page.name} is the site's challenge, not its page",
            hint=how_to_go_on(page.url or "the page"),
        )
    if site_of(page.url) == ENGLISH or kind == "nmpa-english":
        # Its layout is known: whatever else repeats on its pages is menu or sidebar.
        return (nmpa_english.parse(page),)
    from cdetrack.sources import cde, generic, nmpa_chinese

    if cde.is_ours(page, content):
        return (cde.parse_html(page),)
    if nmpa_chinese.is_ours(page, content) or kind == "nmpa-chinese":
        return (nmpa_chinese.parse(page),)
    shown = _PRE.search(content[:_HEAD].decode("utf-8", "replace"))
    if shown and deepest and (inner := _preformatted(page)):
        return _read(Page(content=inner, url=page.url, name=page.name), kind, deepest - 1)
    return (cde.parse_html(page) if kind == "cde" else generic.parse(page),)


def _preformatted(page: Page) -> bytes:
    """Return the text of a page that is nothing but a `pre`: how some browsers save JSON."""
    from cdetrack.sources.markup import text, tree

    found = next(tree(page).iter("pre"), None)
    return text(found).strip().encode("utf-8", "replace") if found is not None else b""
