"""Find the last day for comments."""

import re
from datetime import date, timedelta

from cdetrack.meaning.facets.around import BY, UNTIL
from cdetrack.meaning.facets.calendar import (
    DAY,
    HAN_MONTH_OF_YEAR,
    MONTH_OF_YEAR,
    has_year,
    read_day,
    read_end_of_month,
)
from cdetrack.meaning.facets.consultation_past import (
    SUMMARY_OF,
    end_of_earlier,
    is_history,
    is_over,
    is_superseded,
    is_told,
    was_held,
)
from cdetrack.meaning.facets.consultation_words import ASKS, CONSULT_WORDS, SENDING_WORDS
from cdetrack.meaning.facets.dated import Dated
from cdetrack.meaning.facets.extensions import CLOCK, extended_to, is_earlier_act
from cdetrack.meaning.facets.periods import HAN_PERIOD, PERIOD, end_of_period
from cdetrack.meaning.facets.sentences import clipped, sentences
from cdetrack.text.regex import Gated, has_any, regex
from cdetrack.text.script import has_han

_FLAGS = re.IGNORECASE
# A duty in the draft itself: its day is none for comments.
_DUTY = Gated(
    r"\b(?:manufacturers?|holders?|importers?|applicants?|sponsors?|companies|devices?|drugs?|products?|labels?|it|they"
    r"|which|provisions?|measures?|rules?|regulations?|guidelines?)\s(?:\w{1,14}\s){0,3}?(?:must|shall|will|should|may)\b"
    r"(?!\s(?:run|close|last|end|(?:be|remain|stay) open)\b)"
    # `devices may be placed on the market until`, in the background of a draft
    r"|\b(?:placed|put|sold|supplied)\s(?:on|in|to)\s(?:the|an?)\s(?:[\w-]{1,14}\s){0,3}?market\b"
    r"|\b(?:acceptance|recognition|validity) (?:of|for) "
    r"(?!(?:[\w-]{1,16} ){0,2}(?:comment|submission|response|view|feedback|opinion))"
    r"|\btransitional (?:measures|arrangements|provisions)\b"
    r"|不得|施行|生效|生产|上市|注册|备案|报名|缴费|报到|回执",
    *("must", "shall", "will", "should", "may", "market", "acceptance", "recognition", "validity", "transitional"),
    *("不得", "施行", "生效", "生产", "上市", "注册", "备案", "报名", "缴费", "报到", "回执"),
)
# `将书面意见报我局药品注册处`: the words of a duty are those of an office.
_SENDS_VIEWS = regex(r"(?:将|有|提出)[^,。;]{0,20}(?:意见|建议)[^。;]{0,40}?(?:报|送|寄|发|函|反馈|回复|提交|告知)")
_BY = (
    rf"{BY}|{UNTIL}|before|prior to|from now(?: on)? to"
    r"|(?:(?:is|are|be) )?due(?:\s(?:on|by|in by))?"
)
_DEADLINE = (
    r"(?:deadlines?|closing dates?|end dates?|due dates?|(?:last|final) (?:day|date))(?:\s[\w'’()-]{1,16}){0,7}?"
    r"(?:\s(?:is|was|on|of|will be|remains)|\s?:)|deadline(?:s? (?:for|to) (?:\w{1,14}\s?){1,5}\)?)?"
    r"|(?:closing|end) dates?"
    r"|end of (?:the )?(?:public )?consultation(?: period)?(?:\s?\([^()]{0,40}\))?"
)
_ENDS = (
    r"(?:clos(?:e[sd]?|ing)|end(?:s|ing)?|expir(?:es?|ing)|conclud(?:es?|ing)|finish(?:es|ing)?|shuts?|run(?:s|ning)?|lasts?)"
    r"(?: (?:to|for) (?:(?:new|further|public|all) ){0,2}(?:input|comments?|submissions?|responses?|feedback|replies))?"
    r"(?: on| at| to| until| through)?"
)
_CLOSES_ON = Dated(
    rf"\b(?:{_BY}|{_DEADLINE}|{_ENDS})\s{{0,3}}[:–—-]?\s{{0,2}}(?:on\s)?(?:{CLOCK})?(?:the\s)?(?P<day>{DAY})"
    rf"|(?P<latest>{DAY})\s{{0,2}},?\s?(?:\([^()]{{0,40}}\)\s?)?"
    r"(?:at (?:the )?latest|is (?:the )?(?:deadline|closing date|last day)|deadline\b(?!:|\s(?:for|to|of)\b))"
    rf"|\b(?:until|till|through|up to)\s(?P<month>{MONTH_OF_YEAR})",
)
_UP_TO = r"(?:to|until|through|till|and|on|up to)\s{1,3}"
_FROM_TO = Dated(
    r"(?:\b(?:from|between|starting(?: on)?|beginning(?: on)?|open(?:s|ed)?(?: on)?|r[au]n(?:s| from)?|accepted"
    r"|consultation(?: dates?| period)?:?)"
    rf"\s{{1,3}}|[:(]\s{{0,3}})(?:{CLOCK})?(?P<from>{DAY})(?:\s{{0,3}}(?:-|–|—)\s{{0,3}}|[\s,]{{1,3}}(?:(?:and|it|then|which)\s){{0,2}}"
    rf"(?:(?:will\s)?(?:close|run|end|last)s?\s(?:{_UP_TO})?|{_UP_TO}))(?:{CLOCK})?(?P<day>{DAY})",
)
_UNITS = ("day", "week", "month", "year")
"""Every period has one of these words, its unit."""
_FOR_DAYS = Gated(
    r"\b(?:for|within|in|over|up to|no later than|not later than"
    r"|(?:period|consultation|window)\b[^.;\d]{0,60}?\b(?:of|is|lasts?|runs? for)|lasts?"
    r"|open for|runs? for|have|has|given|allowed|granted"
    r"|(?:dates?|deadlines?|period) for (?:public )?comments?:)\s{1,3}"
    r"(?:a (?:total |further )?period of\s|a\s|the (?:next|following|coming)\s|up to\s|another\s"
    rf"|only\s)?{PERIOD}",
    *_UNITS,
)
_DAY_PERIOD = Gated(
    rf"(?<!after )(?<!following ){PERIOD}\s(?:\w{{1,14}}\s){{0,3}}?(?:period|consultation|comment|window)\b", *_UNITS
)
_HAN_CLOCK = r"(?:[上下]午|中午|晚上?)?\s?(?:\d{1,2}\s?(?:时|点|:\d\d)(?:\s?(?:\d{1,2}分|整|半))?)?(?:下班)?"
_HAN_CLOSES_ON = Dated(
    rf"(?:(?:截止|截至)(?:日期|时间|日)?|结束(?:日期|时间|日)|(?P<span>公示期?(?:限|间)?|时限|期限"
    r"|(?:征求意见|意见征集|征集意见|征集|意见反馈|反馈意见|反馈|公示|公开|评论|预告)的?(?:时间|日期|期间?)))"
    rf"[^。;\d]{{0,12}}?(?:(?P<from>{DAY})(?:\s?\d\d:\d\d(?::\d\d)?)?\s{{0,2}}(?:起|开始)?,?\s{{0,2}}(?:至|到|-|—|~|–)+\s{{0,2}})?(?P<day>{DAY})"
    rf"|(?:(?P<since>{DAY})\s{{0,2}}(?:起|开始)?,?\s{{0,2}})?(?:至|截至|截止到?|到|不?迟于|不?晚于)\s{{0,2}}(?:(?P<end>{DAY})|(?P<month>{HAN_MONTH_OF_YEAR}))"
    rf"|(?:于|在|请于)?\s{{0,2}}(?P<by>{DAY})\s{{0,2}}(?:\(含(?:当日)?\))?{_HAN_CLOCK}\s{{0,2}}(?:(?:或该?日?)?(?:之?前|以前)(?!的|已|,?征求了|召开)|截止(?!\s?(?:日|时间|至|到|为))|结束(?!\s?(?:日|时间|后))|内|止)",
)
_HAN_FOR_DAYS = Gated(
    r"(?:之日起|即日起|起|时限为?|期限为?|为期|周期为?|公示期为?|时间为?|征求意见|反馈期为?|在|于)"
    rf"[^。;,\d一二两三四五六七八九十]{{0,12}}{HAN_PERIOD}(?!前)",
    *("月", "周", "日", "天", "年"),
)
# `自收到材料之日起三十日内`, `征求意见的时间一般不少于三十日`: a rule for each case.
_OF_EACH_CASE = regex(r"(?:收到|接到|受理|签收|送达)[^。;,]{0,20}(?:之日|起)|(?:不(?:得)?(?:少|短|低)于)")
# `properties nominated before May 1`, in a request for comments on them.
_DONE_BEFORE = regex(r"(?<!\bbe\s)(?<!\bare\s)(?<!\bis\s)\b[a-z]{3,14}ed\s{1,2}$", _FLAGS)
# `A summary of the responses will be published by May 1`: an act of the agency.
_WILL_TELL = regex(
    r"\bwill\s(?:be (?:published|announced|issued|released|made|taken)"
    r"|(?:publish|announce|issue|release|make|take)\s(?:(?!\w{2,12}ed\b)[\w-]{1,14}\s){0,5}?[\w-]{1,14}(?<!ed))\s{1,2}$",
    _FLAGS,
)
_HAN_FROM_DAY = Dated(rf"(?P<base>{DAY})\s{{0,2}}(?:之?日)?起[^。;,\d一二三四五六七八九十]{{0,4}}{HAN_PERIOD}")
# `The comments received by May 5 have been published`.
_RECEIVED = Gated(
    r"\b(?:comments|opinions|suggestions|feedback|responses|views)\s(?:(?:that|which|were|already)\s){0,3}received\b"
    r"|\breceived\s(?:\w{1,12}\s){0,2}?(?:comments|opinions|suggestions|feedback|responses|submissions)\b",
    "received",
)
_TO_CONSIDER = regex(
    r"\b(?:will|to) (?:be )?(?:only |also )?(?:consider(?:ed)?|provided to|taken into (?:account|consideration)"
    r"|forwarded to|given to|shared with)\b",
    _FLAGS,
)
_DAYS = Dated(
    rf"(?:\b(?:from|between|during|dates?|period|open)\b:?\s{{1,3}}(?:the\s)?|(?:于|在|自|从|(?:时间|日期|期间?|期限)为?[:]?)\s?)"
    rf"(?P<day>{DAY})",
)
"""A span of days within a month: `from 3 to 28 February`."""
# `a 60-day consultation to be launched in May`: its first day is not known.
_TO_OPEN = regex(
    r"[^.;]{0,80}?\b(?:to|will|would|should)\s(?:be\s)?(?:launch|open|start|begin|publish)\w{0,3}\s(?:in|later|next|early|soon)\b"
    r"|[^.;]{0,40}?\b(?:in|during) (?:Q[1-4]\b|(?:early|late|mid)[ -]20\d\d"
    r"|the (?:first|second|third|fourth|last) (?:quarter|half))"
    r"|[^。;,]{0,20}(?:将|拟|计划|预计)于[^。;,]{0,12}(?:启动|开始|开展|公开)",
    _FLAGS,
)
_LAUNCHED = Dated(
    r"(?:(?:[^.;,]{0,40}?\s)?(?:was|were|has been|had been)\s(?:launched|opened|published|initiated|started|begun)\b"
    r"[^.;]{0,80}?\bon|[^.;,]{0,40}?,?\s(?:beginning|starting|commencing|counted|running)(?:\s(?:on|from))?)"
    rf"\s(?:the\s)?(?P<day>{DAY})",
)
# The line under the title of a consultation: `Opened 3 April 2023. Closes 31 May 2023`.
_OPENED = rf"(?:open(?:ed|s)|started|published)(?:\son)?:?\s{{1,2}}{DAY}"
_IS_ALL = Dated(
    r"\s{0,3}(?:(?:current\s)?status:?\s(?:open|closed)[\s,;.|–-]{1,4})?"
    rf"(?:{_OPENED}[\s,;.|–-]{{0,4}}(?:and\s)?)?"
    r"(?P<words>(?:clos(?:es|ed|ing)(?: date)?|will close)"
    r"(?:\sto\s(?:(?:new|further)\s)?(?:input|comments?|submissions?))?(?:\son)?"
    rf":?\s{{1,2}}(?:{CLOCK})?(?P<day>{DAY}))(?:,?(?:\sat)?\s\d{{1,2}}(?:[:.]\d\d)?\s?(?:[ap]\.?m\.?)?)?"
    rf"[\s,;.|–-]{{0,4}}(?:{_OPENED})?[\s.]{{0,3}}",
)
# `Closes 1 November 2031 The agency plans`, the line run together with the text.
_HEADS_TEXT = Dated(
    rf"\s{{0,3}}(?:{_OPENED}[\s,;.|–-]{{0,4}})?"
    rf"(?P<words>(?:clos(?:es|ed|ing)(?: date)?):?(?:\son)?\s{{1,2}}(?:{CLOCK})?(?P<day>{DAY}))\s(?-i:[A-Z])",
)
# The head of a table run together: `Consultation Start Date Consultation End Date … June 27, 2031 August 31, 2031`.
_TABLE = Dated(
    rf"\bconsultation start date\s(?:consultation )?end date\b[^;]{{1,300}}?{DAY}\s{{1,2}}(?P<words>(?P<day>{DAY}))",
)
_OTHER_CALLS = regex(
    r"\b(?:tenders?|vacanc\w+|recruit\w*|jobs?|posts?|grants?|procurement|bids?|quotations?|calls? for|applications?"
    r"|registrations?|conferences?|workshops?|meetings?|webinars?|courses?|training|fellowships?|awards?|nominations?"
    r"|expressions? of interest|exhibitions?|fairs?|events?|competitions?|scholarships?|offices?)\b",
    _FLAGS,
)
_CLOSED = regex(r"closed\b", _FLAGS)
# `within three months from each posting date`
_OF_EACH = regex(r"[^.;]{0,40}?\b(?:of|from|after) (?:each|every)\b", _FLAGS)
_PLANNED = regex(r"\b(?:planned|foreseen|envisaged|scheduled|expected)\b[^.;]{0,40}$", _FLAGS)
# `时限自5月1日起1个月`: the first day.
_STARTS = regex(rf"\s?(?:之?日)?起,?\s?(?:的|为期)?\s?{HAN_PERIOD}")
# `Agency seeks views on widgets`, `Widgets: consultation`
_TITLE_ASKS = Gated(
    r"\bconsultations?(?:\s?$|\s?[:–—-]\s|\s(?:on|about|now|opens?)\b)|\bconsults\b"
    r"|\bcomments? (?:wanted|sought|requested|invited)\b|\bhave your say\b|\byour views\b"
    r"|\b(?:seeks?|seeking|invites?|inviting|asks? for|calls? for)\s(?:\w{2,12}\s){0,2}?"
    r"(?:comments?|feedback|views|input)\b"
    r"|征集.{0,80}(?:意见|建议)(?!.{0,12}(?:情况|结果))",
    *("consult", "comment", "have your say", "your views", "seek", "invit", "ask for", "asks for", "call for"),
    *("calls for", "征集"),
)
_CONSULTED = Gated(
    r"\bconsult(?:ation|ations|ing|ed|s)?\swith\b|\bconsultation (?:meetings?|procedures?|fees?|services?)\b"
    r"|\bconsultations? (?:held|requested)\b|公示稿|异议(?=[^。;]{0,80}(?:行政复议|诉讼)|审查|案件|程序)",
    *("consult", "公示稿", "异议"),
)
# `某管理办法`: a law may say whom the ministry has to consult, and the title of its draft says that it is one.
_A_LAW = regex(r"^(?!.*(?:征求|征集|草案|意见|公开)).*(?:法|条例|规则|规定|细则)(?:\([^()]{1,20}\))?$")
_OF_RESULTS = regex(r"(?:结果|名单)[^。;,《》]{0,12}公示")
# `This action further delays the effective date until`, of a rule on which comments are asked for.
_MOVES_EFFECT = regex(r"\b(?:effective|compliance|implementation|applicability) dates?\b", _FLAGS)
_ELEVEN_MONTHS = timedelta(days=335)
_LONGEST_PERIOD = 366
"""The most days of a consultation: a period of years is that of a charter or a licence."""
_PUBLICITY = regex(
    r"(?:审查|审核|检查|核查|检验|评审|审评|评定|评选|遴选|认定|申请|考核|验收)[^《》]{0,8}(?:结果|名单|情况)[^《》]{0,8}公示"
    r"|(?:名单|人选|人员|候选)[^《》]{0,8}公示|公示[^《》]{0,20}(?:名单|结果)|(?:拟|优先|创新|突破性|特别)[^《》]{2,40}公示"
)
_OF_PENALTIES = Gated(
    r"(?:行政(?:处罚|许可|检查)|双公示|信用)[^《》]{0,16}公[示告]",
    "行政",
    "双公示",
    "信用",
)
_OF_A_DRAFT = regex(r"征求|意见|草案|标准|《|修订")
# `过渡期至2028年12月31日`, of a rule in the draft.
_OF_A_TERM = regex(r"(?:过渡期|缓冲期|宽限期|有效期|试点期?)[^。;,]{0,6}$")
_CLAUSE_BEFORE = 12
_CLIP = 160
_BEFORE = 120
_OPENING = 1_000
"""Characters at the start of a text that are searched for a request for comments."""


def read_comments_due(texts: tuple[str, str, str], *, listed: date, document: date | None) -> tuple[date, str] | None:
    """Return the last day for comments and the words that give it; None without one.

    A period counts from `document`, the document's own day, or else from `listed`, the day in the listing. A deadline
    that was moved is its new day.
    """
    if _OF_PENALTIES.search(texts[0]):
        return None
    start = document or listed
    return _heading(texts[1], start, texts[0]) or _stated(texts, start)


def _stated(texts: tuple[str, str, str], start: date) -> tuple[date, str] | None:
    """Return the day that a sentence about comments states, or a line that has nothing else."""
    opening = "\n".join(text[:_OPENING] for text in texts).lower()
    asks = _asks(texts[0]) or (has_any(opening, ASKS) and _A_LAW().search(texts[0]) is None)
    for words in (CONSULT_WORDS, *([SENDING_WORDS] if asks else [])):
        counted: tuple[date, str] | None = None
        for text in texts if asks else texts[:2]:
            for sentence in sentences(text, words):
                if _is_of_other_matter(sentence, words, texts[0]) or is_earlier_act(sentence, before=start):
                    continue
                fixed = _fixed_close(sentence, start, texts[0])
                found = fixed or (_relative_close(sentence, start, texts[0]) if counted is None else None)
                if found is None or (found[0] < start and is_history(opening, texts[0])):
                    continue
                if fixed is None:
                    # `Comment within 60 days. Comments are due by May 4.`: the day itself comes first.
                    counted = found
                elif counted is None or fixed[0] >= start:
                    return fixed
        if counted:
            return counted
    is_one = len(texts[1]) <= _CLIP and "clos" in texts[1].casefold()
    return _on_line(_IS_ALL.fullmatch(texts[1]) if is_one else None, start, texts[0])


def _on_line(line: re.Match[str] | None, start: date, title: str) -> tuple[date, str] | None:
    """Return the day on a line that has no other words than those of a consultation."""
    day = read_day(line["day"], since=start) if line and not _OTHER_CALLS().search(title) else None
    return (day, line["words"]) if day and line else None


def _heading(summary: str, start: date, title: str) -> tuple[date, str] | None:
    """Return the day of such a line, or of a row of a table, at the start of the text that it runs together with."""
    opening = summary[:_OPENING]
    return _on_line(_HEADS_TEXT.match(opening) or _TABLE.search(opening), start, title)


def _asks(title: str) -> bool:
    """Return True for a title that asks for comments, and does not tell of those that came."""
    return _TITLE_ASKS.search(title) is not None and SUMMARY_OF().search(title) is None


def _is_of_other_matter(sentence: str, words: tuple[str, ...], title: str) -> bool:
    """Return True for a duty in the draft itself, and for words that ask nobody.

    `after consultation with the agency`, or `中选结果公示至` in news about a tender.
    """
    if words is SENDING_WORDS:
        return _DUTY.search(sentence) is not None and _SENDS_VIEWS().search(sentence) is None
    without = _CONSULTED.sub(" ", sentence)
    without = (without if "公示" in title else _OF_RESULTS().sub(" ", without)).lower()
    return not has_any(without, words)


def is_publicity(title: str) -> bool:
    """Return True for a title that makes names or results public for objections, and no draft for comments."""
    return "公示" in title and _PUBLICITY().search(title) is not None and _OF_A_DRAFT().search(title) is None


def _fixed_close(sentence: str, start: date, title: str) -> tuple[date, str] | None:
    """Return the last day for comments that a sentence about them names, and its words; None without one."""
    moved = extended_to(sentence, since=start)
    if moved and _MOVES_EFFECT().search(moved[1][0]) and "comment" not in moved[1][0].lower():
        return None
    return (moved[0], clipped(moved[1][0])) if moved else _absolute_close(sentence, start, title)


def _absolute_close(sentence: str, start: date, title: str) -> tuple[date, str] | None:
    if _RECEIVED.search(sentence) and not _TO_CONSIDER().search(sentence):
        return None
    is_summary = SUMMARY_OF().search(title) is not None
    for pattern in (_FROM_TO, _CLOSES_ON, _HAN_CLOSES_ON) if has_han(sentence) else (_FROM_TO, _CLOSES_ON):
        for match in pattern.finditer(sentence):
            groups = match.groupdict()
            words = next(filter(None, (groups.get(name) for name in ("day", "latest", "end", "by"))), "")
            # A first day without a year may be past.
            opens = read_day(groups.get("from") or groups.get("since") or "")
            day = read_day(words, since=opens or start, last=True)
            if day and day > start and _CLOSED().match(match[0]) and not has_year(words):
                # `The consultation closed on February 5`, told in March.
                continue
            if day and day <= start and is_told(title, match, is_past=day < start):
                continue
            if day and _is_of_an_act(match, is_past=day < start):
                continue
            if groups.get("month"):
                day = read_end_of_month(groups["month"], since=start)
            before = sentence[max(0, match.start() - _BEFORE) : match.end()]
            is_term = _is_of_a_term(match)
            if is_term or (day and day < start and (is_summary or was_held(sentence, match))):
                continue
            if day and not is_superseded(before, words, day, start, title):
                return day, clipped(match[0])
    return _day_of_span(sentence, start, is_summary=is_summary)


def _is_of_an_act(match: re.Match[str], *, is_past: bool) -> bool:
    """Return True for the day by which things were done, or the agency will tell something."""
    if is_past and _DONE_BEFORE().search(match.string, 0, match.start()):
        return True
    return match[0][:2].lower() == "by" and _WILL_TELL().search(match.string, 0, match.start()) is not None


def _day_of_span(sentence: str, start: date, *, is_summary: bool) -> tuple[date, str] | None:
    """Return the last day of a span within a month: `from 3 to 28 February`."""
    for match in _DAYS.finditer(sentence):
        day = read_day(match["day"], since=start, last=True)
        if day is None or day == read_day(match["day"], since=start):
            continue
        if day >= start or not (is_summary or was_held(sentence, match)):
            return day, clipped(match[0])
    return None


def _is_of_a_term(match: re.Match[str]) -> bool:
    """Return True for a day of a rule in the draft, `过渡期至`, and for the first day of a period, `5月1日起1个月`."""
    first = max(0, match.start() - _CLAUSE_BEFORE)
    term = _OF_A_TERM().search(match.string, first, match.start())
    return bool(term or _STARTS().match(match.string, match.end()))


def _relative_close(sentence: str, start: date, title: str) -> tuple[date, str] | None:
    for counted in _HAN_FROM_DAY.finditer(sentence) if "起" in sentence else ():
        base = read_day(counted["base"], until=start)
        if base and (last := end_of_period(counted, base)):
            return last, clipped(counted[0])
    was_received = _RECEIVED.search(sentence) is not None and _TO_CONSIDER().search(sentence) is None
    for pattern in () if was_received else (_FOR_DAYS, _DAY_PERIOD, _HAN_FOR_DAYS):
        match = pattern.search(sentence)
        if match and _OF_EACH_CASE().search(sentence, max(0, match.start() - _CLAUSE_BEFORE * 2), match.end()):
            continue
        day = end_of_period(match, start) if match else None
        if match and day and (day - start).days <= _LONGEST_PERIOD:
            if _OF_EACH().match(sentence, match.end()):
                return None
            if _TO_OPEN().match(sentence, match.end()) or _PLANNED().search(sentence, 0, match.start()):
                return None
            if opened := _LAUNCHED.match(sentence, match.end()):
                # `A 70-day consultation was launched on May 3`, `for 30 days, beginning on May 3`.
                base = read_day(opened["day"], since=start - _ELEVEN_MONTHS)
                day = end_of_period(match, base) if base else None
                return (day, clipped(match[0])) if day and day >= start else None
            day = end_of_earlier(sentence[: match.end()], match, start) or day
            told = day < start or is_over(sentence, match, start, title)
            return None if told else (day, clipped(match[0]))
    return None
