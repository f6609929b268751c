"""Read names of a document that `subject_of` does not return: acts of the Union, codes, standards, bare names."""

import re
from functools import lru_cache

from cdetrack.text.clean import LONGEST_TITLE
from cdetrack.text.regex import Gated, has_any, regex

_BODIES_OF_STANDARDS = ("GB", "GBZ", "YY", "WS", "ISO", "IEC")
_STANDARD_CODE = regex(
    rf"(?<![A-Za-z])(?P<body>{'|'.join(_BODIES_OF_STANDARDS)})(?:/[TZ])?\s?(?P<number>\d{{2,6}}(?:\.\d{{1,3}})?)(?!\d)"
)
# `Regulation (EU) 2031/9 of the European Parliament and of the Council of 5 April 2031 on widgets`
_OF_THE_UNION = Gated(
    r"^(?:(?:amended )?proposal for an? |draft )?(?:(?:commission|council|implementing|delegated) ){0,3}"
    r"(?:regulation|directive|decision)(?: \((?:EU|EC)\))?(?: (?:no\.? )?\d{1,4}/\d{1,4})?"
    r"(?: of the european parliament(?: and of the council)?| of the council)?(?: of \d{1,2} [a-z]{3,9} \d{4})?,? "
    r"(?=(?:on|amending|laying|as regards|concerning|establishing|relating|supplementing|repealing)\b)",
    *("regulation", "directive", "decision"),
)
_UNION_PROPOSES = Gated(r"(?:amended )?proposal for |draft ", "proposal for ", "draft ")


def union_name(title: str) -> str:
    """Return the title of an act of the European Union, or of its proposal, behind the sort, the number and the day.

    An empty text for any other title.
    """
    found = _OF_THE_UNION.search(title[:LONGEST_TITLE])
    return title[found.end() : LONGEST_TITLE] if found else ""


@lru_cache(maxsize=4096)
def is_union_proposal(title: str) -> bool:
    """Return True for the title of a proposal or a draft for an act of the European Union."""
    return _UNION_PROPOSES.match(title) is not None and bool(union_name(title))


# `Recalls Under 21 CFR Part 7`, `Widgets Under the Public Health Service Act`
_UNDER_LAW = Gated(
    r"\s(?:(?:regulated )?(?:solely )?under|pursuant to|in accordance with)\s(?:the )?"
    r"(?:(?:sections?|title|(?:sub)?parts?|chapter|\d{1,2} CFR)\b[^;:]{1,120}|[A-Z][^;:]{3,100}? Act(?: of \d{4})?)"
    r"(?=[;:]|$)",
    *("under", "pursuant", "accordance"),
)
# `GFI #999 Widgets in Animals`: the number of a guidance in its agency's list.
_NUMBERED_IN_LIST = Gated(
    r"^(?:draft )?(?:cvm )?gfi (?:#|no\.? ?)?\d{2,4}\s?[:–—-]{0,2}\s"
    r"|[\s,]{1,2}\(?(?:cvm )?gfi (?:#|no\.? ?)?\d{2,4}\)?$",
    "gfi ",
)
_ICH_BEFORE = regex(
    r"^(?:draft )?(?:ich )?(?:harmoni[sz]ed )?(?:guidelines? )?(?P<code>[EMQS]\d{1,2}[A-F]?(?:\s?\(R\d\))?)(?=[\s:])",
    re.IGNORECASE,
)


def council_code(title: str) -> str:
    """Return the code of a guideline of the council, with its round, that an English title begins with."""
    found = _ICH_BEFORE().search(title[:LONGEST_TITLE])
    return found["code"].replace(" ", "").upper() if found else ""


# `(CPMP/EWP/1401/98 Rev. 1)`, `(GUI-0001)`: what an agency files a guideline under, whatever its name becomes.
_FILE = Gated(
    r"\b(?:(?:EMA|EMEA|CHMP|CPMP)/){1,2}(?P<file>(?:[A-Z]{2,7}/){0,3}\d{2,7}/\d{2,4})\b"
    r"(?:[ /,(]{0,3}rev(?:ision)?\.? ?(?P<revision>\d{1,2}))?|\b(?P<guide>GUI-\d{4})\b"
    # `PE 009-17`, of the inspectors' co-operation scheme
    r"|^(?P<scheme>P[EIS] 0\d\d)-(?P<issue>\d{1,2})\b"
    # `IMDRF/RPS WG/N99FINAL:2031`, and the proposal `IMDRF/RPS WG (PD1)/N99R1`
    r"|\bIMDRF/[A-Z ]{2,20}(?:\((?:PD|DF)\d\))?/(?P<forum>N\d{1,3})(?:(?:R\d{1,2})?\s?\(?FINAL\)?:\s?(?P<year>\d{4}))?"
    # `MDCG 2031-9 Rev.1`
    r"|(?:^|^update\s?[:–—-]\s)(?P<group>MDCG (?:19|20)\d\d-\d{1,2})"
    r"(?:[ ,-]{1,3}(?:rev(?:ision)?\.? ?|v)(?P<of_group>\d{1,2}))?\b"
    # `VICH GL99 (R1)`, of the council for medicines for animals
    r"|\b(?P<animals>VICH GL ?\d{1,2})(?: ?\(R(?P<of_animals>\d)\))?",
    *("ema/", "emea/", "chmp/", "cpmp/", "gui-", "pe 0", "pi 0", "ps 0", "imdrf/", "mdcg ", "vich gl"),
)
_CODES = ("file", "guide", "scheme", "forum", "group", "animals")
_ROUNDS = ("revision", "issue", "year", "of_group", "of_animals")
"""The groups of `_FILE` with what a text is filed under, and those with its round."""
# `Overview of Comments on the Guideline`, `Annex 2 to Q39(R2)`: a text beside the guideline of a code.
_BESIDE = Gated(
    r"\b(?<!integrated )addendum\b|\b(?:overview|comments|concept paper|questions?|q ?(?:&|and) ?as?|faqs?|annex"
    r"|appendix|training|slides|webinar|presentation|implementation|work ?plan|business plan|supplement|amendment"
    r"|report)\b",
    *("addendum", "overview", "comment", "concept", "question", "q&", "q &", "qand", "q and", "faq"),
    *("annex", "appendix", "training", "slides", "webinar", "presentation", "implementation", "plan"),
    *("supplement", "amendment", "report"),
)


@lru_cache(maxsize=4096)
def code_and_round(title: str) -> tuple[str, int]:
    """Return the code of the guideline that an English title is, and its round or revision; an empty code without one.

    `E6(R3)` is a round of the guideline E6, and `CPMP/EWP/1401/98 Rev. 1` a revision of 1401/98.
    """
    if _BESIDE.search(title[:LONGEST_TITLE]):
        return "", 0
    if code := council_code(title):
        base, _, behind = code.partition("(R")
        return base, int(behind.rstrip(")") or 0)
    files = list(_FILE.finditer(title[:LONGEST_TITLE]))
    if len(files) != 1:
        return "", 0
    found = files[0]
    code = next(filter(None, map(found.group, _CODES)))
    return code, int(next(filter(None, map(found.group, _ROUNDS)), 0))


# `Widget Studies: Planning and Conduct; Guidance for Industry`; a part of a document, or a text beside it, is another.
_SUBTITLE = Gated(
    r"(?<=[a-z)])(?:: |\s?(?:—|--)\s?| [-–] (?=(?-i:[a-z-]+ [a-z])))(?=[^:;]{12,160}(?:;|$))"
    r"(?![^;]{0,160}\b(?:modules?|parts?|annex(?:es)?|append\w+|chapters?|volumes?|sections?|questions?|q ?& ?as?"
    r"|faqs?|updates?|updated|revis\w+|supplement\w*|(?<!integrated )addend\w+|training|examples?|implement\w+"
    r"|compliance guide|amend\w*|correct\w*|guidances?|guidelines?|draft|consultation|comments?|step)\b)"
    r"[^:;]{12,160}?(?=\s\((?:Rev|Revision|Version|Edition)\b[^()]{1,8}\)$|;|$)",
    *(": ", "—", "--", " - ", " – "),
)
_SAYS_SORT = regex(r"\b(?:guid(?:ances?|elines?)|reflection paper|(?:proposed|final) rule)\b", re.IGNORECASE)
# `Widget Machines - A Subset of Machines: Terms`, of which the final is `Widget Machines: Terms`
_MIDDLE = Gated(r"(?<=[\w)]) [-–—] [^:;]{12,120}(?=: [^:;]{6,})", " - ", " – ", " — ")


def shorter_titles(title: str) -> list[str]:
    """Return an English title without each of the parts that the title of its final may leave out.

    These are the law that its document is under and its number in a list, a subtitle, what stands between a dash and a
    colon, and the word `Certain`.
    """
    title = title[:LONGEST_TITLE]
    shorter = [_UNDER_LAW.sub("", _NUMBERED_IN_LIST.sub("", title)), _MIDDLE.sub("", title)]
    if _SUBTITLE.may_match(title) and _SAYS_SORT().search(title):
        shorter.append(_SUBTITLE.sub("", title))
    shorter += [title.replace(" Certain ", " ")]
    return [each for each in shorter if each != title]


def standards_in(title: str) -> frozenset[str]:
    """Return the codes of the standards that a title names, such as `GB9706.1`, without their years."""
    if not has_any(title, _BODIES_OF_STANDARDS):
        return frozenset()
    return frozenset(found["body"] + found["number"] for found in _STANDARD_CODE().finditer(title[:LONGEST_TITLE]))
