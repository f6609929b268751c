"""Extract the name of a document from a title, without the outer act, the number and the status; compare names."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from cdetrack.meaning.bare_title import OF_THE_UNION, folded_title, without_number
from cdetrack.meaning.spelling import words_in_one_spelling
from cdetrack.text.regex import Gated, regex
from cdetrack.text.script import HAN, count_han, has_han

# Words before a document's own name that interpret, announce or issue it.
_INTERPRETS = (
    r"\W{0,4}(?:(?:q\s?&\s?as?|questions and answers|faqs?) (?:on|about|for) (?:the )?)?(?:policy |official |brief )?"
    r"(?:interpretation|explanation)s?\s{0,2}(?:of|on|:|\||-|–|—|for)?\s{0,2}"
)
ANNOUNCES = (
    r"\W{0,4}.{0,240}?\b(?:announcement|notice|circular)s?(?: no\.? ?\d{1,5})?\s{0,2}"
    r"(?:of (?!(?:issu|print|releas|promulgat|publish)).{0,240}?)?"
    r"(?:\b(?:on|regarding|concerning|for|about)\b|:)\s{0,2}"
)
# Neither `Public Release of Data`, nor `Immediate Release Tablets`, nor `3D Printing`, nor `Licences Issued for X`.
NO_ISSUE = "(?<!-)" + "".join(
    f"(?<!{word} )"
    for word in (
        *("lot", "batch", "public", "drug", "3d", "immediate", "modified", "extended", "prolonged", "sustained"),
        *("controlled", "delayed", "slow", "rapid", "fast", "pulsatile", "decisions", "certificates", "permits"),
        *("approvals", "licences", "licenses", "authorisations", "authorizations"),
    )
)
"""The source of a pattern for the place before a word of issuing that issues no document."""
_ISSUES = (
    rf"\W{{0,4}}.{{0,200}}?\b{NO_ISSUE}(?:issu|promulgat|releas|publish|print)(?:ing|es|ed|e)?\b"
    r"(?: and distributing)?"
    # `Common Issues in Widget Development`
    r"(?!(?:(?<=issue)|(?<=issues))(?:[:;,.]|$|\s(?:in|for|of|with|relat\w{2,3}|concerning|pertaining|regarding|to|about"
    r"|arising|and)\b))"
    r"(?! (?:by|before|after|since|between|prior|during|(?:in|until|through) (?:19|20)\d\d)\b)\s{0,2}"
)
_INTERPRETED = Gated(f"^(?:{_INTERPRETS})", "interpretation", "explanation")
_ANNOUNCED = Gated(f"^(?:{ANNOUNCES})", "announcement", "notice", "circular")
_ISSUED = Gated(f"^(?:{_ISSUES})", "issu", "promulgat", "releas", "publish", "print")
# `Device Exemptions (IDEs)`: one title has it, another leaves it out.
_ACRONYM_BEHIND = regex(
    r"(?<=[a-z])\s\((?!(?:[IVX]{1,4}|EU|UK|USA?)\))(?:[A-Z]{2,6}|[A-Za-z]{0,2}[A-Z][A-Za-z]{0,3}[A-Z])s?"
    r"(?:/[A-Z]{2,6}s?){0,2}\)"
)
_STATUS = Gated(
    r"\(\s{0,2}(?:interim|trial|for trial implementation|provisional|draft[^()]{0,40})\s{0,2}\)"
    r"|\(?(?:试行|暂行|征求意见稿)\)?",
    *("interim", "trial", "provisional", "draft", "试行", "暂行", "征求意见稿"),
)
_HAN_OUTER = regex(
    r"^.{0,120}?关于(?:公开征求|发布|印发|公布|颁布)?|政策解读$|解读$|^(?:图解政策|政策图解|一图读懂|图说政策)[::]|图解[::]?|的?(?:公告|通告|通知|决定)$|意见$"
)
# An interpretation quotes a whole announcement, and that quotes its own subject.
_INNER = regex(r"《([^《》]{0,80}关于[^《》〈〉<>]{0,20})[《〈<]([^《》〈〉<>]{2,200})[》〉>]([^《》]{0,60})》")
_QUOTED = regex(r"《([^《》]{2,300})》")
# Words after a quoted name that announce it, interpret it or ask for comments on it.
_HAN_AFTER = regex(
    r"(?:政策|文件|的|等|全文|全面|逐条|条文|深度|详细|详尽|权威|官方|专家|重点|要点|相关|有关|常见|热点|问题|修订|新旧|对照|亮点|核心|内容|变化|系列|[及和与]){0,4}(?:解读|图解|问答|答记者问|问题解答|起草说明|编制说明|修订说明).{0,12}$"
    r"|[等及].{0,10}文件|(?:以?及|[和与])[^《》]{1,12}(?=的?(?:公告|通告|通知)$)|[(（][^()（）]{0,30}[)）]|(?:公开|再次)?征求(?:社会)?意见|意见|的?(?:公告|通告|通知|公示|决定|函)"
)
# `关于实施《…》有关事项的公告`: a document that implements another one is not that one.
# `关于发布实施《…》的公告` issues it.
_IMPLEMENTS = regex(r"贯彻|落实|(?<![发公]布)(?<![发公]布并)(?<!印发)实施|执行|废止|停止")
_MATTERS = regex("的?(?:有关|相关|若干|具体)?(?:事宜|事项|问题|工作)$")
# Not the article of `Monitoring: A New Approach`.
_LETTER = regex(r"(?<=\s)(?!(?<=[:;–—-]\s)A\s)[A-Z]\b(?!\.)")
# `503A` is one word, as `503B` is another.
_NUMBER = r"\d{1,6}(?:[a-z](?![a-z]))?"
_WORD, _ASCII_WORD = regex(rf"[a-z]{{1,30}}|{_NUMBER}|[{HAN}]+"), regex(rf"[a-z]{{1,30}}|{_NUMBER}")
_STOP_WORDS = frozenset({
    "a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "its", "of", "on", "or", "the", "their", "to",
    "with", "during", "under", "nmpa", "cde", "cfdi", "cmde", "nifdc", "samr", "china", "chinese", "national",
    "medical", "products", "administration", "center", "drug-evaluation", "prc", "people", "republic", "s",
    "issued", "issue", "issuing", "released", "related", "relevant", "matters", "concerning", "regarding",
    "several", "work", "part",
})  # fmt: skip
_OTHER = regex(
    "附录|附件|附则|修改单|增补|补充|配套|细则|方案|公告|通告|通知|决定|意见|实施|执行|贯彻|落实|试点|办法|规定|规范|指南|指导原则|目录|标准|要求|征求"
)
_WORDS_OF_INTERPRETATIONS = ("解读", "图解", "读懂", "看懂", "一图", "一文")
_ORDINALS = frozenset({
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "one", "two", "three",
    "four", "five", "six",
})  # fmt: skip
_HAN_ORDINAL = regex(
    r"第?[一二三四五六七八九十百\d]{1,6}(?:批|部分|版|期|次|届|号)|[(（][一二三四五六七八九十]{1,3}[)）]"
)
_PLANS = ("Plan", "Program", "Action", "Initiative")
_PLAN_NAME = regex(r"\b([A-Z]{3,12})\s(?:Plan|Program|Programme|Action|Initiative)\b")
_ENDINGS = (
    *("izations", "ization", "ations", "ation", "ings", "ing", "ments", "ment", "ions", "ion", "ies", "ive", "ed"),
    *("es", "s", "e", "y"),
)
FEW_WORDS = 3
"""Fewer words than this are the name of many documents, and relate none of them."""


class DocumentName(NamedTuple):
    """The name of a document, in parts."""

    stems: frozenset[str]
    """Stems of English words; pairs of Chinese characters."""
    marks: frozenset[str]
    """Numbers, ordinals and letters, which tell batches, editions and models apart."""
    plan: str | None
    """The proper name of a plan, `SPARK`."""
    acts: frozenset[str] = frozenset()
    """Words for an act on the quoted document beyond issuing or interpreting it."""

    @property
    def short(self) -> bool:
        """True if the name has so few words that many documents share it."""
        return len(self.stems) < FEW_WORDS


@lru_cache(maxsize=4096)
def document_name(title: str) -> DocumentName:
    """Return the name of the document in `title`."""
    text = folded_title(title)
    plan = _PLAN_NAME().search(text) if any(word in text for word in _PLANS) else None
    text = OF_THE_UNION.sub("", _STATUS.sub(" ", without_number(text)))
    if has_han(text):
        return _chinese_name(text)
    return _english_name(_ACRONYM_BEHIND().sub("", text) if "(" in text else text, plan[1] if plan else None)


def _english_name(text: str, plan: str | None) -> DocumentName:
    for pattern in (_INTERPRETED, _ANNOUNCED, _ISSUED):
        match = pattern.search(text)
        # At least some of the name must remain.
        if match and len(text) - match.end() > 10:  # noqa: PLR2004 - shorter than any document's name
            text = text[match.end() :]
    words = words_in_one_spelling((_ASCII_WORD if text.isascii() else _WORD)().findall(text.lower()))
    # `Model A` and `Model B` differ.
    marks = set(_LETTER().findall(text)) | {word for word in words if word[0].isdigit() or word in _ORDINALS}
    stems = {stem(word) for word in words if word not in _STOP_WORDS and word not in marks and len(word) > 1}
    return DocumentName(frozenset(stems), frozenset(marks), plan)


def _chinese_name(title: str) -> DocumentName:
    inner = _INNER().search(title)
    if inner:
        title = f"{inner[1]}《{inner[2]}》{inner[3]}"
    quoted = _QUOTED().findall(title)
    # An interpretation quotes a whole announcement with its outer act.
    text = _HAN_OUTER().sub("", _HAN_OUTER().sub("", "".join(quoted) or title.strip()))
    acts = frozenset(_acts(title) if quoted else ())
    marks = set(_HAN_ORDINAL().findall(text)) | set(re.findall(r"\d{1,6}|[A-Z]\d{1,2}[A-Z]?", text))
    runs = [run for run in _WORD().findall(text.lower()) if not run.isdigit()]
    pairs = {run[at : at + 2] for run in runs if has_han(run) for at in range(len(run) - 1)}
    return DocumentName(frozenset(pairs | {run for run in runs if not has_han(run)}), frozenset(marks), None, acts)


def _acts(title: str) -> list[str]:
    """Return the words for acts on the quoted document.

    `关于实施《某规定》有关事宜的公告` and `《某规定》实施有关事项` have one.
    """
    acts, tail = _IMPLEMENTS().findall(title.partition("《")[0]), _tail(title)
    bare = [_MATTERS().sub("", each) for each in tail]
    return acts + [each for each in bare if each] if acts or any(bare) else tail


def _tail(title: str) -> list[str]:
    """Return the text after the last quoted name if it makes the title that of another document."""
    before, _, behind = title.rpartition("》")
    if any(word in before.partition("《")[0] for word in _WORDS_OF_INTERPRETATIONS) and not _OTHER().search(behind):
        # `专家解读《某规定》：某某某`, `一文读懂《某规定》十大要点`
        return []
    tail = _HAN_AFTER().sub("", behind)
    return [tail.strip()] if count_han(tail) > 1 else []


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """Return an English word in lower case without its ending."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:  # noqa: PLR2004 - a shorter stem is ambiguous
            return word[: -len(ending)]
    return word


def similarity(one: DocumentName, other: DocumentName) -> float:
    """Return the number of shared stems divided by that of all stems, from 0 to 1."""
    return len(one.stems & other.stems) / max(1, len(one.stems | other.stems))


def same_name(one: DocumentName, other: DocumentName) -> bool:
    """Return True if two names differ in wording only: neither has a mark, an act or a word that is all its own."""
    if one.marks != other.marks or one.acts != other.acts or not one.stems or not other.stems:
        return False
    ours, theirs = one.stems - other.stems, other.stems - one.stems
    if not ours and not theirs:
        return True
    if ours and theirs and not _reworded(ours, theirs):
        return False
    return similarity(one, other) >= 0.8  # noqa: PLR2004 - one word in five may be added


def _reworded(ours: Iterable[str], theirs: Iterable[str]) -> bool:
    """Return True if each stem of `ours` is a form of one in `theirs`, like `optim` and `optimiz`."""
    theirs = list(theirs)
    return all(any(mine[:4] == other[:4] for other in theirs) for mine in ours)
