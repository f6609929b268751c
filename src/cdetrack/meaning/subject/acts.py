"""Recognise titles that do something with a document: ask for comments, ask about it, implement or amend it."""

import re
from functools import lru_cache

from cdetrack.meaning.subject.english import ENGLISH_QUESTIONS
from cdetrack.text.clean import LONGEST_TITLE, nfkc
from cdetrack.text.regex import Gated, regex

_ROUND = regex(
    r"第(?P<han>[二三四])次|(?P<again>再次|二次)(?=公开|公示|征求|向社会|\))"
    r"|\b(?P<round>second|third|fourth|2nd|3rd) (?:revised |consultation |exposure )?"
    r"(?:draft|version|(?:(?:public|targeted|stakeholders?) ){0,2}consultation|round)\b|\bre-?consultation\b",
    re.IGNORECASE,
)
_REVISED_DRAFT = regex(r"\brevised draft\b(?! and )|\bdraft,? revis", re.IGNORECASE)
_ROUNDS = {"second": 2, "2nd": 2, "二": 2, "third": 3, "3rd": 3, "三": 3, "fourth": 4, "四": 4}

# `某规范问答（一）`
_HAN_QUESTIONS = Gated(
    r"(?<=规范|办法|规定|条例|细则|原则|指南|目录|要求|标准|程序|意见|方案|制度|规则)(?:政策|实施|常见)?(?:问答|问题解答|答疑)"
    r"(?:[（(之]?[一二三四五六七八九十\d]{1,2}[）)]?)?$",
    *("问答", "解答", "答疑"),
)


def asks_about_a_document(title: str) -> bool:
    """Return True for a title of questions and answers on a document that it names without quotes."""
    return any(asks.search(title[:LONGEST_TITLE]) for asks in (ENGLISH_QUESTIONS, _HAN_QUESTIONS))


def draft_round(title: str) -> int:
    """Return the number of the consultation of a draft: 2 for a second one, 1 where the title does not say."""
    found = _ROUND().search(nfkc(title))
    if found is None:
        return 2 if _REVISED_DRAFT().search(title[:LONGEST_TITLE]) else 1
    return _ROUNDS.get((found["han"] or found["round"] or "").lower(), 2)


# `关于实施《某规定》有关事项的公告`, `关于调整《某目录》部分内容的公告`: no edition of the document that they name.
_ACTS_ON = Gated(
    r"关于(?:进一步|全面|认真|切实|学习|宣传|做好|推进|加强){0,3}"
    r"(?:实施|施行|执行|贯彻|落实|宣贯|调整|修改|修订|做好)(?![^《]{0,12}(?:印发|发布|公布|颁布))[^《》〈]{0,24}[《〈]"
    r"|关于(?:做好|贯彻|落实){0,2}(?:实施|施行|执行|贯彻|落实)[^《》]{4,80}?(?:规范|办法|规定|条例|规则|标准|药典)"
    r"(?:的?有关|的?相关)(?:事宜|事项|工作|问题)的?(?:公告|通告|通知)"
    r"|关于(?:进一步)?(?:修订|修改)[^《》]{1,80}(?:说明书|标签)"
    r"|关于(?:发布|公布|印发)《[^《》]{2,100}》[^《》及等和并]{0,12}?(?:信息|情况|结果|进展|问题|事项|事宜|配套文件|配套制度)的?(?:公告|通告|通知)",
    "关于",
)
# `关于实施〈某规定〉有关事项的公告（征求意见稿）`, quoted as the draft of another document than the rules.
_IMPLEMENTS = Gated(
    r"关于(?:实施|施行|贯彻|落实|做好|执行|调整|更新)[^《》〈<]{0,12}[《〈<][^《》〈〉<>]{2,100}[》〉>][^《》]{0,6}?"
    r"(?:有关|相关|若干|部分|个别)",
    "关于",
)


@lru_cache(maxsize=4096)
def acts_on_a_document(title: str) -> bool:
    """Return True for a Chinese title that implements, adjusts or amends a document and issues none."""
    return _ACTS_ON.search(nfkc(title)) is not None


def implements_a_document(title: str) -> bool:
    """Return True for a Chinese title of matters in the implementation of a document, as a draft's may be."""
    return _IMPLEMENTS.search(title[:LONGEST_TITLE]) is not None
