"""Unwrap an archive's or a cache's copy of a page: restore its links, remove the additions.

The Wayback Machine and the archives with its software (OpenWayback, pywb) put an address such as
`https://web.archive.org/web/20250913012345/` before each link, a toolbar between two comments or in `#wm-ipp-base`,
and scripts into the head. archive.today has links such as `https://archive.ph/o/aB3cD/https://…`. The caches of Google
and Baidu have a box above the page and its address in `<base>`. Google's translation serves `www.example.org` as
`www-example-org.translate.goog`.
"""

import re
from dataclasses import replace
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from cdetrack.model.record import Page
from cdetrack.sources.decoding import decode
from cdetrack.text.links import host_of
from cdetrack.text.regex import regex

_HEAD = 16384
_HOST = "web.archive.org"
_CACHES = frozenset({"webcache.googleusercontent.com", "cache.baiducontent.com", "cache.baidu.com"})
_TRANSLATED = ".translate.goog"
_REPLAYED = regex(
    rb"(?:web-static\.archive\.org|archive\.org)/_static/|End Wayback Rewrite JS|BEGIN WAYBACK TOOLBAR"
    rb"|FILE ARCHIVED ON [0-9]|id=[\"']wm-ipp-base[\"']|<!-- WB Insert -->|\bwbinfo\.url\s?="
)
_CACHED = regex(
    rb"webcache\.googleusercontent\.com|google-cache-hdr|Google's cache of|Google&#39;s cache of"
    rb"|id=[\"']?bd_snap\b|\xe7\x99\xbe\xe5\xba\xa6\xe5\x92\x8c\xe7\xbd\x91\xe9\xa1\xb5"
    rb"|\xe7\x99\xbe\xe5\xba\xa6\xe5\xbf\xab\xe7\x85\xa7"  # 百度和网页, 百度快照
)
_TODAY = r"archive\.(?:today|ph|is|li|md|vn|fo)"
_CAPTURED = regex(
    rf"<link\s[^>]{{0,50}}href=[\"']https?://{_TODAY}/(?:[0-9.-]{{14,19}}/(https?://[^\"'\s]{{1,4000}}))".encode(),
    re.IGNORECASE,
)
_PREFIX = regex(
    r"(?:(?:https?:)?//web\.archive\.org(?::(?:80|443))?)?/web/[0-9]{1,14}(?:[a-z]{2}_)?/(?=(?:https?:)?//|mailto:)"
    r"|(?:(?:https?:)?//[\w.-]{1,200}(?::\d{1,5})?)?(?:/[\w.~-]{1,60}){0,3}/[0-9]{14}(?:[a-z]{2}_)?/(?=https?://)"
    rf"|(?:(?:https?:)?//{_TODAY})?/(?:o/\w{{4,8}}|[0-9]{{4}}\.[0-9]{{2}}\.[0-9]{{2}}-[0-9]{{6}})/(?=https?://)"
)
_TRANSLATED_LINK = regex(rf"https?://[\w-]{{1,200}}{re.escape(_TRANSLATED)}(?:/[^\s\"'<>]{{0,4000}})?")
_SCHEME = len("https:/")
"""Where to look for a second `//`: behind the first slash of an address. Without one, no address holds another."""
_PARAMETER = "_x_tr_"
_TOOLBARS = (
    ("<!-- BEGIN WAYBACK TOOLBAR INSERT -->", "<!-- END WAYBACK TOOLBAR INSERT -->"),
    ("<!-- WB Insert -->", "<!-- End WB Insert -->"),
)
_BOXES = ('<div id="wm-ipp-base"', '<div id="wm-ipp-print"', '<div id="donato"', '<div id="HEADER"')
_DIV = regex(r"<(/?)div\b", re.IGNORECASE)
_ORIGINAL = (
    regex(r"__wm\.wombat\(\s{0,9}[\"'](https?://[^\"'\s]{1,4000})[\"']"),
    regex(r"id=\"wmtbURL\"[^>]{0,300}value=\"(https?://[^\"\s]{1,4000})\""),
    regex(r"\bwbinfo\.url\s?=\s?[\"'](https?://[^\"'\s]{1,4000})[\"']"),
)
_BASE = regex(r"<base\s[^>]{0,50}href=[\"']?(https?://[^\"'\s>]{1,4000})", re.IGNORECASE)
_ROOT = regex(r"<!doctype html|<html[\s>]", re.IGNORECASE)


def is_address(url: str | None) -> bool:
    """Return True for the address of a copy: then all links in the file, of any format, may be the archive's."""
    return url is not None and (_original_of(url) != url or host_of(url) in {_HOST, *_CACHES})


def is_ours(content: bytes) -> bool:
    """Return True for an HTML page with the marks of a copy; a link to an archive does not count."""
    return _is_replayed(content) or _is_cached(content) or _captured(content) is not None


def unwrap(page: Page) -> Page:
    """Return the original page, with its address if the copy has it; without that, the page has no address."""
    text = decode(page).lstrip("\ufeff")
    content = text.encode("utf-8", "replace")
    told = _original_of(page.url) if page.url else None
    if _is_cached(content) or host_of(page.url) in _CACHES:
        url, text = _uncached(text)
    elif captured := _captured(content):
        url, text = captured[1].decode("utf-8", "replace"), _without_additions(text)
    else:
        url = next((found[1] for form in _ORIGINAL if (found := form().search(text))), None)
        text = _without_additions(text)
    text = _TRANSLATED_LINK().sub(lambda found: _original_of(found[0]), _PREFIX().sub("", text))
    if told is None or told == page.url or is_address(told):
        told = url if not is_address(url) else None
    # Remove the marks of a copy, so that the page is not recognised as one again.
    for mark in (_REPLAYED, _CACHED, _CAPTURED):
        text = re.sub(mark().pattern.decode(), "", text)
    kind = (page.content_type or "").partition(";")[0].strip()
    return replace(page.with_text(text, kind or "text/html"), url=told)


def _original_of(url: str) -> str:
    """Return the address that a copy's address holds; any other address unchanged."""
    found = _PREFIX().match(url) if "//" in url[_SCHEME:] or "mailto:" in url else None
    if found:
        return url[found.end() :]
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return url
    if not host.endswith(_TRANSLATED):
        return url
    # A hyphen stands for a dot, two for a hyphen.
    host = host.removesuffix(_TRANSLATED).replace("--", "\0").replace("-", ".").replace("\0", "-")
    query = parse_qsl(parts.query.replace("&amp;", "&"), keep_blank_values=True)
    kept = urlencode([(name, value) for name, value in query if not name.startswith(_PARAMETER)])
    return urlunsplit(parts._replace(netloc=host, query=kept))


def _is_replayed(content: bytes) -> bool:
    # The last of its comments is after the page.
    return any(_REPLAYED().search(piece) for piece in (content[:_HEAD], content[-_HEAD:]))


def _captured(content: bytes) -> re.Match[bytes] | None:
    head = content[:_HEAD]
    return _CAPTURED().search(head) if b"archive." in head.lower() else None


def _is_cached(content: bytes) -> bool:
    head = content[:_HEAD]
    found = _CACHED().search(head)
    if found is None:
        return False
    # Only the cache's own box is before the body, or directly in it with a `<base>` before: the text of a page may
    # mention the cache.
    before = head[: found.start()].lower()
    return b"<body" not in before or (b"bd_snap" in found[0] and b"<base" in before)


def _uncached(text: str) -> tuple[str | None, str]:
    """Return the address in the cache's box, and the page below the box."""
    head = text[:_HEAD]
    base = _BASE().search(head)
    begin = max((found.start() for found in _ROOT().finditer(head)), default=0)
    return (base[1] if base else None), text[begin:]


def _without_additions(text: str) -> str:
    for begins, ends in _TOOLBARS:
        begin, end = text.find(begins), text.find(ends)
        if 0 <= begin < end:
            text = text[:begin] + text[end + len(ends) :]
    for box in _BOXES:
        if (begin := text.find(box)) >= 0:
            text = text[:begin] + text[_end_of(text, begin) :]
    return text


def _end_of(text: str, begin: int) -> int:
    """Return the end of the `div` that begins there, or its start if it is not closed."""
    depth = 0
    for found in _DIV().finditer(text, begin):
        depth += -1 if found[1] else 1
        if not depth:
            return text.find(">", found.end()) + 1 or begin
    return begin
