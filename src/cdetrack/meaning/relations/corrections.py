"""Decide whether a notice corrects, withdraws, moves or amends the document of another."""

import re
from collections.abc import Callable

from cdetrack.changes.likeness import ACTS, acts_of
from cdetrack.meaning.carriers import references_in
from cdetrack.meaning.dockets import share_a_docket
from cdetrack.meaning.document_name import document_name, same_name, similarity
from cdetrack.meaning.recalls import widens_recall
from cdetrack.meaning.relation_keys import share_a_key, share_a_series
from cdetrack.meaning.relations.common_names import have_one_edition, pairs_of_names
from cdetrack.meaning.relations.docket import cites_entry, updates_in_docket
from cdetrack.meaning.relations.limits import LONG, OF_ONE_ISSUE
from cdetrack.meaning.relations.traits import (
    CORRECTING,
    is_no_edition,
    names_the_day_of,
    names_the_day_of_another,
    proposes,
)
from cdetrack.meaning.repeals import codes_of, corrected_codes
from cdetrack.meaning.same_document import CHINESE_ACTS, ISSUING, are_of_other_issuers
from cdetrack.meaning.subject import subject_of
from cdetrack.meaning.subject.acts import acts_on_a_document
from cdetrack.meaning.updates import (
    amended_name,
    corrected_in,
    dated_in,
    head_of_update,
    is_update_of,
    update_of,
    withdraws_draft,
)
from cdetrack.model.notice import Notice
from cdetrack.text.docnumber import numbers_in
from cdetrack.text.regex import Gated, regex
from cdetrack.text.script import has_han

# `关于某局公告2031年第7号附件的更正`, `关于2031年第7号公告的更正`, beside `某公告（2031年第7号）更正公告`
_BY_NUMBER = regex(
    r"(?P<act>公告|通告|通知)\s?(?:19|20)\d\d\s?年|(?:19|20)\d\d\s?年\s?第?\s?\d{1,5}\s?号\s?(?P<behind>公告|通告|通知)"
)
# `某公告（2031年第7号）`
_NUMBER_BEHIND = regex(r"\s?[(（〔\[][^()（）〔〕\[\]]{1,30}号\s?[)）〕\]]\s{0,2}$")
_SLIGHTLY_ALIKE = 0.2
"""The least likeness of two titles if the one that corrects the other cites its number."""
_WHOLE_TITLE = 12
"""The fewest characters of a title that another one quotes whole without marks."""
_OF_THE_UNION = regex(
    r"(?:(?:corrigend(?:um|a)|correction) to )?(?:commission |council |implementing |delegated )*"
    r"(?:regulation|directive|decision) \((?:EU|EC)\) (?:no )?(?P<code>\d{1,4}/\d{1,4})\b",
    re.IGNORECASE,
)
_RENEWING = frozenset({"update", "extend"})
"""Acts of a document that may be corrected in turn."""
_YEAR = 400
_UPDATED_FOR, _RECURS = 6 * 366, 150
"""Days after which a document is no longer updated; after which a subject that recurs is that of the next document."""
_EXTENDS_COMMENTS = Gated(r"\bextension of (?:the )?comment period", "extension of")
_REOPENS_COMMENTS = Gated(r"\bre-?opening of (?:the )?comment period", "opening of")
_WITHDRAWS_PROPOSED = regex(r"(?:partial )?withdrawal of (?:the |an? )?(?=proposed )", re.IGNORECASE)
_WORDS_OF_DATED, _SHARED_OF_DATED = 3, 0.7
"""The fewest words that a letter shares with its correction if the day agrees, and the share of its words."""
_WORDS_OF_PROPOSAL = 9
"""The fewest words of a proposal that is withdrawn under a part of its title."""
_WORDS_OF_HEAD = 4
"""The fewest words of the subject before a semicolon, which is enough if the day agrees."""
_ENDS_WITHDRAWN = regex(r"; (?:notice of )?withdrawal(?: of [^;]{3,60})?$", re.IGNORECASE)
_LONG_SUBJECT = 12
"""The fewest words of a subject that no later notice has."""
_SUBJECT_OF_RULE = 8
"""The fewest words of the subject of a rule that no later rule has."""
# A proposal has none of these days.
_MOVES_EFFECT = Gated(
    r"\b(?:delay|postponement|stay|confirmation|extension) of (?:the )?(?:effective|compliance|implementation) date"
    r"|\b(?:delayed|postponed|extended) (?:effective|compliance|implementation) date"
    r"|\b(?:effective|compliance|implementation) dates? (?:delay|extension|change)",
    *("effective", "compliance", "implementation"),
)


def corrects(a: Notice, b: Notice) -> bool:  # noqa: PLR0911 - one for each reason
    """Return True if `a` is the correction, supplement, withdrawal or re-issue of `b`."""
    if a.kind == "interpretation" or a.date < b.date or are_of_other_issuers(a, b):
        return False
    if judge := _judge_of_update(a, b):
        return b.kind != "interpretation" and judge(a, b)
    if any(corrects_it(a, b) for corrects_it in _BY_OTHER_EVIDENCE):
        return True
    more = acts_of(a.title) - acts_of(b.title)
    cited = set(numbers_in(a.title)) - {a.number}
    # What the list `关于注销某证书的公告` takes back is no document: its number tells that it is corrected.
    renewing = _RENEWING | {"withdraw"} if b.number in cited and has_han(b.title) else _RENEWING
    if (
        not (more & CORRECTING or (a.kind == "correction" and b.kind != "correction"))
        or acts_of(b.title) - acts_of(a.title) - renewing
        # Who corrects a Chinese draft says that it is one.
        or (has_han(a.title) and b.status == "draft" and a.status != "draft")
    ):
        return False
    # An act of the Union is corrected years later, and no other has its number.
    of_one_act = bool(code := _code_of_the_union(a)) and code == _code_of_the_union(b)
    if of_one_act or b.kind == "interpretation" or (a.date - b.date).days > _YEAR:
        return of_one_act and (a.date - b.date).days <= _UPDATED_FOR
    one, other = document_name(ACTS.sub(" ", a.title)), document_name(b.title)
    if b.number and cited and share_a_series(a, b):
        return b.number in cited and _cites_it_by_number(a, b)
    whole = _NUMBER_BEHIND().sub("", b.title).strip()
    if len(whole) >= _WHOLE_TITLE and whole in a.title and has_han(whole):
        return True
    if a.number and a.number == b.number and share_a_series(a, b):
        return similarity(one, other) >= 0.4  # noqa: PLR2004 - the number is the stronger evidence
    if (
        (subject_of(a.title).quoted or a.kind == "correction")
        and have_one_edition(a, b)
        and len(subject_of(b.title).names) == 1
        and b.status != "draft"
        and not acts_on_a_document(b.title)
    ):
        return True
    by_name = same_name(one, other) and not one.short and share_a_key(a, b)
    return by_name or _corrects_announcement_of(a, b)


def _cites_it_by_number(a: Notice, b: Notice) -> bool:
    """Return True if `b`, whose number the title of `a` has, is of the act that it names, or has a like title."""
    cited = _BY_NUMBER().search(a.title)
    if cited and (cited["act"] or cited["behind"]) not in b.title and any(act in b.title for act in CHINESE_ACTS):
        return False
    # Notices of results have one title, and a number each; other offices and acts have that number as well.
    one, other = document_name(ACTS.sub(" ", a.title)), document_name(b.title)
    by_number = one.short or cited is not None
    return (by_number or similarity(one, other) >= _SLIGHTLY_ALIKE) and has_han(a.title) == has_han(b.title)


def _corrects_announcement_of(a: Notice, b: Notice) -> bool:
    """Return True if `a` corrects the announcement `b` by the name of its matter: `关于更正某办法公告附件的公告`."""
    if a.kind != "correction" or b.kind not in ISSUING or (a.date - b.date).days > OF_ONE_ISSUE:
        return False
    pairs = pairs_of_names(a, b)
    return any(one.base == other.base + act for one, other in pairs for act in CHINESE_ACTS) and share_a_key(a, b)


def _code_of_the_union(notice: Notice) -> str:
    """Return the number of the act of the European Union that a title begins with, after a correction of it."""
    found = _OF_THE_UNION().match(notice.title[:LONG])
    return found["code"] if found else ""


def _judge_of_update(a: Notice, b: Notice) -> Callable[[Notice, Notice], bool] | None:
    """Return what decides whether the title of `a` moves, widens or amends `b`; None if it does not say so."""
    if widens_recall(a.title, b.title):
        return _widens
    if is_update_of(a.title, b.title):
        return _moves
    return _amends if amended_name(a.title) else None


def _widens(a: Notice, b: Notice) -> bool:
    """Return True if the recall `b` is recent enough to be the one that `a` widens."""
    return (a.date - b.date).days <= _YEAR


def _moves(a: Notice, b: Notice) -> bool:
    """Return True if `a` is an update of `b`, whose subject it has, and not of another stage of that document."""
    days = (a.date - b.date).days
    moves = _MOVES_EFFECT.search(a.title[:LONG]) is not None
    if (moves and (b.status == "draft" or b.kind == "meeting" or proposes(b))) or (
        _withdraws_another_stage(a, b) or names_the_day_of_another(a, b)
    ):
        return False
    if "orrect" in a.title[:LONG] and days > _RECURS and (b.status == "draft" or proposes(b)):
        # By then it corrects the rule that the proposal became.
        return names_the_day_of(a, b)
    if days <= _longest_time_to_update(a) or names_the_day_of(a, b):
        return True
    # A docket holds one proposal of a name, on which comments are asked again years later: a period that is extended
    # is that of the last draft.
    asked = b.status == "draft" or proposes(b)
    return (
        asked
        and days <= _UPDATED_FOR
        and _REOPENS_COMMENTS.search(a.title[-LONG:]) is not None
        and share_a_docket(a, b)
    )


def _amends(a: Notice, b: Notice) -> bool:
    """Return True if the title of `a` quotes the name of `b`, which it amends or delays."""
    # What an amendment changes is in force.
    of_draft = b.status == "draft" and "关于修改" in a.title
    if (a.status == "draft") != (b.status == "draft") or of_draft or _acts_on_one(b):
        return False
    bases = {name.base for name in subject_of(amended_name(a.title)).names}
    return bases == {name.base for name in subject_of(b.title).names} and bool(bases)


def _withdraws_another_stage(a: Notice, b: Notice) -> bool:
    """Return True if `a` withdraws a draft guidance, and `b` is a final one, or the other way round."""
    drafted = withdraws_draft(a.title)
    if drafted is None:
        return False
    return b.status != "draft" and bool(update_of(b.title).sort) if drafted else b.status == "draft"


def _acts_on_one(notice: Notice) -> bool:
    """Return True for a notice that amends, implements or tells of a document and is none itself."""
    return bool(amended_name(notice.title)) or acts_on_a_document(notice.title) or is_no_edition(notice)


def _corrects_by_its_text(a: Notice, b: Notice) -> bool:
    """Return True if the summary of `a`, a correction, quotes the title of `b` and the day on which it appeared."""
    names = corrected_in(a.title, a.summary)
    other = update_of(b.title)
    if not names or other.acts or a.date == b.date or not names_the_day_of(a, b):
        return False
    bases = {name.base for each in names for name in subject_of(each).names}
    return any(other.subject == update_of(each).subject for each in names) or any(
        name.base in bases for name in subject_of(b.title).names
    )


def _updates_by_its_day(a: Notice, b: Notice) -> bool:
    """Return True if `a`, an update with more behind its subject, names the day on which `b` appeared.

    `Widget Uses; Memorandum; Reopening of the Comment Period` updates `Widget Uses; Public Hearing`.
    """
    head = head_of_update(a.title)
    if len(head.split()) < _WORDS_OF_HEAD or a.date == b.date:
        return False
    return update_of(b.title).subject == head and not update_of(b.title).acts and names_the_day_of(a, b)


def _updates_alert(a: Notice, b: Notice) -> bool:
    """Return True if the title of `a` says that it updates the alert `b`, whose number it has."""
    more = acts_of(a.title) - acts_of(b.title)
    return "update" in more and not references_in(a.title).isdisjoint(references_in(b.title))


def _corrects_dated(a: Notice, b: Notice) -> bool:
    """Return True if the title of `a`, a correction, has the day and the words of `b`, a letter."""
    if not acts_of(a.title) & CORRECTING or acts_of(b.title) or has_han(a.title):
        return False
    day, words = dated_in(a.title) or (None, "")
    if day != b.date or day == a.date:
        return False
    ours, theirs = (document_name(text).stems for text in (words, b.title))
    common = ours & theirs
    return len(common) >= max(_WORDS_OF_DATED, _SHARED_OF_DATED * len(theirs)) and share_a_key(a, b)


def _withdraws_proposal(a: Notice, b: Notice) -> bool:
    """Return True if the title of `b`, a proposal, has every word of the one that `a` withdraws."""
    found = _WITHDRAWS_PROPOSED().match(a.title) if "ropos" in b.title and "ithdrawal" in a.title else None
    if found is None or acts_of(b.title) or a.date == b.date:
        return False
    ours, theirs = (document_name(text[:LONG]) for text in (a.title[found.end() :], b.title))
    within = ours.stems <= theirs.stems and ours.marks <= theirs.marks
    return within and len(ours.stems) >= _WORDS_OF_PROPOSAL and share_a_key(a, b)


def _corrects_act_of_the_union(a: Notice, b: Notice) -> bool:
    """Return True if `a` is an act or an update of the European Union that corrects what `b` is, by its number."""
    # A supplement to another act is no correction, nor is a draft.
    if "correct" in acts_of(b.title) or a.status == "draft":
        return False
    return not codes_of(b.title).isdisjoint(corrected_codes(a.title))


_BY_OTHER_EVIDENCE = (
    *(_corrects_by_its_text, _updates_by_its_day, _updates_alert, _corrects_dated, _withdraws_proposal),
    *(updates_in_docket, cites_entry, _corrects_act_of_the_union),
)
"""What may show that a notice corrects another one, whatever the rest of the two titles says."""


def _longest_time_to_update(a: Notice) -> int:
    update = update_of(a.title)
    title = a.title[-LONG:]
    if _ENDS_WITHDRAWN().search(title) and len(update.subject.split()) >= _LONG_SUBJECT:
        return _UPDATED_FOR
    moves = _MOVES_EFFECT.search(title) is not None
    if update.recurs and not (moves and len(update.subject.split()) >= _SUBJECT_OF_RULE):
        return _RECURS
    return _YEAR if _EXTENDS_COMMENTS.search(a.title[-LONG:]) else _UPDATED_FOR
