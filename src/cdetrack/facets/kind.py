"""Say what kind of document a title announces, and its status; the outer act decides, a bare title is what it names."""

import re

_ENGLISH = re.IGNORECASE

_INTERPRETATION = re.compile(
    r"\b(?:policy|official|expert|brief|further|regulatory)?\s?interpretations?\b(?!\s(?:of"
    r"|on) (?:test|clinical|the results))"
    r"|\bexplanatory notes?\b|(?:^|\bpolicy )explanations? (?:of|on|for|about)\b|解读|图解|一图读懂|起草说明",
    _ENGLISH,
)
_INTERPRETS_WORDS = ("interpretation", "explanat", "解读", "图解", "一图", "起草说明")
_MEETS = re.compile(
    r"\b(?:meets?|met|meeting|talks?) (?:up )?with\b|\bmeets\b"
    r"|\b(?:meetings?|seminars?|symposi(?:um|a)|(?:video|tele)?conferences?|ceremony"
    r"|expos?|forums?|workshops?|summits?|congress|training(?: (?:course|session"
    r"|class)(?:es|s)?)?"
    r"|talks|webinars?|roundtables?|press briefings?|sessions?|lectures?|dialogues?|consultations|assembly|visits?)\b"
    r".{0,160}\b(?:held|convened?|opens?|opened|kick(?:s|ed) off|conclude[sd]?"
    r"|took place|takes? place|successfully|hosted|launched|in (?:beijing|shanghai))\b"
    r"|\b(?:holds?|held|hosts?|hosted|convenes?|convened|attends?|attended|co-?hosts?|co-?hosted|organizes?|organized|chairs?|chaired|addresses)\b.{0,120}"
    r"\b(?:meetings?|seminars?|symposi(?:um|a)|(?:video|tele)?conferences?|forums?|workshops?|summits?|congress|trainings?|training|talks|webinars?|roundtables?|briefings?"
    r"|sessions?|lectures?|dialogues?|exchanges?|assembly|ceremony)\b"
    r"|\b(?:commissioner|minister|delegation|director|head|chief|president|officials?"
    r"|leaders?|[A-Z]\w{1,12} [A-Z]\w{1,12}) (?:pays? a visit|visits|visited|receives"
    r"|received)\b"
    r"|^(?:the )?(?:\d+(?:st|nd|rd|th)|first|second|third|fourth|fifth|annual"
    r"|20\d\d)?.{0,80}\b(?:seminar|symposium|conference|forum|workshop|summit"
    r"|meeting)s?"
    r"(?: in \w+| \d{4})?$"
    r"|(?:召开|举办|举行|会见|出席|参加|主持).{0,60}"
    r"|(?:会议|座谈会|研讨会|培训班|论坛|交流会|推进会|宣贯会|培训会)(?:召开|举办|举行|在|成功|顺利|圆满|$)",
    _ENGLISH,
)
# Plain tests that settle most English titles: one of these is in all that the two patterns find.
_MEETS_WORDS = (
    "meet", "met ", "talk", "seminar", "symposi", "conference", "ceremony", "expo", "forum", "workshop", "summit",
    "congress", "training", "webinar", "roundtable", "briefing", "session", "lecture", "dialogue", "consultations",
    "assembly", "visit", "exchange", "receive",
)  # fmt: skip
_APPROVES_WORDS = (
    "approv", "clear", "authori", "grant", "give", "get", "got", "win", "won", "obtain", "receive", "secur", "green",
    "ok", "hit", "enter", "allowed", "launched",
)  # fmt: skip
_NO_MEETING = re.compile(
    r"\b(?:meets?|met|meeting) (?!with\b).{0,40}\b(?:requirements?|standards?|demands?"
    r"|needs?|criteria|targets?|goals?)\b",
    _ENGLISH,
)

# What a verb of approval must not let in: a document, a plan, a place, a count of many.
_APPROVES = re.compile(
    r"\b(?:approved|cleared|authorized|granted|given|gets?|got|wins?|won|obtain(?:s|ed)?|receives?|received|secures?)\b.{0,40}"
    r"\b(?:for (?:the )?(?:marketing|market|emergency|use|sale|launch|conditional"
    r"|registration|clinical|treatment|use)|to (?:market|treat|prevent)|market(?:ing)? (?:approval"
    r"|authorization|access)"
    r"|(?:conditional |emergency |regulatory )?(?:approvals?|nod|green light|go-ahead)"
    r"|by (?:the )?(?:china(?:['’]s)?\s)?(?:NMPA|CFDA|national medical|drug regulator)"
    r"|in china)\b"
    r"|\b(?:greenlights?|green-lights?|greenlit|gives? (?:the )?(?:green light"
    r"|go-ahead|nod)|given (?:the )?(?:green light|go-ahead))\b"
    r"|\b(?:NMPA|china(?:['’]s (?:drug |top )?(?:regulators?|watchdog|administration))?"
    r"|administration|CFDA|regulators?) (?:\w+ )?(?:conditionally |officially "
    r"|also )?"
    r"(?:approves?|approved|greenlights?|clears|authorizes|grants|okays|OKs)\b"
    r"|\b(?:drugs?|medicines?|tablets?|capsules?|injections?|inhibitors?|antibod(?:y|ies)|vaccines?|therap(?:y|ies)"
    r"|devices?|systems?|kits?|treatments?|inhalers?)\b.{0,40}\bapproved for\b(?! (?:clinical )?trials?\b)"
    r"|\b(?:approved|hits?|enters?|allowed|launched)\b.{0,20}\b(?:market|marketing)$|\bapproved$"
    r"|(?:附条件)?批准.{1,80}(?:上市|注册|进口)(?!申请)|获批(?:上市|注册)?|获准上市",
    _ENGLISH,
)
_NO_APPROVAL = re.compile(
    r"\bapprov(?:al|es|ed|e|ing)?\b.{0,60}\b(?:plan|plans|procedures?|process|guidelines?|opinions|regulations?|provisions|law|establishment|pilot|zone"
    r"|centers?|policy|reform|scheme|laborator(?:y|ies)"
    r"|(?:monitoring|traceability|reporting|regulatory|supervision|management|administrative) systems?)\b"
    r"|\b(?:over|more than|total of|nearly|about)\s\d+\b.{0,60}\bapproved\b"
    r"|\b\d{1,4}\s(?:\w{1,20}\s){0,4}(?:products|drugs|devices|medicines)\b.{0,40}\bapproved\b"
    r"|\blists? of\b.{0,40}\bapproved\b"
    r"|\bapproved (?:drugs?|devices?|products?) (?:list|catalog\w*)\b"
    r"|附条件批准(?:程序|技术|申请|上市申请|工作)|已批准|批准的?(?:程序|工作)",
    _ENGLISH,
)

_ISSUES_REPORT = re.compile(
    r"\b(?:release[sd]?|issue[sd]?|publish(?:es|ed)?)\b.{0,120}\b(?:report|white paper|bulletin)\b"
    r"|^.{0,120}\b(?:report|white paper|bulletin)\b(?!s?ing).{0,80}\b(?:released|issued|published)\b",
    _ENGLISH,
)
_ANNOUNCES = re.compile(
    r"^.{0,120}?\b(?<!\bto )(?:announce[sd]?|issue[sd]?|promulgate[sd]?|release[sd]?|publish(?:es"
    r"|ed)?|rolls? out|unveils?|adopts?)\b(?! by\b)",
    _ENGLISH,
)
_A_DOCUMENT = re.compile(
    r"\b(?:announcements?|notices?|provisions?|regulations?|measures|rules?|guidelines?|guidances?|guides?|practices?|plans?|catalog(?:ue)?s?|standards?|opinions?|lists?"
    r"|procedures?|specifications?|requirements?|adoption|decisions?|laws?|decree|edition|policy|policies|pharmacopo?eia|circulars?|documents?|principles|action)\b",
    _ENGLISH,
)

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
_NOUN = re.compile(
    r"\b(?:" + "|".join(f"(?P<n{index}>{names})" for index, (_, names) in enumerate(_NOUNS)) + r")\b", _ENGLISH
)
_TAIL = re.compile(
    r"\b(?:of|on|for|in|to|by|regarding|concerning|about|during|including|with|from|under)\b|[—–:;]", _ENGLISH
)

_VERB_BEFORE = re.compile(
    r"\b(?:is|are|was|were|will|has|have|issue[sd]?|announce[sd]?|approve[sd]?|release[sd]?|publish(?:es|ed)?|launch(?:es|ed)?|starts?"
    r"|begins?|holds?|held|kicks?|steps?|sets?|seeks?|reports|takes?|tightens?"
    r"|becomes?|joins?|stresses|vows?|urges?|passes|eyes|mulls|plans to|signs?"
    r"|signed|revises?|amends?|introduces?|revamps?|strengthens|promotes?|cracks?"
    r"|drafts|considers?|passes|reviews|targets|expands|gives|gets|makes|improves"
    r"|speeds|to)\b",
    _ENGLISH,
)
_ABOUT = re.compile(r"\b(?:on|about|regarding|concerning|over)\b[^—–:;]{0,200}$", _ENGLISH)
# A sentence about a document: `Medicines List to be updated`.
_SAID_OF = re.compile(r"\s(?:to (?:be|take|come)|will|is|are|was|were|has|have|takes?|comes?|goes)\b", _ENGLISH)
_GOES_ON = re.compile(r"\s(?:of|on|for|regarding|concerning|about|and|in|under|by)\b|[^\w\s]|\s{0,3}$|\s\W", _ENGLISH)
_NAME_ENDS = re.compile(r"[\s\"”’')\].]{0,8}(?:\([^()]{0,40}\)\s{0,3}){0,3}$")

_HAN_NOUNS: tuple[tuple[str, str], ...] = (
    ("qa", r"问答|常见问题|共性问题|Q&A|答疑|问题解答"),
    ("announcement", r"公告|通告"),
    ("notice", r"通知|公示|函|复函|批复|通报|名单|目录|清单|征求意见|启事|提示|(?:征求|征集).{0,60}意见的?$"),
    ("report", r"报告|白皮书|年报|公报|简报|统计"),
    ("plan", r"计划|方案|规划|行动|纲要"),
    ("guideline", r"指导原则|指南|技术要求|要点|技术规范|申报资料要求|撰写要求|原则|指引|情形|考虑|建议|共识|说明"),
    ("regulation", r"办法|规定|条例|法|规范|细则|规则|制度|程序|决定|令|若干意见|意见|规程|标准|附录"),
)
_HAN_NOUN = re.compile("|".join(f"(?P<n{index}>{names})" for index, (_, names) in enumerate(_HAN_NOUNS)))
_HAN_TRAIL = re.compile(
    r"(?:\s|[(\[〔【][^()\[\]〔〕【】]{0,40}[)\]〕】]|\s[\u3400-\u9fff]{1,14}〔\d{4}〕第?\d{1,5}号|\d{4}年第?\d{1,5}号|[\"”》。.]){0,6}$"
)
_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN_WORD = re.compile(r"[A-Za-z]{2,}")
_NUMBER = re.compile(r"\d{4}年?第?\d{1,5}号")
_QUOTED = re.compile(r"《[^《》]{1,300}》")

_BARE: dict[str, str] = {
    "cde/priority-review": "notice",
    "cde/breakthrough": "notice",
    "cde/trial-approvals": "approval",
    "cde/guidance": "guideline",
    "cde/database": "guideline",
    "cde/consultations": "guideline",
    "cde/laws": "regulation",
    "cde/rules": "regulation",
    "nmpa/laws": "regulation",
    "nmpa/policies": "interpretation",
}
# An authority's name that holds the name of a document.
_REGULATION_IN_A_NAME = re.compile(r"\bState Administration (?:for|of) Market Regulation\b", _ENGLISH)
# There a title is a product's name, whatever words it has.
_PRODUCTS = ("cde/priority-review", "cde/breakthrough", "cde/trial-approvals")

_DRAFT = re.compile(
    r"\((?:[^()]{0,40}\b)?(?:draft|exposure draft)\b[^()]{0,80}\)|\bdrafts? for (?:comments?"
    r"|opinions?|solicit\w*|public|consultation|review)\b"
    r"|\b(?:consultation|exposure) draft\b|\b(?:comments?|opinions?|feedback) on the draft\b"
    r"|征求意见稿|\(草案|意见征求稿|送审稿",
    _ENGLISH,
)
_INTERIM = re.compile(
    r"\(\s{0,3}(?:for\s)?(?:the\s)?(?:interim|trial|provisional)(?:\s(?:implementation|version|edition|basis|use))?\s{0,3}\)|\([^()]{0,40},\s?(?:interim|trial)\)"
    r"|\b(?:interim|provisional) (?:\w+ ){0,3}?(?:provisions?|measures?|regulations?"
    r"|rules?|guidelines?|guidances?|procedures?|requirements?|specifications?"
    r"|catalog\w*|plan|standards?)\b"
    r"|\bfor trial implementation\b|\btrial (?:implementation|version)\b|试行|暂行",
    _ENGLISH,
)


# Plain tests that settle most titles before a pattern is tried.
_STATUS_WORDS = ("draft", "interim", "trial", "provisional", "征求", "草案", "送审", "试行", "暂行")


def read_status(title: str) -> tuple[str, str] | None:
    """`draft` or `interim` and the words that say so; None for a document in force."""
    lowered = title.lower()
    if not any(word in lowered for word in _STATUS_WORDS):
        return None
    for status, pattern in (("draft", _DRAFT), ("interim", _INTERIM)):
        match = pattern.search(title)
        if match:
            return status, match[0]
    return None


def read_kind(title: str, sources: tuple[str, ...]) -> tuple[str, str]:
    """Return the kind and what decided it. `title` is NFKC-folded and bounded by the caller."""
    for source in sources:
        if source in _PRODUCTS:
            return _BARE[source], f"listed in {source}"
    lowered = title.lower()
    match = _INTERPRETATION.search(title) if any(word in lowered for word in _INTERPRETS_WORDS) else None
    if match:
        return "interpretation", match[0]
    chinese = not title.isascii() and _is_chinese(_NUMBER.sub("", title))
    found = _chinese_kind(title) if chinese else _english_kind(title)
    if found:
        return found
    for source in sources:
        if source in _BARE:
            return _BARE[source], f"a bare title in {source}"
    return "news", "nothing names another kind"


def _is_chinese(title: str) -> bool:
    """Say whether a title is in Chinese rather than in English with a Chinese name in it: two characters are a word."""
    return len(_HAN.findall(title)) > 2 * len(_LATIN_WORD.findall(title))


def _english_kind(title: str) -> tuple[str, str] | None:
    title = _REGULATION_IN_A_NAME.sub("SAMR", title)
    noun, first = _NOUN.search(title), _TAIL.search(title)
    if noun and _SAID_OF.match(title, noun.end()):
        noun = None
    opening = first.start() if first else len(title)
    # An act that opens the title is outermost: `Notice of …`, `NMPA CDE Announcement on …`.
    opens = noun is not None and noun.start() < opening and not _VERB_BEFORE.search(title, 0, noun.start())
    if noun and opens and _kind(noun, _NOUNS) in {"announcement", "notice"}:
        return _kind(noun, _NOUNS), noun[0]
    found = _told_in_english(title)
    if found:
        return found
    if noun and not _is_told(title, noun) and (noun.start() < opening or _is_name(title, noun)):
        return _kind(noun, _NOUNS), noun[0]
    return None


def _told_in_english(title: str) -> tuple[str, str] | None:
    """Return what a headline tells, if that has a kind: a meeting, an approval, a document that somebody issues."""
    lowered = title.lower()
    for kind, words, pattern, unless in (
        ("meeting", _MEETS_WORDS, _MEETS, _NO_MEETING),
        ("approval", _APPROVES_WORDS, _APPROVES, _NO_APPROVAL),
    ):
        match = pattern.search(title) if any(word in lowered for word in words) else None
        if match and not unless.search(title):
            return kind, match[0][:80]
    match = _ISSUES_REPORT.search(title)
    if match:
        return "report", match[0][:80]
    match = _ANNOUNCES.search(title)
    if match and _A_DOCUMENT.search(title, match.end()):
        return "announcement", match[0][-60:]
    return None


def _kind(match: re.Match[str], nouns: tuple[tuple[str, str], ...]) -> str:
    return nouns[int((match.lastgroup or "n0")[1:])][0]


def _is_told(title: str, noun: re.Match[str]) -> bool:
    """Whether the noun stands in a sentence of news: after a verb or, without a capital, with one anywhere."""
    if _VERB_BEFORE.search(title, 0, noun.start()):
        return True
    # `New measures boost …`, `Court rules firm …`: in a headline it heads a name only where that goes on or ends.
    return noun[0].islower() and (bool(_VERB_BEFORE.search(title)) or not _GOES_ON.match(title, noun.end()))


def _is_name(title: str, noun: re.Match[str]) -> bool:
    """Whether the noun is the last word of a name that stands at the end: `… — SPARK Plan`."""
    return (
        noun[0][:1].isupper()
        and bool(_NAME_ENDS.match(title, noun.end()))
        and not _ABOUT.search(title, 0, noun.start())
    )


def _chinese_kind(title: str) -> tuple[str, str] | None:
    """Return the last noun is the head of a Chinese title; what it quotes is only its object."""
    end = _HAN_TRAIL.search(title)
    text = title[: end.start()] if end else title
    # The name of the quoted document decides only where nothing follows it.
    outer = _QUOTED.sub(lambda quoted: "《》" if text[quoted.end() :].strip() else quoted[0], text).rstrip("》")
    last: re.Match[str] | None = None
    for match in _HAN_NOUN.finditer(outer):
        if match.end() >= len(outer) - 1 or (match.end() < len(outer) and _kind(match, _HAN_NOUNS) == "qa"):
            last = match
    if last and last[0] in {"公告", "通告", "通知", "公示"}:
        return _kind(last, _HAN_NOUNS), last[0]
    for kind, pattern in (("meeting", _MEETS), ("approval", _APPROVES)):
        found = pattern.search(outer)
        if found and not (kind == "approval" and _NO_APPROVAL.search(outer)) and not last:
            return kind, found[0][:40]
    if last:
        return _kind(last, _HAN_NOUNS), last[0]
    if re.search("征求意见|公开征求", outer):
        return "notice", "征求意见"
    return None
