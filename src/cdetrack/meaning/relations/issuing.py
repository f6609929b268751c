"""Decide whether a notice announces the document that another shows."""

from cdetrack.meaning.relation_keys import share_a_series
from cdetrack.meaning.relations.authorities import of_other_lines
from cdetrack.meaning.relations.common_names import have_one_edition, names_in_common, related_by_name
from cdetrack.meaning.relations.limits import GUIDED_FOR, OF_ONE_ISSUE, ONE_ISSUE_ON_TWO_PAGES, TOGETHER
from cdetrack.meaning.relations.traits import asks_about, correcting_acts, proposes
from cdetrack.meaning.same_document import ISSUED, ISSUING, are_of_other_issuers
from cdetrack.meaning.subject import subject_of
from cdetrack.meaning.subject.acts import acts_on_a_document
from cdetrack.meaning.subject.chinese_name import METHOD_CODE
from cdetrack.meaning.subject.listed import names_listed_in
from cdetrack.model.notice import Notice
from cdetrack.text.regex import regex
from cdetrack.text.script import has_han

_CODE = regex(r"[emqs]\d{1,2}[a-f]?")
"""The code of a guideline of the council, as a word of a name."""
_PARTS = ("附录", "增补本")
"""The parts of a document that stand behind its quoted name: with one of them, a title is still a bare name."""


def issues(a: Notice, b: Notice) -> bool:
    """Return True if `a` announces the document `b`; one announcement can issue several, with its number."""
    if (
        a.kind not in ISSUING
        or not _may_be_issued(b)
        or asks_about(b)
        or (subject_of(a.title).issuing and acts_on_a_document(a.title))
        or ((a.status == "draft") != (b.status == "draft") and not _announces_unmarked_draft(a, b))
        or (proposes(a) and not proposes(b))
    ):
        return False
    # A document that was listed half a year before the announcement is an earlier edition, one of years later the next.
    too_far = (a.date - b.date).days > OF_ONE_ISSUE or b.date - a.date >= GUIDED_FOR
    of_another = not has_han(a.title) and (of_other_lines(a, b) or _is_anothers_guideline(a, b))
    if too_far or of_another or correcting_acts(a.title) or correcting_acts(b.title):
        return False
    of_one_issue = abs((a.date - b.date).days) <= OF_ONE_ISSUE and not are_of_other_issuers(a, b)
    if of_one_issue and _lists(a, b):
        return True
    if not (a.number and b.number):
        bare = subject_of(a.title).issuing and (not subject_of(b.title).quoted or b.title.endswith(_PARTS))
        named = of_one_issue and bare and have_one_edition(a, b)
        return named or related_by_name(a, b)
    if a.number != b.number or not of_one_issue:
        return False
    # A document that comes later is another office's, which counts its own.
    later = (b.date - a.date).days > TOGETHER
    of_bundle = subject_of(a.title).bundle and share_a_series(a, b) and not later
    return of_bundle or have_one_edition(a, b) or related_by_name(a, b)


def _may_be_issued(notice: Notice) -> bool:
    # A method of testing has a number for its sort.
    return notice.kind in ISSUED or METHOD_CODE.search(notice.title) is not None


def _is_anothers_guideline(a: Notice, b: Notice) -> bool:
    """Return True for two pages on a guideline of the council that appeared on two days and share no issuer."""
    if abs((a.date - b.date).days) <= ONE_ISSUE_ON_TWO_PAGES or not set(a.issuers).isdisjoint(b.issuers):
        return False
    return any(_CODE().fullmatch(word) for name, _ in names_in_common(a, b) for word in name.base.split())


def _announces_unmarked_draft(a: Notice, b: Notice) -> bool:
    """Return True if `a` announces an English draft that another list shows on the same days without that word."""
    if b.status == "draft" or has_han(a.title) or not subject_of(a.title).issuing:
        return False
    return abs((a.date - b.date).days) <= ONE_ISSUE_ON_TWO_PAGES and bool(names_in_common(a, b))


def _lists(a: Notice, b: Notice) -> bool:
    """Return True if the text of an announcement of several documents lists `b`, a bare name."""
    if not subject_of(a.title).issuing or subject_of(b.title).quoted or abs((a.date - b.date).days) > TOGETHER:
        return False
    listed = {name.base for name in names_listed_in(a)}
    return any(name.base in listed for name in subject_of(b.title).names)
