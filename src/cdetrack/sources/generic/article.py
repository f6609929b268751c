"""Read a notice's own page on any site: title, day, body and files, without menus and sidebars.

The title of the notice, which its listing gave, is the anchor: a page that shows it nowhere is another page. The body
is the innermost element with nearly all paragraphs; where paragraphs stand in two columns, the one with the title.
"""

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from lxml import etree

from cdetrack.changes.likeness import are_alike
from cdetrack.errors import UnreadableError
from cdetrack.model.record import Listing, Page, RawNotice
from cdetrack.sources.entries import is_date
from cdetrack.sources.file_types import linked_files
from cdetrack.sources.generic.date_labels import is_published
from cdetrack.sources.markup import text, tree
from cdetrack.sources.page_end import check_whole
from cdetrack.text.clean import fold_lines, fold_text, shorten, without_badge
from cdetrack.text.dates.finding import find_dates
from cdetrack.text.script import CJK

_NEVER = frozenset(
    {
        *("script", "style", "noscript", "template", "svg", "iframe", "object", "embed", "canvas", "audio", "video"),
        *("nav", "footer", "aside", "dialog", "menu", "button", "select", "option", "input", "textarea"),
    }
)
"""Elements that hold no part of a notice. Not `form`: some systems put the whole page into one."""
_ROLES = frozenset(
    {"header", "navigation", "banner", "contentinfo", "search", "complementary", "menu", "menubar", "dialog"}
)
_BOILERPLATE = re.compile(
    r"(?:^|[\s_-])(?:nav|navi|navbar|navigation|menu|footer|foot|sidebar|breadcrumbs?|crumbs?|share|sharing|social"
    r"|related|recommend\w{0,4}|comments?-?list|cookies?|consent|pager|pagination|copyright|toolbar|skip\w{0,5}|banner"
    r"|language\w{0,9}|lang|qr-?code|print\w{0,4}|search\w{0,6}|login|hidden|visually-hidden|sr-only)(?:$|[\s_-])",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden", re.IGNORECASE)
_HEADINGS = ("h1", "h2", "h3", "h4")
_TITLES = frozenset(
    {"og:title", "twitter:title", "dc.title", "dcterms.title", "articletitle", "title", "citation_title"}
)
_DAYS = frozenset(
    {
        *("article:published_time", "pubdate", "publishdate", "publish_date", "dc.date.issued", "dcterms.issued"),
        *("datepublished", "dc.date.created", "citation_publication_date", "publish-date"),
    }
)
_BLOCKS = frozenset({"p", "li", "td", "dd", "blockquote", "pre", "div", "section", "article", "center", "font", "span"})
"""Elements that may be a paragraph, if none within them is."""
_CONTAINERS = frozenset({"div", "section", "main", "article", "form", "table", "tbody", "tr", "td", "center"})
_MARK = "\ufdd0"
"""A noncharacter of Unicode, which no text has."""
_LONG = 40
"""Letters of a paragraph, a Chinese one counting twice: shorter texts are labels, buttons and teasers."""
_LEAST = 40
"""Letters of a body, so counted, unless the page links to a file."""
_NEARLY_ALL, _MOST = 0.9, 0.5
"""Shares of the paragraphs: of the one element that is looked into, and of the column with the title."""
_MOST_LINKED = 0.6
"""The share of letters in links from which on a text is a list of links."""
_MUCH = 600
"""Letters outside of links with which a text is no mere list of links."""
_HALF = 0.5
_MUCH_LONGER = 4
"""A heading with the title in it is at most so many times as long, or as short."""
_MOST_COMPARED = 300
_CHROME = re.compile(
    r"(?:字体|字号|文字大小|text size|font size).{0,30}"
    r"|[【\[]?\s?(?:大|中|小)(?:\s?[\s|]?\s?(?:大|中|小)){1,2}\s?[】\]]?"
    r"|[【\[]?(?:打印(?:本页)?|关闭(?:窗口|本页)?|收藏(?:本页)?|返回(?:顶部|列表)?)[】\]]?"
    r"|print(?: this page)?|share(?: this page)?|back to top|return to top|close"
    r"|分享(?:到|至)?.{0,20}|扫一扫.{0,30}|tweet|linkedin|e-?mail|facebook|twitter|微信|微博"
    r"|(?:上一[篇条页]|下一[篇条页])\s?[:：]?.{0,120}"
    r"|(?:previous|next)(?: (?:article|page|post))?(?:\s?[:：].{0,120})?",
    re.IGNORECASE,
)
"""A whole line that belongs to the site and not to the notice."""
_COUNTER = re.compile(
    r"(?:浏览|阅读|点击|访问)(?:次数|人数|数|量)\s?[:：]?\s?(?:\d[\d,]*\s?次?)?"
    r"|\b(?:views|hits|read count)\s?[:：]\s?\d[\d,]*",
    re.IGNORECASE,
)
"""A counter of views, which differs at each look."""
_LABEL = re.compile(r"[^\d|，。;；]{0,24}\Z")
_NEAR = 400
_WORD = re.compile(rf"[{CJK}]|[^\W_]+")
_CUT = re.compile(r"\s*(?:…|\.\.\.)\s*\Z")
_FEW_WORDS = 3
_SHARED = 0.8


class _Weight(NamedTuple):
    """The letters of an element."""

    paragraphs: int
    """In paragraphs, outside of links."""
    plain: int
    """Outside of links."""
    linked: int
    """In links."""


_Weights = dict[object, _Weight]
_NO_WEIGHT = _Weight(0, 0, 0)


def parse_article(page: Page, title: str) -> Listing:
    """Return the notice of its own page; `title` is that of its listing.

    Raises UnreadableError for a page that does not show this title, or has neither text nor files; CutOffError for one
    without its end.
    """
    check_whole(page)
    root = tree(page)
    day = _stated_day(root)
    names = list(_stated_titles(root))
    weights = _weights(root)
    _prune(root, weights, _above_titles(root, title, weights))
    body = root.find("body")
    body = root if body is None else body
    weights = _weights(body)
    heading = _heading(body, title, weights)
    content = _content(body, heading, weights)
    if heading is None and not (any(_is_title(name, title) for name in names) or _shares_words(content, title)):
        raise UnreadableError(
            f"{page.name} does not show the title `{shorten(title)}`: it is another page",
            hint="look at it in a browser: nothing of it was kept",
        )
    shown = _without_chrome(_after(content, heading), title)
    files = linked_files(body)
    weight = weights[content]
    is_list = weight.linked > _MOST_LINKED * (weight.linked + weight.plain) and weight.plain < _MUCH
    if (_letters(shown) < _LEAST or is_list) and not files:
        raise UnreadableError(
            f"{page.name} shows no text of its notice", hint="look at it in a browser: nothing of it was kept"
        )
    notice = RawNotice(
        title=title,
        url=page.url,
        body=None if is_list else shown or None,
        document_date=day or _labelled_day(body, heading),
        attachments=files,
    )
    return Listing(kind="article", notices=(notice,), base=_base(root, page), detail=True)


def _base(root: etree._Element, page: Page) -> str | None:
    href = next((each.get("href") for each in root.iter("base") if each.get("href")), None)
    return href if href and href.startswith(("http://", "https://")) else page.url


def _stated_titles(root: etree._Element) -> Iterator[str]:
    """Yield the titles that the head of the page states."""
    for each in root.iter("title"):
        yield text(each)
    for each in root.iter("meta"):
        if (each.get("property") or each.get("name") or "").lower() in _TITLES:
            yield each.get("content") or ""


def _stated_day(root: etree._Element) -> str | None:
    """Return the day of publication in the head of the page, or in a `time` that says so."""
    for each in root.iter("meta"):
        name = (each.get("property") or each.get("name") or each.get("itemprop") or "").lower()
        shown = fold_text(each.get("content") or "")
        if name in _DAYS and is_date(shown):
            return shown
    for each in root.iter("time", "span", "div"):
        if each.get("itemprop", "").lower() == "datepublished":
            shown = fold_text(each.get("datetime") or each.get("content") or text(each)[:60])
            if is_date(shown):
                return shown
    return None


def _above_titles(root: etree._Element, title: str, weights: _Weights) -> set[etree._Element]:
    """Return the elements around the headings that show the title."""
    headings = _titled(root, title, weights)
    return {above for heading in headings for above in heading.iterancestors()}


def _titled(root: etree._Element, title: str, weights: _Weights) -> Iterator[etree._Element]:
    """Yield the headings that show the title; those much longer or shorter are not compared, which takes long."""
    wanted = _letters(title)
    compared = 0
    for each in root.iter(*_HEADINGS):
        weight = weights.get(each, _NO_WEIGHT)
        if wanted <= _MUCH_LONGER * (weight.plain + weight.linked) <= _MUCH_LONGER**2 * wanted:
            compared += 1
            if compared > _MOST_COMPARED:
                return
            if _is_title(text(each), title):
                yield each


def _prune(root: etree._Element, weights: _Weights, titled: Collection[etree._Element]) -> None:
    """Remove menus, sidebars, footers and hidden elements, unless one holds half of the page or a title."""
    whole = weights[root].plain + weights[root].linked
    for each in list(root.iter()):
        if each.getparent() is None or each.tag in {"html", "body", "head", "main", "article"}:
            continue
        weight = weights.get(each, _NO_WEIGHT)
        is_minor = weight.plain + weight.linked <= _HALF * whole and each not in titled
        called = [(each.get(name) or "")[:500] for name in ("class", "id")]
        is_menu = each.get("role", each.tag).lower() in _ROLES or any(map(_BOILERPLATE.search, called))
        is_hidden = each.get("hidden") is not None or _HIDDEN.search((each.get("style") or "")[:500])
        if each.tag in _NEVER or is_hidden or (is_minor and is_menu):
            _drop(each)


def _drop(element: etree._Element) -> None:
    """Remove an element, and keep the text behind it."""
    parent, tail = element.getparent(), element.tail
    if parent is None:
        return
    if tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + tail
        else:
            parent.text = (parent.text or "") + tail
    parent.remove(element)


def _heading(body: etree._Element, title: str, weights: _Weights) -> etree._Element | None:
    """Return the innermost element that shows the title: a heading, else another one that is no link."""
    if (first := next(_titled(body, title, weights), None)) is not None:
        return first
    wanted, longest = _plain(title), 2 * _letters(title)
    found = None
    for each in body.iter("p", "div", "span", "td", "strong", "b", "font", "caption", "dt", "center"):
        weight = weights[each]
        if 0 < weight.plain <= longest and not weight.linked and _plain(text(each)) == wanted:
            if not any(above.tag == "a" for above in each.iterancestors()):
                found = each
        elif found is not None:
            break
    return found


def _is_title(shown: str, title: str) -> bool:
    """Return True if a text is the title, the title with more around it, or the title reworded."""
    one, other = _plain(shown), _plain(_CUT.sub("", title))
    if not one or not other:
        return False
    if one == other or are_alike(one, other):
        return True
    long, short = (one, other) if len(one) >= len(other) else (other, one)
    return short in long and len(_WORD.findall(short)) > _FEW_WORDS and len(short) >= _HALF * min(len(long), len(other))


def _plain(shown: str) -> str:
    return without_badge(fold_text(shown)).casefold()


def _shares_words(content: etree._Element, title: str) -> bool:
    """Return True if nearly all words of the title are in the text: some pages show their title in a picture."""
    wanted = set(_WORD.findall(_plain(title)))
    if len(wanted) <= _FEW_WORDS:
        return False
    shown = set(_WORD.findall(_unlinked(content).casefold()))
    return len(wanted & shown) >= _SHARED * len(wanted)


def _unlinked(element: etree._Element) -> str:
    parts = []
    walker = etree.iterwalk(element, events=("start", "end"))
    for event, node in walker:
        if event == "start":
            if node.tag == "a" and node is not element:
                walker.skip_subtree()
            else:
                parts.append(node.text or "")
        elif node is not element:
            parts.append(f" {node.tail or ''}")
    return "".join(parts)


def _letters(shown: str) -> int:
    """Return the letters and digits of a text; a Chinese character counts twice, since it says more."""
    return sum(len(word) if word.isascii() or len(word) > 1 else 2 for word in _WORD.findall(shown))


def _weights(body: etree._Element) -> _Weights:
    """Return the letters of each element, counted in one pass from the innermost ones."""
    weights: _Weights = {}
    for _, node in etree.iterwalk(body, events=("end",)):
        parts = [weights[child] for child in node if child in weights]
        plain = _letters(node.text or "") + sum(_letters(child.tail or "") for child in node)
        paragraphs, linked = sum(each.paragraphs for each in parts), sum(each.linked for each in parts)
        plain += sum(each.plain for each in parts)
        if node.tag == "a":
            plain, linked = 0, linked + plain
        if not paragraphs and node.tag in _BLOCKS and plain >= _LONG and plain > linked:
            paragraphs = plain
        weights[node] = _Weight(paragraphs, plain, linked)
    return weights


def _content(body: etree._Element, heading: etree._Element | None, weights: _Weights) -> etree._Element:
    """Return the innermost element with the text of the notice."""
    above = set(heading.iterancestors()) if heading is not None else set()
    current = body
    while True:
        # A short notice has no long paragraph at all.
        kind = "paragraphs" if weights[current].paragraphs else "plain"
        sizes = {each: getattr(weights[each], kind) for each in current if each.tag in _CONTAINERS}
        whole = getattr(weights[current], kind)
        largest = max(sizes, key=sizes.__getitem__, default=None)
        titled = next((each for each in sizes if each in above), None)
        if largest is not None and whole and sizes[largest] >= _NEARLY_ALL * whole:
            current = largest
        elif titled is not None and sizes[titled] >= _MOST * whole:
            current = titled
        else:
            return current


def _after(content: etree._Element, heading: etree._Element | None) -> str:
    """Return the text of the content behind the heading; all of it if the heading is elsewhere."""
    if heading is None or content not in set(heading.iterancestors()):
        return text(content)
    heading.tail = f"{_MARK}{heading.tail or ''}"
    return text(content).partition(_MARK)[2]


def _without_chrome(shown: str, title: str) -> str:
    lines = fold_lines(_COUNTER.sub("", fold_lines(shown))).split("\n")
    while lines and (not lines[0] or _plain(lines[0]) == _plain(title) or _CHROME.fullmatch(lines[0])):
        del lines[0]
    return "\n".join(line for line in lines if line and not _CHROME.fullmatch(line))


def _labelled_day(body: etree._Element, heading: etree._Element | None) -> str | None:
    """Return the first day near the heading whose label says that it is that of publication."""
    if heading is None:
        return None
    shown = fold_text(text(body))
    at = shown.find(fold_text(text(heading)))
    near = shown[max(0, at) : max(0, at) + len(text(heading)) + _NEAR]
    for mention in find_dates(near):
        label = _LABEL.search(near[: mention.start])
        if label and is_published(label[0].casefold()):
            return near[mention.start : mention.end]
    return None
