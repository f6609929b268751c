"""Find JSON in an HTML page: a browser's view of a response, or the data for the page's scripts.

Chromium, Safari and many add-ons show a response in `pre`, Firefox in `#json`, Edge in a hidden `div`. Pages have data
in `script[type="application/json"]`, in a script such as `window.__data = {…};`, or for search engines in
`application/ld+json`.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from cdetrack.model.record import Page
from cdetrack.sources.markup import tree

_PLACES = ("pre", "code", "textarea", "div", "plaintext", "body", "script")
_ASSIGNED = re.compile(r"\s{0,99}(?:(?:var|let|const)\s+)?[\w$.]{1,80}\s{0,9}=\s{0,9}[{\[]")
"""The beginning of a script that is one value: `window.__data = {`."""
_MOST = 50
_WHOLE = frozenset({"pre", "code", "textarea", "plaintext"})
"""The text of these includes that of inner elements, which only highlight it."""


class JsonText(NamedTuple):
    """The text of a JSON value; `is_data` if it is in a script element, not visible on the page."""

    text: str
    is_data: bool


def json_texts(page: Page) -> Iterator[JsonText]:
    """Yield each text in an HTML page that looks like JSON. Raises UnreadableError for a page that cannot be parsed."""
    seen = 0
    for element in tree(page).iter(*_PLACES):
        data = element.tag == "script"
        text = element.text or ""
        if data and "json" not in (element.get("type") or "").lower():
            assigned = _ASSIGNED.match(text)
            text = text[assigned.end() - 1 :].rstrip().rstrip(";") if assigned else ""
        if len(element) and element.tag in _WHOLE:
            text = "".join(str(piece) for piece in element.itertext())
        text = text.strip()
        if text[:1] in {"{", "["} and text[-1:] in {"}", "]"}:
            yield JsonText(text, is_data=data)
            seen += 1
            if seen >= _MOST:
                return
