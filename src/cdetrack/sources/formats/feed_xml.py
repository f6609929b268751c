"""Parse the XML of feeds, and repair the usual faults of broken XML.

Repaired are bare `&` and `<`, entities, empty and unclosed elements of HTML, control characters also as numbers, halves
of characters, attributes without quotes, undeclared prefixes, and text before the root or after its end: a PHP notice,
a comment, a browser's view of the file. Truncated XML is refused, and so are entities that a document declares itself,
but for names of single characters.
"""

import re
from functools import lru_cache
from itertools import islice

from lxml import etree

from cdetrack.errors import UnreadableError
from cdetrack.model.record import Page
from cdetrack.sources.decoding import utf8
from cdetrack.text.clean import fold_text, shorten

ROOTS = frozenset({"rss", "rdf", "feed", "urlset"})
"""Names of the root elements of feeds and sitemaps, in lower case."""
_START = re.compile(rb"<(?P<root>(?:[\w.-]{1,20}:)?(?:rss|feed|rdf|urlset))(?P<rest>[\s>])", re.IGNORECASE)
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}\?>")
_MOST_PREFIXES = 50
_HIGH, _LOW = range(0xD800, 0xDC00), range(0xDC00, 0xE000)
_NEVER = frozenset([*_HIGH, *_LOW, 0xFFFE, 0xFFFF])
_ENTITY = re.compile(rb"&(?:(?P<name>[A-Za-z][A-Za-z0-9]{1,30});|(?P<number>#[0-9]{1,7};|#[xX][0-9A-Fa-f]{1,6};)|)")
_DOCTYPE = re.compile(rb"<!DOCTYPE\s[^\[\]<>]{0,500}\[(?P<subset>[^\[\]]{0,100000})\]\s{0,99}>")
_SIMPLE = re.compile(
    rb"<!ENTITY\s{1,9}(?P<name>\w{1,30})\s{1,9}(?:\"(?P<text>(?:&#\w{1,7};|[^\"'&%<]){0,20})\")\s{0,9}>"
)
_PUBLISHED_SET = re.compile(rb"<!ENTITY\s{1,9}%\s{1,9}\w{1,30}\s{1,9}PUBLIC\s{1,9}\"-//W3C//[^<>]{0,300}>|%\w{1,30};")
"""The names of HTML's characters, which are known."""
_NUMBERS = re.compile(rb"&#(x[0-9A-Fa-f]{1,6}|[0-9]{1,7});(?:&#(x[0-9A-Fa-f]{1,6}|[0-9]{1,7});)?", re.IGNORECASE)
_BARE = re.compile(rb"<(?![A-Za-z_/!?])")
_UNQUOTED = re.compile(rb"(<[A-Za-z][\w:.-]{0,40}(?:\s[^<>]{0,500}?)?\s[\w:.-]{1,40}=)([^\s\"'<>=]{1,500})(?=[\s>])")
_ENTRY = re.compile(rb"<(?:item|entry|url)[\s>]", re.IGNORECASE)
_ENTRY_END = re.compile(rb"</(?:item|entry|url)\s{0,9}>", re.IGNORECASE)
_CDATA = b"<![CDATA["
_PLACE = re.compile(r" \(<string>, line \d+\)\Z")
"""The end of a message of lxml, which names the place twice."""
_OF_ERRORS = (
    "returnauthmsg",
    "errmsg",
    "errormsg",
    "errormessage",
    "faultstring",
    "exceptiontext",
    "serviceexception",
    "error",
)
"""Names of elements with the words of an error: of OpenAPI in Korea, of SOAP, of maps."""
_MOST_OF_AN_ERROR = 30
"""The most elements of an answer that says nothing but its error."""
_LONGEST_ERROR = 200
_ENTRIES = frozenset({"item", "entry", "url"})
_OF_HTML = (b"title", b"description", b"summary", b"content", b"content:encoded")
"""Elements that may hold HTML with unclosed elements."""
_VOID = re.compile(rb"<(br|hr|img|wbr)(\s[^<>]{0,500})?(?<!/)>", re.IGNORECASE)
_OF_XML = {b"amp", b"lt", b"gt", b"quot", b"apos"}
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
_PREFIX = re.compile(rb"[<\s/]([A-Za-z_][\w.-]{0,20}):[A-Za-z_]")
_NAMESPACES = {
    b"media": b"http://search.yahoo.com/mrss/",
    b"itunes": b"http://www.itunes.com/dtds/podcast-1.0.dtd",
    b"atom": b"http://www.w3.org/2005/Atom",
}
"""The usual namespaces of undeclared prefixes."""


def parse_root(page: Page) -> etree._Element:
    """Return the root of a feed or of other XML. Raises UnreadableError for broken, truncated or hostile XML."""
    content = utf8(page).lstrip(b"\xef\xbb\xbf \t\r\n")
    if declared := _DECLARED.match(content):  # it may name the encoding before decoding
        content = content[declared.end() :]
    if b"<!ENTITY" in content:
        content = _without_entities(content, page.name)
    try:
        root = _parsed(content)
    except (etree.XMLSyntaxError, ValueError) as problem:
        if (mended := _mended(content)) is not None:
            return mended
        raise UnreadableError(
            f"{page.name} is broken or cut-off XML: {_PLACE.sub('', fold_text(str(problem)))[:200]}",
            hint="open it in a browser to see whether it is whole there, and save it from there: nothing was kept",
        ) from problem
    mended = _mended(content) if local_name(root) not in ROOTS else None
    return root if mended is None else mended


def _without_entities(content: bytes, name: str) -> bytes:
    """Return a document with its entities replaced, if each is a short text; else raise UnreadableError."""
    doctype = _DOCTYPE.search(content)
    rest = _PUBLISHED_SET.sub(b"", doctype["subset"]) if doctype else content
    entities = {found["name"]: found["text"] for found in _SIMPLE.finditer(rest)}
    if doctype is None or _SIMPLE.sub(b"", rest).strip() or b"<!ENTITY" in content[doctype.end() :]:
        raise UnreadableError(
            f"{name} declares entities of its own, which cdetrack does not expand",
            hint="a feed needs none; do not trust this one",
        )
    content = content[: doctype.start()] + content[doctype.end() :]
    return _ENTITY.sub(lambda found: entities.get(found["name"], found[0]), content)


def other_kind(page: Page, root: etree._Element) -> UnreadableError:
    """Return the error for XML without entries: an index, a list of feeds, an error, or any other kind."""
    name = local_name(root)
    links = [_words(child) for child in root.iter() if local_name(child) == "loc"]
    if name == "sitemapindex":
        first = f", the first `{shorten(links[0], 200)}`" if links else ""
        return UnreadableError(
            f"{page.name} is an index of {len(links)} sitemaps and no sitemap itself{first}",
            hint="give the address of the sitemap with the notices",
        )
    if name == "opml":
        return UnreadableError(
            f"{page.name} is a list of feeds (OPML) and no feed itself", hint="give the address of one of its feeds"
        )
    if said := _words_of_error(root):
        return UnreadableError(
            f"{page.name} is no listing but the server's error: `{shorten(said, _LONGEST_ERROR)}`",
            hint="the address, a parameter or a key in it may be wrong, or the list has moved: see the site",
        )
    return UnreadableError(
        f"{page.name} is XML of another kind: its root is `<{name[:40]}>`",
        hint="of XML, cdetrack reads RSS, Atom, RDF, sitemaps, and rows with a title and a date: look for such a feed, "
        "or for the page with the list",
    )


def _words_of_error(root: etree._Element) -> str | None:
    """Return the words of an error: of all elements below such a root, else of one of them in a short answer."""
    if local_name(root) == "error":
        return fold_text(_words(root))
    elements = list(islice(root.iter(), _MOST_OF_AN_ERROR + 1))
    if len(elements) > _MOST_OF_AN_ERROR:
        return None
    said = {local_name(each): words for each in elements if not len(each) and (words := fold_text(each.text or ""))}
    return next((said[name] for name in _OF_ERRORS if name in said), None)


def _words(element: etree._Element) -> str:
    return " ".join(map(str, element.itertext())).strip()


def is_feed(content: bytes) -> bool:
    """Return True if a document has the root element of a feed and its end, after any other text."""
    found = _START.search(content)
    return found is not None and re.search(rb"</" + re.escape(found["root"]) + rb"\s{0,9}>", content) is not None


def local_name(element: etree._Element) -> str:
    """Return an element's name without its namespace, in lower case; empty for comments and the like."""
    tag: object = element.tag
    return _local(tag) if isinstance(tag, str) else ""


@lru_cache(maxsize=1024)
def _namespace(tag: str) -> str:
    return tag[1:].partition("}")[0] if tag.startswith("{") else ""


@lru_cache(maxsize=1024)
def _local(tag: str) -> str:
    return tag.rpartition("}")[2].lower()


def namespace_of(element: etree._Element) -> str:
    """Return an element's namespace, or an empty string."""
    tag: object = element.tag
    return _namespace(tag) if isinstance(tag, str) else ""


def _parsed(content: bytes, *, recover: bool = False) -> etree._Element:
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        recover=recover,
    )
    root: etree._Element | None = etree.fromstring(content, parser=parser)
    if root is None:
        raise ValueError("it is no XML")
    return root


def _mended(content: bytes) -> etree._Element | None:
    """Return the root of the feed in a broken document after repair, or None if that fails."""
    start = _START.search(content)
    if start is None:
        return None
    end = content.rfind(b"</" + start["root"])
    close = content.find(b">", end)
    if not start.end() <= end < close:
        return None
    whole = _CONTROL.sub(b"", content[start.start() : close + 1])
    pieces = _apart(whole)
    pieces[::2] = map(_repaired, pieces[::2])
    used = {name for piece in pieces[::2] for name in _PREFIX.findall(piece)} - {b"xml", b"xmlns"}
    if len(used) > _MOST_PREFIXES:
        return None
    missing = sorted(name for name in used if b"xmlns:" + name not in whole)
    named = b"".join(b' xmlns:%s="%s"' % (name, _NAMESPACES.get(name, b"urn:undeclared:" + name)) for name in missing)
    head = len(b"<" + start["root"])
    mended = b"".join(pieces)
    mended = mended[:head] + named + mended[head:]
    for text, recover in ((mended, False), (_enclosed(mended), False), (_enclosed(mended), True)):
        try:
            return _recovered(text) if recover else _parsed(text)
        except (etree.XMLSyntaxError, ValueError):
            continue
    return None


def _repaired(markup: bytes) -> bytes:
    """Return markup without the faults that can be mended one by one."""
    markup = _ENTITY.sub(_spelled_out, _NUMBERS.sub(_characters, markup))
    return _UNQUOTED.sub(rb'\1"\2"', _VOID.sub(rb"<\1\2/>", _BARE.sub(b"&lt;", markup)))


def _characters(found: re.Match[bytes]) -> bytes:
    """Return the character that one or two numbers stand for, without those that XML does not allow."""
    codes = [int(code[1:], 16) if code[:1] in b"xX" else int(code) for code in found.groups() if code]
    if len(codes) == 2 and codes[0] in _HIGH and codes[1] in _LOW:  # noqa: PLR2004 - two halves of one character
        return b"&#%d;" % (0x10000 + ((codes[0] - _HIGH.start) << 10) + codes[1] - _LOW.start)
    kept = [code for code in codes if code in {9, 10, 13} or (code >= 32 and code not in _NEVER and code <= 0x10FFFF)]  # noqa: PLR2004 - the characters of XML
    return b"".join(b"&#%d;" % code for code in kept)


def _enclosed(content: bytes) -> bytes:
    """Return a document with the HTML in titles and texts as CDATA, so that its elements need no end."""
    for name in _OF_HTML:
        pieces: list[bytes] = []
        at = 0
        while (start := content.find(b"<" + name, at)) >= 0 and (end := content.find(b"</" + name, start)) >= 0:
            open_end = content.find(b">", start) + 1
            inner = content[open_end:end]
            plain = (
                b"<" not in inner or b"<![CDATA[" in inner or b"<" + name in inner or content[open_end - 2] == ord("/")
            )
            pieces += [content[at:open_end], inner if plain else b"<![CDATA[" + inner.replace(b"]]>", b"]] >") + b"]]>"]
            at = max(end, open_end)
        content = b"".join([*pieces, content[at:]])
    return content


def _recovered(content: bytes) -> etree._Element:
    """Return the root that the parser can make out, if it has every entry. Raises ValueError if one has no end."""
    ends = len(_ENTRY_END.findall(content))
    if len(_ENTRY.findall(content)) != ends or content.count(_CDATA) != content.count(b"]]>"):
        raise ValueError("it is cut off")
    root = _parsed(content, recover=True)
    channels = [root, *(child for child in root if local_name(child) == "channel")]
    found = [child for channel in channels for child in channel if local_name(child) in _ENTRIES]
    if len(found) != ends:
        raise ValueError("entries are lost")
    return root


def _apart(content: bytes) -> list[bytes]:
    """Return markup and CDATA sections in turn, markup first."""
    pieces: list[bytes] = []
    at = 0
    while (start := content.find(b"<![CDATA[", at)) >= 0 and (end := content.find(b"]]>", start)) >= 0:
        pieces += [content[at:start], content[start : end + 3]]
        at = end + 3
    return [*pieces, content[at:]]


def _spelled_out(found: re.Match[bytes]) -> bytes:
    """Return an entity of HTML, such as `&nbsp;`, as its character, and a bare `&` escaped."""
    if found["number"] or found["name"] in _OF_XML:
        return found[0]
    if not found["name"]:
        return b"&amp;"
    # Their table of characters takes 1 ms, and few feeds need a repair.
    from html import escape
    from html.entities import html5

    character = html5.get(found["name"].decode() + ";")
    return escape(character).encode() if character else b"&amp;" + found[0][1:]
