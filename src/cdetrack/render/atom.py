"""Notices as an Atom feed (RFC 4287), which `sources.formats.feed` reads back as the same notices."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from xml.etree.ElementTree import Element, SubElement, tostring

from cdetrack.model.jsonform import timestamp
from cdetrack.model.notice import Notice
from cdetrack.render.heading import URN, Heading, midnight
from cdetrack.render.safe import legal_in_xml, link

_NAMESPACE = "http://www.w3.org/2005/Atom"
_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
# Characters that control a terminal: written as references, which XML parsers resolve.
_UNSEEN = re.compile(
    r"[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)


def notices_atom(notices: Iterable[Notice], feed: Heading, touched: Mapping[str, datetime]) -> Iterator[str]:
    """Yield the lines of the feed, one for each notice.

    `touched` has the time of each notice's last change (UTC). The newest of them is the time of the feed: unchanged
    notices make an unchanged feed.
    """
    entries = list(notices)
    yield '<?xml version="1.0" encoding="utf-8"?>'
    yield f'<feed xmlns="{_NAMESPACE}">'
    updated = max((touched[notice.id] for notice in entries), default=_BEGINNING)
    for element in (
        _text("id", feed.id),
        _text("title", feed.title, type="text"),
        *([_text("subtitle", feed.past, type="text")] if feed.past else []),
        _text("updated", timestamp(updated)),
        _author("cdetrack"),
        _text("generator", "cdetrack"),
    ):
        yield f"  {_line(element)}"
    for notice in entries:
        yield f"  {_line(_entry(notice, touched[notice.id]))}"
    yield "</feed>"


def _entry(notice: Notice, updated: datetime) -> Element:
    entry = Element("entry")
    entry.append(_text("id", URN + notice.id))
    entry.append(_text("title", notice.title, type="text"))
    entry.append(_text("published", midnight(notice.date)))
    entry.append(_text("updated", timestamp(updated)))
    entry.extend(map(_author, notice.issuers))
    if target := link(notice.url):
        SubElement(entry, "link", rel="alternate", href=legal_in_xml(target))
    else:
        # RFC 4287 requires a link or a content.
        entry.append(_text("content", "", type="text"))
    for attachment in notice.attachments:
        if target := link(attachment.url):
            SubElement(entry, "link", rel="related", href=legal_in_xml(target), title=legal_in_xml(attachment.name))
    if notice.summary:
        entry.append(_text("summary", notice.summary, type="text"))
    categories = [("source", each) for each in notice.sources]
    categories += [("article", notice.article)] if notice.article else []
    categories += [("kind", notice.kind)]
    categories += [("status", notice.status)] if notice.status else []
    categories += [("number", notice.number)] if notice.number else []
    categories += [("topic", each) for each in notice.topics]
    for scheme, term in categories:
        SubElement(entry, "category", scheme=URN + scheme, term=legal_in_xml(term))
    return entry


def _author(name: str) -> Element:
    author = Element("author")
    author.append(_text("name", name))
    return author


def _text(name: str, text: str, **attributes: str) -> Element:
    element = Element(name, attributes)
    element.text = legal_in_xml(text)
    return element


def _line(element: Element) -> str:
    return _UNSEEN.sub(lambda found: f"&#x{ord(found[0]):x};", tostring(element, encoding="unicode"))
