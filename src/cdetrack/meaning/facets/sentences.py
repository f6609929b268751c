"""Split a text into sentences short enough for a search."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from cdetrack.text.months import CAPITAL_MONTH
from cdetrack.text.regex import Gated, any_of, has_any, regex
from cdetrack.text.script import HAN, has_han

_SENTENCE = regex(
    r"(?<=[。;；!?])\s{0,3}"
    # Behind `today.`, `the EU.` and `class A.`, and not behind `p.m.` or `J. Smith`.
    r"|(?:(?<=[a-z\d)\"”]\.)(?<![ap]\.m\.)|(?<=[A-Z]{2}\.)|(?<=[Cc]lass [A-DI]\.)|(?<=[a-z]\.[\"”]))\s{1,3}"
    # `26. May 2031` is one day.
    rf"(?!(?<=\d\.\s){CAPITAL_MONTH}\s(?:19|20)\d\d)(?=[A-Z\"“(])|\n"
)
# A label and its day, `dates20/11/2023`, and a day and the next label, `28/02/2024Status`, glued where a tag was.
_GLUED_DAY = regex(
    rf"(?<=[a-z)])(?=[0-3]?\d(?:/[01]?\d/|\.[01]?\d\.|\s{CAPITAL_MONTH}\s)(?:19|20)\d\d(?!\d)"
    rf"|{CAPITAL_MONTH}\s[0-3]?\d,\s(?:19|20)\d\d(?!\d)|(?:19|20)\d\d-[01]\d-[0-3]\d(?!\d)"
    rf"|(?:From|Until|By|On):?\s(?:[0-3]?\d\s{CAPITAL_MONTH}|{CAPITAL_MONTH}\s[0-3]?\d))"
)
_GLUED_LABEL = regex(
    r"(?<=[/.\s-](?:19|20)\d\d)(?=[A-Z][a-z]{2})|(?<=(?:19|20)\d\d-\d\d-\d\d)(?=[A-Z][a-z]{2})"
    r"|(?<=[a-z])(?=(?:Date (?:of|for)|Effective|Consultation|Deadline|Clos(?:es|ing)|Published|Opened"
    r"|Implementation)\b)"
)
# A digit or capital behind a letter, or a capital behind a digit: few texts have one, and all that the two match do.
_GLUED = regex(r"[\dA-Z](?<=[a-z)].|\d[A-Z])")
# A line that breaks off before its day, or within it: `by`, `1 May,`, `自2031年`.
_CUT_DAY = regex(
    rf"(?:\b(?:by|on|of|to|the|from|until|before|after|and|or|is|are|in|at|than|effective)|{CAPITAL_MONTH},?)\n(?=[\dA-Z])"
    rf"|\d\n(?={CAPITAL_MONTH}\s(?:19|20)\d\d)|\d,\n(?=(?:19|20)\d\d)"
    r"|[年月]\n(?=\d{1,2}\s?[月日])|[自至于从]\n(?=(?:19|20)\d\d)|日\n(?=[起前止]|之前|以前)"
    # `自2031年5月1日起施`, and a comma of Chinese at the end of a line.
    rf"|起(?:正式)?(?:\n(?=正式|施行|实施|执行)|[施实执]\n(?=[行施]))|[{HAN}》”)],\n(?=[{HAN}《])"
)
# The full stop of `Art. 5` ends nothing.
_ABBREVIATED = Gated(
    r"\b(art|sec|reg|para)(s?)\.(?= \d)",
    *("art. ", "arts. ", "sec. ", "secs. ", "reg. ", "regs. ", "para. ", "paras. "),
)
# `closing date: ` begins a line of its own.
_LABEL = regex(r"[a-z ]{2,24}:\s")
# A label above the line with its day: `Date for coming into effect`, `一、截止日期:`. Not the last line of a letter, as
# `There is no deadline`, nor a heading, as `Extension of the deadline` or `关于延长期限的公告`.
_NOUN_OF_DAY = r"(?:dates?|deadline)\b"
_LABEL_OF_DAY = regex(
    r"(?:.{0,60}\|\s)?(?:"
    r"(?:(?!(?:of|on|the|to|is|are|was|no|not|by|for|in|with|and|or|any|our|your|please|see)\b)[\w-]{1,20}\s){0,3}?"
    rf"{_NOUN_OF_DAY}(?!\s(?:that|and|or|to|in|is|are|was|has|will)\b)[^,;]{{0,60}}"
    rf"|(?:start|end|close) of (?:[\w-]{{1,14}}\s){{1,3}}\({_NOUN_OF_DAY}[\w\s]{{0,30}}\)"
    r"|(?:com(?:es?|ing)|enters?|entry|entering) into (?:effect|force)|effective(?: from)?"
    r"|(?:(?:public )?consultation |comments? )?(?:period )?(?:clos(?:es|ed|ing)|due)"
    rf"|(?:[一二三四五六七八九十\d]{{1,3}}[、.]\s?)?(?:(?!关于|延长|调整|变更|注意)[{HAN}](?<![请的在按将])){{0,10}}"
    r"(?:日期|时间|期限)"
    r")\s?:?",
    re.IGNORECASE,
)
_HAN_DAY = r"[01]?\d月[0-3]?\d日(?:\s?\d{1,2}(?::\d\d|[时点]))?"
_ONLY_DAY = regex(
    rf"(?:[0-3]?\d(?:st|nd|rd|th)?\s{CAPITAL_MONTH}|{CAPITAL_MONTH}\s[0-3]?\d,)\s(?:19|20)\d\d"
    r"|(?:19|20)\d\d\s?[-年]\s?[01]?\d\s?[-月]\s?[0-3]?\d\s?日?|[0-3]?\d/[0-3]?\d/(?:19|20)\d\d"
    # `2025年7月11日9:00至7月20日17:00,逾期不再受理。`
    rf"|(?:19|20)\d\d年{_HAN_DAY}[至—~-]{{1,2}}(?:(?:19|20)\d\d年)?{_HAN_DAY}(?:[,。;].{{0,20}})?"
)
# The head of a timeline, whose days come first.
_TIMELINE = regex(
    r"(?:.{0,40}\b)?(?:key|important|main|relevant)? ?(?:dates|deadlines|timelines?|milestones|timetable)"
    rf"|[{HAN}、.]{{0,12}}(?:时间表|时间安排|时间节点|重要日期)",
    re.IGNORECASE,
)
_LONGEST_DAY, _LONGEST_LABEL = 60, 80
_ENDS_IN_YEAR = regex(r"\b(?:19|20)\d\d$")
_ENDS_LINE = frozenset(("", *".;:!?。"))
_TAIL = 16
"""Characters on each side of a line break that may be of one day."""
_NARROWEST = 40
"""Characters: the least width of a text whose lines are broken to fit it."""
_WIDEST = 120
"""Columns: the greatest width of such a text in Chinese, whose characters take two each."""
_NARROW = regex(r"[A-Za-z\d ./%-]")
# What stays on one line: a number, a word or a Chinese character, with the marks behind it.
_UNBROKEN = regex(r"(?:[A-Za-z\d./%-]+|.)[,.;:!?)。、》”]*")
# The act that a sentence follows, which proposes nothing.
_UNDER_AN_ACT = (
    r"(?:in (?:accordance|line|conformity|keeping|compliance|agreement) with|pursuant to|by virtue of|further to) "
    r"(?:(?!\b(?:propos|draft|bill\b|if\b))[^.;:,()\d]|\d{1,3}(?!\d)|\([^()]{1,20}\)){1,100}?,\s"
    r"(?!(?:which|who|that|as|and|or|dated|issued|of)\b)"
)
# `• Please note that`, `In accordance with Article 5, `: words before a sentence that say nothing of its day.
_FRAME = regex(
    r"\s{0,3}(?:[-–•*·▪●■◆□○]\s{1,2})?[“\"‘「]?"
    + any_of(rf"""
        (?:(?:please|kindly|you should),?\s)?(?:note|be (?:aware|advised|informed|reminded)|remember) that,?\s
        it (?:is|should be|must be|has to be) (?:noted|remembered|recalled) that\s
        (?:as a|by way of) reminder,\s
        {_UNDER_AN_ACT}
        (?:note|reminder|important|NB|N\.B\.|please note)(?: ?:| ?!| [–—-])\s
        (?:请注意|特别提[示醒]|温馨提[示醒]|注意|提示|注)[,:]
    """)
    + "?",
    re.IGNORECASE,
)
_OF_LIST = regex(r"\s{0,3}(?:[-–•*]|\(?\w{1,3}[.)])\s|[^.;:]{1,80}:\s")
_ITEM = 200
"""The most characters of an item of a list that is read with its head."""
_PART = 3_000
_CLIP = 120
SPAN = 400
"""Characters: the overlap of two parts of a cut sentence, and the greatest distance from a subject to its verb."""


def sentences(text: str, words: tuple[str, ...]) -> Iterator[str]:
    """Yield the sentences with one of `words`, the long ones in parts."""
    # A cheap test, false for most texts, comes before the split.
    if text and has_any(text.lower(), words):
        yield from (_unframed(part) for part, lowered in _parts(text) if has_any(lowered, words))


def _unframed(part: str) -> str:
    found = _FRAME().match(part)
    return part[found.end() :] if found else part


@lru_cache(maxsize=8)
def _parts(text: str) -> list[tuple[str, str]]:
    """Return the sentences of a text in parts, each with its lower case; each kind of day searches the same texts."""
    parts = (
        sentence[max(0, start - SPAN) : start + _PART]
        for sentence in _SENTENCE().split(text)
        for start in range(0, len(sentence), _PART)
    )
    return [(part, part.lower()) for part in parts]


def _unwrapped(text: str) -> str:
    """Return the text without the line breaks that only fit it to a width, as in the source of a page.

    A line that begins in lower case goes on with the one before it, and so does one whose first word had no room there.
    """
    if "\n" not in text:
        return text
    lines = text.split("\n")
    open_ends = [line[-1:] not in _ENDS_LINE for line in lines]
    goes_on = [_goes_on(line, after) for line, after in pairwise(lines)]
    runs_on = [is_open and goes for is_open, goes in zip(open_ends, goes_on, strict=False)]
    widest = max((len(line) for line, runs in zip(lines, runs_on, strict=False) if runs), default=0)
    full = _full_lines(lines) if has_han(text) else [False] * len(lines)
    whole = lines[:1]
    next_lines = [*lines[2:], ""]
    first = _days_first(lines)
    for place, ((line, after), is_open, runs, is_full, later) in enumerate(
        zip(pairwise(lines), open_ends, runs_on, full, next_lines, strict=False)
    ):
        if place in first or place + 1 in first:
            whole += (" " if place in first else "\n", after)
            continue
        # Of two days in a row, below their two labels, the first is not that of the second label.
        if _is_day_alone(after) and not _is_day_alone(later) and _is_label_of_day(line):
            whole += (" " if line[-1] == ":" else ": ", after)
            continue
        has_no_room = _NARROWEST <= len(line) <= widest <= len(line) + len(after.partition(" ")[0])
        if runs or (is_open and (is_full or has_no_room or _CUT_DAY().search(f"{line[-_TAIL:]}\n{after[:_TAIL]}"))):
            is_word = line[-1].isascii() and not (is_full and has_han(after[:1]))
            whole += (" " if is_word else "", after)
        else:
            whole += ("\n", after)
    return "".join(whole)


def _days_first(lines: list[str]) -> set[int]:
    """Return the places of the days of each timeline, whose days are lines above what they are of."""
    alone = [_is_day_alone(line) for line in lines]
    found: set[int] = set()
    for place, (is_day, below) in enumerate(zip(alone, alone[2:], strict=False)):
        before = lines[place - 1] if place else "."
        if is_day and below and (place - 2 in found or before[-1:] in _ENDS_LINE or _TIMELINE().fullmatch(before)):
            found |= {place, place + 2}
    # Below a day stands what it is of: no other day.
    return {place for place in found if place + 1 < len(lines) and not alone[place + 1]}


def _full_lines(lines: list[str]) -> list[bool]:
    """Return for each line but the last whether it is Chinese and the next word had no room in it.

    None is in a text with a long line, nor in a list, where few lines are full by chance.
    """
    widest = max(map(_width, lines)) if max(map(len, lines)) <= _WIDEST else _WIDEST + 1
    if not _NARROWEST <= widest <= _WIDEST:
        return [False] * (len(lines) - 1)
    full = [
        has_han(line) and (word := _UNBROKEN().match(after)) is not None and _width(line) + _width(word[0]) >= widest
        for line, after in pairwise(lines)
    ]
    ragged = sum(not is_full and line[-1:] not in _ENDS_LINE for line, is_full in zip(lines, full, strict=False))
    return full if sum(full) >= max(2, ragged) else [False] * len(full)


def _width(line: str) -> int:
    """Return the columns of a line; marks are those of Chinese, which were folded."""
    return len(line) + len(_NARROW().sub("", line))


def _is_label_of_day(line: str) -> bool:
    return 0 < len(line) <= _LONGEST_LABEL and _LABEL_OF_DAY().fullmatch(line) is not None


def _is_day_alone(line: str) -> bool:
    return len(line) <= _LONGEST_DAY and _ONLY_DAY().fullmatch(line) is not None


def _goes_on(line: str, after: str) -> bool:
    if not after[:1].islower() or _LABEL().match(after):
        return False
    # `made 1 May 2031`, and below it `coming into force 1 June 2031`: rows of a table.
    return not (_ENDS_IN_YEAR().search(line) and _ENDS_IN_YEAR().search(after))


def relined(text: str) -> str:
    """Return the text with whole lines, and one for each label with its day.

    A break that only fits the text to a width goes, and a label that is glued to its day gets a line with it. An
    abbreviation such as `Art. 5` loses its full stop.
    """
    text = _ABBREVIATED.sub(r"\1\2", _unwrapped(text))
    if _GLUED().search(text) is None:
        return text
    return _GLUED_LABEL().sub("\n", _GLUED_DAY().sub(": ", text))


def clipped(words: str) -> str:
    """Return the words up to 120 characters, cut between two of them."""
    if len(words) <= _CLIP:
        return words
    head = words[:_CLIP]
    return head.rpartition(" ")[0] or head if head[-1].isascii() and words[_CLIP].isascii() else head


_OF_THE_FIELD = (
    "drug", "medic", "device", "pharma", "vaccin", "cosmetic", "clinical", "dossier", "registration", "manufactur",
    "package insert", "label", "authorization holder", "authorisation holder", "comment", "feedback", "opinions", "udi",
    "legal effective", "consultation:", "submissions", "responses must", "respond by", "coming into effect",
    "coming into operation", "entry into application", "entry into force",
    "consultation date", "consultation period", "consultation deadline", "consultation clos", "end of consultation",
    "meeting will be held", "workshop will be held", "会议时间", "培训时间",
    "suggestion", "make representations", "your views", "written objections", "the rule is", "the final rule",
    "interested parties", "stakeholders", "these measures will", "for consultation", "guideline",
    "compliance date", "closing date", "this consultation", "date for comments", "e-mail", "email",
    "药", "器械", "持有人", "注册", "备案", "说明书", "征求意见", "反馈", "化妆品", "临床试验", "唯一标识", "现予",
    "现印发", "现发布", "现公布", "this rule ", "this order ", "this instrument", "these regulations ",
    "this regulation ", "this final rule ", "this guidance ",
    "邮箱", "电子邮件",
    "本公告", "本通告", "本通知", "本办法", "本规定", "本条例", "本规范", "本细则", "本规则",
)  # fmt: skip
_OF_PROCEDURE = (
    *_OF_THE_FIELD,
    "submi", "applica", "applied", "certificate", "pilot", "deadline", "transition", "compl", "product", "trial",
    "guidance", "import", "announcement", "licence", "license", "holder", "report", "policy", "exempt", "period",
    "approv", "expir", "valid", "agency", "mandatory", "compulsory", "stock", "validity", "moratorium", "lapse",
    "firm", "compan", "publication", "packaging", "requirement", "enforc", "prescription", "repeal",
    "产品", "生产", "进口", "销售", "申请", "申报", "许可", "标签", "整改", "报送", "试点", "公告", "通告", "通知",
    "目录", "有效期", "过渡期", "企业", "经营", "证书", "资料", "提交", "应当", "不得", "必须", "禁止", "请于", "标准",
    "政策", "措施", "到期",
    "品种", "检验", "检查", "机构", "平台", "应于", " fee ", " fees ", "payable",
)  # fmt: skip


def of_the_field(text: str, *, procedure: bool = False) -> str:
    """Return the sentences of a text that are about drugs, devices and cosmetics or ask for comments.

    With `procedure` also those about applications, licences and deadlines of any field.
    """
    words = _OF_PROCEDURE if procedure else _OF_THE_FIELD
    if not has_any(text.lower(), words):
        return ""
    kept: list[str] = []
    goes_on = False
    for part, lowered in _parts(text):
        # The items of a list go with its head.
        if has_any(lowered, words) or (goes_on and len(part) <= _ITEM):
            kept.append(part)
            goes_on = part.rstrip().endswith((";", ":")) or (goes_on and _OF_LIST().match(part) is not None)
        else:
            goes_on = False
    return "\n".join(kept)
