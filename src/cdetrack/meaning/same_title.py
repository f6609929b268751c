"""Decide whether two titles are one, in the words of two listings, carriers or translators."""

import re
from functools import lru_cache

from cdetrack.meaning.bare_title import (
    OFFICE_IN_BRACKETS,
    bare_title,
    folded_title,
    has_additions,
    without_additions,
)
from cdetrack.meaning.document_name import ANNOUNCES, stem
from cdetrack.meaning.spelling import words_in_one_spelling
from cdetrack.text.clean import nfkc
from cdetrack.text.regex import regex
from cdetrack.text.script import HAN, has_han

# `某厅转发某部关于…`, `图解:关于…`
_OF_ANOTHER_ACT = regex("转|解|读|图|[《:]")
_LONG_ISSUERS = 80
# Words of one title that some listings leave out: the issuer and the act of announcing.
_ANNOUNCING_WORDS = frozenset({
    "a", "an", "the", "on", "of", "for", "and", "in", "to", "by", "from", "at", "with", "regarding", "concerning",
    "nmpa", "cde", "cfda", "sfda", "announcement", "announcements", "notice", "circular", "issuing", "issue",
    "issuance", "issued", "releasing", "release", "released", "publishing", "published", "promulgating",
})  # fmt: skip
_ANNOUNCING = regex(ANNOUNCES, re.IGNORECASE)
_TOKEN = regex(rf"[{HAN}]+|[^\W\d_{HAN}]+|\d+|[+±]|(?<=\w)[%‰]")
# `CDE公开征求《某稿》意见`, `关于公开征求《某稿》意见的通知`, `某局就《某稿》公开征求意见`
_ACTING = (
    rf"(?:(?:[{HAN}]{{2,24}}(?:[局司厅委部署院办]|中心|委员会|办公室)|NMPA|CDE|CMDE)(?:正式|发布)?)?"
    r"(?:就|关于|对){0,2}"
)
_REQUEST = regex(
    rf"{_ACTING}(?P<again>再次|第[二三四]次)?(?:(?:面?向社会)?(?:公开)?征求)?(?P<draft>《[^《》]{{6,200}}》)"
    r"(?:(?:面?向社会)?(?:公开)?征求)?(?:社会|公众)?(?:意见|意见建议)(?:的?(?:通知|公告|通告|函))?"
)
_STATE = regex("^《中华人民共和国")
_DOTS = ("…", "...")
_PAIRED = (("《", "》"), ("(", ")"), ("“", "”"), ("[", "]"), ("【", "】"))
_LEAST_HEAD, _LEAST_HEAD_HAN = 40, 16
"""The fewest letters of a title that was cut: fewer are the beginning of many titles."""
_OFFICE_BEFORE = regex(r"^(?:国家药品监督管理局|国家药监局)(?:综合司|办公厅)?(?=关于|公开)")
# Stems of filler words, and of words for a part, a version or a change of another document.
_FILLERS = frozenset(
    {"some", "certain", "sever", "relat", "relevant", "matter", "part", "content", "work", "its", "their"}
)
_PART_OR_CHANGE = frozenset({
    "amend", "amendment", "revis", "revision", "modif", "modific", "clarif", "clarific", "suspens", "suspend", "defer",
    "deferral", "annex", "append", "appendix", "attach", "attachment", "question", "faq", "error", "version", "edition",
    "correct", "correction", "update", "updat", "withdraw", "withdrawal", "supplement", "reissu", "extens", "extend",
    "repeal", "draft", "final", "not", "non", "un", "first", "second", "third", "fourth", "fifth", "batch", "list",
})  # fmt: skip

_CHANGES = frozenset({"adjust", "amend", "modif", "revis"})
"""Stems of words between which translators of one act choose."""


def same_title(one: str, other: str) -> bool:
    """Return True if two titles are equal but for spelling and the parts that listings add or leave out.

    Those parts are the issuer, the act of announcing, the number, and endings (`Optimizing of`, `Optimising`). Any
    other word makes the title that of another document, even a short one or a letter: `Annex 2 to …`, `not`, `（上）`.
    """
    if _words(bare_title(one)) == _words(bare_title(other)) or _is_cut(one, other) or _is_cut(other, one):
        return True
    if _is_one_request(one, other):
        return True
    if has_han(one) or has_han(other):
        return False
    one, other = bare_title(one), bare_title(other)
    if not (has_additions(one) or has_additions(other)):
        return False
    return _words(without_additions(one, other)) == _words(without_additions(other, one))


def _is_cut(cut: str, whole: str) -> bool:
    """Return True if one title is the beginning of the other, and its dots or an open bracket say that it is cut."""
    if not cut.rstrip().endswith(_DOTS) and not _is_open(cut):
        return False
    head, text = (_OFFICE_BEFORE().sub("", folded_title(each)) for each in (cut.rstrip().rstrip("….").rstrip(), whole))
    return len(head) >= (_LEAST_HEAD_HAN if has_han(head) else _LEAST_HEAD) and text.startswith(head)


def _is_one_request(one: str, other: str) -> bool:
    """Return True if two Chinese titles ask for comments on one draft, each in words of its own."""
    ours, theirs = (_REQUEST().fullmatch(folded_title(each).strip(" .。")) for each in (one, other))
    if ours is None or theirs is None or (ours["again"] or "") != (theirs["again"] or ""):
        return False
    return _words(_STATE().sub("《", ours["draft"])) == _words(_STATE().sub("《", theirs["draft"]))


@lru_cache(maxsize=4096)
def _is_open(title: str) -> bool:
    """Return True for a title with a bracket or a quote that nothing closes."""
    folded = nfkc(title)
    return any(folded.rfind(first) > folded.rfind(last) for first, last in _PAIRED)


def same_subject(one: str, other: str) -> bool:
    """Return True if two titles with one number may be two translations, or a short form, of one title.

    Their opening is the same (`Notice of the Ministry on`), and the rest differs in wording only: without a word that
    makes one document a part or a change of the other, such as `annex` or `amendment`.
    """
    if same_title(one, other):
        return True
    one, other = bare_title(one), bare_title(other)
    if has_han(one) or has_han(other):
        return False
    outer, inner = zip(*map(_parted, (one, other)), strict=True)
    if set(_words(outer[0])) != set(_words(outer[1])):
        return False
    ours, theirs = ({word for word in _words(each) if word not in _FILLERS} for each in inner)
    if not _CHANGES.isdisjoint(ours) and not _CHANGES.isdisjoint(theirs):
        ours, theirs = ours - _CHANGES, theirs - _CHANGES
    left, right = ours - theirs, theirs - ours
    if any(word in _PART_OR_CHANGE or len(word) == 1 or word.isdigit() for word in left | right):
        return False
    # Two translations share fewer words than a title and its short form.
    return len(ours & theirs) >= (0.4 if left and right else 0.8) * len(ours | theirs)


def same_act_of_an_office(one: str, other: str) -> bool:
    """Return True if two Chinese titles have the number of one office, and one text behind the issuers, if any."""
    ours, theirs = (_numbered_act(each) for each in (one, other))
    return ours is not None and ours == theirs


def _numbered_act(title: str) -> tuple[tuple[str, ...], ...] | None:
    """Return the number of an act with the mark of its office, and the words from `关于` on; None without them."""
    text = folded_title(title)
    issuers, about, act = text.partition("关于")
    number = OFFICE_IN_BRACKETS().search(act)
    if number is None or not about or len(issuers) > _LONG_ISSUERS or _OF_ANOTHER_ACT().search(issuers):
        return None
    return _words(number[0]), _words(act.replace(number[0], " "))


def _parted(text: str) -> tuple[str, str]:
    """Return the opening of a title, such as `Notice of the Ministry on`, and the rest."""
    match = _ANNOUNCING().match(text)
    return (match[0], text[match.end() :]) if match else ("", text)


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[str, ...]:
    tokens = _TOKEN().findall(text)
    if has_han(text):
        return ("".join(each.casefold() for each in tokens),)
    # A capital A may be a designation: `Model A`.
    return tuple(
        stem(word.casefold())
        for word in words_in_one_spelling(tokens)
        if word == "A" or word.casefold() not in _ANNOUNCING_WORDS
    )
