"""Read RSS 2.0, RSS 1.0, Atom, JSON Feed and news sitemaps.

cdetrack's own Atom export reads back as the same notices. Its conventions:

* `<id>urn:cdetrack:7c1f0a9be2d4</id>`: the notice's id,
* `<published>2025-09-05T00:00:00+08:00</published>`: the date in the listing,
* `<link href="…">`, `<title type="text">`, `<summary type="text">`,
* `<category scheme="urn:cdetrack:source" term="nmpa/drugs">`: one for each source,
* `<category scheme="urn:cdetrack:article" term="1136058">`: the regulator's article number.

Its JSON Feed has the same in the item's extension `_cdetrack`: `{"id", "sources", "date", "article"}`.
"""

from base64 import b64decode
from collections.abc import Iterable, Mapping
from urllib.parse import unquote, urljoin, urlsplit

from lxml import etree

from cdetrack.model.record import Listing, Page, RawNotice
from cdetrack.sources.entries import first_date, require_notices, with_titles
from cdetrack.sources.formats.feed_xml import ROOTS, local_name, namespace_of, parse_root
from cdetrack.sources.formats.json_values import date_text, strings
from cdetrack.sources.formats.own_export import identity
from cdetrack.sources.markup import from_html
from cdetrack.text.clean import fold_text
from cdetrack.text.first_sentence import first_sentence

_ID = "urn:cdetrack:"
_SOURCE_SCHEME = "urn:cdetrack:source"
_ARTICLE_SCHEME = "urn:cdetrack:article"
_OF_PICTURES = ("mrss", "itunes", "podcast", "image", "thumbnail", "urn:undeclared:media")
"""Parts of the namespaces of pictures and media, which have titles of their own inside an entry."""
_PUBLISHED = (
    *("pubdate", "published", "issued", "publicationdate", "publication_date", "date", "available", "datesubmitted"),
    *("dateaccepted", "created", "datecopyrighted"),
)
_UPDATED = ("updated", "modified", "lastmod", "lastbuilddate")
_DAYS = (*_PUBLISHED, *_UPDATED)
_OF_PAGES = {None, "alternate", "related", "via"}
"""The relations of a feed's links that are no part of the feed itself."""


def parse(page: Page) -> Listing:
    """Return the entries of an XML feed, or of other XML with rows.

    Raises UnreadableError for XML without entries, and for broken or hostile XML.
    """
    root = parse_root(page)
    kind = local_name(root)
    if kind not in ROOTS:
        from cdetrack.sources.formats import xml_rows

        return xml_rows.parse(page, root)
    following = None
    if kind == "urlset":
        entries = [_address(url) for url in root if local_name(url) == "url"]
        links: list[str | None] = []
    elif kind == "feed":
        feed = _Entry(root)
        entries = list(map(_atom, feed.named.get("entry", ())))
        links = [link.get("href") for link in feed.named.get("link", ()) if link.get("rel") in _OF_PAGES]
        following = _next(feed)
    else:
        channel = next((child for child in root if local_name(child) == "channel"), root)
        items = [child for parent in (root, channel) for child in parent if local_name(child) == "item"]
        entries = [_rss(item) for item in (items if channel is not root else dict.fromkeys(items))]
        about = _Entry(channel)
        links = [about.words("link")]
        following = _next(about)
    notices, unreadable = with_titles(entries)
    require_notices(notices, unreadable, name=page.name, what="the feed has no entries")
    base = page.url or next((link for link in links if link), None)
    return Listing(kind="feed", notices=notices, base=base, unreadable=unreadable, next_url=following)


def _next(feed: "_Entry") -> str | None:
    """Return the address of the next page of a feed in pages (RFC 5005)."""
    links = (link for link in feed.named.get("link", ()) if link.get("rel", "").strip().lower() == "next")
    return next((_from_base(link, href) for link in links if (href := link.get("href"))), None)


def parse_json(page: Page, feed: Mapping[str, object]) -> Listing:
    """Return the items of a JSON Feed. Raises UnreadableError if none can be read."""
    items = feed.get("items")
    notices, unreadable = with_titles(_json(item) for item in (items if isinstance(items, list) else []))
    require_notices(notices, unreadable, name=page.name, what="the feed has no items")
    home = feed.get("home_page_url")
    base = page.url or (home if isinstance(home, str) else None)
    following = feed.get("next_url")
    next_url = following if isinstance(following, str) and following else None
    by = "json" if next_url else None
    return Listing(kind="feed", notices=notices, base=base, unreadable=unreadable, next_url=next_url, next_by=by)


class _Entry:
    """An element whose children are found by their name: an entry is asked for twenty names, and has five children."""

    def __init__(self, element: etree._Element) -> None:
        self.space = namespace_of(element)
        self.named: dict[str, list[etree._Element]] = {}
        """The children by their names without namespace, in lower case."""
        for child in element:
            self.named.setdefault(local_name(child), []).append(child)

    def children(self, name: str) -> list[etree._Element]:
        """Return the children with a name, those of the element's own namespace first, and no pictures."""
        own: list[etree._Element] = []
        others: list[etree._Element] = []
        for child in self.named.get(name, ()):
            space = namespace_of(child)
            if space == self.space:
                own.append(child)
            elif not any(piece in space for piece in _OF_PICTURES):
                others.append(child)
        return own + others

    def words(self, *names: str) -> str | None:
        """Return the text of the first child with one of the names, in the order of the names."""
        for name in names:
            for child in self.children(name) if name in self.named else ():
                if words := _all(child).strip():
                    return words
        return None

    def day(self) -> str | None:
        """Return the date of publication as written, else the date of an update; a readable one if there is any."""
        return first_date([words for name in _DAYS if name in self.named and (words := self.words(name))])


def _all(element: etree._Element) -> str:
    if not len(element):
        return element.text or ""
    return "".join(str(piece) for piece in element.itertext())


def _rss(element: etree._Element) -> RawNotice:
    item = _Entry(element)
    described = item.words("description", "summary", "encoded", "content")
    summary = from_html(described) if described else None
    link = item.words("origlink", "link") or _alternate(item)
    guid = None
    for child in item.children("guid"):
        guid = _all(child).strip() or guid
        if not link and guid and child.get("isPermaLink") != "false" and guid.startswith(("http://", "https://")):
            link = guid
    about = next((str(value) for key, value in element.attrib.items() if str(key).endswith("}about")), None)
    if not link and about and about.startswith(("http://", "https://")):
        link = about
    title = from_html(item.words("title") or "")
    return RawNotice(
        title=title or first_sentence(summary) or _of_medium(item),
        untitled=not title,
        date=item.day(),
        summary=summary,
        url=_from_base(element, link or _file_of(item)),
        guid=_guid(guid or about),
    )


def _of_medium(item: _Entry) -> str:
    """Return the title of an entry's picture or recording, for an entry without any other words."""
    titles = (child for child in item.named.get("title", ()) if namespace_of(child) != item.space)
    return next((words for child in titles if (words := from_html(_all(child).strip()))), "")


def _alternate(entry: _Entry) -> str | None:
    """Return the target of an entry's Atom link."""
    links = [link for link in entry.named.get("link", ()) if link.get("href")]
    pages = [link for link in links if link.get("rel", "alternate") == "alternate"]
    return next((link.get("href") for link in pages), None)


def _file_of(entry: _Entry) -> str | None:
    """Return the link of the file of an entry, such as a recording, for an entry without a page; never a picture's."""
    links = [link for link in entry.named.get("link", ()) if link.get("rel") == "enclosure"]
    files = [each for each in (*entry.named.get("enclosure", ()), *links) if "image" not in (each.get("type") or "")]
    return next((link for each in files if (link := each.get("url") or each.get("href"))), None)


def _atom(element: etree._Element) -> RawNotice:
    entry = _Entry(element)
    own = (entry.words("id") or "").strip()
    link = entry.words("origlink") or _alternate(entry)
    summary = _construct(entry, "summary") or _construct(entry, "content")
    if not link and own.startswith(("http://", "https://")):
        link = own
    link = link or _file_of(entry)
    title = _construct(entry, "title")
    return RawNotice(
        title=title or first_sentence(summary),
        untitled=not title,
        date=entry.day(),
        summary=summary,
        url=_from_base(element, link),
        article=next(iter(_terms(entry, _ARTICLE_SCHEME)), None),
        sources=tuple(_terms(entry, _SOURCE_SCHEME)),
        id=identity(own.removeprefix(_ID)) if own.startswith(_ID) else None,
        guid=_guid(own),
    )


def _address(element: etree._Element) -> RawNotice | str:
    """Return an address of a sitemap with its news, else with its last change alone."""
    url = _Entry(element)
    link = url.words("loc")
    news = next(map(_Entry, url.named.get("news", ())), None)
    if not link:
        return "an address that is empty"
    title = from_html(news.words("title") or "") if news is not None else ""
    day = news.day() if news is not None else None
    return RawNotice(title=title or _words_of(link), date=day or url.day(), url=link)


def _words_of(link: str) -> str:
    """Return the words in the last part of an address: `recall of syringes` for `…/recall-of-syringes.html`."""
    try:
        last = unquote(urlsplit(link).path).rstrip("/").rpartition("/")[2]
    except ValueError:
        return ""
    return " ".join(last.partition(".")[0].replace("_", "-").split("-"))


def _guid(guid: str | None) -> str | None:
    return guid if guid and not guid.startswith(_ID) else None


def _from_base(entry: etree._Element, link: str | None) -> str | None:
    """Return the link of an entry, resolved by the parser if the entry has an `xml:base` of its own."""
    if not link or not (base := entry.base):
        return link or None
    try:
        return urljoin(base, fold_text(link))
    except ValueError:
        return link


def _terms(entry: _Entry, scheme: str) -> Iterable[str]:
    for category in entry.named.get("category", ()):
        if category.get("scheme") == scheme and (term := category.get("term")):
            yield term


def _construct(entry: _Entry, name: str) -> str | None:
    """Return the text of a title, summary or content by its type, html by default, as many feeds leave the type out."""
    for child in entry.children(name):
        words = _decoded(child)
        return (from_html(words) if child.get("type") in {"html", "text/html", None} else words).strip() or None
    return None


def _decoded(element: etree._Element) -> str:
    """Return the text of an element; Atom 0.3 allows base64."""
    words = _all(element)
    if element.get("mode") != "base64":
        return words
    try:
        return b64decode(words).decode("utf-8", "replace")
    except ValueError:
        return words


def _json(item: object) -> RawNotice | str:
    if not isinstance(item, dict):
        return "an item that is no object"
    ours = item.get("_cdetrack")
    own: Mapping[str, object] = ours if isinstance(ours, dict) else {}
    markup = item.get("content_html")
    plain = next((text for key in ("summary", "content_text") if isinstance(text := item.get(key), str)), None)
    title = words if isinstance(words := item.get("title"), str) else ""
    if not own:
        # By the specification these have no markup; of some systems they have.
        title, plain = from_html(title), plain and from_html(plain)
    summary = plain or (from_html(markup) if isinstance(markup, str) else None)
    named = (own.get("date"), item.get("date_published"), item.get("date_modified"))
    article, guid = own.get("article"), item.get("id")
    guid = str(guid) if isinstance(guid, str | int) and not isinstance(guid, bool) else None
    links = (item.get("url"), item.get("external_url"), guid if guid and guid.startswith(("http:", "https:")) else None)
    return RawNotice(
        title=title or first_sentence(summary),
        untitled=not title,
        date=next((day for value in named if (day := date_text(value))), None),
        summary=summary,
        url=next((link for link in links if isinstance(link, str)), None),
        article=article if isinstance(article, str) else None,
        sources=strings(own.get("sources")),
        id=identity(own.get("id")),
        guid=_guid(guid),
    )
