"""Decide whether a notice interprets the document of another."""

from cdetrack.meaning.document_name import document_name
from cdetrack.meaning.facets.issuers import named_issuers
from cdetrack.meaning.relation_keys import share_a_key
from cdetrack.meaning.relations.authorities import of_other_lines
from cdetrack.meaning.relations.common_names import (
    have_one_edition,
    is_one_edition,
    names_in_common,
    pairs_of_names,
    related_by_name,
)
from cdetrack.meaning.relations.limits import LONG, TOGETHER
from cdetrack.meaning.relations.traits import asks_about
from cdetrack.meaning.same_document import ISSUED, ISSUING
from cdetrack.meaning.subject import subject_of
from cdetrack.meaning.subject.chinese_likeness import is_loosely, place_of
from cdetrack.meaning.subject.other_names import standards_in
from cdetrack.model.notice import Notice
from cdetrack.text.docnumber import numbers_in
from cdetrack.text.regex import Gated
from cdetrack.text.script import has_han

_RELATABLE = ISSUED | ISSUING | {"interpretation"}
_INTERPRETED_FOR, _LAST_INTERPRETED = 550, 3 * 365
"""Days after which a document is rarely interpreted, and never: there may be a later edition."""
_ADJUSTS = Gated("关于(?:调整|更新)[^。]{2,100}", "关于")


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
    if b.kind == "interpretation":
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
