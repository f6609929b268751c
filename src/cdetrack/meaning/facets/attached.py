"""Take from the text of an attachment the sentences about the days of the document itself.

A guideline cites the days of many other rules. Only sentences that name the document itself, ask for comments, label a
day in the head of the file, or end a permission from a day to come and cite nothing else count; and none whose
days are all past when the notice is published.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from cdetrack.meaning.facets.calendar import DAY, read_day
from cdetrack.meaning.facets.dated import PerhapsDated
from cdetrack.meaning.facets.named_days import named_days
from cdetrack.text.regex import Regex, regex

_FLAGS = re.IGNORECASE
# Each begins with letters and has no flags, so that a long text is searched for these letters.
_SELVES = (
    regex(
        r"本(?:公告|通告|通知|办法|规定|条例|法|规范|细则|规则|程序|制度|决定|标准|文件|指导原则|指南|指引|手册|目录|清单"
        r"|要求|意见|征求意见稿|方案|导则|附录)"
    ),
    regex(
        r"th(?<!\wth)(?:is|ese|e present) (?:(?!of\b)[\w-]{1,16} ){0,3}?(?:guidelines?|guidances?|documents?"
        r"|announcements?|notices?|provisions?|measures?|regulations?|rules?|procedures?|standards?|requirements?|decree|order|law"
        r"|reflection paper|concept paper)\b"
    ),
)
"""The document that speaks of itself, in lower case."""
_ASKED = (
    regex(r"请[^。;；\n]{0,40}(?:反馈|意见|建议)"),
    regex(r"征求意见[^。;；\n]{0,12}(?:截止|截至|时间|期限)"),
    regex(r"反馈(?:意见)?[^。;；\n]{0,12}(?:截止|截至|时间|期限)"),
    regex(r"意见[^。;；\n]{0,20}(?:截止|截至)"),
    regex(r"comments?\b[^.;\n]{0,80}\b(?:should|must|please|submitted|sent|send|by|until|before)\b"),
    regex(r"feedback\b[^.;\n]{0,80}\b(?:should|must|please|submitted|sent|send|by|until|before)\b"),
    regex(r"please\b[^.;\n]{0,60}\bcomments?\b"),
)
"""A request for comments, in lower case."""
_ENDINGS = (
    regex(r"自[^。;；\n自《]{4,24}起[^。;；\n《]{0,80}(?:不得|不再|停止)"),
    regex(r"as of [^.;\n]{4,24}\b20[0-9]{2}\b[^.;\n]{0,120}\b(?:shall|must|may|will|can) (?:not|no longer)\b"),
    regex(r"from [^.;\n]{4,24}\b20[0-9]{2}\b[^.;\n]{0,120}\b(?:shall|must|may|will|can) (?:not|no longer)\b"),
)
"""The end of a permission from a day on, in lower case. A duty may be that of another rule."""
_ACTS = (
    "施行", "实施", "生效", "执行", "试行", "启用", "过渡", "废止", "有效期", "不得", "不再", "停止",
    "effect", "force", "implement", "transition", "appl", "valid", "expire", "no longer",
)  # fmt: skip
# The table on the first page of European guidelines.
_LABELS = regex(
    r"^\s*(?:end of consultation|deadline for comments|date (?:for|of) coming into (?:effect|operation)|effective date"
    r"|施行日期|实施日期|生效日期|征求意见截止(?:日期|时间))",
    _FLAGS | re.MULTILINE,
)
_BREAKS = "。;；!！?？\n\f"
_REACH = 300
"""The most characters of a sentence on each side of the words that it is found by."""
_HEAD = 4_000
"""The characters of a text that may have labels."""
_MOST = 40
"""The most sentences that are taken from a text."""
_DATED = PerhapsDated(rf"{DAY}|之日|个月|\bdate of\b|\b(?:months?|years?)\b")
_LATE = timedelta(days=31)
LONGEST_BODY = 58_000
_LONGEST_OWN = 8_000


def with_attached(body: str | None, attached: Iterable[str], *, published: date, draft: bool) -> str | None:
    """Return a body with the statements of the attachments about their own days behind it, as one text."""
    statements = (own_statements(text, published=published, draft=draft) for text in attached)
    own = "\n".join(filter(None, statements))[:_LONGEST_OWN]
    return f"{(body or '')[: LONGEST_BODY - _LONGEST_OWN]}\n{own}" if own else body


def own_statements(text: str, *, published: date, draft: bool = False) -> str:
    """Return the sentences of an attachment about its own days, each a line; empty if it has none.

    `published` is the day of the notice: a day long before it is that of another document. The days that a `draft`
    proposes bind nobody: it has only the last day for comments.
    """
    found: dict[str, None] = {}
    for sentence in _candidates(text, published=published, draft=draft):
        if len(found) >= _MOST:
            break
        folded = _folded(sentence)
        if _DATED.search(folded) and not _is_past(folded, published):
            found.setdefault(sentence)
    return "\n".join(found)


def _candidates(text: str, *, published: date, draft: bool) -> Iterator[str]:
    for match in _LABELS().finditer(text, 0, _HEAD):
        # The day may stand in the next line.
        yield " ".join(text[match.start() : match.end() + 60].split("\n")[:2]).strip()
    lowered = text.lower()
    if len(lowered) != len(text):
        text = lowered
    for sentence in () if draft else _around(_SELVES, text, lowered):
        if any(word in sentence.lower() for word in _ACTS):
            yield sentence
    for sentence in () if draft else _around(_ENDINGS, text, lowered):
        if "《" not in sentence and (days := _days(_folded(sentence))) and min(days) > published:
            yield sentence
    yield from _around(_ASKED, text, lowered)


def _around(patterns: Iterable[Regex], text: str, lowered: str) -> Iterator[str]:
    """Yield the sentences of a text around the matches of patterns in lower case."""
    for pattern in patterns:
        end = 0
        for match in pattern().finditer(lowered):
            if match.start() >= end:
                start, end = _bounds(text, match.start(), match.end())
                yield text[start:end].strip()


def _bounds(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the start and end of the sentence around a place, bounded on each side."""
    low, high = max(0, start - _REACH), min(len(text), end + _REACH)
    first = max(text.rfind(sign, low, start) for sign in _BREAKS) + 1
    stops = [at for sign in _BREAKS if (at := text.find(sign, end, high)) >= 0]
    return (first or low), min(stops, default=high)


def _is_past(sentence: str, published: date) -> bool:
    """Return True if all days in a sentence are before the notice."""
    days = _days(sentence)
    return bool(days) and max(days) < published - _LATE


def _days(sentence: str) -> list[date]:
    """Return the days that a sentence names."""
    return [day for named in named_days(sentence) if (day := read_day(named.words)) is not None]


def _folded(sentence: str) -> str:
    return unicodedata.normalize("NFKC", sentence)
