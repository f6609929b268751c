"""Read a document's own number, `YYYY-N`, out of its title; a cited number is another document's."""

import re

from cdetrack.meaning.facets.correction import find_correction
from cdetrack.text.docnumber import find_numbers, in_digits
from cdetrack.text.regex import Gated, regex

_DIGIT = regex(r"\d")
_HINT = regex(
    r"\bno\b|\bn[°º]|号|(?:announcement|notice|circular|notification|公告|通告)\s?\(?(?:19|20)\d\d\s?[-–/]"
    r"|\bcir(?:cular|\.)?\s\d{1,5}\s?[/_]",
    re.IGNORECASE,
)
_INTERPRETS = Gated(
    r"\binterpretation\b|解读|图解|一[图文](?:读|看|弄|搞|了)[懂解]|图说|(?:起草|编制|修订|编写)说明",
    *("interpretation", "解读", "图解", "一图", "一文", "图说", "说明"),
)
# `…的公告(2031年第5号)(附:解读)`: the interpretation is attached.
_ATTACHED = regex(r"\s?\((?:附|含|内附)[^()]{0,20}\)\s?$|\.(?:pdf|docx?|wps|xlsx?|html?)$", re.IGNORECASE)
_ABOUT = regex(
    r"[\s(](?:on|regarding|concerning|about)\s|\b(?:summary|overview|analysis|explanation|review|impact) of\s|关于",
    re.IGNORECASE,
)
_OF_A_LAW = regex(r"(?:\b(?:decrees?|orders?|document)|令)\s{0,3}$", re.IGNORECASE)
_OF_ANOTHER_ACT = regex(
    r"\b(?:announcement|notice|circular|notification|opinion)s?\s{0,3}$|(?:公告|通告|通知|意见)\s{0,3}$", re.IGNORECASE
)
_END = regex(
    r"(?:,?\s?总第\d{1,4}[号期])?[\s)\]〕】}.,;。]{0,6}(?:公告|通告|通知|announcement|notice)?[\s)\].。]{0,6}"
    r"(?:\((?:(?:19|20)\d\d(?=\D))?[^()\d]{0,40}\)\s{0,3}){0,2}$",
    re.IGNORECASE,
)
# `GBF [2024] No. 53`: another office's file code; `GYJ…` (国药监), `YJZ…` (药监综), `SYJ…` (食药监): the regulator's.
# One letter is none: `… on Vitamin C [2024] No. 53`.
_OF_A_FILE = regex(
    r"\b(?!NMPA|CDE|CFDI|CMDE|NIFDC|SAMR|NHC|GYJ|YJZ|SYJ)[A-Z]{2,8}\s{0,2}$|国(?:办|务院)?[发函]\s{0,2}$"
)
# `… on AIDS (2024 No. 53)`: in brackets of its own, a number is no part of a code; in `GBF (2024) No. 53` it is.
_IN_ITS_BRACKETS = regex(r"[(\[【〔]\s{0,3}\d{4}(?!\s{0,3}[)\]】〕])")
_OF_THE_STATE_COUNCIL = regex(r"\b(?:GBF|GF|GBH|GH)\s{0,2}$|国(?:办|务院)?[发函]\s{0,2}$")
_STATE_COUNCIL = regex(r"\bstate council\b|国务院", re.IGNORECASE)
# `关于器械的公告2025年第21号`: the outer act itself.
_HAN_ACT = regex(r"的(?:公告|通告|通知|意见|决定)\s{0,3}$")
# `Announcement No. 21, 2025: Widgets`: the act and its number head the title.
_HEAD = regex(
    r"(?!.{0,80}\b(?:\w{3,20}ing|in|is|to|under|with|by|from|after|since)\b)[^,.;:]{0,80}\b(?:announcement|notice|circular|cir\.?|memorandum|alert|advisory)\s{0,3}[(\[]?\s{0,3}$",
    re.IGNORECASE,
)
# `Agency revokes Announcement No. 5 of 2031`
_CHANGED = Gated(
    r"\b(?:revok|repeal|withdr|rescind|abolish|amend|replac|supersed|updat|clarif|explain|extend|postpon|suspend|interpret)"
    r"\w{0,5}\s(?:the\s)?(?:\w{1,14}\s){0,3}(?:announcement|notice|circular|notification|alert|advisory)s?\s{0,3}[(\[]?$",
    *("revok", "repeal", "withdr", "rescind", "abolish", "amend", "replac", "supersed", "updat", "clarif", "explain"),
    *("extend", "postpon", "suspend", "interpret"),
)
# `转发某局关于…的通知(某监〔2031〕5号)`: the number of what is passed on.
_PASSES_ON = regex(r"^转发[^《》关]{1,40}关于(?!.{0,300}(?:的(?:通知|公告|通告|函)){2})")
# `Decoding Announcement No. 5 of 2031 on widgets`: an article about it.
_ARTICLE = regex(r"(?:\w{3,20}ing|what|how|why|when|inside|guide to)\s", re.IGNORECASE)
# `Announcement No. 5 of 2031 takes effect`: news of it.
_SAID_OF = regex(
    r"[\s)\]]{0,4}\b(?:(?:to|will|shall) )?(?:takes?|comes?|enters?|go(?:es)?|is|are|was|has|have|explained|clarifies"
    r"|requires|repealed|replaced|(?:revised|amended)(?! (?-i:[A-Z]))|be) ",
    re.IGNORECASE,
)
# `Medical Product Alert N° 2/2031 Falsified widgets`, `MOH Cir 0012_2031 Revised …`
_ALERT = Gated(
    r"(?:(?:WHO|FDA|medical|product|public|health|drug|medicines?|device|safety|quality|field|rapid)\s){0,4}"
    r"(?:alert|advisory)\s?$|(?-i:[A-Z]{2,8}\s){1,3}cir\.?\s?$",
    "alert",
    "advisory",
    "cir",
)
_GOES_ON = regex(r"[\s)\]]{0,4}[:—–|-]\s")
# `Administrative Order No. 2031-0012 || Widgets`: what bars part from the name is its number.
_BEFORE_BARS = regex(r"[\s)\]]{0,4}\|\|")
# `Announcement No. 21, 2025, of the Ministry of Commerce`
_OF_ITS_ISSUER = regex(r"[\s)\]]{0,4}(?:,?\s(?:of|by|from|the|and|for|[A-Z][\w&-]{0,30})){2,40}[\s.]{0,3}$")
# `国家药监局公告 2025年第21号 支架目录`
_HAN_HEAD = regex(r"[^《》()\d]{0,40}(?:公告|通告)\s{0,3}$")
_HAN_GOES_ON = regex(r"\s{0,3}[:\s]\s{0,3}(?!附件|解读|更正)\S")
# `Announcements No. 3 of 2024 and No. 5 of 2024`: cited together.
_TOGETHER = regex(r"(?:\b(?:and|or)|[、和及与])\s{0,3}$", re.IGNORECASE)
# `Regulation (EU) No 536/2014`: a law that nearly every title with it cites.
_OF_THE_UNION = regex(r"\((?:EU|EC|EEC|Euratom)\)\s{0,3}$")
# `Agency Issues Notice on Widgets – Notice No. 5 of 2031`
_APART = regex(r"\s[–—-]\s(?:[A-Z]{2,8}\s)?(?:announcement|notice|circular|notification)\s{0,3}$", re.IGNORECASE)
# `更正公告（2025年第12号）`, `关于更正…的公告（2025年第12号）`: the number of the correcting act itself.
_CORRECTING_ACT = regex(r"(?:更正|补充|勘误)(?:公告|通告|通知|说明)\s{0,3}$")
_ANY_ACT = regex(r"\b(?:announcement|notice|circular|notification)\b", re.IGNORECASE)
_OPENED = regex(r"[(\[【〔][^()\[\]【】〔〕]{0,50}$")


def read_number(title: str) -> tuple[str, str] | None:
    """Return the number as `YYYY-N` and the words that give it; None if the title has none of its own.

    `title` is NFKC-folded and bounded by the caller. An interpretation has no number of its own, it cites one.
    """
    if not _HINT().search(title):
        return None
    title = in_digits(title)
    if title.endswith(")") or "." in title[-6:]:
        title = _ATTACHED().sub("", title)
    if not _DIGIT().search(title) or _INTERPRETS.search(title):
        return None
    found = find_numbers(title)
    # Try the last one first: cited numbers come before the document's own.
    correction = find_correction(title) if found else None
    for match in sorted(found, key=lambda each: each.end(), reverse=True):
        if correction is not None and _is_corrected(title, match, correction):
            continue
        barred = _BEFORE_BARS().match(title, match.end()) and "|" not in title[: match.start()]
        if barred or _is_own(title, match):
            words = match[0].strip(" (")
            return f"{match['year']}-{int(match['number'])}", words if "(" in words else words.rstrip(" )")
    return None


def _is_of_a_file(title: str, match: re.Match[str], before: str) -> bool:
    """Return True if the words before the number end with the code of an office's files."""
    # In a title in capitals, any word looks like a code.
    return not (title.isupper() or _IN_ITS_BRACKETS().match(match[0])) and bool(_OF_A_FILE().search(before))


def _is_council_file(title: str, before: str, about: re.Match[str] | None) -> bool:
    """Return True if the State Council is the issuer and the code before the number is one of its own."""
    # `关于改革某制度的意见（国发〔2031〕44号）` names nobody: the number does.
    is_bare = about is not None and about.start() == 0 and "转发" not in title
    acts = about is not None and (is_bare or _STATE_COUNCIL().search(title, 0, about.start()))
    return bool(acts and _OF_THE_STATE_COUNCIL().search(before))


def _is_corrected(title: str, match: re.Match[str], correction: re.Match[str]) -> bool:
    """Return True if a number behind the words of a correction is that of the corrected document.

    Only an act that corrects has a number of its own there, in brackets at the end: `Announcement on Correcting …`.
    """
    if match.start() < correction.start():
        return False
    lead = title[: match.start()].rstrip("([（【〔 ")
    if _CORRECTING_ACT().search(lead):
        return False
    bracketed = len(lead) < match.start() or match[0][0] in "([【〔"
    if not bracketed:
        return True
    if "号" in match[0]:
        # `更正：…的公告（2025年第12号）` has the number of the corrected announcement.
        return not ("关于" in title[: correction.start()] and _HAN_ACT().search(lead))
    return not _ANY_ACT().search(title, 0, correction.start() + 1) or bool(_OF_ANOTHER_ACT().search(lead))


def _is_own(title: str, match: re.Match[str]) -> bool:
    before = title[max(0, match.start() - 60) : match.start()]
    head = title[: match.start()]
    about = _ABOUT().search(title)
    is_last = not title[match.end() :].strip(" )]")
    if (
        (not is_last and _SAID_OF().match(title, match.end()))
        or _PASSES_ON().match(title)
        or _CHANGED.search(before)
        or _OF_A_LAW().search(before)
        or _OF_THE_UNION().search(before)
        or (_is_of_a_file(title, match, before) and not _is_council_file(title, before, about))
    ):
        return False
    end = len(title[: match.end()].rstrip())
    goes_on = not is_last and (_GOES_ON().match(title, end) or _OF_ITS_ISSUER().match(title, end))
    heads = (
        (goes_on and _HEAD().match(head))
        or _ALERT.match(head)
        or (_HAN_GOES_ON().match(title, match.end()) and _HAN_HEAD().match(head) and "关于" not in head)
    )
    if heads or (about and match.end() <= about.start() + 1 and not _ARTICLE().match(title)):
        return True  # `NMPA Announcement No. 88 of 2019 on …`
    quoted = title.count("《", 0, match.start()) > title.count("》", 0, match.start())
    if quoted or not _END().match(title, match.end()):
        return False
    opened = _OPENED().search(before)
    if opened or match[0][0] in "([【":
        # `… the Announcement (No. 8, 2021)` cites; in Chinese the act itself stands there: `…的公告（2021年第8号）`.
        lead = before[: opened.start()] if opened else before
        return not (about and "号" not in match[0] and _OF_ANOTHER_ACT().search(lead))
    if _TOGETHER().search(before):
        return False
    is_outer = _HAN_ACT().search(before) or _APART().search(before)
    return bool(is_outer) or not (about and _OF_ANOTHER_ACT().search(before))
