"""Find the day of a meeting, and the last day for comments."""

import re
from collections.abc import Iterator
from datetime import date

from cdetrack.meaning.facets.calendar import DAY, after, read_day
from cdetrack.meaning.facets.regex import regex
from cdetrack.meaning.facets.sentences import sentences
from cdetrack.text.numerals import NUMERALS, number_of

_FLAGS = re.IGNORECASE
_DAY = regex(DAY, _FLAGS)
_DIGITS = tuple("0123456789")

_CONSULT_WORDS = (
    "comment",
    "feedback",
    "suggestion",
    "solicit",
    "consult",
    "opinions from",
    "publicity",
    "征求",
    "征集",
    "反馈",
    "公示",
    "异议",
    "提出意见",
    "提交意见",
    "意见和建议",
    "意见建议",
)
# A body has other deadlines, too; it has one for comments only with one of these words.
_ASKS = (
    "solicit",
    "public comment",
    "for comment",
    "comments are",
    "comments on",
    "public consultation",
    "征求",
    "公示",
)
_MEETING_VERB = regex(
    r"\b(?:held|hosted|met|meets|convened|opened|took place|kicked off|attended"
    r"|visited|concluded|launched|organized|conducted|delivered|received|signed"
    r"|inspected)\b"
    r"|\bwas held|召开|举办|举行|会见|出席|参加|在京",
    _FLAGS,
)
# The day of a document on the agenda, `the Law issued on August 26`, is not the day of the meeting.
_OF_A_DOCUMENT = regex(
    r"\b(?:issued|promulgated|released|published|adopted|revised|amended|effective|implemented|force|effect)\b"
    r"(?:\s(?:on|as|of|since|from|in)){0,3}\s$",
    _FLAGS,
)
_HAN_OF_A_DOCUMENT = regex(r"\s{0,2}(?:起|开始)?(?:正式)?(?:施行|实施|发布|公布|印发|生效|颁布|执行)")
_FUTURE = regex(r"\b(?:will|to) (?:be held|take place|meet|host|open)\b|将(?:于|在)", _FLAGS)


def read_event(texts: tuple[str, str, str], *, kind: str, listed: date) -> tuple[date, str] | None:
    """Return the first day of a meeting and the words that give it; None for other kinds or without a day."""
    if kind != "meeting":
        return None
    for text in texts:
        for sentence in sentences(text[:4000], _DIGITS):
            if not _MEETING_VERB().search(sentence) and not _FUTURE().search(sentence) and text is not texts[0]:
                continue
            for match in _days_of_meeting(sentence):
                future = _FUTURE().search(sentence)
                day = read_day(match[0], since=listed) if future else read_day(match[0], until=listed)
                if day:
                    return day, match[0]
    for sentence in sentences(texts[1][:2000], _DIGITS):
        for match in _days_of_meeting(sentence):
            day = read_day(match[0], until=listed)
            if day:
                return day, match[0]
    return None


def _days_of_meeting(sentence: str) -> Iterator[re.Match[str]]:
    for match in _DAY().finditer(sentence):
        before = sentence[max(0, match.start() - 40) : match.start()]
        if not _OF_A_DOCUMENT().search(before) and not _HAN_OF_A_DOCUMENT().match(sentence, match.end()):
            yield match


_CLOSES_ON = regex(
    rf"\b(?:by|before|until|till|through|no later than|not later than|prior to"
    rf"|on or before|(?:is|are) due(?:\s(?:on|by))?|deadlines?(?:\s\w{{1,12}}){{0,5}}?(?:\s(?:is|was|on)|:)|closes? on"
    rf"|closing dates?(?:\s\w{{1,12}}){{0,5}}?(?:\sis|:)|ends? on)"
    rf"\s{{0,3}}(?:\d{{1,2}}(?::\d\d)?\s?(?:[ap]\.?m\.?)?\s?(?:\(?beijing time\)?\s?)?(?:on|of)\s)?"
    rf"(?:the\s)?(?:end of\s)?(?P<day>{DAY})",
    _FLAGS,
)
_FROM_TO = regex(
    rf"\bfrom\s{{1,3}}(?P<from>{DAY})\s{{0,3}}(?:to|until|through|till|-|–)\s{{0,3}}(?P<day>{DAY})", _FLAGS
)
_UNITS = {"day": "days", "week": "weeks", "month": "months", "working day": "workdays", "business day": "workdays"}
_COUNTS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "fifteen": 15, "twenty": 20, "thirty": 30, "sixty": 60, "ninety": 90,
}  # fmt: skip
_FOR_DAYS = regex(
    r"\b(?:for|within|period\b[^.;\d]{0,60}?\b(?:of|is)|lasts?|open for)"
    r"\s{1,3}(?:a period of\s|the next\s)?(?P<count>\d{1,3}|" + "|".join(_COUNTS) + r")(?:\s?\(\d{1,3}\))?"
    r"[\s-]{1,3}(?:calendar\s|natural\s)?(?P<unit>working day|business day|day|week|month)s?\b",
    _FLAGS,
)
_HAN_CLOSES_ON = regex(
    rf"(?:截止(?:日期|时间|日)?|公示期?(?:限|间)?|时限|期限"
    r"|(?:征求意见|意见征集|征集意见|反馈|公示)的?时间)"
    rf"[^。;\d]{{0,12}}?(?:(?P<from>{DAY})\s{{0,2}}(?:至|到|-|—|~|–)+\s{{0,2}})?(?P<day>{DAY})"
    rf"|(?:至|截至|截止到?|到)\s{{0,2}}(?P<end>{DAY})"
    rf"|(?:于|在|请于)?\s{{0,2}}(?P<by>{DAY})\s{{0,2}}(?:24时|17时|\d{{1,2}}:\d\d)?\s{{0,2}}(?:之?前(?!的)|以前(?!的)|截止|内)",
    _FLAGS,
)
_HAN_UNITS = {
    "个月": "months",
    "月": "months",
    "周": "weeks",
    "日": "days",
    "天": "days",
    "个工作日": "workdays",
    "工作日": "workdays",
    "个自然日": "days",
}
_HAN_FOR_DAYS = regex(
    rf"(?:之日起|起|时限为?|期限为?|为期|公示期为?|时间为?)[^。;\d{NUMERALS}]{{0,8}}(?P<count>\d{{1,3}}|[{NUMERALS}]{{1,3}})"
    r"\s{0,2}(?P<unit>个工作日|个自然日|工作日|个月|月(?!\s?\d)|周|日|天)"
)


_TO_DAY = regex(r"\d{1,2}\s?[-–—~至]\s?(?=\d{1,2}\s?日)")
_OPENING = 1_000
"""Characters at the start of a text that are searched for a request for comments."""


def read_comments_due(texts: tuple[str, str, str], *, listed: date, document: date | None) -> tuple[date, str] | None:
    """Return the last day for comments and the words that give it; None without one.

    A period counts from `document`, the document's own day, or else from `listed`, the day in the listing.
    """
    start = document or listed
    opening = "\n".join(text[:_OPENING] for text in texts).lower()
    asks = any(word in opening for word in _ASKS)
    for text in texts if asks else texts[:2]:
        for sentence in sentences(text, _CONSULT_WORDS):
            found = _absolute_close(sentence, start) or _relative_close(sentence, start)
            if found:
                return found
    return None


def _absolute_close(sentence: str, start: date) -> tuple[date, str] | None:
    for pattern in (_FROM_TO, _CLOSES_ON, _HAN_CLOSES_ON):
        for match in pattern().finditer(sentence):
            groups = match.groupdict()
            words = groups.get("day") or groups.get("end") or groups.get("by") or ""
            # Of `6月1—7日` the last day.
            day = read_day(_TO_DAY().sub("", words), since=start)
            if day:
                return day, match[0][:80]
    return None


def _relative_close(sentence: str, start: date) -> tuple[date, str] | None:
    match = _FOR_DAYS().search(sentence)
    if match:
        count = match["count"].lower()
        amount = int(count) if count.isdigit() else _COUNTS[count]
        day = after(start, amount, _UNITS[match["unit"].lower()])
        return (day, match[0]) if day else None
    match = _HAN_FOR_DAYS().search(sentence)
    if match:
        count = match["count"]
        amount = int(count) if count.isdigit() else number_of(count)
        day = after(start, amount, _HAN_UNITS[match["unit"]]) if amount else None
        return (day, match[0]) if day else None
    return None
