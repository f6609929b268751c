"""Recognise one English notice in the words of two carriers: a headline, an announcement, the number of an alert."""

import re
from functools import lru_cache

from cdetrack.meaning.bare_title import without_citation
from cdetrack.meaning.document_name import document_name, stem
from cdetrack.meaning.regulators import ABROAD
from cdetrack.meaning.spelling import words_in_one_spelling
from cdetrack.meaning.subject.wordings import in_one_wording
from cdetrack.meaning.updates import update_of
from cdetrack.model.notice import Notice
from cdetrack.text.clean import nfkc
from cdetrack.text.months import ENGLISH_MONTHS
from cdetrack.text.regex import Gated, regex
from cdetrack.text.script import has_han

_LONG = 400
# `FDA warns …`: the agency and what it does.
_HEADLINE = regex(
    rf"^(?:(?:the )?(?:US|U\.S\.) )?(?P<agency>{ABROAD}) (?:is )?"
    r"(?P<act>(?:add|announc|approv|clear|conclud|confirm|extend|finali[sz]|investigat|issu|limit|order|propos|publish"
    r"|recall|recommend|releas|remind|remov|requir|restrict|revok|strengthen|suspend|updat|warn|withdraw)(?:e?s|ing))\b",
    re.IGNORECASE,
)
# `widgetol (Widgo, Widgo XR)`: the names under which a medicine is sold.
_SOLD_AS = Gated(
    r"(?<=[a-z])\s\((?-i:[A-Z][a-z]{2,20})(?:\s(?:XR|ER|SR|CR|LA|XL))?"
    r"(?:,\s(?:and\s)?(?-i:[A-Z][a-z]{2,20})(?:\s(?:XR|ER|SR|CR|LA|XL))?){0,8}\)",
    "(",
)
_NO_NAME = regex(
    r"\((?:draft|final|interim|revis|updat|correct|withdr|part|annex|step|english|amend|new)", re.IGNORECASE
)
_WORD = regex(r"[^\W_]+")
_ADDED_BY_CARRIERS = frozenset({
    *("a", "an", "the", "on", "of", "for", "and", "in", "to", "by", "from", "about", "regarding", "concerning"),
    "industry",
})  # fmt: skip
_TELLING = 9
"""The fewest words that two headlines share, beside which one of them may have another word at its end."""
# Words at the end of a headline that make it that of another act.
_OF_OTHERS = regex(
    r"child|p(?:a)?ediatric|infant|adolescen|adult|women|men$|pregnan|elder|animal|veterinar|part|annex|draft|final"
    r"|updat|again|delay|extend|withdr|revis|amend|second|third|more|non|un",
    re.IGNORECASE,
)
_ANNOUNCED = regex(r"\b(?P<act>announcement|notice|circular) (?:on|of|regarding|concerning|for|about)\b", re.IGNORECASE)
_FILLERS = frozenset(
    {"effect", "further", "smooth", "proper", "offici", "comprehens", "matter", "relat", "relevant", "work", "several"}
)
"""Stems of words that translators of an announcement put in or leave out."""
_LEAST_ANNOUNCED = 5
_USED_ONCE = 6
"""The fewest words of a title that the Federal Register has once a day."""
_MONTHS = "|".join(names.partition(" ")[0] for names in ENGLISH_MONTHS)
# `Meeting highlights from the Committee for Widgets (CFW) 13-16 May 2031`, `CFW meeting highlights 13-16 May 2031`
_SESSION = regex(rf"\b(?P<days>\d{{1,2}} ?[-–] ?\d{{1,2}}) (?P<month>{_MONTHS}) (?P<year>20\d\d)\b", re.IGNORECASE)
_PAPER = regex(r"\b(?:highlights|agenda|minutes)\b", re.IGNORECASE)
_COMMITTEE = regex(r"(?<![A-Za-z])(?!EMA|FDA|WHO|EU\b|UK\b|US)[A-Z]{3,6}(?![A-Za-z])")
# `Medical Product Alert N° 3/2031`, of the World Health Organization
_ALERT = Gated(r"\balert n\s?[°ºo˚]\s?(?P<number>\d{1,2})\s?/\s?(?P<year>20\d\d)", "alert n")
# `NatPSA/2031/004/MHRA`, `EL(31)A/09`, `MDA/2031/022`, of the British agency
_BRITISH_ALERT = Gated(
    r"(?<![A-Za-z])(?P<series>NatPSA|MDA|EL)(?:(?<!l)/|(?<=l) ?\()"
    r"(?P<year>(?:20)?\d\d)\)?\s?A?/(?P<number>\d{1,3})(?!\d)",
    *("natpsa/", "mda/", "el(", "el ("),
)
_REGISTERED = regex(
    r"(?<![\d-])(?P<number>(?:19|20)\d\d-\d{5}|E\d-\d{3,5}|(?:0\d|9[4-9])-\d{4,5})(?![\d-])", re.IGNORECASE
)

_OF_THE_REGISTER = regex(r"federal[-_]?register|/fedreg/|/FR-\d|\d-FR/|/fr/\d", re.IGNORECASE)


@lru_cache(maxsize=4096)
def references_in(title: str) -> frozenset[str]:
    """Return the number of an alert, or the session of a committee, that an English title is about."""
    if has_han(title):
        return frozenset()
    text = nfkc(title, _LONG)
    found = {f"alert {each['number'].lstrip('0')}/{each['year']}" for each in _ALERT.finditer(text)}
    found |= {
        f"{each['series']} {each['year'][-2:]}/{each['number'].lstrip('0')}".casefold()
        for each in _BRITISH_ALERT.finditer(text)
    }
    if len(found) > 1:
        return frozenset()
    if "meeting" in text.casefold() and (session := _SESSION().search(text)) and (paper := _PAPER().search(text)):
        day = f"{paper[0]} {session['days']} {session['month']} {session['year']}".casefold()
        found |= {f"{name} {re.sub(r'[^a-z0-9]+', ' ', day)}" for name in _COMMITTEE().findall(text)}
    return frozenset(found)


def copy_one_entry(a: Notice, b: Notice) -> bool:
    """Return True if two notices with one title are copies of one entry of the Federal Register.

    Without the number of the entry, its title proves that if no other entry of the day can have it.
    """
    one, other = (register_number(each.url) for each in (a, b))
    if one and other:
        return one == other
    recurs = any(update_of(each.title).recurs for each in (a, b))
    return _copy_entries_of_one_day(a, b) and not recurs and len(document_name(a.title).stems) >= _USED_ONCE


def copy_two_entries(a: Notice, b: Notice) -> bool:
    """Return True if two notices with one title are copies of two entries of the Federal Register of one day."""
    one, other = (register_number(each.url) for each in (a, b))
    return bool(one and other) and one != other and _copy_entries_of_one_day(a, b)


def _copy_entries_of_one_day(a: Notice, b: Notice) -> bool:
    return a.date == b.date and all(map(_is_of_the_register, (a, b)))


def register_number(url: str | None) -> str | None:
    """Return the number of an entry in the Federal Register that the address of a copy has, `2031-09999`."""
    numbers = {each["number"].upper() for each in _REGISTERED().finditer(url or "")}
    return numbers.pop() if len(numbers) == 1 else None


def _is_of_the_register(notice: Notice) -> bool:
    """Return True for a copy of an entry: by its address, or by the citation in its title."""
    url = notice.url or ""
    return _OF_THE_REGISTER().search(url) is not None or without_citation(notice.title) != notice.title


def same_act(one: str, other: str) -> bool:
    """Return True if two English titles are one headline, or announce one document, in the words of two carriers."""
    if has_han(one) or has_han(other):
        return False
    return _same_headline(one, other) or _same_announcement(one, other)


def _same_headline(one: str, other: str) -> bool:
    """Return True if two headlines say that one agency does one thing; a carrier leaves out the names of products.

    One of two long ones may have a word more at its end.
    """
    ours, theirs = _headline(one), _headline(other)
    if ours is None or theirs is None:
        return False
    # One of them has the names of products in brackets.
    sold_as = ("(" in one) != ("(" in other) and any(
        _SOLD_AS.search(each) and not _NO_NAME().search(each) for each in (one, other)
    )
    left, right = (_words(_SOLD_AS.sub("", each) if sold_as else each) for each in (one, other))
    if left == right:
        return len(left) >= _TELLING - 1
    short, long = sorted((left, right), key=len)
    return (
        ours == theirs
        and long[:-1] == short
        and len(short) >= _TELLING
        and _OF_OTHERS().match(long[-1]) is None
        and not long[-1].isdigit()
    )


def _headline(title: str) -> tuple[str, str] | None:
    """Return the agency of a headline and what it does; None for any other title."""
    found = _HEADLINE().match(nfkc(title, _LONG))
    return (found["agency"].upper(), stem(found["act"].casefold())) if found else None


def _words(title: str) -> list[str]:
    words = words_in_one_spelling(word.casefold() for word in _WORD().findall(nfkc(title, _LONG)))
    return [stem(word) for word in words if word not in _ADDED_BY_CARRIERS]


def _same_announcement(one: str, other: str) -> bool:
    """Return True if two titles announce one document, but for words without weight and for their order."""
    ours, theirs = (_ANNOUNCED().search(each[:_LONG]) for each in (one, other))
    if ours is None or theirs is None or ours["act"].casefold() != theirs["act"].casefold():
        return False
    left, right = (document_name(in_one_wording(nfkc(each, _LONG))) for each in (one, other))
    common = left.stems - _FILLERS
    return left.marks == right.marks and common == right.stems - _FILLERS and len(common) >= _LEAST_ANNOUNCED
