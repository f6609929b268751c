"""Clean the text of pages: fold white space and forms of letters, remove invisible characters and badges."""

import re
import unicodedata
from functools import lru_cache

from cdetrack.text.regex import regex
from cdetrack.text.script import has_han

# Control characters, zero-width characters, direction marks and lone surrogates: they can hide or reorder text.
# Tab, newline and the like are white space and are folded, not removed.
INVISIBLE = regex(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ud800-\udfff]"
)


def fold_text(text: str) -> str:
    """Return the text on one line: each run of white space as one space, without invisible characters.

    White space is that of Unicode, with no-break and full-width spaces, line and paragraph separators. Other characters
    stay as they are.
    """
    if not (text.isascii() and text.isprintable()):
        text = INVISIBLE().sub("", text)
    elif "  " not in text:
        # A fast path for nearly every text: single spaces are its only white space.
        return text.strip(" ")
    return " ".join(text.split())


def fold_lines(text: str) -> str:
    """Return the text with each line folded and without empty lines: the form of a notice's body."""
    folded = (fold_text(line) for line in text.splitlines())
    return "\n".join(line for line in folded if line)


LONGEST_TITLE = 2_000
"""The characters of a title that are read: no real title is longer, and a hostile one must not cost more."""


@lru_cache(maxsize=16)
def nfkc(text: str, longest: int = LONGEST_TITLE) -> str:
    """Return the text with full-width and compatibility forms folded (Unicode's NFKC), as patterns for titles expect.

    `İ` and `ı` become ASCII letters: patterns in any case take them for these, and `str.lower` does not. The text is
    cut to `longest` characters before and after: folding can lengthen it. Each rule folds the few texts of a notice.
    """
    if text.isascii():
        return text[:longest]
    return unicodedata.normalize("NFKC", text[:longest])[:longest].replace("İ", "I").replace("ı", "i")


_ALIKE = {
    **{ord(one): other for one, other in zip("ıøłđħ", "ioldh", strict=True)},
    ord("æ"): "ae",
    ord("œ"): "oe",
    **dict.fromkeys(map(ord, "’‘ʼ`´׳"), "'"),
    **dict.fromkeys((0xAD, 0x200C)),
}


def fold_word(word: str) -> str:
    """Return a word in lower case, without accents, soft hyphens and the dot or apostrophe of an abbreviation."""
    if word.isascii():
        return word.lower().strip(". '")
    apart = unicodedata.normalize("NFKD", word.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign)).translate(_ALIKE).strip(". '॰")


def shorten(text: str, longest: int = 60) -> str:
    """Return the text on one line of at most `longest` characters, with `…` at the end if it is cut."""
    folded = fold_text(text[: 4 * longest])
    return folded if len(folded) <= longest else folded[: longest - 1] + "…"


BADGES = ("NEW", "HOT", "NEU", "NUEVO", "NOVO", "NOUVEAU", "NUOVO", "NIEUW")
"""Words in capitals that come and go beside a title."""
_UPPER = f"(?:{'|'.join(BADGES)})"
_PINNED = "(?:[Pp]inned|PINNED|[Ss]ticky|STICKY)"
_CHINESE = "(?:置顶|置頂|最新|热门|推荐|新着|新)"
_CLOSERS = ")]】）］〕"
_BRACKETED = rf"[(\[【（［〔]\s?(?:{_UPPER}|[Nn]ew|Hot|{_PINNED}|{_CHINESE})!?\s?[{re.escape(_CLOSERS)}]"
_SIGNS = "[★☆⭐\U0001f195\U0001f525\U0001f4cc\U0001f51d]\ufe0f?"
"""NEW, a fire, a pin and TOP as emoji."""
_MORE_THAN = r">(?=\s?(?:[\d=$€£¥]|(?:one|two|three|four|five|six|seven|eight|nine|ten|half)\b))"
_BULLETS = rf"(?:[·•‣◦▪●■◆→▶►]|[»›](?=\s)|>>+|(?!{_MORE_THAN})>)"
"""Signs of a list that some sites write into the link; `»Title«` is a quotation, and `> 65 years` begins a title."""
_OPENING = regex(
    rf"(?:{_BULLETS}\s?)+|{_BRACKETED}\s?|(?:{_SIGNS}\s?)+"
    rf"|{_PINNED}\s?[:：]\s*|(?:置顶|置頂)[\s:：]+|(?:NEW|New)!+\s+"
)
_CLOSING = regex(rf"(?:\s?{_BRACKETED}|(?:\s?{_SIGNS})+|\s(?:NEW|New|HOT|Hot|NEU|Neu)\s?[!！]+)$")
_BARE_OPENING = regex(r"NEW\s+(?=[\u4e00-\u9fff《])")
# The title needs its last word behind these: `What is NEW`, `Was ist NEU`, `Approval of HOT`. Not behind `Dover, DE`.
_NEED_A_WORD = (
    *("is", "are", "the", "and", "or", "of", "for", "in", "on", "to", "by", "as", "with"),
    *("ist", "sind", "und", "es", "lo", "de", "est", "le", "et", "di", "il", "het", "en"),
)
_NEEDED = "".join(rf"(?<!\b[{word[0].upper()}{word[0]}]{word[1:]})" for word in _NEED_A_WORD)
_BARE_CLOSING = regex(rf"(?<!,)(?<!['’][sS]){_NEEDED}\s{_UPPER}$")
_BARE_BEFORE = regex(rf"{_UPPER}\s+")
_LONGEST_BADGE = 24
_FIRST_WORDS = (*BADGES, "New", "Pinned", "pinned", "Sticky", "sticky", "PINNED", "STICKY", "置顶", "置頂")
_FIRST_SIGNS = frozenset("([【（［〔·•‣◦▪●■◆→▶►»›>★☆⭐\U0001f195\U0001f525\U0001f4cc\U0001f51d")
_LAST_SIGNS = frozenset(")]】）］〕!！★☆⭐\U0001f195\U0001f525\U0001f4cc\U0001f51d\ufe0f")
"""The beginnings and the ends of all badges, by which nearly every title is known to have none."""


def without_badge(title: str, *, bare: bool = False) -> str:
    """Return the title without a badge at its start or end, such as `[New]`, `Pinned:`, a star or a bullet.

    Badges come and go. With `bare`, a last word such as `NEW` is a badge, too, unless the title is all in capitals, and
    so is `NEW` before a Chinese title.
    """
    chinese = bare and has_han(title)
    has_bare_end = bare and (chinese or not title.isupper())
    if _may_open(title):
        title = _without_start(title, _OPENING())
    # Nearly every title ends with a letter, a digit or a number in brackets, and no badge does.
    if not (title[-1:].isalnum() or (title[-1:] in _CLOSERS and title[-2:-1].isdigit())):
        title = _without_end(title, _CLOSING())
    if chinese:
        title = _without_start(title, _BARE_OPENING())
    return _without_end(title, _BARE_CLOSING()) if has_bare_end else title


def differ_by_a_badge(one: str, other: str) -> bool:
    """Return True if all that one title has more than the other is a badge, at either end."""
    return one != other and without_all_badges(one) == without_all_badges(other)


def without_all_badges(title: str) -> str:
    """Return the title without badges, and without a first or last word such as `NEW`, which may be part of it."""
    is_marked = title[-1:] in _LAST_SIGNS and not (title[-1:] in _CLOSERS and title[-2:-1].isdigit())
    if is_marked or _may_open(title) or title.endswith(BADGES):
        return _without_start(_without_end(without_badge(title), _BARE_CLOSING()), _BARE_BEFORE())
    return title


def _may_open(title: str) -> bool:
    return title[:1] in _FIRST_SIGNS or title.startswith(_FIRST_WORDS)


def _without_start(title: str, badge: re.Pattern[str]) -> str:
    found = badge.match(title[:_LONGEST_BADGE])
    return (title[found.end() :].strip() or title) if found else title


def _without_end(title: str, badge: re.Pattern[str]) -> str:
    found = badge.search(title[-_LONGEST_BADGE:])
    return (title[: -len(found[0])].strip() or title) if found else title
