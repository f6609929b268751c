"""Find the new days of deadlines that were moved."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from cdetrack.meaning.facets.calendar import DAY, read_day
from cdetrack.meaning.facets.dated import Dated
from cdetrack.text.regex import has_any, regex

_FLAGS = re.IGNORECASE
EXTENSION_WORDS = (
    "exten", "lengthen", "prolong", "postpon", "defer", "delay", "push", "put ", "moved", "moves",
    "shifted", "reschedul", "revised", "amended", "changed", "new ", "now",
    "延", "推迟", "推后", "展期", "调整", "变更", "修正", "改",
)  # fmt: skip
"""Parts of the words for an extension, in lower case: a cheap test before the patterns."""
CLOCK = (
    r"(?:(?:\d{1,2}(?:[:.]\d\d)?\s?(?:[ap]\.?\s?m\b\.?)?|midnight|noon|midday|(?:the\s)?close of (?:business|play)"
    r"|COB|EOB"
    r"|(?:the\s)?end of (?:the\s)?(?:business |working )?day"
    r"|(?:the\s)?(?:end|beginning|start) of(?=\s(?:$|\d|[A-Z]{3,9}\.?\s\d)))(?:\s?hours)?[\s,]{0,2}"
    r"(?:\(?(?:[A-Z]{2,4}|(?:beijing|china standard|china|local|eastern|central|pacific|standard|london|brussels)"
    r"(?:\s(?:standard|daylight))?\stime)(?:\s[A-Z]{2,4})?\)?[\s,]{0,2})?(?:on|of|at the end of)?\s{1,2})"
)
"""The source of a pattern for a time of day before its day: `5 p.m. Beijing time on `."""
_MOVED = Dated(
    r"\b(?:exten(?:d\w{0,3}|sions?)|lengthen\w{0,3}|prolong\w{0,5}|postpon\w{1,6}|defer\w{0,5}|delay\w{0,3}"
    r"|push\w{0,2}\b(?=[^.;]{0,40}\b(?:back|out)\b)|put\b(?=[^.;]{0,40}\b(?:back|off)\b)|mov(?:ed|es|ing)|shifted"
    r"|reschedul\w{1,4}"
    r"|(?:been|was|is|were) (?:revised|changed))\b"
    r"(?P<between>[^;。]{0,200}?)\b(?:(?<!prior )to|until|till|through|up to):?\s{1,2}(?:[-–•*]\s)?"
    rf"(?:{CLOCK})?(?P<day>{DAY})",
)
_NEW = Dated(
    r"\b(?:new|revised|amended|extended|postponed) (?:\w{1,14}\s){0,3}?(?:deadline|date)(?:\s\w{1,14}){0,5}?"
    rf"(?:\s(?:is|of|will be)(?:\snow)?|:)\s{{1,2}}(?:{CLOCK})?(?P<day>{DAY})"
    rf"|\bdeadlines?(?:\s[\w-]{{1,16}}){{0,6}}? (?:is|are) now\s{{1,2}}(?:{CLOCK})?(?P<now>{DAY})"
    rf"|\b(?:requirements?|obligations?|dates?) (?:is |are )?now effective\s(?:on |from |as of )?(?P<from>{DAY})"
    rf"|\bnow have until\s{{1,2}}(?:{CLOCK})?(?P<until>{DAY})"
    # `the requirements, which will now take effect on`
    r"|\b(?:will|shall) now (?:take effect|(?:come|enter|go) into (?:force|effect|operation)|apply|start|begin"
    rf"|expire|end|be (?:implemented|enforced|applied|effective))(?:\s(?:on|from|as of|until))?\s{{1,2}}"
    rf"(?:the\s)?(?P<then>{DAY})",
)
_NOUN = regex(
    r"\b(?:deadlines?|dates?|starts?|periods?|time ?limits?|time ?frames?|time ?lines?|transition\w{0,3}|validity"
    r"|consultations?|comments?|windows?|pilots?|implementation|compliance|closing|terms?|enforcement|exemptions?|moratorium|registrations?|duration"
    r"|effective|submissions?|programmes?|programs?|schemes?|trials?|waivers?|due|times?|filing|recognition"
    r"|acceptance|arrangements?|polic(?:y|ies)|licen[cs]es?|authori[sz]ations?|approvals?|permi(?:ts?|ssions?))\b",
    _FLAGS,
)
# `In the Federal Register of February 7, we delayed it until`: the history of what this notice does.
_EARLIER = Dated(
    rf"^\s{{0,3}}in the federal register (?:of|on)\s(?P<day>{DAY})[^.;]{{0,60}}?,\s"
    r"(?:we|it|(?:the\s)?[A-Z][\w-]{1,12})\s(?:\w{2,12}ly\s)?\w{2,14}ed\b",
)
_FURTHER = regex(r"\b(?:is|are|been|be|hereby) further (?:delay|exten|postpon|defer)", _FLAGS)
_LATER = timedelta(days=7)
_DUTY = regex(r"\b(?:must|shall|required)\b", _FLAGS)
_ALONE = ("postpon", "defer", "delay", "reschedul", "prolong")
"""Verbs for a day alone; the others need a word for a deadline or a period in their sentence."""
_HAN_MOVED = Dated(
    rf"(?:延长|延期|延迟|延后|延缓|延续|延|顺延|推迟|推后|展期|展延)[^。;]{{0,16}}?(?:至|到|为|于)\s{{0,2}}(?P<day>{DAY})"
    rf"|(?:时间|期限|日期|时限|过渡期|有效期|截止)[^。;]{{0,30}}?(?:调整|变更|更改|修改|修正|改)(?:至|到|为)[\s“「]{{0,2}}自?(?P<set>{DAY})",
)


def is_earlier_act(sentence: str, *, before: date) -> bool:
    """Return True for a sentence that tells of an earlier act in the Federal Register, more than a week `before`."""
    found = _EARLIER.match(sentence)
    day = read_day(found["day"], until=before) if found else None
    return day is not None and day < before - _LATER


def extended_to(sentence: str, *, since: date) -> tuple[date, re.Match[str]] | None:
    """Return the new day of a deadline in a sentence, and the match that states it; None without one.

    A day without a year is the first one on or after `since`.
    """
    return next(extensions(sentence, since=since), None)


def extensions(sentence: str, *, since: date) -> Iterator[tuple[date, re.Match[str]]]:
    """Yield the new days of the deadlines in a sentence, read as by `extended_to`, each with its match."""
    lowered = sentence.lower()
    if not has_any(lowered, EXTENSION_WORDS) or is_earlier_act(sentence, before=since):
        return
    found = False
    for pattern in (_NEW, _HAN_MOVED):
        for match in pattern.finditer(sentence):
            words = next(filter(None, match.groups()))
            if day := read_day(words, since=since):
                found = True
                yield day, match
    # `delayed at 90 FR 9841 until A, is further delayed until B`: A is the day of before.
    further = _FURTHER().search(sentence)
    for match in () if found else _MOVED.finditer(sentence, further.start() if further else 0):
        # `To qualify for the extension, manufacturers must apply up to May 1`: the day of a duty.
        moved = match[0].lower().startswith(_ALONE) or _NOUN().search(sentence)
        day = read_day(match["day"], since=since) if moved and not _DUTY().search(match["between"]) else None
        if day:
            yield day, match
