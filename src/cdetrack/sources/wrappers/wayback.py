"""Unwrap the copy of a page from the Wayback Machine or Google's cache: restore its links, remove the additions.

The Wayback Machine puts `https://web.archive.org/web/20250913012345/` before each address, a toolbar between two
comments or in `#wm-ipp-base`, and its scripts into the head. Google's cache put a box above the page and its address
into `<base>`.
"""

import re
from dataclasses import replace

from cdetrack.model.record import Page
from cdetrack.text.links import host_of

_HEAD = 16384
_HOST = "web.archive.org"
_CACHE = "webcache.googleusercontent.com"
_WAYBACK = re.compile(
    rb"(?:web-static\.archive\.org|archive\.org)/_static/|End Wayback Rewrite JS|BEGIN WAYBACK TOOLBAR"
    rb"|FILE ARCHIVED ON [0-9]|id=[\"']wm-ipp-base[\"']"
)
_CACHED = re.compile(rb"webcache\.googleusercontent\.com|google-cache-hdr|Google's cache of|Google&#39;s cache of")
_PREFIX = re.compile(
    r"(?:(?:https?:)?//web\.archive\.org(?::(?:80|443))?)?/web/[0-9]{1,14}(?:[a-z]{2}_)?/(?=(?:https?:)?//|mailto:)"
)
_TOOLBAR = ("<!-- BEGIN WAYBACK TOOLBAR INSERT -->", "<!-- END WAYBACK TOOLBAR INSERT -->")
_BOXES = ('<div id="wm-ipp-base"', '<div id="wm-ipp-print"', '<div id="donato"')
_DIV = re.compile(r"<(/?)div\b", re.IGNORECASE)
_ORIGINAL = (
    re.compile(r"__wm\.wombat\(\s{0,9}[\"'](https?://[^\"'\s]{1,4000})[\"']"),
    re.compile(r"id=\"wmtbURL\"[^>]{0,300}value=\"(https?://[^\"\s]{1,4000})\""),
)
_BASE = re.compile(r"<base\s[^>]{0,50}href=[\"']?(https?://[^\"'\s>]{1,4000})", re.IGNORECASE)
_ROOT = re.compile(r"<!doctype html|<html[\s>]", re.IGNORECASE)


def is_ours(page: Page, content: bytes) -> bool:
    """Return True for an archive's copy; a link to an archive does not count."""
    return host_of(page.url) in {_HOST, _CACHE} or _is_wayback(content) or _is_cached(content)


def unwrap(page: Page, content: bytes) -> Page:
    """Return the original page, with its address if the copy has it."""
    text = content.decode("utf-8", "replace")
    told = _PREFIX.sub("", page.url) if page.url else None
    if _is_cached(content) or host_of(page.url) == _CACHE:
        url, text = _uncached(text)
    else:
        whole = text
        url = next((found[1] for form in _ORIGINAL if (found := form.search(whole))), None)
        text = _PREFIX.sub("", _without_toolbar(text))
    if told is None or host_of(told) in {_HOST, _CACHE}:
        told = url if host_of(url) not in {_HOST, _CACHE} else None
    # Remove the marks of a copy, so that the page is not recognised as one again.
    for mark in (_WAYBACK, _CACHED):
        text = re.sub(mark.pattern.decode(), "", text)
    return replace(page, content=text.encode("utf-8", "replace"), url=told, content_type="text/html; charset=utf-8")


def _is_wayback(content: bytes) -> bool:
    # The last of its comments is after the page.
    return any(_WAYBACK.search(piece) for piece in (content[:_HEAD], content[-_HEAD:]))


def _is_cached(content: bytes) -> bool:
    found = _CACHED.search(content[:_HEAD])
    # Only the cache's own box is before the body: the text of a page may mention the cache.
    return found is not None and b"<body" not in content[: found.start()].lower()


def _uncached(text: str) -> tuple[str | None, str]:
    """Return the address in the cache's box, and the page below the box."""
    head = text[:_HEAD]
    base = _BASE.search(head)
    begin = max((found.start() for found in _ROOT.finditer(head)), default=0)
    return (base[1] if base else None), text[begin:]


def _without_toolbar(text: str) -> str:
    begin, end = (text.find(mark) for mark in _TOOLBAR)
    if 0 <= begin < end:
        text = text[:begin] + text[end + len(_TOOLBAR[1]) :]
    for box in _BOXES:
        if (begin := text.find(box)) >= 0:
            text = text[:begin] + text[_end_of(text, begin) :]
    return text


def _end_of(text: str, begin: int) -> int:
    """Return the end of the `div` that begins there, or its start if it is not closed."""
    depth = 0
    for found in _DIV.finditer(text, begin):
        depth += -1 if found[1] else 1
        if not depth:
            return text.find(">", found.end()) + 1 or begin
    return begin
