"""Find out whether an English page is the translation of a Chinese one; in doubt it is not."""

import re
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from cdetrack.meaning.bare_title import name_before_order
from cdetrack.meaning.facets.issuers import named_issuers
from cdetrack.meaning.glossary import Term, concepts_marked, concepts_of, terms_in
from cdetrack.meaning.pinyin import is_spelled, pinyin_words
from cdetrack.meaning.subject import subject_of
from cdetrack.meaning.subject.other_names import standards_in
from cdetrack.model.notice import Notice
from cdetrack.text.clean import nfkc
from cdetrack.text.regex import Gated, regex
from cdetrack.text.script import has_han

_TITLE = 600
# Authorities, and the act that opens a title: they say nothing of its subject.
_BODIES = regex(
    r"\b(?:the )?(?:china )?(?:nmpa|cfda|sfda|cde|samr|gac|nhc|state administration (?:of|for) [a-z]+(?: [a-z]+)?"
    r"|national (?:[a-z]+ ){0,3}(?:and [a-z]+ )?administration(?: of [a-z ]{3,30}?medicine)?"
    r"|national health commission|center for (?:drug|medical device) evaluation"
    r"|people['’]s republic of china"
    r"|ministry of [a-z]+(?: and [a-z]+(?: [a-z]+)?)?|general administration of customs)(?:['’]s)?\b"
)
_OPENING = regex(
    r"^.{0,60}?\b(?:announce(?:ments?|d)|notices?|circulars?)\b|\b(?:on|of) (?:issu|releas|publish|promulgat|print)\w*"
    r"|\bmatters (?:concerning|related to)\b|\bno\. ?\d+\b|\[?\b(?:19|20)\d\d\b(?: (?:revision|edition|version)\b)?\]?"
)
# The frame of a guideline for reviewers, which the name of the Chinese one leaves out (`subject_of`).
_REVIEW_OF = regex(
    r"\bregistration (?:and )?(?:technical )?(?:review|evaluation|examination)\b"
    r"|\b(?:technical )?(?:review|evaluation|examination) (?:of|for|on) (?:the )?registration\b"
    r"|\btechnical (?:review|evaluation)\b(?= guid| of\b| for\b)|\b(?:review|evaluation)(?= guid)"
)
# `(Order No. 27 of the Administration)` beside the name of a regulation, and `(某局令第27号)`.
_ORDER = Gated(
    r"\s?\([^()]{0,80}?\b(?:decree|order) (?:no\.?|number) ?(?P<number>\d{1,4})\b[^()]{0,100}\)"
    r"|\s?\([^()]{0,80}?令\s?第?\s?(?P<han>\d{1,4})\s?号[^()]{0,80}\)",
    *("decree", "order", "令"),
)
# `Promulgated by SAMR Decree No. 27`, `CFDA Decree No. 27`: the summary of an English page.
_GIVEN_OUT = Gated(
    r"(?:\b(?:promulgated|issued|published|released|adopted)\b[^.;]{0,80}?|^(?:[A-Z]{3,5} )?)"
    r"\b(?:decree|order)(?: of the [a-z ]{8,70}?)? (?:no\.?|number) ?(?P<number>\d{1,4})\b",
    *("decree", "order"),
)
_SIGNERS = (
    ("State Council", "国务院"),
    ("SAMR", "市场监督管理总局"),
    ("State Administration for Market Regulation", "市场监督管理总局"),
    ("China Food and Drug Administration", "食品药品监督管理总局"),
    ("State Food and Drug Administration", "国家食品药品监督管理局"),
    ("Ministry of Health", "卫生部"),
)
"""The bodies that number their orders."""
# `Splint Administration Law of the People's Republic of China`, `Law of the People's Republic of China on Splints`
_ENGLISH_LAW = regex(
    r"^(?:The )?(?:(?P<before>[^:;]{3,120})\sLaw of the People['’]s Republic of China"
    r"|Law of the People['’]s Republic of China on (?:the )?(?P<behind>[^:;()]{3,150}))(?:\s?\([^()]{1,40}\))?$"
)
_ON_A_LAW = regex(
    r"\b(?:regulations?|rules|measures|provisions|implement\w*|decisions?|amend\w*|explanations?|interpretations?)\b",
    re.IGNORECASE,
)
_HAN_LAW = regex(r"^中华人民共和国(?P<field>[^《》（(]{2,30})(?<!办)法(?:\s?[(（][^()（）]{1,40}[)）])?$")
_REGULATION = regex(r"^Regulations? (?:of the People['’]s Republic of China )?(?:on|for) ")
_ON_ISSUING = regex(r"\b(?:on|for|of) (?:the )?(?:issu|releas|publish|promulgat|print)\w{0,5}\b", re.IGNORECASE)
_ON_CARRYING_OUT = regex(
    r"\b(?:on|for|of) (?:the )?implement\w{0,7}\b|\bconcerning the implementation\b", re.IGNORECASE
)
_WORKS = regex("关于(?:进一步|全面|认真|切实){0,2}(?:做好|实施|施行|执行|贯彻|落实|开展|推进|加强)")
_CARRIES_OUT = regex("实施|施行|执行|贯彻|落实|推进")
_CONTENT_WORD = r"\b(?!(?:and|the|for|its|with|from|concerning|regarding|related|relevant|certain)\b)[^\W\d_]{3,}"
_ENGLISH_CONTENT = regex(_CONTENT_WORD)
_CONTENT = regex(rf"{_CONTENT_WORD}|(?![和与及等])[\u4e00-\u9fff]")
_ACTS = frozenset({"announcement", "notice"})
"""One act to a translator: 通告 is an announcement, a notice or a circular."""
_DRAFTED = frozenset({"guideline", "regulation"})
"""Kinds of a draft, which is the subject of the notice that asks for comments."""
_COUNT = regex(r"(?<![\w.-])\d{1,3}(?![\w.-])|(?<![\d.-])\d{1,3}(?=[个项种批])")
_ENOUGH = 0.5
"""The share of the concepts of the title with fewer of them that the other has as well: translations paraphrase."""
_NEARLY_ALL = 0.75
_TELLING = 2
"""The fewest concepts in common by which titles without a number are recognised."""
_COVERED = 0.6
"""The share of a title without a number that the glossary must know: a product's name is none of its terms."""
_WHOLE = 0.85
"""The same for a title without an issuer."""
_EVERY_WORD = 0.97
"""The same for a title of few terms, years apart: `Provisions for Drug Registration Fees` is not on registration."""
_MANY, _HALF = 4, 0.55
"""The fewest terms of a title that identify its document, if the glossary knows this share of the title."""
_BEFORE, _AFTER, _AFTER_ORDER, _SOON, _RATHER_SOON = 10, 550, 6 * 366, 60, 95
"""Days: an English page follows the Chinese one within a year and a half, or six years if the number of an order ties
them, and soon if no number does.

Rather soon if they have the same terms, and name one issuer or have three terms or more.
"""
_FIRST_LINES = 200
"""Characters of a body that may say by which order it was given out."""
_START = Term(0, 0, 0)


class _Terms(NamedTuple):
    concepts: frozenset[str]
    covered: float
    """The share of the letters of the subject that are part of a term, from 0 to 1."""
    others: str
    """The text between the terms."""


@lru_cache(maxsize=8192)
def _terms(title: str) -> _Terms:
    folded = nfkc(title, _TITLE)
    if has_han(folded):
        subject = " ".join(name.base for name in subject_of(title).names) or folded.casefold()
    else:
        subject = _OPENING().sub(" ", _BODIES().sub(" ", _ORDER.sub(" ", folded).casefold()))
        if "guid" in subject:
            subject = _REVIEW_OF().sub(" ", subject)
    terms, end = list(terms_in(subject)), Term(len(subject), len(subject), 0)
    left = "".join(subject[one.end : other.start] + " " for one, other in pairwise((_START, *terms, end)))
    content = _ENGLISH_CONTENT() if subject.isascii() else _CONTENT()
    letters, unknown = (len("".join(content.findall(text))) for text in (subject, left))
    # Names of documents run into a code of the council: `e9临床`.
    concepts = concepts_of(folded if has_han(folded) else subject, terms) | standards_in(folded)
    return _Terms(concepts, 1 - unknown / letters if letters else 0.0, left)


def translation_keys(notice: Notice) -> tuple[str, ...]:
    """Return keys of which a page has one in common with its translation, if no number or standard ties them.

    They have the month and each of the two most specific terms, the next month as well; or all terms of a title that
    the glossary knows as a whole.
    """
    terms = _terms(notice.title)
    keys = _name_keys(notice, terms)
    if (field := _law_on(notice.title)) and field.concepts:
        keys += ("law " + " ".join(sorted(field.concepts)),)
    if order := _order_of(notice):
        keys += (f"order {order}",)
    if terms.concepts and terms.covered >= (_WHOLE if len(terms.concepts) < _MANY else _HALF):
        keys += ("all " + " ".join(sorted(_telling(terms) or terms.concepts)),)
    # A code such as `E9(R1)` tells more than the words behind it.
    told = terms.covered >= _COVERED or not all(map(str.isdigit, terms.concepts))
    if len(terms.concepts) < _TELLING or not told or not named_issuers(notice):
        return keys
    month = notice.date.year * 12 + notice.date.month
    telling = sorted(terms.concepts, key=lambda each: (each.isdigit(), each.zfill(4)))[:_TELLING]
    return keys + tuple(f"{month + step} {term}" for step in range(-2, 3) for term in telling if step in {0, 1, 2})


def _name_keys(notice: Notice, terms: _Terms) -> tuple[str, ...]:
    """Return keys of the month for a title whose terms hundreds of titles have: a name tells them apart."""
    if not terms.concepts or not terms.concepts <= concepts_marked("broad") or not named_issuers(notice):
        return ()
    month = notice.date.year * 12 + notice.date.month
    steps = range(-1, 3) if has_han(notice.title) else (0,)
    return tuple(f"{month + step} broad" for step in steps)


def are_two_wordings(one: str, other: str) -> bool:
    """Return True if two English titles have the same terms, four or more: two translations of one name."""
    ours, theirs = _terms(one), _terms(other)
    return (
        ours.concepts == theirs.concepts
        and len(ours.concepts) >= _MANY
        and min(ours.covered, theirs.covered) >= _HALF
        and not (has_han(one) or has_han(other))
    )


def is_translation(a: Notice, b: Notice) -> bool:  # noqa: PLR0911 - one for each reason
    """Return True if `a` is the English page of the Chinese notice `b`.

    They have one number, by one issuer, and titles of one subject. Without two numbers, the glossary knows the titles
    and they have the same terms: most of them by the same issuers within weeks, all of them where a title names no
    issuer. Of bare titles of regulations, the English one may come a year later.
    """
    if has_han(a.title) or not has_han(b.title) or (a.status == "draft") != (b.status == "draft"):
        return False
    issued = a.kind in _DRAFTED and b.kind in _ACTS and _issues_one(b)
    if not issued and a.kind != b.kind and not {a.kind, b.kind} <= (_ACTS | _DRAFTED if a.status == "draft" else _ACTS):
        return False
    days = (a.date - b.date).days
    one, other = set(named_issuers(a)), set(named_issuers(b))
    of_one_order = _are_of_one_order(a, b)
    # The number of its order tells a regulation years later.
    latest = _AFTER_ORDER if of_one_order else _AFTER
    if not -_BEFORE <= days <= latest or (one and other and one.isdisjoint(other)) or of_one_order is False:
        return False
    ours, theirs = _terms(a.title), _terms(b.title)
    common = ours.concepts & theirs.concepts
    if a.number and b.number:
        fewer = min(len(ours.concepts), len(theirs.concepts))
        return a.number == b.number and fewer > 0 and len(common) >= _ENOUGH * fewer
    bare = a.kind == "regulation" and (issued or b.kind == "regulation")
    if bare and of_one_order:
        # The same number may be that of an older regulator's order; each body has one series.
        if _are_of_one_signer(a, b):
            return _share_terms(ours, theirs)
        return days <= _AFTER and ours.concepts == theirs.concepts and len(common) >= _TELLING
    if _are_other_acts(a, b, ours, theirs):
        return False
    if names := pinyin_words(ours.others):
        spelled = all(is_spelled(name, b.title[:_TITLE]) for name in names)
        return spelled and days <= _SOON and bool(one) and one == other and _share_terms(ours, theirs)
    if bare and (of_one_field := _are_of_one_field(a.title, b.title)) is not None:
        return of_one_field
    named = bool(one) and one == other
    same = _telling(ours) == _telling(theirs) and (named or len(_telling(ours)) > _TELLING)
    soon = days <= (_RATHER_SOON if same else _SOON)
    return _have_one_subject(ours, theirs, soon=soon, bare=bare, named=named)


def _issues_one(notice: Notice) -> bool:
    """Return True for an announcement that issues one document, on whose page its text is shown."""
    subject = subject_of(notice.title)
    return subject.issuing and not subject.bundle and len(subject.names) == 1


def _are_other_acts(a: Notice, b: Notice, ours: _Terms, theirs: _Terms) -> bool:
    """Return True if one of two titles issues what the other works on, or if the two count other things."""
    works = _WORKS().search(b.title[:_TITLE]) is not None and not subject_of(b.title).issuing
    if works and _ON_ISSUING().search(a.title[:_TITLE]):
        return True
    if a.kind in _ACTS and subject_of(b.title).issuing and _ON_CARRYING_OUT().search(a.title[:_TITLE]):
        return _CARRIES_OUT().search(b.title[:_TITLE]) is None
    # `12 drugs` are not `15个药品`.
    counts = [set(_COUNT().findall(each.others)) for each in (ours, theirs)]
    return all(counts) and counts[0] != counts[1]


def _order_of(notice: Notice) -> str:
    """Return the number of the order by which a regulation was given out; an empty text for a notice without it.

    It stands in the title, or in the summary of an English page.
    """
    found = _ORDER.search(name_before_order(nfkc(notice.title, _TITLE)))
    if found is None and not has_han(notice.title):
        found = _GIVEN_OUT.search(_opening_of(notice))
        return found["number"] if found else ""
    return (found["number"] or found["han"]) if found else ""


def _are_of_one_order(a: Notice, b: Notice) -> bool | None:
    """Return whether two regulations were given out by orders of one number; None if one of them names no order."""
    ours, theirs = _order_of(a), _order_of(b)
    return ours == theirs if ours and theirs else None


def _are_of_one_signer(a: Notice, b: Notice) -> bool:
    """Return True if an English page names the body that numbered the order which the Chinese title has."""
    given_out = f"{a.title} {_opening_of(a)}"
    return any(english in given_out and chinese in b.title for english, chinese in _SIGNERS)


def _opening_of(notice: Notice) -> str:
    """Return the summary of a notice, or the first line or two of its body: further ones cite the orders of others."""
    return notice.summary[:_TITLE] if notice.summary else (notice.body or "")[:_FIRST_LINES]


def _are_of_one_field(english: str, chinese: str) -> bool | None:
    """Return whether two laws or two regulations are of one field, for which there is one; None for other titles."""
    if law := _law_on(chinese):
        ours = _law_on(english)
        # Neither the rules on the implementation of a law nor its interpretation is the law.
        return _are_the_same(ours, law) if ours else False if _ON_A_LAW().search(english[:_TITLE]) else None
    han = _ORDER.sub("", nfkc(chinese, _TITLE))
    if han.endswith("条例") and _REGULATION().match(english):
        return _are_the_same(_terms(english), _terms(chinese)) or None
    return None


def _law_on(title: str) -> _Terms | None:
    """Return the terms of the field of a law of the People's Congress; None for any other title."""
    if has_han(title):
        found = _HAN_LAW().search(title[:_TITLE])
        return _terms(found["field"]) if found else None
    found = _ENGLISH_LAW().search(title[:_TITLE]) if "Law of the People" in title else None
    field = (found["before"] or found["behind"]) if found else ""
    return _terms(field) if field and not _ON_A_LAW().search(field) else None


def _are_the_same(ours: _Terms, theirs: _Terms) -> bool:
    """Return True if two texts have the same terms and hardly any word besides."""
    same = bool(ours.concepts) and ours.concepts == theirs.concepts
    return same and min(ours.covered, theirs.covered) >= _WHOLE


def _share_terms(ours: _Terms, theirs: _Terms) -> bool:
    """Return True if two titles on one name share half of their terms."""
    common, more = ours.concepts & theirs.concepts, max(len(ours.concepts), len(theirs.concepts))
    return bool(common) and len(common) >= _ENOUGH * more


def _have_one_subject(ours: _Terms, theirs: _Terms, *, soon: bool, bare: bool, named: bool) -> bool:
    """Return True if two titles without one number have the same terms.

    `soon`: one follows the other within weeks. `bare`: both are names of regulations. `named`: both name one issuer,
    whose English pages follow within a year if they have many terms.
    """
    common, covered = ours.concepts & theirs.concepts, min(ours.covered, theirs.covered)
    more = max(len(ours.concepts), len(theirs.concepts))
    if common <= concepts_marked("broad") or _are_of_two_fields(ours, theirs):
        # `Revising the Package Insert of X Tablets`: the terms do not tell the products apart.
        return False
    if soon and named and covered >= _COVERED and len(common) >= max(_TELLING, _NEARLY_ALL * more):
        return True
    if soon and any(not each.isdigit() for each in common) and len(common) >= max(_TELLING, _NEARLY_ALL * more):
        return True
    if covered < _WHOLE or not (_telling(ours) == _telling(theirs) or ours.concepts == theirs.concepts):
        return False
    if soon or (named and len(_telling(ours)) >= _MANY):
        return True
    return bare and covered >= (_WHOLE if len(common) >= _MANY else _EVERY_WORD)


def _are_of_two_fields(ours: _Terms, theirs: _Terms) -> bool:
    """Return True if each of two titles has a term of its own, and one of these is a field: devices are no drugs."""
    left, right = ours.concepts - theirs.concepts, theirs.concepts - ours.concepts
    return bool(left and right and (left | right) & concepts_marked("field"))


def _telling(terms: _Terms) -> frozenset[str]:
    """Return the concepts of a title without those that one of two titles may leave out."""
    return terms.concepts - concepts_marked("untelling")
