"""Read links: their absolute URL in canonical form, its site and the number of its article.

No address is guessed.
"""

import re
from functools import lru_cache
from urllib.parse import parse_qsl, quote, urljoin, urlsplit, urlunsplit

from cdetrack.text.clean import INVISIBLE
from cdetrack.text.regex import regex

ENGLISH = "english.nmpa.gov.cn"
CHINESE = "www.nmpa.gov.cn"
CDE = "www.cde.org.cn"

_MIRROR, _MIRROR_PATH = "subsites.chinadaily.com.cn", "/nmpa/"
_KNOWN = {ENGLISH, CHINESE, CDE}
_SITES = _KNOWN | {_MIRROR}
_LONGEST_LINK = 4000
# Links that need no parsing; a listing may have ten thousand.
_PLAIN = regex(
    rf"https://(?:{re.escape(ENGLISH)}|{re.escape(CHINESE)}|{re.escape(CDE)})(?:/[\w-][\w.-]{{0,200}}){{1,20}}",
    re.ASCII,
)
_PLAIN_ELSEWHERE = regex(
    r"https?://([a-z0-9][a-z0-9.-]{0,200})(?::[1-9][0-9]{0,3}|:[1-5][0-9]{4})?(?:/[\w-][\w.-]{0,200}){1,20}", re.ASCII
)
_HOST = regex(r"https?://([a-z0-9.-]{1,200})(?::[0-9]{1,5})?/")
_RELATIVE = regex(r"[\w-][\w.-]{0,200}(?:/[\w-][\w.-]{0,200}){0,20}", re.ASCII)
_NUMBERS = regex(r"[0-9]+")
_BREAKS = regex(r"[\t\r\n]")  # browsers drop them: `java\nscript:` is a script
_REFERENCE = regex(r"&(?:amp|#[0-9]{1,4}|#x[0-9a-f]{1,4});", re.IGNORECASE)
"""An ampersand, or another character by its number, as HTML writes it. `&copy=1` is a parameter."""
_ESCAPES = 3
"""How many times a link may be escaped."""
_ENDS = regex(r'[\s"<>]')
_PAGE_PATH = regex(r"(?:/|/[^/.]*|\.html?)\Z", re.IGNORECASE)
ENGLISH_ARTICLE = regex(r"/c_([0-9]{1,12})(?P<part>_[0-9]{1,4})?\.html?\Z")
_CHINESE_ARTICLE = regex(r"/t?([0-9]{8,24}(?:_[0-9]{1,12})?)\.html?\Z")
_CDE_ARTICLE = regex(r"/(?:viewInfoCommon|regulatview|view|viewInfo|infopage)/([0-9A-Za-z_-]{6,80})/?\Z", re.IGNORECASE)
_CDE_QUERY = {"newsidcode", "zdyzidcode", "policyidcode", "regulatidcode", "idcode", "acceptid"}


def resolve(href: str, base: str | None) -> str | None:
    """Return the link as an absolute URL, or None for any other link: `javascript:`, `#`, a mail address.

    URLs on the known sites become canonical: https, the main host for a page on the mirror, no fragment. A file on the
    mirror stays there, since only pages are known to exist on both. Other hosts stay as they are. White space, `"`, `<`
    and `>` are quoted, since they would end a URL in a text. `&amp;`, which JSON and feeds keep from a page, is `&`.
    """
    base = _clean(base) if base is not None else None
    if plain := _plain(href, base):
        return plain
    link = _clean(href)
    if not link or link.startswith("#") or len(link) > _LONGEST_LINK:
        return None
    try:
        parts = urlsplit(urljoin(_canonical(base) if base else "", link))
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not host:
        return None
    if (host in _KNOWN or host == _MIRROR) and port in {None, 80, 443}:
        return _canonical(urlunsplit(parts))
    return urlunsplit(parts)


@lru_cache(maxsize=64)
def _clean(link: str) -> str:
    """Return a link without character references and invisible characters, with white space, `"`, `<`, `>` quoted."""
    if "&" in link:
        from html import unescape  # its table of entities takes 1 ms

        for _ in range(_ESCAPES):
            link = _REFERENCE().sub(lambda found: unescape(found[0]), link)
    if not (link.isascii() and link.isprintable()):
        link = _BREAKS().sub("", INVISIBLE().sub("", link))
    link = link.strip()
    return _ENDS().sub(lambda found: quote(found[0]), link)


def _canonical(url: str) -> str:
    """Return the canonical URL for one on a known site; raise ValueError for a broken one."""
    parts = urlsplit(url)
    host, path = parts.hostname or "", parts.path
    if parts.scheme not in {"http", "https"} or parts.port not in {None, 80, 443}:
        return url
    if host == _MIRROR and path.startswith(_MIRROR_PATH) and _PAGE_PATH().search(path):
        host, path = ENGLISH, path[len(_MIRROR_PATH) - 1 :]
    elif host == _MIRROR and path.startswith(_MIRROR_PATH):
        return urlunsplit(("https", host, path, parts.query, ""))
    return urlunsplit(("https", host, path, parts.query, "")) if host in _KNOWN else url


def _plain(href: str, base: str | None) -> str | None:
    """Return the absolute URL of a link that needs no parsing, as nearly all; None for any other."""
    if "://" in href:
        return href if _PLAIN().fullmatch(href) or _is_elsewhere(href) else None
    folder = _folder(base) if base and _RELATIVE().fullmatch(href) else None
    return folder + href if folder else None


def _is_elsewhere(url: str) -> bool:
    """Return True if a plain absolute URL is on no known site."""
    found = _PLAIN_ELSEWHERE().fullmatch(url)
    return found is not None and found[1] not in _SITES


@lru_cache(maxsize=64)
def _folder(base: str) -> str | None:
    """Return the base to which a plain relative link on that page is appended; None if `urljoin` is needed."""
    try:
        parts = urlsplit(_canonical(base))
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or parts.hostname in {None, _MIRROR} or "/." in parts.path:
        return None
    return f"{parts.scheme}://{parts.netloc}{parts.path.rpartition('/')[0]}/"


def site_of(url: str | None) -> str | None:
    """Return the host of a URL, the main one for a page on the mirror; None without one."""
    if not url:
        return None
    try:
        return urlsplit(_canonical(url)).hostname or None
    except ValueError:
        return None


def host_of(url: str | None) -> str:
    """Return the host of an address in lower case; empty for an address without one."""
    if plain := _HOST().match(url or ""):  # nearly every link: a listing may hold ten thousand
        return plain[1]
    try:
        return urlsplit(url or "").hostname or ""
    except ValueError:
        return ""


def is_within(host: str, domain: str) -> bool:
    """Return True if a host is the domain itself or a host of it."""
    return host == domain or host.endswith(f".{domain}")


def without_www(host: str) -> str:
    """Return the name of the site on a host: `www.` in front of it makes no other site."""
    return host.removeprefix("www.")


def is_one_site(one: str | None, other: str | None) -> bool:
    """Return True if two hosts are one site, with or without `www.`; False if either is missing."""
    return bool(one and other) and without_www(one or "") == without_www(other or "")


def without_password(url: str) -> str:
    """Return a URL without user name and password, as it may be shown and stored."""
    return re.sub(r"//[^/?#]*@", "//", url)


def article_of(url: str | None) -> tuple[str, str] | None:
    """Return the site and the number of the article in a URL; None without one.

    Sub-pages (`c_773012_2.htm`) belong to their article.
    """
    if url and _is_elsewhere(url):
        return None
    try:
        parts = urlsplit(_canonical(url or ""))
        site = parts.hostname
    except ValueError:
        return None
    if site not in _KNOWN:
        return None
    if site == CDE:
        for name, value in parse_qsl(parts.query):
            if name.lower() in _CDE_QUERY and value:
                return site, value
    form = {ENGLISH: ENGLISH_ARTICLE, CHINESE: _CHINESE_ARTICLE, CDE: _CDE_ARTICLE}[site]
    found = form().search(parts.path)
    return (site, found[1]) if found else None


def folder_of(url: str) -> str:
    """Return the host and the folder of an address, relative or not; the address itself if it cannot be parsed."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    return f"{parts.netloc}{parts.path.rpartition('/')[0]}"


def place_of(url: str) -> str:
    """Return host and folder with all numbers as one: those of a month or of a page differ."""
    return _NUMBERS().sub("0", folder_of(url))
