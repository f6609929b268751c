"""Find the names that a draft and its final have for one document: equal ones, or two that differ a little."""

from itertools import product

from cdetrack.meaning.document_name import document_name, stem
from cdetrack.meaning.relation_keys import share_a_key
from cdetrack.meaning.relations.common_names import names_in_common, pairs_of_names
from cdetrack.meaning.relations.limits import DRAFT_FOR, LONG, UNMARKED_DRAFT_FOR, YEARS_APART
from cdetrack.meaning.subject import Name, subject_of
from cdetrack.meaning.subject.chinese_likeness import is_lengthened, is_loosely, is_other_sort, without_head
from cdetrack.meaning.subject.listed import names_listed_in
from cdetrack.meaning.subject.other_names import code_and_round, council_code, shorter_titles
from cdetrack.model.notice import Notice
from cdetrack.text.regex import Gated
from cdetrack.text.script import has_han

_LONG_ENOUGH = 6
"""The fewest words of an English name that a draft and its final share after many years."""
# Guidelines of one frame for products that have some words in common.
_OF_DEVICES = "审查指导原则"
_LONG_NAME, _WORDS_FOR_ONE = 8, 4
"""The fewest words of an English name that is unique with a word more or less, and how many allow one."""
_ENDS, _BETWEEN = 3, 2
"""The first words, and the last ones, that titles share whose names may differ by more words, and how many more."""
_LEAST_WITH_CODE = 3
"""The fewest words that names of a guideline share which has its code."""
_BESIDE_ITS_CODE = 4
"""The most words that the name of a guideline with a code puts in."""
_LEAST_HEAD = 3
"""The fewest words of an English name before a subtitle that one of two titles leaves out."""
_ANNEX = Gated(
    r"\b(?:annex|appendix|part|module)\s(?P<number>\d{1,2}|[IVX]{1,4})\b", "annex", "appendix", "part", "module"
)
_LETTERS = 2
"""The letters of an acronym beside the words that it stands for, `Artificial Intelligence (AI)`: it counts as none."""
PARTS = frozenset(
    map(
        stem,
        (
            *("annex", "addendum", "appendix", "appendices", "part", "supplement", "question", "answer", "q", "faq"),
            *("implementation", "training", "example", "children", "pediatric", "adolescent", "neonate"),
            *("pregnant", "elderly", "veterinary"),
        ),
    )
)
"""Stems of words for a part of a guideline, for a text beside it, or for one of the groups that it is on."""


def names_of_draft_and_final(a: Notice, b: Notice) -> list[tuple[Name, Name]]:
    """Return the pairs of names of one document, as its draft and as its final have it."""
    if b.date - a.date > DRAFT_FOR:
        equal = (pair for pair in names_in_common(a, b) if pair[0] == pair[1])
        return [pair for pair in equal if len(pair[0].base.split()) >= _LONG_ENOUGH]
    return (
        names_in_common(a, b)
        or listed_names(a, b)
        or _names_of_shorter_titles(a, b)
        or _shortened_names(a, b)
        or _loosely_common_names(a, b)
    )


def listed_names(a: Notice, b: Notice) -> list[tuple[Name, Name]]:
    """Return the pairs of one name of which at least one stands in the list of a text alone: `等58项指导原则`."""
    one, other = (names_listed_in(each) for each in (a, b))
    if not (one or other):
        return []
    pairs = product((*subject_of(a.title).names, *one), (*subject_of(b.title).names, *other))
    return [(draft, final) for draft, final in pairs if draft.base == final.base]


def _names_of_shorter_titles(a: Notice, b: Notice) -> list[tuple[Name, Name]]:
    """Return the pairs of English names of which one alone has its law, its number or its subtitle."""
    if has_han(a.title) or has_han(b.title):
        return []
    one, other = subject_of(a.title).names, subject_of(b.title).names
    pairs = [pair for text in shorter_titles(a.title) for pair in product(subject_of(text).names, other)]
    pairs += [pair for text in shorter_titles(b.title) for pair in product(one, subject_of(text).names)]
    return [pair for pair in pairs if pair[0].base == pair[1].base and len(pair[0].base.split()) >= _LEAST_HEAD]


def _loosely_common_names(a: Notice, b: Notice) -> list[tuple[Name, Name]]:
    """Return the pairs of Chinese names of one document under two, of notices within three years."""
    if b.date - a.date > YEARS_APART:
        return []
    pairs = pairs_of_names(a, b)
    found = [(one, other) for one, other in pairs if _is_renamed(one, other)]
    if found or _OF_DEVICES in b.title or not has_han(b.title):
        return found
    longer = [(one, other) for one, other in pairs if is_lengthened(one.base, other.base)]
    if b.date - a.date > UNMARKED_DRAFT_FOR:
        # Orders take their time.
        return longer if longer and b.kind == "regulation" and share_a_key(a, b) else []
    longer = longer or [(one, other) for one, other in pairs if without_head(one.base) == without_head(other.base)]
    return longer if longer and share_a_key(a, b) else []


def _is_renamed(draft: Name, final: Name) -> bool:
    """Return True if a final has the name of its draft but for loose words, or for its word for a sort of document."""
    one, other = draft.base, final.base
    return one == other or is_loosely(one, other) or is_other_sort(one, other)


def _shortened_names(a: Notice, b: Notice) -> list[tuple[Name, Name]]:
    """Return the pairs of long English names of which one has all words of the other and few besides.

    Those of guidelines with one code may be shorter.
    """
    if has_han(a.title) or has_han(b.title):
        return []
    one_round = _are_of_one_round(a.title, b.title)
    one_number = document_name(a.title).marks == document_name(b.title).marks
    names = [(one, other, set(one.base.split()), set(other.base.split())) for one, other in pairs_of_names(a, b)]
    code = _code_of(a.title)
    if code and code == _code_of(b.title):
        # The rounds of a guideline of the council have one code, and the drafts of other bodies numbers of their own.
        if (council_code(a.title) and not (one_round or one_number)) or _are_two_parts(a.title, b.title):
            return []
        return [
            (one, other)
            for one, other, ours, theirs in names
            if _differ_by_few(ours, theirs, _LEAST_WITH_CODE, _BESIDE_ITS_CODE)
            or (one_round and sum(map(str.isalpha, ours & theirs)) >= _LEAST_WITH_CODE)
        ]
    if not one_number:
        return []
    same_ends = _ends_of(a) == _ends_of(b)
    found = []
    for one, other, ours, theirs in names:
        # Equal ends, or one number of a revision, say that it is the same document.
        between = _BETWEEN if same_ends or one.ordinal == other.ordinal > 0 else 0
        if _differ_by_few(ours, theirs, _LONG_NAME, min(len(ours), len(theirs)) // _WORDS_FOR_ONE + between):
            found.append((one, other))
    return found if found and share_a_key(a, b) else []


def _code_of(title: str) -> str:
    """Return the code of the council, or what another body files a guideline under; an empty text without one."""
    return council_code(title) or code_and_round(title)[0]


def _are_two_parts(one: str, other: str) -> bool:
    """Return True if two titles name annexes, and none of them in both: `Principles and Annex 1` beside `Annex 2`."""
    ours, theirs = ({found["number"] for found in _ANNEX.finditer(title[:LONG])} for title in (one, other))
    return bool(ours and theirs) and ours.isdisjoint(theirs)


def _differ_by_few(draft: set[str], final: set[str], least: int, most: int) -> bool:
    """Return True if one of two names has all words of the other, `least` or more, and few besides, none for a part."""
    fewer, more = sorted((draft, final), key=len)
    besides = {word for word in more - fewer if len(word) > _LETTERS}
    if not fewer <= more or besides & PARTS:
        return False
    return fewer == more or (len(fewer) >= least and len(besides) <= most)


def _are_of_one_round(one: str, other: str) -> bool:
    """Return True for the titles of one guideline of the council in one round, which may be reworded."""
    return bool(council_code(one) and council_code(other)) and code_and_round(one) == code_and_round(other)


def _ends_of(notice: Notice) -> tuple[list[str], list[str]]:
    """Return the first words and the last ones of an English name."""
    words = notice.title[:LONG].partition(";")[0].casefold().replace("-", " ").split()
    return words[:_ENDS], words[-_ENDS:]
