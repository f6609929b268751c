"""Tell a title from text that any row may have: a label, a number, a date."""

import re
from functools import lru_cache

from cdetrack.text.dates.finding import find_dates
from cdetrack.text.dates.spelling import weekdays_of
from cdetrack.text.script import CJK

BULLETS = "•·*▪■□●○◎◆◇►▶»›→※★☆"
"""Signs at the beginning of an entry."""
MARKS = f" ()[]{{}}:,;|/–—-{BULLETS}"
"""Separators between a title, a date and their neighbours."""
OPENING, CLOSING = "([（【〔［", ")]）】〕］"
"""Brackets."""
_MANY_WORDS, _MANY_CJK = 4, 10
"""So many words, or Chinese characters, only a title has. With 2 to 6 words, all saved pages are read alike."""
_LONGEST = 300
"""Characters of a text that are judged; bounds the time."""
_CACHED = 2**15
"""Texts of at most `_LONGEST` characters: more than a page of 5 MB has lines. Each is judged about six times."""
_SHORTEST = 8
"""The fewest characters of a title with one word and a number. No page changes from 6 to 10."""
_INITIALS = 4
"""The fewest letters of a title of initials: `In re A.B.`"""
_WEEKDAY = 12
"""The most characters beside a date that is no title: `Wednesday`. No page changes from 8 to 16."""
KINDS = ("case", "order", "decision", "opinion", "release", "document")
"""Words that name an entry only with its number."""
_EMPTY = frozenset(
    [
        *KINDS,
        *("pdf", "doc", "docx", "html", "word", "xls", "xlsx", "zip", "file", "link", "links", "more", "read", "view"),
        *("see", "open", "download", "detail", "details", "info", "information", "full", "text", "here", "click"),
        *("the", "this", "docket", "summary", "documents"),
        *("press", "learn", "continue", "reading", "new", "window", "opens", "version", "icon", "external"),
        *("posted", "published", "updated", "date", "show", "print", "english", "attachment", "leer", "más", "lire"),
        *("weiterlesen", "mehr", "about", "and", "for", "number", "nos", "vol"),
    ]
)
_EMPTY_CJK = frozenset(("查看详情", "查看全文", "阅读全文", "下载附件", "もっと見る", "詳細はこちら"))
_WORD = re.compile(r"[^\W\d_]{3,}")
_WORD_APART = re.compile(r"(?<!\S)(?:[^\W\d_]+[a-z]{2,}|[A-Z]{5,})(?!\S)")
_CJK = re.compile(f"[{CJK}]")
_PARTIES = re.compile(r"\w\.? vs?\.? \w|\bin re [^\W\d]|\bex parte [^\W\d]", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_DIGIT = re.compile(r"\d")


def is_title(text: str) -> bool:
    """Return True if a text can name one entry: it is no `PDF`, `Read more`, address, case number or date."""
    return _is_title(text[:_LONGEST])


@lru_cache(maxsize=_CACHED)
def _is_title(text: str) -> bool:
    text = _without_date(text)
    if _ADDRESS.fullmatch(text):
        return False
    if len(_CJK.findall(text)) >= 4:  # noqa: PLR2004 - shorter ones are labels
        return text not in _EMPTY_CJK
    if _PARTIES.search(text):
        return True
    words = _WORD.findall(text)
    meant = any(word.casefold() not in _EMPTY and not weekdays_of(word) for word in words)
    digits = len(_DIGIT.findall(text))
    if digits and len(words) <= 1:
        # Tell a case number with letters (`2025-Ohio-4479`) from a title (`P. v. Lewis (2025)`).
        letters = sum(map(str.isalpha, text))
        return meant and letters > 2 * digits and len(text) >= _SHORTEST
    # Initials are a title, too: `In re A.B.`
    return meant or (not digits and " " in text and "." in text and sum(map(str.isalpha, text)) >= _INITIALS)


def is_long_title(text: str) -> bool:
    """Return True if a title has too many words for a link to another part of the site: `All news`."""
    return is_title(text) and (len(text.split()) >= _MANY_WORDS or len(_CJK.findall(text)) >= _MANY_CJK)


def is_numbered(text: str) -> bool:
    """Return True if a text names an entry by a word and a number, if nothing does better: `Circular No. 12/2026`."""
    text = _without_date(text[:_LONGEST])
    if not _DIGIT.search(text):
        return False
    words = {word.casefold() for word in _WORD_APART.findall(text)}
    return bool(_CJK.search(text) or words.difference(_EMPTY) or words.intersection(KINDS))


def is_date(text: str) -> bool:
    """Return True if a text is a date, at most with a weekday or a short label."""
    text = text[:_LONGEST]
    rest = _without_date(text)
    return rest != text and len(rest) <= _WEEKDAY and not _PARTIES.search(rest)


def width(text: str) -> int:
    """Return the length of a text; a Chinese, Japanese or Korean character counts twice."""
    return len(text) + len(_CJK.findall(text))


@lru_cache(maxsize=_CACHED)
def _without_date(text: str) -> str:
    found = find_dates(text) if _DIGIT.search(text) else []
    return (text[: found[0].start] + text[found[0].end :]).strip(" ,:;()[]|-") if found else text
