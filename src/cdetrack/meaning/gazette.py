"""Read the numbers and names of notifications in the Gazette of India, as lists and other sites word their titles.

`2031.02.05_DR_Draft G.S.R. 95(E)_Inclusion of Widgetol in Schedule H1` and `GSR 95(E) dt 05-02-2031 – Draft
notification regarding addition of Widgetol in Schedule H1` are one notification.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from cdetrack.model.notice import Notice
from cdetrack.text.clean import nfkc
from cdetrack.text.regex import Gated, regex

_DAY = r"(?:(?:19|20)\d\d[.-] ?\d{1,2}[.-] ?\d{1,2}|\d{1,2}[.-] ?\d{1,2}[.-] ?(?:(?:19|20)\d\d|\d\d))(?!\d)"
_NUMBER = (
    r"(?<![A-Za-z])(?P<series>GSR|G\.S\.R|G\. S\. R|G S R|S\.O|S\. O|SO(?=[ -]))\.?[ -]?(?:No\.? ?)?(?P<number>\d{1,4})"
    r"(?: ?-?\(?E\b\)?|(?= ?,? ?(?:dt|dated)\b))"
)
_WORDS = ("gsr", "g.s.r", "g. s. r", "g s r", "s.o", "s. o", "so ", "so-")
# The list and the day before the number, the day behind it.
_HEAD = Gated(
    rf"^\W{{0,2}}(?:{_DAY}[\s_]{{0,3}})?(?:(?-i:[A-Z&]{{2,6}})_\s?)?(?P<said>(?:draft|final)[\s_]{{0,2}})?"
    rf"{_NUMBER}(?:\sto\s\d{{1,4}}\(E\))?"
    rf"(?:[\s_,-]{{0,3}}(?:(?:dt|dated)[\s_.-]{{0,2}})?(?P<day>{_DAY}))?[\s_:–-]{{0,4}}",
    *_WORDS,
)
_DRAFT = regex(
    r"^draft\b(?:\s(?:notification|rules?)\b)?(?!s?\s?\()[\s:–-]{0,3}(?:(?:of|for|regarding|on|to|in)\s)?",
    re.IGNORECASE,
)
# The rules that all of them amend, behind the name: `… of the Widget Rules, 1945`.
_RULES_BEHIND = Gated(
    r"(?<=\w)[ ,]{1,2}(?:(?:of|in|under|to) (?:the )?)?"
    r"(?:drugs?(?: (?:and|&) cosmetics?)?|d ?& ?c|cosmetics?|medical devices?|new drugs and clinical trials?)"
    r" rules?,?(?: ?\d{4})?\.?$"
    r"|[ ,–-]{1,3}drugs?(?: (?:and|&) cosmetics?)? \((?:\w{1,12} )?amendment\) rules?,?(?: ?\d{4})?\.?$",
    " rule",
)
_SCHEDULE = regex(r"\bSch\.?\s(?=[A-Z]\d?\b)")
_ENTRY = regex(r"\bSr\.?\s?no\.?\s?(?=\d)", re.IGNORECASE)
_ADDS = regex(r"^(?:(?:regarding|to|of|for)\s)?(?:addition|insertion|inclusion)\sof\s", re.IGNORECASE)
_CITED = Gated(_NUMBER, *_WORDS)
_YEAR = regex(r"\b(?:\d{1,2}[.-]\d{1,2}[.-])?(?P<year>(?:19|20)\d\d)(?!\d)")
_BEHIND_NUMBER, _BEFORE_NUMBER = 40, 700
"""The characters behind a number that have its day, and before that of a draft that say that it is one."""
_OF_RULES = ("G.S.R", "GSR")
_OPENING, _REACH, _MOST = 80, 4_000, 12
_LEAST_NAME = 2


class Gazetted(NamedTuple):
    """The number of a notification: each series begins anew each year."""

    series: str
    number: int
    year: int
    """The year that the text says; 0 without one."""

    def __str__(self) -> str:
        """Return the number as the Gazette writes it, with its year."""
        return f"{'.'.join(self.series)}. {self.number}(E) of {self.year}"


class Notification(NamedTuple):
    """What the title of a notification says."""

    number: Gazetted
    name: str
    """The title without the number, the day, the word for a draft, and the rules that it amends."""
    draft: bool


@lru_cache(maxsize=4096)
def notification(title: str) -> Notification | None:
    """Return the notification that a title has at its head; None for any other title."""
    text = nfkc(title)
    found = _HEAD.search(text)
    if found is None:
        return None
    name = text[found.end() :].replace("_", " ")
    if " " not in text.strip():
        # The name of a file.
        name = name.replace("-", " ")
    draft = _DRAFT().match(name)
    if draft is not None:
        name = name[draft.end() :]
    bare = _RULES_BEHIND.sub("", name)
    name = bare if len(bare.split()) >= _LEAST_NAME else name
    name = _ADDS().sub("Inclusion of ", _ENTRY().sub("entry ", _SCHEDULE().sub("Schedule ", name)))
    said = (found["said"] or "").casefold().startswith("draft")
    return Notification(_number(found, found["day"] or found[0]), name, said or draft is not None)


def number_of_notification(notice: Notice) -> Gazetted | None:
    """Return the number of a notification, with its year, from its title or from the beginning of its text."""
    own = notification(notice.title)
    if own is None and notice.summary is not None and notice.summary.startswith(("G", "S")):
        own = notification(notice.summary[:_OPENING])
    return own.number._replace(year=own.number.year or notice.date.year) if own else None


@lru_cache(maxsize=4096)
def cited_notifications(title: str) -> frozenset[Gazetted]:
    """Return the numbers that a title cites behind its own."""
    text = nfkc(title)
    own = _HEAD.search(text)
    return frozenset(number for number, _ in _numbers(text[own.end() if own else 0 :]))


@lru_cache(maxsize=4096)
def drafts_of_notification(*texts: str | None) -> frozenset[Gazetted]:
    """Return the numbers of the drafts that the text of a final notification names, with their years."""
    return frozenset(
        number
        for text in texts
        if text and any(series in text[:_REACH] for series in _OF_RULES)
        for number, before in _numbers(nfkc(text, _REACH))
        if number.year and "draft" in before[-_BEFORE_NUMBER:].casefold()
    )


def _numbers(text: str) -> Iterator[tuple[Gazetted, str]]:
    """Yield each number in a text, and the text before it."""
    for found in islice(_CITED.finditer(text), _MOST):
        yield _number(found, text[found.end() : found.end() + _BEHIND_NUMBER]), text[: found.start()]


def _number(found: "re.Match[str]", behind: str) -> Gazetted:
    year = _YEAR().search(behind)
    series = re.sub(r"[^A-Z]", "", found["series"].upper())
    return Gazetted(series, int(found["number"]), int(year["year"]) if year else 0)
