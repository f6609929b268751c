"""Find the kind of a headline of news: a meeting, an approval, the issue of a document."""

import re

from cdetrack.meaning.facets.regex import regex

_ENGLISH = re.IGNORECASE

_MEETS = regex(
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
# Cheap tests, false for most English titles: every match of the two patterns has one of these.
_MEETS_WORDS = (
    "meet", "met ", "talk", "seminar", "symposi", "conference", "ceremony", "expo", "forum", "workshop", "summit",
    "congress", "training", "webinar", "roundtable", "briefing", "session", "lecture", "dialogue", "consultations",
    "assembly", "visit", "exchange", "receive",
)  # fmt: skip
_APPROVES_WORDS = (
    "approv", "clear", "authori", "grant", "give", "get", "got", "win", "won", "obtain", "receive", "secur", "green",
    "ok", "hit", "enter", "allowed", "launched",
)  # fmt: skip
_NO_MEETING = regex(
    r"\b(?:meets?|met|meeting) (?!with\b).{0,40}\b(?:requirements?|standards?|demands?"
    r"|needs?|criteria|targets?|goals?|benchmarks?|expectations?|conditions?|thresholds?|obligations?|specifications?|deadlines?)\b",
    _ENGLISH,
)

# Not an approval of a product: a document, a plan, a place, a count of many.
_APPROVES = regex(
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
_NO_APPROVAL = regex(
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

_ISSUES_REPORT = regex(
    r"\b(?:release[sd]?|issue[sd]?|publish(?:es|ed)?)\b.{0,120}\b(?:report|white paper|bulletin)\b"
    r"|^.{0,120}\b(?:report|white paper|bulletin)\b(?!s?ing).{0,80}\b(?:released|issued|published)\b",
    _ENGLISH,
)
_ANNOUNCES = regex(
    r"^.{0,120}?\b(?<!\bto )(?:announce[sd]?|issue[sd]?|promulgate[sd]?|release[sd]?|publish(?:es"
    r"|ed)?|rolls? out|unveils?|adopts?)\b(?! by\b)",
    _ENGLISH,
)
_A_DOCUMENT = regex(
    r"\b(?:announcements?|notices?|provisions?|regulations?|measures|rules?|guidelines?|guidances?|guides?|practices?|plans?|catalog(?:ue)?s?|standards?|opinions?|lists?"
    r"|procedures?|specifications?|requirements?|adoption|decisions?|laws?|decree|edition|policy|policies|pharmacopo?eia|circulars?|documents?|principles|action)\b",
    _ENGLISH,
)


def english_headline_kind(title: str) -> tuple[str, str] | None:
    """Return the kind of an English headline and the words that give it; None if it has none."""
    lowered = title.lower()
    for kind, words, pattern, unless in (
        ("meeting", _MEETS_WORDS, _MEETS, _NO_MEETING),
        ("approval", _APPROVES_WORDS, _APPROVES, _NO_APPROVAL),
    ):
        match = pattern().search(title) if any(word in lowered for word in words) else None
        if match and not unless().search(title):
            return kind, match[0][:80]
    match = _ISSUES_REPORT().search(title)
    if match:
        return "report", match[0][:80]
    match = _ANNOUNCES().search(title)
    if match and _A_DOCUMENT().search(title, match.end()):
        return "announcement", match[0][-60:]
    return None


def chinese_headline_kind(title: str) -> tuple[str, str] | None:
    """Return the kind of a Chinese headline, meeting or approval, and the words that give it; None if it has none."""
    meets = _MEETS().search(title)
    if meets:
        return "meeting", meets[0][:40]
    approves = _APPROVES().search(title)
    if approves and not _NO_APPROVAL().search(title):
        return "approval", approves[0][:40]
    return None
