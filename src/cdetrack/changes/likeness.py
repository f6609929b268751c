"""Distinguish a reworded title from the title of another notice."""

from difflib import SequenceMatcher
from functools import lru_cache
from unicodedata import normalize

from cdetrack.changes.keys import wording_of
from cdetrack.text.regex import Gated, regex
from cdetrack.text.script import CJK

_LONGEST = 600
_TOKEN = regex(r"[^\W\d_]+|\d+")
_CJK = regex(f"[{CJK}]")
_TAG = regex(r"</?[a-zA-Z][^<>]{0,200}>")
_ADDED = 0.34
"""The most words that a title may gain for each word that it keeps."""
_FEWEST = 4
"""The least letters of a word that may be misspelt: shorter words distinguish notices (`A`, `B`, `25mg`)."""
_JOINING = frozenset({"an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"})
"""Words that a reworded title may gain or lose; not `a`, which may be a letter that distinguishes notices."""

# Words of a notice about another notice, which it corrects, updates, withdraws, supplements, repeats or repeals.
ACTS = Gated(
    r"\b(?P<correct>correct(?:ion|ed|ing|s)?|corrigend(?:um|a)|errat(?:um|a)|rectif\w{2,8})\b"
    r"|\b(?P<update>updat(?:e|es|ed|ing))\b"
    r"|\b(?P<withdraw>withdraw(?:al|n|s|ing)?|revo(?:cation|ked?|king)|rescind\w{0,4}|rescission|cancel\w{0,8}|annul\w{0,6})\b"
    # Not `food supplements`.
    r"|(?<!food )(?<!health )(?<!dietary )(?<!herbal )(?<!nutritional )\b"
    r"(?P<supplement>supplement(?:s|al|ary|ing)?|(?<!integrated )addend(?:um|a))\b"
    r"|\b(?P<reissue>re-?issu(?:e|ed|es|ing|ance)|re-?publi(?:sh\w{0,4}|cation)|re-?releas\w{1,4})\b"
    r"|\b(?P<extend>exten(?:sion|d|ds|ded|ding)|postpon\w{2,6}|prolong\w{0,6}|expand(?:s|ed|ing)?|expansion)\b"
    r"|\b(?P<repeal>repeal\w{0,4}|abolish\w{0,4}|abolition|supersed\w{1,4})\b"
    r"|\b(?P<reminder>reminder|second notice|final notice|closure|closed)\b"
    # Not `营养素补充剂`, `补充申请`, `补充检验方法`.
    r"|(?P<zh_correct>更正|勘误|订正)|(?P<zh_supplement>补充(?!剂|申请|检验|资料|研究))|(?P<zh_reissue>重新发布|重新印发|再次发布)"
    r"|(?P<zh_withdraw>撤回|撤销|注销|取消|收回)|(?P<zh_repeal>废止|停止执行|失效)|(?P<zh_extend>延期|延长|推迟)|(?P<zh_update>更新)",
    *("correct", "corrigend", "errat", "rectif", "updat", "withdraw", "revo", "resci", "cancel", "annul", "supplement"),
    *("addend", "reissu", "re-issu", "republi", "re-publi", "rereleas", "re-releas", "exten", "postpon", "prolong"),
    *("expan", "repeal", "aboli", "supersed", "reminder", "second notice", "final notice", "closure", "closed"),
    *("更正", "勘误", "订正", "补充", "重新", "再次发布", "撤回", "撤销", "注销", "取消", "收回", "废止", "停止执行"),
    *("失效", "延期", "延长", "推迟", "更新"),
)


def without_markup(text: str) -> str:
    """Return the text of a field that an earlier parser recorded with its markup; any other text as it is."""
    if "<" not in text and "&" not in text:
        return text
    from html import unescape  # its table of entities takes 1 ms

    return unescape(_TAG().sub("", text)).strip()


@lru_cache(maxsize=8192)
def acts_of(title: str) -> frozenset[str]:
    """Return the acts on another document that a title names, such as `correct`, `withdraw` or `reissue`."""
    return frozenset(str(found.lastgroup).removeprefix("zh_") for found in ACTS.finditer(title[:_LONGEST]))


def are_alike(one: str, other: str) -> bool:
    """Return True if one title is the other one reworded: misspelt, completed or shortened.

    Titles that differ in a number, in a short word or in an act (`Correction: …`) belong to two notices, and so do
    titles that each have words of their own.
    """
    if wording_of(one) == wording_of(other):
        return True
    one, other = (normalize("NFKC", title[:_LONGEST]).casefold() for title in (one, other))
    if acts_of(one) != acts_of(other):
        return False
    return _alike_in_letters(one, other) if _CJK().search(one) or _CJK().search(other) else _alike_in_words(one, other)


def _alike_in_words(one: str, other: str) -> bool:
    ours, theirs = ([word for word in _TOKEN().findall(title) if word not in _JOINING] for title in (one, other))
    common = set(ours) & set(theirs)
    left, right = [word for word in ours if word not in common], [word for word in theirs if word not in common]
    if any(map(_distinguishes, (*left, *right))) or not common:
        return False
    if left and right:
        return len(left) == len(right) and all(map(_is_misspelled, left, right))
    return len(left) + len(right) <= max(1.0, _ADDED * len(common))


def _distinguishes(word: str) -> bool:
    return word.isdigit() or len(word) < _FEWEST


def _is_misspelled(word: str, other: str) -> bool:
    """Return True if one letter, not the first, is wrong, missing or extra, or two neighbours are swapped.

    Two extra letters make another word: `prednisone` and `prednisolone`, `approved` and `unapproved`.
    """
    start = _common_start(word, other)
    end = _common_start(word[start:][::-1], other[start:][::-1])
    left, right = word[start : len(word) - end], other[start : len(other) - end]
    return start > 0 and (max(len(left), len(right)) <= 1 or (len(left) == 2 and left == right[::-1]))  # noqa: PLR2004 - a pair


def _common_start(word: str, other: str) -> int:
    """Return the length of the common beginning of two words."""
    return next(
        (at for at, (one, two) in enumerate(zip(word, other, strict=False)) if one != two), min(len(word), len(other))
    )


def _alike_in_letters(one: str, other: str) -> bool:
    """Compare titles without spaces between words: added letters reword a title, replaced ones make another title."""
    one, other = wording_of(one), wording_of(other)
    added = 0
    for op, a, b, c, d in SequenceMatcher(a=one, b=other, autojunk=False).get_opcodes():
        if op == "equal":
            continue
        words = one[a:b] + other[c:d]
        if op == "replace" or any(letter.isascii() or letter in _DISTINGUISHING for letter in words):
            return False
        added += len(words)
    return added <= max(1.0, _ADDED * min(len(one), len(other)))


_DISTINGUISHING = frozenset("一二三四五六七八九十百千甲乙丙丁上下第批号不非未无免再")
