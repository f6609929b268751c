"""Find JSON in an HTML page: in a browser's or an add-on's view of an answer, or in what a page keeps for its script.

Chromium, Safari and many add-ons show the answer in `pre`, Firefox in `#json`, Edge in a hidden `div`; pages keep
their own data in `script[type="application/json"]`, or tell search engines of it in `application/ld+json`.
"""

from collections.abc import Iterator
from typing import NamedTuple

from cdetrack.model.record import Page
from cdetrack.sources.markup import tree

_PLACES = ("pre", "code", "textarea", "div", "plaintext", "body", "script")
_MOST = 50
_WHOLE = frozenset({"pre", "code", "textarea", "plaintext"})
"""Elements whose text counts with that of the elements inside, which only colour it."""


class JsonText(NamedTuple):
    """The text of a JSON value, and whether it is the page's own data and not what the page shows."""

    text: str
    is_data: bool


def json_texts(page: Page) -> Iterator[JsonText]:
    """Yield what looks like JSON in an HTML page, in its order; raise UnreadableError for a page that has no tree."""
    seen = 0
    for element in tree(page).iter(*_PLACES):
        data = element.tag == "script"
        if data and "json" not in (element.get("type") or "").lower():
            continue
        text = element.text or ""
        if len(element) and element.tag in _WHOLE:
            text = "".join(str(piece) for piece in element.itertext())
        text = text.strip()
        if text[:1] in {"{", "["} and text[-1:] in {"}", "]"}:
            yield JsonText(text, is_data=data)
            seen += 1
            if seen >= _MOST:
                return
