"""Turn what a page shows into our types; the one place for rules on white space, dates, links and identity.

Nothing is guessed: a date that can be read in two ways, or a link that is no web address, is refused.
Days are Asia/Shanghai, the regulator's.
"""

import re
from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache
from urllib.parse import parse_qsl, quote, unquote, urljoin, urlsplit, urlunsplit

from cdetrack.evidence import RawNotice, Record
from cdetrack.model import Attachment

ENGLISH = "english.nmpa.gov.cn"
CHINESE = "www.nmpa.gov.cn"
CDE = "www.cde.org.cn"

_SHANGHAI = timezone(timedelta(hours=8))  # no daylight saving since 1991
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_LONGEST_DATE = 80

# Control characters, zero-width characters, direction marks and lone surrogates: none is part of a text,
# each can hide or reorder it. Tab, newline and their like are white space and are folded, not removed.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ud800-\udfff]"
)


def fold_text(text: str) -> str:
    """Return the text on one line: runs of white space as one space, what cannot be seen removed.

    White space is Unicode's (no-break, full-width, line and paragraph separators too); nothing else is
    altered.
    """
    if not (text.isascii() and text.isprintable()):
        text = _UNSEEN.sub("", text)
    return " ".join(text.split())


def fold_lines(text: str) -> str:
    """Return the text with each line folded and empty lines left out: the form of a notice's body."""
    folded = (fold_text(line) for line in text.splitlines())
    return "\n".join(line for line in folded if line)


# --- dates ------------------------------------------------------------------------------------------------

_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? )?"
_TIME = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d{1,9})?)?"
# `CST` is left out: in a Chinese feed it is China's, in RFC 822 it is Chicago's.
_ZONE = r"(?P<zone>Z|UTC?|GMT|EST|EDT|CDT|MST|MDT|PST|PDT|[+-]\d{2}:?\d{2})"
_ZONES = {"EST": -5, "EDT": -4, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7}
_YEAR, _MON, _DAY = r"(?P<year>\d{4})", r"(?P<month>\d{1,2})", r"(?P<day>\d{1,2})"
_FORMS = tuple(
    re.compile(form, re.ASCII | re.IGNORECASE)
    for form in (
        rf"{_YEAR}(?P<sep>[-/.]){_MON}(?P=sep){_DAY}(?:[T ] ?{_TIME} ?{_ZONE}?)?",
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})",
        rf"{_YEAR} ?年 ?{_MON} ?月 ?{_DAY} ?日(?: ?{_TIME})?",
        rf"{_WEEKDAY}{_MONTH} {_DAY}(?:st|nd|rd|th)?,? {_YEAR}",
        rf"{_WEEKDAY}{_DAY}(?:st|nd|rd|th)?[ -]{_MONTH}[, -] ?{_YEAR}(?: {_TIME}(?: {_ZONE})?)?",
    )
)
_BRACKETS = {"〔": "〕", "[": "]", "(": ")", "（": "）", "【": "】", "［": "］"}
_NARROW = str.maketrans("０１２３４５６７８９－／．：，", "0123456789-/.:,")


def parse_date(text: str) -> date:
    """Return the day that the whole text is, in Asia/Shanghai; raise ValueError when it is none.

    ISO, `2025/9/5`, `2025.09.05`, `20250905`, `2025年9月5日`, any of them in brackets, `September 5, 2025`,
    `5 September 2025`, ISO and RFC 822 times (one with a zone is converted); years 1900 to 2100. A date that
    can be read in two ways, such as `05/09/2025`, is refused.
    """
    if len(text) > 4 * _LONGEST_DATE:
        raise ValueError("a text this long is not a date")
    return _parse_date(fold_text(text))


@lru_cache(maxsize=4096)
def _parse_date(text: str) -> date:
    shown = text.translate(_NARROW)
    if shown and _BRACKETS.get(shown[0]) == shown[-1]:
        shown = shown[1:-1].strip()
    found = None
    if len(shown) <= _LONGEST_DATE:
        found = next((match for form in _FORMS if (match := form.fullmatch(shown))), None)
    if not found:
        raise ValueError(f"`{shorten(text)}` is not a date that can be read in one way only")
    parts = found.groupdict()
    month = _NAMES.index(parts["name"][:3].lower()) + 1 if parts.get("name") else int(parts["month"])
    year, day = int(parts["year"]), int(parts["day"])
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise ValueError(f"`{shorten(text)}` is not between {_FIRST_YEAR} and {_LAST_YEAR}")
    try:
        if not parts.get("hour"):
            return date(year, month, day)
        hour, minute, second = (int(parts[unit] or 0) for unit in ("hour", "minute", "second"))
        at = datetime(year, month, day, hour, minute, second, tzinfo=_zone(parts.get("zone")))
    except ValueError:
        raise ValueError(f"`{shorten(text)}` is not a day of the calendar") from None
    return at.astimezone(_SHANGHAI).date()


def _zone(name: str | None) -> timezone:
    """Return the zone of that name; a time without one is Shanghai's; raises ValueError beyond a day."""
    if not name:
        return _SHANGHAI
    if name[0] in "+-":
        sign = -1 if name[0] == "-" else 1
        return timezone(sign * timedelta(hours=int(name[1:3]), minutes=int(name[-2:])))
    hours = _ZONES.get(name.upper(), 0)
    return timezone(timedelta(hours=hours)) if hours else UTC


# --- links ------------------------------------------------------------------------------------------------

_MIRROR, _MIRROR_PATH = "subsites.chinadaily.com.cn", "/nmpa/"
_KNOWN = {ENGLISH, CHINESE, CDE}
_SITES = _KNOWN | {_MIRROR}
_LONGEST_LINK = 4000
# Links that take no parsing; a listing may hold ten thousand.
_PLAIN = re.compile(
    rf"https://(?:{re.escape(ENGLISH)}|{re.escape(CHINESE)}|{re.escape(CDE)})(?:/[\w-][\w.-]{{0,200}}){{1,20}}",
    re.ASCII,
)
_PLAIN_ELSEWHERE = re.compile(
    r"https?://([a-z0-9][a-z0-9.-]{0,200})(?::[1-9][0-9]{0,3}|:[1-5][0-9]{4})?(?:/[\w-][\w.-]{0,200}){1,20}", re.ASCII
)
_RELATIVE = re.compile(r"[\w-][\w.-]{0,200}(?:/[\w-][\w.-]{0,200}){0,20}", re.ASCII)
_BREAKS = re.compile(r"[\t\r\n]")  # browsers drop them: `java\nscript:` is a script
_ENDS = re.compile(r'[\s"<>]')
_PAGE_PATH = re.compile(r"(?:/|/[^/.]*|\.html?)\Z", re.IGNORECASE)
ENGLISH_ARTICLE = re.compile(r"/c_([0-9]{1,12})(?P<part>_[0-9]{1,4})?\.html?\Z")
_CHINESE_ARTICLE = re.compile(r"/t?([0-9]{8,24}(?:_[0-9]{1,12})?)\.html?\Z")
_CDE_ARTICLE = re.compile(
    r"/(?:viewInfoCommon|regulatview|view|viewInfo|infopage)/([0-9A-Za-z_-]{6,80})/?\Z", re.IGNORECASE
)
_CDE_QUERY = {"newsidcode", "zdyzidcode", "policyidcode", "regulatidcode", "idcode", "acceptid"}


def resolve(href: str, base: str | None) -> str | None:
    """Return the link as a whole web address, or None when it is none: `javascript:`, `#`, a mail address.

    The sites that we know get one spelling: https, their main host for a page on the mirror, no fragment.
    A file that is linked on the mirror itself stays there, since only pages are known to exist on both.
    Other hosts are left as they are; what would end an address in a text (white space, `"`, `<`, `>`) is
    quoted.
    """
    if plain := _plain(href, base):
        return plain
    link = _BREAKS.sub("", _UNSEEN.sub("", href)).strip()
    link = _ENDS.sub(lambda found: quote(found[0]), link)
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


def _canonical(url: str) -> str:
    """Return the one spelling of an address on a site that we know; raise ValueError for a broken one."""
    parts = urlsplit(url)
    host, path = parts.hostname or "", parts.path
    if parts.scheme not in {"http", "https"} or parts.port not in {None, 80, 443}:
        return url
    if host == _MIRROR and path.startswith(_MIRROR_PATH) and _PAGE_PATH.search(path):
        host, path = ENGLISH, path[len(_MIRROR_PATH) - 1 :]
    elif host == _MIRROR and path.startswith(_MIRROR_PATH):
        return urlunsplit(("https", host, path, parts.query, ""))
    return urlunsplit(("https", host, path, parts.query, "")) if host in _KNOWN else url


def _plain(href: str, base: str | None) -> str | None:
    """Return the whole address of a link that takes no parsing, as nearly all do; None for any other."""
    if _PLAIN.fullmatch(href):
        return href
    if _is_elsewhere(href):
        return href
    folder = _folder(base) if base and _RELATIVE.fullmatch(href) else None
    return folder + href if folder else None


def _is_elsewhere(url: str) -> bool:
    """Say whether a plain whole address is on none of the sites that we know."""
    found = _PLAIN_ELSEWHERE.fullmatch(url)
    return found is not None and found[1] not in _SITES


@lru_cache(maxsize=64)
def _folder(base: str) -> str | None:
    """Return what a plain relative link on that page is appended to; None where it takes more than that."""
    try:
        parts = urlsplit(_canonical(base))
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or parts.hostname in {None, _MIRROR} or "/." in parts.path:
        return None
    return f"{parts.scheme}://{parts.netloc}{parts.path.rpartition('/')[0]}/"


def site_of(url: str | None) -> str | None:
    """Return the host that the address belongs to, the mirror's pages counting as the main site's."""
    if not url:
        return None
    try:
        return urlsplit(_canonical(url)).hostname or None
    except ValueError:
        return None


def article_of(url: str | None) -> tuple[str, str] | None:
    """Return the site and the regulator's article number in the address; None where it has none.

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
    found = form.search(parts.path)
    return (site, found[1]) if found else None


# --- records ----------------------------------------------------------------------------------------------


def shorten(text: str, longest: int = 60) -> str:
    """Return the text on one line and not longer than that, with `…` where it was cut."""
    folded = fold_text(text[: 4 * longest])
    return folded if len(folded) <= longest else folded[: longest - 1] + "…"


def readable_day(title: str, shown: str | None) -> date:
    """Return the day that an entry shows; raise ValueError saying which entry and what is wrong."""
    if not fold_text(title):
        raise ValueError(f"an entry of `{shorten(shown or 'no date')}` has no title")
    if shown is None or not fold_text(shown):
        raise ValueError(f"`{shorten(title)}` has no date")
    try:
        return parse_date(shown)
    except ValueError as problem:
        raise ValueError(f"`{shorten(title)}`: {problem}") from None


def record(raw: RawNotice, *, base: str | None, source: str) -> Record:
    """Return what the page says of one notice, in our types; raise ValueError without a title or a date.

    Links resolve against `base`; one that is no web address is left out. `source` counts where the entry
    does not say by itself which listings show it. A document date that cannot be read is left out: the
    notice itself does not depend on it.
    """
    day = readable_day(raw.title, raw.date)
    url = resolve(raw.url, base) if raw.url else None
    found = article_of(url)
    shown_by = dict.fromkeys(name for given in raw.sources if (name := fold_text(given)))
    article = fold_text(raw.article or "") or (found[1] if found else None)
    return Record(
        title=fold_text(raw.title),
        date=day,
        summary=fold_text(raw.summary or "") or None,
        url=url,
        article=article,
        sources=tuple(shown_by) or (source,),
        document_date=_day_or_none(raw.document_date),
        body=fold_lines(raw.body or "") or None,
        attachments=_attachments(raw.attachments, base),
    )


def _day_or_none(text: str | None) -> date | None:
    try:
        return parse_date(text) if text else None
    except ValueError:
        return None


def _attachments(given: tuple[Attachment, ...], base: str | None) -> tuple[Attachment, ...]:
    """Return the attachments with whole links, each link once; one without a name is called by its file."""
    kept: dict[str, Attachment] = {}
    for attachment in given:
        url = resolve(attachment.url, base)
        if url and url not in kept:
            file = unquote(urlsplit(url).path.rpartition("/")[2])
            name = fold_text(attachment.name) or fold_text(file) or url
            kept[url] = Attachment(name=name, url=url, type=fold_text(attachment.type).lower())
    return tuple(kept.values())
