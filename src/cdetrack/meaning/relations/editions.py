"""Decide whether a notice is a later edition or a later draft of the document of another, or repeals it."""

import re
from datetime import timedelta
from functools import lru_cache

from cdetrack.changes.likeness import acts_of
from cdetrack.meaning.relation_keys import share_a_key
from cdetrack.meaning.relations.authorities import is_provincial, of_other_lines
from cdetrack.meaning.relations.common_names import is_one_edition, names_in_common, pairs_of_names
from cdetrack.meaning.relations.drafts import names_draft
from cdetrack.meaning.relations.limits import DRAFT_FOR, GUIDED_FOR, LONG, YEARS_APART
from cdetrack.meaning.relations.traits import (
    CORRECTING,
    asks_about,
    correcting_acts,
    is_no_edition,
    names_the_day_of,
    opening_of,
    proposes,
)
from cdetrack.meaning.repeals import codes_of, repealed_in
from cdetrack.meaning.same_document import ISSUING
from cdetrack.meaning.subject import Name, subject_of
from cdetrack.meaning.subject.acts import acts_on_a_document, draft_round
from cdetrack.meaning.subject.chinese_likeness import is_lengthened, is_loosely, is_of_a_series, is_spelled_alike
from cdetrack.meaning.subject.other_names import code_and_round, is_union_proposal, standards_in
from cdetrack.meaning.updates import update_of
from cdetrack.model.notice import Notice
from cdetrack.text.regex import Gated, regex
from cdetrack.text.script import has_han

_NEXT_EDITION = timedelta(days=180)
"""The shortest time from one edition to the next: a text that is published again within it is the same edition."""
_MARKED_EDITION = timedelta(days=30)
"""The same for a title that says that it is a revision."""
_ASKS = Gated(r"(?:征求|征集)[^。]{0,200}?(?:意见|建议)", "征求", "征集")
# `Regulations Amending the Widget Regulations`: the next ones of the title amend those again.
_AMENDS = Gated(
    r"\b(?:regulations?|orders?|rules|acts?|directive|decision)\b[^:;,]{0,20} amending\b"
    # `Widgets (Amendment) Regulations 2031`, `Widgets Amendment (2031 Measures No. 1) Regulations 2031`
    r"|\(amendments?(?:,? (?:etc\.?|no\.? ?\d{1,2}))?\)"
    r"|\bamendment (?:\([^()]{1,80}\) )?(?:regulations?|orders?|rules|act|bill|determination|instrument)\b",
    *("amending", "amendment"),
)
_RULES = regex("(?:指导原则|规范|指南|指引|办法|规定|规则|细则|条例|要求|程序|要点|制度|目录|清单|标准)$")
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
_ORDER = regex(
    r"令\s{0,2}第?\s{0,2}(?P<han>\d{1,4})\s{0,2}号"
    r"|\([^()]{0,60}?\b(?:decree|order|notification) (?:no\.?|number) ?(?P<number>\d[\d-]{0,10})\b[^()]{0,60}\)"
    r"|(?:^(?:who )?|\((?:who )?)(?:trs|technical report series)(?:,? no\.?)? (?P<report>\d{3,4})(?=\W{1,4}annex )",
    re.IGNORECASE,
)
"""The order or the report that gives out a text: a later edition has another one."""
_GUIDANCE = regex(r"\bguidance for (?:industry|food and drug administration|fda|sponsors)\b", re.IGNORECASE)
_OF_THE_AGENCY = regex(
    r"\bguidance for [^;]{0,40}\b(?:food and drug administration|FDA) (?:staff|reviewers)\b"
    # In the Federal Register, no other agency words it like this.
    r"|; guidance for industry; availability\b",
    re.IGNORECASE,
)
_GUIDES = Gated(r"\bguid(?:e|ance|eline)s?\b|\bgood [a-z ]{0,30}practices?\b", "guid", "good ")
_STANDARD = regex(r"《?(?:GB|YY|WS)(?:/[TZ])?\s?\d")
_LONG_REPEALED = 8
_FILLERS = frozenset({"medicin", "human"})
"""Stems of words that names of guidelines on medicines gain and lose."""
_FEWEST_IN_COMMON = 3
"""The fewest words that two names share which differ by such a word."""


def supersedes(a: Notice, b: Notice) -> bool:  # noqa: PLR0911 - one for each reason
    """Return True if `a` is, or issues, a later edition of the document `b`, or repeals it."""
    if a.date <= b.date or (a.status == "draft") != (b.status == "draft"):
        return False
    # `关于撤销2031年第7号公告的公告` takes a document back, and is none itself.
    takes_back = a.kind == "correction" and repeals(a, b)
    if not ((takes_back or _may_be_an_edition(a)) and _may_be_an_edition(b)):
        return False
    if a.status == "draft":
        return _is_next_draft(a, b)
    if of_other_lines(a, b):
        # The repeal of a former ministry's document has its name.
        return not is_provincial(a) and not is_provincial(b) and repeals(a, b, by_name=True)
    if repeals(a, b) or _is_next_of_its_code(a, b):
        return True
    if correcting_acts(b.title) or _acts_on_another(a.title) or _acts_on_another(b.title):
        return False
    if a.date - b.date < _shortest_time(a, b) or (a.number and a.number == b.number) or correcting_acts(a.title):
        return False
    if subject_of(a.title).bundle or subject_of(b.title).bundle:
        return False
    interim = b.status == "interim" and a.status is None
    later = any(_is_later(new, old) or interim for new, old in names_in_common(a, b)) or _is_renumbered(a, b)
    later = later or any(
        (interim or _is_later(new, old)) and is_loosely(new.base, old.base) for new, old in pairs_of_names(a, b)
    )
    later = later or _is_renamed(a, b)
    return later and asks_about(a) == asks_about(b)


def _may_be_an_edition(notice: Notice) -> bool:
    """Return False for a call for ideas on a document in force, a proposal to amend it, and what is no document."""
    if is_no_edition(notice) or proposes(notice) or is_union_proposal(notice.title):
        return False
    return notice.status is not None or _ASKS.search(notice.title[:LONG]) is None


@lru_cache(maxsize=4096)
def _acts_on_another(title: str) -> bool:
    """Return True for a title that implements, moves, corrects or amends a document."""
    if acts_on_a_document(title):
        return True
    return not has_han(title) and (update_of(title).acts or _AMENDS.search(title[:LONG]) is not None)


def _is_next_draft(a: Notice, b: Notice) -> bool:
    """Return True if `a` asks for comments once more, on a later draft of the document that `b` asks about."""
    if names_draft(a, b) and not of_other_lines(a, b):
        return True
    if of_other_lines(a, b) or correcting_acts(a.title) or correcting_acts(b.title):
        return False
    if any(subject_of(each.title).bundle for each in (a, b)) or (not has_han(a.title) and update_of(a.title).acts):
        return False
    common = names_in_common(a, b)
    if a.date - b.date <= YEARS_APART and not has_han(a.title) and any(n.ordinal > o.ordinal > 0 for n, o in common):
        return True
    # Within days it is one draft on two pages.
    replaces = a.date - b.date >= _MARKED_EDITION and _REPLACES_DRAFT().search(opening_of(a))
    is_next = replaces or draft_round(a.title) > draft_round(b.title)
    if not is_next or (a.date - b.date > DRAFT_FOR and not names_the_day_of(a, b)):
        return False
    return any(is_one_edition(new, old) for new, old in common)


def _shortest_time(a: Notice, b: Notice) -> timedelta:
    """Return the shortest time from `b` to `a` as its next edition, by the evidence in their titles."""
    names = names_in_common(a, b)
    if any(_is_later(new, old) and new.ordinal and (old.ordinal or new.year == old.year > 0) for new, old in names):
        return timedelta()
    return _MARKED_EDITION if any(new.revised and not old.revised for new, old in names) else _NEXT_EDITION


def _is_later(new: Name, old: Name) -> bool:
    """Return True if the editions of one name say that `new` is the later one."""
    if new.year and old.year:
        return new.year > old.year or (new.year == old.year and new.ordinal > old.ordinal)
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
    years_apart = (of_rules or (issued and _sets_rules(a) and _sets_rules(b))) and a.date - b.date >= YEARS_APART
    names = names_in_common(a, b)
    renumbered = renumbered or _are_of_two_orders(a, b)
    years_apart = years_apart or (a.date - b.date >= GUIDED_FOR and _are_guidances_of_one_body(a, b))
    if (
        issued
        and a.number
        and any(not (new.year or new.ordinal) and 0 < old.year < int(a.number[:4]) for new, old in names)
    ):
        return True
    return (renumbered or years_apart) and any(new == old and not is_of_a_series(new.base) for new, old in names)


def _is_next_of_its_code(a: Notice, b: Notice) -> bool:
    """Return True if two guidelines or standards have one code in two rounds, whatever their names are.

    `E6(R3)` follows `E6(R2)`, and `GB 9999.1-2031` `GB 9999.1-2017`.
    """
    # The second round of a guideline is an addendum to the first.
    if (acts_of(a.title) | acts_of(b.title)) & CORRECTING - {"supplement"}:
        return False
    if has_han(a.title) or has_han(b.title):
        return _are_of_one_standard(a, b) and any(new.year > old.year > 0 for new, old in pairs_of_names(a, b))
    if not all(each.kind == "guideline" or _GUIDES.search(each.title[:LONG]) for each in (a, b)):
        return False
    (one, later), (other, earlier) = code_and_round(a.title), code_and_round(b.title)
    if not one or one != other:
        return False
    # A code beside names with editions of their own: `Guide to Widgets (GUI-9999) - Version 5`.
    ours, theirs = (max(((n.ordinal, n.year) for n in subject_of(each.title).names), default=(0, 0)) for each in (a, b))
    return later > earlier or (later == earlier and (ours > theirs > (0, 0)))


def _are_of_one_standard(a: Notice, b: Notice) -> bool:
    """Return True if two titles are those of one standard: each begins with its code."""
    standards = [standards_in(each.title) if _STANDARD().match(each.title) else frozenset() for each in (a, b)]
    return a.kind == b.kind and standards[0] == standards[1] and len(standards[0]) == 1


def _are_of_two_orders(a: Notice, b: Notice) -> bool:
    found = (_ORDER().search(each.title[:LONG]) for each in (a, b))
    return len({order["han"] or order["number"] or order["report"] for order in found if order}) > 1


def _is_renamed(a: Notice, b: Notice) -> bool:
    """Return True if two orders, years apart, have one name, but for a comma or a word that the later one adds.

    `某药和某素管理办法` follows `某药、某素管理办法`, and `某药注册与备案管理办法` `某药注册管理办法`.
    An English revision may say `medicinal products` where the edition before said `products`.
    """
    if not has_han(a.title):
        pairs = pairs_of_names(a, b) if a.kind == b.kind == "guideline" and set(a.issuers) & set(b.issuers) else []
        is_long_after = a.date - b.date >= GUIDED_FOR
        return any(
            (_is_later(new, old) or (is_long_after and not new.ordinal and not old.ordinal))
            and _differ_by_a_filler(new, old)
            for new, old in pairs
        ) and share_a_key(a, b)
    if a.date - b.date < YEARS_APART or not (a.kind == b.kind == "regulation" and _are_of_two_orders(a, b)):
        return False
    return any(
        is_spelled_alike(new.base, old.base) or (len(new.base) > len(old.base) and is_lengthened(new.base, old.base))
        for new, old in pairs_of_names(a, b)
    )


def _differ_by_a_filler(new: Name, old: Name) -> bool:
    """Return True if one of two long English names has a word more, which says that its matter is medicines."""
    ours, theirs = set(new.base.split()), set(old.base.split())
    return len(ours & theirs) >= _FEWEST_IN_COMMON and ours ^ theirs <= _FILLERS


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
    of_one = set(a.issuers) & set(b.issuers) or all(_OF_THE_AGENCY().search(each.title[:LONG]) for each in (a, b))
    return bool(of_one) and all(each.kind == "guideline" or _GUIDANCE().search(each.title[:LONG]) for each in (a, b))


def repeals(a: Notice, b: Notice, *, by_name: bool = False) -> bool:
    """Return True if the words of `a` repeal the document `b`; with `by_name`, by a long name alone."""
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
