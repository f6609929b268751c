"""Relate notices to each other: one document in several listings, a draft, a later edition, a correction."""

from cdetrack.meaning.dockets import dockets_of
from cdetrack.meaning.plain_title import in_plain_form
from cdetrack.meaning.relations.common_names import names_in_common
from cdetrack.meaning.relations.corrections import corrects
from cdetrack.meaning.relations.docket import cites_entry
from cdetrack.meaning.relations.draft_names import listed_names
from cdetrack.meaning.relations.drafts import is_draft_of
from cdetrack.meaning.relations.editions import repeals, supersedes
from cdetrack.meaning.relations.issuing import interprets, issues
from cdetrack.meaning.relations.limits import LONG
from cdetrack.meaning.relations.notifications import (
    are_two_notifications,
    between_notifications,
    is_drafted_as,
    notification_in_common,
)
from cdetrack.meaning.same_document import same_document
from cdetrack.meaning.translation import is_translation
from cdetrack.model.notice import Notice
from cdetrack.text.docnumber import numbers_in
from cdetrack.text.regex import regex
from cdetrack.text.script import has_han

_FORWARDS = regex(r"(?:局|厅|委|会|司|办|部)转发|^关于转发")
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
    a, b = in_plain_form(a), in_plain_form(b)
    if same_document(a, b):
        return "same-document", "same-document"
    if _forwards(a) or _forwards(b):
        return None, None
    one_way = between_notifications if are_two_notifications(a, b) else _one_way
    one, other = one_way(a, b), one_way(b, a)
    return one or _REVERSE.get(other or ""), other or _REVERSE.get(one or "")


def relation_evidence(a: Notice, b: Notice) -> str:
    """Return the evidence for the relation of two related notices, in words for `show --why`."""
    a, b = in_plain_form(a), in_plain_form(b)
    found = []
    if a.number and a.number == b.number:
        found.append(f"one number, {a.number}")
    found += [
        f"the number {each.number} in a title"
        for each, other in ((a, b), (b, a))
        if each.number and each.number != other.number and each.number in numbers_in(other.title)
    ]
    if notified := notification_in_common(a, b):
        found.append(notified)
    found += [f"one docket, {each}" for each in sorted(dockets_of(a) & dockets_of(b))]
    if cites_entry(a, b) or cites_entry(b, a):
        found.append("the number of one in the Federal Register, in the words of the other")
    if repeals(a, b) or repeals(b, a):
        found.append("the words of one repeal the other")
    names = dict.fromkeys(name.base for name, _ in names_in_common(a, b) or listed_names(a, b))
    found += [f"one name, {base}" if has_han(base) else "one name" for base in names]
    if not found:
        found.append(
            "titles with one subject" if has_han(a.title) == has_han(b.title) else "titles with the same terms"
        )
    return "; ".join(found)


def _one_way(a: Notice, b: Notice) -> str | None:
    """Return the relation of `a` to `b`, two documents, if it is one of the first halves of the pairs."""
    if corrects(a, b):
        return "supersedes" if repeals(a, b) and supersedes(a, b) else "corrects"
    if interprets(a, b):
        return "interprets"
    if issues(a, b):
        return "issues"
    if is_draft_of(a, b) or is_drafted_as(a, b):
        return "draft-of"
    if supersedes(a, b):
        return "supersedes"
    return "translation-of" if is_translation(a, b) else None


def _forwards(notice: Notice) -> bool:
    """Return True for the notice of an office that forwards another's, which issues nothing."""
    return "转发" in notice.title and _FORWARDS().search(notice.title[:LONG]) is not None
