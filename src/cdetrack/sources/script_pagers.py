"""Find the further page of a listing whose pager a script writes, as in `createPageHTML(25, 0, "index", "html")`."""

import re
from collections.abc import Iterable

_CALLED = re.compile(
    r"\bcreatePageHTML\(\s{0,9}(?P<place>['\"][\w-]{0,40}['\"]\s{0,9},\s{0,9})?(?P<pages>\d{1,5})\s{0,9},\s{0,9}"
    r"(?P<shown>\d{1,5})\s{0,9},\s{0,9}['\"](?P<name>[\w./-]{1,99})['\"]\s{0,9},\s{0,9}['\"](?P<ending>[a-z]{2,6})['\"]"
)
"""The call of TRS, a system of many Chinese sites; with the place of the pager in front, it counts pages from 1."""
_COUNTED = re.compile(
    r"(?<![\w$.])(?:total_?pages?|page_?(?:count|total)|count_?pages?)['\"]?\s{0,9}[:=]\s{0,9}['\"]?(?P<pages>\d{1,5})"
    r"(?![\d.])",
    re.IGNORECASE,
)
"""The number of pages that a script is given: `totalPage: 54`."""


def next_in(scripts: Iterable[str]) -> tuple[bool, str | None]:
    """Return whether there is a further page by the scripts of a page, and the next one's address, if they tell it."""
    exists = False
    for script in scripts:
        if call := _CALLED.search(script):
            number, last = int(call["shown"]) + 1, int(call["pages"]) - (call["place"] is None)
            return number <= last, f"{call['name']}_{number}.{call['ending']}" if number <= last else None
        exists = exists or any(int(found["pages"]) > 1 for found in _COUNTED.finditer(script))
    return exists, None
