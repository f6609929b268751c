"""Derive the keys by which an entry is found again, and the ids of notices."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from datetime import date
from hashlib import blake2b
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from cdetrack.model.record import INGEST, Record
from cdetrack.text.clean import without_all_badges
from cdetrack.text.links import host_of, without_www
from cdetrack.text.regex import regex

_NOT_WORD = regex(r"[\W_]+")
_NO_WORDS = bytes(code for code in range(128) if not chr(code).isalnum())
_PLAIN = regex(
    r"https?://(?:www\.)?([a-z0-9.-]{1,200}(?::(?!(?:80|443)(?![0-9]))(?:[1-9][0-9]{0,3}|[1-5][0-9]{4}))?)"
    r"((?:/[A-Za-z0-9_.-]{1,200}){0,30})/?\Z",
    re.ASCII,
)
_LIST_SITES = {"nmpa": "english.nmpa.gov.cn", "nmpa-cn": "www.nmpa.gov.cn", "cde": "www.cde.org.cn"}
# Parameters of campaigns and sessions, each by its whole name: they never change the target of a link. `gid`, `fbid` or
# `cmpid` may be the number of a notice or of a company.
_TRACKING = regex(
    r"utm_\w{1,40}|(?:g|fb|y|d|tw|tt)clid|msclkid|li_fat_id|mc_[ce]id|_ga|_gl|_hs(?:enc|mi)|hsctatracking|spm|scm|igshid"
    r"|(?:php|j|asp\.?net_?|asp|cf|web)?_?sess(?:ion)?_?id|jsessionid|cfid|cftoken|share_token|wt\.mc_id",
    re.IGNORECASE,
)
_SESSION = regex(r";(?:jsessionid|phpsessid)=[^/?;]*", re.IGNORECASE)
_AMPERSAND = regex(r"&(?:amp;)+")
"""As earlier versions recorded it."""
_MONTHS, _DAYS = 12, 31
_UNRESERVED = "/-._~!$&'()*+,;=:@"


def keys_of(record: Record) -> tuple[str, ...]:
    """Return the keys by which `record` is found again, the strongest first.

    `a…` is the article number within its site, `g…` a feed's id for the entry, `u…` its address, `t…` title and date,
    or the title alone without a date; the title without a badge has a `t…` as well, and so has each wording of another
    source. An entry with a number has no `g…`, and no `u…` if its number stands in its link: a notice keeps the number
    of its first page when it moves to a page without one.
    """
    keys = []
    if record.article is not None:
        keys.append(_article_key(record, record.article))
    elif record.guid is not None:
        keys.append(_digest("g", f"{_site(record)}\n{record.guid}"))
    if record.url is not None and (record.article is None or record.article not in record.url):
        keys.append(address_key(record.url))
    day = record.date if record.date_from == "listing" else None
    keys += title_keys(record.title, day)
    for wording in record.shown.values():
        shown = date.fromisoformat(wording["date"]) if "date" in wording else record.date
        key = title_key(wording.get("title", record.title), shown)
        if key not in keys:
            keys.append(key)
    return tuple(keys)


def key_among(keys: tuple[str, ...], kind: str) -> str | None:
    """Return the first of `keys` of a kind (`a`, `g`, `u`, `t`), None without one."""
    # Without a generator, which takes three times as long.
    for key in keys:
        if key[0] == kind:
            return key
    return None


def address_key(url: str) -> str:
    """Return the key of an address, equal for all addresses with the same target."""
    return _digest("u", address(url))


def _article_key(record: Record, article: str) -> str:
    """Return the key of an article number, which is unique within its site only."""
    if record.url is not None:
        site = host_of(record.url)  # with its `www.`: the ids of existing caches are derived from it
    else:
        # The CDE lists one application (acceptid) in several lists with different dates: one notice in each.
        listing = next((name for name in record.sources if name != INGEST), "")
        site = listing if listing.startswith("cde/") else _LIST_SITES.get(listing.partition("/")[0], "")
    return _digest("a", f"{site}\n{article}")


def _site(record: Record) -> str:
    """Return the scope of a feed's id: the site that its entries link to, else its source."""
    return without_www(host_of(record.url)) if record.url is not None else record.sources[0]


def title_key(title: str, day: date | None) -> str:
    """Return the key of a title on a day. Only letters and digits count: spaces get lost in markup, and quotes vary."""
    return _digest("t", f"{wording_of(title)}\n{day.isoformat() if day is not None else ''}")


def title_keys(title: str, day: date | None) -> list[str]:
    """Return the keys by which a title on a day is found: as it is, and without a badge, which comes and goes."""
    key, bare = title_key(title, day), without_all_badges(title)
    return [key] if bare == title else [*dict.fromkeys((key, title_key(bare, day)))]


def in_other_orders(day: date) -> list[date]:
    """Return the other dates that the same figures may be: with day and month, or day and a short year, exchanged."""
    year, month, other = day.year % 100, day.month, day.day
    found = [day.replace(month=other, day=month)] if other <= _MONTHS and other != month else []
    if 0 < year <= _DAYS and year != other:
        try:
            found.append(date(2000 + other, month, year))
        except ValueError:
            return found
    return found


def wording_of(title: str) -> str:
    """Return the letters and digits of a title, in lower case; the title itself if it has none."""
    if title.isascii():
        words = title.lower().encode().translate(None, _NO_WORDS).decode()
    else:
        words = _NOT_WORD().sub("", unicodedata.normalize("NFKC", title).casefold())
    return words or title


def wording_without_badge(title: str) -> str:
    """Return the words by which two titles are compared: the same, whatever badge such as `NEW` came or went."""
    return wording_of(without_all_badges(title))


def application_of(record: Record) -> str:
    """Return the application number that an entry states, as letters and digits; empty if it states none.

    It tells two entries apart that look alike, and finds none: a listing may show several events of one application.
    """
    stated = record.stated.get("application")
    return wording_of(stated) if stated else ""


def may_be_one(application: str, other: str) -> bool:
    """Return False for two application numbers: what states them is two notices."""
    return not application or not other or application == other


def _new_id(key: str, *, taken: Callable[[str], bool]) -> str:
    """Return an id of twelve hexadecimal digits derived from `key`, so that two caches usually agree on it."""
    for attempt in range(1_000_000):
        seed = key if not attempt else f"{key}\n{attempt}"
        candidate = blake2b(seed.encode(), digest_size=6).hexdigest()
        if not taken(candidate):
            return candidate
    raise AssertionError("a million ids derived from one key are taken")


def id_of(record: Record, keys: Sequence[str], *, taken: Callable[[str], bool] = lambda _: False) -> str:
    """Return the id of a new notice with these `keys`: it is made of its strongest key, date and application.

    An editor may reuse a number or a page for a notice of another date. If the cache has lost the first notice, a watch
    that was alerted of it must still be alerted of the second, so the two need different ids.
    """
    key, application = keys[0], application_of(record)
    name = key if key[0] == "t" or record.date_from == "seen" else f"{key}\n{record.date}"
    # The acceptance number of the CDE is the article number of its rows.
    name = f"{name}\n{application}" if application not in {"", wording_of(record.article or "")} else name
    return _new_id(name, taken=taken)


def ids_undone(record: Record) -> tuple[str, ...]:
    """Return the ids by which a notice that was taken back is found again; the first is that of a new notice.

    The other is that of its title under its link: some feeds put the time of the last edit into the id of an entry.
    """
    keys = keys_of(record)
    link, title = key_among(keys, "u"), key_among(keys, "t")
    again = (id_of(record, (f"{link}\n{title}",)),) if keys[0][0] == "g" and link and title else ()
    return (id_of(record, keys), *again)


def same_address(one: str, other: str) -> bool:
    """Return True if two links have the same target."""
    return one == other or address(one) == address(other)


def address(url: str) -> str:
    """Return an address without the parts that vary for the same target.

    These are the scheme, `www.`, the usual ports, a trailing slash, session and tracking parameters, the order and the
    ampersands of the query, the spelling of percent-encoding, and a fragment, unless it is the route of a page built by
    a script.
    """
    if plain := _PLAIN().match(url):
        return f"{plain[1]}{plain[2]}"
    parts = urlsplit(url)
    path = quote(
        unquote(_SESSION().sub("", parts.path), errors="surrogateescape"), _UNRESERVED, errors="surrogateescape"
    )
    query = urlencode(
        sorted(
            (name, value)
            for name, value in parse_qsl(
                _AMPERSAND().sub("&", parts.query), keep_blank_values=True, errors="surrogateescape"
            )
            if not _TRACKING().fullmatch(name)
        ),
        errors="surrogateescape",
    )
    try:
        port = parts.port
    except ValueError:
        port = None
    where = without_www(parts.hostname or "") + ("" if port in {None, 80, 443} else f":{port}")
    route = f"#{parts.fragment}" if parts.fragment.startswith(("/", "!")) else ""
    return f"{where}{path.rstrip('/')}{'?' if query else ''}{query}{route}"


def fragment_of(record: Record) -> str:
    """Return the fragment of an entry's link, without which its address counts; empty if it has none."""
    return (record.url or "").partition("#")[2]


def _digest(prefix: str, text: str) -> str:
    return prefix + blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
