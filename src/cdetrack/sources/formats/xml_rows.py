"""Read the list in XML that is no feed: the rows of a table, or the answer of a service, as JSON of the same shape."""

from collections.abc import Mapping

from lxml import etree

from cdetrack.errors import UnreadableError
from cdetrack.model.record import Listing, Page
from cdetrack.sources.entries import is_date
from cdetrack.sources.formats import json_list
from cdetrack.sources.formats.feed_xml import local_name, other_kind

_DEEPEST = 40
_OF_OTHER_THINGS = frozenset({"sitemapindex", "opml", "error"})
"""Root elements of lists that are known to be no notices."""
_ROWS = frozenset({"row", "item", "record", "entry", "result", "doc", "notice", "news", "article"})


def parse(page: Page, root: etree._Element) -> Listing:
    """Return the entries of a list with dates. Raises UnreadableError if there is none."""
    if local_name(root) in _OF_OTHER_THINGS:
        raise other_kind(page, root)
    try:
        listing = json_list.parse(page, {_bare(root.tag): _value(root, _DEEPEST)})
    except UnreadableError as problem:
        raise other_kind(page, root) from problem
    if not any(raw.date and is_date(raw.date) for raw in listing.notices):
        raise other_kind(page, root)
    return listing


def _value(element: etree._Element, depth: int) -> object:
    """Return the text of an element, with that of any markup in it, or an object of its attributes and elements."""
    attributes = {_bare(name): value for name, value in element.attrib.items()}
    words = element.text or ""
    if not len(element) or depth == 0 or words.strip() or any((child.tail or "").strip() for child in element):
        text = "".join(map(str, element.itertext())).strip()
        return text or attributes
    inner: dict[str, list[object]] = {}
    for child in element:
        inner.setdefault(_bare(child.tag), []).append(_value(child, depth - 1))
    fields = {
        name: values if len(values) > 1 or _is_row(name, values[0], inner) else values[0]
        for name, values in inner.items()
    }
    return {**attributes, **fields}


def _is_row(name: str, value: object, beside: Mapping[str, object]) -> bool:
    """Return True for an element that is the only row of a list: it has a usual name, or stands alone."""
    return isinstance(value, dict) and bool(value) and (len(beside) == 1 or name.lower() in _ROWS)


def _bare(name: object) -> str:
    """Return a name without its namespace, in the case of the file: a field may be `publishDate`."""
    return str(name).rpartition("}")[2]
