"""Read what a script of a page does, without running it.

It may open an address, `javascript:open('/a/1.html')`, write words in its place, `document.write('…')`, or make
a pager, `createPageHTML(25, 0, "index", "html")`.
"""

import re
from collections.abc import Iterable

_LONGEST = 500
"""Characters of a script that are searched; a longer one does more than open an address."""
_STRING = r"""(["'])((?:(?!\1)[^\\\n]){1,400})\1"""
_ASSIGNED = re.compile(
    rf"(?:\blocation(?:\.href)?\s*=\s*|\blocation\.(?:assign|replace)\(\s*|\bwindow\.open\(\s*){_STRING}"
)
_QUOTED = re.compile(_STRING)
_ADDRESS = re.compile(
    r"https?://\S+|\.{0,2}/[^\s/]\S*|[\w./%-]+\.(?:s?html?|pdf|docx?|jspx?|aspx?|php|do)(?:[?#]\S*)?", re.IGNORECASE
)
"""A string that is an address in any call: absolute, or a path, or the name of a page."""
_WRITTEN = re.compile(rf"\s{{0,99}}document\.write(?:ln)?\(\s{{0,9}}{_STRING}\s{{0,9}}\)\s{{0,9}};?\s{{0,99}}")
_OPENED = re.compile(r"(?!javascript:|about:|#)(?:[^\s'\"]+|(?:https?:/|\.{0,2})/[^'\"]+)", re.IGNORECASE)
"""A string that is an address because the script opens it; the name of a file in a path may have spaces."""
_TURNED = re.compile(
    r"\bcreatePageHTML\(\s{0,9}(?P<place>['\"][\w-]{0,40}['\"]\s{0,9},\s{0,9})?(?P<pages>\d{1,5})\s{0,9},\s{0,9}"
    r"(?P<shown>\d{1,5})\s{0,9},\s{0,9}['\"](?P<name>[\w./-]{1,99})['\"]\s{0,9},\s{0,9}['\"](?P<ending>[a-z]{2,6})['\"]"
)
"""The call of TRS, a system of many Chinese sites; with the place of the pager in front, it counts pages from 1."""
_PAGES = re.compile(
    r"(?<![\w$.])(?:(?:logic)?total_?pages?|page_?(?:count|total)|count_?pages?)['\"]?\s{0,9}[:=]\s{0,9}['\"]?(?P<pages>\d{1,5})"
    r"(?![\d.])",
    re.IGNORECASE,
)
"""The number of pages that a script is given: `totalPage: 54`."""


def address_in(script: str, *, by_call: bool = True) -> str | None:
    """Return the only address in a script; None if it has none, or several, or puts one together.

    Without `by_call`, only an address that the script assigns to the location or opens in a window counts.
    """
    if not script or len(script) > _LONGEST:
        return None
    opened = {match[2].strip() for match in _ASSIGNED.finditer(script) if _OPENED.fullmatch(match[2].strip())}
    strings = [match for match in _QUOTED.finditer(script) if match[2].strip() in opened]
    if not opened and by_call:
        strings = [match for match in _QUOTED.finditer(script) if _ADDRESS.fullmatch(match[2].strip())]
    found = {match[2].strip() for match in strings}
    return found.pop() if len(found) == 1 and not any(_is_joined(script, match) for match in strings) else None


def _is_joined(script: str, found: re.Match[str]) -> bool:
    """Return True if the string is only a part of the address: `'/a/' + id`."""
    before, after = script[: found.start()].rstrip(), script[found.end() :].lstrip()
    return before.endswith("+") or after.startswith("+")


def words_of_script(script: str) -> str:
    """Return the words that a script writes in its own place, if it does nothing else; empty for markup."""
    found = _WRITTEN.fullmatch(script) if "document.write" in script else None
    return found[2] if found and "<" not in found[2] else ""


def next_in(scripts: Iterable[str]) -> tuple[bool, str | None]:
    """Return whether there is a further page by the scripts of a page, and the next one's address, if they tell it."""
    exists = False
    for script in scripts:
        if call := _TURNED.search(script):
            number, last = int(call["shown"]) + 1, int(call["pages"]) - (call["place"] is None)
            return number <= last, f"{call['name']}_{number}.{call['ending']}" if number <= last else None
        exists = exists or any(int(found["pages"]) > 1 for found in _PAGES.finditer(script))
    return exists, None
