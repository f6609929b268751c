"""Decide whether a notice announces the document that another shows, or interprets it."""

from cdetrack.meaning.document_name import document_name
from cdetrack.meaning.facets.issuers import named_issuers
from cdetrack.meaning.relation_keys import share_a_key, share_a_series
from cdetrack.meaning.relations.authorities import of_other_lines
from cdetrack.meaning.relations.common_names import (
    have_one_edition,
    is_one_edition,
    names_in_common,
    pairs_of_names,
    related_by_name,
)
from cdetrack.meaning.relations.limits import GUIDED_FOR, LONG, OF_ONE_ISSUE, ONE_ISSUE_ON_TWO_PAGES, TOGETHER
from cdetrack.meaning.relations.traits import asks_about, correcting_acts, proposes
from cdetrack.meaning.same_document import CHINESE_ACTS, ISSUED, ISSUING, are_of_other_issuers
from cdetrack.meaning.subject import subject_of
from cdetrack.meaning.subject.acts import acts_on_a_document
from cdetrack.meaning.subject.chinese_likeness import is_loosely, place_of
from cdetrack.meaning.subject.chinese_name import METHOD_CODE
from cdetrack.meaning.subject.listed import names_listed_in
from cdetrack.meaning.subject.other_names import standards_in
from cdetrack.model.notice import Notice
from cdetrack.text.docnumber import numbers_in
from cdetrack.text.regex import Gated, regex
from cdetrack.text.script import has_han

_QUOTED_ACT = regex(rf"的(?P<act>{'|'.join(CHINESE_ACTS)})[》〉]")
_CODE = regex(r"[emqs]\d{1,2}[a-f]?")
"""The code of a guideline of the council, as a word of a name."""
_PARTS = ("附录", "增补本")
"""The parts of a document that stand behind its quoted name: with one of them, a title is still a bare name."""
_RELATABLE = ISSUED | ISSUING | {"interpretation"}
_INTERPRETED_FOR, _LAST_INTERPRETED = 550, 3 * 365
"""Days after which a document is rarely interpreted, and never: there may be a later edition."""
_ADJUSTS = Gated("关于(?:调整|更新)[^。]{2,100}", "关于")


def issues(a: Notice, b: Notice) -> bool:
    """Return True if `a` announces the document `b`; one announcement can issue several, with its number."""
    if (
        a.kind not in ISSUING
        or not (_may_be_issued(b) or _is_a_listed_page(a, b))
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


def _is_a_listed_page(a: Notice, b: Notice) -> bool:
    """Return True for the page of an English document that has no kind, but is in the list of an announcement."""
    return b.kind == "news" and not has_han(b.title) and not subject_of(b.title).issuing and _lists(a, b)


def _is_anothers_guideline(a: Notice, b: Notice) -> bool:
    """Return True for two pages on a guideline of the council that appeared on two days and share no issuer."""
    if abs((a.date - b.date).days) <= ONE_ISSUE_ON_TWO_PAGES or not set(a.issuers).isdisjoint(b.issuers):
        return False
    return any(_CODE().fullmatch(word) for name, _ in names_in_common(a, b) for word in name.base.split())


def _announces_unmarked_draft(a: Notice, b: Notice) -> bool:
    """Return True if `a` announces an English draft that another list shows on the same days without that word."""
    if b.status == "draft" or has_han(a.title) or not subject_of(a.title).issuing:
        return False
    return abs((a.date - b.date).days) <= ONE_ISSUE_ON_TWO_PAGES and (bool(names_in_common(a, b)) or _lists(a, b))


def _lists(a: Notice, b: Notice) -> bool:
    """Return True if the text of an announcement of several documents lists `b`, a bare name."""
    if not subject_of(a.title).issuing or subject_of(b.title).quoted or abs((a.date - b.date).days) > TOGETHER:
        return False
    listed = {name.base for name in names_listed_in(a)}
    return any(name.base in listed for name in subject_of(b.title).names)


def interprets(a: Notice, b: Notice) -> bool:
    """Return True if `a` interprets the document that `b` is or issues, or has questions and answers on it."""
    asks = asks_about(a)
    if not (a.kind == "interpretation" or asks) or not _may_be_interpreted(a, b):
        return False
    # Who interprets `某附录修订稿` does not say that it was issued.
    revised = "修订稿" in a.title and "修订稿" in b.title
    if ((a.status == "draft") != (b.status == "draft") and not revised) or asks_about(b):
        return False
    # The number in the title of an interpretation is that of its document.
    if (cited := set(numbers_in(a.title)) - {a.number}) and b.number and b.number not in cited:
        return False
    # `关于调整《某目录》部分内容的公告` has its title again a year later.
    if abs((a.date - b.date).days) > (TOGETHER if _ADJUSTS.search(b.title[:LONG]) else _LAST_INTERPRETED):
        return False
    # Ministries interpret what the State Council gives out.
    if has_han(a.title) and of_other_lines(a, b) and "State Council" not in named_issuers(b):
        return False
    return _interprets_by_name(a, b) or (not asks and related_by_name(a, b))


def _may_be_interpreted(a: Notice, b: Notice) -> bool:
    # `《某公告》解读` is not about the notice that carries out the same.
    act = _QUOTED_ACT().search(a.title)
    of_another = act and act["act"] not in b.title and any(each in b.title for each in CHINESE_ACTS)
    if b.kind == "interpretation" or of_another:
        return False
    # The name of a standard need not say that it is one.
    return b.kind in _RELATABLE or not standards_in(a.title).isdisjoint(standards_in(b.title))


def _interprets_by_name(a: Notice, b: Notice) -> bool:
    """Return True if an interpretation and a document have one name, but for the province that both titles name."""
    last = _LAST_INTERPRETED if standards_in(a.title) & standards_in(b.title) else _INTERPRETED_FOR
    if not -TOGETHER <= (a.date - b.date).days <= last:
        return False
    if not has_han(a.title) and of_other_lines(a, b):
        return False
    ours, theirs = (document_name(each.title).acts for each in (a, b))
    names = names_in_common(a, b)
    of_appendices = bool(names) and all(one.base.endswith("附录") for one, _ in names)
    # `《某规范》实施政策解读`, beside `关于发布实施《某规范》的公告`
    of_both_acts = ours == {"实施"} and not theirs and "发布实施" in b.title
    if ours != theirs and not of_appendices and not of_both_acts:
        return False
    if have_one_edition(a, b):
        return True
    if abs((a.date - b.date).days) <= TOGETHER and any(
        is_loosely(one.base, other.base) and is_one_edition(one, other) for one, other in pairs_of_names(a, b)
    ):
        return share_a_key(a, b)
    of_one_place = not _provinces(a).isdisjoint(_provinces(b))
    return any(
        place and (place in a.title or of_one_place) and one.base == other.base.removeprefix(place)
        for other in subject_of(b.title).names
        for place in (place_of(other.base),)
        for one in subject_of(a.title).names
    )


def _provinces(notice: Notice) -> set[str]:
    """Return the sites of provinces whose listings show a notice: they leave out their own names."""
    return {site for source in notice.sources if (site := source.partition("/")[0]).endswith("-mpa")}
