"""Find the kind of document in a title: the outer act decides, or the noun of a bare title."""

import re

from cdetrack.meaning.facets.headline import chinese_headline_kind, english_headline_kind
from cdetrack.meaning.facets.product import PRODUCT_LISTS
from cdetrack.meaning.facets.regex import regex
from cdetrack.text.docnumber import CHINESE, CHINESE_OF_FILE
from cdetrack.text.script import HAN, count_han

_ENGLISH = re.IGNORECASE

_INTERPRETATION = regex(
    r"\b(?:policy|official|expert|brief|further|regulatory)?\s?interpretations?\b(?!\s(?:of"
    r"|on) (?:test|clinical|the results))"
    r"|\bexplanatory notes?\b|(?:^|\bpolicy )explanations? (?:of|on|for|about)\b|解读|图解|一图读懂|起草说明",
    _ENGLISH,
)
_INTERPRETS_WORDS = ("interpretation", "explanat", "解读", "图解", "一图", "起草说明")

_NOUNS: tuple[tuple[str, str], ...] = (
    ("announcement", r"announcements?|communiqu[eé]s?"),
    ("notice", r"notices?|circulars?|(?<!and )notifications?|letters?|reminders?|warnings?|alerts?"),
    ("qa", r"q\s?&\s?as?|q and a|questions? (?:and|&) answers?|faqs?|frequently asked questions"),
    ("plan", r"plans?|action|action plans?|programmes?|programs?|outlines?|roadmaps?|initiatives?|campaigns?"),
    ("report", r"report|white papers?|yearbooks?|bulletins?|statistics|statistical data"),
    (
        "guideline",
        (
            r"guidelines?|guidances?|guides?|guiding principles?|technical requirements?"
            r"|key points|principles|instructions?|considerations|requirements|criteria"
            r"|manuals?|handbooks?"
        ),
    ),
    (
        "regulation",
        (
            r"provisions?|regulations?|laws?|measures?|rules?|decrees?|orders?|decisions?"
            r"|opinions?|good (?:\w+ ){1,4}practices?|specifications?|procedures?|standards?"
            r"|pharmacopo?eia|GMP|GCP|GSP|GLP|appendix|annex"
        ),
    ),
    ("notice", r"catalog(?:ue)?s?|list|lists(?=\s(?:of|for|on|and|released|issued|published|updated)\b|\W{0,9}$)"),
)
_NOUN = regex(
    r"\b(?:" + "|".join(f"(?P<n{index}>{names})" for index, (_, names) in enumerate(_NOUNS)) + r")\b", _ENGLISH
)
_TAIL = regex(
    r"\b(?:of|on|for|in|to|by|regarding|concerning|about|during|including|with|from|under)\b|[—–:;]", _ENGLISH
)

_VERB_BEFORE = regex(
    r"\b(?:is|are|was|were|will|has|have|issue[sd]?|announce[sd]?|approve[sd]?|release[sd]?|publish(?:es|ed)?|launch(?:es|ed)?|starts?"
    r"|begins?|meets?|met|confirms?|solicit(?:s|ed)|seeking|invite[sd]?|calls for"
    r"|holds?|held|kicks?|steps?|sets?|seeks?|reports|takes?|tightens?"
    r"|becomes?|joins?|stresses|vows?|urges?|passes|eyes|mulls|plans to|signs?"
    r"|signed|revises?|amends?|introduces?|revamps?|strengthens|promotes?|cracks?"
    r"|drafts|considers?|passes|reviews|targets|expands|gives|gets|makes|improves"
    r"|speeds|to)\b",
    _ENGLISH,
)
_ABOUT = regex(r"\b(?:on|about|regarding|concerning|over)\b[^—–:;]{0,200}$", _ENGLISH)
# A sentence about a document: `Medicines List to be updated`.
_SAID_OF = regex(r"\s(?:to (?:be|take|come)|will|is|are|was|were|has|have|takes?|comes?|goes)\b", _ENGLISH)
_TAKES_EFFECT = regex(
    r"\b(?:to|will|shall) (?:take effect|(?:come|go|enter) into (?:force|effect)"
    r"|be (?:implemented|enforced|in force))\b",
    _ENGLISH,
)
_SOLICITS = regex(
    r"\b(?:solicit(?:s|ed|ing|ation)?|seeks?|seeking|invit(?:es|ed|ing)|calls? for|collect(?:s|ed|ing)?)\b.{0,60}"
    r"\b(?:comments?|opinions?|feedback|suggestions?|views)\b",
    _ENGLISH,
)
_GOES_ON = regex(r"\s(?:of|on|for|regarding|concerning|about|and|in|under|by)\b|[^\w\s]|\s{0,3}$|\s\W", _ENGLISH)
_NAME_ENDS = regex(r"[\s\"”’')\].]{0,8}(?:\([^()]{0,40}\)\s{0,3}){0,3}$")

# `Guideline for Widgets: Questions and Answers`: the answers are the document, the guideline is their subject.
_ENDS_AS_ANSWERS = regex(
    r"(?<!\bof)(?<!\bon)(?<!\bfor)(?<!\bin)(?<!\bto)(?<!\bwith)(?<!\bthe)(?:\s|[:—–-]\s{0,3})"
    r"(?P<name>q\s?&\s?as?|questions? (?:and|&) answers?|faqs?|frequently asked questions)"
    r"[\s\"”’')\].]{0,8}(?:\([^()]{0,40}\)\s{0,3}){0,3}$",
    _ENGLISH,
)

_HAN_NOUNS: tuple[tuple[str, str], ...] = (
    ("qa", r"问答|常见问题|共性问题|Q&A|答疑|问题解答"),
    ("announcement", r"公告|通告"),
    (
        "notice",
        r"通知|公示|函|复函|批复|通报|情况的?说明|名单|目录|清单|征求意见|启事|提示|(?:征求|征集).{0,60}意见的?$",
    ),
    ("report", r"报告|白皮书|年报|公报|简报|(?:年度|季度|月度|统计)数据|统计"),
    ("plan", r"计划|方案|规划|行动|纲要"),
    ("guideline", r"指导原则|指南|技术要求|要点|技术规范|申报资料要求|撰写要求|原则|指引|情形|考虑|建议|共识|说明"),
    ("regulation", r"办法|规定|条例|法|规范|细则|规则|制度|程序|决定|令|若干意见|意见|规程|标准|附录"),
)
_HAN_NOUN = regex("|".join(f"(?P<n{index}>{names})" for index, (_, names) in enumerate(_HAN_NOUNS)))
_HAN_TRAIL = regex(
    r"(?:\s|\([^()]{0,40}\)|[\[〔【][^()\[\]〔〕【】]{0,40}[\]〕】]"
    rf"|\s[{HAN}]{{1,14}}{CHINESE_OF_FILE}|{CHINESE}|[\"”》。.]){{0,6}}$"
)
# `国家药监局公告2023年第5号 关于…`: the act and its number stand before its subject.
_HAN_OPENS = regex(rf"^[^《》]{{0,40}}?(?P<act>公告|通告|通知)\s{{0,3}}{CHINESE}[\s,:]{{1,4}}关于")
_LATIN_WORD = regex(r"[A-Za-z]{2,}")
_NUMBER = regex(CHINESE)
_QUOTED = regex(r"《[^《》]{1,300}》")

_BARE: dict[str, str] = {
    "cde/priority-review": "designation",
    "cde/breakthrough": "designation",
    "cde/trial-approvals": "trial-permission",
    "cde/guidance": "guideline",
    "cde/database": "guideline",
    "cde/consultations": "guideline",
    "cde/laws": "regulation",
    "cde/rules": "regulation",
    "nmpa/laws": "regulation",
    "nmpa/policies": "interpretation",
}
# The name of an authority with a word for a document.
_REGULATION_IN_A_NAME = regex(r"\bState Administration (?:for|of) Market Regulation\b", _ENGLISH)


def read_kind(title: str, sources: tuple[str, ...]) -> tuple[str, str]:
    """Return the kind and the words or rule that give it. `title` is NFKC-folded and bounded by the caller."""
    for source in sources:
        # Their titles are names of products, with any words.
        if source in PRODUCT_LISTS:
            return _BARE[source], f"listed in {source}"
    lowered = title.lower()
    match = _INTERPRETATION().search(title) if any(word in lowered for word in _INTERPRETS_WORDS) else None
    if match:
        return "interpretation", match[0]
    chinese = not title.isascii() and _is_chinese(_NUMBER().sub("", title))
    found = _chinese_kind(title) if chinese else _english_kind(title)
    if found:
        return found
    for source in sources:
        if source in _BARE:
            return _BARE[source], f"a bare title in {source}"
    return "news", "nothing names another kind"


def _is_chinese(title: str) -> bool:
    """Return True if a title is Chinese, not English with a Chinese name; two characters count as a word."""
    return count_han(title) > 2 * len(_LATIN_WORD().findall(title))


def _english_kind(title: str) -> tuple[str, str] | None:
    title = _REGULATION_IN_A_NAME().sub("SAMR", title)
    noun, first = _NOUN().search(title), _TAIL().search(title)
    if noun and (_SAID_OF().match(title, noun.end()) or _TAKES_EFFECT().search(title, noun.end())):
        noun = None
    opening = first.start() if first else len(title)
    # An act that opens the title is outermost: `Notice of …`, `NMPA CDE Announcement on …`.
    opens = noun is not None and noun.start() < opening and not _VERB_BEFORE().search(title, 0, noun.start())
    if noun and opens and _kind(noun, _NOUNS) in {"announcement", "notice"}:
        return _kind(noun, _NOUNS), noun[0]
    found = english_headline_kind(title)
    if found:
        return found
    answers = _ENDS_AS_ANSWERS().search(title)
    if answers:
        return "qa", answers["name"]
    if noun and not _is_in_a_sentence(title, noun) and (noun.start() < opening or _is_name(title, noun)):
        return _kind(noun, _NOUNS), noun[0]
    asks = _SOLICITS().search(title)
    return ("notice", asks[0][:80]) if asks else None


def _kind(match: re.Match[str], nouns: tuple[tuple[str, str], ...]) -> str:
    return nouns[int((match.lastgroup or "n0")[1:])][0]


def _is_in_a_sentence(title: str, noun: re.Match[str]) -> bool:
    """Return True if the noun is in a sentence of news: after a verb or, in lower case, with a verb anywhere."""
    if _VERB_BEFORE().search(title, 0, noun.start()):
        return True
    # `New measures boost …`, `Court rules firm …`: it heads a name only if a preposition or nothing follows.
    return noun[0].islower() and (bool(_VERB_BEFORE().search(title)) or not _GOES_ON().match(title, noun.end()))


def _is_name(title: str, noun: re.Match[str]) -> bool:
    """Return True if the noun is the last word of a name at the end of the title: `… — SPARK Plan`."""
    return (
        noun[0][:1].isupper()
        and bool(_NAME_ENDS().match(title, noun.end()))
        and not _ABOUT().search(title, 0, noun.start())
    )


def _chinese_kind(title: str) -> tuple[str, str] | None:
    """Return the kind by the last noun of a Chinese title, its head; a quoted title is only its object."""
    opens = _HAN_OPENS().match(title)
    if opens:
        return ("notice" if opens["act"] == "通知" else "announcement"), opens["act"]
    end = _HAN_TRAIL().search(title)
    text = title[: end.start()] if end else title
    # A quoted title decides only at the end.
    outer = _QUOTED().sub(lambda quoted: "《》" if text[quoted.end() :].strip() else quoted[0], text).rstrip("》")
    last: re.Match[str] | None = None
    for match in _HAN_NOUN().finditer(outer):
        if match.end() >= len(outer) - 1 or (match.end() < len(outer) and _kind(match, _HAN_NOUNS) == "qa"):
            last = match
    if last:
        return _kind(last, _HAN_NOUNS), last[0]
    found = chinese_headline_kind(outer)
    if found:
        return found
    if re.search("征求意见|公开征求", outer):
        return "notice", "征求意见"
    return None
