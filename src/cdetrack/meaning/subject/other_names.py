"""Read names of a document that `subject_of` does not return: acts of the Union, codes, standards, bare names."""

import re

from cdetrack.meaning.subject.values import TITLE
from cdetrack.text.gated import Gated, has_any
from cdetrack.text.regex import regex

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
_UNION_PROPOSES = regex(r"(?:amended )?proposal for |draft ", re.IGNORECASE)


def union_name(title: str) -> str:
    """Return the title of an act of the European Union, or of its proposal, behind the sort, the number and the day.

    An empty text for any other title.
    """
    found = _OF_THE_UNION.search(title[:TITLE])
    return title[found.end() : TITLE] if found else ""


def is_union_proposal(title: str) -> bool:
    """Return True for the title of a proposal or a draft for an act of the European Union."""
    return _UNION_PROPOSES().match(title) is not None and bool(union_name(title))


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
    found = _ICH_BEFORE().search(title[:TITLE])
    return found["code"].replace(" ", "").upper() if found else ""


def unadorned(title: str) -> str:
    """Return an English title without the law that its document is under, and without a number in a list.

    An empty text for a title without them: one of two titles may leave them out.
    """
    bare = _UNDER_LAW.sub("", _NUMBERED_IN_LIST.sub("", title[:TITLE]))
    return "" if bare == title[:TITLE] else bare


def standards_in(title: str) -> frozenset[str]:
    """Return the codes of the standards that a title names, such as `GB9706.1`, without their years."""
    if not has_any(title, _BODIES_OF_STANDARDS):
        return frozenset()
    return frozenset(found["body"] + found["number"] for found in _STANDARD_CODE().finditer(title[:TITLE]))
