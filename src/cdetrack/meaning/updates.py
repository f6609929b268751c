"""Find out which document an update is about: a moved deadline, a delay, an amendment, `Update: …` and the like.

The Federal Register lists the subject of a title and its acts with semicolons, `Widgets; Draft Guidance; Extension of
Comment Period`; alerts put the act before the title, `Update: Recall of widgets`; laws quote the name, `Amendment to
“…”`.
"""

import re
from datetime import date
from functools import lru_cache
from itertools import filterfalse
from typing import NamedTuple

from cdetrack.meaning.bare_title import without_citation
from cdetrack.meaning.facets.calendar import read_day
from cdetrack.meaning.facets.dated import ANY_DAY
from cdetrack.meaning.phrases import tokens
from cdetrack.meaning.spelling import words_in_one_spelling
from cdetrack.text.clean import LONGEST_TITLE, nfkc
from cdetrack.text.regex import Gated, regex
from cdetrack.text.script import has_han

_ACT = regex(
    r"(?:corrections?(?:,| and) )?(?:notice of )?"
    r"(?:further |second |third |partial |indefinite |limited |administrative )?"
    r"(?:(?:extension|reopening|re-?opening|lengthening|closing) (?:of|in) (?:the )?(?:\w+ ){0,2}?"
    r"(?:periods?|deadlines?|dates?|time)"
    r"|(?:delay(?:ed)?|postponement|deferral|suspension|stay|extension|extended|revised|confirmation|withdrawal|change)"
    r" (?:of |in )?(?:the )?(?:effective|compliance|implementation|enforcement|comment) (?:dates?|periods?|deadlines?)"
    r"|(?:effective|compliance|implementation) dates? (?:extension|delay|change)"
    r")(?: (?:for|to|and) .{0,80})?"
    r"|(?:notice of )?(?:technical )?(?:corrections?|amendments?)(?: of notice)?|correcting amendments?"
    r"|amended notice(?: of meeting)?"
    r"|(?:notice of )?(?:cancell(?:ation|ed)|canceled|postponement|postponed|rescheduled|rescheduling|change of date)"
    r"(?: of (?:the )?(?:\w+ ){0,2}?(?:meetings?|workshops?|hearings?|events?))?"
    r"|(?:notice of )?(?:rescission|revocation)|(?:implementation of )?vacatur"
    r"|(?:notice of )?withdrawal(?: of (?:the )?(?:\w+ ){0,2}?(?:guidances?|rules?|rulemaking|notice|orders?))?",
    re.IGNORECASE,
)
_SORT = regex(
    r"(?:(?:revised|draft|final|proposed|interim|direct|and)\b[\s,]*){0,5}"
    r"\b(?:guidances?|guidelines?|rules?|rulemaking|orders?|compliance polic(?:y|ies)(?: guides?)?)\b.*",
    re.IGNORECASE,
)
_BESIDE = regex(
    r"(?:notice of )?availability|notice of (?:public )?meetings?"
    r"|(?:notice; )?requests? for (?:comments?|information|data)(?: and .{1,60})?|notice"
    r"|public (?:meeting|hearing)|opportunity for (?:public )?comments?|comment request",
    re.IGNORECASE,
)
_BEFORE = Gated(
    r"^\W{0,3}(?:(?:further |second |third |latest |final )?updated?"
    r"|correction|amended|amendment|extension|cancell?ed|cancellation|postponed|postponement"
    r"|rescheduled|new date|更新|更正|补充|勘误|取消|延期)\s?(?:\d{1,2}\s?)?[:–—-]\s?",
    *("update", "correction", "amend", "extension", "cancel", "postpone", "rescheduled", "new date"),
    *("更新", "更正", "补充", "勘误", "取消", "延期"),
)
_BEHIND = Gated(
    r"\s?[-–—:(\[]\s?(?:updated?|corrected|correction|amended)(?:(?<=d) (?:on )?[\w/., ]{4,20})?[)\]]?\.?$",
    "update",
    "correct",
    "amended",
)
# `FDA withdraws draft guidance for industry: Widgets`, `Withdrawal of proposed rule on widgets`
_WITHDRAWN = Gated(
    r"^(?:(?:the )?(?:US |U\.S\. )?(?:FDA|EMA|MHRA|TGA|HSA|PMDA|health canada) )?"
    r"(?:(?:is )?withdr(?:aws|ew|awing)|rescinds|revokes|(?:notice of )?(?:withdrawal|rescission|revocation) of)"
    r" (?:its |the |an? )?(?:(?P<stage>draft|proposed|final|revised) )?(?:guidances?|guidelines?|rules?|orders?)"
    r"(?: documents?)?"
    r"(?: for industry(?: and (?:fda|food and drug administration)(?: staff)?)?)?"
    r"(?:\s?:|\s[–—-]|,? (?:on|for|regarding|concerning|about|entitled|titled))\s[“\"]?(?=\w)",
    *("withdr", "resci", "revo"),
)
# `Widgetol and the risk of sprains (monitoring closes May 2031)`
_MONITORED = Gated(r"\s?\(monitoring (?:clos(?:es|ed|ing)|ends|ended)\b[^()]{0,30}\)", "(monitoring")
_AMENDS = Gated(
    r"^(?:the )?(?:(?:notice|announcement|notification) (?:of|on) )?(?:partial )?(?:amendments?|revisions?|changes?)"
    r" (?:to|of) (?:the )?[“\"](?P<name>[^“”\"]{8,300})[”\"]\.?$"
    # `关于修订《某办法》部分条款有关事宜的通知`; `关于修订《某办法》的通知` issues it anew.
    r"|关于修订[《〈](?P<part>[^《》〈〉]{4,200})[》〉](?:部分|个别)(?:条款|条文|内容|规定)(?:的?(?:有关|相关)(?:事宜|事项))?的?"
    r"(?:决定|公告|通知|通告)"
    r"|关于修改(?:和完善)?[《〈](?P<han>[^《》〈〉]{4,200})[》〉](?:等[^《》〈〉]{0,6}(?:规章|法规|文件)|(?:的?(?:部分)?(?:条款|内容|附件|规定)){0,2})的"
    r"(?:决定|公告|通知|通告)"
    # `关于推迟实施《某办法》的公告`, `关于延长《某办法(征求意见稿)》征求意见期限的通知`
    r"|关于(?:推迟|延期|暂缓|延后)(?:实施|施行|执行)《(?P<late>[^《》]{4,200})》"
    # `关于发布某标准《某器械》第1号修改单的公告`
    r"|《(?P<sheet>[^《》]{4,200})》(?:\s?\([^()]{0,40}\))?\s?第?[一二三四五六七八九十\d]{0,3}号?修改单"
    r"|关于(?:延长|顺延|推迟)《(?P<asked>[^《》]{4,200})》(?:公开|再次){0,2}(?:征求|征集|反馈)?意见(?:征集|反馈)?的?(?:截止)?(?:期限|时间|日期)",
    *("amendment", "revision", "change", "修订", "修改", "推迟", "延期", "暂缓", "延后", "延长", "顺延"),
)
_RECURS = Gated(
    r"\b(?:meetings?|committees?|workshops?|hearings?|information collection|proposed collection|user fees?"
    r"|fee rates?)\b"
    r"|会议|名单|抽检",
    *("meeting", "committee", "workshop", "hearing", "collection", "user fee", "fee rate", "会议", "名单", "抽检"),
)
_QUOTES = '“"＂'
_FEW = 4
_JOINING = frozenset({"and", "the"})


class Update(NamedTuple):
    """A title without the acts that move, correct or announce its document."""

    subject: str
    sort: str
    """The sort of document, such as `draft guidance for industry`; empty in a title that leaves it out."""
    acts: bool
    """True if the title has such an act."""
    recurs: bool
    """True for a subject that later documents may have as well: few words, or a meeting."""


@lru_cache(maxsize=8192)
def update_of(title: str) -> Update:
    """Return the subject of a title and whether it is that of an update; the subject is empty for an empty title."""
    text = _MONITORED.sub("", without_citation(nfkc(title).strip(" .。")))
    bare = _WITHDRAWN.sub("", _BEHIND.sub("", _BEFORE.sub("", text)))
    parts = [part.strip() for part in bare.split(";")]
    # `Records for Widgets: Extension of Compliance Date`
    name, _, last = parts[-1].rpartition(": ")
    if name and _ACT().fullmatch(last):
        parts[-1:] = [name, last]
    # `Lead in Widgets: Draft Guidance for Industry; Availability`
    name, _, sort = parts[0].rpartition(": ")
    if name and len(parts) > 1 and _SORT().fullmatch(sort):
        parts[:1] = [name, sort]
    left = [part for part in parts[1:] if not _ACT().fullmatch(part) and not _BESIDE().fullmatch(part)]
    act = next((at for at, part in enumerate(parts) if at and _ACT().fullmatch(part)), 0)
    acts = bare != text or act > 0
    # Behind the act is its reason: `Reports; Delay of Compliance Date; New Portal for Reports`.
    behind = parts[act:] if act else []
    sorts = [part for part in left if _SORT().fullmatch(part)]
    subject = _words([parts[0], *(part for part in left if part not in sorts and part not in behind)])
    recurs = len(_words_in(parts[0])) < _FEW or _RECURS.search(bare) is not None
    return Update(subject, _words(sorts), acts, recurs)


def _words(parts: list[str]) -> str:
    """Return the words of some parts: of an English title in the order of the alphabet, each once, and the numbers."""
    text = " ".join(parts).casefold()
    words = _words_in(text)
    if text.isascii():
        words = words_in_one_spelling(words)
        words = [*sorted(set(filterfalse(str.isdigit, words)) - _JOINING), *filter(str.isdigit, words)]
    return " ".join(words)


def _words_in(text: str) -> list[str]:
    if text.isascii():
        return tokens(text)
    return [word for token in tokens(text) for word in (token if has_han(token) else (token,))]


def withdraws_draft(title: str) -> bool | None:
    """Return True if a title begins with the withdrawal of a draft or a proposal, False with that of another text."""
    found = _WITHDRAWN.search(title[:LONGEST_TITLE])
    return (found["stage"] or "").casefold() in {"draft", "proposed"} if found else None


def head_of_update(title: str) -> str:
    """Return the subject of an English update before its first semicolon; an empty text for any other title."""
    head, _, behind = title[:LONGEST_TITLE].partition(";")
    return update_of(head).subject if behind and update_of(title).acts else ""


def is_update_of(a: str, b: str) -> bool:
    """Return True if the title `a` is that of an update of the document with the title `b`."""
    one, other = update_of(a), update_of(b)
    if not one.acts or other.acts or not one.subject or one.subject != other.subject:
        return False
    return one.sort == other.sort or not one.sort or not other.sort


@lru_cache(maxsize=4096)
def amended_name(title: str) -> str:
    """Return the name that the title of an amendment or a delay quotes; an empty text for any other title."""
    if "关于" not in title and not any(mark in title for mark in _QUOTES):
        return ""
    found = _AMENDS.search(nfkc(title))
    return next(filter(None, found.groups())) if found else ""


# The act of an update, by letters of its title, and the words for it in a sentence of its summary.
_ACTS_OF_SUMMARIES = (
    ("orrect", regex(r"\bcorrect(?:s|ing|ions?)\b", re.IGNORECASE)),
    ("ithdraw", regex(r"\bwithdraw(?:al|s|ing)\b", re.IGNORECASE)),
    ("omment Period", regex(r"\b(?:reopen|extend|lengthen)(?:s|ing)\b[^.;“”\"]{0,40}?\bcomment period\b")),
)
# `It finalizes the draft guidance of the year before, entitled “Widgets”, issued on May 2, 2030.`
_FINALIZES = Gated(
    r"\b(?:(?:finali[sz]|replac|supersed)(?:es|ed|ing)|(?:revis|updat)(?:es|ing)|(?:(?:final|revised|next|new) version"
    r"|revision) of|follows|withdraws)\b.{0,160}?\bdraft\b"
    r"|\bdraft\b.{0,400}?\b(?:is|was|are|were|been|being)\s(?:\w{1,12}\s)?(?:finali[sz]ed|replaced|superseded|withdrawn|incorporated)\b",
    "draft",
)
# In a body, which cites other documents, too: `This guidance finalizes the draft guidance entitled “Widgets”`.
_OF_THIS = regex(r"\bthis\s(?:\w{1,10}\s)?(?:guid(?:ance|eline)|document|notice|rule|order|version)\b", re.IGNORECASE)
_SAME_NAME = regex(r"\bsame (?:title|name)\b")
_NAMED_DRAFT = regex(r"\bdraft\b[^“”\"]{0,160}[“\"](?P<name>[^“”\"]{6,300}?)[.,;]?[”\"]")
_NAMED = regex(r"[“\"](?P<name>[^“”\"]{6,300}?)[.,;]?[”\"]")
# Not behind `Docket No.`
_NEXT_SENTENCE = regex(r"(?:(?<=[\w)]{3}\.)|(?<=\.[”\"]))\s+(?=[A-Z“\"])")
# `Corrigendum to the letter dated 02.05.2031 on widgets`
_DATED = Gated(
    r"\b(?:letter|circular|notice|notification|order|memorandum|advisory|communication)\b[^,;]{0,40}?"
    r"\b(?:dated|dt)\.?\s(?P<day>\d{1,2}[.-]\d{1,2}[.-]\d{4})\b",
    *("dated", "dt"),
)
_OPENING, _REACH = 1_000, 12_000
"""Characters of a summary and of a body that are read."""


@lru_cache(maxsize=4096)
def dated_in(title: str) -> tuple[date | None, str] | None:
    """Return the day of the letter that a title is about, and the words behind it; None for any other title."""
    found = _DATED.search(title[:LONGEST_TITLE])
    return (read_day(found["day"].replace("-", ".")), title[found.end() : LONGEST_TITLE]) if found else None


def corrected_in(title: str, summary: str | None) -> tuple[str, ...]:
    """Return the names of documents that the summary of an English update quotes where it tells of its act.

    An update is a correction, a withdrawal, or a comment period that is extended or opened again.
    """
    acts = [told for act, told in _ACTS_OF_SUMMARIES if act in title[:LONGEST_TITLE]]
    if not (summary and acts):
        return ()
    told = (each for act in acts for each in _NEXT_SENTENCE().split(summary[:_OPENING]) if act().search(each))
    return tuple(found["name"] for each in told for found in _NAMED().finditer(each))


@lru_cache(maxsize=4096)
def drafts_in(summary: str | None, body: str | None) -> tuple[tuple[str, tuple[date, ...]], ...]:
    """Return the drafts that an English text says its document finalizes or replaces: name and days of each.

    The name is empty if none is quoted. There are no days beside a draft that has the name of the document.
    """
    found = []
    summary, body = (summary or "")[:_OPENING], (body or "")[:_REACH]
    told = _NEXT_SENTENCE().split(summary) if _FINALIZES.may_match(summary) else []
    told += filter(_OF_THIS().search, _NEXT_SENTENCE().split(body)) if _FINALIZES.may_match(body) else ()
    for each in filter(_FINALIZES.search, told):
        named = _NAMED_DRAFT().search(each)
        matches = () if _SAME_NAME().search(each) else ANY_DAY.finditer(each)
        days = (read_day(match[0]) for match in matches)
        found.append((named["name"] if named else "", tuple(filter(None, days))))
    return tuple(found)
