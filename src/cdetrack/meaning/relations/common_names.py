"""Find the names of documents that two notices have in common."""

from cdetrack.meaning.document_name import document_name, same_name
from cdetrack.meaning.relation_keys import share_a_key
from cdetrack.meaning.relations.limits import LONG, TOGETHER
from cdetrack.meaning.subject import Name, subject_of
from cdetrack.meaning.subject.chinese_likeness import without_head
from cdetrack.model.notice import Notice
from cdetrack.text.numerals import NUMERALS
from cdetrack.text.regex import regex
from cdetrack.text.script import has_han

# `《某标准》（第三批）`
_BATCH = regex(rf"第(?:[{NUMERALS}]{{1,4}}|\d{{1,3}})批")


def is_one_edition(one: Name, other: Name) -> bool:
    """Return True if no two words of two names say that they are of different editions."""
    return (not (one.year and other.year) or one.year == other.year) and (
        not (one.ordinal and other.ordinal) or one.ordinal == other.ordinal
    )


def names_in_common(a: Notice, b: Notice) -> list[tuple[Name, Name]]:
    """Return the pairs of names of one document, in any edition."""
    return [(one, other) for one, other in pairs_of_names(a, b) if one.base == other.base]


def have_one_edition(a: Notice, b: Notice) -> bool:
    """Return True if two notices have the name of one document, and do not say that it is of two editions."""
    return any(is_one_edition(one, other) for one, other in names_in_common(a, b))


def pairs_of_names(a: Notice, b: Notice) -> list[tuple[Name, Name]]:
    """Return each name of one notice with each of the other; none for two batches of one list."""
    if "批" in a.title and "批" in b.title:
        one, other = (set(_BATCH().findall(each.title[:LONG])) for each in (a, b))
        if one and other and one.isdisjoint(other):
            return []
    return [(one, other) for one in subject_of(a.title).names for other in subject_of(b.title).names]


def related_by_name(a: Notice, b: Notice) -> bool:
    """Return True if a document and the notice that issues or interprets it have the same name."""
    one, other = document_name(a.title), document_name(b.title)
    if one.plan and one.plan == other.plan:
        return True
    if (one.short or other.short) and abs((a.date - b.date).days) > TOGETHER:
        return False
    if has_han(a.title) and _have_another_head(a, b):
        return False
    # An interpretation may leave out the batch or the edition, but does not have another one.
    if names_in_common(a, b) and not have_one_edition(a, b):
        return False
    if one.marks != other.marks and one.marks and other.marks:
        return False
    return same_name(one._replace(marks=frozenset()), other._replace(marks=frozenset())) and share_a_key(a, b)


def _have_another_head(a: Notice, b: Notice) -> bool:
    """Return True if one of two guidelines is that of a part: `儿童用某药指导原则` beside `某药指导原则`."""
    if names_in_common(a, b):
        return False
    return any(
        long.base.endswith(short.base) and without_head(long.base) != without_head(short.base)
        for one, other in pairs_of_names(a, b)
        for short, long in (sorted((one, other), key=lambda name: len(name.base)),)
    )
