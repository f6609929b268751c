"""Trim titles and summaries of file sizes, counts, badges and ages: they change between looks, or describe the file.

A title must be equal at each look.
"""

import re
from collections import Counter
from collections.abc import Sequence

from cdetrack.sources.generic.title_check import CLOSING, OPENING, is_title
from cdetrack.text.clean import without_badge

MARK = "\ue000"
"""The boundary between two inline elements inside a title."""
_END = 80
"""Characters at the end of a title searched for sizes and counts; bounds the time."""
_NEARLY_ALL = 0.8
"""The share of titles that end with a count. No page changes from 0.6 to 1.0."""
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_TYPE = (
    r"(?:(?:pdf|docx?|xlsx?|pptx?|rtf|odt|ods|csv|zip|xml|html?|epub|mp3|mp4|txt)(?:形式|ファイル)?"
    r"|(?:word|excel)(?:形式|ファイル))"
)
_SIZE = r"\d[\d.,  ]{0,9}\s?(?:[kmgKMG]i?(?:[bBoO]|bytes?)|bytes|Bytes|[KMG])(?![a-zA-Z]|\.[a-zA-Z])"
"""Not `10 months`, and not the `80 M.J. 635` of a reporter."""
_OPEN, _CLOSE, _INSIDE = r"[(\[（【]\s?", r"\s?[)\]）】]", r"[^()\[\]（）【】]"
_FILE = re.compile(
    rf"\s*(?:{_OPEN}(?:(?:{_TYPE}(?![^\W_]){_INSIDE}{{0,48}}?)?{_SIZE}{_INSIDE}{{0,32}}"
    rf"|\.?{_TYPE}|{_TYPE} ?[,/|-] ?{_TYPE}){_CLOSE}"
    rf"|[{MARK}][\s,;·|]*(?:\.?{_TYPE}(?:[\s·|,:/–—-]*{_SIZE})?|{_SIZE})"
    rf"|[\s,;|–—-]+{_TYPE}(?:\s?[,:/|–—-]\s?|\s){_SIZE}|\s[|–—-]\s{_SIZE})$",
    re.IGNORECASE,
)
_WINDOW = re.compile(
    r"\s*[(\[（]\s?(?:opens? (?:in|a) [^()\[\]]{0,30}(?:window|tab)|external link|new window|new tab|link is external"
    r"|新しいウィンドウ[^()]{0,12}|新窗口打开)\s?[)\]）]$",
    re.IGNORECASE,
)
_VIEW = (
    r"(?:(?:page\s?)?views?|reads?|hits|visits|clicks?|downloads?|浏览(?:量|次数|数)?|点击(?:量|次数|数|率)?|阅读(?:量|次数|数)?"
    r"|访问(?:量|次数)?|瀏覽(?:人次|次數|數)?|點[閱擊](?:次數|人次|數|率)?|閲覧(?:数|回数)?|조회(?:수)?|visitas|vues|aufrufe|visualizzazioni"
    r"|просмотр(?:ов|ы)?)"
)
_COUNT = r"\d[\d,.]{0,11}\s?(?:次|人次|回|k)?"
_VIEWS = re.compile(
    rf"\s*[(\[（【|,;·–—-]*\s?(?:(?<![^\W_]){_VIEW}\s?[:：]\s?{_COUNT}|[(\[（【]\s?(?:{_VIEW}\s?{_COUNT}|{_COUNT}\s?{_VIEW})"
    rf"|[{MARK}|·]\s?(?:{_COUNT}\s?{_VIEW}|{_VIEW}\s?{_COUNT}))\s?[)\]）】]?$",
    re.IGNORECASE,
)
_VIEWS_INSIDE = re.compile(rf"(?<![^\W_]){_VIEW}\s?[:：]\s?{_COUNT}", re.IGNORECASE)
_TRAILING_COUNT = re.compile(
    rf"(?:\s*[(\[（【]\s?(\d[\d,]{{0,11}})\s?[)\]）】]|{MARK}\s?(\d[\d,]{{0,11}}))[{MARK}\s]*$"
)
_AGO = re.compile(
    r"\b(?:\d{1,4}|an?|one|a few) (?:second|sec|minute|min|hour|hr|day|week|month|year)s? ago\b"
    r"|\bvor (?:\d{1,4}|einem|einer) (?:Sekunde|Minute|Stunde|Tag|Woche|Monat|Jahr)(?:en|n|e)?\b"
    r"|\bil y a \d{1,4} \w{3,9}|\bhace \d{1,4} \w{3,9}|\d{1,4}\s?(?:秒|分钟|分|小时|時間|天|日)(?:前|之前)"
    r"|\d{1,4}(?:초|분|시간|일) 전",
    re.IGNORECASE,
)
_TALK = (
    r"(?:comments?|repl(?:y|ies)|responses?|likes?|shares?|kommentare?|commentaires?|comentarios?"
    r"|评论|回复|点赞|コメント)"
)
_READING = r"(?:min(?:ute)?s?\.?(?: read(?:ing time)?| lesezeit| de lecture| de lectura)|分钟(?:阅读|读完))"
_SIGN = "[\u2190-\u21ff\u2600-\u27bf\u2b00-\u2bff\U0001f300-\U0001faff]\ufe0f?"
_COUNTER = re.compile(
    rf"(?:{_VIEW}|{_TALK})\s?[:：]?\s?{_COUNT}|{_COUNT}\s?(?:{_VIEW}|{_TALK})|\d{{1,3}}[\s-]?{_READING}"
    rf"|{_SIGN}\s?(?:{_COUNT})?|(?=.*\d)(?:{_AGO.pattern})",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
_AROUND = " \t|,;:–—-·"
_SEPARATORS = f" |:,;-–—{MARK}"


def trim(title: str) -> str:
    """Return a title without file sizes, view counts and badges at its ends; unchanged if no title would be left."""
    trimmed = title.strip(f" {MARK}")
    for _ in range(4):
        before = trimmed
        end = trimmed[-_END:]
        for pattern in (_WINDOW, _FILE, _VIEWS):
            if found := pattern.search(end):
                end = end[: found.start()]
        trimmed = without_badge((trimmed[:-_END] + end).strip(f" {MARK}"), bare=True)
        if trimmed == before:
            break
    return trimmed if is_title(plain(trimmed)) else title


def without_separators(text: str, *, start: bool = True, end: bool = True) -> str:
    """Return a text without separators and brackets at its ends; a bracket with its partner in the text stays."""
    single = _single_brackets(text)
    first, last = 0, len(text)
    while start and first < last and (text[first] in _SEPARATORS or first in single):
        first += 1
    while end and first < last and (text[last - 1] in _SEPARATORS or last - 1 in single):
        last -= 1
    return text[first:last]


def _single_brackets(text: str) -> set[int]:
    """Return the positions of brackets without a partner; `（` and `)` are partners, too."""
    open_ones: list[int] = []
    single: set[int] = set()
    for at, sign in enumerate(text):
        if sign in OPENING:
            open_ones.append(at)
        elif sign in CLOSING:
            if open_ones:
                open_ones.pop()
            else:
                single.add(at)
    return single.union(open_ones)


def is_counter(text: str) -> bool:
    """Return True if a text is only a counter, a symbol or an age: `14 comments`, `Views: 340`, `1 day ago`."""
    return len(text) <= _END and _COUNTER.fullmatch(text) is not None


def trim_counts(titles: Sequence[str]) -> list[str]:
    """Return the titles without a number at the end, if nearly all have one: it is a count that grows.

    Years are kept, and all numbers if two titles would become equal without them.
    """
    found = [_TRAILING_COUNT.search(title[-_END:]) for title in titles]
    numbers = [int((one[1] or one[2]).replace(",", "")) for one in found if one]
    if len(numbers) < max(2, _NEARLY_ALL * len(titles)) or all(_FIRST_YEAR <= n <= _LAST_YEAR for n in numbers):
        return list(titles)
    trimmed = [
        title[: len(title) - len(one[0])].strip() if one else title for title, one in zip(titles, found, strict=True)
    ]
    return trimmed if len(set(trimmed)) == len(set(titles)) and all(trimmed) else list(titles)


def plain(title: str) -> str:
    """Return the title as displayed, without boundaries and with white space folded."""
    return " ".join(title.replace(MARK, "").split())


def trim_summary(summary: str) -> str:
    """Return a summary without ages and view counts."""
    return " ".join(_VIEWS_INSIDE.sub("", _AGO.sub("", summary)).split()).strip(_AROUND)


def mask(line: str) -> str:
    """Return a line with its numbers masked and its ages removed, to compare it across rows."""
    return _DIGITS.sub("0", _AGO.sub("", line))


def boilerplate(rows: Sequence[Sequence[str]]) -> set[str]:
    """Return the masked lines that occur in more than one row and in more than half of the rows."""
    times = Counter(masked for lines in rows for masked in {mask(line) for line in lines})
    return {masked for masked, count in times.items() if count > 1 and count > len(rows) / 2}
