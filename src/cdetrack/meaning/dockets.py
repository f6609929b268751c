"""Read the docket of an American notice, and the entry of the Federal Register that it cites: `FDA-2031-D-9999`.

An agency files a draft, the longer time to comment on it and the final text in one docket.
"""

import re
from functools import lru_cache
from itertools import chain

from cdetrack.model.notice import Notice
from cdetrack.text.regex import has_any, regex

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
    read = [text[:_REACH] for text in texts if text]
    headings = (found[0] for text in read if "ocket" in text and (found := _HEADING().search(text)))
    for words in chain([told], headings):
        if named := _named_in(words):
            return named if len(named) <= _MOST else frozenset()
    named = frozenset().union(*map(_named_in, read))
    return named if len(named) == 1 else frozenset()


def _named_in(text: str) -> frozenset[str]:
    plain = text if text.isascii() else text.translate(_DASHES)
    return frozenset(_DOCKET().findall(plain)) if has_any(plain, _SIGNS) else frozenset()


@lru_cache(maxsize=4096)
def entries_cited(summary: str | None, body: str | None) -> frozenset[str]:
    """Return the numbers of the entries of the Federal Register that a text cites: `In FR Doc. 2031-09999, …`."""
    texts = (text[:_REACH].translate(_DASHES) for text in (summary, body) if text and "FR Doc" in text)
    return frozenset(found["number"].upper() for text in texts for found in _ENTRY().finditer(text))
