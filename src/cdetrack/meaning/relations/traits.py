"""Traits of a notice that several relations ask for: a proposal, a final rule, questions, no edition."""

import re
from functools import lru_cache
from itertools import islice

from cdetrack.changes.likeness import acts_of
from cdetrack.meaning.facets.calendar import DAY, read_day
from cdetrack.meaning.facets.dated import ANY_DAY, Dated
from cdetrack.meaning.relations.limits import LONG, OPENING
from cdetrack.meaning.subject import subject_of
from cdetrack.meaning.subject.acts import asks_about_a_document
from cdetrack.meaning.subject.english import PROPOSED_ACT
from cdetrack.model.notice import Notice
from cdetrack.text.regex import Gated, regex
from cdetrack.text.script import has_han

CORRECTING = frozenset({"correct", "supplement", "reissue", "withdraw"})
"""Acts that correct or take back a document."""
_NO_EDITION = frozenset({
    *("interpretation", "approval", "trial-permission", "designation", "meeting", "report", "correction"),
})  # fmt: skip
"""Kinds that are no draft, final or edition of anything."""
_QUESTIONS = regex(
    r"\bq\s?(?:&|and)\s?as?\b|\bquestions? (?:and|&) answers?\b|\bfaqs?\b"
    r"|[》〉][^《》〈〉]{0,24}(?:问答|(?:问题|疑问)的?解答|答疑|答记者问)",
    re.IGNORECASE,
)
# `关于《某办法》第六条适用问题的复函`, `关于《某办法》征求意见情况的反馈`
_MATTERS = Gated(
    r"^(?:(?!发布|印发|公布|颁布)[^《》]){0,80}《[^《》]{2,200}》[^《》]{0,40}?"
    r"(?:(?:问题|情况|结果)(?:的?(?:公告|通知|函|说明|反馈|批复|复函|答复|回复|通报))?|的?(?:批复|复函|答复|回复|反馈))$"
    r"|关于(?:举办|召开|组织|参加|开展|学习|宣传|宣贯|培训|征订|解释|答复)[^《》]{0,30}《[^《》]{2,200}》(?![^《》]{0,20}意见)"
    r"|》[^《》]{0,12}(?:宣贯|培训|研讨|讲座|直播|座谈)",
    *("问题", "情况", "结果", "批复", "复函", "答复", "回复", "反馈", "关于"),
    *("宣贯", "培训", "研讨", "讲座", "直播", "座谈"),
)
_PROPOSES = Gated(
    r"\b(?:is|are) proposing (?:to|new|requirements|regulations)\b|\bproposes to\b"
    r"|\bproposed (?:administrative )?(?:rule|order)\b"
    r"|\b(?:we|agency|agencies|fda)\b[^.;]{0,60}?\bpropose to\b",
    "propos",
)
_SETTLES = Gated(
    r"\b(?:issuing|issues|publishing|adopting|announcing) (?:this |the |a )?(?:direct |interim )?final\b"
    r"|\bfinali[sz](?:es|ing|ed)\b|\bthis final (?:rule|order)\b|\b(?:is|are) amending\b",
    *("final", "amending"),
)
# Beside a proposal of the same title.
_ENACTS = Gated(
    r"\b(?:is|are) (?:requiring|updating|establishing|revising|removing|revoking|(?:re)?classifying|codifying"
    r"|exempting)\b(?! (?:an? )?(?:new |public )?docket)",
    *("requiring", "updating", "establishing", "revising", "removing", "revoking"),
    *("classifying", "codifying", "exempting"),
)
_PROPOSED = Gated(rf"\bproposes\b|{PROPOSED_ACT}", "propos")
# `Concept paper on the revision of the guideline on widgets`
_BEFORE_OR_BESIDE = Gated(
    r"^(?:(?:draft|final|revised|joint) )?concept paper\b|^overview of comments\b|^comments (?:received )?on\b"
    # `Outcome of the consultation on widgets`, `Government response to the consultation on widgets`
    r"|^(?:[a-z]{2,12} )?(?:outcomes?|responses?|results?|feedback|summary of (?:responses|feedback)) (?:of|to|from|on)"
    r" (?:the |our )?(?:\w+ ){0,2}consultation\b",
    *("concept paper", "overview of comments", "comments ", "consultation"),
)
_IN_REGISTER = Dated(rf"\bfederal register (?:of|on|dated) (?P<day>{DAY})")
_MOST_DAYS = 20
"""The most days of a text that are read."""
_POSTED = 4
"""The most days between a notice in the Federal Register and its copy on another site."""
_QUOTES = '《“"'


def correcting_acts(title: str) -> frozenset[str]:
    """Return the acts of a title that correct another document or take it back."""
    return acts_of(title) & CORRECTING


def opening_of(notice: Notice) -> str:
    """Return the opening of a notice's summary, or else of its body: it tells the act."""
    return (notice.summary or notice.body or "")[:OPENING]


def names_the_day_of(a: Notice, b: Notice) -> bool:
    """Return True if the opening of `a` names the day of `b`: `the rule that appeared on May 20, 2031`."""
    days = islice(ANY_DAY.finditer(opening_of(a)), _MOST_DAYS)
    return any(read_day(match[0]) == b.date for match in days)


def names_the_day_of_another(a: Notice, b: Notice) -> bool:
    """Return True if the opening of `a` names days in the Federal Register, and none of them is that of `b`."""
    found = islice(_IN_REGISTER.finditer(opening_of(a)), _MOST_DAYS)
    days = [day for match in found if (day := read_day(match["day"]))]
    return bool(days) and all(abs((day - b.date).days) > _POSTED for day in days)


def asks_about(a: Notice) -> bool:
    """Return True for questions and answers on a document that their title quotes or names."""
    return _asks_about(a.title, a.kind)


@lru_cache(maxsize=4096)
def _asks_about(title: str, kind: str) -> bool:
    if kind in {"qa", "news"} and asks_about_a_document(title):
        return True
    quotes = any(mark in title for mark in _QUOTES)
    return kind != "interpretation" and quotes and _QUESTIONS().search(title[:LONG]) is not None


def is_no_edition(notice: Notice) -> bool:
    """Return True for a notice that is no draft, final or edition, such as Chinese news that quotes a document."""
    return notice.kind in _NO_EDITION or _names_no_edition(notice.title, notice.kind)


@lru_cache(maxsize=4096)
def _names_no_edition(title: str, kind: str) -> bool:
    if _BEFORE_OR_BESIDE.search(title[:LONG]):
        return True
    if not has_han(title) or not subject_of(title).quoted:
        return False
    return kind == "news" or _MATTERS.search(title[:LONG]) is not None


def proposes(notice: Notice) -> bool:
    """Return True if the title or the opening says that a rule is proposed, though no status does."""
    return notice.status is None and _proposes(notice.title, opening_of(notice))


@lru_cache(maxsize=4096)
def _proposes(title: str, text: str) -> bool:
    says = _PROPOSES.search(text) is not None and _SETTLES.search(text) is None
    return says or _PROPOSED.search(title[:LONG]) is not None


def settles(notice: Notice) -> bool:
    """Return True if the title or the opening says that a rule is final."""
    text = opening_of(notice)
    says = any(_SETTLES.search(each) for each in (text, notice.title[:LONG]))
    return says or _ENACTS.search(text) is not None
