"""Explain why a page is no listing: one message for each cause, with a hint."""

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from copy import deepcopy
from itertools import islice
from typing import NamedTuple

from lxml import etree, html

from cdetrack.errors import BlockedError, LoneEntryError, NoLinkError, UnreadableError, UntakenListError, quoted
from cdetrack.model.record import Page
from cdetrack.sources import agreement, empty_words, error_pages, script_pages
from cdetrack.sources.challenge import how_to_go_on, is_empty_application, script_target
from cdetrack.sources.markup import text, tree
from cdetrack.text.clean import fold_text, shorten
from cdetrack.text.links import resolve

_REQUEST = re.compile(
    r"(?:await\s{1,9})?fetch\(\s{0,9}[\"']https?:|curl(?:\.exe)?\s[^\n]{0,300}?https?:"
    r"|(?:\$session|Invoke-WebRequest)\b|(?:GET|POST) /\S{0,2000} HTTP/[12]"
)
_SCRIPT = re.compile(rb"<script[\s>]", re.IGNORECASE)
_FAULT = re.compile(
    r"\b(?:error|failed|failure|unavailable|denied|fehler|erreur)\b|错误|异常|失败|エラー|오류", re.IGNORECASE
)
_MISSING = re.compile(
    r"\b404\b|not found|does not exist|页面不存在|找不到|无法找到|page introuvable|nicht gefunden", re.IGNORECASE
)
_ASKED = (
    r"\bnot a robot\b|\bare you (?:a )?(?:robot|human)\b|verify(?:ing)? (?:that )?you are (?:a )?human"
    r"|checking your browser|(?:type|enter) the \w+ (?:that )?(?:you see|shown|displayed) in the (?:image|picture)"
    r"|人机验证|安全验证|滑动验证|请完成验证"
)
_CHALLENGE = re.compile(_ASKED, re.IGNORECASE)
_CAPTCHA = re.compile(rf"\bcaptcha\b|{_ASKED}", re.IGNORECASE)
_REFUSED = re.compile(
    r"requested url was rejected|(?:don't|do not) have permission to access|you have been blocked"
    r"|\b(?:access|page) blocked\b|web filter violation|violation of your internet usage policy"
    r"|(?:scheduled|planned|system|site) maintenance\b|系统(?:正在)?(?:维护|升级)|service unavailable"
    r"|您的(?:访问|请求)(?:被|已被)(?:拒绝|拦截|阻断)",
    re.IGNORECASE,
)
_REFRESH = re.compile(r"\A\s{0,9}\d{1,3}\s{0,9}[;,]\s{0,9}url\s{0,9}=\s{0,9}[\"']?([^\"']{1,500})", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden", re.IGNORECASE)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_ROOTS = ("html", "body", "main")
_FRAME = ("header", "nav", "aside", "footer")
"""The elements around the page's own part."""
_TITLES = 4
"""The fewest titles that no login form has beside it: `Forgot your user name or your password?`."""
_PDF = re.compile(r"\.pdf(?:$|[?#])", re.IGNORECASE)
_LITTLE, _LONG = 600, 500
_FIELDS = 3
"""Fields of a form that is more than the site's own search box."""
_HARDLY_ANY = 200
"""Characters outside of links: a heading and a footer."""
_MOST_SHOWN = 200_000
_MOST_FRAMES = 4
_MOST_LOOKED_AT = 1000
"""Frames or pictures; bounds the time."""
_ITSELF = "give the listing page itself, or its text, JSON or feed"
_AS_LINES = (
    "cdetrack reads text only: look for a page or feed with the same list, or copy the list into a text file, "
    "a line for each notice with its date in front"
)


class _Shown(NamedTuple):
    """The parts of a page that the causes are told by."""

    page: Page
    content: bytes
    root: etree._Element
    text: str
    """The text shown, white space folded."""
    told: int
    """Characters of the text outside of links."""

    @property
    def is_little(self) -> bool:
        """Whether the page has too little text, beside its menu, for a listing or an article."""
        return self.told < _LITTLE


def check_request(page: Page, content: str) -> None:
    """Raise UnreadableError for a request copied from the developer tools without its response."""
    if _REQUEST.match(content[:4000].lstrip()):
        raise UnreadableError(
            f"{page.name} is a request as the developer tools copy it, without its answer",
            hint="copy the answer: in Network, the request's menu, `Copy response`; or `Save all as HAR with content`",
        )


def says_it_is_empty(shown: str) -> bool:
    """Return True for words of a page which say that nothing is in its list, and of no other cause."""
    others = (_FAULT, _MISSING, _CAPTCHA, _REFUSED)
    return empty_words.said_in(shown) is not None and not any(each.search(shown) for each in others)


def check_error(page: Page, content: bytes) -> None:
    """Raise UnreadableError for an error page or a login form, even with a list on it."""
    if said := error_pages.error_title(content):
        # A missing page may have the box to log in that each page of its site has.
        login = None if _MISSING.search(said) else _login(page, tree(page))
        raise login or _error(page, said)


def application_error(page: Page, sign: str = "") -> UnreadableError:
    """Return the error for a page whose list a script fetches; `sign` is the ground for that, if it needs one."""
    return UnreadableError(
        f"{page.name} holds no notices: it is built by a script in the browser{f' ({sign})' if sign else ''}",
        hint="open the developer tools, Network, and save the answer with the list (or all as HAR), or save the page "
        "from the browser after it shows its list",
    )


def redirect_error(page: Page, target: str) -> UnreadableError:
    """Return the error for a page that leads on to another address."""
    return UnreadableError(
        f"{page.name} is not a listing: it leads on to `{shorten(_absolute(page, target), 200)}`",
        hint="give that address",
    )


def explanation(page: Page, content: bytes, failure: UnreadableError) -> UnreadableError | BlockedError:
    """Return the error for an HTML page without a listing: the cause with the strongest evidence, else `failure`.

    A cause in the page's own part comes before one in its frame or in a banner. A page with a list of titles is no
    login form, search form, challenge or the like if it has one beside the list. One between the page's heading and the
    list is its own: what follows are links that the site has on each page.
    """
    root = tree(page)
    if is_empty_application(content):
        return application_error(page)
    if found := _missing(page, root):
        return found
    for part in (_own_part(root), root):
        shown = _shown(page, content, part)
        if cause := _cause(shown, failure):
            return cause
        if not isinstance(failure, UntakenListError) and (found := _article(shown)):
            return found
        if _has_list(failure):
            return failure
    return _blank(shown) or failure


def _cause(shown: _Shown, failure: UnreadableError) -> UnreadableError | BlockedError | None:
    """Return the error for a part of a page by its words, its forms, its frames and its pictures; None without one."""
    if found := _empty(shown):
        return found
    if len(failure.titles) >= _TITLES:
        return _waiting(shown) or _above(shown, failure)
    return (
        _login(shown.page, shown.root)
        or _gate(shown)
        or _redirect(shown)
        or _search_form(shown)
        or _agreement(shown)
        or _frames(shown)
        or _filled_by_script(shown, failure)
        # A picture beside a list of links is a banner.
        or (None if _has_list(failure) else _picture(shown))
    )


def _above(shown: _Shown, failure: UnreadableError) -> UnreadableError | BlockedError | None:
    """Return the error for a page that asks something of its reader instead of showing the list that it is."""
    part = deepcopy(shown.root)
    for link in list(part.iter("a")):
        _empty_out(link)
    if found := _CHALLENGE.search(fold_text(text(part)[:_MOST_SHOWN])):
        return _challenge(shown.page, found[0])
    part = deepcopy(shown.root)
    _keep_above(part, failure.titles)
    opening = _shown(shown.page, shown.content, part)
    return (
        _login(opening.page, opening.root)
        or _gate(opening)
        or _agreement(opening)
        or _frames(opening)
        or _filled_by_script(opening, failure)
    )


def _keep_above(part: html.HtmlElement, titles: AbstractSet[str]) -> None:
    """Leave of a part of a page what stands from its first heading to the first of these titles."""
    elements = list(part.iter(etree.Element))
    end = next(
        (at for at, each in enumerate(elements) if each.tag == "a" and (each.get("href") or "").strip() in titles),
        len(elements),
    )
    start = next((at for at, each in enumerate(elements[:end]) if each.tag in _HEADINGS), 0)
    kept = {*elements[start].iterancestors(), part} if start else {part}
    for at, each in enumerate(elements):
        if each not in kept and not start <= at < end and (around := each.getparent()) is not None:
            around.remove(each)
    for each in elements[end].iterancestors() if end < len(elements) else ():
        each.tail = None


def _has_list(failure: UnreadableError) -> bool:
    """Return True for a page with a list of links outside of its menus, or an entry with its date."""
    return isinstance(failure, LoneEntryError) or (isinstance(failure, UntakenListError) and not failure.is_menu)


def _shown(page: Page, content: bytes, part: etree._Element) -> _Shown:
    whole = fold_text(text(part)[:_MOST_SHOWN])
    linked = sum(len(fold_text(text(link)[:_LONG])) for link in part.iter("a"))
    return _Shown(page, content, part, whole, max(len(whole) - linked, 0))


def _own_part(root: html.HtmlElement) -> html.HtmlElement:
    """Return the page's own part, if it has a text: `main`, or all, without frame, hidden blocks and cookie banners."""
    part = deepcopy(next((each for each in root.iter("main") if text(each).strip()), root))
    for block in list(part.iter(etree.Element)):
        if block is not part and _is_beside(block):
            _empty_out(block)
    return part if text(part).strip() else root


def _empty_out(element: html.HtmlElement) -> None:
    """Leave nothing of an element; to drop many joins the text behind them again for each."""
    element.clear(keep_tail=True)
    element.tag = "span"


def _is_beside(block: html.HtmlElement) -> bool:
    """Return True for a block of the page's frame, a hidden one, and a banner about cookies."""
    if block.tag in _FRAME or block.get("hidden") is not None or _HIDDEN.search(block.get("style") or ""):
        return True
    return block.tag not in _ROOTS and agreement.is_about_cookies(f"{block.get('id') or ''} {block.get('class') or ''}")


def _login(page: Page, root: etree._Element) -> UnreadableError | None:
    if all((field.get("type") or "").lower() != "password" for field in root.iter("input")):
        return None
    return UnreadableError(
        f"{page.name} is a login form, not a listing",
        hint="log in with a browser, wait until the list shows, and save that page",
    )


def _missing(page: Page, root: etree._Element) -> UnreadableError | None:
    """Return the error for a page with a title or first heading such as `404` or `not found`."""
    title = fold_text(next((found.text or "" for found in root.iter("title")), "")[:_LONG])
    heading = fold_text(next((text(found) for found in root.iter("h1", "h2")), "")[:_LONG])
    said = next(filter(_MISSING.search, (title, heading)), None)
    return _error(page, said) if said is not None else None


def _error(page: Page, said: str) -> UnreadableError:
    """Return the error for a page that the server sent about an error, by the words that say which."""
    what, hint = error_pages.cause(said)
    return UnreadableError(f"{page.name} is no listing but {what}: `{shorten(said)}`", hint=hint)


def _gate(shown: _Shown) -> UnreadableError | BlockedError | None:
    """Return the error for a page that asks whether the reader is human, or that does not answer."""
    if not shown.is_little:
        return None
    if found := _CAPTCHA.search(shown.text):
        return _challenge(shown.page, found[0])
    return _error(shown.page, found[0]) if (found := _REFUSED.search(shown.text)) else None


def _challenge(page: Page, said: str) -> BlockedError:
    return BlockedError(
        f"{page.name} is the site's challenge, not its page (`{shorten(said)}`)",
        hint=how_to_go_on(page.url or "the page"),
    )


def _empty(shown: _Shown) -> UnreadableError | None:
    if (said := empty_words.said_in(shown.text)) is None:
        return None
    return UnreadableError(
        f"{shown.page.name} holds no notices: it shows 0 results (`{shorten(said)}`)",
        hint="an empty listing is never recorded; check the search terms",
    )


def _search_form(shown: _Shown) -> UnreadableError | None:
    """Return the error for a page that is mostly a form with several fields, and shows no results yet."""
    for form in shown.root.iter("form"):
        fields = [
            field
            for field in form.iter("input", "select", "textarea")
            if (field.get("type") or "").lower() not in {"hidden", "submit", "button", "image", "reset"}
        ]
        if len(fields) >= _FIELDS and len(fold_text(text(form)[:_MOST_SHOWN])) >= shown.told / 2:
            return UnreadableError(
                f"{shown.page.name} is a search form without results: it has {len(fields)} fields and no list",
                hint="search in a browser, and give the address of the results, or save them",
            )
    return None


def _article(shown: _Shown) -> UnreadableError | None:
    """Return the error for an article: more text in paragraphs, or outside of links, than in links."""
    told = sum(len(fold_text(text(found)[:5000])) for found in shown.root.iter("p"))
    linked = len(shown.text) - shown.told
    if max(told, shown.told - _LONG) <= max(_LONG, 2 * linked):
        return None
    return UnreadableError(
        f"{shown.page.name} is the text of one page, not a listing", hint="give the listing that leads to it"
    )


def _redirect(shown: _Shown) -> UnreadableError | None:
    """Return the error for a page with little text that leads on by its head or a script."""
    if not shown.is_little:
        return None
    for meta in shown.root.iter("meta"):
        refresh = (meta.get("http-equiv") or "").lower() == "refresh"
        if refresh and (leads := _REFRESH.match(meta.get("content") or "")):
            return redirect_error(shown.page, leads[1])
    target = script_target(shown.content)
    return redirect_error(shown.page, target) if target else None


def _agreement(shown: _Shown) -> UnreadableError | None:
    """Return the error for a page that asks for consent before it shows anything else."""
    label = agreement.asked_for(shown.root, told=shown.told)
    if label is None:
        return None
    what = "consent to cookies" if agreement.is_about_cookies(shown.text) else "agreement"
    return UnreadableError(
        f"{shown.page.name} holds no notices: it asks for {what} first (`{shorten(label, 40)}`)",
        hint="answer in a browser, wait until the list shows, and save that page",
    )


def _frames(shown: _Shown) -> UnreadableError | None:
    """Return the error for a page with little text of its own and the content in frames."""
    frames = list(dict.fromkeys(_frames_of(shown.root))) if shown.is_little else []
    if not frames:
        return None
    named = quoted((shorten(_absolute(shown.page, each), 200) for each in frames), most=_MOST_FRAMES)
    if len(frames) == 1:
        return UnreadableError(
            f"{shown.page.name} holds no notices: it shows another page in a frame, {named}",
            hint="give the address of the frame, or save it alone",
        )
    return UnreadableError(
        f"{shown.page.name} holds no notices: it is made of frames, {named}",
        hint="give the address of the frame with the list, or save that frame alone",
    )


def _frames_of(root: etree._Element) -> Iterator[str]:
    """Yield the addresses of the frames that are shown: trackers are hidden, or meant for browsers without scripts."""
    for found in islice(root.iter("iframe", "frame"), _MOST_LOOKED_AT):
        source = (found.get("src") or "").strip()
        sizes = {(found.get(name) or "").strip().removesuffix("px") for name in ("width", "height")}
        hidden = _HIDDEN.search(found.get("style") or "") or found.get("hidden") is not None or sizes & {"0", "1"}
        usable = source and not source.startswith(("about:", "javascript:", "data:"))
        if usable and not hidden and next(found.iterancestors("noscript"), None) is None:
            yield source


def _picture(shown: _Shown) -> UnreadableError | None:
    """Return the error for a page that shows a PDF or pictures in place of text."""
    if not shown.is_little:
        return None
    for found in shown.root.iter("embed", "object"):
        source = found.get("src") or found.get("data") or ""
        if _PDF.search(source) or (found.get("type") or "").lower() == "application/pdf":
            return UnreadableError(
                f"{shown.page.name} shows a PDF document, `{shorten(_absolute(shown.page, source), 200)}`, and no list",
                hint=_AS_LINES,
            )
    pictures = sum(next(found.iterancestors("a", "nav", "header", "footer"), None) is None for found in _images(shown))
    if not pictures or shown.told > _HARDLY_ANY or len(shown.text) > _LITTLE:
        return None
    return UnreadableError(
        f"{shown.page.name} shows {'a picture' if pictures == 1 else f'{pictures} pictures'} and hardly any text",
        hint=_AS_LINES,
    )


def _images(shown: _Shown) -> Iterator[etree._Element]:
    return islice(shown.root.iter("img", "canvas"), _MOST_LOOKED_AT)


def _filled_by_script(shown: _Shown, failure: UnreadableError) -> UnreadableError | None:
    """Return the error for a page with a menu and headings, but a place for the list that a script fills."""
    if not shown.is_little or not _SCRIPT.search(shown.content):
        return None
    sign = script_pages.sign_of_script(shown.root, shown.text)
    # Beside a link, an empty block is a matter of style.
    is_bare = isinstance(failure, NoLinkError) or (isinstance(failure, UntakenListError) and failure.is_menu)
    if sign is None and is_bare:
        sign = script_pages.empty_place(shown.root)
    return application_error(shown.page, sign) if sign is not None else None


def _waiting(shown: _Shown) -> UnreadableError | None:
    """Return the error for a page that says that its list comes later, beside links of another one."""
    if not shown.is_little or not _SCRIPT.search(shown.content):
        return None
    words = script_pages.waiting_words(shown.text)
    return application_error(shown.page, words) if words is not None else None


def _blank(shown: _Shown) -> UnreadableError | None:
    if shown.text:
        return None
    return UnreadableError(f"{shown.page.name} is an HTML page with an empty body", hint=_ITSELF)


def _absolute(page: Page, address: str) -> str:
    return resolve(address, page.url) or address
