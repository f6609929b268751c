"""Find JSON in an HTML page: a browser's view of a response, or the data for the page's scripts.

Chromium, Safari and many add-ons show a response in `pre`, Firefox in `#json`, Edge in a hidden `div`. Pages have data
in `script[type="application/json"]`, in scripts (`script_values`), for search engines in `application/ld+json`, and in
attributes such as `data-page` or `:items`, from which a component is built.
"""

import json
from collections.abc import Iterator, Mapping
from itertools import chain, compress, islice
from typing import NamedTuple

from lxml import etree

from cdetrack.model.record import Page
from cdetrack.sources.formats.field_names import fields_of
from cdetrack.sources.formats.json_syntax import loads
from cdetrack.sources.markup import tree
from cdetrack.sources.wrappers import script_values

_PLACES = ("pre", "code", "textarea", "div", "plaintext", "body", "script")
_MOST = 50
_SHORTEST_ATTRIBUTE = 60
_WHOLE = frozenset({"pre", "code", "textarea", "plaintext"})
"""The text of these includes that of inner elements, which only highlight it."""
_FEWEST = 2


class JsonText(NamedTuple):
    """The text of a JSON value; `is_data` if it is in a script element or attribute, not visible on the page."""

    text: str
    is_data: bool


def json_texts(page: Page) -> Iterator[JsonText]:
    """Yield each text in an HTML page that looks like JSON. Raises UnreadableError for a page that cannot be parsed."""
    root = tree(page)
    yield from islice(chain(_shown(root), _data(root)), _MOST)


def _shown(root: etree._Element) -> Iterator[JsonText]:
    for element in root.iter(*_PLACES):
        if element.tag == "script":
            continue
        text = element.text or ""
        if len(element) and element.tag in _WHOLE:
            text = "".join(str(piece) for piece in element.itertext())
        if text := _json(text):
            yield JsonText(text, is_data=False)


def _data(root: etree._Element) -> Iterator[JsonText]:
    """Yield the data in scripts and attributes; the small entries for search engines as one list."""
    scripts: list[str] = []
    linked: list[object] = []
    for element in root.iter("script"):
        text = element.text or ""
        kind = (element.get("type") or "").lower()
        if "ld+json" in kind:
            linked += _linked(text)
        elif "json" not in kind:
            scripts.append(text)
        elif text := _json(text):
            flat = script_values.revived(text) if element.get("id") == "__NUXT_DATA__" else None
            yield JsonText(flat or text, is_data=True)
    for text in script_values.values_in(scripts):
        yield JsonText(text, is_data=True)
    if linked:
        yield JsonText(json.dumps(linked), is_data=True)
    for element in root.iter(etree.Element):
        for value in element.attrib.values():
            if len(value) >= _SHORTEST_ATTRIBUTE and (text := _json(str(value))):
                yield JsonText(text, is_data=True)


def _json(text: str) -> str:
    """Return a text that may be JSON, or an empty string."""
    text = text.strip()
    return text if text[:1] in {"{", "["} and text[-1:] in {"}", "]"} else ""


def _items(node: object) -> list[object]:
    """Return the entries of an `ItemList`, also of the one in a `CollectionPage`; an empty list for other nodes."""
    for _ in range(2):
        if not isinstance(node, dict):
            break
        found = node.get("itemListElement")
        if isinstance(found, list):
            entries = (each.get("item", each) if isinstance(each, dict) else each for each in found)
            return [each if isinstance(each, dict) else own for each, own in zip(entries, found, strict=True)]
        node = node.get("mainEntity")
    return []


def _linked(text: str) -> list[object]:
    """Return the nodes of a script for search engines; with several dated ones, only these."""
    text = text.replace("<![CDATA[", "").replace("]]>", "")
    start, end = text.find("{"), text.rfind("}")
    if "[" in text[: max(start, 0)]:
        start, end = text.find("["), text.rfind("]")
    try:
        value = loads(text[start : end + 1]) if start >= 0 else None
    except ValueError:
        return []
    nodes: list[object] = []
    for each in value if isinstance(value, list) else [value]:
        graph = each.get("@graph") if isinstance(each, dict) else None
        for node in graph if isinstance(graph, list) else [each]:
            nodes += _items(node) or [node]
    dated = [isinstance(node, Mapping) and bool(fields_of(node).days) for node in nodes]
    return list(compress(nodes, dated)) if sum(dated) >= _FEWEST else nodes
