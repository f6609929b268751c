"""Find out whether an English page is the translation of a Chinese one; in doubt it is not."""

import re
from functools import lru_cache
from typing import NamedTuple
from unicodedata import normalize

from cdetrack.meaning.facets.issuers import named_issuers
from cdetrack.meaning.glossary import ENGLISH_TERMS, HAN_TERMS, concepts_in
from cdetrack.meaning.subject import subject_of
from cdetrack.model.notice import Notice
from cdetrack.text.script import has_han

_TITLE = 600
# Authorities, and the act that opens a title: they say nothing of its subject.
_BODIES = re.compile(
    r"\b(?:the )?(?:china )?(?:nmpa|cfda|sfda|cde|samr|gac|nhc|state administration (?:of|for) [a-z]+(?: [a-z]+)?"
    r"|national [a-z]+(?: [a-z]+)?(?: and [a-z]+)? administration(?: of [a-z ]{3,30}?medicine)?"
    r"|national health commission"
    r"|ministry of [a-z]+(?: and [a-z]+(?: [a-z]+)?)?|general administration of customs)(?:['’]s)?\b"
)
_OPENING = re.compile(
    r"^.{0,60}?\b(?:announcement|notice|circular)s?\b|\b(?:on|of) (?:issu|releas|publish|promulgat|print)\w*"
    r"|\bmatters (?:concerning|related to)\b|\bno\. ?\d+\b|\[?\b(?:19|20)\d\d\b\]?"
)
_CONTENT = re.compile(
    r"\b(?!(?:and|the|for|its|with|from|concerning|regarding|related|relevant|certain)\b)[^\W\d_]{3,}|[\u4e00-\u9fff]"
)
_ACTS = frozenset({"announcement", "notice"})
"""One act to a translator: 通告 is an announcement, a notice or a circular."""
_ENOUGH = 0.5
"""The share of the concepts of the title with fewer of them that the other has as well: translations paraphrase."""
_NEARLY_ALL = 0.75
_TELLING = 2
"""The fewest concepts in common by which titles without a number are recognised."""
_COVERED = 0.6
"""The share of a title without a number that the glossary must know: a product's name is none of its terms."""
_BEFORE, _AFTER, _SOON = 10, 550, 60
"""Days: an English page follows the Chinese one within a year and a half, and soon if no number ties them."""


class _Terms(NamedTuple):
    concepts: frozenset[str]
    covered: float
    """The share of the letters of the subject that are part of a term, from 0 to 1."""


@lru_cache(maxsize=8192)
def _terms(title: str) -> _Terms:
    folded = normalize("NFKC", title[:_TITLE])[:_TITLE]
    if has_han(folded):
        subject = "".join(name.base for name in subject_of(title).names) or folded
        left = HAN_TERMS().sub("", subject)
    else:
        subject = _OPENING.sub(" ", _BODIES.sub(" ", folded.casefold()))
        left = ENGLISH_TERMS().sub(" ", subject)
    letters, unknown = (len("".join(_CONTENT.findall(text))) for text in (subject, left))
    return _Terms(concepts_in(subject), 1 - unknown / letters if letters else 0.0)


def translation_keys(notice: Notice) -> tuple[str, ...]:
    """Return keys of which a page has one in common with its translation, if no number ties them.

    They have the month, and each of the two most specific terms; the next month is among them as well.
    """
    terms = _terms(notice.title)
    if len(terms.concepts) < _TELLING or terms.covered < _COVERED or not named_issuers(notice):
        return ()
    month = notice.date.year * 12 + notice.date.month
    telling = sorted(terms.concepts, key=lambda each: (each.isdigit(), each.zfill(4)))[:_TELLING]
    return tuple(f"{month + step} {term}" for step in range(-2, 3) for term in telling if step in {0, 1, 2})


def is_translation(a: Notice, b: Notice) -> bool:
    """Return True if `a` is the English page of the Chinese notice `b`.

    They have one number, by one issuer, and titles of one subject. Without two numbers, they are by the same issuers
    within weeks, the glossary knows most of both titles, and they have the same terms.
    """
    if has_han(a.title) or not has_han(b.title) or (a.status == "draft") != (b.status == "draft"):
        return False
    if a.kind != b.kind and not {a.kind, b.kind} <= _ACTS:
        return False
    days = (a.date - b.date).days
    one, other = set(named_issuers(a)), set(named_issuers(b))
    if not -_BEFORE <= days <= _AFTER or (one and other and one.isdisjoint(other)):
        return False
    ours, theirs = _terms(a.title), _terms(b.title)
    common, fewer = len(ours.concepts & theirs.concepts), min(len(ours.concepts), len(theirs.concepts))
    if a.number and b.number:
        return a.number == b.number and fewer > 0 and common >= _ENOUGH * fewer
    return (
        bool(one)
        and one == other
        and days <= _SOON
        and min(ours.covered, theirs.covered) >= _COVERED
        and common >= max(_TELLING, _NEARLY_ALL * max(len(ours.concepts), len(theirs.concepts)))
    )
