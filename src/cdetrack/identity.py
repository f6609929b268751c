"""What makes two entries the same notice: keys to find it by, and the id that it is given once."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from hashlib import blake2b
from urllib.parse import urlsplit

from cdetrack.evidence import Record

_NOT_WORD = re.compile(r"[\W_]+")
_NO_WORDS = bytes(code for code in range(128) if not chr(code).isalnum())
_PLAIN = re.compile(r"https?://([a-z0-9.-]{1,200})(?::[0-9]{1,5})?/")
_LIST_SITES = {"nmpa": "english.nmpa.gov.cn", "nmpa-cn": "www.nmpa.gov.cn", "cde": "www.cde.org.cn"}


def keys_of(record: Record) -> tuple[str, ...]:
    """Return the keys under which `record` is found again, the strongest first.

    `a…` is the article number within its site, `u…` the address of an entry without one, `t…` title and date;
    the wordings that other sources show have a `t…` each.
    """
    keys = []
    if record.article is not None:
        keys.append(article_key(record, record.article))
    elif record.url is not None:
        keys.append(_digest("u", _address(record.url)))
    keys.append(title_key(record.title, record.date))
    for wording in record.shown.values():
        day = date.fromisoformat(wording["date"]) if "date" in wording else record.date
        key = title_key(wording.get("title", record.title), day)
        if key not in keys:
            keys.append(key)
    return tuple(keys)


def article_key(record: Record, article: str) -> str:
    """Return the key of an article number: it is unique within its site only."""
    if record.url is not None:
        site = _host(record.url)
    else:
        # One application (acceptid) stands in several of the CDE's lists, with other dates: a notice in each.
        listing = next((name for name in record.sources if name != "ingest"), "")
        site = listing if listing.startswith("cde/") else _LIST_SITES.get(listing.partition("/")[0], "")
    return _digest("a", f"{site}\n{article}")


def _host(url: str) -> str:
    """Return the host of an address; nearly all take no parsing, and a listing may hold ten thousand."""
    plain = _PLAIN.match(url)
    return plain[1] if plain else urlsplit(url).hostname or ""


def title_key(title: str, day: date) -> str:
    """Return the key of a title on a day: letters and digits only, since tags eat blanks and quotes vary."""
    if title.isascii():
        words = title.lower().encode().translate(None, _NO_WORDS).decode()
    else:
        words = _NOT_WORD.sub("", unicodedata.normalize("NFKC", title).casefold())
    return _digest("t", f"{words or title}\n{day.isoformat()}")


def new_id(key: str, *, taken: Callable[[str], bool]) -> str:
    """Return twelve hexadecimal digits derived from `key`, so that two caches agree where they can."""
    for attempt in range(1_000_000):
        seed = key if not attempt else f"{key}\n{attempt}"
        candidate = blake2b(seed.encode(), digest_size=6).hexdigest()
        if not taken(candidate):
            return candidate
    raise AssertionError("a million ids derived from one key are taken")


def same_address(one: str, other: str) -> bool:
    """Say whether two links lead to the same place; `http` and `https` are one."""
    return one == other or _address(one) == _address(other)


def _address(url: str) -> str:
    parts = urlsplit(url)
    path = parts.path.rstrip("/")
    return f"{(parts.hostname or '').removeprefix('www.')}{path}?{parts.query}"


def _digest(prefix: str, text: str) -> str:
    return prefix + blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
