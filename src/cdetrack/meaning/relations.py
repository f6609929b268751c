"""Relate notices to each other: one document in several listings, a draft, a later edition, a correction."""

from dataclasses import replace
from datetime import timedelta

from cdetrack.changes.likeness import ACTS, acts_of
from cdetrack.meaning.facets.issuers import named_issuers
from cdetrack.meaning.names import document_name, same_name, similarity
from cdetrack.meaning.relation_keys import CENTRES, series_of, share_a_key
from cdetrack.meaning.repeals import repealed_in
from cdetrack.meaning.same_document import ISSUED, ISSUING, are_of_other_issuers, same_document
from cdetrack.meaning.subject import Name, subject_of
from cdetrack.meaning.translation import is_translation
from cdetrack.model.notice import Notice
from cdetrack.text.docnumber import numbers_in
from cdetrack.text.script import has_han

_RELATABLE = ISSUED | ISSUING | {"interpretation"}
_CORRECTING = frozenset({"correct", "supplement", "reissue", "withdraw"})
_REGULATORS = frozenset({"NMPA", "CFDA", "SFDA", *CENTRES})
"""One regulator under its names, and its centres, which draft its documents."""
_NO_EDITION = frozenset({
    *("interpretation", "approval", "trial-permission", "designation", "meeting", "report", "correction"),
})  # fmt: skip
"""Kinds that are no draft, final or edition of anything."""
_YEAR = 400
_TOGETHER = 28
"""The most days between notices that a short name relates: from one month into the next."""
_OF_ONE_ISSUE = 180
"""The most days between an announcement and the documents that it issues, which follow on other pages."""
_DRAFT_FOR = timedelta(days=5 * 365)
"""The longest time from a draft to its final."""
_UNMARKED_DRAFT_FOR = timedelta(days=2 * 365)
"""The same for a final that says that it is a revision, where the draft does not."""
_NEXT_EDITION = timedelta(days=180)
"""The shortest time from one edition to the next: a text that is published again within it is the same edition."""
_MARKED_EDITION = timedelta(days=30)
"""The same for a title that says that it is a revision."""
_YEARS_APART = timedelta(days=3 * 365)

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


def _one_way(a: Notice, b: Notice) -> str | None:  # noqa: PLR0911 - one for each type
    """Return the relation of `a` to `b` if it is one of the first halves of the pairs."""
    if same_document(a, b):
        return "same-document"
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


def _corrects(a: Notice, b: Notice) -> bool:
    """Return True if `a` is the correction, supplement, withdrawal or re-issue of `b`."""
    more = acts_of(a.title) - acts_of(b.title)
    if (
        not (more & _CORRECTING or (a.kind == "correction" and b.kind != "correction"))
        or acts_of(b.title) - acts_of(a.title)
        or a.date < b.date
        or are_of_other_issuers(a, b)
    ):
        return False
    if b.kind == "interpretation" or (a.date - b.date).days > _YEAR:
        return False
    if b.number and b.number in numbers_in(a.title) and b.number != a.number and _of_one_series(a, b):
        return True
    one, other = document_name(ACTS.sub(" ", a.title)), document_name(b.title)
    if a.number and a.number == b.number and _of_one_series(a, b):
        return similarity(one, other) >= 0.4  # noqa: PLR2004 - the number is the stronger evidence
    if (
        subject_of(a.title).quoted
        and _names_in_common(a, b)
        and len(subject_of(b.title).names) == 1
        and b.status != "draft"
    ):
        return True
    return same_name(one, other) and not one.short and share_a_key(a, b)


def _interprets(a: Notice, b: Notice) -> bool:
    if a.kind != "interpretation" or b.kind not in _RELATABLE or b.kind == "interpretation":
        return False
    return (a.status == "draft") == (b.status == "draft") and _related_by_name(a, b)


def _issues(a: Notice, b: Notice) -> bool:
    """Return True if `a` announces the document `b`; one announcement can issue several, with its number."""
    if a.kind not in ISSUING or b.kind not in ISSUED or (a.status == "draft") != (b.status == "draft"):
        return False
    if (acts_of(a.title) | acts_of(b.title)) & _CORRECTING:
        return False
    of_one_issue = abs((a.date - b.date).days) <= _OF_ONE_ISSUE and not are_of_other_issuers(a, b)
    if not (a.number and b.number):
        bare = subject_of(a.title).issuing and not subject_of(b.title).quoted
        named = of_one_issue and bare and bool(_names_in_common(a, b))
        return named or _related_by_name(a, b)
    if a.number != b.number or not of_one_issue:
        return False
    return subject_of(a.title).bundle or bool(_names_in_common(a, b)) or _related_by_name(a, b)


def _is_draft_of(a: Notice, b: Notice) -> bool:
    """Return True if `a` asks for comments on the document that `b` is or issues."""
    if a.status != "draft" or b.status == "draft" or {a.kind, b.kind} & _NO_EDITION:
        return False
    if not timedelta() <= b.date - a.date <= _DRAFT_FOR or acts_of(b.title) & _CORRECTING or _of_other_lines(a, b):
        return False
    return any(
        draft.revised or not final.revised or b.date - a.date <= _UNMARKED_DRAFT_FOR
        for draft, final in _names_in_common(a, b)
    )


def _supersedes(a: Notice, b: Notice) -> bool:
    """Return True if `a` is, or issues, a later edition of the document `b`, or repeals it."""
    if a.date <= b.date or "draft" in {a.status, b.status} or {a.kind, b.kind} & _NO_EDITION:
        return False
    if acts_of(b.title) & _CORRECTING or _of_other_lines(a, b):
        return False
    if _repeals(a, b):
        return True
    if a.date - b.date < _shortest_time(a, b) or (a.number and a.number == b.number) or acts_of(a.title) & _CORRECTING:
        return False
    if subject_of(a.title).bundle or subject_of(b.title).bundle:
        return False
    interim = b.status == "interim" and a.status is None
    return any(_is_later(new, old) or interim for new, old in _names_in_common(a, b)) or _is_renumbered(a, b)


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

    Its number is of a later year; or both are rules, years apart, which no site lists again as new.
    """
    renumbered = bool(a.number and b.number and a.number[:4] > b.number[:4])
    years_apart = a.kind == b.kind == "regulation" and a.date - b.date >= _YEARS_APART
    return (renumbered or years_apart) and any(new == old for new, old in _names_in_common(a, b))


def _repeals(a: Notice, b: Notice) -> bool:
    repealed = repealed_in(a.title, a.summary, a.body)
    if not repealed:
        return False
    names = {name.base for name in subject_of(b.title).names}
    for each in repealed:
        if each.number and b.number:
            same_act = bool(each.base) or each.act is None or each.act in b.title
            if each.number == b.number and same_act and (not each.base or not names or each.base in names):
                return True
        elif each.base and each.base in names and not subject_of(b.title).bundle:
            return True
    return False


def _names_in_common(a: Notice, b: Notice) -> list[tuple[Name, Name]]:
    """Return the pairs of names of one document, whatever its edition."""
    return [
        (one, other)
        for one in subject_of(a.title).names
        for other in subject_of(b.title).names
        if one.base == other.base
    ]


def _of_one_series(a: Notice, b: Notice) -> bool:
    return not set(series_of(a)).isdisjoint(series_of(b))


def _of_other_lines(a: Notice, b: Notice) -> bool:
    """Return True if two notices are by different authorities, not one regulator under an older name."""
    one, other = (set(named_issuers(each)) for each in (a, b))
    return bool(one and other and one.isdisjoint(other) and not (one & _REGULATORS and other & _REGULATORS))


def _related_by_name(a: Notice, b: Notice) -> bool:
    """Return True if a document and the notice that issues or interprets it have the same name."""
    one, other = document_name(a.title), document_name(b.title)
    if one.plan and one.plan == other.plan:
        return True
    if (one.short or other.short) and abs((a.date - b.date).days) > _TOGETHER:
        return False
    # An interpretation may leave out the batch or the edition, but does not have another one.
    if one.marks != other.marks and one.marks and other.marks:
        return False
    return same_name(replace(one, marks=frozenset()), replace(other, marks=frozenset())) and share_a_key(a, b)
