"""Read RSS 2.0, RSS 1.0, Atom and JSON Feed.

cdetrack's own Atom export comes back as the same notices. Its conventions:

* `<id>urn:cdetrack:7c1f0a9be2d4</id>`: the notice's id,
* `<published>2025-09-05T00:00:00+08:00</published>`: the day that the listing shows,
* `<link href="…">`, `<title type="text">`, `<summary type="text">`,
* `<category scheme="urn:cdetrack:source" term="nmpa/drugs">`: one for each listing that shows it,
* `<category scheme="urn:cdetrack:article" term="1136058">`: the regulator's article number.

In its JSON Feed the same stands in the item's extension `_cdetrack`: `{"id", "sources", "date", "article"}`.
"""

import re
from collections.abc import Iterable, Mapping
from html import escape
from html.entities import html5

from lxml import etree

from cdetrack.errors import UnreadableError
from cdetrack.evidence import Listing, Page, RawNotice
from cdetrack.sources.decoding import utf8
from cdetrack.sources.entries import part, require
from cdetrack.sources.export import identity, strings
from cdetrack.sources.markup import from_html
from cdetrack.texts import fold_text

ID = "urn:cdetrack:"
SOURCE_SCHEME = "urn:cdetrack:source"
ARTICLE_SCHEME = "urn:cdetrack:article"
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}\?>")
_HTML_ENTITY = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,30});")
_OF_XML = {b"amp", b"lt", b"gt", b"quot", b"apos"}
_ROOTS = {"rss", "RDF", "feed"}


def parse(page: Page) -> Listing:
    """Return the entries of an XML feed; raise UnreadableError for XML of another kind, or broken or hostile."""
    root = _root(page)
    kind = _name(root)
    if kind not in _ROOTS:
        raise UnreadableError(
            f"{page.name} is XML of another kind: its root is `<{kind[:40]}>`",
            hint="of XML, cdetrack reads RSS and Atom",
        )
    if kind == "feed":
        entries = [_atom(entry) for entry in root if _name(entry) == "entry"]
        links = [link.get("href") for link in root if _name(link) == "link" and link.get("rel") != "self"]
    else:
        channel = next((child for child in root if _name(child) == "channel"), root)
        items = [child for parent in (root, channel) for child in parent if _name(child) == "item"]
        entries = [_rss(item) for item in (items if channel is not root else dict.fromkeys(items))]
        links = [_words(channel, "link")]
    notices, problems = part(entries)
    require(notices, problems, name=page.name, what="the feed has no entries")
    base = next((link for link in links if link), None)
    return Listing(kind="feed", notices=notices, base=base, problems=problems)


def parse_json(page: Page, feed: Mapping[str, object]) -> Listing:
    """Return the items of a JSON Feed; raise UnreadableError when it has none that can be read."""
    items = feed.get("items")
    notices, problems = part(_json(item) for item in (items if isinstance(items, list) else []))
    require(notices, problems, name=page.name, what="the feed has no items")
    home = feed.get("home_page_url")
    return Listing(kind="feed", notices=notices, base=home if isinstance(home, str) else None, problems=problems)


def _root(page: Page) -> etree._Element:
    """Return the feed's root; entities of its own are refused, those of HTML are known."""
    content = utf8(page).lstrip(b"\xef\xbb\xbf \t\r\n")
    if declared := _DECLARED.match(content):  # it may name another encoding than the bytes now have
        content = content[declared.end() :]
    if b"<!ENTITY" in content:
        raise UnreadableError(
            f"{page.name} declares entities of its own, which cdetrack does not expand",
            hint="a feed needs none; do not trust this one",
        )
    try:
        return _xml(content)
    except (etree.XMLSyntaxError, ValueError) as problem:
        try:
            return _xml(_HTML_ENTITY.sub(_spelled_out, content))
        except (etree.XMLSyntaxError, ValueError):
            raise UnreadableError(
                f"{page.name} is broken or cut-off XML: {fold_text(str(problem))[:200]}",
                hint="fetch or save it again: nothing was kept",
            ) from problem


def _xml(content: bytes) -> etree._Element:
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    return etree.fromstring(content, parser=parser)


def _spelled_out(found: re.Match[bytes]) -> bytes:
    """Return an entity of HTML, such as `&nbsp;`, as its character; XML itself does not know it."""
    character = html5.get(found[1].decode() + ";")
    return found[0] if found[1] in _OF_XML or not character else escape(character).encode()


def _name(element: etree._Element) -> str:
    """Return the name without its namespace; empty for what is no element."""
    tag: object = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _words(parent: etree._Element, *names: str) -> str | None:
    """Return the text of the first child of one of the names, in the order of the names."""
    for name in names:
        for child in parent:
            if _name(child) == name and (words := _all(child).strip()):
                return words
    return None


def _all(element: etree._Element) -> str:
    return "".join(str(piece) for piece in element.itertext())


def _rss(item: etree._Element) -> RawNotice:
    link = _words(item, "link")
    for guid in item:
        if not link and _name(guid) == "guid" and guid.get("isPermaLink", "true") == "true":
            link = (guid.text or "").strip()
    described = _words(item, "description", "summary", "encoded")
    return RawNotice(
        title=from_html(_words(item, "title") or ""),
        date=_words(item, "pubDate", "date", "published", "updated"),
        summary=from_html(described) if described else None,
        url=link or None,
    )


def _atom(entry: etree._Element) -> RawNotice:
    links = [link for link in entry if _name(link) == "link" and link.get("href")]
    pages = [link for link in links if link.get("rel", "alternate") == "alternate"]
    own = _words(entry, "id") or ""
    return RawNotice(
        title=_construct(entry, "title") or "",
        date=_words(entry, "published", "issued", "updated", "modified"),
        summary=_construct(entry, "summary") or _construct(entry, "content"),
        url=next((link.get("href") for link in pages), None),
        article=next(iter(_terms(entry, ARTICLE_SCHEME)), None),
        sources=tuple(_terms(entry, SOURCE_SCHEME)),
        id=identity(own.removeprefix(ID)) if own.startswith(ID) else None,
    )


def _terms(entry: etree._Element, scheme: str) -> Iterable[str]:
    for category in entry:
        if _name(category) == "category" and category.get("scheme") == scheme and (term := category.get("term")):
            yield term


def _construct(entry: etree._Element, name: str) -> str | None:
    """Return the text of a title, summary or content by its type: text, html or xhtml."""
    for child in entry:
        if _name(child) == name:
            words = _all(child)
            return (from_html(words) if child.get("type") in {"html", "text/html"} else words).strip() or None
    return None


def _json(item: object) -> RawNotice | str:
    if not isinstance(item, dict):
        return "an item that is no object"
    ours = item.get("_cdetrack")
    own: Mapping[str, object] = ours if isinstance(ours, dict) else {}
    markup = item.get("content_html")
    plain = next((text for key in ("summary", "content_text") if isinstance(text := item.get(key), str)), None)
    day = next((at for at in (own.get("date"), item.get("date_published")) if isinstance(at, str)), None)
    title, url, article = item.get("title"), item.get("url"), own.get("article")
    return RawNotice(
        title=title if isinstance(title, str) else "",
        date=day,
        summary=plain or (from_html(markup) if isinstance(markup, str) else None),
        url=url if isinstance(url, str) else None,
        article=article if isinstance(article, str) else None,
        sources=strings(own.get("sources")),
        id=identity(own.get("id")),
    )
