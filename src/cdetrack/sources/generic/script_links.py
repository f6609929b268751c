"""Find the address that a script of a link or a block opens: `javascript:open('/a/1.html')`, `location.href='/a'`."""

import re

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
_OPENED = re.compile(r"(?!javascript:|about:|#)(?:[^\s'\"]+|(?:https?:/|\.{0,2})/[^'\"]+)", re.IGNORECASE)
"""A string that is an address because the script opens it; the name of a file in a path may have spaces."""


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
