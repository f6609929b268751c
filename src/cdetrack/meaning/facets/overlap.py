"""Detect the summary of another article: it shares no word with the title."""

from cdetrack.text.months import ENGLISH_MONTHS
from cdetrack.text.regex import regex
from cdetrack.text.script import HAN, has_han

_WORD = regex(r"[a-z][a-z'’]{2,40}")
_HAN = regex(rf"[{HAN}]{{2,}}")
# Words of any notice, which are no evidence.
_STOP_WORDS = frozenset({
    "a", "about", "according", "after", "all", "also", "among", "and", "any", "are", "article", "articles", "as",
    "at", "be", "been", "before", "being", "between", "but", "by", "can", "china", "chinese", "could", "date",
    "day", "during", "each", "for", "from", "had", "has", "have", "held", "her", "his",
    "in", "including", "into", "is", "its", "more", "most", "must", "new",
    "now", "of", "on", "one", "only", "or", "order", "other", "our", "out", "over", "people",
    "republic", "said", "shall", "she", "should", "since", "some", "such", "than", "that", "the",
    "their", "them", "then", "there", "these", "they", "this", "those", "through", "today", "two", "under", "until",
    "upon", "was", "were", "when", "where", "which", "while", "who", "will", "with", "within", "without", "would",
    "year", "years", "beijing", "first", "second", "third", "monday", "tuesday",
    "wednesday", "thursday", "friday", "saturday", "sunday", "part", "related", "relevant", "issued", "issue",
    "issuing", "promulgated", "decree", "adopted", "effect", "force", "effective", "implemented", "come", "go",
    "reference", "number", "status", "published", "updated", "last", "legal", "coming",
    "take", "revised", "amended", "revision", "amendment", "former", "meeting", "executive", "decision", "amend",
    *(name for names in ENGLISH_MONTHS for name in names.split()),
    "starting", "beginning", "latest", "later", "inclusive", "accordance", "please", "note", "applicable", "therefore",
})  # fmt: skip
_STOP_PAIRS = frozenset({
    "关于", "发布", "公告", "通告", "通知", "有关", "事项", "现予", "予以", "公布", "印发", "国家", "根据", "为了",
    "进一", "一步", "以下", "如下", "自发", "之日", "日起", "施行", "实施", "年第", "工作", "相关", "要求",
    "时限", "截止", "日期", "个月", "月内", "内反", "自公", "示之",
    # How a document was passed, and how views are sent.
    "审核", "审议", "通过", "批准", "同意", "报请", "常务", "务会", "会议", "国务", "务院", "领导", "导小", "小组",
    "现正", "正式", "式印", "现将", "经研", "研究", "遵照", "照执", "执行", "请遵", "同时", "废止", "时废",
    "逾期", "期未", "未回", "回复", "复按", "按无", "无异", "异议", "议处", "处理",
})  # fmt: skip
_ENOUGH, _ENOUGH_HAN = 6, 12
"""The fewest content words, in Chinese pairs of characters, of a summary that can be judged."""
_NAMES = (
    ("national medical products administration", " nmpa "),
    ("center for drug evaluation", " cde "),
    ("marketing authorization holder", " mah "),
    # The task of each centre: a summary with its name is about that.
    (" cde ", " drug review evaluation "),
    (" cmde ", " device review evaluation "),
    (" cfdi ", " drug inspection "),
    ("good manufacturing practice", " gmp "),
    ("world health organization", " who_ "),
    ("traditional chinese medicine", " tcm "),
    ("coronavirus", " covid "),
    ("go-ahead", " approve "),
    ("greenlight", " approve "),
    ("green light", " approve "),
)


def is_suspect(title: str, summary: str) -> bool:
    """Return True if the summary shares no content word (in Chinese: no pair of characters) with the title.

    False without evidence: no summary, another language, or a summary with too few content words.
    """
    title, summary = title.lower(), summary.lower()
    chinese = _has_pair(title)
    if chinese != _has_pair(summary):
        return False
    if chinese:
        ours, theirs = _pairs(title), _pairs(summary)
    else:
        ours, theirs = _stems(title), _stems(summary)
    return len(ours) > 0 and len(theirs) >= (_ENOUGH_HAN if chinese else _ENOUGH) and not ours & theirs


def _stems(text: str) -> set[str]:
    for name, acronym in _NAMES:
        text = text.replace(name, name + acronym)
    return {word[:5] for word in _WORD().findall(text) if word not in _STOP_WORDS}


def _has_pair(text: str) -> bool:
    return has_han(text) and _HAN().search(text) is not None


def _pairs(text: str) -> set[str]:
    pairs = {run[at : at + 2] for run in _HAN().findall(text) for at in range(len(run) - 1)} - _STOP_PAIRS
    return pairs | {word for word in _WORD().findall(text) if word not in _STOP_WORDS}
