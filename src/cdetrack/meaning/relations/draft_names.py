"""Find the names that a draft and its final have for one document: equal ones, or two that differ a little."""

from collections.abc import Callable
from dataclasses import replace
from itertools import product

from cdetrack.meaning.document_name import document_name
from cdetrack.meaning.relation_keys import share_a_key
from cdetrack.meaning.relations.common_names import names_in_common, pairs_of_names
from cdetrack.meaning.relations.limits import DRAFT_FOR, LONG, UNMARKED_DRAFT_FOR, YEARS_APART
from cdetrack.meaning.subject import Name, subject_of
from cdetrack.meaning.subject.chinese_likeness import is_lengthened, is_loosely, is_other_sort, place_of, without_head
from cdetrack.meaning.subject.other_names import (
    code_and_round,
    council_code,
    unadorned,
    without_middle,
    without_subtitle,
)
from cdetrack.model.notice import Notice
from cdetrack.text.regex import Gated, regex
from cdetrack.text.script import has_han

_LONG_ENOUGH = 6
"""The fewest words of an English name that a draft and its final share after many years."""
# Guidelines of one frame for products that have some words in common.
_OF_DEVICES = "审查指导原则"
_LONG_NAME, _LEFT_OUT = 11, 2
"""The fewest words of an English name that is unique without the words that it leaves out, and the most of those."""
_LONG_LENGTHENED, _PUT_IN = 14, 4
"""The fewest words of an English name that a final lengthens, and the most words that it puts in."""
_LONG_WITHIN, _LEFT_OUT_WITHIN, _MANY_ENDS = 9, 4, 3
"""The same if the two names begin and end with the same words, and the number of these."""
_LEAST_HEAD = 3
"""The fewest words of an English name before a subtitle that one of two titles leaves out."""
_LONG_ITEM = 80
"""The most characters that a final adds to a list."""
_ANNEX = Gated(
    r"\b(?:annex|appendix|part|module)\s(?P<number>\d{1,2}|[IVX]{1,4})\b", "annex", "appendix", "part", "module"
)
_LETTERS = 2
"""The letters of an acronym beside the words that it stands for, `Artificial Intelligence (AI)`: it counts as none."""
_WORDS = regex(r"[A-Za-z]+")
_CAPITALS = regex(r"\b[A-Z]{3,6}\b")
_PARTS = frozenset(
    {"annex", "addendum", "append", "question", "answer", "q", "faq", "implement", "train", "part", "exampl"}
)
"""Stems of words for a part of a guideline, or for a text beside it."""


def names_of_draft_and_final(a: Notice, b: Notice) -> list[tuple[Name, Name]]:
    """Return the pairs of names of one document, as its draft and as its final have it."""
    if b.date - a.date > DRAFT_FOR:
        equal = (pair for pair in names_in_common(a, b) if pair[0] == pair[1])
        return [pair for pair in equal if len(pair[0].base.split()) >= _LONG_ENOUGH]
    return (
        names_in_common(a, b)
        or _names_without(unadorned, a, b)
        or _names_without(without_middle, a, b)
        or [pair for pair in _names_without(without_subtitle, a, b) if len(pair[0].base.split()) >= _LEAST_HEAD]
        or _shortened_names(a, b)
        or _loosely_common_names(a, b)
    )


def _names_without(shortened: Callable[[str], str], a: Notice, b: Notice) -> list[tuple[Name, Name]]:
    """Return the pairs of English names of which one alone has its law, its number or its subtitle."""
    one, other = shortened(a.title), shortened(b.title)
    if bool(one) == bool(other):
        return []
    ours, theirs = (subject_of(text).names for text in (one or a.title, other or b.title))
    return [pair for pair in product(ours, theirs) if pair[0].base == pair[1].base]


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
    if has_han(a.title) or has_han(b.title):
        return []
    one_round = _are_of_one_round(a.title, b.title)
    one_number = document_name(a.title).marks == document_name(b.title).marks
    names = [(one, other, _words_of(one, a.title), _words_of(other, b.title)) for one, other in pairs_of_names(a, b)]
    code = _code_of(a.title)
    if code and code == _code_of(b.title):
        # The rounds of a guideline of the council have one code, and the drafts of other bodies numbers of their own.
        if (council_code(a.title) and not (one_round or one_number)) or _are_two_parts(a.title, b.title):
            return []
        return [
            (one, other)
            for one, other, ours, theirs in names
            if _are_of_one_guideline(ours, theirs) or (one_round and len(_telling(ours & theirs)) >= _MANY_ENDS)
        ]
    if not one_number:
        return []
    adds, same_ends = _adds_an_item(a.title, b.title), _ends_of(a) == _ends_of(b)
    found = [
        (one, other)
        for one, other, ours, theirs in names
        if ours == theirs
        or (theirs < ours and _is_shortened(ours, theirs, same_ends=same_ends))
        or (ours < theirs and (adds or _is_put_into(ours, theirs, same_ends=same_ends)))
        # Both say which revision they are.
        or (ours < theirs and one.ordinal == other.ordinal > 0 and _is_revised(ours, theirs))
    ]
    return found if found and share_a_key(a, b) else []


def _code_of(title: str) -> str:
    """Return the code of the council, or what another body files a guideline under; an empty text without one."""
    return council_code(title) or code_and_round(title)[0]


def _are_two_parts(one: str, other: str) -> bool:
    """Return True if two titles name annexes, and none of them in both: `Principles and Annex 1` beside `Annex 2`."""
    ours, theirs = ({found["number"] for found in _ANNEX.finditer(title[:LONG])} for title in (one, other))
    return bool(ours and theirs) and ours.isdisjoint(theirs)


def _is_shortened(draft: set[str], final: set[str], *, same_ends: bool) -> bool:
    """Return True if a final has a long name of the draft's words, and leaves out few of them."""
    least, most = (_LONG_WITHIN, _LEFT_OUT_WITHIN) if same_ends else (_LONG_NAME, _LEFT_OUT)
    return len(final) >= least and sum(len(word) > _LETTERS for word in draft - final) <= most


def _is_put_into(draft: set[str], final: set[str], *, same_ends: bool) -> bool:
    """Return True if a final has all words of the long name of its draft, and puts in few."""
    more = final - draft
    if len(draft) >= _LONG_LENGTHENED and len(more) <= _PUT_IN and not more & _PARTS:
        return True
    return len(draft) > (_LONG_WITHIN if same_ends else _LONG_NAME) and len(more) <= (1 if same_ends else _LEFT_OUT)


def _is_revised(draft: set[str], final: set[str]) -> bool:
    """Return True if a final has all words of its draft, whose name is shorter, where both have one number."""
    more = final - draft
    return len(draft) >= _LONG_WITHIN and len(more) < _PUT_IN and not more & _PARTS


def _adds_an_item(draft: str, final: str) -> bool:
    """Return True if one English title has another with more of its list: `A, B, and C`, `A, B, some D, and C`."""
    one, other = (title[:LONG].partition(";")[0].casefold().removeprefix("draft ") for title in (draft, final))
    more = len(other) - len(one)
    return 0 < more <= _LONG_ITEM and any(
        one[:at] == other[:at] and one[at:] == other[at + more :] and other[: at + more].endswith(", ")
        for at in range(2, len(one))
        if one.startswith(", ", at - 2)
    )


def _words_of(name: Name, title: str) -> set[str]:
    """Return the words of an English name without the acronyms of words of its title: `Small Bone Splints - SBS`."""
    capitals = set(_CAPITALS().findall(title[:LONG]))
    initials = "".join(word[0] for word in _WORDS().findall(title[:LONG]) if word not in capitals).casefold()
    return {word for word in name.base.split() if word.upper() not in capitals or not _is_within(word, initials)}


def _is_within(word: str, initials: str) -> bool:
    """Return True if the letters of a word are among some initials, in their order."""
    rest = iter(initials)
    return all(letter in rest for letter in word)


def _are_of_one_guideline(ours: set[str], theirs: set[str]) -> bool:
    """Return True if one of two names with one code has all words of the other and a few more, but for parts of it."""
    fewer, more = sorted((ours, theirs), key=len)
    return fewer <= more and len(fewer) >= _MANY_ENDS and len(more - fewer) <= _PUT_IN and not (more - fewer) & _PARTS


def _are_of_one_round(one: str, other: str) -> bool:
    """Return True for the titles of one guideline of the council in one round, which may be reworded."""
    return bool(council_code(one) and council_code(other)) and code_and_round(one) == code_and_round(other)


def _telling(words: set[str]) -> set[str]:
    """Return the words of a name without the code of its guideline and its numbers."""
    return {word for word in words if word.isalpha()}


def _ends_of(notice: Notice) -> tuple[list[str], list[str]]:
    """Return the first words and the last ones of an English name."""
    words = notice.title[:LONG].partition(";")[0].casefold().replace("-", " ").split()
    return words[:_MANY_ENDS], words[-_MANY_ENDS:]
