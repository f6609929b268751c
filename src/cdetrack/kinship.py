"""Say which notices belong together: one document in several sections, an interpretation and what it interprets."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from itertools import combinations
from unicodedata import normalize

from cdetrack.model import Notice

_TITLE = 2_000
_HAN = re.compile(r"[\u3400-\u9fff]")

# Words in front of a document's own name that only say that it is interpreted, announced or issued.
_INTERPRETS = (
    r"\W{0,4}(?:(?:q\s?&\s?as?|questions and answers|faqs?) (?:on|about|for) (?:the )?)?(?:policy |official |brief )?"
    r"(?:interpretation|explanation)s?\s{0,2}(?:of|on|:|\||-|–|—|for)?\s{0,2}"
)
_ANNOUNCES = (
    r"\W{0,4}.{0,240}?\b(?:announcement|notice|circular)s?(?: no\.? ?\d{1,5})?\s{0,2}(?:of .{0,240}?)?"
    r"(?:\b(?:on|regarding|concerning|for|about)\b|:)\s{0,2}"
)
_ISSUES = (
    r"\W{0,4}.{0,200}?\b(?:issu|promulgat|releas|publish|print)(?:ing|es|ed|e)?\b(?: and distributing)?(?! by\b)\s{0,2}"
)
_OUTER = tuple(re.compile(pattern, re.IGNORECASE) for pattern in (_INTERPRETS, _ANNOUNCES, _ISSUES))
_NUMBER = re.compile(
    r"[(\[]?\s?(?:[A-Za-z]{2,8} )?(?:announcement )?(?:[(\[〔]?\s?(?:19|20)\d\d\s?[)\]〕]?\s?,?\s?no\.? ?\d{1,5}"
    r"|no\.? ?\d{1,5}\s?(?:,|of|in)?\s?[\[(]?(?:19|20)\d\d[\])]?)\s?[)\]]?"
    r"|[(〔]?\s?(?:19|20)\d\d\s?[)〕]?\s?年?\s?第?\s?\d{1,5}\s?号\s?[)]?",
    re.IGNORECASE,
)
# Without one of these there is no number to look for.
_NUMBERED = re.compile(r"no\.? ?\d|号", re.IGNORECASE)
_STATUS = re.compile(
    r"\(\s{0,2}(?:interim|trial|for trial implementation|provisional|draft[^()]{0,40})\s{0,2}\)"
    r"|\(?(?:试行|暂行|征求意见稿)\)?",
    re.IGNORECASE,
)
_HAN_OUTER = re.compile(
    r"^.{0,120}?关于(?:公开征求|发布|印发|公布|颁布)?|政策解读$|解读$|图解[::]?|的?(?:公告|通告|通知|决定)$|意见$"
)
# An interpretation quotes a whole announcement that quotes what it is about.
_INNER = re.compile(r"《([^《》]{0,80}关于[^《》〈〉<>]{0,20})[《〈<]([^《》〈〉<>]{2,200})[》〉>]([^《》]{0,60})》")
_QUOTED = re.compile(r"《([^《》]{2,300})》")
# What follows a quoted name and only says that it is announced, interpreted or put up for comment.
_HAN_AFTER = re.compile(
    r"(?:政策|文件|的|等)?(?:解读|图解|问答|起草说明|编制说明|修订说明).{0,12}$"
    r"|[等及].{0,10}文件|[(（][^()（）]{0,30}[)）]|(?:公开|再次)?征求(?:社会)?意见|意见|的?(?:公告|通告|通知|公示|决定|函)"
)
# `关于实施《…》有关事项的公告`: what carries a document out is another one.
_CARRIES_OUT = re.compile(r"贯彻|落实|实施|执行|废止|停止")
_WORD = re.compile(r"[a-z]{1,30}|\d{1,6}|[\u3400-\u9fff]+")
_STOP = frozenset({
    "a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "its", "of", "on", "or", "the", "their", "to",
    "with", "during", "under", "nmpa", "cde", "cfdi", "cmde", "nifdc", "samr", "china", "chinese", "national",
    "medical", "products", "administration", "center", "drug-evaluation", "prc", "people", "republic", "s",
    "issued", "issue", "issuing", "released", "related", "relevant", "matters", "concerning", "regarding",
    "several", "work", "part",
})  # fmt: skip
_ORDINALS = frozenset({
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "one", "two", "three",
    "four", "five", "six",
})  # fmt: skip
_HAN_ORDINAL = re.compile(
    r"第?[一二三四五六七八九十百\d]{1,6}(?:批|部分|版|期|次|届|号)|[(（][一二三四五六七八九十]{1,3}[)）]"
)
_PLANS = ("Plan", "Program", "Action", "Initiative")
_PLAN_NAME = re.compile(r"\b([A-Z]{3,12})\s(?:Plan|Program|Programme|Action|Initiative)\b")
_ISSUED = frozenset({"plan", "guideline", "regulation", "report", "qa"})
_ISSUING = frozenset({"announcement", "notice"})
_TIED = _ISSUED | _ISSUING | {"interpretation"}
_CENTRES = frozenset({"CDE", "CFDI", "CMDE", "NIFDC", "CDR", "ChPC"})
_SHORT = 3
"""A name with fewer words is said of too many documents to tie them by itself."""
_TOGETHER = 28
"""Days within which a short name ties: at most from one month into the next."""


@dataclass(frozen=True, slots=True)
class _Core:
    """A title without its outer act: the stems of its words, what tells batches and editions apart, its plan's name.

    `acts` are the words around the name of another document by which it does more than issue or interpret that.
    """

    stems: frozenset[str]
    marks: frozenset[str]
    plan: str | None
    acts: frozenset[str] = frozenset()

    @property
    def short(self) -> bool:
        return len(self.stems) < _SHORT


@lru_cache(maxsize=4096)
def _core(title: str) -> _Core:
    text = normalize("NFKC", title[:_TITLE])[:_TITLE]
    plan = _PLAN_NAME.search(text) if any(word in text for word in _PLANS) else None
    if _NUMBERED.search(text):
        text = _NUMBER.sub(" ", text)
    text = _STATUS.sub(" ", text)
    return _core_in_chinese(text) if _HAN.search(text) else _core_in_english(text, plan[1] if plan else None)


def _core_in_english(text: str, plan: str | None) -> _Core:
    for pattern in _OUTER:
        match = pattern.match(text)
        # Something of a name must be left.
        if match and len(text) - match.end() > 10:  # noqa: PLR2004 - shorter than any document's name
            text = text[match.end() :]
    words = _WORD.findall(text.lower())
    marks = {word for word in words if word.isdigit() or word in _ORDINALS}
    stems = {_stem(word) for word in words if word not in _STOP and word not in marks and len(word) > 1}
    return _Core(frozenset(stems), frozenset(marks), plan)


def _core_in_chinese(title: str) -> _Core:
    inner = _INNER.search(title)
    if inner:
        title = f"{inner[1]}《{inner[2]}》{inner[3]}"
    quoted = _QUOTED.findall(title)
    # An interpretation quotes a whole announcement, outer act and all.
    text = _HAN_OUTER.sub("", _HAN_OUTER.sub("", "".join(quoted) or title.strip()))
    acts = frozenset(_CARRIES_OUT.findall(title.partition("《")[0]) + _tail(title) if quoted else ())
    marks = set(_HAN_ORDINAL.findall(text)) | set(re.findall(r"\d{1,6}|[A-Z]\d{1,2}[A-Z]?", text))
    runs = [run for run in _WORD.findall(text.lower()) if not run.isdigit()]
    pairs = {run[at : at + 2] for run in runs if _HAN.match(run) for at in range(len(run) - 1)}
    return _Core(frozenset(pairs | {run for run in runs if not _HAN.match(run)}), frozenset(marks), None, acts)


def _tail(title: str) -> list[str]:
    """Return what follows the names that a title quotes, where that makes another document of it."""
    tail = _HAN_AFTER.sub("", title.rpartition("》")[2])
    return [tail.strip()] if len(_HAN.findall(tail)) > 1 else []


@lru_cache(maxsize=8192)
def _stem(word: str) -> str:
    for ending in (
        "izations",
        "ization",
        "ations",
        "ation",
        "ings",
        "ing",
        "ments",
        "ment",
        "ions",
        "ion",
        "ies",
        "ive",
        "ed",
        "es",
        "s",
        "e",
        "y",
    ):
        if word.endswith(ending) and len(word) - len(ending) >= 4:  # noqa: PLR2004 - what is left must still tell words apart
            return word[: -len(ending)]
    return word


def document_keys(*, title: str, date: date, number: str | None, issuers: tuple[str, ...]) -> tuple[str, ...]:
    """Short, stable keys under which partners are found: two related notices have at least one in common.

    A key in common is only a hint; `same_document` and `related` decide.
    """
    core = _core(title)
    stems = sorted(core.stems)
    # The longest words are the rarest: a reworded title keeps most of them. Chinese pairs of characters are alike in
    # length; taken by their hashes, two titles that share most pairs take mostly the same ones.
    order = _hash if _HAN.search(title) else lambda stem: (-len(stem), stem)
    telling = sorted(stems, key=order)[:4]
    keys = []
    if number:
        keys.append(_hash("number", number, _series(issuers)))
    if core.plan:
        keys.append(_hash("plan", core.plan))
    # A short name ties within weeks only: its month and the next, so that neighbours have one in common.
    months = [date.year * 12 + date.month + step for step in (0, 1)] if core.short else [0]
    keys += [_hash("core", str(month), *stems) for month in months]
    day = date.isoformat()
    keys += [_hash("day", day, stem) for stem in telling[:_SHORT]]
    keys += [_hash("some", *sorted(some)) for some in combinations(telling, min(_SHORT, len(telling)))]
    return tuple(dict.fromkeys(keys))


def _series(issuers: tuple[str, ...]) -> str:
    """Return the centre that numbers by itself, as the CDE does; a title that names nobody is the administration's."""
    return next((issuer for issuer in issuers if issuer in _CENTRES), "")


def _hash(*parts: str) -> str:
    return blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()


def same_document(a: Notice, b: Notice) -> bool:
    """Whether two notices are one document: in several sections, perhaps with a reworded title.

    That is the same number by the same issuers and a like title, or a like title on the same day; and the same outer
    act: an announcement is not its interpretation.
    """
    if a.id == b.id or ("interpretation" in {a.kind, b.kind} and a.kind != b.kind):
        return False
    if a.number and b.number:
        if a.number != b.number or _series(a.issuers) != _series(b.issuers) or _by_others(a, b):
            return False
        return _overlap(_core(a.title), _core(b.title)) >= 0.4 and _core(a.title).marks == _core(b.title).marks  # noqa: PLR2004 - the number says the most
    if a.date != b.date or a.kind != b.kind or (a.status == "draft") != (b.status == "draft"):
        return False
    if _by_others(a, b):
        return False
    one, other = _core(a.title), _core(b.title)
    # A word more may be wording, or make another document of it: `for children` is another topic.
    return _like(one, other) and (one.stems == other.stems or a.topics == b.topics) and _share_a_key(a, b)


def _by_others(a: Notice, b: Notice) -> bool:
    """Whether both titles name who acts, and not the same."""
    return bool(a.issuers and b.issuers and a.issuers != b.issuers)


def related(a: Notice, b: Notice) -> bool:
    """Whether two notices belong together: one document, an interpretation and its subject, a plan and its issue."""
    if a.id == b.id:
        return False
    if same_document(a, b):
        return True
    kinds = {a.kind, b.kind}
    if len(kinds) == 1 or (a.status == "draft") != (b.status == "draft"):
        return False
    if "interpretation" in kinds or (kinds & _ISSUING and kinds & _ISSUED):
        return kinds <= _TIED and _tied(a, b)
    return False


def _tied(a: Notice, b: Notice) -> bool:
    """Whether a document and what issues or interprets it have the same name."""
    one, other = _core(a.title), _core(b.title)
    if one.plan and one.plan == other.plan:
        return True
    if (one.short or other.short) and abs((a.date - b.date).days) > _TOGETHER:
        return False
    # An interpretation may leave out the batch or the edition; it does not name another.
    if one.marks != other.marks and one.marks and other.marks:
        return False
    return _like(replace(one, marks=frozenset()), replace(other, marks=frozenset())) and _share_a_key(a, b)


def _share_a_key(a: Notice, b: Notice) -> bool:
    """Whether the index would find one of them for the other: what it cannot find is not said at all."""
    one, other = (
        document_keys(title=each.title, date=each.date, number=each.number, issuers=each.issuers) for each in (a, b)
    )
    return not set(one).isdisjoint(other)


def _overlap(one: _Core, other: _Core) -> float:
    return len(one.stems & other.stems) / max(1, len(one.stems | other.stems))


def _like(one: _Core, other: _Core) -> bool:
    """Whether two names are the same but for the wording: nothing that tells documents apart stands on both sides."""
    if one.marks != other.marks or one.acts != other.acts or not one.stems or not other.stems:
        return False
    ours, theirs = one.stems - other.stems, other.stems - one.stems
    if not ours and not theirs:
        return True
    if ours and theirs and not _reworded(ours, theirs):
        return False
    return _overlap(one, other) >= 0.8  # noqa: PLR2004 - one word in five may be added


def _reworded(ours: Iterable[str], theirs: Iterable[str]) -> bool:
    """Whether each word that only one side has is a form of one that only the other side has: `optimis`, `optimiz`."""
    theirs = list(theirs)
    return all(any(mine[:4] == other[:4] for other in theirs) for mine in ours)
