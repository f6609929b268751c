"""Tell a challenge from a page: an answer that wants a browser to run a script before it shows anything.

cdetrack evades no challenge; it says what happened and how a person gets the page.
"""

import re
from collections.abc import Mapping
from http import HTTPStatus

_STATUSES = frozenset({202, 412})
"""What the CDE and the NMPA's Chinese site answer a plain client with."""
_REFUSALS = frozenset({400, 403, 429, 503})
"""A challenge may also come as one of these; then only what is known to be one counts."""
_MARKERS = (b"$_ts", b"9dhefwqgprzgxep9hpaoag", b"_incapsula_resource")
"""In lower case; the first two are the gate of the CDE and the NMPA."""
_COOKIE = "FSSBBIl1UgzbN7N80"
_LARGEST = 1024 * 1024
"""A page of more bytes is no challenge, and is not searched for one."""
_FEW_LETTERS = 200
"""A challenge says at most "please enable JavaScript"; a list says more than this with its first items."""
_CONTENT = re.compile(rb"<(?:a|li|td|item|entry)[\s>]")
_BLANK = b"\xef\xbb\xbf \t\r\n"
_TAG = re.compile(rb"<[^<>]*>")


def is_challenge(status: int, headers: Mapping[str, str], body: bytes) -> bool:
    """Return whether an answer is a challenge instead of a page; `headers` finds its names in any case.

    A page behind such a gate carries the gate's script too: what has content is a page, whatever else it has.
    """
    if status in _STATUSES or headers.get("cf-mitigated") == "challenge":
        return True
    if len(body) > _LARGEST:
        return False
    lower = body.lower()
    # A title in JSON may speak of a script.
    if not lower.lstrip(_BLANK).startswith(b"<") or b"<script" not in lower:
        return False
    if status in _REFUSALS:
        return _COOKIE in headers.get("set-cookie", "") or any(marker in lower for marker in _MARKERS)
    return status == HTTPStatus.OK and not _has_content(lower)


def is_gate(body: bytes) -> bool:
    """Return whether a page carries the script of a gate that is known by it."""
    lower = body[:_LARGEST].lower()
    return any(marker in lower for marker in _MARKERS)


def how_to_go_on(url: str) -> str:
    """Return the hint for a person whose browser gets what cdetrack does not."""
    return (
        f"open {url} in a browser and wait until the list shows; then, in the developer tools, Network: "
        "reload, pick the list's request, and `Save all as HAR` (or save the response alone); "
        "then `cdetrack ingest FILE`"
    )


def visible(page: bytes) -> bytes:
    """Return the page without comments, scripts and what only scripts use; its title is kept."""
    return _stripped(page, b"template", b"svg")


def _has_content(lower: bytes) -> bool:
    shown = _stripped(lower, b"title")
    letters = b"".join(_TAG.sub(b" ", shown).split())
    return _CONTENT.search(shown) is not None or len(letters) > _FEW_LETTERS


def _stripped(page: bytes, *others: bytes) -> bytes:
    """Return the page without comments, scripts, styles and these `others`, in one pass for each."""
    for name in (b"script", b"style", b"noscript", *others):
        page = _without(page, b"<" + name, b"</" + name)
    return _without(page, b"<!--", b"-->")


def _without(text: bytes, start: bytes, end: bytes) -> bytes:
    kept = []
    at = 0
    while (begin := text.find(start, at)) >= 0:
        kept.append(text[at:begin])
        close = text.find(end, begin + len(start))
        if close < 0:
            return b"".join(kept)
        at = close + len(end)
    kept.append(text[at:])
    return b"".join(kept)
