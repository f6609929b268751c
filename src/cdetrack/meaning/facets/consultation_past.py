"""Tell whether a day or a period for comments is that of an earlier consultation, or of one that is over."""

import re
from datetime import date
from itertools import islice

from cdetrack.meaning.facets.calendar import DAY, read_day
from cdetrack.meaning.facets.dated import ANY_DAY, Dated
from cdetrack.meaning.facets.periods import end_of_period
from cdetrack.text.regex import regex

_FLAGS = re.IGNORECASE
_MOST_DAYS = 10

_CLAUSE = r"(?:[^;,.]|,(?=\s?\d)|\.(?=m\b)|(?<=\.m)\.){0,80}"
# A first deadline, of a period that was moved or opened again.
SUPERSEDED = regex(
    r"\b(?:(?:originally|initially|at first)\s(?:\w{1,14}\s){0,2}?(?:due|set|given|scheduled|planned|intended|expected"
    r"|clos\w{1,3}|end\w{0,3}|expir\w{1,3}|advised|asked|announced|invited|requested|allowed|until|by|ran|open\w{0,3})"
    r"|(?:original|initial|first)\s(?:\w{1,14}\s){0,3}?(?:deadline|date|schedule|timeline)s?\s(?:\w{1,14}\s){0,3}?(?:was|were|had))"
    rf"\b{_CLAUSE}$"
    rf"|\b(?:was|were) (?:(?:scheduled|set|due|supposed|planned|expected|meant) )?to (?:close|end|expire|conclude|run"
    rf"|take effect|(?:come|enter|go) into|apply|start|begin|become|be (?:implemented|enforced|applied|effective"
    r"|mandatory|compulsory|required|introduced|banned))\b"
    rf"{_CLAUSE}$"
    r"|\b(?:original|previous|initial|earlier|former|old)\s(?:\w{1,14}\s){0,3}?"
    r"(?:deadlines?|(?:closing |due |end )?dates?|periods?)(?:\s(?:of|on)|,)?\s{1,2}(?:the\s)?$"
    # `existing licence means a licence that is in force before`, in a definition
    r"|(?<!\bthis )(?<!\bthat )(?<!\bit )\bmeans (?:an?|any) (?:(?!\b(?:must|shall|should|to)\b)[^.;]){1,160}"
    r"\b(?:before|prior to)\s{1,2}$"
    # `We stated that the compliance date would be`, before it is moved
    rf"|\b(?:stated|said|announced|indicated) (?:that )?[^.;]{{1,80}}? would be\s{{1,2}}$"
    # `On May 28, 2025, we established January 1, 2029, as the date`
    r"|^,\s(?:we|the agency|fda) (?:established|set)\s{1,2}$"
    r"|(?:原定|原(?:征求|截止|公示|反馈|意见|计划))[^。;,]{0,30}$",
    _FLAGS,
)
_BYGONE = regex(
    r"\b(?:was|were|had been|would|ran|remained|stayed|closed|ended|earlier|previous|previously|prior|first"
    r"|solicited|sought|invited"
    rf"|requested|asked|called|consulted)\b{_CLAUSE}$"
    r"|(?:此前|前次|上次|前期|首次|第一次|已于|曾|原)[^。;]{0,60}$",
    _FLAGS,
)
# `Persons were given until May 1`, in a notice that moves the day.
_WAS_GIVEN = regex(
    r"\b(?:was|were|had been|had)\s(?:\w{1,12}\s){0,2}?(?:given|allowed|asked|requested|invited|provided|required|set"
    rf"|due|to|scheduled|expected|until|by)\b{_CLAUSE}$"
    rf"|\bwould (?:\w{{1,12}}\s){{0,1}}?(?:end|close|expire|conclude|run|last|remain)\b{_CLAUSE}$",
    _FLAGS,
)
_MOVES = regex(
    r"\b(?:exten(?:d|sion)\w{0,3}|reopen\w{0,3}|re-open\w{0,3}|lengthen\w{0,3}|prolong\w{0,6})\b|延长|延期|顺延", _FLAGS
)
# `The consultation was held over 8 weeks`, `comments were solicited for 75 days`: an earlier period.
_RAN = (
    r"\b(?:ran|held|conducted|carried out|undertook)\s(?:an?|its|the|our)\s(?:[\w-]{1,14}\s){0,4}?"
    r"(?:consultation|survey|call for evidence)\b"
    # `Makers were consulted over a 6-week period`
    r"|(?<!\bbe )(?<!\bbeing )\bconsulted\b|\bwere (?:sought|solicited)\b"
)
_HELD_IT = regex(_RAN, _FLAGS)
_WAS_HELD = regex(
    rf"{_RAN}|"
    r"\b(?:consultations?|comments?|feedback|survey|period|draft|rule|guidance)\b[^.;]{0,80}?"
    r"\b(?:was|were|had been) (?:(?:\w{3,12}ly|each|all|both|also|first) )?"
    r"(?:held|open|opened|conducted|carried out|run|undertaken|launched"
    r"|solicited|sought|requested|invited)\b"
    rf"[^.;]{{0,40}}?\b(?:over|for|during|within|lasting|from|between)\b{_CLAUSE}$"
    r"|\b(?:consultations?|survey|period)\s(?:\w{3,12}ly\s)?(?:ran|lasted|took place|closed|ended)\b"
    # `Whereas a draft was published, inviting objections before the expiry of a period of`
    r"|\bwhereas\b[^;]{1,200}?\b(?:was|were) published\b[^;]{1,400}?\binviting\b"
    r"|\b(?:solicited|sought|invited|requested|asked for|called for)\s(?:\w{1,12}\s){0,2}?"
    r"(?:comments?|views|feedback|input|submissions|responses)\b",
    _FLAGS,
)
# `我中心于5月3日至14日组织召开了研讨会`
_MET = regex(r"[^。;,]{0,12}(?:召开|举办|举行|会议|研讨|座谈)")
_LAST_DAY = regex(
    r"(?:\b(?:to|until|till|through|and|by|end(?:ing|ed)(?: on)?|clos(?:ing|ed)(?: on)?)|[-–—])\s{1,2}(?:the\s)?$",
    _FLAGS,
)
SUMMARY_OF = regex(
    r"\b(?:summar(?:y|ies)|outcomes?|results?|reports?|responses?|analysis|overview)\b[^;]{0,60}?"
    r"\b(?:of|on|to|from)\b[^;]{0,80}?\b(?:consultations?|comments?|feedback|submissions|responses)\b"
    r"|\b(?:feedback|comments|responses|input|submissions) (?:received|summary)\b"
    r"|\bconsultation (?:outcomes?|results?|report|summary|feedback|responses?)\b"
    r"|\b(?:response|reply|answers?) to (?:the )?[^;]{0,80}?\b(?:consultation|comments|feedback)\b"
    r"|意见[^《》]{0,8}(?:采纳|反馈|汇总|处理|征集|征求)?[^《》]{0,4}(?:情况|结果)",
    _FLAGS,
)
_THIS_ONE = regex(r"\bthis (?:public |open )?(?:consultation|survey|call)\b", _FLAGS)
_ASKED = Dated(
    rf"\b(?:in|on)\s(?:[^.;]{{0,60}}?\sof\s)?(?P<day>{DAY})[^;]{{0,80}}?"
    r"\b(?:solicited|sought|requested|invited|inviting|asked for|called for|opened|published|provided)\b",
)
_UNTIL = regex(r"[^。;,\d公]{0,8}(?:前|截止(?!日期|时间)|为止|止)")
_LABEL = regex(r"(?:日期|时间|期间?)\s{0,2}(?:为|是|:)?\s{0,2}\d[\d年月日./-]{5,10}$")
_LAST_OF = regex(r"截止|截至|结束")
_SPAN = Dated(rf"{DAY}\s{{0,2}}(?:起|开始)?,?\s{{0,2}}(?:至|到|-|—|~|–)")
_TOLD = regex(r"第一次|首次|曾|共收到|收到[^,。;]{0,20}意见|征求了")
_ASKS_IN_TITLE = regex(r"征求|征集|意见|草案|公示|comment|consult|\bdraft|\bpropos|feedback", _FLAGS)
# The stages of a document that is final: `Adopted for consultation …, end of consultation …, agreed by …`.
_HISTORY = regex(
    r"\b(?:start|end) of (?:the )?(?:public )?consultation\b|\breleased? for (?:\w{1,12} )?consul\w{1,8}\b"
    r"|\b(?:adopted|agreed|approved|endorsed) (?:by\b|for\b|on \d|\d)|\bfinal (?:version|text|adoption|adopted)\b"
    r"|\bfinali[sz]ed\b|\blegal effective date\b|\bstatus:?\s?adopted\b|定稿|审定|(?:制定|起草|修订)(?:历史|过程|历程)",
    _FLAGS,
)


def is_history(opening: str, title: str) -> bool:
    """Return True for a text that tells the steps of a document, with the days of its past consultation."""
    return _HISTORY().search(opening) is not None and _ASKS_IN_TITLE().search(title) is None


def was_held(sentence: str, match: re.Match[str]) -> bool:
    """Return True for the past days of a consultation that `was held from` then, or of a meeting on the draft."""
    groups = match.groupdict()
    first = match.start("from" if groups.get("from") else "day" if groups.get("day") else 0)
    was_held = _WAS_HELD().search(sentence, 0, first) and not _THIS_ONE().search(sentence, 0, first)
    return bool(was_held) or _MET().match(sentence, match.end()) is not None


def is_told(title: str, match: re.Match[str], *, is_past: bool) -> bool:
    """Return True for a day that is no deadline of the notice.

    It is the first of a period, `公示日期:`, or that of an earlier consultation: `2024年9月1日至30日,我局公开征求意见,
    共收到意见9条`.
    """
    groups = match.groupdict()
    if groups.get("span") and not groups.get("from"):
        if _LAST_OF().search(match[0]):
            return False
        return _LABEL().search(match[0]) is not None and not _UNTIL().match(match.string, match.end())
    is_told = _TOLD().search(match.string) is not None or _ASKS_IN_TITLE().search(title) is None
    return is_past and is_told and _SPAN.match(match[0]) is not None


def is_superseded(text: str, words: str, day: date, start: date, title: str) -> bool:
    """Return True for the deadline of an earlier period: `were originally given until`, `were due by` of a past day.

    In a notice that moves the deadline it is any past day, and `were given until` of any day.

    `words` are those of the day in `text`, which ends with the statement.
    """
    before = text.rpartition(words)[0] if words else text
    bygone = day < start and _BYGONE().search(before) and not _THIS_ONE().search(before)
    moved = _MOVES().search(title) is not None and (day < start or _WAS_GIVEN().search(before) is not None)
    return bool(SUPERSEDED().search(before) or bygone or moved)


def is_over(sentence: str, period: re.Match[str], start: date, title: str) -> bool:
    """Return True for the period of a consultation that is over: it `was held`, and its days are past."""
    lead = sentence[: period.end()]
    if not _WAS_HELD().search(lead) and not (SUMMARY_OF().search(title) and _BYGONE().search(lead)):
        return False
    if SUMMARY_OF().search(title):
        return True
    days = list(islice(ANY_DAY.finditer(sentence), _MOST_DAYS))
    day = read_day(days[-1][0], until=start, last=True) if days else None
    if day is None:
        # `held a consultation for only three weeks`
        return _HELD_IT().search(lead) is not None
    is_last = _LAST_DAY().search(sentence[: days[-1].start()]) is not None
    closed = day if is_last else end_of_period(period, day)
    return closed is not None and closed < start


def end_of_earlier(text: str, period: re.Match[str], start: date) -> date | None:
    """Return the end of a period that began before: `in the Register of May 4, we invited comments for`; or None."""
    asked = _ASKED.search(text)
    opened = read_day(asked["day"], until=start) if asked else None
    return end_of_period(period, opened) if opened else None
