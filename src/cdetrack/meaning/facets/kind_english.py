"""Find the kind of an English title: an act at its end, the noun that heads it, a headline, a phrase, a law."""

import re

from cdetrack.meaning.facets.headline import english_headline_kind
from cdetrack.meaning.facets.kind_nouns import (
    TAIL,
    has_verb,
    head_noun,
    heads_an_article,
    is_in_a_sentence,
    is_name,
    noun_kind,
    nouns_in,
)
from cdetrack.meaning.facets.kind_phrases import ENDS_AS_ANSWERS, appended_kind, kind_by_its_end
from cdetrack.meaning.regulators import ABROAD, OF_CHINA
from cdetrack.text.regex import Gated, has_any, regex

_ENGLISH = re.IGNORECASE

# The stage of a guideline of the ICH, which is no verb: `… - Step 2b`, also before the number of the agency.
ICH_STEP = Gated(
    r"\s[-–—]\sstep\s\d[ab]?\s{0,3}(?:$|\s[-–—]\s(?=(?:EMA|EMEA|CHMP|CPMP)/))|(?<=\))\sstep\s\d[ab]?(?=\son\b)",
    "step",
)
"""The step of a guideline behind its name."""
# `Draft of the revised guideline on …`
_DRAFT_OF = Gated(
    r"^(?:the )?(?:\w{1,12} )?(?:drafts?|translations?) of (?:the |a )?(?=\w)",
    "draft",
    "translation",
)
# `Appendix: Widget report form`, `TRS 999 - Annex 9: Model widget system`: the guidelines of the WHO are annexes of its
# reports.
_ANNEX = Gated(
    r"(?-i:^(?:(?P<who>(?:WHO )?TRS (?:No\. ?)?\d{3,4}\s?[-–—,]\s?Annex \d{1,2}\s?)"
    r"|(?:Annex|Appendix)(?: [\dA-Z]{1,4})?\s?):\s)",
    "trs",
    "annex",
    "appendix",
)
# `Widgets: Terms - Proposed Document`, of the IMDRF, and `Changes to widgets: Quality Document`, of Health Canada.
_DOCUMENT_OF_A_SET = Gated(
    r"\s[-–—]\s(?:Proposed|Final) Document(?=$|\s\(IMDRF/)|:\s(?:Framework|Quality|Safety and Efficacy) Document$",
    "document",
)
# `GN-09: Guidance on …`: an agency's code of the document.
_OWN_CODE = regex(
    r"^(?:[A-Z]{2,6}(?:-[A-Z]{2,4})?-?\d{1,4}[A-Z]?|IMDRF/[\w/ ]{2,20}/N\d{1,3}(?: FINAL)?(?::20\d\d)?"
    r"|(?:ICH )?[QSEM]\d{1,2}[A-Z]?(?:\(R\d\))?"
    r"|Canada Gazette, Part I{1,2})"
    r"(?:\s?:\s|(?<=:20\d\d) )"
)
# `The Widgets (Restrictions on Sales) Order 2031`: the short title of a law.
_STATUTE = Gated(
    r"(?<=[\w)] )(?-i:Act|Regulations?|Rules|Order|Code|Determination|Instrument|Standard|Specification)"
    r"(?: \(No\.? ?\d{1,3}\)|,|,? (?:No\. ?)?\d{1,3} of)? (?:19|20)\d\d$"
    # Not `Declaration of Widgetville 2031`.
    r"|(?<=\) )(?-i:Declaration|Notice|Direction)(?: \(No\.? ?\d{1,3}\))? (?:19|20)\d\d$",
    *("19", "20"),
)
# `Widget Quality System (for Trial Implementation)`, `Management of Widget Trials (No. 57 of 2020)`; a statutory order
# or rule by its number in the gazettes of India and Pakistan: `GSR 99(E) Inclusion of widgets`, `SRO 99(I)/2031`.
_NUMBERED_AS_AN_ACT = Gated(
    r"\((?:(?:for )?(?:trial|interim|provisional) (?:implementation|use|version)|(?:for )?try-?out"
    r"|no\.? ?\d{1,4}(?: of |, ?)(?:19|20)\d\d|\[?(?:19|20)\d\d\]? no\.? ?\d{1,4})\)$"
    r"|^(?:S\.?\s?(?:R\.?\s?)?O|G\.?\s?S\.?\s?R)\.?\s?(?:no\.?\s?)?\d{1,5}\s?\([EI]\)",
    *("trial", "interim", "provisional", "try", "(no", " no", "(e)", "(i)"),
)
_IN_BRACKETS = regex(r"\([^()]{0,120}\)")
_OF_A_LAW = regex(r"[:;]|\b(?:on|under|of|about|regarding|concerning|to|by|court|wins|amending)\b", _ENGLISH)
# `Supplement 11.5 of the pharmacopoeia now available`: said of the document.
_AT_HAND = regex(
    r"\bnow (?:also )?available\b|^(?:(?!on\b|of\b|about\b|for\b|that\b|to\b)[^\s:;]{1,40}\s){1,12}"
    r"(?<!commercially )available (?:for|from|on|in|at) [^:;]{1,80}$",
    _ENGLISH,
)
# `[Updated]`, `NMPA:`, `The Mainland of China :`: a mark, an authority or a place before the title.
_BEFORE_A_COLON = regex(
    r"^(?:[\[【][^\[\]【】]{1,30}[\]】]\s?)?(?:(?:(?:updated?|new|revised)\s?[:–-]"
    rf"|[^:;]{{0,80}}\b(?:Administration|Agency|MPA|{OF_CHINA}|{ABROAD}|Commission|Office|Authority"
    r"|Association|Department of Health)(?: \([A-Z]{2,8}\))?\s?:"
    r"|(?:(?:the )?(?:mainland|people['’]s republic) of )?(?:china|mainland|PRC|hong kong|taiwan|macao|macau|europe|EU"
    r"|european union|UK|united kingdom|USA?|U\.S\.|united states|japan|(?:south )?korea|singapore|australia|canada"
    r"|india|switzerland|brazil|beijing|shanghai|guangdong|hainan)(?:\s?\([^()]{1,40}\))?(?:\s?:|\s[–—-]))\s)?",
    _ENGLISH,
)
# `Letter to wholesalers from the Department of Health: Trade in widgets`
_LETTER = regex(r"(?:(?:open|joint|circular) )?letters? (?:to|from)\b", _ENGLISH)
_MARKS_BEHIND_A_LEAD = (":", "–", "—", "-")
# The name of an authority with a word for a document.
_REGULATION_IN_A_NAME = Gated(
    r"\bState Administration (?:for|of) Market Regulation\b"
    r"|\b(?:Cent(?:er|re)|Office|Bureau|Division|Department|Directorate) (?:for|of) "
    r"(?-i:(?:[A-Z]\w+ ){1,3})Regulation\b",
    "regulation",
)
# The name of an authority with a preposition.
_OF_IN_A_NAME = Gated(
    r"\b(?:Ministry|(?:General |National |State )?Administration|Cent(?:er|re)|Institutes?) (?:of"
    r"|for) (?:Public Security|Commerce"
    r"|Finance|Education|Justice|Health|Customs|Agriculture(?: and Rural Affairs)?|Science and Technology"
    r"|Industry and Information Technology|Ecology and Environment|Human Resources and Social Security|Drug Evaluation"
    r"|Food and Drug Inspection|Medical Device Evaluation|Food and Drug Control|Traditional Chinese Medicine"
    r"|Disease Control and Prevention)\b",
    *("ministry", "administration", "center", "centre", "institute"),
)


def english_kind(title: str) -> tuple[str, str] | None:
    """Return the kind of an English title and the words that give it; None if it names none."""
    annex = _ANNEX.match(title)
    found = _kind_of_document(title[annex.end() :]) if annex else None
    if annex and not found and annex["who"]:
        return "guideline", annex["who"].rstrip()
    of_a_set = _DOCUMENT_OF_A_SET.search(title)
    found = found or _kind_of_document(title[: of_a_set.start()] if of_a_set else title)
    return found or (("guideline", of_a_set[0].strip(" :-–—")) if of_a_set else None)


def _kind_of_document(title: str) -> tuple[str, str] | None:
    title = _OF_IN_A_NAME.sub("Ministry", _REGULATION_IN_A_NAME.sub("SAMR", title))
    title = _DRAFT_OF.sub("", _OWN_CODE().sub("", ICH_STEP.sub("", _without_lead(title))))
    appended = appended_kind(title)
    if appended:
        return appended
    first = TAIL().search(title)
    opening = first.start() if first else len(title)
    noun = head_noun(title, opening)
    # An act that opens the title is outermost: `Notice of …`, `NMPA CDE Announcement on …`.
    opens = noun is not None and noun.start() < opening and not has_verb(title, 0, noun.start())
    if noun and opens and noun.lastgroup in {"announcement", "notice"} and not heads_an_article(title):
        return noun.lastgroup, noun[0]
    named = noun is not None and opens and TAIL().match(title, noun.end() + 1) is not None
    found = english_headline_kind(title, is_name=named)
    if found or ("available" in title and _AT_HAND().search(title)):
        return found or kind_by_its_end(title)
    answers = ENDS_AS_ANSWERS.search(title)
    if answers:
        return "qa", answers["name"] or answers["opening"]
    if (
        noun
        and not is_in_a_sentence(title, noun)
        and not heads_an_article(title)
        and (noun.start() < opening or is_name(title, noun))
    ):
        return noun_kind(title, noun), noun[0]
    return kind_by_its_end(title) or _statute(title) or _numbered(title)


def _statute(title: str) -> tuple[str, str] | None:
    """Return `regulation` for the short title of a law, which names no other document or act before its sort."""
    found = _STATUTE.search(title)
    named = _IN_BRACKETS().sub("", title[: found.start()]) if found else ""
    is_bare = found is not None and not has_verb(named) and _OF_A_LAW().search(named) is None
    return ("regulation", found[0]) if found and is_bare else None


def _numbered(title: str) -> tuple[str, str] | None:
    """Return `regulation` for a title that names no document and is marked as rules are: tried out, or by a number."""
    found = _NUMBERED_AS_AN_ACT.search(title)
    named = found is not None and (found.start() == 0 or not has_verb(title))
    return ("regulation", found[0]) if found and named else None


def _without_lead(title: str) -> str:
    """Return the title without a mark, an authority or a place before it, or words before bars that name nothing."""
    opening, bars, name = title.partition("|| ")
    if bars and next(nouns_in(opening), None) is None:
        return name
    lead = _BEFORE_A_COLON().match(title) if title[:1] in "[【" or has_any(title, _MARKS_BEHIND_A_LEAD) else None
    return title[lead.end() :] if lead and _LETTER().match(title) is None else title
