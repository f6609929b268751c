"""Find the day of a meeting."""

import re
from collections.abc import Iterator
from datetime import date

from cdetrack.meaning.facets.around import BY
from cdetrack.meaning.facets.calendar import DAY, read_day
from cdetrack.meaning.facets.dated import ANY_DAY, Dated
from cdetrack.meaning.facets.sentences import sentences
from cdetrack.text.regex import Gated, regex
from cdetrack.text.script import HAN, has_han

_FLAGS = re.IGNORECASE
_DIGITS = tuple("0123456789")
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
    r"(?:\sby\s(?:[\w-]{1,14}\s){0,2}[\w-]{1,14})?(?:\s(?:on|as|of|since|from|in)){0,3}\s$"
    # `In the Federal Register of May 1`, `a meeting would be held on May 22`, of a meeting that was moved.
    r"|\b(?:federal register|fr doc)\b[^.;]{0,40}\s$"
    r"|\b(?:(?:would|was to) (?:be held|take place)"
    r"|(?:was|been) (?:scheduled|planned)|(?:originally|previously|initially) (?:scheduled|planned|announced|set))"
    r"\b[^.;]{0,40}\s$",
    _FLAGS,
)
_HAN_OF_A_DOCUMENT = regex(r"\s{0,2}(?:起|开始)?(?:正式)?(?:施行|实施|发布|公布|印发|生效|颁布|执行)")
# `Register by`, `Registration closes on`, `12月底前`: the day of a duty.
_OF_A_DEADLINE = regex(
    r"\b(?:regist(?:er|ration)|submi(?:t|ssions?)|rsvp|apply|applications?|deadline|closes?|comments?|requests?|nominations?|docket)\b"
    rf"[^.;]{{0,100}}\b(?:{BY}|before|until|till|prior to|closes?(?: on)?|is)\s(?:the\s)?(?:(?:end|close) of\s)?$"
    r"|\bexpir\w{1,6}\b[^.;]{0,100}\s(?:on|at)\s(?:the\s)?$",
    _FLAGS,
)
# `The consultation was held from 6 February` is no meeting.
_NO_MEETING = regex(
    r"\b(?:consultation|survey)\s(?:(?:on|for|about|regarding)\s[^.;]{1,160}?\s)?(?:was|were) (?:held|conducted)\s"
    r"(?:over|from|between|for|during)\b|\bconsultation (?:dates?|period)\b:?\s",
    _FLAGS,
)
# `9月7日讯`: the day of the report.
_HAN_BY = regex(r"\s{0,2}(?:之?前|以前|截止|[早晚日周]报(?=[:|\s])|[快简要专]?讯|电(?!话)|消息)")
# `会议时间:5月20日`, `定于5月20日召开`, in a notice of a meeting.
_NOTICE_OF = regex(
    r"(?:召开|举办|举行|组织|参加)[^。]{2,120}(?:会议?|班|论坛|讲座|培训|活动|宣讲|大会|沙龙)(?:[^。]{0,12})?的(?:预?通知|公告|通告|函)"
    r"|(?:研讨会|培训班|年会|论坛|讲座|宣讲会|座谈会|宣贯会|交流会|报告会|公开课|大会|沙龙)(?:\([^()]{1,16}\))?"
    r"(?:的|第[一二三]轮){0,2}(?:预?通知|公告|通告)"
)
# A notice in English that calls a meeting or moves it: `Widgets Advisory Committee; Notice of Meeting`.
_CALLS = Gated(
    r"\bnotice of (?:[\w-]{1,16}\s){0,3}?(?:meeting|hearing|workshop|conference|webinar|symposium|session)s?\b"
    r"|\b(?:notice|circular|announcement) (?:on|of|for|about) (?:holding|convening|organi[sz]ing|hosting)\b"
    r"|(?:^|[;:]\s)(?:public|virtual|scientific|joint|stakeholder)\s(?:[\w-]{1,16}\s){0,2}?"
    r"(?:meeting|hearing|workshop|conference|webinar|symposium|session)s?\b"
    r"|\bcommittees?;\s(?:[^;]{1,60};\s)?(?:amendment|change|postponement|reschedul\w{1,4})\b",
    *("meeting", "hearing", "workshop", "conference", "webinar", "symposium", "session", "committee"),
    *("holding", "convening", "organi", "hosting"),
)
_WHEN = Dated(
    # Not `报名截止时间`, `发布时间`.
    rf"(?:会议|培训|活动|举办|召开|论坛|研讨|讲座|开会|开班|授课|上课|直播|[的及和与]|(?<![{HAN}]))(?:召开|举办)?时间\s{{0,2}}[:为]?\s{{0,2}}(?P<day>{DAY})"
    rf"|(?:兹?定于|拟于|将于)\s{{0,2}}(?P<on>{DAY})[^。;,]{{0,40}}(?:召开|举办|举行|开展)",
)
_PRESENT = regex(
    r"\b(?:meets?|hosts?|holds?|convenes?|takes? place"
    r"|(?:is|are) (?:hosting|holding|organi[sz]ing|convening|meeting))\b",
    _FLAGS,
)
_FUTURE = regex(
    r"\b(?:will|to) (?:be held|take place|meet|host|open)\b"
    r"|\b(?:is|are) (?:scheduled|planned|set) (?:for|to)\b|\b(?:changed|moved|rescheduled|postponed) (?:to|for|until)\b"
    r"|将(?:于|在)",
    _FLAGS,
)


def read_event(texts: tuple[str, str, str], *, kind: str, listed: date) -> tuple[date, str] | None:
    """Return the first day of a meeting and the words that give it; None without one.

    Other kinds have none, but for a notice that calls a meeting: the day that it states for it.
    """
    if kind == "notice" and _NOTICE_OF().search(texts[0]):
        return _called(texts, listed)
    calls = kind in {"notice", "announcement", "correction"} and _CALLS.search(texts[0]) is not None
    return _held(texts, listed) if kind == "meeting" or calls else None


def _held(texts: tuple[str, str, str], listed: date) -> tuple[date, str] | None:
    """Return the first day of a meeting that the texts tell of, and the words that give it."""
    for text in texts:
        for sentence in sentences(text[:4000], _DIGITS):
            verbs = text is texts[0] or any(verb().search(sentence) for verb in (_MEETING_VERB, _FUTURE, _PRESENT))
            if verbs and (day := _day_in(sentence, listed)):
                return day
    return next((day for sentence in sentences(texts[1][:2000], _DIGITS) if (day := _day_in(sentence, listed))), None)


def _day_in(sentence: str, listed: date) -> tuple[date, str] | None:
    """Return the first day of a meeting in a sentence and its words; None for a consultation that was held."""
    if _NO_MEETING().search(sentence):
        return None
    days = ((_day(match, listed), match[0]) for match in _days_of_meeting(sentence))
    return next(((day, words) for day, words in days if day), None)


def _called(texts: tuple[str, str, str], listed: date) -> tuple[date, str] | None:
    """Return the day for which a notice calls a meeting, the next one if it has no year."""
    for text in texts:
        for match in _WHEN.finditer(text[:4000]):
            words = match["day"] or match["on"]
            if day := read_day(words, since=listed):
                return day, match[0]
    return None


def _day(match: re.Match[str], listed: date) -> date | None:
    """Return the day; without a year, the next one for a meeting ahead and the nearest one in the present tense."""
    words, sentence = match[0], match.string
    ahead, past = read_day(words, since=listed), read_day(words, until=listed)
    following = ANY_DAY.search(sentence, match.end()) if has_han(sentence) else None
    # `4月28日,某局举行发布会,《办法》将于7月1日起施行`: the day to come is the other one.
    near = sentence[: following.start()].removesuffix("将于") if following else sentence
    if _FUTURE().search(near):
        return ahead
    if ahead and past and _PRESENT().search(sentence) and ahead - listed < listed - past:
        return ahead
    return past


def _days_of_meeting(sentence: str) -> Iterator[re.Match[str]]:
    for match in ANY_DAY.finditer(sentence):
        before = sentence[max(0, match.start() - 40) : match.start()]
        if _OF_A_DOCUMENT().search(before) or _HAN_OF_A_DOCUMENT().match(sentence, match.end()):
            continue
        wider = sentence[max(0, match.start() - 140) : match.start()]
        is_end = match[0].endswith(("底", "末")) or match[0].lower().startswith("end")
        if not is_end and not _OF_A_DEADLINE().search(wider) and not _HAN_BY().match(sentence, match.end()):
            yield match
