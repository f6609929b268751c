"""Recognise a challenge: a response that requires a browser to run a script before it shows the page.

cdetrack evades no challenge; it reports it, with a hint how the user can save the page.
"""

import re
from collections.abc import Mapping
from http import HTTPStatus

from cdetrack.text.regex import regex

_STATUSES = frozenset({202, 412})
"""The responses of the CDE and the NMPA's Chinese site to a plain client."""
_ERROR_STATUSES = frozenset({400, 403, 429, 503})
"""A challenge may also come with one of these; then a known marker counts, whatever else the page shows."""
_MARKERS = (b"$_ts", b"9dhefwqgprzgxep9hpaoag", b"_incapsula_resource")
"""In lower case; the first two are from the gate of the CDE and the NMPA."""
_COOKIE = "FSSBBIl1UgzbN7N80"
_MAX_BYTES = 1024 * 1024
"""A larger page is not a challenge."""
_MAX_LETTERS = 200
"""A challenge has at most a sentence such as "please enable JavaScript"; the first items of a list have more."""
_LETTER = regex(rb"[a-z0-9\x80-\xff]")
_FRAME = regex(rb"<iframe\b[^<>]{0,500}?_incapsula_resource")
"""The frame that a challenge of Imperva consists of, in lower case."""
_CONTENT = regex(rb"<(?:a|li|td|item|entry)[\s>]")
_DATA = (
    *(b"<record>", b"window.__data", b"__next_data__", b"__next_f.push(", b"json.parse("),
    *(b'"application/json"', b'"application/ld+json"'),
)
"""Marks of data for a page's script, in lower case."""
_TARGET = regex(
    rb"""(?:\b(?:window|document|self|top|parent)\s?\.\s?)?\blocation(?:\s?\.\s?href)?\s?"""
    rb"""(?:=|\.\s?(?:replace|assign)\s?\()\s?["']([^"'<>\s+]{1,500})["']\s?(?:[;)}\r\n]|\Z|</)""",
    re.IGNORECASE,
)
_ROOT = regex(
    rb"<(?:[a-z]{1,20}-root\b|(?:div|main|section|body)\b[^<>]{0,200}?\bid=[\"']?"
    rb"(?:app|root|main-app|__next|__nuxt|___gatsby|react-root|vue-app|mount|application)[\"'\s>])",
    re.IGNORECASE,
)
_SCRIPT = regex(rb"<script\b[^<>]{0,500}?(?:\bsrc=|type=[\"']?module)|<script>", re.IGNORECASE)
_AGREE = regex(
    "<button\\b[^<>]{0,500}>[^<]{0,40}(?:accept|agree|consent|allow|akzept|zustimm|aceptar|同意|接受)".encode()
)
"""A button that agrees to a question, in lower case: no challenge has one."""
_SCRIPT_BODY = regex(rb"<script\b[^<>]{0,500}>([^<]{0,2000})</script", re.IGNORECASE)
_LONGEST_REDIRECT = 600
"""Bytes of a script that only leads on; longer ones assign addresses for their buttons."""
_OBJECTS = regex(rb"\[\s{0,99}\{\s{0,99}(?:[\"'][\w$@-]{1,60}[\"']|[a-z_$][\w$]{0,60})\s{0,9}:")
"""The beginning of a list of objects in a script."""
_BLANK = b"\xef\xbb\xbf \t\r\n"
_TAG = regex(rb"<[^<>]*>")


def is_challenge(status: int, headers: Mapping[str, str], body: bytes) -> bool:
    """Return True if a response is a challenge instead of a page; `headers` has case-insensitive names.

    A page behind such a gate contains the gate's script too: a response with content is a page.
    """
    if status in _STATUSES or headers.get("cf-mitigated") == "challenge":
        return True
    # A title in JSON may mention a script.
    if len(body) > _MAX_BYTES or not (lower := body.lower()).lstrip(_BLANK).startswith(b"<"):
        return False
    if _FRAME().search(lower) and not _has_content(lower):
        return True
    if status >= HTTPStatus.BAD_REQUEST:
        return b"<script" in lower and _is_challenge_with_error(status, headers, lower)
    return status == HTTPStatus.OK and b"<script" in lower and _is_only_a_script(body, lower)


def _is_challenge_with_error(status: int, headers: Mapping[str, str], lower: bytes) -> bool:
    """Return True for a script that belongs to a challenge; a page about an error has words for people."""
    known = _COOKIE in headers.get("set-cookie", "") or any(marker in lower for marker in _MARKERS)
    return (status in _ERROR_STATUSES and known) or (b"cookie" in lower and not _LETTER().search(_words(lower)))


def _is_only_a_script(body: bytes, lower: bytes) -> bool:
    """Return True for a page that shows nothing, and whose script has neither data nor an address to go on to."""
    if _has_content(lower) or is_empty_application(body):
        return False
    return is_gate(lower) or not (_has_data(lower) or script_target(body) or _AGREE().search(lower))


def is_empty_application(body: bytes) -> bool:
    """Return True for the empty frame of a JavaScript application that is not a challenge."""
    if len(body) > _MAX_BYTES or is_gate(body) or _has_content(body.lower()):
        return False
    return _ROOT().search(body) is not None and _SCRIPT().search(body) is not None


def script_target(body: bytes) -> str | None:
    """Return the address that a page's script leads on to, as written; None for a script that sets a cookie first."""
    for script in _SCRIPT_BODY().finditer(body[:_MAX_BYTES]):
        if len(script[1]) <= _LONGEST_REDIRECT and b"cookie" not in script[1].lower():
            found = _TARGET().search(script[1])
            if found and (b"/" in found[1] or b"." in found[1]):
                return found[1].decode("utf-8", "replace")
    return None


def is_gate(body: bytes) -> bool:
    """Return True if a page contains the script of a known gate."""
    lower = body[:_MAX_BYTES].lower()
    return any(marker in lower for marker in _MARKERS)


def how_to_go_on(url: str) -> str:
    """Return a hint how to save the page from a browser and ingest it."""
    return (
        f"open {url} in a browser and wait until the list shows; then, in the developer tools, Network: "
        "reload, pick the list's request, and `Save all as HAR` (or save the response alone); "
        "then `cdetrack ingest FILE`"
    )


def visible(page: bytes) -> bytes:
    """Return the page without comments, scripts, styles, templates and drawings; its title stays."""
    return _stripped(page, b"template", b"svg")


def _has_content(lower: bytes) -> bool:
    return _CONTENT().search(_stripped(lower, b"title")) is not None or len(_words(lower)) > _MAX_LETTERS


def _words(lower: bytes) -> bytes:
    """Return the letters that a page shows, without its title."""
    return b"".join(_TAG().sub(b" ", _stripped(lower, b"title")).split())


def _has_data(lower: bytes) -> bool:
    """Return True if the page has a list for its own script: then its script shows the page and is no challenge."""
    return any(mark in lower for mark in _DATA) or _OBJECTS().search(lower) is not None


def _stripped(page: bytes, *others: bytes) -> bytes:
    """Return the page without comments, scripts, styles and these `others`."""
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
