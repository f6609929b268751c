"""Relate notices to each other: one document in several listings, a draft, a later edition, a correction."""

import re
from dataclasses import replace
from datetime import timedelta
from itertools import islice, product
from unicodedata import normalize

from cdetrack.changes.likeness import ACTS, acts_of
from cdetrack.meaning.facets.calendar import DAY, read_day
from cdetrack.meaning.facets.issuers import named_issuers
from cdetrack.meaning.names import document_name, same_name, similarity
from cdetrack.meaning.relation_keys import CENTRES, series_of, share_a_key
from cdetrack.meaning.repeals import codes_of, repealed_in
from cdetrack.meaning.same_document import ISSUED, ISSUING, are_of_other_issuers, same_document
from cdetrack.meaning.subject import Name, subject_of
from cdetrack.meaning.subject.acts import acts_on_a_document, asks_about_a_document, draft_round, implements_a_document
from cdetrack.meaning.subject.chinese_likeness import (
    is_lengthened,
    is_loosely,
    is_of_a_series,
    is_of_another_place,
    is_other_sort,
    place_of,
)
from cdetrack.meaning.subject.english import PROPOSED_ACT
from cdetrack.meaning.subject.listed import issued_in
from cdetrack.meaning.subject.other_names import council_code, is_union_proposal, standards_in, unadorned, union_name
from cdetrack.meaning.translation import are_two_wordings, is_translation
from cdetrack.meaning.updates import amended_name, corrected_in, drafts_in, is_update_of, update_of
from cdetrack.model.notice import Notice
from cdetrack.text.docnumber import numbers_in
from cdetrack.text.gated import Gated
from cdetrack.text.numerals import NUMERALS
from cdetrack.text.regex import regex
from cdetrack.text.script import has_han

# `《某标准》（第三批）`
_BATCH = regex(rf"第(?:[{NUMERALS}]{{1,4}}|\d{{1,3}})批")
# `某公告（2031年第7号）`
_NUMBER_BEHIND = regex(r"\s?[(（〔\[][^()（）〔〕\[\]]{1,30}号\s?[)）〕\]]\s{0,2}$")
_WHOLE_TITLE = 12
"""The fewest characters of a title that another one quotes whole without marks."""
_OF_THE_UNION = regex(
    r"(?:(?:corrigend(?:um|a)|correction) to )?(?:commission |council |implementing |delegated )*"
    r"(?:regulation|directive|decision) \((?:EU|EC)\) (?:no )?(?P<code>\d{1,4}/\d{1,4})\b",
    re.IGNORECASE,
)
_FORWARDS = regex(r"(?:局|厅|委|会|司|办|部)转发|^关于转发")
_RELATABLE = ISSUED | ISSUING | {"interpretation"}
_CORRECTING = frozenset({"correct", "supplement", "reissue", "withdraw"})
_LINES = (
    frozenset({"NMPA", "CFDA", "SFDA", "SDA", "SAMR", *CENTRES}),
    frozenset({"NHC", "NHFPC", "MOH"}),
    # The ministry signed the orders of the regulator that was under it.
    frozenset({"NMPA", "CFDA", "SFDA", "SAMR", "MOH"}),
)
"""One regulator under its names, with its centres, which draft its documents, and the body that signs its orders."""
_RENEWING = frozenset({"update", "extend"})
"""Acts of a document that may be corrected in turn."""
_NO_EDITION = frozenset({
    *("interpretation", "approval", "trial-permission", "designation", "meeting", "report", "correction"),
})  # fmt: skip
"""Kinds that are no draft, final or edition of anything."""
_YEAR = 400
_TOGETHER = 28
"""The most days between notices that a short name relates: from one month into the next."""
_OF_ONE_ISSUE = 180
"""The most days between an announcement and the documents that it issues, which follow on other pages."""
_ONE_ISSUE_ON_TWO_PAGES = 4
"""The most days between two pages that show one issue of a document."""
_DRAFT_FOR = timedelta(days=6 * 365)
"""The longest time from a draft to its final."""
_LONG_NAMED_DRAFT_FOR, _LONG_ENOUGH = timedelta(days=10 * 365), 6
"""The same for an English name of as many words or more that both have: drafts of guidances can wait for years."""
_UNMARKED_DRAFT_FOR = timedelta(days=2 * 365)
"""The same for a final that says that it is a revision, where the draft does not."""
_NEXT_EDITION = timedelta(days=180)
"""The shortest time from one edition to the next: a text that is published again within it is the same edition."""
_FIRST_EDITION = 100
_MARKED_EDITION = timedelta(days=30)
"""The same for a title that says that it is a revision."""
_INTERPRETED_FOR, _LAST_INTERPRETED = 550, 3 * 365
"""Days after which a document is rarely interpreted, and never: there may be a later edition."""
_UPDATED_FOR, _RECURS = 6 * 366, 150
"""Days after which a document is no longer updated; after which a subject that recurs is that of the next document."""
_QUESTIONS = regex(
    r"\bq\s?(?:&|and)\s?as?\b|\bquestions? (?:and|&) answers?\b|\bfaqs?\b|》[^《》]{0,12}(?:问答|问题解答|答记者问)",
    re.IGNORECASE,
)
_ASKS = regex(r"(?:征求|征集)[^。]{0,200}?(?:意见|建议)")
# `Regulations Amending the Widget Regulations`: the next ones of the title amend those again.
_AMENDS = Gated(
    r"\b(?:regulations?|orders?|rules|acts?|directive|decision)\b[^:;,]{0,20} amending\b"
    # `Widgets (Amendment) Regulations 2031`, `Widgets Amendment (2031 Measures No. 1) Regulations 2031`
    r"|\(amendments?(?:,? (?:etc\.?|no\.? ?\d{1,2}))?\)"
    r"|\bamendment (?:\([^()]{1,80}\) )?(?:regulations?|orders?|rules|act|bill|determination|instrument)\b",
    *("amending", "amendment"),
)
_EXTENDS_COMMENTS = Gated(r"\bextension of (?:the )?comment period", "extension of")
# `关于《某办法》第六条适用问题的复函`, `关于《某办法》征求意见情况的反馈`
_MATTERS = Gated(
    r"^(?:(?!发布|印发|公布|颁布)[^《》]){0,80}《[^《》]{2,200}》[^《》]{0,40}?"
    r"(?:(?:问题|情况|结果)(?:的?(?:公告|通知|函|说明|反馈|批复|复函|答复|回复|通报))?|的?(?:批复|复函|答复|回复|反馈))$"
    r"|关于(?:举办|召开|组织|参加|开展|学习|宣传|宣贯|培训|征订|解释|答复)[^《》]{0,30}《[^《》]{2,200}》(?![^《》]{0,20}意见)"
    r"|》[^《》]{0,12}(?:宣贯|培训|研讨|讲座|直播|座谈)",
    *(
        "问题",
        "情况",
        "结果",
        "批复",
        "复函",
        "答复",
        "回复",
        "反馈",
        "关于",
        "宣贯",
        "培训",
        "研讨",
        "讲座",
        "直播",
        "座谈",
    ),
)
_RULES = regex("(?:指导原则|规范|指南|指引|办法|规定|规则|细则|条例|要求|程序|要点|制度|目录|清单|标准)$")
_ADJUSTS = Gated("关于(?:调整|更新)[^。]{2,100}", "关于")
# A proposal has none of these days.
_MOVES_EFFECT = Gated(
    r"\b(?:delay|postponement|stay|confirmation|extension) of (?:the )?(?:effective|compliance|implementation) date"
    r"|\b(?:delayed|postponed|extended) (?:effective|compliance|implementation) date"
    r"|\b(?:effective|compliance|implementation) dates? (?:delay|extension|change)",
    *("effective", "compliance", "implementation"),
)
_PROPOSES = Gated(
    r"\b(?:is|are) proposing (?:to|new|requirements|regulations)\b|\bproposes to\b|\bproposed (?:rule|order)\b"
    r"|\b(?:we|agency|agencies|fda)\b[^.;]{0,60}?\bpropose to\b",
    "propos",
)
_SETTLES = Gated(
    r"\b(?:issuing|publishing|adopting|announcing) (?:this |the |a )?(?:direct |interim )?final\b"
    r"|\bfinali[sz](?:es|ing|ed)\b|\bthis final (?:rule|order)\b|\b(?:is|are) amending\b",
    *("final", "amending"),
)
# Beside a proposal of the same title.
_ENACTS = Gated(
    r"\b(?:is|are) (?:updating|establishing|revising|removing|revoking|classifying|reclassifying|codifying|exempting)\b"
    r"(?! (?:an? )?(?:new |public )?docket)",
    *("updating", "establishing", "revising", "removing", "revoking", "classifying", "codifying", "exempting"),
)
_PROPOSED = Gated(rf"\bproposes\b|{PROPOSED_ACT}", "propos")
_FINAL = Gated(r"\bfinali[sz]e[sd]\b", "finali")
# `This draft replaces the draft guidance of the same title issued in March 2031`.
_REPLACES_DRAFT = regex(
    r"\b(?:replac(?:es|ing)|supersed(?:es|ing)|revis(?:es|ing)|re-?issu(?:es|ing)|updat(?:es|ing)|withdraw(?:s|ing))\s"
    r"(?:and (?:replac|supersed)\w{1,4}\s)?(?:the|its|our|an?)\s(?:(?:[\w-]{1,14}\s){0,3}?)draft\b"
    r"|\b(?:replacement|revision|new version|second version) of (?:the|its|our|an?)\s(?:[\w-]{1,14}\s){0,3}?draft\b"
    r"|\b(?:(?:previous|earlier|prior|first|original|19\d\d|20\d\d)\s){1,2}draft\b[^.;]{0,120}?"
    r"\b(?:is|was|has been|will be|being)\s(?:\w{1,12}\s)?(?:replaced|superseded|withdrawn|revised)\b"
    r"|再次(?:公开|向社会){0,2}(?:征求|征集)|重新(?:公开|向社会){0,2}(?:征求|征集)"
    r"|(?:代替|替代|取代)[^。;]{0,60}征求意见稿|(?:前期|此前|第一次|首次)(?:公开)?征求意见[^。;]{0,40}(?:修改|修订|完善)",
    re.IGNORECASE,
)
_OPENING = 600
"""Characters of a summary that tell its act."""
_ORDER = regex(
    r"令\s{0,2}第?\s{0,2}(?P<han>\d{1,4})\s{0,2}号"
    r"|\([^()]{0,60}?\b(?:decree|order) (?:no\.?|number) ?(?P<number>\d{1,4})\b[^()]{0,60}\)",
    re.IGNORECASE,
)
"""The order that gives out a regulation: a later edition has another one."""
_GUIDANCE = regex(r"\bguidance for (?:industry|food and drug administration|fda|sponsors)\b", re.IGNORECASE)
_FOR_STAFF = regex(
    r"\bguidance for [^;]{0,40}\b(?:food and drug administration|FDA) (?:staff|reviewers)\b", re.IGNORECASE
)
_DAY = regex(DAY, re.IGNORECASE)
_MOST_DAYS = 20
_LONG_REPEALED = 8
# Guidelines of one frame for products that have some words in common.
_OF_DEVICES = "审查指导原则"
_QUOTES = '《“"'
_LONG = 600
_MANY_WORDS = 8
_LONG_NAME, _LEFT_OUT = 11, 2
"""The fewest words of an English name that is unique without the words that it leaves out, and the most of those."""
_LONG_LENGTHENED, _PUT_IN = 14, 4
"""The fewest words of an English name that a final lengthens, and the most words that it puts in."""
_LONG_WITHIN, _LEFT_OUT_WITHIN, _MANY_ENDS = 9, 4, 3
"""The same if the two names begin and end with the same words, and the number of these."""
_LETTERS = 2
"""The letters of an acronym beside the words that it stands for, `Artificial Intelligence (AI)`: it counts as none."""
_WORDS = regex(r"[A-Za-z]+")
_CAPITALS = regex(r"\b[A-Z]{3,6}\b")
_PARTS = frozenset(
    {"annex", "addendum", "append", "question", "answer", "q", "faq", "implement", "train", "part", "exampl"}
)
"""Stems of words for a part of a guideline, or for a text beside it."""
_YEARS_APART = timedelta(days=3 * 365)
_GUIDED_FOR = timedelta(days=2 * 365)
"""The shortest time from a guidance to the next edition of its name, which has another announcement."""

_REVERSE = {
    "same-document": "same-document",
    "corrects": "corrected-by",
    "interprets": "interpreted-by",
    "issues": "issued-by",
    "draft-of": "final-of",
    "supersedes": "superseded-by",
    "translation-of": "translated-by",
}


def relation(a: Notice, b: Notice) -> str | None:
    """Return the relation of `a` to `b`, such as `interprets` or `corrected-by`; None if they are unrelated."""
    return relations_between(a, b)[0]


def relations_between(a: Notice, b: Notice) -> tuple[str | None, str | None]:
    """Return the relation of `a` to `b`, and that of `b` to `a`; None for unrelated ones."""
    if a.id == b.id:
        return None, None
    if same_document(a, b):
        return "same-document", "same-document"
    if _forwards(a) or _forwards(b):
        return None, None
    one, other = _one_way(a, b), _one_way(b, a)
    return one or _REVERSE.get(other or ""), other or _REVERSE.get(one or "")


def relation_evidence(a: Notice, b: Notice) -> str:
    """Return the evidence for the relation of two related notices, in words for `show --why`."""
    found = []
    if a.number and a.number == b.number:
        found.append(f"one number, {a.number}")
    found += [
        f"the number {each.number} in a title"
        for each, other in ((a, b), (b, a))
        if each.number and each.number != other.number and each.number in numbers_in(other.title)
    ]
    if _repeals(a, b) or _repeals(b, a):
        found.append("the words of one repeal the other")
    names = dict.fromkeys(name.base for name, _ in _names_in_common(a, b))
    found += [f"one name, {base}" if has_han(base) else "one name" for base in names]
    if not found:
        found.append(
            "titles with one subject" if has_han(a.title) == has_han(b.title) else "titles with the same terms"
        )
    return "; ".join(found)


def _one_way(a: Notice, b: Notice) -> str | None:
    """Return the relation of `a` to `b`, two documents, if it is one of the first halves of the pairs."""
    if _corrects(a, b):
        return "corrects"
    if _interprets(a, b):
        return "interprets"
    if _issues(a, b):
        return "issues"
    if _is_draft_of(a, b):
        return "draft-of"
    if _supersedes(a, b):
        return "supersedes"
    return "translation-of" if is_translation(a, b) else None


def _forwards(notice: Notice) -> bool:
    """Return True for the notice of an office that forwards another's, which issues nothing."""
    return "转发" in notice.title and _FORWARDS().search(notice.title[:_LONG]) is not None


def _corrects(a: Notice, b: Notice) -> bool:  # noqa: PLR0911 - one for each reason
    """Return True if `a` is the correction, supplement, withdrawal or re-issue of `b`."""
    if a.kind == "interpretation":
        return False
    if is_update_of(a.title, b.title) or amended_name(a.title):
        return _updates(a, b)
    if _corrects_by_its_text(a, b):
        return True
    more = acts_of(a.title) - acts_of(b.title)
    if (
        not (more & _CORRECTING or (a.kind == "correction" and b.kind != "correction"))
        or acts_of(b.title) - acts_of(a.title) - _RENEWING
        or a.date < b.date
        or are_of_other_issuers(a, b)
        # Who corrects a Chinese draft says that it is one.
        or (has_han(a.title) and b.status == "draft" and a.status != "draft")
    ):
        return False
    # An act of the Union is corrected years later, and no other has its number.
    of_one_act = _codes_of_the_union(a) & _codes_of_the_union(b)
    if b.kind == "interpretation" or (a.date - b.date).days > (_UPDATED_FOR if of_one_act else _YEAR):
        return False
    if b.number and b.number in numbers_in(a.title) and b.number != a.number and _of_one_series(a, b):
        return True
    whole = _NUMBER_BEHIND().sub("", b.title).strip()
    if len(whole) >= _WHOLE_TITLE and whole in a.title and has_han(whole):
        return True
    one, other = document_name(ACTS.sub(" ", a.title)), document_name(b.title)
    if a.number and a.number == b.number and _of_one_series(a, b):
        return similarity(one, other) >= 0.4  # noqa: PLR2004 - the number is the stronger evidence
    if (
        (subject_of(a.title).quoted or (a.kind == "correction" and not are_of_other_issuers(a, b)))
        and _names_in_common(a, b)
        and len(subject_of(b.title).names) == 1
        and b.status != "draft"
        and not acts_on_a_document(b.title)
    ):
        return True
    return same_name(one, other) and not one.short and share_a_key(a, b)


def _codes_of_the_union(notice: Notice) -> frozenset[str]:
    """Return the number of the act of the European Union that a title begins with, after a correction of it."""
    found = _OF_THE_UNION().match(notice.title[:_LONG])
    return frozenset({found["code"]} if found else ())


def _updates(a: Notice, b: Notice) -> bool:
    """Return True if the title of `a` is that of `b` with an act that moves, delays or updates it, or amends `b`."""
    days = (a.date - b.date).days
    if days < 0 or are_of_other_issuers(a, b) or b.kind == "interpretation":
        return False
    if is_update_of(a.title, b.title):
        if _MOVES_EFFECT.search(a.title[:_LONG]) and (b.status == "draft" or b.kind == "meeting" or _proposes(b)):
            return False
        if "orrect" in a.title[:_LONG] and days > _RECURS and (b.status == "draft" or _proposes(b)):
            # By then it corrects the rule that the proposal became.
            return _names_the_day_of(a, b)
        return days <= _longest_time_to_update(a) or _names_the_day_of(a, b)
    # What an amendment changes is in force.
    of_draft = b.status == "draft" and "关于修改" in a.title
    if (a.status == "draft") != (b.status == "draft") or of_draft or _acts_on_one(b):
        return False
    bases = {name.base for name in subject_of(amended_name(a.title)).names}
    return bases == {name.base for name in subject_of(b.title).names} and bool(bases)


def _acts_on_one(notice: Notice) -> bool:
    """Return True for a notice that amends, implements or tells of a document and is none itself."""
    return bool(amended_name(notice.title)) or acts_on_a_document(notice.title) or _is_no_edition(notice)


def _corrects_by_its_text(a: Notice, b: Notice) -> bool:
    """Return True if the summary of `a`, a correction, quotes the title of `b` and the day on which it appeared."""
    names = corrected_in(a.title, a.summary)
    if not names or a.date <= b.date or are_of_other_issuers(a, b) or not _names_the_day_of(a, b):
        return False
    other = update_of(b.title)
    return not other.acts and other.subject == update_of(names[0]).subject


def _longest_time_to_update(a: Notice) -> int:
    if update_of(a.title).recurs:
        return _RECURS
    return _YEAR if _EXTENDS_COMMENTS.search(a.title[-_LONG:]) else _UPDATED_FOR


def _names_the_day_of(a: Notice, b: Notice) -> bool:
    """Return True if the summary of `a` names the day of `b`: `the rule that appeared on May 20, 2031`."""
    days = islice(_DAY().finditer((a.summary or "")[:_OPENING]), _MOST_DAYS)
    return any(read_day(match[0]) == b.date for match in days)


def _interprets(a: Notice, b: Notice) -> bool:
    asks = _asks_about(a)
    if not (a.kind == "interpretation" or asks) or b.kind not in _RELATABLE or b.kind == "interpretation":
        return False
    if (a.status == "draft") != (b.status == "draft") or _asks_about(b):
        return False
    # `关于调整《某目录》部分内容的公告` has its title again a year later.
    if abs((a.date - b.date).days) > (_TOGETHER if _ADJUSTS.search(b.title[:_LONG]) else _LAST_INTERPRETED):
        return False
    # Ministries interpret what the State Council gives out.
    if has_han(a.title) and _of_other_lines(a, b) and "State Council" not in named_issuers(b):
        return False
    return _interprets_by_name(a, b) or (not asks and (_related_by_name(a, b) or _share_a_standard(a, b)))


def _asks_about(a: Notice) -> bool:
    """Return True for questions and answers on a document that their title quotes or names."""
    if a.kind in {"qa", "news"} and asks_about_a_document(a.title):
        return True
    quotes = any(mark in a.title for mark in _QUOTES)
    return a.kind != "interpretation" and quotes and _QUESTIONS().search(a.title[:_LONG]) is not None


def _interprets_by_name(a: Notice, b: Notice) -> bool:
    """Return True if an interpretation and a document have one name, but for the province that both titles name."""
    if not -_TOGETHER <= (a.date - b.date).days <= _INTERPRETED_FOR:
        return False
    if not has_han(a.title) and _of_other_lines(a, b):
        return False
    ours, theirs = (document_name(each.title).acts for each in (a, b))
    names = _names_in_common(a, b)
    of_appendices = bool(names) and all(one.base.endswith("附录") for one, _ in names)
    if ours != theirs and not of_appendices:
        return False
    subject = subject_of(b.title)
    if any(_is_one_edition(one, other) for one, other in names):
        return True
    return any(
        place and place in a.title and one.base == other.base.removeprefix(place)
        for other in subject.names
        for place in (place_of(other.base),)
        for one in subject_of(a.title).names
    )


def _is_one_edition(one: Name, other: Name) -> bool:
    """Return True if no two words of two names say that they are of different editions."""
    return (not (one.year and other.year) or one.year == other.year) and (
        not (one.ordinal and other.ordinal) or one.ordinal == other.ordinal
    )


def _share_a_standard(a: Notice, b: Notice) -> bool:
    """Return True for an interpretation and an act on the implementation of one standard, in two wordings."""
    codes = standards_in(a.title) & standards_in(b.title)
    if not codes or b.kind not in ISSUING or not -_TOGETHER <= (a.date - b.date).days <= _OF_ONE_ISSUE:
        return False
    return similarity(document_name(a.title), document_name(b.title)) >= 0.5  # noqa: PLR2004 - paraphrased


def _issues(a: Notice, b: Notice) -> bool:
    """Return True if `a` announces the document `b`; one announcement can issue several, with its number."""
    if (
        a.kind not in ISSUING
        or b.kind not in ISSUED
        or _asks_about(b)
        or (subject_of(a.title).issuing and acts_on_a_document(a.title))
        or ((a.status == "draft") != (b.status == "draft") and not _announces_unmarked_draft(a, b))
        or (_proposes(a) and not _proposes(b))
    ):
        return False
    # A document that was listed half a year before the announcement is an earlier edition, one of years later the next.
    too_far = (a.date - b.date).days > _OF_ONE_ISSUE or b.date - a.date >= _GUIDED_FOR
    if too_far or (acts_of(a.title) | acts_of(b.title)) & _CORRECTING:
        return False
    of_others = are_of_other_issuers(a, b) or (not has_han(a.title) and _of_other_lines(a, b))
    of_one_issue = abs((a.date - b.date).days) <= _OF_ONE_ISSUE and not of_others
    if of_one_issue and (_quotes_misspelt(a, b) or _lists(a, b)):
        return True
    if not (a.number and b.number):
        bare = subject_of(a.title).issuing and (not subject_of(b.title).quoted or b.title.endswith("附录"))
        named = of_one_issue and bare and bool(_names_in_common(a, b))
        return named or _related_by_name(a, b)
    if a.number != b.number or not of_one_issue:
        return False
    of_bundle = subject_of(a.title).bundle and _of_one_series(a, b)
    return of_bundle or bool(_names_in_common(a, b)) or _related_by_name(a, b)


def _announces_unmarked_draft(a: Notice, b: Notice) -> bool:
    """Return True if `a` announces an English draft that another list shows on the same days without that word."""
    if b.status == "draft" or has_han(a.title) or not subject_of(a.title).issuing:
        return False
    return abs((a.date - b.date).days) <= _ONE_ISSUE_ON_TWO_PAGES and bool(_names_in_common(a, b))


def _lists(a: Notice, b: Notice) -> bool:
    """Return True if the text of an announcement of several documents lists `b`, a bare name."""
    listed = issued_in(a.title, a.summary, a.body) if abs((a.date - b.date).days) <= _TOGETHER else ()
    return bool(listed) and not subject_of(b.title).quoted and any(n.base in listed for n in subject_of(b.title).names)


def _quotes_misspelt(a: Notice, b: Notice) -> bool:
    """Return True if `a` issues a document whose long name it quotes with one word written another way."""
    if not (subject_of(a.title).issuing and subject_of(a.title).quoted) or has_han(a.title) or has_han(b.title):
        return False
    if a.date != b.date:
        return False
    names = ((set(one.base.split()), set(other.base.split())) for one, other in _pairs_of_names(a, b))
    return any(
        len(ours & theirs) >= _MANY_WORDS
        and len(ours - theirs) == len(theirs - ours) == 1
        and (ours - theirs).pop()[:5] == (theirs - ours).pop()[:5]
        for ours, theirs in names
    ) and share_a_key(a, b)


def _is_draft_of(a: Notice, b: Notice) -> bool:  # noqa: PLR0911 - one for each reason
    """Return True if `a` asks for comments on the document that `b` is or issues."""
    if (
        not _shortest_time_of_draft(b) <= b.date - a.date <= _LONG_NAMED_DRAFT_FOR
        or b.status == "draft"
        or _is_no_edition(a)
        or (_is_no_edition(b) and (b.kind != "correction" or acts_of(a.title) != acts_of(b.title)))
    ):
        return False
    if is_union_proposal(a.title):
        return _is_adopted_as(a, b)
    drafted = a.status == "draft" or (_proposes(a) and (_settles(b) or " Proposed " in a.title))
    if not drafted or _proposes(b) or (acts_of(b.title) - acts_of(a.title)) & _CORRECTING:
        return False
    # Ministries ask for comments on drafts of the State Council.
    if _of_other_lines(a, b) and "State Council" not in named_issuers(b):
        return False
    if has_han(b.title) and (
        update_of(a.title).acts != update_of(b.title).acts
        or (amended_name(a.title) and not amended_name(b.title))
        or (acts_on_a_document(b.title) and not acts_on_a_document(a.title))
        or (implements_a_document(a.title) and not acts_on_a_document(b.title))
    ):
        return False
    if _names_draft(b, a):
        return True
    if are_two_wordings(a.title, b.title) and set(named_issuers(a)) & set(named_issuers(b)):
        marks = (document_name(each.title).marks for each in (a, b))
        return len(set(marks)) == 1 and b.date - a.date <= _UNMARKED_DRAFT_FOR and share_a_key(a, b)
    return any(
        (not (draft.ordinal and final.ordinal) or draft.ordinal == final.ordinal or not has_han(b.title))
        and (draft.revised or draft.ordinal or not _is_marked(final) or b.date - a.date <= _UNMARKED_DRAFT_FOR)
        for draft, final in _names_of_draft_and_final(a, b)
    ) and (_asks_about(a) or not _asks_about(b))


def _is_marked(final: Name) -> bool:
    """Return True for the name of a revision, or of an edition that is not the first."""
    return final.revised or final.ordinal > _FIRST_EDITION


def _is_adopted_as(a: Notice, b: Notice) -> bool:
    """Return True if `b` is the act of the European Union that `a` proposed."""
    if is_union_proposal(b.title) or b.date - a.date > _DRAFT_FOR or acts_of(b.title) & _CORRECTING:
        return False
    ours, theirs = (subject_of(union_name(each.title)).names for each in (a, b))
    return any(one == other for one in ours for other in theirs)


def _names_draft(a: Notice, b: Notice) -> bool:
    """Return True if the summary of `a` says that it finalizes or replaces the draft `b`, under its name."""
    bases = {name.base for text in drafts_in(a.summary) for name in subject_of(text).names}
    if not bases or a.date <= b.date or b.status != "draft" or update_of(b.title).acts:
        return False
    return any(name.base in bases for name in subject_of(b.title).names)


def _is_no_edition(notice: Notice) -> bool:
    """Return True for a notice that is no draft, final or edition, such as Chinese news that quotes a document."""
    if notice.kind in _NO_EDITION:
        return True
    if not has_han(notice.title) or not subject_of(notice.title).quoted:
        return False
    return notice.kind == "news" or _MATTERS.search(notice.title[:_LONG]) is not None


def _shortest_time_of_draft(final: Notice) -> timedelta:
    """Return the shortest time from a draft: an English page on the same days may be one of the draft itself."""
    return timedelta(days=0 if has_han(final.title) else _ONE_ISSUE_ON_TWO_PAGES + 1)


def _names_of_draft_and_final(a: Notice, b: Notice) -> list[tuple[Name, Name]]:
    """Return the pairs of names of one document, as its draft and as its final have it."""
    if b.date - a.date > _DRAFT_FOR:
        equal = (pair for pair in _names_in_common(a, b) if pair[0] == pair[1])
        return [pair for pair in equal if len(pair[0].base.split()) >= _LONG_ENOUGH]
    return _names_in_common(a, b) or _unadorned_names(a, b) or _shortened_names(a, b) or _loosely_common_names(a, b)


def _unadorned_names(a: Notice, b: Notice) -> list[tuple[Name, Name]]:
    """Return the pairs of English names of which one alone has its law or its number."""
    one, other = unadorned(a.title), unadorned(b.title)
    if bool(one) == bool(other):
        return []
    ours, theirs = (subject_of(text).names for text in (one or a.title, other or b.title))
    return [pair for pair in product(ours, theirs) if pair[0].base == pair[1].base]


def _proposes(notice: Notice) -> bool:
    """Return True if the title or the summary says that a rule is proposed, though no status does."""
    if notice.status is not None:
        return False
    text = (notice.summary or "")[:_OPENING]
    says = _PROPOSES.search(text) is not None and _SETTLES.search(text) is None
    return says or _PROPOSED.search(notice.title[:_LONG]) is not None


def _settles(notice: Notice) -> bool:
    """Return True if the title or the summary says that a rule is final."""
    text = (notice.summary or "")[:_OPENING]
    return (
        _SETTLES.search(text) is not None
        or _ENACTS.search(text) is not None
        or _FINAL.search(notice.title[:_LONG]) is not None
    )


def _loosely_common_names(a: Notice, b: Notice) -> list[tuple[Name, Name]]:
    """Return the pairs of Chinese names of one document under two, of notices within three years."""
    if b.date - a.date > _YEARS_APART:
        return []
    pairs = _pairs_of_names(a, b)
    found = [(one, other) for one, other in pairs if _is_renamed(one, other)]
    if found or b.date - a.date > _UNMARKED_DRAFT_FOR or _OF_DEVICES in b.title or not has_han(b.title):
        return found
    longer = [(one, other) for one, other in pairs if is_lengthened(one.base, other.base)]
    longer = longer or [
        (one, other)
        for one, other in pairs
        for place in (place_of(one.base) or place_of(other.base),)
        if place in a.title and place in b.title and _is_renamed(*(_without(place, each) for each in (one, other)))
    ]
    return longer if longer and share_a_key(a, b) else []


def _without(place: str, name: Name) -> Name:
    return replace(name, base=name.base.removeprefix(place))


def _is_renamed(draft: Name, final: Name) -> bool:
    """Return True if a final has the name of its draft but for loose words, or for its word for a sort of document."""
    one, other = draft.base, final.base
    return one == other or is_loosely(one, other) or is_other_sort(one, other)


def _shortened_names(a: Notice, b: Notice) -> list[tuple[Name, Name]]:
    """Return the pairs of long English names of which the second leaves out a word or two, or puts in some.

    Those of one guideline of the council may be shorter, as may those that differ by an acronym of their words.
    """
    if has_han(a.title) or has_han(b.title) or document_name(a.title).marks != document_name(b.title).marks:
        return []
    names = [(one, other, _words_of(one, a.title), _words_of(other, b.title)) for one, other in _pairs_of_names(a, b)]
    code = council_code(a.title)
    if code and code == council_code(b.title):
        return [(one, other) for one, other, ours, theirs in names if _are_of_one_guideline(ours, theirs)]
    least, most = (_LONG_WITHIN, _LEFT_OUT_WITHIN) if _ends_of(a) == _ends_of(b) else (_LONG_NAME, _LEFT_OUT)
    found = [
        (one, other)
        for one, other, ours, theirs in names
        if ours == theirs
        or (theirs < ours and len(theirs) >= least and sum(len(word) > _LETTERS for word in ours - theirs) <= most)
        or (
            ours < theirs
            and len(ours) >= _LONG_LENGTHENED
            and len(theirs - ours) <= _PUT_IN
            and not (theirs - ours) & _PARTS
        )
        or (ours < theirs and len(ours) >= least + 1 and len(theirs - ours) <= (2 if least == _LONG_NAME else 1))
    ]
    return found if found and share_a_key(a, b) else []


def _words_of(name: Name, title: str) -> set[str]:
    """Return the words of an English name without the acronyms of words of its title: `Small Bone Splints - SBS`."""
    capitals = set(_CAPITALS().findall(title[:_LONG]))
    initials = "".join(word[0] for word in _WORDS().findall(title[:_LONG]) if word not in capitals).casefold()
    return {word for word in name.base.split() if word.upper() not in capitals or not _is_within(word, initials)}


def _is_within(word: str, initials: str) -> bool:
    """Return True if the letters of a word are among some initials, in their order."""
    rest = iter(initials)
    return all(letter in rest for letter in word)


def _are_of_one_guideline(ours: set[str], theirs: set[str]) -> bool:
    """Return True if one of two names with one code has all words of the other and a few more, but for parts of it."""
    fewer, more = sorted((ours, theirs), key=len)
    return fewer <= more and len(fewer) >= _MANY_ENDS and len(more - fewer) <= _PUT_IN and not (more - fewer) & _PARTS


def _ends_of(notice: Notice) -> tuple[list[str], list[str]]:
    """Return the first words and the last ones of an English name."""
    words = notice.title[:_LONG].partition(";")[0].casefold().replace("-", " ").split()
    return words[:_MANY_ENDS], words[-_MANY_ENDS:]


def _supersedes(a: Notice, b: Notice) -> bool:  # noqa: PLR0911 - one for each reason
    """Return True if `a` is, or issues, a later edition of the document `b`, or repeals it."""
    if a.date <= b.date or (a.status == "draft") != (b.status == "draft") or _is_no_edition(a) or _is_no_edition(b):
        return False
    if (
        any(each.status is None and _ASKS().search(each.title[:_LONG]) for each in (a, b))
        or _proposes(a)
        or _proposes(b)
    ):
        # A call for ideas on a document in force, or a proposal to amend it, is no edition of it.
        return False
    if a.status == "draft":
        return _is_next_draft(a, b)
    if _of_other_lines(a, b):
        # The repeal of a former ministry's document has its name.
        return not _is_provincial(a) and not _is_provincial(b) and _repeals(a, b, by_name=True)
    if _repeals(a, b):
        return True
    if acts_of(b.title) & _CORRECTING or any(
        acts_on_a_document(each.title)
        or (not has_han(each.title) and (update_of(each.title).acts or _AMENDS.search(each.title[:_LONG])))
        for each in (a, b)
    ):
        return False
    if a.date - b.date < _shortest_time(a, b) or (a.number and a.number == b.number) or acts_of(a.title) & _CORRECTING:
        return False
    if subject_of(a.title).bundle or subject_of(b.title).bundle:
        return False
    interim = b.status == "interim" and a.status is None
    later = any(_is_later(new, old) or interim for new, old in _names_in_common(a, b)) or _is_renumbered(a, b)
    return later and _asks_about(a) == _asks_about(b)


def _is_next_draft(a: Notice, b: Notice) -> bool:
    """Return True if `a` asks for comments once more, on a later draft of the document that `b` asks about."""
    if _names_draft(a, b) and not _of_other_lines(a, b):
        return True
    if _of_other_lines(a, b) or (acts_of(a.title) | acts_of(b.title)) & _CORRECTING:
        return False
    if any(subject_of(each.title).bundle for each in (a, b)) or (not has_han(a.title) and update_of(a.title).acts):
        return False
    common = _names_in_common(a, b)
    if a.date - b.date <= _YEARS_APART and not has_han(a.title) and any(n.ordinal > o.ordinal > 0 for n, o in common):
        return True
    # Within days it is one draft on two pages.
    replaces = a.date - b.date >= _MARKED_EDITION and _REPLACES_DRAFT().search((a.summary or "")[:_OPENING])
    is_next = replaces or draft_round(a.title) > draft_round(b.title)
    if not is_next or (a.date - b.date > _DRAFT_FOR and not _names_the_day_of(a, b)):
        return False
    return any(_is_one_edition(new, old) for new, old in common)


def _shortest_time(a: Notice, b: Notice) -> timedelta:
    """Return the shortest time from `b` to `a` as its next edition, by the evidence in their titles."""
    names = _names_in_common(a, b)
    if any(new.ordinal > old.ordinal > 0 for new, old in names):
        return timedelta()
    return _MARKED_EDITION if any(new.revised and not old.revised for new, old in names) else _NEXT_EDITION


def _is_later(new: Name, old: Name) -> bool:
    """Return True if the editions of one name say that `new` is the later one."""
    if new.year and old.year:
        return new.year > old.year
    if new.ordinal or old.ordinal:
        return new.ordinal > old.ordinal
    return new.revised and not old.revised


def _is_renumbered(a: Notice, b: Notice) -> bool:
    """Return True if a document of the same name is the next edition by its number or its day.

    Its number is of a later year, also than the edition that the other one says, or they are of two orders; or both
    are rules or guidances, years apart, which no site lists again as new.
    """
    renumbered = bool(a.number and b.number and a.number[:4] > b.number[:4])
    issued = a.kind in ISSUING and subject_of(a.title).issuing
    of_rules = b.kind == "regulation" and (a.kind == "regulation" or issued)
    years_apart = (of_rules or (issued and _sets_rules(a) and _sets_rules(b))) and a.date - b.date >= _YEARS_APART
    names = _names_in_common(a, b)
    orders = (_ORDER().search(normalize("NFKC", each.title[:_LONG])) for each in (a, b))
    renumbered = renumbered or len({found["han"] or found["number"] for found in orders if found}) > 1
    years_apart = years_apart or (a.date - b.date >= _GUIDED_FOR and _are_guidances_of_one_body(a, b))
    if (
        issued
        and a.number
        and any(not (new.year or new.ordinal) and 0 < old.year < int(a.number[:4]) for new, old in names)
    ):
        return True
    return (renumbered or years_apart) and any(new == old and not is_of_a_series(new.base) for new, old in names)


def _sets_rules(notice: Notice) -> bool:
    """Return True for a Chinese document of rules or guidance, or the announcement that issues one."""
    if notice.kind not in {"guideline", "regulation"} | ISSUING:
        return False
    subject = subject_of(notice.title)
    return (notice.kind not in ISSUING or subject.issuing) and any(_RULES().search(name.base) for name in subject.names)


def _are_guidances_of_one_body(a: Notice, b: Notice) -> bool:
    """Return True for two English guidances that one regulator published; others adopt its guidances as they are."""
    if has_han(a.title) or has_han(b.title):
        return False
    of_one = set(a.issuers) & set(b.issuers) or all(_FOR_STAFF().search(each.title[:_LONG]) for each in (a, b))
    return bool(of_one) and all(each.kind == "guideline" or _GUIDANCE().search(each.title[:_LONG]) for each in (a, b))


def _is_provincial(notice: Notice) -> bool:
    """Return True for a notice of a province, which repeals its own documents alone."""
    return any(" " in name and name != "State Council" for name in notice.issuers) or any(
        place_of(name.base) for name in subject_of(notice.title).names
    )


def _repeals(a: Notice, b: Notice, *, by_name: bool = False) -> bool:
    repealed = repealed_in(a.title, a.summary, a.body)
    if not repealed:
        return False
    names = {name.base for name in subject_of(b.title).names}
    # `原《某办法》同时废止`, of the rules themselves: not of their own page of the same months.
    own = {name.base for name in subject_of(a.title).names} if a.date - b.date < _NEXT_EDITION else set()
    for each in repealed:
        if by_name:
            if len(each.base) >= _LONG_REPEALED and each.base in names and not subject_of(b.title).bundle:
                return True
        elif each.code:
            if each.code in codes_of(b.title):
                return True
        elif each.number and b.number:
            same_act = bool(each.base) or each.act is None or each.act in b.title
            if each.number == b.number and same_act and (not each.base or not names or each.base in names):
                return True
        elif each.base and each.base in names - own and not subject_of(b.title).bundle:
            return True
    return False


def _names_in_common(a: Notice, b: Notice) -> list[tuple[Name, Name]]:
    """Return the pairs of names of one document, in any edition."""
    return [(one, other) for one, other in _pairs_of_names(a, b) if one.base == other.base]


def _pairs_of_names(a: Notice, b: Notice) -> list[tuple[Name, Name]]:
    if "批" in a.title and "批" in b.title:
        one, other = (set(_BATCH().findall(each.title[:_LONG])) for each in (a, b))
        if one and other and one.isdisjoint(other):
            return []
    return [(one, other) for one in subject_of(a.title).names for other in subject_of(b.title).names]


def _of_one_series(a: Notice, b: Notice) -> bool:
    return not set(series_of(a)).isdisjoint(series_of(b))


def _of_other_lines(a: Notice, b: Notice) -> bool:
    """Return True if two notices are by different authorities, not one regulator under an older name."""
    one, other = (set(named_issuers(each)) for each in (a, b))
    if not (one and other) and not (has_han(a.title) or has_han(b.title)):
        # Every agency has a `Good Clinical Practice`, and those of the council.
        one, other = (set(each.issuers) - ({"ICH"} if not _is_of_ich(each) else set()) for each in (a, b))
    return bool(one and other and one.isdisjoint(other) and not any(one & line and other & line for line in _LINES))


def _is_of_ich(notice: Notice) -> bool:
    """Return True for a notice of the council's own site; agencies name it in the titles of their guidances."""
    return any(source.startswith("ich/") for source in notice.sources)


def _related_by_name(a: Notice, b: Notice) -> bool:
    """Return True if a document and the notice that issues or interprets it have the same name."""
    one, other = document_name(a.title), document_name(b.title)
    if one.plan and one.plan == other.plan:
        return True
    if (one.short or other.short) and abs((a.date - b.date).days) > _TOGETHER:
        return False
    if has_han(a.title) and _are_of_two_places(a, b):
        return False
    # An interpretation may leave out the batch or the edition, but does not have another one.
    if one.marks != other.marks and one.marks and other.marks:
        return False
    return same_name(replace(one, marks=frozenset()), replace(other, marks=frozenset())) and share_a_key(a, b)


def _are_of_two_places(a: Notice, b: Notice) -> bool:
    """Return True if one of two documents is a place's own, under the name of the other."""
    return any(
        is_of_another_place(one.base, other.base, b.title) or is_of_another_place(other.base, one.base, a.title)
        for one, other in _pairs_of_names(a, b)
    )
