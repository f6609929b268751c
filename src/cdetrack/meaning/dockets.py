"""Read the docket of an American notice, and the entry of the Federal Register that it cites: `FDA-2031-D-9999`.

An agency files a draft, the longer time to comment on it and the final text in one docket.
"""

import re
from functools import lru_cache

from cdetrack.model.notice import Notice
from cdetrack.text.regex import regex

_REACH = 20_000
"""Characters of a text that are searched."""
_SIGNS = ("-20", "-19")
_DOCKET = regex(r"(?<![A-Za-z\d-])[A-Z]{2,6}-(?:19|20)\d\d-[A-Z]-\d{4}(?!\d)")
# `[Docket Nos. FDA-2031-D-9998 and FDA-2031-N-9999]`, above the text
_HEADING = regex(r"\[Docket (?:No|Number)s?\.? ?[^\[\]]{8,300}\]", re.IGNORECASE)
_MOST = 3
"""The most dockets of one notice: one that is filed in more is of the agency's own affairs."""
_DASHES = str.maketrans("‐‑‒–—−", "------")
_ENTRY = regex(r"\bFR Doc(?:ument)?\.?(?: Nos?\.?)? ?(?P<number>(?:19|20)\d\d-\d{5}|E\d-\d{3,5})(?!\d)(?! Filed)")


def dockets_of(notice: Notice) -> frozenset[str]:
    """Return the dockets in which a notice is filed: those of its title or its address, or of the heading of its text.

    Without these, the one docket that its texts name; none if they name several.
    """
    files = " ".join(each.name for each in notice.attachments)
    return _dockets_in(f"{notice.title} {notice.url or ''}", notice.summary, notice.body, files)


def share_a_docket(a: Notice, b: Notice) -> bool:
    """Return True if two notices are filed in one docket."""
    return not dockets_of(a).isdisjoint(dockets_of(b))


@lru_cache(maxsize=4096)
def _dockets_in(told: str, *texts: str | None) -> frozenset[str]:
    if found := _found(told):
        return found if len(found) <= _MOST else frozenset()
    read = [text[:_REACH] for text in texts if text]
    for text in read:
        heading = _HEADING().search(text) if "ocket" in text else None
        if heading and (found := _found(heading[0])):
            return found if len(found) <= _MOST else frozenset()
    found = frozenset().union(*map(_found, read))
    return found if len(found) == 1 else frozenset()


def _found(text: str) -> frozenset[str]:
    plain = text if text.isascii() else text.translate(_DASHES)
    return frozenset(_DOCKET().findall(plain)) if any(sign in plain for sign in _SIGNS) else frozenset()


@lru_cache(maxsize=4096)
def entries_cited(summary: str | None, body: str | None) -> frozenset[str]:
    """Return the numbers of the entries of the Federal Register that a text cites: `In FR Doc. 2031-09999, …`."""
    texts = (text[:_REACH].translate(_DASHES) for text in (summary, body) if text and "FR Doc" in text)
    return frozenset(found["number"].upper() for text in texts for found in _ENTRY().finditer(text))
